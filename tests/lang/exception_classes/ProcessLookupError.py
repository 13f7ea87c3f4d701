# ProcessLookupError: arguments, texts, attributes, pickling, being raised and caught.
import pickle
def show(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print([c.__name__ for c in ProcessLookupError.__mro__], ProcessLookupError.__module__)
for args in (), ('text',), (1, 'two'), (2, 'no', 'file.txt'), (None,), ('é\n',), (('a', 1),), (1, 2, 3, 4, 5):
    def make(): return ProcessLookupError(*args)
    show(lambda: (str(make()), repr(make()), make().args, type(make()).__name__))
    show(lambda: [getattr(make(), a) for a in ['errno', 'strerror', 'filename', 'filename2']])
    show(lambda: repr(pickle.loads(pickle.dumps(make()))))
show(lambda: vars(ProcessLookupError(k=1)))
show(lambda: ProcessLookupError('x', k=1))
e = ProcessLookupError('x'); e.note = 1; e.add_note('a note'); print(vars(e), e.__notes__)
class Own(ProcessLookupError):
    def __init__(self, *a): self.own = a
    def __str__(self): return 'own text'
try:
    try: raise ProcessLookupError('inner')
    except ProcessLookupError as inner: raise Own(1, 2) from inner
except ProcessLookupError as e: print(e, repr(e), e.args, e.own, repr(e.__cause__), e.__cause__ is e.__context__, e.__suppress_context__, e.__traceback__.tb_lineno)
