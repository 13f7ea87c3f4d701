# str.encode of several values, with arguments that fit and that do not.
VALUES = ['', 'abc', 'é', '日本', '\ud800']
ARGUMENTS = [
    (), ('ascii', 'replace'), ('ascii', 'ignore'), ('ascii', 'xmlcharrefreplace'),
    ('ascii', 'backslashreplace'), ('ascii', 'namereplace'), ('utf-8', 'surrogatepass'), ('utf-16-le',),
    ('utf-32-be',), ('latin-1',), ('cp1252',), ('nope',), ('ascii', 'nope'), (1,)]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.encode(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
