"""Octal escapes beyond a byte warn, once a literal."""
import warnings

for src in [r"'\400'", r"'\377'", r"b'\407'", r"'\d\400'", r"'\400\d'", "'''\n\\407'''", r"f'\400'", r"rb'\400'", r"'\4000'",
            r"'\777' '\501'"]:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        value = eval(src)
    print(src, ascii(value), [(str(w.message), w.lineno, w.category.__name__) for w in caught])
    with warnings.catch_warnings():
        warnings.simplefilter('error')
        try:
            eval(src)
        except SyntaxError as e:
            print(e.msg, e.lineno, e.offset, e.end_lineno)
