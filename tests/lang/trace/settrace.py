"""sys.settrace, setprofile and frame attributes beyond the plain sequence of events."""
import sys, threading

out = []
def show(): print(out); out.clear()

# a local trace function replaces itself; None keeps the old one; lines can be turned off
def only_first(frame, event, arg):
    out.append((event, frame.f_lineno - frame.f_code.co_firstlineno))
    return second
def second(frame, event, arg):
    out.append(('2nd', event, frame.f_lineno - frame.f_code.co_firstlineno))
    if event == 'line' and frame.f_lineno - frame.f_code.co_firstlineno == 2: frame.f_trace_lines = False
    return None
def f():
    a = 1
    b = 2
    c = 3
    return a + b + c
sys.settrace(only_first); r = f(); sys.settrace(None); print(r); show()

# changed locals take effect; free and cell variables as well
def poke(frame, event, arg):
    if frame.f_code.co_name == 'g' and event == 'line' and 'x' in frame.f_locals and frame.f_locals['x'] == 1:
        frame.f_locals['x'] = 100
    if frame.f_code.co_name == 'inner' and event == 'line':
        frame.f_locals['cell'] = 'poked'
    return poke
def g():
    x = 1
    y = x
    return x, y
def outer():
    cell = 'plain'
    def inner():
        z = 0
        return cell
    return inner(), cell
sys.settrace(poke); r = g(), outer(); sys.settrace(None); print(r)

# an exception in the trace function ends tracing and goes on
def bad(frame, event, arg):
    raise KeyError('from trace')
try:
    sys.settrace(bad)
    f()
except KeyError as e:
    print('raised', e, sys.gettrace())
def bad_line(frame, event, arg):
    if event == 'line': raise KeyError('line')
    return bad_line
try:
    sys.settrace(bad_line)
    f()
except KeyError as e:
    print('raised', e, sys.gettrace(), [t for t in (e.__traceback__.tb_frame.f_code.co_name,)])

# jumping
def jump(to):
    def t(frame, event, arg):
        if frame.f_code.co_name == 'jumpy' and event == 'line' and frame.f_lineno - frame.f_code.co_firstlineno == 2:
            if 'done' not in out:
                out.append('done')
                frame.f_lineno = frame.f_code.co_firstlineno + to
        return t
    return t
def jumpy():
    a = ['start']
    a.append('skipped?')
    a.append('here')
    return a
for to in 3, 4, 1, -1, 50:
    try:
        sys.settrace(jump(to)); r = jumpy(); sys.settrace(None); print(to, r)
    except ValueError as e:
        sys.settrace(None); print(to, str(e).replace(str(jumpy.__code__.co_firstlineno + to), 'N'))
    out.clear()
try: sys._getframe().f_lineno = 3
except ValueError as e: print(e)
try: sys._getframe().f_lineno = 'x'
except ValueError as e: print(e)
try: sys._getframe().f_trace_lines = 1
except TypeError as e: print(e)

# opcode events come with f_trace_opcodes
def ops(frame, event, arg):
    frame.f_trace_opcodes = True
    out.append(event)
    return ops
sys.settrace(ops); f(); sys.settrace(None)
print(out.count('opcode') > 0, out.count('line'), out[0], out[-1]); out.clear()

# setprofile
def prof(frame, event, arg):
    if event.startswith('c_'): arg = arg.__name__
    elif event == 'exception': arg = arg[0]
    out.append((frame.f_code.co_name, event, arg))
class C:
    def __init__(self, v): self.v = v
    def __len__(self): return self.v
def p():
    x = []
    x.append(len(C(3)))
    x.extend(map(abs, [-1]))
    try: int('q'); ''.join([1])
    except ValueError: pass
    try: ''.join([1])
    except TypeError: pass
    def gen(): yield 1
    for v in gen(): pass
    list(gen())
    sorted([2, 1], key=lambda k: k)
    max(*x)
    return x
sys.setprofile(prof); p(); sys.setprofile(None); show(); print(sys.getprofile())
def bad_prof(frame, event, arg): raise RuntimeError('prof')
try: sys.setprofile(bad_prof); f()
except RuntimeError as e: print(e, sys.getprofile())

# both at once
def both_t(frame, event, arg): out.append('t ' + event); return both_t
def both_p(frame, event, arg): out.append('p ' + event)
sys.setprofile(both_p); sys.settrace(both_t); f(); sys.settrace(None); sys.setprofile(None); show()

# set inside a function: its own lines are not seen, its caller's are if f_trace is set
def start():
    sys._getframe(1).f_trace = local
    sys.settrace(local)
    here = 1
def local(frame, event, arg):
    out.append((frame.f_code.co_name, event, frame.f_lineno - frame.f_code.co_firstlineno)); return local
def caller():
    a = 1
    start()
    b = 2
    for i in (1, 2):
        c = i
    return c
caller(); sys.settrace(None); show()

# threads
def th(frame, event, arg):
    if frame.f_code.co_name == 'work': out.append((event, arg))
    return th
def work(): return 'worked'
threading.settrace(th); t = threading.Thread(target=work); t.start(); t.join(); threading.settrace(None)
print(threading.gettrace()); show()
t = threading.Thread(target=work); t.start(); t.join(); show()
threading.setprofile(th); t = threading.Thread(target=work); t.start(); t.join(); threading.setprofile(None); show()

# generators, recursion, exceptions through several frames
def gen2():
    try:
        yield 1
    finally:
        out.append('fin')
def rec(n):
    if n == 0: raise ValueError
    rec(n - 1)
def names(frame, event, arg):
    out.append((frame.f_code.co_name, event, arg[0].__name__ if event == 'exception' else arg))
    return names
sys.settrace(names)
try: rec(2)
except ValueError: pass
sys.settrace(None); out[:] = [o for o in out if o[1] != 'line']; show()
async def co():
    await co2()
    return 3
async def co2(): return 2
sys.settrace(names)
try: co().send(None)
except StopIteration: pass
sys.settrace(None); out[:] = [o for o in out if o[1] not in ('line', 'exception')]; show()
print(sys.call_tracing(lambda a, b: a + b, (1, 2)))
try: sys.call_tracing(f, 1)
except TypeError as e: print(e)
try: sys.settrace()
except TypeError as e: print(e)
