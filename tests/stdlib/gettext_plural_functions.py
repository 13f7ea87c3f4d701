# Plural forms become functions of Python: where they stand, how ! and chains of comparisons bind.
import gettext
import traceback

for text in ('!n', '!!n+1', '2*!n', '1&&!n', 'n==1==2', 'n<2<3<4', 'n<2==n<3', '(n<2)<3', '!n==1', '!n?1:2', 'n?n?1:2:3', 'n?1:n?2:3',
             'n/0', 'n%0', 'n-1-1', 'n-(1-1)', '007', '+'.join(['n'] * 300), '!' * 300 + 'n'):
    try:
        f = gettext.c2py(text)
    except SyntaxError as e:
        print(text[:30], e)
        continue
    print(text[:30], f.__name__, f.__code__.co_filename, f.__code__.co_firstlineno, end=' ')
    for value in 0, 1, 2, 5, 'x':
        try:
            print(f(value), end=' ')
        except (TypeError, ZeroDivisionError) as e:
            print(e, [(x.name, x.lineno) for x in traceback.extract_tb(e.__traceback__) if x.filename == '<string>'], end=' ')
    print()
