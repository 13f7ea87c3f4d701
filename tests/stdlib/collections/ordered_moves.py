"""Long series of moves, pops and insertions of OrderedDict against a list of keys."""
from collections import OrderedDict
import copy, pickle, random
for size in (3, 8, 9, 40, 300):
    rnd = random.Random(size)
    od, model = OrderedDict(), []
    for step in range(6000):
        what = rnd.randrange(8)
        key = rnd.randrange(size)
        if what < 3:
            od[key] = step
            if key not in model: model.append(key)
        elif what < 6 and key in model:
            last = what < 5 and rnd.random() < .5
            od.move_to_end(key, last)
            model.remove(key)
            model.insert(len(model) if last else 0, key)
        elif what == 6 and model:
            last = rnd.random() < .5
            assert od.popitem(last)[0] == model.pop(-1 if last else 0)
        elif key in model:
            model.remove(key)
            if rnd.random() < .5: del od[key]
            else: od.pop(key)
        if step % 100 == 0 or size < 10:
            assert list(od) == model and list(reversed(od)) == model[::-1], (size, step)
            assert len(od) == len(model) and all(k in od for k in model)
            for twin in (od.copy(), copy.copy(od), pickle.loads(pickle.dumps(od)), OrderedDict(od), od | {}):
                assert twin == od and list(twin.items()) == list(od.items())
    print(size, len(od), list(od.items())[:5])

# an iterator sees what moves
for change in ('d.move_to_end(1)', 'd.move_to_end(3)', 'd.move_to_end(1, False)', 'd.move_to_end(2, False)', 'd[2] = 0',
               'd.pop(1)', 'd.clear()', 'd.popitem()', 'd[9] = 0', 'd.setdefault(1)', 'd.update({1: 2})', 'd |= {5: 5}'):
    for view in (OrderedDict.__iter__, reversed, OrderedDict.items, OrderedDict.values):
        d = OrderedDict.fromkeys([1, 2, 3])
        seen = []
        try:
            for x in view(d):
                if not seen: exec(change)
                seen.append(x)
                if len(seen) > 9: break
        except RuntimeError as e: seen.append(str(e))
        print(change, seen, list(d))

# keys whose comparison changes one of the dicts
class Key:
    hook = None
    def __init__(self, n): self.n = n
    def __hash__(self): return 1
    def __eq__(self, other):
        if Key.hook: Key.hook()
        return self.n == other.n
    def __repr__(self): return f'K{self.n}'
def sh(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
a, b = OrderedDict([(Key(i), i) for i in range(5)]), OrderedDict([(Key(i), i) for i in range(5)])
sh(lambda: a == b); sh(lambda: list(a.items())); sh(lambda: a.move_to_end(Key(3))); sh(lambda: a)
Key.hook = lambda: 1 / 0
sh(lambda: a.move_to_end(Key(0))); sh(lambda: a.pop(Key(7))); sh(lambda: a == b); sh(lambda: a.update(b))
Key.hook = None
print(a)
recursive = OrderedDict(a=1); recursive['me'] = recursive; recursive['l'] = [recursive]
print(recursive, repr(pickle.loads(pickle.dumps(recursive))))
class WithState(OrderedDict):
    def __init__(self, *a, **k): super().__init__(*a, **k); self.tag = 'x'
w = WithState(a=1); w.tag = 'y'
for protocol in range(6):
    v = pickle.loads(pickle.dumps(w, protocol)); print(type(v).__name__, v, v.__dict__)
print(w.__reduce__()[:4], copy.deepcopy(w).__dict__, vars(w.copy()))
