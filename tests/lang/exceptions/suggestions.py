import sys, io
def show(f):
    try: f()
    except Exception as e:
        old, sys.stderr = sys.stderr, io.StringIO()
        sys.__excepthook__(type(e), e, None); print(sys.stderr.getvalue().strip()); sys.stderr = old
class A:
    colour = 1
    def __init__(self): self.length = 2; self._hidden = 3
a = A(); variable = 1
def local():
    first_name = 1
    return frist_name
for f in (lambda: a.color, lambda: a.lenght, lambda: a.hidden, lambda: varaible, lambda: prnt, lambda: 'a'.uper, lambda: [].appendd, local, lambda: a.zzzzz, lambda: a.x, lambda: A.colur, lambda: sys.exitt, lambda: a.LENGTH, lambda: lenn([]), lambda: max1, lambda: Tru, lambda: __nam__): show(f)
