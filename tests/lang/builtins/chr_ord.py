print(chr(97), chr(0x1F600), ascii(chr(0xD800)), ord('a'), ord('日'), ord(b'x'), ord(bytearray(b'y')))
for f, v in ((chr, -1), (chr, 0x110000), (chr, 'a'), (chr, 1.0), (ord, ''), (ord, 'ab'), (ord, 5), (ord, b''), (chr, 2**70)):
    try: f(v)
    except (ValueError, TypeError, OverflowError) as e: print(type(e).__name__, e)
