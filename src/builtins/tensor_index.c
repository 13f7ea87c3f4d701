/* Index expressions: from the value between the brackets to the engine's list of index items. */
#include "../object/containers.h"
#include "numpy_stepped.h"
#include "tensor_common.h"

static bool bad_index(KiState *ks, KtCtx *ctx, KiValue v) {
    if (ctx->numpy)
        ki_raise(ks, KI_EXC_IndexError,
                 "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and "
                 "integer or boolean arrays "
                 "are valid indices");
    else
        ki_raise(ks, KI_EXC_IndexError,
                 "only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables "
                 "are valid indices (got %s)",
                 ki_type_name(ks, v));
    return false;
}

static bool slice_item(KiState *ks, KiSlice *s, KtIndexItem *it) {
    it->kind = KT_IX_SLICE;
    it->step = 1;
    it->has_start = !ki_is_none(s->start);
    it->has_stop = !ki_is_none(s->stop);
    it->has_step = !ki_is_none(s->step);
    return ki_arg_slice_index(ks, s->start, &it->start) &&
           ki_arg_slice_index(ks, s->stop, &it->stop) && ki_arg_slice_index(ks, s->step, &it->step);
}

/* PyTorch refuses text of any depth before it looks at lengths. */
static bool no_text(KiState *ks, KiValue v, int depth) {
    if (ki_is_str(v) || ki_is_kind(v, KI_K_BYTES)) {
        ki_raise(ks, KI_EXC_TypeError, "new(): invalid data type '%s'", ki_type_name(ks, v));
        return false;
    }
    if ((!ki_is_list(v) && !ki_is_tuple(v)) || depth > KT_MAX_DIMS) return true;
    const KiValue *items = ki_is_list(v) ? ki_list_of(v)->items : ki_tuple_of(v)->items;
    int64_t n = ki_is_list(v) ? ki_list_of(v)->len : ki_tuple_of(v)->len;
    for (int64_t i = 0; i < n; i++)
        if (!no_text(ks, items[i], depth + 1)) return false;
    return true;
}

/* torch: everything but truth values and bytes becomes int64. */
static bool to_index_dtype(KiState *ks, KtCtx *ctx, KtTensor **t) {
    bool is_complex = kt_is_complex_dtype((*t)->dtype);
    KtTensor *c = is_complex ? NULL : kt_cast(ctx, *t, KT_I64);
    kt_decref(ctx, *t);
    *t = c;
    if (is_complex)
        ki_raise(ks, KI_EXC_TypeError, "'complex' object cannot be interpreted as an integer");
    else if (!c)
        ki_kt_raise(ks);
    return c != NULL;
}

static bool sequence_item(KiState *ks, KtCtx *ctx, KiValue v, KtIndexItem *it, KiIndex *out) {
    if (!ctx->numpy && (ki_refuse_stepped(ks, v) || !no_text(ks, v, 0))) return false;
    KtTensor *t = np_is_stepped(v)   ? np_from_any(ks, v, KT_NO_DTYPE)
                  : ki_is_ndarray(v) ? kt_incref(ki_tensor_of(v))
                                     : ki_build_tensor(ks, v, KT_NO_DTYPE);
    if (!t && ctx->numpy && ki_pending_is(ks, KI_EXC_TypeError)) { /* text or objects */
        ki_clear_exc(ks);
        return bad_index(ks, ctx, v);
    }
    if (!t) return false;
    bool empty = t->numel == 0 && t->dtype >= KT_F16; /* [] */
    bool convert = ctx->numpy ? empty : t->dtype != KT_BOOL && t->dtype != KT_U8;
    if (convert && !to_index_dtype(ks, ctx, &t)) return false;
    if (ctx->numpy && t->dtype >= KT_F16) {
        kt_decref(ctx, t);
        return bad_index(ks, ctx, v);
    }
    if (out->n_owned >= KT_MAX_DIMS) {
        kt_decref(ctx, t);
        ki_raise(ks, KI_EXC_IndexError, "too many indices");
        return false;
    }
    out->owned[out->n_owned++] = t;
    it->kind = KT_IX_TENSOR;
    it->t = t;
    return true;
}

static bool parse_item(KiState *ks, KtCtx *ctx, KiValue v, KiIndex *out);

/* numpy: an array that an object made of itself, which the list of items keeps. */
static bool array_item(KiState *ks, KtCtx *ctx, KiValue made, KiIndex *out) {
    if (!parse_item(ks, ctx, made, out)) return false;
    KtIndexItem *it = &out->items[out->n - 1];
    if (it->kind != KT_IX_TENSOR || it->t != ki_tensor_of(made)) return true;
    if (out->n_owned >= KT_MAX_DIMS) return bad_index(ks, ctx, made);
    out->owned[out->n_owned++] = kt_incref(it->t);
    return true;
}

/* numpy: indices with a dtype of their own, of which the list of items keeps a plain copy. */
static KtTensor *native_indices(KiState *ks, KtCtx *ctx, KiValue v, KiIndex *out) {
    if (out->n_owned >= KT_MAX_DIMS) {
        (void)bad_index(ks, ctx, v);
        return NULL;
    }
    KtTensor *t = np_reordered(ctx, ki_tensor_of(v), np_array_of(v)->descr);
    if (!t) return (void)ki_kt_raise(ks), NULL;
    return out->owned[out->n_owned++] = t;
}

static bool parse_item(KiState *ks, KtCtx *ctx, KiValue v, KiIndex *out) {
    if (out->n >= KT_MAX_DIMS) {
        ki_raise(ks, KI_EXC_IndexError, "too many indices for tensor of dimension %d", KT_MAX_DIMS);
        return false;
    }
    KtIndexItem *it = &out->items[out->n++];
    *it = (KtIndexItem){0};
    if (ki_is_int(v)) {
        it->kind = KT_IX_INT;
        it->start = ki_int_val(v);
        return true;
    }
    if (ki_is_slice(v)) return slice_item(ks, (KiSlice *)ki_obj(v), it);
    if (ki_is_none(v)) {
        it->kind = KT_IX_NEWAXIS;
        return true;
    }
    if (v == KI_ELLIPSIS) {
        it->kind = KT_IX_ELLIPSIS;
        return true;
    }
    if (ki_is_bool(v)) {
        it->kind = KT_IX_BOOL;
        it->start = v == KI_TRUE;
        return true;
    }
    bool swapped =
        np_is_described_array(v) && kt_is_int_dtype(np_engine_dtype(np_array_of(v)->descr));
    if (ki_is_ndarray(v) && !ki_is_plain_ndarray(v) && !swapped) {
        ki_raise(ks, KI_EXC_IndexError,
                 "arrays used as indices must be of integer (or boolean) type");
        return false;
    }
    if (ki_is_tensor(v) || ki_is_ndarray(v)) {
        KtTensor *t = swapped ? native_indices(ks, ctx, v, out) : ki_tensor_of(v);
        if (!t) return false;
        if (t->flags & KT_T_SPARSE) {
            ki_raise(ks, KI_EXC_NotImplementedError, "sparse tensors as indices");
            return false;
        }
        if (!ctx->numpy && !ki_is_tensor(v)) return sequence_item(ks, ctx, v, it, out);
        if (t->ndim == 0 && kt_is_int_dtype(t->dtype) && !(t->dtype == KT_U8 && !ctx->numpy)) {
            KtScalar s = kt_first(t);
            it->kind = KT_IX_INT;
            it->start = kt_scalar_as_int(&s);
            return true;
        }
        if (ctx->numpy && ki_is_ndarray(v) && t->dtype >= KT_F16 && t->numel == 0) {
            ki_raise(ks, KI_EXC_IndexError,
                     "arrays used as indices must be of integer (or boolean) type");
            return false;
        }
        it->kind = KT_IX_TENSOR;
        it->t = t;
        return true;
    }
    bool text = ki_is_str(v) || ki_is_kind(v, KI_K_BYTES);
    if (ki_is_list(v) || ki_is_tuple(v) || ki_is_kind(v, KI_K_RANGE) || (text && !ctx->numpy))
        return sequence_item(ks, ctx, v, it, out);
    if (ki_is_np_scalar(v) && ((KiNpScalar *)ki_obj(v))->dtype == KT_BOOL) {
        it->kind = KT_IX_BOOL;
        it->start = ((KiNpScalar *)ki_obj(v))->data[0] != 0;
        return true;
    }
    if (ctx->numpy && ki_is_kind(v, KI_K_INSTANCE)) {
        KiValue made = np_array_of_like(ks, v);
        if (made == KI_ERR) return false;
        if (made != KI_ABSENT) {
            out->n--;
            bool ok =
                ki_is_plain_ndarray(made) ? array_item(ks, ctx, made, out) : bad_index(ks, ctx, v);
            ki_decref(ks, made);
            return ok;
        }
    }
    int r = text ? 0 : ki_to_i64(ks, v, &it->start);
    it->kind = KT_IX_INT;
    if (r < 0 && ctx->numpy && ki_pending_is(ks, KI_EXC_OverflowError)) {
        ki_clear_exc(ks);
        r = 0;
    }
    if (r < 0 && !ctx->numpy && ki_is_integer(v)) {
        ki_clear_exc(ks);
        ki_raise(ks, KI_EXC_RuntimeError, "Overflow when unpacking long");
    }
    if (r < 0) return false;
    return r == 1 || bad_index(ks, ctx, v);
}

/* torch: a short list that holds anything but numbers means a tuple. */
static bool list_is_tuple(KiState *ks, KtCtx *ctx, KiList *l) {
    if (ctx->numpy || l->len >= 32) return false;
    for (int64_t i = 0; i < l->len; i++) {
        KiValue v = l->items[i];
        if (ki_is_slice(v) || ki_is_none(v) || v == KI_ELLIPSIS || ki_is_list(v) ||
            ki_is_tuple(v) || ki_is_str(v) || ki_is_tensor(v))
            return true;
    }
    return false;
}

/* How many dimensions the items of a tuple use up in torch. */
static int64_t used_up(const KiValue *items, int64_t n) {
    int64_t used = 0;
    for (int64_t i = 0; i < n; i++) {
        KiValue v = items[i];
        const KtTensor *t = ki_is_tensor(v) ? ki_tensor_of(v) : NULL;
        if (t && (t->dtype == KT_BOOL || t->dtype == KT_U8))
            used += t->ndim;
        else if (!ki_is_none(v) && !ki_is_bool(v) && v != KI_ELLIPSIS)
            used++;
    }
    return used;
}
/* torch counts what the items of a tuple would use up before it looks at any of them. */
static bool count_fits(KiState *ks, const KtTensor *a, const KiValue *items, int64_t n) {
    if (used_up(items, n) <= a->ndim) return true;
    ki_raise(ks, KI_EXC_IndexError, "too many indices for tensor of dimension %d", a->ndim);
    return false;
}

/* An item is none; torch would have found before that those ahead of it do not fit. */
static bool not_parsed(KiState *ks, KtCtx *ctx, KtTensor *a, KiIndex *out, int before,
                       int64_t rest) {
    if (ctx->numpy || before == 0 || kt_index_check_basic(ctx, a, out->items, before, (int)rest))
        return false;
    ki_clear_exc(ks);
    ki_kt_raise(ks);
    return false;
}

/* NumPy iterates over 32 operands at once, one of which is the array itself. */
static bool arrays_fit(KiState *ks, const KiIndex *ix) {
    int arrays = 0;
    for (int i = 0; i < ix->n; i++)
        arrays += ix->items[i].kind == KT_IX_TENSOR;
    if (arrays < 32) return true;
    ki_raise(ks, KI_EXC_IndexError,
             "when no subspace is given, the number of index arrays cannot be above 31, but %d "
             "index arrays found",
             arrays);
    return false;
}

/* numpy: the ends of slices are read when all other items are known to be indices. Each of the n
 * items has made one of out's. */
static bool parse_slices(KiState *ks, const KiValue *items, int64_t n, KiIndex *out) {
    for (int64_t i = 0; i < n; i++)
        if (ki_is_slice(items[i]) && !slice_item(ks, (KiSlice *)ki_obj(items[i]), &out->items[i]))
            return false;
    return true;
}

bool ki_index_parse(KiState *ks, KtCtx *ctx, KtTensor *a, KiValue key, KiIndex *out) {
    out->n = out->n_owned = 0;
    const KiValue *items = &key;
    int64_t n = 1;
    if (ki_is_tuple(key)) {
        items = ki_tuple_of(key)->items;
        n = ki_tuple_of(key)->len;
    } else if (ki_is_list(key) && list_is_tuple(ks, ctx, ki_list_of(key))) {
        items = ki_list_of(key)->items;
        n = ki_list_of(key)->len;
    } else if (ctx->numpy || ki_is_slice(key) || ki_is_integer(key)) {
        return parse_item(ks, ctx, key, out);
    }
    if (!ctx->numpy && !count_fits(ks, a, items, n)) return false;
    if (!ctx->numpy && ki_is_str(key) && ki_str_of(key)->len < 32 &&
        ki_str_of(key)->len > a->ndim) {
        /* a sequence of sequences, which a tuple would be, too */
        ki_raise(ks, KI_EXC_IndexError, "too many indices for tensor of dimension %d", a->ndim);
        return false;
    }
    bool dots = false, slices = false;
    for (int64_t i = 0; i < n; i++) {
        if (ctx->numpy && ki_is_slice(items[i]) && out->n < KT_MAX_DIMS) {
            out->items[out->n++] = (KtIndexItem){.kind = KT_IX_SLICE};
            slices = true;
            continue;
        }
        if (ctx->numpy && items[i] == KI_ELLIPSIS && dots) { /* told before what is behind it */
            ki_raise(ks, KI_EXC_IndexError, "an index can only have a single ellipsis ('...')");
            return false;
        }
        dots = dots || items[i] == KI_ELLIPSIS;
        if (!parse_item(ks, ctx, items[i], out))
            return not_parsed(ks, ctx, a, out, (int)i, used_up(items + i, n - i));
    }
    if (slices && !parse_slices(ks, items, n, out)) return false;
    return !ctx->numpy || arrays_fit(ks, out);
}

void ki_index_release(KiState *ks, KiIndex *ix) {
    for (int i = 0; i < ix->n_owned; i++)
        kt_decref(ki_ts(ks)->ctx, ix->owned[i]);
    ix->n_owned = 0;
}
