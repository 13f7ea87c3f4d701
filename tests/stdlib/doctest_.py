"""doctest: examples found, run and reported on stdout and to unittest."""
import doctest
import unittest


def square(x):
    """Square of x.

    >>> square(3)
    9
    >>> square('a')
    Traceback (most recent call last):
      ...
    TypeError: unsupported operand type(s) for ** or pow(): 'str' and 'int'
    >>> for i in range(2):
    ...     print(square(i))
    ...
    0
    1
    >>> square(4)           # wrong on purpose
    15
    >>> print('a   b')      # doctest: +NORMALIZE_WHITESPACE
    a b
    >>> list(range(20))     # doctest: +ELLIPSIS
    [0, 1, ..., 18, 19]
    >>> undefined
    1
    >>> square(1 / 0)       # doctest: +SKIP
    0
    """
    return x ** 2


class Shape:
    """
    >>> Shape().area
    0
    """

    @property
    def area(self):
        """
        >>> print('one', '', 'two', sep=chr(10))
        one
        <BLANKLINE>
        two
        """
        return 0


tests = doctest.DocTestFinder().find(square, 'square', globs={'square': square})
for test in tests:
    print(test.name, test.lineno, [(e.source, e.want, e.options) for e in test.examples][:3])
    runner = doctest.DocTestRunner(verbose=False)
    out = []
    test.filename = 'f.py'
    print(runner.run(test, out=out.append))
    text = ''.join(out)
    print(text[:text.index('Traceback')])
    print(runner.summarize())

finder = doctest.DocTestFinder()
print([t.name for t in finder.find(Shape, 'Shape', globs={})])
suite = unittest.TestSuite(doctest.DocTestCase(t) for t in finder.find(Shape, 'Shape', globs={'Shape': Shape}))
result = unittest.TestResult()
suite.run(result)
print(result.testsRun, result.failures, result.errors)
print(doctest.script_from_examples('Text.\n\n>>> 1 + 1\n2\n\nMore.\n>>> a = 2\n'))
print(doctest.run_docstring_examples(Shape, {'Shape': Shape}))
for bad in '>>>x\n', '>>> 1 # doctest: +NO\n', '  >>> 1\n x\n', '>>> # doctest: +SKIP\n':
    try:
        doctest.DocTestParser().get_examples(bad)
    except ValueError as e:
        print(e)
for flags in doctest.REPORT_UDIFF, doctest.REPORT_CDIFF, doctest.REPORT_NDIFF:
    print(doctest.OutputChecker().output_difference(doctest.Example('x', 'a\nb\nc\n'), 'a\nd\nc\n', flags))
