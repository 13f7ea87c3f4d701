/* The module select: waiting for descriptors with select, poll and epoll. */
#include <errno.h>
#include <limits.h>
#include <math.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <time.h>
#include <unistd.h>

#include "../object/number.h"
#include "../vm/thread.h"
#include "mod_io.h"
#include "posix_path.h"

static KiValue fail(KiState *ks) {
    return ki_raise_errno(ks, errno, KI_ABSENT);
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* A timeout argument in units of 1/scale seconds; None and absent: -1. */
static bool timeout_arg(KiState *ks, KiValue v, double scale, const char *wanted, double *seconds) {
    *seconds = -1;
    if (v == KI_ABSENT || ki_is_none(v)) return true;
    if (!ki_to_double(ks, v, seconds)) {
        if (ki_pending_is(ks, KI_EXC_TypeError)) {
            ki_clear_exc(ks);
            ki_raise(ks, KI_EXC_TypeError, "timeout must be %s or None", wanted);
        }
        return false;
    }
    *seconds /= scale;
    if (isnan(*seconds))
        ki_raise(ks, KI_EXC_ValueError, "Invalid value NaN (not a number)");
    else if (fabs(*seconds) >= 9223372036.0) /* nanoseconds of 64 bits */
        ki_raise(ks, KI_EXC_OverflowError, "timestamp too large to convert to C _PyTime_t");
    else if (scale > 1 && *seconds * scale > INT_MAX)
        ki_raise(ks, KI_EXC_OverflowError, "timeout is too large");
    return !ki_pending(ks);
}
static int milliseconds(double seconds) {
    return seconds < 0 ? -1 : seconds > 2000000 ? 2000000000 : (int)ceil(seconds * 1000);
}

/* --- select --- */

static bool fill(KiState *ks, KiValue seq, fd_set *set, KiTuple **out, int *max) {
    FD_ZERO(set);
    KiTuple *t = *out = ki_to_tuple(ks, seq);
    if (!t) {
        if (ki_pending_is(ks, KI_EXC_TypeError)) {
            ki_clear_exc(ks);
            ki_raise(ks, KI_EXC_TypeError, "arguments 1-3 must be sequences");
        }
        return false;
    }
    for (int64_t i = 0; i < t->len; i++) {
        int fd;
        if (!ki_fileno_arg(ks, t->items[i], &fd)) return false;
        if (fd >= FD_SETSIZE) {
            ki_raise(ks, KI_EXC_ValueError, "filedescriptor out of range in select()");
            return false;
        }
        FD_SET(fd, set);
        if (fd > *max) *max = fd;
    }
    return true;
}
static KiValue ready(KiState *ks, KiTuple *t, fd_set *set) {
    KiList *l = ki_list_new(ks, 0);
    for (int64_t i = 0; l && i < t->len; i++) {
        int fd;
        bool ok = ki_fileno_arg(ks, t->items[i], &fd) &&
                  (!FD_ISSET(fd, set) || ki_list_append(ks, l, t->items[i]));
        if (ok) continue;
        ki_decref_obj(ks, &l->h);
        l = NULL;
    }
    return l ? ki_from_obj(l) : KI_ERR;
}

static KiValue f_select(KiState *ks, KiValue *a, int n) {
    fd_set in[3], set[3];
    KiTuple *t[3] = {NULL, NULL, NULL};
    int max = -1, r = -1;
    double wait;
    KiValue out[3] = {KI_ERR, KI_ERR, KI_ERR}, result = KI_ERR;
    if (!timeout_arg(ks, a[3], 1, "a float", &wait)) return KI_ERR;
    if (wait < 0 && !ki_is_none(a[3]) && a[3] != KI_ABSENT)
        return ki_raise(ks, KI_EXC_ValueError, "timeout must be non-negative");
    for (int i = 0; i < 3; i++)
        if (!fill(ks, a[i], &in[i], &t[i], &max)) goto done;
    double end = wait < 0 ? 0 : now() + wait;
    for (;;) {
        memcpy(set, in, sizeof set);
        struct timeval tv = {(time_t)wait, (suseconds_t)((wait - floor(wait)) * 1e6)};
        KiThread *th = ki_gil_release(ks);
        r = select(max + 1, &set[0], &set[1], &set[2], wait < 0 ? NULL : &tv);
        ki_gil_acquire(ks, th);
        if (r >= 0 || errno != EINTR) break;
        if (!ki_io_interrupted(ks)) goto done;
        if (wait >= 0 && (wait = end - now()) < 0) wait = 0;
    }
    if (r < 0) {
        fail(ks);
        goto done;
    }
    for (int i = 0; i < 3; i++)
        if ((out[i] = ready(ks, t[i], &set[i])) == KI_ERR) goto done;
    result = ki_tuple_pack(ks, 3, out[0], out[1], out[2]);
done:
    for (int i = 0; i < 3; i++) {
        if (t[i]) ki_decref_obj(ks, &t[i]->h);
        ki_decref(ks, out[i]);
    }
    return result;
}

/* --- poll --- */

typedef struct Poll {
    KiObj h;
    struct pollfd *fds;
    size_t n, cap;
    bool polling;
} Poll;
static Poll *poll_of(KiValue v) {
    return (Poll *)ki_obj(v);
}
static void poll_dealloc(KiState *ks, KiObj *o) {
    Poll *p = (Poll *)o;
    kb_free(&ks->alloc, p->fds, p->cap * sizeof *p->fds);
    p->fds = NULL;
    p->n = p->cap = 0;
}
static struct pollfd *find_fd(Poll *p, int fd) {
    for (size_t i = 0; i < p->n; i++)
        if (p->fds[i].fd == fd) return &p->fds[i];
    return NULL;
}
/* Events of poll(), an unsigned short. */
static bool mask_arg(KiState *ks, KiValue v, int fallback, int *out) {
    int64_t mask = fallback;
    *out = fallback;
    if (v == KI_ABSENT) return true;
    if (!ki_is_integer(v)) {
        ki_raise(ks, KI_EXC_TypeError, "an integer is required");
        return false;
    }
    bool fits = ki_int_try_i64(v, &mask);
    if (!fits && ki_int_sign(v) > 0)
        ki_raise(ks, KI_EXC_OverflowError, "Python int too large to convert to C unsigned long");
    else if (!fits || mask < 0)
        ki_raise(ks, KI_EXC_ValueError, "value must be positive");
    else if (mask > USHRT_MAX)
        ki_raise(ks, KI_EXC_OverflowError, "Python int too large for C unsigned short");
    *out = (int)mask;
    return !ki_pending(ks);
}
static KiValue p_register(KiState *ks, KiValue *a, int n) {
    Poll *p = poll_of(a[0]);
    int fd, mask;
    if (!ki_fileno_arg(ks, a[1], &fd) || !mask_arg(ks, a[2], POLLIN | POLLPRI | POLLOUT, &mask))
        return KI_ERR;
    struct pollfd *f = find_fd(p, fd);
    if (!f) {
        if (p->n == p->cap) {
            size_t cap = p->cap ? p->cap * 2 : 8;
            struct pollfd *q = kb_realloc(&ks->alloc, p->fds, p->cap * sizeof *q, cap * sizeof *q);
            if (!q) return ki_raise_nomem(ks);
            p->fds = q;
            p->cap = cap;
        }
        f = &p->fds[p->n++];
        f->fd = fd;
    }
    f->events = (short)mask;
    return KI_NONE;
}
static KiValue p_modify(KiState *ks, KiValue *a, int n) {
    int fd, mask;
    if (!ki_fileno_arg(ks, a[1], &fd) || !mask_arg(ks, a[2], 0, &mask)) return KI_ERR;
    struct pollfd *f = find_fd(poll_of(a[0]), fd);
    if (!f) return ki_raise_errno(ks, ENOENT, KI_ABSENT);
    f->events = (short)mask;
    return KI_NONE;
}
static KiValue p_unregister(KiState *ks, KiValue *a, int n) {
    Poll *p = poll_of(a[0]);
    int fd;
    if (!ki_fileno_arg(ks, a[1], &fd)) return KI_ERR;
    struct pollfd *f = find_fd(p, fd);
    if (!f) return ki_raise_value(ks, KI_EXC_KeyError, ki_small_int(fd));
    *f = p->fds[--p->n];
    return KI_NONE;
}
static KiValue p_poll(KiState *ks, KiValue *a, int n) {
    Poll *p = poll_of(a[0]);
    double wait;
    if (!timeout_arg(ks, a[1], 1000, "an integer", &wait)) return KI_ERR;
    if (p->polling) return ki_raise(ks, KI_EXC_RuntimeError, "concurrent poll() invocation");
    /* waited for is a copy: other threads may register and unregister in the meantime */
    struct pollfd few[16], *fds = few;
    size_t watched = p->n, size = watched * sizeof *fds;
    if (size > sizeof few && !(fds = kb_malloc(&ks->alloc, size))) return ki_raise_nomem(ks);
    if (watched) memcpy(fds, p->fds, watched * sizeof *fds);
    double end = wait < 0 ? 0 : now() + wait;
    int r;
    KiList *l = NULL;
    p->polling = true;
    for (;;) {
        KiThread *t = ki_gil_release(ks);
        r = poll(fds, watched, milliseconds(wait));
        ki_gil_acquire(ks, t);
        if (r >= 0 || errno != EINTR || !ki_io_interrupted(ks)) break;
        if (wait >= 0 && (wait = end - now()) < 0) wait = 0;
    }
    p->polling = false;
    if (r >= 0)
        l = ki_list_new(ks, r);
    else if (!ki_pending(ks))
        (void)fail(ks);
    for (size_t i = 0; l && i < watched; i++) {
        if (!fds[i].revents) continue;
        if (!ki_list_push(ks, l,
                          ki_tuple_pack(ks, 2, ki_small_int(fds[i].fd),
                                        ki_small_int(fds[i].revents & 0xffff)))) {
            ki_decref_obj(ks, &l->h);
            l = NULL;
        }
    }
    if (fds != few) kb_free(&ks->alloc, fds, size);
    return l ? ki_from_obj(l) : KI_ERR;
}
static KiValue f_poll(KiState *ks, KiValue *a, int n) {
    static const KiDef methods[] = {
        {"register", "(self, fd, eventmask=<absent>, /)", p_register, "Watch a descriptor.", 0},
        {"modify", "(self, fd, eventmask, /)", p_modify, "Change what to watch for.", 0},
        {"unregister", "(self, fd, /)", p_unregister, "Stop watching a descriptor.", 0},
        {"poll", "(self, timeout=None, /)", p_poll, "Wait: list of (descriptor, events).", 0},
        KI_DEF_END};
    static const KiSlots slots = {.dealloc = poll_dealloc};
    static const KiTypeDef def = {"poll",      "select", NULL,    sizeof(Poll), KI_TF_DISALLOW_NEW,
                                  KI_K_OPAQUE, &slots,   methods, NULL};
    KiValue *slot = &ks->bi->slot[KI_BI_POLL];
    if (*slot == KI_ABSENT) {
        KiType *t = ki_native_type(ks, &def, ks->types[KI_K_OBJECT]);
        if (!t) return KI_ERR;
        *slot = ki_from_obj(t);
    }
    KiObj *o = ki_instance_alloc(ks, (KiType *)ki_obj(*slot));
    return o ? ki_from_obj(o) : KI_ERR;
}

/* --- epoll --- */

typedef struct Epoll {
    KiObj h;
    int fd; /* -1: closed */
} Epoll;
static Epoll *epoll_of(KiValue v) {
    return (Epoll *)ki_obj(v);
}
static bool epoll_open(KiState *ks, KiValue v) {
    if (epoll_of(v)->fd >= 0) return true;
    ki_raise(ks, KI_EXC_ValueError, "I/O operation on closed epoll object");
    return false;
}
static KiValue e_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    static const char *const names[] = {"sizehint", "flags"};
    KiValue a[2];
    int hint = -1, flags = 0;
    if (!ki_parse_args(ks, "epoll", names, 0, 0, 2, args, nargs, kwnames, a) ||
        (a[0] != KI_ABSENT && !ki_to_int(ks, a[0], &hint)) ||
        (a[1] != KI_ABSENT && !ki_to_int(ks, a[1], &flags)))
        return KI_ERR;
    if (hint < -1 || hint == 0) return ki_raise(ks, KI_EXC_ValueError, "negative sizehint");
    if (flags && flags != EPOLL_CLOEXEC) return ki_raise(ks, KI_EXC_OSError, "invalid flags");
    Epoll *e = (Epoll *)ki_instance_alloc(ks, cls);
    if (!e) return KI_ERR;
    e->fd = epoll_create1(EPOLL_CLOEXEC);
    if (e->fd >= 0) return ki_from_obj(e);
    fail(ks);
    ki_decref_obj(ks, &e->h);
    return KI_ERR;
}
static KiValue e_fromfd(KiState *ks, KiValue *a, int n) {
    int fd;
    if (!ki_to_int(ks, a[1], &fd)) return KI_ERR;
    Epoll *e = (Epoll *)ki_instance_alloc(ks, (KiType *)ki_obj(a[0]));
    if (e) e->fd = fd;
    return e ? ki_from_obj(e) : KI_ERR;
}
static void e_dealloc(KiState *ks, KiObj *o) {
    Epoll *e = (Epoll *)o;
    if (e->fd >= 0) close(e->fd);
    e->fd = -1;
}
static KiValue e_close(KiState *ks, KiValue *a, int n) {
    e_dealloc(ks, ki_obj(a[0]));
    return KI_NONE;
}
static KiValue e_fileno(KiState *ks, KiValue *a, int n) {
    return epoll_open(ks, a[0]) ? ki_small_int(epoll_of(a[0])->fd) : KI_ERR;
}
static KiValue e_enter(KiState *ks, KiValue *a, int n) {
    return epoll_open(ks, a[0]) ? ki_new_ref(a[0]) : KI_ERR;
}
static KiValue e_exit(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    return e_close(ks, args, 1);
}
/* The lowest bits of an int, whatever its size. */
static bool bits_arg(KiState *ks, KiValue v, uint32_t *out) {
    KiValue i = ki_index(ks, v);
    if (i == KI_ERR) return false;
    uint64_t store[1];
    KbBig big = ki_int_view(i, store);
    uint32_t low = big.n ? (uint32_t)big.d[0] : 0;
    *out = big.n < 0 ? 0 - low : low;
    ki_decref(ks, i);
    return true;
}
static KiValue control(KiState *ks, KiValue *a, int op, int fallback) {
    int fd;
    uint32_t mask = (uint32_t)fallback;
    if (!epoll_open(ks, a[0]) || !ki_fileno_arg(ks, a[1], &fd) ||
        (op != EPOLL_CTL_DEL && a[2] != KI_ABSENT && !bits_arg(ks, a[2], &mask)))
        return KI_ERR;
    struct epoll_event ev = {.events = mask, .data.fd = fd};
    return epoll_ctl(epoll_of(a[0])->fd, op, fd, &ev) < 0 ? fail(ks) : KI_NONE;
}
static KiValue e_register(KiState *ks, KiValue *a, int n) {
    return control(ks, a, EPOLL_CTL_ADD, EPOLLIN | EPOLLPRI | EPOLLOUT);
}
static KiValue e_modify(KiState *ks, KiValue *a, int n) {
    return control(ks, a, EPOLL_CTL_MOD, 0);
}
static KiValue e_unregister(KiState *ks, KiValue *a, int n) {
    return control(ks, a, EPOLL_CTL_DEL, 0);
}
/* epoll_wait, taken up again after signals; less than 0: errno, or an exception is pending. */
static int wait_for(KiState *ks, int fd, struct epoll_event *ev, int max, double wait) {
    double end = wait < 0 ? 0 : now() + wait;
    for (;;) {
        KiThread *t = ki_gil_release(ks);
        int r = epoll_wait(fd, ev, max, milliseconds(wait));
        ki_gil_acquire(ks, t);
        if (r >= 0 || errno != EINTR || !ki_io_interrupted(ks)) return r;
        if (wait >= 0 && (wait = end - now()) < 0) wait = 0;
    }
}
static KiValue e_poll(KiState *ks, KiValue *a, int n) {
    double wait;
    int max;
    if (!epoll_open(ks, a[0]) || !timeout_arg(ks, a[1], 1, "an integer", &wait) ||
        !ki_to_int(ks, a[2], &max))
        return KI_ERR;
    if (max == 0 || max < -1)
        return ki_raise(ks, KI_EXC_ValueError, "maxevents must be greater than 0, got %d", max);
    if (max < 0) max = FD_SETSIZE - 1;
    size_t size = (size_t)max * sizeof(struct epoll_event);
    struct epoll_event *ev = kb_malloc(&ks->alloc, size);
    if (!ev) return ki_raise_nomem(ks);
    int r = wait_for(ks, epoll_of(a[0])->fd, ev, max, wait);
    KiList *l = r < 0 ? NULL : ki_list_new(ks, r);
    if (r < 0 && !ki_pending(ks)) (void)fail(ks);
    for (int i = 0; l && i < r; i++)
        if (!ki_list_push(ks, l,
                          ki_tuple_pack(ks, 2, ki_small_int(ev[i].data.fd),
                                        ki_small_int((int64_t)ev[i].events)))) {
            ki_decref_obj(ks, &l->h);
            l = NULL;
        }
    kb_free(&ks->alloc, ev, size);
    return l ? ki_from_obj(l) : KI_ERR;
}
static KiValue e_closed(KiState *ks, KiValue self, void *closure) {
    return ki_bool(epoll_of(self)->fd < 0);
}

bool ki_mod_select_init(KiState *ks, KiModule *m) {
    static const KiDef functions[] = {{"select", "(rlist, wlist, xlist, timeout=None, /)", f_select,
                                       "Wait until descriptors are ready: three lists.", 0},
                                      {"poll", "()", f_poll, "A polling object.", 0},
                                      KI_DEF_END};
    static const KiDef methods[] = {
        {"register", "(self, fd, eventmask=<absent>)", e_register, "Watch a descriptor.", 0},
        {"modify", "(self, fd, eventmask)", e_modify, "Change what to watch for.", 0},
        {"unregister", "(self, fd)", e_unregister, "Stop watching a descriptor.", 0},
        {"poll", "(self, timeout=None, maxevents=-1)", e_poll,
         "Wait: list of (descriptor, events).", 0},
        {"fromfd", "(type, fd, /)", e_fromfd, "An epoll object of a descriptor of one.",
         KI_DEF_CLASS},
        {"close", "(self, /)", e_close, "Close the epoll object.", 0},
        {"fileno", "(self, /)", e_fileno, "Its own descriptor.", 0},
        {"__enter__", "(self, /)", e_enter, NULL, 0},
        {"__exit__", "(...)", (void *)e_exit, NULL, 0},
        KI_DEF_END};
    static const KiGetsetDef getsets[] = {{"closed", e_closed, NULL, NULL, NULL},
                                          {NULL, NULL, NULL, NULL, NULL}};
    static const KiSlots slots = {
        .dealloc = e_dealloc, .getattr = ki_generic_getattr, .new_ = e_new};
    static const KiTypeDef def = {"epoll",       "select", "An epoll object.",
                                  sizeof(Epoll), 0,        KI_K_OPAQUE,
                                  &slots,        methods,  getsets};
    static const struct {
        const char *name;
        int64_t value;
    } numbers[] = {{"POLLIN", POLLIN},          {"POLLPRI", POLLPRI},
                   {"POLLOUT", POLLOUT},        {"POLLERR", POLLERR},
                   {"POLLHUP", POLLHUP},        {"POLLNVAL", POLLNVAL},
                   {"POLLRDNORM", 0x40},        {"POLLRDBAND", 0x80},
                   {"POLLWRNORM", 0x100},       {"POLLWRBAND", 0x200},
                   {"POLLMSG", 0x400},          {"POLLRDHUP", 0x2000},
                   {"EPOLLIN", EPOLLIN},        {"EPOLLPRI", EPOLLPRI},
                   {"EPOLLOUT", EPOLLOUT},      {"EPOLLERR", EPOLLERR},
                   {"EPOLLHUP", EPOLLHUP},      {"EPOLLET", (int64_t)EPOLLET},
                   {"EPOLLRDHUP", EPOLLRDHUP},  {"EPOLLONESHOT", EPOLLONESHOT},
                   {"EPOLLEXCLUSIVE", 1 << 28}, {"EPOLL_CLOEXEC", EPOLL_CLOEXEC},
                   {"EPOLLRDNORM", 0x40},       {"EPOLLRDBAND", 0x80},
                   {"EPOLLWRNORM", 0x100},      {"EPOLLWRBAND", 0x200},
                   {"EPOLLMSG", 0x400},         {"PIPE_BUF", 4096}};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (!ki_module_add(ks, m, numbers[i].name, ki_small_int(numbers[i].value))) return false;
    KiType *epoll = ki_native_type(ks, &def, ks->types[KI_K_OBJECT]);
    return epoll && ki_module_add(ks, m, "epoll", ki_from_obj(epoll)) &&
           ki_module_add(ks, m, "error", ki_new_ref(ki_from_obj(ks->exceptions[KI_EXC_OSError]))) &&
           ki_module_add_functions(ks, m, functions);
}
