"""Choosing, putting, rounding, axes of single elements, casts: values, warnings and errors."""
import warnings

import numpy as np


def flags(x):
    f = x.flags
    return ('C' if f.c_contiguous else '-') + ('F' if f.f_contiguous else '-') + ('W' if f.writeable else '-')


def told(v):
    if isinstance(v, tuple):
        return '; '.join(map(told, v))
    if isinstance(v, np.dtype):
        return repr(v)
    return f'{flags(v)} {v!r}' if isinstance(v, np.ndarray) else f'{type(v).__name__} {v!r}'


def after(x, f):
    f(x)
    return x


s = np.array(['ab','c'])
for line in r'''
np.choose([0,1],[np.array(['ab','c']),3])
np.choose([0,1],[3,np.array(['ab','c'])])
np.choose([0,1],[np.array([1.5,2]),np.array([1,2])])
np.choose([0,1],[np.array([1,2]),1.5])
np.choose([0,1],[np.array([1,2],'i1'),np.array([1,2],'f4')])
np.choose([0,1],[np.array(['ab','c']),np.array(['abcd','c'])])
np.choose([0,1],[[1,2],[3,4]], mode='wrap')
np.choose([0,5],[[1,2],[3,4]])
np.choose([0,5],[[1,2],[3,4]], mode='clip')
np.choose([0,1],[np.array([1,2],object),3])
np.choose([0,1],[np.array(['M'],'U1'),None])
np.choose([0,1],[[1,2],[3,4],[5,6,7]])
np.choose(1.5,[[1,2],[3,4]])
np.choose([0,1],[])
np.put(np.zeros(3),[0],1j)
np.put(np.zeros(3,'i4'),[0],1j)
np.put(np.zeros(3,'i4'),[0],1.5)
after(np.zeros(3,'i4'), lambda x: np.put(x,[0,1],[1.5,2.5]))
after(np.zeros(3,'i4'), lambda x: np.put(x,[0,1],np.array([1j,2])))
after(np.zeros(3,'i4'), lambda x: np.put(x,[0,1],np.array([1.5,2])))
after(np.zeros(3,'u1'), lambda x: np.put(x,[0,1],300))
after(np.zeros(3,'u1'), lambda x: np.put(x,[5],300))
after(np.zeros(3,'u1'), lambda x: np.put(x,[],300))
after(np.zeros(3,'u1'), lambda x: np.put(x,[0],[]))
after(np.zeros(3,'u1'), lambda x: np.put(x,[0],'a'))
after(np.zeros(3,'u1'), lambda x: np.put(x,[0],'7'))
after(np.zeros(3,'U2'), lambda x: np.put(x,[0],7))
after(np.zeros(3), lambda x: np.put(x,1.5,7))
after(np.zeros(3), lambda x: np.put(x,[True,False],7))
after(np.zeros(3), lambda x: np.put(x,[-1,5],7,mode='wrap'))
after(np.zeros(3), lambda x: np.put(x,[-1,5],7,mode='clip'))
after(np.zeros(3), lambda x: np.put(x,[0,5],7))
after(np.zeros(3), lambda x: np.put(x,[0,5],7,mode='x'))
np.insert(np.zeros(3),1.5,2)
np.insert(np.zeros(3),[1.5],2)
np.insert(np.zeros((3,3)),1.5,2,axis=1)
np.insert(np.zeros(3),'a',2)
np.delete(np.zeros(3),1.5)
np.delete(np.zeros(0),1.5)
np.delete(np.zeros(3),[1.5])
np.delete(np.zeros(3),[])
np.delete(np.zeros(3),'a')
np.zeros(3,object).round()
np.array([1.5,None],object).round()
np.array([1.5,2],object).round()
np.array([1.5,2],object).round(1)
np.array([1.5,2],object).round(-1)
s.round()
s.round(1)
s.round(-1)
np.zeros(2,'M8[s]').round()
np.zeros(2,'m8[s]').round()
np.zeros(2,'m8[s]').round(1)
np.partition(s,1)
np.partition(s,5)
np.partition(s,-1)
np.argpartition(s,5)
np.partition(np.array([3,1,None],object)[:2],7)
np.tril(np.array(3))
np.triu(np.array('a'))
np.tril(np.zeros((0,3)))
np.roll(np.array(1),1,axis=4)
np.roll(np.array(1),1,axis=0)
np.roll(np.array(1),1)
np.roll(np.zeros((2,3)),1,axis=4)
np.roll(np.zeros((2,3)),(1,2),axis=(0,0))
np.roll(np.zeros((2,3)),(1,2),axis=(0,1,0))
np.moveaxis(np.array(1),0,-1)
np.moveaxis(np.zeros((2,3)),5,0)
np.moveaxis(np.zeros((2,3)),0,5)
np.moveaxis(np.zeros((2,3)),(0,0),(0,1))
np.moveaxis(np.zeros((2,3)),(0,1),(0,0))
np.argmax(np.array(3),axis=1)
np.argmax(np.array(3),axis=0)
np.argmax(np.array(3),axis=-1)
np.cumsum(np.array(3),axis=1)
np.cumsum(np.array(3),axis=-2)
np.cumsum(np.array(3),axis=0)
np.cumprod(np.array(3.),axis=3)
np.take(np.array(3),0,axis=1)
np.take(np.array(3),0,axis=-1)
np.take(np.array(3),0,axis=0)
np.take(np.array(3),[0,0],axis=-1)
np.compress([True],np.array(3),axis=1)
np.repeat(np.array(3),2,axis=1)
np.repeat(np.array(3),2,axis=0)
np.sort(np.array(3),axis=1)
np.argsort(np.array(3),axis=1)
np.place(np.broadcast_to(np.zeros(2),(2,2)),[[True,False]]*2,[1])
np.place(np.zeros(2),[True],[1])
np.place(np.zeros(2),[True,False],[])
np.place(np.zeros(2),[False,False],[])
np.place([1,2],[True,False],[1])
np.putmask(np.broadcast_to(np.zeros(2),(2,2)),[[True,False]]*2,[1])
np.array(3).flat[[0,1]]
np.array(3).flat[5]
np.zeros(3).flat[[0,7]]
np.zeros(3).flat[7]
np.zeros(3).flat[1.5]
np.zeros(3).flat['a']
np.zeros(3).flat[None]
np.zeros((2,3)).flat[1,2]
np.zeros((2,3)).flat[...]
np.zeros((2,3)).flat[np.array([True]*6)]
np.zeros((2,3)).flat[[True,False]]
np.zeros((2,3)).flat[np.array([[0,1],[2,3]])]
after(np.zeros((2,3)), lambda x: x.flat.__setitem__(7,1))
after(np.zeros((2,3)), lambda x: x.flat.__setitem__([0,7],1))
after(np.zeros((2,3)), lambda x: x.flat.__setitem__(slice(0,4),[1,2]))
after(np.zeros((0,3)), lambda x: x.itemset(0,3))
after(np.zeros((2,3)), lambda x: x.itemset(7,3))
after(np.zeros((2,3)), lambda x: x.itemset((0,7),3))
after(np.zeros((2,3)), lambda x: x.itemset((0,1),3))
after(np.zeros((2,3)), lambda x: x.itemset(0,1,3))
after(np.zeros((2,3)), lambda x: x.itemset(3))
np.zeros((2,3)).item(7)
np.zeros((2,3)).item(0,7)
np.zeros((0,3)).item(0)
np.zeros(3).item(7)
np.zeros(3).item('a')
np.zeros(3).item(1.5)
np.result_type('S2',0.5)
np.result_type('S2',1)
np.result_type('S2',1j)
np.result_type('U2',True)
np.result_type('U2',1)
np.result_type('V4',1e10)
np.result_type('U2',np.float64(1))
np.result_type('U2',np.array(1))
np.result_type('U2',np.array([1]))
np.result_type('O',1)
np.result_type('M8[s]',1)
np.result_type('m8[s]',1)
np.result_type('m8[s]',1.5)
np.result_type('M8[s]',1.5)
np.result_type('S2',0.5,1j)
np.result_type('S2',None)
np.result_type('S2','U4')
np.result_type(np.array(['a']),1)
np.result_type(np.array(['a']),1.5)
np.result_type(1,2.5)
np.promote_types('S2','f8')
np.promote_types('V4','i4')
np.int32(-3).squeeze()
np.float64(3).squeeze(0)
np.float64(3).squeeze(1)
np.int64(1).fill(3)
np.float32(4).fill(3)
np.bool_(1).fill(3)
np.str_('a').fill(3)
np.complex64(1).as_integer_ratio()
np.str_('a').as_integer_ratio()
np.str_('a').nothing
np.bytes_(b'a').nothing
np.int8(3) ^ np.str_(0)
np.complex64(1) ^ np.str_('4')
np.int8(3) + np.str_(0)
np.str_('a') + 1
np.str_('a') * 2
np.int8(2) * np.str_('ab')
np.float64(2) * np.str_('ab')
np.str_('a') < 1
1 + np.str_('a')
np.str_('a') % 1
np.str_('a') & 1
np.str_('a') - np.str_('b')
np.str_('a') + np.str_('b')
np.str_('a') + 'b'
np.bytes_(b'a') + 1
np.bytes_(b'a') - 1
s.conj()
np.conj(s)
s.conjugate()
np.zeros(2,'M8[s]').conj()
np.zeros(2,'m8[s]').conj()
np.zeros(2,object).conj()
np.array([None]).conj()
np.zeros(3,object).byteswap()
np.zeros((0,),object).byteswap()
np.array([1,2,3],object).dot([1,2,3])
np.array([1,2,3],object).dot(2)
np.dot(np.array([[1,2],[3,4]],object),[1,2])
np.dot(s,s)
np.dot(s,2)
np.dot(np.array('a'),[1,2,3])
np.zeros((2,3,2),object).dot(np.zeros((2,2),object))
s.dot(2)
s.dot([1,2,3])
np.matmul(s,s)
s.astype('f4',casting='same_kind')
s.astype('f4',casting='safe')
s.astype('f4',casting='no')
s.astype('U1',casting='safe')
s.astype('U1',casting='same_kind')
s.astype('O',casting='safe')
np.zeros(2).astype('U3',casting='safe')
np.zeros(2).astype('U3',casting='same_kind')
np.zeros(2,object).astype('i4',casting='safe')
np.zeros(2,'M8[s]').astype('i8',casting='safe')
np.zeros(2,'M8[s]').astype('M8[D]',casting='safe')
s.astype('f4',casting='bad')
np.zeros(2).astype('f4',casting='bad')
np.zeros(2).astype('f4',casting=None)
np.zeros(2).astype('f4',casting=3)
'''.strip().splitlines():
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        try:
            text = told(eval(line))
        except Exception as e:
            text = f'{type(e).__name__}: {e}'
    print(line, '=>', text)
    for w in caught:
        print('   ', w.category.__name__, w.message)
