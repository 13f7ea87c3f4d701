# Which children of mocks are coroutine functions, what autospecced ones record, sealing and side effects.
import asyncio
import inspect
from unittest.mock import ANY, AsyncMock, MagicMock, Mock, NonCallableMock, call, create_autospec, patch, seal


def tell(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


async def work(a, b=2):
    pass


class Service:
    async def fetch(self, url):
        pass

    @staticmethod
    async def still(x):
        pass

    @classmethod
    async def shared(cls, x):
        pass

    def plain(self):
        pass


for mock in Mock(), MagicMock(), AsyncMock(), NonCallableMock(), MagicMock(Service), Mock(work), AsyncMock(Service):
    print(type(mock).__name__, *[type(getattr(mock, name, None)).__name__ for name in (
        'fetch', 'plain', 'still', '__aenter__', '__enter__', '__aiter__', '__int__', '__call__', '__name__')],
        inspect.iscoroutinefunction(mock), asyncio.iscoroutinefunction(mock))

spec = create_autospec(work)
tell(lambda: spec())
tell(lambda: create_autospec(work, instance=True))
print(asyncio.run(spec(1)).__class__.__name__, spec.await_count, spec.await_args, spec.call_count)
spec.assert_awaited_once_with(1)
tell(lambda: spec.assert_awaited_with(2))
tell(lambda: spec.assert_has_awaits([call(1), call(1, 2, 3)]))
tell(lambda: spec.assert_has_awaits([call(5)]))
spec.reset_mock()
print(spec.await_count, spec.mock_calls)
spec.assert_not_awaited()

for name in 'fetch', 'plain', 'still', 'shared':
    with patch.object(Service, name) as found:
        print(name, type(found).__name__)

effects = AsyncMock(side_effect=[1, ValueError('two')])
print(asyncio.run(effects()))
for _ in range(2):
    tell(lambda: asyncio.run(effects()))

m = Mock()
m.a.b.return_value = 3
seal(m)
print(m.a.b())
for f in (lambda: m.c, lambda: m.a.c, lambda: m(), lambda: m.a(), lambda: setattr(m, 'new', 1), lambda: m.a.b.c):
    tell(f)
function = create_autospec(lambda a: None)
function.side_effect = [1, 2]
print(function(1))
tell(lambda: function())
m = Mock(side_effect=object)
print(m().__class__.__name__, [c == call(ANY) for c in (call(1), call())], dir(Mock(spec=['x', '__iter__']))[:2])
for wrong in dict(autospect=True), dict(auto_spec=True), dict(set_spec=True):
    tell(lambda: create_autospec(Service, **wrong))
    tell(lambda: patch.object(Service, 'plain', **wrong))
