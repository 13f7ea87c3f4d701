"""Arguments of poll(), epoll() and select() at their limits, and poll objects that another thread changes."""
import os
import select
import signal
import threading


def show(function, *args, **kwargs):
    try:
        result = function(*args, **kwargs)
    except Exception as e:
        print(type(e).__name__, e)
    else:
        print(type(result) if hasattr(result, 'fileno') else result)


poller = select.poll()
r, w = os.pipe()
os.write(w, b'x')
for timeout in (1 << 64, -(1 << 64), 2 ** 31, 0, 1.5, 'x', 1e30, float('nan')):
    show(poller.poll, timeout)
for mask in (-1, 1 << 64, 1 << 16, 65535, 'x', 1.5, True):
    show(poller.register, r, mask)
    show(poller.modify, r, mask)
show(poller.modify, 99, 1)
show(poller.unregister, 99)
for args in ((), (1,), (-1,), (-2,), (0,), (1, 2), (1, 0), (1, select.EPOLL_CLOEXEC), (1, 2, 3), ('x',), (1, 'y'), (2 ** 40,)):
    show(select.epoll, *args)
for named in ({'sizehint': 5}, {'flags': select.EPOLL_CLOEXEC}, {'x': 1}):
    show(select.epoll, **named)
watcher = select.epoll()
show(watcher.register, r, select.EPOLLIN | select.EPOLLET)
show(watcher.register, r, select.EPOLLIN)
for mask in (1 << 31, -1, 1 << 32, 1 << 70, select.EPOLLIN):
    show(watcher.modify, r, mask)
print(watcher.poll(0.01) == [(r, 1)])
show(watcher.poll, 0, -2)
show(watcher.poll, 1e40)
show(watcher.poll, 'x')
same = select.epoll.fromfd(os.dup(watcher.fileno()))
print(same.poll(0.01) == [(r, 1)], same.close(), same.closed)
show(same.poll)
show(select.epoll.fromfd, 'x')
for timeout in ('x', float('nan'), 1e30, -1):
    show(select.select, [], [], [], timeout)

# while one thread waits, others may register and unregister, but not wait too
os.read(r, 1)
poller.modify(r, select.POLLIN)
answers = []
thread = threading.Thread(target=lambda: answers.append(poller.poll(20000)))
thread.start()
while True:
    try:
        poller.poll(0)
    except RuntimeError as e:
        print(e)
        break
poller.register(w)
poller.unregister(w)
os.write(w, b'y')
thread.join()
print(answers == [[(r, select.POLLIN)]])

# a file at its limit is an error, no signal that ends the process
print(signal.getsignal(signal.SIGXFSZ))
