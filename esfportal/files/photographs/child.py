"""The process that reads one photograph: limits first, HEIC on standard input, JPEG on standard output.

Standard error has the reason why the photograph is refused. This file is run by its path, without Django.
"""

import contextlib
import io
import sys

MEBIBYTE = 1 << 20
MEMORY = 800 * MEBIBYTE  # address space; a photograph of 48 megapixels takes 650
PROCESSOR_SECONDS = 14
PIXELS = 50_000_000  # the largest of a phone's default camera has 48,8
LONGEST_SIDE = 4096  # pixels that are kept: a page of A4 with 350 for each inch
QUALITY = 85


class Refused(Exception):
    pass


def limit_resources() -> None:
    try:
        import resource
    except ImportError:  # no such limits on this system; the parent still limits the time
        return
    for kind, amount in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, PROCESSOR_SECONDS),
        (resource.RLIMIT_CORE, 0),  # a dump of the memory would hold the picture
        (resource.RLIMIT_FSIZE, 0),  # nothing is written but to the pipes
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (amount, amount))


def jpeg_of(content: bytes) -> bytes:
    """Return the picture alone, upright and without metadata. Raises Refused."""
    from pillow_heif import HeifFile, options

    options.DECODE_THREADS = 1
    options.THUMBNAILS = options.DEPTH_IMAGES = options.AUX_IMAGES = False
    try:
        file = HeifFile(io.BytesIO(content))
        if len(file) != 1:
            raise Refused("several")
        width, height = file.size
        if width * height > PIXELS:
            raise Refused("too_large")
        # The library turns the picture upright.
        picture = file.to_pillow()
    except (ValueError, RuntimeError, SyntaxError, OSError, EOFError):
        raise Refused("unreadable") from None
    if picture.mode != "RGB":
        picture = picture.convert("RGB")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    picture.info.clear()  # position, time, camera, and the profile of its colours
    output = io.BytesIO()
    picture.save(output, "JPEG", quality=QUALITY)
    return output.getvalue()


def main() -> None:
    limit_resources()
    try:
        jpeg = jpeg_of(sys.stdin.buffer.read())
    except Refused as refused:
        sys.stderr.write(str(refused))
    except MemoryError:
        sys.stderr.write("too_large")
    else:
        sys.stdout.buffer.write(jpeg)


if __name__ == "__main__":
    main()
