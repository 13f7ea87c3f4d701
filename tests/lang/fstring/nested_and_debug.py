x, w, d = 3.14159, 10, {'k': 'v'}
print(f'{x:{w}.{2}f}|{x!r:>{w}}|{d["k"]}|{x=}|{x = !s}|{x=:.2f}|{ x + 1 = }|{{}}|{{{x}}}|{"nested " + f"{w}"}|{(lambda a: a * 2)(3)}|{w if x else 0}|{[i for i in range(3)]}|{d!s}|{"é"!a}')
print(f'''{
    x
}''' f"{w}" 'plain {x}' rf'\n{w}' fr"{x:.1f}", f'{x:>{"<" if 0 else ""}10}', f"{'a' 'b'}", f'{3:{"+"}}', f'{w:#x} {w:b} {w:e} {w:,} {-w:+}')
print(f'{x!r}', f'{None}', f'{True:d}', f'{"a":*^5}', f'{w:0{w}}', f'{(y := 5)} {y}', f'{x:%}'[:6], f'{1_000_000:_}', f'{b"b"}')
class F:
    def __format__(self, s): return f'[{s}]'
print(f'{F():a{1}b{2}}', f'{F()}', f'{F():{{}}}' if 0 else '')
