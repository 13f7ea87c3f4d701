"""Patterns that are larger than PCRE2's byte library takes: long counts, long alternations."""
import re
A = 'a' * 140010
for pat in ['a{70000}', 'a{70000,}', 'a{3,70000}', 'a{70000,70005}', 'a{65535}', 'a{65536}', 'a{65536,140000}', '[ab]{140001}', '.{0,131070}', '.{0,131069}a', 'a{66000,140009}+', 'a{66000,140009}+a', 'a{70000}?', 'a{0,70000}?', 'a{66000,70000}?', '(?:aa){70000}', '(?:aa){70000,}', '(?:aa){66000,70000}', '(?:ab|a){70000}', '(?:ab|a){70000,}', 'a{3,4294967294}', 'a{4294967294}', '(x|a{70000})*', '(?:(a)){3}a{70000}', 'a{70000}(?P<n>a)(?P<m>b)?', '\\w{70000}(?=a)', '[^b]{70000}?']:
    for mode in ('match', 'search', 'fullmatch'):
        m = getattr(re.compile(pat), mode)(A)
        print(pat, mode, m and (m.span(), m.regs, m.lastindex, m.lastgroup))
print(re.match('a{140011}', A), re.match('a{66000,140009}+aa', A))
for pat in ['a{4294967295}', 'a{4294967296}', 'a{99999999999999999999}', 'a{0,4294967295}', 'a{5,4}', 'a{70000,69999}']:
    try:
        print(pat, re.compile(pat))
    except (re.error, OverflowError) as e:
        print(pat, type(e).__name__, e)
print(re.compile('a{70000}').findall(A)[0] == 'a' * 70000, len(re.findall('a{70000}', A)), re.sub('a{70000}', '<>', A))
U = 'é' * 70001 + 'x€'
for pat in ['é{70000}', 'é{70000,}', '[é€]{3,70001}', '(?i)É{70001}(x)(y)?(€)', '(?a)\\w{70000}', '\\w{70002}', '(?<=é)x']:
    m = re.search(pat, U)
    print(pat, m and (m.span(), m.regs))
print(re.search(b'\xe9{70000}(x)?', b'-' + b'\xe9' * 70000 + b'x').regs)

WORDS = [f'w{i}x{i * i % 997}' for i in range(9000)]
p = re.compile('|'.join(WORDS))
text = ' '.join(WORDS[::50]) + ' none w17x289!'
print(len(p.findall(text)), p.search(' - w8999x676').span(), p.sub('*', 'a w17x289 b w20x400'), p.split('a w17x289 b')[1:])
print([m.span() for m in p.finditer('€ w17x289 é w20x400 ü')], p.fullmatch('w17x289'), p.match('none'))
q = re.compile(r'\b(?:(' + '|'.join(WORDS[:4500]) + ')|(?P<late>' + '|'.join(WORDS[4500:]) + r'))\b', re.I)
for s in ['a W17X289 b', 'a W8999X676 b', 'ä W8999X676 ü', 'w']:
    m = q.search(s)
    print(m and (m.regs, m.lastindex, m.lastgroup, m.group(), m.groupdict()))
print(q.sub(lambda m: f'<{m.lastindex}>', 'é w17x289 w8999x676 ß'))
