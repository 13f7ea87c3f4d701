import socket, threading, signal, mmap, time, os, selectors
srv=socket.create_server(('127.0.0.1',0)); port=srv.getsockname()[1]
def serve():
    c,a=srv.accept()
    with c:
        f=c.makefile('rw')
        for line in f:
            f.write(line.upper()); f.flush()
t=threading.Thread(target=serve); t.start()
c=socket.create_connection(('localhost',port),timeout=5)
c.sendall(b'hello\nworld\n'); c.shutdown(socket.SHUT_WR)
d=b''
while x:=c.recv(100): d+=x
print(d); c.close(); t.join(); srv.close()
a,b=socket.socketpair(); a.send(b'xx'); print(b.recv(10), a.family, a.type); a.settimeout(0.01)
try: a.recv(1)
except TimeoutError as e: print(repr(e))
a.setblocking(False)
try: a.recv(1)
except BlockingIOError as e: print(repr(e))
u=socket.socket(socket.AF_INET, socket.SOCK_DGRAM); u.bind(('127.0.0.1',0)); u.sendto(b'dg', u.getsockname()); print(u.recvfrom(10)[0])
signal.signal(signal.SIGUSR1, lambda s,f: print('usr1', s)); os.kill(os.getpid(), signal.SIGUSR1)
try: signal.signal(signal.SIGALRM, lambda s,f: 1/0); signal.setitimer(signal.ITIMER_REAL, 0.05); time.sleep(3)
except ZeroDivisionError: print('alarm', signal.getitimer(signal.ITIMER_REAL))
m=mmap.mmap(-1,100); m[:5]=b'hello'; m.seek(0); print(m.read(5), m[0], len(m), m.find(b'l'))
print(signal.getsignal(signal.SIGINT), signal.Signals.SIGTERM)
e=threading.Event()
# Ctrl-C while waiting on a lock
try: signal.setitimer(signal.ITIMER_REAL, 0.05); e.wait()
except ZeroDivisionError: print('interrupted wait')
try: socket.create_connection(('127.0.0.1',1))
except OSError as e: print(e)
try: socket.gethostbyname('nonexistent.invalid')
except socket.gaierror as e: print(e.args[0]<0, type(e))
