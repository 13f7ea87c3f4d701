# The mask of an order comparison is not spread over the other operand.
import numpy as np, operator
x=np.ma.array([1.,.2,.3]); y=np.ones((2,3)); z=np.ma.array(np.arange(6.).reshape(2,3))
xm=np.ma.masked_greater(np.array([1.,.2,.3]),.5)
for op in (operator.lt,operator.ge):
    for a,b in ((x,y),(y,x),(x,z),(xm,x),(x,xm),(z,xm),(xm,z), (xm, [1,2,3]), (xm, xm[::-1]), (xm, 5), (xm, np.ma.masked)):
        r=op(a,b); print(op.__name__, np.shape(a),np.shape(b), type(r).__name__, repr(getattr(r,'mask',None)),getattr(getattr(r,'mask',None),'shape','-'), np.ma.getdata(r).tolist())
