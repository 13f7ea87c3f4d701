/* sort, argsort, lexsort along a dimension. */
#include <string.h>

#include "ew.h"
#include "lines.h"
#include "sort_keys.h"
#include "sort_long.h"

typedef struct SortArgs {
    KtSorter sorter;
    int dtype;
    bool descending;
    int64_t step, value_step, index_step;
} SortArgs;

static void sort_line(void *arg, char *const *p) {
    SortArgs *k = arg;
    KtSorter *s = &k->sorter;
    kt_sorter_load(s, k->dtype, p[0], k->step, k->descending);
    kt_sorter_run(s);
    if (p[2]) {
        char *o = p[2];
        for (int64_t i = 0; i < s->n; i++, o += k->index_step)
            *(int64_t *)(void *)o = s->order[i];
    }
    if (!p[1]) return;
    if (!s->positions) {
        kt_sorter_store(s, k->dtype, p[1], k->value_step, k->descending);
        return;
    }
    size_t item = kt_dtype_size(k->dtype);
    char *o = p[1];
    for (int64_t i = 0; i < s->n; i++, o += k->value_step) {
        const char *from = p[0] + s->order[i] * k->step;
        if (item == 4)
            memcpy(o, from, 4);
        else if (item == 8)
            memcpy(o, from, 8);
        else
            memcpy(o, from, item);
    }
}

static void sort_lines(SortArgs *k, int dim, KtTensor *a, KtTensor *v, KtTensor *ix) {
    KtTensor *ts[3] = {a, v, ix};
    kt_for_lines(dim, 3, ts, sort_line, k);
}

/* NumPy's order of complex numbers: by real, then by imaginary part; numbers with nan follow, first
 * those whose imaginary part it is, then those whose real part it is, then both. */
static KtTensor *nan_class(KtCtx *ctx, KtTensor *re, KtTensor *im) {
    KtScalar two = kt_scalar_int(2);
    KtTensor *r = kt_unary(ctx, KT_OP_ISNAN, re, KT_NO_DTYPE, NULL),
             *i = r ? kt_unary(ctx, KT_OP_ISNAN, im, KT_NO_DTYPE, NULL) : NULL,
             *rc = i ? kt_cast(ctx, r, KT_I64) : NULL, *ic = rc ? kt_cast(ctx, i, KT_I64) : NULL,
             *rr = ic ? kt_binary_ts(ctx, KT_OP_MUL, rc, &two, KT_NO_DTYPE, NULL) : NULL,
             *sum = rr ? kt_binary(ctx, KT_OP_ADD, rr, ic, KT_NO_DTYPE, NULL) : NULL;
    KtTensor *all[] = {r, i, rc, ic, rr};
    for (int k = 0; k < 5; k++)
        kt_xdecref(ctx, all[k]);
    return sum;
}
/* t (consumed) with dimensions dim and last exchanged, as an array of its own */
static KtTensor *put_back(KtCtx *ctx, KtTensor *t, int dim, int last) {
    if (!t || dim == last) return t;
    KtTensor *v = kt_transpose(ctx, t, dim, last), *c = v ? kt_copy_c(ctx, v) : NULL;
    kt_xdecref(ctx, v);
    kt_decref(ctx, t);
    return c;
}
/* Are the two parts of complex numbers equal, or nan? */
static bool same_number(int part, const char *a, const char *b) {
    for (int i = 0; i < 2; i++, a += kt_dtype_size(part), b += kt_dtype_size(part)) {
        KtScalar p = kt_load_scalar(part, a), q = kt_load_scalar(part, b);
        long double x = kt_scalar_as_long(&p), y = kt_scalar_as_long(&q);
        if (x != y && !(x != x && y != y)) return false;
    }
    return true;
}
/* The ranks of the complex numbers of x, in C order, in their lines, whose order is given: equal
 * numbers have equal ranks. */
static KtTensor *ranks_by(KtCtx *ctx, const KtTensor *x, const KtTensor *order) {
    KtTensor *r = kt_empty(ctx, KT_I64, x->ndim, x->sizes);
    int64_t n = x->ndim ? x->sizes[x->ndim - 1] : 1;
    for (int64_t line = 0; r && line < x->numel; line += n) {
        const int64_t *places = (const int64_t *)(const void *)order->data + line;
        const char *from = x->data + line * x->itemsize;
        int64_t rank = 0;
        for (int64_t i = 0; i < n; i++) {
            if (i && !same_number(kt_real_dtype(x->dtype), from + places[i - 1] * x->itemsize,
                                  from + places[i] * x->itemsize))
                rank++;
            ((int64_t *)(void *)r->data)[line + places[i]] = rank;
        }
    }
    return r;
}
/* The order (consumed) of the numbers of x in their lines, with equal ones as `kind` leaves them.
 */
static KtTensor *order_by_kind(KtCtx *ctx, const KtTensor *x, KtTensor *order, KtSortKind kind) {
    if (!order || kind == KT_STABLE) return order;
    KtTensor *ranks = ranks_by(ctx, x, order), *r = NULL;
    kt_decref(ctx, order);
    bool ok = ranks && kt_sort(ctx, ranks, x->ndim ? x->ndim - 1 : 0, false, kind, NULL, &r);
    kt_xdecref(ctx, ranks);
    return ok ? r : NULL;
}
static bool sort_complex(KtCtx *ctx, KtTensor *a, int dim, KtSortKind kind, KtTensor **values,
                         KtTensor **indices) {
    int last = a->ndim ? a->ndim - 1 : 0;
    KtTensor *moved = dim == last ? kt_incref(a) : kt_transpose(ctx, a, dim, last),
             *x = moved ? kt_copy_c(ctx, moved) : NULL, *re = x ? kt_real(ctx, x) : NULL,
             *im = re ? kt_imag(ctx, x) : NULL, *keys[3] = {im, re, NULL}, *order = NULL, *v = NULL;
    keys[2] = im ? nan_class(ctx, re, im) : NULL;
    if (keys[2]) order = order_by_kind(ctx, x, kt_lexsort(ctx, keys, 3), kind);
    bool ok = order != NULL;
    if (ok && values) {
        v = put_back(ctx, kt_gather(ctx, x, last, order, NULL), dim, last);
        ok = v != NULL;
    }
    if (ok && indices) {
        order = put_back(ctx, order, dim, last);
        ok = order != NULL;
    }
    KtTensor *all[] = {moved, x, re, im, keys[2]};
    for (int k = 0; k < 5; k++)
        kt_xdecref(ctx, all[k]);
    if (ok && values) *values = v;
    if (ok && indices)
        *indices = order;
    else
        kt_xdecref(ctx, order);
    if (!ok) kt_xdecref(ctx, v);
    return ok;
}

/* Elements by their ranks among all, which sort as they do. */
static bool sort_long(KtCtx *ctx, KtTensor *a, int dim, bool descending, KtSortKind kind,
                      KtTensor **values, KtTensor **indices) {
    KtTensor *ranks = kt_long_ranks(ctx, a), *ix = NULL;
    bool ok = ranks && kt_sort(ctx, ranks, dim, descending, kind, NULL, &ix);
    kt_xdecref(ctx, ranks);
    return kt_give_order(ctx, a, dim, ok, ix, values, indices);
}

bool kt_sort(KtCtx *ctx, KtTensor *a, int dim, bool descending, KtSortKind kind, KtTensor **values,
             KtTensor **indices) {
    if (!kt_wrap_dim(ctx, &dim, a->ndim ? a->ndim : 1)) return false;
    if (kt_is_complex_dtype(a->dtype) && (ctx->numpy || a->ndim)) {
        if (!ctx->numpy) return kt_no_kernel(ctx, KT_OP_SORT, a->dtype);
        return sort_complex(ctx, a, dim, indices ? kind : KT_STABLE, values, indices);
    }
    if (a->dtype == KT_LD) return sort_long(ctx, a, dim, descending, kind, values, indices);
    KtTensor *v = NULL, *ix = NULL;
    SortArgs k = {.dtype = a->dtype, .descending = descending, .step = kt_line_step(a, dim)};
    bool ok =
        (!values ||
         (v = (ctx->numpy ? kt_empty_like_order : kt_empty_preserved)(ctx, a, KT_NO_DTYPE))) &&
        (!indices ||
         (ix = ctx->numpy ? kt_empty_like(ctx, a, KT_I64) : kt_empty_preserved(ctx, a, KT_I64)));
    if (ok && a->numel) {
        ok = kt_sorter_init(ctx, &k.sorter, a->dtype, kt_line_len(a, dim), indices != NULL);
        if (ok && kind != KT_STABLE && indices) ok = kt_sorter_unstable(ctx, &k.sorter, kind);
        if (ok) {
            k.value_step = v ? kt_line_step(v, dim) : 0;
            k.index_step = ix ? kt_line_step(ix, dim) : 0;
            sort_lines(&k, dim, a, v, ix);
            kt_sorter_free(ctx, &k.sorter);
        }
    }
    if (!ok) {
        kt_xdecref(ctx, v);
        kt_xdecref(ctx, ix);
        return false;
    }
    if (values) *values = v;
    if (indices) *indices = ix;
    return true;
}

/* Sorts by the least important key first; each further stable sort keeps earlier order. */
KtTensor *kt_lexsort(KtCtx *ctx, KtTensor *const *keys, int n) {
    if (n == 0)
        return kt_fail_null(ctx, KT_TYPE_ERROR, "need sequence of keys with len > 0 in lexsort");
    int last = keys[0]->ndim ? keys[0]->ndim - 1 : 0;
    KtTensor *order = NULL;
    for (int i = 0; i < n; i++) {
        if (!kt_same_shape(keys[0], keys[i])) {
            kt_xdecref(ctx, order);
            return kt_fail_null(ctx, KT_VALUE_ERROR, "all keys need to be the same shape");
        }
        KtTensor *next = NULL;
        if (!order) {
            if (!kt_sort(ctx, keys[i], last, false, KT_STABLE, NULL, &order)) return NULL;
            continue;
        }
        KtTensor *moved = kt_gather(ctx, keys[i], last, order, NULL), *step = NULL;
        if (moved && kt_sort(ctx, moved, last, false, KT_STABLE, NULL, &step))
            next = kt_gather(ctx, order, last, step, NULL);
        kt_xdecref(ctx, moved);
        kt_xdecref(ctx, step);
        kt_decref(ctx, order);
        if (!next) return NULL;
        order = next;
    }
    return order;
}
