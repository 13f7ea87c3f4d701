"""Generic aliases with parameters that are no types."""
from typing import *
T=TypeVar('T')
for a in (3,'x',None,int,[int],(1,2),...,1.5):
    try: print(repr(Annotated[T,'x'][a]))
    except BaseException as e: print(type(e).__name__, e)
    try: print(repr(List[T][a]))
    except BaseException as e: print(type(e).__name__, e)
    try: print(repr(Callable[[T],int][a]))
    except BaseException as e: print(type(e).__name__, e)
    try: print(repr(Union[T,int][a]))
    except BaseException as e: print(type(e).__name__, e)
    try: print(repr(Annotated[List[T],'x'][a]))
    except BaseException as e: print(type(e).__name__, e)
