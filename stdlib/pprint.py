"""Shows nested data so that it fits into a width."""
import re as _re
import sys as _sys
import types as _types
from io import StringIO as _StringIO

__all__ = ["pprint", "pformat", "isreadable", "isrecursive", "saferepr", "PrettyPrinter", "pp"]


def pprint(object, stream=None, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True,
           underscore_numbers=False):
    """Writes an object prettily to a stream (standard output)."""
    PrettyPrinter(stream=stream, indent=indent, width=width, depth=depth, compact=compact, sort_dicts=sort_dicts,
                  underscore_numbers=underscore_numbers).pprint(object)


def pformat(object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    """What pprint would write."""
    return PrettyPrinter(indent=indent, width=width, depth=depth, compact=compact, sort_dicts=sort_dicts,
                         underscore_numbers=underscore_numbers).pformat(object)


def pp(object, *args, sort_dicts=False, **kwargs):
    """pprint without sorting of dicts."""
    pprint(object, *args, sort_dicts=sort_dicts, **kwargs)


def saferepr(object):
    """repr() that copes with recursion."""
    return _on_one_line(PrettyPrinter(), object)[0]


def isreadable(object):
    """Can eval() read saferepr(object)?"""
    return _on_one_line(PrettyPrinter(), object)[1]


def isrecursive(object):
    """Does the object contain itself?"""
    return _on_one_line(PrettyPrinter(), object)[2]


class PrettyPrinter:
    """The settings. Subclasses may change format(), which gives the text of one object on one line."""

    def __init__(self, indent=1, width=80, depth=None, stream=None, *, compact=False, sort_dicts=True,
                 underscore_numbers=False):
        self._indent_per_level, self._width, self._depth = int(indent), int(width), depth
        if self._indent_per_level < 0:
            raise ValueError('indent must be >= 0')
        if not (depth is None or depth > 0):
            raise ValueError('depth must be > 0')
        if self._width == 0:
            raise ValueError('width must be != 0')
        self._stream = _sys.stdout if stream is None else stream
        self._compact, self._sort_dicts, self._underscore_numbers = bool(compact), sort_dicts, underscore_numbers

    def pprint(self, object):
        """Writes an object and a line end."""
        if self._stream is not None:
            _Page(self, self._stream.write).put(object)
            self._stream.write("\n")

    def pformat(self, object):
        """The text that pprint() writes, without the line end."""
        page = _StringIO()
        _Page(self, page.write).put(object)
        return page.getvalue()

    def isreadable(self, object):
        """Can eval() read the text?"""
        _, readable, recursive = self.format(object, {}, 0, 0)
        return readable and not recursive

    def isrecursive(self, object):
        """Does the object contain itself?"""
        _, _, recursive = self.format(object, {}, 0, 0)
        return recursive

    def format(self, object, context, maxlevels, level):
        """(text, readable, recursive); context holds the ids of the containers around the object."""
        return _on_one_line(self, object, context, maxlevels, level)

    def _sorted_items(self, mapping):
        return sorted(mapping.items(), key=_pair_order) if self._sort_dicts else mapping.items()


# --- order ---

class _Order:
    """Orders what cannot be compared by type and identity."""
    __slots__ = ('value',)

    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        mine, theirs = self.value, other.value
        try:
            return mine < theirs
        except TypeError:
            return (str(type(mine)), id(mine)) < (str(type(theirs)), id(theirs))


def _pair_order(pair):
    return tuple(map(_Order, pair[:2]))


# --- an object on one line ---

def _recursion(object):
    return "<Recursion on %s with id=%s>" % (type(object).__name__, id(object))


def _braces(object):
    """The form of a container's text, for those that have their type's own __repr__; else None."""
    shown_by = type(object).__repr__
    if isinstance(object, dict) and shown_by is dict.__repr__:
        return "{%s}"
    if isinstance(object, list) and shown_by is list.__repr__:
        return "[%s]"
    if isinstance(object, tuple) and shown_by is tuple.__repr__:
        return "(%s,)" if len(object) == 1 else "(%s)"
    return None


def _on_one_line(printer, object, around=None, maxlevels=None, level=0):
    """(text, readable, recursive) of an object inside the containers whose ids are the keys of `around`."""
    kind = type(object)
    if issubclass(kind, int) and kind.__repr__ is int.__repr__:
        return (format(object, '_d') if printer._underscore_numbers else repr(object)), True, False
    form = _braces(object)
    if form is None:
        text = repr(object)
        plain = kind in (str, bytes, bytearray, float, complex, bool, type(None))
        return text, plain or not text.startswith('<') and text != '', False
    if not object:
        return form % '', True, False
    around = {} if around is None else around
    if maxlevels and level >= maxlevels:
        return form % '...', False, id(object) in around
    if id(object) in around:
        return _recursion(object), False, True

    readable, recursive = True, False

    def inner(part):
        nonlocal readable, recursive
        text, part_readable, part_recursive = printer.format(part, around, maxlevels, level + 1)
        readable, recursive = readable and part_readable, recursive or part_recursive
        return text

    around[id(object)] = 1
    if isinstance(object, dict):
        texts = [f'{inner(key)}: {inner(value)}' for key, value in printer._sorted_items(object)]
    else:
        texts = list(map(inner, object))
    del around[id(object)]
    return form % ', '.join(texts), readable, recursive


# --- an object on several lines ---

_LAYOUTS = {} # the function that lays out an object, by the __repr__ that it shares


def _lays_out(*types):
    def enter(function):
        _LAYOUTS.update((type.__repr__, function) for type in types)
        return function
    return enter


def _marking_last(items):
    items = list(items)
    return zip(items, [False] * (len(items) - 1) + [True])


class _Page:
    """What is being written. In all methods `at` is the column where the object begins, `rest` the number of
    characters that follow it on its last line, `level` how deep it is nested."""

    def __init__(self, printer, write):
        self.printer, self.write = printer, write
        self.step = printer._indent_per_level
        self.around = {} # ids of the containers begun and not ended

    def text(self, object, level):
        """The object on one line."""
        return self.printer.format(object, self.around.copy(), self.printer._depth, level)[0]

    def put(self, object, at=0, rest=0, level=0):
        """On one line if it fits, otherwise as its type is laid out."""
        if id(object) in self.around:
            self.write(_recursion(object))
            return
        text = self.text(object, level)
        lay_out = None
        if len(text) > self.printer._width - at - rest:
            lay_out = _LAYOUTS.get(type(object).__repr__) or (_lay_out_dataclass if _is_dataclass(object) else None)
        if lay_out is None:
            self.write(text)
            return
        self.around[id(object)] = 1
        lay_out(self, object, at, rest, level + 1)
        del self.around[id(object)]

    def new_line(self, at, end=','):
        self.write(end + '\n' + ' ' * at)

    def pad(self):
        """What stands between a bracket and the first item where a level is indented by more than one."""
        self.write(' ' * (self.step - 1))

    def put_items(self, items, at, rest, level):
        """Below each other; in compact form as many on a line as fit."""
        self.pad()
        at += self.step
        full = left = self.printer._width - at + 1
        new_line = ',\n' + ' ' * at
        separator = ''
        for item, last in _marking_last(items):
            if last:
                full, left = full - rest, left - rest
            if self.printer._compact:
                text = self.text(item, level)
                if left < len(text) + 2:
                    left = full
                    separator = separator and new_line
                if left >= len(text) + 2:
                    left -= len(text) + 2
                    self.write(separator + text)
                    separator = ', '
                    continue
            self.write(separator)
            separator = new_line
            self.put(item, at, rest if last else 1, level)

    def put_pairs(self, pairs, at, rest, level):
        """`key: value` below each other."""
        at += self.step
        for (key, value), last in _marking_last(pairs):
            text = self.text(key, level)
            self.write(text + ': ')
            self.put(value, at + len(text) + 2, rest if last else 1, level)
            if not last:
                self.new_line(at)

    def put_call(self, name, attributes, at, rest, level):
        """`name(attribute=value, ...)`, the attributes below each other."""
        self.write(name + '(')
        at += len(name) + 1
        for (attribute, value), last in _marking_last(attributes):
            self.write(attribute + '=')
            if id(value) in self.around:
                self.write('...')
            else:
                self.put(value, at + len(attribute) + 1, rest if last else 1, level)
            if not last:
                self.new_line(at)
        self.write(')')

    def put_chunks(self, chunks, at, parenthesised):
        """Literals below each other, which the parser joins."""
        self.write('(' if parenthesised else '')
        for i, chunk in enumerate(chunks):
            if i:
                self.new_line(at, end='')
            self.write(chunk)
        self.write(')' if parenthesised else '')


@_lays_out(dict)
def _lay_out_dict(page, object, at, rest, level):
    page.write('{')
    page.pad()
    page.put_pairs(page.printer._sorted_items(object), at, rest + 1, level)
    page.write('}')


@_lays_out(list)
def _lay_out_list(page, object, at, rest, level):
    page.write('[')
    page.put_items(object, at, rest + 1, level)
    page.write(']')


@_lays_out(tuple)
def _lay_out_tuple(page, object, at, rest, level):
    end = ',)' if len(object) == 1 else ')'
    page.write('(')
    page.put_items(object, at, rest + len(end), level)
    page.write(end)


@_lays_out(set, frozenset)
def _lay_out_set(page, object, at, rest, level):
    if not object:
        page.write(repr(object))
        return
    begin, end = ('{', '}') if type(object) is set else (type(object).__name__ + '({', '})')
    page.write(begin)
    page.put_items(sorted(object, key=_Order), at + len(begin) - 1, rest + len(end), level)
    page.write(end)


def _packed(pieces, room, last_room):
    """The reprs of pieces put together as long as each repr fits into its room; the piece that is
    marked the last must leave last_room."""
    held = None
    for piece, last in pieces:
        more = piece if held is None else held + piece
        if held is not None and len(repr(more)) > (last_room if last else room):
            yield repr(held)
            more = piece
        held = more
    if held is not None:
        yield repr(held)


@_lays_out(str)
def _lay_out_str(page, object, at, rest, level):
    outermost = level == 1
    if outermost: # parentheses hold the lines together
        at, rest = at + 1, rest + 1
    room = page.printer._width - at
    chunks = []
    for line, last_line in _marking_last(object.splitlines(True)):
        if len(repr(line)) <= room - (rest if last_line else 0):
            chunks.append(repr(line))
        else:
            words = _marking_last(_re.findall(r'\S+\s*|\s+', line))
            chunks += _packed(((word, last and last_line) for word, last in words), room, room - rest)
    page.put_chunks(chunks or [repr(object)], at, outermost and len(chunks) > 1)


def _put_bytes(page, object, at, rest, parenthesised):
    if parenthesised:
        at, rest = at + 1, rest + 1
    room = page.printer._width - at
    # groups of four; only a shorter one at the end makes room for what follows, as CPython has it
    groups = ((object[i:i + 4], i + 4 > len(object)) for i in range(0, len(object), 4))
    page.put_chunks(_packed(groups, room, room - rest), at, parenthesised)


@_lays_out(bytes)
def _lay_out_bytes(page, object, at, rest, level):
    if len(object) <= 4:
        page.write(repr(object))
    else:
        _put_bytes(page, object, at, rest, level == 1)


def _wrapped(page, name, inner, at, rest, level):
    """name(inner)"""
    page.write(name + '(')
    page.put(inner, at + len(name) + 1, rest + 1, level)
    page.write(')')


@_lays_out(bytearray)
def _lay_out_bytearray(page, object, at, rest, level):
    page.write('bytearray(')
    _lay_out_bytes(page, bytes(object), at + len('bytearray('), rest + 1, level + 1)
    page.write(')')


@_lays_out(_types.MappingProxyType)
def _lay_out_mappingproxy(page, object, at, rest, level):
    _wrapped(page, 'mappingproxy', object.copy(), at, rest, level)


@_lays_out(_types.SimpleNamespace)
def _lay_out_namespace(page, object, at, rest, level):
    name = 'namespace' if type(object) is _types.SimpleNamespace else type(object).__name__
    page.put_call(name, vars(object).items(), at, rest, level)


def _is_dataclass(object):
    """Is it an instance of a dataclass with the generated __repr__?"""
    cls = type(object)
    if not hasattr(cls, '__dataclass_fields__') or not cls.__dataclass_params__.repr:
        return False
    import dataclasses
    code = getattr(cls.__repr__, '__code__', None)
    return code is not None and code.co_filename == dataclasses.field.__code__.co_filename


def _lay_out_dataclass(page, object, at, rest, level):
    shown = (field.name for field in object.__dataclass_fields__.values() if field.repr)
    page.put_call(type(object).__name__, [(name, getattr(object, name)) for name in shown], at, rest, level)


# --- collections ---

def _add_collections():
    import collections

    def unless_empty(lay_out):
        def checked(page, object, at, rest, level):
            if object.maps if isinstance(object, collections.ChainMap) else object:
                lay_out(page, object, at, rest, level)
            else:
                page.write(repr(object))
        return checked

    @_lays_out(collections.OrderedDict)
    @unless_empty
    def ordered_dict(page, object, at, rest, level):
        _wrapped(page, type(object).__name__, list(object.items()), at, rest, level)

    @_lays_out(collections.defaultdict)
    @unless_empty
    def default_dict(page, object, at, rest, level):
        begin = type(object).__name__ + '('
        page.write(begin + page.text(object.default_factory, level))
        page.new_line(at + len(begin))
        _lay_out_dict(page, object, at + len(begin), rest + 1, level)
        page.write(')')

    @_lays_out(collections.Counter)
    @unless_empty
    def counter(page, object, at, rest, level):
        begin = type(object).__name__ + '({'
        page.write(begin)
        page.pad()
        page.put_pairs(object.most_common(), at + len(begin) - 1, rest + 2, level)
        page.write('})')

    @_lays_out(collections.ChainMap)
    @unless_empty
    def chain_map(page, object, at, rest, level):
        begin = type(object).__name__ + '('
        page.write(begin)
        at += len(begin)
        for mapping, last in _marking_last(object.maps):
            page.put(mapping, at, rest + 1 if last else 1, level)
            if not last:
                page.new_line(at)
        page.write(')')

    @_lays_out(collections.deque)
    @unless_empty
    def deque(page, object, at, rest, level):
        begin = type(object).__name__ + '(['
        page.write(begin)
        at += len(begin) - 1
        page.put_items(object, at, rest + 2 if object.maxlen is None else 2, level)
        page.write(']')
        if object.maxlen is not None:
            page.new_line(at)
            page.write('maxlen=' + page.text(object.maxlen, level))
        page.write(')')

    @_lays_out(collections.UserDict, collections.UserList, collections.UserString)
    def user(page, object, at, rest, level):
        page.put(object.data, at, rest, level - 1)


_add_collections()
