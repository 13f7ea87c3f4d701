/* Methods and attributes of memoryview. */
#include "../object/obj_memoryview.h"

#include "../object/containers.h"
#include <stdio.h>

#include "type_bytes.h"
#include "type_init.h"

static KiMemoryview *mv(KiValue v) {
    return ki_memoryview_of(v);
}

static KiValue mv_tobytes(KiState *ks, KiValue *args, int nargs) {
    KiMemoryview *m = mv(args[0]);
    if (!ki_memoryview_check(ks, m)) return KI_ERR;
    KiBuffer b = ki_memoryview_as_buffer(m);
    KiValue r = ki_bytes_from(ks, NULL, (size_t)b.len);
    if (r != KI_ERR) ki_buffer_copy_out(&b, ki_bytes_of(r)->data);
    return r;
}

/* The items with the first dimension fastest: those of the reversed window in C order. */
static KiValue mv_tobytes_fortran(KiState *ks, KiMemoryview *m) {
    KiBuffer b = ki_memoryview_as_buffer(m);
    int64_t dims[2 * 64];
    for (int i = 0; i < m->ndim; i++) {
        dims[i] = ki_mv_shape(m)[m->ndim - 1 - i];
        dims[64 + i] = ki_mv_strides(m)[m->ndim - 1 - i];
    }
    b.shape = dims;
    b.strides = dims + 64;
    KiValue r = ki_bytes_from(ks, NULL, (size_t)b.len);
    if (r != KI_ERR) ki_buffer_copy_out(&b, ki_bytes_of(r)->data);
    return r;
}

static KiValue mv_tobytes_order(KiState *ks, KiValue *args, int nargs) {
    if (args[1] != KI_NONE && !ki_is_str(args[1]))
        return ki_raise(ks, KI_EXC_TypeError,
                        "tobytes() argument 'order' must be str or None, not %s",
                        ki_type_name(ks, args[1]));
    if (!ki_is_str(args[1])) return mv_tobytes(ks, args, 1);
    if (!ki_memoryview_check(ks, mv(args[0]))) return KI_ERR;
    KiStr *o = ki_str_of(args[1]);
    if (!ki_str_check_encodable(ks, o)) return KI_ERR;
    bool fortran = ki_str_eq_cstr(o, "F"), any = ki_str_eq_cstr(o, "A");
    if (!fortran && !any && !ki_str_eq_cstr(o, "C"))
        return ki_raise(ks, KI_EXC_ValueError, "order must be 'C', 'F' or 'A'");
    KiMemoryview *m = mv(args[0]);
    if (!ki_memoryview_check(ks, m)) return KI_ERR;
    KiBuffer b = ki_memoryview_as_buffer(m);
    if (any) fortran = ki_buffer_is_fortran(&b) && !ki_buffer_is_contiguous(&b);
    return fortran && m->ndim > 1 ? mv_tobytes_fortran(ks, m) : mv_tobytes(ks, args, 1);
}

static KiValue mv_tolist(KiState *ks, KiValue *args, int nargs) {
    return ki_memoryview_check(ks, mv(args[0])) ? ki_memoryview_tolist(ks, mv(args[0])) : KI_ERR;
}

static KiValue mv_release(KiState *ks, KiValue *args, int nargs) {
    return ki_memoryview_release(ks, mv(args[0])) ? KI_NONE : KI_ERR;
}

static KiValue mv_enter(KiState *ks, KiValue *args, int nargs) {
    return ki_memoryview_check(ks, mv(args[0])) ? ki_new_ref(args[0]) : KI_ERR;
}

static KiValue mv_toreadonly(KiState *ks, KiValue *args, int nargs) {
    KiMemoryview *m = mv(args[0]);
    if (!ki_memoryview_check(ks, m)) return KI_ERR;
    KiMemoryview *r = ki_memoryview_derive(ks, m, m->ndim);
    if (!r) return KI_ERR;
    memcpy(r->dims, m->dims, (size_t)m->ndim * 2 * sizeof(int64_t));
    r->readonly = true;
    return ki_from_obj(r);
}

static KiValue mv_hex(KiState *ks, KiValue *args, int nargs) {
    KiValue b = mv_tobytes(ks, args, 1);
    if (b == KI_ERR) return KI_ERR;
    KiValue r = ki_bytes_hex(ks, ki_bytes_of(b)->data, ki_bytes_of(b)->len, args[1], args[2]);
    ki_decref(ks, b);
    return r;
}

static bool has_zero_dim(KiMemoryview *m) {
    for (int i = 0; i < m->ndim; i++)
        if (ki_mv_shape(m)[i] == 0) return true;
    return false;
}

/* The items of the shape argument of cast, if it is one that m can take (reference); or NULL. */
static KiTuple *cast_shape(KiState *ks, KiMemoryview *m, KiValue shape) {
    if (!ki_is_list(shape) && !ki_is_tuple(shape)) {
        ki_raise(ks, KI_EXC_TypeError, "shape must be a list or a tuple");
        return NULL;
    }
    KiTuple *t = ki_to_tuple(ks, shape);
    if (!t || (t->len <= 64 && (m->ndim == 1 || t->len == 1))) return t;
    if (t->len > 64)
        ki_raise(ks, KI_EXC_ValueError, "memoryview: number of dimensions must not exceed 64");
    else
        ki_raise(ks, KI_EXC_TypeError, "memoryview: cast must be 1D -> ND or ND -> 1D");
    ki_decref_obj(ks, &t->h);
    return NULL;
}

/* The sizes in t into dims, whose product with the size of an item must be len. */
static bool cast_dims(KiState *ks, const KiTuple *t, int64_t size, int64_t len, int64_t dims[64]) {
    int64_t total = size;
    for (int64_t i = 0; i < t->len; i++) {
        if (!ki_is_integer(t->items[i])) {
            ki_raise(ks, KI_EXC_TypeError, "memoryview.cast(): elements of shape must be integers");
            return false;
        }
        if (!ki_int_try_i64(t->items[i], &dims[i])) {
            ki_raise(ks, KI_EXC_OverflowError, "Python int too large to convert to C ssize_t");
            return false;
        }
        if (dims[i] <= 0) {
            ki_raise(ks, KI_EXC_ValueError,
                     "memoryview.cast(): elements of shape must be integers > 0");
            return false;
        }
        if (total > INT64_MAX / dims[i]) {
            ki_raise(ks, KI_EXC_ValueError, "memoryview.cast(): product(shape) > SSIZE_MAX");
            return false;
        }
        total *= dims[i];
    }
    if (total != len)
        ki_raise(ks, KI_EXC_TypeError, "memoryview: product(shape) * itemsize != buffer size");
    return total == len;
}

/* The size of an item of the new format, which must go with the old one; 0: it does not. */
static int cast_size(KiState *ks, const KiMemoryview *m, const char *format) {
    int size = strcmp(format + (*format == '@'), "e") ? ki_format_size(format) : 0;
    bool bytes_like = strchr("bBc", format[0] == '@' ? format[1] : format[0]) != NULL;
    bool from_bytes = ki_format_size(m->format) &&
                      strchr("bBc", m->format[0] == '@' ? m->format[1] : m->format[0]) != NULL;
    if (!size)
        ki_raise(ks, KI_EXC_ValueError,
                 "memoryview: destination format must be a native single character format prefixed "
                 "with an optional '@'");
    else if (!bytes_like && !from_bytes)
        ki_raise(ks, KI_EXC_TypeError, "memoryview: cannot cast between two non-byte formats");
    else if (m->len % size)
        ki_raise(ks, KI_EXC_TypeError, "memoryview: length is not a multiple of itemsize");
    else
        return size;
    return 0;
}

static KiValue mv_cast(KiState *ks, KiValue *args, int nargs) {
    KiMemoryview *m = mv(args[0]);
    if (!ki_memoryview_check(ks, m)) return KI_ERR;
    if (!ki_is_str(args[1]))
        return ki_raise(ks, KI_EXC_TypeError, "cast() argument 'format' must be str, not %s",
                        ki_arg_type_name(ks, args[1]));
    KiBuffer b = ki_memoryview_as_buffer(m);
    if (!ki_buffer_is_contiguous(&b))
        return ki_raise(ks, KI_EXC_TypeError,
                        "memoryview: casts are restricted to C-contiguous views");
    if ((args[2] != KI_ABSENT || m->ndim != 1) && has_zero_dim(m))
        return ki_raise(ks, KI_EXC_TypeError,
                        "memoryview: cannot cast view with zeros in shape or strides");
    KiTuple *shape = args[2] == KI_ABSENT ? NULL : cast_shape(ks, m, args[2]);
    if (args[2] != KI_ABSENT && !shape) return KI_ERR;
    KiValue ascii = ki_encode(ks, args[1], "ascii", NULL);
    if (ascii == KI_ERR) {
        if (shape) ki_decref_obj(ks, &shape->h);
        return KI_ERR;
    }
    ki_decref(ks, ascii);
    const char *format = ki_str_utf8(ks, ki_str_of(args[1]), NULL);
    int size = format ? cast_size(ks, m, format) : 0;
    int64_t dims[64] = {size ? m->len / size : 0};
    bool ok = size && (!shape || cast_dims(ks, shape, size, m->len, dims));
    int ndim = shape ? (int)shape->len : 1;
    if (shape) ki_decref_obj(ks, &shape->h);
    if (!ok) return KI_ERR;
    KiMemoryview *r = ki_memoryview_derive(ks, m, ndim);
    if (!r) return KI_ERR;
    r->itemsize = size;
    if (r->long_format) ki_mem_free(ks, r->long_format, strlen(r->long_format) + 1);
    r->long_format = NULL;
    snprintf(r->format, sizeof r->format, "%s", format);
    int64_t step = size;
    for (int i = ndim; i-- > 0;) {
        ki_mv_shape(r)[i] = dims[i];
        ki_mv_strides(r)[i] = step;
        step *= dims[i];
    }
    return ki_from_obj(r);
}

static KiValue dims_tuple(KiState *ks, const int64_t *dims, int n) {
    KiTuple *t = ki_tuple_alloc(ks, n);
    for (int i = 0; t && i < n; i++)
        t->items[i] = ki_small_int(dims[i]);
    return t ? ki_from_obj(t) : KI_ERR;
}

enum {
    MV_OBJ,
    MV_NBYTES,
    MV_READONLY,
    MV_FORMAT,
    MV_ITEMSIZE,
    MV_NDIM,
    MV_SHAPE,
    MV_STRIDES,
    MV_SUBOFFSETS,
    MV_C,
    MV_F,
    MV_CONTIGUOUS
};

static KiValue mv_field(KiState *ks, KiValue self, void *closure) {
    KiMemoryview *m = mv(self);
    if (!ki_memoryview_check(ks, m)) return KI_ERR;
    KiBuffer b = ki_memoryview_as_buffer(m);
    bool c = ki_buffer_is_contiguous(&b);
    switch ((uintptr_t)closure) {
    case MV_OBJ:
        return ki_new_ref(m->buf.owner);
    case MV_NBYTES:
        return ki_small_int(m->len);
    case MV_READONLY:
        return ki_bool(m->readonly);
    case MV_FORMAT:
        return ki_str_from_utf8(ks, ki_mv_format(m), strlen(ki_mv_format(m)));
    case MV_ITEMSIZE:
        return ki_small_int(m->itemsize);
    case MV_NDIM:
        return ki_small_int(m->ndim);
    case MV_SHAPE:
        return dims_tuple(ks, ki_mv_shape(m), m->ndim);
    case MV_STRIDES:
        return dims_tuple(ks, ki_mv_strides(m), m->ndim);
    case MV_SUBOFFSETS:
        return dims_tuple(ks, NULL, 0);
    case MV_F:
        return ki_bool(ki_buffer_is_fortran(&b));
    case MV_C:
        return ki_bool(c);
    default:
        return ki_bool(c || ki_buffer_is_fortran(&b));
    }
}

static const KiDef mv_defs[] = {
    {"release", "(self, /)", mv_release,
     "Release the underlying buffer exposed by the memoryview object.", 0},
    {"tobytes", "(self, /, order='C')", mv_tobytes_order, "Return the memory as a bytes object.",
     0},
    {"hex", "(self, /, sep=<absent>, bytes_per_sep=1)", mv_hex,
     "Return the memory as a string of hexadecimal numbers.", 0},
    {"tolist", "(self, /)", mv_tolist, "Return the items in the memory as a list.", 0},
    {"cast", "(self, /, format, shape=<absent>)", mv_cast,
     "Cast a memoryview to a new format or shape.", 0},
    {"toreadonly", "(self, /)", mv_toreadonly, "Return a readonly version of the memoryview.", 0},
    {"__enter__", "(self, /)", mv_enter, NULL, KI_DEF_UNSIGNED},
    {"__exit__", "(self, /, *args)", mv_release, NULL, KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED},
    KI_DEF_END,
};
static const KiGetsetDef mv_getsets[] = {
    {"obj", mv_field, NULL, "The underlying object of the memoryview.", (void *)MV_OBJ},
    {"nbytes", mv_field, NULL, "Bytes that the items take when contiguous.", (void *)MV_NBYTES},
    {"readonly", mv_field, NULL, "Whether the memory is read only.", (void *)MV_READONLY},
    {"itemsize", mv_field, NULL, "Bytes of each item.", (void *)MV_ITEMSIZE},
    {"format", mv_field, NULL, "Format of each item, as in the struct module.", (void *)MV_FORMAT},
    {"ndim", mv_field, NULL, "Number of dimensions.", (void *)MV_NDIM},
    {"shape", mv_field, NULL, "Items in each dimension.", (void *)MV_SHAPE},
    {"strides", mv_field, NULL, "Bytes from one item to the next in each dimension.",
     (void *)MV_STRIDES},
    {"suboffsets", mv_field, NULL, "Always empty: indirect arrays are not supported.",
     (void *)MV_SUBOFFSETS},
    {"c_contiguous", mv_field, NULL, "Whether the memory is C contiguous.", (void *)MV_C},
    {"f_contiguous", mv_field, NULL, "Whether the memory is Fortran contiguous.", (void *)MV_F},
    {"contiguous", mv_field, NULL, "Whether the memory is contiguous.", (void *)MV_CONTIGUOUS},
    {NULL, NULL, NULL, NULL, NULL},
};

bool ki_init_memoryview_methods(KiState *ks) {
    KiType *t = ks->types[KI_K_MEMORYVIEW];
    return ki_type_add_methods(ks, t, mv_defs) && ki_type_add_getsets(ks, t, mv_getsets);
}
