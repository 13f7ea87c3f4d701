"""Sets of constants: the order of elements whose places collide is that of a set built twice."""
print({1, 9, 17, 2}, {17, 9, 1, 25}, {8, 0, 16, 24, 3}, {-1, -2, 7, 15}, {7, 15, 23, 31, 39}, {64, 32, 0, 96}, {5, 13, 21})
print({True, 9, 17}, {2.0, 10, 18}, {(), 1, 9}, sorted({0, 8, 'a', 'b'}, key=str), {33, 1, 65, 97, 129}, {3, 11, 19, 27, 35, 43})
for n in range(3, 8):
    for step in 7, 8, 15, 16, 31:
        print(eval('{' + ', '.join(str(i * step + 1) for i in range(n)) + '}'), end=' ')
print()
# Letters that are names in CPython's own code are exchanged for those in constant sets, which are made once more then; None has its place, too.
print({5, 'a', 21}, {5, 'g', 21}, {5, 'x', 13, 21, 'y'}, {1, None}, {None, 5}, {None, 1, 2, 3, 4})
def built(x): return {5, 'a', x}
print(built(21))
