"""ast.unparse: source text of a tree. Parentheses stand only where the tree needs them.

The text grows as one list of pieces, which are joined at the end: what is no text in a tree is only noticed there, by the
number of its piece.
"""
from ast import *
from ast import AST

# How tightly each construct binds, loosest first.
(NAMED, TUPLE, YIELD, TEST, OR, AND, NOT, CMP, BOR, BXOR, BAND, SHIFT, ARITH, TERM, FACTOR, POWER, AWAIT,
 ATOM) = range(18)

_BINARY = {'Add': ('+', ARITH), 'Sub': ('-', ARITH), 'Mult': ('*', TERM), 'MatMult': ('@', TERM), 'Div': ('/', TERM),
           'Mod': ('%', TERM), 'LShift': ('<<', SHIFT), 'RShift': ('>>', SHIFT), 'BitOr': ('|', BOR),
           'BitXor': ('^', BXOR), 'BitAnd': ('&', BAND), 'FloorDiv': ('//', TERM), 'Pow': ('**', POWER)}
_COMPARE = {'Eq': '==', 'NotEq': '!=', 'Lt': '<', 'LtE': '<=', 'Gt': '>', 'GtE': '>=', 'Is': 'is', 'IsNot': 'is not',
            'In': 'in', 'NotIn': 'not in'}
_UNARY = {'Invert': ('~', FACTOR), 'Not': ('not', NOT), 'UAdd': ('+', FACTOR), 'USub': ('-', FACTOR)}
_BOOLEAN = {'And': ('and', AND), 'Or': ('or', OR)}
_INFINITY = '1e309'
_QUOTES = ("'", '"', '"""', "'''")
_WITH_DOCSTRING = AsyncFunctionDef, FunctionDef, ClassDef, Module


def _string(value, quotes=_QUOTES, raw=True):
    """(escaped text, quotes that may stand around it); with raw, line ends and tabs stand for themselves."""
    out = []
    for c in value:
        plain = raw and c in '\n\t' or c != '\\' and c.isprintable()
        out.append(c if plain else c.encode('unicode_escape').decode('ascii'))
    text = ''.join(out)
    allowed = [q for q in quotes if q not in text]
    if '\n' in text:
        allowed = [q for q in allowed if len(q) == 3]
    if not allowed:
        body = repr(value)
        return body[1:-1], [next((q for q in quotes if body[0] in q), body[0])]
    if text:
        # A quote at the end must not meet the closing ones.
        allowed.sort(key=lambda q: q[0] == text[-1])
        if allowed[0][0] == text[-1]:
            text = text[:-1] + '\\' + text[-1]
    return text, allowed


def _docstring_of(node):
    first = node.body[0].value if len(node.body) and isinstance(node.body[0], Expr) else None
    return first if isinstance(first, Constant) and isinstance(first.value, str) else None


class Unparser:
    def __init__(self, avoid_backslashes=False):
        self.out = []
        self.levels = {}                # node -> how tightly what stands around it binds
        self.indent = 0
        self.avoid_backslashes = avoid_backslashes
        self.star = ''                  # of the handlers of the try statement at hand
        self.ignores = {}               # line -> what a `# type: ignore` there says

    # --- writing ---

    def visit(self, node):
        self.out = []
        self.node(node)
        return ''.join(self.out)

    def node(self, node):
        """Writes a node, or those of a list."""
        if isinstance(node, list):
            for n in node:
                self.node(n)
        else:
            getattr(self, 'visit_' + node.__class__.__name__, self.any_other)(node)

    def any_other(self, node):
        """What has no text of its own begins anew with each node below it."""
        for _, value in iter_fields(node):
            for n in value if isinstance(value, list) else (value,):
                if isinstance(n, AST):
                    self.visit(n)

    def within(self, level, node):
        """Writes a node where something that binds as `level` may stand."""
        self.levels[node] = level
        self.node(node)

    def will_bind(self, level, *nodes):
        """Where these nodes will stand."""
        for node in nodes:
            self.levels[node] = level

    def level(self, node):
        return self.levels.get(node, TEST)

    def put(self, *pieces):
        self.out.extend(pieces)

    def line(self, text=''):
        self.end_line()
        self.put('    ' * self.indent + text)

    def end_line(self):
        if self.out:
            self.put('\n')

    def block(self, body, comment=None, write=None):
        self.put(':')
        if comment:
            self.put(comment)
        self.indent += 1
        (write or self.node)(body)
        self.indent -= 1

    def more(self, word, body):
        """A branch that a statement may lack."""
        if body:
            self.line(word)
            self.block(body)

    def listed(self, nodes, write=None, between=', '):
        write = write or self.node
        for i, n in enumerate(nodes):
            if i:
                self.put(between)
            write(n)

    def items(self, nodes, write=None):
        """As the items of a tuple: a single one has a comma behind it."""
        if len(nodes) == 1:
            (write or self.node)(nodes[0])
            self.put(',')
        else:
            self.listed(nodes, write)

    def option(self, before, node):
        if node:
            self.put(before)
            self.node(node)

    def opened(self, level, node):
        """Opens parentheses if what stands around the node binds tighter than level; gives what closes them."""
        if self.level(node) > level:
            self.put('(')
            return ')',
        return ()

    def apart(self, write, *args):
        """The pieces that write puts, out of the line."""
        kept, self.out = self.out, []
        write(*args)
        pieces, self.out = self.out, kept
        return pieces

    def body(self, node):
        """The body of what may have a docstring."""
        doc = _docstring_of(node)
        if doc:
            self.line()
            if doc.kind == 'u':
                self.put('u')
            self.quoted(doc.value, _QUOTES[2:])
            self.node(node.body[1:])
        else:
            self.node(node.body)

    def quoted(self, value, quotes=_QUOTES):
        text, quotes = _string(value, quotes)
        self.put(f'{quotes[0]}{text}{quotes[0]}')

    def type_comment(self, node):
        comment = self.ignores.get(node.lineno) or node.type_comment
        return None if comment is None else f' # type: {comment}'

    # --- modules and statements ---

    def visit_Module(self, node):
        self.ignores = {i.lineno: f'ignore{i.tag}' for i in node.type_ignores}
        self.body(node)
        self.ignores.clear()

    def visit_FunctionType(self, node):
        self.put('(')
        self.listed(node.argtypes)
        self.put(')', ' -> ')
        self.node(node.returns)

    def visit_Expr(self, node):
        self.line()
        self.within(YIELD, node.value)

    def visit_Return(self, node):
        self.line('return')
        self.option(' ', node.value)

    def visit_Delete(self, node):
        self.line('del ')
        self.listed(node.targets)

    def visit_Assign(self, node):
        self.line()
        for t in node.targets:
            self.within(TUPLE, t)
            self.put(' = ')
        self.node(node.value)
        comment = self.type_comment(node)
        if comment:
            self.put(comment)

    def visit_AugAssign(self, node):
        self.line()
        self.node(node.target)
        self.put(' ' + _BINARY[node.op.__class__.__name__][0] + '= ')
        self.node(node.value)

    def visit_AnnAssign(self, node):
        self.line()
        bracketed = not node.simple and isinstance(node.target, Name)
        if bracketed:
            self.put('(')
        self.node(node.target)
        if bracketed:
            self.put(')')
        self.put(': ')
        self.node(node.annotation)
        self.option(' = ', node.value)

    def loop(self, node, word):
        self.line(word)
        self.within(TUPLE, node.target)
        self.put(' in ')
        self.node(node.iter)
        self.block_with_comment(node)
        self.more('else', node.orelse)

    def block_with_comment(self, node, write=None):
        comment = self.type_comment(node)
        self.block(node if write else node.body, comment, write)

    def visit_For(self, node):
        self.loop(node, 'for ')

    def visit_AsyncFor(self, node):
        self.loop(node, 'async for ')

    def visit_While(self, node):
        self.line('while ')
        self.node(node.test)
        self.block(node.body)
        self.more('else', node.orelse)

    def visit_If(self, node):
        word = 'if '
        while True:
            self.line(word)
            self.node(node.test)
            self.block(node.body)
            if not (node.orelse and len(node.orelse) == 1 and isinstance(node.orelse[0], If)):
                break
            node, word = node.orelse[0], 'elif '
        self.more('else', node.orelse)

    def with_(self, node, word):
        self.line(word)
        self.listed(node.items)
        self.block_with_comment(node)

    def visit_With(self, node):
        self.with_(node, 'with ')

    def visit_AsyncWith(self, node):
        self.with_(node, 'async with ')

    def visit_Match(self, node):
        self.line('match ')
        self.node(node.subject)
        self.block(node, write=lambda node: [self.node(case) for case in node.cases])

    def visit_Raise(self, node):
        self.line('raise')
        if not node.exc:
            if node.cause:
                raise ValueError("Node can't use cause without an exception.")
            return
        self.put(' ')
        self.node(node.exc)
        self.option(' from ', node.cause)

    def try_(self, node, star):
        outer, self.star = self.star, star
        self.line('try')
        self.block(node.body)
        for h in node.handlers:
            self.node(h)
        self.more('else', node.orelse)
        self.more('finally', node.finalbody)
        self.star = outer

    def visit_Try(self, node):
        self.try_(node, '')

    def visit_TryStar(self, node):
        self.try_(node, '*')

    def visit_ExceptHandler(self, node):
        self.line('except' + self.star)
        self.option(' ', node.type)
        if node.name:
            self.put(' as ', node.name)
        self.block(node.body)

    def visit_Assert(self, node):
        self.line('assert ')
        self.node(node.test)
        self.option(', ', node.msg)

    def visit_Import(self, node):
        self.line('import ')
        self.listed(node.names)

    def visit_ImportFrom(self, node):
        self.line('from ')
        self.put('.' * (node.level or 0))
        if node.module:
            self.put(node.module)
        self.put(' import ')
        self.listed(node.names)

    def visit_Global(self, node):
        self.line('global ')
        self.listed(node.names, self.put)

    def visit_Nonlocal(self, node):
        self.line('nonlocal ')
        self.listed(node.names, self.put)

    def visit_Pass(self, node):
        self.line('pass')

    def visit_Break(self, node):
        self.line('break')

    def visit_Continue(self, node):
        self.line('continue')

    def decorators(self, node):
        self.end_line()
        for d in node.decorator_list:
            self.line('@')
            self.node(d)

    def arguments(self, node, plain):
        """Arguments of a call of classes or of functions: those by place are in the field `plain`."""
        comma = False
        for field in plain, 'keywords':
            for n in getattr(node, field):
                if comma:
                    self.put(', ')
                comma = True
                self.node(n)

    def visit_ClassDef(self, node):
        self.decorators(node)
        self.line('class ' + node.name)
        bracketed = node.bases or node.keywords
        if bracketed:
            self.put('(')
        self.arguments(node, 'bases')
        if bracketed:
            self.put(')')
        self.block(node, write=self.body)

    def function(self, node, word):
        self.decorators(node)
        self.line(word + ' ' + node.name)
        self.put('(')
        self.node(node.args)
        self.put(')')
        self.option(' -> ', node.returns)
        self.block_with_comment(node, self.body)

    def visit_FunctionDef(self, node):
        self.function(node, 'def')

    def visit_AsyncFunctionDef(self, node):
        self.function(node, 'async def')

    # --- parts ---

    def visit_alias(self, node):
        self.put(node.name)
        if node.asname:
            self.put(' as ' + node.asname)

    def visit_keyword(self, node):
        self.put(*('**',) if node.arg is None else (node.arg, '='))
        self.node(node.value)

    def visit_withitem(self, node):
        self.node(node.context_expr)
        self.option(' as ', node.optional_vars)

    def visit_arg(self, node):
        self.put(node.arg)
        self.option(': ', node.annotation)

    def visit_comprehension(self, node):
        self.put(' async for ' if node.is_async else ' for ')
        self.within(TUPLE, node.target)
        self.put(' in ')
        self.will_bind(TEST + 1, node.iter, *node.ifs)
        self.node(node.iter)
        for n in node.ifs:
            self.put(' if ')
            self.node(n)

    def parameter(self, node, default, comma):
        if comma:
            self.put(', ')
        self.node(node)
        self.option('=', default)

    def visit_arguments(self, node):
        plain = node.posonlyargs + node.args
        defaults = [None] * (len(plain) - len(node.defaults)) + node.defaults
        comma = False
        for i, (a, d) in enumerate(zip(plain, defaults), 1):
            self.parameter(a, d, comma)
            comma = True
            if i == len(node.posonlyargs):
                self.put(', /')
        if node.vararg or node.kwonlyargs:
            if comma:
                self.put(', ')
            comma = True
            self.put('*')
            if node.vararg:
                self.put(node.vararg.arg)
                self.option(': ', node.vararg.annotation)
        if node.kwonlyargs:
            for a, d in zip(node.kwonlyargs, node.kw_defaults):
                self.parameter(a, d, True)
        if node.kwarg:
            if comma:
                self.put(', ')
            self.put('**' + node.kwarg.arg)
            self.option(': ', node.kwarg.annotation)

    # --- patterns ---

    def visit_match_case(self, node):
        self.line('case ')
        self.node(node.pattern)
        self.option(' if ', node.guard)
        self.block(node.body)

    def visit_MatchValue(self, node):
        self.node(node.value)

    def visit_MatchSingleton(self, node):
        self.constant(node.value)

    def visit_MatchSequence(self, node):
        self.put('[')
        self.listed(node.patterns)
        self.put(']')

    def visit_MatchStar(self, node):
        self.put(f"*{'_' if node.name is None else node.name}")

    def visit_MatchMapping(self, node):
        self.put('{')
        keys = node.keys
        self.listed(zip(keys, node.patterns, strict=True), self.pair)
        rest = node.rest
        if rest is not None:
            if keys:
                self.put(', ')
            self.put(f'**{rest}')
        self.put('}')

    def pair(self, pair):
        key, value = pair
        self.node(key)
        self.put(': ')
        self.node(value)

    def named_pattern(self, pair):
        name, pattern = pair
        self.put(f'{name}=')
        self.node(pattern)

    def visit_MatchClass(self, node):
        self.within(ATOM, node.cls)
        self.put('(')
        patterns = node.patterns
        self.listed(patterns)
        names = node.kwd_attrs
        if names:
            if patterns:
                self.put(', ')
            self.listed(zip(names, node.kwd_patterns, strict=True), self.named_pattern)
        self.put(')')

    def visit_MatchAs(self, node):
        name, pattern = node.name, node.pattern
        if name is None:
            self.put('_')
        elif pattern is None:
            self.put(name)
        else:
            close = self.opened(TEST, node)
            self.within(BOR, pattern)
            self.put(f' as {name}', *close)

    def visit_MatchOr(self, node):
        close = self.opened(BOR, node)
        self.will_bind(BOR + 1, *node.patterns)
        self.listed(node.patterns, between=' | ')
        self.put(*close)

    # --- expressions ---

    def visit_Name(self, node):
        self.put(node.id)

    def visit_Constant(self, node):
        value = node.value
        if isinstance(value, tuple):
            self.put('(')
            self.items(value, self.constant)
            self.put(')')
        elif value is ...:
            self.put('...')
        else:
            if node.kind == 'u':
                self.put('u')
            self.constant(value)

    def constant(self, value):
        if isinstance(value, (float, complex)):
            self.put(repr(value).replace('inf', _INFINITY).replace('nan', f'({_INFINITY}-{_INFINITY})'))
        elif self.avoid_backslashes and isinstance(value, str):
            self.quoted(value)
        else:
            self.put(repr(value))

    def visit_Ellipsis(self, node):
        self.put('...')

    def visit_NamedExpr(self, node):
        close = self.opened(NAMED, node)
        self.will_bind(ATOM, node.target, node.value)
        self.node(node.target)
        self.put(' := ')
        self.node(node.value)
        self.put(*close)

    def visit_BoolOp(self, node):
        word, level = _BOOLEAN[node.op.__class__.__name__]
        close = self.opened(level, node)
        for i, n in enumerate(node.values):
            if i:
                self.put(f' {word} ')
            level += 1
            self.within(min(level, ATOM), n)
        self.put(*close)

    def visit_BinOp(self, node):
        op, level = _BINARY[node.op.__class__.__name__]
        close = self.opened(level, node)
        from_right = op == '**'
        self.within(level + from_right, node.left)
        self.put(f' {op} ')
        self.within(level + (not from_right), node.right)
        self.put(*close)

    def visit_UnaryOp(self, node):
        op, level = _UNARY[node.op.__class__.__name__]
        close = self.opened(level, node)
        self.put(op)
        if level != FACTOR:
            self.put(' ')
        self.within(level, node.operand)
        self.put(*close)

    def visit_Lambda(self, node):
        close = self.opened(TEST, node)
        self.put('lambda')
        pieces = self.apart(self.node, node.args)
        if pieces:
            self.put(' ', *pieces)
        self.put(': ')
        self.within(TEST, node.body)
        self.put(*close)

    def visit_IfExp(self, node):
        close = self.opened(TEST, node)
        self.will_bind(TEST + 1, node.body, node.test)
        self.node(node.body)
        self.put(' if ')
        self.node(node.test)
        self.put(' else ')
        self.within(TEST, node.orelse)
        self.put(*close)

    def dict_item(self, pair):
        if pair[0] is None:
            self.put('**')
            self.within(BOR, pair[1])
        else:
            self.pair(pair)

    def visit_Dict(self, node):
        self.put('{')
        self.listed(zip(node.keys, node.values), self.dict_item)
        self.put('}')

    def visit_Set(self, node):
        if node.elts:
            self.put('{')
            self.listed(node.elts)
            self.put('}')
        else:
            self.put('{*()}')

    def visit_List(self, node):
        self.put('[')
        self.listed(node.elts)
        self.put(']')

    def visit_Tuple(self, node):
        bracketed = len(node.elts) == 0 or self.level(node) > TUPLE
        if bracketed:
            self.put('(')
        self.items(node.elts)
        if bracketed:
            self.put(')')

    def comprehension(self, node, opening, closing):
        self.put(opening)
        self.node(node.elt)
        for g in node.generators:
            self.node(g)
        self.put(closing)

    def visit_ListComp(self, node):
        self.comprehension(node, '[', ']')

    def visit_SetComp(self, node):
        self.comprehension(node, '{', '}')

    def visit_GeneratorExp(self, node):
        self.comprehension(node, '(', ')')

    def visit_DictComp(self, node):
        self.put('{')
        self.node(node.key)
        self.put(': ')
        self.node(node.value)
        for g in node.generators:
            self.node(g)
        self.put('}')

    def visit_Await(self, node):
        close = self.opened(AWAIT, node)
        self.put('await')
        self.operand(node)
        self.put(*close)

    def operand(self, node):
        if node.value:
            self.put(' ')
            self.within(ATOM, node.value)

    def visit_Yield(self, node):
        close = self.opened(YIELD, node)
        self.put('yield')
        self.operand(node)
        self.put(*close)

    def visit_YieldFrom(self, node):
        close = self.opened(YIELD, node)
        self.put('yield from ')
        if not node.value:
            raise ValueError("Node can't be used without a value attribute.")
        self.within(ATOM, node.value)
        self.put(*close)

    def visit_Compare(self, node):
        close = self.opened(CMP, node)
        self.will_bind(CMP + 1, node.left, *node.comparators)
        self.node(node.left)
        for op, right in zip(node.ops, node.comparators):
            self.put(' ' + _COMPARE[op.__class__.__name__] + ' ')
            self.node(right)
        self.put(*close)

    def visit_Call(self, node):
        self.within(ATOM, node.func)
        self.put('(')
        self.arguments(node, 'args')
        self.put(')')

    def visit_Starred(self, node):
        self.put('*')
        self.within(BOR, node.value)

    def visit_Attribute(self, node):
        self.within(ATOM, node.value)
        if isinstance(node.value, Constant) and isinstance(node.value.value, int):
            self.put(' ')               # 3 .real
        self.put('.')
        self.put(node.attr)

    def visit_Subscript(self, node):
        self.within(ATOM, node.value)
        self.put('[')
        if isinstance(node.slice, Tuple) and node.slice.elts:
            self.items(node.slice.elts)
        else:
            self.node(node.slice)
        self.put(']')

    def visit_Slice(self, node):
        if node.lower:
            self.node(node.lower)
        self.put(':')
        if node.upper:
            self.node(node.upper)
        self.option(':', node.step)

    # --- f-strings ---

    def visit_JoinedStr(self, node):
        self.put('f')
        if self.avoid_backslashes:      # within another f-string
            self.quoted(''.join(self.apart(self.fstring_part, node)))
            return
        parts = [(''.join(self.apart(self.fstring_part, v)), isinstance(v, Constant)) for v in node.values]
        quotes = list(_QUOTES)
        out = []
        for text, literal in parts:
            text, quotes = _string(text, quotes, raw=not literal)
            out.append(text)
        self.put(f"{quotes[0]}{''.join(out)}{quotes[0]}")

    def fstring_part(self, node):
        if isinstance(node, JoinedStr):
            for v in node.values:
                self.fstring_part(v)
        elif isinstance(node, Constant) and isinstance(node.value, str):
            self.put(node.value.replace('{', '{{').replace('}', '}}'))
        elif isinstance(node, FormattedValue):
            self.visit_FormattedValue(node)
        else:
            raise ValueError(f'Unexpected node inside JoinedStr, {node!r}')

    def visit_FormattedValue(self, node):
        self.put('{')
        inner = Unparser(avoid_backslashes=True)
        inner.levels[node.value] = TEST + 1
        text = inner.visit(node.value)
        if '\\' in text:
            raise ValueError('Unable to avoid backslash in f-string expression part')
        if text.startswith('{'):
            self.put(' ')               # two braces would be an escape
        self.put(text)
        if node.conversion != -1:
            self.put(f'!{chr(node.conversion)}')
        if node.format_spec:
            self.put(':')
            self.fstring_part(node.format_spec)
        self.put('}')
