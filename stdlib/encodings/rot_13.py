"""The codec 'rot13': letters change places with those 13 further on."""
import codecs
from ._of_pieces import streams as _streams


class Codec(codecs.Codec):
    """Encodes and decodes without a state."""

    def encode(self, input, errors='strict'):
        return str.translate(input, rot13_map), len(input)

    def decode(self, input, errors='strict'):
        return str.translate(input, rot13_map), len(input)


class IncrementalEncoder(codecs.IncrementalEncoder):
    def encode(self, input, final=False):
        return str.translate(input, rot13_map)


class IncrementalDecoder(codecs.IncrementalDecoder):
    def decode(self, input, final=False):
        return str.translate(input, rot13_map)


StreamWriter, StreamReader = _streams(__name__, Codec, of_bytes=False)

_LETTERS = [chr(first + i) for first in b'Aa' for i in range(26)]
rot13_map = codecs.make_identity_dict(range(256)) | {ord(c): ord(_LETTERS[i // 26 * 26 + (i + 13) % 26]) for i, c in enumerate(_LETTERS)}


def rot13(infile, outfile):
    """The text of one stream, so coded, to another."""
    outfile.write(codecs.encode(infile.read(), 'rot-13'))


if __name__ == '__main__':
    import sys
    rot13(sys.stdin, sys.stdout)


def getregentry():
    """What the registry of codecs keeps."""
    return codecs.CodecInfo(
        name='rot-13', encode=Codec().encode, decode=Codec().decode, incrementalencoder=IncrementalEncoder,
        incrementaldecoder=IncrementalDecoder, streamwriter=StreamWriter, streamreader=StreamReader, _is_text_encoding=False)
