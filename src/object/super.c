/* super objects: attribute lookup that continues in the MRO of the object's type behind a class. */
#include "heap.h"
#include "object_private.h"
#include "slot.h"

/* The type whose MRO is searched, for super(cls, obj): obj itself or its type. NULL: TypeError. */
static KiType *check(KiState *ks, KiType *cls, KiValue obj) {
    if (ki_is_type(obj) && ki_is_subtype((KiType *)ki_obj(obj), cls)) return (KiType *)ki_obj(obj);
    KiType *t = ki_type_of(ks, obj);
    if (ki_is_subtype(t, cls)) return t;
    KiValue k = ki_getattr_opt(ks, obj, ks->names.d_class); /* proxies claim another class */
    if (k == KI_ERR) return NULL;
    if (ki_is_type(k) && ki_is_subtype((KiType *)ki_obj(k), cls)) {
        t = (KiType *)ki_obj(k);
        ki_decref(ks, k); /* the object keeps its class */
        return t;
    }
    ki_decref(ks, k);
    ki_raise(ks, KI_EXC_TypeError, "super(type, obj): obj must be an instance or subtype of type");
    return NULL;
}

/* The arguments of super() without arguments, from the running Python frame: the __class__ cell and
 * the first parameter. Borrowed. */
static bool implicit_args(KiState *ks, KiValue *cls, KiValue *obj) {
    const char *why = "super(): no current frame";
    KiFunc *f = ks->R ? (KiFunc *)ki_obj(ks->R[-3]) : NULL;
    KiCode *c = f ? f->code : NULL;
    if (c && c->n_args == 0) {
        why = "super(): no arguments";
    } else if (c) {
        *obj = ks->R[0];
        if (c->local_is_cell && c->local_is_cell[0] && ki_is_kind(*obj, KI_K_CELL))
            *obj = ((KiCell *)ki_obj(*obj))->value;
        why = *obj == KI_UNBOUND ? "super(): arg[0] deleted" : "super(): __class__ cell not found";
        for (uint32_t i = 0; *obj != KI_UNBOUND && i < c->n_free; i++) {
            if (ki_obj(c->free_names[i]) != &ks->names.d_class->h) continue;
            *cls = ((KiCell *)ki_obj(((KiTuple *)ki_obj(f->closure))->items[i]))->value;
            if (ki_is_type(*cls)) return true;
            why = *cls == KI_UNBOUND ? "super(): empty __class__ cell"
                                     : "super(): __class__ is not a type";
        }
    }
    ki_raise(ks, KI_EXC_RuntimeError, "%s", why);
    return false;
}

static KiValue super_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    KiSuper *s = (KiSuper *)ki_instance_alloc(ks, cls);
    if (!s) return KI_ERR;
    s->cls = s->obj = KI_ABSENT;
    return ki_from_obj(s);
}

static bool super_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    KiSuper *s = (KiSuper *)ki_obj(self);
    if (ki_n_kw(kwnames)) {
        ki_raise(ks, KI_EXC_TypeError, "super() takes no keyword arguments");
        return false;
    }
    if (nargs > 2) {
        bool exact = !(ki_obj_type(&s->h)->flags & KI_TF_HEAP); /* CPython has a short way for it */
        ki_raise(ks, KI_EXC_TypeError,
                 exact ? "super() expected at most 2 arguments, got %d"
                       : "super() takes at most 2 arguments (%d given)",
                 nargs);
        return false;
    }
    KiValue cls = nargs ? args[0] : KI_ABSENT, obj = nargs > 1 ? args[1] : KI_ABSENT;
    if (!nargs && !implicit_args(ks, &cls, &obj)) return false;
    if (!ki_is_type(cls)) {
        bool exact = !(ki_obj_type(&s->h)->flags & KI_TF_HEAP);
        ki_raise(ks, KI_EXC_TypeError, "super() argument 1 must be %stype, not %s",
                 exact ? "a " : "", exact ? ki_type_name(ks, cls) : ki_arg_type_name(ks, cls));
        return false;
    }
    if (obj == KI_NONE) obj = KI_ABSENT;
    KiType *t = NULL;
    if (obj != KI_ABSENT && !(t = check(ks, (KiType *)ki_obj(cls), obj))) return false;
    ki_assign(ks, &s->cls, ki_new_ref(cls));
    ki_assign(ks, &s->obj, ki_new_ref(obj));
    KiType *old = s->obj_type;
    if (t) ki_incref_obj(&t->h);
    s->obj_type = t;
    if (old) ki_decref_obj(ks, &old->h);
    return true;
}

/* First hit for name in t's MRO behind cls; borrowed or KI_ABSENT. Where the rest of the MRO is the
 * next class's own (always so with single inheritance) the lookup cache answers. */
static KiValue lookup_behind(KiState *ks, KiType *t, KiType *cls, KiStr *name) {
    KiTuple *mro = t->mro;
    int64_t i = 0;
    if (!mro) return KI_ABSENT; /* the type is being made */
    while (i < mro->len && ki_obj(mro->items[i]) != &cls->h)
        i++;
    if (++i >= mro->len) return KI_ABSENT;
    KiType *next = (KiType *)ki_obj(mro->items[i]);
    if (next->mro && next->mro->len == mro->len - i) return ki_type_lookup(ks, next, name);
    for (; i < mro->len; i++) {
        KiValue v = ki_dict_get_str(ks, ((KiType *)ki_obj(mro->items[i]))->dict, name);
        if (v != KI_ABSENT) return v;
    }
    return KI_ABSENT;
}

KiValue ki_super_method(KiState *ks, KiValue self, KiStr *name) {
    KiSuper *s = (KiSuper *)ki_obj(self);
    if (!s->obj_type || s->obj == ki_from_obj(s->obj_type)) return KI_ABSENT;
    KiValue v = lookup_behind(ks, s->obj_type, (KiType *)ki_obj(s->cls), name);
    return ki_is_kind(v, KI_K_FUNC) ? v : KI_ABSENT;
}

KiValue ki_super_lookup(KiState *ks, KiType *cls, KiValue obj, KiStr *name) {
    KiType *t = ki_obj_type(ki_obj(obj));
    if (name == ks->names.d_class || !ki_is_subtype(t, cls)) return KI_ABSENT;
    KiValue v = lookup_behind(ks, t, cls, name);
    return ki_is_kind(v, KI_K_FUNC) || ki_is_kind(v, KI_K_METHOD_DESCR) ? v : KI_ABSENT;
}

static KiValue super_getattr(KiState *ks, KiValue self, KiStr *name) {
    KiSuper *s = (KiSuper *)ki_obj(self);
    if (!s->obj_type || name == ks->names.d_class) return ki_generic_getattr(ks, self, name);
    KiValue v = lookup_behind(ks, s->obj_type, (KiType *)ki_obj(s->cls), name);
    if (v == KI_ERR) return KI_ERR;
    if (v == KI_ABSENT) return ki_generic_getattr(ks, self, name);
    if (!ki_is_descr(ks, v)) return ki_new_ref(v);
    ki_incref(v);
    /* found through the class itself: behaves like access on the class */
    KiValue obj = s->obj == ki_from_obj(s->obj_type) ? KI_ABSENT : s->obj;
    KiValue r = ki_type_of(ks, v)->slots->descr_get(ks, v, obj, s->obj_type);
    ki_decref(ks, v);
    return r;
}

static KiValue super_repr(KiState *ks, KiValue self) {
    KiSuper *s = (KiSuper *)ki_obj(self);
    const char *cls = s->cls == KI_ABSENT ? "NULL" : ki_type_cname(ks, (KiType *)ki_obj(s->cls));
    if (s->obj_type)
        return ki_str_format(ks, "<super: <class '%s'>, <%s object>>", cls,
                             ki_type_cname(ks, s->obj_type));
    return ki_str_format(ks, "<super: <class '%s'>, NULL>", cls);
}

/* An unbound super binds to the instance it is fetched through. */
static KiValue super_get(KiState *ks, KiValue descr, KiValue obj, KiType *owner) {
    KiSuper *s = (KiSuper *)ki_obj(descr);
    if (obj == KI_ABSENT || s->obj != KI_ABSENT || s->cls == KI_ABSENT) return ki_new_ref(descr);
    KiValue args[2] = {s->cls, obj};
    return ki_call(ks, ki_from_obj(ki_obj_type(&s->h)), args, 2, KI_ABSENT);
}

static void super_dealloc(KiState *ks, KiObj *o) {
    KiSuper *s = (KiSuper *)o;
    ki_decref(ks, s->cls);
    ki_decref(ks, s->obj);
    if (s->obj_type) ki_decref_obj(ks, &s->obj_type->h);
}
static void super_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    KiSuper *s = (KiSuper *)o;
    visit(s->cls, arg);
    visit(s->obj, arg);
    if (s->obj_type) visit(ki_from_obj(s->obj_type), arg);
}

const KiSlots ki_super_slots = {.dealloc = super_dealloc,
                                .traverse = super_traverse,
                                .repr = super_repr,
                                .getattr = super_getattr,
                                .descr_get = super_get,
                                .new_ = super_new,
                                .init = super_init};

/* --- attributes --- */

static KiValue or_none(KiValue v) {
    return v == KI_ABSENT ? KI_NONE : ki_new_ref(v);
}
static KiValue get_this(KiState *ks, KiValue self, void *closure) {
    return or_none(((KiSuper *)ki_obj(self))->cls);
}
static KiValue get_self(KiState *ks, KiValue self, void *closure) {
    return or_none(((KiSuper *)ki_obj(self))->obj);
}
static KiValue get_self_class(KiState *ks, KiValue self, void *closure) {
    KiType *t = ((KiSuper *)ki_obj(self))->obj_type;
    return t ? ki_new_ref(ki_from_obj(t)) : KI_NONE;
}
static const KiGetsetDef super_getsets[] = {{"__thisclass__", get_this, NULL, NULL, NULL},
                                            {"__self__", get_self, NULL, NULL, NULL},
                                            {"__self_class__", get_self_class, NULL, NULL, NULL},
                                            {NULL, NULL, NULL, NULL, NULL}};

bool ki_super_methods_init(KiState *ks) {
    return ki_type_add_getsets(ks, ks->types[KI_K_SUPER], super_getsets);
}
