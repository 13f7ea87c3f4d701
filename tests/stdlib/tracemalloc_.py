# tracemalloc: how much memory is in use and was at most.
import tracemalloc
print(tracemalloc.is_tracing(), tracemalloc.get_traced_memory(), tracemalloc.get_object_traceback([]))
tracemalloc.start()
words = [str(i) * 5 for i in range(50000)]
current, peak = tracemalloc.get_traced_memory()
print(tracemalloc.is_tracing(), 2e6 < current <= peak < 2e7)
del words
after, peak2 = tracemalloc.get_traced_memory()
print(after < current / 2, peak2 >= current)
tracemalloc.reset_peak()
print(tracemalloc.get_traced_memory()[1] < peak2, tracemalloc.get_traceback_limit())
tracemalloc.clear_traces()
print(tracemalloc.get_traced_memory()[0] < 100000)
tracemalloc.stop()
print(tracemalloc.is_tracing(), tracemalloc.get_traced_memory())
for args in ((0,), ('x',), (1.5,), (70000,), (1, 2)):
    try:
        tracemalloc.start(*args)
    except Exception as e:
        print(type(e).__name__, e)
try:
    tracemalloc.take_snapshot()
except RuntimeError as e:
    print(e)
