"""Compiles all source files of folders to bytecode files: compile_dir, compile_file, compile_path, or as a program."""
import functools
import importlib.util
import os
import sys

import py_compile

__all__ = ['compile_dir', 'compile_file', 'compile_path']


def _sources(folder, levels, quiet):
    """The paths in a folder and those below it, sorted within each."""
    if quiet < 2 and isinstance(folder, os.PathLike):
        folder = os.fspath(folder)
    if not quiet:
        print(f'Listing {folder!r}...')
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        if quiet < 2:
            print(f"Can't list {folder!r}")
        names = []
    for name in names:
        path = os.path.join(folder, name)
        if name == '__pycache__':
            continue
        if not os.path.isdir(path):
            yield path
        elif levels > 0 and name not in (os.curdir, os.pardir) and not os.path.islink(path):
            yield from _sources(path, levels - 1, quiet)


def compile_dir(dir, maxlevels=None, ddir=None, force=False, rx=None, quiet=0, legacy=False, optimize=-1, workers=1,
                invalidation_mode=None, *, stripdir=None, prependdir=None, limit_sl_dest=None, hardlink_dupes=False):
    """Compile the files of a folder and of those below it; false if one of them failed."""
    if ddir is not None and (stripdir is not None or prependdir is not None):
        raise ValueError("Destination dir (ddir) cannot be used in combination with stripdir or prependdir")
    if ddir is not None:
        stripdir, prependdir = dir, ddir
    if workers < 0:
        raise ValueError('workers must be greater or equal to 0')
    levels = sys.getrecursionlimit() if maxlevels is None else maxlevels
    one = functools.partial(compile_file, ddir=None, force=force, rx=rx, quiet=quiet, legacy=legacy, optimize=optimize,
                            invalidation_mode=invalidation_mode, stripdir=stripdir, prependdir=prependdir,
                            limit_sl_dest=limit_sl_dest, hardlink_dupes=hardlink_dupes)
    paths = _sources(dir, levels, quiet)
    if workers != 1:
        from concurrent.futures import ProcessPoolExecutor
        with ProcessPoolExecutor(max_workers=workers or None) as pool:
            return min(pool.map(one, paths, chunksize=4), default=True)
    success = True
    for path in paths:
        if not one(path):
            success = False
    return success


def _name_in_code(path, ddir, stripdir, prependdir):
    """What the code object says it is from; None: path itself."""
    if ddir is not None:
        return os.path.join(ddir, os.path.basename(path))
    name = None
    if stripdir is not None:
        parts, strip = path.split(os.path.sep), stripdir.split(os.path.sep)
        same = 0
        while same < min(len(parts), len(strip)) and parts[same] == strip[same]:
            same += 1
        name = os.path.join(*parts[same:])
    if prependdir is not None:
        name = os.path.join(prependdir, path if name is None else name)
    return name


def _targets(path, legacy, levels):
    """{optimization level: bytecode path}"""
    if legacy:
        return {level: path + 'c' for level in levels}
    return {level: importlib.util.cache_from_source(path, optimization=level or '') if level >= 0
            else importlib.util.cache_from_source(path) for level in levels}


def _is_current(path, target):
    """Whether the bytecode file was made by this interpreter from that source."""
    try:
        head = importlib.util.MAGIC_NUMBER + bytes(4) + (int(os.stat(path).st_mtime) & 0xFFFFFFFF).to_bytes(4, 'little')
        with open(target, 'rb') as f:
            return f.read(12) == head
    except OSError:
        return False


def _same_contents(a, b):
    with open(a, 'rb') as f, open(b, 'rb') as g:
        return f.read() == g.read()


def _tell_failure(path, message, quiet):
    if quiet >= 2:
        return
    if quiet:
        print(f'*** Error compiling {path!r}...')
    else:
        print('*** ', end='')
    print(message)


def compile_file(fullname, ddir=None, force=False, rx=None, quiet=0, legacy=False, optimize=-1, invalidation_mode=None, *,
                 stripdir=None, prependdir=None, limit_sl_dest=None, hardlink_dupes=False):
    """Compile one file; false if that failed. What is no source file is passed over."""
    if ddir is not None and (stripdir is not None or prependdir is not None):
        raise ValueError("Destination dir (ddir) cannot be used in combination with stripdir or prependdir")
    path = os.fspath(fullname)
    levels = sorted({optimize} if isinstance(optimize, int) else set(optimize))
    if hardlink_dupes and len(levels) < 2:
        raise ValueError("Hardlinking of duplicated bytecode makes sense only for more than one optimization level")
    if rx is not None and rx.search(path):
        return True
    if limit_sl_dest is not None and os.path.islink(path):
        if os.path.commonpath([os.path.realpath(limit_sl_dest), os.path.realpath(path)]) != os.path.realpath(limit_sl_dest):
            return True
    if not os.path.isfile(path) or not path.endswith('.py'):
        return True
    targets = _targets(path, legacy, levels)
    if not force and all(_is_current(path, target) for target in targets.values()):
        return True
    if not quiet:
        print(f'Compiling {path!r}...')
    name, success, before = _name_in_code(path, ddir, stripdir, prependdir), True, None
    for level, target in targets.items():
        try:
            made = py_compile.compile(path, target, name, True, optimize=level, invalidation_mode=invalidation_mode)
        except py_compile.PyCompileError as e:
            _tell_failure(path, e.msg, quiet)
            success = False
        except (SyntaxError, UnicodeError, OSError) as e:
            _tell_failure(path, f'{e.__class__.__name__}: {e}', quiet)
            success = False
        else:
            if made == 0:
                success = False
            elif hardlink_dupes and before is not None and _same_contents(target, before):
                os.unlink(target)
                os.link(before, target)
            before = target
    return success


def compile_path(skip_curdir=1, maxlevels=0, force=False, quiet=0, legacy=False, optimize=-1, invalidation_mode=None):
    """Compile the files of the folders of sys.path."""
    success = True
    for folder in sys.path:
        if (not folder or folder == os.curdir) and skip_curdir:
            if quiet < 2:
                print('Skipping current directory')
        elif os.path.isdir(folder):
            success = success and compile_dir(folder, maxlevels, None, force, quiet=quiet, legacy=legacy, optimize=optimize,
                                              invalidation_mode=invalidation_mode)
    return success


def _arguments():
    import argparse
    parser = argparse.ArgumentParser(description='Utilities to support installing Python libraries.')
    add = parser.add_argument
    add('-l', action='store_const', const=0, default=None, dest='maxlevels', help="don't recurse into subdirectories")
    add('-r', type=int, dest='recursion', help='control the maximum recursion level')
    add('-f', action='store_true', dest='force', help='force rebuild even if timestamps are up to date')
    add('-q', action='count', dest='quiet', default=0, help='output only error messages; -qq will suppress those as well')
    add('-b', action='store_true', dest='legacy', help='use legacy (pre-PEP3147) compiled file locations')
    add('-d', metavar='DESTDIR', dest='ddir', default=None, help='directory to prepend to file paths in tracebacks')
    add('-s', metavar='STRIPDIR', dest='stripdir', default=None, help='part of the path to leave out in tracebacks')
    add('-p', metavar='PREPENDDIR', dest='prependdir', default=None, help='path to put before those in tracebacks')
    add('-x', metavar='REGEXP', dest='rx', default=None, help='skip files matching the regular expression')
    add('-i', metavar='FILE', dest='flist', help="add the names in FILE, '-' for standard input, to those given")
    add('compile_dest', metavar='FILE|DIR', nargs='*', help='files and folders to compile; none: those of sys.path')
    add('-j', '--workers', default=1, type=int, help='run compileall concurrently')
    add('--invalidation-mode', choices=sorted(m.name.lower().replace('_', '-') for m in py_compile.PycInvalidationMode),
        help='how bytecode files are told to be out of date')
    add('-o', action='append', type=int, dest='levels', help='optimization levels to run compilation with')
    add('-e', metavar='DIR', dest='limit_sl_dest', help='ignore symlinks pointing outside of the DIR')
    add('--hardlink-dupes', action='store_true', dest='hardlink_dupes', help='hardlink duplicated bytecode files')
    return parser, parser.parse_args()


def _named_in(file):
    if file == '-':
        return [line.strip() for line in sys.stdin]
    with open(file, encoding='utf-8') as f:
        return [line.strip() for line in f]


def main():
    """The program: true if all went well."""
    parser, args = _arguments()
    if args.ddir is not None and (args.stripdir is not None or args.prependdir is not None):
        parser.error('-d cannot be used in combination with -s or -p')
    rx = None
    if args.rx:
        import re
        rx = re.compile(args.rx)
    levels = args.levels or [-1]
    if len(levels) == 1 and args.hardlink_dupes:
        parser.error('Hardlinking of duplicated bytecode makes sense only for more than one optimization level.')
    mode = args.invalidation_mode and py_compile.PycInvalidationMode[args.invalidation_mode.replace('-', '_').upper()]
    names = list(args.compile_dest)
    if args.flist:
        try:
            names += _named_in(args.flist)
        except OSError:
            if args.quiet < 2:
                print(f'Error reading file list {args.flist}')
            return False
    common = {'ddir': args.ddir, 'force': args.force, 'rx': rx, 'quiet': args.quiet, 'legacy': args.legacy,
              'optimize': levels, 'invalidation_mode': mode, 'stripdir': args.stripdir, 'prependdir': args.prependdir,
              'limit_sl_dest': args.limit_sl_dest, 'hardlink_dupes': args.hardlink_dupes}
    if not names:
        return compile_path(legacy=args.legacy, force=args.force, quiet=args.quiet, invalidation_mode=mode)
    deep = args.recursion if args.recursion is not None else args.maxlevels
    success = True
    try:
        for name in names:
            done = (compile_file(name, **common) if os.path.isfile(name)
                    else compile_dir(name, deep, workers=args.workers, **common))
            success = success and done
    except KeyboardInterrupt:
        if args.quiet < 2:
            print('\n[interrupted]')
        return False
    return success


if __name__ == '__main__':
    sys.exit(int(not main()))
