# Malformed pickles and reductions: which error, in which words.
import pickle,sys
def f():
    def g(): pass
    return g
for o in (f(),):
    try: pickle.dumps(o)
    except Exception as e: print(type(e), str(e).split(' at 0x')[0])
print(pickle.dumps([1,-1,300,70000,2**31,-2**31,-2**31-1,255,256,-255, 2**63, True, None,1.5, float('nan')],0))
for n in (300,400,450,480,490,495,498,499,500,600,900,990,1000):
    l=[]
    for _ in range(n): l=[l]
    try: pickle.dumps(l)
    except RecursionError as e: print(n, e); break
def tr(b,**k):
    try: print(b, str(pickle.loads(b,**k)).split(' at 0x')[0])
    except Exception as e: print(b, type(e).__module__,type(e).__name__, e)
for b in [b'',b'.',b'\x80',b'\x80\x09.',b'N',b'(.',b'0.',b'(0.',b'e.',b'(e.',b']e.',b'a.',b'Na.',b'NNa.',b'N(Ne.',b's.',b'}s.',b'}Ns.',b'}(Nu.',b'NNNs.',b'h\x00.',b'hA.',b'j\xff\xff\xff\xff.',b'ga\n.',b'g0\n.',b'p-1\n.',b'Np-1\n.',b'cmath\n',b'cnope\nx\n.',b'cmath\nnope\n.',b'NR.',b'N)R.',b'(Nt)R.',b'cbuiltins\nint\nNR.',b'cbuiltins\nint\n(Nt\x81.',b'N)\x81.',b'cbuiltins\nint\nN\x81.',b'cbuiltins\nint\n)N\x92.',b'cbuiltins\nint\n)}\x92.',b'NNN\x92.',b'\x93.',b'NN\x93.',b'\x8c\x04math\x8c\x01x\x93.',b'\x80\x04\x8c\x04math\x8c\x09<locals>x\x93.',b'\x80\x04\x8c\x04math\x8c\x0cx.<locals>.y\x93.',b'X\x05\x00\x00\x00ab',b'\x8b\xff\xff\xff\xff.',b'I12x\n.',b'I01\n.',b'I00\n.',b'Ix\n.',b'L12L\n.',b'L12\n.',b'Lx\n.',b'F1.5\n.',b'F1x\n.',b'Fx\n.',b'F1.5',b'Sabc\n.',b"S'abc'\n.",b"S'a\\x41\\n'\n.",b"S'abc\n.",b'S"a"\n.',b'S\n.',b'U\x02ab.',b'U\x02\xe9b.',b'Pabc\n.',b'NQ.',b'\x82\x00.',b'\x82\x01.',b'\x83\x01\x00.',b'\x84\xff\xff\xff\xff.',b'\x95\x00\x00\x00\x00\x00\x00\x00\x05N.',b'\x95\x05\x00\x00\x00\x00\x00\x00\x00N.',b'\x97.',b'N\x98.',b'\x00',b'\'',b'\xff',b'x',b'1.',b'N1.',b'(lp0\n.',b'(dp0\n.',b'(NNd.',b'(Nd.',b'(imath\nnope\n.',b'(ibuiltins\nint\n.',b'(cbuiltins\nint\no.',b'(o.',b'N}b.',b'cbuiltins\nobject\n)\x81N\x86b.',b'N2\x86.',b'cbuiltins\nobject\n)\x81Nb.',b'cbuiltins\nobject\n)\x81I1\nb.',b'cbuiltins\nobject\n)\x81}I1\nNsb.',b'\x85.',b'N\x86.',b'\x8f(NN\x90.',b'N(N\x90.',b'(N\x91.',b'\x96\x02\x00\x00\x00\x00\x00\x00\x00ab.',b'\x96\xff\xff\xff\xff\xff\xff\xff\xffab.',b'B\xff\xff\xff\xffab.', b'\x94.',b'N\x94h\x00\x86.',b'Nq\x05h\x05\x86.',b'Nr\xff\xff\xff\x00j\xff\xff\xff\x00\x86.', b'Vab\\u1234\n.', b'X\x01\x00\x00\x00\xff.',b'G\x3f\xf8\x00\x00\x00\x00\x00\x00.', b'K\x01K\x02.', b'\x8a\x00.', b'\x8a\x01\xff.']:
    tr(b)
tr(b'U\x02\xe9b.',encoding='bytes'); tr(b'U\x02\xe9b.',encoding='latin1'); tr(b'\x97.',buffers=[]); tr(b'\x97\x98.',buffers=[b'a']);tr(b'\x97.',buffers=5);tr('x');tr(b'c__builtin__\nxrange\nK\x05\x85R.');tr(b'\x97\x98.',buffers=[bytearray(b'a')])
for bad in ['x', object(), None]:
    try: pickle.load(bad)
    except Exception as e: print(type(e), str(e).split(' at 0x')[0])
    try: pickle.dump(1,bad)
    except Exception as e: print(type(e), str(e).split(' at 0x')[0])
for a in [dict(protocol=6),dict(protocol=-1),dict(protocol='x'),dict(buffer_callback=print),dict(buffer_callback=print,protocol=5),dict(foo=1)]:
    try: print(pickle.dumps(1,**a))
    except Exception as e: print(type(e), str(e).split(' at 0x')[0])
class A: 
    def __reduce__(s): return s.r
for r in ['nope',5,(1,),(int,),(1,()),(int,1),(int,(),1,2),(int,(),None,None,3),(int,(),None,None,None,3),(int,(),0,0,0,0,0), (int,('3',))]:
    a=A();a.r=r
    for p in (0,2,4):
        try: print(p,pickle.dumps(a,p))
        except Exception as e: print(p, type(e), str(e).split(' at 0x')[0])
class B:
    def __reduce_ex__(s,p): import copyreg; return (copyreg.__newobj__,s.r) if s.k==0 else (copyreg.__newobj_ex__, s.r)
for k in (0,1):
  for r in [(),(1,),(int,),(int,(),{}),(1,(),{}),(int,1,{}),(int,(),1),(B,(),{}),(B,)]:
    b=B();b.r=r;b.k=k
    try: print(pickle.dumps(b))
    except Exception as e: print(type(e), str(e).split(' at 0x')[0])
    try: print(pickle.dumps(b,2))
    except Exception as e: print(type(e), str(e).split(' at 0x')[0])
