"""Streams: closing and what is told of unclosed ones, errors that follow one another, raw streams that would block or
lie, byte order marks, pickling of the streams in memory."""
import io
import os
import pickle
import tempfile
import warnings


def attempt(name, function):
    try:
        result = function()
    except Exception as e:
        result = f'{type(e).__name__}: {e}'
        if e.__context__ is not None:
            result += f' (context {e.__context__!r}, cause {e.__cause__!r})'
    print(name, '->', result)


def show_unclosed(path):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        open(path)
        open(path, 'rb')
        io.FileIO(path)
        os.scandir('.')
        f = open(path)
        f.close()
        del f
    print([str(w.message).split(' name')[0].split(' object')[0] for w in caught])


def show_order(path):
    class Told(io.FileIO):
        def __del__(self):
            print('del', end=' ')
            super().__del__()

        def close(self):
            print('close', end=' ')
            super().close()

        def flush(self):
            print('flush', self.closed)
            super().flush()
    Told(path)


def show_errors():
    class Failing(io.BytesIO):
        closes = False

        def flush(self):
            raise OSError('flush')

        def close(self):
            if self.closes:
                raise OSError('close')
    for closes in (False, True):
        raw = Failing(b'x')
        raw.closes = closes
        for make in (io.BufferedWriter, io.BufferedReader, io.TextIOWrapper):
            attempt(make.__name__, make(raw).close)

    class Lying(io.RawIOBase):
        def readable(self):
            return True

        def seekable(self):
            return True

        def readinto(self, b):
            return 'x' if len(b) < 100 else len(b) + 1

        def seek(self, *args):
            return -123

        def tell(self):
            return -456
    attempt('readinto', io.BufferedReader(Lying(), 50).readline)
    attempt('readinto', io.BufferedReader(Lying(), 150).readline)
    attempt('tell', io.BufferedReader(Lying()).tell)
    attempt('seek', lambda: io.BufferedReader(Lying()).seek(0))
    attempt('not writable', lambda: io.BufferedWriter(Lying()))
    attempt('not readable', lambda: io.BufferedReader(io.BufferedWriter(io.BytesIO())))
    attempt('text of it', lambda: io.TextIOWrapper(io.BufferedWriter(io.BytesIO())).read())
    attempt('text of it', lambda: io.TextIOWrapper(io.BufferedReader(io.BytesIO())).write('x'))
    for codec in ('rot13', 'hex', 'none-such'):
        attempt(codec, lambda: io.TextIOWrapper(io.BytesIO(), codec))
    text = io.TextIOWrapper(io.BytesIO(b'x'))
    attempt('newline', lambda: text.__init__(io.BytesIO(), newline='x'))
    attempt('read', text.read)
    text = io.TextIOWrapper(io.BytesIO())
    text.detach()
    print(text)

    class Odd(io.IOBase):
        def __next__(self):
            return None
    attempt('readlines', lambda: Odd().readlines(1))


class Pipe(io.RawIOBase):
    """Takes so many bytes before it would block."""

    def __init__(self, room):
        self.room, self.data = room, b''

    def writable(self):
        return True

    def readable(self):
        return True

    def readinto(self, b):
        return None

    def write(self, b):
        n = min(len(b), self.room)
        self.room -= n
        self.data += bytes(b[:n])
        return n or None


def show_blocking():
    raw = Pipe(10)
    stream = io.BufferedWriter(raw, 8)
    print(stream.write(b'a' * 5), stream.write(b'b' * 5), raw.data)
    try:
        stream.write(b'c' * 100)
    except BlockingIOError as e:
        print(e.strerror, e.characters_written)
    print(raw.data)
    try:
        stream.flush()
    except BlockingIOError as e:
        print(e.strerror, e.characters_written)
    raw.room = 1000
    stream.flush()
    print(raw.data, raw.readall(), io.BufferedReader(Pipe(0)).read())


def show_marks(path):
    for codec in ('utf-8-sig', 'utf-16', 'utf-32'):
        with open(path, 'w', encoding=codec) as f:
            f.write('a')
            f.write('b')
        with open(path, 'a', encoding=codec) as f:
            f.write('c')
        with open(path, 'r+', encoding=codec) as f:
            f.seek(0, 2)
            f.write('d')
            f.seek(0)
            print(f.read(), end=' ')
        with open(path, 'rb') as f:
            print(f.read() == 'abcd'.encode(codec))
    raw = io.BytesIO()
    text = io.TextIOWrapper(raw, 'ascii', newline='\n')
    text.write('x\n')
    text.reconfigure(encoding='utf-8-sig')
    text.write('é')
    text.flush()
    print(raw.getvalue())


def show_readinto1():
    class Pieces(io.RawIOBase):
        pieces = [b'abc', b'de', b'fgh', b'jkl']

        def readable(self):
            return True

        def readinto(self, b):
            piece = self.pieces.pop(0)
            b[:len(piece)] = piece
            return len(piece)
    stream, b = io.BufferedReader(Pieces(), 10), bytearray(2)
    print(stream.peek(3), [(stream.readinto1(b), bytes(b)) for _ in range(3)], stream.peek(3),
          stream.readinto1(bytearray(20)), Pieces.pieces)


def show_pickles():
    for stream in (io.BytesIO(b'abc'), io.StringIO('a\nb', newline='\r\n'), io.StringIO('a\r\nb', newline=None)):
        stream.seek(2)
        stream.note = 3
        copy = pickle.loads(pickle.dumps(stream))
        print(copy.__getstate__(), copy.getvalue() == stream.getvalue(), copy.note)
    for make, states in ((io.BytesIO, (3, (b'x', 1), (b'x', 'a', None), (b'x', -1, None), (b'x', 1, 2), ('x', 1, None))),
                         (io.StringIO, (3, ('x', 1), ('x', '\n', 'a', None), ('x', '\n', -1, None), ('x', '\n', 1, 2),
                                        (b'x', '\n', 1, None)))):
        for state in states:
            attempt(f'{make.__name__} {state}', lambda: make().__setstate__(state))


with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'x')
    open(path, 'w').close()
    show_unclosed(path)
    show_order(path)
    show_errors()
    show_blocking()
    show_marks(path)
    show_readinto1()
    show_pickles()
