"""check_layers.py [SRC]: the layer diagram as data; every #include must follow an arrow."""
import pathlib
import re
import sys

MAY_INCLUDE = {  # folder: folders whose headers its files may include, besides its own
    'base': '',
    'lexer': 'base',
    'parser': 'base lexer',
    'object': 'base',
    'compiler': 'base parser object',
    'vm': 'base object compiler parser',
    'tensor': 'base',
    'builtins': 'base object vm tensor compiler parser',
    'api': 'base object vm builtins tensor',
    'cli': '',
}

src = pathlib.Path(sys.argv[1]) if sys.argv[1:] else pathlib.Path(__file__).resolve().parent.parent / 'src'
bad = []
owner = {}
for p in src.rglob('*.[hd]*'):
    if p.name in owner:
        bad.append(f'{p}: the name {p.name} is also in {owner[p.name]}/')
    owner[p.name] = p.parent.relative_to(src).parts[0]
for p in sorted(src.rglob('*.[ch]')):
    here = p.relative_to(src).parts[0]
    for n, line in enumerate(p.read_text().splitlines(), 1):
        m = re.match(r'\s*#\s*include\s+"([^"]+)"', line)
        to = m and owner.get(pathlib.Path(m[1]).name)
        if to and to != here and to not in MAY_INCLUDE[here].split():
            bad.append(f'{p}:{n}: {here}/ may not include {m[1]} (it belongs to {to}/)')
print('\n'.join(bad) or 'layers ok')
sys.exit(bool(bad))
