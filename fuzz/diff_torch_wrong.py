"""Right and wrong calls of PyTorch's functions through Kukri and PyTorch: every difference in result or error is a bug.

usage: diff_torch_wrong.py KUKRI PYTHON [--topics create,functional,...] [--seed N] [--count M] [--examples K]

No chance is in it: a program (one seed) is all that is tried of one call of torch_calls.py, namely the call itself, each argument
replaced by every value of WRONG, left out or given twice, one argument too many and an unknown keyword (diff_numpy_calls.py).
"""
import ast
import pathlib
import re

import diff_tensor
from diff_numpy_calls import main, variants
from diff_torch import PRELUDE
from torch_calls import CALLS, WRONG

ENDLESS = re.compile(r'\b(niter|n_power_iterations)=2 \*\* 70|VonMises\(.*(2 \*\* 70|inf)')
SETUP = (pathlib.Path(__file__).parent / 'torch_calls_prelude.py').read_text()


def calls(topics):
    return [(topic, text) for topic in topics or CALLS for text in CALLS[topic]]


def sites(node):
    """The calls of an expression whose arguments are tried: the last, and those that made what it calls."""
    if isinstance(node, (ast.Attribute, ast.Subscript)):
        yield from sites(node.value)
    elif isinstance(node, ast.Call):
        if isinstance(node.func, ast.Name) and node.func.id in ('list', 'len'):
            yield from sites(node.args[0])
            return
        if node.args or node.keywords or not isinstance(node.func, ast.Name):
            yield node
        yield from sites(node.func)


def generate(seed, topics=None):
    p = diff_tensor.Program(seed)
    rows = calls(topics)
    if seed < len(rows):
        topic, text = rows[seed]
        whole = ast.parse(text, mode='eval').body
        text = ast.unparse(whole)
        for site in sites(whole):
            before, after = text.split(ast.unparse(site), 1)
            for body in dict.fromkeys(variants(site, WRONG)):
                if topic == 'modules' and '2 ** 70' in body or 'num_workers' in body and 'num_workers=0' not in body or ENDLESS.search(body):
                    continue    # layers, processes and rounds, of which the original makes as many
                p.add(f'{topic} {ast.unparse(site.func)}', before + body + after)
    return p


if __name__ == '__main__':
    raise SystemExit(main(calls, generate, PRELUDE + SETUP, __doc__))
