#ifndef KI_TYPE_INIT_H
#define KI_TYPE_INIT_H
/* Registration of the Python-visible methods of the built-in types, one function a type. */
#include "../object/native.h"

bool ki_init_str_methods(KiState *ks) KB_MUST_CHECK;         /* type_str.c */
bool ki_init_bytes_methods(KiState *ks) KB_MUST_CHECK;       /* type_bytes.c: bytes and bytearray */
bool ki_init_list_methods(KiState *ks) KB_MUST_CHECK;        /* type_list.c */
bool ki_init_tuple_methods(KiState *ks) KB_MUST_CHECK;       /* type_tuple.c */
bool ki_init_dict_methods(KiState *ks) KB_MUST_CHECK;        /* type_dict.c: and the views */
bool ki_init_set_methods(KiState *ks) KB_MUST_CHECK;         /* type_set.c: and frozenset */
bool ki_init_range_slice_methods(KiState *ks) KB_MUST_CHECK; /* type_range_slice.c */
bool ki_init_memoryview_methods(KiState *ks) KB_MUST_CHECK;  /* type_memoryview.c */
bool ki_init_iter_methods(KiState *ks) KB_MUST_CHECK;        /* type_iter.c: built-in iterators */
bool ki_init_iter_tools(KiState *ks) KB_MUST_CHECK; /* iter_tools.c: enumerate, zip, map, filter */
bool ki_init_reduce_methods(KiState *ks) KB_MUST_CHECK; /* reduce_builtins.c: functions, errors */
/* All of the above but the last. */
bool ki_init_container_methods(KiState *ks) KB_MUST_CHECK; /* type_iter.c */
#endif
