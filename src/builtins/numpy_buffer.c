/* The buffer protocol of arrays and scalars. Arrays of numbers lend their memory, text and records
 * that can lie in rows theirs. Other elements lie in no memory as NumPy lays them out
 * (numpy_object.c): those are lent as a copy, which is renewed before a memoryview reads it and
 * stored back after it was written (KiBufferCopy). numpy/_buffers.py knows the formats and what the
 * copies hold. */
#include "../object/buffer.h"
#include "numpy_stepped.h"

typedef struct Lent {
    int64_t shape[KT_MAX_DIMS], strides[KT_MAX_DIMS];
    _Alignas(16) char value[KT_ITEM_MAX]; /* of a scalar */
    char *format;                         /* owned, or NULL */
    KiValue rows;                         /* the array of bytes whose memory is lent */
    KtStorage *own; /* the array's memory, which x.dtype = may take from it, or NULL */
    char *copy;     /* of copy_size bytes, first is the offset of the first element */
    size_t copy_size, first;
} Lent;

/* Formats of the module struct for numbers in native order, and those of standard size. */
static const char *const formats[KT_N_DTYPES] = {
    [KT_BOOL] = "?", [KT_U8] = "B",  [KT_I8] = "b",  [KT_I16] = "h",  [KT_I32] = "i",
    [KT_I64] = "l",  [KT_U16] = "H", [KT_U32] = "I", [KT_U64] = "L",  [KT_F16] = "e",
    [KT_BF16] = "H", [KT_F32] = "f", [KT_F64] = "d", [KT_C64] = "Zf", [KT_C128] = "Zd",
    [KT_CLD] = "Zg", [KT_LD] = "g",  [KT_LL] = "q",  [KT_ULL] = "Q"};
static const char *const swapped_formats[KT_N_DTYPES] = {
    [KT_I16] = ">h",   [KT_I32] = ">i",  [KT_I64] = ">q", [KT_U16] = ">H", [KT_U32] = ">I",
    [KT_U64] = ">Q",   [KT_F16] = ">e",  [KT_F32] = ">f", [KT_F64] = ">d", [KT_C64] = ">Zf",
    [KT_C128] = ">Zd", [KT_CLD] = ">Zg", [KT_LD] = ">g",  [KT_LL] = ">q",  [KT_ULL] = ">Q"};

/* Those of numbers at places that are not for them. */
static const char *const misplaced_formats[KT_N_DTYPES] = {
    [KT_I16] = "=h",   [KT_I32] = "=i",  [KT_I64] = "=q", [KT_U16] = "=H", [KT_U32] = "=I",
    [KT_U64] = "=Q",   [KT_F16] = "=e",  [KT_F32] = "=f", [KT_F64] = "=d", [KT_C64] = "=Zf",
    [KT_C128] = "=Zd", [KT_CLD] = "^Zg", [KT_LD] = "^g",  [KT_LL] = "=q",  [KT_ULL] = "=Q"};

static Lent *new_lent(KiState *ks) {
    Lent *l = kb_calloc(&ks->alloc, sizeof *l);
    if (!l)
        ki_raise_nomem(ks);
    else
        l->rows = KI_ABSENT;
    return l;
}

static void free_lent(KiState *ks, Lent *l) {
    if (l->format) kb_free(&ks->alloc, l->format, strlen(l->format) + 1);
    if (l->copy) kb_free(&ks->alloc, l->copy, l->copy_size);
    ki_decref(ks, l->rows);
    if (l->own) kt_storage_decref(ki_kt_np(ks), l->own);
    kb_free(&ks->alloc, l, sizeof *l);
}

void np_release_buffer(KiState *ks, KiValue v, KiBuffer *b) {
    free_lent(ks, b->internal);
}

static bool keep_format(KiState *ks, Lent *l, KiValue text) {
    const char *s = ki_is_str(text) ? ki_str_utf8(ks, ki_str_of(text), NULL) : NULL;
    if (!s) return false;
    l->format = kb_malloc(&ks->alloc, strlen(s) + 1);
    if (!l->format) {
        ki_raise_nomem(ks);
        return false;
    }
    memcpy(l->format, s, strlen(s) + 1);
    return true;
}

/* --- copies --- */

/* Between bytes in C order and the copy, whose elements lie as the array's strides say. */
static char *spread(const KiBuffer *b, char *p, int dim, char *line, bool out) {
    if (dim == b->ndim) {
        memcpy(out ? line : p, out ? p : line, (size_t)b->itemsize);
        return line + b->itemsize;
    }
    for (int64_t i = 0; i < b->shape[dim]; i++)
        line = spread(b, p + i * b->strides[dim], dim + 1, line, out);
    return line;
}

static bool renew(KiState *ks, KiBuffer *b) {
    KiValue r = np_helper(ks, "_lent_bytes", &b->owner, 1);
    bool ok = r != KI_ERR && ki_is_kind(r, KI_K_BYTES) &&
              (int64_t)ki_bytes_of(r)->len == b->len; /* another dtype may have been set */
    if (ok && b->len) (void)spread(b, b->data, 0, (char *)ki_bytes_of(r)->data, false);
    if (!ok && r != KI_ERR) ki_raise(ks, KI_EXC_BufferError, "the array has changed its type");
    ki_decref(ks, r);
    return ok;
}

static bool store(KiState *ks, KiBuffer *b) {
    KiValue arg[2] = {b->owner, ki_bytes_from(ks, NULL, (size_t)b->len)};
    if (arg[1] == KI_ERR) return false;
    if (b->len) (void)spread(b, b->data, 0, (char *)ki_bytes_of(arg[1])->data, true);
    KiValue r = np_helper(ks, "_store_lent", arg, 2);
    ki_decref(ks, arg[1]);
    ki_decref(ks, r);
    return r != KI_ERR;
}

static const KiBufferCopy copies = {renew, store};

/* Memory for all elements where the strides put them. */
static bool make_copy(KiState *ks, Lent *l, const KtTensor *t, int64_t itemsize) {
    int64_t low = 0, high = itemsize;
    for (int i = 0; i < t->ndim && t->numel; i++) {
        int64_t reach = (t->sizes[i] - 1) * l->strides[i];
        if (reach < 0)
            low += reach;
        else
            high += reach;
    }
    l->copy_size = (size_t)(high - low) + 1;
    l->first = (size_t)-low;
    l->copy = kb_calloc(&ks->alloc, l->copy_size);
    if (!l->copy) ki_raise_nomem(ks);
    return l->copy != NULL;
}

/* Text, objects and records: the helper says (format, rows, offset in them, is it a format or why
 * there is none), where rows is the array of bytes that they lie in, or the bytes themselves. */
static bool lend_other(KiState *ks, KiValue v, Lent *l, KiBuffer *b) {
    KiValue told = np_helper(ks, "_lend", &v, 1);
    KiTuple *t = ki_is_tuple(told) ? ki_tuple_of(told) : NULL;
    int64_t offset;
    bool ok =
        t && t->len == 4 && keep_format(ks, l, t->items[0]) && ki_arg_i64(ks, t->items[2], &offset);
    *(ok && t->items[3] == KI_TRUE ? &b->format : &b->no_format) = l->format;
    if (ok && np_is_plain(t->items[1])) {
        l->rows = ki_new_ref(t->items[1]);
        const KiNpArray *x = np_array_of(v);
        bool dense = kt_is_contiguous(x->o.t) || kt_is_fortran(x->o.t);
        if (np_in_rows(x) && !dense) np_row_steps(x, l->strides);
        b->data = ki_tensor_of(l->rows)->data + offset;
    } else if (ok) {
        ok = make_copy(ks, l, ki_tensor_of(v), b->itemsize);
        b->data = ok ? l->copy + l->first : NULL;
        b->copy = &copies;
        if (ok && b->len)
            (void)spread(b, b->data, 0, (char *)ki_bytes_of(t->items[1])->data, false);
    }
    ki_decref(ks, told);
    return ok;
}

/* --- arrays --- */

/* Shape and strides; those of contiguous arrays are told as if dimensions of one element, and none,
 * mattered. */
static void set_layout(Lent *l, const KtTensor *t, int64_t itemsize, bool stepped) {
    bool c = stepped ? !np_steps_have_gaps(t, itemsize, false) : kt_is_contiguous(t);
    bool f = !c && (stepped ? !np_steps_have_gaps(t, itemsize, true) : kt_is_fortran(t));
    int64_t step = itemsize, unit = stepped ? 1 : itemsize;
    for (int k = 0; k < t->ndim; k++) {
        int i = c ? t->ndim - 1 - k : k;
        l->shape[i] = t->sizes[i];
        l->strides[i] = c || f ? step : t->strides[i] * unit;
        step *= t->sizes[i];
    }
}

static const char *format_of(KiValue v, int dtype) {
    const char *misplaced = misplaced_formats[dtype];
    return KB_LIKELY(!misplaced || np_lies_aligned(v)) ? formats[dtype] : misplaced;
}

bool np_get_buffer(KiState *ks, KiValue v, KiBuffer *b, bool writable) {
    KtTensor *t = ki_tensor_of(v);
    KiNpDtype *d = np_array_of(v)->descr;
    bool readonly = t->flags & KT_T_READ_ONLY || (t->storage && t->storage->read_only);
    if (writable && readonly) {
        ki_raise(ks, KI_EXC_ValueError, "buffer source array is read-only");
        return false;
    }
    Lent *l = new_lent(ks);
    if (!l) return false;
    int64_t itemsize = d ? d->itemsize : t->itemsize;
    set_layout(l, t, itemsize, d && d->of);
    if (d && d->of) d = d->of;
    l->own = t->storage;
    if (l->own) kt_storage_incref(l->own);
    *b = (KiBuffer){.data = t->data,
                    .len = t->numel * itemsize,
                    .itemsize = itemsize,
                    .format = d && d->num < 0 ? NULL : format_of(v, d ? d->num : t->dtype),
                    .readonly = readonly || (!writable && t->face_flags & NP_T_WARNS),
                    .ndim = t->ndim,
                    .shape = l->shape,
                    .strides = l->strides,
                    .internal = l,
                    .owner = KI_ABSENT};
    if (!d || d->num >= 0) return true;
    if (np_is_time(d))
        b->no_format = d->kind == 'M' ? "cannot include dtype 'M' in a buffer"
                                      : "cannot include dtype 'm' in a buffer";
    else if (np_is_described(d))
        b->format = (np_is_reversed(d) ? swapped_formats : formats)[d->carrier];
    else if (!lend_other(ks, v, l, b)) {
        free_lent(ks, l);
        return false;
    }
    return true;
}

/* --- scalars --- */

/* The bytes of a scalar that is no number, and its format; times lend their bytes alone. */
static bool lend_scalar(KiState *ks, KiValue v, Lent *l, KiBuffer *b) {
    KiValue told = np_helper(ks, "_lend_scalar", &v, 1);
    KiTuple *t = ki_is_tuple(told) ? ki_tuple_of(told) : NULL;
    bool ok = t && t->len == 2 && ki_is_kind(t->items[1], KI_K_BYTES);
    if (ok && !ki_is_none(t->items[0])) ok = keep_format(ks, l, t->items[0]);
    if (ok) {
        KiBytes *bytes = ki_bytes_of(t->items[1]);
        l->rows = ki_new_ref(t->items[1]);
        b->data = bytes->data;
        b->len = (int64_t)bytes->len;
        b->format = l->format;
        b->itemsize = l->format ? b->len : 1;
        l->shape[0] = b->len;
        l->strides[0] = 1;
        b->ndim = l->format ? 0 : 1;
    }
    ki_decref(ks, told);
    return ok;
}

bool np_get_scalar_buffer(KiState *ks, KiValue v, KiBuffer *b, bool writable) {
    if (ki_has_layout(v, KI_K_BYTES)) /* numpy.bytes_ is bytes */
        return ks->types[KI_K_BYTES]->slots->get_buffer(ks, v, b, writable);
    if (writable) {
        ki_raise(ks, KI_EXC_BufferError, "scalar buffer is readonly");
        return false;
    }
    Lent *l = new_lent(ks);
    if (!l) return false;
    *b = (KiBuffer){.data = l->value,
                    .readonly = true,
                    .shape = l->shape,
                    .strides = l->strides,
                    .internal = l,
                    .owner = KI_ABSENT};
    int num = np_is_other_scalar(v) ? -1 : np_scalar_get(ks, v, l->value);
    if (num >= 0) {
        b->itemsize = b->len = (int64_t)kt_dtype_size(num);
        b->format = formats[num];
    } else if (!lend_scalar(ks, v, l, b)) {
        free_lent(ks, l);
        return false;
    }
    return true;
}

void np_release_scalar_buffer(KiState *ks, KiValue v, KiBuffer *b) {
    if (b->internal && !ki_has_layout(v, KI_K_BYTES)) free_lent(ks, b->internal);
}
