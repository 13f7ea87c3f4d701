/* What the torch and numpy faces share: the record per state, wrapping engine tensors as objects,
 * errors and warnings, numbers and sizes. See tensor_common.h. */
#include "tensor_common.h"

#include <math.h>

#include "../object/containers.h"
#include "../object/number.h"
#include "../tensor/sparse.h"
#include "torch_override.h"

/* --- the record --- */

static bool host_warn(void *host, KtWarningKind kind, const char *message) {
    KiState *ks = host;
    if (kind >= KT_FP_CALL) {
        KiValue f = ki_import_attr(ks, "numpy._types", "_fp_event");
        KiValue arg[2] = {ki_small_int((int)kind - KT_FP_CALL), KI_ERR};
        if (f != KI_ERR) arg[1] = ki_str_from_cstr(ks, message);
        KiValue r = arg[1] == KI_ERR ? KI_ERR : ki_call(ks, f, arg, 2, KI_ABSENT);
        ki_decref(ks, f);
        ki_decref(ks, arg[1]);
        ki_decref(ks, r);
        return r != KI_ERR;
    }
    enum KiExcId id = kind == KT_RUNTIME_WARNING       ? KI_EXC_RuntimeWarning
                      : kind == KT_DEPRECATION_WARNING ? KI_EXC_DeprecationWarning
                                                       : KI_EXC_UserWarning;
    if (ki_warn(ks, id, 1, "%s", message)) return true;
    KtCtx *ctx = ki_ts(ks)->ctx;
    kt_clear_error(ctx);
    kt_fail(ctx, KT_HOST_ERROR, "warning");
    return false;
}

/* Engine tensors of objects that outlive the record: given back before the context goes. */
typedef struct Leftovers {
    KtTensor **t;
    size_t n, cap;
} Leftovers;

static void count_left(KiState *ks, KiObj *o, void *arg) {
    KiValue v = ki_from_obj(o);
    if ((ki_is_tensor(v) || ki_is_ndarray(v)) && ki_tensor_of(v)) ((Leftovers *)arg)->cap++;
}
static void take_left(KiState *ks, KiObj *o, void *arg) {
    Leftovers *l = arg;
    KiValue v = ki_from_obj(o);
    if ((ki_is_tensor(v) || ki_is_ndarray(v)) && ki_tensor_of(v) && l->n < l->cap) {
        ki_tensor_of(v)->face = NULL;
        l->t[l->n++] = ki_tensor_of(v);
        ((KiTensorObj *)o)->t = NULL;
    }
}

static void release_types(KiState *ks, KiTensorState *ts) {
    KiType *types[] = {ts->dtype_type,  ts->device_type,        ts->size_type,  ts->generator_type,
                       ts->layout_type, ts->memory_format_type, ts->node_type,  ts->function_type,
                       ts->handle_type, ts->finfo_type,         ts->iinfo_type, ts->linalg_error,
                       ts->saved_type};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (types[i]) ki_decref_obj(ks, &types[i]->h);
    for (int i = 0; i < KI_TENSOR_N_RETURN_TYPES; i++)
        if (ts->return_types[i].type) ki_decref_obj(ks, &ts->return_types[i].type->h);
}

static void tensor_state_free(KiState *ks) {
    KiTensorState *ts = ki_ts(ks);
    if (!ts) return;
    if (ts->numpy_free) ts->numpy_free(ks);
    if (ts->signatures_free) ts->signatures_free(ks);
    if (ts->nodes_free) ts->nodes_free(ks);
    for (int i = 0; i < KT_N_DTYPES; i++)
        ki_decref(ks, ts->dtypes[i]);
    ki_decref(ks, ts->cpu);
    if (ts->profile && ts->profile != KI_ABSENT) ki_decref(ks, ts->profile);
    ki_decref(ks, ts->strided);
    ki_decref(ks, ts->sparse_coo);
    ki_decref(ks, ts->default_generator);
    ki_decref(ks, ts->pack_hooks);
    while (ts->asking.off) { /* left entered at the end */
        KiAskingOff *o = ts->asking.off;
        ts->asking.off = o->next;
        if (o->by_script) kb_free(&ks->alloc, o, sizeof *o);
    }
    ki_decref(ks, ts->asking.mode);
    if (ts->asking.nobody) ki_decref(ks, ts->asking.nobody);
    if (ts->asking.entries) ki_decref_obj(ks, (KiObj *)ts->asking.entries);
    for (int i = 0; i < 4; i++)
        if (ts->kept_sizes[i]) ki_decref(ks, ts->kept_sizes[i]);
    if (ts->node_types) ki_decref_obj(ks, &ts->node_types->h);
    release_types(ks, ts);
    Leftovers left = {0};
    ki_heap_each(ks, count_left, &left);
    left.t = kb_malloc(&ks->alloc, left.cap * sizeof *left.t + 1);
    if (left.t) {
        ki_heap_each(ks, take_left, &left);
        for (size_t i = 0; i < left.n; i++)
            kt_decref(ts->ctx, left.t[i]);
        kb_free(&ks->alloc, left.t, left.cap * sizeof *left.t + 1);
    }
    kt_ctx_free(ts->ctx);
    ks->bi->tensor = NULL;
    ks->modes = (KiThreadModes){0};
    kb_free(&ks->alloc, ts, sizeof *ts);
}

/* --- what each thread has for itself --- */

_Static_assert(sizeof(KtModes) <= sizeof(KiKeptModes), "the modes fit where threads keep them");

static void keep_modes(KiState *ks, KiKeptModes *kept) {
    KtModes modes = kt_modes(ki_kt(ks));
    memcpy(kept->bytes, &modes, sizeof modes);
}

static void take_modes(KiState *ks, const KiKeptModes *kept) {
    KtModes modes = kt_first_modes;
    if (kept) memcpy(&modes, kept->bytes, sizeof modes);
    kt_set_modes(ki_kt(ks), &modes);
}

bool ki_tensor_state_init(KiState *ks) {
    if (ks->bi->tensor) return true;
    KiTensorState *ts = kb_calloc(&ks->alloc, sizeof *ts);
    KtCtx *ctx = ts ? kt_ctx_new(&ks->alloc) : NULL;
    if (!ctx) {
        if (ts) kb_free(&ks->alloc, ts, sizeof *ts);
        ki_raise_nomem(ks);
        return false;
    }
    ctx->host = ks;
    ctx->warn = host_warn;
    ts->ctx = ctx;
    ks->modes = (KiThreadModes){.keep = keep_modes, .take = take_modes};
    ts->cpu = ts->strided = ts->sparse_coo = ts->default_generator = ts->pack_hooks = KI_ABSENT;
    ts->asking.mode = KI_ABSENT;
    for (int i = 0; i < KT_N_DTYPES; i++)
        ts->dtypes[i] = KI_ABSENT;
    ks->bi->tensor = ts;
    ks->bi->tensor_free = tensor_state_free;
    return true;
}

/* --- errors --- */

static KiValue raise_class(KiState *ks, KiType *cls, enum KiExcId fallback, const char *message) {
    if (!cls) return ki_raise(ks, fallback, "%s", message);
    KiValue text = ki_str_from_cstr(ks, message);
    KiValue exc = text == KI_ERR ? KI_ERR : ki_call1(ks, ki_from_obj(cls), text);
    ki_decref(ks, text);
    if (exc != KI_ERR) {
        ki_raise_obj(ks, exc);
        ki_decref(ks, exc);
    }
    return KI_ERR;
}

static KiValue raise_axis(KiState *ks, KiTensorState *ts) {
    if (!ts->np_axis_error) return ki_raise(ks, KI_EXC_IndexError, "%s", ts->ctx->message);
    KiValue arg[3] = {ki_str_from_cstr(ks, ts->ctx->message), ki_small_int(ts->ctx->error_axis),
                      ki_small_int(ts->ctx->error_ndim)};
    KiValue exc =
        arg[0] == KI_ERR ? KI_ERR : ki_call(ks, ki_from_obj(ts->np_axis_error), arg, 3, KI_ABSENT);
    ki_decref(ks, arg[0]);
    if (exc == KI_ERR) return KI_ERR;
    ki_raise_obj(ks, exc);
    ki_decref(ks, exc);
    return KI_ERR;
}

KiValue ki_kt_raise(KiState *ks) {
    KiTensorState *ts = ki_ts(ks);
    KtCtx *ctx = ts->ctx;
    KtErrorKind kind = ctx->error;
    if (ki_pending(ks)) { /* a callback raised: its exception tells more */
        kt_clear_error(ctx);
        return KI_ERR;
    }
    switch (kind) {
    case KT_VALUE_ERROR:
        ki_raise(ks, KI_EXC_ValueError, "%s", ctx->message);
        break;
    case KT_INDEX_ERROR:
        ki_raise(ks, KI_EXC_IndexError, "%s", ctx->message);
        break;
    case KT_TYPE_ERROR:
        ki_raise(ks, KI_EXC_TypeError, "%s", ctx->message);
        break;
    case KT_NOT_IMPLEMENTED_ERROR:
        ki_raise(ks, KI_EXC_NotImplementedError, "%s", ctx->message);
        break;
    case KT_OVERFLOW_ERROR:
        ki_raise(ks, KI_EXC_OverflowError, "%s", ctx->message);
        break;
    case KT_ZERO_DIVISION_ERROR:
        ki_raise(ks, KI_EXC_ZeroDivisionError, "%s", ctx->message);
        break;
    case KT_FLOATING_POINT_ERROR:
        ki_raise(ks, KI_EXC_FloatingPointError, "%s", ctx->message);
        break;
    case KT_INTERRUPT:
        ki_raise(ks, KI_EXC_KeyboardInterrupt, "%s", "");
        break;
    case KT_AXIS_ERROR:
        raise_axis(ks, ts);
        break;
    case KT_UFUNC_TYPE_ERROR:
        raise_class(ks, ts->np_ufunc_type_error, KI_EXC_TypeError, ctx->message);
        break;
    case KT_LINALG_ERROR:
        raise_class(ks, ctx->numpy ? ts->np_linalg_error : ts->linalg_error,
                    ctx->numpy ? KI_EXC_ValueError : KI_EXC_RuntimeError, ctx->message);
        break;
    case KT_MEMORY_ERROR:
        if (ctx->message[0])
            raise_class(ks, ctx->numpy ? ts->np_memory_error : NULL,
                        ctx->numpy ? KI_EXC_MemoryError : KI_EXC_RuntimeError, ctx->message);
        else
            ki_raise_nomem(ks);
        break;
    default:
        ki_raise(ks, KI_EXC_RuntimeError, "%s", ctx->message);
        break;
    }
    kt_clear_error(ctx);
    return KI_ERR;
}

/* --- objects --- */

enum { REPORTED = KI_OF_A, PRESSURE_FROM = 1 << 16 };

static void report_size(KiState *ks, KiTensorObj *o) {
    size_t n = kt_nbytes(o->t);
    if (n < PRESSURE_FROM || o->t->flags & (KT_T_VIEW | KT_T_SPARSE)) return;
    o->h.flags |= REPORTED;
    ki_gc_add_pressure(ks, (int64_t)n);
}

static KiValue new_face(KiState *ks, KiType *cls, KtTensor *t) {
    KiTensorObj *o = (KiTensorObj *)ki_instance_alloc(ks, cls);
    if (!o) {
        kt_decref(ki_ts(ks)->ctx, t);
        return KI_ERR;
    }
    o->t = t;
    o->base = KI_ABSENT;
    KtCtx *ctx = ki_ts(ks)->ctx;
    if (KB_UNLIKELY(ctx->inference_mode | (t->flags & KT_T_UNUSUAL)) && !ctx->numpy) {
        if (ctx->inference_mode && !(t->flags & KT_T_VIEW)) t->flags |= KT_T_INFERENCE;
        if (t->flags & KT_T_UNUSUAL) ks->lazy_arguments = true;
    }
    if (!t->face) t->face = o;
    if (KB_UNLIKELY(kt_nbytes(t) >= PRESSURE_FROM)) report_size(ks, o);
    return ki_from_obj(o);
}

KiValue ki_tensor_wrap(KiState *ks, KtTensor *t) {
    if (KB_UNLIKELY(!t)) return ki_kt_raise(ks);
    if (t->face && ki_is_tensor(ki_from_obj(t->face))) {
        KiValue v = ki_new_ref(ki_from_obj(t->face));
        kt_decref(ki_ts(ks)->ctx, t); /* the face owns another reference */
        return v;
    }
    return new_face(ks, ks->types[KI_K_TENSOR], t);
}

static KB_COLD KiValue too_many_dims(KiState *ks, KtTensor *t) {
    ki_raise(ks, KI_EXC_ValueError, "maximum supported dimension for an ndarray is %d, found %d",
             KI_NDARRAY_MAX_DIMS, t->ndim);
    kt_decref(ki_ts(ks)->ctx, t);
    return KI_ERR;
}
KiValue ki_ndarray_wrap(KiState *ks, KtTensor *t, KiValue base) {
    if (KB_UNLIKELY(!t)) return ki_kt_raise(ks);
    if (KB_UNLIKELY(t->ndim > KI_NDARRAY_MAX_DIMS)) return too_many_dims(ks, t);
    if (t->face) {
        KtTensor *other = kt_alias(ki_ts(ks)->ctx, t);
        kt_decref(ki_ts(ks)->ctx, t);
        if (!other) return ki_kt_raise(ks);
        t = other;
    }
    KiValue v = new_face(ks, ks->types[KI_K_NDARRAY], t);
    if (v != KI_ERR && base != KI_ABSENT) ((KiTensorObj *)ki_obj(v))->base = ki_new_ref(base);
    return v;
}

KiValue ki_tensor_wrap_as(KiState *ks, KiType *cls, KtTensor *t) {
    if (KB_UNLIKELY(!t)) return ki_kt_raise(ks);
    KtCtx *ctx = ki_ts(ks)->ctx;
    if (t->face) {
        KtTensor *other = kt_alias(ctx, t);
        kt_decref(ctx, t);
        if (!other) return ki_kt_raise(ks);
        t = other;
    }
    if (KB_UNLIKELY(!ki_ts(ks)->asking.on) && ks->asking_class && !ks->asking_class(ks, cls)) {
        kt_decref(ctx, t);
        return KI_ERR;
    }
    return new_face(ks, cls, t);
}

void ki_tensor_obj_dealloc(KiState *ks, KiObj *obj) {
    KiTensorObj *o = (KiTensorObj *)obj;
    KtTensor *t = o->t;
    if (o->base) ki_decref(ks, o->base);
    if (!t || !ks->bi || !ks->bi->tensor) return;
    o->t = NULL;
    if (KB_UNLIKELY(obj->flags & REPORTED)) ki_gc_add_pressure(ks, -(int64_t)kt_nbytes(t));
    if (t->face == o) t->face = NULL;
    kt_decref(ki_ts(ks)->ctx, t);
}

KtTensor *ki_tensor_alias(KiState *ks, KtTensor *t) {
    KtTensor *r = kt_alias(ki_ts(ks)->ctx, t);
    if (!r) ki_kt_raise(ks);
    return r;
}

bool ki_hidden_from_numpy(KiState *ks, const KtTensor *t) {
    if (KB_LIKELY(!(t->flags & KT_T_UNUSUAL))) return false;
    if (kt_is_sparse(t)) {
        (void)ki_raise(ks, KI_EXC_TypeError,
                       "can't convert Sparse layout tensor to numpy. Use Tensor.dense() first.");
        return true;
    }
    bool conj = t->flags & KT_T_CONJ;
    (void)ki_raise(ks, KI_EXC_RuntimeError,
                   "Can't call numpy() on Tensor that has %s bit set. Use tensor.%s().numpy() "
                   "instead.",
                   conj ? "conjugate" : "negative", conj ? "resolve_conj" : "resolve_neg");
    return true;
}

/* --- numbers --- */

int ki_to_scalar(KiState *ks, KiValue v, KtScalar *out) {
    if (ki_is_float(v)) {
        *out = kt_scalar_float(ki_float_bare(ki_float_val(v)));
        return 1;
    }
    if (ki_is_int(v)) {
        *out = kt_scalar_int(ki_int_val(v));
        return 1;
    }
    if (ki_is_bool(v)) {
        *out = kt_scalar_bool(v == KI_TRUE);
        return 1;
    }
    if (!ki_is_ptr(v)) return 0;
    if (ki_is_np_scalar(v)) {
        KiNpScalar *s = (KiNpScalar *)ki_obj(v);
        if (s->dtype >= KT_N_DTYPES) return 0; /* a time */
        *out = kt_load_scalar(s->dtype, s->data);
        out->dtype = ki_ts(ks)->ctx->numpy ? s->dtype : KT_NO_DTYPE;
        return 1;
    }
    if (ki_is_integer(v)) {
        int64_t i;
        uint64_t u;
        if (ki_int_try_i64(ki_unbox(v), &i)) {
            *out = kt_scalar_int(i);
            return 1;
        }
        if (ki_ts(ks)->ctx->numpy && ki_int_sign(ki_unbox(v)) > 0) {
            if (!ki_int_to_u64(ks, ki_unbox(v), &u)) return -1;
            *out = (KtScalar){.kind = KT_S_UINT, .dtype = KT_NO_DTYPE, .u = u};
            return 1;
        }
        ki_raise(ks, ki_ts(ks)->ctx->numpy ? KI_EXC_OverflowError : KI_EXC_RuntimeError, "%s",
                 ki_ts(ks)->ctx->numpy ? "Python int too large to convert to C long"
                                       : "Overflow when unpacking long");
        return -1;
    }
    if (ki_is_real_float(v)) {
        *out = kt_scalar_float(ki_float_of(v));
        return 1;
    }
    if (ki_is_complex(v)) {
        KiComplexNum c = ki_complex_of(v);
        *out = kt_scalar_complex(c.re, c.im);
        return 1;
    }
    return 0;
}

bool ki_check_wrapped(KiState *ks, int dtype, const KtScalar *s) {
    bool integer = s->kind == KT_S_INT || s->kind == KT_S_UINT;
    if (KB_LIKELY(s->dtype >= 0 || !integer || kt_scalar_fits(dtype, s))) return true;
    if (s->kind == KT_S_UINT && kt_is_int_dtype(dtype) && dtype != KT_U64 && dtype != KT_U32 &&
        dtype != KT_ULL) {
        ki_raise(ks, KI_EXC_OverflowError, "%s",
                 dtype == KT_LL ? "int too big to convert"
                                : "Python int too large to convert to C long");
        return false;
    }
    char number[24];
    if (s->kind == KT_S_INT)
        snprintf(number, sizeof number, "%lld", (long long)s->i);
    else
        snprintf(number, sizeof number, "%llu", (unsigned long long)s->u);
    return ki_warn(ks, KI_EXC_DeprecationWarning, 1,
                   "NumPy will stop allowing conversion of out-of-bound Python integers to integer "
                   "arrays.  The conversion of %s to %s will fail in the future.\nFor the old "
                   "behavior, usually:\n    np.array(value).astype(dtype)`\nwill give the desired "
                   "result (the cast overflows).",
                   number, kt_dtype_info[dtype].numpy_name);
}

bool ki_check_narrowed(KiState *ks, int dtype, const KtScalar *s, const void *p) {
    KtCtx *ctx = ki_ts(ks)->ctx;
    if (KB_LIKELY(dtype == KT_F64 || !kt_is_inexact_dtype(dtype) || dtype == KT_C128)) return true;
    if (kt_is_long_dtype(dtype)) return true;
    KtScalar held = kt_load_scalar(dtype, p);
    bool lost = isinf(kt_scalar_as_double(&held)) && !isinf(kt_scalar_as_long(s));
    if (held.kind == KT_S_COMPLEX && s->kind == KT_S_COMPLEX)
        lost = lost || (isinf(held.c.im) && !isinf(s->c.im));
    if (!lost || kt_fp_event(ctx, ctx->errstate_over, "overflow", "cast")) return true;
    (void)ki_kt_raise(ks);
    return false;
}

KiValue ki_from_scalar(KiState *ks, const KtScalar *s) {
    switch (s->kind) {
    case KT_S_BOOL:
        return ki_bool(s->i != 0);
    case KT_S_INT:
        return ki_int_from_i64(ks, s->i);
    case KT_S_UINT:
        return ki_int_from_u64(ks, s->u);
    case KT_S_FLOAT:
        return ki_float(s->f);
    default:
        return ki_complex_new(ks, s->c.re, s->c.im);
    }
}

KiValue ki_from_element(KiState *ks, int dtype, const void *p) {
    switch (dtype) { /* the commonest straight, the others by way of a KtScalar */
    case KT_F64:
        return ki_float(*(const KtAtF64 *)p);
    case KT_F32:
        return ki_float(*(const KtAtF32 *)p);
    case KT_I64:
        return ki_int_from_i64(ks, *(const KtAtI64 *)p);
    default:
        break;
    }
    if (KB_UNLIKELY(kt_is_long_dtype(dtype))) return ki_ts(ks)->np_scalar_new(ks, dtype, p);
    KtScalar s = kt_load_scalar(dtype, p);
    return ki_from_scalar(ks, &s);
}

/* A row of the commonest types straight into a list's items; false: another type or too large ints.
 */
static bool fill_row(int dtype, KiValue *to, int64_t n, const char *p, int64_t step) {
    switch (dtype) {
    case KT_F32:
        for (int64_t i = 0; i < n; i++, p += step)
            to[i] = ki_float(*(const KtAtF32 *)(const void *)p);
        return true;
    case KT_F64:
        for (int64_t i = 0; i < n; i++, p += step)
            to[i] = ki_float(*(const KtAtF64 *)(const void *)p);
        return true;
    case KT_I64:
        for (int64_t i = 0; i < n; i++, p += step) {
            int64_t v = *(const KtAtI64 *)(const void *)p;
            if (!ki_int_fits(v)) return false;
            to[i] = ki_small_int(v);
        }
        return true;
    default:
        return false;
    }
}

static KiValue tolist(KiState *ks, KtTensor *t, int dim, const char *p) {
    if (dim == t->ndim) return ki_from_element(ks, t->dtype, p);
    KiList *l = ki_list_new(ks, t->sizes[dim]);
    if (!l) return KI_ERR;
    if (dim == t->ndim - 1 && l->cap >= t->sizes[dim] &&
        fill_row(t->dtype, l->items, t->sizes[dim], p, t->strides[dim] * t->itemsize)) {
        l->len = t->sizes[dim];
        return ki_from_obj(l);
    }
    for (int64_t i = 0; i < t->sizes[dim]; i++) {
        KiValue v = tolist(ks, t, dim + 1, p + i * t->strides[dim] * t->itemsize);
        bool ok = v != KI_ERR && ki_list_append(ks, l, v);
        ki_decref(ks, v);
        if (!ok) {
            ki_decref_obj(ks, &l->h);
            return KI_ERR;
        }
    }
    return ki_from_obj(l);
}

KiValue ki_tensor_tolist(KiState *ks, KtTensor *t) {
    return tolist(ks, t, 0, t->data);
}

/* --- sizes --- */

int ki_to_i64(KiState *ks, KiValue v, int64_t *out) {
    if (ki_is_int(v)) {
        *out = ki_int_val(v);
        return 1;
    }
    if (ki_is_bool(v)) {
        *out = v == KI_TRUE;
        return 1;
    }
    if (!ki_is_ptr(v)) return 0;
    if (ki_is_tensor(v) || ki_is_ndarray(v)) {
        KtTensor *t = ki_tensor_of(v);
        if (t->numel != 1 || t->dtype >= KT_F16 || t->ndim || kt_is_sparse(t)) return 0;
        if (ki_is_ndarray(v) && !ki_is_plain_ndarray(v)) return 0;
        KtScalar s = kt_first(t);
        *out = kt_scalar_as_int(&s);
        return 1;
    }
    if (!ki_is_integer(v) && !ki_type_of(ks, v)->slots->unary[KI_INDEX]) return 0;
    KiValue i = ki_index(ks, v);
    if (i == KI_ERR) return -1;
    bool ok = ki_int_to_i64(ks, i, out);
    ki_decref(ks, i);
    return ok ? 1 : -1;
}

int ki_to_sizes(KiState *ks, KiValue v, int64_t *out, int *n) {
    int r = ki_to_i64(ks, v, out);
    if (r) {
        *n = 1;
        return r;
    }
    const KiValue *items;
    int64_t len;
    KiTuple *made = NULL;
    if (ki_is_tuple(v)) {
        items = ki_tuple_of(v)->items;
        len = ki_tuple_of(v)->len;
    } else if (ki_is_list(v)) {
        items = ki_list_of(v)->items;
        len = ki_list_of(v)->len;
    } else if (ki_is_kind(v, KI_K_RANGE) || ki_is_ndarray(v)) {
        if (!(made = ki_to_tuple(ks, v))) return -1;
        items = made->items;
        len = made->len;
    } else {
        return 0;
    }
    r = 1;
    if (len > KT_MAX_DIMS) {
        ki_raise(ks, KI_EXC_ValueError, "maximum supported dimension is %d, found %lld",
                 KT_MAX_DIMS, (long long)len);
        r = -1;
    }
    for (int64_t i = 0; r == 1 && i < len; i++)
        r = ki_to_i64(ks, items[i], &out[i]);
    *n = (int)len;
    if (made) ki_decref_obj(ks, &made->h);
    return r;
}

KiValue ki_sizes_tuple(KiState *ks, int n, const int64_t *sizes) {
    KiTuple *t = ki_tuple_alloc(ks, n);
    if (!t) return KI_ERR;
    for (int i = 0; i < n; i++)
        t->items[i] = KI_NONE;
    for (int i = 0; i < n; i++)
        if ((t->items[i] = ki_int_from_i64(ks, sizes[i])) == KI_ERR) {
            t->items[i] = KI_NONE;
            ki_decref_obj(ks, &t->h);
            return KI_ERR;
        }
    return ki_from_obj(t);
}
