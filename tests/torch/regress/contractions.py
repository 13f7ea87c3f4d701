"""Products and distances: contracted dimensions, types of inputs and outputs, norms in other dtypes."""
import torch


def show(s):
    try:
        r = eval(s)
    except Exception as e:
        r = type(e).__name__ + ': ' + str(e)
    print(s, '->', str(r).replace('\n', ' '))



m, n = torch.ones(2, 3), torch.ones(3, 2)
for dims in ('([1],)', '([1], [0], [1])', "(['a'], [0])", '([1], [1.5])', '([1], 0)', '1.0', 'None', "'ab'", 'torch.tensor([[1], [0]])', 'torch.tensor([1, 0])', 'range(2)', '(None, None)', '5', '-1', '([1, 0], [0])'):
    show(f'torch.tensordot(m, n, {dims})')
for s, t in (((1,), (1,)), ((1,), (3, 1)), ((2, 1), (3, 1)), ((2,), (2,)), ((0,), (0,))):
    for k, l in (('int32', 'int32'), ('int32', 'int64'), ('bool', 'bool'), ('bool', 'int64'), ('int32', 'float32'), ('float16', 'float16'), ('int64', 'float64')):
        show(f'torch.inner(torch.ones({s}, dtype=torch.{k}), torch.ones({t}, dtype=torch.{l}))')
        show(f'torch.inner(torch.ones({s}, dtype=torch.{k}), torch.ones({t}, dtype=torch.{l}), out=torch.zeros(1))')
for k, l, o in (('int32', 'int64', 'int64'), ('int32', 'int64', 'int32'), ('float16', 'int64', 'complex64'), ('bool', 'bool', 'int32')):
    show(f'torch.tensordot(torch.ones(4, 1, dtype=torch.{k}), torch.ones(1, 3, dtype=torch.{l}), 1, out=torch.zeros(0, dtype=torch.{o}))')
show('torch.kron(torch.arange(6).reshape(3, 2), torch.arange(6).reshape(3, 2).t(), out=torch.zeros(0))')
show('torch.kron(torch.arange(6.).reshape(3, 2).t().contiguous().t(), torch.arange(2.), out=torch.zeros(0))')
for k, l in (('int32', 'float64'), ('bool', 'uint8'), ('complex64', 'float32')):
    show(f'torch.cross(torch.ones(3, 3, dtype=torch.{k}), torch.ones(3, 2, dtype=torch.{l}))')
x, y = torch.arange(6.).reshape(2, 3) / 4, torch.arange(12.).reshape(4, 3) / 8
for mode in ("'use_mm_for_euclid_dist'", "'donot_use_mm_for_euclid_dist'", "'a'", 'None', '0'):
    for p in ('2.', '1.', '-1.', "'a'"):
        show(f'torch.cdist(x, y, {p}, {mode})')
show("torch.cdist(x.half(), y.half(), 2., 'use_mm_for_euclid_dist')")
for shapes in (((2, 3), (4, 3)), ((30, 3), (4, 3)), ((2, 30, 3), (1, 4, 3)), ((0, 3), (4, 3)), ((30, 0), (4, 0))):
    a, b = (torch.ones(s).requires_grad_() for s in shapes)
    r = torch.cdist(a * 1, b * 2)
    r.sum().backward()
    print(shapes, type(r.grad_fn).__name__, tuple(r.shape), round(a.grad.sum().item(), 2), round(b.grad.sum().item(), 2))
for f in ('linalg.vector_norm', 'linalg.matrix_norm', 'linalg.norm', 'norm'):
    for k in ('float32', 'float64', 'complex64', 'float16', 'int64'):
        for d in ('float32', 'float64', 'complex128', 'bool'):
            show(f'torch.{f}(torch.ones(2, 2, dtype=torch.{k}), dtype=torch.{d})')
    show(f'torch.{f}(torch.ones(2, 2), out=torch.zeros((), dtype=torch.float64))')
    show(f'torch.{f}(torch.ones(2, 2).half(), out=torch.zeros(()).half())')
show('torch.norm(torch.ones(2, 2), 2, 0, dtype=torch.complex64)')
show('torch.svd(torch.ones(0, 3).bfloat16())')
show('torch.linalg.svd(torch.ones(0, 3).half())')
