# Lists, dicts, sets and tuples: a graph, grouping, sorting, comprehensions.
def neighbours(n):
    graph = {}
    for i in range(n):
        graph[i] = [(i * 7 + 1) % n, (i * i + 3) % n, (i + n // 2) % n]
    return graph


def distances(graph, start):
    seen = {start: 0}
    queue = [start]
    for node in queue:
        for other in graph[node]:
            if other not in seen:
                seen[other] = seen[node] + 1
                queue.append(other)
    return seen


def group(items):
    groups = {}
    for key, value in items:
        groups.setdefault(key, []).append(value)
    return {k: sorted(v, reverse=True)[:3] for k, v in groups.items()}


graph = neighbours(20000)
total = 0
for start in range(0, 20000, 1500):
    d = distances(graph, start)
    total += max(d.values()) * len(d)
pairs = [(i * i % 97, i % 1013) for i in range(200000)]
groups = group(pairs)
common = {v for k, v in pairs if k < 40} & {v for k, v in pairs if k > 60}
ranked = sorted(pairs, key=lambda p: (p[1], -p[0]))
flat = [x for row in zip(ranked[::2], ranked[1::2]) for x in row if x[0] % 2]
print('containers', total, len(groups), len(common), ranked[777], len(flat))
