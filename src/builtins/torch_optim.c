/* One native call per optimiser step, over all parameters at once (kt_*_step). */
#include "torch_args.h"

typedef struct Lists {
    Ta *a;
    TaList l[6];
    int n;
} Lists;

/* Takes k lists of tensors (None allowed) starting at argument 0; all of the first one's length, or
 * empty. */
static bool take(Ta *a, Lists *x, int k) {
    x->a = a;
    x->n = k;
    for (int i = 0; i < k; i++) {
        ta_list_opt(a, i, &x->l[i]);
        if (!a->failed && x->l[i].n && x->l[i].n != x->l[0].n) {
            a->failed = true;
            ki_raise(a->ks, KI_EXC_ValueError, "%s(): %s has %lld entries for %lld parameters",
                     a->name, a->spec->names[i], (long long)x->l[i].n, (long long)x->l[0].n);
        }
    }
    return !a->failed;
}
static KtTensor **list(Lists *x, int i) {
    return x->l[i].n ? x->l[i].t : NULL;
}
static KiValue done(Lists *x, bool ok) {
    KiValue r = x->a->failed ? KI_ERR : ok ? KI_NONE : ki_kt_raise(x->a->ks);
    for (int i = 0; i < x->n; i++)
        ta_list_free(x->a, &x->l[i]);
    return r;
}
/* A list of ints or bools as int64, n of them. NULL after raising. */
static int64_t *take_ints(Ta *a, int i, int64_t n) {
    int64_t *out = kb_calloc(&a->ks->alloc, (size_t)(n + 1) * sizeof *out);
    KiValue v = a->v[i];
    const KiValue *items = ki_is_list(v)    ? ki_list_of(v)->items
                           : ki_is_tuple(v) ? ki_tuple_of(v)->items
                                            : NULL;
    int64_t len = ki_is_list(v) ? ki_list_of(v)->len : ki_is_tuple(v) ? ki_tuple_of(v)->len : -1;
    bool ok = out && len == n;
    for (int64_t k = 0; ok && k < n; k++)
        ok = ki_is_tensor(items[k]) ? ki_tensor_of(items[k])->numel == 1
                                    : ki_to_i64(a->ks, items[k], &out[k]) == 1;
    for (int64_t k = 0; ok && k < n; k++)
        if (ki_is_tensor(items[k])) {
            KtScalar s =
                kt_load_scalar(ki_tensor_of(items[k])->dtype, ki_tensor_of(items[k])->data);
            out[k] = kt_scalar_as_int(&s);
        }
    if (ok) return out;
    if (out) kb_free(&a->ks->alloc, out, (size_t)(n + 1) * sizeof *out);
    if (!ki_pending(a->ks))
        ki_raise(a->ks, KI_EXC_TypeError, "%s(): %s must be a list of %lld numbers", a->name,
                 a->spec->names[i], (long long)n);
    a->failed = true;
    return NULL;
}
static void give_ints(Ta *a, int64_t *p, int64_t n) {
    if (p) kb_free(&a->ks->alloc, p, (size_t)(n + 1) * sizeof *p);
}

TA_FN(f_sgd_step) {
    TA_BIND("_sgd_step", 4, 4, "params", "grads", "bufs", "first", "lr", "momentum", "dampening",
            "weight_decay", "nesterov", "maximize");
    Lists x;
    KtOptimHyper h = {.lr = ta_float(&a, 4, 0.01),
                      .momentum = ta_float(&a, 5, 0),
                      .dampening = ta_float(&a, 6, 0),
                      .weight_decay = ta_float(&a, 7, 0),
                      .nesterov = ta_bool(&a, 8, false),
                      .maximize = ta_bool(&a, 9, false)};
    if (!take(&a, &x, 3)) return done(&x, false);
    int64_t n = x.l[0].n, *first = ta_given(&a, 3) ? take_ints(&a, 3, n) : NULL;
    bool *flags = kb_calloc(&ks->alloc, (size_t)n + 1), ok = false;
    for (int64_t i = 0; flags && first && i < n; i++)
        flags[i] = first[i] != 0;
    if (flags && !a.failed)
        ok = kt_sgd_step(a.ctx, (int)n, x.l[0].t, x.l[1].t, h.momentum != 0 ? list(&x, 2) : NULL,
                         flags, &h);
    if (flags) kb_free(&ks->alloc, flags, (size_t)n + 1);
    give_ints(&a, first, n);
    return done(&x, ok);
}
TA_FN(f_adam_step) {
    TA_BIND("_adam_step", 6, 6, "params", "grads", "exp_avgs", "exp_avg_sqs", "max_exp_avg_sqs",
            "steps", "lr", "beta1", "beta2", "eps", "weight_decay", "amsgrad", "maximize",
            "decoupled");
    Lists x;
    KtOptimHyper h = {.lr = ta_float(&a, 6, 1e-3),
                      .beta1 = ta_float(&a, 7, 0.9),
                      .beta2 = ta_float(&a, 8, 0.999),
                      .eps = ta_float(&a, 9, 1e-8),
                      .weight_decay = ta_float(&a, 10, 0),
                      .amsgrad = ta_bool(&a, 11, false),
                      .maximize = ta_bool(&a, 12, false),
                      .decoupled = ta_bool(&a, 13, false)};
    if (!take(&a, &x, 5)) return done(&x, false);
    int64_t n = x.l[0].n, *steps = take_ints(&a, 5, n);
    bool ok = steps && kt_adam_step(a.ctx, (int)n, x.l[0].t, x.l[1].t, x.l[2].t, x.l[3].t,
                                    h.amsgrad ? list(&x, 4) : NULL, steps, &h);
    give_ints(&a, steps, n);
    return done(&x, ok);
}
TA_FN(f_rmsprop_step) {
    TA_BIND("_rmsprop_step", 5, 5, "params", "grads", "square_avgs", "momentum_bufs", "grad_avgs",
            "lr", "alpha", "eps", "weight_decay", "momentum", "centered", "maximize");
    Lists x;
    KtOptimHyper h = {.lr = ta_float(&a, 5, 0.01),
                      .alpha = ta_float(&a, 6, 0.99),
                      .eps = ta_float(&a, 7, 1e-8),
                      .weight_decay = ta_float(&a, 8, 0),
                      .momentum = ta_float(&a, 9, 0),
                      .centered = ta_bool(&a, 10, false),
                      .maximize = ta_bool(&a, 11, false)};
    bool ok = take(&a, &x, 5) && kt_rmsprop_step(a.ctx, (int)x.l[0].n, x.l[0].t, x.l[1].t, x.l[2].t,
                                                 h.momentum != 0 ? list(&x, 3) : NULL,
                                                 h.centered ? list(&x, 4) : NULL, &h);
    return done(&x, ok);
}
TA_FN(f_adagrad_step) {
    TA_BIND("_adagrad_step", 4, 4, "params", "grads", "sums", "steps", "lr", "lr_decay",
            "weight_decay", "eps", "maximize");
    Lists x;
    KtOptimHyper h = {.lr = ta_float(&a, 4, 0.01),
                      .lr_decay = ta_float(&a, 5, 0),
                      .weight_decay = ta_float(&a, 6, 0),
                      .eps = ta_float(&a, 7, 1e-10),
                      .maximize = ta_bool(&a, 8, false)};
    if (!take(&a, &x, 3)) return done(&x, false);
    int64_t n = x.l[0].n, *steps = take_ints(&a, 3, n);
    bool ok = steps && kt_adagrad_step(a.ctx, (int)n, x.l[0].t, x.l[1].t, x.l[2].t, steps, &h);
    give_ints(&a, steps, n);
    return done(&x, ok);
}
TA_FN(f_adadelta_step) {
    TA_BIND("_adadelta_step", 4, 4, "params", "grads", "square_avgs", "acc_deltas", "lr", "rho",
            "eps", "weight_decay", "maximize");
    Lists x;
    KtOptimHyper h = {.lr = ta_float(&a, 4, 1),
                      .rho = ta_float(&a, 5, 0.9),
                      .eps = ta_float(&a, 6, 1e-6),
                      .weight_decay = ta_float(&a, 7, 0),
                      .maximize = ta_bool(&a, 8, false)};
    bool ok = take(&a, &x, 4) &&
              kt_adadelta_step(a.ctx, (int)x.l[0].n, x.l[0].t, x.l[1].t, x.l[2].t, x.l[3].t, &h);
    return done(&x, ok);
}
/* Are these gradients that kt_clip_grad_norm takes? */
static bool plain_gradients(const Lists *x) {
    KtTensor **g = x->l[0].t;
    bool plain = x->l[0].n > 0 && (g[0]->dtype == KT_F32 || g[0]->dtype == KT_F64);
    for (int64_t i = 0; plain && i < x->l[0].n; i++)
        plain = g[i]->dtype == g[0]->dtype && g[i]->numel > 0;
    return plain;
}

/* The norm before, or None for gradients that are not plain, and then nothing is done. */
TA_FN(f_clip_grad_norm) {
    TA_BIND("_clip_grad_norm", 2, 3, "grads", "max_norm", "norm_type");
    Lists x;
    double max = ta_float(&a, 1, 1), p = ta_float(&a, 2, 2), total = 0;
    bool ok = take(&a, &x, 1), plain = ok && plain_gradients(&x);
    int dtype = plain ? x.l[0].t[0]->dtype : 0;
    ok = ok && (!plain || kt_clip_grad_norm(a.ctx, (int)x.l[0].n, x.l[0].t, max, p, &total));
    KiValue r = done(&x, ok);
    KtScalar s = kt_scalar_float(total);
    return r == KI_ERR || !plain ? r : ki_tensor_wrap(ks, kt_scalar_tensor(a.ctx, dtype, &s));
}

/* Is one of these complex or of a 16-bit type? Its steps are those of tensor operations. */
TA_FN(f_any_seldom) {
    TA_BIND("_any_seldom", 1, 1, "params");
    Lists x;
    bool ok = take(&a, &x, 1), any = false;
    for (int64_t i = 0; ok && !any && i < x.l[0].n; i++)
        any = x.l[0].t[i]->dtype == KT_F16 || x.l[0].t[i]->dtype == KT_BF16 ||
              kt_is_complex_dtype(x.l[0].t[i]->dtype);
    KiValue r = done(&x, ok);
    return r == KI_ERR ? r : any ? KI_TRUE : KI_FALSE;
}

static const TfRow rows[] = {
    {"_any_seldom/f", f_any_seldom},         {"_sgd_step/f", f_sgd_step},
    {"_adam_step/f", f_adam_step},           {"_rmsprop_step/f", f_rmsprop_step},
    {"_adagrad_step/f", f_adagrad_step},     {"_adadelta_step/f", f_adadelta_step},
    {"_clip_grad_norm/f", f_clip_grad_norm},
};

bool tf_init_optim(KiState *ks, const TfTargets *to) {
    return TF_ADD(rows);
}
