"""Small helpers of the layers."""


def ntuple(x, n):
    """x repeated n times, or its items if it is a sequence."""
    if isinstance(x, (tuple, list)):
        return tuple(x)
    return (x,) * n
