import sys
def trace_lines(f, *a):
    out=[]
    def tr(fr, ev, arg):
        if fr.f_code is f.__code__ and ev == 'line': out.append(fr.f_lineno - f.__code__.co_firstlineno)
        return tr
    sys.settrace(tr)
    try: f(*a)
    finally: sys.settrace(None)
    print(f.__name__, out)
def f(command):                                         # 0
            match command.split():                              # 1
                case ["go", direction] if direction in "nesw":  # 2
                    return f"go {direction}"                    # 3
                case ["go", _]:                                 # 4
                    return "no go"                              # 5
                case _:                                         # 6
                    return "default"                            # 7
def g(command):
            match command.split():                              # 1
                case ["go", direction] if direction in "nesw":  # 2
                    return f"go {direction}"                    # 3
                case ["go", _]:                                 # 4
                    return "no go"                              # 5
for c in 'go n', 'go x', 'spam':
    trace_lines(f, c); trace_lines(g, c)
