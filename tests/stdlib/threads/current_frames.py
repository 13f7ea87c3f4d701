"""sys._current_frames and _current_exceptions see where other threads stand."""
import sys
import threading


def chain(frame):
    names = []
    while frame is not None:
        names.append(frame.f_code.co_name)
        frame = frame.f_back
    return names


def work(ready, go):
    def inner():
        try:
            1 / 0
        except ZeroDivisionError:
            ready.set()
            go.wait()
    inner()


ready, go = threading.Event(), threading.Event()
thread = threading.Thread(target=work, args=(ready, go))
thread.start()
ready.wait()
frames, errors = sys._current_frames(), sys._current_exceptions()
print(len(frames), sorted(frames) == sorted([thread.ident, threading.get_ident()]), chain(frames[threading.get_ident()]))
names = chain(frames[thread.ident])
print(names[names.index('inner'):names.index('work') + 1])
print(errors[thread.ident][:2], errors[threading.get_ident()])
go.set()
thread.join()
print(list(sys._current_frames()) == [threading.get_ident()])
try:
    [].x
except AttributeError:
    print(sys._current_exceptions()[threading.get_ident()][1])
