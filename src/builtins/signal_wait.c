/* _signal: masks, waiting for signals, timers, signals to threads. */
#include <errno.h>
#include <math.h>
#include <pthread.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include "../object/audit.h"
#include "../vm/thread.h"
#include "mod_io.h"
#include "mod_signal.h"
#include "posix_util.h"

static KiValue fail(KiState *ks) {
    return ki_raise_errno(ks, errno, KI_ABSENT);
}

static KiValue set_value(KiState *ks, const sigset_t *set) {
    KiSet *s = ki_set_new(ks, false);
    for (int i = 1; s && i < KI_N_SIGNALS; i++)
        if (sigismember(set, i) == 1 && !ki_set_add(ks, s, ki_small_int(i))) {
            ki_decref_obj(ks, &s->h);
            return KI_ERR;
        }
    return s ? ki_from_obj(s) : KI_ERR;
}
bool ki_signal_set_arg(KiState *ks, KiValue v, sigset_t *set) {
    sigemptyset(set);
    KiTuple *t = ki_to_tuple(ks, v);
    bool ok = t != NULL;
    for (int64_t i = 0; ok && i < t->len; i++) {
        int64_t sig;
        ok = ki_index_i64(ks, t->items[i], &sig);
        if (!ok && ki_pending_is(ks, KI_EXC_OverflowError)) { /* no signal either */
            ki_clear_exc(ks);
            ok = true;
            sig = -1;
        }
        if (ok && (sig < 1 || sig >= KI_N_SIGNALS)) {
            ki_raise(ks, KI_EXC_ValueError, "signal number %lld out of range [1; %d]",
                     (long long)sig, KI_N_SIGNALS - 1);
            ok = false;
        }
        if (ok) sigaddset(set, (int)sig);
    }
    if (t) ki_decref_obj(ks, &t->h);
    return ok;
}

static KiValue f_pthread_sigmask(KiState *ks, KiValue *a, int n) {
    int how;
    sigset_t set, old;
    if (!ki_to_int(ks, a[0], &how) || !ki_signal_set_arg(ks, a[1], &set)) return KI_ERR;
    int err = pthread_sigmask(how, &set, &old);
    if (err) return ki_raise_errno(ks, err, KI_ABSENT);
    return ki_io_interrupted(ks) ? set_value(ks, &old) : KI_ERR;
}
static KiValue f_sigpending(KiState *ks, KiValue *a, int n) {
    sigset_t set;
    return sigpending(&set) < 0 ? fail(ks) : set_value(ks, &set);
}
static KiValue f_valid_signals(KiState *ks, KiValue *a, int n) {
    sigset_t set;
    return sigfillset(&set) < 0 ? fail(ks) : set_value(ks, &set);
}
static KiValue f_sigwait(KiState *ks, KiValue *a, int n) {
    sigset_t set;
    int sig = 0;
    if (!ki_signal_set_arg(ks, a[0], &set)) return KI_ERR;
    KiThread *t = ki_gil_release(ks);
    int err = sigwait(&set, &sig);
    ki_gil_acquire(ks, t);
    return err ? ki_raise_errno(ks, err, KI_ABSENT) : ki_small_int(sig);
}
/* seconds < 0: for ever */
static KiValue wait_info(KiState *ks, KiValue signals, double seconds) {
    static const char *const fields[] = {"si_signo", "si_code",   "si_errno", "si_pid",
                                         "si_uid",   "si_status", "si_band"};
    sigset_t set;
    siginfo_t si;
    int r;
    if (!ki_signal_set_arg(ks, signals, &set)) return KI_ERR;
    struct timespec left = {(time_t)seconds, (long)((seconds - floor(seconds)) * 1e9)};
    do {
        KiThread *t = ki_gil_release(ks);
        r = seconds < 0 ? sigwaitinfo(&set, &si) : sigtimedwait(&set, &si, &left);
        ki_gil_acquire(ks, t);
    } while (r < 0 && errno == EINTR && ki_io_interrupted(ks));
    if (r < 0) return ki_pending(ks) ? KI_ERR : errno == EAGAIN ? KI_NONE : fail(ks);
    KiValue v[7] = {ki_small_int(si.si_signo), ki_small_int(si.si_code), ki_small_int(si.si_errno),
                    ki_small_int(si.si_pid),   ki_small_int(si.si_uid),  ki_small_int(si.si_status),
                    ki_small_int(si.si_band)};
    return ki_make_seq(ks, "signal", "struct_siginfo", fields, v, 7);
}
static KiValue f_sigwaitinfo(KiState *ks, KiValue *a, int n) {
    return wait_info(ks, a[0], -1);
}
static KiValue f_sigtimedwait(KiState *ks, KiValue *a, int n) {
    double seconds;
    if (!ki_to_double(ks, a[1], &seconds)) return KI_ERR;
    if (seconds < 0) return ki_raise(ks, KI_EXC_ValueError, "timeout must be non-negative");
    return wait_info(ks, a[0], seconds);
}
static KiValue f_pthread_kill(KiState *ks, KiValue *a, int n) {
    int64_t id;
    int sig;
    if (!ki_index_i64(ks, a[0], &id) || !ki_to_int(ks, a[1], &sig)) return KI_ERR;
    if (!ki_audit(ks, "signal.pthread_kill", "li", id, sig)) return KI_ERR;
    int err = pthread_kill((pthread_t)(uintptr_t)id, sig);
    if (err) return ki_raise_errno(ks, err, KI_ABSENT);
    return ki_io_interrupted(ks) ? KI_NONE : KI_ERR;
}
static KiValue f_pidfd_send_signal(KiState *ks, KiValue *a, int n) {
#ifdef SYS_pidfd_send_signal
    int fd, sig, flags;
    if (!ki_to_int(ks, a[0], &fd) || !ki_to_int(ks, a[1], &sig) || !ki_to_int(ks, a[3], &flags))
        return KI_ERR;
    if (!ki_is_none(a[2])) return ki_raise(ks, KI_EXC_TypeError, "siginfo must be None");
    if (syscall(SYS_pidfd_send_signal, fd, sig, NULL, flags) < 0) return fail(ks);
    return ki_io_interrupted(ks) ? KI_NONE : KI_ERR;
#else
    errno = ENOSYS;
    return fail(ks);
#endif
}

/* --- timers --- */

static double seconds_of(struct timeval t) {
    return (double)t.tv_sec + (double)t.tv_usec * 1e-6;
}
static struct timeval timeval_of(double s) {
    struct timeval t = {(time_t)floor(s), (suseconds_t)((s - floor(s)) * 1e6)};
    if (s > 0 && t.tv_sec == 0 && t.tv_usec == 0) t.tv_usec = 1;
    return t;
}
static KiValue timer_value(KiState *ks, const struct itimerval *t) {
    return ki_tuple_pack(ks, 2, ki_float(seconds_of(t->it_value)),
                         ki_float(seconds_of(t->it_interval)));
}
static KiValue timer_error(KiState *ks) {
    KiValue cls = ki_import_attr(ks, "_signal", "ItimerError");
    KiValue text = ki_str_from_cstr(ks, strerror(errno));
    KiValue e =
        cls == KI_ERR || text == KI_ERR ? KI_ERR : ki_call2(ks, cls, ki_small_int(errno), text);
    if (e != KI_ERR) ki_raise_obj(ks, e);
    ki_decref(ks, e);
    ki_decref(ks, text);
    ki_decref(ks, cls);
    return KI_ERR;
}
static KiValue f_setitimer(KiState *ks, KiValue *a, int n) {
    int which;
    double first, every = 0;
    struct itimerval new_, old;
    if (!ki_to_int(ks, a[0], &which) || !ki_to_double(ks, a[1], &first) ||
        (a[2] != KI_ABSENT && !ki_to_double(ks, a[2], &every)))
        return KI_ERR;
    new_.it_value = timeval_of(first);
    new_.it_interval = timeval_of(every);
    if (setitimer((__itimer_which_t)which, &new_, &old) < 0) return timer_error(ks);
    return ki_io_interrupted(ks) ? timer_value(ks, &old) : KI_ERR;
}
static KiValue f_getitimer(KiState *ks, KiValue *a, int n) {
    int which;
    struct itimerval t;
    if (!ki_to_int(ks, a[0], &which)) return KI_ERR;
    return getitimer((__itimer_which_t)which, &t) < 0 ? timer_error(ks) : timer_value(ks, &t);
}

static KiValue f_siginterrupt(KiState *ks, KiValue *a, int n) {
    int sig;
    struct sigaction sa;
    int flag = ki_truth(ks, a[1]);
    if (flag < 0 || !ki_to_int(ks, a[0], &sig)) return KI_ERR;
    if (sig < 1 || sig >= KI_N_SIGNALS)
        return ki_raise(ks, KI_EXC_ValueError, "signal number out of range");
    if (sigaction(sig, NULL, &sa) < 0) return fail(ks);
    sa.sa_flags = flag ? sa.sa_flags & ~SA_RESTART : sa.sa_flags | SA_RESTART;
    return sigaction(sig, &sa, NULL) < 0 ? fail(ks) : KI_NONE;
}

bool ki_signal_wait_init(KiState *ks, KiModule *m) {
    static const KiDef functions[] = {
        {"pthread_sigmask", "(how, mask, /)", f_pthread_sigmask,
         "Change the signals this thread blocks; the old ones.", 0},
        {"sigpending", "()", f_sigpending, "Signals that wait while blocked.", 0},
        {"valid_signals", "()", f_valid_signals, "The signals of this system.", 0},
        {"sigwait", "(sigset, /)", f_sigwait, "Wait for a signal of a set.", 0},
        {"sigwaitinfo", "(sigset, /)", f_sigwaitinfo, "The same, with details.", 0},
        {"sigtimedwait", "(sigset, timeout, /)", f_sigtimedwait,
         "The same, not for ever: None after the timeout.", 0},
        {"pthread_kill", "(thread_id, signalnum, /)", f_pthread_kill, "Signal a thread.", 0},
        {"pidfd_send_signal", "(pidfd, signalnum, siginfo=None, flags=0, /)", f_pidfd_send_signal,
         "Signal a process by descriptor.", 0},
        {"setitimer", "(which, seconds, interval=<absent>, /)", f_setitimer,
         "Set an interval timer.", 0},
        {"getitimer", "(which, /)", f_getitimer, "(seconds left, interval)", 0},
        {"siginterrupt", "(signalnum, flag, /)", f_siginterrupt,
         "Whether a signal interrupts system calls.", 0},
        KI_DEF_END};
    static const struct {
        const char *name;
        int value;
    } numbers[] = {
        {"SIGCLD", SIGCHLD},      {"SIGIOT", SIGABRT}, {"SIGPOLL", SIGIO},
#ifdef SIGPWR
        {"SIGPWR", SIGPWR},
#endif
#ifdef SIGSTKFLT
        {"SIGSTKFLT", SIGSTKFLT},
#endif
    };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (!ki_module_add(ks, m, numbers[i].name, ki_small_int(numbers[i].value))) return false;
    KiType *e = ki_make_exception(ks, "signal", "itimer_error", ks->exceptions[KI_EXC_OSError]);
    return e && ki_module_add(ks, m, "ItimerError", ki_from_obj(e)) &&
           ki_module_add(ks, m, "SIGRTMIN", ki_small_int(SIGRTMIN)) &&
           ki_module_add(ks, m, "SIGRTMAX", ki_small_int(SIGRTMAX)) &&
           ki_module_add_functions(ks, m, functions);
}
