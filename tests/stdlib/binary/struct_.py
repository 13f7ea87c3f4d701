# Formats, ranges and messages of struct.
import struct
def tr(f,*a):
    try: print(a, f(*a))
    except Exception as e: print(a, type(e).__module__, type(e).__name__, e)
big=[-2**200,-2**64,-2**63-1,-2**63,-2**31-1,-2**31,-32769,-32768,-129,-128,-1,0,127,128,255,256,32767,32768,65535,65536,2**31-1,2**31,2**32-1,2**32,2**63-1,2**63,2**64-1,2**64,2**200]
for o in ('@','<','>','='):
    for c in 'bBhHiIlLqQnN':
        if c in 'nN' and o!='@': continue
        for v in big: tr(struct.pack,o+c,v)
for c in 'bBhHiIlLqQnNP?cspfde':
    for v in [1.5,'a',b'a',None,True,b'ab',bytearray(b'x'),[]]:
        tr(struct.pack,c,v); tr(struct.pack,'<'+c,v)
for f in ['','x','3x','2s','0s','5p','0p','1p','bh','bi','bq','qb','<bq','3','3 h',' h ','z','<n','<P','<N','h3','99999999999999999999b','1000000000000000000000000q','>i','!i','@bhilqfdnP','i0q','=bq','b0i','\u1234',b'hh',5,'?','2?','3c','e','s','10000000000s','9223372036854775807s','9223372036854775807h']:
    tr(struct.calcsize,f)
tr(struct.unpack,'i',b'abc'); tr(struct.unpack,'<ihb',b'abcdefg'); tr(struct.unpack,'3s2p2x?c',b'abcdefghij');tr(struct.unpack,'5p',b'\x02abcd');tr(struct.unpack,'5p',b'\x09abcd');tr(struct.unpack,'e',b'\x00\x3c');tr(struct.unpack,'fd',bytes(16))
tr(struct.pack,'5p',b'abcdefg');tr(struct.pack,'1p',b'a');tr(struct.pack,'0p',b'a');tr(struct.pack,'3s',b'abcd');tr(struct.pack,'3s',b'a');tr(struct.pack,'p',b'abc')
tr(struct.pack,'e',65504);tr(struct.pack,'e',65520);tr(struct.pack,'f',1e39);tr(struct.pack,'>f',1e39);tr(struct.pack,'>d',1.5);tr(struct.pack,'>e',1.5);tr(struct.pack,'<f',1.5)
tr(struct.pack,'ii',1);tr(struct.pack,'i');tr(struct.pack,'i',1,2);tr(struct.Struct('ii').pack,1);tr(struct.pack);tr(struct.pack,5)
b=bytearray(8)
for a in [('i',b,0,1),('i',b,-4,1),('i',b,-3,1),('i',b,5,1),('i',b,-9,1),('i',b,100,1),('i',b,0),('i',b),('i',),('i',b'12345678',0,1),('i',b,0,1,2),('i',b,'x',1)]: tr(struct.pack_into,*a)
for a in [('i',b,0),('i',b,-4),('i',b,-3),('i',b,5),('i',b,-9),('i',b,100),('i',b),('i',),('i','x'),('i',b,2**70)]: tr(struct.unpack_from,*a)
for a in [('i',b),('3s',b),('',b),('i',b'123')]:
    tr(lambda *a: list(struct.iter_unpack(*a)),*a)
s=struct.Struct('<ih'); print(s.size,s.format); it=s.iter_unpack(bytes(12)); print(it.__length_hint__(), type(it)); print(struct.Struct, struct.error, struct.__all__)
tr(struct.Struct); tr(struct.Struct,'z'); print(s.unpack_from(buffer=bytes(7),offset=1))
class I:
    def __repr__(s): return 'I()'
    def __index__(s): return 7
class F:
    def __repr__(s): return 'F()'
    def __float__(s): return 7.5
tr(struct.pack,'b',I()); tr(struct.pack,'<b',I()); tr(struct.pack,'f',F());tr(struct.pack,'f',I());tr(struct.pack,'P',-1);tr(struct.pack,'P',2**64);tr(struct.unpack,'P',b'\xff'*8);tr(struct.unpack,'?',b'\x02');tr(struct.pack,'?',[]);tr(struct.unpack,'2b',[1,2])
