/* The built-in functions about attributes and types. Listed in builtin.def. */
#include "abc.h"
#include "func_core.h"

#include "../object/depth.h"
#include "../object/obj_seq.h"

/* An attribute name: str or TypeError. */
static KiStr *attr_name(KiState *ks, KiValue v) {
    if (ki_is_str(v)) {
        ki_incref(ki_unbox(v));
        return ki_str_intern(ks, ki_str_of(v));
    }
    ki_raise(ks, KI_EXC_TypeError, "attribute name must be string, not '%s'", ki_type_name(ks, v));
    return NULL;
}

KiValue ki_bi_getattr(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    if (!ki_check_args(ks, "getattr", nargs, kwnames, 2, 3)) return KI_ERR;
    KiStr *name = attr_name(ks, args[1]);
    if (!name) return KI_ERR;
    KiValue r;
    if (nargs == 2) {
        r = ki_getattr(ks, args[0], name);
    } else {
        r = ki_getattr_opt(ks, args[0], name);
        if (r == KI_ABSENT) r = ki_new_ref(args[2]);
    }
    ki_decref_obj(ks, &name->h);
    return r;
}

KiValue ki_bi_hasattr(KiState *ks, KiValue *a, int n) {
    KiStr *name = attr_name(ks, a[1]);
    if (!name) return KI_ERR;
    KiValue r = ki_getattr_opt(ks, a[0], name);
    ki_decref_obj(ks, &name->h);
    if (r == KI_ERR) return KI_ERR;
    ki_decref(ks, r);
    return ki_bool(r != KI_ABSENT);
}

static KiValue set_or_delete(KiState *ks, KiValue o, KiValue key, KiValue v) {
    KiStr *name = attr_name(ks, key);
    if (!name) return KI_ERR;
    bool ok = ki_setattr(ks, o, name, v);
    ki_decref_obj(ks, &name->h);
    return ok ? KI_NONE : KI_ERR;
}
KiValue ki_bi_setattr(KiState *ks, KiValue *a, int n) {
    return set_or_delete(ks, a[0], a[1], a[2]);
}
KiValue ki_bi_delattr(KiState *ks, KiValue *a, int n) {
    return set_or_delete(ks, a[0], a[1], KI_ABSENT);
}

/* isinstance(v, cls), or issubclass(v, cls): 1, 0, -1. */
static int check_class(KiState *ks, KiValue v, KiValue cls, bool instance) {
    if (ki_is_tuple(cls)) {
        if (!ki_depth_enter(ks, instance ? " in __instancecheck__" : " in __subclasscheck__"))
            return -1;
        int r = 0;
        for (int64_t i = 0; !r && i < ki_tuple_of(cls)->len; i++)
            r = check_class(ks, v, ki_tuple_of(cls)->items[i], instance);
        ks->depth--;
        return r;
    }
    int r = ki_abc_known(ks, v, cls, instance);
    return r >= 0 ? r : instance ? ki_isinstance(ks, v, cls) : ki_issubclass(ks, v, cls);
}
KiValue ki_bi_isinstance(KiState *ks, KiValue *a, int n) {
    if (ki_from_obj(ki_type_of(ks, a[0])) == a[1]) return KI_TRUE;
    int r = check_class(ks, a[0], a[1], true);
    return r < 0 ? KI_ERR : ki_bool(r);
}
KiValue ki_bi_issubclass(KiState *ks, KiValue *a, int n) {
    int r = check_class(ks, a[0], a[1], false);
    return r < 0 ? KI_ERR : ki_bool(r);
}

static KiValue running_locals(KiState *ks) {
    KiFrame *f = ki_frame_get(ks, 0);
    if (!f)
        return ki_pending(ks) ? KI_ERR : ki_raise(ks, KI_EXC_SystemError, "frame does not exist");
    KiValue r = ki_frame_locals(ks, f);
    ki_frame_keep(f);
    ki_decref_obj(ks, &f->h);
    return r;
}
KiValue ki_bi_locals(KiState *ks, KiValue *a, int n) {
    return running_locals(ks);
}

KiValue ki_bi_globals(KiState *ks, KiValue *a, int n) {
    KiDict *g = ki_frame_globals(ks);
    return g ? ki_new_ref(ki_from_obj(g))
             : ki_raise(ks, KI_EXC_SystemError, "frame does not exist");
}

KiValue ki_bi_vars(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    if (!ki_check_args(ks, "vars", nargs, kwnames, 0, 1)) return KI_ERR;
    if (nargs == 0) return running_locals(ks);
    KiValue d = ki_getattr_opt(ks, args[0], ks->names.d_dict);
    return d == KI_ABSENT
               ? ki_raise(ks, KI_EXC_TypeError, "vars() argument must have __dict__ attribute")
               : d;
}

/* --- dir --- */

static KiValue sorted_list(KiState *ks, KiValue iterable) {
    KiList *l = ki_to_list(ks, iterable);
    if (!l) return KI_ERR;
    if (!ki_list_sort(ks, l, KI_NONE, false)) {
        ki_decref_obj(ks, &l->h);
        return KI_ERR;
    }
    return ki_from_obj(l);
}

KiValue ki_bi_dir(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    if (!ki_check_args(ks, "dir", nargs, kwnames, 0, 1)) return KI_ERR;
    KiValue names;
    if (nargs == 0) {
        KiValue l = running_locals(ks);
        if (l == KI_ERR) return KI_ERR;
        names = ki_call_method(ks, l, ks->names.n_keys, NULL, 0);
        ki_decref(ks, l);
    } else {
        names = ki_call_special(ks, args[0], ks->names.d_dir, NULL, 0);
        if (names == KI_ABSENT)
            return ki_raise(ks, KI_EXC_TypeError, "object does not provide __dir__");
    }
    if (names == KI_ERR) return KI_ERR;
    KiValue r = sorted_list(ks, names);
    ki_decref(ks, names);
    return r;
}
