"""Children that are started anew: what the parent sends them, and how they begin.

The child is the same interpreter with a short command that reads two pickles from a pipe: what it has to set up
(prepare()), and the Process object. Descriptors that pickling comes across (duplicate_for_child) are passed on under
the same numbers. The method "forkserver" starts its children in the same way.
"""
import functools
import os
import pickle
import runpy
import sys
import types

from . import context, process, util
from .reduction import ForkingPickler

__all__ = ['_main', 'freeze_support', 'set_executable', 'get_executable', 'get_preparation_data', 'get_command_line',
           'import_main_path']

_executable = sys.executable


def set_executable(exe):
    """Start children with another interpreter."""
    global _executable
    _executable = os.fspath(exe)


def get_executable():
    """The interpreter that children are started with."""
    return _executable


def is_forking(argv):
    """Whether a command line is that of a child."""
    return len(argv) >= 2 and argv[1] == '--multiprocessing-fork'


def freeze_support():
    """Run the child if this process is one."""
    if is_forking(sys.argv):
        spawn_main(**{name: None if value == 'None' else int(value)
                      for name, _, value in (arg.partition('=') for arg in sys.argv[2:])})
        sys.exit()


def get_command_line(**kwds):
    """What starts a child that calls spawn_main() with the keywords."""
    arguments = ', '.join(f'{name}={value!r}' for name, value in kwds.items())
    return [_executable, '-c', f'from multiprocessing.spawn import spawn_main; spawn_main({arguments})',
            '--multiprocessing-fork']


# --- the parent ---

class _Launch:
    """A child on its way: what is pickled for it meanwhile may add descriptors."""

    def __init__(self):
        self.descriptors = set()

    def duplicate_for_child(self, fd):
        self.descriptors.add(fd)
        return fd

    def pickled(self, child):
        context.set_spawning_popen(self)
        try:
            data = get_preparation_data(child._name)
            if child._start_method:
                data['start_method'] = child._start_method
            return b''.join(map(ForkingPickler.dumps, (data, child)))
        finally:
            context.set_spawning_popen(None)


def launch(child, child_end, parent_end):
    """Start the interpreter of a Process object; its process id. The two descriptors are for its sentinels."""
    launched = _Launch()
    data = launched.pickled(child)
    reader, writer = os.pipe()
    try:
        launched.descriptors.update((reader, child_end, parent_end))
        pid = util.spawnv_passfds(_executable, get_command_line(pipe_handle=reader, parent_sentinel=parent_end),
                                  launched.descriptors)
    finally:
        os.close(reader)
    with open(writer, 'wb') as pipe:
        try:
            pipe.write(data)
        except BrokenPipeError:
            pass  # the child has ended, which its exit code tells
    return pid


# indented by eight columns where it is printed
_TOO_EARLY = '\n' + '\n'.join(line and ' ' * 8 + line for line in (
    'An attempt has been made to start a new process before the|current process has finished its bootstrapping phase.||'
    'This probably means that you are not using fork to start your|child processes and you have forgotten to use the '
    'proper idiom|in the main module:||    if __name__ == \'__main__\':|        freeze_support()|        ...||'
    'The "freeze_support()" line can be omitted if the program|is not going to be frozen to produce an executable.'
).split('|'))


def _check_not_importing_main():
    if getattr(process.current_process(), '_inheriting', False):
        raise RuntimeError(_TOO_EARLY)


def get_preparation_data(name):
    """What a child has to set up before it can unpickle anything of the parent's."""
    _check_not_importing_main()
    data = {'log_to_stderr': util._log_to_stderr, 'authkey': process.current_process().authkey, 'name': name,
            'sys_path': [path or process.ORIGINAL_DIR for path in sys.path], 'sys_argv': sys.argv,
            'orig_dir': process.ORIGINAL_DIR, 'dir': os.getcwd(),
            'start_method': context._default_context.get_start_method()}
    if util._logger is not None:
        data['log_level'] = util._logger.getEffectiveLevel()
    main = sys.modules['__main__']
    main_name = getattr(getattr(main, '__spec__', None), 'name', None)
    path = getattr(main, '__file__', None)
    if main_name is not None:
        data['init_main_from_name'] = main_name
    elif path is not None:
        data['init_main_from_path'] = os.path.normpath(os.path.join(process.ORIGINAL_DIR, path))
    return data


# --- the child ---

def spawn_main(pipe_handle, parent_pid=None, tracker_fd=None, parent_sentinel=None):
    """Run the code of a child that was started with get_command_line()."""
    assert is_forking(sys.argv), 'Not forking'
    sys.exit(_main(pipe_handle, parent_sentinel))


def _main(fd, parent_sentinel):
    with open(fd, 'rb', closefd=True) as pipe:
        current = process.current_process()
        current._inheriting = True
        try:
            prepare(pickle.load(pipe))
            child = pickle.load(pipe)
        finally:
            del current._inheriting
    return child._bootstrap(parent_sentinel)


def prepare(data):
    """Set this process up as get_preparation_data() says."""
    current = process.current_process()
    if 'name' in data:
        current.name = data['name']
    if 'authkey' in data:
        current.authkey = data['authkey']
    if data.get('log_to_stderr'):
        util.log_to_stderr()
    actions = {'log_level': util.get_logger().setLevel if 'log_level' in data else None, 'dir': os.chdir,
               'sys_path': functools.partial(setattr, sys, 'path'), 'sys_argv': functools.partial(setattr, sys, 'argv'),
               'orig_dir': functools.partial(setattr, process, 'ORIGINAL_DIR'),
               'start_method': functools.partial(context._default_context.set_start_method, force=True)}
    for key in actions.keys() & data.keys():
        actions[key](data[key])
    if 'init_main_from_name' in data:
        _main_from(runpy.run_module, data['init_main_from_name'])
    elif 'init_main_from_path' in data:
        _main_from(runpy.run_path, data['init_main_from_path'])


def _main_from(run, where):
    """Run the parent's main module under another name, so that what stands under __main__ of it does not run."""
    name = getattr(getattr(sys.modules['__main__'], '__spec__', None), 'name', None)
    if where == '__main__' or where.endswith('.__main__') or name == where:
        return
    old = sys.modules['__main__']
    keywords = {'alter_sys': True} if run is runpy.run_module else {}
    module = types.ModuleType('__mp_main__')
    module.__dict__.update(run(where, run_name='__mp_main__', **keywords))
    process.__dict__.setdefault('_old_main_modules', []).append(old)
    sys.modules['__main__'] = sys.modules['__mp_main__'] = module


def import_main_path(main_path):
    """Make sys.modules['__main__'] the module of a file, run under the name '__mp_main__'."""
    _main_from(runpy.run_path, main_path)
