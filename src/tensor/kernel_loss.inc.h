/* Loss loops of one type. w, g may be NULL. */

static bool NAME(in_unit)(const T *x, int64_t n) {
    for (int64_t i = 0; i < n; i++)
        if (!(x[i] >= 0 && x[i] <= 1)) return false;
    return true;
}

static void NAME(pair_loss)(NnLoss kind, int64_t n, const T *x, const T *y, const T *w, T param,
                            T *e) {
    for (int64_t i = 0; i < n; i++) {
        T d = x[i] - y[i], a = d < 0 ? -d : d, v;
        switch (kind) {
        case NN_LOSS_MSE:
            v = d * d;
            break;
        case NN_LOSS_SMOOTH:
            v = a < param ? (T)0.5 * a * a / param : a - (T)0.5 * param;
            break;
        case NN_LOSS_HUBER:
            v = a <= param ? (T)0.5 * a * a : param * (a - (T)0.5 * param);
            break;
        default: { /* logarithms are cut at -100 */
            T l1 = FN(log)(x[i]), l0 = FN(log)(1 - x[i]);
            v = (y[i] - 1) * (l0 < -100 ? -100 : l0) - y[i] * (l1 < -100 ? -100 : l1);
        }
        }
        e[i] = w ? v * w[i] : v;
    }
}

/* share: 1, or what one of n has of a mean. Of the elements that PyTorch computes one by one, those
 * from `whole` on, the parameter stays a double. */
static void NAME(pair_grad)(NnLoss kind, int64_t n, const T *x, const T *y, const T *w,
                            double param, const T *g, T grad, double share, int64_t whole, T *r) {
    const T part = (T)share, twice = (T)(2 * share), near = (T)param;
    for (int64_t i = 0; i < n; i++) {
        T d = x[i] - y[i], in = g ? g[i] : grad, v;
        switch (kind) {
        case NN_LOSS_MSE:
            v = twice * d * in;
            break;
        case NN_LOSS_SMOOTH:
            if (i < whole)
                v = part * (d >= near ? 1 : d <= -near ? -1 : d / near) * in;
            else
                v = (double)d <= -param  ? -part * in
                    : (double)d >= param ? part * in
                                         : (T)((double)(part * d * in) / param);
            break;
        case NN_LOSS_HUBER:
            if (i < whole)
                v = part * (d > near ? near : d < -near ? -near : d) * in;
            else
                v = (double)d < -param  ? (T)((double)(-part * in) * param)
                    : (double)d > param ? (T)((double)(part * in) * param)
                                        : part * d * in;
            break;
        default: {
            T q = (1 - x[i]) * x[i];
            const T least = (T)1e-12f; /* of doubles too */
            v = in * d / (q > least ? q : least);
        }
        }
        if (w) v *= w[i];
        r[i] = kind == NN_LOSS_BCE && share != 1 ? v / (T)n : v;
    }
}

/* Sums over samples, of e and of weights, as PyTorch sums them: every 16 sums of a level make one
 * of the next. */
#define NN_LEVELS 8
static void NAME(level_up)(int64_t at, T *sums) {
    for (int j = 0; j + 1 < NN_LEVELS && !((at >> 4 * j) & 15); j++) {
        sums[j + 1] += sums[j];
        sums[j] = 0;
    }
}
static T NAME(all_levels)(const T *sums) {
    T r = 0;
    for (int j = 0; j < NN_LEVELS; j++)
        r += sums[j];
    return r;
}
static void NAME(nll)(const NnScores *s, const T *logp, const int64_t *t, const T *w,
                      int64_t ignore, T *e, double *sum, double *total) {
    T losses[NN_LEVELS] = {0}, weights[NN_LEVELS] = {0};
    int64_t n_counted = 0;
    for (int64_t n = 0; n < s->batch; n++)
        for (int64_t i = 0; i < s->plane; i++) {
            int64_t at = n * s->plane + i, c = t[at];
            if (c == ignore) {
                e[at] = 0;
                continue;
            }
            T k = w ? w[c] : 1;
            e[at] = -k * logp[(n * s->classes + c) * s->plane + i];
            losses[0] += e[at];
            weights[0] += k;
            n_counted++;
            NAME(level_up)(at, losses);
            NAME(level_up)(at, weights);
        }
    *sum = NAME(all_levels)(losses);
    *total = w ? NAME(all_levels)(weights) : (T)n_counted;
}

static void NAME(nll_grad)(const NnScores *s, const T *g, const int64_t *t, const T *w,
                           int64_t ignore, T scale, T *r) {
    for (int64_t n = 0; n < s->batch; n++)
        for (int64_t i = 0; i < s->plane; i++) {
            int64_t at = n * s->plane + i, c = t[at];
            if (c != ignore)
                r[(n * s->classes + c) * s->plane + i] = -(w ? w[c] : 1) * (g ? g[at] : scale);
        }
}
