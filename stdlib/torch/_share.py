"""Tensors in memory that processes share (see torch_share.c), and how they travel between processes.

share_memory_() moves a tensor into a file in a memory file system. A pickle for another process holds one more name of
the file, which becomes the receiver's. Names begin with the process that loaded this module first; what nobody
fetched is removed when it ends.
"""
import atexit
import glob
import os

from torch import _C

_FOLDER = '/dev/shm'
_root = os.getpid()
_count = 0


def _name(kind=''):
    """A new name, of this process, or of a message (kind 'm')."""
    global _count
    _count += 1
    return f'{_FOLDER}/kukri-{_root}-{kind}{os.getpid()}-{_count}'


def _clean():
    if os.getpid() == _root:
        for path in glob.glob(f'{_FOLDER}/kukri-{_root}-*'):
            try:
                os.unlink(path)
            except OSError:
                pass


atexit.register(_clean)


def share_memory_(self):
    """Moves the elements into shared memory; a tensor that is there already stays. Returns self."""
    if not self.is_shared():
        _move(self)
    return self


share_memory_.__qualname__ = 'Tensor.share_memory_'


def _move(t):
    """All of the storage moves, so that strides stay."""
    n = _C._storage_nbytes(t) // t.element_size()
    shared = _C._share_new(_name(), t.dtype, (n,))
    shared.copy_(_C._view_storage(t.detach(), t.dtype, 0, (n,), (1,)))
    moved = _C._view_storage(shared, t.dtype, t.storage_offset(), tuple(t.shape), tuple(t.stride()))
    if t.is_conj():
        moved = moved.conj()
    t.data = moved._neg_view() if t.is_neg() else moved


def send(t):
    """What another process needs to build the tensor on the same memory."""
    if not t.is_leaf and t.requires_grad:
        raise RuntimeError('Cowardly refusing to serialize non-leaf tensor which requires_grad, since autograd does not support '
                           'crossing process boundaries.  If you just want to transfer the data, call detach() on the tensor '
                           'before serializing (e.g., putting it on the queue).')
    share_memory_(t)
    path = _name('m')
    try:
        _C._share_link(t, path)
    except RuntimeError:  # every process that had a name for the memory has ended: it goes on as a copy
        _move(t)
        _C._share_link(t, path)
    n = _C._storage_nbytes(t) // t.element_size()
    return path, t.dtype, n, t.storage_offset(), tuple(t.shape), tuple(t.stride()), t.requires_grad


def receive(path, dtype, n, offset, shape, stride, requires_grad, cls=None):
    """The tensor that send described."""
    flat = _C._share_open(path, _name(), dtype, (n,))
    t = _C._view_storage(flat, dtype, offset, shape, stride)
    if cls is not None:
        from torch.nn import Parameter
        return Parameter(t, requires_grad)
    return t.requires_grad_() if requires_grad else t


def reduce(t):
    return receive, send(t)


def reduce_parameter(p):
    return receive, send(p) + (True,)
