"""Enumerations.

The class body's namespace (_EnumDict) notes which names become members; EnumType makes the class
first and then one object a member, so that members may be of any data type mixed in."""
from operator import or_ as _or_
import sys
import builtins as bltns
from types import MappingProxyType, DynamicClassAttribute

__all__ = ['EnumType', 'EnumMeta', 'Enum', 'IntEnum', 'StrEnum', 'Flag', 'IntFlag', 'ReprEnum', 'auto', 'unique',
           'property', 'verify', 'member', 'nonmember', 'FlagBoundary', 'STRICT', 'CONFORM', 'EJECT', 'KEEP',
           'global_flag_repr', 'global_enum_repr', 'global_str', 'global_enum', 'EnumCheck', 'CONTINUOUS',
           'NAMED_FLAGS', 'UNIQUE']

Enum = Flag = EJECT = _stdlib_enums = ReprEnum = None


class nonmember:
    """Keeps a value of the class body from becoming a member."""

    def __init__(self, value):
        self.value = value


class member:
    """Makes a value of the class body a member that would not be one."""

    def __init__(self, value):
        self.value = value


def _is_descriptor(obj):
    return hasattr(obj, '__get__') or hasattr(obj, '__set__') or hasattr(obj, '__delete__')


def _is_dunder(name):
    return len(name) > 4 and name[:2] == name[-2:] == '__' and name[2] != '_' and name[-3] != '_'


def _is_sunder(name):
    return len(name) > 2 and name[0] == name[-1] == '_' and name[1] != '_' and name[-2] != '_'


def _is_private(cls_name, name):
    pattern = f'_{cls_name}__'
    return (len(name) > len(pattern) and name.startswith(pattern) and name[len(pattern)] != '_' and
            (name[-1] != '_' or name[-2] != '_'))


def _is_internal_class(cls_name, obj):
    if not isinstance(obj, type):
        return False
    inner = f'{cls_name}.{getattr(obj, "__name__", None)}'
    qualname = getattr(obj, '__qualname__', '')
    return qualname == inner or qualname.endswith('.' + inner)


def _one_more(value):
    """value + 1, None for what is no number."""
    try:
        return value + 1
    except TypeError:
        return None


def _after_last_if_largest(values):
    """One more than the last value, None if that is no number or not the largest; sorts the values if it can."""
    last = values[-1]
    try:
        values.sort()
    except TypeError:
        return None
    return _one_more(last) if last == values[-1] else None


def _is_single_bit(num):
    if num == 0:
        return False
    num &= num - 1
    return num == 0


def _iter_bits_lsb(num):
    """The single bits of a number, lowest first."""
    original = num
    if isinstance(num, Enum):
        num = num.value
    if num < 0:
        raise ValueError('%r is not a positive integer' % original)
    while num:
        b = num & (~num + 1)
        yield b
        num ^= b


def bin(num, max_bits=None):
    """The two's complement of a number as '0b0 1010' or '0b1 0110'."""
    ceiling = 2 ** num.bit_length()
    s = bltns.bin(num + ceiling).replace('1', '0', 1) if num >= 0 else bltns.bin(~num ^ (ceiling - 1) + ceiling)
    sign, digits = s[:3], s[3:]
    if max_bits is not None and len(digits) < max_bits:
        digits = (sign[-1] * max_bits + digits)[-max_bits:]
    return "%s %s" % (sign, digits)


class _auto_null:
    def __repr__(self):
        return '_auto_null'


_auto_null = _auto_null()


class auto:
    """Stands for the next value, as _generate_next_value_ gives it."""

    def __init__(self, value=_auto_null):
        self.value = value

    def __repr__(self):
        return "auto(%r)" % self.value


class property(DynamicClassAttribute):
    """A property of members: access through the class finds the member of that name instead."""
    member = None

    def __get__(self, instance, ownerclass=None):
        if instance is None:
            if self.member is not None:
                return self.member
            try:
                return ownerclass._member_map_[self.name]
            except KeyError:
                raise AttributeError('%r has no attribute %r' % (ownerclass, self.name)) from None
        if self.fget is None:
            try:
                return ownerclass._member_map_[self.name]
            except KeyError:
                raise AttributeError('%r has no attribute %r' % (ownerclass, self.name)) from None
        return self.fget(instance)

    def __set__(self, instance, value):
        if self.fset is None:
            raise AttributeError("<enum %r> cannot set attribute %r" % (self.clsname, self.name))
        return self.fset(instance, value)

    def __delete__(self, instance):
        if self.fdel is None:
            raise AttributeError("<enum %r> cannot delete attribute %r" % (self.clsname, self.name))
        return self.fdel(instance)

    def __set_name__(self, ownerclass, name):
        self.name = name
        self.clsname = ownerclass.__name__


class _EnumDict(dict):
    """The namespace of an enum's body."""

    def __init__(self):
        super().__init__()
        self._member_names = {}
        self._last_values = []
        self._ignore = []
        self._auto_called = False
        self._cls_name = None
        self._generate_next_value = None

    def __setitem__(self, key, value):
        if self._cls_name is not None and _is_private(self._cls_name, key):
            pass
        elif _is_sunder(key):
            if key not in ('_order_', '_generate_next_value_', '_numeric_repr_', '_missing_', '_ignore_',
                           '_iter_member_', '_iter_member_by_value_', '_iter_member_by_def_',
                           '_add_alias_', '_add_value_alias_', '_use_args_', '_member_type_', '_new_member_',
                           '_value_repr_'):
                raise ValueError('_sunder_ names, such as %r, are reserved for future Enum use' % (key,))
            if key == '_generate_next_value_':
                if self._auto_called:
                    raise TypeError("_generate_next_value_ must be defined before members")
                self._generate_next_value = value.__func__ if isinstance(value, staticmethod) else value
            elif key == '_ignore_':
                value = value.replace(',', ' ').split() if isinstance(value, str) else list(value)
                self._ignore = value
                already = set(value) & set(self._member_names)
                if already:
                    raise ValueError('_ignore_ cannot specify already set names: %r' % (already,))
        elif _is_dunder(key):
            if key == '__order__':
                key = '_order_'
        elif key in self._member_names:
            raise TypeError('%r already defined as %r' % (key, self[key]))
        elif key in self._ignore:
            pass
        elif isinstance(value, nonmember):
            value = value.value
        elif _is_descriptor(value) and not isinstance(value, member):
            pass
        else:
            if key in self:
                raise TypeError('%r already defined as %r' % (key, self[key]))
            if isinstance(value, member):
                value = value.value
            elif self._cls_name is not None and _is_internal_class(self._cls_name, value):
                _warn("In 3.13 classes created inside an enum will not become a member.  Use the `member` decorator "
                      "to keep the current behavior.", 2)
            value = self._resolve_auto(key, value)
            self._member_names[key] = None
        super().__setitem__(key, value)

    def _resolve_auto(self, key, value):
        single = isinstance(value, auto)
        if not single and not (type(value) is tuple and any(isinstance(v, auto) for v in value)):
            self._last_values.append(value)
            return value
        out = []
        for v in ((value,) if single else value):
            if isinstance(v, auto):
                if v.value is _auto_null:
                    v.value = self._generate_next_value(key, 1, len(self._member_names), self._last_values[:])
                    self._auto_called = True
                v = v.value
                self._last_values.append(v)
            out.append(v)
        return out[0] if single else tuple(out)

    def update(self, members=(), *more_members, **named):
        try:
            for name in members.keys():
                self[name] = members[name]
        except AttributeError:
            for name, value in members:
                self[name] = value
        for name, value in (*more_members, *named.items()):
            self[name] = value


class EnumType(type):
    """Metaclass for Enum."""

    @classmethod
    def __prepare__(metacls, cls, bases, **kwds):
        metacls._check_for_existing_members_(cls, bases)
        ns = _EnumDict()
        ns._cls_name = cls
        member_type, first_enum = metacls._get_mixins_(cls, bases)
        if first_enum is not None:
            ns['_generate_next_value_'] = getattr(first_enum, '_generate_next_value_', None)
        return ns

    def __new__(metacls, cls, bases, classdict, *, boundary=None, _simple=False, **kwds):
        if _simple:
            return super().__new__(metacls, cls, bases, classdict, **kwds)
        classdict.setdefault('_ignore_', []).append('_ignore_')
        for key in classdict['_ignore_']:
            classdict.pop(key, None)
        names = list(classdict._member_names)
        values = {name: classdict.pop(name) for name in names}
        order = classdict.pop('_order_', None)
        invalid = set(names) & {'mro', ''}
        if invalid:
            raise ValueError('invalid enum member name(s) %s' % ','.join(repr(n) for n in invalid))
        member_type, first_enum = metacls._get_mixins_(cls, bases)
        new_member, save_new, use_args = metacls._find_new_(classdict, member_type, first_enum)
        ns = dict(classdict)
        ns['_new_member_'] = new_member
        ns['_use_args_'] = use_args
        ns['_member_names_'] = []
        ns['_member_map_'] = {}
        ns['_value2member_map_'] = {}
        ns['_unhashable_values_'] = []
        ns['_member_type_'] = member_type
        ns['_value_repr_'] = metacls._find_data_repr_(cls, bases)
        is_flag = Flag is None and cls == 'Flag' or Flag is not None and any(
            issubclass(b, Flag) for b in bases if isinstance(b, type))
        if is_flag:
            bits = 0
            for name in names:
                if isinstance(values[name], int):
                    bits |= values[name]
            ns['_boundary_'] = boundary or getattr(first_enum, '_boundary_', None)
            ns['_flag_mask_'] = bits
            ns['_all_bits_'] = 2 ** bits.bit_length() - 1
            ns['_inverted_'] = None
        enum_class = super().__new__(metacls, cls, bases, ns, **kwds)
        if member_type is object and ReprEnum is not None and ReprEnum in bases:
            raise TypeError('ReprEnum subclasses must be mixed with a data type (i.e. int, str, float, etc.)')
        for name in names:
            _make_member(enum_class, name, values[name])
        if is_flag:
            _finish_flag(enum_class)
        if Enum is not None:
            _inherit_formatting(enum_class, classdict, member_type)
        if Enum is not None and save_new:
            enum_class.__new_member__ = enum_class.__dict__.get('__new__')
        if Enum is not None:
            enum_class.__new__ = Enum.__new__
        if isinstance(order, str):
            order = order.replace(',', ' ').split()
        members = enum_class._member_map_
        if order and is_flag:
            order = [o for o in order if o not in members or _is_single_bit(enum_class[o]._value_)]
        if order:
            order = [o for o in order if o not in members or o in enum_class._member_names_]
            if order != enum_class._member_names_:
                raise TypeError('member order does not match _order_:\n  %r\n  %r' %
                                (enum_class._member_names_, order))
        return enum_class

    def __init__(cls, *args, **kwds):
        type.__init__(cls, *args)

    def __bool__(cls):
        return True

    def __call__(cls, value, names=None, *, module=None, qualname=None, type=None, start=1, boundary=None):
        """A member by value; with names, a new enum."""
        if names is None and type is None:
            return cls.__new__(cls, value)
        return cls._create_(value, names, module=module, qualname=qualname, type=type, start=start, boundary=boundary)

    def __contains__(cls, member):
        """Is a member one of this class?"""
        if not isinstance(member, Enum):
            import warnings
            warnings.warn("in 3.12 __contains__ will no longer raise TypeError, but will return True or\n"
                          "False depending on whether the value is a member or the value of a member", DeprecationWarning, stacklevel=2)
            raise TypeError("unsupported operand type(s) for 'in': '%s' and '%s'" %
                            (type(member).__qualname__, cls.__class__.__qualname__))
        return isinstance(member, cls) and member._name_ in cls._member_map_

    def __delattr__(cls, attr):
        if attr in cls._member_map_:
            raise AttributeError("%r cannot delete member %r." % (cls.__name__, attr))
        super().__delattr__(attr)

    def __dir__(cls):
        extra = ['__class__', '__contains__', '__doc__', '__getitem__', '__init_subclass__', '__iter__', '__len__',
                 '__members__', '__module__', '__name__', '__qualname__']
        if cls._new_member_ is not object.__new__:
            extra.append('__new__')
        return sorted(set(extra) | set(cls._member_names_) |
                      (set(dir(cls._member_type_)) if cls._member_type_ is not object else set()))

    def __getitem__(cls, name):
        """The member of a name."""
        return cls._member_map_[name]

    def __iter__(cls):
        """The members in the order of their definition, without aliases."""
        return (cls._member_map_[name] for name in cls._member_names_)

    def __len__(cls):
        """The number of members, without aliases."""
        return len(cls._member_names_)

    @bltns.property
    def __members__(cls):
        """Read-only mapping from names, aliases included, to members."""
        return MappingProxyType(cls._member_map_)

    def __repr__(cls):
        if Flag is not None and issubclass(cls, Flag):
            return "<flag %r>" % cls.__name__
        return "<enum %r>" % cls.__name__

    def __reversed__(cls):
        return (cls._member_map_[name] for name in reversed(cls._member_names_))

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get('_member_map_', {}):
            raise AttributeError('cannot reassign member %r' % (name,))
        super().__setattr__(name, value)

    def __getattr__(cls, name):
        if _is_dunder(name):
            raise AttributeError(name)
        try:
            return cls.__dict__['_member_map_'][name]
        except KeyError:
            raise AttributeError(name) from None

    def _create_(cls, class_name, names, *, module=None, qualname=None, type=None, start=1, boundary=None):
        """A new enum from names: text, a sequence of names or pairs, or a mapping."""
        metacls = cls.__class__
        bases = (cls,) if type is None else (type, cls)
        _, first_enum = cls._get_mixins_(class_name, bases)
        classdict = metacls.__prepare__(class_name, bases)
        if isinstance(names, str):
            names = names.replace(',', ' ').split()
        if isinstance(names, (tuple, list)) and names and isinstance(names[0], str):
            original, names = names, []
            last_values = []
            for count, name in enumerate(original):
                value = first_enum._generate_next_value_(name, start, count, last_values[:])
                last_values.append(value)
                names.append((name, value))
        for item in (() if names is None else names):
            name, value = (item, names[item]) if isinstance(item, str) else item
            classdict[name] = value
        if module is None:
            try:
                module = sys._getframe(2).f_globals['__name__']
            except (AttributeError, ValueError, KeyError):
                pass
        if module is not None:
            classdict['__module__'] = module
        if qualname is not None:
            classdict['__qualname__'] = qualname
        return metacls.__new__(metacls, class_name, bases, classdict, boundary=boundary)

    def _convert_(cls, name, module, filter, source=None, *, boundary=None, as_global=False):
        """A new enum from the constants of a module, which are replaced there by the members."""
        module_globals = sys.modules[module].__dict__
        source = source.__dict__ if source else module_globals
        members = [(n, source[n]) for n in source.keys() if filter(n)]
        try:
            members.sort(key=lambda t: (t[1], t[0]))
        except TypeError:  # values that do not compare
            members.sort(key=lambda t: t[0])
        body = {t[0]: t[1] for t in members}
        cls = cls(name, body, module=module, boundary=boundary or KEEP)
        if as_global:
            global_enum(cls)
        else:
            module_globals.update(cls.__members__)
        module_globals[name] = cls
        return cls

    @classmethod
    def _check_for_existing_members_(mcls, class_name, bases):
        for chain in bases:
            for base in chain.__mro__:
                if isinstance(base, EnumType) and base._member_names_:
                    raise TypeError("<enum %r> cannot extend %r" % (class_name, base))

    @classmethod
    def _get_mixins_(mcls, class_name, bases):
        """The data type mixed in, and the enum class it comes with."""
        if not bases:
            return object, Enum
        first_enum = bases[-1]
        if not isinstance(first_enum, EnumType):
            raise TypeError("new enumerations should be created as `EnumName([mixin_type, ...] [data_type,] enum_type)`")
        return mcls._find_data_type_(class_name, bases) or object, first_enum

    @classmethod
    def _find_data_repr_(mcls, class_name, bases):
        for chain in bases:
            for base in getattr(chain, '__mro__', ()):
                if base is object:
                    continue
                if isinstance(base, EnumType):
                    return base._value_repr_
                if '__repr__' in base.__dict__:
                    return base.__dict__['__repr__']
        return None

    @classmethod
    def _find_data_type_(mcls, class_name, bases):
        data_types = []
        for chain in bases:
            candidate = None
            for base in getattr(chain, '__mro__', ()):
                if base is object:
                    continue
                if isinstance(base, EnumType):
                    if base._member_type_ is not object:
                        data_types.append(base._member_type_)
                        break
                elif not base.__dict__.keys().isdisjoint(('__new__', '__init__', '__dataclass_fields__')):
                    data_types.append(candidate or base)
                    break
                else:
                    candidate = candidate or base
        unique_types = list(dict.fromkeys(data_types))
        if len(unique_types) > 1:
            raise TypeError('too many data types for %r: %r' % (class_name, set(unique_types)))
        return unique_types[0] if unique_types else None

    @classmethod
    def _find_new_(mcls, classdict, member_type, first_enum):
        """How members are made: the function, whether it is the class's own, whether it takes arguments."""
        new = classdict.get('__new__')
        save_new = first_enum is not None and new is not None
        if new is None:
            for name in ('__new_member__', '__new__'):
                for possible in (member_type, first_enum):
                    target = getattr(possible, name, None)
                    if target is not None and target not in (None, None.__new__, object.__new__,
                                                             getattr(Enum, '__new__', None)):
                        new = target
                        break
                if new is not None:
                    break
            else:
                new = object.__new__
        if isinstance(new, staticmethod):
            new = new.__func__
        use_args = not (first_enum is None or new in (Enum.__new__ if Enum else None, object.__new__))
        return new, save_new, use_args


EnumMeta = EnumType


def _member_with(cls, value):
    """The earlier member of that value, or KeyError."""
    try:
        return cls._value2member_map_[value]
    except TypeError: # not hashable
        for member in cls._member_map_.values():
            if member._value_ == value:
                return member
        raise KeyError


def _make_member(cls, name, value):
    """Make one member, or an alias of an earlier one."""
    member_type = cls._member_type_
    args = value if isinstance(value, tuple) else (value,)
    if member_type is tuple:
        args = (args,)
    if not cls._use_args_:
        obj = cls._new_member_(cls)
    else:
        obj = cls._new_member_(cls, *args)
    if not hasattr(obj, '_value_'):
        if member_type is object:
            obj._value_ = value
        else:
            try:
                obj._value_ = member_type(*args)
            except Exception as exc:
                new_exc = TypeError('_value_ not set in __new__, unable to create it')
                new_exc.__cause__ = exc
                raise new_exc
    value = obj._value_
    obj._name_ = name
    obj.__objclass__ = cls
    obj.__init__(*args)
    obj._sort_order_ = len(cls._member_names_)
    try:
        obj = _member_with(cls, value)
    except KeyError: # with which an error of _is_single_bit() is told
        if Flag is None or not issubclass(cls, Flag) or _is_single_bit(value):
            cls._member_names_.append(name)
    found = None
    for base in cls.__mro__[1:]:
        attr = base.__dict__.get(name)
        if attr is not None:
            found = attr
            break
    if isinstance(found, (property, DynamicClassAttribute)):
        redirect = property(found.fget, found.fset, found.fdel)
        redirect.member = obj
        redirect.__set_name__(cls, name)
        type.__setattr__(cls, name, redirect)
    else:
        type.__setattr__(cls, name, obj)
    cls._member_map_[name] = obj
    try:
        cls._value2member_map_.setdefault(value, obj)
    except TypeError:
        cls._unhashable_values_.append(value)


def _finish_flag(cls):
    """Only single bits are flags, several at once are other names of combinations."""
    mask = 0
    for member in cls._member_map_.values():
        if _is_single_bit(member._value_):
            mask |= member._value_
    type.__setattr__(cls, '_flag_mask_', mask)
    by_definition = [cls._member_map_[name]._value_ for name in cls._member_names_]
    if by_definition != sorted(by_definition):
        type.__setattr__(cls, '_iter_member_', cls._iter_member_by_def_)
    if cls._boundary_ is None:
        type.__setattr__(cls, '_boundary_', CONFORM if FlagBoundary is not None else None)


def _inherit_formatting(cls, classdict, member_type):
    """repr, str and format of members are the enum's, not those of the mixed-in type."""
    if ReprEnum is not None and cls.__mro__[1:] and ReprEnum in cls.__bases__:
        if '__format__' not in classdict:
            cls.__format__ = member_type.__format__
        if '__str__' not in classdict:
            method = member_type.__str__
            cls.__str__ = member_type.__repr__ if method is object.__str__ else method
    first_enum = next(b for b in reversed(cls.__bases__) if isinstance(b, EnumType))
    for name in ('__repr__', '__str__', '__format__', '__reduce_ex__'):
        if name in classdict or name in cls.__dict__:
            continue
        class_method = getattr(cls, name)
        if class_method in (getattr(member_type, name, None), getattr(object, name, None)):
            type.__setattr__(cls, name, getattr(first_enum, name))
    if Flag is not None and issubclass(cls, Flag):
        for name in ('__or__', '__and__', '__xor__', '__ror__', '__rand__', '__rxor__', '__invert__'):
            if name not in classdict:
                type.__setattr__(cls, name, getattr(Flag, name))


class Enum(metaclass=EnumType):
    """Base class of enumerations."""

    def __new__(cls, value):
        if type(value) is cls:
            return value
        try:
            return cls._value2member_map_[value]
        except KeyError:
            pass
        except TypeError:
            for m in cls._member_map_.values():
                if m._value_ == value:
                    return m
        exc = None
        try:
            result = cls._missing_(value)
        except Exception as e:
            exc = e
            result = None
        try:
            if isinstance(result, cls):
                return result
            if Flag is not None and issubclass(cls, Flag) and cls._boundary_ is EJECT and isinstance(result, int):
                return result
            ve_exc = ValueError("%r is not a valid %s" % (value, cls.__qualname__))
            if result is None and exc is None:
                raise ve_exc
            if exc is None:
                exc = TypeError('error in %s._missing_: returned %r instead of None or a valid member' %
                                (cls.__name__, result))
            if not isinstance(exc, ValueError):
                exc.__context__ = ve_exc
            raise exc
        finally:
            exc = None
            ve_exc = None

    def __init__(self, *args, **kwds):
        pass

    def _generate_next_value_(name, start, count, last_values):
        """The value of auto(): one more than the last value, or else than the first that one can be added to."""
        if not last_values:
            return start
        following = _after_last_if_largest(last_values)
        if following is None:
            _warn('In 3.13 the default `auto()`/`_generate_next_value_` will require all values to be sortable and '
                  'support adding +1\nand the value returned will be the largest value in the enum incremented by 1', 4)
            numbers = (_one_more(value) for value in last_values)
            following = next((n for n in numbers if n is not None), start)
        return following

    @classmethod
    def _missing_(cls, value):
        return None

    def __repr__(self):
        v_repr = self.__class__._value_repr_ or repr
        return "<%s.%s: %s>" % (self.__class__.__name__, self._name_, v_repr(self._value_))

    def __str__(self):
        return "%s.%s" % (self.__class__.__name__, self._name_)

    def __dir__(self):
        interesting = set(['__class__', '__doc__', '__eq__', '__hash__', '__module__'])
        if self.__class__._member_type_ is not object:
            interesting = set(object.__dir__(self))
        interesting.update(name for name in getattr(self, '__dict__', ()) if not name.startswith('_'))
        for cls in type(self).__mro__:
            for name, value in vars(cls).items():
                if name.startswith('_'):
                    continue
                if isinstance(value, property) and value.fget is None and name in self._member_map_:
                    interesting.discard(name)  # stands for a member of the same name
                else:
                    interesting.add(name)
        return sorted(interesting)

    def __format__(self, format_spec):
        return str.__format__(str(self), format_spec)

    def __hash__(self):
        return hash(self._name_)

    def __reduce_ex__(self, proto):
        return getattr, (self.__class__, self._name_)

    @property
    def name(self):
        """The name of the member."""
        return self._name_

    @property
    def value(self):
        """The value of the member."""
        return self._value_


class ReprEnum(Enum):
    """Only repr() is the enum's; str() and format() are those of the mixed-in type."""


class IntEnum(int, ReprEnum):
    """Members are ints as well."""


class StrEnum(str, ReprEnum):
    """Members are strings as well."""

    def __new__(cls, *values):
        if len(values) > 3:
            raise TypeError('too many arguments for str(): %r' % (values,))
        if len(values) == 1 and not isinstance(values[0], str):
            raise TypeError('%r is not a string' % (values[0],))
        if len(values) >= 2 and not isinstance(values[1], str):
            raise TypeError('encoding must be a string, not %r' % (values[1],))
        if len(values) == 3 and not isinstance(values[2], str):
            raise TypeError('errors must be a string, not %r' % (values[2]))
        value = str(*values)
        member = str.__new__(cls, value)
        member._value_ = value
        return member

    def _generate_next_value_(name, start, count, last_values):
        """The value of auto(): the name in lower case."""
        return name.lower()


class FlagBoundary(StrEnum):
    """What a flag does with bits it has no members for."""
    STRICT = auto()
    CONFORM = auto()
    EJECT = auto()
    KEEP = auto()


STRICT, CONFORM, EJECT, KEEP = FlagBoundary


def _bits_of(flag, other):
    """The value of the other operand of a flag's operator."""
    if isinstance(other, flag.__class__):
        return other._value_
    if flag._member_type_ is not object and isinstance(other, flag._member_type_):
        return other
    return NotImplemented


class Flag(Enum, boundary=CONFORM):
    """Members are bits that can be combined."""
    _numeric_repr_ = repr

    def __reduce_ex__(self, proto):
        """By name; a combination as the or of its parts."""
        cls = self.__class__
        unknown = self._value_ & ~cls._flag_mask_
        known = self._value_ & cls._flag_mask_
        if unknown and known:
            return _or_, (cls(known), unknown)
        for val in _iter_bits_lsb(known):
            rest = known & ~val
            if rest:
                return _or_, (cls(rest), cls._value2member_map_.get(val))
            break
        if self._name_ is None:
            return cls, (self._value_,)
        return getattr, (cls, self._name_)

    def _generate_next_value_(name, start, count, last_values):
        """The value of auto(): the next free bit."""
        if not last_values:
            return start if start is not None else 1
        last_value = max(last_values)
        try:
            high_bit = last_value.bit_length() - 1
        except Exception:
            raise TypeError('invalid flag value %r' % last_value) from None
        return 2 ** (high_bit + 1)

    @classmethod
    def _iter_member_by_value_(cls, value):
        """The members of which value is made, lowest first."""
        for val in _iter_bits_lsb(value & cls._flag_mask_):
            yield cls._value2member_map_.get(val)

    _iter_member_ = _iter_member_by_value_

    @classmethod
    def _iter_member_by_def_(cls, value):
        """The same in the order of definition."""
        yield from sorted(cls._iter_member_by_value_(value), key=lambda m: m._sort_order_)

    @classmethod
    def _missing_(cls, value):
        """A member made of several bits, kept for the next time."""
        if not isinstance(value, int):
            raise ValueError("%r is not a valid %s" % (value, cls.__qualname__))
        flag_mask = cls._flag_mask_
        all_bits = cls._all_bits_
        neg_value = None
        if not ~all_bits <= value <= all_bits or value & (all_bits ^ flag_mask):
            boundary = cls._boundary_
            if boundary is STRICT:
                max_bits = max(value.bit_length(), flag_mask.bit_length())
                raise ValueError("%r invalid value %r\n    given %s\n  allowed %s" %
                                 (cls, value, bin(value, max_bits), bin(flag_mask, max_bits)))
            if boundary is CONFORM:
                value = value & flag_mask
            elif boundary is EJECT:
                return value
            elif boundary is KEEP:
                if value < 0:
                    value = max(all_bits + 1, 2 ** value.bit_length()) + value
            else:
                raise ValueError('%r unknown flag boundary %r' % (cls, boundary))
        if value < 0:
            neg_value = value
            value = all_bits + 1 + value
        unknown = value & ~flag_mask
        known = value & flag_mask
        if unknown and cls._boundary_ is not KEEP:
            raise ValueError('%s(%r) -->  unknown values %r [%s]' % (cls.__name__, value, unknown, bin(unknown)))
        pseudo = object.__new__(cls) if cls._member_type_ is object else cls._member_type_.__new__(cls, value)
        if not hasattr(pseudo, '_value_'):
            pseudo._value_ = value
        pseudo._name_ = '|'.join([m._name_ for m in cls._iter_member_(known)]) if known else None
        if known and unknown:
            pseudo._name_ += '|%s' % cls._numeric_repr_(unknown)
        if not unknown: # one with unknown bits is made anew each time
            pseudo = cls._value2member_map_.setdefault(value, pseudo)
            if neg_value is not None:
                cls._value2member_map_[neg_value] = pseudo
        return pseudo

    def __contains__(self, other):
        """Are all bits of other set here?"""
        if not isinstance(other, self.__class__):
            raise TypeError("unsupported operand type(s) for 'in': %r and %r" %
                            (type(other).__qualname__, self.__class__.__qualname__))
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        """The members for single bits, in the order of definition."""
        yield from self._iter_member_(self._value_)

    def __len__(self):
        return self._value_.bit_count()

    def __repr__(self):
        cls = type(self)
        member = cls.__name__ if self._name_ is None else f"{cls.__name__}.{self._name_}"
        return f"<{member}: {(cls._value_repr_ or repr)(self._value_)}>"

    def __str__(self):
        cls_name = self.__class__.__name__
        if self._name_ is None:
            return '%s(%r)' % (cls_name, self._value_)
        return "%s.%s" % (cls_name, self._name_)

    def __bool__(self):
        return bool(self._value_)

    def __or__(self, other):
        other_value = _bits_of(self, other)
        if other_value is NotImplemented:
            return NotImplemented
        return self.__class__(self._value_ | other_value)

    def __and__(self, other):
        other_value = _bits_of(self, other)
        if other_value is NotImplemented:
            return NotImplemented
        return self.__class__(self._value_ & other_value)

    def __xor__(self, other):
        other_value = _bits_of(self, other)
        if other_value is NotImplemented:
            return NotImplemented
        return self.__class__(self._value_ ^ other_value)

    def __invert__(self):
        if self._inverted_ is None:
            value = ~self._value_ if self._boundary_ is KEEP else self._flag_mask_ ^ self._value_
            self._inverted_ = self.__class__(value)
            if isinstance(self._inverted_, self.__class__):
                self._inverted_._inverted_ = self
        return self._inverted_

    __rand__ = __and__
    __ror__ = __or__
    __rxor__ = __xor__


class IntFlag(int, ReprEnum, Flag, boundary=KEEP):
    """Flags that are ints as well."""


def _warn(text, level):
    """A DeprecationWarning for the caller's caller."""
    import warnings
    warnings.warn(text, DeprecationWarning, stacklevel=level + 1)


def _reduce_ex_by_global_name(self, proto):
    """A __reduce_ex__ for members that live in a module as constants."""
    return self.name


def _make_class_unpicklable(obj):
    """Make a class, or the instances of a namespace's class, refuse to be pickled."""
    def __reduce_ex__(self, proto):
        raise TypeError('%r cannot be pickled' % self)
    if isinstance(obj, dict):
        obj['__reduce_ex__'], obj['__module__'] = __reduce_ex__, '<unknown>'
    else:
        setattr(obj, '__reduce_ex__', __reduce_ex__)
        setattr(obj, '__module__', '<unknown>')


def unique(enumeration):
    """Class decorator: no two names for one value."""
    duplicates = [(name, m.name) for name, m in enumeration.__members__.items() if name != m.name]
    if duplicates:
        details = ', '.join("%s -> %s" % pair for pair in duplicates)
        raise ValueError('duplicate values found in %r: %s' % (enumeration, details))
    return enumeration


def _power_of_two(value):
    return value >= 1 and value == 2 ** (value.bit_length() - 1)


def global_enum_repr(self):
    """repr() of members that live in a module as constants."""
    return "%s.%s" % (self.__class__.__module__.split('.')[-1], self._name_)


def global_flag_repr(self):
    """repr() of a flag of an enum that is exported to its module."""
    module = self.__class__.__module__.split('.')[-1]
    cls_name = self.__class__.__name__
    if self._name_ is None:
        return "%s.%s(%r)" % (module, cls_name, self._value_)
    if _is_single_bit(self._value_):
        return '%s.%s' % (module, self._name_)
    return '|'.join(name if name[0].isdigit() else '%s.%s' % (module, name) for name in self.name.split('|'))


def global_str(self):
    """str() of a member of an enum that is exported to its module: its name."""
    if self._name_ is None:
        return "%s(%r)" % (self.__class__.__name__, self._value_)
    return self._name_


def global_enum(cls, update_str=False):
    """Class decorator: put the members into the module and show them so."""
    cls.__repr__ = global_flag_repr if issubclass(cls, Flag) else global_enum_repr
    if not issubclass(cls, ReprEnum) or update_str:
        cls.__str__ = global_str
    sys.modules[cls.__module__].__dict__.update(cls.__members__)
    return cls


class EnumCheck(StrEnum):
    """What verify() can check."""
    CONTINUOUS = "no skipped integer values"
    NAMED_FLAGS = "multi-flag aliases may not contain unnamed flags"
    UNIQUE = "one name per value"


CONTINUOUS, NAMED_FLAGS, UNIQUE = EnumCheck


class verify:
    """Class decorator that checks an enum."""

    def __init__(self, *checks):
        self.checks = checks

    def __call__(self, enumeration):
        name = enumeration.__name__
        if not issubclass(enumeration, Enum):
            raise TypeError("the 'verify' decorator only works with Enum and Flag")
        for check in self.checks:
            if check is UNIQUE:
                duplicates = [(n, m.name) for n, m in enumeration.__members__.items() if n != m.name]
                if duplicates:
                    raise ValueError('aliases found in %r: %s' %
                                     (enumeration, ', '.join("%s -> %s" % pair for pair in duplicates)))
            elif check is CONTINUOUS:
                values = {e.value for e in enumeration}
                if len(values) < 2:
                    continue
                low, high = min(values), max(values)
                if issubclass(enumeration, Flag):
                    missing = [2 ** i for i in range(low.bit_length(), high.bit_length()) if 2 ** i not in values]
                else:
                    missing = [i for i in range(low + 1, high) if i not in values]
                if missing:
                    raise ValueError('invalid %s %r: missing values %s' %
                                     ('flag' if issubclass(enumeration, Flag) else 'enum', name,
                                      ', '.join(str(m) for m in missing)))
            elif check is NAMED_FLAGS:
                _check_named_flags(enumeration)
        return enumeration


def _check_named_flags(enumeration):
    values = [m._value_ for m in enumeration._member_map_.values()]
    unnamed, missing = [], 0
    for name, alias in enumeration._member_map_.items():
        if name in enumeration._member_names_ or alias._value_ < 0:
            continue
        lacking = [bit for bit in _iter_bits_lsb(alias._value_) if bit not in values]
        if lacking:
            unnamed.append(name)
            for bit in lacking:
                missing |= bit
    if unnamed:
        if len(unnamed) == 1:
            alias = 'alias %s is missing' % unnamed[0]
        else:
            alias = 'aliases %s and %s are missing' % (', '.join(unnamed[:-1]), unnamed[-1])
        value = 'value 0x%x' % missing if _is_single_bit(missing) else 'combined values of 0x%x' % missing
        raise ValueError('invalid Flag %r: %s %s [use enum.show_flag_values(value) for details]' %
                         (enumeration.__name__, alias, value))


def show_flag_values(value):
    """The powers of two that value is made of."""
    return list(_iter_bits_lsb(value))


def _simple_enum(etype=Enum, *, boundary=None, use_args=None):
    """Class decorator: the enumeration of kind etype with what a plain class defines."""
    def convert_class(cls):
        if use_args is None:
            etype._use_args_            # only enumerations say how their members are made
        namespace = type(etype).__prepare__(cls.__name__, (etype,))
        for name, value in cls.__dict__.items():
            if name == '_generate_next_value_':
                value = value.__func__  # a plain class has it as a static method
            if name not in ('__dict__', '__weakref__', '__members__'):
                namespace[name] = value
        extra = {} if boundary is None else {'boundary': boundary}
        return type(etype)(cls.__name__, (etype,), namespace, **extra)
    return convert_class
