"""Comments with types: whom they belong to, and where they are errors."""
import ast


def show(source, **options):
    print(repr(source))
    try:
        tree = ast.parse(source, type_comments=True, **options)
    except SyntaxError as e:
        print('   ', e, e.lineno, e.offset, e.end_lineno, e.end_offset, repr(e.text))
    else:
        print('   ', ast.dump(tree))
        print('   ', repr(ast.unparse(tree)))


for source in (
    'x = 1 # type: int  \n',
    'x = 1 #type:int\t\n',
    'x = 1 # type: ignore_x\n',
    'x = 1 # type: ignore[a]  \n',
    'x = 1 # type: ignore  \n',
    'x=1 # type: ignore1\n',
    'x = 1 # type:\tint # foo\n',
    'x = 1 #\ttype: int\n',
    'x = (1 # type: int\n)\n',
    'x = (1) # type: int\n',
    'for x in (y): # type: int\n  pass\n',
    'for x in lambda: 1: # type: int\n  pass\n',
    'with (a): # type: int\n  pass\n',
    'with (a as b): # type: int\n  pass\n',
    'with (a, b,): # type: int\n  pass\n',
    'with (a, b as c): # type: int\n  pass\n',
    'with a: pass # type: int\n',
    'def f(a, /, # type: int\n b): pass\n',
    'def f(a, # type: int\n /, b): pass\n',
    'def f(a, *, # type: int\n b): pass\n',
    'def f(a, *\n , b, # type: int\n ): pass\n',
    'def f(*, # type: int\n b): pass\n',
    'def f(a # type: int\n): pass\n',
    'def f(a=1 # type: int\n): pass\n',
    'def f(a=(1), # type: int\n): pass\n',
    'def f(a: int = 1, # type: int\n **k # type: str\n): pass\n',
    'def f(a # type: int\n , b): pass\n',
    'def f():\n  # type: () -> int\n  pass\n',
    'def f():\n  # type: () -> int\n\n  # foo\n  pass\n',
    'def f(): # type: () -> int\n  # type: () -> str\n  pass\n',
    'def f(): pass # type: int\n',
    'def f(): x = 1 # type: int\n',
    'def f():\n  pass\n  # type: () -> int\n',
    'def f(\n): # type: () -> int\n  pass\n',
    'def f(): \n # foo\n\n # type: () -> int\n pass\n',
    'def f():\n # type: ignore\n # type: () -> int\n pass\n',
    'x = lambda a: 1 # type: int\n',
    'x = yield # type: int\n',
    'x += 1 # type: ignore\nif x: # type: ignore[a]\n  pass # type: ignore\n',
    "é = 'é' # type: int\n",
    "é('é') # type: int\n",
    '# type: ignore\nx = 1\n# type: ignore[x]\n',
    'x = 1 # type: int',
    'pass # type: int',
    'x=1;pass # type: int\n',
    'x=1 ; # type: int\n',
    'def f(): # type: int\n # type: ignore\n pass\n',
    'x: int # type: int\n',
    'x = 1 # type: int\\\ny=2\n',
    'class C:\n  def f(self): # type: int\n    x = 1 # type: str\n    for i in x: # type: a\n      y = z = 1 # type: b\n',
    'x = 1 # foo # type: int\n',
    'def f(a, # type: int\n *, b): pass\n',
    'def f(*a, # type: int\n b=1, # type: str\n **c # type: x\n): pass\n',
    'pass  # type: int\n',
    'foo()  # type: int\n',
    'x += 1  # type: int\n',
    'while True:  # type: int\n  continue\n',
    'while True:\n  continue  # type: int\n',
    'try:  # type: int\n  pass\nfinally:\n  pass\n',
    'try:\n  pass\nfinally:  # type: int\n  pass\n',
    'pass  # type: ignorewhatever\n',
    'pass  # type: ignoreé\n',
    'x = [ # type: ignore\n1,\n2]\n',
    'x = [ # type: int\n1]',
    '# type: int\nx=1\n',
    'def f(\n  a, # type: int\n  *b, # type: str\n): # type: (...) -> None\n  pass\n',
    'if x: # type: int\n  pass\n',
    'class C: # type: int\n  pass\n',
    'lambda x: 1 # type: int\n',
    'import x # type: int\n',
    'x: int = 1 # type: str\n',
    'x = 1; y = 2 # type: int\n',
    'with (a, b): # type: int\n  pass\n',
    'async def f(): # type: () -> int\n  async for i in x: # type: int\n    pass\n  async with a: # type: str\n    pass\n',
    'x = y = 1 # type: int\n',
    '(x) = 1 # type:int\n',
    'x = 1 # type: \n',
    'x = 1 #type: int\n',
    'x = 1 # type : int\n',
):
    show(source)

for mode in ('eval', 'single'):
    for source in ('x # type: ignore\n', 'x # type: int\n', 'x = 1 # type: int\n'):
        show(source, mode=mode)

for source in ('1_0', 'x = 0x_ff', "x='1_0'"):
    for minor in (4, 5, 6):
        show(source, feature_version=(3, minor))

tree = ast.parse('with (a,\n      é, b): # type: int\n  pass', type_comments=True)
print(ast.dump(tree, include_attributes=True))
