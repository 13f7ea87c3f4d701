"""Mixed precision on GPUs: present, and disabled where there is none."""
import _not_built
from .autocast_mode import autocast, custom_bwd, custom_fwd
from .grad_scaler import GradScaler


__getattr__ = _not_built.of(__name__)
