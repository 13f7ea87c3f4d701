"""torch.save and torch.load: PyTorch's zip file format, written and read with zipfile and pickle."""
__all__ = ['save', 'load']


def save(obj, f, pickle_module=None, pickle_protocol=2, _use_new_zipfile_serialization=True):
    raise NotImplementedError('torch.save is not built yet')


def load(f, map_location=None, pickle_module=None, *, weights_only=False, **kwargs):
    raise NotImplementedError('torch.load is not built yet')
