# str.index of several values, with arguments that fit and that do not.
VALUES = ['', 'abcabc', 'aaa', 'éaé日']
ARGUMENTS = [
    ('a',), ('',), ('bc', 1), ('a', 1, 2), ('c', -2), ('a', None, 2), ('é',), ('zz',), ('', 9), (1,),
    ('a', 'b'), (None,)]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.index(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
