# Finalizers at the end of a program: the names of the module in their order, then what these held, level by level.
class A:
    def __init__(self, name, *held):
        self.name = name
        self.held = held

    def __del__(self):
        print('del', self.name, 'A' in globals())


def keep(value):
    def closure():
        return value
    return closure


def generator(value):
    try:
        yield value
    finally:
        print('closed')


first = A('first')
gone = A('gone')
inner = A('holder', A('held'))
outer = A('outer', inner, [A('in list 0'), A('in list 1')])
_private = A('private')
del gone
gone = A('again')
cycle = A('cycle')
cycle.me = cycle
numbers = [A(i) for i in range(3)]
pair = A('left of pair'), A('right of pair')
table = {'x': A('value x'), 'y': A('value y', A('deep'))}
closure = keep(A('in closure'))
running = generator(0)
next(running)
print('end')
