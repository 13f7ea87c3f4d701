class A:
    def __abs__(self): return 'abs'
print(abs(-3), abs(3.5), abs(-0.0), abs(3+4j), abs(True), abs(-2**70), abs(A()))
for bad in 'a', None, [1]:
    try: abs(bad)
    except TypeError as e: print(e)
