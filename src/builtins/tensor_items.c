/* Tuples and lists among arguments, with others in the place of their items (tensor_items.h). */
#include "tensor_items.h"

KiValue ki_with_stand_ins(KiState *ks, KiValue v, KiStandIn stand_in, void *user, int depth) {
    int64_t n;
    const KiValue *items = ki_items_within(v, &n);
    /* of the items as they are now: stand_in may run a script, which may change the list */
    KiValue made = ki_tuple_from(ks, items, n);
    if (made == KI_ERR) return KI_ERR;
    for (int64_t i = 0; i < n; i++) {
        KiValue one = stand_in(user, ki_tuple_of(made)->items[i], depth + 1);
        if (one == KI_ERR) {
            ki_decref(ks, made);
            return KI_ERR;
        }
        ki_assign(ks, &ki_tuple_of(made)->items[i], one);
    }
    if (ki_is_tuple(v)) return made;
    KiList *list = ki_to_list(ks, made);
    ki_decref(ks, made);
    return list ? ki_from_obj(list) : KI_ERR;
}
