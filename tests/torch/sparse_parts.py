# Sparse tensors of coordinates: parts by index, products of batches, making by layout; sparse gradients through functions of elements.
import warnings

import torch
import torch.nn.functional as F

warnings.simplefilter('ignore')
S = torch.tensor([[0., 2., 0.], [3., 0., 4.], [0., 0., 0.]]).to_sparse()
D = torch.arange(9.).reshape(3, 3)
H = torch.sparse_coo_tensor(torch.tensor([[0, 2], [1, 0]]), torch.tensor([[1., 2.], [3., 4.]]), (3, 3, 2))
B = torch.stack([D, D * 0, D + 1]).to_sparse()
U = torch.sparse_coo_tensor(torch.tensor([[0, 0], [1, 1]]), torch.tensor([1., 2.]), (3, 3))
I = torch.tensor([2, 0])
C = S.to(torch.complex64)


def tried(text):
    try:
        print(text, eval(text))
    except Exception as e:
        print(text, type(e).__name__, str(e).split(' This could be')[0])


for text in '''
S.index_select(0,I)
S.index_select(1,I)
S.index_select(-1,I)
S.index_select(2,I)
torch.index_select(S,0,torch.tensor([0,0,1]))
torch.index_select(S,0,torch.tensor([3]))
torch.index_select(S,0,torch.tensor([-1]))
torch.index_select(S,0,torch.tensor([[0]]))
torch.index_select(S,0,torch.tensor(1))
torch.index_select(S,0,torch.tensor([1.]))
torch.index_select(S,0,torch.empty(0,dtype=torch.int64))
H.index_select(2,torch.tensor([1]))
H.index_select(0,torch.tensor([2,2]))
U.index_select(0,torch.tensor([0]))
S[1]
S[1,2]
S[0:2]
S[:,1]
S[None]
S[I]
S[S>0]
torch.bmm(B,torch.ones(3,3,2))
torch.bmm(B,B)
B.bmm(torch.ones(3,3,2))
torch.bmm(torch.ones(3,2,3),B)
torch.bmm(B,torch.ones(3,2,2))
torch.bmm(S,S)
torch.bmm(B.double(),torch.ones(3,3,2))
torch.matmul(B,torch.ones(3,3,2))
B@torch.ones(3,3,2)
S@D
D@S
S@torch.ones(3)
torch.matmul(S,torch.ones(3))
torch.matmul(torch.ones(3),S)
torch.zeros(2,3,layout=torch.sparse_coo)
torch.zeros(2,3,layout=torch.sparse_coo,dtype=torch.int64)
torch.empty(2,3,layout=torch.sparse_coo)
torch.ones(2,3,layout=torch.sparse_coo)
torch.full((2,),1.,layout=torch.sparse_coo)
torch.zeros((),layout=torch.sparse_coo)
torch.zeros(0,layout=torch.sparse_coo)
torch.zeros_like(S)
torch.zeros_like(D,layout=torch.sparse_coo)
torch.zeros_like(S,layout=torch.strided)
torch.empty_like(D,layout=torch.sparse_coo)
torch.ones_like(D,layout=torch.sparse_coo)
torch.ones_like(S)
torch.rand_like(S)
torch.full_like(S,2.)
D.new_zeros(2,layout=torch.sparse_coo)
D.to(layout=torch.sparse_coo)
torch.sparse.sampled_addmm(S,D,D)
torch.sparse.sampled_addmm(D,D,D)
torch.sparse.addmm(D,S,D)
torch.sparse.addmm(D,S,D,beta=2,alpha=0.5)
torch.sparse.addmm(D,D,D)
torch.sparse.spdiags(torch.arange(9).reshape(3,3),torch.tensor([0,-1,2]),(3,3))
torch.sparse.spdiags(torch.arange(9).reshape(3,3),torch.tensor([0,-1]),(3,3))
torch.sparse.spdiags(torch.arange(9).reshape(3,3),torch.tensor([0,0,1]),(3,3))
torch.sparse.spdiags(torch.arange(9).reshape(3,3),torch.tensor([0,1,2]),(3,3,3))
torch.sparse.spdiags(torch.arange(3.),torch.tensor(0),(3,3))
torch.sparse.spdiags(torch.arange(3.),torch.tensor([0.]),(3,3))
torch.addmm(D,S,D)
torch.addmm(D,D,S)
torch.sspaddmm(S,S,D)
torch.hsmm(S,D)
S.reshape(9)
S.flatten()
S.stride()
S.layout
S.real
C.real
'''.strip().split('\n'):
    tried(text)


def through(f):
    e = (torch.arange(12.).reshape(4, 3) / 8 + 0.25).requires_grad_()
    F.embedding(torch.tensor([1, 1, 3]), f(e), sparse=True).sum().backward()
    return e.grad


for f in ('e.clone()', 'e*e', 'e/2', 'e-1', '-e', 'e.expand(4,3)', 'e.contiguous()', 'e.abs()', 'e.exp()', 'e+e', 'e*torch.tensor(2.)', 'e*torch.ones(3)', 'F.dropout(e,0.)', 'e**2', 'e.float()', 'e+1', 'e.double()', 'F.normalize(e)', 'e*e[0]', '(e*2+1)*e'):
    tried(f'through(lambda e: {f})')
e = torch.ones(4, 3, requires_grad=True)
w = e * 2
w.retain_grad()
w.register_hook(lambda g: print('hook', g))
F.embedding(torch.tensor([1, 1, 3]), w, sparse=True).sum().backward()
print(e.grad, w.grad)
(F.embedding(torch.tensor([1, 1, 3]), e * 3, sparse=True).sum() + e.sum()).backward()
print(e.grad)
