"""Namespaces and built-ins that are no plain dicts: who is asked for names, and who is told."""


class Space(dict):
    def __getitem__(self, key):
        print('get', key)
        return dict.__getitem__(self, key)

    def __setitem__(self, key, value):
        print('set', key)
        dict.__setitem__(self, key, value)

    def __delitem__(self, key):
        print('del', key)
        if key == 'bad':
            raise ZeroDivisionError
        dict.__delitem__(self, key)


def report(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e, type(e.__context__).__name__)


SOURCE = '''
x = 1
def f(): return x + len([1])
y = f()
del x
try: f()
except NameError as e: print(e)
global z
z = 3
z
del z
class C:
    q = y
try: del bad
except NameError as e: print(e, type(e.__context__))
[y for _ in 'a']
'''
for spaces in [(Space(),), ({}, Space()), (Space(), {}), (Space(), Space()), ({},)]:
    print('---', *[type(s).__name__ for s in spaces])
    report(lambda: exec(SOURCE, *spaces))
print('--- built-ins')
report(lambda: exec('def f(): return name\nprint(f())', {'__builtins__': Space(name=3, print=print)}))
report(lambda: eval('name', {'__builtins__': Space(name=4)}))
report(lambda: eval('name', {'__builtins__': Space()}))
for builtins in (None, 5, {}):
    report(lambda: eval('len', {'__builtins__': builtins}))
    report(lambda: exec('def f(): return len\nf()', {'__builtins__': builtins}))
report(lambda: exec('import os', {'__builtins__': {}}))
report(lambda: exec('class A: pass', {'__builtins__': {}}))
