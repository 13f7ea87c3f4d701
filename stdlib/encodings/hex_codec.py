"""The codec 'hex': two digits for each byte."""
import binascii
import codecs
from ._of_pieces import classes as _classes


def hex_encode(input, errors='strict'):
    assert errors == 'strict'
    return binascii.b2a_hex(input), len(input)


def hex_decode(input, errors='strict'):
    assert errors == 'strict'
    return binascii.a2b_hex(input), len(input)


Codec, IncrementalEncoder, IncrementalDecoder, StreamWriter, StreamReader = _classes(
    __name__, hex_encode, hex_decode, binascii.b2a_hex, binascii.a2b_hex)


def getregentry():
    """What the registry of codecs keeps."""
    return codecs.CodecInfo(
        name='hex', encode=hex_encode, decode=hex_decode, incrementalencoder=IncrementalEncoder,
        incrementaldecoder=IncrementalDecoder, streamwriter=StreamWriter, streamreader=StreamReader, _is_text_encoding=False)
