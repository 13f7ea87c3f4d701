# Backward, hooks, views, functions, checkpoints: rules of the graph; tensors made with requires_grad.
import warnings

import torch
import torch.nn.functional as F
from torch import nn

warnings.simplefilter('ignore')
inf, nan = float('inf'), float('nan')


def f32(*shape):
    n = 1
    for s in shape:
        n *= s
    return (torch.arange(n).reshape(shape) * 7 % 11 - 5).float() / 4


def f64(*shape):
    return f32(*shape).double()


def i64(*shape):
    return (f32(*shape) * 4 + 5).long()


def R(x):
    return x.requires_grad_()


def text(v):
    if isinstance(v, (tuple, list)):
        return '(%s)' % ', '.join(map(text, v))
    if not isinstance(v, torch.Tensor):
        return repr(v)
    values = ' '.join('%.4g' % (x + 0) if isinstance(x, float) else str(x) for x in v.detach().flatten()[:8].tolist())
    return '%s %s %s [%s]' % (str(v.dtype)[6:], list(v.shape), type(v.grad_fn).__name__ if v.grad_fn else '-', values)


# each line: statements, then an expression
for line in r'''
m=nn.Linear(2,2) ;; m.get_parameter('forward')
m=nn.Linear(2,2) ;; m.get_parameter('weight').shape
m=nn.BatchNorm1d(2) ;; m.get_buffer('running_mean')
x=R(f32(3)) ;; y=x*2 ;; y.backward()
x=R(f32(3)) ;; y=(x*x).sum() ;; y.backward() ;; y.backward()
x=R(f32(3)) ;; y=(x*x).sum() ;; y.backward(retain_graph=True) ;; y.backward() ;; x.grad
x=R(f32(3)) ;; y=x.exp() ;; y.sum().backward() ;; y.sum().backward()
x=R(f32(3)) ;; (x*2).backward(f32(2))
x=R(f32(3)) ;; (x*2).backward(f64(3)) ;; x.grad
x=R(f32(3)) ;; (x*2).backward(i64(3))
f32(3).backward()
f32(3).sum().backward()
x=R(f32(3)) ;; torch.autograd.grad(x*2,x)
x=R(f32(3)) ;; torch.autograd.grad((x*2).sum(),f32(3))
x=R(f32(3)) ;; torch.autograd.grad((x*2).sum(),R(f32(3)))
x=R(f32(3)) ;; torch.autograd.grad((x*2).sum(),R(f32(3)),allow_unused=True)
x=R(f32(3)) ;; torch.autograd.grad([(x*2).sum(),x.sum()],[x])
x=R(f32(3)) ;; torch.autograd.grad([(x*2),x.sum()],[x],[f32(3)])
x=R(f32(3)) ;; torch.autograd.grad([(x*2),x.sum()],[x],[f32(3),None])
x=R(f32(3)) ;; torch.autograd.grad((x*2).sum(),[])
x=R(f32(3)) ;; torch.autograd.grad(1,x)
x=R(f32(3)) ;; torch.autograd.backward(x.sum(),grad_tensors=f32(2))
x=R(f32(3)) ;; torch.autograd.backward([x.sum(),x.sum()]) ;; x.grad
x=R(f32(3)) ;; torch.autograd.backward(x.sum(),inputs=[]) ;; x.grad
x=R(f32(3)) ;; y=x*2 ;; y.sum().backward(inputs=[y])
x=R(f32(3)) ;; y=x*2 ;; y.sum().backward(inputs=[x]) ;; x.grad
x=R(f32(3)) ;; y=x*2 ;; y.requires_grad_(False)
x=R(f32(3)) ;; x.requires_grad_(False)
x=i64(3) ;; x.requires_grad_()
x=i64(3) ;; x.requires_grad=True
torch.tensor([1,2],requires_grad=True)
torch.ones(2,dtype=torch.int64,requires_grad=True)
x=R(f32(3)) ;; x.numpy()
x=R(f32(3)) ;; x.add_(1)
x=R(f32(3)) ;; x[0]=1
x=R(f32(3)) ;; x[:2].add_(1)
x=R(f32(3)) ;; x.data.add_(1) ;; x
x=R(f32(3)) ;; x.detach().add_(1) ;; x
x=R(f32(3)) ;; y=x*1 ;; y[0]=5 ;; y
x=R(f32(3)) ;; y=x*1 ;; y[0].add_(5) ;; y
x=R(f32(3)) ;; y=x*1 ;; v=y[:2] ;; v.mul_(2) ;; [v,y]
x=R(f32(3)) ;; y=x*1 ;; v=y.view(3,1) ;; v.mul_(2) ;; torch.autograd.grad(y.sum(),x)
x=R(f32(3)) ;; y=x*1 ;; v=y.view(3,1) ;; y.mul_(2) ;; v
x=R(f32(3)) ;; y=x*1 ;; v=y.view(3,1) ;; y.mul_(2) ;; torch.autograd.grad(v.sum(),x)
x=R(f32(4)) ;; a,b=x.chunk(2) ;; a.add_(1)
x=R(f32(4))*1 ;; a,b=x.chunk(2) ;; a.add_(1)
x=R(f32(4))*1 ;; a,b,c,d=x.unbind() ;; a.add_(1)
x=R(f32(4))*1 ;; a=x.split(2)[0] ;; a.add_(1)
x=R(f32(3)) ;; y=x.sigmoid() ;; y.add_(1) ;; y.sum().backward()
x=R(f32(3)) ;; y=x*f32(3) ;; y.add_(1) ;; y.sum().backward() ;; x.grad
w=f32(3) ;; x=R(f32(3)) ;; y=x*w ;; w.add_(1) ;; y.sum().backward()
x=R(f32(3)) ;; exec("with torch.no_grad(): y=x*2") ;; y
x=R(f32(3)) ;; g=[] ;; h=x.register_hook(lambda t: g.append(t)) ;; (x*3).sum().backward() ;; h.remove() ;; (x*3).sum().backward() ;; [g,x.grad]
x=R(f32(3)) ;; x.register_hook(lambda t: t*2) ;; (x*3).sum().backward() ;; x.grad
x=R(f32(3)) ;; x.register_hook(lambda t: 1) ;; (x*3).sum().backward()
f32(3).register_hook(lambda t:t)
x=R(f32(3)) ;; y=x*2 ;; y.retain_grad() ;; y.sum().backward() ;; [y.grad,y.retains_grad]
x=R(f32(3)) ;; y=x*2 ;; y.sum().backward() ;; y.grad
f32(3).retain_grad()
x=R(f32(3)) ;; x.retain_grad() ;; x.retains_grad
x=R(f32(3)) ;; x.grad=f32(2)
x=R(f32(3)) ;; x.grad=f64(3)
x=R(f32(3)) ;; x.grad=1
x=R(f32(3)) ;; x.grad=f32(3) ;; x.grad
x=R(f32(3)) ;; x.grad=x
x=R(f32(3)) ;; x.grad=None ;; x.grad
x=f32(3) ;; x.grad=f32(3) ;; x.grad
x=R(f32(3)) ;; y=x*2 ;; [y.is_leaf,y.grad_fn.name(),len(y.grad_fn.next_functions),y.grad_fn.next_functions[0][0].name(),y.grad_fn.next_functions[1]]
x=R(f32(3)) ;; y=x*2 ;; y.grad_fn.next_functions[0][0].variable is x
x=R(f32(3)) ;; y=x*2 ;; y._version
x=f32(3) ;; x.add_(1) ;; x[0]=2 ;; x._version
exec("class A(torch.autograd.Function):\n @staticmethod\n def forward(c,x): return x*2\n @staticmethod\n def backward(c,g): return g*2",globals()) ;; A.apply(R(f32(3)))
exec("class A(torch.autograd.Function):\n @staticmethod\n def forward(c,x,y): return x*y\n @staticmethod\n def backward(c,g): return g*2",globals()) ;; A.apply(R(f32(3)),f32(3)).sum().backward()
exec("class A(torch.autograd.Function):\n @staticmethod\n def forward(c,x): return x*2\n @staticmethod\n def backward(c,g): return g,g",globals()) ;; A.apply(R(f32(3))).sum().backward()
exec("class A(torch.autograd.Function):\n @staticmethod\n def forward(c,x): return x*2\n @staticmethod\n def backward(c,g): return g,None",globals()) ;; A.apply(R(f32(3))).sum().backward()
exec("class A(torch.autograd.Function):\n @staticmethod\n def forward(c,x): return x*2\n @staticmethod\n def backward(c,g): return g[:2]",globals()) ;; A.apply(R(f32(3))).sum().backward()
exec("class A(torch.autograd.Function):\n @staticmethod\n def forward(c,x): return x*2\n @staticmethod\n def backward(c,g): return 1",globals()) ;; A.apply(R(f32(3))).sum().backward()
exec("class A(torch.autograd.Function):\n @staticmethod\n def forward(c,x): return x*2",globals()) ;; A.apply(R(f32(3))).sum().backward()
exec("class A(torch.autograd.Function): pass",globals()) ;; A.apply(R(f32(3)))
exec("class A(torch.autograd.Function):\n @staticmethod\n def forward(c,x): return 1\n @staticmethod\n def backward(c,g): return g",globals()) ;; A.apply(R(f32(3)))
exec("class A(torch.autograd.Function):\n @staticmethod\n def forward(c,x): c.save_for_backward(x); return x*2\n @staticmethod\n def backward(c,g): x,=c.saved_tensors; return g*x",globals()) ;; x=R(f32(3))*1 ;; y=A.apply(x).sum() ;; x.add_(1) ;; y.backward()
exec("class A(torch.autograd.Function):\n @staticmethod\n def forward(c,x): c.save_for_backward(1); return x*2\n @staticmethod\n def backward(c,g): return g",globals()) ;; A.apply(R(f32(3)))
exec("class A(torch.autograd.Function):\n @staticmethod\n def forward(c,x): c.mark_dirty(x); return x.add_(1)\n @staticmethod\n def backward(c,g): return g",globals()) ;; x=R(f32(3))*1 ;; y=A.apply(x) ;; [y is x,y]
exec("class A(torch.autograd.Function):\n @staticmethod\n def forward(c,x): c.mark_dirty(x); return x.add_(1)\n @staticmethod\n def backward(c,g): return g",globals()) ;; x=R(f32(3)) ;; y=A.apply(x)
exec("class A(torch.autograd.Function):\n @staticmethod\n def forward(c,x): return x\n @staticmethod\n def backward(c,g): return g*2",globals()) ;; x=R(f32(3)) ;; y=A.apply(x) ;; [y is x,y]
exec("class A(torch.autograd.Function):\n @staticmethod\n def forward(c,x): return x.view(3,1)\n @staticmethod\n def backward(c,g): return g.view(3)*2",globals()) ;; x=R(f32(3))*1 ;; y=A.apply(x) ;; y
exec("class A(torch.autograd.Function):\n @staticmethod\n def forward(c,x): return x*2, x*3\n @staticmethod\n def backward(c,g,h): return g+h",globals()) ;; x=R(f32(3)) ;; a,b=A.apply(x) ;; torch.autograd.grad(a.sum(),x)
exec("class A(torch.autograd.Function):\n @staticmethod\n def forward(c,x): c.set_materialize_grads(False); return x*2, x*3\n @staticmethod\n def backward(c,g,h): return g if h is None else g+h",globals()) ;; x=R(f32(3)) ;; a,b=A.apply(x) ;; torch.autograd.grad(a.sum(),x)
exec("class A(torch.autograd.Function):\n @staticmethod\n def forward(c,x):\n  y=x*2; z=x*3\n  c.mark_non_differentiable(z); return y,z\n @staticmethod\n def backward(c,g,h): return g",globals()) ;; x=R(f32(3)) ;; A.apply(x)
from torch.utils.checkpoint import checkpoint ;; 1
import torch.utils.checkpoint as C ;; x=R(f32(3))
C=__import__('torch.utils.checkpoint').utils.checkpoint ;; x=R(f32(3)) ;; y=C.checkpoint(lambda t:t*t,x) ;; y
C=__import__('torch.utils.checkpoint').utils.checkpoint ;; x=R(f32(3)) ;; y=C.checkpoint(lambda t:t*t,x) ;; y.sum().backward() ;; x.grad
C=__import__('torch.utils.checkpoint').utils.checkpoint ;; x=R(f32(3)) ;; y=C.checkpoint(lambda t:t*t,x,use_reentrant=False) ;; y.sum().backward() ;; [y,x.grad]
C=__import__('torch.utils.checkpoint').utils.checkpoint ;; x=R(f32(3)) ;; C.checkpoint(lambda t:t*t,x,foo=1)
C=__import__('torch.utils.checkpoint').utils.checkpoint ;; x=R(f32(3)) ;; y=C.checkpoint_sequential([nn.ReLU(),nn.Tanh()],2,x) ;; y
A=torch.autograd.functional ;; A.jacobian(lambda x:x*x,f32(3))
A=torch.autograd.functional ;; A.hessian(lambda x:x*x,f32(3))
A=torch.autograd.functional ;; A.vjp(lambda x:x*x,f32(3))
A=torch.autograd.functional ;; A.vjp(lambda x:x*x,f32(3),f32(3))
A=torch.autograd.functional ;; A.jvp(lambda x:x*x,f32(3),f32(3))
A=torch.autograd.functional ;; A.vhp(lambda x:(x**3).sum(),f32(3),f32(2))
A=torch.autograd.functional ;; A.jacobian(lambda x:1,f32(3))
A=torch.autograd.functional ;; A.jacobian(lambda x:x.detach(),f32(3),strict=True)
torch.autograd.gradcheck(lambda x:x*x,R(f64(3)))
torch.autograd.gradcheck(lambda x:x.detach()*x,R(f64(3)))
torch.autograd.gradcheck(lambda x:x*x,R(f32(3)))
torch.autograd.gradcheck(lambda x:x*x,f64(3))
torch.autograd.gradgradcheck(lambda x:x*x*x,R(f64(3)))
x=R(f32(3)) ;; exec("with torch.inference_mode(): y=x*2",dict(globals(),x=x))
exec("with torch.inference_mode():\n y=f32(3)*2",globals()) ;; y.add_(1)
exec("with torch.inference_mode():\n y=f32(3)*2",globals()) ;; (R(f32(3))*y).sum().backward()
exec("with torch.inference_mode():\n y=f32(3)*2",globals()) ;; [y.is_inference(), y.requires_grad]
exec("with torch.inference_mode():\n y=f32(3)*2",globals()) ;; y.requires_grad_()
exec("with torch.no_grad():\n y=R(f32(3))[:2]",globals()) ;; y.add_(1)
x=R(f32(3)) ;; exec("with torch.no_grad():\n v=x[:2]",dict(globals(),x=x))
torch.set_grad_enabled(1)
torch.is_grad_enabled()
x=R(f32(3)) ;; x.exp().detach_().requires_grad
x=R(f32(3))*1 ;; v=x[:2] ;; v.detach_()
x=R(f32(3)) ;; copy=__import__('copy') ;; copy.deepcopy(x*2)
x=R(f32(3)) ;; copy=__import__('copy') ;; copy.deepcopy(x)
torch.zeros_like(f32(2),requires_grad=True)
torch.ones_like(f32(2),dtype=torch.float64,requires_grad=True)
torch.full_like(f32(2),3,requires_grad=True)
torch.empty_like(f32(2),requires_grad=True).requires_grad
torch.rand_like(f32(2),requires_grad=True).requires_grad
torch.randn_like(f32(2),requires_grad=True).requires_grad
torch.randint_like(f32(2),3,requires_grad=True).requires_grad
torch.hann_window(3,requires_grad=True)
torch.bartlett_window(3,requires_grad=True)
torch.hamming_window(3,requires_grad=True)
torch.kaiser_window(3,requires_grad=True)
torch.arange(3.,requires_grad=True)
torch.linspace(0,1,3,requires_grad=True)
torch.logspace(0,1,3,requires_grad=True)
torch.eye(2,requires_grad=True)
torch.zeros(2,requires_grad=True)
torch.rand(2,requires_grad=True).requires_grad
torch.randn(2,requires_grad=True).requires_grad
torch.full((2,),1.,requires_grad=True)
torch.empty(2,requires_grad=True).requires_grad
torch.tensor([1.],requires_grad=True)
torch.normal(0,1,(2,),requires_grad=True).requires_grad
torch.normal(0.,1.,size=(2,),requires_grad=True).requires_grad
torch.empty_strided((2,),(1,),requires_grad=True).requires_grad
torch.randperm(3,dtype=torch.float32,requires_grad=True).requires_grad
torch.randint(3,(2,),dtype=torch.float32,requires_grad=True).requires_grad
torch.fft.fftfreq(3,requires_grad=True)
torch.fft.rfftfreq(3,requires_grad=True)
f32(2).new_zeros(2,requires_grad=True)
f32(2).new_ones(2,requires_grad=True)
f32(2).new_full((2,),1,requires_grad=True)
f32(2).new_tensor([1],requires_grad=True)
f32(2).new_empty(2,requires_grad=True).requires_grad
torch.scalar_tensor(1.,requires_grad=True)
torch.range(0,2,requires_grad=True)
torch.tril_indices(2,2)
torch.zeros_like(f32(2),foo=1)
torch.zeros_like(1)
torch.zeros_like(f32(2),dtype=1)
torch.zeros_like(f32(2),requires_grad=1)
torch.ones_like()
'''.strip().split('\n'):
    *before, last = line.split(' ;; ')
    names = dict(globals())
    try:
        for statement in before:
            exec(statement, names)
        print(text(eval(last, names)))
    except Exception as e:
        print(type(e).__name__, e)
