# A module's repr shows whatever is its __file__.
import types

m = types.ModuleType('q')
m.__loader__ = 5
print(m)
for m.__file__ in 1j, None, 'a', []:
    print(m)
