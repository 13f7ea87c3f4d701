/* datetime.timedelta: days, seconds and microseconds. Computes in microseconds of 128 bits, and
 * with ints where a factor has more than 63 bits. */
#include <math.h>

#include "../object/number.h"
#include "datetime.h"

static const KiSpan span_limit = (KiSpan)1 << 126; /* sums and differences below it fit */

KiValue ki_delta_from(KiState *ks, KiType *cls, KiSpan us) {
    KiSpan days = us / KI_US_PER_DAY, rest = us % KI_US_PER_DAY;
    if (rest < 0) {
        rest += KI_US_PER_DAY;
        days--;
    }
    if (days < -KI_MAX_DELTA_DAYS || days > KI_MAX_DELTA_DAYS) {
        if (days < INT32_MIN || days > INT32_MAX)
            return ki_raise(ks, KI_EXC_OverflowError, "Python int too large to convert to C int");
        return ki_raise(ks, KI_EXC_OverflowError, "days=%d; must have magnitude <= 999999999",
                        (int)days);
    }
    KiDelta *d = (KiDelta *)ki_instance_alloc(ks, cls);
    if (!d) return KI_ERR;
    d->hash = -1;
    d->days = (int32_t)days;
    d->seconds = (int32_t)(rest / 1000000);
    d->us = (int32_t)(rest % 1000000);
    return ki_from_obj(d);
}
static KiValue delta(KiState *ks, KiSpan us) {
    return ki_delta_from(ks, ki_dt_type(ks, KI_DT_TIMEDELTA), us);
}

/* False: v has more than 126 bits. */
static bool span_of_int(KiValue v, KiSpan *out) {
    uint64_t store[1];
    KbBig big = ki_int_view(v, store);
    int n = big.n < 0 ? -big.n : big.n;
    if (n > 2 || (n == 2 && big.d[1] >> 62)) return false;
    KiSpan r = n == 2 ? (KiSpan)big.d[1] << 64 : 0;
    if (n) r += big.d[0];
    *out = big.n < 0 ? -r : r;
    return true;
}
KiValue ki_delta_from_int(KiState *ks, KiType *cls, KiValue us) {
    KiSpan v;
    if (span_of_int(us, &v)) return ki_delta_from(ks, cls, v);
    return ki_raise(ks, KI_EXC_OverflowError, "Python int too large to convert to C int");
}
KiValue ki_delta_to_int(KiState *ks, KiSpan us) {
    if (us >= INT64_MIN && us <= INT64_MAX) return ki_int_from_i64(ks, (int64_t)us);
    KiSpan m = us < 0 ? -us : us;
    uint64_t limbs[2] = {(uint64_t)m, (uint64_t)(m >> 64)};
    int32_t n = limbs[1] ? 2 : 1;
    return ki_int_from_big(ks, limbs, us < 0 ? -n : n);
}

/* --- making --- */

/* One argument of the constructor: its microseconds are added to *us, and what part of one is left
 * over to *part. False: not as simple as that. */
static bool add_component(KiValue v, int64_t factor, KiSpan *us, double *part) {
    if (ki_is_int(v)) {
        *us += (KiSpan)ki_int_val(v) * factor;
        return true;
    }
    if (!ki_is_float(v)) return false;
    double x = ki_float_val(v), whole = trunc(x);
    if (!(fabs(x) < 4e18)) return false;
    *us += (KiSpan)(int64_t)whole * factor;
    double full, fraction = modf((double)factor * (x - whole), &full);
    *us += (int64_t)full;
    *part += fraction;
    return true;
}
/* What is left over, rounded so that a half makes the sum even. */
static int64_t round_part(KiSpan us, double part) {
    double rounded = rint(part);
    if (fabs(rounded - part) == 0.5) {
        int odd = (int)(us & 1);
        rounded = 2.0 * rint((part + odd) * 0.5) - odd;
    }
    return (int64_t)rounded;
}

static KiValue delta_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    static const char *const names[] = {"days",    "seconds", "microseconds", "milliseconds",
                                        "minutes", "hours",   "weeks"};
    /* in the order in which they are added up */
    static const struct {
        int parameter;
        int64_t factor;
    } rows[] = {{2, 1},          {3, 1000},          {1, 1000000},          {4, 60000000},
                {5, 3600000000}, {0, KI_US_PER_DAY}, {6, 7 * KI_US_PER_DAY}};
    KiValue v[7];
    KiSpan us = 0;
    double part = 0;
    bool plain = ki_dt_bind(names, 7, 7, args, nargs, kwnames, v);
    for (int i = 0; i < 7 && plain; i++)
        plain = v[rows[i].parameter] == KI_ABSENT ||
                add_component(v[rows[i].parameter], rows[i].factor, &us, &part);
    if (!plain) return ki_dt_step_of(ks, KI_DT_DELTA_NEW, ki_from_obj(cls), args, nargs, kwnames);
    return ki_delta_from(ks, cls, part != 0 ? us + round_part(us, part) : us);
}

/* --- basics --- */

static KiValue delta_repr(KiState *ks, KiValue self) {
    return ki_dt_step1(ks, KI_DT_DELTA_REPR, self);
}
static KiValue delta_str(KiState *ks, KiValue self) {
    const KiDelta *d = (KiDelta *)ki_obj(self);
    char text[64];
    int n = 0;
    if (d->days)
        n = snprintf(text, sizeof text, "%d day%s, ", (int)d->days,
                     d->days == 1 || d->days == -1 ? "" : "s");
    n += snprintf(text + n, sizeof text - (size_t)n, "%d:%02d:%02d", (int)d->seconds / 3600,
                  (int)d->seconds / 60 % 60, (int)d->seconds % 60);
    if (d->us) n += snprintf(text + n, sizeof text - (size_t)n, ".%06d", (int)d->us);
    return ki_str_from_ascii(ks, text, (size_t)n);
}
static bool delta_hash(KiState *ks, KiValue self, int64_t *out) {
    KiDelta *d = (KiDelta *)ki_obj(self);
    if (d->hash == -1) {
        KiValue t = ki_tuple_pack(ks, 3, ki_small_int(d->days), ki_small_int(d->seconds),
                                  ki_small_int(d->us));
        bool ok = t != KI_ERR && ki_hash(ks, t, &d->hash);
        ki_decref(ks, t);
        if (!ok) return false;
    }
    *out = d->hash;
    return true;
}
static KiValue delta_compare(KiState *ks, KiValue a, KiValue b, KiCompareOp op) {
    const KiDelta *x = ki_delta_of(ks, a), *y = ki_delta_of(ks, b);
    if (!x || !y) return KI_NOT_IMPLEMENTED;
    KiSpan p = ki_delta_us(x), q = ki_delta_us(y);
    return ki_bool(ki_cmp_result((p > q) - (p < q), op));
}
static int delta_truth(KiState *ks, KiValue self) {
    const KiDelta *d = (KiDelta *)ki_obj(self);
    return d->days || d->seconds || d->us;
}

/* --- arithmetic --- */

static KiValue delta_add(KiState *ks, KiValue a, KiValue b) {
    const KiDelta *x = ki_delta_of(ks, a), *y = ki_delta_of(ks, b);
    return x && y ? delta(ks, ki_delta_us(x) + ki_delta_us(y)) : KI_NOT_IMPLEMENTED;
}
static KiValue delta_sub(KiState *ks, KiValue a, KiValue b) {
    const KiDelta *x = ki_delta_of(ks, a), *y = ki_delta_of(ks, b);
    return x && y ? delta(ks, ki_delta_us(x) - ki_delta_us(y)) : KI_NOT_IMPLEMENTED;
}
static KiValue delta_neg(KiState *ks, KiValue a) {
    return delta(ks, -ki_delta_us((KiDelta *)ki_obj(a)));
}
static KiValue delta_pos(KiState *ks, KiValue a) {
    return delta(ks, ki_delta_us((KiDelta *)ki_obj(a)));
}
static KiValue delta_abs(KiState *ks, KiValue a) {
    KiSpan us = ki_delta_us((KiDelta *)ki_obj(a));
    return delta(ks, us < 0 ? -us : us);
}

/* us op n for ints of any size. */
static KiValue by_int(KiState *ks, KiSpan us, KiValue n, KiBinaryOp op) {
    KiValue m = ki_delta_to_int(ks, us), r = m == KI_ERR ? KI_ERR : ki_int_binary(ks, m, n, op);
    ki_decref(ks, m);
    return r;
}
static KiValue delta_by_int(KiState *ks, KiSpan us, KiValue n, KiBinaryOp op) {
    KiValue r = by_int(ks, us, n, op);
    KiValue d = r == KI_ERR ? KI_ERR : ki_delta_from_int(ks, ki_dt_type(ks, KI_DT_TIMEDELTA), r);
    ki_decref(ks, r);
    return d;
}

static KiSpan floor_div(KiSpan a, KiSpan b) {
    KiSpan q = a / b;
    return a % b != 0 && (a < 0) != (b < 0) ? q - 1 : q;
}

static KiValue delta_mul(KiState *ks, KiValue a, KiValue b) {
    const KiDelta *d = ki_delta_of(ks, a);
    KiValue by = b;
    if (!d) {
        d = ki_delta_of(ks, b);
        by = a;
    }
    int64_t n;
    if (ki_is_real_float(by)) return ki_dt_step2(ks, KI_DT_DELTA_TIMES, ki_from_obj(d), by);
    if (!ki_is_integer(by)) return KI_NOT_IMPLEMENTED;
    KiSpan r, us = ki_delta_us(d);
    if (ki_int_try_i64(by, &n) && !__builtin_mul_overflow(us, (KiSpan)n, &r) && r < span_limit &&
        r > -span_limit)
        return delta(ks, r);
    return delta_by_int(ks, us, by, KI_MUL);
}

static KiValue delta_floordiv(KiState *ks, KiValue a, KiValue b) {
    const KiDelta *x = ki_delta_of(ks, a), *y = ki_delta_of(ks, b);
    int64_t n;
    if (!x) return KI_NOT_IMPLEMENTED;
    KiSpan us = ki_delta_us(x);
    if (y) {
        KiSpan by = ki_delta_us(y);
        if (by) return ki_delta_to_int(ks, floor_div(us, by));
        return by_int(ks, us, ki_small_int(0), KI_FLOORDIV);
    }
    if (!ki_is_integer(b)) return KI_NOT_IMPLEMENTED;
    if (ki_int_try_i64(b, &n) && n) return delta(ks, floor_div(us, n));
    return delta_by_int(ks, us, b, KI_FLOORDIV);
}

/* a / b as the nearest integer, halves to even; b is not 0. */
static KiSpan divide_nearest(KiSpan a, KiSpan b) {
    KiSpan q = floor_div(a, b), r = 2 * (a - q * b);
    return (b > 0 ? r > b : r < b) || (r == b && (q & 1)) ? q + 1 : q;
}

static KiValue delta_truediv(KiState *ks, KiValue a, KiValue b) {
    static const int64_t exact = INT64_C(1) << 53; /* doubles have all ints up to this */
    const KiDelta *x = ki_delta_of(ks, a), *y = ki_delta_of(ks, b);
    if (!x) return KI_NOT_IMPLEMENTED;
    KiSpan us = ki_delta_us(x);
    if (y) {
        KiSpan by = ki_delta_us(y);
        if (us <= exact && us >= -exact && by <= exact && by >= -exact && by)
            return ki_float((double)us / (double)by);
        KiValue d = ki_delta_to_int(ks, by),
                r = d == KI_ERR ? KI_ERR : by_int(ks, us, d, KI_TRUEDIV);
        ki_decref(ks, d);
        return r;
    }
    if (ki_is_integer(b)) {
        KiSpan by;
        if (!span_of_int(b, &by)) return delta(ks, 0); /* it is beyond every timedelta */
        if (by) return delta(ks, divide_nearest(us, by));
        return ki_raise(ks, KI_EXC_ZeroDivisionError, "integer division or modulo by zero");
    }
    return ki_is_real_float(b) ? ki_dt_step2(ks, KI_DT_DELTA_BY, a, b) : KI_NOT_IMPLEMENTED;
}

static KiValue delta_mod(KiState *ks, KiValue a, KiValue b) {
    const KiDelta *x = ki_delta_of(ks, a), *y = ki_delta_of(ks, b);
    if (!x || !y) return KI_NOT_IMPLEMENTED;
    KiSpan us = ki_delta_us(x), by = ki_delta_us(y);
    if (!by) return by_int(ks, us, ki_small_int(0), KI_MOD);
    return delta(ks, us - floor_div(us, by) * by);
}
static KiValue delta_divmod(KiState *ks, KiValue a, KiValue b) {
    KiValue q = ki_delta_of(ks, b) ? delta_floordiv(ks, a, b) : KI_NOT_IMPLEMENTED;
    if (q == KI_ERR || q == KI_NOT_IMPLEMENTED) return q;
    KiValue r = delta_mod(ks, a, b), t = r == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 2, q, r);
    ki_decref(ks, q);
    ki_decref(ks, r);
    return t;
}

/* --- methods --- */

static KiValue m_total_seconds(KiState *ks, KiValue *a, int n) {
    KiSpan us = ki_delta_us((KiDelta *)ki_obj(a[0]));
    if (us < INT64_C(1) << 53 && us > -(INT64_C(1) << 53)) return ki_float((double)us / 1e6);
    return by_int(ks, us, ki_small_int(1000000), KI_TRUEDIV);
}

static KiValue get_days(KiState *ks, KiValue self, void *closure) {
    return ki_small_int(((KiDelta *)ki_obj(self))->days);
}
static KiValue get_seconds(KiState *ks, KiValue self, void *closure) {
    return ki_small_int(((KiDelta *)ki_obj(self))->seconds);
}
static KiValue get_us(KiState *ks, KiValue self, void *closure) {
    return ki_small_int(((KiDelta *)ki_obj(self))->us);
}

KiType *ki_make_timedelta(KiState *ks) {
    static const KiSlots slots = {
        .repr = delta_repr,
        .str = delta_str,
        .hash = delta_hash,
        .compare = delta_compare,
        .getattr = ki_generic_getattr,
        .new_ = delta_new,
        .truth = delta_truth,
        .unary = {[KI_NEG] = delta_neg, [KI_POS] = delta_pos, [KI_ABS] = delta_abs},
        .binary = {[KI_ADD] = delta_add,
                   [KI_SUB] = delta_sub,
                   [KI_MUL] = delta_mul,
                   [KI_FLOORDIV] = delta_floordiv,
                   [KI_TRUEDIV] = delta_truediv,
                   [KI_MOD] = delta_mod,
                   [KI_DIVMOD] = delta_divmod}};
    static const KiDef methods[] = {{"total_seconds", "(self, /)", m_total_seconds,
                                     "Total seconds in the duration.", KI_DEF_UNSIGNED},
                                    KI_DEF_END};
    static const KiGetsetDef getsets[] = {
        {"days", get_days, NULL, "Number of days.", NULL},
        {"seconds", get_seconds, NULL, "Number of seconds (>= 0 and less than 1 day).", NULL},
        {"microseconds", get_us, NULL, "Number of microseconds (>= 0 and less than 1 second).",
         NULL},
        {NULL, NULL, NULL, NULL, NULL}};
    const KiTypeDef def = {
        "timedelta",     "datetime",     "A difference of time: days, seconds and microseconds.",
        sizeof(KiDelta), KI_TF_BASETYPE, KI_K_OPAQUE,
        &slots,          methods,        getsets};
    return ki_native_type(ks, &def, NULL);
}
