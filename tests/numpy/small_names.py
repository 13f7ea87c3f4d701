"""Names of numpy that few programs use: states as lists, blocks of arrays, joins of records, masked arrays as records."""
import warnings

import numpy as np
from numpy.lib import recfunctions as rf

a=np.array([(1,10.),(2,20.),(3,30.)],dtype=[('k','i4'),('x','f8')])
b=np.array([(2,200),(3,300),(4,400)],dtype=[('k','i4'),('y','i8')])
c=np.array([(2,1.5),(3,2.5),(4,3.5)],dtype=[('k','i4'),('x','f8')])
d=np.array([(3,'q'),(1,'r')],dtype=[('k','i4'),('z','U3')])
e = np.array([(1, 1), (1, 2), (2, 3)], dtype=[('k', 'i4'), ('v', 'i4')])
CASES = """
np.geterrobj()
np.seterrobj([8192,521,None])
np.use_hugepage
np.fastCopyAndTranspose(np.arange(6).reshape(2,3))
np.from_dlpack(np.arange(3)).flags
np.from_dlpack(3)
np.get_array_wrap(3)
np.lib.format.GROWTH_AXIS_MAX_DIGITS
np.lib.format.isfileobj(3)
np.lib.format.safe_eval('[1]')
np.lib.format.os_fspath('a')
np.polynomial.polyutils.format_float(3.14159)
np.polynomial.polyutils.format_float(3.14159,True)
np.polynomial.polyutils.format_float(1e10)
np.polynomial.polyutils.format_float(1e-10)
np.polynomial.polyutils.format_float(np.inf)
np.polynomial.polyutils.format_float(np.nan)
np.polynomial.polyutils.format_float(-0.5,True)
np.polynomial.polyutils.format_float(np.float32(0.1))
np.polynomial.polyutils.format_float(3)
np.polynomial.Chebyshev.interpolate(lambda x:x**2,3)
np.polynomial.Chebyshev.interpolate(np.tanh,4,[0,2])
np.ma.mr_[1,2]
np.ma.mr_[np.ma.ones(3),0,0,np.ma.array([1,2],mask=[0,1])]
np.ma.mr_[1:5:2]
np.ma.flatten_structured_array(np.array([(1,2),(3,4)],'i4,i4'))
np.ma.flatten_structured_array(np.array([(1,(2,3))],[('a','i4'),('b','i4,i4')]))
np.ma.array([1,2],mask=[0,1]).toflex()
np.ma.array([1,2],mask=[0,1]).torecords()
np.ma.fromflex(np.ma.array([1,2],mask=[0,1]).toflex())
np.ma.array([1,2],mask=[0,1]).sharedmask
np.ma.array([1,2],mask=[0,1])[:].sharedmask
np.ma.array([1,2],mask=[0,1]).tostring()
np.ma.array([1,2]).resize(3)
np.ma.array([3,1,2],mask=[0,1,0]).partition(1)
np.ma.array([3,1,2],mask=[0,1,0]).argpartition(1)
np.ma.array([3,1,2],mask=[0,1,0]).newbyteorder()
np.ma.array([3,1,2],mask=[0,1,0]).getfield('i4')
np.ma.array([3,1,2],mask=[0,1,0]).setflags(write=False)
np.ma.array([3,1,2],mask=[0,1,0]).itemset(0,5)
len(np.ma.array([3,1,2],mask=[0,1,0]).dumps())>5
np.rec.array([(1,2.)],dtype=[('a','i4'),('b','f8')]).field('a')
np.rec.array([(1,2.)],dtype=[('a','i4'),('b','f8')]).field(1)
np.rec.array([(1,2.)],dtype=[('a','i4'),('b','f8')]).field('a',5)
np.nditer(np.arange(3)).dtypes
np.nditer(np.arange(3)).has_delayed_bufalloc
np.nditer(np.arange(3)).iterationneedsapi
np.nditer(np.arange(3),flags=['ranged']).iterrange
np.nditer(np.arange(3)).iterrange
np.nditer([np.arange(3),None]).dtypes
np.nditer(np.arange(6).reshape(2,3),flags=['multi_index']).remove_multi_index()
np.nditer(np.arange(6).reshape(2,3)).enable_external_loop()
list(np.lib.Arrayterator(np.arange(12).reshape(3,4),4))
np.lib.Arrayterator(np.arange(12).reshape(3,4),4).shape
list(np.lib.Arrayterator(np.arange(12).reshape(3,4),4).flat)
np.lib.Arrayterator(np.arange(24).reshape(2,3,4),5)[:,1:,::2].shape
list(np.lib.Arrayterator(np.arange(24).reshape(2,3,4),5)[:,1:,::2])
np.lib.Arrayterator(np.arange(12).reshape(3,4),4)[0].__array__()
np.ma.extras.__all__
rf.join_by('k',a,c,r1postfix='L',r2postfix='R',usemask=False)
rf.join_by('k',a,c,r1postfix='',r2postfix='',usemask=False)
rf.join_by('q',a,c)
rf.join_by('x',a,b)
rf.join_by('k',a,c,'foo')
rf.join_by(['k','k'],a,c)
rf.join_by(['k','x'],a,c,'outer',usemask=False)
rf.join_by('k',a,b,'outer',defaults={'x':-1,'y':7},usemask=False)
rf.rec_join('k',a,b)
rf.rec_join('k',a,b,'outer')
rf.join_by('k',a,b,asrecarray=True,usemask=False)
rf.join_by('k',e,b,usemask=False)
rf.join_by('k',b,e,'outer',usemask=False)
rf.join_by('k',a,b,'inner',usemask=False)
rf.join_by('k',a,b,'outer',usemask=False)
rf.join_by('k',a,b,'leftouter',usemask=False)
rf.join_by('k',a,c,'inner',usemask=False)
rf.join_by('k',a,c,'outer',usemask=False)
rf.join_by('k',a,c,'leftouter',usemask=False)
rf.join_by('k',a,d,'inner',usemask=False)
rf.join_by('k',a,d,'outer',usemask=False)
rf.join_by('k',a,d,'leftouter',usemask=False)
"""
for source in CASES.strip().splitlines():
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        try:
            text = repr(eval(source))
        except Exception as error:
            text = f'{type(error).__name__}: {error}'
    print(source, '->', text, *[f'{w.category.__name__}: {w.message}' for w in caught])
