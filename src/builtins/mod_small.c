/* The small native modules: atexit, gc, errno. */
#include <errno.h>

#include "builtins.h"

/* --- atexit --- */

static KiValue atexit_register(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    if (nargs < 1)
        return ki_raise(ks, KI_EXC_TypeError, "register() takes at least 1 argument (0 given)");
    if (!ki_callable(ks, args[0]))
        return ki_raise(ks, KI_EXC_TypeError, "the first argument must be callable");
    if (!ks->bi->atexit && !(ks->bi->atexit = ki_list_new(ks, 4))) return KI_ERR;
    KiDict *kw = ki_dict_new(ks);
    bool ok = kw != NULL;
    for (int64_t i = 0; ok && kwnames != KI_ABSENT && i < ki_tuple_of(kwnames)->len; i++)
        ok = ki_dict_set(ks, kw, ki_tuple_of(kwnames)->items[i], args[nargs + i]);
    KiValue pos = ok ? ki_tuple_from(ks, args + 1, nargs - 1) : KI_ERR;
    KiValue entry = pos == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 3, args[0], pos, ki_from_obj(kw));
    ok = entry != KI_ERR && ki_list_append(ks, ks->bi->atexit, entry);
    ki_decref(ks, entry);
    ki_decref(ks, pos);
    if (kw) ki_decref_obj(ks, &kw->h);
    return ok ? ki_new_ref(args[0]) : KI_ERR;
}

static KiValue atexit_unregister(KiState *ks, KiValue *a, int n) {
    KiList *l = ks->bi->atexit;
    for (int64_t i = l ? l->len - 1 : -1; i >= 0; i--) {
        int eq = ki_compare_bool(ks, ki_tuple_of(l->items[i])->items[0], a[0], KI_EQ);
        if (eq < 0) return KI_ERR;
        if (eq && i < l->len && !ki_setitem(ks, ki_from_obj(l), ki_small_int(i), KI_ABSENT))
            return KI_ERR;
    }
    return KI_NONE;
}

static void run_callbacks(KiState *ks) {
    KiList *l = ks->bi->atexit;
    while (l && l->len) {
        KiValue entry = ki_new_ref(l->items[l->len - 1]);
        if (!ki_setitem(ks, ki_from_obj(l), ki_small_int(l->len - 1), KI_ABSENT)) ki_clear_exc(ks);
        KiTuple *t = ki_tuple_of(entry);
        KiValue r =
            ki_call_tuple(ks, t->items[0], ki_tuple_of(t->items[1]), ki_dict_of(t->items[2]));
        if (r == KI_ERR)
            ki_write_unraisable(ks, t->items[0]);
        else
            ki_decref(ks, r);
        ki_decref(ks, entry);
    }
}
void ki_atexit_run(KiState *ks) {
    if (ki_pending(ks)) ki_clear_exc(ks);
    run_callbacks(ks);
}
static KiValue atexit_run(KiState *ks, KiValue *a, int n) {
    run_callbacks(ks);
    return KI_NONE;
}
static KiValue atexit_clear(KiState *ks, KiValue *a, int n) {
    KiList *l = ks->bi->atexit;
    ks->bi->atexit = NULL;
    if (l) ki_decref_obj(ks, &l->h);
    return KI_NONE;
}
static KiValue atexit_count(KiState *ks, KiValue *a, int n) {
    return ki_small_int(ks->bi->atexit ? ks->bi->atexit->len : 0);
}

bool ki_mod_atexit_init(KiState *ks, KiModule *m) {
    static const KiDef functions[] = {
        {"register", "(...)", (void *)atexit_register,
         "register(func, *args, **kwargs)\n\nCall func when the interpreter ends.", 0},
        {"unregister", "(func, /)", atexit_unregister, "Forget a registered function.", 0},
        {"_run_exitfuncs", "()", atexit_run, "Run all registered functions.", 0},
        {"_clear", "()", atexit_clear, "Forget all registered functions.", 0},
        {"_ncallbacks", "()", atexit_count, "Number of registered functions.", 0},
        KI_DEF_END};
    return ki_module_add_functions(ks, m, functions);
}

/* --- gc --- */

static KiValue gc_collect(KiState *ks, KiValue *a, int n) {
    int generation;
    if (!ki_to_int(ks, a[0], &generation)) return KI_ERR;
    if (generation < 0 || generation > 2)
        return ki_raise(ks, KI_EXC_ValueError, "invalid generation");
    int64_t found = ki_gc_collect(ks, generation);
    return found < 0 ? KI_ERR : ki_int_from_i64(ks, found);
}
static KiValue gc_enable(KiState *ks, KiValue *a, int n) {
    ki_gc_enable(ks, true);
    return KI_NONE;
}
static KiValue gc_disable(KiState *ks, KiValue *a, int n) {
    ki_gc_enable(ks, false);
    return KI_NONE;
}
static KiValue gc_isenabled(KiState *ks, KiValue *a, int n) {
    return ki_bool(ki_gc_enabled(ks));
}
static KiValue gc_get_count(KiState *ks, KiValue *a, int n) {
    int64_t c[3];
    ki_gc_counts(ks, c);
    return ki_tuple_pack(ks, 3, ki_small_int(c[0]), ki_small_int(c[1]), ki_small_int(c[2]));
}
static KiValue gc_get_threshold(KiState *ks, KiValue *a, int n) {
    return ki_tuple_pack(ks, 3, ki_small_int(ki_gc_threshold(ks)), ki_small_int(10),
                         ki_small_int(10));
}
static KiValue gc_set_threshold(KiState *ks, KiValue *a, int n) {
    int64_t v;
    if (!ki_index_i64(ks, a[0], &v)) return KI_ERR;
    ki_gc_set_threshold(ks, v);
    return KI_NONE;
}
static KiValue gc_get_stats(KiState *ks, KiValue *a, int n) {
    KiList *l = ki_list_new(ks, 3);
    for (int g = 0; l && g < 3; g++) {
        KiGcStats s = ki_gc_stats(ks, g);
        KiDict *d = ki_dict_new(ks);
        bool ok = d && ki_dict_set_cstr(ks, d, "collections", ki_small_int(s.collections)) &&
                  ki_dict_set_cstr(ks, d, "collected", ki_small_int(s.collected)) &&
                  ki_dict_set_cstr(ks, d, "uncollectable", ki_small_int(s.uncollectable)) &&
                  ki_list_append(ks, l, ki_from_obj(d));
        if (d) ki_decref_obj(ks, &d->h);
        if (!ok) {
            ki_decref_obj(ks, &l->h);
            return KI_ERR;
        }
    }
    return l ? ki_from_obj(l) : KI_ERR;
}
static KiValue gc_freeze(KiState *ks, KiValue *a, int n) {
    ki_gc_freeze(ks);
    return KI_NONE;
}
static KiValue gc_none(KiState *ks, KiValue *a, int n) {
    return KI_NONE;
}
static KiValue gc_zero(KiState *ks, KiValue *a, int n) {
    return ki_small_int(0);
}
static KiValue gc_is_tracked(KiState *ks, KiValue *a, int n) {
    return ki_bool(ki_is_ptr(a[0]) && (ki_obj(a[0])->flags & KI_OF_GC));
}
static KiValue gc_is_finalized(KiState *ks, KiValue *a, int n) {
    return ki_bool(ki_is_ptr(a[0]) && (ki_obj(a[0])->flags & KI_OF_FINALIZED));
}

/* Room is made before the walk, because nothing may be allocated during it. */
typedef struct Found {
    KiValue *at;
    size_t n, cap;
    KiValue *targets;
    int n_targets;
    KiObj *current;
    bool hit;
} Found;

static void match_target(KiValue child, void *arg) {
    Found *f = arg;
    for (int i = 0; i < f->n_targets; i++)
        f->hit = f->hit || child == f->targets[i];
}
static void visit_object(KiState *ks, KiObj *o, void *arg) {
    Found *f = arg;
    f->hit = !f->targets;
    if (f->targets) ki_traverse(o, match_target, f);
    if (f->hit && (o->flags & KI_OF_GC)) {
        if (f->n < f->cap) f->at[f->n] = ki_from_obj(o);
        f->n++;
    }
}
static KiValue find_objects(KiState *ks, KiValue *targets, int n) {
    Found f = {NULL, 0, 0, targets, n, NULL, false};
    ki_heap_each(ks, visit_object, &f);
    size_t cap = f.n;
    f.at = kb_malloc(&ks->alloc, (cap + 1) * sizeof *f.at);
    if (!f.at) return ki_raise_nomem(ks);
    f.cap = cap;
    f.n = 0;
    ki_heap_each(ks, visit_object, &f);
    size_t found = f.n < cap ? f.n : cap;
    for (size_t i = 0; i < found; i++)
        ki_incref(f.at[i]);
    KiList *l = ki_list_new(ks, (int64_t)found);
    for (size_t i = 0; i < found; i++) {
        if (l && !ki_list_append(ks, l, f.at[i])) {
            ki_decref_obj(ks, &l->h);
            l = NULL;
        }
        ki_decref(ks, f.at[i]);
    }
    kb_free(&ks->alloc, f.at, (cap + 1) * sizeof *f.at);
    return l ? ki_from_obj(l) : KI_ERR;
}
static KiValue gc_get_objects(KiState *ks, KiValue *a, int n) {
    return find_objects(ks, NULL, 0);
}
static KiValue gc_get_referrers(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    KiValue none = KI_UNBOUND;
    return find_objects(ks, nargs ? args : &none, nargs);
}

static void append_child(KiValue child, void *arg) {
    Found *f = arg;
    if (ki_is_ptr(child) && f->n < f->cap) f->at[f->n] = ki_new_ref(child);
    f->n += ki_is_ptr(child);
}
static KiValue gc_get_referents(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    KiList *l = ki_list_new(ks, 8);
    for (int i = 0; l && i < nargs; i++) {
        KiValue buf[256];
        Found f = {buf, 0, 256, NULL, 0, NULL, false};
        if (ki_is_ptr(args[i])) ki_traverse(ki_obj(args[i]), append_child, &f);
        for (size_t j = 0; j < f.n && j < f.cap; j++) {
            if (!ki_list_append(ks, l, buf[j])) ki_clear_exc(ks);
            ki_decref(ks, buf[j]);
        }
    }
    return l ? ki_from_obj(l) : KI_ERR;
}

bool ki_mod_gc_init(KiState *ks, KiModule *m) {
    static const KiDef functions[] = {
        {"collect", "(generation=2)", gc_collect,
         "Run the collector; return the number of unreachable objects.", 0},
        {"enable", "()", gc_enable, "Enable automatic collection.", 0},
        {"disable", "()", gc_disable, "Disable automatic collection.", 0},
        {"isenabled", "()", gc_isenabled, "True if automatic collection is enabled.", 0},
        {"get_count", "()", gc_get_count, "The current collection counts.", 0},
        {"get_threshold", "()", gc_get_threshold, "The current collection thresholds.", 0},
        {"set_threshold", "(threshold0, threshold1=0, threshold2=0, /)", gc_set_threshold,
         "Set the collection thresholds.", 0},
        {"get_stats", "()", gc_get_stats, "Statistics per generation.", 0},
        {"get_objects", "(generation=None)", gc_get_objects,
         "The objects that the collector knows.", 0},
        {"get_referrers", "(...)", (void *)gc_get_referrers,
         "get_referrers(*objs)\n\nObjects that refer to any of objs.", 0},
        {"get_referents", "(...)", (void *)gc_get_referents,
         "get_referents(*objs)\n\nObjects that objs refer to.", 0},
        {"get_debug", "()", gc_zero, "0.", 0},
        {"set_debug", "(flags, /)", gc_none, "Accepted and ignored.", 0},
        {"is_tracked", "(obj, /)", gc_is_tracked, "True if the object is tracked by the collector.",
         0},
        {"is_finalized", "(obj, /)", gc_is_finalized, "True if the object has been finalized.", 0},
        {"freeze", "()", gc_freeze, "Ignore all current objects in young collections.", 0},
        {"unfreeze", "()", gc_none, "Does nothing.", 0},
        {"get_freeze_count", "()", gc_zero, "0.", 0},
        KI_DEF_END};
    KiList *garbage = ki_list_new(ks, 0), *callbacks = ki_list_new(ks, 0);
    return garbage && callbacks && ki_module_add(ks, m, "garbage", ki_from_obj(garbage)) &&
           ki_module_add(ks, m, "callbacks", ki_from_obj(callbacks)) &&
           ki_module_add(ks, m, "DEBUG_LEAK", ki_small_int(38)) &&
           ki_module_add(ks, m, "DEBUG_STATS", ki_small_int(1)) &&
           ki_module_add(ks, m, "DEBUG_SAVEALL", ki_small_int(32)) &&
           ki_module_add_functions(ks, m, functions);
}

/* --- errno --- */

bool ki_mod_errno_init(KiState *ks, KiModule *m) {
#define E(name)                                                                                    \
    { #name, name }
    /* Codes that not every system has are left out there. */
    static const struct {
        const char *name;
        int value;
    } codes[] = {
        E(EPERM),
        E(ENOENT),
        E(ESRCH),
        E(EINTR),
        E(EIO),
        E(ENXIO),
        E(E2BIG),
        E(ENOEXEC),
        E(EBADF),
        E(ECHILD),
        E(EAGAIN),
        E(EWOULDBLOCK),
        E(ENOMEM),
        E(EACCES),
        E(EFAULT),
        E(ENOTBLK),
        E(EBUSY),
        E(EEXIST),
        E(EXDEV),
        E(ENODEV),
        E(ENOTDIR),
        E(EISDIR),
        E(EINVAL),
        E(ENFILE),
        E(EMFILE),
        E(ENOTTY),
        E(ETXTBSY),
        E(EFBIG),
        E(ENOSPC),
        E(ESPIPE),
        E(EROFS),
        E(EMLINK),
        E(EPIPE),
        E(EDOM),
        E(ERANGE),
        E(EDEADLK),
        E(ENAMETOOLONG),
        E(ENOLCK),
        E(ENOSYS),
        E(ENOTEMPTY),
        E(ELOOP),
        E(ENOMSG),
        E(EIDRM),
        E(ENOSTR),
        E(ENODATA),
        E(ETIME),
        E(ENOSR),
        E(EREMOTE),
        E(ENOLINK),
        E(EPROTO),
        E(EMULTIHOP),
        E(EBADMSG),
        E(EOVERFLOW),
        E(EILSEQ),
        E(EUSERS),
        E(ENOTSOCK),
        E(EDESTADDRREQ),
        E(EMSGSIZE),
        E(EPROTOTYPE),
        E(ENOPROTOOPT),
        E(EPROTONOSUPPORT),
        E(ESOCKTNOSUPPORT),
        E(EOPNOTSUPP),
        E(ENOTSUP),
        E(EPFNOSUPPORT),
        E(EAFNOSUPPORT),
        E(EADDRINUSE),
        E(EADDRNOTAVAIL),
        E(ENETDOWN),
        E(ENETUNREACH),
        E(ENETRESET),
        E(ECONNABORTED),
        E(ECONNRESET),
        E(ENOBUFS),
        E(EISCONN),
        E(ENOTCONN),
        E(ESHUTDOWN),
        E(ETOOMANYREFS),
        E(ETIMEDOUT),
        E(ECONNREFUSED),
        E(EHOSTDOWN),
        E(EHOSTUNREACH),
        E(EALREADY),
        E(EINPROGRESS),
        E(ESTALE),
        E(EDQUOT),
        E(ECANCELED),
        E(EOWNERDEAD),
        E(ENOTRECOVERABLE),
#ifdef __linux__
        E(EDEADLOCK),
        E(ECHRNG),
        E(EL2NSYNC),
        E(EL3HLT),
        E(EL3RST),
        E(ELNRNG),
        E(EUNATCH),
        E(ENOCSI),
        E(EL2HLT),
        E(EBADE),
        E(EBADR),
        E(EXFULL),
        E(ENOANO),
        E(EBADRQC),
        E(EBADSLT),
        E(EBFONT),
        E(ENONET),
        E(ENOPKG),
        E(EADV),
        E(ESRMNT),
        E(ECOMM),
        E(EDOTDOT),
        E(ENOTUNIQ),
        E(EBADFD),
        E(EREMCHG),
        E(ELIBACC),
        E(ELIBBAD),
        E(ELIBSCN),
        E(ELIBMAX),
        E(ELIBEXEC),
        E(ERESTART),
        E(ESTRPIPE),
        E(EUCLEAN),
        E(ENOTNAM),
        E(ENAVAIL),
        E(EISNAM),
        E(EREMOTEIO),
        E(ENOMEDIUM),
        E(EMEDIUMTYPE),
        E(ENOKEY),
        E(EKEYEXPIRED),
        E(EKEYREVOKED),
        E(EKEYREJECTED),
        E(ERFKILL),
#endif
    };
#undef E
    KiDict *names = ki_dict_new(ks);
    bool ok = names != NULL;
    for (size_t i = 0; ok && i < sizeof codes / sizeof *codes; i++) {
        KiValue s = ki_str_from_cstr(ks, codes[i].name);
        ok = s != KI_ERR && ki_module_add(ks, m, codes[i].name, ki_small_int(codes[i].value)) &&
             (!strcmp(codes[i].name, "EWOULDBLOCK") || !strcmp(codes[i].name, "ENOTSUP") ||
              !strcmp(codes[i].name, "EDEADLOCK") ||
              ki_dict_set(ks, names, ki_small_int(codes[i].value), s));
        ki_decref(ks, s);
    }
    return ok && ki_module_add(ks, m, "errorcode", ki_from_obj(names));
}
