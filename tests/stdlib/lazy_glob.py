# globs are generators, which find out late that a pattern is no good; run_path names the whole path
import os, pathlib, runpy
def tell(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, str(e).replace(os.getcwd(), 'CWD'))
tell(lambda: runpy.run_path('nofile.py'))
g = pathlib.Path('.').glob('')
print(g.__name__, g.__qualname__)
tell(lambda: next(g)); tell(lambda: next(pathlib.Path('.').rglob('/a')))
