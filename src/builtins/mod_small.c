/* The small native modules: atexit, errno. */
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
            ki_write_unraisable_when(ks, "in atexit callback", t->items[0]);
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
        {"unregister", "(func, /)", atexit_unregister, "Forget a registered function.",
         KI_DEF_UNSIGNED},
        {"_run_exitfuncs", "()", atexit_run, "Run all registered functions.", KI_DEF_UNSIGNED},
        {"_clear", "()", atexit_clear, "Forget all registered functions.", KI_DEF_UNSIGNED},
        {"_ncallbacks", "()", atexit_count, "Number of registered functions.", KI_DEF_UNSIGNED},
        KI_DEF_END};
    return ki_module_add_functions(ks, m, functions);
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
    if (ok) return ki_module_add(ks, m, "errorcode", ki_from_obj(names));
    if (names) ki_decref_obj(ks, &names->h);
    return false;
}
