class F:
    def __format__(self, spec): return f'<{spec}>'
print(format(F()), format(F(), 'abc'), f'{F():x{1}y}', '{:q}'.format(F()))
print(format(3), format(3.5, '.2f'), format('a', '>3'), format(None), format([1], ''))
class Bad:
    def __format__(self, spec): return 5
for v, s in ((Bad(), ''), ([1], 'x'), (None, '5'), ('a', 'd'), (1, 's'), (1.5, 'd'), (object(), '>'), (1, 5)):
    try: format(v, s)
    except (TypeError, ValueError) as e: print(type(e).__name__, e)
