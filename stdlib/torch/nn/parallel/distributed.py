"""DistributedDataParallel: needs a process group."""
from ..modules.module import Module


class DistributedDataParallel(Module):
    """Needs a process group, which cannot be made here."""

    def __init__(self, module, *args, **kwargs):
        super().__init__()
        raise RuntimeError('Default process group has not been initialized, please make sure to call init_process_group.')
