"""Operands, outputs and types that are rarely met, one statement each."""
import numpy as np

from _programs import A, after, augmented, setting, show

for line in r'''
np.tensordot(A((2,3),'c16',1),A((3,2),'f8',2)*0,1)
np.tensordot(np.array([[1-1j,0]]),np.array([[0.],[-1.]]),1)
np.tensordot(np.array([1-1j]),np.array([-0.]),0)
np.linalg.eigvals(np.array([[True,False],[False,True]]))
np.linalg.eigvals(np.array([[True,True],[False,False]]))
after(A((4,),'m8[s]',7),lambda x: np.logical_and(x[:-1],x[1:],out=x[1:],where=np.array([True,False,True])))
np.nancumsum(np.array(np.nan),out=np.zeros(1,'u4'))
np.nancumsum(np.array(np.nan),dtype='u4')
np.logical_or.reduce(A((2,3,4),'>i4',0,'T'),axis=1)
np.logical_or.reduce(A((2,3,4),'>i4',0,'F'),axis=0)
np.array('ab')//np.complex64(1)
np.str_('ab')//np.complex64(1)
np.array(['ab'])//np.complex64(1)
np.complex64(1)//np.array(['ab'])
np.array(['ab'])//np.ones(2,'c8')
np.longdouble(3)*np.timedelta64(5,'s')
np.array([3.5],'g')*np.array([5],'m8[s]')
np.array([5],'m8[s]')/np.array([3.5],'g')
np.array([5],'m8[s]')*np.longdouble(3)
np.array([5],'m8[s]')*np.longdouble('nan')
np.zeros(2,[('a','i4')])==np.zeros(3,[('a','i4')])
np.zeros((2,3),[('a','i4')])!=np.zeros((3,3),[('a','i4')])
np.zeros(2,[('a','i4')])==np.zeros(2,[('b','i4')])
np.zeros(2,[('a','i4')])==np.zeros(3,'i4')
setting(np.zeros(2,[('a','f4')]),0,(1e300,))
setting(np.zeros(2,[('a','f4'),('b','f2')]),slice(None),[(1e300,1e10)]*2)
setting(np.zeros(2,[('a','i4')]),0,(np.inf,))
setting(np.zeros(2,[('a','f4')]),'a',1e300)
setting(np.zeros(2,[('a','i4')]),'a',np.inf)
setting(np.zeros(2,[('a','i4')]),slice(None),np.inf)
np.power(np.array([2],'m8[s]'),2,dtype='f4')
np.power(np.array(['2000'],'M8[s]'),2,dtype='f4')
np.power(np.array([2],'m8[s]'),np.array([2],'m8[s]'),dtype='f4')
np.nanmedian(A((2,3),'f8',7,'F'),axis=())
np.nanmedian(A((2,3,2),'f8',7,'T'),axis=())
np.isnat(np.array(['NaT','2000'],'M8[s]'),where=np.array([True,False]),out=np.array([False,True]))
np.isnat(np.array(['NaT','2000'],'M8[s]'),where=False,out=np.array([True,True]))
np.trace(A((3,3),'f8'),dtype='>f8')
np.add.reduce(A((3,3),'f8'),dtype='>f8')
np.add.reduce(A((3,3),'f8'),axis=1,dtype='>f8')
np.sum(A((3,3),'f8'),dtype='>f8')
np.add.accumulate(A((3,3),'f8'),dtype='>f8')
np.add.reduceat(A((3,3),'f8'),[0,1],dtype='>f8')
np.add.reduceat(A((3,3),'f4'),[0,1],dtype='f8')
np.trace(A((3,3),'i4'),dtype='>i8')
np.prod(A((3,3),'i4'),dtype='>i8')
np.mean(A((3,3),'i4'),dtype='>f8')
(np.int8(7)//np.longlong(2)).dtype.char
(np.array([7],'b')//np.array([2],'q')).dtype.char
(np.int8(7)%np.longlong(2)).dtype.char
(np.int8(7)+np.longlong(2)).dtype.char
(np.longlong(7)+np.int8(2)).dtype.char
(np.longlong(7)//np.int64(2)).dtype.char
(np.int64(7)//np.longlong(2)).dtype.char
(np.longlong(7)&np.int16(2)).dtype.char
(np.int16(7)**np.longlong(2)).dtype.char
(np.uint8(7)//np.ulonglong(2)).dtype.char
(np.uint8(7)//np.longlong(2)).dtype.char
(np.longlong(7)//2).dtype.char
(2//np.longlong(7)).dtype.char
(True//np.longlong(7)).dtype.char
divmod(np.int8(7),np.longlong(2))[0].dtype.char
(np.int8(7)<<np.longlong(2)).dtype.char
augmented(A((2,2),'f8'),'@=',np.eye(2))
augmented(A((2,),'f8'),'@=',np.eye(2))
np.unique(A((12,), 'c8', 7, 'B'), return_inverse=True, equal_nan=False)
np.prod(A((), 'f8', 0), keepdims=True, initial=-1.5, out=np.zeros((), 'i8'))
np.multiply.reduce(np.array([3.5,2]), initial=1.5, out=np.zeros((), 'i8'))
np.add.reduce(np.array([3.5,2.7]), initial=1.5, out=np.zeros((), 'i8'))
np.prod(np.array(3.5), initial=1.5, out=np.zeros((), 'i8'))
np.prod(np.array(3.5), initial=1.5)
np.prod(np.array([3.5]), initial=1.5, out=np.zeros((), 'i8'))
np.sum(np.array(3.5), initial=1.7, out=np.zeros((), 'i8'))
np.prod(np.array(3.5), out=np.zeros((), 'i8'))
np.dot(np.array([1-1j,0]),np.array([0,-1.]))
np.array([[0-1j,0]])@np.array([[0.],[0.]])
np.dot(np.array([[-0.,-0.]]*2)*(1+0j),np.array([1.,1.]))
[x.flags.c_contiguous for x in np.linalg.eig(np.eye(2))]
[x.flags.c_contiguous for x in np.linalg.eig(np.eye(2,dtype='f4'))]
np.isnat(np.array(['NaT','2000'],'M8[s]'),casting='no',out=np.zeros(2,'f4'))
np.isnat(np.array(['NaT','2000'],'M8[s]'),word=1)
np.bincount([1,-1,2],weights=[1,2])
np.bincount([1,1,2],weights=[1,2])
np.bincount([-1],weights='a')
np.isnat(np.array(['NaT','2000'],'M8[s]'),out=np.zeros(3,bool))
'''.strip().splitlines():
    print(line, end=' => ')
    show(lambda: eval(line))
