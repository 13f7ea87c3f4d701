"""Information about live objects: members, source, signatures, frames."""
import builtins
import collections.abc
import functools
import keyword
import sys
import types
from collections import namedtuple, OrderedDict
from operator import attrgetter

__all__ = ["ArgInfo", "Arguments", "Attribute", "BoundArguments", "CORO_CLOSED", "CORO_CREATED", "CORO_RUNNING",
           "CORO_SUSPENDED", "CO_ASYNC_GENERATOR", "CO_COROUTINE", "CO_GENERATOR", "CO_ITERABLE_COROUTINE", "CO_NESTED",
           "CO_NEWLOCALS", "CO_NOFREE", "CO_OPTIMIZED", "CO_VARARGS", "CO_VARKEYWORDS", "FrameInfo", "FullArgSpec",
           "GEN_CLOSED", "GEN_CREATED", "GEN_RUNNING", "GEN_SUSPENDED", "Parameter", "Signature", "TPFLAGS_IS_ABSTRACT",
           "Traceback", "classify_class_attrs", "cleandoc", "currentframe", "findsource", "formatannotation",
           "getabsfile", "getargs", "getargvalues", "getattr_static", "getblock", "getcallargs", "getclasstree",
           "getclosurevars", "getcomments", "getcoroutinelocals", "getcoroutinestate", "getdoc", "getfile",
           "getframeinfo", "getfullargspec", "getgeneratorlocals", "getgeneratorstate", "getinnerframes", "getmembers",
           "getmembers_static", "getmodule", "getmodulename", "getmro", "getouterframes", "getsource", "getsourcefile",
           "getsourcelines", "isabstract", "isasyncgen", "isasyncgenfunction", "isawaitable", "isbuiltin", "isclass",
           "iscode", "iscoroutine", "iscoroutinefunction", "isdatadescriptor", "isframe", "isfunction", "isgenerator",
           "isgeneratorfunction", "isgetsetdescriptor", "ismemberdescriptor", "ismethod", "ismethoddescriptor",
           "ismethodwrapper", "ismodule", "isroutine", "istraceback", "signature", "stack", "trace", "unwrap",
           "get_annotations"]

CO_OPTIMIZED, CO_NEWLOCALS, CO_VARARGS, CO_VARKEYWORDS, CO_NESTED, CO_GENERATOR, CO_NOFREE = 1, 2, 4, 8, 16, 32, 64
CO_COROUTINE, CO_ITERABLE_COROUTINE, CO_ASYNC_GENERATOR = 128, 256, 512
TPFLAGS_IS_ABSTRACT = 1 << 20


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
    return isinstance(object, types.MemberDescriptorType)


def isgetsetdescriptor(object):
    return isinstance(object, types.GetSetDescriptorType)


def isbuiltin(object):
    """Is it a built-in function or bound method?"""
    return isinstance(object, types.BuiltinFunctionType)


def ismethodwrapper(object):
    return isinstance(object, types.MethodWrapperType)


def isroutine(object):
    """Is it any kind of function or method?"""
    return (isbuiltin(object) or isfunction(object) or ismethod(object) or ismethoddescriptor(object) or
            ismethodwrapper(object))


def isabstract(object):
    """Is it an abstract class?"""
    return isinstance(object, type) and bool(getattr(object, '__abstractmethods__', None))


def _has_code_flag(f, flag):
    while ismethod(f):
        f = f.__func__
    f = functools_unwrap_partial(f)
    return isfunction(f) and bool(f.__code__.co_flags & flag)


def functools_unwrap_partial(func):
    while isinstance(func, functools.partial):
        func = func.func
    return func


def isgeneratorfunction(obj):
    return _has_code_flag(obj, CO_GENERATOR)


def iscoroutinefunction(obj):
    return _has_code_flag(obj, CO_COROUTINE)


def isasyncgenfunction(obj):
    return _has_code_flag(obj, CO_ASYNC_GENERATOR)


def isasyncgen(object):
    return isinstance(object, types.AsyncGeneratorType)


def isgenerator(object):
    return isinstance(object, types.GeneratorType)


def iscoroutine(object):
    return isinstance(object, types.CoroutineType)


def isawaitable(object):
    return (isinstance(object, types.CoroutineType) or
            isinstance(object, types.GeneratorType) and bool(object.gi_code.co_flags & CO_ITERABLE_COROUTINE) or
            isinstance(object, collections.abc.Awaitable))


def istraceback(object):
    return isinstance(object, types.TracebackType)


def isframe(object):
    return isinstance(object, types.FrameType)


def iscode(object):
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
    return _members(object, predicate, getattr_static)


Attribute = namedtuple('Attribute', 'name kind defining_class object')


def classify_class_attrs(cls):
    """What the attributes of a class are and where they come from."""
    result = []
    for name in dir(cls):
        for base in getmro(cls):
            if name in base.__dict__:
                obj = base.__dict__[name]
                break
        else:
            continue
        if isinstance(obj, (staticmethod, types.BuiltinMethodType)):
            kind = "static method"
        elif isinstance(obj, (classmethod, types.ClassMethodDescriptorType)):
            kind = "class method"
        elif isinstance(obj, property):
            kind = "property"
        else:
            kind = "method" if isroutine(obj) else "data"
        result.append(Attribute(name, kind, base, obj))
    return result


def getmro(cls):
    return cls.__mro__


_sentinel = object()


def getattr_static(obj, attr, default=_sentinel):
    """An attribute without running descriptors or __getattr__."""
    klass = obj if isinstance(obj, type) else type(obj)
    if not isinstance(obj, type):
        d = getattr(obj, '__dict__', None)
        if isinstance(d, dict) and attr in d:
            for base in klass.__mro__:
                v = base.__dict__.get(attr)
                if v is not None and hasattr(type(v), '__set__') and hasattr(type(v), '__get__'):
                    return v
            return d[attr]
    for base in klass.__mro__:
        if attr in base.__dict__:
            return base.__dict__[attr]
    if isinstance(obj, type):
        for base in type(obj).__mro__:
            if attr in base.__dict__:
                return base.__dict__[attr]
    if default is not _sentinel:
        return default
    raise AttributeError(attr)


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
    if not ann:
        return {}
    if not eval_str:
        return dict(ann)
    g = obj_globals if globals is None else globals
    l = obj_locals if locals is None else locals
    return {k: v if not isinstance(v, str) else eval(v, g, l) for k, v in ann.items()}


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
        for base in obj.__mro__[1:]:
            if base is not object and base.__doc__ is not None:
                return base.__doc__
        return None
    name = getattr(obj, '__name__', None)
    cls = None
    if ismethod(obj):
        cls = obj.__self__ if isclass(obj.__self__) else obj.__self__.__class__
    elif isfunction(obj):
        cls = _class_of(obj)
    elif isinstance(obj, property):
        name = getattr(obj.fget, '__name__', None)
        cls = _class_of(obj.fget) if obj.fget else None
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


def getfile(object):
    """The file an object was defined in."""
    if ismodule(object):
        if getattr(object, '__file__', None):
            return object.__file__
        raise TypeError('{!r} is a built-in module'.format(object))
    if isclass(object):
        module = sys.modules.get(object.__module__)
        if getattr(module, '__file__', None):
            return module.__file__
        if object.__module__ == '__main__':
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
    """The source file, or None."""
    import os
    filename = getfile(object)
    return filename if os.path.exists(filename) else None


def getabsfile(object, _filename=None):
    import os
    return os.path.normcase(os.path.abspath(_filename or getsourcefile(object) or getfile(object)))


def getmodule(object, _filename=None):
    """The module an object was defined in, or None."""
    if ismodule(object):
        return object
    if hasattr(object, '__module__'):
        return sys.modules.get(object.__module__)
    try:
        file = getfile(object)
    except TypeError:
        return None
    for module in list(sys.modules.values()):
        if getattr(module, '__file__', None) == file:
            return module
    return None


def findsource(object):
    """(all lines of the source file, index of the object's first line)."""
    import linecache
    file = getfile(object)
    linecache.checkcache(file)
    lines = linecache.getlines(file)
    if not lines:
        raise OSError('could not get source code')
    if ismodule(object):
        return lines, 0
    if isclass(object):
        import re
        name = object.__qualname__.rpartition('.')[2]
        pattern = re.compile(r'^(\s*)class\s+' + name + r'\b')
        found = [(len(m.group(1)), i) for i, line in enumerate(lines) if (m := pattern.match(line))]
        if not found:
            raise OSError('could not find class definition')
        i = min(found)[1]
        while i > 0 and lines[i - 1].lstrip().startswith('@'):
            i -= 1
        return lines, i
    if ismethod(object):
        object = object.__func__
    if isfunction(object):
        object = object.__code__
    if istraceback(object):
        object = object.tb_frame
    if isframe(object):
        object = object.f_code
    if iscode(object):
        i = object.co_firstlineno - 1
        if i >= len(lines):
            raise OSError('lineno is out of bounds')
        return lines, i
    raise OSError('could not find code object')


def getblock(lines):
    """The lines of the block that begins with the first line."""
    if not lines:
        return lines
    first = len(lines[0]) - len(lines[0].lstrip())
    depth = 0
    in_body = False
    end = 1
    for i, line in enumerate(lines):
        text = line.strip()
        indent = len(line) - len(line.lstrip())
        if in_body and depth <= 0 and text and not text.startswith('#') and indent <= first:
            break
        depth += sum(map(text.count, '([{')) - sum(map(text.count, ')]}'))
        if not in_body and depth <= 0 and not text.startswith('@') and text:
            in_body = True
            if not text.split('#')[0].rstrip().endswith(':'):
                end = i + 1
                if text.startswith(('def ', 'class ', 'async ')) or 'lambda' in text:
                    break
        if text and not (text.startswith('#') and indent <= first):
            end = i + 1
    return lines[:end]


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
        return None
    out = []
    while i > 0 and lines[i - 1].lstrip().startswith('#'):
        i -= 1
        out.insert(0, lines[i].lstrip())
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

    def walk(items):
        results = []
        for c in sorted(items, key=attrgetter('__module__', '__name__')):
            results.append((c, c.__bases__))
            if c in children:
                results.append(walk(children[c]))
        return results
    return walk(roots)


# --- frames ---

Arguments = namedtuple('Arguments', 'args, varargs, varkw')
ArgInfo = namedtuple('ArgInfo', 'args varargs keywords locals')
Traceback = namedtuple('Traceback', 'filename lineno function code_context index')
FrameInfo = namedtuple('FrameInfo', 'frame filename lineno function code_context index')
FullArgSpec = namedtuple('FullArgSpec', 'args, varargs, varkw, defaults, kwonlyargs, kwonlydefaults, annotations')
ClosureVars = namedtuple('ClosureVars', 'nonlocals globals builtins unbound')


def getargs(co):
    """The parameters of a code object."""
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


def getframeinfo(frame, context=1):
    """Where a frame is."""
    lineno = frame.tb_lineno if istraceback(frame) else frame.f_lineno
    if istraceback(frame):
        frame = frame.tb_frame
    filename = getfile(frame)
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
    return Traceback(filename, lineno, frame.f_code.co_name, lines, index)


def getouterframes(frame, context=1):
    out = []
    while frame:
        out.append(FrameInfo(frame, *getframeinfo(frame, context)))
        frame = frame.f_back
    return out


def getinnerframes(tb, context=1):
    out = []
    while tb:
        out.append(FrameInfo(tb.tb_frame, *getframeinfo(tb, context)))
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
CORO_CREATED, CORO_RUNNING, CORO_SUSPENDED, CORO_CLOSED = 'CORO_CREATED', 'CORO_RUNNING', 'CORO_SUSPENDED', 'CORO_CLOSED'


def getgeneratorstate(generator):
    if generator.gi_running:
        return GEN_RUNNING
    if generator.gi_suspended:
        return GEN_SUSPENDED
    return GEN_CLOSED if generator.gi_frame is None else GEN_CREATED


def getcoroutinestate(coroutine):
    if coroutine.cr_running:
        return CORO_RUNNING
    if coroutine.cr_suspended:
        return CORO_SUSPENDED
    return CORO_CLOSED if coroutine.cr_frame is None else CORO_CREATED


def getgeneratorlocals(generator):
    if not isgenerator(generator):
        raise TypeError("{!r} is not a Python generator".format(generator))
    frame = getattr(generator, "gi_frame", None)
    return frame.f_locals if frame is not None else {}


def getcoroutinelocals(coroutine):
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
    for name in code.co_names:
        if name in ns:
            global_vars[name] = ns[name]
        elif name in builtins.__dict__:
            builtin_vars[name] = builtins.__dict__[name]
        else:
            unbound.add(name)
    return ClosureVars(nonlocals, global_vars, builtin_vars, unbound)


# --- signatures ---

class _empty:
    """Stands for "none given"."""


class _ParameterKind(int):
    _names = ('POSITIONAL_ONLY', 'POSITIONAL_OR_KEYWORD', 'VAR_POSITIONAL', 'KEYWORD_ONLY', 'VAR_KEYWORD')
    _texts = ('positional-only', 'positional or keyword', 'variadic positional', 'keyword-only', 'variadic keyword')

    @property
    def name(self):
        return self._names[self]

    @property
    def description(self):
        return self._texts[self]

    def __str__(self):
        return self.name

    def __repr__(self):
        return f'<_ParameterKind.{self.name}: {int(self)}>'


_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD, _VAR_POSITIONAL, _KEYWORD_ONLY, _VAR_KEYWORD = map(_ParameterKind, range(5))


def formatannotation(annotation, base_module=None):
    if getattr(annotation, '__module__', None) == 'typing':
        return repr(annotation).replace('typing.', '')
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
            self._kind = (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD, _VAR_POSITIONAL, _KEYWORD_ONLY, _VAR_KEYWORD)[kind]
        except (IndexError, TypeError):
            raise ValueError(f'value {kind!r} is not a valid Parameter.kind') from None
        if default is not _empty and self._kind in (_VAR_POSITIONAL, _VAR_KEYWORD):
            raise ValueError('{} parameters cannot have default values'.format(self._kind.description))
        if not isinstance(name, str):
            raise TypeError('name must be a str, not a {}'.format(type(name).__name__))
        if not name.isidentifier() or keyword.iskeyword(name) and self._kind is not _POSITIONAL_ONLY:
            raise ValueError('{!r} is not a valid parameter name'.format(name))
        self._name = name
        self._default = default
        self._annotation = annotation

    name = property(lambda self: self._name)
    default = property(lambda self: self._default)
    annotation = property(lambda self: self._annotation)
    kind = property(lambda self: self._kind)

    def replace(self, *, name=_sentinel, kind=_sentinel, annotation=_sentinel, default=_sentinel):
        return type(self)(self._name if name is _sentinel else name, self._kind if kind is _sentinel else kind,
                          default=self._default if default is _sentinel else default,
                          annotation=self._annotation if annotation is _sentinel else annotation)

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
        return hash((self.name, int(self.kind), self.annotation, self.default))

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
        return _signature_from_callable(obj, cls, follow_wrapped, eval_str)

    parameters = property(lambda self: self._parameters)
    return_annotation = property(lambda self: self._return_annotation)

    def replace(self, *, parameters=_sentinel, return_annotation=_sentinel):
        return type(self)(self.parameters.values() if parameters is _sentinel else parameters,
                          return_annotation=self._return_annotation if return_annotation is _sentinel else
                          return_annotation)

    def __eq__(self, other):
        if not isinstance(other, Signature):
            return NotImplemented
        return (list(self.parameters.values()) == list(other.parameters.values()) and
                self.return_annotation == other.return_annotation)

    def __hash__(self):
        return hash((tuple(self.parameters.values()), self.return_annotation))

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
            if kind != _POSITIONAL_ONLY and param.name in kwargs:
                arguments[param.name] = kwargs.pop(param.name)
                continue
            if param.default is _empty and not partial:
                if kind == _POSITIONAL_ONLY and param.name in kwargs:
                    raise TypeError('{arg!r} parameter is positional only, but was passed as a keyword'.format(
                        arg=param.name))
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


def _signature_of_function(func, cls, eval_str):
    code = func.__code__
    names = code.co_varnames
    n = code.co_argcount
    annotations = get_annotations(func, eval_str=eval_str)
    defaults = func.__defaults__ or ()
    kwdefaults = func.__kwdefaults__ or {}
    params = []
    first_default = n - len(defaults)
    for i, name in enumerate(names[:n]):
        kind = _POSITIONAL_ONLY if i < code.co_posonlyargcount else _POSITIONAL_OR_KEYWORD
        params.append(Parameter(name, kind, annotation=annotations.get(name, _empty),
                                default=defaults[i - first_default] if i >= first_default else _empty))
    k = code.co_kwonlyargcount
    rest = n + k
    if code.co_flags & CO_VARARGS:
        params.append(Parameter(names[rest], _VAR_POSITIONAL, annotation=annotations.get(names[rest], _empty)))
        rest += 1
    for name in names[n:n + k]:
        params.append(Parameter(name, _KEYWORD_ONLY, annotation=annotations.get(name, _empty),
                                default=kwdefaults.get(name, _empty)))
    if code.co_flags & CO_VARKEYWORDS:
        params.append(Parameter(names[rest], _VAR_KEYWORD, annotation=annotations.get(names[rest], _empty)))
    return cls(params, return_annotation=annotations.get('return', _empty), __validate_parameters__=False)


def _signature_from_text(obj, cls, text):
    """From __text_signature__ of a built-in."""
    text = text.replace('$', '')
    body = text[1:text.rindex(')')]
    ns = {'_absent': _empty}
    try:
        exec(f'def f({body.replace("<absent>", "_absent").replace("<unrepresentable>", "_absent")}): pass', ns)
    except Exception:
        raise ValueError('no signature found for builtin {!r}'.format(obj)) from None
    sig = _signature_of_function(ns['f'], cls, False)
    params = list(sig.parameters.values())
    bound = getattr(obj, '__self__', None) is not None and not isinstance(obj.__self__, types.ModuleType)
    if params and params[0].name in ('self', 'module', 'cls', 'type') and bound:
        params = params[1:]
    return sig.replace(parameters=params)


def _drop_first(sig):
    params = list(sig.parameters.values())
    if params and params[0].kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD):
        params = params[1:]
    elif not params or params[0].kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
        raise ValueError('invalid method signature')
    return sig.replace(parameters=params)


def _signature_of_partial(obj, sig):
    params = OrderedDict(sig.parameters.items())
    try:
        ba = sig.bind_partial(*obj.args, **obj.keywords)
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


def _signature_from_callable(obj, cls, follow_wrapped=True, eval_str=False):
    if not callable(obj):
        raise TypeError('{!r} is not a callable object'.format(obj))
    if isinstance(obj, types.MethodType):
        return _drop_first(_signature_from_callable(obj.__func__, cls, follow_wrapped, eval_str))
    if follow_wrapped:
        obj = unwrap(obj, stop=lambda f: hasattr(f, "__signature__") or isinstance(f, types.MethodType))
        if isinstance(obj, types.MethodType):
            return _signature_from_callable(obj, cls, follow_wrapped, eval_str)
    sig = getattr(obj, '__signature__', None)
    if sig is not None:
        if not isinstance(sig, Signature):
            raise TypeError('unexpected object {!r} in __signature__ attribute'.format(sig))
        return sig
    partialmethod = getattr(obj, '_partialmethod', None)
    if isinstance(partialmethod, functools.partialmethod):
        wrapped = _signature_from_callable(partialmethod.func, cls, follow_wrapped, eval_str)
        first, *rest = wrapped.parameters.values()
        inner = _signature_of_partial(partialmethod, wrapped.replace(parameters=rest))
        return inner.replace(parameters=(first, *inner.parameters.values()))
    if isfunction(obj):
        return _signature_of_function(obj, cls, eval_str)
    if isinstance(obj, functools.partial):
        return _signature_of_partial(obj, _signature_from_callable(obj.func, cls, follow_wrapped, eval_str))
    if isinstance(obj, type):
        return _signature_of_class(obj, cls, follow_wrapped, eval_str)
    text = getattr(obj, '__text_signature__', None)
    if text:
        return _signature_from_text(obj, cls, text)
    if isinstance(obj, (types.BuiltinFunctionType, types.MethodDescriptorType, types.WrapperDescriptorType,
                        types.MethodWrapperType)):
        raise ValueError('no signature found for builtin {!r}'.format(obj))
    call = getattr(type(obj), '__call__', None)
    if isfunction(call):
        return _drop_first(_signature_from_callable(call, cls, follow_wrapped, eval_str))
    raise ValueError('callable {!r} is not supported by signature'.format(obj))


def _user_method(cls, name):
    """A method of a class that is written in Python (or otherwise describes itself)."""
    for base in cls.__mro__:
        if name in base.__dict__:
            f = base.__dict__[name]
            if isinstance(f, (staticmethod, classmethod)):
                f = f.__func__
            return f if isfunction(f) or hasattr(f, '__wrapped__') or isinstance(f, functools.partialmethod) else None
    return None


def _signature_of_class(obj, cls, follow_wrapped, eval_str):
    for owner, name in ((type(obj), '__call__'), (obj, '__new__'), (obj, '__init__')):
        f = _user_method(owner, name) if owner is not type else None
        if f is not None:
            return _drop_first(_signature_from_callable(f, cls, follow_wrapped, eval_str))
    for base in obj.__mro__[:-1]:
        text = base.__dict__.get('__text_signature__')
        if isinstance(text, str):
            return _signature_from_text(obj, cls, text)
    if type not in obj.__mro__ and obj.__init__ is object.__init__ and obj.__new__ is object.__new__:
        return cls([])
    raise ValueError('no signature found for builtin type {!r}'.format(obj))


def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
    """The signature of a callable."""
    return Signature.from_callable(obj, follow_wrapped=follow_wrapped, eval_str=eval_str)


def getfullargspec(func):
    """Names and defaults of the parameters."""
    try:
        sig = _signature_from_callable(func, Signature, follow_wrapped=False)
    except Exception as ex:
        raise TypeError('unsupported callable') from ex
    args, kwonly, defaults, annotations, kwdefaults = [], [], (), {}, {}
    varargs = varkw = None
    if sig.return_annotation is not _empty:
        annotations['return'] = sig.return_annotation
    if ismethod(func):
        args.append(getargs(func.__func__.__code__).args[0])
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
    if ismethod(func) and func.__self__ is not None:
        positional = (func.__self__,) + positional
        func = func.__func__
    try:
        bound = signature(func).bind(*positional, **named)
    except TypeError as e:
        raise TypeError(f'{func.__name__}() {e}') from None
    bound.apply_defaults()
    return dict(bound.arguments)
