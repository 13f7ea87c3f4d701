/* The regularised incomplete gamma functions in one type. Included with T (the type), NAME(f) and
 * LIBM(f) (f of this type), HALF_ULP (what a term may be relative to a sum it ends), EXP_MAX (of
 * what exp is finite) and FRACTION_MAX (where fractions are scaled down) defined. */

/* Lanczos' sum with 13 terms for g = LANCZOS_G, scaled by exp(-g). */
static T NAME(lanczos_sum)(T x) {
    /* by rising powers of 1/x */
    static const T above[] = {
        0.006061842346248906525783753964555936883222, 0.5098416655656676188125178644804694509993,
        19.51992788247617482847860966235652136208,    449.9445569063168119446858607650988409623,
        6955.999602515376140356310115515198987526,    75999.29304014542649875303443598909137092,
        601859.6171681098786670226533699352302507,    3481712.15498064590882071018964774556468,
        14605578.08768506808414169982791359218571,    43338889.32467613834773723740590533316085,
        86363131.28813859145546927288977868422342,    103794043.1163445451906271053616070238554,
        56906521.91347156388090791033559122686859};
    static const T below[] = {1,          66,        1925,      32670,      357423,
                              2637558,    13339535,  45995730., 105258076., 150917976.,
                              120543840., 39916800., 0};
    const bool large = LIBM(fabs)(x) > 1;
    const T y = large ? 1 / x : x;
    const int last = sizeof above / sizeof *above - 1, step = large ? -1 : 1;
    int at = large ? last : 0;
    T a = above[at], b = below[at];
    for (int i = 0; i < last; i++) {
        at += step;
        a = LIBM(fma)(a, y, above[at]);
        b = LIBM(fma)(b, y, below[at]);
    }
    return a / b;
}

/* x^a exp(-x) / gamma(a) */
static T NAME(weight)(T a, T x) {
    static const T g = LANCZOS_G, e = M_E;
    if (LIBM(fabs)(a - x) > 0.4 * LIBM(fabs)(a)) {
        T log_weight = LIBM(fma)(a, LIBM(log)(x), -x) - LIBM(kt_lgamma)(a);
        return log_weight < -EXP_MAX ? 0 : LIBM(exp)(log_weight);
    }
    T scale = (T)(a + g - 0.5), r = LIBM(sqrt)(scale / e) / NAME(lanczos_sum)(a);
    if (a < 200 && x < 200) return r * (LIBM(exp)(a - x) * LIBM(pow)(x / scale, a));
    T t = (T)(x - a - g + 0.5) / scale, bend = LIBM(log1p)(t) - t;
    double rest = x * (0.5 - g) / scale; /* floats too meet a double here */
    return (T)(r * exp(sizeof(T) == sizeof(double) ? fma(a, bend, rest) : a * bend + rest));
}

static T NAME(lower_series)(T a, T x) {
    T w = NAME(weight)(a, x), sum = 1, term = 1, at = a;
    if (w == 0) return 0;
    for (int k = 0; k < MOST_TERMS; k++) {
        at += 1;
        term *= x / at;
        sum += term;
        if (term <= HALF_ULP * sum) break;
    }
    return sum * w / a;
}
static T NAME(upper_series)(T a, T x) {
    T power = 1, sum = 0, log_x = LIBM(log)(x);
    for (int k = 1; k < MOST_TERMS; k++) {
        power *= -x / (T)k;
        T term = power / (a + (T)k);
        sum += term;
        if (LIBM(fabs)(term) <= HALF_ULP * LIBM(fabs)(sum)) break;
    }
    T whole = -LIBM(expm1)(LIBM(fma)(a, log_x, -LIBM(kt_lgamma)(1 + a)));
    return LIBM(fma)(-LIBM(exp)(LIBM(fma)(a, log_x, -LIBM(kt_lgamma)(a))), sum, whole);
}
static T NAME(upper_fraction)(T a, T x) {
    T w = NAME(weight)(a, x), y = 1 - a, z = x + y + 1, count = 0;
    T above[2] = {1, x + 1}, below[2] = {x, z * x}, r = above[1] / below[1], change;
    if (w == 0) return 0;
    for (int k = 0; k < MOST_TERMS; k++) {
        count += 1;
        y += 1;
        z += 2;
        T back = y * count, p = LIBM(fma)(above[1], z, -(above[0] * back)),
          q = LIBM(fma)(below[1], z, -(below[0] * back));
        change = 1;
        if (q != 0) {
            change = LIBM(fabs)((r - p / q) / (p / q));
            r = p / q;
        }
        above[0] = above[1];
        above[1] = p;
        below[0] = below[1];
        below[1] = q;
        for (int i = 0; i < 2 && LIBM(fabs)(p) > FRACTION_MAX; i++) {
            above[i] /= FRACTION_MAX;
            below[i] /= FRACTION_MAX;
        }
        if (change <= HALF_ULP) break;
    }
    return r * w;
}

/* Temme's expansion, for a parameter that is large and near x. */
static bool NAME(large_and_near)(T a, T x) {
    static const T near = 0.3, nearer = 4.5;
    T distance = LIBM(fabs)(x - a) / a;
    return (a > 20 && a < 200 && distance < near) || (a > 200 && distance < nearer / LIBM(sqrt)(a));
}
static T NAME(uniform)(T a, T x, bool upper) {
    const T ratio = x / a, off = (x - a) / a;
    T eta = ratio == 1 ? 0 : LIBM(sqrt)(-2 * (LIBM(log1p)(off) - off)), power[KT_TEMME] = {1};
    if (ratio < 1) eta = -eta;
    const T sign = upper ? 1 : -1;
    T r = (T)0.5 * LIBM(erfc)(sign * eta * LIBM(sqrt)(a / 2));
    T sum = 0, scale = 1, before = INFINITY;
    int powers = 1;
    for (int k = 0; k < KT_TEMME; k++) {
        T c = (T)kt_temme[k][0];
        for (int n = 1; n < KT_TEMME; n++) {
            if (n == powers) power[powers++] = eta * power[n - 1];
            T term = (T)kt_temme[k][n] * power[n];
            c += term;
            if (LIBM(fabs)(term) < HALF_ULP * LIBM(fabs)(c)) break;
        }
        T part = c * scale, size = LIBM(fabs)(part);
        if (size > before) break;
        sum += part;
        if (size < HALF_ULP * LIBM(fabs)(sum)) break;
        before = size;
        scale /= a;
    }
    /* PyTorch has pi as a float here, for doubles too */
    return (T)(r + sign * exp(-0.5 * a * eta * eta) * sum / LIBM(sqrt)(2 * (T)(float)M_PI * a));
}

/* The limits at 0 and infinity into *r. */
static bool NAME(at_limit)(T a, T x, bool upper, T *r) {
    if (x < 0 || a < 0) return *r = NAN, true;
    if (a == 0) return *r = x > 0 ? !upper : (T)NAN, true;
    if (x == 0) return *r = upper, true;
    if (isinf(a)) return *r = isinf(x) ? (T)NAN : upper, true;
    if (isinf(x)) return *r = !upper, true;
    return false;
}
static T NAME(upper_part)(T a, T x) {
    T r;
    if (NAME(at_limit)(a, x, true, &r)) return r;
    if (NAME(large_and_near)(a, x)) return NAME(uniform)(a, x, true);
    if (x > 1.1 && !(x < a)) return NAME(upper_fraction)(a, x);
    if (x > 1.1 || (x <= 0.5 ? -0.4 / LIBM(log)(x) < a : x * 1.1 < a))
        return 1 - NAME(lower_series)(a, x);
    return NAME(upper_series)(a, x);
}
static T NAME(lower_part)(T a, T x) {
    T r;
    if (NAME(at_limit)(a, x, false, &r)) return r;
    if (NAME(large_and_near)(a, x)) return NAME(uniform)(a, x, false);
    return x > 1 && x > a ? 1 - NAME(upper_part)(a, x) : NAME(lower_series)(a, x);
}
#undef T
#undef NAME
#undef LIBM
#undef HALF_ULP
#undef EXP_MAX
#undef FRACTION_MAX
