import pkg as up
from .mod_b import thing
def f(): return thing + 1
