"""numpy.core.overrides: functions of one's own that ask the classes of their arguments for __array_function__."""
import collections
import functools
import inspect

from numpy import _overrides

ARRAY_FUNCTION_ENABLED = True

ArgSpec = collections.namedtuple('ArgSpec', 'args varargs keywords defaults')


def _get_implementing_args(relevant_args):
    """Of these arguments one of each class that has the method, in the order in which they are asked."""
    try:
        return _overrides._in_order(relevant_args)
    except RuntimeError as e:  # calls say it so
        raise TypeError(e.args[0]) from None


def verify_matching_signatures(implementation, dispatcher):
    """Refuses a dispatcher that does not take what the function takes, or has other defaults than None."""
    own, other = (ArgSpec(*inspect.getfullargspec(f)[:4]) for f in (implementation, dispatcher))
    same_defaults = (own.defaults is None) == (other.defaults is None) and len(own.defaults or ()) == len(other.defaults or ())
    if own[:3] != other[:3] or not same_defaults:
        raise RuntimeError(f'implementation and dispatcher for {implementation} have different function signatures')
    if other.defaults is not None and other.defaults != (None,) * len(other.defaults):
        raise RuntimeError('dispatcher functions can only use None for default argument values')


def set_module(module):
    """A decorator that says in which module a class or function is found."""
    def decorator(f):
        if module is not None:
            f.__module__ = module
        return f
    return decorator


def array_function_dispatch(dispatcher, module=None, verify=True, docs_from_dispatcher=False):
    """A decorator for functions; dispatcher, called with their arguments, gives those that are asked."""
    def decorator(implementation):
        if verify:
            verify_matching_signatures(implementation, dispatcher)
        if docs_from_dispatcher:
            implementation.__doc__ = dispatcher.__doc__

        @functools.wraps(implementation)
        def public_api(*args, **kwargs):
            try:
                asked = dispatcher(*args, **kwargs)
            except TypeError as e:
                text, name = e.args[0], dispatcher.__name__
                if not isinstance(text, str) or not text.startswith(name):
                    raise
                raise TypeError(text.replace(name, public_api.__name__)) from None
            return _overrides.implement(implementation, public_api, asked, args, kwargs)

        public_api.__code__ = public_api.__code__.replace(co_name=implementation.__name__,
                                                          co_filename='<__array_function__ internals>')
        if module is not None:
            public_api.__module__ = module
        public_api._implementation = implementation
        return public_api
    return decorator


def array_function_from_dispatcher(implementation, module=None, verify=True, docs_from_dispatcher=True):
    """The same for a function whose dispatcher is what gets decorated."""
    def decorator(dispatcher):
        return array_function_dispatch(dispatcher, module, verify=verify, docs_from_dispatcher=docs_from_dispatcher)(implementation)
    return decorator
