# The import system: packages, relative imports, errors, sys.modules.
import os, sys
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "data"))
def attempt(code):
    try: exec(code, {"__name__": "__main__"})
    except BaseException as e: print(type(e).__name__, str(e).replace(sys.path[0], "DATA"))
import pkg
print(pkg.VALUE, pkg.mod_a.f(), pkg.__name__, len(pkg.__path__), pkg.__package__)
import pkg.sub.leaf
print(pkg.sub.leaf.leaf_value, "pkg.sub.leaf" in sys.modules)
import pkg.sub as s, pkg.sub.leaf as l
print(s.one, l.__name__, l.__package__)
from pkg.sub import *
print(one, leaf, "two" in globals())
from pkg.mod_b import *
print(thing, "_hidden" in globals())
from pkg import mod_b as mb, VALUE as V
print(mb.thing, V)
import ns.part.m
print(ns.part.m.where, hasattr(ns, "__file__"), type(ns.__path__) is not str)
attempt("import nosuch")
attempt("import pkg.nosuch")
attempt("import pkg.mod_b.deeper")
attempt("from pkg import nothing")
attempt("from nosuch import x")
attempt("from . import x")
attempt("from .. import x")
attempt("import circ_a")
attempt("import broken"); print("broken" in sys.modules)
attempt("import synt")
import repl; print(repl.value)
import lazy; print(lazy.dyn)
attempt("import lazy; lazy.other")
from lazy import dyn; print(dyn)
sys.modules["blocked"] = None
attempt("import blocked")
m = __import__("pkg.sub.leaf"); print(m.__name__)
m = __import__("pkg.sub", fromlist=["leaf"]); print(m.__name__)
def local():
    import pkg.mod_b
    from pkg import VALUE
    return pkg.mod_b.thing, VALUE
print(local())
del sys.modules["pkg.mod_b"]
import pkg.mod_b
attempt("import sys as q; print(q.__name__)")
attempt("from sys import (path as p, modules)\nprint(p is modules)")
attempt("from pkg import *\nprint(sorted(k for k in globals() if k[0] != '_'))")
try: import nosuch2
except ImportError as e: print(e.name, e.path, e.msg)
try: from pkg import nosuch3
except ImportError as e: print(e.name, e.path is not None)
