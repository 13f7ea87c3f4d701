# The dicts of built-in types begin with what the type has itself, in CPython's order.
for t in str, list, dict, int, float, complex, tuple, bool, zip, map, enumerate, slice, super:
    print(t.__name__, [n for n in vars(t) if n != '__sizeof__'])
print(True.__float__.__qualname__, bool.__eq__, bool.__and__)
