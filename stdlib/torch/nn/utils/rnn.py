"""Sequences of different lengths in one batch: padding and packing."""
import _not_built
from collections import namedtuple

import torch
from torch._as_native import kernel, kind, must_be, named as _named


class PackedSequence(namedtuple('PackedSequence', ['data', 'batch_sizes', 'sorted_indices', 'unsorted_indices'])):
    """Time steps one after the other, each with the sequences that are that long (longest first)."""

    def __new__(cls, data, batch_sizes=None, sorted_indices=None, unsorted_indices=None):
        if unsorted_indices is None:
            unsorted_indices = invert_permutation(sorted_indices)
        if batch_sizes is None:
            assert isinstance(data, (list, tuple)) and len(data) == 2
            data, batch_sizes = data
        else:
            batch_sizes.device      # not one: no tensor
        return super().__new__(cls, data, batch_sizes, sorted_indices, unsorted_indices)

    def to(self, *args, **kwargs):
        data = self.data.to(*args, **kwargs)
        return self if data is self.data else type(self)(data, self.batch_sizes, self.sorted_indices, self.unsorted_indices)

    def cpu(self, *args, **kwargs):
        return self

    def cuda(self, *args, **kwargs):
        return type(self)(self.data.cuda(*args, **kwargs), self.batch_sizes, self.sorted_indices, self.unsorted_indices)

    def pin_memory(self):
        return self

    is_cuda = property(lambda self: self.data.is_cuda)

    def is_pinned(self):
        return self.data.is_pinned()

    def _converts_to(name):
        def convert(self):
            return self.to(dtype=getattr(torch, name))
        return convert

    double, float, half = map(_converts_to, ('double', 'float', 'half'))
    long, int, short, char, byte = map(_converts_to, ('int64', 'int32', 'int16', 'int8', 'uint8'))
    del _converts_to


def unpack_sequence(packed_sequences):
    """The list of sequences that pack_sequence took."""
    padded, lengths = pad_packed_sequence(packed_sequences, batch_first=True)
    return unpad_sequence(padded, lengths, batch_first=True)


def invert_permutation(permutation):
    if permutation is None:
        return None
    out = torch.empty_like(permutation)
    out.scatter_(0, permutation, torch.arange(permutation.numel()))
    return out


def pack_padded_sequence(input, lengths, batch_first=False, enforce_sorted=True):
    lengths = torch.as_tensor(lengths, dtype=torch.int64)
    sorted_indices = None
    if not enforce_sorted:
        lengths, sorted_indices = torch.sort(lengths, descending=True)
        input = input.index_select(0 if batch_first else 1, sorted_indices)
    kernel('_pack_padded_sequence', input, lengths, batch_first)
    if lengths.dim() != 1:
        raise RuntimeError(f"'lengths' argument should be a 1D CPU int64 tensor, but got {lengths.dim()}D cpu Long tensor")
    n = lengths.tolist()
    if not input.numel():
        raise RuntimeError('Cannot pack empty tensors.')
    batch = input.size(0 if batch_first else 1)
    if len(n) != batch:
        raise RuntimeError(f'Expected `len(lengths)` to be equal to batch_size, but got {len(n)} (batch_size={batch})')
    if any(a < b for a, b in zip(n, n[1:])):
        raise RuntimeError('`lengths` array must be sorted in decreasing order when `enforce_sorted` is True. You can pass '
                           '`enforce_sorted=False` to pack_padded_sequence and/or pack_sequence to sidestep this requirement if you '
                           'do not need ONNX exportability.')
    if n and n[-1] <= 0:
        raise RuntimeError('Length of all samples has to be greater than 0, but found an element in \'lengths\' that is <= 0')
    x = input.transpose(0, 1) if batch_first else input
    sizes = [sum(1 for k in n if k > t) for t in range(n[0])]
    starts = [t for t, b in enumerate(sizes) if not t or b != sizes[t - 1]]
    # the steps of equal sizes in one slice, which ends with the input; there steps are missing as in PyTorch
    runs = [x[t:end, :sizes[t]].reshape((-1,) + x.shape[2:]) for t, end in zip(starts, starts[1:] + [n[0]])]
    data = _named(torch.cat(runs), 'PackPaddedSequenceBackward0')
    return PackedSequence(data, torch.tensor(sizes), sorted_indices)


def pad_packed_sequence(sequence, batch_first=False, padding_value=0.0, total_length=None):
    longest = sequence.batch_sizes.size(0)
    if total_length is not None:
        if total_length < longest:
            raise ValueError('Expected total_length to be at least the length of the longest sequence in input, but got '
                             f'total_length={total_length} and max sequence length being {longest}')
        longest = total_length
    kernel('_pad_packed_sequence', sequence.data, sequence.batch_sizes, batch_first, padding_value, longest)
    sizes = sequence.batch_sizes
    if sizes.dim() != 1 or sizes.dtype is not torch.int64:
        raise RuntimeError(f"'lengths' argument should be a 1D CPU int64 tensor, but got {sizes.dim()}D cpu {kind(sizes)} tensor")
    seqs = _unpack(sequence)
    lengths = torch.tensor([len(s) for s in seqs])
    if isinstance(padding_value, complex):
        if not sequence.data.is_complex():
            raise RuntimeError('value cannot be converted to type float without overflow')
    elif not isinstance(padding_value, torch.Tensor):
        padding_value = float(padding_value)
    out = pad_sequence(seqs, batch_first=False, padding_value=padding_value)
    if out.size(0) < longest:
        extra = torch.full((longest - out.size(0),) + tuple(out.shape[1:]), padding_value, dtype=out.dtype)
        out = torch.cat([out, extra])
    if batch_first:
        out = out.transpose(0, 1)
    if sequence.unsorted_indices is not None:
        out = out.index_select(0 if batch_first else 1, sequence.unsorted_indices)
        lengths = lengths[sequence.unsorted_indices]
    return out, lengths


def pad_sequence(sequences, batch_first=False, padding_value=0.0):
    """Stacks sequences of different lengths, shorter ones filled up with padding_value."""
    if isinstance(sequences, torch.Tensor):
        sequences = sequences.unbind(0) if sequences.dim() else iter(sequences)
    if not hasattr(type(sequences), '__iter__'):
        raise RuntimeError(f'pad_sequence: Expected iterable for input sequences, but got arg of type: {type(sequences)}')
    sequences = tuple(sequences)
    for i, s in enumerate(sequences):
        if not isinstance(s, torch.Tensor):
            raise TypeError(f'expected Tensor as element {i} in argument 0, but got {type(s).__name__}')
    must_be(bool, 'bool', batch_first, 'pad_sequence', 'batch_first', 2)
    if not isinstance(padding_value, torch.Tensor) or padding_value.dim():
        must_be((int, float), 'float', padding_value, 'pad_sequence', 'padding_value', 3)
    if not sequences:
        raise RuntimeError('received an empty list of sequences')
    lengths = [s.size(0) for s in sequences]
    size = [len(sequences), max(lengths)] if batch_first else [max(lengths), len(sequences)]
    first = sequences[0]
    out = torch.full(size + list(first.shape[1:]), float(padding_value), dtype=first.dtype)
    for i, (s, n) in enumerate(zip(sequences, lengths)):
        out.select(0 if batch_first else 1, i).narrow(0, 0, n).copy_(s)
    return out


def pack_sequence(sequences, enforce_sorted=True):
    lengths = torch.as_tensor([s.size(0) for s in sequences])
    return pack_padded_sequence(pad_sequence(sequences), lengths, enforce_sorted=enforce_sorted)


def unpad_sequence(padded_sequences, lengths, batch_first=False):
    if not batch_first:
        padded_sequences.transpose_(0, 1)
    steps = torch.arange(padded_sequences.shape[1])
    return [row[steps < n] for row, n in zip(padded_sequences, lengths)]


def _rows_of(batch_sizes):
    """For each sequence of a packed batch, longest first, the places of its steps in the data."""
    sizes = batch_sizes.tolist()
    starts = torch.cat([torch.zeros(1, dtype=torch.int64), batch_sizes.cumsum(0)[:-1]])
    return [starts[:sum(1 for b in sizes if b > i)] + i for i in range(sizes[0])]


def _unpack(packed):
    """The sequences of a packed batch, longest first."""
    return [packed.data[at] for at in _rows_of(packed.batch_sizes)]


__getattr__ = _not_built.of(__name__)
