"""DataLoader worker processes: order, seeds, errors, iterable datasets, persistent workers."""
import random
import time
import warnings

import torch
from torch.utils.data import DataLoader, Dataset, IterableDataset, get_worker_info, TensorDataset
warnings.simplefilter("ignore")


class D(Dataset):
    def __len__(self): return 11
    def __getitem__(self,i):
        w=get_worker_info()
        return torch.tensor([float(i)]), torch.rand(1), w.id if w else -1
torch.manual_seed(3)
for kw in (dict(num_workers=0),dict(num_workers=2),dict(num_workers=3,shuffle=True),dict(num_workers=2,drop_last=True),dict(num_workers=2,batch_size=None),dict(num_workers=2,prefetch_factor=4,persistent_workers=True)):
    bs=kw.pop('batch_size',3); dl=DataLoader(D(),batch_size=bs,**kw)
    for ep in range(2):
        for b in dl: print(b)
    print(len(dl), torch.rand(1))
class I(IterableDataset):
    def __iter__(self):
        w=get_worker_info()
        if w is None: yield from range(7)
        else: yield from range(w.id,7,w.num_workers)
for n in (0,2,3): print([b.tolist() for b in DataLoader(I(),batch_size=2,num_workers=n)])
class J(IterableDataset):
    def __iter__(self): yield from range(5)
print(sorted(x for b in DataLoader(J(),batch_size=2,num_workers=2) for x in b.tolist()))
print([b.tolist() for b in DataLoader(J(),batch_size=2,num_workers=2)])
def init(i): print('init',i, flush=True); torch.manual_seed(100+i)
for b in DataLoader(D(),batch_size=4,num_workers=1,worker_init_fn=init): print(b)
class E(D):
    def __getitem__(self,i):
        if i==5: raise {0:ValueError,1:KeyError,2:IndexError}[self.k]('bad %d'%i)
        return i
for k in range(3):
    e=E(); e.k=k
    try:
        for b in DataLoader(e,batch_size=2,num_workers=2): print(b)
    except Exception as x: print(type(x).__name__, str(x).split('\n')[0], str(x).split('\n')[-2:])
def badinit(i): raise RuntimeError('init failed')
try: list(DataLoader(D(),num_workers=1,worker_init_fn=badinit))
except Exception as x: print(type(x).__name__, str(x).split('\n')[0])
for kw in (dict(num_workers=-1),dict(prefetch_factor=3),dict(persistent_workers=True),dict(timeout=-1),dict(num_workers=2,multiprocessing_context='xyz')):
    try: DataLoader(D(),**kw); print('fine')
    except Exception as x: print(type(x).__name__,x)
class S(D):
    def __getitem__(self,i): time.sleep(1); return i
try: list(DataLoader(S(),num_workers=1,timeout=0.2))
except Exception as x: print(type(x).__name__,x)
g=torch.Generator(); g.manual_seed(5)
print([b.tolist() for b in DataLoader(TensorDataset(torch.arange(6)),batch_size=2,shuffle=True,num_workers=2,generator=g) for b in b])
class W(D):
    def __getitem__(self,i): w=get_worker_info(); return (w.id,w.num_workers,w.seed,random.random())
print([tuple(map(lambda t:t.tolist(),b)) for b in DataLoader(W(),batch_size=2,num_workers=2)])
print({k:v for k,v in [(1,2)]}, get_worker_info())
it=iter(DataLoader(D(),batch_size=2,num_workers=2)); print(next(it))
del it
print(DataLoader(D(),2,num_workers=1).prefetch_factor)
print([b for b in DataLoader([{'a':torch.ones(1),'b':'x'},{'a':torch.zeros(1),'b':'y'}],batch_size=2,num_workers=1)])
