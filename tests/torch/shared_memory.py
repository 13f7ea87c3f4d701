# Tensors in shared memory: between processes over queues, after fork, from loaders' workers; models and storages.
import torch
import torch.multiprocessing as mp
from torch.utils.data import DataLoader


def child(q, back, t):
    t += 1
    r = q.get()
    r *= 2
    back.put(r)
    back.put({'a': torch.ones(3), 'p': torch.nn.Parameter(torch.zeros(2))})
    q.get()  # what is sent is there as long as its sender


class Squares(torch.utils.data.Dataset):
    def __len__(self):
        return 10

    def __getitem__(self, i):
        return {'x': torch.full((2,), float(i)), 'y': i * i}


if __name__ == '__main__':
    t = torch.zeros(4).share_memory_()
    print(t.is_shared(), torch.zeros(2).is_shared(), t.share_memory_() is t)
    q, back = mp.SimpleQueue(), mp.SimpleQueue()
    p = mp.Process(target=child, args=(q, back, t))
    p.start()
    r = torch.arange(6.).reshape(2, 3).t()
    q.put(r)
    got = back.get()
    print(got.tolist(), r.tolist(), got.is_shared(), r.is_shared(), got.stride())
    got[0, 0] = 7
    print(r[0, 0].item())
    d = back.get()
    print(d['a'], type(d['p']).__name__, d['p'].requires_grad)
    q.put('received')
    p.join()
    print(t)
    x = torch.ones(2, requires_grad=True)
    try:
        q.put(x * 2)
    except RuntimeError as e:
        print(str(e)[:60])
    m = torch.nn.Linear(2, 2)
    m.share_memory()
    print(all(w.is_shared() for w in m.parameters()), m.weight.requires_grad, type(m.weight).__name__)
    s = torch.FloatStorage([1, 2, 3])
    s.share_memory_()
    print(s.is_shared(), s.tolist())
    for batch in DataLoader(Squares(), batch_size=4, num_workers=2):
        print(batch['x'].tolist(), batch['y'], batch['x'].is_shared())
