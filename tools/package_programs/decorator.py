import inspect
from decorator import contextmanager, decorator


@decorator
def traced(f, *args, **kwargs):
    print(f.__name__, args, kwargs)
    return f(*args, **kwargs)


@traced
def add(x, y=2):
    """Adds."""
    return x + y


@contextmanager
def block(name):
    print('in', name)
    yield
    print('out', name)


@block('b')
def inside():
    print('inside')


print(add(1), inspect.signature(add), add.__doc__)
inside()
