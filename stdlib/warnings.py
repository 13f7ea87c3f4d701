"""Warnings: issued by warn(), sorted by filters, shown on sys.stderr."""
import sys
from _kukri import as_native as _as_native, warn, warn_explicit

__all__ = ["warn", "warn_explicit", "showwarning", "formatwarning", "filterwarnings", "simplefilter",
           "resetwarnings", "catch_warnings"]

filters = [
    ('default', None, DeprecationWarning, '__main__', 0),
    ('ignore', None, DeprecationWarning, None, 0),
    ('ignore', None, PendingDeprecationWarning, None, 0),
    ('ignore', None, ImportWarning, None, 0),
    ('ignore', None, ResourceWarning, None, 0),
]
defaultaction = 'default'
onceregistry = {}
_filters_version = 1


class WarningMessage:
    _WARNING_DETAILS = ("message", "category", "filename", "lineno", "file", "line", "source")

    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message = message
        self.category = category
        self.filename = filename
        self.lineno = lineno
        self.file = file
        self.line = line
        self.source = source
        self._category_name = category.__name__ if category else None

    def __str__(self):
        return ("{message : %r, category : %r, filename : %r, lineno : %s, line : %r}" %
                (self.message, self._category_name, self.filename, self.lineno, self.line))


def showwarning(message, category, filename, lineno, file=None, line=None):
    """Write a warning to a stream."""
    _showwarnmsg_impl(WarningMessage(message, category, filename, lineno, file, line))


def formatwarning(message, category, filename, lineno, line=None):
    """A warning as text."""
    return _format(WarningMessage(message, category, filename, lineno, None, line))


def _warn_unawaited_coroutine(coro):
    """What the interpreter calls for a coroutine that dies without having been awaited."""
    text = f"coroutine '{coro.__qualname__}' was never awaited"
    if coro.cr_origin is not None:
        import traceback
        outermost_first = [traceback.FrameSummary(*place) for place in reversed(coro.cr_origin)]
        text += '\nCoroutine created at (most recent call last)\n'
        text += ''.join(traceback.format_list(outermost_first)).rstrip('\n')
    warn(text, category=RuntimeWarning, stacklevel=2, source=coro)


_showwarning_orig = showwarning
_formatwarning_orig = formatwarning


def _showwarnmsg_impl(msg):
    file = msg.file
    if file is None:
        file = sys.stderr
        if file is None:
            return
    try:
        file.write(_text(msg))
    except OSError:
        pass


def _text(msg):
    if formatwarning is not _formatwarning_orig:
        return formatwarning(msg.message, msg.category, msg.filename, msg.lineno, msg.line)
    return _format(msg)


def _tracing_memory():
    tracemalloc = sys.modules.get('tracemalloc')
    return tracemalloc is not None and tracemalloc.is_tracing()


def _format(msg):
    s = f"{msg.filename}:{msg.lineno}: {msg.category.__name__}: {msg.message}\n"
    line = msg.line
    if line is None:
        try:
            import linecache
            line = linecache.getline(msg.filename, msg.lineno)
        except Exception:
            line = None
    if line:
        s += "  %s\n" % line.strip()
    if msg.source is not None and not _tracing_memory():
        s += f'{msg.category.__name__}: Enable tracemalloc to get the object allocation traceback\n'
    return s


def _showwarnmsg(msg):
    """Show a warning by whatever showwarning is now."""
    if showwarning is not _showwarning_orig:
        if not callable(showwarning):
            raise TypeError("warnings.showwarning() must be set to a function or method")
        showwarning(msg.message, msg.category, msg.filename, msg.lineno, msg.file, msg.line)
    else:
        _showwarnmsg_impl(msg)


# --- filters ---

def _filters_mutated():
    global _filters_version
    _filters_version += 1


_filters_mutated = _as_native(_filters_mutated, 'tuple', '_warnings')
warn.__module__ = warn_explicit.__module__ = '_warnings'


def _add_filter(*item, append):
    if append:
        if item not in filters:
            filters.append(item)
    else:
        try:
            filters.remove(item)
        except ValueError:
            pass
        filters.insert(0, item)
    _filters_mutated()


_actions = ("error", "ignore", "always", "default", "module", "once")


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    """Add a filter; message and module are regular expressions."""
    assert action in _actions, "invalid action: %r" % (action,)
    assert isinstance(message, str), "message must be a string"
    assert isinstance(category, type), "category must be a class"
    assert issubclass(category, Warning), "category must be a Warning subclass"
    assert isinstance(module, str), "module must be a string"
    assert isinstance(lineno, int) and lineno >= 0, "lineno must be an int >= 0"
    if message or module:
        import re
    message = re.compile(message, re.I) if message else None
    module = re.compile(module) if module else None
    _add_filter(action, message, category, module, lineno, append=append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    """Add a filter for all modules and messages."""
    assert action in _actions, "invalid action: %r" % (action,)
    assert isinstance(lineno, int) and lineno >= 0, "lineno must be an int >= 0"
    _add_filter(action, None, category, None, lineno, append=append)


def resetwarnings():
    """Remove all filters."""
    filters[:] = []
    _filters_mutated()


class _OptionError(Exception):
    """A -W option that makes no sense."""


def _processoptions(args):
    """Adds the filters of the -W options; one that makes no sense is told and left out."""
    for arg in args:
        try:
            _setoption(arg)
        except _OptionError as problem:
            sys.stderr.write(f"Invalid -W option ignored: {problem}\n")


def _setoption(arg):
    """The filter of action:message:category:module:lineno, in which anything may be left out at the end."""
    fields = [field.strip() for field in arg.split(':')]
    if len(fields) > 5:
        raise _OptionError(f"too many fields (max 5): {arg!r}")
    action, message, category, module, lineno = fields + [''] * (5 - len(fields))
    action, category = _getaction(action), _getcategory(category)
    # here they are texts, not regular expressions
    if message or module:
        import re
        message, module = re.escape(message), re.escape(module) + r'\Z' if module else ''
    filterwarnings(action, message, category, module, _line_number(lineno))


def _line_number(text):
    try:
        number = int(text or 0)
    except ValueError:
        number = -1
    if number < 0:
        raise _OptionError(f"invalid lineno {text!r}")
    return number


def _getaction(text):
    """The action that a text begins; "all" is an older name of always."""
    if text == "all":
        return "always"
    # the first in this order where several do
    for action in ('default', 'always', 'ignore', 'module', 'once', 'error'):
        if action.startswith(text):
            return action
    raise _OptionError(f"invalid action: {text!r}")


def _getcategory(text):
    """The class called NAME among the built-ins, or MODULE.NAME."""
    if not text:
        return Warning
    module, _, name = text.rpartition('.')
    try:
        found = getattr(__import__(module or 'builtins', fromlist=[name]), name)
    except ImportError:
        raise _OptionError(f"invalid module name: {module!r}") from None
    except AttributeError:
        raise _OptionError(f"unknown warning category: {text!r}") from None
    if issubclass(found, Warning):
        return found
    raise _OptionError(f"invalid warning category: {text!r}")


# --- issuing ---

def _warn(message, category, stacklevel, source):
    """What warn() does; an exception to be raised is returned."""
    if isinstance(message, Warning):
        category = message.__class__
    if category is None:
        category = UserWarning
    try:
        frame = sys._getframe(stacklevel)
    except ValueError:
        globals = sys.__dict__
        filename = "sys"
        lineno = 1
    else:
        globals = frame.f_globals
        filename = frame.f_code.co_filename
        lineno = frame.f_lineno
    module = globals['__name__'] if '__name__' in globals else "<string>"
    registry = globals.setdefault("__warningregistry__", {})
    return _warn_explicit(message, category, filename, lineno, module, registry, globals, source)


def _matches(pattern, text, whole):
    if pattern is None:
        return True
    if isinstance(pattern, str):
        return pattern == text
    return pattern.match(text) is not None


def _warn_explicit(message, category, filename, lineno, module, registry, module_globals, source):
    """What warn_explicit() does."""
    if module_globals is not None and not isinstance(module_globals, dict):
        return TypeError(f"module_globals must be a dict, not '{type(module_globals).__name__}'")
    if registry is not None and not isinstance(registry, dict):
        return TypeError("'registry' must be a dict or None")
    if module is None:
        module = filename or "<unknown>"
        if module[-3:].lower() == ".py":
            module = module[:-3]
    registry = {} if registry is None else registry
    fresh = registry.get('version') != _filters_version
    if fresh:  # other filters: what was shown may be shown again
        registry.clear()
        registry['version'] = _filters_version
    if isinstance(message, Warning):
        category, text = type(message), str(message)
    else:
        message, text = category(message), message
    key = text, category, lineno
    if not fresh and registry.get(key):  # a text that has no hash is refused where it is looked for
        return
    for action, msg, cat, mod, ln in filters:
        if (_matches(msg, text, False) and issubclass(category, cat) and _matches(mod, module, True) and
                (ln == 0 or lineno == ln)):
            break
    else:
        action = defaultaction
    if action == "ignore":
        return
    if action == "error":
        return message
    if action == "once":
        registry[key] = 1
        oncekey = (text, category)
        if onceregistry.get(oncekey):
            return
        onceregistry[oncekey] = 1
    elif action == "module":
        registry[key] = 1
        altkey = (text, category, 0)
        if registry.get(altkey):
            return
        registry[altkey] = 1
    elif action == "default":
        registry[key] = 1
    elif action != "always":
        raise RuntimeError("Unrecognized action (%r) in warnings.filters:\n %s" % (action, (action, msg, cat, mod, ln)))
    _showwarnmsg(WarningMessage(message, category, filename, lineno, None, None, source))


class catch_warnings:
    """Restore filters and showwarning after the block; record=True collects the warnings."""

    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._record = record
        self._module = sys.modules['warnings'] if module is None else module
        self._saved = None
        self._filter = None if action is None else (action, category, lineno, append)

    def __repr__(self):
        args = []
        if self._record:
            args.append("record=True")
        if self._module is not sys.modules['warnings']:
            args.append("module=%r" % self._module)
        return "%s(%s)" % (type(self).__name__, ", ".join(args))

    _KEPT = ('filters', 'showwarning', '_showwarnmsg_impl')

    def __enter__(self):
        if self._saved is not None:
            raise RuntimeError(f"Cannot enter {self!r} twice")
        module = self._module
        self._saved = [getattr(module, name) for name in self._KEPT]
        module.filters = list(module.filters)
        module._filters_mutated()
        log = None
        if self._record:
            log = []
            module._showwarnmsg_impl = log.append
            module.showwarning = module._showwarning_orig  # one set before does not see what is recorded
        if self._filter is not None:
            simplefilter(*self._filter)
        return log

    def __exit__(self, *exc_info):
        if self._saved is None:
            raise RuntimeError(f"Cannot exit {self!r} without entering first")
        for name, value in zip(self._KEPT, self._saved):
            setattr(self._module, name, value)
        self._module._filters_mutated()


_processoptions(sys.warnoptions)
