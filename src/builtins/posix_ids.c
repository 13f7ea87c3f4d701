/* posix: users, groups, sessions, priorities, scheduling. */
#include <errno.h>
#include <grp.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "mod_io.h"
#include "posix_path.h"

static KiValue done(KiState *ks, int64_t r) {
    return r < 0 ? ki_raise_errno(ks, errno, KI_ABSENT) : KI_NONE;
}
static KiValue number(KiState *ks, int64_t r) {
    return r < 0 ? ki_raise_errno(ks, errno, KI_ABSENT) : ki_small_int(r);
}
/* The int arguments a[0..n), each read by `read`. */
typedef bool ReadInt(KiState *ks, KiValue v, int *out);
static bool ints(KiState *ks, KiValue *a, int n, int *out, ReadInt *read) {
    for (int i = 0; i < n; i++)
        if (!read(ks, a[i], &out[i])) return false;
    return true;
}

/* One system call on n ints each; where the number of a process is among them, CPython's parser of
 * formats reads them all. */
#define INT_CALL(name, n_args, read, result, expr)                                                 \
    static KiValue f_##name(KiState *ks, KiValue *a, int n) {                                      \
        int v[n_args + 1];                                                                         \
        if (!ints(ks, a, n_args, v, read)) return KI_ERR;                                          \
        return result(ks, (int64_t)(expr));                                                        \
    }
#define CALL(name, n_args, result, expr) INT_CALL(name, n_args, ki_to_int, result, expr)
#define PID_CALL(name, n_args, result, expr)                                                       \
    INT_CALL(name, n_args, ki_to_int_of_parser, result, expr)
/* One on n users or groups. */
#define SET_IDS(name, n_args, kind, ...)                                                           \
    static KiValue f_##name(KiState *ks, KiValue *a, int n) {                                      \
        uint32_t v[n_args];                                                                        \
        for (int i = 0; i < n_args; i++)                                                           \
            if (!ki_id_arg(ks, a[i], kind, &v[i])) return KI_ERR;                                  \
        return done(ks, name(__VA_ARGS__));                                                        \
    }
SET_IDS(setuid, 1, "uid", v[0])
SET_IDS(seteuid, 1, "uid", v[0])
SET_IDS(setgid, 1, "gid", v[0])
SET_IDS(setegid, 1, "gid", v[0])
SET_IDS(setreuid, 2, "uid", v[0], v[1])
SET_IDS(setregid, 2, "gid", v[0], v[1])
SET_IDS(setresuid, 3, "uid", v[0], v[1], v[2])
SET_IDS(setresgid, 3, "gid", v[0], v[1], v[2])
PID_CALL(setpgid, 2, done, setpgid(v[0], v[1]))
PID_CALL(getpgid, 1, number, getpgid(v[0]))
PID_CALL(getsid, 1, number, getsid(v[0]))
CALL(setpriority, 3, done, setpriority((__priority_which_t)v[0], (id_t)v[1], v[2]))
CALL(sched_get_priority_max, 1, number, sched_get_priority_max(v[0]))
CALL(sched_get_priority_min, 1, number, sched_get_priority_min(v[0]))
PID_CALL(sched_getscheduler, 1, number, sched_getscheduler(v[0]))
CALL(tcgetpgrp, 1, number, tcgetpgrp(v[0]))
PID_CALL(tcsetpgrp, 2, done, tcsetpgrp(v[0], v[1]))
#ifdef SYS_pidfd_open
PID_CALL(pidfd_open, 2, number, syscall(SYS_pidfd_open, v[0], v[1]))
#endif

static KiValue f_setpgrp(KiState *ks, KiValue *a, int n) {
    return done(ks, setpgid(0, 0));
}
static KiValue f_sched_yield(KiState *ks, KiValue *a, int n) {
    return done(ks, sched_yield());
}
static KiValue f_getpriority(KiState *ks, KiValue *a, int n) {
    int v[2];
    if (!ints(ks, a, 2, v, ki_to_int)) return KI_ERR;
    errno = 0;
    int r = getpriority((__priority_which_t)v[0], (id_t)v[1]);
    return r == -1 && errno ? done(ks, -1) : ki_small_int(r);
}
static KiValue f_getresuid(KiState *ks, KiValue *a, int n) {
    uid_t r, e, s;
    if (getresuid(&r, &e, &s) < 0) return done(ks, -1);
    return ki_tuple_pack(ks, 3, ki_small_int(r), ki_small_int(e), ki_small_int(s));
}
static KiValue f_getresgid(KiState *ks, KiValue *a, int n) {
    gid_t r, e, s;
    if (getresgid(&r, &e, &s) < 0) return done(ks, -1);
    return ki_tuple_pack(ks, 3, ki_small_int(r), ki_small_int(e), ki_small_int(s));
}

static KiValue id_list(KiState *ks, const gid_t *g, int n) {
    KiList *l = ki_list_new(ks, n);
    for (int i = 0; l && i < n; i++)
        if (!ki_list_append(ks, l, ki_small_int(g[i]))) {
            ki_decref_obj(ks, &l->h);
            return KI_ERR;
        }
    return l ? ki_from_obj(l) : KI_ERR;
}
static KiValue f_getgroups(KiState *ks, KiValue *a, int n) {
    gid_t g[1024];
    int count = getgroups(1024, g);
    return count < 0 ? done(ks, -1) : id_list(ks, g, count);
}
bool ki_posix_sequence(KiState *ks, KiValue v, const char *what) {
    bool is_dict = ki_has_layout(v, KI_K_DICT);
    if (!is_dict && ki_type_of(ks, v)->slots->getitem) return true;
    ki_raise(ks, KI_EXC_TypeError, "%s must be a sequence", what);
    return false;
}

static KiValue f_setgroups(KiState *ks, KiValue *a, int n) {
    gid_t g[1024];
    if (!ki_posix_sequence(ks, a[0], "setgroups argument")) return KI_ERR;
    KiTuple *t = ki_to_tuple(ks, a[0]);
    if (!t) return KI_ERR;
    bool ok = t->len <= 1024;
    if (!ok) ki_raise(ks, KI_EXC_ValueError, "too many groups");
    for (int64_t i = 0; ok && i < t->len; i++) {
        ok = ki_is_integer(t->items[i]);
        if (!ok)
            ki_raise(ks, KI_EXC_TypeError, "groups must be integers");
        else
            ok = ki_id_arg(ks, t->items[i], "gid", &g[i]);
    }
    int64_t count = t->len;
    ki_decref_obj(ks, &t->h);
    return ok ? done(ks, setgroups((size_t)count, g)) : KI_ERR;
}
static KiValue f_getgrouplist(KiState *ks, KiValue *a, int n) {
    gid_t g[1024];
    gid_t group;
    int count = 1024;
    const char *user = ki_arg_utf8(ks, a[0], "getgrouplist", 1, NULL);
    if (!user || !ki_id_arg(ks, a[1], "gid", &group)) return KI_ERR;
    return getgrouplist(user, group, g, &count) < 0 ? done(ks, -1) : id_list(ks, g, count);
}
static KiValue f_initgroups(KiState *ks, KiValue *a, int n) {
    gid_t group;
    const char *user = ki_arg_utf8(ks, a[0], "initgroups", 1, NULL);
    if (!user || !ki_id_arg(ks, a[1], "gid", &group)) return KI_ERR;
    return done(ks, initgroups(user, group));
}

static KiValue f_sched_setaffinity(KiState *ks, KiValue *a, int n) {
    int pid, cpu;
    cpu_set_t set;
    CPU_ZERO(&set);
    KiTuple *t = ki_to_int_of_parser(ks, a[0], &pid) ? ki_to_tuple(ks, a[1]) : NULL;
    if (!t) return KI_ERR;
    bool ok = true;
    for (int64_t i = 0; ok && i < t->len; i++) {
        ok = ki_to_int(ks, t->items[i], &cpu);
        if (ok && (cpu < 0 || cpu >= CPU_SETSIZE)) {
            ki_raise(ks, KI_EXC_ValueError,
                     cpu < 0 ? "negative CPU number" : "CPU number too large");
            ok = false;
        }
        if (ok) CPU_SET(cpu, &set);
    }
    ki_decref_obj(ks, &t->h);
    return ok ? done(ks, sched_setaffinity(pid, sizeof set, &set)) : KI_ERR;
}

/* os.sched_param: a struct sequence made of its field, where others are made of a sequence. */
static const char *const sched_param_fields[] = {"sched_priority"};

static KiType *sched_param_type(KiState *ks) {
    KiModule *posix = ki_native_module_load(ks, "posix");
    KiValue t = posix ? ki_dict_get_cstr(ks, posix->dict, "sched_param") : KI_ERR;
    if (t == KI_ERR) return NULL;
    if (t != KI_ABSENT && ki_is_type(t)) return (KiType *)ki_obj(t);
    ki_raise(ks, KI_EXC_AttributeError, "posix has no sched_param");
    return NULL;
}
static KiValue new_sched_param(KiState *ks, KiValue *a, int nargs, KiValue kwnames) {
    KiType *t = sched_param_type(ks);
    KiValue priority;
    if (!t || !ki_bind_args(ks, "sched_param", sched_param_fields, 1, 1, 1, a + 1, nargs - 1,
                            kwnames, &priority))
        return KI_ERR;
    (void)ki_new_ref(priority);
    return ki_struct_seq_new(ks, t, sched_param_fields, &priority, 1, 1);
}
bool ki_add_sched_param(KiState *ks, KiModule *m) {
    static const KiDef def = {"__new__", "(...)", new_sched_param, NULL, 0};
    KiType *t = ki_struct_seq_type(ks, "posix", "sched_param", sched_param_fields, 1, 1);
    if (t) t->doc = "(sched_priority)\n";
    if (t && ki_struct_seq_set_new(ks, t, &def))
        return ki_module_add(ks, m, "sched_param", ki_from_obj(t));
    if (t) ki_decref_obj(ks, &t->h);
    return false;
}

static KiValue f_sched_getparam(KiState *ks, KiValue *a, int n) {
    struct sched_param p;
    int pid;
    if (!ki_to_int_of_parser(ks, a[0], &pid)) return KI_ERR;
    if (sched_getparam(pid, &p) < 0) return done(ks, -1);
    KiType *t = sched_param_type(ks);
    KiValue v[1] = {ki_small_int(p.sched_priority)};
    return t ? ki_struct_seq_new(ks, t, sched_param_fields, v, 1, 1) : KI_ERR;
}
bool ki_sched_param_arg(KiState *ks, KiValue v, struct sched_param *p) {
    int64_t priority;
    KiType *t = sched_param_type(ks);
    if (!t) return false;
    if (ki_type_of(ks, v) != t) {
        ki_raise(ks, KI_EXC_TypeError, "must have a sched_param object");
        return false;
    }
    if (!ki_index_i64(ks, ki_tuple_of(v)->items[0], &priority)) return false;
    p->sched_priority = (int)priority;
    if (priority == p->sched_priority) return true;
    ki_raise(ks, KI_EXC_OverflowError, "sched_priority out of range");
    return false;
}
static KiValue f_sched_setparam(KiState *ks, KiValue *a, int n) {
    struct sched_param p;
    int pid;
    if (!ki_to_int_of_parser(ks, a[0], &pid) || !ki_sched_param_arg(ks, a[1], &p)) return KI_ERR;
    return done(ks, sched_setparam(pid, &p));
}
static KiValue f_sched_setscheduler(KiState *ks, KiValue *a, int n) {
    struct sched_param p;
    int v[2];
    if (!ints(ks, a, 2, v, ki_to_int_of_parser) || !ki_sched_param_arg(ks, a[2], &p)) return KI_ERR;
    return done(ks, sched_setscheduler(v[0], v[1], &p));
}
static KiValue f_sched_rr_get_interval(KiState *ks, KiValue *a, int n) {
    struct timespec t;
    int pid;
    if (!ki_to_int_of_parser(ks, a[0], &pid)) return KI_ERR;
    if (sched_rr_get_interval(pid, &t) < 0) return done(ks, -1);
    return ki_float((double)t.tv_sec + (double)t.tv_nsec * 1e-9);
}

/* --- statuses --- */

#define STATUS(name, expr)                                                                         \
    static KiValue f_##name(KiState *ks, KiValue *a, int n) {                                      \
        int s;                                                                                     \
        return ki_to_int(ks, a[0], &s) ? (expr) : KI_ERR;                                          \
    }
STATUS(WCOREDUMP, ki_bool(WCOREDUMP(s)))
STATUS(WIFCONTINUED, ki_bool(WIFCONTINUED(s)))
STATUS(WSTOPSIG, ki_small_int(WSTOPSIG(s)))

const KiDef ki_posix_ids_functions[] = {
    {"setuid", "(uid, /)", f_setuid, "Set the user of the process.", 0},
    {"seteuid", "(euid, /)", f_seteuid, "Set the effective user.", 0},
    {"setgid", "(gid, /)", f_setgid, "Set the group of the process.", 0},
    {"setegid", "(egid, /)", f_setegid, "Set the effective group.", 0},
    {"setreuid", "(ruid, euid, /)", f_setreuid, "Set real and effective user.", 0},
    {"setregid", "(rgid, egid, /)", f_setregid, "Set real and effective group.", 0},
    {"setresuid", "(ruid, euid, suid, /)", f_setresuid, "Set real, effective and saved user.", 0},
    {"setresgid", "(rgid, egid, sgid, /)", f_setresgid, "Set real, effective and saved group.", 0},
    {"getresuid", "()", f_getresuid, "Real, effective and saved user.", 0},
    {"getresgid", "()", f_getresgid, "Real, effective and saved group.", 0},
    {"setpgid", "(pid, pgrp, /)", f_setpgid, "Put a process into a process group.",
     KI_DEF_TUPLE_ARGS},
    {"getpgid", "(pid)", f_getpgid, "The process group of a process.", 0},
    {"getsid", "(pid, /)", f_getsid, "The session of a process.", 0},
    {"setpgrp", "()", f_setpgrp, "Make this process the leader of a new group.", 0},
    {"setpriority", "(which, who, priority)", f_setpriority, "Set the scheduling priority.", 0},
    {"getpriority", "(which, who)", f_getpriority, "The scheduling priority.", 0},
    {"tcgetpgrp", "(fd, /)", f_tcgetpgrp, "The process group of a terminal.", 0},
    {"tcsetpgrp", "(fd, pgid, /)", f_tcsetpgrp, "Set the process group of a terminal.",
     KI_DEF_TUPLE_ARGS},
    {"getgroups", "()", f_getgroups, "The supplementary groups.", 0},
    {"setgroups", "(groups, /)", f_setgroups, "Set the supplementary groups.", 0},
    {"getgrouplist", "(user, group, /)", f_getgrouplist, "The groups of a user.", 0},
    {"initgroups", "(username, gid, /)", f_initgroups, "Take over all groups of a user.", 0},
    {"sched_setaffinity", "(pid, mask, /)", f_sched_setaffinity, "Set the CPUs of a process.",
     KI_DEF_TUPLE_ARGS},
    {"sched_yield", "()", f_sched_yield, "Let other processes run.", 0},
    {"sched_get_priority_max", "(policy)", f_sched_get_priority_max, "Highest priority.", 0},
    {"sched_get_priority_min", "(policy)", f_sched_get_priority_min, "Lowest priority.", 0},
    {"sched_getscheduler", "(pid, /)", f_sched_getscheduler, "The scheduling policy.", 0},
    {"sched_setscheduler", "(pid, policy, param, /)", f_sched_setscheduler,
     "Set the scheduling policy.", KI_DEF_TUPLE_ARGS},
    {"sched_getparam", "(pid, /)", f_sched_getparam, "The scheduling parameters.", 0},
    {"sched_setparam", "(pid, param, /)", f_sched_setparam, "Set the scheduling parameters.",
     KI_DEF_TUPLE_ARGS},
    {"sched_rr_get_interval", "(pid, /)", f_sched_rr_get_interval, "The round-robin quantum.", 0},
#ifdef SYS_pidfd_open
    {"pidfd_open", "(pid, flags=0)", f_pidfd_open, "A descriptor that refers to a process.", 0},
#endif
    {"WCOREDUMP", "(status, /)", f_WCOREDUMP, "True if a core dump was written.", 0},
    {"WIFCONTINUED", "(status)", f_WIFCONTINUED, "True if the process was continued.", 0},
    {"WSTOPSIG", "(status)", f_WSTOPSIG, "The signal that stopped the process.", 0},
    KI_DEF_END};
