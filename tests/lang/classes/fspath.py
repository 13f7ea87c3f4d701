import os
class P:
    def __init__(self, p): self.p = p
    def __fspath__(self): return self.p
print(os.fspath(P('a')), os.fspath('b'), os.fspath(b'c'), os.path.join(P('a'), 'b'), os.path.basename(P('x/y')), isinstance(P('a'), os.PathLike))
for v in 5, P(5), None:
    try: os.fspath(v)
    except TypeError as e: print(e)
try: open(P('/nonexistent/x'))
except FileNotFoundError as e: print(e)
