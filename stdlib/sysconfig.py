"""sysconfig: where a Python installation keeps its files, and the settings it was built with.

Kukri carries its library inside the binary and compiles no extension modules, so there is no makefile and no
pyconfig.h to read: the variables are the paths and versions only.
"""
import os
import re
import sys

__all__ = ['get_config_h_filename', 'get_config_var', 'get_config_vars', 'get_default_scheme', 'get_makefile_filename',
           'get_path', 'get_path_names', 'get_paths', 'get_platform', 'get_preferred_scheme', 'get_python_version',
           'get_scheme_names', 'parse_config_h']


def _scheme(libraries, packages, headers, scripts, data):
    """A scheme from pairs (independent of the platform, dependent on it) of folders."""
    platform_headers = {'platinclude': headers[1]} if headers[1] else {}
    return {'stdlib': libraries[0], 'platstdlib': libraries[1], 'purelib': packages[0], 'platlib': packages[1],
            'include': headers[0], **platform_headers, 'scripts': scripts, 'data': data}


def _prefix_scheme():
    version = 'python{py_version_short}'
    return _scheme((f'{{installed_base}}/{{platlibdir}}/{version}', f'{{platbase}}/{{platlibdir}}/{version}'),
                   (f'{{base}}/lib/{version}/site-packages', f'{{platbase}}/{{platlibdir}}/{version}/site-packages'),
                   (f'{{installed_base}}/include/{version}{{abiflags}}',
                    f'{{installed_platbase}}/include/{version}{{abiflags}}'), '{base}/bin', '{base}')


def _user_scheme():
    version = 'python{py_version_short}'
    packages = f'{{userbase}}/lib/{version}/site-packages'
    return _scheme((f'{{userbase}}/{{platlibdir}}/{version}',) * 2, (packages, packages),
                   (f'{{userbase}}/include/{version}', None), '{userbase}/bin', '{userbase}')


def _home_scheme():
    library, headers = '{base}/lib/python', '{installed_base}/include/python'
    return _scheme(('{installed_base}/lib/python', library), (library, library), (headers, headers), '{base}/bin',
                   '{base}')


_SCHEMES = {'posix_prefix': _prefix_scheme(), 'posix_home': _home_scheme(), 'posix_user': _user_scheme(),
            'venv': _prefix_scheme()}

_PATH_NAMES = ('stdlib', 'platstdlib', 'purelib', 'platlib', 'include', 'scripts', 'data')
_vars = None


def get_scheme_names():
    return tuple(sorted(_SCHEMES))


def get_path_names():
    return _PATH_NAMES


def get_preferred_scheme(key):
    if key == 'prefix' and sys.prefix != sys.base_prefix:
        return 'venv'
    schemes = {'prefix': 'posix_prefix', 'home': 'posix_home', 'user': 'posix_user'}
    scheme = schemes[key]
    if scheme not in _SCHEMES:
        raise ValueError(f"{key!r} returned {scheme!r}, which is not a valid scheme on this platform")
    return scheme


def get_default_scheme():
    return get_preferred_scheme('prefix')


def _user_base():
    base = os.environ.get('PYTHONUSERBASE')
    return base or os.path.join(os.path.expanduser('~'), '.local')


def _make_vars():
    prefix = os.path.normpath(sys.prefix)
    exec_prefix = os.path.normpath(sys.exec_prefix)
    major, minor = sys.version_info[:2]
    short = f'{major}.{minor}'
    return {
        'prefix': prefix,
        'exec_prefix': exec_prefix,
        'py_version': f'{short}.{sys.version_info[2]}',
        'py_version_short': short,
        'py_version_nodot': f'{major}{minor}',
        'installed_base': os.path.normpath(sys.base_prefix),
        'base': prefix,
        'installed_platbase': os.path.normpath(sys.base_exec_prefix),
        'platbase': exec_prefix,
        'projectbase': os.path.dirname(os.path.abspath(sys.executable)) if sys.executable else os.getcwd(),
        'platlibdir': getattr(sys, 'platlibdir', 'lib'),
        'abiflags': getattr(sys, 'abiflags', ''),
        'userbase': _user_base(),
        'srcdir': prefix,
        'EXE': '',
        'EXT_SUFFIX': None,
        'SOABI': None,
        'LIBDIR': f'{prefix}/lib',
        'BINDIR': f'{prefix}/bin',
        'VERSION': short,
        'LDVERSION': short,
        'Py_DEBUG': 0,
        'Py_ENABLE_SHARED': 0,
        'WITH_DOC_STRINGS': 1,
    }


def get_config_vars(*args):
    """All variables as a dictionary, or the list of the named ones."""
    global _vars
    if _vars is None:
        _vars = _make_vars()
    return [_vars.get(name) for name in args] if args else _vars


def get_config_var(name):
    return get_config_vars().get(name)


def _expand(text, variables):
    try:
        return text.format(**variables)
    except KeyError as e:
        raise AttributeError(f'{e}') from None


def get_paths(scheme=None, vars=None, expand=True):
    scheme = _SCHEMES[get_default_scheme() if scheme is None else scheme]
    if not expand:
        return scheme
    variables = dict(get_config_vars())
    variables.update(vars or {})
    return {key: os.path.normpath(_expand(value, variables)) for key, value in scheme.items()}


def get_path(name, scheme=None, vars=None, expand=True):
    return get_paths(scheme, vars, expand)[name]


def get_python_version():
    return '%d.%d' % sys.version_info[:2]


def get_platform():
    """Name of the platform such as linux-x86_64."""
    if os.name != 'posix' or not hasattr(os, 'uname'):
        return sys.platform
    system, _, release, version, machine = os.uname()
    system = system.lower().replace('/', '')
    machine = machine.replace(' ', '_').replace('/', '-')
    if system[:5] == 'linux':
        return f'{system}-{machine}'
    return f'{system}-{release}-{machine}'


def is_python_build(check_home=None):
    return False


def get_makefile_filename():
    return os.path.join(get_path('stdlib'), f'config-{get_python_version()}', 'Makefile')


def get_config_h_filename():
    return os.path.join(get_path('platinclude', 'posix_prefix'), 'pyconfig.h')


def parse_config_h(fp, vars=None):
    """The #define lines of a config.h file as a dictionary: integers where they are, else text."""
    found = {} if vars is None else vars
    define = re.compile(r'#define ([A-Z][A-Za-z0-9_]+) (.*)\n')
    undef = re.compile(r'/[*] #undef ([A-Z][A-Za-z0-9_]+) [*]/\n')
    for line in fp:
        if m := define.match(line):
            name, value = m.groups()
            try:
                value = int(value)
            except ValueError:
                pass
            found[name] = value
        elif m := undef.match(line):
            found[m[1]] = 0
    return found


def _main():
    print(f'Platform: "{get_platform()}"')
    print(f'Python version: "{get_python_version()}"')
    print(f'Current installation scheme: "{get_default_scheme()}"')
    for title, data in ('Paths', get_paths()), ('Variables', get_config_vars()):
        print(f'\n{title}:')
        for key, value in sorted(data.items()):
            print(f'\t{key} = "{value}"')


if __name__ == '__main__':
    _main()
