# Numbers that a tensor's type cannot hold, function by function.
import torch


def t(text):
    try:
        r = eval(text)
        print(text, '->', str(r.dtype)[6:], r.tolist())
    except Exception as e:
        print(text, '->', type(e).__name__, e)


for kind in ('bool', 'uint8', 'int16', 'int64', 'float16', 'float32', 'complex64'):
    for v in ('2j', '1+0j', '-1', '-200', '300', '1e10', '-1.5', "float('nan')"):
        t(f'torch.tensor({v}, dtype=torch.{kind})')
        t(f'torch.tensor([{v}], dtype=torch.{kind})')
        t(f'torch.scalar_tensor({v}, dtype=torch.{kind})')
    x = f'torch.ones(2, dtype=torch.{kind})'
    for v in ('2j', '1e10', 'torch.tensor(2j)', '-1', 'True'):
        for f in ('torch.add({x}, 1, alpha={v})', 'torch.sub({x}, {x}, alpha={v})', 'torch.addcmul({x}, {x}, {x}, value={v})', 'torch.lerp({x}, {x}, {v})',
                  'torch.scatter({x}, 0, torch.tensor([0]), {v})', 'torch.threshold({x}, 0, {v})', 'torch.index_fill({x}, 0, torch.tensor([0]), {v})',
                  'torch.clamp({x}, max={v})', '{x}.expand(2, 2).renorm(2, 0, {v})', 'torch.pow({x}, {v})', 'torch.full_like({x}, {v})'):
            if kind != 'float16' or 'j' not in v:
                t(f.format(x=x, v=v))
for f in ('clamp_min', 'clamp_max'):
    t(f'torch.{f}(torch.ones(2), torch.tensor(2j))')
t('torch.add(torch.ones(2, dtype=torch.complex64), 1 + 1j, alpha=2j)')
t('torch.addcdiv(torch.ones(2, dtype=torch.complex64), torch.ones(2), torch.ones(2), value=2 + 1j)')
for text in ('torch.vander(torch.ones(3).half())', 'torch.vander(torch.tensor([1, 2, 3]), increasing=True)', 'torch.vander(torch.tensor([1.5, 2, 3]), 2)', 'torch.ones(3).byte().histc(0)',
             'torch.std(torch.ones(0, 3).half(), (0, 1), out=torch.zeros(1, dtype=torch.int64))', 'torch.ones(4, 2)[:, ::2].view(torch.float16)',
             'torch.nn.functional.pad(torch.ones(1, 2, 3).bfloat16(), (1, 1), "reflect")', 'torch.nn.functional.pad(torch.ones(1, 2, 3).half(), (1, 1), "replicate")'):
    t(text)
