"""The debugger, driven through a stream: what it prints for commands."""
import bdb, io, os, pdb, re, sys

def add(a, b=2, *c, k=1, **d):
    t = a + b
    for i in range(2):
        t += i
    return t
def gen():
    yield 1
    yield 2
class K:
    def m(self, q):
        z = q
        raise ValueError('bad')
def main(x=1):
    y = add(x)
    l = list(gen())
    try: K().m(3)
    except ValueError: l.append(3)
    return y, l

HERE = os.path.abspath(__file__)
def debug(func, commands, *args):
    out = io.StringIO()
    p = pdb.Pdb(stdin=io.StringIO(commands), stdout=out, nosigint=True, readrc=False)
    bdb.Breakpoint.clearBreakpoints(); p.breaks.clear()
    try:
        r = p.runcall(func, *args)
    except Exception as e:
        r = repr(e)
    text = out.getvalue().replace(os.path.dirname(HERE) + '/', '').replace('pdb_.py', 'FILE')
    text = '\n'.join(l.rstrip() for l in text.split('\n'))
    text = re.sub(r'(<frozen bdb>|/\S*bdb.py)\(\d+\)runcall\(\)(\n-> .*)?', 'BDB', text)
    print(re.sub(r'0x[0-9a-f]+', '0x', text), '\n=>', r, sys.gettrace())

debug(main, 'w\ns\ns\np x\nn\ns\ns\na\nl .\nn\nn\nr\nn\ns\ns\ns\nn\ns\nu\np x, y, l\nd\nll\np z\nwhatis q\nwhatis self.m\nwhatis K\nwhatis add\na\nc\n')
debug(main, '''b add, a > 5
b 7, i == 1
tbreak main
b
disable 1
enable 1
condition 2 i == 0
condition 2
ignore 2 1
ignore 2 0
b nosuch
b 9999
b 3
p x
c
until
n
cl 1
cl 1
cl FILE:99
b
alias pr p %1
pr x
alias
unalias pr
source K.m
commands 2
p t
silent
end
c
n
p t
t = 100
!b = 7
pp {'t': t, 'b': b}
display t
display
undisplay t
undisplay t
r
retval
n
p 1/0
x =
for i in range(2): print(i)

args
p i ;; p i + 1
c
''')
debug(add, 's\ns\nj 8\nj 5\np t\nj 7\nj 8\nr\nc\n', 1)
debug(add, 's\nhelp nosuch\nlist 1,4\nlist 3\nlist x\nup 1\nup\ndown\ndown x\nuntil 3\nuntil x\ncondition x\nenable 4\nignore 7\nsource 5\nretval\nEOF\n', 1)
debug(add, 'quit\n', 1)
debug(add, 's\nj x\nb 6, k == 1\nc\nw\nq\n', 1)
debug(add, 'u\nargs\nd\nlonglist\nb\nc\n', 1, 2)
try: main(1); 1 / 0
except ZeroDivisionError as e:
    out = io.StringIO(); p = pdb.Pdb(stdin=io.StringIO('w\np x\nq\n'), stdout=out, nosigint=True, readrc=False)
    p.reset(); p.interaction(None, e.__traceback__); print(out.getvalue().replace(os.path.dirname(HERE) + '/', '').replace('pdb_.py', 'FILE'))
try: pdb.post_mortem()
except ValueError as e: print(e)

# breakpoint() goes where sys.breakpointhook says
def hook(*a, **k): print('hook', a, k); return 5
sys.breakpointhook = hook
print(breakpoint(1, x=2)); sys.breakpointhook = sys.__breakpointhook__
for name in '0', 'os.getcwd', 'nosuch.thing':
    os.environ['PYTHONBREAKPOINT'] = name
    try: print(type(breakpoint()).__name__)
    except Exception as e: print(type(e).__name__, e)

# a Bdb of one's own
class Tracer(bdb.Bdb):
    def user_line(self, frame): print('line', frame.f_code.co_name, frame.f_lineno - add.__code__.co_firstlineno); self.set_step()
    def user_return(self, frame, v): print('return', frame.f_code.co_name, v)
    def user_call(self, frame, a): print('call', frame.f_code.co_name)
    def user_exception(self, frame, info): print('exception', info[0].__name__)
print(Tracer().runcall(add, 3))
t = Tracer(); print(t.runeval('1 + 2'), t.set_break(HERE, 6), t.set_break(HERE, 99999) is not None, t.get_all_breaks() == {HERE: [6]}, t.get_file_breaks(HERE), t.clear_break(HERE, 5).replace(os.path.dirname(HERE) + '/', '').replace('pdb_.py', 'FILE'), t.clear_all_breaks(), t.clear_all_breaks())
for f in lambda: t.get_bpbynumber(''), lambda: t.get_bpbynumber('x'), lambda: t.get_bpbynumber(99), lambda: t.get_bpbynumber(1):
    try: print(f())
    except ValueError as e: print(e)
print(Tracer(skip=['__main__']).runcall(add, 3))
