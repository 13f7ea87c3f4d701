# A constant format with a display of values converts each before it computes the next.
class R:
    def __init__(self, name):
        self.name = name
    def __str__(self):
        print('str', self.name)
        return self.name
    def __repr__(self):
        print('repr', self.name)
        return self.name + 'é'


def f(name):
    print('eval', name)
    return R(name)


def show(work):
    try:
        print(ascii(work()))
    except Exception as e:
        print(type(e).__name__, e)


show(lambda: '%s %r' % (f('a'), f('b')))
show(lambda: 'x%%y%a%%' % (f('a'),))
show(lambda: '%5s|%-5s|%.2s|%5.1r|%-0s|%.s|%00005s' % (f('a'), f('b'), f('cde'), f('fgh'), f('i'), f('jk'), f('l')))
show(lambda: '%+s|% s|%#s|%05s|%--4s' % (f('a'), f('b'), f('c'), f('d'), f('e')))
show(lambda: ('%' + 's%s') % (f('a'), f('b')))
show(lambda: 'é\ud800%s\0' '%s' % (f('a'), f('b')))
# all others compute all values first
show(lambda: '%s %d' % (f('a'), f('b')))
show(lambda: '%100s'.strip() % (f('a'),))
show(lambda: '%100s' % (f('a'),))
show(lambda: '%.003s' % (f('a'),))
show(lambda: '%s' % (f('a'), f('b')))
show(lambda: '%s %s' % (f('a'),))
show(lambda: '%*s' % (f('a'), f('b')))
show(lambda: '%(k)s' % (f('a'),))
show(lambda: '%s%s' % (*[f('a')], f('b')))
show(lambda: '%s%' % (f('a'),))
show(lambda: '%' % (f('a'),))
show(lambda: '%5%%s' % (f('a'), f('b')))
show(lambda: '%ls %s' % (f('a'), f('b')))
show(lambda: b'%a' % (f('a'),))
show(lambda: '%s%s' % (1, (2, f('a'))))
show(lambda: '%s' % ([].nope,))
