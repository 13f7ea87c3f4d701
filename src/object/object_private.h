#ifndef KI_OBJECT_PRIVATE_H
#define KI_OBJECT_PRIVATE_H
/* Functions shared by the files of the object layer only. */
#include "native.h"
#include "obj_shape.h"
#include "runtime.h"

/* dealloc.c, gc.c, weakref.c */
bool ki_run_finalizer(KiState *ks, KiObj *o); /* true: the count is 0 again, go on releasing */
bool ki_gc_is_garbage(KiObj *o);              /* while weak references to trash are cleared */
void ki_weakrefs_cleared(KiState *ks,
                         KiObj *o); /* o dies: clear its weak references, run callbacks */
void ki_weakrefs_clear_garbage(KiState *ks, KiObj **at, size_t n);
void ki_weak_table_free(KiState *ks);
/* -X refcheck and KUKRI_REFCHECK: objects that outlive the state's last reference to them. */
void ki_heap_report(KiState *ks);

/* type.c, type_lookup.c, type_slots.c, type_table.c */
typedef struct KiBuiltinType {
    const KiSlots *slots;
    uint32_t struct_size, flags;
    const char *module; /* NULL: builtins */
} KiBuiltinType;
extern const KiBuiltinType ki_builtin_types[KI_K_COUNT];

KiType *ki_type_alloc(KiState *ks, KiType *meta); /* all fields empty, own_slots wired up */
void ki_type_free_memory(KiState *ks, KiType *t); /* shapes and arrays */
void ki_type_dealloc(KiState *ks, KiObj *o);
bool ki_type_add_sub(KiState *ks, KiType *base, KiType *sub);
/* Whether a method of that (interned) name is one that operators call. */
bool ki_is_slot_name(KiState *ks, KiStr *name);
void ki_type_remove_sub(KiType *base, KiType *sub);
/* Makes a type that C code describes, derived from base, with dict, MRO, slots and wrappers. */
bool ki_type_setup_native(KiState *ks, KiType *t, const char *name, KiType *base,
                          const KiSlots *slots);
bool ki_type_cache_init(KiState *ks);
void ki_type_cache_free(KiState *ks);
void ki_type_cache_flush(KiState *ks, KiType *t); /* t NULL: everything */
/* C3 linearisation of t's bases. NULL: TypeError. */
KiTuple *ki_mro_compute(KiState *ks, KiType *t);
/* Fills own_slots of a built-in type: its own table over what the base gives. */
void ki_slots_inherit(KiType *t, const KiSlots *own);
/* Recomputes all slots of a run-time class from its MRO. */
void ki_slots_update_all(KiState *ks, KiType *t);
/* After t.__dict__[name] changed: the slots named so in t and its subclasses. */
void ki_slots_update_name(KiState *ks, KiType *t, KiStr *name);
/* Adds wrapper_descriptors for the slots in own to t's dict. */
bool ki_slot_wrappers_add(KiState *ks, KiType *t, const KiSlots *own);
bool ki_is_descr(KiState *ks, KiValue v);      /* has __get__ */
bool ki_is_data_descr(KiState *ks, KiValue v); /* has __set__ or __delete__ */

/* Method tables of the built-in types implemented here, added after bootstrap. */
bool ki_object_methods_init(KiState *ks);
bool ki_reduce_methods_init(KiState *ks);
bool ki_type_methods_init(KiState *ks);
bool ki_exceptions_init(KiState *ks);
bool ki_exceptions_methods_init(KiState *ks);
bool ki_func_methods_init(KiState *ks);
bool ki_code_methods_init(KiState *ks);
bool ki_module_methods_init(KiState *ks);
bool ki_native_methods_init(KiState *ks);
bool ki_slot_wrapper_methods_init(KiState *ks);
bool ki_descriptor_methods_init(KiState *ks);
bool ki_super_methods_init(KiState *ks);
bool ki_mappingproxy_methods_init(KiState *ks);
bool ki_namespace_methods_init(KiState *ks);
bool ki_alias_methods_init(KiState *ks); /* GenericAlias, UnionType */
bool ki_weakref_methods_init(KiState *ks);

bool ki_type_add_dict_attr(KiState *ks, KiType *t); /* the __dict__ of instances */
bool ki_type_set_mro(KiState *ks, KiType *t);
/* Length of the signature that a type's doc begins with, 0 if it does not. */
size_t ki_doc_signature(const char *doc);
/* Whether objects of one can become objects of the other. */
bool ki_type_same_layout(KiState *ks, const KiType *a, const KiType *b);
/* The base whose layout a class with these bases extends. NULL: TypeError. */
KiType *ki_type_best_base(KiState *ks, KiTuple *bases) KB_MUST_CHECK;
KiValue ki_type_new_slot(KiState *ks, KiType *meta, KiValue *args, int nargs, KiValue kwnames);
KiValue ki_type_call(KiState *ks, KiValue callee, KiValue *args, int nargs, KiValue kwnames);
KiValue ki_union_or(KiState *ks, KiValue a, KiValue b); /* X | Y of types */

/* type attribute access and instantiation */
KiValue ki_type_getattr_opt(KiState *ks, KiType *t, KiStr *name); /* KI_ABSENT: none */
/* True with TypeError: t is built in, nothing can be set there, whatever `name` is. */
bool ki_type_refuses_set(KiState *ks, KiType *t, KiValue name);
KiValue ki_module_getattr_opt(KiState *ks, KiValue m, KiStr *name);
/* Native __new__ of t as seen from Python (int.__new__). */
bool ki_type_add_new(KiState *ks, KiType *t);

/* isinstance and issubclass without __instancecheck__ / __subclasscheck__ */
int ki_isinstance_default(KiState *ks, KiValue v, KiValue cls);
int ki_issubclass_default(KiState *ks, KiValue c, KiValue cls);

/* Keyword helpers */
static inline int ki_n_kw(KiValue kwnames) {
    return kwnames == KI_ABSENT ? 0 : (int)((KiTuple *)ki_obj(kwnames))->len;
}
/* name as an interned exact str (borrowed): owned by *keep if a new one had to be made. */
KiStr *ki_interned_name(KiState *ks, KiStr *name, KiValue *keep);

static inline KiValue ki_text(KiState *ks, const char *s) {
    return ki_str_from_cstr(ks, s);
}
/* UTF-8 of a str for messages; "?" when out of memory. */
const char *ki_cstr(KiState *ks, KiStr *s);
/* Lets messages about a native type, or one that stands for one, name its module, too. */
bool ki_type_name_in_full(KiState *ks, KiType *t);
/* type.__module__: owned. */
KiValue ki_type_module(KiState *ks, KiType *t);
static inline const char *ki_type_cname(KiState *ks, KiType *t) {
    return t->tp_name ? t->tp_name : ki_cstr(ks, t->name);
}
#endif
