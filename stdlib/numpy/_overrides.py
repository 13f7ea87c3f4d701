"""Which classes are asked for __array_function__ instead of a function, and in which order. The C side calls this only where one
of the arguments has a method of its own."""
from numpy import _core
from numpy._core import ndarray
from numpy._own_class import wrapped

_MOST = 32  # classes that one call may ask


def array_function(self, func, types, args, kwargs):
    """ndarray.__array_function__: other classes than those below ndarray have to do it themselves."""
    if not all(issubclass(t, ndarray) for t in types):
        return NotImplemented
    if not _core._asks(func):
        return func._implementation(*args, **kwargs)
    return _core._itself(func, tuple(args), dict(kwargs))


def ask(func, name, words, args, kwargs, bound):
    """What a class answers for func(*args, **kwargs); NotImplemented: func does it itself. bound: the values of its parameters
    by name, None if func is in Python."""
    if bound is None:
        bound = _bound(func, args, kwargs)
        if bound is None:
            return NotImplemented
    values = []
    for word in words.split():
        if word.endswith('...'):
            rest = bound[word[:-3]]
            values += rest.values() if isinstance(rest, dict) else rest
        elif word[0] == '*':
            _add_items(values, bound.get(word[1:]), name == 'numpy.block')
        else:
            values.append(bound.get(word))
    asked = _in_order(values)
    if all(type(v).__array_function__ is ndarray.__array_function__ for v in asked):
        return NotImplemented
    return _answer(func, name, asked, args, kwargs)


def ask_like(func, name, words, args, kwargs, bound):
    """The same for a function that makes what the class of like= makes."""
    if bound is None:
        bound = _bound(func, args, kwargs)
        if bound is None:
            return NotImplemented
    like = kwargs.pop('like')
    if not hasattr(type(like), '__array_function__'):
        raise TypeError('The `like` argument must be an array-like that implements the `__array_function__` protocol.')
    if words:
        first, rest = words.split(' | ')
        args = tuple(bound[word] for word in first.split())
        kwargs = {}
        for word in rest.split():
            if word == 'kwargs':
                kwargs.update(bound[word])
            else:
                word, _, usual = word.partition('=')
                kwargs[word] = float if usual and bound[word] is None else bound[word]
    return _answer(func, name, [like], args, kwargs)


_REDUCTIONS = {'all', 'any', 'max', 'mean', 'min', 'prod', 'ptp', 'std', 'sum', 'var'}  # their methods have the last word

_FOLDS = {'all', 'any', 'max', 'min', 'prod', 'sum'}  # of them, those that are a ufunc's reduce for what has no such method

_DIRECT = {'diagonal', 'put', 'ravel', 'squeeze', 'trace'}  # and so have these of other arrays


def by_method(func, method, words, args, kwargs, bound):
    """func(*args, **kwargs) by the method of its argument a, an object of another class than ndarray; NotImplemented: it has none
    of its own."""
    bound = _bound(func, args, kwargs) if bound is None else bound
    if bound is None:
        return NotImplemented
    if method.startswith('composed.'):
        return _composed(method[9:], bound[words], args, kwargs)
    a = bound['a']
    below, _, method = method.rpartition('.')
    if type(a) is ndarray or below and not isinstance(a, ndarray):
        return NotImplemented
    if method in ('ravel', 'diagonal') and _is_matrix(a):  # whose lines are no matrices here
        a = a.view(ndarray)
        return func(*(a if v is bound['a'] else v for v in args), **{k: a if v is bound['a'] else v for k, v in kwargs.items()})
    own = getattr(type(a), method, None)
    if own is None and method in _FOLDS and not isinstance(a, ndarray) and hasattr(type(a), '__array_wrap__'):
        plain = _core.asarray(a)
        r = func(*(plain if v is a else v for v in args), **{k: plain if v is a else v for k, v in kwargs.items()})
        return r if bound.get('out') is not None else wrapped(a, _core.asarray(r), None)
    wraps = method not in _REDUCTIONS and not isinstance(a, ndarray) and hasattr(a, '__array_wrap__')
    if own is None and not wraps or own is getattr(ndarray, method):
        return NotImplemented
    given = list(bound)[:len(args)] + list(kwargs)
    first, rest = words.split('|')
    handed = {}
    for word in rest.split():
        name = word.rstrip('?')
        if name == 'kwargs':
            handed.update(bound[name])
        elif word == name or name in given and bound[name] is not None:
            handed[name] = bound[name]
    values = [bound[word] for word in first.split()]
    if method in _REDUCTIONS:
        return getattr(a, method)(*values, **handed)
    if method not in ('sort', 'partition'):
        try:
            if own is not None:
                return getattr(a, method)(*values, **handed)
        except TypeError:  # it may not take what ndarray's takes
            if method in _DIRECT and not wraps:
                raise
        return a.__array_wrap__(_core.asarray(getattr(_core.asarray(a), method)(*values, **handed)))
    a = a.flatten() if handed['axis'] is None else a.copy(order='K')  # these work in place
    if handed['axis'] is None:
        handed['axis'] = -1
    getattr(a, method)(*values, **handed)
    return a


def _is_matrix(a):
    from numpy._matrix import matrix
    return isinstance(a, matrix)


def _composed(name, a, args, kwargs):
    if type(a) is ndarray or not isinstance(a, ndarray):
        return NotImplemented
    from numpy import _composed
    return getattr(_composed, name)(*args, **kwargs)


def implement(implementation, func, values, args, kwargs):
    """What the classes of the values answer for func, or what its implementation gives where none but ndarray has a say."""
    asked = _in_order(values)
    if all(type(v).__array_function__ is ndarray.__array_function__ for v in asked):
        return implementation(*args, **kwargs)
    return _answer(func, f'{func.__module__}.{func.__name__}', asked, args, kwargs)


def _bound(func, args, kwargs):
    """The values of the parameters of a function in Python by name; None if the arguments do not fit it."""
    func = _core._in_python(func)
    code = func.__code__
    n, n_keyword = code.co_argcount, code.co_kwonlyargcount
    names = code.co_varnames
    values = dict(zip(names[:n], args))
    defaults = func.__defaults__ or ()
    rest = n + n_keyword
    if code.co_flags & 4:
        values[names[rest]] = args[n:]
        rest += 1
    elif len(args) > n:
        return None
    others = {}
    for name, value in kwargs.items():
        if name in values:
            return None
        if name in names[:n + n_keyword]:
            values[name] = value
        elif not code.co_flags & 8:
            return None
        else:
            others[name] = value
    if code.co_flags & 8:
        values[names[rest]] = others
    for name, value in zip(names[n - len(defaults):n], defaults):
        values.setdefault(name, value)
    for name, value in (func.__kwdefaults__ or {}).items():
        values.setdefault(name, value)
    return values if all(name in values for name in names[:n + n_keyword]) else None


def _add_items(values, value, nested):
    """The items of value, or value itself where it has none; nested: the items of lists among them."""
    if value is None:
        return
    try:
        items = list(value)
    except TypeError:
        values.append(value)
        return
    for item in items:
        if nested and isinstance(item, list):
            _add_items(values, item, True)
        else:
            values.append(item)


def _in_order(values):
    """One value of each class that has the method: from the left, subclasses before their bases."""
    found = []
    classes = set()
    for value in values:
        cls = type(value)
        if cls in classes or not hasattr(cls, '__array_function__'):
            continue
        classes.add(cls)
        if len(found) == _MOST:
            raise RuntimeError('maximum number of distinct argument types implementing __array_function__ exceeded')
        at = next((i for i, other in enumerate(found) if issubclass(cls, type(other))), len(found))
        found.insert(at, value)
    return found


def _answer(func, name, asked, args, kwargs):
    types = tuple(type(v) for v in asked)
    for value in asked:
        r = type(value).__array_function__(value, func, types, args, kwargs)
        if r is not NotImplemented:
            return r
    raise TypeError(f"no implementation found for '{name}' on types that implement __array_function__: {list(types)}")
