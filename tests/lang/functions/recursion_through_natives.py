# Calls back from natives that count as levels of their own: replacements of patterns, and partial objects, which
# are no level themselves but whose functions are called like any other at the limit.
import functools
import re
import sys

sys.setrecursionlimit(300)


def depth(name, f):
    global count
    for _ in range(3):
        count = 0
        try:
            f()
        except RecursionError as e:
            print(name, e, count)


pattern = re.compile('a')


def f():
    global count
    count += 1
    re.sub('a', lambda m: f() or '', 'a')


depth('re.sub', f)

def f():
    global count
    count += 1
    pattern.sub(lambda m: f() or '', 'a')


depth('pattern.sub', f)

def f(m=None):
    global count
    count += 1
    pattern.sub(f, 'a')


depth('pattern.sub of the function', f)

def f(m=None):
    global count
    count += 1
    pattern.subn(f, 'a')


depth('pattern.subn', f)

def f():
    global count
    count += 1
    functools.partial(f)()


depth('new partial', f)

def f(x=1):
    global count
    count += 1
    p(x)


p = functools.partial(f)


depth('partial', f)

def f(x=1, k=2):
    global count
    count += 1
    p(x, k=1)


p = functools.partial(f)


depth('partial with a keyword', f)

def f(*a):
    global count
    count += 1
    p(*a)


p = functools.partial(f, 1)


depth('partial with a star', f)

def f():
    global count
    count += 1
    p()
    f()


p = functools.partial(len, [])


depth('partial of len', f)

def f():
    global count
    count += 1
    p(1)
    f()


p = functools.partial([].append)


depth('partial of append', f)

def f():
    global count
    count += 1
    [].append(1)
    f()


depth('append', f)

def f():
    global count
    count += 1
    pattern.match('a')
    f()


depth('match', f)

def f():
    global count
    count += 1
    pattern.findall('a')
    f()


depth('findall', f)
