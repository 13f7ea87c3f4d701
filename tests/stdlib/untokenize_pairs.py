# untokenize() of pairs, also odd ones.
import tokenize

odd = [(), 5, 'ab', [1], [1, 'x'], [1, 2], (54, '='), ({}, '='), (5, '  '), (6, ''), (4, '\n'), (63, 'utf-8'), (2, '1'), (3, "'a'"), (1, b'x'), (None, 'x'),
       (1, None), (1, 'x', (1, 0), (1, 1), '')]
for a in odd:
    for b in odd:
        try:
            r = tokenize.untokenize([(1, 'if'), a, b, (3, '"s"')])
        except (TypeError, ValueError, IndexError, AttributeError) as e:
            r = type(e).__name__, str(e)
        print(a, b, repr(r))
