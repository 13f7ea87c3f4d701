"""Profiles by function: not built, since the interpreter reports no calls (sys.setprofile).

The interface is there so that programs import; collecting anything raises NotImplementedError.
"""

__all__ = ["run", "runctx", "Profile"]


class Profile:
    """A collector of function times."""

    def __init__(self, timer=None, timeunit=0.0, subcalls=True, builtins=True):
        self.timer = timer

    def enable(self, subcalls=True, builtins=True):
        raise NotImplementedError("cProfile.Profile.enable: profiling needs sys.setprofile()")

    def disable(self):
        pass

    def __enter__(self):
        self.enable()
        return self

    def __exit__(self, *exc_info):
        self.disable()

    def run(self, cmd):
        self.enable()

    def runctx(self, cmd, globals, locals):
        self.enable()

    def runcall(self, func, /, *args, **kw):
        self.enable()


def run(statement, filename=None, sort=-1):
    Profile().run(statement)


def runctx(statement, globals, locals, filename=None, sort=-1):
    Profile().runctx(statement, globals, locals)
