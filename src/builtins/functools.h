#ifndef KI_FUNCTOOLS_H
#define KI_FUNCTOOLS_H
/* Shared by the files of _functools, _collections and _operator. */
#include "builtins.h"

KiType *ki_make_lru_cache_type(KiState *ks); /* lru_cache.c */
KiType *ki_make_deque_type(KiState *ks);     /* deque.c */
KiType *ki_make_deque_iter_type(KiState *ks);
KiType *ki_make_deque_reverse_iter_type(KiState *ks);
bool ki_ordered_dict_init(KiState *ks, KiModule *m) KB_MUST_CHECK; /* ordered_dict.c */
/* The type kept in ks->bi->slot[slot], made at first need. */
bool ki_bi_type_slot(KiState *ks, enum KiBiSlot slot, KiType *(*make)(KiState *)) KB_MUST_CHECK;
#endif
