/* numpy.random's distributions as methods of _Stream: parameters checked in NumPy's words, numbers
 * or broadcast arrays, drawn one by one in C order. One row of rows[] is one distribution. */
#include <float.h>
#include <math.h>
#include <string.h>

#include "numpy_random.h"

enum { MAX_PARAMS = 3 };

/* What a parameter must satisfy. */
typedef enum Rule {
    ANY,
    NON_NEGATIVE,
    POSITIVE,
    POSITIVE_NOT_NAN,
    IN_0_1,
    IN_0_1_NOT_0,
    IN_0_1_NOT_1,
    ABOVE_1,
    AT_LEAST_1,
    RATE /* of a Poisson distribution */
} Rule;

typedef struct Row Row;
struct Row {
    const char *name;
    KtNpDraw draw; /* one of the two is set */
    KtNpDrawInt draw_int;
    int n;
    const char *names[MAX_PARAMS];
    uint8_t rules[MAX_PARAMS];
    /* Conditions between parameters; may turn them into what draw takes. NULL: none. */
    bool (*check)(KiState *ks, double *const *p, int64_t n, bool scalar, bool legacy);
    bool whole; /* parameters are integers: fractions are cut off */
};

/* --- rules --- */

static bool holds(Rule rule, double x, double *limit) {
    switch (rule) {
    case NON_NEGATIVE:
        return isnan(x) || !signbit(x);
    case POSITIVE:
        return !(x <= 0);
    case POSITIVE_NOT_NAN:
        return x > 0;
    case IN_0_1:
        return x >= 0 && x <= 1;
    case IN_0_1_NOT_0:
        return x > 0 && x <= 1;
    case IN_0_1_NOT_1:
        return x >= 0 && x < 1;
    case ABOVE_1:
        return x > 1;
    case AT_LEAST_1:
        return x >= 1;
    case RATE:
        return x >= 0 && x <= *limit;
    default:
        return true;
    }
}

static KB_COLD bool complain(KiState *ks, Rule rule, const char *name, double x, bool scalar) {
    const char *nan_text = scalar ? "is NaN" : "contains NaNs";
    switch (rule) {
    case NON_NEGATIVE:
        ki_raise(ks, KI_EXC_ValueError, "%s < 0", name);
        break;
    case POSITIVE_NOT_NAN:
        if (isnan(x)) {
            ki_raise(ks, KI_EXC_ValueError, "%s must not be NaN", name);
            break;
        }
        ki_raise(ks, KI_EXC_ValueError, "%s <= 0", name);
        break;
    case IN_0_1:
        ki_raise(ks, KI_EXC_ValueError, "%s < 0, %s > 1 or %s %s", name, name, name, nan_text);
        break;
    case IN_0_1_NOT_0:
        ki_raise(ks, KI_EXC_ValueError, "%s <= 0, %s > 1 or %s contains NaNs", name, name, name);
        break;
    case IN_0_1_NOT_1:
        ki_raise(ks, KI_EXC_ValueError, "%s < 0, %s >= 1 or %s %s", name, name, name, nan_text);
        break;
    case ABOVE_1:
        ki_raise(ks, KI_EXC_ValueError, "%s <= 1 or %s %s", name, name, nan_text);
        break;
    case AT_LEAST_1:
        ki_raise(ks, KI_EXC_ValueError, "%s < 1 or %s %s", name, name, nan_text);
        break;
    case RATE:
        if (x > 0)
            ki_raise(ks, KI_EXC_ValueError, "%s value too large", name);
        else
            ki_raise(ks, KI_EXC_ValueError, "%s < 0 or %s %s", name, name, nan_text);
        break;
    default:
        ki_raise(ks, KI_EXC_ValueError, "%s <= 0", name);
    }
    return false;
}

/* The largest rate: what still lets ten standard deviations fit into an int64. */
#define MAX_RATE (9.223372036854775807e18 - 3037000499.97605 * 10)

static bool obeys(KiState *ks, const Row *row, int i, const double *x, int64_t n, bool scalar) {
    double limit = MAX_RATE;
    Rule rule = (Rule)row->rules[i];
    if (rule == ANY) return true;
    for (int64_t k = 0; k < n; k++)
        if (!holds(rule, x[k], &limit) && !(rule == POSITIVE_NOT_NAN && scalar && isnan(x[k])))
            return complain(ks, rule, row->names[i], x[k], scalar);
    return true;
}

/* low, high become low, range */
static bool check_uniform(KiState *ks, double *const *p, int64_t n, bool scalar, bool legacy) {
    for (int64_t k = 0; k < n; k++) {
        p[1][k] -= p[0][k];
        if (!isfinite(p[1][k])) {
            ki_raise(ks, KI_EXC_OverflowError, "%s",
                     legacy || !scalar ? "Range exceeds valid bounds"
                                       : "high - low range exceeds valid bounds");
            return false;
        }
        if (!legacy && signbit(p[1][k])) {
            ki_raise(ks, KI_EXC_ValueError, "high - low < 0");
            return false;
        }
    }
    return true;
}
static bool check_triangular(KiState *ks, double *const *p, int64_t n, bool scalar, bool legacy) {
    for (int64_t k = 0; k < n; k++) {
        const char *wrong = p[0][k] > p[1][k]    ? "left > mode"
                            : p[1][k] > p[2][k]  ? "mode > right"
                            : p[0][k] == p[2][k] ? "left == right"
                                                 : NULL;
        if (wrong) {
            ki_raise(ks, KI_EXC_ValueError, "%s", wrong);
            return false;
        }
    }
    return true;
}
static bool check_hypergeometric(KiState *ks, double *const *p, int64_t n, bool scalar,
                                 bool legacy) {
    for (int64_t k = 0; k < n; k++) {
        if (!legacy && (p[0][k] >= 1e9 || p[1][k] >= 1e9)) {
            ki_raise(ks, KI_EXC_ValueError, "both ngood and nbad must be less than %d", 1000000000);
            return false;
        }
        if (p[0][k] + p[1][k] < p[2][k]) {
            ki_raise(ks, KI_EXC_ValueError, "ngood + nbad < nsample");
            return false;
        }
    }
    return true;
}
static bool check_negative_binomial(KiState *ks, double *const *p, int64_t n, bool scalar,
                                    bool legacy) {
    for (int64_t k = 0; k < n; k++) {
        double x = p[1][k];
        if (legacy ? !(x >= 0 && x <= 1) : !(x > 0 && x <= 1))
            return complain(ks, legacy ? IN_0_1 : IN_0_1_NOT_0, "p", x, scalar);
        /* The rate of the Poisson draw must stay in range, ten deviations above its mean. */
        double y = (1 - x) / x, top = y * (p[0][k] + 10 * sqrt(p[0][k]));
        if (!legacy && top > MAX_RATE) {
            ki_raise(ks, KI_EXC_ValueError,
                     "n too large or p too small, see Generator.negative_binomial Notes");
            return false;
        }
    }
    return true;
}

/* --- drawing --- */

static KiValue draw_scalar(KiState *ks, const Row *row, KtNpRng *g, const double *p) {
    return row->draw ? ki_float(row->draw(g, p)) : ki_int_from_i64(ks, row->draw_int(g, p));
}

static double draw_double(KtNpRng *g, const double *p) {
    (void)p;
    return kt_np_double(g);
}

/* p: the parameters' elements, which advance with the output if `each`. */
static void fill(const Row *row, KtNpRng *g, KtTensor *t, double *const *p, bool each) {
    double q[MAX_PARAMS] = {0}, *out = (double *)t->data;
    int64_t *out_int = (int64_t *)t->data;
    if (row->draw == draw_double) {
        kt_np_fill_double(g, out, t->numel);
        return;
    }
    for (int i = 0; i < row->n; i++)
        q[i] = p[i][0];
    for (int64_t k = 0; k < t->numel; k++) {
        if (each)
            for (int i = 0; i < row->n; i++)
                q[i] = p[i][k];
        if (row->draw)
            out[k] = row->draw(g, q);
        else
            out_int[k] = row->draw_int(g, q);
    }
}

/* The parameter's type in the original, which cuts fractions off where it is an integer. */
static int type_of(const Row *row, int i) {
    return row->whole || (row->draw_int == kt_np_binomial && i == 0) ? KT_I64 : KT_F64;
}

/* A parameter without dimensions: 1, 0 for an array, -1 raised. */
static int number(KiState *ks, KiValue v, int dtype, double *out) {
    if (ki_is_float(v)) {
        *out = ki_float_bare(ki_float_val(v));
        return 1;
    }
    if (ki_is_int(v)) {
        *out = (double)ki_int_val(v);
        return 1;
    }
    if (ki_is_list(v) || ki_is_tuple(v) || (ki_is_ndarray(v) && ki_tensor_of(v)->ndim > 0))
        return 0;
    KtTensor *t = np_random_operand(ks, v, dtype, false);
    if (!t) return -1;
    bool one = t->ndim == 0;
    if (one) {
        KtScalar s = kt_first(t);
        *out = kt_scalar_as_double(&s);
    }
    kt_decref(ki_kt_np(ks), t);
    if (!one) return 0;
    /* what an array could be made of is asked for its value once more */
    bool bare = dtype == KT_F64 && !ki_is_ndarray(v) && !ki_is_np_scalar(v);
    return !bare || ki_to_double(ks, v, out) ? 1 : -1;
}

static KiValue draw_arrays(KiState *ks, const Row *row, KtNpRng *g, KiValue *args, int given,
                           int size_ndim, const int64_t *size) {
    KtTensor *t[MAX_PARAMS] = {NULL}, *out = NULL;
    KtCtx *ctx = ki_kt_np(ks);
    int64_t sizes[KT_MAX_DIMS];
    double *p[MAX_PARAMS] = {NULL};
    int ndim, made = 0;
    for (; made < row->n; made++) {
        int dtype = type_of(row, made);
        KtTensor *x = np_random_operand(ks, args[made], dtype, false);
        t[made] = x && dtype != KT_F64 ? kt_cast(ctx, x, KT_F64) : x;
        if (x && !t[made]) (void)ki_kt_raise(ks);
        if (x != t[made]) kt_decref(ctx, x);
        if (!t[made]) goto done;
    }
    for (int i = 0; i < row->n; i++)
        if (!obeys(ks, row, i, (double *)t[i]->data, t[i]->numel, false)) goto done;
    /* binomial's are put together the other way round, which is to be seen in messages */
    bool swapped = row->draw_int == kt_np_binomial;
    KtTensor *order[MAX_PARAMS] = {t[swapped], t[!swapped], t[2]};
    if (row->n == 1) order[0] = t[0];
    if (!np_random_broadcast(ks, row->n, order, given == 1, size_ndim, size, &ndim, sizes))
        goto done;
    for (int i = 0; i < row->n; i++) {
        if (!np_random_expand(ks, &t[i], ndim, sizes)) goto done;
        p[i] = (double *)t[i]->data;
    }
    if (row->check && !row->check(ks, p, t[0]->numel, false, g->legacy)) goto done;
    out = np_random_array(ks, row->draw ? KT_F64 : KT_I64, ndim, sizes);
    if (out && out->numel) fill(row, g, out, p, true);
done:
    for (int i = 0; i < row->n; i++)
        kt_xdecref(ctx, t[i]);
    return out ? ki_ndarray_wrap(ks, out, KI_ABSENT) : KI_ERR;
}

/* args: self, the parameters, size */
static KiValue draw(KiState *ks, const Row *row, KiValue *args) {
    KtNpRng *g = np_random_rng(ks, args[0]);
    int64_t size[KT_MAX_DIMS];
    double q[MAX_PARAMS] = {0}, *p[MAX_PARAMS] = {&q[0], &q[1], &q[2]};
    int ndim, given = g ? np_random_size(ks, args[row->n + 1], &ndim, size) : -1;
    if (given < 0) return KI_ERR;
    for (int i = 0; i < row->n; i++) {
        int dtype = type_of(row, i), r = number(ks, args[i + 1], dtype, &q[i]);
        if (r < 0) return KI_ERR;
        if (r == 0) return draw_arrays(ks, row, g, args + 1, given, ndim, size);
        if (dtype == KT_I64) q[i] = trunc(q[i]) + 0.0; /* no negative zero */
    }
    for (int i = 0; i < row->n; i++)
        if (type_of(row, i) == KT_I64 && !isfinite(q[i]))
            return isnan(q[i])
                       ? ki_raise(ks, KI_EXC_ValueError, "cannot convert float NaN to integer")
                       : ki_raise(ks, KI_EXC_OverflowError,
                                  "cannot convert float infinity to integer");
    /* The original asks for the sum of the counts before it looks at each. */
    if (row->draw_int == kt_np_hypergeometric && q[0] + q[1] < q[2] &&
        !row->check(ks, p, 1, true, g->legacy))
        return KI_ERR;
    for (int i = 0; i < row->n; i++)
        if (!obeys(ks, row, i, &q[i], 1, true)) return KI_ERR;
    if (row->check && !row->check(ks, p, 1, true, g->legacy)) return KI_ERR;
    if (!given) return draw_scalar(ks, row, g, q);
    KtTensor *t = np_random_array(ks, row->draw ? KT_F64 : KT_I64, ndim, size);
    if (!t) return KI_ERR;
    fill(row, g, t, p, false);
    return ki_ndarray_wrap(ks, t, KI_ABSENT);
}

/* --- the distributions --- */

static double draw_std_normal(KtNpRng *g, const double *p) {
    (void)p;
    return kt_np_standard_normal(g);
}
static double draw_std_exponential(KtNpRng *g, const double *p) {
    (void)p;
    return kt_np_standard_exponential(g);
}
static int64_t draw_max_int(KtNpRng *g, const double *p) {
    (void)p;
    return (int64_t)(kt_np_u64(g) >> 1);
}

/* ROW(function's name, draw, draw_int, count, names, rules, check, whole) */
#define ROW(id, d, di, count, pnames, prules, chk, is_whole)                                       \
    static KiValue m_##id(KiState *ks, KiValue *args, int nargs) {                                 \
        static const Row row = {#id, d, di, count, pnames, prules, chk, is_whole};                 \
        return draw(ks, &row, args);                                                               \
    }
#define P(...)                                                                                     \
    { __VA_ARGS__ }
// clang-format off
ROW(random_sample, draw_double, NULL, 0, {NULL}, {0}, NULL, false)
ROW(standard_normal, draw_std_normal, NULL, 0, {NULL}, {0}, NULL, false)
ROW(standard_exponential, draw_std_exponential, NULL, 0, {NULL}, {0}, NULL, false)
ROW(standard_cauchy, kt_np_cauchy, NULL, 0, {NULL}, {0}, NULL, false)
ROW(tomaxint, NULL, draw_max_int, 0, {NULL}, {0}, NULL, false)
ROW(beta, kt_np_beta, NULL, 2, P("a", "b"), P(POSITIVE, POSITIVE), NULL, false)
ROW(exponential, kt_np_exponential, NULL, 1, {"scale"}, {NON_NEGATIVE}, NULL, false)
ROW(uniform, kt_np_uniform, NULL, 2, P("low", "high"), P(ANY, ANY), check_uniform, false)
ROW(normal, kt_np_normal, NULL, 2, P("loc", "scale"), P(ANY, NON_NEGATIVE), NULL, false)
ROW(standard_gamma, kt_np_gamma1, NULL, 1, {"shape"}, {NON_NEGATIVE}, NULL, false)
ROW(gamma, kt_np_gamma, NULL, 2, P("shape", "scale"), P(NON_NEGATIVE, NON_NEGATIVE), NULL, false)
ROW(f, kt_np_f, NULL, 2, P("dfnum", "dfden"), P(POSITIVE, POSITIVE), NULL, false)
ROW(noncentral_f, kt_np_noncentral_f, NULL, 3, P("dfnum", "dfden", "nonc"), P(POSITIVE, POSITIVE, NON_NEGATIVE), NULL, false)
ROW(chisquare, kt_np_chisquare, NULL, 1, {"df"}, {POSITIVE}, NULL, false)
ROW(noncentral_chisquare, kt_np_noncentral_chisquare, NULL, 2, P("df", "nonc"), P(POSITIVE, NON_NEGATIVE), NULL, false)
ROW(standard_t, kt_np_t, NULL, 1, {"df"}, {POSITIVE}, NULL, false)
ROW(vonmises, kt_np_vonmises, NULL, 2, P("mu", "kappa"), P(ANY, NON_NEGATIVE), NULL, false)
ROW(pareto, kt_np_pareto, NULL, 1, {"a"}, {POSITIVE}, NULL, false)
ROW(weibull, kt_np_weibull, NULL, 1, {"a"}, {NON_NEGATIVE}, NULL, false)
ROW(power, kt_np_power, NULL, 1, {"a"}, {POSITIVE}, NULL, false)
ROW(laplace, kt_np_laplace, NULL, 2, P("loc", "scale"), P(ANY, NON_NEGATIVE), NULL, false)
ROW(gumbel, kt_np_gumbel, NULL, 2, P("loc", "scale"), P(ANY, NON_NEGATIVE), NULL, false)
ROW(logistic, kt_np_logistic, NULL, 2, P("loc", "scale"), P(ANY, NON_NEGATIVE), NULL, false)
ROW(lognormal, kt_np_lognormal, NULL, 2, P("mean", "sigma"), P(ANY, NON_NEGATIVE), NULL, false)
ROW(rayleigh, kt_np_rayleigh, NULL, 1, {"scale"}, {NON_NEGATIVE}, NULL, false)
ROW(wald, kt_np_wald, NULL, 2, P("mean", "scale"), P(POSITIVE, POSITIVE), NULL, false)
ROW(triangular, kt_np_triangular, NULL, 3, P("left", "mode", "right"), P(ANY, ANY, ANY), check_triangular, false)
ROW(binomial, NULL, kt_np_binomial, 2, P("n", "p"), P(NON_NEGATIVE, IN_0_1), NULL, false)
ROW(negative_binomial, NULL, kt_np_negative_binomial, 2, P("n", "p"), P(POSITIVE_NOT_NAN, ANY), check_negative_binomial, false)
ROW(poisson, NULL, kt_np_poisson, 1, {"lam"}, {RATE}, NULL, false)
ROW(zipf, NULL, kt_np_zipf, 1, {"a"}, {ABOVE_1}, NULL, false)
ROW(geometric, NULL, kt_np_geometric, 1, {"p"}, {IN_0_1_NOT_0}, NULL, false)
ROW(logseries, NULL, kt_np_logseries, 1, {"p"}, {IN_0_1_NOT_1}, NULL, false)
ROW(hypergeometric, NULL, kt_np_hypergeometric, 3, P("ngood", "nbad", "nsample"), P(NON_NEGATIVE, NON_NEGATIVE, AT_LEAST_1), check_hypergeometric, true)
/* Generator lets nsample be 0. */
ROW(_hypergeometric0, NULL, kt_np_hypergeometric, 3, P("ngood", "nbad", "nsample"), P(NON_NEGATIVE, NON_NEGATIVE, NON_NEGATIVE), check_hypergeometric, true)
// clang-format on

/* rand(d0, d1, ...) and randn: the sizes one by one. */
static KiValue draw_sizes(KiState *ks, KiValue *args, KiNativeFn fn) {
    KiValue again[2] = {args[0], ki_tuple_of(args[1])->len ? args[1] : KI_NONE};
    return fn(ks, again, 2);
}
static KiValue m_rand(KiState *ks, KiValue *args, int nargs) {
    return draw_sizes(ks, args, m_random_sample);
}
static KiValue m_randn(KiState *ks, KiValue *args, int nargs) {
    return draw_sizes(ks, args, m_standard_normal);
}

/* --- single precision, given arrays (Generator) --- */

enum { F_RANDOM, F_NORMAL, F_EXPONENTIAL, F_EXPONENTIAL_INV, F_GAMMA };

static double one_double(KtNpRng *g, int what, double shape) {
    switch (what) {
    case F_RANDOM:
        return kt_np_double(g);
    case F_NORMAL:
        return kt_np_standard_normal(g);
    case F_EXPONENTIAL:
        return kt_np_standard_exponential(g);
    case F_EXPONENTIAL_INV:
        return -log1p(-kt_np_double(g));
    default:
        return kt_np_standard_gamma(g, shape);
    }
}
static float one_float(KtNpRng *g, int what, double shape) {
    switch (what) {
    case F_RANDOM:
        return kt_np_float(g);
    case F_NORMAL:
        return kt_np_standard_normal_f(g);
    case F_EXPONENTIAL:
        return kt_np_standard_exponential_f(g);
    case F_EXPONENTIAL_INV:
        return -log1pf(-kt_np_float(g));
    default:
        return kt_np_standard_gamma_f(g, (float)shape);
    }
}
static void fill_std(KtNpRng *g, int what, KtTensor *t, const double *shape, bool each) {
    for (int64_t k = 0; k < t->numel; k++) {
        double s = shape ? shape[each ? k : 0] : 0;
        if (t->dtype == KT_F32)
            ((KtAtF32 *)t->data)[k] = one_float(g, what, s);
        else
            ((KtAtF64 *)t->data)[k] = one_double(g, what, s);
    }
}
/* _standard(what, size, float32, out, shape): out is a contiguous array of the right dtype or None;
 * shape is gamma's, else None. */
static KiValue m_standard(KiState *ks, KiValue *args, int nargs) {
    KtNpRng *g = np_random_rng(ks, args[0]);
    KtCtx *ctx = ki_kt_np(ks);
    int64_t size[KT_MAX_DIMS], sizes[KT_MAX_DIMS];
    int what, ndim, n, given = g ? np_random_size(ks, args[2], &ndim, size) : -1;
    if (given < 0 || !ki_to_int(ks, args[1], &what)) return KI_ERR;
    int dtype = args[3] == KI_TRUE ? KT_F32 : KT_F64;
    KtTensor *shape = NULL, *t = NULL;
    if (!ki_is_none(args[5])) {
        if (!(shape = np_random_operand(ks, args[5], KT_F64, false))) return KI_ERR;
        double *x = (double *)shape->data;
        for (int64_t k = 0; k < shape->numel; k++)
            if (!isnan(x[k]) && signbit(x[k])) {
                ki_raise(ks, KI_EXC_ValueError, "shape < 0");
                goto done;
            }
        if (shape->ndim > 0) {
            KtTensor *one[1] = {shape};
            if (ki_is_ndarray(args[4])) { /* the output has a number for each of its elements */
                const KtTensor *out = ki_tensor_of(args[4]);
                given = 1;
                ndim = out->ndim;
                memcpy(size, out->sizes, sizeof *size * (size_t)ndim);
            }
            if (!np_random_broadcast(ks, 1, one, given == 1, ndim, size, &n, sizes) ||
                !np_random_expand(ks, &shape, n, sizes))
                goto done;
            given = 1;
            ndim = n;
            memcpy(size, sizes, sizeof *size * (size_t)n);
        }
    }
    if (!ki_is_none(args[4])) {
        if (ki_is_ndarray(args[4])) t = kt_incref(ki_tensor_of(args[4]));
        if (!t || t->dtype != dtype || !kt_is_contiguous(t)) {
            ki_raise(ks, KI_EXC_TypeError,
                     "Supplied output array must be contiguous and of the "
                     "right type");
            goto done;
        }
        if (!kt_before_write(ctx, t)) {
            ki_kt_raise(ks);
            goto done;
        }
    } else if (!given) {
        double s = shape ? *(double *)shape->data : 0;
        KiValue r =
            ki_float(dtype == KT_F32 ? (double)one_float(g, what, s) : one_double(g, what, s));
        kt_xdecref(ctx, shape);
        return r;
    } else if (!(t = np_random_array(ks, dtype, ndim, size)))
        goto done;
    fill_std(g, what, t, shape ? (double *)shape->data : NULL, shape && shape->ndim > 0);
    kt_xdecref(ctx, shape);
    if (!ki_is_none(args[4])) {
        kt_decref(ctx, t);
        return ki_new_ref(args[4]);
    }
    return ki_ndarray_wrap(ks, t, KI_ABSENT);
done:
    kt_xdecref(ctx, shape);
    kt_xdecref(ctx, t);
    return KI_ERR;
}

/* --- several values at once --- */

/* A new array of `size` with one more dimension of length d. */
static KtTensor *rows_array(KiState *ks, int dtype, KiValue size, int64_t d) {
    int64_t sizes[KT_MAX_DIMS + 1];
    int ndim;
    if (np_random_size(ks, size, &ndim, sizes) < 0) return NULL;
    if (ndim >= KT_MAX_DIMS) {
        ki_raise(ks, KI_EXC_ValueError, "too many dimensions");
        return NULL;
    }
    sizes[ndim++] = d;
    return np_random_array(ks, dtype, ndim, sizes);
}

/* _multinomial(n, pvals, size): pvals 1-d and checked. */
static KiValue m_multinomial(KiState *ks, KiValue *args, int nargs) {
    KtNpRng *g = np_random_rng(ks, args[0]);
    int64_t n;
    if (!g || !ki_index_i64(ks, args[1], &n)) return KI_ERR;
    KtTensor *p = np_random_operand(ks, args[2], KT_F64, false);
    if (!p) return KI_ERR;
    int64_t d = p->numel;
    KtTensor *t = rows_array(ks, KT_I64, args[3], d);
    for (int64_t k = 0; t && d && k < t->numel; k += d)
        kt_np_multinomial(g, n, (double *)p->data, d, (int64_t *)t->data + k);
    kt_decref(ki_kt_np(ks), p);
    return t ? ki_ndarray_wrap(ks, t, KI_ABSENT) : KI_ERR;
}

/* Stick breaking by beta draws, for concentrations so small that all gammas could come out 0. */
static void small_dirichlet(KtNpRng *g, const double *alpha, int64_t k, double *out) {
    double rest = 0, acc = 1;
    for (int64_t j = 0; j < k; j++)
        out[j] = 0;
    for (int64_t j = 0; j < k - 1; j++) {
        rest = 0;
        for (int64_t i = k - 1; i > j; i--)
            rest += alpha[i];
        double q[2] = {alpha[j], rest}, v = kt_np_beta(g, q);
        out[j] = acc * v;
        acc *= 1.0 - v;
        if (rest == 0) break;
    }
    out[k - 1] = acc;
}
/* _dirichlet(alpha, size, small): alpha 1-d and checked. */
static KiValue m_dirichlet(KiState *ks, KiValue *args, int nargs) {
    KtNpRng *g = np_random_rng(ks, args[0]);
    KtTensor *a = g ? np_random_operand(ks, args[1], KT_F64, false) : NULL;
    if (!a) return KI_ERR;
    int64_t d = a->numel;
    double *alpha = (double *)a->data;
    KtTensor *t = rows_array(ks, KT_F64, args[2], d);
    for (int64_t k = 0; t && d && k < t->numel; k += d) {
        double *out = (double *)t->data + k, sum = 0;
        if (args[3] == KI_TRUE) {
            small_dirichlet(g, alpha, d, out);
            continue;
        }
        for (int64_t j = 0; j < d; j++)
            sum += out[j] = kt_np_standard_gamma(g, alpha[j]);
        double inv = 1 / sum;
        for (int64_t j = 0; j < d; j++)
            out[j] *= inv;
    }
    kt_decref(ki_kt_np(ks), a);
    return t ? ki_ndarray_wrap(ks, t, KI_ABSENT) : KI_ERR;
}

const KiDef np_random_draw_methods[] = {
    {"_random_sample", "(self, size=None)", m_random_sample, NULL, 0},
    {"standard_normal", "(self, size=None)", m_standard_normal, "Normal with mean 0, deviation 1.",
     KI_DEF_CYTHON},
    {"standard_exponential", "(self, size=None)", m_standard_exponential,
     "Exponential with scale 1.", KI_DEF_CYTHON},
    {"standard_cauchy", "(self, size=None)", m_standard_cauchy, "Cauchy with mode 0.",
     KI_DEF_CYTHON},
    {"beta", "(self, a, b, size=None)", m_beta, "Beta distribution.", KI_DEF_CYTHON},
    {"exponential", "(self, scale=1.0, size=None)", m_exponential, "Exponential distribution.",
     KI_DEF_CYTHON},
    {"uniform", "(self, low=0.0, high=1.0, size=None)", m_uniform, "Floats in [low, high).",
     KI_DEF_CYTHON},
    {"normal", "(self, loc=0.0, scale=1.0, size=None)", m_normal, "Normal distribution.",
     KI_DEF_CYTHON},
    {"standard_gamma", "(self, shape, size=None)", m_standard_gamma, "Gamma with scale 1.",
     KI_DEF_CYTHON},
    {"gamma", "(self, shape, scale=1.0, size=None)", m_gamma, "Gamma distribution.", KI_DEF_CYTHON},
    {"f", "(self, dfnum, dfden, size=None)", m_f, "F distribution.", KI_DEF_CYTHON},
    {"noncentral_f", "(self, dfnum, dfden, nonc, size=None)", m_noncentral_f,
     "Noncentral F distribution.", KI_DEF_CYTHON},
    {"chisquare", "(self, df, size=None)", m_chisquare, "Chi-square distribution.", KI_DEF_CYTHON},
    {"noncentral_chisquare", "(self, df, nonc, size=None)", m_noncentral_chisquare,
     "Noncentral chi-square distribution.", KI_DEF_CYTHON},
    {"standard_t", "(self, df, size=None)", m_standard_t, "Student's t distribution.",
     KI_DEF_CYTHON},
    {"vonmises", "(self, mu, kappa, size=None)", m_vonmises, "Von Mises distribution.",
     KI_DEF_CYTHON},
    {"pareto", "(self, a, size=None)", m_pareto, "Pareto II (Lomax) distribution.", KI_DEF_CYTHON},
    {"weibull", "(self, a, size=None)", m_weibull, "Weibull distribution.", KI_DEF_CYTHON},
    {"power", "(self, a, size=None)", m_power, "Power distribution.", KI_DEF_CYTHON},
    {"laplace", "(self, loc=0.0, scale=1.0, size=None)", m_laplace, "Laplace distribution.",
     KI_DEF_CYTHON},
    {"gumbel", "(self, loc=0.0, scale=1.0, size=None)", m_gumbel, "Gumbel distribution.",
     KI_DEF_CYTHON},
    {"logistic", "(self, loc=0.0, scale=1.0, size=None)", m_logistic, "Logistic distribution.",
     KI_DEF_CYTHON},
    {"lognormal", "(self, mean=0.0, sigma=1.0, size=None)", m_lognormal,
     "Exponentials of normal values.", KI_DEF_CYTHON},
    {"rayleigh", "(self, scale=1.0, size=None)", m_rayleigh, "Rayleigh distribution.",
     KI_DEF_CYTHON},
    {"wald", "(self, mean, scale, size=None)", m_wald, "Inverse Gaussian distribution.",
     KI_DEF_CYTHON},
    {"triangular", "(self, left, mode, right, size=None)", m_triangular, "Triangular distribution.",
     KI_DEF_CYTHON},
    {"binomial", "(self, n, p, size=None)", m_binomial, "Successes in n trials.", KI_DEF_CYTHON},
    {"negative_binomial", "(self, n, p, size=None)", m_negative_binomial,
     "Failures before n successes.", KI_DEF_CYTHON},
    {"poisson", "(self, lam=1.0, size=None)", m_poisson, "Poisson distribution.", KI_DEF_CYTHON},
    {"zipf", "(self, a, size=None)", m_zipf, "Zipf distribution.", KI_DEF_CYTHON},
    {"geometric", "(self, p, size=None)", m_geometric, "Trials until the first success.",
     KI_DEF_CYTHON},
    {"logseries", "(self, p, size=None)", m_logseries, "Logarithmic series distribution.",
     KI_DEF_CYTHON},
    {"hypergeometric", "(self, ngood, nbad, nsample, size=None)", m_hypergeometric,
     "Good ones among nsample drawn without replacement.", KI_DEF_CYTHON},
    {"_hypergeometric0", "(self, ngood, nbad, nsample, size=None)", m__hypergeometric0, NULL, 0},
    {"_standard", "(self, what, size, single, out, shape, /)", m_standard, NULL, 0},
    {"_multinomial", "(self, n, pvals, size, /)", m_multinomial, NULL, 0},
    {"_dirichlet", "(self, alpha, size, small, /)", m_dirichlet, NULL, 0},
    KI_DEF_END,
};

const KiDef np_random_legacy_methods[] = {
    {"random_sample", "(self, size=None)", m_random_sample, "Floats in [0, 1).", KI_DEF_CYTHON},
    {"tomaxint", "(self, size=None)", m_tomaxint, "Integers up to the largest int64.",
     KI_DEF_CYTHON},
    {"rand", "(self, *args)", m_rand, "Floats in [0, 1) in the given shape.", KI_DEF_CYTHON},
    {"randn", "(self, *args)", m_randn, "Standard normal values in the given shape.",
     KI_DEF_CYTHON},
    KI_DEF_END,
};
