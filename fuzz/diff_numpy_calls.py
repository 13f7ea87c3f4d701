"""Right and wrong calls of NumPy's functions through Kukri and NumPy: every difference in result, warning or error is a bug.

usage: diff_numpy_calls.py KUKRI PYTHON [--topics linalg,files,...] [--seed N] [--count M] [--examples K]

No chance is in it: a program (one seed) is all that is tried of one call of numpy_calls.py, namely the call itself, each argument
replaced by every value of WRONG, left out or given twice, one argument too many and an unknown keyword.
"""
import ast
import pathlib
import sys

import diff_tensor
from diff_numpy import PRELUDE
from numpy_calls import CALLS, WRONG

SETUP = r'''
import atexit, io, os, shutil, tempfile
_folder = tempfile.mkdtemp()
os.chdir(_folder)
atexit.register(shutil.rmtree, _folder, True)
''' + (pathlib.Path(__file__).parent / 'numpy_calls_prelude.py').read_text()


def variants(call, wrongs=WRONG):
    """The source of a call, and of those that differ from it in one argument, which becomes one of `wrongs`."""
    yield ast.unparse(call)
    args, words = call.args, call.keywords

    def built(args, words):
        return ast.unparse(ast.Call(call.func, args, words))
    for wrong in wrongs:
        value = ast.parse(wrong, mode='eval').body
        for i in range(len(args)):
            yield built(args[:i] + [value] + args[i + 1:], words)
        for i, word in enumerate(words):
            yield built(args, words[:i] + [ast.keyword(word.arg, value)] + words[i + 1:])
    if args:
        yield built(args[:-1], words)
        yield built([], words)
    yield built(args + [ast.Constant(1)], words)
    yield built(args, words + [ast.keyword('unheard_of', ast.Constant(1))])
    yield built(args + [w.value for w in words] + [ast.Constant(7)], [])
    for word in words:
        yield built(args, [ast.keyword(word.arg, word.value)])


def calls(topics):
    return [(topic, text) for topic in topics or CALLS for text in CALLS[topic]]


def generate(seed, topics=None):
    p = diff_tensor.Program(seed)
    rows = calls(topics)
    if seed < len(rows):
        topic, text = rows[seed]
        call = ast.parse(text, mode='eval').body
        for body in dict.fromkeys(variants(call)):
            if topic == 'files' and 'True' in body and 'True' not in text:
                continue  # is 1 as a file, what is written to by show()
            p.add(f'{topic} {ast.unparse(call.func)}', body)
    return p


def main(calls, generate, prelude, doc):
    """Compares all of the calls, or those that the command line asks for."""
    if '--count' not in sys.argv:
        topics = sys.argv[sys.argv.index('--topics') + 1].split(',') if '--topics' in sys.argv else None
        sys.argv += ['--count', str(len(calls(topics)))]
    return diff_tensor.main(generate, prelude, doc)


if __name__ == '__main__':
    raise SystemExit(main(calls, generate, PRELUDE + SETUP, __doc__))
