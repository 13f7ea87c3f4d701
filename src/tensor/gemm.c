/* The matrix product of two strided matrices: OpenBLAS for what it is good at, own loops for small
 * products (a BLAS call costs 22 ns before it multiplies anything) and for types it does not have.
 *
 * Large products are cut into row blocks over the context's pool; the cut depends on the size only,
 * so results do not depend on the number of threads. */
#include "linalg.h"

#include <cblas.h>
#include <string.h>

#include "blas_lazy.h"
#include "half.h"
#include "kernels.h"
#include "small_product.h"
#include "threads.h"

#define PARALLEL_PRODUCT 200000 /* m n k from which rows are split over the pool */
#define ROWS_PER_TASK    64
#define COLUMNS_PER_TASK 96

/* ---- types without BLAS ---- */

#define PLAIN_GEMM(NAME_, CT, ACC)                                                                 \
    static void NAME_(int64_t m, int64_t n, int64_t k, ACC alpha, KtMat a, KtMat b, ACC beta,      \
                      CT *c, int64_t ldc) {                                                        \
        for (int64_t i = 0; i < m; i++)                                                            \
            for (int64_t j = 0; j < n; j++) {                                                      \
                ACC s = 0;                                                                         \
                const CT *p = (const CT *)a.data + i * a.rs, *q = (const CT *)b.data + j * b.cs;   \
                for (int64_t l = 0; l < k; l++)                                                    \
                    s += (ACC)p[l * a.cs] * (ACC)q[l * b.rs];                                      \
                c[i * ldc + j] = (CT)(alpha * s + (beta != 0 ? beta * (ACC)c[i * ldc + j] : 0));   \
            }                                                                                      \
    }
PLAIN_GEMM(plain_u8, uint8_t, uint64_t)
PLAIN_GEMM(plain_u16, uint16_t, uint64_t)
PLAIN_GEMM(plain_u32, uint32_t, uint64_t)
PLAIN_GEMM(plain_i64, uint64_t, uint64_t) /* wraps as the originals do */

static void plain_bool(int64_t m, int64_t n, int64_t k, KtMat a, KtMat b, uint8_t *c, int64_t ldc) {
    for (int64_t i = 0; i < m; i++)
        for (int64_t j = 0; j < n; j++) {
            const uint8_t *p = (const uint8_t *)a.data + i * a.rs,
                          *q = (const uint8_t *)b.data + j * b.cs;
            uint8_t any = 0;
            for (int64_t l = 0; l < k && !any; l++)
                any = p[l * a.cs] && q[l * b.rs];
            c[i * ldc + j] = any;
        }
}

/* Half types accumulate in float, as the originals on CPUs without half arithmetic. */
static void plain_half(int dtype, int64_t m, int64_t n, int64_t k, float alpha, KtMat a, KtMat b,
                       float beta, uint16_t *c, int64_t ldc) {
    for (int64_t i = 0; i < m; i++)
        for (int64_t j = 0; j < n; j++) {
            const uint16_t *p = (const uint16_t *)a.data + i * a.rs,
                           *q = (const uint16_t *)b.data + j * b.cs;
            float s = 0;
            for (int64_t l = 0; l < k; l++) {
                KtScalar x = kt_load_scalar(dtype, p + l * a.cs),
                         y = kt_load_scalar(dtype, q + l * b.rs);
                s += (float)x.f * (float)y.f;
            }
            s *= alpha;
            if (beta != 0) {
                KtScalar old = kt_load_scalar(dtype, c + i * ldc + j);
                s += beta * (float)old.f;
            }
            KtScalar r = kt_scalar_float(s);
            kt_store_scalar(dtype, c + i * ldc + j, &r);
        }
}

/* How PyTorch multiplies matrices of bfloat16: large ones by oneDNN, which sums in float. Else its
 * own loops round every product and every sum, but for the loop of a transposed first and a plain
 * second operand. Its gemm has columns as BLAS; a result in rows is that of the exchanged and
 * transposed operands. */
static bool bf16_sums_in_float(int64_t m, int64_t n, int64_t k, KtMat a, KtMat b, int64_t ldc) {
    if (m * n * k > KT_BF16_ONEDNN) return true;
    if (b.cs == 0) return false; /* a vector */
    if (ldc == 1) {              /* a single column */
        bool plain = a.rs == 1 && a.cs >= m;
        return !plain && b.rs == 1 && b.cs >= k;
    }
    bool plain = b.cs == 1 && b.rs >= n, second_turned = a.rs == 1 && a.cs >= m;
    return !plain && b.rs == 1 && b.cs >= k && ((a.cs == 1 && a.rs >= k) || !second_turned);
}
static inline float bf16(float x) {
    return kt_bf16_to_float(kt_float_to_bf16(x));
}
static void bf16_in_steps(int64_t m, int64_t n, int64_t k, float alpha, KtMat a, KtMat b,
                          float beta, KtBF16 *c, int64_t ldc) {
    bool rows = ldc != 1;
    for (int64_t i = 0; i < m; i++)
        for (int64_t j = 0; j < n; j++) {
            const KtBF16 *p = (const KtBF16 *)a.data + i * a.rs,
                         *q = (const KtBF16 *)b.data + j * b.cs;
            KtBF16 *to = c + i * ldc + j;
            float s = beta != 0 ? bf16(beta * kt_bf16_to_float(*to)) : 0;
            for (int64_t l = 0; l < k; l++) {
                float x = kt_bf16_to_float(p[l * a.cs]), y = kt_bf16_to_float(q[l * b.rs]);
                s = bf16(s + bf16(rows ? alpha * x * y : alpha * y * x));
            }
            *to = kt_float_to_bf16(s);
        }
}
void kt_gemm_bf16(bool sums_in_float, int64_t m, int64_t n, int64_t k, double alpha, KtMat a,
                  KtMat b, double beta, void *c, int64_t ldc) {
    if (sums_in_float)
        plain_half(KT_BF16, m, n, k, (float)alpha, a, b, (float)beta, c, ldc);
    else
        bf16_in_steps(m, n, k, (float)alpha, a, b, (float)beta, c, ldc);
}

#define LONG_GEMM(NAME_, K, ACC, LOAD, STORE, PRODUCT)                                             \
    static void NAME_(int64_t m, int64_t n, int64_t k, double alpha, KtMat a, KtMat b,             \
                      double beta, K *c, int64_t ldc) {                                            \
        for (int64_t i = 0; i < m; i++)                                                            \
            for (int64_t j = 0; j < n; j++) {                                                      \
                ACC s = 0;                                                                         \
                const K *p = (const K *)a.data + i * a.rs, *q = (const K *)b.data + j * b.cs;      \
                for (int64_t l = 0; l < k; l++) {                                                  \
                    ACC x = LOAD(p[l * a.cs]), y = LOAD(q[l * b.rs]);                              \
                    s += PRODUCT;                                                                  \
                }                                                                                  \
                s *= (long double)alpha;                                                           \
                if (beta != 0) s += (long double)beta * LOAD(c[i * ldc + j]);                      \
                c[i * ldc + j] = STORE(s);                                                         \
            }                                                                                      \
    }
static inline long double _Complex long_product(long double _Complex x, long double _Complex y) {
    long double a = __real__ x, b = __imag__ x, c = __real__ y, d = __imag__ y;
    return __builtin_complex(a * c - b * d, a * d + b * c);
}
LONG_GEMM(plain_long, KtLong, long double, kt_long_load, kt_long_store, x *y)
LONG_GEMM(plain_long_complex, KtLongComplex, long double _Complex, kt_long_complex_load,
          kt_long_complex_store, long_product(x, y))

static bool plain_gemm(KtCtx *ctx, KtDtype dtype, int64_t m, int64_t n, int64_t k, double alpha,
                       KtMat a, KtMat b, double beta, void *c, int64_t ldc) {
    if (!ctx->numpy && (dtype == KT_BOOL || dtype == KT_F16))
        return kt_fail(ctx, KT_RUNTIME_ERROR, "\"addmm_impl_cpu_\" not implemented for '%s'",
                       kt_dtype_info[dtype].scalar_name);
    switch (dtype) {
    case KT_BOOL:
        plain_bool(m, n, k, a, b, c, ldc);
        return true;
    case KT_U8:
    case KT_I8:
        plain_u8(m, n, k, (uint64_t)(int64_t)alpha, a, b, (uint64_t)(int64_t)beta, c, ldc);
        return true;
    case KT_I16:
    case KT_U16:
        plain_u16(m, n, k, (uint64_t)(int64_t)alpha, a, b, (uint64_t)(int64_t)beta, c, ldc);
        return true;
    case KT_I32:
    case KT_U32:
        plain_u32(m, n, k, (uint64_t)(int64_t)alpha, a, b, (uint64_t)(int64_t)beta, c, ldc);
        return true;
    case KT_LD:
        plain_long(m, n, k, alpha, a, b, beta, c, ldc);
        return true;
    case KT_CLD:
        plain_long_complex(m, n, k, alpha, a, b, beta, c, ldc);
        return true;
    case KT_I64:
    case KT_U64:
    case KT_LL:
    case KT_ULL:
        plain_i64(m, n, k, (uint64_t)(int64_t)alpha, a, b, (uint64_t)(int64_t)beta, c, ldc);
        return true;
    case KT_F16:
        plain_half(dtype, m, n, k, (float)alpha, a, b, (float)beta, c, ldc);
        return true;
    case KT_BF16:
        kt_gemm_bf16(bf16_sums_in_float(m, n, k, a, b, ldc), m, n, k, alpha, a, b, beta, c, ldc);
        return true;
    default:
        return kt_fail(ctx, KT_RUNTIME_ERROR, "\"addmm_impl_cpu_\" not implemented for '%s'",
                       kt_dtype_info[dtype].scalar_name);
    }
}

/* ---- BLAS ---- */

typedef struct Gemm {
    int dtype;
    int64_t m, n, k, lda, ldb, ldc;
    CBLAS_TRANSPOSE ta, tb;
    double alpha, beta;
    const char *a, *b;
    char *c;
    size_t size;
    bool vector; /* b is one column, a vector of that step */
    bool column; /* the result is a matrix of one column, which PyTorch hands over as such */
    int64_t step;
} Gemm;

static void gemm_rows(void *arg, int64_t begin, int64_t end) {
    const Gemm *g = arg;
    int m = (int)(end - begin), n = (int)g->n, k = (int)g->k, lda = (int)g->lda, ldb = (int)g->ldb,
        ldc = (int)g->ldc;
    const char *a = g->a + (size_t)(begin * (g->ta == CblasNoTrans ? g->lda : 1)) * g->size;
    char *c = g->c + (size_t)(begin * g->ldc) * g->size;
    CBLAS_ORDER order = CblasRowMajor;
    CBLAS_TRANSPOSE ta = g->ta, tb = g->tb;
    if (g->column) {
        order = CblasColMajor;
        ta = ta == CblasNoTrans ? CblasTrans : CblasNoTrans;
        tb = tb == CblasNoTrans ? CblasTrans : CblasNoTrans;
        ldc = m;
    }
    switch (g->dtype) {
    case KT_F32:
        if (g->vector)
            cblas_sgemv(CblasRowMajor, g->ta, g->ta == CblasNoTrans ? m : k,
                        g->ta == CblasNoTrans ? k : m, (float)g->alpha, (const float *)a, lda,
                        (const float *)g->b, (int)g->step, (float)g->beta, (float *)c, ldc);
        else
            cblas_sgemm(order, ta, tb, m, n, k, (float)g->alpha, (const float *)a, lda,
                        (const float *)g->b, ldb, (float)g->beta, (float *)c, ldc);
        break;
    case KT_F64:
        if (g->vector)
            cblas_dgemv(CblasRowMajor, g->ta, g->ta == CblasNoTrans ? m : k,
                        g->ta == CblasNoTrans ? k : m, g->alpha, (const double *)a, lda,
                        (const double *)g->b, (int)g->step, g->beta, (double *)c, ldc);
        else
            cblas_dgemm(order, ta, tb, m, n, k, g->alpha, (const double *)a, lda,
                        (const double *)g->b, ldb, g->beta, (double *)c, ldc);
        break;
    case KT_C64: {
        float al[2] = {(float)g->alpha, 0}, be[2] = {(float)g->beta, 0};
        cblas_cgemm(order, ta, tb, m, n, k, al, a, lda, g->b, ldb, be, c, ldc);
        break;
    }
    default: {
        double al[2] = {g->alpha, 0}, be[2] = {g->beta, 0};
        cblas_zgemm(order, ta, tb, m, n, k, al, a, lda, g->b, ldb, be, c, ldc);
    }
    }
}

/* Strides that gemm can take: unit columns (NoTrans) or unit rows (Trans), leading dimension at
 * least the row length. A dimension of size 1 may have any stride, but where its strides say how it
 * lies they are believed, as PyTorch does: a column that is a row transposed takes another loop of
 * OpenBLAS, which adds in another order. */
static bool blas_layout(KtMat x, int64_t rows, int64_t cols, CBLAS_TRANSPOSE *t, int64_t *ld) {
    bool plain = x.cs == 1 && x.rs >= cols, turned = x.rs == 1 && x.cs >= rows;
    if (plain != turned) {
        *t = plain ? CblasNoTrans : CblasTrans;
        *ld = plain ? x.rs : x.cs;
        return *ld <= INT32_MAX;
    }
    if ((x.cs == 1 || cols == 1) && (x.rs >= cols || rows == 1)) {
        *t = CblasNoTrans;
        *ld = rows == 1 || x.rs < cols ? (cols > 0 ? cols : 1) : x.rs;
        return *ld <= INT32_MAX;
    }
    if ((x.rs == 1 || rows == 1) && (x.cs >= rows || cols == 1)) {
        *t = CblasTrans;
        *ld = cols == 1 || x.cs < rows ? (rows > 0 ? rows : 1) : x.cs;
        return *ld <= INT32_MAX;
    }
    return false;
}

#define PACK(T)                                                                                    \
    static void pack_##T(T *out, const T *x, int64_t rs, int64_t cs, int64_t rows, int64_t cols) { \
        for (int64_t i = 0; i < rows; i++, out += cols)                                            \
            if (cs == 0)                                                                           \
                for (int64_t j = 0; j < cols; j++)                                                 \
                    out[j] = x[i * rs];                                                            \
            else                                                                                   \
                for (int64_t j = 0; j < cols; j++)                                                 \
                    out[j] = x[i * rs + j * cs];                                                   \
    }
typedef struct TwoWords {
    uint64_t a, b;
} TwoWords;
PACK(uint32_t)
PACK(uint64_t)
PACK(TwoWords)

static void pack(char *out, KtMat x, int64_t rows, int64_t cols, size_t size) {
    void *to = out;
    if (size == 4)
        pack_uint32_t(to, x.data, x.rs, x.cs, rows, cols);
    else if (size == 8)
        pack_uint64_t(to, x.data, x.rs, x.cs, rows, cols);
    else
        pack_TwoWords(to, x.data, x.rs, x.cs, rows, cols);
}

static void scale_c(int dtype, int64_t m, int64_t n, double beta, char *c, int64_t ldc) {
    size_t size = kt_dtype_size(dtype);
    for (int64_t i = 0; i < m; i++)
        for (int64_t j = 0; j < n; j++) {
            char *p = c + (size_t)(i * ldc + j) * size;
            if (beta == 0) {
                memset(p, 0, size);
            } else {
                KtScalar s = kt_load_scalar(dtype, p);
                if (s.kind == KT_S_COMPLEX) {
                    s.c.re *= beta;
                    s.c.im *= beta;
                } else if (s.kind == KT_S_FLOAT) {
                    s.f *= beta;
                } else {
                    s.i = (int64_t)((uint64_t)s.i * (uint64_t)(int64_t)beta);
                }
                kt_store_scalar(dtype, p, &s);
            }
        }
}

/* Products of single complex numbers. Each of the four real ones is added to a zero, so that no
 * part is a negative zero unless both summands are. */
static void complex_outer(int dtype, int64_t m, int64_t n, KtMat a, KtMat b, char *c, int64_t ldc) {
    int64_t size = (int64_t)kt_dtype_size(dtype);
    for (int64_t i = 0; i < m; i++)
        for (int64_t j = 0; j < n; j++) {
            KtScalar x = kt_load_scalar(dtype, (const char *)a.data + i * a.rs * size);
            KtScalar y = kt_load_scalar(dtype, (const char *)b.data + j * b.cs * size);
            bool single = dtype == KT_C64;
            double rr = x.c.re * y.c.re + 0.0, ii = x.c.im * y.c.im + 0.0;
            double ri = x.c.re * y.c.im + 0.0, ir = x.c.im * y.c.re + 0.0;
            KtScalar r = single ? kt_scalar_complex((float)rr - (float)ii, (float)ri + (float)ir)
                                : kt_scalar_complex(rr - ii, ri + ir);
            kt_store_scalar(dtype, c + (i * ldc + j) * size, &r);
        }
}

static bool is_small(int64_t m, int64_t n, int64_t k) {
    return m * n <= KT_SMALL_PRODUCT && m * n * k <= KT_SMALL_PRODUCT;
}

/* Products of complex numbers in steps, as is_small's of real ones. */
#define COMPLEX_IN_STEPS(NAME, T)                                                                  \
    static void NAME(int64_t m, int64_t n, int64_t k, T alpha, KtMat a, KtMat b, T beta, T *c,     \
                     int64_t ldc) {                                                                \
        for (int64_t i = 0; i < m; i++)                                                            \
            for (int64_t j = 0; j < n; j++) {                                                      \
                T *out = c + 2 * (i * ldc + j), re = 0, im = 0;                                    \
                if (beta != 0) re = out[0] * beta, im = out[1] * beta;                             \
                for (int64_t l = 0; l < k; l++) {                                                  \
                    const T *x = (const T *)a.data + 2 * (i * a.rs + l * a.cs),                    \
                            *y = (const T *)b.data + 2 * (l * b.rs + j * b.cs);                    \
                    T xr = alpha * x[0], xi = alpha * x[1];                                        \
                    re += xr * y[0] - xi * y[1];                                                   \
                    im += xr * y[1] + xi * y[0];                                                   \
                }                                                                                  \
                out[0] = re;                                                                       \
                out[1] = im;                                                                       \
            }                                                                                      \
    }
COMPLEX_IN_STEPS(complex_in_steps_f32, float)
COMPLEX_IN_STEPS(complex_in_steps_f64, double)

/* Whether OpenBLAS adds up every element in one chain along k. Its kernel for AVX2 has loops of
 * eight steps, which in blocks of 8 x 4 floats, and in some of doubles, add to two or four sums at
 * a time; for processors that it knows to have AVX-512 it has small products with sums in lanes,
 * from some k on. */
enum { STEPS_K = 8, LANES_K = 32 };
static bool in_one_chain(bool wide, int64_t m, int64_t n, int64_t k) {
    if (k < STEPS_K) return true;
    return k < LANES_K && (wide ? m < 4 && n < 4 : m < 4 || n < 8);
}

/* The loops that round as the original, which leaves a vector to gemv. */
KtSmallProduct kt_gemm_small(const KtCtx *ctx, int dtype, int64_t m, int64_t n, int64_t k, KtMat b,
                             bool in_steps) {
    bool real = dtype == KT_F32 || dtype == KT_F64;
    if (!real || !is_small(m, n, k) || m == 0 || n == 0 || k == 0) return NULL;
    const KtSmallProducts *small = ctx->kernels->small;
    bool vector = n == 1 && b.cs == 0, wide = dtype == KT_F64;
    if (in_steps) return small->in_steps[wide];
    return !vector && in_one_chain(wide, m, n, k) ? small->fused[wide] : NULL;
}

bool kt_gemm_in_steps(KtCtx *ctx, int dtype, int64_t m, int64_t n, int64_t k, double alpha, KtMat a,
                      KtMat b, double beta, void *c, int64_t ldc) {
    KtSmallProduct small = kt_gemm_small(ctx, dtype, m, n, k, b, true);
    if (!small && (!is_small(m, n, k) || k == 0 || !kt_is_complex_dtype((KtDtype)dtype)))
        return kt_gemm(ctx, dtype, m, n, k, alpha, a, b, beta, c, ldc);
    if (small)
        small(m, n, k, alpha, a, b, beta, c, ldc);
    else if (dtype == KT_C64)
        complex_in_steps_f32(m, n, k, (float)alpha, a, b, (float)beta, c, ldc);
    else
        complex_in_steps_f64(m, n, k, alpha, a, b, beta, c, ldc);
    return true;
}

bool kt_gemm_blas(KtCtx *ctx, int dtype, int64_t m, int64_t n, int64_t k, double alpha, KtMat a,
                  KtMat b, double beta, void *c, int64_t ldc) {
    if (m > INT32_MAX || n > INT32_MAX || k > INT32_MAX || ldc > INT32_MAX)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "matrix dimensions over 2^31 - 1 are not supported by BLAS");
    const char *why;
    if (!kt_blas_load(&why)) return kt_fail(ctx, KT_RUNTIME_ERROR, "%s", why);
    size_t size = kt_dtype_size(dtype);
    Gemm g = {.dtype = dtype,
              .m = m,
              .n = n,
              .k = k,
              .ldc = ldc,
              .alpha = alpha,
              .beta = beta,
              .a = a.data,
              .b = b.data,
              .c = c,
              .size = size};
    void *pa = NULL, *pb = NULL;
    size_t na = (size_t)(m * k) * size, nb = (size_t)(k * n) * size;
    bool ok = true;
    if (!blas_layout(a, m, k, &g.ta, &g.lda)) {
        if ((pa = kb_malloc(ctx->alloc, na))) pack(pa, a, m, k, size);
        ok = pa != NULL;
        g.a = pa;
        g.ta = CblasNoTrans;
        g.lda = k;
    }
    if (ok && !blas_layout(b, k, n, &g.tb, &g.ldb)) {
        if ((pb = kb_malloc(ctx->alloc, nb))) pack(pb, b, k, n, size);
        ok = pb != NULL;
        g.b = pb;
        g.tb = CblasNoTrans;
        g.ldb = n;
    }
    g.vector = n == 1 && b.cs == 0 && b.rs > 0 && b.rs <= INT32_MAX && g.b == b.data &&
               (dtype == KT_F32 || dtype == KT_F64);
    g.step = b.rs;
    g.column = !ctx->numpy && n == 1 && ldc == 1 && !g.vector;
    if (!ok)
        kt_fail_memory(ctx, na);
    else if (ctx->n_threads > 1 && m * n * k >= PARALLEL_PRODUCT && m >= 2 * ROWS_PER_TASK)
        kt_parallel_for(ctx, m, ROWS_PER_TASK, gemm_rows, &g);
    else
        gemm_rows(&g, 0, m);
    if (pa) kb_free(ctx->alloc, pa, na);
    if (pb) kb_free(ctx->alloc, pb, nb);
    return ok;
}

bool kt_gemm(KtCtx *ctx, int dtype, int64_t m, int64_t n, int64_t k, double alpha, KtMat a, KtMat b,
             double beta, void *c, int64_t ldc) {
    if (m == 0 || n == 0) return true;
    if (k == 0) {
        if (beta != 1) scale_c(dtype, m, n, beta, c, ldc);
        return true;
    }
    bool blas = dtype == KT_F32 || dtype == KT_F64 || dtype == KT_C64 || dtype == KT_C128;
    if (!blas) return plain_gemm(ctx, (KtDtype)dtype, m, n, k, alpha, a, b, beta, c, ldc);
    KtSmallProduct small = kt_gemm_small(ctx, dtype, m, n, k, b, false);
    if (small) {
        small(m, n, k, alpha, a, b, beta, c, ldc);
        return true;
    }
    if (k == 1 && alpha == 1 && beta == 0 && m * n <= KT_SMALL_PRODUCT &&
        kt_is_complex_dtype(dtype)) {
        complex_outer(dtype, m, n, a, b, c, ldc);
        return true;
    }
    return kt_gemm_blas(ctx, dtype, m, n, k, alpha, a, b, beta, c, ldc);
}

/* ---- by the own kernel ---- */

#define DEPTH 384 /* steps of k after which sums may be cut: 72 KB of B for a column of tiles */

typedef struct OwnGemm {
    KtCtx *ctx;
    int64_t m, k, b_row, ldc;
    KtMat a;
    const float *b;
    float *c;
    bool add;
} OwnGemm;

static void own_columns(void *arg, int64_t begin, int64_t end) {
    const OwnGemm *g = arg;
    for (int64_t k = 0; k < g->k; k += DEPTH)
        g->ctx->kernels->gemm_f32(g->m, end - begin, k + DEPTH < g->k ? DEPTH : g->k - k,
                                  (const float *)g->a.data + k * g->a.cs, g->a.rs, g->a.cs,
                                  g->b + k * g->b_row + begin, g->b_row, g->c + begin, g->ldc,
                                  k || g->add);
}

static void own_gemm(KtCtx *ctx, int64_t n, OwnGemm g) {
    if (ctx->n_threads > 1 && g.m * n * g.k >= PARALLEL_PRODUCT)
        kt_parallel_for(ctx, n, COLUMNS_PER_TASK, own_columns, &g);
    else
        own_columns(&g, 0, n);
}

bool kt_gemm_free(KtCtx *ctx, int dtype, int64_t m, int64_t n, int64_t k, KtMat a, KtMat b,
                  bool add, void *c, int64_t ldc) {
    if (dtype != KT_F32 || !ctx->kernels->gemm_f32 || b.cs != 1 || k == 0)
        return kt_gemm(ctx, dtype, m, n, k, 1, a, b, add, c, ldc);
    own_gemm(ctx, n, (OwnGemm){ctx, m, k, b.rs, ldc, a, b.data, c, add});
    return true;
}
