def f(a, b=1, *c, d, **e):
    """First line.

    More.
    """
class C:
    """A class."""
    def m(self):
        """method doc"""
import inspect
print(f.__doc__.splitlines()[0], C.__doc__, C.m.__doc__, C().m.__doc__, inspect.getdoc(f).splitlines(), inspect.signature(f))
help(f)
