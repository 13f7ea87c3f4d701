"""Each round of a loop that ends with `continue` in the line of its test tells that line again."""
import sys
src = '''
def a():
    i = 0
    while i < 3: i += 1; continue
    else: i = 5
    return i
def b():
    i = 0
    while i < 3 and (j := i) is not None: i += 1; j; continue; k
    return i
def c():
    i = 0
    while (i <
        3): i += 1; continue
    return i
def d():
    i = 0
    while i < 0: continue
def e():
    for x in 1, 2:
        i = 0
        while i < 2: i += 1; continue
def f():
    i = 0
    while not (i > 2 or i < 0): i += 1; continue
    else:
        return 9
def g():
    i = 0
    while i < 3:
        i += 1; continue
    while i: i -= 1; break; continue
    while i: i -= 1; continue; break
    while 1: i += 1; break; continue
    return i
'''
ns = {}
exec(compile(src, '<s>', 'exec'), ns)
def tr(f, ev, arg):
    if f.f_code.co_filename == '<s>': print(f.f_code.co_name, ev, f.f_lineno, arg)
    return tr
for n in 'abcdefg':
    sys.settrace(tr); r = ns[n](); sys.settrace(None); print(r)
