# Values, texts and messages: methods list.
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


run('x = [3,1,2]; show(x.sort(), x)')
run("x = ['x',1]; show(x.__imul__(1), x)")
run('x = [1,2,3,4,5]; show(x.count(2**64+1), x)')
run('x = [1]; show(x.clear(), x)')
run("x = ['x',1]; show(x.__contains__(1j), x)")
run('x = [1,2,3,4,5]; show(x.__contains__({1}), x)')
run('x = list(range(8)); show(x.clear(), x)')
run("x = ['x',1]; show(x.__imul__(1j), x)")
run('x = [1]; show(x.extend(1e15), x)')
run("x = ['x',1]; show(x.reverse(), x)")
run("x = ['x',1]; show(x.index({5,6,7,8}), x)")
run('x = list(range(8)); show(x.copy(), x)')
run("x = list(range(8)); show(x.insert(True, bytearray(b'xyz')), x)")
run('x = [3,1,2]; show(x.__eq__(complex("nan")), x)')
run("x = ['b','a']; show(x.pop(), x)")
run('x = [1.5,1,True]; show(x.__delitem__(-2), x)')
run('x = list(range(8)); show(x.reverse(), x)')
run('x = [1]; show(x.copy(), x)')
run('x = [[1],[2,3]]; show(x.__delitem__(-10), x)')
run('x = [(1,2),(0,3)]; show(x.extend([]), x)')
run("x = ['x',1]; show(x.copy(), x)")
run('x = [[1],[2,3]]; show(x.sort(), x)')
run('x = [1]; show(x.__add__({-1,0}), x)')
run("x = ['b','a']; show(x.copy(), x)")
run("x = ['b','a']; show(x.__lt__(0), x)")
run('x = [[1],[2,3]]; show(x.__eq__([(1,2),(0,3)]), x)')
run("x = list(range(8)); show(x.append(b'abc'), x)")
run('x = [\'b\',\'a\']; show(x.count(complex("nan")), x)')
run('x = [1.5,1,True]; show(x.extend([None,True]), x)')
run('x = [3,1,2]; show(x.copy(), x)')
run("x = [3,1,2]; show(x.__eq__('abcabc'), x)")
run("x = [None,True]; show(x.__contains__('x=1;y=2'), x)")
run('x = [3,1,2]; show(x.__add__([1,2,3,4,5]), x)')
run('x = [1.5,1,True]; show(x.extend(1j), x)')
run('x = [[1],[2,3]]; show(x.index(3), x)')
run('x = [(1,2),(0,3)]; show(x.__delitem__(4), x)')
run('x = [1.5,1,True]; show(x.clear(), x)')
run('x = [1]; show(x.__imul__(5), x)')
run('x = [1]; show(x.__lt__(10), x)')
run('x = []; show(x.insert(1, 2), x)')
run("x = []; show(x.extend(bytearray(b'hello world')), x)")
run('x = [1,2,3,4,5]; show(x.copy(), x)')
run('x = [[1],[2,3]]; show(x.__imul__(-1), x)')
run('x = [1.5,1,True]; show(x.__add__(7), x)')
run('x = [1]; show(x.__lt__(2), x)')
run("x = ['b','a']; show(x.sort(), x)")
run('x = []; show(x.__lt__(3.5), x)')
run("x = ['x',1]; show(x.insert(True, {}), x)")
run('x = [(1,2),(0,3)]; show(x.reverse(), x)')
run('x = [[1],[2,3]]; show(x.__delitem__(2), x)')
run("x = ['x',1]; show(x.pop(), x)")
run('x = [(1,2),(0,3)]; show(x.sort(), x)')
run('x = [1,2,3,4,5]; show(x.pop(-10), x)')
run('x = [1,2,3,4,5]; show(x.pop(3), x)')
run('x = []; show(x.__delitem__(10), x)')
run('x = [1,2,3,4,5]; show(x.append(((1,2),3)), x)')
run("x = [1]; show(x.__add__(b'ABCabc'), x)")
run('x = [1.5,1,True]; show(x.pop(), x)')
run('x = [1.5,1,True]; show(x.insert(7, set()), x)')
run('x = [1]; show(x.__add__(4), x)')
run('x = [1,2,3,4,5]; show(x.__imul__(-10), x)')
run('x = [[1],[2,3]]; show(x.__lt__([(1,2),(0,3)]), x)')
run('x = [None,True]; show(x.copy(), x)')
run('x = [3,1,2]; show(x.__eq__(2), x)')
run('x = [(1,2),(0,3)]; show(x.extend({-1,0}), x)')
run("x = []; show(x.__add__({'a':1,'b':2}), x)")
run("x = ['x',1]; show(x.append(range(10,0,-3)), x)")
run('x = [1,2,3,4,5]; show(x.extend(complex("nan")), x)')
run("x = [1,2,3,4,5]; show(x.append('tab\\tq'), x)")
run('x = [1.5,1,True]; show(x.__contains__(-2**31), x)')
run('x = [3,1,2]; show(x.__delitem__(True), x)')
run('x = [3,1,2]; show(x.extend(2**63), x)')
run('x = [3,1,2]; show(x.append(0.1), x)')
run('x = []; show(x.__lt__(True), x)')
run('x = [1]; show(x.__delitem__(7), x)')
run('x = [1,2,3,4,5]; show(x.clear(), x)')
run('x = [1]; show(x.insert(-10, ()), x)')
run("x = ['b','a']; show(x.__eq__({'x':[1]}), x)")
run("x = ['x',1]; show(x.__eq__(('a','b','c')), x)")
run('x = [1.5,1,True]; show(x.remove(complex("nan")), x)')
run('x = [[1],[2,3]]; show(x.extend([1.5,1,True]), x)')
run('x = [(1,2),(0,3)]; show(x.copy(), x)')
run('x = [1,2,3,4,5]; show(x.pop(), x)')
run('x = [1]; show(x.reverse(), x)')
run("x = [1]; show(x.remove(('a','b','c')), x)")
run('x = [(1,2),(0,3)]; show(x.__imul__(2), x)')
run('x = [None,True]; show(x.pop(), x)')
run('x = [1,2,3,4,5]; show(x.__delitem__(5), x)')
run("x = [[1],[2,3]]; show(x.__add__(b''), x)")
run('x = [[1],[2,3]]; show(x.__eq__(2**48), x)')
