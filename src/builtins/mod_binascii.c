/* The module binascii: bytes as hexadecimal digits and as base64, checksums. */
#include <zlib.h>

#include "../object/containers.h"
#include "builtins.h"
#include "type_bytes.h"

static KiValue fail(KiState *ks, const char *text) {
    KiValue s = ki_str_from_cstr(ks, text);
    KiType *cls = (KiType *)ki_obj(ks->bi->slot[KI_BI_BINASCII]);
    KiValue e = s == KI_ERR ? KI_ERR : ki_exc_new(ks, cls, &s, 1);
    if (e != KI_ERR) ki_raise_obj(ks, e);
    ki_decref(ks, e);
    ki_decref(ks, s);
    return KI_ERR;
}
/* Bytes of a buffer or of ASCII text. */
static bool ascii_arg(KiState *ks, KiValue v, KiBytesView *out) {
    if (ki_is_str(v)) {
        KiStr *s = ki_str_of(v);
        if (!(s->h.flags & KI_STR_ASCII) && s->len) {
            ki_raise(ks, KI_EXC_ValueError, "string argument should contain only ASCII characters");
            return false;
        }
        memset(out, 0, sizeof *out);
        out->data = s->data.u1;
        out->len = s->len;
        out->owner = ki_new_ref(v);
        return true;
    }
    if (!ki_type_of(ks, v)->slots->get_buffer) {
        ki_raise(ks, KI_EXC_TypeError,
                 "argument should be bytes, buffer or ASCII string, not '%.80s'",
                 ki_type_name(ks, v));
        return false;
    }
    return ki_get_bytes(ks, v, false, out);
}

/* --- hexadecimal --- */

static KiValue f_hexlify(KiState *ks, KiValue *a, int n) {
    KiBytesView b;
    if (!ki_get_bytes(ks, a[0], false, &b)) return KI_ERR;
    KiValue text = ki_bytes_hex(ks, b.data, b.len, a[1], a[2]);
    ki_release_bytes(ks, &b);
    if (text == KI_ERR) return KI_ERR;
    KiValue r = ki_encode(ks, text, "latin-1", NULL);
    ki_decref(ks, text);
    return r;
}
static int hex_digit(uint8_t c) {
    if (c >= '0' && c <= '9') return c - '0';
    c |= 32;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}
static KiValue f_unhexlify(KiState *ks, KiValue *a, int n) {
    KiBytesView b;
    if (!ascii_arg(ks, a[0], &b)) return KI_ERR;
    KiValue r = KI_ERR;
    if (b.len % 2)
        fail(ks, "Odd-length string");
    else
        r = ki_bytes_from(ks, NULL, b.len / 2);
    for (size_t i = 0; r != KI_ERR && i < b.len; i += 2) {
        int hi = hex_digit(b.data[i]), lo = hex_digit(b.data[i + 1]);
        if (hi < 0 || lo < 0) {
            ki_decref(ks, r);
            r = fail(ks, "Non-hexadecimal digit found");
        } else {
            ki_bytes_of(r)->data[i / 2] = (uint8_t)(hi * 16 + lo);
        }
    }
    ki_release_bytes(ks, &b);
    return r;
}

/* The switches behind the data: ints rather than anything true. False: the data is released. */
static bool switches(KiState *ks, KiBytesView *data, KiValue *a, int n, int *on) {
    for (int i = 0; i < n; i++) {
        if (!ki_to_int(ks, a[i], &on[i])) {
            ki_release_bytes(ks, data);
            return false;
        }
        on[i] = on[i] != 0;
    }
    return true;
}

/* --- base64 --- */

static const char digits64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static KiValue f_b2a_base64(KiState *ks, KiValue *a, int n) {
    KiBytesView b;
    int newline;
    if (!ki_get_bytes(ks, a[0], false, &b)) return KI_ERR;
    if (!switches(ks, &b, a + 1, 1, &newline)) return KI_ERR;
    size_t len = (b.len + 2) / 3 * 4 + (size_t)newline;
    KiValue r = ki_bytes_from(ks, NULL, len);
    if (r != KI_ERR) {
        uint8_t *out = ki_bytes_of(r)->data;
        for (size_t i = 0; i < b.len; i += 3) {
            size_t left = b.len - i;
            uint32_t v = (uint32_t)b.data[i] << 16 | (left > 1 ? (uint32_t)b.data[i + 1] << 8 : 0) |
                         (left > 2 ? b.data[i + 2] : 0);
            *out++ = (uint8_t)digits64[v >> 18];
            *out++ = (uint8_t)digits64[v >> 12 & 63];
            *out++ = left > 1 ? (uint8_t)digits64[v >> 6 & 63] : '=';
            *out++ = left > 2 ? (uint8_t)digits64[v & 63] : '=';
        }
        if (newline) *out = '\n';
    }
    ki_release_bytes(ks, &b);
    return r;
}

static int digit64(uint8_t c) {
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}
/* Decodes into out; *len is what was written. NULL, or what is wrong. */
static const char *decode64(const uint8_t *p, size_t n, bool strict, uint8_t *out, size_t *len) {
    unsigned rest = 0;
    int quad = 0, pads = 0;
    bool padded = false;
    if (strict && n && p[0] == '=') return "Leading padding not allowed";
    *len = 0;
    for (size_t i = 0; i < n; i++) {
        if (p[i] == '=') {
            padded = true;
            if (quad >= 2 && quad + ++pads >= 4) {
                if (strict && i + 1 < n) return "Excess data after padding";
                return NULL;
            }
            continue;
        }
        int d = digit64(p[i]);
        if (d < 0) {
            if (strict) return "Only base64 data is allowed";
            continue;
        }
        if (strict && padded) return "Discontinuous padding not allowed";
        pads = 0;
        if (quad) out[(*len)++] = (uint8_t)(rest << (quad * 2) | (unsigned)d >> (6 - quad * 2));
        rest = quad == 3 ? 0 : (unsigned)d & (0x3Fu >> (quad * 2));
        quad = (quad + 1) & 3;
    }
    return quad > 1 ? "Incorrect padding" : quad ? "" : NULL;
}
static KiValue f_a2b_base64(KiState *ks, KiValue *a, int n) {
    KiBytesView b;
    int strict;
    if (!ascii_arg(ks, a[0], &b) || !switches(ks, &b, a + 1, 1, &strict)) return KI_ERR;
    size_t cap = b.len / 4 * 3 + 4, len;
    uint8_t *out = ki_mem_alloc(ks, cap);
    KiValue r = KI_ERR;
    if (out) {
        const char *wrong = decode64(b.data, b.len, strict, out, &len);
        if (!wrong) {
            r = ki_bytes_from(ks, out, len);
        } else if (*wrong) {
            fail(ks, wrong);
        } else {
            char text[128];
            snprintf(text, sizeof text,
                     "Invalid base64-encoded string: number of data characters (%zu) cannot be 1 "
                     "more than a multiple of 4",
                     len / 3 * 4 + 1);
            fail(ks, text);
        }
        ki_mem_free(ks, out, cap);
    }
    ki_release_bytes(ks, &b);
    return r;
}

/* --- checksums --- */

/* What is wrong with the data is told before what is wrong with the arguments behind it. */
static bool is_bytes_like(KiState *ks, KiValue v) {
    KiBytesView b;
    if (!ki_get_bytes(ks, v, false, &b)) return false;
    ki_release_bytes(ks, &b);
    return true;
}

static KiValue f_crc32(KiState *ks, KiValue *a, int n) {
    KiBytesView b;
    int64_t start;
    if (!is_bytes_like(ks, a[0]) || !ki_arg_i64(ks, a[1], &start) ||
        !ki_get_bytes(ks, a[0], false, &b))
        return KI_ERR;
    uLong sum = (uint32_t)start;
    for (size_t i = 0; i < b.len; i += 1 << 30)
        sum = crc32(sum, b.data + i, (uInt)(b.len - i < 1 << 30 ? b.len - i : 1 << 30));
    ki_release_bytes(ks, &b);
    return ki_small_int((int64_t)(sum & 0xFFFFFFFF));
}
/* CRC-CCITT, polynomial 0x1021. */
static KiValue f_crc_hqx(KiState *ks, KiValue *a, int n) {
    KiBytesView b;
    int64_t start;
    if (!is_bytes_like(ks, a[0]) || !ki_arg_i64(ks, a[1], &start) ||
        !ki_get_bytes(ks, a[0], false, &b))
        return KI_ERR;
    uint32_t crc = (uint32_t)start & 0xFFFF;
    for (size_t i = 0; i < b.len; i++) {
        crc ^= (uint32_t)b.data[i] << 8;
        for (int k = 0; k < 8; k++)
            crc = (crc << 1 ^ (crc & 0x8000 ? 0x1021 : 0)) & 0xFFFF;
    }
    ki_release_bytes(ks, &b);
    return ki_small_int((int64_t)crc);
}

/* --- lines of uuencode --- */

static KiValue f_b2a_uu(KiState *ks, KiValue *a, int n) {
    KiBytesView b;
    int backtick;
    if (!ki_get_bytes(ks, a[0], false, &b)) return KI_ERR;
    if (!switches(ks, &b, a + 1, 1, &backtick)) return KI_ERR;
    uint8_t zero = backtick ? '`' : ' ', line[64], *out = line;
    KiValue r = KI_ERR;
    if (b.len > 45) {
        fail(ks, "At most 45 bytes at once");
    } else {
        *out++ = b.len ? (uint8_t)(b.len + ' ') : zero;
        for (size_t i = 0; i < b.len; i += 3) {
            uint32_t v = 0;
            for (size_t k = 0; k < 3; k++)
                v = v << 8 | (i + k < b.len ? b.data[i + k] : 0);
            for (int shift = 18; shift >= 0; shift -= 6) {
                uint32_t six = v >> shift & 63;
                *out++ = six ? (uint8_t)(six + ' ') : zero;
            }
        }
        *out++ = '\n';
        r = ki_bytes_from(ks, line, (size_t)(out - line));
    }
    ki_release_bytes(ks, &b);
    return r;
}
/* One line into out[63]; NULL, or what is wrong. */
static const char *decode_uu(const uint8_t *p, size_t n, uint8_t *out, size_t *len) {
    *len = n ? (size_t)((p[0] - ' ') & 63) : 32;
    size_t at = n ? 1 : 0, done = 0;
    uint32_t v = 0;
    int bits = 0;
    while (done < *len) {
        uint8_t c = at < n ? p[at] : '\n';
        at += at < n;
        if (c == '\n' || c == '\r')
            c = 0; /* blanks at the end may be missing */
        else if (c < ' ' || c > ' ' + 64)
            return "Illegal char";
        else
            c = (c - ' ') & 63;
        v = v << 6 | c;
        bits += 6;
        if (bits < 8) continue;
        bits -= 8;
        out[done++] = (uint8_t)(v >> bits);
        v &= (1u << bits) - 1;
    }
    for (; at < n; at++)
        if (p[at] != ' ' && p[at] != '`' && p[at] != '\n' && p[at] != '\r')
            return "Trailing garbage";
    return NULL;
}
static KiValue f_a2b_uu(KiState *ks, KiValue *a, int n) {
    KiBytesView b;
    uint8_t out[64];
    size_t len;
    if (!ascii_arg(ks, a[0], &b)) return KI_ERR;
    const char *wrong = decode_uu(b.data, b.len, out, &len);
    ki_release_bytes(ks, &b);
    return wrong ? fail(ks, wrong) : ki_bytes_from(ks, out, len);
}

/* --- quoted-printable --- */

static KiValue f_a2b_qp(KiState *ks, KiValue *a, int n) {
    KiBytesView b;
    int header;
    if (!ascii_arg(ks, a[0], &b) || !switches(ks, &b, a + 1, 1, &header)) return KI_ERR;
    KbStrbuf s;
    kb_strbuf_init(&s, &ks->alloc, KB_STRBUF_NO_MAX);
    const uint8_t *p = b.data, *end = b.data + b.len;
    while (p < end) {
        if (*p == '_' && header) {
            kb_strbuf_putc(&s, ' ');
            p++;
        } else if (*p != '=') {
            kb_strbuf_putc(&s, (char)*p++);
        } else if (p + 1 >= end) {
            break;
        } else if (p[1] == '\n' || p[1] == '\r') { /* a soft line break */
            while (++p < end && *p != '\n') {
            }
            p += p < end;
        } else if (p[1] == '=') {
            kb_strbuf_putc(&s, '=');
            p += 2;
        } else if (p + 2 < end && hex_digit(p[1]) >= 0 && hex_digit(p[2]) >= 0) {
            kb_strbuf_putc(&s, (char)(hex_digit(p[1]) * 16 + hex_digit(p[2])));
            p += 3;
        } else {
            kb_strbuf_putc(&s, (char)*p++);
        }
    }
    ki_release_bytes(ks, &b);
    KiValue r = s.failed ? ki_raise_nomem(ks) : ki_bytes_from(ks, s.data ? s.data : "", s.len);
    kb_strbuf_free(&s);
    return r;
}
typedef struct QpLine {
    KbStrbuf out;
    size_t column;
    const char *line_end;
} QpLine;
enum { QP_WIDTH = 76 };
static void qp_put(QpLine *q, const char *text, size_t n, bool ends_line) {
    if (q->column + n >= QP_WIDTH + (ends_line ? 1u : 0u)) {
        kb_strbuf_puts(&q->out, "=");
        kb_strbuf_puts(&q->out, q->line_end);
        q->column = 0;
    }
    kb_strbuf_append(&q->out, text, n);
    q->column += n;
}
static KiValue f_b2a_qp(KiState *ks, KiValue *a, int n) {
    KiBytesView b;
    int on[3];
    if (!ki_get_bytes(ks, a[0], false, &b) || !switches(ks, &b, a + 1, 3, on)) return KI_ERR;
    bool quote_tabs = on[0], is_text = on[1], header = on[2];
    QpLine q = {.column = 0};
    kb_strbuf_init(&q.out, &ks->alloc, KB_STRBUF_NO_MAX);
    const uint8_t *nl = memchr(b.data, '\n', b.len);
    q.line_end = nl && nl > b.data && nl[-1] == '\r' ? "\r\n" : "\n";
    for (size_t i = 0; i < b.len; i++) {
        uint8_t c = b.data[i];
        bool at_end = i + 1 == b.len || b.data[i + 1] == '\n' ||
                      (b.data[i + 1] == '\r' && i + 2 < b.len && b.data[i + 2] == '\n');
        bool crlf = c == '\r' && i + 1 < b.len && b.data[i + 1] == '\n';
        bool lone = q.column == 0 && (i + 1 == b.len || memchr("\n\r", b.data[i + 1], 3));
        if (is_text && (c == '\n' || crlf)) {
            kb_strbuf_puts(&q.out, q.line_end);
            q.column = 0;
            i += crlf;
            continue;
        }
        bool blank = c == ' ' || c == '\t';
        bool quoted = c > 126 || c == '=' || (header && c == '_') ||
                      (c == '.' && lone) || /* mail ends with such a line */
                      (c < 33 && !blank && !(is_text && c == '\r')) ||
                      (blank && (quote_tabs || i + 1 == b.len || (is_text && at_end)));
        bool last = i + 1 == b.len; /* elsewhere in front of a line end it is an underscore */
        if (header && c == ' ' && quoted && !quote_tabs && !last) quoted = false;
        char text[4] = {(char)c, 0, 0, 0};
        if (quoted) snprintf(text, sizeof text, "=%02X", c);
        if (!quoted && header && c == ' ') text[0] = '_';
        qp_put(&q, text, quoted ? 3 : 1, at_end && is_text);
    }
    ki_release_bytes(ks, &b);
    KiValue r = q.out.failed ? ki_raise_nomem(ks)
                             : ki_bytes_from(ks, q.out.data ? q.out.data : "", q.out.len);
    kb_strbuf_free(&q.out);
    return r;
}

bool ki_mod_binascii_init(KiState *ks, KiModule *m) {
    static const KiDef functions[] = {
        {"hexlify", "(data, sep=<absent>, bytes_per_sep=1)", f_hexlify,
         "Hexadecimal representation of binary data.", 0},
        {"b2a_hex", "(data, sep=<absent>, bytes_per_sep=1)", f_hexlify,
         "Hexadecimal representation of binary data.", 0},
        {"unhexlify", "(hexstr, /)", f_unhexlify, "Binary data of hexadecimal representation.", 0},
        {"a2b_hex", "(hexstr, /)", f_unhexlify, "Binary data of hexadecimal representation.", 0},
        {"b2a_base64", "(data, /, *, newline=True)", f_b2a_base64, "Base64-code line of data.", 0},
        {"a2b_base64", "(data, /, *, strict_mode=False)", f_a2b_base64,
         "Decode a line of base64 data.", 0},
        {"b2a_uu", "(data, /, *, backtick=False)", f_b2a_uu, "Uuencode line of data.", 0},
        {"a2b_uu", "(data, /)", f_a2b_uu, "Decode a line of uuencoded data.", 0},
        {"b2a_qp", "(data, quotetabs=False, istext=True, header=False)", f_b2a_qp,
         "Encode a string using quoted-printable encoding.", 0},
        {"a2b_qp", "(data, header=False)", f_a2b_qp, "Decode a string of qp-encoded data.", 0},
        {"crc32", "(data, crc=0, /)", f_crc32, "Compute CRC-32 incrementally.", 0},
        {"crc_hqx", "(data, crc, /)", f_crc_hqx, "Compute CRC-CCITT incrementally.", 0},
        KI_DEF_END};
    KiTypeDef error = {.name = "Error",
                       .module = "binascii",
                       .doc = "",
                       .flags = KI_TF_BASETYPE | KI_TF_HAS_WEAKREF};
    KiTypeDef part = {.name = "Incomplete",
                      .module = "binascii",
                      .doc = "",
                      .flags = KI_TF_BASETYPE | KI_TF_HAS_WEAKREF};
    KiType *e = ki_native_type(ks, &error, ks->exceptions[KI_EXC_ValueError]);
    KiType *i = e ? ki_native_type(ks, &part, ks->exceptions[KI_EXC_Exception]) : NULL;
    if (!i) return false;
    ki_assign(ks, &ks->bi->slot[KI_BI_BINASCII], ki_new_ref(ki_from_obj(e)));
    return ki_module_add(ks, m, "Error", ki_new_ref(ki_from_obj(e))) &&
           ki_module_add(ks, m, "Incomplete", ki_new_ref(ki_from_obj(i))) &&
           ki_module_add_functions(ks, m, functions);
}
