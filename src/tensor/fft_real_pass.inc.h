/* Real passes for numbers of type FFT_T: kernel_fft.c includes this for double and for float, with
 * FFT(x) the name x of this type.
 *
 * A line whose transform is conjugate symmetric stands as r0 r1 i1 r2 i2 ...; half a transform is
 * computed and half is stored. The arithmetic is FFTPACK's (Swarztrauber 1982) in pocketfft's
 * order, as for complex numbers. A pass sees p * s lines of m numbers as in(i, k, j) = x[i + m (k +
 * s j)] (i in a line, k < s, j < p), and their combinations as out(i, j, k) = y[i + m (j + p k)].
 */

#define FFT_IN(i, k, j)  x[(i) + m * ((k) + s * (j))]
#define FFT_OUT(i, j, k) y[(i) + m * ((j) + FFT_P * (k))]
/* number i (odd; i + 1 its imaginary part) of line (k, j), turned back by the root of the place */
#define FFT_TURNED(re, im, j)                                                                      \
    FFT_T re, im;                                                                                  \
    do {                                                                                           \
        const FFT_T *at = w + ((j)-1) * (m - 1) + i - 2;                                           \
        FFT_T r = FFT_IN(i - 1, k, j), c = FFT_IN(i, k, j);                                        \
        re = at[0] * r + at[1] * c;                                                                \
        im = at[0] * c - at[1] * r;                                                                \
    } while (0)
/* the same the other way: into the real and imaginary number i of line (k, j) */
#define FFT_TURN(j, re, im)                                                                        \
    do {                                                                                           \
        const FFT_T *at = w + ((j)-1) * (m - 1) + i - 2;                                           \
        FFT_T r = re, c = im;                                                                      \
        x[i + m * (k + s * j)] = at[0] * c + at[1] * r;                                            \
        x[i - 1 + m * (k + s * j)] = at[0] * r - at[1] * c;                                        \
    } while (0)
#define FFT_PAIRS                                                                                  \
    for (int64_t i = 2, n = m - 2; i < m; i += 2, n -= 2) /* n: the mirrored place                 \
                                                           */
#define FFT_LINES for (int64_t k = 0; k < s; k++)

#define FFT_P 2
static void FFT(real2)(const KtFftPass *t, const FFT_T *restrict x, FFT_T *restrict y) {
    const FFT_T *w = t->tw;
    int64_t m = t->m, s = t->s;
    FFT_LINES {
        FFT_OUT(0, 0, k) = FFT_IN(0, k, 0) + FFT_IN(0, k, 1);
        FFT_OUT(m - 1, 1, k) = FFT_IN(0, k, 0) - FFT_IN(0, k, 1);
        if (m % 2 == 0) {
            FFT_OUT(0, 1, k) = -FFT_IN(m - 1, k, 1);
            FFT_OUT(m - 1, 0, k) = FFT_IN(m - 1, k, 0);
        }
        FFT_PAIRS {
            FFT_TURNED(r1, i1, 1);
            FFT_OUT(i - 1, 0, k) = FFT_IN(i - 1, k, 0) + r1;
            FFT_OUT(n - 1, 1, k) = FFT_IN(i - 1, k, 0) - r1;
            FFT_OUT(i, 0, k) = i1 + FFT_IN(i, k, 0);
            FFT_OUT(n, 1, k) = i1 - FFT_IN(i, k, 0);
        }
    }
}
/* The way back reads what the way there wrote, so x and y change their parts. */
static void FFT(back2)(const KtFftPass *t, const FFT_T *restrict y, FFT_T *restrict x) {
    const FFT_T *w = t->tw;
    int64_t m = t->m, s = t->s;
    FFT_LINES {
        FFT_IN(0, k, 0) = FFT_OUT(0, 0, k) + FFT_OUT(m - 1, 1, k);
        FFT_IN(0, k, 1) = FFT_OUT(0, 0, k) - FFT_OUT(m - 1, 1, k);
        if (m % 2 == 0) {
            FFT_IN(m - 1, k, 0) = 2 * FFT_OUT(m - 1, 0, k);
            FFT_IN(m - 1, k, 1) = -2 * FFT_OUT(0, 1, k);
        }
        FFT_PAIRS {
            FFT_IN(i - 1, k, 0) = FFT_OUT(i - 1, 0, k) + FFT_OUT(n - 1, 1, k);
            FFT_IN(i, k, 0) = FFT_OUT(i, 0, k) - FFT_OUT(n, 1, k);
            FFT_TURN(1, FFT_OUT(i - 1, 0, k) - FFT_OUT(n - 1, 1, k),
                     FFT_OUT(i, 0, k) + FFT_OUT(n, 1, k));
        }
    }
}
#undef FFT_P

#define FFT_P 3
static void FFT(real3)(const KtFftPass *t, const FFT_T *restrict x, FFT_T *restrict y) {
    const FFT_T *w = t->tw, co = (FFT_T)fft_cos3[1], si = (FFT_T)fft_sin3[1];
    int64_t m = t->m, s = t->s;
    FFT_LINES {
        FFT_T first = FFT_IN(0, k, 0), sum = FFT_IN(0, k, 1) + FFT_IN(0, k, 2);
        FFT_OUT(0, 0, k) = first + sum;
        FFT_OUT(0, 2, k) = si * (FFT_IN(0, k, 2) - FFT_IN(0, k, 1));
        FFT_OUT(m - 1, 1, k) = first + co * sum;
        FFT_PAIRS {
            FFT_TURNED(r1, i1, 1);
            FFT_TURNED(r2, i2, 2);
            FFT_T re = r1 + r2, im = i1 + i2;
            FFT_OUT(i - 1, 0, k) = FFT_IN(i - 1, k, 0) + re;
            FFT_OUT(i, 0, k) = FFT_IN(i, k, 0) + im;
            FFT_T er = FFT_IN(i - 1, k, 0) + co * re, ei = FFT_IN(i, k, 0) + co * im;
            FFT_T dr = si * (i1 - i2), di = si * (r2 - r1);
            FFT_OUT(i - 1, 2, k) = er + dr;
            FFT_OUT(n - 1, 1, k) = er - dr;
            FFT_OUT(i, 2, k) = di + ei;
            FFT_OUT(n, 1, k) = di - ei;
        }
    }
}
static void FFT(back3)(const KtFftPass *t, const FFT_T *restrict y, FFT_T *restrict x) {
    const FFT_T *w = t->tw, co = (FFT_T)fft_cos3[1], si = (FFT_T)fft_sin3[1];
    int64_t m = t->m, s = t->s;
    FFT_LINES {
        FFT_T first = FFT_OUT(0, 0, k), sum = 2 * FFT_OUT(m - 1, 1, k);
        FFT_T even = first + co * sum, odd = 2 * si * FFT_OUT(0, 2, k);
        FFT_IN(0, k, 0) = first + sum;
        FFT_IN(0, k, 2) = even + odd;
        FFT_IN(0, k, 1) = even - odd;
        FFT_PAIRS {
            FFT_T re = FFT_OUT(i - 1, 2, k) + FFT_OUT(n - 1, 1, k);
            FFT_T im = FFT_OUT(i, 2, k) - FFT_OUT(n, 1, k);
            FFT_T er = FFT_OUT(i - 1, 0, k) + co * re, ei = FFT_OUT(i, 0, k) + co * im;
            FFT_T dr = si * (FFT_OUT(i - 1, 2, k) - FFT_OUT(n - 1, 1, k));
            FFT_T di = si * (FFT_OUT(i, 2, k) + FFT_OUT(n, 1, k));
            FFT_IN(i - 1, k, 0) = FFT_OUT(i - 1, 0, k) + re;
            FFT_IN(i, k, 0) = FFT_OUT(i, 0, k) + im;
            FFT_TURN(1, er - di, ei + dr);
            FFT_TURN(2, er + di, ei - dr);
        }
    }
}
#undef FFT_P

#define FFT_P 4
static void FFT(real4)(const KtFftPass *t, const FFT_T *restrict x, FFT_T *restrict y) {
    const FFT_T *w = t->tw, h = (FFT_T)0.70710678118654752440;
    int64_t m = t->m, s = t->s;
    FFT_LINES {
        FFT_T odd = FFT_IN(0, k, 3) + FFT_IN(0, k, 1), even = FFT_IN(0, k, 0) + FFT_IN(0, k, 2);
        FFT_OUT(0, 2, k) = FFT_IN(0, k, 3) - FFT_IN(0, k, 1);
        FFT_OUT(m - 1, 1, k) = FFT_IN(0, k, 0) - FFT_IN(0, k, 2);
        FFT_OUT(0, 0, k) = even + odd;
        FFT_OUT(m - 1, 3, k) = even - odd;
        if (m % 2 == 0) {
            FFT_T im = -h * (FFT_IN(m - 1, k, 1) + FFT_IN(m - 1, k, 3));
            FFT_T re = h * (FFT_IN(m - 1, k, 1) - FFT_IN(m - 1, k, 3));
            FFT_OUT(m - 1, 0, k) = FFT_IN(m - 1, k, 0) + re;
            FFT_OUT(m - 1, 2, k) = FFT_IN(m - 1, k, 0) - re;
            FFT_OUT(0, 3, k) = im + FFT_IN(m - 1, k, 2);
            FFT_OUT(0, 1, k) = im - FFT_IN(m - 1, k, 2);
        }
        FFT_PAIRS {
            FFT_TURNED(r1, i1, 1);
            FFT_TURNED(r2, i2, 2);
            FFT_TURNED(r3, i3, 3);
            FFT_T ar = r3 + r1, dr = r3 - r1, ai = i1 + i3, di = i1 - i3;
            FFT_T br = FFT_IN(i - 1, k, 0) + r2, cr = FFT_IN(i - 1, k, 0) - r2;
            FFT_T bi = FFT_IN(i, k, 0) + i2, ci = FFT_IN(i, k, 0) - i2;
            FFT_OUT(i - 1, 0, k) = br + ar;
            FFT_OUT(n - 1, 3, k) = br - ar;
            FFT_OUT(i, 0, k) = ai + bi;
            FFT_OUT(n, 3, k) = ai - bi;
            FFT_OUT(i - 1, 2, k) = cr + di;
            FFT_OUT(n - 1, 1, k) = cr - di;
            FFT_OUT(i, 2, k) = dr + ci;
            FFT_OUT(n, 1, k) = dr - ci;
        }
    }
}
static void FFT(back4)(const KtFftPass *t, const FFT_T *restrict y, FFT_T *restrict x) {
    const FFT_T *w = t->tw, root2 = (FFT_T)1.41421356237309504880;
    int64_t m = t->m, s = t->s;
    FFT_LINES {
        FFT_T sum = FFT_OUT(0, 0, k) + FFT_OUT(m - 1, 3, k);
        FFT_T dif = FFT_OUT(0, 0, k) - FFT_OUT(m - 1, 3, k);
        FFT_T re = 2 * FFT_OUT(m - 1, 1, k), im = 2 * FFT_OUT(0, 2, k);
        FFT_IN(0, k, 0) = sum + re;
        FFT_IN(0, k, 2) = sum - re;
        FFT_IN(0, k, 3) = dif + im;
        FFT_IN(0, k, 1) = dif - im;
        if (m % 2 == 0) {
            FFT_T ai = FFT_OUT(0, 3, k) + FFT_OUT(0, 1, k),
                  di = FFT_OUT(0, 3, k) - FFT_OUT(0, 1, k);
            FFT_T ar = FFT_OUT(m - 1, 0, k) + FFT_OUT(m - 1, 2, k);
            FFT_T dr = FFT_OUT(m - 1, 0, k) - FFT_OUT(m - 1, 2, k);
            FFT_IN(m - 1, k, 0) = ar + ar;
            FFT_IN(m - 1, k, 1) = root2 * (dr - ai);
            FFT_IN(m - 1, k, 2) = di + di;
            FFT_IN(m - 1, k, 3) = -root2 * (dr + ai);
        }
        FFT_PAIRS {
            FFT_T ar = FFT_OUT(i - 1, 0, k) + FFT_OUT(n - 1, 3, k);
            FFT_T dr = FFT_OUT(i - 1, 0, k) - FFT_OUT(n - 1, 3, k);
            FFT_T ai = FFT_OUT(i, 0, k) + FFT_OUT(n, 3, k),
                  di = FFT_OUT(i, 0, k) - FFT_OUT(n, 3, k);
            FFT_T bi = FFT_OUT(i, 2, k) + FFT_OUT(n, 1, k),
                  ei = FFT_OUT(i, 2, k) - FFT_OUT(n, 1, k);
            FFT_T br = FFT_OUT(i - 1, 2, k) + FFT_OUT(n - 1, 1, k);
            FFT_T er = FFT_OUT(i - 1, 2, k) - FFT_OUT(n - 1, 1, k);
            FFT_IN(i - 1, k, 0) = ar + br;
            FFT_IN(i, k, 0) = di + ei;
            FFT_TURN(1, dr - bi, ai + er);
            FFT_TURN(2, ar - br, di - ei);
            FFT_TURN(3, dr + bi, ai - er);
        }
    }
}
#undef FFT_P

#define FFT_P 5
static void FFT(real5)(const KtFftPass *t, const FFT_T *restrict x, FFT_T *restrict y) {
    const FFT_T *w = t->tw, c1 = (FFT_T)fft_cos5[1], c2 = (FFT_T)fft_cos5[2],
                s1 = (FFT_T)fft_sin5[1], s2 = (FFT_T)fft_sin5[2];
    int64_t m = t->m, s = t->s;
    FFT_LINES {
        FFT_T first = FFT_IN(0, k, 0);
        FFT_T a1 = FFT_IN(0, k, 4) + FFT_IN(0, k, 1), d1 = FFT_IN(0, k, 4) - FFT_IN(0, k, 1);
        FFT_T a2 = FFT_IN(0, k, 3) + FFT_IN(0, k, 2), d2 = FFT_IN(0, k, 3) - FFT_IN(0, k, 2);
        FFT_OUT(0, 0, k) = first + a1 + a2;
        FFT_OUT(m - 1, 1, k) = first + c1 * a1 + c2 * a2;
        FFT_OUT(0, 2, k) = s1 * d1 + s2 * d2;
        FFT_OUT(m - 1, 3, k) = first + c2 * a1 + c1 * a2;
        FFT_OUT(0, 4, k) = s2 * d1 - s1 * d2;
        FFT_PAIRS {
            FFT_TURNED(r1, i1, 1);
            FFT_TURNED(r2, i2, 2);
            FFT_TURNED(r3, i3, 3);
            FFT_TURNED(r4, i4, 4);
            FFT_T ar = r4 + r1, di = r4 - r1, ai = i1 + i4, dr = i1 - i4;
            FFT_T br = r3 + r2, ei = r3 - r2, bi = i2 + i3, er = i2 - i3;
            FFT_T re = FFT_IN(i - 1, k, 0), im = FFT_IN(i, k, 0);
            FFT_OUT(i - 1, 0, k) = re + ar + br;
            FFT_OUT(i, 0, k) = im + ai + bi;
            FFT_T pr = re + c1 * ar + c2 * br, pi = im + c1 * ai + c2 * bi;
            FFT_T qr = re + c2 * ar + c1 * br, qi = im + c2 * ai + c1 * bi;
            FFT_T ur = dr * s1 + er * s2, vr = dr * s2 - er * s1;
            FFT_T ui = di * s1 + ei * s2, vi = di * s2 - ei * s1;
            FFT_OUT(i - 1, 2, k) = pr + ur;
            FFT_OUT(n - 1, 1, k) = pr - ur;
            FFT_OUT(i, 2, k) = ui + pi;
            FFT_OUT(n, 1, k) = ui - pi;
            FFT_OUT(i - 1, 4, k) = qr + vr;
            FFT_OUT(n - 1, 3, k) = qr - vr;
            FFT_OUT(i, 4, k) = vi + qi;
            FFT_OUT(n, 3, k) = vi - qi;
        }
    }
}
static void FFT(back5)(const KtFftPass *t, const FFT_T *restrict y, FFT_T *restrict x) {
    const FFT_T *w = t->tw, c1 = (FFT_T)fft_cos5[1], c2 = (FFT_T)fft_cos5[2],
                s1 = (FFT_T)fft_sin5[1], s2 = (FFT_T)fft_sin5[2];
    int64_t m = t->m, s = t->s;
    FFT_LINES {
        FFT_T first = FFT_OUT(0, 0, k), d1 = 2 * FFT_OUT(0, 2, k), d2 = 2 * FFT_OUT(0, 4, k);
        FFT_T a1 = 2 * FFT_OUT(m - 1, 1, k), a2 = 2 * FFT_OUT(m - 1, 3, k);
        FFT_T p = first + c1 * a1 + c2 * a2, q = first + c2 * a1 + c1 * a2;
        FFT_T u = d1 * s1 + d2 * s2, v = d1 * s2 - d2 * s1;
        FFT_IN(0, k, 0) = first + a1 + a2;
        FFT_IN(0, k, 4) = p + u;
        FFT_IN(0, k, 1) = p - u;
        FFT_IN(0, k, 3) = q + v;
        FFT_IN(0, k, 2) = q - v;
        FFT_PAIRS {
            FFT_T ar = FFT_OUT(i - 1, 2, k) + FFT_OUT(n - 1, 1, k);
            FFT_T dr = FFT_OUT(i - 1, 2, k) - FFT_OUT(n - 1, 1, k);
            FFT_T di = FFT_OUT(i, 2, k) + FFT_OUT(n, 1, k),
                  ai = FFT_OUT(i, 2, k) - FFT_OUT(n, 1, k);
            FFT_T br = FFT_OUT(i - 1, 4, k) + FFT_OUT(n - 1, 3, k);
            FFT_T er = FFT_OUT(i - 1, 4, k) - FFT_OUT(n - 1, 3, k);
            FFT_T ei = FFT_OUT(i, 4, k) + FFT_OUT(n, 3, k),
                  bi = FFT_OUT(i, 4, k) - FFT_OUT(n, 3, k);
            FFT_T re = FFT_OUT(i - 1, 0, k), im = FFT_OUT(i, 0, k);
            FFT_IN(i - 1, k, 0) = re + ar + br;
            FFT_IN(i, k, 0) = im + ai + bi;
            FFT_T pr = re + c1 * ar + c2 * br, pi = im + c1 * ai + c2 * bi;
            FFT_T qr = re + c2 * ar + c1 * br, qi = im + c2 * ai + c1 * bi;
            FFT_T ur = dr * s1 + er * s2, vr = dr * s2 - er * s1;
            FFT_T ui = di * s1 + ei * s2, vi = di * s2 - ei * s1;
            FFT_TURN(1, pr - ui, pi + ur);
            FFT_TURN(2, qr - vi, qi + vr);
            FFT_TURN(3, qr + vi, qi - vr);
            FFT_TURN(4, pr + ui, pi - ur);
        }
    }
}
#undef FFT_P

/* Any odd factor: sums of lines j and p - j with cosines and differences with sines, for output l.
 * Terms are added in pocketfft's groups of two, four, two and one. */
static void FFT(sums)(const KtFftPass *t, const FFT_T *a, int64_t l, FFT_T *even, FFT_T *odd) {
    const FFT_T(*unit)[2] = t->unit;
    int64_t p = t->p, half = p / 2, at = 2 * l, j = 3;
    FFT_T e = a[0] + unit[l][0] * a[1] + unit[2 * l][0] * a[2];
    FFT_T o = unit[l][1] * a[p - 1] + unit[2 * l][1] * a[p - 2];
    while (j <= half) {
        int64_t count = j < half - 2 ? 4 : j < half ? 2 : 1;
        FFT_T more_e = 0, more_o = 0;
        for (int64_t end = j + count, first = j; j < end; j++) {
            at += at + l < p ? l : l - p;
            FFT_T re = unit[at][0] * a[j], im = unit[at][1] * a[p - j];
            more_e = j == first ? re : more_e + re;
            more_o = j == first ? im : more_o + im;
        }
        e += more_e;
        o += more_o;
    }
    *even = e;
    *odd = o;
}
static FFT_T FFT(total)(const FFT_T *a, int64_t half) {
    FFT_T sum = a[0];
    for (int64_t j = 1; j <= half; j++)
        sum += a[j];
    return sum;
}
#define FFT_P p
static void FFT(real_any)(const KtFftPass *t, const FFT_T *restrict x, FFT_T *restrict y) {
    const FFT_T *w = t->tw;
    int64_t p = t->p, m = t->m, s = t->s, half = p / 2;
    FFT_T *a = t->scratch, *b = a + p, ea, oa, eb, ob;
    FFT_LINES {
        a[0] = FFT_IN(0, k, 0);
        for (int64_t j = 1; j <= half; j++) {
            a[j] = FFT_IN(0, k, j) + FFT_IN(0, k, p - j);
            a[p - j] = FFT_IN(0, k, p - j) - FFT_IN(0, k, j);
        }
        FFT_OUT(0, 0, k) = FFT(total)(a, half);
        for (int64_t l = 1; l <= half; l++) {
            FFT(sums)(t, a, l, &ea, &oa);
            FFT_OUT(m - 1, 2 * l - 1, k) = ea;
            FFT_OUT(0, 2 * l, k) = oa;
        }
        FFT_PAIRS {
            a[0] = FFT_IN(i - 1, k, 0);
            b[0] = FFT_IN(i, k, 0);
            for (int64_t j = 1; j <= half; j++) {
                FFT_TURNED(r1, i1, j);
                FFT_TURNED(r2, i2, (p - j));
                a[j] = r1 + r2;
                a[p - j] = i1 - i2;
                b[j] = i1 + i2;
                b[p - j] = r2 - r1;
            }
            FFT_OUT(i - 1, 0, k) = FFT(total)(a, half);
            FFT_OUT(i, 0, k) = FFT(total)(b, half);
            for (int64_t l = 1; l <= half; l++) {
                FFT(sums)(t, a, l, &ea, &oa);
                FFT(sums)(t, b, l, &eb, &ob);
                FFT_OUT(i - 1, 2 * l, k) = ea + oa;
                FFT_OUT(n - 1, 2 * l - 1, k) = ea - oa;
                FFT_OUT(i, 2 * l, k) = eb + ob;
                FFT_OUT(n, 2 * l - 1, k) = ob - eb;
            }
        }
    }
}
static void FFT(back_any)(const KtFftPass *t, const FFT_T *restrict y, FFT_T *restrict x) {
    const FFT_T *w = t->tw;
    int64_t p = t->p, m = t->m, s = t->s, half = p / 2;
    FFT_T *a = t->scratch, *b = a + p, ea, oa, eb, ob;
    FFT_LINES {
        a[0] = FFT_OUT(0, 0, k);
        for (int64_t j = 1; j <= half; j++) {
            a[j] = 2 * FFT_OUT(m - 1, 2 * j - 1, k);
            a[p - j] = 2 * FFT_OUT(0, 2 * j, k);
        }
        FFT_IN(0, k, 0) = FFT(total)(a, half);
        for (int64_t l = 1; l <= half; l++) {
            FFT(sums)(t, a, l, &ea, &oa);
            FFT_IN(0, k, l) = ea - oa;
            FFT_IN(0, k, p - l) = ea + oa;
        }
        FFT_PAIRS {
            a[0] = FFT_OUT(i - 1, 0, k);
            b[0] = FFT_OUT(i, 0, k);
            for (int64_t j = 1; j <= half; j++) {
                a[j] = FFT_OUT(i - 1, 2 * j, k) + FFT_OUT(n - 1, 2 * j - 1, k);
                a[p - j] = FFT_OUT(i - 1, 2 * j, k) - FFT_OUT(n - 1, 2 * j - 1, k);
                b[j] = FFT_OUT(i, 2 * j, k) - FFT_OUT(n, 2 * j - 1, k);
                b[p - j] = FFT_OUT(i, 2 * j, k) + FFT_OUT(n, 2 * j - 1, k);
            }
            FFT_IN(i - 1, k, 0) = FFT(total)(a, half);
            FFT_IN(i, k, 0) = FFT(total)(b, half);
            for (int64_t l = 1; l <= half; l++) {
                FFT(sums)(t, a, l, &ea, &oa);
                FFT(sums)(t, b, l, &eb, &ob);
                FFT_TURN(l, ea - ob, eb + oa);
                FFT_TURN((p - l), ea + ob, eb - oa);
            }
        }
    }
}
#undef FFT_P

static void FFT(real_pass)(const KtFftPass *t, bool inverse, const FFT_T *x, FFT_T *y) {
    static void (*const passes[][2])(const KtFftPass *, const FFT_T *, FFT_T *) = {
        {FFT(real_any), FFT(back_any)}, {NULL},
        {FFT(real2), FFT(back2)},       {FFT(real3), FFT(back3)},
        {FFT(real4), FFT(back4)},       {FFT(real5), FFT(back5)},
    };
    passes[t->p <= 5 ? t->p : 0][inverse](t, x, y);
}
#undef FFT_IN
#undef FFT_OUT
#undef FFT_TURNED
#undef FFT_TURN
#undef FFT_PAIRS
#undef FFT_LINES
