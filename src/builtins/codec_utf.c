/* UTF-8, UTF-16 and UTF-32. Errors cover the byte ranges CPython reports: for UTF-8 the longest
 * prefix of a well-formed sequence. */
#include "../base/utf8.h"
#include "codecs.h"

static inline bool surrogate(uint32_t c) {
    return c >= 0xD800 && c <= 0xDFFF;
}

bool ki_encode_utf8(KiEncoder *e) {
    KiStr *s = e->s;
    for (size_t i = 0; i < s->len;) {
        uint32_t c = ki_str_at(s, i);
        if (!surrogate(c)) {
            ki_put_code_point(e, c);
            i++;
            continue;
        }
        size_t end = i + 1;
        while (end < s->len && surrogate(ki_str_at(s, end)))
            end++;
        if (!ki_encode_error(e, i, end, "surrogates not allowed", &i)) return false;
    }
    return true;
}

bool ki_encode_wide(KiEncoder *e) {
    for (size_t i = 0; i < e->s->len;) {
        uint32_t c = ki_str_at(e->s, i);
        if (!surrogate(c)) {
            ki_put_code_point(e, c);
            i++;
        } else if (!ki_encode_error(e, i, i + 1, "surrogates not allowed", &i)) {
            return false;
        }
    }
    return true;
}

/* Length of the valid sequence at p, or -(bytes to blame) with *reason. */
static int utf8_sequence(const uint8_t *p, size_t left, const char **reason) {
    static const char BAD[] = "invalid continuation byte", SHORT[] = "unexpected end of data";
    uint8_t c = p[0];
    int need = c < 0x80 ? 1 : c < 0xC2 ? 0 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : c < 0xF5 ? 4 : 0;
    if (!need) {
        *reason = "invalid start byte";
        return -1;
    }
    for (int i = 1; i < need; i++) {
        if ((size_t)i >= left) {
            *reason = SHORT;
            return -i;
        }
        uint8_t lo = 0x80, hi = 0xBF;
        if (i == 1) {
            lo = c == 0xE0 ? 0xA0 : c == 0xF0 ? 0x90 : 0x80;
            hi = c == 0xED ? 0x9F : c == 0xF4 ? 0x8F : 0xBF;
        }
        if (p[i] < lo || p[i] > hi) {
            *reason = BAD;
            return -i;
        }
    }
    return need;
}

/* Whether a character of UTF-8 can begin so, of which k bytes are there. Two bytes of a surrogate
 * may still be wanted by an error handler. */
static bool second_fits(uint8_t first, uint8_t second, size_t k) {
    return first == 0xE0   ? second >= 0xA0
           : first == 0xF0 ? second >= 0x90
           : first == 0xF4 ? second < 0x90
                           : first != 0xED || second < 0xA0 || k == 2;
}

size_t ki_utf8_incomplete(const uint8_t *data, size_t n) {
    for (size_t k = 1; k <= 3 && k <= n; k++) {
        uint8_t b = data[n - k];
        if ((b & 0xC0) == 0x80) continue;
        size_t need = b >= 0xF0 && b < 0xF5   ? 4
                      : b >= 0xE0 && b < 0xF0 ? 3
                      : b >= 0xC2 && b < 0xE0 ? 2
                                              : 1;
        return need > k && (k < 2 || second_fits(b, data[n - k + 1], k)) ? k : 0;
    }
    return 0;
}

bool ki_decode_utf8(KiDecoder *d) {
    for (size_t i = 0; i < d->len;) {
        const char *reason = "";
        uint32_t c;
        int n = utf8_sequence(d->data + i, d->len - i, &reason);
        if (n > 0) {
            (void)kb_utf8_decode(d->data + i, d->len - i, false, &c);
            if (!ki_sb_putc(&d->out, c)) return false;
            i += (size_t)n;
        } else if (ki_utf8_incomplete(d->data + i, d->len - i) == d->len - i &&
                   ki_decode_waits(d, i)) {
            return true;
        } else if (!ki_decode_error(d, i, i + (size_t)-n, reason, &i)) {
            return false;
        }
    }
    return true;
}

static uint32_t unit_at(const KiDecoder *d, size_t i) {
    uint32_t c = 0;
    for (int k = 0; k < d->unit; k++)
        c |= (uint32_t)d->data[i + (size_t)(d->big_endian ? d->unit - 1 - k : k)] << (8 * k);
    return c;
}

bool ki_decode_utf16(KiDecoder *d) {
    for (size_t i = d->start; i < d->len;) {
        if (d->len - i < 2) {
            if (ki_decode_waits(d, i)) return true;
            if (!ki_decode_error(d, i, d->len, "truncated data", &i)) return false;
            continue;
        }
        uint32_t c = unit_at(d, i);
        if (!surrogate(c)) {
            if (!ki_sb_putc(&d->out, c)) return false;
            i += 2;
        } else if (c >= 0xDC00) {
            if (!ki_decode_error(d, i, i + 2, "illegal encoding", &i)) return false;
        } else if (d->len - i < 4) {
            if (ki_decode_waits(d, i)) return true;
            if (!ki_decode_error(d, i, d->len, "unexpected end of data", &i)) return false;
        } else {
            uint32_t low = unit_at(d, i + 2);
            if (low >= 0xDC00 && low <= 0xDFFF) {
                if (!ki_sb_putc(&d->out, 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00)))
                    return false;
                i += 4;
            } else if (!ki_decode_error(d, i, i + 2, "illegal UTF-16 surrogate", &i)) {
                return false;
            }
        }
    }
    return true;
}

bool ki_decode_utf32(KiDecoder *d) {
    for (size_t i = d->start; i < d->len;) {
        bool ok;
        uint32_t c;
        if (d->len - i < 4) {
            if (ki_decode_waits(d, i)) return true;
            ok = ki_decode_error(d, i, d->len, "truncated data", &i);
        } else if (surrogate(c = unit_at(d, i))) {
            ok = ki_decode_error(d, i, i + 4,
                                 "code point in surrogate code point range(0xd800, 0xe000)", &i);
        } else if (c > 0x10FFFF) {
            ok = ki_decode_error(d, i, i + 4, "code point not in range(0x110000)", &i);
        } else {
            ok = ki_sb_putc(&d->out, c);
            i += 4;
        }
        if (!ok) return false;
    }
    return true;
}
