/* Loops of one floating dtype without vector math: included with DT (name), T (storage), C (compute
 * type float or double), LD/ST (conversions) and F(name) (libm function for C)
 * and NEXT(x, y) (nextafter in the storage type) defined. */
#define N(op)     KT_JOIN(KT_JOIN(op, DT), KT_ISA)
#define L1(op, E) KT_LOOP1(N(op), T, C, T, LD, ST, (C)(E))
#define B1(op, E) KT_LOOP1(N(op), T, C, uint8_t, LD, ST_PLAIN, (uint8_t)(E))
#define L2(op, E) KT_LOOP2(N(op), T, C, T, LD, ST, (C)(E))
#define P2(op, E) KT_LOOP2_PLAIN(N(op), T, C, T, LD, ST, (C)(E))
/* a number given to the function, in the type itself */
#define GIVEN(i)  ((C)LD(ST((C)k->d[i])))
#define B2(op, E) KT_LOOP2(N(op), T, C, uint8_t, LD, ST_PLAIN, (uint8_t)(E))

static inline C N(rem_floor)(C x, C y) {
    C m = F(fmod)(x, y);
    if (m != 0) return isless(y, 0) != isless(m, 0) ? m + y : m;
    return y == 0 ? m : F(copysign)(0, y);
}
static inline C N(div_floor)(C x, C y) {
    if (y == 0) return x / y;
    C m = F(fmod)(x, y), d = (x - m) / y;
    if (m != 0 && isless(y, 0) != isless(m, 0)) d -= 1;
    if (d == 0) return F(copysign)(0, x / y);
    C f = F(floor)(d);
    return isgreater(d - f, (C)0.5) ? f + 1 : f;
}
static inline C N(rem_torch)(C x, C y) {
    C m = F(fmod)(x, y);
    return m != 0 && (y < 0) != (m < 0) ? m + y : m;
}

L1(NEG, -x)
L1(POSITIVE, x)
L1(ABS, F(fabs)(x))
/* nan stays (NumPy) instead of giving 0 */
L1(SIGN, x != x && k->numpy ? x : (C)((x > 0) - (x < 0)))
L1(SQUARE, x *x)
L1(SQRT, F(sqrt)(x))
L1(RSQRT, 1 / F(sqrt)(x))
L1(RECIPROCAL, 1 / x)
L1(FLOOR, F(floor)(x))
L1(CEIL, F(ceil)(x))
L1(TRUNC, F(trunc)(x))
L1(ROUND, F(rint)(x))
L1(FRAC, x - F(trunc)(x))
L1(RELU, x < 0 ? 0 : x)
/* the quotient in the type itself, as NumPy computes it */
L1(DEG2RAD, x *((C)3.141592653589793238462643383279502884L / (C)180))
L1(RAD2DEG, x *((C)180 / (C)3.141592653589793238462643383279502884L))
L1(LEAKY_RELU, x > 0 ? x : x * (C)k->d[0])
L1(HARDTANH, !(k->d[0] <= k->d[1])
                 ? (C)(k->d[0] != k->d[0] ? k->d[0] : k->d[1]) /* a nan of them is the result */
             : x > (C)k->d[1] ? (C)k->d[1]
             : x < (C)k->d[0] ? (C)k->d[0]
                              : x)
L1(HARDSIGMOID, (x + 3 < 0 ? 0 : x + 3 > 6 ? 6 : x + 3) / 6)
L1(HARDSWISH, x *(x + 3 < 0 ? 0 : x + 3 > 6 ? 6 : x + 3) / 6)
L1(SOFTSHRINK, x > (C)k->d[0] ? x - (C)k->d[0] : x < -(C)k->d[0] ? x + (C)k->d[0] : 0)
L1(HARDSHRINK, x >= -GIVEN(0) && x <= GIVEN(0) ? 0 : x)
L1(THRESHOLD, x <= GIVEN(0) ? GIVEN(1) : x)
L1(NAN_TO_NUM, x != x              ? (C)k->d[0]
               : x == (C)INFINITY  ? (C)k->d[1]
               : x == -(C)INFINITY ? (C)k->d[2]
                                   : x)
B1(LOGICAL_NOT, x == 0)
B1(ISNAN, x != x)
B1(ISINF, F(fabs)(x) == (C)INFINITY)
B1(ISFINITE, F(fabs)(x) < (C)INFINITY)
B1(ISPOSINF, x == (C)INFINITY)
B1(ISNEGINF, x == -(C)INFINITY)
B1(SIGNBIT, F(copysign)(1, x) < 0)

L2(ADD, x + y)
L2(SUB, x - y)
L2(MUL, x *y)
L2(DIV, x / y)
P2(FLOOR_DIV, N(div_floor)(x, y))
P2(TRUNC_DIV, F(trunc)((C)LD(ST(x / y))))
P2(REMAINDER, k->numpy ? N(rem_floor)(x, y) : N(rem_torch)(x, y))
P2(FMOD, F(fmod)(x, y))
L2(MAXIMUM, x != x ? x : y != y ? y : x > y ? x : y)
L2(MINIMUM, x != x ? x : y != y ? y : x < y ? x : y)
L2(FMAX, y != y || x > y ? x : x != x ? y : y)
L2(FMIN, y != y || x < y ? x : x != x ? y : y)
L2(COPYSIGN, F(copysign)(x, y))
P2(NEXTAFTER, NEXT(x, y))
P2(LDEXP, F(ldexp)(x, (int)y))
P2(HEAVISIDE, x == 0 ? y : x != x && k->numpy ? x : (C)(x > 0))
B2(EQ, x == y)
B2(NE, x != y)
B2(LT, x < y)
B2(LE, x <= y)
B2(LOGICAL_AND, (x != 0) & (y != 0))
B2(LOGICAL_OR, (x != 0) | (y != 0))
B2(LOGICAL_XOR, (x != 0) ^ (y != 0))
#undef N
#undef L1
#undef B1
#undef L2
#undef P2
#undef B2
#undef GIVEN
