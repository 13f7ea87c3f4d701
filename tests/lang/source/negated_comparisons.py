"""A negated comparison is the opposite comparison, and lies where the comparison lies."""
import traceback

for source in ('not (1) in x', 'z=not 2 in x', 'not x in x', 'not 3 not in x', 'x not in x', 'not (3 in x)', 'not (3 not in x)',
               'not not 3 in x', 'z = not  x is x.a', 'if not 3 in x: pass', 'while not 3 in x: pass', 'assert not 3 in x',
               'not x < y', 'not (x in x in x)', 'y = 3 if not 4 in x else 5', '[1 for i in [1] if not i in x]',
               'not 3 in x or 4', 'if not (3 in x) and 1: pass'):
    try:
        exec(source, {'x': 1, 'y': None})
    except Exception as e:
        place = traceback.extract_tb(e.__traceback__)[-1]
        print(source, type(e).__name__, place.colno, place.end_colno)
