"""help(): documentation of modules, classes and functions as text.

A page is built from the outside in: page() says what the thing is, and text_of() hands it to the function for its kind
(_module_text, _class_text, _routine_text, _descriptor_text, _value_text), which nest by indenting what they hold.
"""
import builtins
import inspect
import re
import sys
from collections import deque
from reprlib import Repr

__all__ = ['help', 'render_doc', 'doc', 'getdoc']

_WIDTH = 70 # of a value's line, and of the rule between the parts of a class
_SHOWN_SUBCLASSES = 4
_SILENT = {'__author__', '__builtins__', '__cached__', '__credits__', '__date__', '__doc__', '__docformat__', '__file__',
           '__loader__', '__module__', '__name__', '__package__', '__path__', '__qualname__', '__slots__', '__spec__',
           '__version__'}


# --- what is said of an object ---

def _own_doc(thing):
    """The docstring of thing itself, not that of its type."""
    if inspect.ismethod(thing):
        thing = thing.__func__
    try:
        text = object.__getattribute__(thing, '__doc__')
    except Exception:
        return None
    if text is None or thing is not type and text == getattr(type(thing), '__doc__', None):
        return None
    return text if isinstance(text, str) else None


def _inherited_doc(thing):
    """The docstring of the same name in a base class, for methods and descriptors without one; classes inherit none."""
    if inspect.isclass(thing):
        return None
    try:
        return inspect._inherited_doc(thing)
    except (AttributeError, TypeError):
        return None


def _doc(thing):
    text = _own_doc(thing)
    if text is None:
        text = _inherited_doc(thing)
    return inspect.cleandoc(text) if isinstance(text, str) else None


def getdoc(thing):
    """The documentation of an object, or else the comments above it; ''."""
    try:
        text = _doc(thing) or inspect.getcomments(thing)
    except Exception:
        text = None
    return re.sub('^ *\n', '', text.rstrip()) if text else ''


def _is_shown(name, listed=None, owner=None):
    """Whether a name belongs on a page: special names do, private ones do not, unless those of named tuples."""
    if name in _SILENT:
        return False
    if name.startswith('__') and name.endswith('__') or name.startswith('_') and hasattr(owner, '_fields'):
        return True
    return not name.startswith('_') if listed is None else name in listed


def _class_name(cls, module):
    return cls.__name__ if cls.__module__ == module else f'{cls.__module__}.{cls.__name__}'


def _signature(thing):
    try:
        return str(inspect.signature(thing))
    except (ValueError, TypeError):
        return ''


def _indent(text, prefix='    '):
    """Every line behind prefix, which the last one ends without trailing blanks."""
    lines = [prefix + line for line in text.split('\n')]
    lines[-1] = lines[-1].rstrip()
    return '\n'.join(lines)


def _shortened(text, limit):
    """text without its middle, where it is longer than limit."""
    if len(text) <= limit:
        return text
    head = max(0, (limit - 3) // 2)
    return f'{text[:head]}...{text[len(text) - max(0, limit - 3 - head):]}'


class _ValueRepr(Repr):
    """How values are shown: shortened, without addresses."""

    def __init__(self):
        super().__init__()
        self.maxlist = self.maxtuple = 20
        self.maxdict = 10
        self.maxstring = self.maxother = 100

    def repr1(self, x, level):
        method = getattr(self, 'repr_' + '_'.join(type(x).__name__.split()), None)
        return method(x, level) if method else _shortened(_without_address(repr(x)), self.maxother)

    def repr_str(self, x, level):
        return self.repr_string(x, level)

    def repr_string(self, x, level):
        text = _shortened(x, self.maxstring)
        shown = repr(text)
        raw = 'r' if '\\' in text and '\\' not in shown.replace('\\\\', '') else ''
        return f'r{shown[0]}{text}{shown[0]}' if raw else shown

    def repr_instance(self, x, level):
        try:
            return _shortened(_without_address(repr(x)), self.maxstring)
        except Exception:
            return f'<{type(x).__name__} instance>'


def _without_address(text):
    return re.sub(r' at 0x[0-9a-f]{6,16}(>+)$', r'\1', text, flags=re.IGNORECASE)


_shown_value = _ValueRepr().repr


# --- the kinds of things ---

def _value_text(value, name=None, limit=None, doc=None):
    """NAME = VALUE, and what is said of the value."""
    lead = f'{name} = ' if name else ''
    shown = _shown_value(value)
    if limit and len(lead) + len(shown) > limit:
        shown = shown[:limit - len(lead) - len(shown)] + '...'
    doc = doc or getdoc(value)
    return lead + shown + (f'\n{_indent(str(doc))}\n' if doc else '')


def _descriptor_text(descriptor, name=None):
    doc = getdoc(descriptor)
    return (f'{name}\n' if name else '') + (f'{_indent(doc)}\n' if doc else '')


def _is_bound(routine):
    if inspect.ismethod(routine):
        return True
    owner = getattr(routine, '__self__', None)
    return inspect.isbuiltin(routine) and owner is not None and not inspect.ismodule(owner)


def _routine_text(routine, name=None, module=None, cls=None):
    """The call with its parameters, whom it belongs to, and what it does."""
    own = routine.__name__
    title, note, said_before = name or own, '', False
    if _is_bound(routine):
        owner = type(routine.__self__)
        if cls is None:
            note = f' method of {_class_name(owner, module)} instance'
        elif owner is not cls:
            note = f' from {_class_name(owner, module)}'
    if title != own: # another name for it
        said_before = cls is not None and inspect.getattr_static(cls, own, None) is routine
        title = f'{title} = {own}'
    arguments = _signature(routine) if inspect.isroutine(routine) else ''
    if arguments and own == '<lambda>':
        title, arguments = f'{name or own} lambda ', arguments[1:-1]
    start = 'async ' if inspect.iscoroutinefunction(routine) or inspect.isasyncgenfunction(routine) else ''
    text = f"{start}{title}{arguments or '(...)'}{note}\n"
    doc = '' if said_before else getdoc(routine)
    return text + (_indent(doc).rstrip() + '\n' if doc else '')


def _kinds_of_attributes(cls):
    """(name, kind, class that defines it, value) of what a class shows; descriptors are kinds of their own."""
    for name, kind, home, value in inspect.classify_class_attrs(cls):
        if not _is_shown(name, owner=cls):
            continue
        if inspect.isdatadescriptor(value):
            readonly = isinstance(value, property) and value.fset is None
            kind = 'readonly property' if readonly else 'data descriptor'
        yield name, kind, home, value


def _attribute_text(cls, name, kind, home, value, module):
    """One attribute of a class."""
    if kind in ('readonly property', 'data descriptor'):
        return _descriptor_text(value, name)
    if kind == 'data':
        doc = getdoc(value) if callable(value) or inspect.isdatadescriptor(value) else None
        try:
            value = getattr(cls, name)
        except AttributeError:
            value = home.__dict__[name]
        return _value_text(value, name, _WIDTH, doc) + '\n'
    try:
        value = getattr(cls, name)
    except Exception: # a descriptor of one's own that refuses the class
        return _descriptor_text(value, name)
    return text_of(value, name, module, cls)


_PARTS = (('method', 'Methods'), ('class method', 'Class methods'), ('static method', 'Static methods'),
          ('readonly property', 'Readonly properties'), ('data descriptor', 'Data descriptors'),
          ('data', 'Data and other attributes'))


def _class_head(cls, name, module):
    """The lines before the attributes: the call, the docstring, the order of the base classes, built-in subclasses."""
    lines = []
    call = _signature(cls)
    if call and call != '()':
        lines.append(f'{name}{call}\n')
    doc = getdoc(cls)
    if doc:
        lines.append(doc + '\n')
    order = inspect.getmro(cls)
    if len(order) > 2:
        lines += ['Method resolution order:', *(f'    {_class_name(c, module)}' for c in order), '']
    below = sorted(c.__name__ for c in type.__subclasses__(cls)
                   if c.__module__ == 'builtins' and not c.__name__.startswith('_'))
    if below:
        lines += ['Built-in subclasses:', *(f'    {n}' for n in below[:_SHOWN_SUBCLASSES])]
        if len(below) > _SHOWN_SUBCLASSES:
            lines.append(f'    ... and {len(below) - _SHOWN_SUBCLASSES} other subclasses')
        lines.append('')
    return lines


def _class_text(cls, name=None, module=None):
    own, module = cls.__name__, cls.__module__
    name = name or own
    bases = ', '.join(_class_name(c, module) for c in cls.__bases__)
    title = f'class {own}' if name == own else f'{name} = class {own}'
    title += f'({bases})' if bases else ''
    lines = _class_head(cls, name, module)
    order = deque(inspect.getmro(cls))
    left = list(_kinds_of_attributes(cls))
    fields = {field: i for i, field in enumerate(getattr(cls, '_fields', ()))}
    ruled = False
    while left:
        home = order.popleft() if order else left[0][2]
        here = [a for a in left if a[2] is home]
        left = [a for a in left if a[2] is not home]
        if home is builtins.object and cls is not builtins.object:
            continue
        where = 'defined here' if home is cls else f'inherited from {_class_name(home, module)}'
        here.sort(key=lambda a: (fields.get(a[0], len(fields)), a[0]))
        for kind, label in _PARTS:
            part = [a for a in here if a[1] == kind]
            if not part:
                continue
            if ruled:
                lines.append('-' * _WIDTH)
            ruled = True
            lines.append(f'{label} {where}:\n')
            lines += [_attribute_text(cls, *a, module) for a in part]
    body = '\n'.join(lines).rstrip()
    return f'{title}\n' + (f"{_indent(body, ' |  ')}\n" if lines else '')


def _tree_text(tree, module, parent=None, prefix=''):
    """A class tree as inspect.getclasstree() gives it, a line each; bases that the indentation shows are left out."""
    text = ''
    for entry in tree:
        if isinstance(entry, list):
            text += _tree_text(entry, module, last, prefix + '    ')
            continue
        last, bases = entry
        named = f"({', '.join(_class_name(c, module) for c in bases)})" if bases and bases != (parent,) else ''
        text += f'{prefix}{_class_name(last, module)}{named}\n'
    return text


def _is_data(value):
    return not (inspect.ismodule(value) or inspect.isclass(value) or inspect.isroutine(value) or
                inspect.isframe(value) or inspect.istraceback(value) or inspect.iscode(value))


def _section(title, text):
    return f'{title}\n{_indent(text).rstrip()}\n\n'


def _module_text(module):
    name, listed = module.__name__, getattr(module, '__all__', None)
    lines = getdoc(module).strip().split('\n')
    head, rest = ('', '\n'.join(lines))
    if len(lines) == 1 or not lines[1].rstrip():
        head, rest = lines[0], '\n'.join(lines[2:])
    text = _section('NAME', name + (f' - {head}' if head else ''))
    if rest:
        text += _section('DESCRIPTION', rest)
    members = [(n, v) for n, v in inspect.getmembers(module) if _is_shown(n, listed, module)]
    here = lambda v: listed is not None or (inspect.getmodule(v) or module) is module
    classes = [(n, v) for n, v in members if inspect.isclass(v) and here(v)]
    routines = [(n, v) for n, v in members if inspect.isroutine(v) and (inspect.isbuiltin(v) or here(v))]
    data = [(n, v) for n, v in members if _is_data(v)]
    inside = sorted(n for n, v in inspect.getmembers(module, inspect.ismodule) if v.__name__.startswith(name + '.'))
    if inside:
        text += _section('PACKAGE CONTENTS' if hasattr(module, '__path__') else 'SUBMODULES', '\n'.join(inside))
    if classes:
        tree = inspect.getclasstree([v for _, v in classes], True)
        parts = [_tree_text(tree, name), *(text_of(v, n, name) for n, v in classes)]
        text += _section('CLASSES', '\n'.join(parts))
    if routines:
        text += _section('FUNCTIONS', '\n'.join(text_of(v, n, name) for n, v in routines))
    if data:
        text += _section('DATA', '\n'.join(_value_text(v, n, _WIDTH) for n, v in data))
    for title in 'VERSION', 'DATE', 'AUTHOR', 'CREDITS':
        said = getattr(module, f'__{title.lower()}__', None)
        if said is not None:
            text += _section(title, str(said))
    try:
        file = inspect.getabsfile(module)
    except TypeError:
        file = '(built-in)'
    return text + _section('FILE', file)


def text_of(thing, name=None, module=None, cls=None):
    """The page of a thing without its title; name: as what it is shown; module, cls: where."""
    if inspect.ismodule(thing):
        return _module_text(thing)
    if inspect.isclass(thing):
        return _class_text(thing, name, module)
    try:
        if inspect.isroutine(thing):
            return _routine_text(thing, name, module, cls)
    except AttributeError: # a routine without the usual attributes
        pass
    if inspect.isdatadescriptor(thing):
        return _descriptor_text(thing, name)
    return _value_text(thing, name)


# --- pages ---

def _kind(thing):
    """What it is, in words: "function f", "class C" ..."""
    if inspect.ismodule(thing):
        if thing.__name__ in sys.builtin_module_names:
            return f'built-in module {thing.__name__}'
        return ('package ' if hasattr(thing, '__path__') else 'module ') + thing.__name__
    if inspect.isgetsetdescriptor(thing) or inspect.ismemberdescriptor(thing):
        word = 'getset' if inspect.isgetsetdescriptor(thing) else 'member'
        home = thing.__objclass__
        return f'{word} descriptor {home.__module__}.{home.__name__}.{thing.__name__}'
    for test, word in ((inspect.isbuiltin, 'built-in function'), (inspect.isclass, 'class'),
                       (inspect.isfunction, 'function'), (inspect.ismethod, 'method')):
        if test(thing):
            return f'{word} {thing.__name__}'
    return type(thing).__name__


def locate(path, forceload=0):
    """The object of a dotted name: a module, something in a module, or a built-in; None."""
    parts = [part for part in path.split('.') if part]
    found, n = builtins, 0
    while n < len(parts):
        name = '.'.join(parts[:n + 1])
        try:
            __import__(name)
        except ImportError:
            break
        found, n = sys.modules[name], n + 1
    for part in parts[n:]:
        try:
            found = getattr(found, part)
        except AttributeError:
            return None
    return found


def resolve(thing, forceload=0):
    """(object, name) of an object or of the object that a dotted name means."""
    if isinstance(thing, str):
        found = locate(thing, forceload)
        if found is None:
            raise ImportError(f'No Python documentation found for {thing!r}.\nUse help() to get the interactive help '
                              'utility.\nUse help(str) for help on the str class.')
        return found, thing
    name = getattr(thing, '__name__', None)
    return thing, name if isinstance(name, str) else None


def render_doc(thing, title='Python Library Documentation: %s', forceload=0, renderer=None):
    """The page of an object, or of the object that a dotted name means, below its title."""
    if renderer is not None:
        raise NotImplementedError('render_doc() writes plain text only')
    found, name = resolve(thing, forceload)
    what = _kind(found)
    module = inspect.getmodule(found)
    if name and '.' in name:
        what += f" in {name.rpartition('.')[0]}"
    elif module and module is not found:
        what += f' in module {module.__name__}'
    documented = inspect.ismodule(found) or inspect.isclass(found) or inspect.isroutine(found)
    if not (documented or inspect.isdatadescriptor(found) or _doc(found)):
        found = getattr(found, '__origin__', type(found)) # a value: what its type can do
        what += ' object'
    return f'{title % what}\n\n{text_of(found, name)}'


def doc(thing, title='Python Library Documentation: %s', forceload=0, output=None):
    """Print the documentation of an object."""
    try:
        text = render_doc(thing, title, forceload)
    except ImportError as e:
        text = str(e) if output else f'{e}\n'
    (output or sys.stdout).write(text)


class Helper:
    """The object `help`."""

    def __repr__(self):
        return 'Type help() for interactive help, or help(object) for help about object.'

    _GoInteractive = object()

    def __call__(self, request=_GoInteractive):
        if request is self._GoInteractive:
            self.interact()
        else:
            doc(request, 'Help on %s:', output=sys.stdout)
            sys.stdout.write('\n')

    def interact(self):
        """Asks for names until there is none, or one that means the end."""
        print('Type the name of a module, class or function, or quit to leave.')
        while True:
            try:
                name = input('help> ').strip()
            except (KeyboardInterrupt, EOFError):
                break
            if name in ('q', 'quit', 'exit'):
                break
            if name:
                self(name)


help = Helper()
