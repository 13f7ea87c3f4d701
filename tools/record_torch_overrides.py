"""Writes stdlib/torch/_override_rows.py: what PyTorch's functions ask for __torch_function__, and with which arguments.

Run it with the interpreter that has PyTorch 1.13. Every function and attribute that can be overridden is called with objects that
note down the call."""
import inspect
import re
import sys
import types
import warnings

import torch
import torch.nn.functional
from torch import overrides

SPACES = (('torch.functional', torch.functional), ('torch', torch), ('torch.nn.functional', torch.nn.functional), ('torch.nn.init', torch.nn.init),
          ('torch.Tensor', torch.Tensor), ('torch.linalg', torch.linalg), ('torch.fft', torch.fft), ('torch.special', torch.special),
          ('torch.autograd', torch.autograd))
ELSEWHERE = re.compile('cudnn|mkldnn|miopen|fbgemm|quantize|_cufft|mkl|vulkan|import_ir|parse_|fork|wait|vital')
calls = []


class Noted(Exception):
    pass


def note(cls, *call):
    calls.append(call)
    raise Noted


class Told(torch.Tensor):
    __torch_function__ = classmethod(note)


def asked(name, as_tensor):
    if as_tensor:
        return torch.zeros(2, 2).as_subclass(Told)
    return type(name, (), {'__torch_function__': classmethod(note)})()


class Watch(overrides.TorchFunctionMode):
    def __torch_function__(self, func, types, args=(), kwargs=None):
        note(None, func, types, args, kwargs)


def goes_on_to(f, is_method):
    """What f, or a function that it calls first, asks a mode for, as far as some usual arguments show."""
    one = torch.zeros(2, 2)
    for args in ((), (2,), ((2,),), ((2,), 1), (2, 3), (0, 1, 5), ('a',), (0.5,), (one.stride(),), (one.half(),)):
        for first in ((one,),) if is_method else ((), (one,)):
            calls.clear()
            try:
                with Watch():
                    f(*first, *args)
            except Noted:
                return calls[0][0]
            except Exception:
                pass
    return None


def asks_classes(f):
    """Whether f asks an argument's class, if it is one of the usual ones."""
    one = torch.zeros(2, 2).as_subclass(Told)
    for args in ((one,), (one, one), (one, 1), (1, one)):
        calls.clear()
        try:
            f(*args)
        except Noted:
            return True
        except Exception:
            pass
    return False


def public(space, module):
    seen = dir(module) + (dir(torch._C._VariableFunctions) if module is torch else [])
    for name in sorted(set(seen)):
        f = getattr(module, name, None)
        if f is None or isinstance(f, (type, types.ModuleType)) or getattr(object, name, None) is f:
            continue
        if name == 'obj' or name.startswith('_') and module is not torch.Tensor:
            continue
        if hasattr(f, '__get__') if not callable(f) else not ELSEWHERE.search(name):
            yield name, f


def parameters(f):
    """Those of f, or of the function that a choice by flags stands for when all are false; the flags, and the function for true."""
    flags, other = [], None
    while True:
        cells = {n: c.cell_contents for n, c in zip(f.__code__.co_freevars, f.__closure__ or ())}
        if 'if_false' not in cells:
            wraps = callable(getattr(f, '__wrapped__', None)) and not isinstance(f.__wrapped__, types.FunctionType)
            return list(inspect.signature(f, follow_wrapped=not wraps).parameters.values()), flags, other
        flags.append(cells['arg_name'])
        other = cells['if_true']
        f = cells['if_false']


def call(f, params, flags, is_method):
    """f called with an object that notes for each parameter: the call it noted, or None, and the objects."""
    args, keywords, given = [], {}, {}
    in_order = True
    for p in params:
        if p.kind == p.VAR_KEYWORD or p.name in flags:
            in_order = False
            continue
        value = given[p.name] = asked(p.name, is_method and not given)
        if p.kind == p.KEYWORD_ONLY or not in_order:
            keywords[p.name] = value
        else:
            args.append(value)
        in_order = in_order and p.kind != p.VAR_POSITIONAL
    for some in (args, ['i'] + args):    # an equation comes first in some
        calls.clear()
        try:
            f(*some, **keywords)
        except Noted:
            return calls[0], given
        except Exception:
            pass
    return None, given


def python_row(f, is_method):
    params, flags, other = parameters(f)
    found, given = call(f, params, flags, is_method)
    if found is None:
        return None
    func, told, args, keywords = (*found, {})[:4]
    names = {id(v): n for n, v in given.items()}
    asks = {n for n, v in given.items() if type(v) in told}
    by_position = [names.get(id(v)) for v in args]
    packed = [names.get(id(v[0])) for v in args if isinstance(v, tuple) and len(v) == 1]
    keywords = keywords or {}
    text = []
    for p in params:
        if p.kind == p.VAR_KEYWORD:
            text.append('**' + p.name)
            continue
        star = '*' if p.kind == p.VAR_POSITIONAL else '.' if p.kind == p.KEYWORD_ONLY else ''
        default = '' if p.default is p.empty or star == '*' else '=' + repr(p.default).replace(' ', '')
        how = '' if p.name in by_position else '+' if p.name in packed else ':' if p.name in keywords else '-'
        text.append(star + p.name + ('!' if p.name in asks else '') + how + default)
    if other is not None and other.__name__ != f.__name__ and not other.__name__.startswith('_'):
        text.append(f'?{flags[0]}={other.__module__}.{other.__name__}')
    return func, ' '.join(text)


def main(path):
    warnings.simplefilter('ignore')
    ignored, tests = overrides.get_ignored_functions(), overrides.get_testing_overrides()
    overridable = overrides.get_overridable_functions()
    can = {id(f) for fs in overridable.values() for f in fs}
    homes = {}
    for space, module in SPACES:
        for name, f in public(space, module):
            homes.setdefault(id(f), (f, []))[1].append(f'{space}.{name}')
    native, attributes, rows, others = {}, [], [], []
    for f, paths in homes.values():
        if not callable(f):
            if paths[0].startswith('torch.Tensor.') and f.__get__ not in ignored:
                attributes.append(paths[0][len('torch.Tensor.'):])
            continue
        is_method = paths[0].startswith('torch.Tensor.')
        if isinstance(f, types.FunctionType):
            if paths[0].rsplit('.', 1)[1].startswith('_') and not is_method:
                continue
            row = python_row(f, is_method)
            if row is None or row[0] is not f:
                func = row[0] if row else goes_on_to(f, is_method) if paths[0].startswith('torch.nn.functional') else None
                name = overrides.resolve_name(func) if callable(func) else None
                if name and id(f) not in can and paths[0].startswith('torch.nn.functional') and func.__name__ not in ('__get__', 'size', 'dim'):
                    others.append(f'{" ".join(paths)} -> {name}')
                continue
            func, text = row
            real = f'{f.__module__}.{f.__name__}'
            rows.append(f'{" ".join(paths)} as {real}: {text}' if real not in paths else f'{" ".join(paths)}: {text}')
        elif id(f) in can or f not in ignored and (is_method or paths[0].endswith('_')) or (not f.__name__.startswith('_') and goes_on_to(f, is_method) == f):
            for p in paths:
                space, name = p.rsplit('.', 1)
                only = '' if id(f) in can or is_method or f not in ignored or asks_classes(f) else '?'
                name = name + only if f.__name__ == name else f'{name}{only}={f.__name__}'
                native.setdefault(space, []).append(name)
    write(path, native, sorted(attributes), sorted(rows), sorted(others), sorted(overrides.resolve_name(f) or '' for f in ignored))


def wrapped(names):
    lines, line = [], ''
    for n in names:
        if len(line) + len(n) > 150:
            lines.append(line)
            line = ''
        line += (' ' if line else '') + n
    return '\n'.join(lines + [line])


def write(path, native, attributes, rows, others, ignored):
    with open(path, 'w') as out:
        out.write('"""What PyTorch 1.13 asks for __torch_function__: see torch/_asking.py. Written by tools/record_torch_overrides.py."""\n\n')
        out.write('# Functions that hand on their arguments as they were given; NAME=WORD: the function is called WORD.\nNATIVE = {\n')
        for space, names in native.items():
            out.write(f"    {space!r}: '''\n{wrapped(sorted(names))}''',\n")
        out.write(f"}}\n\n# Attributes of Tensor.\nATTRIBUTES = '''\n{wrapped(attributes)}'''\n\n")
        out.write('# Functions that bind their arguments first. Marks of a parameter: ! it is asked, : it is handed on as a keyword, - it is not '
                  'handed on, + as a tuple,\n# . (before) it is given as a keyword only. ?NAME: with that flag another function is asked.\n')
        out.write("PYTHON = r'''\n" + '\n'.join(rows) + "'''\n\n")
        out.write('# Functions that go on to others, which ask.\n' + "OTHERS = '''\n" + '\n'.join(others) + "'''\n\n")
        out.write('# Functions that cannot be overridden.\n' + f"IGNORED = '''\n{wrapped([n for n in ignored if n])}'''\n")


if __name__ == '__main__':
    main(sys.argv[1])
