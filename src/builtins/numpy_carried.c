/* Arrays of elements that the engine carries but does not compute with: dates, spans of time and
 * numbers in the other byte order. The tensor holds the elements themselves in an engine type of
 * the same size (dtype.carrier); the array has no pool. Whatever only moves elements works on that
 * tensor; what computes goes through Python (numpy._datetime, numpy._objects), which looks at the
 * carrier, or through a copy in native order. */
#include "datetime.h"
#include "numpy_stepped.h"

/* --- units of time --- */

static const char *const unit_names[NP_N_UNITS] = {"Y",  "M",  "W",  "D",  "h",  "m",  "s",
                                                   "ms", "us", "ns", "ps", "fs", "as", "generic"};

const char *np_unit_name(int unit) {
    return unit_names[unit];
}

/* "[25s]" or "" behind M8, into *unit and *multiple; false: not that. */
bool np_unit_parse(const char *s, int *unit, int *multiple) {
    *unit = NP_UNIT_GENERIC;
    *multiple = 1;
    if (!*s) return true;
    if (*s++ != '[') return false;
    int64_t n = 0;
    bool digits = false;
    for (; *s >= '0' && *s <= '9' && n < INT32_MAX; s++, digits = true)
        n = n * 10 + (*s - '0');
    if (digits && (n < 1 || n > INT32_MAX)) return false;
    if (digits) *multiple = (int)n;
    const char *end = strchr(s, ']');
    if (!end || end[1]) return false;
    size_t len = (size_t)(end - s);
    if (len == 2 && !memcmp(s, "\xce\xbc", 2)) return false;
    for (int u = 0; u < NP_N_UNITS; u++)
        if (strlen(unit_names[u]) == len && !memcmp(unit_names[u], s, len)) {
            *unit = u;
            return u != NP_UNIT_GENERIC || !digits;
        }
    return false;
}

/* --- bytes --- */

void np_swap_elements(char *p, int64_t n, int dtype) {
    size_t item = kt_dtype_size(dtype) / (kt_is_complex_dtype(dtype) ? 2 : 1);
    size_t count = (size_t)n * (kt_is_complex_dtype(dtype) ? 2 : 1);
#define SWAP(U, swap)                                                                              \
    for (size_t i = 0; i < count; i++, p += sizeof(U)) {                                           \
        U v;                                                                                       \
        memcpy(&v, p, sizeof v);                                                                   \
        v = swap(v);                                                                               \
        memcpy(p, &v, sizeof v);                                                                   \
    }                                                                                              \
    return;
    switch (item) {
    case 2:
        SWAP(uint16_t, __builtin_bswap16)
    case 4:
        SWAP(uint32_t, __builtin_bswap32)
    case 8:
        SWAP(uint64_t, __builtin_bswap64)
    default:
        for (size_t i = 0; i < count; i++, p += item)
            for (size_t j = 0; j < item / 2; j++) {
                char c = p[j];
                p[j] = p[item - 1 - j];
                p[item - 1 - j] = c;
            }
    }
#undef SWAP
}

KtTensor *np_swapped(KtCtx *ctx, KtTensor *t) {
    KtTensor *r = kt_copy_c(ctx, t);
    if (r) np_swap_elements(r->data, r->numel, r->dtype);
    return r;
}
KtTensor *np_reordered(KtCtx *ctx, KtTensor *t, const KiNpDtype *d) {
    if (d->of) return np_stepped_numbers(ctx, t, d);
    return np_is_reversed(d) ? np_swapped(ctx, t) : kt_copy_c(ctx, t);
}

/* --- elements --- */

static int64_t time_at(const KiNpDtype *d, const char *p) {
    int64_t v;
    memcpy(&v, p, sizeof v);
    if (np_is_reversed(d)) np_swap_elements((char *)&v, 1, KT_I64);
    return v;
}

static KiValue time_new(KiState *ks, KiType *cls, int64_t v, const KiNpDtype *d) {
    KiNpScalar *s = (KiNpScalar *)ki_instance_alloc(ks, cls);
    if (!s) return KI_ERR;
    int32_t multiple = d->multiple;
    s->dtype = NP_TIME_SCALAR;
    memcpy(s->data, &v, 8);
    memcpy(s->data + 8, &multiple, 4);
    s->data[12] = (char)d->unit;
    return ki_from_obj(s);
}

/* v, not NaT, as an object of the module datetime; KI_ABSENT: not from this unit, or beyond what
 * the module can hold, or nobody has imported it. */
static KiValue moment_item(KiState *ks, const KiNpDtype *d, int64_t v) {
    static const int64_t us_per[] = {[NP_UNIT_WEEK] = 7 * KI_US_PER_DAY,
                                     [NP_UNIT_DAY] = KI_US_PER_DAY,
                                     [NP_UNIT_DAY + 1] = INT64_C(3600000000),
                                     [NP_UNIT_DAY + 2] = 60000000,
                                     [NP_UNIT_DAY + 3] = 1000000,
                                     [NP_UNIT_DAY + 4] = 1000,
                                     [NP_UNIT_DAY + 5] = 1};
    enum { FINEST = NP_UNIT_DAY + 5 };
    if (d->unit < NP_UNIT_WEEK || d->unit > FINEST || ks->bi->slot[KI_BI_DATETIME] == KI_ABSENT)
        return KI_ABSENT;
    KiSpan us = (KiSpan)v * d->multiple * us_per[d->unit];
    if (d->kind == 'm') {
        KiSpan most = (KiSpan)KI_MAX_DELTA_DAYS * KI_US_PER_DAY;
        return us > most || us < -most ? KI_ABSENT
                                       : ki_delta_from(ks, ki_dt_type(ks, KI_DT_TIMEDELTA), us);
    }
    us += (KiSpan)KI_EPOCH_ORDINAL * KI_US_PER_DAY;
    if (us < KI_US_PER_DAY || us >= (KiSpan)(KI_MAX_ORDINAL + 1) * KI_US_PER_DAY) return KI_ABSENT;
    bool clock = d->unit > NP_UNIT_DAY;
    KiMoment *m = ki_moment_alloc(ks, ki_dt_type(ks, clock ? KI_DT_DATETIME : KI_DT_DATE));
    if (!m) return KI_ERR;
    int64_t rest = (int64_t)(us % KI_US_PER_DAY);
    ki_from_ordinal((int64_t)(us / KI_US_PER_DAY), m);
    if (clock) {
        int64_t seconds = rest / 1000000;
        m->us = (int32_t)(rest % 1000000);
        m->hour = (uint8_t)(seconds / 3600);
        m->minute = (uint8_t)(seconds / 60 % 60);
        m->second = (uint8_t)(seconds % 60);
    }
    return ki_from_obj(m);
}

/* A number of the engine's type at any address. */
static KiValue np_scalar_at(KiState *ks, int dtype, const char *p) {
    _Alignas(16) char buf[KT_ITEM_MAX];
    memcpy(buf, p, kt_dtype_size(dtype));
    return np_scalar(ks, dtype, buf);
}
static KiValue item_at(KiState *ks, int dtype, const char *p) {
    _Alignas(16) char buf[KT_ITEM_MAX];
    memcpy(buf, p, kt_dtype_size(dtype));
    return ki_from_element(ks, dtype, buf);
}

static KiValue helper3(KiState *ks, const char *name, KiNpDtype *d, const char *p) {
    int64_t v = time_at(d, p);
    KiValue arg[2] = {ki_from_obj(d), ki_int_from_i64(ks, v)};
    if (arg[1] == KI_ERR) return KI_ERR;
    KiValue r = np_helper(ks, name, arg, 2);
    ki_decref(ks, arg[1]);
    return r;
}

KiValue np_carried_value(KiState *ks, KiNpDtype *d, const char *p) {
    if (d->of) d = d->of;
    if (d->num >= 0) return np_scalar_at(ks, d->num, p);
    if (np_is_time(d)) {
        KiType *cls = ki_np(ks)->time_classes[d->kind == 'm'];
        return cls ? time_new(ks, cls, time_at(d, p), d) : helper3(ks, "_time_scalar", d, p);
    }
    _Alignas(16) char buf[KT_ITEM_MAX];
    memcpy(buf, p, (size_t)d->itemsize);
    if (np_is_reversed(d)) np_swap_elements(buf, 1, d->carrier);
    return np_scalar(ks, d->carrier, buf);
}

KiValue np_carried_item(KiState *ks, KiNpDtype *d, const char *p) {
    if (d->of) d = d->of;
    if (d->num >= 0) return item_at(ks, d->num, p);
    if (np_is_time(d)) {
        int64_t v = time_at(d, p);
        KiValue r = v == INT64_MIN ? KI_NONE : moment_item(ks, d, v);
        return r != KI_ABSENT ? r : helper3(ks, "_time_item", d, p);
    }
    _Alignas(16) char buf[KT_ITEM_MAX];
    memcpy(buf, p, (size_t)d->itemsize);
    if (np_is_reversed(d)) np_swap_elements(buf, 1, d->carrier);
    return ki_from_element(ks, d->carrier, buf);
}

/* v as elements of d; new, C order. */
static KtTensor *elements_of(KiState *ks, KiNpDtype *d, KiValue v) {
    KtCtx *ctx = ki_kt_np(ks);
    if (np_is_other_array(v) && np_dtype_equal(ks, d, np_array_of(v)->descr))
        return kt_copy_c(ctx, ki_tensor_of(v));
    KtTensor *t;
    if (np_is_time(d)) {
        KiValue arg[2] = {ki_from_obj(d), v};
        KiValue counts = np_helper(ks, "_time_codes", arg, 2);
        t = counts == KI_ERR ? NULL : np_from_any(ks, counts, KT_I64);
        ki_decref(ks, counts);
        if (!np_is_reversed(d)) return t;
    } else {
        t = np_from_any(ks, v, d->carrier);
    }
    KtTensor *r = t ? np_reordered(ctx, t, d) : NULL;
    if (t && !r) (void)ki_kt_raise(ks);
    kt_xdecref(ctx, t);
    return r;
}

/* What v stored into places of plain numbers makes of them, as elements of d. */
static KtTensor *stored_as(KiState *ks, KiNpDtype *d, const KtTensor *to, KiValue v) {
    KtCtx *ctx = ki_kt_np(ks);
    KtTensor *t = kt_zeros(ctx, d->carrier, to->ndim, to->sizes), *r = NULL;
    KiValue x = ki_ndarray_wrap(ks, t, KI_ABSENT);
    bool spreads = to->ndim || (ki_is_ndarray(v) && ki_tensor_of(v)->ndim); /* no element */
    KiValue key = x == KI_ERR || spreads ? KI_ELLIPSIS : ki_tuple_pack(ks, 0);
    if (x != KI_ERR && key != KI_ERR && ki_setitem(ks, x, key, v)) {
        r = np_reordered(ctx, ki_tensor_of(x), d);
        if (!r) (void)ki_kt_raise(ks);
    }
    ki_decref(ks, key);
    ki_decref(ks, x);
    return r;
}

bool np_carried_assign(KiState *ks, KiNpDtype *d, KtTensor *to, KiValue v) {
    if (d->of) return np_stepped_assign(ks, d, to, v);
    KtCtx *ctx = ki_kt_np(ks);
    KtTensor *t = np_is_described(d) ? stored_as(ks, d, to, v) : elements_of(ks, d, v);
    if (!t) return false;
    bool ok = kt_before_write(ctx, to) && kt_copy(ctx, to, t);
    if (!ok) (void)ki_kt_raise(ks);
    kt_decref(ctx, t);
    return ok;
}

KiValue np_carried_array_from(KiState *ks, KiValue v, KiNpDtype *d) {
    KtTensor *t = elements_of(ks, d, v);
    return t ? np_carried_wrap(ks, t, d, KI_ABSENT) : KI_ERR;
}

KiValue np_carried_wrap(KiState *ks, KtTensor *t, KiNpDtype *d, KiValue base) {
    KiValue v = ki_ndarray_wrap(ks, t, base);
    if (v == KI_ERR) return KI_ERR;
    ki_incref_obj(&d->h);
    np_array_of(v)->descr = d;
    return v;
}

/* --- for the helpers in Python --- */

/* _carried(dtype, x): x's memory as elements of dtype; x has the carrier's type. */
NA_FN(f_carried) {
    KiNpDtype *d = np_is_dtype(ks, args[0]) ? (KiNpDtype *)ki_obj(args[0]) : NULL;
    if (!d || d->carrier < 0 || !np_is_plain(args[1]) || ki_tensor_of(args[1])->dtype != d->carrier)
        return ki_raise(ks, KI_EXC_TypeError, "cannot carry such elements");
    KtTensor *t = kt_alias(ki_kt_np(ks), ki_tensor_of(args[1]));
    return t ? np_carried_wrap(ks, t, d, args[1]) : ki_kt_raise(ks);
}
/* A copy of elements of d in this machine's order that lies as x does; what x repeats without
 * storing it, the copy repeats too. */
static KtTensor *reordered_as_it_lies(KtCtx *ctx, KtTensor *x, const KiNpDtype *d) {
    int64_t sizes[KT_MAX_DIMS];
    for (int i = 0; i < x->ndim; i++)
        sizes[i] = x->strides[i] == 0 && x->sizes[i] > 1 ? 1 : x->sizes[i];
    KtTensor *stored = kt_view_raw(ctx, x, x->dtype, x->data, x->ndim, sizes, x->strides);
    KtTensor *t = stored ? np_reordered(ctx, stored, d) : NULL;
    KtTensor *r = t ? kt_empty_like_order(ctx, stored, t->dtype) : NULL;
    bool ok = r && kt_copy(ctx, r, t);
    KtTensor *whole = ok ? kt_broadcast_to(ctx, r, x->ndim, x->sizes) : NULL;
    kt_xdecref(ctx, r);
    kt_xdecref(ctx, t);
    kt_xdecref(ctx, stored);
    return whole;
}
/* _native(x): numbers with a dtype of their own as a new array of plain ones. */
NA_FN(f_native) {
    (void)nargs;
    if (!np_is_described_array(args[0])) return ki_new_ref(args[0]);
    KtCtx *ctx = ki_kt_np(ks);
    KtTensor *x = ki_tensor_of(args[0]);
    bool plain = x->ndim < 2 || kt_is_contiguous(x);
    const KiNpDtype *d = np_array_of(args[0])->descr;
    KtTensor *t = plain ? np_reordered(ctx, x, d) : reordered_as_it_lies(ctx, x, d);
    return ki_ndarray_wrap(ks, t, KI_ABSENT);
}
/* _is_described(dtype): do elements need it although they are numbers? _plain(dtype): the type of
 * the same numbers alone; of other elements, those in this machine's order. */
NA_FN(f_is_described) {
    return ki_bool(np_is_dtype(ks, args[0]) && np_is_described((KiNpDtype *)ki_obj(args[0])));
}
NA_FN(f_plain) {
    if (!np_is_dtype(ks, args[0])) return ki_raise(ks, KI_EXC_TypeError, "not a dtype");
    const KiNpDtype *d = (KiNpDtype *)ki_obj(args[0]);
    int num = np_is_described(d) ? d->carrier : d->num;
    if (num >= 0) return ki_new_ref(ki_from_obj(np_dtype_of_num(ks, num)));
    KiValue native = ki_str_from_cstr(ks, "=");
    KiValue r =
        native == KI_ERR ? KI_ERR : ki_call_method_cstr(ks, args[0], "newbyteorder", &native, 1);
    ki_decref(ks, native);
    return r;
}
/* _time_dtype(kind, unit number, multiple) */
NA_FN(f_time_dtype) {
    NA;
    const char *kind = na_str(&a, 0, "M");
    int64_t unit = na_int_opt(&a, 1, 0), multiple = na_int_opt(&a, 2, 1);
    if (a.failed) return KI_ERR;
    if (unit < 0 || unit >= NP_N_UNITS || multiple < 1 || multiple > INT32_MAX)
        return ki_raise(ks, KI_EXC_ValueError, "no such unit of time");
    KiNpDtype *d = np_time_dtype(ks, kind[0] == 'm' ? 'm' : 'M', (int)unit, (int)multiple);
    return d ? ki_from_obj(d) : KI_ERR;
}
/* _time_unit(dtype) -> (unit number, multiple) */
NA_FN(f_time_unit) {
    KiNpDtype *d = np_is_dtype(ks, args[0]) ? (KiNpDtype *)ki_obj(args[0]) : NULL;
    if (!d || !np_is_time(d)) return ki_raise(ks, KI_EXC_TypeError, "not a type of time");
    return ki_tuple_pack(ks, 2, ki_small_int(d->unit), ki_int_from_i64(ks, d->multiple));
}
/* _set_time_classes(datetime64, timedelta64) */
NA_FN(f_set_time_classes) {
    KiNpState *np = ki_np(ks);
    for (int i = 0; i < 2; i++) {
        if (!ki_is_type(args[i])) return ki_raise(ks, KI_EXC_TypeError, "a class is wanted");
        ki_incref_obj(ki_obj(args[i])); /* lives as long as the state */
        np->time_classes[i] = (KiType *)ki_obj(args[i]);
        np->time_classes[i]->tp_name = i ? "numpy.timedelta64" : "numpy.datetime64";
        np->time_classes[i]->flags |= KI_TF_KEYED;
    }
    return KI_NONE;
}
/* _set_void_classes(void, record): by the names that errors use. */
NA_FN(f_set_void_classes) {
    for (int i = 0; i < 2; i++) {
        if (!ki_is_type(args[i])) return ki_raise(ks, KI_EXC_TypeError, "a class is wanted");
        ((KiType *)ki_obj(args[i]))->tp_name = i ? "record" : "numpy.void";
    }
    return KI_NONE;
}
/* _time_new(cls, value, dtype): an instance of a class below datetime64 or timedelta64. */
NA_FN(f_time_new) {
    KiNpState *np = ki_np(ks);
    int64_t v;
    KiType *cls = ki_is_type(args[0]) ? (KiType *)ki_obj(args[0]) : NULL;
    KiNpDtype *d = np_is_dtype(ks, args[2]) ? (KiNpDtype *)ki_obj(args[2]) : NULL;
    if (!cls || !d || !np_is_time(d) ||
        (!ki_is_subtype(cls, np->classes[NP_DATETIME]) &&
         !ki_is_subtype(cls, np->classes[NP_TIMEDELTA])))
        return ki_raise(ks, KI_EXC_TypeError, "not a class of time");
    if (!ki_arg_i64(ks, args[1], &v)) return KI_ERR;
    return time_new(ks, cls, v, d);
}
/* _void_new(cls): an instance of a class below void. */
NA_FN(f_void_new) {
    KiType *cls = ki_is_type(args[0]) ? (KiType *)ki_obj(args[0]) : NULL;
    if (!cls || !ki_is_subtype(cls, ki_np(ks)->classes[NP_VOID]))
        return ki_raise(ks, KI_EXC_TypeError, "not a class of records");
    KiNpScalar *s = (KiNpScalar *)ki_instance_alloc(ks, cls);
    if (!s) return KI_ERR;
    s->dtype = NP_VOID_SCALAR;
    return ki_from_obj(s);
}
/* _time_parts(scalar) -> (value, unit number, multiple) */
NA_FN(f_time_parts) {
    KiNpScalar *s = (KiNpScalar *)ki_obj(args[0]);
    if (!ki_is_np_scalar(args[0]) || s->dtype != NP_TIME_SCALAR)
        return ki_raise(ks, KI_EXC_TypeError, "not a scalar of time");
    int64_t v;
    int32_t multiple;
    memcpy(&v, s->data, 8);
    memcpy(&multiple, s->data + 8, 4);
    KiValue value = ki_int_from_i64(ks, v);
    if (value == KI_ERR) return KI_ERR;
    KiValue r =
        ki_tuple_pack(ks, 3, value, ki_small_int(s->data[12]), ki_int_from_i64(ks, multiple));
    ki_decref(ks, value);
    return r;
}

static const NpRow rows[] = {
    {"_carried", "f", "(dtype, x)", (void *)f_carried},
    {"_native", "f", "(x)", (void *)f_native},
    {"_is_described", "f", "(dtype)", (void *)f_is_described},
    {"_plain", "f", "(dtype)", (void *)f_plain},
    {"_time_dtype", "f", "(kind, unit, multiple)", (void *)f_time_dtype},
    {"_time_unit", "f", "(dtype)", (void *)f_time_unit},
    {"_set_time_classes", "f", "(datetime64, timedelta64)", (void *)f_set_time_classes},
    {"_set_void_classes", "f", "(void, record)", (void *)f_set_void_classes},
    {"_time_new", "f", "(cls, value, dtype)", (void *)f_time_new},
    {"_void_new", "f", "(cls)", (void *)f_void_new},
    {"_time_parts", "f", "(scalar)", (void *)f_time_parts},
};

bool np_init_carried(KiState *ks, KiModule *m) {
    return NP_ADD(rows);
}
