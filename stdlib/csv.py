"""Reading and writing of comma-separated values."""
import re
from _csv import (Error, __version__, writer, reader, register_dialect, unregister_dialect, get_dialect,
                  list_dialects, field_size_limit, QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE)
from _csv import Dialect as _Dialect
from io import StringIO

__all__ = ["QUOTE_MINIMAL", "QUOTE_ALL", "QUOTE_NONNUMERIC", "QUOTE_NONE", "Error", "Dialect", "__doc__", "excel",
           "excel_tab", "field_size_limit", "reader", "writer", "register_dialect", "get_dialect", "list_dialects",
           "Sniffer", "unregister_dialect", "__version__", "DictReader", "DictWriter", "unix_dialect"]


class Dialect:
    """Describes a dialect by class attributes; to be subclassed."""
    _name = ""
    _valid = False
    delimiter = quotechar = escapechar = doublequote = skipinitialspace = lineterminator = quoting = None

    def __init__(self):
        if self.__class__ != Dialect:
            self._valid = True
        self._validate()

    def _validate(self):
        try:
            _Dialect(self)
        except TypeError as e:
            raise Error(str(e))


class excel(Dialect):
    """What Excel writes."""
    delimiter = ','
    quotechar = '"'
    doublequote = True
    skipinitialspace = False
    lineterminator = '\r\n'
    quoting = QUOTE_MINIMAL


class excel_tab(excel):
    """What Excel writes with tabs."""
    delimiter = '\t'


class unix_dialect(Dialect):
    """What Unix programs write: all quoted, lines end with \\n."""
    delimiter = ','
    quotechar = '"'
    doublequote = True
    skipinitialspace = False
    lineterminator = '\n'
    quoting = QUOTE_ALL


register_dialect("excel", excel)
register_dialect("excel-tab", excel_tab)
register_dialect("unix", unix_dialect)


class DictReader:
    """Records as dicts, the keys from the first one or from fieldnames."""

    def __init__(self, f, fieldnames=None, restkey=None, restval=None, dialect="excel", *args, **kwds):
        self._fieldnames = fieldnames
        self.restkey = restkey
        self.restval = restval
        self.reader = reader(f, dialect, *args, **kwds)
        self.dialect, self.line_num = dialect, 0

    def _get_fieldnames(self):
        if self._fieldnames is None: # the first row, if there is one
            self._fieldnames = next(self.reader, None)
        self.line_num = self.reader.line_num
        return self._fieldnames

    def _set_fieldnames(self, names):
        self._fieldnames = names

    fieldnames = property(_get_fieldnames, _set_fieldnames, doc="The keys of the rows.")

    def __iter__(self):
        return self

    def __next__(self):
        if not self.line_num:
            self._get_fieldnames() # not as a row
        row = next(self.reader)
        self.line_num = self.reader.line_num
        while row == []: # empty lines are no records
            row = next(self.reader)
        names = self.fieldnames
        d = dict(zip(names, row))
        if len(names) < len(row):
            d[self.restkey] = row[len(names):]
        elif len(names) > len(row):
            for key in names[len(row):]:
                d[key] = self.restval
        return d


class DictWriter:
    """Writes dicts as records, their values in the order of fieldnames."""

    def __init__(self, f, fieldnames, restval="", extrasaction="raise", dialect="excel", *args, **kwds):
        self.fieldnames = fieldnames
        self.restval = restval
        if extrasaction.lower() not in ("raise", "ignore"):
            raise ValueError("extrasaction (%s) must be 'raise' or 'ignore'" % extrasaction)
        self.extrasaction = extrasaction
        self.writer = writer(f, dialect, *args, **kwds)

    def writeheader(self):
        return self.writerow(dict(zip(self.fieldnames, self.fieldnames)))

    def _dict_to_list(self, rowdict):
        if self.extrasaction == "raise":
            wrong = rowdict.keys() - self.fieldnames
            if wrong:
                raise ValueError("dict contains fields not in fieldnames: " + ", ".join([repr(x) for x in wrong]))
        return (rowdict.get(key, self.restval) for key in self.fieldnames)

    def writerow(self, rowdict):
        return self.writer.writerow(self._dict_to_list(rowdict))

    def writerows(self, rowdicts):
        return self.writer.writerows(map(self._dict_to_list, rowdicts))


class Sniffer:
    """Guesses the dialect of a sample, and whether its first record is a header."""

    def __init__(self):
        self.preferred = [',', '\t', ';', ' ', ':']

    def sniff(self, sample, delimiters=None):
        """A Dialect subclass, or Error."""
        sample.replace('""', '')        # what is no text fails here
        quotechar, doublequote, delimiter, skipinitialspace = self._guess_quote_and_delimiter(sample, delimiters)
        if not delimiter:
            delimiter, skipinitialspace = self._guess_delimiter(sample, delimiters)
        if not delimiter:
            raise Error("Could not determine delimiter")

        found = dict(delimiter=delimiter, quotechar=quotechar or '"', doublequote=doublequote,
                     skipinitialspace=skipinitialspace)
        return type('dialect', (Dialect,), dict(found, __qualname__='Sniffer.sniff.<locals>.dialect', _name='sniffed', lineterminator='\r\n',
                                                quoting=QUOTE_MINIMAL))

    def _guess_quote_and_delimiter(self, data, delimiters):
        """From quoted fields: the quote most seen, the character most often beside one."""
        body = r'(?P<quote>["\']).*?(?P=quote)'
        found, regexp = [], None
        for form in (rf'(?P<delim>[^\w\r\n"\'])(?P<space> ?){body}(?P=delim)',
                     rf'(?:^|[\r\n]){body}(?P<delim>[^\w\n"\'])(?P<space> ?)',
                     rf'(?P<delim>[^\w\r\n"\'])(?P<space> ?){body}(?:$|[\r\n])',
                     rf'(?:^|[\r\n]){body}(?:$|[\r\n])'):
            regexp = re.compile(form, re.DOTALL | re.MULTILINE)
            found = [m.groupdict() for m in regexp.finditer(data)]
            if found:
                break
        if not found:
            return '', False, None, 0
        quotes, delims, spaces = {}, {}, 0
        for m in found:
            quotes[m['quote']] = quotes.get(m['quote'], 0) + 1
            key = m.get('delim')
            if key and (delimiters is None or key in delimiters):
                delims[key] = delims.get(key, 0) + 1
            spaces += bool(m.get('space'))
        quote = max(quotes, key=quotes.get)
        if delims:
            delim = max(delims, key=delims.get)
            skip = delims[delim] == spaces
            if delim == '\n':
                delim = ''
        else: # a single column
            delim, skip = '', 0
        border = rf'[\r\n{re.escape(delim)}]'
        fields = re.finditer(rf'(?:^|(?<={border}))\s*{quote}((?:[^{quote}]|{quote}{quote})*){quote}\s*(?={border}|$)', data)
        return quote, any(quote * 2 in m[1] for m in fields), delim, skip

    def _guess_delimiter(self, data, delimiters):
        """From how steadily each ASCII character occurs on each line."""
        lines = list(filter(None, data.split('\n')))
        chars = [chr(c) for c in range(127)]
        chunk = min(10, len(lines))
        counts, modes, delims = {}, {}, {}
        start, end, iteration = 0, chunk, 0
        while start < len(lines):
            iteration += 1
            for line in lines[start:end]:
                for c in chars:
                    per = counts.setdefault(c, {})
                    n = line.count(c)
                    per[n] = per.get(n, 0) + 1
            for c, per in counts.items():
                items = list(per.items())
                if len(items) == 1 and items[0][0] == 0:
                    continue
                if len(items) > 1:
                    best = max(items, key=lambda x: x[1])
                    items.remove(best)
                    modes[c] = (best[0], best[1] - sum(x[1] for x in items))
                else:
                    modes[c] = items[0]
            total = float(min(chunk * iteration, len(lines)))
            consistency = 1.0
            while not delims and consistency >= 0.9:
                for c, v in modes.items():
                    if v[0] > 0 and v[1] > 0 and v[1] / total >= consistency and (delimiters is None or c in delimiters):
                        delims[c] = v
                consistency -= 0.01
            if len(delims) == 1:
                delim = list(delims)[0]
                return delim, lines[0].count(delim) == lines[0].count("%c " % delim)
            start = end
            end += chunk
        if not delims:
            return '', 0
        delim = next((d for d in self.preferred if d in delims), None) if len(delims) > 1 else None
        if delim is None:
            delim = sorted((v, k) for k, v in delims.items())[-1][1]
        return delim, lines[0].count(delim) == lines[0].count("%c " % delim)

    def has_header(self, sample):
        """Do the columns of the other records differ from the first in kind or length?"""
        rows = reader(StringIO(sample), self.sniff(sample))
        header = next(rows)
        kinds = dict.fromkeys(range(len(header)))
        for checked, row in enumerate(rows):
            if checked > 20:
                break
            if len(row) != len(header):
                continue
            for col in list(kinds):
                kind = complex
                try:
                    kind(row[col])
                except (ValueError, OverflowError):
                    kind = len(row[col])
                if kind != kinds[col]:
                    if kinds[col] is None:
                        kinds[col] = kind
                    else:
                        del kinds[col]
        votes = 0
        for col, kind in kinds.items():
            if isinstance(kind, int):
                votes += 1 if len(header[col]) != kind else -1
            else:
                try:
                    kind(header[col])
                except (ValueError, TypeError):
                    votes += 1
                else:
                    votes -= 1
        return votes > 0
