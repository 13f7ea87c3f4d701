# What a loader makes of names that lead nowhere: a test that raises the error itself.
import sys
import unittest


class Case(unittest.TestCase):
    def test_x(self):
        pass


loader = unittest.TestLoader()
for name in '__main__.Nope', '__main__.Case.nope', 'nosuchmodule_x':
    suite = loader.loadTestsFromName(name)
    result = unittest.TestResult()
    suite.run(result)
    test, text = result.errors[0]
    print(test, text.splitlines()[0], '|', text.rstrip().splitlines()[-1])
print([message.splitlines()[0] for message in loader.errors])
with_error = type(sys)('with_error')


def load_tests(loader, tests, pattern):
    raise KeyError('here')


with_error.load_tests = load_tests
result = unittest.TestResult()
loader.loadTestsFromModule(with_error).run(result)
print(result.errors[0][1].rstrip().splitlines()[-1], '|', loader.errors[-1].splitlines()[0])
