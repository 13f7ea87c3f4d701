"""What a tracing or profiling function raises comes out of the frame that it was called for."""
import sys
import traceback


def make(kind):
    def tracer(frame, event, arg):
        if event == kind and frame.f_code.co_name == 'target':
            raise KeyError(kind)
        return tracer
    return tracer


def target(n):
    x = 1
    if n:
        1 / 0
    len('a')
    return x


def outer(n):
    target(n)


for set_function, kinds in ((sys.settrace, 'line return exception'), (sys.setprofile, 'return c_return')):
    for kind in kinds.split():
        for n in 0, 1:
            set_function(make(kind))
            try:
                outer(n)
            except Exception as e:
                set_function(None)
                entries = [(f.name, f.lineno) for f in traceback.extract_tb(e.__traceback__)]
                print(kind, n, repr(e), entries, repr(e.__context__))
            set_function(None)
for kind in 'call', 'line':
    sys.settrace(make(kind))
    try:
        outer(0)
    except KeyError as e:
        sys.settrace(None)
        tb = e.__traceback__.tb_next.tb_next
        print(kind, tb.tb_frame is tb.tb_next.tb_frame, tb.tb_next.tb_lineno - target.__code__.co_firstlineno)
