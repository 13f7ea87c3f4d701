/* Resizing loops of one type. A row of the input, resized along its last dimension, is kept while
 * the next row of the output needs it too. */

/* The last dimension of one row. */
static void NAME(resize_row)(const NnResize *r, const T *x, T *y) {
    const int64_t *lo = r->lo[2], *hi = r->hi[2];
    const double *w = r->weight[2];
    for (int64_t i = 0; i < r->out[2]; i++) {
        T w1 = (T)w[i];
        y[i] = FN(fma)(x[lo[i]], 1 - w1, x[hi[i]] * w1);
    }
}
/* Row `row` of x, resized; rows[] says which rows the four lines of `lines` have. */
static const T *NAME(resized_row)(const NnResize *r, const T *x, int64_t row, int slot,
                                  int64_t rows[4], T *lines) {
    int64_t width = r->out[2];
    for (int i = 0; i < 4; i++)
        if (rows[i] == row) return lines + i * width;
    rows[slot] = row;
    NAME(resize_row)(r, x + row * r->in[2], lines + slot * width);
    return lines + slot * width;
}
static void NAME(between)(int64_t n, const T *a, const T *b, T w1, T *y) {
    T w0 = 1 - w1;
    for (int64_t i = 0; i < n; i++)
        y[i] = FN(fma)(a[i], w0, b[i] * w1);
}
/* lines: room for six rows of the output. */
static void NAME(resize_linear)(const NnResize *r, const T *x, T *y, T *lines) {
    int64_t width = r->out[2];
    T *near = lines + 4 * width, *far = lines + 5 * width;
    for (int64_t c = 0; c < r->planes; c++, x += r->n_in) {
        int64_t rows[4] = {-1, -1, -1, -1};
        for (int64_t d = 0; d < r->out[0]; d++)
            for (int64_t h = 0; h < r->out[1]; h++, y += width) {
                const int64_t at[2] = {r->lo[0][d] * r->in[1], r->hi[0][d] * r->in[1]},
                              place[2] = {r->lo[1][h], r->hi[1][h]};
                if (r->n == 1) {
                    NAME(resize_row)(r, x, y);
                    continue;
                }
                /* slots by the parity of a row: what is needed next is not overwritten */
                for (int i = 0; i < (r->n == 3 ? 2 : 1); i++) {
                    const T *a = NAME(resized_row)(r, x, at[i] + place[0],
                                                   2 * i + (int)(place[0] & 1), rows, lines),
                            *b = NAME(resized_row)(r, x, at[i] + place[1],
                                                   2 * i + (int)(place[1] & 1), rows, lines);
                    NAME(between)(width, a, b, (T)r->weight[1][h], r->n == 2 ? y : i ? far : near);
                }
                if (r->n == 3) NAME(between)(width, near, far, (T)r->weight[0][d], y);
            }
    }
}

/* To a row of the input what the elements of y, times k, had of it. The two elements at hand stay
 * in registers until the next are wanted. */
static void NAME(give_row)(const NnResize *r, const T *y, T k, T *x) {
    const int64_t *lo = r->lo[2], *hi = r->hi[2];
    int64_t l = lo[0], h = hi[0];
    T a = x[l], b = x[h];
    for (int64_t i = 0; i < r->out[2]; i++) {
        T w1 = (T)r->weight[2][i], w0 = 1 - w1;
        if (lo[i] != l) {
            x[l] = a;
            if (h != l) x[h] = b;
            l = lo[i];
            h = hi[i];
            a = x[l];
            b = x[h];
        }
        a = FN(fma)(k * w0, y[i], a);
        if (h == l)
            a = FN(fma)(k * w1, y[i], a);
        else
            b = FN(fma)(k * w1, y[i], b);
    }
    x[l] = a;
    if (h != l) x[h] = b;
}
/* The same for rows some of which are one: element by element. */
static void NAME(give_rows)(const NnResize *r, const T *y, int n, const T *k, T *const *x) {
    for (int64_t i = 0; i < r->out[2]; i++) {
        T w1 = (T)r->weight[2][i], w0 = 1 - w1;
        for (int j = 0; j < n; j++) {
            T *l = x[j] + r->lo[2][i], *h = x[j] + r->hi[2][i];
            *l = FN(fma)(k[j] * w0, y[i], *l);
            *h = FN(fma)(k[j] * w1, y[i], *h);
        }
    }
}
/* x, zeros at first, gets what each element of y had of it, in the order of y. */
static void NAME(resize_linear_back)(const NnResize *r, const T *y, T *x) {
    const int n_rows = r->n == 1 ? 1 : r->n == 2 ? 2 : 4;
    for (int64_t c = 0; c < r->planes; c++, x += r->n_in)
        for (int64_t d = 0; d < r->out[0]; d++)
            for (int64_t h = 0; h < r->out[1]; h++, y += r->out[2]) {
                T h1 = (T)r->weight[1][h], d1 = (T)r->weight[0][d];
                T k[4] = {(1 - d1) * (1 - h1), (1 - d1) * h1, d1 * (1 - h1), d1 * h1}, *row[4];
                bool apart = true;
                for (int j = 0; j < n_rows; j++) {
                    int64_t at_d = (j & 2 ? r->hi : r->lo)[0][d],
                            at_h = (j & 1 ? r->hi : r->lo)[1][h];
                    row[j] = x + (at_d * r->in[1] + at_h) * r->in[2];
                    for (int i = 0; i < j; i++)
                        apart = apart && row[i] != row[j];
                }
                if (!apart) {
                    NAME(give_rows)(r, y, n_rows, k, row);
                    continue;
                }
                for (int j = 0; j < n_rows; j++)
                    NAME(give_row)(r, y, k[j], row[j]);
            }
}
static void NAME(resize_nearest)(const NnResize *r, T *x, T *y, bool backward) {
    const int64_t *at = r->lo[2];
    for (int64_t c = 0; c < r->planes; c++, x += r->n_in)
        for (int64_t d = 0; d < r->out[0]; d++)
            for (int64_t h = 0; h < r->out[1]; h++, y += r->out[2]) {
                T *row = x + (r->lo[0][d] * r->in[1] + r->lo[1][h]) * r->in[2];
                if (backward)
                    for (int64_t w = 0; w < r->out[2]; w++)
                        row[at[w]] += y[w];
                else
                    for (int64_t w = 0; w < r->out[2]; w++)
                        y[w] = row[at[w]];
            }
}
