"""Syntax trees: parse, literal_eval, dump, walk, visitors, unparse."""
import re as _re
import sys
from _ast import *
from _ast import AST

_PARSE_FLAGS = PyCF_ONLY_AST


def parse(source, filename='<unknown>', mode='exec', *, type_comments=False, feature_version=None):
    """The tree of source text."""
    minor = -1
    if isinstance(feature_version, tuple):
        major, minor = feature_version
        assert major == 3
    elif feature_version is not None:
        minor = feature_version
    flags = PyCF_ONLY_AST | (PyCF_TYPE_COMMENTS if type_comments else 0)
    return compile(source, filename, mode, flags, _feature_version=minor)


# --- literals ---

def literal_eval(node_or_string):
    """The value of a text or tree made of literals, containers of them, and signs."""
    if isinstance(node_or_string, str):
        node_or_string = parse(node_or_string.lstrip(' \t'), mode='eval')
    if isinstance(node_or_string, Expression):
        node_or_string = node_or_string.body
    return _literal(node_or_string)


def _malformed(node):
    text = 'malformed node or string'
    line = getattr(node, 'lineno', None)
    if line:
        text += f' on line {line}'
    raise ValueError(f'{text}: {node!r}')


def _number(node):
    if not isinstance(node, Constant) or type(node.value) not in (int, float, complex):
        _malformed(node)
    return node.value


def _signed(node):
    if isinstance(node, UnaryOp) and isinstance(node.op, (UAdd, USub)):
        value = _number(node.operand)
        return +value if isinstance(node.op, UAdd) else -value
    return _number(node)


def _literal(node):
    if isinstance(node, Constant):
        return node.value
    if isinstance(node, Tuple):
        return tuple(map(_literal, node.elts))
    if isinstance(node, List):
        return list(map(_literal, node.elts))
    if isinstance(node, Set):
        return set(map(_literal, node.elts))
    if isinstance(node, Call) and isinstance(node.func, Name) and node.func.id == 'set' and not (node.args or
                                                                                                  node.keywords):
        return set()
    if isinstance(node, Dict):
        if len(node.keys) != len(node.values):
            _malformed(node)
        return dict(zip(map(_literal, node.keys), map(_literal, node.values)))
    if isinstance(node, BinOp) and isinstance(node.op, (Add, Sub)):
        left, right = _signed(node.left), _number(node.right)
        if isinstance(left, (int, float)) and isinstance(right, complex):
            return left + right if isinstance(node.op, Add) else left - right
    return _signed(node)


# --- text of a tree ---

def dump(node, annotate_fields=True, include_attributes=False, *, indent=None):
    """The tree as nested constructor calls."""
    if not isinstance(node, AST):
        raise TypeError(f'expected AST, got {node.__class__.__name__!r}')
    if indent is not None and not isinstance(indent, str):
        indent = ' ' * indent
    return _dump(node, 0, annotate_fields, include_attributes, indent)[0]


def _dump(node, level, annotate, attributes, indent):
    """(text, whether it is simple enough to stay on its parent's line)."""
    if indent is not None:
        level += 1
        start, sep = '\n' + indent * level, ',\n' + indent * level
    else:
        start, sep = '', ', '
    if isinstance(node, AST):
        cls, parts, simple, names = type(node), [], True, annotate
        for name in node._fields:
            try:
                value = getattr(node, name)
            except AttributeError:
                names = True
                continue
            if value is None and getattr(cls, name, ...) is None:
                names = True
                continue
            text, plain = _dump(value, level, annotate, attributes, indent)
            simple = simple and plain
            parts.append(f'{name}={text}' if names else text)
        if attributes:
            for name in node._attributes:
                value = getattr(node, name, ...)
                if value is ... or (value is None and getattr(cls, name, ...) is None):
                    continue
                text, plain = _dump(value, level, annotate, attributes, indent)
                simple = simple and plain
                parts.append(f'{name}={text}')
        if simple and len(parts) <= 3:
            return f"{cls.__name__}({', '.join(parts)})", not parts
        return f'{cls.__name__}({start}{sep.join(parts)})', False
    if isinstance(node, list):
        if not node:
            return '[]', True
        return f'[{start}{sep.join(_dump(x, level, annotate, attributes, indent)[0] for x in node)}]', False
    return repr(node), True


# --- places ---

def copy_location(new_node, old_node):
    """Give new_node the place of old_node."""
    for name in 'lineno', 'col_offset', 'end_lineno', 'end_col_offset':
        if name in old_node._attributes and name in new_node._attributes:
            value = getattr(old_node, name, None)
            if value is not None or (hasattr(old_node, name) and name.startswith('end_')):
                setattr(new_node, name, value)
    return new_node


def fix_missing_locations(node):
    """Nodes without a place get their parent's."""
    def fix(node, place):
        own = dict(place)
        for name in place.keys() & set(node._attributes):
            missing = not hasattr(node, name) or name.startswith('end_') and getattr(node, name) is None
            if missing:
                setattr(node, name, place[name])
            own[name] = getattr(node, name)
        for child in iter_child_nodes(node):
            fix(child, own)
    fix(node, dict(lineno=1, col_offset=0, end_lineno=1, end_col_offset=0))
    return node


def increment_lineno(node, n=1):
    """Move a tree n lines down."""
    for child in walk(node):
        if isinstance(child, TypeIgnore):
            child.lineno = getattr(child, 'lineno', 0) + n
            continue
        if 'lineno' in child._attributes:
            child.lineno = getattr(child, 'lineno', 0) + n
        if 'end_lineno' in child._attributes and getattr(child, 'end_lineno', 0) is not None:
            child.end_lineno = getattr(child, 'end_lineno', 0) + n
    return node


# --- walking ---

def iter_fields(node):
    """(name, value) of each field that is there."""
    for field in node._fields:
        try:
            yield field, getattr(node, field)
        except AttributeError:
            pass


def iter_child_nodes(node):
    """The direct children of a node."""
    for _, value in iter_fields(node):
        if isinstance(value, AST):
            yield value
        elif isinstance(value, list):
            for item in value:
                if isinstance(item, AST):
                    yield item


def walk(node):
    """node and everything below, breadth first."""
    from collections import deque
    todo = deque([node])
    while todo:
        node = todo.popleft()
        todo.extend(iter_child_nodes(node))
        yield node


def get_docstring(node, clean=True):
    """The docstring of a module, class or function."""
    if not isinstance(node, (AsyncFunctionDef, FunctionDef, ClassDef, Module)):
        raise TypeError(f"{node.__class__.__name__!r} can't have docstrings")
    if not (node.body and isinstance(node.body[0], Expr)):
        return None
    value = node.body[0].value
    if not (isinstance(value, Constant) and isinstance(value.value, str)):
        return None
    if clean:
        import inspect
        return inspect.cleandoc(value.value)
    return value.value


def _split_lines(source):
    """Lines with their ends: only those that end lines in source text, not form feeds."""
    return _re.findall('(?s).*?(?:\\r\\n|\\n|\\r)|.+\\Z', source)


def get_source_segment(source, node, *, padded=False):
    """The text of a node; padded: with blanks before its first line."""
    try:
        if node.end_lineno is None or node.end_col_offset is None:
            return None
        first, last = node.lineno - 1, node.end_lineno - 1
        begin, end = node.col_offset, node.end_col_offset
    except AttributeError:
        return None
    lines = [line.encode() for line in _split_lines(source)]
    if first == last:
        return lines[first][begin:end].decode()
    head = lines[first]
    padding = ''
    if padded:
        padding = ''.join(c if c in '\f\t' else ' ' for c in head[:begin].decode())
    return ''.join([padding + head[begin:].decode()] + [line.decode() for line in lines[first + 1:last]] +
                   [lines[last][:end].decode()])


class NodeVisitor:
    """visit(node) calls visit_CLASS(node), or generic_visit."""

    def visit(self, node):
        """Call the method for the class of a node, or generic_visit()."""
        return getattr(self, 'visit_' + node.__class__.__name__, self.generic_visit)(node)

    def generic_visit(self, node):
        """Visit all nodes below."""
        for _, value in iter_fields(node):
            if isinstance(value, list):
                for item in value:
                    if isinstance(item, AST):
                        self.visit(item)
            elif isinstance(value, AST):
                self.visit(value)

    def visit_Constant(self, node):
        """Methods by the names that constants had before Python 3.8 still work."""
        value = node.value
        name = _OLD_NAMES.get(type(value))
        if name is None:
            for cls, candidate in _OLD_NAMES.items():
                if isinstance(value, cls):
                    name = candidate
                    break
        if name is not None:
            method = getattr(self, 'visit_' + name, None)
            if method is not None:
                import warnings
                warnings.warn(f'visit_{name} is deprecated; add visit_Constant', DeprecationWarning, 2)
                return method(node)
        return self.generic_visit(node)


_OLD_NAMES = {bool: 'NameConstant', type(None): 'NameConstant', int: 'Num', float: 'Num', complex: 'Num', str: 'Str',
              bytes: 'Bytes', type(...): 'Ellipsis'}


class NodeTransformer(NodeVisitor):
    """A visitor whose methods' results replace the nodes: None removes, a list takes the place of one."""

    def generic_visit(self, node):
        for field, old in iter_fields(node):
            if isinstance(old, list):
                new = []
                for item in old:
                    if isinstance(item, AST):
                        item = self.visit(item)
                        if item is None:
                            continue
                        if not isinstance(item, AST):
                            new.extend(item)
                            continue
                    new.append(item)
                old[:] = new
            elif isinstance(old, AST):
                new = self.visit(old)
                if new is None:
                    delattr(node, field)
                else:
                    setattr(node, field, new)
        return node


# --- names of before Python 3.8 and 3.9 ---

def _value_property(name):
    def get(self):
        return self.value

    def set(self, value):
        self.value = value
    return property(get, set, doc='The value, under its name of before Python 3.8.')


Constant.n = _value_property('n')
Constant.s = _value_property('s')


class _ABC(type):
    """Of the classes that constants had: an instance is a Constant of a value of their types."""

    def __instancecheck__(cls, inst):
        types = _const_types.get(cls)
        if types is None:
            return isinstance(inst, Constant) and type.__instancecheck__(cls, inst)
        value = getattr(inst, 'value', _const_types) if isinstance(inst, Constant) else _const_types
        return isinstance(value, types) and not isinstance(value, _const_types_not.get(cls, ()))


def _new(cls, *args, **kwargs):
    for name in kwargs:
        if name in cls._fields[:len(args)]:
            raise TypeError(f'{cls.__name__} got multiple values for argument {name!r}')
    return Constant(*args, **kwargs) if cls in _const_types else Constant.__new__(cls)


class Num(Constant, metaclass=_ABC):
    """A number: a Constant, under its name of before Python 3.8."""
    _fields = ('n',)
    __new__ = _new


class Str(Constant, metaclass=_ABC):
    """A string: a Constant, under its name of before Python 3.8."""
    _fields = ('s',)
    __new__ = _new


class Bytes(Constant, metaclass=_ABC):
    """A bytes object: a Constant, under its name of before Python 3.8."""
    _fields = ('s',)
    __new__ = _new


class NameConstant(Constant, metaclass=_ABC):
    """True, False or None: a Constant, under its name of before Python 3.8."""
    __new__ = _new


class Ellipsis(Constant, metaclass=_ABC):
    """The ellipsis: a Constant, under its name of before Python 3.8."""
    _fields = ()

    def __new__(cls, *args, **kwargs):
        if cls is Ellipsis:
            return Constant(..., *args, **kwargs)
        return Constant.__new__(cls)


_const_types = {Num: (int, float, complex), Str: (str,), Bytes: (bytes,), NameConstant: (type(None), bool),
                Ellipsis: (type(...),)}
_const_types_not = {Num: (bool,)}


class slice(AST):
    """Base of the slices of before Python 3.9."""


class Index(slice):
    """The value itself, since Python 3.9."""
    def __new__(cls, value, **kwargs):
        return value


class ExtSlice(slice):
    """A Tuple, since Python 3.9."""
    def __new__(cls, dims=(), **kwargs):
        return Tuple(list(dims), Load(), **kwargs)


class Suite(mod):
    """Not made any more."""


class AugLoad(expr_context):
    """Not made any more."""


class AugStore(expr_context):
    """Not made any more."""


class Param(expr_context):
    """Not made any more."""


if not hasattr(Tuple, 'dims'):
    Tuple.dims = property(lambda self: self.elts, lambda self, value: setattr(self, 'elts', value),
                          doc='The elements, under their name of before Python 3.9.')


def unparse(ast_obj):
    """Source text that parses to an equal tree."""
    from _ast_unparse import Unparser
    return Unparser().visit(ast_obj)


def main():
    import argparse
    parser = argparse.ArgumentParser(prog='python -m ast')
    parser.add_argument('infile', type=argparse.FileType(mode='rb'), nargs='?', default='-', help='the file to parse; defaults to stdin')
    parser.add_argument('-m', '--mode', default='exec', choices=('exec', 'single', 'eval', 'func_type'),
                        help='specify what kind of code must be parsed')
    parser.add_argument('--no-type-comments', default=True, action='store_false',
                        help="don't add information about type comments")
    parser.add_argument('-a', '--include-attributes', action='store_true',
                        help='include attributes such as line numbers and column offsets')
    parser.add_argument('-i', '--indent', type=int, default=3, help='indentation of nodes (number of spaces)')
    args = parser.parse_args()
    with args.infile as file:
        source = file.read()
    tree = parse(source, args.infile.name, args.mode, type_comments=args.no_type_comments)
    print(dump(tree, include_attributes=args.include_attributes, indent=args.indent))


if __name__ == '__main__':
    main()
