"""Where NumPy keeps the class matrix."""
from numpy._matrix import asmatrix, bmat, mat, matrix

__all__ = ['matrix', 'bmat', 'mat', 'asmatrix']
