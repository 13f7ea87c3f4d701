print(sum([1, 2, 3]), sum([1.5, 2]), sum([]), sum([True, 2]), sum([1, 2.5, 3]), sum([2**47, 2**47, 2**47, 1]), sum([-0.0]), sum([[1], [2]], []), sum([1.0, 2.0], 0.5), sum([1, 2], 2.0), sum([float('inf'), 1.0], 1.0), sum((1, 2)), sum({1: 2}), sum([2**60, 1]))
class L(list):
    def __iter__(self): return iter([100])
print(sum(L([1, 2])))
class A:
    def __add__(self, o): return 'A'
    def __radd__(self, o): l.append(5) if len(l) < 5 else None; return 7
l = [1, 2, A(), 3]
print(sum(l))
try: sum([1, 'a'])
except TypeError as e: print(e)
try: sum(['a'], '')
except TypeError as e: print(e)
l = []
for i in range(1000): l.append(i)
print(len(l), sum(l), sum([x * 0.5 for x in l]))
