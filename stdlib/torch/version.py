"""Which PyTorch this behaves like."""
import _not_built
__version__ = '1.13.0a0'
debug = False
cuda = None
git_version = 'Unknown'
hip = None


__getattr__ = _not_built.of(__name__)
