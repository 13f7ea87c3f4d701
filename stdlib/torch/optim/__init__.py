"""Optimisers; each step is one native call for a whole parameter group."""
from . import lr_scheduler
from .adadelta import Adadelta
from .adagrad import Adagrad
from .adam import Adam
from .adamax import Adamax
from .adamw import AdamW
from .asgd import ASGD
from .lbfgs import LBFGS
from .nadam import NAdam
from .optimizer import Optimizer
from .radam import RAdam
from .rmsprop import RMSprop
from .rprop import Rprop
from .sgd import SGD
from .sparse_adam import SparseAdam


def __getattr__(name):
    if name == 'swa_utils':
        import importlib
        return importlib.import_module('torch.optim.swa_utils')
    raise AttributeError(f"module 'torch.optim' has no attribute '{name}'")
