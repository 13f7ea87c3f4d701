# WindowsPath: what makes no path is refused before the system is.
import pathlib

for args in (5,), (b'x',), ('a', None), ('a',), ():
    try:
        print(pathlib.WindowsPath(*args))
    except Exception as ex:
        print(args, type(ex).__name__, ex)
