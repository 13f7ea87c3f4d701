"""types.CodeType refuses bytecode that is not that of a code object: each byte changed, parts left out."""
import types


def f(a, *b):
    try:
        return [f'{a}{x!r}' for x in b], lambda: a
    except ValueError:
        return 'literal', 1.5


code = f.__code__
text, refused = code.co_code, 0


def attempt(**other):
    global refused
    try:
        code.replace(**other)
    except ValueError as e:
        refused += 1
        return str(e)


for i in range(len(text)):
    attempt(co_code=text[:i] + bytes([text[i] ^ 1 << i % 8]) + text[i + 1:])
    attempt(co_code=text[:i])
    attempt(co_code=text + text[:i + 1])
print(refused == 3 * len(text))
print(attempt(co_code=(lambda: 1).__code__.co_code))
for n in range(len(code.co_exceptiontable)):        # the entries of a table alone can be told apart
    attempt(co_exceptiontable=bytes([0x81] * n))
    attempt(co_linetable=bytes([0xf0] * n))
for other in ({'co_consts': ()}, {'co_consts': (1,) * 9}, {'co_names': ()}, {'co_cellvars': ()}, {'co_freevars': ('q',)}, {'co_argcount': 0},
              {'co_kwonlyargcount': 1, 'co_nlocals': 3, 'co_varnames': ('a', 'b', 'c')}, {'co_flags': 0}, {'co_flags': code.co_flags | 0x20}):
    print(list(other), attempt(**other))
inner = [c for c in code.co_consts if isinstance(c, types.CodeType)]
swapped = tuple((lambda: 1).__code__ if c in inner else c for c in code.co_consts)
print(attempt(co_consts=swapped))
