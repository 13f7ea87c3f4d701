"""Mock objects: stand-ins that record how they are used, and patch() to put them in place for a while.

Here are the mocks themselves; the records of calls are in _mock_call, mocks made after an object in _mock_autospec,
and patch() is in _mock_patch.
"""
import inspect
from functools import partial
from types import CodeType, FunctionType, MethodType

from unittest._mock_call import (ANY, DEFAULT, _Call, _CallList, _deleted, _format_call, _missing, _parts, call,
                                 sentinel)

__all__ = ('Mock', 'MagicMock', 'patch', 'sentinel', 'DEFAULT', 'ANY', 'call', 'create_autospec', 'AsyncMock',
           'FILTER_DIR', 'NonCallableMock', 'NonCallableMagicMock', 'mock_open', 'PropertyMock', 'seal')

FILTER_DIR = True


class InvalidSpecError(Exception):
    """A mock was given as a spec."""


def _is_exception(obj):
    return isinstance(obj, BaseException) or isinstance(obj, type) and issubclass(obj, BaseException)


def _is_async(obj):
    if isinstance(obj, NonCallableMock):
        return isinstance(obj, AsyncMockMixin)
    return inspect.iscoroutinefunction(getattr(obj, '__func__', obj)) or inspect.isawaitable(obj)


def _is_magic(name):
    return name == f'__{name[2:-2]}__'


def _check_typos(kwargs):
    """Refuses the arguments that are meant to be another one."""
    for name in ('autospect', 'auto_spec', 'set_spec'):
        if name in kwargs:
            raise RuntimeError(f'{name!r} might be a typo; use unsafe=True if this is intended')


# --- the mocks ---

_ALLOWED = {'return_value', '_mock_return_value', 'side_effect', '_mock_side_effect', '_mock_parent',
            '_mock_new_parent', '_mock_name', '_mock_new_name'}
_ASSERT_LIKE = ('assert', 'assret', 'asert', 'aseert', 'assrt')


def _signature_of(spec, as_instance=False, eat_self=False):
    """(function, signature) of what a spec is called like, or None."""
    if isinstance(spec, type) and not as_instance:
        spec, eat_self = spec.__init__, True
    elif isinstance(spec, (classmethod, staticmethod)):
        if isinstance(spec, classmethod):
            eat_self = True
        spec = spec.__func__
    elif not isinstance(spec, (FunctionType, MethodType)):
        try:
            spec = spec.__call__
        except AttributeError:
            return None
    try:
        return spec, inspect.signature(partial(spec, None) if eat_self else spec)
    except ValueError: # a native function that says nothing of its arguments
        return None


class NonCallableMock:
    """A mock that cannot be called. Each instance has a class of its own, for special methods."""

    def __new__(cls, /, *args, **kw):
        spec = kw.get('spec_set', kw.get('spec', args[0] if args else None))
        bases = (AsyncMockMixin, cls) if not issubclass(cls, AsyncMockMixin) and _is_async(spec) else (cls,)
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
        if isinstance(spec, NonCallableMock):
            raise InvalidSpecError(f'Cannot spec a Mock object. [object={spec!r}]')
        d = self.__dict__
        spec_class = signature = None
        names = spec
        asyncs = []
        if spec is not None and type(spec) not in (list, tuple):
            spec_class = spec if isinstance(spec, type) else type(spec)
            found = _signature_of(spec, _spec_as_instance, _eat_self)
            signature = found and found[1]
            names = dir(spec)
            asyncs = [n for n in names if inspect.iscoroutinefunction(getattr(spec, n, None))]
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
        function = d['_mock_delegate']
        if function is None:
            return d['_mock_side_effect']
        effect = function.side_effect
        given = _results(effect)
        if given is not effect: # set as an attribute of the function
            effect = function.side_effect = given
        return effect

    @side_effect.setter
    def side_effect(self, value):
        value = _results(value)
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
        elif _is_magic(name):
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
            child = child.make()
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
        names = set(self._mock_methods or ()) | {n for n in dir(type(self)) if not n.startswith('_')}
        names |= {n for n in self.__dict__ if not n.startswith('_') or _is_magic(n)}
        return sorted(names | {n for n, child in self._mock_children.items() if child is not _deleted})

    def _get_child_mock(self, /, **kw):
        """What attributes and return values are made of."""
        if self._mock_sealed:
            name = self._extract_mock_name()
            attr = f".{kw['name']}" if 'name' in kw else '()'
            raise AttributeError(name + attr)
        new_name = kw.get('_new_name')
        if new_name in self.__dict__['_spec_asyncs']:
            return AsyncMock(**kw)
        if isinstance(self, AsyncMockMixin): # its plain methods are known by the spec, or by being special
            plain = new_name in _ALL_MAGIC - _ASYNC_MAGIC or self._mock_methods and new_name in self._mock_methods
            cls = MagicMock if plain else AsyncMock
        elif isinstance(self, CallableMixin):
            is_async = isinstance(self, MagicMock) and new_name in _ASYNC_MAGIC
            cls = AsyncMock if is_async else type(self).__mro__[1]
        else:
            cls = MagicMock if isinstance(self, NonCallableMagicMock) else Mock
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

    def _child_signature(self, name):
        """The signature of the spec of a child, named 'a.b().c'; None if there is none."""
        signature, children = None, self._mock_children
        for part in name.replace('()', '').split('.'):
            child = _extract_mock(children.get(part))
            if child is None or child is _deleted or isinstance(child, _SpecState):
                break
            signature, children = child._spec_signature, child._mock_children
        return signature

    def _call_matcher(self, value):
        """value with its arguments bound to the spec's signature, so that names and positions are one."""
        signature = self._spec_signature
        if isinstance(value, tuple) and len(value) > 2 and value[0]:
            signature = self._child_signature(value[0])
        if signature is None:
            return value
        name, args, kwargs = _parts(value)
        try:
            bound = signature.bind(*args, **kwargs)
        except TypeError as e:
            return e.with_traceback(None)
        return call(name, bound.args, bound.kwargs) # equal to another bound one only

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


def _results(effect):
    """A side effect that has the results one after the other as their iterator; others as they are."""
    if effect is None or _is_exception(effect) or callable(effect):
        return effect
    try:
        return iter(effect)
    except TypeError:
        return effect # fails when it is called


_RECORDS = ('called', 'call_count', 'call_args', 'call_args_list', 'mock_calls')
_DELEGATED = _RECORDS + ('await_count', 'await_args', 'await_args_list')


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


for _name in _RECORDS:
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
_magics = {f'__{n}__' for n in ('lt gt le ge eq ne getitem setitem delitem len contains str sizeof enter exit divmod '
                                'rdivmod neg pos abs invert complex int float index round trunc floor ceil bool next '
                                'fspath aiter hash iter').split()}
_magics |= {f'__{prefix}{n}__' for n in _NUMERICS for prefix in ('', 'i', 'r')}
_ASYNC_MAGIC = {'__aenter__', '__aexit__', '__anext__'}
_DEFAULT_MAGIC = _magics | _ASYNC_MAGIC # what a MagicMock has; the others can be set
_ALL_MAGIC = _DEFAULT_MAGIC | {f'__{n}__' for n in (
    'reversed missing reduce reduce_ex getinitargs getnewargs getstate setstate getnewargs_ex repr dir subclasses '
    'getformat format get set delete').split()}
_UNSUPPORTED_MAGIC = {'__getattr__', '__setattr__', '__init__', '__new__', '__prepare__', '__instancecheck__',
                      '__subclasscheck__', '__del__'}
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
        wanted = _DEFAULT_MAGIC
        methods = self.__dict__.get('_mock_methods')
        if methods is not None:
            for name in wanted - set(methods):
                if name in type(self).__dict__:
                    delattr(type(self), name)
            wanted = wanted & set(methods)
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
        d['_mock_await_count'] = 0
        d['_mock_await_args'] = None
        d['_mock_await_args_list'] = _CallList()
        # What makes inspect.iscoroutinefunction() take it for one.
        code = NonCallableMock(spec_set=CodeType)
        code.co_flags = inspect.CO_COROUTINE
        d.update(__code__=code, __name__='AsyncMock', __defaults__=(), __kwdefaults__={}, __annotations__=None)

    await_count = _delegating('await_count')
    await_args = _delegating('await_args')
    await_args_list = _delegating('await_args_list')

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
            elif _is_async(effect):
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
        cause = next((e for e in expected if isinstance(e, Exception)), None)
        if not any_order:
            if expected not in made:
                problem = 'Awaits not found.' if cause is None else 'Error processing expected awaits.\nErrors: ' + repr(
                    [e if isinstance(e, Exception) else None for e in expected])
                raise AssertionError(f'{problem}\nExpected: {_CallList(calls)}\nActual: {self.await_args_list}') from cause
            return
        made, missing = list(made), []
        for e in expected:
            try:
                made.remove(e)
            except ValueError:
                missing.append(e)
        if missing:
            raise AssertionError(f'{tuple(missing)!r} not all found in await list') from cause

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
    for name in dir(mock):
        try:
            child = getattr(mock, name)
        except AttributeError:
            continue # sealed
        if isinstance(child, NonCallableMock) and child._mock_new_parent is mock and not isinstance(
                child._mock_children.get(name), _SpecState):
            seal(child)


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
        mock = MagicMock(name='open', spec=dir(io.open)) # the built-in may be the one that is mocked
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
            try:
                yield next_line()
            except StopIteration:
                return

    def next_line():
        line = handle.readline.return_value
        return next(state[0]) if line is None else line
    handle.__iter__.side_effect = lines
    handle.__next__.side_effect = next_line

    def reset(*args, **kwargs):
        state[0] = fresh()
        return DEFAULT
    mock.side_effect = reset
    mock.return_value = handle
    return mock


from unittest._mock_autospec import _callable, _SpecState, create_autospec
from unittest._mock_patch import _get_target, _patch, patch
