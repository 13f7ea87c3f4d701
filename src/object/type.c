/* Type objects: their memory, and the start of a state: object, type and all of type.def come into
 * being here, before anything can be looked up. */
#include "type.h"

#include "containers.h"
#include "heap_page.h"
#include "object_private.h"
#include "slot.h"

KiType *ki_type_of(KiState *ks, KiValue v) {
    if (ki_is_ptr(v)) return ki_obj(v)->shape->type;
    if (ki_is_int(v)) return ks->types[KI_K_INT];
    if (ki_is_float(v)) return ks->types[KI_K_FLOAT];
    switch (v) {
    case KI_TRUE:
    case KI_FALSE:
        return ks->types[KI_K_BOOL];
    case KI_ELLIPSIS:
        return ks->types[KI_K_ELLIPSIS];
    case KI_NOT_IMPLEMENTED:
        return ks->types[KI_K_NOTIMPL];
    default:
        return ks->types[KI_K_NONE];
    }
}

bool ki_is_mapping(KiState *ks, KiValue v) {
    const KiType *t = ki_type_of(ks, v);
    if (!t->slots->getitem) return false;
    /* a class that is defined at run time has the slot of whom it inherits it from */
    while (t->base && t->base->slots->getitem == t->slots->getitem)
        t = t->base;
    return !(t->flags & KI_TF_BY_POSITION);
}

const char *ki_type_name(KiState *ks, KiValue v) {
    return ki_type_cname(ks, ki_type_of(ks, v));
}

const char *ki_type_short_name(KiState *ks, KiValue v) {
    return ki_cstr(ks, ki_type_of(ks, v)->name);
}

const char *ki_arg_type_name(KiState *ks, KiValue v) {
    return v == KI_NONE ? "None" : ki_type_name(ks, v);
}

/* --- memory --- */

KiType *ki_type_alloc(KiState *ks, KiType *meta) {
    KiType *t = (KiType *)ki_object_alloc(ks, meta, sizeof(KiType));
    if (!t) return NULL;
    memset((char *)t + sizeof(KiObj), 0, sizeof(KiType) - sizeof(KiObj));
    t->slots = &t->own_slots;
    t->module_name = KI_ABSENT;
    return t;
}

void ki_type_free_memory(KiState *ks, KiType *t) {
    ki_shapes_free(ks, t);
    if (t->subs) ki_mem_free(ks, t->subs, t->cap_subs * sizeof *t->subs);
    t->subs = NULL;
    t->n_subs = t->cap_subs = 0;
}

bool ki_type_add_sub(KiState *ks, KiType *base, KiType *sub) {
    if (base->n_subs == base->cap_subs) {
        uint32_t cap = base->cap_subs ? base->cap_subs * 2 : 2;
        KiType **n = ki_mem_realloc(ks, base->subs, base->cap_subs * sizeof *n, cap * sizeof *n);
        if (!n) return false;
        base->subs = n;
        base->cap_subs = cap;
    }
    base->subs[base->n_subs++] = sub;
    return true;
}

void ki_type_remove_sub(KiType *base, KiType *sub) {
    for (uint32_t i = 0; i < base->n_subs; i++)
        if (base->subs[i] == sub) {
            memmove(&base->subs[i], &base->subs[i + 1],
                    (base->n_subs - i - 1) * sizeof *base->subs);
            base->n_subs--;
            return;
        }
}

/* --- native types --- */

bool ki_type_name_in_full(KiState *ks, KiType *t) {
    KiValue module = ki_type_module(ks, t);
    if (module == KI_ERR) return false;
    bool plain = !ki_is_str(module) || ki_str_eq_cstr(ki_str_of(module), "builtins");
    KiValue full =
        plain ? KI_NONE
              : ki_str_format(ks, "%s.%s", ki_cstr(ks, ki_str_of(module)), ki_cstr(ks, t->name));
    ki_decref(ks, module);
    if (full == KI_ERR) return false;
    if (plain) return true;
    KiStr *kept = ki_str_intern(ks, ki_str_of(full));
    if (!kept) return false;
    kept->h.rc = KI_RC_IMMORTAL; /* messages point into it */
    t->tp_name = ki_cstr(ks, kept);
    return true;
}

/* Splits "module.Name" and sets the names. */
static bool set_names(KiState *ks, KiType *t, const char *full, const char *module) {
    const char *dot = strrchr(full, '.');
    const char *base = dot ? dot + 1 : full;
    if (!(t->name = ki_intern_cstr(ks, base))) return false;
    ki_incref_obj(&t->name->h);
    t->qualname = t->name;
    KiValue m = dot ? ki_str_from_utf8(ks, full, (size_t)(dot - full))
                    : ki_str_from_cstr(ks, module ? module : "builtins");
    if (m == KI_ERR) return false;
    KiStr *name = ki_str_intern(ks, (KiStr *)ki_obj(m));
    if (!name) return false;
    t->module_name = ki_from_obj(name);
    return (!dot && !module) || ki_type_name_in_full(ks, t);
}

/* MRO of a type with one native base: itself, then the base's. */
static bool set_linear_mro(KiState *ks, KiType *t) {
    KiTuple *up = t->base == t || !t->base ? NULL : t->base->mro;
    int64_t n = up ? up->len : 0;
    KiTuple *m = ki_tuple_alloc(ks, n + 1);
    if (!m) return false;
    m->items[0] = ki_new_ref(ki_from_obj(t));
    for (int64_t i = 0; i < n; i++)
        m->items[i + 1] = ki_new_ref(up->items[i]);
    t->mro = m;
    KiValue base = up ? ki_from_obj(t->base) : KI_NONE;
    KiValue bases = ki_tuple_from(ks, &base, up ? 1 : 0);
    if (bases == KI_ERR) return false;
    t->bases = (KiTuple *)ki_obj(bases);
    return !up || ki_type_add_sub(ks, t->base, t);
}

size_t ki_doc_signature(const char *doc) {
    const char *end = *doc == '(' ? strstr(doc, ")\n") : NULL;
    return end ? (size_t)(end + 1 - doc) : 0;
}

static bool set_doc(KiState *ks, KiType *t) {
    if (ki_dict_get_str(ks, t->dict, ks->names.d_doc) != KI_ABSENT) return true;
    const char *text = t->doc ? t->doc + ki_doc_signature(t->doc) : "";
    if (text != t->doc && *text == '\n') text++;
    KiValue doc = *text ? ki_str_from_cstr(ks, text) : KI_NONE;
    if (doc == KI_ERR) return false;
    bool ok = ki_dict_set_str(ks, t->dict, ks->names.d_doc, doc);
    ki_decref(ks, doc);
    return ok;
}

/* `own` without what the base (not object) does by the same function: its methods are inherited.
 * But a table that names the usual way to look attributes up shows __getattribute__. */
static KiSlots not_inherited(KiState *ks, const KiType *t, const KiSlots *own) {
    KiSlots r = *own;
    if (!t->base || t->base == ks->types[KI_K_OBJECT] || t->base == t) return r;
    for (int i = 0; i < ki_n_slot_rows; i++) {
        const KiSlotRow *row = &ki_slot_rows[i];
        if (row->slot != offsetof(KiSlots, getattr) &&
            *ki_row_slot((KiSlots *)(uintptr_t)t->base->slots, row) == *ki_row_slot(&r, row))
            *ki_row_slot(&r, row) = NULL;
    }
    return r;
}

/* The second half of making a native type: names, dict, MRO, wrappers, __new__. Sizes, flags and
 * slots are set. */
static bool finish_native(KiState *ks, KiType *t, const char *name, const char *module,
                          const KiSlots *own) {
    KiSlots wrapped = own ? not_inherited(ks, t, own) : (KiSlots){0};
    t->flags |= KI_TF_UNORDERED;
    return set_names(ks, t, name, module) && (t->dict = ki_dict_new(ks)) && set_linear_mro(ks, t) &&
           (!(own && own->new_) || ki_type_add_new(ks, t)) &&
           (!own || ki_slot_wrappers_add(ks, t, &wrapped)) && set_doc(ks, t);
}

/* A native type whose base is object and that has no new_ cannot be instantiated from Python. */
static void settle_new(KiState *ks, KiType *t, const KiSlots *own) {
    if (t->base == ks->types[KI_K_OBJECT] && t != t->base && !(own && own->new_))
        t->own_slots.new_ = NULL;
}

static void set_storage(KiType *t, uint32_t n_member) {
    bool own_dict =
        t->layout == KI_K_FUNC || t->layout == KI_K_STATICMETHOD || t->layout == KI_K_MODULE;
    if (((t->flags & KI_TF_HAS_DICT) && !own_dict) || n_member)
        t->ext_offset = (t->struct_size + 7) & ~7u;
    t->n_inline = n_member;
}

bool ki_type_setup_native(KiState *ks, KiType *t, const char *name, KiType *base,
                          const KiSlots *slots) {
    t->base = base;
    uint32_t n_member = t->n_inline;
    if (base->ext_offset) {
        uint32_t own_end = (t->struct_size + 7) & ~7u; /* behind the larger of both structs */
        t->ext_offset = own_end > base->ext_offset ? own_end : base->ext_offset;
        n_member += base->root_shape->n_member;
        t->n_inline = n_member;
    } else {
        set_storage(t, n_member);
    }
    ki_slots_inherit(t, slots);
    settle_new(ks, t, slots);
    t->root_shape = ki_shape_root(ks, t, t->n_inline, n_member);
    return t->root_shape && finish_native(ks, t, name, NULL, slots);
}

/* --- the type `type`: memory slots (the rest is in type_methods.c) --- */

void ki_type_dealloc(KiState *ks, KiObj *o) {
    KiType *t = (KiType *)o;
    ki_type_cache_flush(ks, t);
    if (t->flags & KI_TF_IC) ki_vm_drop_caches(ks, t, NULL, false);
    for (int64_t i = 0; t->bases && i < t->bases->len; i++)
        ki_type_remove_sub((KiType *)ki_obj(t->bases->items[i]), t);
    if (t->base && t->base != t) ki_decref_obj(ks, &t->base->h);
    KiObj *owned[] = {(KiObj *)t->dict, (KiObj *)t->mro, (KiObj *)t->bases, (KiObj *)t->name,
                      (KiObj *)t->qualname};
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
        if (owned[i]) ki_decref_obj(ks, owned[i]);
    ki_decref(ks, t->module_name);
    ki_type_free_memory(ks, t);
}

/* --- the start of a state --- */

typedef struct TypeRow {
    const char *name, *doc;
    uint16_t base, layout;
} TypeRow;
enum { KI_K_ITER = 0xFFFF }; /* LAYOUT of the iterators: each counts as a layout of its own */
static const TypeRow type_rows[] = {
#define TYPE(id, name, base, layout, doc) {name, doc, KI_K_##base, KI_K_##layout},
#include "type.def"
#undef TYPE
};

/* All types as empty blocks that objects can already be made of. */
static bool make_blank_types(KiState *ks) {
    KiType proto = {.flags = KI_TF_GC, .kind = KI_K_TYPE}; /* stands for `type` until it exists */
    for (int i = 0; i < KI_K_COUNT; i++) {
        KiType *t = ki_type_alloc(ks, &proto);
        if (!t) return false;
        const KiBuiltinType *b = &ki_builtin_types[i];
        const KiSlots *own = b->slots;
        t->h.rc = KI_RC_IMMORTAL;
        t->kind = (uint16_t)i;
        t->layout = type_rows[i].layout == KI_K_ITER ? (uint16_t)i : type_rows[i].layout;
        t->struct_size = b->struct_size            ? b->struct_size
                         : own && own->struct_size ? own->struct_size
                                                   : sizeof(KiObj);
        t->flags = b->flags | (own ? own->type_flags : 0);
        t->doc = type_rows[i].doc;
        t->base = ks->types[type_rows[i].base]; /* earlier rows only; object: itself, set below */
        if (i == KI_K_OBJECT) t->base = NULL;
        set_storage(t, 0);
        ki_slots_inherit(t, own);
        ks->types[i] = t;
        settle_new(ks, t, own);
        t->root_shape = ki_shape_root(ks, t, 0, 0);
        if (!t->root_shape) return false;
    }
    for (int i = 0; i < KI_K_COUNT; i++)
        ks->types[i]->h.shape = ks->types[KI_K_TYPE]->root_shape;
    return true;
}

static bool make_names(KiState *ks) {
#define NAME(id, text)                                                                             \
    if (!(ks->names.id = ki_intern_cstr(ks, text))) return false;
#include "names.def"
#undef NAME
    return true;
}

static bool finish_types(KiState *ks) {
    for (int i = 0; i < KI_K_COUNT; i++)
        if (!finish_native(ks, ks->types[i], type_rows[i].name, ki_builtin_types[i].module,
                           ki_builtin_types[i].slots))
            return false;
    for (int i = 0; i < KI_K_COUNT; i++) { /* exceptions have an attribute of their own for it */
        KiType *t = ks->types[i];
        if ((t->flags & KI_TF_HAS_DICT) && t->ext_offset && i != KI_K_EXCEPTION &&
            !ki_type_add_dict_attr(ks, t))
            return false;
    }
    return true;
}

static void init_values(KiState *ks) {
    if (!ks->exc) ks->exc = KI_ABSENT;
    if (!ks->exc_state) {
        ks->exc_base = (KiExcState){KI_ABSENT, NULL};
        ks->exc_state = &ks->exc_base;
    }
    if (!ks->memory_error) ks->memory_error = KI_ABSENT;
}

bool ki_types_init(KiState *ks) {
    init_values(ks);
    KiTuple *none = NULL; /* makes ks->empty_tuple */
    if (!ki_heap_init(ks) || !ki_type_cache_init(ks) || !make_blank_types(ks) ||
        !(none = ki_tuple_alloc(ks, 0)))
        return false;
    ki_decref_obj(ks, &none->h);
    return ki_str_state_init(ks) && make_names(ks) && finish_types(ks) &&
           ki_object_methods_init(ks) && ki_type_methods_init(ks) && ki_exceptions_init(ks) &&
           ki_exceptions_methods_init(ks) && ki_descriptor_methods_init(ks) &&
           ki_func_methods_init(ks) && ki_native_methods_init(ks) &&
           ki_slot_wrapper_methods_init(ks) && ki_code_methods_init(ks) &&
           ki_module_methods_init(ks) && ki_super_methods_init(ks) &&
           ki_mappingproxy_methods_init(ks) && ki_namespace_methods_init(ks) &&
           ki_alias_methods_init(ks) && ki_weakref_methods_init(ks);
}

void ki_types_free(KiState *ks) {
    if (!ks->heap) return;
    if (!ki_pending(ks)) /* else the start failed half-way */
        ki_heap_report(ks);
    ki_heap_teardown(ks);
    ki_str_state_free(ks);
    ki_weak_table_free(ks);
    ki_type_cache_free(ks); /* everything is immortal by now: no release happens */
    ki_heap_free(ks);
}
