# os.sched_param is a struct sequence that is made of its field
import copy, inspect, os


def tell(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


P = os.sched_param
for f in (lambda: P(3), lambda: P(sched_priority=4), lambda: P('x'), lambda: P(), lambda: P(1, 2), lambda: P(x=1),
          lambda: P(1).sched_priority, lambda: P(1) == (1,), lambda: P.n_fields, lambda: P.n_sequence_fields,
          lambda: P.n_unnamed_fields, lambda: P.__match_args__, lambda: type(P.sched_priority).__name__,
          lambda: inspect.signature(P), lambda: P.__mro__, lambda: P(1).__reduce__(), lambda: copy.copy(P(1)),
          lambda: type('Q', (P,), {}), lambda: setattr(P(1), 'sched_priority', 2), lambda: os.sched_getparam(0),
          lambda: os.sched_setparam(0, (1,)), lambda: os.sched_setparam(0, P('x')), lambda: os.sched_setparam(0, P(0)),
          lambda: os.sched_setparam(0, P(1 << 40)), lambda: os.sched_setscheduler(0, 0, P(5))):
    tell(f)
