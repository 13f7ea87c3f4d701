# Values, texts and messages: methods dict.
import re


def show(*v):
    print(*[re.sub(r'0x[0-9a-f]{6,}', '0x', repr(x))[:300] for x in v])


def f(a=1, b=2, *c, k=3, **d):
    return (a, b, c, k, d)


class CM:
    def __init__(self, v):
        self.v = v

    def __enter__(self):
        return self.v

    def __exit__(self, *a):
        show('exit', a[0])
        return bool(self.v)


def run(code):
    try:
        exec(code, {'show': show, 'f': f, 'CM': CM, '__name__': 'x'})
    except BaseException as e:
        print(type(e).__name__, re.sub(r'0x[0-9a-f]{6,}', '0x', str(e))[:300])
        if isinstance(e, SyntaxError):
            print(e.lineno, e.offset, e.end_offset)


run('x = {}; show(x.__or__([(1,2),(0,3)]), x)')
run("x = {}; show(x.get(-2, {'x':[1]}), x)")
run('x = {1:2}; show(x.get(3, []), x)')
run("x = {'x':[1]}; show(x.setdefault(set(), []), x)")
run("x = {'a':1,'b':2}; show(x.copy(), x)")
run('x = {(1,2):3}; show(x.values(), x)')
run('x = {1:2}; show(x.keys(), x)')
run("x = {'a':1,'b':2}; show(x.values(), x)")
run("x = {'x':[1]}; show(x.items(), x)")
run('x = {}; show(x.__contains__(-3), x)')
run('x = {1.5:"f"}; show(x.popitem(), x)')
run('x = {None:0,True:1}; show(x.__eq__((None,)), x)')
run("x = {'x':[1]}; show(x.values(), x)")
run('x = {None:0,True:1}; show(x.pop(1j, {1.5:"f"}), x)')
run('x = {(1,2):3}; show(x.__delitem__(1), x)')
run('x = {None:0,True:1}; show(x.pop(2.5, range(5)), x)')
run('x = {1.5:"f"}; show(x.__or__({-1,0}), x)')
run("x = {1:1,2:4,3:9}; show(x.get('it\\'s', 0), x)")
run('x = {None:0,True:1}; show(x.__delitem__([(1,2),(0,3)]), x)')
run('x = {1.5:"f"}; show(x.clear(), x)')
run('x = {}; show(x.__contains__(7), x)')
run('x = {1:1,2:4,3:9}; show(x.popitem(), x)')
run("x = {'x':[1]}; show(x.keys(), x)")
run("x = {'a':1,'b':2}; show(x.__getitem__((1,)), x)")
run("x = {'a':1,'b':2}; show(x.__delitem__('abcabc'), x)")
run("x = {(1,2):3}; show(x.__eq__('x=1;y=2'), x)")
run("x = {'a':1,'b':2}; show(x.__contains__([1,2,3,4,5]), x)")
run('x = {1:1,2:4,3:9}; show(x.get(0j, (1,2)), x)')
run('x = {}; show(x.values(), x)')
run('x = {(1,2):3}; show(x.keys(), x)')
run("x = {}; show(x.__contains__(b'abc'), x)")
run('x = {(1,2):3}; show(x.__delitem__(object), x)')
run('x = {(1,2):3}; show(x.__getitem__(7), x)')
run("x = {'x':[1]}; show(x.copy(), x)")
run('x = {1:2}; show(x.get((1,2), set()), x)')
run("x = {'a':1,'b':2}; show(x.clear(), x)")
run('x = {None:0,True:1}; show(x.items(), x)')
run('x = {1:2}; show(x.clear(), x)')
run('x = {(1,2):3}; show(x.popitem(), x)')
run('x = {1:1,2:4,3:9}; show(x.keys(), x)')
run('x = {1:2}; show(x.__contains__((1,)), x)')
run('x = {1:2}; show(x.fromkeys((None,), 2), x)')
run('x = {}; show(x.__or__((1,2)), x)')
run('x = {None:0,True:1}; show(x.popitem(), x)')
run('x = {}; show(x.keys(), x)')
run('x = {1:2}; show(x.values(), x)')
run("x = {'x':[1]}; show(x.update(5e-324), x)")
run("x = {'x':[1]}; show(x.__or__({5,6,7,8}), x)")
run('x = {1.5:"f"}; show(x.__getitem__((1+2j)), x)')
run('x = {1.5:"f"}; show(x.__contains__(-256), x)')
run('x = {1.5:"f"}; show(x.update({2,3,100}), x)')
run("x = {'x':[1]}; show(x.__contains__(b'a'), x)")
run('x = {1.5:"f"}; show(x.fromkeys(complex(1,-0.0), set()), x)')
run('x = {1:2}; show(x.__contains__(4), x)')
run("x = {'a':1,'b':2}; show(x.__getitem__(complex(1,-0.0)), x)")
run("x = {(1,2):3}; show(x.__eq__(b'a'), x)")
run("x = {'a':1,'b':2}; show(x.__delitem__(2), x)")
run('x = {1.5:"f"}; show(x.keys(), x)')
run("x = {}; show(x.__contains__({'a':1,'b':2}), x)")
run("x = {'x':[1]}; show(x.popitem(), x)")
run('x = {1:1,2:4,3:9}; show(x.clear(), x)')
run("x = {None:0,True:1}; show(x.setdefault(b'\\x00\\xff', -0.0), x)")
run("x = {'a':1,'b':2}; show(x.__delitem__({(1,2):3}), x)")
run("x = {'a':1,'b':2}; show(x.__delitem__(set()), x)")
run('x = {1.5:"f"}; show(x.pop({1}, b\'\\t x \'), x)')
run('x = {}; show(x.items(), x)')
run('x = {1:2}; show(x.setdefault(2, {}), x)')
run("x = {1:1,2:4,3:9}; show(x.__delitem__({'x':[1]}), x)")
run("x = {1:1,2:4,3:9}; show(x.__delitem__(('a','b','c')), x)")
run('x = {(1,2):3}; show(x.items(), x)')
run('x = {(1,2):3}; show(x.__delitem__(int), x)')
run("x = {None:0,True:1}; show(x.get('١٢', 1/3), x)")
run("x = {'a':1,'b':2}; show(x.setdefault(5, 1e22), x)")
run('x = {(1,2):3}; show(x.__eq__([[1],[2,3]]), x)')
run("x = {None:0,True:1}; show(x.__or__(b''), x)")
run('x = {None:0,True:1}; show(x.__delitem__(2**48), x)')
run('x = {1:2}; show(x.items(), x)')
run("x = {'a':1,'b':2}; show(x.update(123456.789), x)")
run('x = {(1,2):3}; show(x.__eq__(str), x)')
run('x = {(1,2):3}; show(x.__or__(-7), x)')
run("x = {'x':[1]}; show(x.get(True, 'abc'), x)")
run('x = {1:1,2:4,3:9}; show(x.get(7, {(1,2):3}), x)')
run('x = {1:1,2:4,3:9}; show(x.setdefault(123456.789, (-0.0+3j)), x)')
run('x = {None:0,True:1}; show(x.__delitem__(123456.789), x)')
run('x = {}; show(x.copy(), x)')
run("x = {'x':[1]}; show(x.clear(), x)")
run('x = {1.5:"f"}; show(x.fromkeys((1,), KeyError("k")), x)')
run("x = {'x':[1]}; show(x.__getitem__('x=1;y=2'), x)")
run("x = {'a':1,'b':2}; show(x.setdefault(range(0), b''), x)")
run('x = {(1,2):3}; show(x.update(-1), x)')
