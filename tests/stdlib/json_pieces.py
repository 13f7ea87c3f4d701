# JSONEncoder.iterencode and json.dump: the pieces, and what a file holds when an error comes in the middle.
import io
import json

values = [1, 'x', None, 1.5, [], {}, [1], [1, [2, 'é'], {'a': [], 'b': {}}], {'k': 1, 2: [3], None: {'z': True}, 1.5: 'f'}, ((1,), [])]
for v in values:
    for options in ({}, {'indent': 1}, {'indent': '\t', 'ensure_ascii': False}, {'separators': (',', ':')}, {'indent': 0}):
        pieces = list(json.JSONEncoder(**options).iterencode(v))
        print(pieces, ''.join(pieces) == json.dumps(v, **options))
print(list(json.JSONEncoder(sort_keys=True).iterencode({'b': 1, 'a': 2})))
print(list(json.JSONEncoder(skipkeys=True).iterencode({(1,): 1, 'a': 2})))
print(list(json.JSONEncoder(default=lambda o: sorted(o)).iterencode({'s': {3, 1}})))


class Writer:
    def __init__(self):
        self.parts = []

    def write(self, s):
        self.parts.append(s)


w = Writer()
json.dump([1, {'a': [2, 3]}], w)
print(w.parts)
loop = [1]
loop.append(loop)
for bad, options in (([1, {2}], {}), ({'a': 1, (1,): 2}, {}), (loop, {}), ([1.0, float('inf')], {'allow_nan': False}), ({'a': {'b': object}}, {'indent': 2})):
    f = io.StringIO()
    try:
        json.dump(bad, f, **options)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e, repr(f.getvalue()))
