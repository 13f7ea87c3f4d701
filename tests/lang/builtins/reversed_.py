print(list(reversed([1, 2, 3])), list(reversed('abc')), list(reversed(range(4))), list(reversed({'a': 1, 'b': 2})), list(reversed({1: 2}.items())), list(reversed((1, 2))), list(reversed(b'ab')))
class R:
    def __reversed__(self): return iter('rev')
class S:
    def __len__(self): return 3
    def __getitem__(self, i): return i
class N(S): __reversed__ = None
print(list(reversed(R())), list(reversed(S())))
for v in {1}, 5, N(), iter([1]), {1}.__iter__():
    try: reversed(v)
    except TypeError as e: print(e)
r = reversed([1, 2, 3]); print(r.__length_hint__(), next(r), r.__length_hint__())
