"""hide_symbols.py OUT.a WORK.o LD OBJCOPY AR LIB.a...: one archive of which only ku_ names are global.

Visibility attributes hide a name in a shared library only; in a plain archive every function of every
layer would still clash with the host program's. So the layers are linked into one relocatable object,
and all other names in it are made local.
"""
import os
import subprocess
import sys

out, work, ld, objcopy, ar, *libs = sys.argv[1:]
subprocess.run([ld, '-r', '-o', work, '--whole-archive', *libs], check=True)
subprocess.run([objcopy, '--wildcard', '--keep-global-symbol=ku_*', work], check=True)
if os.path.exists(out):
    os.remove(out)
subprocess.run([ar, 'csrD', out, work], check=True)
