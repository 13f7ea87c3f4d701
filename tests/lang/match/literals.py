def f(v):
    match v:
        case 0 | 1: return 'small'
        case -1: return 'minus'
        case 1.5: return 'float'
        case 1 + 2j: return 'complex'
        case 'a' | 'b' 'c': return 'text'
        case b'x': return 'bytes'
        case None: return 'none'
        case True: return 'never: 1 comes first'
        case False: return 'never'
        case _: return 'other'
print([f(v) for v in (0, 1, True, False, -1, 1.5, 1.0, 1+2j, 'a', 'bc', 'c', b'x', None, [], 2)])
