# Each thread has its own gradient, inference and autocast modes and its own handling of floating-point events; default
# dtype and anomaly mode are of the whole program.
import threading

import numpy as np
import torch


def modes():
    return (torch.is_grad_enabled(), torch.is_inference_mode_enabled(), torch.is_autocast_cpu_enabled(),
            torch.is_anomaly_enabled(), torch.get_default_dtype(), np.geterr()['divide'], np.geterr()['under'])


def run(f):
    t = threading.Thread(target=f)
    t.start()
    t.join()


def first():
    print('thread', modes())
    torch.set_grad_enabled(False)
    np.seterr(all='raise')
    print('thread', modes())
    torch.set_default_dtype(torch.float64)


with torch.no_grad(), np.errstate(divide='ignore'), torch.autocast('cpu'), torch.autograd.set_detect_anomaly(True):
    print('main', modes())
    run(first)
    print('main', modes())
torch.set_default_dtype(torch.float32)
with torch.inference_mode():
    run(lambda: print('thread', modes()))
print('main', modes())

# a thread without gradients beside one that trains: taking turns within their regions
w = torch.ones(3, requires_grad=True)
to_thread, to_main = threading.Event(), threading.Event()


def evaluate():
    with torch.no_grad():
        print('evaluating', (w * 2).requires_grad)
        to_main.set()
        to_thread.wait()
        print('evaluating', (w * 2).requires_grad)
    print('after', (w * 2).requires_grad)


t = threading.Thread(target=evaluate)
t.start()
to_main.wait()
loss = (w * w).sum()
print('training', loss.requires_grad)
with torch.set_grad_enabled(True):
    to_thread.set()
    t.join()
loss.backward()
print('training', w.grad)

# with many threads that are preempted anywhere
wrong = []


def busy(enabled):
    with torch.set_grad_enabled(enabled):
        for _ in range(3000):
            if (w * 2).requires_grad != enabled:
                wrong.append(enabled)


many = [threading.Thread(target=busy, args=(i % 2 == 0,)) for i in range(4)]
for t in many:
    t.start()
for t in many:
    t.join()
print(wrong)
