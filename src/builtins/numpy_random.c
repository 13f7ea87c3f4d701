/* _numpy_random: bit generators with their states, streams over them, and SeedSequence's mixing;
 * what the distributions share of arguments. */
#include "numpy_random.h"

#include <string.h>

/* --- arguments --- */

int np_random_size(KiState *ks, KiValue size, int *ndim, int64_t *sizes) {
    *ndim = 0;
    if (size == KI_ABSENT || ki_is_none(size)) return 0;
    if (!np_read_shape(ks, size, sizes, ndim)) return -1;
    for (int i = 0; i < *ndim; i++)
        if (sizes[i] < 0) {
            ki_raise(ks, KI_EXC_ValueError, "negative dimensions are not allowed");
            return -1;
        }
    return 1;
}

KtTensor *np_random_array(KiState *ks, int dtype, int ndim, const int64_t *sizes) {
    KtTensor *t = kt_empty(ki_kt_np(ks), dtype, ndim, sizes);
    if (!t) ki_kt_raise(ks);
    return t;
}

/* Arrays are not cast to a type that they do not fit into. */
static bool fits_safely(KiState *ks, KiValue v, int dtype) {
    bool failed = false;
    KiValue from = np_dtype_value(ks, v);
    if (from == KI_ERR) return false;
    KiNpDtype *to = np_dtype_of_num(ks, dtype);
    bool ok = np_cast_allowed(ks, (KiNpDtype *)ki_obj(from), to, KT_CAST_SAFE, &failed);
    KiValue text = ok || failed ? KI_ERR : ki_repr(ks, from);
    if (text != KI_ERR)
        ki_raise(ks, KI_EXC_TypeError,
                 "Cannot cast %s from %s to dtype('%s') according to the rule 'safe'",
                 ki_tensor_of(v)->ndim ? "array data" : "scalar",
                 ki_str_utf8(ks, ki_str_of(ki_unbox(text)), NULL), kt_dtype_info[dtype].numpy_name);
    ki_decref(ks, text);
    ki_decref(ks, from);
    return ok && !failed;
}

KtTensor *np_random_operand(KiState *ks, KiValue v, int dtype, bool force) {
    KtCtx *ctx = ki_kt_np(ks);
    if (ki_is_ndarray(v) && !force && !fits_safely(ks, v, dtype)) return NULL;
    KtTensor *t = np_from_any(ks, v, dtype), *r = t ? kt_contiguous(ctx, t) : NULL;
    if (t && !r) (void)ki_kt_raise(ks);
    kt_xdecref(ctx, t);
    return r;
}

/* A shape as Python writes the tuple. */
static void shape_text(char *out, size_t size, int ndim, const int64_t *sizes) {
    size_t n = (size_t)snprintf(out, size, "(");
    for (int i = 0; i < ndim && n < size; i++)
        n += (size_t)snprintf(out + n, size - n, "%s%lld", i ? ", " : "", (long long)sizes[i]);
    if (n < size) snprintf(out + n, size - n, ndim == 1 ? ",)" : ")");
}

bool np_random_broadcast(KiState *ks, int n, KtTensor *const *ts, bool has_size, int size_ndim,
                         const int64_t *size, int *ndim, int64_t *sizes) {
    int from[KT_MAX_DIMS], k = 0; /* which operand gave each dimension, from the right */
    char first[400], second[400];
    for (int a = has_size ? -1 : 0; a < n; a++) {
        int nd = a < 0 ? size_ndim : ts[a]->ndim;
        const int64_t *s = a < 0 ? size : ts[a]->sizes;
        for (int d = 0; d < nd; d++) {
            int64_t len = s[nd - 1 - d];
            if (d >= k) {
                sizes[k] = len;
                from[k++] = a;
            } else if (sizes[d] == 1 && len != 1) {
                sizes[d] = len;
                from[d] = a;
            } else if (len != 1 && len != sizes[d]) {
                int b = from[d];
                shape_text(first, sizeof first, b < 0 ? size_ndim : ts[b]->ndim,
                           b < 0 ? size : ts[b]->sizes);
                shape_text(second, sizeof second, nd, s);
                ki_raise(ks, KI_EXC_ValueError,
                         "shape mismatch: objects cannot be broadcast to a single shape.  "
                         "Mismatch is between arg %d with shape %s and arg %d with shape %s.",
                         b + has_size, first, a + has_size, second);
                return false;
            }
        }
    }
    for (int i = 0; i < k / 2; i++) {
        int64_t x = sizes[i];
        sizes[i] = sizes[k - 1 - i];
        sizes[k - 1 - i] = x;
    }
    *ndim = k;
    if (!has_size) return true;
    if (k == size_ndim && !memcmp(sizes, size, sizeof *sizes * (size_t)k)) return true;
    KiValue want = ki_sizes_tuple(ks, size_ndim, size),
            got = want == KI_ERR ? KI_ERR : ki_sizes_tuple(ks, k, sizes);
    KiValue w = got == KI_ERR ? KI_ERR : ki_repr(ks, want),
            g = w == KI_ERR ? KI_ERR : ki_repr(ks, got);
    if (g != KI_ERR)
        ki_raise(ks, KI_EXC_ValueError,
                 "Output size %s is not compatible with broadcast dimensions of inputs %s.",
                 ki_str_utf8(ks, ki_str_of(w), NULL), ki_str_utf8(ks, ki_str_of(g), NULL));
    ki_decref(ks, want);
    ki_decref(ks, got);
    ki_decref(ks, w);
    ki_decref(ks, g);
    return false;
}

bool np_random_expand(KiState *ks, KtTensor **t, int ndim, const int64_t *sizes) {
    KtCtx *ctx = ki_kt_np(ks);
    KtTensor *wide = kt_broadcast_to(ctx, *t, ndim, sizes);
    kt_decref(ctx, *t);
    *t = wide ? kt_contiguous(ctx, wide) : NULL;
    kt_xdecref(ctx, wide);
    if (!*t) ki_kt_raise(ks);
    return *t != NULL;
}

/* --- lists of words --- */

/* A list of ints below 2^32 (or 2^64) as words. NULL: raised; free with ki_mem_free. */
static uint64_t *words_of(KiState *ks, KiValue v, int64_t *n) {
    if (!ki_is_list(v)) {
        ki_raise(ks, KI_EXC_TypeError, "expected a list of ints");
        return NULL;
    }
    KiList *l = ki_list_of(v);
    *n = l->len;
    uint64_t *w = ki_mem_alloc(ks, sizeof *w * (size_t)(l->len + 1));
    for (int64_t i = 0; w && i < *n; i++)
        if (!ki_is_integer(l->items[i]) || ki_int_sign(ki_unbox(l->items[i])) < 0 ||
            !ki_int_to_u64(ks, ki_unbox(l->items[i]), &w[i])) {
            if (!ki_pending(ks))
                ki_raise(ks, KI_EXC_ValueError, "expected a list of non-negative ints");
            ki_mem_free(ks, w, sizeof *w * (size_t)(*n + 1));
            return NULL;
        }
    return w;
}
static void words_free(KiState *ks, uint64_t *w, int64_t n) {
    ki_mem_free(ks, w, sizeof *w * (size_t)(n + 1));
}
static KiValue list_of_u64(KiState *ks, const uint64_t *w, int64_t n) {
    KiList *l = ki_list_new(ks, n);
    for (int64_t i = 0; l && i < n; i++) {
        KiValue v = ki_int_from_u64(ks, w[i]);
        bool ok = v != KI_ERR && ki_list_append(ks, l, v);
        if (v != KI_ERR) ki_decref(ks, v);
        if (!ok) {
            ki_decref_obj(ks, &l->h);
            return KI_ERR;
        }
    }
    return l ? ki_from_obj(l) : KI_ERR;
}

/* _seed_words(entropy, pool_size, n): the pool, then n words of SeedSequence.generate_state. */
static KiValue f_seed_words(KiState *ks, KiValue *args, int nargs) {
    int64_t pool_size, n_out, n;
    if (!ki_index_i64(ks, args[1], &pool_size) || !ki_index_i64(ks, args[2], &n_out)) return KI_ERR;
    if (pool_size < 1 || pool_size > KT_NP_MAX_POOL || n_out < 0 || n_out > (1 << 28))
        return ki_raise(ks, KI_EXC_ValueError, "pool_size or n_words out of range");
    uint64_t *w = words_of(ks, args[0], &n);
    if (!w) return KI_ERR;
    uint32_t pool[KT_NP_MAX_POOL], *small = (uint32_t *)w; /* narrowed in place */
    for (int64_t i = 0; i < n; i++)
        small[i] = (uint32_t)w[i];
    kt_np_seed_pool(small, (int)n, pool, (int)pool_size);
    words_free(ks, w, n);
    int64_t total = pool_size + n_out;
    size_t bytes = (size_t)total * (sizeof(uint32_t) + sizeof(uint64_t));
    uint64_t *out = ki_mem_alloc(ks, bytes);
    if (!out) return KI_ERR;
    uint32_t *drawn = (uint32_t *)(out + total);
    kt_np_pool_words(pool, (int)pool_size, drawn, n_out);
    for (int64_t i = 0; i < total; i++)
        out[i] = i < pool_size ? pool[i] : drawn[i - pool_size];
    KiValue r = list_of_u64(ks, out, total);
    ki_mem_free(ks, out, bytes);
    return r;
}

/* _doubles(v): v as a C-ordered array of float64. */
static KiValue f_doubles(KiState *ks, KiValue *args, int nargs) {
    KtTensor *t = np_random_operand(ks, args[0], KT_F64, false);
    return t ? ki_ndarray_wrap(ks, t, KI_ABSENT) : KI_ERR;
}

/* _whole(v): v as an integer. */
static KiValue f_whole(KiState *ks, KiValue *args, int nargs) {
    int64_t n;
    return np_read_cython_int(ks, args[0], &n) ? ki_int_from_i64(ks, n) : KI_ERR;
}

/* --- _Bits --- */

static KtNpRng *rng_of(KiValue v) {
    return &((KiNpBits *)ki_obj(v))->rng;
}
static KiValue bits_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    KiNpBits *b = (KiNpBits *)ki_instance_alloc(ks, cls);
    if (!b) return KI_ERR;
    kt_np_seed_legacy(&b->rng, 5489);
    return ki_from_obj(b);
}

/* _seed(kind, words) */
static KiValue bits_seed(KiState *ks, KiValue *args, int nargs) {
    int kind;
    int64_t n;
    if (!ki_to_int(ks, args[1], &kind)) return KI_ERR;
    uint64_t *w = words_of(ks, args[2], &n);
    if (!w) return KI_ERR;
    bool ok = kind >= 0 && kind < KT_NP_N_BITS && n == kt_np_seed_words((KtNpBits)kind);
    if (ok) {
        uint32_t small[624];
        for (int64_t i = 0; i < n; i++)
            small[i] = (uint32_t)w[i];
        kt_np_seed(rng_of(args[0]), (KtNpBits)kind, small);
    }
    words_free(ks, w, n);
    return ok ? KI_NONE : ki_raise(ks, KI_EXC_ValueError, "wrong number of seed words");
}
/* _legacy_seed(int or list of ints), each below 2^32 */
static KiValue bits_legacy_seed(KiState *ks, KiValue *args, int nargs) {
    int64_t n;
    if (!ki_is_list(args[1])) {
        if (!ki_index_i64(ks, args[1], &n)) return KI_ERR;
        kt_np_seed_legacy(rng_of(args[0]), (uint32_t)n);
        return KI_NONE;
    }
    uint64_t *w = words_of(ks, args[1], &n);
    if (!w) return KI_ERR;
    uint32_t *small = (uint32_t *)w;
    for (int64_t i = 0; i < n; i++)
        small[i] = (uint32_t)w[i];
    if (n > 0) kt_np_seed_legacy_array(rng_of(args[0]), small, (int)n);
    words_free(ks, w, n);
    return n > 0 ? KI_NONE : ki_raise(ks, KI_EXC_ValueError, "Seed must be non-empty");
}

/* The 64-bit words that make up a state: MT19937 624 + position; PCG state and increment, low half
 * first; SFC64 4; Philox counter, key, buffer, position. */
enum { MAX_STATE = 625 };
static int state_words(const KtNpRng *g, uint64_t *w) {
    int n = 0;
    switch (g->bits) {
    case KT_NP_MT19937:
        for (; n < 624; n++)
            w[n] = g->mt.state[n];
        w[n++] = (uint64_t)g->mt.used;
        break;
    case KT_NP_SFC64:
        for (; n < 4; n++)
            w[n] = g->sfc[n];
        break;
    case KT_NP_PHILOX:
        memcpy(w, g->philox.counter, 4 * sizeof *w);
        memcpy(w + 4, g->philox.key, 2 * sizeof *w);
        memcpy(w + 6, g->philox.buffer, 4 * sizeof *w);
        w[10] = (uint64_t)g->philox.used;
        n = 11;
        break;
    default:
        w[n++] = (uint64_t)g->pcg.state;
        w[n++] = (uint64_t)(g->pcg.state >> 64);
        w[n++] = (uint64_t)g->pcg.inc;
        w[n++] = (uint64_t)(g->pcg.inc >> 64);
    }
    return n;
}
static bool state_load(KtNpRng *g, const uint64_t *w, int64_t n) {
    uint64_t now[MAX_STATE];
    if (n != state_words(g, now)) return false;
    switch (g->bits) {
    case KT_NP_MT19937:
        if (w[624] > 624) return false;
        for (int i = 0; i < 624; i++)
            g->mt.state[i] = (uint32_t)w[i];
        kt_mt_temper(&g->mt);
        g->mt.used = (int)w[624];
        break;
    case KT_NP_SFC64:
        memcpy(g->sfc, w, sizeof g->sfc);
        break;
    case KT_NP_PHILOX:
        if (w[10] > 4) return false;
        memcpy(g->philox.counter, w, 4 * sizeof *w);
        memcpy(g->philox.key, w + 4, 2 * sizeof *w);
        memcpy(g->philox.buffer, w + 6, 4 * sizeof *w);
        g->philox.used = (int)w[10];
        break;
    default:
        g->pcg.state = (unsigned __int128)w[1] << 64 | w[0];
        g->pcg.inc = (unsigned __int128)w[3] << 64 | w[2];
    }
    return true;
}
/* _get() -> (words, has_uint32, uinteger, has_gauss, gauss) */
static KiValue bits_get(KiState *ks, KiValue *args, int nargs) {
    const KtNpRng *g = rng_of(args[0]);
    uint64_t w[MAX_STATE];
    KiValue list = list_of_u64(ks, w, state_words(g, w));
    if (list == KI_ERR) return KI_ERR;
    KiValue r = ki_tuple_pack(ks, 5, list, ki_small_int(g->has_u32), ki_small_int(g->u32),
                              ki_small_int(g->has_gauss), ki_float(g->gauss));
    ki_decref(ks, list);
    return r;
}
/* _set(words, has_uint32, uinteger, has_gauss, gauss) */
static KiValue bits_set(KiState *ks, KiValue *args, int nargs) {
    KtNpRng *g = rng_of(args[0]);
    int64_t n, u32;
    int has_u32, has_gauss;
    double gauss;
    if (!ki_to_int(ks, args[2], &has_u32) || !ki_index_i64(ks, args[3], &u32) ||
        !ki_to_int(ks, args[4], &has_gauss) || !ki_to_double(ks, args[5], &gauss))
        return KI_ERR;
    uint64_t *w = words_of(ks, args[1], &n);
    if (!w) return KI_ERR;
    bool ok = state_load(g, w, n);
    words_free(ks, w, n);
    if (!ok) return ki_raise(ks, KI_EXC_ValueError, "state must be for a %s generator", "matching");
    g->has_u32 = has_u32 != 0;
    g->u32 = (uint32_t)u32;
    g->has_gauss = has_gauss != 0;
    g->gauss = gauss;
    return KI_NONE;
}
/* random_raw(size=None, output=True): what the generator itself gives, 32 bits from MT19937. */
static KiValue bits_raw(KiState *ks, KiValue *args, int nargs) {
    KtNpRng *g = rng_of(args[0]);
    int64_t sizes[KT_MAX_DIMS];
    int ndim, given = np_random_size(ks, args[1], &ndim, sizes), wanted = ki_truth(ks, args[2]);
    if (given < 0 || wanted < 0) return KI_ERR;
    bool narrow = g->bits == KT_NP_MT19937;
    if (!given) {
        uint64_t x = narrow ? kt_np_u32(g) : kt_np_u64(g);
        return wanted ? ki_int_from_u64(ks, x) : KI_NONE;
    }
    KtTensor *t = np_random_array(ks, KT_U64, ndim, sizes);
    if (!t) return KI_ERR;
    for (int64_t i = 0; i < t->numel; i++)
        ((uint64_t *)t->data)[i] = narrow ? kt_np_u32(g) : kt_np_u64(g);
    if (wanted) return ki_ndarray_wrap(ks, t, KI_ABSENT);
    kt_decref(ki_kt_np(ks), t);
    return KI_NONE;
}

/* --- _Stream --- */

KtNpRng *np_random_rng(KiState *ks, KiValue stream) {
    KiNpStream *s = (KiNpStream *)ki_obj(stream);
    if (!s->bits || s->bits == KI_ABSENT) {
        ki_raise(ks, KI_EXC_ValueError, "the generator was not initialised");
        return NULL;
    }
    KtNpRng *g = rng_of(s->bits);
    g->legacy = s->legacy;
    return g;
}
static KiValue stream_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    KiNpStream *s = (KiNpStream *)ki_instance_alloc(ks, cls);
    if (!s) return KI_ERR;
    s->bits = KI_ABSENT;
    return ki_from_obj(s);
}
static void stream_dealloc(KiState *ks, KiObj *o) {
    KiNpStream *s = (KiNpStream *)o;
    if (s->bits) ki_assign(ks, &s->bits, KI_ABSENT);
}
static void stream_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    KiNpStream *s = (KiNpStream *)o;
    if (s->bits) visit(s->bits, arg);
}
static bool is_bits(KiState *ks, KiValue v) {
    KiValue t = ks->bi->slot[KI_BI_NP_BITS];
    return t != KI_ABSENT && ki_is_ptr(v) && ki_isinstance(ks, v, t) == 1;
}
/* _attach(bits, legacy) */
static KiValue stream_attach(KiState *ks, KiValue *args, int nargs) {
    KiNpStream *s = (KiNpStream *)ki_obj(args[0]);
    if (!is_bits(ks, args[1]))
        return ki_raise(ks, KI_EXC_TypeError, "'%s' object is not a bit generator",
                        ki_type_name(ks, args[1]));
    ki_assign(ks, &s->bits, ki_new_ref(args[1]));
    s->legacy = ki_truth(ks, args[2]) == 1;
    return KI_NONE;
}
static KiValue stream_bits(KiState *ks, KiValue v, void *closure) {
    KiValue bits = ((KiNpStream *)ki_obj(v))->bits;
    return bits && bits != KI_ABSENT ? ki_new_ref(bits) : KI_NONE;
}

/* --- set-up --- */

static const KiDef bits_methods[] = {
    {"_seed", "(self, kind, words, /)", bits_seed, NULL, 0},
    {"_legacy_seed", "(self, seed, /)", bits_legacy_seed, NULL, 0},
    {"_get", "(self, /)", bits_get, NULL, 0},
    {"_set", "(self, words, has_uint32, uinteger, has_gauss, gauss, /)", bits_set, NULL, 0},
    {"random_raw", "(self, size=None, output=True)", bits_raw,
     "Returns what the bit generator itself gives, as an int or an array of uint64.",
     KI_DEF_CYTHON},
    KI_DEF_END,
};
static const KiSlots bits_slots = {.new_ = bits_new};
static const KiTypeDef bits_type = {
    .name = "_Bits",
    .module = "_numpy_random",
    .doc = "The state of one bit generator.",
    .struct_size = sizeof(KiNpBits),
    .flags = KI_TF_BASETYPE,
    .layout = KI_K_OPAQUE,
    .slots = &bits_slots,
    .methods = bits_methods,
};
static const KiDef stream_methods[] = {
    {"_attach", "(self, bits, legacy, /)", stream_attach, NULL, 0},
    KI_DEF_END,
};
static const KiGetsetDef stream_getsets[] = {
    {"_bit_generator", stream_bits, NULL, "The bit generator drawn from.", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};
static const KiSlots stream_slots = {.dealloc = stream_dealloc,
                                     .traverse = stream_traverse,
                                     .clear = stream_dealloc,
                                     .new_ = stream_new};
static const KiTypeDef stream_type = {
    .name = "_Stream",
    .module = "_numpy_random",
    .doc = "Draws from a bit generator.",
    .struct_size = sizeof(KiNpStream),
    .flags = KI_TF_BASETYPE | KI_TF_GC,
    .layout = KI_K_OPAQUE,
    .slots = &stream_slots,
    .methods = stream_methods,
    .getsets = stream_getsets,
};
static const KiTypeDef legacy_type = {
    .name = "_LegacyStream",
    .module = "_numpy_random",
    .doc = "What RandomState draws besides.",
    .struct_size = sizeof(KiNpStream),
    .flags = KI_TF_BASETYPE | KI_TF_GC,
    .layout = KI_K_OPAQUE,
    .methods = np_random_legacy_methods,
};
static const KiDef functions[] = {
    {"_seed_words", "(entropy, pool_size, n, /)", f_seed_words, NULL, 0},
    {"_doubles", "(v, /)", f_doubles, NULL, 0},
    {"_whole", "(v, /)", f_whole, NULL, 0},
    KI_DEF_END,
};

bool ki_mod_numpy_random_init(KiState *ks, KiModule *m) {
    if (!ki_tensor_state_init(ks)) return false;
    KiType *bits = ki_native_type(ks, &bits_type, NULL),
           *stream = bits ? ki_native_type(ks, &stream_type, NULL) : NULL;
    if (!stream || !ki_type_add_methods(ks, stream, np_random_draw_methods) ||
        !ki_type_add_methods(ks, stream, np_random_order_methods))
        return false;
    KiType *legacy = ki_native_type(ks, &legacy_type, stream);
    ki_assign(ks, &ks->bi->slot[KI_BI_NP_BITS], ki_new_ref(ki_from_obj(bits)));
    return ki_module_add(ks, m, "_Bits", ki_from_obj(bits)) &&
           ki_module_add(ks, m, "_Stream", ki_from_obj(stream)) && legacy &&
           ki_module_add(ks, m, "_LegacyStream", ki_from_obj(legacy)) &&
           ki_module_add_functions(ks, m, functions);
}
