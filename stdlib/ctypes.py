"""Calling C libraries from scripts: not possible in Kukri."""
raise ImportError("ctypes is not available: Kukri cannot load C libraries into a script; a host "
                  "program gives a script native functions through kukri.h", name='ctypes')
