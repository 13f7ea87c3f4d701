# An object that says where its elements lie is not read as a sequence, which here would have no end.
import numpy as np


class Told:
    __array_interface__ = {'shape': (2,), 'typestr': '<i8', 'data': np.arange(2).tobytes(), 'version': 3}

    def __len__(self):
        return 2

    def __getitem__(self, i):
        return 5


a = np.zeros(3)
for store in (lambda: a.__setitem__(0, Told()), lambda: a.__setitem__([0, 1], Told()), lambda: a.__setitem__(slice(1, 3), Told()),
              lambda: np.zeros((2, 2)).__setitem__(0, Told()), lambda: a.fill(Told()), lambda: np.put(a, [0], Told())):
    try:
        store()
    except ValueError as e:
        print(type(e).__name__)
    print(a)
print(np.array(Told()), np.array([Told(), Told()]), np.full(2, Told()))

# nor is a list that holds itself
own = []
own.append(own)
for function in np.array, np.concatenate, np.stack, np.sum, np.block, np.sort, np.dot:
    try:
        function(*(own,) * (2 if function is np.dot else 1))
    except (ValueError, RecursionError) as e:
        print(function.__name__, type(e).__name__, str(e)[:32])
