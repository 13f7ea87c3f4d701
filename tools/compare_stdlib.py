"""compare_stdlib.py [-p PYTHON] [-k KUKRI] [-s] [MODULE...]: the library's names and signatures against CPython's.

This file runs itself under both interpreters (--describe MODULE), which print what they find in a module: its
`__all__`, its public names, and of each its kind, its value if it is a constant, its signature, whether it has a
docstring; of a class also the names of its public bases and the same of its methods. The differences go to standard
output, one a line; with -s only their number by module. Names that are modules a module happens to import, and
private names, are not looked at.
"""
import argparse
import json
import subprocess
import sys

PLATFORM_BOUND = {'sys.version', 'sys.version_info', 'sys.hexversion', 'sys.implementation', 'sys.executable'}
CONSTANTS = (int, float, complex, str, bytes, bool, type(None), tuple, frozenset)
# Special methods whose presence scripts notice; the others are the interpreter's own business.
SPECIAL = {'__class_getitem__', '__enter__', '__exit__', '__aenter__', '__aexit__', '__iter__', '__next__', '__call__',
           '__len__', '__getitem__', '__setitem__', '__delitem__', '__contains__', '__copy__', '__deepcopy__', '__fspath__',
           '__reversed__', '__add__', '__sub__', '__mul__', '__or__', '__and__', '__xor__', '__match_args__', '__slots__',
           '__missing__', '__format__', '__bool__', '__index__', '__int__', '__float__', '__length_hint__', '__del__'}


def describe_signature(inspect, value):
    try:
        signature = inspect.signature(value)
    except (ValueError, TypeError):
        return None
    parts = []
    for parameter in signature.parameters.values():
        default = parameter.default
        shown = '' if default is parameter.empty else '=' + steady(default)
        parts.append(f'{int(parameter.kind)} {parameter.name}{shown}')
    return ', '.join(parts)


def steady(value):
    """repr without addresses and without paths that are a machine's own."""
    if isinstance(value, type):
        return value.__name__
    try:
        text = repr(value)
    except Exception as e:
        return f'<{type(e).__name__}>'
    if callable(value):
        return getattr(value, '__name__', '<callable>')
    return '<object>' if ' at 0x' in text else text


def describe_member(inspect, cls, name):
    """One attribute of a class, as the class's own dictionary has it."""
    raw = inspect.getattr_static(cls, name)
    if isinstance(raw, (staticmethod, classmethod)):
        kind = type(raw).__name__
    elif isinstance(raw, type):
        kind = 'class'
    elif type(raw).__name__ in ('classmethod_descriptor', 'builtin_function_or_method'):
        kind = 'classmethod'
    elif callable(raw):
        kind = 'method'
    elif hasattr(type(raw), '__get__'):
        kind = 'attribute'
    elif isinstance(raw, CONSTANTS):
        return {'kind': 'constant', 'value': steady(raw)}
    else:
        return {'kind': 'attribute'}
    found = {'kind': kind}
    if kind in ('staticmethod', 'classmethod', 'method'):
        try:
            found['signature'] = describe_signature(inspect, getattr(cls, name))
        except AttributeError:
            pass
    return found


def describe_value(inspect, name, value):
    if isinstance(value, type):
        members = {}
        for each in dir(value):
            if not each.startswith('_') or each in SPECIAL:
                try:
                    members[each] = describe_member(inspect, value, each)
                except AttributeError:
                    pass
        return {'kind': 'class', 'mro': [c.__name__ for c in value.__mro__ if not c.__name__.startswith('_')], 'doc': bool(value.__doc__),
                'signature': describe_signature(inspect, value), 'members': members}
    if isinstance(value, CONSTANTS):
        return {'kind': 'constant', 'type': type(value).__name__, 'value': steady(value)}
    if callable(value):
        return {'kind': 'function', 'doc': bool(getattr(value, '__doc__', None)),
                'signature': describe_signature(inspect, value)}
    return {'kind': 'object', 'type': type(value).__name__}


def describe(module_name):
    import importlib
    import inspect
    import types
    import warnings
    warnings.simplefilter('ignore')
    module = importlib.import_module(module_name)
    exported = getattr(module, '__all__', None)
    names = set(exported or ()) | {n for n in dir(module) if not n.startswith('_')}
    found = {}
    for name in sorted(names):
        try:
            value = getattr(module, name)
        except AttributeError:
            continue
        home = getattr(value, '__module__', None)
        if exported is not None and name not in exported:
            # Imported for the module's own use: nobody's documented name, unless it was defined here.
            if isinstance(value, types.ModuleType) or isinstance(home, str) and home != module_name:
                continue
        elif exported is None and isinstance(value, types.ModuleType):
            continue
        found[name] = describe_value(inspect, name, value)
        found[name]['exported'] = exported is None or name in exported
    return {'all': sorted(exported) if exported is not None else None, 'names': found}


def ask(interpreter, module):
    run = subprocess.run([interpreter, __file__, '--describe', module], capture_output=True, text=True, timeout=60,
                         env={'PATH': '/usr/bin:/bin', 'LC_ALL': 'C.UTF-8', 'HOME': '/nonexistent'}, stdin=subprocess.DEVNULL)
    lines = run.stdout.splitlines()
    if run.returncode or not lines:
        return None, run.stderr.strip().splitlines()[-1:]
    return json.loads(lines[-1]), None


def compare_one(where, theirs, ours):
    """What differs in the description of one name or member."""
    for key in ('kind', 'type', 'mro', 'signature', 'value'):
        if key == 'value' and where in PLATFORM_BOUND or key == 'signature' and theirs.get(key) is None:
            continue  # where CPython gives no signature, one is no fault
        if theirs.get(key) != ours.get(key):
            yield f'{key} {where}: {theirs.get(key)} | {ours.get(key)}'
            if key == 'kind':
                return
    if theirs.get('doc') and not ours.get('doc'):
        yield f'doc {where}'
    members = ours.get('members', {})
    for name, member in theirs.get('members', {}).items():
        if name not in members:
            yield f'missing {where}.{name}: {member["kind"]} {member.get("signature")}'
        else:
            yield from compare_one(f'{where}.{name}', member, members[name])
    for name in members.keys() - theirs.get('members', {}).keys():
        yield f'extra {where}.{name}'


def compare(module, theirs, ours):
    if theirs['all'] != ours['all']:
        yield f'__all__ {module}: -{sorted(set(theirs["all"] or ()) - set(ours["all"] or ()))} ' \
              f'+{sorted(set(ours["all"] or ()) - set(theirs["all"] or ()))}' + ' (none)' * (ours['all'] is None)
    for name, value in theirs['names'].items():
        if name not in ours['names']:
            yield f'missing {module}.{name}: {value["kind"]} {value.get("signature") or value.get("value")}'
        else:
            yield from compare_one(f'{module}.{name}', value, ours['names'][name])
    for name in sorted(ours['names'].keys() - theirs['names'].keys()):
        if ours['names'][name]['exported']:
            yield f'extra {module}.{name}: {ours["names"][name]["kind"]}'


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('-p', '--python', default='/usr/bin/python3')
    parser.add_argument('-k', '--kukri', default='build/kukri')
    parser.add_argument('-s', '--summary', action='store_true')
    parser.add_argument('modules', nargs='*')
    args = parser.parse_args()
    total = 0
    for module in args.modules:
        theirs, failed = ask(args.python, module)
        if theirs is None:
            print(f'{module}: not in CPython: {failed}')
            continue
        ours, failed = ask(args.kukri, module)
        differences = [f'missing module {module}: {failed}'] if ours is None else list(compare(module, theirs, ours))
        total += len(differences)
        if args.summary:
            print(f'{len(differences):5} {module}')
        else:
            print(*differences, sep='\n', end='\n' if differences else '')
    print(f'{total} differences in {len(args.modules)} modules')


if __name__ == '__main__':
    if sys.argv[1:2] == ['--describe']:
        print(json.dumps(describe(sys.argv[2])))
    else:
        main()
