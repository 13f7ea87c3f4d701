"""Where packages are installed: for all users below the prefixes, for one user below a folder of theirs."""
import os
import sys

PREFIXES = [sys.prefix, sys.exec_prefix]
ENABLE_USER_SITE = not sys.flags.no_user_site
USER_BASE = None
USER_SITE = None


def getuserbase():
    """The folder below which one user's packages are."""
    global USER_BASE
    if USER_BASE is None:
        USER_BASE = os.environ.get('PYTHONUSERBASE') or os.path.join(os.path.expanduser('~'), '.local')
    return USER_BASE


def _packages(prefix):
    return os.path.join(prefix, 'lib', 'python%d.%d' % sys.version_info[:2], 'site-packages')


def getusersitepackages():
    """The folder with one user's packages."""
    global USER_SITE
    if USER_SITE is None:
        USER_SITE = _packages(getuserbase())
    return USER_SITE


def getsitepackages(prefixes=None):
    """The folders with the packages of all users."""
    prefixes = PREFIXES if prefixes is None else prefixes
    return [_packages(prefix) for prefix in dict.fromkeys(prefixes) if prefix]


def addsitedir(sitedir, known_paths=None):
    """Puts a folder on sys.path, and those that the .pth files in it name."""
    sitedir = os.path.abspath(sitedir)
    known = {os.path.abspath(p) for p in sys.path} if known_paths is None else known_paths
    _add(sitedir, known)
    try:
        names = sorted(n for n in os.listdir(sitedir) if n.endswith('.pth') and not n.startswith('.'))
    except OSError:
        return known_paths
    for name in names:
        _read(sitedir, os.path.join(sitedir, name), known)
    return known_paths


def _add(folder, known):
    if folder not in known:
        sys.path.append(folder)
        known.add(folder)


def _read(sitedir, path, known):
    """Lines of a .pth file are folders, comments, or imports to run."""
    with open(path, encoding='utf-8') as f:
        lines = f.read().splitlines()
    for line in lines:
        if line.startswith(('import ', 'import\t')):
            exec(line)
        elif line.strip() and not line.startswith('#'):
            folder = os.path.abspath(os.path.join(sitedir, line.rstrip()))
            if os.path.exists(folder):
                _add(folder, known)


def _register_readline():
    """Sets Tab to complete names where there is a readline module; the prompt of Kukri itself does it in any case."""
    try:
        import readline
        import rlcompleter  # sets the completer
    except ImportError:
        return
    readline.parse_and_bind('tab: complete')


def enablerlcompleter():
    """Gives the prompt its sys.__interactivehook__."""
    def register_readline():
        _register_readline()

    sys.__interactivehook__ = register_readline


def main():
    """What the start of the interpreter does is done already; only the two names are filled in."""
    getusersitepackages()
    if not sys.flags.isolated:
        enablerlcompleter()


def _script():
    """python -m site"""
    options = {'--user-base': getuserbase(), '--user-site': getusersitepackages()}
    asked = sys.argv[1:]
    if any(a not in options for a in asked):
        print(f'{sys.argv[0]} [--user-base] [--user-site]')
        sys.exit(10)
    if asked:
        print(os.pathsep.join(options[o] for o in options if o in asked))
        sys.exit(0 if ENABLE_USER_SITE else 1)
    print('sys.path = [')
    for folder in sys.path:
        print(f'    {folder!r},')
    print(']')
    for name, folder in (('USER_BASE', getuserbase()), ('USER_SITE', getusersitepackages())):
        state = 'exists' if os.path.isdir(folder) else "doesn't exist"
        print(f'{name}: {folder!r} ({state})')
    print(f'ENABLE_USER_SITE: {ENABLE_USER_SITE!r}')


if not sys.flags.no_site:
    main()
if __name__ == '__main__':
    _script()
