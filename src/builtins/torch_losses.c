/* The losses of torch.nn.functional that are native: their arguments, reductions and checks. */
#include <string.h>

#include "torch_nn.h"

char *tf_size_text(char *buf, size_t n, const KtTensor *x) {
    char inner[280];
    kt_shape_str(inner, sizeof inner, x->ndim, x->sizes);
    snprintf(buf, n, "torch.Size(%s)", inner);
    return buf;
}

/* The operands of losses that compare their sizes in Python. */
static KtTensor *sized(Ta *a, int i) {
    if (!a->failed && !ki_is_tensor(a->v[i])) {
        ki_raise(a->ks, KI_EXC_AttributeError, "'%s' object has no attribute 'size'",
                 ki_type_name(a->ks, a->v[i]));
        a->failed = true;
    }
    return ta_tensor(a, i);
}
static KtReduction named_reduction(Ta *a, int i) {
    if (a->v[i] == KI_ABSENT || a->failed) return KT_RED_MEAN;
    KiValue text = ki_str(a->ks, a->v[i]);
    const char *s = text == KI_ERR ? NULL : ki_str_utf8(a->ks, ki_str_of(text), NULL);
    KtReduction r = KT_RED_NONE;
    if (!s || !ki_is_str(a->v[i])) {
        a->failed = true;
    } else if (!strcmp(s, "mean")) {
        r = KT_RED_MEAN;
    } else if (!strcmp(s, "sum")) {
        r = KT_RED_SUM;
    } else if (!strcmp(s, "elementwise_mean")) {
        r = KT_RED_MEAN;
        a->failed = !ki_warn(a->ks, KI_EXC_UserWarning, 1,
                             "reduction='elementwise_mean' is deprecated, please use "
                             "reduction='mean' instead.");
    } else {
        a->failed = strcmp(s, "none") != 0;
    }
    if (a->failed && s && !ki_pending(a->ks))
        ki_raise(a->ks, KI_EXC_ValueError, "%s is not a valid value for reduction", s);
    ki_decref(a->ks, text);
    return r;
}
/* Arguments size_average and reduce (old) at i and i + 1, reduction at i + 2. */
static KtReduction reduction(Ta *a, int i) {
    if (!ta_given(a, i) && !ta_given(a, i + 1)) return named_reduction(a, i + 2);
    bool average = !ta_given(a, i) || ta_truth(a, i, true);
    bool reduce = !ta_given(a, i + 1) || ta_truth(a, i + 1, true);
    if (!a->failed && !kt_warn(a->ctx, KT_USER_WARNING,
                               "size_average and reduce args will be deprecated, please use "
                               "reduction='%s' instead.",
                               !reduce   ? "none"
                               : average ? "mean"
                                         : "sum")) {
        a->failed = true;
        ki_kt_raise(a->ks);
    }
    return !reduce ? KT_RED_NONE : average ? KT_RED_MEAN : KT_RED_SUM;
}
static KtTensor *reduce_by(KtCtx *ctx, KtTensor *t /* consumed */, KtReduction red) {
    if (!t || red == KT_RED_NONE) return t;
    KtTensor *r = kta_reduce(ctx, red == KT_RED_MEAN ? KT_OP_MEAN : KT_OP_SUM, t, NULL, 0, false,
                             KT_NO_DTYPE);
    kt_decref(ctx, t);
    return r;
}
static bool warn_sizes(Ta *a, const KtTensor *x, const KtTensor *y) {
    char p[320], q[320];
    if (kt_same_shape(x, y)) return true;
    tf_size_text(p, sizeof p, y);
    tf_size_text(q, sizeof q, x);
    if (kt_warn(
            a->ctx, KT_USER_WARNING,
            "Using a target size (%s) that is different to the input size (%s). This will likely "
            "lead to incorrect results due to broadcasting. Please ensure they have the same size.",
            p, q))
        return true;
    ki_kt_raise(a->ks);
    return false;
}
/* Both at the broadcast shape. */
static bool widen(Ta *a, KtTensor **x, KtTensor **y) {
    KtTensor *both[2] = {*x, *y}, *out[2];
    int64_t sizes[KT_MAX_DIMS];
    int n;
    *x = *y = NULL;
    if (!kt_broadcast_shapes(a->ctx, 2, both, &n, sizes)) return false;
    for (int i = 0; i < 2; i++) {
        bool full =
            both[i]->ndim == n && !memcmp(both[i]->sizes, sizes, sizeof(int64_t) * (size_t)n);
        out[i] = full ? kt_incref(both[i]) : kta_expand(a->ctx, both[i], n, sizes);
    }
    *x = out[0];
    *y = out[1];
    return out[0] && out[1];
}
static KiValue pair_loss(Ta *a, KtOp op, double param, KtReduction red) {
    KtTensor *y = sized(a, 1), *x = sized(a, 0);
    if (a->failed || !warn_sizes(a, x, y)) return KI_ERR;
    KtTensor *r = widen(a, &x, &y) ? kta_pair_loss(a->ctx, op, x, y, NULL, param, red) : NULL;
    kt_xdecref(a->ctx, x);
    kt_xdecref(a->ctx, y);
    return ta_ret(a, r);
}
TA_FN(f_mse_loss) {
    TA_BIND("mse_loss", 2, 5, "input", "target", "size_average", "reduce", "reduction");
    KtReduction red = reduction(&a, 2);
    return pair_loss(&a, KT_OP_MSE_LOSS, 0, red);
}
TA_FN(f_smooth_l1_loss) {
    TA_BIND("smooth_l1_loss", 2, 6, "input", "target", "size_average", "reduce", "reduction",
            "beta");
    KtReduction red = reduction(&a, 2);
    double beta = ta_float(&a, 5, 1);
    if (beta < 0 && !a.failed)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "smooth_l1_loss does not support negative values for beta.");
    return pair_loss(&a, KT_OP_SMOOTH_L1, beta, red);
}
TA_FN(f_huber_loss) {
    TA_BIND("huber_loss", 2, 4, "input", "target", "reduction", "delta");
    KtReduction red = named_reduction(&a, 2);
    double delta = ta_float(&a, 3, 1);
    if (delta <= 0 && !a.failed)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "huber_loss does not support non-positive values for delta.");
    const KtTensor *x = a.failed               ? NULL
                        : ki_is_tensor(a.v[0]) ? ki_tensor_of(a.v[0])
                                               : NULL,
                   *y = x && ki_is_tensor(a.v[1]) ? ki_tensor_of(a.v[1]) : NULL;
    if (y && !kt_is_inexact_dtype(x->dtype) && kt_is_inexact_dtype(y->dtype))
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "result type %s can't be cast to the desired output type %s",
                        kt_dtype_info[y->dtype].scalar_name, kt_dtype_info[x->dtype].scalar_name);
    return pair_loss(&a, KT_OP_HUBER, delta, red);
}
TA_FN(f_l1_loss) {
    TA_BIND("l1_loss", 2, 5, "input", "target", "size_average", "reduce", "reduction");
    KtTensor *y = sized(&a, 1), *x = sized(&a, 0);
    KtReduction red = reduction(&a, 2);
    if (a.failed || !warn_sizes(&a, x, y)) return KI_ERR;
    KtOperand p = kt_operand(x), q = kt_operand(y);
    KtTensor *d = kta_binary(a.ctx, KT_OP_SUB, &p, &q),
             *r = d ? kta_unary(a.ctx, KT_OP_ABS, d) : NULL;
    kt_xdecref(a.ctx, d);
    return ta_ret(&a, reduce_by(a.ctx, r, red));
}
/* w for elements of x's sizes, with its type. first: messages name it first. */
static KtTensor *weight_like(KtCtx *ctx, KtTensor *w, KtTensor *x, bool first) {
    KtTensor *both[2] = {first ? w : x, first ? x : w};
    int64_t sizes[KT_MAX_DIMS];
    int n;
    if (!kt_broadcast_shapes(ctx, 2, both, &n, sizes)) return NULL;
    if (n != x->ndim || memcmp(sizes, x->sizes, sizeof(int64_t) * (size_t)n)) {
        char own[300], wide[300];
        return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                            "output with shape %s doesn't match the broadcast shape %s",
                            kt_shape_str(own, sizeof own, x->ndim, x->sizes),
                            kt_shape_str(wide, sizeof wide, n, sizes));
    }
    KtTensor *c = kta_cast(ctx, w, x->dtype), *r = c ? kta_expand(ctx, c, x->ndim, x->sizes) : NULL;
    kt_xdecref(ctx, c);
    return r;
}
TA_FN(f_bce) {
    TA_BIND("binary_cross_entropy", 2, 6, "input", "target", "weight", "size_average", "reduce",
            "reduction");
    KtReduction red = reduction(&a, 3);
    KtTensor *y = sized(&a, 1), *x = sized(&a, 0), *w = ta_tensor_opt(&a, 2), *wide = NULL;
    if (a.failed) return KI_ERR;
    if (!kt_same_shape(x, y)) {
        char p[320], q[320];
        return ki_raise(ks, KI_EXC_ValueError,
                        "Using a target size (%s) that is different to the input size (%s) is "
                        "deprecated. Please ensure they have the same size.",
                        tf_size_text(p, sizeof p, y), tf_size_text(q, sizeof q, x));
    }
    if (w && !(wide = weight_like(a.ctx, w, x, false))) return ki_kt_raise(ks);
    KtTensor *r = kta_pair_loss(a.ctx, KT_OP_BCE, x, y, wide, 0, red);
    kt_xdecref(a.ctx, wide);
    return ta_ret(&a, r);
}
/* The operands at one type, and the result at the target's, which the loss is computed into. */
static KtTensor *logits_of_one_type(KtCtx *ctx, KtTensor *x, KtTensor *y, KtTensor *w, KtTensor *pw,
                                    KtReduction red) {
    int dtype = kt_promote_torch(x->dtype, y->dtype);
    if (!kt_is_inexact_dtype(dtype)) dtype = KT_F32;
    if (!kt_can_cast_torch(dtype, y->dtype))
        return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                            "result type %s can't be cast to the desired output type %s",
                            kt_dtype_info[dtype].scalar_name, kt_dtype_info[y->dtype].scalar_name);
    KtTensor *xc = kta_cast(ctx, x, dtype), *yc = xc ? kta_cast(ctx, y, dtype) : NULL,
             *wide = yc && w ? weight_like(ctx, w, xc, false) : NULL,
             *pwide = yc && pw ? weight_like(ctx, pw, xc, true) : NULL, *r = NULL;
    if (yc && (wide || !w) && (pwide || !pw)) r = kta_bce_logits(ctx, xc, yc, wide, pwide, red);
    KtTensor *back = r ? kta_cast(ctx, r, y->dtype) : NULL;
    KtTensor *all[] = {xc, yc, wide, pwide, r};
    for (int i = 0; i < 5; i++)
        kt_xdecref(ctx, all[i]);
    return kta_name_node(back, "BinaryCrossEntropyWithLogitsBackward0");
}
TA_FN(f_bce_logits) {
    TA_BIND("binary_cross_entropy_with_logits", 2, 7, "input", "target", "weight", "size_average",
            "reduce", "reduction", "pos_weight");
    KtReduction red = reduction(&a, 3);
    KtTensor *y = sized(&a, 1), *x = sized(&a, 0), *w = ta_tensor_opt(&a, 2),
             *pw = ta_tensor_opt(&a, 6);
    if (a.failed) return KI_ERR;
    if (!kt_same_shape(x, y)) {
        char p[320], q[320];
        return ki_raise(ks, KI_EXC_ValueError,
                        "Target size (%s) must be the same as input size (%s)",
                        tf_size_text(p, sizeof p, y), tf_size_text(q, sizeof q, x));
    }
    if (!kt_is_inexact_dtype(x->dtype)) /* PyTorch clamps x in place, then adds floats to it */
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "result type Float can't be cast to the desired output type %s",
                        kt_dtype_info[x->dtype].scalar_name);
    if (x->dtype != y->dtype || w || pw)
        return ta_ret(&a, logits_of_one_type(a.ctx, x, y, w, pw, red));
    return ta_ret(&a, kta_bce_logits(a.ctx, x, y, NULL, NULL, red));
}
/* The targets y of the scores x as the engine takes them: bytes are class numbers too, and of one
 * row of scores only the first of as many targets counts. The caller releases the result. */
static KtTensor *class_targets(KtCtx *ctx, const KtTensor *x, KtTensor *y) {
    bool first = x->ndim == 1 && y->ndim == 1 && y->sizes[0] == x->sizes[0] && y->sizes[0] > 0;
    KtTensor *t = first ? kt_select(ctx, y, 0, 0) : kt_incref(y);
    if (!t || t->dtype != KT_U8 || x->ndim > 2) return t;
    KtTensor *wide = kt_cast(ctx, t, KT_I64);
    kt_decref(ctx, t);
    return wide;
}
TA_FN(f_nll_loss) {
    TA_BIND("nll_loss", 2, 7, "input", "target", "weight", "size_average", "ignore_index", "reduce",
            "reduction");
    KtTensor *x = ta_tensor(&a, 0), *y = ta_tensor(&a, 1), *w = ta_tensor_opt(&a, 2);
    int64_t ignore = ta_int(&a, 4, -100);
    ta_handed(&a, 4, "nll_loss_nd", 5, 'i');
    a.v[4] = a.v[3]; /* the old pair side by side */
    KtReduction red = reduction(&a, 4);
    KtTensor *t = a.failed ? NULL : class_targets(a.ctx, x, y);
    KtTensor *r = t ? kta_nll_loss(a.ctx, x, t, w, ignore, red) : NULL;
    kt_xdecref(a.ctx, t);
    return ta_ret(&a, r);
}

KtTensor *tf_binary_free(KtCtx *ctx, KtOp op, KtTensor *x /* consumed */, KtTensor *y) {
    KtOperand p = {.t = x}, q = {.t = y};
    KtTensor *r = x && y ? kta_binary(ctx, op, &p, &q) : NULL;
    kt_xdecref(ctx, x);
    return r;
}
KtTensor *tf_scale_free(KtCtx *ctx, KtOp op, KtTensor *x /* consumed */, double f) {
    KtOperand p = {.t = x}, q = kt_operand_scalar(kt_scalar_float(f));
    KtTensor *r = x ? kta_binary(ctx, op, &p, &q) : NULL;
    kt_xdecref(ctx, x);
    return r;
}
/* w along the class dimension of x. */
static KtTensor *along_classes(KtCtx *ctx, KtTensor *w, const KtTensor *x, int dim) {
    int64_t shape[KT_MAX_DIMS];
    for (int i = 0; i < x->ndim; i++)
        shape[i] = i == dim ? w->numel : 1;
    return kta_reshape(ctx, w, x->ndim, shape);
}
/* Targets given as probabilities. */
static KtTensor *soft_cross_entropy(KtCtx *ctx, KtTensor *logp, KtTensor *y, KtTensor *w, int dim,
                                    double smoothing, KtReduction red) {
    KtTensor *t = kt_incref(y);
    int64_t classes = logp->ndim ? logp->sizes[dim] : 1;
    if (smoothing > 0) {
        t = tf_scale_free(ctx, KT_OP_MUL, t, 1 - smoothing);
        t = kta_name_node(t, "MulBackward1");
        t = tf_scale_free(ctx, KT_OP_ADD, t, smoothing / (double)classes);
        t = kta_name_node(t, "AddBackward1");
    }
    if (t) {
        KtOperand lo = {.t = logp}, to = {.t = t};
        KtTensor *product = kta_binary(ctx, KT_OP_MUL, &lo, &to);
        kt_decref(ctx, t);
        t = product;
    }
    if (t && w) {
        KtTensor *ww = along_classes(ctx, w, logp, dim);
        t = tf_binary_free(ctx, KT_OP_MUL, t, ww);
        kt_xdecref(ctx, ww);
    }
    KtTensor *sum = !t ? NULL
                    : red == KT_RED_NONE
                        ? kta_reduce(ctx, KT_OP_SUM, t, &dim, 1, false, KT_NO_DTYPE)
                        : kta_reduce(ctx, KT_OP_SUM, t, NULL, 0, false, KT_NO_DTYPE);
    kt_xdecref(ctx, t);
    KtTensor *r = sum ? kta_unary(ctx, KT_OP_NEG, sum) : NULL;
    kt_xdecref(ctx, sum);
    if (red != KT_RED_MEAN) return r;
    r = tf_scale_free(ctx, KT_OP_DIV, r, (double)logp->numel / (double)classes);
    return kta_name_node(r, "DivBackward1");
}
/* What class probabilities as a target do not allow. */
static bool probabilities_fit(KtCtx *ctx, const KtTensor *x, const KtTensor *y, const KtTensor *w,
                              int dim, int64_t ignore) {
    char text[300];
    if (!kt_is_float_dtype(y->dtype))
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "Expected floating point type for target with class probabilities, got %s",
                       kt_dtype_info[y->dtype].scalar_name);
    if (ignore >= 0)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "ignore_index is not supported for floating point target");
    int64_t classes = x->ndim ? x->sizes[dim] : 1;
    if (!w || (w->ndim == 1 && w->sizes[0] == classes)) return true;
    kt_shape_str(text, sizeof text, w->ndim, w->sizes);
    return kt_fail(ctx, KT_RUNTIME_ERROR,
                   "cross_entropy: weight tensor should be defined either for all %lld classes or "
                   "no classes but got weight tensor of shape: %s",
                   (long long)classes, text);
}
/* What the weights of the targets that are not skipped come to. */
static KtTensor *weight_of_kept(KtCtx *ctx, KtTensor *w, KtTensor *y, KtTensor *skip) {
    KtTensor *keep = kt_unary(ctx, KT_OP_LOGICAL_NOT, skip, KT_NO_DTYPE, NULL),
             *kept = keep ? kt_masked_select(ctx, y, keep) : NULL,
             *each = kept ? kt_take(ctx, w, kept, KT_ALL_DIMS, 'r') : NULL,
             *sum =
                 each ? kt_reduce(ctx, KT_OP_SUM, each, NULL, 0, false, KT_NO_DTYPE, NULL) : NULL;
    kt_xdecref(ctx, keep);
    kt_xdecref(ctx, kept);
    kt_xdecref(ctx, each);
    return sum;
}
static KtTensor *mean_of_kept(KtCtx *ctx, KtTensor *s, KtTensor *skip) {
    KtTensor *keep = kt_unary(ctx, KT_OP_LOGICAL_NOT, skip, KT_NO_DTYPE, NULL),
             *kept = keep ? kta_masked_select(ctx, s, keep) : NULL,
             *r = kept ? kta_reduce(ctx, KT_OP_MEAN, kept, NULL, 0, false, KT_NO_DTYPE) : NULL;
    kt_xdecref(ctx, keep);
    kt_xdecref(ctx, kept);
    return r;
}
/* Minus the sums over the classes, ignored targets left out. */
static KtTensor *smooth_part(KtCtx *ctx, KtTensor *logp, KtTensor *y, KtTensor *w, int dim,
                             KtTensor *skip, KtReduction red) {
    KtTensor *ww = w ? along_classes(ctx, w, logp, dim) : NULL;
    if (w && !ww) return NULL;
    KtOperand zero = kt_operand_scalar(kt_scalar_int(0));
    KtTensor *lp = ww ? tf_binary_free(ctx, KT_OP_MUL, kt_incref(logp), ww) : kt_incref(logp),
             *sum = lp ? kta_reduce(ctx, KT_OP_SUM, lp, &dim, 1, false, KT_NO_DTYPE) : NULL,
             *neg = sum ? kta_unary(ctx, KT_OP_NEG, sum) : NULL,
             *s = neg ? kta_masked_fill(ctx, neg, skip, &zero) : NULL, *r = NULL;
    s = kta_name_node(s, "IndexPutBackward0");
    if (s && red == KT_RED_NONE) r = kt_incref(s);
    if (s && red == KT_RED_MEAN && !w) r = mean_of_kept(ctx, s, skip);
    if (s && !r && !(red == KT_RED_MEAN && !w))
        r = kta_reduce(ctx, KT_OP_SUM, s, NULL, 0, false, KT_NO_DTYPE);
    if (r && red == KT_RED_MEAN && w) {
        KtTensor *count = weight_of_kept(ctx, w, y, skip);
        r = tf_binary_free(ctx, KT_OP_DIV, r, count);
        kt_xdecref(ctx, count);
    }
    kt_xdecref(ctx, ww);
    kt_xdecref(ctx, lp);
    kt_xdecref(ctx, sum);
    kt_xdecref(ctx, neg);
    kt_xdecref(ctx, s);
    return r;
}
/* (1 - s) nll + s / C (sum of -logp over classes), ignored targets left out. */
static KtTensor *smoothed_nll(KtCtx *ctx, KtTensor *logp, KtTensor *y, KtTensor *w, int dim,
                              int64_t ignore, double smoothing, KtReduction red) {
    KtOperand yo = kt_operand(y), io = kt_operand_scalar(kt_scalar_int(ignore));
    KtTensor *nll = kta_nll_loss(ctx, logp, y, w, ignore, red),
             *skip = kt_binary_any(ctx, KT_OP_EQ, &yo, &io, KT_NO_DTYPE, NULL),
             *s = skip ? smooth_part(ctx, logp, y, w, dim, skip, red) : NULL;
    kt_xdecref(ctx, skip);
    const double share = smoothing / (double)logp->sizes[dim];
    KtTensor *most = nll && s ? kta_times_number(ctx, nll, 1 - smoothing) : NULL,
             *rest = most ? kta_times_number(ctx, s, share) : NULL,
             *r = tf_binary_free(ctx, KT_OP_ADD, most, rest);
    kt_xdecref(ctx, nll);
    kt_xdecref(ctx, s);
    kt_xdecref(ctx, rest);
    return r;
}
TA_FN(f_cross_entropy) {
    TA_BIND("cross_entropy", 2, 8, "input", "target", "weight", "size_average", "ignore_index",
            "reduce", "reduction", "label_smoothing");
    a.name = "cross_entropy_loss";
    KtTensor *x = ta_tensor(&a, 0), *y = ta_tensor(&a, 1), *w = ta_tensor_opt(&a, 2);
    int64_t ignore = ta_int(&a, 4, -100);
    double smoothing = ta_float(&a, 7, 0);
    if (smoothing < 0) smoothing = 0; /* which PyTorch takes for none */
    ta_handed(&a, 4, a.name, 5, 'i');
    a.v[4] = a.v[3];
    KtReduction red = reduction(&a, 4);
    if (a.failed) return KI_ERR;
    bool soft = kt_same_shape(x, y);
    int dim = x->ndim == 1 || (soft && x->ndim == 0) ? 0 : 1;
    if (soft && !probabilities_fit(a.ctx, x, y, w, dim, ignore)) return ki_kt_raise(ks);
    if (smoothing > 1)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "label_smoothing must be between 0.0 and 1.0. Got: %g", smoothing);
    KtTensor *logp = kta_softmax(a.ctx, x, dim, true), *r = NULL, *owned = NULL;
    if (logp && !soft) {
        y = owned = class_targets(a.ctx, x, y);
        if (!y) kt_decref(a.ctx, logp), logp = NULL;
    }
    if (logp && soft)
        r = soft_cross_entropy(a.ctx, logp, y, w, dim, smoothing, red);
    else if (logp && smoothing > 0)
        r = smoothed_nll(a.ctx, logp, y, w, dim, ignore, smoothing, red);
    else if (logp)
        r = kta_nll_loss(a.ctx, logp, y, w, ignore, red);
    kt_xdecref(a.ctx, logp);
    kt_xdecref(a.ctx, owned);
    return ta_ret(&a, r);
}
/* target (log target - input), with log_target: exp(target) (target - input) */
TA_FN(f_kl_div) {
    TA_BIND("kl_div", 2, 6, "input", "target", "size_average", "reduce", "reduction", "log_target");
    KtTensor *x = ta_tensor(&a, 0), *y = ta_tensor(&a, 1), *r = NULL;
    bool of_old = ta_given(&a, 2) || ta_given(&a, 3);
    const char *how = of_old ? "mean" : ta_str(&a, 4, "mean");
    bool batch = !strcmp(how, "batchmean"), log = ta_bool(&a, 5, false);
    if (batch) a.v[4] = KI_ABSENT;
    if (!a.failed && !strcmp(how, "mean") && !ta_given(&a, 2) && !ta_given(&a, 3) &&
        !kt_warn(a.ctx, KT_USER_WARNING,
                 "reduction: 'mean' divides the total loss by both the batch size and the support "
                 "size.'batchmean' divides only by the batch size, and aligns with the KL div math "
                 "definition.'mean' will be changed to behave the same as 'batchmean' in the next "
                 "major release."))
        return ki_kt_raise(ks);
    KtReduction red = batch ? KT_RED_SUM : reduction(&a, 2);
    if (a.failed) return KI_ERR;
    if (kt_is_complex_dtype(x->dtype) || kt_is_complex_dtype(y->dtype))
        return ki_raise(ks, KI_EXC_RuntimeError, "kl_div: Complex inputs not supported.");
    if (!kt_is_float_dtype(x->dtype) || !kt_is_float_dtype(y->dtype))
        return ki_raise(ks, KI_EXC_RuntimeError, "kl_div: Integral inputs not supported.");
    KtOperand xo = kt_operand(x), yo = kt_operand(y);
    if (log) {
        KtTensor *d = kta_binary(a.ctx, KT_OP_SUB, &yo, &xo),
                 *e = d ? kta_unary(a.ctx, KT_OP_EXP, y) : NULL;
        r = tf_binary_free(a.ctx, KT_OP_MUL, e, d);
        kt_xdecref(a.ctx, d);
    } else {
        KtTensor *q = kta_binary(a.ctx, KT_OP_MUL, &yo, &xo),
                 *p = q ? kta_binary(a.ctx, KT_OP_XLOGY, &yo, &yo) : NULL;
        r = tf_binary_free(a.ctx, KT_OP_SUB, p, q);
        kt_xdecref(a.ctx, q);
    }
    r = reduce_by(a.ctx, r, red);
    if (batch && x->ndim) r = tf_scale_free(a.ctx, KT_OP_DIV, r, (double)x->sizes[0]);
    return ta_ret(&a, r);
}
/* _margin_loss(input, target, reduction, labels, p=1, margin=1, weight=None), whose arguments the
 * caller checked, and its slope. */
static bool margin_loss(Ta *a, KtMarginLoss *l, KtReduction *red) {
    *l = (KtMarginLoss){.x = ta_tensor(a, 0),
                        .target = ta_tensor(a, 1),
                        .labels = ta_bool(a, 3, false),
                        .p = (int)ta_int(a, 4, 1),
                        .margin = ta_float(a, 5, 1),
                        .weight = ta_tensor_opt(a, 6)};
    *red = named_reduction(a, 2);
    return !a->failed;
}
TA_FN(f_margin_loss) {
    TA_BIND("_margin_loss", 4, 7, "input", "target", "reduction", "labels", "p", "margin",
            "weight");
    KtMarginLoss l;
    KtReduction red;
    return margin_loss(&a, &l, &red) ? ta_ret(&a, kt_margin_loss(a.ctx, &l, red)) : KI_ERR;
}
TA_FN(f_margin_loss_slope) {
    TA_BIND("_margin_loss_slope", 4, 7, "input", "target", "reduction", "labels", "p", "margin",
            "weight");
    KtMarginLoss l;
    KtReduction red;
    return margin_loss(&a, &l, &red) ? ta_ret(&a, kt_margin_loss_slope(a.ctx, &l, red)) : KI_ERR;
}

/* _ctc(log_probs, labels, lengths, blank, alpha=None, loss=None, grad=None, zero_infinity=False):
 * alpha; with it, the losses; with all, the gradient. */
TA_FN(f_ctc) {
    TA_BIND("_ctc", 4, 8, "log_probs", "labels", "lengths", "blank", "alpha", "loss", "grad",
            "zero_infinity");
    KtCtc c = {.log_probs = ta_tensor(&a, 0),
               .labels = ta_tensor(&a, 1),
               .lengths = ta_tensor(&a, 2),
               .blank = ta_int(&a, 3, 0)};
    KtTensor *alpha = ta_given(&a, 4) ? ta_tensor(&a, 4) : NULL,
             *loss = ta_given(&a, 5) ? ta_tensor(&a, 5) : NULL,
             *grad = ta_given(&a, 6) ? ta_tensor(&a, 6) : NULL;
    bool zero_infinity = ta_bool(&a, 7, false);
    if (a.failed) return KI_ERR;
    if (!alpha) return ta_ret(&a, kt_ctc_alpha(a.ctx, &c));
    if (!loss || !grad) return ta_ret(&a, kt_ctc_loss(a.ctx, &c, alpha));
    return ta_ret(&a, kt_ctc_backward(a.ctx, &c, alpha, loss, grad, zero_infinity));
}

static const TfRow rows[] = {
    {"_margin_loss/n", f_margin_loss},
    {"_margin_loss_slope/n", f_margin_loss_slope},
    {"mse_loss/n", f_mse_loss},
    {"smooth_l1_loss/n", f_smooth_l1_loss},
    {"huber_loss/n", f_huber_loss},
    {"l1_loss/n", f_l1_loss},
    {"binary_cross_entropy/n", f_bce},
    {"binary_cross_entropy_with_logits/n", f_bce_logits},
    {"nll_loss/n", f_nll_loss},
    {"cross_entropy/n", f_cross_entropy},
    {"_ctc/n", f_ctc},
    {"kl_div/n", f_kl_div},
};

bool tf_init_losses(KiState *ks, const TfTargets *to) {
    return TF_ADD(rows);
}
