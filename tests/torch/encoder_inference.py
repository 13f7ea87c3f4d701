"""Attention and encoder layers without gradients: the fused form, masks in it, and encoders that leave padding out."""
import warnings

import torch
from torch import nn

warnings.simplefilter('always')


def show(name, f):
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter('always')
        try:
            r = f()
        except Exception as e:
            r = f'{type(e).__name__}: {e}'
    for t in r if isinstance(r, tuple) else (r,):
        if isinstance(t, torch.Tensor):
            t = torch.where(t.isnan(), torch.full_like(t, 7), t)    # one nan is as good as another
            bits = t.contiguous().view(torch.int64 if t.dtype == torch.float64 else torch.int32)
            t = tuple(t.shape), t.dtype, int((bits.flatten().long() * torch.arange(1, t.numel() + 1)).sum())
        print(name, t)
    for w in said:
        print('   ', w.category.__name__, str(w.message))


for dtype in torch.float32, torch.float64:
    torch.manual_seed(11)
    x = torch.randn(3, 7, 12, dtype=dtype)
    padding = torch.arange(7) >= torch.tensor([[6], [3], [5]])
    ragged = padding.clone()
    ragged[0, 0] = True
    nothing = padding.clone()
    nothing[1] = True
    with torch.no_grad():
        for kw in {}, {'activation': 'gelu'}, {'norm_first': True}, {'activation': nn.GELU('tanh')}, {'activation': torch.tanh}:
            layer = nn.TransformerEncoderLayer(12, 2, 20, batch_first=True, dtype=dtype, **kw).eval()
            print(list(kw), layer.activation_relu_or_gelu)
            show('layer', lambda: layer(x))
            show('padding', lambda: layer(x, None, padding))
            show('nothing left', lambda: layer(x, None, nothing))
            show('numbers', lambda: layer(x, None, padding.float() * 0.5))
            show('mask', lambda: layer(x, padding[0].expand(7, 7)))
            encoder = nn.TransformerEncoder(layer, 2, nn.LayerNorm(12, dtype=dtype)).eval()
            show('encoder', lambda: encoder(x))
            show('encoder, padding', lambda: encoder(x, None, padding))
            show('encoder, ragged', lambda: encoder(x, None, ragged))
            show('encoder, nothing left', lambda: encoder(x, None, nothing))
            encoder.mask_check = False
            show('encoder, unchecked', lambda: encoder(x, None, ragged))
            encoder.enable_nested_tensor = False
            show('encoder, as it is', lambda: encoder(x, None, padding))
        a = nn.MultiheadAttention(12, 4, batch_first=True, dtype=dtype).eval()
        show('attention', lambda: a(x, x, x))
        show('padding', lambda: a(x, x, x, padding))
        show('each head', lambda: a(x, x, x, padding, average_attn_weights=False))
        show('no weights', lambda: a(x, x, x, need_weights=False))
        show('another key', lambda: a(x, x.clone(), x))

layer = nn.TransformerEncoderLayer(8, 2, 16, batch_first=True).eval()
encoder = nn.TransformerEncoder(layer, 2).eval()
attention = nn.MultiheadAttention(8, 2, batch_first=True).eval()
x = torch.randn(3, 5, 8)
padding = torch.arange(5) >= torch.tensor([[4], [3], [2]])
print(encoder(x, None, padding).shape, layer(x).requires_grad)
seen = []
with torch.no_grad():
    for name, f in (('no sequences', lambda: layer(x[:0])), ('no tokens', lambda: encoder(x[:, :0])),
                    ('no sequences, padding', lambda: encoder(x[:0], None, padding[:0])), ('other width', lambda: layer(x[:, :, :7])),
                    ('other width, padding', lambda: encoder(x[:, :, :7], None, padding)), ('short mask', lambda: layer(x, None, padding[:, :4])),
                    ('few masks', lambda: layer(x, None, padding[:2])), ('short mask', lambda: encoder(x, None, padding[:, :4])),
                    ('flat mask', lambda: encoder(x, None, padding[0])), ('bytes', lambda: encoder(x, None, padding.to(torch.uint8))),
                    ('other type', lambda: layer(x.double())), ('no bias', lambda: nn.MultiheadAttention(8, 2, bias=False, batch_first=True).eval()(x, x, x)),
                    ('is_causal', lambda: layer(x, is_causal=True))):
        show(name, f)
    encoder.layers[0].register_forward_hook(lambda module, inputs, result: seen.append(1))
    print(encoder(x, None, padding).shape, seen)
for p in encoder.parameters():
    p.requires_grad_(False)
print(encoder(x, None, padding).shape, encoder(x.clone().requires_grad_(), None, padding).shape)
