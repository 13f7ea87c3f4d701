/* Functions of bfloat16 that PyTorch computes in several steps of that type: each step is rounded
 * to it, where the forms of kernel_vmath.inc.h are rounded once, at the end. Operands and results
 * are floats whose values are bfloat16's, a block of them at most. */

static inline float to_bf16(float x) {
    return kt_bf16_to_float(kt_float_to_bf16(x));
}
#define R to_bf16
/* Loops over a block; t is the same function of all, computed before. */
#define EACH_BF16(op, e)                                                                           \
    static void op##_bf16(At_f32 *o, const At_f32 *a, int64_t n, const KtLoopParam *k) {           \
        (void)k;                                                                                   \
        for (int64_t i = 0; i < n; i++) {                                                          \
            float x = a[i];                                                                        \
            o[i] = (e);                                                                            \
        }                                                                                          \
    }
#define VIA_BF16(op, f, first, e)                                                                  \
    static void op##_bf16(At_f32 *o, const At_f32 *a, int64_t n, const KtLoopParam *k) {           \
        float block[BLOCK] = {0};                                                                  \
        for (int64_t i = 0; i < n; i++) {                                                          \
            float x = a[i];                                                                        \
            block[i] = (first);                                                                    \
        }                                                                                          \
        f##_f32(block, block, n, k);                                                               \
        for (int64_t i = 0; i < n; i++) {                                                          \
            float x = a[i], t = R(block[i]);                                                       \
            o[i] = (e);                                                                            \
        }                                                                                          \
    }
#define VIA2_BF16(op, f, first, e)                                                                 \
    static void op##_bf16(At_f32 *o, const At_f32 *a, const At_f32 *b, int64_t n,                  \
                          const KtLoopParam *k) {                                                  \
        float block[BLOCK] = {0};                                                                  \
        for (int64_t i = 0; i < n; i++) {                                                          \
            float x = a[i];                                                                        \
            block[i] = (first);                                                                    \
        }                                                                                          \
        f##_f32(block, block, n, k);                                                               \
        for (int64_t i = 0; i < n; i++) {                                                          \
            float x = a[i], y = b[i], t = R(block[i]);                                             \
            o[i] = (e);                                                                            \
        }                                                                                          \
    }

/* one by one, the root is rounded before it divides */
EACH_BF16(RSQRT, 1 / sqrtf(x))
EACH_BF16(RSQRT_EACH, 1 / R(sqrtf(x)))

static inline float turned_bf16(float x) {
    return R(R((float)M_PI) * x);
}
EACH_BF16(SINC, x == 0 ? 1 : R(sinf(turned_bf16(x))) / turned_bf16(x))
static void LOGIT_bf16(At_f32 *o, const At_f32 *a, int64_t n, const KtLoopParam *k) {
    float low = R((float)k->d[0]), high = R(1 - low);
    for (int64_t i = 0; i < n; i++) {
        float x = a[i];
        if (low >= 0) x = x < low ? low : x > high ? high : x;
        o[i] = x == 1 ? INFINITY : logf(R(x / R(1 - x)));
    }
}
static void XLOGY_bf16(At_f32 *o, const At_f32 *a, const At_f32 *b, int64_t n,
                       const KtLoopParam *k) {
    (void)k;
    for (int64_t i = 0; i < n; i++)
        o[i] = b[i] != b[i] ? b[i] : a[i] == 0 ? 0 : a[i] * R(logf(b[i]));
}

VIA_BF16(SILU, EXP, -x, x / R(1 + t))
static inline float silu_slope_bf16(float x, float y, float t) {
    float s = R(1 / R(1 + t));
    return R(y * s) * R(1 + R(x * R(1 - s)));
}
VIA2_BF16(SILU_BACKWARD, EXP, -x, silu_slope_bf16(x, y, t))

static inline float root_half_bf16(float x) {
    return R(x * R((float)ROOT_HALF));
}
VIA_BF16(GELU, ERF, root_half_bf16(x), R(x * 0.5f) * R(1 + t))
static inline float density_bf16(float x) {
    return R(R((float)NORMAL_HEIGHT) * R(expf(R(R(x * x) * -0.5f))));
}
VIA2_BF16(GELU_BACKWARD, ERF, root_half_bf16(x), y *R(R(R(1 + t) * 0.5f) + R(x * density_bf16(x))))

static inline float inner_bf16(float x) {
    float cube = R(R(x * x) * x);
    return R(R((float)GELU_SCALE) * R(x + R(R((float)GELU_CUBE) * cube)));
}
VIA_BF16(GELU_TANH, TANH, inner_bf16(x), R(0.5f * x) * R(1 + t))
static inline float gelu_tanh_slope_bf16(float x, float t) {
    float third = R(3 * R((float)GELU_CUBE));
    float inner = R(R((float)GELU_SCALE) * R(1 + R(third * R(x * x))));
    return R(R(0.5f * R(1 + t)) + R(R(R(0.5f * x) * R(1 - R(t * t))) * inner));
}
VIA2_BF16(GELU_TANH_BACKWARD, TANH, inner_bf16(x), y *gelu_tanh_slope_bf16(x, t))

/* The exponential, which the function leaves for its gradient, is rounded. */
static inline float logsigmoid_slope_bf16(float x, float t) {
    float part = t / (1 + t);
    return x < 0 ? 1 - part : part;
}
VIA2_BF16(LOGSIGMOID_BACKWARD, EXP, -fabsf(x), y *logsigmoid_slope_bf16(x, t))

#define SHRINK_BF16(op)                                                                            \
    static void op##_bf16(At_f32 *o, const At_f32 *a, const At_f32 *b, int64_t n,                  \
                          const KtLoopParam *k) {                                                  \
        KtLoopParam rounded = {.d = {(double)R((float)k->d[0])}};                                  \
        op##_f32(o, a, b, n, &rounded);                                                            \
    }
SHRINK_BF16(SHRINK_BACKWARD)
SHRINK_BF16(SHRINK_BACKWARD_EACH)
#undef SHRINK_BF16

static void LOGIT_BACKWARD_bf16(At_f32 *o, const At_f32 *a, const At_f32 *b, int64_t n,
                                const KtLoopParam *k) {
    float low = R((float)k->d[0]), from = low < 0 ? 0 : low, to = low < 0 ? 1 : R(1 - low);
    for (int64_t i = 0; i < n; i++)
        o[i] = a[i] >= from && a[i] <= to ? b[i] / R(a[i] * R(1 - a[i])) : low < 0 ? NAN : 0;
}
static void LOGIT_BACKWARD_EACH_bf16(At_f32 *o, const At_f32 *a, const At_f32 *b, int64_t n,
                                     const KtLoopParam *k) {
    float low = R((float)k->d[0]), from = low < 0 ? 0 : low, to = low < 0 ? 1 : R(1 - low);
    for (int64_t i = 0; i < n; i++) {
        float x = a[i];
        o[i] = x < from || x > to ? (low < 0 ? NAN : 0)
               : x == 0 || x == 1 ? b[i] * INFINITY
                                  : b[i] / R(x * R(1 - x));
    }
}
#undef R
#undef EACH_BF16
#undef VIA_BF16
#undef VIA2_BF16
