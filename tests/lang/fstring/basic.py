# f-strings.
x, w, p, name = 3.14159, 10, 3, 'nm'
print(f'{x}', f'{x:.2f}', f'{x:{w}.{p}}|', f'{name!r:>8}|', f'{name!s}', f'{"é"!a}', f'{x=}', f'{x = :.1f}', f'{{}}', f'{1+2}{3}', f'')
print(f'{name:>{w}}|{name:<{w}}|{name:^{w}}|', f'{[1, 2][0]}', f'{ {"a": 1}["a"] }', f"{'in' 'ner'}", f'{(lambda: 5)()}')
print(f'{f"{x:.1f}"!r}', f'a' 'b' f'{1}', rf'\n{1}', f'{x!r:{"<"}{w}}|', f'{None}', f'{1:05d}', f'{1000000:,}')
print(f'''{
x
}''', f'{x:%}', f'{12:x}', f'{12:#b}', f'{"x":*^5}', f'{True:d}')
class F:
    def __format__(self, s): return f'<{s}>'
    def __str__(self): return 'str'
    def __repr__(self): return 'repr'
print(f'{F()}', f'{F():abc}', f'{F()!r}', f'{F()!s:>5}', f'{F()=}')
try: f'{1:zz}'
except ValueError as e: print(e)
def g(): yield from (f'{i}' for i in range(2))
print(*g(), f'{",".join(f"{i}" for i in range(3))}')
print(f'{1}' f'{2}' f'{3}' f'{4}' f'{5}{6}{7}{8}{9}{10}{11}{12}{13}{14}{15}{16}{17}{18}{19}{20}{21}{22}{23}{24}{25}{26}{27}{28}{29}{30}{31}{32}{33}{34}{35}')
