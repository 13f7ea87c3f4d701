"""torch.hub downloads code and weights: not there."""


def _missing(name):
    def function(*args, **kwargs):
        raise NotImplementedError(f'torch.hub.{name}')
    function.__name__ = function.__qualname__ = name
    return function


load, list, help, download_url_to_file, load_state_dict_from_url = (
    _missing(n) for n in ('load', 'list', 'help', 'download_url_to_file', 'load_state_dict_from_url'))


def get_dir():
    import os
    home = os.environ.get('TORCH_HOME') or os.path.join(os.environ.get('XDG_CACHE_HOME', '~/.cache'), 'torch')
    return os.path.join(os.path.expanduser(home), 'hub')
