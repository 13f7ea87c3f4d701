/* posix: processes, users, environment, random bytes. */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/times.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../object/audit.h"
#include "mod_io.h"
#include "posix_util.h"

extern char **environ;

static KiValue fail(KiState *ks) {
    return ki_raise_errno(ks, errno, KI_ABSENT);
}

#define NUMBER(name, call)                                                                         \
    static KiValue f_##name(KiState *ks, KiValue *a, int n) {                                      \
        return ki_small_int((int64_t)(call));                                                      \
    }
NUMBER(getpid, getpid())
NUMBER(getppid, getppid())
NUMBER(getuid, getuid())
NUMBER(geteuid, geteuid())
NUMBER(getgid, getgid())
NUMBER(getegid, getegid())
NUMBER(getpgrp, getpgrp())

static KiValue f_cpu_count(KiState *ks, KiValue *a, int n) {
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count > 0 ? ki_small_int(count) : KI_NONE;
}
static KiValue f_sched_getaffinity(KiState *ks, KiValue *a, int n) {
    cpu_set_t set;
    int pid;
    if (!ki_to_int_of_parser(ks, a[0], &pid)) return KI_ERR;
    if (sched_getaffinity(pid, sizeof set, &set) < 0) return fail(ks);
    KiSet *s = ki_set_new(ks, false);
    for (int i = 0; s && i < CPU_SETSIZE; i++)
        if (CPU_ISSET(i, &set) && !ki_set_add(ks, s, ki_small_int(i))) return KI_ERR;
    return s ? ki_from_obj(s) : KI_ERR;
}

static KiValue f_urandom(KiState *ks, KiValue *a, int n) {
    int64_t size;
    if (!ki_index_i64(ks, a[0], &size)) return KI_ERR;
    if (size < 0) return ki_raise(ks, KI_EXC_ValueError, "negative argument not allowed");
    KiValue b = ki_bytes_from(ks, NULL, (size_t)size);
    if (b == KI_ERR) return KI_ERR;
    for (size_t at = 0; at < (size_t)size;) {
        ssize_t got = getrandom(ki_bytes_of(b)->data + at, (size_t)size - at, 0);
        if (got < 0 && errno != EINTR) {
            ki_decref(ks, b);
            return fail(ks);
        }
        at += got > 0 ? (size_t)got : 0;
    }
    return b;
}

static KiValue f_kill(KiState *ks, KiValue *a, int n) {
    int pid;
    int64_t sig;
    if (!ki_to_int_of_parser(ks, a[0], &pid) || !ki_arg_i64(ks, a[1], &sig) ||
        !ki_audit(ks, "os.kill", "in", pid, sig))
        return KI_ERR;
    if (kill(pid, (int)sig) < 0) return fail(ks);
    return ki_io_interrupted(ks) ? KI_NONE : KI_ERR;
}
static KiValue f_killpg(KiState *ks, KiValue *a, int n) {
    int pgid, sig;
    if (!ki_to_int_of_parser(ks, a[0], &pgid) || !ki_to_int_of_parser(ks, a[1], &sig) ||
        !ki_audit(ks, "os.killpg", "ii", pgid, sig))
        return KI_ERR;
    return killpg(pgid, sig) < 0 ? fail(ks) : KI_NONE;
}
static KiValue f_setsid(KiState *ks, KiValue *a, int n) {
    return setsid() < 0 ? fail(ks) : KI_NONE;
}

static KiValue f__exit(KiState *ks, KiValue *a, int n) {
    int status;
    if (!ki_to_int(ks, a[0], &status)) return KI_ERR;
    _exit(status);
}
static KiValue f_abort(KiState *ks, KiValue *a, int n) {
    raise(SIGABRT); /* a handler may report it, but not stop it */
    signal(SIGABRT, SIG_DFL);
    raise(SIGABRT);
    return KI_NONE;
}

static KiValue f_putenv(KiState *ks, KiValue *a, int n) {
    KiValue h1, h2;
    const char *k = ki_arg_path(ks, a[0], NULL, &h1),
               *v = k ? ki_arg_path(ks, a[1], NULL, &h2) : NULL;
    if (!v) {
        if (k) ki_decref(ks, h1);
        return KI_ERR;
    }
    KiValue r = !ki_audit(ks, "os.putenv", "bb", k, v) ? KI_ERR
                : strchr(k, '=')
                    ? ki_raise(ks, KI_EXC_ValueError, "illegal environment variable name")
                : setenv(k, v, 1) < 0 ? fail(ks)
                                      : KI_NONE;
    ki_decref(ks, h1);
    ki_decref(ks, h2);
    return r;
}
static KiValue f_unsetenv(KiState *ks, KiValue *a, int n) {
    KiValue h;
    const char *k = ki_arg_path(ks, a[0], NULL, &h);
    if (!k) return KI_ERR;
    KiValue r = !ki_audit(ks, "os.unsetenv", "b", k) ? KI_ERR
                : unsetenv(k) < 0                    ? fail(ks)
                                                     : KI_NONE;
    ki_decref(ks, h);
    return r;
}

static KiValue f_umask(KiState *ks, KiValue *a, int n) {
    int mask;
    return ki_to_int(ks, a[0], &mask) ? ki_small_int(umask((mode_t)mask)) : KI_ERR;
}
static KiValue f_strerror(KiState *ks, KiValue *a, int n) {
    int code;
    return ki_to_int(ks, a[0], &code) ? ki_str_from_cstr(ks, strerror(code)) : KI_ERR;
}

/* A struct sequence type: that of the module posix if it has it, so that values of one kind are of
 * one class. */
static KiType *seq_type(KiState *ks, const char *module, const char *name,
                        const char *const *fields, int n) {
    KiModule *posix = ki_native_module_load(ks, "posix");
    KiValue known = posix ? ki_dict_get_cstr(ks, posix->dict, name) : KI_ABSENT;
    if (known != KI_ABSENT && known != KI_ERR && ki_is_type(known)) {
        (void)ki_new_ref(known);
        return (KiType *)ki_obj(known);
    }
    return ki_pending(ks) ? NULL : ki_struct_seq_type(ks, module, name, fields, n, n);
}
KiValue ki_make_seq(KiState *ks, const char *module, const char *name, const char *const *fields,
                    KiValue *v, int n) {
    KiType *t = seq_type(ks, module, name, fields, n);
    KiValue r = t ? ki_struct_seq_new(ks, t, fields, v, n, n) : KI_ERR;
    if (t) ki_decref_obj(ks, &t->h);
    return r;
}

static const char *const uname_fields[] = {"sysname", "nodename", "release", "version", "machine"};
static const char *const times_fields[] = {"user", "system", "children_user", "children_system",
                                           "elapsed"};
static bool add_seq_type(KiState *ks, KiModule *m, const char *name, const char *const *fields,
                         int n) {
    KiType *t = ki_struct_seq_type(ks, "posix", name, fields, n, n);
    return t && ki_module_add(ks, m, name, ki_from_obj(t));
}
static KiValue f_uname(KiState *ks, KiValue *a, int n) {
    struct utsname u;
    if (uname(&u) < 0) return fail(ks);
    KiValue v[5] = {ki_str_from_cstr(ks, u.sysname), ki_str_from_cstr(ks, u.nodename),
                    ki_str_from_cstr(ks, u.release), ki_str_from_cstr(ks, u.version),
                    ki_str_from_cstr(ks, u.machine)};
    return ki_make_seq(ks, "posix", "uname_result", uname_fields, v, 5);
}
static KiValue f_times(KiState *ks, KiValue *a, int n) {
    struct tms t;
    double hz = (double)sysconf(_SC_CLK_TCK), now = (double)times(&t);
    KiValue v[5] = {ki_float((double)t.tms_utime / hz), ki_float((double)t.tms_stime / hz),
                    ki_float((double)t.tms_cutime / hz), ki_float((double)t.tms_cstime / hz),
                    ki_float(now / hz)};
    return ki_make_seq(ks, "posix", "times_result", times_fields, v, 5);
}
static KiValue f_getloadavg(KiState *ks, KiValue *a, int n) {
    double l[3];
    if (getloadavg(l, 3) != 3)
        return ki_raise(ks, KI_EXC_OSError, "Load averages are unobtainable");
    return ki_tuple_pack(ks, 3, ki_float(l[0]), ki_float(l[1]), ki_float(l[2]));
}
static KiValue f_getlogin(KiState *ks, KiValue *a, int n) {
    const char *name = getlogin();
    return name ? ki_str_from_cstr(ks, name) : fail(ks);
}
static KiValue f_nice(KiState *ks, KiValue *a, int n) {
    int inc;
    if (!ki_to_int(ks, a[0], &inc)) return KI_ERR;
    errno = 0;
    int r = nice(inc);
    return r == -1 && errno ? fail(ks) : ki_small_int(r);
}
static KiValue f_fspath(KiState *ks, KiValue *a, int n) {
    return ki_fspath(ks, a[0]);
}
static KiValue f_sysconf(KiState *ks, KiValue *a, int n) {
    int name;
    if (ki_is_str(a[0])) {
        const char *u = ki_str_utf8(ks, ki_str_of(a[0]), NULL);
        name = !u                                                        ? -1
               : !strcmp(u, "SC_NPROCESSORS_ONLN")                       ? _SC_NPROCESSORS_ONLN
               : !strcmp(u, "SC_PAGE_SIZE") || !strcmp(u, "SC_PAGESIZE") ? _SC_PAGESIZE
               : !strcmp(u, "SC_PHYS_PAGES")                             ? _SC_PHYS_PAGES
               : !strcmp(u, "SC_CLK_TCK")                                ? _SC_CLK_TCK
                                                                         : -1;
        if (name < 0) return ki_raise(ks, KI_EXC_ValueError, "unrecognized configuration name");
    } else if (!ki_to_int(ks, a[0], &name)) {
        return KI_ERR;
    }
    errno = 0;
    long r = sysconf(name);
    return r < 0 && errno ? ki_raise_errno(ks, errno, KI_ABSENT) : ki_int_from_i64(ks, r);
}

#define STATUS(name, expr)                                                                         \
    static KiValue f_##name(KiState *ks, KiValue *a, int n) {                                      \
        int s;                                                                                     \
        return ki_to_int(ks, a[0], &s) ? (expr) : KI_ERR;                                          \
    }
STATUS(WIFEXITED, ki_bool(WIFEXITED(s)))
STATUS(WEXITSTATUS, ki_small_int(WEXITSTATUS(s)))
STATUS(WIFSIGNALED, ki_bool(WIFSIGNALED(s)))
STATUS(WTERMSIG, ki_small_int(WTERMSIG(s)))
STATUS(WIFSTOPPED, ki_bool(WIFSTOPPED(s)))

/* The exit code of a status: negative for a signal. */
static KiValue exit_code(KiState *ks, int s) {
    if (WIFEXITED(s)) return ki_small_int(WEXITSTATUS(s));
    if (WIFSIGNALED(s)) return ki_small_int(-WTERMSIG(s));
    if (WIFSTOPPED(s))
        return ki_raise(ks, KI_EXC_ValueError, "process stopped by delivery of signal %i",
                        WSTOPSIG(s));
    return ki_raise(ks, KI_EXC_ValueError, "invalid wait status: %i", s);
}
STATUS(waitstatus_to_exitcode, exit_code(ks, s))

const KiDef ki_posix_process_functions[] = {
#define N(name, doc)                                                                               \
    { #name, "()", f_##name, doc, 0 }
    N(getpid, "The process id."),
    N(getppid, "The process id of the parent."),
    N(getuid, "The real user id."),
    N(geteuid, "The effective user id."),
    N(getgid, "The real group id."),
    N(getegid, "The effective group id."),
    N(getpgrp, "The process group id."),
    N(cpu_count, "The number of CPUs, None if it is unknown."),
    N(setsid, "Make the process the leader of a new session."),
    N(abort, "Abort the process at once."),
    N(uname, "Names of the system."),
    N(times, "Times that the process and its children have used."),
    N(getloadavg, "How many processes were ready to run in the last 1, 5 and 15 minutes."),
    N(getlogin, "The name of the user who is logged in."),
#define S(name, doc)                                                                               \
    { #name, "(status)", f_##name, doc, 0 }
    S(WIFEXITED, "Whether the process ended by exit()."),
    S(WEXITSTATUS, "What the process gave to exit()."),
    S(WIFSIGNALED, "Whether a signal ended the process."),
    S(WTERMSIG, "The signal that ended the process."),
    S(WIFSTOPPED, "Whether the process was stopped."),
    S(waitstatus_to_exitcode,
      "The exit code of a wait status: what exit() was given, or the negative signal."),
    {"sched_getaffinity", "(pid, /)", f_sched_getaffinity, "The set of CPUs a process may run on.",
     0},
    {"urandom", "(size, /)", f_urandom, "Random bytes for cryptographic use.", 0},
    {"kill", "(pid, signal, /)", f_kill, "Send a signal to a process.", 0},
    {"killpg", "(pgid, signal, /)", f_killpg, "Send a signal to a process group.", 0},
    {"_exit", "(status)", f__exit, "Leave the process at once.", 0},
    {"putenv", "(name, value, /)", f_putenv, "Change or add an environment variable.", 0},
    {"unsetenv", "(name, /)", f_unsetenv, "Delete an environment variable.", 0},
    {"umask", "(mask, /)", f_umask, "Set the umask; return the old one.", 0},
    {"strerror", "(code, /)", f_strerror, "Text of an error code.", 0},
    {"nice", "(increment, /)", f_nice, "Add to the priority of the process.", 0},
    {"fspath", "(path)", f_fspath, "The file system representation of a path object.", 0},
    {"sysconf", "(name, /)", f_sysconf, "A system configuration value.", 0},
    KI_DEF_END};

bool ki_posix_process_init(KiState *ks, KiModule *m) {
    static const struct {
        const char *name;
        int value;
    } constants[] = {{"F_OK", F_OK},
                     {"R_OK", R_OK},
                     {"W_OK", W_OK},
                     {"X_OK", X_OK},
                     {"O_RDONLY", O_RDONLY},
                     {"O_WRONLY", O_WRONLY},
                     {"O_RDWR", O_RDWR},
                     {"O_APPEND", O_APPEND},
                     {"O_CREAT", O_CREAT},
                     {"O_EXCL", O_EXCL},
                     {"O_TRUNC", O_TRUNC},
                     {"O_NONBLOCK", O_NONBLOCK},
                     {"O_CLOEXEC", O_CLOEXEC},
                     {"O_NOFOLLOW", O_NOFOLLOW},
                     {"O_DIRECTORY", O_DIRECTORY},
                     {"O_SYNC", O_SYNC},
                     {"O_DSYNC", O_DSYNC},
                     {"O_NOCTTY", O_NOCTTY},
                     {"WNOHANG", WNOHANG},
                     {"WUNTRACED", WUNTRACED},
                     {"EX_OK", 0},
                     {"EX_USAGE", 64},
                     {"EX_DATAERR", 65},
                     {"EX_NOINPUT", 66},
                     {"EX_SOFTWARE", 70},
                     {"EX_OSERR", 71},
                     {"EX_IOERR", 74},
                     {"EX_NOPERM", 77},
                     {"EX_CONFIG", 78},
                     {"PRIO_PROCESS", PRIO_PROCESS},
                     {"P_ALL", P_ALL},
                     {"P_PID", P_PID}};
    for (size_t i = 0; i < sizeof constants / sizeof *constants; i++)
        if (!ki_module_add(ks, m, constants[i].name, ki_small_int(constants[i].value)))
            return false;
    if (!add_seq_type(ks, m, "uname_result", uname_fields, 5) ||
        !add_seq_type(ks, m, "times_result", times_fields, 5) ||
        !add_seq_type(ks, m, "waitid_result", ki_waitid_fields, 5) || !ki_add_sched_param(ks, m))
        return false;
    KiDict *env = ki_dict_new(ks);
    bool ok = env != NULL;
    for (char **e = environ; ok && e && *e; e++) {
        const char *eq = strchr(*e, '=');
        if (!eq) continue;
        KiValue k = ki_bytes_from(ks, *e, (size_t)(eq - *e)), v = ki_fs_name(ks, eq + 1, true);
        ok = k != KI_ERR && v != KI_ERR && ki_dict_set(ks, env, k, v);
        ki_decref(ks, k);
        ki_decref(ks, v);
    }
    if (ok) return ki_module_add(ks, m, "environ", ki_from_obj(env));
    if (env) ki_decref_obj(ks, &env->h);
    return false;
}
