/* Python's format mini-language. A value is first written plainly at the end of the output; only if
 * it needs padding, grouping or another sign is that text taken back and laid out again. */
#include "format_spec.h"

#include <limits.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "num.h"
#include "utf8.h"

/* --- errors ---------------------------------------------------------------------------------- */

bool kb_format_error(KbFmtError *err, KbFmtKind kind, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    err->kind = kind;
    err->spec = NULL;
    vsnprintf(err->message, sizeof err->message, fmt, ap);
    va_end(ap);
    return false;
}

static bool value_error(KbFmtError *err, const char *message) {
    return kb_format_error(err, KB_FMT_VALUE_ERROR, "%s", message);
}

bool kb_format_done(KbStrbuf *out, KbFmtError *err) {
    if (out->failed) return kb_format_error(err, KB_FMT_NOMEM, "%s", "");
    return true;
}

/* A type character as messages show it. */
static const char *type_text(uint32_t type, char buf[16]) {
    if (type > 32 && type < 128)
        snprintf(buf, 16, "%c", (char)type);
    else
        snprintf(buf, 16, "\\x%x", type);
    return buf;
}

static bool unknown_type(const KbFormatSpec *spec, const KbFormatArg *arg, KbFmtError *err) {
    char buf[16];
    return kb_format_error(err, KB_FMT_VALUE_ERROR,
                           "Unknown format code '%s' for object of type '%.200s'",
                           type_text(spec->type, buf), arg->type_name);
}

/* --- parsing --------------------------------------------------------------------------------- */

typedef struct Reader {
    const uint8_t *s, *end;
    int (*digit_value)(uint32_t c);
} Reader;

/* Code point at byte p and its length; a malformed byte counts as itself. */
static int code_point(const uint8_t *p, const uint8_t *end, uint32_t *out) {
    if (*p < 0x80) {
        *out = *p;
        return 1;
    }
    int n = kb_utf8_decode(p, (size_t)(end - p), true, out);
    if (n == 0) {
        *out = *p;
        n = 1;
    }
    return n;
}

static bool is_align(uint8_t c) {
    return c == '<' || c == '>' || c == '=' || c == '^';
}

static bool accept(Reader *r, char c) {
    if (r->s == r->end || *r->s != (uint8_t)c) return false;
    r->s++;
    return true;
}

/* [[fill]align]; true if a fill was given. */
static bool parse_align(Reader *r, KbFormatSpec *spec, bool *aligned) {
    uint32_t fill;
    *aligned = true;
    if (r->s == r->end) {
        *aligned = false;
        return false;
    }
    int n = code_point(r->s, r->end, &fill);
    if (r->s + n < r->end && is_align(r->s[n])) {
        spec->fill = fill;
        spec->align = (char)r->s[n];
        r->s += n + 1;
        return true;
    }
    if (is_align(*r->s))
        spec->align = (char)*r->s++;
    else
        *aligned = false;
    return false;
}

/* The value of the digit at r, which is read; -1: there is none. */
static int parse_digit(Reader *r) {
    if (r->s == r->end) return -1;
    if (*r->s >= '0' && *r->s <= '9') return *r->s++ - '0';
    if (*r->s < 0x80 || !r->digit_value) return -1;
    uint32_t c;
    int n = code_point(r->s, r->end, &c), value = r->digit_value(c);
    if (value >= 0) r->s += n;
    return value;
}

/* Digits at r; -1 if there are none, false on overflow. */
static bool parse_count(Reader *r, int64_t *out, KbFmtError *err) {
    *out = -1;
    int64_t v = 0;
    for (int digit; (digit = parse_digit(r)) >= 0; *out = v)
        if (__builtin_mul_overflow(v, 10, &v) || __builtin_add_overflow(v, digit, &v))
            return value_error(err, "Too many decimal digits in format string");
    return true;
}

static bool parse_grouping(Reader *r, KbFormatSpec *spec, KbFmtError *err) {
    if (accept(r, ',')) spec->grouping = ',';
    bool both = false;
    if (accept(r, '_')) {
        both = spec->grouping != 0;
        spec->grouping = '_';
    }
    if (spec->grouping == '_' && accept(r, ',')) both = true;
    return both ? value_error(err, "Cannot specify both ',' and '_'.") : true;
}

static bool check_grouping(const KbFormatSpec *spec, KbFmtError *err) {
    static const char any[] = "defgEG%F", underscore[] = "boxX";
    char buf[16];
    if (spec->type == 0) return true;
    if (spec->type < 128 && strchr(any, (char)spec->type)) return true;
    if (spec->grouping == '_' && spec->type < 128 && strchr(underscore, (char)spec->type))
        return true;
    return kb_format_error(err, KB_FMT_VALUE_ERROR, "Cannot specify '%c' with '%s'.",
                           spec->grouping, type_text(spec->type, buf));
}

/* What stands behind the alignment: [sign][z][#][0][width][grouping][.precision]. */
static bool parse_middle(Reader *r, bool filled, bool aligned, char default_align,
                         KbFormatSpec *spec, KbFmtError *err) {
    if (r->s < r->end && (*r->s == '+' || *r->s == '-' || *r->s == ' ')) spec->sign = (char)*r->s++;
    spec->no_minus_zero = accept(r, 'z');
    spec->alternate = accept(r, '#');
    if (!filled && accept(r, '0')) {
        spec->fill = '0';
        if (!aligned && default_align == '>') spec->align = '=';
    }
    if (!parse_count(r, &spec->width, err) || !parse_grouping(r, spec, err)) return false;
    if (accept(r, '.')) {
        if (!parse_count(r, &spec->precision, err)) return false;
        if (spec->precision < 0) return value_error(err, "Format specifier missing precision");
    }
    return true;
}

bool kb_format_spec_parse(const KbFormatArg *arg, char default_align, KbFormatSpec *out,
                          KbFmtError *err) {
    Reader r = {(const uint8_t *)arg->spec, (const uint8_t *)arg->spec + arg->spec_len,
                arg->digit_value};
    *out = (KbFormatSpec){.fill = ' ', .align = default_align, .width = -1, .precision = -1};
    bool aligned, filled = parse_align(&r, out, &aligned);
    if (!parse_middle(&r, filled, aligned, default_align, out, err)) return false;
    if (r.s < r.end) r.s += code_point(r.s, r.end, &out->type);
    if (r.s < r.end) {
        kb_format_error(err, KB_FMT_VALUE_ERROR, "Invalid format specifier '");
        snprintf(err->tail, sizeof err->tail, "' for object of type '%.200s'", arg->type_name);
        err->spec = arg->spec;
        err->spec_len = arg->spec_len;
        return false;
    }
    return out->grouping == 0 || check_grouping(out, err);
}

/* --- layout ---------------------------------------------------------------------------------- */

static bool put_fill(KbStrbuf *out, uint32_t fill, int64_t n) {
    if (n <= 0) return !out->failed;
    if (fill < 0x80) return kb_strbuf_fill(out, (char)fill, (size_t)n);
    uint8_t bytes[4];
    size_t width = (size_t)kb_utf8_encode(fill, bytes), at = out->len;
    if (!kb_strbuf_fill(out, ' ', (uint64_t)n > SIZE_MAX / 8 ? SIZE_MAX / 2 : (size_t)n * width))
        return false;
    for (; at < out->len; at += width)
        memcpy(out->data + at, bytes, width);
    return true;
}

/* Splits the padding for a text of `chars` into left, inner (after the sign) and right. */
static void split_padding(const KbFormatSpec *spec, int64_t chars, int64_t pad[3]) {
    int64_t n = spec->width > chars ? spec->width - chars : 0;
    pad[0] = pad[1] = pad[2] = 0;
    if (spec->align == '^') {
        pad[0] = n / 2;
        pad[2] = n - n / 2;
    } else {
        pad[spec->align == '<' ? 2 : spec->align == '=' ? 1 : 0] = n;
    }
}

bool kb_format_padded(KbStrbuf *out, const KbFormatSpec *spec, const char *s, size_t n,
                      size_t n_chars) {
    int64_t pad[3];
    split_padding(spec, (int64_t)n_chars, pad);
    put_fill(out, spec->fill, pad[0]);
    kb_strbuf_append(out, s, n);
    return put_fill(out, spec->fill, pad[2]);
}

/* Zero padding counts as digits, so that it is grouped too: the number of digits to write, and of
 * characters with the separators. The text never starts with a separator, even if that makes it one
 * longer than asked. */
static int64_t padded_digits(int64_t n_digits, int64_t min_width, int group, int64_t *chars) {
    int64_t digits = n_digits > 0 ? n_digits : 0;
    if (group == 0) {
        *chars = digits > min_width ? digits : min_width;
        return *chars;
    }
    *chars = digits ? digits + (digits - 1) / group : 0;
    if (*chars < min_width) {
        int64_t whole = min_width / (group + 1), part = min_width % (group + 1);
        digits = whole * group + (part ? part : 1);
        *chars = digits + (digits - 1) / group;
    }
    return digits;
}

static void put_grouped(KbStrbuf *out, const KbNumberText *t, int64_t digits, int group, char sep) {
    int64_t zeros = digits - (int64_t)t->n_digits;
    if (!group) {
        put_fill(out, '0', zeros);
        kb_strbuf_append(out, t->digits, t->n_digits);
        return;
    }
    for (int64_t i = 0; i < digits && !out->failed; i++) {
        if (i && (digits - i) % group == 0) kb_strbuf_putc(out, sep);
        kb_strbuf_putc(out, i < zeros ? '0' : t->digits[i - zeros]);
    }
}

bool kb_format_number(KbStrbuf *out, const KbFormatSpec *spec, const KbNumberText *t, int group) {
    size_t prefix_len = t->prefix ? strlen(t->prefix) : 0;
    int64_t other = (int64_t)((t->sign != 0) + prefix_len + t->rest_chars), chars, pad[3];
    int64_t min_width =
        spec->fill == '0' && spec->align == '=' && t->n_digits ? spec->width - other : 0;
    if (!spec->grouping) group = 0;
    int64_t digits = padded_digits((int64_t)t->n_digits, min_width, group, &chars);
    split_padding(spec, other + chars, pad);
    put_fill(out, spec->fill, pad[0]);
    if (t->sign) kb_strbuf_putc(out, t->sign);
    kb_strbuf_append(out, t->prefix, prefix_len);
    put_fill(out, spec->fill, pad[1]);
    put_grouped(out, t, digits, group, spec->grouping);
    kb_strbuf_append(out, t->rest, t->rest_len);
    return put_fill(out, spec->fill, pad[2]);
}

/* Text taken back from the end of an output, to be written again elsewhere. */
typedef struct Taken {
    char small[256];
    char *s;
    size_t n;
} Taken;

static bool take_back(KbStrbuf *out, size_t at, Taken *t) {
    if (out->failed) return false;
    t->n = out->len - at;
    t->s = t->n <= sizeof t->small ? t->small : kb_malloc(out->alloc, t->n);
    if (!t->s) {
        out->failed = true;
        return false;
    }
    memcpy(t->s, out->data + at, t->n);
    out->len = at;
    return true;
}

static void drop_taken(KbStrbuf *out, Taken *t) {
    if (t->s != t->small) kb_free(out->alloc, t->s, t->n);
}

/* The plain number at out[at..] gets the sign, prefix, grouping and padding of spec. */
static bool lay_out_number(KbStrbuf *out, size_t at, const KbFormatSpec *spec, const char *prefix,
                           int group) {
    Taken taken;
    if (!take_back(out, at, &taken)) return false;
    const char *s = taken.s, *end = taken.s + taken.n;
    KbNumberText t = {.prefix = prefix};
    if (s < end && *s == '-')
        t.sign = *s++;
    else if (spec->sign == '+' || spec->sign == ' ')
        t.sign = spec->sign;
    t.digits = s;
    /* letters are digits only in a bare integer, which has no rest to tell apart */
    bool integer = group == 4 || prefix;
    while (s < end && (integer || (*s >= '0' && *s <= '9')))
        s++;
    t.n_digits = (size_t)(s - t.digits);
    t.rest = s;
    t.rest_len = t.rest_chars = (size_t)(end - s);
    kb_format_number(out, spec, &t, group);
    drop_taken(out, &taken);
    return !out->failed;
}

/* --- text ------------------------------------------------------------------------------------ */

size_t kb_format_prefix(const char *s, size_t n, int64_t n_chars, size_t *chars) {
    size_t at = 0;
    int64_t count = 0;
    while (at < n && (n_chars < 0 || count < n_chars)) {
        at++;
        while (at < n && ((uint8_t)s[at] & 0xc0) == 0x80)
            at++;
        count++;
    }
    *chars = (size_t)count;
    return at;
}

static bool check_str_spec(const KbFormatSpec *spec, const KbFormatArg *arg, KbFmtError *err) {
    if (spec->type != 0 && spec->type != 's') return unknown_type(spec, arg, err);
    if (spec->sign)
        return value_error(err, spec->sign == ' ' ? "Space not allowed in string format specifier"
                                                  : "Sign not allowed in string format specifier");
    if (spec->no_minus_zero)
        return value_error(err,
                           "Negative zero coercion (z) not allowed in string format specifier");
    if (spec->alternate)
        return value_error(err, "Alternate form (#) not allowed in string format specifier");
    if (spec->align == '=')
        return value_error(err, "'=' alignment not allowed in string format specifier");
    return true;
}

bool kb_format_str_spec(const KbFormatArg *arg, KbFormatSpec *out, KbFmtError *err) {
    if (!kb_format_spec_parse(arg, '<', out, err)) return false;
    if (out->grouping && out->type == 0) {
        out->type = 's'; /* the default type counts as given */
        if (!check_grouping(out, err)) return false;
    }
    return check_str_spec(out, arg, err);
}

/* --- integers -------------------------------------------------------------------------------- */

bool kb_format_decimal(KbStrbuf *out, KbBig v, int64_t max_digits, KbFmtError *err) {
    size_t at = out->len;
    bool over = max_digits > 0 && (double)kb_big_bit_length(v) * 0.30102 > (double)max_digits + 1;
    if (!over) {
        kb_big_to_text(out, v, 10);
        if (!kb_format_done(out, err)) return false;
        over = max_digits > 0 && (int64_t)(out->len - at) - (v.n < 0) > max_digits;
    }
    if (!over) return true;
    out->len = at;
    return kb_format_error(err, KB_FMT_VALUE_ERROR,
                           "Exceeds the limit (%lld digits) for integer string conversion; use "
                           "sys.set_int_max_str_digits() to increase the limit",
                           (long long)max_digits);
}

/* The character of type 'c', as a number without digits. */
static bool format_char(KbStrbuf *out, KbBig v, const KbFormatSpec *spec, KbFmtError *err) {
    int64_t c;
    if (spec->sign) return value_error(err, "Sign not allowed with integer format specifier 'c'");
    if (spec->alternate)
        return value_error(err, "Alternate form (#) not allowed with integer format specifier 'c'");
    if (!kb_big_to_int64(v, &c))
        return kb_format_error(err, KB_FMT_OVERFLOW_ERROR,
                               "Python int too large to convert to C long");
    if (c < 0 || c > 0x10ffff)
        return kb_format_error(err, KB_FMT_OVERFLOW_ERROR, "%s", "%c arg not in range(0x110000)");
    uint8_t text[4];
    int n = kb_utf8_encode((uint32_t)c, text);
    KbNumberText t = {.rest = (const char *)text, .rest_len = (size_t)n, .rest_chars = 1};
    kb_format_number(out, spec, &t, 0);
    return kb_format_done(out, err);
}

static bool format_digits(KbStrbuf *out, KbBig v, int64_t max_digits, const KbFormatSpec *spec,
                          KbFmtError *err) {
    size_t at = out->len;
    const char *prefix = NULL;
    int group = 4;
    switch (spec->type) {
    case 'b':
        kb_big_to_text(out, v, 2);
        prefix = "0b";
        break;
    case 'o':
        kb_big_to_text(out, v, 8);
        prefix = "0o";
        break;
    case 'x':
    case 'X':
        kb_big_to_text(out, v, 16);
        prefix = spec->type == 'x' ? "0x" : "0X";
        for (size_t i = at; spec->type == 'X' && i < out->len; i++)
            out->data[i] -= out->data[i] >= 'a' ? 32 : 0;
        break;
    default:
        group = 3;
        if (!kb_format_decimal(out, v, max_digits, err)) return false;
        break;
    }
    if (!spec->alternate) prefix = NULL;
    bool plain = !prefix && !spec->grouping && spec->sign != '+' && spec->sign != ' ';
    if (!(plain && spec->width <= (int64_t)(out->len - at)))
        lay_out_number(out, at, spec, prefix, group);
    return kb_format_done(out, err);
}

static bool format_float_spec(KbStrbuf *out, double x, const KbFormatSpec *spec, KbFmtError *err);

bool kb_format_int(KbStrbuf *out, KbBig v, int64_t max_digits, const KbFormatArg *arg,
                   KbFmtError *err) {
    KbFormatSpec spec;
    double x;
    if (!kb_format_spec_parse(arg, '>', &spec, err)) return false;
    switch (spec.type) {
    case 0:
    case 'b':
    case 'c':
    case 'd':
    case 'n':
    case 'o':
    case 'x':
    case 'X':
        if (spec.precision >= 0)
            return value_error(err, "Precision not allowed in integer format specifier");
        if (spec.no_minus_zero)
            return value_error(
                err, "Negative zero coercion (z) not allowed in integer format specifier");
        return spec.type == 'c' ? format_char(out, v, &spec, err)
                                : format_digits(out, v, max_digits, &spec, err);
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
    case '%':
        if (kb_big_to_double(v, &x) != KB_BIG_OK)
            return kb_format_error(err, KB_FMT_OVERFLOW_ERROR, "int too large to convert to float");
        return format_float_spec(out, x, &spec, err);
    default:
        return unknown_type(&spec, arg, err);
    }
}

/* --- floats ---------------------------------------------------------------------------------- */

/* Removes the sign of out[at..] if it is that of a zero ("-0.00", "-0e+00"). */
static void drop_minus_zero(KbStrbuf *out, size_t at) {
    if (out->failed || out->data[at] != '-') return;
    for (size_t i = at + 1; i < out->len && (out->data[i] | 0x20) != 'e'; i++)
        if (out->data[i] != '0' && out->data[i] != '.' && out->data[i] != '%') return;
    memmove(out->data + at, out->data + at + 1, out->len - at);
    out->len--;
}

static bool format_float_spec(KbStrbuf *out, double x, const KbFormatSpec *spec, KbFmtError *err) {
    size_t at = out->len;
    if (spec->precision > INT_MAX) return value_error(err, "precision too big");
    char type = spec->type == 'n' ? 'g' : (char)spec->type;
    kb_format_double(out, x, type, (int)spec->precision, spec->alternate, false);
    if (spec->no_minus_zero) drop_minus_zero(out, at);
    bool plain = !spec->grouping && spec->sign != '+' && spec->sign != ' ';
    if (!out->failed && !(plain && spec->width <= (int64_t)(out->len - at)))
        lay_out_number(out, at, spec, NULL, 3);
    return kb_format_done(out, err);
}

bool kb_format_float(KbStrbuf *out, double x, const KbFormatArg *arg, KbFmtError *err) {
    KbFormatSpec spec;
    if (!kb_format_spec_parse(arg, '>', &spec, err)) return false;
    if (spec.type && (spec.type >= 128 || !strchr("eEfFgGn%", (char)spec.type)))
        return unknown_type(&spec, arg, err);
    return format_float_spec(out, x, &spec, err);
}

bool kb_format_complex(KbStrbuf *out, double re, double im, const KbFormatArg *arg,
                       KbFmtError *err) {
    KbFormatSpec spec;
    if (!kb_format_spec_parse(arg, '>', &spec, err)) return false;
    if (spec.type && (spec.type >= 128 || !strchr("eEfFgGn", (char)spec.type)))
        return unknown_type(&spec, arg, err);
    if (spec.precision > INT_MAX) return value_error(err, "precision too big");
    if (spec.fill == '0')
        return value_error(err, "Zero padding is not allowed in complex format specifier");
    if (spec.align == '=')
        return value_error(err, "'=' alignment flag is not allowed in complex format specifier");
    bool bare = spec.type == 0, only_im = bare && re == 0.0 && !signbit(re);
    size_t at = out->len;
    KbFormatSpec part = spec; /* without padding, and both parts' digits without ".0" */
    part.width = -1;
    char type = spec.type == 'n' ? 'g' : spec.type ? (char)spec.type : 'r';
    if (bare && !only_im) kb_strbuf_putc(out, '(');
    for (int i = only_im; i < 2; i++) {
        size_t start = out->len;
        kb_format_double(out, i ? im : re, type, (int)spec.precision, spec.alternate, false);
        if (spec.no_minus_zero) drop_minus_zero(out, start);
        if (i && !only_im) part.sign = '+';
        lay_out_number(out, start, &part, NULL, 3);
    }
    kb_strbuf_putc(out, 'j');
    if (bare && !only_im) kb_strbuf_putc(out, ')');
    Taken taken;
    if (spec.width > (int64_t)(out->len - at) && take_back(out, at, &taken)) {
        kb_format_padded(out, &spec, taken.s, taken.n, taken.n);
        drop_taken(out, &taken);
    }
    return kb_format_done(out, err);
}
