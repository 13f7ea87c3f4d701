"""How a SyntaxError is printed whose attributes are not all numbers and texts."""
import sys

sys.stderr = sys.stdout
PLACES = 2, -0.0, '3', None, True, 10**30, -5
for line in PLACES:
    for offset in PLACES:
        for end_line, end in (2, 3), (None, 'x'), ('y', None), (3, 2.0):
            e = SyntaxError('m', ('nowhere', line, offset, 'ab\n', end_line, end))
            print('#', line, offset, end_line, end, str(e))
            sys.__excepthook__(type(e), e, None)
for file in None, 5, b'x', 'folder/name':
    for line in 2, None, 2**62, -2**63, True:
        e = SyntaxError('m', (file, line, 1, 'ab', 2, 3))
        print('#', file, line, str(e))
        sys.__excepthook__(type(e), e, None)
for name in 'msg', 'filename', 'text', 'print_file_and_line':
    for value in None, 5, '', 'abc', 2.0, []:
        e = SyntaxError('m', ('f', 2, 1, 'ttt', 2, 3))
        setattr(e, name, value)
        print('#', name, value)
        sys.__excepthook__(type(e), e, None)
