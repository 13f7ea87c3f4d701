"""What ast.parse can be asked for besides a tree: comments with types, signatures, only what an older version knew.

These work on the finished tree and, for comments, on the tokens; the parser itself knows nothing of them.
"""
import ast
import io
import re
import tokenize


# --- feature_version ---

def _too_new(node):
    """((3, minor), what is said) if the node needs a newer version than 3.4."""
    kind = type(node)
    if kind is ast.Match:
        return 10, 'Pattern matching is'
    if kind is ast.TryStar:
        return 11, 'Exception groups are'
    if kind is ast.NamedExpr:
        return 8, 'Assignment expressions are'
    if kind is ast.arguments and node.posonlyargs:
        return 8, 'Positional-only parameters are'
    if kind is ast.JoinedStr:
        return 6, 'Format strings are'
    if kind is ast.AnnAssign:
        return 6, 'Variable annotation syntax is'
    if kind is ast.comprehension and node.is_async:
        return 6, 'Async comprehensions are'
    if kind is ast.AsyncFunctionDef:
        return 5, 'Async functions are'
    if kind is ast.AsyncFor:
        return 5, 'Async for loops are'
    if kind is ast.AsyncWith:
        return 5, 'Async with statements are'
    if kind is ast.Await:
        return 5, 'Await expressions are'
    if kind in (ast.BinOp, ast.AugAssign) and isinstance(node.op, ast.MatMult):
        return 5, "The '@' operator is"
    return None


def _line(node):
    if isinstance(node, ast.arguments):
        return node.posonlyargs[0].lineno
    if isinstance(node, ast.comprehension):
        return node.target.lineno
    if isinstance(node, ast.Match):
        return node.cases[0].pattern.lineno
    if isinstance(node, ast.TryStar):
        return node.handlers[0].lineno
    return node.lineno


def check_version(tree, minor, filename):
    """SyntaxError for the first construct that Python 3.minor did not have."""
    for node in ast.walk(tree):
        found = _too_new(node)
        if found and minor < found[0]:
            line = _line(node)
            raise SyntaxError(f'{found[1]} only supported in Python 3.{found[0]} and greater', (filename, line, 1, None))


# --- type comments ---

_COMMENT = re.compile(r'#\s*type:\s*(.*?)\s*$')
_IGNORE = re.compile(r'ignore(?![A-Za-z0-9_])(.*)', re.S)


def _comments(source):
    """(line -> (column, type), [(line, tag) of `# type: ignore`], lines with nothing but a comment)."""
    types, ignores, alone = {}, [], set()
    if isinstance(source, str):
        tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    else:
        tokens = (t for t in tokenize.tokenize(io.BytesIO(source).readline) if t.type != tokenize.ENCODING)
    for t in tokens:
        if t.type != tokenize.COMMENT:
            continue
        m = _COMMENT.match(t.string)
        if not m:
            continue
        text = t.string[t.string.index('type:') + 5:].strip()
        ignore = _IGNORE.fullmatch(text)
        if ignore:
            ignores.append((t.start[0], ignore[1]))
        else:
            types[t.start[0]] = t.start[1], text
            if not t.line[:t.start[1]].strip():
                alone.add(t.start[0])
    return types, ignores, alone


class _Attach(ast.NodeVisitor):
    def __init__(self, types, alone):
        self.types, self.alone = types, alone

    def take(self, line):
        return self.types.pop(line, (0, None))[1]

    def visit_Assign(self, node):
        node.type_comment = self.take(node.end_lineno)
        self.generic_visit(node)

    def header(self, node, start):
        """The comment behind the colon of a compound statement; functions may have it on a line of its own."""
        function = isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        first = node.body[0].lineno
        for line in range(start, max(first, start + 1)):
            if line in self.types and (function or line not in self.alone):
                node.type_comment = self.take(line)
                break
        self.generic_visit(node)

    def visit_For(self, node):
        self.header(node, node.iter.end_lineno)
    visit_AsyncFor = visit_For

    def visit_With(self, node):
        last = node.items[-1]
        self.header(node, (last.optional_vars or last.context_expr).end_lineno)
    visit_AsyncWith = visit_With

    def visit_FunctionDef(self, node):
        a = node.args
        args = [x for x in (*a.posonlyargs, *a.args, a.vararg, *a.kwonlyargs, a.kwarg) if x]
        ends = [x.end_lineno for x in (*args, *a.defaults, *filter(None, a.kw_defaults), node.returns) if x]
        last = max(ends, default=node.lineno)
        for x in args:  # `a,  # type: int`: only where the parameter list goes on below
            following = [y.lineno for y in args if y.lineno > x.end_lineno]
            if x.end_lineno in self.types and (following or x.end_lineno < node.body[0].lineno - 1) and \
                    x is [y for y in args if y.end_lineno == x.end_lineno][-1] and x.end_lineno > node.lineno:
                x.type_comment = self.take(x.end_lineno)
        self.header(node, last)
    visit_AsyncFunctionDef = visit_FunctionDef


def add_type_comments(tree, source):
    types, ignores, alone = _comments(source)
    _Attach(types, alone).visit(tree)
    if isinstance(tree, ast.Module):
        tree.type_ignores = [ast.TypeIgnore(lineno=line, tag=tag) for line, tag in ignores]


# --- func_type ---

def parse_signature(source, filename):
    """The tree of a type comment of a function: (int, *str, **bool) -> float."""
    if not isinstance(source, str):
        source = source.decode()
    text = source.strip()
    arrow = text.rfind('->')
    if not text.startswith('(') or arrow < 0 or not text[:arrow].rstrip().endswith(')'):
        raise SyntaxError('invalid syntax', (filename, 1, 1, source))
    call = compile('f' + text[:arrow].rstrip(), filename, 'eval', ast.PyCF_ONLY_AST).body
    returns = compile(text[arrow + 2:].strip(), filename, 'eval', ast.PyCF_ONLY_AST).body
    if not isinstance(call, ast.Call):
        raise SyntaxError('invalid syntax', (filename, 1, 1, source))
    args = [a.value if isinstance(a, ast.Starred) else a for a in call.args] + [k.value for k in call.keywords]
    for node in (n for a in args for n in ast.walk(a) if hasattr(n, 'col_offset')):
        node.col_offset -= 1
        node.end_col_offset -= 1
    for node in ast.walk(returns):
        if hasattr(node, 'col_offset'):
            shift = arrow + 2 + len(text[arrow + 2:]) - len(text[arrow + 2:].lstrip())
            node.col_offset += shift
            node.end_col_offset += shift
    return ast.FunctionType(argtypes=args, returns=returns)
