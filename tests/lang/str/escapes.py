print('\a\b\f\v\0\x41\101\u00e9\U0001F600\N{FIGURE DASH}' == '\x07\x08\x0c\x0b\x00AAé😀\u2012', ascii('\N{DIGIT ONE}'), r'\n\x', b'\x41\101', 'a\
b')
for s in r'\n\t\x41\u00e9\U0001F600\\', r'\q', '\\', r'\x4', r'\u12', r'\N{BULLET}', r'\777', 'é':
    try: print(ascii(s.encode('latin-1', 'backslashreplace').decode('unicode_escape')))
    except UnicodeDecodeError as e: print(e)
print('é\n\t\\😀\x7f'.encode('unicode_escape'), 'é😀\n'.encode('raw_unicode_escape'), rb'\u00e9\n'.decode('raw_unicode_escape'))

