"""What the codecs between bytes have alike: their classes, over functions for a whole and for a piece."""
import codecs


def classes(module, encode, decode, encode_piece=None, decode_piece=None):
    """Codec, the two coders in pieces and the two streams of a codec whose pieces are coded each by itself,
    and without functions of their own as a whole."""
    class Codec(codecs.Codec):
        def encode(self, input, errors='strict'):
            return encode(input, errors)

        def decode(self, input, errors='strict'):
            return decode(input, errors)

    class IncrementalEncoder(codecs.IncrementalEncoder):
        def encode(self, input, final=False):
            if not encode_piece:
                return encode(input, self.errors)[0]
            assert self.errors == 'strict'
            return encode_piece(input)

    class IncrementalDecoder(codecs.IncrementalDecoder):
        def decode(self, input, final=False):
            if not decode_piece:
                return decode(input, self.errors)[0]
            assert self.errors == 'strict'
            return decode_piece(input)

    return _named(module, Codec, IncrementalEncoder, IncrementalDecoder, *streams(module, Codec))


def compressing_classes(module, encode, decode, new_compressor, new_decompressor, decompress):
    """Likewise, where the pieces are those of one compressed stream: decompress(self, input, final) is a method."""
    Codec = classes(module, encode, decode)[0]

    class IncrementalEncoder(codecs.IncrementalEncoder):
        def __init__(self, errors='strict'):
            assert errors == 'strict'
            self.errors = errors
            self.compressobj = new_compressor()

        def encode(self, input, final=False):
            data = self.compressobj.compress(input)
            if final:
                data += self.compressobj.flush()
                self.compressobj = new_compressor()
            return data

        def reset(self):
            self.compressobj = new_compressor()

    class IncrementalDecoder(codecs.IncrementalDecoder):
        def __init__(self, errors='strict'):
            assert errors == 'strict'
            self.errors = errors
            self.decompressobj = new_decompressor()

        def reset(self):
            self.decompressobj = new_decompressor()

    IncrementalDecoder.decode = decompress
    return _named(module, Codec, IncrementalEncoder, IncrementalDecoder, *streams(module, Codec))


def streams(module, Codec, of_bytes=True):
    """StreamWriter and StreamReader of a codec; of_bytes: both sides are bytes."""
    class StreamWriter(Codec, codecs.StreamWriter):
        pass

    class StreamReader(Codec, codecs.StreamReader):
        pass

    if of_bytes:
        StreamWriter.charbuffertype = StreamReader.charbuffertype = bytes
    return _named(module, StreamWriter, StreamReader)


def _named(module, *classes):
    for cls in classes:
        cls.__module__, cls.__qualname__ = module, cls.__name__
        for method in vars(cls).values():
            if type(method) is type(_named):
                method.__qualname__ = f'{cls.__name__}.{method.__name__}'
    return classes
