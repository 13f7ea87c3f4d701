"""AttributeError.name and obj where the error comes from a script's own hook, property or module."""
import types


def report(f):
    try:
        f()
    except AttributeError as e:
        print(str(e), e.name, type(e.obj).__name__)


class Hook:
    def __getattr__(self, name):
        raise AttributeError('mine ' + name)


class Lookup:
    def __getattribute__(self, name):
        raise AttributeError


class Prop:
    @property
    def p(self):
        raise AttributeError('in the property')

    @property
    def q(self):
        return self.nothing


class Own:
    @property
    def p(self):
        raise AttributeError('named', name='other', obj=5)


module = types.ModuleType('m')


def module_getattr(name):
    raise AttributeError('from the module')


module.__getattr__ = module_getattr
for i in range(3):
    report(lambda: Hook().x)
    report(lambda: Lookup().x)
    report(lambda: Prop().p)
    report(lambda: Prop().q)
    report(lambda: Prop().p())  # a method call looks it up without that
    report(lambda: getattr(Prop(), 'p'))
    report(lambda: Own().p)
    report(lambda: module.x)
    report(lambda: module.x())
    report(lambda: (5).nothing)
    report(lambda: getattr(5, 'a\0b'))
