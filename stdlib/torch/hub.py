"""torch.hub: entry points of a folder's hubconf.py, and weights from files fetched once.

Repositories are loaded from a local folder; fetching them from GitHub is not built.
"""
import hashlib
import os
import re
import sys

import _not_built

ENV_TORCH_HOME = 'TORCH_HOME'
ENV_XDG_CACHE_HOME = 'XDG_CACHE_HOME'
DEFAULT_CACHE_DIR = '~/.cache'
HASH_REGEX = re.compile(r'-([a-f0-9]*)\.')
_hub_dir = None


def _get_torch_home():
    cache = os.getenv(ENV_XDG_CACHE_HOME, DEFAULT_CACHE_DIR)
    return os.path.expanduser(os.getenv(ENV_TORCH_HOME, os.path.join(cache, 'torch')))


def get_dir():
    """The folder in which fetched repositories and weights are kept."""
    return _hub_dir if _hub_dir is not None else os.path.join(_get_torch_home(), 'hub')


def set_dir(d):
    global _hub_dir
    _hub_dir = os.path.expanduser(d)


def _local(repo, source, name):
    source = source.lower()
    if source not in ('github', 'local'):
        raise ValueError(f'Unknown source: "{source}". Allowed values: "github" | "local".')
    if source == 'github':
        raise NotImplementedError(f"torch.hub.{name}(source='github')")
    return repo


def _hubconf(folder):
    """The module that a folder's hubconf.py makes, imported with the folder on the path."""
    import importlib.util
    sys.path.insert(0, folder)
    try:
        spec = importlib.util.spec_from_file_location('hubconf.py', os.path.join(folder, 'hubconf.py'))
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(folder)
    missing = [p for p in getattr(module, 'dependencies', ()) if importlib.util.find_spec(p) is None]
    if missing:
        raise RuntimeError(f"Missing dependencies: {', '.join(missing)}")
    return module


def _entry(module, name):
    if not isinstance(name, str):
        raise ValueError('Invalid input: model should be a string of function name')
    found = getattr(module, name, None)
    if not callable(found):
        raise RuntimeError(f'Cannot find callable {name} in hubconf')
    return found


def list(github, force_reload=False, skip_validation=False, trust_repo=None, source='github'):
    """The names of the entry points of a repository."""
    module = _hubconf(_local(github, source, 'list'))
    return [n for n in dir(module) if callable(getattr(module, n)) and not n.startswith('_')]


def help(github, model, force_reload=False, skip_validation=False, trust_repo=None, source='github'):
    """The docstring of an entry point."""
    return _entry(_hubconf(_local(github, source, 'help')), model).__doc__


def load(repo_or_dir, model, *args, source='github', trust_repo=None, force_reload=False, verbose=True, skip_validation=False, **kwargs):
    """What an entry point returns for these arguments."""
    return _entry(_hubconf(_local(repo_or_dir, source, 'load')), model)(*args, **kwargs)


def download_url_to_file(url, dst, hash_prefix=None, progress=True):
    """Fetches a file; its SHA-256 must begin with hash_prefix."""
    import tempfile
    from urllib.request import urlopen
    dst = os.path.expanduser(dst)
    digest = hashlib.sha256()
    f = tempfile.NamedTemporaryFile(delete=False, dir=os.path.dirname(dst) or '.')
    try:
        with f, urlopen(url) as source:
            while block := source.read(1 << 16):
                f.write(block)
                digest.update(block)
        if hash_prefix is not None and digest.hexdigest()[:len(hash_prefix)] != hash_prefix:
            raise RuntimeError(f'invalid hash value (expected "{hash_prefix}", got "{digest.hexdigest()}")')
        os.replace(f.name, dst)
    finally:
        if os.path.exists(f.name):
            os.remove(f.name)


def load_state_dict_from_url(url, model_dir=None, map_location=None, progress=True, check_hash=False, file_name=None):
    """Weights from a file that is fetched unless an earlier call left it in model_dir."""
    import torch
    from urllib.parse import urlparse
    model_dir = os.path.join(get_dir(), 'checkpoints') if model_dir is None else model_dir
    os.makedirs(model_dir, exist_ok=True)
    name = file_name if file_name is not None else os.path.basename(urlparse(url).path)
    path = os.path.join(model_dir, name)
    if not os.path.exists(path):
        sys.stderr.write(f'Downloading: "{url}" to {path}\n')
        found = HASH_REGEX.search(name) if check_hash else None
        download_url_to_file(url, path, found.group(1) if found else None, progress=progress)
    return torch.load(path, map_location=map_location)


__getattr__ = _not_built.of(__name__)
