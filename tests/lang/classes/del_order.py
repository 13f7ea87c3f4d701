log = []
class A:
    def __init__(self, n): self.n = n
    def __del__(self): log.append(self.n)
a = A(1); del a; print(log)
def f(): b = A(2); c = A(3)
f(); print(sorted(log))
a = A(4); a = A(5); print(log[-1])
l = [A(6)]; l.clear(); print(log[-1])
class R:
    def __del__(self): saved.append(self)
saved = []; R(); print(len(saved)); saved.clear(); print(len(saved))
try:
    x = A(7)
    raise ValueError
except ValueError: pass
del x; print(log[-1])
