"""Which error a wrong plural form shows when its parentheses also nest too deeply."""
import gettext


def show(e):
    try:
        print(e[:40], len(e), [gettext.c2py(e)(i) for i in range(5)])
    except ValueError as x:
        print(e[:40], len(e), x, repr(x.__context__), x.__suppress_context__)


for e in ('n?1?2:3:4', 'n?(1?2:3):4', '(' * 21 + ')' * 21, '(' * 20 + 'n' + ')' * 20, '(' * 20 + 'n' + ')' * 21,
          '(' * 21 + 'n' + ')' * 21, '(' * 21 + 'n' + ')' * 21 + '+', '(' * 21 + '$', '(' * 21, '==' .join('n' * 21),
          '=='.join('n' * 22), '(' * 19 + 'n==n==n' + ')' * 19, '(' * 20 + 'n==n==n' + ')' * 20,
          '(' * 20 + 'n?1:2' + ')' * 20, '(' * 20 + 'n?n?1:2:3' + ')' * 20, '(' * 25 + 'x' + ')' * 20,
          '(' * 25 + 'n' + ')' * 25 + '(', '!' * 5 + '(' * 22 + 'n', '?1:'.join('n' * 200) + '?1:0',
          '1?' * 150 + '1' + ':2' * 150, 'n+', 'n n', ''):
    show(e)
