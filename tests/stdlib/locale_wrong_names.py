"""Names of locales that are none."""
import locale
for l in (((1,),None), (1,None), ('C',None), ('C','x'), (None,None), (None,'x'), ('C',5), [1,2], ('a',), ('a','b','c'), 5, 0, (), {}, {'C':1,None:2}, iter(('C',None)), ('',''), ('',None), b'C', (b'C',None), (b'C',b'x'), ('C',b'x'), True, 'C ', '\ud800', 'a\0b', ('\0',None)):
    for f in (lambda: locale.setlocale(locale.LC_TIME,l), lambda: locale.normalize(l), lambda: locale._build_localename(l)):
        try: print(repr(l)[:20], f())
        except Exception as e: print(repr(l)[:20], type(e).__name__, e)
