"""exit, quit, help, copyright, credits, license: their classes, attributes, and what they do to stdin."""
import sys, builtins, io
sys.stdin = io.StringIO('text')
for n in ('exit','quit','help','copyright','credits','license'):
    o=getattr(builtins,n)
    T=type(o)
    print(n,T,T.__module__,T.__qualname__,T.__mro__,repr(o) if n in('exit','quit','help') else '')
    print(sorted(k for k in dir(o) if not k.startswith('__')), T.__doc__ is None)
    try: print(sorted(k for k in vars(o)), {k:v for k,v in vars(o).items() if k in('name','eof')})
    except Exception as e: print(type(e),e)
    for k in sorted(vars(T)):
        if k not in('__doc__','__module__','__dict__','__weakref__'):
            v=vars(T)[k]
            print('  ',k,type(v).__name__, (v.__code__.co_varnames[:v.__code__.co_argcount],v.__defaults__) if hasattr(v,'__code__') else v)
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__,e,getattr(e,'code',0))
exit.name='foo'; print(exit, repr(exit)); 
exit.eof='bar'; print(exit)
t(lambda: exit(1,2)); t(lambda: exit(code=3)); t(lambda: exit(4))
t(lambda: sys.stdin.closed)
t(lambda: copyright(1))
t(lambda: help(1,2,3))
t(lambda: exit.__init__.__qualname__)
import _sitebuiltins, site
print(_sitebuiltins.Quitter('a','b'), type(_sitebuiltins.Quitter('a','b')))
t(lambda:_sitebuiltins.Quitter()); t(lambda:_sitebuiltins._Printer()); t(lambda:_sitebuiltins._Helper(1))
p=_sitebuiltins._Printer('nm','some text\nmore',(),()); print(repr(p)); p()
p=_sitebuiltins._Printer('nm','\n'.join(map(str,range(30)))); print(repr(p))
p=_sitebuiltins._Printer('nm','dflt',['f1','f2'],['/nonexistent-dir','/tmp']); print(repr(p))
sys.stdin=io.StringIO('x\n\nq\n'); 
p=_sitebuiltins._Printer('nm','\n'.join(map(str,range(60)))); p()
print(hasattr(sys,'__interactivehook__'), type(sys.__interactivehook__), sys.__interactivehook__.__qualname__, sys.__interactivehook__.__module__)
t(lambda: license.MAXLINES)
