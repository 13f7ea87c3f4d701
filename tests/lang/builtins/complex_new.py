for args in ((), (1,), (1, 2), ('1+2j',), (' -3J ',), ('(1e3-2.5j)',), ('nan+infj',), (True, 1.5), (1j, 1j)):
    print(complex(*args))
print(complex(real=2, imag=3), complex(imag=1))
for args in (('1 + 2j',), ('',), ('a',), ('1', 2), (1, '2'), ([],), (1, []), ('1+2j+3',)):
    try: complex(*args)
    except (ValueError, TypeError) as e: print(type(e).__name__, e)
