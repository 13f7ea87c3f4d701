"""A module of NumPy that is deprecated: its class finds out how a machine computes with floating-point numbers."""
__all__ = ['MachAr']


class MachAr:
    def __init__(self, float_conv=float, int_conv=int, float_to_float=float, float_to_str=None, title='Python floating point number'):
        raise NotImplementedError('numpy.core.machar.MachAr')
