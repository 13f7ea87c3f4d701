# torch.lu and Tensor.lu: what they return, and out=.
import warnings
import torch

warnings.simplefilter('ignore')
a = torch.tensor([[1.0, 2, 3], [4, 5, 7], [7, 8, 10]])
f, i = torch.float32, torch.int32


def show(*args, **kwargs):
    try:
        r = torch.lu(a, *args, **kwargs)
        print(type(r).__name__, [(v.shape, [round(x, 4) for x in v.flatten().tolist()]) for v in r], [x is y for x, y in zip(r, kwargs.get('out', ()))])
    except Exception as e:
        print(type(e).__name__, e)


new = lambda *dtypes: tuple(torch.empty(0, dtype=d) for d in dtypes)
show()
show(get_infos=True)
show(pivot=False)
show(out=new(f, i))
show(get_infos=True, out=new(f, i, i))
show(out=list(new(f, i)))
show(out=(torch.empty(2, 2), torch.empty(0, dtype=i)))
show(out=new(f))
show(out=torch.empty(0))
show(get_infos=True, out=new(f, i))
print(type(a.lu()).__name__, type(a.lu(get_infos=True)).__name__, len(a.lu(get_infos=True)))
try:
    a.lu(out=new(f, i))
except TypeError as e:
    print(e)
