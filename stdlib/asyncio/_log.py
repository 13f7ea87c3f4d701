"""What asyncio reports goes to the logger "asyncio"."""
import sys


class _Logger:
    """The logger, made when it is first used: most programs never need it."""

    def __getattr__(self, name):
        import logging
        return getattr(logging.getLogger('asyncio'), name)

    def debug(self, message, *args):
        # Without logging no handler exists that would show it: a program that does not log need not import it.
        if 'logging' in sys.modules:
            self.__getattr__('debug')(message, *args)


logger = _Logger()
