# The variance of complex numbers goes by parts in the type of what takes it; digits are fewer where the sums differ by machine.
import torch
torch.manual_seed(0)
x=torch.randn(3,5,dtype=torch.float64); z=torch.complex(x, x*3+1)
for t in (z, z.cfloat(), z[:1], z[:1].cfloat()):
 for f in (torch.var, torch.std):
  for dim in ((1,),(),(0,1),(0,)):
   for keep in (False, True):
    for d in (torch.complex128,torch.complex64,torch.float32,torch.float64,torch.float16):
     o=torch.empty(0,dtype=d)
     try: r=f(t,dim,keepdim=keep,out=o); print(f.__name__, t.shape, t.dtype, dim, keep, d, [f"{v:.12g}" for v in (r.real if r.is_complex() else r).double().flatten().tolist()], r.dtype)
     except Exception as e: print(t.shape, dim, d, e)
