# exit() and quit() close the input before they raise
import io, sys

for leave in exit, quit:
    sys.stdin = io.StringIO('left\n')
    try:
        leave('why')
    except SystemExit as e:
        print(e.code, sys.stdin.closed)


class Fails:
    def close(self):
        raise ValueError('no')


for sys.stdin in Fails(), None, 3:
    try:
        exit()
    except SystemExit as e:
        print(e.code)
del sys.stdin
try:
    exit(2)
except SystemExit as e:
    print(e.code)
