"""The codec 'uu': lines of 45 bytes between 'begin' and 'end'."""
import binascii
import codecs
from io import BytesIO
from ._of_pieces import classes as _classes


def uu_encode(input, errors='strict', filename='<data>', mode=0o666):
    assert errors == 'strict'
    read = BytesIO(input).read
    shown = filename.replace('\n', '\\n').replace('\r', '\\r')
    lines = [f'begin {mode & 0o777:o} {shown}\n'.encode('ascii')]
    while piece := read(45):
        lines.append(binascii.b2a_uu(piece))
    lines.append(b' \nend\n')
    return b''.join(lines), len(input)


def uu_decode(input, errors='strict'):
    assert errors == 'strict'
    lines = BytesIO(input)
    for line in lines:
        if line.startswith(b'begin'):
            break
    else:
        raise ValueError('Missing "begin" line in input data')
    out = []
    for line in lines:
        if line == b'end\n':
            return b''.join(out), len(input)
        try:
            data = binascii.a2b_uu(line)
        except binascii.Error: # by some encoders a line is longer than it says
            n_chars = ((line[0] - 32 & 63) * 4 + 5) // 3
            data = binascii.a2b_uu(line[:n_chars])
        out.append(data)
    raise ValueError('Truncated input data')


Codec, IncrementalEncoder, IncrementalDecoder, StreamWriter, StreamReader = _classes(
    __name__, uu_encode, uu_decode)


def getregentry():
    """What the registry of codecs keeps."""
    return codecs.CodecInfo(
        name='uu', encode=uu_encode, decode=uu_decode, incrementalencoder=IncrementalEncoder,
        incrementaldecoder=IncrementalDecoder, streamreader=StreamReader, streamwriter=StreamWriter, _is_text_encoding=False)
