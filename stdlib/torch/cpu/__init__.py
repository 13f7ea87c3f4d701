"""The CPU as a device."""
from . import amp
