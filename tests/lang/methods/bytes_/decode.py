# bytes.decode of several values, with arguments that fit and that do not.
VALUES = [b'', b'abc', b'\xc3\xa9', b'\xff\xfe', b'\xe6\x97', b'\xed\xa0\x80']
ARGUMENTS = [
    (), ('ascii', 'replace'), ('ascii', 'ignore'), ('utf-8', 'replace'), ('utf-8', 'surrogateescape'),
    ('utf-8', 'surrogatepass'), ('utf-8', 'backslashreplace'), ('latin-1',), ('utf-16',), ('cp1252',),
    ('nope',), ('utf-8', 'nope')]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.decode(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
