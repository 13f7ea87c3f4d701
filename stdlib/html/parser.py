"""A parser of HTML that calls methods for what it finds."""
import re
from html import unescape

__all__ = ['HTMLParser']

_interesting = re.compile('[&<]')
_incomplete = re.compile('&[a-zA-Z#]')
_entityref = re.compile('&([a-zA-Z][-.a-zA-Z0-9]*)[^a-zA-Z0-9]')
_entity_at_end = re.compile(r'&[a-zA-Z][-.a-zA-Z0-9]*\Z')
_charref = re.compile('&#(?:[0-9]+|[xX][0-9a-fA-F]+)[^0-9a-fA-F]')
_tag = re.compile(r'<([a-zA-Z][^\t\n\r\f />\x00]*)')
_attribute = re.compile(r'''[ \t\n\r\f/]*(?P<name>[^ \t\n\r\f/>][^ \t\n\r\f/=>]*)?
    (?P<rest>[ \t\n\r\f]*=[ \t\n\r\f]*(?P<value>'[^']*'|"[^"]*"|(?!['"])[^>\ \t\n\r\f]*))?''', re.VERBOSE)
_open_value = re.compile(r'''\s*=+\s*['"]''')
_comment_end = re.compile('--!?$|-$')
_end_tag = re.compile(r'</([a-zA-Z][^\t\n\r\f />\x00]*)')


class HTMLParser:
    """Subclasses define handle_* methods; feed() gives text, close() ends it."""
    CDATA_CONTENT_ELEMENTS = ("script", "style")

    def __init__(self, *, convert_charrefs=True):
        self.convert_charrefs = convert_charrefs
        self.reset()

    def reset(self):
        """Forgets what has not been handled."""
        self.rawdata = ''
        self._chunks, self._length = [], 0 # what came after rawdata, and how much it is
        self._enough = 1 # how much makes another look worth while
        self.lasttag = '???'
        self.lineno, self.offset = 1, 0
        self.interesting = _interesting
        self.cdata_elem = None

    def feed(self, data):
        """Parts wait until they are as long as what was looked at in vain: each is not searched from the start again."""
        self._length += len(data)
        if self._length < self._enough:
            self._chunks.append(data)
            return
        if self._chunks:
            self._chunks.append(data)
            self._join()
        else:
            self.rawdata += data
        self._length, n = 0, len(self.rawdata)
        self.goahead(0)
        self._enough = 1 if len(self.rawdata) < n else n

    def close(self):
        if self._chunks:
            self._join()
            self._length = 0
        self.goahead(1)

    def _join(self):
        self.rawdata += ''.join(self._chunks)
        self._chunks.clear()

    def getpos(self):
        """(line, column) of what is being handled."""
        return self.lineno, self.offset

    def get_starttag_text(self):
        return self.__starttag_text

    __starttag_text = None

    def updatepos(self, i, j):
        if i >= j:
            return j
        text = self.rawdata
        lines = text.count("\n", i, j)
        if lines:
            self.lineno += lines
            self.offset = j - (text.rindex("\n", i, j) + 1)
        else:
            self.offset += j - i
        return j

    def set_cdata_mode(self, elem):
        self.cdata_elem = elem.lower()
        self.interesting = re.compile(r'</%s(?=[\t\n\r\f />])' % self.cdata_elem, re.I | re.A)

    def clear_cdata_mode(self):
        self.interesting = _interesting
        self.cdata_elem = None

    def goahead(self, end):
        rawdata, i, n = self.rawdata, 0, len(self.rawdata)
        while i < n:
            if self.convert_charrefs and not self.cdata_elem:
                j = rawdata.find('<', i)
                if j < 0:
                    # a reference may still be incomplete
                    amp = rawdata.rfind('&', max(i, n - 34))
                    if amp >= 0 and not re.compile(r'[\s;]').search(rawdata, amp) and not end:
                        break
                    j = n
            else:
                m = self.interesting.search(rawdata, i)
                if m:
                    j = m.start()
                else:
                    if self.cdata_elem:
                        break
                    j = n
            if i < j:
                text = rawdata[i:j]
                self.handle_data(unescape(text) if self.convert_charrefs and not self.cdata_elem else text)
            i = self.updatepos(i, j)
            if i == n:
                break
            k = self._markup(i, end)
            if k < 0:
                break
            i = self.updatepos(i, k)
        if end and i < n:
            text = rawdata[i:n]
            self.handle_data(unescape(text) if self.convert_charrefs and not self.cdata_elem else text)
            i = self.updatepos(i, n)
        self.rawdata = rawdata[i:]

    def _markup(self, i, end):
        """Handles what begins at i; its end, or -1 if it is incomplete."""
        rawdata = self.rawdata
        if rawdata[i] == '&':
            return self._reference(i, end)
        if _tag.match(rawdata, i):
            k = self.parse_starttag(i)
        elif rawdata.startswith("</", i):
            k = self.parse_endtag(i)
        elif rawdata.startswith("<!--", i):
            k = self._comment(i)
        elif rawdata.startswith("<?", i):
            k = self.parse_pi(i)
        elif rawdata.startswith("<!", i):
            k = self.parse_html_declaration(i)
        elif i + 1 < len(rawdata) or self.cdata_elem:
            self.handle_data("<")
            return i + 1
        elif end:
            k = -1
        else:
            return -1
        if k < 0 and end:
            self._unfinished(i)
            k = len(rawdata)
        return k

    def _unfinished(self, i):
        """The text ends within what begins at i: the rest is a comment or declaration, a tag is dropped."""
        rest = self.rawdata[i:]
        if rest in ('<', '</'):
            self.handle_data(rest)
        elif rest.startswith('<!--'):
            self.handle_comment(_comment_end.sub('', rest[4:]))
        elif rest.startswith('<?'):
            self.handle_pi(rest[2:])
        elif rest[:9].lower() == '<!doctype':
            self.handle_decl(rest[2:])
        elif rest.startswith('<![CDATA['):
            self.unknown_decl(rest[3:])
        elif rest.startswith('<!') or rest.startswith('</') and not _end_tag.match(rest):
            self.handle_comment(rest[2:])

    def _reference(self, i, end):
        rawdata = self.rawdata
        m = _charref.match(rawdata, i)
        if m:
            self.handle_charref(m.group()[2:-1])
            return m.end() if rawdata.startswith(';', m.end() - 1) else m.end() - 1
        m = _entityref.match(rawdata, i)
        if m:
            self.handle_entityref(m.group(1))
            return m.end() if rawdata.startswith(';', m.end() - 1) else m.end() - 1
        if i + 1 == len(rawdata) and not end:
            return -1
        if end and _entity_at_end.match(rawdata, i):
            # CPython loses the & of a single letter
            self.handle_data(rawdata[i:] if len(rawdata) - i > 2 else rawdata[i + 1:])
            return len(rawdata)
        if _incomplete.match(rawdata, i) and not end:
            if not re.compile(r'[^#a-zA-Z0-9]').search(rawdata, i + 1):
                return -1
        self.handle_data("&")
        return i + 1

    def _comment(self, i):
        j = self.rawdata.find('-->', i + 4)
        if j < 0:
            return -1
        self.handle_comment(self.rawdata[i + 4:j])
        return j + 3

    def parse_html_declaration(self, i):
        rawdata = self.rawdata
        if rawdata[i:i + 9].lower() == '<!doctype':
            j = rawdata.find('>', i + 9)
            if j < 0:
                return -1
            self.handle_decl(rawdata[i + 2:j])
            return j + 1
        if rawdata.startswith('<![CDATA[', i):
            j = rawdata.find(']]>', i)
            if j < 0:
                return -1
            self.unknown_decl(rawdata[i + 3:j])
            return j + 3
        j = rawdata.find('>', i + 2)
        if j < 0:
            return -1
        self.handle_comment(rawdata[i + 2:j])
        return j + 1

    def parse_pi(self, i):
        j = self.rawdata.find('>', i + 2)
        if j < 0:
            return -1
        self.handle_pi(self.rawdata[i + 2:j])
        return j + 1

    def _attributes(self, k):
        """(list of attributes, where the tag ends, does it end with "/>"); None if it is incomplete."""
        rawdata, attrs = self.rawdata, []
        while True:
            m = re.compile(r'[\s/]*').match(rawdata, k)
            slash = rawdata[k:m.end()].endswith('/')
            k = m.end()
            if k >= len(rawdata):
                return None
            if rawdata[k] == '>':
                return attrs, k + 1, slash
            m = _attribute.match(rawdata, k)
            if m.end() == k:
                k += 1
                continue
            if m.end() >= len(rawdata) or not m['rest'] and _open_value.match(rawdata, m.end()):
                return None
            value = m['value'] if m['rest'] else None
            if value is not None and value[:1] in ('"', "'") and value[:1]:
                value = value[1:-1]
            if value:
                value = unescape(value)
            attrs.append((m['name'].lower(), value))
            k = m.end()

    def parse_starttag(self, i):
        self.__starttag_text = None
        m = _tag.match(self.rawdata, i)
        found = self._attributes(m.end())
        if found is None:
            return -1
        attrs, k, slash = found
        self.__starttag_text = self.rawdata[i:k]
        self.lasttag = tag = m.group(1).lower()
        if slash:
            self.handle_startendtag(tag, attrs)
        else:
            self.handle_starttag(tag, attrs)
            if tag in self.CDATA_CONTENT_ELEMENTS:
                self.set_cdata_mode(tag)
        return k

    def parse_endtag(self, i):
        rawdata = self.rawdata
        m = _end_tag.match(rawdata, i)
        if not m: # no name: a comment, or nothing
            gt = rawdata.find('>', i + 2)
            if gt > i + 2:
                self.handle_comment(rawdata[i + 2:gt])
            return gt + 1 if gt >= 0 else -1
        found = self._attributes(m.end())
        if found is None:
            return -1
        self.handle_endtag(m.group(1).lower())
        self.clear_cdata_mode()
        return found[1]

    # --- what subclasses change ---

    def handle_starttag(self, tag, attrs):
        """<tag name=value ...>; attrs are pairs, the value None where there is none."""

    def handle_endtag(self, tag):
        """</tag>"""

    def handle_startendtag(self, tag, attrs):
        """<tag ... />"""
        for handle, args in ((self.handle_starttag, (tag, attrs)), (self.handle_endtag, (tag,))):
            handle(*args)

    def handle_data(self, data):
        """Text."""

    def handle_entityref(self, name):
        """&name; where convert_charrefs is False."""

    def handle_charref(self, name):
        """&#name; where convert_charrefs is False."""

    def handle_comment(self, data):
        """<!--data-->"""

    def handle_decl(self, decl):
        """<!decl>"""

    def unknown_decl(self, data):
        """<![data]>"""

    def handle_pi(self, data):
        """<?data>"""
