/* UTF-8, UTF-16 and UTF-32. Errors cover the byte ranges CPython reports: for UTF-8 the longest
 * prefix of a well-formed sequence. */
#include "../base/utf8.h"
#include "codecs.h"

static inline bool surrogate(uint32_t c) {
    return c >= 0xD800 && c <= 0xDFFF;
}

/* ---- text without errors ---- */

static inline uint16_t order_2(uint16_t c, bool swap) {
    return swap ? __builtin_bswap16(c) : c;
}
static inline uint32_t order_4(uint32_t c, bool swap) {
    return swap ? __builtin_bswap32(c) : c;
}
static inline uint16_t load_2(const uint8_t *p) {
    uint16_t c;
    memcpy(&c, p, sizeof c);
    return c;
}
static inline uint32_t load_4(const uint8_t *p) {
    uint32_t c;
    memcpy(&c, p, sizeof c);
    return c;
}
static inline bool must_swap(bool big_endian) {
    return big_endian != (__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__);
}

/* The blocks that the writers fill hold 2- and 4-byte units at places of any alignment. */
#define WRITE_UNITS(name, FROM, TO, order)                                                         \
    KB_VECTORISE static void name(uint8_t *to, const FROM *p, size_t n, bool swap) {               \
        for (size_t i = 0; i < n; i++) {                                                           \
            TO c = order((TO)p[i], swap);                                                          \
            memcpy(to + i * sizeof c, &c, sizeof c);                                               \
        }                                                                                          \
    }
WRITE_UNITS(write_1_to_2, uint8_t, uint16_t, order_2)
WRITE_UNITS(write_2_to_2, uint16_t, uint16_t, order_2)
WRITE_UNITS(write_1_to_4, uint8_t, uint32_t, order_4)
WRITE_UNITS(write_2_to_4, uint16_t, uint32_t, order_4)
WRITE_UNITS(write_4_to_4, uint32_t, uint32_t, order_4)

static void write_4_to_2(uint8_t *to, const uint32_t *p, size_t n, bool swap) {
    for (size_t i = 0; i < n; i++) {
        uint32_t c = p[i];
        if (c > 0xFFFF) {
            uint16_t high = order_2((uint16_t)(0xD7C0 + (c >> 10)), swap);
            memcpy(to, &high, 2);
            to += 2;
            c = 0xDC00 + (c & 0x3FF);
        }
        uint16_t unit = order_2((uint16_t)c, swap);
        memcpy(to, &unit, 2);
        to += 2;
    }
}

KB_VECTORISE static size_t count_astral(const uint32_t *p, size_t n) {
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += p[i] > 0xFFFF;
    return count;
}

KiValue ki_encode_utf_clean(KiState *ks, const KiStr *s, int unit, bool big_endian, bool mark) {
    bool surrogates, swap = must_swap(big_endian);
    size_t n = s->len, size = ki_utf8_size(s, &surrogates);
    if (surrogates) return KI_ABSENT;
    if (unit == 2) size = 2 * (n + (s->h.aux == 4 ? count_astral(s->data.u4, n) : 0));
    if (unit == 4) size = 4 * n;
    if (mark) size += unit == 1 ? 3 : (size_t)unit;
    if (size < 2) return KI_ABSENT; /* of which there is one each */
    KiValue v = ki_bytes_from(ks, NULL, size);
    if (v == KI_ERR) return KI_ERR;
    uint8_t *to = ki_bytes_of(v)->data;
    if (unit == 1) {
        if (mark) memcpy(to, "\xEF\xBB\xBF", 3);
        ki_utf8_write(s, mark ? to + 3 : to);
        to[size] = 0;
        return v;
    }
    const uint16_t bom = 0xFEFF;
    if (mark && unit == 2) write_2_to_2(to, &bom, 1, swap);
    if (mark && unit == 4) write_2_to_4(to, &bom, 1, swap);
    if (mark) to += unit;
    if (s->h.aux == 1)
        (unit == 2 ? write_1_to_2 : write_1_to_4)(to, s->data.u1, n, swap);
    else if (s->h.aux == 2)
        (unit == 2 ? write_2_to_2 : write_2_to_4)(to, s->data.u2, n, swap);
    else
        (unit == 2 ? write_4_to_2 : write_4_to_4)(to, s->data.u4, n, swap);
    return v;
}

typedef struct Utf16Seen {
    uint16_t units; /* OR of all */
    size_t high, low;
} Utf16Seen;

KB_VECTORISE static Utf16Seen scan_utf16(const uint8_t *p, size_t n, bool swap) {
    Utf16Seen r = {0, 0, 0};
    while (n) {
        size_t k = n < 4096 ? n : 4096;
        uint16_t all = 0, high = 0, low = 0;
        for (size_t i = 0; i < k; i++) {
            uint16_t c = order_2(load_2(p + 2 * i), swap);
            all |= c;
            high = (uint16_t)(high + ((c & 0xFC00) == 0xD800));
            low = (uint16_t)(low + ((c & 0xFC00) == 0xDC00));
        }
        r.units |= all;
        r.high += high;
        r.low += low;
        p += 2 * k;
        n -= k;
    }
    return r;
}

KB_VECTORISE static KiValue decode_utf16_clean(KiState *ks, const uint8_t *p, size_t n, bool swap) {
    Utf16Seen seen = scan_utf16(p, n, swap);
    if (seen.high != seen.low) return KI_ABSENT;
    size_t len = n - seen.high;
    int w = seen.high ? 4 : seen.units < 0x100 ? 1 : 2;
    if (len < 2) return KI_ABSENT;
    KiStr *s = ki_str_alloc(ks, len, w, seen.units < 0x80);
    if (!s) return KI_ERR;
    if (w == 1)
        for (size_t i = 0; i < n; i++)
            s->data.u1[i] = (uint8_t)order_2(load_2(p + 2 * i), swap);
    else if (w == 2)
        for (size_t i = 0; i < n; i++)
            s->data.u2[i] = order_2(load_2(p + 2 * i), swap);
    for (size_t i = 0, k = 0; w == 4 && i < n; i++) {
        uint32_t c = order_2(load_2(p + 2 * i), swap);
        if (surrogate(c)) {
            uint32_t low = ++i < n ? order_2(load_2(p + 2 * i), swap) : 0;
            if (c >= 0xDC00 || (low & 0xFC00) != 0xDC00) {
                ki_decref_obj(ks, &s->h);
                return KI_ABSENT;
            }
            c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
        }
        s->data.u4[k++] = c;
    }
    return ki_from_obj(s);
}

/* OR of the units; more than a code point if there is one that is none. */
KB_VECTORISE static uint32_t scan_utf32(const uint8_t *p, size_t n, bool swap) {
    uint32_t all = 0, odd = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t c = order_4(load_4(p + 4 * i), swap);
        all |= c;
        odd |= (c > 0x10FFFF) | ((c & 0xFFFFF800) == 0xD800);
    }
    return odd ? UINT32_MAX : all;
}

KB_VECTORISE static KiValue decode_utf32_clean(KiState *ks, const uint8_t *p, size_t n, bool swap) {
    uint32_t seen = scan_utf32(p, n, swap);
    if (n < 2 || seen == UINT32_MAX) return KI_ABSENT;
    int w = ki_width_of(seen);
    KiStr *s = ki_str_alloc(ks, n, w, seen < 0x80);
    if (!s) return KI_ERR;
    if (w == 1)
        for (size_t i = 0; i < n; i++)
            s->data.u1[i] = (uint8_t)order_4(load_4(p + 4 * i), swap);
    else if (w == 2)
        for (size_t i = 0; i < n; i++)
            s->data.u2[i] = (uint16_t)order_4(load_4(p + 4 * i), swap);
    else
        for (size_t i = 0; i < n; i++)
            s->data.u4[i] = order_4(load_4(p + 4 * i), swap);
    return ki_from_obj(s);
}

KiValue ki_decode_utf_clean(KiState *ks, const uint8_t *data, size_t n, int unit, bool big_endian) {
    size_t bad;
    if (unit == 1) return ki_str_decode_utf8(ks, data, n, false, &bad);
    if (n % (size_t)unit) return KI_ABSENT;
    bool swap = must_swap(big_endian);
    return unit == 2 ? decode_utf16_clean(ks, data, n / 2, swap)
                     : decode_utf32_clean(ks, data, n / 4, swap);
}

/* ---- text with errors in it ---- */

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
