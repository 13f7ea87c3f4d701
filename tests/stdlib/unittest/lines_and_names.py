"""The lines of a verbose run after expected failures; methods are TestCase's own."""
import datetime
import io
import os
import re
import tempfile
import unittest


class A(unittest.TestCase):
    @unittest.expectedFailure
    def test_a(self):
        self.fail()

    @unittest.expectedFailure
    def test_b(self):
        pass


class B(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        raise RuntimeError('no class')

    def test_x(self):
        pass


for verbosity in 1, 2:
    out = io.StringIO()
    suite = unittest.TestSuite(map(unittest.defaultTestLoader.loadTestsFromTestCase, (A, B)))
    unittest.TextTestRunner(stream=out, verbosity=verbosity).run(suite)
    print(re.sub(r'in \d+\.\d+s', 'in Xs', re.sub(r'  File .*\n( .*\n)*', '', out.getvalue())))
for call in (lambda: A('test_a').assertEqual(1), lambda: A('test_a').assertIn(), lambda: A('test_a').assertRaises()):
    try:
        call()
    except TypeError as e:
        print(e)
print(unittest.TestCase.__mro__, unittest.TestCase.assertEqual.__qualname__, unittest.TestCase.assertEqual.__module__)
for when in datetime.datetime(1, 1, 1), datetime.datetime(9999, 12, 31, 23, fold=1):
    try:
        print(when.timestamp())
    except ValueError as e:
        print(e)
with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    print(tempfile.mkdtemp(dir='.')[:2], tempfile.mktemp(dir='.')[:2], os.path.isabs(tempfile.mkstemp(dir='.')[1]))
    os.chdir('/')
