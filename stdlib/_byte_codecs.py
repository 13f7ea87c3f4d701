"""The codecs between bytes and bytes, and rot-13: their functions, coders in pieces and streams."""
import codecs as _codecs

_NAMES = {alias: name for name, aliases in {
    'hex': 'hex_codec', 'base64': 'base_64 base64_codec', 'quopri': 'quoted_printable quotedprintable quopri_codec',
    'uu': 'uu_codec', 'zlib': 'zip zlib_codec', 'bz2': 'bz2_codec', 'rot-13': 'rot13 rot_13'
}.items() for alias in [name, *aliases.split()]}


# --- the functions ---

def _hex():
    import binascii
    return binascii.b2a_hex, binascii.a2b_hex


def _base64():
    import base64
    return base64.encodebytes, base64.decodebytes


def _quopri():
    import binascii, io
    # by way of a stream, which refuses the text that a2b_qp would take
    return lambda data: binascii.b2a_qp(data, quotetabs=True), lambda data: binascii.a2b_qp(io.BytesIO(data).read())


def _uu_encode(data):
    import binascii, io
    read = io.BytesIO(data).read
    lines = [binascii.b2a_uu(piece) for piece in iter(lambda: read(45), b'')]
    return b'begin 666 <data>\n' + b''.join(lines) + b' \nend\n'


def _uu_decode(data):
    import binascii, io
    lines = io.BytesIO(data)
    for line in lines:
        if line.startswith(b'begin'):
            break
    else:
        raise ValueError('Missing "begin" line in input data')
    out = []
    for line in lines:
        if line == b'end\n':
            return b''.join(out)
        out.append(binascii.a2b_uu(line))
    raise ValueError('Truncated input data')


def _rot13(text, errors='strict'):
    a, b = 'abcdefghijklm', 'nopqrstuvwxyz'
    return str.translate(text, str.maketrans(a + b + (a + b).upper(), b + a + (b + a).upper())), len(text)


def _strict(function):
    """A codec's function of one that knows no error handlers."""
    def run(data, errors='strict'):
        assert errors == 'strict'
        return function(data), len(data)
    return run


# --- coders in pieces ---

def _stateless(encode, decode):
    """Every piece is coded by itself."""
    class Encoder(_codecs.IncrementalEncoder):
        def encode(self, input, final=False):
            return encode(input, self.errors)[0]

    class Decoder(_codecs.IncrementalDecoder):
        def decode(self, input, final=False):
            return decode(input, self.errors)[0]

    return Encoder, Decoder


def _compressing(compressor, decompressor, has_tail):
    """The pieces are those of one compressed stream; has_tail: its decompressor keeps something to flush."""
    class Encoder(_codecs.IncrementalEncoder):
        def __init__(self, errors='strict'):
            assert errors == 'strict'
            self.errors = errors
            self.reset()

        def encode(self, input, final=False):
            data = self.compressobj.compress(input)
            if final:
                data += self.compressobj.flush()
                self.reset()
            return data

        def reset(self):
            self.compressobj = compressor()

    class Decoder(_codecs.IncrementalDecoder):
        def __init__(self, errors='strict'):
            assert errors == 'strict'
            self.errors = errors
            self.reset()

        def decode(self, input, final=False):
            if not has_tail:
                try:
                    return self.decompressobj.decompress(input)
                except EOFError:
                    return ''
            data = self.decompressobj.decompress(input)
            if final:
                data += self.decompressobj.flush()
                self.reset()
            return data

        def reset(self):
            self.decompressobj = decompressor()

    return Encoder, Decoder


def _parts(name):
    """encode, decode and the two classes of a codec."""
    if name == 'rot-13':
        return _rot13, _rot13, *_stateless(_rot13, _rot13)
    if name == 'zlib':
        import zlib
        return _strict(zlib.compress), _strict(zlib.decompress), *_compressing(zlib.compressobj, zlib.decompressobj, True)
    if name == 'bz2':
        import bz2
        return _strict(bz2.compress), _strict(bz2.decompress), *_compressing(bz2.BZ2Compressor, bz2.BZ2Decompressor, False)
    pair = (_uu_encode, _uu_decode) if name == 'uu' else {'hex': _hex, 'base64': _base64, 'quopri': _quopri}[name]()
    encode, decode = map(_strict, pair)
    return encode, decode, *_stateless(encode, decode)


def _has_bz2():
    import importlib.util
    return importlib.util.find_spec('bz2') is not None


def find(alias):
    """The CodecInfo of a codec of this module, or None."""
    name = _NAMES.get(alias)
    if name is None or name == 'bz2' and not _has_bz2():
        return None
    encode, decode, Encoder, Decoder = _parts(name)

    class Writer(_codecs.StreamWriter):
        def encode(self, input, errors='strict'):
            return encode(input, errors)

    class Reader(_codecs.StreamReader):
        def decode(self, input, errors='strict'):
            return decode(input, errors)

    if name != 'rot-13':
        Reader.charbuffertype = Writer.charbuffertype = bytes
    _codecs._place(name if name == 'rot-13' else name + '_codec', Encoder, Decoder, Writer, Reader)
    return _codecs.CodecInfo(encode, decode, Reader, Writer, Encoder, Decoder, name=name, _is_text_encoding=False)
