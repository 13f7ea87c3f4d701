"""What a codec of the registry fails with names the codec; the codecs of every day do not."""
for data, encoding, errors in [(b'\x00\xff', 'euc_kr', 'xmlcharrefreplace'), (b'\xff', 'ascii', 'xmlcharrefreplace'), (b'\xff', 'utf-8', 'namereplace'),
                               (b'\xff', 'shift_jis', 'namereplace'), (b'\xff', 'gbk', 'nope'), (b'\xff', 'utf-16', 'xmlcharrefreplace'),
                               (b'\xff', 'utf-16-le', 'nope'), (b'\\xz', 'unicode_escape', 'xmlcharrefreplace'), (b'\xff', 'utf-8-sig', 'nope'),
                               (b'\xff', 'big5', 'strict'), (b'\xff', 'cp1250', 'nope'), (b'\x81', 'cp1252', 'nope')]:
    try:
        print(ascii(data.decode(encoding, errors)))
    except Exception as e:
        print(type(e).__name__, ascii(str(e)), type(e.__cause__).__name__)
for text, encoding, errors in [('\u0e01', 'euc_kr', 'nope'), ('\ud800', 'utf-8', 'nope'), ('\xe9', 'ascii', 'nope'), ('\ud800', 'utf-16-le', 'nope'), ('\ud800', 'utf-8-sig', 'nope')]:
    try:
        print(text.encode(encoding, errors))
    except Exception as e:
        print(type(e).__name__, ascii(str(e)), type(e.__cause__).__name__)
