"""Tracebacks as text and as data. The layout of a whole exception comes from the interpreter, which
knows the failing part of each line; this module cuts it up and describes frames."""
import collections.abc
import linecache
import sys
from collections import deque as _deque
from itertools import islice as _islice

__all__ = ['extract_stack', 'extract_tb', 'format_exception', 'format_exception_only', 'format_list', 'format_stack',
           'format_tb', 'print_exc', 'format_exc', 'print_exception', 'print_last', 'print_stack', 'print_tb',
           'clear_frames', 'FrameSummary', 'StackSummary', 'TracebackException', 'walk_stack', 'walk_tb']


class _Implicit:
    def __repr__(self):
        return '<implicit>'


_sentinel = _Implicit()
_REPEATS = 3


# --- frames ---

class FrameSummary:
    """One entry: file, line, function, and the text of the line."""
    __slots__ = ('filename', 'lineno', 'end_lineno', 'colno', 'end_colno', 'name', '_line', 'locals')

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None, end_lineno=None,
                 colno=None, end_colno=None):
        self.filename = filename
        self.lineno = lineno
        self.name = name
        self._line = line
        self.locals = {k: repr(v) for k, v in locals.items()} if locals else None
        self.end_lineno = end_lineno
        self.colno = colno
        self.end_colno = end_colno
        if lookup_line:
            self.line

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            mine, theirs = ((frame.filename, frame.lineno, frame.name, frame.locals) for frame in (self, other))
            return mine == theirs
        return self._as_tuple() == other if isinstance(other, tuple) else NotImplemented

    def __repr__(self):
        return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"

    # It was a tuple once, and still reads like one.

    def _as_tuple(self):
        return self.filename, self.lineno, self.name, self.line

    def __len__(self):
        return len(self._as_tuple())

    def __getitem__(self, pos):
        return self._as_tuple()[pos]

    def __iter__(self):
        return iter(list(self._as_tuple()))

    @property
    def _original_line(self):
        """The line with its blanks; read when first asked for."""
        if self._line is None and self.lineno is not None:
            self._line = linecache.getline(self.filename, self.lineno)
        return self._line

    @property
    def line(self):
        """The line without the blanks around it, None where there is no number."""
        line = self._original_line
        return line if line is None else line.strip()


def walk_stack(f):
    """(frame, line number) from a frame outwards."""
    if f is None:  # the caller of StackSummary.extract(), which runs this generator by another one
        f = sys._getframe().f_back.f_back.f_back.f_back
    while f is not None:
        yield f, f.f_lineno
        f = f.f_back


def walk_tb(tb):
    """(frame, line number) of a traceback's entries."""
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def _positions(tb):
    """(frame, (line, end line, column, end column)) of a traceback's entries; columns are bytes."""
    while tb is not None:
        frame = tb.tb_frame
        place = (tb.tb_lineno, None, None, None)
        if tb.tb_lasti >= 0:
            place = next(_islice(frame.f_code.co_positions(), tb.tb_lasti // 2, None), place)
            if place[0] is None:
                place = (tb.tb_lineno,) + tuple(place[1:])
        yield frame, place
        tb = tb.tb_next


def _limited(entries, limit):
    """So many entries from the start, or from the end if limit is negative."""
    if limit is None:
        return entries
    if limit >= 0:
        return _islice(entries, limit)
    return _deque(entries, maxlen=-limit)


class StackSummary(list):
    """A list of FrameSummary."""

    @classmethod
    def extract(cls, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        """A summary of what walk_stack() or walk_tb() give."""
        return cls._extract(((f, (line, None, None, None)) for f, line in frame_gen), limit, lookup_lines,
                            capture_locals)

    @classmethod
    def _extract(cls, entries, limit, lookup_lines, capture_locals):
        if limit is None:
            limit = getattr(sys, 'tracebacklimit', None)
            if limit is not None and limit < 0:
                limit = 0
        result = cls()
        for f, (lineno, end_lineno, colno, end_colno) in _limited(entries, limit):
            co = f.f_code
            linecache.lazycache(co.co_filename, f.f_globals)
            result.append(FrameSummary(co.co_filename, lineno, co.co_name, lookup_line=False,
                                       locals=f.f_locals if capture_locals else None, end_lineno=end_lineno,
                                       colno=colno, end_colno=end_colno))
        for filename in {f.filename for f in result}:
            linecache.checkcache(filename)
        if lookup_lines:
            for f in result:
                f.line
        return result

    @classmethod
    def from_list(cls, a_list):
        """A summary of FrameSummary objects or tuples."""
        result = cls()
        for frame in a_list:
            if isinstance(frame, FrameSummary):
                result.append(frame)
            else:
                filename, lineno, name, line = frame
                result.append(FrameSummary(filename, lineno, name, line=line))
        return result

    def format_frame_summary(self, frame_summary):
        """The text of one frame."""
        row = [f'  File "{frame_summary.filename}", line {frame_summary.lineno}, in {frame_summary.name}\n']
        if frame_summary.line:
            row.append(f'    {frame_summary.line}\n')
            row.append(_carets(frame_summary))
        if frame_summary.locals:
            for name, value in sorted(frame_summary.locals.items()):
                row.append(f'    {name} = {value}\n')
        return ''.join(row)

    def format(self):
        """The lines that are printed, repetitions left out."""
        result = []
        last = None
        count = 0
        for frame in self:
            text = self.format_frame_summary(frame)
            if text is None:
                continue
            key = (frame.filename, frame.lineno, frame.name)
            if key != last:
                _repeated(result, count)
                last = key
                count = 0
            count += 1
            if count <= _REPEATS:
                result.append(text)
        _repeated(result, count)
        return result


def _repeated(result, count):
    if count > _REPEATS:
        count -= _REPEATS
        result.append(f'  [Previous line repeated {count} more time{"s" if count > 1 else ""}]\n')


def _anchors(segment):
    """Where the operator of a binary operation or the brackets of a subscript are, in characters; None if the segment
    is something else."""
    import ast
    try:
        tree = ast.parse(segment)
    except SyntaxError:
        return None
    if len(tree.body) != 1 or not isinstance(tree.body[0], ast.Expr):
        return None
    node, data = tree.body[0].value, segment.encode()
    if isinstance(node, ast.BinOp):
        for at in range(node.left.end_col_offset, min(node.right.col_offset, len(data))):
            if chr(data[at]).isspace():
                continue
            end = at + 1
            if end < node.right.col_offset and not chr(data[end]).isspace():
                end += 1
            return len(data[:at].decode()), len(data[:end].decode())
    elif isinstance(node, ast.Subscript):
        return len(data[:node.value.end_col_offset].decode()), len(data[:node.slice.end_col_offset + 1].decode())
    return None


def _carets(frame):
    """The line of carets, if the position is known and not the whole line."""
    if frame.colno is None or frame.end_colno is None:
        return ''
    line = frame._original_line.rstrip('\n')
    data = line.encode()
    indent = len(frame._original_line) - len(line.strip()) - 1  # blanks behind the line count, as in the original
    start = len(data[:frame.colno].decode(errors='replace'))
    anchors = None
    if frame.end_lineno == frame.lineno:
        end = len(data[:frame.end_colno].decode(errors='replace'))
        anchors = _anchors(line[start:end])
    else:
        end = len(frame._original_line) - 1
    if end - start >= len(line.strip()) and anchors is None:
        return ''
    if anchors is None:
        marks = '^' * (end - start)
    else:
        marks = '~' * anchors[0] + '^' * (anchors[1] - anchors[0]) + '~' * (end - start - anchors[1])
    return '    ' + ' ' * (start - indent) + marks + '\n'


# --- exceptions ---

def _get_exception(exc, value):
    if value is _sentinel:
        if isinstance(exc, BaseException) or exc is None:
            return exc
        raise TypeError(f'Exception expected for value, {type(exc).__name__} found')
    return value


def format_exception(exc, /, value=_sentinel, tb=_sentinel, limit=None, chain=True):
    """The lines that print_exception prints."""
    if (value is _sentinel) != (tb is _sentinel):
        raise ValueError("Both or neither of value and tb must be given")
    value = _get_exception(exc, value)
    if value is None:
        _limited((), limit)
        return ['NoneType: None\n']
    return list(TracebackException(type(value), value, value.__traceback__ if tb is _sentinel else tb,
                                   limit=limit).format(chain=chain))


def print_exception(exc, /, value=_sentinel, tb=_sentinel, limit=None, file=None, chain=True):
    """Print an exception with its traceback."""
    text = ''.join(format_exception(exc, value, tb, limit, chain))
    print(text, file=sys.stderr if file is None else file, end="")


def print_exc(limit=None, file=None, chain=True):
    """Print the exception being handled."""
    print_exception(sys.exception(), limit=limit, file=file, chain=chain)


def format_exc(limit=None, chain=True):
    """The same as text."""
    return "".join(format_exception(sys.exception(), limit=limit, chain=chain))


def print_last(limit=None, file=None, chain=True):
    """Print the last exception of an interactive session."""
    if not hasattr(sys, "last_type"):
        raise ValueError("no last exception")
    print_exception(sys.last_type, sys.last_value, sys.last_traceback, limit, file, chain)


def format_exception_only(exc, /, value=_sentinel):
    """The lines without the traceback: type, message, notes."""
    if value is _sentinel:
        value = exc                     # a value that is no exception comes to grief further on
    if value is None:
        return ['NoneType: None\n']
    return list(TracebackException(type(value), value, None).format_exception_only())


def _safe_text(value, what, function=str):
    try:
        return function(value)
    except Exception:
        return f'<{what} {function.__name__}() failed>'


def _type_text(cls):
    module = cls.__module__
    if module in ('__main__', 'builtins'):
        return cls.__qualname__
    if not isinstance(module, str):
        module = '<unknown>'
    return module + '.' + cls.__qualname__


_CAUSE = "\nThe above exception was the direct cause of the following exception:\n\n"
_CONTEXT = "\nDuring handling of the above exception, another exception occurred:\n\n"


class TracebackException:
    """An exception made ready for printing, without references to frames."""

    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None, lookup_lines=True, capture_locals=False,
                 compact=False, max_group_width=15, max_group_depth=10, _seen=None):
        options = dict(limit=limit, lookup_lines=lookup_lines, capture_locals=capture_locals,
                       max_group_width=max_group_width, max_group_depth=max_group_depth)
        self._describe(exc_type, exc_value, exc_traceback, **options)
        seen = set() if _seen is None else _seen
        seen.add(id(exc_value))
        pending = [(self, exc_value)]

        def related(e):
            """What is told of another exception, None if that one is told already."""
            if e is None or id(e) in seen:
                return None
            seen.add(id(e))
            summary = TracebackException.__new__(TracebackException)
            summary._describe(type(e), e, e.__traceback__, **options)
            pending.append((summary, e))
            return summary

        # Chains may be longer than the interpreter recurses.
        while pending:
            summary, e = pending.pop()
            if e is None:
                continue
            summary.__cause__ = related(e.__cause__)
            if not compact or summary.__cause__ is None and not e.__suppress_context__:
                summary.__context__ = related(e.__context__)
            if isinstance(e, BaseExceptionGroup):
                summary.exceptions = [related(inner) for inner in e.exceptions]

    def _describe(self, exc_type, exc_value, exc_traceback, limit, lookup_lines, capture_locals, max_group_width,
                  max_group_depth):
        self.stack = StackSummary._extract(_positions(exc_traceback), limit, lookup_lines, capture_locals)
        self.max_group_width = max_group_width
        self.max_group_depth = max_group_depth
        self.exc_type = exc_type
        self._str = _safe_text(exc_value, 'exception')
        self.__notes__ = getattr(exc_value, '__notes__', None)
        self.__cause__ = self.__context__ = self.exceptions = self._only = None
        self.__suppress_context__ = exc_value.__suppress_context__ if exc_value is not None else False
        if exc_type and issubclass(exc_type, SyntaxError):
            self.filename = exc_value.filename
            self.lineno = None if exc_value.lineno is None else str(exc_value.lineno)
            self.end_lineno = None if exc_value.end_lineno is None else str(exc_value.end_lineno)
            self.text = exc_value.text
            self.offset = exc_value.offset
            self.end_offset = exc_value.end_offset
            self.msg = exc_value.msg
        if exc_value is not None:
            import _kukri
            self._only = _message_lines(_kukri.format_exception, exc_value)

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        """What is to be told of an exception."""
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    def __eq__(self, other):
        if isinstance(other, TracebackException):
            return self.__dict__ == other.__dict__
        return NotImplemented

    def __str__(self):
        return self._str

    def format_exception_only(self):
        """The lines that tell of the exception itself."""
        if self.exc_type is None:
            yield 'NoneType: None\n'
        else:
            yield from self._only

    def format(self, *, chain=True, _ctx=None):
        """The lines that are printed, from the causes on."""
        margin = _Margin() if _ctx is None else _ctx
        parts = []
        e = self
        while e is not None:
            if chain and e.__cause__ is not None:
                parts.append((e, _CAUSE))
                e = e.__cause__
            elif chain and e.__context__ is not None and not e.__suppress_context__:
                parts.append((e, _CONTEXT))
                e = e.__context__
            else:
                parts.append((e, None))
                e = None
        for e, message in reversed(parts):
            if message is not None:
                yield margin.indented(message)
            if e.exceptions is None:
                yield from e._format_own('Traceback (most recent call last):\n', margin, '|')
            elif margin.depth > self.max_group_depth:
                yield margin.indented(f'... (max_group_depth is {self.max_group_depth})\n')
            else:
                yield from e._format_group(margin, chain)

    def _format_own(self, header, margin, mark):
        """The exception without what it belongs together with."""
        if self.stack:
            yield margin.indented(header, mark)
            for text in self.stack.format():
                yield margin.indented(text)
        for text in self.format_exception_only():
            yield margin.indented(text)

    def _format_group(self, margin, chain):
        outermost = margin.depth == 0
        margin.depth += outermost
        yield from self._format_own('Exception Group Traceback (most recent call last):\n', margin,
                                    '+' if outermost else '|')
        shown = self.exceptions[:self.max_group_width]
        left = len(self.exceptions) - len(shown)
        titles = [str(i + 1) for i in range(len(shown))] + ['...'] * (left > 0)
        for i, title in enumerate(titles):
            margin.open = i == len(titles) - 1
            yield f'{margin.blanks()}{"  " if i else "+-"}+---------------- {title} ----------------\n'
            margin.depth += 1
            if i < len(shown):
                yield from shown[i].format(chain=chain, _ctx=margin)
            else:
                yield margin.indented(f'and {left} more exception{"s" if left > 1 else ""}\n')
            if margin.open and i == len(titles) - 1:
                yield margin.blanks() + '+------------------------------------\n'
                margin.open = False
            margin.depth -= 1
        if outermost:
            margin.depth = 0

    def print(self, *, file=None, chain=True):
        """Print to file, or to sys.stderr."""
        for line in self.format(chain=chain):
            print(line, file=sys.stderr if file is None else file, end="")


class _Margin:
    """How deep the exception being printed lies in groups; open: the frame around the innermost is to be closed."""

    def __init__(self):
        self.depth = 0
        self.open = False

    def blanks(self):
        return '  ' * self.depth

    def indented(self, text, mark='|'):
        if not self.depth:
            return text
        return ''.join(f'{self.blanks()}{mark} {line}' for line in text.splitlines(keepends=True))


def _tabbed_lines(exc):
    """The line of a syntax error whose indentation has tabs, which stay, and the carets below."""
    whole = exc.text.rstrip('\n')
    line = whole.lstrip(' \n\f')
    lines = [f'    {line}\n']
    if exc.offset is not None:
        start, end = exc.offset, exc.end_offset or exc.offset
        if end in (start, -1):
            end = start + 1
        at = start - 1 - (len(whole) - len(line))
        if at >= 0:
            blanks = ''.join(c if c.isspace() else ' ' for c in line[:at])
            lines.append('    ' + blanks + '^' * (end - start) + '\n')
    return lines


def _message_lines(whole, exc):
    """The last lines of an exception's text: what it looks like without traceback, chain or group."""
    if isinstance(exc, SyntaxError) and exc.lineno is not None:
        copy = SyntaxError(exc.msg, (exc.filename, exc.lineno, exc.offset, exc.text, exc.end_lineno, exc.end_offset))
        text = _split_lines(whole(copy))
        if isinstance(exc.text, str) and exc.text.lstrip(' \n\f').startswith('\t'):
            text[1:-1] = _tabbed_lines(exc)
        name = _type_text(type(exc))
        text = [line if not line.startswith('SyntaxError') else name + line[len('SyntaxError'):] for line in text]
    else:
        name = _type_text(type(exc))
        s = _safe_text(exc, 'exception')
        text = [f'{name}: {s}\n' if s else f'{name}\n']
    notes = getattr(exc, '__notes__', None)
    if isinstance(notes, collections.abc.Sequence):
        for note in notes:
            text += [line + '\n' for line in _safe_text(note, 'note').split('\n')]
    elif notes is not None:
        text.append(_safe_text(notes, '__notes__', repr))
    return text


def _split_lines(text):
    return text.splitlines(keepends=True)


# --- stacks and tracebacks ---

def print_list(extracted_list, file=None):
    """Print the entries of extract_tb() or extract_stack()."""
    for item in StackSummary.from_list(extracted_list).format():
        print(item, file=sys.stderr if file is None else file, end="")


def format_list(extracted_list):
    """The same as a list of strings."""
    return StackSummary.from_list(extracted_list).format()


def extract_tb(tb, limit=None):
    """The entries of a traceback."""
    return StackSummary._extract(_positions(tb), limit, True, False)


def format_tb(tb, limit=None):
    """The entries of a traceback as text."""
    return extract_tb(tb, limit=limit).format()


def print_tb(tb, limit=None, file=None):
    """Print the entries of a traceback."""
    print_list(extract_tb(tb, limit=limit), file=file)


def extract_stack(f=None, limit=None):
    """The running frames, outermost first."""
    if f is None:
        f = sys._getframe().f_back
    stack = StackSummary.extract(walk_stack(f), limit=limit)
    stack.reverse()
    return stack


def format_stack(f=None, limit=None):
    """The running frames as text."""
    if f is None:
        f = sys._getframe().f_back
    return extract_stack(f, limit=limit).format()


def print_stack(f=None, limit=None, file=None):
    """Print the running frames."""
    if f is None:
        f = sys._getframe().f_back
    print_list(extract_stack(f, limit=limit), file=file)


def clear_frames(tb):
    """Forget the local variables in the frames of a traceback."""
    while tb is not None:
        try:
            tb.tb_frame.clear()
        except RuntimeError:
            pass
        tb = tb.tb_next
