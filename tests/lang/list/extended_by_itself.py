# A list of a subclass that is extended by itself takes what it gives before it grows
class A(list):
    pass


class B(list):
    def __iter__(self):
        print('asked')
        return iter([7])


for cls in A, B:
    x = cls((1, 2))
    x += x
    print(x)
    x.extend(x)
    print(x)
    x[1:1] = x
    print(x)
