# Text that ends in a backslash, or in a line joined to nothing: what compile() says of it, and what
# the traceback shows of a text of several lines.
TEXTS = ['\\', '\\\n', 'x = 1\n\\', 'x = 1 \\', 'x = 1 \\\n', 'x = 1 + \\\n', 'x = (1 + \\', 'x = (\n\\\n',
         "x = 'abc\\", "x = 'abc\\\n", "x = '''abc\\\n", 'x = 1 # \\', 'def f():\n    \\', 'if 1: \\\n', '  \\\n',
         '\\\n\\\n', 'x = \\\n\\\n', 'x = \\\n\ny = 2\n', "f'{a \\", 'x = 1 \\\r\n', 'x = 1 \\\r', 'é = "ü" + \\\n',
         'class A:\\\n\n', '@a\\\n\n', 'if 1:\\\n\n']

for text in TEXTS:
    print(repr(text))
    for mode in 'exec', 'single', 'eval':
        try:
            compile(text, 'nowhere', mode)
            print('   ', mode, 'compiles')
        except SyntaxError as e:
            print('   ', mode, type(e).__name__, e.msg, e.args[1][1:])
