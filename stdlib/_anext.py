"""anext() with a default."""


class anext_default:
    """Awaitable: the next item, or the default at the end."""

    def __init__(self, awaitable, default):
        self._awaitable = awaitable
        self._default = default

    def __await__(self):
        async def run():
            try:
                return await self._awaitable
            except StopAsyncIteration:
                return self._default
        return run().__await__()
