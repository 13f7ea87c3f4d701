"""Texts that end in blanks, times at the ends of time_t, tables of no characters."""
import codecs
import io
import time
import tokenize
from datetime import date

for s in ['', ' ', '\n', '  ', '\t', '\\\n', '# c\n', ' # c', 'x', 'x ', '  x', '\f', '\n ', '\n  \n ', 'if x:\n  y\n ']:
    try:
        print(repr(s), [tuple(t) for t in tokenize.generate_tokens(io.StringIO(s).readline)])
    except Exception as e:
        print(repr(s), type(e).__name__, e)
for v in (-2**63, -2**63 - 1, 2**63 - 1, 2**63, -2**63 - 1 + 1e11 * 3, 9.21e18, 9.3e18, -9.21e18, float('nan'), 6.8e16):
    for f in (date.fromtimestamp, time.localtime, time.gmtime):
        try:
            print(v, f(v))
        except Exception as e:
            print(v, type(e).__name__, e)
for table in ('', 'a', 'aba', '\ufffea'):
    try:
        print(codecs.charmap_build(table))
    except TypeError as e:
        print(e)
