# Strides of results and gradients: what layers and functions hand on of channels_last inputs and weights.
import copy
import warnings
import torch
import torch.nn as nn
import torch.nn.functional as F

warnings.simplefilter('ignore')
cl = torch.channels_last
SIZES = [(2, 3, 4, 5), (1, 3, 4, 5), (2, 1, 4, 5), (2, 3, 1, 1), (2, 3, 4, 1), (2, 4, 4, 4)]


def strides(r):
    return tuple(r.stride()) if isinstance(r, torch.Tensor) else [strides(v) for v in r] if isinstance(r, (tuple, list)) else r


def make(sizes, kind):
    n, c, h, w = sizes
    if kind == 'permuted':
        return torch.rand(n, h, w, c).permute(0, 3, 1, 2)
    x = torch.rand(sizes)
    return x.contiguous(memory_format=cl) if kind == 'last' else x


def W(o, i, k, kind):
    w = torch.rand(o, i, k, k)
    return w.contiguous(memory_format=cl) if kind == 'cl' else w


ops = {
    'clone': lambda x: x.clone(),
    'clone_c': lambda x: x.clone(memory_format=torch.contiguous_format),
    'clone_cl': lambda x: x.clone(memory_format=cl),
    'contig_cl': lambda x: x.contiguous(memory_format=cl),
    'contig': lambda x: x.contiguous(),
    'to_cl': lambda x: x.to(memory_format=cl),
    'to_d': lambda x: x.to(torch.float64),
    'to_d_cl': lambda x: x.to(torch.float64,memory_format=cl),
    'to_copy': lambda x: x.to(torch.float32,copy=True),
    'double': lambda x: x.double(),
    'float_cl': lambda x: x.float(memory_format=cl),
    'el': lambda x: torch.empty_like(x),
    'el_cl': lambda x: torch.empty_like(x,memory_format=cl),
    'el_c': lambda x: torch.empty_like(x,memory_format=torch.contiguous_format),
    'zl': lambda x: torch.zeros_like(x),
    'ol': lambda x: torch.ones_like(x),
    'fl': lambda x: torch.full_like(x,1),
    'isc': lambda x: (x.is_contiguous(),x.is_contiguous(memory_format=cl)),
    'relu': lambda x: F.relu(x),
    'add': lambda x: x+x,
    'addc': lambda x: x+x.contiguous(),
    'radd': lambda x: torch.rand(x.shape)+x,
    'gelu': lambda x: F.gelu(x),
    'sig': lambda x: x.sigmoid(),
    'silu': lambda x: F.silu(x),
    'lrelu': lambda x: F.leaky_relu(x),
    'elu': lambda x: F.elu(x),
    'hsw': lambda x: F.hardswish(x),
    'where': lambda x: torch.where(x>0,x,x+1),
    'clamp': lambda x: x.clamp(0,1),
    'exp': lambda x: x.exp(),
    'prelu': lambda x: F.prelu(x,torch.rand(1)),
    'prelu_c': lambda x: F.prelu(x,torch.rand(x.shape[1])),
    'lerp': lambda x: torch.lerp(x,x+1,0.5),
    'addcmul': lambda x: torch.addcmul(x,x,x),
    'mask': lambda x: x.masked_fill(x>0.5,0),
    'softmax': lambda x: F.softmax(x,1),
    'lsm': lambda x: F.log_softmax(x,1),
    'sm2': lambda x: F.softmax(x,-1),
    'logsig': lambda x: F.logsigmoid(x),
    'mish': lambda x: F.mish(x),
    'softplus': lambda x: F.softplus(x),
    'cat': lambda x: torch.cat([x,x]),
    'cat1': lambda x: torch.cat([x,x],1),
    'catmix': lambda x: torch.cat([x,torch.rand(x.shape)],1),
    'catmix2': lambda x: torch.cat([torch.rand(x.shape),x],1),
    'flip': lambda x: x.flip(2),
    'repeat': lambda x: x.repeat(1,2,1,1),
    'pad': lambda x: F.pad(x,(1,1,1,1)),
    'padr': lambda x: F.pad(x,(1,1,0,0),mode='replicate'),
    'padrefl': lambda x: F.pad(x,(0,0,1,1),mode='reflect') if x.shape[2]>1 else 0,
    'padc': lambda x: F.pad(x,(1,1,0,0),mode='circular') if x.shape[3]>1 else 0,
    'cumsum': lambda x: x.cumsum(2),
    'sum': lambda x: x.sum(1,keepdim=True),
    'sum2': lambda x: x.sum((2,3),keepdim=True),
    'mean3': lambda x: x.mean(3),
    'amax': lambda x: x.amax(1) if x.numel() else 0,
    'topk': lambda x: x.topk(1,1),
    'isel': lambda x: x.index_select(1,torch.tensor([0])),
    'gather': lambda x: x.gather(1,torch.zeros(x.shape,dtype=torch.long)),
    'sel': lambda x: x[:,0],
    'tril': lambda x: x.tril(),
    'view': lambda x: x.reshape(x.shape[0],-1),
    'flat': lambda x: x.flatten(1),
    'maxp': lambda x: F.max_pool2d(x,2,ceil_mode=True),
    'maxpi': lambda x: F.max_pool2d(x,1,return_indices=True),
    'avgp': lambda x: F.avg_pool2d(x,2,ceil_mode=True),
    'avgp1': lambda x: F.avg_pool2d(x,1),
    'aap': lambda x: F.adaptive_avg_pool2d(x,(2,2)),
    'aap1': lambda x: F.adaptive_avg_pool2d(x,1),
    'amp': lambda x: F.adaptive_max_pool2d(x,(2,2)),
    'amp1': lambda x: F.adaptive_max_pool2d(x,1),
    'bn': lambda x: F.batch_norm(x,torch.zeros(x.shape[1]),torch.ones(x.shape[1]),torch.ones(x.shape[1]),torch.ones(x.shape[1])),
    'bnt': lambda x: F.batch_norm(x,None,None,training=True),
    'gn': lambda x: F.group_norm(x,1),
    'ln': lambda x: F.layer_norm(x,x.shape[1:]),
    'interp_n': lambda x: F.interpolate(x,scale_factor=2,mode='nearest'),
    'interp_b': lambda x: F.interpolate(x,scale_factor=2,mode='bilinear'),
    'interp_bc': lambda x: F.interpolate(x,scale_factor=2,mode='bicubic'),
    'interp_a': lambda x: F.interpolate(x,size=(2,2),mode='area'),
    'conv': lambda x: F.conv2d(x,W(4,x.shape[1],1,'c')),
    'conv_w': lambda x: F.conv2d(x,W(4,x.shape[1],1,'cl')),
    'conv3': lambda x: F.conv2d(x,W(4,x.shape[1],3,'c'),padding=1),
    'conv3w': lambda x: F.conv2d(x,W(4,x.shape[1],3,'cl'),padding=1),
    'conv3b': lambda x: F.conv2d(x,W(4,x.shape[1],3,'c'),torch.rand(4),padding=1),
    'dw': lambda x: F.conv2d(x,W(x.shape[1],1,3,'c'),padding=1,groups=x.shape[1]),
    'dww': lambda x: F.conv2d(x,W(x.shape[1],1,3,'cl'),padding=1,groups=x.shape[1]),
    'dil': lambda x: F.conv2d(x,W(4,x.shape[1],3,'c'),padding=2,dilation=2),
    'conv1out': lambda x: F.conv2d(x,W(1,x.shape[1],1,'c')),
    'convd': lambda x: F.conv2d(x.double(),W(4,x.shape[1],1,'c').double()),
    'mse': lambda x: F.mse_loss(x,x+1,reduction='none'),
    'newe': lambda x: x.new_empty(x.shape),
    'inpl': lambda x: x.clone().relu_(),
    'matmul': lambda x: x@x.transpose(2,3),
    'unbind': lambda x: torch.stack(x.unbind(1),1),
    'expand': lambda x: x.expand(x.shape).clone(),
    'cosim': lambda x: F.cosine_similarity(x,x),
    'atan2': lambda x: torch.atan2(x,x),
    'pow': lambda x: x**2,
}
GRADS = ('relu', 'add', 'maxp', 'avgp', 'aap', 'amp', 'bnt', 'conv', 'conv_w', 'conv3', 'conv3w', 'dw', 'cat', 'to_cl', 'contig')

for name, f in ops.items():
    for kind in ('plain', 'last', 'permuted'):
        print(name, kind, *(strides(f(make(s, kind))) for s in SIZES))
for name in GRADS:
    for kind in ('plain', 'last', 'permuted'):
        row = []
        for s in SIZES:
            x = make(s, kind).requires_grad_()
            y = ops[name](x)
            row.append(tuple(torch.autograd.grad(y, x, torch.ones_like(y))[0].stride()))
        print('gradient of', name, kind, *row)


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.c1 = nn.Conv2d(3, 8, 3, padding=1, bias=False)
        self.b1 = nn.BatchNorm2d(8)
        self.c2 = nn.Conv2d(8, 8, 3, padding=1)
        self.pool = nn.MaxPool2d(2)
        self.out = nn.Linear(8 * 4 * 4, 5)

    def forward(self, x):
        y = torch.relu(self.b1(self.c1(x)))
        z = torch.relu(self.c2(y) + y)
        print([strides(t) for t in (x, y, z, self.pool(z))])
        return self.out(self.pool(z).flatten(1))


m = Block().to(memory_format=cl)
print({n: (strides(p), p.is_contiguous(memory_format=cl)) for n, p in m.named_parameters() if p.dim() == 4})
x = torch.rand(2, 3, 8, 8).to(memory_format=cl).requires_grad_()
m(x).sum().backward()
print({n: strides(p.grad) for n, p in m.named_parameters()}, strides(x.grad))
o = torch.optim.Adam(m.parameters())
o.step()
print([[strides(v) for v in s.values() if torch.is_tensor(v)] for s in o.state.values()], strides(m.c1.weight))
print(strides(copy.deepcopy(m).c1.weight), strides(m.double().c1.weight), {k: strides(v) for k, v in m.state_dict().items()})
print(strides(nn.Sequential(nn.Conv2d(3, 4, 3), nn.MaxPool2d(2), nn.Upsample(scale_factor=2), nn.AdaptiveAvgPool2d(1)).to(memory_format=cl)(torch.rand(1, 3, 8, 8))))
