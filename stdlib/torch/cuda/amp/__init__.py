"""Mixed precision on GPUs: present, and disabled where there is none."""
from .autocast_mode import autocast, custom_bwd, custom_fwd
from .grad_scaler import GradScaler
