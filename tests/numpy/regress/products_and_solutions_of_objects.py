"""Products, solutions and transforms of objects, text and nothing."""
import numpy as np

from _programs import show

S = np.array([[2., 1, 0], [0, 3, 1], [1, 0, 4]])
Y = S @ S.T
T = np.ones((4, 3))
I = np.array([[2, 1], [1, 3]])
E = np.zeros((0, 0))
O = np.array([[1, 2], [3, 4]], object)
V = np.array([1., 2, 3])
Q = np.ones((2, 3, 3))
W = np.ones((3, 5))


def N(x):
    return tuple(map(N, x)) if isinstance(x, (tuple, list)) else np.round(x, 3) + 0 if np.asarray(x).dtype.kind in 'fc' else x


for line in r'''
N(np.linalg.det(O))
N(np.linalg.det("a"))
N(np.sort_complex(np.linalg.eigvals(O)))
N(np.linalg.pinv(None))
[np.shape(x) for x in np.linalg.qr(O,"r")]
[np.shape(x) for x in np.linalg.qr("a","r")]
[N(x) if i==0 else np.shape(x) for i,x in enumerate(np.linalg.eigh(O))]
[N(x) if i==0 else np.shape(x) for i,x in enumerate(np.linalg.eig(O))]
N(np.linalg.tensorinv(O))
N(np.linalg.solve(O,V))
N(np.linalg.lstsq(S,"a"))
N(np.dot("a",1))
N(np.vdot(S,"a"))
N(np.cross(Y,1))
N(np.dot(Y,None))
N(np.dot(E,None))
N(np.inner(E,None))
N(np.outer(E,None))
N(np.linalg.multi_dot([E,None]))
N(np.linalg.lstsq(O,np.ones(4)))
N(np.inner(O,I))
N(np.tensordot(O,I,1))
N(np.vdot(O,I))
N(np.inner(O,np.ones(4)))
N(np.vdot(O,np.ones(4)))
N(np.inner(O,"a"))
N(np.inner(O,np.zeros((3,0))))
N(np.cross(3,V))
N(np.dot(np.zeros((0,3)),None))
N(np.inner(np.zeros((0,3)),None))
N(np.outer(np.zeros((0,3)),None))
N(np.linalg.multi_dot([np.zeros((0,3)),None]))
N(np.dot(np.zeros((3,0)),None))
N(np.inner(np.zeros((3,0)),None))
N(np.outer(np.zeros((3,0)),None))
N(np.linalg.multi_dot([np.zeros((3,0)),None]))
N(np.cross(np.inf*np.eye(2),None))
N(np.dot(np.matrix([[1,2],[3,4]]),None))
N(np.vdot(np.matrix([[1,2],[3,4]]),None))
N(np.dot(np.inf*np.eye(2),None))
N(np.vdot(np.inf*np.eye(2),None))
N(np.fft.fft(np.array([None,1]),))
N(np.fft.fft(np.array([None,1]),n=3))
N(np.fft.fft(np.array([None,1]),n=8))
N(np.fft.fft(np.array([None,1]),n=1))
N(np.fft.fft(np.array([None,1]),n=2.5))
N(np.fft.fft(np.array([None,1]),axis=0))
N(np.fft.fft(np.array([None,1]),norm="ortho"))
N(np.fft.fft(np.array([None,1]),4,0))
N(np.fft.fft(np.array([None,1]),n=6,axis=-1,norm="ortho"))
N(np.fft.fft(np.array([None,1]),n=np.int64(4)))
N(np.fft.ifft(np.array([None,1]),))
N(np.fft.ifft(np.array([None,1]),n=3))
N(np.fft.ifft(np.array([None,1]),n=8))
N(np.fft.ifft(np.array([None,1]),n=1))
N(np.fft.ifft(np.array([None,1]),axis=0))
N(np.fft.ifft(np.array([None,1]),norm="ortho"))
N(np.fft.ifft(np.array([None,1]),4,0))
N(np.fft.ifft(np.array([None,1]),n=6,axis=-1,norm="ortho"))
N(np.fft.ifft(np.array([None,1]),n=np.int64(4)))
'''.strip().splitlines():
    print(line, end=' => ')
    show(lambda: eval(line))
