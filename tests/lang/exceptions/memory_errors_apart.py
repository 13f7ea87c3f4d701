"""Each MemoryError has a traceback and notes of its own."""
import traceback

es = []
for i in range(3):
    try:
        try:
            [0] * (1 << 60)
        except MemoryError as e:
            es.append(e)
            e.add_note(f'n{i}')
            raise
    except MemoryError as e:
        print(len(traceback.extract_tb(e.__traceback__)), e.__notes__, e.__context__)
print(len(set(map(id, es))))


def f():
    bytearray(1 << 62)


try:
    f()
except MemoryError as e:
    print(len(traceback.extract_tb(e.__traceback__)), hasattr(e, '__notes__'), e in es)
    e.args = (1,)
try:
    f()
except MemoryError as e:
    print(e.args)
