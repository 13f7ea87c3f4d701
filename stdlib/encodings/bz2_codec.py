"""The codec 'bz2': what bz2.compress makes."""
import bz2
import codecs
from ._of_pieces import compressing_classes as _classes


def bz2_encode(input, errors='strict'):
    assert errors == 'strict'
    return bz2.compress(input), len(input)


def bz2_decode(input, errors='strict'):
    assert errors == 'strict'
    return bz2.decompress(input), len(input)


def decode(self, input, final=False):
    try:
        return self.decompressobj.decompress(input)
    except EOFError: # the stream has ended
        return ''


Codec, IncrementalEncoder, IncrementalDecoder, StreamWriter, StreamReader = _classes(
    __name__, bz2_encode, bz2_decode, bz2.BZ2Compressor, bz2.BZ2Decompressor, decode)
del decode


def getregentry():
    """What the registry of codecs keeps."""
    return codecs.CodecInfo(
        name='bz2', encode=bz2_encode, decode=bz2_decode, incrementalencoder=IncrementalEncoder,
        incrementaldecoder=IncrementalDecoder, streamreader=StreamReader, streamwriter=StreamWriter, _is_text_encoding=False)
