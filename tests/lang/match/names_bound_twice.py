# Names bound twice in a pattern: alternatives are compared with each other first, then with what is bound outside.
for pattern in ('[a, (b|a)]', '[a, ([a]|[a])]', '[a, ([a]|[b])]', '[([a]|[a]), a]', '[([a,b]|[b,a]), b]', '{"k":a, **r}|{"j":r, **a}', '[([a]|[a]), ([a]|[a])]',
                '[a, ([b, ([a]|[a])]|[b, a])]', '[x, ([y]|[y]|[z])]', '[([a]|[a]), ([b]|[b])]', '[_, ([a]|[a as a])]', '{"k":a, **a}', '[a, *a]', '[*a, a]',
                '{1: a, 2: a}', 'C(a, b=a)', '[a, [b, c], a]', '[[b] as a, a]', '[a, int() as a]'):
    try:
        compile(f'match x:\n    case {pattern}: pass\n', 'm', 'exec')
        print(pattern, 'compiles')
    except SyntaxError as e:
        print(pattern, '|', e.msg, e.lineno, e.offset, e.end_offset)


def found(v):
    match v:
        case [1, ([a, b] | [b, a, _]), *c]:
            return 'A', a, b, c
        case [2, ([a] | a)] | {'a': a}:
            return 'B', a
        case (int() as n) | [n, *_]:
            return 'C', n


for v in ([1, [2, 3], 4], [1, [2, 3, 5]], [2, [7]], [2, 8], {'a': 3}, 5, [9, 9], 'x'):
    print(found(v))
