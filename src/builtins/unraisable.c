/* Errors that nobody can catch: sys.unraisablehook, what it is called with, and its default. */
#include "../object/audit.h"
#include "sys_func.h"

enum { TYPE, VALUE, TRACEBACK, MESSAGE, OBJECT, N_FIELDS };
static const char *const field_names[N_FIELDS] = {"exc_type", "exc_value", "exc_traceback",
                                                  "err_msg", "object"};

/* The type of the hook's argument. Borrowed. */
static KiType *args_type(KiState *ks) {
    KiValue *slot = &ks->bi->slot[KI_BI_UNRAISABLE];
    if (*slot == KI_ABSENT) {
        KiType *t = ki_struct_seq_type(ks, "builtins", "UnraisableHookArgs", field_names, N_FIELDS,
                                       N_FIELDS);
        if (t) *slot = ki_from_obj(t);
    }
    return *slot == KI_ABSENT ? NULL : (KiType *)ki_obj(*slot);
}

bool ki_sys_stderr(KiState *ks, KiValue text) {
    KiValue err = ki_dict_get_str(ks, ks->sys_dict, ks->names.n_stderr);
    if (err == KI_ABSENT || err == KI_ERR || ki_is_none(err)) return err != KI_ERR;
    ki_incref(err);
    bool ok = ki_io_write_str(ks, err, ki_str_of(text)) && ki_io_flush(ks, err);
    ki_decref(ks, err);
    return ok;
}

/* "Exception ignored in: OBJECT", "MESSAGE: OBJECT", "MESSAGE:", or "". Owned str. */
static KiValue headline(KiState *ks, KiValue message, KiValue object) {
    if (object == KI_NONE && message == KI_NONE) return ki_new_ref(ks->empty_str);
    KiValue what =
        message == KI_NONE ? ki_str_from_cstr(ks, "Exception ignored in") : ki_str(ks, message);
    if (what == KI_ERR || object == KI_NONE) {
        const char *u = what == KI_ERR ? NULL : ki_str_utf8(ks, ki_str_of(what), NULL);
        KiValue r = u ? ki_str_format(ks, "%s:\n", u) : KI_ERR;
        ki_decref(ks, what);
        return r;
    }
    KiValue shown = ki_repr(ks, object);
    if (shown == KI_ERR) {
        ki_clear_exc(ks);
        shown = ki_str_from_cstr(ks, "<object repr() failed>");
    }
    const char *u = ki_str_utf8(ks, ki_str_of(what), NULL),
               *s = shown == KI_ERR ? NULL : ki_str_utf8(ks, ki_str_of(shown), NULL);
    KiValue r = u && s ? ki_str_format(ks, "%s: %s\n", u, s) : KI_ERR;
    ki_decref(ks, what);
    ki_decref(ks, shown);
    return r;
}

static bool report(KiState *ks, const KiValue *field) {
    KiValue head = headline(ks, field[MESSAGE], field[OBJECT]);
    bool ok = head != KI_ERR && ki_sys_stderr(ks, head);
    ki_decref(ks, head);
    if (!ok) return false;
    KiValue rest = ki_format_unraisable(ks, field[TYPE], field[VALUE], field[TRACEBACK]);
    ok = rest != KI_ERR && ki_sys_stderr(ks, rest);
    ki_decref(ks, rest);
    return ok;
}

KiValue ki_sys_unraisablehook(KiState *ks, KiValue *a, int n) {
    KiType *t = args_type(ks);
    if (!t) return KI_ERR;
    if (ki_type_of(ks, a[0]) != t)
        return ki_raise(ks, KI_EXC_TypeError,
                        "sys.unraisablehook argument type must be UnraisableHookArgs");
    return report(ks, ki_tuple_of(a[0])->items) ? KI_NONE : KI_ERR;
}

/* The hook, if a script has set it or audit hooks want to see what it gets: owned, or ABSENT. */
static KiValue hook_to_call(KiState *ks) {
    KiValue hook = ki_dict_get_cstr(ks, ks->sys_dict, "unraisablehook"),
            own = ki_dict_get_cstr(ks, ks->sys_dict, "__unraisablehook__");
    bool none =
        hook == KI_ABSENT || hook == KI_ERR || hook == KI_NONE || (hook == own && !ks->audit_hooks);
    if (ki_pending(ks)) ki_clear_exc(ks);
    return none ? KI_ABSENT : ki_new_ref(hook);
}

/* Calls the hook. false: the error is pending. */
static bool call_hook(KiState *ks, KiValue hook, const KiValue *field) {
    KiType *t = args_type(ks);
    if (!t) return false;
    KiValue copy[N_FIELDS];
    for (int i = 0; i < N_FIELDS; i++)
        copy[i] = ki_new_ref(field[i]);
    KiValue arg = ki_struct_seq_new(ks, t, field_names, copy, N_FIELDS, N_FIELDS);
    KiValue r = KI_ERR;
    if (arg != KI_ERR && ki_audit(ks, "sys.unraisablehook", "OO", hook, arg))
        r = ki_call1(ks, hook, arg);
    ki_decref(ks, arg);
    ki_decref(ks, r);
    return r != KI_ERR;
}

/* The fields for an exception; what they refer to is kept by exc, where and message. */
static void fill(KiState *ks, KiValue *field, KiValue exc, KiValue message, KiValue where) {
    ki_trace_here(ks, (KiException *)ki_obj(exc));
    KiValue traceback = ((KiException *)ki_obj(exc))->traceback;
    field[TYPE] = ki_from_obj(ki_type_of(ks, exc));
    field[VALUE] = exc;
    field[TRACEBACK] = ki_is_ptr(traceback) ? traceback : KI_NONE;
    field[MESSAGE] = message;
    field[OBJECT] = where == KI_ABSENT ? KI_NONE : where;
}

void ki_write_unraisable_when(KiState *ks, const char *when, KiValue where) {
    KiValue exc = ki_take_exc(ks), field[N_FIELDS];
    if (exc == KI_ABSENT) return;
    if (!ks->sys_dict || !ki_is_exception(exc)) { /* at the end there is nowhere left to write */
        ki_decref(ks, exc);
        return;
    }
    KiValue message = when ? ki_str_format(ks, "Exception ignored %s", when) : KI_NONE;
    KiValue hook = hook_to_call(ks);
    if (message == KI_ERR) {
        ki_clear_exc(ks);
        message = KI_NONE;
    }
    fill(ks, field, exc, message, where);
    if (hook != KI_ABSENT && !call_hook(ks, hook, field)) { /* the hook's own error instead */
        ki_decref(ks, exc);
        ki_decref(ks, message);
        exc = ki_take_exc(ks);
        message = ki_str_from_cstr(ks, "Exception ignored in sys.unraisablehook");
        if (message == KI_ERR) {
            ki_clear_exc(ks);
            message = KI_NONE;
        }
        fill(ks, field, exc, message, hook);
        if (!report(ks, field)) ki_clear_exc(ks);
    } else if (hook == KI_ABSENT && !report(ks, field)) {
        ki_clear_exc(ks);
    }
    ki_decref(ks, hook);
    ki_decref(ks, message);
    ki_decref(ks, exc);
}

void ki_write_unraisable(KiState *ks, KiValue where) {
    ki_write_unraisable_when(ks, NULL, where);
}
