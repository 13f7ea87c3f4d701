"""spawn(): a function in several processes, which end together."""
import multiprocessing
import multiprocessing.connection
import signal
import sys
import traceback

__all__ = ['ProcessContext', 'ProcessException', 'ProcessExitedException',
           'ProcessRaisedException', 'SpawnContext', 'spawn', 'start_processes']


class ProcessException(Exception):
    __slots__ = ["error_index", "error_pid"]

    def __init__(self, msg, error_index, pid):
        super().__init__(msg)
        self.msg = msg
        self.error_index = error_index
        self.pid = pid

    def __reduce__(self):
        return type(self), (self.msg, self.error_index, self.pid)


class ProcessRaisedException(ProcessException):
    """The function raised."""


class ProcessExitedException(ProcessException):
    """A process ended by a signal or with an exit code."""
    __slots__ = ["exit_code"]

    def __init__(self, msg, error_index, error_pid, exit_code, signal_name=None):
        super().__init__(msg, error_index, error_pid)
        self.exit_code = exit_code
        self.signal_name = signal_name

    def __reduce__(self):
        return type(self), (self.msg, self.error_index, self.pid, self.exit_code,
                            self.signal_name)


def _wrap(fn, i, args, error_queue):
    try:
        fn(i, *args)
    except KeyboardInterrupt:
        pass  # the parent got it too
    except Exception:
        error_queue.put(traceback.format_exc())
        sys.exit(1)


class ProcessContext:
    """The processes that spawn(join=False) started."""

    def __init__(self, processes, error_queues):
        self.error_queues = error_queues
        self.processes = processes
        self.sentinels = {p.sentinel: i for i, p in enumerate(processes)}

    def pids(self):
        return [int(p.pid) for p in self.processes]

    def join(self, timeout=None):
        """Wait for one or more to end; True when all have. Raises what one of them raised."""
        if len(self.sentinels) == 0:
            return True
        ready = multiprocessing.connection.wait(self.sentinels.keys(), timeout=timeout)
        failed = None
        for sentinel in ready:
            index = self.sentinels.pop(sentinel)
            process = self.processes[index]
            process.join()
            if process.exitcode != 0:
                failed = index
                break
        if failed is None:
            return len(self.sentinels) == 0
        for process in self.processes:
            if process.is_alive():
                process.terminate()
            process.join()
        pid = self.processes[failed].pid
        if self.error_queues[failed].empty():
            code = self.processes[failed].exitcode
            if code < 0:
                name = signal.Signals(-code).name
                raise ProcessExitedException("process %d terminated with signal %s"
                                             % (failed, name), failed, pid, code, name)
            raise ProcessExitedException("process %d terminated with exit code %d"
                                         % (failed, code), failed, pid, code)
        text = self.error_queues[failed].get()
        raise ProcessRaisedException("\n\n-- Process %d terminated with the following error:\n"
                                     % failed + text, failed, pid)


SpawnContext = ProcessContext


def start_processes(fn, args=(), nprocs=1, join=True, daemon=False, start_method='spawn'):
    """Run fn(i, *args) in nprocs processes."""
    mp = multiprocessing.get_context(start_method)
    error_queues = []
    processes = []
    for i in range(nprocs):
        error_queues.append(mp.SimpleQueue())
        processes.append(mp.Process(target=_wrap, args=(fn, i, args, error_queues[-1]), daemon=daemon))
        processes[-1].start()
    context = ProcessContext(processes, error_queues)
    ended = not join
    while not ended:
        ended = context.join()
    return None if join else context


def spawn(fn, args=(), nprocs=1, join=True, daemon=False, start_method='spawn'):
    """Run fn(i, *args) in nprocs processes; wait for them, unless join is False."""
    return start_processes(fn, args, nprocs, join, daemon, start_method='spawn')
