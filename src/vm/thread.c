/* Threads and the interpreter lock; thread.h has the picture.
 *
 * A thread that wants the lock waits on a condition; when a switch interval has passed and nobody
 * else got it, it sets KI_BREAK_YIELD. The holder then lets go and waits until the lock has really
 * changed hands, so that two busy threads alternate. (The scheme is Antoine Pitrou's of 2009.) */
#include "thread.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>

#include "trace.h"
#include "walk.h"

#include "../object/heap_page.h"

enum {
    MIN_STACK = 512 * 1024, /* of a thread */
    STACK_WORDS = 1 << 22,  /* of a thread's VM stack: 32 MiB of address space */
    STACK_MARGIN = 4096,
    C_STACK_RESERVE = 192 * 1024 /* kept free for the last native calls below the limit */
};

/* What is exchanged when another thread runs. */
typedef struct Execution {
    KiValue *R;
    const KiInstr *pc;
    KiValue *stack, *stack_limit, *stack_end;
    int depth;
    char *c_stack_limit;
    KiValue exc;
    KiExcState *exc_state;
    KiExcState exc_base;
    KiValue *repr_stack;
    uint32_t n_repr, cap_repr;
    uint8_t operand_temp;
    KiValue *root, *floor, *reserved;
    size_t reserved_size;
    KiValue result;
    bool exited_by_yield;
    struct KiTrace *trace, *trace_state;
    int dealloc_depth;
    KiKeptModes modes;
    bool has_modes;
} Execution;

typedef struct KiGil {
    pthread_mutex_t mutex;
    pthread_cond_t free_cond, switch_cond, notify_cond;
    bool locked, finalizing;
    uint64_t switches;     /* how often the lock changed hands */
    KiThread *loaded;      /* whose execution the state's fields hold */
    KiThread *threads;     /* all */
    _Atomic int n_threads; /* changed with the mutex */
    int n_waiting;
    int refs; /* threads and the state */
    int64_t interval_ns;
    int64_t stack_size;
    int64_t last_serial;
} KiGil;

struct KiThread {
    KiThread *next;
    KiState *ks;
    KiGil *gil;
    uint64_t ident;
    bool is_main, released;
    KiThread *waits_for; /* in ki_thread_wait_for */
    Execution saved;
    int origin_depth;
    int64_t serial;
    KiValue locals; /* dict whose keys are the addresses of dicts with an entry of this thread */
    KiValue context, hooks;
    KiValue function, args, kwargs, done;
    KiThreadEnded ended;
};

char *ki_c_stack_limit(void) {
    pthread_attr_t attr;
    void *base = NULL;
    size_t size = 0;
    if (pthread_getattr_np(pthread_self(), &attr) == 0) {
        pthread_attr_getstack(&attr, &base, &size);
        pthread_attr_destroy(&attr);
    }
    if (!base || size < 2 * C_STACK_RESERVE) /* unknown: count on half a megabyte from here */
        return (char *)__builtin_frame_address(0) - 512 * 1024;
    return (char *)base + C_STACK_RESERVE;
}

/* --- executions --- */

static void save(KiState *ks, Execution *e) {
    KiVm *vm = ks->vm;
    *e = (Execution){.R = ks->R,
                     .pc = ks->pc,
                     .stack = ks->stack,
                     .stack_limit = ks->stack_limit,
                     .stack_end = ks->stack_end,
                     .depth = ks->depth,
                     .c_stack_limit = ks->c_stack_limit,
                     .exc = ks->exc,
                     .exc_state = ks->exc_state,
                     .exc_base = ks->exc_base,
                     .repr_stack = ks->repr_stack,
                     .n_repr = ks->n_repr,
                     .cap_repr = ks->cap_repr,
                     .operand_temp = ks->operand_temp,
                     .root = vm->root,
                     .floor = vm->floor,
                     .reserved = vm->reserved,
                     .reserved_size = vm->reserved_size,
                     .result = vm->result,
                     .exited_by_yield = vm->exited_by_yield,
                     .trace = vm->trace,
                     .trace_state = vm->trace_state,
                     .dealloc_depth = (int)ks->heap->dealloc_depth,
                     .has_modes = ks->modes.keep != NULL};
    if (e->has_modes) ks->modes.keep(ks, &e->modes);
}

static void load(KiState *ks, const Execution *e) {
    KiVm *vm = ks->vm;
    ks->R = e->R;
    ks->pc = e->pc;
    ks->stack = e->stack;
    ks->stack_limit = e->stack_limit;
    ks->stack_end = e->stack_end;
    ks->depth = e->depth;
    ks->c_stack_limit = e->c_stack_limit;
    ks->exc = e->exc;
    ks->exc_state = e->exc_state;
    ks->exc_base = e->exc_base;
    ks->repr_stack = e->repr_stack;
    ks->n_repr = e->n_repr;
    ks->cap_repr = e->cap_repr;
    ks->operand_temp = e->operand_temp;
    vm->root = e->root;
    vm->floor = e->floor;
    vm->reserved = e->reserved;
    vm->reserved_size = e->reserved_size;
    vm->result = e->result;
    vm->exited_by_yield = e->exited_by_yield;
    vm->trace = e->trace;
    vm->trace_state = e->trace_state;
    if (vm->trace) ks->depth_limit = 0;
    ks->heap->dealloc_depth = e->dealloc_depth;
    if (ks->modes.take) ks->modes.take(ks, e->has_modes ? &e->modes : NULL);
}

/* A fresh execution with an empty VM stack. */
static bool execution_init(KiState *ks, Execution *e) {
    size_t size = (size_t)STACK_WORDS * sizeof(KiValue);
    void *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE,
                   -1, 0);
    if (p == MAP_FAILED) return false;
    KiValue *root = (KiValue *)p + 4;
    *e = (Execution){.R = root,
                     .pc = ks->vm->stub,
                     .stack = p,
                     .stack_end = (KiValue *)p + STACK_WORDS,
                     .stack_limit = (KiValue *)p + STACK_WORDS - STACK_MARGIN,
                     .exc = KI_ABSENT,
                     .exc_state = &ks->exc_base,
                     .exc_base = {.handled = KI_ABSENT},
                     .root = root,
                     .floor = root,
                     .reserved = p,
                     .reserved_size = size};
    root[-4] = 0;
    root[-3] = ki_from_obj(&ks->vm->root_func);
    root[-2] = (KiValue)(uintptr_t)&ks->vm->stub[KI_STUB_ROOT];
    root[-1] = (KiValue)(uintptr_t)root;
    return true;
}

/* --- the lock --- */

static void gil_sync_init(KiGil *g) {
    pthread_condattr_t attr;
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_mutex_init(&g->mutex, NULL);
    pthread_cond_init(&g->free_cond, &attr);
    pthread_cond_init(&g->switch_cond, &attr);
    pthread_cond_init(&g->notify_cond, &attr);
    pthread_condattr_destroy(&attr);
}

static struct timespec after(int64_t ns) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    ns += t.tv_nsec;
    t.tv_sec += ns / 1000000000;
    t.tv_nsec = ns % 1000000000;
    return t;
}

/* With the mutex held, which is released. The last one frees the lock. */
static void unref_gil(KiGil *g) {
    bool last = --g->refs == 0;
    pthread_mutex_unlock(&g->mutex);
    if (!last) return;
    pthread_mutex_destroy(&g->mutex);
    pthread_cond_destroy(&g->free_cond);
    pthread_cond_destroy(&g->switch_cond);
    pthread_cond_destroy(&g->notify_cond);
    free(g);
}

/* With the mutex held: the state has ended, so does this thread. Its references leak with the
 * state; its VM stack is its own. */
static _Noreturn void leave(KiThread *t) {
    KiGil *g = t->gil;
    for (KiThread **at = &g->threads; *at; at = &(*at)->next)
        if (*at == t) {
            *at = t->next;
            break;
        }
    g->n_threads--;
    munmap(t->saved.reserved, t->saved.reserved_size);
    unref_gil(g);
    free(t);
    pthread_exit(NULL);
}

static void unlock(KiGil *g) { /* with the mutex held */
    g->locked = false;
    pthread_cond_signal(&g->free_cond);
}

/* With the mutex held. */
static void take(KiThread *t) {
    KiGil *g = t->gil;
    KiState *ks = t->ks;
    g->n_waiting++;
    while (g->locked && !(g->finalizing && !t->is_main)) {
        uint64_t seen = g->switches;
        struct timespec until = after(g->interval_ns);
        int r = pthread_cond_timedwait(&g->free_cond, &g->mutex, &until);
        if (r == ETIMEDOUT && g->locked && g->switches == seen && !g->finalizing)
            ki_break(ks, KI_BREAK_YIELD);
    }
    g->n_waiting--;
    if (g->finalizing && !t->is_main) leave(t);
    g->locked = true;
    g->switches++;
    if (g->loaded != t) {
        if (g->loaded) save(ks, &g->loaded->saved);
        load(ks, &t->saved);
        g->loaded = t;
    }
    ks->thread = t;
    pthread_cond_signal(&g->switch_cond);
}

/* --- looking at other threads --- */

static KiValue frame_of_thread(KiState *ks) {
    KiFrame *f = ki_frame_chain(ks);
    return f ? ki_from_obj(f) : KI_ABSENT;
}

static KiValue exception_of_thread(KiState *ks) {
    KiValue exc = KI_NONE;
    for (KiExcState *e = ks->exc_state; e && exc == KI_NONE; e = e->prev)
        if (e->handled != KI_ABSENT) exc = e->handled;
    if (exc == KI_NONE) return ki_tuple_pack(ks, 3, KI_NONE, KI_NONE, KI_NONE);
    return ki_tuple_pack(ks, 3, ki_from_obj(ki_type_of(ks, exc)), exc,
                         ((KiException *)ki_obj(exc))->traceback);
}

/* what() for each thread as if it were the one that runs; it must not run any code. */
static KiValue of_all_threads(KiState *ks, KiValue (*what)(KiState *)) {
    KiDict *d = ki_dict_new(ks);
    KiGil *g = ks->thread->gil;
    bool ok = d != NULL;
    for (KiThread *t = g->threads; ok && t; t = t->next) {
        if (t != ks->thread) {
            save(ks, &ks->thread->saved);
            load(ks, &t->saved);
        }
        KiValue pending = ki_take_exc(ks), v = ks->R ? what(ks) : KI_ABSENT;
        ok = !ki_pending(ks);
        if (!ok) ki_clear_exc(ks);
        ks->exc = pending;
        if (t != ks->thread) {
            save(ks, &t->saved);
            load(ks, &ks->thread->saved);
        }
        KiValue ident = ok && v != KI_ABSENT ? ki_int_from_u64(ks, t->ident) : KI_ABSENT;
        if (ident != KI_ABSENT) ok = ident != KI_ERR && ki_dict_set(ks, d, ident, v);
        if (ident != KI_ERR) ki_decref(ks, ident);
        if (v != KI_ERR) ki_decref(ks, v);
    }
    if (ok) return ki_from_obj((KiObj *)d);
    if (d) ki_decref_obj(ks, (KiObj *)d);
    return ki_pending(ks) ? KI_ERR : ki_raise_nomem(ks);
}

KiValue ki_threads_frames(KiState *ks) {
    return of_all_threads(ks, frame_of_thread);
}
KiValue ki_threads_exceptions(KiState *ks) {
    return of_all_threads(ks, exception_of_thread);
}

/* The loaded execution belongs to a thread that may have given the lock up and still be there. */
void ki_threads_walk(KiState *ks, KiThreadVisit each, void *arg) {
    KiGil *g = ks->thread->gil;
    KiThread *loaded = g->loaded;
    uint64_t own = (uint64_t)(uintptr_t)pthread_self();
    bool more = true;
    for (KiThread *t = g->threads; more && t; t = t->next) {
        if (t != loaded) {
            save(ks, &loaded->saved);
            load(ks, &t->saved);
        }
        more = !ks->R || each(arg, ks, t->ident, t->ident == own);
        if (t != loaded) load(ks, &loaded->saved);
    }
}

KiThread *ki_gil_release(KiState *ks) {
    KiThread *t = ks->thread;
    KiGil *g = t->gil;
    if (g->n_threads == 1) return t; /* nobody else can run before acquire */
    t->released = true;
    pthread_mutex_lock(&g->mutex);
    unlock(g);
    pthread_mutex_unlock(&g->mutex);
    return t;
}

void ki_gil_acquire(KiState *ks, KiThread *t) {
    if (!t->released) return;
    int saved = errno;
    KiGil *g = t->gil;
    pthread_mutex_lock(&g->mutex);
    take(t);
    t->released = false;
    pthread_mutex_unlock(&g->mutex);
    errno = saved;
}

void ki_gil_yield(KiState *ks) {
    KiThread *t = ks->thread;
    KiGil *g = t->gil;
    atomic_fetch_and(&ks->breaker, (uint8_t)~KI_BREAK_YIELD);
    if (g->n_threads == 1) return;
    pthread_mutex_lock(&g->mutex);
    if (g->n_waiting) {
        uint64_t seen = g->switches;
        unlock(g);
        while (g->switches == seen && g->n_waiting)
            pthread_cond_wait(&g->switch_cond, &g->mutex);
        take(t);
    }
    pthread_mutex_unlock(&g->mutex);
}

void ki_gil_wait(KiState *ks) {
    KiThread *t = ks->thread;
    KiGil *g = t->gil;
    pthread_mutex_lock(&g->mutex);
    unlock(g);
    struct timespec until = after(50000000);
    pthread_cond_timedwait(&g->notify_cond, &g->mutex, &until);
    take(t);
    pthread_mutex_unlock(&g->mutex);
}

bool ki_thread_wait_for(KiState *ks, KiThread *other) {
    KiThread *me = ks->thread;
    for (KiThread *t = other; t; t = t->waits_for)
        if (t == me) return false;
    me->waits_for = other;
    ki_gil_wait(ks);
    me->waits_for = NULL;
    return true;
}

void ki_gil_notify(KiState *ks) {
    KiGil *g = ks->thread->gil;
    if (g->n_threads == 1) return;
    pthread_mutex_lock(&g->mutex);
    pthread_cond_broadcast(&g->notify_cond);
    pthread_mutex_unlock(&g->mutex);
}

double ki_gil_interval(KiState *ks) {
    return (double)ks->thread->gil->interval_ns / 1e9;
}
void ki_gil_set_interval(KiState *ks, double seconds) {
    KiGil *g = ks->thread->gil;
    pthread_mutex_lock(&g->mutex);
    g->interval_ns = seconds < 1e-6  ? 1000
                     : seconds > 1e3 ? INT64_C(1000000000000)
                                     : (int64_t)(seconds * 1e9);
    pthread_mutex_unlock(&g->mutex);
}

/* --- threads --- */

static KiThread *thread_new(KiState *ks, KiGil *g) {
    KiThread *t = calloc(1, sizeof *t);
    if (!t) return NULL;
    t->ks = ks;
    t->gil = g;
    t->serial = ++g->last_serial;
    t->locals = t->context = t->hooks = t->function = t->args = t->kwargs = t->done = KI_ABSENT;
    return t;
}

bool ki_threads_init(KiState *ks) {
    KiGil *g = calloc(1, sizeof *g);
    KiThread *t = g ? thread_new(ks, g) : NULL;
    if (!t) {
        free(g);
        return false;
    }
    gil_sync_init(g);
    g->interval_ns = 5000000;
    g->locked = true;
    g->loaded = g->threads = t;
    g->n_threads = g->refs = 1;
    t->is_main = true;
    t->ident = (uint64_t)(uintptr_t)pthread_self();
    ks->thread = t;
    return true;
}

static KiValue address_key(const KiDict *d) {
    return ki_small_int((int64_t)((uintptr_t)d >> 4));
}

/* Takes t's entries out of the dicts that have some. What they hold may make new ones when it goes;
 * that is followed up for a while. */
static void drop_locals(KiState *ks, KiThread *t) {
    for (int round = 0; round < 10 && t->locals != KI_ABSENT; round++) {
        KiDict *noted = ki_dict_of(t->locals);
        int64_t pos = 0;
        KiValue key, v;
        while (pos = 0, ki_dict_next(noted, &pos, &key, &v)) {
            KiDict *d = (KiDict *)((uintptr_t)ki_int_val(key) << 4);
            KiValue was = ki_dict_pop(ks, noted, key);
            if (was != KI_ERR) was = ki_dict_pop(ks, d, ki_small_int(t->serial));
            if (was == KI_ERR) {
                ki_clear_exc(ks);
                break;
            }
            if (was != KI_ABSENT) ki_decref(ks, was);
        }
        if (t->locals == ki_from_obj(noted)) ki_assign(ks, &t->locals, KI_ABSENT);
    }
}

static void drop_values(KiState *ks, KiThread *t) {
    ki_assign(ks, &t->function, KI_ABSENT);
    ki_assign(ks, &t->args, KI_ABSENT);
    ki_assign(ks, &t->kwargs, KI_ABSENT);
    ki_assign(ks, &t->context, KI_ABSENT);
    ki_assign(ks, &t->hooks, KI_ABSENT);
    drop_locals(ks, t);
}

void ki_thread_drop_values(KiState *ks) {
    drop_values(ks, ks->thread);
}

bool ki_threads_stop(KiState *ks) {
    KiThread *t = ks->thread;
    KiGil *g = t->gil;
    drop_values(ks, t);
    ki_assign(ks, &t->done, KI_ABSENT);
    ki_trace_free(ks);
    ki_frames_of_others_end(ks);
    pthread_mutex_lock(&g->mutex);
    g->finalizing = true;
    pthread_cond_broadcast(&g->free_cond);
    pthread_cond_broadcast(&g->notify_cond);
    bool left = g->n_threads > 1;
    pthread_mutex_unlock(&g->mutex);
    return left;
}

void ki_threads_free(KiState *ks) {
    KiThread *t = ks->thread;
    if (!t) return;
    pthread_mutex_lock(&t->gil->mutex);
    unref_gil(t->gil);
    ks->thread = NULL;
    free(t);
}

static void unlink_thread(KiGil *g, KiThread *t) {
    for (KiThread *o = g->threads; o; o = o->next)
        if (o->waits_for == t) o->waits_for = NULL;
    for (KiThread **at = &g->threads; *at; at = &(*at)->next)
        if (*at == t) {
            *at = t->next;
            return;
        }
}

/* The running thread is over: the lock goes with it. */
static void end(KiState *ks, KiThread *t) {
    KiGil *g = t->gil;
    drop_values(ks, t);
    ki_trace_free(ks);
    if (ki_pending(ks)) ki_clear_exc(ks);
    ki_assign(ks, &ks->exc_base.handled, KI_ABSENT);
    if (ks->repr_stack) ki_mem_free(ks, ks->repr_stack, ks->cap_repr * sizeof *ks->repr_stack);
    KiValue done = t->done;
    KiValue *reserved = ks->vm->reserved;
    size_t size = ks->vm->reserved_size;
    if (t->ended) t->ended(ks, done);
    ki_decref(ks, done);
    pthread_mutex_lock(&g->mutex);
    unlink_thread(g, t);
    g->n_threads--;
    g->loaded = NULL;
    unlock(g);
    munmap(reserved, size);
    unref_gil(g);
    free(t);
}

static void *thread_main(void *arg) {
    KiThread *t = arg;
    KiState *ks = t->ks;
    t->saved.c_stack_limit = ki_c_stack_limit();
    pthread_mutex_lock(&t->gil->mutex); /* held by the starter until t->ident is set */
    take(t);
    pthread_mutex_unlock(&t->gil->mutex);
    KiValue r = ki_call_tuple(ks, t->function, ki_tuple_of(t->args),
                              t->kwargs == KI_ABSENT ? NULL : ki_dict_of(t->kwargs));
    if (r != KI_ERR)
        ki_decref(ks, r);
    else if (ki_pending_is(ks, KI_EXC_SystemExit))
        ki_clear_exc(ks);
    else
        ki_write_unraisable_when(ks, "in thread started by", t->function);
    end(ks, t);
    return NULL;
}

void ki_thread_at_end(KiState *ks, KiValue done, KiThreadEnded ended) {
    ki_assign(ks, &ks->thread->done, ki_new_ref(done));
    ks->thread->ended = ended;
}

KiThread *ki_thread_start(KiState *ks, KiValue function, KiValue args, KiValue kwargs, KiValue done,
                          KiThreadEnded ended) {
    KiGil *g = ks->thread->gil;
    KiThread *t = thread_new(ks, g);
    if (!t || !execution_init(ks, &t->saved)) {
        free(t);
        ki_raise_nomem(ks);
        return NULL;
    }
    t->function = ki_new_ref(function);
    t->args = ki_new_ref(args);
    t->kwargs = ki_new_ref(kwargs);
    t->done = ki_new_ref(done);
    t->ended = ended;
    pthread_attr_t attr;
    pthread_attr_init(&attr);
    pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
    if (g->stack_size) /* what the interpreter itself needs, at least */
        pthread_attr_setstacksize(&attr,
                                  g->stack_size < MIN_STACK ? MIN_STACK : (size_t)g->stack_size);
    pthread_mutex_lock(&g->mutex);
    t->next = g->threads;
    g->threads = t;
    g->n_threads++;
    g->refs++;
    pthread_t id;
    int r = pthread_create(&id, &attr, thread_main, t);
    if (r == 0) {
        t->ident = (uint64_t)(uintptr_t)id;
    } else {
        g->threads = t->next;
        g->n_threads--;
        g->refs--;
    }
    pthread_mutex_unlock(&g->mutex);
    pthread_attr_destroy(&attr);
    if (r == 0) return t;
    drop_values(ks, t);
    ki_decref(ks, t->done);
    munmap(t->saved.reserved, t->saved.reserved_size);
    free(t);
    ki_raise(ks, KI_EXC_RuntimeError, "can't start new thread");
    return NULL;
}

uint64_t ki_thread_ident(const KiThread *t) {
    return t->ident;
}
bool ki_thread_is_main(KiState *ks) {
    return ks->thread->is_main;
}
int ki_thread_count(KiState *ks) {
    return ks->thread->gil->n_threads;
}
int64_t ki_thread_stack_size(KiState *ks, int64_t set) {
    KiGil *g = ks->thread->gil;
    int64_t old = g->stack_size;
    if (set >= 0) g->stack_size = set;
    return old;
}
int64_t ki_thread_serial(const KiState *ks) {
    return ks->thread->serial;
}
bool ki_thread_note_local(KiState *ks, KiDict *by_thread) {
    KiThread *t = ks->thread;
    if (t->locals == KI_ABSENT) {
        KiDict *d = ki_dict_new(ks);
        if (!d) return false;
        t->locals = ki_from_obj(d);
    }
    return ki_dict_set(ks, ki_dict_of(t->locals), address_key(by_thread), KI_TRUE);
}
void ki_thread_forget_local(KiState *ks, KiDict *by_thread) {
    for (KiThread *t = ks->thread->gil->threads; t; t = t->next)
        if (t->locals != KI_ABSENT &&
            ki_dict_pop(ks, ki_dict_of(t->locals), address_key(by_thread)) == KI_ERR)
            ki_clear_exc(ks);
}
KiValue *ki_thread_context(KiState *ks) {
    return &ks->thread->context;
}
KiValue *ki_thread_asyncgen_hooks(KiState *ks) {
    return &ks->thread->hooks;
}

int *ki_thread_origin_depth(KiState *ks) {
    return &ks->thread->origin_depth;
}

/* The executions of the others are gone with their OS threads; what they held stays allocated. */
void ki_thread_forked(KiState *ks) {
    KiThread *me = ks->thread;
    KiGil *g = me->gil;
    gil_sync_init(g);
    for (KiThread *t = g->threads, *next; t; t = next) {
        next = t->next;
        if (t == me) continue;
        munmap(t->saved.reserved, t->saved.reserved_size);
        free(t);
    }
    ki_frames_of_others_end(ks);
    ks->vm->loading = NULL; /* may be on the stacks of the others */
    me->next = NULL;
    me->waits_for = NULL;
    me->is_main = true;
    me->released = false;
    me->ident = (uint64_t)(uintptr_t)pthread_self();
    g->threads = g->loaded = me;
    g->n_threads = g->refs = 1;
    g->n_waiting = 0;
    g->locked = true;
    g->finalizing = false;
}
