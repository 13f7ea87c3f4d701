"""Neural networks: layers, losses, containers, initialisation."""
from .parameter import Parameter
from .modules import *
from .modules import Module
from . import functional, init, modules, parameter, utils
