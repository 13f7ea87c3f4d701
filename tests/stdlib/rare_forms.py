# Rare forms: unions with generics in isinstance(), a context manager used twice, times in format(), getcallargs()' order,
# constants of blake2, an archive listed while it is written, a logging configuration that is not there.
import contextlib
import datetime
import hashlib
import inspect
import logging.config
import os
import tarfile
import tempfile


def show(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


show(lambda: isinstance(1, int | list[int]))
show(lambda: isinstance('a', int | list[int]))
show(lambda: isinstance(None, list[int] | None))
show(lambda: issubclass(int, int | list[int]))
show(lambda: issubclass(1, int | list[int]))


@contextlib.contextmanager
def once():
    yield


manager = once()
with manager:
    pass
show(manager.__enter__)

noon = datetime.time(12, 10)
print(f'{noon:%H:%M}', format(noon), 'at {:%M}'.format(noon))
show(lambda: noon.__format__(1))


def f(a, b=2, *pos, k=1, j, z=5, **kw):
    pass


print(inspect.getcallargs(f, 1, j=3, q=1), inspect.getcallargs(f, j=3, a=1, z=9), inspect.getcallargs(f, 1, 2, 3, j=3, z=9))
for h in (hashlib.blake2b, hashlib.blake2s):
    print(h.SALT_SIZE, h.PERSON_SIZE, h.MAX_KEY_SIZE, h.MAX_DIGEST_SIZE, h().MAX_DIGEST_SIZE)
with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    with open('a.txt', 'w') as file:
        file.write('hi')
    with tarfile.open('x.tar.gz', 'w:gz') as archive:
        archive.add('a.txt')
        archive.list(verbose=False)
    show(lambda: logging.config.fileConfig('nowhere.conf'))
    os.chdir('/')
