/* Index expressions: from the value between the brackets to the engine's list of index items. */
#include "../object/containers.h"
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

static bool sequence_item(KiState *ks, KtCtx *ctx, KiValue v, KtIndexItem *it, KiIndex *out) {
    KtTensor *t = ki_build_tensor(ks, v, KT_NO_DTYPE);
    if (!t) return false;
    if (t->numel == 0 && t->dtype >= KT_F16) { /* [] */
        KtTensor *c = kt_cast(ctx, t, KT_I64);
        kt_decref(ctx, t);
        if (!(t = c)) {
            ki_kt_raise(ks);
            return false;
        }
    }
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
    if (ki_is_ndarray(v) && !ki_is_plain_ndarray(v)) {
        ki_raise(ks, KI_EXC_IndexError,
                 "arrays used as indices must be of integer (or boolean) type");
        return false;
    }
    if (ki_is_tensor(v) || ki_is_ndarray(v)) {
        KtTensor *t = ki_tensor_of(v);
        if (t->ndim == 0 && kt_is_int_dtype(t->dtype) && !(t->dtype == KT_U8 && !ctx->numpy)) {
            KtScalar s = kt_load_scalar(t->dtype, t->data);
            it->kind = KT_IX_INT;
            it->start = kt_scalar_as_int(&s);
            return true;
        }
        it->kind = KT_IX_TENSOR;
        it->t = t;
        return true;
    }
    if (ki_is_list(v) || ki_is_tuple(v) || ki_is_kind(v, KI_K_RANGE))
        return sequence_item(ks, ctx, v, it, out);
    if (ki_is_np_scalar(v) && ((KiNpScalar *)ki_obj(v))->dtype == KT_BOOL) {
        it->kind = KT_IX_BOOL;
        it->start = ((KiNpScalar *)ki_obj(v))->data[0] != 0;
        return true;
    }
    int r = ki_is_str(v) ? 0 : ki_to_i64(ks, v, &it->start);
    it->kind = KT_IX_INT;
    if (r < 0) return false;
    return r == 1 || bad_index(ks, ctx, v);
}

/* torch: a short list that holds anything but numbers means a tuple. */
static bool list_is_tuple(KiState *ks, KtCtx *ctx, KiList *l) {
    if (ctx->numpy || l->len >= 32) return false;
    for (int64_t i = 0; i < l->len; i++) {
        KiValue v = l->items[i];
        if (ki_is_slice(v) || ki_is_none(v) || v == KI_ELLIPSIS || ki_is_list(v) || ki_is_tuple(v))
            return true;
        if (ki_is_tensor(v) && ki_tensor_of(v)->ndim > 0) return true;
    }
    return false;
}

bool ki_index_parse(KiState *ks, KtCtx *ctx, KiValue key, KiIndex *out) {
    out->n = out->n_owned = 0;
    const KiValue *items;
    int64_t n;
    if (ki_is_tuple(key)) {
        items = ki_tuple_of(key)->items;
        n = ki_tuple_of(key)->len;
    } else if (ki_is_list(key) && list_is_tuple(ks, ctx, ki_list_of(key))) {
        items = ki_list_of(key)->items;
        n = ki_list_of(key)->len;
    } else {
        return parse_item(ks, ctx, key, out);
    }
    for (int64_t i = 0; i < n; i++)
        if (!parse_item(ks, ctx, items[i], out)) return false;
    return true;
}

void ki_index_release(KiState *ks, KiIndex *ix) {
    for (int i = 0; i < ix->n_owned; i++)
        kt_decref(ki_ts(ks)->ctx, ix->owned[i]);
    ix->n_owned = 0;
}
