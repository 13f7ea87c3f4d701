# Numbers and lists that nodes show of the calls that made them.
import torch
import torch.nn.functional as F

x = torch.arange(1., 13.).reshape(3, 4).requires_grad_()
y = (torch.arange(12.).reshape(3, 4) + .5).requires_grad_()
for r in (x + y, x + 3, 3 + x, torch.add(x, y, alpha=2), torch.add(x, y, alpha=.5), torch.add(x, 3, alpha=2), x - y, x - 2, torch.sub(x, y, alpha=3),
          torch.sub(x, 2, alpha=-1.5), torch.rsub(x, y), torch.rsub(x, y, alpha=3), x.clone().add_(y, alpha=4),
          x.clone().sub_(y), torch.add(x.to(torch.complex64), y, alpha=2j)):
    try:
        print(r.grad_fn.name(), repr(r.grad_fn._saved_alpha))
    except AttributeError as e:
        print(e)
for r in (x.mean(), torch.zeros(0, 3, requires_grad=True).mean(), torch.tensor(2., requires_grad=True).mean()):
    print(r.grad_fn._saved_self_numel, r.grad_fn._saved_self_sizes)

image, line, volume = (torch.ones(s, requires_grad=True) for s in ((2, 4, 6, 6), (2, 4, 6), (1, 2, 4, 4, 4)))
for r in (F.conv2d(image, torch.ones(5, 4, 3, 3)), F.conv2d(image, torch.ones(4, 2, 3, 3), torch.ones(4), stride=2, padding=1, groups=2),
          F.conv2d(image, torch.ones(5, 4, 2, 3), padding=(2, 1), dilation=(2, 1)), F.conv1d(line, torch.ones(3, 4, 2), torch.ones(3), stride=2),
          F.conv3d(volume, torch.ones(3, 2, 2, 2, 2)), F.conv_transpose2d(image, torch.ones(4, 2, 3, 3), stride=2, output_padding=1)):
    f = r.grad_fn
    while 'Convolution' not in f.name():
        f = f.next_functions[0][0]
    print(f.name(), f._saved_stride, f._saved_padding, f._saved_dilation, f._saved_output_padding, f._saved_groups, f._saved_transposed,
          f._saved_bias_sym_sizes_opt)
