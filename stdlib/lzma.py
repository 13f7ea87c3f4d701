"""Reading and writing files in .xz and .lzma format, and packing of bytes."""
import os
from builtins import open as _builtin_open

import _compression
import _lzma
from _lzma import *
from _lzma import _decode_filter_properties, _encode_filter_properties

__all__ = [
    "CHECK_NONE", "CHECK_CRC32", "CHECK_CRC64", "CHECK_SHA256", "CHECK_ID_MAX", "CHECK_UNKNOWN",
    "FILTER_LZMA1", "FILTER_LZMA2", "FILTER_DELTA", "FILTER_X86", "FILTER_IA64", "FILTER_ARM", "FILTER_ARMTHUMB",
    "FILTER_POWERPC", "FILTER_SPARC", "FORMAT_AUTO", "FORMAT_XZ", "FORMAT_ALONE", "FORMAT_RAW",
    "MF_HC3", "MF_HC4", "MF_BT2", "MF_BT3", "MF_BT4", "MODE_FAST", "MODE_NORMAL", "PRESET_DEFAULT", "PRESET_EXTREME",
    "LZMACompressor", "LZMADecompressor", "LZMAFile", "LZMAError", "open", "compress", "decompress",
    "is_check_supported"]


class LZMAFile(_compression.PackedFile):
    """A binary file in .xz or .lzma format: a file name or an open file, to be read ("r", also several streams behind
    each other), written ("w"), made ("x") or added to ("a")."""

    def __init__(self, filename=None, mode="r", *, format=None, check=-1, preset=None, filters=None):
        if mode in ("r", "rb"):
            if check != -1:
                raise ValueError("Cannot specify an integrity check when opening a file for reading")
            if preset is not None:
                raise ValueError("Cannot specify a preset compression level when opening a file for reading")
            format = FORMAT_AUTO if format is None else format
        elif mode in ("w", "wb", "a", "ab", "x", "xb"):
            format = FORMAT_XZ if format is None else format
            self._start_writing(LZMACompressor(format=format, check=check, preset=preset, filters=filters))
        else:
            raise ValueError("Invalid mode: {!r}".format(mode))
        _compression.open_below(self, filename, mode, _builtin_open, os.PathLike)
        if mode in ("r", "rb"):
            self._start_reading(LZMADecompressor, LZMAError, format=format, filters=filters)


def open(filename, mode="rb", *, format=None, check=-1, preset=None, filters=None, encoding=None, errors=None,
         newline=None):
    """Open a file in .xz or .lzma format: an LZMAFile in binary mode ("rb", ...), text of it in text mode ("rt", ...)."""
    _compression.check_open_mode(mode, encoding=encoding, errors=errors, newline=newline)
    binary = LZMAFile(filename, mode.replace("t", ""), format=format, check=check, preset=preset, filters=filters)
    return _compression.as_text(binary, mode, encoding, errors, newline)


def compress(data, format=FORMAT_XZ, check=-1, preset=None, filters=None):
    """Bytes in .xz or another format; the arguments are those of LZMACompressor."""
    compressor = LZMACompressor(format, check, preset, filters)
    return compressor.compress(data) + compressor.flush()


def decompress(data, format=FORMAT_AUTO, memlimit=None, filters=None):
    """The bytes that packed data stands for; all streams of it."""
    parts = []
    while True:
        decompressor = LZMADecompressor(format, memlimit, filters)
        try:
            part = decompressor.decompress(data)
        except LZMAError:
            if not parts:
                raise
            break  # what follows a stream and is none is left alone
        parts.append(part)
        if not decompressor.eof:
            raise LZMAError("Compressed data ended before the end-of-stream marker was reached")
        data = decompressor.unused_data
        if not data:
            break
    return b"".join(parts)
