"""ast.unparse: source text of a tree. Parentheses stand only where the tree needs them."""
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
_UNARY = {'Invert': ('~', FACTOR), 'Not': ('not ', NOT), 'UAdd': ('+', FACTOR), 'USub': ('-', FACTOR)}
_INFINITY = '1e309'
_QUOTES = ("'", '"', '"""', "'''")


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


class Unparser:
    def __init__(self):
        self.out = []
        self.level = 0
        self.avoid_backslashes = False
        self.ignores = {}               # line -> what a `# type: ignore` there says

    # --- writing ---

    def visit(self, node):
        if isinstance(node, list):
            for n in node:
                self.statement(n)
        elif isinstance(node, Module):
            self.ignores = {i.lineno: 'ignore' + i.tag for i in node.type_ignores}
            self.body_text(node.body, docstring=True)
        elif isinstance(node, (Interactive,)):
            self.body_text(node.body)
        elif isinstance(node, stmt):
            self.statement(node)
        elif isinstance(node, Expression):
            self.write(self.expr(node.body, TEST))
        elif isinstance(node, FunctionType):
            args = ', '.join(self.expr(a, TEST) for a in node.argtypes)
            self.write(f'({args}) -> {self.expr(node.returns, TEST)}')
        elif isinstance(node, expr):
            self.write(self.expr(node, TEST))
        else:
            node._fields                # what is no node fails here
            self.write(self.part(node))
        return ''.join(self.out).lstrip('\n')

    def write(self, text):
        self.out.append(text)

    def line(self, text):
        self.out.append('\n' + '    ' * self.level + text)

    def block(self, body, docstring=False):
        self.write(':')
        self.level += 1
        self.body_text(body, docstring)
        self.level -= 1

    def body_text(self, body, docstring=False):
        for i, node in enumerate(body):
            if docstring and i == 0 and isinstance(node, Expr) and isinstance(node.value, Constant) and isinstance(
                    node.value.value, str):
                self.line(self.docstring(node.value))
            else:
                self.statement(node)

    def docstring(self, node):
        text, quotes = _docstring(node.value)
        return f"{'u' if node.kind == 'u' else ''}{quotes}{text}{quotes}"

    def statement(self, node):
        write = getattr(self, 'stmt_' + type(node).__name__, None)
        if write is not None:
            write(node)
        else: # an expression where a statement belongs
            self.line(self.expr(node, YIELD))

    # --- statements ---

    def stmt_Expr(self, node):
        self.line(self.expr(node.value, YIELD))

    def stmt_Return(self, node):
        self.line('return' if node.value is None else 'return ' + self.expr(node.value, TEST))

    def stmt_Delete(self, node):
        self.line('del ' + ', '.join(self.expr(t, TEST) for t in node.targets))

    def stmt_Assign(self, node):
        text = ''.join(self.expr(t, TUPLE) + ' = ' for t in node.targets)
        self.line(text + self.expr(node.value, TEST) + self.type_comment(node))

    def stmt_AugAssign(self, node):
        self.line(f'{self.expr(node.target, TEST)} {_BINARY[type(node.op).__name__][0]}= '
                  f'{self.expr(node.value, TEST)}')

    def stmt_AnnAssign(self, node):
        target = self.expr(node.target, TEST)
        if not node.simple and isinstance(node.target, Name):
            target = f'({target})'
        self.line(f'{target}: {self.expr(node.annotation, TEST)}')
        if node.value is not None:
            self.write(' = ' + self.expr(node.value, TEST))

    def type_comment(self, node):
        comment = self.ignores.get(node.lineno) or node.type_comment
        return f' # type: {comment}' if comment is not None else ''

    def loop(self, node, word):
        self.line(f'{word} {self.expr(node.target, TUPLE)} in '
                  f'{self.expr(node.iter, TEST)}')
        comment = self.type_comment(node)
        self.write(':' + comment)
        self.level += 1
        self.body_text(node.body)
        self.level -= 1
        self.orelse(node.orelse)

    def stmt_For(self, node):
        self.loop(node, 'for')

    def stmt_AsyncFor(self, node):
        self.loop(node, 'async for')

    def orelse(self, body, word='else'):
        if body:
            self.line(word)
            self.block(body)

    def stmt_While(self, node):
        self.line('while ' + self.expr(node.test, TEST))
        self.block(node.body)
        self.orelse(node.orelse)

    def stmt_If(self, node):
        self.line('if ' + self.expr(node.test, TEST))
        self.block(node.body)
        while len(node.orelse) == 1 and isinstance(node.orelse[0], If):
            node = node.orelse[0]
            self.line('elif ' + self.expr(node.test, TEST))
            self.block(node.body)
        self.orelse(node.orelse)

    def with_(self, node, word):
        self.line(f"{word} {', '.join(map(self.part, node.items))}")
        comment = self.type_comment(node)
        self.write(':' + comment)
        self.level += 1
        self.body_text(node.body)
        self.level -= 1

    def stmt_With(self, node):
        self.with_(node, 'with')

    def stmt_AsyncWith(self, node):
        self.with_(node, 'async with')

    def stmt_Match(self, node):
        self.line('match ' + self.expr(node.subject, TEST))
        self.write(':')
        self.level += 1
        for case in node.cases:
            self.line('case ' + self.pattern(case.pattern, 0))
            if case.guard is not None:
                self.write(' if ' + self.expr(case.guard, TEST))
            self.block(case.body)
        self.level -= 1

    def stmt_Raise(self, node):
        text = 'raise'
        if node.exc is None:
            if node.cause is not None:
                raise ValueError("Node can't use cause without an exception.")
        else:
            text += ' ' + self.expr(node.exc, TEST)
        if node.cause is not None:
            text += ' from ' + self.expr(node.cause, TEST)
        self.line(text)

    def try_(self, node, star):
        self.line('try')
        self.block(node.body)
        for h in node.handlers:
            self.line('except' + star)
            if h.type is not None:
                self.write(' ' + self.expr(h.type, TEST))
            if h.name:
                self.write(' as ' + h.name)
            self.block(h.body)
        self.orelse(node.orelse)
        self.orelse(node.finalbody, 'finally')

    def stmt_Try(self, node):
        self.try_(node, '')

    def stmt_TryStar(self, node):
        self.try_(node, '*')

    def stmt_Assert(self, node):
        text = 'assert ' + self.expr(node.test, TEST)
        if node.msg is not None:
            text += ', ' + self.expr(node.msg, TEST)
        self.line(text)

    def stmt_Import(self, node):
        self.line('import ' + ', '.join(map(self.part, node.names)))

    def stmt_ImportFrom(self, node):
        self.line(f"from {'.' * (node.level or 0)}{node.module or ''} import {', '.join(map(self.part, node.names))}")

    def stmt_Global(self, node):
        self.line('global ' + ', '.join(node.names))

    def stmt_Nonlocal(self, node):
        self.line('nonlocal ' + ', '.join(node.names))

    def stmt_Pass(self, node):
        self.line('pass')

    def stmt_Break(self, node):
        self.line('break')

    def stmt_Continue(self, node):
        self.line('continue')

    def decorators(self, node):
        self.write('\n')
        for d in node.decorator_list:
            self.line('@' + self.expr(d, TEST))

    def stmt_ClassDef(self, node):
        self.decorators(node)
        self.line('class ' + node.name)
        args = [self.expr(b, TEST) for b in node.bases] + [self.part(k) for k in node.keywords]
        if args:
            self.write(f"({', '.join(args)})")
        self.block(node.body, docstring=True)

    def function(self, node, word):
        self.decorators(node)
        self.line(f'{word} {node.name}({self.part(node.args)})')
        if node.returns is not None:
            self.write(' -> ' + self.expr(node.returns, TEST))
        comment = self.type_comment(node)
        self.write(':' + comment)
        self.level += 1
        self.body_text(node.body, docstring=True)
        self.level -= 1

    def stmt_FunctionDef(self, node):
        self.function(node, 'def')

    def stmt_AsyncFunctionDef(self, node):
        self.function(node, 'async def')

    # --- parts ---

    def part(self, node):
        write = getattr(self, 'part_' + type(node).__name__, None)
        return self.expr(node, TEST) if write is None else write(node)

    def part_alias(self, node):
        return f'{node.name} as {node.asname}' if node.asname else node.name

    def part_keyword(self, node):
        return '**' + self.expr(node.value, TEST) if node.arg is None else f'{node.arg}={self.expr(node.value, TEST)}'

    def part_withitem(self, node):
        text = self.expr(node.context_expr, TEST)
        if node.optional_vars is not None:
            text += ' as ' + self.expr(node.optional_vars, TEST)
        return text

    def part_arg(self, node):
        return node.arg if node.annotation is None else f'{node.arg}: {self.expr(node.annotation, TEST)}'

    def part_comprehension(self, node):
        text = (' async for ' if node.is_async else ' for ') + self.expr(node.target, TUPLE)
        text += ' in ' + self.expr(node.iter, OR)
        return text + ''.join(' if ' + self.expr(c, OR) for c in node.ifs)

    def part_arguments(self, node):
        out = []
        plain = node.posonlyargs + node.args
        defaults = [None] * (len(plain) - len(node.defaults)) + node.defaults
        for i, (a, d) in enumerate(zip(plain, defaults), 1):
            out.append(self.part(a) + ('' if d is None else '=' + self.expr(d, TEST)))
            if i == len(node.posonlyargs):
                out.append('/')
        if node.vararg or node.kwonlyargs:
            text = '*'
            if node.vararg:
                text += node.vararg.arg
                if node.vararg.annotation is not None:
                    text += ': ' + self.expr(node.vararg.annotation, TEST)
            out.append(text)
        for a, d in zip(node.kwonlyargs, node.kw_defaults):
            out.append(self.part(a) + ('' if d is None else '=' + self.expr(d, TEST)))
        if node.kwarg:
            out.append('**' + self.part(node.kwarg))
        return ', '.join(out)

    def part_match_case(self, node):
        self.level -= 1
        return 'case ' + self.pattern(node.pattern, 0)

    def part_ExceptHandler(self, node):
        self.line('except')
        if node.type is not None:
            self.write(' ' + self.expr(node.type, TEST))
        if node.name:
            self.write(' as ' + node.name)
        self.block(node.body)
        return ''

    def __getattr__(self, name):
        if name.startswith('part_'):
            return self.any_other
        raise AttributeError(name)

    def any_other(self, node):
        if isinstance(node, pattern):
            return self.pattern(node, 0)
        if not isinstance(node, list):
            node._fields  # which only nodes have
        return ''

    # --- patterns: level 0 anything, 1 no `as`, 2 no `as` and no `|` ---

    def pattern(self, node, level):
        kind = type(node).__name__
        if kind == 'MatchValue':
            return self.expr(node.value, TEST)
        if kind == 'MatchSingleton':
            return repr(node.value)
        if kind == 'MatchSequence':
            return f"[{', '.join(self.pattern(p, 0) for p in node.patterns)}]"
        if kind == 'MatchStar':
            return '*' + (node.name or '_')
        if kind == 'MatchMapping':
            items = [f'{self.expr(k, TEST)}: {self.pattern(p, 0)}' for k, p in zip(node.keys, node.patterns)]
            if node.rest is not None:
                items.append('**' + node.rest)
            return f"{{{', '.join(items)}}}"
        if kind == 'MatchClass':
            items = [self.pattern(p, 0) for p in node.patterns]
            items += [f'{a}={self.pattern(p, 0)}' for a, p in zip(node.kwd_attrs, node.kwd_patterns)]
            return f"{self.expr(node.cls, ATOM)}({', '.join(items)})"
        if kind == 'MatchAs':
            if node.name is None:
                return '_'
            if node.pattern is None:
                return node.name
            text = f'{self.pattern(node.pattern, 1)} as {node.name}'
            return f'({text})' if level >= 1 else text
        text = ' | '.join(self.pattern(p, 2) for p in node.patterns)
        return f'({text})' if level >= 2 else text

    # --- expressions ---

    def expr(self, node, level):
        """Text of node where something that binds as `level` may stand."""
        write = getattr(self, 'expr_' + type(node).__name__, None)
        if write is None: # no expression: whatever is a node has no text here, the rest has no _fields
            node._fields
            return ''
        text, own = write(node)
        return f'({text})' if own < level else text

    def expr_Name(self, node):
        return node.id, ATOM

    def expr_Constant(self, node):
        value = node.value
        if isinstance(value, tuple):
            items = ', '.join(self.constant(v) for v in value)
            return f"({items}{',' if len(value) == 1 else ''})", ATOM
        if value is ...:
            return '...', ATOM
        if node.kind == 'u':
            return 'u' + self.constant(value), ATOM
        return self.constant(value), ATOM

    def constant(self, value):
        if isinstance(value, (float, complex)):
            return repr(value).replace('inf', _INFINITY).replace('nan', f'({_INFINITY}-{_INFINITY})')
        if isinstance(value, tuple):
            return self.expr_Constant(Constant(value))[0]
        if self.avoid_backslashes and isinstance(value, str):
            text, quotes = _string(value)
            return f'{quotes[0]}{text}{quotes[0]}'
        return repr(value)

    def expr_NamedExpr(self, node):
        return f'{self.expr(node.target, ATOM)} := {self.expr(node.value, ATOM)}', NAMED

    def expr_BoolOp(self, node):
        word, level = ('and', AND) if isinstance(node.op, And) else ('or', OR)
        parts = []
        for v in node.values:
            level += 1
            parts.append(self.expr(v, level))
        return f' {word} '.join(parts), (AND if word == 'and' else OR)

    def expr_BinOp(self, node):
        op, level = _BINARY[type(node.op).__name__]
        if op == '**':
            return f'{self.expr(node.left, POWER + 1)} ** {self.expr(node.right, POWER)}', POWER
        return f'{self.expr(node.left, level)} {op} {self.expr(node.right, level + 1)}', level

    def expr_UnaryOp(self, node):
        op, level = _UNARY[type(node.op).__name__]
        return op + self.expr(node.operand, level), level

    def expr_Lambda(self, node):
        args = self.part(node.args)
        return f"lambda{' ' if args else ''}{args}: {self.expr(node.body, TEST)}", TEST

    def expr_IfExp(self, node):
        return (f'{self.expr(node.body, TEST + 1)} if {self.expr(node.test, TEST + 1)} else '
                f'{self.expr(node.orelse, TEST)}'), TEST

    def expr_Dict(self, node):
        items = ['**' + self.expr(v, BOR) if k is None else f'{self.expr(k, TEST)}: {self.expr(v, TEST)}'
                 for k, v in zip(node.keys, node.values)]
        return f"{{{', '.join(items)}}}", ATOM

    def items(self, elts):
        return ', '.join(self.expr(e, TEST) for e in elts)

    def expr_Set(self, node):
        return (f'{{{self.items(node.elts)}}}' if node.elts else '{*()}'), ATOM

    def expr_List(self, node):
        return f'[{self.items(node.elts)}]', ATOM

    def expr_Tuple(self, node):
        text = self.items(node.elts) + (',' if len(node.elts) == 1 else '')
        return (f'({text})', ATOM) if not node.elts else (text, TUPLE)

    def comprehension(self, node, first):
        return first + ''.join(map(self.part, node.generators))

    def expr_ListComp(self, node):
        return f'[{self.comprehension(node, self.expr(node.elt, TEST))}]', ATOM

    def expr_SetComp(self, node):
        return f'{{{self.comprehension(node, self.expr(node.elt, TEST))}}}', ATOM

    def expr_GeneratorExp(self, node):
        return f'({self.comprehension(node, self.expr(node.elt, TEST))})', ATOM

    def expr_DictComp(self, node):
        return f'{{{self.comprehension(node, self.expr(node.key, TEST) + ": " + self.expr(node.value, TEST))}}}', ATOM

    def expr_Await(self, node):
        return ('await' if node.value is None else 'await ' + self.expr(node.value, ATOM)), AWAIT

    def expr_Yield(self, node):
        return ('yield' if node.value is None else 'yield ' + self.expr(node.value, ATOM)), YIELD

    def expr_YieldFrom(self, node):
        if node.value is None:
            raise ValueError("Node can't be used without a value attribute.")
        return 'yield from ' + self.expr(node.value, ATOM), YIELD

    def expr_Compare(self, node):
        text = self.expr(node.left, CMP + 1)
        for op, right in zip(node.ops, node.comparators):
            text += f' {_COMPARE[type(op).__name__]} {self.expr(right, CMP + 1)}'
        return text, CMP

    def expr_Call(self, node):
        args = [self.expr(a, TEST) for a in node.args] + [self.part(k) for k in node.keywords]
        return f"{self.expr(node.func, ATOM)}({', '.join(args)})", ATOM

    def expr_Starred(self, node):
        return '*' + self.expr(node.value, BOR), ATOM

    def expr_Attribute(self, node):
        value = self.expr(node.value, ATOM)
        if isinstance(node.value, Constant) and isinstance(node.value.value, int):
            value += ' '                # 3 .real
        return f'{value}.{node.attr}', ATOM

    def expr_Subscript(self, node):
        inner = node.slice
        if isinstance(inner, Tuple) and inner.elts:
            text = self.items(inner.elts) + (',' if len(inner.elts) == 1 else '')
        else:
            text = self.expr(inner, TEST)
        return f'{self.expr(node.value, ATOM)}[{text}]', ATOM

    def expr_Slice(self, node):
        text = (self.expr(node.lower, TEST) if node.lower is not None else '') + ':'
        if node.upper is not None:
            text += self.expr(node.upper, TEST)
        if node.step is not None:
            text += ':' + self.expr(node.step, TEST)
        return text, ATOM

    # --- f-strings ---

    def expr_FormattedValue(self, node):
        return self.replacement(node), ATOM

    def expr_JoinedStr(self, node):
        parts = []                      # (text, is a literal)
        self.fstring_parts(node, parts)
        if self.avoid_backslashes:      # within another f-string
            text, quotes = _string(''.join(text for text, _ in parts))
            return f'f{quotes[0]}{text}{quotes[0]}', ATOM
        quotes = list(_QUOTES)
        out = []
        for text, literal in parts:
            text, quotes = _string(text, quotes, raw=not literal)
            out.append(text)
        return f"f{quotes[0]}{''.join(out)}{quotes[0]}", ATOM

    def fstring_parts(self, node, parts):
        for v in node.values:
            if isinstance(v, Constant) and isinstance(v.value, str):
                parts.append((v.value.replace('{', '{{').replace('}', '}}'), True))
            elif isinstance(v, JoinedStr):
                self.fstring_parts(v, parts)
            elif isinstance(v, FormattedValue):
                parts.append((self.replacement(v), False))
            else:
                raise ValueError(f'Unexpected node inside JoinedStr, {v!r}')

    def replacement(self, node):
        inner = Unparser()
        inner.avoid_backslashes = True
        text = inner.expr(node.value, TEST + 1)
        if '\\' in text:
            raise ValueError('Unable to avoid backslash in f-string expression part')
        if text.startswith('{'):
            text = ' ' + text           # two braces would be an escape
        if node.conversion != -1:
            text += '!' + chr(node.conversion)
        if node.format_spec is not None:
            spec = []
            inner = node.format_spec
            self.fstring_parts(inner if isinstance(inner, JoinedStr) else JoinedStr([inner]), spec)
            text += ':' + ''.join(t for t, _ in spec)
        return f'{{{text}}}'


def _docstring(value):
    """(text, quotes) of a docstring: triple quotes, line ends and tabs as they are."""
    out = []
    for c in value:
        if c == '\\' or not (c.isprintable() or c in '\n\t'):
            out.append(c.encode('unicode_escape').decode('ascii'))
        else:
            out.append(c)
    text = ''.join(out)
    allowed = [q for q in ('"""', "'''") if q not in text]
    if not allowed:
        body = repr(value)
        return body[1:-1], body[0]
    if text:
        allowed.sort(key=lambda q: q[0] == text[-1])
        if allowed[0][0] == text[-1]:
            text = text[:-1] + '\\' + text[-1]
    return text, allowed[0]
