"""A lookup that gives its class other bases goes on along those it began with."""
class MyKey(object):
    def __hash__(self):
        return hash('mykey')
    def __eq__(self, other):
        X.__bases__ = (Base2,)
class Base(object):
    mykey = 'from Base'
    mykey2 = 'from Base'
class Base2(object):
    mykey = 'from Base2'
    mykey2 = 'from Base2'
X = type('X', (Base,), {MyKey(): 5})
print(X.mykey)
print(X.mykey2)
print(X.mykey, X.__mro__)
