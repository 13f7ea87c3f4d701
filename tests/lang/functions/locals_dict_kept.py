"""The dict of f_locals stays the same: a name that is bound later comes last."""
import sys
def f():
    g = 1
    sys._getframe().f_locals
    c = 2
    print(list(locals()))
    return sys._getframe()
print(list(f().f_locals))
def f(c):
    del c
    g = 1
    sys._getframe().f_locals
    c = 2
    print(list(locals()))
f(1)
def f(n):
    if n: c = locals()
    for b in [4, 1]: import sys as g
    sys._getframe().f_locals
    c = 1
    d = lambda: n
    c = locals()
    print(list(c))
f(0)
def f(n):
    if n: c = locals()
    for b in [4, 1]: import sys as g
    sys._getframe().f_locals
    c = 1
    d = lambda: n
    c = locals()
    return sys._getframe()
print(list(f(0).f_locals))
