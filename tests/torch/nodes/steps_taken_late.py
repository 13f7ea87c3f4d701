"""Nodes taken apart into steps: hooks that raise, walk or come late, graphs that are released, stale, deep."""
import gc, weakref
import torch
from torch import nn
torch.manual_seed(0)
def say(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, str(e)[:150])
l=nn.LSTM(2,3,2); x=torch.randn(4,2,2,requires_grad=True)
y,(h,c)=l(x)
# hook that raises at an inner node
n=y.grad_fn.next_functions[0][0]
k=n.register_hook(lambda a,b: 1/0)
say(lambda: y.sum().backward(retain_graph=True))
k.remove()
x.grad=None
say(lambda: y.sum().backward(retain_graph=True)); print(x.grad.sum().item())
# tensor hooks before and after, retain_grad, removed
y,(h,c)=l(x); log=[]
a=y.register_hook(lambda g: log.append('before'))
y.retain_grad()
print(y.grad_fn.next_functions[0][0].name())
b=y.register_hook(lambda g: log.append('after'))
y.sum().backward(retain_graph=True); print(log, y.grad.sum().item())
a.remove(); del log[:]; y.grad=None
y.sum().backward(retain_graph=True); print(log, y.grad.sum().item())
b.remove(); del log[:]
y.sum().backward(); print(log)
say(lambda: y.sum().backward())
print(y.grad_fn.next_functions[0][0].next_functions[0][0].name())
# released before anybody asked
y,_=l(x); y.sum().backward(); n=y.grad_fn.next_functions[0][0]; print(n.name()); say(lambda: y.sum().backward())
# walking inside a hook of the same pass
y,_=l(x); z=y*2; seen=[]
def inside(g):
    stack=[z.grad_fn]; names=[]
    while stack and len(names)<30:
        f=stack.pop(0); names.append(f.name()); stack+=[q for q,_ in f.next_functions if q]
    seen.append(names)
z.register_hook(inside); x.grad=None
z.sum().backward(retain_graph=True); print(seen[0][:8]); g1=x.grad.clone(); x.grad=None
z.sum().backward(retain_graph=True); print((g1-x.grad).abs().max().item()<1e-6)
# stale weights
l2=nn.RNN(2,3); y,_=l2(x); f=y.grad_fn
with torch.no_grad(): l2.weight_hh_l0.mul_(2)
f.next_functions
say(lambda: y.sum().backward())
l2=nn.Linear(2,3); y=l2(x.detach().requires_grad_()); 
with torch.no_grad(): l2.weight.mul_(2)
y.grad_fn.next_functions[0][0].next_functions
say(lambda: y.sum().backward())
# input changed since: history of then
q=x*1; y,_=l(q); q.mul_(3); f=y.grad_fn
names=set(); stack=[f]; seen=[]
while stack:
    f=stack.pop()
    if f in seen: continue
    seen.append(f); names.add(f.name()); stack+=[a for a,_ in f.next_functions if a]
print(sorted(names))
# no_grad, inference
with torch.no_grad(): print(l(x)[0].grad_fn, (x@l.weight_ih_l0.t()).grad_fn)
y,_=l(x)
with torch.no_grad(): print(y.grad_fn.next_functions[0][0].name())
with torch.inference_mode(): print(l(x)[0].requires_grad, y.grad_fn.next_functions[0][0].next_functions[0][0].name())
y.sum().backward()
# create_graph
x.grad=None; y,_=nn.RNN(2,3)(x)
y.grad_fn.next_functions[0][0].register_hook(lambda a,b: print('hook', len(a)))
g,=torch.autograd.grad(y.sum(), x, create_graph=True); g2,=torch.autograd.grad((g*g).sum(), x); print(g2.shape)
# inputs= towards a layer's result, and from one
y,_=l(x); z=(y*y).sum(); y.grad_fn.next_functions
print([t.shape for t in torch.autograd.grad(z,[y,x],retain_graph=True)])
z.backward(inputs=[y,x]); print(y.grad.shape)
# weak references and cycles
y,_=l(x); n=y.grad_fn.next_functions[0][0]; r=weakref.ref(l.weight_hh_l0); del y; print(n.next_functions[1][0].name())
del n; gc.collect()
# deep
t=x
m=torch.eye(2).expand(2,2,2).clone().requires_grad_()
u=torch.ones(2,2,2)
for i in range(3000): u=u@m
f=u.grad_fn; k=0
while f.next_functions:
    f=f.next_functions[0][0] or f.next_functions[1][0]; k+=1
    if f is None: break
print(k)
u.sum().backward(); print(m.grad.shape)
# pack hooks
with torch.autograd.graph.saved_tensors_hooks(lambda t: (t.clone(),), lambda p: p[0]):
    y=nn.Linear(2,3)(x); z=x@m[0]
y.grad_fn.next_functions[0][0].next_functions; z.grad_fn.next_functions
(y.sum()+z.sum()).backward(); print(y.grad_fn.name(), z.grad_fn.name())
