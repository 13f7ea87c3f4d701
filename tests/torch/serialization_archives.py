# What archives hold and in which order, and files that are not whole.
import io
import pickle
import zipfile

import torch


def attempt(what):
    try:
        return what()
    except Exception as e:
        return f'{type(e).__name__}: {e}'


def saved(obj, **options):
    f = io.BytesIO()
    torch.save(obj, f, **options)
    return f.getvalue()


data = saved([torch.full((2,), float(i)) for i in range(12)])
print([i.filename for i in zipfile.ZipFile(io.BytesIO(data)).infolist()])
at = data.index(torch.full((2,), 7.0).numpy().tobytes())
changed = data[:at] + b'\0' + data[at + 1:]     # the checksum is not held against it
print([t.tolist() for t in torch.load(io.BytesIO(changed))][7:9])
f = io.BytesIO()
attempt(lambda: torch.save(lambda: 1, f))
empty = f.getvalue()
print(attempt(lambda: torch.load(io.BytesIO(empty))))
print(attempt(lambda: torch.load(io.BytesIO(empty), weights_only=True)))
print(attempt(lambda: torch.load(io.BytesIO(data[:300]), weights_only=True)))
for protocol in (2, 4):
    print(protocol, attempt(lambda: pickle.loads(pickle.dumps(torch.channels_last, protocol))), attempt(lambda: torch.channels_last.__reduce__()))
