import unittest
class T(unittest.TestCase):
    def test_a(self): self.assertEqual(1,2)
    def test_b(self):
        """doc line
        more"""
        for i in range(3):
            with self.subTest(i=i, msg='x'):
                self.assertTrue(i==1)
    def test_sub(self):
        for i in range(3):
            with self.subTest('hello', k=i):
                self.assertTrue(i==1)
    @unittest.skip("no")
    def test_c(self): pass
    @unittest.expectedFailure
    def test_d(self): 1/0
    @unittest.expectedFailure
    def test_e(self): pass
    def test_f(self): 1/0
    def test_j(self):
        with self.assertRaises(ValueError): pass
    def test_k(self): self.assertRaisesRegex(ValueError,"abc", int, "x")
    def test_l(self): self.assertEqual({1,2},{2,3})
    def test_m(self): self.assertIn(1,[2])
    def test_n(self): self.skipTest("later")
    def test_ok(self): pass
class U(unittest.TestCase):
    @classmethod
    def setUpClass(cls): raise ValueError(1)
    def test_a(self): pass
import io, re
stream = io.StringIO()
unittest.main(argv=["outcomes"], exit=False, testRunner=unittest.TextTestRunner(stream=stream, verbosity=2))
print(re.sub(r"in [0-9.]+s", "in N s", stream.getvalue()))
