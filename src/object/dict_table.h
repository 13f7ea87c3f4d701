#ifndef KI_DICT_TABLE_H
#define KI_DICT_TABLE_H
/* Parts of dict that its views and methods need beside obj_dict.h. */
#include "obj_dict.h"
#include "obj_seq.h"

extern const KiSlots ki_dict_slots;
void ki_dict_init(KiState *ks, KiDict *d); /* an allocated dict header to empty */
/* Makes the late value of entry ix: where the entry is now, -1 if it has gone, -2 raised. */
int64_t ki_dict_settle(KiState *ks, KiDict *d, int64_t ix) KB_MUST_CHECK;
bool ki_dict_reserve(KiState *ks, KiDict *d, uint64_t extra) KB_MUST_CHECK;
/* dict(...) / update(...) arguments: at most one mapping or iterable, then keywords. */
bool ki_dict_update_args(KiState *ks, KiDict *d, const char *fname, KiValue *args, int nargs,
                         KiValue kwnames) KB_MUST_CHECK;
/* dict_views.c: the next key and value of an iterator of dict.items(), owned: 1, 0 at the end, -1.
 */
int ki_dict_item_next(KiState *ks, KiIter *it, KiValue pair[2]) KB_MUST_CHECK;
KiValue ki_dict_view_new(KiState *ks, KiKind kind, KiValue dict) KB_MUST_CHECK; /* dict_views.c */
/* dict_views.c: the iterators of OrderedDict, all of one type made with these slots; kind is that
 * of the iterator of a plain dict that gives the same. */
extern const KiSlots ki_ordered_iter_slots;
KiValue ki_ordered_iter_new(KiState *ks, KiType *type, KiKind kind, KiValue dict) KB_MUST_CHECK;
#endif
