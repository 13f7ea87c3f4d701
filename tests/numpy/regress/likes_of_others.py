# zeros_like of text, products of pairs, averages of objects, gradients of times.
import numpy as np

text, objects = np.array([['a', 'c'], ['c', 'a']]), np.array([[1, 2, 7], [4, 9, 2]], object)
dates, spans = np.array([[1, 5, 3], [9, 2, 3]], 'M8[s]'), np.array([[1, 5, 3], [9, 2, 7]], 'm8[s]')
for x in (text, text.astype('S'), spans, objects):
    print(repr(np.zeros_like(x)))
print(repr(np.piecewise(text, [text == 'a'], ['c'])))
print(repr(np.outer(objects, objects[0])), np.outer(spans[0], [2, 3]).tolist() == np.outer([2, 3], spans[0]).T.tolist())
for x in (text, dates):
    try:
        print(np.outer(x, x))
    except TypeError as e:
        print(type(e).__name__, e)
print(repr(np.average(objects, axis=1)), np.average(objects))
print(np.gradient(dates), np.gradient(spans, axis=1), np.gradient(spans[0], 2))
for f in (np.nanmax, np.nanmin, np.nansum, np.nanprod, np.nanmean):
    try:
        print(f(text, axis=0))
    except TypeError as e:
        print(type(e).__name__, e)
