"""nested_iters: iterators that move with those outside of them."""
import numpy as np
def show(s):
    try: print(s, '->', eval(s))
    except Exception as e: print(s, '->', type(e).__name__, e)
a=np.arange(12).reshape(2,3,2)
def run(*args,**k):
    its=np.nested_iters(*args,**k); out=[]
    if len(its)==2:
        i,j=its
        for x in i:
            out.append((i.multi_index if i.has_multi_index else None,[y.tolist() if not isinstance(y,tuple) else tuple(z.tolist() for z in y) for y in j]))
    else:
        i,j,k=its
        for x in i:
            for y in j:
                out.append([int(z) for z in k])
    return out
show("run(a,[[1],[0,2]],flags=['multi_index'])")
show("run(a,[[0],[1,2]],flags=['multi_index'])")
show("run(a,[[0],[2,1]])")
show("run(a,[[0],[1],[2]])")
show("run(a,[[2],[1],[0]])")
show("run([a,np.arange(2)],[[0],[1,2]])")
show("run(a,[[0],[1]])")
show("run(a,[[0,1]])")
show("run(a,[[0],[0]])")
show("run(a,[[0],[7]])")
show("run(a,[[0],[1,2]],flags=['external_loop'])")
b=np.zeros((2,3))
i,j=np.nested_iters(b,[[0],[1]],op_flags=['readwrite'])
n=0
for x in i:
    for y in j:
        y[...]=n; n+=1
print(b)
