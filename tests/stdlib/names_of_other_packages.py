"""Names with an underscore that packages take from the library all the same, and what they do with them."""
import argparse
import copy
import functools
import heapq
import multiprocessing.pool as mpp
import random
import tempfile

# argparse: the words of messages come from gettext, or from what a program puts in its place
from argparse import _, ngettext
print(_('usage: '), ngettext('one', 'many', 2))
argparse._ = lambda text: f'<{text}>'
argparse.ngettext = lambda one, many, n: f'<{one if n == 1 else many}>'
parser = argparse.ArgumentParser(prog='p', exit_on_error=False)
parser.add_argument('x', type=int, nargs=2)
parser.add_argument('--kind', choices='ab')
parser.print_help()
for wrong in ([], ['1'], ['a', 'b'], ['1', '2', '--kind']):
    try:
        parser.parse_args(wrong)
    except argparse.ArgumentError as e:
        print(e)
    except SystemExit as e:
        print('exit', e.code)


# copy: a program may say how objects of a class are copied
class Plain:
    pass


one = Plain()
copy._deepcopy_dispatch[Plain] = lambda x, memo: ('deep', len(memo))
copy._copy_dispatch[Plain] = lambda x: 'shallow'
print(copy.deepcopy([one, one]), copy.copy(one), copy._deepcopy_dispatch[int] is copy._deepcopy_atomic,
      copy._deepcopy_dispatch[list]([1, [2]], {}), copy._copy_dispatch[str] is copy._copy_immutable)
del copy._deepcopy_dispatch[Plain], copy._copy_dispatch[Plain]
print(type(copy.deepcopy(one)).__name__, copy._copy_immutable(5), copy._deepcopy_atomic(6, {}))

# heapq: the steps, at any place
rng = random.Random(5)
heap = [rng.randrange(50) for i in range(40)]
heapq.heapify(heap)
for i in range(60):
    at = rng.randrange(len(heap))
    heap[at] = rng.randrange(60)
    heapq._siftup(heap, at)
    heapq._siftdown(heap, 0, at)
    assert all(heap[(k - 1) // 2] <= heap[k] for k in range(1, len(heap)))
print(heap[:12])
heapq._heapify_max(heap)
heap[3] = 70
heapq._siftup_max(heap, 3)
heapq._siftdown_max(heap, 0, 3)
heap[0] = -1
heapq._siftup_max(heap, 0)
print(heap[:12], all(heap[(k - 1) // 2] >= heap[k] for k in range(1, len(heap))))

# functools: keys of calls
make = functools._make_key
for args, kwds, typed in (((), {}, False), ((1,), {}, False), (('a',), {}, False), ((1.5,), {}, False), ((1,), {}, True),
                          ((1, 2), {'a': 3}, False), ((1,), {'b': 2.0}, True), ((True,), {}, False)):
    key = make(args, kwds, typed)
    print(type(key).__name__, key == make(args, kwds, typed), hash(key) == hash(make(args, kwds, typed)), len(str(key)) > 0,
          key if not kwds else len(key))
print(make((1,), {'a': 2}, False) == make((1, 'a', 2), {}, False), make((3,), {}, True) == make((3.0,), {}, True))

# tempfile: names that are free
names = tempfile._get_candidate_names()
name = next(names)
print(len(name), set(name) <= set(names.characters), next(iter(names)) != name, type(names).__name__)


# multiprocessing.pool: imap() for functions of several arguments
def istarmap(self, func, iterable, chunksize=1):
    self._check_running()
    result = mpp.IMapIterator(self)
    batches = mpp.Pool._get_tasks(func, iterable, chunksize)
    self._taskqueue.put((self._guarded_task_generation(result._job, mpp.starmapstar, batches), result._set_length))
    return (item for chunk in result for item in chunk)


if __name__ == '__main__':
    with mpp.Pool(2) as pool:
        print(list(istarmap(pool, pow, [(2, 3), (3, 2), (5, 3)], 2)), mpp.mapstar((abs, [-1, -2])), mpp.INIT)
        print(sorted(pool.imap_unordered(abs, [-3, 4, -5])), pool.starmap(divmod, [(7, 2)]))
