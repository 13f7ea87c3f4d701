"""Exceptions as text through TracebackException: groups in groups, widths and depths, notes, long chains."""
import traceback


def group(depth, width=2):
    e = ValueError(depth)
    for i in range(depth):
        e = ExceptionGroup(f'level {i}', [e] + [TypeError(j) for j in range(width)])
    return e


def text(e, **options):
    return ''.join(traceback.TracebackException.from_exception(e, **options).format())


def raised(e):
    try:
        raise e
    except BaseException as caught:
        return caught.with_traceback(None)


print(text(group(3)), text(group(3), max_group_depth=2), text(group(1, 4), max_group_width=2), sep='---\n')
inner = group(1)
inner.__cause__ = KeyError('cause')
inner.add_note('a note\nof two lines')
outer = ExceptionGroup('outer', [inner, OSError(2, 'gone')])
outer.__context__ = NameError('context')
print(text(outer))
chain = None
for i in range(3000):
    e = ValueError(i)
    e.__context__, chain = chain, e
    chain = e
print(len(list(traceback.TracebackException.from_exception(chain).format())))


class Bad(Exception):
    def __str__(self):
        raise ValueError


e = Bad()
e.__notes__ = [Bad(), 'x']
print(text(e), end='')
e.__notes__ = 5
print(text(e))
print(''.join(traceback.format_exception(e)))


def stack():
    return traceback.StackSummary.extract(traceback.walk_stack(None), limit=1)


print(stack()[0].name, traceback.StackSummary.from_list([('f', 1, 'g', 'line')]).format())
