"""Texts and comparisons that the assertions share."""
from collections import Counter, namedtuple
from os.path import commonprefix

__unittest = True

_MAX_LENGTH = 80
_PLACEHOLDER_LEN = 12
_MIN_BEGIN_LEN = 5
_MIN_END_LEN = 5
_MIN_COMMON_LEN = 5
_MIN_DIFF_LEN = _MAX_LENGTH - (_MIN_BEGIN_LEN + _PLACEHOLDER_LEN + _MIN_COMMON_LEN + _PLACEHOLDER_LEN + _MIN_END_LEN)

_Mismatch = namedtuple('Mismatch', 'actual expected value')


def _shorten(text, head, tail):
    """text with its middle counted instead of shown, where that is shorter."""
    hidden = len(text) - head - tail
    if hidden <= _PLACEHOLDER_LEN:
        return text
    return f'{text[:head]}[{hidden} chars]{text[len(text) - tail:]}'


def _common_shorten_repr(*values):
    """The reprs of values, short enough for one line: what they begin with in common goes first."""
    texts = tuple(safe_repr(v) for v in values)
    longest = max(len(t) for t in texts)
    if longest <= _MAX_LENGTH:
        return texts
    common = commonprefix(texts)
    n = len(common)
    room = _MAX_LENGTH - (longest - n + _MIN_BEGIN_LEN + _PLACEHOLDER_LEN)
    if room > _MIN_COMMON_LEN:
        head = _shorten(common, _MIN_BEGIN_LEN, room)
        return tuple(head + t[n:] for t in texts)
    head = _shorten(common, _MIN_BEGIN_LEN, _MIN_COMMON_LEN)
    return tuple(head + _shorten(t[n:], _MIN_DIFF_LEN, _MIN_END_LEN) for t in texts)


def safe_repr(obj, short=False):
    """repr(obj), or object's own where that fails."""
    try:
        text = repr(obj)
    except Exception:
        text = object.__repr__(obj)
    if short and len(text) >= _MAX_LENGTH:
        return text[:_MAX_LENGTH] + ' [truncated]...'
    return text


def strclass(cls):
    return f'{cls.__module__}.{cls.__qualname__}'


def unorderable_list_difference(expected, actual):
    """(missing, unexpected) of two lists whose items need not be orderable or hashable. Empties expected."""
    missing = []
    while expected:
        item = expected.pop()
        if item in actual:
            actual.remove(item)
        else:
            missing.append(item)
    return missing, actual


def sorted_list_difference(expected, actual):
    """(missing, unexpected) of two sorted lists; repeated items count once."""
    missing = [x for x in expected if x not in actual]
    unexpected = [x for x in actual if x not in expected]
    return missing, unexpected


def three_way_cmp(x, y):
    return (x > y) - (x < y)


def _count_diff_all_purpose(actual, expected):
    """Items whose number differs, found by comparing alone."""
    left, right = list(actual), list(expected)
    used, result = [False] * len(right), []
    done = [False] * len(left)
    for i, item in enumerate(left):
        if done[i]:
            continue
        here = there = 0
        for j in range(i, len(left)):
            if not done[j] and left[j] == item:
                here += 1
                done[j] = True
        for j, other in enumerate(right):
            if not used[j] and other == item:
                there += 1
                used[j] = True
        if here != there:
            result.append(_Mismatch(here, there, item))
    for i, item in enumerate(right):
        if used[i]:
            continue
        there = 0
        for j in range(i, len(right)):
            if not used[j] and right[j] == item:
                there += 1
                used[j] = True
        result.append(_Mismatch(0, there, item))
    return result


def _count_diff_hashable(actual, expected):
    """Items whose number differs, by their hashes."""
    left, right = Counter(actual), Counter(expected)
    result = [_Mismatch(n, right.get(item, 0), item) for item, n in left.items() if n != right.get(item, 0)]
    result += [_Mismatch(0, n, item) for item, n in right.items() if item not in left]
    return result
