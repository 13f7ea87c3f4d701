# IsolatedAsyncioTestCase.debug(): after an exception the loop stays open for doCleanups(); a result that is not None
# warns at the caller's line.
import unittest
import warnings

events = []


class Case(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        events.append('set up')

    async def clean(self):
        events.append('clean')

    async def test_fails(self):
        self.addAsyncCleanup(self.clean)
        raise KeyError('test')

    async def test_value(self):
        return 3


case = Case('test_fails')
try:
    case.debug()
except KeyError as e:
    print('KeyError', e, events)
print(case.doCleanups(), events)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    Case('test_value').run()
print([(str(w.message)[:60], w.filename == __file__) for w in caught])
