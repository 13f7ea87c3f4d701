print(x
