"""Worker processes of a DataLoader. Each is a fork of the loading process; batches come back over a pipe as
pickles, in the order in which they were asked for, their tensors in shared memory."""
import os
import pickle
import random
import select
import signal
import struct
import sys
import time
import traceback
import weakref

import torch
from torch import _share


class WorkerInfo:
    """What get_worker_info() tells inside a worker: id, num_workers, seed, dataset."""

    def __init__(self, **kwargs):
        for k, v in kwargs.items():
            object.__setattr__(self, k, v)
        self._names = tuple(kwargs)

    def __setattr__(self, name, value):
        if name != '_names' and hasattr(self, '_names'):
            raise RuntimeError(f'Cannot assign attributes to {type(self).__name__} objects')
        object.__setattr__(self, name, value)

    def __repr__(self):
        return f"WorkerInfo({', '.join(f'{k}={getattr(self, k)}' for k in self._names)})"


_info = None


def get_worker_info():
    """In a worker process its WorkerInfo, else None."""
    return _info


class ExceptionWrapper:
    """An exception of a worker with its traceback as text; reraise() raises its like here."""

    def __init__(self, error, where):
        self.kind = type(error)
        self.text = ''.join(traceback.format_exception(error))
        self.where = where

    def reraise(self):
        message = f'Caught {self.kind.__name__} {self.where}.\nOriginal {self.text}'
        if self.kind is KeyError:
            raise KeyError(_Text(message))
        try:
            error = self.kind(message)
        except TypeError:
            raise RuntimeError(message) from None
        raise error


class _Text(str):
    """A KeyError's message printed as it is."""

    def __repr__(self):
        return str(self)


def _write(fd, data):
    view = memoryview(struct.pack('<Q', len(data)) + data)
    while view:
        view = view[os.write(fd, view):]


def _read_exactly(fd, n):
    parts = []
    while n:
        part = os.read(fd, min(n, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        n -= len(part)
    return b''.join(parts)


def _read(fd):
    return pickle.loads(_read_exactly(fd, struct.unpack('<Q', _read_exactly(fd, 8))[0]))


class _Sent:
    """A tensor on its way through a pipe: where its shared memory is."""

    def __init__(self, t):
        self.requires_grad = t.requires_grad
        self.parts = _share.send(t.detach() if t.is_shared() else t.detach().contiguous())

    def build(self):
        t = _share.receive(*self.parts)
        return t.requires_grad_() if self.requires_grad else t


def _map(f, kind, x):
    """x with every instance of kind inside its containers replaced by f of it."""
    if isinstance(x, kind):
        return f(x)
    if type(x) is dict:
        return {k: _map(f, kind, v) for k, v in x.items()}
    if type(x) in (list, tuple):
        return type(x)(_map(f, kind, v) for v in x)
    if isinstance(x, tuple) and hasattr(x, '_fields'):
        return type(x)(*(_map(f, kind, v) for v in x))
    return x


class _EndOfStream:
    """A worker's iterable dataset is used up."""


def generate_state(base_seed, worker_id):
    """Seed words for NumPy's generator of a worker: NumPy's SeedSequence of (worker_id, low, high)."""
    words = [worker_id, base_seed & 0xffffffff, base_seed >> 32, 0]
    mask, const = 0xffffffff, 0x43b0d7e5

    def hashed(v):
        nonlocal const
        v = (v ^ const) & mask
        const = const * 0x931e8875 & mask
        v = v * const & mask
        return (v ^ v >> 16) & mask

    def mix(x, y):
        r = (x * 0xca01f9dd - y * 0x4973f715) & mask
        return (r ^ r >> 16) & mask
    pool = [hashed(w) for w in words]
    for s in range(4):
        for d in range(4):
            if s != d:
                pool[d] = mix(pool[d], hashed(pool[s]))
    const, state = 0x8b51f9dd, []
    for i in range(4):
        v = pool[i] ^ const
        const = const * 0x58f38ded & mask
        v = v * const & mask
        state.append((v ^ v >> 16) & mask)
    return state


def _serve(loader, worker_id, seed, n_workers, init_fn, requests, results):
    """The worker's life: reads (number, indices) and answers (number, batch); None ends it."""
    global _info
    torch.set_num_threads(1)
    random.seed(seed)
    torch.manual_seed(seed)
    if 'numpy' in sys.modules:
        try:
            sys.modules['numpy'].random.seed(generate_state(seed - worker_id, worker_id))
        except (NotImplementedError, AttributeError, TypeError):
            pass
    dataset = loader.dataset
    _info = WorkerInfo(id=worker_id, num_workers=n_workers, seed=seed, dataset=dataset)
    failure = None
    try:
        if init_fn is not None:
            init_fn(worker_id)
        stream = None
    except Exception as e:
        failure = ExceptionWrapper(e, f'in DataLoader worker process {worker_id}')
    while True:
        try:
            request = _read(requests)
        except EOFError:
            return
        if request is None:
            return
        if request == 'again':  # the next epoch of persistent workers
            stream = None
            continue
        number, indices = request
        try:
            if failure is not None:
                answer, failure = failure, None
            elif loader._iterable:
                if stream is None:
                    stream = loader._from_stream(iter(dataset))
                batch = next(stream, _EndOfStream)
                answer = batch if batch is _EndOfStream else loader.collate_fn(batch)
            elif loader.batch_sampler is not None:
                answer = loader.collate_fn([dataset[i] for i in indices])
            else:
                answer = loader.collate_fn(dataset[indices])
        except Exception as e:
            answer = ExceptionWrapper(e, f'in DataLoader worker process {worker_id}')
        try:
            data = pickle.dumps((number, _map(_Sent, torch.Tensor, answer)))
        except Exception as e:
            data = pickle.dumps((number, ExceptionWrapper(e, f'in DataLoader worker process {worker_id}')))
        _write(results, data)


_open = weakref.WeakSet()  # whose pipes a new process inherits: they end only when nobody holds the other end


class Workers:
    """The processes of one loader, and the order of what they send."""

    def __init__(self, loader, base_seed):
        self.loader = loader
        self.n = loader.num_workers
        self.pids, self.to, self.back = [], [], []
        _open.add(self)
        sys.stdout.flush()
        sys.stderr.flush()
        for i in range(self.n):
            self._start(i, base_seed)

    def _start(self, i, base_seed):
        to_read, to_write = os.pipe()
        back_read, back_write = os.pipe()
        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                inherited = [to_write, back_read]
                for workers in _open:
                    inherited += workers.to + workers.back
                    workers.to, workers.back, workers.pids = [], [], []
                for fd in inherited:
                    os.close(fd)
                _serve(self.loader, i, base_seed + i, self.n, self.loader.worker_init_fn, to_read, back_write)
                code = 0
            except (KeyboardInterrupt, BrokenPipeError):  # the loading process has gone on without us
                pass
            except BaseException:
                traceback.print_exc()
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(code)
        os.close(to_read)
        os.close(back_write)
        self.pids.append(pid)
        self.to.append(to_write)
        self.back.append(back_read)

    def ask(self, i, request):
        try:
            _write(self.to[i], pickle.dumps(request))
        except OSError:
            self._died()

    def _died(self):
        for k, pid in enumerate(self.pids):
            done, status = os.waitpid(pid, os.WNOHANG) if pid else (0, 0)
            if done:
                self.pids[k] = 0
                how = (f'is killed by signal: {signal.Signals(os.WTERMSIG(status)).name.replace("SIG", "")}.' if os.WIFSIGNALED(status)
                       else f'exited unexpectedly with exit code {os.WEXITSTATUS(status)}.')
                raise RuntimeError(f'DataLoader worker (pid(s) {pid}) exited unexpectedly') from RuntimeError(f'DataLoader worker (pid {pid}) {how}')
        raise RuntimeError('DataLoader worker exited unexpectedly')

    def receive(self, timeout=0):
        """The next answer of any worker: (worker, number, value)."""
        ready, _, _ = select.select(self.back, [], [], timeout if timeout > 0 else None)
        if not ready:
            raise RuntimeError(f'DataLoader timed out after {timeout} seconds')
        i = self.back.index(ready[0])
        try:
            number, value = _read(ready[0])
        except EOFError:
            time.sleep(0.05)
            self._died()
        return i, number, _map(_Sent.build, _Sent, value)

    def close(self):
        pids, self.pids = self.pids, []
        for fd in self.to + self.back:
            try:
                os.close(fd)
            except OSError:
                pass
        self.to, self.back = [], []
        for pid in pids:
            if pid:
                try:
                    os.waitpid(pid, 0)
                except OSError:
                    pass

    def __del__(self):
        if self.pids:
            self.close()


class _MultiProcessingDataLoaderIter:
    """An epoch over worker processes: requests go round the workers, results come out in order."""

    def __init__(self, loader, workers, indices):
        self.loader, self.workers = loader, workers
        self.pending = {}
        self.order = {}
        self.sent = self.given = 0
        self.active = list(range(workers.n))
        self.turn = 0
        self.source = indices
        for _ in range(loader.prefetch_factor * workers.n):
            self._send()

    def __iter__(self):
        return self

    def __len__(self):
        return len(self.loader)

    def _send(self):
        if not self.active:
            return
        indices = None
        if self.source is not None:
            indices = next(self.source, self)
            if indices is self:
                self.source = iter(())
                return
        i = self.active[self.turn % len(self.active)]
        self.turn += 1
        self.order[self.sent] = i
        self.workers.ask(i, (self.sent, indices))
        self.sent += 1

    def __next__(self):
        while True:
            while self.given < self.sent and self.given not in self.order:
                self.given += 1
            if self.given == self.sent:
                self._finish()
                raise StopIteration
            while self.given not in self.pending:
                i, number, value = self.workers.receive(self.loader.timeout)
                if value is _EndOfStream:
                    del self.order[number]
                    if i in self.active:
                        at = self.active.index(i)
                        self.turn = self.turn % len(self.active)
                        if at < self.turn:
                            self.turn -= 1
                        self.active.remove(i)
                    if number == self.given:
                        break
                    continue
                self.pending[number] = value
            if self.given not in self.pending:
                continue
            value = self.pending.pop(self.given)
            del self.order[self.given]
            self.given += 1
            self._send()
            if isinstance(value, ExceptionWrapper):
                value.reraise()
            return value

    def _finish(self):
        if not self.loader.persistent_workers:
            self.workers.close()
        else:
            self._drain()

    def _drain(self):
        """Answers of an abandoned epoch are read, so that the next begins clean."""
        while any(k not in self.pending for k in self.order):
            _, number, value = self.workers.receive(self.loader.timeout)
            if value is _EndOfStream:
                self.order.pop(number, None)
            else:
                self.pending[number] = value
        self.order.clear()

    def __del__(self):
        if self.workers.pids and not self.loader.persistent_workers:
            self.workers.close()
