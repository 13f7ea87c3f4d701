# loadtxt: quotes over several lines, ends of lines inside a line, blanks and signs around numbers.
import numpy as np


def show(lines, **words):
    try:
        print(repr(np.loadtxt(lines, **words)))
    except Exception as e:
        print(type(e).__name__, e)


for lines in (['7,"a\n', 'b"\n'], ['"x\n', 'y",1\n', '2,3'], ['4,"open\n'], ['1,2\n\n'], ['1,2\r\n'], ['1\n2'], ['1,2#c\nd'],
              ['\n5,6'], ['1\r,2'], ['"q\nr",3\n'], ['"a"b,c'], ['""', '1'], ['u"v,w']):
    show(lines, delimiter=',', quotechar='"', dtype=object, encoding=None)
for lines in (['8 "k\n', 'l"\n'], ['p "q\n', 'r s" t'], ['1 \n2']):
    show(lines, quotechar='"', dtype=object, encoding=None)
for words in ({'comments': ' '}, {'quotechar': '\t'}, {'quotechar': '\u2003', 'comments': None}, {'quotechar': '#'}):
    show(['1 2'], **words)
for text in ('4+-3j', '( 2-1j )', '1++2j', '1-+2j', '5j', 'j', '2j+1', 'nan+-infj', '(3)', '()', '1+2J', '1 +2j'):
    show([text], dtype=complex, delimiter=',')
for d in (int, float, bool):
    show(['\u202f6', '7\u00a0'], dtype=d, delimiter=',')
print(np.loadtxt(['1.000000000000000001'], dtype='g') > 1)
show(['9,1,2,3,4'], delimiter=',', dtype=[('n', int), ('p', [('x', float), ('y', 'i2')], (2,))])
