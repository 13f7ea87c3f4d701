"""Codec registry and base classes: lookup by name, error handlers, incremental coders, streams."""
import _codecs as _native
from _operator import index as _index
from _kukri import as_native as _as_native
from _codecs import encode as _encode_text, decode as _decode_text, register, unregister, register_error

BOM_UTF8 = b"\xef\xbb\xbf"
BOM_LE = BOM_UTF16_LE = b"\xff\xfe"
BOM_BE = BOM_UTF16_BE = b"\xfe\xff"
BOM_UTF32_LE = b"\xff\xfe\x00\x00"
BOM_UTF32_BE = b"\x00\x00\xfe\xff"
BOM = BOM_UTF16 = BOM_UTF16_LE
BOM_UTF32 = BOM_UTF32_LE

__all__ = ["register", "lookup", "open", "EncodedFile", "BOM", "BOM_BE", "BOM_LE", "BOM32_BE", "BOM32_LE", "BOM_UTF8", "BOM_UTF16",
           "BOM_UTF16_LE", "BOM_UTF16_BE", "BOM_UTF32", "BOM_UTF32_LE", "BOM_UTF32_BE", "CodecInfo", "Codec", "IncrementalEncoder",
           "IncrementalDecoder", "StreamReader", "StreamWriter", "StreamReaderWriter", "getencoder", "getdecoder",
           "getincrementalencoder", "getincrementaldecoder", "getreader", "getwriter", "encode", "decode", "iterencode", "iterdecode",
           "strict_errors", "ignore_errors", "replace_errors", "xmlcharrefreplace_errors", "backslashreplace_errors",
           "namereplace_errors", "register_error", "lookup_error"]
BOM32_LE, BOM32_BE = BOM_UTF16_LE, BOM_UTF16_BE


class CodecInfo(tuple):
    """What lookup() gives: the four functions of a codec, and its name and incremental classes."""

    def __new__(cls, encode, decode, streamreader=None, streamwriter=None, incrementalencoder=None,
                incrementaldecoder=None, name=None, *, _is_text_encoding=None):
        self = tuple.__new__(cls, (encode, decode, streamreader, streamwriter))
        self.name, self._is_text_encoding = name, _is_text_encoding is not False
        self.encode, self.decode, self.streamreader, self.streamwriter = self
        self.incrementalencoder, self.incrementaldecoder = incrementalencoder, incrementaldecoder
        return self

    def __repr__(self):
        return "<%s.%s object for encoding %s at %#x>" % (type(self).__module__, type(self).__qualname__, self.name, id(self))


class Codec:
    """Stateless encoder and decoder."""

    def encode(self, input, errors="strict"):
        raise NotImplementedError

    def decode(self, input, errors="strict"):
        raise NotImplementedError


class IncrementalEncoder:
    """Encodes in pieces; encode() may keep state between calls."""

    def __init__(self, errors="strict"):
        self.errors = errors
        self.buffer = ""

    def encode(self, input, final=False):
        raise NotImplementedError

    def reset(self):
        pass

    def getstate(self):
        return 0

    def setstate(self, state):
        pass


class BufferedIncrementalEncoder(IncrementalEncoder):
    """Keeps text not yet encoded for the next call; _buffer_encode returns (bytes, characters used)."""

    def __init__(self, errors="strict"):
        IncrementalEncoder.__init__(self, errors)
        self.buffer = ""

    def _buffer_encode(self, input, errors, final):
        raise NotImplementedError

    def encode(self, input, final=False):
        text = self.buffer + input
        result, consumed = self._buffer_encode(text, self.errors, final)
        self.buffer = text[consumed:]
        return result

    def reset(self):
        IncrementalEncoder.reset(self)
        self.buffer = ""

    def getstate(self):
        return self.buffer or 0

    def setstate(self, state):
        self.buffer = state or ""


class IncrementalDecoder:
    """Decodes in pieces; decode() may keep state between calls."""

    def __init__(self, errors="strict"):
        self.errors = errors

    def decode(self, input, final=False):
        raise NotImplementedError

    def reset(self):
        pass

    def getstate(self):
        return (b"", 0)

    def setstate(self, state):
        pass


class BufferedIncrementalDecoder(IncrementalDecoder):
    """Keeps undecoded bytes for the next call; _buffer_decode returns (text, bytes used)."""

    def __init__(self, errors="strict"):
        IncrementalDecoder.__init__(self, errors)
        self.buffer = b""

    def _buffer_decode(self, input, errors, final):
        raise NotImplementedError

    def decode(self, input, final=False):
        data = self.buffer + input
        result, consumed = self._buffer_decode(data, self.errors, final)
        self.buffer = data[consumed:]
        return result

    def reset(self):
        self.buffer = b""

    def getstate(self):
        return (self.buffer, 0)

    def setstate(self, state):
        self.buffer = state[0]


class StreamWriter(Codec):
    """Encodes what is written to a byte stream."""

    def __init__(self, stream, errors="strict"):
        self.stream = stream
        self.errors = errors

    def write(self, object):
        data, _ = self.encode(object, self.errors)
        self.stream.write(data)

    def writelines(self, list):
        self.write("".join(list))

    def reset(self):
        pass

    def seek(self, offset, whence=0):
        self.stream.seek(offset, whence)
        if whence == 0 and offset == 0:
            self.reset()

    def __getattr__(self, name):
        return getattr(self.stream, name)

    def __enter__(self):
        return self

    def __exit__(self, type, value, tb):
        self.stream.close()


class StreamReader(Codec):
    """Decodes what is read from a byte stream."""

    charbuffertype = str

    def __init__(self, stream, errors="strict"):
        self.stream = stream
        self.errors = errors
        self.bytebuffer = b""
        self.charbuffer = self._empty_charbuffer = self.charbuffertype()
        self.linebuffer = None  # two or more lines that readline() has found; then charbuffer is None

    def read(self, size=-1, chars=-1, firstline=False):
        """chars characters (one number counts characters, too), read in pieces of size bytes.

        With firstline, an error behind the first line may wait."""
        if self.linebuffer:
            self.charbuffer, self.linebuffer = self._empty_charbuffer.join(self.linebuffer), None
        if chars < 0:
            chars = size
        more = True
        while more and not (chars >= 0 and len(self.charbuffer) >= chars):
            new = self.stream.read() if size < 0 else self.stream.read(size)
            data = self.bytebuffer + new
            if not data:
                break
            try:
                text, used = self.decode(data, self.errors)
            except UnicodeDecodeError as error:
                if not firstline:
                    raise
                text, used = self.decode(data[:error.start], self.errors)
                if len(text.splitlines(True)) < 2:  # what is wrong is in the line that was asked for
                    raise
            self.bytebuffer = data[used:]
            self.charbuffer += text
            more = new
        if chars < 0:
            result, self.charbuffer = self.charbuffer, self._empty_charbuffer
        else:
            result, self.charbuffer = self.charbuffer[:chars], self.charbuffer[chars:]
        return result

    def readline(self, size=None, keepends=True):
        """A line; of the stream it is read in pieces that grow, or in one of size bytes."""
        if self.linebuffer:
            line = self.linebuffer.pop(0)
            if len(self.linebuffer) == 1:
                self.charbuffer, self.linebuffer = self.linebuffer[0], None
            return line if keepends else line.splitlines()[0]
        text, step = self._empty_charbuffer, size or 72
        while True:
            data = self.read(step, firstline=True)
            if data and data.endswith("\r" if isinstance(data, str) else b"\r"):  # half of a line end?
                data += self.read(size=1, chars=1)
            text += data
            first, *others = text.splitlines(True) or [text]
            if others or first and first.splitlines()[0] != first or not data or size is not None:
                break
            if step < 8000:
                step *= 2
        if len(others) > 1:
            others[-1] += self.charbuffer
            self.charbuffer, self.linebuffer = None, others
        elif others:
            self.charbuffer = others[0] + self.charbuffer
        return first if keepends or not first else first.splitlines()[0]

    def readlines(self, sizehint=None, keepends=True):
        return self.read().splitlines(keepends)

    def reset(self):
        self.bytebuffer = b""
        self.charbuffer, self.linebuffer = self._empty_charbuffer, None

    def seek(self, offset, whence=0):
        self.stream.seek(offset, whence)
        self.reset()

    def __next__(self):
        line = self.readline()
        if line:
            return line
        raise StopIteration

    def __iter__(self):
        return self

    def __getattr__(self, name):
        return getattr(self.stream, name)

    def __enter__(self):
        return self

    def __exit__(self, type, value, tb):
        self.stream.close()


class StreamReaderWriter:
    """A reader and a writer on one stream."""

    encoding = "unknown"

    def __init__(self, stream, Reader, Writer, errors="strict"):
        self.stream, self.errors = stream, errors
        self.reader, self.writer = Reader(stream, errors), Writer(stream, errors)

    # what the writer does

    def write(self, data):
        return self.writer.write(data)

    def writelines(self, list):
        return self.writer.writelines(list)

    # what the reader does

    def read(self, size=-1):
        return self.reader.read(size)

    def readline(self, size=None):
        return self.reader.readline(size)

    def readlines(self, sizehint=None):
        return self.reader.readlines(sizehint)

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.reader)

    # what both must know

    def reset(self):
        for side in (self.reader, self.writer):
            side.reset()

    def seek(self, offset, whence=0):
        self.stream.seek(offset, whence)
        at_start = (offset, whence) == (0, 0)
        for side in (self.reader, self.writer) if at_start else (self.reader,):
            side.reset()

    def __getattr__(self, name):
        return getattr(self.stream, name)

    def __enter__(self):
        return self

    def __exit__(self, type, value, tb):
        self.stream.close()


# What codecs in C are given: the text or the bytes, then the name of an error handler, then C ints.

def _shown_type(value):
    """What CPython calls the type of an argument that does not fit: types in C have their modules in their names."""
    cls = type(value)
    if cls.__flags__ & 512 or cls.__module__ == "builtins":
        return None if value is None else cls.__name__
    return cls.__module__ + "." + cls.__qualname__


def _c_text(text):
    """A str, which must have a form as a string of C."""
    if not text.isascii():
        text.encode()
    if '\0' in text:
        raise ValueError('embedded null character')
    return text


@_as_native
def _need_text(function, text):
    if isinstance(text, str):
        return text
    raise TypeError("%s() argument 1 must be str, not %s" % (function, _shown_type(text)))


@_as_native
def _need_bytes(data):
    if isinstance(data, bytes):
        return data
    try:
        return bytes(memoryview(data))
    except TypeError:
        raise TypeError("a bytes-like object is required, not '%s'" % type(data).__name__) from None


@_as_native
def _need_errors(function, errors, parameter="2"):
    if errors is None or errors == "strict":
        return "strict"
    if isinstance(errors, str):
        return _c_text(errors)
    raise TypeError("%s() argument %s must be str or None, not %s" % (function, parameter, _shown_type(errors)))


@_as_native
def _need_int(value):
    value = _index(value)
    if not -2 ** 31 <= value < 2 ** 31:
        raise OverflowError('Python int too large to convert to C int')
    return value


@_as_native
def _encoder_arguments(function, text, errors):
    return _need_text(function, text), _need_errors(function, errors)


@_as_native
def _decoder_arguments(function, data, errors, final=True):
    return _need_bytes(data), _need_errors(function, errors), _need_int(final)


def _place(codec, *classes):
    """Names the classes of a codec, and their methods, as the module for it would."""
    module = 'encodings.' + {'iso8859-1': 'latin_1'}.get(codec, codec.replace('-', '_'))
    for name, cls in zip(('IncrementalEncoder', 'IncrementalDecoder', 'StreamWriter', 'StreamReader'), classes):
        cls.__name__ = cls.__qualname__ = name
        cls.__module__ = module
        for method in vars(cls).values():
            if type(method) is type(_place):
                method.__qualname__ = f'{name}.{method.__name__}'


def _text_codec(name):
    """CodecInfo of a codec in C."""
    span = _native.span(name)  # decoders look at final where a character has several bytes, encoders of tables too
    if span == 2:
        import _multibyte
        return _multibyte.table_codec(name)
    function = {"iso8859-1": "latin_1", "ascii": "ascii"}.get(name) or (name.replace("-", "_") if span else "charmap")
    function = function.replace("utf_8_sig", "utf_8")

    def encode(input, errors="strict"):
        input, errors = _encoder_arguments(function + "_encode", input, errors)
        return _encode_text(input, name, errors), len(input)

    if name == "utf-8-sig":
        def decode(input, errors="strict"):
            before = 3 * (input[:3] == BOM_UTF8)
            input, errors, _ = _decoder_arguments(function + "_decode", input[before:], errors)
            return _decode_text(input, "utf-8", errors), len(input) + before
    else:
        def decode(input, errors="strict"):
            input, errors, _ = _decoder_arguments(function + "_decode", input, errors)
            return _decode_text(input, name, errors), len(input)

    if function == "charmap":
        encode.__qualname__, decode.__qualname__ = "Codec.encode", "Codec.decode"
    elif name == "utf-8-sig":
        encode.__qualname__, decode.__qualname__ = "encode", "decode"
    else:
        import _codec_functions
        encode = getattr(_codec_functions, function + "_encode")
        if function in ("latin_1", "ascii", "unicode_escape", "raw_unicode_escape"):
            decode = getattr(_codec_functions, function + "_decode")
        else:
            decode.__qualname__ = "decode"

    class Encoder(IncrementalEncoder):
        def encode(self, input, final=False):
            text, errors = _encoder_arguments(function + "_encode", input, self.errors)
            return _encode_text(text, name, errors)

    class WholeDecoder(IncrementalDecoder):
        """Of one byte for each character: nothing is kept."""

        def decode(self, input, final=False):
            data, errors, _ = _decoder_arguments(function + "_decode", input, self.errors)
            return _decode_text(data, name, errors)

    class PieceDecoder(BufferedIncrementalDecoder):
        def _buffer_decode(self, input, errors, final):
            data, errors, final = _decoder_arguments(function + "_decode", input, errors, final)
            if final:
                return _decode_text(data, name, errors), len(data)
            return _native.decode_partial(data, name, errors)

    Decoder = PieceDecoder if span else WholeDecoder

    class Writer(StreamWriter):
        def encode(self, input, errors="strict"):
            return encode(input, errors)

    class Reader(StreamReader):
        def decode(self, input, errors="strict"):
            data, errors, _ = _decoder_arguments(function + "_decode", input, errors)
            return _native.decode_partial(data, name, errors)

    _place(name, Encoder, Decoder, Writer, Reader)
    return CodecInfo(encode, decode, Reader, Writer, Encoder, Decoder, name=name)


# Codecs that begin with a byte order mark: what follows it, by the mark; the first is written here.
_MARKED = {"utf-16": {BOM_UTF16_LE: "utf-16-le", BOM_UTF16_BE: "utf-16-be"},
           "utf-32": {BOM_UTF32_LE: "utf-32-le", BOM_UTF32_BE: "utf-32-be"}, "utf-8-sig": {BOM_UTF8: "utf-8"}}


def _marked_codec(name):
    """CodecInfo of a codec with a byte order mark, which its coders and streams meet once, at the start."""
    stateless = _text_codec(name)
    marks = _MARKED[name]
    mark, follows = next(iter(marks.items()))
    must_have = name != "utf-8-sig"
    marked = name + "-ex" if must_have else follows

    @_as_native
    def waits(codec, input):
        """Is it open whether the input begins with a mark that it may lack?"""
        return codec is None and not must_have and len(input) < len(mark) and mark.startswith(bytes(input))

    @_as_native
    def decode_from(codec, input, errors, final=False):
        """(codec, text, bytes used): codec decodes what follows; None: the mark has not been seen."""
        by, before = codec, 0
        if waits(codec, input):
            return None, "", 0
        if codec is None:
            head = bytes(input[:len(mark)])
            if must_have:  # reads the mark, too, which its errors count
                codec, by = marks.get(head), name
            elif head in marks:
                codec = by = marks[head]
                before = len(mark)
            else:
                codec = by = follows
        more = input[before:]
        if final:
            text, used = _decode_text(more, by, errors), len(more)
        else:
            text, used = _native.decode_partial(more, by, errors)
        if codec is None and used >= len(mark):
            raise UnicodeError(f"{name.upper()} stream does not start with BOM")
        return codec, text, before + used

    class Encoder(IncrementalEncoder):
        def __init__(self, errors="strict"):
            IncrementalEncoder.__init__(self, errors)
            self.first = 1

        def encode(self, input, final=False):
            if self.first and must_have:  # with the mark; its errors name this codec
                text, errors = _encoder_arguments(name.replace("-", "_") + "_encode", input, self.errors)
                data, self.first = _encode_text(text, name, errors), 0
                return data
            text, errors = _encoder_arguments(follows.replace("-", "_") + "_encode", input, self.errors)
            data = _encode_text(text, follows, errors)
            if self.first:
                data, self.first = mark + data, 0
            return data

        def reset(self):
            self.first = 1

        def getstate(self):
            return self.first * 2 if must_have else self.first

        def setstate(self, state):
            self.first = int(bool(state))

    class Decoder(BufferedIncrementalDecoder):
        codec = None  # not begun

        def _buffer_decode(self, input, errors, final):
            if waits(self.codec, input):
                return "", 0
            function = (self.codec or marked).replace("-", "_") + "_decode"
            data, errors, final = _decoder_arguments(function, input, errors, final)
            self.codec, text, used = decode_from(self.codec, data, errors, final)
            return text, used

        def reset(self):
            BufferedIncrementalDecoder.reset(self)
            self.codec = None

        def getstate(self):
            if must_have:
                return self.buffer, 2 if self.codec is None else int(self.codec != follows)
            return self.buffer, int(self.codec is None)

        def setstate(self, state):
            self.buffer, n = state
            names = [*marks.values(), None]
            self.codec = names[n] if n < len(names) else None

    class Writer(StreamWriter):
        first = True

        def encode(self, input, errors="strict"):
            with_mark = self.first and must_have
            before = mark if self.first and not must_have else b""
            self.first = with_mark  # a mark that may lack is gone even if what follows it fails
            codec = name if with_mark else follows
            text, errors = _encoder_arguments(codec.replace("-", "_") + "_encode", input, errors)
            data = _encode_text(text, codec, errors)
            self.first = False
            return before + data, len(text)

        def reset(self):
            self.first = True

    class Reader(StreamReader):
        codec = None

        def decode(self, input, errors="strict"):
            function = (self.codec or marked).replace("-", "_") + "_decode"
            data, errors, _ = _decoder_arguments(function, input, errors)
            self.codec, text, used = decode_from(self.codec, data, errors)
            return text, used

        def reset(self):
            StreamReader.reset(self)
            self.codec = None

    _place(name, Encoder, Decoder, Writer, Reader)
    return CodecInfo(stateless.encode, stateless.decode, Reader, Writer, Encoder, Decoder, name=name)


_cache = {}


def _of_codecs(f):
    f = _as_native(f, module='_codecs')
    setattr(_native, f.__name__, f)
    return f


_drop_search = unregister


@_of_codecs
def unregister(search_function, /):
    """Unregister a codec search function, and forget the codecs that were looked up."""
    _drop_search(search_function)
    _cache.clear()


@_of_codecs
def lookup(encoding, /):
    """The CodecInfo of an encoding; LookupError if there is none."""
    if not isinstance(encoding, str):
        raise TypeError(f'lookup() argument must be str, not {_shown_type(encoding)}')
    info = _cache.get(encoding)
    if info is not None:
        return info
    _c_text(encoding)
    name = _native.canonical_name(encoding)
    if name is not None:
        info = _marked_codec(name) if name in _MARKED else _text_codec(name)
    else:
        import _encodings
        info = _encodings.find(encoding) or _native.search(encoding)
        if info is None:
            raise LookupError("unknown encoding: " + encoding)
    _cache[encoding] = info
    return info


def _need_names(function, encoding, errors):
    for name, value in ('encoding', encoding), ('errors', errors):
        if not isinstance(value, str):
            raise TypeError(f"{function}() argument '{name}' must be str, not {_shown_type(value)}")
        _c_text(value)


@_of_codecs
def encode(obj, encoding="utf-8", errors="strict"):
    """Encode obj with the named codec (of any kind)."""
    _need_names('encode', encoding, errors)
    import _encodings
    return _encodings.encode(obj, encoding, *[errors] * (errors != 'strict'))


@_of_codecs
def decode(obj, encoding="utf-8", errors="strict"):
    """Decode obj with the named codec (of any kind)."""
    _need_names('decode', encoding, errors)
    import _encodings
    return _encodings.decode(obj, encoding, *[errors] * (errors != 'strict'))


def getencoder(encoding):
    return lookup(encoding).encode


def getdecoder(encoding):
    return lookup(encoding).decode


def getincrementalencoder(encoding):
    encoder = lookup(encoding).incrementalencoder
    if encoder is None:
        raise LookupError(encoding)
    return encoder


def getincrementaldecoder(encoding):
    decoder = lookup(encoding).incrementaldecoder
    if decoder is None:
        raise LookupError(encoding)
    return decoder


def getreader(encoding):
    return lookup(encoding).streamreader


def getwriter(encoding):
    return lookup(encoding).streamwriter


def open(filename, mode="r", encoding=None, errors="strict", buffering=-1):
    """Open a file that is decoded when read and encoded when written; the file itself is binary."""
    import builtins
    if encoding is not None and "b" not in mode:
        mode = mode + "b"
    file = builtins.open(filename, mode, buffering)
    if encoding is None:
        return file
    try:
        info = lookup(encoding)
        result = StreamReaderWriter(file, info.streamreader, info.streamwriter, errors)
        result.encoding = encoding
        return result
    except:
        file.close()
        raise


class StreamRecoder:
    """A byte stream seen in another encoding."""

    def __init__(self, stream, encode, decode, Reader, Writer, errors="strict"):
        self.stream = stream
        self.encode = encode
        self.decode = decode
        self.reader = Reader(stream, errors)
        self.writer = Writer(stream, errors)
        self.errors = errors

    def read(self, size=-1):
        return self.encode(self.reader.read(size), self.errors)[0]

    def readline(self, size=None):
        text = self.reader.readline() if size is None else self.reader.readline(size)
        return self.encode(text, self.errors)[0]

    def readlines(self, sizehint=None):
        return self.encode(self.reader.read(), self.errors)[0].splitlines(keepends=True)

    def __next__(self):
        return self.encode(next(self.reader), self.errors)[0]

    def __iter__(self):
        return self

    def write(self, data):
        return self.writer.write(self.decode(data, self.errors)[0])

    def writelines(self, list):
        return self.writer.write(self.decode(b"".join(list), self.errors)[0])

    def reset(self):
        for side in (self.reader, self.writer):
            side.reset()

    def seek(self, offset, whence=0):
        for side in (self.reader, self.writer):
            side.seek(offset, whence)

    def __getattr__(self, name):
        return getattr(self.stream, name)

    def __enter__(self):
        return self

    def __exit__(self, type, value, tb):
        self.stream.close()


def EncodedFile(file, data_encoding, file_encoding=None, errors="strict"):
    """file (in file_encoding) as a stream of bytes in data_encoding."""
    data, inner = lookup(data_encoding), lookup(file_encoding or data_encoding)
    return StreamRecoder(file, data.encode, data.decode, inner.streamreader, inner.streamwriter, errors)


def iterencode(iterator, encoding, errors="strict", **kwargs):
    encoder = getincrementalencoder(encoding)(errors, **kwargs)
    for text in iterator:
        output = encoder.encode(text)
        if output:
            yield output
    output = encoder.encode("", True)
    if output:
        yield output


def iterdecode(iterator, encoding, errors="strict", **kwargs):
    decoder = getincrementaldecoder(encoding)(errors, **kwargs)
    for data in iterator:
        output = decoder.decode(data)
        if output:
            yield output
    output = decoder.decode(b"", True)
    if output:
        yield output


def _only_unicode_errors(exc, translating=True):
    """Where the error is, within its object, and what stands there."""
    if not isinstance(exc, (UnicodeEncodeError, UnicodeDecodeError)) and not (
            translating and isinstance(exc, UnicodeTranslateError)):
        raise TypeError("don't know how to handle %s in error callback" % type(exc).__name__)
    decoding = isinstance(exc, UnicodeDecodeError)
    if not isinstance(getattr(exc, "object", None), bytes if decoding else str):
        raise TypeError("object attribute must be " + ("bytes" if decoding else "unicode"))
    n = len(exc.object)
    start, end = min(max(exc.start, 0), n - 1), min(max(exc.end, 1), n)
    return start, end, exc.object[start:end]


def _error_handler(f):
    """A function of no module."""
    f.__module__ = None
    return _as_native(f)


@_error_handler
def strict_errors(exc, /):
    """The 'strict' handler: raises."""
    if isinstance(exc, Exception):
        raise exc
    raise TypeError("codec must pass exception instance")


@_error_handler
def ignore_errors(exc, /):
    """The 'ignore' handler: drops what cannot be coded."""
    return ("", _only_unicode_errors(exc)[1])


@_error_handler
def replace_errors(exc, /):
    """The 'replace' handler: a question mark, or U+FFFD when decoding."""
    start, end, _ = _only_unicode_errors(exc)
    if isinstance(exc, UnicodeDecodeError):
        return ("\ufffd", end)
    if end < start:
        raise SystemError("Negative size passed to PyUnicode_New")
    return (("?" if isinstance(exc, UnicodeEncodeError) else "\ufffd") * (end - start), end)


@_error_handler
def xmlcharrefreplace_errors(exc, /):
    """The 'xmlcharrefreplace' handler: &#N;"""
    if not isinstance(exc, UnicodeEncodeError):
        raise TypeError("don't know how to handle %s in error callback" % type(exc).__name__)
    _, end, part = _only_unicode_errors(exc)
    return ("".join("&#%d;" % ord(c) for c in part), end)


@_error_handler
def backslashreplace_errors(exc, /):
    """The 'backslashreplace' handler: \\xNN, \\uNNNN, \\UNNNNNNNN."""
    start, end, part = _only_unicode_errors(exc)
    if isinstance(exc, UnicodeDecodeError):
        if end < start:
            raise SystemError("Negative size passed to PyUnicode_New")
        return ("".join("\\x%02x" % b for b in part), end)
    return ("".join(map(_backslashed, part)), end)


def _backslashed(c):
    n = ord(c)
    return "\\x%02x" % n if n < 256 else "\\u%04x" % n if n < 65536 else "\\U%08x" % n


@_error_handler
def namereplace_errors(exc, /):
    """The 'namereplace' handler: \\N{NAME}"""
    if not isinstance(exc, UnicodeEncodeError):
        raise TypeError("don't know how to handle %s in error callback" % type(exc).__name__)
    start, end, part = _only_unicode_errors(exc)
    import unicodedata

    def escape(c):
        name = unicodedata.name(c, None)
        return "\\N{%s}" % name if name else _backslashed(c)
    return "".join(map(escape, part)), max(start, end)


def _inner_handler(f):
    """A handler that no module has by name: it is called what it is asked for by, and has no docstring."""
    f.__name__ = f.__qualname__ = f.__name__[1:]
    f.__doc__ = None
    return _error_handler(f)


@_inner_handler
def _surrogateescape(exc, /):
    """The 'surrogateescape' handler: bytes from 0x80 on are U+DC80 to U+DCFF."""
    start, end, part = _only_unicode_errors(exc, translating=False)
    if isinstance(exc, UnicodeEncodeError):
        if any(not 0xDC80 <= ord(c) <= 0xDCFF for c in part):
            raise exc
        return bytes(ord(c) - 0xDC00 for c in part), end
    n = 0
    while n < min(len(part), 4) and part[n] >= 0x80:
        n += 1
    if not n:
        raise exc
    return "".join(chr(0xDC00 + b) for b in part[:n]), start + n


@_inner_handler
def _surrogatepass(exc, /):
    """The 'surrogatepass' handler: surrogates in the encodings of Unicode are coded like other characters."""
    start, end, part = _only_unicode_errors(exc, translating=False)
    encoding = exc.encoding.lower().replace("_", "").replace("-", "").removeprefix("utf")
    if encoding in ("16", "32"):
        import sys
        encoding += sys.byteorder[0] + "e"
    unit, encoding = {"8": (3, "utf-8"), "16le": (2, "utf-16-le"), "16be": (2, "utf-16-be"), "32le": (4, "utf-32-le"),
                      "32be": (4, "utf-32-be")}.get(encoding, (0, ""))
    if not unit:
        raise exc
    if isinstance(exc, UnicodeEncodeError):
        if any(not 0xD800 <= ord(c) <= 0xDFFF for c in part):
            raise exc
        return part.encode(encoding, "surrogatepass"), end
    try:
        text = exc.object[start:start + unit].decode(encoding, "surrogatepass")
    except UnicodeDecodeError:
        text = ""
    if len(text) != 1 or not 0xD800 <= ord(text) <= 0xDFFF:
        raise exc
    return text, start + unit


@_of_codecs
def lookup_error(name, /):
    """The error handler of a name; LookupError if there is none."""
    if not isinstance(name, str):
        raise TypeError(f"lookup_error() argument must be str, not {_shown_type(name)}")
    _c_text(name)
    handler = _native.registered_error(name)
    if handler is None:
        handler = {"strict": strict_errors, "ignore": ignore_errors, "replace": replace_errors,
                   "xmlcharrefreplace": xmlcharrefreplace_errors, "backslashreplace": backslashreplace_errors,
                   "namereplace": namereplace_errors, "surrogateescape": _surrogateescape,
                   "surrogatepass": _surrogatepass}.get(name)
    if handler is None:
        raise LookupError("unknown error handler name '%s'" % name)
    return handler



def make_identity_dict(rng):
    """A dict that maps the numbers of an iterable to themselves."""
    return {i: i for i in rng}


def make_encoding_map(decoding_map):
    """The inverse of a decoding map; characters that several bytes stand for map to None."""
    result = {}
    for byte, character in decoding_map.items():
        result[character] = None if character in result else byte
    return result


def __getattr__(name):
    if not name.startswith('__'):
        import _codec_functions
        if name in _codec_functions.__all__:
            return getattr(_codec_functions, name)
    raise AttributeError(f"module 'codecs' has no attribute {name!r}")
