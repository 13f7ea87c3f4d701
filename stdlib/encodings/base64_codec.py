"""The codec 'base64': lines of 76 characters."""
import base64
import codecs
from ._of_pieces import classes as _classes


def base64_encode(input, errors='strict'):
    assert errors == 'strict'
    return base64.encodebytes(input), len(input)


def base64_decode(input, errors='strict'):
    assert errors == 'strict'
    return base64.decodebytes(input), len(input)


Codec, IncrementalEncoder, IncrementalDecoder, StreamWriter, StreamReader = _classes(
    __name__, base64_encode, base64_decode, base64.encodebytes, base64.decodebytes)


def getregentry():
    """What the registry of codecs keeps."""
    return codecs.CodecInfo(
        name='base64', encode=base64_encode, decode=base64_decode, incrementalencoder=IncrementalEncoder,
        incrementaldecoder=IncrementalDecoder, streamwriter=StreamWriter, streamreader=StreamReader, _is_text_encoding=False)
