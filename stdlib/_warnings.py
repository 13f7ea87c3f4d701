"""_warnings: what warnings has natively elsewhere."""
from _kukri import warn, warn_explicit
from warnings import _filters_mutated, filters
