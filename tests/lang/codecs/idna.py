# Names of hosts: labels, dots of other scripts, lengths, directions.
def show(f):
    try: print(ascii(f()))
    except Exception as e: print(type(e).__name__, ascii(str(e)), ascii(e.__cause__))
for s in ['', 'python.org', 'bücher.de', 'faß.de', '日本語。jp', 'a..b', 'é..b', '.', 'é.', 'x' * 64, 'é' * 70, 'אבג.il', 'אa', 'Ünï.COM', 'a\xadb']:
    show(lambda: s.encode('idna'))
show(lambda: 'é'.encode('idna', 'replace'))
for b in [b'', b'python.org', b'xn--bcher-kva.de', b'xn--bcher-kva.', b'XN--BCHER-KVA.de', b'xn--', b'\xff']:
    show(lambda: b.decode('idna'))
