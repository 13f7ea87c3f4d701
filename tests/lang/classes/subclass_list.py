class L(list):
    def append(self, v): super().append(v * 2)
    def __getitem__(self, i): return 'item' if isinstance(i, int) else L(super().__getitem__(i))
l = L([1, 2]); l.append(3); print(l, l[0], l[:2], list(l), len(l), l + [1], type(l + [1]).__name__, type(l * 2).__name__, l == [1, 2, 6], [*l], max(l), sorted(l, reverse=True), type(l.copy()).__name__, l.x if hasattr(l, 'x') else 'no x')
l.x = 1; print(l.__dict__, bool(L()), repr(L('ab')))
class M(list):
    def __iter__(self): return iter('iter')
    def __len__(self): return 7
    def __contains__(self, v): return True
m = M([1]); print(list(m), len(m), 9 in m, m, [*m], tuple(m), sum([2]), bool(m)); a, b, c, d = m; print(a)
