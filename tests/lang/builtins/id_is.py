a = []; b = a
print(id(a) == id(b), a is b, a is not [], id(None) == id(None), () is (), id(len) == id(len))
