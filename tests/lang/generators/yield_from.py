def inner():
    try:
        x = yield 1
        y = yield x
    except KeyError: yield 'inner key'
    return ('ret', 5)
def outer():
    r = yield from inner()
    yield r
o = outer(); print(next(o), o.send('s'), o.send('t'))
o = outer(); next(o); print(o.throw(KeyError)); print(next(o))
print(list((lambda: (yield from 'abc'))()), list((lambda: (yield from [1, 2]))()))
def bad(): yield from 5
try: next(bad())
except TypeError as e: print(e)
class It:
    def __iter__(self): return self
    def __next__(self): return 7
    def close(self): print('It.close')
    def send(self, v): return 'sent', v
    def throw(self, *a): return 'thrown'
def d(): yield from It()
o = d(); print(next(o), o.send(3), o.throw(ValueError)); o.close()
def val():
    r = yield from (i for i in range(1)); print(r)
list(val())
