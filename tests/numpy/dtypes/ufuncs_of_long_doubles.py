# Every ufunc of long doubles, and which types the integers of their own have.
import numpy as np, warnings
warnings.simplefilter('always')
warnings.showwarning = lambda m, c, f, l, *a: print('   W', m)
def show(label,f):
    try:
        r=f()
        def one(x):
            return f"{x!r} {getattr(x,'dtype',None) and x.dtype.char} {type(x).__name__}"
        print(label, ', '.join(map(one,r)) if isinstance(r,tuple) else one(r))
    except Exception as e: print(label,'!!',type(e).__name__,e)
np.set_printoptions(precision=25, linewidth=200)
L=np.longdouble
third=L(1)/3
X = {'g': np.array([L(s) for s in ['0', '-0.0', '1', '-1', '0.5', '3', '-2.5', '0.1', '1e400', '-1e-400', '1e4000', 'inf', '-inf', 'nan',
                                   '1.1897314953572317650e4932', '100.25']]),
     'G': np.array([complex(0, 0), 1, -1j, 1 + 2j, -0.5 + 3j, 2.5 - 0.1j], 'G')}
X['G'][5] += third * 1j
names=[n for n in sorted(dir(np)) if isinstance(getattr(np,n),np.ufunc) or n in('divmod','modf','frexp')]
names = [n for n in names if n not in ('matmul', 'isnat', 'degrees', 'rad2deg')]  # these two warn by one name
for n in names:
    u=getattr(np,n)
    for c,x in X.items():
        if u.nin==1:
            show(f'{n} {c}',lambda:u(x))
            show(f'{n} {c} s',lambda:u(x[4]))
        else:
            y=x[::-1] if c!='G' else x[::-1]
            show(f'{n} {c}',lambda:u(x,y))
            show(f'{n} {c} 3',lambda:u(x,3))
            show(f'{n} {c} 3.5',lambda:u(2.5,x))
            show(f'{n} {c} s',lambda:u(x[4],x[2]))
            show(f'{n} {c} i',lambda:u(x[:3],np.array([1,2,3])))
            show(f'{n} {c} f4',lambda:u(x[:3],np.array([1,2,3],'f4')))

ints = {c: np.array([0, 1, 5, 7], c) for c in 'qQlL'}
for n in names:
    u, codes = getattr(np, n), []
    for a in ints.values():
        for b in ints.values() if u.nin == 2 else [None]:
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter('ignore')
                    r = u(a, b) if u.nin == 2 else u(a)
                codes.append('/'.join(v.dtype.char for v in r) if isinstance(r, tuple) else r.dtype.char)
            except TypeError:
                codes.append('-')
    print(n, ''.join(codes), *u.types)
