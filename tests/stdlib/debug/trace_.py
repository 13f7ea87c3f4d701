"""trace.Trace: lines shown and counted, functions and callers."""
import os, sys, tempfile, trace
def f(n):
    t = 0
    for i in range(n):
        t += i
    return t
def g(): return f(2)
class C:
    def m(self): return g()
t = trace.Trace(count=1, trace=1, ignoredirs=[sys.prefix])
print(t.runfunc(f, 2))
print({os.path.basename(k[0]) + str(k[1]): v for k, v in t.results().counts.items()})
t = trace.Trace(count=1, trace=0); t.runfunc(g); r = t.results()
d = tempfile.mkdtemp(); r.write_results(show_missing=False, summary=False, coverdir=d)
text = open(os.path.join(d, os.listdir(d)[0])).read().splitlines(); print(text[2:9])
t = trace.Trace(count=0, trace=0, countfuncs=1); t.runfunc(g); t.results().write_results() if 0 else print(sorted((os.path.basename(a), b, c) for a, b, c in t.results().calledfuncs))
t = trace.Trace(count=0, trace=0, countcallers=1); t.runfunc(g)
print(sorted((a[2], b[2]) for a, b in t.results().callers))
t = trace.Trace(count=1, trace=0); t.run('x = 1\ny = 2'); print(t.results().counts)
a = trace.CoverageResults({('a', 1): 2}); a.update(trace.CoverageResults({('a', 1): 1, ('b', 2): 5})); print(a.counts)
