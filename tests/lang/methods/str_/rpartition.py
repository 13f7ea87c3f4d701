# str.rpartition of several values, with arguments that fit and that do not.
VALUES = ['', 'abc', 'a-b-c']
ARGUMENTS = [('-',), ('b',), ('bc',), ('',), (1,), ()]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.rpartition(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
