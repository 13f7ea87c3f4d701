"""What _io.TextIOWrapper does not code itself: reading encodings other than ASCII, Latin-1 and UTF-8 and bytes that are not
text, whose errors a handler answers, and the places in such streams; and the encoders of other encodings.

A place is a number: the byte at which a decoder can be set up, and above it how far to go from there (_pack).
"""
import codecs
from io import IncrementalNewlineDecoder as _NewlineDecoder

_CHUNK = 8192
_SEEN = {1: '\n', 2: '\r', 4: '\r\n'}


def encoder(encoding, errors, begun):
    """The encoder of a stream; begun: it does not write from the start, where a mark stands."""
    result = codecs.lookup(encoding).incrementalencoder(errors)
    if begun:
        result.setstate(0)
    return result


def encode(encoder, text):
    data = encoder.encode(text)
    if not isinstance(data, bytes):
        raise TypeError(f"encoder should return a bytes object, not '{type(data).__name__}'")
    return data


def restart(encoder, begun):
    """The stream has been moved."""
    encoder.setstate(0) if begun else encoder.reset()


def _pack(position, flags, feed=0, final=False, skip=0):
    return position | flags << 64 | feed << 96 | skip << 128 | bool(final) << 160


def _unpack(cookie):
    if cookie >> 168:
        raise OverflowError('int too big to convert')
    number = lambda at, bits: cookie >> at & (1 << bits) - 1
    return number(0, 64), number(64, 32), number(96, 32), number(160, 8), number(128, 32)


class Reader:
    """text[used:] has been decoded and not been read. mark, where places are told: the decoder's flags before the piece
    of the stream read last, and that piece, with what the decoder held back before it; base: where its text begins."""

    def __init__(self, encoding, errors, universal, translate, line_end, seen):
        self.decoder = codecs.lookup(encoding).incrementaldecoder(errors)
        self.inner = self.decoder
        self.any_end, self.line_end = universal and not translate, '\n' if translate else line_end
        if universal:
            self.decoder = _NewlineDecoder(self.decoder, translate)
            self.decoder._seen.update(end for bit, end in _SEEN.items() if seen & bit)
        self.universal = universal
        self.ratio, self.mark = 0.0, None
        self._hold('')

    def _hold(self, text, used=0, base=0):
        self.text, self.used, self.base = text, used, base

    @property
    def newlines(self):
        return self.decoder.newlines if self.universal else None

    def unread(self):
        return self.used < len(self.text)

    def start(self, before, pending, data, final, telling):
        """Goes on where others decoded up to pending, of which `before` is not read yet."""
        if self.universal and before:
            self.decoder.decoder = None
            before = self.decoder.decode(before)
            self.decoder.decoder = self.inner
        if pending:
            self.inner.setstate((pending, 0))
        if telling:
            self.mark = self.decoder.getstate()[1], pending
        self._take(data, final, telling, before)

    def adopt(self, pending, flags, data, n_bytes):
        """Takes a piece of the stream over from others, who have given the first n_bytes of it."""
        self.decoder.setstate((pending, flags))
        used = len(self._decode(data[:n_bytes], True))
        self.decoder.setstate((pending, flags))
        self._take(data, not data, True)
        self.used = used

    def _decode(self, data, final=False):
        text = self.decoder.decode(data, final)
        if not isinstance(text, str):
            raise TypeError(f"decoder should return a string result, not '{type(text).__name__}'")
        return text

    def _take(self, data, final, telling, before=''):
        if telling:
            pending, flags = self.decoder.getstate()
        text = self._decode(data, final)
        self._hold(before + text, 0, len(before))
        self.ratio = len(data) / len(text) if text else 0.0
        if telling:
            self.mark = flags, pending + data
        return bool(text)

    def _read_on(self, buffer, telling, chars=0):
        """Whether the stream gave something."""
        read = getattr(buffer, 'read1', None)
        data = (read or buffer.read)(max(_CHUNK, int(self.ratio * chars)))
        try:
            data = bytes(memoryview(data))
        except TypeError:
            raise TypeError(f"underlying {'read1' if read else 'read'}() should have returned a bytes-like object, "
                            f"not '{type(data).__name__}'") from None
        return self._take(data, not data, telling) or bool(data)

    def _rest(self, most):
        part = self.text[self.used:self.used + most]
        self.used += len(part)
        return part

    def read(self, buffer, size, telling):
        if size < 0:
            text = self._decode(buffer.read(), True)
            text = self.text[self.used:] + text
            self._hold('')
            self.mark = None
            return text
        parts = [self._rest(size)]
        size -= len(parts[0])
        while size > 0 and self._read_on(buffer, telling, size):
            parts.append(self._rest(size))
            size -= len(parts[-1])
        return ''.join(parts)

    def _line(self, text, start):
        """Behind the end of the line; or None and where its end may begin."""
        if self.any_end:
            ends = [i for i in (text.find('\n', start), text.find('\r', start)) if i >= 0]
            if not ends:
                return None, len(text)
            end = min(ends)
            return end + (2 if text.startswith('\r\n', end) else 1), end
        end = text.find(self.line_end, start)
        if end >= 0:
            return end + len(self.line_end), end
        half = len(self.line_end) == 2 and text.endswith('\r')
        return None, max(start, len(text) - half)

    def readline(self, buffer, limit, telling):
        parts, held, length = [], '', 0
        while True:
            while not self.text:
                if not self._read_on(buffer, telling):
                    self._hold('')
                    self.mark = None
                    return ''.join(parts) + held
            text, start = held + self.text, 0 if held else self.used
            end, upto = self._line(text, start)
            stop = upto if end is None else end
            full = limit >= 0 and stop - start + length >= limit
            if full:
                stop = start + limit - length
            if full or end is not None:
                self.used = stop - len(held)
                return ''.join(parts) + text[start:stop]
            parts.append(text[start:stop])
            length += stop - start
            held = text[stop:]
            self._hold('')

    # --- places ---

    def _set_up(self, position, flags):
        if position or flags:
            self.decoder.setstate((b'', flags))
        else:
            self.decoder.reset()

    def tell(self, position):
        """The place of what is read next; position: that of the buffer."""
        if self.mark is None:
            return position
        flags, data = self.mark
        position -= len(data)
        skip = self.used - self.base
        if not self.text or not self.used:
            return _pack(position, flags)
        saved = self.decoder.getstate()
        try:
            return self._place(position, flags, data, skip)
        finally:
            self.decoder.setstate(saved)

    def _place(self, position, flags, data, skip):
        # a guess of a byte near the place at which nothing is held back
        guess, back = min(int(self.ratio * skip), len(data)), 1
        while guess > 0:
            self._set_up(position, flags)
            chars = len(self._decode(data[:guess]))
            if chars > skip:
                guess -= back
                back *= 2
                continue
            held, then = self.decoder.getstate()
            if not held:
                flags = then
                skip -= chars
                break
            guess -= len(held)
            back = 1
        else:
            guess = 0
            self._set_up(position, flags)
        position += guess
        if not skip:
            return _pack(position, flags)
        # from there by single bytes
        feed = chars = 0
        for at in range(guess, len(data)):
            chars += len(self._decode(data[at:at + 1]))
            feed += 1
            held, then = self.decoder.getstate()
            if not held and chars <= skip:
                position, flags = position + feed, then
                skip -= chars
                feed = chars = 0
            if chars >= skip:
                return _pack(position, flags, feed, False, skip)
        if chars + len(self._decode(b'', True)) < skip:
            raise OSError("can't reconstruct logical file position")
        return _pack(position, flags, feed, True, skip)

    def seek(self, buffer, cookie):
        """Moves to a place; whether that is not the start."""
        position, flags, feed, final, skip = _unpack(cookie)
        buffer.seek(position)
        self._hold('')
        self.mark = None
        self._set_up(position, flags)
        self.mark = flags, b''
        if skip:
            data = buffer.read(feed)
            self.mark = flags, data
            self._hold(self._decode(data, bool(final)))
            if len(self.text) < skip:
                raise OSError("can't restore logical file position")
            self.used = skip
        return bool(position or flags)
