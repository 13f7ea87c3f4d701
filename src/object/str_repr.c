/* repr() and ascii() of str, repr of bytes: quoting and escapes. */
#include "../base/unicode_db.h"
#include "../base/utf8.h"
#include "containers.h"
#include "str_builder.h"

static const char HEX[] = "0123456789abcdef";

static void put_escape(KiStrBuilder *b, uint32_t c) {
    char text[10];
    ki_sb_put_ascii(b, text, (size_t)(kb_put_escape(text, c) - text));
}

static inline uint32_t load_unit(const void *p, int width, size_t i) {
    return width == 1   ? ((const uint8_t *)p)[i]
           : width == 2 ? ((const uint16_t *)p)[i]
                        : ((const uint32_t *)p)[i];
}
static inline void store_unit(void *p, int width, size_t i, uint32_t c) {
    if (width == 1)
        ((uint8_t *)p)[i] = (uint8_t)c;
    else if (width == 2)
        ((uint16_t *)p)[i] = (uint16_t)c;
    else
        ((uint32_t *)p)[i] = c;
}

/* Whether a character that is not ASCII stands for itself. */
static inline bool shown(uint32_t c, bool ascii_only) {
    return !ascii_only && kb_is_printable(c);
}

typedef struct Quoted {
    size_t len; /* units between the quotes, if the single quotes are not escaped */
    size_t single, dbl;
    uint32_t seen; /* OR of what stays as it is */
} Quoted;

/* The loops below are compiled for each pair of widths. */
#define QUOTE_INLINE static inline __attribute__((always_inline))

QUOTE_INLINE Quoted measure(const void *text, int width, size_t n, bool ascii_only) {
    Quoted q = {.len = n};
    uint32_t seen = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t c = load_unit(text, width, i);
        if (c - ' ' < 127 - ' ') {
            q.single += c == '\'';
            q.dbl += c == '"';
            q.len += c == '\\';
        } else if (c < 128) {
            q.len += c == '\n' || c == '\r' || c == '\t' ? 1 : 3;
        } else if (shown(c, ascii_only)) {
            seen |= c;
        } else {
            q.len += c < 0x100 ? 3 : c < 0x10000 ? 5 : 9;
        }
    }
    q.seen = seen;
    return q;
}

QUOTE_INLINE size_t put_hex(void *to, int to_width, size_t k, char letter, uint32_t c, int digits) {
    store_unit(to, to_width, k, (uint8_t)letter);
    for (int i = 1; i <= digits; i++)
        store_unit(to, to_width, k + (size_t)i, (uint8_t)HEX[c >> (4 * (digits - i)) & 15]);
    return k + 1 + (size_t)digits;
}

QUOTE_INLINE void write_quoted(void *to, int to_width, const void *text, int width, size_t n,
                               uint32_t quote, bool ascii_only) {
    size_t k = 1;
    for (size_t i = 0; i < n; i++) {
        uint32_t c = load_unit(text, width, i);
        if (c < 128 ? c - ' ' < 127 - ' ' && c != quote && c != '\\' : shown(c, ascii_only)) {
            store_unit(to, to_width, k++, c);
            continue;
        }
        store_unit(to, to_width, k++, '\\');
        if (c == quote || c == '\\') {
            store_unit(to, to_width, k++, c);
        } else if (c == '\n' || c == '\r' || c == '\t') {
            store_unit(to, to_width, k++, c == '\n' ? 'n' : c == '\r' ? 'r' : 't');
        } else if (c < 0x100) {
            k = put_hex(to, to_width, k, 'x', c, 2);
        } else if (c < 0x10000) {
            k = put_hex(to, to_width, k, 'u', c, 4);
        } else {
            k = put_hex(to, to_width, k, 'U', c, 8);
        }
    }
}

/* Is there nothing in ASCII text that its quoted form changes? */
KB_VECTORISE static bool all_plain(const uint8_t *p, size_t n) {
    uint8_t odd = 0;
    for (size_t i = 0; i < n; i++)
        odd |= (p[i] < ' ') | (p[i] > '~') | (p[i] == '\'') | (p[i] == '\\');
    return !odd;
}

QUOTE_INLINE KiValue quote(KiState *ks, KiStr *s, bool ascii_only) {
    const void *text = s->data.u1;
    size_t n = s->len;
    int w = s->h.aux;
    Quoted m = s->h.flags & KI_STR_ASCII && all_plain(text, n) ? (Quoted){.len = n}
               : w == 1                                        ? measure(text, 1, n, ascii_only)
               : w == 2                                        ? measure(text, 2, n, ascii_only)
                                                               : measure(text, 4, n, ascii_only);
    uint32_t q = m.single && !m.dbl ? '"' : '\'';
    size_t len = m.len + 2 + (q == '\'' ? m.single : 0);
    int rw = ki_width_of(m.seen);
    KiStr *r = ki_str_alloc(ks, len, rw, m.seen < 128);
    if (!r) return KI_ERR;
    void *to = r->data.u1;
    store_unit(to, rw, 0, q);
    store_unit(to, rw, len - 1, q);
    if (len == n + 2)
        ki_copy_units(r->data.u1 + rw, rw, text, w, n);
    else if (w == 1)
        write_quoted(to, 1, text, 1, n, q, ascii_only);
    else if (w == 2 && rw == 1)
        write_quoted(to, 1, text, 2, n, q, ascii_only);
    else if (w == 2)
        write_quoted(to, 2, text, 2, n, q, ascii_only);
    else if (rw == 1)
        write_quoted(to, 1, text, 4, n, q, ascii_only);
    else if (rw == 2)
        write_quoted(to, 2, text, 4, n, q, ascii_only);
    else
        write_quoted(to, 4, text, 4, n, q, ascii_only);
    return ki_from_obj(r);
}

KiValue ki_str_repr(KiState *ks, KiStr *s) {
    return quote(ks, s, false);
}

KiValue ki_str_ascii_repr(KiState *ks, KiStr *s) {
    return quote(ks, s, true);
}

KiValue ki_bytes_repr(KiState *ks, const uint8_t *data, size_t n, const char *prefix,
                      const char *suffix) {
    char q = memchr(data, '\'', n) && !memchr(data, '"', n) ? '"' : '\'';
    KiStrBuilder b;
    ki_sb_init(&b, ks);
    ki_sb_puts(&b, prefix);
    ki_sb_putc(&b, 'b');
    ki_sb_putc(&b, (uint8_t)q);
    for (size_t i = 0; i < n && !b.failed; i++) {
        uint8_t c = data[i];
        if (c == (uint8_t)q || c == '\\' || (c == '\'' && *suffix)) { /* bytearray: always */
            ki_sb_putc(&b, '\\');
            ki_sb_putc(&b, c);
        } else if (c == '\n' || c == '\r' || c == '\t') {
            ki_sb_putc(&b, '\\');
            ki_sb_putc(&b, c == '\n' ? 'n' : c == '\r' ? 'r' : 't');
        } else if (c >= 32 && c < 127) {
            ki_sb_putc(&b, c);
        } else {
            put_escape(&b, c);
        }
    }
    ki_sb_putc(&b, (uint8_t)q);
    ki_sb_puts(&b, suffix);
    return ki_sb_finish(&b);
}
