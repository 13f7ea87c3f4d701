/* unicode_escape and raw_unicode_escape: ASCII with the escapes of string literals. */
#include <stdio.h>

#include "codecs.h"
#include "ucd.h"

bool ki_encode_escape(KiEncoder *e) {
    char text[12];
    for (size_t i = 0; i < e->s->len; i++) {
        uint32_t c = ki_str_at(e->s, i);
        if (c >= 32 && c < 127 && c != '\\') {
            kb_strbuf_putc(&e->out, (char)c);
            continue;
        }
        if (c == '\\' || c == '\n' || c == '\t' || c == '\r')
            snprintf(text, sizeof text, "\\%c",
                     c == '\n'   ? 'n'
                     : c == '\t' ? 't'
                     : c == '\r' ? 'r'
                                 : '\\');
        else
            snprintf(text, sizeof text,
                     c < 0x100     ? "\\x%02x"
                     : c < 0x10000 ? "\\u%04x"
                                   : "\\U%08x",
                     c);
        kb_strbuf_puts(&e->out, text);
    }
    return true;
}

bool ki_encode_raw_escape(KiEncoder *e) {
    char text[12];
    for (size_t i = 0; i < e->s->len; i++) {
        uint32_t c = ki_str_at(e->s, i);
        if (c < 0x100) {
            kb_strbuf_putc(&e->out, (char)c);
            continue;
        }
        snprintf(text, sizeof text, c < 0x10000 ? "\\u%04x" : "\\U%08x", c);
        kb_strbuf_puts(&e->out, text);
    }
    return true;
}

static int hex_value(uint8_t c) {
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* Up to `digits` hexadecimal digits at data[i]; returns how many there are. */
static int read_hex(const KiDecoder *d, size_t i, int digits, uint32_t *out) {
    int n = 0;
    *out = 0;
    for (; n < digits && i + (size_t)n < d->len; n++) {
        int v = hex_value(d->data[i + (size_t)n]);
        if (v < 0) break;
        *out = *out << 4 | (uint32_t)v;
    }
    return n;
}

/* An error in the escape at the backslash data[i]; where the data ends in it, the rest may come. */
static bool escape_error(KiDecoder *d, size_t i, size_t end, const char *reason, size_t *next) {
    if (end == d->len && ki_decode_waits(d, i)) {
        *next = d->len;
        return true;
    }
    return ki_decode_error(d, i, end, reason, next);
}

/* \x, \u, \U at the backslash data[i]. */
static bool decode_hex(KiDecoder *d, size_t i, size_t *next) {
    uint8_t kind = d->data[i + 1];
    int digits = kind == 'x' ? 2 : kind == 'u' ? 4 : 8;
    uint32_t c;
    int n = read_hex(d, i + 2, digits, &c);
    size_t end = i + 2 + (size_t)n;
    if (n < digits)
        return escape_error(d, i, end,
                            kind == 'x'   ? "truncated \\xXX escape"
                            : kind == 'u' ? "truncated \\uXXXX escape"
                                          : "truncated \\UXXXXXXXX escape",
                            next);
    if (c > 0x10FFFF) return ki_decode_error(d, i, end, "illegal Unicode character", next);
    *next = end;
    return ki_sb_putc(&d->out, c);
}

/* \N{name} at the backslash data[i]. */
static bool decode_name(KiDecoder *d, size_t i, size_t *next) {
    size_t end = i + 2;
    uint32_t c;
    if (end < d->len && d->data[end] == '{') {
        while (end < d->len && d->data[end] != '}')
            end++;
        if (end < d->len && end > i + 3) {
            if (ki_ucd_lookup((const char *)d->data + i + 3, end - i - 3, &c)) {
                *next = end + 1;
                return ki_sb_putc(&d->out, c);
            }
            return ki_decode_error(d, i, end + 1, "unknown Unicode character name", next);
        }
    }
    return escape_error(d, i, end, "malformed \\N character escape", next);
}

bool ki_decode_escape(KiDecoder *d) {
    static const char from[] = "\\'\"bfntrva", to[] = "\\'\"\b\f\n\t\r\v\a";
    for (size_t i = 0; i < d->len;) {
        uint8_t c = d->data[i];
        if (c != '\\') {
            if (!ki_sb_putc(&d->out, c)) return false;
            i++;
            continue;
        }
        if (i + 1 >= d->len) {
            if (!escape_error(d, i, i + 1, "\\ at end of string", &i)) return false;
            continue;
        }
        c = d->data[i + 1];
        const char *p = c ? strchr(from, c) : NULL;
        if (c == '\n') {
            i += 2;
        } else if (p) {
            ki_sb_putc(&d->out, (uint8_t)to[p - from]);
            i += 2;
        } else if (c >= '0' && c <= '7') {
            uint32_t v = 0;
            size_t end = i + 4 < d->len ? i + 4 : d->len;
            for (i++; i < end && d->data[i] >= '0' && d->data[i] <= '7'; i++)
                v = v * 8 + (d->data[i] - '0');
            ki_sb_putc(&d->out, v);
        } else if (c == 'x' || c == 'u' || c == 'U') {
            if (!decode_hex(d, i, &i)) return false;
        } else if (c == 'N') {
            if (!decode_name(d, i, &i)) return false;
        } else { /* unknown: kept as it is */
            ki_sb_putc(&d->out, '\\');
            ki_sb_putc(&d->out, c);
            i += 2;
        }
    }
    return !d->out.failed;
}

bool ki_decode_raw_escape(KiDecoder *d) {
    for (size_t i = 0; i < d->len;) {
        if (d->data[i] == '\\' && i + 1 == d->len && ki_decode_waits(d, i)) break;
        if (d->data[i] == '\\' && i + 1 < d->len &&
            (d->data[i + 1] == 'u' || d->data[i + 1] == 'U')) {
            if (!decode_hex(d, i, &i)) return false;
            continue;
        }
        if (d->data[i] == '\\' && i + 1 < d->len) { /* a backslash hides the next one */
            ki_sb_putc(&d->out, d->data[i++]);
            if (d->data[i] != '\\') continue;
        }
        ki_sb_putc(&d->out, d->data[i++]);
    }
    return !d->out.failed;
}
