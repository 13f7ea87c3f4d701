# A native method that super() finds is bound: its errors name the object's class, as for any bound method
class L(list):
    def add(self): super().append(1, 2)
    def key(self): super().append(1, x=2)
    def two(self): super(L, self).clear(1)
    def held(self): f = super().append; f(1, 2)
    def fits(self): super().append(1); super().append(2); return self
    def plain(self): self.clear(1)
    def unbound(self): list.clear(self, 1)
    def item(self): super().__getitem__(1, 2)


class M(type):
    def look(cls): super().mro(1)


class C(metaclass=M):
    pass


for n in range(2):
    for f in (L().add, L().key, L().two, L().held, L().fits, L().plain, L().unbound, L().item, C.look):
        try:
            print(f())
        except TypeError as e:
            print(e)
