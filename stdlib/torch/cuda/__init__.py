"""torch.cuda on a machine without a GPU: nothing is available, and what needs one says so."""


def is_available():
    return False


def device_count():
    return 0


def is_initialized():
    return False


def manual_seed(seed):
    pass


def manual_seed_all(seed):
    pass


def empty_cache():
    pass


def _missing():
    raise AssertionError('Torch not compiled with CUDA enabled')


def current_device():
    _missing()


def get_device_name(device=None):
    _missing()


def get_device_properties(device):
    _missing()


def synchronize(device=None):
    _missing()


def set_device(device):
    _missing()


def memory_allocated(device=None):
    return 0


def max_memory_allocated(device=None):
    return 0
