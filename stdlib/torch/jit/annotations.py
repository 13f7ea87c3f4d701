"""What annotations for TorchScript are made of: without its compiler they tell nothing."""
from torch._jit_internal import BroadcastingList1, BroadcastingList2, BroadcastingList3     # noqa: F401
