# A signal that cuts a write to a pipe short: its handler runs before the rest is written, and may not use the stream.
import os
import select
import signal
import threading


class Reader(threading.Thread):
    """Sends the signal when the pipe is full, and reads it empty from when the handler has run."""

    def __init__(self, end, to):
        super().__init__()
        self.end, self.to, self.begin, self.count = end, to, threading.Event(), 0

    def run(self):
        while select.select([], [self.to], [], 0)[1]:
            self.begin.wait(0.001)
        signal.pthread_kill(threading.main_thread().ident, signal.SIGUSR1)
        self.begin.wait()
        while data := os.read(self.end, 1 << 16):
            self.count += len(data)


def cut_short(buffering, in_handler, use):
    log = []
    end, to = os.pipe()
    file = os.fdopen(to, "wb", buffering=buffering)
    reader = Reader(end, to)
    reader.start()

    def handler(*_):
        try:
            in_handler(file)
        except RuntimeError as e:
            log.append(str(e)[:21])
        finally:
            reader.begin.set()

    signal.signal(signal.SIGUSR1, handler)
    use(file)
    file.close()
    reader.join()
    os.close(end)
    print(reader.count, log)


def write_and_flush(file):
    file.write(b"x" * 300000)
    file.flush()


for use in write_and_flush, lambda file: file.write(b"x" * 300001):
    buffering = 1 << 20 if use is write_and_flush else 4096
    cut_short(buffering, lambda file: file.flush(), use)
    cut_short(buffering, lambda file: file.write(b"yy"), use)
    cut_short(buffering, lambda file: file.close(), use)


class Stop(Exception):
    pass


def stop(file):
    raise Stop


def until_stopped(file):
    try:
        write_and_flush(file)
    except Stop:
        print("stopped")


cut_short(1 << 20, stop, until_stopped)
