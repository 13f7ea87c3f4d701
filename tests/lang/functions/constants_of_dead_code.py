# co_consts and co_names have what stands in code that is never reached, unless it comes last.
BODIES = ["if False: x = 'dead'\n return 2", "return 1\n return 2", "return 1\n x = 'd'\n return 1", "while 0: x = 'w'\n return 2",
          "if 1: return 3\n else: x = 'e'\n return 5", "if False: return lambda: 0\n return 2", "if 0: yield\n return 'v'",
          "return 1\n f = lambda: 0", "return 1\n f = lambda: 0\n return 1", "while 1: pass\n f = lambda: 0\n return 9",
          "x = 'a' if 0 else 'b'\n return x", "x = 1 and (lambda: 0)\n return 'z'", "assert 1, 'm'\n return 't'", "assert 0, 'm'\n return 't'",
          "if __debug__: a = 'x'\n else: a = 'y'\n return 'k'", "for i in ():\n  break\n  x = 'dead'\n return 'z'",
          "raise E\n x = 'dead'\n return 'z'", "while True:\n  x = 'a'\n  continue\n  y = 'b'\n z = 'c'",
          "if 0:\n  if x: y = 'in'\n else: z = 'el'\n return 'r'", "def g(): pass\n if 0:\n  def h(): pass\n return 7",
          "if not 1: x = 'nn'\n return 4", "if 0 or x: y = 'o'\n return 5", "if 0 and x: y = 'o'\n return 5", "if None: y = 'o'\n return 5",
          "x = [i for i in y] if 0 else 3\n return 'e'", "return f(lambda: 0) if 0 else 5", "'doc'\n if 0: return a.b(c=1)"]
for body in BODIES:
    code = compile('def f(x):\n ' + body, 's', 'exec').co_consts[0]
    print(ascii(body), [getattr(k, 'co_name', k) for k in code.co_consts], code.co_names, code.co_varnames)
