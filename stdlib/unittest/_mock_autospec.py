"""create_autospec: a mock with the attributes and the signatures of an object, made as they are asked for.

A part of unittest.mock, which imports it last.
"""
import inspect
from functools import partial
from types import FunctionType, MethodType

from unittest._mock_call import _CallList
from unittest.mock import (AsyncMock, InvalidSpecError, MagicMock, NonCallableMagicMock, NonCallableMock, _check_typos,
                           _is_async, _is_magic, _signature_of)

_FUNCTIONS = (FunctionType, MethodType)


class _SpecState:
    """An attribute of an autospec that is not made yet."""

    def __init__(self, spec, spec_set, parent, name):
        self.spec = spec
        self.spec_set = spec_set
        self.parent = parent
        self.name = name

    def make(self):
        """The mock that takes the attribute's place."""
        try:
            return create_autospec(self.spec, self.spec_set, _parent=self.parent, _name=self.name)
        except InvalidSpecError:
            target = self.parent._mock_name or self.parent
            raise InvalidSpecError(f'Cannot autospec attr {self.name!r} from target {target!r} as it has already been '
                                   f'mocked out. [target={self.parent!r}, attr={self.spec!r}]')


def _callable(obj):
    """Whether calling obj makes sense, also where obj is a static or class method as it lies in a class."""
    if isinstance(obj, (staticmethod, classmethod, MethodType)):
        return _callable(obj.__func__)
    return isinstance(obj, type) or getattr(obj, '__call__', None) is not None


def _instance_callable(obj):
    """Whether the instances of obj, a class, can be called; of another object whether it can."""
    if not isinstance(obj, type):
        return getattr(obj, '__call__', None) is not None
    return any(base.__dict__.get('__call__') is not None for base in obj.__mro__)


def _hands_over_self(spec, name, is_type):
    """Whether a call of spec's method through its mock leaves out the first argument."""
    if not is_type and name in getattr(spec, '__dict__', {}):
        return False # the instance's own function
    for base in (spec if is_type else type(spec)).__mro__:
        if name in base.__dict__:
            return is_type and isinstance(base.__dict__[name], _FUNCTIONS)
    return is_type


def _check_calls(mock, found):
    """mock refuses calls that do not fit found, the signature of its spec."""
    if found is None:
        return
    signature = found[1]

    def check(self, /, *args, **kwargs):
        signature.bind(*args, **kwargs)
    type(mock)._mock_check_sig = check
    type(mock).__signature__ = signature


def _asking(mock, name):
    """A function for an attribute that asks mock."""
    def ask(*args, **kwargs):
        return getattr(mock, name)(*args, **kwargs)
    ask.__name__ = name
    return ask


def _function_for(mock, original, signature):
    """A function with the name and signature of original that calls mock, and keeps the record of its calls."""
    def function(*args, **kwargs):
        signature.bind(*args, **kwargs)
        return mock(*args, **kwargs)
    name = original.__name__
    function.__name__ = function.__qualname__ = name if name.isidentifier() else 'funcopy'
    function.__module__ = None # it is nobody's source

    def reset_mock():
        function.method_calls, function.mock_calls = _CallList(), _CallList()
        mock.reset_mock()
        result = function.return_value
        if isinstance(result, NonCallableMock) and result is not mock:
            result.reset_mock()
    function.mock, function.reset_mock, function.__signature__ = mock, reset_mock, signature
    function.called, function.call_count, function.call_args = False, 0, None
    function.call_args_list, function.method_calls, function.mock_calls = _CallList(), _CallList(), _CallList()
    function.return_value, function.side_effect = mock.return_value, mock.side_effect
    function._mock_children = mock._mock_children
    names = ['assert_called_with', 'assert_called_once_with', 'assert_has_calls', 'assert_any_call', 'assert_called',
             'assert_not_called', 'assert_called_once']
    if isinstance(mock, AsyncMock):
        from asyncio.coroutines import _is_coroutine # here, because most tests need no asyncio
        function.await_count, function.await_args, function.await_args_list = 0, None, _CallList()
        function._is_coroutine = _is_coroutine
        names += ['assert_awaited', 'assert_awaited_once', 'assert_awaited_with', 'assert_awaited_once_with',
                  'assert_any_await', 'assert_has_awaits', 'assert_not_awaited']
    for name in names:
        setattr(function, name, _asking(mock, name))
    mock._mock_delegate = function
    return function


def _kind_of_mock(spec, is_type, is_async, instance):
    """The class of the mock that stands for spec."""
    if inspect.isdatadescriptor(spec):
        return MagicMock
    if is_async:
        if instance:
            raise RuntimeError('Instance can not be True when create_autospec is mocking an async function')
        return AsyncMock
    if not _callable(spec) or is_type and instance and not _instance_callable(spec):
        return NonCallableMagicMock
    return MagicMock


def _method_mock(mock, name, original, spec_set, eat_self):
    """The child of mock, or of the mock behind a function, for a method."""
    parent = mock.mock if isinstance(mock, _FUNCTIONS) else mock
    kind = AsyncMock if inspect.iscoroutinefunction(original) else MagicMock
    child = kind(parent=parent, name=name, _new_name=name, _new_parent=parent, _eat_self=eat_self,
                 **{'spec_set' if spec_set else 'spec': original})
    _check_calls(child, _signature_of(original, False, eat_self))
    mock._mock_children[name] = child
    setattr(mock, name, child)
    return child


def create_autospec(spec, spec_set=False, instance=False, _parent=None, _name=None, *, unsafe=False, **kwargs):
    """A mock with the attributes and signatures of spec, recursively; that of a function is a function.

    instance=True: the mock of an instance of the class spec. spec_set=True: attributes that spec lacks cannot be set.
    Further arguments go to the mock. A mock as spec is an InvalidSpecError.
    """
    if type(spec) in (list, tuple):
        spec = type(spec) # not one of the names in it
    if isinstance(spec, NonCallableMock):
        raise InvalidSpecError(f'Cannot autospec a Mock object. [object={spec!r}]')
    is_type = isinstance(spec, type)
    is_async = isinstance(spec, FunctionType) and _is_async(spec)
    options = {} if spec is None else {'spec_set' if spec_set else 'spec': spec}
    if options and instance:
        options['_spec_as_instance'] = True
    if not unsafe:
        _check_typos(kwargs)
    kind = _kind_of_mock(spec, is_type, is_async, instance)
    if inspect.isdatadescriptor(spec):
        options = {}
    else:
        options.update(kwargs)
    name = options.pop('name', _name)
    mock = kind(parent=_parent, _new_parent=_parent, _new_name='' if _parent is None else name, name=name, **options)
    if isinstance(spec, _FUNCTIONS):
        found = _signature_of(spec)
        if found is not None:
            mock = _function_for(mock, spec, found[1])
    else:
        _check_calls(mock, _signature_of(spec, instance, is_type))
    if _parent is not None and not instance:
        _parent._mock_children[name] = mock
    if is_type and not instance and 'return_value' not in kwargs:
        mock.return_value = create_autospec(spec, spec_set, instance=True, _name='()', _parent=mock)
    for entry in dir(spec):
        if _is_magic(entry):
            continue # of MagicMock's own
        try:
            original = getattr(spec, entry)
        except AttributeError:
            continue
        if isinstance(original, _FUNCTIONS):
            _method_mock(mock, entry, original, spec_set, _hands_over_self(spec, entry, is_type))
        else:
            mock._mock_children[entry] = _SpecState(original, spec_set, mock, entry)
    return mock


create_autospec.__module__ = 'unittest.mock'
