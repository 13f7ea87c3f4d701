/* Loops of one integer dtype: included with DT (name), T (type), U and S (unsigned and signed type
 * of that width) and IS_SIGNED defined. Integers wrap (-fwrapv). */
#define NEGATIVE(v) (IS_SIGNED && (S)(v) < 0)
#define N(op)       KT_JOIN(KT_JOIN(op, DT), KT_ISA)
#define L1(op, E)   KT_LOOP1(N(op), T, T, T, LD_PLAIN, ST_PLAIN, (T)(E))
#define B1(op, E)   KT_LOOP1(N(op), T, T, uint8_t, LD_PLAIN, ST_PLAIN, (uint8_t)(E))
#define L2(op, E)   KT_LOOP2(N(op), T, T, T, LD_PLAIN, ST_PLAIN, (T)(E))
#define P2(op, E)   KT_LOOP2_PLAIN(N(op), T, T, T, LD_PLAIN, ST_PLAIN, (T)(E))
#define B2(op, E)   KT_LOOP2(N(op), T, T, uint8_t, LD_PLAIN, ST_PLAIN, (uint8_t)(E))

/* x / 0 sets the flag and gives 0; the most negative number over -1 wraps. */
static inline T N(div_trunc)(T x, T y, KtLoopParam *k) {
    if (y == 0) {
        k->flags |= KT_LOOP_ZERO_DIVISION;
        return 0;
    }
    if (IS_SIGNED && y == (T)-1) return (T)(0 - (U)x);
    return (T)(x / y);
}
static inline T N(rem_trunc)(T x, T y, KtLoopParam *k) {
    if (y == 0) {
        k->flags |= KT_LOOP_ZERO_DIVISION;
        return 0;
    }
    if (IS_SIGNED && y == (T)-1) return 0;
    return (T)(x % y);
}
static inline T N(div_floor)(T x, T y, KtLoopParam *k) {
    T q = N(div_trunc)(x, y, k);
    if (IS_SIGNED && y == (T)-1 && NEGATIVE(x) && q == x) k->flags |= KT_LOOP_OVERFLOW;
    if (IS_SIGNED && y != 0 && y != (T)-1 && (x % y != 0) && NEGATIVE(x) != NEGATIVE(y)) q--;
    return q;
}
static inline T N(rem_floor)(T x, T y, KtLoopParam *k) {
    T r = N(rem_trunc)(x, y, k);
    if (IS_SIGNED && r != 0 && NEGATIVE(r) != NEGATIVE(y)) r = (T)(r + y);
    return r;
}
static inline T N(power)(T x, T y, KtLoopParam *k) {
    if (NEGATIVE(y)) { /* PyTorch: what truncating 1 / x**|y| gives */
        k->flags |= KT_LOOP_NEGATIVE_POWER;
        if (x == 1) return 1;
        return x == (T)-1 ? (y & 1 ? (T)-1 : 1) : 0;
    }
    U r = 1, b = (U)x, e = (U)y;
    while (e) {
        if (e & 1) r = (U)(r * b);
        b = (U)(b * b);
        e >>= 1;
    }
    return (T)r;
}
static inline T N(gcd_of)(T x, T y) {
    U a = NEGATIVE(x) ? (U)(0 - (U)x) : (U)x, b = NEGATIVE(y) ? (U)(0 - (U)y) : (U)y;
    while (b) {
        U r = (U)(a % b);
        a = b;
        b = r;
    }
    return (T)a;
}
static inline T N(lcm_of)(T x, T y) {
    U a = NEGATIVE(x) ? (U)(0 - (U)x) : (U)x, b = NEGATIVE(y) ? (U)(0 - (U)y) : (U)y;
    U g = (U)N(gcd_of)(x, y);
    return g ? (T)(a / g * b) : 0;
}
/* NumPy's shifts by too much give 0 or the sign; PyTorch's are the processor's, which takes the
 * distance modulo the width, of at least 32 bits. */
#define DISTANCE(y) ((unsigned)(y) & (sizeof(T) > 4 ? 63u : 31u))
static inline T N(shift_left)(T x, T y, const KtLoopParam *k) {
    if (!k->numpy) return (T)((uint64_t)x << DISTANCE(y));
    return (U)y < 8 * sizeof(T) ? (T)((U)x << (U)y) : 0;
}
static inline T N(shift_right)(T x, T y, const KtLoopParam *k) {
    if (!k->numpy) return (T)((int64_t)x >> DISTANCE(y));
    if ((U)y < 8 * sizeof(T)) return (T)(x >> y);
    return NEGATIVE(x) ? (T)-1 : 0;
}

L1(NEG, 0 - (U)x)
L1(POSITIVE, x)
L1(ABS, NEGATIVE(x) ? (T)(0 - (U)x) : x)
L1(SIGN, (x > 0) - NEGATIVE(x))
L1(SQUARE, (U)x *(U)x)
L1(RECIPROCAL_NP,
   x == 0 ? (IS_SIGNED && sizeof(T) >= 4 ? (T)((U)1 << (8 * sizeof(T) - 1)) : 0) : (T)(1 / x))
L1(RELU, x > 0 ? x : 0)
L1(BITWISE_NOT, ~x)
L1(HARDTANH, x > (T)k->d[1] || k->d[0] > k->d[1] ? (T)k->d[1] : x < (T)k->d[0] ? (T)k->d[0] : x)
L1(THRESHOLD, (double)x <= k->d[0] ? (T)k->d[1] : x)
B1(LOGICAL_NOT, x == 0)
B1(ISFINITE, ((void)x, 1))
B1(ISNAN, ((void)x, 0))
B1(SIGNBIT, NEGATIVE(x))

L2(ADD, (U)x + (U)y)
L2(SUB, (U)x - (U)y)
L2(MUL, (U)x *(uint64_t)(U)y)
P2(FLOOR_DIV, N(div_floor)(x, y, k))
P2(TRUNC_DIV, N(div_trunc)(x, y, k))
P2(REMAINDER, N(rem_floor)(x, y, k))
P2(FMOD, N(rem_trunc)(x, y, k))
P2(POW, N(power)(x, y, k))
L2(MAXIMUM, x > y ? x : y)
L2(MINIMUM, x < y ? x : y)
P2(HEAVISIDE, x == 0 ? y : (T)(x > 0))
P2(GCD, N(gcd_of)(x, y))
P2(LCM, N(lcm_of)(x, y))
L2(BITWISE_AND, x &y)
L2(BITWISE_OR, x | y)
L2(BITWISE_XOR, x ^ y)
L2(LSHIFT, N(shift_left)(x, y, k))
L2(RSHIFT, N(shift_right)(x, y, k))
B2(EQ, x == y)
B2(NE, x != y)
B2(LT, x < y)
B2(LE, x <= y)
B2(LOGICAL_AND, (x != 0) & (y != 0))
B2(LOGICAL_OR, (x != 0) | (y != 0))
B2(LOGICAL_XOR, (x != 0) ^ (y != 0))
#undef N
#undef NEGATIVE
#undef L1
#undef B1
#undef L2
#undef P2
#undef B2
