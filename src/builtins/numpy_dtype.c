/* numpy.dtype: objects that name element types, their attributes and methods. */
#include "numpy_dtype.h"
#include "../object/number.h"
#include "../object/object_private.h"

/* --- making --- */

/* Where a type's class stands by its letter. */
static KiType **class_of(KiState *ks, char chr) {
    static const char letters[] = "?bBhHiIlLqQefdgFDGOSUVMm";
    _Static_assert(sizeof letters == NP_N_LETTERS + 1, "a class for each letter");
    const char *at = strchr(letters, chr == 'c' ? 'S' : chr);
    return &ki_np(ks)->dtype_classes[at && chr ? at - letters : NP_N_LETTERS - 3];
}

KiNpDtype *np_new_dtype(KiState *ks, int num, char kind, char chr, char order, int64_t size) {
    KiNpDtype *d = (KiNpDtype *)ki_instance_alloc(ks, *class_of(ks, chr));
    if (!d) return NULL;
    d->num = (int8_t)num;
    d->kind = kind;
    d->chr = chr;
    d->order = order;
    d->itemsize = size;
    d->fields = d->metadata = KI_ABSENT;
    d->carrier = -1;
    d->multiple = 1;
    return d;
}

/* A number type in the other byte order. */
KiNpDtype *np_swapped_dtype(KiState *ks, int num) {
    KiNpDtype *d = np_new_dtype(ks, -1, kt_dtype_info[num].kind, kt_dtype_info[num].np_char, '>',
                                (int64_t)kt_dtype_size(num));
    if (d) d->carrier = (int8_t)num;
    return d;
}

KiNpDtype *np_time_dtype(KiState *ks, char kind, int unit, int multiple) {
    KiNpDtype *d = np_new_dtype(ks, -1, kind, kind, '=', 8);
    if (!d) return NULL;
    d->carrier = KT_I64;
    d->unit = (int8_t)unit;
    d->multiple = multiple;
    return d;
}

KiNpDtype *np_text_dtype(KiState *ks, char kind, int64_t length) {
    return np_new_dtype(ks, -1, kind, kind, kind == 'U' ? '=' : '|',
                        kind == 'U' ? 4 * length : length);
}

KiValue np_dtype_value(KiState *ks, KiValue array) {
    KiNpDtype *d = np_array_of(array)->descr;
    if (!d) d = ki_np(ks)->dtypes[ki_tensor_of(array)->dtype];
    if (d->of) d = d->of;
    return ki_new_ref(ki_from_obj(d));
}

/* Makes d, a fresh type or one that nothing uses, the same as another. */
static void np_dtype_become(KiState *ks, KiNpDtype *d, const KiNpDtype *from) {
    KiValue fields = d->fields, metadata = d->metadata;
    d->num = from->num;
    d->kind = from->kind;
    d->chr = from->chr;
    d->order = from->order;
    d->carrier = from->carrier;
    d->unit = from->unit;
    d->multiple = from->multiple;
    d->itemsize = from->itemsize;
    d->fields = ki_new_ref(from->fields);
    d->metadata = ki_new_ref(from->metadata);
    ki_decref(ks, fields);
    ki_decref(ks, metadata);
}

KiNpDtype *np_copy_dtype(KiState *ks, const KiNpDtype *d) {
    KiNpDtype *r = np_new_dtype(ks, d->num, d->kind, d->chr, d->order, d->itemsize);
    if (r) np_dtype_become(ks, r, d);
    return r;
}

KiType *np_dtype_scalar_type(KiState *ks, KiNpDtype *d) {
    KiNpState *np = ki_np(ks);
    if (d->num >= 0) return np->scalar[d->num];
    if (np_is_described(d)) return np->scalar[d->carrier];
    if (np_is_time(d)) {
        if (!np->time_classes[0]) { /* loading the module sets them */
            KiValue m = ki_import(ks, "numpy._datetime");
            if (m == KI_ERR) ki_clear_exc(ks);
            ki_decref(ks, m);
        }
        KiType *own = np->time_classes[d->kind == 'm'];
        return own ? own : np->classes[d->kind == 'M' ? NP_DATETIME : NP_TIMEDELTA];
    }
    return np->classes[d->kind == 'U'   ? NP_STR
                       : d->kind == 'S' ? NP_BYTES
                       : d->kind == 'V' ? NP_VOID
                                        : NP_OBJECT];
}

/* Of types of the same elements. */
static int same_number(const KiNpDtype *d) {
    int num = np_number_of(d);
    return num < 0 ? num : kt_kernel_dtype(num);
}

bool np_dtype_equal(KiState *ks, KiNpDtype *a, KiNpDtype *b) {
    if (a == b) return true;
    if (a->of || b->of) return false; /* what is done with their elements is another matter */
    if (same_number(a) != same_number(b) || a->kind != b->kind || a->itemsize != b->itemsize)
        return false;
    if ((a->order == '>') != (b->order == '>')) return false;
    if (a->kind == 'V' ? np_is_subarray(a) != np_is_subarray(b)
                       : a->unit != b->unit || a->multiple != b->multiple)
        return false;
    if (a->fields == KI_ABSENT && b->fields == KI_ABSENT) return true;
    if (a->fields == KI_ABSENT || b->fields == KI_ABSENT) return false;
    int r = ki_compare_bool(ks, a->fields, b->fields, KI_EQ);
    if (r < 0) ki_clear_exc(ks);
    return r == 1;
}

const char *np_dtype_name(KiNpDtype *d, char *buf, bool str_form) {
    bool big = d->order == '>';
    if (d->num >= 0) {
        if (str_form)
            snprintf(buf, 64, "%c%c%d", kt_dtype_size(d->num) == 1 ? '|' : '<', d->kind,
                     (int)kt_dtype_size(d->num));
        else
            snprintf(buf, 64, "%s", kt_dtype_info[d->num].numpy_name);
    } else if (np_is_described(d)) {
        if (str_form)
            snprintf(buf, 64, "%c%c%d",
                     big                ? '>'
                     : d->itemsize == 1 ? '|'
                                        : '<',
                     d->kind, (int)d->itemsize);
        else
            snprintf(buf, 64, "%s", kt_dtype_info[d->carrier].numpy_name);
    } else if (np_is_time(d)) {
        char unit[32] = "";
        if (d->unit != NP_UNIT_GENERIC && d->multiple > 1)
            snprintf(unit, sizeof unit, "[%d%s]", d->multiple, np_unit_name(d->unit));
        else if (d->unit != NP_UNIT_GENERIC)
            snprintf(unit, sizeof unit, "[%s]", np_unit_name(d->unit));
        snprintf(buf, 64, "%s%s",
                 str_form         ? big              ? d->kind == 'M' ? ">M8" : ">m8"
                                    : d->kind == 'M' ? "<M8"
                                                     : "<m8"
                 : d->kind == 'M' ? "datetime64"
                                  : "timedelta64",
                 unit);
    } else if (d->kind == 'O') {
        strcpy(buf, str_form ? "|O" : "object");
    } else if (d->kind == 'U') {
        snprintf(buf, 64, "%cU%lld", big ? '>' : '<', (long long)d->itemsize / 4);
    } else {
        snprintf(buf, 64, "|%c%lld", d->kind, (long long)d->itemsize);
    }
    return buf;
}

/* --- slots --- */

static inline KiNpDtype *self_of(KiValue v) {
    return (KiNpDtype *)ki_obj(v);
}

static void dtype_dealloc(KiState *ks, KiObj *o) {
    ki_decref(ks, ((KiNpDtype *)o)->fields);
    ki_decref(ks, ((KiNpDtype *)o)->metadata);
    KiNpDtype *of = ((KiNpDtype *)o)->of;
    if (of) ki_decref_obj(ks, &of->h);
}

/* type(dtype)() */
static KiValue new_of_class(KiState *ks, KiType *cls, int n) {
    for (int i = 0; i < KT_N_DTYPES + 1; i++) {
        KiNpDtype *d = i < KT_N_DTYPES ? ki_np(ks)->dtypes[i] : ki_np(ks)->object_dtype;
        if (i == KT_BF16 || d->h.shape->type != cls) continue;
        if (n == 0) return ki_new_ref(ki_from_obj(d));
        return ki_raise(ks, KI_EXC_TypeError,
                        "currently only the no-argument instantiation is supported; use "
                        "`np.dtype` instead.");
    }
    char name[80];
    return ki_raise(ks, KI_EXC_TypeError,
                    "Preliminary-API: Flexible/Parametric legacy DType '<class '%s'>' can only be "
                    "instantiated using `np.dtype(...)`",
                    np_class_name(ks, cls, name));
}

/* d, a fresh type (consumed), with these metadata besides its own, which stay as they are. */
static KiNpDtype *add_metadata(KiState *ks, KiNpDtype *d, KiValue metadata) {
    bool merged = d->metadata != KI_ABSENT;
    KiValue own = ki_call(ks, ki_from_obj(ks->types[KI_K_DICT]), merged ? &d->metadata : &metadata,
                          1, KI_ABSENT);
    bool ok = own != KI_ERR;
    for (int i = 0; ok && merged && i < 2; i++) { /* its own go last, and stand first */
        KiValue r = ki_call_method_cstr(ks, own, "update", i ? &d->metadata : &metadata, 1);
        ok = r != KI_ERR;
        ki_decref(ks, r);
    }
    if (!ok) {
        ki_decref(ks, own);
        ki_decref_obj(ks, &d->h);
        return NULL;
    }
    ki_assign(ks, &d->metadata, own);
    if (d->num >= 0) { /* the number of the engine's type no longer says all */
        d->carrier = d->num;
        d->num = -1;
    }
    return d;
}

static KiValue dtype_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    static const char *const names[] = {"dtype", "align", "copy", "metadata"};
    KiValue v[4];
    if (cls != ki_np(ks)->dtype_type) return new_of_class(ks, cls, nargs + ki_n_kw(kwnames));
    if (!ki_bind_args(ks, "dtype", names, 4, 1, 4, args, nargs, kwnames, v)) return KI_ERR;
    if (v[3] != KI_ABSENT && !ki_is_dict(v[3]))
        return ki_raise(ks, KI_EXC_TypeError, "dtype() argument 4 must be dict, not %s",
                        ki_is_none(v[3]) ? "None" : ki_type_name(ks, v[3]));
    int align = v[1] == KI_ABSENT ? 0 : ki_truth(ks, v[1]);
    if (align < 0) return KI_ERR;
    int copy = v[2] == KI_ABSENT ? 0 : ki_truth(ks, v[2]);
    if (copy < 0) return KI_ERR;
    KiNpDtype *d;
    if (align && !np_is_dtype(ks, v[0]) && !ki_is_type(v[0])) {
        KiValue aligned = np_helper(ks, "_dtype_aligned", (KiValue[]){v[0], KI_TRUE}, 2);
        d = aligned == KI_ERR ? NULL : (KiNpDtype *)ki_obj(aligned);
    } else {
        d = np_to_any_dtype(ks, v[0]);
    }
    if (!d || (!copy && v[3] == KI_ABSENT)) return d ? ki_from_obj(d) : KI_ERR;
    KiNpDtype *r = np_copy_dtype(ks, d);
    ki_decref_obj(ks, &d->h);
    if (r && v[3] != KI_ABSENT)
        r = add_metadata(ks, r, v[3]);
    else if (r)
        r->unsettled = true;
    return r ? ki_from_obj(r) : KI_ERR;
}
static bool dtype_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    return true;
}

static KiValue dtype_repr(KiState *ks, KiValue v) {
    KiNpDtype *d = self_of(v);
    char name[64];
    if (d->fields != KI_ABSENT) return np_helper(ks, "_dtype_repr", &v, 1);
    if (np_is_time(d) || np_is_reversed(d) || (np_number_of(d) >= 0 && d->order == '<'))
        return ki_str_format(ks, "dtype('%s')", np_dtype_name(d, name, true));
    if (d->kind == 'O') return ki_str_from_cstr(ks, "dtype('O')");
    if (d->kind != 'O' && !d->itemsize) /* of no length yet */
        return ki_str_format(ks, "dtype('%s%c')",
                             d->kind != 'U'    ? ""
                             : d->order == '>' ? ">"
                                               : "<",
                             d->kind);
    if (d->kind == 'S' || d->kind == 'V')
        return ki_str_format(ks, "dtype('%c%lld')", d->kind, (long long)d->itemsize);
    return ki_str_format(ks, "dtype('%s')", np_dtype_name(d, name, false));
}
static KiValue dtype_str(KiState *ks, KiValue v) {
    KiNpDtype *d = self_of(v);
    char name[64];
    if (d->fields != KI_ABSENT) return np_helper(ks, "_dtype_str", &v, 1);
    return ki_str_from_cstr(ks, np_dtype_name(d, name, d->order == '>'));
}

static KiValue dtype_compare(KiState *ks, KiValue x, KiValue y, KiCompareOp op) {
    if (!np_is_dtype(ks, x)) return KI_NOT_IMPLEMENTED;
    KiNpDtype *a = self_of(x), *b;
    if (np_is_dtype(ks, y)) {
        b = self_of(y);
        ki_incref_obj(&b->h);
    } else {
        b = np_to_any_dtype(ks, y);
        if (!b) { /* names no type */
            ki_clear_exc(ks);
            return KI_NOT_IMPLEMENTED;
        }
        if (ki_is_none(y) && (op == KI_EQ || op == KI_NE)) {
            ki_decref_obj(ks, &b->h);
            return ki_bool((a->num == KT_F64) == (op == KI_EQ));
        }
    }
    bool same = np_dtype_equal(ks, a, b);
    bool failed = false, safe_ab = false, safe_ba = false;
    if (op == KI_LT || op == KI_LE) safe_ab = np_cast_allowed(ks, a, b, KT_CAST_SAFE, &failed);
    if (op == KI_GT || op == KI_GE) safe_ba = np_cast_allowed(ks, b, a, KT_CAST_SAFE, &failed);
    ki_decref_obj(ks, &b->h);
    if (failed) return KI_ERR;
    switch (op) {
    case KI_EQ:
        return ki_bool(same);
    case KI_NE:
        return ki_bool(!same);
    case KI_LT:
        return ki_bool(!same && safe_ab);
    case KI_LE:
        return ki_bool(same || safe_ab);
    case KI_GT:
        return ki_bool(!same && safe_ba);
    default:
        return ki_bool(same || safe_ba);
    }
}
static bool dtype_hash(KiState *ks, KiValue v, int64_t *out) {
    KiNpDtype *d = self_of(v);
    *out = (int64_t)(same_number(d) + 64) * 1000003 + d->kind * 31 + d->itemsize * 7919 +
           (d->kind == 'V' ? 0 : d->unit * 257 + d->multiple * 65537) + (d->order == '>');
    int64_t fields = 0;
    if (d->fields != KI_ABSENT && !ki_hash(ks, d->fields, &fields)) return false;
    *out = (int64_t)((uint64_t)*out + (uint64_t)fields * 31);
    return true;
}
static int64_t dtype_len(KiState *ks, KiValue v) {
    KiNpDtype *d = self_of(v);
    return d->fields == KI_ABSENT || np_is_subarray(d) ? 0 : ki_tuple_of(d->fields)->len;
}
static int dtype_truth(KiState *ks, KiValue v) {
    return 1;
}
static KiValue dtype_getitem(KiState *ks, KiValue v, KiValue key) {
    KiNpDtype *d = self_of(v);
    if (d->fields == KI_ABSENT) {
        char name[64];
        return ki_raise(ks, KI_EXC_KeyError, "There are no fields in dtype %s.",
                        np_dtype_name(d, name, false));
    }
    KiValue arg[2] = {v, key};
    return np_helper(ks, "_dtype_field", arg, 2);
}
/* Repeated, as sequences are: so many elements in each. */
static KiValue dtype_mul(KiState *ks, KiValue a, KiValue b) {
    KiValue d = np_is_dtype(ks, a) ? a : b, n = d == a ? b : a;
    if (d == b &&
        (ki_is_str(n) || ki_is_list(n) || ki_is_tuple(n) || ki_is_np_scalar(n) || ki_is_ndarray(n)))
        return KI_NOT_IMPLEMENTED;
    return np_helper(ks, "_dtype_repeated", (KiValue[]){d, n}, 2);
}

static const KiSlots dtype_slots = {.dealloc = dtype_dealloc,
                                    .repr = dtype_repr,
                                    .str = dtype_str,
                                    .compare = dtype_compare,
                                    .hash = dtype_hash,
                                    .new_ = dtype_new,
                                    .init = dtype_init,
                                    .len = dtype_len,
                                    .truth = dtype_truth,
                                    .getitem = dtype_getitem,
                                    .binary = {[KI_MUL] = dtype_mul}};

/* --- attributes --- */

enum {
    D_NAME,
    D_KIND,
    D_CHAR,
    D_STR,
    D_ITEMSIZE,
    D_ALIGN,
    D_NUM,
    D_TYPE,
    D_ORDER,
    D_ISNATIVE,
    D_HASOBJECT,
    D_NAMES,
    D_FIELDS,
    D_SHAPE,
    D_NDIM,
    D_BASE,
    D_DESCR,
    D_FLAGS,
    D_ISBUILTIN,
    D_SUBDTYPE,
    D_METADATA,
    D_ALIGNED
};

int np_type_number(const KiNpDtype *d) {
    static const int8_t of[KT_N_DTYPES] = {
        [KT_BOOL] = 0, [KT_I8] = 1,   [KT_U8] = 2,   [KT_I16] = 3,   [KT_U16] = 4,
        [KT_I32] = 5,  [KT_U32] = 6,  [KT_I64] = 7,  [KT_U64] = 8,   [KT_F16] = 23,
        [KT_F32] = 11, [KT_F64] = 12, [KT_C64] = 14, [KT_C128] = 15, [KT_BF16] = 0,
        [KT_LL] = 9,   [KT_ULL] = 10, [KT_LD] = 13,  [KT_CLD] = 16};
    if (d->num >= 0) return of[d->num];
    if (np_is_described(d)) return of[d->carrier];
    if (np_is_time(d)) return d->kind == 'M' ? 21 : 22;
    return d->kind == 'O' ? 17 : d->kind == 'S' ? 18 : d->kind == 'U' ? 19 : 20;
}

static KiValue name_attr(KiState *ks, KiNpDtype *d) {
    if (d->num >= 0) return ki_str_from_cstr(ks, kt_dtype_info[d->num].numpy_name);
    char buf[64];
    if (d->carrier >= 0) return ki_str_from_cstr(ks, np_dtype_name(d, buf, false));
    switch (d->kind) {
    case 'O':
        return ki_str_from_cstr(ks, "object");
    case 'U':
        return d->itemsize ? ki_str_format(ks, "str%lld", (long long)d->itemsize * 8)
                           : ki_str_from_cstr(ks, "str");
    case 'S':
        return d->itemsize ? ki_str_format(ks, "bytes%lld", (long long)d->itemsize * 8)
                           : ki_str_from_cstr(ks, "bytes");
    default: {
        const char *word = d->unit == NP_MARK_RECORD ? "record" : "void";
        return d->itemsize ? ki_str_format(ks, "%s%lld", word, (long long)d->itemsize * 8)
                           : ki_str_from_cstr(ks, word);
    }
    }
}

static KiValue dtype_attr(KiState *ks, KiValue v, void *closure) {
    KiNpDtype *d = self_of(v);
    char buf[64];
    switch ((int)(intptr_t)closure) {
    case D_NAME:
        return name_attr(ks, d);
    case D_KIND:
        return ki_str_from_ascii(ks, &d->kind, 1);
    case D_CHAR:
        return ki_str_from_ascii(ks, &d->chr, 1);
    case D_STR:
        return ki_str_from_cstr(ks, np_dtype_name(d, buf, true));
    case D_ITEMSIZE:
        return ki_int_from_i64(ks, d->itemsize);
    case D_ALIGN:
        if (np_is_subarray(d)) return ki_getattr_cstr(ks, np_subarray_part(d, 1), "alignment");
        if (d->fields != KI_ABSENT) return np_helper(ks, "_dtype_alignment", &v, 1);
        return ki_small_int(d->num >= 0       ? kt_dtype_info[d->num].align
                            : d->carrier >= 0 ? kt_dtype_info[d->carrier].align
                            : d->kind == 'O'  ? 8
                            : d->kind == 'U'  ? 4
                                              : 1);
    case D_NUM:
        return ki_small_int(np_type_number(d));
    case D_TYPE:
        if (d->kind == 'V' && d->unit == NP_MARK_RECORD)
            return ki_import_attr(ks, "numpy._records", "record");
        if (d->kind == 'V') return ki_import_attr(ks, "numpy._records", "void");
        return ki_new_ref(ki_from_obj(np_dtype_scalar_type(ks, d)));
    case D_ORDER: {
        char c = np_number_of(d) >= 0 && d->itemsize == 1 ? '|' : d->order;
        return ki_str_from_ascii(ks, &c, 1);
    }
    case D_ISNATIVE:
        return ki_bool(d->order != '>');
    case D_HASOBJECT:
        if (d->fields != KI_ABSENT) return np_helper(ks, "_dtype_has_objects", &v, 1);
        return ki_bool(d->kind == 'O');
    case D_NAMES:
    case D_FIELDS: {
        if (d->fields == KI_ABSENT || np_is_subarray(d)) return KI_NONE;
        return np_helper(ks, (intptr_t)closure == D_NAMES ? "_dtype_names" : "_dtype_fields", &v,
                         1);
    }
    case D_SHAPE:
        return ki_new_ref(np_is_subarray(d) ? np_subarray_part(d, 3) : ks->empty_tuple);
    case D_NDIM:
        return ki_small_int(np_is_subarray(d) ? ki_tuple_of(np_subarray_part(d, 3))->len : 0);
    case D_BASE:
        return ki_new_ref(np_is_subarray(d) ? np_subarray_part(d, 1) : v);
    case D_ALIGNED:
        return ki_bool(d->kind == 'V' && d->multiple == 2);
    case D_SUBDTYPE:
        if (!np_is_subarray(d)) return KI_NONE;
        return ki_tuple_pack(ks, 2, np_subarray_part(d, 1), np_subarray_part(d, 3));
    case D_METADATA:
        if (d->metadata == KI_ABSENT) return KI_NONE;
        return ki_call(ks, ki_from_obj(ks->types[KI_K_MAPPINGPROXY]), &d->metadata, 1, KI_ABSENT);
    case D_DESCR:
        return np_helper(ks, "_dtype_descr", &v, 1);
    case D_FLAGS:
        if (d->fields != KI_ABSENT) return np_helper(ks, "_dtype_flags", &v, 1);
        return ki_small_int(d->kind == 'O' ? 63 : d->kind == 'U' ? 8 : 0);
    case D_ISBUILTIN:
        return ki_small_int((d->num >= 0 && d->order != '<') || d->kind == 'O' || !d->itemsize ? 1
                                                                                               : 0);
    default:
        return KI_NONE;
    }
}
/* d.names = (...): the same fields by other names. */
static bool set_names(KiState *ks, KiValue v, KiValue value, void *closure) {
    KiNpDtype *d = self_of(v);
    if (value == KI_ABSENT) {
        ki_raise(ks, KI_EXC_AttributeError, "Cannot delete dtype names attribute");
        return false;
    }
    KiValue fields = np_helper(ks, "_renamed_fields", (KiValue[]){v, value}, 2);
    if (fields == KI_ERR) return false;
    ki_assign(ks, &d->fields, fields);
    return true;
}
#define ATTR(name, what)                                                                           \
    { name, dtype_attr, NULL, NULL, (void *)(intptr_t)(what) }
static const KiGetsetDef dtype_getsets[] = {
    ATTR("name", D_NAME),
    ATTR("kind", D_KIND),
    ATTR("char", D_CHAR),
    ATTR("str", D_STR),
    ATTR("itemsize", D_ITEMSIZE),
    ATTR("alignment", D_ALIGN),
    ATTR("num", D_NUM),
    ATTR("type", D_TYPE),
    ATTR("byteorder", D_ORDER),
    ATTR("isnative", D_ISNATIVE),
    ATTR("hasobject", D_HASOBJECT),
    {"names", dtype_attr, set_names, NULL, (void *)(intptr_t)D_NAMES},
    ATTR("fields", D_FIELDS),
    ATTR("shape", D_SHAPE),
    ATTR("ndim", D_NDIM),
    ATTR("base", D_BASE),
    ATTR("descr", D_DESCR),
    ATTR("flags", D_FLAGS),
    ATTR("isbuiltin", D_ISBUILTIN),
    ATTR("subdtype", D_SUBDTYPE),
    ATTR("isalignedstruct", D_ALIGNED),
    ATTR("metadata", D_METADATA),
    {NULL, NULL, NULL, NULL, NULL}};

static KiValue dtype_reduce(KiState *ks, KiValue *args, int nargs) {
    return np_pickling(ks, "reduce_dtype", args, 1);
}
/* __setstate__((version, byte order, subdtype, names, fields, itemsize, alignment, flags)): what
 * NumPy's pickles say besides the name. Only a copy made for it that nothing uses can be changed;
 * any other type has to be as the state says already. */
static KiValue dtype_setstate(KiState *ks, KiValue *args, int nargs) {
    KiNpDtype *d = self_of(args[0]);
    KiValue v = np_pickling(ks, "dtype_from_state", args, 2);
    if (v == KI_ERR) return KI_ERR;
    if (!np_is_dtype(ks, v) || (!d->unsettled && !np_dtype_equal(ks, d, self_of(v)))) {
        ki_decref(ks, v);
        return ki_raise(ks, KI_EXC_ValueError, "invalid state of a numpy.dtype");
    }
    if (d->unsettled) np_dtype_become(ks, d, self_of(v));
    d->unsettled = false;
    ki_decref(ks, v);
    return KI_NONE;
}
/* newbyteorder(order): the same type in the other byte order, or a given one. */
static KiValue dtype_newbyteorder(KiState *ks, KiValue *args, int nargs) {
    KiNpDtype *d = self_of(args[0]);
    NA;
    const char *s = args[1] == KI_ABSENT ? "S" : na_text(&a, 1, "byteorder");
    if (!a.failed && (!*s || !strchr("Ss<>=|LlBbNnIi", *s)))
        na_refuse_word(&a, 1, "byteorder not recognized");
    if (a.failed) return na_ret_obj(&a, KI_ERR);
    if (*s == '|' || *s == 'I' || *s == 'i') return ki_new_ref(args[0]);
    bool big = *s == '>' || *s == 'B' || *s == 'b' || ((*s == 'S' || *s == 's') && d->order != '>');
    bool usual = *s == '=' || *s == 'N' || *s == 'n';
    int num = np_number_of(d);
    KiNpDtype *r;
    if (d->fields != KI_ABSENT) {
        KiValue v = np_helper(ks, "_dtype_swapped", args, 2);
        if (v != KI_ERR && d->metadata != KI_ABSENT)
            ki_assign(ks, &self_of(v)->metadata, ki_new_ref(d->metadata));
        return v;
    }
    if (d->order == '|' || d->itemsize == 1) return ki_new_ref(args[0]);
    if (num < 0 || d->metadata != KI_ABSENT) { /* text, times, and what keeps its metadata */
        r = np_copy_dtype(ks, d);
        if (r) r->order = big ? '>' : usual ? '=' : '<';
    } else if (big) {
        r = np_swapped_dtype(ks, num);
    } else { /* '<' says its order where it is named */
        r = usual ? np_number_dtype(ks, num)
                  : np_new_dtype(ks, num, d->kind, d->chr, '<', d->itemsize);
    }
    return r ? ki_from_obj(r) : KI_ERR;
}

static const KiDef dtype_methods[] = {
    {"__reduce__", "(self, *args)", (void *)dtype_reduce, NULL, 0},
    {"__setstate__", "(self, state, /)", (void *)dtype_setstate, NULL, KI_DEF_UNSIGNED},
    {"newbyteorder", "(self, new_order='S', /)", (void *)dtype_newbyteorder, NULL,
     KI_DEF_TUPLE_ARGS},
    KI_DEF_END};

/* --- functions --- */

/* _record_dtype(fields, itemsize, mark=0): fields is a tuple of (name, dtype, offset) or longer. */
NA_FN(f_record_dtype) {
    KiNpDtype *d = np_new_dtype(ks, -1, 'V', 'V', '|', 0);
    if (!d) return KI_ERR;
    d->fields = ki_new_ref(args[0]);
    if (!ki_is_tuple(args[0]) || !ki_arg_i64(ks, args[1], &d->itemsize)) {
        ki_decref_obj(ks, &d->h);
        return ki_pending(ks) ? KI_ERR : ki_raise(ks, KI_EXC_TypeError, "fields must be a tuple");
    }
    int marks = ki_is_int(args[2]) ? (int)ki_int_val(args[2]) : 0;
    d->unit = (int8_t)(marks & (NP_MARK_ALIGNED - 1));
    d->multiple = marks & NP_MARK_ALIGNED ? 2 : 1;
    return ki_from_obj(d);
}
NA_FN(f_record_fields) {
    KiNpDtype *d = np_is_dtype(ks, args[0]) ? self_of(args[0]) : NULL;
    return !d || d->fields == KI_ABSENT ? KI_NONE : ki_new_ref(d->fields);
}

static const NpRow rows[] = {
    {"_record_dtype", "f", "(fields, itemsize, mark=0)", (void *)f_record_dtype},
    {"_record_fields", "f", "(dtype)", (void *)f_record_fields},
};

NA_FN(m_class_getitem) {
    return np_generic_alias(ks, args[0], args[1], 1);
}

/* numpy.dtype[float64] and so on: what dtypes are instances of. */
static bool make_classes(KiState *ks) {
    static const struct {
        char letter;
        const char *name;
    } others[] = {{'O', "object_"}, {'S', "bytes_"},     {'U', "str_"},
                  {'V', "void"},    {'M', "datetime64"}, {'m', "timedelta64"}};
    enum { N_OTHERS = sizeof others / sizeof *others };
    for (int i = 0; i < KT_N_DTYPES + N_OTHERS; i++) {
        if (i == KT_BF16) continue;
        bool number = i < KT_N_DTYPES;
        char name[40];
        snprintf(name, sizeof name, "dtype[%s]",
                 number ? np_scalar_class_name(i) : others[i - KT_N_DTYPES].name);
        KiTypeDef def = {.name = name,
                         .module = "numpy",
                         .struct_size = sizeof(KiNpDtype),
                         .layout = KI_K_OPAQUE};
        KiType **to =
            class_of(ks, number ? kt_dtype_info[i].np_char : others[i - KT_N_DTYPES].letter);
        if (!(*to = ki_native_type(ks, &def, ki_np(ks)->dtype_type))) return false;
    }
    return true;
}

/* *slot = d (consumed; NULL: raised). A script can import the module anew. */
static bool replace(KiState *ks, KiNpDtype **slot, KiNpDtype *d) {
    KiNpDtype *old = *slot;
    if (d) *slot = d;
    if (d && old) ki_decref_obj(ks, &old->h);
    return d != NULL;
}

bool np_init_dtype(KiState *ks, KiModule *m) {
    static const KiDef class_methods[] = {
        {"__class_getitem__", "(cls, key, /)", (void *)m_class_getitem, NULL, KI_DEF_CLASS},
        KI_DEF_END};
    KiNpState *np = ki_np(ks);
    KiTypeDef def = {.name = "dtype",
                     .module = "numpy",
                     .doc = "",
                     .struct_size = sizeof(KiNpDtype),
                     .flags = 0,
                     .layout = KI_K_OPAQUE,
                     .slots = &dtype_slots,
                     .methods = dtype_methods,
                     .getsets = dtype_getsets};
    if (!(np->dtype_type = ki_native_type(ks, &def, NULL)) ||
        !ki_type_add_methods(ks, np->dtype_type, class_methods) || !make_classes(ks) ||
        !ki_module_add(ks, m, "dtype", ki_new_ref(ki_from_obj(np->dtype_type))))
        return false;
    for (int i = 0; i < KT_N_DTYPES; i++)
        if (!replace(ks, &np->dtypes[i],
                     np_new_dtype(ks, i, kt_dtype_info[i].kind, kt_dtype_info[i].np_char, '=',
                                  (int64_t)kt_dtype_size(i))))
            return false;
    return replace(ks, &np->object_dtype, np_new_dtype(ks, -1, 'O', 'O', '|', 8)) && NP_ADD(rows) &&
           np_init_cast(ks, m);
}
