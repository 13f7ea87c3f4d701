"""Switches of CUDA, which is not there."""
import _not_built


class _Matmul:
    allow_tf32 = False
    allow_fp16_reduced_precision_reduction = True


matmul = _Matmul()


def is_built():
    return False


__getattr__ = _not_built.of(__name__)
