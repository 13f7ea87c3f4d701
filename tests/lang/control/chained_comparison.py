calls = []
def v(x): calls.append(x); return x
print(v(1) < v(2) < v(3), v(3) < v(2) < v(1), calls)
print(1 < 2 > 1, 1 == 1.0 == True, 3 > 2 > 2, 1 in [1] == [1], (1 in [1]) == True, not 1 < 2 < 3, 1 < 2 and 2 < 3, None is None is None, 'a' < 'b' < 'c' != 'd')
print(0 or [] or 'x', 1 and 2 and 3, 0 and 1, not [] and 5, (1, 2) < (1, 3), [1, [2]] == [1, [2]], 1 if [] else 2)
class C:
    def __lt__(self, o): return []
print(C() < 1, C() < 1 < 2)
