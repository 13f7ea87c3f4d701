x = lambda a, /, b, /: 1
