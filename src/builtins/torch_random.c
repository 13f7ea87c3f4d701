/* Random numbers in torch: Generator, rand and its kind, in-place fills. */
#include <time.h>

#include <math.h>

#include "../tensor/ew.h"
#include "special.h"
#include "torch_args.h"
#include "torch_signature.h"

/* --- Generator --- */

typedef struct Generator {
    KiObj h;
    KtRng *g; /* the context's default one, or owned */
    bool own;
} Generator;

static bool is_generator(KiState *ks, KiValue v) {
    return ki_is_ptr(v) && ki_ts(ks)->generator_type &&
           ki_obj(v)->shape->type == ki_ts(ks)->generator_type;
}
static KtRng *rng_of(KiValue v) {
    return ((Generator *)ki_obj(v))->g;
}

KtRng *ta_rng(Ta *a, int i) {
    if (ta_given(a, i)) {
        if (is_generator(a->ks, a->v[i])) return rng_of(a->v[i]);
        ta_bad(a, i, "torch.Generator");
        return NULL;
    }
    KtRng *g = kt_default_rng(a->ctx);
    if (!g && !a->failed) {
        ki_raise_nomem(a->ks);
        a->failed = true;
    }
    return g;
}

static KiValue generator_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    if (ki_torch_misfit(ks, "Generator", 'f', args, nargs, kwnames)) return KI_ERR;
    TA_BIND("Generator", 0, 1, "device");
    if (ki_is_cuda(ks, a.v[0]))
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "Device type CUDA is not supported for torch.Generator() api.");
    ta_device(&a, 0);
    if (a.failed) return KI_ERR;
    Generator *o = (Generator *)ki_instance_alloc(ks, cls);
    if (!o) return KI_ERR;
    o->g = kb_calloc(&ks->alloc, sizeof *o->g);
    o->own = true;
    if (!o->g) {
        ki_decref_obj(ks, &o->h);
        return ki_raise_nomem(ks);
    }
    kt_rng_seed(o->g, KT_RNG_DEFAULT_SEED);
    return ki_from_obj(o);
}
static void generator_dealloc(KiState *ks, KiObj *o) {
    Generator *g = (Generator *)o;
    if (g->own && g->g) kb_free(&ks->alloc, g->g, sizeof *g->g);
    g->g = NULL;
}
static KiValue generator_repr(KiState *ks, KiValue v) {
    return ki_str_format(ks, "<torch._C.Generator object at %p>", (void *)ki_obj(v));
}

/* Seeds wrap around 2^64; negative ones count from the top. */
static bool seed_value(KiState *ks, KiValue v, uint64_t *out) {
    int64_t n;
    if (ki_is_float(v)) {
        *out = (uint64_t)(int64_t)ki_float_val(v);
        return true;
    }
    KiValue i = ki_index(ks, v);
    if (i == KI_ERR) return false;
    bool ok = true;
    if (ki_int_try_i64(i, &n))
        *out = (uint64_t)n;
    else if (ki_int_sign(i) > 0 && ki_int_to_u64(ks, i, out))
        ok = true;
    else
        ok = false;
    ki_decref(ks, i);
    if (!ok) {
        if (ki_pending(ks)) ki_clear_exc(ks);
        ki_raise(ks, KI_EXC_RuntimeError, "Overflow when unpacking long");
    }
    return ok;
}
static uint64_t fresh_seed(void) {
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    uint64_t x = (uint64_t)t.tv_sec * UINT64_C(1000000007) + (uint64_t)t.tv_nsec;
    x ^= (uint64_t)(uintptr_t)&t;
    x = (x ^ x >> 31) * UINT64_C(0x9E3779B97F4A7C15);
    return (x ^ x >> 29) & UINT64_C(0x1FFFFFFFFFFFFF);
}
static KiValue state_tensor(KiState *ks, KtRng *g) {
    int64_t n = KT_RNG_STATE_BYTES;
    KtTensor *t = kt_empty(ki_kt(ks), KT_U8, 1, &n);
    if (t) kt_rng_get_state(g, (uint8_t *)t->data);
    return ki_tensor_wrap(ks, t);
}
static KiValue load_state(KiState *ks, KtRng *g, KiValue v) {
    KtCtx *ctx = ki_kt(ks);
    if (!ki_is_tensor(v))
        return ki_raise(ks, KI_EXC_TypeError, "expected a torch.ByteTensor, but got %s",
                        ki_type_name(ks, v));
    if (ki_tensor_of(v)->dtype != KT_U8)
        return ki_raise(ks, KI_EXC_TypeError, "RNG state must be a torch.ByteTensor");
    KtTensor *t = kt_contiguous(ctx, ki_tensor_of(v));
    bool ok = t && kt_rng_set_state(ctx, g, (uint8_t *)t->data, (size_t)t->numel);
    kt_xdecref(ctx, t);
    return ok ? KI_NONE : ki_kt_raise(ks);
}
static KiValue g_manual_seed(KiState *ks, KiValue *args, int nargs) {
    uint64_t s;
    if (ki_is_bool(args[1]) || !ki_is_integer(args[1]))
        return ki_raise(ks, KI_EXC_RuntimeError, "manual_seed expected a long, but got %s",
                        ki_type_name(ks, args[1]));
    if (!seed_value(ks, args[1], &s)) return KI_ERR;
    kt_rng_seed(rng_of(args[0]), s);
    return ki_new_ref(args[0]);
}
static KiValue g_seed(KiState *ks, KiValue *args, int nargs) {
    uint64_t s = fresh_seed();
    kt_rng_seed(rng_of(args[0]), s);
    return ki_int_from_u64(ks, s);
}
static KiValue g_initial_seed(KiState *ks, KiValue *args, int nargs) {
    return ki_int_from_u64(ks, rng_of(args[0])->seed);
}
static KiValue g_get_state(KiState *ks, KiValue *args, int nargs) {
    return state_tensor(ks, rng_of(args[0]));
}
static KiValue g_set_state(KiState *ks, KiValue *args, int nargs) {
    KiValue r = load_state(ks, rng_of(args[0]), args[1]);
    return r == KI_ERR ? KI_ERR : ki_new_ref(args[0]);
}
static KiValue g_device(KiState *ks, KiValue v, void *closure) {
    return ki_torch_device_cpu(ks);
}

static const KiSlots generator_slots = {
    .dealloc = generator_dealloc, .repr = generator_repr, .new_ = generator_new};
static const KiDef generator_methods[] = {
    {"manual_seed", "(self, seed, /)", (void *)g_manual_seed, NULL, 0},
    {"seed", "(self)", (void *)g_seed, NULL, 0},
    {"initial_seed", "(self)", (void *)g_initial_seed, NULL, 0},
    {"get_state", "(self)", (void *)g_get_state, NULL, 0},
    {"set_state", "(self, new_state)", (void *)g_set_state, NULL, 0},
    KI_DEF_END};
static const KiGetsetDef generator_getsets[] = {{"device", g_device, NULL, NULL, NULL},
                                                {NULL, NULL, NULL, NULL, NULL}};

/* --- the default generator --- */

TA_FN(f_manual_seed) {
    TA_BIND("manual_seed", 1, 1, "seed");
    uint64_t s;
    KtRng *g = kt_default_rng(a.ctx);
    if (!g) return ki_raise_nomem(ks);
    KiValue number = ki_call1(ks, ki_from_obj(ks->types[KI_K_INT]), a.v[0]);
    bool ok = number != KI_ERR && seed_value(ks, number, &s);
    ki_decref(ks, number);
    if (!ok) return KI_ERR;
    kt_rng_seed(g, s);
    return ki_new_ref(ki_ts(ks)->default_generator);
}
/* Of functions that PyTorch has in Python. */
static bool takes_nothing(KiState *ks, const char *name, int nargs, KiValue kwnames) {
    if (kwnames != KI_ABSENT)
        ki_raise(ks, KI_EXC_TypeError, "%s() got an unexpected keyword argument '%s'", name,
                 ki_str_utf8(ks, ki_str_of(ki_tuple_of(kwnames)->items[0]), NULL));
    else if (nargs)
        ki_raise(ks, KI_EXC_TypeError, "%s() takes 0 positional arguments but %d %s given", name,
                 nargs, nargs == 1 ? "was" : "were");
    return kwnames == KI_ABSENT && !nargs;
}
TA_FN(f_seed) {
    if (!takes_nothing(ks, "seed", nargs, kwnames)) return KI_ERR;
    KtRng *g = kt_default_rng(ki_kt(ks));
    uint64_t s = fresh_seed();
    if (!g) return ki_raise_nomem(ks);
    kt_rng_seed(g, s);
    return ki_int_from_u64(ks, s);
}
TA_FN(f_initial_seed) {
    if (!takes_nothing(ks, "initial_seed", nargs, kwnames)) return KI_ERR;
    KtRng *g = kt_default_rng(ki_kt(ks));
    return g ? ki_int_from_u64(ks, g->seed) : ki_raise_nomem(ks);
}
TA_FN(f_get_rng_state) {
    KtRng *g = kt_default_rng(ki_kt(ks));
    return g ? state_tensor(ks, g) : ki_raise_nomem(ks);
}
TA_FN(f_set_rng_state) {
    TA_BIND("set_rng_state", 1, 1, "new_state");
    KtRng *g = kt_default_rng(a.ctx);
    return g ? load_state(ks, g, a.v[0]) : ki_raise_nomem(ks);
}

/* --- new tensors --- */

#define TAIL                                                                                       \
    "generator", "out", "dtype", "layout", "device", "pin_memory", "requires_grad",                \
        "memory_format", "names"
enum { T_GEN, T_OUT, T_DTYPE, T_LAYOUT, T_DEVICE, T_PIN, T_GRAD, T_FORMAT };

/* Looks at the device and the memory asked for. */
static void where(Ta *a, int k) {
    ta_device(a, k + T_DEVICE);
    ta_strided(a, k + T_LAYOUT);
    ta_unpinned(a, k + T_PIN);
}
static KiValue finish(Ta *a, int k, KtTensor *t) {
    return ta_ret_made(a, k + T_OUT, ta_bool(a, k + T_GRAD, false), t);
}
static KtTensor *fill_or_drop(KtCtx *ctx, KtTensor *t, bool ok) {
    if (t && ok) {
        t->storage->version = 0; /* nobody saw it empty */
        return t;
    }
    kt_xdecref(ctx, t);
    return NULL;
}
static KtTensor *draw(Ta *a, KtRng *g, bool normal, KtTensor *t) {
    return t ? fill_or_drop(a->ctx, t,
                            normal ? kt_normal_(a->ctx, g, t, 0, 1)
                                   : kt_uniform_(a->ctx, g, t, 0, 1))
             : NULL;
}
static KiValue rand_sizes(KiState *ks, const char *name, bool normal, KiValue *args, int nargs,
                          KiValue kwnames) {
    static const TaSpec spec = {"", 1, 1, 10, {"size", TAIL}};
    TaSpec own = spec;
    own.name = name;
    Ta a;
    if (!ta_bind_var(&a, ks, &own, 0, args, nargs, kwnames)) return KI_ERR;
    int64_t sizes[KT_MAX_DIMS];
    int n;
    ta_sizes(&a, 0, sizes, &n);
    KtRng *g = ta_rng(&a, 1 + T_GEN);
    int d = ta_made_dtype(&a, 1 + T_OUT, 1 + T_DTYPE);
    where(&a, 1);
    if (a.failed) return KI_ERR;
    for (int i = 0; i < n; i++)
        if (sizes[i] < 0) {
            char text[300];
            kt_shape_str(text, sizeof text, n, sizes);
            return ki_raise(ks, KI_EXC_RuntimeError,
                            "Trying to create tensor with negative dimension %lld: %s",
                            (long long)sizes[i], text);
        }
    return finish(&a, 1,
                  draw(&a, g, normal, kt_empty(a.ctx, d < 0 ? a.ctx->default_dtype : d, n, sizes)));
}
TA_FN(f_rand) {
    return rand_sizes(ks, "rand", false, args, nargs, kwnames);
}
TA_FN(f_randn) {
    return rand_sizes(ks, "randn", true, args, nargs, kwnames);
}
static KiValue rand_like(KiState *ks, const char *name, bool normal, KiValue *args, int nargs,
                         KiValue kwnames) {
    static const TaSpec spec = {"", 1, 1, 10, {"input", TAIL}};
    TaSpec own = spec;
    own.name = name;
    Ta a;
    if (!ta_bind(&a, ks, &own, args, nargs, kwnames)) return KI_ERR;
    KtTensor *x = ta_tensor(&a, 0);
    KtRng *g = ta_rng(&a, 1 + T_GEN);
    int d = ta_made_dtype(&a, 1 + T_OUT, 1 + T_DTYPE);
    where(&a, 1);
    KtMemoryFormat format = ta_memory_format(&a, 1 + T_FORMAT, KT_PRESERVE_FORMAT);
    if (a.failed) return KI_ERR;
    KtTensor *r = draw(&a, g, normal, kt_empty_like_format(a.ctx, x, d, format));
    return finish(&a, 1, r);
}
TA_FN(f_rand_like) {
    return rand_like(ks, "rand_like", false, args, nargs, kwnames);
}
TA_FN(f_randn_like) {
    return rand_like(ks, "randn_like", true, args, nargs, kwnames);
}

static bool check_range(KiState *ks, int64_t lo, int64_t hi) {
    if (lo < hi) return true;
    ki_raise(ks, KI_EXC_RuntimeError,
             "random_ expects 'from' to be less than 'to', but got from=%lld >= to=%lld",
             (long long)lo, (long long)hi);
    return false;
}
TA_FN(f_randint) {
    TA_SPEC("randint", 1, 3, "low", "high", "size", TAIL);
    KiValue shifted[24];
    int64_t dummy;
    if (nargs >= 2 && nargs <= 12 &&
        !(ki_is_int(args[1]) ||
          ki_to_i64(ks, args[1], &dummy) == 1)) { /* randint(high, size, ...) */
        int total = nargs + (kwnames == KI_ABSENT ? 0 : (int)ki_tuple_of(kwnames)->len);
        if (ki_pending(ks)) return KI_ERR;
        shifted[0] = ki_small_int(0);
        for (int i = 0; i < total && i < 20; i++)
            shifted[i + 1] = args[i];
        args = shifted;
        nargs++;
    }
    if (!ta_bind(&a, ks, &spec, args, nargs, kwnames)) {
        if (a.v[1] == KI_ABSENT || a.v[0] != KI_ABSENT) return KI_ERR;
        ki_clear_exc(ks); /* randint(high=3, size=...) */
        a.failed = false;
        a.v[0] = ki_small_int(0);
    }
    if (!ta_given(&a, 2))
        return ki_raise(ks, KI_EXC_TypeError,
                        "randint() missing 1 required positional arguments: \"size\"");
    int64_t lo = ta_int(&a, 0, 0), hi = ta_int(&a, 1, lo), sizes[KT_MAX_DIMS];
    if (!ta_given(&a, 1)) lo = 0;
    int n;
    ta_sizes(&a, 2, sizes, &n);
    KtRng *g = ta_rng(&a, 3 + T_GEN);
    int d = ta_made_dtype(&a, 3 + T_OUT, 3 + T_DTYPE);
    where(&a, 3);
    if (a.failed || !check_range(ks, lo, hi)) return KI_ERR;
    KtTensor *t = kt_empty(a.ctx, d < 0 ? KT_I64 : d, n, sizes);
    return finish(&a, 3, t ? fill_or_drop(a.ctx, t, kt_random_range_(a.ctx, g, t, lo, hi)) : NULL);
}
TA_FN(f_randint_like) {
    TA_BIND("randint_like", 2, 3, "input", "low", "high", TAIL);
    KtTensor *x = ta_tensor(&a, 0);
    int64_t lo = ta_int(&a, 1, 0), hi = ta_int(&a, 2, lo);
    if (!ta_given(&a, 2)) lo = 0;
    KtRng *g = ta_rng(&a, 3 + T_GEN);
    int d = ta_made_dtype(&a, 3 + T_OUT, 3 + T_DTYPE);
    where(&a, 3);
    KtMemoryFormat format = ta_memory_format(&a, 3 + T_FORMAT, KT_PRESERVE_FORMAT);
    if (a.failed || !check_range(ks, lo, hi)) return KI_ERR;
    KtTensor *t = kt_empty_like_format(a.ctx, x, d, format);
    return finish(&a, 3, t ? fill_or_drop(a.ctx, t, kt_random_range_(a.ctx, g, t, lo, hi)) : NULL);
}
TA_FN(f_randperm) {
    TA_BIND("randperm", 1, 1, "n", TAIL);
    int64_t n = ta_int(&a, 0, 0);
    KtRng *g = ta_rng(&a, 1 + T_GEN);
    int d = ta_made_dtype(&a, 1 + T_OUT, 1 + T_DTYPE);
    where(&a, 1);
    if (!a.failed && n < 0 && !ta_given(&a, 1 + T_OUT)) /* the new tensor is made first */
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "Trying to create tensor with negative dimension %lld: [%lld]",
                        (long long)n, (long long)n);
    if (!a.failed && n < 0)
        return ki_raise(ks, KI_EXC_RuntimeError, "n must be non-negative, got%lld", (long long)n);
    if (!a.failed && (d == KT_BOOL || (d >= 0 && kt_is_complex_dtype(d))))
        return ki_raise(ks, KI_EXC_RuntimeError, "\"randperm\" not implemented for '%s'",
                        kt_dtype_info[d].scalar_name);
    return finish(&a, 1, a.failed ? NULL : kt_randperm(a.ctx, g, n, d < 0 ? KT_I64 : d));
}
/* normal(mean, std, size); tensors of one number are numbers here */
static KiValue normal_of_numbers(Ta *a, KtRng *g) {
    int64_t sizes[KT_MAX_DIMS];
    int n = 0, d = ta_made_dtype(a, 3 + T_OUT, 3 + T_DTYPE);
    double by = ta_float(a, 0, 0), width = ta_float(a, 1, 1);
    ta_sizes(a, 2, sizes, &n);
    if (a->failed) return KI_ERR;
    KtTensor *t = kt_empty(a->ctx, d < 0 ? a->ctx->default_dtype : d, n, sizes);
    return finish(a, 3, t ? fill_or_drop(a->ctx, t, kt_normal_(a->ctx, g, t, by, width)) : NULL);
}

static bool has_widths(KtCtx *ctx, KtTensor *std) {
    if (kt_is_complex_dtype(std->dtype))
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "normal expects standard deviation to be non-complex");
    if (!std->numel) return true;
    KtTensor *least = kt_reduce(ctx, KT_OP_AMIN, std, NULL, 0, false, KT_NO_DTYPE, NULL);
    if (!least) return false;
    KtScalar s = kt_first(least);
    kt_decref(ctx, least);
    if (kt_scalar_as_double(&s) >= 0) return true;
    return kt_fail(ctx, KT_RUNTIME_ERROR, "normal expects all elements of std >= 0.0");
}

/* z op by, in z's type; z is consumed. */
static KtTensor *changed(KtCtx *ctx, KtOp op, KtTensor *z, KtOperand by) {
    KtOperand o = kt_operand(z);
    KtTensor *wide = z ? kt_binary_any(ctx, op, &o, &by, KT_NO_DTYPE, NULL) : NULL;
    KtTensor *r = wide ? kt_cast(ctx, wide, z->dtype) : NULL;
    kt_xdecref(ctx, wide);
    kt_xdecref(ctx, z);
    return r;
}

/* Of type d, around tensors or numbers: numbers of mean 0 are drawn, then moved as PyTorch does it.
 */
static KtTensor *normal_around(Ta *a, KtRng *g, int d, KtTensor *mean, double by, KtTensor *std,
                               double width) {
    KtTensor *shaping[3];
    int64_t sizes[KT_MAX_DIMS];
    int m = 0, n;
    if (mean) shaping[m++] = mean;
    if (std) shaping[m++] = std;
    if (m == 1 && ta_given(a, 3 + T_OUT)) shaping[m++] = ki_tensor_of(a->v[3 + T_OUT]);
    if (!kt_broadcast_shapes(a->ctx, m, shaping, &n, sizes)) return NULL;
    KtTensor *z = kt_empty(a->ctx, d, n, sizes);
    if (z) z = fill_or_drop(a->ctx, z, kt_normal_(a->ctx, g, z, 0, width));
    KtOperand number = {.s = kt_scalar_float(by)};
    if (z && std) z = changed(a->ctx, KT_OP_MUL, z, kt_operand(std));
    return z ? changed(a->ctx, KT_OP_ADD, z, mean ? kt_operand(mean) : number) : NULL;
}

/* normal(mean, std): either may be a tensor, or normal(mean, std, size). */
TA_FN(f_normal) {
    TA_BIND("normal", 1, 3, "mean", "std", "size", TAIL);
    KtRng *g = ta_rng(&a, 3 + T_GEN);
    where(&a, 3);
    if (a.failed) return KI_ERR;
    KtTensor *mean = ki_is_tensor(a.v[0]) ? ki_tensor_of(a.v[0]) : NULL;
    KtTensor *std = ta_given(&a, 1) && ki_is_tensor(a.v[1]) ? ki_tensor_of(a.v[1]) : NULL;
    bool numbers = (!mean && !std) || ta_given(&a, 2);
    if (numbers && (mean || std || !ta_given(&a, 2)) &&
        ki_torch_misfit(ks, "normal", 'f', args, nargs, kwnames))
        return KI_ERR;
    if (numbers) return normal_of_numbers(&a, g);
    double by = mean ? 0 : ta_float(&a, 0, 0), width = std ? 1 : ta_float(&a, 1, 1);
    int d = ta_made_dtype(&a, 3 + T_OUT, 3 + T_DTYPE);
    if (d < 0 || !ta_given(&a, 3 + T_OUT)) d = (mean ? mean : std)->dtype;
    if (a.failed) return KI_ERR;
    KtTensor *both[2];
    int m = 0;
    if (mean) both[m++] = mean;
    if (std) both[m++] = std;
    KtTensor *r =
        std && !has_widths(a.ctx, std) ? NULL : normal_around(&a, g, d, mean, by, std, width);
    const char *node = !std ? "NormalBackward1" : !mean ? "NormalBackward2" : "NormalBackward3";
    return finish(&a, 3, r ? kta_constant(a.ctx, r, node, m, both) : NULL);
}
static bool has_bernoulli(Ta *a, const KtTensor *x) {
    if (x->dtype != KT_F16 && !kt_is_complex_dtype(x->dtype)) return true;
    return kt_fail(a->ctx, KT_RUNTIME_ERROR, "\"bernoulli_scalar_cpu_\" not implemented for '%s'",
                   kt_dtype_info[x->dtype].scalar_name);
}
TA_FN(f_bernoulli) {
    TA_BIND("bernoulli", 1, 2, "input", "p", "generator", "out");
    KtTensor *x = ta_tensor(&a, 0);
    KtRng *g = ta_rng(&a, 2);
    if (a.failed) return KI_ERR;
    if (ta_given(&a, 1)) {
        double p = ta_float(&a, 1, 0.5);
        KtTensor *t =
            a.failed || !has_bernoulli(&a, x) ? NULL : kt_empty_like(a.ctx, x, KT_NO_DTYPE);
        return ta_ret_out(
            &a, 3, t ? ta_written(fill_or_drop(a.ctx, t, kt_bernoulli_(a.ctx, g, t, p)), 1) : NULL);
    }
    if (x->dtype == KT_F16)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "\"bernoulli_tensor_cpu_self_\" not implemented for 'Half'");
    return ta_ret_out(&a, 3,
                      kta_constant(a.ctx, kt_bernoulli(a.ctx, g, x), "BernoulliBackward0", 1, &x));
}
TA_FN(f_poisson) {
    TA_BIND("poisson", 1, 1, "input", "generator");
    KtTensor *x = ta_tensor(&a, 0);
    KtRng *g = ta_rng(&a, 1);
    if (a.failed) return KI_ERR;
    return ta_ret(&a, kta_constant(a.ctx, kt_poisson(a.ctx, g, x), "PoissonBackward0", 1, &x));
}
TA_FN(f_binomial) {
    TA_BIND("binomial", 2, 2, "count", "prob", "generator");
    KtTensor *n = ta_tensor(&a, 0), *p = ta_tensor(&a, 1);
    KtRng *g = ta_rng(&a, 2);
    if (a.failed) return KI_ERR;
    return ta_ret(&a, kta_underivable(a.ctx, kt_binomial(a.ctx, g, n, p), NULL, "binomial", 2,
                                      (KtTensor *[]){n, p}));
}
/* how samples x of a Dirichlet distribution move with alpha, alone, total being alpha's sum */
TA_FN(f_dirichlet_grad) {
    TA_BIND("_dirichlet_grad", 3, 3, "x", "alpha", "total");
    KtTensor *in[3] = {ta_tensor(&a, 0), ta_tensor(&a, 1), ta_tensor(&a, 2)}, *c[3] = {0};
    if (a.failed) return KI_ERR;
    bool ok = true;
    for (int i = 0; i < 3 && ok; i++) {
        KtTensor *d = kt_cast(a.ctx, in[i], KT_F64);
        c[i] = d ? kt_copy_c(a.ctx, d) : NULL;
        kt_xdecref(a.ctx, d);
        ok = c[i] != NULL;
    }
    for (int i = 1; i < 3 && ok; i++)
        if (c[i]->numel != c[0]->numel)
            ok = kt_fail(a.ctx, KT_RUNTIME_ERROR, "_dirichlet_grad: sizes differ");
    KtTensor *r = NULL;
    if (ok) {
        double *x = (double *)(void *)c[0]->data;
        const double *alpha = (const double *)(const void *)c[1]->data,
                     *total = (const double *)(const void *)c[2]->data;
        for (int64_t i = 0; i < c[0]->numel; i++)
            x[i] = in[0]->dtype == KT_F32
                       ? (double)kt_beta_gradf((float)x[i], (float)alpha[i], (float)total[i])
                       : kt_beta_grad(x[i], alpha[i], total[i]);
        r = kt_cast(a.ctx, c[0], in[0]->dtype);
    }
    for (int i = 0; i < 3; i++)
        kt_xdecref(a.ctx, c[i]);
    return ta_ret(&a, r);
}
TA_FN(f_standard_gamma) {
    TA_BIND("_standard_gamma", 1, 1, "input", "generator");
    KtTensor *x = ta_tensor(&a, 0);
    KtRng *g = ta_rng(&a, 1);
    return ta_ret(&a, a.failed ? NULL : kt_standard_gamma(a.ctx, g, x));
}
TA_FN(f_multinomial) {
    TA_BIND("multinomial", 2, 3, "input", "num_samples", "replacement", "generator", "out");
    KtTensor *x = ta_tensor(&a, 0);
    int64_t n = ta_int(&a, 1, 1);
    bool again = ta_bool(&a, 2, false);
    KtRng *g = ta_rng(&a, 3);
    return ta_ret_out(&a, 4, a.failed ? NULL : kt_multinomial(a.ctx, g, x, n, again));
}

/* --- in place --- */

/* Checks that argument 0 may be overwritten as far as its history goes; NULL after raising. */
static KtTensor *target(Ta *a) {
    KtTensor *x = ta_tensor(a, 0);
    if (a->failed) return NULL;
    if (kta_check_inplace(a->ctx, x)) return x;
    ki_kt_raise(a->ks);
    a->failed = true;
    return NULL;
}
/* What the numbers and the type of x are refused for comes ahead of elements that share memory: it
 * is asked for with no elements. */
static KtTensor *none_like(KtCtx *ctx, const KtTensor *x) {
    return kt_empty(ctx, x->dtype, 1, (int64_t[]){0});
}
/* What was in x is gone, its history with it. */
static KiValue filled(Ta *a, KtTensor *x, const char *node, bool ok) {
    return ta_ret_self(a, ok && kta_overwritten(a->ctx, x, node));
}
typedef bool (*Fill2)(KtCtx *, KtRng *, KtTensor *, double, double);
static KiValue fill2(KiState *ks, const char *name, const char *node, const char *p, const char *q,
                     double dp, double dq, Fill2 fill, KiValue *args, int nargs, KiValue kwnames) {
    TaSpec spec = {name, 1, 3, 4, {"self", p, q, "generator"}};
    Ta a;
    if (!ta_bind(&a, ks, &spec, args, nargs, kwnames)) return KI_ERR;
    KtTensor *x = target(&a);
    double x1 = ta_float(&a, 1, dp), x2 = ta_float(&a, 2, dq);
    KtRng *g = ta_rng(&a, 3);
    if (a.failed) return KI_ERR;
    KtTensor *none = kt_is_contiguous(x) ? kt_incref(x) : none_like(a.ctx, x);
    bool ok = none && (none == x || fill(a.ctx, g, none, x1, x2));
    kt_xdecref(a.ctx, none);
    return filled(&a, x, node, ok && kt_check_written(a.ctx, x) && fill(a.ctx, g, x, x1, x2));
}
TA_FN(i_uniform) {
    return fill2(ks, "uniform_", "UniformBackward0", "from", "to", 0, 1, kt_uniform_, args, nargs,
                 kwnames);
}
TA_FN(i_normal) {
    return fill2(ks, "normal_", "NormalBackward0", "mean", "std", 0, 1, kt_normal_, args, nargs,
                 kwnames);
}
TA_FN(i_cauchy) {
    return fill2(ks, "cauchy_", "CauchyBackward0", "median", "sigma", 0, 1, kt_cauchy_, args, nargs,
                 kwnames);
}
TA_FN(i_log_normal) {
    return fill2(ks, "log_normal_", "LogNormalBackward0", "mean", "std", 1, 2, kt_log_normal_, args,
                 nargs, kwnames);
}
typedef bool (*Fill1)(KtCtx *, KtRng *, KtTensor *, double);
/* dp: the parameter's default, NaN if it has none. */
static KiValue fill1(KiState *ks, const char *name, const char *node, const char *p, double dp,
                     Fill1 fill, KiValue *args, int nargs, KiValue kwnames) {
    TaSpec spec = {name, isnan(dp) ? 2 : 1, 2, 3, {"self", p, "generator"}};
    Ta a;
    if (!ta_bind(&a, ks, &spec, args, nargs, kwnames)) return KI_ERR;
    KtTensor *x = target(&a);
    double x1 = ta_float(&a, 1, dp);
    KtRng *g = ta_rng(&a, 2);
    if (a.failed) return KI_ERR;
    KtTensor *none = kt_is_contiguous(x) ? kt_incref(x) : none_like(a.ctx, x);
    bool ok = none && (none == x || fill(a.ctx, g, none, x1));
    kt_xdecref(a.ctx, none);
    return filled(&a, x, node, ok && kt_check_written(a.ctx, x) && fill(a.ctx, g, x, x1));
}
TA_FN(i_exponential) {
    return fill1(ks, "exponential_", "ExponentialBackward0", "lambd", 1, kt_exponential_, args,
                 nargs, kwnames);
}
TA_FN(i_geometric) {
    return fill1(ks, "geometric_", "GeometricBackward0", "p", NAN, kt_geometric_, args, nargs,
                 kwnames);
}
TA_FN(i_bernoulli) {
    TA_BIND("bernoulli_", 1, 2, "self", "p", "generator");
    KtTensor *x = target(&a);
    KtRng *g = ta_rng(&a, 2);
    if (a.failed) return KI_ERR;
    if (!ki_is_tensor(a.v[1])) {
        double p = ta_float(&a, 1, 0.5);
        return a.failed ? KI_ERR
                        : filled(&a, x, "BernoulliBackward2",
                                 (!(p >= 0 && p <= 1) ||
                                  (kt_check_written(a.ctx, x) && has_bernoulli(&a, x))) &&
                                     kt_bernoulli_(a.ctx, g, x, p));
    }
    if (!kt_check_written(a.ctx, x)) return ki_kt_raise(ks);
    if (x->dtype == KT_F16)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "\"bernoulli_tensor_cpu_self_\" not implemented for 'Half'");
    KtTensor *wide = kt_expand(a.ctx, ki_tensor_of(a.v[1]), x->ndim, x->sizes),
             *b = wide ? kt_bernoulli(a.ctx, g, wide) : NULL;
    bool ok = b && kt_before_write(a.ctx, x) && kt_copy(a.ctx, x, b);
    kt_xdecref(a.ctx, wide);
    kt_xdecref(a.ctx, b);
    return filled(&a, x, "BernoulliBackward1", ok);
}
TA_FN(i_random) {
    TA_BIND("random_", 1, 3, "self", "from", "to", "generator");
    KtTensor *x = target(&a);
    int64_t lo = ta_int(&a, 1, 0), hi = ta_int(&a, 2, 0);
    KtRng *g = ta_rng(&a, 3);
    if (a.failed) return KI_ERR;
    if (!kt_check_written(a.ctx, x)) return ki_kt_raise(ks);
    if (!ta_given(&a, 1) && !ta_given(&a, 2))
        return filled(&a, x, "RandomBackward2", kt_random_full_(a.ctx, g, x));
    if (a.v[2] == KI_NONE)
        return filled(&a, x, "RandomBackward0", kt_random_from_(a.ctx, g, x, lo));
    const char *node = ta_given(&a, 2) ? "RandomBackward0" : "RandomBackward1";
    if (!ta_given(&a, 2)) hi = lo, lo = 0;
    if (!check_range(ks, lo, hi)) return KI_ERR;
    return filled(&a, x, node, kt_random_range_(a.ctx, g, x, lo, hi));
}

static const TfRow rows[] = {
    {"manual_seed/f", f_manual_seed},
    {"seed/f", f_seed},
    {"initial_seed/f", f_initial_seed},
    {"get_rng_state/f", f_get_rng_state},
    {"set_rng_state/f", f_set_rng_state},
    {"rand/f", f_rand},
    {"randn/f", f_randn},
    {"rand_like/f", f_rand_like},
    {"randn_like/f", f_randn_like},
    {"randint/f", f_randint},
    {"randint_like/f", f_randint_like},
    {"randperm/f", f_randperm},
    {"normal/f", f_normal},
    {"bernoulli/fm", f_bernoulli},
    {"poisson/f", f_poisson},
    {"_standard_gamma/f", f_standard_gamma},
    {"binomial/f", f_binomial},
    {"_dirichlet_grad/f", f_dirichlet_grad},
    {"multinomial/fm", f_multinomial},
    {"uniform_/m", i_uniform},
    {"normal_/m", i_normal},
    {"cauchy_/m", i_cauchy},
    {"log_normal_/m", i_log_normal},
    {"exponential_/m", i_exponential},
    {"geometric_/m", i_geometric},
    {"bernoulli_/m", i_bernoulli},
    {"random_/m", i_random},
};

bool tf_init_random(KiState *ks, const TfTargets *to) {
    KiTensorState *ts = ki_ts(ks);
    KiTypeDef def = {.name = "Generator",
                     .module = "torch._C",
                     .doc = "",
                     .struct_size = sizeof(Generator),
                     .layout = KI_K_OPAQUE,
                     .slots = &generator_slots,
                     .methods = generator_methods,
                     .getsets = generator_getsets};
    KtRng *g = kt_default_rng(ts->ctx);
    if (!g) {
        ki_raise_nomem(ks);
        return false;
    }
    if (!(ts->generator_type = ki_native_type(ks, &def, NULL))) return false;
    Generator *o = (Generator *)ki_instance_alloc(ks, ts->generator_type);
    if (!o) return false;
    o->g = g;
    ki_assign(ks, &ts->default_generator, ki_from_obj(o));
    return ki_module_add(ks, to->torch, "Generator", ki_new_ref(ki_from_obj(ts->generator_type))) &&
           ki_module_add(ks, to->torch, "default_generator", ki_new_ref(ts->default_generator)) &&
           TF_ADD(rows);
}
