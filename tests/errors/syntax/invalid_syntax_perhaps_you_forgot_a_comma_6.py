f(x, y z)
