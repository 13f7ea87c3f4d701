"""loadtxt, genfromtxt, fromstring, savetxt: each argument with many texts, errors and warnings included."""
from io import BytesIO as B
from io import StringIO as S
import pickle
import struct

import numpy as np

from _programs import show


def saved(f, *args, **words):
    text = S()
    f(text, *args, **words)
    return text.getvalue()


def npy(header, data=b'', ver=(1, 0), magic=b'\x93NUMPY'):
    h = header.encode()
    return B(magic + bytes(ver) + struct.pack('<H' if ver[0] == 1 else '<I', len(h)) + h + data)


for line in r'''
np.loadtxt(S("5"),dtype="i4,f8")
np.loadtxt(S(""),comments="")
np.loadtxt(S("5"),converters={9:float})
np.loadtxt(S("5"),converters={"a":float})
np.loadtxt(S(""),skiprows=-1)
np.loadtxt(S(""),skiprows=1.5)
np.loadtxt(S(""),usecols=1.5)
np.loadtxt(S(""),delimiter=5)
np.loadtxt(S("１ 2"),)
np.loadtxt(S(""),delimiter="#")
np.genfromtxt(S("1 2 3"),dtype=[("a","i4"),("b","f8")])
np.genfromtxt(S("1 2 3"),missing_values={0:"1"})
np.genfromtxt(S("5"),usecols=(1,))
np.genfromtxt(S("1 2 3"),names=["x","y"])
np.genfromtxt(S(""),case_sensitive="x",names=True)
np.genfromtxt(S("5"),converters={9:float})
np.genfromtxt(S(""),like=3)
np.genfromtxt(S("a b\n1 2"),dtype=None)
np.genfromtxt(S("1;2\n3;4"),names=True)
np.genfromtxt(S("5"),names="a,b,c")
np.loadtxt(S("# c\n1 2\n3 4 # t\n"),max_rows=1)
np.genfromtxt(S("5"),delimiter=(1,2,1))
np.genfromtxt(S("1 2\n3"),skip_footer=1)
np.genfromtxt(S("1.5 nan\ninf -2e5"),dtype=int)
np.genfromtxt(S("\"a b\" 1\n\"c\" 2"),skip_footer=1)
np.loadtxt(S("１ 2"),dtype=int)
np.loadtxt(S("１ 2"),dtype=complex)
np.loadtxt(S("１ 2"),dtype=bool)
np.loadtxt(S("１ 2"),dtype="S3")
np.genfromtxt(S("１ 2"),converters={0:lambda s:9.})
np.loadtxt(3)
np.genfromtxt(3)
np.loadtxt([1,2])
saved(np.savetxt,np.arange(3),delimiter=3)
saved(np.savetxt,[],header=3)
saved(np.savetxt,np.arange(6.).reshape(2,3)/7,delimiter=3)
saved(np.savetxt,np.array([[1+2j,3]]),delimiter=3)
saved(np.savetxt,np.array([1,2],"u1"),delimiter=3)
saved(np.savetxt,np.array([b"x"]),delimiter=3)
saved(np.savetxt,np.array([(1,2.5),(3,4)],dtype="i4,f8"),delimiter=3)
saved(np.savetxt,[1,2],delimiter=3)
saved(np.savetxt,[[1.5,2],[3,4]],delimiter=3)
saved(np.savetxt,np.array([True,False]),delimiter=3)
saved(np.savetxt,np.array([np.nan,np.inf]),delimiter=3)
saved(np.savetxt,[],delimiter=3)
saved(np.savetxt,np.array([1.5],"f2"),delimiter=3)
saved(np.savetxt,np.zeros((0,3)),delimiter=3)
np.fromstring("a",sep=" ")
np.fromstring(" ",)
np.fromstring("",sep=None)
np.fromstring("",sep=3)
np.fromstring("a",dtype="f4",sep=" ")
np.frombuffer(3,dtype="S2")
np.frombuffer("",dtype=object)
np.fromstring("a",dtype=int,sep=" ")
np.fromstring("a",dtype=complex,sep=" ")
np.fromstring("a",dtype=bool,sep=" ")
np.fromstring("a",sep=" ",count=0)
np.fromstring("a",sep=" ",like=None)
np.fromstring("",count=1,dtype="u1")
np.fromstring(b"1 2",sep=",")
np.fromstring(b"abc",dtype="f4",sep=" ")
np.fromstring(3,)
np.fromstring(b"abc",dtype=int,sep=" ")
np.fromstring(b"abc",dtype=complex,sep=" ")
np.fromstring(b"abc",dtype=bool,sep=" ")
np.fromstring(b"abc",sep=" ",count=0)
np.fromstring(b"abc",sep=" ",like=None)
'''.strip().splitlines():
    print(line, end=' => ')
    show(lambda: eval(line))
