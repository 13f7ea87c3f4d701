#ifndef KI_DATETIME_H
#define KI_DATETIME_H
/* What the files of the native half of datetime share: the layout of its objects, the calendar, and
 * the way to the other half.
 *
 * Native are the types, what is often done with their objects, and calls as they are usually made.
 * Whatever is rare, needs a time zone's methods, or fails, is a step: a function in Python
 * (stdlib/_datetime_classes.py), which goes through the call from its beginning and finds the words
 * of its errors. */
#include "../object/containers.h"
#include "builtins.h"

typedef __int128 KiSpan; /* microseconds: a timedelta has up to 67 bits of them */

typedef struct KiDelta {
    KiObj h;
    int64_t hash;        /* -1: not known yet */
    int32_t days;        /* within KI_MAX_DELTA_DAYS of 0 */
    int32_t seconds, us; /* 0 .. 86399, 0 .. 999999 */
} KiDelta;

/* date, time, datetime: the fields that a type has not are 0. */
typedef struct KiMoment {
    KiObj h;
    int64_t hash; /* -1: not known yet */
    KiValue tz;   /* owned; None in a date */
    int32_t us;
    uint16_t year;
    uint8_t month, day, hour, minute, second, fold;
} KiMoment;

enum { KI_MAX_DELTA_DAYS = 999999999, KI_MAX_ORDINAL = 3652059, KI_EPOCH_ORDINAL = 719163 };
#define KI_US_PER_DAY INT64_C(86400000000)

/* The steps by the names of their Python functions: STEP(id, name). */
#define KI_DT_STEPS                                                                                \
    STEP(DELTA_NEW, "timedelta.__new__")                                                           \
    STEP(DELTA_REPR, "timedelta.__repr__")                                                         \
    STEP(DELTA_TIMES, "timedelta._times_float")                                                    \
    STEP(DELTA_BY, "timedelta._by_float")                                                          \
    STEP(DATE_NEW, "date.__new__")                                                                 \
    STEP(DATE_OF_STATE, "date._of_state")                                                          \
    STEP(DATE_REPR, "date.__repr__")                                                               \
    STEP(DATE_REPLACE, "date.replace")                                                             \
    STEP(DATE_FROM_ISO, "date.fromisoformat")                                                      \
    STEP(TIME_NEW, "time.__new__")                                                                 \
    STEP(TIME_OF_STATE, "time._of_state")                                                          \
    STEP(TIME_REPR, "time.__repr__")                                                               \
    STEP(TIME_ISO, "time.isoformat")                                                               \
    STEP(TIME_HASH, "time.__hash__")                                                               \
    STEP(TIME_ORDER, "time._order")                                                                \
    STEP(TIME_REPLACE, "time.replace")                                                             \
    STEP(DATETIME_NEW, "datetime.__new__")                                                         \
    STEP(DATETIME_OF_STATE, "datetime._of_state")                                                  \
    STEP(DATETIME_REPR, "datetime.__repr__")                                                       \
    STEP(DATETIME_ISO, "datetime.isoformat")                                                       \
    STEP(DATETIME_HASH, "datetime.__hash__")                                                       \
    STEP(DATETIME_ORDER, "datetime._order")                                                        \
    STEP(DATETIME_SUB, "datetime._difference")                                                     \
    STEP(DATETIME_REPLACE, "datetime.replace")                                                     \
    STEP(DATETIME_FROM_ISO, "datetime.fromisoformat")                                              \
    STEP(DATETIME_NOW, "datetime.now")                                                             \
    STEP(DATETIME_FROM_STAMP, "datetime.fromtimestamp")                                            \
    STEP(DATETIME_STAMP, "datetime.timestamp")                                                     \
    STEP(DATETIME_COMBINE, "datetime.combine")

/* What the state keeps: a tuple of these (KI_BI_DATETIME). */
enum KiDtValue {
    KI_DT_TIMEDELTA,
    KI_DT_DATE,
    KI_DT_TIME,
    KI_DT_DATETIME,
    KI_DT_TZINFO,
    KI_DT_ISO_WEEK,
    KI_DT_TYPES,
    KI_DT_BEFORE_STEPS = KI_DT_TYPES - 1, /* the first step follows the last type */
#define STEP(id, name) KI_DT_##id,
    KI_DT_STEPS
#undef STEP
        KI_DT_COUNT
};

static inline KiValue *ki_dt_values(KiState *ks) {
    return ki_tuple_of(ks->bi->slot[KI_BI_DATETIME])->items;
}
static inline KiType *ki_dt_type(KiState *ks, enum KiDtValue which) {
    return (KiType *)ki_obj(ki_dt_values(ks)[which]);
}
/* v as an object of one of the four types or of a class below; NULL: it is none. */
static inline void *ki_dt_cast(KiState *ks, KiValue v, enum KiDtValue which) {
    if (!ki_is_ptr(v)) return NULL;
    KiType *t = ki_obj_type(ki_obj(v)), *wanted = ki_dt_type(ks, which);
    return t == wanted || ki_is_subtype(t, wanted) ? (void *)ki_obj(v) : NULL;
}
static inline KiDelta *ki_delta_of(KiState *ks, KiValue v) {
    return ki_dt_cast(ks, v, KI_DT_TIMEDELTA);
}
static inline KiMoment *ki_moment(KiValue v) { /* of an object whose type is known */
    return (KiMoment *)ki_obj(v);
}

/* A call of a step; args borrowed. */
KiValue ki_dt_step(KiState *ks, enum KiDtValue step, KiValue *args, int nargs,
                   KiValue kwnames) KB_MUST_CHECK;
KiValue ki_dt_step1(KiState *ks, enum KiDtValue step, KiValue a) KB_MUST_CHECK;
KiValue ki_dt_step2(KiState *ks, enum KiDtValue step, KiValue a, KiValue b) KB_MUST_CHECK;
/* The same, with the object or class that a method is called for in front. */
KiValue ki_dt_step_of(KiState *ks, enum KiDtValue step, KiValue self, KiValue *args, int nargs,
                      KiValue kwnames) KB_MUST_CHECK;

/* Arguments by the names of parameters, of which the first n_pos can be given by position: out[n]
 * gets borrowed values, KI_ABSENT where none was given. False, without an exception: there is
 * something wrong with the call. */
bool ki_dt_bind(const char *const *names, int n, int n_pos, const KiValue *args, int nargs,
                KiValue kwnames, KiValue *out) KB_MUST_CHECK;

/* --- timedelta (datetime_delta.c) --- */
KiType *ki_make_timedelta(KiState *ks);
/* OverflowError for more days than there may be. */
KiValue ki_delta_from(KiState *ks, KiType *cls, KiSpan us) KB_MUST_CHECK;
KiValue ki_delta_from_int(KiState *ks, KiType *cls, KiValue us) KB_MUST_CHECK; /* any int */
KiValue ki_delta_to_int(KiState *ks, KiSpan us) KB_MUST_CHECK;
static inline KiSpan ki_delta_us(const KiDelta *d) {
    return ((KiSpan)d->days * 86400 + d->seconds) * 1000000 + d->us;
}

/* --- what isocalendar() returns (datetime_week.c) --- */
KiType *ki_make_iso_week(KiState *ks);

/* --- date, time, datetime (datetime_moment.c; what makes them: datetime_make.c) --- */
extern const KiSlots ki_date_slots, ki_time_slots, ki_datetime_slots;
extern const KiDef ki_date_methods[], ki_time_methods[], ki_datetime_methods[];
extern const KiGetsetDef ki_date_getsets[], ki_time_getsets[];
/* The new_ slots. */
KiValue ki_date_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames);
KiValue ki_time_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames);
KiValue ki_datetime_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames);
/* With fields that are right; all 0 and without a zone where nothing else is said. */
KiMoment *ki_moment_alloc(KiState *ks, KiType *cls) KB_MUST_CHECK;
/* A date or datetime; what cls makes of the fields when it is a subclass. */
KiValue ki_moment_of_class(KiState *ks, KiType *cls, const KiMoment *fields) KB_MUST_CHECK;
/* Methods. */
KiValue ki_dt_date_replace(KiState *ks, KiValue *args, int nargs, KiValue kwnames);
KiValue ki_dt_time_replace(KiState *ks, KiValue *args, int nargs, KiValue kwnames);
KiValue ki_dt_datetime_replace(KiState *ks, KiValue *args, int nargs, KiValue kwnames);
KiValue ki_dt_date_from_iso(KiState *ks, KiValue *args, int nargs, KiValue kwnames);
KiValue ki_dt_from_iso(KiState *ks, KiValue *args, int nargs, KiValue kwnames);
KiValue ki_dt_now(KiState *ks, KiValue *args, int nargs, KiValue kwnames);
KiValue ki_dt_from_stamp(KiState *ks, KiValue *args, int nargs, KiValue kwnames);
KiValue ki_dt_stamp(KiState *ks, KiValue *args, int nargs, KiValue kwnames);
KiValue ki_dt_combine(KiState *ks, KiValue *args, int nargs, KiValue kwnames);

/* --- the calendar --- */
static inline bool ki_is_leap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}
int ki_days_in_month(int year, int month);
/* The first of January of the year 1 is day 1. */
int64_t ki_ordinal(int year, int month, int day);
void ki_from_ordinal(int64_t n, KiMoment *out); /* sets year, month, day */
static inline bool ki_is_date(int64_t year, int64_t month, int64_t day) {
    return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
           (day <= 28 || day <= ki_days_in_month((int)year, (int)month));
}
/* Microseconds since the day before the first. */
static inline int64_t ki_moment_us(const KiMoment *m) {
    return (ki_ordinal(m->year, m->month, m->day) * 86400 + (m->hour * 60 + m->minute) * 60 +
            m->second) *
               1000000 +
           m->us;
}
static inline int64_t ki_clock_us(const KiMoment *m) {
    return ((int64_t)(m->hour * 60 + m->minute) * 60 + m->second) * 1000000 + m->us;
}
#endif
