"""python -m unittest: the command line of the test program."""
import os.path
import sys

if sys.argv[0].endswith('__main__.py'):
    sys.argv[0] = os.path.basename(sys.executable or 'python3') + ' -m unittest'

__unittest = True

from .main import main

main(module=None)
