"""Photographs in HEIC: turned into JPEG without metadata, in a process that a hostile file can only make fail."""

import io
import struct
from contextlib import suppress
from functools import cache

import pillow_heif
import pytest
from django.core.files.base import ContentFile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from esfportal.files import kinds, uploads
from esfportal.files.fields import UploadField
from esfportal.files.kinds import FileRefused, kind_of
from esfportal.files.photographs import conversion
from esfportal.files.photographs.jpeg_metadata import without_metadata
from tests.reporting.reports.attachment_files import office

MAKER, POSITION = b"Apple iPhone", 0x8825
SIZE = (192, 128)
REASONS = conversion.REASONS


@cache
def heic(size=SIZE, *, pictures=1, quality=50):
    """Return a photograph as phones make it: of tiles, lying on its side, with position and camera."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = MAKER.decode(), 6  # to be turned a quarter
    exif.get_ifd(POSITION).update({1: "N", 2: (59.0, 51.0, 30.0), 3: "E", 4: (17.0, 38.0, 0.0)})
    picture = Image.new("RGB", size, "white")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    file = pillow_heif.HeifFile()
    for _number in range(pictures):
        file.add_from_pillow(picture)
    content = io.BytesIO()
    pillow_heif.options.GRID_TILE_SIZE = 64
    file.save(content, exif=exif.tobytes(), quality=quality)
    return content.getvalue()


def with_size(width, height):
    """Return a photograph that says that it is of another size."""
    said, real = struct.pack("!4xLL", width, height), struct.pack("!4xLL", *SIZE)
    assert heic().count(b"ispe" + real) == 1
    return heic().replace(b"ispe" + real, b"ispe" + said)


def test_a_photograph_of_a_phone_becomes_a_jpeg_without_metadata():
    given = heic()
    assert (MAKER in given, given[4:12]) == (True, b"ftypheic")
    file = UploadField().clean(ContentFile(given, name="IMG_0001.HEIC"))
    assert (file.name, file.kind, kind_of(file)) == ("IMG_0001.jpg", "jpeg", "jpeg")
    file.seek(0)
    content = file.read()
    assert MAKER not in content
    picture = Image.open(io.BytesIO(content))
    assert (picture.size, dict(picture.getexif()), picture.info.get("icc_profile")) == (SIZE[::-1], {}, None)
    top, bottom = (picture.getpixel((SIZE[1] // 2, y)) for y in (20, SIZE[0] - 20))
    assert top[1] < 60 < 200 < bottom[1]  # upright: red above, white below


def test_the_content_and_not_the_name_tells_a_photograph():
    assert uploads.check(ContentFile(heic(), name="foto.pdf")).name == "foto.jpg"
    for content in (heic().replace(b"ftypheic", b"ftypavif"), b"\0\0\0\x18ftypisom" + bytes(40)):
        with pytest.raises(FileRefused) as raised:
            uploads.check(ContentFile(content, name="foto.heic"))
        assert raised.value.reason == kinds.UNKNOWN


def test_large_photographs_are_made_smaller():
    large = uploads.check(ContentFile(heic((4224, 64), quality=10), name="a.heic"))
    assert Image.open(large).size == (62, 4096)


REFUSED = {
    "cut": (heic()[:-200], "unreadable"),
    "of another family": (b"\0\0\0\x18ftypheic" + bytes(12) + office(), "unreadable"),
    "several pictures": (heic(pictures=2), "several"),
    "larger than any phone's": (with_size(9_000, 6_000), "too_large"),
    "larger than any memory": (with_size(60_000, 60_000), "too_large"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_other_photographs_are_refused_with_the_reason(name):
    content, reason = REFUSED[name]
    with pytest.raises(FileRefused) as raised:
        uploads.check(ContentFile(content, name="foto.heic"))
    assert raised.value.reason == REASONS[reason]


def test_the_process_ends_by_its_limits_and_knows_no_secret(monkeypatch, tmp_path):
    program = tmp_path / "child.py"
    monkeypatch.setattr(conversion.child, "__file__", str(program))
    for code, reason in (
        ("import os; os.kill(os.getpid(), 9)", "too_large"),
        ("import time; time.sleep(60)", "too_large"),
        (
            "import os, sys; sys.stderr.write('' if os.environ.keys() - {'LC_CTYPE'} else 'several')",
            "several",
        ),
        ("import django_that_is_not_there", "unreadable"),
    ):
        program.write_text(code)
        monkeypatch.setattr(conversion, "SECONDS", 0.5)
        with pytest.raises(FileRefused) as raised:
            conversion.to_jpeg(io.BytesIO(heic()), "foto.heic")
        assert raised.value.reason == REASONS[reason]


def jpeg(orientation=6, **options):
    """Return a JPEG as phones make it, with position, camera, a comment and a second picture behind the first."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = MAKER.decode(), orientation
    exif.get_ifd(POSITION).update({1: "N", 2: (59.0, 51.0, 30.0), 3: "E", 4: (17.0, 38.0, 0.0)})
    picture, content = Image.new("RGB", SIZE, "white"), io.BytesIO()
    picture.paste("red", (0, 0, SIZE[0] // 2, SIZE[1]))
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    more = {"icc_profile": profile, "comment": MAKER, "dpi": (300, 300), **options}
    picture.save(content, "JPEG", exif=exif.tobytes(), **more)
    return content.getvalue() * 2


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"restart_marker_blocks": 4}])
def test_a_jpeg_is_stored_without_metadata_and_otherwise_unchanged(options):
    given = jpeg(**options)
    assert MAKER in given
    file = UploadField().clean(ContentFile(given, name="IMG_0002.jpg"))
    file.seek(0)
    content = file.read()
    assert (file.name, kind_of(file), MAKER in content) == ("IMG_0002.jpg", "jpeg", False)
    before, after = (Image.open(io.BytesIO(each)) for each in (given, content))
    assert dict(after.getexif()) == {0x0112: 6}  # which way up
    assert after.tobytes() == before.tobytes()
    assert {key: after.info[key] for key in ("icc_profile", "dpi")} == {
        key: before.info[key] for key in ("icc_profile", "dpi")
    }
    assert set(after.info) - {"exif"} < set(before.info)
    assert uploads.check(ContentFile(content, name="again.jpg")).size == len(content)


@given(st.integers(0, 5000), st.binary(min_size=1, max_size=4))
def test_a_damaged_jpeg_is_read_or_refused_and_nothing_else(place, damage):
    whole = _whole_jpeg()
    with suppress(ValueError):
        without_metadata(whole[:place])
    with suppress(ValueError):
        without_metadata(whole[:place] + damage + whole[place + len(damage) :])


@cache
def _whole_jpeg():
    return jpeg()
