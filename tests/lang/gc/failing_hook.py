"""sys.unraisablehook that raises itself: what is told is its own failure."""
import io
import sys


class Bad:
    def __del__(self):
        raise ValueError('from __del__')


def hook(args):
    print('hook', args.exc_value, args.err_msg)
    raise KeyError('from the hook')


def told(f):
    sys.stderr = text = io.StringIO()
    try:
        f()
    finally:
        sys.stderr = sys.__stderr__
    for line in text.getvalue().splitlines():
        print('  ', line.partition(' at 0x')[0] if 'ignored' in line else line.partition('", line')[2] or line)


def drop():
    b = Bad()
    del b


told(drop)
sys.unraisablehook = hook
told(drop)
sys.unraisablehook = None
told(drop)
sys.unraisablehook = sys.__unraisablehook__
told(drop)
