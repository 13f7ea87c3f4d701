# return, break, continue and exceptions through finally, except and with.
def a():
    try: return 'try'
    finally: print('fin')
def b():
    try: return 'try'
    finally: return 'finally'
def c():
    for i in range(3):
        try:
            if i == 1: continue
            if i == 2: break
            print('body', i)
        finally:
            print('fin', i)
    return i
def d():
    while True:
        try: 1 / 0
        except ZeroDivisionError: break
        finally: print('d-fin')
    return 'd'
def e():
    for _ in range(2):
        try: raise ValueError('lost')
        finally: continue
    return 'swallowed'
def f():
    x = 1
    try: return x
    finally: x = 2
def g():
    try:
        try: 1 / 0
        finally: print('inner')
    except ZeroDivisionError as err:
        return repr(err)
def h():
    try:
        try: raise KeyError('k')
        except KeyError as err: raise ValueError('v') from err
        finally: print('h-fin')
    except ValueError as err:
        return repr(err), repr(err.__cause__), repr(err.__context__)
def i():
    try: raise KeyError('k')
    except KeyError:
        try: raise ValueError('v')
        except ValueError as err: return repr(err.__context__)
def j():
    import sys
    try: raise KeyError
    except KeyError:
        try: raise ValueError
        except ValueError: print(sys.exc_info()[0].__name__)
        print(sys.exc_info()[0].__name__)
    return sys.exc_info()
def k():
    try: pass
    except: return 'no'
    else: return 'else'
    finally: print('k')
def l():
    try: 1 / 0
    except (KeyError, ZeroDivisionError) as e: r = type(e).__name__
    else: r = 'else'
    try: e
    except UnboundLocalError as u: return r, str(u)
def m():
    try:
        raise RuntimeError('x')
    except RuntimeError:
        try: raise
        except RuntimeError as again: return str(again)
def n():
    for i in [1, 2]:
        for j in 'ab':
            try:
                try:
                    if j == 'b': return i, j
                finally:
                    print('n1', i, j)
            finally:
                print('n2', i, j)
def o():
    def gen():
        try: yield 1
        finally: print('closed')
    for v in gen(): return v
def p():
    try:
        return [1, 2][5]
    except IndexError:
        return 'index'
    finally:
        for q in range(2):
            if q: break
            continue
def q():
    try: raise TypeError
    except TypeError as e:
        return e.__class__.__name__
def r():
    try:
        for x in (1, 2, 3):
            try:
                if x == 2: raise StopIteration
            except KeyError: pass
    except StopIteration: return x
    finally: print('r')
def s():
    out = []
    for x in range(3):
        try:
            out.append(x)
            if x == 0: continue
            if x == 1: raise ValueError
        except ValueError:
            out.append('err')
            continue
        else: out.append('else')
        finally: out.append('f')
        out.append('end')
    return out
for fn in (a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s):
    print(fn.__name__, fn())
def bare():
    try: raise
    except RuntimeError as e: print(e)
bare()
try:
    raise ValueError('a') from None
except ValueError as e:
    print(e.__cause__, e.__suppress_context__)
try:
    try: 1/0
    except: undefined
except NameError as e:
    print(repr(e.__context__))
for bad in (1, (KeyError, 2)):
    try:
        try: raise ValueError
        except bad: pass
    except TypeError as e: print(e)
try:
    raise 3
except TypeError as e: print(e)
try:
    raise ValueError from 3
except TypeError as e: print(e)
