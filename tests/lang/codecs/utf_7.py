# UTF-7: shift sequences, surrogates, padding, errors and their handlers.
def show(f):
    try: print(ascii(f()))
    except Exception as e: print(type(e).__name__, ascii(str(e)))
for s in ['', 'abc', 'é', '日本語', 'a+b', '~x\\y', '😀', 'a😀b', 'x-é-', '\ud800', 'éA', 'é-', '\0', 'a\tb\n']:
    show(lambda: s.encode('utf-7'))
    show(lambda: s.encode('utf-7').decode('utf-7'))
for b in [b'+', b'+-', b'+A', b'+AOk', b'+AOk-', b'+AOk-x', b'+AOl', b'+2D0-', b'+2D3eAA-', b'+3gA-', b'+A!', b'\xff', b'+AO\xff', b'++', b'+ ']:
    for errors in 'strict', 'replace', 'ignore', 'backslashreplace': show(lambda: b.decode('utf7', errors))
import codecs
d = codecs.getincrementaldecoder('utf-7')()
print([d.decode(b'a+A'), d.decode(b'Ok-'), d.decode(b'x+'), d.decode(b'-', True)])
