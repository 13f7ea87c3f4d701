"""Information about live objects: members, source, signatures, frames."""
import abc
import builtins
import collections.abc
import functools
import sys
import types
from collections import namedtuple
from operator import attrgetter
import _inspect_signature
from _inspect_signature import *
from _inspect_signature import _empty, _is_function_like, _ParameterKind

__all__ = ["ArgInfo", "Arguments", "Attribute", "BoundArguments", "ClosureVars", "CORO_CLOSED", "CORO_CREATED",
           "CORO_RUNNING", "CORO_SUSPENDED", "CO_ASYNC_GENERATOR", "CO_COROUTINE", "CO_GENERATOR",
           "CO_ITERABLE_COROUTINE", "CO_NESTED", "CO_NEWLOCALS", "CO_NOFREE", "CO_OPTIMIZED", "CO_VARARGS",
           "CO_VARKEYWORDS", "BlockFinder", "ClassFoundException", "EndOfBlock", "FrameInfo", "FullArgSpec", "GEN_CLOSED", "GEN_CREATED", "GEN_RUNNING", "GEN_SUSPENDED",
           "Parameter", "Signature", "TPFLAGS_IS_ABSTRACT", "Traceback", "classify_class_attrs", "cleandoc",
           "currentframe", "findsource", "formatannotation", "formatannotationrelativeto", "formatargvalues", "getabsfile", "getargs",
           "getargvalues", "getattr_static", "getblock", "getcallargs", "getclasstree", "getclosurevars",
           "getcomments", "getcoroutinelocals", "getcoroutinestate", "getdoc", "getfile", "getframeinfo",
           "getfullargspec", "getgeneratorlocals", "getgeneratorstate", "getinnerframes", "getlineno", "getmembers",
           "getmembers_static", "getmodule", "getmodulename", "getmro", "getouterframes", "getsource", "getsourcefile",
           "getsourcelines", "indentsize", "isabstract", "isasyncgen", "isasyncgenfunction", "isawaitable",
           "isbuiltin", "isclass", "iscode", "iscoroutine", "iscoroutinefunction", "isdatadescriptor", "isframe",
           "isfunction", "isgenerator", "isgeneratorfunction", "isgetsetdescriptor", "ismemberdescriptor", "ismethod",
           "ismethoddescriptor", "ismethodwrapper", "ismodule", "isroutine", "istraceback", "signature", "stack",
           "trace", "unwrap", "walktree", "get_annotations"]

CO_OPTIMIZED, CO_NEWLOCALS, CO_VARARGS, CO_VARKEYWORDS, CO_NESTED, CO_GENERATOR, CO_NOFREE = 1, 2, 4, 8, 16, 32, 64
CO_COROUTINE, CO_ITERABLE_COROUTINE, CO_ASYNC_GENERATOR = 128, 256, 512
TPFLAGS_IS_ABSTRACT = 1 << 20
for _name in (*_inspect_signature.__all__, '_empty', '_ParameterKind'):
    globals()[_name].__module__ = __name__
del _name
modulesbyfile = {}
_filesbymodname = {}

# --- kinds of objects ---

def ismodule(object):
    """Is it a module?"""
    return isinstance(object, types.ModuleType)


def isclass(object):
    """Is it a class?"""
    return isinstance(object, type)


def ismethod(object):
    """Is it a bound method written in Python?"""
    return isinstance(object, types.MethodType)


def isfunction(object):
    """Is it a function written in Python?"""
    return isinstance(object, types.FunctionType)


def ismethoddescriptor(object):
    """Is it a method descriptor but no function, method or class?"""
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    tp = type(object)
    return hasattr(tp, "__get__") and not hasattr(tp, "__set__")


def isdatadescriptor(object):
    """Does it have __set__ or __delete__?"""
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    tp = type(object)
    return hasattr(tp, "__set__") or hasattr(tp, "__delete__")


def ismemberdescriptor(object):
    """Whether it is an attribute of a native type or of __slots__."""
    return isinstance(object, types.MemberDescriptorType)


def isgetsetdescriptor(object):
    """Whether it is an attribute of a native type that functions read and write."""
    return isinstance(object, types.GetSetDescriptorType)


def isbuiltin(object):
    """Is it a built-in function or bound method?"""
    return isinstance(object, types.BuiltinFunctionType)


def ismethodwrapper(object):
    """Whether it is a special method of a native type, bound to an object."""
    return isinstance(object, types.MethodWrapperType)


def isroutine(object):
    """Is it any kind of function or method?"""
    return (isbuiltin(object) or isfunction(object) or ismethod(object) or ismethoddescriptor(object) or
            ismethodwrapper(object))


def isabstract(object):
    """Is it an abstract class?"""
    if not isinstance(object, type):
        return False
    if '__abstractmethods__' in object.__dict__ or not issubclass(type(object), abc.ABCMeta):
        return bool(getattr(object, '__abstractmethods__', None))
    # In __init_subclass__, ABCMeta has not counted the abstract methods yet.
    inherited = {name for base in object.__bases__ for name in getattr(base, '__abstractmethods__', ())}
    return (any(getattr(value, '__isabstractmethod__', False) for value in object.__dict__.values()) or
            any(getattr(getattr(object, name, None), '__isabstractmethod__', False) for name in inherited))


def _has_code_flag(f, flag):
    while ismethod(f):
        f = f.__func__
    f = _unwrap_partial(f)
    return (isfunction(f) or _is_function_like(f)) and bool(f.__code__.co_flags & flag)


def _unwrap_partial(func):
    while isinstance(func, functools.partial):
        func = func.func
    return func


def isgeneratorfunction(obj):
    """Whether a call of it makes a generator."""
    return _has_code_flag(obj, CO_GENERATOR)


def iscoroutinefunction(obj):
    """Whether a call of it makes a coroutine."""
    return _has_code_flag(obj, CO_COROUTINE)


def isasyncgenfunction(obj):
    """Whether a call of it makes an asynchronous generator."""
    return _has_code_flag(obj, CO_ASYNC_GENERATOR)


def isasyncgen(object):
    """Whether it is an asynchronous generator."""
    return isinstance(object, types.AsyncGeneratorType)


def isgenerator(object):
    """Whether it is a generator."""
    return isinstance(object, types.GeneratorType)


def iscoroutine(object):
    """Whether it is a coroutine."""
    return isinstance(object, types.CoroutineType)


def isawaitable(object):
    """Whether await takes it."""
    return (isinstance(object, types.CoroutineType) or
            isinstance(object, types.GeneratorType) and bool(object.gi_code.co_flags & CO_ITERABLE_COROUTINE) or
            isinstance(object, collections.abc.Awaitable))


def istraceback(object):
    """Whether it is a traceback."""
    return isinstance(object, types.TracebackType)


def isframe(object):
    """Whether it is a frame."""
    return isinstance(object, types.FrameType)


def iscode(object):
    """Whether it is a code object."""
    return isinstance(object, types.CodeType)


# --- members ---

def _members(object, predicate, get):
    names = dir(object)
    if isclass(object):
        for base in object.__bases__:
            for k, v in base.__dict__.items():
                if isinstance(v, types.DynamicClassAttribute) and k not in names:
                    names.append(k)
    results = []
    for key in dict.fromkeys(names):
        try:
            value = get(object, key)
        except AttributeError:
            for base in getmro(object) if isclass(object) else ():
                if key in base.__dict__:
                    value = base.__dict__[key]
                    break
            else:
                continue
        if predicate is None or predicate(value):
            results.append((key, value))
    results.sort(key=lambda pair: pair[0])
    return results


def getmembers(object, predicate=None):
    """(name, value) of all members, sorted by name."""
    return _members(object, predicate, getattr)


def getmembers_static(object, predicate=None):
    """(name, value) of all attributes, without running descriptors."""
    return _members(object, predicate, getattr_static)


Attribute = namedtuple('Attribute', 'name kind defining_class object')


def classify_class_attrs(cls):
    """What the attributes of a class are and where they come from."""
    mro = getmro(cls)
    metamro = tuple(c for c in getmro(type(cls)) if c is not type and c is not object)
    names = dir(cls)
    # Attributes that instances have and the class computes are listed for both.
    names += [name for base in mro for name, value in base.__dict__.items()
              if isinstance(value, types.DynamicClassAttribute) and value.fget is not None]
    result, processed = [], set()
    for name in names:
        owner, got = _attribute_by_get(cls, name, mro, metamro) if name not in processed else (None, _missing)
        defined = next((base for base in mro + metamro if name in base.__dict__), None)
        in_dict = defined.__dict__[name] if defined is not None else _missing
        if defined is not None and owner not in metamro:
            owner = defined
        if owner is None:
            continue
        obj = in_dict if got is _missing else got
        kind = _kind_of_attribute(in_dict, obj)
        result.append(Attribute(name, kind, owner, obj if kind in ('method', 'data') else in_dict))
        processed.add(name)
    return result


def _attribute_by_get(cls, name, mro, metamro):
    """(class that defines it, value) of what getattr() gives, (None, _missing) if it fails."""
    if name == '__dict__':
        return None, _missing
    try:
        got = getattr(cls, name)
    except Exception:
        return None, _missing
    owner = getattr(got, '__objclass__', None)
    if owner in mro:
        return owner, got
    for klass in mro:
        if getattr(klass, name, _missing) is got:
            owner = klass
    for klass in metamro:  # computed by a metaclass: the last one that gives the same
        try:
            if klass.__getattr__(cls, name) is got:
                owner = klass
        except AttributeError:
            pass
    return owner, got


def _kind_of_attribute(in_dict, obj):
    if isinstance(in_dict, (staticmethod, types.BuiltinMethodType)):
        return "static method"
    if isinstance(in_dict, (classmethod, types.ClassMethodDescriptorType)):
        return "class method"
    if isinstance(in_dict, property):
        return "property"
    return "method" if isroutine(obj) else "data"


def getmro(cls):
    """The classes in which attributes are looked up."""
    return cls.__mro__


_missing = object()
_type_dict = type.__dict__['__dict__'].__get__
_type_mro = type.__dict__['__mro__'].__get__


def _shadowed_dict(klass):
    """What a class says __dict__ is, if that is not the usual one."""
    for base in _type_mro(klass):
        entry = _type_dict(base).get('__dict__', _missing)
        if entry is not _missing and not (isinstance(entry, types.GetSetDescriptorType) and entry.__name__ == '__dict__'
                                          and entry.__objclass__ is base):
            return entry
    return _missing


def _in_bases(klass, attr):
    for base in _type_mro(klass):
        if _shadowed_dict(type(base)) is _missing and attr in _type_dict(base):
            return _type_dict(base)[attr]
    return _missing


def _in_instance(obj, klass, attr):
    shadow = _shadowed_dict(klass)
    if shadow is not _missing and not isinstance(shadow, types.MemberDescriptorType):
        return _missing
    try:
        members = object.__getattribute__(obj, '__dict__')
    except AttributeError:
        return _missing
    return dict.get(members, attr, _missing)


def getattr_static(obj, attr, default=_missing):
    """An attribute without running descriptors, __getattr__ or properties that hide __dict__ and __class__."""
    is_class = type in _type_mro(type(obj))
    klass = obj if is_class else type(obj)
    in_instance = _missing if is_class else _in_instance(obj, klass, attr)
    in_class = _in_bases(klass, attr)
    if in_instance is not _missing and in_class is not _missing:
        kind = type(in_class)
        if _in_bases(kind, '__get__') is not _missing and (
                _in_bases(kind, '__set__') is not _missing or _in_bases(kind, '__delete__') is not _missing):
            return in_class
    if in_instance is not _missing:
        return in_instance
    if in_class is not _missing:
        return in_class
    if is_class:
        for base in _type_mro(type(klass)):
            if _shadowed_dict(type(base)) is _missing and attr in _type_dict(base):
                return _type_dict(base)[attr]
    if default is not _missing:
        return default
    raise AttributeError(attr)


# --- documentation and source ---

def getdoc(object):
    """The docstring, from a base class if need be, without its indentation."""
    try:
        doc = object.__doc__
    except AttributeError:
        return None
    if doc is None:
        doc = _inherited_doc(object)
    return cleandoc(doc) if isinstance(doc, str) else None


def _inherited_doc(obj):
    if isclass(obj):
        return next((base.__doc__ for base in obj.__mro__[1:] if base is not object and base.__doc__ is not None), None)
    name = getattr(obj, '__name__', None)
    cls = None
    if ismethod(obj):
        cls = obj.__self__ if isclass(obj.__self__) else obj.__self__.__class__
    elif isfunction(obj):
        cls = _class_of(obj)
    elif isinstance(obj, property):
        name = getattr(obj.fget, '__name__', None)
        cls = _class_of(obj.fget) if obj.fget else None
    elif ismethoddescriptor(obj) or isdatadescriptor(obj):
        cls = getattr(obj, '__objclass__', None)
        slots = cls.__dict__.get('__slots__') if isclass(cls) else None
        if ismemberdescriptor(obj) and isinstance(slots, dict) and name in slots:
            return slots[name]
    for base in cls.__mro__ if isinstance(cls, type) else ():
        doc = getattr(base.__dict__.get(name), '__doc__', None)
        if doc is not None:
            return doc
    return None


def _class_of(func):
    cls = sys.modules.get(func.__module__)
    for name in func.__qualname__.split('.')[:-1]:
        cls = getattr(cls, name, None)
    return cls


def cleandoc(doc):
    """A docstring without the indentation of its source."""
    lines = doc.expandtabs().split('\n')
    margin = min((len(line) - len(line.lstrip()) for line in lines[1:] if line.strip()), default=0)
    lines = [lines[0].lstrip()] + [line[margin:] for line in lines[1:]]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return '\n'.join(lines)


def indentsize(line):
    """How far a line is indented, in columns."""
    expanded = line.expandtabs()
    return len(expanded) - len(expanded.lstrip())


def getfile(object):
    """The file an object was defined in."""
    if ismodule(object):
        if getattr(object, '__file__', None):
            return object.__file__
        raise TypeError('{!r} is a built-in module'.format(object))
    if isclass(object):
        name = getattr(object, '__module__', None)
        module = sys.modules.get(name)
        if getattr(module, '__file__', None):
            return module.__file__
        if name == '__main__':
            raise OSError('source code not available')
        raise TypeError('{!r} is a built-in class'.format(object))
    for is_kind, way_to_code in ((ismethod, '__func__'), (isfunction, '__code__'), (istraceback, 'tb_frame'),
                                 (isframe, 'f_code')):
        if is_kind(object):
            object = getattr(object, way_to_code)
    if not iscode(object):
        raise TypeError('module, class, method, function, traceback, frame, or code object was expected, got '
                        + type(object).__name__)
    return object.co_filename


def getmodulename(path):
    """The module name of a file, or None."""
    import os
    name = os.path.basename(path)
    return name[:-3] if name.endswith('.py') else None


def getsourcefile(object):
    """The source file, or None. It need not exist if a loader or linecache has the text."""
    import linecache
    import os
    filename = getfile(object)
    if os.path.exists(filename) or filename in linecache.cache:
        return filename
    module = getmodule(object, filename)
    if getattr(module, '__loader__', None) is not None or getattr(
            getattr(module, '__spec__', None), 'loader', None) is not None:
        return None if filename.startswith('<frozen ') else filename
    return None


def getabsfile(object, _filename=None):
    """The absolute path of the source file."""
    import os
    if _filename is None:
        _filename = getsourcefile(object) or getfile(object)
    return os.path.normcase(os.path.abspath(_filename))


def getmodule(object, _filename=None):
    """The module an object was defined in, or None."""
    import os
    if ismodule(object):
        return object
    if hasattr(object, '__module__'):
        return sys.modules.get(object.__module__)
    try:
        file = getabsfile(object, _filename)
    except (TypeError, FileNotFoundError):
        return None
    main = sys.modules['__main__']
    for module in [main, *sys.modules.values()]:
        name = getattr(module, '__file__', None)
        if isinstance(name, str) and (name in (file, _filename) or os.path.abspath(name) == file):
            return module
    name = getattr(object, '__name__', None)
    if name is not None:
        for module in (main, builtins):
            if getattr(module, name, None) is object:
                return module
    return None


def _library_lines(file):
    """The lines of a module of the library in the binary, [] for other files."""
    import _kukri
    found = _kukri.frozen_source(file.removeprefix('<frozen ')[:-1]) if file.startswith('<frozen ') else None
    return found[0].splitlines(keepends=True) if found else []


# Whence the code of an object comes, one step after the other.
_TO_CODE = ((ismethod, '__func__'), (isfunction, '__code__'), (istraceback, 'tb_frame'), (isframe, 'f_code'))


def findsource(object):
    """(all lines of the source file, index of the object's first line)."""
    import linecache
    file = getsourcefile(object)
    if file:
        linecache.checkcache(file)
    else:
        file = getfile(object)
        # A text that was never in a file, such as that of a doctest, may be known to linecache.
        if not (file.startswith('<') and file.endswith('>')):
            raise OSError('source code not available')
    module = getmodule(object, file)
    lines = linecache.getlines(file, module.__dict__) if module else linecache.getlines(file)
    lines = lines or _library_lines(file)
    if not lines:
        raise OSError('could not get source code')
    if ismodule(object):
        return lines, 0
    if isclass(object):
        import ast
        try:
            _look_for_class(ast.parse(''.join(lines)).body, object.__qualname__)
        except ClassFoundException as found:
            return lines, found.args[0] - 1
        raise OSError('could not find class definition')
    for holds, name in _TO_CODE:
        if holds(object):
            object = getattr(object, name)
    if not iscode(object):
        raise OSError('could not find code object')
    if object.co_firstlineno > len(lines):
        raise OSError('lineno is out of bounds')
    return lines, object.co_firstlineno - 1


class ClassFoundException(Exception):
    """Holds the line of the definition that was looked for."""


def _look_for_class(body, qualname, prefix=''):
    """ClassFoundException at the first definition of that name in a list of statements, its decorators included."""
    import ast
    for node in body:
        inner = prefix
        if isinstance(node, ast.ClassDef):
            if prefix + node.name == qualname:
                raise ClassFoundException(min([d.lineno for d in node.decorator_list] + [node.lineno]))
            inner += node.name + '.'
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            inner += node.name + '.<locals>.'
        if qualname.startswith(inner):
            _look_for_class(ast.iter_child_nodes(node), qualname, inner)


class EndOfBlock(Exception):
    """The tokens of a block are over."""


class BlockFinder:
    """Takes the tokens of a definition one by one; `last` is the last line that belongs to it."""

    def __init__(self):
        self.indent = 0
        self.islambda = self.started = self.passline = self.indecorator = False
        self.last = 1
        self.body_col0 = None

    def tokeneater(self, type, token, srowcol, erowcol, line):
        """Take one token; EndOfBlock when it is behind the block."""
        import tokenize
        if not self.started and not self.indecorator:
            if token == '@':
                self.indecorator = True
            elif token in ('def', 'class', 'lambda'):
                self.started = True
                self.islambda = token == 'lambda'
            self.passline = True    # up to the end of the line
        elif type == tokenize.NEWLINE:
            self.passline = False
            self.last = srowcol[0]
            if self.islambda:
                raise EndOfBlock
            self.indecorator = False
        elif self.passline:
            pass
        elif type == tokenize.INDENT:
            if self.body_col0 is None and self.started:
                self.body_col0 = erowcol[1]
            self.indent += 1
            self.passline = True
        elif type == tokenize.DEDENT:
            self.indent -= 1
            if self.indent <= 0:
                raise EndOfBlock
        elif type == tokenize.COMMENT:
            if self.body_col0 is not None and srowcol[1] >= self.body_col0:
                self.last = srowcol[0]
        elif self.indent == 0 and type != tokenize.NL:
            raise EndOfBlock


def getblock(lines):
    """The lines of the block that begins with the first line."""
    import tokenize
    finder = BlockFinder()
    try:
        for token in tokenize.generate_tokens(iter(lines).__next__):
            finder.tokeneater(*token)
    except (EndOfBlock, IndentationError):
        pass
    return lines[:finder.last]


def getsourcelines(object):
    """(lines of the definition, number of the first line)."""
    object = unwrap(object)
    lines, i = findsource(object)
    if istraceback(object):
        object = object.tb_frame
    if ismodule(object) or (isframe(object) and object.f_code.co_name == "<module>"):
        return lines, 0
    return getblock(lines[i:]), i + 1


def getsource(object):
    """The text of the definition."""
    return ''.join(getsourcelines(object)[0])


def getcomments(object):
    """The comment lines right above the definition."""
    try:
        lines, i = findsource(object)
    except (OSError, TypeError):
        return None
    if ismodule(object):
        i = 1 if lines and lines[0].startswith('#!') else 0
        while i < len(lines) and lines[i].strip() in ('', '#'):
            i += 1
        first = i
        while i < len(lines) and lines[i].startswith('#'):
            i += 1
        return ''.join(line.expandtabs() for line in lines[first:i]) or None
    margin = len(lines[i]) - len(lines[i].lstrip())
    out = []
    while i > 0 and lines[i - 1].lstrip().startswith('#') and (
            len(lines[i - 1]) - len(lines[i - 1].lstrip()) == margin):
        i -= 1
        out.insert(0, lines[i].expandtabs().lstrip())
    return ''.join(out) or None


def getclasstree(classes, unique=False):
    """Nested lists of (class, bases)."""
    children = {}
    roots = []
    for c in classes:
        if c.__bases__:
            for parent in c.__bases__:
                children.setdefault(parent, [])
                if c not in children[parent]:
                    children[parent].append(c)
                if unique and parent in classes:
                    break
        elif c not in roots:
            roots.append(c)
    for parent in children:
        if parent not in classes:
            roots.append(parent)
    return walktree(roots, children, None)


# --- frames ---

Arguments = namedtuple('Arguments', 'args, varargs, varkw')
ArgInfo = namedtuple('ArgInfo', 'args varargs keywords locals')


class Traceback(namedtuple('Traceback', 'filename lineno function code_context index')):
    """Where a frame is; positions: lines and columns of the running instruction."""

    def __new__(cls, filename, lineno, function, code_context, index, *, positions=None):
        self = super().__new__(cls, filename, lineno, function, code_context, index)
        self.positions = positions
        return self

    def __repr__(self):
        return (f'{type(self).__name__}(filename={self.filename!r}, lineno={self.lineno!r}, '
                f'function={self.function!r}, code_context={self.code_context!r}, index={self.index!r}, '
                f'positions={self.positions!r})')


class FrameInfo(namedtuple('FrameInfo', ('frame',) + Traceback._fields)):
    """A frame and where it is."""

    def __new__(cls, frame, filename, lineno, function, code_context, index, *, positions=None):
        self = super().__new__(cls, frame, filename, lineno, function, code_context, index)
        self.positions = positions
        return self

    def __repr__(self):
        return (f'{type(self).__name__}(frame={self.frame!r}, filename={self.filename!r}, lineno={self.lineno!r}, '
                f'function={self.function!r}, code_context={self.code_context!r}, index={self.index!r}, '
                f'positions={self.positions!r})')


ClosureVars = namedtuple('ClosureVars', 'nonlocals globals builtins unbound')


def getargs(co):
    """The parameters of a code object."""
    if not iscode(co):
        raise TypeError('{!r} is not a code object'.format(co))
    names = co.co_varnames
    n, k = co.co_argcount, co.co_kwonlyargcount
    args = list(names[:n]) + list(names[n:n + k])
    n += k
    varargs = varkw = None
    if co.co_flags & CO_VARARGS:
        varargs = names[n]
        n += 1
    if co.co_flags & CO_VARKEYWORDS:
        varkw = names[n]
    return Arguments(args, varargs, varkw)


def getargvalues(frame):
    """The parameters and local variables of a frame."""
    args, varargs, varkw = getargs(frame.f_code)
    return ArgInfo(args, varargs, varkw, frame.f_locals)


def formatargvalues(args, varargs, varkw, locals, formatarg=str, formatvarargs=lambda name: '*' + name,
                    formatvarkw=lambda name: '**' + name, formatvalue=lambda value: '=' + repr(value)):
    """The parameters and values of getargvalues() as they would be written in a call."""
    parts = [formatarg(args[i]) + formatvalue(locals[args[i]]) for i in range(len(args))]
    if varargs:
        parts.append(formatvarargs(varargs) + formatvalue(locals[varargs]))
    if varkw:
        parts.append(formatvarkw(varkw) + formatvalue(locals[varkw]))
    return '(' + ', '.join(parts) + ')'


def walktree(classes, children, parent):
    """The nested list of getclasstree() below a class."""
    results = []
    classes.sort(key=attrgetter('__module__', '__name__'))
    for c in classes:
        results.append((c, c.__bases__))
        if c in children:
            results.append(walktree(children[c], children, c))
    return results


def _positions(frame):
    """The lines and columns that a frame or traceback entry is at, or None."""
    import dis
    code, lasti = (frame.tb_frame.f_code, frame.tb_lasti) if istraceback(frame) else (frame.f_code, frame.f_lasti)
    if lasti < 0:
        return None
    for i, position in enumerate(code.co_positions()):
        if i == lasti // 2:
            return dis.Positions(*position)
    return None


def getframeinfo(frame, context=1):
    """Where a frame is."""
    positions = _positions(frame) if istraceback(frame) or isframe(frame) else None
    lineno = frame.tb_lineno if istraceback(frame) else frame.f_lineno
    if positions is None or positions.lineno is None:
        positions = None
    if istraceback(frame):
        frame = frame.tb_frame
    if not isframe(frame):
        raise TypeError('{!r} is not a frame or traceback object'.format(frame))
    filename = getsourcefile(frame) or getfile(frame)
    lines = index = None
    if context > 0:
        start = lineno - 1 - context // 2
        try:
            all_lines, _ = findsource(frame)
        except OSError:
            pass
        else:
            start = max(0, min(start, len(all_lines) - context))
            lines = all_lines[start:start + context]
            index = lineno - 1 - start
    return Traceback(filename, lineno, frame.f_code.co_name, lines, index, positions=positions)


def getlineno(frame):
    """The line that a frame is at."""
    return frame.f_lineno


def getouterframes(frame, context=1):
    """FrameInfo of a frame and its callers."""
    out = []
    while frame:
        info = getframeinfo(frame, context)
        out.append(FrameInfo(frame, *info, positions=info.positions))
        frame = frame.f_back
    return out


def getinnerframes(tb, context=1):
    """FrameInfo of a traceback and those below it."""
    out = []
    while tb:
        info = getframeinfo(tb, context)
        out.append(FrameInfo(tb.tb_frame, *info, positions=info.positions))
        tb = tb.tb_next
    return out


def currentframe():
    """The caller's frame."""
    return sys._getframe(1)


def stack(context=1):
    """The running frames, innermost first."""
    return getouterframes(sys._getframe(1), context)


def trace(context=1):
    """The frames between here and the exception being handled."""
    return getinnerframes(sys.exc_info()[2], context)


GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED, GEN_CLOSED = 'GEN_CREATED', 'GEN_RUNNING', 'GEN_SUSPENDED', 'GEN_CLOSED'
CORO_CREATED, CORO_RUNNING = 'CORO_CREATED', 'CORO_RUNNING'
CORO_SUSPENDED, CORO_CLOSED = 'CORO_SUSPENDED', 'CORO_CLOSED'


def getgeneratorstate(generator):
    """GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED or GEN_CLOSED."""
    if generator.gi_running:
        return GEN_RUNNING
    if generator.gi_suspended:
        return GEN_SUSPENDED
    return GEN_CLOSED if generator.gi_frame is None else GEN_CREATED


def getcoroutinestate(coroutine):
    """CORO_CREATED, CORO_RUNNING, CORO_SUSPENDED or CORO_CLOSED."""
    if coroutine.cr_running:
        return CORO_RUNNING
    if coroutine.cr_suspended:
        return CORO_SUSPENDED
    return CORO_CLOSED if coroutine.cr_frame is None else CORO_CREATED


def getgeneratorlocals(generator):
    """The local variables of a generator."""
    if not isgenerator(generator):
        raise TypeError("{!r} is not a Python generator".format(generator))
    frame = getattr(generator, "gi_frame", None)
    return frame.f_locals if frame is not None else {}


def getcoroutinelocals(coroutine):
    """The local variables of a coroutine."""
    frame = getattr(coroutine, "cr_frame", None)
    return frame.f_locals if frame is not None else {}


def getclosurevars(func):
    """What the free and global names of a function mean."""
    if ismethod(func):
        func = func.__func__
    if not isfunction(func):
        raise TypeError("{!r} is not a Python function".format(func))
    code = func.__code__
    nonlocals = {} if func.__closure__ is None else {
        var: cell.cell_contents for var, cell in zip(code.co_freevars, func.__closure__)}
    global_vars, builtin_vars, unbound = {}, {}, set()
    ns = func.__globals__
    known = ns.get('__builtins__', builtins.__dict__)
    if ismodule(known):
        known = known.__dict__
    for name in code.co_names:
        if name in ns:
            global_vars[name] = ns[name]
        elif name in known:
            builtin_vars[name] = known[name]
        elif name not in ('None', 'True', 'False'):
            unbound.add(name)
    return ClosureVars(nonlocals, global_vars, builtin_vars, unbound)


def _main(args):
    """python -m inspect [--details] MODULE[:NAME]: the source of an object, or where it comes from."""
    import argparse
    import importlib
    parser = argparse.ArgumentParser()
    parser.add_argument('object', help="The object to be analysed. It supports the 'module:qualname' syntax")
    parser.add_argument('-d', '--details', action='store_true',
                        help='Display info about the module rather than its source code')
    args = parser.parse_args(args)
    mod_name, has_attrs, attrs = args.object.partition(":")
    try:
        obj = module = importlib.import_module(mod_name)
    except Exception as exc:
        print("Failed to import {} ({}: {})".format(mod_name, type(exc).__name__, exc), file=sys.stderr)
        sys.exit(2)
    for part in attrs.split(".") if has_attrs else ():
        obj = getattr(obj, part)
    if module.__name__ in sys.builtin_module_names:
        print("Can't get info for builtin modules.", file=sys.stderr)
        sys.exit(1)
    if not args.details:
        print(getsource(obj))
        return
    print('Target:', args.object)
    print('Origin:', getsourcefile(module))
    print('Cached:', getattr(module, '__cached__', None))
    if obj is module:
        print('Loader:', repr(module.__loader__))
        if hasattr(module, '__path__'):
            print('Submodule search path: {}'.format(module.__path__))
    else:
        try:
            lineno = findsource(obj)[1]
        except OSError:
            pass
        else:
            print('Line:', lineno)
    print()


if __name__ == "__main__":
    _main(sys.argv[1:])
