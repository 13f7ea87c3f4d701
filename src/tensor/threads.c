/* The worker pool. A job is a range cut into pieces; caller and workers take pieces from one
 * atomic counter. Workers wait for the next job with a short spin and then sleep (on a futex under
 * Linux): a spinning barrier costs more than it brings when the machine is busy. */
#include "threads.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#ifdef __linux__
#include <linux/futex.h>
#include <sys/syscall.h>
#endif
#include <unistd.h>

#define SPINS       2000
#define MAX_THREADS 256

typedef struct KtPool {
    int n_workers;
    pid_t pid; /* of the process that started the workers: a forked child has none */
    _Atomic uint32_t generation; /* bumped when a job starts; workers sleep on it */
    _Atomic uint32_t running;    /* workers still in the current job; the caller sleeps on it */
    _Atomic bool stop;
    _Atomic int64_t next;
    int64_t n, piece;
    KtRangeFn body;
    void *arg;
    pthread_mutex_t lock; /* sleeping where there is no futex */
    pthread_cond_t changed;
    pthread_t threads[MAX_THREADS];
} KtPool;

static void sleep_while(KtPool *p, _Atomic uint32_t *word, uint32_t value) {
#ifdef __linux__
    (void)p;
    syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, value, NULL, NULL, 0);
#else
    pthread_mutex_lock(&p->lock);
    while (atomic_load(word) == value)
        pthread_cond_wait(&p->changed, &p->lock);
    pthread_mutex_unlock(&p->lock);
#endif
}

static void wake_all(KtPool *p, _Atomic uint32_t *word) {
#ifdef __linux__
    (void)p;
    syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, MAX_THREADS, NULL, NULL, 0);
#else
    (void)word;
    pthread_mutex_lock(&p->lock);
    pthread_cond_broadcast(&p->changed);
    pthread_mutex_unlock(&p->lock);
#endif
}

static void pause_cpu(void) {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

static void wait_change(KtPool *p, _Atomic uint32_t *word, uint32_t value) {
    for (int i = 0; i < SPINS; i++) {
        if (atomic_load_explicit(word, memory_order_acquire) != value) return;
        pause_cpu();
    }
    while (atomic_load_explicit(word, memory_order_acquire) == value)
        sleep_while(p, word, value);
}

static void work(KtPool *p) {
    for (;;) {
        int64_t begin = atomic_fetch_add(&p->next, p->piece);
        if (begin >= p->n) return;
        int64_t end = begin + p->piece < p->n ? begin + p->piece : p->n;
        p->body(p->arg, begin, end);
    }
}

static void *worker(void *arg) {
    KtPool *p = arg;
    uint32_t seen = 0;
    for (;;) {
        wait_change(p, &p->generation, seen);
        seen = atomic_load(&p->generation);
        if (atomic_load(&p->stop)) return NULL;
        work(p);
        if (atomic_fetch_sub(&p->running, 1) == 1) wake_all(p, &p->running);
    }
}

static void stop_workers(KtPool *p) {
    atomic_store(&p->stop, true);
    atomic_fetch_add(&p->generation, 1);
    wake_all(p, &p->generation);
    for (int i = 0; i < p->n_workers; i++)
        pthread_join(p->threads[i], NULL);
}

void kt_pool_free(KtCtx *ctx) {
    KtPool *p = ctx->pool;
    if (!p) return;
    if (p->pid == getpid()) {
        stop_workers(p);
        pthread_mutex_destroy(&p->lock);
        pthread_cond_destroy(&p->changed);
    }
    kb_free(ctx->alloc, p, sizeof *p);
    ctx->pool = NULL;
}

bool kt_set_num_threads(KtCtx *ctx, int n) {
    if (n < 1) return kt_fail(ctx, KT_RUNTIME_ERROR, "Expected positive number of threads");
    if (n > MAX_THREADS) n = MAX_THREADS;
    if (n == ctx->n_threads) return true;
    kt_pool_free(ctx);
    ctx->n_threads = n;
    return true;
}

/* Workers start at the first parallel job, so that merely asking for threads costs nothing. */
static KtPool *start_pool(KtCtx *ctx) {
    KtPool *p = kb_calloc(ctx->alloc, sizeof *p);
    if (!p) return NULL;
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->changed, NULL);
    ctx->pool = p;
    p->pid = getpid();
    for (int i = 0; i < ctx->n_threads - 1; i++) {
        if (pthread_create(&p->threads[i], NULL, worker, p) != 0) break;
        p->n_workers++;
    }
    return p;
}

void kt_parallel_for(KtCtx *ctx, int64_t n, int64_t grain, KtRangeFn body, void *arg) {
    if (n <= 0) return;
    if (grain < 1) grain = 1;
    KtPool *p = ctx->pool;
    if (p && p->pid != getpid()) {
        kt_pool_free(ctx);
        p = NULL;
    }
    if (ctx->n_threads == 1 || n <= grain || !(p || (p = start_pool(ctx))) || p->n_workers == 0) {
        for (int64_t at = 0; at < n; at += grain)
            body(arg, at, n - at < grain ? n : at + grain);
        return;
    }
    p->n = n;
    p->piece = grain;
    p->body = body;
    p->arg = arg;
    atomic_store(&p->next, 0);
    atomic_store(&p->running, (uint32_t)p->n_workers);
    atomic_fetch_add(&p->generation, 1);
    wake_all(p, &p->generation);
    work(p);
    for (;;) {
        uint32_t left = atomic_load(&p->running);
        if (left == 0) break;
        wait_change(p, &p->running, left);
    }
}
