# nan is equal to nothing, and so are views that hold one.
import array

for code in 'fd':
    a = array.array(code, [1, float('nan')])
    m = memoryview(a)
    print(m == m[:], m != m[:], m == a, m[:1] == m[:1], m.cast('B') == m.cast('B'))
