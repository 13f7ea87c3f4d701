"""Lists changed by code that runs in the middle of an operation on them."""
class Evil:
    def __init__(self, victim, act):
        self.victim, self.act = victim, act

    def __eq__(self, other):
        self.act(self.victim)
        return False

    def __repr__(self):
        self.act(self.victim)
        return "E"

for act in (list.clear, lambda v: v.append(1) if len(v) < 20 else None, lambda v: v.pop() if v else None, lambda v: v.__setitem__(slice(0, 3), [])):
    v = []
    v += [Evil(v, act), 2, Evil(v, act), 4]
    print(5 in v, len(v))
    v[:] = [Evil(v, act), 2, 3]
    print(v.count(7), len(v))
    v[:] = [Evil(v, act), 2, 3]
    try:
        v.remove(3)
    except ValueError as e:
        print(e)
    print(len(v))
    v[:] = [Evil(v, act), 2, 3]
    print(repr(v), len(v))
    v[:] = [Evil(v, act), 2, 3]
    print(v == [1, 2, 3], len(v))

v = [1, 2, 3, 4]
for x in v:
    if x < 3:
        v.remove(x)
print(v)
v = [1, 2, 3]
for x in v:
    if len(v) < 8:
        v.append(x * 10)
print(v)
it = iter(v)
next(it)
v.clear()
print(list(it))
v.extend([1, 2, 3])
print(list(it))

v = [3, 1, 2]
def key(x):
    v.append(x)
    return x
try:
    v.sort(key=key)
except ValueError as e:
    print(e, v)

class Dies:
    def __init__(self, l):
        self.l = l
    def __del__(self):
        self.l.append("late")
v = []
v.append(Dies(v))
v[0] = 1
print(v)
v.append(Dies(v))
del v[-1]
print(v)
v[:] = [Dies(v), Dies(v)]
v[:] = []
print(v)
