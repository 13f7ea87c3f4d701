/* The small types of torch: dtype, Size, layout, memory_format, finfo and iinfo. */
#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "../object/containers.h"
#include "torch_args.h"
#include "torch_signature.h"

/* --- dtype --- */

static KiValue text(KiState *ks, const char *s) {
    return ki_str_from_cstr(ks, s);
}

static KiValue dtype_repr(KiState *ks, KiValue v) {
    return ki_str_format(ks, "torch.%s", kt_dtype_info[ki_torch_dtype_of(v)].torch_name);
}
static KiValue dtype_reduce(KiState *ks, KiValue *args, int nargs) {
    return text(ks, kt_dtype_info[ki_torch_dtype_of(args[0])].torch_name);
}
static KiValue dtype_is_float(KiState *ks, KiValue v, void *closure) {
    return ki_bool(kt_is_float_dtype(ki_torch_dtype_of(v)));
}
static KiValue dtype_is_complex(KiState *ks, KiValue v, void *closure) {
    return ki_bool(kt_is_complex_dtype(ki_torch_dtype_of(v)));
}
static KiValue dtype_is_signed(KiState *ks, KiValue v, void *closure) {
    return ki_bool(kt_is_signed_dtype(ki_torch_dtype_of(v)));
}
static KiValue dtype_itemsize(KiState *ks, KiValue v, void *closure) {
    return ki_small_int((int64_t)kt_dtype_size(ki_torch_dtype_of(v)));
}
static KiValue self_again(KiState *ks, KiValue *args, int nargs) {
    return ki_new_ref(args[0]);
}

static const KiSlots dtype_slots = {.repr = dtype_repr};
static const KiDef dtype_methods[] = {
    {"__reduce__", "(self, /)", (void *)dtype_reduce, NULL, 0},
    {"__copy__", "(self, /)", (void *)self_again, NULL, 0},
    {"__deepcopy__", "(self, memo, /)", (void *)self_again, NULL, 0},
    KI_DEF_END};
static const KiGetsetDef dtype_getsets[] = {{"is_floating_point", dtype_is_float, NULL, NULL, NULL},
                                            {"is_complex", dtype_is_complex, NULL, NULL, NULL},
                                            {"is_signed", dtype_is_signed, NULL, NULL, NULL},
                                            {"itemsize", dtype_itemsize, NULL, NULL, NULL},
                                            {NULL, NULL, NULL, NULL, NULL}};

KiValue ki_torch_dtype(KiState *ks, int dtype) {
    KiValue v = ki_ts(ks)->dtypes[dtype];
    return v == KI_ABSENT ? KI_NONE : ki_new_ref(v);
}

static bool add_dtypes(KiState *ks, KiModule *m) {
    static const struct {
        const char *name;
        int dtype;
    } names[] = {
        {"bool", KT_BOOL},     {"uint8", KT_U8},    {"int8", KT_I8},         {"int16", KT_I16},
        {"short", KT_I16},     {"int32", KT_I32},   {"int", KT_I32},         {"int64", KT_I64},
        {"long", KT_I64},      {"float16", KT_F16}, {"half", KT_F16},        {"bfloat16", KT_BF16},
        {"float32", KT_F32},   {"float", KT_F32},   {"float64", KT_F64},     {"double", KT_F64},
        {"complex64", KT_C64}, {"cfloat", KT_C64},  {"complex128", KT_C128}, {"cdouble", KT_C128}};
    KiTensorState *ts = ki_ts(ks);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        int d = names[i].dtype;
        if (ts->dtypes[d] == KI_ABSENT) {
            KiTorchDtype *o = (KiTorchDtype *)ki_instance_alloc(ks, ts->dtype_type);
            if (!o) return false;
            o->dtype = (uint8_t)d;
            ts->dtypes[d] = ki_from_obj(o);
        }
        if (!ki_module_add(ks, m, names[i].name, ki_new_ref(ts->dtypes[d]))) return false;
    }
    return true;
}

/* --- Size: a tuple of ints --- */

static KiValue size_box(KiState *ks, KiValue tuple) {
    return tuple == KI_ERR ? KI_ERR : ki_box(ks, ki_ts(ks)->size_type, tuple);
}
static bool is_size(KiValue v, int n, const int64_t *sizes) {
    const KiTuple *t = ki_tuple_of(v);
    if (t->len != n) return false;
    for (int i = 0; i < n; i++)
        if (!ki_is_int(t->items[i]) || ki_int_val(t->items[i]) != sizes[i]) return false;
    return true;
}

/* Scripts ask for the same few shapes again and again: the last ones are kept. */
KiValue ki_torch_size(KiState *ks, int n, const int64_t *sizes) {
    KiValue *kept = &ki_ts(ks)->kept_sizes[(n ? (uint64_t)sizes[0] + (uint64_t)n : 0) % 4];
    if (*kept && is_size(*kept, n, sizes)) return ki_new_ref(*kept);
    KiValue v = size_box(ks, ki_sizes_tuple(ks, n, sizes));
    if (v == KI_ERR) return v;
    if (*kept) ki_decref(ks, *kept);
    return *kept = ki_new_ref(v);
}

static KiValue size_repr(KiState *ks, KiValue *args, int nargs) {
    KiTuple *t = ki_tuple_of(args[0]);
    KbStrbuf b;
    kb_strbuf_init(&b, &ks->alloc, KB_STRBUF_NO_MAX);
    kb_strbuf_puts(&b, "torch.Size([");
    for (int64_t i = 0; i < t->len; i++) {
        KiValue r = ki_repr(ks, t->items[i]);
        const char *s = r == KI_ERR ? NULL : ki_str_utf8(ks, ki_str_of(r), NULL);
        kb_strbuf_printf(&b, "%s%s", i ? ", " : "", s ? s : "?");
        ki_decref(ks, r);
    }
    kb_strbuf_puts(&b, "])");
    KiValue r = ki_pending(ks) ? KI_ERR
                : b.failed     ? ki_raise_nomem(ks)
                               : ki_str_from_utf8(ks, b.data, b.len);
    kb_strbuf_free(&b);
    return r;
}
static KiValue size_numel(KiState *ks, KiValue *args, int nargs) {
    KiTuple *t = ki_tuple_of(args[0]);
    int64_t n = 1, d;
    for (int64_t i = 0; i < t->len; i++)
        n *= ki_to_i64(ks, t->items[i], &d) == 1 ? d : 0;
    return ki_int_from_i64(ks, n);
}
static KiValue size_reduce(KiState *ks, KiValue *args, int nargs) {
    KiTuple *t = ki_tuple_of(args[0]);
    KiValue inner = ki_tuple_from(ks, t->items, t->len),
            outer = inner == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 1, inner);
    KiValue r =
        outer == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 2, ki_from_obj(ki_ts(ks)->size_type), outer);
    ki_decref(ks, inner);
    ki_decref(ks, outer);
    return r;
}
static KiValue size_getitem(KiState *ks, KiValue v, KiValue key) {
    KiTuple *t = ki_tuple_of(v);
    if (ki_is_int(key)) {
        int64_t i = ki_int_val(key);
        if (i < 0) i += t->len;
        if (i >= 0 && i < t->len) return ki_new_ref(t->items[i]);
    }
    KiValue r = ki_getitem(ks, ki_unbox(v), key);
    return ki_is_slice(key) ? size_box(ks, r) : r;
}
/* A Size of the tuple's items (consumed), each of which is an integer or has __index__. */
static KiValue size_of_items(KiState *ks, KiValue tuple) {
    if (tuple == KI_ERR) return KI_ERR;
    KiTuple *t = ki_tuple_of(tuple);
    bool plain = true;
    for (int64_t i = 0; i < t->len; i++)
        plain = plain && ki_is_integer(t->items[i]) && !ki_is_bool(t->items[i]);
    if (plain) return size_box(ks, tuple);
    KiTuple *made = ki_tuple_alloc(ks, t->len);
    bool ok = made != NULL;
    for (int64_t i = 0; made && i < t->len; i++)
        made->items[i] = KI_NONE;
    for (int64_t i = 0; ok && i < t->len; i++) {
        KiValue n = ki_index(ks, t->items[i]);
        ok = n != KI_ERR;
        if (ok) {
            made->items[i] = n;
        } else if (ki_pending_is(ks, KI_EXC_TypeError)) {
            ki_clear_exc(ks);
            ki_raise(ks, KI_EXC_TypeError,
                     "torch.Size() takes an iterable of 'int' (item %lld is '%s')", (long long)i,
                     ki_type_name(ks, t->items[i]));
        }
    }
    ki_decref(ks, tuple);
    if (ok) return size_box(ks, ki_from_obj(made));
    if (made) ki_decref_obj(ks, &made->h);
    return KI_ERR;
}
static KiValue size_new(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    if (nargs < 1 || !ki_is_type(args[0]))
        return ki_raise(ks, KI_EXC_TypeError, "Size.__new__(X): X is not a type object");
    KiType *tuple = ks->types[KI_K_TUPLE];
    return size_of_items(ks, tuple->slots->new_(ks, tuple, args + 1, nargs - 1, kwnames));
}
static KiValue size_concat(KiState *ks, KiValue x, KiValue y) {
    return size_of_items(ks, ki_binary(ks, ki_unbox(x), ki_unbox(y), KI_ADD));
}
static KiValue size_concat_method(KiState *ks, KiValue *args, int nargs) {
    if (!ki_is_tuple(args[1])) return KI_NOT_IMPLEMENTED;
    return size_concat(ks, args[0], args[1]);
}
static KiValue size_getitem_method(KiState *ks, KiValue *args, int nargs) {
    return size_getitem(ks, args[0], args[1]);
}

static bool make_size(KiState *ks) {
    static const KiDef methods[] = {
        {"__repr__", "(self, /)", (void *)size_repr, NULL, 0},
        {"__getitem__", "(self, key, /)", (void *)size_getitem_method, NULL, KI_DEF_UNSIGNED},
        {"__add__", "(self, other, /)", (void *)size_concat_method, NULL, 0},
        {"numel", "(self, /)", (void *)size_numel, NULL, 0},
        {"__reduce__", "(self, /)", (void *)size_reduce, NULL, 0},
        KI_DEF_END};
    KiStr *name = ki_intern_cstr(ks, "Size");
    KiDict *ns = ki_dict_new(ks);
    KiValue module = text(ks, "torch"),
            bases = ki_tuple_pack(ks, 1, ki_from_obj(ks->types[KI_K_TUPLE]));
    KiValue slots = ks->empty_tuple;
    static const KiDef new_ = {"__new__", "(...)", (void *)(uintptr_t)size_new, NULL, 0};
    KiValue make_new = ki_native_new(ks, &new_, KI_ABSENT, KI_ABSENT);
    KiType *t = NULL;
    if (name && ns && module != KI_ERR && make_new != KI_ERR &&
        ki_dict_set_str(ks, ns, ks->names.d_new, make_new) && bases != KI_ERR &&
        ki_dict_set_str(ks, ns, ks->names.d_module, module) &&
        ki_dict_set_str(ks, ns, ks->names.d_slots, slots))
        t = ki_type_new(ks, ks->types[KI_K_TYPE], name, ki_tuple_of(bases), ns, NULL, 0, KI_ABSENT);
    bool ok = t && ki_type_add_methods(ks, t, methods) && ki_type_name_in_full(ks, t);
    if (ok) {
        ki_type_modified(ks, t, ks->names.d_repr, KI_ABSENT,
                         ki_dict_get_str(ks, t->dict, ks->names.d_repr));
        ki_type_modified(ks, t, ks->names.d_getitem, KI_ABSENT,
                         ki_dict_get_str(ks, t->dict, ks->names.d_getitem));
        ki_type_modified(ks, t, ks->names.d_add, KI_ABSENT,
                         ki_dict_get_str(ks, t->dict, ks->names.d_add));
        t->own_slots.getitem = size_getitem; /* what the method does, without the detour */
    }
    KiType *old = ki_ts(ks)->size_type; /* a script can import the module anew */
    ki_ts(ks)->size_type = t;
    if (old) ki_decref_obj(ks, &old->h);
    ki_decref(ks, make_new);
    if (name) ki_decref_obj(ks, &name->h);
    if (ns) ki_decref_obj(ks, &ns->h);
    ki_decref(ks, module);
    ki_decref(ks, bases);
    return ok;
}

/* --- named constants: layouts and memory formats --- */

typedef struct Named {
    KiObj h;
    const char *name; /* "torch.strided" */
} Named;
static KiValue named_repr(KiState *ks, KiValue v) {
    return text(ks, ((Named *)ki_obj(v))->name);
}
/* Memory formats go by their whole name, as something that modules which import torch have. */
static KiValue named_reduce(KiState *ks, KiValue *args, int nargs) {
    const Named *n = (const Named *)ki_obj(args[0]);
    return text(ks, n->h.shape->type == ki_ts(ks)->memory_format_type ? n->name
                                                                      : n->name + sizeof "torch");
}
static const KiSlots named_slots = {.repr = named_repr};
static const KiDef named_methods[] = {{"__reduce__", "(self, /)", (void *)named_reduce, NULL, 0},
                                      KI_DEF_END};

void ta_strided(Ta *a, int i) {
    if (!ta_given(a, i) || a->failed || a->v[i] == ki_ts(a->ks)->strided) return;
    a->failed = true;
    if (ki_is_ptr(a->v[i]) && ki_obj(a->v[i])->shape->type == ki_ts(a->ks)->layout_type)
        ki_raise(a->ks, KI_EXC_NotImplementedError, "layout=%s", ((Named *)ki_obj(a->v[i]))->name);
    else
        ta_bad(a, i, "torch.layout");
}

KtMemoryFormat ta_memory_format(Ta *a, int i, KtMemoryFormat dflt) {
    static const char *const names[] = {"preserve_format", "contiguous_format", "channels_last",
                                        "channels_last_3d"};
    if (!ta_given(a, i) || a->failed) return dflt;
    if (!ki_is_ptr(a->v[i]) || ki_obj(a->v[i])->shape->type != ki_ts(a->ks)->memory_format_type) {
        ta_bad(a, i, "torch.memory_format");
        return dflt;
    }
    int f = 0;
    while (strcmp(((Named *)ki_obj(a->v[i]))->name + sizeof "torch", names[f]) != 0)
        f++;
    return (KtMemoryFormat)f;
}

static KiValue new_named(KiState *ks, KiType *t, const char *name) {
    Named *n = (Named *)ki_instance_alloc(ks, t);
    if (!n) return KI_ERR;
    n->name = name;
    return ki_from_obj(n);
}

/* --- finfo, iinfo --- */

typedef struct Info {
    KiObj h;
    uint8_t dtype;
} Info;
typedef struct Limits {
    double resolution, min, max, eps, tiny;
} Limits;

static Limits limits_of(int dtype) {
    switch (kt_real_dtype(dtype)) {
    case KT_F16:
        return (Limits){1e-3, -65504, 65504, 0x1p-10, 0x1p-14};
    case KT_BF16:
        return (Limits){1e-2, -3.3895313892515355e38, 3.3895313892515355e38, 0x1p-7, 0x1p-126};
    case KT_F64:
        return (Limits){1e-15, -DBL_MAX, DBL_MAX, DBL_EPSILON, DBL_MIN};
    default:
        return (Limits){1e-6, -(double)FLT_MAX, (double)FLT_MAX, (double)FLT_EPSILON,
                        (double)FLT_MIN};
    }
}
static int info_dtype(KiValue v) {
    return ((Info *)ki_obj(v))->dtype;
}
static int64_t int_max(int d) {
    return d == KT_U8    ? 255
           : d == KT_I8  ? 127
           : d == KT_I16 ? 32767
           : d == KT_I32 ? INT32_MAX
                         : INT64_MAX;
}
static int64_t int_min(int d) {
    return d == KT_U8 ? 0 : -int_max(d) - 1;
}

static KiValue info_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    bool floating = cls == ki_ts(ks)->finfo_type;
    TA_SPEC("finfo", 0, 1, "type");
    if (ki_torch_misfit(ks, floating ? "finfo" : "iinfo", 'f', args, nargs, kwnames)) return KI_ERR;
    if (!ta_bind(&a, ks, &spec, args, nargs, kwnames)) return KI_ERR;
    int d = ta_given(&a, 0) ? ta_dtype(&a, 0) : floating ? (int)a.ctx->default_dtype : -1;
    if (a.failed || d < 0) return KI_ERR;
    if (floating && !kt_is_inexact_dtype(d))
        return ki_raise(ks, KI_EXC_TypeError,
                        "torch.finfo() requires a floating point input type. Use torch.iinfo to "
                        "handle 'torch.finfo'");
    if (!floating && d == KT_BOOL)
        return ki_raise(ks, KI_EXC_TypeError, "torch.bool is not supported by torch.iinfo");
    if (!floating && !kt_is_int_dtype(d))
        return ki_raise(ks, KI_EXC_TypeError,
                        "torch.iinfo() requires an integer input type. Use torch.finfo to handle "
                        "'torch.iinfo'");
    Info *o = (Info *)ki_instance_alloc(ks, cls);
    if (!o) return KI_ERR;
    o->dtype = (uint8_t)kt_real_dtype(d);
    return ki_from_obj(o);
}
static KiValue finfo_repr(KiState *ks, KiValue v) {
    Limits l = limits_of(info_dtype(v));
    char b[400];
    snprintf(b, sizeof b,
             "finfo(resolution=%g, min=%g, max=%g, eps=%g, smallest_normal=%g, tiny=%g, dtype=%s)",
             l.resolution, l.min, l.max, l.eps, l.tiny, l.tiny,
             kt_dtype_info[info_dtype(v)].torch_name);
    return text(ks, b);
}
static KiValue iinfo_repr(KiState *ks, KiValue v) {
    int d = info_dtype(v);
    char b[120]; /* in six digits, as if they were floats */
    snprintf(b, sizeof b, "iinfo(min=%g, max=%g, dtype=%s)", (double)int_min(d), (double)int_max(d),
             kt_dtype_info[d].torch_name);
    return text(ks, b);
}
enum { INFO_BITS, INFO_EPS, INFO_MAX, INFO_MIN, INFO_TINY, INFO_RESOLUTION, INFO_DTYPE };
static KiValue info_get(KiState *ks, KiValue v, void *closure) {
    int d = info_dtype(v);
    Limits l = limits_of(d);
    switch ((int)(intptr_t)closure) {
    case INFO_BITS:
        return ki_small_int((int64_t)kt_dtype_size(kt_real_dtype(d)) * 8);
    case INFO_EPS:
        return ki_float(l.eps);
    case INFO_MAX:
        return kt_is_int_dtype(d) ? ki_int_from_i64(ks, int_max(d)) : ki_float(l.max);
    case INFO_MIN:
        return kt_is_int_dtype(d) ? ki_int_from_i64(ks, int_min(d)) : ki_float(l.min);
    case INFO_TINY:
        return ki_float(l.tiny);
    case INFO_RESOLUTION:
        return ki_float(l.resolution);
    default:
        return text(ks, kt_dtype_info[d].torch_name);
    }
}
#define INFO(name, what)                                                                           \
    { name, info_get, NULL, NULL, (void *)(intptr_t)(what) }
static const KiGetsetDef finfo_getsets[] = {INFO("bits", INFO_BITS),
                                            INFO("eps", INFO_EPS),
                                            INFO("max", INFO_MAX),
                                            INFO("min", INFO_MIN),
                                            INFO("tiny", INFO_TINY),
                                            INFO("smallest_normal", INFO_TINY),
                                            INFO("resolution", INFO_RESOLUTION),
                                            INFO("dtype", INFO_DTYPE),
                                            {NULL, NULL, NULL, NULL, NULL}};
static const KiGetsetDef iinfo_getsets[] = {INFO("bits", INFO_BITS),
                                            INFO("max", INFO_MAX),
                                            INFO("min", INFO_MIN),
                                            INFO("dtype", INFO_DTYPE),
                                            {NULL, NULL, NULL, NULL, NULL}};
static const KiSlots finfo_slots = {.repr = finfo_repr, .new_ = info_new};
static const KiSlots iinfo_slots = {.repr = iinfo_repr, .new_ = info_new};

/* --- all of them --- */

static KiType *make(KiState *ks, KiModule *m, const char *name, uint32_t size, uint32_t flags,
                    const KiSlots *slots, const KiDef *methods, const KiGetsetDef *getsets) {
    KiTypeDef def = {.name = name,
                     .module = "torch",
                     .doc = "",
                     .struct_size = size,
                     .flags = flags,
                     .layout = KI_K_OPAQUE,
                     .slots = slots,
                     .methods = methods,
                     .getsets = getsets};
    KiType *t = ki_native_type(ks, &def, NULL);
    if (t && !ki_module_add(ks, m, name, ki_new_ref(ki_from_obj(t)))) {
        ki_decref_obj(ks, &t->h);
        return NULL;
    }
    return t;
}

bool tf_init_dtype(KiState *ks, const TfTargets *to) {
    KiTensorState *ts = ki_ts(ks);
    KiModule *m = to->torch;
    ts->dtype_type = make(ks, m, "dtype", sizeof(KiTorchDtype), KI_TF_DISALLOW_NEW, &dtype_slots,
                          dtype_methods, dtype_getsets);
    ts->layout_type =
        make(ks, m, "layout", sizeof(Named), KI_TF_DISALLOW_NEW, &named_slots, named_methods, NULL);
    ts->memory_format_type = make(ks, m, "memory_format", sizeof(Named), KI_TF_DISALLOW_NEW,
                                  &named_slots, named_methods, NULL);
    ts->finfo_type = make(ks, m, "finfo", sizeof(Info), 0, &finfo_slots, NULL, finfo_getsets);
    ts->iinfo_type = make(ks, m, "iinfo", sizeof(Info), 0, &iinfo_slots, NULL, iinfo_getsets);
    if (!ts->dtype_type || !ts->layout_type || !ts->memory_format_type || !ts->finfo_type ||
        !ts->iinfo_type)
        return false;
    if (!add_dtypes(ks, m) || !make_size(ks) ||
        !ki_module_add(ks, m, "Size", ki_new_ref(ki_from_obj(ts->size_type))))
        return false;
    KiTypeDef error = {
        .name = "_LinAlgError", .module = "torch._C", .doc = "", .flags = KI_TF_BASETYPE};
    ts->linalg_error = ki_native_type(ks, &error, ks->exceptions[KI_EXC_RuntimeError]);
    if (!ts->linalg_error ||
        !ki_module_add(ks, m, "_LinAlgError", ki_new_ref(ki_from_obj(ts->linalg_error))))
        return false;
    KiValue strided = new_named(ks, ts->layout_type, "torch.strided");
    if (strided == KI_ERR) return false;
    ki_assign(ks, &ts->strided, strided);
    KiValue sparse_coo = new_named(ks, ts->layout_type, "torch.sparse_coo");
    if (sparse_coo == KI_ERR) return false;
    ki_assign(ks, &ts->sparse_coo, sparse_coo);
    return ki_module_add(ks, m, "strided", ki_new_ref(ts->strided)) &&
           ki_module_add(ks, m, "sparse_coo", ki_new_ref(ts->sparse_coo)) &&
           ki_module_add(ks, m, "sparse_csr", new_named(ks, ts->layout_type, "torch.sparse_csr")) &&
           ki_module_add(ks, m, "sparse_csc", new_named(ks, ts->layout_type, "torch.sparse_csc")) &&
           ki_module_add(ks, m, "sparse_bsr", new_named(ks, ts->layout_type, "torch.sparse_bsr")) &&
           ki_module_add(ks, m, "sparse_bsc", new_named(ks, ts->layout_type, "torch.sparse_bsc")) &&
           ki_module_add(ks, m, "contiguous_format",
                         new_named(ks, ts->memory_format_type, "torch.contiguous_format")) &&
           ki_module_add(ks, m, "preserve_format",
                         new_named(ks, ts->memory_format_type, "torch.preserve_format")) &&
           ki_module_add(ks, m, "channels_last",
                         new_named(ks, ts->memory_format_type, "torch.channels_last")) &&
           ki_module_add(ks, m, "channels_last_3d",
                         new_named(ks, ts->memory_format_type, "torch.channels_last_3d"));
}
