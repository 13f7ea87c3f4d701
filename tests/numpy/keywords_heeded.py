# Keywords that functions pass on: clip's are those of ufuncs, vstack's and hstack's casting, require's words, eye's order.
import numpy as np

x = np.arange(6.).reshape(2, 3)
for a in ((x, 1, 3), (np.arange(4), 1, 2), (x.astype('c8'), 1, 2), (x, None, 2)):
    for named in ({'dtype': 'f4'}, {'dtype': int}, {'dtype': int, 'casting': 'unsafe'}, {'dtype': object}, {'dtype': 'foo'},
                  {'casting': 'x'}, {'casting': 5}, {'order': 'F'}, {'order': 'X'}, {'order': 1}, {'subok': 'x'}, {'foo': 1},
                  {'keepdims': True}, {'axis': 0}, {'dtype': None}, {'where': [True]}):
        try:
            r = np.clip(*a, **named)
            print(named, repr(r) if 'where' not in named else (r.shape, r.dtype), r.flags.f_contiguous)
        except Exception as e:
            print(named, type(e).__name__, e)
for signature in 'ddd->d', (float, None, None, float):
    print(np.clip(np.arange(4), 1, 2, signature=signature))
out = np.full((2, 3), -1.)
print(np.clip(x, 1, 3, out=out, where=x > 2), np.clip(x, 1, 3, out=np.zeros((2, 3), int), casting='unsafe'))
for words in ('X', ['X'], 'C', ['F', 'C'], ['A'], ['E'], 'OWNDATA', ['W', 'O'], [1], None, '', ['f_contiguous'], ['ensurearray']):
    try:
        print(words, np.require(np.arange(3.)[::2], requirements=words).flags.c_contiguous)
    except Exception as e:
        print(words, type(e).__name__, e)
print(type(np.require(np.matrix([[1]]), requirements='E')).__name__)
for f in np.vstack, np.hstack:
    for named in ({'casting': 'x'}, {'casting': 5}, {'dtype': 'S2'}, {'dtype': int}, {'dtype': int, 'casting': 'unsafe'},
                  {'casting': 'no'}, {'dtype': 'foo'}, {'out': 1}):
        try:
            print(f.__name__, named, f(([1., 2], [3, 4]), **named).tolist())
        except Exception as e:
            print(f.__name__, named, type(e).__name__, e)
for order in 'C', 'F', 'A', 'K', 'X', 1, None, 'c':
    try:
        print(order, np.eye(2, 3, 1, order=order).tolist(), np.eye(2, 3, order=order).flags.f_contiguous)
    except Exception as e:
        print(order, type(e).__name__, e)
