# str.split of several values, with arguments that fit and that do not.
VALUES = ['', 'a b  c', ' a ', 'a,b,,c', 'aXXbXXc']
ARGUMENTS = [
    (), (' ',), (',',), ('XX',), (None, 1), (',', 1), (',', 0), (',', -1), ('',), (1,), (',', '1')]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.split(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
