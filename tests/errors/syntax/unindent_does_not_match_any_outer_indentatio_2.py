def f():
    x
  y
