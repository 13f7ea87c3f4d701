"""Small helpers of the layers."""


def ntuple(x, n):
    """x repeated n times, or its items if it has any."""
    if hasattr(x, '__iter__'):
        return tuple(x)
    return (x,) * n
