/* The modules resource, pwd and grp: limits and usage of processes, the user database. */
#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <sys/resource.h>
#include <unistd.h>

#include "../object/audit.h"
#include "posix_util.h"

static KiValue fail(KiState *ks) {
    return ki_raise_errno(ks, errno, KI_ABSENT);
}

/* --- resource --- */

static double seconds(struct timeval t) {
    return (double)t.tv_sec + (double)t.tv_usec * 1e-6;
}

KiValue ki_rusage(KiState *ks, const struct rusage *u) {
    static const char *const fields[] = {"ru_utime",  "ru_stime",    "ru_maxrss",  "ru_ixrss",
                                         "ru_idrss",  "ru_isrss",    "ru_minflt",  "ru_majflt",
                                         "ru_nswap",  "ru_inblock",  "ru_oublock", "ru_msgsnd",
                                         "ru_msgrcv", "ru_nsignals", "ru_nvcsw",   "ru_nivcsw"};
    long n[14] = {u->ru_maxrss, u->ru_ixrss,    u->ru_idrss,   u->ru_isrss,   u->ru_minflt,
                  u->ru_majflt, u->ru_nswap,    u->ru_inblock, u->ru_oublock, u->ru_msgsnd,
                  u->ru_msgrcv, u->ru_nsignals, u->ru_nvcsw,   u->ru_nivcsw};
    KiValue v[16] = {ki_float(seconds(u->ru_utime)), ki_float(seconds(u->ru_stime))};
    for (int i = 0; i < 14; i++)
        v[2 + i] = ki_int_from_i64(ks, n[i]);
    return ki_make_seq(ks, "resource", "struct_rusage", fields, v, 16);
}

static KiValue f_getrusage(KiState *ks, KiValue *a, int n) {
    struct rusage u;
    int who;
    if (!ki_to_int(ks, a[0], &who)) return KI_ERR;
    if (getrusage((__rusage_who_t)who, &u) == 0) return ki_rusage(ks, &u);
    return errno == EINVAL ? ki_raise(ks, KI_EXC_ValueError, "invalid who parameter") : fail(ks);
}
static KiValue limits(KiState *ks, const struct rlimit *r) {
    return ki_tuple_pack(
        ks, 2, r->rlim_cur == RLIM_INFINITY ? ki_small_int(-1) : ki_int_from_u64(ks, r->rlim_cur),
        r->rlim_max == RLIM_INFINITY ? ki_small_int(-1) : ki_int_from_u64(ks, r->rlim_max));
}
static bool which_arg(KiState *ks, KiValue v, int *out) {
    if (!ki_to_int(ks, v, out)) return false;
    if (*out >= 0 && *out < (int)RLIM_NLIMITS) return true;
    ki_raise(ks, KI_EXC_ValueError, "invalid resource specified");
    return false;
}
static bool limits_arg(KiState *ks, KiValue v, struct rlimit *r) {
    KiTuple *t = ki_to_tuple(ks, v);
    if (!t) return false;
    int64_t n[2] = {0, 0};
    bool ok = t->len == 2;
    if (!ok) ki_raise(ks, KI_EXC_ValueError, "expected a tuple of 2 integers");
    ok = ok && ki_index_i64(ks, t->items[0], &n[0]) && ki_index_i64(ks, t->items[1], &n[1]);
    ki_decref_obj(ks, &t->h);
    *r = (struct rlimit){n[0] < 0 ? RLIM_INFINITY : (rlim_t)n[0],
                         n[1] < 0 ? RLIM_INFINITY : (rlim_t)n[1]};
    return ok;
}
static KiValue f_getrlimit(KiState *ks, KiValue *a, int n) {
    struct rlimit r;
    int which;
    if (!which_arg(ks, a[0], &which)) return KI_ERR;
    return getrlimit((__rlimit_resource_t)which, &r) < 0 ? fail(ks) : limits(ks, &r);
}
static KiValue set_result(KiState *ks, int r, KiValue ok) {
    if (r == 0) return ok;
    if (errno == EINVAL)
        return ki_raise(ks, KI_EXC_ValueError, "current limit exceeds maximum limit");
    if (errno == EPERM)
        return ki_raise(ks, KI_EXC_ValueError, "not allowed to raise maximum limit");
    return fail(ks);
}
static KiValue f_setrlimit(KiState *ks, KiValue *a, int n) {
    struct rlimit r;
    int which;
    if (!which_arg(ks, a[0], &which) || !ki_audit(ks, "resource.setrlimit", "iO", which, a[1]) ||
        !limits_arg(ks, a[1], &r))
        return KI_ERR;
    return set_result(ks, setrlimit((__rlimit_resource_t)which, &r), KI_NONE);
}
static KiValue f_prlimit(KiState *ks, KiValue *a, int n) {
    struct rlimit new_, old;
    int pid, which;
    bool set = a[2] != KI_ABSENT && !ki_is_none(a[2]);
    if (!ki_to_int(ks, a[0], &pid) || !which_arg(ks, a[1], &which) ||
        !ki_audit(ks, "resource.prlimit", "iiO", pid, which, a[2]) ||
        (set && !limits_arg(ks, a[2], &new_)))
        return KI_ERR;
    if (prlimit(pid, (__rlimit_resource_t)which, set ? &new_ : NULL, &old) < 0)
        return set_result(ks, -1, KI_NONE);
    return limits(ks, &old);
}
static KiValue f_getpagesize(KiState *ks, KiValue *a, int n) {
    return ki_small_int(sysconf(_SC_PAGESIZE));
}

bool ki_mod_resource_init(KiState *ks, KiModule *m) {
    static const KiDef functions[] = {
        {"getrusage", "(who, /)", f_getrusage, "Resources used by a process or its children.", 0},
        {"getrlimit", "(resource, /)", f_getrlimit, "(soft limit, hard limit)", 0},
        {"setrlimit", "(resource, limits, /)", f_setrlimit, "Set the limits of a resource.", 0},
        {"prlimit", "(pid, resource, limits=None, /)", f_prlimit, "Limits of another process.",
         KI_DEF_UNSIGNED},
        {"getpagesize", "()", f_getpagesize, "Bytes in a page of memory.", 0},
        KI_DEF_END};
    static const struct {
        const char *name;
        int value;
    } numbers[] = {{"RUSAGE_SELF", RUSAGE_SELF},
                   {"RUSAGE_CHILDREN", RUSAGE_CHILDREN},
                   {"RUSAGE_THREAD", RUSAGE_THREAD},
                   {"RLIMIT_CPU", RLIMIT_CPU},
                   {"RLIMIT_FSIZE", RLIMIT_FSIZE},
                   {"RLIMIT_DATA", RLIMIT_DATA},
                   {"RLIMIT_STACK", RLIMIT_STACK},
                   {"RLIMIT_CORE", RLIMIT_CORE},
                   {"RLIMIT_NOFILE", RLIMIT_NOFILE},
                   {"RLIMIT_OFILE", RLIMIT_NOFILE},
                   {"RLIMIT_AS", RLIMIT_AS},
                   {"RLIMIT_RSS", RLIMIT_RSS},
                   {"RLIMIT_NPROC", RLIMIT_NPROC},
                   {"RLIMIT_MEMLOCK", RLIMIT_MEMLOCK},
                   {"RLIMIT_MSGQUEUE", RLIMIT_MSGQUEUE},
                   {"RLIMIT_NICE", RLIMIT_NICE},
                   {"RLIMIT_RTPRIO", RLIMIT_RTPRIO},
                   {"RLIMIT_RTTIME", RLIMIT_RTTIME},
                   {"RLIMIT_SIGPENDING", RLIMIT_SIGPENDING},
                   {"RLIM_INFINITY", -1}};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (!ki_module_add(ks, m, numbers[i].name, ki_small_int(numbers[i].value))) return false;
    return ki_module_add_functions(ks, m, functions) &&
           ki_module_add(ks, m, "error", ki_new_ref(ki_from_obj(ks->exceptions[KI_EXC_OSError])));
}

/* --- pwd --- */

static KiValue passwd_entry(KiState *ks, const struct passwd *p) {
    static const char *const fields[] = {"pw_name",  "pw_passwd", "pw_uid",  "pw_gid",
                                         "pw_gecos", "pw_dir",    "pw_shell"};
    KiValue v[7] = {ki_fs_name(ks, p->pw_name, false),
                    ki_fs_name(ks, p->pw_passwd, false),
                    ki_small_int(p->pw_uid),
                    ki_small_int(p->pw_gid),
                    ki_fs_name(ks, p->pw_gecos, false),
                    ki_fs_name(ks, p->pw_dir, false),
                    ki_fs_name(ks, p->pw_shell, false)};
    return ki_make_seq(ks, "pwd", "struct_passwd", fields, v, 7);
}
static KiValue f_getpwuid(KiState *ks, KiValue *a, int n) {
    int64_t uid;
    if (!ki_index_i64(ks, a[0], &uid)) return KI_ERR;
    struct passwd *p = getpwuid((uid_t)uid);
    if (p) return passwd_entry(ks, p);
    KiValue text = ki_str_format(ks, "getpwuid(): uid not found: %lld", (long long)uid);
    if (text != KI_ERR) ki_raise_value(ks, KI_EXC_KeyError, text);
    ki_decref(ks, text);
    return KI_ERR;
}
static KiValue f_getpwnam(KiState *ks, KiValue *a, int n) {
    const char *name = ki_arg_utf8(ks, a[0], "getpwnam", 1, NULL);
    if (!name) return KI_ERR;
    struct passwd *p = getpwnam(name);
    if (p) return passwd_entry(ks, p);
    KiValue text = ki_str_format(ks, "getpwnam(): name not found: '%s'", name);
    if (text != KI_ERR) ki_raise_value(ks, KI_EXC_KeyError, text);
    ki_decref(ks, text);
    return KI_ERR;
}
static KiValue f_getpwall(KiState *ks, KiValue *a, int n) {
    KiList *l = ki_list_new(ks, 0);
    setpwent();
    for (struct passwd *p; l && (p = getpwent());) {
        KiValue v = passwd_entry(ks, p);
        bool ok = v != KI_ERR && ki_list_append(ks, l, v);
        ki_decref(ks, v);
        if (ok) continue;
        ki_decref_obj(ks, &l->h);
        l = NULL;
    }
    endpwent();
    return l ? ki_from_obj(l) : KI_ERR;
}
bool ki_mod_pwd_init(KiState *ks, KiModule *m) {
    static const KiDef functions[] = {
        {"getpwuid", "(uidobj, /)", f_getpwuid, "The entry of a user number.", 0},
        {"getpwnam", "(name, /)", f_getpwnam, "The entry of a user name.", 0},
        {"getpwall", "()", f_getpwall, "All entries.", 0},
        KI_DEF_END};
    return ki_module_add_functions(ks, m, functions);
}

/* --- grp --- */

static KiValue group_entry(KiState *ks, const struct group *g) {
    static const char *const fields[] = {"gr_name", "gr_passwd", "gr_gid", "gr_mem"};
    KiList *l = ki_list_new(ks, 0);
    for (char **p = g->gr_mem; l && *p; p++) {
        KiValue s = ki_fs_name(ks, *p, false);
        bool ok = s != KI_ERR && ki_list_append(ks, l, s);
        ki_decref(ks, s);
        if (ok) continue;
        ki_decref_obj(ks, &l->h);
        l = NULL;
    }
    if (!l) return KI_ERR;
    KiValue v[4] = {ki_fs_name(ks, g->gr_name, false), ki_fs_name(ks, g->gr_passwd, false),
                    ki_small_int(g->gr_gid), ki_from_obj(l)};
    return ki_make_seq(ks, "grp", "struct_group", fields, v, 4);
}
static KiValue f_getgrgid(KiState *ks, KiValue *a, int n) {
    int64_t gid;
    if (!ki_index_i64(ks, a[0], &gid)) return KI_ERR;
    struct group *g = getgrgid((gid_t)gid);
    if (g) return group_entry(ks, g);
    KiValue text = ki_str_format(ks, "getgrgid(): gid not found: %lld", (long long)gid);
    if (text != KI_ERR) ki_raise_value(ks, KI_EXC_KeyError, text);
    ki_decref(ks, text);
    return KI_ERR;
}
static KiValue f_getgrnam(KiState *ks, KiValue *a, int n) {
    const char *name = ki_arg_utf8(ks, a[0], "getgrnam", 1, NULL);
    if (!name) return KI_ERR;
    struct group *g = getgrnam(name);
    if (g) return group_entry(ks, g);
    KiValue text = ki_str_format(ks, "getgrnam(): name not found: '%s'", name);
    if (text != KI_ERR) ki_raise_value(ks, KI_EXC_KeyError, text);
    ki_decref(ks, text);
    return KI_ERR;
}
static KiValue f_getgrall(KiState *ks, KiValue *a, int n) {
    KiList *l = ki_list_new(ks, 0);
    setgrent();
    for (struct group *g; l && (g = getgrent());) {
        KiValue v = group_entry(ks, g);
        bool ok = v != KI_ERR && ki_list_append(ks, l, v);
        ki_decref(ks, v);
        if (ok) continue;
        ki_decref_obj(ks, &l->h);
        l = NULL;
    }
    endgrent();
    return l ? ki_from_obj(l) : KI_ERR;
}
bool ki_mod_grp_init(KiState *ks, KiModule *m) {
    static const KiDef functions[] = {
        {"getgrgid", "(id)", f_getgrgid, "The entry of a group number.", 0},
        {"getgrnam", "(name)", f_getgrnam, "The entry of a group name.", 0},
        {"getgrall", "()", f_getgrall, "All entries.", 0},
        KI_DEF_END};
    return ki_module_add_functions(ks, m, functions);
}
