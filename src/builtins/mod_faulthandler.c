/* The module _faulthandler: says where all threads stand when the process crashes.
 *
 * Signals belong to the process, so does the one report that is set up for them. The handler runs
 * when nothing can be relied on: it reads the VM's stacks and calls write() and raise(), nothing
 * else. The handlers of fatal signals run on a stack of their own, for crashes by C recursion. */
#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/resource.h>
#include <unistd.h>

#include "../vm/walk.h"
#include "mod_faulthandler.h"

static const struct Fault {
    int signal;
    const char *name;
} faults[] = {{SIGBUS, "Bus error"},
              {SIGILL, "Illegal instruction"},
              {SIGFPE, "Floating point exception"},
              {SIGABRT, "Aborted"},
              {SIGSEGV, "Segmentation fault"}};
enum {
    N_FAULTS = sizeof faults / sizeof *faults,
    ALT_STACK_SIZE = 64 * 1024,
    MAX_FRAMES = 100,
    MAX_THREADS = 100,
    MAX_TEXT = 500
};

/* What the handlers read; `state` is set last and says that the rest is valid. */
static struct Report {
    _Atomic(KiState *) state;
    int fd;
    bool all_threads;
    struct sigaction before[N_FAULTS];
    char *alt_stack; /* of the thread that called enable() */
} report;

/* --- writing without stdio and without memory --- */

typedef struct Out {
    int fd;
    size_t len;
    char buf[256];
    int n_frames, n_threads;
    bool all_threads;
} Out;

static void out_flush(Out *o) {
    for (size_t at = 0; at < o->len;) {
        ssize_t n = write(o->fd, o->buf + at, o->len - at);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) break;
        at += (size_t)n;
    }
    o->len = 0;
}
static void out_char(Out *o, char c) {
    if (o->len == sizeof o->buf) out_flush(o);
    o->buf[o->len++] = c;
}
static void out_text(Out *o, const char *s) {
    while (*s)
        out_char(o, *s++);
}
static void out_decimal(Out *o, uint32_t n) {
    if (n >= 10) out_decimal(o, n / 10);
    out_char(o, (char)('0' + n % 10));
}
static void out_hex(Out *o, uint64_t n, int digits) {
    while (digits-- > 0)
        out_char(o, "0123456789abcdef"[n >> 4 * digits & 15]);
}
/* What is not printable ASCII is escaped; long texts are cut. */
static void out_str(Out *o, const KiStr *s) {
    size_t n = s->len < MAX_TEXT ? s->len : MAX_TEXT;
    for (size_t i = 0; i < n; i++) {
        uint32_t c = ki_str_at(s, i);
        if (c >= ' ' && c < 127) {
            out_char(o, (char)c);
            continue;
        }
        int digits = c < 0x100 ? 2 : c < 0x10000 ? 4 : 8;
        out_char(o, '\\');
        out_char(o, digits == 2 ? 'x' : digits == 4 ? 'u' : 'U');
        out_hex(o, c, digits);
    }
    if (n < s->len) out_text(o, "...");
}

/* --- the report --- */

static bool write_frame(void *arg, const KiCode *code, uint32_t line) {
    Out *o = arg;
    if (o->n_frames++ == MAX_FRAMES) {
        out_text(o, "  ...\n");
        return false;
    }
    out_text(o, "  File \"");
    out_str(o, ki_str_of(code->filename));
    out_text(o, "\", line ");
    out_decimal(o, line);
    out_text(o, " in ");
    out_str(o, ki_str_of(code->name));
    out_char(o, '\n');
    return true;
}

static bool write_thread(void *arg, KiState *ks, uint64_t ident, bool current) {
    Out *o = arg;
    if (!o->all_threads && !current) return true;
    if (o->n_threads++) out_char(o, '\n');
    if (o->n_threads > MAX_THREADS) {
        out_text(o, "...\n");
        return false;
    }
    if (o->all_threads) {
        out_text(o, current ? "Current thread 0x" : "Thread 0x");
        out_hex(o, ident, 16);
    } else {
        out_text(o, "Stack");
    }
    out_text(o, " (most recent call first):\n");
    o->n_frames = 0;
    ki_frames_walk(ks, write_frame, o);
    if (!o->n_frames) out_text(o, "  <no Python frame>\n");
    return true;
}

static void on_fault(int sig) {
    int i = 0;
    while (i < N_FAULTS && faults[i].signal != sig)
        i++;
    KiState *ks = atomic_exchange(&report.state, NULL); /* a crash in here is not reported */
    if (ks && i < N_FAULTS) {
        Out o = {.fd = report.fd, .all_threads = report.all_threads};
        out_text(&o, "Fatal Python error: ");
        out_text(&o, faults[i].name);
        out_text(&o, "\n\n");
        ki_threads_walk(ks, write_thread, &o);
        out_flush(&o);
    }
    if (i < N_FAULTS) sigaction(sig, &report.before[i], NULL);
    raise(sig);
}

/* --- switching it on and off --- */

static bool disable(KiState *ks) {
    KiState *expected = ks;
    if (!atomic_compare_exchange_strong(&report.state, &expected, NULL)) return false;
    for (int i = 0; i < N_FAULTS; i++)
        sigaction(faults[i].signal, &report.before[i], NULL);
    if (report.alt_stack) {
        stack_t none = {.ss_flags = SS_DISABLE};
        sigaltstack(&none, NULL);
        kb_free(&ks->alloc, report.alt_stack, ALT_STACK_SIZE);
        report.alt_stack = NULL;
    }
    return true;
}

void ki_faulthandler_free(KiState *ks) {
    (void)disable(ks);
}

static KiValue f_enable(KiState *ks, KiValue *a, int n) {
    int fd, all;
    if (!ki_to_int(ks, a[0], &fd) || (all = ki_truth(ks, a[1])) < 0) return KI_ERR;
    KiState *owner = atomic_load(&report.state);
    if (owner && owner != ks)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "another interpreter of the process has enabled faulthandler");
    (void)disable(ks);
    report.fd = fd;
    report.all_threads = all;
    report.alt_stack = kb_malloc(&ks->alloc, ALT_STACK_SIZE);
    if (!report.alt_stack) return ki_raise_nomem(ks);
    stack_t alt = {.ss_sp = report.alt_stack, .ss_size = ALT_STACK_SIZE};
    sigaltstack(&alt, NULL);
    struct sigaction sa = {.sa_handler = on_fault, .sa_flags = SA_NODEFER | SA_ONSTACK};
    sigemptyset(&sa.sa_mask);
    for (int i = 0; i < N_FAULTS; i++)
        sigaction(faults[i].signal, &sa, &report.before[i]);
    atomic_store(&report.state, ks);
    return KI_NONE;
}

static KiValue f_disable(KiState *ks, KiValue *a, int n) {
    return ki_bool(disable(ks));
}
static KiValue f_is_enabled(KiState *ks, KiValue *a, int n) {
    return ki_bool(atomic_load(&report.state) == ks);
}

/* --- crashes, to try it --- */

/* No core file is written of a crash that was asked for. */
static void crash(int sig) {
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    raise(sig);
}
static KiValue f_sigsegv(KiState *ks, KiValue *a, int n) {
    crash(SIGSEGV);
    return KI_NONE;
}
static KiValue f_sigfpe(KiState *ks, KiValue *a, int n) {
    crash(SIGFPE);
    return KI_NONE;
}
static KiValue f_sigabrt(KiState *ks, KiValue *a, int n) {
    crash(SIGABRT);
    return KI_NONE;
}

bool ki_mod_faulthandler_init(KiState *ks, KiModule *m) {
    static const KiDef functions[] = {
        {"enable", "(fd, all_threads, /)", f_enable, "Report crashes to the descriptor.", 0},
        {"disable", "()", f_disable, "Report no crashes; whether they were reported.", 0},
        {"is_enabled", "()", f_is_enabled, "Whether crashes are reported.", 0},
        {"_sigsegv", "(release_gil=False, /)", f_sigsegv, "Raise SIGSEGV.", 0},
        {"_read_null", "()", f_sigsegv, "What reading from NULL would do: raise SIGSEGV.", 0},
        {"_sigfpe", "()", f_sigfpe, "Raise SIGFPE.", 0},
        {"_sigabrt", "()", f_sigabrt, "Raise SIGABRT.", 0},
        KI_DEF_END};
    return ki_module_add_functions(ks, m, functions);
}
