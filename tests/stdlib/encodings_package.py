"""The package of codecs as programs see it: names, aliases, and the module of each codec."""
import codecs
import encodings
import importlib
from encodings.aliases import aliases

print(len(aliases), encodings.CodecRegistryError.__mro__)
for alias, codec in sorted(aliases.items()):
    found = []
    for name in (alias, alias.upper().replace('_', '-'), codec):
        try:
            found.append(codecs.lookup(name).name)
        except LookupError as e:
            found.append(str(e))
    print(alias, codec, *(found[:1] if len(set(found)) == 1 else found))

OTHERS = ['charmap', 'cp1006', 'cp737', 'cp856', 'cp875', 'idna', 'iso8859_1', 'koi8_u', 'mac_arabic', 'mac_farsi', 'palmos',
          'punycode', 'raw_unicode_escape', 'undefined', 'unicode_escape', 'utf_8_sig']
PUBLIC = ('Codec', 'encode', 'decode', 'decoding_table', 'encoding_table', 'decoding_map', 'encoding_map')
for codec in sorted({*aliases.values(), *OTHERS}):
    try:
        module = importlib.import_module('encodings.' + codec)
    except ImportError as e:
        print(codec, 'cannot be imported')
        continue
    info = module.getregentry()
    print(codec, info.name, info._is_text_encoding, [n for n in PUBLIC if hasattr(module, n)],
          ascii(getattr(module, 'decoding_table', '')[150:160]), getattr(module, 'encoding_map', {}).get(0x411))
    try:
        print('   ', info.encode('a'), module.IncrementalDecoder().decode(b'abc'), module.Codec().encode('abc'))
    except (ValueError, TypeError, AttributeError) as e:
        print('   ', type(e).__name__, e)
for name in ('mac_farsi', 'mac_arabic'):
    print(bytes(range(128, 256)).decode(name).encode('unicode_escape'), 'a b:0'.encode(name), 'پ'.encode(name, 'replace'))

for name in ('UTF-8', 'utf 8!!', 'é-a', 'a-é-b', 'iso8859.1', '..x', b'ab-c', '__a  b', 'é', ''):
    print(repr(encodings.normalize_encoding(name)))
for name in ('utf8', 'nope', 'Windows-1252', 'latin 1', 'rot13', 'big5-hkscs', 'x.y', 'ISO_8859-1:1987'):
    info = encodings.search_function(name)
    print(name, info and info.name)
from encodings import idna
print(idna.ToASCII('bücher'), idna.ToUnicode(b'xn--bcher-kva'), idna.ToUnicode('xn--bcher-kva'), idna.nameprep('BÜ'),
      idna.dots.split('a.b\u3002c'), idna.ace_prefix)
print('naïve'.encode('ANSI_X3.4-1968', 'replace'), b'\xe9'.decode('ISO_8859-1:1987'))


# a codec goes with its search function
def search(name):
    if name == 'mine':
        return codecs.CodecInfo(lambda s, errors='strict': (b'mine', len(s)), lambda b, errors='strict': ('ours', len(b)),
                                name='mine')


codecs.register(search)
print('x'.encode('mine'), codecs.lookup('mine') is codecs.lookup('mine'), encodings.utf_8.StreamReader.__module__)
codecs.unregister(search)
try:
    print('x'.encode('mine'))
except LookupError as e:
    print(e, codecs.unregister(search), codecs.lookup('utf-8').name)
