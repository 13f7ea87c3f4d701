/* Sparse tensors in coordinate format: making, sharing, adding and multiplying (sparse.h). Sums run
 * in the order in which PyTorch adds entries up. */
#include "sparse.h"

#include <string.h>

#include "nn_loops.h"
#include "ops.h"

/* ---- life ---- */

void kt_sparse_free(KtCtx *ctx, KtSparse *s) {
    kt_decref(ctx, s->indices);
    kt_decref(ctx, s->values);
    kb_free(ctx->alloc, s, sizeof *s);
}

static bool check_parts(KtCtx *ctx, const KtTensor *indices, const KtTensor *values, int ndim,
                        const int64_t *sizes) {
    int64_t numel = 1, sparse = indices->ndim == 2 ? indices->sizes[0] : -1;
    bool fits =
        indices->dtype == KT_I64 && sparse >= 0 && sparse <= ndim &&
        values->ndim == 1 + ndim - sparse && values->sizes[0] == indices->sizes[1] &&
        !memcmp(values->sizes + 1, sizes + sparse, sizeof(int64_t) * (size_t)(ndim - sparse));
    if (!fits)
        return kt_fail(ctx, KT_RUNTIME_ERROR, "indices and values do not make a sparse tensor");
    for (int i = 0; i < ndim; i++)
        if (sizes[i] < 0 || __builtin_mul_overflow(numel, sizes[i], &numel) ||
            numel > INT64_MAX / 16)
            return kt_fail(ctx, KT_RUNTIME_ERROR, "numel: integer multiplication overflow");
    return true;
}

KtTensor *kt_sparse_new(KtCtx *ctx, KtTensor *indices, KtTensor *values, int ndim,
                        const int64_t *sizes, bool coalesced) {
    if (!check_parts(ctx, indices, values, ndim, sizes)) return NULL;
    KtSparse *s = kb_malloc(ctx->alloc, sizeof *s);
    if (!s) {
        kt_fail_memory(ctx, sizeof *s);
        return NULL;
    }
    KtTensor *t = kt_from_foreign(ctx, values->dtype, ndim, sizes, NULL, NULL, NULL, NULL);
    if (!t) {
        kb_free(ctx->alloc, s, sizeof *s);
        return NULL;
    }
    *s = (KtSparse){kt_incref(indices), kt_incref(values), coalesced};
    t->storage->place = KT_PLACE_SPARSE;
    t->storage->owner = s;
    t->storage->nbytes = 0;
    t->storage->data = t->data = NULL;
    t->flags |= KT_T_SPARSE;
    return t;
}

/* t's sizes over other parts, which are taken over; NULL: an error. */
static KtTensor *with_parts(KtCtx *ctx, const KtTensor *t, KtTensor *indices, KtTensor *values,
                            bool coalesced) {
    KtTensor *r = indices && values
                      ? kt_sparse_new(ctx, indices, values, t->ndim, t->sizes, coalesced)
                      : NULL;
    kt_xdecref(ctx, indices);
    kt_xdecref(ctx, values);
    return r;
}

KtTensor *kt_sparse_clone(KtCtx *ctx, const KtTensor *t) {
    const KtSparse *s = kt_sparse_of(t);
    KtTensor *indices = kt_copy_c(ctx, s->indices),
             *values = indices ? kt_copy_c(ctx, s->values) : NULL;
    return with_parts(ctx, t, indices, values, s->coalesced);
}

KtTensor *kt_sparse_cast(KtCtx *ctx, const KtTensor *t, int dtype) {
    const KtSparse *s = kt_sparse_of(t);
    return with_parts(ctx, t, kt_incref(s->indices), kt_cast(ctx, s->values, dtype), s->coalesced);
}

bool kt_sparse_become(KtCtx *ctx, KtTensor *t, const KtTensor *other) {
    uint32_t version = t->storage->version;
    const KtSparse *s = kt_sparse_of(other);
    if (t == other) {
        t->storage->version++;
        return true;
    }
    KtTensor *now =
        kt_sparse_new(ctx, s->indices, s->values, other->ndim, other->sizes, s->coalesced);
    bool ok = now && kt_become(ctx, t, now);
    if (ok) t->storage->version = version + 1;
    kt_xdecref(ctx, now);
    return ok;
}

/* ---- blocks of elements: y += a x ---- */

typedef void (*AddBlock)(KtCtx *ctx, void *y, const void *x, int64_t n, const KtScalar *a);

#define PLAIN(NAME, T, AS)                                                                         \
    static void add_##NAME(KtCtx *ctx, void *to, const void *from, int64_t n,                      \
                           const KtScalar *alpha) {                                                \
        (void)ctx;                                                                                 \
        T *y = to, a = (T)AS(alpha);                                                               \
        const T *x = from;                                                                         \
        for (int64_t i = 0; i < n; i++)                                                            \
            y[i] = (T)(y[i] + a * x[i]);                                                           \
    }
PLAIN(u8, uint8_t, kt_scalar_as_int)
PLAIN(i8, int8_t, kt_scalar_as_int)
PLAIN(i16, int16_t, kt_scalar_as_int)
PLAIN(i32, uint32_t, kt_scalar_as_int)
PLAIN(i64, uint64_t, kt_scalar_as_int)
PLAIN(f32, float, kt_scalar_as_double)
PLAIN(f64, double, kt_scalar_as_double)
static double _Complex as_complex(const KtScalar *s) {
    double _Complex z = s->kind == KT_S_COMPLEX ? s->c.re : kt_scalar_as_double(s);
    if (s->kind == KT_S_COMPLEX) __imag__ z = s->c.im;
    return z;
}
PLAIN(c64, float _Complex, as_complex)
PLAIN(c128, double _Complex, as_complex)
static void add_bool(KtCtx *ctx, void *to, const void *from, int64_t n, const KtScalar *alpha) {
    (void)ctx;
    uint8_t *y = to;
    const uint8_t *x = from;
    for (int64_t i = 0; i < n; i++)
        y[i] = y[i] || (x[i] && kt_scalar_as_bool(alpha));
}
#define HALF(NAME, T, LOAD, STORE)                                                                 \
    static void add_##NAME(KtCtx *ctx, void *to, const void *from, int64_t n,                      \
                           const KtScalar *alpha) {                                                \
        (void)ctx;                                                                                 \
        T *y = to;                                                                                 \
        const T *x = from;                                                                         \
        float a = LOAD(STORE((float)kt_scalar_as_double(alpha)));                                  \
        for (int64_t i = 0; i < n; i++)                                                            \
            y[i] = STORE(LOAD(y[i]) + LOAD(STORE(a * LOAD(x[i]))));                                \
    }
HALF(f16, KtF16, kt_f16_to_float, kt_float_to_f16)
HALF(bf16, KtBF16, kt_bf16_to_float, kt_float_to_bf16)

static const AddBlock plain_blocks[KT_N_DTYPES] = {
    [KT_BOOL] = add_bool, [KT_U8] = add_u8,   [KT_I8] = add_i8,   [KT_I16] = add_i16,
    [KT_I32] = add_i32,   [KT_I64] = add_i64, [KT_F16] = add_f16, [KT_BF16] = add_bf16,
    [KT_F32] = add_f32,   [KT_F64] = add_f64, [KT_C64] = add_c64, [KT_C128] = add_c128};

/* PyTorch's loop for floats rounds once where a plain loop rounds twice. */
static void fused_f32(KtCtx *ctx, void *y, const void *x, int64_t n, const KtScalar *a) {
    NN_F32(ctx)->axpy((float)kt_scalar_as_double(a), x, y, n);
}
static void fused_f64(KtCtx *ctx, void *y, const void *x, int64_t n, const KtScalar *a) {
    NN_F64(ctx)->axpy(kt_scalar_as_double(a), x, y, n);
}
static AddBlock block_of(int dtype) {
    return dtype == KT_F32 ? fused_f32 : dtype == KT_F64 ? fused_f64 : plain_blocks[dtype];
}

/* ---- places ---- */

/* The parts as loops want them: in C order, every index inside the sizes. */
typedef struct Parts {
    KtTensor *indices, *values; /* owned */
    const int64_t *at;          /* [dim][nnz] */
    const char *data;
    int64_t nnz, block; /* elements of one entry */
    size_t bytes;       /* of one entry */
    int dim;
} Parts;

static void drop_parts(KtCtx *ctx, Parts *p) {
    kt_xdecref(ctx, p->indices);
    kt_xdecref(ctx, p->values);
}

static bool get_parts(KtCtx *ctx, const KtTensor *t, int dtype, Parts *p) {
    const KtSparse *s = kt_sparse_of(t);
    *p = (Parts){.nnz = kt_sparse_nnz(t), .dim = kt_sparse_dim(t), .block = 1};
    KtTensor *values = kt_cast(ctx, s->values, dtype);
    p->indices = kt_contiguous(ctx, s->indices);
    p->values = values ? kt_contiguous(ctx, values) : NULL;
    kt_xdecref(ctx, values);
    if (!p->indices || !p->values) return false;
    p->at = (const int64_t *)p->indices->data;
    p->data = p->values->data;
    for (int i = p->dim; i < t->ndim; i++)
        p->block *= t->sizes[i];
    p->bytes = (size_t)p->block * kt_dtype_size(dtype);
    for (int d = 0; d < p->dim; d++)
        for (int64_t i = 0; i < p->nnz; i++) {
            int64_t k = p->at[d * p->nnz + i];
            if (k < 0 || k >= t->sizes[d])
                return kt_fail(ctx, KT_INDEX_ERROR,
                               "index %lld of a sparse tensor is out of bounds for dimension %d "
                               "with size %lld",
                               (long long)k, d, (long long)t->sizes[d]);
        }
    return true;
}

/* Number of the place of entry i in C order of the sparse dimensions. */
static int64_t place_of(const KtTensor *t, const Parts *p, int64_t i) {
    int64_t place = 0;
    for (int d = 0; d < p->dim; d++)
        place = place * t->sizes[d] + p->at[d * p->nnz + i];
    return place;
}

/* ---- coalescing ---- */

/* The sums at each place, in the order in which sorting leaves the entries: order, by the places in
 * sorted. */
static KtTensor *sum_places(KtCtx *ctx, const KtTensor *t, const Parts *p, const int64_t *sorted,
                            const int64_t *order) {
    int64_t n = 0;
    for (int64_t i = 0; i < p->nnz; i++)
        n += !i || sorted[i] != sorted[i - 1];
    int64_t shape[2] = {p->dim, n}, sizes[KT_MAX_DIMS + 1] = {n};
    memcpy(sizes + 1, t->sizes + p->dim, sizeof(int64_t) * (size_t)(t->ndim - p->dim));
    KtTensor *indices = kt_empty(ctx, KT_I64, 2, shape),
             *values = indices ? kt_empty(ctx, t->dtype, p->values->ndim, sizes) : NULL;
    if (values) {
        KtScalar one = kt_scalar_int(1);
        AddBlock add = plain_blocks[t->dtype];
        int64_t to = -1;
        for (int64_t i = 0; i < p->nnz; i++) {
            const char *from = p->data + (size_t)order[i] * p->bytes;
            if (i && sorted[i] == sorted[i - 1]) {
                add(ctx, values->data + (size_t)to * p->bytes, from, p->block, &one);
                continue;
            }
            to++;
            if (p->bytes) memcpy(values->data + (size_t)to * p->bytes, from, p->bytes);
            for (int d = 0; d < p->dim; d++)
                ((int64_t *)indices->data)[d * n + to] = p->at[d * p->nnz + order[i]];
        }
    }
    return with_parts(ctx, t, indices, values, true);
}

KtTensor *kt_sparse_coalesce(KtCtx *ctx, KtTensor *t) {
    if (kt_sparse_of(t)->coalesced) return kt_incref(t);
    if (kt_sparse_nnz(t) < 2) {
        KtTensor *r = kt_sparse_clone(ctx, t);
        if (r) kt_sparse_of(r)->coalesced = true;
        return r;
    }
    Parts p;
    KtTensor *r = NULL;
    if (get_parts(ctx, t, t->dtype, &p)) {
        KtTensor *places = kt_empty(ctx, KT_I64, 1, &p.nnz), *sorted = NULL, *order = NULL;
        for (int64_t i = 0; places && i < p.nnz; i++)
            ((int64_t *)places->data)[i] = place_of(t, &p, i);
        if (places && kt_sort(ctx, places, 0, false, KT_UNSTABLE, &sorted, &order))
            r = sum_places(ctx, t, &p, (const int64_t *)sorted->data, (const int64_t *)order->data);
        kt_xdecref(ctx, places);
        kt_xdecref(ctx, sorted);
        kt_xdecref(ctx, order);
    }
    drop_parts(ctx, &p);
    return r;
}

/* ---- sums ---- */

bool kt_sparse_add_into(KtCtx *ctx, KtTensor *dense, KtTensor *sparse, const KtScalar *alpha) {
    if (!kt_same_shape(dense, sparse))
        return kt_fail(ctx, KT_RUNTIME_ERROR, "sparse and dense tensor of different shapes");
    if (!kt_is_contiguous(dense)) {
        KtTensor *c = kt_copy_c(ctx, dense);
        bool ok = c && kt_sparse_add_into(ctx, c, sparse, alpha) && kt_copy(ctx, dense, c);
        kt_xdecref(ctx, c);
        return ok;
    }
    Parts p;
    bool ok = get_parts(ctx, sparse, dense->dtype, &p);
    if (ok && p.block) {
        bool single = p.dim == dense->ndim && kt_sparse_of(sparse)->coalesced;
        AddBlock add = single ? plain_blocks[dense->dtype] : block_of(dense->dtype);
        for (int64_t i = 0; i < p.nnz; i++)
            add(ctx, dense->data + (size_t)place_of(sparse, &p, i) * p.bytes,
                p.data + (size_t)i * p.bytes, p.block, alpha);
    }
    drop_parts(ctx, &p);
    return ok;
}

KtTensor *kt_sparse_to_dense(KtCtx *ctx, KtTensor *t) {
    KtScalar one = kt_scalar_int(1);
    KtTensor *r = kt_zeros(ctx, t->dtype, t->ndim, t->sizes);
    if (r && !kt_sparse_add_into(ctx, r, t, &one)) {
        kt_decref(ctx, r);
        return NULL;
    }
    return r;
}

/* Which of entry i of a and entry k of b comes first: -1 a's, 1 b's, 0 they are at one place. */
static int first_of(const Parts *a, int64_t i, const Parts *b, int64_t k) {
    if (i >= a->nnz) return 1;
    if (k >= b->nnz) return -1;
    for (int d = 0; d < a->dim; d++) {
        int64_t x = a->at[d * a->nnz + i], y = b->at[d * b->nnz + k];
        if (x != y) return x < y ? -1 : 1;
    }
    return 0;
}

/* The walk along both; with indices and values NULL it counts only. */
static int64_t merge(KtCtx *ctx, const Parts *a, const Parts *b, AddBlock add,
                     const KtScalar *alpha, int64_t *indices, char *values, int64_t n) {
    KtScalar one = kt_scalar_int(1);
    int64_t i = 0, k = 0, to = 0;
    for (; i < a->nnz || k < b->nnz; to++) {
        int first = first_of(a, i, b, k);
        for (int d = 0; indices && d < a->dim; d++)
            indices[d * n + to] = first <= 0 ? a->at[d * a->nnz + i] : b->at[d * b->nnz + k];
        char *at = values ? values + (size_t)to * a->bytes : NULL;
        if (first <= 0 && at)
            plain_blocks[a->values->dtype](ctx, at, a->data + (size_t)i * a->bytes, a->block, &one);
        if (first >= 0 && at) add(ctx, at, b->data + (size_t)k * b->bytes, b->block, alpha);
        i += first <= 0;
        k += first >= 0;
    }
    return to;
}

/* Both one after the other: PyTorch's sum of values that do not lie in C order. */
static KtTensor *concatenated(KtCtx *ctx, KtTensor *a, KtTensor *b, const KtScalar *alpha) {
    const KtSparse *x = kt_sparse_of(a), *y = kt_sparse_of(b);
    KtTensor *cast = kt_cast(ctx, y->values, a->dtype),
             *scaled = cast ? kt_binary_ts(ctx, KT_OP_MUL, cast, alpha, a->dtype, NULL) : NULL,
             *indices =
                 scaled ? kt_cat(ctx, (KtTensor *[]){x->indices, y->indices}, 2, 1, NULL) : NULL,
             *values = indices ? kt_cat(ctx, (KtTensor *[]){x->values, scaled}, 2, 0, NULL) : NULL;
    kt_xdecref(ctx, cast);
    kt_xdecref(ctx, scaled);
    return with_parts(ctx, a, indices, values, false);
}

KtTensor *kt_sparse_add(KtCtx *ctx, KtTensor *a, KtTensor *b, const KtScalar *alpha) {
    if (!kt_same_shape(a, b) || kt_sparse_dim(a) != kt_sparse_dim(b))
        return kt_fail_null(ctx, KT_RUNTIME_ERROR, "sparse tensors of different shapes");
    if (!kt_is_contiguous(kt_sparse_of(a)->values) || !kt_is_contiguous(kt_sparse_of(b)->values))
        return concatenated(ctx, a, b, alpha);
    Parts x = {0}, y = {0};
    KtTensor *r = NULL;
    if (get_parts(ctx, a, a->dtype, &x) && get_parts(ctx, b, a->dtype, &y)) {
        AddBlock add = block_of(a->dtype);
        int64_t n = merge(ctx, &x, &y, add, alpha, NULL, NULL, 0), shape[2] = {x.dim, n},
                sizes[KT_MAX_DIMS + 1] = {n};
        memcpy(sizes + 1, a->sizes + x.dim, sizeof(int64_t) * (size_t)(a->ndim - x.dim));
        KtTensor *indices = kt_empty(ctx, KT_I64, 2, shape),
                 *values = indices ? kt_zeros(ctx, a->dtype, x.values->ndim, sizes) : NULL;
        if (values) merge(ctx, &x, &y, add, alpha, (int64_t *)indices->data, values->data, n);
        r = with_parts(ctx, a, indices, values,
                       kt_sparse_of(a)->coalesced && kt_sparse_of(b)->coalesced);
    }
    drop_parts(ctx, &x);
    drop_parts(ctx, &y);
    return r;
}

KtTensor *kt_sparse_sum(KtCtx *ctx, KtTensor *a, KtTensor *b) {
    KtScalar one = kt_scalar_int(1);
    if (kt_is_sparse(a) && kt_is_sparse(b)) {
        if (!kt_sparse_nnz(b)) return kt_sparse_clone(ctx, a);
        if (!kt_sparse_nnz(a)) return kt_sparse_clone(ctx, b);
        return kt_sparse_add(ctx, a, b, &one);
    }
    KtTensor *r = kt_copy_c(ctx, kt_is_sparse(a) ? b : a);
    if (r && !kt_sparse_add_into(ctx, r, kt_is_sparse(a) ? a : b, &one)) {
        kt_decref(ctx, r);
        return NULL;
    }
    return r;
}

/* ---- products ---- */

bool kt_sparse_mm_into(KtCtx *ctx, KtTensor *r, KtTensor *sparse, KtTensor *dense,
                       const KtScalar *alpha) {
    Parts p;
    KtTensor *d = kt_contiguous(ctx, dense);
    bool ok = d && sparse->ndim == 2 && kt_sparse_dim(sparse) == 2 && d->ndim == 2 &&
              r->ndim == 2 && kt_is_contiguous(r) && r->dtype == d->dtype &&
              r->sizes[0] == sparse->sizes[0] && r->sizes[1] == d->sizes[1] &&
              d->sizes[0] == sparse->sizes[1];
    if (!ok) {
        kt_xdecref(ctx, d);
        return kt_fail(ctx, KT_RUNTIME_ERROR, "a product of matrices that do not fit");
    }
    ok = get_parts(ctx, sparse, r->dtype, &p);
    int64_t n = r->sizes[1];
    size_t row = (size_t)n * r->itemsize;
    bool scaled = !(alpha->kind != KT_S_COMPLEX && kt_scalar_as_double(alpha) == 1);
    for (int64_t i = 0; ok && i < p.nnz && row; i++) {
        KtScalar v = kt_load_scalar(r->dtype, p.data + (size_t)i * p.bytes);
        if (scaled) { /* alpha times the value, rounded to the type */
            _Alignas(16) char product[16] = {0};
            plain_blocks[r->dtype](ctx, product, p.data + (size_t)i * p.bytes, 1, alpha);
            v = kt_load_scalar(r->dtype, product);
        }
        block_of(r->dtype)(ctx, r->data + (size_t)p.at[i] * row,
                           d->data + (size_t)p.at[p.nnz + i] * row, n, &v);
    }
    drop_parts(ctx, &p);
    kt_decref(ctx, d);
    return ok;
}

/* ---- gradients of tables ---- */

/* Leaves out the entries at `padding`. */
static bool leave_out(KtCtx *ctx, KtTensor **at, KtTensor **values, int64_t padding) {
    KtTensor *i = kt_contiguous(ctx, *at), *v = i ? kt_contiguous(ctx, *values) : NULL;
    int64_t n = i ? i->numel : 0, kept = 0, to = 0, shape[2] = {0, v ? v->sizes[1] : 0};
    const int64_t *p = i ? (const int64_t *)i->data : NULL;
    for (int64_t k = 0; v && k < n; k++)
        kept += p[k] != padding;
    shape[0] = kept;
    KtTensor *ri = v ? kt_empty(ctx, KT_I64, 1, &kept) : NULL,
             *rv = ri ? kt_empty(ctx, v->dtype, 2, shape) : NULL;
    size_t row = v ? (size_t)shape[1] * v->itemsize : 0;
    for (int64_t k = 0; rv && k < n; k++) {
        if (p[k] == padding) continue;
        ((int64_t *)ri->data)[to] = p[k];
        if (row) memcpy(rv->data + (size_t)to * row, v->data + (size_t)k * row, row);
        to++;
    }
    kt_xdecref(ctx, i);
    kt_xdecref(ctx, v);
    if (!rv) {
        kt_xdecref(ctx, ri);
        return false;
    }
    kt_decref(ctx, *at);
    kt_decref(ctx, *values);
    *at = ri;
    *values = rv;
    return true;
}

KtTensor *kt_sparse_rows(KtCtx *ctx, KtTensor *grad, KtTensor *index, int64_t rows,
                         int64_t padding_idx) {
    int64_t cols = grad->sizes[grad->ndim - 1], sizes[2] = {rows, cols};
    int64_t shape[2] = {index->numel, cols}, line[2] = {1, index->numel};
    KtTensor *i64 = kt_cast(ctx, index, KT_I64),
             *at = i64 ? kt_reshape(ctx, i64, 1, &index->numel) : NULL,
             *values = at ? kt_reshape(ctx, grad, 2, shape) : NULL, *r = NULL, *two = NULL;
    bool ok = values && (padding_idx < 0 || leave_out(ctx, &at, &values, padding_idx));
    if (ok) {
        line[1] = at->numel;
        two = kt_reshape(ctx, at, 2, line);
    }
    if (two) r = kt_sparse_new(ctx, two, values, 2, sizes, false);
    kt_xdecref(ctx, i64);
    kt_xdecref(ctx, at);
    kt_xdecref(ctx, values);
    kt_xdecref(ctx, two);
    return r;
}
