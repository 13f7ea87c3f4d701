/* str from and to UTF-8. Sizes and widths are found in loops that the compiler makes vectors of, so
 * that the text itself is gone through once. */
#include "../base/utf8.h"

#include "containers.h"
#include "object_private.h"
#include "str_builder.h"

static inline uint64_t load8(const uint8_t *p) {
    uint64_t w;
    memcpy(&w, p, sizeof w);
    return w;
}
#define HIGH_BITS 0x8080808080808080u

/* ---- from UTF-8 ---- */

/* Bytes that start a character, and the greatest byte, which bounds the code points: C2-C3 Latin-1,
 * below F0 two bytes, else four. */
KB_VECTORISE static size_t count_starts(const uint8_t *p, size_t n, uint8_t *greatest) {
    size_t starts = 0;
    uint8_t top = 0;
    while (n) {
        size_t k = n < 255 ? n : 255;
        uint8_t some = 0;
        for (size_t i = 0; i < k; i++) {
            some = (uint8_t)(some + ((int8_t)p[i] >= -64));
            top = p[i] > top ? p[i] : top;
        }
        starts += some;
        p += k;
        n -= k;
    }
    *greatest = top;
    return starts;
}

static inline bool tail(uint8_t c) {
    return (c & 0xC0) == 0x80;
}

/* Decodes p[0:n) into units wide enough; the number of bytes taken, which is n unless some are
 * malformed. */
#define DECODE(name, UNIT)                                                                         \
    static size_t name(UNIT *to, const uint8_t *p, size_t n, bool surrogates) {                    \
        const uint8_t *start = p, *end = p + n;                                                    \
        while (p < end) {                                                                          \
            uint32_t c = *p;                                                                       \
            if (c < 0x80) {                                                                        \
                if (end - p >= 8 && !(load8(p) & HIGH_BITS)) {                                     \
                    for (int i = 0; i < 8; i++)                                                    \
                        to[i] = p[i];                                                              \
                    to += 8;                                                                       \
                    p += 8;                                                                        \
                } else {                                                                           \
                    *to++ = (UNIT)c;                                                               \
                    p++;                                                                           \
                }                                                                                  \
            } else if (c < 0xE0) {                                                                 \
                if (c < 0xC2 || end - p < 2 || !tail(p[1])) break;                                 \
                *to++ = (UNIT)((c & 0x1F) << 6 | (p[1] & 0x3Fu));                                  \
                p += 2;                                                                            \
            } else {                                                                               \
                int used = kb_utf8_decode(p, (size_t)(end - p), surrogates, &c);                   \
                if (!used) break;                                                                  \
                *to++ = (UNIT)c;                                                                   \
                p += used;                                                                         \
            }                                                                                      \
        }                                                                                          \
        return (size_t)(p - start);                                                                \
    }
DECODE(decode_1, uint8_t)
DECODE(decode_2, uint16_t)
DECODE(decode_4, uint32_t)

KiValue ki_str_decode_utf8(KiState *ks, const uint8_t *p, size_t n, bool surrogates, size_t *bad) {
    if (ki_units_seen(p, 1, n) < 128) return ki_str_from_ascii(ks, (const char *)p, n);
    uint8_t top;
    size_t len = count_starts(p, n, &top), done;
    if (len < 2) {
        uint32_t c;
        done = (size_t)kb_utf8_decode(p, n, surrogates, &c);
        *bad = done;
        return done == n ? ki_str_from_char(ks, c) : KI_ABSENT;
    }
    int w = top <= 0xC3 ? 1 : top < 0xF0 ? 2 : 4;
    KiStr *s = ki_str_alloc(ks, len, w, false);
    if (!s) return KI_ERR;
    done = w == 1   ? decode_1(s->data.u1, p, n, surrogates)
           : w == 2 ? decode_2(s->data.u2, p, n, surrogates)
                    : decode_4(s->data.u4, p, n, surrogates);
    if (done == n) return ki_from_obj(s);
    ki_decref_obj(ks, &s->h);
    *bad = done;
    return KI_ABSENT;
}

KiValue ki_str_from_utf8(KiState *ks, const char *p, size_t n) {
    size_t bad;
    KiValue v = ki_str_decode_utf8(ks, (const uint8_t *)p, n, true, &bad);
    return v == KI_ABSENT ? ki_raise_decode(ks, "utf-8", p, n, bad, bad + 1, "invalid utf-8") : v;
}

KiValue ki_str_from_cstr(KiState *ks, const char *s) {
    return ki_str_from_utf8(ks, s, strlen(s));
}

/* Text that ki_cstr made of names has NUL as the two bytes C0 80. */
KiValue ki_str_from_message(KiState *ks, char *p, size_t n) {
    char *q = memchr(p, 0xC0, n);
    if (!q) return ki_str_from_utf8(ks, p, n);
    for (const char *from = q, *end = p + n; from < end; from++) {
        bool nul = (uint8_t)*from == 0xC0;
        *q++ = nul ? 0 : *from;
        from += nul;
    }
    return ki_str_from_utf8(ks, p, (size_t)(q - p));
}

/* ---- to UTF-8 ---- */

/* Bytes beyond one for each of up to a few hundred units; *surrogate if one of them is that. */
#define EXTRA(name, UNIT, more, odd)                                                               \
    KB_VECTORISE static size_t name(const UNIT *p, size_t n, bool *surrogate) {                    \
        size_t extra = 0;                                                                          \
        UNIT any = 0;                                                                              \
        while (n) {                                                                                \
            size_t k = n < 80 ? n : 80;                                                            \
            UNIT some = 0;                                                                         \
            for (size_t i = 0; i < k; i++) {                                                       \
                UNIT c = p[i];                                                                     \
                some = (UNIT)(some + (more));                                                      \
                any |= (odd);                                                                      \
            }                                                                                      \
            extra += some;                                                                         \
            p += k;                                                                                \
            n -= k;                                                                                \
        }                                                                                          \
        *surrogate = any != 0;                                                                     \
        return extra;                                                                              \
    }
EXTRA(extra_1, uint8_t, c >> 7, 0)
EXTRA(extra_2, uint16_t, (c >= 0x80) + (c >= 0x800), (c & 0xF800) == 0xD800)
EXTRA(extra_4, uint32_t, (c >= 0x80) + (c >= 0x800) + (c >= 0x10000), (c & 0xFFFFF800) == 0xD800)

size_t ki_utf8_size(const KiStr *s, bool *surrogates) {
    bool odd;
    size_t extra = s->h.aux == 1   ? extra_1(s->data.u1, s->len, &odd)
                   : s->h.aux == 2 ? extra_2(s->data.u2, s->len, &odd)
                                   : extra_4(s->data.u4, s->len, &odd);
    if (surrogates) *surrogates = odd;
    return s->len + extra;
}

/* One or two bytes without a branch between them: words of other scripts change to blanks and back
 * too often for that. */
static inline uint8_t *put_short(uint8_t *to, uint32_t c) {
    bool two = c >= 0x80;
    uint16_t pair = (uint16_t)(two ? 0x80C0 | c >> 6 | (c & 0x3F) << 8 : c);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    pair = __builtin_bswap16(pair);
#endif
    memcpy(to, &pair, sizeof pair); /* over the null byte at most, which is put last */
    return to + 1 + two;
}

void ki_utf8_write(const KiStr *s, uint8_t *to) {
    size_t n = s->len, i = 0;
    if (s->h.aux == 1) {
        for (const uint8_t *p = s->data.u1; i < n;) {
            if (n - i >= 8 && !(load8(p + i) & HIGH_BITS)) {
                memcpy(to, p + i, 8);
                to += 8;
                i += 8;
            } else {
                to = put_short(to, p[i++]);
            }
        }
    } else if (s->h.aux == 2) {
        for (const uint16_t *p = s->data.u2; i < n; i++)
            to = KB_LIKELY(p[i] < 0x800) ? put_short(to, p[i]) : to + kb_utf8_encode(p[i], to);
    } else {
        for (const uint32_t *p = s->data.u4; i < n; i++)
            to = KB_LIKELY(p[i] < 0x800) ? put_short(to, p[i]) : to + kb_utf8_encode(p[i], to);
    }
}

const char *ki_str_utf8(KiState *ks, KiStr *s, size_t *len) {
    if (s->h.flags & KI_STR_ASCII) {
        if (len) *len = s->len;
        return (const char *)s->data.u1;
    }
    if (!s->utf8) {
        size_t n = ki_utf8_size(s, NULL);
        char *p = ki_mem_alloc(ks, n + 1);
        if (!p) return NULL;
        ki_utf8_write(s, (uint8_t *)p);
        p[n] = 0;
        s->utf8 = p;
        s->utf8_len = n;
    }
    if (len) *len = s->utf8_len;
    return s->utf8;
}

/* The run of surrogates at or behind *at that are not escaped bytes of a file name (or of all
 * surrogates, if `escapes` are none). */
static bool find_surrogates(KiStr *s, bool escapes, size_t *at, size_t *end) {
    for (size_t i = *at; i < s->len; i++) {
        uint32_t c = ki_str_at(s, i);
        if (c < 0xD800 || c > 0xDFFF || (escapes && c >= 0xDC80 && c <= 0xDCFF)) continue;
        *at = i;
        while (i < s->len && ki_str_at(s, i) >= 0xD800 && ki_str_at(s, i) <= 0xDFFF)
            i++;
        *end = i;
        return true;
    }
    return false;
}
static bool without_surrogates(KiState *ks, KiStr *s, bool escapes) {
    size_t at = 0, end;
    if (s->h.aux == 1 || !find_surrogates(s, escapes, &at, &end)) return true;
    ki_raise_encode(ks, "utf-8", s, at, end, "surrogates not allowed");
    return false;
}
bool ki_str_check_encodable(KiState *ks, KiStr *s) {
    return without_surrogates(ks, s, false);
}
bool ki_str_check_path(KiState *ks, KiStr *s) {
    return without_surrogates(ks, s, true);
}

const char *ki_str_utf8_whole(KiState *ks, KiStr *s) {
    size_t n;
    const char *text = ki_str_utf8(ks, s, &n);
    if (!text || !ki_str_check_encodable(ks, s)) return NULL;
    if (strlen(text) == n) return text;
    ki_raise(ks, KI_EXC_ValueError, "embedded null character");
    return NULL;
}

/* ASCII text with NUL in it, with C0 80 for each; kept in the field that ASCII leaves unused. */
static const char *without_nul(KiState *ks, KiStr *s) {
    if (s->utf8) return s->utf8;
    size_t n = s->len, at = 0;
    for (size_t i = 0; i < s->len; i++)
        n += s->data.u1[i] == 0;
    char *p = ki_mem_alloc(ks, n + 1);
    if (!p) return NULL;
    for (size_t i = 0; i < s->len; i++) {
        if (s->data.u1[i] == 0) p[at++] = '\xC0';
        p[at++] = (char)(s->data.u1[i] ? s->data.u1[i] : 0x80);
    }
    p[at] = 0;
    s->utf8 = p;
    s->utf8_len = n;
    return p;
}

const char *ki_cstr(KiState *ks, KiStr *s) {
    const char *p = !s ? "?"
                    : (s->h.flags & KI_STR_ASCII) && memchr(s->data.u1, 0, s->len)
                        ? without_nul(ks, s)
                        : ki_str_utf8(ks, s, NULL);
    if (p) return p;
    ki_clear_exc(ks);
    return "?";
}
