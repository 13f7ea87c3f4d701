print("init pkg", __name__, __package__)
from . import mod_a
VALUE = 42
