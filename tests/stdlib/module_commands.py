"""Modules that are commands: consoles that read statements, pickles shown and taken apart."""
import os
import subprocess
import sys
import tempfile

SESSION = '''x = 5
x
if x:
    print('yes')

1/0
async def f():
    return 9

import sys; sys.exit(3)
'''
AWAITS = '''x = await asyncio.sleep(0, 5)
x
async def f():
    return 9

await f()
await g()
await asyncio.sleep(0.01, "z")
async for i in x: pass

[await f() for i in range(2)]
__name__
raise KeyboardInterrupt
asyncio.get_running_loop().is_running()
'''


def show(*args, stdin=''):
    p = subprocess.run([sys.executable, '-W', 'ignore', '-m', *args], input=stdin, capture_output=True, text=True)
    print(args, p.returncode)
    print(p.stdout)
    # the frames of library code have other places, and these commands do not test themselves (-t)
    print([line for line in p.stderr.splitlines()
           if line[:1] != ' ' and 'REPL' not in line and line[:6] not in ('Python', 'usage:')])


with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    show('code', stdin=SESSION)
    show('code', '-q', stdin='1 +\n(2,\n3)\n')
    show('code', '-h')
    show('asyncio', stdin=SESSION)
    show('asyncio', stdin=AWAITS)
    for name, data in ('a.pkl', b'(lp0\nI1\naI2\na.'), ('b.pkl', b'g0\n.'), ('c.pkl', b'(lp0\nI1'):
        with open(name, 'wb') as f:
            f.write(data)
    show('pickle', 'a.pkl')
    show('pickle', 'a.pkl', 'b.pkl')
    show('pickle', 'd.pkl')
    show('pickletools', 'a.pkl')
    show('pickletools', '-m', '-p', '{name}:', '-l', '1', 'a.pkl', 'b.pkl')
    show('pickletools', 'a.pkl', 'b.pkl')
    show('pickletools', '-o', 'out', 'a.pkl')
    print(open('out').read())
    show('pickletools', 'c.pkl')
    os.chdir('/')
