"""The order in which einsum contracts its operands: the cheapest of all orders, or the greedy one.

A contraction is a pair of places in the list of what is left; its result goes to the end of the list. The cost of
one is the product of the sizes of all indices involved, times the number of operations for each element.
"""
import itertools


def _size(indices, sizes):
    n = 1
    for c in indices:
        n *= sizes[c]
    return n


def _cost(indices, sums, n_terms, sizes):
    return _size(indices, sizes) * (max(1, n_terms - 1) + (1 if sums else 0))


def _contract(places, terms, wanted):
    """(result, the terms that are left, indices summed over, all indices involved)."""
    involved, needed, left = set(), set(wanted), []
    for i, t in enumerate(terms):
        if i in places:
            involved |= t
        else:
            left.append(t)
            needed |= t
    result = involved & needed
    return result, left + [result], involved - result, involved


def optimal(terms, wanted, sizes, limit):
    """Tries all orders."""
    states = [(0, [], terms)]
    for step in range(len(terms) - 1):
        following = []
        for cost, path, left in states:
            for pair in itertools.combinations(range(len(terms) - step), 2):
                result, rest, summed, involved = _contract(pair, left, wanted)
                if _size(result, sizes) <= limit:
                    following.append((cost + _cost(involved, summed, 2, sizes), path + [pair], rest))
        if not following:
            path = min(states, key=lambda s: s[0])[1]
            return path + [tuple(range(len(terms) - step))]
        states = following
    return min(states, key=lambda s: s[0])[1] if states else [tuple(range(len(terms)))]


def _candidate(pair, terms, wanted, sizes, limit, spent, naive):
    result, rest, summed, involved = _contract(pair, terms, wanted)
    size = _size(result, sizes)
    if size > limit:
        return None
    removed = sum(_size(terms[p], sizes) for p in pair) - size
    cost = _cost(involved, summed, 2, sizes)
    if spent + cost > naive:
        return None
    return (-removed, cost), pair, rest


def _after(known, best):
    """The other candidates in the list of terms that the best one leaves."""
    bx, by = best[1]
    out = []
    for rank, (x, y), rest in known:
        if x in best[1] or y in best[1]:
            continue
        rest = list(rest)
        del rest[by - (by > x) - (by > y)]
        del rest[bx - (bx > x) - (bx > y)]
        rest.insert(-1, best[2][-1])
        out.append((rank, (x - (x > bx) - (x > by), y - (y > bx) - (y > by)), rest))
    return out


def greedy(terms, wanted, sizes, limit):
    """Contracts the pair that frees most memory, then the cheapest; outer products only when nothing else is left."""
    if len(terms) <= 2:
        return [tuple(range(len(terms)))]
    _, _, summed, involved = _contract(range(len(terms)), terms, wanted)
    naive = _cost(involved, summed, len(terms), sizes)
    pairs = itertools.combinations(range(len(terms)), 2)
    known, spent, path = [], 0, []
    for _ in range(len(terms) - 1):
        for p in pairs:
            if not terms[p[0]].isdisjoint(terms[p[1]]):
                c = _candidate(p, terms, wanted, sizes, limit, spent, naive)
                known += [c] if c else []
        if not known:
            for p in itertools.combinations(range(len(terms)), 2):
                c = _candidate(p, terms, wanted, sizes, limit, spent, naive)
                known += [c] if c else []
            if not known:
                path.append(tuple(range(len(terms))))
                break
        best = min(known, key=lambda k: k[0])
        known = _after(known, best)
        terms = best[2]
        last = len(terms) - 1
        pairs = [(i, last) for i in range(last)]
        path.append(best[1])
        spent += best[0][1]
    return path


def describe(labels, out, arrays, optimize):
    """(path, text) as einsum_path gives them."""
    kind, limit = optimize, None
    if optimize is True:
        kind = 'greedy'
    elif optimize is None:
        kind = False
    given = None
    if isinstance(kind, (list, tuple)):
        if len(kind) and kind[0] == 'einsum_path':
            given, kind = [tuple(p) for p in kind[1:]], 'given'
        elif len(kind) == 2 and isinstance(kind[0], str) and isinstance(kind[1], (int, float)):
            kind, limit = kind[0], int(kind[1])
        else:
            raise TypeError(f'Did not understand the path: {kind}')
    terms = [set(t) for t in labels]
    texts = [''.join(t) for t in labels]
    wanted, result_text = set(out), ''.join(out)
    sizes = {}
    for t, a in zip(labels, arrays):
        for c, n in zip(t, a.shape):
            if sizes.get(c, 1) not in (1, n) and n != 1:
                raise ValueError(f"Size of label '{c}' for operand {labels.index(t)} ({sizes[c]}) does not match previous "
                                 f'terms ({n}).')
            sizes[c] = max(n, sizes.get(c, 1))
    indices = set().union(*terms)
    if limit is None:
        limit = max(_size(t, sizes) for t in texts + [result_text])
    inner = sum(map(len, terms)) - len(indices) > 0
    naive = _cost(indices, inner, len(terms), sizes)
    if kind == 'given':
        path = given
    elif kind is False or len(terms) in (1, 2) or indices == wanted:
        path = [tuple(range(len(terms)))]
    elif kind == 'greedy':
        path = greedy(terms, wanted, sizes, limit)
    elif kind == 'optimal':
        path = optimal(terms, wanted, sizes, limit)
    else:
        raise KeyError('Path name %s not found', kind)
    return ['einsum_path'] + path, _text(path, terms, texts, wanted, result_text, sizes, naive, indices)


def _text(path, terms, texts, wanted, result_text, sizes, naive, indices):
    rows, cost, scales, biggest, texts = [], 1, [], [], list(texts)
    whole = ','.join(texts) + '->' + result_text
    for k, places in enumerate(path):
        places = tuple(sorted(places, reverse=True))
        result, terms, summed, involved = _contract(places, terms, wanted)
        cost += _cost(involved, summed, len(places), sizes)
        scales.append(len(involved))
        biggest.append(_size(result, sizes))
        taken = [texts.pop(p) for p in places]
        name = result_text if k == len(path) - 1 else ''.join(c for _, c in sorted((sizes[c], c) for c in result))
        texts.append(name)
        rows.append('\n%4d    %24s %40s' % (len(involved), ','.join(taken) + '->' + name,
                                            ','.join(texts) + '->' + result_text))
    text = f'  Complete contraction:  {whole}\n         Naive scaling:  {len(indices)}\n'
    text += '     Optimized scaling:  %d\n' % max(scales)
    text += '      Naive FLOP count:  %.3e\n' % naive
    text += '  Optimized FLOP count:  %.3e\n' % cost
    text += '   Theoretical speedup:  %3.3f\n' % (naive / cost)
    text += '  Largest intermediate:  %.3e elements\n' % max(biggest)
    bar = '-' * 74
    return text + bar + '\n%6s %24s %40s\n' % ('scaling', 'current', 'remaining') + bar + ''.join(rows)
