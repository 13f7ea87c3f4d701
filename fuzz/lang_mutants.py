"""The scripts of tests/ with small changes, for diff_lang.py.

A mutant is a script of the suites lang, stdlib and errors in which one to three places are other than
they were: a constant, a name, an operator, an argument more or less, a statement gone or twice. What the
mutant prints, and the traceback it ends in, must be the same. Scripts that touch processes, signals,
threads, sockets or files outside the folder they run in are left out.

No mutant is made of what is an accident of CPython's process rather than of the program:
- a change that puts an object whose hash is its address (PLACED) into a script that makes sets or asks for
  hashes (HASHES): its place among other elements differs from one start of CPython to the next;
- a change that asks whether something is a literal number or text by `is`, of which CPython warns: single
  letters are one object or two there, as the letter is a name in CPython's own code or not; or whether it is
  what hash(), id() or a conversion to a number or text gives (FRESH), which may be a new object each time;
- scripts that replace builtins.__import__, through which CPython prints tracebacks, that nest native
  iterators until the machine's stack ends, or that ask for the hash of a fresh instance, which is its
  address where the class keeps object's (APART).

Nor of scripts (APART too)
- that show help pages: any change may show the page of a built-in object, and its docstring is in our
  own words, or that print the text of a pattern of the library, which is so too;
- that count how deep calls of native functions go, which CPython does otherwise in code that has hardly run;
- that marshal: CPython marks what has more than one reference at that moment;
- that put other bytecode or constants into code objects: what fits is every machine's own.
"""
import ast
import io
import keyword
import pathlib
import random
import re
import tokenize

TESTS = pathlib.Path(__file__).resolve().parent.parent / 'tests'
SUITES = ('lang', 'stdlib', 'errors')
UNSAFE = re.compile(r'\b(fork|kill|signal|socket|subprocess|thread\w*|Thread\w*|multiprocessing|rmtree|unlink|remove\(|tempfile|chdir|environ|asyncio|'
                    r'concurrent|exit|_exit|execv\w*|spawn\w*|open|Path|chmod|mkdir|setrecursionlimit|faulthandler|gc|sleep|perf_counter|monotonic|time\(\)|settrace|'
                    r'makedirs|mkdtemp|copytree|extract\w*|ZipFile|setprofile|tracemalloc|getrefcount|stdin|input|sysconfig|platform|site|pwd|import_module|reload|getsizeof|timeit|memory\w*|getsource\w*|doctest)\b')
CONSTANTS = ['0', '1', '-1', '2', '3', '7', '2.5', '-0.0', "''", "'a'", "'é'", "'abc'", "b'x'", 'None', 'True', '[]', '[1, 2]', '()', '(1,)', '{}', "{'a': 1}", '{1}', '1j', '10**20', 'object()', 'int', 'len', 'nope', '...', 'range(3)', '1e300', 'float("nan")', '(x for x in "ab")', 'lambda *a: a']
PLACED = ['None', '...', 'object()', 'int', 'len', 'float("nan")', '(x for x in "ab")', 'lambda *a: a'] # of CONSTANTS
APART = re.compile(r'builtins\.__import__ *=|def chain\(wrap, n=100000\)|\bhash\(\w+\(\)\)|\bhelp\(|code that has hardly run|\bmarshal\b|\.pattern\b|\bco_code\b')
FRESH = {'hash', 'id', 'int', 'float', 'complex', 'str', 'bytes', 'repr'}
HASHES = re.compile(r'\bhash\(|\.__hash__\(')
OPERATORS = [['+', '-', '*', '/', '//', '%', '**', '@', '&', '|', '^', '<<', '>>'], ['==', '!=', '<', '<=', '>', '>=', 'in', 'not in', 'is', 'is not'], ['+=', '-=', '*=', '/=', '//=', '%=', '**=', '&=', '|=', '^=', '=']]


def sources():
    """Paths of the scripts, in an order that hangs on nothing but their names."""
    return sorted(p for suite in SUITES for p in (TESTS / suite).rglob('*.py') if not p.name.startswith('_'))


class Mutant:
    def __init__(self, r, text):
        self.r = r
        self.tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
        self.lines = text.splitlines(keepends=True)

    def replace(self, token, text):
        (row, start), (last, end) = token.start, token.end
        if row == last:
            line = self.lines[row - 1]
            self.lines[row - 1] = line[:start] + text + line[end:]

    def change(self):
        """Changes one place; the tokens of its line are good for one change."""
        r, t = self.r, self.tokens
        i = r.randrange(len(t))
        token, text = t[i], t[i].string
        if token.type == tokenize.NUMBER or token.type == tokenize.STRING:
            self.replace(token, r.choice(CONSTANTS))
        elif token.type == tokenize.NAME and not keyword.iskeyword(text):
            others = [u.string for u in t if u.type == tokenize.NAME and not keyword.iskeyword(u.string)]
            self.replace(token, r.choice([r.choice(others), r.choice(others), text + 'x', r.choice(CONSTANTS)]))
        elif text in ('True', 'False', 'None'):
            self.replace(token, r.choice(CONSTANTS))
        elif text in ('(', '[') and i + 1 < len(t):
            self.replace(token, text + r.choice(CONSTANTS) + (',' if t[i + 1].string not in (')', ']') else ''))
        elif text == ',':
            self.replace(token, r.choice([', *', ', ' + r.choice(CONSTANTS) + ',', ' +', ':']))
        else:
            for family in OPERATORS:
                if text in family:
                    self.replace(token, r.choice(family))
                    return
            row = token.start[0]
            if row <= len(self.lines):
                self.lines[row - 1] *= r.choice((0, 2))

    def text(self):
        return ''.join(self.lines)


PLACED_TREES = {ast.dump(ast.parse(text, mode='eval').body) for text in PLACED}


def hashed_by_address(text):
    """How many expressions are hashed by their address, where sets are made or hashes asked for."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return 0
    nodes = [e for e in ast.walk(tree) if isinstance(e, ast.expr)]
    sets = any(isinstance(e, (ast.Set, ast.SetComp)) or isinstance(e, ast.Name) and e.id in ('set', 'frozenset') for e in nodes)
    return sum(ast.dump(e) in PLACED_TREES for e in nodes) if sets or HASHES.search(text) else 0


def identities_of_literals(text):
    """How many comparisons by identity CPython warns of, for a literal in them, or are with what is made anew (FRESH)."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return 0
    plain = lambda e: (isinstance(e, ast.Constant) and isinstance(e.value, (str, bytes, int, float, complex)) and type(e.value) is not bool
                       or isinstance(e, ast.Call) and isinstance(e.func, ast.Name) and e.func.id in FRESH)
    return sum(isinstance(op, (ast.Is, ast.IsNot)) and (plain(a) or plain(b)) for e in ast.walk(tree) if isinstance(e, ast.Compare)
               for op, a, b in zip(e.ops, [e.left] + e.comparators, e.comparators))


def program(seed):
    r = random.Random(seed)
    paths = sources()
    while True:
        text = r.choice(paths).read_text(encoding='utf-8', errors='replace')
        if UNSAFE.search(text) or APART.search(text) or len(text) > 20000:
            continue
        try:
            m = Mutant(r, text)
            for _ in range(r.choice((1, 1, 2, 3))):
                m.change()
            changed = m.text()
            if any(count(changed) > count(text) for count in (hashed_by_address, identities_of_literals)):
                continue
            if r.random() < .9: # broken syntax has a writer of its own
                compile(changed, 'x', 'exec')
        except (SyntaxError, ValueError, tokenize.TokenError, RecursionError, IndentationError):
            continue
        return '# ---\n' + changed
