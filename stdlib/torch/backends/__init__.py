"""Switches of back ends that this build does not have."""


class _Switches:
    enabled = False
    benchmark = False
    deterministic = False
    allow_tf32 = False

    @staticmethod
    def is_available():
        return False

    @staticmethod
    def version():
        return None

    @staticmethod
    def is_built():
        return False


cudnn = _Switches()
mps = _Switches()
mkl = _Switches()
mkldnn = _Switches()
cuda = _Switches()
cuda.matmul = _Switches()
