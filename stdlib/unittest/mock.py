"""Mock objects: stand-ins that record how they are used, and patch() to put them in place for a while."""
import builtins
import contextlib
import inspect
import sys
from functools import partial, wraps
from types import CodeType, FunctionType, MethodType, ModuleType

__all__ = ('Mock', 'MagicMock', 'patch', 'sentinel', 'DEFAULT', 'ANY', 'call', 'create_autospec', 'AsyncMock',
           'FILTER_DIR', 'NonCallableMock', 'NonCallableMagicMock', 'mock_open', 'PropertyMock', 'seal')

FILTER_DIR = True


class InvalidSpecError(Exception):
    """A mock was given as a spec."""


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


def _is_exception(obj):
    return isinstance(obj, BaseException) or isinstance(obj, type) and issubclass(obj, BaseException)


def _is_async(obj):
    return inspect.iscoroutinefunction(obj) or bool(getattr(obj, '_is_coroutine_mock', False))


# --- calls ---

def _format_call(name, args, kwargs):
    parts = [repr(a) for a in args] + [f'{k}={v!r}' for k, v in kwargs.items()]
    return f"{name}({', '.join(parts)})"


class _Call(tuple):
    """(name, args, kwargs) of a call, or (args, kwargs); compares with shorter forms."""

    def __new__(cls, value=(), name='', parent=None, two=False, from_kall=True):
        args, kwargs = (), {}
        for part in value:
            if isinstance(part, str):
                name = part
            elif isinstance(part, tuple):
                args = part
            else:
                kwargs = part
        return tuple.__new__(cls, (args, kwargs) if two else (name, args, kwargs))

    def __init__(self, value=(), name=None, parent=None, two=False, from_kall=True):
        self._mock_name = name
        self._mock_parent = parent
        self._mock_from_kall = from_kall

    @staticmethod
    def _parts(value):
        """(name, args, kwargs) of a call in any of its forms; None if it is not one."""
        name, args, kwargs = '', (), {}
        if len(value) > 3:
            return None
        if len(value) == 3:
            name, args, kwargs = value
        elif len(value) == 2:
            first, second = value
            if isinstance(first, str):
                name = first
                if isinstance(second, tuple):
                    args = second
                else:
                    kwargs = second
            else:
                args, kwargs = first, second
        elif len(value) == 1:
            if isinstance(value[0], tuple):
                args = value[0]
            elif isinstance(value[0], str):
                name = value[0]
            else:
                kwargs = value[0]
        return name, args, kwargs

    def __eq__(self, other):
        if not isinstance(other, tuple):
            return NotImplemented
        mine, theirs = self._parts(self), self._parts(other)
        if theirs is None:
            return False
        if getattr(self, '_mock_parent', None) and getattr(other, '_mock_parent', None) and \
                self._mock_parent != other._mock_parent:
            return False
        if len(self) == 2 or len(other) == 2 and not isinstance(other[0], str):
            pass
        if mine[0] and theirs[0] != mine[0]:
            return False
        if theirs[0] and not mine[0] and len(self) == 3:
            return False
        return (theirs[1], theirs[2]) == (mine[1], mine[2])

    __hash__ = tuple.__hash__
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
        if attr in tuple.__dict__ and not attr.startswith('__'):
            raise AttributeError        # call.count and call.index are calls
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
        name, args, kwargs = self._parts(self)
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


# --- the mocks ---

_ALLOWED = {'return_value', '_mock_return_value', 'side_effect', '_mock_side_effect', '_mock_parent',
            '_mock_new_parent', '_mock_name', '_mock_new_name'}
_ASSERT_LIKE = ('assert', 'assret', 'asert', 'aseert', 'assrt')


def _signature_of(spec, as_instance=False, eat_self=False):
    """(function, signature) of what a spec is called like, or None."""
    if isinstance(spec, type) and not as_instance:
        init = spec.__init__
        if not isinstance(init, FunctionType):
            return None
        spec, eat_self = init, True
    elif isinstance(spec, (classmethod, staticmethod)):
        if isinstance(spec, classmethod):
            eat_self = True
        spec = spec.__func__
    elif not isinstance(spec, (FunctionType, MethodType)):
        try:
            spec = spec.__call__
        except AttributeError:
            return None
        if not isinstance(spec, (FunctionType, MethodType)):
            return None
    try:
        signature = inspect.signature(partial(spec, None) if eat_self and not isinstance(spec, MethodType) else spec)
    except (ValueError, TypeError):
        return None
    return spec, signature


def _check_spec(value, what):
    if isinstance(value, NonCallableMock):
        raise InvalidSpecError(f"Cannot {what} a Mock object. [object={value!r}]")


class NonCallableMock:
    """A mock that cannot be called. Each instance has a class of its own, for special methods."""

    def __new__(cls, /, *args, **kw):
        bases = (cls,)
        if not issubclass(cls, AsyncMockMixin) and _is_async(kw.get('spec_set') or kw.get('spec')):
            bases = (AsyncMockMixin, cls)
        return object.__new__(type(cls.__name__, bases, {'__doc__': cls.__doc__}))

    def __init__(self, spec=None, wraps=None, name=None, spec_set=None, parent=None, _spec_state=None, _new_name='',
                 _new_parent=None, _spec_as_instance=False, _eat_self=None, unsafe=False, **kwargs):
        d = self.__dict__
        d['_mock_parent'] = parent
        d['_mock_name'] = name
        d['_mock_new_name'] = _new_name
        d['_mock_new_parent'] = parent if _new_parent is None else _new_parent
        d['_mock_sealed'] = False
        if spec_set is not None:
            spec, spec_set = spec_set, True
        self._mock_add_spec(spec, spec_set, _spec_as_instance, bool(parent is not None) if _eat_self is None
                            else _eat_self)
        d['_mock_children'] = {}
        d['_mock_wraps'] = wraps
        d['_mock_delegate'] = None
        d['_mock_called'] = False
        d['_mock_call_args'] = None
        d['_mock_call_count'] = 0
        d['_mock_call_args_list'] = _CallList()
        d['_mock_mock_calls'] = _CallList()
        d['method_calls'] = _CallList()
        d['_mock_unsafe'] = unsafe
        if '_mock_return_value' not in d:
            d['_mock_return_value'] = DEFAULT
        if '_mock_side_effect' not in d:
            d['_mock_side_effect'] = None
        if kwargs:
            self.configure_mock(**kwargs)

    # --- specs ---

    def mock_add_spec(self, spec, spec_set=False):
        """Only what spec has may be used."""
        self._mock_add_spec(spec, spec_set)

    def _mock_add_spec(self, spec, spec_set, _spec_as_instance=False, _eat_self=False):
        if spec is not None:
            _check_spec(spec, 'spec')
        d = self.__dict__
        spec_class = signature = None
        names = spec
        asyncs = []
        if spec is not None and not isinstance(spec, (list, tuple)):
            spec_class = spec if isinstance(spec, type) else type(spec)
            found = _signature_of(spec, _spec_as_instance, _eat_self)
            signature = found and found[1]
            names = dir(spec)
            for n in names:
                try:
                    if inspect.iscoroutinefunction(inspect.getattr_static(spec, n)):
                        asyncs.append(n)
                except AttributeError:
                    pass
        d['_spec_class'] = spec_class
        d['_spec_set'] = spec_set
        d['_spec_signature'] = signature
        d['_mock_methods'] = None if names is None else list(names)
        d['_spec_asyncs'] = asyncs

    @property
    def __class__(self):
        return type(self) if self._spec_class is None else self._spec_class

    # --- configuration ---

    def _get_return_value(self):
        d = self.__dict__
        if d['_mock_delegate'] is not None:
            return d['_mock_delegate'].return_value
        value = d['_mock_return_value']
        if value is DEFAULT and d.get('_mock_wraps') is None:
            value = self._get_child_mock(_new_parent=self, _new_name='()')
            self.return_value = value
        return value

    def _set_return_value(self, value):
        d = self.__dict__
        if d.get('_mock_delegate') is not None:
            d['_mock_delegate'].return_value = value
        else:
            d['_mock_return_value'] = value
            _adopt(self, value, None, '()')

    return_value = property(_get_return_value, _set_return_value)

    @property
    def side_effect(self):
        d = self.__dict__
        if d['_mock_delegate'] is not None:
            return d['_mock_delegate'].side_effect
        return d['_mock_side_effect']

    @side_effect.setter
    def side_effect(self, value):
        if value is not None and not callable(value) and not _is_exception(value) and not isinstance(
                value, _EffectIterator):
            value = _EffectIterator(value)
        d = self.__dict__
        if d.get('_mock_delegate') is not None:
            d['_mock_delegate'].side_effect = value
        else:
            d['_mock_side_effect'] = value

    def configure_mock(self, /, **kwargs):
        """Attributes by (dotted) name."""
        for path, value in sorted(kwargs.items(), key=lambda item: item[0].count('.')):
            *parents, last = path.split('.')
            obj = self
            for part in parents:
                obj = getattr(obj, part)
            setattr(obj, last, value)

    def attach_mock(self, mock, attribute):
        """Make mock an attribute of this one, so that its calls are recorded here too."""
        inner = _extract_mock(mock)
        inner._mock_parent = inner._mock_new_parent = None
        inner._mock_name = ''
        inner._mock_new_name = None
        setattr(self, attribute, mock)

    def reset_mock(self, visited=None, *, return_value=False, side_effect=False):
        """Forget the calls; return value and side effect too if asked."""
        visited = [] if visited is None else visited
        if id(self) in visited: # children may have it as theirs
            return
        visited.append(id(self))
        self.called, self.call_count, self.call_args = False, 0, None
        for calls in ('mock_calls', 'method_calls', 'call_args_list'):
            setattr(self, calls, _CallList())
        if side_effect:
            self._mock_side_effect = None
        if return_value:
            self._mock_return_value = DEFAULT
        for child in self._mock_children.values():
            if child is not _deleted and not isinstance(child, _SpecState):
                child.reset_mock(visited, return_value=return_value, side_effect=side_effect)
        value = self._mock_return_value
        if isinstance(value, NonCallableMock) and value is not self:
            value.reset_mock(visited)

    # --- attributes ---

    def __getattr__(self, name):
        if name in {'_mock_methods', '_mock_unsafe'} or '_mock_methods' not in self.__dict__:
            raise AttributeError(name)
        if self._mock_methods is not None:
            if name not in self._mock_methods or name in _ALL_MAGIC:
                raise AttributeError(f'Mock object has no attribute {name!r}')
        elif name in _ALL_MAGIC:
            raise AttributeError(name)
        if not self._mock_unsafe and (self._mock_methods is None or name not in self._mock_methods):
            if name.startswith(_ASSERT_LIKE):
                raise AttributeError(f"{name!r} is not a valid assertion. Use a spec for the mock if {name!r} is meant "
                                     f"to be an attribute.")
        child = self._mock_children.get(name)
        if child is _deleted:
            raise AttributeError(name)
        if child is None:
            wrapped = None
            if self._mock_wraps is not None:
                wrapped = getattr(self._mock_wraps, name)
            child = self._get_child_mock(parent=self, name=name, wraps=wrapped, _new_name=name, _new_parent=self)
            self._mock_children[name] = child
        elif isinstance(child, _SpecState):
            try:
                child = create_autospec(child.spec, child.spec_set, child.instance, child.parent, child.name)
            except InvalidSpecError:
                raise InvalidSpecError(f'Cannot autospec attr {name!r} from target {self!r} as it has already been '
                                       f'mocked out.') from None
            self._mock_children[name] = child
        return child

    def __setattr__(self, name, value):
        if name in _ALLOWED or name in _DELEGATED:
            return object.__setattr__(self, name, value)
        if self._spec_set and self._mock_methods is not None and name not in self._mock_methods and \
                name not in self.__dict__:
            raise AttributeError(f"Mock object has no attribute '{name}'")
        if name in _UNSUPPORTED_MAGIC:
            raise AttributeError(f'Attempting to set unsupported magic method {name!r}.')
        if name in _ALL_MAGIC:
            if self._mock_methods is not None and name not in self._mock_methods:
                raise AttributeError(f"Mock object has no attribute '{name}'")
            if not isinstance(value, NonCallableMock):
                setattr(type(self), name, _bound_magic(name, value))
                original = value
                value = lambda *args, **kw: original(self, *args, **kw)
            else:
                _adopt(self, value, None, name)
                setattr(type(self), name, value)
                self._mock_children[name] = value
        elif name == '__class__':
            self.__dict__['_spec_class'] = value
            return
        elif _adopt(self, value, name, name):
            self._mock_children[name] = value
        if self._mock_sealed and not hasattr(self, name):
            raise AttributeError(f'Cannot set {self._extract_mock_name()}.{name}')
        return object.__setattr__(self, name, value)

    def __delattr__(self, name):
        if name in _ALL_MAGIC and name in type(self).__dict__:
            delattr(type(self), name)
            if name not in self.__dict__:
                return
        child = self._mock_children.get(name, _missing)
        if name in self.__dict__:
            object.__delattr__(self, name)
        elif child is _deleted:
            raise AttributeError(name)
        if child is not _missing:
            del self._mock_children[name]
        self._mock_children[name] = _deleted

    def __dir__(self):
        if not FILTER_DIR:
            return object.__dir__(self)
        names = set(self._mock_methods or []) | set(n for n in dir(type(self)) if not n.startswith('_'))
        names |= set(n for n in self.__dict__ if not n.startswith('_'))
        names |= set(n for n, c in self._mock_children.items() if c is not _deleted)
        return sorted(n for n in names if not n.startswith('_') or n in (self._mock_methods or ()))

    def _get_child_mock(self, /, **kw):
        """What attributes and return values are made of."""
        if self._mock_sealed:
            name = self._extract_mock_name()
            attr = f".{kw['name']}" if 'name' in kw else '()'
            raise AttributeError(name + attr)
        new_name = kw.get('_new_name')
        if new_name in self.__dict__['_spec_asyncs']:
            return AsyncMock(**kw)
        cls = next(c for c in type(self).__mro__ if c in _MOCK_CLASSES or c.__dict__.get('__module__') != __name__
                   and c is not type(self))
        if issubclass(cls, AsyncMockMixin):
            if new_name in _ASYNC_MAGIC_SYNC or self._mock_methods and new_name in self._mock_methods:
                cls = MagicMock
            else:
                cls = AsyncMock
        elif cls is NonCallableMagicMock:
            cls = MagicMock
        elif cls is NonCallableMock:
            cls = Mock
        return cls(**kw)

    # --- names ---

    def _extract_mock_name(self):
        parts, parent, last = [self._mock_new_name], self._mock_new_parent, self
        dot = '' if parts == ['()'] else '.'
        seen = set()
        while parent is not None:
            last = parent
            parts.append(parent._mock_new_name + dot)
            dot = '' if parent._mock_new_name == '()' else '.'
            parent = parent._mock_new_parent
            if id(parent) in seen:
                break
            seen.add(id(parent))
        parts.reverse()
        first = last._mock_name or 'mock'
        if len(parts) > 1 and parts[1] not in ('()', '().'):
            first += '.'
        parts[0] = first
        return ''.join(parts)

    def __repr__(self):
        name = self._extract_mock_name()
        shown = f' name={name!r}' if name not in ('mock', 'mock.') else ''
        spec = ''
        if self._spec_class is not None:
            spec = f" {'spec_set' if self._spec_set else 'spec'}={self._spec_class.__name__!r}"
        return f'<{type(self).__name__}{shown}{spec} id={str(id(self))!r}>'

    # --- assertions ---

    def _shown(self):
        return self._mock_name or 'mock'

    def _calls_text(self, prefix='Calls'):
        return f'\n{prefix}: {list.__repr__(self.mock_calls)}.' if self.mock_calls else ''

    def _call_matcher(self, value):
        """value with its arguments bound to the spec's signature, so that names and positions are one."""
        signature = self._spec_signature
        if isinstance(value, tuple) and len(value) > 2 and value[0]:
            for part in value[0].replace('()', '').split('.'):
                child = self._mock_children.get(part) if part else None
                if child is None or isinstance(child, _SpecState) or child is _deleted:
                    signature = None
                    break
                signature = child._spec_signature
        if signature is None:
            return value
        name, args, kwargs = _Call._parts(value)
        try:
            bound = signature.bind(*args, **kwargs)
        except TypeError as e:
            return e.with_traceback(None)
        bound = bound.args, bound.kwargs
        return call_with_name(name, bound) if name else _Call(bound, two=True)

    def assert_not_called(self):
        if self.call_count:
            raise AssertionError(f"Expected '{self._shown()}' to not have been called. Called {self.call_count} "
                                 f"times.{self._calls_text()}")

    def assert_called(self):
        if not self.call_count:
            raise AssertionError(f"Expected '{self._shown()}' to have been called.")

    def assert_called_once(self):
        if self.call_count != 1:
            raise AssertionError(f"Expected '{self._shown()}' to have been called once. Called {self.call_count} "
                                 f"times.{self._calls_text()}")

    def assert_called_with(self, /, *args, **kwargs):
        wanted = _format_call(self._shown(), args, kwargs)
        if self.call_args is None:
            raise AssertionError(f'expected call not found.\nExpected: {wanted}\nActual: not called.')
        expected, actual = self._call_matcher(_Call((args, kwargs), two=True)), self._call_matcher(self.call_args)
        if actual != expected:
            got = _format_call(self._shown(), *self.call_args)
            raise AssertionError(f'expected call not found.\nExpected: {wanted}\nActual: {got}') from (
                expected if isinstance(expected, Exception) else None)

    def assert_called_once_with(self, /, *args, **kwargs):
        if self.call_count != 1:
            raise AssertionError(f"Expected '{self._shown()}' to be called once. Called {self.call_count} "
                                 f"times.{self._calls_text()}")
        return self.assert_called_with(*args, **kwargs)

    def assert_any_call(self, /, *args, **kwargs):
        expected = self._call_matcher(_Call((args, kwargs), two=True))
        actual = [self._call_matcher(c) for c in self.call_args_list]
        if isinstance(expected, Exception) or expected not in _CallList(actual):
            raise AssertionError(f'{_format_call(self._shown(), args, kwargs)} call not found') from (
                expected if isinstance(expected, Exception) else None)

    def assert_has_calls(self, calls, any_order=False):
        expected = [self._call_matcher(c) for c in calls]
        cause = next((e for e in expected if isinstance(e, Exception)), None)
        made = _CallList(self._call_matcher(c) for c in self.mock_calls)
        if not any_order:
            if expected not in made:
                problem = 'Calls not found.' if cause is None else 'Error processing expected calls.\nErrors: ' + repr(
                    [e if isinstance(e, Exception) else None for e in expected])
                raise AssertionError(f"{problem}\nExpected: {list.__repr__(_CallList(calls))}"
                                     f"{self._calls_text('Actual').rstrip('.')}") from cause
            return
        made, missing = list(made), []
        for e in expected:
            try:
                made.remove(e)
            except ValueError:
                missing.append(e)
        if missing:
            raise AssertionError(f'{self._shown()!r} does not contain all of {tuple(missing)!r} in its call list, found '
                                 f'{made!r} instead') from cause


def call_with_name(name, bound):
    return _Call((name,) + bound)


class _EffectIterator:
    """Results that a side effect gives one after the other."""

    def __init__(self, values):
        self.iterator = iter(values)

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.iterator)


_DELEGATED = ('called', 'call_count', 'call_args', 'call_args_list', 'mock_calls')


def _delegating(name):
    """An attribute that lives with the function a mock stands behind, if there is one."""
    own = '_mock_' + name

    def get(self):
        d = self.__dict__
        return d[own] if d.get('_mock_delegate') is None else getattr(d['_mock_delegate'], name)

    def set(self, value):
        d = self.__dict__
        if d.get('_mock_delegate') is None:
            d[own] = value
        else:
            setattr(d['_mock_delegate'], name, value)
    return property(get, set)


for _name in _DELEGATED:
    setattr(NonCallableMock, _name, _delegating(_name))


def _extract_mock(obj):
    """The mock behind a function made by create_autospec."""
    if not isinstance(obj, FunctionType):
        return obj
    return getattr(obj, 'mock', obj)


def _adopt(parent, value, name, new_name):
    """value becomes a child of parent, so that its calls are recorded there; False if it is not a mock or has a
    parent already."""
    value = _extract_mock(value)
    if not isinstance(value, NonCallableMock):
        return False
    if (value._mock_name or value._mock_new_name or value._mock_parent is not None or
            value._mock_new_parent is not None):
        return False
    above = parent
    while above is not None:
        if above is value:
            return False
        above = above._mock_new_parent
    if new_name:
        value._mock_new_parent = parent
        value._mock_new_name = new_name
    if name:
        value._mock_parent = parent
        value._mock_name = name
    return True


class CallableMixin:
    """Calls are recorded, then answered by side effect, return value or what is wrapped."""

    def __init__(self, spec=None, side_effect=None, return_value=DEFAULT, wraps=None, name=None, spec_set=None,
                 parent=None, _spec_state=None, _new_name='', _new_parent=None, **kwargs):
        self.__dict__['_mock_return_value'] = return_value
        super().__init__(spec, wraps, name, spec_set, parent, _spec_state, _new_name, _new_parent, **kwargs)
        self.side_effect = side_effect
        if isinstance(return_value, NonCallableMock):
            _adopt(self, return_value, None, '()')

    def __call__(self, /, *args, **kwargs):
        self._mock_check_sig(*args, **kwargs)
        self._increment_mock_call(*args, **kwargs)
        return self._mock_call(*args, **kwargs)

    def _mock_check_sig(self, /, *args, **kwargs):
        """Replaced where a spec says how the call must look."""

    def _mock_call(self, /, *args, **kwargs):
        return self._execute_mock_call(*args, **kwargs)

    def _increment_mock_call(self, /, *args, **kwargs):
        self.called = True
        self.call_count += 1
        made = _Call((args, kwargs), two=True)
        self.call_args = made
        self.call_args_list.append(made)
        record_methods = self._mock_parent is not None
        method_name = self._mock_name
        name = self._mock_new_name
        is_call = name == '()'
        self.mock_calls.append(_Call(('', args, kwargs)))
        parent = self._mock_new_parent
        while parent is not None:
            if record_methods:
                parent.method_calls.append(_Call((method_name, args, kwargs)))
                record_methods = parent._mock_parent is not None
                if record_methods:
                    method_name = f'{parent._mock_name}.{method_name}'
            parent.mock_calls.append(_Call((name, args, kwargs)))
            if parent._mock_new_name:
                dot = '' if is_call else '.'
                is_call = parent._mock_new_name == '()'
                name = parent._mock_new_name + dot + name
            parent = parent._mock_new_parent

    def _execute_mock_call(self, /, *args, **kwargs):
        effect = self.side_effect
        if effect is not None:
            if _is_exception(effect):
                raise effect
            if not callable(effect):
                result = next(effect)
                if _is_exception(result):
                    raise result
            else:
                result = effect(*args, **kwargs)
            if result is not DEFAULT:
                return result
        if self._mock_return_value is not DEFAULT:
            return self.return_value
        if self._mock_delegate is not None and self._mock_delegate.return_value is not DEFAULT:
            return self._mock_delegate.return_value
        if self._mock_wraps is not None:
            return self._mock_wraps(*args, **kwargs)
        return self.return_value


class Mock(CallableMixin, NonCallableMock):
    """A mock that can be called; attributes and results are mocks too."""


# --- special methods ---

_NUMERICS = ('add sub mul matmul truediv floordiv mod lshift rshift and xor or pow').split()
_MAGIC = {f'__{n}__' for n in ('lt gt le ge eq ne getitem setitem delitem len contains str sizeof enter exit divmod '
                               'rdivmod neg pos abs invert complex int float index round trunc floor ceil bool next '
                               'fspath aiter hash repr dir format subclasses getformat reversed missing iter copy '
                               'deepcopy reduce reduce_ex getinitargs getnewargs getstate setstate getnewargs_ex call '
                               'aenter aexit anext').split()}
_MAGIC |= {f'__{prefix}{n}__' for n in _NUMERICS for prefix in ('', 'i', 'r')}
_MAGIC -= {'__subclasses__', '__getformat__', '__call__', '__repr__', '__dir__'}
_NOT_DEFAULT = {f'__{n}__' for n in ('reversed missing reduce reduce_ex getinitargs getnewargs getstate setstate '
                                     'getnewargs_ex repr dir subclasses getformat format copy deepcopy get set '
                                     'delete').split()}
_UNSUPPORTED_MAGIC = {'__getattr__', '__setattr__', '__init__', '__new__', '__prepare__', '__instancecheck__',
                      '__subclasscheck__', '__del__'}
_ALL_MAGIC = (_MAGIC | {'__get__', '__set__', '__delete__', '__repr__', '__dir__', '__format__', '__subclasses__'})
_ASYNC_MAGIC = {'__aenter__', '__aexit__', '__anext__'}
_ASYNC_MAGIC_SYNC = {'__aiter__'}
_RETURNS = {'__lt__': NotImplemented, '__gt__': NotImplemented, '__le__': NotImplemented, '__ge__': NotImplemented,
            '__int__': 1, '__contains__': False, '__len__': 0, '__exit__': False, '__complex__': 1j, '__float__': 1.0,
            '__bool__': True, '__index__': 1, '__aexit__': False}
_COMPUTED = {'__hash__': object.__hash__, '__str__': object.__str__, '__sizeof__': object.__sizeof__,
             '__fspath__': lambda self: f'{type(self).__name__}/{self._extract_mock_name()}/{id(self)}'}


def _bound_magic(name, function):
    def method(self, /, *args, **kw):
        return function(self, *args, **kw)
    method.__name__ = name
    return method


def _eq_effect(self):
    def equal(other):
        value = self.__eq__._mock_return_value
        if value is not DEFAULT:
            return value
        return True if self is other else NotImplemented
    return equal


def _ne_effect(self):
    def differ(other):
        value = self.__ne__._mock_return_value
        if value is not DEFAULT:
            return DEFAULT
        return False if self is other else NotImplemented
    return differ


def _iter_effect(self):
    def iterate():
        value = self.__iter__._mock_return_value
        return iter([]) if value is DEFAULT else iter(value)
    return iterate


def _aiter_effect(self):
    def iterate():
        value = self.__aiter__._mock_return_value
        return _AsyncIterator(iter([] if value is DEFAULT else value))
    return iterate


_EFFECTS = {'__eq__': _eq_effect, '__ne__': _ne_effect, '__iter__': _iter_effect, '__aiter__': _aiter_effect}


class MagicProxy:
    """A special method that becomes a mock when it is first looked up."""

    def __init__(self, name, parent):
        self.name = name
        self.parent = parent

    def create_mock(self):
        mock = self.parent._get_child_mock(name=self.name, _new_name=self.name, _new_parent=self.parent) \
            if self.name not in _ASYNC_MAGIC else AsyncMock(name=self.name, _new_name=self.name,
                                                           _new_parent=self.parent)
        setattr(self.parent, self.name, mock)
        if self.name in _RETURNS:
            mock.return_value = _RETURNS[self.name]
        elif self.name in _COMPUTED:
            mock.return_value = _COMPUTED[self.name](self.parent)
        elif self.name in _EFFECTS:
            mock.side_effect = _EFFECTS[self.name](self.parent)
        return mock

    def __get__(self, obj, _type=None):
        return self.create_mock()


class MagicMixin:
    """Every special method that has a sensible answer."""

    def __init__(self, /, *args, **kw):
        self._mock_set_magics()
        super().__init__(*args, **kw)
        self._mock_set_magics()

    def _mock_set_magics(self):
        wanted = _MAGIC - _NOT_DEFAULT
        methods = self.__dict__.get('_mock_methods')
        if methods is not None:
            for name in wanted - set(methods):
                if name in type(self).__dict__:
                    delattr(type(self), name)
            wanted &= set(methods)
        cls = type(self)
        for name in wanted - set(cls.__dict__):
            setattr(cls, name, MagicProxy(name, self))

    def mock_add_spec(self, spec, spec_set=False):
        self._mock_add_spec(spec, spec_set)
        self._mock_set_magics()


class NonCallableMagicMock(MagicMixin, NonCallableMock):
    """MagicMock without calls."""


class MagicMock(MagicMixin, Mock):
    """A Mock that has special methods."""

    def reset_mock(self, /, *args, return_value=False, **kwargs):
        super().reset_mock(*args, return_value=return_value, **kwargs)


# --- coroutines ---

class _AsyncIterator:
    def __init__(self, iterator):
        self.iterator = iterator

    def __aiter__(self):
        return self

    async def __anext__(self):
        try:
            return next(self.iterator)
        except StopIteration:
            pass
        raise StopAsyncIteration


class AsyncMockMixin:
    """Calls give coroutines; awaits are recorded apart."""
    _is_coroutine_mock = True

    def __init__(self, /, *args, **kwargs):
        super().__init__(*args, **kwargs)
        d = self.__dict__
        d['await_count'] = 0
        d['await_args'] = None
        d['await_args_list'] = _CallList()
        # What makes inspect.iscoroutinefunction() take it for one.
        code = NonCallableMock(spec_set=CodeType)
        code.co_flags = inspect.CO_COROUTINE
        d.update(__code__=code, __name__='AsyncMock', __defaults__=(), __kwdefaults__={}, __annotations__=None)

    def __setattr__(self, name, value):
        if name in ('await_count', 'await_args', 'await_args_list'):
            self.__dict__[name] = value
        else:
            super().__setattr__(name, value)

    async def _execute_mock_call(self, /, *args, **kwargs):
        made = _Call((args, kwargs), two=True)
        self.await_count += 1
        self.await_args = made
        self.await_args_list.append(made)
        effect = self.side_effect
        if effect is not None:
            if _is_exception(effect):
                raise effect
            if not callable(effect):
                try:
                    result = next(effect)
                except StopIteration:
                    raise StopAsyncIteration from None
                if _is_exception(result):
                    raise result
            elif inspect.iscoroutinefunction(effect):
                result = await effect(*args, **kwargs)
            else:
                result = effect(*args, **kwargs)
            if result is not DEFAULT:
                return result
        if self._mock_return_value is not DEFAULT:
            return self.return_value
        if self._mock_wraps is not None:
            result = self._mock_wraps(*args, **kwargs)
            return await result if inspect.iscoroutine(result) else result
        return self.return_value

    def _get_child_mock(self, /, **kw):
        if kw.get('_new_name') == '()':
            kw.pop('_eat_self', None)
            return MagicMock(**kw)
        return super()._get_child_mock(**kw)

    def assert_awaited(self):
        if self.await_count == 0:
            raise AssertionError(f'Expected {self._shown()} to have been awaited.')

    def assert_awaited_once(self):
        if self.await_count != 1:
            raise AssertionError(f'Expected {self._shown()} to have been awaited once. Awaited {self.await_count} '
                                 f'times.')

    def assert_awaited_with(self, /, *args, **kwargs):
        wanted = _format_call(self._shown(), args, kwargs)
        if self.await_args is None:
            raise AssertionError(f'Expected await: {wanted}\nNot awaited')
        expected = self._call_matcher(_Call((args, kwargs), two=True))
        if self._call_matcher(self.await_args) != expected:
            raise AssertionError(f'expected await not found.\nExpected: {wanted}\nActual: '
                                 f'{_format_call(self._shown(), *self.await_args)}')

    def assert_awaited_once_with(self, /, *args, **kwargs):
        if self.await_count != 1:
            raise AssertionError(f'Expected {self._shown()} to have been awaited once. Awaited {self.await_count} '
                                 f'times.')
        return self.assert_awaited_with(*args, **kwargs)

    def assert_any_await(self, /, *args, **kwargs):
        if self._call_matcher(_Call((args, kwargs), two=True)) not in _CallList(
                map(self._call_matcher, self.await_args_list)):
            raise AssertionError(f'{_format_call(self._shown(), args, kwargs)} await not found')

    def assert_has_awaits(self, calls, any_order=False):
        expected = [self._call_matcher(c) for c in calls]
        made = _CallList(map(self._call_matcher, self.await_args_list))
        if not any_order:
            if expected not in made:
                raise AssertionError(f'Awaits not found.\nExpected: {_CallList(calls)}\nActual: '
                                     f'{self.await_args_list}')
            return
        made, missing = list(made), []
        for e in expected:
            try:
                made.remove(e)
            except ValueError:
                missing.append(e)
        if missing:
            raise AssertionError(f'{tuple(missing)!r} not all found in await list')

    def assert_not_awaited(self):
        if self.await_count != 0:
            raise AssertionError(f'Expected {self._shown()} to not have been awaited. Awaited {self.await_count} '
                                 f'times.')

    def reset_mock(self, /, *args, **kwargs):
        super().reset_mock(*args, **kwargs)
        self.await_count = 0
        self.await_args = None
        self.await_args_list = _CallList()


class AsyncMock(AsyncMockMixin, MagicMixin, Mock):
    """A mock of a coroutine function."""


_MOCK_CLASSES = (NonCallableMock, Mock, NonCallableMagicMock, MagicMock, AsyncMock)


class PropertyMock(Mock):
    """A mock to be set as an attribute of a class: reading calls it without arguments, setting with the value."""

    def _get_child_mock(self, /, **kwargs):
        return MagicMock(**kwargs)

    def __get__(self, obj, obj_type=None):
        return self()

    def __set__(self, obj, val):
        self(val)


def seal(mock):
    """No more new attributes or results from here on."""
    mock._mock_sealed = True
    for child in list(mock._mock_children.values()):
        if isinstance(child, NonCallableMock) and child._mock_new_parent is mock:
            seal(child)


# --- specs made recursively ---

class _SpecState:
    """An attribute of an autospec that is not made yet."""

    def __init__(self, spec, spec_set=False, parent=None, name=None, ids=None, instance=False):
        self.spec = spec
        self.spec_set = spec_set
        self.parent = parent
        self.name = name
        self.ids = ids
        self.instance = instance


def _checked(mock, signature):
    """mock's class checks arguments against signature before each call."""
    def check(self, /, *args, **kwargs):
        signature.bind(*args, **kwargs)
    type(mock)._mock_check_sig = check
    type(mock).__signature__ = signature


def _function_for(mock, original, signature):
    """A function with the name and signature of original that calls mock."""
    if inspect.iscoroutinefunction(original):
        async def function(*args, **kwargs):
            signature.bind(*args, **kwargs)
            return await mock(*args, **kwargs)
    else:
        def function(*args, **kwargs):
            signature.bind(*args, **kwargs)
            return mock(*args, **kwargs)
    for name in ('__name__', '__doc__', '__module__', '__defaults__', '__kwdefaults__', '__text_signature__'):
        try:
            if name not in ('__defaults__', '__kwdefaults__'):
                setattr(function, name, getattr(original, name))
        except (AttributeError, TypeError):
            pass
    function.__signature__ = signature
    function.mock = mock
    function.return_value = mock.return_value
    function.side_effect = mock.side_effect
    function._mock_children = mock._mock_children
    for name in ('assert_called_with', 'assert_called_once_with', 'assert_has_calls', 'assert_any_call',
                 'assert_called', 'assert_not_called', 'assert_called_once', 'reset_mock', 'attach_mock'):
        setattr(function, name, getattr(mock, name))
    function.called = False
    function.call_count = 0
    function.call_args = None
    function.call_args_list = _CallList()
    function.method_calls = _CallList()
    function.mock_calls = _CallList()
    mock._mock_delegate = function
    return function


def create_autospec(spec, spec_set=False, instance=False, _parent=None, _name=None, *, unsafe=False, **kwargs):
    """A mock with the attributes and signatures of spec, recursively."""
    if isinstance(spec, (list, tuple)):
        spec = type(spec)
    _check_spec(spec, 'autospec')
    is_type = isinstance(spec, type)
    is_function = isinstance(spec, (FunctionType, MethodType)) or inspect.isbuiltin(spec)
    options = {'spec_set' if spec_set else 'spec': spec}
    if spec is None:
        options = {}
    if kwargs and instance:
        options['_spec_as_instance'] = True
    options['unsafe'] = unsafe
    options.update(kwargs)
    cls = MagicMock
    if inspect.isdatadescriptor(spec):
        options = {}
    elif is_type and instance and not hasattr(spec, '__call__'):
        cls = NonCallableMagicMock
    elif is_type and instance and not _instance_callable(spec):
        cls = NonCallableMagicMock
    elif not callable(spec):
        cls = NonCallableMagicMock
    elif _is_async(spec):
        cls = AsyncMock
    name = options.pop('name', _name)
    mock = cls(parent=_parent, _new_parent=_parent, _new_name='' if _parent is None else name, name=name, **options)
    found = None
    if callable(spec):
        found = _signature_of(spec, instance and is_type, _parent is not None and isinstance(spec, FunctionType) and
                              _eats_self(_parent, name))
    result = mock
    if isinstance(spec, FunctionType) and found is not None:
        result = _function_for(mock, spec, found[1])
    elif found is not None:
        _checked(mock, found[1])
    if _parent is not None and not instance:
        _parent._mock_children[name] = result
    if is_type and not instance and 'return_value' not in kwargs:
        mock.return_value = create_autospec(spec, spec_set, instance=True, _name='()', _parent=mock)
    if is_function:
        return result
    for entry in dir(spec):
        if entry in _ALL_MAGIC or entry in ('__class__', '__dict__', '__weakref__', '__init__', '__new__'):
            continue
        try:
            original = getattr(spec, entry)
        except AttributeError:
            continue
        if isinstance(original, FunctionType) or isinstance(original, (MethodType, type)) or callable(original):
            parent = mock
            child_name = entry
            if isinstance(original, FunctionType):
                skip = is_type and not isinstance(inspect.getattr_static(spec, entry, None), staticmethod)
                found = _signature_of(original, False, skip)
                child_cls = AsyncMock if inspect.iscoroutinefunction(original) else MagicMock
                child = child_cls(parent=parent, name=child_name, _new_name=child_name, _new_parent=parent,
                                  spec=original)
                child._spec_signature = found and found[1]
                if found is not None:
                    _checked(child, found[1])
                mock._mock_children[entry] = child
            else:
                mock._mock_children[entry] = _SpecState(original, spec_set, mock, entry, instance)
        else:
            mock._mock_children[entry] = _SpecState(original, spec_set, mock, entry, instance)
    return result


def _eats_self(parent, name):
    return False


def _instance_callable(cls):
    return any('__call__' in base.__dict__ for base in cls.__mro__)


# --- patching ---

def _importer(target):
    parts = target.split('.')
    thing = __import__(parts[0])
    path = parts[0]
    for part in parts[1:]:
        path += '.' + part
        try:
            thing = getattr(thing, part)
        except AttributeError:
            __import__(path)
            thing = getattr(thing, part)
    return thing


class _patch:
    """Replaces an attribute while a function, class or block runs."""
    attribute_name = None
    _active = []

    def __init__(self, getter, attribute, new, spec, create, spec_set, autospec, new_callable, kwargs, *, unsafe=False):
        if new_callable is not None:
            if new is not DEFAULT:
                raise ValueError("Cannot use 'new' and 'new_callable' together")
            if autospec is not None:
                raise ValueError("Cannot use 'autospec' and 'new_callable' together")
        if not unsafe:
            for name, right in (('auto_spec', 'autospec'), ('autospect', 'autospec'), ('set_spec', 'spec_set')):
                if name in kwargs:
                    raise RuntimeError(f"{name!r} might be a typo; use unsafe=True if this is intended")
        _check_spec(spec, 'spec')
        _check_spec(spec_set, 'spec')
        self.getter, self.attribute = getter, attribute # what is replaced
        self.new, self.new_callable, self.kwargs = new, new_callable, kwargs # by what
        self.spec, self.spec_set, self.autospec, self.create = spec, spec_set, autospec, create
        self.additional_patchers, self.has_local = [], False

    def copy(self):
        other = _patch(self.getter, self.attribute, self.new, self.spec, self.create, self.spec_set, self.autospec,
                       self.new_callable, self.kwargs)
        other.attribute_name = self.attribute_name
        other.additional_patchers = [p.copy() for p in self.additional_patchers]
        return other

    # --- as a decorator ---

    def __call__(self, func):
        decorate = (self.decorate_class if isinstance(func, type) else
                    self.decorate_async_callable if inspect.iscoroutinefunction(func) else self.decorate_callable)
        return decorate(func)

    def decorate_class(self, klass):
        for attr in dir(klass):
            if not attr.startswith(patch.TEST_PREFIX):
                continue
            value = getattr(klass, attr)
            if hasattr(value, '__call__'):
                setattr(klass, attr, self.copy()(value))
        return klass

    @contextlib.contextmanager
    def decoration_helper(self, patched, args, keywargs):
        extra = []
        with contextlib.ExitStack() as stack:
            for patching in patched.patchings:
                arg = stack.enter_context(patching)
                if patching.attribute_name is not None:
                    keywargs.update(arg)
                elif patching.new is DEFAULT:
                    extra.append(arg)
            yield args + tuple(extra), keywargs

    def decorate_callable(self, func):
        if hasattr(func, 'patchings'):
            func.patchings.append(self)
            return func

        @wraps(func)
        def patched(*args, **keywargs):
            with self.decoration_helper(patched, args, keywargs) as (newargs, newkeywargs):
                return func(*newargs, **newkeywargs)
        patched.patchings = [self]
        return patched

    def decorate_async_callable(self, func):
        if hasattr(func, 'patchings'):
            func.patchings.append(self)
            return func

        @wraps(func)
        async def patched(*args, **keywargs):
            with self.decoration_helper(patched, args, keywargs) as (newargs, newkeywargs):
                return await func(*newargs, **newkeywargs)
        patched.patchings = [self]
        return patched

    # --- in place ---

    def get_original(self):
        target, name = self.getter(), self.attribute
        original, local = DEFAULT, False
        try:
            original = target.__dict__[name]
        except (AttributeError, KeyError):
            original = getattr(target, name, DEFAULT)
        else:
            local = True
        if name in vars(builtins) and isinstance(target, ModuleType):
            self.create = True
        if not self.create and original is DEFAULT:
            raise AttributeError(f'{target} does not have the attribute {name!r}')
        return original, local

    def _new_mock(self, original):
        spec, spec_set, kwargs = self.spec, self.spec_set, dict(self.kwargs)
        inherit = False
        if spec is True:
            spec = original
            if spec_set is True:
                spec_set, spec = original, None
        elif spec is not None:
            if spec_set is True:
                spec_set, spec = spec, None
        elif spec_set is True:
            spec_set = original
        if spec is not None or spec_set is not None:
            if original is DEFAULT:
                raise TypeError("Can't use 'spec' with create=True")
            inherit = isinstance(original, type)
        if self.new_callable is not None:
            cls = self.new_callable
        else:
            like = spec_set if spec_set is not None else spec
            cls = AsyncMock if _is_async(original if like is None else like) else MagicMock
            if like is not None and not isinstance(like, (list, tuple)) and not callable(like):
                cls = NonCallableMagicMock
        options = {}
        if spec is not None:
            options['spec'] = spec
        if spec_set is not None:
            options['spec_set'] = spec_set
        if isinstance(cls, type) and issubclass(cls, NonCallableMock) and self.attribute:
            options['name'] = self.attribute
        options.update(kwargs)
        new = cls(**options)
        if inherit and isinstance(new, NonCallableMock) and callable(new):
            options.pop('name', None)
            like = spec if spec is not None else spec_set
            child = MagicMock if _instance_callable(like) else NonCallableMagicMock
            new.return_value = child(_new_parent=new, _new_name='()', **{k: v for k, v in options.items()
                                                                         if k in ('spec', 'spec_set')})
        return new

    def __enter__(self):
        new, autospec = self.new, self.autospec
        if self.spec is False:
            self.spec = None
        if self.spec_set is False:
            self.spec_set = None
        if self.autospec is False:
            autospec = None
        if self.spec is not None and autospec is not None:
            raise TypeError("Can't specify spec and autospec")
        if (self.spec is not None or autospec is not None) and self.spec_set not in (True, None):
            raise TypeError("Can't provide explicit spec_set *and* spec or autospec")
        self.target = self.getter()
        original, local = self.get_original()
        if new is DEFAULT and autospec is None:
            new = self._new_mock(original)
        elif autospec is not None:
            if new is not DEFAULT:
                raise TypeError("autospec creates the mock for you. Can't specify autospec and new.")
            if original is DEFAULT:
                raise TypeError("Can't use 'autospec' with create=True")
            if autospec is True:
                autospec = original
            if isinstance(self.target, NonCallableMock):
                raise InvalidSpecError(f'Cannot autospec attr {self.attribute!r} as the patch target has already been '
                                       f'mocked out. [target={self.target!r}, attr={autospec!r}]')
            new = create_autospec(autospec, spec_set=bool(self.spec_set), _name=self.attribute, **self.kwargs)
        elif self.kwargs:
            raise TypeError("Can't pass kwargs to a mock we aren't creating")
        self.temp_original = original
        self.is_local = local
        self._stack = contextlib.ExitStack()
        try:
            setattr(self.target, self.attribute, new)
            if self.attribute_name is None:
                return new
            result = {}
            if self.new is DEFAULT:
                result[self.attribute_name] = new
            for patching in self.additional_patchers:
                arg = self._stack.enter_context(patching)
                if patching.new is DEFAULT:
                    result.update(arg)
            return result
        except:
            if not self.__exit__(*sys.exc_info()):
                raise

    def __exit__(self, *exc_info):
        if self.is_local and self.temp_original is not DEFAULT:
            setattr(self.target, self.attribute, self.temp_original)
        else:
            delattr(self.target, self.attribute)
            if not self.create and (not hasattr(self.target, self.attribute) or
                                    self.attribute in ('__doc__', '__module__', '__defaults__', '__annotations__',
                                                       '__kwdefaults__')):
                setattr(self.target, self.attribute, self.temp_original)
        del self.temp_original, self.is_local, self.target
        stack = self._stack
        del self._stack
        return stack.__exit__(*exc_info)

    def start(self):
        result = self.__enter__()
        self._active.append(self)
        return result

    def stop(self):
        try:
            self._active.remove(self)
        except ValueError:
            return None
        return self.__exit__(None, None, None)


def _get_target(target):
    try:
        module, attribute = target.rsplit('.', 1)
    except (TypeError, ValueError, AttributeError):
        raise TypeError(f'Need a valid target to patch. You supplied: {target!r}') from None
    return partial(_importer, module), attribute


def patch(target, new=DEFAULT, spec=None, create=False, spec_set=None, autospec=None, new_callable=None, *,
          unsafe=False, **kwargs):
    """Replace the object named 'package.module.attribute'."""
    getter, attribute = _get_target(target)
    return _patch(getter, attribute, new, spec, create, spec_set, autospec, new_callable, kwargs, unsafe=unsafe)


def _patch_object(target, attribute, new=DEFAULT, spec=None, create=False, spec_set=None, autospec=None,
                  new_callable=None, *, unsafe=False, **kwargs):
    """Replace an attribute of an object."""
    if isinstance(target, str):
        raise TypeError(f'{target!r} must be the actual object to be patched, not a str')
    return _patch(lambda: target, attribute, new, spec, create, spec_set, autospec, new_callable, kwargs,
                  unsafe=unsafe)


def _patch_multiple(target, spec=None, create=False, spec_set=None, autospec=None, new_callable=None, **kwargs):
    """Replace several attributes of one object."""
    getter = partial(_importer, target) if isinstance(target, str) else lambda: target
    if not kwargs:
        raise ValueError('Must supply at least one keyword argument with patch.multiple')
    patchers = []
    for attribute, new in kwargs.items():
        p = _patch(getter, attribute, new, spec, create, spec_set, autospec, new_callable, {})
        p.attribute_name = attribute
        patchers.append(p)
    patchers[0].additional_patchers = patchers[1:]
    return patchers[0]


class _patch_dict:
    """Changes a mapping while a function, class or block runs."""

    def __init__(self, in_dict, values=(), clear=False, **kwargs):
        self.in_dict = in_dict
        self.values = dict(values)
        self.values.update(kwargs)
        self.clear = clear
        self._original = None

    def __call__(self, f):
        if isinstance(f, type):
            for attr in dir(f):
                value = getattr(f, attr)
                if attr.startswith(patch.TEST_PREFIX) and hasattr(value, '__call__'):
                    setattr(f, attr, _patch_dict(self.in_dict, self.values, self.clear)(value))
            return f
        if inspect.iscoroutinefunction(f):
            @wraps(f)
            async def inner(*args, **kw):
                with self:
                    return await f(*args, **kw)
        else:
            @wraps(f)
            def inner(*args, **kw):
                with self:
                    return f(*args, **kw)
        return inner

    def __enter__(self):
        if isinstance(self.in_dict, str):
            self.in_dict = _importer(self.in_dict)
        d = self.in_dict
        try:
            self._original = d.copy()
        except AttributeError:
            self._original = {key: d[key] for key in d}
        if self.clear:
            _clear_dict(d)
        try:
            d.update(self.values)
        except AttributeError:
            for key in self.values:
                d[key] = self.values[key]
        return d

    def __exit__(self, *args):
        if self._original is not None:
            _clear_dict(self.in_dict)
            try:
                self.in_dict.update(self._original)
            except AttributeError:
                for key in self._original:
                    self.in_dict[key] = self._original[key]
            self._original = None
        return False

    def start(self):
        result = self.__enter__()
        _patch._active.append(self)
        return result

    def stop(self):
        try:
            _patch._active.remove(self)
        except ValueError:
            return None
        return self.__exit__(None, None, None)


def _clear_dict(d):
    try:
        d.clear()
    except AttributeError:
        for key in list(d):
            del d[key]


def _patch_stopall():
    """Stop every patch that start() began, last first."""
    for p in reversed(_patch._active[:]):
        p.stop()


patch.object = _patch_object
patch.dict = _patch_dict
patch.multiple = _patch_multiple
patch.stopall = _patch_stopall
patch.TEST_PREFIX = 'test'


# --- files ---

def mock_open(mock=None, read_data=''):
    """A mock of open() whose handle gives read_data."""
    import io
    text = isinstance(read_data, str)

    def fresh():
        return (io.StringIO if text else io.BytesIO)(read_data)
    state = [fresh()]
    file_names = list(set(dir(io.TextIOWrapper)) | set(dir(io.BytesIO)))
    if mock is None:
        mock = MagicMock(name='open', spec=open)
    handle = MagicMock(spec=file_names)
    handle.__enter__.return_value = handle
    handle.write.return_value = None
    handle.read.return_value = None
    handle.readline.return_value = None
    handle.readlines.return_value = None

    def answer(method):
        def effect(*args, **kwargs):
            given = getattr(handle, method).return_value
            return given if given is not None else getattr(state[0], method)(*args, **kwargs)
        return effect
    for method in ('read', 'readline', 'readlines'):
        getattr(handle, method).side_effect = answer(method)

    def lines(*args):
        while True:
            line = handle.readline.return_value
            if line is None:
                line = state[0].readline()
                if not line:
                    return
            yield line

    def next_line():
        line = state[0].readline()
        if not line:
            raise StopIteration
        return line
    handle.__iter__.side_effect = lines
    handle.__next__.side_effect = next_line

    def reset(*args, **kwargs):
        state[0] = fresh()
        return DEFAULT
    mock.side_effect = reset
    mock.return_value = handle
    return mock
