/* torch.einsum. Every operand is brought to one order of labels (output labels, then summed ones,
 * missing ones of size 1); then operands are multiplied from left to right, each pair as a batched
 * matrix product that sums the labels no later operand has. */
#include <ctype.h>

#include "torch_args.h"

enum { N_LETTERS = 52, MAX_LABELS = N_LETTERS + KT_MAX_DIMS };

typedef struct Einsum {
    Ta *a;
    KtCtx *ctx;
    const char *equation;
    int ell;               /* dimensions behind "..." */
    int where[MAX_LABELS]; /* position in the common order, -1 unused */
    int last[MAX_LABELS];  /* by position: last operand that has the label */
    int n_labels, n_out;
} Einsum;

static int letter(char c) {
    return c >= 'A' && c <= 'Z' ? c - 'A' : c >= 'a' && c <= 'z' ? c - 'a' + 26 : -1;
}

static bool bad(Einsum *e, const char *text) {
    kt_fail(e->ctx, KT_RUNTIME_ERROR, "einsum(): %s", text);
    return false;
}

/* Whether the operands' terms, up to `end`, are letters and at most one "..." each, and not more
 * of them than operands. */
static bool terms_read(Einsum *e, const char *eq, const char *end, int64_t n) {
    bool dots = false;
    int64_t op = 0;
    for (const char *p = eq; p < end; p++) {
        if (*p == ' ') continue;
        if (*p == ',') {
            if (++op >= n)
                return bad(e, "fewer operands were provided than specified in the equation");
            dots = false;
        } else if (*p == '.') {
            if (dots || end - p < 3 || p[1] != '.' || p[2] != '.')
                return kt_fail(e->ctx, KT_RUNTIME_ERROR, "einsum(): found '.' for operand %lld %s",
                               (long long)op,
                               dots ? "for which an ellipsis was already found"
                                    : "that is not part of any ellipsis");
            p += 2;
            dots = true;
        } else if (letter(*p) < 0) {
            return kt_fail(e->ctx, KT_RUNTIME_ERROR,
                           "einsum(): invalid subscript given at index %d in the equation string, "
                           "subscripts must be in [a-zA-Z]",
                           (int)(p - eq));
        }
    }
    return true;
}

static char letter_of(int label) {
    return (char)(label < 26 ? 'A' + label : 'a' + label - 26);
}

/* Whether operand i has the sizes its labels had so far, seen[] (1: none or one that broadcasts).
 */
static bool sizes_agree(Einsum *e, int64_t i, const KtTensor *t, const int *labels, int64_t *seen) {
    int64_t own[MAX_LABELS] = {0}; /* one more than the size */
    for (int d = 0; d < t->ndim; d++) {
        int l = labels[d];
        int64_t size = t->sizes[d];
        if (own[l] && own[l] - 1 != size)
            return kt_fail(
                e->ctx, KT_RUNTIME_ERROR,
                "einsum(): subscript %c is repeated for operand %lld but the sizes don't "
                "match, %lld != %lld",
                letter_of(l), (long long)i, (long long)size, (long long)own[l] - 1);
        own[l] = size + 1;
        if (size == 1 || seen[l] == size) continue;
        if (seen[l] == 1)
            seen[l] = size;
        else if (l >= N_LETTERS)
            return kt_fail(
                e->ctx, KT_RUNTIME_ERROR,
                "einsum(): dimension %d covered by ellipsis in operand %lldhas size %lld "
                "which does not broadcast with previously seen ellipsis with size %lld "
                "for the respective dimension",
                d, (long long)i, (long long)size, (long long)seen[l]);
        else
            return kt_fail(e->ctx, KT_RUNTIME_ERROR,
                           "einsum(): subscript %c has size %lld for operand %lld which does not "
                           "broadcast with previously seen size %lld",
                           letter_of(l), (long long)size, (long long)i, (long long)seen[l]);
    }
    return true;
}

/* The labels of one term; "..." stands for `ell` labels from N_LETTERS on, counted from the right.
 */
static int term_labels(Einsum *e, const char *s, size_t n, int ell, int *out) {
    int k = 0;
    for (size_t i = 0; i < n; i++) {
        if (s[i] == ' ') continue;
        if (s[i] == '.') {
            if (i + 2 >= n || s[i + 1] != '.' || s[i + 2] != '.')
                return bad(e, "found '.' for output that is not part of any ellipsis (...)"), -1;
            for (int d = 0; d < ell && k < KT_MAX_DIMS; d++)
                out[k++] = N_LETTERS + e->ell - ell + d;
            i += 2;
            continue;
        }
        int l = letter(s[i]);
        if (l < 0) /* of the output: the others were read before */
            return kt_fail(e->ctx, KT_RUNTIME_ERROR,
                           "einsum(): invalid subscript given at index %d in the equation string, "
                           "subscripts must be in [a-zA-Z]",
                           (int)(s + i - e->equation)),
                   -1;
        if (k >= KT_MAX_DIMS) return bad(e, "too many subscripts"), -1;
        out[k++] = l;
    }
    return k;
}

static int count_letters(const char *s, size_t n) {
    int k = 0;
    for (size_t i = 0; i < n; i++)
        k += letter(s[i]) >= 0;
    return k;
}

static KtTensor *replaced(KtCtx *ctx, KtTensor *old, KtTensor *now) {
    kt_decref(ctx, old);
    return now;
}
/* Repeated labels become a diagonal; then the dimensions are put in the common order. */
static KtTensor *align(Einsum *e, KtTensor *x, int *labels, int n) {
    KtTensor *t = kt_incref(x);
    for (int i = 0; t && i < n; i++)
        for (int j = i + 1; t && j < n;) {
            if (labels[j] != labels[i]) {
                j++;
                continue;
            }
            KtTensor *d = kta_diagonal(e->ctx, t, 0, i, j); /* the diagonal comes last */
            int from = d ? d->ndim - 1 : 0, to = i;
            KtTensor *m = d ? kta_movedim(e->ctx, d, 1, &from, &to) : NULL;
            kt_xdecref(e->ctx, d);
            kt_decref(e->ctx, t);
            t = m;
            memmove(labels + j, labels + j + 1, sizeof(int) * (size_t)(n - j - 1));
            n--;
        }
    if (!t) return NULL;
    int perm[KT_MAX_DIMS];
    for (int p = 0; t && p < e->n_labels;
         p++) { /* what is missing comes last, for the time being */
        int at = 0;
        while (at < n && e->where[labels[at]] != p)
            at++;
        perm[p] = at < n ? at : t->ndim;
        if (at == n) t = replaced(e->ctx, t, kta_unsqueeze(e->ctx, t, t->ndim));
    }
    return t ? replaced(e->ctx, t, kta_permute(e->ctx, t, e->n_labels, perm)) : NULL;
}

/* Summed over these dimensions at once, if there are any. */
static KtTensor *sum_dims(KtCtx *ctx, KtTensor *x /* consumed */, const int *dims, int n,
                          bool keep) {
    return x && n ? replaced(ctx, x, kta_reduce(ctx, KT_OP_SUM, x, dims, n, keep, KT_NO_DTYPE)) : x;
}

/* The view is recorded even if it changes nothing. */
static KtTensor *as_batch(KtCtx *ctx, KtTensor *t, const int64_t sizes[3]) {
    KtTensor *r = kta_reshape(ctx, t, 3, sizes);
    if (r != t) return r;
    return replaced(ctx, r, kta_name_node(kta_alias(ctx, t), "ReshapeAliasBackward0"));
}

/* x y summed over the dimensions in sum[], which stay with size 1. Consumes both. */
static KtTensor *multiply(Einsum *e, KtTensor *x, KtTensor *y, const bool *sum) {
    int n = e->n_labels, both[KT_MAX_DIMS], left[KT_MAX_DIMS], right[KT_MAX_DIMS],
        summed[KT_MAX_DIMS], alone_x[KT_MAX_DIMS], alone_y[KT_MAX_DIMS], nb = 0, nl = 0, nr = 0,
        ns = 0, nx = 0, ny = 0;
    int64_t sb = 1, sl = 1, sr = 1, ss = 1, sizes[KT_MAX_DIMS];
    KtTensor *r = NULL;
    for (int d = 0; d < n; d++) {
        const bool of_x = x->sizes[d] != 1, of_y = y->sizes[d] != 1;
        if (sum[d] && of_x && of_y)
            summed[ns++] = d, ss *= x->sizes[d];
        else if (sum[d] && of_x)
            alone_x[nx++] = right[nr++] = d;
        else if (sum[d] && of_y)
            alone_y[ny++] = right[nr++] = d;
        else if (of_x && of_y)
            both[nb++] = d, sb *= x->sizes[d];
        else if (of_x)
            left[nl++] = d, sl *= x->sizes[d];
        else
            right[nr++] = d, sr *= y->sizes[d];
    }
    if (!(x = sum_dims(e->ctx, x, alone_x, nx, true)) ||
        !(y = sum_dims(e->ctx, y, alone_y, ny, true)))
        goto done;
    if (ns == 0) { /* each on its own: of any two dtypes */
        r = kta_binary(e->ctx, KT_OP_MUL, &(KtOperand){.t = x}, &(KtOperand){.t = y});
        goto done;
    }
    int px[KT_MAX_DIMS], py[KT_MAX_DIMS], back[KT_MAX_DIMS], k = 0, m = 0;
    for (int i = 0; i < nb; i++)
        px[k] = both[i], py[m++] = both[i], sizes[k++] = x->sizes[both[i]];
    for (int i = 0; i < nl; i++)
        px[k] = left[i], sizes[k++] = x->sizes[left[i]];
    for (int i = 0; i < ns; i++)
        px[k] = summed[i], py[m++] = summed[i], sizes[k++] = 1;
    for (int i = 0; i < nr; i++)
        px[k] = right[i], py[m++] = right[i], sizes[k++] = y->sizes[right[i]];
    for (int i = 0; i < nl; i++)
        py[m++] = left[i];
    for (int i = 0; i < n; i++)
        back[px[i]] = i;
    int64_t s1[3] = {sb, sl, ss}, s2[3] = {sb, ss, sr};
    KtTensor *p = kta_permute(e->ctx, x, n, px), *q = p ? kta_permute(e->ctx, y, n, py) : NULL;
    KtTensor *p3 = q ? as_batch(e->ctx, p, s1) : NULL, *q3 = p3 ? as_batch(e->ctx, q, s2) : NULL;
    KtTensor *out = q3 ? kta_bmm(e->ctx, p3, q3) : NULL,
             *wide = out ? kta_view(e->ctx, out, n, sizes) : NULL;
    r = wide ? kta_permute(e->ctx, wide, n, back) : NULL;
    KtTensor *all[] = {p, q, p3, q3, out, wide};
    for (int i = 0; i < 6; i++)
        kt_xdecref(e->ctx, all[i]);
done:
    kt_xdecref(e->ctx, x);
    kt_xdecref(e->ctx, y);
    return r;
}

static KtTensor *contract(Einsum *e, KtTensor **ops /* consumed */, int64_t n) {
    KtTensor *r = ops[0];
    ops[0] = NULL;
    bool sum[KT_MAX_DIMS];
    int first[KT_MAX_DIMS], n_first = 0;
    for (int d = e->n_out; d < e->n_labels; d++)
        if (e->last[d] == 0 && (n == 1 || r->sizes[d] != 1)) first[n_first++] = d;
    r = sum_dims(e->ctx, r, first, n_first, n > 1);
    for (int64_t i = 1; r && i < n; i++) {
        for (int d = 0; d < e->n_labels; d++)
            sum[d] = d >= e->n_out && e->last[d] == i;
        KtTensor *y = ops[i];
        ops[i] = NULL;
        r = multiply(e, r, y, sum);
    }
    if (!r || n == 1 || e->n_labels == e->n_out) return r;
    /* what was summed has size 1 */
    return replaced(e->ctx, r, kta_view(e->ctx, r, e->n_out, r->sizes));
}

/* Decides the common order of labels from the terms and the output. */
static bool order_labels(Einsum *e, int labels[][KT_MAX_DIMS], const int *counts, int64_t n,
                         const char *arrow) {
    int uses[MAX_LABELS] = {0}, out[KT_MAX_DIMS], k = 0;
    for (int i = 0; i < MAX_LABELS; i++)
        e->where[i] = -1;
    for (int64_t i = 0; i < n; i++)
        for (int j = 0; j < counts[i]; j++)
            uses[labels[i][j]]++;
    if (arrow) {
        int m = term_labels(e, arrow, strlen(arrow), strstr(arrow, "...") ? e->ell : 0, out);
        if (m < 0) return false;
        for (int i = 0; i < m; i++) {
            if (uses[out[i]] == 0) {
                kt_fail(e->ctx, KT_RUNTIME_ERROR,
                        "einsum(): output subscript %c does not appear in the equation for any "
                        "input operand",
                        letter_of(out[i]));
                return false;
            }
            if (e->where[out[i]] >= 0)
                return kt_fail(e->ctx, KT_RUNTIME_ERROR,
                               "einsum(): output subscript %c appears more than once in the output",
                               letter_of(out[i]));
            e->where[out[i]] = k++;
        }
    } else {
        for (int d = 0; d < e->ell; d++)
            e->where[N_LETTERS + d] = k++;
        for (int l = 0; l < N_LETTERS; l++)
            if (uses[l] == 1) e->where[l] = k++;
    }
    e->n_out = k;
    for (int l = 0; l < MAX_LABELS; l++)
        if (uses[l] && e->where[l] < 0) {
            if (k >= KT_MAX_DIMS) return bad(e, "too many subscripts");
            e->where[l] = k++;
        }
    e->n_labels = k;
    for (int64_t i = 0; i < n; i++)
        for (int j = 0; j < counts[i]; j++)
            e->last[e->where[labels[i][j]]] = (int)i;
    return true;
}

/* What is known of each operand: the labels of its dimensions, and it in the common order. */
typedef struct Terms {
    int (*labels)[KT_MAX_DIMS];
    int *counts;
    KtTensor **ops;
} Terms;
#define FEW 8 /* operands that need no memory from the heap */

static KtTensor *einsum_of(Ta *a, const char *eq, TaList *l, const Terms *terms) {
    Einsum e = {.a = a, .ctx = a->ctx};
    int(*labels)[KT_MAX_DIMS] = terms->labels, *counts = terms->counts;
    KtTensor **ops = terms->ops, *r = NULL;
    const char *arrow = strstr(eq, "->"), *p = eq, *end = arrow ? arrow : eq + strlen(eq);
    e.equation = eq;
    if (l->n == 0) return bad(&e, "must provide at least one operand"), NULL;
    if (!terms_read(&e, eq, end, l->n)) return NULL;
    for (int pass = 0; pass < 2; pass++) { /* first how long "..." is, then the labels */
        p = eq;
        for (int64_t i = 0; i < l->n; i++) {
            if (p > end)
                return bad(&e, "more operands were provided than specified in the equation"), NULL;
            const char *q = memchr(p, ',', (size_t)(end - p));
            size_t n = q ? (size_t)(q - p) : (size_t)(end - p);
            bool dots = memmem(p, n, "...", 3) != NULL;
            int ell = dots ? l->t[i]->ndim - count_letters(p, n) : 0;
            if (ell < 0 || (!dots && count_letters(p, n) != l->t[i]->ndim)) {
                kt_fail(e.ctx, KT_RUNTIME_ERROR,
                        "einsum(): the number of subscripts in the equation (%d) %s the number of "
                        "dimensions (%d) for operand %lld%s",
                        count_letters(p, n), dots ? "is more than" : "does not match",
                        l->t[i]->ndim, (long long)i, dots ? "" : " and no ellipsis was given");
                return NULL;
            }
            if (pass == 0 && ell > e.ell) e.ell = ell;
            if (pass == 1 && (counts[i] = term_labels(&e, p, n, ell, labels[i])) < 0) return NULL;
            p += n + 1;
        }
    }
    if (!order_labels(&e, labels, counts, l->n, arrow ? arrow + 2 : NULL)) return NULL;
    int64_t seen[MAX_LABELS];
    for (int i = 0; i < MAX_LABELS; i++)
        seen[i] = 1;
    bool ok = true;
    for (int64_t i = 0; ok && i < l->n; i++)
        ok = sizes_agree(&e, i, l->t[i], labels[i], seen) &&
             (ops[i] = align(&e, l->t[i], labels[i], counts[i])) != NULL;
    if (ok) r = contract(&e, ops, l->n);
    for (int64_t i = 0; i < l->n; i++)
        kt_xdecref(e.ctx, ops[i]);
    return r;
}

static KtTensor *einsum(Ta *a, const char *eq, TaList *l) {
    int labels[FEW][KT_MAX_DIMS], counts[FEW];
    KtTensor *ops[FEW] = {0};
    if (l->n <= FEW) return einsum_of(a, eq, l, &(Terms){labels, counts, ops});
    KbAlloc *alloc = &a->ks->alloc;
    size_t n = (size_t)l->n;
    Terms t = {kb_calloc(alloc, n * sizeof *t.labels), kb_calloc(alloc, n * sizeof *t.counts),
               kb_calloc(alloc, n * sizeof *t.ops)};
    KtTensor *r = NULL;
    if (t.labels && t.counts && t.ops)
        r = einsum_of(a, eq, l, &t);
    else
        (void)kt_fail_memory(a->ctx, n * sizeof *t.labels);
    if (t.labels) kb_free(alloc, t.labels, n * sizeof *t.labels);
    if (t.counts) kb_free(alloc, t.counts, n * sizeof *t.counts);
    if (t.ops) kb_free(alloc, t.ops, n * sizeof *t.ops);
    return r;
}

TA_FN(f_einsum) {
    if (nargs >= 2 &&
        ki_is_tensor(args[0])) { /* tensors, each with a list of numbers for its dimensions */
        KiValue f = ki_import_attr(ks, "torch._composed", "einsum_of_lists");
        KiValue r = f == KI_ERR ? KI_ERR : ki_call(ks, f, args, nargs, kwnames);
        if (f != KI_ERR) ki_decref(ks, f);
        return r;
    }
    TA_SPEC("einsum", 2, 2, "equation", "operands");
    KiValue both[2] = {nargs ? args[0] : KI_ABSENT, KI_ABSENT};
    if (nargs < 2)
        return ki_raise(ks, KI_EXC_ValueError,
                        "einsum(): must specify the equation string and at least one operand, or "
                        "at least one operand and its subscripts list");
    both[1] = nargs == 2 && !ki_is_tensor(args[1]) ? ki_new_ref(args[1])
                                                   : ki_tuple_from(ks, args + 1, nargs - 1);
    if (both[1] == KI_ERR) return KI_ERR;
    KiValue r = KI_ERR;
    if (ta_bind(&a, ks, &spec, both, 2, kwnames)) {
        if (!ki_is_str(a.v[0])) ta_bad(&a, 0, "str"); /* None too */
        const char *eq = ta_str(&a, 0, "");
        TaList l;
        ta_list(&a, 1, &l);
        r = ta_ret(&a, a.failed ? NULL : einsum(&a, eq, &l));
        ta_list_free(&a, &l);
    }
    ki_decref(ks, both[1]);
    return r;
}

static const TfRow rows[] = {{"einsum/f", f_einsum}};
bool tf_init_einsum(KiState *ks, const TfTargets *to) {
    return TF_ADD(rows);
}
