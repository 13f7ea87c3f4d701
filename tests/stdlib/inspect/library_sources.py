# The sources of the library are there for whoever asks.
import inspect, json, textwrap, collections
for f in (json.dumps, textwrap.dedent, collections.Counter, json.JSONDecoder.decode, collections.namedtuple):
    text = inspect.getsource(f)
    first = text.lstrip().split('\n')[0]
    print(f.__name__, first.startswith(('def ' + f.__name__ + '(', 'class ' + f.__name__ + '(')), len(text) > 40)
print(len(inspect.getsource(json)) > 1000, len(inspect.getsourcelines(json)[0]) > 50)
try:
    inspect.getsource(len)
except TypeError as e:
    print(str(e)[:40])
