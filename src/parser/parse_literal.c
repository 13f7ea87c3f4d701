/* Numbers and strings: tokens to constants. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/utf8.h"
#include "parse_internal.h"

/* ---- numbers ---- */

enum { DEFAULT_MAX_INT_DIGITS = 4300 };

/* Decimal conversion takes time quadratic in the length: long literals are refused. */
static bool check_digits(P *p, const KiToken *t, size_t len) {
    size_t max = p->opts->max_int_digits ? p->opts->max_int_digits : DEFAULT_MAX_INT_DIGITS;
    if (len <= max) return true;
    ki_p_error(
        p, (KiRange){t->line, -1, t->end_line, -1},
        "Exceeds the limit (%zu digits) for integer string conversion: value has %zu digits; "
        "use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for "
        "huge integer literals to avoid decimal conversion limits.",
        max, len);
    return false;
}

static bool integer(P *p, const KiToken *t, const char *s, size_t len, unsigned base,
                    KiAstConst *out) {
    while (len > 1 && *s == '0')
        s++, len--;
    uint64_t value = 0;
    for (size_t i = 0; i < len; i++) {
        unsigned c = (uint8_t)s[i], digit = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
        if (__builtin_mul_overflow(value, (uint64_t)base, &value) ||
            __builtin_add_overflow(value, (uint64_t)digit, &value) || value > INT64_MAX) {
            if (base == 10 && !check_digits(p, t, len)) return false;
            out->kind = KI_CONST_BIGINT;
            out->big.digits = kb_arena_strndup(p->arena, s, len);
            out->big.len = (uint32_t)len;
            out->big.base = base;
            return out->big.digits || ki_p_nomem(p);
        }
    }
    out->kind = KI_CONST_INT;
    out->i = (int64_t)value;
    return true;
}

static bool convert_number(P *p, const KiToken *t, const char *s, size_t len, KiAstConst *out) {
    if (len > 2 && s[0] == '0') switch (s[1] | 0x20) {
        case 'x':
            return integer(p, t, s + 2, len - 2, 16, out);
        case 'o':
            return integer(p, t, s + 2, len - 2, 8, out);
        case 'b':
            return integer(p, t, s + 2, len - 2, 2, out);
        default:
            break;
        }
    bool imaginary = (s[len - 1] | 0x20) == 'j', real = imaginary;
    for (size_t i = 0; i < len && !real; i++)
        real = s[i] == '.' || (s[i] | 0x20) == 'e';
    if (!real) return integer(p, t, s, len, 10, out);
    out->kind = imaginary ? KI_CONST_IMAG : KI_CONST_FLOAT;
    return kb_parse_double(s, len - imaginary, &out->d) > 0;
}

/* NUMBER */
KiAst *ki_p_number(P *p) {
    uint32_t start = p->pos++;
    const KiToken *t = &p->tokens[start];
    size_t len;
    const char *s = ki_p_token_start(p, t, &len);
    KiAst *n = ki_p_node(p, KI_AST_Constant, start);
    if (!n) return NULL;
    if (!memchr(s, '_', len)) return convert_number(p, t, s, len, &n->Constant.value) ? n : NULL;
    if (too_new(p, 6)) return ki_p_too_new(p, 6, "Underscores in numeric literals are");
    char *plain = kb_arena_alloc(p->arena, len + 1);
    if (!plain) return ki_p_nomem(p);
    size_t used = 0;
    for (size_t i = 0; i < len; i++)
        if (s[i] != '_') plain[used++] = s[i];
    return convert_number(p, t, plain, used, &n->Constant.value) ? n : NULL;
}

/* ---- escapes ---- */

/* A warning about an escape, once per literal and pass. */
static bool warn_about_escape(P *p, const char *text, KiToken *t) {
    if (!p->opts->warn || p->second || t->nonascii) return true;
    t->nonascii = 1; /* strings have no other use for the flag */
    if (p->opts->warn(p->opts->warn_data, "DeprecationWarning", text, t->line)) return true;
    ki_p_error(p, token_range(t, t), "%s", text);
    return false;
}

bool ki_p_warn_escape(P *p, char c, KiToken *t) {
    char text[48] = "invalid escape sequence '\\";
    size_t n = strlen(text);
    uint8_t byte = (uint8_t)c; /* CPython shows the first byte as a character */
    if (byte >= 0x80) text[n++] = (char)(0xc0 | byte >> 6);
    text[n++] = (char)(byte >= 0x80 ? 0x80 | (byte & 0x3f) : byte);
    text[n] = '\'';
    return warn_about_escape(p, text, t);
}

/* An octal escape beyond a byte. */
static bool warn_octal(P *p, uint32_t value, KiToken *t) {
    if (value <= 0xff) return true;
    char text[48];
    snprintf(text, sizeof text, "invalid octal escape sequence '\\%o'", (unsigned)value);
    return warn_about_escape(p, text, t);
}

static int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* CPython reports positions in a form of the text in which every character above ASCII takes the
 * ten bytes of "\UXXXXXXXX". */
static size_t codec_position(const char *s, const char *at) {
    size_t pos = 0;
    for (; s < at; s++)
        pos += (uint8_t)*s < 0x80 ? 1 : (*s & 0xc0) == 0xc0 ? 10 : 0;
    return pos;
}

static bool unicode_error(P *p, const char *text, const char *from, const char *to,
                          const char *why) {
    size_t a = codec_position(text, from), b = codec_position(text, to) - 1;
    if (a == b)
        ki_p_error_last(p, KB_DIAG_SYNTAX,
                        "(unicode error) 'unicodeescape' codec can't decode byte 0x%02x in "
                        "position %zu: %s",
                        (unsigned)(uint8_t)*from, a, why);
    else
        ki_p_error_last(p, KB_DIAG_SYNTAX,
                        "(unicode error) 'unicodeescape' codec can't decode bytes in position "
                        "%zu-%zu: %s",
                        a, b, why);
    return false;
}

/* One to three octal digits, the first at s. */
static const char *octal(const char *s, const char *end, uint32_t *value) {
    *value = 0;
    for (int i = 0; i < 3 && s < end && *s >= '0' && *s <= '7'; i++)
        *value = *value * 8 + (uint32_t)(*s++ - '0');
    return s;
}

/* The character of a simple escape, or -1. */
static int simple_escape(char c) {
    switch (c) {
    case '\\':
        return '\\';
    case '\'':
        return '\'';
    case '"':
        return '"';
    case 'a':
        return '\a';
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    case 'v':
        return '\v';
    default:
        return -1;
    }
}

/* \N{name}; s is after the N. Returns where the text goes on, NULL on error. */
static const char *named(P *p, KbStrbuf *out, const char *text, const char *s, const char *end) {
    const char *escape = s - 2;
    const char *close = s < end && *s == '{' ? memchr(s, '}', (size_t)(end - s)) : NULL;
    if (!close || close == s + 1) {
        const char *to = s < end && *s == '{' ? (close ? s + 1 : end) : s;
        return unicode_error(p, text, escape, to, "malformed \\N character escape"), NULL;
    }
    uint32_t cp;
    if (!p->opts->unicode_name || !p->opts->unicode_name(s + 1, (size_t)(close - s - 1), &cp))
        return unicode_error(p, text, escape, close + 1, "unknown Unicode character name"), NULL;
    kb_strbuf_put_utf8(out, cp);
    return close + 1;
}

/* \xXX \uXXXX \UXXXXXXXX; s is after the letter. */
static const char *hexadecimal(P *p, KbStrbuf *out, const char *text, const char *s,
                               const char *end, char letter) {
    const char *escape = s - 2;
    int digits = letter == 'x' ? 2 : letter == 'u' ? 4 : 8;
    uint32_t cp = 0;
    for (int i = 0; i < digits; i++, s++) {
        int v = s < end ? hex_value(*s) : -1;
        if (v < 0) {
            const char *why = letter == 'x'   ? "truncated \\xXX escape"
                              : letter == 'u' ? "truncated \\uXXXX escape"
                                              : "truncated \\UXXXXXXXX escape";
            return unicode_error(p, text, escape, s, why), NULL;
        }
        cp = cp << 4 | (uint32_t)v;
    }
    if (cp > 0x10ffff) return unicode_error(p, text, escape, s, "illegal Unicode character"), NULL;
    kb_strbuf_put_utf8(out, cp);
    return s;
}

bool ki_p_decode_string(P *p, KbStrbuf *out, const char *text, size_t len, KiToken *t) {
    const char *s = text, *end = text + len;
    while (s < end) {
        const char *slash = memchr(s, '\\', (size_t)(end - s));
        if (!kb_strbuf_append(out, s, (size_t)((slash ? slash : end) - s))) return ki_p_nomem(p);
        if (!slash) break;
        s = slash + 1;
        char c = s < end ? *s++ : '\\';
        int simple = simple_escape(c);
        if (simple >= 0)
            kb_strbuf_putc(out, (char)simple);
        else if (c >= '0' && c <= '7') {
            uint32_t value;
            s = octal(s - 1, end, &value);
            if (!warn_octal(p, value, t)) return false;
            kb_strbuf_put_utf8(out, value);
        } else if (c == 'x' || c == 'u' || c == 'U') {
            if (!(s = hexadecimal(p, out, text, s, end, c))) return false;
        } else if (c == 'N') {
            if (!(s = named(p, out, text, s, end))) return false;
        } else if (c != '\n') {
            if (!ki_p_warn_escape(p, c, t)) return false;
            kb_strbuf_putc(out, '\\');
            s--;
            if (c == '\\') /* cannot happen: a literal never ends in a lone backslash */
                break;
            int n = 1;
            while (s + n < end && (s[n] & 0xc0) == 0x80)
                n++;
            kb_strbuf_append(out, s, (size_t)n);
            s += n;
        }
    }
    return !out->failed || ki_p_nomem(p);
}

bool ki_p_decode_bytes(P *p, KbStrbuf *out, const char *text, size_t len, bool raw, KiToken *t) {
    const char *s = text, *end = text + len;
    while (s < end) {
        const char *slash = raw ? NULL : memchr(s, '\\', (size_t)(end - s));
        if (!kb_strbuf_append(out, s, (size_t)((slash ? slash : end) - s))) return ki_p_nomem(p);
        if (!slash) break;
        s = slash + 1;
        char c = *s++;
        int simple = simple_escape(c);
        if (simple >= 0)
            kb_strbuf_putc(out, (char)simple);
        else if (c >= '0' && c <= '7') {
            uint32_t value;
            s = octal(s - 1, end, &value);
            if (!warn_octal(p, value, t)) return false;
            kb_strbuf_putc(out, (char)value);
        } else if (c == 'x') {
            int hi = s < end ? hex_value(s[0]) : -1, lo = s + 1 < end ? hex_value(s[1]) : -1;
            if (hi < 0 || lo < 0) {
                ki_p_error_last(p, KB_DIAG_SYNTAX,
                                "(value error) invalid \\x escape at position %d",
                                (int)(slash - text));
                return false;
            }
            kb_strbuf_putc(out, (char)(hi << 4 | lo));
            s += 2;
        } else if (c != '\n') {
            if (!ki_p_warn_escape(p, c, t)) return false;
            kb_strbuf_putc(out, '\\');
            kb_strbuf_putc(out, c);
        }
    }
    return !out->failed || ki_p_nomem(p);
}

/* ---- strings ---- */

typedef struct StringToken {
    const char *s, *end; /* between the quotes */
    bool bytes, raw, formatted;
} StringToken;

static StringToken split_string(P *p, const KiToken *t) {
    size_t len;
    const char *s = ki_p_token_start(p, t, &len), *end = s + len;
    StringToken st = {0};
    for (;; s++) {
        char c = (char)(*s | 0x20);
        if (*s == '\'' || *s == '"') break;
        st.bytes |= c == 'b';
        st.raw |= c == 'r';
        st.formatted |= c == 'f';
    }
    int quotes = end - s >= 6 && s[1] == s[0] && s[2] == s[0] ? 3 : 1;
    st.s = s + quotes;
    st.end = end - quotes;
    return st;
}

static bool set_text(P *p, KiAst *n, KiAstConstKind k, const char *s, size_t len) {
    n->Constant.value.kind = k;
    n->Constant.value.str.s = kb_arena_strndup(p->arena, s ? s : "", len);
    n->Constant.value.str.len = len;
    return n->Constant.value.str.s || ki_p_nomem(p);
}

bool ki_p_flush_text(P *p, KiStringParts *parts, KiRange r) {
    if (parts->text.len == 0) return true;
    KiAst *n = ki_ast_new(p->arena, KI_AST_Constant, r.line, r.col, r.end_line, r.end_col);
    if (!n) return ki_p_nomem(p);
    n->Constant.kind = parts->u_prefix;
    if (!set_text(p, n, KI_CONST_STR, parts->text.data, parts->text.len)) return false;
    kb_strbuf_clear(&parts->text);
    return ki_p_push(p, n);
}

static bool append_text(P *p, KiStringParts *parts, const StringToken *st, KiToken *t) {
    size_t len = (size_t)(st->end - st->s);
    if (len == 0) return true;
    if (!st->raw) return ki_p_decode_string(p, &parts->text, st->s, len, t);
    return kb_strbuf_append(&parts->text, st->s, len) || ki_p_nomem(p);
}

/* One token after the other into `parts`; bytes gather in parts->text alone. */
static bool gather(P *p, KiStringParts *parts, uint32_t start, uint32_t end, bool *bytes) {
    for (uint32_t i = start; i < end; i++) {
        KiToken *t = &p->tokens[i];
        StringToken st = split_string(p, t);
        if (st.formatted && too_new(p, 6)) {
            ki_p_too_new(p, 6, "Format strings are");
            return false;
        }
        if (st.bytes) {
            for (const char *s = st.s; s < st.end; s++)
                if (*s & 0x80) {
                    ki_p_error_last(p, KB_DIAG_SYNTAX,
                                    "bytes can only contain ASCII literal characters");
                    return false;
                }
            if (!ki_p_decode_bytes(p, &parts->text, st.s, (size_t)(st.end - st.s), st.raw, t))
                return false;
        } else if (!st.formatted && !append_text(p, parts, &st, t))
            return false;
        if (i > start && st.bytes != *bytes) {
            ki_p_error_last(p, KB_DIAG_SYNTAX, "cannot mix bytes and nonbytes literals");
            return false;
        }
        *bytes = st.bytes;
        if (st.formatted) {
            parts->formatted = true;
            if (!ki_p_fstring(p, parts, st.s, st.end, st.raw, t)) return false;
        }
    }
    return true;
}

/* One literal without prefix magic and escapes: its text is the constant. */
static KiAst *plain_string(P *p, uint32_t start) {
    KiToken *t = &p->tokens[start];
    StringToken st = split_string(p, t);
    size_t len = (size_t)(st.end - st.s);
    if (st.bytes || st.formatted || (!st.raw && memchr(st.s, '\\', len))) return NULL;
    KiAst *n = ki_p_node(p, KI_AST_Constant, start);
    if (!n) return NULL;
    n->Constant.kind = p->lexer.text[t->start] == 'u';
    return set_text(p, n, KI_CONST_STR, st.s, len) ? n : NULL;
}

/* strings: STRING+ */
KiAst *ki_p_strings(P *p) {
    uint32_t start = p->pos;
    while (at(p, KI_TOK_STRING))
        p->pos++;
    if (p->failed) return NULL;
    if (KB_LIKELY(p->pos == start + 1)) {
        KiAst *n = plain_string(p, start);
        if (n || p->failed) return n;
    }
    KiToken first = p->tokens[start], last = p->tokens[p->pos - 1];
    KiStringParts parts = {.u_prefix = p->lexer.text[first.start] == 'u',
                           .whole = token_range(&first, &last)};
    kb_strbuf_init(&parts.text, p->arena->alloc, KB_STRBUF_NO_MAX);
    size_t base = mark(p);
    bool bytes = false;
    KiAst *n = NULL;
    if (!gather(p, &parts, start, p->pos, &bytes)) goto done;
    if (!parts.formatted) {
        n = ki_p_node(p, KI_AST_Constant, start);
        if (!n) goto done;
        n->Constant.kind = parts.u_prefix;
        if (!set_text(p, n, bytes ? KI_CONST_BYTES : KI_CONST_STR, parts.text.data, parts.text.len))
            n = NULL;
        goto done;
    }
    if (!ki_p_flush_text(p, &parts, parts.whole)) goto done;
    n = ki_p_node(p, KI_AST_JoinedStr, start);
    if (n && !ki_p_take(p, base, &n->JoinedStr.values)) n = NULL;
done:
    drop(p, base);
    kb_strbuf_free(&parts.text);
    return n;
}
