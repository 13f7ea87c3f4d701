"""Which functions ask the classes of their arguments for __torch_function__, and with which arguments (builtins/torch_override.h).

Rows of _override_rows say it for PyTorch's functions. Functions that PyTorch has in C hand on their arguments as they were given; those
it has in Python bind them first, ask certain parameters and hand on some by position and the rest as keywords."""
from torch import _C

_ALL_SPACES = 'torch.functional torch torch.nn.functional torch.nn.init torch.Tensor torch.linalg torch.fft torch.special torch.autograd'.split()
_SPACE_OF = {'f': 'torch', 'm': 'torch.Tensor', 'n': 'torch.nn.functional', 'l': 'torch.linalg', 's': 'torch.special', 't': 'torch.fft'}
_rows = {}     # public name: a Native or a Bound
_known = {}    # id of a function: it and its public name


class DisableTorchFunction:
    """While it is entered, nobody is asked."""

    def __enter__(self):
        self._was = _C._asking_off(True)

    def __exit__(self, *exc):
        _C._asking_off(self._was)


DisableTorchFunction.__module__ = 'torch._C'
_C.DisableTorchFunction = DisableTorchFunction


def _tuple(v):
    return tuple(v) if isinstance(v, (tuple, list)) else (v,)


class Native:
    """A function that hands on its arguments as they were given; called in messages by that name. Some only modes are asked for."""

    def __init__(self, called, mode_only=False):
        self.called, self.mode_only = called, mode_only

    def entry(self, func):
        return func, self.called, self.mode_only


class GoesOn(Native):
    """The same of a function that does nothing but call a method, which asks."""

    def __init__(self, called, space, name):
        self.called, self.space, self.name = called, space, name

    def entry(self, func):
        return getattr(_space(self.space), self.name), self.called, False


class Bound:
    """A function written in Python: called in messages by that name, with those parameters (see _override_rows)."""

    def __init__(self, name, called, parameters):
        self.name, self.called, self.parameters, self.bind = name, called, parameters, None

    def _make_bind(self):
        """Makes bind(*args, **kwargs) -> the values to ask, and those to hand on by position and as keywords."""
        given, asked, handed, keywords, self.flag = [], [], [], [], None
        after_star = False
        for word in self.parameters.split():
            if word.startswith('?'):
                self.flag, _, self.other = word[1:].partition('=')
                continue
            star = word[:len(word) - len(word.lstrip('*'))]
            only = word.startswith('.')
            head, has_default, default = word[len(star) + only:].partition('=')
            parameter = head.rstrip('!:-+')
            value = f'_tuple({parameter})' if '+' in head else star + parameter
            if only and not after_star:
                given.append('*')
            after_star = after_star or only or star == '*'
            given.append(star + parameter + has_default + default)
            if '!' in head:
                asked.append('*' + value if '+' in head else value)
            if star == '**':
                keywords.append(star + parameter)
            elif ':' in head:
                keywords.append(f'{parameter!r}: {parameter}')
            elif '-' not in head:
                handed.append(value)

        def listed(items):
            return '(' + ''.join(i + ', ' for i in items) + ')'
        scope = {'inf': float('inf'), '_tuple': _tuple}
        exec(f"def {self.name}({', '.join(given)}): return {listed(asked)}, {listed(handed)}, {{{', '.join(keywords)}}}", scope)
        self.bind = scope[self.name]

    def entry(self, func):
        if self.bind is None:
            self._make_bind()
        bind, called, flag = self.bind, self.called, self.flag

        def ask(args, kwargs):
            relevant, args, kwargs = bind(*args, **kwargs)
            if flag and kwargs.get(flag):
                return _C._ask(_public(self.other), self.other, relevant, args, kwargs)
            return _C._ask(func, called, relevant, args, kwargs)
        return ask


def _space(name):
    import importlib
    if name == 'torch.Tensor':
        return _C.Tensor
    return importlib.import_module(name)


def _public(path):
    space, _, name = path.rpartition('.')
    return getattr(_space(space), name)


def _read_rows():
    from torch import _override_rows as given
    prefixes = {'torch.functional': 'torch.', 'torch.nn.functional': 'torch.nn.', 'torch.nn.init': 'torch.nn.'}
    of_torch = set(given.NATIVE['torch'].split())
    for space, words in given.NATIVE.items():
        for word in words.split():
            name, _, real = word.partition('=')
            name, only = name.rstrip('?'), name.endswith('?')
            prefix = 'torch.' if word in of_torch and space == 'torch.nn.functional' else prefixes.get(space, space + '.')
            _rows[f'{space}.{name}'] = Native(prefix + (real or name), only)
    for line in given.PYTHON.strip().splitlines():
        head, _, parameters = line.partition(': ')
        paths, _, called = head.partition(' as ')
        paths = paths.split()
        name = (called or paths[0]).rpartition('.')[2]
        row = Bound(name, called or paths[0], parameters)
        for path in paths:
            _rows[path] = row
    for line in given.OTHERS.strip().splitlines():
        paths, _, to = line.partition(' -> ')
        space, _, name = to.rpartition('.')
        if space == 'torch.Tensor' and not name.startswith('__'):
            for path in paths.split():
                _rows[path] = GoesOn(to, space, name)


def begin():
    """Lets functions written in Python ask from now on."""
    _read_rows()
    names = {space: vars(_space(space)) for space in _ALL_SPACES}
    for path in _rows:
        space, _, name = path.rpartition('.')
        f = names[space].get(name)
        if f is not None:
            _known.setdefault(id(f), (f, path))
            _C._ask_before(f)


def entry_of(f, name, place):
    """How calls of f, a function of that name in Python ('p') or native at that place, are asked about: see torch_override.c."""
    func, path = _known.get(id(f), (f, None))
    if path is None:
        path = f"{_SPACE_OF.get(place, '')}.{name}"
        if path not in _rows:
            return None
        func = getattr(_space(_SPACE_OF[place]), name, f)
    row = _rows.get(path)
    return row and row.entry(func)


def warn_of_method():
    """From here, as the warning is PyTorch's own affair unless a script wants to see all."""
    import warnings
    warnings.warn('Defining your `__torch_function__ as a plain method is deprecated and will be an error in future, please define it as a '
                  'classmethod.', DeprecationWarning)


def late(f, path):
    """f, a function that is made when it is first used, as one that asks."""
    _known[id(f)] = f, path
    return _C._ask_before(f)
