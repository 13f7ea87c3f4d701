"""matmul with axes=, and what it says of axis=, keepdims=, where= and of outputs that do not fit."""
import numpy as np
a=np.arange(24.).reshape(2,3,4); b=np.arange(24.).reshape(2,4,3)
def t(f):
    try: r=f(); print(r.shape if hasattr(r,'shape') else r, r.sum() if hasattr(r,'sum') else '', getattr(r,'strides',''))
    except Exception as e: print(type(e).__name__, e)
for kw in (dict(axes=[(-2,-1),(-2,-1),(-2,-1)]), dict(axes=[(1,2),(1,2),(0,1)]), dict(axes=[(0,1),(1,2),(1,2)]), dict(axes=[(1,2),(1,2)]), dict(axes=5), dict(axes=[(1,),(1,2),(1,2)]), dict(axis=0), dict(keepdims=True), dict(axes=[(1,2),(1,2),(5,1)]), dict(axes=[(1,1),(1,2),(0,1)]), dict(axes=[1,2,3]), dict(axes=(1,2,3)), dict(axes=[(-2,-1)]*3,axis=1), dict(dtype='f4',casting='unsafe'), dict(where=True), dict(order='F'), dict(subok=False), dict(signature='ff->f'), dict(out=np.zeros((2,3,3)),axes=[(-2,-1)]*3), dict(axes=[(2,1),(1,2),(1,2)]), dict(axes=[(-2,-1),(-2,-1),(-2,-1),3])):
    t(lambda: np.matmul(a,b,**kw))
    t(lambda: np.matmul(a,np.arange(4.),**kw))
    t(lambda: np.matmul(np.arange(4.),np.arange(4.),**kw))
for kw in (dict(axis=None), dict(axes=None), dict(keepdims=False), dict(keepdims=None), dict(axes=[(-2,-1),(-2,-1),()]), dict(axes=[0,0,()]), dict(axes=[(0,),-1,()]), dict(axes=[0,0,(0,)]), dict(axes=[(-2,-1),0,0]), dict(axes=[(-2,-1),0,-1]), dict(axes=[(-2,-1),0,(1,)]), dict(axes=[0,(-2,-1),0]),dict(axes=[('a',1),(0,1),(0,1)]), dict(axes=[(-2,-1.),(-2,-1),(0,1)]), dict(axes=[('a'),(0,1),(0,1)]), dict(axes=[(-2,-1),(-2,-1),(3,0)]), dict(axes=[(-2,-1),(-2,-1),(2,0)], out=np.zeros((3,2,3))), dict(axes=[(-2,-1),(-2,-1),(2,0)], out=np.zeros((3,3,2))), dict(axes=[(-2,-1)]*3, dtype='c8'), dict(axes=[(-2,-1)]*3, order='F'), dict(axes=[(-2,-1)]*3, where=True), dict(axes=[(-2,-1),(-2,-1),(-1,-2)]), dict(foo=1), dict(axes=[(0,1),(1,2),(1,2)], foo=3)):
    print(kw if 'out' not in kw else 'out')
    t(lambda: np.matmul(a,b,**kw))
    t(lambda: np.matmul(a,np.arange(4.),**kw))
    t(lambda: np.matmul(np.arange(4.),b,**kw))
    t(lambda: np.matmul(np.arange(4.),np.arange(4.),**kw))
    t(lambda: np.matmul(np.arange(16).reshape(4,4),np.arange(16.).reshape(4,4),**kw))
for f in np.add, np.sin:
  for kw in dict(axes=[1]), dict(axis=0), dict(keepdims=True):
    t(lambda: f(*[np.arange(3.)]*f.nin, **kw))
t(lambda: np.matmul(a,b,None,axes=[(-2,-1)]*3)); t(lambda: np.matmul(a,b,np.zeros((2,3,3)),axes=[(-2,-1)]*3)); t(lambda: np.matmul(1,b,axes=[(-2,-1)]*3)); t(lambda: np.matmul(a,a,axes=[(-2,-1),(-1,-2),(-2,-1)])); t(lambda: np.matmul(np.array([[1,2],[3,4]],object),np.eye(2),axes=[(1,0),(0,1),(1,0)]).tolist())
for A,B,o in (((4,4),(4,4),(2,3,3)),((2,3,4),(2,4,3),(3,2,3)),((4,4),(4,4),(3,2,3)),((4,4),(4,4),(3,4,4)),((4,4),(4,4),(4,3)),((4,4),(4,4),(4,)),((4,),(4,),(3,)),((4,4),(4,),(3,)),((4,4),(4,),(2,4)),((2,4,4),(4,),(2,4)),((2,4,4),(4,4),(4,4))):
    for d in 'f8','i4':
        t(lambda: np.matmul(np.ones(A,d),np.ones(B,d),out=np.zeros(o,d)))
    t(lambda: np.matmul(np.ones(A),np.ones(B),out=np.zeros(o).swapaxes(0,-1)))
