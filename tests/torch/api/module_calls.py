# Calls of Module and its containers with right and wrong arguments; which hooks are called, and when.
import collections
import itertools
import warnings

import torch
import torch.nn as nn
from _calls import trier

tried = trier(globals())


def L():
    return nn.Linear(3, 2)


def M():
    m = nn.Sequential(nn.Linear(3, 2), nn.BatchNorm1d(2))
    m.register_buffer('buf', torch.ones(1))
    return m


class NoInit(nn.Module):
    def __init__(self):
        pass


class NI2(nn.Module):
    def __init__(self):
        self.a = nn.ReLU()


class NI3(nn.Module):
    def __init__(self):
        self.a = nn.Parameter(torch.ones(1))


class NF(nn.Module):
    pass


def hooks(*kinds):
    """What is called, in order, by hooks of these kinds."""
    log, hs = [], []
    m, x = nn.Linear(2, 2), torch.ones(1, 2, requires_grad=True)
    every = nn.modules.module
    make = {
        'f': lambda: m.register_forward_hook(lambda m, i, o: log.append(('f', tuple(i[0].shape), tuple(o.shape)))),
        'p': lambda: m.register_forward_pre_hook(lambda m, i: log.append(('p', len(i)))),
        'b': lambda: m.register_full_backward_hook(lambda m, gi, go: log.append(('b', len(gi), len(go)))),
        'B': lambda: m.register_backward_hook(lambda m, gi, go: log.append(('B', len(gi), len(go)))),
        'fr': lambda: m.register_forward_hook(lambda m, i, o: o * 2),
        'pr': lambda: m.register_forward_pre_hook(lambda m, i: (i[0] * 3,)),
        'br': lambda: m.register_full_backward_hook(lambda m, gi, go: tuple(g * 2 for g in gi)),
        'brlen': lambda: m.register_full_backward_hook(lambda m, gi, go: gi + gi),
        'G': lambda: every.register_module_forward_hook(lambda m, i, o: log.append('G')),
        'GP': lambda: every.register_module_forward_pre_hook(lambda m, i: log.append('GP')),
        'GB': lambda: every.register_module_full_backward_hook(lambda m, i, o: log.append('GB')),
        'GBo': lambda: every.register_module_backward_hook(lambda m, i, o: log.append('GBo')),
        't': lambda: x.register_hook(lambda g: log.append(('t', g.shape))),
        'tr': lambda: x.register_hook(lambda g: g * 10),
        'tbad': lambda: x.register_hook(lambda g: 3),
        'w': lambda: m.weight.register_hook(lambda g: log.append('w')),
        'removed': lambda: hs[0].remove(),
    }
    try:
        for kind in kinds:
            hs.append(make[kind]())
        m(x).sum().backward()
        return log, x.grad.shape, [type(h).__name__ for h in hs]
    except Exception as e:
        return type(e).__name__, str(e)
    finally:
        for h in hs:
            if h is not None:
                h.remove()


KINDS = ('f', 'p', 'b', 'B', 'fr', 'pr', 'br', 'brlen', 'G', 'GP', 'GB', 'GBo', 't', 'tr', 'tbad', 'w')
for kind in KINDS:
    print(kind, hooks(kind), hooks(kind, 'removed'), hooks(kind, 'removed', 'removed'))
for pair in itertools.product(KINDS, KINDS):
    if set(pair) != {'t', 'w'}:
        print(pair, hooks(*pair))
m = nn.Linear(2, 2)
m.register_backward_hook(lambda m, a, b: None)
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter('always')
    m(torch.ones(1, 2))
print([str(w.message) for w in seen])

for text in r"""
M().register_parameter("x",'a')
L().register_parameter("x",'a')
M().register_parameter('a',None)
L().register_parameter('a',None)
M().register_buffer("x",'a')
L().register_buffer("x",'a')
M().add_module("x",'a')
L().add_module("x",'a')
M().get_submodule('a')
L().get_submodule('a')
M().train('a')
L().train('a')
M().requires_grad_('a')
L().requires_grad_('a')
M().to('a')
L().to('a')
M().type('a')
L().type('a')
M().apply('a')
L().apply('a')
M().load_state_dict('a')
L().load_state_dict('a')
M().load_state_dict({},'a')
L().load_state_dict({},'a')
M().state_dict('a')
L().state_dict('a')
M().state_dict(prefix='a')
L().state_dict(prefix='a')
M().register_forward_hook('a')
L().register_forward_hook('a')
M().named_parameters('a')
L().named_parameters('a')
M().named_modules('a')
L().named_modules('a')
M().parameters('a')
L().parameters('a')
M().buffers('a')
L().buffers('a')
M().set_extra_state('a')
L().set_extra_state('a')
M().__getattr__('a')
L().__getattr__('a')
M().forward('a')
M().to(dtype='a')
L().to(dtype='a')
M().float('a')
L().float('a')
M().share_memory('a')
L().share_memory('a')
M().eval('a')
L().eval('a')
M().children('a')
L().children('a')
M().named_children('a')
L().named_children('a')
M().extra_repr('a')
L().extra_repr('a')
nn.Sequential('a')
nn.ModuleList('a')
nn.ModuleDict('a')
nn.ParameterList('a')
nn.ParameterDict('a')
nn.Sequential(L())['a']
nn.ModuleList([L()])['a']
nn.ModuleDict({"a":L()})['a']
nn.ParameterList([nn.Parameter(torch.ones(1))])['a']
nn.ParameterDict({"a":torch.ones(1)})['a']
nn.ModuleList().insert(0,'a')
nn.Sequential(L())+'a'
nn.ParameterList()+'a'
nn.Sequential(L())*'a'
nn.Sequential(L()).insert('a',L())
nn.Sequential(L()).insert(0,'a')
nn.Parameter('a')
nn.Parameter(torch.ones(1),'a')
nn.ParameterDict({"a":torch.ones(1)}).setdefault("b",'a')
nn.ParameterDict.fromkeys('a')
nn.ModuleDict({"a":L()}).__delitem__('a')
'a' in nn.ModuleDict({"a":L()})
nn.ModuleList([L()]).__setitem__(0,'a')
nn.Sequential(L()).__setitem__(0,'a')
nn.ParameterList([torch.ones(1)]).__setitem__(0,'a')
M().register_parameter(None,None)
L().register_parameter(None,None)
M().register_buffer(None,torch.ones(1))
L().register_buffer(None,torch.ones(1))
M().add_module(None,nn.ReLU())
L().add_module(None,nn.ReLU())
M().register_module("x",None)
M().get_submodule(None)
L().get_submodule(None)
M().get_parameter(None)
L().get_parameter(None)
M().to(None)
L().to(None)
M().apply(None)
L().apply(None)
M().load_state_dict(None)
L().load_state_dict(None)
M().load_state_dict({},None)
L().load_state_dict({},None)
M().state_dict(None)
L().state_dict(None)
M().state_dict(prefix=None)
L().state_dict(prefix=None)
M().register_forward_pre_hook(None)
M().__getattr__(None)
L().__getattr__(None)
M().__delattr__(None)
L().__delattr__(None)
M().to(dtype=None)
M().cuda(None)
L().cuda(None)
nn.Sequential(None)
nn.ModuleList(None)
nn.ModuleDict(None)
nn.ParameterList(None)
nn.ParameterDict(None)
nn.Sequential(L())[None]
nn.ModuleList([L()])[None]
nn.ModuleDict({"a":L()})[None]
nn.ParameterList([nn.Parameter(torch.ones(1))])[None]
nn.ParameterDict({"a":torch.ones(1)})[None]
nn.Sequential().append(None)
nn.ModuleList().append(None)
nn.ModuleList().extend(None)
nn.ModuleDict().update(None)
nn.ParameterList().append(None)
nn.ParameterList().extend(None)
nn.ParameterDict().update(None)
nn.ModuleList([L()])+None
nn.Sequential().extend(None)
nn.Parameter(None)
nn.ParameterDict({"a":torch.ones(1)}).get(None)
None in nn.ModuleDict({"a":L()})
nn.Sequential(L()).__setitem__(0,None)
nn.ParameterList([torch.ones(1)]).__setitem__(0,None)
M().register_parameter("x",-1)
L().register_parameter("x",-1)
M().register_parameter(-1,None)
L().register_parameter(-1,None)
M().register_buffer("x",-1)
L().register_buffer("x",-1)
M().register_buffer(-1,torch.ones(1))
L().register_buffer(-1,torch.ones(1))
M().add_module("x",-1)
L().add_module("x",-1)
M().add_module(-1,nn.ReLU())
L().add_module(-1,nn.ReLU())
M().get_submodule(-1)
L().get_submodule(-1)
M().get_parameter(-1)
L().get_parameter(-1)
M().to(-1)
L().to(-1)
M().type(-1)
L().type(-1)
M().apply(-1)
L().apply(-1)
M().load_state_dict(-1)
L().load_state_dict(-1)
M().state_dict(-1)
L().state_dict(-1)
M().state_dict(prefix=-1)
L().state_dict(prefix=-1)
L().named_parameters(-1)
M().__getattr__(-1)
L().__getattr__(-1)
M().__delattr__(-1)
L().__delattr__(-1)
L().children(-1)
nn.Sequential(-1)
nn.Sequential(L())[-1]
nn.ModuleList([L()])[-1]
nn.ModuleDict({"a":L()})[-1]
nn.ParameterList([nn.Parameter(torch.ones(1))])[-1]
nn.ModuleList().append(-1)
nn.ModuleList().insert(-1,L())
nn.ParameterList().append(-1)
nn.ModuleList([L()])+-1
nn.Sequential(L())*-1
nn.Sequential().extend(-1)
nn.Sequential(L()).insert(-1,L())
nn.Parameter(-1)
nn.ParameterDict({"a":torch.ones(1)}).setdefault("b",-1)
-1 in nn.ModuleDict({"a":L()})
nn.ModuleList([L()]).__setitem__(0,-1)
nn.Sequential(L()).__setitem__(0,-1)
nn.ParameterList([torch.ones(1)]).__setitem__(0,-1)
M().register_parameter("x",True)
L().register_parameter("x",True)
M().register_parameter(True,None)
L().register_parameter(True,None)
M().register_buffer("x",True)
L().register_buffer("x",True)
M().register_buffer(True,torch.ones(1))
L().register_buffer(True,torch.ones(1))
M().add_module("x",True)
L().add_module("x",True)
M().add_module(True,nn.ReLU())
L().add_module(True,nn.ReLU())
M().get_submodule(True)
L().get_submodule(True)
M().get_parameter(True)
L().get_parameter(True)
M().apply(True)
L().apply(True)
M().load_state_dict(True)
L().load_state_dict(True)
M().state_dict(True)
L().state_dict(True)
M().state_dict(prefix=True)
L().state_dict(prefix=True)
L().register_forward_hook(True)
M().__getattr__(True)
L().__getattr__(True)
M().__delattr__(True)
L().__delattr__(True)
M().to_empty(device=True)
L().to_empty(device=True)
nn.Sequential(True)
nn.Sequential(L())[True]
nn.ModuleList([L()])[True]
nn.ModuleDict({"a":L()})[True]
nn.ParameterList([nn.Parameter(torch.ones(1))])[True]
nn.ModuleList().append(True)
nn.ParameterList().append(True)
nn.ModuleList([L()])+True
nn.Sequential().extend(True)
nn.Parameter(True)
nn.Parameter(torch.ones(1),True)
nn.ParameterDict({"a":torch.ones(1)}).setdefault("b",True)
True in nn.ModuleDict({"a":L()})
nn.ModuleList([L()]).__setitem__(0,True)
nn.Sequential(L()).__setitem__(0,True)
nn.ParameterList([torch.ones(1)]).__setitem__(0,True)
M().register_parameter("x",[1])
L().register_parameter("x",[1])
M().register_parameter([1],None)
L().register_parameter([1],None)
M().register_buffer("x",[1])
L().register_buffer("x",[1])
M().register_buffer([1],torch.ones(1))
L().register_buffer([1],torch.ones(1))
M().add_module("x",[1])
L().add_module("x",[1])
M().add_module([1],nn.ReLU())
L().add_module([1],nn.ReLU())
M().get_submodule([1])
L().get_submodule([1])
M().get_parameter([1])
L().get_parameter([1])
M().apply([1])
L().apply([1])
M().load_state_dict([1])
L().load_state_dict([1])
M().state_dict([1])
L().state_dict([1])
M().state_dict(prefix=[1])
L().state_dict(prefix=[1])
M().named_modules([1])
M().named_children([1])
nn.Sequential([1])
nn.ModuleDict([1])
nn.ParameterDict([1])
nn.Sequential(L())[[1]]
nn.ModuleList([L()])[[1]]
nn.ModuleDict({"a":L()})[[1]]
nn.ParameterList([nn.Parameter(torch.ones(1))])[[1]]
nn.ModuleList().append([1])
nn.ParameterList().append([1])
nn.Sequential(L()).insert([1],L())
nn.Parameter([1])
nn.ParameterDict({"a":torch.ones(1)}).get([1])
nn.ParameterDict({"a":torch.ones(1)}).setdefault("b",[1])
[1] in nn.ModuleDict({"a":L()})
nn.ModuleList([L()]).__setitem__(0,[1])
nn.Sequential(L()).__setitem__(0,[1])
nn.ParameterList([torch.ones(1)]).__setitem__(0,[1])
M().register_parameter("x",torch.ones(2))
L().register_parameter("x",torch.ones(2))
M().register_parameter(torch.ones(2),None)
L().register_parameter(torch.ones(2),None)
M().register_buffer(torch.ones(2),torch.ones(1))
L().register_buffer(torch.ones(2),torch.ones(1))
M().register_buffer("y",torch.ones(1),persistent=torch.ones(2))
L().register_buffer("y",torch.ones(1),persistent=torch.ones(2))
M().add_module("x",torch.ones(2))
L().add_module("x",torch.ones(2))
M().add_module(torch.ones(2),nn.ReLU())
L().add_module(torch.ones(2),nn.ReLU())
M().register_module("x",torch.ones(2))
M().get_submodule(torch.ones(2))
L().get_submodule(torch.ones(2))
M().get_parameter(torch.ones(2))
L().get_parameter(torch.ones(2))
M().apply(torch.ones(2))
L().apply(torch.ones(2))
M().load_state_dict(torch.ones(2))
L().load_state_dict(torch.ones(2))
M().state_dict(prefix=torch.ones(2))
L().state_dict(prefix=torch.ones(2))
M().register_backward_hook(torch.ones(2))
M().__getattr__(torch.ones(2))
L().__getattr__(torch.ones(2))
M().__delattr__(torch.ones(2))
L().__delattr__(torch.ones(2))
M().forward(torch.ones(2))
M().float(torch.ones(2))
nn.Sequential(torch.ones(2))
nn.ModuleList(torch.ones(2))
nn.ModuleDict(torch.ones(2))
nn.ParameterDict(torch.ones(2))
nn.Sequential(L())[torch.ones(2)]
nn.ModuleList([L()])[torch.ones(2)]
nn.ModuleDict({"a":L()})[torch.ones(2)]
nn.ParameterList([nn.Parameter(torch.ones(1))])[torch.ones(2)]
nn.ParameterList().append(torch.ones(2))
nn.ParameterDict().update(torch.ones(2))
nn.Sequential(L()).insert(torch.ones(2),L())
nn.Parameter(torch.ones(2))
nn.ParameterDict({"a":torch.ones(1)}).setdefault("b",torch.ones(2))
torch.ones(2) in nn.ModuleDict({"a":L()})
nn.ModuleList([L()]).__setitem__(0,torch.ones(2))
nn.Sequential(L()).__setitem__(0,torch.ones(2))
M().register_parameter("x",{})
L().register_parameter("x",{})
M().register_parameter({},None)
L().register_parameter({},None)
M().register_buffer("x",{})
L().register_buffer("x",{})
M().register_buffer({},torch.ones(1))
L().register_buffer({},torch.ones(1))
M().add_module("x",{})
L().add_module("x",{})
M().add_module({},nn.ReLU())
L().add_module({},nn.ReLU())
M().get_submodule({})
L().get_submodule({})
M().get_parameter({})
L().get_parameter({})
M().apply({})
L().apply({})
M().load_state_dict({},{})
M().state_dict({})
L().state_dict({})
M().state_dict(prefix={})
L().state_dict(prefix={})
M().set_extra_state({})
M().__getattr__({})
L().__getattr__({})
nn.Sequential({})
nn.ParameterDict({})
nn.Sequential(L())[{}]
nn.ModuleList([L()])[{}]
nn.ModuleDict({"a":L()})[{}]
nn.ParameterList([nn.Parameter(torch.ones(1))])[{}]
nn.ModuleList().append({})
nn.ParameterList().append({})
nn.ModuleList([L()])+{}
nn.Sequential().extend({})
nn.Parameter({})
nn.ParameterDict({"a":torch.ones(1)}).get({})
nn.ParameterDict({"a":torch.ones(1)}).setdefault("b",{})
nn.ParameterDict.fromkeys({})
nn.ParameterDict({"a":torch.ones(1)})|{}
{} in nn.ModuleDict({"a":L()})
nn.ModuleList([L()]).__setitem__(0,{})
nn.Sequential(L()).__setitem__(0,{})
nn.ParameterList([torch.ones(1)]).__setitem__(0,{})
M().register_parameter("x",nn.ReLU())
L().register_parameter("x",nn.ReLU())
M().register_parameter(nn.ReLU(),None)
L().register_parameter(nn.ReLU(),None)
M().register_buffer(nn.ReLU(),torch.ones(1))
L().register_buffer(nn.ReLU(),torch.ones(1))
M().add_module(nn.ReLU(),nn.ReLU())
L().add_module(nn.ReLU(),nn.ReLU())
M().get_submodule(nn.ReLU())
L().get_submodule(nn.ReLU())
M().get_parameter(nn.ReLU())
L().get_parameter(nn.ReLU())
M().train(nn.ReLU())
M().apply(nn.ReLU())
L().apply(nn.ReLU())
M().state_dict(nn.ReLU())
L().state_dict(nn.ReLU())
M().state_dict(prefix=nn.ReLU())
L().state_dict(prefix=nn.ReLU())
M().register_load_state_dict_post_hook(nn.ReLU())
M().__getattr__(nn.ReLU())
L().__getattr__(nn.ReLU())
M().__delattr__(nn.ReLU())
L().__delattr__(nn.ReLU())
M().share_memory(nn.ReLU())
nn.Sequential(nn.ReLU())
nn.Sequential(L())[nn.ReLU()]
nn.ModuleList([L()])[nn.ReLU()]
nn.ModuleDict({"a":L()})[nn.ReLU()]
nn.ParameterList([nn.Parameter(torch.ones(1))])[nn.ReLU()]
nn.ModuleList().append(nn.ReLU())
nn.ParameterList().append(nn.ReLU())
nn.ParameterDict({"a":torch.ones(1)}).pop(nn.ReLU())
nn.ModuleList([L()])+nn.ReLU()
nn.Sequential().extend(nn.ReLU())
nn.Sequential(L()).insert(0,nn.ReLU())
nn.Parameter(nn.ReLU())
nn.ParameterDict({"a":torch.ones(1)}).setdefault("b",nn.ReLU())
nn.ReLU() in nn.ModuleDict({"a":L()})
nn.ParameterList([torch.ones(1)]).__setitem__(0,nn.ReLU())
M().register_buffer("y",torch.ones(1),persistent=nn.Parameter(torch.ones(1)))
M().get_parameter(nn.Parameter(torch.ones(1)))
L().get_parameter(nn.Parameter(torch.ones(1)))
M().apply(nn.Parameter(torch.ones(1)))
L().apply(nn.Parameter(torch.ones(1)))
M().state_dict(prefix=nn.Parameter(torch.ones(1)))
L().state_dict(prefix=nn.Parameter(torch.ones(1)))
M().register_forward_hook(nn.Parameter(torch.ones(1)))
M().__getattr__(nn.Parameter(torch.ones(1)))
L().__getattr__(nn.Parameter(torch.ones(1)))
M().__delattr__(nn.Parameter(torch.ones(1)))
L().__delattr__(nn.Parameter(torch.ones(1)))
M().forward(nn.Parameter(torch.ones(1)))
M().to_empty(device=nn.Parameter(torch.ones(1)))
nn.ModuleDict({"a":L()})[nn.Parameter(torch.ones(1))]
nn.ModuleList().extend(nn.Parameter(torch.ones(1)))
nn.Parameter(torch.ones(1)) in nn.ModuleDict({"a":L()})
M().register_parameter("x",'')
M().register_parameter('',None)
L().register_parameter('',None)
M().register_buffer('',torch.ones(1))
L().register_buffer('',torch.ones(1))
M().add_module('',nn.ReLU())
L().add_module('',nn.ReLU())
M().get_parameter('')
L().get_parameter('')
M().to('')
L().to('')
M().type('')
L().type('')
M().apply('')
M().named_modules('')
M().__getattr__('')
L().__getattr__('')
M().named_children('')
nn.ModuleDict({"a":L()})['']
nn.ParameterDict({"a":torch.ones(1)})['']
nn.Sequential(L()).insert('',L())
nn.ParameterDict({"a":torch.ones(1)}).setdefault("b",'')
'' in nn.ModuleDict({"a":L()})
M().register_parameter('a.b',None)
L().register_parameter('a.b',None)
M().register_buffer('a.b',torch.ones(1))
L().register_buffer('a.b',torch.ones(1))
M().add_module('a.b',nn.ReLU())
L().add_module('a.b',nn.ReLU())
M().register_module("x",'a.b')
M().to('a.b')
L().to('a.b')
M().type('a.b')
L().type('a.b')
M().state_dict(prefix='a.b')
L().state_dict(prefix='a.b')
M().register_forward_hook('a.b')
M().__getattr__('a.b')
L().__getattr__('a.b')
M().to_empty(device='a.b')
nn.ParameterList('a.b')
nn.ModuleDict({"a":L()})['a.b']
nn.ParameterDict({"a":torch.ones(1)})['a.b']
nn.Sequential().append('a.b')
nn.ParameterDict({"a":torch.ones(1)}).setdefault("b",'a.b')
'a.b' in nn.ModuleDict({"a":L()})
nn.Sequential(L()).__setitem__(0,'a.b')
M().register_parameter("x",1.5)
L().register_parameter("x",1.5)
M().register_parameter(1.5,None)
L().register_parameter(1.5,None)
M().register_buffer("x",1.5)
L().register_buffer("x",1.5)
M().register_buffer(1.5,torch.ones(1))
L().register_buffer(1.5,torch.ones(1))
M().add_module("x",1.5)
L().add_module("x",1.5)
M().add_module(1.5,nn.ReLU())
L().add_module(1.5,nn.ReLU())
M().get_submodule(1.5)
L().get_submodule(1.5)
M().get_parameter(1.5)
L().get_parameter(1.5)
M().apply(1.5)
L().apply(1.5)
M().load_state_dict(1.5)
L().load_state_dict(1.5)
M().state_dict(1.5)
L().state_dict(1.5)
M().state_dict(prefix=1.5)
L().state_dict(prefix=1.5)
M().named_modules(1.5)
M().__getattr__(1.5)
L().__getattr__(1.5)
M().__delattr__(1.5)
L().__delattr__(1.5)
M().extra_repr(1.5)
nn.Sequential(1.5)
nn.Sequential(L())[1.5]
nn.ModuleList([L()])[1.5]
nn.ModuleDict({"a":L()})[1.5]
nn.ParameterList([nn.Parameter(torch.ones(1))])[1.5]
nn.ModuleList().append(1.5)
nn.ParameterList().append(1.5)
nn.ModuleList([L()])+1.5
nn.Sequential().extend(1.5)
nn.Sequential(L()).insert(1.5,L())
nn.Sequential(L()).pop(1.5)
nn.Parameter(1.5)
nn.ParameterDict({"a":torch.ones(1)}).setdefault("b",1.5)
1.5 in nn.ModuleDict({"a":L()})
nn.ModuleList([L()]).__setitem__(0,1.5)
nn.Sequential(L()).__setitem__(0,1.5)
nn.ParameterList([torch.ones(1)]).__setitem__(0,1.5)
NoInit()
NoInit().foo
NI2()
NI3()
list(NoInit().parameters())
NoInit().state_dict()
NF()(1)
nn.Module(1)
nn.Module(a=1)
nn.Linear()
nn.Linear(3)
nn.Linear(3,2,foo=1)
nn.Linear("a",2)
nn.Linear(3,-2)
nn.Linear(3.5,2)
nn.Linear(3,2,dtype="a")
nn.Linear(3,2,device="cuda")
nn.Linear(3,2)(torch.ones(2))
nn.Linear(3,2)(torch.ones(2,4))
nn.Linear(3,2)("a")
nn.Linear(3,2)()
nn.Linear(3,2)(torch.ones(3),1)
nn.Linear(3,2)(torch.ones(3).double())
nn.Linear(3,2)(torch.ones(3).long())
L().foo
L().weight.foo
delattr(L(),"weight")
delattr(L(),"foo")
L().in_features
L()==L()
L().half()(torch.ones(3).half())
L().double().weight.dtype
L().to(torch.int64)
L().bfloat16().weight.dtype
L().load_state_dict({"weight":torch.ones(1),"bias":torch.ones(2)})
L().load_state_dict({"weight":torch.ones(2,3),"bias":torch.ones(2),"x":3})
L().load_state_dict({"weight":"a","bias":torch.ones(2)})
L().load_state_dict({"weight":torch.ones(2,3).double(),"bias":torch.ones(2)})
L().load_state_dict({"weight":torch.ones(3,3),"bias":torch.ones(5)})
M().load_state_dict(M().state_dict())
[n for n,_ in M().named_parameters()]
[n for n,_ in M().named_buffers()]
[n for n,_ in M().named_modules()]
[n for n,_ in M().named_children()]
[n for n,_ in M().named_parameters("pre")]
[n for n,_ in M().named_parameters(recurse=False)]
[n for n,_ in M().named_modules(prefix="z")]
list(M().state_dict())
list(M().state_dict(prefix="q."))
M().state_dict()._metadata
M().get_submodule("0").weight.shape
M().get_submodule("0.x")
M().get_submodule("5")
M().get_parameter("0.foo")
M().get_parameter("buf")
M().get_buffer("buf")
M().get_buffer("1.running_mean")
M().get_buffer("0.weight")
M().get_extra_state()
M().extra_repr()
nn.Sequential(collections.OrderedDict(a=L()))
nn.Sequential(L(),L())[5]
len(nn.Sequential())
nn.Sequential()(3)
nn.ModuleList([L()])[3]
nn.ModuleList()(1)
nn.ModuleDict()(1)
nn.ModuleDict({"a":L()})["b"]
nn.ModuleDict([("a",L())])
nn.ModuleDict({1:L()})
nn.ModuleDict({"a.b":L()})
nn.ModuleDict({"":L()})
nn.ModuleDict({"keys":L()})
nn.ModuleDict({"training":L()})
nn.ParameterList([torch.ones(1),3,"a"])
nn.ParameterDict({"a":3})
nn.ParameterDict()(1)
nn.ParameterList()(1)
list(nn.ParameterDict({"b":1,"a":2}))
nn.ParameterDict({"b":1}).copy()
nn.ParameterDict({"b":1}).popitem()
nn.ParameterDict({"b":torch.ones(1)}).keys()
nn.ParameterDict({"b":torch.ones(1)})==3
nn.Parameter(torch.ones(1).long())
nn.Parameter(torch.ones(1).long(),requires_grad=False)
nn.Parameter(torch.ones(1,requires_grad=True)*2)
nn.Identity(3,foo=2)(4)
nn.Identity()(1,2)
torch.ones(1,requires_grad=True).register_hook('a')
torch.ones(1).register_hook('a')
""".strip().split('\n'):
    tried(text)
