"""The codec 'quopri': printable text with =XX for other bytes, blanks among them."""
import binascii
import codecs
from io import BytesIO
from ._of_pieces import classes as _classes


def quopri_encode(input, errors='strict'):
    assert errors == 'strict'
    return binascii.b2a_qp(BytesIO(input).read(), quotetabs=True), len(input)


def quopri_decode(input, errors='strict'):
    assert errors == 'strict'
    # by way of a stream, which refuses the text that a2b_qp would take
    return binascii.a2b_qp(BytesIO(input).read()), len(input)


Codec, IncrementalEncoder, IncrementalDecoder, StreamWriter, StreamReader = _classes(
    __name__, quopri_encode, quopri_decode)


def getregentry():
    """What the registry of codecs keeps."""
    return codecs.CodecInfo(
        name='quopri', encode=quopri_encode, decode=quopri_decode, incrementalencoder=IncrementalEncoder,
        incrementaldecoder=IncrementalDecoder, streamwriter=StreamWriter, streamreader=StreamReader, _is_text_encoding=False)
