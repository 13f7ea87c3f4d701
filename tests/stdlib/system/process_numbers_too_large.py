# The numbers of processes are read as C ints by a parser that tells which end they exceed.
import os


def refused(f, *args):
    try:
        f(*args)
    except (OverflowError, ValueError, TypeError) as e:
        print(f.__name__, args, type(e).__name__, e)
    else:
        print(f.__name__, args, 'taken')


for n in 10**30, 2**40, -2**40:
    for f in os.getpgid, os.getsid, os.sched_getparam, os.sched_getscheduler, os.sched_rr_get_interval, os.sched_getaffinity:
        refused(f, n)
    refused(os.setpgid, n, 0)
    refused(os.waitpid, n, 0)
    refused(os.waitpid, 1, n)
    refused(os.wait4, n, 0)
    refused(os.waitid, os.P_PID, n, 0)
    refused(os.kill, n, 0)
    refused(os.killpg, n, 0)
    refused(os.pidfd_open, n)
    refused(os.sched_setaffinity, n, [])
    refused(os.sched_setparam, n, 1)
    refused(os.sched_setscheduler, 1, n, 1)
    refused(os.tcsetpgrp, 0, n)
    refused(os.getpriority, 0, n)
refused(os.kill, os.getpid() * 0 + 1, 10**30)

for n in 10**30, 2**40, -1, 'x', 1.5:
    refused(os.eventfd, n)
fd = os.eventfd(3, os.EFD_NONBLOCK)
for n in 10**30, -1, 'x', 1.5, True:
    refused(os.eventfd_write, fd, n)
os.eventfd_write(fd, 2**63)
print(os.eventfd_read(fd))
try:
    os.eventfd_read(fd)
except BlockingIOError as e:
    print(e)
