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
            T l1 = (T)log((double)x[i]), l0 = (T)log1p(-(double)x[i]);
            v = (y[i] - 1) * (l0 < -100 ? -100 : l0) - y[i] * (l1 < -100 ? -100 : l1);
        }
        }
        e[i] = w ? v * w[i] : v;
    }
}

/* share: 1, or what one of n has of a mean. */
static void NAME(pair_grad)(NnLoss kind, int64_t n, const T *x, const T *y, const T *w, T param,
                            const T *g, T grad, double share, T *r) {
    const T part = (T)share, twice = (T)(2 * share);
    for (int64_t i = 0; i < n; i++) {
        T d = x[i] - y[i], in = g ? g[i] : grad, v;
        switch (kind) {
        case NN_LOSS_MSE:
            v = twice * d * in;
            break;
        case NN_LOSS_SMOOTH:
            v = d <= -param ? -part * in : d >= param ? part * in : part * d * in / param;
            break;
        case NN_LOSS_HUBER:
            v = d < -param ? -part * in * param : d > param ? part * in * param : part * d * in;
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

/* (1 - y) x + (1 + (p - 1) y) log(1 + exp(-x)), in the form that does not overflow. */
static void NAME(logits_loss)(int64_t n, const T *x, const T *y, const T *w, const T *p, T *e) {
    for (int64_t i = 0; i < n; i++) {
        double m = x[i] < 0 ? -(double)x[i] : 0, lw = p ? 1 + ((double)p[i] - 1) * (double)y[i] : 1;
        double v =
            (1 - (double)y[i]) * (double)x[i] + lw * (log(exp(-m) + exp(-(double)x[i] - m)) + m);
        e[i] = (T)(w ? v * (double)w[i] : v);
    }
}

static void NAME(logits_grad)(int64_t n, const T *x, const T *y, const T *w, const T *p, const T *g,
                              T scale, T *r) {
    for (int64_t i = 0; i < n; i++) {
        T sig = (T)(1 / (1 + exp(-(double)x[i]))), v;
        if (p) {
            T t = p[i] * y[i];
            v = (t + 1 - y[i]) * sig - t;
        } else {
            v = sig - y[i];
        }
        r[i] = v * (g ? g[i] : scale) * (w ? w[i] : 1);
    }
}

static void NAME(nll)(const NnScores *s, const T *logp, const int64_t *t, const T *w,
                      int64_t ignore, T *e, double *sum, double *total) {
    double acc = 0, weights = 0;
    for (int64_t n = 0; n < s->batch; n++)
        for (int64_t i = 0; i < s->plane; i++) {
            int64_t at = n * s->plane + i, c = t[at];
            if (c == ignore) {
                e[at] = 0;
                continue;
            }
            T k = w ? w[c] : 1;
            e[at] = -k * logp[(n * s->classes + c) * s->plane + i];
            acc += e[at];
            weights += k;
        }
    *sum = acc;
    *total = weights;
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
