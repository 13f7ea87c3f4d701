import os, sys, signal, time, stat, errno
r, w = os.pipe()
pid = os.fork()
if pid == 0:
    os.write(w, b'from child')
    os._exit(7)
print(os.read(r, 100), os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
pid = os.fork()
if pid == 0:
    time.sleep(10)
    os._exit(0)
os.kill(pid, signal.SIGKILL)
_, status = os.waitpid(pid, 0)
print(os.WIFSIGNALED(status), os.WTERMSIG(status), os.WIFEXITED(status), os.WCOREDUMP(status))
events = []
os.register_at_fork(before=lambda: events.append('before'),
                    after_in_parent=lambda: events.append('parent'),
                    after_in_child=lambda: events.append('child'))
pid = os.fork()
if pid == 0:
    os.write(w, repr(events).encode())
    os._exit(0)
os.waitpid(pid, 0)
print(events, os.read(r, 100))
print(os.spawnlp(os.P_WAIT, 'sh', 'sh', '-c', 'exit 4'))
pid = os.posix_spawn('/bin/sh', ['sh', '-c', 'echo $V >&9'], {'V': 'spawned'},
                     file_actions=[(os.POSIX_SPAWN_DUP2, w, 9)])
os.waitpid(pid, 0)
print(os.read(r, 100))
try:
    os.posix_spawn('/nonexistent', ['x'], {})
except FileNotFoundError as e:
    print(e.errno == errno.ENOENT)
try:
    os.execv('/nonexistent', ['x'])
except FileNotFoundError as e:
    print(e)
print(os.system('exit 3') >> 8, os.popen('echo popen').read().strip(), os.popen('exit 2').close())
print(os.getpgid(0) == os.getpgrp(), os.getsid(0) == os.getsid(os.getpid()), type(os.getpriority(os.PRIO_PROCESS, 0)))
print(len(os.sched_getaffinity(0)) > 0, os.cpu_count() > 0)
si = os.fork()
if si == 0: os._exit(9)
res = os.waitid(os.P_PID, si, os.WEXITED)
print(res.si_status, res.si_code == os.CLD_EXITED)
si = os.fork()
if si == 0: os._exit(1)
pid, st, usage = os.wait4(si, 0)
print(pid == si, st >> 8, usage.ru_maxrss > 0)
fd = os.open('/tmp', os.O_RDONLY)
print(stat.S_ISDIR(os.fstat(fd).st_mode)); os.close(fd)
fd = os.memfd_create('x')
print(os.write(fd, b'0123456789'), os.pread(fd, 3, 4), os.pwrite(fd, b'AB', 2), os.pread(fd, 10, 0))
bufs = [bytearray(2), bytearray(3)]
os.lseek(fd, 0, 0)
print(os.readv(fd, bufs), bufs, os.writev(fd, [b'x', b'yz']))
os.ftruncate(fd, 4); print(os.fstat(fd).st_size)
new = os.dup(fd); os.close(fd); print(os.pread(new, 4, 0)); os.close(new)
try:
    os.close(new)
except OSError as e:
    print(e)
print(os.strerror(errno.EAGAIN), os.sysconf('SC_PAGE_SIZE') > 0, os.statvfs('/').f_namemax)
print(os.makedev(8, 1) == os.makedev(os.major(2049), os.minor(2049)))
master, slave = os.openpty()
print(os.isatty(slave), os.ttyname(slave).startswith('/dev/'))
print(os.get_terminal_size(slave), os.get_blocking(r))
os.set_blocking(r, False)
try:
    os.read(r, 1)
except BlockingIOError as e:
    print(e.errno == errno.EAGAIN)
