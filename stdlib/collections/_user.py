"""UserDict, UserList and UserString: containers to derive from, around a plain one in the attribute `data`."""
import _collections_abc
import sys

__name__ = 'collections'  # where the classes and their methods are known from


def _plain(value):
    """What stands inside a wrapper; anything else as it is."""
    return value.data if isinstance(value, (UserDict, UserList, UserString)) else value


def _defined(source, class_name):
    """The function that the text defines, as a method of the class."""
    space = {}
    exec(compile(source, _shallow_copy.__code__.co_filename, 'exec'), globals(), space)  # tracebacks name the library
    (function,) = space.values()
    function.__qualname__ = f'{class_name}.{function.__name__}'
    return function


def _conversion(class_name, name):
    """The special method that does to `data` what the built-in function of its name does."""
    return _defined(f'def __{name}__(self): return {name}(self.data)', class_name)


def _comparisons(class_name, names, parameter, inside):
    """The methods of those names that compare `data` with what the expression makes of the parameter."""
    signs = {'lt': '<', 'le': '<=', 'eq': '==', 'gt': '>', 'ge': '>='}
    return [_defined(f'def __{name}__(self, {parameter}): return self.data {signs[name]} {inside}', class_name)
            for name in names.split()]


def _forward(body, methods, plain=()):
    """Puts methods into the body of a class that do to `data` what those of its type do.

    They are listed one a line, as name and parameters, `=` before those whose result is wrapped again. Those named
    in plain take wrappers for what is inside.
    """
    for line in methods.split('\n'):
        line = line.strip()
        name, _, parameters = line.removeprefix('= ').partition(' ')
        given = [p.partition('=')[0].strip() for p in parameters.split(',') if p.strip(' /')]
        values = ', '.join(f'_plain({p})' if name in plain else p for p in given)
        call = f'self.data.{name}({values})'
        body[name] = _defined(f"def {name}(self{', ' * bool(parameters)}{parameters}): "
                              f"return {f'type(self)({call})' if line.startswith('=') else call}", body['__qualname__'])


def _shallow_copy(self):
    """copy.copy() of a wrapper: all attributes the same, `data` a copy."""
    twin = object.__new__(type(self))
    vars(twin).update(vars(self), data=self.data.copy())
    return twin


def _merged(cls, first, second):
    both = isinstance(first, dict) and isinstance(second, dict)
    return cls(first | second) if both else NotImplemented


# A dict in the attribute `data`.
class UserDict(_collections_abc.MutableMapping):
    def __init__(self, dict=None, /, **kwargs):
        self.data = {}
        if dict is not None:
            self.update(dict)
        if kwargs:
            self.update(kwargs)

    __len__ = _conversion('UserDict', 'len')

    def __getitem__(self, key):
        try:
            return self.data[key]
        except KeyError:
            missing = getattr(type(self), '__missing__', None)
            if missing is None or key in self.data:
                raise
        return missing(self, key)

    def __setitem__(self, key, item):
        self.data[key] = item

    def __delitem__(self, key):
        del self.data[key]

    __iter__ = _conversion('UserDict', 'iter')

    def __contains__(self, key):
        return key in self.data

    __repr__ = _conversion('UserDict', 'repr')

    def __or__(self, other):
        return _merged(type(self), self.data, _plain(other))

    def __ror__(self, other):
        return _merged(type(self), _plain(other), self.data)

    def __ior__(self, other):
        self.data |= _plain(other)
        return self

    def __copy__(self):
        return _shallow_copy(self)

    def copy(self):  # a subclass's other attributes are copied, too
        if type(self) is UserDict:
            return UserDict(self.data.copy())
        import copy
        held, self.data = self.data, {}
        try:
            twin = copy.copy(self)
        finally:
            self.data = held
        twin.update(self)
        return twin

    @classmethod
    def fromkeys(cls, iterable, value=None):
        new = cls()
        new.update((key, value) for key in iterable)
        return new


class UserList(_collections_abc.MutableSequence):
    """A list in the attribute `data`; what makes a new list makes one of the same class."""

    def __init__(self, initlist=None):
        self.data = [] if initlist is None else list(_plain(initlist))

    __repr__ = _conversion('UserList', 'repr')

    __lt__, __le__, __eq__, __gt__, __ge__ = _comparisons('UserList', 'lt le eq gt ge', 'other', 'self._UserList__cast(other)')

    def __cast(self, other):
        return _plain(other)

    def __contains__(self, item):
        return item in self.data

    __len__ = _conversion('UserList', 'len')

    def __getitem__(self, i):
        found = self.data[i]
        return type(self)(found) if isinstance(i, slice) else found

    def __setitem__(self, i, item):
        self.data[i] = item

    def __delitem__(self, i):
        del self.data[i]

    def __add__(self, other):
        return type(self)(self.data + list(_plain(other)))

    def __radd__(self, other):
        return type(self)(list(_plain(other)) + self.data)

    def __iadd__(self, other):
        self.data.extend(_plain(other))
        return self

    def __mul__(self, n):
        return type(self)(self.data * n)

    __rmul__ = __mul__

    def __imul__(self, n):
        self.data *= n
        return self

    def __copy__(self):
        return _shallow_copy(self)

    _forward(vars(), """append item
        insert i, item
        pop i=-1
        remove item
        clear""")

    def copy(self):
        return type(self)(self)

    _forward(vars(), """count item
        index item, *args
        reverse
        sort /, *args, **kwds
        extend other""", plain=['extend'])


# A str in the attribute `data`; what makes a new string makes one of the same class.
class UserString(_collections_abc.Sequence):
    def __init__(self, seq):
        self.data = str(_plain(seq))

    __str__ = _conversion('UserString', 'str')
    __repr__ = _conversion('UserString', 'repr')
    __int__ = _conversion('UserString', 'int')
    __float__ = _conversion('UserString', 'float')
    __complex__ = _conversion('UserString', 'complex')
    __hash__ = _conversion('UserString', 'hash')

    def __getnewargs__(self):
        return (str(self.data),)

    __eq__, __lt__, __le__, __gt__, __ge__ = _comparisons('UserString', 'eq lt le gt ge', 'string', '_plain(string)')

    def __contains__(self, char):
        return _plain(char) in self.data

    __len__ = _conversion('UserString', 'len')

    def __getitem__(self, index):
        return type(self)(self.data[index])

    def __add__(self, other):
        return type(self)(self.data + str(other))

    def __radd__(self, other):
        return type(self)(str(other) + self.data)

    def __mul__(self, n):
        return type(self)(self.data * n)

    __rmul__ = __mul__

    def __mod__(self, args):
        return type(self)(self.data % args)

    def __rmod__(self, template):
        return type(self)(str(template) % self)

    _forward(vars(), """= capitalize
        = casefold
        = center width, *args
        count sub, start=0, end=sys.maxsize
        = removeprefix prefix, /
        = removesuffix suffix, /""", plain=['count', 'removeprefix', 'removesuffix'])

    def encode(self, encoding='utf-8', errors='strict'):  # None: the default of either argument
        return self.data.encode('utf-8' if encoding is None else encoding, 'strict' if errors is None else errors)

    _forward(vars(), """endswith suffix, start=0, end=sys.maxsize
        = expandtabs tabsize=8
        find sub, start=0, end=sys.maxsize
        format /, *args, **kwds
        format_map mapping
        index sub, start=0, end=sys.maxsize
        isalpha
        isalnum
        isascii
        isdecimal
        isdigit
        isidentifier
        islower
        isnumeric
        isprintable
        isspace
        istitle
        isupper
        join seq
        = ljust width, *args
        = lower
        = lstrip chars=None""", plain=['find'])
    maketrans = str.maketrans
    _forward(vars(), """partition sep
        = replace old, new, maxsplit=-1
        rfind sub, start=0, end=sys.maxsize
        rindex sub, start=0, end=sys.maxsize
        = rjust width, *args
        rpartition sep
        = rstrip chars=None
        split sep=None, maxsplit=-1
        rsplit sep=None, maxsplit=-1
        splitlines keepends=False
        startswith prefix, start=0, end=sys.maxsize
        = strip chars=None
        = swapcase
        = title
        = translate *args
        = upper
        = zfill width""", plain=['replace', 'rfind'])
