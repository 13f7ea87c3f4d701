import io
import sysconfig

print(sysconfig.get_python_version(), sysconfig.is_python_build())
print(sysconfig.get_path_names())
print(sysconfig.get_paths('posix_prefix', expand=False))
print(sysconfig.get_path('scripts', 'posix_prefix', {'base': '/opt/x'}))
print(sysconfig.get_path('purelib', 'posix_user', {'userbase': '/home/u/.local'}))
print(sysconfig.get_config_var('py_version_nodot'), sysconfig.get_config_var('no such variable'))
print(sysconfig.get_config_vars('py_version_short', 'nothing'))
print(sysconfig.get_preferred_scheme('user'), sysconfig.get_preferred_scheme('home'))
for call in (lambda: sysconfig.get_path('nowhere'), lambda: sysconfig.get_paths('noscheme'),
             lambda: sysconfig.get_path('data', 'posix_user', {'userbase': '{nothing}'})):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)
text = '#define HAVE_A 1\n#define NAME "abc"\n/* #undef HAVE_B */\n#define lower 1\n'
print(sysconfig.parse_config_h(io.StringIO(text)))
print(sysconfig.parse_config_h(io.StringIO(text), {'X': 2}))
