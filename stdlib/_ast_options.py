"""The comments with types that ast.parse can be asked for besides a tree.

This works on the finished tree and on the tokens; the parser itself knows nothing of them.
"""
import ast
import io
import re
import tokenize


# --- tokens ---

def _tokens(source):
    if isinstance(source, str):
        return tokenize.generate_tokens(io.StringIO(source).readline)
    return (t for t in tokenize.tokenize(io.BytesIO(source).readline) if t.type != tokenize.ENCODING)


def _refuse(message, filename, line, start, end):
    if not line.endswith('\n'):
        line += '\n'
    raise SyntaxError(message, (filename, start[0], start[1] + 1, line, end[0], end[1] + 1))


def _bytes(line, place):
    """A place in characters as one in bytes, as nodes have them."""
    return place[0], len(line[:place[1]].encode('utf-8', 'surrogatepass'))


# --- type comments ---

_COMMENT = re.compile(r'#[ \t]*type:[ \t]*(.*)', re.S)
_IGNORE = re.compile(r'ignore(?![A-Za-z0-9\x80-\U0010ffff])(.*)', re.S)


class _Comment:
    """The comment `token`, whose type begins at `column`, stands behind the token of index `before`."""

    def __init__(self, token, text, before):
        self.token, self.text, self.before = token, text, before

    def refuse(self, message, filename):
        line, end = self.token.end
        _refuse(message, filename, self.token.line, (line, end - len(self.text)), (line, end))


class _Source:
    """The tokens that matter to the grammar, the type comments between them, and [(line, tag) of `# type: ignore`]."""

    def __init__(self, source):
        self.tokens, self.comments, self.ignores = [], [], []
        self.starts, self.ends, self.closers = {}, {}, {}
        openers = []
        for t in _tokens(source):
            if t.type == tokenize.COMMENT:
                self.add_comment(t)
            elif t.type != tokenize.NL:
                here = len(self.tokens)
                if t.type == tokenize.OP and t.string in '([{':
                    openers.append(here)
                elif t.type == tokenize.OP and t.string in ')]}':
                    self.closers[openers.pop()] = here
                if t.string.strip():
                    self.starts[_bytes(t.line, t.start)] = here
                    self.ends[_bytes(t.line, t.end)] = here
                self.tokens.append(t)

    def add_comment(self, token):
        m = _COMMENT.match(token.string)
        if m:
            ignore = _IGNORE.fullmatch(m[1])
            if ignore:
                self.ignores.append((token.start[0], ignore[1]))
            else:
                self.comments.append(_Comment(token, m[1], len(self.tokens) - 1))

    def first(self, node):
        return self.starts[node.lineno, node.col_offset]

    def last(self, node):
        return self.ends[node.end_lineno, node.end_col_offset]

    def text(self, index):
        return self.tokens[index].string

    def colon(self, index):
        while self.text(index) != ':':
            index += 1
        return index


class _Places(ast.NodeVisitor):
    """owners: index of a token -> the node that a type comment right behind it belongs to."""

    def __init__(self, source):
        self.source, self.owners, self.functions, self.tuples = source, {}, set(), {}

    def visit_Assign(self, node):
        self.owners[self.source.last(node)] = node
        self.generic_visit(node)

    def visit_For(self, node):
        self.owners[self.source.colon(self.source.last(node.iter))] = node
        self.generic_visit(node)
    visit_AsyncFor = visit_For

    def visit_With(self, node):
        s = self.source
        opener = s.first(node) + (2 if isinstance(node, ast.AsyncWith) else 1)
        last = node.items[-1]
        colon = s.colon(s.last(last.optional_vars or last.context_expr))
        parenthesized = s.closers.get(opener) == colon - 1
        named = any(i.optional_vars for i in node.items)
        if parenthesized and not named and (len(node.items) > 1 or s.text(colon - 2) == ','):
            # With a type comment the items in parentheses are one tuple.
            self.tuples[colon] = opener
        if not (parenthesized and named):
            self.owners[colon] = node
        self.generic_visit(node)
    visit_AsyncWith = visit_With

    def visit_FunctionDef(self, node):
        s = self.source
        opener = s.first(node) + (3 if isinstance(node, ast.AsyncFunctionDef) else 2)
        closer = s.closers[opener]
        self.parameters(node.args, closer)
        colon = s.colon(s.last(node.returns) if node.returns else closer)
        self.functions.add(colon)
        self.owners[colon] = node
        if s.tokens[colon + 1].type == tokenize.NEWLINE:
            self.owners[colon + 1] = node
        self.generic_visit(node)
    visit_AsyncFunctionDef = visit_FunctionDef

    def parameters(self, args, closer):
        s = self.source
        plain = args.posonlyargs + args.args
        pairs = [*zip(plain, [None] * (len(plain) - len(args.defaults)) + args.defaults),
                 *zip(args.kwonlyargs, args.kw_defaults), (args.vararg, None), (args.kwarg, None)]
        for arg, default in pairs:
            if arg:
                end = s.last(default or arg)
                while s.text(end + 1) == ')' and end + 1 != closer:
                    end += 1            # parentheses around the default
                self.owners[end] = arg
                if s.text(end + 1) == ',':
                    self.owners[end + 1] = arg


def _attach(comment, places, filename):
    source, before = places.source, comment.before
    owner = places.owners.get(before)
    if owner is None or (before in places.tuples and owner.type_comment is not None):
        if before and source.text(before) == ',' and source.text(before - 1) == '*':
            comment.refuse('bare * has associated type comment', filename)
        comment.refuse('invalid syntax', filename)
    following = source.tokens[before + 1]
    if isinstance(owner, ast.arg) and source.text(before) != ',' and following.string != ')':
        _refuse('invalid syntax', filename, following.line, following.start, following.end)
    if owner.type_comment is not None:
        if before - 1 in places.functions:
            line, width = following.start[0], following.end[1]
            _refuse('Cannot have two type comments on def', filename, following.line, (line, width - 1), (line, -2))
        comment.refuse('invalid syntax', filename)
    owner.type_comment = comment.text
    if before in places.tuples:
        opener, closer = source.tokens[places.tuples[before]], source.tokens[before - 1]
        start, end = _bytes(opener.line, opener.start), _bytes(closer.line, closer.end)
        items = ast.Tuple(elts=[i.context_expr for i in owner.items], ctx=ast.Load(), lineno=start[0],
                          col_offset=start[1], end_lineno=end[0], end_col_offset=end[1])
        owner.items = [ast.withitem(context_expr=items, optional_vars=None)]


def add_type_comments(tree, source, filename):
    found = _Source(source)
    if found.comments:
        places = _Places(found)
        places.visit(tree)
        for comment in found.comments:
            _attach(comment, places, filename)
    if isinstance(tree, ast.Module):
        tree.type_ignores = [ast.TypeIgnore(lineno=line, tag=tag) for line, tag in found.ignores]
