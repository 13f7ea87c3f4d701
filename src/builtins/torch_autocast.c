/* Functions whose arguments torch.autocast casts; torch_autocast.def has their list. */
#include "torch_autocast.h"

#include <string.h>

#include "../object/containers.h"
#include "../object/object_private.h"
#include "../tensor/autocast.h"
#include "torch_signature.h"

typedef enum Policy { WHOLE, LOW, WIDEST, AS_IS } Policy;
static const struct {
    const char *name, *places;
    Policy policy;
} functions[] = {
#define TC(name, places, policy) {name, places, policy},
#include "torch_autocast.def"
#undef TC
};

static int find(const char *name, char place) {
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (functions[i].name[0] == *name && !strcmp(functions[i].name, name))
            return strchr(functions[i].places, place) ? (int)i : -1;
    return -1;
}

static bool can_be_cast(KiValue v) {
    if (!ki_is_tensor(v)) return false;
    int dtype = ki_tensor_of(v)->dtype;
    return dtype == KT_F32 || kt_is_half_dtype(dtype);
}
/* A call with an output given is of another function, which PyTorch leaves alone. */
static bool has_out(KiValue kwnames, const KiValue *kwargs) {
    for (int i = 0; i < ki_n_kw(kwnames); i++)
        if (ki_str_eq_cstr(ki_str_of(ki_tuple_of(kwnames)->items[i]), "out"))
            return !ki_is_none(kwargs[i]);
    return false;
}

/* The dtype that the arguments are cast to, KT_NO_DTYPE: they stay as they are. */
static int target(const KtCtx *ctx, Policy policy, const KiValue *args, int n) {
    if (policy == LOW) return ctx->autocast_dtype;
    if (policy != WIDEST) return policy == WHOLE ? KT_F32 : KT_NO_DTYPE;
    for (int i = 0; i < n; i++)
        if (can_be_cast(args[i]) && ki_tensor_of(args[i])->dtype == KT_F32) return KT_F32;
    return KT_NO_DTYPE;
}

enum { MAX_ARGUMENTS = 32 };
/* args in `cast`, each a new reference. */
static bool cast_all(KiState *ks, int dtype, const KiValue *args, int n, KiValue *cast) {
    KtCtx *ctx = ki_kt(ks);
    for (int i = 0; i < n; i++) {
        bool plain =
            dtype == KT_NO_DTYPE || !can_be_cast(args[i]) || ki_tensor_of(args[i])->dtype == dtype;
        cast[i] = plain ? ki_new_ref(args[i])
                        : ki_tensor_wrap(ks, kta_cast(ctx, ki_tensor_of(args[i]), dtype));
        if (cast[i] != KI_ERR) continue;
        while (i--)
            ki_decref(ks, cast[i]);
        return false;
    }
    return true;
}

static KiValue call(KiState *ks, int which, KiValue f, KiValue *args, int nargs, KiValue kwnames,
                    TcGoOn go_on) {
    KtCtx *ctx = ki_kt(ks);
    int n = nargs + ki_n_kw(kwnames);
    KiValue cast[MAX_ARGUMENTS];
    if (which < 0 || n > MAX_ARGUMENTS || has_out(kwnames, args + nargs)) return KI_ABSENT;
    int dtype = target(ctx, functions[which].policy, args, n);
    ctx->autocast = false;
    bool ok = cast_all(ks, dtype, args, n, cast);
    KiValue r = !ok     ? KI_ERR
                : go_on ? go_on(ks, (KiNative *)ki_obj(f), cast, nargs, kwnames)
                        : ki_call(ks, f, cast, nargs, kwnames);
    ctx->autocast = true;
    for (int i = 0; ok && i < n; i++)
        ki_decref(ks, cast[i]);
    return r;
}

KiValue tc_native(KiState *ks, KiNative *f, KiValue *args, int nargs, KiValue kwnames,
                  TcGoOn go_on) {
    if (!ki_kt(ks)->autocast) return KI_ABSENT;
    return call(ks, find(f->name, ki_torch_place_of(f)), ki_from_obj(f), args, nargs, kwnames,
                go_on);
}
KiValue tc_python(KiState *ks, KiValue f, const char *name, KiValue *args, int nargs,
                  KiValue kwnames) {
    if (!ki_kt(ks)->autocast) return KI_ABSENT;
    return call(ks, find(name, 'p'), f, args, nargs, kwnames, NULL);
}

/* _autocast_names() -> the names of functions that are written in Python */
TA_FN(f_autocast_names) {
    KiList *names = ki_list_new(ks, 0);
    for (size_t i = 0; names && i < sizeof functions / sizeof *functions; i++) {
        if (!strchr(functions[i].places, 'p')) continue;
        KiValue s = ki_str_from_cstr(ks, functions[i].name);
        bool ok = s != KI_ERR && ki_list_append(ks, names, s);
        ki_decref(ks, s);
        if (!ok) {
            ki_decref_obj(ks, &names->h);
            return KI_ERR;
        }
    }
    return names ? ki_from_obj(names) : KI_ERR;
}
static const TfRow rows[] = {{"_autocast_names/f", f_autocast_names}};

bool tf_init_autocast(KiState *ks, const TfTargets *to) {
    return TF_ADD(rows);
}
