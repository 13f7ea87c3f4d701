/* repr() and ascii() of str, repr of bytes: quoting and escapes. */
#include "containers.h"
#include "str_builder.h"
#include "unicode_db.h"

static const char HEX[] = "0123456789abcdef";

static void put_escape(KiStrBuilder *b, uint32_t c) {
    int digits = c < 0x100 ? 2 : c < 0x10000 ? 4 : 8;
    ki_sb_putc(b, '\\');
    ki_sb_putc(b, digits == 2 ? 'x' : digits == 4 ? 'u' : 'U');
    while (digits-- > 0)
        ki_sb_putc(b, (uint8_t)HEX[(c >> (4 * digits)) & 15]);
}

static KiValue quote(KiState *ks, KiStr *s, bool ascii_only) {
    bool single = false, dbl = false;
    for (size_t i = 0; i < s->len; i++) {
        uint32_t c = ki_str_at(s, i);
        single |= c == '\'';
        dbl |= c == '"';
    }
    uint32_t q = single && !dbl ? '"' : '\'';
    KiStrBuilder b;
    ki_sb_init(&b, ks);
    ki_sb_putc(&b, q);
    size_t n = s->len;
    for (size_t i = 0; i < n && !b.failed; i++) {
        if (s->h.flags & KI_STR_ASCII) { /* plain runs in one copy */
            size_t j = i;
            while (j < n && s->data.u1[j] >= 32 && s->data.u1[j] < 127 && s->data.u1[j] != '\\' &&
                   s->data.u1[j] != q)
                j++;
            if (j > i) {
                ki_sb_put_ascii(&b, (const char *)s->data.u1 + i, j - i);
                i = j;
                if (i == n) break;
            }
        }
        uint32_t c = ki_str_at(s, i);
        if (c == q || c == '\\') {
            ki_sb_putc(&b, '\\');
            ki_sb_putc(&b, c);
        } else if (c == '\n' || c == '\r' || c == '\t') {
            ki_sb_putc(&b, '\\');
            ki_sb_putc(&b, c == '\n' ? 'n' : c == '\r' ? 'r' : 't');
        } else if (c < 127 ? c >= 32 : !ascii_only && ki_uc_is_printable(c)) {
            ki_sb_putc(&b, c);
        } else {
            put_escape(&b, c);
        }
    }
    ki_sb_putc(&b, q);
    return ki_sb_finish(&b);
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
