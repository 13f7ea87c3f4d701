"""Source text that cannot be decoded: the error has no line to show."""
for source in (
    b'\xef\xbb\xbf# -*- coding: iso-8859-15 -*-\n',
    b'\xef\xbb\xbf# -*- coding: fake -*-\n',
    b'# -*- coding: fake -*-\n',
    b'\xef\xbb\xbf# coding: utf8\nx = 1',
    b'\xef\xbb\xbf\n# coding: latin-1\nx = 1',
    b'# coding: utf-8-sig\nx = 1',
    b'# coding: ascii\n\xe9',
    b'# coding: cp1252\nx = \x81',
    b'#coding:fake\n)',
):
    try:
        compile(source, 'dummy', 'exec')
    except SyntaxError as e:
        print(source, e.args, e.lineno, e.offset, repr(e.text), e.end_lineno, e.end_offset)
