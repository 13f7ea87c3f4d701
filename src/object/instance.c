/* Attribute storage of instances: inline slots, overflow array, dict mode. Storage begins at
 * type->ext_offset (KiExt); slot i of the shape is inline while i < n_inline. Member slots
 * (__slots__) always come first and stay in their slots in dict mode too. */
#include "heap.h"
#include "obj_shape.h"
#include "state.h"

/* Instances are never born with more inline slots than this: one crowded object must not make all
 * others big. */
#define MAX_INLINE 32

size_t ki_instance_size(const KiType *t) {
    if (!t->ext_offset) return t->struct_size;
    return t->ext_offset + sizeof(KiExt) + (size_t)t->root_shape->n_inline * sizeof(KiValue);
}

void ki_ext_init(KiObj *o) {
    KiExt *e = ki_ext(o);
    e->overflow = NULL;
    for (uint32_t i = 0; i < o->shape->n_inline; i++)
        e->slots[i] = KI_UNBOUND;
}

/* Objects of this class were seen to need more inline slots than the root shape gives. */
static KB_COLD void grow_root(KiState *ks, KiType *cls) {
    KiShape *root = ki_shape_root(ks, cls, cls->n_inline, cls->root_shape->n_member);
    if (root)
        cls->root_shape = root;
    else
        ki_clear_exc(ks);
}

KiObj *ki_instance_alloc(KiState *ks, KiType *cls) {
    if (KB_UNLIKELY(cls->n_inline > cls->root_shape->n_inline) && cls->ext_offset)
        grow_root(ks, cls);
    KiObj *o = ki_object_alloc(ks, cls, ki_instance_size(cls));
    if (!o) return NULL;
    size_t body = cls->ext_offset ? cls->ext_offset : cls->struct_size;
    if (body > sizeof(KiObj)) memset(o + 1, 0, body - sizeof(KiObj));
    if (cls->ext_offset) ki_ext_init(o);
    if (cls->flags & KI_TF_HEAP) {
        ki_incref_obj(&cls->h);
        if (KB_UNLIKELY(cls->own_slots.del != NULL) && cls->layout == KI_K_OBJECT)
            o->aux = (uint16_t)++ks->next_object_id; /* its age, for gc.c */
    }
    return o;
}

KiValue ki_box(KiState *ks, KiType *cls, KiValue inner) {
    if (!(cls->flags & KI_TF_BOXED)) return inner;
    KiObj *o = ki_instance_alloc(ks, cls);
    if (!o) {
        ki_decref(ks, inner);
        return KI_ERR;
    }
    ((KiBoxed *)o)->inner = inner;
    return ki_from_obj(o);
}

static void overflow_free(KiState *ks, KiOverflow *v) {
    if (v) ki_mem_free(ks, v, sizeof *v + v->cap * sizeof(KiValue));
}

/* Members of a class go before those of its bases. */
static void release_members(KiState *ks, KiObj *o) {
    uint32_t end = o->shape->n_member;
    for (const KiType *t = ki_obj_type(o); end > 0; t = t->base) {
        uint32_t first = t->flags & KI_TF_HEAP ? t->base->root_shape->n_member : 0;
        for (uint32_t i = first; i < end; i++)
            ki_decref(ks, *ki_attr_slot(o, i));
        end = first < end ? first : end;
    }
}

void ki_ext_release(KiState *ks, KiObj *o) {
    KiShape *s = o->shape;
    KiExt *e = ki_ext(o);
    uint32_t n = s->count, n_in = n < s->n_inline ? n : s->n_inline;
    if (KB_UNLIKELY(s->n_member)) release_members(ks, o);
    for (uint32_t i = s->n_member; i < n_in; i++)
        ki_decref(ks, e->slots[i]);
    if (!e->overflow) return;
    if (s->dict_mode) {
        ki_decref(ks, ki_from_obj(e->overflow));
    } else {
        KiOverflow *v = e->overflow;
        for (uint32_t i = s->n_inline; i < n; i++)
            ki_decref(ks, v->slots[i - s->n_inline]);
        overflow_free(ks, v);
    }
    e->overflow = NULL;
}

void ki_ext_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    KiShape *s = o->shape;
    for (uint32_t i = 0; i < s->count; i++)
        visit(*ki_attr_slot(o, i), arg);
    if (s->dict_mode && ki_ext(o)->overflow) visit(ki_from_obj(ki_ext(o)->overflow), arg);
}

void ki_ext_clear(KiState *ks, KiObj *o) {
    if (o->shape->dict_mode) {
        KiDict *d = ki_ext(o)->overflow;
        ki_ext(o)->overflow = NULL;
        if (d) ki_decref_obj(ks, (KiObj *)d);
    }
    for (uint32_t i = 0; i < o->shape->count; i++)
        ki_assign(ks, ki_attr_slot(o, i), KI_UNBOUND);
}

/* --- attributes of the instance itself --- */

KiValue *ki_own_dict_slot(KiObj *o) {
    switch (ki_obj_type(o)->layout) {
    case KI_K_FUNC:
        return &((KiFunc *)o)->dict;
    case KI_K_STATICMETHOD:
        return &((KiStaticMethod *)o)->dict;
    case KI_K_MODULE:
        return (KiValue *)&((KiModule *)o)->dict; /* a pointer is its own value */
    default:
        return NULL;
    }
}

static bool has_ext_dict(KiObj *o) {
    KiType *t = ki_obj_type(o);
    return (t->flags & KI_TF_HAS_DICT) && t->ext_offset;
}

KiValue ki_attrs_get(KiState *ks, KiDict *d, KiStr *name) {
    bool any_keys = !d->str_keys;
    if (any_keys) ki_incref_obj((KiObj *)d);
    KiValue v = ki_dict_get_str(ks, d, name);
    if (v != KI_ERR) ki_incref(v);
    if (any_keys) ki_decref_obj(ks, (KiObj *)d);
    return v;
}

KiValue ki_instance_attr(KiState *ks, KiObj *o, KiStr *name) {
    if (KB_LIKELY(has_ext_dict(o))) {
        if (o->shape->dict_mode) {
            KiDict *d = ki_ext(o)->overflow;
            return d ? ki_attrs_get(ks, d, name) : KI_ABSENT;
        }
        int i = ki_shape_find(o->shape, name);
        if (i < 0) return KI_ABSENT;
        KiValue v = *ki_attr_slot(o, (uint32_t)i);
        return v == KI_UNBOUND ? KI_ABSENT : ki_new_ref(v);
    }
    KiValue *own = ki_own_dict_slot(o);
    if (!own || *own == KI_ABSENT || *own == 0) return KI_ABSENT;
    return ki_attrs_get(ks, ki_dict_of(*own), name);
}

static bool copy_attrs(KiState *ks, KiObj *o, KiDict *d) {
    KiShape *s = o->shape;
    for (uint32_t i = s->n_member; i < s->count; i++) {
        KiValue v = *ki_attr_slot(o, i);
        if (v != KI_UNBOUND && !ki_dict_set_str(ks, d, s->names[i], v)) return false;
    }
    return true;
}

/* Moves the attributes of o into a dict. */
static KiDict *to_dict_mode(KiState *ks, KiObj *o) {
    KiShape *old = o->shape, *s = ki_shape_dict_mode(ks, old);
    KiDict *d = s ? ki_dict_new(ks) : NULL;
    if (!d) return NULL;
    d->h.aux = KI_AUX_ATTRS;
    if (!copy_attrs(ks, o, d)) {
        ki_decref_obj(ks, (KiObj *)d);
        return NULL;
    }
    KiExt *e = ki_ext(o);
    KiOverflow *v = e->overflow;
    for (uint32_t i = old->n_member; i < old->count; i++) { /* d keeps every value alive */
        KiValue *slot = ki_attr_slot(o, i);
        ki_decref(ks, *slot);
        *slot = KI_UNBOUND;
    }
    overflow_free(ks, v);
    o->shape = s;
    e->overflow = d;
    return d;
}

KiDict *ki_instance_dict(KiState *ks, KiObj *o) {
    if (has_ext_dict(o)) {
        if (!o->shape->dict_mode) return to_dict_mode(ks, o);
        KiExt *e = ki_ext(o);
        if (!e->overflow) e->overflow = ki_dict_new(ks);
        return e->overflow;
    }
    KiValue *own = ki_own_dict_slot(o);
    if (!own) {
        ki_raise_attr(ks, ki_from_obj(o), ks->names.d_dict);
        return NULL;
    }
    if (*own == KI_ABSENT || *own == 0) {
        KiDict *d = ki_dict_new(ks);
        if (!d) return NULL;
        *own = ki_from_obj(d);
    }
    return ki_dict_of(*own);
}

KiDict *ki_instance_dict_copy(KiState *ks, KiObj *o) {
    if (has_ext_dict(o) && !o->shape->dict_mode) {
        KiDict *d = ki_dict_new(ks);
        if (d && !copy_attrs(ks, o, d)) {
            ki_decref_obj(ks, (KiObj *)d);
            return NULL;
        }
        return d;
    }
    KiDict *d = ki_instance_dict(ks, o);
    return d ? ki_dict_copy(ks, d) : NULL;
}

/* Room for slot i beyond the inline ones. */
static bool reserve_overflow(KiState *ks, KiObj *o, uint32_t i) {
    KiExt *e = ki_ext(o);
    KiOverflow *v = e->overflow;
    uint32_t need = i - o->shape->n_inline + 1;
    if (v && need <= v->cap) return true;
    uint32_t cap = need < 4 ? 4 : need + need / 2;
    KiOverflow *n = ki_mem_realloc(ks, v, v ? sizeof *v + v->cap * sizeof(KiValue) : 0,
                                   sizeof *v + cap * sizeof(KiValue));
    if (!n) return false;
    n->cap = cap;
    e->overflow = n;
    return true;
}

static bool add_attr(KiState *ks, KiObj *o, KiStr *name, KiValue v) {
    KiShape *s = o->shape;
    if (s->count - s->n_member >= KI_SHAPE_MAX) {
        KiDict *d = to_dict_mode(ks, o);
        return d && ki_dict_set_str(ks, d, name, v);
    }
    KiShape *n = ki_shape_add(ks, s, name);
    if (!n) return false;
    if (s->count >= s->n_inline) {
        if (!reserve_overflow(ks, o, s->count)) return false;
        KiType *t = s->type;
        if (n->count > t->n_inline && n->count <= MAX_INLINE)
            t->n_inline = ki_round_inline(t->ext_offset, n->count);
    }
    o->shape = n;
    *ki_attr_slot(o, s->count) = ki_new_ref(v);
    return true;
}

static bool delete_attr(KiState *ks, KiObj *o, KiStr *name) {
    KiValue *own = has_ext_dict(o) ? NULL : ki_own_dict_slot(o);
    bool there = has_ext_dict(o) ? o->shape->dict_mode || ki_shape_find(o->shape, name) >= 0
                                 : own && *own != KI_ABSENT && *own != 0;
    there = there || ki_has_layout(ki_from_obj(o), KI_K_EXCEPTION); /* __reduce__ shows the dict */
    KiDict *d = there ? ki_instance_dict(ks, o) : NULL;
    if (there && !d) return false;
    if (d) ki_incref_obj((KiObj *)d);
    KiValue old = d ? ki_dict_pop(ks, d, ki_from_obj(name)) : KI_ABSENT;
    if (d) ki_decref_obj(ks, (KiObj *)d);
    if (old == KI_ABSENT) (void)ki_raise_no_attr(ks, ki_from_obj(o), name);
    if (old == KI_ABSENT || old == KI_ERR) return false;
    ki_decref(ks, old);
    return true;
}

bool ki_instance_set_attr(KiState *ks, KiObj *o, KiStr *name, KiValue v) {
    if (v == KI_ABSENT) return delete_attr(ks, o, name);
    if (has_ext_dict(o) && !o->shape->dict_mode) {
        int i = ki_shape_find(o->shape, name);
        if (i < 0) return add_attr(ks, o, name, v);
        ki_assign(ks, ki_attr_slot(o, (uint32_t)i), ki_new_ref(v));
        return true;
    }
    KiDict *d = ki_instance_dict(ks, o);
    if (!d) return false;
    ki_incref_obj((KiObj *)d);
    bool ok = ki_dict_set_str(ks, d, name, v);
    ki_decref_obj(ks, (KiObj *)d);
    return ok;
}

bool ki_instance_reshape(KiState *ks, KiObj *o, KiType *t) {
    KiShape *old = o->shape, *s = ki_shape_root(ks, t, old->n_inline, old->n_member);
    if (s && old->dict_mode) s = ki_shape_dict_mode(ks, s);
    for (uint32_t i = old->n_member; s && !old->dict_mode && i < old->count; i++)
        s = ki_shape_add(ks, s, old->names[i]);
    if (!s) return false;
    o->shape = s;
    return true;
}
