"""The order of the names in the dictionaries of built-in types."""
for t in object, int, float, complex, str, list, dict, range, slice, memoryview, BaseException, bool, enumerate, zip:
    print(t.__name__, [n for n in vars(t)])
