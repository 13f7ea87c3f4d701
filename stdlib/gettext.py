"""Message catalogues: no translation by default, GNU .mo files where a domain is installed."""
import os
import sys

__all__ = ['NullTranslations', 'GNUTranslations', 'bindtextdomain', 'find', 'translation', 'install',
           'textdomain', 'dgettext', 'dngettext', 'gettext', 'ngettext', 'pgettext', 'dpgettext', 'npgettext',
           'dnpgettext']

_default_localedir = os.path.join(sys.base_prefix, 'share', 'locale')
_localedirs = {}
_current_domain = 'messages'
_translations = {}


class NullTranslations:
    """A catalogue without messages: everything stays as it is, or goes to the fallback."""

    def __init__(self, fp=None):
        self._info, self._charset, self._fallback = {}, None, None
        if fp is not None:
            self._parse(fp)

    def _parse(self, fp):
        """Reads a catalogue; subclasses know how."""

    def add_fallback(self, fallback):
        """Asks another catalogue, after those asked already."""
        last = self
        while last._fallback:
            last = last._fallback
        last._fallback = fallback

    def gettext(self, message):
        return self._fallback.gettext(message) if self._fallback else message

    def ngettext(self, msgid1, msgid2, n):
        if self._fallback:
            return self._fallback.ngettext(msgid1, msgid2, n)
        return msgid1 if n == 1 else msgid2

    def pgettext(self, context, message):
        return self._fallback.pgettext(context, message) if self._fallback else message

    def npgettext(self, context, msgid1, msgid2, n):
        if self._fallback:
            return self._fallback.npgettext(context, msgid1, msgid2, n)
        return msgid1 if n == 1 else msgid2

    def info(self):
        return self._info

    def charset(self):
        return self._charset

    def install(self, names=None):
        import builtins
        builtins.__dict__['_'] = self.gettext
        for name in names or ():
            if name in ('gettext', 'ngettext', 'pgettext', 'npgettext'):
                builtins.__dict__[name] = getattr(self, name)


def c2py(plural):
    """The C expression of a Plural-Forms header as a function of n."""
    import _plural_forms
    return _plural_forms.compile_expression(plural)


class GNUTranslations(NullTranslations):
    """The catalogue of a .mo file."""
    CONTEXT = "%s\x04%s"

    def _parse(self, fp):
        filename = getattr(fp, 'name', '')
        self._catalog = catalog = {}
        self.plural = lambda n: int(n != 1)
        buf = fp.read()
        order = {b'\xde\x12\x04\x95': 'little', b'\x95\x04\x12\xde': 'big'}.get(buf[:4])
        if order is None:
            raise OSError(0, 'Bad magic number', filename)
        number = lambda at: int.from_bytes(buf[at:at + 4], order)
        version, count, masters, texts = (number(at) for at in (4, 8, 12, 16))
        if version >> 16 not in (0, 1):
            raise OSError(0, 'Bad version number ' + str(version >> 16), filename)
        charset = 'ascii'
        for i in range(count):
            size, at = number(masters + 8 * i), number(masters + 8 * i + 4)
            tsize, tat = number(texts + 8 * i), number(texts + 8 * i + 4)
            if at + size >= len(buf) + 1 or tat + tsize >= len(buf) + 1:
                raise OSError(0, 'File is corrupt', filename)
            msg, text = buf[at:at + size], buf[tat:tat + tsize]
            if size == 0:
                charset = self._header(text) or charset
            if b'\x00' in msg:
                msgid1 = str(msg.split(b'\x00')[0], charset)
                for x, form in enumerate(text.split(b'\x00')):
                    catalog[msgid1, x] = str(form, charset)
            else:
                catalog[str(msg, charset)] = str(text, charset)

    def _header(self, text):
        last = None
        for line in text.decode().split('\n'):
            if line.startswith('#-#-#-#-#') and line.endswith('#-#-#-#-#'):
                continue                # where msgcat joined two files
            key, colon, value = line.partition(':')
            if colon:
                last = key.strip().lower()
                self._info[last] = value.strip()
            elif last and line.strip():
                self._info[last] += '\n' + line.strip()
        kind = self._info.get('content-type', '')
        if 'charset=' in kind:
            self._charset = kind.split('charset=')[1]
        forms = self._info.get('plural-forms', '')
        if 'plural=' in forms:
            self.plural = c2py(forms.split('plural=')[1].split(';')[0])
        return self._charset

    def gettext(self, message):
        text = self._catalog.get(message)
        if text is None:
            text = self._catalog.get((message, self.plural(1)))
        return super().gettext(message) if text is None else text

    def ngettext(self, msgid1, msgid2, n):
        text = self._catalog.get((msgid1, self.plural(n)))
        return super().ngettext(msgid1, msgid2, n) if text is None else text

    def pgettext(self, context, message):
        text = self._catalog.get(self.CONTEXT % (context, message))
        return super().pgettext(context, message) if text is None else text

    def npgettext(self, context, msgid1, msgid2, n):
        text = self._catalog.get((self.CONTEXT % (context, msgid1), self.plural(n)))
        return super().npgettext(context, msgid1, msgid2, n) if text is None else text



def _expand_lang(loc):
    loc = loc.partition('.')
    lang = loc[0].split('@')[0]
    names = [loc[0] + loc[1] + loc[2], loc[0], lang + loc[1] + loc[2], lang, lang.split('_')[0]]
    return list(dict.fromkeys(names))


def find(domain, localedir=None, languages=None, all=False):
    """The .mo file of a domain, or None; all of them as a list."""
    localedir = _default_localedir if localedir is None else localedir
    if languages is None:
        languages = []
        for name in ('LANGUAGE', 'LC_ALL', 'LC_MESSAGES', 'LANG'):
            if os.environ.get(name):
                languages = os.environ[name].split(':')
                break
        if 'C' not in languages:
            languages.append('C')
    result = []
    for lang in (x for l in languages for x in _expand_lang(l)):
        if lang == 'C':
            break
        path = os.path.join(localedir, lang, 'LC_MESSAGES', f'{domain}.mo')
        if os.path.exists(path):
            if not all:
                return path
            result.append(path)
    return result if all else None


def translation(domain, localedir=None, languages=None, class_=None, fallback=False):
    """The catalogues of a domain, chained."""
    class_ = class_ or GNUTranslations
    files = find(domain, localedir, languages, all=True)
    if not files:
        if fallback:
            return NullTranslations()
        raise FileNotFoundError(2, 'No translation file found for domain', domain)
    result = None
    for path in files:
        key = class_, os.path.abspath(path)
        if key not in _translations:
            with open(path, 'rb') as fp:
                _translations[key] = class_(fp)
        t = _translations[key]
        if result is None:
            import copy
            result = copy.copy(t)
        else:
            result.add_fallback(t)
    return result


def install(domain, localedir=None, *, names=None):
    translation(domain, localedir, fallback=True).install(names)


def textdomain(domain=None):
    global _current_domain
    if domain is not None:
        _current_domain = domain
    return _current_domain


def bindtextdomain(domain, localedir=None):
    if localedir is not None:
        _localedirs[domain] = localedir
    return _localedirs.get(domain, _default_localedir)


def _domain(domain):
    return translation(domain, _localedirs.get(domain), fallback=True)


def dgettext(domain, message):
    return _domain(domain).gettext(message)


def dngettext(domain, msgid1, msgid2, n):
    return _domain(domain).ngettext(msgid1, msgid2, n)


def dpgettext(domain, context, message):
    return _domain(domain).pgettext(context, message)


def dnpgettext(domain, context, msgid1, msgid2, n):
    return _domain(domain).npgettext(context, msgid1, msgid2, n)


def _in_current_domain(in_domain):
    def translate(*args):
        return in_domain(_current_domain, *args)
    return translate


# (message), (singular, plural, n), (context, message), (context, singular, plural, n)
gettext, ngettext, pgettext, npgettext = map(_in_current_domain, (dgettext, dngettext, dpgettext, dnpgettext))
