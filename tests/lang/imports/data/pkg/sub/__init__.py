__all__ = ["one", "leaf"]
one = 1; two = 2
