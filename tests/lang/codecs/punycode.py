# Punycode, both ways, and what is no Punycode.
def show(f):
    try: print(ascii(f()))
    except Exception as e: print(type(e).__name__, ascii(str(e)))
for s in ['', 'abc', 'bücher', '日本語', 'a-é', 'ÀÉÎ', '😀😁', 'é', 'ليهمابتكلموشعربي؟']:
    show(lambda: s.encode('punycode'))
    show(lambda: s.encode('punycode').decode('punycode'))
for b in [b'', b'-', b'a-', b'ab-c-d', b'zzzzzzzzz', b'a-!', b'99999999', b'\xe9-a', b'bcher-kva', b'BCHER-KVA']:
    for errors in 'strict', 'replace', 'nope': show(lambda: b.decode('punycode', errors))
