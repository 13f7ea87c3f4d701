# Each thread switches __torch_function__ off for itself.
import sys
import threading
import torch


class S(torch.Tensor):
    pass


sys.setswitchinterval(1e-5)
found = set()


def work():
    x = S([1., 2.])
    for i in range(300):
        found.add(type(torch.nn.functional.softmax(x + i, 0)))
        with torch._C.DisableTorchFunction():
            found.add(type(torch.nn.functional.normalize(x * 2, dim=0)))
        found.add(type(x.max(0).values))


threads = [threading.Thread(target=work) for _ in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(c.__name__ for c in found), type(S([1.]) + 1), torch._C._is_torch_function_enabled())
with torch._C.DisableTorchFunction():
    answers = []
    t = threading.Thread(target=lambda: answers.append(type(S([1.]) + 1)))
    t.start()
    t.join()
    print(type(S([1.]) + 1), answers)
