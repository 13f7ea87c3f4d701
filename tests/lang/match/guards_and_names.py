def f(v, limit=5):
    match v:
        case x if x > limit: return 'big', x
        case [a, b] as pair if a < b: return pair, a
        case (1 | 2) as n: return 'n', n
        case str() as s if not (t := s.strip()): return 'blank', t
        case x: return 'any', x
for v in 9, 2, 3: print(f(v))
for v in [1, 2], [2, 1], ' ', 'a':
    try: print(f(v))
    except TypeError as e: print(e)
match 1, 2:
    case a, b: print(a, b)
match (x := 5):
    case 5: print('walrus', x)
match [1, 2, 3]:
    case [first, *others]: pass
print(first, others)
match = 3; case = 4; print(match + case, match * [case])
match match:
    case case: print(case)
_ = 'kept'
match 7:
    case _: print(_)
