"""A codec: frozen under the name of each (tools/freeze.py), of which it takes what the registry knows."""
import codecs

_info = codecs.lookup(__name__.rpartition('.')[2])
IncrementalEncoder, IncrementalDecoder = _info.incrementalencoder, _info.incrementaldecoder
StreamReader, StreamWriter = _info.streamreader, _info.streamwriter


def getregentry():
    """What the registry of codecs keeps."""
    return codecs.CodecInfo(
        name=_info.name, encode=_info.encode, decode=_info.decode, incrementalencoder=IncrementalEncoder,
        incrementaldecoder=IncrementalDecoder, streamreader=StreamReader, streamwriter=StreamWriter,
        _is_text_encoding=_info._is_text_encoding)


_codec = __name__.rpartition('.')[2]
if _codec.startswith('utf'):
    encode, decode = _info.encode, _info.decode
else:
    class Codec(codecs.Codec):
        """Encodes and decodes without a state."""

        def encode(self, input, errors='strict'):
            return _info.encode(input, errors)

        def decode(self, input, errors='strict'):
            return _info.decode(input, errors)
if _codec.startswith(('cp', 'hp', 'iso8859', 'koi8', 'kz', 'mac', 'palmos', 'ptcp', 'tis')) and \
        _codec not in ('cp932', 'cp949', 'cp950'):
    decoding_table = bytes(range(256)).decode(_codec, 'replace').replace('\ufffd', '\ufffe')
    if _codec in ('cp437', 'cp737', 'cp775', 'cp1125', 'mac_arabic') or _codec.startswith(('cp85', 'cp86')) and _codec != 'cp856':
        decoding_map = {byte: None if c == '\ufffe' else ord(c) for byte, c in enumerate(decoding_table)}
        encoding_map = codecs.make_encoding_map({byte: c for byte, c in decoding_map.items() if c is not None})
    else:
        encoding_table = codecs.charmap_build(decoding_table)
