"""What the AttributeErrors of setting and deleting tell: no name and no object, so nothing is suggested; dir() of tracebacks."""
import math
import sys
import types


class Plain:
    x = 1


class Slots:
    __slots__ = ('colour',)


def trace():
    try:
        1 / 0
    except ZeroDivisionError as e:
        return e.__traceback__


for text in ('"a".uper = 1', 'del "a".upper', 'Slots().color = 1', 'del Slots().colour', 'Slots().color', 'del Plain().x', 'del Plain().y', 'del Plain.y',
             'math.zz = 1; del math.zzz', 'del types.ModuleType("m").y', 'int.uper = 1', 'del len.zz', 'del ValueError().zz', 'None.zz = 1', '[].appendd', 'trace().tb_lin',
             'trace().__name__'):
    try:
        exec(text)
    except Exception as e:
        print(text, '|', type(e).__name__, e, '|', getattr(e, 'name', '-'), type(getattr(e, 'obj', '-')).__name__)
        sys.stderr = sys.stdout
        sys.__excepthook__(type(e), e, None)
print(dir(trace()))
