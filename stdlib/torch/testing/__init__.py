"""Comparing tensors in tests."""
from ._comparison import assert_allclose, assert_close, make_tensor
