/* Moving elements by index tensors along one dimension: gather, scatter, index_select, index_add,
 * index_copy, index_fill, take, put, one_hot. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "ew.h"
#include "lines.h"
#include "shape.h"

/* PyTorch writes by places into no tensor of which two share memory, or that shares it with the
 * index or with what is written (src, or NULL). */
static bool own_elements(KtCtx *ctx, const KtTensor *a, const KtTensor *index,
                         const KtTensor *src) {
    return ctx->numpy || (kt_check_written(ctx, a) && kt_check_no_overlap(ctx, a, index) &&
                          (!src || kt_check_no_overlap(ctx, a, src)));
}

static bool out_of_bounds(KtCtx *ctx, int64_t index, int dim, int64_t size) {
    return kt_fail(ctx, ctx->numpy ? KT_INDEX_ERROR : KT_RUNTIME_ERROR,
                   ctx->numpy ? "index %lld is out of bounds for axis %d with size %lld"
                              : "index %lld is out of bounds for dimension %d with size %lld",
                   (long long)index, dim, (long long)size);
}

/* int64 index in NumPy any integers. */
static KtTensor *index_tensor(KtCtx *ctx, KtTensor *index, const char *what) {
    if (index->dtype == KT_I64) return kt_incref(index);
    if ((ctx->numpy && kt_is_int_dtype(index->dtype)) || index->numel == 0)
        return kt_cast(ctx, index, KT_I64);
    if (ctx->numpy)
        return kt_fail_null(ctx, KT_INDEX_ERROR, "arrays used as indices must be of integer type");
    return kt_fail_null(ctx, KT_RUNTIME_ERROR, "%s", what);
}

/* ---- gather and scatter: index has its own sizes, each at most the tensor's ---- */

/* Visits all index elements: position in the output of the index's shape, and the line of the
 * other tensor. Works on up to two further tensors of the index's (sub)shape. */
typedef struct Along {
    KtTensor *a;     /* indexed along dim */
    KtTensor *index; /* int64 */
    KtTensor *other; /* index-shaped: gather's output, scatter's source; NULL: number */
    int dim;
    int64_t bad;
    bool failed;
} Along;

typedef void (*AlongFn)(void *arg, char *element, char *other, int64_t n, int64_t line_step,
                        const char *index, int64_t index_step, int64_t other_step, int64_t size,
                        Along *w);

static bool walk_along(Along *w, AlongFn fn, void *arg) {
    const KtTensor *ix = w->index;
    if (ix->numel == 0) return true;
    int dim = w->dim, nd = ix->ndim;
    int64_t pos[KT_MAX_DIMS] = {0}, item = w->a->itemsize;
    char *line = w->a->data, *other = w->other ? w->other->data : NULL;
    const char *at = ix->data;
    int64_t n = kt_line_len(ix, dim), size = kt_line_len(w->a, dim);
    int64_t line_step = kt_line_step(w->a, dim), ix_step = kt_line_step(ix, dim);
    int64_t other_step = w->other ? kt_line_step(w->other, dim) : 0;
    for (;;) {
        fn(arg, line, other, n, line_step, at, ix_step, other_step, size, w);
        if (w->failed) return false;
        int d = nd - 1;
        for (; d >= 0; d--) {
            if (d == dim) continue;
            line += w->a->strides[d] * item;
            at += ix->strides[d] * 8;
            if (other) other += w->other->strides[d] * (int64_t)w->other->itemsize;
            if (++pos[d] < ix->sizes[d]) break;
            line -= w->a->strides[d] * item * ix->sizes[d];
            at -= ix->strides[d] * 8 * ix->sizes[d];
            if (other) other -= w->other->strides[d] * (int64_t)w->other->itemsize * ix->sizes[d];
            pos[d] = 0;
        }
        if (d < 0) return true;
    }
}

/* The same over rows of the last dimension, which are dense, where the indexed one is another:
 * n elements of the index are neighbours, and so are what they read and write but for the index.
 * False: a place is out of range. */
typedef bool (*AcrossFn)(char *row, char *other, int64_t n, int64_t line_step, const int64_t *index,
                         int64_t size);

/* Small tensors gain nothing. What fails tells the first wrong index of walk_along's order. */
#define ACROSS_MIN 4096
static bool across_suits(const Along *w) {
    int last = w->index->ndim - 1;
    return w->index->numel >= ACROSS_MIN && w->dim != last && w->other &&
           w->index->sizes[last] >= 8 && w->index->strides[last] == 1 &&
           w->other->strides[last] == 1 && w->a->strides[last] == 1;
}
static bool walk_across(const Along *w, AcrossFn fn) {
    const KtTensor *ix = w->index;
    int64_t pos[KT_MAX_DIMS] = {0}, item = w->a->itemsize, n = ix->sizes[ix->ndim - 1],
            line_step = kt_line_step(w->a, w->dim), size = kt_line_len(w->a, w->dim);
    char *row = w->a->data, *other = w->other->data;
    const int64_t *at = (const int64_t *)ix->data;
    for (;;) {
        if (!fn(row, other, n, line_step, at, size)) return false;
        int d = ix->ndim - 2;
        for (; d >= 0; d--) {
            int64_t step = d == w->dim ? 0 : w->a->strides[d] * item;
            row += step;
            at += ix->strides[d];
            other += w->other->strides[d] * item;
            if (++pos[d] < ix->sizes[d]) break;
            row -= step * ix->sizes[d];
            at -= ix->strides[d] * ix->sizes[d];
            other -= w->other->strides[d] * item * ix->sizes[d];
            pos[d] = 0;
        }
        if (d < 0) return true;
    }
}
#define ACROSS(name, T, STEP)                                                                      \
    static bool name(char *row, char *other, int64_t n, int64_t line_step, const int64_t *index,   \
                     int64_t size) {                                                               \
        const size_t item = sizeof(T);                                                             \
        for (int64_t i = 0; i < n; i++, row += item, other += item) {                              \
            if (KB_UNLIKELY((uint64_t)index[i] >= (uint64_t)size)) return false;                   \
            char *at = row + index[i] * line_step;                                                 \
            STEP;                                                                                  \
        }                                                                                          \
        return true;                                                                               \
    }
ACROSS(gather_across_4, uint32_t, memcpy(other, at, item))
ACROSS(gather_across_8, uint64_t, memcpy(other, at, item))
ACROSS(add_across_f32, float, *(float *)at += *(const float *)other)
ACROSS(add_across_f64, double, *(double *)at += *(const double *)other)

/* NumPy's take_along_axis allows negative indices, PyTorch does not. */
static inline bool resolve(int64_t *i, int64_t size, bool wrap) {
    if (wrap && *i < 0) *i += size;
    return (uint64_t)*i < (uint64_t)size;
}

/* Items of one size: a constant where this is inlined. False: w->bad is out of range. */
static inline __attribute__((always_inline)) bool
gather_items(char *out, const char *line, int64_t n, int64_t line_step, const char *index,
             int64_t ix_step, int64_t out_step, bool wrap, size_t item, Along *w) {
    const int64_t size = kt_line_len(w->a, w->dim);
#pragma GCC unroll 8
    for (int64_t i = 0; i < n; i++) {
        int64_t k = *(const int64_t *)(index + i * ix_step);
        if (KB_UNLIKELY(!resolve(&k, size, wrap))) {
            w->bad = k;
            return false;
        }
        memcpy(out + i * out_step, line + k * line_step, item);
    }
    return true;
}

static void gather_line(void *arg, char *line, char *out, int64_t n, int64_t line_step,
                        const char *index, int64_t ix_step, int64_t out_step, int64_t size,
                        Along *w) {
    (void)size;
    bool wrap = *(const bool *)arg,
         dense = line_step == w->a->itemsize && ix_step == 8 && out_step == w->a->itemsize && !wrap;
#define GATHER(item)                                                                               \
    dense ? gather_items(out, line, n, item, index, 8, item, false, item, w)                       \
          : gather_items(out, line, n, line_step, index, ix_step, out_step, wrap, item, w)
    switch (w->a->itemsize) {
    case 4:
        w->failed = !(GATHER(4));
        return;
    case 8:
        w->failed = !(GATHER(8));
        return;
    default:
        w->failed = !gather_items(out, line, n, line_step, index, ix_step, out_step, wrap,
                                  w->a->itemsize, w);
    }
#undef GATHER
}

static bool check_along(KtCtx *ctx, const char *name, KtTensor *a, KtTensor *index, int dim,
                        bool scatter) {
    int an = a->ndim ? a->ndim : 1, in = index->ndim ? index->ndim : 1;
    if (an != in && index->numel)
        return ctx->numpy
                   ? kt_fail(ctx, KT_VALUE_ERROR,
                             "`indices` and `arr` must have the same number of dimensions")
                   : kt_fail(ctx, KT_RUNTIME_ERROR,
                             "Index tensor must have the same number of dimensions as %s tensor",
                             scatter ? "self" : "input");
    for (int d = 0; d < index->ndim && index->numel; d++) {
        if (d == dim || index->sizes[d] <= (a->ndim ? a->sizes[d] : 1)) continue;
        char x[300], y[300];
        kt_shape_str(x, sizeof x, index->ndim, index->sizes);
        kt_shape_str(y, sizeof y, a->ndim, a->sizes);
        if (scatter)
            return kt_fail(ctx, KT_RUNTIME_ERROR,
                           "Expected index %s to be smaller than self %s apart from dimension %d",
                           x, y, dim);
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "Size does not match at dimension %d expected index %s to be smaller than "
                       "self %s apart from dimension %d",
                       d, x, y, dim);
    }
    (void)name;
    return true;
}

KtTensor *kt_gather(KtCtx *ctx, KtTensor *a, int dim, KtTensor *index, KtTensor *out) {
    if (!kt_wrap_dim(ctx, &dim, a->ndim ? a->ndim : 1)) return NULL;
    KtTensor *ix = index_tensor(ctx, index, "gather(): Expected dtype int64 for index");
    if (!ix) return NULL;
    KtTensor *r = NULL;
    if (check_along(ctx, "gather", a, ix, dim, false)) {
        r = out ? kt_incref(out) : kt_empty(ctx, a->dtype, ix->ndim, ix->sizes);
        Along w = {.a = a, .index = ix, .other = r, .dim = dim};
        bool wrap = ctx->numpy;
        AcrossFn across = a->itemsize == 4   ? gather_across_4
                          : a->itemsize == 8 ? gather_across_8
                                             : NULL;
        bool done = r && across && !wrap && across_suits(&w) && walk_across(&w, across);
        if (r && !done && !walk_along(&w, gather_line, &wrap)) {
            out_of_bounds(ctx, w.bad, dim, kt_line_len(a, dim));
            kt_decref(ctx, r);
            r = NULL;
        }
    }
    kt_decref(ctx, ix);
    return r;
}

/* Complex numbers that meet in one place are added part by part in both dialects. */
#define PLAIN_SUM                                                                                  \
    { .numpy = true }

typedef struct ScatterArgs {
    KtLoopFn loop; /* NULL: overwrite */
    KtLoopParam param;
    const char *number; /* source element if there is no tensor */
    bool wrap;
} ScatterArgs;

static void scatter_line(void *arg, char *line, char *src, int64_t n, int64_t line_step,
                         const char *index, int64_t ix_step, int64_t src_step, int64_t size,
                         Along *w) {
    ScatterArgs *k = arg;
    size_t item = w->a->itemsize;
    const int64_t steps[3] = {0, 0, 0};
    for (int64_t i = 0; i < n; i++, index += ix_step, src += src_step) {
        int64_t at = *(const int64_t *)index;
        if (!resolve(&at, size, k->wrap)) {
            w->bad = at;
            w->failed = true;
            return;
        }
        char *to = line + at * line_step;
        const char *from = k->number ? k->number : src;
        if (k->loop) {
            char *const p[3] = {to, to, (char *)from};
            k->loop(1, p, steps, &k->param);
        } else {
            memcpy(to, from, item);
        }
    }
}

/* Only looks for what is out of range. */
static void check_line(void *arg, char *line, char *src, int64_t n, int64_t line_step,
                       const char *index, int64_t ix_step, int64_t src_step, int64_t size,
                       Along *w) {
    (void)arg, (void)line, (void)src, (void)line_step, (void)src_step;
    for (int64_t i = 0; i < n && !w->failed; i++, index += ix_step) {
        w->bad = *(const int64_t *)index;
        w->failed = (uint64_t)w->bad >= (uint64_t)size;
    }
}

/* scatter_add of floats, the most frequent reduction; steps are constants where all is dense. */
#define ADD_LINE(name, T)                                                                          \
    static inline __attribute__((always_inline)) void name##_of(                                   \
        char *line, const char *src, int64_t n, int64_t line_step, const char *index,              \
        int64_t ix_step, int64_t src_step, int64_t size, Along *w) {                               \
        _Pragma("GCC unroll 8") for (int64_t i = 0; i < n; i++) {                                  \
            int64_t at = *(const int64_t *)(index + i * ix_step);                                  \
            if (KB_UNLIKELY((uint64_t)at >= (uint64_t)size)) {                                     \
                w->bad = at;                                                                       \
                w->failed = true;                                                                  \
                return;                                                                            \
            }                                                                                      \
            *(T *)(line + at * line_step) += *(const T *)(src + i * src_step);                     \
        }                                                                                          \
    }                                                                                              \
    static void name(void *arg, char *line, char *src, int64_t n, int64_t line_step,               \
                     const char *index, int64_t ix_step, int64_t src_step, int64_t size,           \
                     Along *w) {                                                                   \
        const int64_t item = sizeof(T);                                                            \
        (void)arg;                                                                                 \
        if (line_step == item && ix_step == 8 && src_step == item)                                 \
            name##_of(line, src, n, item, index, 8, item, size, w);                                \
        else                                                                                       \
            name##_of(line, src, n, line_step, index, ix_step, src_step, size, w);                 \
    }
ADD_LINE(add_line_f32, float)
ADD_LINE(add_line_f64, double)

static KtLoopFn scatter_loop(KtCtx *ctx, KtScatterMode mode, int dtype) {
    switch (mode) {
    case KT_SCATTER_ADD:
    case KT_SCATTER_MEAN:
        return kt_binary_loop(ctx->kernels, KT_OP_ADD, dtype);
    case KT_SCATTER_MUL:
        return kt_binary_loop(ctx->kernels, KT_OP_MUL, dtype);
    case KT_SCATTER_MAX:
        return kt_binary_loop(ctx->kernels, KT_OP_MAXIMUM, dtype);
    case KT_SCATTER_MIN:
        return kt_binary_loop(ctx->kernels, KT_OP_MINIMUM, dtype);
    default:
        return NULL;
    }
}

static KtScalar scatter_identity(KtScatterMode mode, int dtype) {
    bool low = mode == KT_SCATTER_MAX;
    if (mode == KT_SCATTER_MUL) return kt_scalar_int(1);
    if (mode != KT_SCATTER_MAX && mode != KT_SCATTER_MIN) return kt_scalar_int(0);
    if (kt_is_float_dtype(dtype)) return kt_scalar_float(low ? -INFINITY : INFINITY);
    int bits = 8 * (int)kt_dtype_size(dtype);
    if (kt_dtype_info[dtype].kind == 'u' || dtype == KT_BOOL) /* at most what fits an int64_t */
        return kt_scalar_int(low ? 0 : (int64_t)(UINT64_MAX >> (bits == 64 ? 1 : 64 - bits)));
    int64_t top = (int64_t)(UINT64_MAX >> (65 - bits));
    return kt_scalar_int(low ? -top - 1 : top);
}

/* Divides what was added to by how often (mean). */
static bool divide_by_counts(KtCtx *ctx, KtTensor *a, int dim, KtTensor *ix, bool include_self) {
    KtScalar start = kt_scalar_int(include_self), one = kt_scalar_int(1);
    KtTensor *count = kt_full(ctx, kt_real_dtype(a->dtype), a->ndim, a->sizes, &start);
    KtOperand n = kt_operand_scalar(one);
    bool ok = count && kt_scatter_(ctx, count, dim, ix, &n, KT_SCATTER_ADD, true);
    KtTensor *safe = ok ? kt_binary_ts(ctx, KT_OP_MAXIMUM, count, &one, KT_NO_DTYPE, NULL) : NULL;
    KtOp op = kt_is_inexact_dtype(a->dtype) ? KT_OP_DIV : KT_OP_FLOOR_DIV;
    KtTensor *r = safe ? kt_binary(ctx, op, a, safe, KT_NO_DTYPE, a) : NULL;
    kt_xdecref(ctx, count);
    kt_xdecref(ctx, safe);
    kt_xdecref(ctx, r);
    return r != NULL;
}

/* torch: index is no larger than a but along dim, and nowhere larger than src. */
static bool scatter_fits(KtCtx *ctx, const KtTensor *a, int dim, const KtTensor *index,
                         const KtTensor *src) {
    const KtTensor *both[2] = {a, src};
    bool too_large = false;
    int an = a->ndim ? a->ndim : 1;
    if (an != (index->ndim ? index->ndim : 1))
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "Index tensor must have the same number of dimensions as self tensor");
    for (int k = 0; k < 2 && both[k] && !too_large; k++)
        for (int d = 0; d < an && !too_large; d++) {
            int at = d;
            if (k == 0 && d == dim) continue;
            if (both[k]->ndim && !kt_wrap_dim(ctx, &at, both[k]->ndim)) return false;
            too_large = (index->ndim ? index->sizes[d] : 1) > kt_line_len(both[k], d);
        }
    if (src && (src->ndim ? src->ndim : 1) != an)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "Index tensor must have the same number of dimensions as src tensor");
    if (!too_large) return true;
    char x[300], y[300], z[300] = "";
    if (src) kt_shape_str(z, sizeof z, src->ndim, src->sizes);
    return kt_fail(ctx, KT_RUNTIME_ERROR,
                   "Expected index %s to be smaller than self %s apart from dimension %d%s%s",
                   kt_shape_str(x, sizeof x, index->ndim, index->sizes),
                   kt_shape_str(y, sizeof y, a->ndim, a->sizes), dim,
                   src ? " and to be smaller size than src " : "", z);
}

bool kt_scatter_(KtCtx *ctx, KtTensor *a, int dim, KtTensor *index, const KtOperand *src,
                 KtScatterMode mode, bool include_self) {
    if (!kt_wrap_dim(ctx, &dim, a->ndim ? a->ndim : 1)) return false;
    KtTensor *ix = index_tensor(ctx, index, "scatter(): Expected dtype int64 for index");
    if (!ix) return false;
    if (src->t && src->t->dtype != a->dtype && !ctx->numpy) {
        kt_decref(ctx, ix);
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "scatter(): Expected self.dtype to be equal to src.dtype");
    }
    if (ix->numel == 0) {
        kt_decref(ctx, ix);
        return true;
    }
    KtTensor *value = NULL;
    const char *name = mode == KT_SCATTER_ADD ? "scatter_add" : "scatter";
    bool ok = ctx->numpy ? check_along(ctx, name, a, ix, dim, true)
                         : scatter_fits(ctx, a, dim, ix, src->t) &&
                               (src->t || kt_check_number(ctx, a->dtype, &src->s));
    if (ok && src->t && ctx->numpy) { /* put_along_axis broadcasts */
        KtTensor *c = kt_cast(ctx, src->t, a->dtype);
        value = c ? kt_broadcast_to(ctx, c, ix->ndim, ix->sizes) : NULL;
        kt_xdecref(ctx, c);
        ok = value != NULL;
    } else if (ok && src->t) {
        if (ok) value = kt_same_memory(src->t, a) ? kt_copy_c(ctx, src->t) : kt_incref(src->t);
        ok = ok && value != NULL;
    }
    bool by_order = mode == KT_SCATTER_MAX || mode == KT_SCATTER_MIN;
    if (ok && by_order && kt_is_complex_dtype(a->dtype))
        ok = kt_fail(ctx, KT_RUNTIME_ERROR,
                     "\"scatter_gather_tensor_cpu_reduce_%s\" not implemented for '%s'",
                     mode == KT_SCATTER_MAX ? "amax" : "amin",
                     a->dtype == KT_C128 ? "ComplexDouble" : "ComplexFloat");
    ok = ok && own_elements(ctx, a, index, src->t) && kt_before_write(ctx, a);
    _Alignas(16) char number[KT_ITEM_MAX];
    ScatterArgs k = {
        .loop = scatter_loop(ctx, mode, a->dtype), .param = PLAIN_SUM, .wrap = ctx->numpy};
    Along w = {.a = a, .index = ix, .other = value, .dim = dim};
    if (ok && !include_self && mode != KT_SCATTER_SET) {
        KtScalar id = scatter_identity(mode, a->dtype);
        kt_store_scalar(a->dtype, number, &id);
        ScatterArgs reset = {.number = number};
        ok = walk_along(&w, scatter_line, &reset);
    }
    if (ok) {
        AlongFn fn = scatter_line;
        if (!value) {
            kt_store_scalar(a->dtype, number, &src->s);
            k.number = number;
        } else if (mode == KT_SCATTER_ADD && a->dtype == KT_F32) {
            fn = add_line_f32;
        } else if (mode == KT_SCATTER_ADD && a->dtype == KT_F64) {
            fn = add_line_f64;
        }
        AcrossFn across = fn == add_line_f32   ? add_across_f32
                          : fn == add_line_f64 ? add_across_f64
                                               : NULL;
        if (!across || !across_suits(&w))
            ok = walk_along(&w, fn, &k);
        else if (!walk_across(&w, across))
            ok = walk_along(&w, check_line, NULL);
    }
    if (w.failed) out_of_bounds(ctx, w.bad, dim, kt_line_len(a, dim));
    if (ok && mode == KT_SCATTER_MEAN) ok = divide_by_counts(ctx, a, dim, ix, include_self);
    kt_xdecref(ctx, value);
    kt_decref(ctx, ix);
    return ok;
}

/* ---- whole slices along a dimension ---- */

/* Is index a vector or a number, of int32 or int64? */
static bool is_index_list(KtCtx *ctx, const KtTensor *index, const char *name) {
    char sizes[300];
    bool told = !strcmp(name, "index_add_"); /* which says more */
    const char *dtype = kt_dtype_info[index->dtype].scalar_name;
    if (index->ndim > 1 && !told)
        return kt_fail(ctx, KT_INDEX_ERROR, "%s(): Index is supposed to be a vector", name);
    if (index->ndim > 1)
        return kt_fail(ctx, KT_INDEX_ERROR,
                       "%s(): Index is supposed to be a vector, but got dim: %d with type: %s and "
                       "size: %s",
                       name, index->ndim, dtype,
                       kt_shape_str(sizes, sizeof sizes, index->ndim, index->sizes));
    if (index->dtype == KT_I64 || index->dtype == KT_I32 ||
        (ctx->numpy && (index->numel == 0 || kt_is_int_dtype(index->dtype))))
        return true;
    if (ctx->numpy)
        return kt_fail(ctx, KT_INDEX_ERROR, "arrays used as indices must be of integer type");
    if (told)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "%s(): Expected dtype int32/int64 for index but got: %s", name, dtype);
    return kt_fail(ctx, KT_RUNTIME_ERROR, "%s(): Expected dtype int32 or int64 for index", name);
}

/* index as a dense list of checked positions; *owner keeps it alive. */
static const int64_t *index_list(KtCtx *ctx, KtTensor *index, const char *name, int dim,
                                 int64_t size, bool wrap, KtTensor **owner) {
    if (!is_index_list(ctx, index, name)) return NULL;
    KtTensor *ix = kt_cast(ctx, index, KT_I64), *c = ix ? kt_contiguous(ctx, ix) : NULL;
    kt_xdecref(ctx, ix);
    if (!c) return NULL;
    const int64_t *p = (const int64_t *)c->data;
    for (int64_t i = 0; i < c->numel; i++) {
        if (p[i] >= (wrap ? -size : 0) && p[i] < size) continue;
        if (ctx->numpy)
            out_of_bounds(ctx, p[i], dim, size);
        else
            kt_fail(ctx, KT_INDEX_ERROR, "index out of range in self");
        kt_decref(ctx, c);
        return NULL;
    }
    *owner = c;
    return p;
}

/* Along dimension 1, or if nothing is selected, torch says it otherwise. */
static KtTensor *outside_data(KtCtx *ctx, KtTensor *index, int64_t size) {
    int64_t at = 0;
    if (index->dtype != KT_I64 && index->dtype != KT_I32) return NULL;
    KtTensor *ix = kt_cast(ctx, index, KT_I64);
    for (int64_t i = 0; ix && i < ix->numel && at >= 0 && at < size; i++)
        at = *(const int64_t *)(const void *)(ix->data + i * (ix->ndim ? ix->strides[0] : 0) * 8);
    kt_xdecref(ctx, ix);
    kt_clear_error(ctx);
    return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                        "INDICES element is out of DATA bounds, id=%lld axis_dim=%lld",
                        (long long)at, (long long)size);
}

/* The rows of from, which has `size`, that n indices name; those of one element move as one. */
static void pick_rows(const KtKernels *kernels, char *to, const char *from, size_t row,
                      const int64_t *ix, int64_t n, int64_t size) {
#define PICK_ROWS(copy)                                                                            \
    for (int64_t i = 0; i < n; i++, to += row) {                                                   \
        const char *p = from + (size_t)(ix[i] < 0 ? ix[i] + size : ix[i]) * row;                   \
        copy;                                                                                      \
    }                                                                                              \
    return;
    switch (row) {
    case 1:
        PICK_ROWS(*to = *p)
    case 2:
        PICK_ROWS(memcpy(to, p, 2))
    case 4:
        PICK_ROWS(memcpy(to, p, 4))
    case 8:
        PICK_ROWS(memcpy(to, p, 8))
    case 16:
        PICK_ROWS(memcpy(to, p, 16))
    default:
        PICK_ROWS(kt_copy_bytes(kernels, to, p, row))
    }
#undef PICK_ROWS
}

KtTensor *kt_index_select(KtCtx *ctx, KtTensor *a, int dim, KtTensor *index, KtTensor *out) {
    KtTensor *owner = NULL, *r = NULL, *c = NULL;
    if (!kt_wrap_dim(ctx, &dim, a->ndim ? a->ndim : 1)) return NULL;
    int64_t size = kt_line_len(a, dim);
    bool checked = !ctx->numpy && a->ndim > 1 && index->ndim < 2 && index->numel;
    if (checked && size == 0)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                            "index_select(): self indexing axis dim should be positive");
    const int64_t *ix = index_list(ctx, index, "index_select", dim, size, ctx->numpy, &owner);
    if (!ix) return checked && (dim == 1 || !a->numel) ? outside_data(ctx, index, size) : NULL;
    int64_t sizes[KT_MAX_DIMS], outer = 1, inner = 1, n = owner->numel;
    int nd = kt_line_sizes(a, dim, n, true, sizes);
    r = out ? kt_incref(out) : kt_empty(ctx, a->dtype, nd, sizes);
    c = kt_contiguous(ctx, a);
    if (out && r && (!kt_is_contiguous(out) || out->numel != (a->numel / (size ? size : 1)) * n)) {
        kt_fail(ctx, KT_RUNTIME_ERROR, "index_select(): out has the wrong shape or layout");
        kt_decref(ctx, r);
        r = NULL;
    }
    if (r && c && r->numel) {
        for (int d = 0; d < dim; d++)
            outer *= a->sizes[d];
        for (int d = dim + 1; d < a->ndim; d++)
            inner *= a->sizes[d];
        size_t row = (size_t)inner * a->itemsize;
        char *to = r->data;
        for (int64_t o = 0; o < outer; o++, to += (size_t)n * row)
            pick_rows(ctx->kernels, to, c->data + (size_t)(o * size) * row, row, ix, n, size);
    } else if (!c) {
        kt_xdecref(ctx, r);
        r = NULL;
    }
    kt_xdecref(ctx, c);
    kt_decref(ctx, owner);
    return r;
}

/* For each listed position: a's slice there and src's slice i, as views. */
typedef bool (*SliceFn)(KtCtx *ctx, KtTensor *to, KtTensor *from, const void *arg);

static bool add_slice(KtCtx *ctx, KtTensor *to, KtTensor *from, const void *alpha) {
    KtOperand x = kt_operand(from);
    KtTensor *r = kt_add_alpha(ctx, to, &x, alpha, false, to);
    kt_xdecref(ctx, r);
    return r != NULL;
}

/* torch adds slices that broadcast to each other; an index into a vector takes a vector or a
 * number. */
static bool slices_join(KtCtx *ctx, const KtTensor *a, const KtTensor *src) {
    return a->ndim > 1 || src->ndim <= 1 ||
           kt_fail(ctx, KT_RUNTIME_ERROR,
                   "source.dim() (%d) must one or zero for given self.dim() (%d)", src->ndim,
                   a->ndim);
}

static bool for_slices(KtCtx *ctx, const char *name, KtTensor *a, int dim, KtTensor *index,
                       KtTensor *src, SliceFn fn, const void *arg) {
    KtTensor *owner = NULL;
    if (!kt_wrap_dim(ctx, &dim, a->ndim ? a->ndim : 1)) return false;
    if (!is_index_list(ctx, index, name)) return false;
    int64_t size = kt_line_len(a, dim);
    bool joins = fn == add_slice && dim < src->ndim && kt_line_len(src, dim) == index->numel;
    if (joins && !slices_join(ctx, a, src)) return false;
    if (fn == add_slice && !joins && index->ndim < 2 && kt_line_len(src, dim) != index->numel)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "index_add_(): Number of indices (%lld) should be equal to "
                       "source.size(dim): (%lld), for dim: %d",
                       (long long)index->numel, (long long)kt_line_len(src, dim), dim);
    if (fn == add_slice && a->ndim > 1 && size == 0 && index->numel) {
        char text[300];
        return kt_fail(ctx, KT_INDEX_ERROR,
                       "select(): index 0 out of range for tensor of size %s at dimension %d",
                       kt_shape_str(text, sizeof text, a->ndim, a->sizes), dim);
    }
    const int64_t *ix = index_list(ctx, index, name, dim, size, false, &owner);
    if (!ix) return false;
    bool ok = true;
    if (src && !joins) {
        ok = src->ndim == a->ndim && kt_line_len(src, dim) == owner->numel;
        for (int d = 0; d < a->ndim && ok; d++)
            ok = d == dim || src->sizes[d] == a->sizes[d];
        if (!ok && kt_line_len(src, dim) != owner->numel)
            kt_fail(ctx, KT_INDEX_ERROR,
                    "%s(): Number of indices (%lld) should be equal to source.size(dim): (%lld), "
                    "for dim: %d",
                    name, (long long)owner->numel, (long long)kt_line_len(src, dim), dim);
        else if (!ok)
            kt_fail(ctx, KT_RUNTIME_ERROR,
                    "source tensor shape must match self tensor shape, excluding the specified "
                    "dimension.");
    }
    ok = ok && own_elements(ctx, a, index, src) && kt_before_write(ctx, a);
    uint32_t version = a->storage ? a->storage->version : 0; /* all slices are one change */
    for (int64_t i = 0; i < owner->numel && ok; i++) {
        KtTensor *to = a->ndim ? kt_select(ctx, a, dim, ix[i]) : kt_alias(ctx, a);
        KtTensor *from = !src ? NULL : src->ndim ? kt_select(ctx, src, dim, i) : kt_alias(ctx, src);
        ok = to && (from || !src) && fn(ctx, to, from, arg);
        kt_xdecref(ctx, to);
        kt_xdecref(ctx, from);
    }
    if (a->storage) a->storage->version = version;
    kt_decref(ctx, owner);
    return ok;
}

static bool copy_slice(KtCtx *ctx, KtTensor *to, KtTensor *from, const void *unused) {
    (void)unused;
    return kt_copy(ctx, to, from);
}
static bool fill_slice(KtCtx *ctx, KtTensor *to, KtTensor *from, const void *value) {
    (void)from;
    return kt_fill(ctx, to, value);
}

static bool same_dtype(KtCtx *ctx, const char *name, const KtTensor *a, const KtTensor *src) {
    if (a->dtype == src->dtype) return true;
    return kt_fail(ctx, KT_RUNTIME_ERROR,
                   "%s(): self (%s) and source (%s) must have the same scalar type", name,
                   kt_dtype_info[a->dtype].scalar_name, kt_dtype_info[src->dtype].scalar_name);
}

bool kt_index_add_(KtCtx *ctx, KtTensor *a, int dim, KtTensor *index, KtTensor *src,
                   const KtScalar *alpha) {
    int d = dim;
    return kt_wrap_dim(ctx, &d, a->ndim ? a->ndim : 1) && same_dtype(ctx, "index_add_", a, src) &&
           for_slices(ctx, "index_add_", a, dim, index, src, add_slice, alpha);
}
bool kt_index_copy_(KtCtx *ctx, KtTensor *a, int dim, KtTensor *index, KtTensor *src) {
    return same_dtype(ctx, "index_copy", a, src) &&
           for_slices(ctx, "index_copy", a, dim, index, src, copy_slice, NULL);
}
bool kt_index_fill_(KtCtx *ctx, KtTensor *a, int dim, KtTensor *index, const KtScalar *value) {
    return for_slices(ctx, "index_fill", a, dim, index, NULL, fill_slice, value);
}

/* ---- take and put: flat positions ---- */

static KtTensor *adjust_indices(KtCtx *ctx, KtTensor *index, int64_t size, char mode, int dim) {
    KtTensor *ix = index_tensor(ctx, index, "take(): Expected a long tensor for index");
    KtTensor *r = ix ? kt_copy_c(ctx, ix) : NULL;
    kt_xdecref(ctx, ix);
    if (!r) return NULL;
    int64_t *p = (int64_t *)r->data;
    if (ctx->numpy && size == 0 && r->numel) {
        kt_decref(ctx, r);
        return kt_fail_null(ctx, KT_INDEX_ERROR, "cannot do a non-empty take from an empty axes.");
    }
    for (int64_t i = 0; i < r->numel; i++) {
        int64_t k = p[i];
        if (KB_LIKELY((uint64_t)k < (uint64_t)size)) continue;
        if (mode == 'w' && size) {
            k %= size;
            if (k < 0) k += size;
        } else if (mode == 'c' && size) {
            k = k < 0 ? 0 : k >= size ? size - 1 : k;
        } else if (k < -size || k >= size) {
            if (ctx->numpy)
                kt_fail(ctx, KT_INDEX_ERROR,
                        "index %lld is out of bounds for axis %d with size %lld", (long long)k, dim,
                        (long long)size);
            else
                kt_fail(ctx, KT_INDEX_ERROR,
                        "out of range: tried to access index %lld on a tensor of %lld elements.",
                        (long long)k, (long long)size);
            kt_decref(ctx, r);
            return NULL;
        } else if (k < 0) {
            k += size;
        }
        p[i] = k;
    }
    return r;
}

KtTensor *kt_take(KtCtx *ctx, KtTensor *a, KtTensor *index, int dim, char mode) {
    KtTensor *flat = NULL, *x = a;
    if (dim == KT_ALL_DIMS) {
        flat = kt_reshape(ctx, a, 1, (int64_t[]){-1});
        if (!flat) return NULL;
        x = flat;
        dim = 0;
    }
    KtTensor *ix = NULL, *list = NULL, *picked = NULL, *r = NULL;
    if (!kt_wrap_dim(ctx, &dim, x->ndim)) goto done;
    for (int d = 0; d < dim && x->sizes[dim]; d++)
        if (x->sizes[d] == 0 && mode == 'r') mode = 'c'; /* nothing to pick: no place is wrong */
    ix = adjust_indices(ctx, index, x->sizes[dim], mode, dim);
    list = ix ? kt_reshape(ctx, ix, 1, (int64_t[]){-1}) : NULL;
    picked = list ? kt_index_select(ctx, x, dim, list, NULL) : NULL;
    if (picked) { /* the dimension becomes the index's shape */
        int64_t sizes[KT_MAX_DIMS];
        int nd = 0;
        if (x->ndim - 1 + index->ndim <= KT_MAX_DIMS) {
            for (int d = 0; d < dim; d++)
                sizes[nd++] = x->sizes[d];
            for (int d = 0; d < index->ndim; d++)
                sizes[nd++] = index->sizes[d];
            for (int d = dim + 1; d < x->ndim; d++)
                sizes[nd++] = x->sizes[d];
            r = kt_reshape(ctx, picked, nd, sizes);
            if (r) r->flags &= (uint8_t)~KT_T_VIEW;
        } else {
            kt_fail(ctx, KT_VALUE_ERROR, "too many dimensions in the result of take");
        }
    }
done:
    kt_xdecref(ctx, flat);
    kt_xdecref(ctx, ix);
    kt_xdecref(ctx, list);
    kt_xdecref(ctx, picked);
    return r;
}

bool kt_put_(KtCtx *ctx, KtTensor *a, KtTensor *index, KtTensor *src, bool accumulate) {
    KtTensor *ix = adjust_indices(ctx, index, a->numel, 'r', 0);
    KtTensor *v = ix ? kt_cast(ctx, src, a->dtype) : NULL, *c = v ? kt_contiguous(ctx, v) : NULL;
    kt_xdecref(ctx, v);
    KtTensor *dense = c ? (kt_is_contiguous(a) ? kt_incref(a) : kt_copy_c(ctx, a)) : NULL;
    bool ok = dense && own_elements(ctx, a, index, src) && kt_before_write(ctx, a);
    if (ok && c->numel == 0 && ix->numel)
        ok = kt_fail(ctx, KT_VALUE_ERROR, "cannot put from an empty source");
    if (ok) {
        KtLoopFn add = kt_binary_loop(ctx->kernels, KT_OP_ADD, a->dtype);
        KtLoopParam param = PLAIN_SUM;
        const int64_t steps[3] = {0, 0, 0};
        size_t item = a->itemsize;
        for (int64_t i = 0; i < ix->numel; i++) {
            char *to = dense->data + ((const int64_t *)ix->data)[i] * (int64_t)item;
            char *from = c->data + (i % c->numel) * (int64_t)item;
            char *const p[3] = {to, to, from};
            if (accumulate)
                add(1, p, steps, &param);
            else
                memcpy(to, from, item);
        }
        if (dense != a) ok = kt_copy(ctx, a, dense);
    }
    kt_xdecref(ctx, ix);
    kt_xdecref(ctx, c);
    kt_xdecref(ctx, dense);
    return ok;
}

KtTensor *kt_one_hot(KtCtx *ctx, KtTensor *a, int64_t n_classes) {
    if (a->dtype != KT_I64)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR, "one_hot is only applicable to index tensor.");
    if (a->numel == 0 && n_classes <= 0)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                            "Can not infer total number of classes from empty tensor.");
    if (a->ndim == KT_MAX_DIMS)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR, "tensor has too many (>%d) dims", KT_MAX_DIMS);
    KtTensor *c = kt_contiguous(ctx, a);
    if (!c) return NULL;
    const int64_t *p = (const int64_t *)c->data;
    int64_t low = 0, high = -1, sizes[KT_MAX_DIMS];
    for (int64_t i = 0; i < c->numel; i++) {
        if (p[i] < low) low = p[i];
        if (p[i] > high) high = p[i];
    }
    KtTensor *r = NULL;
    if (low < 0) {
        kt_fail(ctx, KT_RUNTIME_ERROR, "Class values must be non-negative.");
    } else if (n_classes != -1 && high >= n_classes) {
        kt_fail(ctx, KT_RUNTIME_ERROR, "Class values must be smaller than num_classes.");
    } else {
        if (n_classes <= 0) n_classes = high + 1;
        memcpy(sizes, a->sizes, sizeof(int64_t) * a->ndim);
        sizes[a->ndim] = n_classes;
        r = kt_zeros(ctx, KT_I64, a->ndim + 1, sizes);
        for (int64_t i = 0; r && i < c->numel; i++)
            ((int64_t *)r->data)[i * n_classes + p[i]] = 1;
    }
    kt_decref(ctx, c);
    return r;
}
