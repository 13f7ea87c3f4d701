"""isnat is a ufunc; item of scalars checks its arguments."""
import numpy as np
def t(s):
    try: print(s,'->',repr(eval(s,globals())))
    except Exception as e: print(s,'!!',type(e).__name__,str(e)[:200])
x=np.array(['NaT','2020'],'M8[D]')
for s in ["np.isnat","np.isnat(x)","np.isnat(x,out=np.zeros(2,bool))","np.isnat(x,out=np.zeros(2))","np.isnat(x,out=np.zeros(3))","np.isnat(x,where=[True,False],out=np.full(2,False))","np.isnat(x,where=[True,False])[0]","np.isnat(x[0])","np.isnat(np.timedelta64('NaT'))","np.isnat(5)","np.isnat('a')","np.isnat([x[0],x[1]])","np.isnat()","np.isnat(x,x,x)","np.isnat(x,foo=1)","np.isnat(x,casting='x')","np.isnat(x,order='x')","np.isnat(x,subok=3)","np.isnat(x,dtype='f4')","np.isnat(x,dtype=bool)","np.isnat.nin,np.isnat.nout,np.isnat.types","np.isnat.reduce(x)","np.isnat(x[None].T).flags.f_contiguous","np.isnat(x.astype('>M8[D]'))","np.isnat(np.ma.array(x,mask=[1,0]))","np.isnat(x,signature='M->?')","isinstance(np.isnat,np.ufunc)","np.isnat(None)","np.isnat(__import__('datetime').date(2020,1,1))","np.isnat.at(x,[0])","np.datetime64('2020').item(1)","np.datetime64('2020').item(0,0)","np.array([(1,2)],'i4,i4')[0].item(1)","np.array([(1,2)],'i4,i4')[0].item(0)"]: t(s)
