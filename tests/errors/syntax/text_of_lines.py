# The lines of a text before the one with the caret are left out, the others are not.
import sys

for text in 'ab\ncd\n', 'ab\n\n', '\nab\n', 'ab\n\ncd', '  ab\n  cd\n', '\n', '':
    for offset in 0, 1, 3, 4, 6, 9:
        e = SyntaxError('m', ('nowhere', 2, offset, text, 2, offset + 2))
        sys.__excepthook__(type(e), e, None)
raise e
