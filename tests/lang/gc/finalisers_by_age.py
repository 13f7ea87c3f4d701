"""Finalisers of generators, coroutines and objects in cycles run in the order in which these were made."""
import gc
gc.disable()
class A:
    def __init__(self, n): self.n = n
    def __del__(self): print('del', self.n)
def gen(n, box):
    try:
        yield box
    finally:
        print('gen', n)
async def co(n, box):
    try:
        await box
    finally: print('co', n)
class Aw:
    def __await__(self): yield 1
def make(order):
    box = []
    for i, k in enumerate(order):
        if k == 'a':
            x = A(i); x.box = box; box.append(x)
        elif k == 'g':
            g = gen(i, box); next(g); box.append(g)
        elif k == 'c':
            c = co(i, Aw()); c.send(None); box.append(c)
    box.append(box)
for order in ('agag', 'ggg', 'gaagg', 'aaggaa', 'gagagagaga', 'cgac', 'acg'*4):
    make(order); gc.collect(); print('--')
