"""Is a piece of source text a whole statement, or does it go on?"""
import warnings

PyCF_DONT_IMPLY_DEDENT, PyCF_ALLOW_INCOMPLETE_INPUT = 0x200, 0x4000

__all__ = ["compile_command", "Compile", "CommandCompiler"]


def _maybe_compile(compiler, source, filename, symbol):
    lines = (line.strip() for line in source.split("\n"))
    if symbol != "eval" and all(not line or line.startswith("#") for line in lines):
        source = "pass"
    with warnings.catch_warnings():  # the last compilation gives them, once
        warnings.simplefilter("ignore", (SyntaxWarning, DeprecationWarning))
        if _is_incomplete(compiler, source, filename, symbol):
            return None
    return compiler(source, filename, symbol, 0)


def _is_incomplete(compiler, source, filename, symbol):
    try:
        compiler(source, filename, symbol, PyCF_ALLOW_INCOMPLETE_INPUT)
    except SyntaxError:
        try:
            compiler(source + "\n", filename, symbol, PyCF_ALLOW_INCOMPLETE_INPUT)
            return True
        except SyntaxError as e:
            return "incomplete input" in str(e)
    return False


class Compile:
    """compile() that remembers nothing but its flags."""

    def __init__(self):
        self.flags = PyCF_DONT_IMPLY_DEDENT

    def __call__(self, source, filename, symbol, extra=0):
        return compile(source, filename, symbol, self.flags | extra, True)


class CommandCompiler:
    """compile_command() as an object."""

    def __init__(self):
        self.compiler = Compile()

    def __call__(self, source, filename="<input>", symbol="single"):
        return _maybe_compile(self.compiler, source, filename, symbol)


def compile_command(source, filename="<input>", symbol="single"):
    """A code object; None if the text is incomplete; SyntaxError if it is wrong."""
    return _maybe_compile(Compile(), source, filename, symbol)
