# Functions and ufuncs of objects, text and numbers in the other byte order.
import numpy as np, warnings
def sh(s):
    with warnings.catch_warnings(record=True) as c:
        warnings.simplefilter('always')
        try: r=eval(s); t=type(r).__name__+' '+repr(r)+(' %s %s'%(r.dtype,r.flags.fnc) if isinstance(r,np.ndarray) else '')
        except Exception as e: t='!%s: %s'%(type(e).__name__,str(e)[:150])
    print(s,'->',t,'|'.join(w.category.__name__+': '+str(w.message)[:60] for w in c))
O="np.array([[6,-4,0],[9,None,2.5]],object)"
I="np.array([[6,-4,0],[9,15,12]],object)"
F="np.array([[6,-4,0],[9,15,12]],object,order='F')"
N="np.array([[4,6,2],[3,1,5]])"
S="np.array(['1','b','']) "
B="np.array([b'1',b'b',b''])"
W="np.array([[4,-6,2],[3,0,5]],'>i4')"
for f in 'gcd lcm logical_xor logical_and logical_or logical_not divide right_shift mod power maximum fmod bitwise_and equal less'.split():
    for a,b in ((I,N),(N,I),(I,I),(O,N),(I,W),(W,I),(I,'2.5'),(F,F),(F,F+'[0]'),(S,B),(B,S),(S,I+'[0]'),(I+'[:0]',I+'[:0]')):
        if f=='logical_not': sh('np.logical_not(%s)'%a)
        else: sh('np.%s(%s, %s)'%(f,a,b))
    if f!='logical_not':
      for a in (I,F,S,B,I+'[:0]',W):
        for ax in ('0','-1','None'): sh('np.%s.reduce(%s, axis=%s)'%(f,a,ax))
for a in (S,B,S+'[0]',"np.array('1')"):
    for op in ('<','<=','==','!=','>'):
        for b in ('np.int8(3)','np.float16(2)','np.complex64(1)','3','np.array(3)','np.array([1,2,3])','np.bool_(1)','None'):
            sh('%s %s %s'%(a,op,b)); sh('%s %s %s'%(b,op,a))
for a,b in ((S,'np.arange(3)'),('np.arange(3)',B),(S,B),(I,S),(S,'np.array([1,"b",None],object)'),('np.array(["a"])','np.array([1])'),("np.array('a')",'3'),(S,'np.arange(2)')):
    for f in ('array_equal','array_equiv','isin','in1d'): sh('np.%s(%s, %s)'%(f,a,b))
for f in ('packbits','unpackbits'):
    for x in ("np.arange(6,dtype='u1').reshape(2,3)","np.arange(6,dtype='u1').reshape(2,3).T","np.asfortranarray(np.arange(12,dtype='u1').reshape(2,3,2))"):
        for ax in ('','axis=0','axis=1'): sh('np.%s(%s, %s)'%(f,x,ax))
for x in (S,B,I,O,'np.array(None)','np.array("a")','[1,np.nan]','"x"'  ): sh('np.nan_to_num(%s)'%x); sh('np.clip(%s,2,5)'%x); sh('np.clip(%s,2.5,None)'%x); sh('np.mean(%s)'%x); sh('np.mean(%s[:0])'%x)
for c in ('0','[1,0]','np.array(1)','[[0],[1]]'):
    for l in ("[np.array(5,object),np.array('abc')]","[np.array(['x','yy']),np.array(2,'i4')]","[np.array([1,2],'i2'),np.array(2,'>i4')]","[np.array([b'a',b'b']),np.array(2)]","[np.array(1),np.array(None,object)]","[np.array(1.5),np.array('abc')]","[np.array(['a','b']),np.array(['c','ddd'])]","[np.array([1.5,2],'>f8'),np.array([1j,2])]"):
        sh('np.choose(%s,%s)'%(c,l)); sh('np.choose(%s,%s,mode="wrap")'%(c,l))
