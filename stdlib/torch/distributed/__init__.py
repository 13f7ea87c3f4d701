"""torch.distributed: one process only. Its questions answer so; a process group cannot be made."""
import _not_built
import os

__all__ = ['is_available', 'is_initialized', 'is_mpi_available', 'is_nccl_available', 'is_gloo_available', 'is_torchelastic_launched',
           'init_process_group', 'get_rank', 'get_world_size', 'get_backend', 'barrier', 'all_reduce', 'all_gather', 'broadcast', 'reduce',
           'gather', 'scatter', 'send', 'recv', 'new_group', 'destroy_process_group', 'ReduceOp', 'Backend']


class ReduceOp:
    SUM, AVG, PRODUCT, MIN, MAX, BAND, BOR, BXOR = range(8)


class Backend(str):
    UNDEFINED, GLOO, NCCL, MPI, TCP = 'undefined', 'gloo', 'nccl', 'mpi', 'tcp'

    def __new__(cls, name):
        if not isinstance(name, str):
            raise ValueError(f'Backend name must be a string, but got: {name}')
        return super().__new__(cls, name.lower())


class group:
    WORLD = None


def is_available():
    return True


def is_initialized():
    return False


def is_mpi_available():
    return False


def is_nccl_available():
    return False


def is_gloo_available():
    return False


def is_torchelastic_launched():
    return os.environ.get('TORCHELASTIC_RUN_ID') is not None


def init_process_group(backend=None, init_method=None, timeout=None, world_size=-1, rank=-1, store=None, group_name='', pg_options=None):
    if init_method is None and store is None or init_method == 'env://':
        for name in ('RANK', 'WORLD_SIZE', 'MASTER_ADDR', 'MASTER_PORT'):
            given = {'RANK': rank, 'WORLD_SIZE': world_size}.get(name, -1)
            if given == -1 and name not in os.environ:
                raise ValueError(f'Error initializing torch.distributed using env:// rendezvous: environment variable {name} expected, but not set')
    raise NotImplementedError('torch.distributed process groups')


def _needs_group(name):
    def function(*args, **kwargs):
        raise RuntimeError('Default process group has not been initialized, please make sure to call init_process_group.')
    function.__name__ = function.__qualname__ = name
    return function


for _name in ('get_rank', 'get_world_size', 'get_backend', 'barrier', 'all_reduce', 'all_gather', 'broadcast', 'reduce', 'gather', 'scatter',
              'send', 'recv', 'isend', 'irecv', 'new_group', 'destroy_process_group', 'reduce_scatter', 'all_to_all', 'all_gather_object',
              'broadcast_object_list', 'monitored_barrier'):
    globals()[_name] = _needs_group(_name)
del _name


__getattr__ = _not_built.of(__name__)
