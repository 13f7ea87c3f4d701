/* Which elements may become which: casting rules, can_cast, promote_types, result_type and
 * min_scalar_type. */
#include "numpy_dtype.h"

KtCasting np_casting(Na *a, int i, KtCasting dflt) {
    if (a->v[i] == KI_NONE) {
        ki_raise(a->ks, KI_EXC_TypeError, "casting must be str, not NoneType");
        a->failed = true;
    }
    const char *s = na_word(a, i, "casting");
    if (!s) return dflt;
    if (!strcmp(s, "no") || !strcmp(s, "equiv")) return KT_CAST_NO;
    if (!strcmp(s, "safe")) return KT_CAST_SAFE;
    if (!strcmp(s, "same_kind")) return KT_CAST_SAME_KIND;
    if (!strcmp(s, "unsafe")) return KT_CAST_UNSAFE;
    na_refuse_word(a, i, "casting must be one of 'no', 'equiv', 'safe', 'same_kind', or 'unsafe'");
    return dflt;
}

/* Is text of that length long enough for any number of the type? */
static bool fits_text(const KiNpDtype *from, const KiNpDtype *to, KtCasting c) {
    static const int signed_width[] = {4, 6, 11, 21}, unsigned_width[] = {3, 5, 10, 20};
    int log = from->itemsize == 1 ? 0 : from->itemsize == 2 ? 1 : from->itemsize == 4 ? 2 : 3;
    int width = from->kind == 'b'   ? 5
                : from->kind == 'i' ? signed_width[log]
                : from->kind == 'u' ? unsigned_width[log]
                : from->kind == 'f' ? (from->chr == 'g' ? 48 : 32)
                                    : (from->chr == 'G' ? 96 : 64);
    return to->itemsize == 0 || c == KT_CAST_SAME_KIND ||
           to->itemsize >= width * (to->kind == 'U' ? 4 : 1);
}

/* What a helper in Python says of a cast. Types in another order are told apart elsewhere. */
static bool ask_cast(KiState *ks, const char *helper, KiNpDtype *from, KiNpDtype *to,
                     const char *rule, bool *failed) {
    KiValue arg[3] = {ki_from_obj(from), ki_from_obj(to), ki_str_from_cstr(ks, rule)};
    KiValue r = arg[2] == KI_ERR ? KI_ERR : np_helper(ks, helper, arg, 3);
    ki_decref(ks, arg[2]);
    *failed = r == KI_ERR;
    return r == KI_TRUE;
}
static const char *rule_of(KtCasting c) {
    static const char *const words[] = {[KT_CAST_NO] = "equiv",
                                        [KT_CAST_SAFE] = "safe",
                                        [KT_CAST_SAME_KIND] = "same_kind",
                                        [KT_CAST_UNSAFE] = "unsafe"};
    return words[c];
}

bool np_refuses_order(Na *a, int i, KiNpDtype *from, KiNpDtype *to) {
    bool records = from->kind == 'V' && to->kind == 'V';
    if (!records && (from->order == '>') == (to->order == '>')) return false;
    const char *s = na_str(a, i, NULL);
    if (!s || strcmp(s, "no")) return false;
    bool failed = false,
         same = records && ask_cast(a->ks, "_can_cast_records", from, to, "no", &failed);
    a->failed = a->failed || failed;
    return !same;
}

bool np_cast_allowed(KiState *ks, KiNpDtype *from, KiNpDtype *to, KtCasting c, bool *failed) {
    *failed = false;
    if (from->kind == 'V' || to->kind == 'V')
        return ask_cast(ks, "_can_cast_records", from, to, rule_of(c), failed);
    if (c == KT_CAST_UNSAFE) return true;
    if (np_is_time(from) && from->kind == to->kind)
        return ask_cast(ks, "_can_cast_times", from, to, rule_of(c), failed);
    if (to->kind == 'm' && np_number_of(from) >= 0)
        return c != KT_CAST_NO && strchr("biu", from->kind) &&
               (from->kind != 'u' || from->itemsize < 8 || c == KT_CAST_SAME_KIND);
    if ((np_is_time(from) && np_number_of(to) >= 0) || np_is_time(to)) return false;
    if (np_number_of(from) >= 0 && np_number_of(to) >= 0 && (from->num < 0 || to->num < 0))
        return kt_can_cast_numpy(np_number_of(from), np_number_of(to), c);
    if (from->num >= 0 && to->num >= 0) return kt_can_cast_numpy(from->num, to->num, c);
    if (to->kind == 'O') return c != KT_CAST_NO || from->kind == 'O';
    if (from->kind == to->kind && to->itemsize == 0) return true; /* becomes as long as needed */
    if (from->kind == to->kind && c == KT_CAST_NO) return from->itemsize == to->itemsize;
    if (from->kind == to->kind) return from->itemsize <= to->itemsize || c == KT_CAST_SAME_KIND;
    if ((to->kind != 'U' && to->kind != 'S') || c == KT_CAST_NO) return false;
    if (from->kind == 'S' && to->kind == 'U')
        return !to->itemsize || to->itemsize >= 4 * from->itemsize || c == KT_CAST_SAME_KIND;
    int num = np_number_of(from);
    return num >= 0 && fits_text(np_dtype_of_num(ks, num), to, c);
}

/* The smallest type for a value; of an integer the least signed one where it has room. */
static int least_type(const KtScalar *s) {
    static const int8_t with_sign[KT_N_DTYPES] = {
        [KT_U8] = KT_I8, [KT_U16] = KT_I16, [KT_U32] = KT_I32, [KT_U64] = KT_I64, [KT_ULL] = KT_LL};
    int least = kt_min_scalar_type(s);
    return kt_dtype_info[least].kind == 'u' && kt_scalar_fits(with_sign[least], s)
               ? with_sign[least]
               : least;
}

bool np_value_fits(const KtScalar *s, int dtype, KtCasting c) {
    return kt_can_cast_numpy(kt_min_scalar_type(s), dtype, c) ||
           (s->kind == KT_S_INT && kt_dtype_info[dtype].kind == 'i' && kt_scalar_fits(dtype, s) &&
            (c != KT_CAST_NO || dtype == least_type(s)));
}

/* The dtype that the first argument of can_cast names. */
static KiNpDtype *cast_source(KiState *ks, KiValue v) {
    if (ki_is_ndarray(v)) return (KiNpDtype *)ki_obj(np_dtype_value(ks, v));
    KiNpDtype *d = ki_is_none(v) ? NULL : np_to_dtype(ks, v);
    if (d || (ki_pending(ks) && ki_pending_is(ks, KI_EXC_MemoryError))) return d;
    ki_clear_exc(ks);
    ki_raise(ks, KI_EXC_TypeError, "did not understand one of the types; 'None' not accepted");
    return NULL;
}

NA_FN(f_can_cast) {
    KiType *cls = ki_is_ptr(args[0]) ? ki_obj(args[0])->shape->type : NULL;
    if (cls && (cls == ki_np(ks)->classes[NP_STR] || cls == ki_np(ks)->classes[NP_BYTES])) {
        /* a value, no name of a type */
        KiValue v[3] = {ki_getattr_cstr(ks, args[0], "dtype"), args[1], args[2]};
        KiValue r = v[0] == KI_ERR ? KI_ERR : f_can_cast(ks, v, 3);
        ki_decref(ks, v[0]);
        return r;
    }
    NA;
    KtCasting c = np_casting(&a, 2, KT_CAST_SAFE);
    KiNpDtype *to = a.failed              ? NULL
                    : ki_is_none(args[1]) ? cast_source(ks, KI_NONE)
                                          : np_to_dtype(ks, args[1]);
    if (!to) return KI_ERR;
    bool ok = false;
    KtScalar s;
    _Alignas(16) char buf[KT_ITEM_MAX];
    KiValue v = args[0];
    int own = ki_is_type(v) || ki_is_str(v) || np_is_dtype(ks, v) ? -1 : np_scalar_get(ks, v, buf);
    int r = 0;
    if (own >= 0) {
        s = kt_load_scalar(own, buf);
        r = 1;
    } else if (!ki_is_type(v) && !ki_is_str(v) && !np_is_dtype(ks, v) && !ki_is_ndarray(v)) {
        r = ki_to_scalar(ks, v, &s);
    } else if (ki_is_ndarray(v) && ki_tensor_of(v)->ndim == 0 && !np_is_nonnumeric(v)) {
        KtTensor *t = np_from_any(ks, v, KT_NO_DTYPE);
        if (t) s = kt_load_scalar(t->dtype, t->data);
        r = t ? 1 : -1;
        kt_xdecref(a.ctx, t);
    }
    if (r < 0 && ki_pending_is(ks, KI_EXC_OverflowError)) { /* an object */
        ki_clear_exc(ks);
        ok = c == KT_CAST_UNSAFE || (to->kind == 'O' && c != KT_CAST_NO);
    } else if (r < 0) {
        a.failed = true;
    } else if (r == 1 && to->kind == 'O') {
        ok = c != KT_CAST_NO;
    } else if (r == 1 && (to->kind == 'U' || to->kind == 'S')) {
        int num = least_type(&s);
        ok = c == KT_CAST_UNSAFE || (c != KT_CAST_NO && fits_text(np_dtype_of_num(ks, num), to, c));
    } else if (r == 1 && to->kind == 'm') {
        bool failed;
        ok = np_cast_allowed(ks, np_dtype_of_num(ks, kt_min_scalar_type(&s)), to, c, &failed);
    } else if (r == 1 && np_number_of(to) >= 0) {
        ok = np_value_fits(&s, np_number_of(to), c) &&
             !(to->num < 0 && na_str(&a, 2, NULL) && !strcmp(na_str(&a, 2, NULL), "no"));
    } else if (r == 1 && np_is_time(to)) {
        bool failed;
        ok = np_cast_allowed(ks, np_dtype_of_num(ks, kt_min_scalar_type(&s)), to, c, &failed);
        if (failed) a.failed = true;
    }
    if (r == 0 || (!ok && !a.failed && ki_is_ndarray(v))) { /* by its type */
        KiNpDtype *from = cast_source(ks, v);
        if (!from) {
            ki_decref_obj(ks, &to->h);
            return KI_ERR;
        }
        bool failed;
        ok = np_cast_allowed(ks, from, to, c, &failed) && !np_refuses_order(&a, 2, from, to);
        if (failed) a.failed = true;
        ki_decref_obj(ks, &from->h);
    }
    if (!ok && r == 1 && !ki_is_ndarray(v) && to->num >= 0)
        ok = kt_can_cast_numpy(own >= 0 ? own : (int)kt_scalar_default_dtype(&s, true, KT_F64),
                               to->num, c);
    ki_decref_obj(ks, &to->h);
    return a.failed ? KI_ERR : ki_bool(ok);
}

/* A type alone is what it promotes to, metadata and all, in this machine's order. */
static bool keeps_metadata(const KiNpDtype *d) {
    return d->metadata != KI_ABSENT && d->order != '>';
}

static KiValue promote_pair(KiState *ks, KiNpDtype *x, KiNpDtype *y) {
    if (x == y && keeps_metadata(x)) return ki_new_ref(ki_from_obj(x));
    int nx = np_number_of(x), ny = np_number_of(y);
    if (nx >= 0 && ny >= 0) return ki_from_obj(np_number_dtype(ks, (int)kt_promote_numpy(nx, ny)));
    if (x->kind == 'O' || y->kind == 'O') return ki_new_ref(ki_from_obj(ki_np(ks)->object_dtype));
    KiValue arg[2] = {ki_from_obj(x), ki_from_obj(y)};
    return np_helper(ks, "_promote_text", arg, 2);
}

NA_FN(f_promote_types) {
    if (ki_is_none(args[0]) || ki_is_none(args[1]))
        return ki_raise(ks, KI_EXC_TypeError, "did not understand one of the types");
    KiNpDtype *x = np_to_dtype(ks, args[0]), *y = x ? np_to_dtype(ks, args[1]) : NULL;
    KiValue r = y ? promote_pair(ks, x, y) : KI_ERR;
    if (x) ki_decref_obj(ks, &x->h);
    if (y) ki_decref_obj(ks, &y->h);
    return r;
}

/* result_type(*arrays_and_dtypes) */
/* Is an argument of result_type a type, or something that a type is made of? */
static bool names_dtype(KiState *ks, KiValue v) {
    if (ki_is_type(v) || np_is_dtype(ks, v)) return true;
    if (ki_is_ndarray(v) || ki_is_np_scalar(v) || np_is_other_scalar(v)) return false;
    return !ki_is_integer(v) && !ki_is_float(v) && !ki_has_layout(v, KI_K_FLOAT) &&
           !ki_has_layout(v, KI_K_COMPLEX);
}

static void meet_type(KtResultType *r, int dtype) {
    r->typed = (int8_t)(r->typed < 0 ? dtype : (int)kt_promote_numpy(r->typed, dtype));
}

NA_FN(f_result_type) {
    NA;
    KiTuple *t = ki_tuple_of(args[0]);
    if (t->len == 0)
        return ki_raise(ks, KI_EXC_ValueError, "at least one array or dtype is required");
    KiValue only = t->len > 1                     ? KI_ABSENT
                   : np_is_dtype(ks, t->items[0]) ? ki_new_ref(t->items[0])
                   : ki_is_ndarray(t->items[0])   ? np_dtype_value(ks, t->items[0])
                                                  : KI_ABSENT;
    if (only != KI_ABSENT && keeps_metadata((KiNpDtype *)ki_obj(only))) return only;
    ki_decref(ks, only);
    KtResultType r;
    kt_result_type_init(&r, true);
    bool unsigned_int = false;
    KtTensor *fake[KT_N_DTYPES] = {NULL};
    for (int64_t i = 0; i < t->len && !a.failed; i++) {
        KiValue v = t->items[i];
        if (names_dtype(ks, v)) {
            KiNpDtype *d = np_to_dtype(ks, v);
            if (!d) {
                a.failed = true;
                break;
            }
            int num = np_number_of(d);
            ki_decref_obj(ks, &d->h);
            int64_t zero = 0;
            if (num >= 0) {
                if (!fake[num]) fake[num] = na_keep(&a, kt_empty(a.ctx, num, 1, &zero));
                continue;
            }
        }
        bool swapped = np_is_described_array(v);
        if (names_dtype(ks, v) || np_is_other_scalar(v) ||
            (ki_is_ndarray(v) && !np_is_plain(v) && !swapped)) {
            na_end(&a);
            return np_helper(ks, "_result_type_text", &args[0], 1);
        }
        KtOperand o = {0};
        if (swapped)
            o.t = na_keep(&a, np_from_any(ks, v, KT_NO_DTYPE));
        else
            o = na_operand_of(&a, v);
        if (a.failed &&
            ki_pending_is(ks, KI_EXC_OverflowError)) { /* an integer that is an object */
            ki_clear_exc(ks);
            return na_ret_obj(&a, ki_new_ref(ki_from_obj(ki_np(ks)->object_dtype)));
        }
        if (a.failed) break;
        if (o.t)
            kt_result_type_tensor(&r, o.t);
        else
            kt_result_type_scalar(&r, &o.s, KT_F64);
        bool plain = !o.t && o.s.dtype < 0; /* ints of Python go with any type of their width */
        if (!plain || (o.s.kind != KT_S_INT && o.s.kind != KT_S_UINT))
            meet_type(&r, o.t      ? (int)o.t->dtype
                          : !plain ? o.s.dtype
                                   : (int)kt_scalar_default_dtype(&o.s, true, KT_F64));
        unsigned_int = unsigned_int || (plain && o.s.kind == KT_S_UINT);
    }
    for (int i = 0; i < KT_N_DTYPES && !a.failed; i++) /* types count after all values */
        if (fake[i]) {
            kt_result_type_tensor(&r, fake[i]);
            meet_type(&r, i);
        }
    if (a.failed) return na_ret_obj(&a, KI_ERR);
    if (r.typed < 0 && unsigned_int) r.typed = KT_ULL;
    return na_ret_obj(&a, ki_from_obj(np_number_dtype(ks, (int)kt_result_type_finish(&r))));
}

NA_FN(f_min_scalar_type) {
    NA;
    if (np_is_other_scalar(args[0]) || ki_is_str(args[0]) || ki_has_layout(args[0], KI_K_BYTES) ||
        np_is_nonnumeric(args[0]) ||
        (np_is_described_array(args[0]) && ki_tensor_of(args[0])->ndim)) {
        KiValue x = np_array_from(ks, args[0], NULL, false, 'K', 0);
        KiValue own = x == KI_ERR ? KI_ERR : np_dtype_value(ks, x);
        ki_decref(ks, x);
        return own;
    }
    KtOperand o = {0};
    if (ki_is_ndarray(args[0]))
        o.t = na_keep(&a, np_from_any(ks, args[0], KT_NO_DTYPE));
    else
        o = na_operand(&a, 0);
    bool object =
        a.failed && ki_pending_is(ks, KI_EXC_TypeError) && np_becomes_objects(ks, args[0]);
    if (a.failed && (ki_pending_is(ks, KI_EXC_OverflowError) || ki_is_none(args[0]) || object)) {
        ki_clear_exc(ks); /* an object */
        return na_ret_obj(&a, ki_new_ref(ki_from_obj(ki_np(ks)->object_dtype)));
    }
    if (a.failed) return na_ret_obj(&a, KI_ERR);
    int d = o.t && o.t->ndim ? o.t->dtype : -1;
    if (d < 0) {
        KtScalar s = o.t ? kt_load_scalar(o.t->dtype, o.t->data) : o.s;
        if (o.t) s.dtype = o.t->dtype;
        d = kt_min_scalar_type(&s);
    }
    return na_ret_obj(&a, ki_from_obj(np_number_dtype(ks, d)));
}

static const NpRow rows[] = {
    {"can_cast", "f", "(from_, to, casting='safe')", (void *)f_can_cast},
    {"promote_types", "f", "(type1, type2, /)", (void *)f_promote_types},
    {"result_type", "f", "(*arrays_and_dtypes)", (void *)f_result_type},
    {"min_scalar_type", "f", "(a, /)", (void *)f_min_scalar_type},
};

bool np_init_cast(KiState *ks, KiModule *m) {
    return NP_ADD(rows);
}
