# Archives of TorchScript: torch.load sees what they are and hands them on; what cannot be run ends in an error, never in a value.
import io
import os
import tempfile
import warnings
import zipfile

import torch
import torch.jit


def archive(*names):
    f = io.BytesIO()
    with zipfile.ZipFile(f, 'w') as z:
        for name in names:
            z.writestr('m/' + name, b'3\n' if name == 'version' else b'\x80\x02).')
    f.seek(0)
    return f


def tried(what, *args, told=False, **kwargs):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter('always')
        try:
            print(what(*args, **kwargs))
        except Exception as e:
            print(isinstance(e, (RuntimeError, ValueError)), str(e) if told else '')
    for w in seen:
        print(w.category.__name__, str(w.message)[:200])


tried(torch.load, archive('data.pkl', 'constants.pkl', 'version'))
tried(torch.load, archive('data.pkl', 'constants.pkl', 'version'), weights_only=True)
tried(torch.jit.load, archive('data.pkl', 'constants.pkl', 'version'))
tried(torch.jit.load, archive('data.pkl', 'version'), told=True)
tried(torch.jit.load, io.BytesIO(b'no archive at all, only text'))
tried(torch.jit.load, os.path.join(os.sep, 'no such folder', 'archive.pt'), told=True)
tried(torch.jit.load, os.sep, told=True)
