"""Is a piece of source text a whole statement, or does it go on?"""

__all__ = ["compile_command", "Compile", "CommandCompiler"]

_DONT_IMPLY_DEDENT = 0x200
_ALLOW_INCOMPLETE = 0x4000


def _maybe_compile(compiler, source, filename, symbol):
    for line in source.split("\n"):
        line = line.strip()
        if line and line[0] != '#':
            break
    else:
        if symbol != "eval":
            source = "pass"
    try:
        compiler(source, filename, symbol, _ALLOW_INCOMPLETE)
    except SyntaxError:
        try:
            compiler(source + "\n", filename, symbol, _ALLOW_INCOMPLETE)
            return None
        except SyntaxError as e:
            if "incomplete input" in str(e):
                return None
    return compiler(source, filename, symbol, 0)


class Compile:
    """compile() that remembers nothing but its flags."""

    def __init__(self):
        self.flags = _DONT_IMPLY_DEDENT

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
