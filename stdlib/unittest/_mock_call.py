"""What mocks are compared with: sentinels, ANY, and call, the record of one use of a mock.

unittest.mock hands all of it out; a record is (name, args, kwargs), or (args, kwargs) where the name is known.
"""


# --- sentinels ---

class _SentinelObject:
    """A unique object with a name."""

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f'sentinel.{self.name}'

    def __reduce__(self):
        return f'sentinel.{self.name}'


class _Sentinel:
    """sentinel.NAME: the same object each time."""

    def __getattr__(self, name):
        if name == '__bases__': # else inspect takes it for a class
            raise AttributeError
        made = _SentinelObject(name)
        return vars(self).setdefault(name, made)

    def __reduce__(self):
        return 'sentinel'


sentinel = _Sentinel()
DEFAULT, _missing, _deleted = sentinel.DEFAULT, sentinel.MISSING, sentinel.DELETED


class _ANY:
    """Equal to everything."""

    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    def __repr__(self):
        return '<ANY>'


ANY = _ANY()


# --- calls ---

def _format_call(name, args, kwargs):
    parts = [repr(a) for a in args] + [f'{k}={v!r}' for k, v in kwargs.items()]
    return f"{name}({', '.join(parts)})"


def _parts(value, name=''):
    """(name, args, kwargs) of a record in any of its forms, the parts left out empty; None if it is too long for one."""
    if len(value) > 3:
        return None
    if len(value) == 3:
        return tuple(value)
    if len(value) == 2 and not isinstance(value[0], str):
        return name, *value
    args, kwargs = (), {}
    for part in value:
        if isinstance(part, str):
            name = part
        elif isinstance(part, tuple):
            args = part
        else:
            kwargs = part
    return name, args, kwargs


class _Call(tuple):
    """(name, args, kwargs) of a call, or (args, kwargs); compares with shorter forms."""

    def __new__(cls, value=(), name='', parent=None, two=False, from_kall=True):
        name, args, kwargs = _parts(value, name) or (name, (), {})
        return tuple.__new__(cls, (args, kwargs) if two else (name, args, kwargs))

    def __init__(self, value=(), name=None, parent=None, two=False, from_kall=True):
        self._mock_name = name
        self._mock_parent = parent
        self._mock_from_kall = from_kall

    def __eq__(self, other):
        try:
            theirs = _parts(other)
        except TypeError:               # no sequence
            return NotImplemented
        if theirs is None:
            return False
        if getattr(self, '_mock_parent', None) and getattr(other, '_mock_parent', None) and \
                self._mock_parent != other._mock_parent:
            return False
        name, args, kwargs = _parts(self)
        if name and theirs[0] != name: # a record without a name is equal to that of any name
            return False
        return (theirs[1], theirs[2]) == (args, kwargs)

    __ne__ = object.__ne__

    def __call__(self, /, *args, **kwargs):
        if self._mock_name is None:
            return _Call(('', args, kwargs), name='()')
        return _Call((self._mock_name, args, kwargs), name=self._mock_name + '()', parent=self)

    def __getattr__(self, attr):
        if self._mock_name is None:
            return _Call(name=attr, from_kall=False)
        return _Call(name=f'{self._mock_name}.{attr}', parent=self, from_kall=False)

    def __getattribute__(self, attr):
        if attr in tuple.__dict__:
            raise AttributeError        # call.count and call.__getitem__ are calls
        return tuple.__getattribute__(self, attr)

    @property
    def args(self):
        return self[0] if len(self) == 2 else self[1]

    @property
    def kwargs(self):
        return self[-1]

    def __repr__(self):
        if not self._mock_from_kall:
            name = self._mock_name or 'call'
            return f'call{name}' if name.startswith('()') else name
        name, args, kwargs = _parts(self)
        if not name:
            name = 'call'
        elif name.startswith('()'):
            name = f'call{name}'
        else:
            name = f'call.{name}'
        return _format_call(name, args, kwargs)

    def call_list(self):
        """Every call that led to this one, first to last."""
        found, thing = [], self
        while thing is not None:
            if thing._mock_from_kall:
                found.append(thing)
            thing = thing._mock_parent
        return _CallList(reversed(found))


call = _Call(from_kall=False)


class _CallList(list):
    def __contains__(self, value):
        if not isinstance(value, list):
            return list.__contains__(self, value)
        n = len(value)
        return any(self[i:i + n] == value for i in range(len(self) - n + 1))

    def __repr__(self):
        return '[' + ',\n '.join(map(repr, self)) + ']' if len(self) > 1 and len(list.__repr__(self)) > 80 \
            else list.__repr__(self)


for _class in (_SentinelObject, _Sentinel, _ANY, _Call, _CallList):
    _class.__module__ = 'unittest.mock'
