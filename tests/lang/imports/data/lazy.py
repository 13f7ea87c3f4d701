def __getattr__(n):
    if n == "dyn": return "dynamic"
    raise AttributeError(n)
