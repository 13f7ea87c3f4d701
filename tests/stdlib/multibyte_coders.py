"""Incremental coders of multibyte encodings refuse arguments by their own names."""
import codecs

for e in ('gbk', 'shift_jis', 'euc_kr', 'big5hkscs'):
    for get in (codecs.getincrementaldecoder, codecs.getincrementalencoder):
        coder = get(e)
        for a, k in (((), {}), (('strict',), {}), ((3,), {}), (('a', 'b'), {}), ((None,), {}), ((), {'foo': 3}), ((), {'errors': 'ignore'})):
            try:
                print(e, a, k, coder(*a, **k).errors)
            except TypeError as error:
                print(e, a, k, error)
        for name in ('reset', 'getstate'):
            try:
                getattr(coder(), name)(1)
            except TypeError as error:
                print(error)
d = codecs.getincrementaldecoder('gbk')()
print(repr(d.decode(b'\xb0')), d.getstate(), d.decode(b'\xa1'), d.reset())
