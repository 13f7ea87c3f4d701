print(x))
