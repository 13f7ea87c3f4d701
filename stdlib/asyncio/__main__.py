"""The command `-m asyncio`: a console whose statements may await.

The event loop has the main thread, the console a second one, which hands over each statement and waits for its end.
"""
import ast
import asyncio
import code
import concurrent.futures
import inspect
import sys
import threading
import types
import warnings


class AwaitingConsole(code.InteractiveConsole):
    """A statement that awaits runs as a task of the loop, any other between two rounds of it."""

    def __init__(self, names, loop):
        super().__init__(names)
        self.compile.compiler.flags |= ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
        self.loop = loop
        self.task = None
        self.interrupted = False
        self.end = None  # the SystemExit that a statement raised

    def runcode(self, code):
        self.interrupted = False
        outcome = concurrent.futures.Future()
        self.loop.call_soon_threadsafe(self._step, types.FunctionType(code, self.locals), outcome)
        try:
            return outcome.result()
        except SystemExit:
            raise
        except BaseException:
            if self.interrupted:
                self.write("\nKeyboardInterrupt\n")
            else:
                self.showtraceback()

    def _step(self, statement, outcome):
        """In the loop's thread."""
        try:
            value = statement()
        except BaseException as e:
            self.interrupted = isinstance(e, KeyboardInterrupt)
            outcome.set_exception(e)
            return
        if inspect.iscoroutine(value):
            self.task = self.loop.create_task(value)
            asyncio.futures._chain_future(self.task, outcome)
        else:
            outcome.set_result(value)

    def interrupt(self):
        """Ctrl-C while the loop ran."""
        if self.task is not None and not self.task.done():
            self.interrupted = True
            self.task.cancel()

    def session(self):
        """In the console's thread: until the input ends or a statement raises SystemExit."""
        banner = (f'asyncio REPL {sys.version} on {sys.platform}\nUse "await" directly instead of "asyncio.run()".\n'
                  'Type "help", "copyright", "credits" or "license" for more information.\n'
                  f'{getattr(sys, "ps1", ">>> ")}import asyncio')
        try:
            self.interact(banner, 'exiting asyncio REPL...')
        except SystemExit as e:
            self.end = e
        finally:
            warnings.filterwarnings('ignore', 'coroutine .* was never awaited', RuntimeWarning)
            self.loop.call_soon_threadsafe(self.loop.stop)


def main():
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    own = {name: value for name, value in globals().items() if name.startswith('__') and name != '__doc__'}
    console = AwaitingConsole({**own, 'asyncio': asyncio}, loop)
    try:
        import readline  # input() edits its line with it
    except ImportError:
        pass
    threading.Thread(target=console.session, daemon=True).start()
    stopped = False
    while not stopped:
        try:
            loop.run_forever()
            stopped = True
        except KeyboardInterrupt:
            console.interrupt()
    if console.end is not None:
        raise console.end


if __name__ == '__main__':
    main()
