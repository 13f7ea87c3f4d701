print(min(3, 1, 2), max([3, 1, 2]), min('b', 'a'), max('abc', key=ord), min([], default='d'), max({'a': 1, 'bb': 2}, key=len))
print(max([1, 1.0, True]), min([1.0, 1, True]), max((1, 2), (1, 3)), max(-1, 2, key=abs), max([2, -2], key=abs), min(float('nan'), 1), min(1, float('nan')))
for f, a, k in ((min, ([],), {}), (max, (1,), {}), (min, (), {}), (max, (1, 'a'), {}), (min, (1, 2), {'default': 3}), (max, ([1, 2],), {'ky': 1}), (min, ([1, 'a'],), {}), (max, ([1, 2],), {'key': 5}), (max, ([1j, 2j],), {})):
    try: print(f(*a, **k))
    except (ValueError, TypeError) as e: print(type(e).__name__, e)
