/* Lazy views in torch: calls with them among the arguments (see torch_lazy.h), and the functions
 * that make them, ask about them and resolve them.
 *
 * A tensor that occurs twice has one copy, which has the tensor's own history, so that gradients
 * take no detour. A copy whose version moved was written to. */
#include "torch_lazy.h"

#include "tensor_items.h"
#include "torch_profile.h"
#include "torch_sparse.h"

enum { FEW = 8 };

typedef struct Swap {
    KiValue lazy, plain; /* owned: a script that runs meanwhile may take lazy out of its list */
    const KtStorage *storage; /* of plain, with its version, when it was made */
    uint32_t version;
} Swap;

typedef struct Swaps {
    KiState *ks;
    KtCtx *ctx;
    int n, cap;
    Swap *items, few[FEW];
} Swaps;

static Swap *find(Swaps *s, KiValue v, bool plain) {
    for (int i = 0; i < s->n; i++)
        if ((plain ? s->items[i].plain : s->items[i].lazy) == v) return &s->items[i];
    return NULL;
}

static Swap *add(Swaps *s, KiValue v) {
    if (s->n == s->cap) {
        size_t old = (size_t)s->cap * sizeof(Swap);
        Swap *more = kb_malloc(&s->ks->alloc, 2 * old);
        if (!more) {
            ki_raise_nomem(s->ks);
            return NULL;
        }
        memcpy(more, s->items, old);
        if (s->items != s->few) kb_free(&s->ks->alloc, s->items, old);
        s->items = more;
        s->cap *= 2;
    }
    KtTensor *t = ki_tensor_of(v), *c = kt_resolved(s->ctx, t);
    if (c && !kta_take_history(s->ctx, c, t)) {
        kt_decref(s->ctx, c);
        c = NULL;
    }
    KiValue plain = ki_tensor_wrap(s->ks, c);
    if (plain == KI_ERR) return NULL;
    s->items[s->n] = (Swap){ki_new_ref(v), plain, c->storage, c->storage->version};
    return &s->items[s->n++];
}

static bool has_lazy(KiValue v) {
    int64_t n;
    const KiValue *items = ki_items_within(v, &n);
    for (int64_t i = 0; i < n; i++)
        if (tl_is_lazy(items[i])) return true;
    return false;
}

/* v, or what stands for it: a new reference; KI_ERR: raised. */
static KiValue stand_in(void *swaps, KiValue v, int depth) {
    Swaps *s = swaps;
    if (tl_is_lazy(v)) {
        Swap *known = find(s, v, false);
        if (!known) known = add(s, v);
        return known ? ki_new_ref(known->plain) : KI_ERR;
    }
    if (!has_lazy(v)) return ki_new_ref(v);
    return ki_with_stand_ins(s->ks, v, stand_in, s, depth);
}

/* The lazy view takes over what was written into its copy, with the history of that. */
static bool write_back(Swaps *s, const Swap *one) {
    KtTensor *lazy = ki_tensor_of(one->lazy), *plain = ki_tensor_of(one->plain);
    if (plain->storage == one->storage && plain->storage->version == one->version) return true;
    bool ok = kta_check_inplace(s->ctx, lazy);
    if (ok && !kt_same_shape(lazy, plain)) ok = kt_resize(s->ctx, lazy, plain->ndim, plain->sizes);
    ok = ok && kt_before_write(s->ctx, lazy) && kt_copy(s->ctx, lazy, plain) &&
         kta_rebase(s->ctx, lazy, plain);
    if (!ok) (void)ki_kt_raise(s->ks);
    return ok;
}

/* r, in which copies give way to the views they stand for. */
static void show_lazy(Swaps *s, KiValue *r) {
    Swap *one = find(s, *r, true);
    if (one) {
        ki_decref(s->ks, *r);
        *r = ki_new_ref(one->lazy);
        return;
    }
    int64_t n;
    KiValue *items =
        ki_is_tuple(*r) || ki_is_list(*r) ? (KiValue *)(uintptr_t)ki_items_within(*r, &n) : NULL;
    for (int64_t i = 0; items && i < n; i++)
        if (find(s, items[i], true)) show_lazy(s, &items[i]);
}

typedef KiValue (*Run)(KiState *ks, void *what, KiValue *args);

static KiValue call_plain(KiState *ks, Run run, void *what, const KiValue *args, int n) {
    KiValue small[FEW], *now = small, r = KI_ERR;
    size_t size = (size_t)n * sizeof *now;
    if (n > FEW && !(now = kb_malloc(&ks->alloc, size))) return ki_raise_nomem(ks);
    Swaps s = {.ks = ks, .ctx = ki_kt(ks), .cap = FEW};
    s.items = s.few;
    int made = 0;
    while (made < n && (now[made] = stand_in(&s, args[made], 0)) != KI_ERR)
        made++;
    if (made == n) r = run(ks, what, now);
    if (r != KI_ERR) {
        show_lazy(&s, &r);
        for (int i = 0; i < s.n && r != KI_ERR; i++)
            if (!write_back(&s, &s.items[i])) {
                ki_decref(ks, r);
                r = KI_ERR;
            }
    }
    while (made)
        ki_decref(ks, now[--made]);
    for (int i = 0; i < s.n; i++) {
        ki_decref(ks, s.items[i].plain);
        ki_decref(ks, s.items[i].lazy);
    }
    if (s.items != s.few) kb_free(&ks->alloc, s.items, (size_t)s.cap * sizeof(Swap));
    if (now != small) kb_free(&ks->alloc, now, size);
    return r;
}

typedef struct NativeCall {
    KiNative *f;
    int nargs;
    KiValue kwnames;
} NativeCall;

static KiValue run_native(KiState *ks, void *what, KiValue *args) {
    NativeCall *c = what;
    return ki_native_call_explained(ks, c->f, args, c->nargs, c->kwnames);
}

static KiValue call(KiState *ks, KiNative *f, KiValue *args, int nargs, KiValue kwnames, int n) {
    if (ts_any(args, n)) return ts_native(ks, f, args, nargs, kwnames);
    bool any = false;
    for (int i = 0; i < n && !any; i++)
        any = tl_is_lazy(args[i]) || has_lazy(args[i]);
    if (!any) return ki_native_call_explained(ks, f, args, nargs, kwnames);
    NativeCall c = {f, nargs, kwnames};
    return call_plain(ks, run_native, &c, args, n);
}

KiValue tl_call(KiState *ks, KiNative *f, KiValue *args, int nargs, KiValue kwnames) {
    int n = nargs + (kwnames == KI_ABSENT ? 0 : (int)ki_tuple_of(kwnames)->len);
    if (KB_UNLIKELY(tp_recording(ks))) {
        int64_t at = tp_begin(ks, f->name, args, n);
        KiValue r = call(ks, f, args, nargs, kwnames, n);
        tp_end(ks, at);
        return r;
    }
    return call(ks, f, args, nargs, kwnames, n);
}

typedef struct SlotCall {
    TlSlotFn fn;
    int what;
} SlotCall;

static KiValue run_slot(KiState *ks, void *what, KiValue *args) {
    SlotCall *c = what;
    return c->fn(ks, c->what, args);
}

KiValue tl_call_slot(KiState *ks, TlSlotFn fn, int what, KiValue *args, int n) {
    SlotCall c = {fn, what};
    return call_plain(ks, run_slot, &c, args, n);
}

/* --- making and resolving --- */

TA_FN(f_conj) {
    TA_BIND("conj", 1, 1, "input");
    KtTensor *x = ta_tensor(&a, 0);
    return ta_ret(&a, a.failed ? NULL : kta_conj(a.ctx, x));
}
TA_FN(m_neg_view) {
    TA_BIND("_neg_view", 1, 1, "self");
    KtTensor *x = ta_tensor(&a, 0);
    return ta_ret(&a, a.failed ? NULL : kta_neg_view(a.ctx, x));
}

static KiValue resolve(KiState *ks, const TaSpec *spec, int flag, KiValue *args, int nargs,
                       KiValue kwnames) {
    Ta a;
    if (!ta_bind(&a, ks, spec, args, nargs, kwnames)) return KI_ERR;
    KtTensor *x = ta_tensor(&a, 0);
    if (a.failed) return KI_ERR;
    return ta_ret(&a, x->flags & flag ? kta_clone(a.ctx, x) : kt_incref(x));
}
TA_FN(f_resolve_conj) {
    static const TaSpec spec = {"resolve_conj", 1, 1, 1, {"input"}};
    return resolve(ks, &spec, KT_T_CONJ, args, nargs, kwnames);
}
TA_FN(f_resolve_neg) {
    static const TaSpec spec = {"resolve_neg", 1, 1, 1, {"input"}};
    return resolve(ks, &spec, KT_T_NEG, args, nargs, kwnames);
}

static KiValue ask(KiState *ks, const TaSpec *spec, int flag, KiValue *args, int nargs,
                   KiValue kwnames) {
    Ta a;
    if (!ta_bind(&a, ks, spec, args, nargs, kwnames)) return KI_ERR;
    KtTensor *x = ta_tensor(&a, 0);
    return ta_ret_bool(&a, true, !a.failed && x->flags & flag);
}
TA_FN(f_is_conj) {
    static const TaSpec spec = {"is_conj", 1, 1, 1, {"input"}};
    return ask(ks, &spec, KT_T_CONJ, args, nargs, kwnames);
}
TA_FN(f_is_neg) {
    static const TaSpec spec = {"is_neg", 1, 1, 1, {"input"}};
    return ask(ks, &spec, KT_T_NEG, args, nargs, kwnames);
}

static const TfRow rows[] = {
    {"conj/fmz,_conj/fmz", f_conj},       {"_neg_view/fmz", m_neg_view},
    {"resolve_conj/fmz", f_resolve_conj}, {"resolve_neg/fmz", f_resolve_neg},
    {"is_conj/fmz", f_is_conj},           {"is_neg/fmz", f_is_neg},
};

bool tf_init_lazy(KiState *ks, const TfTargets *to) {
    return TF_ADD(rows);
}
