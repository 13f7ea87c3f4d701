print(sum([1, 2, 3]), sum([], 5), sum([0.1] * 10), sum([[1], [2]], []), sum((1, 2.5, True)), sum([1], start=10), sum([2**62] * 4), sum([1j, 2]), sum(range(5), 0.5))
for a in (([],'a'), (['a'],), ([1, 'a'],), (5,), (), (['a'], ''), ([b'a'], b''), ([b'a'], bytearray()), ([[1]],)):
    try: print(sum(*a))
    except TypeError as e: print(e)
