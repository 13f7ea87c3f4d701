/* Differentiable element-wise functions of two and more operands, casts and copies, with their
 * rules. ag_set sums a gradient over the dimensions its operand was broadcast in. */
#include <math.h>
#include <string.h>

#include "autograd_private.h"
#include "memory_format.h"

#define GO      (g->grad[0])
#define SCALARS 3 /* attributes that hold a KtScalar, of which torch has no wide ones */
enum { NUMBER_SIZE = offsetof(KtScalar, wide) };

/* An operand that was a number lies in the attributes. */
static KtTensor *with(Ag *g, KtOp op, KtTensor *a, int slot) {
    KtTensor *t = ag_saved(g, slot);
    if (g->failed) return NULL;
    if (t) return g_bin(g, op, a, t);
    KtScalar s = {0};
    memcpy(&s, g->n->attr, NUMBER_SIZE);
    return g_sc(g, op, a, &s);
}
static KtScalar number(const Ag *g) {
    KtScalar s = {0};
    memcpy(&s, g->n->attr, NUMBER_SIZE);
    return s;
}
bool kta_saved_number(const KtNode *n, KtScalar *v) {
    bool one_edge = n->n_in == 1 && !strcmp(n->rule->name, "PowBackward0");
    if ((n->n_in != 2 && !one_edge) || n->n_attr != SCALARS) return false;
    *v = (KtScalar){0};
    memcpy(v, n->attr, NUMBER_SIZE);
    return true;
}
/* Operand as a tensor, numbers as 0-d. */
static KtTensor *operand(Ag *g, int slot) {
    KtTensor *t = ag_saved(g, slot);
    if (t || g->failed) return t;
    KtScalar s = number(g);
    return ag_keep(g, kt_scalar_tensor(g->ctx, g->n->out[0].dtype, &s));
}
#define A      operand(g, 0)
#define B      operand(g, 1)
#define R      ag_saved(g, 2)
#define NEED_A ag_needs(g, 0)
#define NEED_B (g->n->n_in > 1 && ag_needs(g, 1))

static void back_add(Ag *g) {
    if (NEED_A) ag_set(g, 0, GO);
    if (NEED_B) ag_set(g, 1, GO);
}
static void back_sub(Ag *g) {
    if (NEED_A) ag_set(g, 0, GO);
    if (NEED_B) ag_set(g, 1, g_neg(g, GO));
}
static KtTensor *times_conj(Ag *g, KtTensor *go, int slot) {
    KtTensor *t = ag_saved(g, slot);
    if (g->failed) return NULL;
    if (t) return g_mul(g, go, g_conj(g, t));
    if (!ag_kept(g)) return NULL;
    KtScalar s = number(g);
    if (s.kind == KT_S_COMPLEX) s.c.im = -s.c.im;
    return g_sc(g, KT_OP_MUL, go, &s);
}
static void back_mul(Ag *g) {
    if (NEED_B)
        ag_set(g, 1, times_conj(g, GO, 0)); /* first: in this order PyTorch looks for writes */
    if (NEED_A) ag_set(g, 0, times_conj(g, GO, 1));
}
static void back_div(Ag *g) {
    KtTensor *b = ag_saved(g, 1);
    if (g->failed || (!b && !ag_kept(g))) return;
    if (NEED_B) ag_set(g, 1, g_mul(g, g_neg(g, GO), g_conj(g, g_div(g, g_div(g, A, b), b))));
    if (NEED_A) ag_set(g, 0, b ? g_div(g, GO, g_conj(g, b)) : with(g, KT_OP_DIV, GO, 1));
}
/* In the memory order of the gradient. */
static void back_quotient(Ag *g) {
    for (int i = 0; i < g->n->n_in; i++)
        if (ag_needs(g, i)) ag_set(g, i, g_zeros_like(g, GO, g->n->in[i].dtype));
}
static KtTensor *whole_quotient(Ag *g, KtOp op) {
    KtOperand a = {.t = A}, b = {.t = B};
    return a.t && b.t ? ag_keep(g, kta_div_rounded(g->ctx, op, &a, &b)) : NULL;
}
static void back_remainder(Ag *g) {
    if (NEED_A) ag_set(g, 0, GO);
    if (NEED_B) ag_set(g, 1, g_mul(g, g_neg(g, GO), whole_quotient(g, KT_OP_FLOOR_DIV)));
}
static void back_fmod(Ag *g) {
    if (NEED_A) ag_set(g, 0, GO);
    if (NEED_B) ag_set(g, 1, g_mul(g, g_neg(g, GO), whole_quotient(g, KT_OP_TRUNC_DIV)));
}

/* a ** s with a number s: s a ** (s - 1). */
static KtTensor *power_by_number(Ag *g, KtTensor *a) {
    KtScalar s = number(g), less = s;
    if (kt_scalar_as_double(&s) == 0 && s.kind != KT_S_COMPLEX) return g_zeros(g, &g->n->in[0]);
    if (s.kind == KT_S_BOOL) return GO;
    if (s.kind == KT_S_INT)
        less.i--;
    else if (s.kind == KT_S_FLOAT)
        less.f--;
    else
        less.c.re--;
    bool once = kt_scalar_as_double(&less) == 1 && s.kind != KT_S_COMPLEX && !ag_recording(g->ctx);
    KtTensor *d = once ? a : g_sc(g, KT_OP_POW, a, &less);
    return g_mul(g, GO, g_conj(g, g_sc(g, KT_OP_MUL, d, &s)));
}
static void power_base(Ag *g) {
    KtTensor *a = A, *b = ag_saved(g, 1);
    if (g->failed) return;
    if (!b) {
        ag_set(g, 0, power_by_number(g, a));
        return;
    }
    KtTensor *d = g_mul(g, b, g_bin(g, KT_OP_POW, a, g_adds(g, b, -1)));
    ag_set(g, 0, g_zero_where(g, g_bin_s(g, KT_OP_EQ, b, 0), g_mul(g, GO, g_conj(g, d))));
}
static void back_pow(Ag *g) {
    if (g->n->n_saved > 2 && !ag_untouched(g, 2)) return;
    if (NEED_A) power_base(g);
    if (!NEED_B || g->failed) return;
    KtTensor *a = A, *b = B, *r = R;
    KtTensor *flat = g_bin_s(g, KT_OP_EQ, a, 0);
    if (b && !kt_is_complex_dtype(b->dtype))
        flat = g_bin(g, KT_OP_LOGICAL_AND, flat, g_bin_s(g, KT_OP_GE, b, 0));
    /* the logarithm of a number is one, also where tensors of that type have none */
    const bool half = a && a->dtype == KT_F16 && !strcmp(g->n->rule->name, "PowBackward2");
    KtTensor *log = g_un(g, KT_OP_LOG, half ? g_cast(g, a, KT_F32) : a),
             *d = g_mul(g, r, half ? g_cast(g, log, KT_F16) : log);
    ag_set(g, 1, g_mul(g, GO, g_conj(g, g_zero_where(g, flat, d))));
}

/* Ties share the gradient. */
static void pick_larger(Ag *g, KtOp loses) {
    KtTensor *a = A, *b = B;
    KtTensor *shared = g_where(g, g_bin(g, KT_OP_EQ, a, b), g_muls(g, GO, 0.5), GO);
    if (NEED_A) ag_set(g, 0, g_masked(g, g_bin(g, loses, a, b), shared, false));
    if (NEED_B) ag_set(g, 1, g_masked(g, g_bin(g, loses, b, a), shared, false));
}
static void back_maximum(Ag *g) {
    pick_larger(g, KT_OP_LT);
}
static void back_minimum(Ag *g) {
    pick_larger(g, KT_OP_GT);
}
static void pick_first(Ag *g, KtOp wins) {
    KtTensor *a = A, *b = B;
    KtTensor *first = g_bin(g, KT_OP_LOGICAL_OR, g_bin(g, wins, a, b), g_un(g, KT_OP_ISNAN, b));
    if (NEED_A) ag_set(g, 0, g_masked(g, g_un(g, KT_OP_LOGICAL_NOT, first), GO, true));
    if (NEED_B) ag_set(g, 1, g_masked(g, first, GO, true));
}
static void back_fmax(Ag *g) {
    pick_first(g, KT_OP_GE);
}
static void back_fmin(Ag *g) {
    pick_first(g, KT_OP_LE);
}
static void back_atan2(Ag *g) {
    KtTensor *a = A, *b = B, *area = g_add(g, g_sq(g, a), g_sq(g, b)),
             *q = g_un(g, KT_OP_RECIPROCAL, area);
    if (NEED_A) ag_set(g, 0, g_mul(g, g_mul(g, GO, b), q));
    if (NEED_B) ag_set(g, 1, g_mul(g, g_mul(g, GO, g_neg(g, a)), q));
}
static void back_hypot(Ag *g) {
    KtTensor *r = R;
    if (NEED_A) ag_set(g, 0, g_div(g, g_mul(g, GO, A), r));
    if (NEED_B) ag_set(g, 1, g_div(g, g_mul(g, GO, B), r));
}
static void back_copysign(Ag *g) {
    KtTensor *r = R, *a = NEED_A ? A : NULL; /* the result is asked for in any case */
    if (NEED_A)
        ag_set(g, 0, g_mul(g, GO, g_zero_where(g, g_bin_s(g, KT_OP_EQ, a, 0), g_div(g, r, a))));
    if (NEED_B) ag_set(g, 1, g_zeros(g, &g->n->in[1]));
}
static void back_ldexp(Ag *g) {
    if (NEED_A) ag_set(g, 0, g_mul(g, GO, g_un(g, KT_OP_EXP2, B)));
    if (NEED_B) ag_set(g, 1, g_muls(g, g_mul(g, GO, R), 0.69314718055994530942));
}
/* The part of x in the sum of the powers of x and y. */
static KtTensor *part_of(Ag *g, double base, KtTensor *x, KtTensor *y) {
    KtTensor *d = g_sub(g, y, x);
    if (!d) return NULL;
    KtOperand number = kt_operand_scalar(kt_scalar_float(base)), exponent = kt_operand(d);
    KtTensor *power = base == 0 ? g_un(g, KT_OP_EXP, d)
                                : ag_keep(g, kta_binary(g->ctx, KT_OP_POW, &number, &exponent));
    return g_div(g, GO, g_adds(g, power, 1));
}
/* base 0: e */
static void log_add(Ag *g, double base) {
    KtTensor *a = A, *b = B;
    if (NEED_A) ag_set(g, 0, part_of(g, base, a, b));
    if (NEED_B) ag_set(g, 1, part_of(g, base, b, a));
}
static void back_logaddexp(Ag *g) {
    log_add(g, 0);
}
static void back_logaddexp2(Ag *g) {
    log_add(g, 2);
}
static void back_xlogy(Ag *g) {
    KtTensor *a = A, *b = B;
    if (NEED_B) ag_set(g, 1, g_div(g, g_mul(g, GO, a), b));
    if (NEED_A) {
        KtTensor *flat =
            g_bin(g, KT_OP_LOGICAL_AND, g_bin_s(g, KT_OP_EQ, a, 0), g_bin_s(g, KT_OP_LE, b, 0));
        ag_set(g, 0, g_masked(g, flat, g_bin(g, KT_OP_XLOGY, GO, b), true));
    }
}
/* Special functions have a derivative by their second operand only. */
static bool only_second(Ag *g, const char *what) {
    if (!NEED_A) return true;
    kt_fail(g->ctx, KT_NOT_IMPLEMENTED_ERROR, "the derivative for '%s' is not implemented.", what);
    g->failed = true;
    return false;
}
static void back_polygamma(Ag *g) {
    KtTensor *a = A, *b = B;
    ag_set(g, 1, g_mul(g, GO, g_bin(g, KT_OP_POLYGAMMA, g_adds(g, a, 1), b)));
}
static void incomplete_gamma(Ag *g, const char *what, double sign) {
    KtTensor *a = NEED_B ? A : NULL, *b = NEED_B ? B : NULL;
    if (g->failed || !only_second(g, what)) return;
    KtTensor *power = g_mul(g, g_adds(g, a, -1), g_un(g, KT_OP_LOG, b));
    KtTensor *density = g_un(g, KT_OP_EXP, g_sub(g, g_sub(g, power, b), g_un(g, KT_OP_LGAMMA, a)));
    ag_set(g, 1, g_mul(g, GO, g_muls(g, density, sign)));
}
static void back_igamma(Ag *g) {
    incomplete_gamma(g, "igamma: input", 1);
}
static void back_igammac(Ag *g) {
    incomplete_gamma(g, "igammac: input", -1);
}
#define back_none NULL

#define ROW_BINARY(opname, grad, node) [KT_OP_##opname] = {node, back_##grad, false},
#define ROW_UNARY(...)
#define ROW_COMPARE(...)
#define ROW_REDUCE(...)
#define ROW_CUM(...)
#define ROW_FUNC(...)
static const KtRule binary_rules[KT_N_OPS] = {
#define KT_OP(opname, fam, n, rulename, fl, grad, nodename, tnames, nnames, text)                  \
    ROW_##fam(opname, grad, nodename)
#include "memory_format.h"
#include "op.def"
#undef KT_OP
};

/* Names that depend on which operand is a number. */
static const KtRule rule_pow1 = {"PowBackward1", back_pow, false};
static const KtRule rule_pow2 = {"PowBackward2", back_pow, false};
static const KtRule rule_rsub = {"RsubBackward1", back_sub, false};
static const KtRule rule_none = {"NotImplemented", NULL, false};
static const KtRule rule_div2 = {"DivBackward2", back_quotient, false};
static const KtRule rule_rem1 = {"RemainderBackward1", back_remainder, false};
static const KtRule rule_fmod1 = {"FmodBackward1", back_fmod, false};
static const KtRule rule_sign1 = {"CopysignBackward1", back_copysign, false};
static const KtRule rule_xlogy1 = {"XlogyBackward1", back_xlogy, false};
static const KtRule rule_xlogy2 = {"XlogyBackward2", back_xlogy, false};

static const KtRule *rule_of(KtOp op, bool ta, bool tb) {
    switch (op) {
    case KT_OP_POW:
    case KT_OP_FLOAT_POWER:
        return !ta ? &rule_pow2 : tb ? &rule_pow1 : &binary_rules[op];
    case KT_OP_SUB:
        return ta ? &binary_rules[op] : &rule_rsub;
    case KT_OP_FLOOR_DIV:
        return &rule_none;
    case KT_OP_TRUNC_DIV:
        return &rule_div2;
    case KT_OP_REMAINDER:
        return !ta ? &rule_none : tb ? &rule_rem1 : &binary_rules[op];
    case KT_OP_FMOD:
        return tb ? &rule_fmod1 : &binary_rules[op];
    case KT_OP_COPYSIGN:
        return tb ? &binary_rules[op] : &rule_sign1;
    case KT_OP_XLOGY:
        return !ta ? &rule_xlogy1 : tb ? &binary_rules[op] : &rule_xlogy2;
    default:
        return &binary_rules[op];
    }
}

/* Saves only what the rule will ask for: bit 0 a, bit 1 b, bit 2 the result. */
static int wanted(KtOp op, const KtTensor *b, bool need_a, bool need_b) {
    switch (op) {
    case KT_OP_ADD:
    case KT_OP_SUB:
    case KT_OP_FLOOR_DIV:
    case KT_OP_TRUNC_DIV:
        return 0;
    case KT_OP_MUL:
        return (need_a ? 2 : 0) | (need_b ? 1 : 0);
    case KT_OP_DIV:
        return 2 | (need_b ? 1 : 0);
    case KT_OP_POW:
    case KT_OP_FLOAT_POWER:
        return b ? 7 : 3;
    case KT_OP_IGAMMA:
    case KT_OP_IGAMMAC:
        return need_b ? 3 : 0;
    case KT_OP_REMAINDER:
    case KT_OP_FMOD:
        return need_b ? 3 : 0;
    case KT_OP_HYPOT:
    case KT_OP_LDEXP:
    case KT_OP_COPYSIGN:
        return 7;
    default:
        return 3;
    }
}

static bool operand_needs(const KtCtx *ctx, const KtOperand *o) {
    return o && o->t && AG_NEEDS(ctx, o->t);
}

static KtTensor *record(KtCtx *ctx, KtOp op, const KtOperand *a, const KtOperand *b, KtTensor *r) {
    if (!r || !kt_is_inexact_dtype(r->dtype)) return r;
    const KtRule *rule = rule_of(op, a->t, b->t);
    if (!rule->backward && !*rule->name) return r; /* none, and PyTorch says nothing of it */
    if (!rule->backward) {
        const char *node = strcmp(rule->name, "NotImplemented") ? rule->name : NULL;
        return kta_underivable(ctx, r, node, kt_op_info[op].torch, 2, (KtTensor *[]){a->t, b->t});
    }
    int want = wanted(op, b->t, ag_requires(a->t), ag_requires(b->t));
    KtTensor *save[3] = {want & 1 ? a->t : NULL, want & 2 ? b->t : NULL, want & 4 ? r : NULL};
    KtAttr attr[SCALARS];
    bool number_used = (!a->t || !b->t) && want;
    if (number_used) memcpy(attr, !a->t ? &a->s : &b->s, NUMBER_SIZE);
    bool one_edge = op == KT_OP_POW && !b->t;
    return kt_ag_record(ctx, r, rule, (AgList){one_edge ? 1 : 2, (KtTensor *[]){a->t, b->t}},
                        (AgList){want & 4 ? 3
                                 : want   ? 2
                                          : 0,
                                 save},
                        (AgAttrs){number_used ? SCALARS : 0, attr});
}
_Static_assert((int)NUMBER_SIZE <= SCALARS * (int)sizeof(KtAttr), "a number fits its attributes");

/* PyTorch's ldexp multiplies by 2 ** b, which need not be whole. */
static KtTensor *scaled_by_power(KtCtx *ctx, const KtOperand *a, KtTensor *b) {
    KtOperand two = kt_operand_scalar(kt_scalar_float(2)), power = kt_operand(b);
    KtTensor *p = kta_power_of_number(ctx, KT_OP_POW, &two, &power);
    KtOperand factor = kt_operand(p);
    KtTensor *r = p ? kta_binary(ctx, KT_OP_MUL, a, &factor) : NULL;
    kt_xdecref(ctx, p);
    return r;
}

/* PyTorch's float_power is pow of the operands in double precision, each cast as a step of its own.
 */
static KtTensor *wide_power(KtCtx *ctx, const KtOperand *a, const KtOperand *b) {
    KtDtype dtype;
    if (!kt_binary_dtype(ctx, KT_OP_FLOAT_POWER, a, b, &dtype)) return NULL;
    KtTensor *x = a->t ? kta_cast(ctx, a->t, dtype) : NULL,
             *y = b->t && (x || !a->t) ? kta_cast(ctx, b->t, dtype) : NULL, *r = NULL;
    KtOperand p = x ? kt_operand(x) : *a, q = y ? kt_operand(y) : *b;
    if ((x || !a->t) && (y || !b->t))
        r = (x ? kta_binary : kta_power_of_number)(ctx, KT_OP_POW, &p, &q);
    kt_xdecref(ctx, x);
    kt_xdecref(ctx, y);
    return r;
}

static KtTensor *plainly_laid_out(KtCtx *ctx, KtTensor *r) {
    if (!r || kt_is_contiguous(r)) return r;
    KtTensor *plain = kt_contiguous(ctx, r);
    kt_decref(ctx, r);
    return plain;
}

/* r, a op b just computed, is a lazy zero if that is what torch makes of such operands. */
static KtTensor *follow_zeros(KtCtx *ctx, KtOp op, const KtTensor *a, const KtTensor *b,
                              KtTensor *r) {
    bool za = a && a->flags & KT_T_ZERO, zb = b && b->flags & KT_T_ZERO;
    bool stays = op == KT_OP_MUL                      ? za || zb
                 : op == KT_OP_DIV                    ? za && !zb
                 : op == KT_OP_ADD || op == KT_OP_SUB ? za && zb
                                                      : false;
    KtScalar zero = kt_scalar_int(0);
    if (!r || !stays || !(r = plainly_laid_out(ctx, r))) return r;
    if (!kt_fill(ctx, r, &zero)) {
        kt_decref(ctx, r);
        return NULL;
    }
    r->flags |= KT_T_ZERO;
    return r;
}

static inline KtTensor *binary(KtCtx *ctx, KtOp op, const KtOperand *a, const KtOperand *b,
                               bool plain) {
    if (KB_UNLIKELY(op == KT_OP_LDEXP) && b->t && !ctx->numpy) return scaled_by_power(ctx, a, b->t);
    KtTensor *r = kt_binary_any(ctx, op, a, b, KT_NO_DTYPE, NULL);
    if (plain) r = plainly_laid_out(ctx, r);
    if (KB_UNLIKELY(((a->t ? a->t->flags : 0) | (b->t ? b->t->flags : 0)) & KT_T_ZERO))
        r = follow_zeros(ctx, op, a->t, b->t, r);
    if (!operand_needs(ctx, a) && !operand_needs(ctx, b)) return r;
    if (r && op == KT_OP_FLOAT_POWER) {
        kt_decref(ctx, r);
        return wide_power(ctx, a, b);
    }
    return record(ctx, op, a, b, r);
}

KtTensor *kta_binary(KtCtx *ctx, KtOp op, const KtOperand *a, const KtOperand *b) {
    return binary(ctx, op, a, b, false);
}

KtTensor *kta_power_of_number(KtCtx *ctx, KtOp op, const KtOperand *a, const KtOperand *b) {
    return binary(ctx, op, a, b, true);
}

/* PyTorch keeps what the quotient itself would need. */
static void back_div_rounded(Ag *g) {
    if (ag_kept(g) && ag_untouched(g, 0) && ag_untouched(g, 1)) back_quotient(g);
}
static const KtRule rule_div_rounded = {"DivBackward2", back_div_rounded, false};
KtTensor *kta_div_rounded(KtCtx *ctx, KtOp op, const KtOperand *a, const KtOperand *b) {
    KtTensor *r = kt_binary_any(ctx, op, a, b, KT_NO_DTYPE, NULL);
    if (!operand_needs(ctx, a) && !operand_needs(ctx, b)) return r;
    return kt_ag_record(ctx, r, &rule_div_rounded, AG_T(a->t, b->t),
                        AG_T(operand_needs(ctx, b) ? a->t : NULL, b->t), AG_NO_ATTR);
}

/* ---- a + alpha b ---- */

static void back_add_alpha(Ag *g) {
    if (NEED_A) ag_set(g, 0, GO);
    KtScalar s = number(g);
    if (s.kind == KT_S_COMPLEX) s.c.im = -s.c.im;
    if (NEED_B) ag_set(g, 1, g_sc(g, KT_OP_MUL, GO, &s));
}
static KtScalar negated(KtScalar s);
/* The number is saved negated; torch negates the gradient, which tells in the signs of complex
 * zeros. */
static void back_sub_alpha(Ag *g) {
    if (!kt_is_complex_dtype(GO->dtype)) {
        back_add_alpha(g);
        return;
    }
    if (NEED_A) ag_set(g, 0, GO);
    KtScalar s = negated(number(g));
    if (s.kind == KT_S_COMPLEX) s.c.im = -s.c.im;
    if (NEED_B) ag_set(g, 1, g_sc(g, KT_OP_MUL, g_neg(g, GO), &s));
}
static const KtRule rule_add_alpha = {"AddBackward0", back_add_alpha, false};
static const KtRule rule_sub_alpha = {"SubBackward0", back_sub_alpha, false};

static KtScalar negated(KtScalar s) {
    if (s.kind == KT_S_BOOL || s.kind == KT_S_INT) return kt_scalar_int(-s.i);
    if (s.kind == KT_S_FLOAT) return kt_scalar_float(-s.f);
    if (s.kind == KT_S_COMPLEX) return kt_scalar_complex(-s.c.re, -s.c.im);
    return kt_scalar_float(-(double)s.u);
}

bool kta_saved_alpha(const KtNode *n, KtScalar *v) {
    KtRuleFn back = n->rule->backward;
    *v = kt_scalar_int(1);
    if (back != back_add_alpha && back != back_sub_alpha)
        return back == back_add || back == back_sub;
    memcpy(v, n->attr, NUMBER_SIZE);
    if (n->rule == &rule_sub_alpha) *v = negated(*v);
    return true;
}

KtTensor *kta_add_alpha(KtCtx *ctx, KtTensor *a, const KtOperand *b, const KtScalar *alpha,
                        bool subtract) {
    KtTensor *r = kt_add_alpha(ctx, a, b, alpha, subtract, NULL);
    if (!AG_NEEDS(ctx, a) && !operand_needs(ctx, b)) return r;
    KtScalar s = subtract ? negated(*alpha) : *alpha;
    KtAttr attr[SCALARS];
    memcpy(attr, &s, NUMBER_SIZE);
    return kt_ag_record(ctx, r, subtract ? &rule_sub_alpha : &rule_add_alpha, AG_T(a, b->t),
                        AG_NOTHING, (AgAttrs){SCALARS, attr});
}

/* ---- choosing ---- */

static void back_where(Ag *g) {
    KtTensor *mask = ag_saved(g, 0);
    if (ag_needs(g, 0)) ag_set(g, 0, g_where_s(g, mask, GO, 0));
    if (ag_needs(g, 1)) ag_set(g, 1, g_zero_where(g, mask, GO));
}
static const KtRule rule_where = {"WhereBackward0", back_where, false};

KtTensor *kta_where(KtCtx *ctx, KtTensor *cond, const KtOperand *a, const KtOperand *b) {
    KtTensor *r = kt_where(ctx, cond, a, b, NULL);
    if (!operand_needs(ctx, a) && !operand_needs(ctx, b)) return r;
    return kt_ag_record(ctx, r, &rule_where, AG_T(a->t, b->t), AG_T(cond), AG_NO_ATTR);
}

/* x OP bound, the bound a tensor in slot 1 + i or a number in the attributes; NULL: no bound. */
static KtTensor *against(Ag *g, KtOp op, KtTensor *x, int i) {
    KtTensor *t = ag_saved(g, 1 + i);
    if (g->failed || !x) return NULL;
    return t ? g_bin(g, op, x, t) : g_bin_s(g, op, x, ag_dbl(g, 2 + i));
}
static void back_clamp(Ag *g) {
    bool has_lo = ag_int(g, 0), has_hi = ag_int(g, 1);
    KtTensor *x = ag_saved(g, 0);
    if (!x) return;
    KtTensor *above = has_lo ? against(g, KT_OP_GE, x, 0) : NULL;
    KtTensor *below = has_hi ? against(g, KT_OP_LE, x, 1) : NULL;
    if (ag_needs(g, 0))
        ag_set(g, 0,
               g_where_s(g,
                         has_lo && has_hi ? g_bin(g, KT_OP_LOGICAL_AND, above, below)
                         : has_lo         ? above
                                          : below,
                         GO, 0));
    KtTensor *lo = has_lo ? ag_saved(g, 1) : NULL, *hi = has_hi ? ag_saved(g, 2) : NULL;
    if (lo && ag_needs(g, 1)) {
        KtTensor *low = against(g, KT_OP_LT, x, 0);
        if (has_hi) low = g_bin(g, KT_OP_LOGICAL_AND, low, against(g, KT_OP_LT, lo, 1));
        ag_set(g, 1, g_where_s(g, low, GO, 0));
    }
    if (hi && ag_needs(g, 2)) {
        KtTensor *high = against(g, KT_OP_GT, x, 1);
        if (has_lo) high = g_bin(g, KT_OP_LOGICAL_OR, high, against(g, KT_OP_LT, hi, 0));
        ag_set(g, 2, g_where_s(g, high, GO, 0));
    }
}
static const KtRule rule_clamp0 = {"ClampBackward0", back_clamp, false};
static const KtRule rule_clamp1 = {"ClampBackward1", back_clamp, false};

KtTensor *kta_clamp(KtCtx *ctx, KtTensor *a, const KtOperand *lo, const KtOperand *hi) {
    KtTensor *r = kt_clamp(ctx, a, lo, hi, NULL);
    if (!AG_NEEDS(ctx, a) && !operand_needs(ctx, lo) && !operand_needs(ctx, hi)) return r;
    KtTensor *l = lo ? lo->t : NULL, *h = hi ? hi->t : NULL;
    return kt_ag_record(ctx, r, l || h ? &rule_clamp0 : &rule_clamp1, AG_T(a, l, h), AG_T(a, l, h),
                        AG_A(AG_I(lo != NULL), AG_I(hi != NULL),
                             AG_D(lo && !l ? kt_scalar_as_double(&lo->s) : 0),
                             AG_D(hi && !h ? kt_scalar_as_double(&hi->s) : 0)));
}

/* ---- lerp, addcmul, addcdiv ---- */

/* A number among the arguments, as two attributes. */
static AgAttrs number_attrs(KtAttr *a, const KtScalar *s) {
    const bool z = s->kind == KT_S_COMPLEX;
    a[0] = AG_D(z ? s->c.re : kt_scalar_as_double(s));
    a[1] = AG_D(z ? s->c.im : 0);
    return (AgAttrs){2, a};
}
static KtScalar number_of(Ag *g) {
    double re = ag_dbl(g, 0), im = ag_dbl(g, 1);
    return im != 0 ? kt_scalar_complex(re, im) : kt_scalar_float(re);
}

static void back_lerp(Ag *g) {
    KtTensor *w = ag_saved(g, 0);
    if (g->failed) return;
    KtScalar s = number_of(g), rest = kt_scalar_float(1 - ag_dbl(g, 0));
    if (s.kind == KT_S_COMPLEX) {
        s.c.im = -s.c.im;
        rest = kt_scalar_complex(1 - s.c.re, -s.c.im);
    }
    if (ag_needs(g, 1)) ag_set(g, 1, w ? g_mul(g, GO, g_conj(g, w)) : g_sc(g, KT_OP_MUL, GO, &s));
    if (ag_needs(g, 0))
        ag_set(g, 0, w ? g_mul(g, GO, g_conj(g, g_rsub(g, 1, w))) : g_sc(g, KT_OP_MUL, GO, &rest));
    if (ag_needs(g, 2))
        ag_set(g, 2, g_mul(g, GO, g_conj(g, g_sub(g, ag_saved(g, 2), ag_saved(g, 1)))));
}
static const KtRule rule_lerp0 = {"LerpBackward0", back_lerp, false};
static const KtRule rule_lerp1 = {"LerpBackward1", back_lerp, false};

KtTensor *kta_lerp(KtCtx *ctx, KtTensor *a, KtTensor *b, const KtOperand *weight) {
    KtTensor *r = kt_lerp(ctx, a, b, weight, NULL), *w = weight->t;
    if (!AG_NEEDS2(ctx, a, b) && !operand_needs(ctx, weight)) return r;
    bool ends = ag_requires(w);
    KtAttr attr[2];
    KtScalar none = kt_scalar_int(0);
    return kt_ag_record(ctx, r, w ? &rule_lerp1 : &rule_lerp0, AG_T(a, b, w),
                        AG_T(w, ends ? a : NULL, ends ? b : NULL),
                        number_attrs(attr, w ? &none : &weight->s));
}

static void back_addcmul(Ag *g) {
    KtScalar v = number_of(g);
    if (ag_needs(g, 0)) ag_set(g, 0, GO);
    for (int i = 1; i < 3; i++)
        if (ag_needs(g, i))
            ag_set(g, i, g_mul(g, GO, g_conj(g, g_sc(g, KT_OP_MUL, ag_saved(g, 2 - i), &v))));
}
static KtTensor *number_over(Ag *g, const KtScalar *v, KtTensor *c) {
    if (v->kind != KT_S_COMPLEX) return g_s_bin(g, KT_OP_DIV, v->f, c);
    return g_sc(g, KT_OP_MUL, g_s_bin(g, KT_OP_DIV, 1, c), v);
}
static void back_addcdiv(Ag *g) {
    KtScalar v = number_of(g);
    KtTensor *c = ag_saved(g, 1);
    if (ag_needs(g, 0)) ag_set(g, 0, GO);
    if (ag_needs(g, 1)) ag_set(g, 1, g_mul(g, GO, g_conj(g, number_over(g, &v, c))));
    if (ag_needs(g, 2)) {
        KtTensor *t = g_div(g, g_sc(g, KT_OP_MUL, ag_saved(g, 0), &v), g_mul(g, c, c));
        ag_set(g, 2, g_mul(g, g_neg(g, GO), g_conj(g, t)));
    }
}
static const KtRule rule_addcmul = {"AddcmulBackward0", back_addcmul, false};
static const KtRule rule_addcdiv = {"AddcdivBackward0", back_addcdiv, false};

KtTensor *kta_addcmul(KtCtx *ctx, KtTensor *a, KtTensor *b, KtTensor *c, const KtScalar *value,
                      bool divide) {
    KtTensor *r = kt_addcmul(ctx, a, b, c, value, divide, NULL);
    if (!AG_NEEDS2(ctx, a, b) && !AG_NEEDS(ctx, c)) return r;
    KtAttr attr[2];
    return kt_ag_record(ctx, r, divide ? &rule_addcdiv : &rule_addcmul, AG_T(a, b, c), AG_T(b, c),
                        number_attrs(attr, value));
}

/* ---- products with numbers that PyTorch's own code makes ---- */

/* The number is a tensor of double there, not one of a script's numbers: of a gradient without
 * dimensions the product is a double. */
static void back_times_number(Ag *g) {
    const int dtype = GO->dtype;
    KtTensor *go = GO->ndim == 0 && kt_is_float_dtype((KtDtype)dtype) ? g_cast(g, GO, KT_F64) : GO;
    ag_set(g, 0, g_cast(g, g_muls(g, go, ag_dbl(g, 0)), dtype));
}
static const KtRule rule_times_number = {"MulBackward1", back_times_number, false};

KtTensor *kta_times_number(KtCtx *ctx, KtTensor *a, double s) {
    KtOperand x = kt_operand(a), y = kt_operand_scalar(kt_scalar_float(s));
    KtTensor *r = kt_binary_any(ctx, KT_OP_MUL, &x, &y, KT_NO_DTYPE, NULL);
    if (!AG_NEEDS(ctx, a)) return r;
    return kt_ag_record(ctx, r, &rule_times_number, AG_T(a), AG_NOTHING, AG_A(AG_D(s)));
}

/* ---- copies ---- */

static void back_pass(Ag *g) {
    ag_set(g, 0, GO);
}
static const KtRule rule_cast = {"ToCopyBackward0", back_pass, false};
static const KtRule rule_clone = {"CloneBackward0", back_pass, false};

KtTensor *kta_cast(KtCtx *ctx, KtTensor *a, int dtype) {
    if (a->dtype == dtype) return kt_incref(a);
    KtTensor *r = kt_cast(ctx, a, dtype);
    if (!AG_NEEDS(ctx, a)) return r;
    return kt_ag_record(ctx, r, &rule_cast, AG_T(a), AG_NOTHING, AG_NO_ATTR);
}

KtTensor *kta_clone(KtCtx *ctx, KtTensor *a) {
    KtTensor *r = kt_clone(ctx, a);
    if (!AG_NEEDS(ctx, a)) return r;
    return kt_ag_record(ctx, r, &rule_clone, AG_T(a), AG_NOTHING, AG_NO_ATTR);
}

KtTensor *kta_lay_out(KtCtx *ctx, KtTensor *a, int dtype, KtMemoryFormat format) {
    KtTensor *r = kt_empty_like_format(ctx, a, dtype, format);
    if (r && !kt_copy(ctx, r, a)) {
        kt_decref(ctx, r);
        r = NULL;
    }
    if (!r || !AG_NEEDS(ctx, a)) return r;
    const KtRule *rule = r->dtype == a->dtype ? &rule_clone : &rule_cast;
    return kt_ag_record(ctx, r, rule, AG_T(a), AG_NOTHING, AG_NO_ATTR);
}

KtTensor *kta_contiguous(KtCtx *ctx, KtTensor *a) {
    if (kt_is_contiguous(a)) return kt_incref(a);
    KtTensor *r = kt_copy_c(ctx, a);
    if (!AG_NEEDS(ctx, a)) return r;
    return kt_ag_record(ctx, r, &rule_clone, AG_T(a), AG_NOTHING, AG_NO_ATTR);
}
