"""The codec 'zlib': what zlib.compress makes."""
import zlib
import codecs
from ._of_pieces import compressing_classes as _classes


def zlib_encode(input, errors='strict'):
    assert errors == 'strict'
    return zlib.compress(input), len(input)


def zlib_decode(input, errors='strict'):
    assert errors == 'strict'
    return zlib.decompress(input), len(input)


def decode(self, input, final=False):
    data = self.decompressobj.decompress(input)
    if final:
        data += self.decompressobj.flush()
        self.decompressobj = zlib.decompressobj()
    return data


Codec, IncrementalEncoder, IncrementalDecoder, StreamWriter, StreamReader = _classes(
    __name__, zlib_encode, zlib_decode, zlib.compressobj, zlib.decompressobj, decode)
del decode


def getregentry():
    """What the registry of codecs keeps."""
    return codecs.CodecInfo(
        name='zlib', encode=zlib_encode, decode=zlib_decode, incrementalencoder=IncrementalEncoder,
        incrementaldecoder=IncrementalDecoder, streamreader=StreamReader, streamwriter=StreamWriter, _is_text_encoding=False)
