# open() looks at its arguments in this order: types and null characters, the path, the mode.
def show(*args, **kwargs):
    try:
        open(*args, **kwargs).close()
        print('opened')
    except BaseException as e:
        print(type(e).__name__ + ':', e)


show('x', 'r\0')
show('x', 5)
show('x', 'rb', encoding=5)
show('x', '', encoding=5)
show('x', 'z', errors=5)
show('x', newline=5)
show('x', 'z', 1.5)
show(None, 'rbb')
show(None, 'rb', encoding='utf-8')
show([], '')
show('/dev/null', encoding='a\0b')
show('/dev/null', errors='a\0b')
show('/dev/null', newline='\0')
show('/dev/null', newline='q')
show('/dev/null', 'rb', errors='strict')
show('/dev/null', encoding=None, errors=None, newline=None)
show(2**31)
show(-10**30, 'z')
show(10**30, 'rb')
show(-1)
