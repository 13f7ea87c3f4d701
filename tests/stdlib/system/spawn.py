"""os.posix_spawn, exec, the environment as str and bytes, waiting: results and errors."""
import os
import signal
import sys


def attempt(name, function):
    try:
        result = function()
    except Exception as e:
        result = f'{type(e).__name__}: {e}'
    print(name, '->', result, flush=True)


def code(pid):
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


SH = '/bin/sh'
for args in (('ab', {}), ([], {}), ([''], {}), ([3], {}), (['a'], 3), (['a'], {3: 4}), (['a'], {'a=b': '4'}),
             (['a'], {'a\0': '4'})):
    attempt(f'argv, env {args}', lambda: os.posix_spawn(SH, *args))
for actions in (3, [3], [()], [(7,)], [(0, 1)], [(1,)], [(2, 3)], [(1, 'x')], [(0, 3, 'a\0', 0, 0)], [(1, -1)],
                [(0, 3, '/missing', 0, 0)]):
    attempt(f'actions {actions}', lambda: os.posix_spawn(SH, ['a'], {}, file_actions=actions))
for key, value in (('setpgroup', 'x'), ('setsigmask', 3), ('setsigmask', [100]), ('setsigdef', ['a']),
                   ('scheduler', (1,)), ('scheduler', (0, 3)), ('setsid', 'x'), ('resetids', None)):
    attempt(f'{key} {value}', lambda: os.posix_spawn(SH, ['a'], {}, **{key: value}))
attempt('missing', lambda: os.posix_spawn('/missing/x', ['a'], {}))
attempt('None', lambda: os.posix_spawnp(None, ['a'], {}))
print(code(os.posix_spawn(SH, ['sh', '-c', 'exit $n'], {'n': '7'})))
print(code(os.posix_spawnp('sh', [b'sh', b'-c', b'kill -9 $$'], {})))
r, w = os.pipe()
pid = os.posix_spawn(SH, ['sh', '-c', 'echo out; echo err >&2; ps_is_not=here'], os.environ, setpgroup=0,
                     setsigdef=[signal.SIGINT], setsigmask=[signal.SIGUSR1],
                     file_actions=[(os.POSIX_SPAWN_DUP2, w, 1), (os.POSIX_SPAWN_DUP2, w, 2),
                                   (os.POSIX_SPAWN_CLOSE, w), (os.POSIX_SPAWN_OPEN, 0, '/dev/null', os.O_RDONLY, 0)])
os.close(w)
print(code(pid), sorted(os.read(r, 100).split()))
os.close(r)

for f, args in ((os.execv, (SH, [])), (os.execv, (SH, 'a')), (os.execv, (SH, [''])), (os.execv, (SH, [3])),
                (os.execve, (SH, ['a'], 3)), (os.execve, (SH, ['a'], {'a=': '3'})), (os.execve, (SH, 3, {})),
                (os.execve, ('/missing', ['a'], {})), (os.execve, (999, ['a'], {})),
                (os.waitstatus_to_exitcode, (0x137f,)), (os.register_at_fork, ()), (os.confstr, ('x',)),
                (os.pathconf, ('/', 'x')), (os.sched_param, (3,)), (os.sched_setparam, (0, 3))):
    attempt(f'{f.__name__} {args}', lambda: f(*args))
attempt('register_at_fork', lambda: os.register_at_fork(before=None))
attempt('register_at_fork', lambda: os.register_at_fork(before=3, after_in_child=3))

os.environ['KU_TEST'] = 'ä'
print(os.environb[b'KU_TEST'], os.environ.copy()['KU_TEST'])
os.environb[b'KU_TEST'] = b'\xff'
print(ascii(os.environ['KU_TEST']), b'KU_TEST' in os.environb, os.environb.get(b'KU_NONE'))
del os.environ['KU_TEST']
print(b'KU_TEST' in os.environb, type(os.environb.copy()))
for mapping, key, value in ((os.environ, b'x', 'y'), (os.environ, 'x', 3), (os.environb, 'x', b'y')):
    attempt('set', lambda: mapping.__setitem__(key, value))
attempt('del', lambda: os.environb.__delitem__(b'KU_NONE'))
sys.stdout.flush()
for env in ({'PATH': '/a:/b'}, {b'PATH': b'/c:/d'}, {}, {'PATH': 'x', b'PATH': b'y'}):
    attempt('get_exec_path', lambda: os.get_exec_path(env))
for f in (os.copy_file_range, os.splice):
    attempt(f.__name__, lambda: f(0, 1, -10))
print(type(os.times()) is os.times_result, type(os.uname()) is os.uname_result, os.times_result.n_fields,
      type(os.statvfs('/')) is os.statvfs_result, os.statvfs_result.n_fields, os.statvfs_result.n_sequence_fields)
try:
    os.environ['KU_NONE']
except KeyError as e:
    print(e.__suppress_context__)
