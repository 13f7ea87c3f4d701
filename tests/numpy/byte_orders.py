"""Text and times in the other byte order, told, computed with, stored and viewed."""
import copy
import pickle

import numpy as np

CASES = """
np.dtype('>U3')
np.dtype('>U3').str
np.dtype('>U3')==np.dtype('<U3')
np.array(['a','bc'],'>U3')
np.array(['a','bc'],'>U3').tobytes()
np.array(['a','bc'],'>U3').view('<U3').tobytes()
np.array(['a'],'<U1').byteswap().tobytes()
np.array(['a','b'],'<U1').newbyteorder().dtype
np.array(['a','bc'],'>U3')+''
np.char.upper(np.array(['a','bc'],'>U3')).dtype
np.sort(np.array(['b','a'],'>U3')).dtype
np.array(['b','a'],'>U3')=='a'
np.dtype('>M8[s]')
np.array(['2020'],'>M8[s]')
np.array(['2020'],'>M8[s]').tobytes()
np.array([1],'>m8[s]').view('i8')
np.array([1],'>i8').view('>m8[s]')
np.array([1,2],'>m8[s]')+1
np.array([3,2],'>m8[s]').sort()
np.sort(np.array([3,2],'>m8[s]'))
np.array([3,2],'>m8[s]').max()
np.array([3,2],'>m8[s]')[0]
np.dtype([('a','>U2'),('b','>M8[D]')])
np.zeros(1,[('a','>U2'),('b','>M8[D]')]).tobytes()
np.dtype('>U3').newbyteorder()
np.dtype('U3').newbyteorder()
np.dtype('M8[s]').newbyteorder()
np.dtype('M8[s]').newbyteorder('<')
np.dtype('U3').newbyteorder('<').byteorder
np.promote_types('>U3','>U3')
np.promote_types('>U3','<U4')
np.promote_types('>M8[s]','>M8[s]')
np.promote_types('>m8[s]','i4')
np.result_type(np.dtype('>U3'))
np.result_type(np.dtype('>M8[s]'))
np.concatenate([np.array(['a'],'>U1')]*2).dtype
np.concatenate([np.array([1],'>M8[s]')]*2).dtype
np.array(['a'],'>U1').astype('>U').dtype
np.array(['a','b'],'>U1').copy().dtype
np.array(['a','b'],'>U1')[[0,1]].dtype
np.array(['a','b'],'>U1').tolist()
np.array(['a','b'],'>U1')[0].dtype
np.unique(np.array(['b','a'],'>U1'))
np.where([True,False],np.array(['b','a'],'>U1'),np.array(['c','d'],'>U1'))
np.where([True,False],np.array([1,2],'>M8[s]'),np.array([3,4],'>M8[s]'))
np.zeros(2,'>U2')
np.full(2,'x','>U2')
np.array(['abc'],'>U')
np.array([b'abc']).astype('>U')
np.array([1,2]).astype('>U')
np.array(['1']).astype('>U5').astype(int)
np.array([1,2],'>m8[s]').astype(int)
np.array([1,2],'>m8[s]').astype('>i4')
np.array([1,2]).astype('>m8[s]')
np.array([1,2],'>m8[s]').astype('m8[ms]')
np.array([1,2],'>m8[s]').astype('>m8[ms]')
-np.array([1,2],'>m8[s]')
np.array([1,2],'>m8[s]').sum()
np.array([1,2],'>m8[s]').cumsum()
np.array([1,2],'>m8[s]').mean()
np.array([1,2],'>m8[s]')*2
np.array([1,'NaT'],'>m8[s]')
np.isnat(np.array([1,'NaT'],'>m8[s]'))
np.array(['a'],'<U1').byteswap()
np.array(['a'],'<U1').byteswap()[0]
np.array(['a'],'<U1').byteswap().newbyteorder()
np.array([0x61000000],'i4').view('<U1').tolist()
np.array(['ab'],'>U2').view('>U1')
np.array(['ab'],'>U2').view('>i4')
np.array([97],'>i4').view('>U1')
np.array(['ab'],'>U2').tobytes()
np.frombuffer(b'\\0\\0\\0a','>U1')
np.can_cast('>U3','<U3','no'),np.can_cast('>U3','<U3','equiv'),np.can_cast('>U3','<U3','safe')
np.can_cast('>M8[s]','<M8[s]','no'),np.can_cast('>M8[s]','<M8[s]','equiv')
np.can_cast('>i4','<i4','no'),np.can_cast('>i4','<i4','equiv')
np.dtype('i4').newbyteorder('<').isbuiltin
np.dtype('>i4').isbuiltin
np.dtype('>U4').isbuiltin
np.dtype('M8[s]').newbyteorder('<').byteorder
np.dtype('>M8[s]').name,str(np.dtype('>M8[s]')),np.dtype('>M8[s]').isnative
np.dtype('>U3').name,str(np.dtype('>U3')),np.dtype('>U')
np.array(['b','a'],'>U1').argsort()
np.array(['b','a'],'>U1').max()
np.array(['b','a'],'>U1').searchsorted('a')
np.array(['a','b'],'>U1')+np.array(['a','b'],'>U1')
np.char.add(np.array(['a','b'],'>U1'),'c').dtype
np.char.equal(np.array(['a','b'],'>U1'),'a')
np.array(['a','b'],'>U1').astype(object)
np.array(['a','b'],object).astype('>U3')
np.array([('a',1)],[('x','>U2'),('y','>M8[s]')])
np.array([('a',1)],[('x','>U2'),('y','>M8[s]')]).tobytes()
np.array([('a',1)],[('x','>U2'),('y','>M8[s]')])['y'][0]
np.dtype([('x','>U2'),('y','>M8[s]')]).newbyteorder('<')
np.array([('a',1)],[('x','U2'),('y','M8[s]')]).byteswap().newbyteorder()
np.dtype('>M8[s]').descr
np.empty_like(np.array(['a'],'>U1')).dtype
np.array(['2001','2000'],'>M8[D]').argmax()
np.array(['2001','2000'],'>M8[D]').min()
np.array(['2001','2000'],'>M8[D]').tolist()
np.array(['2001','2000'],'>M8[D]').searchsorted(np.datetime64('2000'))
np.array(['2001','2000'],'>M8[D]').astype(str)
np.array(['2001','2000'],'>M8[D]').view('>i8')
np.array(['2001','2000'],'>M8[D]').byteswap()
np.array(['a','b'],'>U1').newbyteorder().tobytes()
pickle.loads(pickle.dumps(np.array(['a','b'],'>U1')))
pickle.loads(pickle.dumps(np.dtype('>U1')))
pickle.loads(pickle.dumps(np.dtype('>M8[3s]')))
pickle.loads(pickle.dumps(np.array([1],'>M8[3s]')))
pickle.loads(pickle.dumps(np.array(['a','b'],'>U1'),5))
copy.deepcopy(np.array(['a','b'],'>U1'))
np.put(a:=np.zeros(2,'>m8[s]'),[0],[5]) or a
np.putmask(a:=np.zeros(2,'>m8[s]'),[True,False],[5]) or a
np.copyto(a:=np.zeros(2,'>m8[s]'),5) or a
np.add(np.array([1,2],'>m8[s]'),1,out=(a:=np.zeros(2,'>m8[s]')))
np.maximum(np.array([1,2],'>m8[s]'),np.array([2,1],'>m8[s]'))
np.diff(np.array([1,2],'>M8[s]'))
np.array([1,2],'>m8[s]').dtype.type
np.array([1,2],'>m8[s]')[0]
np.nonzero(np.array([0,2],'>m8[s]'))
np.array([1,2],'>m8[s]').astype(float)
np.array([1.5,2]).astype('>m8[s]')
np.array([1,2],'>m8[s]').all()
np.array([3,1,2],'>m8[s]').partition(1)
np.median(np.array([3,1,2],'>m8[s]'))
np.array([3,1,2],'>m8[s]').item(1)
np.array([1,2],'>m8[s]')/np.array([2,2],'>m8[s]')
np.array([1,2],'>m8[s]')//2
np.abs(np.array([-1,2],'>m8[s]'))
np.sign(np.array([-1,2],'>m8[s]'))
(lambda a:(a.sort(),a))(np.array([3,1,2],'>m8[s]'))
(lambda a:(a.sort(),a))(np.array(['b','a'],'>U2'))
np.set_printoptions() or str(np.array(['2001'],'>M8[D]'))
np.linspace(0,1,2).astype('>M8[s]')
np.array(['x'],'>U1').item()
np.array(['x'],'>U3')[0].tobytes()
np.array('x','>U3')
np.array('2000','>M8[D]')
np.array([1],'>M8[s]')[0].tobytes()
np.asarray(np.array(['x'],'>U1'),'<U1').dtype
np.array(np.array(['x'],'>U1')).dtype
np.append(np.array(['x'],'>U1'),'y').dtype
np.repeat(np.array(['x'],'>U1'),2).dtype
np.tile(np.array([1],'>M8[s]'),2).dtype
np.stack([np.array([1],'>M8[s]')]*2).dtype
np.isin(np.array(['x'],'>U1'),['x'])
np.dtype('U3')=='>U3'
np.dtype('>U3').newbyteorder('=')
np.dtype('>U3').newbyteorder('L').byteorder
np.datetime_data('>M8[3s]')
np.dtype('>m8')
np.array([1],'>m8')
np.array(['2000'],'>M8')
np.busday_count(np.array(['2000-01-03'],'>M8[D]'),np.array(['2000-01-13'],'>M8[D]'))
"""


def show(source):
    try:
        text = repr(eval(source))
    except Exception as e:
        text = f'{type(e).__name__}: {e}'
    print(source, '->', text)


for line in CASES.strip().splitlines():
    show(line)
