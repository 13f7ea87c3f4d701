"""final of incremental coders: a C int where characters may have several bytes, any truth value elsewhere."""
import codecs

for name in ('utf-8', 'utf-16', 'utf-16-le', 'utf-32-be', 'utf-8-sig', 'latin-1', 'ascii', 'cp1252', 'unicode_escape', 'raw_unicode_escape', 'gbk', 'big5'):
    for final in ([], 'x', None, 1.5, 2, 0, True, 2 ** 70):
        results = []
        for coder, text in (codecs.getincrementaldecoder(name)('replace').decode, b'a\xe6'), (codecs.getincrementalencoder(name)().encode, 'a'):
            try:
                results.append(coder(text, final))
            except Exception as e:
                results.append(f'{type(e).__name__}: {e}')
        print(name, final, ascii(results))
