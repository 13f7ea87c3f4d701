"""A text stream that is read, written, given another buffer or taken apart by the very buffer that it reads or writes."""
import gc
import io


class Raw(io.RawIOBase):
    act, calls = None, 0

    def readable(self):
        return True

    writable = seekable = readable

    def seek(self, *args):
        return 0

    def tell(self):
        return 0

    def call_back(self):
        act, self.act = self.act, None
        if act:
            try:
                act()
            except (ValueError, TypeError, RuntimeError, OSError):
                pass

    def read1(self, n=-1):
        self.calls += 1
        if self.calls == 2:
            self.call_back()
        return b'abcdefgh' if self.calls < 5 else b''

    def readinto(self, into):
        data = self.read1()[:len(into)]
        into[:len(data)] = data
        return len(data)

    def write(self, data):
        self.call_back()
        return len(data)


class Buffer:
    """Neither a BufferedIOBase nor a raw stream."""
    closed = False

    def __init__(self, raw):
        self.read1, self.call_back = raw.read1, raw.call_back

    def readable(self):
        return True

    writable = seekable = readable

    def seek(self, *args):
        self.call_back()
        return 0

    def tell(self):
        self.call_back()
        return 0

    def truncate(self, *args):
        self.call_back()

    flush = close = truncate

    def write(self, data):
        self.call_back()
        return len(data)


ACTS = [lambda: t.__init__(io.BytesIO(b'zz')), lambda: (t.__init__(io.BytesIO(b'x' * 3000000)), t.read()), lambda: t.read(),
        lambda: t.readline(), lambda: t.write('z' * 18000), lambda: t.detach(), lambda: t.close(), lambda: t.seek(0),
        lambda: t.reconfigure(encoding='utf-16'), lambda: t.__init__(Raw(), 50), lambda: t.tell(),
        lambda: (t.__init__(io.BytesIO()), gc.collect(), [bytearray(9000) for i in range(20)])]
CALLS = [lambda: t.read(), lambda: t.read(12), lambda: t.readline(), lambda: t.readline(12), lambda: t.write('x' * 20000),
         lambda: (t.write('x'), t.flush()), lambda: (t.read(1), t.tell()), lambda: (t.read(2), t.seek(3)),
         lambda: (t.write('q'), t.close()), lambda: t.truncate(3), lambda: (t.write('q'), t.detach()),
         lambda: (t.write('q'), t.reconfigure(encoding='utf-16')), lambda: list(t), lambda: repr(t)]
BUFFERS = [lambda raw: io.BufferedReader(raw, 16), lambda raw: io.BufferedRandom(raw, 16), Buffer, lambda raw: raw,
           lambda raw: io.BufferedWriter(raw, 16)]
done = 0
for make in BUFFERS:
    for encoding in 'utf-8', 'utf-16', 'ascii':
        for call in CALLS:
            for act in ACTS:
                raw = Raw()
                t = io.TextIOWrapper(make(raw), encoding=encoding)
                raw.act = act
                try:
                    call()
                except (ValueError, TypeError, RuntimeError, OSError, AttributeError):
                    pass
                raw.act = None
                done += 1
print(done)


class Detaching(io.TextIOWrapper):
    gone = False

    def flush(self):
        if not self.gone:
            self.gone = True
            self.detach()


for name in 'close', 'tell', 'detach', 'truncate':
    try:
        getattr(Detaching(io.BytesIO()), name)()
    except ValueError as e:
        print(name, e)
