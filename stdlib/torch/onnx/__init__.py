"""Export to ONNX is not there."""


def export(*args, **kwargs):
    raise NotImplementedError('torch.onnx.export')


def is_in_onnx_export():
    return False
