"""Checks that source files compile.

Kukri keeps no bytecode in files, so that nothing is written: asking for the file is a NotImplementedError.
"""
import builtins
import enum
import os
import sys
import traceback

__all__ = ['compile', 'main', 'PyCompileError', 'PycInvalidationMode']


class PyCompileError(Exception):
    """A file does not compile: exc_type_name, exc_value, file, and msg, the text to show."""

    def __init__(self, exc_type, exc_value, file, msg=''):
        name = exc_type.__name__
        if exc_type is SyntaxError:
            text = ''.join(traceback.format_exception_only(exc_type, exc_value))
            message = text.replace('File "<string>"', f'File "{file}"')
        else:
            message = f'Sorry: {name}: {exc_value}'
        super().__init__(msg or message, name, exc_value, file)
        self.exc_type_name = name
        self.exc_value = exc_value
        self.file = file
        self.msg = msg or message

    def __str__(self):
        return self.msg


class PycInvalidationMode(enum.Enum):
    TIMESTAMP = 1
    CHECKED_HASH = 2
    UNCHECKED_HASH = 3


def _check(file, name, optimize):
    with open(file, 'rb') as f:
        source = f.read()
    try:
        builtins.compile(source, name, 'exec', dont_inherit=True, optimize=optimize)
    except Exception as e:
        raise PyCompileError(e.__class__, e, name) from e


def compile(file, cfile=None, dfile=None, doraise=False, optimize=-1, invalidation_mode=None, quiet=0):
    """Compile a file; what does not compile is raised as PyCompileError or, without doraise, told."""
    try:
        _check(file, dfile or file, optimize)
    except PyCompileError as e:
        if quiet < 2:
            if doraise:
                raise
            sys.stderr.write(e.msg + '\n')
        return None
    raise NotImplementedError(f'py_compile.compile: Kukri writes no bytecode files ({os.fspath(file)})')


def main():
    """Check the files named on the command line, or on standard input for '-'."""
    import argparse
    parser = argparse.ArgumentParser(description='A simple command-line interface for py_compile module.')
    parser.add_argument('-q', '--quiet', action='store_true', help='Suppress error output')
    parser.add_argument('filenames', nargs='+', help='Files to compile')
    args = parser.parse_args()
    names = [line.rstrip('\n') for line in sys.stdin] if args.filenames == ['-'] else args.filenames
    for name in names:
        try:
            _check(name, name, -1)
        except PyCompileError as e:
            if args.quiet:
                sys.exit(1)
            sys.exit(e.msg)
        except OSError as e:
            if args.quiet:
                sys.exit(1)
            sys.exit(str(e))


if __name__ == '__main__':
    main()
