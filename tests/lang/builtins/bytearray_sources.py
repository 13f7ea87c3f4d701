"""What may be stored in a slice of a bytearray, and what its methods make of the same."""
import array
for v in (10**20, 5, -1, 1.5, None, 'x', [1,'a'], [300], [10**20], object(), b'z', memoryview(b'q'), array.array('i',[1]), {1:2}, (i for i in [1,2]), range(3), True):
    for b in (bytearray(b'abc'),):
        for how in ('slice','ext','step','extend','iadd','init','bytes','join','insert','append','fromhex'):
            b=bytearray(b'abc')
            try:
                if how=='slice': b[0:1]=v
                elif how=='step': b[0:3:2]=v
                elif how=='ext': b[5:]=v
                elif how=='extend': b.extend(v)
                elif how=='iadd': b+=v
                elif how=='init':
                    if isinstance(v,int) and v>5: continue
                    b.__init__(v)
                elif how=='bytes':
                    if isinstance(v,int) and v>5: continue
                    b=bytes(v)
                elif how=='join': b=b.join(v)
                elif how=='insert': b.insert(0,v)
                elif how=='append': b.append(v)
                elif how=='fromhex': b.fromhex(v)
                print(how,type(v),b)
            except Exception as e: print(how, type(v), type(e).__name__, e)
x=bytearray(b'abc'); x[1:2]=x; print(x)
class S:
    def __index__(self): print('idx'); return 1
for v in (b'z', bytearray(b'q'), [1], memoryview(b'a')):
    x=bytearray(b'abc'); x[S():S()]=v; print(x)
del x[S():]
class It:
    def __iter__(self):
        x.clear(); return iter([1,2])
x=bytearray(b'abcdef'); x[2:4]=It(); print(x)
x=bytearray(b'abcdef')
try: x[0:6:2]=It()
except Exception as e: print(e)
