/* The built-in types' slot tables, struct sizes and properties, in one place. Tables of types that
 * upper layers define (zip, tensors ...) are weak references: a program without them still links.
 * Sizes not known here come from the table itself (KiSlots.struct_size). */
#include "obj_int.h"
#include "object_private.h"
#include "slot.h"

#define CORE(id)  extern const KiSlots ki_##id##_slots
#define ABOVE(id) extern const KiSlots ki_##id##_slots __attribute__((weak))
// clang-format off
CORE(object); CORE(type); CORE(none); CORE(int); CORE(bool); CORE(float); CORE(complex); CORE(str);
CORE(bytes); CORE(bytearray); CORE(memoryview); CORE(tuple); CORE(list); CORE(dict); CORE(set); CORE(frozenset);
CORE(range); CORE(slice); CORE(ellipsis); CORE(notimpl); CORE(func); CORE(native); CORE(class_native); CORE(method);
CORE(method_descr); CORE(classmethod_descr); CORE(slot_wrapper); CORE(method_wrapper); CORE(getset); CORE(member);
CORE(property); CORE(staticmethod); CORE(classmethod); CORE(super); CORE(cell); CORE(code); CORE(frame);
CORE(traceback); CORE(module); CORE(generator); CORE(coroutine); CORE(async_gen); CORE(async_gen_op);
CORE(async_gen_throw); CORE(coro_wrapper); CORE(async_gen_wrapped); CORE(exception); CORE(list_iter);
CORE(list_reviter); CORE(tuple_iter); CORE(range_iter); CORE(longrange_iter); CORE(str_iter);
CORE(bytes_iter); CORE(bytearray_iter); CORE(memory_iter); CORE(set_iter); CORE(dict_keys);
CORE(dict_values); CORE(dict_items); CORE(dict_keyiter); CORE(dict_valueiter); CORE(dict_itemiter);
CORE(dict_revkeyiter); CORE(dict_revvalueiter); CORE(dict_revitemiter); CORE(mappingproxy);
CORE(seq_iter); CORE(callable_iter); CORE(weakref); CORE(generic_alias); CORE(union); CORE(namespace);
CORE(opaque);
ABOVE(enumerate); ABOVE(zip); ABOVE(map); ABOVE(filter); ABOVE(reversed); ABOVE(tensor); ABOVE(ndarray);
ABOVE(npscalar); ABOVE(dtype);
// clang-format on

enum {
    BASE = KI_TF_BASETYPE,
    GC = KI_TF_GC,
    WR = KI_TF_HAS_WEAKREF,
    DICT = KI_TF_HAS_DICT,
    SEQ = KI_TF_SEQUENCE,
    MAPPING = KI_TF_MAPPING,
    UN = KI_TF_UNCOUNTED,
};
#define ITER(ID, id) [KI_K_##ID] = {&ki_##id##_slots, sizeof(KiIter), GC, NULL}

const KiBuiltinType ki_builtin_types[KI_K_COUNT] = {
    [KI_K_OBJECT] = {&ki_object_slots, sizeof(KiObj), BASE, NULL},
    [KI_K_TYPE] = {&ki_type_slots, sizeof(KiType), BASE | GC | WR | UN, NULL},
    [KI_K_NONE] = {&ki_none_slots, sizeof(KiObj), 0, NULL},
    [KI_K_INT] = {&ki_int_slots, sizeof(KiInt), BASE, NULL},
    [KI_K_BOOL] = {&ki_bool_slots, sizeof(KiInt), UN, NULL},
    [KI_K_FLOAT] = {&ki_float_slots, sizeof(KiObj), BASE | UN, NULL},
    [KI_K_COMPLEX] = {&ki_complex_slots, 32, BASE, NULL},
    [KI_K_STR] = {&ki_str_slots, sizeof(KiStr), BASE | UN, NULL},
    [KI_K_BYTES] = {&ki_bytes_slots, sizeof(KiBytes), BASE, NULL},
    [KI_K_BYTEARRAY] = {&ki_bytearray_slots, sizeof(KiBytearray), BASE, NULL},
    [KI_K_MEMORYVIEW] = {&ki_memoryview_slots, 0, GC | WR | SEQ, NULL},
    [KI_K_TUPLE] = {&ki_tuple_slots, sizeof(KiTuple), BASE | GC | SEQ | UN, NULL},
    [KI_K_LIST] = {&ki_list_slots, sizeof(KiList), BASE | GC | SEQ | UN, NULL},
    [KI_K_DICT] = {&ki_dict_slots, sizeof(KiDict), BASE | GC | MAPPING | UN, NULL},
    [KI_K_SET] = {&ki_set_slots, sizeof(KiSet), BASE | GC | WR | UN, NULL},
    [KI_K_FROZENSET] = {&ki_frozenset_slots, sizeof(KiSet), BASE | GC | WR | UN, NULL},
    [KI_K_RANGE] = {&ki_range_slots, sizeof(KiRange), SEQ | UN, NULL},
    [KI_K_SLICE] = {&ki_slice_slots, sizeof(KiSlice), GC, NULL},
    [KI_K_ELLIPSIS] = {&ki_ellipsis_slots, sizeof(KiObj), 0, NULL},
    [KI_K_NOTIMPL] = {&ki_notimpl_slots, sizeof(KiObj), 0, NULL},
    [KI_K_FUNC] = {&ki_func_slots, sizeof(KiFunc), GC | WR | DICT, NULL},
    [KI_K_NATIVE] = {&ki_native_slots, sizeof(KiNative), GC | WR | UN, NULL},
    [KI_K_CLASS_NATIVE] = {&ki_class_native_slots, sizeof(KiNative), GC | WR | UN, NULL},
    [KI_K_METHOD] = {&ki_method_slots, sizeof(KiMethod), GC | WR | UN, NULL},
    [KI_K_METHOD_DESCR] = {&ki_method_descr_slots, sizeof(KiNative), GC | UN, NULL},
    [KI_K_CLASSMETHOD_DESCR] = {&ki_classmethod_descr_slots, sizeof(KiNative), GC, NULL},
    [KI_K_SLOT_WRAPPER] = {&ki_slot_wrapper_slots, sizeof(KiSlotWrapper), GC, NULL},
    [KI_K_METHOD_WRAPPER] = {&ki_method_wrapper_slots, sizeof(KiMethod), GC, NULL},
    [KI_K_GETSET] = {&ki_getset_slots, sizeof(KiGetset), GC, NULL},
    [KI_K_MEMBER] = {&ki_member_slots, sizeof(KiMember), GC, NULL},
    [KI_K_PROPERTY] = {&ki_property_slots, sizeof(KiProperty), BASE | GC, NULL},
    [KI_K_STATICMETHOD] = {&ki_staticmethod_slots, sizeof(KiStaticMethod), BASE | GC | DICT, NULL},
    [KI_K_CLASSMETHOD] = {&ki_classmethod_slots, sizeof(KiStaticMethod), BASE | GC | DICT, NULL},
    [KI_K_SUPER] = {&ki_super_slots, sizeof(KiSuper), BASE | GC | UN, NULL},
    [KI_K_CELL] = {&ki_cell_slots, sizeof(KiCell), GC, NULL},
    [KI_K_CODE] = {&ki_code_slots, sizeof(KiCode), WR, NULL},
    [KI_K_FRAME] = {&ki_frame_slots, sizeof(KiFrame), GC, NULL},
    [KI_K_TRACEBACK] = {&ki_traceback_slots, sizeof(KiTraceback), GC, NULL},
    [KI_K_MODULE] = {&ki_module_slots, sizeof(KiModule), BASE | GC | WR | DICT, NULL},
    [KI_K_GENERATOR] = {&ki_generator_slots, sizeof(KiGenerator), GC | WR, NULL},
    [KI_K_COROUTINE] = {&ki_coroutine_slots, sizeof(KiGenerator), GC | WR, NULL},
    [KI_K_ASYNC_GEN] = {&ki_async_gen_slots, sizeof(KiGenerator), GC | WR, NULL},
    [KI_K_ASYNC_GEN_OP] = {&ki_async_gen_op_slots, 0, GC, NULL},
    [KI_K_ASYNC_GEN_THROW] = {&ki_async_gen_throw_slots, 0, GC, NULL},
    ITER(CORO_WRAPPER, coro_wrapper),
    ITER(ASYNC_GEN_WRAPPED, async_gen_wrapped),
    [KI_K_EXCEPTION] = {&ki_exception_slots, sizeof(KiException), BASE | GC | DICT, NULL},
    ITER(LIST_ITER, list_iter),
    ITER(LIST_REVITER, list_reviter),
    ITER(TUPLE_ITER, tuple_iter),
    [KI_K_RANGE_ITER] = {&ki_range_iter_slots, sizeof(KiRangeIter), 0, NULL},
    ITER(LONGRANGE_ITER, longrange_iter),
    ITER(STR_ITER, str_iter),
    ITER(STR_ASCII_ITER, str_iter),
    ITER(BYTES_ITER, bytes_iter),
    ITER(BYTEARRAY_ITER, bytearray_iter),
    ITER(MEMORY_ITER, memory_iter),
    ITER(SET_ITER, set_iter),
    ITER(DICT_KEYS, dict_keys),
    ITER(DICT_VALUES, dict_values),
    ITER(DICT_ITEMS, dict_items),
    ITER(DICT_KEYITER, dict_keyiter),
    ITER(DICT_VALUEITER, dict_valueiter),
    ITER(DICT_ITEMITER, dict_itemiter),
    ITER(DICT_REVKEYITER, dict_revkeyiter),
    ITER(DICT_REVVALUEITER, dict_revvalueiter),
    ITER(DICT_REVITEMITER, dict_revitemiter),
    [KI_K_MAPPINGPROXY] = {&ki_mappingproxy_slots, sizeof(KiCell), GC | MAPPING, NULL},
    ITER(SEQ_ITER, seq_iter),
    ITER(CALLABLE_ITER, callable_iter),
    [KI_K_ENUMERATE] = {&ki_enumerate_slots, sizeof(KiIter), GC | BASE | UN, NULL},
    [KI_K_ZIP] = {&ki_zip_slots, sizeof(KiIter), GC | BASE, NULL},
    [KI_K_MAP] = {&ki_map_slots, sizeof(KiIter), GC | BASE | UN, NULL},
    [KI_K_FILTER] = {&ki_filter_slots, sizeof(KiIter), GC | BASE | UN, NULL},
    [KI_K_REVERSED] = {&ki_reversed_slots, sizeof(KiIter), GC | BASE | UN, NULL},
    [KI_K_WEAKREF] = {&ki_weakref_slots, sizeof(KiWeakref), GC | BASE | UN, "weakref"},
    [KI_K_GENERIC_ALIAS] = {&ki_generic_alias_slots, 0, GC | WR | BASE, NULL},
    [KI_K_UNION] = {&ki_union_slots, 0, GC, NULL},
    [KI_K_NAMESPACE] = {&ki_namespace_slots, sizeof(KiObj), BASE | GC | DICT, NULL},
    [KI_K_TENSOR] = {&ki_tensor_slots, 0, BASE | GC | WR | DICT, "torch"},
    [KI_K_NDARRAY] = {&ki_ndarray_slots, 0, BASE | GC | WR, NULL},
    [KI_K_NPSCALAR] = {&ki_npscalar_slots, 0, BASE, NULL},
    [KI_K_DTYPE] = {&ki_dtype_slots, 0, 0, NULL},
    [KI_K_OPAQUE] = {&ki_opaque_slots, sizeof(KiObj), 0, NULL},
};
