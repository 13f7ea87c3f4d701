/* Normalisation loops, included once per type with T and NAME defined. Sums run in double: the
 * result is then within an ulp of any other order of summation. */

static void NAME(batch_stats)(const Shape *s, const T *x, T *run_mean, T *run_var, bool training,
                              double momentum, double eps, T *mean, T *rstd) {
    int64_t m = s->batch * s->plane;
    for (int64_t c = 0; c < s->channels; c++) {
        if (!training) {
            mean[c] = run_mean[c];
            rstd[c] = (T)(1.0 / sqrt((double)run_var[c] + eps));
            continue;
        }
        double sum = 0, sq = 0;
        for (int64_t n = 0; n < s->batch; n++) {
            const T *p = x + (n * s->channels + c) * s->plane;
            for (int64_t i = 0; i < s->plane; i++)
                sum += p[i];
        }
        double mu = sum / (double)m;
        for (int64_t n = 0; n < s->batch; n++) {
            const T *p = x + (n * s->channels + c) * s->plane;
            for (int64_t i = 0; i < s->plane; i++)
                sq += ((double)p[i] - mu) * ((double)p[i] - mu);
        }
        mean[c] = (T)mu;
        rstd[c] = (T)(1.0 / sqrt(sq / (double)m + eps));
        if (run_mean) run_mean[c] = (T)(momentum * mu + (1 - momentum) * (double)run_mean[c]);
        if (run_var)
            run_var[c] =
                (T)(momentum * (sq / (double)(m - 1)) + (1 - momentum) * (double)run_var[c]);
    }
}

static void NAME(batch_apply)(const Shape *s, const T *x, const T *mean, const T *rstd, const T *w,
                              const T *b, T *y) {
    for (int64_t n = 0; n < s->batch; n++)
        for (int64_t c = 0; c < s->channels; c++, x += s->plane, y += s->plane) {
            T scale = rstd[c] * (w ? w[c] : 1), shift = (b ? b[c] : 0) - mean[c] * scale;
            for (int64_t i = 0; i < s->plane; i++)
                y[i] = x[i] * scale + shift;
        }
}

static void NAME(batch_backward)(const Shape *s, const T *g, const T *x, const T *mean,
                                 const T *rstd, const T *w, bool training, T *gx, T *gw, T *gb) {
    double m = (double)(s->batch * s->plane);
    for (int64_t c = 0; c < s->channels; c++) {
        double sum = 0, dot = 0;
        for (int64_t n = 0; n < s->batch; n++) {
            int64_t at = (n * s->channels + c) * s->plane;
            for (int64_t i = 0; i < s->plane; i++) {
                sum += g[at + i];
                dot += (double)g[at + i] * ((double)x[at + i] - (double)mean[c]);
            }
        }
        T scale = rstd[c] * (w ? w[c] : 1), mean_g = (T)(sum / m),
          k = (T)(dot / m * rstd[c] * rstd[c]);
        for (int64_t n = 0; n < s->batch; n++) {
            int64_t at = (n * s->channels + c) * s->plane;
            for (int64_t i = 0; i < s->plane; i++)
                gx[at + i] = training ? (g[at + i] - mean_g - (x[at + i] - mean[c]) * k) * scale
                                      : g[at + i] * scale;
        }
        gw[c] = (T)(dot * rstd[c]);
        gb[c] = (T)sum;
    }
}

static void NAME(layer_forward)(int64_t rows, int64_t size, const T *x, const T *w, const T *b,
                                double eps, T *y, T *mean, T *rstd) {
    for (int64_t r = 0; r < rows; r++, x += size, y += size) {
        double p[4] = {0}, q[4] = {0};
        int64_t i = 0;
        for (; i + 4 <= size; i += 4)
            for (int k = 0; k < 4; k++)
                p[k] += x[i + k];
        for (; i < size; i++)
            p[0] += x[i];
        double mu = (p[0] + p[1] + p[2] + p[3]) / (double)size;
        for (i = 0; i + 4 <= size; i += 4)
            for (int k = 0; k < 4; k++) {
                double d = (double)x[i + k] - mu;
                q[k] += d * d;
            }
        for (; i < size; i++)
            q[0] += ((double)x[i] - mu) * ((double)x[i] - mu);
        double rs = 1.0 / sqrt((q[0] + q[1] + q[2] + q[3]) / (double)size + eps);
        T scale = (T)rs, shift = (T)(-mu * rs);
        mean[r] = (T)mu;
        rstd[r] = scale;
        for (i = 0; i < size; i++) {
            T v = x[i] * scale + shift;
            y[i] = w ? v * w[i] + (b ? b[i] : 0) : v;
        }
    }
}

static void NAME(channel_affine)(const Shape *s, T *y, const T *w, const T *b) {
    if (!w && !b) return;
    for (int64_t n = 0; n < s->batch; n++)
        for (int64_t c = 0; c < s->channels; c++, y += s->plane) {
            T scale = w ? w[c] : 1, shift = b ? b[c] : 0;
            for (int64_t i = 0; i < s->plane; i++)
                y[i] = y[i] * scale + shift;
        }
}

static void NAME(layer_backward)(int64_t rows, int64_t size, const T *g, const T *x, const T *w,
                                 const T *mean, const T *rstd, T *gx, T *gw, T *gb) {
    for (int64_t r = 0; r < rows; r++, x += size, g += size, gx += size) {
        double sum = 0, dot = 0;
        T mu = mean[r], rs = rstd[r];
        for (int64_t i = 0; i < size; i++) {
            T gp = w ? g[i] * w[i] : g[i], xh = (x[i] - mu) * rs;
            sum += gp;
            dot += (double)gp * xh;
            gw[i] += g[i] * xh;
            gb[i] += g[i];
        }
        T a = (T)(sum / (double)size), b = (T)(dot / (double)size);
        for (int64_t i = 0; i < size; i++) {
            T gp = w ? g[i] * w[i] : g[i], xh = (x[i] - mu) * rs;
            gx[i] = rs * (gp - a - xh * b);
        }
    }
}

static void NAME(group_backward)(const Shape *s, int64_t groups, const T *g, const T *x, const T *w,
                                 const T *mean, const T *rstd, T *gx, T *gw, T *gb) {
    int64_t per = s->channels / groups, size = per * s->plane;
    for (int64_t r = 0; r < s->batch * groups; r++, g += size, x += size, gx += size) {
        double sum = 0, dot = 0;
        T mu = mean[r], rs = rstd[r];
        for (int64_t i = 0; i < size; i++) {
            int64_t c = r % groups * per + i / s->plane;
            T gp = w ? g[i] * w[c] : g[i], xh = (x[i] - mu) * rs;
            sum += gp;
            dot += (double)gp * xh;
            gw[c] += g[i] * xh;
            gb[c] += g[i];
        }
        T a = (T)(sum / (double)size), b = (T)(dot / (double)size);
        for (int64_t i = 0; i < size; i++) {
            int64_t c = r % groups * per + i / s->plane;
            T gp = w ? g[i] * w[c] : g[i], xh = (x[i] - mu) * rs;
            gx[i] = rs * (gp - a - xh * b);
        }
    }
}
