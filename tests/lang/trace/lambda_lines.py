"""A lambda whose body is on another line returns where it began."""
import sys

seen = []


def tracer(frame, event, arg):
    if frame.f_code.co_name == '<lambda>':
        seen.append((event, frame.f_lineno))
    return tracer


double = lambda v: \
    v + \
    v
negative = (lambda v:
            -v)
sys.settrace(tracer)
sorted([3, 1],
       key=lambda v:
           -v)
double(1), negative(2)
sys.settrace(None)
print(seen)
