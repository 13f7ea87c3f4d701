/* threading.local: an object with another __dict__ in every thread. The object owns the dicts, so
 * that the collector sees what they lead to; a thread that ends has its own taken out. */
#include "../vm/thread.h"
#include "mod_thread.h"

typedef struct Local {
    KiObj h;
    KiValue dicts;        /* dict: serial of a thread -> the dict it sees */
    KiValue args, kwargs; /* for __init__ in other threads: tuple, dict or ABSENT */
} Local;

/* The running thread's dict of self, borrowed; made (and __init__ called) on first use. */
static KiDict *dict_of(KiState *ks, KiValue self, bool call_init) {
    Local *l = (Local *)ki_obj(self);
    KiDict *all = ki_dict_of(l->dicts);
    KiValue key = ki_small_int(ki_thread_serial(ks)), v = ki_dict_get(ks, all, key);
    if (v == KI_ERR) return NULL;
    if (v != KI_ABSENT) return ki_dict_of(v);
    KiDict *d = ki_dict_new(ks);
    if (!d || !ki_thread_note_local(ks, all) || !ki_dict_set(ks, all, key, ki_from_obj(d))) {
        if (d) ki_decref_obj(ks, &d->h);
        return NULL;
    }
    ki_decref_obj(ks, &d->h); /* `all` keeps it */
    if (!call_init || l->args == KI_ABSENT) return d;
    KiValue init = ki_lookup_special(ks, self, ks->names.d_init);
    if (init == KI_ABSENT) return d;
    KiValue r = init == KI_ERR
                    ? KI_ERR
                    : ki_call_tuple(ks, init, ki_tuple_of(l->args),
                                    l->kwargs == KI_ABSENT ? NULL : ki_dict_of(l->kwargs));
    if (init != KI_ERR) ki_decref(ks, init);
    if (r == KI_ERR) {
        KiValue exc = ki_take_exc(ks), old = ki_dict_pop(ks, all, key);
        if (old == KI_ERR) ki_clear_exc(ks);
        if (old != KI_ERR && old != KI_ABSENT) ki_decref(ks, old);
        ki_restore_exc(ks, exc);
        return NULL;
    }
    ki_decref(ks, r);
    return d;
}

static KiValue no_attribute(KiState *ks, KiValue self, KiStr *name) {
    const char *text = ki_is_kind(self, KI_K_OPAQUE) ? ki_str_utf8(ks, name, NULL) : NULL;
    return text             ? ki_raise(ks, KI_EXC_AttributeError,
                                       "'_thread._local' object has no attribute '%s'", text)
           : ki_pending(ks) ? KI_ERR
                            : ki_raise_attr(ks, self, name);
}

static KiValue local_getattr(KiState *ks, KiValue self, KiStr *name) {
    KiDict *d = dict_of(ks, self, true);
    if (!d) return KI_ERR;
    if (name == ks->names.d_dict) return ki_new_ref(ki_from_obj(d));
    KiType *t = ki_type_of(ks, self);
    KiValue f = ki_type_lookup(ks, t, name);
    const KiSlots *fs = f == KI_ABSENT ? NULL : ki_type_of(ks, f)->slots;
    if (fs && fs->descr_set && fs->descr_get) return fs->descr_get(ks, f, self, t);
    KiValue v = ki_dict_get(ks, d, ki_from_obj(name));
    if (v == KI_ERR) return KI_ERR;
    if (v != KI_ABSENT) return ki_new_ref(v);
    if (f == KI_ABSENT) return no_attribute(ks, self, name);
    if (!fs->descr_get) return ki_new_ref(f);
    ki_incref(f);
    v = fs->descr_get(ks, f, self, t);
    ki_decref(ks, f);
    return v;
}

static bool local_setattr(KiState *ks, KiValue self, KiStr *name, KiValue v) {
    KiDict *d = dict_of(ks, self, true);
    if (!d) return false;
    if (name == ks->names.d_dict) {
        ki_raise(ks, KI_EXC_AttributeError, "'%s' object attribute '__dict__' is read-only",
                 ki_type_name(ks, self));
        return false;
    }
    KiValue f = ki_type_lookup(ks, ki_type_of(ks, self), name);
    const KiSlots *fs = f == KI_ABSENT ? NULL : ki_type_of(ks, f)->slots;
    if (fs && fs->descr_set) return fs->descr_set(ks, f, self, v);
    if (v != KI_ABSENT) return ki_dict_set(ks, d, ki_from_obj(name), v);
    KiValue old = ki_dict_pop(ks, d, ki_from_obj(name));
    if (old == KI_ERR) return false;
    if (old == KI_ABSENT) {
        no_attribute(ks, self, name);
        return false;
    }
    ki_decref(ks, old);
    return true;
}

static KiValue local_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    bool own_init = cls->slots->init != ks->types[KI_K_OBJECT]->slots->init;
    if (!own_init && (nargs || kwnames != KI_ABSENT))
        return ki_raise(ks, KI_EXC_TypeError, "Initialization arguments are not supported");
    Local *l = (Local *)ki_instance_alloc(ks, cls);
    if (!l) return KI_ERR;
    l->dicts = l->args = l->kwargs = KI_ABSENT;
    KiValue self = ki_from_obj(l);
    KiDict *dicts = ki_dict_new(ks);
    if (!dicts) goto fail;
    l->dicts = ki_from_obj(dicts);
    if (!dict_of(ks, self, false)) goto fail;
    if (own_init) {
        KiValue t = ki_tuple_from(ks, args, nargs);
        if (t == KI_ERR) goto fail;
        l->args = t;
        if (kwnames != KI_ABSENT) {
            KiDict *kw = ki_dict_new(ks);
            if (!kw) goto fail;
            l->kwargs = ki_from_obj(kw);
            for (int64_t i = 0; i < ki_tuple_of(kwnames)->len; i++)
                if (!ki_dict_set(ks, kw, ki_tuple_of(kwnames)->items[i], args[nargs + i]))
                    goto fail;
        }
    }
    return self;
fail:
    ki_decref(ks, self);
    return KI_ERR;
}

static void local_dealloc(KiState *ks, KiObj *o) {
    Local *l = (Local *)o;
    if (ks->thread && l->dicts != KI_ABSENT) ki_thread_forget_local(ks, ki_dict_of(l->dicts));
    ki_assign(ks, &l->dicts, KI_ABSENT);
    ki_assign(ks, &l->args, KI_ABSENT);
    ki_assign(ks, &l->kwargs, KI_ABSENT);
}
static void local_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    visit(((Local *)o)->dicts, arg);
    visit(((Local *)o)->args, arg);
    visit(((Local *)o)->kwargs, arg);
}
static void local_clear(KiState *ks, KiObj *o) {
    if (((Local *)o)->dicts != KI_ABSENT) ki_dict_clear(ks, ki_dict_of(((Local *)o)->dicts));
    ki_assign(ks, &((Local *)o)->args, KI_ABSENT);
    ki_assign(ks, &((Local *)o)->kwargs, KI_ABSENT);
}

KiType *ki_make_thread_local_type(KiState *ks) {
    static const KiSlots slots = {.dealloc = local_dealloc,
                                  .traverse = local_traverse,
                                  .clear = local_clear,
                                  .getattr = local_getattr,
                                  .setattr = local_setattr,
                                  .new_ = local_new};
    static const KiTypeDef def = {"_local",
                                  "_thread",
                                  "Thread-local data.",
                                  sizeof(Local),
                                  KI_TF_BASETYPE | KI_TF_HAS_WEAKREF | KI_TF_GC,
                                  KI_K_OPAQUE,
                                  &slots,
                                  NULL,
                                  NULL};
    return ki_native_type(ks, &def, ks->types[KI_K_OBJECT]);
}
