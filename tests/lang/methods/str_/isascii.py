# str.isascii of several values, with arguments that fit and that do not.
VALUES = [
    '', 'a', 'abc', 'Hello World', '  x y\t', 'ABC', '123', 'aXbXc', 'é', 'straße', '日本', 'ǅ', 'a\nb\r\nc',
    'İı', '٣', '\x00z', 'aaa', 'ﬁn']
ARGUMENTS = [(), (1,)]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.isascii(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
