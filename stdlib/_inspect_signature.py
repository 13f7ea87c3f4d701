"""Signatures of callables: what inspect.signature() and its neighbours give."""
import enum
import functools
import keyword
import sys
import types
import _kukri
from collections import OrderedDict, namedtuple

__all__ = ['BoundArguments', 'FullArgSpec', 'Parameter', 'Signature', 'formatannotation', 'formatannotationrelativeto', 'get_annotations',
           'getcallargs', 'getfullargspec', 'signature', 'unwrap']

CO_VARARGS, CO_VARKEYWORDS = 4, 8
FullArgSpec = namedtuple('FullArgSpec', 'args, varargs, varkw, defaults, kwonlyargs, kwonlydefaults, annotations',
                         module='inspect')


class _void:
    """An argument that was not given."""


_void.__module__ = 'inspect'


def unwrap(func, *, stop=None):
    """The function behind all wrappers."""
    f = func
    memo = {id(f)}
    while hasattr(func, '__wrapped__') and not (stop is not None and stop(func)):
        func = func.__wrapped__
        if id(func) in memo or len(memo) >= sys.getrecursionlimit():
            raise ValueError('wrapper loop when unwrapping {!r}'.format(f))
        memo.add(id(func))
    return func


def get_annotations(obj, *, globals=None, locals=None, eval_str=False):
    """The annotations of a function, class or module."""
    if isinstance(obj, type):
        ann = obj.__dict__.get('__annotations__')
        if isinstance(ann, types.GetSetDescriptorType):
            ann = None
        module = sys.modules.get(obj.__module__)
        obj_globals, obj_locals = getattr(module, '__dict__', {}), dict(vars(obj))
    elif isinstance(obj, types.ModuleType):
        ann = getattr(obj, '__annotations__', None)
        obj_globals, obj_locals = obj.__dict__, None
    elif callable(obj):
        ann = getattr(obj, '__annotations__', None)
        obj_globals, obj_locals = getattr(unwrap(obj), '__globals__', {}), None
    else:
        raise TypeError(f"{obj!r} is not a module, class, or callable.")
    if ann is None:
        return {}
    if not isinstance(ann, dict):
        raise ValueError(f"{obj!r}.__annotations__ is neither a dict nor None")
    if not ann or not eval_str:
        return dict(ann)
    g = obj_globals if globals is None else globals
    l = obj_locals if locals is None else locals
    return {k: v if not isinstance(v, str) else eval(v, g, l) for k, v in ann.items()}


class _empty:
    """Stands for "none given"."""


class _ParameterKind(enum.IntEnum):
    POSITIONAL_ONLY = 0, 'positional-only'
    POSITIONAL_OR_KEYWORD = 1, 'positional or keyword'
    VAR_POSITIONAL = 2, 'variadic positional'
    KEYWORD_ONLY = 3, 'keyword-only'
    VAR_KEYWORD = 4, 'variadic keyword'

    def __new__(cls, value, description):
        self = int.__new__(cls, value)
        self._value_ = value
        self.description = description
        return self

    def __str__(self):
        return self.name


_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD, _VAR_POSITIONAL, _KEYWORD_ONLY, _VAR_KEYWORD = _ParameterKind


def formatannotation(annotation, base_module=None):
    if getattr(annotation, '__module__', None) == 'typing':
        import re
        return re.sub(r'[\w.]+', lambda m: m.group().removeprefix('typing.'), repr(annotation))
    if isinstance(annotation, types.GenericAlias):
        return str(annotation)
    if isinstance(annotation, type):
        if annotation.__module__ in ('builtins', base_module):
            return annotation.__qualname__
        return annotation.__module__ + '.' + annotation.__qualname__
    return repr(annotation)


class Parameter:
    """A parameter of a signature."""
    __slots__ = ('_name', '_kind', '_default', '_annotation')
    POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD, KEYWORD_ONLY = _POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD, _KEYWORD_ONLY
    VAR_POSITIONAL, VAR_KEYWORD = _VAR_POSITIONAL, _VAR_KEYWORD
    empty = _empty

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        try:
            self._kind = _ParameterKind(kind)
        except ValueError:
            raise ValueError(f'value {kind!r} is not a valid Parameter.kind') from None
        if default is not _empty and self._kind in (_VAR_POSITIONAL, _VAR_KEYWORD):
            raise ValueError('{} parameters cannot have default values'.format(self._kind.description))
        if name is _empty:
            raise ValueError('name is a required attribute for Parameter')
        if not isinstance(name, str):
            raise TypeError('name must be a str, not a {}'.format(type(name).__name__))
        if name[:1] == '.' and name[1:].isdigit():
            name = self._implicit_name(name)
        if not name.isidentifier() or keyword.iskeyword(name) and self._kind is not _POSITIONAL_ONLY:
            raise ValueError('{!r} is not a valid parameter name'.format(name))
        self._name = name
        self._default = default
        self._annotation = annotation

    def _implicit_name(self, name):
        """The parameter of a generator expression is called .0 in its code."""
        if self._kind is not _POSITIONAL_OR_KEYWORD:
            raise ValueError('implicit arguments must be passed as positional or keyword arguments, not {}'.format(
                self._kind.description))
        self._kind = _POSITIONAL_ONLY
        return 'implicit' + name[1:]

    def __reduce__(self):
        return type(self), (self._name, self._kind), {'_default': self._default, '_annotation': self._annotation}

    def __setstate__(self, state):
        self._default = state['_default']
        self._annotation = state['_annotation']

    name = property(lambda self: self._name)
    default = property(lambda self: self._default)
    annotation = property(lambda self: self._annotation)
    kind = property(lambda self: self._kind)

    def replace(self, *, name=_void, kind=_void, annotation=_void, default=_void):
        """A parameter with some parts exchanged."""
        return type(self)(self._name if name is _void else name, self._kind if kind is _void else kind,
                          default=self._default if default is _void else default,
                          annotation=self._annotation if annotation is _void else annotation)

    def __str__(self):
        formatted = self._name
        if self._annotation is not _empty:
            formatted = '{}: {}'.format(formatted, formatannotation(self._annotation))
        if self._default is not _empty:
            formatted += (' = ' if self._annotation is not _empty else '=') + repr(self._default)
        if self._kind == _VAR_POSITIONAL:
            return '*' + formatted
        if self._kind == _VAR_KEYWORD:
            return '**' + formatted
        return formatted

    def __repr__(self):
        return '<{} "{}">'.format(self.__class__.__name__, self)

    def __hash__(self):
        return hash((self._name, self._kind, self._annotation, self._default))

    def __eq__(self, other):
        if not isinstance(other, Parameter):
            return NotImplemented
        return (self._name == other._name and self._kind == other._kind and self._default == other._default and
                self._annotation == other._annotation)


class BoundArguments:
    """Arguments matched to the parameters of a signature."""
    __slots__ = ('arguments', '_signature')

    def __init__(self, signature, arguments):
        self.arguments = arguments
        self._signature = signature

    signature = property(lambda self: self._signature)

    @property
    def args(self):
        args = []
        for name, param in self._signature.parameters.items():
            if param.kind in (_VAR_KEYWORD, _KEYWORD_ONLY) or name not in self.arguments:
                break
            if param.kind == _VAR_POSITIONAL:
                args.extend(self.arguments[name])
            else:
                args.append(self.arguments[name])
        return tuple(args)

    @property
    def kwargs(self):
        kwargs = {}
        started = False
        for name, param in self._signature.parameters.items():
            if not started:
                if param.kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
                    started = True
                elif name not in self.arguments:
                    started = True
                    continue
            if not started or name not in self.arguments:
                continue
            if param.kind == _VAR_KEYWORD:
                kwargs.update(self.arguments[name])
            else:
                kwargs[name] = self.arguments[name]
        return kwargs

    def apply_defaults(self):
        """Fill in missing arguments."""
        new = []
        for name, param in self._signature.parameters.items():
            if name in self.arguments:
                new.append((name, self.arguments[name]))
            elif param.default is not _empty:
                new.append((name, param.default))
            elif param.kind is _VAR_POSITIONAL:
                new.append((name, ()))
            elif param.kind is _VAR_KEYWORD:
                new.append((name, {}))
        self.arguments = dict(new)

    def __eq__(self, other):
        if not isinstance(other, BoundArguments):
            return NotImplemented
        return self.signature == other.signature and self.arguments == other.arguments

    def __getstate__(self):
        return {'_signature': self._signature, 'arguments': self.arguments}

    def __setstate__(self, state):
        self._signature = state['_signature']
        self.arguments = state['arguments']

    def __repr__(self):
        return '<{} ({})>'.format(self.__class__.__name__,
                                  ', '.join('{}={!r}'.format(a, v) for a, v in self.arguments.items()))


class Signature:
    """The parameters of a callable and the annotation of its result."""
    __slots__ = ('_return_annotation', '_parameters')
    _parameter_cls = Parameter
    _bound_arguments_cls = BoundArguments
    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty, __validate_parameters__=True):
        params = OrderedDict()
        top_kind = _POSITIONAL_ONLY
        seen_default = False
        for param in parameters or ():
            if __validate_parameters__:
                if param.kind < top_kind:
                    raise ValueError('wrong parameter order: {} parameter before {} parameter'.format(
                        top_kind.description, param.kind.description))
                top_kind = param.kind
                if param.kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD):
                    if param.default is _empty:
                        if seen_default:
                            raise ValueError('non-default argument follows default argument')
                    else:
                        seen_default = True
                if param.name in params:
                    raise ValueError('duplicate parameter name: {!r}'.format(param.name))
            params[param.name] = param
        self._parameters = types.MappingProxyType(params)
        self._return_annotation = return_annotation

    @classmethod
    def from_callable(cls, obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
        """The signature of a callable."""
        return _Reader(cls, follow_wrapped, True, globals, locals, eval_str).read(obj)

    parameters = property(lambda self: self._parameters)
    return_annotation = property(lambda self: self._return_annotation)

    def replace(self, *, parameters=_void, return_annotation=_void):
        """A signature with some parts exchanged."""
        return type(self)(self.parameters.values() if parameters is _void else parameters,
                          return_annotation=self._return_annotation if return_annotation is _void else
                          return_annotation)

    def __eq__(self, other):
        if not isinstance(other, Signature):
            return NotImplemented
        return self._comparable() == other._comparable()

    def __hash__(self):
        ordered, by_keyword, result = self._comparable()
        return hash((ordered, frozenset(by_keyword.values()), result))

    def _comparable(self):
        """The order of keyword-only parameters does not matter."""
        ordered = tuple(p for p in self.parameters.values() if p.kind is not _KEYWORD_ONLY)
        by_keyword = {p.name: p for p in self.parameters.values() if p.kind is _KEYWORD_ONLY}
        return ordered, by_keyword, self.return_annotation

    def __reduce__(self):
        return type(self), (tuple(self._parameters.values()),), {'_return_annotation': self._return_annotation}

    def __setstate__(self, state):
        self._return_annotation = state['_return_annotation']

    def _bind(self, args, kwargs, partial=False):
        arguments = {}
        args = list(args)
        kwargs = dict(kwargs)
        var_kw = None

        for param in self.parameters.values():
            kind = param.kind
            if kind == _VAR_POSITIONAL:
                if args:
                    arguments[param.name] = tuple(args)
                    args = []
                continue
            if kind == _VAR_KEYWORD:
                var_kw = param
                continue
            if kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD) and args:
                if kind == _POSITIONAL_OR_KEYWORD and param.name in kwargs:
                    raise TypeError('multiple values for argument {arg!r}'.format(arg=param.name))
                arguments[param.name] = args.pop(0)
                continue
            if args and kind == _KEYWORD_ONLY and not partial:
                raise TypeError('too many positional arguments')
            if param.name in kwargs:
                if kind == _POSITIONAL_ONLY:
                    raise TypeError('{arg!r} parameter is positional only, but was passed as a keyword'.format(
                        arg=param.name))
                arguments[param.name] = kwargs.pop(param.name)
                continue
            if param.default is _empty and not partial:
                raise TypeError('missing a required argument: {!r}'.format(param.name))
        if args:
            raise TypeError('too many positional arguments')
        if kwargs:
            if var_kw is None:
                raise TypeError('got an unexpected keyword argument {arg!r}'.format(arg=next(iter(kwargs))))
            arguments[var_kw.name] = kwargs
        return self._bound_arguments_cls(self, arguments)

    def bind(self, /, *args, **kwargs):
        """Match arguments; TypeError if they do not fit."""
        return self._bind(args, kwargs)

    def bind_partial(self, /, *args, **kwargs):
        """The same, missing arguments allowed."""
        return self._bind(args, kwargs, partial=True)

    def __repr__(self):
        return '<{} {}>'.format(self.__class__.__name__, self)

    def __str__(self):
        result = []
        pos_only = False
        kw_only_mark = True
        for param in self.parameters.values():
            if param.kind == _POSITIONAL_ONLY:
                pos_only = True
            elif pos_only:
                result.append('/')
                pos_only = False
            if param.kind == _VAR_POSITIONAL:
                kw_only_mark = False
            elif param.kind == _KEYWORD_ONLY and kw_only_mark:
                result.append('*')
                kw_only_mark = False
            result.append(str(param))
        if pos_only:
            result.append('/')
        rendered = '({})'.format(', '.join(result))
        if self.return_annotation is not _empty:
            rendered += ' -> {}'.format(formatannotation(self.return_annotation))
        return rendered


def formatannotationrelativeto(object):
    """formatannotation() for annotations of an object, whose own module is not named."""
    module = getattr(object, '__module__', None)

    def _formatannotation(annotation):
        return formatannotation(annotation, module)
    return _formatannotation


def _is_function_like(obj):
    """Does an object have all that the signature of a function is made of?"""
    if not callable(obj) or isinstance(obj, type):
        return False
    return (isinstance(getattr(obj, '__name__', None), str) and
            isinstance(getattr(obj, '__code__', None), types.CodeType) and
            isinstance(getattr(obj, '__defaults__', _empty), (tuple, types.NoneType)) and
            isinstance(getattr(obj, '__kwdefaults__', _empty), (dict, types.NoneType)) and
            isinstance(getattr(obj, '__annotations__', _empty), (dict, types.NoneType)))


def _signature_of_function(func, cls, annotations):
    code = func.__code__
    names = code.co_varnames
    n = code.co_argcount
    defaults = func.__defaults__ or ()
    kwdefaults = func.__kwdefaults__ or {}
    make = cls._parameter_cls
    params = []
    first_default = n - len(defaults)
    for i, name in enumerate(names[:n]):
        kind = _POSITIONAL_ONLY if i < code.co_posonlyargcount else _POSITIONAL_OR_KEYWORD
        params.append(make(name, kind, annotation=annotations.get(name, _empty),
                           default=defaults[i - first_default] if i >= first_default else _empty))
    k = code.co_kwonlyargcount
    rest = n + k
    if code.co_flags & CO_VARARGS:
        params.append(make(names[rest], _VAR_POSITIONAL, annotation=annotations.get(names[rest], _empty)))
        rest += 1
    for name in names[n:n + k]:
        params.append(make(name, _KEYWORD_ONLY, annotation=annotations.get(name, _empty),
                           default=kwdefaults.get(name, _empty)))
    if code.co_flags & CO_VARKEYWORDS:
        params.append(make(names[rest], _VAR_KEYWORD, annotation=annotations.get(names[rest], _empty)))
    return cls(params, return_annotation=annotations.get('return', _empty), __validate_parameters__=False)


def _signature_from_text(obj, cls, text, skip_bound_arg=True):
    """From __text_signature__, in which a $ marks the parameter that a method is bound by."""
    body = text[1:text.rindex(')')]
    ns = {**sys.modules, **getattr(sys.modules.get(getattr(obj, '__module__', None)), '__dict__', {}),
          '__builtins__': {}}
    try:
        exec(f'def f({body.replace("$", "")}): pass', ns)
        sig = _signature_of_function(ns['f'], cls, {})
    except Exception:
        raise ValueError('{!r} builtin has invalid signature'.format(obj)) from None
    params = list(sig.parameters.values())
    if not all(isinstance(p.default, (int, float, str, bytes, types.NoneType)) or p.default in (_empty, ..., ()) or
               type(p.default).__name__ == '_NoValueType' for p in params):  # numpy's mark of what is not given
        raise ValueError('{!r} builtin has invalid signature'.format(obj))
    owner = getattr(obj, '__self__', None)
    if params and (body.startswith('$') or params[0].name in ('self', 'module', 'cls', 'type')):
        if isinstance(owner, types.ModuleType) and body.startswith('$') or owner is not None and skip_bound_arg and (
                not isinstance(owner, types.ModuleType)):
            del params[0]
        elif body.startswith('$'):
            params[0] = params[0].replace(kind=_POSITIONAL_ONLY)
    return sig.replace(parameters=params)


def _drop_first(sig):
    params = list(sig.parameters.values())
    if params and params[0].kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD):
        params = params[1:]
    elif not params or params[0].kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
        raise ValueError('invalid method signature')
    return sig.replace(parameters=params)


def _signature_of_partial(obj, sig, bound=()):
    """What is left of a signature; bound: arguments before those of the partial object."""
    params = OrderedDict(sig.parameters.items())
    try:
        ba = sig.bind_partial(*bound, *obj.args, **obj.keywords)
    except TypeError as ex:
        raise ValueError('partial object {!r} has incorrect arguments'.format(obj)) from ex
    keyword_from_here = False
    for name, param in list(params.items()):
        if name in ba.arguments:
            value = ba.arguments[name]
            if param.kind is _POSITIONAL_ONLY:
                params.pop(name)
                continue
            if param.kind is _POSITIONAL_OR_KEYWORD:
                if name in obj.keywords:
                    keyword_from_here = True
                    params[name] = param.replace(default=value)
                else:
                    params.pop(name)
                    continue
            elif param.kind is _KEYWORD_ONLY:
                params[name] = param.replace(default=value)
        if keyword_from_here:
            if param.kind is _POSITIONAL_OR_KEYWORD:
                params[name] = params[name].replace(kind=_KEYWORD_ONLY)
                params.move_to_end(name)
            elif param.kind in (_KEYWORD_ONLY, _VAR_KEYWORD):
                params.move_to_end(name)
            elif param.kind is _VAR_POSITIONAL:
                params.pop(name)
    return sig.replace(parameters=params.values())


def _signature_of_partialmethod(partialmethod, wrapped):
    """The first parameter stays, what partialmethod() was given goes."""
    left = _signature_of_partial(partialmethod, wrapped, (None,))
    first = next(iter(wrapped.parameters.values()))
    if first.kind is _VAR_POSITIONAL:
        return left
    return left.replace(parameters=(first, *left.parameters.values()))


def _user_method(cls, name):
    """A method of a class that is not one of the interpreter's own."""
    method = getattr(cls, name, None)
    native = (types.WrapperDescriptorType, types.MethodWrapperType, types.ClassMethodDescriptorType,
              types.BuiltinFunctionType)
    return None if isinstance(method, native) or _kukri.has_no_signature(method) else method


def _slot_text(func):
    """The signature of a special method that stands for a native one."""
    if _kukri.has_no_signature(func):
        for cls in object, int, dict, type:
            if func.__name__ in cls.__dict__:
                return cls.__dict__[func.__name__].__text_signature__
    return None


class _Reader:
    """Finds the signature of any callable. skip_bound_arg: without the parameter that a method is bound by."""

    def __init__(self, cls, follow_wrapped=True, skip_bound_arg=True, globals=None, locals=None, eval_str=False):
        self.cls = cls
        self.follow_wrapped = follow_wrapped
        self.skip_bound_arg = skip_bound_arg
        self.names = {'globals': globals, 'locals': locals, 'eval_str': eval_str}

    def read(self, obj):
        if not callable(obj):
            raise TypeError('{!r} is not a callable object'.format(obj))
        if isinstance(obj, types.MethodType):
            return self.bound(self.read(obj.__func__))
        if self.follow_wrapped:
            obj = unwrap(obj, stop=lambda f: hasattr(f, "__signature__") or isinstance(f, types.MethodType))
            if isinstance(obj, types.MethodType):
                return self.read(obj)
        sig = getattr(obj, '__signature__', None)
        if sig is not None:
            if not isinstance(sig, Signature):
                raise TypeError('unexpected object {!r} in __signature__ attribute'.format(sig))
            return sig
        partialmethod = getattr(obj, '_partialmethod', None)
        if isinstance(partialmethod, functools.partialmethod):
            return _signature_of_partialmethod(partialmethod, self.read(partialmethod.func))
        if isinstance(obj, types.FunctionType) or _is_function_like(obj):
            return self.function(obj)
        return self.native(obj)

    def bound(self, sig):
        return _drop_first(sig) if self.skip_bound_arg else sig

    def function(self, func):
        text = _slot_text(func) or getattr(func, '__text_signature__', None)
        if text:
            return _signature_from_text(func, self.cls, text, self.skip_bound_arg)
        return _signature_of_function(func, self.cls, get_annotations(func, **self.names))

    def native(self, obj):
        if obj is type or obj is object or isinstance(obj, (
                types.BuiltinFunctionType, types.MethodDescriptorType, types.WrapperDescriptorType, types.MethodWrapperType,
                types.ClassMethodDescriptorType)):
            text = getattr(obj, '__text_signature__', None)
            if not text:
                raise ValueError('no signature found for builtin {!r}'.format(obj))
            return _signature_from_text(obj, self.cls, text, self.skip_bound_arg)
        if isinstance(obj, functools.partial):
            return _signature_of_partial(obj, self.read(obj.func))
        if isinstance(obj, type):
            return self.of_class(obj)
        call = _user_method(type(obj), '__call__')
        if call is None:
            text = getattr(obj, '__text_signature__', None)
            if text:
                return _signature_from_text(obj, self.cls, text, self.skip_bound_arg)
            raise ValueError('callable {!r} is not supported by signature'.format(obj))
        try:
            sig = self.read(call)
        except ValueError as ex:
            raise ValueError('no signature found for {!r}'.format(obj)) from ex
        return self.bound(sig)

    def of_class(self, obj):
        """From the metaclass's __call__, or from whichever of __new__ and __init__ comes first in the bases."""
        call = _user_method(type(obj), '__call__')
        if call is not None:
            return self.bound(self.read(call))
        new, init = _user_method(obj, '__new__'), _user_method(obj, '__init__')
        for base in obj.__mro__:
            if new is not None and '__new__' in base.__dict__:
                return self.bound(self.read(new))
            if init is not None and '__init__' in base.__dict__:
                return self.bound(self.read(init))
        for base in obj.__mro__[:-1]:
            text = base.__dict__.get('__text_signature__') or base.__text_signature__
            if isinstance(text, str) and text:
                return _signature_from_text(obj, self.cls, text)
        if type in obj.__mro__:
            raise ValueError('callable {!r} is not supported by signature'.format(obj))
        if obj.__init__ is object.__init__ and obj.__new__ is object.__new__:
            return self.cls([])
        raise ValueError('no signature found for builtin type {!r}'.format(obj))


def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
    """The signature of a callable."""
    return Signature.from_callable(obj, follow_wrapped=follow_wrapped, globals=globals, locals=locals,
                                   eval_str=eval_str)


def getfullargspec(func):
    """Names and defaults of the parameters."""
    try:
        sig = _Reader(Signature, follow_wrapped=False, skip_bound_arg=False).read(func)
    except Exception as ex:
        raise TypeError('unsupported callable') from ex
    args, kwonly, defaults, annotations, kwdefaults = [], [], (), {}, {}
    varargs = varkw = None
    if sig.return_annotation is not _empty:
        annotations['return'] = sig.return_annotation
    for p in sig.parameters.values():
        if p.kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD):
            args.append(p.name)
            if p.default is not _empty:
                defaults += (p.default,)
        elif p.kind is _VAR_POSITIONAL:
            varargs = p.name
        elif p.kind is _KEYWORD_ONLY:
            kwonly.append(p.name)
            if p.default is not _empty:
                kwdefaults[p.name] = p.default
        else:
            varkw = p.name
        if p.annotation is not _empty:
            annotations[p.name] = p.annotation
    return FullArgSpec(args, varargs, varkw, defaults or None, kwonly, kwdefaults or None, annotations)


def getcallargs(func, /, *positional, **named):
    """What the parameters would be in a call."""
    spec = getfullargspec(func)
    if isinstance(func, types.MethodType) and func.__self__ is not None:
        positional = (func.__self__,) + positional
    n_plain = len(spec.args) - len(spec.defaults or ())
    params = [name if i < n_plain else f'{name}=None' for i, name in enumerate(spec.args)]
    if spec.varargs or spec.kwonlyargs:
        params.append('*' + (spec.varargs or ''))
    kwdefaults = spec.kwonlydefaults or {}
    params += [f'{name}=None' if name in kwdefaults else name for name in spec.kwonlyargs]
    if spec.varkw:
        params.append('**' + spec.varkw)
    # A function of the same parameters gives both their values and the errors of a call.
    twin = eval(f'lambda {", ".join(params)}: locals()', {})
    twin.__defaults__, twin.__kwdefaults__ = spec.defaults, spec.kwonlydefaults
    twin.__name__ = twin.__qualname__ = func.__name__
    try:
        values = twin(*positional, **named)
    except TypeError as ex:
        raise TypeError(str(ex).replace(", and '", " and '")) from None
    # In CPython's order: as they were bound, in place, by keyword, from the defaults.
    bound = [*spec.args[:len(positional)], spec.varargs, spec.varkw]
    bound += [name for name in named if name in values]
    bound += [*spec.args[n_plain:], *kwdefaults]
    return {name: values[name] for name in bound if name in values}
