import codecs
for errors in 'strict', 'ignore', 'replace', 'backslashreplace', 'xmlcharrefreplace', 'namereplace', 'surrogateescape', 'surrogatepass':
    for enc in 'ascii', 'latin-1', 'utf-8', 'utf-16-le', 'cp1252', 'gbk':
        try: print(errors, enc, 'aé€😀\udc80'.encode(enc, errors))
        except UnicodeEncodeError as e: print(errors, enc, e)
for errors in 'strict', 'ignore', 'replace', 'backslashreplace', 'surrogateescape', 'surrogatepass':
    for enc in 'ascii', 'utf-8', 'utf-16-le', 'utf-32-be', 'cp1252', 'gb18030':
        try: print(errors, enc, ascii(b'a\x81\xff\xed\xa0\x80z'.decode(enc, errors)))
        except UnicodeDecodeError as e: print(errors, enc, e)
def handler(e): return f'<{e.object[e.start:e.end]!r}>', e.end
codecs.register_error('mine', handler); print(b'a\xffz'.decode('ascii', 'mine'))
for bad in 5, ('x',), ('x', 100), (b'x', 1):
    codecs.register_error('bad', lambda e: bad)
    try: print('é'.encode('ascii', 'bad'))
    except Exception as e: print(type(e).__name__, e)
