class A:
    def __class_getitem__(cls, key): return cls.__name__, key
class B(A): pass
print(A[1], B['x', 2], A[()], A[1:2])
try: A()[0]
except TypeError as e: print(e)
class C: pass
try: C[1]
except TypeError as e: print(e)
print(list[int], dict[str, int], tuple[int, ...], type[int], list[int]([1]), list[int] == list[int], list[int].__origin__, dict[str, 'x'].__args__)
from typing import TypeVar
T = TypeVar('T'); print(list[T][int], list[T].__parameters__)
try: list[int][str]
except TypeError as e: print(e)
try: int[str]
except TypeError as e: print(e)
