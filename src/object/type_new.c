/* Making a class: type(name, bases, namespace). Chooses the layout from the bases, handles
 * __slots__, fills the class dict, computes the MRO and slots, then calls __set_name__ and
 * __init_subclass__. */
#include "../base/unicode_db.h"
#include "heap.h"
#include "obj_int.h"
#include "object_private.h"
#include "slot.h"

/* --- metaclass and base --- */

KiType *ki_calculate_metaclass(KiState *ks, KiType *winner, KiTuple *bases) {
    for (int64_t i = 0; i < bases->len; i++) {
        KiType *m = ki_type_of(ks, bases->items[i]);
        if (ki_is_subtype(winner, m)) continue;
        if (ki_is_subtype(m, winner)) {
            winner = m;
            continue;
        }
        ki_raise(ks, KI_EXC_TypeError,
                 "metaclass conflict: the metaclass of a derived class must be a (non-strict) "
                 "subclass of the metaclasses of all its bases");
        return NULL;
    }
    return winner;
}

/* Whether instances of t hold more than those of its base. A dict counts behind items, whose number
 * differs by instance. */
static bool adds_layout(const KiType *t) {
    const KiType *b = t->base;
    if (!b || b == t || t->kind == KI_K_NAMESPACE) return true;
    bool items = t->layout == KI_K_INT || t->layout == KI_K_TUPLE || t->layout == KI_K_BYTES;
    if (items && (t->flags ^ b->flags) & KI_TF_HAS_DICT) return true;
    return t->layout != b->layout || t->root_shape->n_member != b->root_shape->n_member ||
           (!(t->flags & KI_TF_BOXED) && t->struct_size != b->struct_size);
}

/* The nearest type that decides t's layout. */
static KiType *solid_base(KiType *t) {
    while (!adds_layout(t))
        t = t->base;
    return t;
}

KiType *ki_type_best_base(KiState *ks, KiTuple *bases) {
    KiType *base = NULL, *winner = NULL;
    for (int64_t i = 0; i < bases->len; i++) {
        if (!ki_is_type(bases->items[i])) {
            ki_raise(ks, KI_EXC_TypeError, "bases must be types");
            return NULL;
        }
        KiType *b = (KiType *)ki_obj(bases->items[i]);
        if (!(b->flags & KI_TF_BASETYPE)) {
            ki_raise(ks, KI_EXC_TypeError, "type '%s' is not an acceptable base type",
                     ki_type_cname(ks, b));
            return NULL;
        }
        KiType *c = solid_base(b);
        if (!winner || (ki_is_subtype(c, winner) && c != winner)) {
            winner = c;
            base = b;
        } else if (!ki_is_subtype(winner, c)) {
            ki_raise(ks, KI_EXC_TypeError, "multiple bases have instance lay-out conflict");
            return NULL;
        }
    }
    return base;
}

/* --- __slots__ --- */

typedef struct Slots {
    bool given;
    bool dict, weakref; /* named in __slots__ */
    KiList *names;      /* the other names, mangled */
} Slots;

/* _Class__name for a private name. Owned. */
static KiValue mangle(KiState *ks, KiStr *cls, KiStr *name) {
    size_t n = name->len;
    bool private = n > 2 && ki_str_at(name, 0) == '_' && ki_str_at(name, 1) == '_' &&
                   !(ki_str_at(name, n - 1) == '_' && ki_str_at(name, n - 2) == '_');
    const char *c = ki_cstr(ks, cls);
    while (*c == '_')
        c++;
    return private && *c ? ki_str_format(ks, "_%s%s", c, ki_cstr(ks, name))
                         : ki_new_ref(ki_from_obj(name));
}

static bool is_identifier(KiStr *s) {
    if (!s->len || !kb_is_xid_start(ki_str_at(s, 0))) return false;
    for (size_t i = 1; i < s->len; i++)
        if (!kb_is_xid_continue(ki_str_at(s, i))) return false;
    return true;
}

static bool slot_name(KiState *ks, Slots *s, KiStr *cls, KiType *base, KiDict *ns, KiValue v) {
    if (!ki_is_str(v)) {
        ki_raise(ks, KI_EXC_TypeError, "__slots__ items must be strings, not '%s'",
                 ki_type_name(ks, v));
        return false;
    }
    KiStr *name = ki_str_of(v);
    if (!is_identifier(name)) {
        ki_raise(ks, KI_EXC_TypeError, "__slots__ must be identifiers");
        return false;
    }
    if (ki_str_eq(ks, name, ks->names.d_dict)) {
        if (base->flags & KI_TF_HAS_DICT || s->dict) {
            ki_raise(ks, KI_EXC_TypeError, "__dict__ slot disallowed: we already got one");
            return false;
        }
        return s->dict = true;
    }
    if (ki_str_eq(ks, name, ks->names.d_weakref)) {
        if (base->flags & KI_TF_HAS_WEAKREF || s->weakref) {
            ki_raise(
                ks, KI_EXC_TypeError,
                "__weakref__ slot disallowed: either we already got one, or __itemsize__ != 0");
            return false;
        }
        return s->weakref = true;
    }
    KiValue m = mangle(ks, cls, name);
    if (m == KI_ERR) return false;
    KiValue there = ki_dict_get(ks, ns, m);
    bool ok = there != KI_ERR;
    if (ok && there != KI_ABSENT && !ki_str_eq(ks, name, ks->names.d_qualname) &&
        !ki_str_eq(ks, name, ks->names.d_classcell)) {
        ki_raise(ks, KI_EXC_ValueError, "'%s' in __slots__ conflicts with class variable",
                 ki_cstr(ks, name));
        ok = false;
    }
    ok = ok && ki_list_append(ks, s->names, m);
    ki_decref(ks, m);
    return ok;
}

static bool read_slots(KiState *ks, KiStr *cls, KiType *base, KiDict *ns, Slots *s) {
    *s = (Slots){0};
    KiValue v = ki_dict_get_str(ks, ns, ks->names.d_slots);
    if (v == KI_ABSENT || v == KI_ERR) return v == KI_ABSENT;
    s->given = true;
    if (!(s->names = ki_list_new(ks, 0))) return false;
    if (ki_is_str(v)) {
        v = ki_tuple_pack(ks, 1, v);
        if (v == KI_ERR) return false;
    } else {
        ki_incref(v);
    }
    KiTuple *t = ki_to_tuple(ks, v);
    ki_decref(ks, v);
    if (!t) return false;
    bool ok = true;
    if (t->len && (base->layout == KI_K_INT || base->layout == KI_K_TUPLE ||
                   base->layout == KI_K_BYTES || base->layout == KI_K_TYPE)) {
        ki_raise(ks, KI_EXC_TypeError, "nonempty __slots__ not supported for subtype of '%s'",
                 ki_type_cname(ks, base));
        ok = false;
    }
    for (int64_t i = 0; ok && i < t->len; i++)
        ok = slot_name(ks, s, cls, base, ns, t->items[i]);
    ki_decref_obj(ks, &t->h);
    return ok && (!s->names->len || ki_list_sort(ks, s->names, KI_NONE, false));
}

/* --- layout --- */

/* The inline slots that instances are likely to need. */
static uint32_t count_init_attrs(KiState *ks, KiDict *ns) {
    KiValue init = ki_dict_get_str(ks, ns, ks->names.d_init);
    return ki_is_kind(init, KI_K_FUNC) ? ((KiFunc *)ki_obj(init))->code->n_self_attrs : 0;
}

/* Instances have a dict or weak references as soon as one of the bases gives them. */
static uint32_t flags_of_bases(const KiTuple *bases) {
    uint32_t all = 0;
    for (int64_t i = 0; i < bases->len; i++)
        all |= ((KiType *)ki_obj(bases->items[i]))->flags;
    return all & (KI_TF_HAS_DICT | KI_TF_HAS_WEAKREF);
}

static bool set_layout(KiState *ks, KiType *t, KiType *base, KiDict *ns, const Slots *s) {
    t->base = base;
    t->layout = base->layout;
    t->kind = KI_K_INSTANCE;
    bool meta = base->layout == KI_K_TYPE;
    uint32_t inherit = KI_TF_HAS_DICT | KI_TF_HAS_WEAKREF | KI_TF_BOXED | KI_TF_KEYED;
    t->flags = KI_TF_HEAP | KI_TF_BASETYPE | KI_TF_GC | (base->flags & inherit);
    if (ki_is_boxed_layout(base->layout)) t->flags |= KI_TF_BOXED;
    bool variable =
        base->layout == KI_K_INT || base->layout == KI_K_TUPLE || base->layout == KI_K_BYTES;
    uint32_t others = flags_of_bases(t->bases);
    if (variable) others &= ~(uint32_t)KI_TF_HAS_WEAKREF;
    t->flags |= others;
    if ((!s->given && !meta) || s->dict) t->flags |= KI_TF_HAS_DICT;
    if ((!s->given && !variable) || s->weakref) t->flags |= KI_TF_HAS_WEAKREF;
    t->struct_size = t->flags & KI_TF_BOXED ? sizeof(KiBoxed) : base->struct_size;
    uint32_t n_new = s->names ? (uint32_t)s->names->len : 0;
    uint32_t n_member = base->root_shape->n_member + n_new;
    bool own_dict = base->layout == KI_K_MODULE || base->layout == KI_K_STATICMETHOD ||
                    base->layout == KI_K_FUNC;
    t->ext_offset = base->ext_offset;
    if (!t->ext_offset && (n_member || ((t->flags & KI_TF_HAS_DICT) && !own_dict && !meta)))
        t->ext_offset = (t->struct_size + 7) & ~7u;
    if (t->ext_offset) {
        uint32_t n = base->n_inline + n_new;
        if (n < n_member) n = n_member;
        if ((t->flags & KI_TF_HAS_DICT) && !own_dict) n += count_init_attrs(ks, ns);
        t->n_inline = ki_round_inline(t->ext_offset, n);
    }
    t->root_shape = ki_shape_root(ks, t, t->n_inline, n_member);
    return t->root_shape != NULL;
}

/* --- the class dict --- */

/* The __dict__ of the built-in type that a class of several bases extends, which answers before
 * that of ordinary instances (class Meta(Base, type)); ABSENT: none. *ours: it is the one below.
 * Borrowed. */
static KiValue instance_get_dict(KiState *ks, KiValue self, void *closure);
static KiValue native_dict_descr(KiState *ks, KiValue self, bool *ours) {
    KiType *t = ki_type_of(ks, self);
    while (t && (t->flags & KI_TF_HEAP))
        t = t->base;
    KiValue d = t ? ki_type_lookup(ks, t, ks->names.d_dict) : KI_ABSENT;
    *ours = ki_is_kind(d, KI_K_GETSET) && ((KiGetset *)ki_obj(d))->get == instance_get_dict;
    return d;
}

static KiValue instance_get_dict(KiState *ks, KiValue self, void *closure) {
    bool ours;
    KiValue own = native_dict_descr(ks, self, &ours);
    if (own == KI_ERR) return KI_ERR;
    if (own != KI_ABSENT && !ours)
        return ki_type_of(ks, own)->slots->descr_get(ks, own, self, ki_type_of(ks, self));
    KiDict *d = ki_is_ptr(self) ? ki_instance_dict(ks, ki_obj(self)) : NULL;
    return d ? ki_new_ref(ki_from_obj(d)) : KI_ERR;
}
static bool instance_set_dict(KiState *ks, KiValue self, KiValue v, void *closure) {
    KiDict *fresh = NULL;
    bool ours;
    KiValue own_descr = native_dict_descr(ks, self, &ours);
    if (own_descr == KI_ERR) return false;
    if (own_descr != KI_ABSENT && !ours)
        return ki_type_of(ks, own_descr)->slots->descr_set(ks, own_descr, self, v);
    if (own_descr != KI_ABSENT && v == KI_ABSENT) {
        ki_raise(ks, KI_EXC_TypeError, "cannot delete __dict__");
        return false;
    }
    if (v == KI_ABSENT) {
        if (!(fresh = ki_dict_new(ks))) return false;
        v = ki_from_obj(fresh);
    } else if (!ki_is_dict(v)) {
        ki_raise(ks, KI_EXC_TypeError, "__dict__ must be set to a dictionary, not a '%s'",
                 ki_type_name(ks, v));
        return false;
    }
    KiDict *old = ki_instance_dict(ks, ki_obj(self));
    if (old) {
        if (!fresh) ki_incref(v);
        KiValue *own = ki_own_dict_slot(ki_obj(self));
        if (own)
            *own = v;
        else
            ki_ext(ki_obj(self))->overflow = ki_obj(v);
        ki_decref_obj(ks, (KiObj *)old);
    } else if (fresh) {
        ki_decref_obj(ks, (KiObj *)fresh);
    }
    return old != NULL;
}
static KiValue instance_get_weakref(KiState *ks, KiValue self, void *closure) {
    KiValue l = ki_weakref_list(ks, self);
    if (l == KI_ERR) return KI_ERR;
    KiValue first = ki_list_of(l)->len ? ki_new_ref(ki_list_of(l)->items[0]) : KI_NONE;
    ki_decref(ks, l);
    return first;
}
static const KiGetsetDef dict_getset[] = {{"__dict__", instance_get_dict, instance_set_dict,
                                           "The attributes of the instance, by name.", NULL},
                                          {NULL, NULL, NULL, NULL, NULL}};
static const KiGetsetDef weakref_getset[] = {{"__weakref__", instance_get_weakref, NULL,
                                              "The first of the weak references to the instance.",
                                              NULL},
                                             {NULL, NULL, NULL, NULL, NULL}};

/* What the body of the class defined under the name stays. */
static bool add_unless_defined(KiState *ks, KiType *t, const KiGetsetDef *getset) {
    KiStr *name = ki_intern_cstr(ks, getset->name);
    if (!name) return false;
    KiValue own = ki_dict_get_str(ks, t->dict, name);
    ki_decref_obj(ks, &name->h);
    return own == KI_ABSENT ? ki_type_add_getsets(ks, t, getset) : own != KI_ERR;
}

bool ki_type_add_dict_attr(KiState *ks, KiType *t) {
    return ki_type_add_getsets(ks, t, dict_getset);
}

/* A copy of the namespace with all keys interned. */
static KiDict *copy_namespace(KiState *ks, KiDict *ns) {
    KiDict *d = ki_dict_new(ks);
    int64_t pos = 0;
    KiValue key, value;
    while (d && ki_dict_next(ns, &pos, &key, &value)) {
        KiValue keep = KI_ABSENT;
        bool ok;
        if (ki_is_str(key)) {
            KiStr *name = ki_interned_name(ks, ki_str_of(key), &keep);
            ok = name && ki_dict_set_str(ks, d, name, value);
        } else {
            ok = ki_dict_set(ks, d, key, value);
        }
        ki_decref(ks, keep);
        if (!ok) {
            ki_decref_obj(ks, (KiObj *)d);
            return NULL;
        }
    }
    return d;
}

static bool discard(KiState *ks, KiDict *d, KiStr *name) {
    KiValue old = ki_dict_pop(ks, d, ki_from_obj(name));
    if (old == KI_ERR) return false;
    if (old != KI_ABSENT) ki_decref(ks, old);
    return true;
}

/* Replaces a plain function under name by staticmethod(f) / classmethod(f). */
static bool wrap_function(KiState *ks, KiDict *d, KiStr *name, KiKind kind) {
    KiValue f = ki_dict_get_str(ks, d, name);
    if (f == KI_ERR) return false;
    if (!ki_is_kind(f, KI_K_FUNC)) return true;
    KiValue w = ki_call1(ks, ki_from_obj(ks->types[kind]), f);
    bool ok = w != KI_ERR && ki_dict_set_str(ks, d, name, w);
    if (w != KI_ERR) ki_decref(ks, w);
    return ok;
}

static bool set_qualname(KiState *ks, KiType *t, KiStr *name) {
    KiValue q = ki_dict_get_str(ks, t->dict, ks->names.d_qualname);
    if (q == KI_ERR) return false;
    if (q != KI_ABSENT && !ki_is_str(q)) {
        ki_raise(ks, KI_EXC_TypeError, "type __qualname__ must be a str, not %s",
                 ki_type_name(ks, q));
        return false;
    }
    t->qualname = q == KI_ABSENT ? name : ki_str_of(q);
    ki_incref_obj(&t->qualname->h);
    return q == KI_ABSENT || discard(ks, t->dict, ks->names.d_qualname);
}

static bool set_module(KiState *ks, KiType *t) {
    KiValue m = ki_dict_get_str(ks, t->dict, ks->names.d_module);
    if (m != KI_ABSENT) return m != KI_ERR;
    KiDict *g = ki_frame_globals(ks);
    m = g ? ki_dict_get_str(ks, g, ks->names.d_name) : KI_ABSENT;
    if (m == KI_ABSENT || m == KI_ERR) return m == KI_ABSENT;
    return ki_dict_set_str(ks, t->dict, ks->names.d_module, m);
}

static bool add_members(KiState *ks, KiType *t, const Slots *s) {
    uint32_t first = t->base->root_shape->n_member;
    for (int64_t i = 0; s->names && i < s->names->len; i++) {
        KiStr *name = ki_intern_cstr(ks, ki_cstr(ks, ki_str_of(s->names->items[i])));
        KiValue m = name ? ki_member_new(ks, t, name, first + (uint32_t)i, false) : KI_ERR;
        bool ok = m != KI_ERR && ki_dict_set_str(ks, t->dict, name, m);
        if (m != KI_ERR) ki_decref(ks, m);
        if (name) ki_decref_obj(ks, &name->h);
        if (!ok) return false;
    }
    KiType *b = t->base;
    if ((t->flags & KI_TF_HAS_DICT) && !(b->flags & KI_TF_HAS_DICT) &&
        !add_unless_defined(ks, t, dict_getset))
        return false;
    return !(t->flags & KI_TF_HAS_WEAKREF) || (b->flags & KI_TF_HAS_WEAKREF) ||
           add_unless_defined(ks, t, weakref_getset);
}

/* The __class__ cell of the body gets the class. */
static bool set_class_cell(KiState *ks, KiType *t) {
    KiValue cell = ki_dict_get_str(ks, t->dict, ks->names.d_classcell);
    if (cell == KI_ABSENT || cell == KI_ERR) return cell == KI_ABSENT;
    if (!ki_is_kind(cell, KI_K_CELL)) {
        ki_raise(ks, KI_EXC_TypeError, "__classcell__ must be a nonlocal cell, not <class '%s'>",
                 ki_type_name(ks, cell));
        return false;
    }
    ki_assign(ks, &((KiCell *)ki_obj(cell))->value, ki_new_ref(ki_from_obj(t)));
    return discard(ks, t->dict, ks->names.d_classcell);
}

static bool defines(KiState *ks, KiType *t, KiStr *name) {
    return ki_dict_get_str(ks, t->dict, name) != KI_ABSENT;
}
/* None under the name, unless the body of the class gave something. */
static bool add_none(KiState *ks, KiType *t, KiStr *name) {
    return defines(ks, t, name) || ki_dict_set_str(ks, t->dict, name, KI_NONE);
}

static bool fill_dict(KiState *ks, KiType *t, KiStr *name, const Slots *s) {
    KiNames *n = &ks->names;
    return set_qualname(ks, t, name) && set_module(ks, t) &&
           wrap_function(ks, t->dict, n->d_new, KI_K_STATICMETHOD) &&
           wrap_function(ks, t->dict, n->d_init_subclass, KI_K_CLASSMETHOD) &&
           wrap_function(ks, t->dict, n->d_class_getitem, KI_K_CLASSMETHOD) &&
           set_class_cell(ks, t) && add_members(ks, t, s) && add_none(ks, t, n->d_doc) &&
           (!defines(ks, t, n->d_eq) || add_none(ks, t, n->d_hash));
}

/* --- MRO --- */

/* The result of a metaclass's mro() as a tuple. */
static KiTuple *custom_mro(KiState *ks, KiType *t) {
    KiValue r = ki_call_method(ks, ki_from_obj(t), ks->names.n_mro_method, NULL, 0);
    if (r == KI_ERR) return NULL;
    KiTuple *m = ki_to_tuple(ks, r);
    ki_decref(ks, r);
    for (int64_t i = 0; m && i < m->len; i++) {
        if (ki_is_type(m->items[i]) &&
            ki_is_subtype(solid_base(t->base), solid_base((KiType *)ki_obj(m->items[i]))))
            continue;
        if (ki_is_type(m->items[i]))
            ki_raise(ks, KI_EXC_TypeError, "mro() returned base with unsuitable layout ('%s')",
                     ki_type_cname(ks, (KiType *)ki_obj(m->items[i])));
        else
            ki_raise(ks, KI_EXC_TypeError, "mro() returned a non-class ('%s')",
                     ki_type_name(ks, m->items[i]));
        ki_decref_obj(ks, &m->h);
        return NULL;
    }
    return m;
}

bool ki_type_set_mro(KiState *ks, KiType *t) {
    KiType *meta = ki_obj_type(&t->h);
    KiValue own =
        meta == ks->types[KI_K_TYPE] ? KI_ABSENT : ki_type_lookup(ks, meta, ks->names.n_mro_method);
    bool custom =
        own != KI_ABSENT && own != ki_type_lookup(ks, ks->types[KI_K_TYPE], ks->names.n_mro_method);
    KiTuple *m = custom ? custom_mro(ks, t) : ki_mro_compute(ks, t);
    if (!m) return false;
    KiTuple *old = t->mro;
    t->mro = m;
    if (old) ki_decref_obj(ks, &old->h);
    return true;
}

/* --- hooks --- */

static bool set_name_failed(KiState *ks, KiType *t, KiValue value, KiValue key) {
    KiValue cause = ki_take_exc(ks);
    KiValue r = ki_repr(ks, key);
    if (r != KI_ERR) {
        ki_raise(ks, KI_EXC_RuntimeError, "Error calling __set_name__ on '%s' instance %s in '%s'",
                 ki_type_name(ks, value), ki_cstr(ks, ki_str_of(r)), ki_type_cname(ks, t));
        ki_decref(ks, r);
        if (ki_is_exception(ks->exc) && ki_is_exception(cause)) {
            KiException *e = (KiException *)ki_obj(ks->exc);
            ki_assign(ks, &e->cause, ki_new_ref(cause));
            ki_assign(ks, &e->context, ki_new_ref(cause));
            e->suppress_context = true;
        }
    }
    ki_decref(ks, cause);
    return false;
}

static bool call_set_names(KiState *ks, KiType *t) {
    KiDict *copy = ki_dict_copy(ks, t->dict); /* __set_name__ may change the class */
    if (!copy) return false;
    int64_t pos = 0;
    KiValue key, value;
    bool ok = true;
    while (ok && ki_dict_next(copy, &pos, &key, &value)) {
        if (!ki_is_ptr(value) || ki_is_kind(value, KI_K_FUNC)) continue;
        KiValue args[2] = {ki_from_obj(t), key};
        KiValue r = ki_slot_call(ks, value, ks->names.d_set_name, args, 2);
        if (r == KI_ERR)
            ok = set_name_failed(ks, t, value, key);
        else if (r != KI_ABSENT)
            ki_decref(ks, r);
    }
    ki_decref_obj(ks, (KiObj *)copy);
    return ok;
}

/* super(t, t).__init_subclass__(**kwargs) */
static bool call_init_subclass(KiState *ks, KiType *t, KiValue *kwargs, KiValue kwnames) {
    KiValue f = KI_ABSENT;
    for (int64_t i = 1; f == KI_ABSENT && i < t->mro->len; i++)
        f = ki_dict_get_str(ks, ((KiType *)ki_obj(t->mro->items[i]))->dict,
                            ks->names.d_init_subclass);
    if (f == KI_ERR) return false;
    bool listed = false;
    for (int64_t i = 0; i < t->mro->len && !listed; i++)
        listed = t->mro->items[i] == ki_from_obj(t);
    if (!listed) { /* a mro() without the class itself */
        ki_raise(ks, KI_EXC_TypeError,
                 "super(type, obj): obj must be an instance or subtype of type");
        return false;
    }
    if (f == KI_ABSENT || (ki_is_kind(f, KI_K_CLASSMETHOD_DESCR) && !ki_n_kw(kwnames)))
        return true; /* object's: nothing to do */
    KiType *ft = ki_type_of(ks, f);
    KiValue b = ft->slots->descr_get ? ft->slots->descr_get(ks, f, KI_ABSENT, t) : ki_new_ref(f);
    if (b == KI_ERR) return false;
    KiValue r = ki_call(ks, b, kwargs, 0, kwnames);
    ki_decref(ks, b);
    if (r == KI_ERR) return false;
    ki_decref(ks, r);
    return true;
}

/* --- type.__new__ --- */

static bool link_bases(KiState *ks, KiType *t) {
    for (int64_t i = 0; i < t->bases->len; i++)
        if (!ki_type_add_sub(ks, (KiType *)ki_obj(t->bases->items[i]), t)) return false;
    return true;
}

KiType *ki_type_new(KiState *ks, KiType *meta, KiStr *name, KiTuple *bases, KiDict *ns,
                    KiValue *kwargs_args, int n_kw, KiValue kwnames) {
    (void)n_kw;
    KiValue object = ki_from_obj(ks->types[KI_K_OBJECT]);
    KiValue own_bases = bases->len ? ki_new_ref(ki_from_obj(bases)) : ki_tuple_from(ks, &object, 1);
    if (own_bases == KI_ERR) return NULL;
    KiType *t = NULL;
    Slots s = {0};
    KiType *base = ki_type_best_base(ks, ki_tuple_of(own_bases));
    if (!base || !read_slots(ks, name, base, ns, &s) || !(t = ki_type_alloc(ks, meta))) goto fail;
    if (meta->flags & KI_TF_HEAP) ki_incref_obj(&meta->h);
    KiValue keep;
    if (!(t->name = ki_interned_name(ks, name, &keep))) goto fail;
    if (keep == KI_ABSENT) /* else the new reference moves in */
        ki_incref_obj(&t->name->h);
    ki_incref_obj(&base->h);
    ki_incref(own_bases);
    t->bases = (KiTuple *)ki_obj(own_bases);
    if (!set_layout(ks, t, base, ns, &s) || !(t->dict = copy_namespace(ks, ns)) ||
        !fill_dict(ks, t, t->name, &s) || !ki_type_set_mro(ks, t) || !link_bases(ks, t))
        goto fail;
    ki_slots_update_all(ks, t);
    KiValue abstract = ki_dict_get_str(ks, t->dict, ks->names.d_abstractmethods);
    if (abstract != KI_ABSENT && abstract != KI_ERR && ki_truth(ks, abstract) == 1)
        t->flags |= KI_TF_ABSTRACT;
    if (!call_set_names(ks, t) || !call_init_subclass(ks, t, kwargs_args, kwnames)) goto fail;
    if (defines(ks, t, ks->names.d_torch_function)) {
        if (!ks->asking_class) ks->asking_before = true;
        if (ks->asking_class && !ks->asking_class(ks, t)) goto fail;
    }
    ki_decref(ks, own_bases);
    if (s.names) ki_decref_obj(ks, &s.names->h);
    return t;
fail:
    if (t) ki_decref_obj(ks, &t->h);
    if (s.names) ki_decref_obj(ks, &s.names->h);
    ki_decref(ks, own_bases);
    return NULL;
}

static bool check_arg(KiState *ks, KiValue v, bool ok, int i, const char *want) {
    if (!ok)
        ki_raise(ks, KI_EXC_TypeError, "type.__new__() argument %d must be %s, not %s", i, want,
                 ki_arg_type_name(ks, v));
    return ok;
}

KiValue ki_type_new_slot(KiState *ks, KiType *meta, KiValue *args, int nargs, KiValue kwnames) {
    if (nargs != 3)
        return ki_raise(ks, KI_EXC_TypeError, "type.__new__() takes exactly 3 arguments (%d given)",
                        nargs);
    if (!check_arg(ks, args[0], ki_is_str(args[0]), 1, "str") ||
        !check_arg(ks, args[1], ki_is_tuple(args[1]), 2, "tuple") ||
        !check_arg(ks, args[2], ki_is_dict(args[2]), 3, "dict"))
        return KI_ERR;
    KiStr *name = ki_str_of(args[0]);
    if (!ki_str_check_encodable(ks, name)) return KI_ERR;
    KiValue doc = ki_dict_get_str(ks, ki_dict_of(args[2]), ks->names.d_doc);
    if (doc == KI_ERR ||
        (doc != KI_ABSENT && ki_is_str(doc) && !ki_str_check_encodable(ks, ki_str_of(doc))))
        return KI_ERR;
    for (size_t i = 0; i < name->len; i++)
        if (!ki_str_at(name, i))
            return ki_raise(ks, KI_EXC_ValueError, "type name must not contain null characters");
    KiTuple *bases = ki_tuple_of(args[1]);
    for (int64_t i = 0; i < bases->len; i++)
        if (!ki_is_type(bases->items[i])) {
            KiValue e = ki_getattr_opt(ks, bases->items[i], ks->names.d_mro_entries);
            if (e == KI_ERR) return KI_ERR;
            ki_decref(ks, e);
            if (e != KI_ABSENT)
                return ki_raise(
                    ks, KI_EXC_TypeError,
                    "type() doesn't support MRO entry resolution; use types.new_class()");
        }
    KiType *winner = ki_calculate_metaclass(ks, meta, bases);
    if (!winner) return KI_ERR;
    if (winner != meta && winner->slots->new_ != ki_type_new_slot)
        return winner->slots->new_(ks, winner, args, nargs, kwnames);
    KiType *t = ki_type_new(ks, winner, ki_str_of(args[0]), bases, ki_dict_of(args[2]), args + 3,
                            ki_n_kw(kwnames), kwnames);
    return t ? ki_from_obj(t) : KI_ERR;
}
