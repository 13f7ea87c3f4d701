# Functions that are native in PyTorch show no frame of their own in tracebacks and warnings, though some are written in Python.
import traceback
import warnings
import torch

x = torch.ones(3)
for call in ['torch.linalg.pinv(x)', 'torch.fft.fft(x, dim=3)', 'torch.special.gammainc(x, "a")', 'torch.linalg.lstsq(x, x)',
             'torch.segment_reduce(x, "foo", lengths=x)', 'torch.linalg.norm(x, ord="fro", dim=(0, 1))']:
    try:
        eval(call)
    except Exception as e:
        print(call, type(e).__name__, [f.name for f in traceback.extract_tb(e.__traceback__)])

with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter('always')
    torch.linalg.multi_dot([torch.ones(2, 2)] * 2, out=torch.empty(3))
    torch.linalg.tensorinv(torch.eye(4).reshape(2, 2, 2, 2), out=torch.ones(3))
for w in seen:
    print(w.filename == __file__, str(w.message)[:60])
