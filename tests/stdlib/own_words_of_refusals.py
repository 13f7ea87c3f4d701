# What modules in Python say of arguments they cannot use, where the words come from inside.
import ast, contextlib, enum, importlib, inspect, logging, logging.handlers, multiprocessing, os, pathlib, re, threading, unittest, warnings


def tell(*calls):
    for f in calls:
        try:
            print(f())
        except Exception as e:
            print(type(e).__name__, e)


class Color(enum.Enum):
    RED = 1


class Frozen(ast.AST):
    pass


os.chdir('/')
P = pathlib.Path
tell(lambda: importlib.util.find_spec('json.decoder').name, lambda: importlib.machinery.ModuleSpec.__name__,
     lambda: importlib.import_module(5), lambda: importlib.nothing,
     lambda: contextlib.contextmanager(lambda: 5)().__enter__(),
     lambda: multiprocessing.Array('i', -1), lambda: inspect.getargs(5), lambda: re.error('a', 'b', 'c'),
     lambda: threading.Semaphore().release(1.5), lambda: logging.BufferingFormatter().format(None),
     lambda: logging.getLogger('x').isEnabledFor('high'), lambda: logging.StringTemplateStyle(1, 2),
     lambda: logging.handlers.RotatingFileHandler('x', 5), lambda: unittest.skip('why').__qualname__)
name = ast.Add().__reduce__
tell(lambda: name(1), lambda: Frozen().__reduce__(1))
tell(lambda: P('nope-nope').resolve(strict=True), lambda: P('a').match(None), lambda: P('a').match(5),
     lambda: P('a').match(b'x'), lambda: list(P('a').glob([1])), lambda: P('a').with_name(None), lambda: P('a').with_name({}),
     lambda: P('a').samefile(1), lambda: P('/').samefile(b'x'), lambda: P('/').samefile('/'),
     lambda: os.path.realpath('x/../../y/./z'), lambda: os.path.realpath('nope-nope', strict=True))
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter('always')
    tell(lambda: 5 in Color)
    print(w[0].message)
import argparse, datetime, time
parser = argparse.ArgumentParser('p')
tell(lambda: parser.parse_known_args('a', 'b'), lambda: parser.print_help(1), lambda: datetime.date(2020, 1, 1).__format__(None),
     lambda: time.get_clock_info(1), lambda: multiprocessing.TimeoutError.__module__, lambda: multiprocessing.context.TimeoutError)
