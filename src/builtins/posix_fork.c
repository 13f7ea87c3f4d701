/* posix: processes that are made: fork with its hooks, waiting, and the helper behind subprocess
 * that forks, arranges descriptors and executes a program. */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../vm/thread.h"
#include "mod_io.h"
#include "posix_path.h"

extern char **environ;

static KiValue fail(KiState *ks) {
    return ki_raise_errno(ks, errno, KI_ABSENT);
}

/* --- fork --- */

/* The lists of hooks: before, after in the parent, after in the child; as one tuple in a slot. */
static KiTuple *hooks(KiState *ks, bool make) {
    KiValue *slot = &ks->bi->slot[KI_BI_FORK_HOOKS];
    if (*slot == KI_ABSENT && make) {
        KiList *l[3] = {ki_list_new(ks, 0), ki_list_new(ks, 0), ki_list_new(ks, 0)};
        if (l[0] && l[1] && l[2]) {
            KiValue t =
                ki_tuple_pack(ks, 3, ki_from_obj(l[0]), ki_from_obj(l[1]), ki_from_obj(l[2]));
            if (t != KI_ERR) *slot = t;
        }
        for (int i = 0; i < 3; i++)
            if (l[i]) ki_decref_obj(ks, &l[i]->h);
    }
    return *slot == KI_ABSENT ? NULL : ki_tuple_of(*slot);
}

static void run_hooks(KiState *ks, int which) {
    KiTuple *all = hooks(ks, false);
    if (!all) return;
    KiList *l = (KiList *)ki_obj(all->items[which]);
    for (int64_t i = 0; i < l->len; i++) {
        KiValue f = ki_new_ref(l->items[which ? i : l->len - 1 - i]);
        KiValue r = ki_call0(ks, f);
        if (r == KI_ERR)
            ki_write_unraisable(ks, f);
        else
            ki_decref(ks, r);
        ki_decref(ks, f);
    }
}

static KiValue f_register_at_fork(KiState *ks, KiValue *a, int n) {
    KiTuple *all = hooks(ks, true);
    if (!all) return KI_ERR;
    if (a[0] == KI_ABSENT && a[1] == KI_ABSENT && a[2] == KI_ABSENT)
        return ki_raise(ks, KI_EXC_TypeError, "At least one argument is required.");
    static const char *const names[] = {"before", "after_in_child", "after_in_parent"};
    for (int i = 0; i < 3; i++) {
        KiValue f = a[i];
        if (f != KI_ABSENT && !ki_callable(ks, f))
            return ki_raise(ks, KI_EXC_TypeError, "'%s' must be callable, not %s", names[i],
                            ki_type_name(ks, f));
    }
    for (int i = 0; i < 3; i++)
        if (a[i] != KI_ABSENT && !ki_list_append(ks, (KiList *)ki_obj(all->items[i]), a[i]))
            return KI_ERR;
    return KI_NONE;
}

static void after_fork(KiState *ks, pid_t pid) {
    int saved = errno;
    if (pid == 0) ki_thread_forked(ks);
    run_hooks(ks, pid == 0 ? 1 : 2);
    errno = saved;
}

static KiValue f_fork(KiState *ks, KiValue *a, int n) {
    if (!ki_audit(ks, "os.fork", "")) return KI_ERR;
    run_hooks(ks, 0);
    pid_t pid = fork();
    after_fork(ks, pid);
    return pid < 0 ? fail(ks) : ki_small_int(pid);
}
static KiValue f_forkpty(KiState *ks, KiValue *a, int n) {
    int master = -1;
    if (!ki_audit(ks, "os.forkpty", "")) return KI_ERR;
    run_hooks(ks, 0);
    pid_t pid = forkpty(&master, NULL, NULL, NULL);
    after_fork(ks, pid);
    return pid < 0 ? fail(ks) : ki_tuple_pack(ks, 2, ki_small_int(pid), ki_small_int(master));
}

/* --- waiting --- */

static pid_t wait_pid(KiState *ks, pid_t pid, int *status, int options, struct rusage *usage) {
    for (;;) {
        KiThread *t = ki_gil_release(ks);
        pid_t r = wait4(pid, status, options, usage);
        ki_gil_acquire(ks, t);
        if (r >= 0 || errno != EINTR) return r;
        if (!ki_io_interrupted(ks)) return -1;
    }
}
static KiValue wait_result(KiState *ks, pid_t r, int status) {
    if (r < 0) return ki_pending(ks) ? KI_ERR : fail(ks);
    return ki_tuple_pack(ks, 2, ki_small_int(r), ki_small_int(r ? status : 0));
}
static KiValue f_waitpid(KiState *ks, KiValue *a, int n) {
    int pid, options, status = 0;
    if (!ki_to_int_of_parser(ks, a[0], &pid) || !ki_to_int_of_parser(ks, a[1], &options))
        return KI_ERR;
    pid_t r = wait_pid(ks, pid, &status, options, NULL);
    return wait_result(ks, r, status);
}
static KiValue f_wait(KiState *ks, KiValue *a, int n) {
    int status = 0;
    pid_t r = wait_pid(ks, -1, &status, 0, NULL);
    return wait_result(ks, r, status);
}
static KiValue with_usage(KiState *ks, int pid, int options) {
    struct rusage u;
    int status = 0;
    memset(&u, 0, sizeof u);
    pid_t r = wait_pid(ks, pid, &status, options, &u);
    if (r < 0) return ki_pending(ks) ? KI_ERR : fail(ks);
    KiValue usage = ki_rusage(ks, &u);
    KiValue t = usage == KI_ERR
                    ? KI_ERR
                    : ki_tuple_pack(ks, 3, ki_small_int(r), ki_small_int(r ? status : 0), usage);
    ki_decref(ks, usage);
    return t;
}
static KiValue f_wait3(KiState *ks, KiValue *a, int n) {
    int options;
    return ki_to_int(ks, a[0], &options) ? with_usage(ks, -1, options) : KI_ERR;
}
static KiValue f_wait4(KiState *ks, KiValue *a, int n) {
    int pid, options;
    if (!ki_to_int_of_parser(ks, a[0], &pid) || !ki_to_int_of_parser(ks, a[1], &options))
        return KI_ERR;
    return with_usage(ks, pid, options);
}
const char *const ki_waitid_fields[] = {"si_pid", "si_uid", "si_signo", "si_status", "si_code"};
static KiValue f_waitid(KiState *ks, KiValue *a, int n) {
    int type, id, options, r;
    siginfo_t si;
    if (!ki_to_int_of_parser(ks, a[0], &type) || !ki_to_int_of_parser(ks, a[1], &id) ||
        !ki_to_int_of_parser(ks, a[2], &options))
        return KI_ERR;
    memset(&si, 0, sizeof si);
    do {
        KiThread *t = ki_gil_release(ks);
        r = waitid((idtype_t)type, (id_t)id, &si, options);
        ki_gil_acquire(ks, t);
    } while (r < 0 && errno == EINTR && ki_io_interrupted(ks));
    if (r < 0) return ki_pending(ks) ? KI_ERR : fail(ks);
    if (si.si_pid == 0) return KI_NONE;
    KiValue v[5] = {ki_small_int(si.si_pid), ki_small_int(si.si_uid), ki_small_int(si.si_signo),
                    ki_small_int(si.si_status), ki_small_int(si.si_code)};
    return ki_make_seq(ks, "posix", "waitid_result", ki_waitid_fields, v, 5);
}

static KiValue f_system(KiState *ks, KiValue *a, int n) {
    KiValue holder;
    const char *p = ki_arg_path(ks, a[0], NULL, &holder);
    if (!p) return KI_ERR;
    if (!ki_audit(ks, "os.system", "b", p)) {
        ki_decref(ks, holder);
        return KI_ERR;
    }
    KiThread *t = ki_gil_release(ks);
    int r = system(p);
    ki_gil_acquire(ks, t);
    ki_decref(ks, holder);
    return ki_small_int(r);
}

/* --- fork and exec --- */

/* A NULL-terminated array of C strings. Its memory is that of the bytes objects in `held`. */
typedef struct Strings {
    char **at;
    KiList *held;
} Strings;

/* The file system's form of the texts in a sequence. */
static bool take_strings(KiState *ks, KiValue seq, Strings *out) {
    KiList *l = ki_to_list(ks, seq);
    if (!l) return false;
    out->held = l;
    if (!(out->at = kb_calloc(&ks->alloc, ((size_t)l->len + 1) * sizeof(char *)))) {
        ki_raise_nomem(ks);
        return false;
    }
    for (int64_t i = 0; i < l->len; i++) {
        KiValue bytes;
        const char *text = ki_arg_path(ks, l->items[i], NULL, &bytes);
        if (!text) return false;
        out->at[i] = (char *)text;
        ki_assign(ks, &l->items[i], bytes);
    }
    return true;
}
static void drop_strings(KiState *ks, Strings *s) {
    if (s->at) kb_free(&ks->alloc, s->at, ((size_t)s->held->len + 1) * sizeof(char *));
    if (s->held) ki_decref_obj(ks, &s->held->h);
}

typedef struct Spawn {
    Strings argv, files, env; /* env.at NULL: that of this process */
    const char *cwd;
    KiValue cwd_bytes; /* owned */
    int fd[3];         /* become 0, 1, 2; -1: inherited */
    int parent_end[4]; /* of the pipes to these, and of `errors`; -1: none */
    int *keep;         /* descriptors to pass on */
    int n_keep;
    size_t keep_size, groups_size; /* of the arrays, in bytes */
    int errors;                    /* the pipe that tells the parent why exec failed */
    bool close_fds, restore_signals, new_session;
    int pgid, umask;
    int64_t uid, gid; /* -1: as they are */
    gid_t *groups;
    int n_groups; /* -1: as they are */
    KiValue preexec;
} Spawn;

/* The name of an exception, the error number in hexadecimal digits and a text: "noexec" where it
 * has not come to the program. */
static void child_error(const Spawn *s, const char *exception, int err, const char *what) {
    char text[96];
    int n = snprintf(text, sizeof text, "%s:%X:%s", exception, (unsigned)err, what);
    (void)!write(s->errors, text, (size_t)n);
    _exit(255);
}

static bool kept(const Spawn *s, int fd) {
    for (int i = 0; i < s->n_keep; i++)
        if (s->keep[i] == fd) return true;
    return fd == s->errors;
}

static void close_others(const Spawn *s) {
#ifdef SYS_close_range
    /* the gaps between what is kept */
    unsigned from = 3;
    for (;;) {
        int next = -1;
        for (int i = 0; i <= s->n_keep; i++) {
            int fd = i < s->n_keep ? s->keep[i] : s->errors;
            if (fd >= (int)from && (next < 0 || fd < next)) next = fd;
        }
        if (next != (int)from &&
            syscall(SYS_close_range, from, next < 0 ? ~0u : (unsigned)next - 1, 0) < 0)
            break;
        if (next < 0) return;
        from = (unsigned)next + 1;
    }
#endif
    long max = sysconf(_SC_OPEN_MAX);
    for (int fd = 3; fd < (max > 0 && max < 65536 ? max : 65536); fd++)
        if (!kept(s, fd)) close(fd);
}

static bool set_inherited(int fd) {
    int flags = fcntl(fd, F_GETFD);
    return flags >= 0 && fcntl(fd, F_SETFD, flags & ~FD_CLOEXEC) >= 0;
}

/* Nothing but system calls here, unless the caller gave a preexec_fn. */
static _Noreturn void run_child(KiState *ks, Spawn *s) {
    for (int i = 0; i < 4; i++)
        if (s->parent_end[i] >= 0) close(s->parent_end[i]);
    for (int i = 0; i < 3; i++) /* away from the places of the others */
        if (s->fd[i] >= 0 && s->fd[i] < 3 && s->fd[i] != i) {
            int moved = fcntl(s->fd[i], F_DUPFD, 3);
            if (moved < 0) child_error(s, "OSError", errno, "noexec");
            s->fd[i] = moved;
        }
    for (int i = 0; i < 3; i++) {
        if (s->fd[i] == i)
            (void)set_inherited(i); /* a closed one stays so */
        else if (s->fd[i] >= 0 && dup2(s->fd[i], i) < 0)
            child_error(s, "OSError", errno, "noexec");
    }
    if (s->cwd && chdir(s->cwd) < 0) child_error(s, "OSError", errno, "noexec");
    if (s->umask >= 0) umask((mode_t)s->umask);
    if (s->restore_signals) {
        signal(SIGPIPE, SIG_DFL);
        signal(SIGXFSZ, SIG_DFL);
    }
    if ((s->new_session && setsid() < 0) || (s->pgid >= 0 && setpgid(0, s->pgid) < 0) ||
        (s->n_groups >= 0 && setgroups((size_t)s->n_groups, s->groups) < 0) ||
        (s->gid >= 0 && setregid((gid_t)s->gid, (gid_t)s->gid) < 0) ||
        (s->uid >= 0 && setreuid((uid_t)s->uid, (uid_t)s->uid) < 0))
        child_error(s, "OSError", errno, "noexec");
    if (!ki_is_none(s->preexec)) {
        after_fork(ks, 0);
        if (ki_call0(ks, s->preexec) == KI_ERR)
            child_error(s, "SubprocessError", 0, "Exception occurred in preexec_fn.");
    }
    for (int i = 0; i < s->n_keep; i++)
        if (s->keep[i] != s->errors && !set_inherited(s->keep[i]))
            child_error(s, "OSError", errno, "noexec");
    if (s->close_fds) close_others(s);
    int err = 0;
    for (char **f = s->files.at; *f; f++) {
        if (s->env.at)
            execve(*f, s->argv.at, s->env.at);
        else
            execv(*f, s->argv.at);
        if (errno != ENOENT && errno != ENOTDIR) err = errno;
    }
    child_error(s, "OSError", err ? err : errno, "");
    _exit(255);
}

/* Where fork_exec has its arguments. */
enum {
    ARGS,
    FILES,
    CLOSE_FDS,
    PASS_FDS,
    CWD,
    ENV,
    P2CREAD,
    P2CWRITE,
    C2PREAD,
    C2PWRITE,
    ERRREAD,
    ERRWRITE,
    ERRPIPE_READ,
    ERRPIPE_WRITE,
    RESTORE_SIGNALS,
    NEW_SESSION,
    PROCESS_GROUP,
    GID,
    GROUPS,
    UID,
    UMASK,
    PREEXEC_FN
};

static bool take_flag(KiState *ks, KiValue v, bool *out) {
    int truth = ki_truth(ks, v);
    *out = truth > 0;
    return truth >= 0;
}

static bool take_descriptors(KiState *ks, const KiValue *a, Spawn *s) {
    static const int child[] = {P2CREAD, C2PWRITE, ERRWRITE};
    static const int parent[] = {P2CWRITE, C2PREAD, ERRREAD, ERRPIPE_READ};
    for (int i = 0; i < 3; i++)
        if (!ki_to_int(ks, a[child[i]], &s->fd[i])) return false;
    for (int i = 0; i < 4; i++)
        if (!ki_to_int(ks, a[parent[i]], &s->parent_end[i])) return false;
    if (!ki_to_int(ks, a[ERRPIPE_WRITE], &s->errors)) return false;
    if (!take_flag(ks, a[CLOSE_FDS], &s->close_fds)) return false;
    if (s->close_fds && s->errors < 3) {
        ki_raise(ks, KI_EXC_ValueError, "errpipe_write must be >= 3");
        return false;
    }
    KiTuple *keep = ki_is_tuple(a[PASS_FDS]) ? ki_tuple_of(a[PASS_FDS]) : NULL;
    s->keep_size = keep ? ((size_t)keep->len + 1) * sizeof *s->keep : 0;
    if (keep && !(s->keep = kb_calloc(&ks->alloc, s->keep_size))) {
        ki_raise_nomem(ks);
        return false;
    }
    bool fine = keep != NULL;
    for (int64_t i = 0; fine && i < keep->len; i++) {
        fine = ki_is_integer(keep->items[i]) && ki_to_int(ks, keep->items[i], &s->keep[i]) &&
               s->keep[i] > (i ? s->keep[i - 1] : -1);
        if (fine) s->n_keep++;
    }
    if (!fine && !ki_pending(ks)) ki_raise(ks, KI_EXC_ValueError, "bad value(s) in fds_to_keep");
    return fine;
}

static bool take_groups(KiState *ks, KiValue groups, Spawn *s) {
    KiList *l = ki_to_list(ks, groups);
    if (!l) return false;
    s->groups_size = ((size_t)l->len + 1) * sizeof *s->groups;
    if (!(s->groups = kb_calloc(&ks->alloc, s->groups_size))) ki_raise_nomem(ks);
    for (s->n_groups = 0; s->groups && s->n_groups < l->len; s->n_groups++) {
        if (ki_id_arg(ks, l->items[s->n_groups], "gid", &s->groups[s->n_groups])) continue;
        if (ki_pending_is(ks, KI_EXC_OverflowError)) {
            ki_clear_exc(ks);
            ki_raise(ks, KI_EXC_ValueError, "invalid group id");
        }
        break;
    }
    ki_decref_obj(ks, &l->h);
    return !ki_pending(ks);
}

static bool take_identity(KiState *ks, const KiValue *a, Spawn *s) {
    s->uid = s->gid = s->n_groups = -1;
    return ki_to_int(ks, a[PROCESS_GROUP], &s->pgid) && ki_to_int(ks, a[UMASK], &s->umask) &&
           (ki_is_none(a[UID]) || ki_index_i64(ks, a[UID], &s->uid)) &&
           (ki_is_none(a[GID]) || ki_index_i64(ks, a[GID], &s->gid)) &&
           (ki_is_none(a[GROUPS]) || take_groups(ks, a[GROUPS], s));
}

/* As CPython's: a new process that executes the first of the files that can be. */
static KiValue f_fork_exec(KiState *ks, KiValue *a, int n) {
    Spawn s = {.preexec = a[PREEXEC_FN], .cwd_bytes = KI_ABSENT};
    KiValue r = KI_ERR;
    if (!take_descriptors(ks, a, &s) || !take_identity(ks, a, &s) ||
        !take_strings(ks, a[FILES], &s.files) || !take_strings(ks, a[ARGS], &s.argv) ||
        (!ki_is_none(a[ENV]) && !take_strings(ks, a[ENV], &s.env)) ||
        (!ki_is_none(a[CWD]) && !(s.cwd = ki_arg_path(ks, a[CWD], NULL, &s.cwd_bytes))) ||
        !take_flag(ks, a[RESTORE_SIGNALS], &s.restore_signals) ||
        !take_flag(ks, a[NEW_SESSION], &s.new_session))
        goto done;
    bool with_python = !ki_is_none(s.preexec);
    if (with_python) run_hooks(ks, 0);
    pid_t pid = fork();
    if (pid == 0) run_child(ks, &s);
    if (with_python) after_fork(ks, pid < 0 ? -1 : pid);
    r = pid < 0 ? fail(ks) : ki_small_int(pid);
done:
    drop_strings(ks, &s.argv);
    drop_strings(ks, &s.files);
    drop_strings(ks, &s.env);
    ki_decref(ks, s.cwd_bytes);
    kb_free(&ks->alloc, s.keep, s.keep ? s.keep_size : 0);
    kb_free(&ks->alloc, s.groups, s.groups ? s.groups_size : 0);
    return r;
}

const KiDef ki_posix_fork_functions[] = {
    {"fork", "()", f_fork, "Fork a child process: 0 in the child, its number in the parent.", 0},
    {"forkpty", "()", f_forkpty, "Fork a child with a new pseudo-terminal.", 0},
    {"register_at_fork", "(*, before=<absent>, after_in_child=<absent>, after_in_parent=<absent>)",
     f_register_at_fork, "Functions to call around fork().", 0},
    {"wait", "()", f_wait, "Wait for any child process: (pid, status).", 0},
    {"waitpid", "(pid, options, /)", f_waitpid, "Wait for a child process: (pid, status).",
     KI_DEF_TUPLE_ARGS},
    {"wait3", "(options)", f_wait3, "Wait for any child: (pid, status, rusage).", 0},
    {"wait4", "(pid, options)", f_wait4, "Wait for a child: (pid, status, rusage).", 0},
    {"waitid", "(idtype, id, options, /)", f_waitid, "Wait for a change of state of children.",
     KI_DEF_TUPLE_ARGS},
    {"system", "(command)", f_system, "Run a command in a shell; return its status.", 0},
    KI_DEF_END};

bool ki_mod_posixsubprocess_init(KiState *ks, KiModule *m) {
    static const KiDef functions[] = {
        {"fork_exec",
         "(args, executable_list, close_fds, pass_fds, cwd, env, p2cread, p2cwrite, c2pread, "
         "c2pwrite, errread, errwrite, errpipe_read, errpipe_write, restore_signals, "
         "start_new_session, process_group, gid, groups, uid, umask, preexec_fn, allow_vfork, /)",
         f_fork_exec, "Run a program in a child process; return its number.", KI_DEF_UNSIGNED},
        KI_DEF_END};
    return ki_module_add_functions(ks, m, functions);
}
