"""cProfile and pstats: counts and tables, times masked."""
import cProfile, pstats, io, re
def fib(n): return n if n < 2 else fib(n-1) + fib(n-2)
def work():
    x = []
    for i in range(3): x.append(fib(i + 2))
    return sorted(x, key=lambda v: -v)
def show(s):
    s = re.sub(r'\d+\.\d\d\d', 'T', s); print(s)
pr = cProfile.Profile(); pr.enable(); work(); len([1]); pr.disable()
for sort in ('ncalls', 'stdname', -1):
    out = io.StringIO(); pstats.Stats(pr, stream=out).strip_dirs().sort_stats(sort).print_stats(); 
    if sort == 'ncalls': continue
    show(out.getvalue())
out = io.StringIO(); s = pstats.Stats(pr, stream=out).strip_dirs().sort_stats('name')
s.print_callers(); s.print_callees('fib'); s.print_stats(2); s.print_stats('fib', .5); s.reverse_order().print_stats(1); show(out.getvalue())
import contextlib
out = io.StringIO()
with contextlib.redirect_stdout(out): cProfile.run('work()', sort='stdname')
show(out.getvalue())
out = io.StringIO()
with cProfile.Profile() as p2: fib(3)
p3 = cProfile.Profile(); print(p3.runcall(fib, 4)); 
st = pstats.Stats(p2, p3, stream=out); st.strip_dirs().sort_stats(pstats.SortKey.NAME).print_stats(); show(re.sub(r'(cProfile.py|<frozen cProfile>):\d+', 'cProfile.py:N', out.getvalue()))
d = st.get_stats_profile().func_profiles; print({k: v.ncalls for k, v in sorted(d.items())})
import tempfile, os
f = os.path.join(tempfile.mkdtemp(), 'x'); p3.dump_stats(f); out = io.StringIO(); pstats.Stats(f, stream=out).strip_dirs().sort_stats('name').print_stats(); print(re.sub(r'^.*/x$', 'FILE', re.sub(r'\d+\.\d\d\d', 'T', out.getvalue()), flags=re.M))
try: st.sort_stats('q')
except KeyError as e: print('KeyError', e)
try: st.sort_stats('time', 1)
except TypeError as e: print(e)
try: pstats.Stats(cProfile.Profile())
except TypeError as e: print(re.sub('0x\w+', '0x', str(e)))
print(sorted(st.get_sort_arg_defs()))
print(sorted((type(e.code).__name__, e.callcount, e.reccallcount, len(e.calls or ())) for e in p3.getstats()))
