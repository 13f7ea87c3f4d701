/* Products by the routes that NumPy takes: which routine of BLAS, or which loop of its own, decides
 * how a sum is rounded. np.matmul looks at the strides of each pair of matrices and leaves to its
 * own loops what BLAS cannot take as it lies; np.dot copies such operands first, and sums up vector
 * by vector above two dimensions.
 *
 * A product of several rows and columns is gemm's, and here kt_gemm's, which has loops of the same
 * rounding. */
#include <cblas.h>
#include <string.h>

#include "blas_lazy.h"
#include "kernels.h"
#include "linalg.h"
#include "small_product.h"

typedef struct Lines { /* of a matrix that BLAS takes as it lies */
    const void *data;
    bool turned; /* its columns are dense, not its rows */
    int64_t apart;
} Lines;

typedef struct Routes {
    void (*dot)(int64_t n, const void *x, int64_t sx, const void *y, int64_t sy, void *out);
    /* out becomes a (m x n) times the vector x of step sx */
    void (*gemv)(int64_t m, int64_t n, Lines a, const void *x, int64_t sx, void *out);
    /* out of step so grows by one number times x */
    void (*axpy)(int64_t n, const void *one, const void *x, int64_t sx, void *out, int64_t so);
    /* out (n x n) becomes a (n x k) times itself turned */
    void (*syrk)(int64_t n, int64_t k, Lines a, void *out);
    /* in the order in which it is written down, every product and every sum rounded */
    bool (*in_steps)(KtCtx *ctx, int64_t m, int64_t n, int64_t k, KtMat a, KtMat b, void *out);
} Routes;

/* ---- BLAS, of one type each ---- */

enum { DOT_PIECE = 1 << 30 }; /* elements that NumPy hands over at once */
static inline bool blas_step(int64_t step) {
    return step > 0 && step <= INT32_MAX;
}

/* OpenBLAS adds up floats in doubles. Products of fewer than this many it takes one by one. */
enum { SHORT_F32 = 32 };
static void dot_f32(int64_t n, const void *a, int64_t sa, const void *b, int64_t sb, void *out) {
    const float *x = a, *y = b;
    double sum = 0;
    float plain = 0;
    if (n < SHORT_F32 && sa == 1 && sb == 1) {
        for (int64_t i = 0; i < n; i++) {
            float product = x[i] * y[i];
            sum += (double)product;
        }
        plain = (float)sum;
    } else if (blas_step(sa) && blas_step(sb)) {
        for (int64_t i = 0; i < n; i += DOT_PIECE)
            sum += (double)cblas_sdot((int)(n - i < DOT_PIECE ? n - i : DOT_PIECE), x + i * sa,
                                      (int)sa, y + i * sb, (int)sb);
        plain = (float)sum;
    } else {
        for (int64_t i = 0; i < n; i++)
            plain += x[i * sa] * y[i * sb];
    }
    memcpy(out, &plain, sizeof plain);
}
static void dot_f64(int64_t n, const void *a, int64_t sa, const void *b, int64_t sb, void *out) {
    const double *x = a, *y = b;
    double sum = 0;
    if (blas_step(sa) && blas_step(sb))
        for (int64_t i = 0; i < n; i += DOT_PIECE)
            sum += cblas_ddot((int)(n - i < DOT_PIECE ? n - i : DOT_PIECE), x + i * sa, (int)sa,
                              y + i * sb, (int)sb);
    else
        for (int64_t i = 0; i < n; i++)
            sum += x[i * sa] * y[i * sb];
    memcpy(out, &sum, sizeof sum);
}
#define COMPLEX_DOT(NAME, T, DOTU)                                                                 \
    static void NAME(int64_t n, const void *a, int64_t sa, const void *b, int64_t sb, void *out) { \
        const T *x = a, *y = b;                                                                    \
        T re = 0, im = 0;                                                                          \
        if (blas_step(sa) && blas_step(sb)) {                                                      \
            double sum[2] = {0, 0};                                                                \
            for (int64_t i = 0; i < n; i += DOT_PIECE) {                                           \
                T part[2];                                                                         \
                DOTU((int)(n - i < DOT_PIECE ? n - i : DOT_PIECE), x + 2 * i * sa, (int)sa,        \
                     y + 2 * i * sb, (int)sb, part);                                               \
                sum[0] += (double)part[0];                                                         \
                sum[1] += (double)part[1];                                                         \
            }                                                                                      \
            re = (T)sum[0];                                                                        \
            im = (T)sum[1];                                                                        \
        } else {                                                                                   \
            for (int64_t i = 0; i < n; i++) {                                                      \
                const T *p = x + 2 * i * sa, *q = y + 2 * i * sb;                                  \
                re += p[0] * q[0] - p[1] * q[1];                                                   \
                im += p[0] * q[1] + p[1] * q[0];                                                   \
            }                                                                                      \
        }                                                                                          \
        memcpy(out, (T[2]){re, im}, 2 * sizeof(T));                                                \
    }
COMPLEX_DOT(dot_c64, float, cblas_cdotu_sub)
COMPLEX_DOT(dot_c128, double, cblas_zdotu_sub)

/* T: of a part; N: parts of an element; ONE, ZERO: as the routine takes them */
#define BLAS_ROUTES(SUFFIX, T, N, GEMV, SYRK, ONE, ZERO)                                           \
    static void gemv_##SUFFIX(int64_t m, int64_t n, Lines a, const void *x, int64_t sx,            \
                              void *out) {                                                         \
        if (a.turned)                                                                              \
            GEMV(CblasRowMajor, CblasTrans, (int)n, (int)m, ONE, a.data, (int)a.apart, x, (int)sx, \
                 ZERO, out, 1);                                                                    \
        else                                                                                       \
            GEMV(CblasColMajor, CblasTrans, (int)n, (int)m, ONE, a.data, (int)a.apart, x, (int)sx, \
                 ZERO, out, 1);                                                                    \
    }                                                                                              \
    static void syrk_##SUFFIX(int64_t n, int64_t k, Lines a, void *out) {                          \
        T(*c)[N] = out;                                                                            \
        SYRK(CblasRowMajor, CblasUpper, a.turned ? CblasTrans : CblasNoTrans, (int)n, (int)k, ONE, \
             a.data, (int)a.apart, ZERO, out, (int)n);                                             \
        for (int64_t i = 1; i < n; i++)                                                            \
            for (int64_t j = 0; j < i; j++)                                                        \
                memcpy(c[i * n + j], c[j * n + i], sizeof *c);                                     \
    }
#define REAL_AXPY(NAME, T, AXPY)                                                                   \
    static void NAME(int64_t n, const void *one, const void *x, int64_t sx, void *out,             \
                     int64_t so) {                                                                 \
        AXPY((int)n, *(const T *)one, x, (int)sx, out, (int)so);                                   \
    }
#define COMPLEX_AXPY(NAME, AXPY)                                                                   \
    static void NAME(int64_t n, const void *one, const void *x, int64_t sx, void *out,             \
                     int64_t so) {                                                                 \
        AXPY((int)n, one, x, (int)sx, out, (int)so);                                               \
    }
REAL_AXPY(axpy_f32, float, cblas_saxpy)
REAL_AXPY(axpy_f64, double, cblas_daxpy)
COMPLEX_AXPY(axpy_c64, cblas_caxpy)
COMPLEX_AXPY(axpy_c128, cblas_zaxpy)

static const float c64_one[2] = {1, 0}, c64_zero[2] = {0, 0};
static const double c128_one[2] = {1, 0}, c128_zero[2] = {0, 0};
BLAS_ROUTES(f32, float, 1, cblas_sgemv, cblas_ssyrk, 1, 0)
BLAS_ROUTES(f64, double, 1, cblas_dgemv, cblas_dsyrk, 1, 0)
BLAS_ROUTES(c64, float, 2, cblas_cgemv, cblas_csyrk, c64_one, c64_zero)
BLAS_ROUTES(c128, double, 2, cblas_zgemv, cblas_zsyrk, c128_one, c128_zero)

/* ---- loops ---- */

enum { FEW_ROWS = 4 }; /* for which a dense copy of b does not pay */
static bool real_in_steps(KtCtx *ctx, int dtype, int64_t m, int64_t n, int64_t k, KtMat a, KtMat b,
                          void *out) {
    size_t size = kt_dtype_size(dtype);
    void *copy = NULL;
    if (b.cs != 1 && n > 1 && m > FEW_ROWS) {
        if (!(copy = kb_malloc(ctx->alloc, (size_t)(n * k) * size)))
            return kt_fail_memory(ctx, (size_t)(n * k) * size);
        for (int64_t l = 0; l < k; l++)
            for (int64_t j = 0; j < n; j++)
                memcpy((char *)copy + (size_t)(l * n + j) * size,
                       (const char *)b.data + (l * b.rs + j * b.cs) * (int64_t)size, size);
        b = (KtMat){copy, n, 1};
    }
    ctx->kernels->small->in_steps[dtype == KT_F64](m, n, k, 1, a, b, 0, out, n);
    if (copy) kb_free(ctx->alloc, copy, (size_t)(n * k) * size);
    return true;
}
static bool in_steps_f32(KtCtx *ctx, int64_t m, int64_t n, int64_t k, KtMat a, KtMat b, void *out) {
    return real_in_steps(ctx, KT_F32, m, n, k, a, b, out);
}
static bool in_steps_f64(KtCtx *ctx, int64_t m, int64_t n, int64_t k, KtMat a, KtMat b, void *out) {
    return real_in_steps(ctx, KT_F64, m, n, k, a, b, out);
}
#define COMPLEX_IN_STEPS(NAME, T)                                                                  \
    static bool NAME(KtCtx *ctx, int64_t m, int64_t n, int64_t k, KtMat a, KtMat b, void *out) {   \
        (void)ctx;                                                                                 \
        T *c = out;                                                                                \
        for (int64_t i = 0; i < m; i++)                                                            \
            for (int64_t j = 0; j < n; j++, c += 2) {                                              \
                const T *x = (const T *)a.data + 2 * i * a.rs,                                     \
                        *y = (const T *)b.data + 2 * j * b.cs;                                     \
                T re = 0, im = 0;                                                                  \
                for (int64_t l = 0; l < k; l++, x += 2 * a.cs, y += 2 * b.rs) {                    \
                    re += x[0] * y[0] - x[1] * y[1];                                               \
                    im += x[0] * y[1] + x[1] * y[0];                                               \
                }                                                                                  \
                c[0] = re;                                                                         \
                c[1] = im;                                                                         \
            }                                                                                      \
        return true;                                                                               \
    }
COMPLEX_IN_STEPS(in_steps_c64, float)
COMPLEX_IN_STEPS(in_steps_c128, double)

static const Routes *routes_of(int dtype) {
    static const Routes f32 = {dot_f32, gemv_f32, axpy_f32, syrk_f32, in_steps_f32},
                        f64 = {dot_f64, gemv_f64, axpy_f64, syrk_f64, in_steps_f64},
                        c64 = {dot_c64, gemv_c64, axpy_c64, syrk_c64, in_steps_c64},
                        c128 = {dot_c128, gemv_c128, axpy_c128, syrk_c128, in_steps_c128};
    return dtype == KT_F64    ? &f64
           : dtype == KT_F32  ? &f32
           : dtype == KT_C128 ? &c128
           : dtype == KT_C64  ? &c64
                              : NULL;
}

static bool have_blas(KtCtx *ctx) {
    const char *why;
    return kt_blas_load(&why) || kt_fail(ctx, KT_RUNTIME_ERROR, "%s", why);
}

/* ---- np.matmul ---- */

static bool dense_lines(int64_t apart, int64_t step, int64_t length) {
    return step == 1 && apart >= length && apart <= INT32_MAX;
}
/* Of a matrix that has more than one row and column. */
static bool lines(KtMat x, int64_t rows, int64_t columns, Lines *to) {
    *to = (Lines){x.data, false, x.rs};
    if (dense_lines(x.rs, x.cs, columns)) return true;
    *to = (Lines){x.data, true, x.cs};
    return dense_lines(x.cs, x.rs, rows);
}
static KtMat transposed(KtMat x) {
    return (KtMat){x.data, x.cs, x.rs};
}

bool kt_numpy_product(KtCtx *ctx, int dtype, int64_t m, int64_t n, int64_t k, KtMat a, KtMat b,
                      void *out) {
    const Routes *routes = routes_of(dtype);
    if (!routes || m == 0 || n == 0 || k == 0)
        return kt_gemm(ctx, dtype, m, n, k, 1, a, b, 0, out, n);
    if (m > INT32_MAX || n > INT32_MAX || k > INT32_MAX)
        return routes->in_steps(ctx, m, n, k, a, b, out);
    if (!have_blas(ctx)) return false;
    Lines p, q;
    if (m == 1 && n == 1) {
        routes->dot(k, a.data, a.cs, b.data, b.rs, out);
        return true;
    }
    if (k == 1) return routes->in_steps(ctx, m, n, k, a, b, out);
    if (m == 1) {
        if (!blas_step(a.cs) || !lines(transposed(b), n, k, &q))
            return routes->in_steps(ctx, m, n, k, a, b, out);
        routes->gemv(n, k, q, a.data, a.cs, out);
        return true;
    }
    if (!lines(a, m, k, &p)) return routes->in_steps(ctx, m, n, k, a, b, out);
    if (n == 1) {
        if (!blas_step(b.rs)) return routes->in_steps(ctx, m, n, k, a, b, out);
        routes->gemv(m, k, p, b.data, b.rs, out);
        return true;
    }
    if (!lines(b, k, n, &q)) return routes->in_steps(ctx, m, n, k, a, b, out);
    bool same = a.data == b.data && m == n && a.rs == b.cs && a.cs == b.rs && p.turned != q.turned;
    if (!same || kt_gemm_small(ctx, dtype, m, n, k, b, false))
        return kt_gemm(ctx, dtype, m, n, k, 1, a, b, 0, out, n);
    routes->syrk(n, k, p, out);
    return true;
}

/* ---- np.dot ---- */

bool kt_numpy_has_dot(int dtype) {
    return routes_of(dtype) != NULL;
}

/* Whether dot copies it before it looks at its shape. */
static bool odd_strides(const KtTensor *x) {
    for (int d = 0; d < x->ndim; d++)
        if (x->strides[d] < 0 || (x->strides[d] == 0 && x->sizes[d] > 1)) return true;
    return false;
}
static KtMat matrix(const KtTensor *x, bool column) {
    if (x->ndim == 2) return (KtMat){x->data, x->strides[0], x->strides[1]};
    return column ? (KtMat){x->data, x->strides[0], 0} : (KtMat){x->data, 0, x->strides[0]};
}

/* What dot makes of an operand: odd ones, and matrices that lie in one piece in neither order, are
 * copied. */
static KtTensor *dense(KtCtx *ctx, KtTensor *x, bool is_matrix) {
    bool whole = kt_is_contiguous(x) || kt_is_fortran(x);
    return odd_strides(x) || (is_matrix && !whole) ? kt_copy_c(ctx, x) : kt_incref(x);
}

/* BLAS counts in ints. */
static void scale_line(const Routes *routes, size_t size, int64_t n, const void *one,
                       const char *from, int64_t step, char *to, int64_t to_step) {
    const int64_t piece = blas_step(step) && blas_step(to_step) ? DOT_PIECE : 1;
    for (int64_t i = 0; i < n; i += piece)
        routes->axpy(n - i < piece ? n - i : piece, one, from + i * step * (int64_t)size,
                     piece > 1 ? step : 1, to + i * to_step * (int64_t)size,
                     piece > 1 ? to_step : 1);
}

/* The longer lines of a matrix are scaled one by one. */
KtTensor *kt_numpy_scaled(KtCtx *ctx, KtTensor *one, KtTensor *all) {
    KtTensor *r = kt_zeros(ctx, all->dtype, all->ndim, all->sizes);
    KtTensor *x = r && have_blas(ctx) ? kt_aligned(ctx, all) : NULL;
    KtTensor *y = x ? dense(ctx, x, false) : NULL, *f = y ? kt_aligned(ctx, one) : NULL;
    if (f && r->numel) {
        KtMat to = matrix(r, false), from = matrix(y, false);
        int64_t n = y->sizes[y->ndim - 1], m = y->numel / n, size = r->itemsize;
        if (m >= n) {
            int64_t t = m;
            m = n;
            n = t;
            to = transposed(to);
            from = transposed(from);
        }
        for (int64_t i = 0; i < m; i++)
            scale_line(routes_of(r->dtype), r->itemsize, n, f->data,
                       (const char *)from.data + i * from.rs * size, from.cs,
                       r->data + i * to.rs * size, to.cs);
    }
    bool ok = f != NULL;
    kt_xdecref(ctx, x);
    kt_xdecref(ctx, y);
    kt_xdecref(ctx, f);
    if (ok) return r;
    kt_xdecref(ctx, r);
    return NULL;
}

static KtTensor *dot_of_matrices(KtCtx *ctx, KtTensor *x, KtTensor *y) {
    int64_t m = x->ndim == 2 ? x->sizes[0] : 1, k = x->sizes[x->ndim - 1],
            n = y->ndim == 2 ? y->sizes[1] : 1;
    int64_t sizes[2];
    int ndim = 0;
    if (x->ndim == 2) sizes[ndim++] = m;
    if (y->ndim == 2) sizes[ndim++] = n;
    KtTensor *r = kt_empty(ctx, x->dtype, ndim, sizes);
    KtTensor *p = r ? dense(ctx, x, m > 1 && k > 1) : NULL,
             *q = p ? dense(ctx, y, n > 1 && k > 1) : NULL;
    bool ok = q != NULL;
    if (ok) {
        KtMat a = matrix(p, false), b = matrix(q, true);
        if (k == 1 && m > 1 && n > 1)
            ok = kt_gemm_blas(ctx, x->dtype, m, n, k, 1, a, b, 0, r->data, n);
        else
            ok = kt_numpy_product(ctx, x->dtype, m, n, k, a, b, r->data);
    }
    kt_xdecref(ctx, p);
    kt_xdecref(ctx, q);
    if (ok) return r;
    kt_xdecref(ctx, r);
    return NULL;
}

/* Steps through all but one dimension of a tensor, the last one fastest. */
typedef struct Walk {
    const KtTensor *t;
    int without;
    int64_t index[KT_MAX_DIMS], at; /* in elements */
} Walk;
static void step(Walk *w) {
    for (int d = w->t->ndim - 1; d >= 0; d--) {
        if (d == w->without) continue;
        w->at += w->t->strides[d];
        if (++w->index[d] < w->t->sizes[d]) return;
        w->at -= w->t->strides[d] * w->t->sizes[d];
        w->index[d] = 0;
    }
}

/* Every vector along the last dimension of x with every one along `axis` of y. */
static KtTensor *dot_of_vectors(KtCtx *ctx, KtTensor *x, KtTensor *y, int axis) {
    int64_t sizes[2 * KT_MAX_DIMS], k = x->sizes[x->ndim - 1], rows = 1, columns = 1;
    int ndim = 0;
    for (int d = 0; d < x->ndim - 1; d++)
        rows *= sizes[ndim++] = x->sizes[d];
    for (int d = 0; d < y->ndim; d++)
        if (d != axis) columns *= sizes[ndim++] = y->sizes[d];
    KtTensor *r = kt_empty(ctx, x->dtype, ndim, sizes);
    if (!r || !have_blas(ctx)) {
        kt_xdecref(ctx, r);
        return NULL;
    }
    const Routes *routes = routes_of(x->dtype);
    char *to = r->data;
    int64_t size = r->itemsize;
    Walk row = {.t = x, .without = x->ndim - 1};
    for (int64_t i = 0; i < rows && columns; i++, step(&row)) {
        Walk column = {.t = y, .without = axis};
        for (int64_t j = 0; j < columns; j++, step(&column), to += size)
            routes->dot(k, x->data + row.at * size, x->strides[x->ndim - 1],
                        y->data + column.at * size, y->strides[axis], to);
    }
    return r;
}

KtTensor *kt_numpy_dot(KtCtx *ctx, KtTensor *x, KtTensor *y) {
    KtTensor *a = kt_aligned(ctx, x), *b = a ? kt_aligned(ctx, y) : NULL, *r = NULL;
    if (b)
        r = a->ndim <= 2 && b->ndim <= 2 ? dot_of_matrices(ctx, a, b)
                                         : dot_of_vectors(ctx, a, b, b->ndim > 1 ? b->ndim - 2 : 0);
    kt_xdecref(ctx, a);
    kt_xdecref(ctx, b);
    return r;
}
