# __del__: when it runs, resurrection, exceptions in it, cycles.
import gc
gc.disable()


class D:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('del', self.name)


x = D('a')
x = None
print('after a')
x = D('b')
y = x
del x
print('still')
del y
print('gone')


def f():
    local = D('local')
    print('in f')


f()
print('after f')
[D('elem')] * 3
print('list gone')
{'k': D('value')}.clear()


class R:
    saved = None

    def __del__(self):
        print('resurrect')
        R.saved = self


r = R()
del r
print(R.saved is not None)
R.saved = None
print('second time: no __del__')


class Cycle:
    def __init__(self, name):
        self.me = self
        self.name = name

    def __del__(self):
        print('cycle del', self.name)


Cycle('c1')
print('not yet')
print(gc.collect() > 0)


class Order:
    def __init__(self, child=None):
        self.child = child

    def __del__(self):
        print('order', self.child is not None)


o = Order(Order())
del o


class RC:
    keep = []

    def __init__(self):
        self.me = self

    def __del__(self):
        print('rc del')
        RC.keep.append(self)


RC()
gc.collect()
print(len(RC.keep), RC.keep[0].me is RC.keep[0])
RC.keep.clear()
gc.collect()
print('end')
# a long chain is released without deep recursion
head = None
for i in range(200000):
    head = [head]
del head


class Node:
    def __init__(self, nxt):
        self.nxt = nxt


n = None
for i in range(100000):
    n = Node(n)
del n
t = ()
for i in range(100000):
    t = (t, i)
del t
d = {}
for i in range(100000):
    d = {'d': d}
del d
print('chains released')


def gen():
    try:
        yield 1
    finally:
        print('generator finalised')


g = gen()
next(g)
del g
print(gc.isenabled())
gc.enable()
print(gc.isenabled())
for i in range(50000):
    a = []
    a.append(a)
print('collected automatically')


class Temp:
    def __enter__(self):
        return self

    def __exit__(self, *a):
        pass

    def __del__(self):
        print('temp gone')


def use(v):
    return 'used'


print(use(Temp()))
a = Temp(); a = 1
try:
    raise ValueError(Temp())
except ValueError:
    print('handling')
print('handled')
