"""The rows of the engine's table of operations (src/tensor/op.def) as the tests need them."""
import re

ROW = re.compile(r'KT_OP\((\w+),\s*(\w+),\s*(-?\d+),\s*(\w+),\s*(\w+),\s*(\w+),\s*"([^"]*)",\s*"([^"]*)",\s*"([^"]*)",')


class Row:
    def __init__(self, m):
        self.name, self.family, self.arity, self.rule, self.flags, self.gradient, self.node, torch, numpy = m.groups()
        self.torch = [tuple(t.split('/')) for t in torch.split(',') if t]
        self.numpy = [tuple(t.split('/')) for t in numpy.split(',') if t]


def rows(path='../../../src/tensor/op.def'):
    with open(path) as f:
        return [Row(m) for m in ROW.finditer(f.read())]
