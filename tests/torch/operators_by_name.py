# Methods of operators called directly: with other numbers of arguments, keywords and what is no operand.
import torch
import warnings

warnings.simplefilter('ignore')


def show(name, f):
    try:
        r = repr(f())
    except Exception as e:
        r = f'{type(e).__name__}: {e}'
    print(name, r.replace('\n', ' '))


BINARY = ('add radd iadd sub rsub isub mul rmul imul truediv rtruediv itruediv floordiv rfloordiv ifloordiv mod rmod imod pow rpow ipow '
          'matmul rmatmul and rand iand or ror ior xor rxor ixor lshift rlshift ilshift rshift rrshift irshift eq ne lt le gt ge div rdiv '
          'idiv').split()
for name in BINARY:
    method = f'__{name}__'
    for x in (torch.tensor([4., 2.]), torch.tensor([4, 2])):
        for args in (('a',), (None,), ([1],), (object,)):
            show(f'{method} {x.dtype} {args}', lambda: getattr(x.clone(), method)(*args))
        if 'div' not in name or 'true' in name or 'floor' in name:
            show(f'{method} {x.dtype} ()', lambda: getattr(x.clone(), method)())
            show(f'{method} {x.dtype} 1, 2, 3', lambda: getattr(x.clone(), method)(1, 2, 3))
for name in 'mul pow eq and mod'.split():
    method = f'__{name}__'
    show(f'{method} 1, 2', lambda: getattr(torch.tensor([4, 2]), method)(1, 2))
    show(f'{method} other=2', lambda: getattr(torch.tensor([4, 2]), method)(other=2))
show('__add__ alpha', lambda: torch.tensor([4, 2]).__add__(2, alpha=3))
show('__isub__ alpha', lambda: torch.tensor([4, 2]).__isub__(2, alpha=3))
show('__mul__ alpha', lambda: torch.tensor([4, 2]).__mul__(2, alpha=3))
for name in 'neg pos abs invert bool int float index len hash iter'.split():
    method = f'__{name}__'
    show(f'{method} 1', lambda: getattr(torch.tensor(3), method)(1))
    show(f'{method} 1, 2', lambda: getattr(torch.tensor(3), method)(1, 2))
show('getitem', lambda: torch.ones(2).__getitem__())
show('invert', lambda: ~torch.ones(2))
show('invert', lambda: ~torch.ones(2, dtype=torch.complex64))
show('bitwise_not', lambda: torch.bitwise_not(torch.ones(2)))
