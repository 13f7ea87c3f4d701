/* What nodes save as torch shows it: the attributes _saved_NAME and _raw_saved_NAME, SavedTensor
 * and its hooks, and those of saved_tensors_hooks. */
#include "torch_args.h"

/* --- packed by the script --- */

typedef struct Packed {
    KiState *ks;
    KiValue value, unpack;
} Packed;

/* What a hook raises is in PyTorch a RuntimeError with its text and the places it went through. */
static void raise_text(KiState *ks) {
    KiValue exc = ki_take_exc(ks), f = ki_import_attr(ks, "torch.autograd.graph", "_text_of"),
            text = f == KI_ERR ? KI_ERR : ki_call1(ks, f, exc);
    if (text != KI_ERR)
        ki_raise(ks, KI_EXC_RuntimeError, "%s", ki_str_utf8(ks, ki_str_of(text), NULL));
    ki_decref(ks, text);
    ki_decref(ks, f);
    ki_decref(ks, exc);
}

static void free_packed(KtCtx *ctx, void *packed) {
    Packed *p = packed;
    ki_decref(p->ks, p->value);
    ki_decref(p->ks, p->unpack);
    kb_free(&p->ks->alloc, p, sizeof *p);
}
/* The pair of functions in force lies in the state. */
static Packed *packed_of(KtCtx *ctx, KiState *ks, KtTensor *t) {
    KiTuple *hooks = ki_tuple_of(ki_ts(ks)->pack_hooks);
    Packed *p = kb_calloc(&ks->alloc, sizeof *p);
    if (!p) {
        kt_fail_memory(ctx, sizeof *p);
        return NULL;
    }
    bool numpy = ctx->numpy;
    *p = (Packed){ks, KI_ERR, ki_new_ref(hooks->items[1])};
    KiValue pack = ki_new_ref(hooks->items[0]), v = ki_tensor_wrap(ks, kt_incref(t));
    if (v != KI_ERR) p->value = ki_call1(ks, pack, v);
    ki_decref(ks, v);
    ki_decref(ks, pack);
    ctx->numpy = numpy;
    if (p->value != KI_ERR) return p;
    free_packed(ctx, p);
    kt_fail(ctx, KT_HOST_ERROR, "pack hook");
    return NULL;
}
/* Called by an operation: the error goes through PyTorch's engine. */
static void *pack_tensor(KtCtx *ctx, void *user, KtTensor *t) {
    Packed *p = packed_of(ctx, user, t);
    if (!p && ctx->error == KT_HOST_ERROR) raise_text(user);
    return p;
}
/* Called by register_hooks. */
static void *pack_at_once(KtCtx *ctx, void *user, KtTensor *t) {
    return packed_of(ctx, user, t);
}
static KtTensor *unpack_tensor(KtCtx *ctx, void *packed) {
    Packed *p = packed;
    bool numpy = ctx->numpy;
    KiValue r = ki_call1(p->ks, p->unpack, p->value);
    if (r == KI_ERR) raise_text(p->ks);
    ctx->numpy = numpy;
    KtTensor *t = r != KI_ERR && ki_is_tensor(r) ? kt_incref(ki_tensor_of(r)) : NULL;
    if (r != KI_ERR && !t)
        ki_raise(p->ks, KI_EXC_TypeError,
                 "Output of saved tensor unpack_hook expected to be a Tensor but got result of "
                 "type %s",
                 ki_type_name(p->ks, r));
    ki_decref(p->ks, r);
    if (!t) kt_fail(ctx, KT_HOST_ERROR, "unpack hook");
    return t;
}
/* _set_pack_hooks((pack, unpack) or None) */
TA_FN(f_set_pack_hooks) {
    TA_BIND("_set_pack_hooks", 1, 1, "hooks");
    KtPackHooks hooks = {pack_tensor, unpack_tensor, free_packed, ks};
    bool on = ki_is_tuple(a.v[0]) && ki_tuple_of(a.v[0])->len == 2;
    ki_assign(ks, &ki_ts(ks)->pack_hooks, ki_new_ref(a.v[0]));
    return kta_set_pack_hooks(a.ctx, on ? &hooks : NULL) ? KI_NONE : ki_kt_raise(ks);
}

/* --- one saved tensor --- */

typedef struct SavedObj { /* what _raw_saved_NAME is */
    KiObj h;
    KiValue node; /* the object of n */
    KtNode *n;
    int slot; /* -1: None is saved */
} SavedObj;
static void saved_dealloc(KiState *ks, KiObj *o) {
    ki_decref(ks, ((SavedObj *)o)->node);
}
static KiValue saved_repr(KiState *ks, KiValue v) {
    return ki_str_format(ks, "<torch._C._autograd.SavedTensor object at %p>", (void *)ki_obj(v));
}
static KiValue raw_saved(KiState *ks, KiValue node, KtNode *n, int slot) {
    SavedObj *o = (SavedObj *)ki_instance_alloc(ks, ki_ts(ks)->saved_type);
    if (!o) return KI_ERR;
    o->node = ki_new_ref(node);
    o->n = n;
    o->slot = slot;
    return ki_from_obj(o);
}
static KiValue saved_register_hooks(KiState *ks, KiValue *args, int nargs) {
    SavedObj *o = (SavedObj *)ki_obj(args[0]);
    KiTuple *pair = ki_tuple_of(args[1]);
    if (pair->len != 2 || !ki_callable(ks, pair->items[0]) || !ki_callable(ks, pair->items[1])) {
        KiValue f = ki_import_attr(ks, "torch.autograd.graph", "_refuse_hooks"),
                r = f == KI_ERR ? KI_ERR : ki_call(ks, f, args, 2, KI_ABSENT);
        ki_decref(ks, f);
        return r;
    }
    KtPackHooks hooks = {pack_at_once, unpack_tensor, free_packed, ks};
    KiValue outer = ki_ts(ks)->pack_hooks;
    int slot = o->slot < 0 ? kta_node_n_saved(o->n) : o->slot;
    ki_ts(ks)->pack_hooks = args[1];
    bool ok = kta_saved_hook(ki_kt(ks), o->n, slot, &hooks);
    ki_ts(ks)->pack_hooks = outer;
    return ok ? KI_NONE : ki_kt_raise(ks);
}

/* --- attributes --- */

static KiValue sizes_of(KiState *ks, const int64_t *sizes, int n) {
    KiTuple *t = ki_tuple_alloc(ks, n);
    for (int i = 0; t && i < n; i++)
        t->items[i] = ki_int_from_i64(ks, sizes[i]);
    return t ? ki_from_obj(t) : KI_ERR;
}
static KiValue tensor_in(KiState *ks, KiValue node, KtNode *n, int slot, bool raw) {
    if (raw) return raw_saved(ks, node, n, slot);
    KtTensor *t = kta_saved_tensor(ki_kt(ks), n, slot);
    if (t) return ki_tensor_wrap(ks, t);
    return ki_kt(ks)->error == KT_NO_ERROR ? KI_NONE : ki_kt_raise(ks);
}
static KiValue tensors_from(KiState *ks, KiValue node, KtNode *n, int slot, bool raw) {
    KiTuple *t = ki_tuple_alloc(ks, kta_node_n_saved(n) - slot);
    if (!t) return KI_ERR;
    for (int64_t i = 0; i < t->len; i++)
        t->items[i] = KI_NONE;
    for (int64_t i = 0; i < t->len; i++) {
        KiValue v = tensor_in(ks, node, n, slot + (int)i, raw);
        if (v == KI_ERR) {
            ki_decref_obj(ks, &t->h);
            return KI_ERR;
        }
        t->items[i] = v;
    }
    return ki_from_obj(t);
}
/* An operand that was a number, as PyTorch's tensor of it. */
static KiValue number_tensor(KiState *ks, KtNode *n, bool *held) {
    static const int dtypes[] = {[KT_S_BOOL] = KT_BOOL,
                                 [KT_S_INT] = KT_I64,
                                 [KT_S_UINT] = KT_I64,
                                 [KT_S_FLOAT] = KT_F64,
                                 [KT_S_COMPLEX] = KT_C128};
    KtScalar s;
    *held = kta_saved_number(n, &s) && (size_t)s.kind < sizeof dtypes / sizeof *dtypes;
    if (!*held) return KI_ERR;
    if (kta_node_released(n)) return kta_fail_released(ki_kt(ks)) ? KI_ERR : ki_kt_raise(ks);
    KtTensor *t = kt_scalar_tensor(ki_kt(ks), dtypes[s.kind], &s);
    return t ? ki_tensor_wrap(ks, t) : ki_kt_raise(ks);
}
/* *held false: the node does not have it. */
static KiValue held_tensor(KiState *ks, KiValue node, KtNode *n, const KtSavedName *s, bool raw,
                           bool *held) {
    int slot = kta_saved_slot(n, s);
    if (kta_saved_is_none(n, s)) return raw ? raw_saved(ks, node, n, -1) : KI_NONE;
    if (s->kind == 'v' && slot >= 0) return tensors_from(ks, node, n, slot, raw);
    KiValue v = slot < 0 ? KI_NONE : tensor_in(ks, node, n, slot, raw);
    if (s->kind == 'u' && ki_is_none(v) && !raw) return number_tensor(ks, n, held);
    *held = slot >= 0;
    return v;
}
static KiValue held_value(KiState *ks, KtNode *n, const KtSavedName *s, bool *held) {
    int64_t whole;
    double number;
    KtScalar scalar;
    const int64_t *sizes;
    int64_t list[3], count = 1;
    int ndim;
    switch (s->kind) {
    case 'i':
    case 'b':
        *held = kta_saved_int(n, s, &whole);
        return !*held ? KI_NONE : s->kind == 'b' ? ki_bool(whole != 0) : ki_int_from_i64(ks, whole);
    case 'd':
    case 's':
        *held = kta_saved_float(n, s, &number);
        return *held ? ki_float(number) : KI_NONE;
    case 'S':
        *held = kta_saved_number(n, &scalar);
        return *held ? ki_from_scalar(ks, &scalar) : KI_NONE;
    case 'A':
        *held = kta_saved_alpha(n, &scalar);
        return *held ? ki_from_scalar(ks, &scalar) : KI_NONE;
    case 'l':
        ndim = kta_saved_list(n, s, list);
        *held = ndim >= 0;
        return *held ? sizes_of(ks, list, ndim) : KI_NONE;
    case 'N':
        ndim = kta_saved_sizes(n, s, &sizes);
        *held = ndim >= 0;
        for (int i = 0; i < ndim; i++)
            count *= sizes[i];
        return *held ? ki_int_from_i64(ks, count) : KI_NONE;
    case 'z':
    case 'B':
    case 'o':
    case 'n':
        ndim = kta_saved_sizes(n, s, &sizes);
        *held = ndim >= 0;
        return !*held ? KI_NONE : s->kind == 'n' ? ki_small_int(ndim) : sizes_of(ks, sizes, ndim);
    default:
        *held = false;
        return KI_NONE;
    }
}

KiValue ki_torch_saved(KiState *ks, KiValue node, KtNode *n, const char *name) {
    static const char saved[] = "_saved_", raw_saved[] = "_raw_saved_";
    bool raw = !strncmp(name, raw_saved, sizeof raw_saved - 1), held = true;
    if (!raw && strncmp(name, saved, sizeof saved - 1)) return KI_ABSENT;
    KtSavedName s;
    if (!kta_saved_named(n, name + (raw ? sizeof raw_saved : sizeof saved) - 1, &s) ||
        (raw && !s.is_tensor))
        return KI_ABSENT;
    KiValue v = s.is_tensor || s.kind == 'u' ? held_tensor(ks, node, n, &s, raw, &held)
                                             : held_value(ks, n, &s, &held);
    if (held) return v;
    return ki_raise(ks, KI_EXC_NotImplementedError, "%s of %s", name, kta_node_name(n));
}

bool ki_torch_saved_names(KiState *ks, KtNode *n, KiDict *names) {
    KtSavedName s = {.name = NULL};
    bool ok = true;
    while (ok && kta_saved_next(n, &s)) {
        char name[80];
        snprintf(name, sizeof name, "_raw_saved_%.*s", s.len, s.name);
        ok = (!s.is_tensor || ki_dict_set_cstr(ks, names, name, KI_NONE)) &&
             ki_dict_set_cstr(ks, names, name + sizeof "_raw" - 1, KI_NONE);
    }
    return ok;
}

static const TfRow rows[] = {
    {"_set_pack_hooks/fz", f_set_pack_hooks},
};

bool tf_init_saved(KiState *ks, const TfTargets *to) {
    static const KiSlots slots = {.dealloc = saved_dealloc, .repr = saved_repr};
    static const KiDef methods[] = {
        {"register_hooks", "(self, *hooks)", (void *)saved_register_hooks, NULL, 0}, KI_DEF_END};
    KiTypeDef saved = {.name = "SavedTensor",
                       .module = "torch._C._autograd",
                       .doc = "",
                       .struct_size = sizeof(SavedObj),
                       .layout = KI_K_OPAQUE,
                       .flags = KI_TF_DISALLOW_NEW,
                       .slots = &slots,
                       .methods = methods};
    KiType *t = ki_ts(ks)->saved_type = ki_native_type(ks, &saved, NULL);
    return t && TF_ADD(rows);
}
