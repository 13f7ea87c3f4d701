/* PyTorch's text of tensors, after the rules of torch/_tensor_str.py 1.13. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/strbuf.h"
#include "memory.h"
#include "ops.h"

/* ---- formatter: one common width ---- */

typedef struct Formatter {
    char kind; /* b i f */
    bool int_mode, sci;
    int precision, width;
} Formatter;

#define NUMBER_TEXT 400

static int float_text(const Formatter *f, double x, char *buf) {
    if (isnan(x)) return snprintf(buf, NUMBER_TEXT, "nan");
    if (isinf(x)) return snprintf(buf, NUMBER_TEXT, x < 0 ? "-inf" : "inf");
    if (f->sci) return snprintf(buf, NUMBER_TEXT, "%.*e", f->precision, x);
    if (f->int_mode) return snprintf(buf, NUMBER_TEXT, "%.0f.", x);
    return snprintf(buf, NUMBER_TEXT, "%.*f", f->precision, x);
}

static int int_text(const KtScalar *s, char *buf) {
    if (s->kind == KT_S_BOOL) return snprintf(buf, NUMBER_TEXT, s->i ? "True" : "False");
    if (s->kind == KT_S_UINT) return snprintf(buf, NUMBER_TEXT, "%" PRIu64, s->u);
    return snprintf(buf, NUMBER_TEXT, "%" PRId64, s->i);
}

/* Widths come from the finite non-zero values alone. */
static void float_formatter(Formatter *f, const KtTorchPrint *opt, const double *v, int64_t n) {
    *f = (Formatter){.kind = 'f', .int_mode = true, .precision = opt->precision, .width = 1};
    double high = 0, low = INFINITY;
    for (int64_t i = 0; i < n; i++) {
        double a = fabs(v[i]);
        if (!(a > 0) || isinf(a)) continue;
        high = a > high ? a : high;
        low = a < low ? a : low;
        if (v[i] != ceil(v[i])) f->int_mode = false;
    }
    if (high == 0) return;
    f->sci = high / low > 1000.0 || high > 1.0e8 || (!f->int_mode && low < 1.0e-4);
    for (int64_t i = 0; i < n; i++) {
        char text[NUMBER_TEXT];
        double a = fabs(v[i]);
        if (!(a > 0) || isinf(a)) continue;
        int w = float_text(f, v[i], text);
        if (w > f->width) f->width = w;
    }
    if (opt->sci_mode >= 0) f->sci = opt->sci_mode;
}

/* ---- the shown elements ---- */

typedef struct Text {
    KtCtx *ctx;
    const KtTensor *a;
    bool summarize, is_complex;
    int edge, linewidth;
    Formatter re, im;
    KbStrbuf *out;
    double *v, *w; /* collected parts */
    int64_t n;
} Text;

static bool is_cut(const Text *t, int64_t size) {
    return t->summarize && size > 2 * (int64_t)t->edge;
}

static void collect(Text *t, int dim, const char *p) {
    const KtTensor *a = t->a;
    if (dim < a->ndim) {
        int64_t size = a->sizes[dim], step = a->strides[dim] * (int64_t)a->itemsize;
        for (int64_t i = 0; i < size; i++) {
            if (is_cut(t, size) && i == t->edge) i = size - t->edge;
            if (i >= size) break;
            collect(t, dim + 1, p + i * step);
        }
        return;
    }
    KtScalar s = kt_load_scalar(a->dtype, p);
    if (s.kind == KT_S_COMPLEX) {
        t->v[t->n] = s.c.re;
        t->w[t->n++] = s.c.im;
    } else if (s.kind == KT_S_FLOAT) {
        t->v[t->n++] = s.f;
    } else {
        char text[NUMBER_TEXT];
        int w = int_text(&s, text);
        if (w > t->re.width) t->re.width = w;
    }
}

static bool make_formatters(Text *t) {
    const KtTensor *a = t->a;
    KtScratch mem = {0};
    t->re = (Formatter){.kind = 'i', .width = 1};
    int64_t n = 1;
    for (int d = 0; d < a->ndim; d++)
        n *= is_cut(t, a->sizes[d]) ? 2 * (int64_t)t->edge : a->sizes[d];
    if (kt_is_inexact_dtype(a->dtype)) {
        if (!kt_scratch_alloc(t->ctx, (size_t)(2 * n + 1) * sizeof(double), &mem)) return false;
        t->v = (double *)(void *)mem.data;
        t->w = t->v + n;
    }
    collect(t, 0, a->data);
    if (mem.data) {
        float_formatter(&t->re, &t->ctx->torch_print, t->v, t->n);
        if (t->is_complex) float_formatter(&t->im, &t->ctx->torch_print, t->w, t->n);
        kt_scratch_free(t->ctx, &mem);
    }
    return true;
}

static void put_padded(KbStrbuf *out, const char *text, int len, int width) {
    if (width > len) kb_strbuf_fill(out, ' ', (size_t)(width - len));
    kb_strbuf_append(out, text, (size_t)len);
}

static void put_value(Text *t, const char *p) {
    char text[NUMBER_TEXT];
    KtScalar s = kt_load_scalar(t->a->dtype, p);
    if (s.kind == KT_S_COMPLEX) {
        put_padded(t->out, text, float_text(&t->re, s.c.re, text), t->re.width);
        int n = float_text(&t->im, s.c.im, text);
        if (text[0] != '-') kb_strbuf_putc(t->out, '+');
        kb_strbuf_append(t->out, text, (size_t)n);
        kb_strbuf_putc(t->out, 'j');
    } else if (s.kind == KT_S_FLOAT) {
        put_padded(t->out, text, float_text(&t->re, s.f, text), t->re.width);
    } else {
        put_padded(t->out, text, int_text(&s, text), t->re.width);
    }
}

static void put_vector(Text *t, const char *p, int64_t n, int64_t step, int indent) {
    int element = t->re.width + 2 + (t->is_complex ? t->im.width + 1 : 0);
    int64_t per_line = (t->linewidth - indent) / element, in_line = 0;
    if (per_line < 1) per_line = 1;
    bool cut = is_cut(t, n), first = true;
    kb_strbuf_putc(t->out, '[');
    for (int64_t i = 0; i < n && !t->out->failed; i++) {
        bool marker = cut && i == t->edge;
        if (!first) {
            if (in_line == per_line) {
                kb_strbuf_puts(t->out, ",\n");
                kb_strbuf_fill(t->out, ' ', (size_t)indent + 1);
                in_line = 0;
            } else {
                kb_strbuf_puts(t->out, ", ");
            }
        }
        first = false;
        in_line++;
        if (marker) {
            kb_strbuf_puts(t->out, " ...");
            i = n - t->edge - 1;
            continue;
        }
        put_value(t, p + i * step);
    }
    kb_strbuf_putc(t->out, ']');
}

static void put_level(Text *t, int dim, const char *p, int indent) {
    const KtTensor *a = t->a;
    int left = a->ndim - dim;
    if (left == 0) {
        put_value(t, p);
        return;
    }
    int64_t n = a->sizes[dim], step = a->strides[dim] * (int64_t)a->itemsize;
    if (left == 1) {
        put_vector(t, p, n, step, indent);
        return;
    }
    bool cut = is_cut(t, n);
    kb_strbuf_putc(t->out, '[');
    for (int64_t i = 0; i < n && !t->out->failed; i++) {
        if (i > 0) {
            kb_strbuf_putc(t->out, ',');
            kb_strbuf_fill(t->out, '\n', (size_t)left - 1);
            kb_strbuf_fill(t->out, ' ', (size_t)indent + 1);
        }
        if (cut && i == t->edge) {
            kb_strbuf_puts(t->out, "...");
            i = n - t->edge - 1;
            continue;
        }
        put_level(t, dim + 1, p + i * step, indent + 1);
    }
    kb_strbuf_putc(t->out, ']');
}

/* ---- suffixes ---- */

static void put_suffix(Text *t, size_t *line, int indent, const char *suffix) {
    size_t len = strlen(suffix);
    if ((int64_t)(*line + len + 2) > t->linewidth) {
        kb_strbuf_puts(t->out, ",\n");
        kb_strbuf_fill(t->out, ' ', (size_t)indent);
        *line = (size_t)indent + len;
    } else {
        kb_strbuf_puts(t->out, ", ");
        *line += len + 2;
    }
    kb_strbuf_append(t->out, suffix, len);
}

static bool default_dtype(const KtCtx *ctx, int dtype) {
    return dtype == ctx->default_dtype || dtype == KT_I64 || dtype == KT_BOOL ||
           dtype == (int)kt_complex_dtype(ctx->default_dtype);
}

static void put_size_suffix(Text *t, size_t *line, int indent) {
    char text[800];
    size_t at = (size_t)snprintf(text, sizeof text, "size=(");
    for (int i = 0; i < t->a->ndim && at + 32 < sizeof text; i++)
        at += (size_t)snprintf(text + at, sizeof text - at, "%s%" PRId64, i ? ", " : "",
                               t->a->sizes[i]);
    snprintf(text + at, sizeof text - at, ")");
    put_suffix(t, line, indent, text);
}

static Text text_of(KtCtx *ctx, KtTensor *a, KbStrbuf *out) {
    const KtTorchPrint *opt = &ctx->torch_print;
    return (Text){.ctx = ctx,
                  .a = a,
                  .summarize = a->numel > opt->threshold,
                  .is_complex = kt_is_complex_dtype(a->dtype),
                  .edge = opt->edgeitems,
                  .linewidth = opt->linewidth,
                  .out = out};
}

static bool put_elements(Text *t, int indent) {
    if (t->a->numel == 0) {
        kb_strbuf_puts(t->out, "[]");
        return true;
    }
    if (!make_formatters(t)) return false;
    put_level(t, 0, t->a->data, indent);
    return true;
}

bool kt_elements_text(KtCtx *ctx, KtTensor *a, int indent, KbStrbuf *out) {
    Text t = text_of(ctx, a, out);
    return put_elements(&t, indent) &&
           (!out->failed || kt_fail(ctx, KT_MEMORY_ERROR, "out of memory"));
}

bool kt_repr_torch(KtCtx *ctx, KtTensor *a, const char *name, const char *const *suffixes,
                   KbStrbuf *out) {
    const int indent = (int)strlen(name) + 1;
    Text t = text_of(ctx, a, out);
    size_t start = out->len;
    kb_strbuf_puts(out, name);
    kb_strbuf_puts(out, "(");
    if (!put_elements(&t, indent)) return false;
    if (out->failed) return kt_fail(ctx, KT_MEMORY_ERROR, "out of memory");
    size_t line = 0; /* two more than is visible: as the original counts */
    while (out->len - line > start && out->data[out->len - line - 1] != '\n')
        line++;
    line += 2;
    char dtype[40];
    snprintf(dtype, sizeof dtype, "dtype=torch.%s", kt_dtype_info[a->dtype].torch_name);
    if (a->numel == 0) {
        if (a->ndim != 1) put_size_suffix(&t, &line, indent);
        if (a->dtype != ctx->default_dtype) put_suffix(&t, &line, indent, dtype);
    } else if (!default_dtype(ctx, a->dtype)) {
        put_suffix(&t, &line, indent, dtype);
    }
    for (; suffixes && *suffixes; suffixes++)
        put_suffix(&t, &line, indent, *suffixes);
    kb_strbuf_putc(out, ')');
    return !out->failed || kt_fail(ctx, KT_MEMORY_ERROR, "out of memory");
}
