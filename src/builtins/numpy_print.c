/* Text of numpy arrays: print options, array2string for plain arrays, error states. The layout
 * itself is the engine's (repr_numpy.c). */
#include "../tensor/ew.h"
#include "numpy_core.h"

/* _get_printoptions() -> (precision, threshold, edgeitems, linewidth, suppress, nanstr, infstr,
 * sign, floatmode, legacy) */
NA_FN(f_get) {
    KtNumpyPrint *p = &ki_kt_np(ks)->numpy_print;
    const char *mode = p->floatmode == 'M'   ? "maxprec_equal"
                       : p->floatmode == 'f' ? "fixed"
                       : p->floatmode == 'u' ? "unique"
                                             : "maxprec";
    KiValue v[10] = {ki_small_int(p->precision),
                     ki_int_from_i64(ks, p->threshold),
                     ki_small_int(p->edgeitems),
                     ki_small_int(p->linewidth),
                     ki_bool(p->suppress),
                     ki_str_from_cstr(ks, p->nanstr),
                     ki_str_from_cstr(ks, p->infstr),
                     ki_str_from_ascii(ks, &p->sign, 1),
                     ki_str_from_cstr(ks, mode),
                     ki_small_int(p->legacy)};
    KiValue r = ki_tuple_from(ks, v, 10);
    for (int i = 0; i < 10; i++)
        ki_decref(ks, v[i]);
    return r;
}

/* _set_printoptions: the same ten, checked by the caller. */
NA_FN(f_set) {
    NA;
    KtNumpyPrint q = a.ctx->numpy_print;
    q.precision = (int)na_int_opt(&a, 0, q.precision);
    q.threshold = na_int_opt(&a, 1, q.threshold);
    q.edgeitems = (int)na_int_opt(&a, 2, q.edgeitems);
    int64_t width = na_int_opt(&a, 3, q.linewidth);
    q.linewidth = width > 1000000 ? 1000000 : (int)width;
    q.suppress = na_bool(&a, 4, q.suppress);
    snprintf(q.nanstr, sizeof q.nanstr, "%s", na_str(&a, 5, q.nanstr));
    snprintf(q.infstr, sizeof q.infstr, "%s", na_str(&a, 6, q.infstr));
    q.sign = na_str(&a, 7, "-")[0];
    const char *mode = na_str(&a, 8, "maxprec");
    q.legacy = (int)na_int_opt(&a, 9, 0);
    q.floatmode = !strcmp(mode, "maxprec_equal") ? 'M' : mode[0];
    if (a.failed) return KI_ERR;
    a.ctx->numpy_print = q;
    return KI_NONE;
}

static KiValue finish_text(KiState *ks, bool ok, KbStrbuf *b) {
    KiValue r = !ok         ? ki_kt_raise(ks)
                : b->failed ? ki_raise_nomem(ks)
                            : ki_str_from_utf8(ks, b->data ? b->data : "", b->len);
    kb_strbuf_free(b);
    return r;
}

/* _array2string(a, separator, prefix, suffix): of a plain array under the options in force. */
NA_FN(f_array2string) {
    NA;
    KtTensor *x = na_arr(&a, 0);
    const char *sep = na_str(&a, 1, " "), *prefix = na_str(&a, 2, ""), *suffix = na_str(&a, 3, "");
    if (a.failed) return na_ret_obj(&a, KI_ERR);
    KbStrbuf b;
    kb_strbuf_init(&b, &ks->alloc, KB_STRBUF_NO_MAX);
    KiValue r = finish_text(ks, kt_array2string(a.ctx, x, sep, prefix, suffix, &b), &b);
    return na_ret_obj(&a, r);
}
/* _array_repr(a), _array_str(a): of plain arrays. */
NA_FN(f_array_repr) {
    NA;
    KtTensor *x = na_arr(&a, 0);
    if (a.failed) return na_ret_obj(&a, KI_ERR);
    KbStrbuf b;
    kb_strbuf_init(&b, &ks->alloc, KB_STRBUF_NO_MAX);
    return na_ret_obj(&a, finish_text(ks, kt_repr_numpy(a.ctx, x, &b), &b));
}
NA_FN(f_array_str) {
    NA;
    KtTensor *x = na_arr(&a, 0);
    if (a.failed) return na_ret_obj(&a, KI_ERR);
    KbStrbuf b;
    kb_strbuf_init(&b, &ks->alloc, KB_STRBUF_NO_MAX);
    return na_ret_obj(&a, finish_text(ks, kt_str_numpy(a.ctx, x, &b), &b));
}
/* _scalar_text(x): shortest text of a number in its own precision. */
NA_FN(f_scalar_text) {
    NA;
    KtTensor *x = na_arr(&a, 0);
    if (a.failed) return na_ret_obj(&a, KI_ERR);
    KbStrbuf b;
    kb_strbuf_init(&b, &ks->alloc, KB_STRBUF_NO_MAX);
    return na_ret_obj(&a, finish_text(ks,
                                      x->numel == 1
                                          ? kt_scalar_text(a.ctx, x->dtype, x->data, &b)
                                          : kt_fail(a.ctx, KT_VALUE_ERROR, "one number is wanted"),
                                      &b));
}

/* _seterr(divide, over, under, invalid) -> the old four; 0 ignore 1 warn 2 raise, None keeps. */
NA_FN(f_seterr) {
    NA;
    KtCtx *c = a.ctx;
    KiValue old[4] = {ki_small_int(c->errstate_divide), ki_small_int(c->errstate_over),
                      ki_small_int(c->errstate_under), ki_small_int(c->errstate_invalid)};
    int v[4] = {(int)na_int_opt(&a, 0, c->errstate_divide),
                (int)na_int_opt(&a, 1, c->errstate_over), (int)na_int_opt(&a, 2, c->errstate_under),
                (int)na_int_opt(&a, 3, c->errstate_invalid)};
    if (a.failed) return KI_ERR;
    c->errstate_divide = (uint8_t)v[0];
    c->errstate_over = (uint8_t)v[1];
    c->errstate_under = (uint8_t)v[2];
    c->errstate_invalid = (uint8_t)v[3];
    return ki_tuple_from(ks, old, 4);
}

/* _fp_report(where, divide, over, under, invalid): what happened in `where`, as np.errstate says.
 */
NA_FN(f_fp_report) {
    NA;
    const char *where = na_str(&a, 0, "");
    int flags =
        (args[1] == KI_TRUE ? KT_FP_DIVIDE : 0) | (args[2] == KI_TRUE ? KT_FP_OVERFLOW : 0) |
        (args[3] == KI_TRUE ? KT_FP_UNDERFLOW : 0) | (args[4] == KI_TRUE ? KT_FP_INVALID : 0);
    return na_ret_none(&a, !a.failed && kt_fp_report(a.ctx, where, flags));
}

/* _fp_begin(), _fp_end(where): what floating-point events there were in between. */
NA_FN(f_fp_begin) {
    NA;
    kt_fp_begin(a.ctx);
    return KI_NONE;
}
NA_FN(f_fp_end) {
    NA;
    const char *where = na_str(&a, 0, "");
    return na_ret_none(&a, !a.failed && kt_fp_end(a.ctx, where));
}

/* _set_text_functions(repr, str): None for the usual text. */
NA_FN(f_set_text_functions) {
    KiNpState *np = ki_np(ks);
    ki_assign(ks, &np->repr_function, ki_is_none(args[0]) ? KI_ABSENT : ki_new_ref(args[0]));
    ki_assign(ks, &np->str_function, ki_is_none(args[1]) ? KI_ABSENT : ki_new_ref(args[1]));
    return KI_NONE;
}

static const NpRow rows[] = {
    {"_get_printoptions", "f", "()", (void *)f_get},
    {"_set_printoptions", "f",
     "(precision, threshold, edgeitems, linewidth, suppress, nanstr, infstr, sign, "
     "floatmode, legacy)",
     (void *)f_set},
    {"_array2string", "f", "(a, separator, prefix, suffix)", (void *)f_array2string},
    {"_array_repr", "f", "(a)", (void *)f_array_repr},
    {"_array_str", "f", "(a)", (void *)f_array_str},
    {"_scalar_text", "f", "(x)", (void *)f_scalar_text},
    {"_seterr", "f", "(divide, over, under, invalid)", (void *)f_seterr},
    {"_fp_report", "f", "(where, divide, over, under, invalid)", (void *)f_fp_report},
    {"_fp_begin", "f", "()", (void *)f_fp_begin},
    {"_fp_end", "f", "(where)", (void *)f_fp_end},
    {"_set_text_functions", "f", "(repr, str)", (void *)f_set_text_functions},
};

bool np_init_print(KiState *ks, KiModule *m) {
    return NP_ADD(rows);
}
