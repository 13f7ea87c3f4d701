"""Recurrent layers and cells, on a native kernel per layer and direction."""
import itertools
import math
import numbers
import warnings

import torch
from torch import _C
from torch._as_native import native as _native, own_methods
from torch._C import _nn
from .module import Module
from .. import functional as F
from .. import init
from ..parameter import Parameter
from ..utils.rnn import PackedSequence

_GATES = {'LSTM': 4, 'GRU': 3, 'RNN_TANH': 1, 'RNN_RELU': 1}


def _cell(mode, x, w_hh, b_hh, h, c):
    """One step; x is the input's part of the gates."""
    if mode == 'GRU':
        given = x.unsafe_chunk(3, 1)
        own = F.linear(h, w_hh, b_hh).unsafe_chunk(3, 1)
        # sums in parts of rows, as PyTorch has them when its vectors take the sigmoid
        r, z = (torch.sigmoid(own[i].add_(given[i])) for i in range(2))
        n = torch.tanh(given[2] + own[2] * r)
        return (h - n) * z + n, None
    gates = F.linear(h, w_hh, b_hh) + x
    if mode != 'LSTM':
        return torch.relu(gates) if mode == 'RNN_RELU' else torch.tanh(gates), None
    i, f, g, o = gates.unsafe_chunk(4, 1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)  # in PyTorch's order, which is that of their nodes
    c = f * c + i * g
    return o * torch.tanh(c), c


def _steps(mode, reverse, x, w_ih, w_hh, b_ih, b_hh, h, c, w_hr):
    """A layer out of differentiable operations, step by step."""
    gates = F.linear(x, w_ih, b_ih)
    if not x.size(0):
        raise RuntimeError('Expected sequence length to be larger than 0 in RNN')
    ys, gates = [None] * x.size(0), gates.unbind(0)
    for t in range(x.size(0) - 1, -1, -1) if reverse else range(x.size(0)):
        h, c = _cell(mode, gates[t], w_hh, b_hh, h, c)
        if w_hr is not None:
            h = F.linear(h, w_hr)
        ys[t] = h
    return torch.stack(ys), h, c


def _packed_steps(mode, reverse, sizes, data, w_ih, w_hh, b_ih, b_hh, h0, c0, w_hr):
    """A layer over packed data, whose step t has sizes[t] rows: sequences leave the state from its end, or join it there in reverse."""
    gates = F.linear(data, w_ih, b_ih)
    starts = [0, *itertools.accumulate(sizes)]
    n, h, c = sizes[0], h0, c0
    if reverse:
        n = sizes[-1]
        h, c = h0.narrow(0, 0, n), None if c0 is None else c0.narrow(0, 0, n)
    ys, ended = [], []
    for t in range(len(sizes) - 1, -1, -1) if reverse else range(len(sizes)):
        now = sizes[t]
        if now > n:
            h, c = torch.cat([h, h0.narrow(0, n, now - n)]), None if c is None else torch.cat([c, c0.narrow(0, n, now - n)])
        elif now < n:
            ended.append((h.narrow(0, now, n - now), None if c is None else c.narrow(0, now, n - now)))
            h, c = h.narrow(0, 0, now), None if c is None else c.narrow(0, 0, now)
        n = now
        h, c = _cell(mode, gates.narrow(0, starts[t], now), w_hh, b_hh, h, c)
        if w_hr is not None:
            h = F.linear(h, w_hr)
        ys.append(h)
    ended.append((h, c))
    if not reverse:
        h = torch.cat([e[0] for e in reversed(ended)])
        c = None if c is None else torch.cat([e[1] for e in reversed(ended)])
    return torch.cat(ys[::-1] if reverse else ys), h, c


def packed_layers(mode, data, batch_sizes, weights, has_biases, num_layers, dropout, training, directions, h0, c0):
    """All layers over packed data; weights: those of each layer and direction, one list after the other."""
    sizes, hs, cs = batch_sizes.tolist(), [], []
    h0, c0 = h0.unbind(0), None if c0 is None else c0.unbind(0)
    for layer in range(num_layers):
        outs = []
        for d in range(directions):
            w = next(weights)
            biases, i = (w[2], w[3]) if has_biases else (None, None), layer * directions + d
            inputs = data, w[0], w[1], *biases, h0[i], None if c0 is None else c0[i], w[-1] if len(w) % 2 else None
            y, h, c = _layer(mode, d == 1, *inputs, sizes) if sizes[0] == sizes[-1] else _packed_steps(mode, d == 1, sizes, *inputs)
            outs.append(y)
            hs.append(h)
            cs.append(c)
        data = outs[0] if directions == 1 else torch.cat(outs, -1)
        if dropout > 0 and layer < num_layers - 1:
            data = F.dropout(data, dropout, training)
    return data, torch.stack(hs), None if c0 is None else torch.stack(cs)


def _kernel(mode, reverse, sizes, x, *others):
    """A layer by the native kernel; sizes: of packed data, whose steps have the same number of rows each."""
    if sizes is None:
        return _nn._rnn_layer(mode, reverse, x, *others)
    y, h, c = _nn._rnn_layer(mode, reverse, x.view(len(sizes), sizes[0], -1), *others)
    return y.flatten(0, 1), h, c


def _layer(mode, reverse, x, w_ih, w_hh, b_ih, b_hh, h, c, w_hr=None, sizes=None):
    """A layer by the native kernel, whose node in the graph is taken apart into steps when somebody asks what is behind it, or
    for the gradient of its gradient. Step by step at once where the kernel does not reach (projections, bfloat16, more than
    one dtype)."""
    inputs = (x, w_ih, w_hh, b_ih, b_hh, h, c)
    dtype = x.dtype

    def steps(*inputs):
        return _steps(mode, reverse, *inputs, w_hr) if sizes is None else _packed_steps(mode, reverse, sizes, *inputs, w_hr)
    if w_hr is not None or dtype == torch.bfloat16 or any([t is not None and t.dtype != dtype for t in inputs]):
        return steps(*inputs)
    if _C._carries_tangent(*inputs):
        return steps(*inputs)
    wanted = torch.is_grad_enabled() and [t is not None and t.requires_grad for t in inputs]
    if not wanted or not any(wanted):
        return _kernel(mode, reverse, sizes, *inputs)
    inside = [t.detach().requires_grad_(need) if t is not None else None for t, need in zip(inputs, wanted)]
    made = _kernel(mode, reverse, sizes, *inside)
    n = 2 if c is None else 3
    results = (made[0].detach().clone(), *[t.detach() for t in made[1:n]])  # the kernel's gradient reads what it put out

    def backward(ctx, *grads):
        again = torch.is_grad_enabled()
        outputs, sources = (steps(*inputs)[:n], inputs) if again else (made[:n], inside)
        pairs = [(o, g) for o, g in zip(outputs, grads) if g is not None]
        found = iter(torch.autograd.grad([o for o, _ in pairs], [t for t, need in zip(sources, wanted) if need], [g for _, g in pairs],
                                         retain_graph=True, create_graph=again, allow_unused=True))
        return tuple(next(found) if need else None for need in wanted)
    _C._attach_custom('StackBackward0' if sizes is None else 'CatBackward0', None, backward,
                      tuple(t if need else None for t, need in zip(inputs, wanted)), results, (steps, inputs, made[1]))
    return results + (None,) * (3 - n)


def _hidden(hx, lstm, batched):
    """The states that a call gives, of as many dimensions as its input."""
    n = 3 if batched else 2
    parts = (hx[0], hx[1]) if lstm else (hx, None)
    if any(t is not None and t.dim() != n for t in parts):
        what = f'For {"" if batched else "un"}batched {n}-D input'
        if lstm:
            raise RuntimeError(f'{what}, hx and cx should also be {n}-D but got ({parts[0].dim()}-D, {parts[1].dim()}-D) tensors')
        raise RuntimeError(f'{what}, hx should also be {n}-D but got {hx.dim()}-D tensor')
    return parts


class RNNBase(Module):
    """Layers of one kind stacked, in one or both directions. Input (L, N, in), or (N, L, in) with batch_first,
    or (L, in) unbatched."""
    __constants__ = ['mode', 'input_size', 'hidden_size', 'num_layers', 'bias', 'batch_first', 'dropout', 'bidirectional', 'proj_size']

    def __init__(self, mode, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0,
                 bidirectional=False, proj_size=0, device=None, dtype=None):
        super().__init__()
        self.mode = mode
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        self.dropout = float(dropout)
        self.bidirectional = bidirectional
        self.proj_size = proj_size
        if not isinstance(dropout, numbers.Number) or not 0 <= dropout <= 1 or isinstance(dropout, bool):
            raise ValueError('dropout should be a number in range [0, 1] representing the probability of an element being zeroed')
        if dropout > 0 and num_layers == 1:
            warnings.warn('dropout option adds dropout after all but last recurrent layer, so non-zero dropout expects num_layers '
                          f'greater than 1, but got dropout={dropout} and num_layers={num_layers}')
        if proj_size < 0:
            raise ValueError('proj_size should be a positive integer or zero to disable projections')
        if proj_size >= hidden_size:
            raise ValueError('proj_size has to be smaller than hidden_size')
        self._flat_weights_names = []
        out_size = proj_size or hidden_size
        rows = _GATES[mode] * hidden_size
        directions = 2 if bidirectional else 1
        for layer in range(num_layers):
            width = input_size if layer == 0 else out_size * directions
            for suffix in [''] + ['_reverse'] * (directions - 1):
                shapes = {'weight_ih': (rows, width), 'weight_hh': (rows, out_size)}
                if bias:
                    shapes.update(bias_ih=(rows,), bias_hh=(rows,))
                if proj_size:
                    shapes['weight_hr'] = (proj_size, hidden_size)
                for name, shape in shapes.items():
                    full = f'{name}_l{layer}{suffix}'
                    setattr(self, full, Parameter(torch.empty(shape, device=device, dtype=dtype)))
                    self._flat_weights_names.append(full)
        if not self._flat_weights_names:    # the first is looked at
            raise IndexError('list index out of range')
        self.reset_parameters()

    def reset_parameters(self):
        stdv = 1.0 / math.sqrt(self.hidden_size) if self.hidden_size > 0 else 0
        for p in self.parameters():
            init.uniform_(p, -stdv, stdv)

    def flatten_parameters(self):
        pass

    def _per_layer(self):
        return (4 if self.bias else 2) + (1 if self.proj_size else 0)

    def _weights(self):
        """All weights in their order; most are parameters, which are found faster so than by getattr."""
        own = self._parameters
        return [own[n] if n in own else getattr(self, n) for n in self._flat_weights_names]

    @property
    def all_weights(self):
        per = self._per_layer()
        weights = self._weights()
        return [weights[i:i + per] for i in range(0, len(weights), per)]

    def __getstate__(self):
        """With the two lists that PyTorch's layers keep beside their parameters, so that it can read the file."""
        per = self._per_layer()
        names = self._flat_weights_names
        return {**self.__dict__, '_flat_weights': self._weights(),
                '_all_weights': [names[i:i + per] for i in range(0, len(names), per)]}

    def __setstate__(self, state):
        super().__setstate__({k: v for k, v in state.items() if k not in ('_flat_weights', '_all_weights')})

    def _check(self, x, batched, h):
        if x.dim() not in (2, 3):
            raise RuntimeError(f'input must have 3 dimensions, got {x.unsqueeze(0 if self.batch_first else 1).dim()}')
        if x.size(-1) != self.input_size:
            raise RuntimeError(f'input.size(-1) must be equal to input_size. Expected {self.input_size}, got {x.size(-1)}')

    def _checked(self, data, h0, c0, last):
        """What the native function of all layers says to its arguments; the weights of each layer and direction."""
        weights = self._weights()
        _C._check_arguments(self.mode.lower(), 'f', (*data, h0 if c0 is None else (h0, c0), weights, self.bias, self.num_layers, self.dropout,
                                                     self.training, self.bidirectional, *last), {})
        per = self._per_layer()
        return iter([weights[i:i + per] for i in range(0, len(weights), per)])

    def _run(self, weights, x, h0, c0):
        directions = 2 if self.bidirectional else 1
        hs, cs = [], []
        h0, c0 = h0.unbind(0), None if c0 is None else c0.unbind(0)
        for layer in range(self.num_layers):
            outs = []
            for d in range(directions):
                w = next(weights)
                w_ih, w_hh = w[0], w[1]
                b_ih, b_hh = (w[2], w[3]) if self.bias else (None, None)
                i = layer * directions + d
                y, h, c = _layer(self.mode, d == 1, x, w_ih, w_hh, b_ih, b_hh, h0[i], c0[i] if c0 is not None else None,
                                 w[-1] if self.proj_size else None)
                outs.append(y)
                hs.append(h)
                cs.append(c)
            x = outs[0] if directions == 1 else torch.cat(outs, dim=-1)
            if self.dropout > 0 and layer < self.num_layers - 1:
                x = F.dropout(x, self.dropout, self.training)
        return x, torch.stack(hs), None if c0 is None else torch.stack(cs)

    def forward(self, input, hx=None):
        if isinstance(input, PackedSequence):
            return self._forward_packed(input, hx)
        self._check(input, input.dim() == 3, hx)
        batched = input.dim() == 3
        x = input if batched else input.unsqueeze(1)
        if batched and self.batch_first:
            x = x.transpose(0, 1)
        n = self.num_layers * (2 if self.bidirectional else 1)
        shape = (n, x.size(1), self.proj_size or self.hidden_size)
        cell_shape = (n, x.size(1), self.hidden_size)
        lstm = self.mode == 'LSTM'
        if hx is None:
            h0 = torch.zeros(shape, dtype=x.dtype)
            c0 = torch.zeros(cell_shape, dtype=x.dtype) if lstm else None
        else:
            h0, c0 = _hidden(hx, lstm, batched)
            if not batched:
                h0 = h0.unsqueeze(1)
                c0 = c0.unsqueeze(1) if lstm else None
            for k, (t, wanted) in enumerate(((h0, shape), (c0, cell_shape)) if lstm else ((h0, shape),)):
                if tuple(t.shape) != wanted:
                    raise RuntimeError(f'Expected hidden{f"[{k}]" if lstm else ""} size {wanted}, got {list(t.shape)}')
        weights = self._checked((x,), h0, c0, (self.batch_first,))
        y, h, c = self._run(weights, x, h0, c0)
        if batched and self.batch_first:
            y = y.transpose(0, 1)
            if y.requires_grad and not lstm:    # which turns its output in place
                _C._name_node(y, 'TransposeBackward1')
        if not batched:
            y, h = y.squeeze(1), h.squeeze(1)
            c = c.squeeze(1) if lstm else None
        return y, (h, c) if lstm else h

    def _forward_packed(self, packed, hx):
        lstm = self.mode == 'LSTM'
        n = self.num_layers * (2 if self.bidirectional else 1)
        size = int(packed.batch_sizes[0])
        if packed.data.dim() != 2:
            raise RuntimeError(f'input must have 2 dimensions, got {packed.data.dim()}')
        if packed.data.size(-1) != self.input_size:
            raise RuntimeError(f'input.size(-1) must be equal to input_size. Expected {self.input_size}, got {packed.data.size(-1)}')
        if hx is None:
            h0 = torch.zeros(n, size, self.proj_size or self.hidden_size, dtype=packed.data.dtype)
            c0 = torch.zeros(n, size, self.hidden_size, dtype=packed.data.dtype) if lstm else None
        else:
            h0, c0 = hx if lstm else (hx, None)
            if packed.sorted_indices is not None:
                h0 = h0.index_select(1, packed.sorted_indices)
                c0 = c0.index_select(1, packed.sorted_indices) if lstm else None
            for k, (t, width) in enumerate(((h0, self.proj_size or self.hidden_size), (c0, self.hidden_size))[:2 if lstm else 1]):
                if tuple(t.shape) != (n, size, width):
                    raise RuntimeError(f'Expected hidden{f"[{k}]" if lstm else ""} size {(n, size, width)}, got {list(t.shape)}')
        weights = self._checked((packed.data, packed.batch_sizes), h0, c0, ())
        data, h, c = packed_layers(self.mode, packed.data, packed.batch_sizes, weights, self.bias, self.num_layers, self.dropout, self.training,
                                   2 if self.bidirectional else 1, h0, c0)
        if packed.unsorted_indices is not None:
            h = h.index_select(1, packed.unsorted_indices)
            c = c.index_select(1, packed.unsorted_indices) if lstm else None
        return PackedSequence(data, packed.batch_sizes, packed.sorted_indices, packed.unsorted_indices), (h, c) if lstm else h

    def extra_repr(self):
        s = f'{self.input_size}, {self.hidden_size}'
        if self.proj_size != 0:
            s += f', proj_size={self.proj_size}'
        if self.num_layers != 1:
            s += f', num_layers={self.num_layers}'
        if self.bias is not True:
            s += f', bias={self.bias}'
        if self.batch_first is not False:
            s += f', batch_first={self.batch_first}'
        if self.dropout != 0:
            s += f', dropout={self.dropout}'
        if self.bidirectional is not False:
            s += f', bidirectional={self.bidirectional}'
        return s


def _no_projection(kwargs):
    if 'proj_size' in kwargs:
        raise ValueError('proj_size argument is only supported for LSTM, not RNN or GRU')


class RNN(RNNBase):
    def __init__(self, *args, **kwargs):
        _no_projection(kwargs)
        nonlinearity = kwargs.pop('nonlinearity', 'tanh')
        if not (nonlinearity == 'tanh' or nonlinearity == 'relu'):
            raise ValueError(f"Unknown nonlinearity '{nonlinearity}'")
        self.nonlinearity = nonlinearity
        super().__init__('RNN_' + nonlinearity.upper(), *args, **kwargs)
        self.nonlinearity = nonlinearity


class LSTM(RNNBase):
    def __init__(self, *args, **kwargs):
        super().__init__('LSTM', *args, **kwargs)


class GRU(RNNBase):
    def __init__(self, *args, **kwargs):
        _no_projection(kwargs)
        super().__init__('GRU', *args, **kwargs)


own_methods(RNN, 'forward')
own_methods(LSTM, 'forward')
own_methods(GRU, 'forward')


class RNNCellBase(Module):
    __constants__ = ['input_size', 'hidden_size', 'bias']
    mode = 'RNN_TANH'

    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.bias = bias
        rows = _GATES[self.mode] * hidden_size
        self.weight_ih = Parameter(torch.empty((rows, input_size), device=device, dtype=dtype))
        self.weight_hh = Parameter(torch.empty((rows, hidden_size), device=device, dtype=dtype))
        if bias:
            self.bias_ih = Parameter(torch.empty(rows, device=device, dtype=dtype))
            self.bias_hh = Parameter(torch.empty(rows, device=device, dtype=dtype))
        else:
            self.register_parameter('bias_ih', None)
            self.register_parameter('bias_hh', None)
        self.reset_parameters()

    def reset_parameters(self):
        stdv = 1.0 / math.sqrt(self.hidden_size) if self.hidden_size > 0 else 0
        for p in self.parameters():
            init.uniform_(p, -stdv, stdv)

    def _check(self, input, h):
        if h.size(0) != input.size(0):
            raise RuntimeError(f"Input batch size {input.size(0)} doesn't match hidden0 batch size {h.size(0)}")
        if h.size(1) != self.hidden_size:
            raise RuntimeError(f'hidden0 has inconsistent hidden_size: got {h.size(1)}, expected {self.hidden_size}')

    def _weights(self):
        return self.weight_ih, self.weight_hh, self.bias_ih, self.bias_hh

    def _step(self, input, *hidden, weights=None):
        """weights: given where the native function has looked at the arguments already."""
        if input.dim() not in (1, 2):
            raise AssertionError(f'{type(self).__name__}: Expected input to be 1-D or 2-D but received {input.dim()}-D tensor')
        batched = input.dim() == 2
        if not batched:
            input = input.unsqueeze(0)
        zero = torch.zeros(input.size(0), self.hidden_size, dtype=input.dtype) if hidden[0] is None else None
        hidden = [zero if h is None else h if batched else h.unsqueeze(0) for h in hidden]
        if weights is None:
            weights = self._weights()
            _native(self.mode.lower() + '_cell', input, tuple(hidden) if len(hidden) > 1 else hidden[0], *weights)
        w_ih, w_hh, b_ih, b_hh = weights
        if input.size(1) != w_ih.size(1):
            raise RuntimeError(f'input has inconsistent input_size: got {input.size(1)} expected {w_ih.size(1)}')
        for h in hidden:
            self._check(input, h)
        h, c = _cell(self.mode, F.linear(input, w_ih, b_ih), w_hh, b_hh, hidden[0], hidden[-1])
        if not batched:
            h = h.squeeze(0)
            c = c.squeeze(0) if c is not None else None
        return h, c

    def extra_repr(self):
        s = f'{self.input_size}, {self.hidden_size}'
        if self.bias is not True:
            s += f', bias={self.bias}'
        return s


class RNNCell(RNNCellBase):
    __constants__ = ['input_size', 'hidden_size', 'bias', 'nonlinearity']

    def __init__(self, input_size, hidden_size, bias=True, nonlinearity='tanh', device=None, dtype=None):
        super().__init__(input_size, hidden_size, bias, device, dtype)
        self.nonlinearity = nonlinearity
        self.mode = 'RNN_RELU' if nonlinearity == 'relu' else 'RNN_TANH'

    def forward(self, input, hx=None):
        if not (self.nonlinearity == 'tanh' or self.nonlinearity == 'relu') and input.dim() in (1, 2):
            raise RuntimeError(f'Unknown nonlinearity: {self.nonlinearity}')
        return self._step(input, hx)[0]

    def extra_repr(self):
        s = super().extra_repr()
        return s + (f', nonlinearity={self.nonlinearity}' if self.nonlinearity != 'tanh' else '')


class LSTMCell(RNNCellBase):
    mode = 'LSTM'

    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super().__init__(input_size, hidden_size, bias, device, dtype)

    def forward(self, input, hx=None):
        if hx is not None and input.dim() == 2:
            weights = self._weights()
            _native('lstm_cell', input, hx, *weights)
            if len(hx) != 2:
                raise RuntimeError('lstm_cell expects two hidden states')
            return self._step(input, hx[0], hx[1], weights=weights)
        h, c = (None, None) if hx is None else (hx[0], hx[1])
        return self._step(input, h, c)


class GRUCell(RNNCellBase):
    mode = 'GRU'

    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super().__init__(input_size, hidden_size, bias, device, dtype)

    def forward(self, input, hx=None):
        return self._step(input, hx)[0]
