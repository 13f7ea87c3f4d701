/* The multi-operand walk. See iter.h. */
#include "iter.h"

#include <string.h>

#include "shape.h"
#include "threads.h"

void kt_iter_init(KtIter *it, int ndim, const int64_t *sizes) {
    it->n_ops = 0;
    it->ndim = ndim;
    it->numel = 1;
    for (int i = 0; i < ndim; i++) {
        it->sizes[i] = sizes[i];
        it->numel *= sizes[i];
    }
}

void kt_iter_add(KtIter *it, const KtTensor *t) {
    int op = it->n_ops++;
    kt_broadcast_strides(t, it->ndim, it->sizes, it->strides[op]);
    for (int i = 0; i < it->ndim; i++)
        it->strides[op][i] *= t->itemsize;
    it->data[op] = t->data;
}

void kt_iter_add_value(KtIter *it, const void *value) {
    int op = it->n_ops++;
    memset(it->strides[op], 0, sizeof(int64_t) * (size_t)it->ndim);
    it->data[op] = (char *)value; /* only ever read: it is an input */
}

static int64_t magnitude(int64_t x) {
    return x < 0 ? -x : x;
}

/* Should dimension b lie inside (after) a? Decided by the first operand that moves in both. */
static bool belongs_inside(const KtIter *it, int a, int b) {
    for (int op = 0; op < it->n_ops; op++) {
        int64_t sa = magnitude(it->strides[op][a]), sb = magnitude(it->strides[op][b]);
        if (sa == 0 || sb == 0) continue;
        if (sa != sb) return sb < sa;
    }
    return true; /* keep C order */
}

static void swap_dims(KtIter *it, int a, int b) {
    int64_t t = it->sizes[a];
    it->sizes[a] = it->sizes[b];
    it->sizes[b] = t;
    for (int op = 0; op < it->n_ops; op++) {
        t = it->strides[op][a];
        it->strides[op][a] = it->strides[op][b];
        it->strides[op][b] = t;
    }
}

/* Afterwards dimension ndim-1 is the innermost. Negative strides of the output are turned round,
 * together with everybody's, so that memory is walked forwards. */
void kt_iter_plan(KtIter *it) {
    int nd = 0;
    for (int i = 0; i < it->ndim; i++) { /* drop size-1 dimensions */
        if (it->sizes[i] == 1) continue;
        if (nd != i) {
            it->sizes[nd] = it->sizes[i];
            for (int op = 0; op < it->n_ops; op++)
                it->strides[op][nd] = it->strides[op][i];
        }
        nd++;
    }
    it->ndim = nd;
    for (int i = 0; i < nd; i++) {
        if (it->n_ops == 0 || it->strides[0][i] >= 0) continue;
        for (int op = 0; op < it->n_ops; op++) {
            it->data[op] += (it->sizes[i] - 1) * it->strides[op][i];
            it->strides[op][i] = -it->strides[op][i];
        }
    }
    for (int i = 1; i < nd; i++)
        for (int j = i; j > 0 && !belongs_inside(it, j - 1, j); j--)
            swap_dims(it, j - 1, j);
    int last = 0; /* merge dimension i into `last` when every operand is one run over both */
    for (int i = 1; i < nd; i++) {
        bool merge = true;
        for (int op = 0; op < it->n_ops && merge; op++)
            merge = it->strides[op][last] == it->strides[op][i] * it->sizes[i];
        if (merge) {
            it->sizes[last] *= it->sizes[i];
        } else {
            last++;
            it->sizes[last] = it->sizes[i];
        }
        for (int op = 0; op < it->n_ops; op++)
            it->strides[op][last] = it->strides[op][i];
    }
    it->ndim = nd ? last + 1 : 0;
}

typedef struct Job {
    const KtIter *it;
    KtLoopFn loop;
    KtIterFn visit;
    const void *param;
} Job;

/* Where a piece begins that was to begin at a flat position: loops treat the end of a row in their
 * own way, which must not come into its middle. */
#define ROW_STEP 16
static int64_t in_step(const KtIter *it, int64_t at) {
    return at == it->numel ? at : at - at % it->sizes[it->ndim - 1] % ROW_STEP;
}

/* Runs flat positions [begin, end), moved into step: whole or partial inner rows. */
static void run_range(void *arg, int64_t begin, int64_t end) {
    const Job *job = arg;
    const KtIter *it = job->it;
    begin = in_step(it, begin);
    end = in_step(it, end);
    int inner = it->ndim - 1, n_ops = it->n_ops;
    int64_t row = it->sizes[inner], index[KT_MAX_DIMS], steps[KT_ITER_OPS];
    char *p[KT_ITER_OPS];
    int64_t rest = begin / row, at = begin % row;
    for (int op = 0; op < n_ops; op++) {
        steps[op] = it->strides[op][inner];
        p[op] = it->data[op];
    }
    for (int d = inner - 1; d >= 0; d--) {
        index[d] = rest % it->sizes[d];
        rest /= it->sizes[d];
        for (int op = 0; op < n_ops; op++)
            p[op] += index[d] * it->strides[op][d];
    }
    while (begin < end) {
        int64_t n = row - at < end - begin ? row - at : end - begin;
        char *q[KT_ITER_OPS];
        for (int op = 0; op < n_ops; op++)
            q[op] = p[op] + at * steps[op];
        if (job->loop)
            job->loop(n, q, steps, job->param);
        else
            job->visit((void *)job->param, n, q, steps);
        begin += n;
        at = 0;
        for (int d = inner - 1; d >= 0; d--) {
            for (int op = 0; op < n_ops; op++)
                p[op] += it->strides[op][d];
            if (++index[d] < it->sizes[d]) break;
            for (int op = 0; op < n_ops; op++)
                p[op] -= it->strides[op][d] * it->sizes[d];
            index[d] = 0;
        }
    }
}

void kt_iter_run(KtCtx *ctx, KtIter *it, KtLoopFn loop, const void *param) {
    if (it->numel == 0) return;
    if (it->ndim == 0) {
        int64_t steps[KT_ITER_OPS] = {0};
        loop(1, it->data, steps, param);
        return;
    }
    if (it->ndim == 1 && (it->numel <= KT_GRAIN || ctx->n_threads == 1)) {
        int64_t steps[KT_ITER_OPS];
        for (int op = 0; op < it->n_ops; op++)
            steps[op] = it->strides[op][0];
        loop(it->numel, it->data, steps, param);
        return;
    }
    Job job = {it, loop, NULL, param};
    if (ctx->n_threads == 1)
        run_range(&job, 0, it->numel);
    else
        kt_parallel_for(ctx, it->numel, KT_GRAIN, run_range, &job);
}

void kt_iter_each(KtIter *it, KtIterFn fn, void *arg) {
    if (it->numel == 0) return;
    if (it->ndim == 0) {
        int64_t steps[KT_ITER_OPS] = {0};
        fn(arg, 1, it->data, steps);
        return;
    }
    Job job = {it, NULL, fn, arg};
    run_range(&job, 0, it->numel);
}
