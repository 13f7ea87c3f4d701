"""Folds without an identity refuse empty dimensions, also where there are no results."""
from _core import run
run("""
np.max(np.zeros((0, 0)), axis=0)
np.max(np.zeros((0, 0)), axis=0, keepdims=True)
np.max(np.zeros((0, 0)), axis=0, initial=1)
np.max(np.zeros((0, 0)), axis=())
np.min(np.zeros((0, 0, 2), int), axis=(0, 2))
np.max(np.zeros((3, 0, 0), object), axis=1)
np.fmax.reduce(np.zeros((3, 0, 0)), axis=1)
np.subtract.reduce(np.zeros((0, 0)), axis=0)
np.nanmin(np.zeros((0, 0)), axis=0)
np.max(np.zeros((0, 3)), axis=1)
np.add.reduce(np.zeros((0, 0)), axis=0)
np.argmax(np.zeros((0, 0)), axis=1)
""")
