/* What the parts of torch that are written in Python need besides the operations: names of
 * graph nodes, nodes without a gradient, results put into out= and under names. */
#include "../object/containers.h"
#include "torch_args.h"

/* Keeps a name as long as the state; NULL with an exception. */
static const char *keep_name(KiState *ks, const char *name) {
    KiValue *names = &ks->bi->slot[KI_BI_NODE_NAMES];
    if (*names == KI_ABSENT) {
        KiSet *made = ki_set_new(ks, false);
        if (!made) return NULL;
        *names = ki_from_obj(made);
    }
    KiStr *kept = ki_intern_cstr(ks, name);
    if (!kept) return NULL;
    bool ok = ki_set_add(ks, ki_set_of(*names), ki_from_obj(kept));
    ki_decref_obj(ks, &kept->h);
    return ok ? ki_str_utf8(ks, kept, NULL) : NULL;
}

/* _name_node(tensor, name): the graph node that made it is shown under that name */
TA_FN(f_name_node) {
    TA_BIND("_name_node", 2, 2, "tensor", "name");
    KtTensor *x = ta_tensor(&a, 0);
    const char *name = ta_str(&a, 1, "");
    const char *kept = a.failed ? NULL : keep_name(ks, name);
    if (!kept) return KI_ERR;
    kta_name_node(x, kept);
    return ta_ret_self(&a, true);
}

/* _parts_apart(views, name): they count as tensors of their own, made by a node of that name */
TA_FN(f_parts_apart) {
    TA_BIND("_parts_apart", 2, 2, "parts", "name");
    TaList l = {.n = 0};
    const char *kept = keep_name(ks, ta_str(&a, 1, ""));
    if (!kept) return KI_ERR;
    ta_list(&a, 0, &l);
    if (!a.failed) kta_parts_apart(a.ctx, l.t, (int)l.n, kept);
    ta_list_free(&a, &l);
    return a.failed ? KI_ERR : ki_new_ref(a.v[0]);
}

/* _written(tensor, n): the tensor, fresh, which PyTorch finishes with n writes in place */
TA_FN(f_written) {
    TA_BIND("_written", 2, 2, "tensor", "n");
    KtTensor *x = ta_tensor(&a, 0);
    int n = ta_int32(&a, 1, 0);
    if (!a.failed) ta_written(x, (uint32_t)n);
    return ta_ret_self(&a, !a.failed);
}

/* _underivable(tensor, what, node, *inputs): the tensor's gradient does not exist, which backward
 * says of the operation `what`; node: the name shown, None for PyTorch's NotImplemented */
TA_FN(f_underivable) {
    if (nargs < 4 || nargs > 8)
        return ki_raise(ks, KI_EXC_TypeError, "_underivable() takes 4 to 8 arguments");
    TA_BIND("_underivable", 4, 8, "tensor", "what", "node", "x", "y", "z", "v", "w");
    KtTensor *t = ta_tensor(&a, 0), *in[5];
    const char *what = ta_str(&a, 1, ""), *node = ta_str(&a, 2, NULL);
    int n = 0;
    for (int i = 3; i < nargs; i++)
        if (!a.failed && ta_given(&a, i)) in[n++] = ta_tensor(&a, i);
    if (a.failed || !(what = keep_name(ks, what)) || (node && !(node = keep_name(ks, node))))
        return KI_ERR;
    return ta_ret(&a, kta_underivable(a.ctx, kt_incref(t), node, what, n, in));
}

/* What function(*operands) gives, as results of w's node. */
static KiValue called_within(Ta *a, KtWhole *w, KiValue function) {
    KiState *ks = a->ks;
    KiValue args[KT_WHOLE_FEW], r = KI_ERR;
    int n = 0;
    for (bool ok = true; ok && n < w->n; n++) {
        args[n] = w->in[n] ? ki_tensor_wrap(ks, kt_incref(w->in[n])) : KI_NONE;
        if (args[n] != KI_ERR) continue;
        ok = false;
        n--;
    }
    if (n == w->n) r = ki_call(ks, function, args, n, KI_ABSENT);
    for (int i = 0; i < n; i++)
        ki_decref(ks, args[i]);
    return r;
}
/* The tensors of r (taken over), as results of the node; tensors of a tuple in one again. */
static KiValue end_of(Ta *a, KtWhole *w, KiValue r) {
    KiState *ks = a->ks;
    KtTensor *out[KT_WHOLE_FEW];
    bool several = ki_is_tuple(r), ok = true;
    int64_t n = several ? ki_tuple_of(r)->len : 1;
    for (int64_t i = 0; ok && i < n; i++) {
        KiValue v = several ? ki_tuple_of(r)->items[i] : r;
        ok = n <= KT_WHOLE_FEW && ki_is_tensor(v);
        if (ok)
            out[i] = kt_incref(ki_tensor_of(v));
        else
            n = i;
    }
    ki_decref(ks, r);
    if (!ok) ki_raise(ks, KI_EXC_TypeError, "_as_one_node() takes a function that gives tensors");
    if (ok && !kta_whole_end_n(a->ctx, w, (int)n, out)) {
        ok = false;
        (void)ki_kt_raise(ks);
    }
    KiTuple *t = ok && several ? ki_tuple_alloc(ks, n) : NULL;
    r = ok && !several ? ki_tensor_wrap(ks, out[0]) : t ? ki_from_obj(t) : KI_ERR;
    for (int64_t i = 0; t && i < n; i++)
        t->items[i] = KI_NONE;
    for (int64_t i = 0; t && i < n; i++) {
        KiValue v = ki_tensor_wrap(ks, out[i]);
        if (r == KI_ERR) continue;
        if (v != KI_ERR) {
            t->items[i] = v;
            continue;
        }
        ki_decref(ks, r);
        r = KI_ERR;
    }
    for (int64_t i = 0; (!ok || (several && !t)) && i < n; i++)
        kt_decref(a->ctx, out[i]);
    return r;
}

/* _as_one_node(node, function, operands): function(*operands), whose steps show as one node */
TA_FN(f_as_one_node) {
    TA_BIND("_as_one_node", 3, 3, "node", "function", "operands");
    const char *node = ta_str(&a, 0, "");
    TaList in;
    KtWhole w;
    ta_list_opt(&a, 2, &in);
    if (a.failed) return KI_ERR;
    KtWholeId id = kta_whole_of(node);
    KiValue r = KI_ERR;
    if (id == KT_N_WHOLES || in.n > KT_WHOLE_FEW)
        ki_raise(ks, KI_EXC_ValueError, "_as_one_node(): %s has no row", node);
    else if (!kta_whole_begin(a.ctx, &w, id, (int)in.n, in.t))
        (void)ki_kt_raise(ks);
    else {
        r = called_within(&a, &w, a.v[1]);
        if (r != KI_ERR) r = end_of(&a, &w, r);
        kta_whole_drop(a.ctx, &w);
    }
    ta_list_free(&a, &in);
    return r;
}

/* _into(name, out, value): value, in the tensor out of a call of the function `name` */
TA_FN(f_into) {
    TA_BIND("_into", 3, 3, "name", "out", "value");
    KtTensor *value = ta_tensor(&a, 2);
    const char *name = ta_str(&a, 0, "");
    if (a.failed) return KI_ERR;
    a.name = name;
    if (!ta_out_gradients(&a)) return KI_ERR;
    return ta_ret_out(&a, 1, kt_incref(value));
}

/* _assign(self, value): self in place, with the history of the value */
TA_FN(f_assign) {
    TA_BIND("_assign", 2, 2, "self", "value");
    KtTensor *value = ta_tensor(&a, 1);
    (void)ta_tensor(&a, 0);
    if (a.failed) return KI_ERR;
    a.v[1] = KI_NONE; /* a result, not an operand */
    return ta_ret_inplace(&a, kt_incref(value));
}

/* _named_result(name, fields, values, out): torch.return_types.NAME of the tensors */
TA_FN(f_named_result) {
    TA_BIND("_named_result", 3, 4, "name", "fields", "values", "out");
    const char *name = ta_str(&a, 0, ""), *fields[4];
    KtTensor *t[4];
    if (a.failed) return KI_ERR;
    TaList values;
    ta_list(&a, 2, &values);
    bool ok = !a.failed && ki_is_tuple(a.v[1]) && ki_tuple_of(a.v[1])->len == values.n &&
              values.n <= 4 && (name = keep_name(ks, name)) != NULL;
    for (int i = 0; ok && i < values.n; i++) {
        KiValue field = ki_tuple_of(a.v[1])->items[i];
        const char *text = ki_is_str(field) ? ki_str_utf8(ks, ki_str_of(field), NULL) : NULL;
        fields[i] = text ? keep_name(ks, text) : NULL;
        ok = fields[i] != NULL;
    }
    int n = (int)values.n;
    for (int i = 0; ok && i < n; i++)
        t[i] = kt_incref(values.t[i]);
    ta_list_free(&a, &values);
    if (!ok && !ki_pending(ks))
        return ki_raise(ks, KI_EXC_TypeError, "_named_result(str, tuple, tensors, out)");
    a.name = name;
    return ok ? ta_ret_named(&a, name, fields, t, n) : KI_ERR;
}

/* _forget_own(object, name): the object's own attribute goes, if it has it. Unlike a look into its
 * __dict__ this leaves the object its fast attributes. */
TA_FN(f_forget_own) {
    TA_BIND("_forget_own", 2, 2, "object", "name");
    if (!ki_is_ptr(a.v[0]) || !ki_is_str(a.v[1]))
        return ki_raise(ks, KI_EXC_TypeError, "_forget_own(object, str)");
    KiStr *name = ki_str_intern(ks, ki_str_of(ki_new_ref(a.v[1])));
    if (!name) return KI_ERR;
    bool ok = ki_instance_set_attr(ks, ki_obj(a.v[0]), name, KI_ABSENT);
    ki_decref_obj(ks, &name->h);
    if (!ok && !ki_pending_is(ks, KI_EXC_AttributeError)) return KI_ERR;
    if (!ok) ki_clear_exc(ks);
    return KI_NONE;
}

static const TfRow rows[] = {
    {"_name_node/fzc", f_name_node},
    {"_written/f", f_written},
    {"_parts_apart/fzc", f_parts_apart},
    {"_underivable/f", f_underivable},
    {"_into/f", f_into},
    {"_assign/f", f_assign},
    {"_named_result/f", f_named_result},
    {"_forget_own/fzc", f_forget_own},
    {"_as_one_node/fz", f_as_one_node},
};

bool tf_init_support(KiState *ks, const TfTargets *to) {
    return TF_ADD(rows);
}
