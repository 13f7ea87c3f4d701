"""test_moved.py [PYTHON]: fuzz/diff_moved.py accepts rounding that is blown up, and no wrong answer.

Without PYTHON, what it makes of recorded texts. With a PYTHON that has PyTorch, diff_torch.py's comparison of statements
with a faulty stand-in for Kukri: the same PYTHON, in which a function has been changed.
"""
import argparse
import os
import pathlib
import stat
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / 'fuzz'))
import diff_moved                   # noqa: E402
import diff_tensor                  # noqa: E402
from diff_program import Program    # noqa: E402

N = diff_moved.MOVES


def judge(wanted, got, moved, rounded, body="make((1,), 'float64', 1)", again=None):
    some = lambda texts, n: [texts[i % len(texts)] for i in range(n)]
    return diff_moved.accepted(wanted, got, [again or wanted] + some(moved, N) + some(rounded, diff_moved.DIRECTIONS), (body,))


def tensor(*numbers, kind='float64', node='.'):
    return f"T({kind} ({len(numbers)},) {node} [{' '.join(map(str, numbers))}])"


def recorded():
    one, noisy = tensor(1.5, 2.0), [tensor(1.5, 2.5), tensor(1.5, 1.0)]
    return [
        ('moves as far', judge(one, tensor(1.5, 3.0), noisy, noisy), True),
        ('farther than that', judge(one, tensor(1.5, 7.0), noisy, noisy), False),
        ('at another number', judge(one, tensor(1.0, 2.0), noisy, noisy), False),
        ('there and at another number', judge(one, tensor(1.0, 2.5), noisy, noisy), False),
        ('an edge: rounding changes nothing', judge(one, tensor(1.5, 3.0), noisy, [one]), False),
        ('rounding alone', judge(one, tensor(1.5, 3.0), [one], noisy), False),
        ('not the same text again', judge(one, tensor(1.5, 3.0), noisy, noisy, again=tensor(1.5, 2.1)), False),
        ('an ulp of a coarse input', judge(one, tensor(1.5, 2.00001), [tensor(1.5, 2.00002)], [tensor(1.5, 2.00002)], "make((2,), 'float32', 1).double()"), False),
        ('nan seen on both sides', judge(tensor(2.0), tensor('nan'), [tensor(2.5), tensor('nan')], [tensor(2.5), tensor('nan')]), True),
        ('nan never seen', judge(tensor(2.0), tensor('nan'), [tensor(9.5)], [tensor(9.5)]), False),
        ('nan always seen', judge(tensor('nan'), tensor(2.0), [tensor(9.5)], [tensor(9.5)]), False),
        ('the sign of infinity', judge(tensor('inf'), tensor('-inf'), [tensor('inf')], [tensor('inf')]), False),
        ('a plain float', judge('2.0', '3.0', ['2.5'], ['2.5']), True),
        ('an int', judge('2', '3', ['3'], ['3']), False),
        ('integers', judge(tensor(1, 2, kind='int64'), tensor(1, 3, kind='int64'), [tensor(1, 3, kind='int64')], [tensor(1, 3, kind='int64')]), False),
        ('a type', judge(one, tensor(1.5, 3.0, kind='float32'), noisy, noisy), False),
        ('a node', judge(one, tensor(1.5, 3.0, node='AddBackward0'), noisy, noisy), False),
        ('a shape', judge(one, tensor(1.5, 3.0, 1.0), noisy, noisy), False),
        ('text', judge('str tensor([2.0])', 'str tensor([3.0])', ['str tensor([2.5])'], ['str tensor([2.5])']), False),
        ('an error', judge(one, '!ValueError: 2.0', noisy, noisy), False),
        ('nothing', judge(one, None, noisy, noisy), False),
    ]


CANCELS = "(torch.sum(make((41,), 'float64', 1) * 0.3) - torch.sum((make((41,), 'float64', 1) * 0.3).roll(7)))"
# (fault, statement, accepted): the fault is what the stand-in runs before the statements.
FAULTS = [
    ('torch.sin = lambda x, f=torch.sin: f(x) * 1.5', "torch.sin(make((3,), 'float32', 2))", False),
    ('torch.exp = lambda x, f=torch.exp: f(x) * (1 + 1e-5)', "torch.exp(make((3,), 'float32', 2).double())", False),
    ('torch.round = lambda x: torch.floor(x + 0.5)', "torch.round(make((9,), 'float64', 1) * 4)", False),
    ('torch.sum = lambda x, f=torch.sum: f(x) + 1', "torch.sum(make((3,), 'int64', 1))", False),
    ('torch.amax = lambda x, f=torch.amax: f(x) * 1', "torch.amax(make((3,), 'float64', 1).requires_grad_())", False),
    ('torch.sum = lambda x: x.cumsum(0)[-1]', CANCELS + ' * 1e15', True),
    ('torch.sum = lambda x: x.cumsum(0)[-1]', '1 / ' + CANCELS, True),
    ('torch.sum = lambda x, f=torch.sum: f(x) + x[0] * 1e-12', CANCELS + ' * 1e15', False),
    ('torch.sum = lambda x, f=torch.sum: f(x) + 1', "1 / (torch.sum(make((41,), 'float64', 1) * 0.3) - 0.5)", False),
]


def faulty(python):
    import diff_torch
    prelude, results = diff_torch.PRELUDE, []
    for fault, statement, wanted in FAULTS:
        with tempfile.TemporaryDirectory() as folder:
            stand_in = os.path.join(folder, 'kukri')
            with open(stand_in, 'w') as f:
                f.write(f'#!{python}\nimport sys, torch\n{fault}\nexec(compile(open(sys.argv[1]).read(), sys.argv[1], "exec"))\n')
            os.chmod(stand_in, stat.S_IRWXU)

            def generate(seed):
                p = Program(seed)
                p.add('fault', statement)
                return p
            _, deaths, differences, accepted, _ = diff_tensor.batch(
                argparse.Namespace(cache=None, python=python, kukri=stand_in), generate, prelude, [0], folder, True)
            found = None if deaths or len(differences) + len(accepted) != 1 else bool(accepted)
            results.append((fault, found, wanted))
    return results


bad = [f'{name}: accepted {found}, wanted {wanted}' for name, found, wanted in recorded() + (faulty(sys.argv[1]) if len(sys.argv) > 1 else []) if found != wanted]
print('\n'.join(bad) or 'ok')
raise SystemExit(bool(bad))
