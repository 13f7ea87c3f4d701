"""Anomaly mode: which operation of the script failed in backward, or gave nan, and where it stands."""
import os
import warnings

import torch
from torch import autograd

NAME = os.path.basename(__file__)


def show(message, category, filename, lineno, file=None, line=None):
    """The warning without the lines that tell of the library's own files."""
    print('warning:', category.__name__)
    lines = str(message).partition(' (Triggered internally')[0].splitlines()
    while lines:
        text = lines.pop(0)
        if text.startswith('  File ') and NAME not in text:
            if lines and lines[0].startswith('    '):
                lines.pop(0)
        elif text.strip():
            print('   ', text.replace(os.path.dirname(os.path.abspath(__file__)) + os.sep, ''))


warnings.simplefilter('always')
warnings.showwarning = show


class Twice(autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x * 2

    @staticmethod
    def backward(ctx, g):
        raise ValueError('no backward today')


def nan_first_order():
    with autograd.detect_anomaly():
        z = torch.tensor([-1., 4.], requires_grad=True)
        y = z.sqrt()
        y.sum().backward()


def nan_unchecked():
    with autograd.set_detect_anomaly(True, check_nan=False):
        z = torch.tensor([-1., 4.], requires_grad=True)
        z.sqrt().sum().backward()
        print(z.grad)


def nan_of_second_operand():
    with autograd.set_detect_anomaly(True):
        a = torch.tensor([1.], requires_grad=True)
        b = torch.tensor([0.], requires_grad=True)
        (a * b / b).sum().backward()


def induced_by_another():
    with autograd.set_detect_anomaly(True, check_nan=False):
        z = torch.tensor([0.], requires_grad=True)
        g, = autograd.grad(z.sqrt().sum(), z, create_graph=True)
    print(sorted(g.grad_fn.metadata), g.grad_fn.metadata['parent_'].name())
    with autograd.set_detect_anomaly(True):
        (g * 0).sum().backward()


def forward_outside():
    z = torch.tensor([-1.], requires_grad=True)
    y = z.sqrt()
    print(y.grad_fn.metadata)
    with autograd.set_detect_anomaly(True):
        y.sum().backward()


def error_of_function():
    with autograd.set_detect_anomaly(True):
        z = torch.ones(2, requires_grad=True)
        Twice.apply(z).sum().backward()


def error_of_hook():
    with autograd.set_detect_anomaly(True):
        z = torch.ones(1, requires_grad=True)
        y = z.exp()
        y.register_hook(lambda g: 1 / 0)
        y.sum().backward()


def error_of_leaf_hook():
    with autograd.set_detect_anomaly(True):
        z = torch.ones(1, requires_grad=True)
        z.register_hook(lambda g: 1 / 0)
        z.exp().sum().backward()


def changed_in_place():
    with autograd.set_detect_anomaly(True):
        z = torch.ones(2, requires_grad=True)
        y = z.exp()
        y.add_(1)
        y.sum().backward()


def backward_twice():
    with autograd.set_detect_anomaly(True):
        z = torch.ones(1, requires_grad=True)
        y = z * z
        y.sum().backward()
        y.sum().backward()


def nan_given():
    with autograd.set_detect_anomaly(True):
        z = torch.tensor([1.], requires_grad=True)
        (z * 2).backward(torch.tensor([float('nan')]))


for case in (nan_first_order, nan_unchecked, nan_of_second_operand, induced_by_another, forward_outside, error_of_function, error_of_hook,
             error_of_leaf_hook, changed_in_place, backward_twice, nan_given):
    print('==', case.__name__)
    try:
        case()
    except Exception as e:
        print(type(e).__name__ + ':', e)

print(torch.is_anomaly_enabled(), torch.is_anomaly_check_nan_enabled())
autograd.set_detect_anomaly(True, False)
print(torch.is_anomaly_enabled(), torch.is_anomaly_check_nan_enabled())
for arguments in (('x',), (True, 3)):
    try:
        autograd.set_detect_anomaly(*arguments)
    except TypeError as e:
        print(e)
