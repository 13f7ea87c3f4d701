# What classes cannot be made of: type variables, and more than one list of parameters.
from typing import *

T, U, P, Ts = TypeVar('T'), TypeVar('U'), ParamSpec('P'), TypeVarTuple('Ts')
for bases in ('T', 'P', 'Ts', 'P.args', 'Generic[T], Generic[U]', 'Generic[T, U], Generic[T]', 'List[U], Generic[T]',
              'Generic[T], Protocol[U]', 'Generic[T, U], List[T]', 'Protocol[T]'):
    try:
        exec(f'class X({bases}): pass')
        print(bases, X.__parameters__)
    except TypeError as ex:
        print(bases, ex)
