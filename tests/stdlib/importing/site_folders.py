"""site: the folders of packages, and .pth files."""
import os
import site
import sys
import tempfile

os.environ['PYTHONUSERBASE'] = '/nowhere/base'
site.USER_BASE = site.USER_SITE = None
print(site.getuserbase(), site.getusersitepackages() == site.USER_SITE, site.USER_SITE.startswith('/nowhere/base/lib/python3.11'))
print(site.PREFIXES == [sys.prefix, sys.exec_prefix], all(isinstance(p, str) for p in site.getsitepackages()))

with tempfile.TemporaryDirectory() as folder:
    os.mkdir(os.path.join(folder, 'inner'))
    with open(os.path.join(folder, 'a.pth'), 'w') as f:
        f.write('# comment\n\ninner\nmissing\nimport sys; sys.seen_by_pth = True\n')
    before = len(sys.path)
    site.addsitedir(folder)
    site.addsitedir(folder)
    print([os.path.relpath(p, folder) for p in sys.path[before:]], sys.seen_by_pth)
