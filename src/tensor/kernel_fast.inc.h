/* Elementary functions of one type: included by kernel_fast.c, which names the constants.
 * High and low words carry what one number would round away. */
#define M(name) N(name, DT)

typedef T M(At) KT_ANYWHERE;

INLINE U M(to_bits)(T x) {
    U u;
    memcpy(&u, &x, sizeof u);
    return u;
}
INLINE T M(from_bits)(U u) {
    T x;
    memcpy(&x, &u, sizeof x);
    return x;
}
/* 2^k for a whole k in the range of normal numbers. */
INLINE T M(power_of_two)(T k) {
    return M(from_bits)(M(to_bits)(k + (MAGIC + BIAS)) << BITS);
}

/* exp(x) = 2^k (1 + r + tail), |r| <= ln 2 / 2. shifted: k in the low bits. */
INLINE void M(exp_parts)(T x, T *shifted, T *k, T *r, T *tail) {
    *shifted = FN(fma)(x, (T)1.4426950408889634, MAGIC);
    *k = *shifted - MAGIC;
    T high = FN(fma)(-*k, LN2_HIGH, x);
    *r = FN(fma)(-*k, LN2_LOW, high);
    T low = FN(fma)(-*k, LN2_LOW, high - *r);
    *tail = FN(fma)(*r * *r, EXP_POLY(*r), low);
}

INLINE T M(exp)(T x) {
    T y = x < EXP_LOW ? EXP_LOW : x, shifted, k, r, tail;
    y = y > EXP_HIGH ? EXP_HIGH : y;
    M(exp_parts)(y, &shifted, &k, &r, &tail);
    T s = 1 + r;
    s += (r - (s - 1)) + tail;
    T half = FN(fma)(k, (T)0.5, MAGIC) - MAGIC; /* two steps reach subnormal results and infinity */
    s = s * M(power_of_two)(half) * M(power_of_two)(k - half);
    return x != x ? x : s;
}
/* Where the result is a normal number. */
INLINE bool M(exp_fits)(T x) {
    return FN(fabs)(x) <= EXP_NORMAL;
}
INLINE T M(exp_normal)(T x) {
    T shifted, k, r, tail;
    M(exp_parts)(x, &shifted, &k, &r, &tail);
    T s = 1 + r;
    s += (r - (s - 1)) + tail;
    return M(from_bits)(M(to_bits)(s) + (M(to_bits)(shifted) << BITS));
}

/* x = 2^e m with m in [sqrt(1/2), sqrt(2)); then log(m) from f = m - 1. */
INLINE bool M(log_fits)(T x) {
    return (x >= M(from_bits)((U)1 << BITS)) & (x < (T)INFINITY);
}
INLINE T M(log_normal)(T x) {
    const U root = M(to_bits)((T)0.70710678118654752440), one = (U)BIAS << BITS;
    U bits = M(to_bits)(x), shifted = bits + (one - root), field = shifted >> BITS;
    T e = M(from_bits)(field | M(to_bits)((T)((U)1 << BITS))) - (T)(((U)1 << BITS) + BIAS);
    T f = M(from_bits)(bits - (shifted & ~(((U)1 << BITS) - 1)) + one) - 1;
    T half = (T)0.5 * f * f;
#ifdef LOG_BY_QUOTIENT
    T s = f / (2 + f), z = s * s;
    T low = FN(fma)(s, FN(fma)(LOG_POLY(z), z, half), e * LN2_LOW);
#else
    T low = FN(fma)(LOG_POLY(f) * f, f * f, e * LN2_LOW);
#endif
    return FN(fma)(e, LN2_HIGH, f - (half - low));
}
INLINE T M(log)(T x) {
    bool tiny = x < M(from_bits)((U)1 << BITS);
    T y = M(log_normal)(tiny ? x * (T)((U)1 << BITS) : x);
    y = tiny ? y - BITS * (T)0.69314718055994530942 : y;
    y = x == INFINITY ? x : y;
    y = x == 0 ? -(T)INFINITY : y;
    return x >= 0 ? y : (T)NAN;
}

/* sin (turn 0) or cos (turn 1) of |x| <= TURN_MAX. */
INLINE T M(sin_or_cos)(T x, U turn) {
    T shifted = FN(fma)(x, (T)0.6366197723675814, MAGIC), q = shifted - MAGIC;
    U quadrant = M(to_bits)(shifted) + turn;
    T a = FN(fma)(-q, PIO2_1, x); /* exact */
#ifdef PIO2_1B
    a = FN(fma)(-q, PIO2_1B, a);
#endif
    T w = q * PIO2_2, r = a - w, low = ((a - r) - w) - FN(fma)(q, PIO2_2, -w);
    low = FN(fma)(-q, PIO2_3, low);
    /* sin(r + low) = r + (r^3 s + low); cos = 1 - r^2 / 2 + (r^4 c - r low) */
    T z = r * r, one = FN(fma)(z, (T)-0.5, 1), rest = FN(fma)(z, (T)-0.5, 1 - one);
    T sine = r + FN(fma)(r * z, SIN_POLY(z), low);
    T cosine = one + FN(fma)(z * z, COS_POLY(z), FN(fma)(-r, low, rest));
    T y = quadrant & 1 ? cosine : sine;
    return M(from_bits)(M(to_bits)(y) ^ (quadrant & 2) << (sizeof(T) * 8 - 2));
}
INLINE bool M(sin_fits)(T x) { /* a zero's sign would be lost */
    return (FN(fabs)(x) <= TURN_MAX) & (x != 0);
}
INLINE T M(sin_normal)(T x) {
    return M(sin_or_cos)(x, 0);
}
static T M(sin)(T x) {
    return x == 0 ? x : FN(fabs)(x) <= TURN_MAX ? M(sin_or_cos)(x, 0) : FN(sin)(x);
}
INLINE bool M(cos_fits)(T x) {
    return FN(fabs)(x) <= TURN_MAX;
}
INLINE T M(cos_normal)(T x) {
    return M(sin_or_cos)(x, 1);
}
static T M(cos)(T x) {
    return FN(fabs)(x) <= TURN_MAX ? M(sin_or_cos)(x, 1) : FN(cos)(x);
}

#ifdef TANH_POLY
/* exp(x) = 2^k (1 + part), in one word: where the result is a small part of a sum. */
INLINE T M(exp_rough)(T x, T *shifted) {
    *shifted = FN(fma)(x, (T)1.4426950408889634, MAGIC);
    T k = *shifted - MAGIC, r = FN(fma)(-k, LN2_LOW, FN(fma)(-k, LN2_HIGH, x));
    return FN(fma)(r * r, ROUGH_POLY(r), r);
}
/* A polynomial near zero; elsewhere 1 - 2 / (exp(2 |x|) + 1). */
INLINE T M(tanh_normal)(T x) {
    T z = x * x, near = FN(fma)(x * z, TANH_POLY(z), x), a = FN(fabs)(x), shifted;
    T part = M(exp_rough)(2 * (a > 20 ? 20 : a), &shifted);
    T scale = M(from_bits)((M(to_bits)(shifted) + BIAS) << BITS);
    T far = 1 - 2 / FN(fma)(scale, part, scale + 1);
    return FN(copysign)(a < TANH_NEAR ? near : far, x);
}
#else
/* (e - 1) / (e + 1) for e = exp(2 |x|), numerator and denominator in two words. */
INLINE T M(tanh_normal)(T x) {
    T a = FN(fabs)(x), shifted, k, r, tail;
    a = a > 20 ? 20 : a;
    M(exp_parts)(2 * a, &shifted, &k, &r, &tail);
    T scale = M(from_bits)((M(to_bits)(shifted) + BIAS) << BITS), base = scale - 1;
    T high = FN(fma)(scale, r, base);
    T low = FN(fma)(scale, tail, FN(fma)(scale, r, base - high)); /* exact: |base| is 0 or larger */
    T num = high + low, den = num + 2;
    low += high - num;
    T inverse = 1 / den, y = num * inverse;
    T left = FN(fma)(-y, den, num) + FN(fma)(-y, (num - (den - 2)) + low, low);
    return FN(copysign)(FN(fma)(left, inverse, y), x);
}
#endif
INLINE bool M(tanh_fits)(T x) {
    return x == x;
}
INLINE T M(tanh)(T x) {
    return x != x ? x : M(tanh_normal)(x);
}

/* x^n for 3 <= n <= 32, multiplied in two words, square and multiply. Where the two words break
 * down (overflow) the plain product. */
INLINE T M(whole_power)(T x, unsigned n) {
    T high = x, low = 0, plain = x;
    for (unsigned bit = (1u << (31 - __builtin_clz(n))) >> 1; bit; bit >>= 1) {
        T p = high * high, e = FN(fma)(high, high, -p);
        low = FN(fma)(2 * high, low, e);
        high = p + low;
        low = (p - high) + low;
        plain = plain * plain;
        if (n & bit) {
            p = high * x;
            e = FN(fma)(high, x, -p);
            low = FN(fma)(low, x, e);
            high = p + low;
            low = (p - high) + low;
            plain = plain * x;
        }
    }
    T y = high + low;
    return ((FN(fabs)(y) < (T)INFINITY) & (y != 0)) ? y : plain; /* a zero keeps its sign */
}
#define WHOLE(n)                                                                                   \
    case n:                                                                                        \
        KT_IVDEP                                                                                   \
        for (int64_t i = 0; i < count; i++)                                                        \
            o[i] = M(whole_power)(a[i], n);                                                        \
        return;
static void M(whole_powers)(M(At) * o, const M(At) * a, int64_t count, unsigned n) {
    switch (n) {
        WHOLE(3)
        WHOLE(4)
        WHOLE(5)
        WHOLE(6)
        WHOLE(7)
        WHOLE(8)
    }
    for (int64_t i = 0; i < count; i++)
        o[i] = M(whole_power)(a[i], n);
}
#undef WHOLE

#define BLOCK    256
#define PREFETCH (sizeof(T) < 8) /* measured: a tenth for floats, with doubles it is in the way */

/* A loop over memory: blocks in which all arguments are ordinary go through the shorter function,
 * whose results are finite. Whether they are is seen on the way, so that memory is read at an even
 * pace, unless the results overwrite the arguments. It also notes whether a result is not finite.
 * Strided operands and the ends of rows go through a block, so that a result does not depend on its
 * element's place. */
#define LOOP(op, f)                                                                                \
    static U M(block_##f)(M(At) * o, const M(At) * a, int64_t n) {                                 \
        const U field = M(to_bits)((T)INFINITY);                                                   \
        U bad = 0;                                                                                 \
        if (o == a) {                                                                              \
            for (int64_t i = 0; i < n; i++)                                                        \
                bad |= !M(f##_fits)(a[i]);                                                         \
        }                                                                                          \
        if (!bad) {                                                                                \
            KT_IVDEP                                                                               \
            for (int64_t i = 0; i < n; i++) {                                                      \
                bad |= !M(f##_fits)(a[i]);                                                         \
                o[i] = M(f##_normal)(a[i]);                                                        \
            }                                                                                      \
            if (!bad) return 0;                                                                    \
        }                                                                                          \
        KT_IVDEP                                                                                   \
        for (int64_t i = 0; i < n; i++)                                                            \
            o[i] = M(f)(a[i]);                                                                     \
        bad = 0;                                                                                   \
        for (int64_t i = 0; i < n; i++)                                                            \
            bad |= (M(to_bits)(o[i]) & field) == field;                                            \
        return bad;                                                                                \
    }                                                                                              \
    static void M(op)(int64_t n, char *const *p, const int64_t *s, const void *param) {            \
        U bad = 0;                                                                                 \
        bool dense = s[0] == sizeof(T) && s[1] == sizeof(T);                                       \
        for (int64_t at = 0; at < n; at += BLOCK) {                                                \
            int64_t m = n - at < BLOCK ? n - at : BLOCK;                                           \
            if (dense && m == BLOCK) {                                                             \
                for (size_t i = 0; PREFETCH && i < BLOCK * sizeof(T); i += KT_CACHE_LINE)          \
                    kt_prefetch(p[1] + at * sizeof(T) + i);                                        \
                bad |= M(block_##f)((M(At) *)p[0] + at, (const M(At) *)p[1] + at, BLOCK);          \
                continue;                                                                          \
            }                                                                                      \
            T t[BLOCK], r[BLOCK];                                                                  \
            int64_t whole = (m + 15) & ~(int64_t)15;                                               \
            if (dense) memcpy(t, p[1] + at * sizeof(T), (size_t)m * sizeof(T));                    \
            for (int64_t i = dense ? m : 0; i < whole; i++)                                        \
                t[i] = i < m ? *(const M(At) *)(p[1] + (at + i) * s[1]) : (T)1;                    \
            bad |= M(block_##f)(r, t, whole);                                                      \
            if (dense) memcpy(p[0] + at * sizeof(T), r, (size_t)m * sizeof(T));                    \
            for (int64_t i = dense ? m : 0; i < m; i++)                                            \
                *(M(At) *)(p[0] + (at + i) * s[0]) = r[i];                                         \
        }                                                                                          \
        if (bad) ((KtLoopParam *)param)->flags |= KT_LOOP_NOT_FINITE;                              \
    }
LOOP(EXP, exp)
LOOP(LOG, log)
LOOP(SIN, sin)
LOOP(COS, cos)
LOOP(TANH, tanh)
#undef LOOP
#undef BLOCK
#undef PREFETCH
#undef M
