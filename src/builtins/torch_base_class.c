/* torch._C._TensorBase: the class above Tensor that owns what PyTorch writes in C. Everything is
 * defined on Tensor first; then all but the names that PyTorch's class Tensor has in Python moves
 * up, and is called by the name of its owner. */
#include "../object/containers.h"
#include "../object/native.h"
#include "../object/object_private.h"
#include "../object/slot.h"
#include "torch_args.h"

#include <stdlib.h>

// clang-format off
static const char *const of_tensor[] = { /* sorted */
    "__abs__", "__array__", "__array_priority__", "__array_wrap__", "__contains__", "__deepcopy__",
    "__dict__", "__dir__", "__dlpack__", "__dlpack_device__", "__doc__", "__floordiv__",
    "__format__", "__hash__", "__init__", "__ipow__", "__iter__", "__itruediv__", "__len__",
    "__module__", "__neg__", "__new__", "__pos__", "__pow__", "__rdiv__", "__reduce_ex__",
    "__repr__", "__reversed__", "__rfloordiv__", "__rlshift__", "__rmatmul__", "__rmod__",
    "__rpow__", "__rrshift__", "__rsub__", "__rtruediv__", "__setstate__", "__torch_dispatch__",
    "__torch_function__", "__weakref__", "_reduce_ex_internal", "_update_names", "align_to",
    "backward", "detach", "detach_", "eig", "is_shared", "istft", "lstsq", "lu", "norm",
    "refine_names", "register_hook", "reinforce", "rename", "rename_", "resize", "resize_as",
    "share_memory_", "solve", "split", "stft", "storage", "storage_type", "symeig", "to_sparse_coo",
    "unflatten", "unique", "unique_consecutive",
};
// clang-format on

static int compare_names(const void *a, const void *b) {
    return strcmp(a, *(const char *const *)b);
}
static bool is_of_tensor(KiState *ks, KiStr *name) {
    return bsearch(ki_cstr(ks, name), of_tensor, sizeof of_tensor / sizeof *of_tensor,
                   sizeof *of_tensor, compare_names) != NULL;
}

KiType *tf_class_of(KiState *ks, KiStr *name) {
    KiType *t = ks->types[KI_K_TENSOR];
    return is_of_tensor(ks, name) ? t : t->base;
}

KiValue tf_descriptor(KiState *ks, const char *name) {
    KiType *t = ks->types[KI_K_TENSOR];
    KiValue v = ki_dict_get_cstr(ks, t->dict, name);
    return v == KI_ABSENT ? ki_dict_get_cstr(ks, t->base->dict, name) : v;
}

/* Operators are methods of _TensorBase, but for those that make it a sequence. */
static void take_wrapper(KiSlotWrapper *w, KiType *owner, KiStr *name) {
    w->owner = owner;
    const bool sequence = ki_str_eq_cstr(name, "__getitem__") || w->row->wrap == KI_WRAP_SETITEM ||
                          w->row->wrap == KI_WRAP_DELITEM;
    w->is_method = !sequence;
}
static void set_owner(KiValue v, KiType *owner, KiStr *name) {
    if (ki_is_kind(v, KI_K_GETSET))
        ((KiGetset *)ki_obj(v))->owner = owner;
    else if (ki_is_kind(v, KI_K_SLOT_WRAPPER))
        take_wrapper((KiSlotWrapper *)ki_obj(v), owner, name);
    else if (ki_is_kind(v, KI_K_METHOD_DESCR) || ki_is_kind(v, KI_K_CLASSMETHOD_DESCR))
        ((KiNative *)ki_obj(v))->owner = owner;
}

/* Moves the entries; base's own, which it got from its slots, give way. */
static bool move_up(KiState *ks, KiType *t, KiType *base) {
    KiList *names = ki_list_new(ks, 1024);
    KiValue key, value;
    int64_t pos = 0;
    bool ok = names != NULL;
    while (ok && ki_dict_next(t->dict, &pos, &key, &value))
        if (ki_is_str(key) && !is_of_tensor(ks, ki_str_of(key)))
            ok = ki_list_append(ks, names, key);
    for (int64_t i = 0; ok && i < names->len; i++) {
        value = ki_dict_pop(ks, t->dict, names->items[i]);
        ok = value != KI_ERR && value != KI_ABSENT &&
             ki_dict_set(ks, base->dict, names->items[i], value);
        if (ok) set_owner(value, base, ki_str_of(names->items[i]));
        ki_decref(ks, value);
    }
    if (names) ki_decref_obj(ks, &names->h);
    return ok;
}

/* Puts base between t and object. */
static bool insert_above(KiState *ks, KiType *t, KiType *base) {
    KiType *object = t->base;
    KiValue line[3] = {ki_from_obj(t), ki_from_obj(base), ki_from_obj(object)};
    KiValue mro = ki_tuple_from(ks, line, 3), bases = ki_tuple_from(ks, line + 1, 1);
    if (mro == KI_ERR || bases == KI_ERR || !ki_type_add_sub(ks, base, t)) {
        ki_decref(ks, mro);
        ki_decref(ks, bases);
        return false;
    }
    ki_type_remove_sub(object, t);
    ki_decref_obj(ks, &t->mro->h);
    ki_decref_obj(ks, &t->bases->h);
    t->mro = (KiTuple *)ki_obj(mro);
    t->bases = (KiTuple *)ki_obj(bases);
    ki_incref_obj(&base->h);
    t->base = base;
    ki_decref_obj(ks, &object->h);
    return true;
}

bool tf_init_base_class(KiState *ks, const TfTargets *to) {
    KiType *t = ks->types[KI_K_TENSOR];
    const KiTypeDef def = {.name = "_TensorBase",
                           .module = "torch._C",
                           .struct_size = sizeof(KiTensorObj),
                           .flags = KI_TF_BASETYPE | KI_TF_GC | KI_TF_HAS_WEAKREF,
                           .layout = KI_K_TENSOR,
                           .slots = t->slots};
    KiType *base = ki_native_type(ks, &def, NULL);
    if (!base || !move_up(ks, t, base) || !insert_above(ks, t, base)) return false;
    t->flags |= KI_TF_OPEN;
    ki_type_modified(ks, t, NULL, KI_ABSENT, KI_ABSENT);
    return ki_module_add(ks, to->torch, "_TensorBase", ki_new_ref(ki_from_obj(base)));
}
