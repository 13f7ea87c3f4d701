/* Loops of one complex dtype: Z complex type, R its real type, MAKE(re, im). */
static inline Z N(mul)(Z x, Z y) {
    R a = creal(x), b = cimag(x), c = creal(y), d = cimag(y);
    return MAKE(a * c - b * d, a * d + b * c);
}
/* PyTorch adds y times a real alpha: the product of an infinite part and alpha's zero is nan. */
static inline Z N(add_times)(Z x, Z y, R alpha) {
    R c = creal(y), d = cimag(y), zero = 0;
    return MAKE(creal(x) + (c * alpha - d * zero), cimag(x) + (c * zero + d * alpha));
}
/* Smith's algorithm, NumPy's: scales by the larger part of the divisor. */
static inline Z N(div)(Z x, Z y) {
    R a = creal(x), b = cimag(x), c = creal(y), d = cimag(y);
    if (fabs(c) >= fabs(d)) {
        if (c == 0 && d == 0) return MAKE(a / fabs(c), b / fabs(c));
        R r = d / c, scale = 1 / (c + d * r);
        return MAKE((a + b * r) * scale, (b - a * r) * scale);
    }
    R r = c / d, scale = 1 / (c * r + d);
    return MAKE((a * r + b) * scale, (b * r - a) * scale);
}
/* As PyTorch divides: by the square of the divisor, so that 0 gives nan. */
static inline Z N(quotient)(Z x, Z y) {
    R a = creal(x), b = cimag(x), c = creal(y), d = cimag(y), square = c * c + d * d;
    return MAKE((a * c + b * d) / square, (b * c - a * d) / square);
}
/* 1 / x as numpy.reciprocal has it. */
static inline Z N(inverse)(Z x) {
    R a = creal(x), b = cimag(x);
    if (fabs(a) <= fabs(b)) {
        R r = a / b, d = b + a * r;
        return MAKE(r / d, -1 / d);
    }
    R r = b / a, d = a + b * r;
    return MAKE(1 / d, -r / d);
}
/* x to a whole power: NumPy's products, in its order. */
static inline Z N(whole_power)(Z x, int64_t n) {
    if (n == 1) return x;
    if (n == 2) return N(mul)(x, x);
    if (n == 3) return N(mul)(x, N(mul)(x, x));
    int64_t left = n < 0 ? -n : n;
    Z r = MAKE(1, 0), b = x;
    for (;; b = N(mul)(b, b)) {
        if (left & 1) r = N(mul)(r, b);
        if (!(left >>= 1)) break;
    }
    return n < 0 ? N(div)(MAKE(1, 0), r) : r;
}
static inline Z N(power)(Z x, Z y) {
    R c = creal(y), d = cimag(y);
    if (c == 0 && d == 0) return MAKE(1, 0);
    if (creal(x) == 0 && cimag(x) == 0) {
        volatile R endless = (R)INFINITY; /* inf - inf: an invalid operation, as in NumPy */
        R undefined = endless - endless;
        return c > 0 && d == 0 ? MAKE(0, 0) : MAKE(undefined, undefined);
    }
    if (d == 0 && !(fabs(c) < (R)0x1p63)) { /* NumPy makes an integer of it: an invalid operation */
        volatile R endless = (R)INFINITY;
        endless -= endless;
    }
    if (d == 0 && fabs(c) < 100 && c == (R)(int)c) return N(whole_power)(x, (int)c);
    return pow(x, y);
}
static inline Z N(expm1_of)(Z x) {
    R a = creal(x), b = cimag(x), h = sin(b / 2);
    return MAKE(expm1(a) * cos(b) - 2 * h * h, exp(a) * sin(b));
}
static inline Z N(log1p_of)(Z x) {
    return MAKE(log(hypot(creal(x) + 1, cimag(x))), atan2(cimag(x), creal(x) + 1));
}
static inline int N(has_nan)(Z x) {
    return creal(x) != creal(x) || cimag(x) != cimag(x);
}
/* By the real parts, then by the imaginary ones. The comparisons are those that NumPy makes, in its
 * order, so that a nan raises the processor's flag where it does there. */
static inline int N(less)(Z x, Z y, int or_equal) {
    R a = creal(x), b = cimag(x), c = creal(y), d = cimag(y);
    if (b == b && d == d && a < c) return 1;
    return a == c && (or_equal ? b <= d : b < d);
}
static inline Z N(sign_of)(Z x) {
    R a = creal(x), b = cimag(x);
    if (a > 0 || (a == 0 && b > 0)) return b == b ? 1 : (R)NAN;
    if (a < 0 || (a == 0 && b < 0)) return b == b ? -1 : (R)NAN;
    return a == 0 && b == 0 ? 0 : (R)NAN;
}

U1(POSITIVE, x)
/* What PyTorch does by pairs of vectors of 256 bits it does in other steps than one by one: name is
 * name_TOGETHER of as many elements as make whole pairs, and name_EACH of the rest. */
static inline int64_t N(by_vectors)(int64_t n, const int64_t *s, int64_t out,
                                    const KtLoopParam *k) {
    bool together = s[0] == out && s[1] == (int64_t)sizeof(Z);
    return together && !k->numpy ? n - n % (int64_t)(64 / sizeof(Z)) : 0;
}
#define BY_VECTORS(name, Out)                                                                      \
    __attribute__((unused)) static void N(name)(int64_t n, char *const *p, const int64_t *s,       \
                                                const void *param) {                               \
        int64_t whole = N(by_vectors)(n, s, sizeof(Out), param);                                   \
        char *const rest[2] = {p[0] + whole * s[0], p[1] + whole * s[1]};                          \
        N(name##_TOGETHER)(whole, p, s, param);                                                    \
        N(name##_EACH)(n - whole, rest, s, param);                                                 \
    }
/* The root of the sum of squares may overflow. */
R1(ABS_EACH, hypot(creal(x), cimag(x)))
R1(ABS_TOGETHER, sqrt(creal(x) * creal(x) + cimag(x) * cimag(x)))
BY_VECTORS(ABS, R)
/* Taken from 0, no zero is left negative. */
U1(NEG_EACH, -x)
U1(NEG_TOGETHER, MAKE(0 - creal(x), 0 - cimag(x)))
BY_VECTORS(NEG, Z)
R1(ANGLE, atan2(cimag(x), creal(x)))
/* One by one x is divided by a complex size without scaling, which the smallest and largest numbers
 * do not survive. */
static inline Z N(direction)(Z x) {
    R h = hypot(creal(x), cimag(x)), a = creal(x), b = cimag(x);
    return x == 0 ? x : MAKE((a * h + b * 0) / (h * h), (b * h - a * 0) / (h * h));
}
static inline Z N(direction_by_squares)(Z x) {
    R a = creal(x), b = cimag(x), h = sqrt(a * a + b * b);
    return h == 0 ? MAKE(0, 0) : MAKE(a / h, b / h);
}
U1(SGN_EACH, N(direction)(x))
U1(SGN_TOGETHER, N(direction_by_squares)(x))
BY_VECTORS(SGN, Z)
U1(SIGN, N(sign_of)(x))
U1(SQUARE, N(mul)(x, x))
U1(SQRT, sqrt(x))
/* In vectors it is the conjugate by the square, whose zeros have other signs than one by one. */
static inline Z N(inverse_by_squares)(Z x) {
    R a = creal(x), b = cimag(x), square = a * a + b * b;
    return MAKE(a / square, -b / square);
}
#define ONE_OVER(name, divisor, in_vectors)                                                        \
    U1(name##_EACH, N(quotient)(MAKE(1, 0), divisor))                                              \
    U1(name##_TOGETHER, N(inverse_by_squares)(in_vectors))                                         \
    BY_VECTORS(name, Z)
ONE_OVER(RECIPROCAL, x, x)
ONE_OVER(RSQRT, sqrt(x), sqrt(x))
ONE_OVER(SIGMOID, 1 + exp(-x), 1 + exp(MAKE(0 - creal(x), 0 - cimag(x))))
#undef ONE_OVER
#undef BY_VECTORS
U1(RECIPROCAL_NP, N(inverse)(x))
U1(EXP, exp(x))
U1(EXP2, exp(x *(R)0.693147180559945309417232121458176568L))
U1(EXPM1, N(expm1_of)(x))
U1(LOG1P, N(log1p_of)(x))
U1(LOG, log(x))
static inline Z N(log_to)(Z x, bool numpy, R inverse, R base) {
    Z y = log(x);
    return numpy ? y * inverse : MAKE(creal(y) / base, cimag(y) / base);
}
U1(LOG2, N(log_to)(x, k->numpy, (R)1.442695040888963407359924681001892137L,
                   (R)0.693147180559945309417232121458176568L))
U1(LOG10, N(log_to)(x, k->numpy, (R)0.434294481903251827651128918916605082L,
                    (R)2.302585092994045684017991454684364208L))
U1(SIN, sin(x))
U1(COS, cos(x))
U1(TAN, tan(x))
/* PyTorch's vectors compute these by logarithms, which lose digits beside the real axis:
 * asin z = -i log(i z + sqrt(1 - z^2)), acos z = pi / 2 - asin z, atan z = i / 2 log((i + z) / (i -
 * z)). */
static inline Z N(asin_by_log)(Z x) {
    R a = creal(x), b = cimag(x), cross = -b * a;
    Z root = sqrt(MAKE(1 - (a * a - b * b), cross + cross));
    Z y = log(MAKE(-b + creal(root), a + cimag(root)));
    return MAKE(cimag(y), -creal(y));
}
static inline Z N(acos_by_log)(Z x) {
    Z y = N(asin_by_log)(x);
    return MAKE((R)M_PI_2 - creal(y), 0 - cimag(y));
}
static inline Z N(atan_by_log)(Z x) {
    R a = creal(x), b = cimag(x);
    R half = (R)0.5, zero = 0;
    Z y = log(N(quotient)(MAKE(zero + a, 1 + b), MAKE(zero - a, 1 - b)));
    return MAKE(zero * creal(y) - half * cimag(y), zero * cimag(y) + half * creal(y));
}
U1(ASIN, k->numpy ? asin(x) : N(asin_by_log)(x))
U1(ACOS, k->numpy || sizeof(R) == sizeof(float) ? acos(x) : N(acos_by_log)(x)) /* in double alone */
U1(ATAN, k->numpy ? atan(x) : N(atan_by_log)(x))
U1(SINH, sinh(x))
U1(COSH, cosh(x))
U1(TANH, tanh(x))
U1(ASINH, asinh(x))
U1(ACOSH, acosh(x))
U1(ATANH, atanh(x))
U1(SILU, N(quotient)(x, 1 + exp(-x)))
U1(SINC, x == 0 ? MAKE(1, 0) : N(quotient)(sin((R)M_PI * x), (R)M_PI *x))
U1(ROUND, MAKE(rint(creal(x)), rint(cimag(x))))
U1(CONJ, conj(x))
B1(ISNAN, N(has_nan)(x))
B1(ISINF, isinf(creal(x)) || isinf(cimag(x)))
B1(ISFINITE, isfinite(creal(x)) && isfinite(cimag(x)))
B1(LOGICAL_NOT, x == 0)

U2(ADD, k->numpy ? x + y : N(add_times)(x, y, 1))
U2(SUB, k->numpy ? x - y : N(add_times)(x, y, -1))
U2(MUL, N(mul)(x, y))
U2(DIV, k->numpy ? N(div)(x, y) : N(quotient)(x, y))
U2(POW, k->numpy ? N(power)(x, y) : pow(x, y))
U2(MAXIMUM, N(has_nan)(x) ? x : N(has_nan)(y) ? y : N(less)(x, y, 0) ? y : x)
U2(MINIMUM, N(has_nan)(x) ? x : N(has_nan)(y) ? y : N(less)(y, x, 0) ? y : x)
U2(FMAX, N(has_nan)(y) ? x : N(has_nan)(x) ? y : N(less)(x, y, 0) ? y : x)
U2(FMIN, N(has_nan)(y) ? x : N(has_nan)(x) ? y : N(less)(y, x, 0) ? y : x)
B2(EQ, x == y)
B2(NE, x != y)
B2(LT, N(less)(x, y, 0))
B2(LE, N(less)(x, y, 1))
B2(LOGICAL_AND, x != 0 && y != 0)
B2(LOGICAL_OR, x != 0 || y != 0)
B2(LOGICAL_XOR, (x != 0) != (y != 0))
