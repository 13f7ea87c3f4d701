def f():
    y = 1
    def g():
        y = 2
        nonlocal y
