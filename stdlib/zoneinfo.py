"""Time zones of the IANA database, read from the system's files."""
import os as _os
from bisect import bisect_right as _bisect_right
from datetime import datetime, timedelta, tzinfo

__all__ = ["ZoneInfo", "reset_tzpath", "available_timezones", "TZPATH", "ZoneInfoNotFoundError",
           "InvalidTZPathWarning"]

TZPATH = ("/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo")
_EPOCH = datetime(1970, 1, 1)
_EPOCH_ORDINAL = _EPOCH.toordinal()


class ZoneInfoNotFoundError(KeyError):
    """There is no such zone."""


class InvalidTZPathWarning(RuntimeWarning):
    """A relative path in PYTHONTZPATH."""


def reset_tzpath(to=None):
    global TZPATH
    if to is not None:
        if isinstance(to, (str, bytes)):
            raise TypeError(f"tzpath must be a list or tuple, not {type(to)}")
        for p in to:
            if not _os.path.isabs(p):
                raise ValueError("tzpaths should all be absolute paths, found:\n" +
                                 "\n".join(q for q in to if not _os.path.isabs(q)))
        TZPATH = tuple(to)
    else:
        env = _os.environ.get("PYTHONTZPATH")
        TZPATH = tuple(env.split(_os.pathsep)) if env else ("/usr/share/zoneinfo", "/usr/lib/zoneinfo",
                                                            "/usr/share/lib/zoneinfo", "/etc/zoneinfo")


def _find(key):
    if _os.path.isabs(key):
        raise ValueError(f"ZoneInfo keys may not be absolute paths, got: {key}")
    if _os.path.normpath(key) != key or key.startswith('..'):
        raise ValueError(f"ZoneInfo keys must be normalized relative paths, got: {key}")
    for base in TZPATH:
        path = _os.path.join(base, key)
        if _os.path.isfile(path):
            return path
    return None


def available_timezones():
    """The keys of all zones on the search path."""
    found = set()
    for base in TZPATH:
        for root, dirs, files in _os.walk(base):
            if root == base:
                dirs[:] = [d for d in dirs if d not in ("right", "posix")]
            for name in files:
                path = _os.path.join(root, name)
                try:
                    with open(path, 'rb') as f:
                        if f.read(4) == b'TZif':
                            found.add(_os.path.relpath(path, base))
                except OSError:
                    pass
    found.discard("posixrules")
    found.discard("localtime")
    return found


def _numbers(data, at, count, size):
    """Big-endian signed integers."""
    return [int.from_bytes(data[i:i + size], 'big', signed=True) for i in range(at, at + count * size, size)]


class _Rule:
    """A day and time of a POSIX TZ text: Mm.w.d, Jn or n, with /time."""

    def __init__(self, text):
        day, _, at = text.partition('/')
        self.at = _offset(at) if at else 7200
        self.kind = day[0] if day[0] in 'MJ' else 'n'
        self.numbers = [int(x) for x in day.lstrip('MJ').split('.')]

    def seconds(self, year):
        """The moment as local seconds since the epoch."""
        if self.kind == 'M':
            month, week, weekday = self.numbers
            first = datetime(year, month, 1)
            day = 1 + (weekday - first.isoweekday() % 7) % 7 + (week - 1) * 7
            length = ((datetime(year + month // 12, month % 12 + 1, 1)) - first).days
            if day > length:
                day -= 7
            base = datetime(year, month, day).toordinal()
        else:
            n = self.numbers[0]
            leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
            base = datetime(year, 1, 1).toordinal() + (n - 1 + (leap and n >= 60) if self.kind == 'J' else n)
        return (base - _EPOCH_ORDINAL) * 86400 + self.at


def _offset(text):
    sign = -1 if text[:1] == '-' else 1
    parts = [int(x) for x in text.lstrip('+-').split(':')] + [0, 0]
    return sign * (parts[0] * 3600 + parts[1] * 60 + parts[2])


class _Tail:
    """The rule after the last transition: a POSIX TZ text."""

    def __init__(self, text):
        import re
        name = r'(<[^>]+>|[A-Za-z]+)'
        m = re.fullmatch(rf'{name}([-+]?[\d:]+)(?:{name}([-+]?[\d:]+)?(?:,([^,]+),([^,]+))?)?', text)
        if m is None:
            raise ValueError(f"{text!r} is not a valid TZ string")
        std, off, dst, dst_off, start, end = m.groups()
        self.std = (timedelta(seconds=-_offset(off)), timedelta(0), std.strip('<>'))
        self.dst = None
        if dst:
            d = -_offset(dst_off) if dst_off else -_offset(off) + 3600
            self.dst = (timedelta(seconds=d), timedelta(seconds=d) - self.std[0], dst.strip('<>'))
            self.start, self.end = _Rule(start or 'M3.2.0'), _Rule(end or 'M11.1.0')

    def _is_dst(self, seconds, year, start, end):
        return start <= seconds < end if start < end else not end <= seconds < start

    def local(self, seconds, year, fold):
        """The entry for local seconds."""
        if self.dst is None:
            return self.std
        start, end = self.start.seconds(year), self.end.seconds(year)
        # a gap is read with the offset before it, and two equal readings as the first (fold 0)
        gap = self.dst[1].total_seconds()
        if gap > 0:
            start, end = start + (0 if fold else gap), end - (gap if fold else 0)
        else:
            start, end = start + (gap if fold else 0), end - (0 if fold else gap)
        return self.dst if self._is_dst(seconds, year, start, end) else self.std

    def utc(self, seconds, year):
        """(entry, fold) for UTC seconds."""
        if self.dst is None:
            return self.std, 0
        start = self.start.seconds(year) - self.std[0].total_seconds()
        end = self.end.seconds(year) - self.dst[0].total_seconds()
        is_dst = self._is_dst(seconds, year, start, end)
        gap = self.dst[1].total_seconds()
        fold = not is_dst and 0 <= seconds - end < gap if gap > 0 else is_dst and 0 <= seconds - start < -gap
        return (self.dst if is_dst else self.std), int(fold)


_cache = {}


class ZoneInfo(tzinfo):
    """A time zone by its key, such as Europe/Berlin."""

    def __new__(cls, key):
        if (cls, key) in _cache:
            return _cache[cls, key]
        self = cls._load(key)
        self._from_cache = 1
        _cache[cls, key] = self
        return self

    @classmethod
    def _load(cls, key):
        path = _find(key)
        if path is None:
            raise ZoneInfoNotFoundError(f"No time zone found with key {key}")
        with open(path, 'rb') as f:
            self = cls.from_file(f, key)
        self._from_cache = 0            # None stays with those of a file: they cannot be found again
        return self

    @classmethod
    def no_cache(cls, key):
        return cls._load(key)

    @classmethod
    def clear_cache(cls, *, only_keys=None):
        for pair in list(_cache):
            if only_keys is None or pair[1] in only_keys:
                del _cache[pair]

    @classmethod
    def from_file(cls, fobj, /, key=None):
        self = tzinfo.__new__(cls)
        self._key = key
        self._from_cache = None
        self._read(fobj.read())
        return self

    key = property(lambda self: self._key)

    def _read(self, data):
        if data[:4] != b'TZif':
            raise ValueError("Invalid TZif file: magic not found")
        at, size = 0, 4
        if data[4:5] >= b'2': # the second block has 64-bit times
            n = _numbers(data, 20, 6, 4)
            at = 44 + n[3] * 5 + n[4] * 6 + n[5] + n[2] * 8 + n[1] + n[0]
            size = 8
        isut, isstd, leap, times, types, chars = _numbers(data, at + 20, 6, 4)
        at += 44
        trans = _numbers(data, at, times, size)
        at += times * size
        index = data[at:at + times]
        at += times
        infos = [(*_numbers(data, at + 6 * i, 1, 4), data[at + 6 * i + 4], data[at + 6 * i + 5]) for i in range(types)]
        at += 6 * types
        abbr = data[at:at + chars]
        at += chars + leap * (size + 4) + isstd + isut
        name = lambda i: abbr[i:abbr.index(b'\0', i)].decode()
        entries, last_std = [], None
        base = [(off, dst, name(i)) for off, dst, i in infos]
        for k, i in enumerate(index):
            off, dst, label = base[i]
            if not dst:
                last_std = off
                entries.append((timedelta(seconds=off), timedelta(0), label))
            else:
                ref = last_std
                if ref is None or off == ref:
                    ref = next((base[j][0] for j in index[k:] if not base[j][1]), off - 3600)
                    if off == ref:
                        ref = off - 3600
                entries.append((timedelta(seconds=off), timedelta(seconds=off - ref), label))
        first = next((b for b in base if not b[1]), base[0])
        self._before = (timedelta(seconds=first[0]), timedelta(0), first[2])
        self._trans, self._entries = list(trans), entries
        offsets = [self._before[0].total_seconds()] + [e[0].total_seconds() for e in entries]
        # local readings: with fold 0 the old offset counts in a gap, and the first of two readings
        self._local = [[t + max(a, b) for t, a, b in zip(trans, offsets, offsets[1:])],
                       [t + min(a, b) for t, a, b in zip(trans, offsets, offsets[1:])]]
        tail = data[at:].strip(b'\n').decode() if size == 8 else ''
        if tail:
            self._tail = _Tail(tail)
        else:
            last = entries[-1] if entries else self._before
            self._tail = _Tail('X0')
            self._tail.std = last

    def _find(self, dt):
        if dt is None:
            if not self._trans and self._tail.dst is None:
                return self._tail.std
            return None, None, None
        seconds = ((dt.toordinal() - _EPOCH_ORDINAL) * 86400 + dt.hour * 3600 + dt.minute * 60 + dt.second)
        local = self._local[dt.fold]
        if not local or seconds >= local[-1]:
            return self._tail.local(seconds, dt.year, dt.fold)
        i = _bisect_right(local, seconds)
        return self._entries[i - 1] if i else self._before

    def utcoffset(self, dt, /):
        return self._find(dt)[0]

    def dst(self, dt, /):
        return self._find(dt)[1]

    def tzname(self, dt, /):
        return self._find(dt)[2]

    def fromutc(self, dt, /):
        if not isinstance(dt, datetime):
            raise TypeError("fromutc: argument must be a datetime")
        if dt.tzinfo is not self:
            raise ValueError("fromutc: dt.tzinfo is not self")
        seconds = ((dt.toordinal() - _EPOCH_ORDINAL) * 86400 + dt.hour * 3600 + dt.minute * 60 + dt.second)
        trans, fold = self._trans, 0
        if trans and seconds < trans[-1]:
            i = _bisect_right(trans, seconds)
            entry = self._entries[i - 1] if i else self._before
            if i:
                before = self._entries[i - 2] if i > 1 else self._before
                shift = (before[0] - entry[0]).total_seconds()
                fold = int(seconds - trans[i - 1] < shift)
        else:
            entry, fold = self._tail.utc(seconds, dt.year)
            if trans and seconds - trans[-1] < 86400:
                before = self._entries[-2] if len(trans) > 1 else self._before
                fold = int(seconds - trans[-1] < (before[0] - self._entries[-1][0]).total_seconds())
        result = dt + entry[0]
        return result.replace(fold=1) if fold else result

    def __str__(self):
        return repr(self) if self._key is None else self._key

    def __repr__(self):
        cls = type(self)
        if self._key is not None:
            return f"{cls.__module__}.{cls.__qualname__}(key={self._key!r})"
        return f"{cls.__module__}.{cls.__qualname__}.from_file(<unknown>)"

    def __reduce__(self):
        import pickle
        if self._from_cache is None:
            raise pickle.PicklingError("Cannot pickle a ZoneInfo file from a file stream.")
        return self.__class__._unpickle, (self._key, self._from_cache)

    @classmethod
    def _unpickle(cls, key, from_cache, /):
        """The zone of a pickle: the shared one, or a new one as the pickled was."""
        return cls(key) if from_cache else cls.no_cache(key)


if _os.environ.get("PYTHONTZPATH"):
    reset_tzpath()
