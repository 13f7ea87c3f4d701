/* The module _thread: locks, reentrant locks, starting threads. threading.py is built on it.
 *
 * A lock is a semaphore, because waiting for one is interrupted by signals: the main thread then
 * runs its handlers (Ctrl-C during a join) and goes on waiting. */
#include <errno.h>
#include <math.h>
#include <semaphore.h>
#include <time.h>
#include <unistd.h>

#include "../vm/thread.h"
#include "functools.h"
#include "mod_io.h"
#include "mod_signal.h"
#include "mod_thread.h"

typedef struct Lock {
    KiObj h;
    sem_t sem; /* 1: free */
    bool ready;
    uint64_t owner; /* RLock: the thread that holds it; 0: free */
    int64_t count;  /* RLock: depth */
} Lock;

static Lock *lock_of(KiValue v) {
    return (Lock *)ki_obj(v);
}
static uint64_t me(KiState *ks) {
    return ki_thread_ident(ks->thread);
}
static bool is_locked(Lock *l) {
    int value = 1;
    sem_getvalue(&l->sem, &value);
    return value == 0;
}

static KiValue lock_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    Lock *l = (Lock *)ki_instance_alloc(ks, cls);
    if (!l) return KI_ERR;
    sem_init(&l->sem, 0, 1);
    l->ready = true;
    return ki_from_obj(l);
}
static void lock_dealloc(KiState *ks, KiObj *o) {
    Lock *l = (Lock *)o;
    if (l->ready) sem_destroy(&l->sem);
    l->ready = false;
}

/* --- waiting --- */

#if defined(__GLIBC__)
#define WAIT_CLOCK CLOCK_MONOTONIC
static int wait_until(sem_t *s, const struct timespec *t) {
    return sem_clockwait(s, CLOCK_MONOTONIC, t);
}
#else
#define WAIT_CLOCK CLOCK_REALTIME
static int wait_until(sem_t *s, const struct timespec *t) {
    return sem_timedwait(s, t);
}
#endif

/* blocking and timeout as acquire() takes them: seconds to wait, < 0 for ever. */
static bool wait_args(KiState *ks, KiValue blocking, KiValue timeout, double *out) {
    int block = ki_truth(ks, blocking);
    if (block < 0 || !ki_to_double(ks, timeout, out)) return false;
    if (isnan(*out)) {
        ki_raise(ks, KI_EXC_ValueError, "Invalid value NaN (not a number)");
    } else if (!block && *out != -1) {
        ki_raise(ks, KI_EXC_ValueError, "can't specify a timeout for a non-blocking call");
    } else if (*out < 0 && *out != -1) {
        ki_raise(ks, KI_EXC_ValueError, "timeout value must be positive");
    } else if (*out > 9223372036.854775) {
        ki_raise(ks, KI_EXC_OverflowError, "timestamp too large to convert to C _PyTime_t");
    } else {
        if (!block) *out = 0;
        return true;
    }
    return false;
}

int ki_sem_take(KiState *ks, sem_t *s, double seconds) {
    struct timespec until = {0, 0};
    if (sem_trywait(s) == 0) return 1;
    if (seconds == 0) return 0;
    if (seconds > 0) {
        clock_gettime(WAIT_CLOCK, &until);
        double whole = floor(seconds);
        until.tv_sec += (time_t)whole;
        until.tv_nsec += (long)((seconds - whole) * 1e9);
        if (until.tv_nsec >= 1000000000) {
            until.tv_nsec -= 1000000000;
            until.tv_sec++;
        }
    }
    bool handles_signals = ki_thread_is_main(ks);
    for (;;) {
        if (!ki_io_interrupted(ks)) return -1;
        KiThread *t = ki_gil_release(ks);
        int r = -1;
        /* a signal that came before the wait would not end it */
        if (handles_signals && (ks->breaker & KI_BREAK_SIGNAL))
            errno = EINTR;
        else
            r = seconds > 0 ? wait_until(s, &until) : sem_wait(s);
        ki_gil_acquire(ks, t);
        if (r == 0) return 1;
        if (errno != EINTR) return 0;
    }
}
static int take(KiState *ks, Lock *l, double seconds) {
    return ki_sem_take(ks, &l->sem, seconds);
}

/* Takes the lock for a caller who counts on it: handlers that raise meanwhile do not end the wait.
 * False: one raised, its exception is pending. */
static bool retake(KiState *ks, Lock *l) {
    KiValue exc = KI_ABSENT;
    while (take(ks, l, -1) < 0) {
        if (exc != KI_ABSENT) ki_decref(ks, exc);
        exc = ki_take_exc(ks);
    }
    if (exc == KI_ABSENT) return true;
    ki_restore_exc(ks, exc);
    return false;
}

/* --- lock --- */

static KiValue lock_acquire(KiState *ks, KiValue *a, int n) {
    double timeout;
    if (!wait_args(ks, a[1], a[2], &timeout)) return KI_ERR;
    int r = take(ks, lock_of(a[0]), timeout);
    return r < 0 ? KI_ERR : ki_bool(r);
}
static KiValue lock_release(KiState *ks, KiValue *a, int n) {
    Lock *l = lock_of(a[0]);
    if (!is_locked(l)) return ki_raise(ks, KI_EXC_RuntimeError, "release unlocked lock");
    sem_post(&l->sem);
    return KI_NONE;
}
static KiValue lock_locked(KiState *ks, KiValue *a, int n) {
    return ki_bool(is_locked(lock_of(a[0])));
}
static KiValue lock_enter(KiState *ks, KiValue *a, int n) {
    return take(ks, lock_of(a[0]), -1) < 0 ? KI_ERR : KI_TRUE;
}
static KiValue lock_exit(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    return lock_release(ks, args, 1);
}
static KiValue lock_reinit(KiState *ks, KiValue *a, int n) {
    Lock *l = lock_of(a[0]);
    sem_init(&l->sem, 0, 1);
    l->owner = 0;
    l->count = 0;
    return KI_NONE;
}
static KiValue lock_repr(KiState *ks, KiValue v) {
    return ki_str_format(ks, "<%s _thread.lock object at %p>",
                         is_locked(lock_of(v)) ? "locked" : "unlocked", (void *)ki_obj(v));
}

/* --- RLock --- */

static KiValue rlock_take(KiState *ks, Lock *l, double timeout) {
    if (l->owner == me(ks)) {
        l->count++;
        return KI_TRUE;
    }
    int r = take(ks, l, timeout);
    if (r == 1) {
        l->owner = me(ks);
        l->count = 1;
    }
    return r < 0 ? KI_ERR : ki_bool(r);
}
static KiValue rlock_acquire(KiState *ks, KiValue *a, int n) {
    double timeout;
    return wait_args(ks, a[1], a[2], &timeout) ? rlock_take(ks, lock_of(a[0]), timeout) : KI_ERR;
}
static KiValue rlock_enter(KiState *ks, KiValue *a, int n) {
    return rlock_take(ks, lock_of(a[0]), -1);
}
static KiValue rlock_release(KiState *ks, KiValue *a, int n) {
    Lock *l = lock_of(a[0]);
    if (l->owner != me(ks) || !l->count)
        return ki_raise(ks, KI_EXC_RuntimeError, "cannot release un-acquired lock");
    if (--l->count == 0) {
        l->owner = 0;
        sem_post(&l->sem);
    }
    return KI_NONE;
}
static KiValue rlock_exit(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    return rlock_release(ks, args, 1);
}
static KiValue rlock_owned(KiState *ks, KiValue *a, int n) {
    return ki_bool(lock_of(a[0])->owner == me(ks) && lock_of(a[0])->count);
}
static KiValue rlock_release_save(KiState *ks, KiValue *a, int n) {
    Lock *l = lock_of(a[0]);
    if (!l->count) return ki_raise(ks, KI_EXC_RuntimeError, "cannot release un-acquired lock");
    KiValue r = ki_tuple_pack(ks, 2, ki_small_int(l->count), ki_int_from_u64(ks, l->owner));
    if (r == KI_ERR) return KI_ERR;
    l->count = 0;
    l->owner = 0;
    sem_post(&l->sem);
    return r;
}
static KiValue rlock_acquire_restore(KiState *ks, KiValue *a, int n) {
    int64_t count;
    if (!ki_is_tuple(a[1]) || ki_tuple_of(a[1])->len != 2 ||
        !ki_index_i64(ks, ki_tuple_of(a[1])->items[0], &count))
        return ki_raise(ks, KI_EXC_TypeError, "a state from _release_save() is required");
    Lock *l = lock_of(a[0]);
    bool calm = retake(ks, l);
    l->owner = me(ks);
    l->count = count;
    return calm ? KI_NONE : KI_ERR;
}
static KiValue rlock_repr(KiState *ks, KiValue v) {
    Lock *l = lock_of(v);
    return ki_str_format(ks, "<%s _thread.RLock object owner=%llu count=%lld at %p>",
                         l->count ? "locked" : "unlocked", (unsigned long long)l->owner,
                         (long long)l->count, (void *)l);
}

/* --- threads --- */

static void thread_ended(KiState *ks, KiValue done) {
    if (ki_is_ptr(done)) sem_post(&lock_of(done)->sem);
}

static KiValue start(KiState *ks, KiValue function, KiValue args, KiValue kwargs, KiValue done) {
    KiThread *t = ki_thread_start(ks, function, args, kwargs, done, thread_ended);
    return t ? ki_int_from_u64(ks, ki_thread_ident(t)) : KI_ERR;
}
static KiValue f_start_new_thread(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    if (!ki_check_args(ks, "start_new_thread", nargs, kwnames, 2, 3)) return KI_ERR;
    if (!ki_callable(ks, args[0]))
        return ki_raise(ks, KI_EXC_TypeError, "first arg must be callable");
    if (!ki_is_tuple(args[1])) return ki_raise(ks, KI_EXC_TypeError, "2nd arg must be a tuple");
    if (nargs > 2 && !ki_has_layout(args[2], KI_K_DICT))
        return ki_raise(ks, KI_EXC_TypeError, "optional 3rd arg must be a dictionary");
    return start(ks, args[0], args[1], nargs > 2 ? args[2] : KI_ABSENT, KI_NONE);
}
static bool is_lock(KiState *ks, KiValue v) {
    if (ki_is_ptr(v) && ki_obj_type(ki_obj(v)) == ks->bi->lock_type) return true;
    ki_raise(ks, KI_EXC_TypeError, "a lock is required");
    return false;
}
static KiValue f_start_joinable(KiState *ks, KiValue *a, int n) {
    if (!is_lock(ks, a[1])) return KI_ERR;
    return start(ks, a[0], ks->empty_tuple, KI_ABSENT, a[1]);
}

static KiValue f_retake(KiState *ks, KiValue *a, int n) {
    return is_lock(ks, a[0]) && retake(ks, lock_of(a[0])) ? KI_NONE : KI_ERR;
}
static KiValue f_allocate(KiState *ks, KiValue *a, int n) {
    return lock_new(ks, ks->bi->lock_type, NULL, 0, KI_ABSENT);
}
static KiValue f_set_sentinel(KiState *ks, KiValue *a, int n) {
    KiValue lock = f_allocate(ks, a, n);
    if (lock != KI_ERR) ki_thread_at_end(ks, lock, thread_ended);
    return lock;
}

static KiValue f_get_ident(KiState *ks, KiValue *a, int n) {
    return ki_int_from_u64(ks, me(ks));
}
static KiValue f_get_native_id(KiState *ks, KiValue *a, int n) {
    return ki_small_int(gettid());
}
static KiValue f_count(KiState *ks, KiValue *a, int n) {
    return ki_small_int(ki_thread_count(ks) - 1);
}
static KiValue f_stack_size(KiState *ks, KiValue *a, int n) {
    int64_t size;
    if (!ki_arg_i64(ks, a[0], &size)) return KI_ERR;
    if (size < 0) return ki_raise(ks, KI_EXC_ValueError, "size must be 0 or a positive value");
    if (size && size < 32 * 1024)
        return ki_raise(ks, KI_EXC_ValueError, "size not valid: %lld bytes", (long long)size);
    return ki_int_from_i64(ks, ki_thread_stack_size(ks, n > 0 ? size : -1));
}
static KiValue f_interrupt_main(KiState *ks, KiValue *a, int n) {
    int sig;
    return ki_to_int(ks, a[0], &sig) && ki_signal_trip(ks, sig) ? KI_NONE : KI_ERR;
}
static KiValue f_exit(KiState *ks, KiValue *a, int n) {
    return ki_raise_obj(ks, ki_from_obj(ks->exceptions[KI_EXC_SystemExit]));
}
static KiValue f_true(KiState *ks, KiValue *a, int n) {
    return KI_TRUE;
}

static KiType *make_lock_types(KiState *ks, bool reentrant) {
    static const KiDef lock_methods[] = {
        {"acquire", "(self, blocking=True, timeout=-1)", lock_acquire, "Lock the lock.",
         KI_DEF_UNSIGNED},
        {"acquire_lock", "(self, blocking=True, timeout=-1)", lock_acquire, "Lock the lock.",
         KI_DEF_UNSIGNED},
        {"release", "(self, /)", lock_release, "Release the lock.", KI_DEF_UNSIGNED},
        {"release_lock", "(self, /)", lock_release, "Release the lock.", KI_DEF_UNSIGNED},
        {"locked", "(self, /)", lock_locked, "Whether the lock is held.", KI_DEF_UNSIGNED},
        {"locked_lock", "(self, /)", lock_locked, "Whether the lock is held.", KI_DEF_UNSIGNED},
        {"_at_fork_reinit", "(self, /)", lock_reinit, NULL, KI_DEF_UNSIGNED},
        {"__enter__", "(self, /)", lock_enter, NULL, KI_DEF_UNSIGNED},
        {"__exit__", "(...)", (void *)lock_exit, NULL, 0},
        KI_DEF_END};
    static const KiDef rlock_methods[] = {
        {"acquire", "(self, blocking=True, timeout=-1)", rlock_acquire, "Lock the lock.",
         KI_DEF_UNSIGNED},
        {"release", "(self, /)", rlock_release, "Release the lock.", KI_DEF_UNSIGNED},
        {"__enter__", "(self, /)", rlock_enter, NULL, KI_DEF_UNSIGNED},
        {"__exit__", "(...)", (void *)rlock_exit, NULL, 0},
        {"_is_owned", "(self, /)", rlock_owned, NULL, KI_DEF_UNSIGNED},
        {"_release_save", "(self, /)", rlock_release_save, NULL, KI_DEF_UNSIGNED},
        {"_acquire_restore", "(self, state, /)", rlock_acquire_restore, NULL, KI_DEF_UNSIGNED},
        {"_at_fork_reinit", "(self, /)", lock_reinit, NULL, KI_DEF_UNSIGNED},
        KI_DEF_END};
    static const KiSlots lock_slots = {
        .dealloc = lock_dealloc, .new_ = lock_new, .repr = lock_repr};
    static const KiSlots rlock_slots = {
        .dealloc = lock_dealloc, .new_ = lock_new, .repr = rlock_repr};
    static const KiTypeDef lock = {"lock",
                                   "_thread",
                                   "A lock: acquired by one thread at a time.",
                                   sizeof(Lock),
                                   KI_TF_HAS_WEAKREF | KI_TF_DISALLOW_NEW,
                                   KI_K_OPAQUE,
                                   &lock_slots,
                                   lock_methods,
                                   NULL};
    static const KiTypeDef rlock = {"RLock",
                                    "_thread",
                                    "A lock that its owner may acquire again.",
                                    sizeof(Lock),
                                    KI_TF_HAS_WEAKREF | KI_TF_BASETYPE,
                                    KI_K_OPAQUE,
                                    &rlock_slots,
                                    rlock_methods,
                                    NULL};
    return ki_native_type(ks, reentrant ? &rlock : &lock, ks->types[KI_K_OBJECT]);
}

bool ki_mod_thread_init(KiState *ks, KiModule *m) {
    static const KiDef functions[] = {
        {"allocate_lock", "()", f_allocate, "A new lock.", KI_DEF_UNSIGNED},
        {"allocate", "()", f_allocate, "A new lock.", KI_DEF_UNSIGNED},
        {"get_ident", "()", f_get_ident, "An integer that names the running thread.",
         KI_DEF_UNSIGNED},
        {"get_native_id", "()", f_get_native_id, "The kernel's number of the running thread.",
         KI_DEF_UNSIGNED},
        {"start_new_thread", "(...)", (void *)f_start_new_thread,
         "start_new_thread(function, args[, kwargs])\n\nStart a thread; return its identifier.", 0},
        {"start_new", "(...)", (void *)f_start_new_thread,
         "start_new(function, args[, kwargs])\n\nStart a thread; return its identifier.", 0},
        {"_start_joinable", "(function, done, /)", f_start_joinable,
         "Start a thread that releases a lock when it is over.", 0},
        {"_retake", "(lock, state=None, /)", f_retake,
         "Acquire a lock again, even if signal handlers raise meanwhile.", 0},
        {"_set_sentinel", "()", f_set_sentinel,
         "A new lock, which the end of the running thread releases.", KI_DEF_UNSIGNED},
        {"_count", "()", f_count, "Number of other threads.", KI_DEF_UNSIGNED},
        {"stack_size", "(size=0, /)", f_stack_size, "The stack size of new threads.",
         KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED},
        {"interrupt_main", "(signum=2, /)", f_interrupt_main,
         "As if a signal, SIGINT, had arrived in the main thread.", KI_DEF_UNSIGNED},
        {"exit", "()", f_exit, "Raise SystemExit: ends the thread.", KI_DEF_UNSIGNED},
        {"exit_thread", "()", f_exit, "Raise SystemExit: ends the thread.", KI_DEF_UNSIGNED},
        {"daemon_threads_allowed", "()", f_true, "True.", 0},
        KI_DEF_END};
    KiBuiltins *bi = ks->bi;
    if (!bi->lock_type && (!(bi->lock_type = make_lock_types(ks, false)) ||
                           !(bi->rlock_type = make_lock_types(ks, true))))
        return false;
    KiType *local = ki_make_thread_local_type(ks);
    static const char *const fields[] = {"exc_type", "exc_value", "exc_traceback", "thread"};
    KiType *args = ki_struct_seq_type(ks, "_thread", "_ExceptHookArgs", fields, 4, 4);
    return args && ki_module_add(ks, m, "_ExceptHookArgs", ki_from_obj(args)) && local &&
           ki_module_add(ks, m, "_local", ki_from_obj(local)) &&
           ki_bi_type_slot(ks, KI_BI_SIMPLE_QUEUE, ki_make_simple_queue_type) &&
           ki_bi_type_slot(ks, KI_BI_QUEUE_EMPTY, ki_make_queue_empty_type) &&
           ki_module_add(ks, m, "_QueueEmpty", ki_new_ref(bi->slot[KI_BI_QUEUE_EMPTY])) &&
           ki_module_add(ks, m, "_SimpleQueue", ki_new_ref(bi->slot[KI_BI_SIMPLE_QUEUE])) &&
           ki_module_add(ks, m, "LockType", ki_new_ref(ki_from_obj(bi->lock_type))) &&
           ki_module_add(ks, m, "RLock", ki_new_ref(ki_from_obj(bi->rlock_type))) &&
           ki_module_add(ks, m, "error",
                         ki_new_ref(ki_from_obj(ks->exceptions[KI_EXC_RuntimeError]))) &&
           ki_module_add(ks, m, "TIMEOUT_MAX", ki_float(9223372036.0)) &&
           ki_module_add_functions(ks, m, functions);
}
