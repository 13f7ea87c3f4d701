# bytes and bytearrays ask what is looked for in them for an index first, whatever else it is
class Both(bytearray):
    value = 97

    def __index__(self):
        print('index', self.value)
        if isinstance(self.value, Exception):
            raise self.value
        return self.value


class Only:
    value = 98
    __index__ = Both.__index__


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e, e.__context__)


for text in (b'abc', bytearray(b'abc')):
    for make in (lambda: Both(b'bc'), Only):
        for value in (97, 5, -1, 2 ** 70, 'x', ValueError('raised')):
            thing = make()
            thing.value = value
            attempt(lambda: thing in text)
text = bytearray(b'abcd')
text[1:2] = Both(b'xyz') # stored as the bytes it holds
attempt(lambda: text)
attempt(lambda: text.__setitem__(slice(1, 2), Only()))
