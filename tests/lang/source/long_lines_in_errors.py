# A SyntaxError shows of a line that is longer than CPython's buffer what was read last.
import os
import tempfile

name = os.path.join(tempfile.mkdtemp(), 's.py')
def go(label, text):
    for source in text, text.encode():
        with open(name, 'wb') as f:
            f.write(text.encode())
        try:
            compile(source, name, 'exec')
        except SyntaxError as e:
            print(label, type(source).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, len(e.text), ascii(e.text[:12]), ascii(e.text[-12:]))
pad = ''.join('%04d, ' % i for i in range(1, 1000)).replace('0', '1')
for n in 900, 996, 997, 998, 1000, 1500, 1998, 2500:
    line = ('a = [' + pad)[:n]
    for before in '', 'y = [' + pad[:2200] + ']\n':
        go(f'early {n}', before + 'a b' + line + ']\n')
        go(f'late {n}', before + line + '1 2]\n')
        go(f'open {n}', before + line + '1 2]')
        go(f'return {n}', before + 'return ' + line[4:] + ']\n')
        go(f'cut {n}', before + 'é="' + 'é' * n + '" 5\n')
go('joined', 'v = 1 if x else \\\n   f(b\\ c)\n' + 'x = 1\n')
os.remove(name)
os.rmdir(os.path.dirname(name))
