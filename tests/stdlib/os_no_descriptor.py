# -1 where a descriptor may stand for a path: no path at all; and arguments checked in their order
import os, tempfile


def tell(name, *args):
    try:
        print(name, repr(getattr(os, name)(*args)))
    except Exception as e:
        print(name, type(e).__name__, e)


for name, *rest in (('stat',), ('chmod', 0), ('chown', 0, 0), ('chdir',), ('truncate', 0), ('statvfs',), ('pathconf', 0),
                    ('getxattr', 'user.a'), ('setxattr', 'user.a', b''), ('removexattr', 'user.a'), ('utime',)):
    tell(name, -1, *rest)
    if 'xattr' not in name:
        tell(name, -2, *rest)
with tempfile.TemporaryDirectory() as d:
    home = os.getcwd()
    os.chdir(d)
    open('file', 'w').close()
    print(os.listdir(-1), [(e.name, e.path) for e in os.scandir(-1)], os.listxattr(-1))
    os.chdir(home)
tell('utime', [3, 1], 1)
tell('pathconf', None, None)
tell('setxattr', 1, 2, 3)
tell('major', 10 ** 30)
tell('minor', -1)
