/* datetime.date, time and datetime: fields, comparison, arithmetic, text. */
#include "datetime.h"

/* --- the calendar --- */

static const int16_t days_before[2][13] = {
    {0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334},
    {0, 0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335}};

int ki_days_in_month(int year, int month) {
    return month == 2 ? 28 + ki_is_leap(year) : 30 + ((month + (month > 7)) & 1);
}
int64_t ki_ordinal(int year, int month, int day) {
    int y = year - 1;
    return (int64_t)y * 365 + y / 4 - y / 100 + y / 400 + days_before[ki_is_leap(year)][month] +
           day;
}
void ki_from_ordinal(int64_t n, KiMoment *out) {
    int day = (int)n - 1;
    int n400 = day / 146097;
    day %= 146097;
    int n100 = day / 36524;
    day %= 36524;
    int n4 = day / 1461;
    day %= 1461;
    int n1 = day / 365;
    day %= 365;
    int year = n400 * 400 + n100 * 100 + n4 * 4 + n1 + 1;
    if (n1 == 4 || n100 == 4) {
        out->year = (uint16_t)(year - 1);
        out->month = 12;
        out->day = 31;
        return;
    }
    const int16_t *before = days_before[ki_is_leap(year)];
    int month = (day + 50) >> 5; /* right, or one too many */
    if (before[month] > day) month--;
    out->year = (uint16_t)year;
    out->month = (uint8_t)month;
    out->day = (uint8_t)(day - before[month] + 1);
}
static int64_t ordinal_of(const KiMoment *m) {
    return ki_ordinal(m->year, m->month, m->day);
}

static KiMoment *date_of(KiState *ks, KiValue v) {
    return ki_dt_cast(ks, v, KI_DT_DATE);
}
static KiMoment *datetime_of(KiState *ks, KiValue v) {
    return ki_dt_cast(ks, v, KI_DT_DATETIME);
}

/* --- memory --- */

KiMoment *ki_moment_alloc(KiState *ks, KiType *cls) {
    KiMoment *m = (KiMoment *)ki_instance_alloc(ks, cls);
    if (!m) return NULL;
    m->hash = -1;
    m->tz = KI_NONE;
    return m;
}
static void moment_dealloc(KiState *ks, KiObj *o) {
    KiMoment *m = (KiMoment *)o;
    KiValue tz = m->tz;
    m->tz = KI_NONE;
    if (tz) ki_decref(ks, tz);
}
static void moment_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    KiValue tz = ((KiMoment *)o)->tz;
    if (tz) visit(tz, arg); /* 0: not filled in yet */
}

static void copy_fields(KiMoment *to, const KiMoment *from) {
    to->us = from->us;
    to->year = from->year;
    to->month = from->month;
    to->day = from->day;
    to->hour = from->hour;
    to->minute = from->minute;
    to->second = from->second;
    to->fold = from->fold;
}
KiValue ki_moment_of_class(KiState *ks, KiType *cls, const KiMoment *f) {
    bool date = cls == ki_dt_type(ks, KI_DT_DATE);
    if (date || cls == ki_dt_type(ks, KI_DT_DATETIME)) {
        KiMoment *m = ki_moment_alloc(ks, cls);
        if (!m) return KI_ERR;
        copy_fields(m, f);
        m->tz = ki_new_ref(f->tz);
        return ki_from_obj(m);
    }
    KiValue v[] = {ki_small_int(f->year),   ki_small_int(f->month),
                   ki_small_int(f->day),    ki_small_int(f->hour),
                   ki_small_int(f->minute), ki_small_int(f->second),
                   ki_small_int(f->us),     f->tz};
    return ki_call(ks, ki_from_obj(cls), v,
                   ki_is_subtype(cls, ki_dt_type(ks, KI_DT_DATETIME)) ? 8 : 3, KI_ABSENT);
}

/* --- fields --- */

#define FIELD(name)                                                                                \
    static KiValue get_##name(KiState *ks, KiValue self, void *closure) {                          \
        return ki_small_int(ki_moment(self)->name);                                                \
    }
FIELD(year)
FIELD(month)
FIELD(day)
FIELD(hour)
FIELD(minute)
FIELD(second)
FIELD(us)
FIELD(fold)
#undef FIELD
static KiValue get_tzinfo(KiState *ks, KiValue self, void *closure) {
    return ki_new_ref(ki_moment(self)->tz);
}
const KiGetsetDef ki_date_getsets[] = {{"year", get_year, NULL, NULL, NULL},
                                       {"month", get_month, NULL, NULL, NULL},
                                       {"day", get_day, NULL, NULL, NULL},
                                       {NULL, NULL, NULL, NULL, NULL}};
/* Of time and datetime. */
const KiGetsetDef ki_time_getsets[] = {{"hour", get_hour, NULL, NULL, NULL},
                                       {"minute", get_minute, NULL, NULL, NULL},
                                       {"second", get_second, NULL, NULL, NULL},
                                       {"microsecond", get_us, NULL, NULL, NULL},
                                       {"tzinfo", get_tzinfo, NULL, NULL, NULL},
                                       {"fold", get_fold, NULL, NULL, NULL},
                                       {NULL, NULL, NULL, NULL, NULL}};

/* --- comparison --- */

static KiValue order(int64_t a, int64_t b, KiCompareOp op) {
    return ki_bool(ki_cmp_result((a > b) - (a < b), op));
}
/* By the step, which gives -1, 0 or 1, or None for what is only unequal. */
static KiValue order_by_step(KiState *ks, enum KiDtValue step, KiValue a, KiValue b,
                             KiCompareOp op) {
    bool equality = op == KI_EQ || op == KI_NE;
    KiValue v[3] = {a, b, ki_bool(equality)}, r = ki_dt_step(ks, step, v, 3, KI_ABSENT);
    if (r == KI_ERR || r == KI_NOT_IMPLEMENTED) return r;
    return order(ki_is_none(r) ? 2 : ki_int_val(r), 0, op);
}
static KiValue date_compare(KiState *ks, KiValue a, KiValue b, KiCompareOp op) {
    const KiMoment *x = date_of(ks, a), *y = date_of(ks, b);
    if (!x || !y) return KI_NOT_IMPLEMENTED;
    return order(x->year << 16 | x->month << 8 | x->day, y->year << 16 | y->month << 8 | y->day,
                 op);
}
static KiValue time_compare(KiState *ks, KiValue a, KiValue b, KiCompareOp op) {
    const KiMoment *x = ki_dt_cast(ks, a, KI_DT_TIME), *y = ki_dt_cast(ks, b, KI_DT_TIME);
    if (!x || !y) return KI_NOT_IMPLEMENTED;
    if (x->tz == y->tz) return order(ki_clock_us(x), ki_clock_us(y), op);
    return order_by_step(ks, KI_DT_TIME_ORDER, a, b, op);
}
static KiValue datetime_compare(KiState *ks, KiValue a, KiValue b, KiCompareOp op) {
    const KiMoment *x = datetime_of(ks, a), *y = datetime_of(ks, b);
    if (x && y && x->tz == y->tz) return order(ki_moment_us(x), ki_moment_us(y), op);
    if (!date_of(ks, a) || !date_of(ks, b)) return KI_NOT_IMPLEMENTED;
    return order_by_step(ks, KI_DT_DATETIME_ORDER, a, b, op);
}

/* The hash of the state that a pickle has: 4 bytes of the date, 6 of the clock. */
static bool hash_state(KiState *ks, KiMoment *m, bool has_date, bool has_clock, int64_t *out) {
    if (m->hash == -1) {
        uint8_t state[10];
        size_t n = 0;
        if (has_date) {
            state[n++] = (uint8_t)(m->year >> 8);
            state[n++] = (uint8_t)m->year;
            state[n++] = m->month;
            state[n++] = m->day;
        }
        if (has_clock) {
            state[n++] = m->hour;
            state[n++] = m->minute;
            state[n++] = m->second;
            state[n++] = (uint8_t)(m->us >> 16);
            state[n++] = (uint8_t)(m->us >> 8);
            state[n++] = (uint8_t)m->us;
        }
        KiValue b = ki_bytes_from(ks, state, n);
        bool ok = b != KI_ERR && ki_hash(ks, b, &m->hash);
        ki_decref(ks, b);
        if (!ok) return false;
    }
    *out = m->hash;
    return true;
}
static bool hash_by_step(KiState *ks, enum KiDtValue step, KiMoment *m, int64_t *out) {
    if (m->hash == -1) {
        KiValue r = ki_dt_step1(ks, step, ki_from_obj(m));
        bool ok = r != KI_ERR && ki_int_to_i64(ks, r, &m->hash);
        ki_decref(ks, r);
        if (!ok) return false;
    }
    *out = m->hash;
    return true;
}
static bool date_hash(KiState *ks, KiValue self, int64_t *out) {
    return hash_state(ks, ki_moment(self), true, false, out);
}
static bool time_hash(KiState *ks, KiValue self, int64_t *out) {
    KiMoment *m = ki_moment(self);
    return ki_is_none(m->tz) ? hash_state(ks, m, false, true, out)
                             : hash_by_step(ks, KI_DT_TIME_HASH, m, out);
}
static bool datetime_hash(KiState *ks, KiValue self, int64_t *out) {
    KiMoment *m = ki_moment(self);
    return ki_is_none(m->tz) ? hash_state(ks, m, true, true, out)
                             : hash_by_step(ks, KI_DT_DATETIME_HASH, m, out);
}

/* --- arithmetic --- */

static KiValue out_of_range(KiState *ks) {
    return ki_raise(ks, KI_EXC_OverflowError, "date value out of range");
}
static KiValue shift_date(KiState *ks, const KiMoment *m, int64_t days) {
    int64_t n = ordinal_of(m) + days;
    if (n < 1 || n > KI_MAX_ORDINAL) return out_of_range(ks);
    KiMoment f = {.tz = KI_NONE};
    ki_from_ordinal(n, &f);
    return ki_moment_of_class(ks, ki_obj_type(&m->h), &f);
}
static KiValue shift_datetime(KiState *ks, const KiMoment *m, KiSpan us) {
    us += ki_moment_us(m);
    if (us < KI_US_PER_DAY || us >= (KI_MAX_ORDINAL + 1) * KI_US_PER_DAY) return out_of_range(ks);
    int64_t all = (int64_t)us, rest = all % KI_US_PER_DAY;
    int seconds = (int)(rest / 1000000);
    KiMoment f = {.us = (int32_t)(rest % 1000000), .tz = m->tz};
    ki_from_ordinal(all / KI_US_PER_DAY, &f);
    f.hour = (uint8_t)(seconds / 3600);
    f.minute = (uint8_t)(seconds / 60 % 60);
    f.second = (uint8_t)(seconds % 60);
    return ki_moment_of_class(ks, ki_obj_type(&m->h), &f);
}

static KiValue date_add(KiState *ks, KiValue a, KiValue b) {
    const KiMoment *m = date_of(ks, a);
    const KiDelta *d = ki_delta_of(ks, m ? b : a);
    if (!m) m = date_of(ks, b);
    return m && d ? shift_date(ks, m, d->days) : KI_NOT_IMPLEMENTED;
}
static KiValue date_sub(KiState *ks, KiValue a, KiValue b) {
    const KiMoment *x = date_of(ks, a), *y = date_of(ks, b);
    const KiDelta *d = ki_delta_of(ks, b);
    if (x && d) return shift_date(ks, x, -(int64_t)d->days);
    if (!x || !y || datetime_of(ks, a) || datetime_of(ks, b)) return KI_NOT_IMPLEMENTED;
    return ki_delta_from(ks, ki_dt_type(ks, KI_DT_TIMEDELTA),
                         (ordinal_of(x) - ordinal_of(y)) * (KiSpan)KI_US_PER_DAY);
}
static KiValue datetime_add(KiState *ks, KiValue a, KiValue b) {
    const KiMoment *m = datetime_of(ks, a);
    const KiDelta *d = ki_delta_of(ks, m ? b : a);
    if (!m) m = datetime_of(ks, b);
    return m && d ? shift_datetime(ks, m, ki_delta_us(d)) : KI_NOT_IMPLEMENTED;
}
static KiValue datetime_sub(KiState *ks, KiValue a, KiValue b) {
    const KiMoment *x = datetime_of(ks, a), *y = datetime_of(ks, b);
    const KiDelta *d = ki_delta_of(ks, b);
    if (x && d) return shift_datetime(ks, x, -ki_delta_us(d));
    if (!x || !y) return KI_NOT_IMPLEMENTED;
    if (x->tz != y->tz) return ki_dt_step2(ks, KI_DT_DATETIME_SUB, a, b);
    return ki_delta_from(ks, ki_dt_type(ks, KI_DT_TIMEDELTA), ki_moment_us(x) - ki_moment_us(y));
}

static KiValue m_toordinal(KiState *ks, KiValue *a, int n) {
    return ki_small_int(ordinal_of(ki_moment(a[0])));
}
static KiValue m_weekday(KiState *ks, KiValue *a, int n) {
    return ki_small_int((ordinal_of(ki_moment(a[0])) + 6) % 7);
}
static KiValue m_isoweekday(KiState *ks, KiValue *a, int n) {
    return ki_small_int((ordinal_of(ki_moment(a[0])) + 6) % 7 + 1);
}

/* --- text --- */

static size_t put_number(char *out, int n, int digits) {
    for (int i = digits - 1; i >= 0; i--, n /= 10)
        out[i] = (char)('0' + n % 10);
    return (size_t)digits;
}
static size_t put_date(char *out, const KiMoment *m) {
    put_number(out, m->year, 4);
    out[4] = out[7] = '-';
    put_number(out + 5, m->month, 2);
    put_number(out + 8, m->day, 2);
    return 10;
}
static size_t put_clock(char *out, const KiMoment *m) {
    put_number(out, m->hour, 2);
    out[2] = out[5] = ':';
    put_number(out + 3, m->minute, 2);
    put_number(out + 6, m->second, 2);
    if (!m->us) return 8;
    out[8] = '.';
    put_number(out + 9, m->us, 6);
    return 15;
}
static KiValue date_str(KiState *ks, KiValue self) {
    char text[10];
    return ki_str_from_ascii(ks, text, put_date(text, ki_moment(self)));
}
static KiValue naive_text(KiState *ks, const KiMoment *m, char sep) {
    char text[32];
    size_t n = put_date(text, m);
    text[n++] = sep;
    n += put_clock(text + n, m);
    return ki_str_from_ascii(ks, text, n);
}

/* str() is isoformat(), which a subclass may have its own of. */
static KiValue text_by_method(KiState *ks, KiValue self, const char *sep) {
    KiValue f = ki_getattr_cstr(ks, self, "isoformat");
    KiValue s = f == KI_ERR || !sep ? KI_NONE : ki_str_from_cstr(ks, sep);
    KiValue r = f == KI_ERR || s == KI_ERR ? KI_ERR : ki_call(ks, f, &s, sep ? 1 : 0, KI_ABSENT);
    ki_decref(ks, f);
    ki_decref(ks, s);
    return r;
}
static KiValue date_to_str(KiState *ks, KiValue self) {
    return ki_obj_type(ki_obj(self)) == ki_dt_type(ks, KI_DT_DATE) ? date_str(ks, self)
                                                                   : text_by_method(ks, self, NULL);
}
static KiValue time_to_str(KiState *ks, KiValue self) {
    const KiMoment *m = ki_moment(self);
    char text[16];
    if (ki_obj_type(&m->h) != ki_dt_type(ks, KI_DT_TIME) || !ki_is_none(m->tz))
        return text_by_method(ks, self, NULL);
    return ki_str_from_ascii(ks, text, put_clock(text, m));
}
static KiValue datetime_to_str(KiState *ks, KiValue self) {
    const KiMoment *m = ki_moment(self);
    return ki_obj_type(&m->h) == ki_dt_type(ks, KI_DT_DATETIME) && ki_is_none(m->tz)
               ? naive_text(ks, m, ' ')
               : text_by_method(ks, self, " ");
}

static KiValue m_date_iso(KiState *ks, KiValue *a, int n) {
    return date_str(ks, a[0]);
}
static KiValue m_time_iso(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    const KiMoment *m = ki_moment(args[0]);
    char text[16];
    if (nargs != 1 || kwnames != KI_ABSENT || !ki_is_none(m->tz))
        return ki_dt_step(ks, KI_DT_TIME_ISO, args, nargs, kwnames);
    return ki_str_from_ascii(ks, text, put_clock(text, m));
}
static KiValue m_datetime_iso(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    const KiMoment *m = ki_moment(args[0]);
    if (nargs != 1 || kwnames != KI_ABSENT || !ki_is_none(m->tz))
        return ki_dt_step(ks, KI_DT_DATETIME_ISO, args, nargs, kwnames);
    return naive_text(ks, m, 'T');
}

static KiValue date_repr(KiState *ks, KiValue self) {
    return ki_dt_step1(ks, KI_DT_DATE_REPR, self);
}
static KiValue time_repr(KiState *ks, KiValue self) {
    return ki_dt_step1(ks, KI_DT_TIME_REPR, self);
}
static KiValue datetime_repr(KiState *ks, KiValue self) {
    return ki_dt_step1(ks, KI_DT_DATETIME_REPR, self);
}

/* --- parts of a datetime --- */

static KiValue part(KiState *ks, const KiMoment *m, enum KiDtValue type, KiValue tz) {
    KiMoment *p = ki_moment_alloc(ks, ki_dt_type(ks, type));
    if (!p) return KI_ERR;
    copy_fields(p, m);
    if (type == KI_DT_DATE) {
        p->hour = p->minute = p->second = p->fold = 0;
        p->us = 0;
    } else {
        p->year = 0;
        p->month = p->day = 0;
        p->tz = ki_new_ref(tz);
    }
    return ki_from_obj(p);
}
static KiValue m_date(KiState *ks, KiValue *a, int n) {
    return part(ks, ki_moment(a[0]), KI_DT_DATE, KI_NONE);
}
static KiValue m_time(KiState *ks, KiValue *a, int n) {
    return part(ks, ki_moment(a[0]), KI_DT_TIME, KI_NONE);
}
static KiValue m_timetz(KiState *ks, KiValue *a, int n) {
    return part(ks, ki_moment(a[0]), KI_DT_TIME, ki_moment(a[0])->tz);
}

/* --- tables --- */

const KiDef ki_date_methods[] = {
    {"fromisoformat", "(...)", (void *)ki_dt_date_from_iso, "A date from an ISO 8601 text.",
     KI_DEF_CLASS | KI_DEF_UNSIGNED},
    {"isoformat", "(self, /)", (void *)m_date_iso, "YYYY-MM-DD", KI_DEF_UNSIGNED},
    {"isoweekday", "(self, /)", (void *)m_isoweekday, "Monday is 1.", KI_DEF_UNSIGNED},
    {"toordinal", "(self, /)", (void *)m_toordinal,
     "Proleptic Gregorian ordinal: January 1 of year 1 is day 1.", KI_DEF_UNSIGNED},
    {"weekday", "(self, /)", (void *)m_weekday, "Monday is 0.", KI_DEF_UNSIGNED},
    {"replace", "(...)", (void *)ki_dt_date_replace, "The date with some fields changed.",
     KI_DEF_UNSIGNED},
    KI_DEF_END};
const KiDef ki_time_methods[] = {
    {"isoformat", "(...)", (void *)m_time_iso, "HH:MM:SS[.ffffff][+HH:MM]", KI_DEF_UNSIGNED},
    {"replace", "(...)", (void *)ki_dt_time_replace, "The time with some fields changed.",
     KI_DEF_UNSIGNED},
    KI_DEF_END};
const KiDef ki_datetime_methods[] = {
    {"now", "(...)", (void *)ki_dt_now, "now($type, /, tz=None)\n--\n\nThe current date and time.",
     KI_DEF_CLASS},
    {"fromtimestamp", "(...)", (void *)ki_dt_from_stamp,
     "The local (or tz's) date and time of a POSIX time.", KI_DEF_CLASS | KI_DEF_UNSIGNED},
    {"combine", "(...)", (void *)ki_dt_combine, "A date and a time together.",
     KI_DEF_CLASS | KI_DEF_UNSIGNED},
    {"fromisoformat", "(...)", (void *)ki_dt_from_iso, "A datetime from an ISO 8601 text.",
     KI_DEF_CLASS | KI_DEF_UNSIGNED},
    {"date", "(self, /)", (void *)m_date, "The date alone.", KI_DEF_UNSIGNED},
    {"time", "(self, /)", (void *)m_time, "The time alone, without tzinfo.", KI_DEF_UNSIGNED},
    {"timetz", "(self, /)", (void *)m_timetz, "The time with tzinfo.", KI_DEF_UNSIGNED},
    {"timestamp", "(...)", (void *)ki_dt_stamp, "POSIX time as a float.", KI_DEF_UNSIGNED},
    {"isoformat", "(...)", (void *)m_datetime_iso, "YYYY-MM-DDTHH:MM:SS[.ffffff][+HH:MM]",
     KI_DEF_UNSIGNED},
    {"replace", "(...)", (void *)ki_dt_datetime_replace, "The datetime with some fields changed.",
     KI_DEF_UNSIGNED},
    KI_DEF_END};

const KiSlots ki_date_slots = {.dealloc = moment_dealloc,
                               .clear = moment_dealloc,
                               .traverse = moment_traverse,
                               .repr = date_repr,
                               .str = date_to_str,
                               .hash = date_hash,
                               .compare = date_compare,
                               .getattr = ki_generic_getattr,
                               .new_ = ki_date_new,
                               .binary = {[KI_ADD] = date_add, [KI_SUB] = date_sub}};
const KiSlots ki_time_slots = {.dealloc = moment_dealloc,
                               .clear = moment_dealloc,
                               .traverse = moment_traverse,
                               .repr = time_repr,
                               .str = time_to_str,
                               .hash = time_hash,
                               .compare = time_compare,
                               .getattr = ki_generic_getattr,
                               .new_ = ki_time_new};
const KiSlots ki_datetime_slots = {.dealloc = moment_dealloc,
                                   .clear = moment_dealloc,
                                   .traverse = moment_traverse,
                                   .repr = datetime_repr,
                                   .str = datetime_to_str,
                                   .hash = datetime_hash,
                                   .compare = datetime_compare,
                                   .getattr = ki_generic_getattr,
                                   .new_ = ki_datetime_new,
                                   .binary = {[KI_ADD] = datetime_add, [KI_SUB] = datetime_sub}};
