/* The module _signal (the Python module signal re-exports it), and how SIGINT reaches a script.
 *
 * A signal handler may do next to nothing: it marks the signal as tripped and sets the breaker of
 * the state that took signals over; the VM then calls ki_signals_run at its next safe point.
 * Signals belong to the process, so does the pointer to that one state. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include "../vm/thread.h"
#include "mod_io.h"
#include "mod_signal.h"

typedef struct KiSignalState {
    KiValue handlers[KI_N_SIGNALS]; /* callable, or SIG_DFL / SIG_IGN as int, or None (not ours) */
    _Atomic uint8_t tripped[KI_N_SIGNALS];
    _Atomic uint8_t interrupt; /* ku_interrupt */
    _Atomic int wakeup_fd;     /* told of every signal, plus 1; 0: none */
    struct sigaction before_int;
    bool owner;
} KiSignalState;

static _Atomic(KiState *) signal_owner;

static void on_signal(int sig) {
    int saved = errno;
    KiState *ks = atomic_load(&signal_owner);
    if (ks && ks->bi && ks->bi->sig) {
        atomic_store(&ks->bi->sig->tripped[sig], 1);
        ki_break(ks, KI_BREAK_SIGNAL);
        int fd = atomic_load(&ks->bi->sig->wakeup_fd) - 1;
        unsigned char byte = (unsigned char)sig;
        if (fd >= 0) (void)!write(fd, &byte, 1);
    }
    errno = saved;
}

static KiSignalState *signals(KiState *ks) {
    KiSignalState *s = ks->bi->sig;
    if (s) return s;
    s = kb_calloc(&ks->alloc, sizeof *s);
    if (!s) {
        ki_raise_nomem(ks);
        return NULL;
    }
    for (int i = 0; i < KI_N_SIGNALS; i++)
        s->handlers[i] = KI_ABSENT;
    return ks->bi->sig = s;
}

void ki_signal_interrupt(KiState *ks) {
    if (ks->bi && ks->bi->sig) atomic_store(&ks->bi->sig->interrupt, 1);
    ki_break(ks, KI_BREAK_SIGNAL);
}

bool ki_signal_trip(KiState *ks, int sig) {
    KiSignalState *s = signals(ks);
    if (!s) return false;
    if (sig < 1 || sig >= KI_N_SIGNALS) {
        ki_raise(ks, KI_EXC_ValueError, "signal number out of range");
        return false;
    }
    atomic_store(&s->tripped[sig], 1);
    ki_break(ks, KI_BREAK_SIGNAL);
    return ki_io_interrupted(ks);
}

static KiValue raise_interrupt(KiState *ks) {
    return ki_raise_obj(ks, ki_from_obj(ks->exceptions[KI_EXC_KeyboardInterrupt]));
}

/* Called by the VM at a safe point: runs the handlers of tripped signals. */
static bool run_handlers(KiState *ks) {
    KiSignalState *s = ks->bi ? ks->bi->sig : NULL;
    if (!s || atomic_exchange(&s->interrupt, 0)) {
        raise_interrupt(ks);
        return false;
    }
    for (int i = 1; i < KI_N_SIGNALS; i++) {
        if (!atomic_exchange(&s->tripped[i], 0)) continue;
        KiValue h = s->handlers[i];
        if (h == KI_ABSENT || !ki_is_ptr(h)) { /* nothing set, or SIG_DFL, SIG_IGN, None */
            if (i != SIGINT || h != KI_ABSENT) continue;
            raise_interrupt(ks);
            return false;
        }
        KiFrame *f = ki_frame_get(ks, 0);
        KiValue r = ki_call2(ks, ki_new_ref(h), ki_small_int(i), f ? ki_from_obj(f) : KI_NONE);
        ki_decref(ks, h);
        if (f) ki_decref_obj(ks, &f->h);
        ki_decref(ks, r);
        if (r == KI_ERR) return false;
    }
    return true;
}

bool ki_io_interrupted(KiState *ks) {
    if (!(ks->breaker & KI_BREAK_SIGNAL) || !ki_thread_is_main(ks)) return true;
    atomic_fetch_and(&ks->breaker, (uint8_t)~KI_BREAK_SIGNAL);
    return run_handlers(ks);
}

static bool install(KiState *ks, int sig, void (*fn)(int)) {
    struct sigaction sa;
    memset(&sa, 0, sizeof sa);
    sa.sa_handler = fn;
    sigemptyset(&sa.sa_mask);
    if (sigaction(sig, &sa, NULL) == 0) return true;
    ki_raise_errno(ks, errno, KI_ABSENT);
    return false;
}

bool ki_signal_take_over(KiState *ks) {
    KiSignalState *s = signals(ks);
    if (!s) return false;
    KiState *none = NULL;
    if (!atomic_compare_exchange_strong(&signal_owner, &none, ks))
        return true; /* another state of this process has them */
    s->owner = true;
    ks->vm->on_signal = run_handlers;
    sigaction(SIGINT, NULL, &s->before_int);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); /* a file at its limit is an OSError */
    return s->before_int.sa_handler == SIG_IGN || install(ks, SIGINT, on_signal);
}

void ki_signal_free(KiState *ks) {
    KiSignalState *s = ks->bi->sig;
    if (!s) return;
    if (s->owner) {
        sigaction(SIGINT, &s->before_int, NULL);
        atomic_store(&signal_owner, NULL);
    }
    for (int i = 0; i < KI_N_SIGNALS; i++)
        ki_assign(ks, &s->handlers[i], KI_ABSENT);
    ks->bi->sig = NULL;
    kb_free(&ks->alloc, s, sizeof *s);
}

/* --- the module --- */

static bool signal_number(KiState *ks, KiValue v, int *out) {
    if (!ki_to_int(ks, v, out)) return false;
    if (*out >= 1 && *out < KI_N_SIGNALS) return true;
    ki_raise(ks, KI_EXC_ValueError, "signal number out of range");
    return false;
}

static KiValue default_int_handler(KiState *ks, KiValue *a, int n) {
    return raise_interrupt(ks);
}

static KiValue current(KiState *ks, KiSignalState *s, int sig) {
    struct sigaction sa;
    if (s->handlers[sig] != KI_ABSENT) return ki_new_ref(s->handlers[sig]);
    if (sigaction(sig, NULL, &sa) < 0) return KI_NONE;
    if (sa.sa_handler == on_signal && sig == SIGINT)
        return ki_import_attr(ks, "_signal", "default_int_handler");
    return sa.sa_handler == SIG_DFL   ? ki_small_int(0)
           : sa.sa_handler == SIG_IGN ? ki_small_int(1)
                                      : KI_NONE;
}

static KiValue f_signal(KiState *ks, KiValue *a, int n) {
    int sig;
    KiSignalState *s = signals(ks);
    if (!s || !signal_number(ks, a[0], &sig)) return KI_ERR;
    KiState *owner = atomic_load(&signal_owner);
    if (owner != ks || !ki_thread_is_main(ks))
        return ki_raise(ks, KI_EXC_ValueError,
                        "signal only works in main thread of the main interpreter");
    void (*fn)(int);
    int64_t which = -1;
    if (ki_is_integer(a[1]) && ki_int_try_i64(a[1], &which) && (which == 0 || which == 1))
        fn = which ? SIG_IGN : SIG_DFL;
    else if (ki_callable(ks, a[1]))
        fn = on_signal;
    else
        return ki_raise(
            ks, KI_EXC_TypeError,
            "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object");
    KiValue old = current(ks, s, sig);
    if (old == KI_ERR || !install(ks, sig, fn)) {
        ki_decref(ks, old);
        return KI_ERR;
    }
    ki_assign(ks, &s->handlers[sig], which >= 0 ? ki_small_int(which) : ki_new_ref(a[1]));
    return old;
}

static KiValue f_getsignal(KiState *ks, KiValue *a, int n) {
    int sig;
    KiSignalState *s = signals(ks);
    return s && signal_number(ks, a[0], &sig) ? current(ks, s, sig) : KI_ERR;
}

static KiValue f_raise_signal(KiState *ks, KiValue *a, int n) {
    int sig;
    if (!signal_number(ks, a[0], &sig)) return KI_ERR;
    if (raise(sig) != 0) return ki_raise_errno(ks, errno, KI_ABSENT);
    return ki_io_interrupted(ks) ? KI_NONE : KI_ERR;
}

static KiValue f_alarm(KiState *ks, KiValue *a, int n) {
    int seconds;
    return ki_to_int(ks, a[0], &seconds) ? ki_small_int(alarm((unsigned)seconds)) : KI_ERR;
}

static KiValue f_pause(KiState *ks, KiValue *a, int n) {
    KiThread *t = ki_gil_release(ks);
    pause();
    ki_gil_acquire(ks, t);
    return ki_io_interrupted(ks) ? KI_NONE : KI_ERR;
}

static KiValue f_strsignal(KiState *ks, KiValue *a, int n) {
    int sig;
    return signal_number(ks, a[0], &sig) ? ki_str_from_cstr(ks, strsignal(sig)) : KI_ERR;
}

static KiValue f_wakeup(KiState *ks, KiValue *a, int n) {
    int fd;
    KiSignalState *s = signals(ks);
    if (!s || !ki_to_int(ks, a[0], &fd)) return KI_ERR;
    if (!ki_thread_is_main(ks))
        return ki_raise(ks, KI_EXC_ValueError,
                        "set_wakeup_fd only works in main thread of the main interpreter");
    struct stat st;
    if (fd != -1) {
        int flags = fcntl(fd, F_GETFL);
        if (fstat(fd, &st) < 0 || flags < 0) return ki_raise_errno(ks, errno, KI_ABSENT);
        if (!(flags & O_NONBLOCK))
            return ki_raise(ks, KI_EXC_ValueError, "the fd %d must be in non-blocking mode", fd);
    }
    int old = atomic_exchange(&s->wakeup_fd, fd < 0 ? 0 : fd + 1) - 1;
    return ki_small_int(old);
}

bool ki_mod_signal_init(KiState *ks, KiModule *m) {
    static const KiDef functions[] = {
        {"signal", "(signalnum, handler, /)", f_signal, "Set the action for a signal.", 0},
        {"getsignal", "(signalnum, /)", f_getsignal, "The current action for a signal.", 0},
        {"raise_signal", "(signalnum, /)", f_raise_signal, "Send a signal to the process.", 0},
        {"default_int_handler", "(signalnum, frame, /)", default_int_handler,
         "Raise KeyboardInterrupt.", 0},
        {"alarm", "(seconds, /)", f_alarm, "Arrange for SIGALRM after the given number of seconds.",
         0},
        {"pause", "()", f_pause, "Wait until a signal arrives.", 0},
        {"strsignal", "(signalnum, /)", f_strsignal, "Description of a signal.", 0},
        {"set_wakeup_fd", "(fd, *, warn_on_full_buffer=True)", f_wakeup,
         "A descriptor to which every arriving signal is written; the old one.", KI_DEF_UNSIGNED},
        KI_DEF_END};
    static const struct {
        const char *name;
        int value;
    } numbers[] = {{"SIGHUP", SIGHUP},
                   {"SIGINT", SIGINT},
                   {"SIGQUIT", SIGQUIT},
                   {"SIGILL", SIGILL},
                   {"SIGTRAP", SIGTRAP},
                   {"SIGABRT", SIGABRT},
                   {"SIGBUS", SIGBUS},
                   {"SIGFPE", SIGFPE},
                   {"SIGKILL", SIGKILL},
                   {"SIGUSR1", SIGUSR1},
                   {"SIGSEGV", SIGSEGV},
                   {"SIGUSR2", SIGUSR2},
                   {"SIGPIPE", SIGPIPE},
                   {"SIGALRM", SIGALRM},
                   {"SIGTERM", SIGTERM},
                   {"SIGCHLD", SIGCHLD},
                   {"SIGCONT", SIGCONT},
                   {"SIGSTOP", SIGSTOP},
                   {"SIGTSTP", SIGTSTP},
                   {"SIGTTIN", SIGTTIN},
                   {"SIGTTOU", SIGTTOU},
                   {"SIGURG", SIGURG},
                   {"SIGXCPU", SIGXCPU},
                   {"SIGXFSZ", SIGXFSZ},
                   {"SIGVTALRM", SIGVTALRM},
                   {"SIGPROF", SIGPROF},
                   {"SIGWINCH", SIGWINCH},
                   {"SIGIO", SIGIO},
                   {"SIGSYS", SIGSYS},
                   {"SIG_DFL", 0},
                   {"SIG_IGN", 1},
                   {"NSIG", KI_N_SIGNALS},
                   {"ITIMER_REAL", ITIMER_REAL},
                   {"ITIMER_VIRTUAL", ITIMER_VIRTUAL},
                   {"ITIMER_PROF", ITIMER_PROF},
                   {"SIG_BLOCK", SIG_BLOCK},
                   {"SIG_UNBLOCK", SIG_UNBLOCK},
                   {"SIG_SETMASK", SIG_SETMASK}};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (!ki_module_add(ks, m, numbers[i].name, ki_small_int(numbers[i].value))) return false;
    return ki_signal_wait_init(ks, m) && ki_module_add_functions(ks, m, functions);
}
