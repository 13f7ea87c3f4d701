"""What installed distributions say of themselves: version, metadata, files, requirements, entry points.

Distributions are the folders NAME-VERSION.dist-info and NAME.egg-info in the folders and archives of sys.path.
"""
import abc
import collections
import csv
import functools
import importlib
import operator
import os
import pathlib
import re
import sys
import zipfile
from typing import Any, Dict, Iterator, List, Mapping, Protocol, TypeVar, Union

from .abc import MetaPathFinder

__all__ = ['Distribution', 'DistributionFinder', 'PackageMetadata', 'PackageNotFoundError', 'distribution', 'distributions',
           'entry_points', 'files', 'metadata', 'packages_distributions', 'requires', 'version']

_T = TypeVar('_T')


class PackageNotFoundError(ModuleNotFoundError):
    """The distribution is not installed."""

    def __str__(self):
        return f'No package metadata was found for {self.name}'

    @property
    def name(self):
        return self.args[0]


# --- the text of METADATA ---

class PackageMetadata(Protocol):
    """The headers of a distribution: a mapping in which a key may have several values."""

    def __len__(self) -> int: ...

    def __contains__(self, item: str) -> bool: ...

    def __getitem__(self, key: str) -> str: ...

    def __iter__(self) -> Iterator[str]: ...

    def get_all(self, name: str, failobj: _T = ...) -> Union[List[Any], _T]:
        """All values of a key."""

    @property
    def json(self) -> Dict[str, Union[str, List[str]]]:
        """All as PEP 566 puts it into JSON."""


_MULTIPLE = {'classifier', 'obsoletes_dist', 'platform', 'project_url', 'provides_dist', 'provides_extra', 'requires_dist',
             'requires_external', 'supported_platform', 'dynamic'}


class _Headers:
    """Headers of the format of mails; the description may come behind an empty line."""

    def __init__(self, text):
        self._items = []
        head, _, body = text.replace('\r\n', '\n').partition('\n\n')
        for line in head.split('\n'):
            if line[:1] in (' ', '\t') and self._items:
                key, value = self._items[-1]
                self._items[-1] = key, f'{value}\n{self._continued(line)}'
            elif ':' in line:
                key, _, value = line.partition(':')
                self._items.append((key, value.strip()))
        self._payload = body
        if body:
            self._items.append(('Description', body))

    @staticmethod
    def _continued(line):
        """Long texts are indented by eight columns, or marked by a bar."""
        return line[8:] if line.startswith((' ' * 8, ' ' * 7 + '|')) else line.strip()

    def keys(self):
        return [key for key, _ in self._items]

    def values(self):
        return [value for _, value in self._items]

    def items(self):
        return list(self._items)

    def get_payload(self):
        """What comes behind the headers."""
        return self._payload

    def get_all(self, name, failobj=None):
        found = [value for key, value in self._items if key.lower() == name.lower()]
        return found or failobj

    def get(self, name, failobj=None):
        found = self.get_all(name)
        return found[0] if found else failobj

    def __getitem__(self, name):
        return self.get(name)

    def __contains__(self, name):
        return self.get_all(name) is not None

    def __iter__(self):
        return iter(self.keys())

    def __len__(self):
        return len(self._items)

    @property
    def json(self):
        found = {}
        for key in self:
            name = key.lower().replace('-', '_')
            if name in _MULTIPLE:
                found[name] = self.get_all(key)
            elif name == 'keywords':
                found[name] = re.split(r'\s+', self[key])
            else:
                found[name] = self[key]
        return found


# --- entry points ---

def _sections(text):
    """(section, line) for the lines of a text with [section] lines; comments and empty lines left out."""
    section = None
    for line in map(str.strip, (text or '').splitlines()):
        if line.startswith('[') and line.endswith(']'):
            section = line[1:-1]
        elif line and not line.startswith('#'):
            yield section, line


class EntryPoint:
    """A name under which a distribution offers an object: value is 'module:attribute [extras]'."""
    pattern = re.compile(r'(?P<module>[\w.]+)\s*(:\s*(?P<attr>[\w.]+)\s*)?((?P<extras>\[.*\])\s*)?$')
    dist = None

    def __init__(self, name, value, group):
        vars(self).update(name=name, value=value, group=group)

    def load(self):
        """The object."""
        match = self.pattern.match(self.value)
        attributes = filter(None, (match.group('attr') or '').split('.'))
        return functools.reduce(getattr, attributes, importlib.import_module(match.group('module')))

    @property
    def module(self):
        return self.pattern.match(self.value).group('module')

    @property
    def attr(self):
        return self.pattern.match(self.value).group('attr')

    @property
    def extras(self):
        return re.findall(r'\w+', self.pattern.match(self.value).group('extras') or '')

    def _for(self, dist):
        vars(self).update(dist=dist)
        return self

    def matches(self, **params):
        """Whether all attributes have the values given."""
        return all(getattr(self, name) == value for name, value in params.items())

    def _key(self):
        return self.name, self.value, self.group

    def __iter__(self):
        """(name, entry point), so that dict() makes a dictionary of entry points."""
        import warnings
        warnings.warn('Construction of dict of EntryPoints is deprecated in favor of EntryPoints.', DeprecationWarning)
        return iter((self.name, self))

    def __lt__(self, other):
        return self._key() < other._key()

    def __eq__(self, other):
        return self._key() == other._key()

    def __hash__(self):
        return hash(self._key())

    def __setattr__(self, name, value):
        raise AttributeError('EntryPoint objects are immutable.')

    def __repr__(self):
        return f'EntryPoint(name={self.name!r}, value={self.value!r}, group={self.group!r})'


def _with_warning(name):
    """The method of lists of that name, which entry points have had; it will go."""
    method = getattr(list, name)

    @functools.wraps(method)
    def wrapped(self, *args, **kwargs):
        import warnings
        warnings.warn('EntryPoints list interface is deprecated. Cast to list if needed.', DeprecationWarning, stacklevel=2)
        return method(self, *args, **kwargs)
    return wrapped


class EntryPoints(list):
    """Entry points, of which select() takes some and [name] one."""
    __slots__ = ()

    for _name in ('__setitem__', '__delitem__', 'append', 'reverse', 'extend', 'pop', 'remove', '__iadd__', 'insert', 'sort'):
        locals()[_name] = _with_warning(_name)
    del _name

    def __add__(self, other):
        return EntryPoints(tuple(self) + tuple(other))

    def __eq__(self, other):
        return tuple(self) == tuple(other)

    def __getitem__(self, name):
        if isinstance(name, int):
            import warnings
            warnings.warn('Accessing entry points by index is deprecated. Cast to tuple if needed.', DeprecationWarning,
                          stacklevel=2)
            return super().__getitem__(name)
        try:
            return next(iter(self.select(name=name)))
        except StopIteration:
            raise KeyError(name) from None

    def select(self, **params):
        """Those whose attributes have the values given."""
        return EntryPoints(ep for ep in self if ep.matches(**params))

    @property
    def names(self):
        return {ep.name for ep in self}

    @property
    def groups(self):
        return {ep.group for ep in self}

    @classmethod
    def _from_text_for(cls, text, dist):
        pairs = ((section, *line.partition('=')[::2]) for section, line in _sections(text) if section is not None)
        return cls(EntryPoint(name.strip(), value.strip(), section)._for(dist) for section, name, value in pairs)


class SelectableGroups(dict):
    """Entry points by group: what entry_points() without arguments gives."""

    @classmethod
    def load(cls, eps):
        by_group = operator.attrgetter('group')
        groups = {}
        for ep in sorted(eps, key=by_group):
            groups.setdefault(ep.group, []).append(ep)
        return cls((group, EntryPoints(eps)) for group, eps in groups.items())

    @property
    def _all(self):
        return EntryPoints(ep for group in dict.values(self) for ep in group)

    @property
    def groups(self):
        return self._all.groups

    @property
    def names(self):
        return self._all.names

    def select(self, **params):
        """The entry points whose attributes have the values given; without any, this itself."""
        return self._all.select(**params) if params else self


# --- files ---

class FileHash:
    """The hash of a file as RECORD has it: its kind and its value in base 64."""

    def __init__(self, spec):
        self.mode, _, self.value = spec.partition('=')

    def __repr__(self):
        return f'<FileHash mode: {self.mode} value: {self.value}>'


class PackagePath(pathlib.PurePosixPath):
    """A file of a distribution, with its hash, size and distribution."""

    def read_text(self, encoding='utf-8'):
        with self.locate().open(encoding=encoding) as stream:
            return stream.read()

    def read_binary(self):
        with self.locate().open('rb') as stream:
            return stream.read()

    def locate(self):
        """The path in the file system."""
        return self.dist.locate_file(self)


def _package_path(dist, name, hash=None, size=None):
    path = PackagePath(name)
    path.hash = FileHash(hash) if hash else None
    path.size = int(size) if size else None
    path.dist = dist
    return path


# --- distributions ---

def _normalized(name):
    """The name of PEP 503, with _ for -."""
    return re.sub(r'[-_.]+', '-', name).lower().replace('-', '_')


class Distribution:
    """An installed distribution; a subclass reads its files."""

    @abc.abstractmethod
    def read_text(self, filename):
        """The text of a file of the metadata, None if there is none."""

    @abc.abstractmethod
    def locate_file(self, path):
        """The path of a file of the distribution."""

    @classmethod
    def from_name(cls, name: str):
        """The distribution of that name; PackageNotFoundError if it is not installed."""
        if not name:
            raise ValueError('A distribution name is required.')
        try:
            return next(iter(cls.discover(name=name)))
        except StopIteration:
            raise PackageNotFoundError(name) from None

    @classmethod
    def discover(cls, **kwargs):
        """All distributions of a context, or of one with the keywords."""
        context = kwargs.pop('context', None)
        if context and kwargs:
            raise ValueError('cannot accept context and kwargs')
        context = context or DistributionFinder.Context(**kwargs)
        return (dist for resolve in cls._discover_resolvers() for dist in resolve(context))

    @staticmethod
    def at(path):
        """The distribution whose metadata is in a folder."""
        return PathDistribution(pathlib.Path(path))

    @staticmethod
    def _discover_resolvers():
        """find_distributions of the finders of sys.meta_path."""
        found = [getattr(finder, 'find_distributions', None) for finder in sys.meta_path]
        return filter(None, found)

    @property
    def metadata(self) -> PackageMetadata:
        """The headers of METADATA."""
        text = self.read_text('METADATA') or self.read_text('PKG-INFO') or self.read_text('')
        return _Headers(text or '')

    @property
    def name(self):
        """The distribution's name."""
        return self.metadata['Name']

    @property
    def _normalized_name(self):
        return _normalized(self.name)

    @property
    def version(self):
        """The distribution's version."""
        return self.metadata['Version']

    @property
    def entry_points(self):
        """What the distribution offers."""
        return EntryPoints._from_text_for(self.read_text('entry_points.txt'), self)

    @property
    def files(self):
        """A list of the files, None if no list was kept."""
        record = self.read_text('RECORD')
        if record is not None:
            return [_package_path(self, *row) for row in csv.reader(record.splitlines())]
        sources = self.read_text('SOURCES.txt')
        return sources and [_package_path(self, line) for line in sources.splitlines()]

    @property
    def requires(self):
        """What has to be installed, too; None if nothing is told."""
        found = self.metadata.get_all('Requires-Dist')
        if found:
            return list(found)
        text = self.read_text('requires.txt')
        return None if text is None else list(self._requirements_of_egg(text))

    @staticmethod
    def _requirements_of_egg(text):
        """Sections '[extra:condition]' become markers behind the requirements."""
        for section, line in _sections(text):
            extra, _, condition = (section or '').partition(':')
            if extra and condition:
                condition = f'({condition})'
            parts = [part for part in (condition, extra and f'extra == "{extra}"') if part]
            space = ' ' * (bool(parts) and '@' in line)
            yield line + space + (f"; {' and '.join(parts)}" if parts else '')


class DistributionFinder(MetaPathFinder):
    """A finder that finds distributions, too."""

    class Context:
        """What is looked for: name, None for all, and the path to look along."""
        name = None

        def __init__(self, **kwargs):
            vars(self).update(kwargs)

        @property
        def path(self) -> List[str]:
            """The folders and archives, sys.path unless the context was made with others."""
            return vars(self).get('path', sys.path)

    @abc.abstractmethod
    def find_distributions(self, context=Context()):
        """The distributions of the context."""


def _children(root):
    """The names in a folder or at the top of an archive."""
    try:
        return os.listdir(root or '.')
    except OSError:
        pass
    try:
        with zipfile.ZipFile(root) as archive:
            return dict.fromkeys(name.split('/', 1)[0] for name in archive.namelist())
    except (OSError, zipfile.BadZipFile):
        return []


class MetadataPathFinder(DistributionFinder):
    """Finds the distributions along sys.path."""

    @classmethod
    def find_distributions(cls, context=DistributionFinder.Context()):
        wanted = None if context.name is None else _normalized(context.name)
        return map(PathDistribution, cls._search(wanted, context.path))

    @staticmethod
    def _search(wanted, path):
        for root in path:
            folder = pathlib.Path(root) if os.path.isdir(root or '.') else zipfile.Path(root)
            name = os.path.basename(root)
            for child in _children(root):
                if child == 'EGG-INFO' and name.endswith('.egg') and wanted in (None, _normalized(name.partition('-')[0])):
                    yield folder / child
                    continue
                stem, ending = os.path.splitext(child)
                if ending.lower() not in ('.dist-info', '.egg-info'):
                    continue
                if wanted is None or _normalized(stem.partition('-')[0]) == wanted:
                    yield folder / child

    def invalidate_caches(cls):
        """Nothing is cached."""


class PathDistribution(Distribution):
    """A distribution by the folder of its metadata."""

    def __init__(self, path):
        self._path = path

    def read_text(self, filename):
        try:
            return self._path.joinpath(filename).read_text(encoding='utf-8')
        except (FileNotFoundError, IsADirectoryError, KeyError, NotADirectoryError, PermissionError):
            return None

    def locate_file(self, path):
        return self._path.parent / path


# --- by name ---

def distribution(distribution_name):
    """The Distribution of a name."""
    return Distribution.from_name(distribution_name)


def distributions(**kwargs):
    """All distributions that are installed."""
    return Distribution.discover(**kwargs)


def metadata(distribution_name) -> PackageMetadata:
    """The headers of a distribution."""
    return Distribution.from_name(distribution_name).metadata


def version(distribution_name):
    """The version of a distribution."""
    return distribution(distribution_name).version


def _first_of_each_name():
    seen = set()
    for dist in distributions():
        name = dist._normalized_name
        if name not in seen:
            seen.add(name)
            yield dist


def entry_points(**params) -> Union[EntryPoints, SelectableGroups]:
    """The entry points of all distributions with the attributes given; without any, by group."""
    found = [ep for dist in _first_of_each_name() for ep in dist.entry_points]
    return SelectableGroups.load(found).select(**params)


def files(distribution_name):
    """The files of a distribution, None if no list was kept."""
    return distribution(distribution_name).files


def requires(distribution_name):
    """What a distribution requires, None if it says nothing."""
    return distribution(distribution_name).requires


def packages_distributions() -> Mapping[str, List[str]]:
    """For each name that can be imported the names of the distributions that bring it."""
    found = collections.defaultdict(list)
    for dist in distributions():
        tops = (dist.read_text('top_level.txt') or '').split()
        if not tops:
            tops = {path.parts[0] if len(path.parts) > 1 else path.with_suffix('').name
                    for path in dist.files or () if path.suffix == '.py'}
        for top in tops:
            found[top].append(dist.metadata['Name'])
    return dict(found)
