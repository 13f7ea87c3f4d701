"""sysconfig: schemes and paths that do not depend on the installation."""
import io
import sysconfig

print(sysconfig.get_path_names(), sysconfig.get_python_version())
given = {name: f'<{name}>' for name in ('base', 'platbase', 'installed_base', 'installed_platbase', 'userbase')}
given |= {'platlibdir': 'lib', 'abiflags': ''}
for scheme in 'posix_prefix', 'posix_home', 'posix_user', 'venv':
    print(scheme, sorted(sysconfig.get_paths(scheme, given).items()))
print(sysconfig.get_path('purelib', 'posix_user', {'userbase': '/u'}))
print(sysconfig.get_path('scripts', 'posix_prefix', expand=False))
for bad in lambda: sysconfig.get_path('nothing'), lambda: sysconfig.get_paths('nothing'), \
        lambda: sysconfig.get_preferred_scheme('nothing'):
    try:
        bad()
    except KeyError as e:
        print('KeyError', e)
print(sysconfig.get_config_vars('py_version_short', 'no such thing'))
print(sysconfig.parse_config_h(io.StringIO('#define A 1\n#define B "x"\n/* #undef C */\nint x;\n')))
