# Optimisers, schedulers, modules, initialisation and data sets: what wrong arguments are told, and the state they keep.
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
torch.optim.SGD([],lr=0.1)
torch.optim.SGD([R(f32(2))])
torch.optim.SGD([R(f32(2))],lr=-1)
torch.optim.SGD([R(f32(2))],lr=0.1,momentum=-1)
torch.optim.SGD([R(f32(2))],lr=0.1,weight_decay=-1)
torch.optim.SGD([R(f32(2))],lr=0.1,nesterov=True)
torch.optim.SGD(R(f32(2)),lr=0.1)
torch.optim.SGD([R(f32(2))*1],lr=0.1)
torch.optim.SGD([1],lr=0.1)
torch.optim.SGD([{'params':[R(f32(2))]},{'params':[R(f32(2))],'lr':1}],lr=0.1)
x=R(f32(2)) ;; torch.optim.SGD([{'params':[x]},{'params':[x],'lr':1}],lr=0.1)
x=R(f32(2)) ;; torch.optim.SGD([x,x],lr=0.1)
torch.optim.SGD([{'params':{R(f32(2))}}],lr=0.1)
torch.optim.SGD({R(f32(2))},lr=0.1)
torch.optim.Adam([R(f32(2))],lr=-1)
torch.optim.Adam([R(f32(2))],betas=(1,0))
torch.optim.Adam([R(f32(2))],betas=(0,1))
torch.optim.Adam([R(f32(2))],eps=-1)
torch.optim.Adam([R(f32(2))],weight_decay=-1)
torch.optim.Adam([R(f32(2))],foo=1)
torch.optim.AdamW([R(f32(2))],lr=-1)
torch.optim.AdamW([R(f32(2))],betas=(1,0))
torch.optim.Adagrad([R(f32(2))],lr=-1)
torch.optim.Adagrad([R(f32(2))],lr_decay=-1)
torch.optim.Adagrad([R(f32(2))],initial_accumulator_value=-1)
torch.optim.Adagrad([R(f32(2))],eps=-1)
torch.optim.Adagrad([R(f32(2))],weight_decay=-1)
torch.optim.Adadelta([R(f32(2))],rho=2)
torch.optim.Adadelta([R(f32(2))],lr=-1)
torch.optim.Adadelta([R(f32(2))],eps=-1)
torch.optim.Adamax([R(f32(2))],lr=-1)
torch.optim.Adamax([R(f32(2))],betas=(0,2))
torch.optim.ASGD([R(f32(2))],lr=-1)
torch.optim.ASGD([R(f32(2))],weight_decay=-1)
torch.optim.NAdam([R(f32(2))],lr=-1)
torch.optim.NAdam([R(f32(2))],momentum_decay=-1)
torch.optim.RAdam([R(f32(2))],lr=-1)
torch.optim.RAdam([R(f32(2))],betas=(2,2))
torch.optim.RMSprop([R(f32(2))],lr=-1)
torch.optim.RMSprop([R(f32(2))],eps=-1)
torch.optim.RMSprop([R(f32(2))],momentum=-1)
torch.optim.RMSprop([R(f32(2))],alpha=-1)
torch.optim.Rprop([R(f32(2))],lr=-1)
torch.optim.Rprop([R(f32(2))],etas=(2,1))
torch.optim.LBFGS([{'params':[R(f32(2))]},{'params':[R(f32(2))]}])
torch.optim.LBFGS([R(f32(2))],line_search_fn='foo').step(lambda: R(f32(1)).sum())
torch.optim.LBFGS([R(f32(2))]).step()
torch.optim.SparseAdam([R(f32(2))],lr=-1)
torch.optim.SparseAdam([R(f32(2))],betas=(1,2))
o=torch.optim.SGD([R(f32(2))],lr=0.1) ;; o.add_param_group({'params':[f32(2)]})
o=torch.optim.SGD([R(f32(2))],lr=0.1) ;; o.add_param_group([1])
o=torch.optim.SGD([R(f32(2))],lr=0.1) ;; o.add_param_group({'foo':1})
o=torch.optim.SGD([R(f32(2))],lr=0.1) ;; o.load_state_dict({'state':{},'param_groups':[]})
o=torch.optim.SGD([R(f32(2))],lr=0.1) ;; o.load_state_dict({'state':{},'param_groups':[{'params':[0,1]}]})
o=torch.optim.SGD([R(f32(2))],lr=0.1) ;; o.load_state_dict({'state':{}})
o=torch.optim.SGD([R(f32(2))],lr=0.1,momentum=0.5) ;; o.state_dict()
o=torch.optim.Adam([R(f32(2))],lr=0.1) ;; o.state_dict()
o=torch.optim.Adam([R(f32(2))],lr=0.1) ;; str(o)
o=torch.optim.SGD([R(f32(2))],lr=0.1) ;; str(o)
o=torch.optim.AdamW([R(f32(2))]) ;; str(o)
o=torch.optim.RMSprop([R(f32(2))]) ;; str(o)
o=torch.optim.Adagrad([R(f32(2))]) ;; str(o)
o=torch.optim.Adadelta([R(f32(2))]) ;; str(o)
o=torch.optim.Adamax([R(f32(2))]) ;; str(o)
o=torch.optim.NAdam([R(f32(2))]) ;; str(o)
o=torch.optim.RAdam([R(f32(2))]) ;; str(o)
o=torch.optim.ASGD([R(f32(2))]) ;; str(o)
o=torch.optim.Rprop([R(f32(2))]) ;; str(o)
o=torch.optim.LBFGS([R(f32(2))]) ;; str(o)
x=R(f32(2)) ;; o=torch.optim.Adam([x]) ;; x.square().sum().backward() ;; o.step() ;; o.state_dict()['state']
x=R(f32(2)) ;; o=torch.optim.Adam([x],amsgrad=True) ;; x.square().sum().backward() ;; o.step() ;; o.state_dict()['state']
x=R(f32(2)) ;; o=torch.optim.SGD([x],lr=1,momentum=0.5) ;; x.square().sum().backward() ;; o.step() ;; o.state_dict()['state']
x=R(f32(2)) ;; o=torch.optim.SGD([x],lr=1) ;; x.square().sum().backward() ;; o.step() ;; o.state_dict()['state']
x=R(f32(2)) ;; o=torch.optim.RMSprop([x],centered=True,momentum=0.5) ;; x.square().sum().backward() ;; o.step() ;; [o.state_dict()['state'],x]
x=R(f32(2)) ;; o=torch.optim.Rprop([x]) ;; x.square().sum().backward() ;; o.step() ;; [o.state_dict()['state'],x]
x=R(f32(2)) ;; o=torch.optim.ASGD([x]) ;; x.square().sum().backward() ;; o.step() ;; [o.state_dict()['state'],x]
x=R(f32(2)) ;; o=torch.optim.NAdam([x]) ;; x.square().sum().backward() ;; o.step() ;; [o.state_dict()['state'],x]
x=R(f32(2)) ;; o=torch.optim.RAdam([x]) ;; x.square().sum().backward() ;; o.step() ;; [o.state_dict()['state'],x]
x=R(f32(2)) ;; o=torch.optim.Adamax([x]) ;; x.square().sum().backward() ;; o.step() ;; [o.state_dict()['state'],x]
x=R(f32(2)) ;; o=torch.optim.Adagrad([x]) ;; x.square().sum().backward() ;; o.step() ;; [o.state_dict()['state'],x]
x=R(f32(2)) ;; o=torch.optim.Adadelta([x]) ;; x.square().sum().backward() ;; o.step() ;; [o.state_dict()['state'],x]
x=R(f32(2)) ;; o=torch.optim.SGD([x],lr=1,maximize=True) ;; x.square().sum().backward() ;; o.step() ;; x
x=R(f32(2)) ;; o=torch.optim.Adam([x],maximize=True) ;; x.square().sum().backward() ;; o.step() ;; x
x=R(f32(2)) ;; o=torch.optim.SGD([x],lr=1,foreach=True,differentiable=False) ;; o.step()
x=R(f32(2)) ;; o=torch.optim.SGD([x],lr=1) ;; o.zero_grad(set_to_none=True) ;; x.grad
x=R(f32(2)) ;; x.sum().backward() ;; o=torch.optim.SGD([x],lr=1) ;; o.zero_grad() ;; x.grad
o=torch.optim.SGD([R(f32(2))],lr=0.1) ;; S=torch.optim.lr_scheduler ;; S.StepLR(1,2)
o=torch.optim.SGD([R(f32(2))],lr=0.1) ;; S=torch.optim.lr_scheduler ;; S.StepLR(o)
o=torch.optim.SGD([R(f32(2))],lr=0.1) ;; S=torch.optim.lr_scheduler ;; S.StepLR(o,2,last_epoch=3)
o=torch.optim.SGD([R(f32(2))],lr=0.1) ;; S=torch.optim.lr_scheduler ;; S.LambdaLR(o,[lambda e:1,lambda e:2])
o=torch.optim.SGD([R(f32(2))],lr=0.1) ;; S=torch.optim.lr_scheduler ;; S.MultiplicativeLR(o,[lambda e:1,lambda e:2])
o=torch.optim.SGD([R(f32(2))],lr=0.1) ;; S=torch.optim.lr_scheduler ;; S.ConstantLR(o,factor=2)
o=torch.optim.SGD([R(f32(2))],lr=0.1) ;; S=torch.optim.lr_scheduler ;; S.LinearLR(o,start_factor=2)
o=torch.optim.SGD([R(f32(2))],lr=0.1) ;; S=torch.optim.lr_scheduler ;; S.LinearLR(o,end_factor=2)
o=torch.optim.SGD([R(f32(2))],lr=0.1) ;; S=torch.optim.lr_scheduler ;; S.ReduceLROnPlateau(o,mode='foo')
o=torch.optim.SGD([R(f32(2))],lr=0.1) ;; S=torch.optim.lr_scheduler ;; S.ReduceLROnPlateau(o,factor=1)
o=torch.optim.SGD([R(f32(2))],lr=0.1) ;; S=torch.optim.lr_scheduler ;; S.ReduceLROnPlateau(o,threshold_mode='foo')
o=torch.optim.SGD([R(f32(2))],lr=0.1) ;; S=torch.optim.lr_scheduler ;; S.ReduceLROnPlateau(o,min_lr=[1,2])
o=torch.optim.SGD([R(f32(2))],lr=0.1) ;; S=torch.optim.lr_scheduler ;; S.ReduceLROnPlateau(o).step()
o=torch.optim.Adam([R(f32(2))],lr=0.1) ;; S=torch.optim.lr_scheduler ;; S.CyclicLR(o,0.1,1,mode='foo')
o=torch.optim.SGD([R(f32(2))],lr=0.1,momentum=0.9) ;; S=torch.optim.lr_scheduler ;; S.CyclicLR(o,0.1,1,mode='foo')
o=torch.optim.SGD([R(f32(2))],lr=0.1,momentum=0.9) ;; S=torch.optim.lr_scheduler ;; S.CyclicLR(o,[0.1,1],1)
o=torch.optim.SGD([R(f32(2))],lr=0.1) ;; S=torch.optim.lr_scheduler ;; S.OneCycleLR(o,1)
o=torch.optim.SGD([R(f32(2))],lr=0.1,momentum=0.9) ;; S=torch.optim.lr_scheduler ;; S.OneCycleLR(o,1)
o=torch.optim.SGD([R(f32(2))],lr=0.1,momentum=0.9) ;; S=torch.optim.lr_scheduler ;; S.OneCycleLR(o,1,total_steps=-1)
o=torch.optim.SGD([R(f32(2))],lr=0.1,momentum=0.9) ;; S=torch.optim.lr_scheduler ;; S.OneCycleLR(o,1,epochs=0,steps_per_epoch=2)
o=torch.optim.SGD([R(f32(2))],lr=0.1,momentum=0.9) ;; S=torch.optim.lr_scheduler ;; S.OneCycleLR(o,1,total_steps=5,pct_start=2)
o=torch.optim.SGD([R(f32(2))],lr=0.1,momentum=0.9) ;; S=torch.optim.lr_scheduler ;; S.OneCycleLR(o,1,total_steps=5,anneal_strategy='foo')
o=torch.optim.SGD([R(f32(2))],lr=0.1,momentum=0.9) ;; S=torch.optim.lr_scheduler ;; s=S.OneCycleLR(o,1,total_steps=2) ;; [s.step() for _ in range(5)]
o=torch.optim.SGD([R(f32(2))],lr=0.1) ;; S=torch.optim.lr_scheduler ;; S.CosineAnnealingWarmRestarts(o,0)
o=torch.optim.SGD([R(f32(2))],lr=0.1) ;; S=torch.optim.lr_scheduler ;; S.CosineAnnealingWarmRestarts(o,2,T_mult=0)
o=torch.optim.SGD([R(f32(2))],lr=0.1) ;; S=torch.optim.lr_scheduler ;; S.CosineAnnealingWarmRestarts(o,2).step(-1)
o=torch.optim.SGD([R(f32(2))],lr=0.1) ;; S=torch.optim.lr_scheduler ;; S.SequentialLR(o,[S.ConstantLR(o)],[1])
o=torch.optim.SGD([R(f32(2))],lr=0.1) ;; o2=torch.optim.SGD([R(f32(2))],lr=0.1) ;; S=torch.optim.lr_scheduler ;; S.SequentialLR(o,[S.ConstantLR(o),S.ConstantLR(o2)],[1])
o=torch.optim.SGD([R(f32(2))],lr=0.1) ;; o2=torch.optim.SGD([R(f32(2))],lr=0.1) ;; S=torch.optim.lr_scheduler ;; S.ChainedScheduler([S.ConstantLR(o),S.ConstantLR(o2)])
o=torch.optim.SGD([R(f32(2))],lr=0.1) ;; S=torch.optim.lr_scheduler ;; s=S.StepLR(o,2) ;; s.state_dict()
o=torch.optim.SGD([R(f32(2))],lr=0.1) ;; S=torch.optim.lr_scheduler ;; s=S.CosineAnnealingLR(o,5,0.01) ;; s.state_dict()
o=torch.optim.SGD([R(f32(2))],lr=0.1) ;; S=torch.optim.lr_scheduler ;; s=S.MultiStepLR(o,[2,3]) ;; s.state_dict()
o=torch.optim.SGD([R(f32(2))],lr=0.1) ;; S=torch.optim.lr_scheduler ;; s=S.ReduceLROnPlateau(o) ;; s.state_dict()
o=torch.optim.SGD([R(f32(2))],lr=0.1) ;; S=torch.optim.lr_scheduler ;; s=S.ExponentialLR(o,0.5) ;; [s.step(),s.get_last_lr(),s.state_dict()]
o=torch.optim.SGD([R(f32(2))],lr=0.1) ;; S=torch.optim.lr_scheduler ;; s=S.PolynomialLR(o,5,2) ;; s.step() ;; [s.get_last_lr(),s.state_dict()]
o=torch.optim.SGD([R(f32(2))],lr=0.1) ;; S=torch.optim.lr_scheduler ;; s=S.LambdaLR(o,lambda e:0.5**e) ;; s.step() ;; [s.get_last_lr(),s.state_dict()]
m=nn.Linear(2,2) ;; m.load_state_dict({})
m=nn.Linear(2,2) ;; m.load_state_dict({'weight':f32(3,2),'bias':f32(2)})
m=nn.Linear(2,2) ;; m.load_state_dict({'weight':f32(2,2),'bias':f32(2),'foo':f32(1)})
m=nn.Linear(2,2) ;; m.load_state_dict({'weight':f32(3,2),'foo':f32(1)})
m=nn.Linear(2,2) ;; m.load_state_dict({'weight':f32(2,2),'foo':f32(1)},strict=False)
m=nn.Linear(2,2) ;; m.load_state_dict({'weight':f32(3,2),'foo':f32(1)},strict=False)
m=nn.Linear(2,2) ;; m.load_state_dict(1)
m=nn.Linear(2,2) ;; m.load_state_dict({'weight':1,'bias':f32(2)})
m=nn.Sequential(nn.Linear(2,2),nn.BatchNorm1d(2)) ;; m.load_state_dict({'0.weight':f32(2,2)})
m=nn.Sequential(nn.Linear(2,2),nn.BatchNorm1d(2)) ;; list(m.state_dict())
m=nn.Sequential(nn.Linear(2,2),nn.BatchNorm1d(2)) ;; str(m.state_dict()._metadata)
m=nn.Linear(2,2) ;; m.foo
m=nn.Linear(2,2) ;; m.weight=f32(2,2)
m=nn.Linear(2,2) ;; m.weight=None ;; m
m=nn.Linear(2,2) ;; m.register_buffer('weight',f32(2))
m=nn.Linear(2,2) ;; m.register_buffer('a.b',f32(2))
m=nn.Linear(2,2) ;; m.register_buffer('',f32(2))
m=nn.Linear(2,2) ;; m.register_buffer('x',1)
m=nn.Linear(2,2) ;; m.register_buffer(1,f32(2))
m=nn.Linear(2,2) ;; m.register_parameter('x',f32(2))
m=nn.Linear(2,2) ;; m.register_parameter('x',nn.Parameter(f32(2))*1)
m=nn.Linear(2,2) ;; m.register_parameter('a.b',None)
m=nn.Linear(2,2) ;; m.register_parameter('forward',None)
m=nn.Linear(2,2) ;; m.add_module('x',1)
m=nn.Linear(2,2) ;; m.add_module('a.b',m)
m=nn.Linear(2,2) ;; m.add_module('weight',m)
m=nn.Linear(2,2) ;; m.get_submodule('foo')
m=nn.Linear(2,2) ;; m.get_parameter('foo')
m=nn.Linear(2,2) ;; m.get_buffer('weight')
m=nn.Linear(2,2) ;; m.get_submodule('weight')
m=nn.Linear(2,2) ;; m.to(1)
m=nn.Linear(2,2) ;; m.to(torch.int64)
m=nn.Linear(2,2) ;; m.cuda()
m=nn.Linear(2,2) ;; m.train('x')
m=nn.Linear(2,2) ;; m()
m=nn.Linear(2,2) ;; m.apply(1)
m=nn.Module() ;; m(1)
m=nn.Sequential(nn.ReLU()) ;; m[3]
m=nn.Sequential(nn.ReLU()) ;; m['x']
nn.Sequential(1)
nn.ModuleList([1])
nn.ModuleList([nn.ReLU()])(1)
nn.ModuleDict({'a':1})
nn.ModuleDict({'a':nn.ReLU()})['b']
nn.ModuleDict(1)
nn.ParameterList([f32(2)])
nn.ParameterDict({'a':f32(2)})
nn.Parameter(1)
nn.Parameter(i64(2))
nn.Parameter(torch.tensor([1]))
nn.Linear('a',2)
nn.Linear(-1,2)
nn.Conv2d(1,1,0)
nn.Embedding(-1,2)
nn.utils.clip_grad_norm_([f32(2)],1)
x=R(f32(2)) ;; (x*nan).sum().backward() ;; nn.utils.clip_grad_norm_([x],1,error_if_nonfinite=True)
x=R(f32(2)) ;; (x*3).sum().backward() ;; [nn.utils.clip_grad_norm_(x,1,norm_type=inf),x.grad]
x=R(f32(2)) ;; (x*3).sum().backward() ;; [nn.utils.clip_grad_value_(x,1),x.grad]
nn.utils.parameters_to_vector([f32(2),f32(2,2)])
nn.utils.vector_to_parameters(1,[f32(2)])
nn.init.xavier_uniform_(f32(2))
nn.init.kaiming_uniform_(f32(2))
nn.init.kaiming_normal_(f32(2,2),mode='foo')
nn.init.kaiming_normal_(f32(2,2),nonlinearity='foo')
nn.init.calculate_gain('foo')
nn.init.calculate_gain('leaky_relu','x')
nn.init.orthogonal_(f32(2))
nn.init.eye_(f32(2))
nn.init.dirac_(f32(2))
nn.init.dirac_(f32(3,2,2),groups=2)
nn.init.sparse_(f32(2),0.1)
nn.init.trunc_normal_(f32(2),0,1,2,1)
[nn.init.calculate_gain(n) for n in ('linear','conv1d','sigmoid','tanh','relu','leaky_relu','selu')]
from torch.utils import data as D
D=torch.utils.data ;; D.TensorDataset(f32(2),f32(3))
D=torch.utils.data ;; D.random_split(range(5),[2,2])
D=torch.utils.data ;; D.random_split(range(5),[0.5,0.6])
D=torch.utils.data ;; D.random_split(range(5),[0.5,-0.5])
D=torch.utils.data ;; [len(s) for s in D.random_split(range(5),[0.5,0.5])]
D=torch.utils.data ;; D.ConcatDataset([])
D=torch.utils.data ;; D.ConcatDataset([range(2)])[5]
D=torch.utils.data ;; D.ConcatDataset([range(2)])[-5]
D=torch.utils.data ;; D.DataLoader(range(3),batch_size=0)
D=torch.utils.data ;; D.DataLoader(range(3),batch_size=-1)
D=torch.utils.data ;; D.DataLoader(range(3),num_workers=-1)
D=torch.utils.data ;; D.DataLoader(range(3),timeout=-1)
D=torch.utils.data ;; D.DataLoader(range(3),shuffle=True,sampler=[1])
D=torch.utils.data ;; D.DataLoader(range(3),batch_sampler=[[1]],batch_size=2)
D=torch.utils.data ;; D.DataLoader(range(3),batch_size=None,drop_last=True)
D=torch.utils.data ;; D.DataLoader(range(3),prefetch_factor=3)
D=torch.utils.data ;; D.DataLoader(range(3),persistent_workers=True)
D=torch.utils.data ;; list(D.DataLoader(range(5),batch_size=2,drop_last=True))
D=torch.utils.data ;; len(D.DataLoader(range(5),batch_size=2))
D=torch.utils.data ;; l=D.DataLoader(range(5)) ;; l.batch_size=3
D=torch.utils.data ;; D.RandomSampler([])
D=torch.utils.data ;; D.RandomSampler(range(3),replacement=1)
D=torch.utils.data ;; D.RandomSampler(range(3),num_samples=-1)
D=torch.utils.data ;; D.RandomSampler(range(3),num_samples=2.5)
D=torch.utils.data ;; D.WeightedRandomSampler([1,2],-1)
D=torch.utils.data ;; D.WeightedRandomSampler([1,2],2,replacement=1)
D=torch.utils.data ;; D.BatchSampler(range(3),0,True)
D=torch.utils.data ;; D.BatchSampler(range(3),2,1)
D=torch.utils.data ;; list(D.BatchSampler(D.SequentialSampler(range(5)),2,False))
D=torch.utils.data ;; D.default_collate([object()])
D=torch.utils.data ;; D.default_collate([(1,2),(3,)])
D=torch.utils.data ;; D.default_collate([f32(2),f32(3)])
D=torch.utils.data ;; D.default_collate([{'a':1,'b':f32(2)},{'a':2,'b':f32(2)}])
D=torch.utils.data ;; D.Subset(range(5),[1,3])[1]
D=torch.utils.data ;; D.Dataset()[0]
D=torch.utils.data ;; len(D.Dataset())
'''.strip().split('\n'):
    *before, last = line.split(' ;; ')
    names = dict(globals())
    try:
        for statement in before:
            exec(statement, names)
        print(text(eval(last, names)))
    except Exception as e:
        print(type(e).__name__, e)
