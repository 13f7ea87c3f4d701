/* Products of tensors: shapes, messages and batches around kt_gemm. No operand is copied for its
 * layout unless neither its rows nor its columns are contiguous. */
#include "linalg.h"

#include <cblas.h>
#include <math.h>

#include <stdio.h>
#include <string.h>

#include "blas_lazy.h"
#include "ops.h"
#include "small_product.h"

static KtMat mat(const KtTensor *t) { /* the last two dimensions */
    return (KtMat){t->data, t->strides[t->ndim - 2], t->strides[t->ndim - 1]};
}

static void *offset(const void *p, int64_t elements, size_t size) {
    return (char *)(uintptr_t)p + elements * (int64_t)size;
}

/* torch: an empty product asks for nothing, and the kernel is looked for before types are compared.
 */
static bool same_dtype(KtCtx *ctx, const KtTensor *a, const KtTensor *b, const char *kernel,
                       bool empty) {
    if (empty && !ctx->numpy) return true;
    if (!ctx->numpy && (a->dtype == KT_F16 || a->dtype == KT_BOOL))
        return kt_fail(ctx, KT_RUNTIME_ERROR, "\"%s\" not implemented for '%s'", kernel,
                       kt_dtype_info[a->dtype].scalar_name);
    return a->dtype == b->dtype ||
           kt_fail(ctx, KT_RUNTIME_ERROR, "expected scalar type %s but found %s",
                   kt_dtype_info[a->dtype].scalar_name, kt_dtype_info[b->dtype].scalar_name);
}

static KtTensor *shape_mismatch(KtCtx *ctx, int64_t m, int64_t k, int64_t k2, int64_t n) {
    return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                        "mat1 and mat2 shapes cannot be multiplied (%lldx%lld and %lldx%lld)",
                        (long long)m, (long long)k, (long long)k2, (long long)n);
}

static KtTensor *vector_mismatch(KtCtx *ctx, int64_t m, int64_t k, int64_t length) {
    return kt_fail_null(ctx, KT_RUNTIME_ERROR, "size mismatch, got %lld, %lldx%lld,%lld",
                        (long long)m, (long long)m, (long long)k, (long long)length);
}

/* The summand c and the factors a and b of a sum with a matrix product. */
static bool summand_dtype(KtCtx *ctx, const KtTensor *c, const KtTensor *a, const KtTensor *b) {
    const char *odd = c->dtype != b->dtype ? "self" : a->dtype != b->dtype ? "mat1" : NULL;
    return !odd || kt_fail(ctx, KT_RUNTIME_ERROR, "%s and mat2 must have the same dtype", odd);
}

static const char *size_text(const KtTensor *t, char *buf) { /* "[2, 3]" */
    int at = sprintf(buf, "[");
    for (int d = 0; d < t->ndim && at < 200; d++)
        at += sprintf(buf + at, "%s%lld", d ? ", " : "", (long long)t->sizes[d]);
    sprintf(buf + at, "]");
    return buf;
}

/* out if it fits, else a new tensor. An out of another shape is the face's to resize beforehand. */
static KtTensor *result(KtCtx *ctx, KtTensor *out, int dtype, int ndim, const int64_t *sizes) {
    if (!out) return kt_empty(ctx, dtype, ndim, sizes);
    bool fits = out->ndim == ndim && out->dtype == dtype && kt_is_contiguous(out);
    for (int d = 0; fits && d < ndim; d++)
        fits = out->sizes[d] == sizes[d];
    if (!fits)
        return kt_fail_null(ctx, ctx->numpy ? KT_VALUE_ERROR : KT_RUNTIME_ERROR,
                            "output tensor of a matrix product must be contiguous and have the "
                            "result's shape and dtype");
    out->storage->version++;
    return kt_incref(out);
}

/* Products read their operands by their C type: misaligned ones are copied first, and results of
 * such. */
typedef KtTensor *Product(KtCtx *ctx, KtTensor *a, KtTensor *b, KtTensor *out);
static KtTensor *of_aligned(KtCtx *ctx, Product *f, KtTensor *a, KtTensor *b, KtTensor *out) {
    bool apart = out && kt_is_misaligned(out);
    KtTensor *x = kt_aligned(ctx, a), *y = x ? kt_aligned(ctx, b) : NULL;
    KtTensor *to = !apart ? out : y ? kt_clone(ctx, out) : NULL;
    KtTensor *r = y && (to || !apart) ? f(ctx, x, y, to) : NULL;
    if (r && apart) {
        bool ok = kt_before_write(ctx, out) && kt_copy(ctx, out, r);
        kt_decref(ctx, r);
        r = ok ? kt_incref(out) : NULL;
    }
    if (apart) kt_xdecref(ctx, to);
    kt_xdecref(ctx, x);
    kt_xdecref(ctx, y);
    return r;
}
static inline bool any_misaligned(const KtTensor *a, const KtTensor *b, const KtTensor *out) {
    return kt_is_misaligned(a) || kt_is_misaligned(b) || (out && kt_is_misaligned(out));
}

static bool product(KtCtx *ctx, int dtype, int64_t m, int64_t n, int64_t k, KtMat a, KtMat b,
                    void *out) {
    return ctx->numpy ? kt_numpy_product(ctx, dtype, m, n, k, a, b, out)
                      : kt_gemm(ctx, dtype, m, n, k, 1, a, b, 0, out, n);
}

KtTensor *kt_mm(KtCtx *ctx, KtTensor *a, KtTensor *b, KtTensor *out) {
    if (KB_UNLIKELY(any_misaligned(a, b, out))) return of_aligned(ctx, kt_mm, a, b, out);
    if (a->ndim != 2) return kt_fail_null(ctx, KT_RUNTIME_ERROR, "self must be a matrix");
    if (b->ndim != 2) return kt_fail_null(ctx, KT_RUNTIME_ERROR, "mat2 must be a matrix");
    if (a->sizes[1] != b->sizes[0])
        return shape_mismatch(ctx, a->sizes[0], a->sizes[1], b->sizes[0], b->sizes[1]);
    int64_t sizes[2] = {a->sizes[0], b->sizes[1]};
    bool empty = sizes[0] == 0 || sizes[1] == 0;
    if (!same_dtype(ctx, a, b, "addmm_impl_cpu_", empty || a->sizes[1] == 0)) return NULL;
    KtTensor *c = result(ctx, out, a->dtype, 2, sizes);
    if (c && !ctx->numpy && a->sizes[1] == 0) /* sums of nothing, for which torch needs no kernel */
        memset(c->data, 0, (size_t)c->numel * c->itemsize);
    else if (c && !empty &&
             !product(ctx, a->dtype, sizes[0], sizes[1], a->sizes[1], mat(a), mat(b), c->data)) {
        kt_decref(ctx, c);
        return NULL;
    }
    return c;
}

enum { TORCH_BATCHED = 400 };

/* Batches of matrix products; strides may be 0 (broadcast operands are never copied). beta as gemm.
 */
static bool batched(KtCtx *ctx, int n_batch, const int64_t *batch, const KtTensor *a,
                    const int64_t *sa, const KtTensor *b, const int64_t *sb, double alpha,
                    double beta, KtTensor *c, int64_t m, int64_t n, int64_t k) {
    int64_t total = 1, index[KT_MAX_DIMS] = {0};
    for (int d = 0; d < n_batch; d++)
        total *= batch[d];
    KtMat ma = mat(a), mb = mat(b);
    size_t size = a->itemsize;
    char *pc = c->data;
    /* where torch calls no BLAS */
    bool in_steps = !ctx->numpy && m * n < TORCH_BATCHED && m * n * k < TORCH_BATCHED;
    KtSmallProduct small = ctx->numpy ? NULL : kt_gemm_small(ctx, a->dtype, m, n, k, mb, in_steps);
    bool whole = a->dtype == KT_BF16 && total * m * n * k > KT_BF16_ONEDNN;
    for (int64_t i = 0; i < total; i++) {
        if (a->dtype == KT_BF16 && k && (whole || in_steps))
            kt_gemm_bf16(whole, m, n, k, alpha, ma, mb, beta, pc, n);
        else if (small)
            small(m, n, k, alpha, ma, mb, beta, pc, n);
        else if (ctx->numpy) {
            if (!kt_numpy_product(ctx, a->dtype, m, n, k, ma, mb, pc)) return false;
        } else if (!(in_steps ? kt_gemm_in_steps : kt_gemm)(ctx, a->dtype, m, n, k, alpha, ma, mb,
                                                            beta, pc, n))
            return false;
        pc += m * n * (int64_t)size;
        for (int d = n_batch - 1; d >= 0; d--) {
            ma.data = offset(ma.data, sa[d], size);
            mb.data = offset(mb.data, sb[d], size);
            if (++index[d] < batch[d]) break;
            ma.data = offset(ma.data, -sa[d] * batch[d], size);
            mb.data = offset(mb.data, -sb[d] * batch[d], size);
            index[d] = 0;
        }
    }
    return true;
}

KtTensor *kt_bmm(KtCtx *ctx, KtTensor *a, KtTensor *b, KtTensor *out) {
    if (KB_UNLIKELY(any_misaligned(a, b, out))) return of_aligned(ctx, kt_bmm, a, b, out);
    if (a->ndim != 3) return kt_fail_null(ctx, KT_RUNTIME_ERROR, "batch1 must be a 3D tensor");
    if (b->ndim != 3) return kt_fail_null(ctx, KT_RUNTIME_ERROR, "batch2 must be a 3D tensor");
    if (a->sizes[0] != b->sizes[0] || a->sizes[2] != b->sizes[1])
        return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                            "Expected size for first two dimensions of batch2 tensor to be: [%lld, "
                            "%lld] but got: [%lld, %lld].",
                            (long long)a->sizes[0], (long long)a->sizes[2], (long long)b->sizes[0],
                            (long long)b->sizes[1]);
    int64_t sizes[3] = {a->sizes[0], a->sizes[1], b->sizes[2]};
    bool empty = sizes[0] == 0 || sizes[1] == 0 || sizes[2] == 0;
    if (!same_dtype(ctx, a, b, "bmm", empty || a->sizes[2] == 0)) return NULL;
    KtTensor *c = result(ctx, out, b->dtype, 3, sizes);
    if (c && !ctx->numpy && a->sizes[2] == 0)
        memset(c->data, 0, (size_t)c->numel * c->itemsize);
    else if (c && !empty &&
             !batched(ctx, 1, sizes, a, a->strides, b, b->strides, 1, 0, c, sizes[1], sizes[2],
                      a->sizes[2])) {
        kt_decref(ctx, c);
        return NULL;
    }
    return c;
}

/* Short vectors of floats as OpenBLAS adds them up: in order, in a double. Whether it fuses the
 * steps of doubles depends on its kernel for the CPU. */
enum { SHORT_F32 = 32 };
static void short_dot(const KtTensor *a, const KtTensor *b, float *out) {
    int64_t n = a->sizes[0], sa = a->strides[0], sb = b->strides[0];
    const float *x = (const float *)a->data, *y = (const float *)b->data;
    double sum = 0;
    for (int64_t i = 0; i < n; i++) {
        float product = x[i * sa] * y[i * sb];
        sum += (double)product;
    }
    *out = (float)sum;
}

/* Vectors of reals through BLAS, in pieces that an int counts. */
enum { DOT_PIECE = 1 << 30, DOT_STRIDE = 64 };
static bool blas_dot(const KtTensor *a, const KtTensor *b, void *out) {
    int64_t n = a->sizes[0], sa = a->strides[0], sb = b->strides[0];
    if (a->dtype != KT_F64 && a->dtype != KT_F32) return false;
    if (a->dtype == KT_F32 && n < SHORT_F32) {
        short_dot(a, b, out);
        return true;
    }
    const char *why;
    if (sa <= 0 || sb <= 0 || sa > DOT_STRIDE || sb > DOT_STRIDE || !kt_blas_load(&why))
        return false;
    double sum = 0;
    for (int64_t i = 0; i < n; i += DOT_PIECE) {
        int m = (int)(n - i < DOT_PIECE ? n - i : DOT_PIECE);
        if (a->dtype == KT_F64)
            sum += cblas_ddot(m, (const double *)a->data + i * sa, (int)sa,
                              (const double *)b->data + i * sb, (int)sb);
        else
            sum += (double)cblas_sdot(m, (const float *)a->data + i * sa, (int)sa,
                                      (const float *)b->data + i * sb, (int)sb);
    }
    if (a->dtype == KT_F64)
        *(double *)out = sum;
    else
        *(float *)out = (float)sum;
    return true;
}

static KtTensor *dot_anew(KtCtx *ctx, KtTensor *a, KtTensor *b, KtTensor *out) {
    (void)out;
    return kt_dot(ctx, a, b);
}
KtTensor *kt_dot(KtCtx *ctx, KtTensor *a, KtTensor *b) {
    if (KB_UNLIKELY(any_misaligned(a, b, NULL))) return of_aligned(ctx, dot_anew, a, b, NULL);
    if (a->ndim != 1 || b->ndim != 1)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                            "1D tensors expected, but got %dD and %dD tensors", a->ndim, b->ndim);
    if (a->dtype != b->dtype)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                            "dot : expected both vectors to have same dtype, but found %s and %s",
                            kt_dtype_info[a->dtype].scalar_name,
                            kt_dtype_info[b->dtype].scalar_name);
    if (a->sizes[0] != b->sizes[0])
        return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                            "inconsistent tensor size, expected tensor [%lld] and src [%lld] to "
                            "have the same number of "
                            "elements, but got %lld and %lld elements respectively",
                            (long long)a->sizes[0], (long long)b->sizes[0], (long long)a->sizes[0],
                            (long long)b->sizes[0]);
    if (!same_dtype(ctx, a, b, "dot", false)) return NULL;
    KtTensor *c = kt_empty(ctx, a->dtype, 0, NULL);
    if (c && !ctx->numpy && blas_dot(a, b, c->data)) return c;
    KtMat ma = {a->data, 0, a->strides[0]}, mb = {b->data, b->strides[0], 0};
    if (c && !product(ctx, a->dtype, 1, 1, a->sizes[0], ma, mb, c->data)) {
        kt_decref(ctx, c);
        return NULL;
    }
    return c;
}

KtTensor *kt_mv(KtCtx *ctx, KtTensor *a, KtTensor *v, KtTensor *out) {
    if (KB_UNLIKELY(any_misaligned(a, v, out))) return of_aligned(ctx, kt_mv, a, v, out);
    if (a->ndim == 0)
        return kt_fail_null(ctx, KT_INDEX_ERROR,
                            "Dimension specified as 0 but tensor has no dimensions");
    if (a->ndim != 2 || v->ndim != 1)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                            "vector + matrix @ vector expected, got 1, %d, %d", a->ndim, v->ndim);
    if (a->sizes[1] != v->sizes[0])
        return vector_mismatch(ctx, a->sizes[0], a->sizes[1], v->sizes[0]);
    bool empty = a->sizes[0] == 0 || a->sizes[1] == 0;
    if (!same_dtype(ctx, a, v, "addmv_impl_cpu", empty)) return NULL;
    /* of the vector's type, which differs from the matrix's only if there is nothing to compute */
    KtTensor *c = result(ctx, out, v->dtype, 1, a->sizes);
    KtMat mv = {v->data, v->strides[0], 0};
    if (c && !ctx->numpy && empty)
        memset(c->data, 0, (size_t)c->numel * c->itemsize);
    else if (c && !product(ctx, a->dtype, a->sizes[0], 1, a->sizes[1], mat(a), mv, c->data)) {
        kt_decref(ctx, c);
        return NULL;
    }
    return c;
}

KtTensor *kt_outer(KtCtx *ctx, KtTensor *a, KtTensor *b) {
    if (!ctx->numpy && (a->ndim != 1 || b->ndim != 1))
        return kt_fail_null(ctx, KT_RUNTIME_ERROR, "outer: Expected 1-D argument %s, but got %d-D",
                            a->ndim != 1 ? "self" : "vec2", a->ndim != 1 ? a->ndim : b->ndim);
    KtTensor *col = kt_reshape(ctx, a, 2, (int64_t[]){-1, 1}), *row = NULL, *c = NULL;
    if (col && (row = kt_reshape(ctx, b, 2, (int64_t[]){1, -1}))) {
        c = kt_binary(ctx, KT_OP_MUL, col, row, KT_NO_DTYPE, NULL);
    }
    kt_xdecref(ctx, col);
    kt_xdecref(ctx, row);
    return c;
}

static void *core_mismatch(KtCtx *ctx, int64_t got, int64_t wanted) {
    return kt_fail_null(
        ctx, KT_VALUE_ERROR,
        "matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature "
        "(n?,k),(k,m?)->(n?,m?) (size %lld is different from %lld)",
        (long long)got, (long long)wanted);
}

/* (batch..., m, k) @ (k, n) with foldable leading dimensions: one product. The operands' types
 * differ only if there is nothing to compute. */
static KtTensor *matmul_folded(KtCtx *ctx, KtTensor *a, KtTensor *b, KtTensor *out) {
    int64_t rows = 1, k = a->sizes[a->ndim - 1], sizes[KT_MAX_DIMS];
    for (int d = 0; d < a->ndim - 1; d++)
        rows *= sizes[d] = a->sizes[d];
    sizes[a->ndim - 1] = b->sizes[1];
    KtTensor *c = result(ctx, out, a->dtype, a->ndim, sizes);
    if (!c) return NULL;
    KtTensor *flat = kt_reshape(ctx, a, 2, (int64_t[]){rows, k});
    bool ok = flat && product(ctx, a->dtype, rows, b->sizes[1], k, mat(flat), mat(b), c->data);
    kt_xdecref(ctx, flat);
    if (!ok) {
        kt_decref(ctx, c);
        return NULL;
    }
    return c;
}

/* (m, k) @ (batch..., k, n) as torch folds it: one product of the rows of all b transposed with a
 * transposed, then transposed again. */
static KtTensor *matmul_turned(KtCtx *ctx, KtTensor *a, KtTensor *b, KtTensor *out) {
    int64_t m = a->sizes[0], k = a->sizes[1], n = b->sizes[b->ndim - 1], sizes[KT_MAX_DIMS];
    memcpy(sizes, b->sizes, sizeof *sizes * (size_t)b->ndim);
    sizes[b->ndim - 2] = n;
    sizes[b->ndim - 1] = m;
    KtMat at = mat(a), turned = {at.data, at.cs, at.rs};
    KtTensor *r = kt_empty(ctx, b->dtype, b->ndim, sizes),
             *bt = r ? kt_transpose(ctx, b, -2, -1) : NULL;
    int64_t rows = n;
    for (int d = 0; d < b->ndim - 2; d++)
        rows *= b->sizes[d];
    KtTensor *flat = bt ? kt_reshape(ctx, bt, 2, (int64_t[]){rows, k}) : NULL, *c = NULL;
    if (flat && kt_gemm(ctx, r->dtype, rows, m, k, 1, mat(flat), turned, 0, r->data, m))
        c = kt_transpose(ctx, r, -2, -1);
    kt_xdecref(ctx, r);
    kt_xdecref(ctx, bt);
    kt_xdecref(ctx, flat);
    if (!c || (!out && (m == 1 || n == 1 || c->numel == 0))) return c;
    KtTensor *to = result(ctx, out, c->dtype, c->ndim, c->sizes);
    bool ok = to && kt_copy(ctx, to, c);
    kt_decref(ctx, c);
    if (ok) return to;
    kt_xdecref(ctx, to);
    return NULL;
}

/* " (3,1,2)->(3,newaxis,newaxis)", of which the last two dimensions are no part of the batch. */
static size_t remapped(char *text, size_t size, const KtTensor *t) {
    char shape[300];
    size_t at = (size_t)snprintf(text, size, " %s->(",
                                 kt_shape_str_np(shape, sizeof shape, t->ndim, t->sizes));
    for (int d = 0; d < t->ndim - 2 && at < size; d++)
        at += (size_t)snprintf(text + at, size - at, "%lld,", (long long)t->sizes[d]);
    if (at < size) at += (size_t)snprintf(text + at, size - at, "newaxis,newaxis)");
    return at < size ? at : size - 1;
}

static bool batch_misfit(KtCtx *ctx, const KtTensor *a, const KtTensor *b) {
    char text[1400];
    size_t at = remapped(text, sizeof text / 2, a);
    remapped(text + at, sizeof text - at, b);
    return kt_fail(ctx, KT_VALUE_ERROR,
                   "operands could not be broadcast together with remapped shapes "
                   "[original->remapped]:%s  and requested shape (%lld,%lld)",
                   text, (long long)a->sizes[a->ndim - 2], (long long)b->sizes[b->ndim - 1]);
}

static bool broadcast_batch(KtCtx *ctx, const KtTensor *a, const KtTensor *b, int *n_batch,
                            int64_t *batch, int64_t *sa, int64_t *sb) {
    int na = a->ndim - 2, nb = b->ndim - 2, n = na > nb ? na : nb;
    for (int d = 0; d < n; d++) {
        int da = d - (n - na), db = d - (n - nb);
        int64_t x = da >= 0 ? a->sizes[da] : 1, y = db >= 0 ? b->sizes[db] : 1;
        if (x != y && x != 1 && y != 1) {
            if (ctx->numpy) return batch_misfit(ctx, a, b);
            return kt_fail(ctx, KT_RUNTIME_ERROR,
                           "The size of tensor a (%lld) must match the size of tensor b (%lld) at "
                           "non-singleton dimension %d",
                           (long long)x, (long long)y, d);
        }
        batch[d] = x == 1 ? y : x;
        sa[d] = da >= 0 && x != 1 ? a->strides[da] : 0;
        sb[d] = db >= 0 && y != 1 ? b->strides[db] : 0;
    }
    *n_batch = n;
    return true;
}

/* A batch of three dimensions, transposed, which torch does not fold. */
bool kt_is_turned_batch(const KtTensor *many) {
    return many->ndim == 3 && many->strides[2] != 1 &&
           many->strides[0] == many->sizes[1] * many->sizes[2];
}

/* Both operands have at least two dimensions. */
static KtTensor *matmul_nd(KtCtx *ctx, KtTensor *a, KtTensor *b, KtTensor *out) {
    int64_t m = a->sizes[a->ndim - 2], k = a->sizes[a->ndim - 1], n = b->sizes[b->ndim - 1];
    bool fits = k == b->sizes[b->ndim - 2];
    if (!fits && ctx->numpy) return core_mismatch(ctx, b->sizes[b->ndim - 2], k);
    /* NumPy multiplies matrix by matrix, as the place of a row among others decides how it is
     * rounded. */
    if (b->ndim == 2 && (ctx->numpy ? !kt_numpy_has_dot(a->dtype) : !kt_is_turned_batch(a))) {
        if (!fits) {
            int64_t rows = 1;
            for (int d = 0; d < a->ndim - 1; d++)
                rows *= a->sizes[d];
            return shape_mismatch(ctx, rows, k, b->sizes[0], n);
        }
        return same_dtype(ctx, a, b, "addmm_impl_cpu_", a->numel == 0 || b->numel == 0)
                   ? matmul_folded(ctx, a, b, out)
                   : NULL;
    }
    int64_t sizes[KT_MAX_DIMS], sa[KT_MAX_DIMS], sb[KT_MAX_DIMS];
    int nb = 0;
    if (!broadcast_batch(ctx, a, b, &nb, sizes, sa, sb)) return NULL;
    if (!fits) {
        int64_t total = 1;
        for (int d = 0; d < nb; d++)
            total *= sizes[d];
        return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                            "Expected size for first two dimensions of batch2 tensor to be: [%lld, "
                            "%lld] but got: [%lld, %lld].",
                            (long long)total, (long long)k, (long long)total,
                            (long long)b->sizes[b->ndim - 2]);
    }
    if (!same_dtype(ctx, a, b, "bmm", a->numel == 0 || b->numel == 0)) return NULL;
    sizes[nb] = m;
    sizes[nb + 1] = n;
    if (!ctx->numpy && a->ndim == 2 && !kt_is_turned_batch(b)) return matmul_turned(ctx, a, b, out);
    KtTensor *c = result(ctx, out, b->dtype, nb + 2, sizes);
    if (c && !batched(ctx, nb, sizes, a, sa, b, sb, 1, 0, c, m, n, k)) {
        kt_decref(ctx, c);
        return NULL;
    }
    return c;
}

/* torch folds the operand of more than two dimensions into a matrix when the other is a matrix or
 * a vector: `many` (transposed if it is the second one) times `few`. What it says if they do not
 * fit; true if the rest is to decide. */
static bool folded_fits(KtCtx *ctx, const KtTensor *a, const KtTensor *b) {
    bool swap = b->ndim > a->ndim;
    const KtTensor *many = swap ? b : a, *few = swap ? a : b;
    if (many->ndim < 3 || few->ndim > 2) return true;
    int row = many->ndim - (swap ? 1 : 2), inner = many->ndim - (swap ? 2 : 1);
    if (few->ndim == 2 && kt_is_turned_batch(many)) return true;
    int64_t k = many->sizes[inner], rows = many->sizes[row];
    for (int d = 0; d < many->ndim - 2; d++)
        rows *= many->sizes[d];
    int64_t k2 = few->sizes[swap ? few->ndim - 1 : 0];
    if (k != k2) {
        if (few->ndim == 1)
            vector_mismatch(ctx, rows, k, k2);
        else
            shape_mismatch(ctx, rows, k, k2, few->sizes[swap ? 0 : 1]);
        return false;
    }
    return same_dtype(ctx, many, few, few->ndim == 1 ? "addmv_impl_cpu" : "addmm_impl_cpu_",
                      many->sizes[row] == 0 || (few->ndim == 2 && few->sizes[swap ? 0 : 1] == 0) ||
                          many->numel == 0);
}

/* np.matmul of vectors and matrices: a vector on the left is a row, one on the right a column. */
static KtTensor *numpy_pair(KtCtx *ctx, KtTensor *a, KtTensor *b) {
    int64_t k = a->sizes[a->ndim - 1], k2 = b->sizes[0], sizes[2];
    if (k != k2) return core_mismatch(ctx, k2, k);
    KtMat ma = {a->data, 0, a->strides[a->ndim - 1]}, mb = {b->data, b->strides[0], 0};
    int64_t m = 1, n = 1;
    int ndim = 0;
    if (a->ndim == 2) {
        sizes[ndim++] = m = a->sizes[0];
        ma.rs = a->strides[0];
    }
    if (b->ndim == 2) {
        sizes[ndim++] = n = b->sizes[1];
        mb.cs = b->strides[1];
    }
    KtTensor *c = kt_empty(ctx, a->dtype, ndim, sizes);
    if (c && kt_numpy_product(ctx, a->dtype, m, n, k, ma, mb, c->data)) return c;
    kt_xdecref(ctx, c);
    return NULL;
}

/* A batch times a vector, or (left) a vector times a batch, as torch folds it: all rows, in the
 * latter of the transposed matrices, as one matrix times the vector. */
static KtTensor *rows_of_batch(KtCtx *ctx, KtTensor *many, KtTensor *v, bool left) {
    int64_t sizes[KT_MAX_DIMS], rows = 1;
    KtTensor *m = left ? kt_transpose(ctx, many, -2, -1) : kt_incref(many);
    if (!m) return NULL;
    for (int d = 0; d < m->ndim - 1; d++)
        rows *= sizes[d] = m->sizes[d];
    KtTensor *flat = kt_reshape(ctx, m, 2, (int64_t[]){rows, m->sizes[m->ndim - 1]}),
             *c = flat ? kt_mv(ctx, flat, v, NULL) : NULL,
             *r = c ? kt_reshape(ctx, c, m->ndim - 1, sizes) : NULL;
    kt_decref(ctx, m);
    kt_xdecref(ctx, flat);
    kt_xdecref(ctx, c);
    return r;
}
/* A vector becomes a matrix for the product and loses that dimension again. */
static KtTensor *with_vector(KtCtx *ctx, KtTensor *a, KtTensor *b, bool left) {
    KtTensor *m = kt_unsqueeze(ctx, left ? a : b, left ? 0 : 1), *r = NULL,
             *c = m ? matmul_nd(ctx, left ? m : a, left ? b : m, NULL) : NULL;
    if (c) {
        int drop = left ? c->ndim - 2 : c->ndim - 1;
        r = kt_squeeze_dims(ctx, c, 1, &drop);
    }
    kt_xdecref(ctx, m);
    kt_xdecref(ctx, c);
    return r;
}
KtTensor *kt_matmul(KtCtx *ctx, KtTensor *a, KtTensor *b, KtTensor *out) {
    if (KB_UNLIKELY(any_misaligned(a, b, out))) return of_aligned(ctx, kt_matmul, a, b, out);
    if (a->ndim == 0 || b->ndim == 0) {
        if (ctx->numpy)
            return kt_fail_null(ctx, KT_VALUE_ERROR,
                                "matmul: Input operand %d does not have enough dimensions (has 0, "
                                "gufunc core with signature "
                                "(n?,k),(k,m?)->(n?,m?) requires 1)",
                                a->ndim == 0 ? 0 : 1);
        return kt_fail_null(
            ctx, KT_RUNTIME_ERROR,
            "both arguments to matmul need to be at least 1D, but they are %dD and %dD", a->ndim,
            b->ndim);
    }
    if (ctx->numpy && a->ndim <= 2 && b->ndim <= 2 && a->dtype == b->dtype && !out)
        return numpy_pair(ctx, a, b);
    if (a->ndim == 1 && b->ndim == 1) return kt_dot(ctx, a, b);
    if (a->ndim == 2 && b->ndim == 1) return kt_mv(ctx, a, b, out);
    if (!ctx->numpy) {
        if (a->ndim == 2 && b->ndim == 2) return kt_mm(ctx, a, b, out);
        if (!folded_fits(ctx, a, b)) return NULL;
    }
    if (a->ndim >= 2 && b->ndim >= 2) return matmul_nd(ctx, a, b, out);
    bool left = a->ndim == 1;
    KtTensor *many = left ? b : a;
    KtTensor *r = !ctx->numpy && many->ndim > 2 ? rows_of_batch(ctx, many, left ? a : b, left)
                                                : with_vector(ctx, a, b, left);
    if (r && out) {
        bool ok = kt_copy(ctx, out, r);
        kt_decref(ctx, r);
        return ok ? kt_incref(out) : NULL;
    }
    return r;
}

/* c broadcast into a fresh C-ordered tensor of the product's shape, to be accumulated into. */
static KtTensor *start_from(KtCtx *ctx, KtTensor *c, int ndim, const int64_t *sizes) {
    KtTensor *e = kt_expand(ctx, c, ndim, sizes), *r = e ? kt_copy_c(ctx, e) : NULL;
    kt_xdecref(ctx, e);
    return r;
}

KtTensor *kt_addmm(KtCtx *ctx, KtTensor *c, KtTensor *a, KtTensor *b, double beta, double alpha,
                   KtTensor *out) {
    if (!summand_dtype(ctx, c, a, b)) return NULL;
    if (a->ndim != 2 || b->ndim != 2)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR, "%s must be a matrix, got %d-D tensor",
                            a->ndim != 2 ? "mat1" : "mat2", a->ndim != 2 ? a->ndim : b->ndim);
    if (a->sizes[1] != b->sizes[0])
        return shape_mismatch(ctx, a->sizes[0], a->sizes[1], b->sizes[0], b->sizes[1]);
    int64_t sizes[2] = {a->sizes[0], b->sizes[1]};
    KtTensor *r = start_from(ctx, c, 2, sizes);
    if (!r) return NULL;
    if (!kt_gemm(ctx, a->dtype, sizes[0], sizes[1], a->sizes[1], alpha, mat(a), mat(b), beta,
                 r->data, sizes[1]))
        goto fail;
    if (out) {
        if (!kt_copy(ctx, out, r)) goto fail;
        kt_decref(ctx, r);
        return kt_incref(out);
    }
    return r;
fail:
    kt_decref(ctx, r);
    return NULL;
}

KtTensor *kt_baddbmm(KtCtx *ctx, KtTensor *c, KtTensor *a, KtTensor *b, double beta, double alpha) {
    if (a->ndim != 3 || b->ndim != 3)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR, "%s must be a 3D tensor",
                            a->ndim != 3 ? "batch1" : "batch2");
    if (a->sizes[0] != b->sizes[0] || a->sizes[2] != b->sizes[1])
        return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                            "Expected size for first two dimensions of batch2 tensor to be: [%lld, "
                            "%lld] but got: [%lld, %lld].",
                            (long long)a->sizes[0], (long long)a->sizes[2], (long long)b->sizes[0],
                            (long long)b->sizes[1]);
    if (!same_dtype(ctx, a, b, "baddbmm", false) || !same_dtype(ctx, a, c, "baddbmm", false))
        return NULL;
    int64_t sizes[3] = {a->sizes[0], a->sizes[1], b->sizes[2]};
    KtTensor *r = start_from(ctx, c, 3, sizes);
    if (r && !batched(ctx, 1, sizes, a, a->strides, b, b->strides, alpha, beta, r, sizes[1],
                      sizes[2], a->sizes[2])) {
        kt_decref(ctx, r);
        return NULL;
    }
    return r;
}

/* bias added to x w': one product that starts from it, where torch does so or it is the same. */
static bool fused_bias(const KtTensor *x, const KtTensor *w, const KtTensor *bias) {
    return x->ndim == 2 || (x->ndim == 3 && kt_is_contiguous(x)) ||
           (bias->dtype == x->dtype && bias->ndim == 1 && bias->sizes[0] == w->sizes[0]);
}

static bool linear_fits(KtCtx *ctx, const KtTensor *x, const KtTensor *w, const KtTensor *bias,
                        int64_t rows) {
    int64_t k = x->sizes[x->ndim - 1];
    if (bias && x->ndim > 1 && x->ndim < 4 && !summand_dtype(ctx, bias, x, w)) return false;
    if (k != w->sizes[1]) return shape_mismatch(ctx, rows, k, w->sizes[1], w->sizes[0]);
    return same_dtype(ctx, x, w, "addmm_impl_cpu_", rows == 0 || w->sizes[0] == 0);
}

/* x w' + bias, the bias as in an addition of its own. */
static KtTensor *linear_then_bias(KtCtx *ctx, KtTensor *x, KtTensor *w, KtTensor *bias) {
    KtTensor *r = kt_linear(ctx, x, w, NULL), *sum;
    if (!r) return NULL;
    int dtype = kt_promote_torch(r->dtype, bias->dtype);
    if (!kt_can_cast_torch(dtype, r->dtype))
        sum = kt_fail_null(ctx, KT_RUNTIME_ERROR,
                           "result type %s can't be cast to the desired output type %s",
                           kt_dtype_info[dtype].scalar_name, kt_dtype_info[r->dtype].scalar_name);
    else
        sum = kt_binary(ctx, KT_OP_ADD, r, bias, r->dtype, NULL);
    if (sum && !kt_same_shape(sum, r)) {
        char own[300], both[300];
        kt_shape_str(own, sizeof own, r->ndim, r->sizes);
        kt_shape_str(both, sizeof both, sum->ndim, sum->sizes);
        kt_decref(ctx, sum);
        sum = kt_fail_null(ctx, KT_RUNTIME_ERROR,
                           "output with shape %s doesn't match the broadcast shape %s", own, both);
    }
    kt_decref(ctx, r);
    return sum;
}

KtTensor *kt_linear(KtCtx *ctx, KtTensor *x, KtTensor *w, KtTensor *bias) {
    if (w->ndim > 2)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                            "t() expects a tensor with <= 2 dimensions, but self is %dD", w->ndim);
    if (bias && w->ndim < 2 && (x->ndim == 2 || (x->ndim == 3 && kt_is_contiguous(x)))) {
        if (x->dtype != w->dtype)
            return kt_fail_null(ctx, KT_RUNTIME_ERROR, "self and mat2 must have the same dtype");
        return kt_fail_null(ctx, KT_RUNTIME_ERROR, "mat2 must be a matrix, got %d-D tensor",
                            w->ndim);
    }
    if (x->ndim == 0 || w->ndim == 0)
        return kt_fail_null(
            ctx, KT_RUNTIME_ERROR,
            "both arguments to matmul need to be at least 1D, but they are %dD and %dD", x->ndim,
            w->ndim);
    bool turned = w->ndim == 2 && kt_is_turned_batch(x) && !(bias && kt_is_contiguous(x));
    if (bias && (w->ndim == 1 || turned || !fused_bias(x, w, bias)))
        return linear_then_bias(ctx, x, w, bias);
    if (w->ndim == 1) return kt_matmul(ctx, x, w, NULL);
    if (turned) {
        KtTensor *wt = kt_transpose(ctx, w, 0, 1), *r = wt ? kt_matmul(ctx, x, wt, NULL) : NULL;
        kt_xdecref(ctx, wt);
        return r;
    }
    int64_t k = x->sizes[x->ndim - 1], n = w->sizes[0], rows = 1, sizes[KT_MAX_DIMS];
    for (int d = 0; d < x->ndim - 1; d++)
        rows *= sizes[d] = x->sizes[d];
    sizes[x->ndim - 1] = n;
    if (!linear_fits(ctx, x, w, bias, rows)) return NULL;
    if (bias && x->ndim == 3 && bias->ndim == 1 && bias->sizes[0] != n && bias->sizes[0] != 1) {
        KtTensor *wide = kt_expand(ctx, bias, 2, (int64_t[]){rows, n}); /* for its message */
        kt_xdecref(ctx, wide);
        return NULL;
    }
    KtTensor *flat = x->ndim == 2 ? kt_incref(x) : kt_reshape(ctx, x, 2, (int64_t[]){rows, k});
    KtTensor *r = flat ? (bias ? start_from(ctx, bias, x->ndim, sizes)
                               : kt_empty(ctx, x->dtype, x->ndim, sizes))
                       : NULL;
    KtMat wt = {w->data, w->strides[1], w->strides[0]};
    if (r && !kt_gemm(ctx, x->dtype, rows, n, k, 1, mat(flat), wt, bias ? 1 : 0, r->data, n)) {
        kt_decref(ctx, r);
        r = NULL;
    }
    kt_xdecref(ctx, flat);
    return r;
}

KtTensor *kt_trace(KtCtx *ctx, KtTensor *a, int64_t diagonal_offset) {
    if (!ctx->numpy && a->ndim != 2)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR, "trace: expected a matrix");
    char buf[256];
    if (a->ndim < 2)
        return kt_fail_null(ctx, KT_VALUE_ERROR,
                            "diag requires an array of at least two dimensions, got shape %s",
                            size_text(a, buf));
    KtTensor *d = kt_diagonal(ctx, a, diagonal_offset, 0, 1);
    if (!d) return NULL;
    int last = d->ndim - 1;
    KtTensor *r;
    if (!ctx->numpy && d->numel && kt_is_inexact_dtype(d->dtype)) { /* one after the other */
        KtTensor *sums = kt_cumulate(ctx, KT_OP_CUMSUM, d, 0, KT_NO_DTYPE, NULL),
                 *end = sums ? kt_select(ctx, sums, 0, -1) : NULL;
        r = end ? kt_clone(ctx, end) : NULL;
        kt_xdecref(ctx, sums);
        kt_xdecref(ctx, end);
    } else {
        r = kt_reduce(ctx, KT_OP_SUM, d, &last, 1, false, KT_NO_DTYPE, NULL);
    }
    kt_decref(ctx, d);
    return r;
}
