"""What buffered streams ask of a raw stream written in Python, and what they make of odd answers."""
import io


class Raw(io.RawIOBase):
    """Answers readinto() and write() with `answer`; after three calls there is nothing more to read."""

    def __init__(self, answer, rest=b'rest', piece=b'x\n'):
        self.answer, self.rest, self.piece, self.n = answer, rest, piece, 0

    def readable(self):
        return True

    def writable(self):
        return True

    def seekable(self):
        return True

    def seek(self, *args):
        print('seek', args, end=' ')
        return 0

    def tell(self):
        print('tell', end=' ')
        return 0

    def readinto(self, b):
        print('readinto', type(b).__name__, len(b), end=' ')
        n = min(len(b), len(self.piece))
        b[:n] = self.piece[:n]
        self.n += 1
        return self.answer if self.n < 4 else 0

    def write(self, b):
        print('write', type(b).__name__, bytes(b), end=' ')
        return self.answer


class Whole(Raw):
    def readall(self):
        print('readall', end=' ')
        return self.rest


def show(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e, '|', repr(e.__cause__))


for size in 8, 3:
    for rest in b'rest', None, 5, '':
        print('-', size, rest)
        w = io.BufferedReader(Whole(2, rest), size)
        show(w.peek), show(w.read1, 1), show(w.read1, -1), show(w.read1, 2), show(w.read), show(w.read)
        w = io.BufferedReader(Whole(2, rest), size)
        show(w.read, 3), show(w.readinto, bytearray(9)), show(w.readinto1, bytearray(4)), show(w.readline), show(w.read)
        w = io.BufferedRandom(Whole(2, rest), size)
        show(w.write, b'ab'), show(w.read), show(w.write, b'ab'), show(w.readline), show(w.write, b'ab'), show(w.readinto, bytearray(5))
        show(w.write, b'ab'), show(w.peek), show(w.flush), show(w.flush)

for answer in -1, 100, 2**63, -2**70, 'a', 1.0, None, True:
    print('-', answer)
    if answer != 100:
        for calls in ('readline', 'read', 'readall', 'readlines', '__next__'):
            if answer is not True or calls not in ('read', 'readall'):
                show(getattr(Raw(answer, piece=b'\n'), calls))
        show(io.TextIOWrapper(io.BufferedReader(Raw(answer, piece=b'\n'), 1)).readline)
    r = lambda: io.BufferedReader(Raw(answer, piece=b'x'), 1)
    show(r().readline), show(r().read, 1), show(r().read1, 1), show(r().peek), show(r().readinto, bytearray(1)), show(r().readinto1, bytearray(1))
    w = io.BufferedWriter(Raw(answer), 1)
    show(w.write, b'a'), show(w.flush)
    w.raw.answer = 1
    w.close()


class Shrinks(io.RawIOBase):
    def readinto(self, b):
        b[:] = b'ab'
        return self.count


for count in 0, 1, 2, 3:
    raw = Shrinks()
    raw.count = count
    print(raw.read(6), type(raw.read(1)))


class Pieces:
    """A raw stream without readall()."""
    closed = False

    def __init__(self, *pieces):
        self.pieces = list(pieces)

    def readable(self):
        return True

    def read(self, n=-1):
        print('read', n, end=' ')
        return self.pieces.pop(0)


for pieces in (b'a', b'b', b''), (b'a', None), (None,), (b'',), (b'a', 'b'), (b'a', bytearray(b'b'), b''), ():
    show(io.BufferedReader(Pieces(*pieces)).read)
