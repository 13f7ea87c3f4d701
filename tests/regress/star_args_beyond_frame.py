# Arguments spread by *args that reach beyond the caller's frame, to a class whose __new__ is Python.
class P:
    def __new__(cls, *args, key=None):
        self = object.__new__(cls)
        self.args = args
        return self


def f(cls):
    from os import path, sep
    args = (1, 2, 3, 4, 5, 6, 7)
    return cls(*args)


for i in range(4):
    print(f(P).args)
print(max(*range(40), key=lambda x: (x % 7, x)))
