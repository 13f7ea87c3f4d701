# tell() after next(), attributes after detach(), and files that give a pickle no bytes.
import array
import io
import pickle


def told(label, call):
    try:
        print(label, call())
    except Exception as ex:
        print(label, type(ex).__name__, ex)


for name, act in {'nothing': lambda s: None, 'seek': lambda s: s.seek(6), 'end': lambda s: s.seek(0, 2),
                  'read': lambda s: s.read(), 'readline': lambda s: s.readline(), 'list': list}.items():
    stream = io.TextIOWrapper(io.BytesIO(b'line1\nline2\nline3\n'), encoding='utf-8')
    next(stream)
    act(stream)
    told(name, stream.tell)
stream.detach()
for name in 'buffer', 'encoding', 'newlines', 'closed', 'line_buffering':
    told(name, lambda: getattr(stream, name))
told('text', lambda: pickle.load(io.StringIO('x')))
told('frame', lambda: pickle.loads(b'\x95\xff\xff\xff\xff\xff\xff\xff\xff.'))
told('bytes', lambda: pickle.loads(b'\x8e\xff\xff\xff\xff\xff\xff\xff\xff.'))
for protocol in 2, 4, 5:
    print(pickle.dumps(array.array('i', [1, 2]), protocol))
