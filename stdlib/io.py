"""Streams. The types are native; this module gives them their public names."""
import _io
import abc
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


class BufferedRWPair(BufferedIOBase):
    """A readable and a writable raw stream as one."""

    def __init__(self, reader, writer, buffer_size=DEFAULT_BUFFER_SIZE):
        for able, what, needed in ((reader.readable, 'reader', 'readable'), (writer.writable, 'writer', 'writable')):
            if not able():
                raise OSError(f'"{what}" argument must be {needed}.')
        self.reader, self.writer = BufferedReader(reader, buffer_size), BufferedWriter(writer, buffer_size)

    def read(self, size=-1):
        return self.reader.read(size)

    def read1(self, size=-1):
        return self.reader.read1(size)

    def readinto(self, b):
        return self.reader.readinto(b)

    def peek(self, size=0):
        return self.reader.peek(size)

    def write(self, b):
        return self.writer.write(b)

    def flush(self):
        return self.writer.flush()

    def readable(self):
        return self.reader.readable()

    def writable(self):
        return self.writer.writable()

    def close(self):
        try:
            self.writer.close()
        finally:
            self.reader.close()

    def isatty(self):
        return self.reader.isatty() or self.writer.isatty()

    @property
    def closed(self):
        return self.writer.closed


class IncrementalNewlineDecoder:
    """Translates line ends of text that arrives in pieces."""

    def __init__(self, decoder, translate, errors='strict'):
        self.decoder = decoder
        self.translate = translate
        self.errors = errors
        self._seen = set()
        self._pending = False

    def decode(self, input, final=False):
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
        self._seen.clear()
        self._pending = False
        if self.decoder is not None:
            self.decoder.reset()

    def getstate(self):
        state = (b'', 0) if self.decoder is None else self.decoder.getstate()
        return state[0], (state[1] << 1) | self._pending

    def setstate(self, state):
        self._pending = bool(state[1] & 1)
        if self.decoder is not None:
            self.decoder.setstate((state[0], state[1] >> 1))

    @property
    def newlines(self):
        seen = tuple(nl for nl in ('\r', '\n', '\r\n') if nl in self._seen)
        return None if not seen else seen[0] if len(seen) == 1 else seen
