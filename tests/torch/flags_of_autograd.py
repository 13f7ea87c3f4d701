"""Flags of backward() are numbers of a byte; gradients, inputs and switches refuse what PyTorch's do."""
import warnings

import torch

warnings.simplefilter('ignore')
L = torch.tensor([1., 2.], requires_grad=True)
M = torch.ones(2, 3)
S = torch.tensor([3., 1.])


def LS():
    return (L * L).sum()


for source in '''
torch.autograd.grad(LS(), L, retain_graph='a')|torch.autograd.grad(LS(), L, create_graph=None)|torch.autograd.grad(LS(), L, create_graph=2)[0].requires_grad
torch.autograd.grad(LS(), L, create_graph=-1)|torch.autograd.grad(LS(), L, create_graph=300)|torch.autograd.grad(LS(), L, create_graph=2**70)
torch.autograd.grad(LS(), L, create_graph=M)|torch.autograd.grad(LS(), L, ['a'])|torch.autograd.grad(LS(), L, [1, 2])|torch.autograd.grad(LS(), L, [])
torch.autograd.grad('a', L)|torch.autograd.grad(LS(), [L, 1])|torch.autograd.grad([LS(), 1], L)|torch.autograd.grad(LS(), [])|torch.autograd.grad(LS(), M)
torch.autograd.grad(L * 2, L)|torch.autograd.grad(LS(), L, only_inputs=False)|torch.autograd.backward(LS(), 'ab')|torch.autograd.backward(LS(), inputs=1)
torch.autograd.backward(LS(), inputs=M)|torch.autograd.backward(LS(), inputs=[1])|torch.autograd.backward(LS(), grad_variables=torch.tensor(1.))
torch.autograd.backward(LS(), torch.tensor(1.), grad_variables=torch.tensor(1.))|torch.autograd.backward([LS(), LS()], [torch.tensor(1.)])
LS().backward('a')|LS().backward(1)|LS().backward(M)|LS().backward(retain_graph=1)|LS().backward(create_graph=None)|LS().backward(inputs=M)|LS().backward(inputs='a')
LS().backward(foo=1)|LS().backward(None, None, False, None, 1)|LS().backward([torch.tensor(1.)])|(L * 2).backward([1, 2])|LS().backward(inputs=[L])|LS().backward(inputs=L)
torch.autograd.Variable('a')|torch.autograd.Variable(M, 'a')|torch.autograd.Variable(M, 2).requires_grad|torch.autograd.Variable(torch.tensor(1), True)
torch.use_deterministic_algorithms(None)|torch.use_deterministic_algorithms(True, warn_only=1)|torch.set_warn_always(1)|torch.set_num_threads('a')
torch.set_num_threads()|torch.set_default_tensor_type(1)|torch.set_default_tensor_type('torch.LongTensor')|torch.set_float32_matmul_precision(1)
torch.get_num_threads(1)|torch.get_default_dtype(1)|torch.is_grad_enabled(1)|torch.set_default_dtype(torch.int64)|torch.set_default_dtype(1)|torch.no_grad(1)
torch.cuda.manual_seed('a')|torch.autograd.set_detect_anomaly(None)|torch.initial_seed(1)|torch.seed(1)|L.requires_grad_(None)|setattr(L, 'data', torch.tensor([1, 2]))
setattr(torch.tensor([1]), 'requires_grad', True)|torch.tensor([1]).requires_grad_()|delattr(L, 'data')|torch.cuda.set_device(None)|torch.cuda.set_device('cuda')
torch.istft(M, 2, normalized=None)|torch.istft(None, 2)|torch.stft(S, 2, 'a')|torch.stft(S, 2, window='a')|S.istft(2, foo=1)|torch.fft.fft2(M, s='a')|torch.lu(M, pivot=None)
torch.nn.utils.rnn.pad_packed_sequence(torch.nn.utils.rnn.pack_sequence([S]), None)|torch.nn.utils.rnn.pack_padded_sequence(torch.int64, [1])
torch.nn.utils.rnn.pad_packed_sequence(torch.nn.utils.rnn.pack_sequence([S]), padding_value='a')|torch.nn.utils.rnn.unpad_sequence(torch.ones(2, 2), [1, 2])
'''.replace('\n', '|').split('|'):
    if source:
        try:
            print(source, '->', eval(source))
        except Exception as e:
            print(source, '->', type(e).__name__, e)
