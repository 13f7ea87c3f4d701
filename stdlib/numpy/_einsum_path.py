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


class Step:
    """One contraction: the places of its operands in the list of what is left, their terms, and the result's."""

    def __init__(self, places, terms, result, summed, involved, last):
        self.places, self.terms, self.result, self.last = places, terms, result, last
        self.summed, self.involved = summed, involved

    def is_dot(self):
        """Is it a product of two matrices that needs no operand twice and no other sums?"""
        if len(self.terms) != 2 or not self.summed:
            return False
        left, right = self.terms
        for c in left + right:
            n = left.count(c), right.count(c)
            if max(n) > 1 or (sum(n) == 2) == (c in self.result):
                return False
        if left == right:
            return True
        if set(left) == set(right):
            return False
        n = len(self.summed)
        if left[-n:] in (right[:n], right[-n:]) or left[:n] in (right[:n], right[-n:]):
            return True
        return set(left) != self.summed and set(right) != self.summed


class Plan:
    """How a sum of products of terms (texts of letters) is worked out; optimize as einsum takes it."""

    def __init__(self, terms, wanted, sizes, optimize):
        kind, limit, given = _method(optimize)
        self.terms, self.wanted, self.sizes = terms, wanted, sizes
        self.indices = set().union(*map(set, terms))
        sets, result = [set(t) for t in terms], set(wanted)
        if limit is None:
            limit = max(_size(t, sizes) for t in terms + [wanted])
        if given is not None:
            self.path = given
        elif kind is False or len(terms) in (1, 2) or self.indices == result:
            self.path = [tuple(range(len(terms)))]
        elif kind in ('greedy', 'optimal'):
            self.path = (greedy if kind == 'greedy' else optimal)(sets, result, sizes, limit)
        else:
            raise KeyError('Path name %s not found', kind)
        self.steps = self._steps(sets, list(terms))

    def _steps(self, sets, texts):
        steps = []
        for k, places in enumerate(self.path):
            places = tuple(sorted(places, reverse=True))
            result, sets, summed, involved = _contract(places, sets, set(self.wanted))
            last = k == len(self.path) - 1
            name = self.wanted if last else ''.join(c for _, c in sorted((self.sizes[c], c) for c in result))
            steps.append(Step(places, [texts.pop(p) for p in places], name, summed, involved, last))
            texts.append(name)
        return steps

    def text(self):
        """What einsum_path says about the costs."""
        sizes, rows, cost, left = self.sizes, [], 1, list(self.terms)
        inner = sum(len(set(t)) for t in self.terms) > len(self.indices)
        naive = _cost(self.indices, inner, len(self.terms), sizes)
        for step in self.steps:
            cost += _cost(step.involved, step.summed, len(step.places), sizes)
            for p in step.places:
                del left[p]
            left.append(step.result)
            rows.append('\n%4d    %24s %40s' % (len(step.involved), ','.join(step.terms) + '->' + step.result,
                                                ','.join(left) + '->' + self.wanted))
        text = f"  Complete contraction:  {','.join(self.terms)}->{self.wanted}\n         Naive scaling:  {len(self.indices)}\n"
        text += '     Optimized scaling:  %d\n' % max(len(step.involved) for step in self.steps)
        text += '      Naive FLOP count:  %.3e\n' % naive
        text += '  Optimized FLOP count:  %.3e\n' % cost
        text += '   Theoretical speedup:  %3.3f\n' % (naive / cost)
        text += '  Largest intermediate:  %.3e elements\n' % max(_size(step.result, sizes) for step in self.steps)
        bar = '-' * 74
        return text + bar + '\n%6s %24s %40s\n' % ('scaling', 'current', 'remaining') + bar + ''.join(rows)


def _method(optimize):
    """(name of the method or False, limit of what is kept or None, the path that is given or None)"""
    kind = 'greedy' if optimize is True else False if optimize is None else optimize
    if kind is False or isinstance(kind, str):
        return kind, None, None
    if len(kind) and kind[0] == 'einsum_path':
        return 'given', None, [tuple(p) for p in kind[1:]]
    if len(kind) == 2 and isinstance(kind[0], str) and isinstance(kind[1], (int, float)):
        return kind[0], int(kind[1]), None
    raise TypeError(f'Did not understand the path: {kind}')
