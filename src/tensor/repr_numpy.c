/* NumPy's text of arrays: a formatter learns common widths from the elements that will be shown,
 * then a recursive layout breaks lines. The rules are those of numpy.core.arrayprint 1.24. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/strbuf.h"
#include "memory.h"
#include "ops.h"
#include "repr_float.h"

/* ---- formatters ---- */

typedef struct FloatFormat {
    int dtype; /* of one part */
    bool exponential, unique;
    int precision, min_digits, exp_size, pad_left, pad_right;
    KtTrim trim;
    char sign, mode; /* mode: KtNumpyPrint's floatmode */
    const KtNumpyPrint *opt;
} FloatFormat;

/* NumPy 1.13's rules are in force (legacy='1.13'). */
static bool is_old(const KtNumpyPrint *opt) {
    return opt->legacy == 113;
}

/* The ratio is taken in the array's own precision. */
static long double ratio(int dtype, long double a, long double b) {
    if (dtype == KT_LD) return a / b;
    return (long double)(dtype == KT_F32 ? (double)((float)a / (float)b) : (double)a / (double)b);
}

static void choose_exponential(FloatFormat *f, const long double *v, int64_t n) {
    long double high = 0, low = INFINITY;
    for (int64_t i = 0; i < n; i++) {
        long double a = fabsl(v[i]);
        if (!(a > 0) || isinf(a)) continue;
        high = a > high ? a : high;
        low = a < low ? a : low;
    }
    if (high == 0) return;
    f->exponential =
        high >= 1e8 || (!f->opt->suppress && (low < 0.0001 || ratio(f->dtype, high, low) > 1000.0));
}

static void grow(int *v, int x) {
    if (x > *v) *v = x;
}

static bool measure_exponential(KtCtx *ctx, FloatFormat *f, const long double *v, int64_t n) {
    KtFloatText t;
    int fraction = 0, exp_len = 0;
    bool fixed = f->mode == 'f', keep = fixed || is_old(f->opt);
    if (keep && f->precision < 0)
        return kt_fail(ctx, KT_TYPE_ERROR, "in non-unique mode `precision` must be supplied");
    for (int64_t i = 0; i < n; i++) {
        if (!isfinite(v[i])) continue;
        kt_scientific(&t, f->dtype, v[i], f->precision, !fixed, keep ? f->precision : -1,
                      keep ? KT_TRIM_KEEP : KT_TRIM_POINT, f->sign == '+', 2);
        int e = (int)((char *)memchr(t.text, 'e', (size_t)t.len) - t.text);
        grow(&exp_len, t.len - e - 1);
        grow(&fraction, e - t.point - 1);
        grow(&f->pad_left, t.point);
    }
    if (is_old(f->opt)) f->pad_left = 3;
    f->exp_size = exp_len - 1;
    f->precision = f->min_digits = fraction;
    f->trim = KT_TRIM_KEEP;
    f->pad_right = f->exp_size + 2 + fraction;
    return true;
}

static void measure_positional(FloatFormat *f, const long double *v, int64_t n) {
    KtFloatText t;
    char mode = f->mode;
    f->unique = mode != 'f';
    for (int64_t i = 0; i < n; i++) {
        if (!isfinite(v[i])) continue;
        kt_positional(&t, f->dtype, v[i], f->precision, f->unique,
                      f->unique ? KT_TRIM_POINT : KT_TRIM_KEEP, f->sign == '+', true);
        bool signed_text = t.text[0] == '-' || t.text[0] == '+';
        grow(&f->pad_left, is_old(f->opt) ? t.point + !signed_text : t.point);
        grow(&f->pad_right, t.len - t.point - 1);
    }
    f->trim = KT_TRIM_POINT;
    if (mode == 'f' || mode == 'M') {
        f->precision = f->min_digits = f->pad_right;
        f->unique = false;
        f->trim = KT_TRIM_KEEP;
    }
}

static bool float_format(KtCtx *ctx, FloatFormat *f, int dtype, char sign, char mode,
                         const long double *v, int64_t n) {
    const KtNumpyPrint *opt = &ctx->numpy_print;
    *f = (FloatFormat){.dtype = dtype, .unique = true, .sign = sign, .mode = mode, .opt = opt};
    f->precision = mode == 'u' ? -1 : opt->precision;
    f->trim = KT_TRIM_POINT;
    bool any_finite = false, any_negative = false, any_odd = false, negative_inf = false;
    for (int64_t i = 0; i < n; i++) {
        if (isfinite(v[i])) {
            any_finite = true;
            any_negative = any_negative || signbit(v[i]);
        } else {
            any_odd = true;
            negative_inf = negative_inf || v[i] == -INFINITY;
        }
    }
    choose_exponential(f, v, n);
    if (any_finite && f->exponential) {
        if (!measure_exponential(ctx, f, v, n)) return false;
    } else if (any_finite) {
        measure_positional(f, v, n);
    }
    if (sign == ' ' && !any_negative && !is_old(opt)) f->pad_left++;
    if (any_odd) {
        bool signs = sign != '-' || negative_inf;
        int offset = f->pad_right + 1;
        grow(&f->pad_left, (int)strlen(opt->nanstr) - offset);
        grow(&f->pad_left, (int)strlen(opt->infstr) + signs - offset);
    }
    return true;
}

static bool put_float(const FloatFormat *f, long double x, KbStrbuf *out) {
    if (!isfinite(x)) {
        const char *word = isnan(x) ? f->opt->nanstr : f->opt->infstr;
        const char *sign = x < 0 ? "-" : f->sign == '+' ? "+" : "";
        int len = (int)(strlen(word) + strlen(sign)), width = f->pad_left + f->pad_right + 1;
        if (width > len) kb_strbuf_fill(out, ' ', (size_t)(width - len));
        kb_strbuf_puts(out, sign);
        return kb_strbuf_puts(out, word);
    }
    KtFloatText t;
    if (f->exponential)
        kt_scientific(&t, f->dtype, x, f->precision, f->mode != 'f', f->min_digits, f->trim,
                      f->sign == '+', f->exp_size);
    else
        kt_positional(&t, f->dtype, x, f->precision, f->unique, f->trim, f->sign == '+', true);
    if (f->pad_left > t.point) kb_strbuf_fill(out, ' ', (size_t)(f->pad_left - t.point));
    kb_strbuf_append(out, t.text, (size_t)t.len);
    int right = t.len - t.point - 1;
    if (!f->exponential && f->pad_right > right)
        kb_strbuf_fill(out, ' ', (size_t)(f->pad_right - right));
    return !out->failed;
}

typedef struct Format {
    KtCtx *ctx;
    int dtype;
    FloatFormat re, im;
    int width;     /* integers */
    bool pad_bool; /* " True" in arrays */
} Format;

static int int_text(int dtype, const char *p, char buf[32]) {
    KtScalar s = kt_load_scalar(dtype, p);
    if (s.kind == KT_S_UINT) return snprintf(buf, 32, "%" PRIu64, s.u);
    return snprintf(buf, 32, "%" PRId64, s.i);
}

static bool put_element(const Format *f, const char *p, KbStrbuf *out) {
    switch (kt_dtype_info[f->dtype].kind) {
    case 'b':
        return kb_strbuf_puts(out, *p ? (f->pad_bool ? " True" : "True") : "False");
    case 'f': {
        KtScalar s = kt_load_scalar(f->dtype, p);
        return put_float(&f->re, kt_scalar_as_long(&s), out);
    }
    case 'c': {
        KtScalar s = kt_load_scalar(f->dtype, p);
        put_float(&f->re, kt_scalar_as_long(&s), out);
        size_t start = out->len;
        put_float(&f->im, kt_scalar_long_imag(&s), out);
        if (out->failed) return false;
        size_t end = out->len; /* the j goes before trailing blanks */
        while (end > start && out->data[end - 1] == ' ')
            end--;
        size_t blanks = out->len - end;
        out->len = end;
        kb_strbuf_putc(out, 'j');
        return kb_strbuf_fill(out, ' ', blanks);
    }
    default: {
        char text[32];
        int n = int_text(f->dtype, p, text);
        if (f->width > n) kb_strbuf_fill(out, ' ', (size_t)(f->width - n));
        return kb_strbuf_append(out, text, (size_t)n);
    }
    }
}

/* ---- the elements that are shown ---- */

typedef struct Shown {
    const KtTensor *a;
    int edge;
    bool summarize;
    long double *re, *im;
    int64_t n;
    int width; /* of integers */
} Shown;

static void visit_shown(Shown *s, int dim, const char *p) {
    const KtTensor *a = s->a;
    if (dim == a->ndim) {
        if (kt_is_inexact_dtype(a->dtype)) {
            KtScalar v = kt_load_scalar(a->dtype, p);
            if (v.kind == KT_S_COMPLEX) s->im[s->n] = kt_scalar_long_imag(&v);
            s->re[s->n++] = kt_scalar_as_long(&v);
        } else {
            char text[32];
            int w = int_text(a->dtype, p, text);
            if (w > s->width) s->width = w;
        }
        return;
    }
    int64_t size = a->sizes[dim], step = a->strides[dim] * (int64_t)a->itemsize;
    bool cut = s->summarize && size > 2 * (int64_t)s->edge;
    for (int64_t i = 0; i < size; i++) {
        if (cut && i == s->edge) i = size - s->edge;
        if (i >= size) break;
        visit_shown(s, dim + 1, p + i * step);
    }
}

static int64_t shown_count(const KtTensor *a, bool summarize, int edge) {
    int64_t n = 1;
    for (int d = 0; d < a->ndim; d++)
        n *= summarize && a->sizes[d] > 2 * (int64_t)edge ? 2 * (int64_t)edge : a->sizes[d];
    return n;
}

static bool make_format(KtCtx *ctx, const KtTensor *a, bool summarize, Format *f) {
    const KtNumpyPrint *opt = &ctx->numpy_print;
    *f = (Format){.ctx = ctx, .dtype = a->dtype, .pad_bool = a->ndim > 0};
    if (a->dtype == KT_BOOL) return true;
    Shown s = {.a = a, .edge = opt->edgeitems, .summarize = summarize};
    KtScratch mem = {0};
    int64_t n = shown_count(a, summarize, opt->edgeitems);
    if (kt_is_inexact_dtype(a->dtype)) {
        if (!kt_scratch_alloc(ctx, (size_t)(2 * n + 1) * sizeof(long double), &mem)) return false;
        s.re = (long double *)(void *)mem.data;
        s.im = s.re + n;
    }
    visit_shown(&s, 0, a->data);
    f->width = s.width;
    if (mem.data) {
        int part = kt_real_dtype(a->dtype);
        bool pairs = kt_is_complex_dtype(a->dtype), old = is_old(opt);
        char sign = old && opt->sign == '-' && a->ndim > 0 ? ' ' : opt->sign;
        char re_mode = old && pairs ? 'M' : opt->floatmode, im_mode = old ? 'm' : opt->floatmode;
        bool ok = float_format(ctx, &f->re, part, sign, re_mode, s.re, s.n) &&
                  (!pairs || float_format(ctx, &f->im, part, '+', im_mode, s.im, s.n));
        kt_scratch_free(ctx, &mem);
        return ok;
    }
    return true;
}

/* ---- layout ---- */

typedef struct Layout {
    const KtTensor *a;
    const Format *format;
    const char *separator;
    size_t sep_len, sep_trimmed; /* separator's length with and without its blanks at the end */
    bool summarize, old;
    int edge;
    KbStrbuf *out;
} Layout;

/* A word on the current line (of conceptual length *line), which wraps first if need be. */
static void put_word(const Layout *l, const char *p, size_t *line, size_t hang, int64_t room) {
    KbStrbuf *out = l->out;
    size_t start = out->len;
    if (p)
        put_element(l->format, p, out);
    else
        kb_strbuf_puts(out, "...");
    if (out->failed) return;
    size_t len = out->len - start;
    bool first = *line <= hang;
    if ((int64_t)(*line + len) > room && (!first || l->old)) {
        char word[KT_FLOAT_TEXT * 2 + 8];
        if (len > sizeof word) len = sizeof word;
        memcpy(word, out->data + start, len);
        out->len = start;
        if (first) { /* 1.13 broke the line here too, and cut off the break with the indentation */
            kb_strbuf_putc(out, ' ');
            kb_strbuf_append(out, word, len);
            *line += len;
            return;
        }
        while (out->len && out->data[out->len - 1] == ' ')
            out->len--;
        kb_strbuf_putc(out, '\n');
        kb_strbuf_fill(out, ' ', hang);
        kb_strbuf_append(out, word, len);
        *line = hang;
    }
    *line += len;
}

static void put_row(const Layout *l, const char *p, int64_t n, int64_t step, size_t hang,
                    int64_t room) {
    size_t line = hang;
    bool cut = l->summarize && n > 2 * (int64_t)l->edge;
    int64_t whole = room;
    room -= l->old || l->sep_trimmed > 1 ? (int64_t)l->sep_trimmed : 1;
    bool first = true, after_dots = false;
    for (int64_t i = 0; i < n && !l->out->failed; i++) {
        if (cut && i == l->edge) {
            if (!first) {
                kb_strbuf_append(l->out, l->separator, l->sep_len);
                line += l->sep_len;
            }
            put_word(l, NULL, &line, hang, room);
            first = false;
            after_dots = l->old; /* a comma whatever the separator is */
            i = n - l->edge;
            if (i >= n) break;
        }
        if (!first) {
            kb_strbuf_append(l->out, after_dots ? ", " : l->separator, after_dots ? 2 : l->sep_len);
            line += after_dots ? 2 : l->sep_len;
        }
        put_word(l, p + i * step, &line, hang, l->old && i == n - 1 ? whole : room);
        first = after_dots = false;
    }
}

static void put_block(const Layout *l, int dim, const char *p, size_t hang, int64_t room) {
    const KtTensor *a = l->a;
    KbStrbuf *out = l->out;
    int left = a->ndim - dim;
    if (left == 0) {
        put_element(l->format, p, out);
        return;
    }
    int64_t n = a->sizes[dim], step = a->strides[dim] * (int64_t)a->itemsize;
    kb_strbuf_putc(out, '[');
    if (left == 1) {
        put_row(l, p, n, step, hang, room);
    } else {
        bool cut = l->summarize && n > 2 * (int64_t)l->edge, after_dots = false;
        for (int64_t i = 0; i < n && !out->failed; i++) {
            bool marker = cut && i == l->edge;
            if (after_dots) {
                kb_strbuf_puts(out, ", \n");
                kb_strbuf_fill(out, ' ', hang);
            } else if (i > 0) {
                kb_strbuf_append(out, l->separator, l->sep_trimmed);
                kb_strbuf_fill(out, '\n', (size_t)(left - 1));
                kb_strbuf_fill(out, ' ', hang);
            }
            after_dots = marker && l->old;
            if (marker) {
                kb_strbuf_puts(out, "...");
                i = n - l->edge - 1; /* the loop's step leads to the first of the last */
                continue;
            }
            put_block(l, dim + 1, p + i * step, hang + 1, l->old ? room : room - 1);
        }
    }
    kb_strbuf_putc(out, ']');
}

static bool finished(KtCtx *ctx, const KbStrbuf *out) {
    return !out->failed || kt_fail(ctx, KT_MEMORY_ERROR, "out of memory");
}

bool kt_array2string(KtCtx *ctx, KtTensor *a, const char *separator, const char *prefix,
                     const char *suffix, KbStrbuf *out) {
    const KtNumpyPrint *opt = &ctx->numpy_print;
    if (a->numel == 0) {
        kb_strbuf_puts(out, "[]");
        return finished(ctx, out);
    }
    bool summarize = a->numel > opt->threshold;
    Format f;
    if (!make_format(ctx, a, summarize, &f)) return false;
    size_t trimmed = strlen(separator);
    while (trimmed && separator[trimmed - 1] == ' ')
        trimmed--;
    Layout l = {.a = a,
                .format = &f,
                .separator = separator,
                .sep_len = strlen(separator),
                .sep_trimmed = trimmed,
                .summarize = summarize,
                .old = is_old(opt),
                .edge = opt->edgeitems,
                .out = out};
    int64_t room = opt->linewidth - (l.old ? 0 : (int64_t)strlen(suffix));
    put_block(&l, 0, a->data, strlen(prefix) + 1, room);
    return finished(ctx, out);
}

/* The dtype is left out where array() would guess it. */
static bool implied(int dtype) {
    return dtype == KT_F64 || dtype == KT_I64 || dtype == KT_BOOL || dtype == KT_C128;
}

bool kt_repr_numpy(KtCtx *ctx, KtTensor *a, KbStrbuf *out) {
    bool skip_dtype = implied(a->dtype) && a->numel > 0;
    size_t start = out->len;
    kb_strbuf_puts(out, "array(");
    if (a->numel || (a->ndim == 1 && a->sizes[0] == 0)) {
        if (!kt_array2string(ctx, a, ", ", "array(", skip_dtype ? ")" : ",", out)) return false;
    } else {
        kb_strbuf_puts(out, "[], shape=(");
        for (int i = 0; i < a->ndim; i++)
            kb_strbuf_printf(out, "%s%" PRId64, i ? ", " : "", a->sizes[i]);
        kb_strbuf_puts(out, a->ndim == 1 ? ",)" : ")");
    }
    kb_strbuf_putc(out, skip_dtype ? ')' : ',');
    if (skip_dtype || out->failed) return finished(ctx, out);
    size_t line = 0;
    while (out->len - line > start && out->data[out->len - line - 1] != '\n')
        line++;
    const char *name = kt_dtype_info[a->dtype].numpy_name;
    size_t len = strlen(name) + sizeof "dtype=)" - 1;
    bool wrap = (int64_t)(line + len + 1) > ctx->numpy_print.linewidth;
    kb_strbuf_puts(out, wrap ? "\n      " : " ");
    kb_strbuf_printf(out, "dtype=%s)", name);
    return finished(ctx, out);
}

bool kt_str_numpy(KtCtx *ctx, KtTensor *a, KbStrbuf *out) {
    if (a->ndim == 0) return kt_scalar_text(ctx, a->dtype, a->data, out);
    return kt_array2string(ctx, a, " ", "", "", out);
}

/* ---- scalars ---- */

static void put_scalar_float(int dtype, long double x, KtTrim trim, bool plus, KbStrbuf *out) {
    KtFloatText t;
    if (!isfinite(x)) {
        kb_strbuf_puts(out, isnan(x) ? (plus ? "+nan" : "nan")
                            : x < 0  ? "-inf"
                            : plus   ? "+inf"
                                     : "inf");
        return;
    }
    long double a = fabsl(x), least = dtype == KT_LD ? 1e-4L : (long double)1e-4;
    if (a == 0 || (a >= least && a < 1e16L))
        kt_positional(&t, dtype, x, -1, true, trim, plus, false);
    else
        kt_scientific(&t, dtype, x, -1, true, -1, KT_TRIM_ALL, plus, 2);
    kb_strbuf_append(out, t.text, (size_t)t.len);
}

bool kt_scalar_text(KtCtx *ctx, int dtype, const void *value, KbStrbuf *out) {
    KtScalar s = kt_load_scalar(dtype, value);
    int part = kt_real_dtype(dtype);
    char text[32];
    switch (s.kind) {
    case KT_S_BOOL:
        kb_strbuf_puts(out, s.i ? "True" : "False");
        break;
    case KT_S_FLOAT:
        put_scalar_float(part, kt_scalar_as_long(&s), KT_TRIM_ZERO, false, out);
        break;
    case KT_S_COMPLEX:
        if (s.c.re == 0 && !signbit(s.c.re)) {
            put_scalar_float(part, kt_scalar_long_imag(&s), KT_TRIM_ALL, false, out);
            kb_strbuf_putc(out, 'j');
            break;
        }
        kb_strbuf_putc(out, '(');
        put_scalar_float(part, kt_scalar_as_long(&s), KT_TRIM_ALL, false, out);
        put_scalar_float(part, kt_scalar_long_imag(&s), KT_TRIM_ALL, true, out);
        kb_strbuf_puts(out, "j)");
        break;
    default:
        kb_strbuf_append(out, text, (size_t)int_text(dtype, value, text));
    }
    return finished(ctx, out);
}

/* C's %g, which gets ".0" where it looks like an integer and *whole* asks for it. */
static void put_old_float(double x, int digits, bool plus, bool whole, KbStrbuf *out) {
    if (isnan(x)) {
        kb_strbuf_puts(out, plus ? "+nan" : "nan");
        return;
    }
    char text[48];
    int n = snprintf(text, sizeof text, plus ? "%+.*g" : "%.*g", digits, x);
    kb_strbuf_append(out, text, (size_t)n);
    if (whole && isfinite(x) && !strpbrk(text, ".e")) kb_strbuf_puts(out, ".0");
}

bool kt_scalar_text_old(KtCtx *ctx, int dtype, const void *value, bool repr, KbStrbuf *out) {
    KtScalar s = kt_load_scalar(dtype, value);
    bool wide = kt_real_dtype(dtype) == KT_F64;
    int digits = repr ? (wide ? 17 : 8) : (wide ? 12 : 6);
    if (s.kind == KT_S_FLOAT) {
        put_old_float(s.f, digits, false, true, out);
    } else if (s.kind == KT_S_COMPLEX) {
        bool pair = s.c.re != 0 || signbit(s.c.re);
        if (pair) {
            kb_strbuf_putc(out, '(');
            put_old_float(s.c.re, digits, false, false, out);
        }
        put_old_float(s.c.im, digits, pair, false, out);
        kb_strbuf_puts(out, isfinite(s.c.im) ? "j" : "*j");
        if (pair) kb_strbuf_putc(out, ')');
    } else {
        return kt_scalar_text(ctx, dtype, value, out);
    }
    return finished(ctx, out);
}
