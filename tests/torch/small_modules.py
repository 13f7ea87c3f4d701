# torch.futures, torch._six, torch.nn.common_types and torch.nn.grad, which scripts import by name.
import threading

import torch
import torch.nn.functional as F
from torch._six import inf, nan, string_classes, with_metaclass
from torch.futures import Future, collect_all, wait_all
from torch.nn import common_types
from torch.nn.grad import conv1d_input, conv1d_weight, conv2d_input, conv2d_weight, conv3d_input, conv3d_weight


def told(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, str(error).split(', got')[0].split('At:')[0].split('Invoked')[0].rstrip())


print(inf, nan, string_classes, isinstance('a', string_classes))


class Meta(type):
    def __new__(cls, name, bases, namespace):
        return super().__new__(cls, name, bases, namespace | {'made_by': cls.__name__})


class Made(with_metaclass(Meta, dict)):
    pass


print(Made.made_by, Made.__mro__, type(Made).__name__)
for name in sorted(vars(common_types)):
    if name.endswith('_t'):
        print(name, getattr(common_types, name))

first = Future()
after = first.then(lambda future: future.wait() + 1)
twice = after.then(lambda future: [future.wait(), future.value()])
first.add_done_callback(lambda future: print('called', future.value(), future is first))
print(first.done(), after.done(), type(first).__name__, Future.__module__, type(Future).__name__, Future[int])
told(first.value)
first.set_result(10)
print(first.done(), first.wait(), after.wait(), twice.wait())
first.add_done_callback(lambda future: print('late', future.value()))
told(lambda: first.set_result(4))
told(lambda: first.set_exception(ValueError('x')))
told(lambda: Future().set_exception('a'))
told(lambda: Future(3))
told(lambda: Future(devices=['cpu']))
told(lambda: Future(devices=5))
failed = Future()
failed.set_exception(ValueError('boom'))
told(failed.wait)
told(failed.value)
told(first.then(lambda future: 1 / 0).wait)
told(failed.then(lambda future: future.wait()).wait)
told(lambda: first.then(5))
told(lambda: first.add_done_callback(5))
one, other = Future(), Future()
both = collect_all([one, other])
one.set_result(1)
print(both.done())
other.set_result('z')
print([future.wait() for future in both.wait()], wait_all([one, other]), wait_all([]), collect_all([]).done())
told(lambda: wait_all([one, failed]))
told(lambda: collect_all([1]))
told(lambda: collect_all(5))
waited = Future()
thread = threading.Thread(target=lambda: waited.set_result(torch.ones(2)))
thread.start()
print(waited.wait())
thread.join()

torch.manual_seed(0)
for n, by_input, by_weight in (1, conv1d_input, conv1d_weight), (2, conv2d_input, conv2d_weight), (3, conv3d_input, conv3d_weight):
    conv = getattr(F, f'conv{n}d')
    for stride, padding, dilation, groups in (1, 0, 1, 1), (2, 1, 1, 2), (1, 2, 2, 1):
        x = torch.randint(-3, 4, (2, 4) + (6,) * n).float()
        w = torch.randint(-3, 4, (4, 4 // groups) + (3,) * n).float()
        out = conv(x, w, None, stride, padding, dilation, groups)
        g = torch.randint(-3, 4, out.shape).float()
        dx, dw = by_input(x.shape, w, g, stride, padding, dilation, groups), by_weight(x, w.shape, g, stride, padding, dilation, groups)
        print(n, tuple(dx.shape), tuple(dw.shape), dx.sum(), dw.sum(), dx.flatten()[:3], dw.flatten()[:3], dx.requires_grad)
        told(lambda: by_input(x.shape, w.requires_grad_(), g, stride, padding, dilation, groups).requires_grad)
told(lambda: conv1d_input((1, 2, 5)))
module = torch.nn.Linear(2, 3)
print(list(vars(module)))
module.register_full_backward_hook(lambda *_: None)
print(module._is_full_backward_hook, torch.nn.grad.conv1d_input is conv1d_input, torch.futures.Future is Future)
