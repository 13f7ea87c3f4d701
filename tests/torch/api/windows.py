"""Windows; normalization under torch, in its order of arguments; None where it is taken and where not."""
import torch

x = torch.arange(12.).reshape(3, 4)


def show(text):
    torch.manual_seed(0)
    try:
        value = eval(text)
    except Exception as e:
        value = type(e).__name__, str(e).split('\n')[0]
    print(text, '->', value)


for text in ("torch.hann_window(0)", "torch.hann_window(1)", "torch.hann_window(3)", "torch.hann_window(-1)", "torch.hann_window(4, False)",
             "torch.hann_window(3, dtype=torch.float64)", "torch.hann_window(3, dtype=torch.int64)", "torch.hann_window(2.5)",
             "torch.hann_window(3, 1)", "torch.hann_window(None)", "torch.hann_window(3, requires_grad=True)",
             "torch.hann_window(0, dtype=torch.float64)", "torch.hamming_window(0)", "torch.hamming_window(1)", "torch.hamming_window(3)",
             "torch.hamming_window(-1)", "torch.hamming_window(4, False)", "torch.hamming_window(3, dtype=torch.float64)",
             "torch.hamming_window(3, dtype=torch.int64)", "torch.hamming_window(2.5)", "torch.hamming_window(3, 1)", "torch.hamming_window(None)",
             "torch.hamming_window(3, requires_grad=True)", "torch.hamming_window(0, dtype=torch.float64)", "torch.blackman_window(0)",
             "torch.blackman_window(1)", "torch.blackman_window(3)", "torch.blackman_window(-1)", "torch.blackman_window(4, False)",
             "torch.blackman_window(3, dtype=torch.float64)", "torch.blackman_window(3, dtype=torch.int64)", "torch.blackman_window(2.5)",
             "torch.blackman_window(3, 1)", "torch.blackman_window(None)", "torch.blackman_window(3, requires_grad=True)",
             "torch.blackman_window(0, dtype=torch.float64)", "torch.bartlett_window(0)", "torch.bartlett_window(1)", "torch.bartlett_window(3)",
             "torch.bartlett_window(-1)", "torch.bartlett_window(4, False)", "torch.bartlett_window(3, dtype=torch.float64)",
             "torch.bartlett_window(3, dtype=torch.int64)", "torch.bartlett_window(2.5)", "torch.bartlett_window(3, 1)",
             "torch.bartlett_window(None)", "torch.bartlett_window(3, requires_grad=True)", "torch.bartlett_window(0, dtype=torch.float64)",
             "torch.kaiser_window(0)", "torch.kaiser_window(1)", "torch.kaiser_window(3)", "torch.kaiser_window(-1)",
             "torch.kaiser_window(4, False)", "torch.kaiser_window(3, dtype=torch.float64)", "torch.kaiser_window(3, dtype=torch.int64)",
             "torch.kaiser_window(2.5)", "torch.kaiser_window(3, 1)", "torch.kaiser_window(None)", "torch.kaiser_window(3, requires_grad=True)",
             "torch.kaiser_window(0, dtype=torch.float64)", "torch.batch_norm(x, x[0], x[1], None, None, True, 0.1, 1e-05, True)",
             "torch.batch_norm(x, x[0], x[1], x[2], x[2], False, 0.1, 1e-05, False)",
             "torch.instance_norm(x[None], x[:, 0], x[:, 1], None, None, True, 0.1, 1e-05, True)", "torch.addcdiv(x, x, x, value=None)",
             "torch.addmm(x, x, x, beta=None)", "torch.triu_indices(True, 0)", "torch.ones(2, requires_grad=None, pin_memory=None)"):
    show(text)
