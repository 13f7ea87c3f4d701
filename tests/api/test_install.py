"""test_install.py BUILD: installs into a scratch folder and builds the embedding examples from there.

Checks what a host program meets: header, pkg-config file, a shared and a static library that export ku_
names only, and that both examples print what they should with either library.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
EMBED = ROOT / 'examples/embed'
SANITIZE = ['-fsanitize=address,undefined']


def output(*cmd, **kw):
    return subprocess.run(cmd, check=True, stdout=subprocess.PIPE, text=True, **kw).stdout


def exported(library, *options):
    lines = output('nm', '--defined-only', *options, str(library)).splitlines()
    return {l.split()[2] for l in lines if re.match(r'[0-9a-f]+ [A-TV-Z] ', l)}


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    want = (EMBED / 'expected.out').read_text()
    sanitized = 'b_sanitize' in output('meson', 'configure', str(build)) and \
        'address' in (build / 'compile_commands.json').read_text()
    with tempfile.TemporaryDirectory() as tmp:
        dest = pathlib.Path(tmp)
        subprocess.run(['meson', 'install', '-C', str(build), '--destdir', tmp], check=True, stdout=subprocess.DEVNULL)
        pc = next(dest.rglob('kukri.pc'))
        env = dict(os.environ, PKG_CONFIG_PATH=str(pc.parent), PKG_CONFIG_SYSROOT_DIR=tmp, LD_LIBRARY_PATH=str(pc.parents[1]))
        lib = pc.parents[1]
        declared = set(re.findall(r'\b(ku_\w+)\(', (ROOT / 'include/kukri.h').read_text())) - {'ku_null', 'ku_is_null'}
        for library, options in ((lib / 'libkukri.so', ['-D']), (lib / 'libkukri.a', ['-g'])):
            names = exported(library, *options)
            if names != declared:
                print(f'{library.name}: exported but not declared: {sorted(names - declared)[:10]}; '
                      f'declared but not exported: {sorted(declared - names)[:10]}')
                return 1
        flags = lambda *what: output('pkg-config', *what, 'kukri', env=env).split()
        for source, compiler in (('embed.c', 'cc'), ('embed.cpp', 'c++')):
            if not shutil.which(compiler):
                continue
            for static in (False, True):
                exe = dest / f'{source}.{"a" if static else "so"}'
                libs = flags('--libs', '--static') if static else flags('--libs')
                if static: # the archive instead of the shared library beside it
                    libs = [str(lib / 'libkukri.a') if l == '-lkukri' else l for l in libs]
                subprocess.run([compiler, str(EMBED / source), '-o', str(exe), *flags('--cflags'), *libs, '-lm',
                                *(SANITIZE if sanitized else [])], check=True)
                got = output(str(exe), str(EMBED / 'filter.py'), env=env)
                if got != want:
                    print(f'{exe.name} printed\n{got}instead of\n{want}')
                    return 1
    print('ok')
    return 0


sys.exit(main())
