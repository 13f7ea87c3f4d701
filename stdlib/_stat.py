"""_stat: the functions and constants of stat that are native elsewhere."""
import stat as _module

globals().update({name: value for name, value in vars(_module).items() if not name.startswith('_')})
