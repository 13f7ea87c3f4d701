import unicodedata as u
print(u.name('é'), u.name('😀'), u.name('\n', 'none'), u.lookup('LATIN SMALL LETTER E WITH ACUTE'), '\N{GREEK SMALL LETTER ALPHA}\N{BULLET}', u.name('한'), u.name('一'), u.name('\u0e33'))
for f, a in ((u.name, '\n'), (u.lookup, 'NO SUCH NAME'), (u.decimal, 'a'), (u.digit, 'a'), (u.numeric, 'a')):
    try: f(a)
    except (ValueError, KeyError) as e: print(type(e).__name__, e)
print(u.decimal('٣'), u.digit('²'), u.numeric('½'), u.category('A'), u.bidirectional('א'), u.combining('\u0301'), u.east_asian_width('一'), u.mirrored('('), u.decomposition('é'), [u.category(c) for c in ' 1_$+\n\ud800'])
