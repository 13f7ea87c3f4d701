# dtype(metadata=): which operations keep the metadata of a dtype, and which give a plain one.
import copy
import pickle

import numpy as np


def show(*items):
    print(*[dict(i) if type(i).__name__ == 'mappingproxy' else i for i in items])


def told(r):
    return r.metadata if isinstance(r, np.dtype) else getattr(getattr(r, 'dtype', None), 'metadata', None)


d = np.dtype(int, metadata={'a': 1})
show(d, str(d), type(d.metadata).__name__, d.metadata, d == np.dtype(int), hash(d) == hash(np.dtype(int)))
show(d.num, d.char, d.isbuiltin, d.isnative, d.name, d.flags, d.str, d.byteorder, d.itemsize, d.alignment, d.kind, d.type, d.descr)
show(np.dtype(d, metadata={'b': 2, 'a': 5}).metadata, np.dtype(int, metadata={}).metadata, np.dtype(d).metadata, np.dtype(d) is d)
show([dict(d.newbyteorder(o).metadata) for o in 'S=<>|'])
show(np.dtype(d, copy=True).metadata, copy.copy(d).metadata, copy.deepcopy(d).metadata)
show(pickle.loads(pickle.dumps(d)).metadata, d.__reduce__())
m = np.dtype('M8[s]', metadata={'t': 0})
show(pickle.loads(pickle.dumps(m)).metadata, m.__reduce__(), m)
show(np.dtype([('a', d), ('b', 'f4')]).metadata, np.dtype([('a', d), ('b', 'f4')])['a'].metadata)
show(np.dtype((d, (2,))).metadata, np.dtype((d, (2,))).base.metadata)
v = np.dtype('i4,i4', metadata={'datum': 1})
show(v, v.metadata, np.dtype((np.void, v)).metadata, np.dtype((np.record, v)).metadata, v.newbyteorder().metadata)
for bad in None, 3, [('a', 1)]:
    try:
        np.dtype(int, metadata=bad)
    except TypeError as e:
        print(e)
try:
    d.metadata['a'] = 2
except TypeError as e:
    print(e)
given = {'a': []}
kept = np.dtype('f4', metadata=given)
given['b'] = 1
show(kept.metadata)

x = np.zeros(3, d)
show(x, x.dtype.metadata, x.dtype is d)
for text in ('x+x', 'x+1', 'x+1.5', 'x*np.ones(3,int)', 'np.ones(3,int)*x', '-x', 'x[1:]', 'x.copy()', 'x.astype(int)', 'x.astype(d)',
             'x.view(int)', 'x.view(d)', 'x.sum()', 'x.reshape(3,1)', 'np.concatenate([x,x])', 'np.concatenate([np.ones(2,int),x])',
             'np.stack([x,x])', 'np.array(x)', 'np.asarray(x,int)', 'np.asarray(x,d)', 'np.asarray(np.ones(2,int),d)', 'np.zeros_like(x)',
             'x.T', 'x.ravel()', 'np.where([1,0,1],x,x)', 'x.max()', 'np.sort(x)', 'x.take([0,1])', 'x[[0,1]]', 'x[x==0]', 'np.unique(x)',
             'x.tolist()', 'x[0]', 'x//2', 'x**2', 'abs(x)', 'np.sqrt(x)', 'x==x', 'x&x', 'x.mean()', 'x.repeat(2)',
             'np.broadcast_to(x,(2,3))', 'x.real', 'x.imag', 'x.conj()', 'np.minimum(x,x)', 'x.dot(x)', 'x@x', 'np.full(3,1,d)', 'np.ones(3,d)',
             'np.arange(3,dtype=d)', 'np.fromiter([1,2],d)', 'np.frombuffer(b"a"*16,d)', 'np.array([1,2],d)', 'x.newbyteorder()', 'x.byteswap()',
             'np.linspace(0,1,3,dtype=d)', 'np.clip(x,0,1)', 'x.round()', 'np.diff(x)', 'x.argsort()', 'np.eye(2,dtype=d)', 'np.result_type(d)',
             'np.result_type(d,d)', 'np.promote_types(d,d)', 'np.promote_types(d,int)', 'np.promote_types(d,"i4")', 'np.result_type(x)',
             'np.result_type(x,x)', 'np.result_type(x,1)', 'np.can_cast(d,int,"no")', 'np.min_scalar_type(x)', 'np.common_type(x)',
             'np.linalg.norm(x)', 'np.finfo(np.dtype("f4",metadata={})).dtype', 'memoryview(x).format', 'np.ones(2,"f4")[x]', 'x.tobytes()'):
    r = eval(text)
    show(text, told(r), type(r).__name__, r)
y = np.arange(4, dtype=np.dtype('c8', metadata={'z': 0}))
y.real = 2
y[1] = 5j
y[[0, 3]] += 1
show(y, y.imag, y.sum(), y.dtype.metadata, y.reshape(2, 2).T @ y.reshape(2, 2))
show(pickle.loads(pickle.dumps(y)), pickle.loads(pickle.dumps(y, 5)).dtype.metadata)
o = np.dtype('O', metadata={'vlen': str})
show(o, o.metadata, np.zeros(2, o).dtype.metadata, np.array(['a'], o)[:1].dtype.metadata, np.zeros(2, o).astype(object).dtype.metadata)
for k in 'U3', 'S3', 'M8[s]', 'm8[s]', 'f4', '>i4', 'i4,f4', 'V3', '?', 'c16', 'g':
    m = np.dtype(k, metadata={'q': 1})
    z = np.zeros(2, m)
    show(k, m, m.metadata, z.dtype.metadata, z[:1].copy().dtype.metadata, np.promote_types(m, m).metadata, np.promote_types(m, k).metadata,
         np.promote_types(k, m).metadata, m.newbyteorder().metadata, m == np.dtype(k), z)
