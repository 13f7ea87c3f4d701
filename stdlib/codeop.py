"""Is a piece of source text a whole statement, or does it go on?"""
import __future__
import warnings

PyCF_DONT_IMPLY_DEDENT, PyCF_ALLOW_INCOMPLETE_INPUT = 0x200, 0x4000

__all__ = ["compile_command", "Compile", "CommandCompiler"]


_features = [getattr(__future__, name) for name in __future__.all_feature_names]


def _maybe_compile(compiler, source, filename, symbol):
    lines = (line.strip() for line in source.split("\n"))
    if symbol != "eval" and all(not line or line.startswith("#") for line in lines):
        source = "pass"
    with warnings.catch_warnings():  # the last compilation gives them, once
        warnings.simplefilter("ignore", (SyntaxWarning, DeprecationWarning))
        if _is_incomplete(compiler, source, filename, symbol):
            return None
    return compiler(source, filename, symbol)


def _is_incomplete(compiler, source, filename, symbol):
    try:
        compiler(source, filename, symbol)
    except SyntaxError:
        try:
            compiler(source + "\n", filename, symbol)
            return True
        except SyntaxError as e:
            return "incomplete input" in str(e)
    return False


class Compile:
    """compile() that goes on with the __future__ features of what it compiled before."""

    def __init__(self):
        self.flags = PyCF_DONT_IMPLY_DEDENT | PyCF_ALLOW_INCOMPLETE_INPUT

    def __call__(self, source, filename, symbol):
        code = compile(source, filename, symbol, self.flags, True)
        for feature in _features:
            self.flags |= code.co_flags & feature.compiler_flag
        return code


class CommandCompiler:
    """compile_command() as an object that remembers __future__ features."""

    def __init__(self):
        self.compiler = Compile()

    def __call__(self, source, filename="<input>", symbol="single"):
        return _maybe_compile(self.compiler, source, filename, symbol)


def compile_command(source, filename="<input>", symbol="single"):
    """A code object; None if the text is incomplete; SyntaxError if it is wrong."""
    return _maybe_compile(Compile(), source, filename, symbol)
