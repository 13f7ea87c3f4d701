for b in b'\xc0\x80', b'\xe0\x80\x80', b'\xf0\x80\x80\x80', b'\xf4\x90\x80\x80', b'\xf8', b'\xed\xbf\xbf', b'\xe2\x82', b'\xe2\x28\xa1', b'\x80', b'\xc2', b'\xf0\x9f\x98\x80', b'\xef\xbb\xbfx':
    try: print(ascii(b.decode('utf-8')), ascii(b.decode('utf-8-sig')))
    except UnicodeDecodeError as e: print(e, e.start, e.end, e.reason)
    print(ascii(b.decode('utf-8', 'replace')))
for b in b'\x00\xd8', b'\x00\xdc\x00\x00', b'a', b'\xff\xfea\x00', b'\xfe\xff\x00a', b'a\x00b\x00', b'=\xd8\x00\xde':
    for enc in 'utf-16', 'utf-16-le', 'utf-16-be', 'utf-32':
        try: print(enc, ascii(b.decode(enc)))
        except UnicodeDecodeError as e: print(enc, e)
