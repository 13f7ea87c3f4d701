#ifndef KT_THREADS_H
#define KT_THREADS_H
/* The worker pool: splits a range over threads that sleep on a futex between jobs. With one thread
 * (the default) everything runs in the caller. Work is cut in pieces that depend on n and grain
 * only, never on the number of threads, so that results do not either. */
#include "context.h"

/* Runs body(arg, begin, end) over [0, n) in pieces of about `grain` (at least 1). body must not use
 * ctx: it reports failure through arg. */
typedef void (*KtRangeFn)(void *arg, int64_t begin, int64_t end);
void kt_parallel_for(KtCtx *ctx, int64_t n, int64_t grain, KtRangeFn body, void *arg);

/* Elements below which element-wise work is not split. */
#define KT_GRAIN 32768

void kt_pool_free(KtCtx *ctx);
#endif
