"""Types of C code elsewhere that refuse subclasses."""
import bz2, datetime, hashlib, lzma, os, pickle, weakref

for base in (bz2.BZ2Compressor, bz2.BZ2Decompressor, datetime.timezone, hashlib.blake2b, hashlib.blake2s, lzma.LZMACompressor,
             lzma.LZMADecompressor, os.sched_param, pickle.PickleBuffer, weakref.ProxyType, weakref.CallableProxyType,
             datetime.tzinfo, weakref.ref, bz2.BZ2File):
    try:
        class Derived(base):
            pass
        print('derived from', base)
    except TypeError as e:
        print(e)
    print(bool(base.__flags__ & 1 << 10))
