"""Strings of each width to JSON and back, with all that must be escaped."""
import json

TEXTS = ['plain', 'quote " back \\ slash /', 'é ÿ \x7f \x80', 'привет\n\t\r\b\f\x00\x1f', 'a🐍b\U0010ffff', '\ud800 \udc00 \udfff',
         '\u2028\u2029', '', 'ж' * 70 + '"' + '🐍' * 70]
for text in TEXTS:
    for ascii_only in (True, False):
        out = json.dumps(text, ensure_ascii=ascii_only)
        print(ascii(out), out.isascii(), json.loads(out) == text)
print(json.dumps({'ключ': TEXTS, 'é': ['—', {'🐍': 1.5}]}, separators=('—', '🐍'))[:90])
print(json.dumps({'ключ': ['é', 'ж', '🐍', None]}, indent='ж'))
print(json.dumps(TEXTS, ensure_ascii=False) == json.dumps(TEXTS, ensure_ascii=False, indent=None))
