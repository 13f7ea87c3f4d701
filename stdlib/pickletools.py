"""What a pickle consists of: genops() lists its instructions, dis() prints them, optimize() drops needless ones."""
import io
import pickle
import re
import struct

__all__ = ["dis", "genops", "optimize"]

UP_TO_NEWLINE = -1
TAKEN_FROM_ARGUMENT1 = -2
TAKEN_FROM_ARGUMENT4 = -3
TAKEN_FROM_ARGUMENT4U = -4
TAKEN_FROM_ARGUMENT8U = -5


# --- arguments ---

class ArgumentDescriptor:
    """How the argument of an instruction is written: n bytes, or one of the constants above."""

    def __init__(self, name, n, reader, doc):
        self.name, self.n, self.reader, self.doc = name, n, reader, doc


def _number(name, form, doc):
    size = struct.calcsize(form)

    def read(f):
        data = f.read(size)
        if len(data) != size:
            raise ValueError("not enough data in stream to read " + name)
        return struct.unpack(form, data)[0]
    return ArgumentDescriptor(name, size, read, doc)


def _line(f):
    data = f.readline()
    if not data.endswith(b"\n"):
        raise ValueError("no newline found when trying to read stringnl")
    return data[:-1]


def _unquoted(data):
    for quote in b'"', b"'":
        if data.startswith(quote):
            if not data.endswith(quote):
                raise ValueError("strinq quote %r not found at both ends of %r" % (quote, data))
            return data[1:-1]
    raise ValueError("no string quotes around %r" % data)


def _up_to_newline(name, convert, doc):
    return ArgumentDescriptor(name, UP_TO_NEWLINE, lambda f: convert(_line(f)), doc)


def _counted(name, size, convert, doc, kind):
    """An argument that follows its own length; `kind` is what the error calls the bytes."""
    codes = {uint1: TAKEN_FROM_ARGUMENT1, int4: TAKEN_FROM_ARGUMENT4, uint4: TAKEN_FROM_ARGUMENT4U,
             uint8: TAKEN_FROM_ARGUMENT8U}

    def read(f):
        n = size.reader(f)
        if n < 0:
            raise ValueError("%s byte count < 0: %d" % (name, n))
        data = f.read(n)
        if len(data) == n:
            return convert(data)
        if kind == "long":
            raise ValueError("not enough data in stream to read " + name)
        raise ValueError("expected %d bytes in a %s, but only %d remain" % (n, name, len(data)))
    return ArgumentDescriptor(name, codes[size], read, doc)


def _latin1(data):
    return data.decode("latin-1")


def _utf8(data):
    return str(data, "utf-8", "surrogatepass")


def _ascii_unescaped(data):
    return _unquoted(data).decode("unicode_escape").encode("latin-1").decode("ascii")


def _small_int(data):
    return {b"00": False, b"01": True}[data] if data in (b"00", b"01") else int(data)


def _long_int(data):
    return int(data.removesuffix(b"L"))


uint1 = _number("uint1", "<B", "One byte, unsigned.")
uint2 = _number("uint2", "<H", "Two bytes, the low one first, unsigned.")
int4 = _number("int4", "<i", "Four bytes, the low one first, signed.")
uint4 = _number("uint4", "<I", "Four bytes, the low one first, unsigned.")
uint8 = _number("uint8", "<Q", "Eight bytes, the low one first, unsigned.")
float8 = _number("float8", ">d", "A double of eight bytes, the high one first.")
stringnl = _up_to_newline("stringnl", _ascii_unescaped, "A quoted string with escapes, up to a newline.")
stringnl_noescape = _up_to_newline("stringnl_noescape", lambda data: data.decode("ascii"),
                                   "Text without quotes and escapes, up to a newline.")
stringnl_noescape_pair = ArgumentDescriptor(
    "stringnl_noescape_pair", UP_TO_NEWLINE,
    lambda f: "%s %s" % (stringnl_noescape.reader(f), stringnl_noescape.reader(f)), "Two such texts.")
unicodestringnl = _up_to_newline("unicodestringnl", lambda data: str(data, "raw-unicode-escape"),
                                 "Text with \\u escapes, up to a newline.")
decimalnl_short = _up_to_newline("decimalnl_short", _small_int, "A decimal number; 00 and 01 are False and True.")
decimalnl_long = _up_to_newline("decimalnl_long", _long_int, "A decimal number, perhaps with an L behind it.")
floatnl = _up_to_newline("floatnl", float, "A float as repr() writes it.")
string1 = _counted("string1", uint1, _latin1, "A length of one byte, then so many bytes.", "string")
string4 = _counted("string4", int4, _latin1, "A length of four bytes, then so many bytes.", "string")
bytes1 = _counted("bytes1", uint1, bytes, "A length of one byte, then so many bytes.", "bytes")
bytes4 = _counted("bytes4", uint4, bytes, "A length of four bytes, then so many bytes.", "bytes")
bytes8 = _counted("bytes8", uint8, bytes, "A length of eight bytes, then so many bytes.", "bytes")
bytearray8 = _counted("bytearray8", uint8, bytearray, "A length of eight bytes, then so many bytes.", "bytearray")
unicodestring1 = _counted("unicodestring1", uint1, _utf8, "A length of one byte, then UTF-8.", "string")
unicodestring4 = _counted("unicodestring4", uint4, _utf8, "A length of four bytes, then UTF-8.", "string")
unicodestring8 = _counted("unicodestring8", uint8, _utf8, "A length of eight bytes, then UTF-8.", "string")
long1 = _counted("long1", uint1, pickle.decode_long, "A length of one byte, then a number in two's complement.", "long")
long4 = _counted("long4", int4, pickle.decode_long, "A length of four bytes, then a number in two's complement.", "long")


# --- the stack ---

class StackObject:
    """What instructions take from the stack and put there."""

    def __init__(self, name, obtype, doc):
        self.name, self.obtype, self.doc = name, obtype, doc

    def __repr__(self):
        return self.name


pyint = pylong = StackObject("int", int, "An int.")
pyinteger_or_bool = StackObject("int_or_bool", (int, bool), "An int or a bool.")
pybool = StackObject("bool", bool, "A bool.")
pyfloat = StackObject("float", float, "A float.")
pybytes_or_str = pystring = StackObject("bytes_or_str", (bytes, str), "A str of Python 2: bytes or a str.")
pybytes = StackObject("bytes", bytes, "A bytes object.")
pybytearray = StackObject("bytearray", bytearray, "A bytearray.")
pyunicode = StackObject("str", str, "A str.")
pynone = StackObject("None", type(None), "None.")
pytuple = StackObject("tuple", tuple, "A tuple.")
pylist = StackObject("list", list, "A list.")
pydict = StackObject("dict", dict, "A dict.")
pyset = StackObject("set", set, "A set.")
pyfrozenset = StackObject("frozenset", set, "A frozenset.")
pybuffer = StackObject("buffer", object, "A buffer from outside the pickle.")
anyobject = StackObject("any", object, "Any object.")
markobject = StackObject("mark", StackObject, "The mark that MARK leaves.")
stackslice = StackObject("stackslice", StackObject, "Everything above the topmost mark.")


# --- instructions ---

class OpcodeInfo:
    """One instruction: its byte, its argument, what it does to the stack, and since which protocol."""

    def __init__(self, name, code, arg, stack_before, stack_after, proto, doc):
        self.name, self.code, self.arg, self.proto, self.doc = name, code, arg, proto, doc
        self.stack_before, self.stack_after = stack_before, stack_after


# name, byte, argument, protocol, what it takes, what it leaves, what it does
_TABLE = """
INT               I    decimalnl_short  0 | | int_or_bool | pushes an int or a bool
BININT            J    int4             1 | | int | pushes an int of four bytes
BININT1           K    uint1            1 | | int | pushes an int of one byte
BININT2           M    uint2            1 | | int | pushes an int of two bytes
LONG              L    decimalnl_long   0 | | int | pushes an int of any size
LONG1             \\x8a long1            2 | | int | pushes an int of up to 255 bytes
LONG4             \\x8b long4            2 | | int | pushes an int of many bytes
STRING            S    stringnl         0 | | bytes_or_str | pushes a str of Python 2 from its repr
BINSTRING         T    string4          1 | | bytes_or_str | pushes a long str of Python 2
SHORT_BINSTRING   U    string1          1 | | bytes_or_str | pushes a short str of Python 2
BINBYTES          B    bytes4           3 | | bytes | pushes bytes
SHORT_BINBYTES    C    bytes1           3 | | bytes | pushes up to 255 bytes
BINBYTES8         \\x8e bytes8           4 | | bytes | pushes very many bytes
BYTEARRAY8        \\x96 bytearray8       5 | | bytearray | pushes a bytearray
NEXT_BUFFER       \\x97 -                5 | | buffer | pushes the next of the buffers kept outside
READONLY_BUFFER   \\x98 -                5 | buffer | buffer | makes the buffer on top read-only
NONE              N    -                0 | | None | pushes None
NEWTRUE           \\x88 -                2 | | bool | pushes True
NEWFALSE          \\x89 -                2 | | bool | pushes False
UNICODE           V    unicodestringnl  0 | | str | pushes a str from a line with escapes
SHORT_BINUNICODE  \\x8c unicodestring1   4 | | str | pushes a str of up to 255 bytes
BINUNICODE        X    unicodestring4   1 | | str | pushes a str
BINUNICODE8       \\x8d unicodestring8   4 | | str | pushes a very long str
FLOAT             F    floatnl          0 | | float | pushes a float from its repr
BINFLOAT          G    float8           1 | | float | pushes a float from its bytes
EMPTY_LIST        ]    -                1 | | list | pushes a new list
APPEND            a    -                0 | list any | list | appends the top to the list below
APPENDS           e    -                1 | list mark stackslice | list | appends all above the mark
LIST              l    -                0 | mark stackslice | list | makes a list of all above the mark
EMPTY_TUPLE       )    -                1 | | tuple | pushes the empty tuple
TUPLE             t    -                0 | mark stackslice | tuple | makes a tuple of all above the mark
TUPLE1            \\x85 -                2 | any | tuple | makes a tuple of the top
TUPLE2            \\x86 -                2 | any any | tuple | makes a tuple of the upper two
TUPLE3            \\x87 -                2 | any any any | tuple | makes a tuple of the upper three
EMPTY_DICT        }    -                1 | | dict | pushes a new dict
DICT              d    -                0 | mark stackslice | dict | makes a dict of keys and values above the mark
SETITEM           s    -                0 | dict any any | dict | stores a key and its value
SETITEMS          u    -                1 | dict mark stackslice | dict | stores all keys and values above the mark
EMPTY_SET         \\x8f -                4 | | set | pushes a new set
ADDITEMS          \\x90 -                4 | set mark stackslice | set | adds all above the mark
FROZENSET         \\x91 -                4 | mark stackslice | frozenset | makes a frozenset of all above the mark
POP               0    -                0 | any | | drops the top
DUP               2    -                0 | any | any any | pushes the top once more
MARK              (    -                0 | | mark | pushes a mark
POP_MARK          1    -                1 | mark stackslice | | drops all above the mark, and it
GET               g    decimalnl_short  0 | | any | pushes from the memo
BINGET            h    uint1            1 | | any | pushes from the memo, number of one byte
LONG_BINGET       j    uint4            1 | | any | pushes from the memo, number of four bytes
PUT               p    decimalnl_short  0 | | | keeps the top in the memo
BINPUT            q    uint1            1 | | | keeps the top in the memo, number of one byte
LONG_BINPUT       r    uint4            1 | | | keeps the top in the memo, number of four bytes
MEMOIZE           \\x94 -                4 | any | any | keeps the top in the memo under the next number
EXT1              \\x82 uint1            2 | | any | pushes a registered extension, number of one byte
EXT2              \\x83 uint2            2 | | any | pushes a registered extension, number of two bytes
EXT4              \\x84 int4             2 | | any | pushes a registered extension, number of four bytes
GLOBAL            c    stringnl_noescape_pair 0 | | any | pushes what a module calls by a name
STACK_GLOBAL      \\x93 -                4 | str str | any | likewise, module and name from the stack
REDUCE            R    -                0 | any any | any | calls with a tuple of arguments
BUILD             b    -                0 | any any | any | sets the state of the object below
INST              i    stringnl_noescape_pair 0 | mark stackslice | any | calls a class by its name
OBJ               o    -                1 | mark any stackslice | any | calls the class above the mark
NEWOBJ            \\x81 -                2 | any any | any | calls __new__ of a class
NEWOBJ_EX         \\x92 -                4 | any any any | any | likewise, with keywords
PROTO             \\x80 uint1            2 | | | tells the protocol
STOP              .    -                0 | any | | ends the pickle with the top
FRAME             \\x95 uint8            4 | | | begins a frame of so many bytes
PERSID            P    stringnl_noescape 0 | | any | pushes what persistent_load makes of a text
BINPERSID         Q    -                1 | any | any | likewise, with the top
"""


def _read_table():
    values = list(globals().values())
    arguments = {v.name: v for v in values if isinstance(v, ArgumentDescriptor)}
    objects = {v.name: v for v in values if isinstance(v, StackObject)}
    for line in _TABLE.strip().splitlines():
        head, before, after, doc = re.split(r"\s*\| ?", line, maxsplit=3)
        name, code, argument, proto = head.split()
        yield OpcodeInfo(name, code.encode().decode("unicode_escape"), arguments.get(argument),
                         [objects[n] for n in before.split()], [objects[n] for n in after.split()], int(proto), doc)


opcodes = list(_read_table())
code2op = {op.code: op for op in opcodes}
_PUTS = ("PUT", "BINPUT", "LONG_BINPUT")
_GETS = ("GET", "BINGET", "LONG_BINGET")


def _instructions(f):
    """(instruction, argument, where it begins, where it ends) of each, up to STOP."""
    tell = getattr(f, "tell", lambda: None)
    while True:
        start = tell()
        code = f.read(1)
        op = code2op.get(code.decode("latin-1"))
        if op is None and code == b"":
            raise ValueError("pickle exhausted before seeing STOP")
        if op is None:
            raise ValueError("at position %s, opcode %r unknown" % ("<unknown>" if start is None else start, code))
        arg = op.arg.reader(f) if op.arg else None
        yield op, arg, start, tell()
        if op.code == ".":
            return


def genops(pickle):
    """(instruction, argument, position) of each instruction of a pickle, which is bytes or a file."""
    f = io.BytesIO(pickle) if isinstance(pickle, (bytes, bytearray, memoryview)) else pickle
    for op, arg, start, _ in _instructions(f):
        yield op, arg, start


# --- optimize ---

class _Frames:
    """Collects bytes in frames as a pickler does."""
    TARGET = 64 * 1024

    def __init__(self, framing):
        self.out, self.frame, self.framing = io.BytesIO(), io.BytesIO(), framing

    def write(self, data):
        alone = len(data) > self.TARGET
        if alone or self.frame.tell() >= self.TARGET:
            self.close()
        (self.out if alone else self.frame).write(data)

    def close(self):
        data = self.frame.getvalue()
        if self.framing and len(data) >= 4:
            self.out.write(b"\x95" + struct.pack("<Q", len(data)))
        self.out.write(data)
        self.frame = io.BytesIO()


def _memo_code(text, short, long, proto, number):
    if proto == 0:
        return text + b"%d\n" % number
    return short + bytes([number]) if number < 256 else long + struct.pack("<I", number)


def optimize(p):
    """The pickle without the memo entries that nothing asks for."""
    used, stored, proto, header = set(), 0, 0, b""
    steps = []
    for op, arg, start, end in _instructions(io.BytesIO(p)):
        proto = max(proto, op.proto)
        if op.name == "PROTO":
            proto, header = max(proto, arg), header or p[start:end]
        elif op.name in _GETS:
            used.add(arg)
            steps.append(("get", arg))
        elif op.name in _PUTS or op.name == "MEMOIZE":
            steps.append(("put", stored if op.name == "MEMOIZE" else arg))
            stored += 1
        elif op.name != "FRAME":
            steps.append(("copy", p[start:end]))
    frames, numbers = _Frames(proto >= 4), {}
    frames.out.write(header)
    for step, value in steps:
        if step == "copy":
            frames.write(value)
        elif step == "get":
            frames.write(_memo_code(b"g", b"h", b"j", proto, numbers[value]))
        elif value in used:
            numbers[value] = len(numbers)
            frames.write(b"\x94" if proto >= 4 else _memo_code(b"p", b"q", b"r", proto, numbers[value]))
    frames.close()
    return frames.out.getvalue()


# --- dis ---

class _Machine:
    """Follows the stack and the memo while a pickle is printed."""

    def __init__(self, memo):
        self.stack, self.marks, self.memo = [], [], {} if memo is None else memo

    def take(self, op, position):
        """What the instruction pops; the note about its mark, and what is wrong."""
        before, note, wrong = op.stack_before, None, None
        n = len(before)
        if markobject in before or (op.name == "POP" and self.stack and self.stack[-1] is markobject):
            if not self.marks:
                return 0, "no MARK exists on stack", "no MARK exists on stack"
            at = self.marks.pop()
            note = "(MARK at unknown opcode offset)" if at is None else "(MARK at %d)" % at
            while self.stack[-1] is not markobject:
                self.stack.pop()
            self.stack.pop()
            n = before.index(markobject) if markobject in before else 0
        return n, note, wrong

    def remember(self, op, arg):
        """The memo after the instruction: the note about it, and what is wrong."""
        if op.name in _PUTS or op.name == "MEMOIZE":
            key = len(self.memo) if op.name == "MEMOIZE" else arg
            note = "(as %d)" % key if op.name == "MEMOIZE" else None
            if key in self.memo:
                return None, "memo key %r already defined" % arg
            if not self.stack:
                return None, "stack is empty -- can't store into memo"
            if self.stack[-1] is markobject:
                return None, "can't store markobject in the memo"
            self.memo[key] = self.stack[-1]
            return note, None
        return None, None

    def push(self, op, arg, position):
        after = op.stack_after
        if op.name in _GETS:
            after = [self.memo[arg]]
        if markobject in after:
            self.marks.append(position)
        self.stack.extend(after)


def dis(pickle, out=None, memo=None, indentlevel=4, annotate=0):
    """Print the instructions of a pickle, checking what they do to stack and memo; annotate is a column for remarks."""
    machine, column, highest = _Machine(memo), annotate, -1
    for op, arg, position in genops(pickle):
        start = "%5d: " % position if position is not None else ""
        indent = " " * indentlevel * len(machine.marks)
        highest = max(highest, op.proto)
        n, note, wrong = machine.take(op, position)
        if note and not wrong:  # the line of what ends at a mark is indented as the mark
            indent = " " * indentlevel * (len(machine.marks) + 1)
        remark, trouble = machine.remember(op, arg)
        if op.name in _GETS and arg not in machine.memo:
            trouble = "memo key %r has never been stored into" % arg
        note, wrong = note or remark, wrong or trouble
        line = "%s%-4s %s%s" % (start, repr(op.code)[1:-1], indent, op.name)
        if arg is not None or note:
            line += " " * (10 - len(op.name))
            line += (" " + repr(arg) if arg is not None else "") + (" " + note if note else "")
        if annotate:
            line += " " * (column - len(line))
            column = len(line) if len(line) <= 50 else annotate
            line += " " + op.doc
        print(line, file=out)
        if wrong:
            raise ValueError(wrong)
        if len(machine.stack) < n:
            raise ValueError("tries to pop %d items from stack with only %d items" % (n, len(machine.stack)))
        if n and op.name != "MEMOIZE":
            del machine.stack[-n:]
        if op.name != "MEMOIZE":
            machine.push(op, arg, position)
    print("highest protocol among opcodes =", highest, file=out)
    if machine.stack:
        raise ValueError("stack not empty after STOP: %r" % machine.stack)


def main():
    """The command: pickles in files, instruction by instruction."""
    import sys
    from argparse import ArgumentParser, FileType
    parser = ArgumentParser(prog='pickletools.py', description='disassemble one or more pickle files')
    parser.add_argument('pickle_file', type=FileType('br'), nargs='*', help='the pickle file')
    parser.add_argument('-o', '--output', default=sys.stdout, type=FileType('w'),
                        help='the file where the output should be written')
    parser.add_argument('-m', '--memo', action='store_true', help='preserve memo between disassemblies')
    parser.add_argument('-l', '--indentlevel', default=4, type=int,
                        help='the number of blanks by which to indent a new MARK level')
    parser.add_argument('-a', '--annotate', action='store_true',
                        help='annotate each line with a short opcode description')
    parser.add_argument('-p', '--preamble', default='==> {name} <==',
                        help='if more than one pickle file is specified, print this before each disassembly')
    args = parser.parse_args()
    if not args.pickle_file:
        parser.print_help()
    memo = {} if args.memo else None
    for f in args.pickle_file:
        if len(args.pickle_file) > 1:
            print(args.preamble.format(name=f.name), file=args.output)
        dis(f, args.output, memo, args.indentlevel, 30 * args.annotate)


if __name__ == '__main__':
    main()
