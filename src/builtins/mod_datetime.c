/* The native module _datetime_native: the types of datetime without what is written in Python
 * (stdlib/_datetime_classes.py), which is told here and called for what the C code does not do. */
#include "datetime.h"

static const char *const step_names[] = {
#define STEP(id, name) name,
    KI_DT_STEPS
#undef STEP
};
enum { N_STEPS = sizeof step_names / sizeof *step_names };

KiValue ki_dt_step(KiState *ks, enum KiDtValue step, KiValue *args, int nargs, KiValue kwnames) {
    KiValue f = ki_new_ref(ki_dt_values(ks)[step]);
    KiValue r = ki_call(ks, f, args, nargs, kwnames);
    ki_decref(ks, f);
    return r;
}
KiValue ki_dt_step1(KiState *ks, enum KiDtValue step, KiValue a) {
    return ki_dt_step(ks, step, &a, 1, KI_ABSENT);
}
KiValue ki_dt_step2(KiState *ks, enum KiDtValue step, KiValue a, KiValue b) {
    KiValue v[2] = {a, b};
    return ki_dt_step(ks, step, v, 2, KI_ABSENT);
}
KiValue ki_dt_step_of(KiState *ks, enum KiDtValue step, KiValue self, KiValue *args, int nargs,
                      KiValue kwnames) {
    enum { FEW = 16 };
    int64_t n = nargs + (kwnames == KI_ABSENT ? 0 : ki_tuple_of(kwnames)->len);
    KiValue few[FEW], *all = few;
    if (n >= FEW && !(all = ki_mem_alloc(ks, sizeof *all * (size_t)(n + 1)))) return KI_ERR;
    all[0] = self;
    if (n) memcpy(all + 1, args, sizeof *all * (size_t)n);
    KiValue r = ki_dt_step(ks, step, all, nargs + 1, kwnames);
    if (all != few) ki_mem_free(ks, all, sizeof *all * (size_t)(n + 1));
    return r;
}

bool ki_dt_bind(const char *const *names, int n, int n_pos, const KiValue *args, int nargs,
                KiValue kwnames, KiValue *out) {
    if (nargs > n_pos) return false;
    for (int i = 0; i < n; i++)
        out[i] = i < nargs ? args[i] : KI_ABSENT;
    if (kwnames == KI_ABSENT) return true;
    const KiTuple *given = ki_tuple_of(kwnames);
    for (int64_t k = 0; k < given->len; k++) {
        int i = nargs;
        while (i < n && !ki_str_eq_cstr(ki_str_of(given->items[k]), names[i]))
            i++;
        if (i == n || out[i] != KI_ABSENT) return false;
        out[i] = args[nargs + k];
    }
    return true;
}

/* set_steps(dict): the functions by their names. */
static KiValue f_set_steps(KiState *ks, KiValue *a, int n) {
    if (!ki_has_layout(a[0], KI_K_DICT))
        return ki_raise(ks, KI_EXC_TypeError, "expected a dict, not %s", ki_type_name(ks, a[0]));
    for (int i = 0; i < N_STEPS; i++) {
        KiValue f = ki_dict_get_cstr(ks, ki_dict_of(a[0]), step_names[i]);
        if (f == KI_ERR) return KI_ERR;
        if (f == KI_ABSENT) return ki_raise(ks, KI_EXC_TypeError, "no %s", step_names[i]);
        ki_assign(ks, &ki_dt_values(ks)[KI_DT_TYPES + i], ki_new_ref(f));
    }
    return KI_NONE;
}

/* What the methods in Python make objects with, once the fields have been looked at:
 * make_timedelta(cls, us), make_date(cls, year, month, day), make_time(cls, hour, minute, second,
 * us, tz, fold), make_datetime with both. */
static KiValue f_make_timedelta(KiState *ks, KiValue *a, int n) {
    return ki_delta_from_int(ks, (KiType *)ki_obj(a[0]), a[1]);
}
static int field(KiValue v) { /* an int or a bool, in range */
    return ki_is_int(v) ? (int)ki_int_val(v) : v == KI_TRUE;
}
static void set_clock(KiMoment *m, const KiValue *v) {
    m->hour = (uint8_t)field(v[0]);
    m->minute = (uint8_t)field(v[1]);
    m->second = (uint8_t)field(v[2]);
    m->us = field(v[3]);
    m->tz = ki_new_ref(v[4]);
    m->fold = (uint8_t)field(v[5]);
}
static void set_date(KiMoment *m, const KiValue *v) {
    m->year = (uint16_t)field(v[0]);
    m->month = (uint8_t)field(v[1]);
    m->day = (uint8_t)field(v[2]);
}
static KiValue f_make_date(KiState *ks, KiValue *a, int n) {
    KiMoment *m = ki_moment_alloc(ks, (KiType *)ki_obj(a[0]));
    if (!m) return KI_ERR;
    set_date(m, a + 1);
    return ki_from_obj(m);
}
static KiValue f_make_time(KiState *ks, KiValue *a, int n) {
    KiMoment *m = ki_moment_alloc(ks, (KiType *)ki_obj(a[0]));
    if (!m) return KI_ERR;
    set_clock(m, a + 1);
    return ki_from_obj(m);
}
static KiValue f_make_datetime(KiState *ks, KiValue *a, int n) {
    KiMoment *m = ki_moment_alloc(ks, (KiType *)ki_obj(a[0]));
    if (!m) return KI_ERR;
    set_date(m, a + 1);
    set_clock(m, a + 4);
    return ki_from_obj(m);
}
/* All microseconds of a timedelta, a time or a datetime. */
static KiValue f_microseconds(KiState *ks, KiValue *a, int n) {
    const KiDelta *d = ki_delta_of(ks, a[0]);
    if (d) return ki_delta_to_int(ks, ki_delta_us(d));
    const KiMoment *m = ki_moment(a[0]);
    return ki_int_from_i64(ks, ki_dt_cast(ks, a[0], KI_DT_TIME) ? ki_clock_us(m) : ki_moment_us(m));
}
static KiValue f_set_fold(KiState *ks, KiValue *a, int n) {
    ki_moment(a[0])->fold = (uint8_t)field(a[1]);
    return KI_NONE;
}

static KiValue tzinfo_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    KiObj *o = ki_instance_alloc(ks, cls);
    return o ? ki_from_obj(o) : KI_ERR;
}
static const KiSlots tzinfo_slots = {.getattr = ki_generic_getattr, .new_ = tzinfo_new};

static const KiTypeDef defs[] = {
    [KI_DT_DATE] = {"date", "datetime", "A day of the Gregorian calendar.", sizeof(KiMoment),
                    KI_TF_BASETYPE, KI_K_OPAQUE, &ki_date_slots, ki_date_methods, ki_date_getsets},
    [KI_DT_TIME] = {"time", "datetime", "A time of day.", sizeof(KiMoment),
                    KI_TF_BASETYPE | KI_TF_GC, KI_K_OPAQUE, &ki_time_slots, ki_time_methods,
                    ki_time_getsets},
    [KI_DT_DATETIME] = {"datetime", "datetime", "A date and a time of day.", sizeof(KiMoment),
                        KI_TF_BASETYPE | KI_TF_GC, KI_K_OPAQUE, &ki_datetime_slots,
                        ki_datetime_methods, ki_time_getsets},
    [KI_DT_TZINFO] = {"tzinfo", "datetime", "Base of time zones.", sizeof(KiObj), KI_TF_BASETYPE,
                      KI_K_OPAQUE, &tzinfo_slots, NULL, NULL}};

static bool make_types(KiState *ks) {
    KiValue v[KI_DT_COUNT];
    for (int i = 0; i < KI_DT_COUNT; i++)
        v[i] = KI_NONE;
    for (int i = 0; i < KI_DT_TYPES; i++) {
        KiType *base = i == KI_DT_DATETIME ? (KiType *)ki_obj(v[KI_DT_DATE]) : NULL;
        KiType *t = i == KI_DT_TIMEDELTA  ? ki_make_timedelta(ks)
                    : i == KI_DT_ISO_WEEK ? ki_make_iso_week(ks)
                                          : ki_native_type(ks, &defs[i], base);
        if (!t || !ki_type_name_in_full(ks, t)) return false;
        v[i] = ki_from_obj(t);
    }
    KiValue all = ki_tuple_from(ks, v, KI_DT_COUNT);
    if (all == KI_ERR) return false;
    ki_assign(ks, &ks->bi->slot[KI_BI_DATETIME], all);
    return true;
}

bool ki_mod_datetime_init(KiState *ks, KiModule *m) {
    static const KiDef functions[] = {
        {"set_steps", "(steps, /)", f_set_steps, "What is done in Python, by names.", 0},
        {"make_timedelta", "(cls, us, /)", f_make_timedelta, "From microseconds.", 0},
        {"make_date", "(cls, year, month, day, /)", f_make_date, "From right fields.", 0},
        {"make_time", "(cls, hour, minute, second, us, tz, fold, /)", f_make_time,
         "From right fields.", 0},
        {"make_datetime", "(cls, year, month, day, hour, minute, second, us, tz, fold, /)",
         f_make_datetime, "From right fields.", 0},
        {"microseconds", "(x, /)", f_microseconds, "All of them in a timedelta, time or datetime.",
         0},
        {"set_fold", "(x, fold, /)", f_set_fold, "Change a new object.", 0},
        KI_DEF_END};
    /* made once, however often the module is imported anew */
    if (ks->bi->slot[KI_BI_DATETIME] == KI_ABSENT && !make_types(ks)) return false;
    if (!ki_module_add_functions(ks, m, functions)) return false;
    for (int i = 0; i < KI_DT_TYPES; i++) {
        KiType *t = ki_dt_type(ks, i);
        if (!ki_module_add(ks, m, ki_str_utf8(ks, t->name, NULL), ki_new_ref(ki_from_obj(t))))
            return false;
    }
    return true;
}
