# The value of a key is the only argument from then on; computed names of characters; Decimal knows no '#'
import decimal
import unicodedata


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


d = {'k': 3, '': 4, 'w': 7}
for text in '%(k)d', '%(k)s%d', '%s%(k)d', '%(k)*d', '%(k)d%(w)d%', '%(k)d%s%(w)d', '%(nope)d', '%*d%(k)d', '%(k)d %(k)5.1f', '%s', '%d %(k)s', '%()d%()x', '%(k)d%%':
    attempt(lambda: text % d)
    attempt(lambda: text.encode() % {k.encode(): v for k, v in d.items()})
for name in 'CJK UNIFIED IDEOGRAPH-20000', 'cjk unified ideograph-20000', 'CJK UNIFIED IDEOGRAPH-4e00', 'Hangul Syllable GAG', 'HANGUL SYLLABLE GAG', 'snowman':
    attempt(lambda: ascii(unicodedata.lookup(name)))
for spec in '#', '#.2f', 'z.1f', '+z#10.3g', '010,.1f':
    attempt(lambda: format(decimal.Decimal('1.50'), spec))
