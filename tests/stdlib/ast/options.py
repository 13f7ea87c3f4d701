"""ast.parse: type comments, signatures, feature versions; enum._simple_enum."""
import ast, enum
def d(src, **k):
    try: print(ast.dump(ast.parse(src, **k)))
    except (SyntaxError, ValueError) as e: print(type(e).__name__, e.msg if isinstance(e, SyntaxError) else e, getattr(e, 'lineno', ''))
d('x = 1 # type: int\ny = [1,\n 2] # type: List[int]\nz = 3 # other\n', type_comments=True)
d('def f(a):\n  # type: (int) -> str\n  pass\nfor i in x: # type: int\n  pass\nwith a: # type: b\n  pass\n# type: ignore[x]\nq = 1 # type: ignore # why\n', type_comments=True)
d('def f(\n  a, # type: int\n  b=1, # type: str\n  *c # type: bool\n):\n  # type: (...) -> None\n  pass\nasync def g(): # type: () -> int\n  x = 1 # type: int\n', type_comments=True)
d('x = 1 # type: int\n'); d('x = "# type: str"\n', type_comments=True)
for s in '(int, *str, **any) -> float', '() -> a', '(a.b, c[d]) -> Dict[str, int]', '(int)', 'int -> str': d(s, mode='func_type')
for v, srcs in {9: ['match x:\n case 1: pass'], 7: ['(x := 1)', 'def f(a, /): pass'], 10: ['try: pass\nexcept* A: pass'], 5: ['f"{x}"', 'x: int = 1', 'async def f():\n  [x async for x in y]'], 4: ['async def f(): pass', 'a @ b', 'a @= b']}.items():
    for s in srcs: d(s, feature_version=(3, v)); d(s, feature_version=(3, v + 1)) if v != 5 else None
d('x = 1', feature_version=8)
@enum._simple_enum(enum.IntEnum)
class Col:
    RED = 1
    BLUE = 2
    def low(self): return self.name.lower()
print(Col.RED + 1, Col(2), Col.BLUE.low(), list(Col), Col.__mro__[1].__name__, enum.show_flag_values(11))
# A version is asked where the grammar has the construct: before later mistakes, at the token that was read last.
def at(src, minor):
    try: ast.parse(src, feature_version=(3, minor)); print('fine')
    except SyntaxError as e: print(e.msg, e.lineno, e.offset, e.end_offset)
for s, v in (('1 @= 2', 4), ('a @ b @= c', 4), ('not a @ b', 4), ('async def f(): await x', 4), ('async def f():\n yield 1', 4), ('f(a := 1)', 7), ('lambda a, /: 0', 7),
             ('x: int', 5), ('a.b: int = 1', 5), ('f"{x}"', 5), ('f"{x=}"', 7), ('1_000', 5), ('with (a as b, c as d): pass', 8), ('async = await = 1', 6), ('async for x in y: pass', 6),
             ('async def f():\n  async with a: pass\n\nasync = 3', 6), ('[x async for x in y]', 5), ('match x:\n case 1: pass\n', 9), ('try: pass\nexcept* A: pass', 10)):
    at(s, v); at(s, v + 1)
