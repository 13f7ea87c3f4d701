"""The lines of the files named on the command line, or of standard input: for line in fileinput.input(): ..."""
import io
import os
import sys
from types import GenericAlias

__all__ = ["input", "close", "nextfile", "filename", "lineno", "filelineno", "fileno", "isfirstline", "isstdin",
           "FileInput", "hook_compressed", "hook_encoded"]

_state = None


def input(files=None, inplace=False, backup="", *, mode="r", openhook=None, encoding=None, errors=None):
    """A FileInput that the functions of the module work on."""
    global _state
    if _state and _state._file:
        raise RuntimeError("input() already active")
    _state = FileInput(files, inplace, backup, mode=mode, openhook=openhook, encoding=encoding, errors=errors)
    return _state


def close():
    """Close the sequence."""
    global _state
    state, _state = _state, None
    if state:
        state.close()


def _active():
    if not _state:
        raise RuntimeError("no active input()")
    return _state


def nextfile():
    """Go on with the next file."""
    return _active().nextfile()


def filename():
    """The name of the file being read, None before the first line."""
    return _active().filename()


def lineno():
    """The number of the line read last, counted over all files."""
    return _active().lineno()


def filelineno():
    """The number of the line in its file."""
    return _active().filelineno()


def fileno():
    """The descriptor of the file, -1 if none is open."""
    return _active().fileno()


def isfirstline():
    """Whether the line read last is the first of its file."""
    return _active().isfirstline()


def isstdin():
    """Whether the line came from standard input."""
    return _active().isstdin()


class FileInput:
    """FileInput([files[, inplace[, backup]]], *, mode='r', openhook=None): its lines by iteration.

    inplace: the file is moved to a backup, and what is printed goes into a new one of its name.
    """

    def __init__(self, files=None, inplace=False, backup="", *, mode="r", openhook=None, encoding=None, errors=None):
        if isinstance(files, str):
            files = (files,)
        elif isinstance(files, os.PathLike):
            files = (os.fspath(files),)
        else:
            files = sys.argv[1:] if files is None else files
            files = tuple(files) or ('-',)
        self._files = files
        self._inplace = inplace
        self._backup = backup
        self._savestdout = self._output = self._filename = self._file = self._backupfilename = None
        self._startlineno = self._filelineno = 0
        self._isstdin = False
        self._encoding = encoding
        self._errors = errors
        if sys.flags.warn_default_encoding and 'b' not in mode and encoding is None and openhook is None:
            import warnings
            warnings.warn("'encoding' argument not specified.", EncodingWarning, 2)
        if mode not in ('r', 'rb'):
            raise ValueError("FileInput opening mode must be 'r' or 'rb'")
        self._mode = mode
        self._write_mode = mode.replace('r', 'w')
        if openhook and inplace:
            raise ValueError("FileInput cannot use an opening hook in inplace mode")
        if openhook and not callable(openhook):
            raise ValueError("FileInput openhook must be callable")
        self._openhook = openhook

    def __iter__(self):
        return self

    def __next__(self):
        while not (line := self._readline()):
            if not self._file:  # none was left to be opened
                raise StopIteration
            self.nextfile()
        self._filelineno += 1
        return line

    def close(self):
        """Closes the file that is read; there will be no other."""
        try:
            self.nextfile()
        finally:
            self._files = ()

    def __enter__(self):
        return self

    def __exit__(self, *raised):
        self.close()

    def __del__(self):
        self.close()

    def nextfile(self):
        savestdout, self._savestdout = self._savestdout, None
        if savestdout:
            sys.stdout = savestdout
        output, self._output = self._output, None
        try:
            if output:
                output.close()
        finally:
            file, self._file = self._file, None
            self.__dict__.pop('_readline', None)
            try:
                if file and not self._isstdin:
                    file.close()
            finally:
                backup, self._backupfilename = self._backupfilename, None
                if backup and not self._backup:
                    try:
                        os.unlink(backup)
                    except OSError:
                        pass
                self._isstdin = False

    def readline(self):
        while True:
            line = self._readline()
            if line:
                self._filelineno += 1
                return line
            if not self._file:
                return line
            self.nextfile()

    def _readline(self):
        if not self._files:
            return b'' if 'b' in self._mode else ''
        self._filename = self._files[0]
        self._files = self._files[1:]
        self._startlineno = self.lineno()
        self._filelineno = 0
        self._file = None
        self._isstdin = False
        self._backupfilename = 0
        encoding = self._encoding if 'b' in self._mode else self._encoding or "locale"
        if self._filename == '-':
            self._filename = '<stdin>'
            self._file = getattr(sys.stdin, 'buffer', sys.stdin) if 'b' in self._mode else sys.stdin
            self._isstdin = True
        elif self._inplace:
            self._backupfilename = os.fspath(self._filename) + (self._backup or ".bak")
            try:
                os.unlink(self._backupfilename)
            except OSError:
                pass
            os.rename(self._filename, self._backupfilename)
            self._file = open(self._backupfilename, self._mode, encoding=encoding, errors=self._errors)
            try:
                perm = os.fstat(self._file.fileno()).st_mode
            except OSError:
                self._output = open(self._filename, self._write_mode, encoding=encoding, errors=self._errors)
            else:
                fd = os.open(self._filename, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, perm)
                self._output = os.fdopen(fd, self._write_mode, encoding=encoding, errors=self._errors)
                try:
                    os.chmod(self._filename, perm)
                except OSError:
                    pass
            self._savestdout = sys.stdout
            sys.stdout = self._output
        elif self._openhook:
            self._file = (self._openhook(self._filename, self._mode) if self._encoding is None else
                          self._openhook(self._filename, self._mode, encoding=self._encoding, errors=self._errors))
        else:
            self._file = open(self._filename, self._mode, encoding=encoding, errors=self._errors)
        self._readline = self._file.readline
        return self._readline()

    def filename(self):
        return self._filename

    def lineno(self):
        return self._startlineno + self._filelineno

    def filelineno(self):
        return self._filelineno

    def fileno(self):
        if not self._file:
            return -1
        try:
            return self._file.fileno()
        except ValueError:
            return -1

    @property
    def mode(self):
        return self._mode

    def isfirstline(self):
        return self._filelineno == 1

    def isstdin(self):
        return self._isstdin

    __class_getitem__ = classmethod(GenericAlias)


def hook_compressed(filename, mode, *, encoding=None, errors=None):
    """An opening hook: files that end in .gz are unpacked."""
    binary = "b" in mode
    encoding = "locale" if encoding is None and not binary else encoding
    suffix = os.path.splitext(filename)[1]
    packers = {'.gz': ('gzip', 'open'), '.bz2': ('bz2', 'BZ2File')}
    if suffix not in packers:
        return open(filename, mode, encoding=encoding, errors=errors)
    module, opener = packers[suffix]
    packed = getattr(__import__(module), opener)(filename, mode)
    return packed if binary else io.TextIOWrapper(packed, encoding=encoding, errors=errors)


def hook_encoded(encoding, errors=None):
    """An opening hook for files in an encoding."""
    def openhook(filename, mode):
        return open(filename, mode, encoding=encoding, errors=errors)
    return openhook
