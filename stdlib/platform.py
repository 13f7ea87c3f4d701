"""What machine, system and interpreter this is."""
import collections
import os
import re
import sys

__version__ = '1.0.8'

uname_result_base = collections.namedtuple("uname_result_base", "system node release version machine")


class uname_result(uname_result_base):
    """system, node, release, version, machine, processor"""
    _fields = ('system', 'node', 'release', 'version', 'machine', 'processor')

    @property
    def processor(self):
        return ''

    def __iter__(self):
        yield from super().__iter__()
        yield self.processor

    def __len__(self):
        return 6

    def __getitem__(self, key):
        return tuple(self)[key]

    def __repr__(self):
        return 'uname_result(%s)' % ', '.join(f'{n}={v!r}' for n, v in zip(uname_result_base._fields, self))

    def __reduce__(self):
        return uname_result, tuple(self)[:5]


_uname_cache = None


def uname():
    global _uname_cache
    if _uname_cache is None:
        u = os.uname()
        _uname_cache = uname_result(u[0], u[1], u[2], u[3], u[4])
    return _uname_cache


def system():
    return uname().system


def node():
    return uname().node


def release():
    return uname().release


def version():
    return uname().version


def machine():
    return uname().machine


def processor():
    return uname().processor


def architecture(executable=sys.executable, bits='', linkage=''):
    return bits or ('64bit' if sys.maxsize > 2**32 else '32bit'), linkage or 'ELF'


def libc_ver(executable=None, lib='', version='', chunksize=16384):
    try:
        name = os.confstr('CS_GNU_LIBC_VERSION')
        return tuple(name.split())
    except (AttributeError, ValueError, OSError):
        return lib or 'glibc', version


def platform(aliased=False, terse=False):
    """One line for all of it."""
    u = uname()
    name, version = libc_ver()
    if terse:
        text = f'{u.system}-{u.release}-with-{name}{version}'
    else:
        text = f'{u.system}-{u.release}-{u.machine}-with-{name}{version}'
    return re.sub(r'-+', '-', text.replace(' ', '_')).rstrip('-')


def python_implementation():
    return 'CPython' if sys.implementation.name == 'cpython' else sys.implementation.name.capitalize()


def python_version():
    return '%d.%d.%d' % sys.version_info[:3]


def python_version_tuple():
    return tuple(python_version().split('.'))


def python_branch():
    return ''


def python_revision():
    return ''


def python_build():
    m = re.search(r'\(([^,)]*),?\s*([^)]*)\)', sys.version)
    return (m[1], m[2]) if m else ('', '')


def python_compiler():
    m = re.search(r'\[([^\]]+)\]', sys.version)
    return m[1] if m else ''


def freedesktop_os_release():
    """The fields of /etc/os-release."""
    for path in ("/etc/os-release", "/usr/lib/os-release"):
        try:
            with open(path, encoding="utf-8") as f:
                info = {"NAME": "Linux", "ID": "linux", "PRETTY_NAME": "Linux"}
                for line in f:
                    m = re.match(r'^([A-Z0-9_]+)=([\'"]?)(.*)\2$', line.strip())
                    if m:
                        info[m[1]] = re.sub(r'\\([\\\$\"\'`])', r'\1', m[3])
                return info
        except OSError:
            pass
    raise OSError(2, "Unable to read files /etc/os-release, /usr/lib/os-release")


def win32_is_iot():
    """Whether this is an IoT edition of Windows."""
    return False


def win32_ver(release='', version='', csd='', ptype=''):
    return release, version, csd, ptype


def mac_ver(release='', versioninfo=('', '', ''), machine=''):
    return release, versioninfo, machine


def java_ver(release='', vendor='', vminfo=('', '', ''), osinfo=('', '', '')):
    return release, vendor, vminfo, osinfo


if __name__ == '__main__':
    print(platform('aliased' in sys.argv, 'terse' in sys.argv or '--terse' in sys.argv))
