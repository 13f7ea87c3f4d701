/* Timsort with powersort's merge policy, included once per kind of key with NAME(x) giving the
 * function names and LT(a, b) the comparison: 1, 0, or -1 with an exception pending (constant-free
 * kinds never give -1 and the compiler drops the checks).
 * Sources: Tim Peters, "listsort.txt" (the algorithm and its constants); Munro and Wild 2018,
 * "Nearly-optimal mergesorts" (run powers). The order of comparisons is CPython 3.11's. */

/* Length of the run at k[0..n), n >= 2; strictly descending runs are reported by *desc. */
static int64_t NAME(count_run)(Sort *s, const KiValue *k, int64_t n, bool *desc) {
    int64_t i = 2;
    *desc = false;
    if (n == 1) return 1;
    int r = LT(k[1], k[0]);
    if (r < 0) return -1;
    if (r) {
        *desc = true;
        for (; i < n; i++) {
            if ((r = LT(k[i], k[i - 1])) < 0) return -1;
            if (!r) break;
        }
    } else {
        for (; i < n; i++) {
            if ((r = LT(k[i], k[i - 1])) < 0) return -1;
            if (r) break;
        }
    }
    return i;
}

/* Binary insertion of items start..n into the sorted lo[0..start). */
static bool NAME(binary_sort)(Sort *s, Run lo, int64_t n, int64_t start) {
    KiValue *k = lo.keys;
    for (; start < n; start++) {
        KiValue pivot = k[start];
        int64_t l = 0, r = start;
        while (l < r) {
            int64_t p = l + ((r - l) >> 1);
            int c = LT(pivot, k[p]);
            if (c < 0) return false;
            if (c)
                r = p;
            else
                l = p + 1;
        }
        memmove(k + l + 1, k + l, (size_t)(start - l) * sizeof *k);
        k[l] = pivot;
        if (lo.vals) {
            KiValue v = lo.vals[start];
            memmove(lo.vals + l + 1, lo.vals + l, (size_t)(start - l) * sizeof v);
            lo.vals[l] = v;
        }
    }
    return true;
}

/* Where key goes in the sorted a[0..n), left of equal items; -1: raised. Starts at hint. */
static int64_t NAME(gallop_left)(Sort *s, KiValue key, const KiValue *a, int64_t n, int64_t hint) {
    int64_t last = 0, ofs = 1, limit;
    int r = LT(a[hint], key);
    if (r < 0) return -1;
    if (r) {
        limit = n - hint;
        while (ofs < limit) {
            if ((r = LT(a[hint + ofs], key)) < 0) return -1;
            if (!r) break;
            last = ofs;
            ofs = (ofs << 1) + 1;
        }
        if (ofs > limit) ofs = limit;
        last += hint;
        ofs += hint;
    } else {
        limit = hint + 1;
        while (ofs < limit) {
            if ((r = LT(a[hint - ofs], key)) < 0) return -1;
            if (r) break;
            last = ofs;
            ofs = (ofs << 1) + 1;
        }
        if (ofs > limit) ofs = limit;
        int64_t k = last;
        last = hint - ofs;
        ofs = hint - k;
    }
    last++;
    while (last < ofs) {
        int64_t m = last + ((ofs - last) >> 1);
        if ((r = LT(a[m], key)) < 0) return -1;
        if (r)
            last = m + 1;
        else
            ofs = m;
    }
    return ofs;
}

/* The same, right of equal items. */
static int64_t NAME(gallop_right)(Sort *s, KiValue key, const KiValue *a, int64_t n, int64_t hint) {
    int64_t last = 0, ofs = 1, limit;
    int r = LT(key, a[hint]);
    if (r < 0) return -1;
    if (r) {
        limit = hint + 1;
        while (ofs < limit) {
            if ((r = LT(key, a[hint - ofs])) < 0) return -1;
            if (!r) break;
            last = ofs;
            ofs = (ofs << 1) + 1;
        }
        if (ofs > limit) ofs = limit;
        int64_t k = last;
        last = hint - ofs;
        ofs = hint - k;
    } else {
        limit = n - hint;
        while (ofs < limit) {
            if ((r = LT(key, a[hint + ofs])) < 0) return -1;
            if (r) break;
            last = ofs;
            ofs = (ofs << 1) + 1;
        }
        if (ofs > limit) ofs = limit;
        last += hint;
        ofs += hint;
    }
    last++;
    while (last < ofs) {
        int64_t m = last + ((ofs - last) >> 1);
        if ((r = LT(key, a[m])) < 0) return -1;
        if (r)
            ofs = m;
        else
            last = m + 1;
    }
    return ofs;
}

/* Merges adjacent runs a (na, the smaller) and b (nb) from the left; a[0] > b[0] and a's last is
 * the greatest of all. Also on failure every item stays in the array. */
static bool NAME(merge_lo)(Sort *s, Run a, int64_t na, Run b, int64_t nb) {
    if (!sort_reserve(s, na)) return false;
    Run dest = a;
    a = s->tmp;
    if (!dest.vals) a.vals = NULL;
    run_copy(a, dest, na);
    bool ok = true;
    int64_t min_gallop = s->min_gallop;
    run_take(&dest, &b, 1);
    nb--;
    if (nb == 0) goto done;
    if (na == 1) goto copy_b;
    for (;;) {
        int64_t a_wins = 0, b_wins = 0;
        for (;;) {
            int r = LT(b.keys[0], a.keys[0]);
            if (r < 0) goto fail;
            if (r) {
                run_take(&dest, &b, 1);
                b_wins++;
                a_wins = 0;
                if (--nb == 0) goto done;
                if (b_wins >= min_gallop) break;
            } else {
                run_take(&dest, &a, 1);
                a_wins++;
                b_wins = 0;
                if (--na == 1) goto copy_b;
                if (a_wins >= min_gallop) break;
            }
        }
        min_gallop++;
        do {
            min_gallop -= min_gallop > 1;
            s->min_gallop = min_gallop;
            int64_t k = NAME(gallop_right)(s, b.keys[0], a.keys, na, 0);
            a_wins = k;
            if (k) {
                if (k < 0) goto fail;
                run_take(&dest, &a, k);
                na -= k;
                if (na == 1) goto copy_b;
                if (na == 0) goto done; /* only with an inconsistent comparison */
            }
            run_take(&dest, &b, 1);
            if (--nb == 0) goto done;
            k = NAME(gallop_left)(s, a.keys[0], b.keys, nb, 0);
            b_wins = k;
            if (k) {
                if (k < 0) goto fail;
                run_take(&dest, &b, k);
                nb -= k;
                if (nb == 0) goto done;
            }
            run_take(&dest, &a, 1);
            if (--na == 1) goto copy_b;
        } while (a_wins >= MIN_GALLOP || b_wins >= MIN_GALLOP);
        min_gallop++;
        s->min_gallop = min_gallop;
    }
copy_b: /* the last item of a goes after all of b */
    run_take(&dest, &b, nb);
    run_take(&dest, &a, 1);
    return true;
fail:
    ok = false;
done:
    if (na) run_copy(dest, a, na);
    return ok;
}

/* The mirror image for nb < na, from the right. */
static bool NAME(merge_hi)(Sort *s, Run a, int64_t na, Run b, int64_t nb) {
    if (!sort_reserve(s, nb)) return false;
    Run base_a = a, base_b = s->tmp, dest = run_at(b, nb - 1);
    if (!b.vals) base_b.vals = NULL;
    run_copy(base_b, b, nb);
    b = run_at(base_b, nb - 1);
    a = run_at(a, na - 1);
    bool ok = true;
    int64_t min_gallop = s->min_gallop;
    run_take_back(&dest, &a);
    na--;
    if (na == 0) goto done;
    if (nb == 1) goto copy_a;
    for (;;) {
        int64_t a_wins = 0, b_wins = 0;
        for (;;) {
            int r = LT(b.keys[0], a.keys[0]);
            if (r < 0) goto fail;
            if (r) {
                run_take_back(&dest, &a);
                a_wins++;
                b_wins = 0;
                if (--na == 0) goto done;
                if (a_wins >= min_gallop) break;
            } else {
                run_take_back(&dest, &b);
                b_wins++;
                a_wins = 0;
                if (--nb == 1) goto copy_a;
                if (b_wins >= min_gallop) break;
            }
        }
        min_gallop++;
        do {
            min_gallop -= min_gallop > 1;
            s->min_gallop = min_gallop;
            int64_t k = NAME(gallop_right)(s, b.keys[0], base_a.keys, na, na - 1);
            if (k < 0) goto fail;
            k = na - k;
            a_wins = k;
            if (k) {
                dest = run_at(dest, -k);
                a = run_at(a, -k);
                run_move(run_at(dest, 1), run_at(a, 1), k);
                na -= k;
                if (na == 0) goto done;
            }
            run_take_back(&dest, &b);
            if (--nb == 1) goto copy_a;
            k = NAME(gallop_left)(s, a.keys[0], base_b.keys, nb, nb - 1);
            if (k < 0) goto fail;
            k = nb - k;
            b_wins = k;
            if (k) {
                dest = run_at(dest, -k);
                b = run_at(b, -k);
                run_copy(run_at(dest, 1), run_at(b, 1), k);
                nb -= k;
                if (nb == 1) goto copy_a;
                if (nb == 0) goto done; /* only with an inconsistent comparison */
            }
            run_take_back(&dest, &a);
            if (--na == 0) goto done;
        } while (a_wins >= MIN_GALLOP || b_wins >= MIN_GALLOP);
        min_gallop++;
        s->min_gallop = min_gallop;
    }
copy_a: /* the first item of b goes before all that is left of a */
    dest = run_at(dest, -na);
    a = run_at(a, -na);
    run_move(run_at(dest, 1), run_at(a, 1), na);
    dest.keys[0] = b.keys[0];
    if (dest.vals) dest.vals[0] = b.vals[0];
    return true;
fail:
    ok = false;
done:
    if (nb) run_copy(run_at(dest, -(nb - 1)), base_b, nb);
    return ok;
}

static bool NAME(merge_at)(Sort *s, int i) {
    Run a = s->pending[i].base, b = s->pending[i + 1].base;
    int64_t na = s->pending[i].len, nb = s->pending[i + 1].len;
    s->pending[i].len = na + nb;
    if (i == s->n_pending - 3) s->pending[i + 1] = s->pending[i + 2];
    s->n_pending--;
    int64_t k = NAME(gallop_right)(s, b.keys[0], a.keys, na, 0);
    if (k < 0) return false;
    a = run_at(a, k);
    na -= k;
    if (na == 0) return true;
    nb = NAME(gallop_left)(s, a.keys[na - 1], b.keys, nb, nb - 1);
    if (nb <= 0) return nb == 0;
    return na <= nb ? NAME(merge_lo)(s, a, na, b, nb) : NAME(merge_hi)(s, a, na, b, nb);
}

static bool NAME(sort)(Sort *s, Run lo, int64_t n) {
    int64_t left = n, min_run = sort_min_run(n);
    Run at = lo;
    while (left > 0) {
        bool desc;
        int64_t len = NAME(count_run)(s, at.keys, left, &desc);
        if (len < 0) return false;
        if (desc) run_reverse(at, len);
        if (len < min_run) {
            int64_t force = left <= min_run ? left : min_run;
            if (!NAME(binary_sort)(s, at, force, len)) return false;
            len = force;
        }
        if (s->n_pending) {
            PendingRun *top = &s->pending[s->n_pending - 1];
            int power = run_power(top->base.keys - lo.keys, top->len, len, n);
            while (s->n_pending > 1 && s->pending[s->n_pending - 2].power > power)
                if (!NAME(merge_at)(s, s->n_pending - 2)) return false;
            s->pending[s->n_pending - 1].power = power;
        }
        s->pending[s->n_pending++] = (PendingRun){at, len, 0};
        at = run_at(at, len);
        left -= len;
    }
    while (s->n_pending > 1) {
        int i = s->n_pending - 2;
        if (i > 0 && s->pending[i - 1].len < s->pending[i + 1].len) i--;
        if (!NAME(merge_at)(s, i)) return false;
    }
    return true;
}
#undef NAME
#undef LT
