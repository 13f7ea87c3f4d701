"""Names that exec makes are in locals() of generators and coroutines until the next yield."""
def g():
    exec('zz = 1'); d = locals(); yield sorted(d), d.get('zz')
print(list(g()))
async def c():
    exec('q = 2'); return locals().get('q')
try: c().send(None)
except StopIteration as e: print(e.value)
def h():
    x = 1; exec('yy = x + 1'); yield locals()['yy']
    x = 5; yield locals()['x'], eval('x')
print(list(h()))
