# Compression in one go and in a stream, its errors, checksums.
import zlib
def tr(f,*a,**k):
    try: print(a if len(repr(a))<100 else len(repr(a)),k, f(*a,**k))
    except Exception as e: print(a if len(repr(a))<100 else len(repr(a)),k, type(e).__module__, type(e).__name__, e)
d=b'hello world '*20
tr(zlib.compress,d); tr(zlib.compress,d,9); tr(zlib.compress,d,0); tr(zlib.compress,d,99); tr(zlib.compress,'x'); tr(zlib.compress,d,wbits=31); tr(zlib.compress,d,wbits=-15);tr(zlib.compress,d,wbits=99)
c=zlib.compress(d)
tr(zlib.decompress,c); tr(zlib.decompress,c[:-3]); tr(zlib.decompress,b'garbage'); tr(zlib.decompress,b''); tr(zlib.decompress,c+b'x'); tr(zlib.decompress,c,wbits=99); tr(zlib.decompress,c,bufsize=0); tr(zlib.decompress,c[:-1]+b'\0')
tr(zlib.crc32,b'abc');tr(zlib.crc32,b'abc',-1);tr(zlib.crc32,b'abc',2**40+3);tr(zlib.adler32,b'abc');tr(zlib.adler32,b'abc',5);tr(zlib.crc32,'a')
o=zlib.compressobj(); r=o.compress(d)+o.flush(zlib.Z_SYNC_FLUSH)+o.compress(b'more')+o.copy().flush(); print(r==o.__class__ , zlib.decompress(r)[-8:]); print(o.flush()); tr(o.compress,b'x'); tr(o.flush); tr(o.copy)
o=zlib.decompressobj(); print(o.decompress(c+b'rest'), o.unused_data,o.eof,o.unconsumed_tail); print(o.decompress(b'more'),o.unused_data); print(o.flush())
o=zlib.decompressobj(); print(o.decompress(c,5),len(o.unconsumed_tail)>0,o.eof); print(o.decompress(o.unconsumed_tail,7), o.copy().flush()[:20]); print(len(o.flush()), o.eof)
tr(o.decompress,c,-1); tr(o.flush,0); tr(zlib.decompressobj,99); tr(zlib.compressobj,99); tr(zlib.decompressobj().decompress,b'bad data here')
z=b'hello world'
o=zlib.compressobj(zdict=z); cz=o.compress(d)+o.flush(); print(cz); tr(zlib.decompressobj().decompress,cz); print(zlib.decompressobj(zdict=z).decompress(cz)==d); tr(zlib.decompressobj(zdict=b'other').decompress,cz)
o=zlib.compressobj(9,zlib.DEFLATED,-15,8,zlib.Z_HUFFMAN_ONLY); x=o.compress(d)+o.flush(); print(len(x), zlib.decompress(x,-15)==d)
big=bytes(range(256))*5000; print(len(zlib.compress(big)), zlib.decompress(zlib.compress(big))==big)
print(zlib.MAX_WBITS,zlib.DEF_BUF_SIZE,zlib.Z_FINISH,zlib.error.__mro__)
