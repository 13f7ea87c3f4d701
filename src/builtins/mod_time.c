/* The module time. */
#include <errno.h>
#include <limits.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "../vm/thread.h"
#include "mod_io.h"

static const char *const struct_time_fields[] = {"tm_year",  "tm_mon",  "tm_mday",  "tm_hour",
                                                 "tm_min",   "tm_sec",  "tm_wday",  "tm_yday",
                                                 "tm_isdst", "tm_zone", "tm_gmtoff"};
enum { N_ITEMS = 9, N_FIELDS = 11 };

static KiValue clock_seconds(KiState *ks, clockid_t id) {
    struct timespec t;
    if (clock_gettime(id, &t) < 0) return ki_raise_errno(ks, errno, KI_ABSENT);
    return ki_float((double)t.tv_sec + (double)t.tv_nsec * 1e-9);
}
static KiValue clock_ns(KiState *ks, clockid_t id) {
    struct timespec t;
    if (clock_gettime(id, &t) < 0) return ki_raise_errno(ks, errno, KI_ABSENT);
    return ki_int_from_i64(ks, (int64_t)t.tv_sec * 1000000000 + t.tv_nsec);
}
static KiValue f_time(KiState *ks, KiValue *a, int n) {
    return clock_seconds(ks, CLOCK_REALTIME);
}
static KiValue f_time_ns(KiState *ks, KiValue *a, int n) {
    return clock_ns(ks, CLOCK_REALTIME);
}
static KiValue f_monotonic(KiState *ks, KiValue *a, int n) {
    return clock_seconds(ks, CLOCK_MONOTONIC);
}
static KiValue f_monotonic_ns(KiState *ks, KiValue *a, int n) {
    return clock_ns(ks, CLOCK_MONOTONIC);
}
static KiValue f_process_time(KiState *ks, KiValue *a, int n) {
    return clock_seconds(ks, CLOCK_PROCESS_CPUTIME_ID);
}
static KiValue f_process_time_ns(KiState *ks, KiValue *a, int n) {
    return clock_ns(ks, CLOCK_PROCESS_CPUTIME_ID);
}
static KiValue f_thread_time(KiState *ks, KiValue *a, int n) {
    return clock_seconds(ks, CLOCK_THREAD_CPUTIME_ID);
}
static KiValue f_thread_time_ns(KiState *ks, KiValue *a, int n) {
    return clock_ns(ks, CLOCK_THREAD_CPUTIME_ID);
}

static KiValue f_clock_getres(KiState *ks, KiValue *a, int n) {
    struct timespec t;
    int id;
    if (!ki_to_int_of_parser(ks, a[0], &id)) return KI_ERR;
    if (clock_getres(id, &t) < 0) return ki_raise_errno(ks, errno, KI_ABSENT);
    return ki_float((double)t.tv_sec + (double)t.tv_nsec * 1e-9);
}
static KiValue f_pthread_getcpuclockid(KiState *ks, KiValue *a, int n) {
    int64_t ident;
    clockid_t id;
    if (!ki_arg_i64(ks, a[0], &ident)) return KI_ERR;
    int err = pthread_getcpuclockid((pthread_t)(uintptr_t)ident, &id);
    return err ? ki_raise_errno(ks, err, KI_ABSENT) : ki_int_from_i64(ks, id);
}
static KiValue f_clock_settime(KiState *ks, KiValue *a, int n) {
    int id;
    double s;
    if (!ki_to_int(ks, a[0], &id) || !ki_to_double(ks, a[1], &s)) return KI_ERR;
    struct timespec t = {(time_t)floor(s), (long)((s - floor(s)) * 1e9)};
    return clock_settime(id, &t) < 0 ? ki_raise_errno(ks, errno, KI_ABSENT) : KI_NONE;
}
/* CPython's parser calls it by the name of the other one. */
static KiValue f_clock_settime_ns(KiState *ks, KiValue *a, int nargs, KiValue kwnames) {
    int id;
    int64_t ns;
    if (kwnames != KI_ABSENT)
        return ki_raise(ks, KI_EXC_TypeError, "clock_settime_ns() takes no keyword arguments");
    if (nargs != 2)
        return ki_raise(ks, KI_EXC_TypeError,
                        "clock_settime() takes exactly 2 arguments (%d given)", nargs);
    if (!ki_to_int(ks, a[0], &id)) return KI_ERR;
    if (!ki_is_integer(a[1]))
        return ki_raise(ks, KI_EXC_TypeError, "expect int, got %s", ki_type_name(ks, a[1]));
    if (!ki_int_try_i64(a[1], &ns))
        return ki_raise(ks, KI_EXC_OverflowError, "timestamp too large to convert to C _PyTime_t");
    struct timespec t = {(time_t)(ns / 1000000000), (long)(ns % 1000000000)};
    return clock_settime(id, &t) < 0 ? ki_raise_errno(ks, errno, KI_ABSENT) : KI_NONE;
}

static KiValue f_sleep(KiState *ks, KiValue *a, int n) {
    double s = 0;
    if (ki_is_float(a[0])) {
        s = ki_float_val(a[0]);
    } else {
        KiValue i = ki_index(ks, a[0]);
        bool ok = i != KI_ERR && ki_to_double(ks, i, &s);
        ki_decref(ks, i);
        if (!ok && !ki_pending_is(ks, KI_EXC_OverflowError)) return KI_ERR;
        if (!ok) { /* beyond what a double holds */
            ki_clear_exc(ks);
            s = INFINITY;
        }
    }
    if (isnan(s)) return ki_raise(ks, KI_EXC_ValueError, "Invalid value NaN (not a number)");
    if (s < 0) return ki_raise(ks, KI_EXC_ValueError, "sleep length must be non-negative");
    if (s > 9e9)
        return ki_raise(ks, KI_EXC_OverflowError, "timestamp too large to convert to C _PyTime_t");
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += (time_t)s;
    until.tv_nsec += (long)((s - floor(s)) * 1e9);
    if (until.tv_nsec >= 1000000000) {
        until.tv_nsec -= 1000000000;
        until.tv_sec++;
    }
    for (;;) {
        KiThread *t = ki_gil_release(ks);
        int r = clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL);
        ki_gil_acquire(ks, t);
        if (!ki_io_interrupted(ks)) return KI_ERR;
        if (r != EINTR) return KI_NONE;
    }
}

/* --- broken-down time --- */

static KiType *struct_time(KiState *ks) {
    if (!ks->bi->struct_time)
        ks->bi->struct_time =
            ki_struct_seq_type(ks, "time", "struct_time", struct_time_fields, N_ITEMS, N_FIELDS);
    return ks->bi->struct_time;
}

static KiValue from_tm(KiState *ks, const struct tm *t) {
    KiType *type = struct_time(ks);
    if (!type) return KI_ERR;
    KiValue v[N_FIELDS] = {ki_small_int(t->tm_year + 1900),
                           ki_small_int(t->tm_mon + 1),
                           ki_small_int(t->tm_mday),
                           ki_small_int(t->tm_hour),
                           ki_small_int(t->tm_min),
                           ki_small_int(t->tm_sec),
                           ki_small_int((t->tm_wday + 6) % 7),
                           ki_small_int(t->tm_yday + 1),
                           ki_small_int(t->tm_isdst),
                           ki_str_from_cstr(ks, t->tm_zone ? t->tm_zone : ""),
                           ki_small_int(t->tm_gmtoff)};
    return ki_struct_seq_new(ks, type, struct_time_fields, v, N_ITEMS, N_FIELDS);
}

static bool seconds_arg(KiState *ks, KiValue v, time_t *out) {
    double d;
    int64_t n;
    if (v == KI_ABSENT || ki_is_none(v)) {
        *out = time(NULL);
        return true;
    }
    if (!ki_is_float(v)) {
        KiValue i = ki_index(ks, v);
        if (i == KI_ERR) return false;
        bool fits = ki_int_try_i64(i, &n);
        ki_decref(ks, i);
        if (!fits)
            ki_raise(ks, KI_EXC_OverflowError, "timestamp out of range for platform time_t");
        else
            *out = (time_t)n;
        return fits;
    }
    d = floor(ki_float_val(v));
    if (isnan(d)) {
        ki_raise(ks, KI_EXC_ValueError, "Invalid value NaN (not a number)");
        return false;
    }
    if (!(d >= -0x1p63 && d < 0x1p63)) {
        ki_raise(ks, KI_EXC_OverflowError, "timestamp out of range for platform time_t");
        return false;
    }
    *out = (time_t)d;
    return true;
}

static KiValue broken_down(KiState *ks, KiValue v, struct tm *(*fn)(const time_t *, struct tm *)) {
    time_t s;
    struct tm t;
    if (!seconds_arg(ks, v, &s)) return KI_ERR;
    if (!fn(&s, &t)) return ki_raise_errno(ks, errno ? errno : EOVERFLOW, KI_ABSENT);
    return from_tm(ks, &t);
}
static KiValue f_localtime(KiState *ks, KiValue *a, int n) {
    return broken_down(ks, a[0], localtime_r);
}
static KiValue f_gmtime(KiState *ks, KiValue *a, int n) {
    return broken_down(ks, a[0], gmtime_r);
}

static bool to_tm(KiState *ks, KiValue v, const char *fname, struct tm *t) {
    int f[N_ITEMS];
    memset(t, 0, sizeof *t);
    if (!ki_is_tuple(v)) {
        ki_raise(ks, KI_EXC_TypeError, "Tuple or struct_time argument required");
        return false;
    }
    KiTuple *tuple = ki_tuple_of(v);
    if (tuple->len != N_ITEMS) {
        ki_raise(ks, KI_EXC_TypeError, "%s(): illegal time tuple argument", fname);
        return false;
    }
    for (int i = 0; i < N_ITEMS; i++)
        if (!ki_to_int(ks, tuple->items[i], &f[i])) return false;
    if (f[0] < INT_MIN + 1900) {
        ki_raise(ks, KI_EXC_OverflowError, "year out of range");
        return false;
    }
    t->tm_year = f[0] - 1900;
    t->tm_mon = f[1] - 1;
    t->tm_mday = f[2];
    t->tm_hour = f[3];
    t->tm_min = f[4];
    t->tm_sec = f[5];
    t->tm_wday = (f[6] + 1) % 7;
    t->tm_yday = f[7] - 1;
    t->tm_isdst = f[8];
    return true;
}

/* strftime and asctime refuse what C would misprint; zeros stand for the first month, day ... */
static bool check_tm(KiState *ks, struct tm *t) {
    const char *bad = NULL;
    if (t->tm_mon == -1) t->tm_mon = 0;
    if (t->tm_mday == 0) t->tm_mday = 1;
    if (t->tm_yday == -1) t->tm_yday = 0;
    if (t->tm_mon < 0 || t->tm_mon > 11)
        bad = "month out of range";
    else if (t->tm_mday < 0 || t->tm_mday > 31)
        bad = "day of month out of range";
    else if (t->tm_hour < 0 || t->tm_hour > 23)
        bad = "hour out of range";
    else if (t->tm_min < 0 || t->tm_min > 59)
        bad = "minute out of range";
    else if (t->tm_sec < 0 || t->tm_sec > 61)
        bad = "seconds out of range";
    else if (t->tm_wday < 0)
        bad = "day of week out of range";
    else if (t->tm_yday < 0 || t->tm_yday > 365)
        bad = "day of year out of range";
    if (bad) ki_raise(ks, KI_EXC_ValueError, "%s", bad);
    return !bad;
}

static bool time_arg(KiState *ks, KiValue v, const char *fname, struct tm *t) {
    if (v == KI_ABSENT) {
        time_t now = time(NULL);
        localtime_r(&now, t);
        return true;
    }
    return to_tm(ks, v, fname, t) && check_tm(ks, t);
}

static KiValue asctime_text(KiState *ks, const struct tm *t) {
    static const char days[] = "SunMonTueWedThuFriSat",
                      months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    return ki_str_format(ks, "%.3s %.3s%3d %.2d:%.2d:%.2d %d", days + 3 * t->tm_wday,
                         months + 3 * t->tm_mon, t->tm_mday, t->tm_hour, t->tm_min, t->tm_sec,
                         1900 + t->tm_year);
}
static KiValue f_asctime(KiState *ks, KiValue *a, int n) {
    struct tm t;
    return time_arg(ks, a[0], "asctime", &t) ? asctime_text(ks, &t) : KI_ERR;
}
static KiValue f_ctime(KiState *ks, KiValue *a, int n) {
    time_t s;
    struct tm t;
    if (!seconds_arg(ks, a[0], &s)) return KI_ERR;
    if (!localtime_r(&s, &t)) return ki_raise_errno(ks, errno, KI_ABSENT);
    return asctime_text(ks, &t);
}

static KiValue f_mktime(KiState *ks, KiValue *a, int n) {
    struct tm t;
    if (!to_tm(ks, a[0], "mktime", &t)) return KI_ERR;
    t.tm_wday = -1;
    time_t s = mktime(&t);
    if (s == (time_t)-1 && t.tm_wday == -1)
        return ki_raise(ks, KI_EXC_OverflowError, "mktime argument out of range");
    return ki_float((double)s);
}

/* The zone that a struct_time knows, for %Z and %z; C finds a name for any other by tm_isdst. The
 * name lives as long as v. */
static bool zone_of(KiState *ks, KiValue v, struct tm *t) {
    t->tm_zone = NULL;
    t->tm_gmtoff = 0;
    if (ki_type_of(ks, v) != struct_time(ks)) return !ki_pending(ks);
    KiValue zone = ki_getattr_cstr(ks, v, "tm_zone"), offset = ki_getattr_cstr(ks, v, "tm_gmtoff");
    int64_t seconds = 0;
    bool ok = zone != KI_ERR && offset != KI_ERR;
    if (ok && ki_is_str(zone))
        ok = (t->tm_zone = ki_arg_utf8(ks, zone, "strftime", 2, NULL)) != NULL;
    if (ok && offset != KI_NONE) ok = ki_arg_i64(ks, offset, &seconds);
    t->tm_gmtoff = (long)seconds;
    ki_decref(ks, zone);
    ki_decref(ks, offset);
    return ok;
}

static KiValue f_strftime(KiState *ks, KiValue *a, int n) {
    struct tm t;
    size_t len;
    const char *fmt = ki_arg_utf8(ks, a[0], "strftime", 1, &len);
    if (!fmt || !time_arg(ks, a[1], "strftime", &t)) return KI_ERR;
    if (strlen(fmt) != len) return ki_raise(ks, KI_EXC_ValueError, "embedded null character");
    if (a[1] != KI_ABSENT && !zone_of(ks, a[1], &t)) return KI_ERR;
    if (!len) return ki_new_ref(ks->empty_str);
    for (size_t size = 256;; size *= 4) {
        char *buf = kb_malloc(&ks->alloc, size);
        if (!buf) return ki_raise_nomem(ks);
        size_t got = strftime(buf, size, fmt, &t);
        if (got || size >= 256 * len) {
            KiValue r = ki_str_from_utf8(ks, buf, got);
            kb_free(&ks->alloc, buf, size);
            return r;
        }
        kb_free(&ks->alloc, buf, size);
    }
}

static KiValue f_strptime(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    if (kwnames != KI_ABSENT)
        return ki_raise(ks, KI_EXC_TypeError, "strptime() takes no keyword arguments");
    KiValue f = ki_import_attr(ks, "_strptime", "_strptime_time");
    KiValue r = f == KI_ERR ? KI_ERR : ki_call(ks, f, args, nargs, KI_ABSENT);
    ki_decref(ks, f);
    return r;
}

/* The zone of this year: its offsets in January and in July, the standard time first. */
static bool add_zone(KiState *ks, KiModule *m) {
    const time_t year = (365 * 24 + 6) * 3600;
    time_t when = time(NULL) / year * year;
    struct tm t[2] = {{0}};
    tzset();
    localtime_r(&when, &t[0]);
    when += year / 2;
    localtime_r(&when, &t[1]);
    if (t[0].tm_gmtoff > t[1].tm_gmtoff) { /* south of the equator */
        struct tm january = t[0];
        t[0] = t[1];
        t[1] = january;
    }
    KiValue a = ki_str_from_cstr(ks, t[0].tm_zone), b = ki_str_from_cstr(ks, t[1].tm_zone);
    KiValue names = a == KI_ERR || b == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 2, a, b);
    ki_decref(ks, a);
    ki_decref(ks, b);
    return names != KI_ERR && ki_module_add(ks, m, "tzname", names) &&
           ki_module_add(ks, m, "timezone", ki_small_int(-t[0].tm_gmtoff)) &&
           ki_module_add(ks, m, "altzone", ki_small_int(-t[1].tm_gmtoff)) &&
           ki_module_add(ks, m, "daylight", ki_small_int(t[0].tm_gmtoff != t[1].tm_gmtoff)) &&
           ki_module_add(ks, m, "_STRUCT_TM_ITEMS", ki_small_int(11));
}
static KiValue f_tzset(KiState *ks, KiValue *a, int n) {
    KiModule *m = ki_native_module_load(ks, "time");
    return m && add_zone(ks, m) ? KI_NONE : KI_ERR;
}

static bool clock_id(KiState *ks, KiValue v, clockid_t *id) {
    int n;
    if (!ki_to_int(ks, v, &n)) return false;
    *id = n;
    return true;
}
static KiValue f_clock_gettime(KiState *ks, KiValue *a, int n) {
    clockid_t id;
    return clock_id(ks, a[0], &id) ? clock_seconds(ks, id) : KI_ERR;
}
static KiValue f_clock_gettime_ns(KiState *ks, KiValue *a, int n) {
    clockid_t id;
    return clock_id(ks, a[0], &id) ? clock_ns(ks, id) : KI_ERR;
}

/* SimpleNamespace(implementation, monotonic, adjustable, resolution) */
static KiValue f_get_clock_info(KiState *ks, KiValue *a, int n) {
    static const struct {
        const char *name, *implementation;
        bool monotonic, adjustable;
    } rows[] = {{"time", "clock_gettime(CLOCK_REALTIME)", false, true},
                {"monotonic", "clock_gettime(CLOCK_MONOTONIC)", true, false},
                {"perf_counter", "clock_gettime(CLOCK_MONOTONIC)", true, false},
                {"process_time", "clock_gettime(CLOCK_PROCESS_CPUTIME_ID)", true, false},
                {"thread_time", "clock_gettime(CLOCK_THREAD_CPUTIME_ID)", true, false}};
    const char *name = ki_arg_utf8(ks, a[0], "get_clock_info", 1, NULL);
    for (size_t i = 0; name && i < sizeof rows / sizeof *rows; i++) {
        if (strcmp(name, rows[i].name)) continue;
        KiObj *o = ki_instance_alloc(ks, ks->types[KI_K_NAMESPACE]);
        KiValue v = o ? ki_from_obj(o) : KI_ERR, s = ki_str_from_cstr(ks, rows[i].implementation);
        bool ok = o && s != KI_ERR && ki_setattr_cstr(ks, v, "implementation", s) &&
                  ki_setattr_cstr(ks, v, "monotonic", ki_bool(rows[i].monotonic)) &&
                  ki_setattr_cstr(ks, v, "adjustable", ki_bool(rows[i].adjustable)) &&
                  ki_setattr_cstr(ks, v, "resolution", ki_float(1e-09));
        ki_decref(ks, s);
        return ok ? v : KI_ERR;
    }
    return name ? ki_raise(ks, KI_EXC_ValueError, "unknown clock") : KI_ERR;
}

bool ki_mod_time_init(KiState *ks, KiModule *m) {
    static const KiDef functions[] = {
        {"time", "()", f_time, "Seconds since the Epoch.", KI_DEF_UNSIGNED},
        {"time_ns", "()", f_time_ns, "Nanoseconds since the Epoch.", KI_DEF_UNSIGNED},
        {"sleep", "(seconds, /)", f_sleep, "Wait for a number of seconds.", KI_DEF_UNSIGNED},
        {"monotonic", "()", f_monotonic, "A clock that cannot go backward.", KI_DEF_UNSIGNED},
        {"monotonic_ns", "()", f_monotonic_ns, "The monotonic clock in nanoseconds.",
         KI_DEF_UNSIGNED},
        {"perf_counter", "()", f_monotonic, "Performance counter for benchmarking.",
         KI_DEF_UNSIGNED},
        {"perf_counter_ns", "()", f_monotonic_ns, "Performance counter in nanoseconds.",
         KI_DEF_UNSIGNED},
        {"process_time", "()", f_process_time, "CPU time of the process.", KI_DEF_UNSIGNED},
        {"process_time_ns", "()", f_process_time_ns, "CPU time of the process in nanoseconds.",
         KI_DEF_UNSIGNED},
        {"thread_time", "()", f_thread_time, "CPU time of the thread.", KI_DEF_UNSIGNED},
        {"thread_time_ns", "()", f_thread_time_ns, "CPU time of the thread in nanoseconds.",
         KI_DEF_UNSIGNED},
        {"localtime", "(seconds=None, /)", f_localtime, "Seconds since the Epoch as local time.",
         KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED},
        {"gmtime", "(seconds=None, /)", f_gmtime, "Seconds since the Epoch as UTC.",
         KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED},
        {"asctime", "(tuple=<absent>, /)", f_asctime,
         "Time tuple as a string, 'Sat Jun 06 16:26:11 1998'.",
         KI_DEF_SHORT_NAME | KI_DEF_UNSIGNED},
        {"ctime", "(seconds=None, /)", f_ctime,
         "Seconds since the Epoch as a string in local time.", KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED},
        {"mktime", "(tuple, /)", f_mktime, "Local time tuple as seconds since the Epoch.",
         KI_DEF_UNSIGNED},
        {"strftime", "(format, tuple=<absent>, /)", f_strftime,
         "Time tuple as a string by a format.", KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED},
        {"strptime", "(...)", (void *)f_strptime, "String to a time tuple by a format.",
         KI_DEF_SHORT_NAME | KI_DEF_UNSIGNED},
        {"tzset", "()", f_tzset, "Apply a changed TZ environment variable.", KI_DEF_UNSIGNED},
        {"pthread_getcpuclockid", "(thread_id, /)", f_pthread_getcpuclockid,
         "The clock of a thread's CPU time.", KI_DEF_UNSIGNED},
        {"clock_getres", "(clk_id, /)", f_clock_getres, "The resolution of a clock.",
         KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED},
        {"clock_settime", "(clk_id, time, /)", f_clock_settime, "Set a clock.",
         KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED},
        {"clock_settime_ns", "(...)", (void *)f_clock_settime_ns, "Set a clock.",
         KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED},
        {"clock_gettime", "(clk_id, /)", f_clock_gettime, "The time of a clock.",
         KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED},
        {"clock_gettime_ns", "(clk_id, /)", f_clock_gettime_ns,
         "The time of a clock in nanoseconds.", KI_DEF_UNSIGNED},
        {"get_clock_info", "(name, /)", f_get_clock_info, "Information about a clock.",
         KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED},
        KI_DEF_END};
    KiType *t = struct_time(ks);
    return t && ki_module_add(ks, m, "struct_time", ki_new_ref(ki_from_obj(t))) &&
           ki_module_add(ks, m, "CLOCK_REALTIME", ki_small_int(CLOCK_REALTIME)) &&
           ki_module_add(ks, m, "CLOCK_MONOTONIC", ki_small_int(CLOCK_MONOTONIC)) &&
           ki_module_add(ks, m, "CLOCK_MONOTONIC_RAW", ki_small_int(CLOCK_MONOTONIC_RAW)) &&
           ki_module_add(ks, m, "CLOCK_BOOTTIME", ki_small_int(CLOCK_BOOTTIME)) &&
           ki_module_add(ks, m, "CLOCK_TAI", ki_small_int(CLOCK_TAI)) &&
           ki_module_add(ks, m, "CLOCK_PROCESS_CPUTIME_ID",
                         ki_small_int(CLOCK_PROCESS_CPUTIME_ID)) &&
           ki_module_add(ks, m, "CLOCK_THREAD_CPUTIME_ID", ki_small_int(CLOCK_THREAD_CPUTIME_ID)) &&
           add_zone(ks, m) && ki_module_add_functions(ks, m, functions);
}
