"""A softmax over very many classes: frequent ones directly, rare ones in clusters (Grave et al. 2016)."""
from collections import namedtuple

import torch
from .container import ModuleList, Sequential
from .linear import Linear
from .module import Module
from .. import functional as F

_ASMoutput = namedtuple('_ASMoutput', ['output', 'loss'])


class AdaptiveLogSoftmaxWithLoss(Module):
    def __init__(self, in_features, n_classes, cutoffs, div_value=4., head_bias=False, device=None, dtype=None):
        super().__init__()
        cutoffs = list(cutoffs)
        if (cutoffs != sorted(cutoffs) or min(cutoffs) <= 0 or max(cutoffs) > n_classes - 1 or len(set(cutoffs)) != len(cutoffs)
                or any(int(c) != c for c in cutoffs)):
            raise ValueError('cutoffs should be a sequence of unique, positive integers sorted in an increasing order, where each value is '
                             'between 1 and n_classes-1')
        self.in_features, self.n_classes = in_features, n_classes
        self.cutoffs = cutoffs + [n_classes]
        self.div_value, self.head_bias = div_value, head_bias
        self.shortlist_size = self.cutoffs[0]
        self.n_clusters = len(self.cutoffs) - 1
        self.head_size = self.shortlist_size + self.n_clusters
        self.head = Linear(in_features, self.head_size, bias=head_bias, device=device, dtype=dtype)
        self.tail = ModuleList()
        for i in range(self.n_clusters):
            hidden = int(in_features // (div_value ** (i + 1)))
            size = self.cutoffs[i + 1] - self.cutoffs[i]
            factory = {'bias': False, 'dtype': dtype, 'device': device}
            self.tail.append(Sequential(Linear(in_features, hidden, **factory), Linear(hidden, size, **factory)))

    def reset_parameters(self):
        self.head.reset_parameters()
        for first, second in self.tail:
            first.reset_parameters()
            second.reset_parameters()

    def forward(self, input_, target_):
        batched = target_.dim() == 1
        if target_.dim() > 1:
            raise RuntimeError('0D or 1D target tensor expected, multi-target not supported')
        if batched and input_.size(0) != target_.size(0):
            raise RuntimeError('Input and target should have the same size in the batch dimension.')
        if input_.dim() != target_.dim() + 1:
            n = target_.dim()
            raise RuntimeError(f'{n}D target tensor expects {n + 1}D input tensors, but found inputs with size', input_.size())
        input, target = (input_, target_) if batched else (input_.unsqueeze(0), target_.unsqueeze(0))
        used = 0
        output = input.new_zeros(target.size(0))
        index = target.new_empty(target.size(0))
        bounds = [0] + self.cutoffs
        for i in range(len(bounds) - 1):
            rows = ((target >= bounds[i]) & (target < bounds[i + 1])).nonzero().squeeze()
            if rows.numel() == 0:
                continue
            if i == 0:
                index.index_copy_(0, rows.reshape(-1), target[rows].reshape(-1))
            else:
                relative = target[rows].reshape(-1) - bounds[i]
                found = F.log_softmax(self.tail[i - 1](input.index_select(0, rows.reshape(-1))), dim=1)
                index.index_fill_(0, rows.reshape(-1), self.shortlist_size + i - 1)
                output = output.index_copy(0, rows.reshape(-1), found.gather(1, relative.unsqueeze(1)).squeeze(1))
            used += rows.numel()
        if used != target.size(0):
            raise RuntimeError(f'Target values should be in [0, {self.n_classes - 1}], but values in range [{target.min().item()}, '
                               f'{target.max().item()}] were found. ')
        head = F.log_softmax(self.head(input), dim=1)
        output = output + head.gather(1, index.unsqueeze(1)).squeeze()
        loss = (-output).mean()
        return _ASMoutput(output if batched else output.squeeze(0), loss)

    def log_prob(self, input):
        scores = self.head(input)
        out = input.new_empty((scores.size(0), self.n_classes))
        head = F.log_softmax(scores, dim=1)
        parts = [head[:, :self.shortlist_size]]
        for i in range(self.n_clusters):
            parts.append(F.log_softmax(self.tail[i](input), dim=1) + head[:, self.shortlist_size + i].unsqueeze(1))
        return torch.cat(parts, 1)

    def predict(self, input):
        return self.log_prob(input).argmax(1)
