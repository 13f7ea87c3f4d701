"""Types that PyTorch has no kernel for on the CPU, and how it says so."""
import torch


def one(name, f):
    said = {}
    for kind in (torch.bool, torch.int32, torch.float16, torch.bfloat16, torch.complex64):
        try:
            f(torch.tensor([1, 2, 0]).to(kind))
        except RuntimeError as e:
            said.setdefault(str(e), []).append(str(kind)[6:])
    for text, kinds in said.items():
        print(name, kinds, text)


UNARY = '''abs floor ceil trunc round frac sqrt rsqrt exp exp2 expm1 log log1p sin tan asinh atanh sigmoid logit erf erfinv lgamma digamma i0 sinc
relu positive neg sign bitwise_not signbit isposinf deg2rad nan_to_num median nanmedian mode argmax prod sort unique max min'''.split()
BINARY = 'floor_divide remainder fmod pow fmax atan2 hypot nextafter logaddexp logaddexp2 xlogy igamma gcd bitwise_left_shift lt'.split()
for name in UNARY:
    one(name, getattr(torch, name))
for name in BINARY:
    one(name, lambda x: getattr(torch, name)(x, x))
for name in ('cumsum', 'cumprod', 'logcumsumexp', 'cummax', 'amax', 'argmin', 'median', 'max', 'logsumexp'):
    one(name + ' along 0', lambda x: getattr(torch, name)(x, 0))
one('clamp', lambda x: x.clamp(0, 1))
one('clamp of tensors', lambda x: x.clamp(x, x))
one('clamp below', lambda x: x.clamp(min=0))
one('lerp', lambda x: torch.lerp(x, x, 0.5))
one('lerp of other types', lambda x: torch.lerp(x, torch.ones(3), 0.5))
one('addcmul', lambda x: torch.addcmul(x, x, x))
one('in place', lambda x: x.hypot_(x))
print(torch.cumsum(torch.zeros(0, dtype=torch.float16), 0), torch.argmax(torch.zeros(0, 3, dtype=torch.bool), 1), torch.cummax(torch.tensor(2j), 5))
print(torch.tensor([2j, 1]).bool(), torch.tensor([2j]).all(), torch.zeros(2, dtype=torch.bool).fill_(2j), bool(torch.tensor(2j)))
for f in (torch.cumsum, torch.sort, torch.any, torch.max, torch.softmax):
    for name in (None, 'rows'):
        try:
            print(f(torch.ones(2), name))
        except RuntimeError as e:
            print(e)
