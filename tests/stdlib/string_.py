"""string.Template, string.Formatter, capwords."""
import string
def t(*fs):
    for f in fs:
        try: print(repr(f()))
        except Exception as e: print(type(e).__name__, e)
T = string.Template
t(lambda: T('$who likes ${what}').substitute(who='tim', what='kung pao'), lambda: T('$who $$5').substitute({'who': 1}), lambda: T('$a $b').substitute(a=1), lambda: T('$a $b').safe_substitute(a=1), lambda: T('$ x').substitute(), lambda: T('a\nb ${').substitute(), lambda: T('$1').safe_substitute(), lambda: T('$a').substitute({'a': 1}, a=2), lambda: T('$a ${b} $$ $a').get_identifiers(), lambda: T('$a $').is_valid(), lambda: T('$a').is_valid(), lambda: T('x').template, lambda: T('$é').substitute(é=1))
class P(T):
    delimiter = '%'; idpattern = '[a-z]+_[a-z]+'
print(P('%with_us %not $x').safe_substitute(with_us=1, **{'not': 2}))
class Q(T):
    pattern = r'''\{\{(?:(?P<escaped>\{\{)|(?P<named>[_a-z][_a-z0-9]*)\}\}|(?P<braced>zz)|(?P<invalid>))'''
print(Q('{{x}} y').substitute(x=3))
F = string.Formatter()
t(lambda: F.format('{0} {1!r:>5} {name[k]} {o.real}', 1, 'a', name={'k': 2}, o=3), lambda: F.vformat('{} {}', (1, 2), {}), lambda: F.format('{0} {}', 1), lambda: F.format('{x}'), lambda: F.format('{}'), lambda: list(F.parse('a{b!r:c{d}}e{{}}')), lambda: F.get_field('a.b[0]', (), {'a': type('X', (), {'b': [7]})}), lambda: F.format('{0:{1}}', 5, '>4'), lambda: F.format('{0!x}', 5), lambda: F.format())
class D(string.Formatter):
    def get_value(self, key, args, kw): return kw.get(key, f'<{key}>') if isinstance(key, str) else super().get_value(key, args, kw)
    def check_unused_args(self, used, args, kw): print(sorted(map(str, used)), args, kw)
print(D().format('{a} {b} {0}', 1, 2, b=3))
print(string.capwords(' hello  wORLD '), string.capwords('a-b-c', '-'), string.ascii_letters, string.punctuation, repr(string.whitespace), string.printable[-6:] == ' \t\n\r\x0b\x0c')
