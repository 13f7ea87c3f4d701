"""Codecs of East Asian text: their coders and streams, which CPython has in C over one codec object, and the codecs whose
state is no more than the bytes of a character that has only begun (those with more are in _iso2022)."""
import codecs as _codecs
import _codecs as _native
from codecs import _encode_text, _decode_text
from _codec_functions import _handled
from _kukri import as_native as _as_native


class MultibyteReader(_codecs.StreamReader):
    """A reader of East Asian text: sizes are bytes, and at the end of the stream what waits is decoded, too."""

    @_as_native
    def _next(self, read, size):
        if size == 0:
            return ""
        if size is not None and not isinstance(size, int):
            raise TypeError("arg 1 must be an integer")
        self._exc = None
        to_end = size is None or size < 0
        while True:
            new = read() if to_end else read(size)
            if not isinstance(new, bytes):
                raise TypeError(f"stream function returned a non-bytes object ({type(new).__name__})")
            data, self.bytebuffer = self.bytebuffer + new, b""
            text, used = self._decode_piece(data, to_end or not new)
            self.bytebuffer = data[used:]
            if to_end or text or not data:
                return text
            size = 1  # a character has only begun

    @_as_native
    def _ask(self, exc):
        """The answer of the handler; one exception serves all errors of a call, with the bytes of the first."""
        if self._exc is None:
            self._exc = exc
        else:
            self._exc.start, self._exc.end, self._exc.reason = exc.start, exc.end, exc.reason
        return _handled(self.errors, self._exc, multibyte=True)

    def read(self, size=None, /):
        return self._next(self.stream.read, size)

    def readline(self, size=None, /):
        return self._next(self.stream.readline, size)

    def readlines(self, sizehint=None, /):
        return self._next(self.stream.read, sizehint).splitlines(True)


def _multibyte_init(base, name):
    """The constructor of the class of that name, which is a native one."""
    def __init__(self, errors="strict"):
        if not isinstance(errors, str):
            raise TypeError("%s() argument 1 must be str, not %s" % (type(self).__name__, _codecs._shown_type(errors)))
        _codecs._c_text(errors)
        base.__init__(self, errors)
        if hasattr(self, "_begin"):
            self._begin()
    __init__.__qualname__ = name + ".__init__"
    return __init__


def _stream_init(base, name):
    """Likewise of a stream."""
    def __init__(self, stream, errors="strict"):
        if not isinstance(errors, str):
            raise TypeError("%s() argument 2 must be str, not %s" % (name, _codecs._shown_type(errors)))
        _codecs._c_text(errors)
        base.__init__(self, stream, errors)
        if hasattr(self, "_begin"):
            self._begin()
    __init__.__qualname__ = name + ".__init__"
    return __init__


def _own_method(f, name):
    """A copy of a method, as the class of that name has it: only that becomes a native one."""
    copy = type(f)(f.__code__.replace(), f.__globals__, f.__name__, f.__defaults__, f.__closure__)
    copy.__qualname__ = name + "." + f.__name__
    return copy


@_as_native
def _handler_of(coder):
    return coder._errors


@_as_native
def _set_handler(coder, errors):
    if not isinstance(errors, str):
        raise TypeError("errors must be a string")
    coder._errors = errors.encode().split(b"\0")[0].decode()


@_as_native
def _keep_handler(coder):
    raise AttributeError("cannot delete attribute")


@_as_native
def write_all(writer, lines):
    """writelines() of an East Asian encoding: piece by piece."""
    if not hasattr(type(lines), "__getitem__") or isinstance(lines, (dict, type)):
        raise TypeError("arg must be a sequence object")
    for i in range(len(lines)):
        writer.write(lines[i])


class MultibyteCodec:
    """What the coders of an East Asian encoding have as `codec`."""
    __slots__ = "encode", "decode"

    def __init__(self, encode, decode):
        self.encode, self.decode = encode, decode


MultibyteCodec.__module__ = "_multibytecodec"


def as_multibyte(codec, Encoder, Decoder, Writer, Reader):
    """Makes coders look like those that CPython has over a codec in C."""
    for cls in Encoder, Decoder:
        base = cls.__base__.__name__.replace("Buffered", "")
        cls.__init__ = _multibyte_init(cls.__base__, base)
        for method in "reset", "getstate", "setstate", "encode", "decode":
            if hasattr(cls, method):
                setattr(cls, method, _own_method(getattr(cls, method), base))
        cls.__module__ = "builtins"  # messages name the class alone
        _as_native(cls)
    for cls, name, methods in ((Reader, "StreamReader", ("read", "readline", "readlines", "reset")),
                               (Writer, "StreamWriter", ("write", "writelines", "reset"))):
        cls.__init__ = _stream_init(cls.__base__, name)
        for method in methods:
            setattr(cls, method, _own_method(getattr(cls, method), name))
        cls.__name__, cls.__module__ = name, "builtins"  # messages name the class alone
        _as_native(cls)
    for cls in Encoder, Decoder, Writer, Reader:
        cls.codec, cls.errors = codec, property(_handler_of, _set_handler, _keep_handler)


@_as_native
def encoder_arguments(input, errors):
    errors = _codecs._need_errors("encode", errors, "'errors'")
    return str(input), errors


@_as_native
def decoder_arguments(input, errors):
    return _codecs._need_bytes(input), _codecs._need_errors("decode", errors, "'errors'")


def table_codec(name):
    """CodecInfo of a codec by tables."""
    def encode(input, errors="strict"):
        input, errors = encoder_arguments(input, errors)
        return _encode_text(input, name, errors), len(input)

    def decode(input, errors="strict"):
        input, errors = decoder_arguments(input, errors)
        return _decode_text(input, name, errors), len(input)

    encode, decode = (_as_native(_own_method(f, "MultibyteCodec")) for f in (encode, decode))

    @_as_native
    def finish(input, errors):
        """The end of a text: a character cut off is one error, and what its handler leaves waits on."""
        return cut_off(input, errors, *_native.decode_partial(input, name, errors))

    @_as_native
    def cut_off(input, errors, text, used):
        if used == len(input):
            return text, used
        exc = UnicodeDecodeError(name, input, used, len(input), "incomplete multibyte sequence")
        if errors in ("strict", "ignore", "replace"):
            more, at = _codecs.lookup_error(errors)(exc)
        else:
            more, at = _handled(errors, exc, multibyte=True)
        return text + more, at

    class Encoder(_codecs.IncrementalEncoder):
        def encode(self, input, final=False):
            _codecs._need_int(final)
            return _encode_text(str(input), name, self.errors)

    class Decoder(_codecs.BufferedIncrementalDecoder):
        def decode(self, input, final=False):
            """What was kept is lost when decoding fails, but not when the text ends too early."""
            input, final, kept = _codecs._need_bytes(input), _codecs._need_int(final), self.buffer
            data, self.buffer = kept + input if kept else input, b""
            text, used = _native.decode_partial(data, name, self.errors)
            if final:
                try:
                    text, used = cut_off(data, self.errors, text, used)
                except BaseException:
                    self.buffer = kept
                    raise
            self.buffer = bytes(data[used:])
            return text

    class Writer(_codecs.StreamWriter):
        def encode(self, input, errors="strict"):
            return encode(input, errors)

        def writelines(self, lines, /):
            write_all(self, lines)

    class Reader(MultibyteReader):
        def decode(self, input, errors="strict"):
            data, errors = decoder_arguments(input, errors)
            return _native.decode_partial(data, name, errors)

        @_as_native
        def _decode_piece(self, data, at_end):
            if self.errors in ("strict", "ignore", "replace"):
                return (finish if at_end else self.decode)(data, self.errors)
            parts, at = [], 0
            while True:
                rest = data[at:]
                try:
                    text, used = _native.decode_partial(rest, name, "strict")
                    start, end, reason = used, len(rest), "incomplete multibyte sequence"
                    wrong = at_end and start < end
                except UnicodeDecodeError as exc:
                    start, end, reason, wrong = exc.start, exc.end, exc.reason, True
                    text = _native.decode_partial(rest[:start], name, "strict")[0]
                parts.append(text)
                if not wrong:
                    return "".join(parts), at + start
                more, at = self._ask(UnicodeDecodeError(name, data, at + start, at + end, reason))
                parts.append(more)
                if reason.startswith("incomplete"):
                    return "".join(parts), at

    as_multibyte(MultibyteCodec(encode, decode), Encoder, Decoder, Writer, Reader)
    _codecs._place(name, Encoder, Decoder, Writer, Reader)
    return _codecs.CodecInfo(encode, decode, Reader, Writer, Encoder, Decoder, name=name)
