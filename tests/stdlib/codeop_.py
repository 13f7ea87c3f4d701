"""codeop: whole, incomplete and wrong statements, and the warnings of the last."""
import codeop
import warnings

CASES = [
    'if 1:\n pass\n if 1:\n  pass\n else:',
    'if 1:',
    'if 1:\n pass\nelse:',
    'if 1:\n if 1:\n  pass\n else:',
    'while 1:\n try:\n  pass\n finally:',
    'def f():\n x',
    'if 1:\n  x\n y',
    '(a,\n b',
    'class A:\n def f(self):\n  pass\n',
    "def x():\n  '''a",
    'if 1:\n if 2:\n',
    'for i in a:\n if i:\n  pass\n elif j:',
    'match x:\n case 1:',
    'match x:\n case 1:\n  pass\n case 2:',
    'try:\n pass\nexcept:',
    'if 1:\n pass\n@a',
    'def f(a',
    'x = [\n1,',
    'if 1:\n  pass\n \n else:',
]
for text in CASES:
    for symbol in 'single', 'exec':
        try:
            code = codeop.compile_command(text, symbol=symbol)
            print(repr(text), symbol, code and 'whole')
        except SyntaxError as e:
            print(repr(text), symbol, type(e).__name__, e.msg)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    codeop.compile_command(r"'\e' is 0")
    codeop.compile_command("'\\e' + (")
print([str(w.message) for w in caught])
print(codeop.PyCF_DONT_IMPLY_DEDENT, codeop.PyCF_ALLOW_INCOMPLETE_INPUT)
