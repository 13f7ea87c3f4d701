"""Compiles source files to bytecode files."""
import builtins
import enum
import importlib.util
import os
import sys
import traceback

import _frozen_importlib_external as _external

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
    """(code object, source) of a file."""
    with open(file, 'rb') as f:
        source = f.read()
    try:
        return builtins.compile(source, name, 'exec', dont_inherit=True, optimize=optimize), source
    except Exception as e:
        raise PyCompileError(e.__class__, e, name) from e


def _default_mode():
    return PycInvalidationMode.CHECKED_HASH if os.environ.get('SOURCE_DATE_EPOCH') else PycInvalidationMode.TIMESTAMP


def _target(file, optimize):
    """Where the bytecode of a source file goes."""
    if optimize < 0:
        return importlib.util.cache_from_source(file)
    return importlib.util.cache_from_source(file, optimization=optimize or '')


def _refuse_odd_target(path):
    for odd, what in ((os.path.islink, 'a symlink'), (lambda p: os.path.exists(p) and not os.path.isfile(p),
                                                     'a non-regular file')):
        if odd(path):
            raise FileExistsError(f'{path} is {what} and will be changed into a regular one if import writes a byte-compiled '
                                  'file to it')


def _write(path, data, like):
    """The whole file or none, with the rights of the source and leave to write."""
    folder = os.path.dirname(path)
    if folder:
        os.makedirs(folder, exist_ok=True)
    mode = os.stat(like).st_mode & 0o666 | 0o200
    part = f'{path}.{id(path)}'
    try:
        with open(part, 'wb', opener=lambda name, flags: os.open(name, flags | os.O_EXCL, mode)) as f:
            f.write(data)
        os.replace(part, path)
    except OSError:
        try:
            os.unlink(part)
        except OSError:
            pass
        raise


def compile(file, cfile=None, dfile=None, doraise=False, optimize=-1, invalidation_mode=None, quiet=0):
    """Compile a file to cfile and give its path; what does not compile is raised or, without doraise, told."""
    mode = _default_mode() if invalidation_mode is None else invalidation_mode
    cfile = _target(file, optimize) if cfile is None else cfile
    _refuse_odd_target(cfile)
    try:
        code, source = _check(file, dfile or file, optimize)
    except PyCompileError as e:
        if quiet < 2:
            if doraise:
                raise
            sys.stderr.write(e.msg + '\n')
        return None
    if mode == PycInvalidationMode.TIMESTAMP:
        st = os.stat(file)
        data = _external._code_to_timestamp_pyc(code, st.st_mtime, st.st_size)
    else:
        data = _external._code_to_hash_pyc(code, importlib.util.source_hash(source),
                                           mode == PycInvalidationMode.CHECKED_HASH)
    _write(cfile, data, file)
    return cfile


def main():
    """Compile the files named on the command line, or on standard input for '-'."""
    import argparse
    parser = argparse.ArgumentParser(description='A simple command-line interface for py_compile module.')
    parser.add_argument('-q', '--quiet', action='store_true', help='Suppress error output')
    parser.add_argument('filenames', nargs='+', help='Files to compile')
    args = parser.parse_args()
    names = [line.rstrip('\n') for line in sys.stdin] if args.filenames == ['-'] else args.filenames
    for name in names:
        try:
            compile(name, doraise=True)
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
