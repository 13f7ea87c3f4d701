"""The codec 'undefined', which refuses everything: to find out where text is coded without being asked to."""
import codecs
from ._of_pieces import streams as _streams


class Codec(codecs.Codec):
    """Encodes and decodes without a state."""

    def encode(self, input, errors='strict'):
        raise UnicodeError('undefined encoding')

    def decode(self, input, errors='strict'):
        raise UnicodeError('undefined encoding')


class IncrementalEncoder(codecs.IncrementalEncoder):
    def encode(self, input, final=False):
        raise UnicodeError('undefined encoding')


class IncrementalDecoder(codecs.IncrementalDecoder):
    def decode(self, input, final=False):
        raise UnicodeError('undefined encoding')


StreamWriter, StreamReader = _streams(__name__, Codec, of_bytes=False)


def getregentry():
    """What the registry of codecs keeps."""
    return codecs.CodecInfo(
        name='undefined', encode=Codec().encode, decode=Codec().decode, incrementalencoder=IncrementalEncoder,
        incrementaldecoder=IncrementalDecoder, streamwriter=StreamWriter, streamreader=StreamReader)
