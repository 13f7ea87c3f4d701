"""Masked arrays: outputs of methods and functions, memory order, strict products, arguments that are refused."""
import numpy as np
from numpy import ma


def t(s):
    try:
        print(s, '->', repr(eval(s)))
    except Exception as e:
        print(s, type(e).__name__, e)


a = ma.array([[3., 1, 2], [4, 5, 6]], mask=[[0, 1, 0], [0, 0, 0]])
for s in ["(lambda o: (a.dot(a.T, out=o) is o, o))(ma.zeros((2, 2)))", "(lambda o: (ma.dot(a, a.T, out=o) is o, o))(ma.zeros((2, 2)))",
          "(lambda o: (ma.median(a, axis=0, out=o) is o, o))(ma.zeros(3))",
          "(lambda x: (ma.median(x, overwrite_input=True), x))(ma.array([3, 1, 2]))",
          "(lambda o: (ma.trace(a, out=o) is o, o))(np.zeros(()))", "ma.power(2, 3, third=4)",
          "ma.array([[1, 2], [3, 4]], order='F').flags.f_contiguous", "ma.asarray([[1, 2], [3, 4]], order='F').flags.f_contiguous",
          "a.copy('F').flags.f_contiguous", "a.dot(a.T, strict=True)", "a.argmax(axis=0, keepdims=True)",
          "a.argmin(axis=0, out=np.zeros(3))", "a.clip(2, 4, casting='unsafe')", "a.clip(2, 4, foo=1)",
          "np.matrix([[1, 2]]).std(dtype='f4').dtype", "np.matrix([[1, 2]]).var(dtype='f4').dtype"]:
    t(s)
