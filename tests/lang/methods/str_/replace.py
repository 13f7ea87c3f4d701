# str.replace of several values, with arguments that fit and that do not.
VALUES = ['', 'aaa', 'abcabc', 'éaé']
ARGUMENTS = [
    ('a', 'b'), ('a', 'b', 1), ('', '-'), ('bc', ''), ('a', 'aa', -1), ('é', 'e'), ('a',), (1, 'a'),
    ('a', 'b', 'c')]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.replace(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
