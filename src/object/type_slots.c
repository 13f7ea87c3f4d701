/* How slots are filled: built-in types lay their own table over their base's; run-time classes look
 * every special method up along the MRO and take either the C function behind a built-in type's
 * wrapper or the generic function that calls the Python method. */
#include "object_private.h"
#include "slot.h"

#define N_FN (offsetof(KiSlots, struct_size) / sizeof(KiAnyFn))

bool ki_unhashable(KiState *ks, KiValue v, int64_t *out) {
    ki_raise(ks, KI_EXC_TypeError, "unhashable type: '%s'", ki_type_name(ks, v));
    return false;
}

bool ki_hash_missing(KiState *ks, KiValue v, int64_t *out) {
    return ki_unhashable(ks, v, out);
}

void ki_slots_inherit(KiType *t, const KiSlots *own) {
    KiAnyFn *to = (KiAnyFn *)&t->own_slots;
    const KiAnyFn *mine = (const KiAnyFn *)own;
    const KiAnyFn *base = t->base && t->base != t ? (const KiAnyFn *)t->base->slots : NULL;
    for (size_t i = 0; i < N_FN; i++)
        to[i] = mine && mine[i] ? mine[i] : base ? base[i] : NULL;
    if (own && own->compare && !own->hash) t->own_slots.hash = ki_hash_missing;
    t->slots = &t->own_slots;
}

/* --- run-time classes --- */

/* What row's special method contributes to its slot. */
typedef struct Choice {
    KiAnyFn specific, generic;
    bool use_generic;
} Choice;

static void consider(KiState *ks, KiType *t, const KiSlotRow *row, Choice *c) {
    KiStr *name = ki_row_name(ks, row);
    KiValue v = ki_type_lookup(ks, t, name);
    if (v == KI_ABSENT) return;
    if (ki_is_kind(v, KI_K_SLOT_WRAPPER)) {
        KiSlotWrapper *w = (KiSlotWrapper *)ki_obj(v);
        bool same_name = w->row->name == row->name;
        if (same_name && w->row->slot != row->slot && ki_is_subtype(t, w->owner))
            return; /* another slot answers for this name: list.__mul__ is not binary[KI_MUL] */
        KiAnyFn fn = ki_wrapper_fn(w);
        if (same_name && (!c->specific || c->specific == fn) && ki_is_subtype(t, w->owner)) {
            c->specific = fn;
            return;
        }
    } else if (ki_is_kind(v, KI_K_METHOD_DESCR)) { /* dict.__getitem__: the slot does the same */
        const KiNative *f = (KiNative *)ki_obj(v);
        KiAnyFn fn = f->owner->flags & KI_TF_HEAP || !ki_str_eq_cstr(name, f->name)
                         ? NULL
                         : *ki_row_slot((KiSlots *)(uintptr_t)f->owner->slots, row);
        if (fn && (!c->specific || c->specific == fn) && ki_is_subtype(t, f->owner)) {
            c->specific = fn;
            return;
        }
    } else if (name == ks->names.d_hash && v == KI_NONE) {
        c->specific = (KiAnyFn)ki_unhashable;
        return;
    } else if (name == ks->names.d_new && ki_is_kind(v, KI_K_NATIVE)) {
        /* the native __new__ of a built-in type: take its slot, boxing where needed */
        KiType *owner = ((KiNative *)ki_obj(v))->owner;
        if (owner) {
            bool boxed = (t->flags & KI_TF_BOXED) && ki_is_boxed_layout(owner->layout);
            c->specific = boxed ? (KiAnyFn)ki_boxed_new : (KiAnyFn)owner->slots->new_;
            return;
        }
    }
    c->use_generic = true;
    if (row->generic) c->generic = row->generic;
}

/* Updates the slot of row i; returns the index after its last adjacent row. */
static int update_slot(KiState *ks, KiType *t, int i) {
    uint16_t slot = ki_slot_rows[i].slot;
    Choice c = {0};
    for (; i < ki_n_slot_rows && ki_slot_rows[i].slot == slot; i++)
        consider(ks, t, &ki_slot_rows[i], &c);
    KiAnyFn *to = ki_row_slot(&t->own_slots, &ki_slot_rows[i - 1]);
    *to = c.specific && !c.use_generic ? c.specific : c.generic;
    return i;
}

/* pow3 has no wrapper of its own: int's is inherited unless a class overrides __pow__. One with
 * __rpow__ alone has the slot too, which then misses __pow__. */
static void inherit_pow3(KiState *ks, KiType *t) {
    KiValue v = ki_type_lookup(ks, t, ks->names.d_pow);
    if (ki_is_kind(v, KI_K_SLOT_WRAPPER))
        t->own_slots.pow3 = ((KiSlotWrapper *)ki_obj(v))->owner->slots->pow3;
    else if (v == KI_ABSENT && ki_type_lookup(ks, t, ks->names.d_rpow) != KI_ABSENT)
        t->own_slots.pow3 = ki_py_pow3;
}

static void update_flags(KiState *ks, KiType *t) {
    KiValue ga = ki_type_lookup(ks, t, ks->names.d_getattribute);
    bool hook = ki_type_lookup(ks, t, ks->names.d_getattr) != KI_ABSENT ||
                !ki_is_kind(ga, KI_K_SLOT_WRAPPER);
    t->flags = hook ? t->flags | KI_TF_HAS_GETATTR : t->flags & ~(uint32_t)KI_TF_HAS_GETATTR;
    bool sets = !ki_is_kind(ki_type_lookup(ks, t, ks->names.d_setattr), KI_K_SLOT_WRAPPER) ||
                !ki_is_kind(ki_type_lookup(ks, t, ks->names.d_delattr), KI_K_SLOT_WRAPPER);
    t->flags = sets ? t->flags | KI_TF_PY_SETATTR : t->flags & ~(uint32_t)KI_TF_PY_SETATTR;
}

/* Memory slots of boxed subclasses: only the value inside is theirs. It is never cleared, because
 * methods rely on it; a cycle through it is broken elsewhere. */
static void boxed_dealloc(KiState *ks, KiObj *o) {
    ki_assign(ks, &((KiBoxed *)o)->inner, KI_NONE);
}
static void boxed_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    visit(((KiBoxed *)o)->inner, arg);
}

/* The slots that name takes part in. */
static void update_rows(KiState *ks, KiType *t, const KiStr *name) {
    for (int i = 0; i < ki_n_slot_rows; i++) {
        if (ki_row_name(ks, &ki_slot_rows[i]) != name) continue;
        int first = i;
        while (first > 0 && ki_slot_rows[first - 1].slot == ki_slot_rows[i].slot)
            first--;
        i = update_slot(ks, t, first) - 1;
    }
}

/* Do the MROs agree in all but the first `skip` classes of t's and the first `from` of other's? */
static bool same_tail(const KiType *t, int64_t skip, const KiType *other, int64_t from) {
    if (!other->mro || t->mro->len - skip != other->mro->len - from) return false;
    for (int64_t i = skip; i < t->mro->len; i++)
        if (t->mro->items[i] != other->mro->items[i - skip + from]) return false;
    return t->mro->items[0] == ki_from_obj(t);
}

/* A run-time class whose slots t shares but for names in the dicts of the two: its base, or a
 * sibling. NULL: none found. */
static KiType *find_model(KiType *t) {
    KiType *b = t->base;
    if (b->flags & KI_TF_HEAP)
        return !((b->flags ^ t->flags) & KI_TF_BOXED) && same_tail(t, 1, b, 0) ? b : NULL;
    for (uint32_t i = b->n_subs, tries = 0; i > 0 && tries < 3; i--, tries++) {
        KiType *m = b->subs[i - 1];
        if (m != t && m->h.rc && (m->flags & KI_TF_HEAP) && m->slots == &m->own_slots &&
            !((m->flags ^ t->flags) & KI_TF_BOXED) && same_tail(t, 1, m, 1) &&
            m->mro->items[0] == ki_from_obj(m))
            return m;
    }
    return NULL;
}

/* Every special method that d has is looked up again. False: d has a key that may be one without
 * being its interned name. */
static bool update_from_dict(KiState *ks, KiType *t, const KiDict *d) {
    for (uint32_t i = 0; i < d->n_entries; i++) {
        KiValue key = d->entries[i].key;
        if (!ki_is_str_exact(key)) continue;
        const KiStr *name = ki_str_of(key);
        if (name->len < 5 || ki_str_at(name, 0) != '_' || ki_str_at(name, 1) != '_') continue;
        if (!(name->h.flags & KI_STR_INTERNED)) return false;
        update_rows(ks, t, name);
    }
    return true;
}

/* Most classes differ from one that is there in a few special methods: looking all of them up for
 * each class took a quarter of the time of `import torch`. */
static bool update_by_model(KiState *ks, KiType *t) {
    KiType *m = find_model(t);
    if (!m) return false;
    memcpy(&t->own_slots, &m->own_slots, N_FN * sizeof(KiAnyFn));
    update_rows(ks, t, ks->names.d_pow); /* what inherit_pow3 did to m */
    return (m == t->base || update_from_dict(ks, t, m->dict)) && update_from_dict(ks, t, t->dict);
}

void ki_slots_update_all(KiState *ks, KiType *t) {
    bool done = update_by_model(ks, t);
    const KiSlots *base = t->base->slots;
    bool boxed = t->flags & KI_TF_BOXED;
    t->own_slots.dealloc = boxed ? boxed_dealloc : base->dealloc;
    t->own_slots.traverse = boxed ? boxed_traverse : base->traverse;
    t->own_slots.clear = boxed ? NULL : base->clear;
    t->own_slots.get_buffer = base->get_buffer;
    t->own_slots.release_buffer = base->release_buffer;
    t->slots = &t->own_slots;
    for (int i = 0; !done && i < ki_n_slot_rows;)
        i = update_slot(ks, t, i);
    inherit_pow3(ks, t);
    update_flags(ks, t);
    /* finalisers of built-in bases (generators) have no Python name */
    if (!t->own_slots.del && base->del) t->own_slots.del = base->del;
}

static void update_named(KiState *ks, KiType *t, KiStr *name) {
    update_rows(ks, t, name);
    if (name == ks->names.d_pow || name == ks->names.d_rpow) inherit_pow3(ks, t);
    update_flags(ks, t);
}

bool ki_is_slot_name(KiState *ks, KiStr *name) {
    for (int i = 0; i < ki_n_slot_rows; i++)
        if (ki_row_name(ks, &ki_slot_rows[i]) == name) return true;
    return false;
}

static void update_tree(KiState *ks, KiType *t, KiStr *name) {
    if (t->flags & KI_TF_HEAP) update_named(ks, t, name);
    for (uint32_t i = 0; i < t->n_subs; i++)
        update_tree(ks, t->subs[i], name);
}

void ki_slots_update_name(KiState *ks, KiType *t, KiStr *name) {
    if (name->len > 4 && ki_str_at(name, 0) == '_' && ki_str_at(name, 1) == '_' &&
        ki_is_slot_name(ks, name))
        update_tree(ks, t, name);
}
