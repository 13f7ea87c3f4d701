/* Inline caches of attribute instructions: the lookups behind a miss, what can be cached, and
 * dropping caches when a class changes. */
#include "attr_cache.h"

#include "../object/slot.h"
#include "../object/type_cache.h"

enum { MISSES_MAX = 64, DROPS_MAX = 20 };

/* --- which names are cached --- */

static KiCachedName *cached_name(KiState *ks, KiStr *name, bool add) {
    KiVm *vm = ks->vm;
    uint32_t mask = vm->cap_cached_names - 1;
    if (vm->cap_cached_names)
        for (uint32_t i = (uint32_t)((uintptr_t)name >> 4) & mask;; i = (i + 1) & mask) {
            if (vm->cached_names[i].name == name) return &vm->cached_names[i];
            if (!vm->cached_names[i].name) break;
        }
    if (!add) return NULL;
    if (vm->n_cached_names * 2 >= vm->cap_cached_names) {
        uint32_t cap = vm->cap_cached_names ? vm->cap_cached_names * 2 : 256;
        KiCachedName *t = kb_calloc(&ks->alloc, cap * sizeof *t);
        if (!t) return NULL;
        for (uint32_t i = 0; i < vm->cap_cached_names; i++) {
            KiCachedName *from = &vm->cached_names[i];
            if (!from->name) continue;
            uint32_t j = (uint32_t)((uintptr_t)from->name >> 4) & (cap - 1);
            while (t[j].name)
                j = (j + 1) & (cap - 1);
            t[j] = *from;
        }
        kb_free(&ks->alloc, vm->cached_names, vm->cap_cached_names * sizeof *t);
        vm->cached_names = t;
        vm->cap_cached_names = cap;
    }
    mask = vm->cap_cached_names - 1;
    uint32_t i = (uint32_t)((uintptr_t)name >> 4) & mask;
    while (vm->cached_names[i].name)
        i = (i + 1) & mask;
    ki_incref_obj(&name->h); /* the address must not become another name */
    vm->cached_names[i] = (KiCachedName){.name = name};
    vm->n_cached_names++;
    return &vm->cached_names[i];
}

static bool is_slot(uint8_t kind) {
    return kind == KI_AC_SLOT || kind == KI_AC_OVER || kind == KI_AC_ADD;
}

/* Notes that a cache relies on what `name` means for type t. False: do not cache it (the class
 * attribute keeps changing). */
static bool rely_on(KiState *ks, KiType *t, KiStr *name, KiAttrKind kind) {
    KiCachedName *n = cached_name(ks, name, true);
    if (!n || (n->drops >= DROPS_MAX && !is_slot(kind))) return false;
    *(is_slot(kind) ? &n->slots : &n->values) = true;
    t->flags |= KI_TF_IC;
    return true;
}

static bool has_attr_cache(uint8_t op) {
    switch (op) {
    case KI_OP_GETATTR:
    case KI_OP_SETATTR:
    case KI_OP_LOADM:
    case KI_OP_GETATTR_SLOT:
    case KI_OP_GETATTR_VALUE:
    case KI_OP_GETATTR_PROP:
    case KI_OP_GETATTR_MODULE:
    case KI_OP_GETATTR_TYPE:
    case KI_OP_GETATTR_GETSET:
    case KI_OP_GETATTR_IC:
    case KI_OP_SETATTR_SLOT:
    case KI_OP_SETATTR_ADD:
    case KI_OP_SETATTR_IC:
    case KI_OP_LOADM_METHOD:
    case KI_OP_LOADM_MODULE:
    case KI_OP_LOADM_IC:
    case KI_OP_LOADM_CALL0:
        return true;
    default:
        return false;
    }
}

static bool entry_of_type(const KiAttrCache *ac, int i, const KiType *t) {
    switch (ac->kind[i]) {
    case KI_AC_NONE:
    case KI_AC_MODULE:
        return false;
    case KI_AC_TYPE:
    case KI_AC_TYPE_METHOD:
        return ac->e[i].key == ((uintptr_t)t | 1);
    default:
        return ((KiShape *)(uintptr_t)ac->e[i].key)->type == t;
    }
}

/* name NULL: the entries of type t alone when it has no subclasses (it dies), else everything. */
void ki_vm_drop_caches(KiState *ks, KiType *t, KiStr *name, bool keep_slots) {
    if (!ks->vm) return;
    bool all =
        name == ks->names.d_getattribute || name == ks->names.d_setattr; /* every name of t */
    if (all) name = NULL;
    KiCachedName *n = name ? cached_name(ks, name, false) : NULL;
    keep_slots = keep_slots && name;
    if (name && (!n || !(n->values || (n->slots && !keep_slots)))) return;
    memset(ks->vm->mega, 0, sizeof ks->vm->mega);
    bool only_t = !name && !all && t->n_subs == 0;
    for (KiCode *c = ks->all_code; c; c = c->next_code) {
        for (uint32_t i = 0; i < c->n_instrs; i++) {
            if (!has_attr_cache(c->instrs[i].op)) continue;
            uint64_t *at = &c->k[c->instrs[i].uc];
            KiAttrCache *ac = (KiAttrCache *)(at + 1);
            if (name && *at != ki_from_obj(name)) continue;
            for (int j = 0; j < 2; j++)
                if (keep_slots ? !is_slot(ac->kind[j]) : !only_t || entry_of_type(ac, j, t)) {
                    memset(&ac->e[j], 0, sizeof ac->e[j]);
                    ac->kind[j] = KI_AC_NONE;
                }
        }
    }
    if (n) {
        n->values = false;
        n->slots = n->slots && keep_slots;
        n->drops++;
    }
}

/* --- filling --- */

/* Puts an entry into the cache. 0 or 1: which; -1: full, the second level has it. */
static int put(KiAttrCache *ac, KiAttrKind kind, uint64_t key, uint64_t val, uint64_t extra) {
    int i = ac->e[0].key == 0 || ac->e[0].key == key   ? 0
            : ac->e[1].key == 0 || ac->e[1].key == key ? 1
                                                       : -1;
    if (i < 0 || ac->misses >= MISSES_MAX) return -1;
    ac->misses++;
    ac->kind[i] = (uint8_t)kind;
    ac->e[i].key = key;
    ac->e[i].val = val;
    ac->e[i].extra = extra;
    return i;
}

/* What an attribute lookup on an instance with the generic getattr may cache. */
typedef struct Found {
    KiAttrKind kind;
    uint64_t key, val;
} Found;

static uint32_t slot_offset(const KiType *t, uint32_t i) {
    return t->ext_offset + (uint32_t)offsetof(KiExt, slots) + i * 8;
}

/* Slot i of o as a byte offset; 0: in the overflow. */
static uint32_t inline_offset(const KiObj *o, uint32_t i) {
    return i < o->shape->n_inline ? slot_offset(o->shape->type, i) : 0;
}

/* The function in Python that does the work of a native method of t or of its classes: calls enter
 * it without C recursion. */
static KiValue python_body(KiValue descr, KiType *t) {
    if (!ki_is_kind(descr, KI_K_METHOD_DESCR) && !ki_is_kind(descr, KI_K_CLASSMETHOD_DESCR))
        return KI_ABSENT;
    const KiNative *n = (const KiNative *)ki_obj(descr);
    return ki_is_subtype(t, n->owner) ? n->body : KI_ABSENT;
}

static Found find_instance(KiState *ks, KiValue v, KiStr *name) {
    Found none = {KI_AC_NONE, 0, 0};
    if (!ki_is_ptr(v)) return none;
    KiObj *o = ki_obj(v);
    KiType *t = o->shape->type;
    bool hooked = t->slots->getattr != ki_generic_getattr;
    if (hooked && !ki_getattr_hook_only(ks, t)) return none;
    KiValue descr = ki_type_lookup(ks, t, name);
    uint64_t key = (uintptr_t)o->shape;
    KiType *dt = descr == KI_ABSENT ? NULL : ki_type_of(ks, descr);
    if (dt && dt->slots->descr_set && ki_is_ptr(descr)) {
        if (hooked && ki_obj(descr)->kind != KI_K_MEMBER)
            return none; /* what it raises goes to __getattr__ */
        if (ki_obj(descr)->kind == KI_K_PROPERTY) {
            KiProperty *p = (KiProperty *)ki_obj(descr);
            if (ki_is_kind(p->get, KI_K_FUNC) && ki_obj(p->get)->aux == 1)
                return (Found){KI_AC_PROP, key, p->get};
        } else if (ki_obj(descr)->kind == KI_K_GETSET) {
            KiGetset *g = (KiGetset *)ki_obj(descr);
            if (g->get && ki_is_subtype(t, g->owner)) return (Found){KI_AC_GETSET, key, descr};
        } else if (ki_obj(descr)->kind == KI_K_MEMBER && !(ki_obj(descr)->flags & KI_MEMBER_NONE)) {
            KiMember *m = (KiMember *)ki_obj(descr);
            uint32_t off = ki_is_subtype(t, m->owner) ? inline_offset(o, m->slot) : 0;
            if (off) return (Found){KI_AC_SLOT, key, off};
        }
        return none;
    }
    if (t->flags & KI_TF_HAS_DICT) {
        if (!t->ext_offset || o->shape->dict_mode) return none; /* a dict of its own kind */
        int i = ki_shape_find(o->shape, name);
        if (i >= 0) {
            uint32_t off = inline_offset(o, (uint32_t)i);
            if (off) return (Found){KI_AC_SLOT, key, off};
            return (Found){KI_AC_OVER, key, (uint32_t)i - o->shape->n_inline};
        }
    }
    if (!dt) return none;
    if (ki_is_ptr(descr)) {
        uint8_t kind = ki_obj(descr)->kind;
        KiValue body = python_body(descr, t);
        if (body != KI_ABSENT)
            return (Found){kind == KI_K_METHOD_DESCR ? KI_AC_METHOD : KI_AC_CLASS_METHOD, key,
                           body};
        if (kind == KI_K_FUNC || kind == KI_K_METHOD_DESCR)
            return (Found){KI_AC_METHOD, key, descr};
        if (kind == KI_K_STATICMETHOD && ((KiStaticMethod *)ki_obj(descr))->func != KI_ABSENT)
            return (Found){KI_AC_VALUE, key, ((KiStaticMethod *)ki_obj(descr))->func};
        if (kind == KI_K_CLASSMETHOD) {
            KiValue f = ((KiStaticMethod *)ki_obj(descr))->func;
            return ki_is_kind(f, KI_K_FUNC) ? (Found){KI_AC_CLASS_METHOD, key, f} : none;
        }
    }
    return dt->slots->descr_get ? none : (Found){KI_AC_VALUE, key, descr};
}

static Found find_module(KiState *ks, KiValue v, KiStr *name) {
    KiModule *m = (KiModule *)ki_obj(v);
    KiValue descr = ki_type_lookup(ks, ki_obj(v)->shape->type, name);
    if (!m->dict || (ki_is_ptr(descr) && ki_type_of(ks, descr)->slots->descr_set))
        return (Found){KI_AC_NONE, 0, 0};
    int64_t i = ki_dict_find_str(ks, m->dict, name);
    return i < 0 ? (Found){KI_AC_NONE, 0, 0} : (Found){KI_AC_MODULE, m->dict->version, (uint64_t)i};
}

static Found find_type(KiState *ks, KiValue v, KiStr *name) {
    Found none = {KI_AC_NONE, 0, 0};
    KiType *t = (KiType *)ki_obj(v), *meta = ki_obj_type(&t->h);
    if (meta->slots->getattr != ks->types[KI_K_TYPE]->slots->getattr) return none;
    KiValue mattr = ki_type_lookup(ks, meta, name);
    if (mattr != KI_ABSENT && ki_type_of(ks, mattr)->slots->descr_set) return none;
    KiValue a = ki_type_lookup(ks, t, name);
    if (a == KI_ABSENT) return none;
    uint64_t key = (uintptr_t)t | 1;
    if (ki_is_ptr(a)) {
        uint8_t kind = ki_obj(a)->kind;
        if (kind == KI_K_FUNC || kind == KI_K_METHOD_DESCR || kind == KI_K_SLOT_WRAPPER)
            return (Found){KI_AC_TYPE, key, a};
        if (kind == KI_K_STATICMETHOD && ((KiStaticMethod *)ki_obj(a))->func != KI_ABSENT)
            return (Found){KI_AC_TYPE, key, ((KiStaticMethod *)ki_obj(a))->func};
        if (kind == KI_K_CLASSMETHOD && ki_is_kind(((KiStaticMethod *)ki_obj(a))->func, KI_K_FUNC))
            return (Found){KI_AC_TYPE_METHOD, key, ((KiStaticMethod *)ki_obj(a))->func};
        if (kind == KI_K_CLASSMETHOD_DESCR && python_body(a, t) != KI_ABSENT)
            return (Found){KI_AC_TYPE_METHOD, key, python_body(a, t)};
        if (ki_type_of(ks, a)->slots->descr_get) return none;
    }
    return (Found){KI_AC_TYPE, key, a};
}

static bool note_reliance(KiState *ks, KiValue v, KiStr *name, KiAttrKind kind) {
    switch (kind) {
    case KI_AC_NONE:
        return false;
    case KI_AC_MODULE:
        return true;
    case KI_AC_TYPE:
    case KI_AC_TYPE_METHOD:
        return rely_on(ks, (KiType *)ki_obj(v), name, kind) &&
               rely_on(ks, ki_obj_type(ki_obj(v)), name, kind);
    default:
        return rely_on(ks, ki_obj_type(ki_obj(v)), name, kind);
    }
}

/* What to cache for v.name, with the reliance noted. */
static Found find(KiState *ks, KiValue v, KiStr *name) {
    if (!ki_is_ptr(v)) return (Found){KI_AC_NONE, 0, 0};
    KiObj *o = ki_obj(v);
    bool module = o->kind == KI_K_MODULE, type = !module && ki_is_type(v);
    uint64_t key = type ? (uintptr_t)o | 1 : (uintptr_t)o->shape;
    KiMegaEntry *e = ki_mega_entry(ks->vm, key, ki_from_obj(name));
    if (!module && e->key == key && e->name == name)
        return (Found){(KiAttrKind)e->kind, key, e->val};
    Found f = module ? find_module(ks, v, name)
              : type ? find_type(ks, v, name)
                     : find_instance(ks, v, name);
    if (!note_reliance(ks, v, name, f.kind)) f.kind = KI_AC_NONE;
    if (!module && f.kind != KI_AC_NONE) *e = (KiMegaEntry){key, name, f.val, f.kind};
    return f;
}

/* --- GETATTR --- */

/* poly: more than one entry is in use. */
static void quicken_getattr(KiInstr *pc, KiAttrKind kind, bool poly) {
    static const uint8_t form[] = {
        [KI_AC_SLOT] = KI_OP_GETATTR_SLOT,     [KI_AC_OVER] = KI_OP_GETATTR_IC,
        [KI_AC_VALUE] = KI_OP_GETATTR_VALUE,   [KI_AC_PROP] = KI_OP_GETATTR_PROP,
        [KI_AC_MODULE] = KI_OP_GETATTR_MODULE, [KI_AC_TYPE] = KI_OP_GETATTR_TYPE,
        [KI_AC_GETSET] = KI_OP_GETATTR_GETSET};
    pc->op = !poly ? form[kind] : KI_OP_GETATTR_IC;
}

/* Does b keep its attributes in a dict (somebody asked for it, or they are many), which no cache
 * knows, and has its class nothing that goes before them? *descr: what the class has, borrowed. */
static bool in_dict(KiState *ks, KiValue b, KiStr *name, KiValue *descr) {
    if (!ki_is_ptr(b) || !ki_obj(b)->shape->dict_mode) return false;
    KiType *t = ki_obj(b)->shape->type;
    if (t->slots->getattr != ki_generic_getattr) return false;
    *descr = ki_type_lookup_interned(ks, t, name);
    return !ki_is_ptr(*descr) || !ki_obj_type(ki_obj(*descr))->slots->descr_set;
}

/* The attribute of such an object, owned; descr is borrowed. Unless method is NULL, a function of
 * the class goes there, owned and not bound; then KI_ABSENT. */
static KiValue attr_in_dict(KiState *ks, KiValue b, KiStr *name, KiValue descr, KiValue *method) {
    ki_incref(descr); /* a key that is compared may delete it */
    KiDict *d = ki_ext(ki_obj(b))->overflow;
    KiValue v = d ? ki_attrs_get(ks, d, name) : KI_ABSENT;
    if (v != KI_ABSENT) {
        ki_decref(ks, descr);
        return v;
    }
    if (descr == KI_ABSENT) {
        v = ki_raise_attr(ks, b, name);
    } else if (method && (ki_is_kind(descr, KI_K_FUNC) || ki_is_kind(descr, KI_K_METHOD_DESCR))) {
        *method = descr;
        return KI_ABSENT;
    } else {
        const KiSlots *s = ki_type_of(ks, descr)->slots;
        v = s->descr_get ? s->descr_get(ks, descr, b, ki_obj(b)->shape->type) : ki_new_ref(descr);
    }
    ki_decref(ks, descr);
    return v;
}

KI_SLOW(ki_op_getattr) {
    KiValue b = R[pc->b], r = KI_ABSENT;
    KiStr *name = (KiStr *)ki_obj(k[pc->uc]);
    KiAttrCache *ac = (KiAttrCache *)&k[pc->uc + 1];
    ki_save(ks, R, pc);
    KiValue descr;
    if (in_dict(ks, b, name, &descr)) {
        if ((r = attr_in_dict(ks, b, name, descr, NULL)) == KI_ERR) return -1;
        ki_store_a(ks, R, pc, r);
        ki_release_b(ks, pc, b);
        return 0;
    }
    Found f = find(ks, b, name);
    if (f.kind != KI_AC_NONE && f.kind != KI_AC_METHOD && f.kind != KI_AC_TYPE_METHOD &&
        f.kind != KI_AC_CLASS_METHOD) {
        bool other = ac->e[0].key && ac->e[0].key != f.key;
        int i = put(ac, f.kind, f.key, f.val, 0);
        quicken_getattr(pc, f.kind, i < 0 || other || ac->e[1].key);
        if (f.kind == KI_AC_GETSET) {
            KiGetset *g = (KiGetset *)ki_obj(f.val);
            r = g->get(ks, b, g->closure);
        }
        if (f.kind == KI_AC_PROP) return ki_op_getprop(ks, R, pc, (KiFunc *)ki_obj(f.val), b);
        if (f.kind == KI_AC_VALUE || f.kind == KI_AC_TYPE) r = ki_new_ref(f.val);
        if (f.kind == KI_AC_SLOT) {
            KiValue v = *(KiValue *)((char *)ki_obj(b) + f.val);
            if (v != KI_UNBOUND) r = ki_new_ref(v);
        }
    }
    if (r == KI_ABSENT) r = ki_type_of(ks, b)->slots->getattr(ks, b, name);
    if (r == KI_ERR) return -1;
    ki_store_a(ks, R, pc, r);
    ki_release_b(ks, pc, b);
    return 0;
}

/* Runs the getter in a frame above this one; STUB_RESULT stores what it returns. */
int ki_op_getprop(KiState *ks, KiValue *R, KiInstr *pc, KiFunc *getter, KiValue obj) {
    KiValue *top = R + ki_frame_func(R)->code->n_regs;
    ki_save(ks, R, pc);
    if (top + 8 > ks->stack_limit) {
        bool ok = ki_vm_call_check(ks, top + 8);
        (void)ok;
        return -1;
    }
    top[0] = (KiValue)(uintptr_t)pc;
    top[1] = ki_new_ref(ki_from_obj(getter));
    top[4] = ki_new_ref(obj);
    return ki_vm_enter(ks, R, ki_stub(ks, KI_STUB_RESULT), top + 4, getter, 1);
}

/* Reading an attribute failed: the error learns of what. A method that is to be called is looked up
 * without that, as in CPython, where no hook takes part. */
void ki_op_getattr_failed(KiState *ks, KiValue *R, const uint64_t *k, const KiInstr *pc) {
    bool load =
        pc->op == KI_OP_GETATTR || (pc->op >= KI_OP_GETATTR_SLOT && pc->op <= KI_OP_GETATTR_IC);
    bool method = pc->op == KI_OP_LOADM || pc->op == KI_OP_LOADM_METHOD ||
                  pc->op == KI_OP_LOADM_MODULE || pc->op == KI_OP_LOADM_IC;
    if (load || (method && ki_type_of(ks, R[pc->b])->slots->getattr != ki_generic_getattr))
        ki_attr_error_context(ks, R[pc->b], (KiStr *)ki_obj(k[pc->uc]));
}

/* --- LOADM --- */

KI_SLOW(ki_op_loadm) {
    KiValue b = R[pc->b], *win = &R[pc->a];
    KiStr *name = (KiStr *)ki_obj(k[pc->uc]);
    KiAttrCache *ac = (KiAttrCache *)&k[pc->uc + 1];
    ki_save(ks, R, pc);
    if (ki_is_kind(b, KI_K_SUPER)) { /* super().method(...) without a bound method */
        KiValue m = ki_super_method(ks, b, name);
        if (m != KI_ABSENT) {
            ki_incref(m);
            win[3] = ki_new_ref(((KiSuper *)ki_obj(b))->obj);
            win[0] = m;
            ki_release_b(ks, pc, b);
            return 0;
        }
    }
    KiValue descr;
    if (in_dict(ks, b, name, &descr)) {
        KiValue method = KI_ABSENT, v = attr_in_dict(ks, b, name, descr, &method);
        if (v == KI_ERR) return -1;
        bool is_method = v == KI_ABSENT;
        win[3] = !is_method ? KI_ABSENT : pc->fl & KI_FL_BT ? b : ki_new_ref(b);
        win[0] = is_method ? method : v;
        if (!is_method) ki_release_b(ks, pc, b);
        return 0;
    }
    Found f = find(ks, b, name);
    if (f.kind != KI_AC_NONE && f.kind != KI_AC_PROP && f.kind != KI_AC_GETSET) {
        bool was_ic = pc->op == KI_OP_LOADM_IC, full = put(ac, f.kind, f.key, f.val, 0) < 0;
        bool methods =
            ac->kind[0] == KI_AC_METHOD && (ac->e[1].key == 0 || ac->kind[1] == KI_AC_METHOD);
        bool call0 = pc->op == KI_OP_LOADM_CALL0 && f.kind == KI_AC_METHOD;
        pc->op = call0                               ? KI_OP_LOADM_CALL0
                 : was_ic || full                    ? KI_OP_LOADM_IC
                 : f.kind == KI_AC_MODULE            ? KI_OP_LOADM_MODULE
                 : f.kind == KI_AC_METHOD && methods ? KI_OP_LOADM_METHOD
                                                     : KI_OP_LOADM_IC;
    }
    if (f.kind == KI_AC_NONE && !ki_is_ptr(b)) { /* a method of an immediate: 3.5.is_integer() */
        KiType *t = ki_type_of(ks, b);
        KiValue d = ki_type_lookup(ks, t, name);
        if (ki_is_kind(d, KI_K_METHOD_DESCR)) f = (Found){KI_AC_METHOD, 0, d};
    }
    if (f.kind == KI_AC_CLASS_METHOD) {
        ki_incref(f.val);
        win[3] = ki_new_ref(ki_from_obj(ki_obj_type(ki_obj(b))));
        win[0] = f.val;
        ki_release_b(ks, pc, b);
        return 0;
    }
    if (f.kind == KI_AC_VALUE || f.kind == KI_AC_TYPE) {
        ki_incref(f.val);
        win[3] = KI_ABSENT;
        win[0] = f.val;
        ki_release_b(ks, pc, b);
        return 0;
    }
    if (f.kind == KI_AC_METHOD || f.kind == KI_AC_TYPE_METHOD) {
        ki_incref(f.val);
        if (!(pc->fl & KI_FL_BT)) ki_incref(b);
        win[3] = b;
        win[0] = f.val;
        return 0;
    }
    KiValue v = ki_type_of(ks, b)->slots->getattr(ks, b, name);
    if (v == KI_ERR) return -1;
    win[3] = KI_ABSENT;
    win[0] = v;
    ki_release_b(ks, pc, b);
    return 0;
}

/* --- SETATTR --- */

KI_SLOW(ki_op_setattr) {
    KiValue o = R[pc->a], v = ki_arg_b(R, k, pc);
    KiStr *name = (KiStr *)ki_obj(k[pc->uc]);
    KiAttrCache *ac = (KiAttrCache *)&k[pc->uc + 1];
    ki_save(ks, R, pc);
    KiType *t = ki_type_of(ks, o);
    KiShape *before = ki_is_ptr(o) ? ki_obj(o)->shape : NULL;
    bool cacheable =
        before && t->slots->setattr == ki_generic_setattr && t->ext_offset && !before->dict_mode;
    if (!t->slots->setattr(ks, o, name, v)) return -1;
    if (cacheable) {
        KiValue descr = ki_type_lookup(ks, t, name);
        KiShape *after = ki_obj(o)->shape;
        int i = -1;
        if (ki_is_kind(descr, KI_K_MEMBER)) {
            KiMember *m = (KiMember *)ki_obj(descr);
            if (after == before && !(m->h.flags & KI_MEMBER_NONE) && ki_is_subtype(t, m->owner))
                i = (int)m->slot;
        } else if ((t->flags & KI_TF_HAS_DICT) && !after->dict_mode &&
                   !(descr != KI_ABSENT && ki_type_of(ks, descr)->slots->descr_set)) {
            i = ki_shape_find(after, name);
        }
        uint32_t off =
            i >= 0 && (uint32_t)i < before->n_inline && after->n_inline == before->n_inline
                ? slot_offset(t, (uint32_t)i)
                : 0;
        KiAttrKind kind = after == before ? KI_AC_SLOT : KI_AC_ADD;
        if (i >= 0 && after == before && (uint32_t)i >= before->n_inline) {
            kind = KI_AC_OVER;
            off = (uint32_t)i - before->n_inline + 1; /* not 0 */
        }
        if (off && after->type == before->type && rely_on(ks, t, name, kind)) {
            bool other = ac->e[0].key && ac->e[0].key != (uintptr_t)before;
            if (kind == KI_AC_OVER) off--;
            int j = put(ac, kind, (uintptr_t)before, off, (uintptr_t)after);
            if (kind != KI_AC_ADD)
                *ki_mega_entry(ks->vm, (uintptr_t)before | 2, ki_from_obj(name)) =
                    (KiMegaEntry){(uintptr_t)before | 2, name, off, kind};
            if (j < 0)
                pc->op = KI_OP_SETATTR_IC;
            else
                pc->op = other || ac->e[1].key || kind == KI_AC_OVER ? KI_OP_SETATTR_IC
                         : kind == KI_AC_SLOT                        ? KI_OP_SETATTR_SLOT
                                                                     : KI_OP_SETATTR_ADD;
        }
    }
    if (pc->fl & KI_FL_AT) ki_decref(ks, o);
    ki_release_b(ks, pc, v);
    return 0;
}

KI_SLOW(ki_op_delattr) {
    KiValue o = R[pc->a];
    ki_save(ks, R, pc);
    if (!ki_setattr(ks, o, (KiStr *)ki_obj(k[pc->uc]), KI_ABSENT)) return -1;
    if (pc->fl & KI_FL_AT) ki_decref(ks, o);
    return 0;
}
