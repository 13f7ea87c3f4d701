/* datetime.IsoCalendarDate, what isocalendar() returns: a tuple of year, week and weekday that has
 * them by names. */
#include "datetime.h"

enum { FIELDS = 3 };
static const char *const names[FIELDS] = {"year", "week", "weekday"};

static KiValue week_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    KiValue given[FIELDS], fields[FIELDS];
    if (!ki_bind_args(ks, "IsoCalendarDate", names, FIELDS, FIELDS, FIELDS, args, nargs, kwnames,
                      given))
        return KI_ERR;
    for (int i = 0; i < FIELDS; i++) {
        int n;
        if (!ki_to_int(ks, given[i], &n)) return KI_ERR;
        fields[i] = ki_small_int(n);
    }
    KiValue all = ki_tuple_from(ks, fields, FIELDS);
    return all == KI_ERR ? KI_ERR : ki_box(ks, cls, all);
}

/* Its tuple holds ints: there is nothing to traverse. */
static void week_dealloc(KiState *ks, KiObj *o) {
    ki_decref(ks, ((KiBoxed *)o)->inner);
    ((KiBoxed *)o)->inner = KI_NONE;
}
static void week_traverse(KiObj *o, KiVisitFn visit, void *arg) {}

static KiValue week_repr(KiState *ks, KiValue self) {
    const KiValue *v = ki_tuple_of(self)->items;
    return ki_str_format(ks, "%s(year=%lld, week=%lld, weekday=%lld)", ki_type_name(ks, self),
                         (long long)ki_int_val(v[0]), (long long)ki_int_val(v[1]),
                         (long long)ki_int_val(v[2]));
}

static KiValue get_field(KiState *ks, KiValue self, void *closure) {
    return ki_new_ref(ki_tuple_of(self)->items[(intptr_t)closure]);
}

static KiValue m_reduce(KiState *ks, KiValue *a, int n) {
    KiValue plain = ki_tuple_from(ks, ki_tuple_of(a[0])->items, FIELDS);
    KiValue args = plain == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 1, plain);
    KiValue r =
        args == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 2, ki_from_obj(ks->types[KI_K_TUPLE]), args);
    ki_decref(ks, plain);
    ki_decref(ks, args);
    return r;
}

KiType *ki_make_iso_week(KiState *ks) {
    static const KiSlots slots = {.dealloc = week_dealloc,
                                  .clear = week_dealloc,
                                  .traverse = week_traverse,
                                  .repr = week_repr,
                                  .new_ = week_new};
    static const KiDef methods[] = {{"__reduce__", "(self, /)", m_reduce,
                                     "The class and what to call it with, for pickle.",
                                     KI_DEF_UNSIGNED},
                                    KI_DEF_END};
    static const KiGetsetDef getsets[] = {{"year", get_field, NULL, NULL, (void *)0},
                                          {"week", get_field, NULL, NULL, (void *)1},
                                          {"weekday", get_field, NULL, NULL, (void *)2},
                                          {NULL, NULL, NULL, NULL, NULL}};
    static const KiTypeDef def = {.name = "IsoCalendarDate",
                                  .module = "datetime",
                                  .doc = "What isocalendar() returns: year, week, weekday.",
                                  .struct_size = sizeof(KiBoxed),
                                  .flags = KI_TF_BOXED,
                                  .layout = KI_K_TUPLE,
                                  .slots = &slots,
                                  .methods = methods,
                                  .getsets = getsets};
    return ki_native_type(ks, &def, ks->types[KI_K_TUPLE]);
}
