"""Comparing files and folders: cmp, cmpfiles, dircmp."""
import os
import stat
from itertools import filterfalse
from types import GenericAlias

__all__ = ['clear_cache', 'cmp', 'dircmp', 'cmpfiles', 'DEFAULT_IGNORES']

DEFAULT_IGNORES = ['RCS', 'CVS', 'tags', '.git', '.hg', '.bzr', '_darcs', '__pycache__']
BUFSIZE = 8 * 1024
_cache = {}


def clear_cache():
    """Forget what comparisons have found."""
    _cache.clear()


def cmp(f1, f2, shallow=True):
    """Whether two files are equal. shallow: by type, size and time of change alone if those agree."""
    s1, s2 = _sig(os.stat(f1)), _sig(os.stat(f2))
    if s1[0] != stat.S_IFREG or s2[0] != stat.S_IFREG:
        return False
    if shallow and s1 == s2:
        return True
    if s1[1] != s2[1]:
        return False
    key = f1, f2, s1, s2
    if key not in _cache:
        if len(_cache) > 100:
            clear_cache()
        _cache[key] = _same_content(f1, f2)
    return _cache[key]


def _sig(st):
    return stat.S_IFMT(st.st_mode), st.st_size, st.st_mtime


def _same_content(f1, f2):
    with open(f1, 'rb') as a, open(f2, 'rb') as b:
        while True:
            x, y = a.read(BUFSIZE), b.read(BUFSIZE)
            if x != y:
                return False
            if not x:
                return True


def cmpfiles(a, b, common, shallow=True):
    """(equal, different, not comparable): the names of `common` in folders a and b."""
    result = [], [], []
    for x in common:
        try:
            which = 0 if cmp(os.path.join(a, x), os.path.join(b, x), shallow) else 1
        except OSError:
            which = 2
        result[which].append(x)
    return result


class dircmp:
    """Compares two folders; its attributes (left_only, same_files, subdirs ...) are computed on demand."""

    def __init__(self, a, b, ignore=None, hide=None):
        self.left = a
        self.right = b
        self.hide = [os.curdir, os.pardir] if hide is None else hide
        self.ignore = DEFAULT_IGNORES if ignore is None else ignore

    def _names(self, folder):
        skip = self.hide + self.ignore
        return sorted(filterfalse(skip.__contains__, os.listdir(folder)))

    def phase0(self):
        self.left_list = self._names(self.left)
        self.right_list = self._names(self.right)

    def phase1(self):
        left, right = set(self.left_list), set(self.right_list)
        self.common = [x for x in self.left_list if x in right]
        self.left_only = [x for x in self.left_list if x not in right]
        self.right_only = [x for x in self.right_list if x not in left]

    def phase2(self):
        self.common_dirs, self.common_files, self.common_funny = [], [], []
        for x in self.common:
            try:
                a = stat.S_IFMT(os.stat(os.path.join(self.left, x)).st_mode)
                b = stat.S_IFMT(os.stat(os.path.join(self.right, x)).st_mode)
            except OSError:
                a = b = None
            to = (self.common_funny if a != b or a is None else self.common_dirs if a == stat.S_IFDIR
                  else self.common_files if a == stat.S_IFREG else self.common_funny)
            to.append(x)

    def phase3(self):
        self.same_files, self.diff_files, self.funny_files = cmpfiles(self.left, self.right, self.common_files)

    def phase4(self):
        self.subdirs = {x: self.__class__(os.path.join(self.left, x), os.path.join(self.right, x),
                                          self.ignore, self.hide) for x in self.common_dirs}

    def phase4_closure(self):
        self.phase4()
        for sd in self.subdirs.values():
            sd.phase4_closure()

    def report(self):
        print('diff', self.left, self.right)
        for title, names in (('Only in %s' % self.left, self.left_only), ('Only in %s' % self.right, self.right_only),
                             ('Identical files', self.same_files), ('Differing files', self.diff_files),
                             ('Trouble with common files', self.funny_files),
                             ('Common subdirectories', self.common_dirs),
                             ('Common funny cases', self.common_funny)):
            if names:
                names.sort()
                print(title, ':', names)

    def report_partial_closure(self):
        self.report()
        for sd in self.subdirs.values():
            print()
            sd.report()

    def report_full_closure(self):
        self.report()
        for sd in self.subdirs.values():
            print()
            sd.report_full_closure()

    methodmap = dict(subdirs=phase4, same_files=phase3, diff_files=phase3, funny_files=phase3, common_dirs=phase2,
                     common_files=phase2, common_funny=phase2, common=phase1, left_only=phase1, right_only=phase1,
                     left_list=phase0, right_list=phase0)

    def __getattr__(self, attr):
        compute = self.methodmap.get(attr)
        if compute is None:
            raise AttributeError(attr)
        compute(self)  # sets the attribute, and others with it
        return self.__dict__[attr]

    __class_getitem__ = classmethod(GenericAlias)
