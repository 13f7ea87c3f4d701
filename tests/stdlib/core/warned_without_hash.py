"""Messages of warnings that have no hash: refused where they are looked for."""
import warnings, sys
class Bad(UserWarning): pass
for action in ('always', 'default', 'once', 'module', 'ignore', 'error'):
    for i in range(3):
        with warnings.catch_warnings(record=True) as w:
            warnings.simplefilter(action)
            for k in range(2):
                try: print(action, warnings.warn([], Bad), len(w))
                except BaseException as e: print(action, type(e).__name__, e, len(w))
