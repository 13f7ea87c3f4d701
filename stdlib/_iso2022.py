"""Encodings of East Asia that switch between sets of characters: ISO 2022 in its Japanese and Korean forms, and HZ.

The sets themselves are parts of codecs without states: two bytes of JIS X 0208 are those of euc_jp without their high
bits, and so on. A reader or writer holds the state; what it is given may end anywhere.
"""
import codecs as _codecs
import _multibyte
from _codec_functions import _handled
from _kukri import as_native as _as_native

_ILLEGAL = 'illegal multibyte sequence'
_ESC, _SO, _SI = b'\x1b', b'\x0e', b'\x0f'


class _Set:
    """One set of characters of n bytes, told by the last byte of its escape; lead goes before the bytes in codec."""

    def __init__(self, final, codec, n=2, lead=b'', rows=None, g1=False, pairs=False):
        self.final, self.codec, self.n, self.lead, self.rows = final, codec, n, lead, rows
        self.pairs, self.place = pairs, 1 if g1 else 0
        if n == 1:
            self.escape = b'\x1b(' + final
        elif g1:
            self.escape = b'\x1b$)' + final
        else:
            self.escape = (b'\x1b$' if final in b'@B' else b'\x1b$(') + final

    @property
    def key(self):
        return self.final, self.n

    def encode(self, text):
        """The bytes of a character, or None."""
        if text == '\uff5e' and self.pairs:
            return None  # only the euc codecs of JIS X 0213 have it
        if self.codec is None:
            return {'\xa5': b'\\', '\u203e': b'~'}.get(text)
        try:
            code = text.encode(self.codec)
        except UnicodeEncodeError:
            return None
        if self.n == 1:  # katakana of half width: the second of two bytes
            return bytes([code[1] & 0x7f]) if len(code) == 2 and code[0] == 0x8e else None
        if len(code) != len(self.lead) + 2 or not code.startswith(self.lead) or code[-2] < 0xa1:
            return None
        code = bytes(b & 0x7f for b in code[-2:])
        return code if self.rows is None or code[0] in self.rows else None

    def decode(self, data):
        """The text of n bytes, or None."""
        if self.codec is None:
            return {b'\\': '\xa5', b'~': '\u203e'}.get(data, data.decode('latin-1'))
        if not all(0x21 <= b < 0x7f for b in data) or self.rows is not None and data[0] not in self.rows:
            return None
        if data == b'$T' and self.final == b'C':
            return '\u3164'  # with which syllables of several letters begin in euc_kr
        high = bytes(b | 0x80 for b in data)
        try:
            text = (b'\x8e' + high if self.n == 1 else self.lead + high).decode(self.codec)
        except UnicodeDecodeError:
            return None
        if text == '\uff5e' and self.pairs:
            return '~'
        return text if len(text) == 1 or self.pairs else None


_SECOND_PLANE = {row + 0x20 for row in (1, 3, 4, 5, 8, *range(12, 16), *range(78, 95))}  # JIS X 0212 has the others
_OTHER_ROWS = set(range(0x21, 0x7f)) - _SECOND_PLANE

_JIS = _Set(b'B', 'euc_jp')
_OLD_JIS = _Set(b'@', 'euc_jp')
_ROMAN = _Set(b'J', None, 1)
_KANA = _Set(b'I', 'euc_jp', 1)
_MORE_JIS = _Set(b'D', 'euc_jp', lead=b'\x8f', rows=_OTHER_ROWS)
_KOREAN = _Set(b'C', 'euc_kr')
_SHIFTED_KOREAN = _Set(b'C', 'euc_kr', g1=True)
_CHINESE = _Set(b'A', 'gb2312')
_PLANE_1 = _Set(b'O', 'euc_jisx0213', pairs=True)
_PLANE_1_2004 = _Set(b'Q', 'euc_jis_2004', pairs=True)


def _plane_2(codec):
    return _Set(b'P', codec, lead=b'\x8f', rows=_SECOND_PLANE)


_SETS = {
    'iso2022_jp': (_JIS, _ROMAN, _OLD_JIS),
    'iso2022_jp_1': (_JIS, _MORE_JIS, _ROMAN, _OLD_JIS),
    'iso2022_jp_2': (_JIS, _MORE_JIS, _KOREAN, _CHINESE, _ROMAN, _OLD_JIS),
    'iso2022_jp_2004': (_JIS, _PLANE_1_2004, _plane_2('euc_jis_2004')),
    'iso2022_jp_3': (_JIS, _PLANE_1, _plane_2('euc_jisx0213')),
    'iso2022_jp_ext': (_JIS, _MORE_JIS, _ROMAN, _KANA, _OLD_JIS),
    'iso2022_kr': (_SHIFTED_KOREAN,),
}
_SHIFTS = {'iso2022_kr'}                       # those with SO and SI
_HAS_G2 = {b'A': 'iso8859-1', b'F': 'iso8859-7'}  # of iso2022_jp_2, for single characters


class _Iso2022Writer:
    """Writes text; set is what the reader takes bytes for, None is ASCII."""

    def __init__(self, name):
        self.name, self.sets = name, _SETS[name]
        self.reset()

    def reset(self):
        self.set, self.announced, self.shifted = None, None, False

    def unshifted(self):
        shifted, self.shifted = self.shifted, False
        return _SI if shifted else b''

    def end(self):
        """What a finished text needs."""
        tail = self.unshifted() + (b'\x1b(B' if self.set else b'')
        self.reset()
        return tail

    def put(self, text, at):
        """(bytes, characters) for what is at text[at]; no bytes: there are none."""
        char = text[at]
        if char < '\x80':
            head = self.unshifted()
            if self.set:
                head += b'\x1b(B'
                self.set = None
            return head + char.encode(), 1
        for kind in self.sets:
            code = kind.encode(char)
            if code is not None:
                return self.switch(kind) + code, 1
        return b'', 0

    def switch(self, kind):
        if kind.place:
            head = b'' if self.announced is kind else kind.escape
            self.announced = kind
            if not self.shifted:
                head += _SO
                self.shifted = True
            return head
        head = self.unshifted()
        if self.set is not kind:
            head += kind.escape
            self.set = kind
        return head


class _HzWriter:
    """The same for HZ."""
    name = 'hz'
    set = None

    def reset(self):
        self.set = None

    def end(self):
        tail = b'~}' if self.set else b''
        self.set = None
        return tail

    def put(self, text, at):
        char = text[at]
        if char < '\x80':
            return self.end() + (b'~~' if char == '~' else char.encode()), 1
        code = _CHINESE.encode(char)
        if code is None:
            return b'', 0
        head = b'' if self.set else b'~{'
        self.set = _CHINESE
        return head + code, 1


def _write(writer, text, errors, final=True):
    out, at = bytearray(), 0
    while at < len(text):
        code, n = writer.put(text, at)
        if n:
            out += code
            at += n
            continue
        more, at = _handled(errors, UnicodeEncodeError(writer.name, text, at, at + 1, _ILLEGAL), multibyte=True)
        out += more if isinstance(more, bytes) else _write(writer, more, 'strict', False)
    return bytes(out + writer.end() if final else out)


class _Iso2022Reader:
    """Reads bytes. step() tells what is at data[at]: (text, bytes), (None, bytes) for what is illegal, or None for what
    is cut off."""

    def __init__(self, name):
        self.name = name
        self.by_key = {kind.key: kind for kind in _SETS[name]}
        self.reset()

    def reset(self):
        self.g, self.g2, self.shifted, self.through = [None, None], None, False, False

    def state(self):
        return self.g[:], self.g2, self.shifted, self.through

    def restore(self, state):
        g, self.g2, self.shifted, self.through = state
        self.g = g[:]

    def step(self, data, at):
        byte = data[at]
        if self.through:  # of an escape that is none
            self.through = not 0x40 <= byte < 0x5b
            return chr(byte), 1
        if byte == 0x1b:
            return self.escape(data, at)
        if byte in b'\x0e\x0f' and self.name in _SHIFTS:
            self.shifted = byte == 0x0e
            return '', 1
        if byte == 0x0a:
            self.shifted = False
            return '\n', 1
        if byte >= 0x80:
            return None, 1
        kind = self.g[1] if self.shifted else self.g[0]
        if byte < 0x20 or kind is None:
            return chr(byte), 1
        if at + kind.n > len(data):
            return None
        return kind.decode(data[at:at + kind.n]), kind.n

    def escape(self, data, at):
        if at + 1 >= len(data):
            return None
        second = data[at + 1]
        if second == 0x4e and self.name == 'iso2022_jp_2':
            return self.single(data, at)
        if second not in b'()$.&':
            self.through = not 0x40 <= second < 0x5b
            return data[at:at + 2].decode('latin-1') if second < 0x80 else '\x1b', 2 if second < 0x80 else 1
        end = at + 1
        while end < len(data) and not 0x40 <= data[end] < 0x5b:
            # ESC & @ stands before an ordinary escape
            end += 3 if data[end:end + 2] == b'&@' and self.name.startswith('iso2022_jp') else 1
            if end - at >= 16:
                return None, 1
        if end >= len(data):
            return None
        n = end + 1 - at
        return self.designate(data[at + 1:end + 1], n), n

    def designate(self, body, n):
        """'' once a set is where an escape puts it, None if there is no such set or place."""
        if body == b'&@\x1b$B':
            body = b'$B'
        elif n > 4:
            return None
        final, width, place = body[-1:], 2 if body[:1] == b'$' else 1, body[:-1].replace(b'$', b'') or b'('
        if width == 1 and place == b'.':
            if self.name != 'iso2022_jp_2' or final not in _HAS_G2:
                return None
            self.g2 = _HAS_G2[final]
            return ''
        if place not in (b'(', b')'):
            return None
        if (final, width) == (b'B', 1):
            kind = None
        elif (kind := self.by_key.get((final, width))) is None:
            return None
        self.g[place == b')'] = kind
        return ''

    def single(self, data, at):
        """A character of the third place."""
        if at + 2 >= len(data):
            return None
        if data[at + 2] >= 0x80:
            return None, 3
        if self.g2 is None:
            return chr(data[at + 2]), 3
        try:
            return bytes([data[at + 2] | 0x80]).decode(self.g2), 3
        except UnicodeDecodeError:
            return None, 3


class _HzReader:
    """The same for HZ."""
    name = 'hz'
    chinese = False

    def reset(self):
        self.chinese = False

    def state(self):
        return self.chinese

    def restore(self, state):
        self.chinese = state

    def step(self, data, at):
        byte, rest = data[at], len(data) - at
        if byte == 0x7e:
            if rest < 2:
                return None
            second = data[at + 1]
            if second == 0x7e and not self.chinese:
                return '~', 2
            if second in b'{}' and self.chinese == (second == 0x7d):
                self.chinese = not self.chinese
                return '', 2
            return ('', 2) if second == 0x0a and not self.chinese else (None, 1)
        if byte >= 0x80:
            return None, 1
        if not self.chinese:
            return chr(byte), 1
        if rest < 2:
            return None
        text = _CHINESE.decode(data[at:at + 2])
        return (None, 1) if text is None else (text, 2)


def _read(reader, data, errors, final=True, ask=None):
    """(text, bytes used); ask(exception) gives what the handler answers."""
    ask = ask or (lambda exc: _handled(errors, exc, multibyte=True))
    out, at = [], 0
    while at < len(data):
        step = reader.step(data, at)
        if step is None and not final:
            break
        if step is not None and step[0] is not None:
            out.append(step[0])
            at += step[1]
            continue
        end, reason = (len(data), 'incomplete multibyte sequence') if step is None else (at + step[1], _ILLEGAL)
        more, at = ask(UnicodeDecodeError(reader.name, data, at, end, reason))
        out.append(more)
    return ''.join(out), at


def info(name):
    """(name, encode, decode, Encoder, Decoder, Reader) of one of the encodings."""
    make_writer = _HzWriter if name == 'hz' else lambda: _Iso2022Writer(name)
    make_reader = _HzReader if name == 'hz' else lambda: _Iso2022Reader(name)

    @_as_native
    def encode(input, errors='strict'):
        text, errors = _multibyte.encoder_arguments(input, errors)
        return _write(make_writer(), text, errors), len(text)

    @_as_native
    def decode(input, errors='strict'):
        data, errors = _multibyte.decoder_arguments(input, errors)
        return _read(make_reader(), data, errors)[0], len(data)

    class Encoder(_codecs.IncrementalEncoder):
        def _begin(self):
            self._writer = make_writer()

        def encode(self, input, final=False):
            return _write(self._writer, str(input), self.errors, _codecs._need_int(final))

        def reset(self):
            self._writer.reset()

    class Decoder(_codecs.BufferedIncrementalDecoder):
        def _begin(self):
            self._reader = make_reader()

        def decode(self, input, final=False):
            return super().decode(_codecs._need_bytes(input), _codecs._need_int(final))

        def _buffer_decode(self, input, errors, final):
            text, used = _read(self._reader, input, errors, final)
            if len(input) - used > 8:
                raise UnicodeError('pending buffer overflow')
            return text, used

        def reset(self):
            super().reset()
            self._reader.reset()

    class Reader(_multibyte.MultibyteReader):
        def _begin(self):
            self._reader = make_reader()

        def decode(self, input, errors='strict'):
            return decode(input, errors)

        def _decode_piece(self, data, at_end):
            return _read(self._reader, data, self.errors, at_end, self._ask)

        def reset(self):
            super().reset()
            self._reader.reset()

    return name, encode, decode, Encoder, Decoder, Reader


NAMES = {'hz': 'hz', 'hzgb': 'hz', 'hz_gb': 'hz', 'hz_gb_2312': 'hz', 'csiso2022jp': 'iso2022_jp',
         'csiso2022kr': 'iso2022_kr'}
for _name in _SETS:
    _tail = _name[len('iso2022_'):]
    NAMES.update({_name: _name, 'iso2022' + _tail: _name, 'iso_2022_' + _tail: _name})
