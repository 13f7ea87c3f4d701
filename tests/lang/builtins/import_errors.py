# Which of several mistakes in the arguments of __import__ is told.
class NoTruth:
    def __bool__(self):
        raise ZeroDivisionError


def f():
    pass


for args in [('os', f, f, f), ('nope', {}, {}, NoTruth()), ('os.path', f, f, NoTruth()), ('os', f, f, f, 1), ('os', {}, f, f, 1),
             ('os', {'__package__': 3}, f, f, 1), ('os', {'__name__': 3}, f, f, 1), ('os', {'__spec__': 3}, f, f, 1),
             ('os', {'__spec__': 3, '__package__': 'os'}, f, f, 1), ('os', {'__spec__': None, '__name__': 'a'}, f, f, 1),
             ('',), ('.',), ('..os',), ('os.',), ('json.',), ('os..path',), (5, f, f, f, 'x'), (5, f, f, f, 1), ('os', 0, 0, 0, -1)]:
    try:
        print(args[:1], __import__(*args).__name__)
    except Exception as e:
        print(args[:1], type(e).__name__, e)
