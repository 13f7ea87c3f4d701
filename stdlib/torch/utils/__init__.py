"""Data loading and other helpers."""
from . import data
