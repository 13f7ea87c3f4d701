"""Arguments of random draws that do not fit, outputs, byte orders, states."""
import numpy as np

from _programs import show


def g(seed):
    return np.random.default_rng(seed)


def rs(seed):
    return np.random.RandomState(seed)


def D(x):
    return np.asarray(x)


for line in r'''
D(g(1).f(1j,.5,size=4))
D(rs(1).binomial(-0.0,.3,size=4))
D(g(1).binomial(-0.0,.3,size=4))
D(rs(1).hypergeometric(-0.0,7,5,size=None))
D(rs(1).hypergeometric(10,-0.0,5,size=4))
D(g(1).hypergeometric(-0.0,7,5,size=(3,2)))
D(g(1).hypergeometric(10,-0.0,5,size=4))
D(g(1).hypergeometric(10,7,-0.0,size=None))
D(g(1).multinomial(10,[],size=None))
D(g(2).random(out=np.zeros(3,"f4")))
D(g(2).random(out=np.zeros((4,4))[::2]))
D(g(2).standard_gamma(2,out=np.zeros((2,2)).T))
D(g(3).integers(5,dtype=">i4"))
D(rs(3).randint(5,dtype=">i4"))
D(rs(3).randint(2,9,dtype=">i4"))
D(rs(3).randint(0,dtype=">i4"))
D(rs(3).randint(5,5,dtype=">i4"))
D(rs(3).randint(2.5,dtype=">i4"))
D(g(3).integers("a",))
D(rs(3).randint("a",dtype=">i4"))
D(g(3).integers(None,))
D(rs(3).randint([3,5],dtype=">i4"))
D(rs(3).randint([0,1],[5,9],dtype=">i4"))
D(rs(3).randint(0,256,dtype=">i4"))
D(rs(3).randint(2**40,dtype=">i4"))
D(rs(3).randint(-2**63,2**63,dtype=">i4"))
D(rs(3).randint(1,None,dtype=">i4"))
D(rs(3).randint(np.int8(5),dtype=">i4"))
D(rs(3).randint(True,dtype=">i4"))
D(rs(3).randint([[1],[5]],[10,20],dtype=">i4"))
g(5).permuted(5)
g(5).permutation([],axis=None)
g(4).choice("abc",)
g(7).multivariate_hypergeometric(3,2,)
g(8).multinomial(10,[],)
np.random.Philox(counter=-1)
np.random.Philox(key=2**130)
'''.strip().splitlines():
    print(line, end=' => ')
    show(lambda: eval(line))
