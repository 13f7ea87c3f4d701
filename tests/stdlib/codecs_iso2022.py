# Encodings that switch between sets of characters, whole and in pieces; and EUC of JIS X 0213.
import codecs
import hashlib

for n in ('iso2022_jp','iso2022_jp_1','iso2022_jp_2','iso2022_jp_3','iso2022_jp_2004','iso2022_jp_ext','iso2022_kr','hz'):
    for s in ('abc','日本語','a日b本\nc','한국','中国~','é','\u00a5\u203e','ｱｲ','α','か゚','丂','~','日\n本','\x1b','\x0e', '🎉','‖', '俱','剝'):
        try: b=s.encode(n); print(n, ascii(s), b, ascii(b.decode(n)))
        except UnicodeError as e: print(n, ascii(s), e)
    for b in (b'\x1b$B',b'\x1b$BF|',b'\x1b$BF|K',b'\x1b$BF|K\\8l',b'\x1b(B',b'\x1bX',b'\x1b$Z',b'\xff',b'\x1b$BF|\nab',b'\x1b(J\\~',b'\x1b(I12',b'\x1b$)C\x0eGQ\x0f',b'\x0eGQ',b'\x1b.A\x1bNi',b'\x1b.F\x1bNa',b'\x1b$A0!',b'\x1b$(D0!',b'\x1b$(O.!',b'\x1b$(P!!',b'\x1b$(Q.!',b'~{VPN~~}~~~\nx',b'~{V',b'~x',b'~',b'~{\xff\xff~}',b'\x1b',b'\x1b$',b'\x1b$B!\x7f',b'\x1b$B\x80', b'~{VP\nab'):
        for er in ('strict','replace','ignore'):
            try: print(n, b, er, ascii(b.decode(n,er)))
            except UnicodeError as e: print(n, b, e)
    for er in ('replace','ignore','backslashreplace','xmlcharrefreplace'): print(n, er, 'a日é☃b🎉'.encode(n, er))
    d=codecs.getincrementaldecoder(n)(); b='日本a語\n'.encode(n,'ignore'); print([d.decode(bytes([x])) for x in b], ascii(d.decode(b'',True)))
    e=codecs.getincrementalencoder(n)(); print([e.encode(c) for c in '日本a\n']) if n not in('iso2022_kr',) else print([e.encode(c) for c in '한a']); print(e.encode('',True)); i=codecs.lookup(n); print(i.name)

for n in ('iso2022_jp_2', 'iso2022_jp_ext', 'iso2022_jp_2004', 'iso2022_kr', 'hz', 'euc_jis_2004', 'euc_jisx0213'):
    h = hashlib.md5()
    for c in [*range(0x80, 0x500), *range(0x2000, 0x2700), *range(0x3000, 0x3200), *range(0x4E00, 0x5000), *range(0xFF00, 0xFFF0)]:
        try:
            code = chr(c).encode(n)
        except UnicodeError:
            continue
        if ord(code.decode(n)[0]) != c:
            print(n, hex(c), 'differs')
        h.update(b'%x:' % c + code)
    print(n, h.hexdigest())
for b in (b'\x8f', b'\x8f\xa2\xa1', b'\xa4\xf7', b'\x8e\xb1', b'\xff', b'\x1b&@\x1b$B0!', b'\x1b1\n\x1b(J', b'\x1bNa\x1b.A\x1bNa'):
    for n in ('euc_jis_2004', 'iso2022_jp_2'):
        print(n, b, ascii(b.decode(n, 'replace')))
try:
    d = codecs.getincrementaldecoder('iso2022_jp')()
    [d.decode(b'%c' % x) for x in b'\x1b&()()()()()']
except UnicodeError as e:
    print(e)
