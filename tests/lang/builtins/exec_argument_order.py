# Which of several wrong arguments eval() and exec() complain about.
def make():
    v = 0
    def inner():
        return v
    return inner.__code__, inner.__closure__
code, cells = make()
plain = compile('1', 'x', 'eval')
for fn in exec, eval:
    for source in '1', plain, code, 3:
        for g in None, dict(), 5, []:
            for l in None, dict(), 5, []:
                for kw in [{}, {'closure': cells}, {'closure': ()}] if fn is exec else [{}]:
                    try:
                        r = fn(source, g, l, **kw)
                    except TypeError as e:
                        r = str(e)
                    print(fn.__name__, type(source).__name__, type(g).__name__, type(l).__name__, len(kw), r)
try:
    compile(-1, 'x', 'func_type', 1024)
except TypeError as e:
    print(e)
