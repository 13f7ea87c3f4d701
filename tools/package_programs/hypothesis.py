from hypothesis import HealthCheck, given, settings, strategies as st

quiet = dict(database=None, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
seen = []


@settings(max_examples=60, **quiet)
@given(st.lists(st.integers()), st.text(), st.dictionaries(st.text(max_size=3), st.floats(allow_nan=False)))
def holds(numbers, text, mapping):
    seen.append((numbers, text, mapping))
    assert sorted(sorted(numbers)) == sorted(numbers) and (text + 'x')[:-1] == text


@settings(max_examples=200, **quiet)
@given(st.integers(), st.integers())
def fails(a, b):
    found.append((a, b))
    assert a + b < 1000


holds()
print(len(seen), seen[:5])
found = []
try:
    fails()
except AssertionError:
    print('falsified by', found[-1])
