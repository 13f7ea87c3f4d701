/* Running sums, products, maxima; differences. In order along the dimension, as the originals. */
#include <complex.h>
#include <math.h>

#include "ew.h"
#include "lines.h"
#include "shape.h"

typedef struct Scan {
    int64_t n, out_step, in_step;
    bool from_zero; /* PyTorch adds the first element to 0, which makes it of -0 */
} Scan;

/* Without C's special care for infinities, as both originals. (The C library leaves CMPLX out for
 * clang.) */
#define PLAIN_PRODUCT(name, C, T, re, im)                                                          \
    static inline C name(C a, C b) {                                                               \
        T x = re(a), y = im(a), u = re(b), v = im(b);                                              \
        return __builtin_complex((T)(x * u - y * v), (T)(x * v + y * u));                          \
    }
PLAIN_PRODUCT(product_c64, float _Complex, float, crealf, cimagf)
PLAIN_PRODUCT(product_c128, double _Complex, double, creal, cimag)

/* PyTorch's, whose first products are fused with the sums. */
static inline double _Complex fused_product(double _Complex a, double _Complex b) {
    double x = creal(a), y = cimag(a), u = creal(b), v = cimag(b);
    return __builtin_complex(fma(x, u, -(y * v)), fma(x, v, y * u));
}

#define LONG_SCAN(name, K, A, LOAD, STORE, E)                                                      \
    static void name(void *arg, char *const *p) {                                                  \
        const Scan *s = arg;                                                                       \
        char *o = p[0];                                                                            \
        const char *a = p[1];                                                                      \
        if (s->n == 0) return;                                                                     \
        A v = LOAD(*(const K *)a);                                                                 \
        *(K *)o = STORE(v);                                                                        \
        for (int64_t i = 1; i < s->n; i++) {                                                       \
            o += s->out_step;                                                                      \
            a += s->in_step;                                                                       \
            A x = LOAD(*(const K *)a);                                                             \
            v = E;                                                                                 \
            *(K *)o = STORE(v);                                                                    \
        }                                                                                          \
    }
PLAIN_PRODUCT(product_cld, long double _Complex, long double, creall, cimagl)
LONG_SCAN(sum_ld, KtLong, long double, kt_long_load, kt_long_store, v + x)
LONG_SCAN(prod_ld, KtLong, long double, kt_long_load, kt_long_store, v *x)
LONG_SCAN(sum_cld, KtLongComplex, long double _Complex, kt_long_complex_load, kt_long_complex_store,
          v + x)
LONG_SCAN(prod_cld, KtLongComplex, long double _Complex, kt_long_complex_load,
          kt_long_complex_store, product_cld(v, x))

/* running sums of floats are carried in double by PyTorch (at::acc_type on the CPU), not by NumPy
 */
#define SCAN(name, T, A, E)                                                                        \
    static void name(void *arg, char *const *p) {                                                  \
        typedef T In KT_ANYWHERE;                                                                  \
        const Scan *s = arg;                                                                       \
        char *o = p[0];                                                                            \
        const char *a = p[1];                                                                      \
        if (s->n == 0) return;                                                                     \
        A v = *(const In *)a;                                                                      \
        if (s->from_zero) v = v + (A)0;                                                            \
        *(T *)o = (T)v;                                                                            \
        for (int64_t i = 1; i < s->n; i++) {                                                       \
            o += s->out_step;                                                                      \
            a += s->in_step;                                                                       \
            A x = *(const In *)a;                                                                  \
            v = E;                                                                                 \
            *(T *)o = (T)v;                                                                        \
        }                                                                                          \
    }
SCAN(sum_i64, uint64_t, uint64_t, v + x)
SCAN(sum_f32, float, float, v + x)
SCAN(sum_f32_wide, float, double, v + x)
SCAN(sum_f64, double, double, v + x)
SCAN(sum_c64, float _Complex, float _Complex, v + x)
SCAN(sum_c64_wide, float _Complex, double _Complex, v + x)
SCAN(sum_c128, double _Complex, double _Complex, v + x)
SCAN(prod_i64, uint64_t, uint64_t, v *x)
SCAN(prod_f32, float, float, v *x)
SCAN(prod_f32_wide, float, double, v *x)
SCAN(prod_f64, double, double, v *x)
SCAN(prod_c64, float _Complex, float _Complex, product_c64(v, x))
SCAN(prod_c128, double _Complex, double _Complex, product_c128(v, x))
SCAN(prod_c64_fused, float _Complex, double _Complex, fused_product(v, x))
SCAN(prod_c128_fused, double _Complex, double _Complex, fused_product(v, x))

static double log_add(double a, double b) {
    double lo = a < b ? a : b, hi = a < b ? b : a;
    if (a != a || b != b) return a + b;
    return lo != hi || isfinite(lo) ? log1p(exp(lo - hi)) + hi : a;
}
SCAN(lse_f32, float, double, log_add(x, v))
SCAN(lse_f64, double, double, log_add(x, v))

/* NumPy's half precision: each step is rounded. */
static inline float to_half(float v) {
    float r = kt_f16_to_float(kt_float_to_f16(v));
    if (isinf(r) && !isinf(v)) {
        volatile float beyond = v;
        beyond = beyond * 0x1p120f; /* sets the flag of overflow */
    }
    return r;
}
SCAN(sum_half, float, float, to_half(x + v))
SCAN(prod_half, float, float, to_half(x *v))

static KtLineFn scan_for(KtCtx *ctx, KtOp op, int dtype, int result) {
    bool sum = op == KT_OP_CUMSUM || op == KT_OP_NANCUMSUM;
    if (op == KT_OP_LOGCUMSUMEXP)
        return dtype == KT_F32 ? lse_f32 : dtype == KT_F64 ? lse_f64 : NULL;
    switch (dtype) {
    case KT_I64:
    case KT_U64:
    case KT_LL:
    case KT_ULL:
        return sum ? sum_i64 : prod_i64;
    case KT_LD:
        return sum ? sum_ld : prod_ld;
    case KT_CLD:
        return sum ? sum_cld : prod_cld;
    case KT_F32:
        if (ctx->numpy && result == KT_F16) return sum ? sum_half : prod_half;
        if (!ctx->numpy) return sum ? sum_f32_wide : prod_f32_wide;
        return sum ? sum_f32 : prod_f32;
    case KT_F64:
        return sum ? sum_f64 : prod_f64;
    case KT_C64:
        if (!ctx->numpy) return sum ? sum_c64_wide : prod_c64_fused;
        return sum ? sum_c64 : prod_c64;
    case KT_C128:
        return sum ? sum_c128 : ctx->numpy ? prod_c128 : prod_c128_fused;
    default:
        return NULL;
    }
}

static int result_dtype(KtCtx *ctx, KtOp op, int in) {
    if (kt_is_inexact_dtype(in) || in >= KT_LL) return in;
    if (op == KT_OP_LOGCUMSUMEXP) return in; /* refused */
    return ctx->numpy && kt_dtype_info[in].kind == 'u' ? KT_U64 : KT_I64;
}

/* The dtype the loops have: others go through it. */
static int work_dtype(int result) {
    if (result >= KT_LL) return result;
    if (!kt_is_inexact_dtype(result)) return result == KT_U64 ? KT_U64 : KT_I64;
    return result == KT_F16 || result == KT_BF16 ? KT_F32 : result;
}

KtTensor *kt_cumulate(KtCtx *ctx, KtOp op, KtTensor *a, int dim, int dtype, KtTensor *out) {
    KtTensor *flat = NULL;
    char name[48];
    if (dim == KT_ALL_DIMS) {
        flat = kt_reshape(ctx, a, 1, (int64_t[]){-1});
        if (!flat) return NULL;
        a = flat;
        dim = 0;
    }
    KtTensor *x = NULL, *r = NULL;
    KtOut o = {.target = NULL};
    if (!kt_wrap_dim(ctx, &dim, a->ndim ? a->ndim : 1)) goto done;
    int result = dtype >= 0 ? dtype : result_dtype(ctx, op, a->dtype), work = work_dtype(result);
    KtLineFn scan = scan_for(ctx, op, work, result);
    bool looks = (a->numel && a->ndim) || op == KT_OP_LOGCUMSUMEXP; /* else nothing is summed */
    if (!scan || (looks && kt_torch_lacks(ctx, op, result))) {
        kt_no_kernel(ctx, op, result);
        goto done;
    }
    kt_dialect_name(ctx, op, name);
    x = kt_cast(ctx, a, work);
    if (x && (op == KT_OP_NANCUMSUM || op == KT_OP_NANCUMPROD) && kt_is_inexact_dtype(work)) {
        double param[3] = {op == KT_OP_NANCUMPROD, INFINITY, -INFINITY};
        KtTensor *clean = kt_unary_param(ctx, KT_OP_NAN_TO_NUM, x, param, KT_NO_DTYPE, NULL);
        kt_decref(ctx, x);
        x = clean;
    }
    if (!x) goto done;
    KtTensor *target = kt_empty_like(ctx, a, work);
    if (!target) goto done;
    Scan s = {kt_line_len(x, dim), kt_line_step(target, dim), kt_line_step(x, dim),
              !ctx->numpy && op == KT_OP_CUMSUM};
    KtTensor *both[2] = {target, x};
    if (x->numel) kt_for_lines(dim, 2, both, scan, &s);
    if (out) {
        if (kt_out_begin(ctx, &o, name, out, result, a->ndim, a->sizes, 1, &a) &&
            kt_copy(ctx, o.target, target))
            r = kt_out_end(ctx, &o);
        kt_decref(ctx, target);
    } else if (result != work) {
        r = kt_cast(ctx, target, result);
        kt_decref(ctx, target);
    } else {
        r = target;
    }
done:
    kt_xdecref(ctx, x);
    kt_xdecref(ctx, flat);
    return r;
}

KtTensor *kt_diff(KtCtx *ctx, KtTensor *a, int n, int dim) {
    if (n < 0)
        return ctx->numpy
                   ? kt_fail_null(ctx, KT_VALUE_ERROR, "order must be non-negative but got %d", n)
                   : kt_fail_null(ctx, KT_RUNTIME_ERROR, "order must be non-negative but got %d",
                                  n);
    if (a->ndim == 0)
        return ctx->numpy ? kt_fail_null(ctx, KT_VALUE_ERROR,
                                         "diff requires input that is at least one dimensional")
                          : kt_fail_null(ctx, KT_RUNTIME_ERROR,
                                         "diff expects input to be at least one-dimensional");
    if (!kt_wrap_dim(ctx, &dim, a->ndim)) return NULL;
    KtTensor *r = kt_incref(a);
    for (int i = 0; i < n && r; i++) {
        int64_t len = r->sizes[dim];
        KtTensor *hi = kt_slice(ctx, r, dim, 1, len, 1);
        KtTensor *lo = hi ? kt_slice(ctx, r, dim, 0, len ? len - 1 : 0, 1) : NULL;
        KtOp op = r->dtype == KT_BOOL ? (ctx->numpy ? KT_OP_NE : KT_OP_BITWISE_XOR) : KT_OP_SUB;
        KtTensor *next = lo ? kt_binary(ctx, op, hi, lo, KT_NO_DTYPE, NULL) : NULL;
        kt_xdecref(ctx, hi);
        kt_xdecref(ctx, lo);
        kt_decref(ctx, r);
        r = next;
    }
    return r;
}
