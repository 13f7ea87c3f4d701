"""Classes that mostly hold data.

The decorator looks at the annotations of a class and adds methods. They are made from source text
that names the fields: a traceback through one shows a line of that text, so how the texts are broken
into lines is part of what they are."""
import functools
import sys
import types
import keyword
import copy

__all__ = ['dataclass', 'field', 'Field', 'FrozenInstanceError', 'InitVar', 'KW_ONLY', 'MISSING', 'fields',
           'asdict', 'astuple', 'make_dataclass', 'replace', 'is_dataclass']


class FrozenInstanceError(AttributeError):
    pass


class _HAS_DEFAULT_FACTORY_CLASS:
    def __repr__(self):
        return '<factory>'


_HAS_DEFAULT_FACTORY = _HAS_DEFAULT_FACTORY_CLASS()


class _MISSING_TYPE:
    pass


MISSING = _MISSING_TYPE()


class _KW_ONLY_TYPE:
    pass


KW_ONLY = _KW_ONLY_TYPE()


class _Kind:
    """What a field is for: an attribute, a ClassVar or an InitVar."""
    __slots__ = ('name',)

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


_FIELD, _FIELD_CLASSVAR, _FIELD_INITVAR = map(_Kind, ('_FIELD', '_FIELD_CLASSVAR', '_FIELD_INITVAR'))

# Where a class keeps its fields and the arguments of dataclass(), and what __init__ calls at its end.
_FIELDS, _PARAMS, _POST_INIT_NAME = '__dataclass_fields__', '__dataclass_params__', '__post_init__'
_EMPTY_METADATA = types.MappingProxyType({})


def _recursive_repr(method):
    """A repr that shows ... where it meets itself."""
    running = set()

    def wrapper(self):
        if id(self) in running:
            return '...'
        running.add(id(self))
        try:
            return method(self)
        finally:
            running.discard(id(self))
    wrapper.__name__ = '__repr__'
    wrapper.__qualname__ = method.__qualname__
    return wrapper


class InitVar:
    """A parameter of __init__ that is handed to __post_init__ and not stored."""
    __slots__ = ('type',)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        name = self.type.__name__ if isinstance(self.type, type) else repr(self.type)
        return f'dataclasses.InitVar[{name}]'

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    """What is known about a field; made by field()."""
    __slots__ = ('name', 'type', 'default', 'default_factory', 'repr', 'hash', 'init', 'compare', 'metadata',
                 'kw_only', '_field_type')

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = self.type = self._field_type = None  # known when the class is made
        self.default, self.default_factory = default, default_factory
        self.init, self.repr, self.hash, self.compare, self.kw_only = init, repr, hash, compare, kw_only
        self.metadata = _EMPTY_METADATA if metadata is None else types.MappingProxyType(metadata)

    @_recursive_repr
    def __repr__(self):
        shown = ('name', 'type', 'default', 'default_factory', 'init', 'repr', 'hash', 'compare', 'metadata', 'kw_only')
        attributes = ''.join(f'{name}={getattr(self, name)!r},' for name in shown)
        return f'Field({attributes}_field_type={self._field_type})'

    def __set_name__(self, owner, name):
        func = getattr(type(self.default), '__set_name__', None)
        if func:
            func(self.default, owner, name)

    __class_getitem__ = classmethod(types.GenericAlias)


class _DataclassParams:
    __slots__ = ('init', 'repr', 'eq', 'order', 'unsafe_hash', 'frozen')

    def __init__(self, init, repr, eq, order, unsafe_hash, frozen):
        self.init = init
        self.repr = repr
        self.eq = eq
        self.order = order
        self.unsafe_hash = unsafe_hash
        self.frozen = frozen

    def __repr__(self):
        return ('_DataclassParams('
                f'init={self.init!r},repr={self.repr!r},eq={self.eq!r},order={self.order!r},'
                f'unsafe_hash={self.unsafe_hash!r},frozen={self.frozen!r})')


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True,
          metadata=None, kw_only=MISSING):
    """Describe a field beyond its annotation."""
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError('cannot specify both default and default_factory')
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


# --- reading the class ---

def _word(text):
    """(the identifier that text begins with, what follows it), blanks around both left out."""
    text = text.lstrip()
    n = 0
    while n < len(text) and (text[n].isalnum() or text[n] == '_'):
        n += 1
    return text[:n], text[n:].lstrip()


def _names_one(annotation, cls, module, is_one):
    """Does a text annotation begin with the name of such a type? What follows does not matter."""
    ns = getattr(sys.modules.get(cls.__module__), '__dict__', {})
    first, rest = _word(annotation)
    if rest.startswith('.'):
        second, _ = _word(rest[1:])
        if second:
            wanted_module = sys.modules.get(module)
            return ns.get(first) is wanted_module is not None and is_one(getattr(wanted_module, second, None))
    return is_one(ns.get(first))


def _is_classvar(a_type, cls):
    typing = sys.modules.get('typing')
    if typing is None:
        return False

    def is_one(t):
        return t is typing.ClassVar or getattr(t, '__origin__', None) is typing.ClassVar
    return _names_one(a_type, cls, 'typing', is_one) if isinstance(a_type, str) else is_one(a_type)


def _is_initvar(a_type, cls):
    def is_one(t):
        return t is InitVar or type(t) is InitVar
    return _names_one(a_type, cls, 'dataclasses', is_one) if isinstance(a_type, str) else is_one(a_type)


def _is_kw_only(a_type, cls):
    def is_one(t):
        return t is KW_ONLY
    return _names_one(a_type, cls, 'dataclasses', is_one) if isinstance(a_type, str) else is_one(a_type)


def _get_field(cls, a_name, a_type, default_kw_only):
    default = getattr(cls, a_name, MISSING)
    if isinstance(default, Field):
        f = default
    else:
        if isinstance(default, types.MemberDescriptorType):
            default = MISSING  # a __slots__ entry
        f = field(default=default)
    f.name = a_name
    f.type = a_type
    f._field_type = _FIELD
    if _is_classvar(a_type, cls):
        f._field_type = _FIELD_CLASSVAR
    elif _is_initvar(a_type, cls):
        f._field_type = _FIELD_INITVAR
    if f._field_type in (_FIELD_CLASSVAR, _FIELD_INITVAR) and f.default_factory is not MISSING:
        raise TypeError(f'field {f.name} cannot have a default factory')
    if f._field_type in (_FIELD, _FIELD_INITVAR):
        if f.kw_only is MISSING:
            f.kw_only = default_kw_only
    elif f.kw_only is not MISSING:
        raise TypeError(f'field {f.name} is a ClassVar but specifies kw_only')
    if f._field_type is _FIELD and f.default.__class__.__hash__ is None:
        raise ValueError(f'mutable default {type(f.default)} for field {f.name} is not allowed: use default_factory')
    return f


# --- making methods ---

def _set_qualname(cls, method):
    if isinstance(method, types.FunctionType):
        method.__module__ = cls.__module__
        method.__qualname__ = f'{cls.__qualname__}.{method.__name__}'
    return method


def _made(name, params, body, globals, returns='', **names):
    """The function of this source text. It sees the variables `names` around it, then globals."""
    lines = [f'def __create_fn__({", ".join(names)}):', f' def {name}({params}){returns}:',
             *('  ' + line for line in body), f' return {name}']
    out = {}
    exec('\n'.join(lines), globals, out)
    return out['__create_fn__'](**names)


def _init_fn(fields, std_fields, kw_only_fields, frozen, has_post_init, self_name, globals, slots):
    seen_default = False
    for f in std_fields:
        if f.init:
            if not (f.default is MISSING and f.default_factory is MISSING):
                seen_default = True
            elif seen_default:
                raise TypeError(f'non-default argument {f.name!r} follows default argument')
    ns = {'_MISSING': MISSING, '_HAS_DEFAULT_FACTORY': _HAS_DEFAULT_FACTORY, '_object_setattr': object.__setattr__}

    def param(f):
        if f.default is MISSING and f.default_factory is MISSING:
            default = ''
        elif f.default is not MISSING:
            ns[f'_dflt_{f.name}'] = f.default
            default = f'=_dflt_{f.name}'
        else:
            default = '=_HAS_DEFAULT_FACTORY'
        ns[f'_type_{f.name}'] = f.type
        return f'{f.name}:_type_{f.name}{default}'

    def assign(name, value):
        if frozen:
            return f'_object_setattr({self_name}, {name!r}, {value})'
        return f'{self_name}.{name} = {value}'

    body = []
    for f in fields:
        if f.default_factory is not MISSING:
            ns[f'_factory_{f.name}'] = f.default_factory
            if f.init:
                value = f'_factory_{f.name}() if {f.name} is _HAS_DEFAULT_FACTORY else {f.name}'
            else:
                value = f'_factory_{f.name}()'
        elif f.init:
            value = f.name
        elif f.default is not MISSING and slots:
            ns[f'_dflt_{f.name}'] = f.default
            value = f'_dflt_{f.name}'
        else:
            continue
        if f._field_type is not _FIELD_INITVAR:
            body.append(assign(f.name, value))
    if has_post_init:
        args = ','.join(f.name for f in fields if f._field_type is _FIELD_INITVAR)
        body.append(f'{self_name}.{_POST_INIT_NAME}({args})')
    params = [self_name] + [param(f) for f in std_fields if f.init]
    kw = [f for f in kw_only_fields if f.init]
    if kw:
        params += ['*'] + [param(f) for f in kw]
    return _made('__init__', ', '.join(params), body or ['pass'], globals, ' -> None', **ns)


def _tuple_of(fields, owner):
    return f'({"".join(f"{owner}.{f.name}," for f in fields)})'


def _repr_fn(fields, globals):
    text = ', '.join(f'{f.name}={{self.{f.name}!r}}' for f in fields)
    shown = _made('__repr__', 'self', [f'return self.__class__.__qualname__ + f"({text})"'], globals)
    running = set()

    @functools.wraps(shown)
    def wrapper(self):
        key = id(self)
        if key in running:
            return '...'
        running.add(key)
        try:
            return shown(self)
        finally:
            running.discard(key)
    return wrapper


def _cmp_fn(name, op, fields, globals):
    return _made(name, 'self, other',
                 ['if other.__class__ is self.__class__:',
                  f' return {_tuple_of(fields, "self")} {op} {_tuple_of(fields, "other")}',
                  'return NotImplemented'], globals)


def _frozen_get_del_attr(cls, fields, globals):
    test = f'if type(self) is cls or name in {tuple(f.name for f in fields)!r}:'
    names = {'cls': cls, 'FrozenInstanceError': FrozenInstanceError}
    return [_made(name, params, [test, f' raise FrozenInstanceError(f"cannot {what} field {{name!r}}")',
                                 f'super(cls, self).{name}({params.partition(", ")[2]})'], globals, **names)
            for name, params, what in (('__setattr__', 'self, name, value', 'assign to'),
                                       ('__delattr__', 'self, name', 'delete'))]


def _hash_fn(fields, globals):
    hashed = [f for f in fields if (f.compare if f.hash is None else f.hash)]
    return _made('__hash__', 'self', [f'return hash({_tuple_of(hashed, "self")})'], globals)


def _set_new_attribute(cls, name, value):
    """True if the class already defines it."""
    if name in cls.__dict__:
        return True
    setattr(cls, name, _set_qualname(cls, value))
    return False


# what to do about __hash__, by unsafe_hash, eq, frozen, whether the class defines it
def _hash_action(cls, unsafe_hash, eq, frozen, has_explicit_hash, fields, globals):
    if unsafe_hash:
        if has_explicit_hash:
            raise TypeError(f'Cannot overwrite attribute __hash__ in class {cls.__name__}')
        cls.__hash__ = _set_qualname(cls, _hash_fn(fields, globals))
    elif eq and not has_explicit_hash:
        cls.__hash__ = _set_qualname(cls, _hash_fn(fields, globals)) if frozen else None


def _process_class(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot):
    fields = {}
    globals = sys.modules[cls.__module__].__dict__ if cls.__module__ in sys.modules else {}
    setattr(cls, _PARAMS, _DataclassParams(init, repr, eq, order, unsafe_hash, frozen))
    any_frozen_base = has_dataclass_bases = False
    for b in cls.__mro__[-1:0:-1]:
        base_fields = getattr(b, _FIELDS, None)
        if base_fields is not None:
            has_dataclass_bases = True
            for f in base_fields.values():
                fields[f.name] = f
            if getattr(b, _PARAMS).frozen:
                any_frozen_base = True
    annotations = cls.__dict__.get('__annotations__', {})
    cls_fields = []
    kw_only_seen = False
    for name, type_ in annotations.items():
        if _is_kw_only(type_, cls):
            if kw_only_seen:
                raise TypeError(f'{name!r} is KW_ONLY, but KW_ONLY has already been specified')
            kw_only_seen = kw_only = True
        else:
            cls_fields.append(_get_field(cls, name, type_, kw_only))
    for f in cls_fields:
        fields[f.name] = f
        if isinstance(getattr(cls, f.name, None), Field):
            if f.default is MISSING:
                delattr(cls, f.name)
            else:
                setattr(cls, f.name, f.default)
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in annotations:
            raise TypeError(f'{name!r} is a field but has no type annotation')
    if has_dataclass_bases:
        if any_frozen_base and not frozen:
            raise TypeError('cannot inherit non-frozen dataclass from a frozen one')
        if not any_frozen_base and frozen:
            raise TypeError('cannot inherit frozen dataclass from a non-frozen one')
    setattr(cls, _FIELDS, fields)
    class_hash = cls.__dict__.get('__hash__', MISSING)
    has_explicit_hash = not (class_hash is MISSING or (class_hash is None and '__eq__' in cls.__dict__))
    if order and not eq:
        raise ValueError('eq must be true if order is true')
    init_fields = [f for f in fields.values() if f._field_type in (_FIELD, _FIELD_INITVAR)]
    std_fields = tuple(f for f in init_fields if f.init and not f.kw_only)
    kw_only_fields = tuple(f for f in init_fields if f.init and f.kw_only)
    init_made = False
    if init:
        self_name = '__dataclass_self__' if 'self' in fields else 'self'
        init_fn = _init_fn(init_fields, std_fields, kw_only_fields, frozen, hasattr(cls, _POST_INIT_NAME), self_name,
                           globals, slots)
        init_made = not _set_new_attribute(cls, '__init__', init_fn)
    field_list = [f for f in fields.values() if f._field_type is _FIELD]
    if repr:
        _set_new_attribute(cls, '__repr__', _repr_fn([f for f in field_list if f.repr], globals))
    compared = [f for f in field_list if f.compare]
    if eq:
        _set_new_attribute(cls, '__eq__', _cmp_fn('__eq__', '==', compared, globals))
    if order:
        for name, op in (('__lt__', '<'), ('__le__', '<='), ('__gt__', '>'), ('__ge__', '>=')):
            if _set_new_attribute(cls, name, _cmp_fn(name, op, compared, globals)):
                raise TypeError(f'Cannot overwrite attribute {name} in class {cls.__name__}. Consider using '
                                'functools.total_ordering')
    if frozen:
        for fn in _frozen_get_del_attr(cls, field_list, globals):
            if _set_new_attribute(cls, fn.__name__, fn):
                raise TypeError(f'Cannot overwrite attribute {fn.__name__} in class {cls.__name__}')
    _hash_action(cls, unsafe_hash, eq, frozen, has_explicit_hash, field_list, globals)
    if not getattr(cls, '__doc__'):
        if init_made and _called_by_init(cls):
            signature = _text_signature(std_fields, kw_only_fields)
        else:
            import inspect
            signature = str(inspect.signature(cls)).replace(' -> None', '')
        cls.__doc__ = cls.__name__ + signature
    if match_args:
        if '__match_args__' not in cls.__dict__:
            cls.__match_args__ = tuple(f.name for f in std_fields)
    if weakref_slot and not slots:
        raise TypeError('weakref_slot is True but slots is False')
    if slots:
        cls = _add_slots(cls, frozen, weakref_slot)
    if '__abstractmethods__' in cls.__dict__:
        import abc
        abc.update_abstractmethods(cls)
    return cls


def _called_by_init(cls):
    """Whether the parameters of the class are those of its __init__: nothing written in Python is called before it."""
    return not any(isinstance(f, types.FunctionType) for f in (type(cls).__call__, cls.__new__))


def _text_signature(std_fields, kw_only_fields):
    def one(f):
        t = f.type
        if isinstance(t, str):
            t = repr(t)
        elif isinstance(t, type) and not isinstance(t, types.GenericAlias):
            t = t.__qualname__ if t.__module__ in ('builtins',) else f'{t.__module__}.{t.__qualname__}'
        else:
            t = repr(t).replace('typing.', '')
        if f.default is not MISSING:
            return f'{f.name}: {t} = {f.default!r}'
        if f.default_factory is not MISSING:
            return f'{f.name}: {t} = <factory>'
        return f'{f.name}: {t}'
    parts = [one(f) for f in std_fields if f.init]
    if kw_only_fields:
        parts += ['*'] + [one(f) for f in kw_only_fields]
    return '(' + ', '.join(parts) + ')'


def _dataclass_getstate(self):
    return [getattr(self, f.name) for f in fields(self)]


def _dataclass_setstate(self, state):
    for f, value in zip(fields(self), state):
        object.__setattr__(self, f.name, value)


def _get_slots(cls):
    slots = cls.__dict__.get('__slots__')
    if slots is None:
        return
    if isinstance(slots, str):
        yield slots
    elif hasattr(slots, '__next__'):  # used up by the class
        raise TypeError(f"Slots of '{cls.__name__}' cannot be determined")
    else:
        yield from slots


def _add_slots(cls, is_frozen, weakref_slot):
    """The same class again, with __slots__ for its fields."""
    if '__slots__' in cls.__dict__:
        raise TypeError(f'{cls.__name__} already specifies __slots__')
    cls_dict = dict(cls.__dict__)
    field_names = tuple(f.name for f in fields(cls))
    inherited = {name for c in cls.__mro__[1:-1] for name in _get_slots(c)}
    slots = [name for name in field_names if name not in inherited]
    if weakref_slot and '__weakref__' not in inherited:
        slots.append('__weakref__')
    cls_dict['__slots__'] = tuple(slots)
    for name in field_names:
        cls_dict.pop(name, None)
    cls_dict.pop('__dict__', None)
    qualname = getattr(cls, '__qualname__', None)
    new = type(cls)(cls.__name__, cls.__bases__, cls_dict)
    if qualname is not None:
        new.__qualname__ = qualname
    if is_frozen:
        if '__getstate__' not in cls_dict:
            new.__getstate__ = _dataclass_getstate
        if '__setstate__' not in cls_dict:
            new.__setstate__ = _dataclass_setstate
    return new


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False,
              match_args=True, kw_only=False, slots=False, weakref_slot=False):
    """Add __init__, __repr__, __eq__ and more to a class, from its annotations."""
    def wrap(cls):
        return _process_class(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots,
                              weakref_slot)
    return wrap if cls is None else wrap(cls)


# --- using dataclasses ---

def fields(class_or_instance):
    """The fields of a dataclass or of an instance."""
    try:
        all_fields = getattr(class_or_instance, _FIELDS)
    except AttributeError:
        raise TypeError('must be called with a dataclass type or instance') from None
    return tuple(f for f in all_fields.values() if f._field_type is _FIELD)


def _is_dataclass_instance(obj):
    return hasattr(type(obj), _FIELDS)


def is_dataclass(obj):
    """Is it a dataclass or an instance of one?"""
    cls = obj if isinstance(obj, type) and not isinstance(obj, types.GenericAlias) else type(obj)
    return hasattr(cls, _FIELDS)


def asdict(obj, *, dict_factory=dict):
    """The fields of an instance as a dict, also of instances inside."""
    if not _is_dataclass_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _convert(obj, lambda names, values: dict_factory(list(zip(names, values))))


def astuple(obj, *, tuple_factory=tuple):
    """The fields of an instance as a tuple, also of instances inside."""
    if not _is_dataclass_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _convert(obj, lambda names, values: tuple_factory(values))


def _convert(obj, make):
    if _is_dataclass_instance(obj):
        names = [f.name for f in fields(obj)]
        return make(names, [_convert(getattr(obj, name), make) for name in names])
    if isinstance(obj, tuple) and hasattr(obj, '_fields'):
        return type(obj)(*[_convert(v, make) for v in obj])
    if isinstance(obj, (list, tuple)):
        return type(obj)(_convert(v, make) for v in obj)
    if isinstance(obj, dict):
        items = ((_convert(k, make), _convert(v, make)) for k, v in obj.items())
        if hasattr(type(obj), 'default_factory'):
            result = type(obj)(obj.default_factory)
            result.update(items)
            return result
        return type(obj)(items)
    return copy.deepcopy(obj)


def _check_field_name(name, known):
    if not (isinstance(name, str) and name.isidentifier()):
        raise TypeError(f'Field names must be valid identifiers: {name!r}')
    if keyword.iskeyword(name):
        raise TypeError(f'Field names must not be keywords: {name!r}')
    if name in known:
        raise TypeError(f'Field name duplicated: {name!r}')


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True, order=False,
                   unsafe_hash=False, frozen=False, match_args=True, kw_only=False, slots=False,
                   weakref_slot=False):
    """A new dataclass from names, (name, type) or (name, type, field) items."""
    namespace = {} if namespace is None else namespace
    annotations, defaults = {}, {}
    for item in fields:
        item = (item, 'typing.Any') if isinstance(item, str) else item
        if len(item) not in (2, 3):
            raise TypeError(f'Invalid field: {item!r}')
        name, *rest = item
        _check_field_name(name, annotations)
        annotations[name] = rest[0]
        defaults.update({name: default for default in rest[1:]})

    def body(class_namespace):
        for part in namespace, defaults, {'__annotations__': annotations}:
            class_namespace.update(part)
    cls = types.new_class(cls_name, bases, {}, body)
    return dataclass(cls, init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash, frozen=frozen,
                     match_args=match_args, kw_only=kw_only, slots=slots, weakref_slot=weakref_slot)


def replace(obj, /, **changes):
    """A new instance with some fields changed."""
    if not _is_dataclass_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    for f in getattr(obj, _FIELDS).values():
        if f._field_type is _FIELD_CLASSVAR:
            continue
        if not f.init:
            if f.name in changes:
                raise ValueError(f'field {f.name} is declared with init=False, it cannot be specified with replace()')
            continue
        if f.name not in changes:
            if f._field_type is _FIELD_INITVAR and f.default is MISSING:
                raise ValueError(f"InitVar {f.name!r} must be specified with replace()")
            changes[f.name] = getattr(obj, f.name)
    return obj.__class__(**changes)
