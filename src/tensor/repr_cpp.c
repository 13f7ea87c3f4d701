/* Text of tensors as PyTorch's C++ has it. See repr_cpp.h. */
#include "repr_cpp.h"

#include <math.h>
#include <stdio.h>

enum { LINE = 80 };

typedef struct CppFormat {
    int width;
    double scale;
    char kind; /* of printf: 'g' six digits, 'e' and 'f' four after the point */
} CppFormat;

const char *kt_cpp_tensor_type(int dtype, char *buf, size_t room) {
    bool old = dtype != KT_BOOL && dtype != KT_BF16 && !kt_is_complex_dtype(dtype);
    snprintf(buf, room, old ? "torch.%sTensor" : "CPU%sType", kt_dtype_info[dtype].scalar_name);
    return buf;
}

/* The number of digits before the point of |v|; 1 for 0. */
static double digits(double v) {
    return v != 0 ? floor(log10(v)) + 1 : 1;
}

/* One format for n > 0 elements. The smallest magnitude counts, and the largest of positive numbers
 * (and of the first one). */
static CppFormat format_of(const double *p, int64_t n) {
    bool whole = true;
    double least = 0, most = 0;
    int64_t seen = 0;
    for (int64_t i = 0; i < n; i++) {
        if (!isfinite(p[i])) continue;
        double v = fabs(p[i]);
        whole = whole && p[i] == ceil(p[i]);
        if (!seen || v < least) least = v;
        if (!seen || p[i] > most) most = v;
        seen++;
    }
    double low = seen ? digits(least) : 1, high = seen ? digits(most) : 1;
    if (whole && high > 9) return (CppFormat){11, 1, 'e'};
    if (whole) return (CppFormat){(int)high + 1, 1, 'g'};
    if (high - low > 4) return (CppFormat){fabs(high) > 99 || fabs(low) > 99 ? 12 : 11, 1, 'e'};
    if (high > 5 || high < 0) return (CppFormat){7, pow(10, high - 1), 'f'};
    return (CppFormat){high == 0 ? 7 : (int)high + 6, 1, 'f'};
}

static void put_number(KbStrbuf *out, CppFormat f, double v) {
    v /= f.scale;
    if (f.kind == 'g')
        kb_strbuf_printf(out, "%*g", f.width, v);
    else if (f.kind == 'e')
        kb_strbuf_printf(out, "%*.4e", f.width, v);
    else
        kb_strbuf_printf(out, "%*.4f", f.width, v);
}

static void put_scale(KbStrbuf *out, CppFormat f) {
    if (f.scale != 1) kb_strbuf_printf(out, "%.4g *\n", f.scale);
}

static void put_line(KbStrbuf *out, const double *p, int64_t n) {
    CppFormat f = format_of(p, n);
    put_scale(out, f);
    for (int64_t i = 0; i < n; i++) {
        put_number(out, f, p[i]);
        kb_strbuf_putc(out, '\n');
    }
}

/* As many columns as a line takes, then the next ones. */
static void put_matrix(KbStrbuf *out, const double *p, int64_t rows, int64_t cols, size_t indent) {
    CppFormat f = format_of(p, rows * cols);
    int64_t at_once = (LINE - (int64_t)indent) / (f.width + 1);
    kb_strbuf_fill(out, ' ', indent);
    for (int64_t first = 0; first < cols; first += at_once) {
        int64_t end = first + at_once < cols ? first + at_once : cols;
        if (at_once < cols) {
            if (first) kb_strbuf_putc(out, '\n');
            kb_strbuf_printf(out, "Columns %lld to %lld", (long long)first + 1, (long long)end);
            kb_strbuf_fill(out, ' ', indent);
        }
        put_scale(out, f);
        if (f.scale != 1) kb_strbuf_fill(out, ' ', indent);
        for (int64_t r = 0; r < rows; r++) {
            if (r) kb_strbuf_fill(out, ' ', indent + (f.scale != 1));
            for (int64_t c = first; c < end; c++) {
                put_number(out, f, p[r * cols + c]);
                kb_strbuf_putc(out, c == end - 1 ? '\n' : ' ');
            }
        }
    }
}

/* Matrix by matrix, each under its place, whose first number runs fastest: "(2,1,.,.) = ". */
static void put_matrices(KbStrbuf *out, const KtTensor *t, const double *p) {
    int64_t rows = t->sizes[t->ndim - 2], cols = t->sizes[t->ndim - 1];
    int64_t count = t->numel / (rows * cols), place[KT_MAX_DIMS] = {0};
    for (int64_t i = 0; i < count; i++) {
        int64_t at = 0;
        kb_strbuf_puts(out, i ? "\n(" : "(");
        for (int d = 0; d < t->ndim - 2; d++) {
            at = at * t->sizes[d] + place[d];
            kb_strbuf_printf(out, "%lld,", (long long)place[d] + 1);
        }
        kb_strbuf_puts(out, ".,.) = \n");
        put_matrix(out, p + at * rows * cols, rows, cols, 1);
        for (int d = 0; d < t->ndim - 2; d++) {
            if (++place[d] < t->sizes[d]) break;
            place[d] = 0;
        }
    }
}

bool kt_repr_cpp(KtCtx *ctx, KtTensor *t, KbStrbuf *out) {
    char name[40];
    KtTensor *d = kt_cast(ctx, t, KT_F64), *c = d ? kt_contiguous(ctx, d) : NULL;
    kt_xdecref(ctx, d);
    if (!c) return false;
    const double *p = (const double *)c->data;
    if (t->ndim == 0)
        kb_strbuf_printf(out, "%g\n", p[0]);
    else if (t->ndim == 1)
        put_line(out, p, t->numel);
    else if (t->ndim == 2 && t->numel)
        put_matrix(out, p, t->sizes[0], t->sizes[1], 0);
    else if (t->numel)
        put_matrices(out, t, p);
    kt_decref(ctx, c);
    kb_strbuf_printf(out, "[ %s{", kt_cpp_tensor_type(t->dtype, name, sizeof name));
    for (int i = 0; i < t->ndim; i++)
        kb_strbuf_printf(out, "%s%lld", i ? "," : "", (long long)t->sizes[i]);
    kb_strbuf_puts(out, "} ]");
    return !out->failed || kt_fail_memory(ctx, out->len);
}
