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
    static const int at[] = {0, 2, 1}; /* the order in which they are checked */
    for (int i = 0; i < 3; i++) {
        KiValue f = a[at[i]];
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
    run_hooks(ks, pid == 0 ? 2 : 1);
    errno = saved;
}

static KiValue f_fork(KiState *ks, KiValue *a, int n) {
    run_hooks(ks, 0);
    pid_t pid = fork();
    after_fork(ks, pid);
    return pid < 0 ? fail(ks) : ki_small_int(pid);
}
static KiValue f_forkpty(KiState *ks, KiValue *a, int n) {
    int master = -1;
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
    if (!ki_to_int(ks, a[0], &pid) || !ki_to_int(ks, a[1], &options)) return KI_ERR;
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
    return ki_to_int(ks, a[0], &pid) && ki_to_int(ks, a[1], &options) ? with_usage(ks, pid, options)
                                                                      : KI_ERR;
}
static KiValue f_waitid(KiState *ks, KiValue *a, int n) {
    static const char *const fields[] = {"si_pid", "si_uid", "si_signo", "si_status", "si_code"};
    int type, id, options, r;
    siginfo_t si;
    if (!ki_to_int(ks, a[0], &type) || !ki_to_int(ks, a[1], &id) || !ki_to_int(ks, a[2], &options))
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
    return ki_make_seq(ks, "posix", "waitid_result", fields, v, 5);
}

static KiValue f_system(KiState *ks, KiValue *a, int n) {
    KiValue holder;
    const char *p = ki_arg_path(ks, a[0], NULL, &holder);
    if (!p) return KI_ERR;
    KiThread *t = ki_gil_release(ks);
    int r = system(p);
    ki_gil_acquire(ks, t);
    ki_decref(ks, holder);
    return ki_small_int(r);
}

/* --- fork and exec --- */

/* A NULL-terminated array of the bytes in a list; borrowed. */
static char **string_array(KiState *ks, KiValue list, size_t *cap) {
    KiList *l = (KiList *)ki_obj(list);
    *cap = ((size_t)l->len + 1) * sizeof(char *);
    char **at = kb_calloc(&ks->alloc, *cap);
    if (!at) {
        ki_raise_nomem(ks);
        return NULL;
    }
    for (int64_t i = 0; i < l->len; i++)
        at[i] = (char *)ki_bytes_of(l->items[i])->data;
    return at;
}
static bool all_bytes(KiState *ks, KiValue list) {
    bool ok = ki_is_kind(list, KI_K_LIST);
    for (int64_t i = 0; ok && i < ((KiList *)ki_obj(list))->len; i++)
        ok = ki_is_kind(((KiList *)ki_obj(list))->items[i], KI_K_BYTES);
    if (!ok) ki_raise(ks, KI_EXC_TypeError, "a list of bytes is required");
    return ok;
}

typedef struct Spawn {
    char **argv, **files, **env;
    const char *cwd;
    int fd[3]; /* become 0, 1, 2; -1: inherited */
    int *keep; /* descriptors to pass on */
    int n_keep;
    int errors; /* the pipe that tells the parent why exec failed */
    bool close_fds, restore_signals, new_session;
    int pgid, umask;
    int64_t uid, gid;
    gid_t *groups;
    int n_groups;
    KiValue preexec;
} Spawn;

static void child_error(const Spawn *s, const char *stage, int err) {
    char text[64];
    int n = snprintf(text, sizeof text, "%s:%x:", stage, (unsigned)err);
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

static void set_inherited(int fd) {
    int flags = fcntl(fd, F_GETFD);
    if (flags >= 0) fcntl(fd, F_SETFD, flags & ~FD_CLOEXEC);
}

/* Nothing but system calls here, unless the caller gave a preexec_fn. */
static _Noreturn void run_child(KiState *ks, Spawn *s) {
    for (int i = 0; i < 3; i++) /* away from the places of the others */
        if (s->fd[i] >= 0 && s->fd[i] < 3 && s->fd[i] != i) {
            int moved = fcntl(s->fd[i], F_DUPFD, 3);
            if (moved < 0) child_error(s, "OSError", errno);
            s->fd[i] = moved;
        }
    for (int i = 0; i < 3; i++) {
        if (s->fd[i] == i)
            set_inherited(i);
        else if (s->fd[i] >= 0 && dup2(s->fd[i], i) < 0)
            child_error(s, "OSError", errno);
    }
    if (s->cwd && chdir(s->cwd) < 0) child_error(s, "OSError:noexec", errno);
    if (s->umask >= 0) umask((mode_t)s->umask);
    if (s->restore_signals) {
        signal(SIGPIPE, SIG_DFL);
        signal(SIGXFSZ, SIG_DFL);
    }
    if (s->new_session && setsid() < 0) child_error(s, "OSError", errno);
    if (s->pgid >= 0 && setpgid(0, s->pgid) < 0) child_error(s, "OSError", errno);
    if (s->n_groups >= 0 && setgroups((size_t)s->n_groups, s->groups) < 0)
        child_error(s, "OSError", errno);
    if (s->gid >= 0 && setregid((gid_t)s->gid, (gid_t)s->gid) < 0) child_error(s, "OSError", errno);
    if (s->uid >= 0 && setreuid((uid_t)s->uid, (uid_t)s->uid) < 0) child_error(s, "OSError", errno);
    if (!ki_is_none(s->preexec)) {
        after_fork(ks, 0);
        if (ki_call0(ks, s->preexec) == KI_ERR) child_error(s, "SubprocessError", 0);
    }
    for (int i = 0; i < s->n_keep; i++)
        set_inherited(s->keep[i]);
    if (s->close_fds) close_others(s);
    int err = 0;
    for (char **f = s->files; *f; f++) {
        if (s->env)
            execve(*f, s->argv, s->env);
        else
            execv(*f, s->argv);
        if (errno != ENOENT && errno != ENOTDIR) err = errno;
    }
    child_error(s, "OSError", err ? err : errno);
    _exit(255);
}

/* fork_exec(args, files, env, cwd, fds, keep, errors, close_fds, restore_signals, new_session,
 * pgid, umask, uid, gid, groups, preexec_fn) -> pid */
static KiValue f_fork_exec(KiState *ks, KiValue *a, int n) {
    Spawn s = {.preexec = a[15], .n_groups = -1};
    size_t n_argv = 0, n_files = 0, n_env = 0, n_groups = 0, n_keep = 0;
    KiTuple *fds = ki_is_tuple(a[4]) ? ki_tuple_of(a[4]) : NULL;
    KiTuple *keep = ki_is_tuple(a[5]) ? ki_tuple_of(a[5]) : NULL;
    if (!all_bytes(ks, a[0]) || !all_bytes(ks, a[1]) || (!ki_is_none(a[2]) && !all_bytes(ks, a[2])))
        return KI_ERR;
    if (!fds || fds->len != 3 || !keep || (!ki_is_none(a[3]) && !ki_is_kind(a[3], KI_K_BYTES)))
        return ki_raise(ks, KI_EXC_TypeError, "fork_exec: bad arguments");
    KiValue r = KI_ERR;
    for (int i = 0; i < 3; i++)
        if (!ki_to_int(ks, fds->items[i], &s.fd[i])) return KI_ERR;
    if (!ki_to_int(ks, a[6], &s.errors) || !ki_to_int(ks, a[10], &s.pgid) ||
        !ki_to_int(ks, a[11], &s.umask) || !ki_index_i64(ks, a[12], &s.uid) ||
        !ki_index_i64(ks, a[13], &s.gid))
        return KI_ERR;
    s.close_fds = a[7] == KI_TRUE;
    s.restore_signals = a[8] == KI_TRUE;
    s.new_session = a[9] == KI_TRUE;
    s.cwd = ki_is_none(a[3]) ? NULL : (const char *)ki_bytes_of(a[3])->data;
    n_keep = ((size_t)keep->len + 1) * sizeof *s.keep;
    if (!(s.argv = string_array(ks, a[0], &n_argv)) ||
        !(s.files = string_array(ks, a[1], &n_files)) ||
        (!ki_is_none(a[2]) && !(s.env = string_array(ks, a[2], &n_env))))
        goto done;
    if (!(s.keep = kb_calloc(&ks->alloc, n_keep))) {
        ki_raise_nomem(ks);
        goto done;
    }
    for (; s.n_keep < keep->len; s.n_keep++)
        if (!ki_to_int(ks, keep->items[s.n_keep], &s.keep[s.n_keep])) goto done;
    if (ki_is_tuple(a[14])) {
        KiTuple *g = ki_tuple_of(a[14]);
        n_groups = ((size_t)g->len + 1) * sizeof *s.groups;
        if (!(s.groups = kb_calloc(&ks->alloc, n_groups))) {
            ki_raise_nomem(ks);
            goto done;
        }
        for (s.n_groups = 0; s.n_groups < g->len; s.n_groups++) {
            if (ki_id_arg(ks, g->items[s.n_groups], "gid", &s.groups[s.n_groups])) continue;
            if (ki_pending_is(ks, KI_EXC_OverflowError)) {
                ki_clear_exc(ks);
                ki_raise(ks, KI_EXC_ValueError, "invalid group id");
            }
            goto done;
        }
    }
    bool with_python = !ki_is_none(s.preexec);
    if (with_python) run_hooks(ks, 0);
    pid_t pid = fork();
    if (pid == 0) run_child(ks, &s);
    if (with_python) after_fork(ks, pid < 0 ? -1 : pid);
    r = pid < 0 ? fail(ks) : ki_small_int(pid);
done:
    kb_free(&ks->alloc, s.argv, s.argv ? n_argv : 0);
    kb_free(&ks->alloc, s.files, s.files ? n_files : 0);
    kb_free(&ks->alloc, s.env, s.env ? n_env : 0);
    kb_free(&ks->alloc, s.keep, s.keep ? n_keep : 0);
    kb_free(&ks->alloc, s.groups, s.groups ? n_groups : 0);
    return r;
}

const KiDef ki_posix_fork_functions[] = {
    {"fork", "()", f_fork, "Fork a child process: 0 in the child, its number in the parent.", 0},
    {"forkpty", "()", f_forkpty, "Fork a child with a new pseudo-terminal.", 0},
    {"register_at_fork", "(*, before=<absent>, after_in_parent=<absent>, after_in_child=<absent>)",
     f_register_at_fork, "Functions to call around fork().", 0},
    {"wait", "()", f_wait, "Wait for any child process: (pid, status).", 0},
    {"waitpid", "(pid, options, /)", f_waitpid, "Wait for a child process: (pid, status).", 0},
    {"wait3", "(options)", f_wait3, "Wait for any child: (pid, status, rusage).", 0},
    {"wait4", "(pid, options)", f_wait4, "Wait for a child: (pid, status, rusage).", 0},
    {"waitid", "(idtype, id, options, /)", f_waitid, "Wait for a change of state of children.", 0},
    {"system", "(command)", f_system, "Run a command in a shell; return its status.", 0},
    KI_DEF_END};

bool ki_mod_posixsubprocess_init(KiState *ks, KiModule *m) {
    static const KiDef functions[] = {
        {"fork_exec",
         "(args, files, env, cwd, fds, keep, errors, close_fds, restore_signals, new_session, "
         "pgid, umask, uid, gid, groups, preexec_fn, /)",
         f_fork_exec, "Run a program in a child process; return its number.", 0},
        KI_DEF_END};
    return ki_module_add_functions(ks, m, functions);
}
