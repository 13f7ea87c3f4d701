# `from module import *` brings what PyTorch lists, also names that are made when first asked for, and hides no built-in.
import builtins


def brought(module, *names):
    space = {}
    exec(f'from {module} import *', space)
    print(module, *[f'{name}={name in space}' for name in names])
    return space


space = brought('torch', 'tensor', 'Tensor', 'randn', 'nn', 'float32', 'bool', 'cuda', 'no_grad', 'save', 'load', 'add',
                'softmax', 'stft', 'einsum', 'manual_seed', 'is_tensor', 'optim', 'int', 'device', 'autograd')
print(space['tensor']([1, 2]), space['kron'](space['ones'](2), space['ones'](1)))
print(sorted(name for name in vars(builtins) if name in space and not name.startswith('_')))
brought('torch.nn', 'Linear', 'functional', 'Module', 'init', 'Parameter')
brought('torch.optim', 'SGD', 'Adam', 'lr_scheduler')
brought('torch.optim.lr_scheduler', 'StepLR', 'math', 'warnings')
brought('torch.autograd', 'Variable', 'Function', 'grad', 'backward', 'gradcheck')
brought('torch.distributions', 'Normal', 'kl_divergence', 'normal', 'transforms')
brought('torch.fft', 'fft', 'fftn', 'hfftn')
brought('torch.multiprocessing', 'Process', 'Queue', 'get_sharing_strategy', 'torch')
brought('torch.nn.utils.rnn', 'pack_sequence', 'PackedSequence', 'torch')
brought('torch.utils.data.sampler', 'BatchSampler', 'torch')
