/* The recursions of ctc.c in one type T; FN(name): that of libm in that type, NAME(x): x of here.
 */

/* log(exp a + exp b + exp c), each of which may be -inf. */
static T NAME(log_sum)(T a, T b, T c) {
    T top = a > b ? a : b;
    top = c > top ? c : top;
    if (top == -(T)INFINITY) top = 0;
    return FN(log)(FN(exp)(a - top) + FN(exp)(b - top) + FN(exp)(c - top)) + top;
}
/* Sequence b: alpha has a row of `path` places for each step. */
static void NAME(ahead)(const Ctc *j, int64_t b, const T *logp, T *alpha) {
    const int64_t places = 2 * j->length[b] + 1;
    for (int64_t i = 0; i < j->steps * j->path; i++)
        alpha[i] = -(T)INFINITY;
    alpha[0] = logp[b * j->classes + j->blank];
    if (places > 1) alpha[1] = logp[b * j->classes + label(j, b, 1)];
    for (int64_t t = 1; t < j->input[b]; t++) {
        const T *before = alpha + (t - 1) * j->path, *p = logp + (t * j->batch + b) * j->classes;
        for (int64_t s = 0; s < places; s++) {
            T one = s > 0 ? before[s - 1] : -(T)INFINITY,
              two = s > 1 && label(j, b, s - 2) != label(j, b, s) ? before[s - 2] : -(T)INFINITY;
            alpha[t * j->path + s] = NAME(log_sum)(before[s], one, two) + p[label(j, b, s)];
        }
    }
}
static T NAME(ctc_loss)(const Ctc *j, int64_t b, const T *alpha) {
    const T *last = alpha + (j->input[b] > 0 ? j->input[b] - 1 : 0) * j->path;
    const int64_t n = j->length[b];
    if (!n) return -last[0];
    T top = last[2 * n] > last[2 * n - 1] ? last[2 * n] : last[2 * n - 1];
    if (top == -(T)INFINITY) top = 0;
    return -(FN(log)(FN(exp)(last[2 * n] - top) + FN(exp)(last[2 * n - 1] - top)) + top);
}
/* Adds exp(part) to exp(*sum), both kept as logarithms. */
static void NAME(gather)(T *sum, T part) {
    if (*sum == -(T)INFINITY) {
        *sum = part;
    } else {
        T top = *sum < part ? part : *sum;
        *sum = FN(log)(FN(exp)(*sum - top) + FN(exp)(part - top)) + top;
    }
}
/* grad, zeros at first: of the scores that logp was made of by log_softmax. beta: room for two
 * rows. */
static void NAME(back)(const Ctc *j, int64_t b, const T *logp, const T *alpha, T loss, T weight,
                       T *beta, T *grad) {
    const int64_t steps = j->input[b], places = 2 * j->length[b] + 1;
    for (int64_t t = steps - 1; t >= 0; t--) {
        const T *p = logp + (t * j->batch + b) * j->classes, *a = alpha + t * j->path;
        T *g = grad + (t * j->batch + b) * j->classes, *now = beta + (t & 1) * j->path,
          *next = beta + (~t & 1) * j->path;
        for (int64_t c = 0; c < j->classes; c++)
            g[c] = -(T)INFINITY;
        for (int64_t s = places - 1; s >= 0; s--) {
            const int64_t at = label(j, b, s);
            if (t == steps - 1) {
                now[s] = s >= places - 2 ? p[at] : -(T)INFINITY;
                if (s < places - 2) continue;
            } else {
                T one = s < places - 1 ? next[s + 1] : -(T)INFINITY,
                  two = s < places - 2 && label(j, b, s + 2) != at ? next[s + 2] : -(T)INFINITY;
                now[s] = NAME(log_sum)(next[s], one, two) + p[at];
            }
            NAME(gather)(&g[at], a[s] + now[s]);
        }
        for (int64_t c = 0; c < j->classes; c++)
            g[c] = (FN(exp)(p[c]) - FN(exp)(g[c] + loss - p[c])) * weight;
    }
}
