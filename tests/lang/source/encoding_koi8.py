# -*- coding: koi8-r -*-
# A source file in a one-byte encoding.
s = 'Привет'
print(s, len(s), ascii(s))
переменная = 3
print(переменная)
for head in (b'\xef\xbb\xbf# coding: utf8\n1', b'\xef\xbb\xbf# coding: utf-8\n1', b'# coding: cp1252\nprint("\x80")',
             b'# coding: cp1252\nprint("\x81")', b'# coding: nothing-such\n1'):
    try:
        exec(compile(head, 'f', 'exec'))
        print('ok')
    except SyntaxError as e:
        print(e.msg)
for text in ('from __future__ import division; import os; from __future__ import generators', 'from __future__ import division; from __future__ import generators'):
    try:
        compile(text, 'f', 'exec')
        print('ok')
    except SyntaxError as e:
        print(e.msg)
