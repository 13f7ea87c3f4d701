"""readlines(hint) ends with the line with which the lines before it exceed the hint; BytesIO with the one that reaches it."""
import io
import _io

class Raw(io.RawIOBase):
    def __init__(self):
        self.data = b'ab\ncd\nef\n'
    def readable(self):
        return True
    def readinto(self, b):
        n = min(1, len(self.data))
        b[:n], self.data = self.data[:n], self.data[n:]
        return n

for make in (lambda: io.StringIO('ab\ncd\nef\n'), lambda: io.StringIO('ab\ncd\nef\n', newline='\r\n'), lambda: io.BytesIO(b'ab\ncd\nef\n'), lambda: io.TextIOWrapper(io.BytesIO(b'ab\ncd\nef\n')),
             lambda: io.BufferedReader(io.BytesIO(b'ab\ncd\nef\n')), Raw):
    print([len(make().readlines(n)) for n in (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, -1, None)])
