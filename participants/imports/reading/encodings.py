"""The encoding of a CSV file, and signs in a text that it was decoded wrongly."""

import codecs
import re
from collections.abc import Collection
from html import unescape
from itertools import pairwise
from typing import BinaryIO

from django.utils.translation import gettext as _

from participants.imports.reading.errors import FileError, ParseError

CHUNK = 1 << 20
BOMS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# Encodings with a byte for each character, by the name that a user may know.
SINGLE_BYTE = {"cp850": "CP850 (DOS)", "mac_roman": "Mac Roman"}
USUAL_LETTERS = frozenset("åäöéüèæøáàíóúñçëïêôâûîßþð" + "ÅÄÖÉÜÈÆØÁÀÍÓÚÑÇËÏÊÔÂÛÎÞÐ")
INNER_SIGNS = frozenset("’´–·")  # in names such as O’Brien
BEFORE, AFTER = "‘’´–—«»“„°§\u00a0", "’´–—«»°…\u00a0"
QUOTED = re.compile("[”“„]([^”“„]+)[”“]")
WORD = re.compile(rb"[A-Za-z\x80-\xff]*[\x80-\xff][A-Za-z\x80-\xff]*")
WORDS_LOOKED_AT = 20_000

REPLACEMENT = "\ufffd"
# Two to four characters that were one in UTF-8, read as Windows-1252 or Latin-1.
TWICE = re.compile(
    "[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc"
    "\u2013-\u203a\u20ac\u2122]{1,3}"
)
SIGN_IN_WORD = re.compile(
    "[^\\W\\d_][\u201d\u201e\u2020\u2021\u2026\u2030\u2122\u20ac\u02c6\u00a4\u00b6\u00a7\u2039\u203a]+[^\\W\\d_]"
)
# What some programs write for a letter that their encoding lacks. Other texts may have a question, or an address.
LOST_IN_NAME = re.compile("[?¿\x1a]")
# Letters as HTML, a quoted-printable text or JSON has them.
ESCAPED = re.compile("&(?:#[0-9]+|#x[0-9a-f]+|[a-z]{2,8});|=C3=[0-9A-F]{2}|\\\\u00[0-9a-f]{2}", re.IGNORECASE)


def encoding_of(file: BinaryIO) -> str:
    """Return the encoding if it is certain. Raises FileError, naming the encoding where it can."""
    file.seek(0)
    start = file.read(400)
    for bom, name in BOMS.items():
        if start.startswith(bom):
            return _checked(file, name)
    if name := _wide_encoding(start):
        return _checked(file, name)
    words: set[bytes] = set()
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf8, size = True, 0
    file.seek(0)
    while chunk := file.read(CHUNK):
        size += len(chunk)
        if b"\x00" in chunk:
            raise FileError(_("The file is not a table. Choose a CSV or XLSX file."))
        is_utf8 = is_utf8 and _decodes(decoder, chunk)
        if not is_utf8 and len(words) < WORDS_LOOKED_AT:
            words.update(WORD.findall(chunk))
    if is_utf8 and _decodes(decoder, b"", final=True):
        return "utf-8-sig"
    if not words:  # UTF-8 until the very end
        file.seek(max(size - CHUNK, 0))
        words.update(WORD.findall(file.read()))
    return _single_byte_encoding(words)


def _wide_encoding(start: bytes) -> str:
    # UTF-16 without a byte order mark: every second byte of Latin text is zero.
    half = len(start) // 2
    for name, zeros in (("utf-16-le", start[1::2]), ("utf-16-be", start[0::2])):
        others = start[0::2] if name == "utf-16-le" else start[1::2]
        if half >= 8 and zeros.count(0) > 0.9 * half and not others.count(0):
            return name
    return ""


def _checked(file: BinaryIO, encoding: str) -> str:
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    ends = False
    while not ends:
        chunk = file.read(CHUNK)
        ends = not chunk
        try:
            text = decoder.decode(chunk, ends)
        except UnicodeError:
            raise FileError(
                _("The text of the file can't be read. Save it as CSV in UTF-8 and try again.")
            ) from None
        if "\x00" in text:
            raise FileError(_("The file is not a table. Choose a CSV or XLSX file."))
    return encoding


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _single_byte_encoding(words: Collection[bytes]) -> str:
    """Return cp1252 where no other encoding reads the words better. Raises FileError."""
    fits = {name: _fit(words, name) for name in ("cp1252", *SINGLE_BYTE)}
    others = [label for name, label in SINGLE_BYTE.items() if fits[name] == USUAL]
    if fits["cp1252"] == USUAL or (fits["cp1252"] != IMPOSSIBLE and not others):
        return "cp1252"
    if others:
        raise FileError(
            _(
                "The file seems to be in the encoding %(encoding)s, which is not read, because its letters "
                "would come out wrong. Save it as CSV in UTF-8."
            )
            % {"encoding": _(" or ").join(others)}
        )
    raise FileError(_("The text of the file can't be read. Save it as CSV in UTF-8 and try again."))


IMPOSSIBLE, STRANGE, USUAL = range(3)


def _fit(words: Collection[bytes], encoding: str) -> int:
    """Return how well the encoding reads the words."""
    fit = USUAL
    for word in words:
        try:
            text = word.decode(encoding)
        except UnicodeDecodeError:
            return IMPOSSIBLE
        if _is_usual(text):
            continue
        fit = STRANGE
    return fit


def _is_usual(word: str) -> bool:
    """Return whether the word has letters of Swedish and its neighbours, and no sign between two letters."""
    inner = QUOTED.sub(r"\1", word).lstrip(BEFORE).rstrip(AFTER)
    if not any(map(str.isalpha, inner)):  # signs alone, such as a dash
        return len(inner) <= 1
    unusual = [c for c in inner if not c.isascii() and c not in USUAL_LETTERS and c not in INNER_SIGNS]
    # A capital after a small letter, as in AndrÚ.
    has_lost_case = any(a.islower() and b.isupper() and not b.isascii() for a, b in pairwise(word))
    return not unusual and not has_lost_case


def check_decoding(text: str, *, is_name: bool = False) -> None:
    """Raise ParseError for a text that was decoded wrongly before it came into the file."""
    if is_name and (found := LOST_IN_NAME.search(text)):
        raise ParseError(
            _(
                "A letter is lost: “%(sign)s” stands where the encoding of the file did not have the letter. "
                "Export the list again, in UTF-8."
            )
            % {"sign": found[0] if found[0].isprintable() else f"U+{ord(found[0]):04X}"}
        )
    if (found := ESCAPED.search(text)) and unescape(found[0])[:1] != "&":
        raise ParseError(
            _(
                "The text has the code “%(code)s” instead of a letter, as in a page or an e-mail. "
                "Export the list again, in UTF-8."
            )
            % {"code": found[0]}
        )
    if text.isascii():
        return
    if REPLACEMENT in text:
        raise ParseError(
            _(
                "A letter is lost: “%(sign)s” (U+FFFD) stands where the text was read in another encoding than it "
                "was written in. Export the list again, in UTF-8."
            )
            % {"sign": REPLACEMENT}
        )
    if (found := TWICE.search(text)) and (meant := _decoded_once(found[0])):
        raise ParseError(
            _(
                "The text has been encoded in UTF-8 twice: “%(written)s” was “%(meant)s”. "
                "Export the list again, in UTF-8."
            )
            % {"written": found[0][:4], "meant": meant}
        )
    if SIGN_IN_WORD.search(text):
        raise ParseError(
            _(
                "There is a sign inside a word, as when a text in CP850 or Mac Roman is read as Windows-1252. "
                "Export the list again, in UTF-8."
            )
        )


def _decoded_once(text: str) -> str:
    for length in range(len(text), 1, -1):
        for encoding in ("cp1252", "latin-1"):
            try:
                return text[:length].encode(encoding).decode("utf-8")
            except UnicodeError:
                continue
    return ""
