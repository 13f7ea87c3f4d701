"""compile(): the flag by which a text that may go on is "incomplete input", which it is where the tokenizer met its end."""
ALLOW_INCOMPLETE, DONT_IMPLY_DEDENT = 0x4000, 0x200
TEXTS = [':', ')', '=', 'a:', '->', 'else', 'else:', 'a as', 'if', 'if:', '1 2', 'a b', '(]', 'x = )', 'yield', 'async x', 'pass x', '$', 'f(a b',
         'a ', 'a b ', "a 'b'", "a ''", 'a ...', "a b'c'", 'a **=', 'a """"""', 'a ->', 'a 0x', 'a 1', 'a é', 'a not', 'print 1', '1 ..',
         'a b #c', 'f"{a b}"', '"a" ""', 'a `', 'a \\', '= \\\n', '= \\\n=', '= (', 'if 1:\n pass x', 'if 1:\n  x\n y']
for text in TEXTS:
    said = []
    for mode in 'single', 'exec', 'eval':
        for tail in '', '\n':
            for flags in ALLOW_INCOMPLETE, ALLOW_INCOMPLETE | DONT_IMPLY_DEDENT:
                try:
                    compile(text + tail, '<s>', mode, flags)
                    said.append('ok')
                except SyntaxError as e:
                    said.append(e.msg)
    print(repr(text), said)
