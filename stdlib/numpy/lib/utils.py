"""Looking at arrays and functions, and small services for modules built on numpy."""
import sys

import numpy as np

__all__ = ['byte_bounds', 'deprecate', 'deprecate_with_doc', 'disp', 'get_include', 'info', 'lookfor', 'safe_eval',
           'show_runtime', 'source', 'who']

from numpy import get_include


class _Deprecate:
    """A decorator that marks functions as deprecated: calling one warns, and its documentation begins with the warning."""

    def __init__(self, old_name=None, new_name=None, message=None):
        self.old_name, self.new_name, self.message = old_name, new_name, message

    def __call__(self, func, *args, **kwargs):
        import functools
        import warnings
        name = func.__name__ if self.old_name is None else self.old_name
        text = f'`{name}` is deprecated!' if self.new_name is None else f'`{name}` is deprecated, use `{self.new_name}` instead!'
        if self.message is not None:
            text += '\n' + self.message

        @functools.wraps(func)
        def newfunc(*args, **kwds):
            warnings.warn(text, DeprecationWarning, stacklevel=2)
            return func(*args, **kwds)
        newfunc.__name__ = name
        newfunc.__doc__ = _documented(text, func.__doc__)
        return newfunc


def _documented(text, doc):
    """A function's documentation with a text before it, indented as its other lines are."""
    if doc is None:
        return text
    first, *rest = lines = doc.expandtabs().split('\n')
    indent = min((len(line) - len(line.lstrip()) for line in rest if line.lstrip()), default=0)
    if first.lstrip():
        doc = ' ' * indent + doc
    else:  # from the first line on that has a text
        while rest and len(rest[0]) <= indent:
            rest.pop(0)
        doc = doc[sum(len(line) + 1 for line in lines[:len(lines) - len(rest)]):]
    import textwrap
    return textwrap.indent(text, ' ' * indent) + '\n\n' + doc


def deprecate(*args, **kwargs):
    """A decorator, or the function that is the first argument decorated by it."""
    return _Deprecate(*args[1:], **kwargs)(args[0]) if args else _Deprecate(*args, **kwargs)


def deprecate_with_doc(msg):
    """A decorator that marks functions as deprecated for the reason told."""
    return _Deprecate(message=msg)


def byte_bounds(a):
    """The addresses of the first byte of an array and of the one behind its last."""
    face = a.__array_interface__
    low = high = face['data'][0]
    size = a.dtype.itemsize
    if face['strides'] is None:
        high += a.size * size
    else:
        for n, step in zip(a.shape, face['strides']):
            if step < 0:
                low += (n - 1) * step
            else:
                high += (n - 1) * step
        high += size
    return low, high


def disp(mesg, device=None, linefeed=True):
    """Writes a message to a file, or to the standard output."""
    device = sys.stdout if device is None else device
    device.write(f'{mesg}\n' if linefeed else f'{mesg}')
    device.flush()


def safe_eval(source):
    """The value of a literal."""
    import ast
    return ast.literal_eval(source)


def source(object, output=sys.stdout):
    """Prints the source of a function, if it is written in Python."""
    import inspect
    try:
        print(f'In file: {inspect.getsourcefile(object)}\n', file=output)
        print(inspect.getsource(object), file=output)
    except Exception:
        print('Not available for this object.', file=output)


def info(object=None, maxwidth=76, output=None, toplevel='numpy'):
    """Prints what is documented about an object, or how an array lies in memory."""
    output = sys.stdout if output is None else output
    if isinstance(object, np.ndarray):
        _array_info(object, output)
        return
    if isinstance(object, str):
        found = np
        for part in object.split('.'):
            found = getattr(found, part, None)
        if found is None:
            print(f'Help for {object} not found.', file=output)
            return
        object = found
    import inspect
    print(inspect.getdoc(object), file=output)


def _array_info(a, output):
    swapped = not a.dtype.isnative
    order = {True: 'big', False: 'little'}[(sys.byteorder == 'big') != swapped]
    for name, value in (('class', getattr(a, '__class__', type(a)).__name__), ('shape', a.shape), ('strides', a.strides),
                        ('itemsize', a.itemsize), ('aligned', bool(a.flags.aligned)),
                        ('contiguous', bool(a.flags.contiguous)), ('fortran', a.flags.fortran),
                        ('data pointer', hex(a.ctypes._as_parameter_.value) if hasattr(a, 'ctypes') else
                         hex(a.__array_interface__['data'][0])), ('byteorder', order), ('byteswap', swapped),
                        ('type', a.dtype)):
        print(f'{name}: ', value, file=output)


def lookfor(what, module=None, import_modules=True, regenerate=False, output=None):
    """Prints the public functions whose name or documentation has all the words."""
    words = what.lower().split()
    module = np if module is None else module
    title = f"Search results for '{what}'"
    lines = [title, '-' * len(title)]
    for name in sorted(dir(module)):
        object = getattr(module, name, None)
        text = f'{name} {getattr(object, "__doc__", None) or ""}'.lower()
        if callable(object) and all(w in text for w in words):
            first = (object.__doc__ or '').strip().partition('\n')[0]
            lines += [f'{module.__name__}.{name}', f'    {first}']
    if len(lines) == 2:
        lines.append('Nothing found.')
    text = '\n'.join(lines)
    if output is None:
        print(text)
    else:
        output.write(text)


def who(vardict=None):
    """Prints the arrays of a dictionary, by default of the caller's variables."""
    if vardict is None:
        vardict = sys._getframe(1).f_globals
    seen, rows = {}, []
    for name, a in vardict.items():
        if isinstance(a, np.ndarray):
            original = seen.setdefault(id(a), name)
            shape = ' x '.join(map(str, a.shape))
            rows.append((name if original is name else f'{name} ({original})', shape, str(a.nbytes), a.dtype.name,
                         a.nbytes if original is name else 0))
    wide = [max([10] + [len(r[k]) for r in rows]) + between for k, between in enumerate((6, 7, 7))]
    titles = ['Name', 'Shape', 'Bytes']
    head = ''.join(t + ' ' * (w - len(t)) for t, w in zip(titles, wide)) + 'Type'
    if rows:
        print(head + '\n' + '=' * (len(head) + 5) + '\n')
    for r in rows:
        print(''.join(v + ' ' * (w - len(v)) for v, w in zip(r, wide)) + r[3])
    print(f'\nUpper bound on total bytes  =       {sum(r[4] for r in rows)}')


def show_runtime():
    """Prints what numpy runs on."""
    import pprint
    pprint.pprint([{'numpy_version': np.__version__, 'python': sys.version, 'implementation': sys.implementation.name}])
