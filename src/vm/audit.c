/* Audit hooks: calling those that sys.addaudithook has added. */
#include "../object/audit.h"

#include <fcntl.h>
#include <stdarg.h>

#include "trace.h"

/* A hook is traced if it says so with __cantrace__. */
static bool may_be_traced(KiState *ks, KiValue hook, bool *out) {
    KiStr *name = ki_intern_cstr(ks, "__cantrace__");
    KiValue v = name ? ki_getattr_opt(ks, hook, name) : KI_ERR;
    if (name) ki_decref_obj(ks, &name->h);
    int truth = v == KI_ERR ? -1 : v == KI_ABSENT ? 0 : ki_truth(ks, v);
    ki_decref(ks, v);
    *out = truth > 0;
    return truth >= 0;
}

static bool call_hook(KiState *ks, KiValue hook, KiValue name, KiValue args) {
    bool traced = true;
    if (ks->vm->trace && !may_be_traced(ks, hook, &traced)) return false;
    KiValue pair[2] = {name, args};
    KiValue r =
        traced ? ki_call(ks, hook, pair, 2, KI_ABSENT) : ki_trace_call_unseen(ks, hook, pair, 2);
    if (r == KI_ERR) return false;
    ki_decref(ks, r);
    return true;
}

bool ki_audit_tuple(KiState *ks, KiValue name, KiValue args) {
    KiValue before = ki_pending(ks) ? ki_take_exc(ks) : KI_ABSENT;
    KiList *hooks = ks->audit_hooks;
    bool ok = true;
    for (int64_t i = 0; ok && hooks && i < hooks->len; i++) {
        KiValue hook = ki_new_ref(hooks->items[i]);
        ok = call_hook(ks, hook, name, args);
        ki_decref(ks, hook);
    }
    if (before == KI_ABSENT) return ok;
    if (ok)
        ki_restore_exc(ks, before);
    else
        ki_decref(ks, before);
    return ok;
}

/* Code of the library that is native in CPython may do what a native function does without an
 * event: such events begin so. */
static bool is_inner(const char *event) {
    static const char *const inner[] = {"object.", "builtins.id", "sys._getframe",
                                        "compile", "exec",        "import"};
    for (size_t i = 0; i < sizeof inner / sizeof *inner; i++)
        if (!strncmp(event, inner[i], strlen(inner[i]))) return true;
    return false;
}

/* The next argument for a letter, owned. */
static KiValue next_argument(KiState *ks, char letter, va_list *ap) {
    KiValue v;
    const char *s;
    int n;
    switch (letter) {
    case 'O':
        v = va_arg(*ap, KiValue);
        return v == KI_ABSENT ? KI_NONE : ki_new_ref(v);
    case 's':
        s = va_arg(*ap, const char *);
        return s ? ki_str_from_cstr(ks, s) : KI_NONE;
    case 'b':
        s = va_arg(*ap, const char *);
        return ki_bytes_from(ks, s, strlen(s));
    case 'd':
        n = va_arg(*ap, int);
        return ki_small_int(n == AT_FDCWD ? -1 : n);
    case 'u':
        return ki_small_int(va_arg(*ap, unsigned int));
    case 'l':
        return ki_int_from_i64(ks, va_arg(*ap, int64_t));
    default:
        KB_ASSERT(letter == 'i');
        return ki_small_int(va_arg(*ap, int));
    }
}

bool ki_audit_call(KiState *ks, const char *event, const char *format, ...) {
    if (is_inner(event) && ki_frame_unseen(ks)) return true;
    KiValue before = ki_pending(ks) ? ki_take_exc(ks) : KI_ABSENT;
    KiTuple *t = ki_tuple_alloc(ks, (int64_t)strlen(format));
    KiValue name = t ? ki_str_from_cstr(ks, event) : KI_ERR;
    bool ok = name != KI_ERR;
    va_list ap;
    va_start(ap, format);
    for (int i = 0; ok && format[i]; i++) {
        KiValue v = next_argument(ks, format[i], &ap);
        ok = v != KI_ERR;
        if (ok) t->items[i] = v;
    }
    va_end(ap);
    ok = ok && ki_audit_tuple(ks, name, ki_from_obj(t));
    ki_decref(ks, name);
    if (t) ki_decref_obj(ks, &t->h);
    if (ok && before != KI_ABSENT)
        ki_restore_exc(ks, before);
    else
        ki_decref(ks, before);
    return ok;
}

/* Hooks that are there may refuse others: in silence, unless it is something graver than an
 * Exception. */
bool ki_audit_add(KiState *ks, KiValue hook) {
    if (!ki_audit(ks, "sys.addaudithook", "")) {
        if (!ki_pending_is(ks, KI_EXC_Exception)) return false;
        ki_clear_exc(ks);
        return true;
    }
    if (!ks->audit_hooks && !(ks->audit_hooks = ki_list_new(ks, 1))) return false;
    return ki_list_append(ks, ks->audit_hooks, hook);
}
