/* Attribute access: the generic lookup of instances (data descriptor, instance attribute, other
 * descriptor or class attribute), of classes (metaclass first) and of modules. Each comes in a form
 * that answers KI_ABSENT, so that hasattr, getattr with a default and __getattr__ need no exception
 * object. */
#include "exc_private.h"
#include "heap.h"
#include "object_private.h"
#include "slot.h"

KiStr *ki_interned_name(KiState *ks, KiStr *name, KiValue *keep) {
    *keep = KI_ABSENT;
    if (KB_LIKELY(name->h.flags & KI_STR_INTERNED)) return name;
    ki_incref_obj(&name->h);
    KiStr *s = ki_str_intern(ks, name);
    if (s) *keep = ki_from_obj(s);
    return s;
}

bool ki_is_descr(KiState *ks, KiValue v) {
    return ki_is_ptr(v) && ki_type_of(ks, v)->slots->descr_get;
}
bool ki_is_data_descr(KiState *ks, KiValue v) {
    return ki_is_ptr(v) && ki_type_of(ks, v)->slots->descr_set;
}

/* Calls the descriptor's __get__, keeping it alive meanwhile. */
static KiValue descr_get(KiState *ks, KiValue descr, KiValue obj, KiType *owner) {
    ki_incref(descr);
    KiValue r = ki_type_of(ks, descr)->slots->descr_get(ks, descr, obj, owner);
    ki_decref(ks, descr);
    return r;
}

KiValue ki_generic_getattr_opt(KiState *ks, KiValue o, KiStr *name) {
    KiType *t = ki_type_of(ks, o);
    KiValue descr = ki_type_lookup(ks, t, name);
    if (ki_is_data_descr(ks, descr) && ki_is_descr(ks, descr)) return descr_get(ks, descr, o, t);
    ki_incref(descr); /* a key of the instance dict may compare by deleting the class attribute */
    KiValue v = KI_ABSENT;
    if (ki_is_ptr(o) && (t->flags & KI_TF_HAS_DICT))
        v = ki_instance_attr(ks, ki_obj(o), name);
    else if (KB_UNLIKELY(ki_is_type(o))) /* object.__getattribute__ of a class: its own names */
        v = ki_new_ref(ki_dict_get_str(ks, ((KiType *)ki_obj(o))->dict, name));
    if (v == KI_ABSENT && descr != KI_ABSENT)
        v = ki_is_descr(ks, descr) ? descr_get(ks, descr, o, t) : ki_new_ref(descr);
    ki_decref(ks, descr);
    return v;
}

KiValue ki_generic_getattr(KiState *ks, KiValue o, KiStr *name) {
    KiValue v = ki_generic_getattr_opt(ks, o, name);
    if (KB_LIKELY(v != KI_ABSENT)) return v;
    if (ki_is_type(o)) /* not asked as a class */
        return ki_raise(ks, KI_EXC_AttributeError, "'%s' object has no attribute '%s'",
                        ki_type_name(ks, o), ki_cstr(ks, name));
    return ki_raise_attr(ks, o, name);
}

bool ki_generic_setattr(KiState *ks, KiValue o, KiStr *name, KiValue v) {
    KiType *t = ki_type_of(ks, o);
    KiValue descr = ki_type_lookup(ks, t, name), keep;
    if (ki_is_data_descr(ks, descr)) {
        ki_incref(descr);
        bool ok = ki_type_of(ks, descr)->slots->descr_set(ks, descr, o, v);
        ki_decref(ks, descr);
        return ok;
    }
    if (ki_is_ptr(o) && (t->flags & KI_TF_HAS_DICT)) {
        if (!(name = ki_interned_name(ks, name, &keep))) return false;
        bool ok = ki_instance_set_attr(ks, ki_obj(o), name, v);
        ki_decref(ks, keep);
        return ok;
    }
    if (descr != KI_ABSENT)
        ki_raise(ks, KI_EXC_AttributeError, "'%s' object attribute '%s' is read-only",
                 ki_type_name(ks, o), ki_cstr(ks, name));
    else
        (void)ki_raise_no_attr(ks, o, name);
    return false;
}

/* --- classes --- */

KiValue ki_type_getattr_opt(KiState *ks, KiType *t, KiStr *name) {
    KiType *meta = ki_obj_type(&t->h);
    KiValue self = ki_from_obj(t);
    KiValue mattr = ki_type_lookup(ks, meta, name);
    if (ki_is_data_descr(ks, mattr) && ki_is_descr(ks, mattr))
        return descr_get(ks, mattr, self, meta);
    KiValue v = ki_type_lookup(ks, t, name);
    if (v != KI_ABSENT) return ki_is_descr(ks, v) ? descr_get(ks, v, KI_ABSENT, t) : ki_new_ref(v);
    if (mattr == KI_ABSENT) return KI_ABSENT;
    return ki_is_descr(ks, mattr) ? descr_get(ks, mattr, self, meta) : ki_new_ref(mattr);
}

/* --- modules --- */

/* module.__getattr__ (PEP 562); KI_ABSENT if there is none. */
static KiValue module_hook(KiState *ks, KiModule *m, KiStr *name) {
    KiValue f = m->dict ? ki_dict_get_str(ks, m->dict, ks->names.d_getattr) : KI_ABSENT;
    if (f == KI_ABSENT || f == KI_ERR) return f;
    ki_incref(f);
    KiValue r = ki_call1(ks, f, ki_from_obj(name));
    ki_decref(ks, f);
    return r;
}

KiValue ki_module_getattr_opt(KiState *ks, KiValue m, KiStr *name) {
    KiValue v = ki_generic_getattr_opt(ks, m, name);
    return v == KI_ABSENT ? module_hook(ks, (KiModule *)ki_obj(m), name) : v;
}

/* --- entry points --- */

void ki_attr_error_context(KiState *ks, KiValue o, KiStr *name) {
    if (!ki_is_exception(ks->exc) || !ki_pending_is(ks, KI_EXC_AttributeError)) return;
    if (ki_exc_field(ks->exc, KI_ATTR_NAME) == KI_UNBOUND &&
        ki_exc_field(ks->exc, KI_ATTR_OBJ) == KI_UNBOUND) {
        ki_exc_set_field(ks, ks->exc, KI_ATTR_NAME, ki_from_obj(name));
        ki_exc_set_field(ks, ks->exc, KI_ATTR_OBJ, o);
    }
}

KiValue ki_getattr(KiState *ks, KiValue o, KiStr *name) {
    KiValue keep;
    if (!(name = ki_interned_name(ks, name, &keep))) return KI_ERR;
    KiValue r = ki_type_of(ks, o)->slots->getattr(ks, o, name);
    if (KB_UNLIKELY(r == KI_ERR)) ki_attr_error_context(ks, o, name);
    ki_decref(ks, keep);
    return r;
}

KiValue ki_getattr_cstr(KiState *ks, KiValue o, const char *name) {
    KiStr *s = ki_intern_cstr(ks, name);
    if (!s) return KI_ERR;
    KiValue r = ki_getattr(ks, o, s);
    ki_decref_obj(ks, &s->h);
    return r;
}

static KiValue getattr_opt(KiState *ks, KiValue o, KiStr *name) {
    KiType *t = ki_type_of(ks, o);
    if (t->slots->getattr == ki_generic_getattr) return ki_generic_getattr_opt(ks, o, name);
    if (t->kind == KI_K_MODULE) return ki_module_getattr_opt(ks, o, name);
    if (t->slots->getattr == ks->types[KI_K_TYPE]->slots->getattr && ki_is_type(o))
        return ki_type_getattr_opt(ks, (KiType *)ki_obj(o), name);
    return t->slots->getattr(ks, o, name);
}

KiValue ki_getattr_opt(KiState *ks, KiValue o, KiStr *name) {
    KiValue keep;
    if (!(name = ki_interned_name(ks, name, &keep))) return KI_ERR;
    KiValue r = getattr_opt(ks, o, name);
    ki_decref(ks, keep);
    if (r == KI_ERR && ki_pending_is(ks, KI_EXC_AttributeError)) {
        ki_clear_exc(ks);
        return KI_ABSENT;
    }
    return r;
}

bool ki_setattr(KiState *ks, KiValue o, KiStr *name, KiValue v) {
    KiValue keep;
    KiType *t = ki_type_of(ks, o);
    if (!(name = ki_interned_name(ks, name, &keep))) return false;
    bool ok = t->slots->setattr(ks, o, name, v);
    ki_decref(ks, keep);
    return ok;
}
