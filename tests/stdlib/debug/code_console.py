"""Interactive consoles: prompts in sys, the hook for exceptions, sys.last_value."""
import code
import sys

sys.stderr = sys.stdout
lines = iter(['1/0', 'x = (', '3)', 'x', '1 = 2'])


def read(prompt):
    try:
        line = next(lines)
    except StopIteration:
        raise EOFError
    print(prompt + line)
    return line


code.interact('Hello', read, {})
print(repr(sys.ps1), repr(sys.ps2), sys.last_type.__name__, sys.last_value)
sys.ps1 = '? '
sys.excepthook = lambda kind, value, tb: print('hook', kind.__name__, value)
lines = iter(['1/0', '1 = 2'])
code.interact('', read, {}, '')
