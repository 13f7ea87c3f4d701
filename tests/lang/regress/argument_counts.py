"""What built-ins say about too few, too many, unknown and unfit arguments, and in which order they look."""


def report(f, *args, **kw):
    try:
        print(f(*args, **kw))
    except Exception as e:
        print(type(e).__name__, e)


for text in ('abc', b'abc', bytearray(b'abc')):
    for name in ('find', 'rfind', 'index', 'count', 'startswith', 'endswith'):
        f = getattr(text, name)
        report(f)
        report(f, 1, 2, 3, 4)
        report(f, sub=1)
for f in ({1}.union, {1}.update, frozenset().difference):
    report(f, x=1)
report('a'.expandtabs, 1, x=2)
report('a'.splitlines, 1, x=2)
report(int.from_bytes, x=1)
report(int.from_bytes, b'a', bytes=b'b')
report(int.from_bytes, b'a', bytes=b'b', zzz=1)
report(sum, x=1)
report(pow, x=1)
report(sorted, 5, reverse=[])
report(sorted, [2, 1], reverse=2 ** 40)
report(sorted, [2, 1], x=1)
report(b'ab'.hex, 5, 'x')
report('a'.expandtabs, -2 ** 63)
report('a'.splitlines, 2 ** 40)
report((5).to_bytes, 2 ** 70)
report((5).__reduce_ex__, 2 ** 70)
report(float.fromhex, 3)
for f, args in ((type, ('T', None, {})), (format, (1, None)), ((1).__format__, (None,)), (float.__getformat__, (None,))):
    report(f, *args)
