"""Streams. The types are native; this module gives them their public names."""
import _io
import abc
from _operator import index as _index
from _kukri import as_native as _as_native
from _io import (DEFAULT_BUFFER_SIZE, UnsupportedOperation, open, open_code, FileIO, BytesIO, StringIO,
                 BufferedReader, BufferedWriter, BufferedRandom, TextIOWrapper, text_encoding)

__all__ = ["BlockingIOError", "open", "open_code", "IOBase", "RawIOBase", "FileIO", "BytesIO", "StringIO",
           "BufferedIOBase", "BufferedReader", "BufferedWriter", "BufferedRWPair", "BufferedRandom",
           "TextIOBase", "TextIOWrapper", "UnsupportedOperation", "SEEK_SET", "SEEK_CUR", "SEEK_END"]

SEEK_SET = 0
SEEK_CUR = 1
SEEK_END = 2
BlockingIOError = BlockingIOError


class IOBase(_io._IOBase, metaclass=abc.ABCMeta):
    """The abstract base of all streams."""


class RawIOBase(_io._RawIOBase, IOBase):
    """Base of raw binary streams."""


class BufferedIOBase(_io._BufferedIOBase, IOBase):
    """Base of buffered binary streams."""


class TextIOBase(_io._TextIOBase, IOBase):
    """Base of text streams."""


RawIOBase.register(FileIO)
for _c in (BytesIO, BufferedReader, BufferedWriter, BufferedRandom):
    BufferedIOBase.register(_c)
for _c in (StringIO, TextIOWrapper):
    TextIOBase.register(_c)
del _c


def _as_unsigned(cls):
    """For classes that are native elsewhere, whose methods tell no signature."""
    cls.__module__ = '_io'
    return _as_native(cls, 'unsigned')


@_as_unsigned
class BufferedRWPair(_io._BufferedIOBase):
    """A readable and a writable raw stream as one."""

    def __init__(self, reader, writer, buffer_size=DEFAULT_BUFFER_SIZE, /):
        buffer_size = _index(buffer_size)
        for able, what, needed in ((reader.readable, 'reader', 'readable'), (writer.writable, 'writer', 'writable')):
            if not able():
                raise UnsupportedOperation(f'File or stream is not {needed}.')
        self._reader, self._writer = BufferedReader(reader, buffer_size), BufferedWriter(writer, buffer_size)

    def read(self, *args):
        """Read up to so many bytes from the reader."""
        return self._reader.read(*args)

    def read1(self, *args):
        """Read with at most one read of the raw stream."""
        return self._reader.read1(*args)

    def readinto(self, *args):
        """Fill a buffer from the reader."""
        return self._reader.readinto(*args)

    def readinto1(self, *args):
        """Fill a buffer with at most one read of the raw stream."""
        return self._reader.readinto1(*args)

    def peek(self, *args):
        """Bytes ahead in the reader, without moving."""
        return self._reader.peek(*args)

    def write(self, *args):
        """Write to the writer."""
        return self._writer.write(*args)

    def flush(self, /):
        """Pass on what is buffered in the writer."""
        return self._writer.flush()

    def readable(self, /):
        """Whether the reader can be read."""
        return self._reader.readable()

    def writable(self, /):
        """Whether the writer can be written."""
        return self._writer.writable()

    def close(self, /):
        """Close the writer, then the reader."""
        try:
            self._writer.close()
        finally:
            self._reader.close()

    def isatty(self, /):
        """Whether one of them is a terminal."""
        return self._writer.isatty() or self._reader.isatty()

    @property
    def closed(self):
        return self._writer.closed


BufferedIOBase.register(BufferedRWPair)


@_as_native
class IncrementalNewlineDecoder:
    """Translates line ends of text that arrives in pieces."""
    __module__ = '_io'

    def __init__(self, decoder, translate, errors='strict'):
        self.decoder = decoder
        self.translate = _index(translate)
        self.errors = errors
        self._seen = set()
        self._pending = False

    def decode(self, input, final=False):
        """Translate the line ends of text."""
        text = input if self.decoder is None else self.decoder.decode(input, final=final)
        if self._pending and (text or final):
            text = '\r' + text
            self._pending = False
        if text.endswith('\r') and not final:
            text = text[:-1]
            self._pending = True
        for nl in ('\r\n', '\r', '\n'):
            rest = text.replace('\r\n', '') if nl != '\r\n' else text
            if nl in rest:
                self._seen.add(nl)
        if self.translate:
            text = text.replace('\r\n', '\n').replace('\r', '\n')
        return text

    def reset(self):
        """Forget what has been seen."""
        self._seen.clear()
        self._pending = False
        if self.decoder is not None:
            self.decoder.reset()

    def getstate(self):
        """What setstate() takes."""
        state = (b'', 0) if self.decoder is None else self.decoder.getstate()
        return state[0], (state[1] << 1) | self._pending

    def setstate(self, state):
        """Go on from a state."""
        self._pending = bool(state[1] & 1)
        if self.decoder is not None:
            self.decoder.setstate((state[0], state[1] >> 1))

    @property
    def newlines(self):
        seen = tuple(nl for nl in ('\r', '\n', '\r\n') if nl in self._seen)
        return None if not seen else seen[0] if len(seen) == 1 else seen


_io.BufferedRWPair, _io.IncrementalNewlineDecoder = BufferedRWPair, IncrementalNewlineDecoder  # where pickles look for them
