"""Type hints: objects for annotations, which do nothing at run time but print and compare well."""
import collections
import collections.abc
import functools
import sys
import types
from abc import abstractmethod, ABCMeta
from types import GenericAlias

__all__ = [
    'Annotated', 'Any', 'Callable', 'ClassVar', 'Concatenate', 'Final', 'ForwardRef', 'Generic', 'Literal', 'Optional',
    'ParamSpec', 'Protocol', 'Tuple', 'Type', 'TypeVar', 'TypeVarTuple', 'Union', 'AbstractSet', 'ByteString',
    'Container', 'ContextManager', 'Hashable', 'ItemsView', 'Iterable', 'Iterator', 'KeysView', 'Mapping',
    'MappingView', 'MutableMapping', 'MutableSequence', 'MutableSet', 'Sequence', 'Sized', 'ValuesView', 'Awaitable',
    'AsyncIterator', 'AsyncIterable', 'Coroutine', 'Collection', 'AsyncGenerator', 'AsyncContextManager', 'Reversible',
    'SupportsAbs', 'SupportsBytes', 'SupportsComplex', 'SupportsFloat', 'SupportsIndex', 'SupportsInt',
    'SupportsRound', 'ChainMap', 'Counter', 'Deque', 'Dict', 'DefaultDict', 'List', 'OrderedDict', 'Set', 'FrozenSet',
    'NamedTuple', 'TypedDict', 'Generator', 'BinaryIO', 'IO', 'Match', 'Pattern', 'TextIO', 'AnyStr', 'assert_type',
    'assert_never', 'cast', 'clear_overloads', 'dataclass_transform', 'final', 'get_args', 'get_origin',
    'get_overloads', 'get_type_hints', 'is_typeddict', 'LiteralString', 'Never', 'NewType', 'no_type_check',
    'no_type_check_decorator', 'NoReturn', 'NotRequired', 'overload', 'ParamSpecArgs', 'ParamSpecKwargs', 'Required',
    'reveal_type', 'runtime_checkable', 'Self', 'Text', 'TYPE_CHECKING', 'TypeAlias', 'TypeGuard', 'Unpack']

TYPE_CHECKING = False
Text = str


# --- helpers ---

def _type_repr(obj):
    if isinstance(obj, GenericAlias):
        return repr(obj)
    if isinstance(obj, type):
        return obj.__qualname__ if obj.__module__ == 'builtins' else f'{obj.__module__}.{obj.__qualname__}'
    if obj is ...:
        return '...'
    if isinstance(obj, types.FunctionType):
        return obj.__name__
    return repr(obj)


def _type_convert(arg, module=None, *, allow_special=False):
    if isinstance(arg, str):
        return ForwardRef(arg, module=module, is_class=allow_special)
    return type(None) if arg is None else arg


def _type_check(arg, msg, is_argument=True, module=None, *, allow_special=False):
    """arg as a type (None and text converted); TypeError for what cannot be one. Special forms such as ClassVar are
    allowed where asked, Final also where the type is no argument but stands alone."""
    arg = _type_convert(arg, module=module, allow_special=allow_special)
    alone = (Generic, Protocol) + (() if allow_special else (ClassVar,) + ((Final,) if is_argument else ()))
    if isinstance(arg, _GenericAlias) and arg.__origin__ in alone:
        raise TypeError(f"{arg} is not valid as type argument")
    if arg in (Any, LiteralString, NoReturn, Never, Self, TypeAlias) or allow_special and arg in (ClassVar, Final):
        return arg
    if isinstance(arg, _SpecialForm) or arg in (Generic, Protocol):
        raise TypeError(f"Plain {arg} is not valid as type argument")
    if type(arg) is tuple:
        raise TypeError(f"{msg} Got {arg!r:.100}.")
    return arg


def _is_parameter(t):
    """TypeVar, TypeVarTuple, ParamSpec: what knows how to be replaced."""
    return not isinstance(t, type) and hasattr(t, '__typing_subst__')


def _collect_parameters(args):
    """The type variables inside args, each once, in order."""
    found = {}
    for t in args:
        if isinstance(t, type):
            continue
        if _is_parameter(t):
            found[t] = None
        else:
            found.update(dict.fromkeys(getattr(t, '__parameters__', ())))
    return tuple(found)


def _is_param_expr(arg):
    """What may stand for the parameters of a callable."""
    return (arg is ... or isinstance(arg, (tuple, list, ParamSpec, _ConcatenateGenericAlias)))


def _is_unpacked_variables(t):
    return not isinstance(t, type) and getattr(t, '__typing_is_unpacked_typevartuple__', False)


def _unpack_args(args):
    """args with the items of *tuple[int, str] in its place."""
    out = []
    for arg in args:
        inner = None if isinstance(arg, type) else getattr(arg, '__typing_unpacked_tuple_args__', None)
        out += [arg] if inner is None or inner and inner[-1] is ... else inner
    return out


def _check_count(target, given, expected):
    if given != expected:
        raise TypeError(f"Too {'many' if given > expected else 'few'} arguments for {target};"
                        f" actual {given}, expected {expected}")


def _arrange(target, parameters, args):
    """A value for each parameter: those that take several, or one in a form of its own, arrange them."""
    for parameter in parameters:
        prepare = getattr(parameter, '__typing_prepare_subst__', None)
        if prepare is not None:
            args = prepare(target, args)
    _check_count(target, len(args), len(parameters))
    return args


def _replace_parameters(args, values, is_callable):
    """args with their parameters replaced by `values`, a dict."""
    out = []
    for arg in args:
        if isinstance(arg, type):
            out.append(arg)
            continue
        if isinstance(arg, tuple):
            out.append(tuple(_replace_parameters(arg, values, is_callable)))
            continue
        if _is_parameter(arg):
            new = arg.__typing_subst__(values[arg])
        elif inner := getattr(arg, '__parameters__', ()):
            items = []
            for parameter in inner:
                items += values[parameter] if isinstance(parameter, TypeVarTuple) else [values[parameter]]
            new = arg[tuple(items)]
        else:
            new = arg
        several = isinstance(new, tuple) and is_callable or _is_unpacked_variables(arg)
        out += new if several else [new]
    return out


def _flatten_union(params):
    out = []
    for p in params:
        if isinstance(p, (_UnionGenericAlias, types.UnionType)):
            out.extend(p.__args__)
        else:
            out.append(p)
    set(out) # each must be hashable
    unique = []
    for p in out:
        if not any(p == q and type(p) is type(q) for q in unique):
            unique.append(p)
    return tuple(unique)


_cleanups = []  # empty the caches


def _tp_cache(func=None, *, typed=False):
    """Remember results for hashable arguments, so that List[int] is List[int]."""
    if func is None:
        return functools.partial(_tp_cache, typed=typed)
    cached = functools.lru_cache(typed=typed)(func)
    _cleanups.append(cached.cache_clear)

    @functools.wraps(func)
    def inner(*args, **kwds):
        try:
            return cached(*args, **kwds)
        except TypeError:
            pass # not hashable, or an error that comes once more, without this one as its context
        return func(*args, **kwds)
    return inner


# --- special forms ---

class _Final:
    __slots__ = ('__weakref__',)

    def __init_subclass__(cls, /, *args, **kwds):
        if '_root' not in kwds:
            raise TypeError("Cannot subclass special typing classes")


class _NotIterable:
    """What subscripts does not make it a sequence."""
    __slots__ = ()
    __iter__ = None


class _SpecialForm(_Final, _NotIterable, _root=True):  # Union, Optional ...: names with a meaning of their own
    __slots__ = ('_name', '__doc__', '_getitem')

    def __init__(self, getitem):
        self._getitem = getitem
        self._name = getitem.__name__
        self.__doc__ = getitem.__doc__

    def __getattr__(self, item):
        if item in ('__name__', '__qualname__'):
            return self._name
        if item == '__module__':
            return 'typing'
        raise AttributeError(item)

    def __repr__(self):
        return f'typing.{self._name}'

    def __reduce__(self):
        return self._name

    def __or__(self, other):
        return Union[self, other]

    @_tp_cache
    def __getitem__(self, parameters):
        return self._getitem(self, parameters)

    def __ror__(self, other):
        return Union[other, self]

    # It stands for types, but is none.

    def __call__(self, *args, **kwds):
        raise TypeError(f"Cannot instantiate {self}")

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass {self}")

    def __instancecheck__(self, obj):
        raise TypeError(f"{self} cannot be used with isinstance()")

    def __subclasscheck__(self, cls):
        raise TypeError(f"{self} cannot be used with issubclass()")


class _AnyMeta(type):
    def __instancecheck__(self, obj):
        if self is Any:
            raise TypeError("typing.Any cannot be used with isinstance()")
        return super().__instancecheck__(obj)

    def __repr__(self):
        return "typing.Any" if self is Any else super().__repr__()


class Any(metaclass=_AnyMeta):
    """Any type at all."""

    def __new__(cls, *args, **kwargs):
        if cls is Any:
            raise TypeError("Any cannot be instantiated")
        return super().__new__(cls)


def _plain(name, doc):
    def getitem(self, parameters):
        raise TypeError(f"{self} is not subscriptable")
    getitem.__name__ = name
    getitem.__doc__ = doc
    return _SpecialForm(getitem)


def _single(name, doc):
    def getitem(self, parameters):
        item = _type_check(parameters, f'{self} accepts only {"" if name in ("ClassVar", "Final", "TypeGuard") else "a "}'
                                       f'single type.')
        return _GenericAlias(self, (item,))
    getitem.__name__ = name
    getitem.__doc__ = doc
    return _SpecialForm(getitem)


NoReturn = _plain('NoReturn', 'A function that never returns.')
Never = _plain('Never', 'The type without values.')
Self = _plain('Self', 'The class of which a method is called.')
LiteralString = _plain('LiteralString', 'A string made of literals.')
TypeAlias = _plain('TypeAlias', 'Marks an assignment as a type alias.')
ClassVar = _single('ClassVar', 'A class variable.')
Final = _single('Final', 'A name that is not assigned again.')
TypeGuard = _single('TypeGuard', 'The result of a function that narrows a type.')
Required = _single('Required', 'A key that a TypedDict must have.')
NotRequired = _single('NotRequired', 'A key that a TypedDict may lack.')


@_SpecialForm
def Union(self, parameters):
    """One of several types."""
    if parameters == ():
        raise TypeError("Cannot take a Union of no types.")
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    parameters = _flatten_union(tuple(_type_check(p, "Union[arg, ...]: each arg must be a type.") for p in parameters))
    if len(parameters) == 1:
        return parameters[0]
    return _UnionGenericAlias(self, parameters, name='Optional' if len(parameters) == 2 and
                              type(None) in parameters else None)


@_SpecialForm
def Optional(self, parameters):
    """A type or None."""
    arg = _type_check(parameters, f"{self} requires a single type.")
    return Union[arg, type(None)]


class _LiteralSpecialForm(_SpecialForm, _root=True):
    def __getitem__(self, parameters):
        return self._getitem(self, *parameters) if isinstance(parameters, tuple) else self._getitem(self, parameters)


@_LiteralSpecialForm
@_tp_cache(typed=True)  # 1 is not True
def Literal(self, *parameters):
    """One of these values."""
    flat = [v for p in parameters for v in (p.__args__ if isinstance(p, _LiteralGenericAlias) else (p,))]
    try:
        flat = dict.fromkeys((v, type(v)) for v in flat)
        return _LiteralGenericAlias(self, tuple(v for v, _ in flat))
    except TypeError:  # values that cannot be hashed stay as they are
        return _LiteralGenericAlias(self, tuple(flat))


@_SpecialForm
def Concatenate(self, parameters):
    """Parameters before a ParamSpec."""
    if parameters == ():
        raise TypeError("Cannot take a Concatenate of no types.")
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    if not (parameters[-1] is ... or isinstance(parameters[-1], ParamSpec)):
        raise TypeError("The last parameter to Concatenate should be a ParamSpec variable or ellipsis.")
    parameters = (*(_type_check(p, "Concatenate[arg, ...]: each arg must be a type.") for p in parameters[:-1]),
                  parameters[-1])
    return _ConcatenateGenericAlias(self, parameters)


@_SpecialForm
def Unpack(self, parameters):
    """The items of a type variable tuple."""
    item = _type_check(parameters, f'{self} accepts only single type.')
    return _UnpackGenericAlias(self, (item,))


class ForwardRef(_Final, _root=True):
    """A type given as text, evaluated later."""
    __slots__ = ('__forward_arg__', '__forward_code__', '__forward_evaluated__', '__forward_value__',
                 '__forward_is_argument__', '__forward_is_class__', '__forward_module__')

    def __init__(self, arg, is_argument=True, module=None, *, is_class=False):
        if not isinstance(arg, str):
            raise TypeError(f"Forward reference must be a string -- got {arg!r}")
        source = f'({arg},)[0]' if arg[0] == '*' else arg
        try:
            code = compile(source, '<string>', 'eval')
        except SyntaxError:
            raise SyntaxError(f"Forward reference must be an expression -- got {arg!r}")
        self.__forward_arg__, self.__forward_code__, self.__forward_module__ = arg, code, module
        self.__forward_is_argument__, self.__forward_is_class__ = is_argument, is_class
        self.__forward_evaluated__, self.__forward_value__ = False, None

    def _evaluate(self, globalns, localns, recursive_guard):
        """The type, which is kept where there is one namespace; a reference inside itself stays one."""
        if self.__forward_arg__ in recursive_guard:
            return self
        if localns is not globalns or not self.__forward_evaluated__:
            given = [namespace for namespace in (globalns, localns) if namespace is not None] or [{}]
            globalns, localns = given[0], given[-1]
            if self.__forward_module__ is not None:
                globalns = getattr(sys.modules.get(self.__forward_module__), '__dict__', globalns)
            value = _type_check(eval(self.__forward_code__, globalns, localns),
                                "Forward references must evaluate to types.", is_argument=self.__forward_is_argument__,
                                allow_special=self.__forward_is_class__)
            self.__forward_value__ = _eval_type(value, globalns, localns, recursive_guard | {self.__forward_arg__})
            self.__forward_evaluated__ = True
        return self.__forward_value__

    def __eq__(self, other):
        if isinstance(other, ForwardRef):
            both_known = self.__forward_evaluated__ and other.__forward_evaluated__
            return (self.__forward_value__ == other.__forward_value__ and self.__forward_arg__ == other.__forward_arg__
                    if both_known else self._identity() == other._identity())
        return NotImplemented

    def __hash__(self):
        return hash(self._identity())

    def _identity(self):
        return self.__forward_arg__, self.__forward_module__

    def __ror__(self, other):
        return Union[other, self]

    def __or__(self, other):
        return Union[self, other]

    def __repr__(self):
        module = '' if self.__forward_module__ is None else f', module={self.__forward_module__!r}'
        return f'ForwardRef({self.__forward_arg__!r}{module})'


def _eval_type(t, globalns, localns, recursive_guard=frozenset()):
    """Evaluate forward references inside t."""
    if isinstance(t, ForwardRef):
        return t._evaluate(globalns, localns, recursive_guard)
    if isinstance(t, (_GenericAlias, GenericAlias, types.UnionType)):
        if isinstance(t, GenericAlias):
            args = tuple(ForwardRef(a) if isinstance(a, str) else a for a in t.__args__)
            if t.__unpacked__:
                return _eval_type(Unpack[t.__origin__[args]], globalns, localns, recursive_guard)
        else:
            args = t.__args__
        new = tuple(_eval_type(a, globalns, localns, recursive_guard) for a in args)
        if new == t.__args__:
            return t
        if isinstance(t, GenericAlias):
            return GenericAlias(t.__origin__, new)
        if isinstance(t, types.UnionType):
            return functools.reduce(lambda a, b: a | b, new)
        return t.copy_with(new)
    return t


# --- type variables ---

class _Immutable:
    """A copy of it is itself."""
    __slots__ = ()

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


class _Variable(_Immutable):
    def __reduce__(self):
        return self.__name__

    def _set_module(self):
        try:
            module = sys._getframe(2).f_globals.get('__name__', '__main__')
        except (AttributeError, ValueError):
            module = None
        if module != 'typing':
            self.__module__ = module


class _UnionVariable(_Variable):
    """A variable that stands for one type, so that it can be part of a union."""

    def __or__(self, right):
        return Union[self, right]

    def __ror__(self, left):
        return Union[left, self]


class TypeVar(_Final, _UnionVariable, _root=True):
    """A type that stands for another."""

    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False):
        self.__name__ = name
        if covariant and contravariant:
            raise ValueError("Bivariant types are not supported.")
        if constraints and bound is not None:
            raise TypeError("Constraints cannot be combined with bound=...")
        if constraints and len(constraints) == 1:
            raise TypeError("A single constraint is not allowed")
        self.__covariant__ = bool(covariant)
        self.__contravariant__ = bool(contravariant)
        self.__constraints__ = tuple(_type_check(t, "TypeVar(name, constraint, ...): constraints must be types.")
                                     for t in constraints)
        self.__bound__ = None if bound is None else _type_check(bound, "Bound must be a type.")
        self._set_module()

    def __repr__(self):
        return ('+' if self.__covariant__ else '-' if self.__contravariant__ else '~') + self.__name__

    def __typing_subst__(self, arg):
        arg = _type_check(arg, "Parameters to generic types must be types.", is_argument=True)
        if isinstance(arg, _UnpackGenericAlias) or isinstance(arg, GenericAlias) and getattr(arg, '__unpacked__', False):
            raise TypeError(f"{arg} is not valid as type argument")
        return arg


class TypeVarTuple(_Final, _Variable, _root=True):
    """Stands for any number of types."""

    def __init__(self, name):
        self.__name__ = name
        self._set_module()

    def __iter__(self):
        yield Unpack[self]

    def __repr__(self):
        return self.__name__

    def __typing_subst__(self, arg):
        raise TypeError("Substitution of bare TypeVarTuple is not supported")

    def __typing_prepare_subst__(self, alias, args):
        """What is left between the parameters before and behind becomes one tuple. *tuple[int, ...] among the
        arguments gives as many of its items to those around as they need."""
        parameters = alias.__parameters__
        before = parameters.index(self)
        behind = len(parameters) - before - 1
        if any(isinstance(p, TypeVarTuple) for p in parameters[before + 1:]):
            raise TypeError(f"More than one TypeVarTuple parameter in {alias}")
        endless = [at for at, arg in enumerate(args) if not isinstance(arg, type) and
                   (getattr(arg, '__typing_unpacked_tuple_args__', None) or (None,))[-1] is ...]
        if len(endless) > 1:
            raise TypeError("More than one unpacked arbitrary-length tuple argument")
        left, right, filler = before, behind, None
        if endless:
            at, = endless
            filler = args[at].__typing_unpacked_tuple_args__[0]
            left, right = min(left, at), min(right, len(args) - at - 1)
        elif left + right > len(args):
            raise TypeError(f"Too few arguments for {alias}; actual {len(args)}, expected at least {len(parameters) - 1}")
        end = len(args) - right
        return (*args[:left], *[filler] * (before - left), tuple(args[left:end]), *[filler] * (behind - right),
                *args[end:])


class ParamSpecArgs(_Final, _Immutable, _root=True):
    """The positional parameters of a ParamSpec: P.args."""

    def __init__(self, origin):
        self.__origin__ = origin

    def __repr__(self):
        return f"{self.__origin__.__name__}.args"

    def __eq__(self, other):
        return isinstance(other, ParamSpecArgs) and self.__origin__ == other.__origin__


class ParamSpecKwargs(_Final, _Immutable, _root=True):
    """The keyword parameters of a ParamSpec: P.kwargs."""

    def __init__(self, origin):
        self.__origin__ = origin

    def __repr__(self):
        return f"{self.__origin__.__name__}.kwargs"

    def __eq__(self, other):
        return isinstance(other, ParamSpecKwargs) and self.__origin__ == other.__origin__


class ParamSpec(_Final, _UnionVariable, _root=True):
    """Stands for the parameters of a callable."""

    def __init__(self, name, *, bound=None, covariant=False, contravariant=False):
        self.__name__ = name
        if covariant and contravariant:
            raise ValueError("Bivariant types are not supported.")
        self.__bound__ = None if bound is None else _type_check(bound, "Bound must be a type.")
        self.__covariant__, self.__contravariant__ = bool(covariant), bool(contravariant)
        self._set_module()

    def __typing_subst__(self, arg):
        if isinstance(arg, (list, tuple)):
            return tuple(_type_check(a, "Expected a type.") for a in arg)
        if not _is_param_expr(arg):
            raise TypeError(f"Expected a list of types, an ellipsis, ParamSpec, or Concatenate. Got {arg}")
        return arg

    def __typing_prepare_subst__(self, alias, args):
        """X[int, str] means X[[int, str]] where this is the only parameter."""
        parameters = alias.__parameters__
        at = parameters.index(self)
        if at >= len(args):
            raise TypeError(f"Too few arguments for {alias}")
        if len(parameters) == 1 and not _is_param_expr(args[0]):
            return (args,)
        if isinstance(args[at], list):
            return (*args[:at], tuple(args[at]), *args[at + 1:])
        return args

    @property
    def args(self):
        return ParamSpecArgs(self)

    @property
    def kwargs(self):
        return ParamSpecKwargs(self)

    def __repr__(self):
        return ('+' if self.__covariant__ else '-' if self.__contravariant__ else '~') + self.__name__


# --- aliases ---

def _is_dunder(attr):
    return attr.startswith('__') and attr.endswith('__')


class _BaseGenericAlias(_Final, _root=True):
    """Common part of List and List[int]: stands for a run-time class, its __origin__."""

    def __init__(self, origin, *, inst=True, name=None):
        self._inst = inst
        self._name = name
        self.__origin__ = origin
        self.__slots__ = None

    def __call__(self, *args, **kwargs):
        if not self._inst:
            raise TypeError(f"Type {self._name} cannot be instantiated; use {self.__origin__.__name__}() instead")
        result = self.__origin__(*args, **kwargs)
        try:
            result.__orig_class__ = self
        except AttributeError:
            pass
        return result

    def __mro_entries__(self, bases):
        res = []
        if self.__origin__ not in bases:
            res.append(self.__origin__)
        i = bases.index(self)
        if not any(isinstance(b, _BaseGenericAlias) or (isinstance(b, type) and issubclass(b, Generic))
                   for b in bases[i + 1:]):
            res.append(Generic)
        return tuple(res)

    def __getattr__(self, attr):
        if attr in ('__origin__', '__args__'):
            raise AttributeError(attr)
        if attr in ('__name__', '__qualname__'):
            return self._name or self.__origin__.__name__
        if '__origin__' in self.__dict__ and not _is_dunder(attr):
            return getattr(self.__origin__, attr)
        raise AttributeError(attr)

    def __setattr__(self, attr, val):
        if _is_dunder(attr) or attr in ('_name', '_inst', '_nparams', '_paramspec_tvars'):
            super().__setattr__(attr, val)
        else:
            setattr(self.__origin__, attr, val)

    def __dir__(self):
        own = set(super().__dir__())
        return list(own | {attr for attr in dir(self.__origin__) if not _is_dunder(attr)})

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))

    def __subclasscheck__(self, cls):
        raise TypeError("Subscripted generics cannot be used with class and instance checks")

    def __or__(self, right):
        return Union[self, right]

    def __ror__(self, left):
        return Union[left, self]


class _GenericAlias(_BaseGenericAlias, _root=True):
    _takes_paramspec = None  # whether a ParamSpec may be among the parameters; None: what the origin says

    def __init__(self, origin, args, *, inst=True, name=None):
        super().__init__(origin, inst=inst, name=name)
        if not isinstance(args, tuple):
            args = (args,)
        self.__args__ = args
        self.__parameters__ = _collect_parameters(args)
        self._paramspec_tvars = (isinstance(origin, type) and issubclass(origin, Generic)
                                 if self._takes_paramspec is None else self._takes_paramspec)
        if not name:
            self.__module__ = origin.__module__

    def __eq__(self, other):
        if not isinstance(other, _GenericAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    @_tp_cache
    def __getitem__(self, args):
        args = args if isinstance(args, tuple) else (args,)
        if self.__origin__ is Generic or self.__origin__ is Protocol:
            raise TypeError(f"Cannot subscript already-subscripted {self}")
        if len(self.__parameters__) == 0:
            raise TypeError(f"{self} is not a generic class")
        args = _arrange(self, self.__parameters__, tuple(_unpack_args(map(_type_convert, args))))
        values = dict(zip(self.__parameters__, args))
        return self.copy_with(tuple(_replace_parameters(self.__args__, values,
                                                        self.__origin__ is collections.abc.Callable)))

    def copy_with(self, args):
        return self.__class__(self.__origin__, args, name=self._name, inst=self._inst)

    def __repr__(self):
        name = 'typing.' + self._name if self._name else _type_repr(self.__origin__)
        args = ", ".join([_type_repr(a) for a in self.__args__]) if self.__args__ else "()"
        return f'{name}[{args}]'

    def __reduce__(self):
        origin = globals()[self._name] if self._name else self.__origin__
        args = tuple(self.__args__)
        if len(args) == 1 and not isinstance(args[0], tuple):
            args, = args
        import operator
        return operator.getitem, (origin, args)

    def __mro_entries__(self, bases):
        if isinstance(self.__origin__, _SpecialForm):
            raise TypeError(f"Cannot subclass {self!r}")
        if self._name:
            return super().__mro_entries__(bases)
        if self.__origin__ is Generic:
            if Protocol in bases:
                return ()
            i = bases.index(self)
            for b in bases[i + 1:]:
                if isinstance(b, _BaseGenericAlias) and b is not self:
                    return ()
        return (self.__origin__,)

    def __iter__(self):
        yield Unpack[self]


class _SpecialGenericAlias(_NotIterable, _BaseGenericAlias, _root=True):
    """List, Dict ... without arguments."""

    def __init__(self, origin, nparams, *, inst=True, name=None):
        if name is None:
            name = origin.__name__
        super().__init__(origin, inst=inst, name=name)
        self._nparams = nparams
        self.__doc__ = f'A generic version of {origin.__module__}.{origin.__qualname__}.'

    @_tp_cache
    def __getitem__(self, params):
        if not isinstance(params, tuple):
            params = (params,)
        params = tuple(_type_check(p, "Parameters to generic types must be types.") for p in params)
        if not self._nparams:
            raise TypeError(f'{self} is not a generic class')
        if len(params) != self._nparams:
            raise TypeError(f"Too {'many' if len(params) > self._nparams else 'few'} arguments for {self};"
                            f" actual {len(params)}, expected {self._nparams}")
        return self.copy_with(params)

    def copy_with(self, params):
        return _GenericAlias(self.__origin__, params, name=self._name, inst=self._inst)

    def __reduce__(self):
        return self._name

    def __repr__(self):
        return f'typing.{self._name}'

    def __subclasscheck__(self, cls):
        """Of a class or a bare alias; with arguments it cannot be said."""
        if isinstance(cls, _GenericAlias):
            return super().__subclasscheck__(cls)
        bare = cls.__origin__ if isinstance(cls, _SpecialGenericAlias) else cls
        return issubclass(bare, self.__origin__)


class _CallableGenericAlias(_NotIterable, _GenericAlias, _root=True):
    _takes_paramspec = True

    def __repr__(self):
        args = self.__args__
        if len(args) == 2 and _is_param_expr(args[0]):
            return super().__repr__()
        return f'typing.Callable[[{", ".join(_type_repr(a) for a in args[:-1])}], {_type_repr(args[-1])}]'

    def __reduce__(self):
        args = self.__args__
        if not (len(args) == 2 and _is_param_expr(args[0])):
            args = list(args[:-1]), args[-1]
        import operator
        return operator.getitem, (Callable, args)


class _CallableType(_SpecialGenericAlias, _root=True):
    def copy_with(self, params):
        return _CallableGenericAlias(self.__origin__, params, name=self._name, inst=self._inst)

    def __getitem__(self, params):
        if not isinstance(params, tuple) or len(params) != 2:
            raise TypeError("Callable must be used as Callable[[arg, ...], result].")
        args, result = params
        return self._of(tuple(args) if isinstance(args, list) else args, result)

    @_tp_cache
    def _of(self, args, result):
        result = _type_check(result, "Callable[args, result]: result must be a type.")
        args = args if isinstance(args, tuple) else (args,)
        return self.copy_with((*map(_type_convert, args), result))


class _TupleType(_SpecialGenericAlias, _root=True):
    @_tp_cache
    def __getitem__(self, params):
        if not isinstance(params, tuple):
            params = (params,)
        if len(params) >= 2 and params[-1] is ...:
            return self.copy_with((*(_type_check(p, "Tuple[t, ...]: t must be a type.") for p in params[:-1]), ...))
        return self.copy_with(tuple(_type_check(p, "Tuple[t0, t1, ...]: each t must be a type.") for p in params))


class _UnionGenericAlias(_NotIterable, _GenericAlias, _root=True):
    def copy_with(self, params):
        return Union[params]

    def __eq__(self, other):
        if isinstance(other, (_UnionGenericAlias, types.UnionType)):
            return frozenset(self.__args__) == frozenset(other.__args__)
        return NotImplemented

    def __hash__(self):
        return hash(frozenset(self.__args__))

    def __repr__(self):
        shown = [_type_repr(arg) for arg in self.__args__ if arg is not type(None)]
        if len(self.__args__) == 2 and len(shown) == 1:
            return f'typing.Optional[{shown[0]}]'
        return f'typing.Union[{", ".join(map(_type_repr, self.__args__))}]'

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))

    def __subclasscheck__(self, cls):
        for arg in self.__args__:
            if issubclass(cls, arg):
                return True
        return False

    def __reduce__(self):
        import operator
        return operator.getitem, (Union, self.__args__)


class _LiteralGenericAlias(_GenericAlias, _root=True):
    def __eq__(self, other):
        if not isinstance(other, _LiteralGenericAlias):
            return NotImplemented
        return {(v, type(v)) for v in self.__args__} == {(v, type(v)) for v in other.__args__}

    def __hash__(self):
        return hash(frozenset((v, type(v)) for v in self.__args__))

    def __repr__(self):
        return f"typing.Literal[{', '.join(map(_type_repr, self.__args__)) or '()'}]"


class _ConcatenateGenericAlias(_GenericAlias, _root=True):
    _takes_paramspec = True

    def __init__(self, origin, args):
        super().__init__(origin, args)

    def copy_with(self, params):
        last = params[-1]
        if isinstance(last, (list, tuple)):
            return (*params[:-1], *last)  # nothing is left to be concatenated
        if isinstance(last, _ConcatenateGenericAlias):
            params = (*params[:-1], *last.__args__)
        return type(self)(self.__origin__, params)


class _UnpackGenericAlias(_GenericAlias, _root=True):
    def __init__(self, origin, args, **kw):
        super().__init__(origin, args)

    def __repr__(self):
        return '*' + repr(self.__args__[0])

    def __getitem__(self, args):
        return args if self.__typing_is_unpacked_typevartuple__ else super().__getitem__(args)

    @property
    def __typing_unpacked_tuple_args__(self):
        inner, = self.__args__
        return inner.__args__ if isinstance(inner, (_GenericAlias, GenericAlias)) and inner.__origin__ is tuple else None

    @property
    def __typing_is_unpacked_typevartuple__(self):
        return isinstance(self.__args__[0], TypeVarTuple)


class _AnnotatedAlias(_NotIterable, _GenericAlias, _root=True):
    _takes_paramspec = False

    def __init__(self, origin, metadata):
        if isinstance(origin, _AnnotatedAlias):
            metadata = origin.__metadata__ + metadata
            origin = origin.__origin__
        super().__init__(origin, origin)
        self.__metadata__ = metadata

    def copy_with(self, params):
        return _AnnotatedAlias(params[0], self.__metadata__)

    def __reduce__(self):
        import operator
        return operator.getitem, (Annotated, (self.__origin__,) + self.__metadata__)

    def __repr__(self):
        return "typing.Annotated[{}, {}]".format(_type_repr(self.__origin__),
                                                 ", ".join(repr(a) for a in self.__metadata__))

    def __eq__(self, other):
        if not isinstance(other, _AnnotatedAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__metadata__ == other.__metadata__

    def __hash__(self):
        return hash((self.__origin__, self.__metadata__))

    def __getattr__(self, attr):
        if attr in ('__name__', '__qualname__'):
            return 'Annotated'
        return super().__getattr__(attr)

    def __mro_entries__(self, bases):
        return (self.__origin__,)


class Annotated:
    """A type with further information."""
    __slots__ = ()

    def __new__(cls, *args, **kwargs):
        raise TypeError("Type Annotated cannot be instantiated.")

    def __class_getitem__(cls, params):
        if not isinstance(params, tuple) or len(params) < 2:
            raise TypeError("Annotated[...] should be used with at least two arguments (a type and an annotation).")
        if getattr(params[0], '__typing_is_unpacked_typevartuple__', False):
            raise TypeError("Annotated[...] should not be used with an unpacked TypeVarTuple")
        origin = _type_check(params[0], "Annotated[t, ...]: t must be a type.", allow_special=True)
        return _AnnotatedAlias(origin, tuple(params[1:]))

    def __init_subclass__(cls, *args, **kwargs):
        raise TypeError("Cannot subclass {}.Annotated".format(cls.__module__))


# --- Generic and Protocol ---

class Generic:
    """Base of generic classes."""
    __slots__ = ()
    _is_protocol = False

    @_tp_cache
    def __class_getitem__(cls, params):
        params = params if isinstance(params, tuple) else (params,)
        params = tuple(map(_type_convert, params))
        if cls is Generic or cls is Protocol:
            if not params:
                raise TypeError(f"Parameter list to {cls.__qualname__}[...] cannot be empty")
            if not all(isinstance(p, (TypeVar, ParamSpec)) or _is_unpacked_variables(p) for p in params):
                raise TypeError(f"Parameters to {cls.__name__}[...] must all be type variables or parameter "
                                f"specification variables.")
            if len(set(params)) != len(params):
                raise TypeError(f"Parameters to {cls.__name__}[...] must all be unique")
            return _GenericAlias(cls, params)
        expected = getattr(cls, '__parameters__', ())
        if not expected:
            raise TypeError(f"{cls} is not a generic class")
        given = []
        for parameter, value in zip(expected, _arrange(cls, expected, tuple(_unpack_args(params)))):
            given += value if isinstance(parameter, TypeVarTuple) else [value]
        params = tuple(given)
        return _GenericAlias(cls, params)

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        if '__orig_bases__' in cls.__dict__:
            error = Generic in cls.__orig_bases__
        else:
            error = Generic in cls.__bases__ and cls.__name__ != 'Protocol' and type(cls) is not globals().get('_TypedDictMeta')
        if error:
            raise TypeError("Cannot inherit from plain Generic")
        tvars = ()
        if '__orig_bases__' in cls.__dict__:
            tvars = _collect_parameters(cls.__orig_bases__)
            lists = [base.__parameters__ for base in cls.__orig_bases__
                     if isinstance(base, _GenericAlias) and base.__origin__ is Generic]
            if len(lists) > 1:
                raise TypeError("Cannot inherit from Generic[...] multiple types.")
            for given in lists:
                if not set(tvars) <= set(given):
                    s_vars = ', '.join(str(t) for t in tvars if t not in given)
                    s_args = ', '.join(str(g) for g in given)
                    raise TypeError(f"Some type variables ({s_vars}) are not listed in Generic[{s_args}]")
                tvars = given
        cls.__parameters__ = tuple(tvars)


_PROTO_SKIP = frozenset(['__parameters__', '__orig_bases__', '__orig_class__', '_is_protocol', '_is_runtime_protocol',
                         '__abstractmethods__', '__annotations__', '__dict__', '__doc__', '__init__', '__module__',
                         '__new__', '__slots__', '__subclasshook__', '__weakref__', '__class_getitem__', '_abc_impl',
                         '__match_args__', '__qualname__', '__hash__', '__init_subclass__', '__static_attributes__'])


def _get_protocol_attrs(cls):
    attrs = set()
    for base in cls.__mro__[:-1]:
        if base.__name__ in ('Protocol', 'Generic'):
            continue
        for attr in list(base.__dict__.keys()) + list(base.__dict__.get('__annotations__', {}).keys()):
            if attr not in _PROTO_SKIP and not attr.startswith('_abc_'):
                attrs.add(attr)
    return attrs


def _no_init_or_replace_init(self, *args, **kwargs):
    cls = type(self)
    if cls._is_protocol:
        raise TypeError('Protocols cannot be instantiated')
    if cls.__init__ is _no_init_or_replace_init:
        # a class that implements the protocol: its __init__ is the next one behind
        inits = (base.__dict__['__init__'] for base in cls.__mro__ if '__init__' in base.__dict__)
        cls.__init__ = next(init for init in inits if init is not _no_init_or_replace_init)
        cls.__init__(self, *args, **kwargs)


def _inside_checks_of_others(depth):
    """Whether abc or functools asks, which look at all classes there are, `depth` calls above."""
    try:
        return sys._getframe(depth + 1).f_globals.get('__name__') in ('abc', 'functools', '_functools')
    except ValueError:
        return True


def _has_only_methods(cls):
    return all(callable(getattr(cls, attr, None)) for attr in _get_protocol_attrs(cls))


def _check_runtime_protocol(cls, depth):
    """False where the question cannot be answered but need not be an error."""
    if getattr(cls, '_is_runtime_protocol', False):
        return True
    if _inside_checks_of_others(depth + 1):
        return False
    raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")


class _ProtocolMeta(ABCMeta):
    def __instancecheck__(cls, instance):
        if not getattr(cls, '_is_protocol', False):
            return issubclass(instance.__class__, cls) or super().__instancecheck__(instance)
        _check_runtime_protocol(cls, 1)
        if _has_only_methods(cls) and issubclass(instance.__class__, cls):
            return True
        # None in the place of a method says that there is none
        there = all(hasattr(instance, attr) and
                    (getattr(instance, attr) is not None or not callable(getattr(cls, attr, None)))
                    for attr in _get_protocol_attrs(cls))
        return there or super().__instancecheck__(instance)


# What is no protocol and may yet be a base of one.
_PROTOCOL_BASES = {
    'collections.abc': ['Callable', 'Awaitable', 'Iterable', 'Iterator', 'AsyncIterable', 'Hashable', 'Sized', 'Container',
                        'Collection', 'Reversible'],
    'contextlib': ['AbstractContextManager', 'AbstractAsyncContextManager'],
}


def _may_be_base_of_protocol(base):
    return (base in (object, Generic) or base.__name__ in _PROTOCOL_BASES.get(base.__module__, ())
            or issubclass(base, Generic) and base._is_protocol)


class Protocol(Generic, metaclass=_ProtocolMeta):
    """Base of classes that describe an interface."""
    __slots__ = ()
    _is_runtime_protocol, _is_protocol = False, True

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        # a subclass is a protocol itself only if it says so again
        if not vars(cls).get('_is_protocol'):
            cls._is_protocol = Protocol in cls.__bases__

        def _proto_hook(other):
            if not vars(cls).get('_is_protocol') or not _check_runtime_protocol(cls, 2):  # ABCMeta is between
                return NotImplemented
            if not _has_only_methods(cls):
                if _inside_checks_of_others(2):
                    return NotImplemented
                raise TypeError("Protocols with non-method members don't support issubclass()")
            if not isinstance(other, type):
                raise TypeError('issubclass() arg 1 must be a class')
            return True if all(_provides(other, attr) for attr in _get_protocol_attrs(cls)) else NotImplemented
        if '__subclasshook__' not in vars(cls):
            cls.__subclasshook__ = _proto_hook
        if not cls._is_protocol:
            return
        for base in cls.__bases__:
            if not _may_be_base_of_protocol(base):
                raise TypeError(f'Protocols can only inherit from other protocols, got {base!r}')
        if cls.__init__ is Protocol.__init__:
            cls.__init__ = _no_init_or_replace_init


def _provides(cls, attr):
    """Whether a class has a member, for a protocol an annotation of it; None in its place says no."""
    is_protocol = issubclass(cls, Generic) and cls._is_protocol
    for base in cls.__mro__:
        if attr in base.__dict__:
            return base.__dict__[attr] is not None
        annotations = base.__dict__.get('__annotations__', {})
        if is_protocol and isinstance(annotations, collections.abc.Mapping) and attr in annotations:
            return True
    return False


def runtime_checkable(cls):
    """Let isinstance() check for the members of a protocol."""
    if not issubclass(cls, Generic) or not cls._is_protocol:
        raise TypeError('@runtime_checkable can be only applied to protocol classes, got %r' % cls)
    cls._is_runtime_protocol = True
    return cls


# --- generic versions of run-time classes ---

# How many parameters each takes: of collections.abc, collections and builtins. Those in the second group have
# names of their own.
_PARAMETERS = {
    collections.abc: dict(Awaitable=1, Coroutine=3, AsyncGenerator=2, AsyncIterable=1, AsyncIterator=1, ByteString=0,
                          Collection=1, Container=1, Generator=3, Hashable=0, ItemsView=2, Iterable=1, Iterator=1,
                          KeysView=1, Mapping=2, MappingView=1, MutableMapping=2, MutableSequence=1, MutableSet=1,
                          Reversible=1, Sequence=1, Sized=0, ValuesView=1),
    collections: dict(ChainMap=2, Counter=1, OrderedDict=2),
}
for _module, _counts in _PARAMETERS.items():
    globals().update((_name, _SpecialGenericAlias(getattr(_module, _name), _count)) for _name, _count in _counts.items())
for _name, _origin, _count in (('AbstractSet', collections.abc.Set, 1), ('DefaultDict', collections.defaultdict, 2),
                               ('Deque', collections.deque, 1)):
    globals()[_name] = _SpecialGenericAlias(_origin, _count, name=_name)
for _name, _origin, _count in (('Dict', dict, 2), ('FrozenSet', frozenset, 1), ('List', list, 1), ('Set', set, 1),
                               ('Type', type, 1)):
    globals()[_name] = _SpecialGenericAlias(_origin, _count, inst=False, name=_name)
Tuple = _TupleType(tuple, -1, inst=False, name='Tuple')
Callable = _CallableType(collections.abc.Callable, 2)
del _PARAMETERS, _module, _counts, _name, _origin, _count

T = TypeVar('T')
KT = TypeVar('KT')
VT = TypeVar('VT')
T_co = TypeVar('T_co', covariant=True)
V_co = TypeVar('V_co', covariant=True)
VT_co = TypeVar('VT_co', covariant=True)
T_contra = TypeVar('T_contra', contravariant=True)
CT_co = TypeVar('CT_co', covariant=True, bound=type)
AnyStr = TypeVar('AnyStr', bytes, str)


class _DeprecatedType(type):
    """The class of what was a module once and still has that one's names."""

    def __getattribute__(cls, name):
        own = type.__getattribute__(cls, '__dict__')
        if name in own['__all__'] or name in own and name not in ('__dict__', '__module__'):
            import warnings
            warnings.warn(f'{cls.__name__} is deprecated, import directly from typing instead. {cls.__name__} will be '
                          'removed in Python 3.12.', DeprecationWarning, stacklevel=2)
        if name in own['__all__']:
            return getattr(sys.modules['typing'], name)
        return type.__getattribute__(cls, name)


for _name, _names in ('io', ['IO', 'TextIO', 'BinaryIO']), ('re', ['Pattern', 'Match']):
    globals()[_name] = sys.modules['typing.' + _name] = _DeprecatedType(
        _name, (), {'__module__': __name__, '__all__': _names, '__doc__': f'Deprecated: {", ".join(_names)}.'})
    globals()[_name].__name__ = 'typing.' + _name
del _name, _names


# Parts that are loaded when one of their names is first asked for.
_PARTS = {
    '_typing_functions': '''
        cast assert_type assert_never _ASSERT_NEVER_REPR_MAX_LENGTH reveal_type no_type_check
        no_type_check_decorator _overload_registry _overload_dummy overload get_overloads clear_overloads final
        dataclass_transform get_origin get_args is_typeddict _strip_annotations get_type_hints''',
    '_typing_records': '''
        _idfunc NewType _make_nmtuple _prohibited NamedTupleMeta NamedTuple _NamedTuple NamedTuple _TypedDictMeta TypedDict
        _TypedDict TypedDict''',
    '_typing_protocols': '''
        SupportsInt SupportsFloat SupportsComplex SupportsBytes SupportsIndex SupportsAbs SupportsRound''',
    '_typing_files': '''
        IO BinaryIO TextIO''',
}


def _load_part(part):
    """The names of a part in this module."""
    import importlib
    found = vars(importlib.import_module(part))
    globals().update((name, found[name]) for name in _PARTS[part].split())


def __getattr__(name):
    """What is not always needed is made when first asked for."""
    for part, names in _PARTS.items():
        if name in names.split():
            _load_part(part)
            return globals()[name]
    if name in ('ContextManager', 'AsyncContextManager'):
        import contextlib
        value = _SpecialGenericAlias(getattr(contextlib, 'Abstract' + name), 1, name=name)
    elif name in ('Pattern', 'Match'):
        import re
        value = _SpecialGenericAlias(getattr(re, name), 1)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__():
    return sorted({*globals(), *__all__})
