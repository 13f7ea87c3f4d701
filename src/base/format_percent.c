/* One conversion of a printf-style format, expressed as a spec of the format mini-language. */
#include "format_percent.h"

#include <limits.h>
#include <string.h>

#include "num.h"
#include "utf8.h"

/* --- parsing --------------------------------------------------------------------------------- */

/* (key), parentheses inside it balanced. */
static bool parse_key(const char *fmt, size_t n, size_t *at, KbPercentSpec *out, KbFmtError *err) {
    size_t p = ++*at;
    int depth = 1;
    out->has_key = true;
    out->key_start = p;
    for (; p < n; p++) {
        depth += (fmt[p] == '(') - (fmt[p] == ')');
        if (depth == 0) break;
    }
    if (depth) return kb_format_error(err, KB_FMT_VALUE_ERROR, "incomplete format key");
    out->key_len = p - out->key_start;
    *at = p + 1;
    return true;
}

static bool parse_flag(char c, KbPercentSpec *out) {
    switch (c) {
    case '-':
        return out->left = true;
    case '+':
        return out->plus = true;
    case ' ':
        return out->space = true;
    case '#':
        return out->alternate = true;
    case '0':
        return out->zero = true;
    default:
        return false;
    }
}

static bool parse_amount(const char *fmt, size_t n, size_t *at, int64_t max, int64_t *out,
                         const char *message, KbFmtError *err) {
    int64_t v = 0;
    size_t p = *at;
    for (; p < n && fmt[p] >= '0' && fmt[p] <= '9'; p++) {
        if (v > (max - (fmt[p] - '0')) / 10)
            return kb_format_error(err, KB_FMT_VALUE_ERROR, "%s", message);
        v = 10 * v + (fmt[p] - '0');
    }
    if (p > *at) *out = v;
    *at = p;
    return true;
}

static bool parse_sizes(const char *fmt, size_t n, size_t *at, KbPercentSpec *out,
                        KbFmtError *err) {
    if (*at < n && fmt[*at] == '*') {
        out->star_width = true;
        ++*at;
    } else if (!parse_amount(fmt, n, at, PTRDIFF_MAX, &out->width, "width too big", err)) {
        return false;
    }
    if (*at == n || fmt[*at] != '.') return true;
    ++*at;
    out->precision = 0;
    if (*at < n && fmt[*at] == '*') {
        out->star_precision = true;
        ++*at;
        return true;
    }
    return parse_amount(fmt, n, at, INT_MAX, &out->precision, "precision too big", err);
}

size_t kb_percent_parse(const char *fmt, size_t n, size_t at, bool is_bytes, KbPercentSpec *out,
                        KbFmtError *err) {
    *out = (KbPercentSpec){.width = -1, .precision = -1};
    char first = at < n ? fmt[at] : 0; /* most conversions are one character */
    if (first == '%' || (first >= 'a' && first <= 'z' && first != 'h' && first != 'l')) {
        out->type = (uint32_t)first;
        out->type_at = at;
        return at + 1;
    }
    if (at < n && fmt[at] == '(' && !parse_key(fmt, n, &at, out, err)) return 0;
    while (at < n && parse_flag(fmt[at], out))
        at++;
    if (!parse_sizes(fmt, n, &at, out, err)) return 0;
    if (at < n && (fmt[at] == 'h' || fmt[at] == 'l' || fmt[at] == 'L')) at++;
    if (at == n) {
        kb_format_error(err, KB_FMT_VALUE_ERROR, "incomplete format");
        return 0;
    }
    out->type_at = at;
    int used = is_bytes ? 0 : kb_utf8_decode((const uint8_t *)fmt + at, n - at, true, &out->type);
    if (used == 0) {
        out->type = (uint8_t)fmt[at];
        used = 1;
    }
    return at + (size_t)used;
}

void kb_percent_set_width(KbPercentSpec *spec, int64_t width) {
    if (width < 0) {
        spec->left = true;
        width = width == INT64_MIN ? INT64_MAX : -width;
    }
    spec->width = width;
}

bool kb_percent_bad_type(const char *fmt, const KbPercentSpec *spec, bool is_bytes,
                         KbFmtError *err) {
    size_t chars = spec->type_at;
    if (!is_bytes) kb_format_prefix(fmt, spec->type_at, -1, &chars);
    return kb_format_error(
        err, KB_FMT_VALUE_ERROR, "unsupported format character '%c' (0x%x) at index %zu",
        is_bytes || (spec->type >= 31 && spec->type <= 126) ? (char)spec->type : '?', spec->type,
        chars);
}

/* --- formatting ------------------------------------------------------------------------------ */

static KbFormatSpec layout_of(const KbPercentSpec *spec, bool number) {
    KbFormatSpec f = {.fill = ' ', .align = '>', .width = spec->width, .precision = -1};
    if (spec->left) {
        f.align = '<';
    } else if (number && spec->zero) {
        f.align = '=';
        f.fill = '0';
    }
    return f;
}

static char sign_of(const KbPercentSpec *spec, bool negative) {
    return negative ? '-' : spec->plus ? '+' : spec->space ? ' ' : 0;
}

/* Precision is the least number of digits: zeros are put before them. */
static void pad_digits(KbStrbuf *text, int64_t precision) {
    size_t n = text->len;
    if (text->failed || precision <= (int64_t)n) return;
    size_t zeros = (size_t)precision - n;
    if (!kb_strbuf_fill(text, '0', zeros)) return;
    memmove(text->data + zeros, text->data, n);
    memset(text->data, '0', zeros);
}

bool kb_percent_int(KbStrbuf *out, const KbPercentSpec *spec, KbBig v, int64_t max_digits,
                    KbFmtError *err) {
    if (spec->precision > INT_MAX - 3)
        return kb_format_error(err, KB_FMT_OVERFLOW_ERROR, "precision too large");
    int base = spec->type == 'o' ? 8 : (spec->type | 0x20) == 'x' ? 16 : 10;
    KbBig abs = {v.d, (int32_t)kb_big_len(v)};
    KbFormatSpec layout = layout_of(spec, true);
    char sign = sign_of(spec, v.n < 0);
    if (base == 10 && spec->precision < 0 && spec->width < 0) { /* plain %d */
        size_t at = out->len;
        if (sign) kb_strbuf_putc(out, sign);
        if (abs.n <= 1) {
            char digits[20], *end = digits + sizeof digits,
                             *p = kb_put_decimal(end, abs.n ? abs.d[0] : 0);
            return kb_strbuf_append(out, p, (size_t)(end - p)) || kb_format_done(out, err);
        }
        if (kb_format_decimal(out, abs, max_digits, err)) return true;
        if (!out->failed) out->len = at;
        return false;
    }
    KbStrbuf text;
    char room[96];
    kb_strbuf_init_in(&text, out->alloc, out->max, room, sizeof room);
    bool ok = true;
    if (base == 10)
        ok = kb_format_decimal(&text, abs, max_digits, err);
    else
        kb_big_to_text(&text, abs, base);
    pad_digits(&text, spec->precision);
    for (size_t i = 0; spec->type == 'X' && i < text.len; i++)
        text.data[i] -= text.data[i] >= 'a' ? 32 : 0;
    KbNumberText t = {.sign = sign, .digits = text.data, .n_digits = text.len};
    if (spec->alternate && base != 10)
        t.prefix = base == 8 ? "0o" : spec->type == 'X' ? "0X" : "0x";
    if (ok && !text.failed)
        kb_format_number(out, &layout, &t, 0);
    else
        out->failed |= text.failed;
    kb_strbuf_free(&text);
    return ok && kb_format_done(out, err);
}

bool kb_percent_float(KbStrbuf *out, const KbPercentSpec *spec, double x, KbFmtError *err) {
    if (spec->precision > INT_MAX)
        return kb_format_error(err, KB_FMT_VALUE_ERROR, "precision too big");
    int precision = spec->precision < 0 ? 6 : (int)spec->precision;
    size_t at = out->len;
    if (spec->space && !spec->plus && !(__builtin_signbit(x) && x == x)) kb_strbuf_putc(out, ' ');
    kb_format_double(out, x, (char)spec->type, precision, spec->alternate, spec->plus);
    int64_t len = (int64_t)(out->len - at), missing = spec->width - len;
    if (out->failed || missing <= 0) return kb_format_done(out, err);
    bool zero = spec->zero && !spec->left;
    if (kb_strbuf_fill(out, zero ? '0' : ' ', (size_t)missing) && !spec->left) {
        char *s = out->data + at;
        size_t keep = zero && (*s == '-' || *s == '+' || *s == ' '); /* zeros follow the sign */
        memmove(s + keep + missing, s + keep, (size_t)len - keep);
        memset(s + keep, zero ? '0' : ' ', (size_t)missing);
    }
    return kb_format_done(out, err);
}

bool kb_percent_text(KbStrbuf *out, const KbPercentSpec *spec, const char *s, size_t n,
                     bool is_bytes, KbFmtError *err) {
    int64_t precision = spec->type == 'c' ? -1 : spec->precision;
    if (precision < 0 && spec->width < 0)
        return kb_strbuf_append(out, s, n) || kb_format_done(out, err);
    KbFormatSpec layout = layout_of(spec, false);
    size_t chars = n;
    if (!is_bytes)
        n = kb_format_prefix(s, n, precision, &chars);
    else if (precision >= 0 && (uint64_t)precision < n)
        n = chars = (size_t)precision;
    kb_format_padded(out, &layout, s, n, chars);
    return kb_format_done(out, err);
}
