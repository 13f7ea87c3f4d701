"""What is no sequence cannot be joined; bounds and quotients of objects."""
import numpy as np


def show(text):
    try:
        r = eval(text)
        r = f'{type(r).__name__} {r!r}'
    except Exception as e:
        r = f'{type(e).__name__}: {e}'
    print(text, '->', r)


for name in ('concatenate', 'stack', 'vstack', 'hstack', 'dstack', 'column_stack'):
    for x in ('3', 'None', "np.array('a')", 'np.array(3)', 'np.array(None)', 'np.float64(3)', '[]'):
        show(f'np.{name}({x})')
x = np.array(np.arange(1, 9).reshape(2, 2, 2), object)
for text in ('np.divide.reduce(x.transpose(2, 0, 1))', 'np.clip(np.array(5, object), 0, True)', 'np.clip(np.array(3, object), 0, 2.5)', 'np.clip(np.array(3), 0, 1, dtype=object)',
             'np.clip(np.array(None, object), 0, 3)'):
    show(text)
