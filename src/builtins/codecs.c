/* Encoding and decoding by name: aliases, error handlers, and the one-byte codecs. */
#include "codecs.h"
#include "../base/charmap.h"

#include <stdio.h>

#include "../base/utf8.h"
#include "builtins.h"

/* ---- error handlers ---- */

static KiErrorMode mode_of(const char *errors) {
    static const char *const names[] = {
        "strict",          "ignore",        "replace",    "backslashreplace", "xmlcharrefreplace",
        "surrogateescape", "surrogatepass", "namereplace"};
    if (!errors) return KI_ERRORS_STRICT;
    for (int i = 0; i < 8; i++)
        if (!strcmp(errors, names[i])) return (KiErrorMode)i;
    return KI_ERRORS_OTHER;
}

KiValue ki_codec_registry(KiState *ks, int slot, bool make) {
    KiValue *v = &ks->bi->slot[slot];
    if (*v == KI_ABSENT && make) {
        KiObj *o =
            slot == KI_BI_CODEC_ERRORS ? (KiObj *)ki_dict_new(ks) : (KiObj *)ki_list_new(ks, 0);
        if (!o) return KI_ERR;
        *v = ki_from_obj(o);
    }
    return *v;
}

/* What a handler may return: of str, or of str and bytes where it encodes. */
typedef enum Answers { DECODES, ENCODES, ENCODES_MULTIBYTE, DECODES_MULTIBYTE } Answers;
static const char *const ANSWERS[] = {
    [DECODES] = "decoding error handler must return (str, int) tuple",
    [ENCODES] = "encoding error handler must return (str/bytes, int) tuple",
    [ENCODES_MULTIBYTE] = "encoding error handler must return (str, int) tuple",
    [DECODES_MULTIBYTE] = "decoding error handler must return (str, int) tuple"};

/* The position of a handler's answer, whose first item has been looked at: of codecs for several
 * bytes an int, else whatever has an index. */
static bool answered_position(KiState *ks, KiValue v, Answers kind, int64_t *pos) {
    if (kind == DECODES || kind == ENCODES) return ki_index_i64(ks, v, pos);
    if (ki_is_integer(v) && ki_int_try_i64(v, pos)) return true;
    if (ki_is_integer(v)) {
        ki_raise(ks, KI_EXC_IndexError, "position -1 from error handler out of bounds");
        return false;
    }
    ki_raise(ks, KI_EXC_TypeError, "%s", ANSWERS[kind]);
    return false;
}

/* Calls the handler registered under `errors` with the pending Unicode error: its replacement
 * (owned str or bytes) and where to go on in *pos, which is yet to be looked at. */
static KiValue call_handler(KiState *ks, const char *errors, int64_t *pos, KiDecoder *d,
                            Answers kind) {
    KiValue exc = ki_take_exc(ks), out = KI_ERR;
    KiValue table = ki_codec_registry(ks, KI_BI_CODEC_ERRORS, false);
    KiValue fn = table == KI_ABSENT ? KI_ABSENT : ki_dict_get_cstr(ks, ki_dict_of(table), errors);
    KiValue owned = KI_ABSENT;
    if (fn == KI_ABSENT && !strcmp(errors, "namereplace")) { /* needs the names of characters */
        KiValue m = ki_import(ks, "codecs");
        if (m != KI_ERR) owned = ki_getattr_cstr(ks, m, "namereplace_errors");
        fn = m == KI_ERR ? KI_ERR : owned;
        ki_decref(ks, m);
    }
    if (fn == KI_ABSENT) {
        ki_decref(ks, exc);
        return ki_raise(ks, KI_EXC_LookupError, "unknown error handler name '%s'", errors);
    }
    KiValue r = fn == KI_ERR ? KI_ERR : ki_call1(ks, fn, exc);
    ki_decref(ks, owned);
    KiTuple *t = r != KI_ERR && ki_is_tuple(r) ? ki_tuple_of(r) : NULL;
    bool text = t && t->len == 2 && ki_is_str(t->items[0]);
    bool bytes = t && t->len == 2 && ki_is_bytes(t->items[0]);
    bool decodes = kind == DECODES || kind == DECODES_MULTIBYTE;
    if (r != KI_ERR && !text && !(bytes && !decodes)) {
        /* bytes or not is asked behind the position, but for codecs of several bytes */
        if (!t || t->len != 2 || kind != ENCODES || answered_position(ks, t->items[1], kind, pos))
            ki_raise(ks, KI_EXC_TypeError, "%s", ANSWERS[kind]);
    } else if (r != KI_ERR && answered_position(ks, t->items[1], kind, pos)) {
        out = ki_new_ref(t->items[0]);
    }
    ki_decref(ks, r);
    if (out != KI_ERR && d) { /* the handler may have changed what is decoded */
        KiValue object = ki_getattr_cstr(ks, exc, "object");
        if (ki_is_kind(object, KI_K_BYTES)) {
            ki_assign(ks, &d->object, object);
            d->data = ki_bytes_of(object)->data;
            d->len = ki_bytes_of(object)->len;
        } else {
            if (object != KI_ERR) {
                ki_raise(ks, KI_EXC_TypeError, "object attribute must be bytes");
                ki_decref(ks, object);
            }
            ki_assign(ks, &out, KI_ERR);
        }
    }
    ki_decref(ks, exc);
    return out;
}

/* Where a handler's answer says to go on among len items. */
static bool go_on_at(KiState *ks, int64_t pos, size_t len, size_t *next) {
    if (pos < 0) pos += (int64_t)len;
    if (pos < 0 || pos > (int64_t)len) {
        ki_raise(ks, KI_EXC_IndexError, "position %lld from error handler out of bounds",
                 (long long)pos);
        return false;
    }
    *next = (size_t)pos;
    return true;
}

/* The byte of a one-byte encoding for a character, -1: none. */
static int byte_of(const KiEncoder *e, uint32_t c, uint32_t limit) {
    if (c == 0 || (!e->lower && c < limit)) return (int)c;
    for (int i = 127; e->upper && i >= 0; i--) /* of two bytes for a character the last */
        if (e->upper[i] == c) return 128 + i;
    for (int i = 127; e->lower && i >= 0; i--)
        if (e->lower[i] == c) return i;
    return -1;
}

/* What a handler gave instead of characters; false, with nothing raised, if the encoding has no
 * form for it: a text must be of characters that are never an error, bytes must be whole units. */
static bool put_replacement(KiEncoder *e, KiValue r) {
    if (ki_is_bytes(r)) {
        if (ki_bytes_of(r)->len % (size_t)e->unit) return false;
        kb_strbuf_append(&e->out, ki_bytes_of(r)->data, ki_bytes_of(r)->len);
        return true;
    }
    KiStr *s = ki_str_of(r);
    uint32_t limit = e->upper || e->unit > 1 || strcmp(e->name, "latin-1") != 0 ? 128 : 256;
    for (size_t i = 0; i < s->len; i++)
        if (byte_of(e, ki_str_at(s, i), limit) < 0) return false;
    for (size_t i = 0; i < s->len; i++) {
        uint32_t c = ki_str_at(s, i);
        if (e->unit == 1)
            kb_strbuf_putc(&e->out, (char)byte_of(e, c, limit));
        else
            ki_put_code_point(e, c);
    }
    return true;
}

static bool encode_by_handler(KiEncoder *e, size_t start, size_t end, const char *reason,
                              size_t *next) {
    ki_raise_encode(e->ks, e->name, e->s, start, end, reason);
    int64_t pos;
    KiValue r =
        call_handler(e->ks, e->errors, &pos, NULL, e->multibyte ? ENCODES_MULTIBYTE : ENCODES);
    if (r == KI_ERR) return false;
    bool ok;
    if (e->multibyte && ki_is_str(r)) { /* encoded as any text, and an error is one in it */
        KiStr *whole = e->s;
        e->s = ki_str_of(r);
        e->mode = KI_ERRORS_STRICT;
        ok = ki_encode_iconv(e);
        e->mode = KI_ERRORS_OTHER;
        e->s = whole;
        ok = ok && go_on_at(e->ks, pos, e->s->len, next);
    } else if ((ok = go_on_at(e->ks, pos, e->s->len, next)) && !(ok = put_replacement(e, r))) {
        ki_raise_encode(e->ks, e->name, e->s, start, end, reason);
    }
    ki_decref(e->ks, r);
    return ok;
}

static bool decode_by_handler(KiDecoder *d, size_t *next) {
    int64_t pos;
    KiValue r = call_handler(d->ks, d->errors, &pos, d, d->multibyte ? DECODES_MULTIBYTE : DECODES);
    bool ok = r != KI_ERR && go_on_at(d->ks, pos, d->len, next) && ki_sb_put_value(&d->out, r);
    if (r != KI_ERR) ki_decref(d->ks, r);
    return ok;
}

void ki_put_code_point(KiEncoder *e, uint32_t c) {
    uint8_t b[4];
    if (e->unit == 1) {
        if (e->lower)
            kb_strbuf_putc(&e->out, (char)byte_of(e, c, 0));
        else if (c < 128)
            kb_strbuf_putc(&e->out, (char)c);
        else
            kb_strbuf_append(&e->out, b, (size_t)kb_utf8_encode(c, b));
        return;
    }
    if (e->unit == 2 && c > 0xFFFF) {
        ki_put_code_point(e, 0xD800 + ((c - 0x10000) >> 10));
        c = 0xDC00 + ((c - 0x10000) & 0x3FF);
    }
    for (int i = 0; i < e->unit; i++)
        b[e->big_endian ? e->unit - 1 - i : i] = (uint8_t)(c >> (8 * i));
    kb_strbuf_append(&e->out, b, (size_t)e->unit);
}

static void put_ascii(KiEncoder *e, const char *s) {
    for (; *s; s++)
        ki_put_code_point(e, (uint8_t)*s);
}

bool ki_encode_error(KiEncoder *e, size_t start, size_t end, const char *reason, size_t *next) {
    *next = end;
    char text[20];
    for (size_t i = start; i < end; i++) {
        uint32_t c = ki_str_at(e->s, i);
        switch (e->mode) {
        case KI_ERRORS_IGNORE:
            break;
        case KI_ERRORS_REPLACE:
            ki_put_code_point(e, '?');
            break;
        case KI_ERRORS_BACKSLASH:
            *kb_put_escape(text, c) = 0;
            put_ascii(e, text);
            break;
        case KI_ERRORS_XML:
            snprintf(text, sizeof text, "&#%u;", c);
            put_ascii(e, text);
            break;
        case KI_ERRORS_ESCAPE:
            if (e->unit != 1 || c < 0xDC80 || c > 0xDCFF) {
                if (!e->upper && !e->multibyte) start = i; /* the escapes before it are done */
                goto raise;
            }
            kb_strbuf_putc(&e->out, (char)(c - 0xDC00));
            break;
        case KI_ERRORS_PASS:
            if (c < 0xD800 || c > 0xDFFF || strncmp(e->name, "utf", 3) != 0) goto raise;
            ki_put_code_point(e, c);
            break;
        case KI_ERRORS_NAME:
        case KI_ERRORS_OTHER:
            return encode_by_handler(e, start, end, reason, next);
        default:
            goto raise;
        }
    }
    return true;
raise:
    ki_raise_encode(e->ks, e->name, e->s, start, end, reason);
    return false;
}

bool ki_decode_error(KiDecoder *d, size_t start, size_t end, const char *reason, size_t *next) {
    char text[8];
    *next = end;
    switch (d->mode) {
    case KI_ERRORS_IGNORE:
        return true;
    case KI_ERRORS_REPLACE:
        return ki_sb_putc(&d->out, 0xFFFD);
    case KI_ERRORS_BACKSLASH:
        for (size_t i = start; i < end; i++) {
            snprintf(text, sizeof text, "\\x%02x", d->data[i]);
            ki_sb_puts(&d->out, text);
        }
        return true;
    case KI_ERRORS_ESCAPE:
        for (*next = start; *next < end && *next < start + 4 && d->data[*next] >= 0x80; ++*next)
            ki_sb_putc(&d->out, 0xDC00u + d->data[*next]);
        if (*next > start) return true;
        break;
    case KI_ERRORS_PASS: {
        const uint8_t *p = d->data + start;
        uint32_t c = 0;
        size_t left = d->len - start;
        if (strncmp(d->name, "utf", 3) != 0) break;
        if (d->unit == 1 && left >= 3 && p[0] == 0xED && (p[1] & 0xE0) == 0xA0 &&
            (p[2] & 0xC0) == 0x80) {
            c = 0xD000u | ((p[1] & 0x3Fu) << 6) | (p[2] & 0x3Fu);
            *next = start + 3;
        } else if (d->unit > 1 && left >= (size_t)d->unit) {
            for (int i = 0; i < d->unit; i++)
                c |= (uint32_t)p[d->big_endian ? d->unit - 1 - i : i] << (8 * i);
            *next = start + (size_t)d->unit;
        }
        if (c >= 0xD800 && c <= 0xDFFF) return ki_sb_putc(&d->out, c);
        break;
    }
    case KI_ERRORS_XML:
    case KI_ERRORS_NAME:
        ki_raise(d->ks, KI_EXC_TypeError,
                 "don't know how to handle UnicodeDecodeError in error callback");
        return false;
    case KI_ERRORS_OTHER:
        ki_raise_decode(d->ks, d->name, d->data, d->len, start, end, reason);
        return decode_by_handler(d, next);
    default:
        break;
    }
    ki_raise_decode(d->ks, d->name, d->data, d->len, start, end, reason);
    return false;
}

/* ---- one-byte codecs: upper half Latin-1 (upper NULL, limit 256), none (limit 128), or a table;
 * the lower half ASCII (lower NULL) or a table ---- */

/* Characters from i on that are below the limit, and those that are not. */
#define RUN(name, op)                                                                              \
    static size_t name(const KiStr *s, size_t i, uint32_t limit) {                                 \
        if (s->h.aux == 1)                                                                         \
            while (i < s->len && s->data.u1[i] op limit)                                           \
                i++;                                                                               \
        else if (s->h.aux == 2)                                                                    \
            while (i < s->len && s->data.u2[i] op limit)                                           \
                i++;                                                                               \
        else                                                                                       \
            while (i < s->len && s->data.u4[i] op limit)                                           \
                i++;                                                                               \
        return i;                                                                                  \
    }
RUN(run_below, <)
RUN(run_above, >=)

/* With one of the handlers that no character resists; compiled for each width. */
static inline __attribute__((always_inline)) void encode_all(KiEncoder *e, int width,
                                                             uint32_t limit) {
    const KiStr *s = e->s;
    char text[1024], *to = text, *full = text + sizeof text - 10;
    for (size_t i = 0; i < s->len; i++) {
        uint32_t c = width == 1 ? s->data.u1[i] : width == 2 ? s->data.u2[i] : s->data.u4[i];
        if (c < limit)
            *to++ = (char)c;
        else if (e->mode == KI_ERRORS_REPLACE)
            *to++ = '?';
        else if (e->mode == KI_ERRORS_BACKSLASH)
            to = kb_put_escape(to, c);
        if (to > full) {
            kb_strbuf_append(&e->out, text, (size_t)(to - text));
            to = text;
        }
    }
    kb_strbuf_append(&e->out, text, (size_t)(to - text));
}

static bool encode_below(KiEncoder *e, uint32_t limit, const char *reason) {
    const KiStr *s = e->s;
    if (e->mode == KI_ERRORS_IGNORE || e->mode == KI_ERRORS_REPLACE ||
        e->mode == KI_ERRORS_BACKSLASH) {
        if (s->h.aux == 1)
            encode_all(e, 1, limit);
        else if (s->h.aux == 2)
            encode_all(e, 2, limit);
        else
            encode_all(e, 4, limit);
        return true;
    }
    for (size_t i = 0; i < s->len;) {
        size_t end = run_below(s, i, limit);
        uint8_t bytes[256];
        while (i < end) {
            size_t n = end - i < sizeof bytes ? end - i : sizeof bytes;
            ki_copy_units(bytes, 1, ki_str_units(s, i), s->h.aux, n);
            kb_strbuf_append(&e->out, bytes, n);
            i += n;
        }
        if (i < s->len && !ki_encode_error(e, i, run_above(s, i, limit), reason, &i)) return false;
    }
    return true;
}
static bool encode_ascii(KiEncoder *e) {
    return encode_below(e, 128, "ordinal not in range(128)");
}
static bool encode_latin1(KiEncoder *e) {
    return encode_below(e, 256, "ordinal not in range(256)");
}

/* The bytes of characters that a text has asked for already, by the characters' last bits. */
typedef struct ByteCache {
    KiEncoder *e;
    uint32_t chars[256];
    int16_t bytes[256];
} ByteCache;

static inline int cached_byte(ByteCache *cache, uint32_t c) {
    uint32_t slot = c & 0xFF;
    if (cache->chars[slot] != c) {
        cache->bytes[slot] = (int16_t)byte_of(cache->e, c, 128);
        cache->chars[slot] = c;
    }
    return cache->bytes[slot];
}

static bool encode_charmap(KiEncoder *e) {
    ByteCache cache;
    cache.e = e;
    memset(cache.chars, 0xFF, sizeof cache.chars);
    for (size_t i = 0; i < e->s->len;) {
        int b = cached_byte(&cache, ki_str_at(e->s, i));
        if (b >= 0) {
            kb_strbuf_putc(&e->out, (char)b);
            i++;
            continue;
        }
        size_t end = i + 1;
        while (end < e->s->len && cached_byte(&cache, ki_str_at(e->s, end)) < 0)
            end++;
        if (!ki_encode_error(e, i, end, "character maps to <undefined>", &i)) return false;
    }
    return true;
}

static bool decode_latin1(KiDecoder *d) {
    return ki_sb_put_units(&d->out, d->data, 1, d->len);
}
/* Text in which every byte has a meaning; ABSENT otherwise. */
static KiValue decode_table(const KiDecoder *d) {
    size_t n = d->len;
    uint16_t seen = 0;
    KiStr *s = n > 1 && d->upper ? ki_str_alloc(d->ks, n, 2, false) : NULL;
    if (!s) return n > 1 && d->upper ? KI_ERR : KI_ABSENT;
    for (size_t i = 0; i < n; i++) {
        uint8_t b = d->data[i];
        uint16_t c = b >= 128 ? d->upper[b - 128] : d->lower ? d->lower[b] : b;
        if (!c && b) {
            ki_decref_obj(d->ks, &s->h);
            return KI_ABSENT;
        }
        s->data.u2[i] = c;
        seen |= c;
    }
    return seen < 0x100 ? ki_str_narrowed(d->ks, s) : ki_from_obj(s);
}

static bool decode_bytes(KiDecoder *d, const char *reason) {
    for (size_t i = 0; i < d->len;) {
        uint8_t b = d->data[i];
        uint32_t c = b < 128 ? (d->lower ? d->lower[b] : b) : d->upper ? d->upper[b - 128] : 0;
        if (c || b == 0) {
            if (!ki_sb_putc(&d->out, c)) return false;
            i++;
        } else if (!ki_decode_error(d, i, i + 1, reason, &i)) {
            return false;
        }
    }
    return true;
}
static bool decode_ascii(KiDecoder *d) {
    return decode_bytes(d, "ordinal not in range(128)");
}
static bool decode_charmap(KiDecoder *d) {
    return decode_bytes(d, "character maps to <undefined>");
}

/* ---- codecs by name ---- */

typedef struct Codec {
    const char *alias, *name; /* name as in messages */
    KiEncodeFn encode;
    KiDecodeFn decode;
    int unit;
    int endian; /* 0 little, 1 big, 2 with byte order mark */
} Codec;

/* clang-format off */
static const Codec codecs[] = { /* the common ones first */
    {"utf-8", "utf-8", ki_encode_utf8, ki_decode_utf8, 1, 0},
    {"utf8", "utf-8", ki_encode_utf8, ki_decode_utf8, 1, 0},
    {"u8", "utf-8", ki_encode_utf8, ki_decode_utf8, 1, 0},
    {"cp65001", "utf-8", ki_encode_utf8, ki_decode_utf8, 1, 0},
    {"utf-8-sig", "utf-8", ki_encode_utf8, ki_decode_utf8, 1, 2},
    {"utf8-sig", "utf-8", ki_encode_utf8, ki_decode_utf8, 1, 2},
    {"ascii", "ascii", encode_ascii, decode_ascii, 1, 0},
    {"us-ascii", "ascii", encode_ascii, decode_ascii, 1, 0},
    {"646", "ascii", encode_ascii, decode_ascii, 1, 0},
    {"latin-1", "latin-1", encode_latin1, decode_latin1, 1, 0},
    {"latin1", "latin-1", encode_latin1, decode_latin1, 1, 0},
    {"latin", "latin-1", encode_latin1, decode_latin1, 1, 0},
    {"l1", "latin-1", encode_latin1, decode_latin1, 1, 0},
    {"iso-8859-1", "latin-1", encode_latin1, decode_latin1, 1, 0},
    {"iso8859-1", "latin-1", encode_latin1, decode_latin1, 1, 0},
    {"8859", "latin-1", encode_latin1, decode_latin1, 1, 0},
    {"cp819", "latin-1", encode_latin1, decode_latin1, 1, 0},
    {"utf-16", "utf-16", ki_encode_wide, ki_decode_utf16, 2, 2},
    {"utf16", "utf-16", ki_encode_wide, ki_decode_utf16, 2, 2},
    {"u16", "utf-16", ki_encode_wide, ki_decode_utf16, 2, 2},
    {"utf-16-le", "utf-16-le", ki_encode_wide, ki_decode_utf16, 2, 0},
    {"utf-16le", "utf-16-le", ki_encode_wide, ki_decode_utf16, 2, 0},
    {"utf-16-be", "utf-16-be", ki_encode_wide, ki_decode_utf16, 2, 1},
    {"utf-16be", "utf-16-be", ki_encode_wide, ki_decode_utf16, 2, 1},
    {"utf-32", "utf-32", ki_encode_wide, ki_decode_utf32, 4, 2},
    {"utf32", "utf-32", ki_encode_wide, ki_decode_utf32, 4, 2},
    {"u32", "utf-32", ki_encode_wide, ki_decode_utf32, 4, 2},
    {"utf-32-le", "utf-32-le", ki_encode_wide, ki_decode_utf32, 4, 0},
    {"utf-32le", "utf-32-le", ki_encode_wide, ki_decode_utf32, 4, 0},
    {"utf-32-be", "utf-32-be", ki_encode_wide, ki_decode_utf32, 4, 1},
    {"utf-32be", "utf-32-be", ki_encode_wide, ki_decode_utf32, 4, 1},
    {"unicode-escape", "unicodeescape", ki_encode_escape, ki_decode_escape, 1, 0},
    {"unicodeescape", "unicodeescape", ki_encode_escape, ki_decode_escape, 1, 0},
    {"raw-unicode-escape", "rawunicodeescape", ki_encode_raw_escape, ki_decode_raw_escape, 1, 0},
    {"rawunicodeescape", "rawunicodeescape", ki_encode_raw_escape, ki_decode_raw_escape, 1, 0},
    {"gbk", "gbk", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"936", "gbk", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"cp936", "gbk", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"ms936", "gbk", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"gb2312", "gb2312", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"chinese", "gb2312", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"csiso58gb231280", "gb2312", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"euc-cn", "gb2312", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"euccn", "gb2312", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"eucgb2312-cn", "gb2312", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"gb2312-1980", "gb2312", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"gb2312-80", "gb2312", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"iso-ir-58", "gb2312", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"gb18030", "gb18030", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"gb18030-2000", "gb18030", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"big5", "big5", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"big5-tw", "big5", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"csbig5", "big5", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"big5hkscs", "big5hkscs", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"big5-hkscs", "big5hkscs", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"hkscs", "big5hkscs", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"cp950", "cp950", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"950", "cp950", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"ms950", "cp950", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"shift-jis", "shift_jis", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"shiftjis", "shift_jis", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"sjis", "shift_jis", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"s-jis", "shift_jis", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"csshiftjis", "shift_jis", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"cp932", "cp932", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"932", "cp932", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"ms932", "cp932", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"mskanji", "cp932", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"ms-kanji", "cp932", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"euc-jp", "euc_jp", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"eucjp", "euc_jp", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"ujis", "euc_jp", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"u-jis", "euc_jp", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"euc-kr", "euc_kr", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"euckr", "euc_kr", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"korean", "euc_kr", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"ksc5601", "euc_kr", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"ks-c-5601", "euc_kr", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"ks-c-5601-1987", "euc_kr", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"ksx1001", "euc_kr", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"ks-x-1001", "euc_kr", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"cp949", "cp949", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"949", "cp949", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"ms949", "cp949", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"uhc", "cp949", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"johab", "johab", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"shift-jis-2004", "shift_jis_2004", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"shiftjis2004", "shift_jis_2004", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"sjis-2004", "shift_jis_2004", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"s-jis-2004", "shift_jis_2004", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"shift-jisx0213", "shift_jisx0213", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"shiftjisx0213", "shift_jisx0213", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"sjisx0213", "shift_jisx0213", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"s-jisx0213", "shift_jisx0213", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"euc-jis-2004", "euc_jis_2004", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"eucjis2004", "euc_jis_2004", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"euc-jis2004", "euc_jis_2004", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"jisx0213", "euc_jis_2004", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"euc-jisx0213", "euc_jisx0213", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"eucjisx0213", "euc_jisx0213", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"cp1361", "johab", ki_encode_iconv, ki_decode_iconv, 1, 0},
    {"ms1361", "johab", ki_encode_iconv, ki_decode_iconv, 1, 0},
};
/* clang-format on */

/* Lower case, '-' for any run of other separators. */
static void normalise(const char *name, char out[40]) {
    size_t n = 0;
    for (; *name && n < 38; name++) {
        char c = *name;
        if (c >= 'A' && c <= 'Z') c = (char)(c + 32);
        if (c == '_' || c == ' ') c = '-';
        out[n++] = c;
    }
    out[n] = 0;
}

static bool builtin_codec(const char *encoding, Codec *out, const KbCharmap **map) {
    char name[40];
    *map = NULL;
    if (!encoding || !strcmp(encoding, codecs[0].alias)) {
        *out = codecs[0];
        return true;
    }
    normalise(encoding ? encoding : "utf-8", name);
    for (size_t i = 0; i < sizeof codecs / sizeof *codecs; i++) {
        if (strcmp(codecs[i].alias, name)) continue;
        *out = codecs[i];
        return true;
    }
    if ((*map = kb_charmap(name))) {
        *out = (Codec){NULL, "charmap", encode_charmap, decode_charmap, 1, 0};
        return true;
    }
    return false;
}

const char *ki_codec_name(const char *encoding) {
    Codec c;
    const KbCharmap *map;
    if (!builtin_codec(encoding, &c, &map)) return NULL;
    if (map) return map->name;
    if (c.unit == 1 && c.endian == 2) return "utf-8-sig";
    return !strcmp(c.name, "latin-1") ? "iso8859-1"
           : c.alias && strstr(c.alias, "escape")
               ? (strstr(c.name, "raw") ? "raw-unicode-escape" : "unicode-escape")
               : c.name;
}

int ki_codec_span(const char *encoding) {
    Codec c;
    const KbCharmap *map;
    if (!builtin_codec(encoding, &c, &map)) return 0;
    if (c.decode == ki_decode_iconv) return 2;
    return c.unit > 1 || c.decode == ki_decode_utf8 || c.decode == ki_decode_escape ||
           c.decode == ki_decode_raw_escape;
}

KiValue ki_codec_search(KiState *ks, const char *encoding) {
    char name[40];
    KiValue list = ki_codec_registry(ks, KI_BI_CODEC_SEARCH, false);
    if (list == KI_ABSENT) return KI_ABSENT;
    normalise(encoding, name);
    for (char *p = name; *p; p++)
        if (*p == '-') *p = '_';
    KiValue arg = ki_str_from_cstr(ks, name), r = KI_ABSENT;
    if (arg == KI_ERR) return KI_ERR;
    for (int64_t i = 0; r == KI_ABSENT && i < ki_list_of(list)->len; i++) {
        r = ki_call1(ks, ki_list_of(list)->items[i], arg);
        if (r == KI_NONE) r = KI_ABSENT;
    }
    ki_decref(ks, arg);
    if (r != KI_ABSENT && r != KI_ERR && !(ki_is_tuple(r) && ki_tuple_of(r)->len == 4)) {
        ki_decref(ks, r);
        return ki_raise(ks, KI_EXC_TypeError, "codec search functions must return 4-tuples");
    }
    return r;
}

/* Encodes or decodes with a codec in Python, by the rules of _encodings.py. */
static KiValue in_python(KiState *ks, const char *function, KiValue input /* consumed */,
                         const char *encoding, const char *errors) {
    KiValue args[3] = {input, ki_str_from_cstr(ks, encoding),
                       ki_str_from_cstr(ks, errors ? errors : "strict")},
            r = KI_ERR;
    bool ok = input != KI_ERR && args[1] != KI_ERR && args[2] != KI_ERR;
    KiValue fn = ok ? ki_import_attr(ks, "_encodings", function) : KI_ERR;
    if (fn != KI_ERR) {
        r = ki_call(ks, fn, args, errors && strcmp(errors, "strict") ? 3 : 2, KI_ABSENT);
        ki_decref(ks, fn);
    }
    if (r == KI_NONE) r = ki_raise(ks, KI_EXC_LookupError, "unknown encoding: %s", encoding);
    for (int i = 0; i < 3; i++)
        if (args[i] != KI_ERR) ki_decref(ks, args[i]);
    return r;
}

/* Whether CPython finds the codec by its name alone, without asking its registry. */
static bool is_direct(const Codec *c) {
    static const char *const names[] = {"utf-8", "utf-16", "utf-32", "ascii", "latin-1"};
    if (c->unit == 1 && c->endian) return false; /* utf-8-sig */
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(c->name, names[i])) return true;
    return false;
}

/* A codec of the registry failed with something else than an encoding error: the exception names
 * the codec. */
static void name_failure(KiState *ks, const Codec *c, const char *what, const char *encoding) {
    if (is_direct(c) || ki_pending_is(ks, KI_EXC_UnicodeError) ||
        !ki_pending_is(ks, KI_EXC_Exception))
        return;
    KiValue args[3] = {ki_take_exc(ks), ki_str_from_cstr(ks, what), ki_str_from_cstr(ks, encoding)};
    bool ok = args[1] != KI_ERR && args[2] != KI_ERR;
    KiValue fn = ok ? ki_import_attr(ks, "_encodings", "fail") : KI_ERR;
    if (fn != KI_ERR) {
        ki_decref(ks, ki_call(ks, fn, args, 3, KI_ABSENT));
        ki_decref(ks, fn);
    }
    for (int i = 0; i < 3; i++)
        if (args[i] != KI_ERR) ki_decref(ks, args[i]);
}

/* In development mode an unknown error handler is an error even where there is none to handle. */
static bool errors_ok(KiState *ks, const char *errors) {
    if (KB_LIKELY(!ks->config.dev_mode) || mode_of(errors) != KI_ERRORS_OTHER) return true;
    KiValue table = ki_codec_registry(ks, KI_BI_CODEC_ERRORS, false);
    KiValue fn = table == KI_ABSENT ? KI_ABSENT : ki_dict_get_cstr(ks, ki_dict_of(table), errors);
    if (fn == KI_ABSENT)
        ki_raise(ks, KI_EXC_LookupError, "unknown error handler name '%s'", errors);
    return fn != KI_ABSENT && fn != KI_ERR;
}

static bool keeps_ascii(Codec c) {
    return c.decode != ki_decode_iconv || ki_iconv_keeps_ascii(c.name);
}

/* text: a str; a codec in Python gets it as it is, of whatever class. */
static KiValue encode_with(KiState *ks, KiValue text, const char *encoding, const char *errors,
                           bool named) {
    KiStr *s = ki_str_of(text);
    Codec c;
    const KbCharmap *map;
    if (!builtin_codec(encoding, &c, &map))
        return in_python(ks, "encode_text", ki_new_ref(text), encoding, errors);
    if (!errors_ok(ks, errors)) return KI_ERR;
    if ((s->h.flags & KI_STR_ASCII) && c.unit == 1 && c.endian == 0 &&
        c.encode != ki_encode_escape && !(map && map->lower) && keeps_ascii(c))
        return ki_bytes_from(ks, s->data.u1, s->len);
    bool utf = c.encode == ki_encode_utf8 || c.encode == ki_encode_wide;
    KiValue clean =
        utf ? ki_encode_utf_clean(ks, s, c.unit, c.endian == 1, c.endian == 2) : KI_ABSENT;
    if (c.encode == encode_latin1 && s->h.aux == 1) clean = ki_bytes_from(ks, s->data.u1, s->len);
    if (clean != KI_ABSENT) return clean;
    KiEncoder e = {.ks = ks,
                   .s = s,
                   .name = c.name,
                   .errors = errors,
                   .mode = mode_of(errors),
                   .unit = c.unit,
                   .upper = map ? map->upper : NULL,
                   .lower = map ? map->lower : NULL};
    kb_strbuf_init(&e.out, &ks->alloc, KB_STRBUF_NO_MAX);
    e.big_endian = c.endian == 1;
    if (c.endian == 2) ki_put_code_point(&e, 0xFEFF);
    bool ok = c.encode(&e);
    if (ok && e.out.failed) {
        ki_raise_nomem(ks);
        ok = false;
    }
    KiValue r = ok ? ki_bytes_from(ks, e.out.len ? e.out.data : "", e.out.len) : KI_ERR;
    kb_strbuf_free(&e.out);
    if (r == KI_ERR && named) name_failure(ks, &c, "encoding", encoding);
    return r;
}
KiValue ki_encode(KiState *ks, KiValue text, const char *encoding, const char *errors) {
    return encode_with(ks, text, encoding, errors, true);
}
KiValue ki_encode_piece(KiState *ks, KiValue text, const char *encoding, const char *errors) {
    return encode_with(ks, text, encoding, errors, false);
}

/* Drops a byte order mark and sets the order by it. */
static void read_mark(KiDecoder *d) {
    const uint8_t *p = d->data;
    size_t n = d->len, skip = 0;
    if (d->unit == 1 && n >= 3 && p[0] == 0xEF && p[1] == 0xBB && p[2] == 0xBF) skip = 3;
    if (d->unit == 2 && n >= 2 &&
        ((p[0] == 0xFF && p[1] == 0xFE) || (p[0] == 0xFE && p[1] == 0xFF))) {
        d->big_endian = p[0] == 0xFE;
        skip = 2;
    }
    if (d->unit == 4 && n >= 4 &&
        (!memcmp(p, "\xFF\xFE\0\0", 4) || !memcmp(p, "\0\0\xFE\xFF", 4))) {
        d->big_endian = p[0] == 0;
        skip = 4;
    }
    if (d->unit > 1) { /* positions in errors count the mark */
        d->start = skip;
        d->name = d->unit == 2 ? (d->big_endian ? "utf-16-be" : "utf-16-le")
                               : (d->big_endian ? "utf-32-be" : "utf-32-le");
        return;
    }
    d->data += skip;
    d->len -= skip;
}

/* used: NULL, or where to say how much was decoded before a character cut off. */
static KiValue decode_with(KiState *ks, const void *data, size_t n, const char *encoding,
                           const char *errors, bool named, size_t *used) {
    Codec c;
    const KbCharmap *map;
    if (used) *used = n;
    if (!builtin_codec(encoding, &c, &map))
        return in_python(ks, "decode_text", ki_bytes_from(ks, data, n), encoding, errors);
    if (!errors_ok(ks, errors)) return KI_ERR;
    if (c.unit == 1 && c.endian == 0 && c.decode != ki_decode_escape &&
        c.decode != ki_decode_raw_escape && !(map && map->lower) && keeps_ascii(c) &&
        ki_units_seen(data, 1, n) < 128)
        return ki_str_from_ascii(ks, data, n);
    KiDecoder d = {.ks = ks,
                   .data = data,
                   .len = n,
                   .name = c.name,
                   .errors = errors,
                   .mode = mode_of(errors),
                   .partial = used != NULL,
                   .used = SIZE_MAX,
                   .unit = c.unit,
                   .upper = map ? map->upper : NULL,
                   .lower = map ? map->lower : NULL,
                   .object = KI_ABSENT};
    d.big_endian = c.endian == 1;
    if (c.endian == 2) read_mark(&d);
    if (c.decode == ki_decode_utf8 || c.unit > 1) {
        KiValue clean =
            ki_decode_utf_clean(ks, d.data + d.start, d.len - d.start, c.unit, d.big_endian);
        if (clean != KI_ABSENT) return clean;
    }
    if (c.decode == decode_charmap) {
        KiValue clean = decode_table(&d);
        if (clean != KI_ABSENT) return clean;
    }
    if (c.decode == decode_latin1) return ki_str_from_units(ks, d.data, 1, d.len);
    ki_sb_init(&d.out, ks);
    bool ok = c.decode(&d);
    if (used) *used = d.used == SIZE_MAX ? d.len : d.used;
    ki_decref(ks, d.object);
    if (ok) return ki_sb_finish(&d.out);
    ki_sb_free(&d.out);
    if (named) name_failure(ks, &c, "decoding", encoding);
    return KI_ERR;
}
KiValue ki_decode(KiState *ks, const void *data, size_t n, const char *encoding,
                  const char *errors) {
    return decode_with(ks, data, n, encoding, errors, true, NULL);
}
KiValue ki_decode_piece(KiState *ks, const void *data, size_t n, const char *encoding,
                        const char *errors) {
    return decode_with(ks, data, n, encoding, errors, false, NULL);
}
KiValue ki_decode_partial(KiState *ks, const void *data, size_t n, const char *encoding,
                          const char *errors, size_t *used) {
    return decode_with(ks, data, n, encoding, errors, false, used);
}
