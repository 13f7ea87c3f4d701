"""tokenize and token."""
import tokenize, token, io
src = '''# comment
import os  # trailing

def f(a, *, b: int = 0x1F) -> None:
    """doc
    string"""
    if a >= 1_000 and b != 3.5e-3j:
        x = [1,
             2]  # c
        return f"{a!r}" + rb'x' "y"
    y = a \\
        + 1

\tz = (a := 3) ** 2 // 1
class É: pass
s = 'a\\
b'
t = "unclosed
x ? $
...
'''.replace('\tz', '    z')
for t in tokenize.generate_tokens(io.StringIO(src).readline): print(t, t.exact_type)
toks = list(tokenize.tokenize(io.BytesIO(src.encode()).readline)); print(toks[0], len(toks))
print(tokenize.untokenize(tokenize.generate_tokens(io.StringIO(src).readline)) == src)
print(tokenize.untokenize([(1, 'x'), (54, '='), (2, '1'), (4, '\n')]))
for bad in ['(1', '"""abc', 'if x:\n    y\n  z\n', '']:
    try: print([t.string for t in tokenize.generate_tokens(io.StringIO(bad).readline)])
    except Exception as e: print(type(e).__name__, e)
print(tokenize.detect_encoding(io.BytesIO(b'# -*- coding: latin-1 -*-\nx').readline), tokenize.detect_encoding(io.BytesIO(b'\xef\xbb\xbfx').readline), tokenize.detect_encoding(io.BytesIO(b'').readline))
print(token.tok_name[54], token.NAME, token.OP, token.ISEOF(0), token.EXACT_TOKEN_TYPES['->'], token.N_TOKENS, len(token.tok_name), token.tok_name[61])
print([t.string for t in tokenize.generate_tokens(io.StringIO('x=1').readline)])
