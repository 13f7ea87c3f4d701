import unicodedata as u
for s in 'é', 'e\u0301', 'ﬁ', '①', 'Å', 'Å', '한', '각', '½', 'ｱ', '\u0344', '\u1e9b\u0323', 'ﷺ', '\u2126', '\u0958', '\U0001d400':
    print(ascii(s), *[ascii(u.normalize(f, s)) for f in ('NFC', 'NFD', 'NFKC', 'NFKD')], *[int(u.is_normalized(f, s)) for f in ('NFC', 'NFD', 'NFKC', 'NFKD')])
try: u.normalize('nope', 'a')
except ValueError as e: print(e)
print(u.unidata_version)
