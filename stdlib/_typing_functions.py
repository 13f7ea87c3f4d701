"""What typing has to look at annotations with, and its decorators.

A part of typing, which loads it when one of its names is first asked for.
"""
import collections
import functools
import sys
import types
from types import GenericAlias
from typing import (Annotated, Any, Callable, ForwardRef, Generic, Never, NotRequired, ParamSpec, ParamSpecArgs,
                    ParamSpecKwargs, Required, T, Union, _AnnotatedAlias, _BaseGenericAlias, _ConcatenateGenericAlias, _GenericAlias, _eval_type)

__name__ = 'typing'  # where all of this is found

# What has no annotations although it could have some.
_MAY_BE_ANNOTATED = (types.FunctionType, types.BuiltinFunctionType, types.MethodType, types.ModuleType,
                     types.WrapperDescriptorType, types.MethodWrapperType, types.MethodDescriptorType)


def cast(typ, val):
    """val; type checkers believe that it is of that type."""
    return val


def assert_type(val, typ, /):
    """val; type checkers check that it is of that type."""
    return val


def assert_never(arg: Never, /) -> Never:
    """Never called, say type checkers."""
    text = repr(arg)
    if len(text) > _ASSERT_NEVER_REPR_MAX_LENGTH:
        text = text[:_ASSERT_NEVER_REPR_MAX_LENGTH] + '...'
    raise AssertionError(f"Expected code to be unreachable, but got: {text}")


_ASSERT_NEVER_REPR_MAX_LENGTH = 100


def reveal_type(obj: T, /) -> T:
    """Print the type of obj and return it."""
    print(f"Runtime type is {type(obj).__name__!r}", file=sys.stderr)
    return obj


def no_type_check(arg):
    """Mark a function or class whose annotations are not types."""
    if isinstance(arg, type):
        for name in dir(arg):
            value = getattr(arg, name)
            qualname = getattr(value, '__qualname__', None)
            # only what the class defines itself
            if qualname != f'{arg.__qualname__}.{value.__name__ if qualname else ""}' or \
                    getattr(value, '__module__', None) != arg.__module__:
                continue
            if isinstance(value, types.FunctionType):
                value.__no_type_check__ = True
            elif isinstance(value, types.MethodType):
                value.__func__.__no_type_check__ = True
            elif isinstance(value, type):
                no_type_check(value)
    try:
        arg.__no_type_check__ = True
    except TypeError:
        pass  # built-in classes
    return arg


def no_type_check_decorator(decorator):
    """Make a decorator whose results are not type checked."""
    @functools.wraps(decorator)
    def wrapped_decorator(*args, **kwds):
        return no_type_check(decorator(*args, **kwds))
    return wrapped_decorator


_overload_registry = collections.defaultdict(functools.partial(collections.defaultdict, dict))


def _overload_dummy(*args, **kwds):
    raise NotImplementedError("You should not call an overloaded function. A series of @overload-decorated functions "
                              "outside a stub module should always be followed by an implementation that is not "
                              "@overload-ed.")


def overload(func):
    """One of several signatures of the function that follows."""
    f = getattr(func, "__func__", func)
    try:
        _overload_registry[f.__module__][f.__qualname__][f.__code__.co_firstlineno] = func
    except AttributeError:
        pass
    return _overload_dummy


def get_overloads(func):
    """The overloads of a function in the order of their definition."""
    f = getattr(func, "__func__", func)
    there = _overload_registry.get(f.__module__)
    return list(there.get(f.__qualname__, {}).values()) if there else []


def clear_overloads():
    """Forget all overloads."""
    _overload_registry.clear()


def final(f):
    """A method not to be overridden, a class not to be subclassed."""
    try:
        f.__final__ = True
    except (AttributeError, TypeError):
        pass
    return f


def dataclass_transform(*, eq_default: bool=True, order_default: bool=False, kw_only_default: bool=False,
                        field_specifiers: tuple[Union[type[Any], Callable[..., Any]], ...]=(),
                        **kwargs: Any) -> Callable[[T], T]:
    """Tells type checkers that the decorated class, metaclass or function makes dataclasses."""
    def decorator(cls_or_fn):
        cls_or_fn.__dataclass_transform__ = {
            "eq_default": eq_default, "order_default": order_default, "kw_only_default": kw_only_default,
            "field_specifiers": field_specifiers, "kwargs": kwargs}
        return cls_or_fn
    return decorator


def get_origin(tp):
    """List[int] -> list, Union[int, str] -> Union ..."""
    if isinstance(tp, _AnnotatedAlias):
        return Annotated
    if isinstance(tp, (_BaseGenericAlias, GenericAlias, ParamSpecArgs, ParamSpecKwargs)):
        return tp.__origin__
    if tp is Generic:
        return Generic
    if isinstance(tp, types.UnionType):
        return types.UnionType
    return None


def get_args(tp):
    """Dict[int, str] -> (int, str) ..."""
    if isinstance(tp, _AnnotatedAlias):
        return (tp.__origin__,) + tp.__metadata__
    if isinstance(tp, (_GenericAlias, GenericAlias)):
        res = tp.__args__
        if tp.__origin__ is collections.abc.Callable and not (
                len(res) == 2 and (res[0] is ... or isinstance(res[0], (ParamSpec, _ConcatenateGenericAlias)))):
            res = (list(res[:-1]), res[-1])
        return res
    if isinstance(tp, types.UnionType):
        return tp.__args__
    return ()


def is_typeddict(tp):
    """Whether tp is a TypedDict class."""
    from typing import _TypedDictMeta
    return isinstance(tp, _TypedDictMeta)


def _strip_annotations(t):
    if isinstance(t, _AnnotatedAlias):
        return _strip_annotations(t.__origin__)
    if isinstance(t, _GenericAlias) and t.__origin__ in (Required, NotRequired):
        return _strip_annotations(t.__args__[0])
    if isinstance(t, _GenericAlias):
        args = tuple(_strip_annotations(a) for a in t.__args__)
        return t if args == t.__args__ else t.copy_with(args)
    if isinstance(t, GenericAlias):
        args = tuple(_strip_annotations(a) for a in t.__args__)
        return t if args == t.__args__ else GenericAlias(t.__origin__, args)
    if isinstance(t, types.UnionType):
        args = tuple(_strip_annotations(a) for a in t.__args__)
        return t if args == t.__args__ else functools.reduce(lambda a, b: a | b, args)
    return t


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    """The annotations of a class, function or module with text evaluated."""
    if getattr(obj, '__no_type_check__', None):
        return {}
    hints = {}
    if isinstance(obj, type):
        for base in reversed(obj.__mro__):
            base_globals = globalns if globalns is not None else getattr(sys.modules.get(base.__module__), '__dict__', {})
            base_locals = localns if localns is not None else dict(vars(base))
            if localns is None and globalns is None:
                # names of the module win over those of the class, as in 3.11
                base_globals, base_locals = base_locals, base_globals
            ann = base.__dict__.get('__annotations__', {})
            if isinstance(ann, types.GetSetDescriptorType):
                ann = {}
            for name, value in ann.items():
                if value is None:
                    value = type(None)
                if isinstance(value, str):
                    value = ForwardRef(value, is_argument=False, is_class=True)
                hints[name] = _eval_type(value, base_globals, base_locals)
    else:
        if globalns is None:
            if isinstance(obj, types.ModuleType):
                globalns = obj.__dict__
            else:
                wrapped = obj
                while hasattr(wrapped, '__wrapped__'):
                    wrapped = wrapped.__wrapped__
                globalns = getattr(wrapped, '__globals__', {})
        if localns is None:
            localns = globalns
        ann = getattr(obj, '__annotations__', None)
        if ann is None:
            if isinstance(obj, _MAY_BE_ANNOTATED):
                return {}
            raise TypeError('{!r} is not a module, class, method, or function.'.format(obj))
        for name, value in dict(ann).items():
            if value is None:
                value = type(None)
            if isinstance(value, str):
                value = ForwardRef(value, is_argument=not isinstance(obj, types.ModuleType), is_class=False)
            hints[name] = _eval_type(value, globalns, localns)
    return hints if include_extras else {k: _strip_annotations(t) for k, t in hints.items()}
