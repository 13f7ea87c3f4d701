tests = 'isalpha isalnum isdigit isdecimal isnumeric isspace isupper islower istitle isidentifier isprintable'.split()
for c in 'aA1_ \t\n', 'é', 'ß', 'ǅ', '²', '½', '٣', '一', '〇', '\u00a0', '\u200b', '\u2028', 'ª', '\u0345', 'Ⅷ', 'ⓐ', '\U0001d7d8', '😀', '\ud800', '\u0e33', '℘', '·', '\uff11':
    for ch in (c if len(c) > 3 and c.isascii() else [c]): print(ascii(ch), ''.join(str(int(getattr(ch, t)())) for t in tests))
print('x²'.isidentifier(), '2x'.isidentifier(), 'class'.isidentifier(), 'é1'.isidentifier(), ''.isidentifier())
