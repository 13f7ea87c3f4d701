"""What DataLoader is made of, by the names under which PyTorch has it."""
from . import collate
