# The functions behind the codecs.
import sys, codecs
def tr(n, f, *a, **k):
    try: r = f(*a, **k)
    except BaseException as e: print(n, type(e).__name__, e)
    else: print(n, repr(r)[:200])
# codecs functions
names = [n for n in '''escape_decode escape_encode utf_8_decode utf_8_encode utf_7_decode utf_7_encode utf_16_decode utf_16_encode utf_16_le_decode utf_16_le_encode utf_16_be_decode utf_16_be_encode utf_16_ex_decode utf_32_decode utf_32_encode utf_32_le_decode utf_32_le_encode utf_32_be_decode utf_32_be_encode utf_32_ex_decode latin_1_decode latin_1_encode ascii_decode ascii_encode charmap_decode charmap_encode charmap_build unicode_escape_decode unicode_escape_encode raw_unicode_escape_decode raw_unicode_escape_encode readbuffer_encode lookup register unregister register_error lookup_error encode decode strict_errors ignore_errors replace_errors xmlcharrefreplace_errors backslashreplace_errors namereplace_errors make_identity_dict make_encoding_map open EncodedFile iterencode iterdecode getencoder getdecoder getincrementalencoder getincrementaldecoder getreader getwriter Codec CodecInfo IncrementalEncoder IncrementalDecoder BufferedIncrementalEncoder BufferedIncrementalDecoder StreamWriter StreamReader StreamReaderWriter StreamRecoder BOM BOM_BE BOM_LE BOM_UTF8 BOM_UTF16 BOM_UTF16_LE BOM32_BE BOM64_LE'''.split()]

for n in names[:31]:
    f = getattr(codecs, n, None)
    if f is None: continue
    if n.endswith('decode'):
        for a in (b'abc\xc3\xa9', b'\xff', b'', b'\\x41\\n', bytearray(b'x'), 'text', b'a\x00b\x00', b'\xff\xfea\x00', b'\xe2\x82'):
            tr((n, a), f, a)
        tr(n, f, b'\xff\xff\xff', 'replace'); tr(n, f, b'a\xe2\x82', 'strict', False); tr(n, f, b'ab', None); tr(n, f)
    elif n.endswith('encode'):
        for a in ('abc\xe9', '', '\u20ac', b'a\n\x00"\'', '\ud800', 3):
            tr((n, a), f, a)
        tr(n, f, '\u20ac\ud800', 'replace'); tr(n, f, 'ab', None); tr(n, f)
for name, args in (('charmap_decode', (b'ab\x02', 'strict', 'xyz')), ('charmap_decode', (bytes([0, 1, 2, 9]), 'replace', 'xy\ufffe')),
                   ('charmap_decode', (b'ab', 'strict', {97: 'A', 98: 0x42})), ('charmap_decode', (b'ab', 'ignore', {97: None})),
                   ('charmap_decode', (b'a', 'strict', {97: 1.5})), ('charmap_decode', (b'a', 'strict', {97: -1})),
                   ('charmap_decode', (b'a', 'strict', {})), ('charmap_encode', ('ab', 'strict', {97: 1, 98: b'xy'})),
                   ('charmap_encode', ('abc', 'strict', {97: 1})), ('charmap_encode', ('abc', 'xmlcharrefreplace', {97: 1})),
                   ('charmap_encode', ('abz', 'replace', {97: 1, 63: 2})), ('charmap_encode', ('a', 'strict', {97: 300})),
                   ('charmap_encode', ('a', 'strict', {97: 'x'})), ('charmap_encode', ('aé', 'ignore', codecs.charmap_build('xya'))),
                   ('escape_decode', (b'a\\x4',)), ('escape_decode', (b'\\x4z', 'replace')), ('escape_decode', (b'\\xzz9', 'ignore')),
                   ('escape_decode', (b'\\x', 'other')), ('escape_decode', (b'abc\\',)), ('escape_decode', (b'\\101\\7\\777\\\n\\"',)),
                   ('utf_16_encode', ('a', 'strict', -1)), ('utf_16_encode', ('a', 'strict', 1)), ('utf_16_ex_decode', (b'\xfe\xff\x00a',)),
                   ('utf_32_ex_decode', (b'a\0\0\0b', 'strict', -1)), ('readbuffer_encode', ('é',)), ('make_identity_dict', ([1, 2],)),
                   ('make_encoding_map', ({1: 2, 3: 2, 4: 5},)), ('unicode_escape_decode', (b'a\\u12', 'strict', False)),
                   ('unicode_escape_decode', (b'a\\u12', 'strict', True))):
    tr((name, args), getattr(codecs, name), *args)
print(hasattr(codecs, 'no_such_function'))
