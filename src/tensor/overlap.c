/* Do two tensors share an element? Exactly, as np.shares_memory asks.
 *
 * The bytes of a tensor lie at start + sum(a_i * x_i) with 0 <= x_i <= u_i, a term for each
 * dimension and one for the bytes of an element. Turning the second tensor round, both meet where
 * the terms of the two together have one given sum: a linear Diophantine equation with bounded
 * unknowns. It is searched depth first, the last unknown running over those values for which the
 * rest has a solution without bounds (Ramachandran, "Use of Extended Euclidean Algorithm in Solving
 * a System of Linear Diophantine Equations with Bounded Variables", 2006). The problem is NP-hard,
 * so the search stops after `max_work` leaves. */
#include "overlap.h"

typedef __int128 Wide;

typedef struct Term {
    int64_t a, u; /* step; the greatest number of steps */
} Term;

/* 2 terms for every dimension and for the bytes of an element */
enum { MAX_TERMS = 2 * KT_MAX_DIMS + 2 };

typedef struct Equation {
    int n;
    Term term[MAX_TERMS];
    /* joined[k]: the terms 0..k+1 as one, of their common divisor; term k+1 = eps * joined + a
     * multiple, and so on */
    Term joined[MAX_TERMS];
    int64_t gamma[MAX_TERMS], eps[MAX_TERMS];
    int64_t max_work, work;
} Equation;

static Wide floor_div(Wide a, Wide b) { /* b > 0 */
    return a / b - (a % b < 0);
}
static Wide ceil_div(Wide a, Wide b) {
    return -floor_div(-a, b);
}

/* gamma * a + eps * b = the greatest common divisor */
static int64_t euclid(int64_t a, int64_t b, int64_t *gamma, int64_t *eps) {
    int64_t g0 = 1, g1 = 0, e0 = 0, e1 = 1;
    while (b) {
        int64_t q = a / b, t = a % b;
        a = b, b = t;
        t = g0 - q * g1, g0 = g1, g1 = t;
        t = e0 - q * e1, e0 = e1, e1 = t;
    }
    *gamma = g0, *eps = e0;
    return a;
}

static bool add_term(Equation *e, Wide a, Wide u) {
    if (a > INT64_MAX || u > INT64_MAX) return false;
    e->term[e->n++] = (Term){(int64_t)a, (int64_t)u};
    return true;
}

/* A term for each dimension that moves; false: too large. */
static bool add_terms(Equation *e, const KtTensor *t) {
    for (int i = 0; i < t->ndim; i++) {
        Wide step = (Wide)t->strides[i] * (int64_t)t->itemsize;
        if (t->sizes[i] > 1 && step && !add_term(e, step < 0 ? -step : step, t->sizes[i] - 1))
            return false;
    }
    return t->itemsize == 1 || add_term(e, 1, (int64_t)t->itemsize - 1);
}

/* Steps of equal length become one term, the longest stand first, and no term takes more steps than
 * fit into sum. */
static bool simplify(Equation *e, int64_t sum) {
    int n = 0;
    for (int i = 1; i < e->n; i++) {
        Term t = e->term[i];
        int k = i;
        for (; k > 0 && e->term[k - 1].a < t.a; k--)
            e->term[k] = e->term[k - 1];
        e->term[k] = t;
    }
    for (int i = 0; i < e->n; i++) {
        Term t = e->term[i];
        if (n && e->term[n - 1].a == t.a) {
            if (__builtin_add_overflow(e->term[n - 1].u, t.u, &e->term[n - 1].u)) return false;
        } else {
            e->term[n++] = t;
        }
    }
    e->n = 0;
    for (int i = 0; i < n; i++) {
        Term t = e->term[i];
        if (t.u > sum / t.a) t.u = sum / t.a;
        if (t.u) e->term[e->n++] = t;
    }
    return true;
}

/* The terms 0..k joined for every k. */
static bool join(Equation *e) {
    Term before = e->term[0];
    for (int k = 1; k < e->n; k++) {
        Term t = e->term[k], *j = &e->joined[k - 1];
        j->a = euclid(before.a, t.a, &e->gamma[k - 1], &e->eps[k - 1]);
        Wide u = (Wide)before.u * (before.a / j->a) + (Wide)t.u * (t.a / j->a);
        if (u > INT64_MAX) return false;
        j->u = (int64_t)u;
        before = *j;
    }
    return true;
}

/* Can the terms 0..v (v > 0) have this sum? */
static KtOverlap search(Equation *e, int v, int64_t sum) {
    if (e->max_work >= 0 && e->work >= e->max_work) return KT_OVERLAP_TOO_HARD;
    Term rest = v == 1 ? e->term[0] : e->joined[v - 2], own = e->term[v];
    int64_t divisor = e->joined[v - 1].a;
    if (sum % divisor ==
        0) { /* all solutions: rest = rest0 + t * rest_step, own = own0 - t * own_step */
        Wide c = sum / divisor, rest_step = own.a / divisor, own_step = rest.a / divisor;
        Wide rest0 = e->gamma[v - 1] * c, own0 = e->eps[v - 1] * c;
        Wide low = ceil_div(-rest0, rest_step), low2 = ceil_div(own0 - own.u, own_step);
        Wide high = floor_div(rest.u - rest0, rest_step), high2 = floor_div(own0, own_step);
        if (low2 > low) low = low2;
        if (high2 < high) high = high2;
        if (v == 1 && low <= high) return KT_OVERLAP_YES;
        for (Wide t = low; v > 1 && t <= high; t++) {
            int64_t taken = (int64_t)((own0 - t * own_step) * own.a);
            KtOverlap r = search(e, v - 1, sum - taken);
            if (r != KT_OVERLAP_NO) return r;
        }
    }
    e->work++;
    return KT_OVERLAP_NO;
}

static KtOverlap solve(Equation *e, int64_t sum) {
    if (!simplify(e, sum)) return KT_OVERLAP_OVERFLOW;
    if (e->n == 0) return sum ? KT_OVERLAP_NO : KT_OVERLAP_YES;
    const Term *t = e->term;
    if (e->n == 1) return sum % t->a == 0 && sum / t->a <= t->u ? KT_OVERLAP_YES : KT_OVERLAP_NO;
    return join(e) ? search(e, e->n - 1, sum) : KT_OVERLAP_OVERFLOW;
}

KtOverlap kt_overlap(const KtTensor *x, const KtTensor *y, int64_t max_work) {
    if (!kt_may_overlap(x, y)) return KT_OVERLAP_NO;
    if (max_work == 0) return KT_OVERLAP_TOO_HARD;
    const char *low_x, *high_x, *low_y, *high_y;
    kt_byte_range(x, &low_x, &high_x);
    kt_byte_range(y, &low_y, &high_y);
    /* from the end of one to the start of the other, whichever is nearer */
    int64_t sum = high_y - 1 - low_x;
    if (high_x - 1 - low_y < sum) sum = high_x - 1 - low_y;
    Equation e = {.max_work = max_work};
    if (!add_terms(&e, x) || !add_terms(&e, y)) return KT_OVERLAP_OVERFLOW;
    return solve(&e, sum);
}
