# Calls of torch.utils.data with right and wrong arguments: samplers, loaders, what default_collate says.
import re
import warnings

import torch

warnings.simplefilter('ignore')


def tried(text):
    torch.manual_seed(0)
    try:
        r = repr(eval(text))
    except Exception as e:
        r = f'{type(e).__name__} {e}'
    print(text, '->', re.sub(r'0x[0-9a-f]+', '0x', r)[:300])


import numpy as np
from torch.utils.data import (BatchSampler, ChainDataset, ConcatDataset, DataLoader, Dataset, IterableDataset, RandomSampler, Sampler,
                              SequentialSampler, Subset, SubsetRandomSampler, TensorDataset, WeightedRandomSampler, default_collate,
                              default_convert, random_split)
from torch.utils.data.distributed import DistributedSampler


class D(Dataset):
    def __init__(self, n=5):
        self.n = n

    def __len__(self):
        return self.n

    def __getitem__(self, i):
        return i


class NoLen(Dataset):
    def __getitem__(self, i):
        return i


class It(IterableDataset):
    def __iter__(self):
        return iter(range(5))


class ItL(It):
    def __len__(self):
        return 3


d = D()

for text in r"""
SequentialSampler('a')
list(SequentialSampler('a'))
list(SequentialSampler(None))
list(SequentialSampler(-1))
list(SequentialSampler(True))
list(SequentialSampler(torch.tensor(1.)))
list(SequentialSampler(torch.tensor([1,2])))
SequentialSampler(1j)
list(SequentialSampler(1j))
list(SequentialSampler({}))
list(SequentialSampler(0.5))
list(SequentialSampler(2.0))
list(SequentialSampler(range(5)))
SequentialSampler()
SequentialSampler(d,foo=1)
len(SequentialSampler(d))
RandomSampler('a')
RandomSampler(None)
list(RandomSampler(None))
RandomSampler(-1)
RandomSampler(True)
RandomSampler((1,))
RandomSampler(torch.tensor(1.))
RandomSampler(1j)
RandomSampler({})
list(RandomSampler({}))
RandomSampler(0.5)
list(RandomSampler(range(5)))
RandomSampler()
RandomSampler(d,foo=1)
SubsetRandomSampler('a')
list(SubsetRandomSampler('a'))
SubsetRandomSampler(0)
list(SubsetRandomSampler([1]))
list(SubsetRandomSampler(torch.tensor(1.)))
list(SubsetRandomSampler(torch.tensor([1,2])))
SubsetRandomSampler(0.5)
list(SubsetRandomSampler(range(5)))
SubsetRandomSampler()
SubsetRandomSampler(d,foo=1)
RandomSampler(d,replacement='a')
list(RandomSampler(d,replacement='a'))
list(RandomSampler(d,generator='a'))
WeightedRandomSampler('a',2)
WeightedRandomSampler([1.,2.],'a')
list(WeightedRandomSampler([1.,2.],2,'a'))
list(WeightedRandomSampler('a',2))
BatchSampler('a',2,False)
BatchSampler(range(5),'a',False)
BatchSampler(range(5),2,'a')
list(BatchSampler('a',2,False))
DataLoader('a')
list(DataLoader(d,batch_size='a'))
list(DataLoader(d,shuffle='a'))
list(DataLoader(d,sampler='a'))
list(DataLoader(d,collate_fn='a'))
list(DataLoader(d,pin_memory='a'))
list(DataLoader(d,drop_last='a'))
list(DataLoader(d,timeout='a'))
list(DataLoader(d,generator='a'))
list(DataLoader(d,prefetch_factor='a'))
list(DataLoader(d,pin_memory_device='a'))
random_split('a',[1])
random_split(d,'a')
Subset(d,'a')
ConcatDataset('a')
ChainDataset('a')
list(ChainDataset('a'))
TensorDataset('a')
Subset('a',[0])[0]
default_collate('a')
default_collate(['a'])
default_collate(['a','a'])
default_convert('a')
list(RandomSampler(d,num_samples=None))
list(RandomSampler(d,True,None))
WeightedRandomSampler(None,2)
list(WeightedRandomSampler(None,2))
BatchSampler(range(5),None,False)
list(BatchSampler(None,2,False))
list(DataLoader(d,collate_fn=None))
list(DataLoader(d,timeout=None))
random_split(None,[1])
random_split(d,None)
list(Subset(d,None))
ConcatDataset(None)
TensorDataset(None)
Subset(None,[0])[0]
default_collate(None)
default_collate([None])
default_convert(None)
ConcatDataset([d,None])
WeightedRandomSampler(-1,2)
list(WeightedRandomSampler(-1,2))
list(BatchSampler(-1,2,False))
list(DataLoader(-1))
list(DataLoader(d,collate_fn=-1))
list(DataLoader(d,timeout=-1))
list(DataLoader(d,generator=-1))
random_split(-1,[1])
random_split(d,-1)
list(Subset(d,-1))
ConcatDataset(-1)
TensorDataset(-1)
Subset(-1,[0])[0]
default_collate(-1)
default_collate([-1])
default_collate([-1,-1])
default_convert(-1)
ConcatDataset([d,-1])
RandomSampler(d,num_samples=0)
BatchSampler(0,2,False)
list(DataLoader(d,batch_sampler=0))
Subset(d,0)
default_collate([0])
default_collate([0,0])
default_convert(0)
list(RandomSampler(d,True,True))
list(WeightedRandomSampler([1.,2.],2,True))
list(BatchSampler(True,2,False))
DataLoader(True)
list(DataLoader(d,collate_fn=True))
list(DataLoader(d,timeout=True))
random_split(True,[1])
random_split(d,True)
list(Subset(d,True))
ConcatDataset(True)
list(ChainDataset(True))
TensorDataset(True)
Subset(True,[0])[0]
default_collate(True)
default_collate([True])
default_collate([True,True])
default_convert(True)
ConcatDataset([d,True])
list(RandomSampler(d,replacement=[1]))
WeightedRandomSampler([1],2)
list(WeightedRandomSampler([1],2))
list(BatchSampler([1],2,False))
list(DataLoader([1]))
list(DataLoader(d,sampler=[1]))
list(DataLoader(d,collate_fn=[1]))
list(DataLoader(d,timeout=[1]))
random_split([1],[1])
TensorDataset([1])
Subset([1],[0])[0]
default_collate([1])
default_collate([[1]])
default_collate([[1],[1]])
default_convert([1])
RandomSampler(d,generator=(1,))
BatchSampler(range(5),2,(1,))
list(DataLoader(d,collate_fn=(1,)))
list(DataLoader(d,pin_memory=(1,)))
list(DataLoader(d,timeout=(1,)))
list(Subset(d,(1,)))
TensorDataset((1,))
default_convert((1,))
WeightedRandomSampler(torch.tensor(1.),2)
list(BatchSampler(torch.tensor(1.),2,False))
list(DataLoader(torch.tensor(1.)))
list(DataLoader(d,collate_fn=torch.tensor(1.)))
list(DataLoader(d,generator=torch.tensor(1.)))
random_split(torch.tensor(1.),[1])
random_split(d,torch.tensor(1.))
ConcatDataset(torch.tensor(1.))
TensorDataset(torch.tensor(1.))
Subset(torch.tensor(1.),[0])[0]
default_collate(torch.tensor(1.))
default_collate([torch.tensor(1.)])
default_collate([torch.tensor(1.),torch.tensor(1.)])
default_convert(torch.tensor(1.))
ConcatDataset([d,torch.tensor(1.)])
RandomSampler(d,num_samples=torch.tensor([1,2]))
BatchSampler(torch.tensor([1,2]),2,False)
list(BatchSampler(torch.tensor([1,2]),2,False))
list(DataLoader(torch.tensor([1,2])))
list(DataLoader(d,shuffle=torch.tensor([1,2])))
list(DataLoader(d,batch_sampler=torch.tensor([1,2])))
random_split(d,torch.tensor([1,2]))
Subset(d,torch.tensor([1,2]))
TensorDataset(torch.tensor([1,2]))
Subset(torch.tensor([1,2]),[0])[0]
default_collate(torch.tensor([1,2]))
default_collate([torch.tensor([1,2])])
default_collate([torch.tensor([1,2]),torch.tensor([1,2])])
default_convert(torch.tensor([1,2]))
list(RandomSampler(d,True,1j))
WeightedRandomSampler(1j,2)
list(WeightedRandomSampler(1j,2))
list(BatchSampler(1j,2,False))
DataLoader(1j)
list(DataLoader(d,collate_fn=1j))
list(DataLoader(d,timeout=1j))
random_split(1j,[1])
random_split(d,1j)
list(Subset(d,1j))
ConcatDataset(1j)
list(ChainDataset(1j))
TensorDataset(1j)
Subset(1j,[0])[0]
default_collate(1j)
default_convert(1j)
ConcatDataset([d,1j])
list(RandomSampler(d,replacement={}))
WeightedRandomSampler({},2)
list(WeightedRandomSampler({},2))
list(DataLoader(d,sampler={}))
list(DataLoader(d,collate_fn={}))
list(DataLoader(d,timeout={}))
random_split({},[1])
list(Subset(d,{}))
ConcatDataset({})
TensorDataset({})
Subset({},[0])[0]
default_collate({})
default_collate([{}])
default_convert({})
list(RandomSampler(d,num_samples=3))
RandomSampler(d,generator=3)
list(RandomSampler(d,True,3))
BatchSampler(range(5),2,3)
list(DataLoader(d,batch_size=3))
list(DataLoader(d,pin_memory=3))
ConcatDataset(3)
default_collate([3])
default_collate([3,3])
default_convert(3)
ConcatDataset([d,3])
WeightedRandomSampler([1.,2.],0.5)
list(BatchSampler(0.5,2,False))
list(DataLoader(d,batch_size=0.5))
list(DataLoader(d,collate_fn=0.5))
list(DataLoader(d,prefetch_factor=0.5))
random_split(0.5,[1])
random_split(d,0.5)
list(Subset(d,0.5))
ConcatDataset(0.5)
TensorDataset(0.5)
Subset(0.5,[0])[0]
default_collate(0.5)
default_collate([0.5])
default_collate([0.5,0.5])
default_convert(0.5)
ConcatDataset([d,0.5])
list(RandomSampler(d,num_samples=2.0))
BatchSampler(range(5),2.0,False)
list(DataLoader(d,collate_fn=2.0))
list(Subset(d,2.0))
default_collate([2.0])
default_collate([2.0,2.0])
default_convert(2.0)
WeightedRandomSampler(range(5),2)
list(WeightedRandomSampler(range(5),2))
list(BatchSampler(range(5),2,False))
list(DataLoader(range(5)))
list(DataLoader(d,collate_fn=range(5)))
list(DataLoader(d,timeout=range(5)))
list(DataLoader(d,generator=range(5)))
list(ChainDataset(range(5)))
TensorDataset(range(5))
Subset(range(5),[0])[0]
default_collate(range(5))
default_collate([range(5)])
default_collate([range(5),range(5)])
default_convert(range(5))
[list(s) for s in random_split(d,[2,3])]
[list(s) for s in random_split(d,[2,3],generator=torch.Generator().manual_seed(1))]
[list(s) for s in random_split(d,[2,2])]
[list(s) for s in random_split(d,[5,0])]
[list(s) for s in random_split(d,[5,0],generator=torch.Generator().manual_seed(1))]
[list(s) for s in random_split(d,[-1,6])]
[list(s) for s in random_split(d,[-1,6],generator=torch.Generator().manual_seed(1))]
[list(s) for s in random_split(d,[0.5,0.5])]
[list(s) for s in random_split(d,[0.5,0.5],generator=torch.Generator().manual_seed(1))]
[list(s) for s in random_split(d,[0.3,0.3,0.4])]
[list(s) for s in random_split(d,[0.3,0.3,0.4],generator=torch.Generator().manual_seed(1))]
[list(s) for s in random_split(d,[1.5],generator=torch.Generator().manual_seed(1))]
[list(s) for s in random_split(d,[0.1]*10)]
[list(s) for s in random_split(d,[0.1]*10,generator=torch.Generator().manual_seed(1))]
[list(s) for s in random_split(d,[2.0,3.0])]
[list(s) for s in random_split(d,["a",5])]
[list(s) for s in random_split(d,[])]
[list(s) for s in random_split(d,[0.,1.])]
[list(s) for s in random_split(d,[0.,1.],generator=torch.Generator().manual_seed(1))]
random_split(d,[2,3],generator=3)
random_split(It(),[2,3])
random_split(NoLen(),[2,3])
list(DataLoader(d,batch_size=2))
len(DataLoader(d,batch_size=2))
list(DataLoader(d,2,True))
list(DataLoader(d,batch_size=2,drop_last=True))
len(DataLoader(d,batch_size=2,drop_last=True))
list(DataLoader(d,batch_size=None,shuffle=True))
list(DataLoader(d,batch_size=None,drop_last=True))
len(DataLoader(d,batch_size=None,drop_last=True))
list(DataLoader(d,sampler=[0,1],shuffle=True))
len(DataLoader(d,sampler=[0,1],shuffle=True))
list(DataLoader(d,batch_sampler=[[0,1]],batch_size=2))
len(DataLoader(d,batch_sampler=[[0,1]],batch_size=2))
list(DataLoader(d,batch_sampler=[[0,1],[2]]))
len(DataLoader(d,batch_sampler=[[0]],drop_last=True))
len(DataLoader(It()))
list(DataLoader(It(),shuffle=True))
len(DataLoader(It(),shuffle=True))
list(DataLoader(It(),shuffle=False))
len(DataLoader(It(),batch_size=None))
list(DataLoader(NoLen()))
len(DataLoader(NoLen()))
list(DataLoader(D(0)))
len(DataLoader(D(0)))
len(DataLoader(D(0),shuffle=True))
len(DataLoader(d,timeout=-1))
len(DataLoader(d,num_workers=0,prefetch_factor=4))
list(DataLoader(d,prefetch_factor=2))
list(DataLoader(d,foo=1))
len(DataLoader(d,foo=1))
len(DataLoader(d,batch_size=0))
list(DataLoader(d,2,False,None,None,0,None,False,True))
list(DataLoader(d,collate_fn=tuple,batch_size=3))
list(DataLoader(d,sampler=range(2)))
len(DataLoader(d,sampler=iter([1,2])))
list(DataLoader(d,generator=torch.Generator().manual_seed(3),shuffle=True))
len(DataLoader(d,generator=torch.Generator().manual_seed(3),shuffle=True))
list(DataLoader([1,2,3],batch_size=2))
list(DataLoader("abc",batch_size=2))
len(DataLoader((1,2),batch_size=1))
list(DataLoader({0:1,1:2},batch_size=2))
len(DataLoader({0:1,1:2},batch_size=2))
list(DataLoader(torch.arange(4),batch_size=3))
list(DataLoader([torch.ones(2),torch.ones(3)],batch_size=2))
list(DataLoader([{"a":1},{"a":2}],batch_size=2))
list(DataLoader([{"a":1},{"b":2}],batch_size=2))
list(DataLoader([(1,"x"),(2,"y")],batch_size=2))
list(DataLoader([[1,2],[3]],batch_size=2))
list(DataLoader([None,1],batch_size=2))
len(DataLoader([None,1],batch_size=2))
list(DataLoader(["a",1],batch_size=2))
list(DataLoader([1.,2],batch_size=2))
list(DataLoader([1,2.],batch_size=2))
list(DataLoader([torch.ones(1),1],batch_size=2))
list(DataLoader([b"a",b"b"],batch_size=2))
list(DataLoader([True,False],batch_size=2))
len(DataLoader([True,False],batch_size=2))
list(DataLoader([torch.ones(2).to_sparse()]*2,batch_size=2))
list(DataLoader([torch.ones(1),torch.ones(1).double()],batch_size=2))
list(DataLoader([[],[]],batch_size=2))
list(DataLoader([{}]*2,batch_size=2))
list(DataLoader([""]*2,batch_size=2))
list(DataLoader([range(2),range(2)],batch_size=2))
len(DataLoader([range(2),range(2)],batch_size=2))
list(DataLoader([np.bool_(True)],batch_size=1))
list(DataLoader([torch.tensor(1)]*2,batch_size=2))
list(DataLoader([[torch.ones(2),1],[torch.ones(2),2]],batch_size=2))
next(iter(L))
DataLoader(It()).sampler
list(zip(range(3),DataLoader(It()).sampler))
Dataset()[0]
len(Dataset())
Dataset()+Dataset()
d+d
len(d+d)
(d+d)[-1]
(d+d)[7]
(d+d)[10]
(d+d)[-11]
(d+It())
It()+d
list(It()+It())
ConcatDataset([])
ConcatDataset([It()])
ConcatDataset([d,d]).cumsum
ConcatDataset([d,d]).cummulative_sizes
IterableDataset()
iter(IterableDataset())
IterableDataset()[0]
TensorDataset(torch.ones(2),torch.ones(3))
TensorDataset()
TensorDataset(torch.ones(2),torch.ones(2,3))[1]
TensorDataset(torch.ones(2)).tensors
Subset(d,[0,7])[1]
Subset(d,[3,1])[[0,1]]
Sampler(None)
len(Sampler(None))
list(SubsetRandomSampler([5,6,7]))
list(RandomSampler(d,num_samples=12))
list(RandomSampler(d,replacement=True,num_samples=40))
len(RandomSampler(d,num_samples=7))
list(WeightedRandomSampler([.1,.9,.4],5))
list(WeightedRandomSampler([.1,.9,.4],5,False))
list(WeightedRandomSampler([],2))
list(WeightedRandomSampler([0.,0.],2))
list(DistributedSampler(d))
len(DistributedSampler(d))
list(DistributedSampler(d,2,1))
list(DistributedSampler(d,2,2))
len(DistributedSampler(d,2,2))
list(DistributedSampler(d,2,-1))
len(DistributedSampler(d,2,-1))
list(DistributedSampler(d,2,0,False))
list(DistributedSampler(d,2,0,True,0,True))
list(DistributedSampler(d,num_replicas=2,rank=0,shuffle=False,drop_last=True))
list(DistributedSampler(d,num_replicas="a",rank=0))
len(DistributedSampler(d,num_replicas="a",rank=0))
list(DistributedSampler(d,num_replicas=0,rank=0))
len(DistributedSampler(d,num_replicas=0,rank=0))
list(DistributedSampler(d,num_replicas=8,rank=7,shuffle=False))
list(DistributedSampler(d,3,1,seed=5))
DistributedSampler(d,2,0).set_epoch("a")
""".strip().split('\n'):
    tried(text)
