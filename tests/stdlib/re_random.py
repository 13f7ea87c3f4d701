"""Random patterns over a few subjects: spans, groups, splits, substitutions. Each pattern's rows are one checksum;
with numbers of patterns as arguments their rows are printed."""
import re, sys, warnings, random, zlib
wanted = {int(a) for a in sys.argv[1:]}
rows = []
def print(*values, show=print):
    rows.append(' '.join(map(str, values)))
    if values[0] in wanted or (wanted and values[0] == '  ' and rows[0].split()[0] in map(str, wanted)): show(*values)
def flush(show=__builtins__.print):
    if rows and not wanted: show(rows[0].split()[0], '%08x' % zlib.crc32('\n'.join(rows).encode('utf-8', 'surrogatepass')))
    rows.clear()
warnings.simplefilter('ignore')
random.seed(11)
atoms = ['a','b','c','.','\\w','\\d','\\s','\\W','\\D','\\S','[ab]','[^a]','[a-c\\d]','(a)','(b|c)','(?:ab)','(?P<n>b)','^','$','\\b','\\B','\\A','\\Z','(?=a)','(?!b)','(?<=a)','(?<!b)','\\1','(?(1)a|b)','()','(a*)','(?:a|)','é','[é-ü]','ß','\\x41','[\\W_]','(?i:A)','(?>a*)','(?s:.)','(?m:^a$)','\\.', ' ', '\\n', '(?a:\\w)', '(?=(a))','[^\\s\\S]','A','K','(?-i:a)']
quants = ['','','','','*','+','?','*?','+?','??','{2}','{1,2}','{,2}','{2,}','{1,2}?']
subj = ['','a','b','ab','ba','aab','abab','abcabc','a b\nc','aé bß','éa','Aa','ABab','a1 b2','\n','aa\nbb\n','K\u212ak','aaaaab','bcbc','a\x1cb','日本語a1', 'İıi','ſs']
flags = [0,0,0,re.I,re.M,re.S,re.A,re.I|re.A,re.X,re.I|re.M]
def res(m): return None if m is None else (m.span(), m.regs, m.groups(), m.lastindex, m.lastgroup, m.group())
n=0
for i in range(1200):
    flush()
    k=random.randint(1,4)
    p=''
    for _ in range(k):
        p+=random.choice(atoms)+random.choice(quants)
        if random.random()<.15: p+='|'
    f=random.choice(flags)
    try:
        c=re.compile(p,f)
    except re.error as e:
        print(i, repr(p), int(f), 'ERR', e); continue
    except Exception as e:
        print(i, repr(p), int(f), type(e), e); continue
    print(i, repr(p), c.flags, c.groups, dict(c.groupindex), ascii(c))
    for s in random.sample(subj, 5):
        print('  ', ascii(s), res(c.match(s)), res(c.search(s)), res(c.fullmatch(s)))
        print('  ', ascii(c.findall(s)), ascii(c.split(s)), ascii(c.sub('<\\g<0>>', s)), [m.span() for m in c.finditer(s, 1)], res(c.search(s,1,3)))
flush()
