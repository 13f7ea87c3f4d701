/* Raising: the pending exception of a state, its context, errno, and the check of the C
 * stack. */
#include <errno.h>

#include "../base/strbuf.h"
#include "heap.h"
#include "obj_int.h"
#include "object_private.h"

/* --- context --- */

/* The exception being handled by the innermost handler, or KI_ABSENT. */
static KiValue handled_exception(KiState *ks) {
    for (KiExcState *s = ks->exc_state; s; s = s->prev)
        if (s->handled != KI_ABSENT && s->handled != KI_NONE) return s->handled;
    return KI_ABSENT;
}

/* exc.__context__ = the handled exception, unless that would make a cycle, which is cut instead. */
static void set_context(KiState *ks, KiException *exc) {
    KiValue h = handled_exception(ks);
    if (h == KI_ABSENT || h == ki_from_obj(exc) || !ki_is_exception(h)) return;
    KiException *e = (KiException *)ki_obj(h), *slow = e;
    bool step = false;
    while (e->context != KI_NONE) {
        KiValue c = e->context;
        if (c == ki_from_obj(exc)) {
            ki_assign(ks, &e->context, KI_NONE);
            break;
        }
        e = (KiException *)ki_obj(c);
        if (e == slow) /* a cycle that does not involve exc */
            break;
        if (step) slow = (KiException *)ki_obj(slow->context);
        step = !step;
    }
    ki_assign(ks, &exc->context, ki_new_ref(h));
}

/* --- the pending exception --- */

void ki_restore_exc(KiState *ks, KiValue exc) {
    KiValue old = ks->exc;
    ks->exc = exc;
    ki_decref(ks, old);
}

KiValue ki_take_exc(KiState *ks) {
    KiValue e = ks->exc;
    ks->exc = KI_ABSENT;
    return e;
}

void ki_clear_exc(KiState *ks) {
    ki_restore_exc(ks, KI_ABSENT);
}

bool ki_pending_is(KiState *ks, enum KiExcId id) {
    return ki_is_ptr(ks->exc) && ki_is_subtype(ki_obj_type(ki_obj(ks->exc)), ks->exceptions[id]);
}

/* exc (consumed, an instance) becomes the pending exception. */
static KiValue set_pending(KiState *ks, KiValue exc) {
    set_context(ks, (KiException *)ki_obj(exc));
    ki_restore_exc(ks, exc);
    return KI_ERR;
}

KiValue ki_raise_obj(KiState *ks, KiValue exc) {
    if (ki_is_exception(exc)) return set_pending(ks, ki_new_ref(exc));
    if (ki_is_type(exc) &&
        ki_is_subtype((KiType *)ki_obj(exc), ks->exceptions[KI_EXC_BaseException])) {
        KiValue e = ki_call0(ks, exc);
        if (e == KI_ERR) return KI_ERR;
        if (ki_is_exception(e)) return set_pending(ks, e);
        KiValue c = ki_repr(ks, exc);
        KiValue r = c == KI_ERR ? KI_ERR : ki_repr(ks, ki_from_obj(ki_type_of(ks, e)));
        if (r != KI_ERR)
            ki_raise(ks, KI_EXC_TypeError,
                     "calling %s should have returned an instance of BaseException, not %s",
                     ki_cstr(ks, ki_str_of(c)), ki_cstr(ks, ki_str_of(r)));
        if (c != KI_ERR) ki_decref(ks, c);
        if (r != KI_ERR) ki_decref(ks, r);
        ki_decref(ks, e);
        return KI_ERR;
    }
    return ki_raise(ks, KI_EXC_TypeError, "exceptions must derive from BaseException");
}

KiValue ki_raise_value(KiState *ks, enum KiExcId id, KiValue arg) {
    ki_incref(arg);
    KiValue e = ki_exc_new(ks, ks->exceptions[id], &arg, arg == KI_ABSENT ? 0 : 1);
    ki_decref(ks, arg);
    return e == KI_ERR ? KI_ERR : set_pending(ks, e);
}

KiValue ki_raise_nomem(KiState *ks) {
    if (ks->memory_error == KI_ABSENT) { /* before exceptions exist */
        ki_restore_exc(ks, KI_NONE);
        return KI_ERR;
    }
    if (!ks->making_memory_error) { /* there often is memory for something small */
        ks->making_memory_error = true;
        KiValue e = ki_exc_new(ks, ks->exceptions[KI_EXC_MemoryError], NULL, 0);
        ks->making_memory_error = false;
        return e == KI_ERR ? KI_ERR : set_pending(ks, e);
    }
    ki_memory_error_reset(ks);
    return set_pending(ks, ki_new_ref(ks->memory_error));
}

static KiValue message_value(KiState *ks, const char *fmt, va_list ap) {
    KbStrbuf b;
    kb_strbuf_init(&b, &ks->alloc, 1 << 20);
    kb_strbuf_vprintf(&b, fmt, ap);
    KiValue v = b.failed ? ki_raise_nomem(ks)
                : b.data ? ki_str_from_message(ks, b.data, b.len)
                         : ki_new_ref(ks->empty_str);
    kb_strbuf_free(&b);
    return v;
}

KiValue ki_raise(KiState *ks, enum KiExcId id, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    KiValue msg = message_value(ks, fmt, ap);
    va_end(ap);
    if (msg == KI_ERR) return KI_ERR;
    KiValue r = ki_raise_value(ks, id, msg);
    ki_decref(ks, msg);
    return r;
}

KiValue ki_raise_repr(KiState *ks, enum KiExcId id, const char *before, KiValue v,
                      const char *after) {
    KiValue r = ki_repr(ks, v);
    if (r == KI_ERR) {
        ki_clear_exc(ks);
        return ki_raise_value(ks, id, KI_ABSENT);
    }
    ki_raise(ks, id, "%s%s%s", before, ki_cstr(ks, ki_str_of(r)), after);
    ki_decref(ks, r);
    return KI_ERR;
}

/* --- particular errors --- */

static KiValue attr_message(KiState *ks, KiValue o, KiStr *name) {
    const char *n = ki_cstr(ks, name);
    if (ki_is_type(o))
        return ki_str_format(ks, "type object '%s' has no attribute '%s'",
                             ki_type_cname(ks, (KiType *)ki_obj(o)), n);
    if (ki_has_layout(o, KI_K_MODULE)) {
        KiDict *d = ((KiModule *)ki_obj(o))->dict;
        KiValue m = d ? ki_dict_get_str(ks, d, ks->names.d_name) : KI_ABSENT;
        if (m == KI_ERR) return KI_ERR;
        if (m != KI_ABSENT && ki_is_str(m))
            return ki_str_format(ks, "module '%s' has no attribute '%s'", ki_cstr(ks, ki_str_of(m)),
                                 n);
        return ki_str_format(ks, "module has no attribute '%s'", n);
    }
    return ki_str_format(ks, "'%s' object has no attribute '%s'", ki_type_name(ks, o), n);
}

KiValue ki_raise_attr(KiState *ks, KiValue o, KiStr *name) {
    KiValue msg = attr_message(ks, o, name);
    if (msg == KI_ERR) return KI_ERR;
    KiValue e = ki_exc_new(ks, ks->exceptions[KI_EXC_AttributeError], &msg, 1);
    ki_decref(ks, msg);
    if (e == KI_ERR) return KI_ERR;
    if (ki_setattr(ks, e, ks->names.n_name, ki_from_obj(name)) &&
        ki_setattr(ks, e, ks->names.n_obj, o))
        return set_pending(ks, e);
    ki_decref(ks, e);
    return KI_ERR;
}

KiValue ki_raise_no_attr(KiState *ks, KiValue o, KiStr *name) {
    if (ki_is_type(o))
        return ki_raise(ks, KI_EXC_AttributeError, "type object '%s' has no attribute '%s'",
                        ki_type_cname(ks, (KiType *)ki_obj(o)), ki_cstr(ks, name));
    return ki_raise(ks, KI_EXC_AttributeError, "'%s' object has no attribute '%s'",
                    ki_type_name(ks, o), ki_cstr(ks, name));
}

/* The file name that an OSError shows: the path that a path object stands for. Owned. */
static KiValue shown_name(KiState *ks, KiValue v) {
    if (v == KI_ABSENT || ki_is_integer(v) || v == KI_NONE) return ki_new_ref(v);
    KiValue path = ki_fspath(ks, v);
    if (path != KI_ERR) return path;
    ki_clear_exc(ks);
    return ki_new_ref(v);
}

KiValue ki_raise_errno2(KiState *ks, int err, KiValue filename, KiValue filename2) {
    int n = filename == KI_ABSENT ? 2 : filename2 == KI_ABSENT ? 3 : 5;
    KiValue args[5] = {ki_small_int(err), ki_str_from_cstr(ks, strerror(err)),
                       shown_name(ks, filename), KI_NONE, shown_name(ks, filename2)};
    KiValue e = args[1] == KI_ERR
                    ? KI_ERR
                    : ki_call(ks, ki_from_obj(ks->exceptions[KI_EXC_OSError]), args, n, KI_ABSENT);
    for (int i = 1; i < 5; i++)
        ki_decref(ks, args[i]);
    return e == KI_ERR ? KI_ERR : set_pending(ks, e);
}
KiValue ki_raise_errno(KiState *ks, int err, KiValue filename) {
    return ki_raise_errno2(ks, err, filename, KI_ABSENT);
}

bool ki_c_stack_ok(KiState *ks, const char *where) {
    char here;
    if (KB_LIKELY((uintptr_t)&here > (uintptr_t)ks->c_stack_limit)) return true;
    ki_raise(ks, KI_EXC_RecursionError, "maximum recursion depth exceeded%s", where ? where : "");
    return false;
}
