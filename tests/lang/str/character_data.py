"""unicodedata: normal forms, categories, names, numbers."""
import unicodedata as u

def t(f, *args):
    try:
        print(ascii(f(*args)))
    except Exception as e:
        print(type(e).__name__, e)

def strip_accents(s):
    return "".join(c for c in u.normalize("NFD", s) if u.category(c) != "Mn")

print(strip_accents("Ślusàrski"), strip_accents("Ñandú ÀÉÎÕÜ"))
for s in ("é", "e\u0301", "ﬁ", "①", "한글", "Å", "a\u0323\u0307", "a\u0307\u0323", "ẛ̣", "½", "\ud800e\u0301", "", "ascii"):
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        print(form, ascii(u.normalize(form, s)), u.is_normalized(form, s))
for c in "aÉ5٣²½ \n$€中가ﬁ\u0301\u200d😀(":
    print(ascii(c), u.category(c), u.bidirectional(c), u.combining(c), u.east_asian_width(c), u.mirrored(c), u.decomposition(c), u.name(c, "none"),
          u.decimal(c, None), u.digit(c, None), u.numeric(c, None))
t(u.name, "\n"); t(u.name, "ab"); t(u.name, 5); t(u.category, ""); t(u.lookup, "BULLET"); t(u.lookup, "latin small letter e with acute")
t(u.lookup, "nope"); t(u.lookup, "HANGUL SYLLABLE GAG"); t(u.decimal, "a"); t(u.digit, "a"); t(u.numeric, "a"); t(u.normalize, "X", "a"); t(u.normalize, "NFC", 5)
t(b"\\N{BULLET} \\N{nope}".decode, "unicode_escape"); t(b"\\N{DEGREE SIGN}".decode, "unicode_escape"); t("é€".encode, "ascii", "namereplace")
