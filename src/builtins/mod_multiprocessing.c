/* The module _multiprocessing: semaphores in memory that processes share.
 * A semaphore lies in a shared page of its own, which lives as long as some process maps it; there
 * are no names to unlink. A forked child has the page; another process is given a descriptor of the
 * file in memory that the page is then made of. */
#include <errno.h>
#include <math.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "../vm/thread.h"
#include "mod_io.h"

enum { RECURSIVE = 0, SEMAPHORE = 1 };

typedef struct SemLock {
    KiObj h;
    sem_t *sem;
    int kind;
    int64_t maxvalue, count; /* count: acquisitions by this process's owner */
    uint64_t owner;          /* thread, when count > 0 */
} SemLock;

static SemLock *sem_of(KiValue v) {
    return (SemLock *)ki_obj(v);
}
static uint64_t me(KiState *ks) {
    return ki_thread_ident(ks->thread);
}
static bool is_mine(KiState *ks, SemLock *s) {
    return s->count > 0 && s->owner == me(ks);
}

static KiValue sem_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    static const char *const names[] = {"kind", "value", "maxvalue", "fd"};
    KiValue v[4];
    int kind, value, max, fd = -1;
    if (!ki_bind_args(ks, "SemLock", names, 4, 3, 4, args, nargs, kwnames, v) ||
        !ki_to_int(ks, v[0], &kind) || !ki_to_int(ks, v[1], &value) || !ki_to_int(ks, v[2], &max) ||
        (v[3] != KI_ABSENT && !ki_to_int(ks, v[3], &fd)))
        return KI_ERR;
    if (kind != RECURSIVE && kind != SEMAPHORE)
        return ki_raise(ks, KI_EXC_ValueError, "unrecognized kind");
    SemLock *s = (SemLock *)ki_instance_alloc(ks, cls);
    if (!s) return KI_ERR;
    void *p = mmap(NULL, sizeof(sem_t), PROT_READ | PROT_WRITE,
                   MAP_SHARED | (fd < 0 ? MAP_ANONYMOUS : 0), fd, 0);
    /* a negative value: another process has made the semaphore */
    if (p == MAP_FAILED || (value >= 0 && sem_init(p, 1, (unsigned)value) < 0)) {
        ki_raise_errno(ks, errno, KI_ABSENT);
        if (p != MAP_FAILED) munmap(p, sizeof(sem_t));
        ki_decref_obj(ks, &s->h);
        return KI_ERR;
    }
    s->sem = p;
    s->kind = kind;
    s->maxvalue = max;
    return ki_from_obj(s);
}
static void sem_dealloc(KiState *ks, KiObj *o) {
    SemLock *s = (SemLock *)o;
    if (s->sem) munmap(s->sem, sizeof(sem_t)); /* another process may use the semaphore */
    s->sem = NULL;
}

static KiValue s_acquire(KiState *ks, KiValue *a, int n) {
    SemLock *s = sem_of(a[0]);
    int64_t block;
    double timeout = -1;
    if (!ki_index_i64(ks, a[1], &block)) return KI_ERR;
    if (s->kind == RECURSIVE && is_mine(ks, s)) {
        s->count++;
        return KI_TRUE;
    }
    if (!ki_is_none(a[2]) && !ki_to_double(ks, a[2], &timeout)) return KI_ERR;
    if (!ki_is_none(a[2]) && timeout < 0) timeout = 0;
    struct timespec until = {0, 0};
    if (timeout >= 0) {
        clock_gettime(CLOCK_REALTIME, &until);
        double whole = floor(timeout);
        until.tv_sec += (time_t)whole;
        until.tv_nsec += (long)((timeout - whole) * 1e9);
        if (until.tv_nsec >= 1000000000) {
            until.tv_nsec -= 1000000000;
            until.tv_sec++;
        }
    }
    int r = sem_trywait(s->sem);
    while (r < 0 && block && (errno == EAGAIN || errno == EINTR)) {
        if (errno == EINTR && !ki_io_interrupted(ks)) return KI_ERR;
        KiThread *t = ki_gil_release(ks);
        r = timeout >= 0 ? sem_timedwait(s->sem, &until) : sem_wait(s->sem);
        ki_gil_acquire(ks, t);
        if (r < 0 && errno != EINTR) break;
    }
    if (r < 0)
        return errno == EAGAIN || errno == ETIMEDOUT ? KI_FALSE
                                                     : ki_raise_errno(ks, errno, KI_ABSENT);
    s->count++;
    s->owner = me(ks);
    return KI_TRUE;
}
static KiValue s_release(KiState *ks, KiValue *a, int n) {
    SemLock *s = sem_of(a[0]);
    int value;
    if (s->kind == RECURSIVE) {
        if (!is_mine(ks, s))
            return ki_raise(ks, KI_EXC_AssertionError,
                            "attempt to release recursive lock not owned by thread");
        if (s->count > 1) {
            s->count--;
            return KI_NONE;
        }
    } else if (sem_getvalue(s->sem, &value) == 0 && value >= s->maxvalue) {
        return ki_raise(ks, KI_EXC_ValueError, "semaphore or lock released too many times");
    }
    if (sem_post(s->sem) < 0) return ki_raise_errno(ks, errno, KI_ABSENT);
    s->count--;
    return KI_NONE;
}
static KiValue s_enter(KiState *ks, KiValue *a, int n) {
    KiValue b[3] = {a[0], KI_TRUE, KI_NONE};
    return s_acquire(ks, b, 3);
}
static KiValue s_exit(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    return s_release(ks, args, 1);
}
static KiValue s_count(KiState *ks, KiValue *a, int n) {
    return ki_int_from_i64(ks, sem_of(a[0])->count);
}
static KiValue s_is_mine(KiState *ks, KiValue *a, int n) {
    return ki_bool(is_mine(ks, sem_of(a[0])));
}
static KiValue s_get_value(KiState *ks, KiValue *a, int n) {
    int value;
    if (sem_getvalue(sem_of(a[0])->sem, &value) < 0) return ki_raise_errno(ks, errno, KI_ABSENT);
    return ki_small_int(value < 0 ? 0 : value);
}
static KiValue s_is_zero(KiState *ks, KiValue *a, int n) {
    KiValue v = s_get_value(ks, a, n);
    return v == KI_ERR ? KI_ERR : ki_bool(v == ki_small_int(0));
}
static KiValue s_after_fork(KiState *ks, KiValue *a, int n) {
    sem_of(a[0])->count = 0;
    return KI_NONE;
}
static KiValue g_kind(KiState *ks, KiValue self, void *closure) {
    return ki_small_int(sem_of(self)->kind);
}
static KiValue g_maxvalue(KiState *ks, KiValue self, void *closure) {
    return ki_small_int(sem_of(self)->maxvalue);
}

bool ki_mod_multiprocessing_init(KiState *ks, KiModule *m) {
    static const KiDef methods[] = {
        {"acquire", "(self, /, block=True, timeout=None)", s_acquire, "Take the semaphore.", 0},
        {"release", "(self, /)", s_release, "Give it back.", 0},
        {"__enter__", "(self, /)", s_enter, NULL, 0},
        {"__exit__", "(...)", (void *)s_exit, NULL, 0},
        {"_count", "(self, /)", s_count, "How often this process holds it.", 0},
        {"_is_mine", "(self, /)", s_is_mine, "Whether this thread holds it.", 0},
        {"_get_value", "(self, /)", s_get_value, "Its value.", 0},
        {"_is_zero", "(self, /)", s_is_zero, "Whether its value is zero.", 0},
        {"_after_fork", "(self, /)", s_after_fork, "The child holds nothing.", 0},
        KI_DEF_END};
    static const KiGetsetDef getsets[] = {{"kind", g_kind, NULL, NULL, NULL},
                                          {"maxvalue", g_maxvalue, NULL, NULL, NULL},
                                          {NULL, NULL, NULL, NULL, NULL}};
    static const KiSlots slots = {.dealloc = sem_dealloc, .new_ = sem_new};
    static const KiTypeDef def = {"SemLock",
                                  "_multiprocessing",
                                  "A semaphore shared with child processes.",
                                  sizeof(SemLock),
                                  KI_TF_BASETYPE | KI_TF_HAS_WEAKREF,
                                  KI_K_OPAQUE,
                                  &slots,
                                  methods,
                                  getsets};
    KiType *t = ki_native_type(ks, &def, ks->types[KI_K_OBJECT]);
    return t && ki_module_add(ks, m, "SemLock", ki_from_obj(t)) &&
           ki_module_add(ks, m, "SEM_VALUE_MAX", ki_small_int(2147483647)) &&
           ki_module_add(ks, m, "RECURSIVE_MUTEX", ki_small_int(RECURSIVE)) &&
           ki_module_add(ks, m, "SEMAPHORE", ki_small_int(SEMAPHORE));
}
