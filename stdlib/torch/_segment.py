"""torch.segment_reduce: consecutive stretches of one dimension, each reduced to one element."""
import torch
from torch import _C
from torch._as_native import not_implemented_for, one_node

_EMPTY = {'max': -float('inf'), 'mean': float('nan'), 'min': float('inf'), 'prod': 1.0, 'sum': 0.0}
_START = {**_EMPTY, 'mean': 0.0}


def _step(reduce, total, row):
    if reduce == 'max':
        return torch.maximum(total, row)
    if reduce == 'min':
        return torch.minimum(total, row)
    return total * row if reduce == 'prod' else total + row


class _SegmentReduce(torch.autograd.Function):
    """Along dimension dim; bounds: for each row of those before it the pairs (from, to) of the row's segments."""

    @staticmethod
    def forward(ctx, whole, reduce, bounds, initial, dim):
        data = whole.reshape(-1, *whole.shape[dim:])
        start = torch.full_like(data[0, 0], _START[reduce] if initial is None else initial)
        results = []
        for row, pairs in zip(data, bounds):
            for begin, end in pairs:
                total = start
                for element in row[begin:end]:    # one after another, as PyTorch adds
                    total = _step(reduce, total, element)
                if begin >= end and initial is None:
                    total = torch.full_like(start, _EMPTY[reduce])
                elif begin < end and reduce == 'mean':
                    total = total / (end - begin)
                results.append(total)
        result = torch.stack(results).reshape(*whole.shape[:dim], len(bounds[0]), *data.shape[2:])
        ctx.save_for_backward(whole, result)
        ctx.settings = reduce, bounds, initial, dim
        return result

    @staticmethod
    def backward(ctx, grad):
        whole, result = ctx.saved_tensors
        reduce, bounds, initial, dim = ctx.settings
        with torch.no_grad():
            data, results, grads = (t.reshape(-1, *t.shape[dim:]) for t in (whole, result, grad))
            given = torch.zeros_like(data)
            for row, pairs in enumerate(bounds):
                for i, (begin, end) in enumerate(pairs):
                    if begin < end:
                        given[row, begin:end] = _share(reduce, initial, data[row, begin:end], results[row, i], grads[row, i])
            given = given.reshape(whole.shape)
        if torch.is_grad_enabled():
            given = _C._underivable(given, '_segment_reduce_backward', None, grad, whole)
        return given, None, None, None, None


def _share(reduce, initial, elements, result, grad):
    """What each of a segment's elements gets of the gradient."""
    if reduce == 'sum':
        return grad.expand_as(elements)
    if reduce == 'mean':
        return (grad / elements.size(0)).expand_as(elements)
    if reduce == 'prod':
        shares = grad * result / elements
        for i in range(elements.size(0)):
            others = torch.full_like(grad, 1.0 if initial is None else initial)
            for j in range(elements.size(0)):
                if j != i:
                    others = others * elements[j]
            unclear = elements[i].isnan() | (elements[i] == 0)
            shares[i] = torch.where(unclear, grad * others, shares[i])
        return shares
    extreme = elements.isnan() | (elements == result)
    return torch.where(extreme, grad / extreme.sum(0), torch.zeros_like(elements))


def segment_reduce(data, reduce, *, lengths=None, indices=None, offsets=None, dim=0, unsafe=False, initial=None):
    if reduce not in _EMPTY:
        raise RuntimeError(f'unsupported reduction given! {reduce}')
    if indices is not None:
        raise RuntimeError('segment_reduce(): indices based reduction is not supported yet.')
    if data.numel() == 0:
        raise RuntimeError('Expected data.numel() > 0 to be true, but got false.  (Could this error message be improved?  If so, please report an '
                           'enhancement request to PyTorch.)')
    if lengths is None and offsets is None:
        raise RuntimeError('segment_reduce(): Either lengths or offsets must be defined.')
    name, given = ('lengths', lengths) if offsets is None else ('offsets', offsets)
    if dim < 0:
        dim += data.dim()
    if dim != given.dim() - 1:
        raise RuntimeError(f'segment_reduce(): Expected axis to be the last dimension of {name} but got {dim}.')
    if offsets is None and not unsafe:
        if lengths.min() < 0:
            raise RuntimeError('lengths contains negative value!')
        if not (lengths.sum(-1) == data.size(dim)).all():
            raise RuntimeError('segment_reduce(): Expected all rows of lengths along axis to sum to data.size(lengths.dim()-1) when !unsafe.')
    if not data.is_floating_point():
        raise not_implemented_for('_segment_reduce_cpu', data)
    if given.dtype not in (torch.int32, torch.int64):
        raise not_implemented_for(f'_segment_reduce_{name}_cpu_kernel1', given)
    if given.shape[:-1] != data.shape[:dim]:
        raise RuntimeError(f'segment_reduce(): {name} of shape {list(given.shape)} do not fit data of shape {list(data.shape)}')
    bounds = _bounds(given, offsets is not None, data.size(dim))
    return one_node('SegmentReduceBackward0', lambda data: _SegmentReduce.apply(data, reduce, bounds, initial, dim), data)


def _bounds(given, offsets, size):
    """For each row of lengths or offsets the pairs (from, to), none of them outside of the data."""
    bounds = []
    for row in given.reshape(-1, given.size(-1)).tolist():
        if not offsets:
            ends = [0]
            for length in row:
                ends.append(ends[-1] + length)
            row = ends
        row = [min(max(i, 0), size) for i in row]
        bounds.append(list(zip(row, row[1:])))
    return bounds
