"""Names of dtypes set, numbers of flags, no edge items, diagonals between two, borders of nothing, and other less usual uses."""
import warnings

import numpy as np
from numpy.lib import recfunctions as rf


def names(d,n):
    d=np.dtype(d); d.names=n; return d


def names2(n):
    a=np.zeros(2,'i4,f8'); a.dtype.names=n; a[n[0]]=3; return a


r2=np.array([(1,(2,3.)),(4,(5,6.))],dtype=[('a','i4'),('b',[('x','i2'),('y','f4')])])
CASES = r"""
names('i4,f8',('p','q'))
names('i4,f8',['p','q'])
names('i4,f8',('p',))
names('i4,f8',('p','p'))
names('i4,f8',(1,2))
names('i4',('p',))
names([('a',[('b','i4')]),('c','f8')],('x','y'))
names([(('t','a'),'i4')],('x',))
names2(('p','q'))
names('i4,f8','pq')
names('i4,f8',None)
np.zeros(2).flags.num
np.zeros((2,2)).flags.num
np.zeros((2,2)).T.flags.num
np.zeros(4)[::2].flags.num
np.array(3).flags.num
np.zeros((2,2),order='F').flags.num
np.arange(6).reshape(2,3).flags.num
format(np.ma.array(5),'.3f')
format(np.ma.array(5.5),'')
format(np.ma.array([5]),'.3f')
format(np.ma.array([5]),'')
format(np.ma.array(5,mask=True),'d')
format(np.matrix([[1]]),'.3f')
format(np.matrix([[1]]),'')
np.array2string(np.arange(3),edgeitems=0)
np.array2string(np.arange(2000),edgeitems=0)
np.array2string(np.arange(2000).reshape(2,1000),edgeitems=0)
np.array2string(np.arange(9).reshape(3,3),edgeitems=0,threshold=2)
np.array2string(np.arange(9.).reshape(3,3)/3,edgeitems=0,threshold=2)
np.array2string(np.array([]),edgeitems=0)
np.array2string(np.array(3),edgeitems=0,threshold=0)
np.array_repr(np.arange(2000))
np.array2string(np.arange(3),edgeitems=-1)
np.array2string(np.arange(9),edgeitems=-1,threshold=2)
np.tril(np.ones((3,3)),2.5)
np.triu(np.ones((3,3)),.5)
np.tril(np.ones((3,3)),-0.5)
np.tri(3,3,.5)
np.mask_indices(3,np.triu,.5)
np.tril(np.ones((3,3),int),1.5)
np.tril_indices(3,.5)
np.triu_indices(3,.5)
np.char.mod(['abc','De'],(1,))
np.char.mod('hello',(1,))
np.char.mod(['%d','%s'],(1,2))
np.char.mod('%d %d',(1,2))
np.char.mod('x%dy',[1,2])
np.char.mod([b'ab'],(1,))
np.char.join(',',['abc','de'])
np.pad([],0,'maximum')
np.pad([],0,'mean')
np.pad([],0,'linear_ramp')
np.pad([],0,'reflect')
np.pad([],0,'edge')
np.pad(np.zeros((0,2)),((0,0),(1,1)),'maximum')
np.pad(np.zeros((0,2)),((0,0),(1,1)),'linear_ramp')
np.pad(np.zeros((2,0)),((1,1),(0,0)),'mean')
rf.merge_arrays(r2,flatten=True)
rf.merge_arrays((r2,np.array([1,2])),flatten=True)
rf.merge_arrays((np.array([1,2]),np.array([10.,20.,30.])))
rf.append_fields(np.array([1,2]),'d',[9,8],usemask=False)
rf.append_fields(np.array([1,2]),['d','e'],[[1,2],[3.,4]],usemask=False)
np.maximum_sctype(5)
np.maximum_sctype(2.5)
np.maximum_sctype('i2')
np.maximum_sctype(np.uint8)
np.maximum_sctype([1])
np.bincount([1,1],minlength=None)
np.partition([3,1,2],True)
np.partition([3,1,2],np.True_)
np.argpartition([3,1,2],True)
np.partition([3,1,2],[True,False])
np.array2string(np.arange(3),style=repr)
np.arange(3).__dlpack_device__()
np.fix([1.5,-1.5],out=np.zeros(2))
"""
for source in CASES.strip().splitlines():
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        try:
            text = repr(eval(source))
        except Exception as error:
            text = f'{type(error).__name__}: {error}'
    print(source, '->', text, *[f'{w.category.__name__}: {w.message}' for w in caught])
