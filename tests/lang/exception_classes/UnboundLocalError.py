# UnboundLocalError: arguments, texts, attributes, pickling, being raised and caught.
import pickle
def show(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print([c.__name__ for c in UnboundLocalError.__mro__], UnboundLocalError.__module__)
for args in (), ('text',), (1, 'two'), (2, 'no', 'file.txt'), (None,), ('é\n',), (('a', 1),), (1, 2, 3, 4, 5):
    def make(): return UnboundLocalError(*args)
    show(lambda: (str(make()), repr(make()), make().args, type(make()).__name__))
    show(lambda: [getattr(make(), a) for a in ['name']])
    show(lambda: repr(pickle.loads(pickle.dumps(make()))))
show(lambda: vars(UnboundLocalError(name="n")))
show(lambda: UnboundLocalError('x', name="n"))
e = UnboundLocalError('x'); e.note = 1; e.add_note('a note'); print(vars(e), e.__notes__)
class Own(UnboundLocalError):
    def __init__(self, *a): self.own = a
    def __str__(self): return 'own text'
try:
    try: raise UnboundLocalError('inner')
    except UnboundLocalError as inner: raise Own(1, 2) from inner
except UnboundLocalError as e: print(e, repr(e), e.args, e.own, repr(e.__cause__), e.__cause__ is e.__context__, e.__suppress_context__, e.__traceback__.tb_lineno)
