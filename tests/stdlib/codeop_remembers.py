# CommandCompiler goes on with __future__ features; what is wrong is told as for input that may go on.
import codeop

c = codeop.CommandCompiler()
for text in '=', 'if', 'a b', 'x =', '*', ' ', '#', 'from __future__ import annotations', 'def f(a: b): pass\n', 'x: y = 1':
    try:
        code = c(text)
        print(repr(text), code and bool(code.co_flags & 0x1000000), hex(c.compiler.flags))
    except SyntaxError as e:
        print(repr(text), type(e).__name__, e.msg)
space = {}
exec(c('def f(a: b): pass\n'), space)
print(space['f'].__annotations__)
