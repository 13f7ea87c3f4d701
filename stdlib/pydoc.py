"""help(): documentation of objects as text."""
import builtins
import inspect
import sys

__all__ = ['help', 'render_doc', 'doc', 'getdoc']


def getdoc(object):
    """The docstring of an object, or ''."""
    try:
        return inspect.getdoc(object) or ''
    except Exception:
        return ''


def _describe(thing):
    """What it is, in words: "function f", "class C" ..."""
    if inspect.ismodule(thing):
        if hasattr(thing, '__path__'):
            return 'package ' + thing.__name__
        return ('built-in module ' if not hasattr(thing, '__file__') else 'module ') + thing.__name__
    if inspect.isclass(thing):
        return 'class ' + thing.__name__
    if inspect.isbuiltin(thing):
        return 'built-in function ' + thing.__name__
    if inspect.isfunction(thing):
        return 'function ' + thing.__name__
    if inspect.ismethod(thing):
        return 'method ' + thing.__name__
    if inspect.ismethoddescriptor(thing) and hasattr(thing, '__name__'):
        return 'method_descriptor'
    if isinstance(thing, property):
        return 'property'
    return type(thing).__name__


def _indent(text, prefix='    '):
    return '\n'.join(prefix + line for line in text.split('\n')).rstrip() if text else ''


def _signature(object):
    try:
        return str(inspect.signature(object))
    except (ValueError, TypeError):
        return '(...)'


def _routine(object, name=None, cls=None):
    real = getattr(object, '__name__', None)
    name = name or real
    note = ''
    if inspect.ismethod(object):
        owner = object.__self__ if inspect.isclass(object.__self__) else type(object.__self__)
        if cls is None:
            note = f' method of {owner.__module__}.{owner.__qualname__} instance'
        elif inspect.isclass(object.__self__):
            note = f' from {owner.__module__}.{owner.__qualname__}' if owner is not cls else ''
    elif inspect.ismethoddescriptor(object) and cls is None and hasattr(object, '__objclass__'):
        note = f' unbound {object.__objclass__.__module__}.{object.__objclass__.__name__} method'
    decl = ('async ' if inspect.iscoroutinefunction(object) else '') + name + _signature(object) + note
    doc = getdoc(object)
    return decl + '\n' + (_indent(doc).rstrip() + '\n' if doc else '')


def _class(cls):
    out = []
    bases = [b for b in cls.__bases__]
    title = 'class ' + cls.__name__
    names = [b.__name__ if b.__module__ in ('builtins', cls.__module__) else f'{b.__module__}.{b.__name__}'
             for b in bases]
    if names:
        title += '(' + ', '.join(names) + ')'
    body = []
    sig = _signature(cls)
    if sig != '(...)':
        body.append(cls.__name__ + sig)
        body.append('')
    doc = getdoc(cls)
    if doc:
        body += doc.split('\n') + ['']
    mro = inspect.getmro(cls)
    if len(mro) > 2:
        body.append('Method resolution order:')
        body += ['    ' + (c.__name__ if c.__module__ in ('builtins', cls.__module__) else
                           f'{c.__module__}.{c.__name__}') for c in mro]
        body.append('')
    attrs = [a for a in inspect.classify_class_attrs(cls)
             if not a.name.startswith('_') or a.name.startswith('__') and a.name.endswith('__')]
    hidden = {'__module__', '__qualname__', '__doc__', '__dict__', '__weakref__', '__annotations__', '__slots__',
              '__abstractmethods__', '__class__', '__subclasshook__', '__init_subclass__', '__parameters__'}
    rule = '-' * 70
    first = True
    for base in mro:
        if base is builtins.object and cls is not builtins.object:
            continue
        mine = [a for a in attrs if a.defining_class is base and a.name not in hidden]
        if base is not cls and not mine:
            continue
        tag = 'defined here' if base is cls else f'inherited from {base.__name__}'
        for kind, label in (('method', 'Methods'), ('class method', 'Class methods'),
                            ('static method', 'Static methods'), ('property', 'Readonly properties'),
                            ('data', 'Data and other attributes')):
            group = [a for a in mine if a.kind == kind]
            if not group:
                continue
            if not first:
                body.append(rule)
            first = False
            body.append(f'{label} {tag}:')
            body.append('')
            for a in group:
                if kind == 'data':
                    body.append(f'{a.name} = {a.object!r}'[:76])
                elif kind == 'property':
                    body.append(a.name)
                    doc = getdoc(a.object)
                    if doc:
                        body += _indent(doc).split('\n')
                else:
                    target = getattr(cls, a.name, a.object) if kind != 'method' else a.object
                    body += _routine(target, a.name, cls).rstrip('\n').split('\n')
                body.append('')
    while body and not body[-1]:
        body.pop()
    out.append(title)
    out += [(' |  ' + line).rstrip() for line in body]
    return '\n'.join(out) + '\n'


def _section(title, text):
    return title + '\n' + _indent(text).rstrip() + '\n\n'


def _module(module):
    doc = getdoc(module)
    head, _, rest = doc.partition('\n')
    out = _section('NAME', module.__name__ + (' - ' + head if head else ''))
    if rest.strip():
        out += _section('DESCRIPTION', rest.strip('\n'))
    names = getattr(module, '__all__', None)

    def shown(name, value):
        if names is not None:
            return name in names
        return not name.startswith('_') and getattr(value, '__module__', module.__name__) in (module.__name__, None)
    members = inspect.getmembers(module)
    classes = [v for n, v in members if inspect.isclass(v) and shown(n, v)]
    funcs = [(n, v) for n, v in members if inspect.isroutine(v) and shown(n, v)]
    data = [(n, v) for n, v in members if not inspect.isclass(v) and not inspect.isroutine(v) and
            not inspect.ismodule(v) and (n in names if names is not None else not n.startswith('_'))]
    if classes:
        out += _section('CLASSES', '\n'.join(_class(c) for c in classes))
    if funcs:
        out += _section('FUNCTIONS', '\n'.join(_routine(v, n) for n, v in funcs))
    if data:
        out += _section('DATA', '\n'.join(f'{n} = {v!r}'[:76] for n, v in data))
    out += _section('FILE', getattr(module, '__file__', None) or '(built-in)')
    return out


def _locate(path):
    """The object of a dotted name: a module, something in a module, or a built-in."""
    parts = path.split('.')
    obj, n = None, 0
    while n < len(parts):
        try:
            __import__('.'.join(parts[:n + 1]))
        except ImportError:
            break
        obj = sys.modules['.'.join(parts[:n + 1])]
        n += 1
    if n == 0:
        obj = builtins
    for part in parts[n:]:
        obj = getattr(obj, part)
    return obj


def render_doc(thing, title='Help on %s:', forceload=0, renderer=None):
    """The documentation of an object (or of the object that a dotted name means)."""
    if isinstance(thing, str):
        try:
            object = _locate(thing)
        except AttributeError:
            raise ImportError('No Python documentation found for %r.\nUse help() to get the interactive help utility.\n'
                              'Use help(str) for help on the str class.' % thing) from None
    else:
        object = thing
    desc = _describe(object)
    module = inspect.getmodule(object)
    if not inspect.ismodule(object):
        if module is not None:
            desc += ' in module ' + module.__name__
    if not (inspect.ismodule(object) or inspect.isclass(object) or inspect.isroutine(object) or
            isinstance(object, property)):
        object = type(object)
        desc += ' object'
    if inspect.ismodule(object):
        body = _module(object)
    elif inspect.isclass(object):
        body = _class(object)
    elif inspect.isroutine(object):
        body = _routine(object)
    else:
        body = getdoc(object)
    return title % desc + '\n\n' + body


def doc(thing, title='Help on %s:', forceload=0, output=None):
    """Print the documentation of an object."""
    try:
        text = render_doc(thing, title)
    except ImportError as e:
        text = str(e)
    print(text.rstrip('\n') + '\n', file=output or sys.stdout)


class Helper:
    """The object `help`."""

    def __repr__(self):
        return 'Type help() for interactive help, or help(object) for help about object.'

    def __call__(self, *request):
        if request:
            for thing in request:
                doc(thing)
            return
        print("Type the name of a module, class or function, or quit to leave.")
        while True:
            try:
                name = input('help> ').strip()
            except (KeyboardInterrupt, EOFError):
                break
            if name in ('q', 'quit', 'exit'):
                break
            if name:
                doc(name)


help = Helper()
