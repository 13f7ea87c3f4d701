/* posix: programs: exec, and posix_spawn of the C library. */
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <unistd.h>

#include "mod_signal.h"
#include "posix_path.h"

extern char **environ;

/* --- arguments and environments --- */

/* A NULL-terminated array of C strings from a sequence of path arguments; holders[n] keep them. */
typedef struct Strings {
    const char **at;
    KiValue *holders;
    size_t n, cap;
} Strings;
static void free_strings(KiState *ks, Strings *s) {
    for (size_t i = 0; i < s->n; i++)
        ki_decref(ks, s->holders[i]);
    kb_free(&ks->alloc, s->at, s->cap * sizeof *s->at);
    kb_free(&ks->alloc, s->holders, s->cap * sizeof *s->holders);
}
static bool strings_init(KiState *ks, Strings *s, size_t cap) {
    *s = (Strings){.cap = cap + 1};
    s->at = kb_calloc(&ks->alloc, s->cap * sizeof *s->at);
    s->holders = s->at ? kb_calloc(&ks->alloc, s->cap * sizeof *s->holders) : NULL;
    if (s->holders) return true;
    kb_free(&ks->alloc, s->at, s->at ? s->cap * sizeof *s->at : 0);
    ki_raise_nomem(ks);
    return false;
}
/* function: as the messages call it, with what follows the name */
static bool argv_strings(KiState *ks, KiValue seq, const char *function, const char *what,
                         Strings *s) {
    if (!ki_is_tuple(seq) && !ki_is_kind(seq, KI_K_LIST)) {
        ki_raise(ks, KI_EXC_TypeError, "%s%s must be a tuple or list", function, what);
        return false;
    }
    KiTuple *t = ki_to_tuple(ks, seq);
    if (!t) return false;
    bool ok = t->len > 0;
    if (!ok) ki_raise(ks, KI_EXC_ValueError, "%s%s must not be empty", function, what);
    ok = ok && strings_init(ks, s, (size_t)t->len);
    if (!ok) {
        ki_decref_obj(ks, &t->h);
        return false;
    }
    for (int64_t i = 0; ok && i < t->len; i++) {
        s->at[i] = ki_arg_path(ks, t->items[i], NULL, &s->holders[i]);
        ok = s->at[i] != NULL;
        s->n += ok;
    }
    if (ok && !s->at[0][0]) {
        ki_raise(ks, KI_EXC_ValueError, "%s%s first element cannot be empty", function, what);
        ok = false;
    }
    if (!ok) free_strings(ks, s);
    ki_decref_obj(ks, &t->h);
    return ok;
}

/* name=value strings of a mapping. */
static bool env_strings(KiState *ks, KiValue mapping, const char *function, Strings *s) {
    KiValue keys = ki_getattr_cstr(ks, mapping, "keys");
    if (keys == KI_ERR) {
        if (!ki_pending_is(ks, KI_EXC_AttributeError)) return false;
        ki_clear_exc(ks);
        ki_raise(ks, KI_EXC_TypeError, "%s: environment must be a mapping object", function);
        return false;
    }
    ki_decref(ks, keys);
    KiValue items = ki_call_method(ks, mapping, ks->names.n_items, NULL, 0);
    KiTuple *t = items == KI_ERR ? NULL : ki_to_tuple(ks, items);
    ki_decref(ks, items);
    if (!t) return false;
    bool ok = strings_init(ks, s, (size_t)t->len);
    for (int64_t i = 0; ok && i < t->len; i++) {
        KiValue hk, hv = KI_ABSENT;
        if (!ki_is_tuple(t->items[i]) || ki_tuple_of(t->items[i])->len != 2) {
            ki_raise(ks, KI_EXC_TypeError, "env.items() must yield pairs");
            ok = false;
            break;
        }
        KiTuple *pair = ki_tuple_of(t->items[i]);
        const char *k = ki_arg_path(ks, pair->items[0], NULL, &hk),
                   *v = k ? ki_arg_path(ks, pair->items[1], NULL, &hv) : NULL;
        KbStrbuf b;
        kb_strbuf_init(&b, &ks->alloc, KB_STRBUF_NO_MAX);
        /* as the C library may keep names that begin with a = */
        ok = v != NULL;
        if (ok && (!*k || strchr(k + 1, '='))) {
            ki_raise(ks, KI_EXC_ValueError, "illegal environment variable name");
            ok = false;
        }
        ok = ok && (kb_strbuf_printf(&b, "%s=%s", k, v) || (ki_raise_nomem(ks), false));
        KiValue line = ok ? ki_bytes_from(ks, b.data, b.len) : KI_ERR;
        kb_strbuf_free(&b);
        ki_decref(ks, hk);
        ki_decref(ks, hv);
        ok = line != KI_ERR;
        if (ok) {
            s->holders[s->n] = line;
            s->at[s->n++] = (const char *)ki_bytes_of(line)->data;
        }
    }
    if (!ok && s->holders) free_strings(ks, s);
    ki_decref_obj(ks, &t->h);
    return ok;
}

/* --- exec --- */

static KiValue f_execv(KiState *ks, KiValue *a, int n) {
    Strings args;
    KiPath p;
    if (!ki_path_arg(ks, a[0], "execv", "path", 0, &p)) return KI_ERR;
    if (argv_strings(ks, a[1], "execv()", " arg 2", &args)) {
        if (!ki_audit(ks, "os.exec", "OOO", p.given, a[1], KI_NONE)) {
            free_strings(ks, &args);
            ki_path_done(ks, &p);
            return KI_ERR;
        }
        execv(p.name, (char *const *)args.at);
        int err = errno;
        free_strings(ks, &args);
        ki_raise_errno(ks, err, KI_ABSENT);
    }
    ki_path_done(ks, &p);
    return KI_ERR;
}

static KiValue f_execve(KiState *ks, KiValue *a, int n) {
    Strings args, env;
    KiPath p;
    if (!ki_path_arg(ks, a[0], "execve", "path", KI_PATH_FD, &p)) return KI_ERR;
    if (argv_strings(ks, a[1], "execve:", " argv", &args)) {
        if (env_strings(ks, a[2], "execve", &env)) {
            char *const *argv = (char *const *)args.at, *const *envp = (char *const *)env.at;
            bool allowed = ki_audit(ks, "os.exec", "OOO", p.given, a[1], a[2]);
            if (allowed && p.name)
                execve(p.name, argv, envp);
            else if (allowed)
                fexecve(p.fd, argv, envp);
            int err = errno;
            free_strings(ks, &env);
            if (allowed) ki_raise_errno(ks, err, a[0]);
        }
        free_strings(ks, &args);
    }
    ki_path_done(ks, &p);
    return KI_ERR;
}

/* --- posix_spawn --- */

/* What a call has built up; spawn_done releases it. */
typedef struct Spawn {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attr;
    KiList *names; /* bytes that the actions point into */
    short flags;
} Spawn;

static bool spawn_init(KiState *ks, Spawn *s) {
    s->flags = 0;
    s->names = ki_list_new(ks, 0);
    posix_spawn_file_actions_init(&s->actions);
    posix_spawnattr_init(&s->attr);
    return s->names != NULL;
}
static void spawn_done(KiState *ks, Spawn *s) {
    posix_spawn_file_actions_destroy(&s->actions);
    posix_spawnattr_destroy(&s->attr);
    if (s->names) ki_decref_obj(ks, &s->names->h);
}

static bool check(KiState *ks, int err) {
    if (err) ki_raise_errno(ks, err, KI_ABSENT);
    return err == 0;
}

enum { ACTION_OPEN, ACTION_CLOSE, ACTION_DUP2 };

static bool add_open(KiState *ks, Spawn *s, KiTuple *t) {
    int fd, flags, mode;
    KiValue holder;
    const char *name = ki_to_int(ks, t->items[1], &fd) && ki_to_int(ks, t->items[3], &flags) &&
                               ki_to_int(ks, t->items[4], &mode)
                           ? ki_arg_path(ks, t->items[2], NULL, &holder)
                           : NULL;
    if (!name) return false;
    bool ok =
        ki_list_append(ks, s->names, holder) &&
        check(ks, posix_spawn_file_actions_addopen(&s->actions, fd, name, flags, (mode_t)mode));
    ki_decref(ks, holder);
    return ok;
}
static bool add_action(KiState *ks, Spawn *s, KiValue v) {
    static const struct {
        const char *name;
        int len;
    } kinds[] = {{"open", 5}, {"close", 2}, {"dup2", 3}};
    KiTuple *t = ki_is_tuple(v) ? ki_tuple_of(v) : NULL;
    int kind, x, y;
    if (!t || t->len == 0) {
        ki_raise(ks, KI_EXC_TypeError, "Each file_actions element must be a non-empty tuple");
        return false;
    }
    if (!ki_to_int(ks, t->items[0], &kind)) return false;
    if (kind < ACTION_OPEN || kind > ACTION_DUP2) {
        ki_raise(ks, KI_EXC_TypeError, "Unknown file_actions identifier");
        return false;
    }
    if (t->len != kinds[kind].len) {
        ki_raise(ks, KI_EXC_TypeError, "A %s file_action tuple must have %d elements",
                 kinds[kind].name, kinds[kind].len);
        return false;
    }
    if (kind == ACTION_OPEN) return add_open(ks, s, t);
    if (!ki_to_int(ks, t->items[1], &x)) return false;
    if (kind == ACTION_CLOSE) return check(ks, posix_spawn_file_actions_addclose(&s->actions, x));
    return ki_to_int(ks, t->items[2], &y) &&
           check(ks, posix_spawn_file_actions_adddup2(&s->actions, x, y));
}
static bool add_actions(KiState *ks, Spawn *s, KiValue v) {
    if (v == KI_ABSENT || ki_is_none(v)) return true;
    KiTuple *t = ki_to_tuple(ks, v);
    if (!t) {
        if (ki_pending_is(ks, KI_EXC_TypeError)) {
            ki_clear_exc(ks);
            ki_raise(ks, KI_EXC_TypeError, "file_actions must be a sequence or None");
        }
        return false;
    }
    bool ok = true;
    for (int64_t i = 0; ok && i < t->len; i++)
        ok = add_action(ks, s, t->items[i]);
    ki_decref_obj(ks, &t->h);
    return ok;
}

/* (policy or None, sched_param) */
static bool add_scheduler(KiState *ks, Spawn *s, KiValue v) {
    struct sched_param param;
    int policy;
    if (!ki_is_tuple(v) || ki_tuple_of(v)->len != 2) {
        ki_raise(ks, KI_EXC_TypeError, "A scheduler tuple must have two elements");
        return false;
    }
    KiValue *item = ki_tuple_of(v)->items;
    if (!ki_is_none(item[0]) && !ki_to_int(ks, item[0], &policy)) return false;
    if (!ki_sched_param_arg(ks, item[1], &param)) return false;
    if (!ki_is_none(item[0])) {
        s->flags |= POSIX_SPAWN_SETSCHEDULER;
        if (!check(ks, posix_spawnattr_setschedpolicy(&s->attr, policy))) return false;
    }
    s->flags |= POSIX_SPAWN_SETSCHEDPARAM;
    return check(ks, posix_spawnattr_setschedparam(&s->attr, &param));
}

/* An int argument that turns a flag on if it is not 0. */
static bool add_flag(KiState *ks, Spawn *s, KiValue v, short flag) {
    int on = 0;
    if (v != KI_ABSENT && !ki_to_int(ks, v, &on)) return false;
    if (on) s->flags |= flag;
    return true;
}
static bool add_signals(KiState *ks, Spawn *s, KiValue v, short flag,
                        int (*set)(posix_spawnattr_t *, const sigset_t *)) {
    sigset_t signals;
    if (v == KI_ABSENT) return true;
    if (!ki_signal_set_arg(ks, v, &signals)) return false;
    s->flags |= flag;
    return check(ks, set(&s->attr, &signals));
}

/* options: file_actions, setpgroup, resetids, setsid, setsigmask, setsigdef, scheduler */
static bool add_options(KiState *ks, Spawn *s, KiValue *options) {
    int group;
    if (!add_actions(ks, s, options[0])) return false;
    if (options[1] != KI_ABSENT) {
        if (!ki_to_int(ks, options[1], &group)) return false;
        s->flags |= POSIX_SPAWN_SETPGROUP;
        if (!check(ks, posix_spawnattr_setpgroup(&s->attr, group))) return false;
    }
    if (!add_flag(ks, s, options[2], POSIX_SPAWN_RESETIDS) ||
        !add_flag(ks, s, options[3], POSIX_SPAWN_SETSID) ||
        !add_signals(ks, s, options[4], POSIX_SPAWN_SETSIGMASK, posix_spawnattr_setsigmask) ||
        !add_signals(ks, s, options[5], POSIX_SPAWN_SETSIGDEF, posix_spawnattr_setsigdefault) ||
        (options[6] != KI_ABSENT && !add_scheduler(ks, s, options[6])))
        return false;
    return check(ks, posix_spawnattr_setflags(&s->attr, s->flags));
}

typedef int SpawnFunction(pid_t *, const char *, const posix_spawn_file_actions_t *,
                          const posix_spawnattr_t *, char *const *, char *const *);

static KiValue spawn(KiState *ks, KiValue *a, const char *function, SpawnFunction *fn) {
    Strings args, env;
    Spawn s;
    KiPath p;
    char label[16];
    snprintf(label, sizeof label, "%s:", function);
    if (!ki_path_arg(ks, a[0], function, "path", 0, &p)) return KI_ERR;
    KiValue r = KI_ERR;
    if (!argv_strings(ks, a[1], label, " argv", &args)) goto no_args;
    if (!env_strings(ks, a[2], function, &env)) goto no_env;
    if (spawn_init(ks, &s) && add_options(ks, &s, a + 3) &&
        ki_audit(ks, "os.posix_spawn", "OOO", p.given, a[1], a[2])) {
        pid_t pid;
        int err =
            fn(&pid, p.name, &s.actions, &s.attr, (char *const *)args.at, (char *const *)env.at);
        r = err ? ki_raise_errno(ks, err, a[0]) : ki_small_int(pid);
    }
    spawn_done(ks, &s);
    free_strings(ks, &env);
no_env:
    free_strings(ks, &args);
no_args:
    ki_path_done(ks, &p);
    return r;
}
static KiValue f_posix_spawn(KiState *ks, KiValue *a, int n) {
    return spawn(ks, a, "posix_spawn", posix_spawn);
}
static KiValue f_posix_spawnp(KiState *ks, KiValue *a, int n) {
    return spawn(ks, a, "posix_spawnp", posix_spawnp);
}

#define SPAWN_SIGNATURE                                                                            \
    "(path, argv, env, /, *, file_actions=(), setpgroup=<absent>, resetids=False, setsid=False, "  \
    "setsigmask=<absent ()>, setsigdef=<absent ()>, scheduler=<absent>)"

const KiDef ki_posix_spawn_functions[] = {
    {"execv", "(path, argv, /)", f_execv, "Replace the process by a program.", 0},
    {"execve", "(path, argv, env)", f_execve,
     "Replace the process by a program, with an environment.", 0},
    {"posix_spawn", SPAWN_SIGNATURE, f_posix_spawn,
     "Run the program at path in a new process; its number.", 0},
    {"posix_spawnp", SPAWN_SIGNATURE, f_posix_spawnp, "The same for a program found in PATH.", 0},
    KI_DEF_END};
