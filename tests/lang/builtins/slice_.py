s = slice(1, 10, 2)
print(s, s.start, s.stop, s.step, slice(5), slice(None, None), s == slice(1, 10, 2), slice(1, 5).indices(3), slice(-3, None, -1).indices(5), slice(None, None, -2).indices(4))
for f in (lambda: slice(), lambda: slice(1, 2, 3, 4), lambda: slice(1, 2, 0).indices(5), lambda: slice(1).indices(-1), lambda: slice('a').indices(3), lambda: hash(s), lambda: setattr(s, 'start', 1), lambda: [1][slice(1, 2, 0)], lambda: [1]['a':]):
    try: f()
    except (TypeError, ValueError, AttributeError) as e: print(type(e).__name__, e)
class G:
    def __getitem__(self, k): return k
print(G()[1:2, ::3, ...], G()[:], G()[1:2:3], G()[()], G()[1,])
