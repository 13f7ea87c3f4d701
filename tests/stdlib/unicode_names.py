"""Names of characters that are aliases, and of sequences: in lookup(), literals, escapes, patterns."""
import re, unicodedata
for name in ['LATIN CAPITAL LETTER GHA', 'latin small letter gha', 'WEIERSTRASS ELLIPTIC FUNCTION', 'BELL', 'ALERT', 'LINE FEED',
             'NEW LINE', 'EOL', 'LF', 'NEL', 'NBSP', 'ZWJ', 'ZWNBSP', 'BOM', 'BYTE ORDER MARK', 'PRESENTATION FORM FOR VERTICAL '
             'RIGHT WHITE LENTICULAR BRACKET', 'VS17', 'variation selector-17', 'VS256', 'SHY', 'PRIVATE USE ONE', 'PU1', 'SGC',
             'KEYCAP NUMBER SIGN', 'LATIN SMALL LETTER R WITH TILDE', 'tamil syllable kssai', 'KATAKANA LETTER AINU P',
             'GEORGIAN LETTER U-BRJGU', 'NO SUCH NAME', 'KEYCAP', '']:
    try:
        c = unicodedata.lookup(name)
        print(name, ascii(c), len(c), unicodedata.name(c, None) if len(c) == 1 else None)
    except KeyError as e:
        print(name, 'KeyError', e)
    for what, f in [('literal', lambda: eval('"\\N{%s}"' % name)), ('pattern', lambda: re.compile('\\N{%s}' % name).pattern),
                    ('set', lambda: re.compile('[\\N{%s}]' % name).pattern),
                    ('escape', lambda: b'x\\N{%s}' .replace(b'%s', name.encode()).decode('unicode-escape'))]:
        try:
            print('  ', what, ascii(f()))
        except (SyntaxError, ValueError, re.error) as e:
            print('  ', what, type(e).__name__, e)
print('\N{LF}\N{NULL}\N{LATIN CAPITAL LETTER GHA}' == '\n\0\u01a2', f'\N{NBSP}' == '\xa0')
