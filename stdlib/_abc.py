"""_abc: what abc has natively elsewhere."""
from abc import get_cache_token
