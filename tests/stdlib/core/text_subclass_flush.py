"""What a text stream calls of a subclass and of its buffer: flush() where it is flushed, truncate() with what was given."""
import io
class T(io.TextIOWrapper):
    def flush(self):
        print('flush')
        super().flush()
t = T(io.BytesIO(b'abc\ndef'), encoding='utf-8')
for f in (lambda: t.tell(), lambda: t.seek(2), lambda: t.read(1), lambda: t.seek(0, 1), lambda: t.seek(0, 2), lambda: t.truncate(), lambda: t.truncate(2), lambda: t.reconfigure(line_buffering=True), lambda: t.reconfigure(newline='\r'), lambda: t.write('a\n'), lambda: next(t), lambda: t.readline(), lambda: t.detach(), lambda: t.tell()):
    try: print(type(f()).__name__)
    except Exception as e: print(type(e).__name__, e)

import io
for enc in 'utf-8', 'utf-16':
    b = io.BytesIO('abc\ndef'.encode(enc)); t = io.TextIOWrapper(b, encoding=enc); t.read(1); print(t.truncate(), b.getvalue())
    b = io.BytesIO('abc\ndef'.encode(enc)); t = io.TextIOWrapper(b, encoding=enc); t.seek(2); print(t.truncate(), b.getvalue())
    b = io.BytesIO('abc\ndef'.encode(enc)); t = io.TextIOWrapper(b, encoding=enc); next(t)
    try: print(t.truncate(), b.getvalue())
    except Exception as e: print(e)
    for a in (3, None, 'x', -1, 2.5):
        try: print(t.truncate(a), b.getvalue())
        except Exception as e: print(type(e), e)
