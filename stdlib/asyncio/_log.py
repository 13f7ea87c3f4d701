"""What asyncio reports goes to the logger "asyncio"."""


class _Logger:
    """The logger, made when it is first used: most programs never need it."""

    def __getattr__(self, name):
        import logging
        return getattr(logging.getLogger('asyncio'), name)


logger = _Logger()
