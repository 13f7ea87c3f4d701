"""list: indexing, slices, assignment, deletion, methods and their messages."""
def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)

def do(x, f):
    try:
        r = f(x)
        print(repr(r), x)
    except Exception as e:
        print(type(e).__name__, e, x)

def setitem(k, v):
    def f(x):
        x[k] = v
    return f

def delitem(k):
    def f(x):
        del x[k]
    return f

for init in ([1, 2, 3, 4], [], [2], [1.0, True, "a"]):
    print("==", init)
    for f in (lambda x: x.append(9), lambda x: x.extend([7, 8]), lambda x: x.extend("ab"), lambda x: x.extend(x), lambda x: x.extend(5),
              lambda x: x.extend({1: 2}), lambda x: x.extend(i * i for i in range(4)), lambda x: x.insert(0, 9), lambda x: x.insert(-1, 9),
              lambda x: x.insert(100, 9), lambda x: x.insert(-100, 9), lambda x: x.insert("a", 1), lambda x: x.pop(), lambda x: x.pop(0),
              lambda x: x.pop(-2), lambda x: x.pop(10), lambda x: x.pop("a"), lambda x: x.remove(2), lambda x: x.remove(99),
              lambda x: x.reverse(), lambda x: x.clear(), lambda x: x.copy(), lambda x: x.index(2), lambda x: x.index(2, 1), lambda x: x.index(1, -1),
              lambda x: x.count(1), lambda x: x[5], lambda x: x["a"], lambda x: x[1.0], lambda x: x[::2], lambda x: x[::-1], lambda x: x[-2:],
              lambda x: x + [1], lambda x: x + (1,), lambda x: x * 2, lambda x: x * -1, lambda x: x * "a", lambda x: 2 in x, lambda x: x < [2],
              lambda x: x == x[:], lambda x: list(reversed(x)), lambda x: x.__init__("ab"), lambda x: x.sort(), lambda x: x.sort(reverse=True)):
        do(init[:], f)
    for k, v in ((0, 9), (-1, 9), (10, 9), ("a", 9), (slice(1, 2), [7, 7, 7]), (slice(0, 2), []), (slice(None, None, 2), [1, 1]), (slice(1, 3), "xy"),
                 (slice(0, 1), 5), (slice(0, 4, 2), 5), (slice(2, 1), [5]), (slice(None), range(3)), (slice(-100, 100), [0]), (slice(None, None, -1), [4, 3, 2, 1])):
        do(init[:], setitem(k, v))
        do(init[:], delitem(k))
x = [1, 2, 3]
x[1:2] = x
print(x)
x[:] = x
x[::2] = x[1::2] + [0]
print(x)
x += x
x *= 2
print(x, len(x))
x += "ab"
print(x[-3:])
t(lambda: [] + 5); t(lambda: [1] < [None]); t(lambda: [1, 2] < [1, "a"]); t(lambda: [[1], [2]] > [[1], [1, 5]]); t(lambda: hash([]))
a = [1]
a.append(a)
print(a, a == a)
b = [1, [2, a], (a,)]
print(b)
