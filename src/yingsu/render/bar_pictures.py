"""Pictures of bars for Word: one pixel, drawn as long as a bar is."""

import struct
import zlib
from typing import Final

COLOURS: Final = ((0x1F, 0x4E, 0x79), (0xB5, 0x65, 0x1D), (0x5B, 0x7F, 0x3A), (0x7A, 0x4A, 0x8C))
"""Of the series of a chart, in turn."""

EMPTY: Final = (0xE4, 0xE4, 0xE4)
"""Of what is missing to the end of the scale."""


def pixel(colour: tuple[int, int, int]) -> bytes:
    """A PNG of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\x00" + bytes(colour))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
