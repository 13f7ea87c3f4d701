"""Patterns with errors, match objects, templates, flags."""
import re, warnings, sys
pats = ['(', ')', 'a)', '*', '+a', 'a**', 'a*+*','a{1}{2}', '[a', '[', '[]', '[^', '[]a', '[a-', '[a-]', '[b-a]', r'[\w-a]', r'[a-\d]', '(?P<n', '(?P<', '(?P<>a)','(?P<1a>a)', '(?P<a b>a)', '(?P<a>x)(?P<a>y)', '(?P=a', '(?P=)', '(?P=q)', '(?Px)', '(?P', '(?', '(?<a)', '(?<', '(?#abc', '(?:a', '(?=a', '(?(1', '(?(1)a', '(?(0)a)', '(?(x)a)', '(?(-1)a)', '(?(2)a)', '(?(1)a|b|c)', '(?(a b)c)', r'\q', r'\x1', r'\x', r'\u12', r'\U1234', r'\U11111111', r'\N', r'\N{', r'\N{}', r'\N{foo}', r'\N{DIGIT ONE}', r'\8', r'\1', r'\12', r'\400', r'\377', r'\08', r'(a)\2', r'(\1)', r'[\8]', r'[\400]', r'[\x1]', r'[\N{EURO SIGN}]', '(?i', '(?ix', '(?i-', '(?i-:a)', '(?i-i:a)', '(?-a:b)', '(?a-u:x)', '(?au:x)', '(?L:x)', '(?iz)', '(?i;)', '(?z)', 'a(?i)b', '(?i)(?m)a', '(?x) (?i) a', '(?i:a', '(?-:a)', '(?-', '(?s-', '(?-i', '(?<=a*)', '(?<=a|bc)', '(?<!a+)b', r'(?<=(a)\1)', r'(a)(?<=\1)', r'(?<=(?(1)a|b))', 'x{2,1}', 'x{99999999999}', 'x{,}', 'x{', 'x{a}', 'x{1', 'x{1,', '{', '{1}', 'a|*', '(*)', '(?:*)', '^*', '$+', r'\b*', 'a\n(b', 'a\\', 'ab\n\n\\', '(?>a', '(?>a)*', '(?P>a)', '(?&a)', '(?R)', '(?1)', 'a***', 'a*???', '((((a', 'a{1,2}{3}', '(?t)a','(?P<é>a)', '[[a]]', '[a--b]', '[a&&b]', '[a||b]', '[a~~b]', '(?x)a # c\nb', '(?x)[ #]', '(?x)a\\ b', '\\Z\\A', '(?u)a','(?ua)b', '(?i)(?-i:a)', '[\\b]', '\\07', '\\0', '\\18', '(a)\\18', '(?P<x>a)(?(x)b)', '(?P<x>a)(?(y)b)', '(?<=(?P<x>a)(?P=x))', '[a-\\', '(?P<a>a', '(?P<a\\>b>c)', '(?#a\\)b)c', '\\_', '\\é', '\\-', '[\\é]']
for p in pats:
  for q in ([p, p.encode()] if p.isascii() else [p]):
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter('always')
        try: c = re.compile(q); print(repr(q), 'ok', c.flags, c.groups, c)
        except re.error as e: print(repr(q), '|', e, '|', e.msg, e.pos, e.lineno, e.colno)
        except Exception as e: print(repr(q), type(e).__name__, e)
        for x in w: print('   W', x.category.__name__, x.message)
for f in [re.L, re.A|re.U, re.U, re.A|re.L, 512, re.X|re.S]:
    for q in ['a', b'a']:
        try: print(repr(re.compile(q, f)))
        except Exception as e: print(type(e).__name__, e)
for args in [(1,), (None,), ([],), (re.compile('a'), re.I), (bytearray(b'a'),)]:
    try: print(re.compile(*args))
    except Exception as e: print(type(e).__name__, e)
for pat, s in [('a', b'a'), (b'a', 'a'), ('a', 1), ('a', None), (b'a', bytearray(b'ba')), (b'a', memoryview(b'ba')), (b'a', [])]:
    try: print(re.search(pat, s), re.findall(pat, s), re.sub(pat, pat*2, s), re.split(pat, s))
    except Exception as e: print(type(e).__name__, e)
m = re.match(r'(?P<x>a)(b)?', 'ac')
for a in [0,1,2,3,-1,'x','y',1.5,None,True]:
    for fn in ('group','start','span', '__getitem__'):
        try: print(fn, a, getattr(m,fn)(a))
        except Exception as e: print(fn, a, type(e).__name__, e)
print(m.groups(), m.groups('z'), m.groupdict(), m.groupdict(7), m.group(0,1,2), m.expand(r'\1-\g<x>-\2-\g<0>'), m.re, m.string, m.pos, m.endpos)
for t in [r'\3', r'\g<y>', r'\g<', r'\g', r'\g<>', r'\g<a b>', r'\g<-1>', r'\g<9>', r'\q', '\\', r'\0', r'\07', r'\400', r'\101', r'\n\t\\', r'\-', r'\18', r'\1', r'\g<1>', r'\g<001>', r'a\g<x>b', '\\x41']:
    try: print(repr(t), repr(re.sub(r'(?P<x>a)(b)?', t, 'xaby')))
    except Exception as e: print(repr(t), type(e).__name__, e)
for rp in [None, 1, b'x', [], lambda m: 1, lambda m: None, lambda m: b'x', lambda m: m[0].upper()]:
    try: print(repr(re.sub('a', rp, 'banana')))
    except Exception as e: print(type(e).__name__, e)
import copy
p = re.compile('(?P<a>x)(y)', re.I)
print(copy.copy(p) is p, copy.deepcopy(p) is p, p == re.compile('(?P<a>x)(y)', re.I), p == re.compile('x'), hash(p) == hash(copy.copy(p)), p != 3)
m = p.match('xy'); print(copy.copy(m) is m, copy.deepcopy(m) is m)
print(p.groupindex, type(p), type(m), re.Pattern[str], re.Match[str])
print(repr(re.compile('a'*300))[:30], len(repr(re.compile('a'*300))), re.match('a*', 'a'*100))
print(re.escape('a.b*c é-_~#&\n\x00 "\'/<>@`%!,:;='), re.escape(b'a.b\x00\xff'))
print(list(re.RegexFlag), re.I|re.M, ~re.I, re.RegexFlag(3), repr(re.RegexFlag(512|2)), re.I & re.M, int(re.X), str(re.I), f'{re.I}', re.I.name, re.I.value)
sc = re.compile(r'\d+|[a-z]+').scanner('12ab  34'); print(sc.match(), sc.match(), sc.match(), sc.pattern); 
sc = re.compile(r'\d+').scanner('12ab  34'); print(sc.search(), sc.search(), sc.search())
s = re.Scanner([(r'[a-z]+', lambda s,t: ('id',t)), (r'(\d)+', lambda s,t: int(t)), (r'\s+', None), ('=', 'EQ')]); print(s.scan('ab = 12 c!x'))
print(re.split('', 'abc'), re.split('(a)|b', 'xaybz', 1), re.split('x*', 'axbc'), re.subn('[aeiou]', '*', 'education', 2), re.split(',', 'a,b,c', maxsplit=-1))
it = re.finditer('a', 'aXa'); print(it.__class__.__name__, next(it), next(it), next(it, None))
print(re.findall(r'(?i)straße', 'STRASSE Straße STRAẞE'), re.findall(r'\w+', 'naïve café 東京 x²'), re.findall(r'\d+', '١٢٣ 45'), re.findall(r'(?a)\w+', 'naïve café'))
print(re.compile(r'b', ).search('abab', 2), re.compile('^b').search('ab', 1), re.compile('b$').search('abb', 0, 2), re.compile('é').search('aéaé', 2), re.compile('(?<=a)b').search('ab',1))
try: re.match('a','b',foo=1)
except TypeError as e: print(e)
print(1, re.purge())
print(m.__class__, m.regs, m.lastgroup, repr(m)); print(bool(m))
