"""numpy.testing around calls: warnings silenced, recorded and forwarded, garbage, temporary files, decorators."""
import os
import warnings

import numpy.testing as t


def told(f):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter('always')
        try:
            r = f()
        except Exception as e:
            r = f'{type(e).__name__}: {e}'
    print(f.__name__, '=>', r, [f'{w.category.__name__}: {w.message}' for w in seen])


def last_rule_counts():
    with t.suppress_warnings() as s:
        s.filter(UserWarning, 'a')
        kept = s.record(UserWarning, 'ab')
        for text in ('abc', 'axe', 'zoo'):
            warnings.warn(text)
    return [str(w.message) for w in kept], len(s.log)


def rules_inside_end_with_the_block():
    s = t.suppress_warnings()
    s.filter(UserWarning)
    with s:
        s.filter(RuntimeWarning)
        warnings.warn('r', RuntimeWarning)
    with s:
        warnings.warn('r', RuntimeWarning)
        warnings.warn('u')


def forwarded(rule):
    with t.suppress_warnings(rule):
        for i in range(3):
            warnings.warn('same')
        warnings.warn('same')
        warnings.warn('other')


def forwarded_once():
    forwarded('once')


def forwarded_by_location():
    forwarded('location')


def forwarded_by_module():
    forwarded('module')


def entered_twice():
    s = t.suppress_warnings()
    with s, s:
        pass


@t.suppress_warnings()
def decorated():
    warnings.warn('through')
    return 3


def warned():
    return t.assert_warns(UserWarning, lambda: warnings.warn('w') or 5)


def warned_otherwise():
    with t.assert_warns(UserWarning) as nothing:
        warnings.warn('r', RuntimeWarning)
    return nothing


def wrong_warning():
    return t.assert_warns(UserWarning, int, '3')


def cleared():
    with t.clear_and_catch_warnings(record=True, modules=[os]) as seen:
        warnings.simplefilter('always')
        warnings.warn('x')
    return len(seen)


def no_cycles():
    return t.assert_no_gc_cycles(list, (1, 2))


def cycles():
    def make():
        a = []
        a.append(a)
    try:
        t.assert_no_gc_cycles(make)
    except AssertionError as e:
        return str(e).split(':')[0]


def temporary():
    with t.tempdir(prefix='kt') as folder, t.temppath(suffix='.txt') as path:
        there = os.path.isdir(folder), os.path.exists(path), path[-4:]
    return there, os.path.exists(folder), os.path.exists(path)


def methods_decorated():
    class C:
        def test_a(self): pass
        def helper(self): pass
        def _test(self): pass
    t.decorate_methods(C, lambda f: 'decorated ' + f.__name__)
    return [v for k, v in sorted(vars(C).items()) if isinstance(v, str) and k.startswith('test')], callable(C.helper)


def text_run():
    names = {}
    t.runstring('x = 2 + 3', names)
    return names['x']


for f in list(globals().values()):
    if getattr(f, '__module__', None) == '__main__' and f not in (told, forwarded):
        told(f)
print(t.IS_PYPY, t.IS_WASM, t.IS_PYSTON, t.HAS_REFCOUNT, t.break_cycles(), t.memusage() > 0, t.jiffies() >= 0)
for a, b in (('a\nb\nc', 'a\nx\nc'), ('abc', 'abd'), ('a\nb', 'a\nb\nc'), ('same', 'same'), ('a\n\nb', 'a\nb')):
    try:
        print(t.assert_string_equal(a, b))
    except Exception as e:
        print(type(e).__name__, e)
