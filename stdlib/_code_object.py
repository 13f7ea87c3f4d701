"""The parts of a code object that are bytes, and code objects made of their fields.

co_code is the instructions, what else belongs to them, and a seal, so that bytes which are no code of this build are
refused. It says of every constant, name and variable where in co_consts, co_names ... it stands, not what it is.
co_linetable and co_exceptiontable have CPython's forms; an instruction is four of its units long, and what CPython calls
the depth of the stack is here the number of a set of live temporaries.
"""
import struct as _struct

import _kukri
import marshal as _marshal

# the parts of _kukri.code_state()
(_NUMBERS, _TEXTS, _NAMES, _CONST_KINDS, _CONSTS, _INSTRS, _K_KINDS, _K_VALUES, _LOCAL_NAMES, _LOCAL_IS_CELL, _FREE_NAMES,
 _HANDLERS, _LIVE, _LIVE_RUNS, _POSITIONS, _PASSED) = range(16)
_FLAGS, _N_ARGS, _N_POSONLY, _N_KWONLY, _N_REGS, _N_SELF_ATTRS, _FIRST_LINE = range(7)
_WORD, _VALUE, _NAME, _SLICE = range(4)             # kinds of entries of k[]
_CONSTANT, _TEXT, _FUNCTION, _FIXED, _GLOBAL, _VARIABLE = range(6)     # uses of them
_FREE = 6                                           # the name of a free variable, where another is a local one
_VERSION = 2                                        # of marshal: equal values are the same bytes
_VISIBLE_FLAGS = 0x7ffffff
_VARARGS, _VARKEYWORDS = 4, 8
_RUNNING_FLAGS = 1 | 0x20 | 0x80 | 0x200            # the VM goes by them: optimized, generators and coroutines
_INSTR = 8                                          # bytes of an instruction
_UNITS = 4                                          # of two bytes, in an instruction
_END = _struct.Struct('<II8s')                      # sizes of the instructions and of the rest, seal
_OPERANDS = 2, 4, 6                                 # where they stand in it
_LOADIMM, _LOADINT, _LOADK, _LOADK_FAR = map(_kukri.opcode, ('LOADIMM', 'LOADINT', 'LOADK', 'LOADK_FAR'))

_FIELDS = ('co_argcount', 'co_posonlyargcount', 'co_kwonlyargcount', 'co_nlocals', 'co_stacksize', 'co_flags', 'co_code',
           'co_consts', 'co_names', 'co_varnames', 'co_filename', 'co_name', 'co_qualname', 'co_firstlineno',
           'co_linetable', 'co_exceptiontable', 'co_freevars', 'co_cellvars')
_INTEGERS = ('argcount', 'posonlyargcount', 'kwonlyargcount', 'nlocals', 'stacksize', 'flags')
_CODE = type((lambda: 0).__code__)


def _identity(value):
    """Equal for constants that co_consts does not tell apart."""
    cls = type(value)
    if cls is float:
        return cls, _struct.pack('<d', value)
    if cls is complex:
        return cls, repr(value)
    if cls is tuple:
        return cls, tuple(map(_identity, value))
    if cls is frozenset:
        return cls, frozenset(map(_identity, value))
    if cls in (int, str, bytes, bool):
        return cls, value
    return cls, id(value)


def _n_params(argcount, kwonly, flags):
    return argcount + kwonly + bool(flags & _VARARGS) + bool(flags & _VARKEYWORDS)


# --- writing ---

def co_code(code):
    state = _kukri.code_state(code)
    numbers = state[_NUMBERS]
    constants = {}
    for i, value in enumerate(code.co_consts):
        constants.setdefault(_identity(value), i)
    places = [constants, constants, constants, constants, {name: i for i, name in enumerate(state[_NAMES])},
              {name: i for i, name in enumerate(state[_LOCAL_NAMES])}, {name: i for i, name in enumerate(state[_FREE_NAMES])}]
    values, kinds = [], bytearray(state[_K_KINDS])
    entries = iter(state[_K_VALUES])
    for kind in kinds:
        value = None if kind == _WORD else next(entries)
        values.append(slice(*value) if kind == _SLICE else value)
    instrs = bytearray(state[_INSTRS])
    uses, immediates = {}, []
    for pc, which, use, at in _kukri.code_uses(code):
        value = at if which < 0 else values[at]
        if use == _VARIABLE and value not in places[use]:
            use = _FREE
        place = places[use].get(_identity(value) if use <= _FIXED else value)
        if which >= 0:
            uses.setdefault(at, {}).setdefault((use, place), []).append((pc, which))
        elif place is not None:
            instrs[pc * _INSTR] = _LOADK
            instrs[pc * _INSTR + 4:(pc + 1) * _INSTR] = bytes(4)
            immediates.append((pc, place))
    refs, fixed = [], []
    for at, kind in enumerate(kinds):
        if kind == _WORD:
            continue
        users = uses.get(at, {})
        if not users or any(place is None for _, place in users):
            fixed.append((at, values[at] if kind != _SLICE else ('slice', values[at].start, values[at].stop, values[at].step)))
        for (use, place), operands in users.items():
            if place is not None:
                free = len(values[at].co_freevars) if use == _FUNCTION else 0
                same = values[at] if use == _FIXED else None
                refs.append((at, use, place, free, same, operands))
    rest = _marshal.dumps((
        bytes(kinds), refs, fixed, immediates, numbers[_FLAGS] & ~_VISIBLE_FLAGS, numbers[_FLAGS] & _RUNNING_FLAGS,
        _n_params(numbers[_N_ARGS], numbers[_N_KWONLY], numbers[_FLAGS]), numbers[_N_REGS], numbers[_N_SELF_ATTRS],
        [None if _is_visible(name) else name for name in state[_LOCAL_NAMES]], state[_LOCAL_IS_CELL], len(state[_FREE_NAMES]),
        state[_LIVE], state[_LIVE_RUNS],
        [(pc, line - numbers[_FIRST_LINE]) for pc, line in _struct.iter_unpack('<II', state[_PASSED])]), _VERSION)
    rest += bytes(-len(rest) % _INSTR)
    text = bytes(instrs) + rest
    return text + _END.pack(len(instrs), len(rest), _kukri.code_seal(text))


def _is_visible(name):
    return name is not None and name != '.locals'


def _varint(n):
    out = bytearray()
    while n >= 64:
        out.append(n & 63 | 64)
        n >>= 6
    out.append(n)
    return out


def _signed(n):
    return _varint(-n << 1 | 1 if n < 0 else n << 1)


def _runs(positions):
    """(position, how many instructions have it), at most two, which are as many units as an entry holds."""
    i = 0
    while i < len(positions):
        n = 1 + (i + 1 < len(positions) and positions[i + 1] == positions[i])
        yield positions[i], n
        i += n


def co_linetable(code):
    out, at = bytearray(), code.co_firstlineno
    for (line, end_line, column, end_column), n in _runs(list(code.co_positions())):
        length = n * _UNITS - 1
        if line is None:
            out.append(0x80 | 15 << 3 | length)
            continue
        delta, at = line - at, line
        if column is None or end_column is None:
            out.append(0x80 | 13 << 3 | length)
            out += _signed(delta)
        elif end_line == line and delta == 0 and column < 80 and 0 <= end_column - column < 16:
            out += bytes((0x80 | column >> 3 << 3 | length, (column & 7) << 4 | end_column - column))
        elif end_line == line and 0 <= delta < 3 and column < 128 and end_column < 128:
            out += bytes((0x80 | 10 + delta << 3 | length, column, end_column))
        else:
            out.append(0x80 | 14 << 3 | length)
            out += _signed(delta) + _varint(end_line - line) + _varint(column + 1) + _varint(end_column + 1)
    return bytes(out)


def _big_varint(n, first=0):
    groups = [n & 63]
    while n >= 64:
        n >>= 6
        groups.append(n & 63)
    groups.reverse()
    out = bytearray(g | 64 for g in groups)
    out[-1] &= ~64
    out[0] |= first
    return out


def co_exceptiontable(code):
    out = bytearray()
    for start, end, handler, live in _struct.iter_unpack('<IIIHxx', _kukri.code_state(code)[_HANDLERS]):
        out += _big_varint(start * _UNITS, 0x80) + _big_varint((end - start) * _UNITS) + _big_varint(handler * _UNITS)
        out += _big_varint(live << 1)
    return bytes(out)


def co_lnotab(code):
    out, at, line = bytearray(), 0, code.co_firstlineno
    for start, _, new in code.co_lines():
        if new is None or new == line:
            continue
        step, delta = start - at, new - line
        at, line = start, new
        while step > 255:
            out += b'\xff\0'
            step -= 255
        while not -128 <= delta <= 127:
            part = 127 if delta > 0 else -128
            out += _struct.pack('Bb', step, part)
            step, delta = 0, delta - part
        out += _struct.pack('Bb', step, delta)
    return bytes(out)


# --- reading ---

def _misfit(field):
    return ValueError(f'code: {field} does not fit co_code')


def _read_code(text):
    malformed = ValueError('code: co_code is malformed')
    if len(text) < _END.size:
        raise malformed
    n_instrs, n_rest, seal = _END.unpack(text[-_END.size:])
    if n_instrs + n_rest + _END.size != len(text) or _kukri.code_seal(text[:-_END.size]) != seal:
        raise malformed
    return bytearray(text[:n_instrs]), _marshal.loads(text[n_instrs:n_instrs + n_rest])


def _read_varint(entry):
    n = shift = 0
    while True:
        b = next(entry)
        n |= (b & 63) << shift
        shift += 6
        if not b & 64:
            return n


def _read_signed(entry):
    n = _read_varint(entry)
    return -(n >> 1) if n & 1 else n >> 1


def _read_positions(table, line, n):
    """What the table says of n instructions, as the bytes of the state."""
    unknown = 0, 0, 0xffff, 0xffff
    units, entry = [], iter(table)
    try:
        for first in entry:
            code, length = first >> 3 & 15, (first & 7) + 1
            end = columns = None
            if code < 10:
                second = next(entry)
                start = code << 3 | second >> 4
                columns = start, start + (second & 15)
            elif code < 13:
                line += code - 10
                columns = next(entry), next(entry)
            elif code == 13:
                line += _read_signed(entry)
            elif code == 14:
                line += _read_signed(entry)
                end = line + _read_varint(entry)
                columns = _read_varint(entry) - 1, _read_varint(entry) - 1
            if code == 15:
                units += [unknown] * length
                continue
            columns = [c if 0 <= c < 0xffff else 0xffff for c in columns or (0xffff, 0xffff)]
            units += [(line, line if end is None else end, *columns)] * length
    except (StopIteration, RuntimeError):
        raise ValueError('code: co_linetable is malformed') from None
    found = units[:n * _UNITS:_UNITS]
    found += [unknown] * (n - len(found))
    try:
        return b''.join(_struct.pack('<IIHH', *position) for position in found)
    except _struct.error:
        raise ValueError('code: co_linetable is malformed') from None


def _read_handlers(table):
    numbers = []
    for b in table:
        if b & 0x80 or not numbers or not more:
            numbers.append(0)
        numbers[-1] = numbers[-1] << 6 | b & 63
        more = b & 64
    if len(numbers) % 4 or any(n % _UNITS for i, n in enumerate(numbers) if i % 4 < 3) or any(n & 1 for n in numbers[3::4]):
        raise _misfit('co_exceptiontable')
    out = b''
    for start, size, handler, live in zip(*[iter(numbers)] * 4):
        try:
            out += _struct.pack('<IIIHxx', start // _UNITS, (start + size) // _UNITS, handler // _UNITS, live >> 1)
        except _struct.error:
            raise _misfit('co_exceptiontable') from None
    return out


def _immediate(value):
    """(instruction, operand) that loads a constant from the instruction itself; None: it does not fit there."""
    for i, single in enumerate((None, False, True, ...)):
        if value is single:
            return _LOADIMM, i
    if type(value) is int and -1 << 31 <= value < 1 << 31:
        return _LOADINT, value


def _check_names(names):
    for name in names:
        if not isinstance(name, str):
            raise TypeError(f"name tuples must contain only strings, not '{type(name).__name__}'")


def _check_types(arguments, text):
    """Converts and checks as the original's parser of arguments does; text(i, name) names the argument."""
    import operator
    out = []
    for i, (field, value) in enumerate(zip(_FIELDS, arguments)):
        if i <= 5 or i == 13:
            value = operator.index(value)
            if not -1 << 31 <= value < 1 << 31:
                raise OverflowError('Python int too large to convert to C int')
        else:
            wanted = str if field in ('co_filename', 'co_name', 'co_qualname') else tuple if field in (
                'co_consts', 'co_names', 'co_varnames', 'co_freevars', 'co_cellvars') else bytes
            if not isinstance(value, wanted):
                shown = 'None' if value is None else type(value).__name__
                raise TypeError(f'{text(i, field)} must be {wanted.__name__}, not {shown}')
        out.append(value)
    return out


def new(*arguments):
    fields = _check_types(arguments, lambda i, field: f'code() argument {i + 1}')
    fields += [()] * (18 - len(fields))
    for name, n in zip(_INTEGERS[:4], fields):
        if n < 0:
            raise ValueError(f'code: {name} must not be negative')
    for i in 8, 9, 16, 17:
        _check_names(fields[i])
    _validate(*fields)
    return _make(*fields)


def replace(code, /, **changes):
    for name in changes:
        if name not in _FIELDS:
            raise TypeError(f"'{name}' is an invalid keyword argument for replace()")
    fields = _check_types([changes.get(name, None) if name in changes else getattr(code, name) for name in _FIELDS],
                          lambda i, field: f"replace() argument '{field}'")
    for i, name in enumerate(_INTEGERS):
        if fields[i] < 0:
            raise ValueError(f'co_{name} must be a positive integer')
    _validate(*fields)
    for i in 8, 9, 16, 17:
        for name in fields[i]:
            if not isinstance(name, str):
                raise SystemError('non-string found in code slot')
    return _make(*fields)


def _locals(layout, cells, n_params, varnames, cellvars):
    """Their names, in the order of registers."""
    plain, hidden = list(varnames), list(cellvars)
    out = []
    for i, (name, cell) in enumerate(zip(layout, cells)):
        if name is not None:
            out.append(name if name is not False else None)
            continue
        is_plain = not cell or i < n_params
        if not (plain if is_plain else hidden):
            raise _misfit('co_varnames' if is_plain else 'co_cellvars')
        out.append(plain.pop(0) if is_plain else hidden.pop(0))
        if cell and is_plain:
            if not hidden or hidden.pop(0) != out[-1]:
                raise _misfit('co_cellvars')
    if plain or hidden:
        raise _misfit('co_varnames' if plain else 'co_cellvars')
    return out


def _validate(argcount, posonly, kwonly, nlocals, stacksize, flags, text, consts, names, varnames, *_):
    if argcount < posonly or stacksize < 0 or flags < 0:
        raise SystemError('../Objects/codeobject.c:250: bad argument to internal function')
    if _n_params(argcount, kwonly, flags) > len(varnames):
        raise ValueError('code: co_varnames is too small')
    if nlocals != len(varnames):
        raise ValueError('code: co_nlocals != len(co_varnames)')
    if len(text) % 2:
        raise ValueError('code: co_code is malformed')


def _make(argcount, posonly, kwonly, nlocals, stacksize, flags, text, consts, names, varnames, filename, name, qualname,
          firstlineno, linetable, exceptiontable, freevars, cellvars):
    (instrs, (kinds, refs, fixed, immediates, hidden_flags, running_flags, had_params, n_regs, n_self_attrs, layout, cells, n_free,
              live, live_runs, passed)) = _read_code(text)
    n_params = _n_params(argcount, kwonly, flags)
    if n_params != had_params:
        raise _misfit('co_argcount')
    if flags & _RUNNING_FLAGS != running_flags:
        raise _misfit('co_flags')
    if len(freevars) != n_free:
        raise _misfit('co_freevars')
    local_names = _locals(layout, cells, n_params, varnames, cellvars)
    tables = consts, consts, consts, consts, names, local_names, freevars
    fields = 'co_consts', 'co_consts', 'co_consts', 'co_consts', 'co_names', 'co_varnames', 'co_freevars'
    kinds = bytearray(kinds)
    values, added = {}, []
    for at, value in fixed:
        values[at] = slice(*value[1:]) if type(value) is tuple and value[:1] == ('slice',) else value

    def entry(value, like):
        """The index of a new entry of k[], with the caches that another one has."""
        at = len(kinds)
        kinds.append(_VALUE if type(value) is not str else _NAME)
        values[at] = value
        while like is not None and (like := like + 1) < first_added and kinds[like] == _WORD:
            kinds.append(_WORD)
        return at

    first_added = len(kinds)
    for at, use, place, free, same, operands in refs:
        if place >= len(tables[use]):
            raise _misfit(fields[use])
        value = tables[use][place]
        if use == _FUNCTION and not (isinstance(value, _CODE) and len(value.co_freevars) == free) or \
                use == _FIXED and _identity(value) != _identity(same) or use == _TEXT and type(value) is not str:
            raise _misfit('co_consts')
        if at not in values:
            values[at] = value
            kinds[at] = _kind(value, kinds[at], use)
        elif values[at] is not value and _identity(values[at]) != _identity(value):
            new_at = entry(value, at)
            if new_at > 0xffff:
                raise _misfit(fields[use])
            for pc, which in operands:
                _struct.pack_into('<H', instrs, pc * _INSTR + _OPERANDS[which], new_at)
    for pc, place in immediates:
        if place >= len(consts):
            raise _misfit('co_consts')
        load = _immediate(consts[place])
        if load is None:
            at = entry(consts[place], None)
            load = _LOADK if at <= 0xffff else _LOADK_FAR, at
        instrs[pc * _INSTR] = load[0]
        _struct.pack_into('<i', instrs, pc * _INSTR + 4, load[1])
    n_regs = max(n_regs, min(len(local_names) + stacksize, 0xffff))
    doc = consts[0] if consts and flags & 1 and isinstance(consts[0], str) else None
    const_kinds, const_values = _as_parts([_const_kind(value) for value in consts], consts)
    k_kinds, k_values = _as_parts(kinds, [values.get(i) for i in range(len(kinds))])
    state = (
        (flags & _VISIBLE_FLAGS | hidden_flags, argcount, posonly, kwonly, n_regs, n_self_attrs, firstlineno & 0xffffffff),
        (name, qualname, filename, doc), names, const_kinds, const_values, bytes(instrs), k_kinds, k_values,
        tuple(local_names), cells, freevars, _read_handlers(exceptiontable), live, live_runs,
        _read_positions(linetable, firstlineno, len(instrs) // _INSTR),
        b''.join(_struct.pack('<II', pc, line + firstlineno & 0xffffffff) for pc, line in passed))
    try:
        return _kukri.code_from_state(state)
    except ValueError:
        raise _misfit('co_exceptiontable') from None


def _const_kind(value):
    return _SLICE if type(value) is slice else _NAME if type(value) is str and value.isidentifier() else _VALUE


def _kind(value, was, use):
    if use > _FIXED:
        return _NAME
    return was if was == _NAME and type(value) is str else _SLICE if type(value) is slice else _VALUE


def _as_parts(kinds, values):
    """Kinds as bytes and the values of those that are no words; slices as tuples."""
    return bytes(kinds), tuple((v.start, v.stop, v.step) if kind == _SLICE else v
                               for kind, v in zip(kinds, values) if kind != _WORD)
