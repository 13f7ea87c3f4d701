"""Objects to bytes and back."""
from _pickle import (PickleBuffer, PickleError, Pickler, PicklingError, Unpickler, UnpicklingError, _opcodes, dump,
                     dumps, load, loads)
from copyreg import dispatch_table

__all__ = ["PickleError", "PicklingError", "UnpicklingError", "Pickler", "Unpickler", "dump", "dumps", "load", "loads",
           "PickleBuffer", "HIGHEST_PROTOCOL", "DEFAULT_PROTOCOL"]

format_version = "4.0"
compatible_formats = ["1.0", "1.1", "1.2", "1.3", "2.0", "3.0", "4.0", "5.0"]
HIGHEST_PROTOCOL = 5
DEFAULT_PROTOCOL = 4

bytes_types = (bytes, bytearray)
TRUE = b'I01\n'
FALSE = b'I00\n'
globals().update(_opcodes)
__all__ += [*_opcodes, "TRUE", "FALSE"]



def __getattr__(name):
    """What pickles in single steps, for subclasses that change some of them: it comes with the first name of it."""
    if name.startswith('_') and not name.startswith('__'):
        import _pickle_steps
        if name in _pickle_steps._NAMES:
            globals().update((each, getattr(_pickle_steps, each)) for each in _pickle_steps._NAMES)
            return globals()[name]
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')


def whichmodule(obj, name):
    """The name of the module in which an object is found under a name."""
    import sys
    module = getattr(obj, '__module__', None)
    if module is not None:
        return module
    for module_name, module in sys.modules.copy().items():
        if module_name == '__main__' or module is None:
            continue
        found = module
        try:
            for part in name.split('.'):
                found = getattr(found, part)
        except AttributeError:
            continue
        if found is obj:
            return module_name
    return '__main__'


def encode_long(x):
    """The shortest little-endian two's complement of an int."""
    if not x.bit_length():
        return b''
    return x.to_bytes((x + (x < 0)).bit_length() // 8 + 1, 'little', signed=True)


def decode_long(data):
    """The int that encode_long made bytes of."""
    return int.from_bytes(data, 'little', signed=True)


def _main():
    """The command: what lies in files of pickles."""
    import pprint
    from argparse import ArgumentParser, FileType
    parser = ArgumentParser(prog='pickle.py', description='display contents of the pickle files')
    parser.add_argument('pickle_file', type=FileType('br'), nargs='*', help='the pickle file')
    args = parser.parse_args()
    if not args.pickle_file:
        parser.print_help()
    for f in args.pickle_file:
        pprint.pprint(load(f))


if __name__ == '__main__':
    _main()
