"""Topics of diff_torch.py about torch.nn: modules, functionals, losses, convolution, pooling, recurrent layers."""
PRELUDE = ''
TOPICS = {}
