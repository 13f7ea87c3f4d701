# array.array: every type code, its range, the sequence operations, buffers, pickles.
from array import array
import array as A, pickle, copy
def tr(f,*a,**k):
    try: print(a,k, f(*a,**k))
    except Exception as e: print(a,k, type(e).__name__, e)
for c in 'bBhHiIlLqQ':
    for v in (-2**70,-2**63-1,-2**31-1,-32769,-129,-1,128,256,32768,65536,2**31,2**32,2**63,2**64,1.5,'a',None):
        tr(array,c,[v])
for c in 'fd': tr(array,c,['a']); tr(array,c,[1,2.5,True]); tr(array,c,[1e300])
tr(array,'u','ab'); tr(array,'u',['ab']); tr(array,'u',[1]); tr(array,'i','ab'); tr(array,'z'); tr(array,''); tr(array,5); tr(array); tr(array,'ii'); tr(array,'i',b'abc'); tr(array,'i',b'abcd'); tr(array,'i',5); tr(array,'i',array('b',[1,2])); tr(array,'u',array('i',[1])); tr(array,'i',array('u','a'));tr(array,'i',range(3)); tr(array,'i',bytearray(8)); tr(array, 'i', foo=1)
a=array('i',[1,2,3]); print(a,repr(array('u','hé')),array('d'),len(a),a[0],a[-1],a[1:],a[::-1],a+a,a*2,2*a,2 in a,a.itemsize,a.typecode)
tr(lambda:a[5]); tr(lambda:a['x']); tr(lambda:a[1.5])
def s(i,v): a[i]=v; return a
tr(s,5,1);tr(s,0,'x');tr(s,slice(0,2),[1]);tr(s,slice(0,2),array('i',[7,8,9]));tr(s,slice(0,1),array('b',[1]));tr(s,slice(None,None,2),array('i',[0,0]));tr(s,slice(None,None,2),array('i',[0]));tr(s,'x',1)
def d(i): del a[i]; return a
tr(d,0);tr(d,slice(0,1));tr(d,99)
a=array('i',[5,3,5]); a.append(9); a.extend([1,2]); a.insert(0,7); a.insert(-100,8); a.insert(100,6); print(a, a.count(5), a.index(5), a.index(5,4) if 0 else '', a.pop(), a.pop(0)); a.remove(3); a.reverse(); print(a, a.tolist(), a.tobytes(), a.buffer_info()[1])
tr(a.remove,99);tr(a.index,99);tr(a.pop,50);tr(array('i').pop);tr(a.append,'x');tr(a.extend,array('b',[1]));tr(a.extend,5);tr(a.fromlist,[1,'x']);tr(a.fromlist,(1,));tr(a.frombytes,b'abc');tr(a.frombytes,b'abcd');tr(a.fromunicode,'a');tr(a.tounicode);tr(a.byteswap);print(a)
print(a==array('i',a), a==array('d',a), a<array('i',[9999]), a!=[1], a==a.tolist(), array('i',[1,2])<array('d',[1,3]), array('i',[1])>=array('i',[1,2]))
tr(lambda: a+[1]); tr(lambda: a+array('d')); tr(lambda: a*'x'); 
b=a; b+=array('i',[1]); tr(lambda: a.__iadd__([1])); b*=2; print(len(b),a is b)
m=memoryview(a); print(m.format,m.itemsize,m.shape,m.readonly); tr(a.append,1); tr(a.pop); m[0]=42; print(a[0]); m.release()
for p in range(6): print(p,pickle.dumps(array('i',[1,2]),min(p,3)), pickle.loads(pickle.dumps(array('d',[1.5]),p)), pickle.loads(pickle.dumps(array('u','xé'),p)))
print(copy.copy(a)==a,copy.deepcopy(a)==a, hash is hash); print(A.typecodes, A.ArrayType is array, list(iter(a))[:2], list(reversed(a))[:2], type(iter(a)).__name__)
class S(array): pass
x=S('i',[1]); x.k=1; print(x, x.__dict__, type(x+x), pickle.loads(pickle.dumps(x)).__dict__)
print(bytes(array('h',[1,2])), bytearray(array('b',[1])), sum(array('d',[1,2])), sorted(array('i',[3,1])), array('i',[1,2]).__sizeof__()>0, array('B',[65]).tobytes(), array.__doc__ is not None, str(array('b',b'ab')), array('f',[0.1]), array('q',[2**62])); print(isinstance(a, __import__('collections').abc.MutableSequence))
import io,tempfile,os
f=tempfile.TemporaryFile(); array('i',[1,2,3]).tofile(f); f.seek(0); z=array('i'); z.fromfile(f,2); print(z); tr(lambda: z.fromfile(f,2)); print(z)
