"""numpy.lib.NumpyVersion: versions of NumPy, compared as versions are."""
import functools
import re

__all__ = ['NumpyVersion']


@functools.total_ordering
class NumpyVersion:
    """A version such as 1.24.0rc1 or 1.25.0.dev0+abc, which compares with other ones and with text."""

    __hash__ = None

    def __init__(self, vstring):
        found = re.match(r'(\d+)\.(\d+)\.(\d+)', vstring)
        if found is None:
            raise ValueError('Not a valid numpy version string')
        self.vstring, self.version = vstring, found[0]
        self.major, self.minor, self.bugfix = map(int, found.groups())
        rest = vstring[found.end():]
        stages = [s for s in (re.match(r'[ab]\d', rest), re.match(r'rc\d', rest)) if s]
        self.pre_release = stages[-1][0] if stages else 'final' if not rest or rest[0] == '.' and 'dev' not in rest else ''
        self.is_devversion = 'dev' in vstring

    def _key(self):
        """Its place among all versions: pre-releases before the release, development before what it leads to."""
        stage = self.pre_release
        return (self.major, self.minor, self.bugfix), (stage == 'final', stage), not self.is_devversion

    @staticmethod
    def _of(other):
        if not isinstance(other, (str, NumpyVersion)):
            raise ValueError('Invalid object to compare with NumpyVersion.')
        return other if isinstance(other, NumpyVersion) else NumpyVersion(other)

    def __eq__(self, other):
        return self._key() == self._of(other)._key()

    def __lt__(self, other):
        return self._key() < self._of(other)._key()

    def __repr__(self):
        return f'NumpyVersion({self.vstring})'
