"""oneDNN is not there."""
import _not_built


def is_available():
    return False


__getattr__ = _not_built.of(__name__)
