# The lines of a definition, found from its tokens.
import inspect, tokenize
def d(*a): return lambda f: f
@d(1,
   2)
def f(x,
      y): # c
    # body
    return 1
    # last
# not
class A:
    class B:
        @d(
          3)
        def m(self): return 1
        # in
    # after
g = (lambda x:
     x)
h = d(lambda x: x,
      lambda y:
        y)
k = [
  lambda x: (x +
   1),
  lambda z: z]
async def co():
    pass

@d
class Z: pass
def show(o):
    try: print(repr(inspect.getsource(o)))
    except Exception as e: print(type(e).__module__, type(e).__name__, e)
for o in (f,A,A.B,A.B.m,g,k[0],k[1],co,d): show(o)
for l in (['def f():\n','  x = (\n','  1\n'],['x=1\n','y=2\n'],['@a\n','def g(): pass\n','z\n'],['if 1:\n','  pass\n','z\n'],[],['def f():\n','   a\n','  b\n'],['lambda x: (\n','1)\n'],["'''\n"]):
    try: print(inspect.getblock(l))
    except Exception as e: print(type(e).__name__, e)
b=inspect.BlockFinder(); print(vars(b))
try: b.tokeneater(tokenize.NAME,'x',(1,0),(1,1),'x'); b.tokeneater(tokenize.NEWLINE,'\n',(1,1),(1,2),'x'); b.tokeneater(tokenize.NAME,'y',(2,0),(2,1),'')
except inspect.EndOfBlock as e: print(repr(e), b.last)
print(inspect.formatannotationrelativeto(f)(A), inspect.formatannotationrelativeto(int)(A))
