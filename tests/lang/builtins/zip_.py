print(list(zip('ab', [1, 2, 3])), list(zip()), list(zip('a')), list(zip([1, 2], [3, 4], strict=True)))
for a in ('ab', [1]), ([1], 'ab'), ('ab', 'ab', 'a'), ('a', 'a', 'ab'):
    try: list(zip(*a, strict=True))
    except ValueError as e: print(e)
for f in (lambda: zip(5), lambda: zip([1], 5), lambda: zip([1], nope=1)):
    try: f()
    except TypeError as e: print(e)
z = zip(*[iter('abcdef')] * 2); print(next(z), list(z))
