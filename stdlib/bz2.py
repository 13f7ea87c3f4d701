"""Reading and writing files in bzip2 format, and packing of bytes."""
import io
import os
from builtins import open as _builtin_open
from operator import index as _index

import _compression
from _bz2 import BZ2Compressor, BZ2Decompressor

__all__ = ["BZ2File", "BZ2Compressor", "BZ2Decompressor", "open", "compress", "decompress"]


class BZ2File(_compression.PackedFile):
    """A binary file in bzip2 format: a file name or an open file, to be read ("r", also several streams behind each
    other), written ("w"), made ("x") or added to ("a")."""

    def __init__(self, filename, mode="r", *, compresslevel=9):
        if not 1 <= compresslevel <= 9:
            raise ValueError("compresslevel must be between 1 and 9")
        short = mode.replace("b", "", 1) if mode in ("", "r", "rb", "w", "wb", "x", "xb", "a", "ab") else None
        if short is None:
            raise ValueError("Invalid mode: %r" % (mode,))
        if short in ("w", "x", "a"):
            self._start_writing(BZ2Compressor(compresslevel))
        _compression.open_below(self, filename, short or "r", _builtin_open, os.PathLike)
        if short in ("", "r"):
            self._start_reading(BZ2Decompressor, OSError)

    def peek(self, n=0):
        """Some bytes from the position on, which stays: at least one unless at the end."""
        self._check_can_read()
        return self._buffer.peek(n)

    def readinto(self, b):
        """Fill b; the number of bytes read."""
        self._check_can_read()
        return self._buffer.readinto(b)

    def readline(self, size=-1):
        """A line, its end with it, or as much of one as size allows."""
        size = _whole(size)
        self._check_can_read()
        return self._buffer.readline(size)

    def readlines(self, size=-1):
        """A list of lines, no more than make up size bytes."""
        size = _whole(size)
        self._check_can_read()
        return self._buffer.readlines(size)

    def writelines(self, seq):
        """Write all byte strings of seq."""
        return _compression.BaseStream.writelines(self, seq)


def _whole(size):
    if not isinstance(size, int):
        if not hasattr(size, "__index__"):
            raise TypeError("Integer argument expected")
        size = _index(size)
    return size


def open(filename, mode="rb", compresslevel=9, encoding=None, errors=None, newline=None):
    """Open a file in bzip2 format: a BZ2File in binary mode ("rb", ...), text of it in text mode ("rt", ...)."""
    _compression.check_open_mode(mode, encoding=encoding, errors=errors, newline=newline)
    binary = BZ2File(filename, mode.replace("t", ""), compresslevel=compresslevel)
    return _compression.as_text(binary, mode, encoding, errors, newline)


def compress(data, compresslevel=9):
    """Bytes in bzip2 format."""
    compressor = BZ2Compressor(compresslevel)
    return compressor.compress(data) + compressor.flush()


def decompress(data):
    """The bytes that data in bzip2 format stands for; all streams of it."""
    parts = []
    while data:
        decompressor = BZ2Decompressor()
        try:
            part = decompressor.decompress(data)
        except OSError:
            if not parts:
                raise
            break  # what follows a stream and is none is left alone
        parts.append(part)
        if not decompressor.eof:
            raise ValueError("Compressed data ended before the end-of-stream marker was reached")
        data = decompressor.unused_data
    return b"".join(parts)
