/* What makes objects of date, time and datetime: constructors, replace(), the clock, ISO 8601 text.
 * Each does what is usual and leaves the rest to its step. */
#include <math.h>
#include <time.h>

#include "../object/containers.h"
#include "datetime.h"

/* The parameters of the constructors, in the order of their positions. */
static const char *const datetime_names[] = {"year",   "month",       "day",    "hour", "minute",
                                             "second", "microsecond", "tzinfo", "fold"};
enum { YEAR, MONTH, DAY, HOUR, MINUTE, SECOND, US, TZ, FOLD, N_DATETIME };
static const char *const *const time_names = datetime_names + HOUR;
enum { N_DATE = HOUR, N_TIME = N_DATETIME - HOUR };

static bool small(KiValue v, int64_t low, int64_t high) {
    return ki_is_int(v) && ki_int_val(v) >= low && ki_int_val(v) <= high;
}
/* v[0 .. N_DATE) as fields, which are right. */
static bool take_date(const KiValue *v, KiMoment *out) {
    if (!ki_is_int(v[YEAR]) || !ki_is_int(v[MONTH]) || !ki_is_int(v[DAY]) ||
        !ki_is_date(ki_int_val(v[YEAR]), ki_int_val(v[MONTH]), ki_int_val(v[DAY])))
        return false;
    out->year = (uint16_t)ki_int_val(v[YEAR]);
    out->month = (uint8_t)ki_int_val(v[MONTH]);
    out->day = (uint8_t)ki_int_val(v[DAY]);
    return true;
}
/* v: the N_TIME values from the hour on. The zone is borrowed. */
static bool take_clock(KiState *ks, const KiValue *v, KiMoment *out) {
    v -= HOUR;
    if (!small(v[HOUR], 0, 23) || !small(v[MINUTE], 0, 59) || !small(v[SECOND], 0, 59) ||
        !small(v[US], 0, 999999) || !small(v[FOLD], 0, 1) ||
        (!ki_is_none(v[TZ]) && !ki_dt_cast(ks, v[TZ], KI_DT_TZINFO)))
        return false;
    out->hour = (uint8_t)ki_int_val(v[HOUR]);
    out->minute = (uint8_t)ki_int_val(v[MINUTE]);
    out->second = (uint8_t)ki_int_val(v[SECOND]);
    out->us = (int32_t)ki_int_val(v[US]);
    out->fold = (uint8_t)ki_int_val(v[FOLD]);
    out->tz = v[TZ];
    return true;
}
/* Places for the arguments of calls in which none has to be given. */
static void default_clock(KiValue *v) {
    for (int i = 0; i < N_TIME; i++)
        if (v[i] == KI_ABSENT) v[i] = i == TZ - HOUR ? KI_NONE : ki_small_int(0);
}

static KiValue made(KiState *ks, KiType *cls, const KiMoment *fields) {
    KiMoment *m = ki_moment_alloc(ks, cls);
    if (!m) return KI_ERR;
    m->year = fields->year;
    m->month = fields->month;
    m->day = fields->day;
    m->hour = fields->hour;
    m->minute = fields->minute;
    m->second = fields->second;
    m->fold = fields->fold;
    m->us = fields->us;
    m->tz = ki_new_ref(fields->tz);
    return ki_from_obj(m);
}

/* --- constructors --- */

/* What a constructor that has its arguments does not understand: a pickled state, or the step's. */
static KiValue new_by_step(KiState *ks, enum KiDtValue of_state, enum KiDtValue step, KiType *cls,
                           KiValue *args, int nargs, KiValue kwnames) {
    KiValue self = ki_from_obj(cls);
    bool state = nargs >= 1 && nargs <= (of_state == KI_DT_DATE_OF_STATE ? 1 : 2) &&
                 kwnames == KI_ABSENT && (ki_is_bytes(args[0]) || ki_is_str(args[0]));
    KiValue r = state ? ki_dt_step_of(ks, of_state, self, args, nargs, KI_ABSENT) : KI_NONE;
    return r == KI_NONE ? ki_dt_step_of(ks, step, self, args, nargs, kwnames) : r;
}

KiValue ki_date_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    KiValue v[N_DATE];
    KiMoment f = {.tz = KI_NONE};
    if (ki_dt_bind(datetime_names, N_DATE, N_DATE, args, nargs, kwnames, v) && take_date(v, &f))
        return made(ks, cls, &f);
    return new_by_step(ks, KI_DT_DATE_OF_STATE, KI_DT_DATE_NEW, cls, args, nargs, kwnames);
}
KiValue ki_time_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    KiValue v[N_TIME];
    KiMoment f = {.tz = KI_NONE};
    if (ki_dt_bind(time_names, N_TIME, N_TIME - 1, args, nargs, kwnames, v)) {
        default_clock(v);
        if (take_clock(ks, v, &f)) return made(ks, cls, &f);
    }
    return new_by_step(ks, KI_DT_TIME_OF_STATE, KI_DT_TIME_NEW, cls, args, nargs, kwnames);
}
KiValue ki_datetime_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    KiValue v[N_DATETIME];
    KiMoment f = {.tz = KI_NONE};
    if (ki_dt_bind(datetime_names, N_DATETIME, N_DATETIME - 1, args, nargs, kwnames, v)) {
        default_clock(v + HOUR);
        if (take_date(v, &f) && take_clock(ks, v + HOUR, &f)) return made(ks, cls, &f);
    }
    return new_by_step(ks, KI_DT_DATETIME_OF_STATE, KI_DT_DATETIME_NEW, cls, args, nargs, kwnames);
}

/* --- replace(): an object of the same class, made without asking it --- */

static bool has_type(KiState *ks, KiValue self, enum KiDtValue type) {
    return self == ki_dt_values(ks)[type];
}
/* Puts the fields of m where no argument is. */
static void fill_date(KiValue *v, const KiMoment *m) {
    if (v[YEAR] == KI_ABSENT) v[YEAR] = ki_small_int(m->year);
    if (v[MONTH] == KI_ABSENT) v[MONTH] = ki_small_int(m->month);
    if (v[DAY] == KI_ABSENT) v[DAY] = ki_small_int(m->day);
}
static void fill_clock(KiValue *v, const KiMoment *m) {
    v -= HOUR;
    if (v[HOUR] == KI_ABSENT) v[HOUR] = ki_small_int(m->hour);
    if (v[MINUTE] == KI_ABSENT) v[MINUTE] = ki_small_int(m->minute);
    if (v[SECOND] == KI_ABSENT) v[SECOND] = ki_small_int(m->second);
    if (v[US] == KI_ABSENT) v[US] = ki_small_int(m->us);
    if (v[TZ] == KI_ABSENT) v[TZ] = m->tz;
    if (v[FOLD] == KI_ABSENT) v[FOLD] = ki_small_int(m->fold);
}

KiValue ki_dt_date_replace(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    KiValue v[N_DATE];
    KiMoment f = {.tz = KI_NONE};
    if (ki_dt_bind(datetime_names, N_DATE, N_DATE, args + 1, nargs - 1, kwnames, v)) {
        fill_date(v, ki_moment(args[0]));
        if (take_date(v, &f)) return made(ks, ki_obj_type(ki_obj(args[0])), &f);
    }
    return ki_dt_step(ks, KI_DT_DATE_REPLACE, args, nargs, kwnames);
}
KiValue ki_dt_time_replace(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    KiValue v[N_TIME];
    KiMoment f = {.tz = KI_NONE};
    if (ki_dt_bind(time_names, N_TIME, N_TIME - 1, args + 1, nargs - 1, kwnames, v)) {
        fill_clock(v, ki_moment(args[0]));
        if (take_clock(ks, v, &f)) return made(ks, ki_obj_type(ki_obj(args[0])), &f);
    }
    return ki_dt_step(ks, KI_DT_TIME_REPLACE, args, nargs, kwnames);
}
KiValue ki_dt_datetime_replace(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    KiValue v[N_DATETIME];
    KiMoment f = {.tz = KI_NONE};
    if (ki_dt_bind(datetime_names, N_DATETIME, N_DATETIME - 1, args + 1, nargs - 1, kwnames, v)) {
        fill_date(v, ki_moment(args[0]));
        fill_clock(v + HOUR, ki_moment(args[0]));
        if (take_date(v, &f) && take_clock(ks, v + HOUR, &f))
            return made(ks, ki_obj_type(ki_obj(args[0])), &f);
    }
    return ki_dt_step(ks, KI_DT_DATETIME_REPLACE, args, nargs, kwnames);
}

KiValue ki_dt_combine(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    if (nargs != 3 || kwnames != KI_ABSENT || !has_type(ks, args[0], KI_DT_DATETIME) ||
        !ki_dt_cast(ks, args[1], KI_DT_DATE) || !ki_dt_cast(ks, args[2], KI_DT_TIME))
        return ki_dt_step(ks, KI_DT_DATETIME_COMBINE, args, nargs, kwnames);
    const KiMoment *day = ki_moment(args[1]);
    KiMoment f = *ki_moment(args[2]);
    f.year = day->year;
    f.month = day->month;
    f.day = day->day;
    return made(ks, ki_dt_type(ks, KI_DT_DATETIME), &f);
}

/* --- the clock --- */

/* A moment of the system's clock is kept within these years, where no zone leads out of the
 * calendar. */
static const int64_t first_second = -62135510400, last_second = 253402214400;

/* What the local clocks show at t, as if they showed UTC. False: not to be told here. */
static bool local_seconds(int64_t t, int64_t *out) {
    struct tm tm;
    time_t when = (time_t)t;
    if (t < first_second || t > last_second || !localtime_r(&when, &tm)) return false;
    *out = t + tm.tm_gmtoff;
    return true;
}

/* The naive local time at t; false: not to be told here. */
static bool local_moment(int64_t t, int us, KiMoment *out) {
    struct tm tm, before;
    time_t when = (time_t)t, day_ago = (time_t)t - 86400;
    if (t - 86400 < first_second || t > last_second || !localtime_r(&when, &tm) ||
        !localtime_r(&day_ago, &before))
        return false;
    *out = (KiMoment){.us = us,
                      .tz = KI_NONE,
                      .year = (uint16_t)(tm.tm_year + 1900),
                      .month = (uint8_t)(tm.tm_mon + 1),
                      .day = (uint8_t)tm.tm_mday,
                      .hour = (uint8_t)tm.tm_hour,
                      .minute = (uint8_t)tm.tm_min,
                      .second = (uint8_t)(tm.tm_sec > 59 ? 59 : tm.tm_sec)};
    /* the second of two equal readings of the clock? */
    int64_t shift = tm.tm_gmtoff - before.tm_gmtoff, then;
    if (shift < 0) out->fold = local_seconds(t + shift, &then) && then == t + tm.tm_gmtoff;
    return true;
}

KiValue ki_dt_now(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    struct timespec now;
    KiMoment f;
    if (nargs != 1 || kwnames != KI_ABSENT || !has_type(ks, args[0], KI_DT_DATETIME) ||
        clock_gettime(CLOCK_REALTIME, &now) ||
        !local_moment(now.tv_sec, (int)(now.tv_nsec / 1000), &f))
        return ki_dt_step(ks, KI_DT_DATETIME_NOW, args, nargs, kwnames);
    return made(ks, ki_dt_type(ks, KI_DT_DATETIME), &f);
}

/* A timestamp as whole seconds and microseconds. */
static bool split_stamp(KiValue v, int64_t *seconds, int *us) {
    if (ki_is_int(v)) {
        *seconds = ki_int_val(v);
        *us = 0;
        return true;
    }
    if (!ki_is_float(v) || !(fabs(ki_float_val(v)) < 1e15)) return false;
    double whole, fraction = modf(ki_float_val(v), &whole);
    *us = (int)rint(fraction * 1e6);
    *seconds = (int64_t)whole;
    if (*us >= 1000000) {
        ++*seconds;
        *us -= 1000000;
    } else if (*us < 0) {
        --*seconds;
        *us += 1000000;
    }
    return true;
}
KiValue ki_dt_from_stamp(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    int64_t seconds;
    int us;
    KiMoment f;
    if (nargs != 2 || kwnames != KI_ABSENT || !has_type(ks, args[0], KI_DT_DATETIME) ||
        !split_stamp(args[1], &seconds, &us) || !local_moment(seconds, us, &f))
        return ki_dt_step(ks, KI_DT_DATETIME_FROM_STAMP, args, nargs, kwnames);
    return made(ks, ki_dt_type(ks, KI_DT_DATETIME), &f);
}

/* The moment at which the local clocks show `wanted`, where fold chooses between two, and between
 * two guesses where they never do. */
static bool seconds_of_local(int64_t wanted, bool fold, int64_t *out) {
    int64_t there, a, b;
    if (!local_seconds(wanted, &there)) return false;
    a = there - wanted;
    int64_t u1 = wanted - a, t1;
    if (!local_seconds(u1, &t1)) return false;
    if (t1 == wanted) {
        int64_t other = u1 + (fold ? 86400 : -86400);
        if (!local_seconds(other, &there)) return false;
        b = there - other;
        *out = u1;
        if (a == b) return true;
    } else {
        b = t1 - u1;
    }
    int64_t u2 = wanted - b, t2;
    if (!local_seconds(u2, &t2)) return false;
    if (t2 == wanted)
        *out = u2;
    else if (t1 == wanted)
        *out = u1;
    else
        *out = (u1 < u2) == fold ? u1 : u2;
    return true;
}
KiValue ki_dt_stamp(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    const KiMoment *m = ki_moment(args[0]);
    int64_t seconds;
    if (nargs != 1 || kwnames != KI_ABSENT || !ki_is_none(m->tz) ||
        !seconds_of_local((ki_ordinal(m->year, m->month, m->day) - KI_EPOCH_ORDINAL) * 86400 +
                              (m->hour * 60 + m->minute) * 60 + m->second,
                          m->fold, &seconds))
        return ki_dt_step(ks, KI_DT_DATETIME_STAMP, args, nargs, kwnames);
    return ki_float((double)seconds + m->us / 1e6);
}

/* --- ISO 8601 --- */

static bool digits(const char **s, int n, int *out) {
    for (*out = 0; n > 0; n--, ++*s) {
        if (**s < '0' || **s > '9') return false;
        *out = *out * 10 + (**s - '0');
    }
    return true;
}
/* YYYY-MM-DD */
static bool read_date(const char **s, KiMoment *out) {
    int year, month, day;
    if (!digits(s, 4, &year) || *(*s)++ != '-' || !digits(s, 2, &month) || *(*s)++ != '-' ||
        !digits(s, 2, &day) || !ki_is_date(year, month, day))
        return false;
    out->year = (uint16_t)year;
    out->month = (uint8_t)month;
    out->day = (uint8_t)day;
    return true;
}
/* HH:MM[:SS[.ffffff]] up to the end */
static bool read_clock(const char **s, KiMoment *out) {
    int hour, minute, second = 0, us = 0;
    if (!digits(s, 2, &hour) || *(*s)++ != ':' || !digits(s, 2, &minute)) return false;
    if (**s == ':') {
        ++*s;
        if (!digits(s, 2, &second)) return false;
        if (**s == '.') {
            ++*s;
            if (!digits(s, 6, &us)) return false;
        }
    }
    if (**s || hour > 23 || minute > 59 || second > 59) return false;
    out->hour = (uint8_t)hour;
    out->minute = (uint8_t)minute;
    out->second = (uint8_t)second;
    out->us = us;
    return true;
}
/* The text of a call with one argument for the class itself; NULL: something else. */
static const char *iso_text(KiState *ks, KiValue *args, int nargs, KiValue kwnames,
                            enum KiDtValue type) {
    if (nargs != 2 || kwnames != KI_ABSENT || !has_type(ks, args[0], type) || !ki_is_str(args[1]))
        return NULL;
    const KiStr *s = ki_str_of(args[1]);
    if (s->len < 10 || s->len > 26) return NULL;
    for (size_t i = 0; i < s->len; i++)
        if (ki_str_at(s, i) > 126 || ki_str_at(s, i) < ' ') return NULL;
    return ki_str_utf8(ks, ki_str_of(args[1]), NULL);
}
KiValue ki_dt_date_from_iso(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    const char *s = iso_text(ks, args, nargs, kwnames, KI_DT_DATE);
    KiMoment f = {.tz = KI_NONE};
    if (s && read_date(&s, &f) && !*s) return made(ks, ki_dt_type(ks, KI_DT_DATE), &f);
    return ki_dt_step(ks, KI_DT_DATE_FROM_ISO, args, nargs, kwnames);
}
KiValue ki_dt_from_iso(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    const char *s = iso_text(ks, args, nargs, kwnames, KI_DT_DATETIME);
    KiMoment f = {.tz = KI_NONE};
    if (s && read_date(&s, &f) && (!*s || (s++, read_clock(&s, &f))))
        return made(ks, ki_dt_type(ks, KI_DT_DATETIME), &f);
    return ki_dt_step(ks, KI_DT_DATETIME_FROM_ISO, args, nargs, kwnames);
}
