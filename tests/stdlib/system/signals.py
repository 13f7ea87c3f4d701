import signal, os, time, threading
got = []
old = signal.signal(signal.SIGUSR1, lambda s, f: got.append((s, f.f_code.co_name)))
print(old, signal.getsignal(signal.SIGUSR1) is not None)
def work():
    os.kill(os.getpid(), signal.SIGUSR1)
    for _ in range(3): pass
work()
print(got[0][0])
signal.raise_signal(signal.SIGUSR1)
print(len(got))
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
os.kill(os.getpid(), signal.SIGUSR1)
print(len(got), signal.sigpending() == {signal.SIGUSR1})
print(signal.sigwait([signal.SIGUSR1]))
print(signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGUSR1]) == {signal.SIGUSR1}, len(got))
print(signal.sigtimedwait([signal.SIGUSR2], 0.01))
signal.signal(signal.SIGALRM, lambda s, f: got.append('alarm'))
signal.setitimer(signal.ITIMER_REAL, 0.02, 0.02) # again and again: the first may come before pause()
signal.pause()
signal.setitimer(signal.ITIMER_REAL, 0)
print(got[-1])
class Stop(Exception): pass
def stop(s, f): raise Stop
signal.signal(signal.SIGALRM, stop)
for wait in (lambda: time.sleep(5), threading.Event().wait, lambda: threading.Thread(target=time.sleep, args=(0.2,)).start() or time.sleep(5),
             lambda: os.read(os.pipe()[0], 1)):
    try: signal.setitimer(signal.ITIMER_REAL, 0.02); wait()
    except Stop: print('stopped')
signal.signal(signal.SIGALRM, signal.SIG_IGN)
print(signal.getsignal(signal.SIGALRM), signal.Signals(15), repr(signal.SIGTERM))
r, w = os.pipe()
os.set_blocking(w, False)
print(signal.set_wakeup_fd(w))
signal.raise_signal(signal.SIGUSR1)
print(os.read(r, 10), signal.set_wakeup_fd(-1) == w)
def in_thread():
    try: signal.signal(signal.SIGUSR1, signal.SIG_DFL)
    except ValueError as e: print(e)
t = threading.Thread(target=in_thread); t.start(); t.join()
for bad in (lambda: signal.signal(0, signal.SIG_DFL), lambda: signal.signal(signal.SIGUSR1, 5)):
    try: bad()
    except (ValueError, TypeError) as e: print(e)
try:
    signal.raise_signal(signal.SIGINT)
except KeyboardInterrupt: print('interrupt')
print(signal.strsignal(signal.SIGSEGV), signal.SIGRTMIN < signal.SIGRTMAX, len(signal.valid_signals()) > 30)
