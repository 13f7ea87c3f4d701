"""OpenMP: kernels run on a pool of their own."""


def is_available():
    return True
