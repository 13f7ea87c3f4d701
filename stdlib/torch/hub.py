"""torch.hub downloads code and weights: not there."""
import _not_built
from _not_built import function as _missing



load, list, help, download_url_to_file, load_state_dict_from_url = (
    _missing('torch.hub.' + n) for n in ('load', 'list', 'help', 'download_url_to_file', 'load_state_dict_from_url'))


def get_dir():
    import os
    home = os.environ.get('TORCH_HOME') or os.path.join(os.environ.get('XDG_CACHE_HOME', '~/.cache'), 'torch')
    return os.path.join(os.path.expanduser(home), 'hub')


__getattr__ = _not_built.of(__name__)
