/* The nodes of a graph as torch shows them, and hooks of nodes and tensors. */
#include "torch_node.h"

/* Takes n apart if it stands for several of PyTorch's nodes; its object is that of the first of
 * them from then on, which has the same name. */
static bool take_apart(KiState *ks, KtNode *n) {
    if (kta_node_is_many(n)) {
        if (!kta_node_take_apart(ki_kt(ks), n)) return ki_kt_raise(ks) != KI_ERR;
    } else if (!ki_node_has_steps(n)) {
        return true;
    } else if (!ki_node_record_steps(ks, n)) {
        return false;
    }
    KiNodeObj *o = *kta_node_face(n);
    KtNode *now = kta_edge_now((KtEdge){n, 0}).node;
    if (!o || !now || *kta_node_face(now)) return true;
    o->n = kta_node_incref(now);
    *kta_node_face(now) = o;
    *kta_node_face(n) = NULL;
    kta_node_decref(ki_kt(ks), n);
    return true;
}

static KiType *node_type(KiState *ks, const char *name) {
    static const KiSlots none = {0};
    KiTensorState *ts = ki_ts(ks);
    KiValue v = ki_dict_get_cstr(ks, ts->node_types, name);
    if (v == KI_ERR) return NULL;
    if (v != KI_ABSENT) return (KiType *)ki_obj(v);
    KiTypeDef def = {
        .name = name, .module = NULL, .doc = "", .slots = &none, .flags = KI_TF_DISALLOW_NEW};
    KiType *t = ki_native_type(ks, &def, ts->node_type);
    if (!t) return NULL;
    bool ok = ki_dict_set_cstr(ks, ts->node_types, name, ki_from_obj(t));
    ki_decref_obj(ks, &t->h); /* the table's reference stays */
    return ok ? t : NULL;
}
KiValue ki_torch_node(KiState *ks, KtNode *n) {
    if (!n) return KI_NONE;
    void **face = kta_node_face(n);
    if (*face) return ki_new_ref(ki_from_obj(*face));
    KiType *t = node_type(ks, kta_node_name(n));
    KiNodeObj *o = t ? (KiNodeObj *)ki_instance_alloc(ks, t) : NULL;
    if (!o) return KI_ERR;
    o->n = kta_node_incref(n);
    o->shown = NULL;
    o->metadata = KI_ABSENT;
    *face = o;
    return ki_from_obj(o);
}
KiValue ki_torch_node_at(KiState *ks, KtEdge *edge) {
    *edge = kta_edge_now(*edge);
    if (edge->output && ki_node_has_steps(edge->node)) { /* no longer at the node of the first */
        if (!take_apart(ks, edge->node)) return KI_ERR;
        *edge = kta_edge_now(*edge);
    }
    return ki_torch_node(ks, edge->node);
}
void ki_node_drop_shown(KtCtx *ctx, KiNodeObj *o) {
    if (o->shown) kta_node_decref(ctx, o->shown);
    o->shown = NULL;
}
static void node_dealloc(KiState *ks, KiObj *o) {
    KtNode *n = ((KiNodeObj *)o)->n;
    ki_decref(ks, ((KiNodeObj *)o)->metadata);
    if (!n || !ks->bi || !ki_ts(ks)) return;
    ((KiNodeObj *)o)->n = NULL;
    *kta_node_face(n) = NULL;
    ki_node_drop_shown(ki_ts(ks)->ctx, (KiNodeObj *)o);
    kta_node_decref(ki_ts(ks)->ctx, n);
}

/* Nodes of objects that outlive the record, chained through their faces. */
static void take_node(KiState *ks, KiObj *o, void *list) {
    if (!ki_is_subtype(ki_obj_type(o), ki_ts(ks)->node_type) || !((KiNodeObj *)o)->n) return;
    KtNode *n = ((KiNodeObj *)o)->n;
    ((KiNodeObj *)o)->n = NULL;
    ki_node_drop_shown(ki_kt(ks), (KiNodeObj *)o);
    *kta_node_face(n) = *(KtNode **)list;
    *(KtNode **)list = n;
}
static void nodes_free(KiState *ks) {
    KtNode *list = NULL;
    if (ki_ts(ks)->node_type) ki_heap_each(ks, take_node, &list);
    while (list) {
        KtNode *n = list;
        list = *kta_node_face(n);
        *kta_node_face(n) = NULL;
        kta_node_decref(ki_kt(ks), n);
    }
}

static KiValue node_repr(KiState *ks, KiValue v) {
    const char *name = kta_node_name(ki_node_of(v));
    return ki_str_format(ks, "<%s object at %p>", name, (void *)ki_obj(v));
}
KiValue ki_node_name(KiState *ks, KiValue *args, int nargs) {
    const char *name = kta_node_name(ki_node_of(args[0]));
    return ki_str_format(ks, "%s%s", kta_node_has_namespace(name) ? "torch::autograd::" : "", name);
}
/* Which edges PyTorch's node has, in its order, into at[]; returns how many. */
static int shown_edges(const KtNode *n, int *at, int count) {
    const char *name = kta_node_name(n);
    const bool known = !kta_node_is_description(n);
    bool turn = !strcmp(name, "AddBackward0") || !strcmp(name, "MulBackward0");
    int shown = 0;
    for (int i = 0; i < count; i++)
        if (!known || kta_node_shows_edge(n, i)) at[shown++] = i;
    turn = turn && count == 2 && known && !kta_node_edge_is_tensor(n, 0);
    if (turn || !strcmp(name, "RsubBackward0")) at[0] = 1, at[1] = 0;
    return shown;
}
static KiValue edge_list(KiState *ks, const KtNode *n, const int *at, int count) {
    KiTuple *t = ki_tuple_alloc(ks, count);
    if (!t) return KI_ERR;
    for (int i = 0; i < count; i++)
        t->items[i] = KI_NONE;
    for (int i = 0; i < count; i++) {
        KtEdge e = kta_node_edge(n, at[i]);
        KiValue node = ki_torch_node_at(ks, &e),
                pair = node == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 2, node, ki_small_int(e.output));
        ki_decref(ks, node);
        if (pair == KI_ERR) {
            ki_decref_obj(ks, &t->h);
            return KI_ERR;
        }
        t->items[i] = pair;
    }
    return ki_from_obj(t);
}
KiValue ki_node_next(KiState *ks, KiValue v, void *closure) {
    KiNodeObj *o = (KiNodeObj *)ki_obj(v);
    if (!take_apart(ks, o->n)) return KI_ERR;
    if (!o->shown && !kta_node_described(ki_kt(ks), o->n, &o->shown)) return ki_kt_raise(ks);
    KtNode *n = o->shown ? o->shown : o->n;
    int count = kta_node_n_edges(n), few[8], *at = few;
    size_t size = (size_t)count * sizeof *at;
    if (count > 8 && !(at = kb_malloc(&ks->alloc, size))) return ki_raise_nomem(ks);
    KiValue r = edge_list(ks, n, at, shown_edges(n, at, count));
    if (at != few) kb_free(&ks->alloc, at, size);
    return r;
}
static KiValue node_variable(KiState *ks, KiValue v, void *closure) {
    KtTensor *t = kta_node_variable(ki_node_of(v));
    if (!t)
        return ki_raise(ks, KI_EXC_AttributeError, "'%s' object has no attribute 'variable'",
                        kta_node_name(ki_node_of(v)));
    return ki_tensor_wrap(ks, kt_incref(t));
}
KiValue ki_node_metadata(KiState *ks, KiValue v, void *closure) {
    KiNodeObj *o = (KiNodeObj *)ki_obj(v);
    if (o->metadata == KI_ABSENT) {
        KiDict *d = ki_dict_new(ks);
        if (!d) return KI_ERR;
        KiValue parent = ki_torch_node(ks, kta_node_induced_by(o->n));
        bool ok = parent != KI_ERR &&
                  (!kta_node_trace(o->n) ||
                   ki_dict_set_cstr(ks, d, "traceback_", ki_from_obj(kta_node_trace(o->n)))) &&
                  (ki_is_none(parent) || ki_dict_set_cstr(ks, d, "parent_", parent));
        ki_decref(ks, parent);
        if (!ok) {
            ki_decref_obj(ks, &d->h);
            return KI_ERR;
        }
        o->metadata = ki_from_obj(d);
    }
    return ki_new_ref(o->metadata);
}
static KiValue node_requires_grad(KiState *ks, KiValue v, void *closure) {
    return KI_TRUE;
}
static KiValue node_getattr(KiState *ks, KiValue v, KiStr *name) {
    KiValue r = ki_generic_getattr_opt(ks, v, name);
    if (r != KI_ABSENT) return r;
    const char *text = ki_str_utf8(ks, name, NULL);
    if (text && (!strncmp(text, "_saved_", 7) || !strncmp(text, "_raw_saved_", 11)) &&
        !take_apart(ks, ki_node_of(v)))
        return KI_ERR;
    r = ki_torch_saved(ks, v, ki_node_of(v), text);
    return r != KI_ABSENT ? r : ki_generic_getattr(ks, v, name); /* raises */
}
static const KiSlots node_slots = {
    .dealloc = node_dealloc, .repr = node_repr, .getattr = node_getattr};
/* What its class has and what it saves; the leaf only where there is one. */
static KiValue node_dir(KiState *ks, KiValue *args, int nargs) {
    KtNode *n = ki_node_of(args[0]);
    const KiTuple *mro = ki_type_of(ks, args[0])->mro;
    KiDict *all = ki_dict_new(ks);
    bool ok = all != NULL;
    for (int64_t i = 0; ok && i < mro->len; i++)
        ok = ki_dict_update(ks, all, ki_from_obj(((KiType *)ki_obj(mro->items[i]))->dict), true);
    KiValue leaf = ok && !kta_node_variable(n) ? ki_str_from_cstr(ks, "variable") : KI_NONE;
    KiValue hidden = leaf == KI_ERR || ki_is_none(leaf) ? leaf : ki_dict_pop(ks, all, leaf);
    ok = ok && hidden != KI_ERR && ki_torch_saved_names(ks, n, all);
    if (hidden != KI_ABSENT) ki_decref(ks, hidden);
    ki_decref(ks, leaf);
    KiList *l = ok ? ki_to_list(ks, ki_from_obj(all)) : NULL;
    if (all) ki_decref_obj(ks, &all->h);
    return l ? ki_from_obj(l) : KI_ERR;
}
static const KiDef node_methods[] = {
    {"__dir__", "(self, /)", (void *)node_dir, NULL, 0},
    {"name", "(self)", (void *)ki_node_name, NULL, 0},
    {"register_hook", "(self, fn)", (void *)ki_node_register_hook, NULL, 0},
    {"register_prehook", "(self, fn)", (void *)ki_node_register_prehook, NULL, 0},
    KI_DEF_END};
static const KiGetsetDef node_getsets[] = {{"next_functions", ki_node_next, NULL, NULL, NULL},
                                           {"variable", node_variable, NULL, NULL, NULL},
                                           {"metadata", ki_node_metadata, NULL, NULL, NULL},
                                           {"requires_grad", node_requires_grad, NULL, NULL, NULL},
                                           {NULL, NULL, NULL, NULL, NULL}};

/* --- hooks --- */

typedef struct Hook {
    KiState *ks;
    KiValue fn;
} Hook;
/* What a hook called `name` puts in the place of one gradient; the old one stays where it may not.
 */
static bool exchange(KiState *ks, const char *name, KtTensor **grad, KiValue v) {
    if (!*grad) {
        if (!ki_is_none(v))
            ki_raise(ks, KI_EXC_RuntimeError,
                     "can't replace a None gradient with a non-None value");
        return ki_is_none(v);
    }
    if (ki_is_none(v)) {
        kt_decref(ki_kt(ks), *grad);
        *grad = NULL;
        return true;
    }
    if (!ki_is_tensor(v)) {
        ki_raise(ks, KI_EXC_TypeError, "expected Variable, but hook returned '%s'",
                 ki_type_name(ks, v));
        return false;
    }
    KtTensor *t = ki_tensor_of(v);
    if (t->dtype != (*grad)->dtype || !kt_same_shape(t, *grad)) {
        if (t->dtype != (*grad)->dtype)
            ki_raise(ks, KI_EXC_RuntimeError,
                     "hook '%s' has changed the type of value (was torch.%sTensor got "
                     "torch.%sTensor)",
                     name, kt_dtype_info[(*grad)->dtype].scalar_name,
                     kt_dtype_info[t->dtype].scalar_name);
        else
            ki_raise(ks, KI_EXC_RuntimeError, "hook '%s' has changed the size of value", name);
        return false;
    }
    kt_incref(t);
    kt_decref(ki_kt(ks), *grad);
    *grad = t;
    return true;
}
/* Kept as long as `named`, the hook's attribute (new reference, KI_ERR: it has none). */
static const char *name_of_hook(KiState *ks, KiValue hook, KiValue *named) {
    *named = ki_getattr_cstr(ks, hook, "__name__");
    if (*named == KI_ERR) ki_clear_exc(ks);
    return *named != KI_ERR && ki_is_str(*named) ? ki_str_utf8(ks, ki_str_of(*named), NULL)
                                                 : "<unknown>";
}
static KtTensor *run_hook(KtCtx *ctx, void *user, KtTensor *grad, bool *ok) {
    Hook *h = user;
    bool numpy = ctx->numpy;
    KiValue g = ki_tensor_wrap(h->ks, kt_incref(grad)),
            r = g == KI_ERR ? KI_ERR : ki_call1(h->ks, h->fn, g);
    ki_decref(h->ks, g);
    ctx->numpy = numpy;
    KtTensor *made = kt_incref(grad);
    KiValue named;
    *ok = r == KI_NONE ||
          (r != KI_ERR && exchange(h->ks, name_of_hook(h->ks, h->fn, &named), &made, r));
    if (r != KI_NONE && r != KI_ERR) ki_decref(h->ks, named);
    ki_decref(h->ks, r);
    if (*ok && r != KI_NONE) return made;
    kt_decref(ctx, made);
    if (!*ok) kt_fail(ctx, KT_HOST_ERROR, "hook");
    return NULL;
}
static void free_hook(KtCtx *ctx, void *user) {
    Hook *h = user;
    ki_decref(h->ks, h->fn);
    kb_free(&h->ks->alloc, h, sizeof *h);
}

typedef struct Handle {
    KiObj h;
    KiValue hooked; /* a tensor or a node; None once removed */
    int64_t id;
} Handle;
static void handle_dealloc(KiState *ks, KiObj *o) {
    ki_decref(ks, ((Handle *)o)->hooked);
}
static void handle_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    visit(((Handle *)o)->hooked, arg);
}
static KiValue handle_remove(KiState *ks, KiValue *args, int nargs) {
    Handle *h = (Handle *)ki_obj(args[0]);
    if (ki_is_tensor(h->hooked))
        kta_remove_hook(ki_kt(ks), ki_tensor_of(h->hooked), h->id);
    else if (!ki_is_none(h->hooked) && ki_node_of(h->hooked))
        kta_node_remove_hook(ki_kt(ks), ki_node_of(h->hooked), h->id);
    ki_assign(ks, &h->hooked, KI_NONE);
    return KI_NONE;
}
static KiValue handle_enter(KiState *ks, KiValue *args, int nargs) {
    return ki_new_ref(args[0]);
}
static KiValue handle_id(KiState *ks, KiValue v, void *closure) {
    return ki_int_from_i64(ks, ((Handle *)ki_obj(v))->id);
}
static const KiSlots handle_slots = {.dealloc = handle_dealloc, .traverse = handle_traverse};
static const KiDef handle_methods[] = {
    {"remove", "(self)", (void *)handle_remove, NULL, 0},
    {"__enter__", "(self)", (void *)handle_enter, NULL, 0},
    {"__exit__", "(self, type, value, tb)", (void *)handle_remove, NULL, 0},
    KI_DEF_END};
static const KiGetsetDef handle_getsets[] = {{"id", handle_id, NULL, NULL, NULL},
                                             {NULL, NULL, NULL, NULL, NULL}};

static KiValue handle_of(KiState *ks, KiValue hooked, int64_t id) {
    Handle *o = (Handle *)ki_instance_alloc(ks, ki_ts(ks)->handle_type);
    if (!o) return KI_ERR;
    o->hooked = ki_new_ref(hooked);
    o->id = id;
    return ki_from_obj(o);
}

TA_FN(m_register_hook) {
    TA_BIND("register_hook", 2, 2, "self", "hook");
    KtTensor *x = ta_tensor(&a, 0);
    if (a.failed) return KI_ERR;
    if (!kta_requires_grad(x))
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "cannot register a hook on a tensor that doesn't require gradient");
    Hook *h = kb_calloc(&ks->alloc, sizeof *h);
    if (!h) return ki_raise_nomem(ks);
    h->ks = ks;
    h->fn = ki_new_ref(a.v[1]);
    int64_t id;
    if (!kta_add_hook(a.ctx, x, run_hook, h, free_hook, &id)) return ki_kt_raise(ks);
    return handle_of(ks, a.v[0], id);
}

/* --- hooks of nodes: called with tuples of gradients --- */

static KiValue gradients_tuple(KiState *ks, KtTensor *const *grads, int n) {
    KiTuple *t = ki_tuple_alloc(ks, n);
    for (int i = 0; t && i < n; i++)
        t->items[i] = KI_NONE;
    for (int i = 0; t && i < n; i++) {
        KiValue v = grads[i] ? ki_tensor_wrap(ks, kt_incref(grads[i])) : KI_NONE;
        if (v == KI_ERR) {
            ki_decref_obj(ks, &t->h);
            return KI_ERR;
        }
        t->items[i] = v;
    }
    return t ? ki_from_obj(t) : KI_ERR;
}
static bool exchange_all(KiState *ks, KiValue hook, KtTensor **grads, int n, KiValue r) {
    KiValue named;
    const char *name = name_of_hook(ks, hook, &named);
    int64_t len = ki_is_tuple(r) ? ki_tuple_of(r)->len : -1;
    bool ok = len == n;
    if (len < 0)
        ki_raise(ks, KI_EXC_TypeError, "expected tuple, but hook returned '%s'",
                 ki_type_name(ks, r));
    else if (!ok)
        ki_raise(ks, KI_EXC_RuntimeError,
                 "hook '%s' has returned an incorrect number of values (got %lld, but expected %d)",
                 name, (long long)len, n);
    for (int i = 0; ok && i < n; i++)
        ok = exchange(ks, name, &grads[i], ki_tuple_of(r)->items[i]);
    ki_decref(ks, named);
    return ok;
}
static bool run_node_hook(KtCtx *ctx, void *user, KtTensor **grads, int n, KtTensor *const *given,
                          int n_given) {
    Hook *h = user;
    KiState *ks = h->ks;
    bool numpy = ctx->numpy, ok = false;
    KiValue a = gradients_tuple(ks, grads, n),
            b = given && a != KI_ERR ? gradients_tuple(ks, given, n_given) : KI_NONE, r = KI_ERR;
    if (a != KI_ERR && b != KI_ERR) r = given ? ki_call2(ks, h->fn, a, b) : ki_call1(ks, h->fn, a);
    ctx->numpy = numpy;
    if (r != KI_ERR) ok = ki_is_none(r) || exchange_all(ks, h->fn, grads, n, r);
    ki_decref(ks, a);
    ki_decref(ks, b);
    ki_decref(ks, r);
    if (!ok) kt_fail(ctx, KT_HOST_ERROR, "hook");
    return ok;
}
static KiValue add_node_hook(KiState *ks, KiValue node, KiValue fn, bool before) {
    if (!take_apart(ks, ki_node_of(node))) return KI_ERR;
    Hook *h = kb_calloc(&ks->alloc, sizeof *h);
    if (!h) return ki_raise_nomem(ks);
    *h = (Hook){ks, ki_new_ref(fn)};
    int64_t id;
    if (!kta_node_add_hook(ki_kt(ks), ki_node_of(node), before, run_node_hook, h, free_hook, &id)) {
        free_hook(ki_kt(ks), h);
        return ki_kt_raise(ks);
    }
    return handle_of(ks, node, id);
}
KiValue ki_node_register_hook(KiState *ks, KiValue *args, int nargs) {
    return add_node_hook(ks, args[0], args[1], false);
}
KiValue ki_node_register_prehook(KiState *ks, KiValue *args, int nargs) {
    return add_node_hook(ks, args[0], args[1], true);
}

static const TfRow rows[] = {
    {"register_hook/mzc", m_register_hook},
};

bool tf_init_node(KiState *ks, const TfTargets *to) {
    KiTensorState *ts = ki_ts(ks);
    KiTypeDef node = {.name = "_Node",
                      .module = "torch._C",
                      .doc = "",
                      .struct_size = sizeof(KiNodeObj),
                      .layout = KI_K_OPAQUE,
                      .flags = KI_TF_BASETYPE | KI_TF_DISALLOW_NEW,
                      .slots = &node_slots,
                      .methods = node_methods,
                      .getsets = node_getsets};
    KiTypeDef handle = {.name = "RemovableHandle",
                        .module = "torch.utils.hooks",
                        .doc = "",
                        .struct_size = sizeof(Handle),
                        .layout = KI_K_OPAQUE,
                        .flags = KI_TF_GC | KI_TF_DISALLOW_NEW,
                        .slots = &handle_slots,
                        .methods = handle_methods,
                        .getsets = handle_getsets};
    ts->node_type = ki_native_type(ks, &node, NULL);
    ts->nodes_free = nodes_free;
    ts->handle_type = ki_native_type(ks, &handle, NULL);
    if (!ts->node_types) ts->node_types = ki_dict_new(ks);
    return ts->node_type && ts->handle_type && ts->node_types &&
           ki_module_add(ks, to->torch, "_Node", ki_new_ref(ki_from_obj(ts->node_type))) &&
           ki_module_add(ks, to->torch, "_RemovableHandle",
                         ki_new_ref(ki_from_obj(ts->handle_type))) &&
           TF_ADD(rows) && tf_init_function(ks, to);
}
