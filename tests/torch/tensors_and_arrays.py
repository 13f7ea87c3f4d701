# Operators between tensors and arrays: NumPy computes, the tensor wraps the result.
import numpy as np
import torch

x = torch.tensor([1., 2.])
g = torch.ones(2, requires_grad=True)
i = torch.tensor([5, 6])


def tried(text):
    try:
        r = eval(text)
        print(text, type(r).__name__, r)
    except Exception as e:
        print(text, type(e).__name__, e)


for op in ('+', '-', '*', '/', '**', '//', '%', '@', '<', '==', '!='):
    for other in ('np.array(0.5)', 'np.array([1., 2.])', 'np.array([1, 2, 3])', 'np.array([1, 2], dtype=np.int32)'):
        tried(f'x {op} {other}')
        tried(f'{other} {op} x')
for op in ('&', '|', '^', '<<', '>>'):
    tried(f'i {op} np.array([1, 2])')
    tried(f'np.array([1, 2]) {op} i')
tried('g * np.ones(2)')
tried('np.ones(2) * g')
tried('x & np.array([1])')
a, y = np.ones(2), torch.ones(2)
y += a
print(y)
y /= a * 2
print(y)
a /= torch.tensor([2., 4.])
print(a)
try:
    a += y
except TypeError as e:
    print(e)
try:
    a = np.ones(2)
    a -= y
except TypeError as e:
    print(e)
