# sys.getsizeof of lists as they grow and shrink, and of the other containers.
import sys
def sizes(l): return sys.getsizeof(l)
r=[]
for n in range(0,40):
    r.append((n, sizes([0]*n), sizes(list(range(n))), sizes([i for i in range(n)]), sizes(list('x'*n)), sizes([*range(n)]), sizes([*'x'*n, 1]), sizes(list(range(n))[:]), sizes(list(range(n))+[1]), sizes(list(i for i in range(n))), sizes('a '*n and ('a '*n).split()), sizes(sorted(range(n)))))
for x in r: print(x)
l=[]
for n in range(30):
    l.extend([n]*3); print(sizes(l), end=' ')
for n in range(60):
    l.pop(); print(sizes(l), end=' ')
l.insert(0,5); print(sizes(l)); l+= [4]; print(sizes(l)); l[2:2]=[3,4,5]; print(sizes(l)); del l[3:]; print(sizes(l)); l.clear(); print(sizes(l))
print(sizes([1,2]), sizes([1,2,3]), sizes([1,2,3,4,5]), sizes([r,r,r]), sizes([*r,*r]))
for n in 0,1,2,3,5,10,100: print(sizes((0,)*n), sizes({*range(n)}), sizes(dict.fromkeys(range(n))), sizes({i:1 for i in range(n)}), sizes(set(range(n))), sizes(frozenset(range(n))), sizes('x'*n), sizes(b'x'*n), sizes(10**n), sizes(-10**n), sizes(bytearray(n)))
class L(list): pass
class T(tuple): pass
class I(int): pass
class S(str): pass
class D(dict): pass
print(*[sizes(x) for x in (L(), L([1]), T(), T((1,2)), I(), I(5), I(10**20), S(), S('abc'), D(), D(a=1))])
print([1].__sizeof__(), object.__sizeof__([1]), object.__sizeof__((1,2)), (1).__sizeof__(), object.__sizeof__(5), int.__sizeof__(0), 'a'.__sizeof__(), object().__sizeof__(), type.__sizeof__(int), {}.__sizeof__())
