"""Listings of Kukri's register bytecode. The interface is that of the standard module; instructions, operands and
their numbers are Kukri's own (docs/internals.md tells how to read them)."""
import collections
import io
import sys
import types

import _kukri

__all__ = ['code_info', 'dis', 'disassemble', 'distb', 'disco', 'findlinestarts', 'show_code', 'get_instructions',
           'Instruction', 'Bytecode', 'COMPILER_FLAG_NAMES']

COMPILER_FLAG_NAMES = {1: 'OPTIMIZED', 2: 'NEWLOCALS', 4: 'VARARGS', 8: 'VARKEYWORDS', 16: 'NESTED', 32: 'GENERATOR',
                       64: 'NOFREE', 128: 'COROUTINE', 256: 'ITERABLE_COROUTINE', 512: 'ASYNC_GENERATOR'}

Instruction = collections.namedtuple('Instruction', 'opname opcode arg argval argrepr offset starts_line '
                                                    'is_jump_target positions', defaults=(None,))
Positions = collections.namedtuple('Positions', 'lineno end_lineno col_offset end_col_offset',
                                   defaults=(None,) * 4)
_names = {}


def _opcode(name):
    """A number for an instruction's name; the same all the while a program runs."""
    return _names.setdefault(name, len(_names))


def _get_code(x):
    """The code object of a function, method, class member, generator, source text ..."""
    x = getattr(x, '__func__', x)
    for name in '__code__', 'gi_code', 'ag_code', 'cr_code':
        if hasattr(x, name):
            x = getattr(x, name)
            break
    if isinstance(x, str):
        try:
            x = compile(x.strip(), '<disassembly>', 'eval')
        except SyntaxError:
            x = compile(x, '<disassembly>', 'exec')
    if isinstance(x, types.CodeType):
        return x
    raise TypeError(f"don't know how to disassemble {type(x).__name__} objects")


def dis(x=None, *, file=None, depth=None, show_caches=False, adaptive=False):
    """Print the instructions of a function, class, module, code object, source text; of the last traceback if x is
    None. Functions inside are listed too, down to depth."""
    if x is None:
        distb(file=file)
        return
    x = getattr(x, '__func__', x)
    if isinstance(x, (type, types.ModuleType)):
        for name, value in sorted(x.__dict__.items()):
            if isinstance(value, (types.FunctionType, types.MethodType, classmethod, staticmethod, types.CodeType,
                                  type)):
                print(f'Disassembly of {name}:', file=file)
                try:
                    dis(value, file=file, depth=depth)
                except TypeError as e:
                    print('Sorry:', e, file=file)
                print(file=file)
        return
    _recursive(_get_code(x), file, depth)


def _recursive(code, file, depth):
    disassemble(code, file=file)
    if depth is not None and depth <= 0:
        return
    for const in code.co_consts:
        if isinstance(const, types.CodeType):
            print(file=file)
            print(f'Disassembly of {const!r}:', file=file)
            _recursive(const, file, None if depth is None else depth - 1)


def disassemble(co, lasti=-1, *, file=None, show_caches=False, adaptive=False):
    """Print the instructions of a code object; lasti marks one."""
    for line in _kukri.dis(co).splitlines():
        if lasti >= 0:
            number = line[4:12].split()
            mark = bool(number) and number[0].isdigit() and int(number[0]) * 2 == lasti
            line = ('--> ' if mark else '    ') + line
        print(line.rstrip(), file=file)


disco = disassemble


def distb(tb=None, *, file=None, show_caches=False, adaptive=False):
    """Print the code that raised, the instruction marked."""
    if tb is None:
        try:
            tb = sys.last_traceback
        except AttributeError:
            raise RuntimeError('no last traceback to disassemble') from None
    while tb.tb_next:
        tb = tb.tb_next
    disassemble(tb.tb_frame.f_code, tb.tb_lasti, file=file)


def findlinestarts(code):
    """(offset, line) where a new line begins."""
    last = None
    for start, _, line in code.co_lines():
        if line is not None and line != last:
            last = line
            yield start, line


def get_instructions(x, *, first_line=None, show_caches=False, adaptive=False):
    """An Instruction for each line of the listing."""
    code = _get_code(x)
    shift = 0 if first_line is None else first_line - code.co_firstlineno
    lines = _kukri.dis(code).splitlines()[1:]
    positions = list(code.co_positions())
    targets = {int(w) for line in lines if '->' in line for w in line.split('->')[1].split()[:1] if w.isdigit()}
    for line in lines:
        starts, rest = line[:5].strip(), line[5:].split(None, 2)
        if not rest or not rest[0].isdigit():
            continue
        index, name = int(rest[0]), rest[1]
        text = rest[2].strip() if len(rest) > 2 else ''
        yield Instruction(name, _opcode(name), None, text, text, index * 2,
                          int(starts) + shift if starts.isdigit() else None, index in targets,
                          positions[index] if index < len(positions) else None)


def _flags_text(flags):
    names = []
    for bit in range(32):
        flag = 1 << bit
        if flags & flag:
            names.append(COMPILER_FLAG_NAMES.get(flag, hex(flag)))
    return ', '.join(names) or '0x0'


def code_info(x):
    """What is known of a code object, as text."""
    co = _get_code(x)
    lines = [f'Name:              {co.co_name}', f'Filename:          {co.co_filename}',
             f'Argument count:    {co.co_argcount}', f'Positional-only arguments: {co.co_posonlyargcount}',
             f'Kw-only arguments: {co.co_kwonlyargcount}', f'Number of locals:  {co.co_nlocals}',
             f'Stack size:        {co.co_stacksize}', f'Flags:             {_flags_text(co.co_flags)}']
    for title, values, show in (('Constants', co.co_consts, repr), ('Names', co.co_names, str),
                                ('Variable names', co.co_varnames, str), ('Free variables', co.co_freevars, str),
                                ('Cell variables', co.co_cellvars, str)):
        if values:
            lines.append(f'{title}:')
            lines += [f'{i:4}: {show(v)}' for i, v in enumerate(values)]
    return '\n'.join(lines)


def show_code(co, *, file=None):
    print(code_info(co), file=file)


class Bytecode:
    """The instructions of something, to iterate over or to print."""

    def __init__(self, x, *, first_line=None, current_offset=None, show_caches=False, adaptive=False):
        self.codeobj = _get_code(x)
        self.first_line = self.codeobj.co_firstlineno if first_line is None else first_line
        self.current_offset = current_offset
        self._original_object = x

    def __iter__(self):
        return get_instructions(self.codeobj, first_line=self.first_line)

    def __repr__(self):
        return f'{self.__class__.__name__}({self._original_object!r})'

    @classmethod
    def from_traceback(cls, tb, *, show_caches=False, adaptive=False):
        while tb.tb_next:
            tb = tb.tb_next
        return cls(tb.tb_frame.f_code, current_offset=tb.tb_lasti)

    def info(self):
        return code_info(self.codeobj)

    def dis(self):
        out = io.StringIO()
        disassemble(self.codeobj, -1 if self.current_offset is None else self.current_offset, file=out)
        return out.getvalue()


def _main():
    import argparse
    parser = argparse.ArgumentParser()
    parser.add_argument('infile', type=argparse.FileType('rb'), nargs='?', default='-')
    args = parser.parse_args()
    with args.infile as infile:
        source = infile.read()
    dis(compile(source, args.infile.name, 'exec'))


if __name__ == '__main__':
    _main()
