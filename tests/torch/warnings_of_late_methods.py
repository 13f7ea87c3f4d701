# Methods that are loaded when they are first called warn where the script calls them.
import os
import warnings

import torch

for call in (lambda: torch.zeros(4).index_reduce_(0, torch.tensor([1]), torch.ones(1), 'amin'),
             lambda: torch.zeros(4).index_reduce(0, torch.tensor([1]), torch.ones(1), 'prod'),
             lambda: torch.index_reduce(torch.zeros(4), 0, torch.tensor([1]), torch.ones(1), 'amax')):
    torch.set_warn_always(True)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        print(call())
    print([(os.path.basename(w.filename), w.lineno) for w in caught])
