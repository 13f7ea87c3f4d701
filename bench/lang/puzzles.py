# Search: a sudoku by backtracking, permutations by swaps, a sieve.
def solve(cells, rows, columns, boxes, free, k=0):
    if k == len(free):
        return 1
    r, c = free[k]
    b = r // 3 * 3 + c // 3
    used = rows[r] | columns[c] | boxes[b]
    found = 0
    for d in range(9):
        bit = 1 << d
        if used & bit:
            continue
        rows[r] |= bit
        columns[c] |= bit
        boxes[b] |= bit
        found += solve(cells, rows, columns, boxes, free, k + 1)
        rows[r] ^= bit
        columns[c] ^= bit
        boxes[b] ^= bit
        if found > 40:
            break
    return found


def permutations(items, k, count):
    if k == len(items):
        count[0] += items[0] < items[-1]
        return
    for i in range(k, len(items)):
        items[k], items[i] = items[i], items[k]
        permutations(items, k + 1, count)
        items[k], items[i] = items[i], items[k]


def primes(n):
    flags = [True] * n
    flags[0] = flags[1] = False
    for i in range(2, int(n ** 0.5) + 1):
        if flags[i]:
            for j in range(i * i, n, i):
                flags[j] = False
    return sum(flags)


grid = [[(r * 3 + r // 3 + c) % 9 if (r * c + r + c) % 3 else -1 for c in range(9)] for r in range(9)]
rows, columns, boxes, free = [0] * 9, [0] * 9, [0] * 9, []
for r in range(9):
    for c in range(9):
        if grid[r][c] < 0:
            free.append((r, c))
        else:
            for s in (rows, r), (columns, c), (boxes, r // 3 * 3 + c // 3):
                s[0][s[1]] |= 1 << grid[r][c]
count = [0]
permutations(list(range(8)), 0, count)
print('puzzles', solve(grid, rows, columns, boxes, free), count[0], primes(1000000))
