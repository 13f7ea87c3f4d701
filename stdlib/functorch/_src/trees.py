"""Nested lists, tuples and dicts of leaves, taken apart and put together; what they look like in messages."""
from collections import OrderedDict


def _parts(tree):
    """(children, what makes a tree of as many, the name and context that messages have), or None of a leaf."""
    kind = type(tree)
    if kind in (dict, OrderedDict):
        keys = list(tree)
        return [tree[k] for k in keys], lambda new: kind(zip(keys, new)), f'{kind.__name__}, {keys}'
    if kind in (list, tuple):
        return list(tree), kind, f'{kind.__name__}, None'
    if isinstance(tree, tuple) and hasattr(tree, '_fields'):
        return list(tree), lambda new: kind(*new), f'namedtuple, {kind}'
    return None


class _Star:
    def __repr__(self):
        return '*'


class Spec:
    """The shape of a tree without its leaves."""

    def __init__(self, text, make, children):
        self.text, self._make, self._children = text, make, children

    def build(self, leaves):
        """The tree with these leaves, an iterator."""
        return next(leaves) if self._make is None else self._make([c.build(leaves) for c in self._children])

    def spread(self, tree):
        """One value for each leaf, from a tree of which any part may stand for all below; None if it does not match."""
        if self._make is None:
            return None if _parts(tree) else [tree]
        found = _parts(tree)
        if found is None:
            return [tree] * self.count()
        children, _, text = found
        if len(children) != len(self._children) or text != self.text:
            return None
        values = []
        for spec, child in zip(self._children, children):
            part = spec.spread(child)
            if part is None:
                return None
            values += part
        return values

    def plain(self):
        """As a tree of stars prints."""
        return repr(self.build(iter([_Star()] * self.count())))

    def count(self):
        return 1 if self._make is None else sum(c.count() for c in self._children)

    def __repr__(self):
        return '*' if self._make is None else f'TreeSpec({self.text}, [{", ".join(map(repr, self._children))}])'

    def __eq__(self, other):
        return repr(self) == repr(other)


_LEAF = Spec('', None, ())


def flatten(tree):
    found = _parts(tree)
    if found is None:
        return [tree], _LEAF
    children, make, text = found
    leaves, specs = [], []
    for child in children:
        more, spec = flatten(child)
        leaves += more
        specs.append(spec)
    return leaves, Spec(text, make, specs)


def unflatten(leaves, spec):
    return spec.build(iter(leaves))


def tree_map(f, tree):
    leaves, spec = flatten(tree)
    return unflatten([f(x) for x in leaves], spec)
