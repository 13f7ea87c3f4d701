"""Columns of a SyntaxError count bytes where no encoding is declared; what the compiler finds."""
SOURCES = [
    "f'{é é}'",
    "f'{é 1__0}'",
    "f'{é + $}'",
    "f'ééé{é é}'",
    "x = 1\nf'ééé{é é}'",
    "f'''é\n{é é}'''",
    "f'{é(é é}'",
    "f'{é(}'",
    "f'{é! }'",
    'é é',
    'é $',
    '日本 = 1 1',
    'é = 1__0',
    'é = "abc',
    'é)',
    'é = (',
    'é = 5 if 日',
    'x\n日本 = (1 +\n é é\n)',
]
for s in SOURCES:
    for src in (s, s.encode(), b'# coding: utf-8\n' + s.encode(), b'\xef\xbb\xbf' + s.encode()):
        for mode in ('exec', 'eval'):
            try:
                compile(src, 'f', mode)
                print(ascii(src), mode, 'ok')
            except SyntaxError as e:
                print(ascii(src), mode, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, ascii(e.text))
