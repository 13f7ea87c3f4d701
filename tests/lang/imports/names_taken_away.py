# What is looked up for a relative import may take the module's names away.
import warnings

warnings.simplefilter('ignore')

class Spec:
    @property
    def parent(self):
        names.clear()
        return 'x' * 50


for given in dict(__package__='os' * 30), dict(__package__=None), {}:
    names = dict(given, __spec__=Spec(), __name__='n' * 40)
    try:
        print(__import__('m', names, None, ('a',), 1))
    except (ImportError, KeyError) as e:
        print(type(e).__name__, e)
