# Warning: arguments, texts, attributes, pickling, being raised and caught.
import pickle
def show(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print([c.__name__ for c in Warning.__mro__], Warning.__module__)
for args in (), ('text',), (1, 'two'), (2, 'no', 'file.txt'), (None,), ('é\n',), (('a', 1),), (1, 2, 3, 4, 5):
    def make(): return Warning(*args)
    show(lambda: (str(make()), repr(make()), make().args, type(make()).__name__))
    show(lambda: repr(pickle.loads(pickle.dumps(make()))))
show(lambda: vars(Warning(k=1)))
show(lambda: Warning('x', k=1))
e = Warning('x'); e.note = 1; e.add_note('a note'); print(vars(e), e.__notes__)
class Own(Warning):
    def __init__(self, *a): self.own = a
    def __str__(self): return 'own text'
try:
    try: raise Warning('inner')
    except Warning as inner: raise Own(1, 2) from inner
except Warning as e: print(e, repr(e), e.args, e.own, repr(e.__cause__), e.__cause__ is e.__context__, e.__suppress_context__, e.__traceback__.tb_lineno)
