# format_exception gives the pieces that CPython gives: notes and the lines of syntax errors apart, messages whole.
import traceback


def show(pieces):
    print([piece.replace(__file__, 'FILE') for piece in pieces])


def inner():
    raise ValueError('two\nlines')


def caught(call):
    try:
        call()
    except BaseException as ex:
        return ex


value = caught(inner)
value.add_note('first\nsecond')
show(traceback.format_exception(value)[2:])
show(traceback.format_exception(SyntaxError('m', ('f', 1, 3, 'a b c'))))
show(traceback.format_exception(caught(lambda: eval('(')))[2:])


def chained():
    try:
        1 / 0
    except ZeroDivisionError:
        raise KeyError('k')


show(traceback.format_exception(caught(chained)))
summary = traceback.TracebackException.from_exception(value, capture_locals=True)
print([frame.locals for frame in summary.stack][1:], traceback.FrameSummary('f', 1, 'n', locals={}).locals)
