# The methods of classes that share most of them stand in the same order as in CPython.
for cls in set, frozenset, bytes, bytearray, tuple:
    print(cls.__name__, *[name for name in vars(cls) if name not in ('__doc__', '__hash__')])
    print(cls().__sizeof__() > 0)
