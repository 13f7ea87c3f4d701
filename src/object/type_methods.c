/* The type `type`: calling a class, its attributes (mro, bases, name, dict ...) and methods. */
#include "audit.h"
#include "heap.h"
#include "obj_int.h"
#include "object_private.h"
#include "slot.h"
#include "type_layout.h"

#include <stdio.h>

static KiType *type_of_value(KiValue v) {
    return (KiType *)ki_obj(v);
}

/* --- calling --- */

KiValue ki_type_call(KiState *ks, KiValue callee, KiValue *args, int nargs, KiValue kwnames) {
    KiType *cls = type_of_value(callee);
    if (cls == ks->types[KI_K_TYPE]) {
        if (nargs == 1 && !ki_n_kw(kwnames))
            return ki_new_ref(ki_from_obj(ki_type_of(ks, args[0])));
        if (nargs == 1) return ki_raise(ks, KI_EXC_TypeError, "type() takes no keyword arguments");
        if (nargs != 3) return ki_raise(ks, KI_EXC_TypeError, "type() takes 1 or 3 arguments");
    }
    return ki_type_instance(ks, cls, args, nargs, kwnames);
}

/* Made by a constructor that takes all arguments: of an exact built-in type, whose __init__ is
 * object's and has nothing to say. */
static inline bool is_complete(const KiType *cls, KiValue obj) {
    return cls->slots->init == ki_object_init && cls->slots->new_ != ki_object_new_ &&
           !(ki_is_ptr(obj) && ki_obj(obj)->kind == KI_K_INSTANCE);
}

KiValue ki_type_instance(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    if (!cls->slots->new_)
        return ki_raise(ks, KI_EXC_TypeError, "cannot create '%s' instances",
                        ki_type_cname(ks, cls));
    if (!ki_c_stack_ok(ks, " while calling a Python object")) return KI_ERR;
    KiValue obj = cls->slots->new_(ks, cls, args, nargs, kwnames);
    if (obj == KI_ERR || is_complete(cls, obj)) return obj;
    KiType *t = ki_type_of(ks, obj);
    if (!ki_is_subtype(t, cls) || !t->slots->init || t->slots->init(ks, obj, args, nargs, kwnames))
        return obj;
    ki_decref(ks, obj);
    return KI_ERR;
}

/* type.__init__: only checks its arguments. */
static bool type_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    if (nargs == 1 && ki_n_kw(kwnames)) {
        ki_raise(ks, KI_EXC_TypeError, "type.__init__() takes no keyword arguments");
        return false;
    }
    if (nargs == 1 || nargs == 3) return true;
    ki_raise(ks, KI_EXC_TypeError, "type.__init__() takes 1 or 3 arguments");
    return false;
}

/* --- slots --- */

static void type_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    KiType *t = (KiType *)o;
    if (!(t->flags & KI_TF_HEAP)) return;
    if (t->dict) visit(ki_from_obj(t->dict), arg);
    if (t->mro) visit(ki_from_obj(t->mro), arg);
    if (t->bases) visit(ki_from_obj(t->bases), arg);
    if (t->base) visit(ki_from_obj(t->base), arg);
}
/* The dict and the MRO (which starts with the class itself) hold all cycles a class is in. */
static void type_clear(KiState *ks, KiObj *o) {
    KiType *t = (KiType *)o;
    ki_type_cache_flush(ks, t);
    if (t->dict) ki_dict_clear(ks, t->dict);
    KiTuple *mro = t->mro;
    t->mro = NULL;
    if (mro) ki_decref_obj(ks, &mro->h);
}

KiValue ki_type_module(KiState *ks, KiType *t) {
    if (t->module_name != KI_ABSENT) return ki_new_ref(t->module_name);
    KiValue m = t->dict ? ki_dict_get_str(ks, t->dict, ks->names.d_module) : KI_ABSENT;
    if (m == KI_ERR) return KI_ERR;
    return m == KI_ABSENT
               ? ki_raise_value(ks, KI_EXC_AttributeError, ki_from_obj(ks->names.d_module))
               : ki_new_ref(m);
}
static KiValue type_module(KiState *ks, KiValue self, void *closure) {
    return ki_type_module(ks, type_of_value(self));
}

static KiValue type_repr(KiState *ks, KiValue self) {
    KiType *t = type_of_value(self);
    KiValue m = type_module(ks, self, NULL), r;
    if (m == KI_ERR) ki_clear_exc(ks);
    if (m == KI_ERR || !ki_is_str(m) || ki_str_eq_cstr(ki_str_of(m), "builtins"))
        r = ki_str_format(ks, "<class '%s'>", ki_cstr(ks, t->name));
    else
        r = ki_str_format(ks, "<class '%s.%s'>", ki_cstr(ks, ki_str_of(m)),
                          ki_cstr(ks, t->qualname));
    if (m != KI_ERR) ki_decref(ks, m);
    return r;
}

static KiValue type_getattr(KiState *ks, KiValue self, KiStr *name) {
    KiValue v = ki_type_getattr_opt(ks, type_of_value(self), name);
    return v == KI_ABSENT ? ki_raise_attr(ks, self, name) : v;
}

bool ki_type_refuses_set(KiState *ks, KiType *t, KiValue name) {
    if ((t->flags & (KI_TF_HEAP | KI_TF_IMMUTABLE)) == KI_TF_HEAP) return false;
    char after[200];
    snprintf(after, sizeof after, " attribute of immutable type '%.100s'", ki_type_cname(ks, t));
    (void)ki_raise_repr(ks, KI_EXC_TypeError, "cannot set ", name, after);
    return true;
}
static bool immutable(KiState *ks, KiType *t, KiStr *name) {
    return ki_type_refuses_set(ks, t, ki_from_obj(name));
}

/* t.__dict__[name] = v with everything that depends on it. */
static bool set_class_attr(KiState *ks, KiType *t, KiStr *name, KiValue v) {
    KiValue old = ki_dict_get_str(ks, t->dict, name), keep;
    if (old == KI_ERR || !(name = ki_interned_name(ks, name, &keep))) return false;
    ki_incref(old);
    bool ok = true;
    if (v == KI_ABSENT) {
        if (old == KI_ABSENT) (void)ki_raise_no_attr(ks, ki_from_obj(t), name);
        KiValue gone = old == KI_ABSENT ? KI_ERR : ki_dict_pop(ks, t->dict, ki_from_obj(name));
        ok = gone != KI_ERR;
        if (ok) ki_decref(ks, gone);
    } else {
        ok = ki_dict_set_str(ks, t->dict, name, v);
    }
    if (ok) ki_type_modified(ks, t, name, old, v);
    if (ok && name == ks->names.d_torch_function && ks->asking_class) ok = ks->asking_class(ks, t);
    ki_decref(ks, old);
    ki_decref(ks, keep);
    return ok;
}

/* The operators of native instances do not ask the class: to replace their methods would change
 * nothing. */
static bool is_open_for(KiState *ks, KiType *t, KiStr *name) {
    if (!(t->flags & KI_TF_OPEN)) return !immutable(ks, t, name);
    KiValue keep;
    if (!(name = ki_interned_name(ks, name, &keep))) return false;
    bool special = ki_is_slot_name(ks, name);
    if (special)
        ki_raise(ks, KI_EXC_NotImplementedError,
                 "%s.%s: special methods of this class cannot be replaced in Kukri yet",
                 ki_type_cname(ks, t), ki_cstr(ks, name));
    ki_decref(ks, keep);
    return !special;
}

static bool type_setattr(KiState *ks, KiValue self, KiStr *name, KiValue v) {
    KiType *t = type_of_value(self), *meta = ki_obj_type(&t->h);
    if (!is_open_for(ks, t, name)) return false;
    KiValue descr = ki_type_lookup(ks, meta, name);
    if (ki_is_data_descr(ks, descr)) {
        ki_incref(descr);
        bool ok = ki_type_of(ks, descr)->slots->descr_set(ks, descr, self, v);
        ki_decref(ks, descr);
        return ok;
    }
    return set_class_attr(ks, t, name, v);
}

const KiSlots ki_type_slots = {.dealloc = ki_type_dealloc,
                               .traverse = type_traverse,
                               .clear = type_clear,
                               .repr = type_repr,
                               .call = ki_type_call,
                               .getattr = type_getattr,
                               .setattr = type_setattr,
                               .new_ = ki_type_new_slot,
                               .init = type_init,
                               .binary[KI_OR] = ki_union_or};

/* --- attributes --- */

/* Whether an attribute that makes a class what it is may be set to v. */
static bool may_become(KiState *ks, KiValue self, KiStr *name, KiValue v) {
    KiType *t = type_of_value(self);
    if (immutable(ks, t, name)) return false;
    if (v != KI_ABSENT)
        return ki_audit(ks, "object.__setattr__", "OOO", self, ki_from_obj(name), v);
    ki_raise(ks, KI_EXC_TypeError, "cannot delete '%s' attribute of immutable type '%s'",
             ki_cstr(ks, name), ki_type_cname(ks, t));
    return false;
}
static KiValue get_name(KiState *ks, KiValue self, void *closure) {
    return ki_new_ref(ki_from_obj(type_of_value(self)->name));
}
static KiValue get_qualname(KiState *ks, KiValue self, void *closure) {
    return ki_new_ref(ki_from_obj(type_of_value(self)->qualname));
}
static bool set_text(KiState *ks, KiValue self, KiValue v, void *closure) {
    KiType *t = type_of_value(self);
    const char *what = closure ? "__qualname__" : "__name__";
    if (!may_become(ks, self, closure ? ks->names.d_qualname : ks->names.d_name, v)) return false;
    if (!ki_is_str(v)) {
        ki_raise(ks, KI_EXC_TypeError, "can only assign string to %s.%s, not '%s'",
                 ki_type_cname(ks, t), what, ki_type_name(ks, v));
        return false;
    }
    if (!closure && !ki_str_check_encodable(ks, ki_str_of(v))) return false;
    for (size_t i = 0; !closure && i < ki_str_of(v)->len; i++)
        if (!ki_str_at(ki_str_of(v), i)) {
            ki_raise(ks, KI_EXC_ValueError, "type name must not contain null characters");
            return false;
        }
    KiStr **field = closure ? &t->qualname : &t->name, *old = *field;
    *field = ki_str_of(v);
    ki_incref_obj(&(*field)->h);
    ki_decref_obj(ks, &old->h);
    return true;
}
static bool set_module(KiState *ks, KiValue self, KiValue v, void *closure) {
    return may_become(ks, self, ks->names.d_module, v) &&
           set_class_attr(ks, type_of_value(self), ks->names.d_module, v);
}
static KiValue get_bases(KiState *ks, KiValue self, void *closure) {
    return ki_new_ref(ki_from_obj(type_of_value(self)->bases));
}
static KiValue get_mro(KiState *ks, KiValue self, void *closure) {
    KiTuple *m = type_of_value(self)->mro;
    return m ? ki_new_ref(ki_from_obj(m)) : KI_NONE;
}
static KiValue get_base(KiState *ks, KiValue self, void *closure) {
    KiType *b = type_of_value(self)->base;
    return b && b != type_of_value(self) ? ki_new_ref(ki_from_obj(b)) : KI_NONE;
}
static KiValue get_dict(KiState *ks, KiValue self, void *closure) {
    if (!ki_type_order_dict(ks, type_of_value(self))) return KI_ERR;
    return ki_call1(ks, ki_from_obj(ks->types[KI_K_MAPPINGPROXY]),
                    ki_from_obj(type_of_value(self)->dict));
}

static KiValue get_abstract(KiState *ks, KiValue self, void *closure) {
    KiType *t = type_of_value(self);
    KiValue v = t == ks->types[KI_K_TYPE]
                    ? KI_ABSENT
                    : ki_dict_get_str(ks, t->dict, ks->names.d_abstractmethods);
    if (v == KI_ERR) return KI_ERR;
    return v == KI_ABSENT
               ? ki_raise_value(ks, KI_EXC_AttributeError, ki_from_obj(ks->names.d_abstractmethods))
               : ki_new_ref(v);
}
static bool set_abstract(KiState *ks, KiValue self, KiValue v, void *closure) {
    KiType *t = type_of_value(self);
    int on = v == KI_ABSENT ? 0 : ki_truth(ks, v);
    if (on < 0 || !set_class_attr(ks, t, ks->names.d_abstractmethods, v)) return false;
    t->flags = on ? t->flags | KI_TF_ABSTRACT : t->flags & ~(uint32_t)KI_TF_ABSTRACT;
    return true;
}

static KiValue get_doc(KiState *ks, KiValue self, void *closure) {
    KiType *t = type_of_value(self);
    if (t == ks->types[KI_K_TYPE]) return ki_text(ks, t->doc); /* its dict has this attribute */
    KiValue v = t->dict ? ki_dict_get_str(ks, t->dict, ks->names.d_doc) : KI_ABSENT;
    if (v == KI_ERR || v == KI_ABSENT) return v == KI_ERR ? KI_ERR : KI_NONE;
    if (!(t->flags & KI_TF_HEAP) || !ki_is_descr(ks, v)) return ki_new_ref(v);
    ki_incref(v);
    KiValue r = ki_type_of(ks, v)->slots->descr_get(ks, v, KI_ABSENT, t);
    ki_decref(ks, v);
    return r;
}
static bool set_doc(KiState *ks, KiValue self, KiValue v, void *closure) {
    return may_become(ks, self, ks->names.d_doc, v) &&
           set_class_attr(ks, type_of_value(self), ks->names.d_doc, v);
}

static KiValue get_annotations(KiState *ks, KiValue self, void *closure) {
    KiType *t = type_of_value(self);
    if (!(t->flags & KI_TF_HEAP)) return ki_raise_attr(ks, self, ks->names.d_annotations);
    KiValue v = ki_dict_get_str(ks, t->dict, ks->names.d_annotations);
    if (v == KI_ERR) return KI_ERR;
    if (v != KI_ABSENT)
        return ki_is_descr(ks, v) ? ki_type_of(ks, v)->slots->descr_get(ks, v, KI_ABSENT, t)
                                  : ki_new_ref(v);
    KiDict *d = ki_dict_new(ks);
    if (!d) return KI_ERR;
    if (set_class_attr(ks, t, ks->names.d_annotations, ki_from_obj(d))) return ki_from_obj(d);
    ki_decref_obj(ks, (KiObj *)d);
    return KI_ERR;
}
static bool set_annotations(KiState *ks, KiValue self, KiValue v, void *closure) {
    return !immutable(ks, type_of_value(self), ks->names.d_annotations) &&
           set_class_attr(ks, type_of_value(self), ks->names.d_annotations, v);
}

/* t.__bases__ = tuple: recomputes the MRO of t and of everything below it. */
static bool refresh_tree(KiState *ks, KiType *t, KiList *undo) {
    KiValue pair = ki_tuple_pack(ks, 2, ki_from_obj(t), t->mro ? ki_from_obj(t->mro) : KI_NONE);
    bool ok = pair != KI_ERR && ki_list_append(ks, undo, pair);
    ki_decref(ks, pair);
    if (!ok || !ki_type_set_mro(ks, t)) return false;
    ki_type_cache_flush(ks, t);
    if (t->flags & KI_TF_HEAP) ki_slots_update_all(ks, t);
    for (uint32_t i = 0; i < t->n_subs; i++)
        if (!refresh_tree(ks, t->subs[i], undo)) return false;
    return true;
}

/* Gives the classes that refresh_tree changed before it failed their MRO back. */
static void restore_tree(KiState *ks, KiList *undo) {
    for (int64_t i = 0; i < undo->len; i++) {
        KiTuple *pair = ki_tuple_of(undo->items[i]);
        KiType *t = type_of_value(pair->items[0]);
        KiTuple *now = t->mro;
        t->mro = pair->items[1] == KI_NONE ? NULL : ki_tuple_of(ki_new_ref(pair->items[1]));
        if (now) ki_decref_obj(ks, &now->h);
        ki_type_cache_flush(ks, t);
        if (t->flags & KI_TF_HEAP) ki_slots_update_all(ks, t);
    }
}

static bool bases_are_types(KiState *ks, KiType *t, KiTuple *b) {
    for (int64_t i = 0; i < b->len; i++) {
        if (!ki_is_type(b->items[i])) {
            ki_raise(ks, KI_EXC_TypeError, "%s.__bases__ must be tuple of classes, not '%s'",
                     ki_type_cname(ks, t), ki_type_name(ks, b->items[i]));
            return false;
        }
        KiType *nb = type_of_value(b->items[i]);
        /* While a mro() runs, base chains may be ahead of the MROs. */
        bool cycle = ki_is_subtype(nb, t);
        for (KiType *up = nb; up && !cycle; up = up->base)
            cycle = up == t;
        if (cycle) {
            ki_raise(ks, KI_EXC_TypeError, "a __bases__ item causes an inheritance cycle");
            return false;
        }
    }
    return true;
}

/* The base that decides the layout of t with bases b. NULL: not that of its instances. */
static KiType *fitting_base(KiState *ks, KiType *t, KiTuple *b) {
    if (!bases_are_types(ks, t, b)) return NULL;
    KiType *base = ki_type_best_base(ks, b);
    if (!base || base == t->base) return base;
    bool same_kind = ((base->flags ^ t->base->flags) & KI_TF_GC) == 0;
    if (same_kind && ki_type_same_layout(ks, base, t->base)) return base;
    ki_raise(ks, KI_EXC_TypeError,
             same_kind ? "__bases__ assignment: '%s' object layout differs from '%s'"
                       : "__bases__ assignment: '%s' deallocator differs from '%s'",
             ki_type_cname(ks, base), ki_type_cname(ks, t->base));
    return NULL;
}

static bool set_bases(KiState *ks, KiValue self, KiValue v, void *closure) {
    KiType *t = type_of_value(self);
    if (!may_become(ks, self, ks->names.d_bases, v)) return false;
    if (!ki_is_tuple(v) || !ki_tuple_of(v)->len) {
        if (ki_is_tuple(v))
            ki_raise(ks, KI_EXC_TypeError,
                     "can only assign non-empty tuple to %s.__bases__, not ()",
                     ki_type_cname(ks, t));
        else
            ki_raise(ks, KI_EXC_TypeError, "can only assign tuple to %s.__bases__, not %s",
                     ki_type_cname(ks, t), ki_type_name(ks, v));
        return false;
    }
    KiTuple *n = ki_tuple_of(v), *old = t->bases;
    KiType *new_base = fitting_base(ks, t, n), *old_base = t->base;
    if (!new_base) return false;
    KiList *undo = ki_list_new(ks, 4);
    if (!undo) return false;
    ki_incref(v);
    ki_incref_obj(&new_base->h);
    t->bases = n;
    t->base = new_base;
    ki_incref(v); /* a mro() may assign __bases__ itself, which releases what t holds */
    bool fine = refresh_tree(ks, t, undo), ours = t->bases == n;
    if (!fine && ours) {
        t->bases = old;
        t->base = old_base;
        restore_tree(ks, undo);
        ki_decref(ks, v);
        ki_decref_obj(ks, &new_base->h);
    } else if (!ours) {
        ki_decref_obj(ks, &old->h);
        ki_decref_obj(ks, &old_base->h);
    }
    ki_decref(ks, v);
    ki_decref_obj(ks, &undo->h);
    if (!fine || !ours) return fine;
    for (int64_t i = 0; i < old->len; i++)
        ki_type_remove_sub(type_of_value(old->items[i]), t);
    bool ok = true;
    for (int64_t i = 0; ok && i < n->len; i++)
        ok = ki_type_add_sub(ks, type_of_value(n->items[i]), t);
    ki_type_modified(ks, t, NULL, KI_ABSENT, KI_ABSENT);
    ki_decref_obj(ks, &old->h);
    ki_decref_obj(ks, &old_base->h);
    return ok;
}

int64_t ki_type_pattern_flags(const KiType *t) {
    for (int64_t i = 0; i < t->mro->len; i++) {
        uint32_t f = ((KiType *)ki_obj(t->mro->items[i]))->flags;
        if (f & KI_TF_SEQUENCE) return 1 << 5;
        if (f & KI_TF_MAPPING) return 1 << 6;
    }
    return 0;
}
/* Of __flags__: the bit of subclasses of the types that C asks for often. */
static int64_t kind_flag(KiState *ks, KiType *t) {
    static const KiKind kinds[] = {KI_K_INT, KI_K_LIST, KI_K_TUPLE,     KI_K_BYTES,
                                   KI_K_STR, KI_K_DICT, KI_K_EXCEPTION, KI_K_TYPE};
    for (int i = 0; i < 8; i++) {
        KiType *of =
            kinds[i] == KI_K_EXCEPTION ? ks->exceptions[KI_EXC_BaseException] : ks->types[kinds[i]];
        if (ki_is_subtype(t, of)) return INT64_C(1) << (24 + i);
    }
    return 0;
}

enum { FLAGS, BASICSIZE, ITEMSIZE, DICTOFFSET, WEAKREFOFFSET };
static KiValue get_number(KiState *ks, KiValue self, void *closure) {
    KiType *t = type_of_value(self);
    KiLayout l = ki_type_layout(ks, t);
    int64_t flags = 0;
    switch ((size_t)closure) {
    case FLAGS: /* the documented bits: patterns, heap type, base type, ready, abstract, kind */
        flags = ((t->flags & (KI_TF_HEAP | KI_TF_IMMUTABLE)) == KI_TF_HEAP ? 1 << 9 : 1 << 8) |
                (t->flags & KI_TF_BASETYPE ? 1 << 10 : 0) | 1 << 12 |
                (t->flags & KI_TF_DISALLOW_NEW ? 1 << 7 : 0) | (t->flags & KI_TF_GC ? 1 << 14 : 0) |
                (t->flags & KI_TF_ABSTRACT ? 1 << 20 : 0) | ki_type_pattern_flags(t) |
                kind_flag(ks, t) | (l.managed_dict ? 1 << 4 : 0) |
                (ki_matches_itself(ks, t) ? 1 << 22 : 0);
        return ki_small_int(flags);
    case BASICSIZE:
        return ki_small_int(l.basic);
    case ITEMSIZE:
        return ki_small_int(l.item);
    case DICTOFFSET:
        return ki_small_int(l.dict);
    case WEAKREFOFFSET:
        return ki_small_int(l.weakref);
    default:
        return ki_small_int(0);
    }
}

static KiValue get_text_signature(KiState *ks, KiValue self, void *closure) {
    const char *doc = type_of_value(self)->doc;
    size_t n = doc ? ki_doc_signature(doc) : 0;
    return n ? ki_str_from_utf8(ks, doc, n) : KI_NONE;
}

static const KiGetsetDef type_getsets[] = {
    {"__basicsize__", get_number, NULL, NULL, (void *)BASICSIZE},
    {"__itemsize__", get_number, NULL, NULL, (void *)ITEMSIZE},
    {"__flags__", get_number, NULL, NULL, (void *)FLAGS},
    {"__weakrefoffset__", get_number, NULL, NULL, (void *)WEAKREFOFFSET},
    {"__base__", get_base, NULL, NULL, NULL},
    {"__dictoffset__", get_number, NULL, NULL, (void *)DICTOFFSET},
    {"__mro__", get_mro, NULL, NULL, NULL},
    {"__name__", get_name, set_text, NULL, NULL},
    {"__qualname__", get_qualname, set_text, NULL, (void *)1},
    {"__bases__", get_bases, set_bases, NULL, NULL},
    {"__module__", type_module, set_module, NULL, NULL},
    {"__abstractmethods__", get_abstract, set_abstract, NULL, NULL},
    {"__dict__", get_dict, NULL, NULL, NULL},
    {"__doc__", get_doc, set_doc, NULL, NULL},
    {"__text_signature__", get_text_signature, NULL, NULL, NULL},
    {"__annotations__", get_annotations, set_annotations, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL}};

/* --- methods --- */

static KiValue type_mro_method(KiState *ks, KiValue *args, int nargs) {
    KiTuple *m = ki_mro_compute(ks, type_of_value(args[0]));
    KiList *l = m ? ki_to_list(ks, ki_from_obj(m)) : NULL;
    if (m) ki_decref_obj(ks, &m->h);
    return l ? ki_from_obj(l) : KI_ERR;
}
static KiValue type_subclasses(KiState *ks, KiValue *args, int nargs) {
    KiType *t = type_of_value(args[0]);
    KiList *l = ki_list_new(ks, t->n_subs);
    for (uint32_t i = 0; l && i < t->n_subs; i++)
        if (t->subs[i]->h.rc && !ki_list_append(ks, l, ki_from_obj(t->subs[i]))) {
            ki_decref_obj(ks, &l->h);
            return KI_ERR;
        }
    return l ? ki_from_obj(l) : KI_ERR;
}
static KiValue type_instancecheck(KiState *ks, KiValue *args, int nargs) {
    int r = ki_isinstance_default(ks, args[1], args[0]);
    return r < 0 ? KI_ERR : ki_bool(r);
}
static KiValue type_subclasscheck(KiState *ks, KiValue *args, int nargs) {
    int r = ki_issubclass_default(ks, args[1], args[0]);
    return r < 0 ? KI_ERR : ki_bool(r);
}
static KiValue type_prepare(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    KiDict *d = ki_dict_new(ks);
    return d ? ki_from_obj(d) : KI_ERR;
}
static KiValue type_sizeof(KiState *ks, KiValue *args, int nargs) {
    return ki_int_from_i64(ks, ki_sizeof(ks, args[0]));
}

/* dir(cls): the names in the class and its bases. */
static KiValue type_dir(KiState *ks, KiValue *args, int nargs) {
    KiTuple *mro = type_of_value(args[0])->mro;
    KiDict *all = ki_dict_new(ks);
    bool ok = all != NULL;
    for (int64_t i = 0; ok && mro && i < mro->len; i++)
        ok = ki_dict_update(ks, all, ki_from_obj(type_of_value(mro->items[i])->dict), true);
    KiList *l = ok ? ki_to_list(ks, ki_from_obj(all)) : NULL;
    if (all) ki_decref_obj(ks, (KiObj *)all);
    return l ? ki_from_obj(l) : KI_ERR;
}

static const KiDef type_methods[] = {
    {"mro", "(self, /)", type_mro_method, "Return a type's method resolution order.", 0},
    {"__subclasses__", "(self, /)", type_subclasses, "Return a list of immediate subclasses.", 0},
    {"__prepare__", "(...)", type_prepare,
     "__prepare__(name, bases, **kwds)\nThe namespace for a class body.", KI_DEF_CLASS},
    {"__instancecheck__", "(self, instance, /)", type_instancecheck,
     "Check if an object is an instance.", 0},
    {"__subclasscheck__", "(self, subclass, /)", type_subclasscheck,
     "Check if a class is a subclass.", 0},
    {"__dir__", "(self, /)", type_dir, "The names of the class's attributes.", 0},
    {"__sizeof__", "(self, /)", type_sizeof, "Size of the type object in bytes.", 0},
    KI_DEF_END};

bool ki_type_methods_init(KiState *ks) {
    return ki_type_add_methods(ks, ks->types[KI_K_TYPE], type_methods) &&
           ki_type_add_getsets(ks, ks->types[KI_K_TYPE], type_getsets);
}
