from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.version import InvalidVersion, Version

print(Version('1.10rc1') < Version('1.10'), Requirement('a[b]>=1,<2; python_version<"3.8"'), '1.5' in SpecifierSet('~=1.4'))
try:
    Version('one')
except InvalidVersion as e:
    print(e)
