# str.translate of several values, with arguments that fit and that do not.
VALUES = ['', 'abc', 'éa']
ARGUMENTS = [
    ({97: 'x'},), ({97: None},), ({97: 98},), ({},), ('xyz',), ([1],), ({97: 'long'},), ({97: 1.5},), (5,)]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.translate(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
