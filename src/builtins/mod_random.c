/* _random: the generator behind random.Random, CPython's MT19937 with its seeding of integers by
 * array. The distributions are in stdlib/random.py. */
#include <errno.h>
#include <sys/random.h>

#include "../object/containers.h"
#include "../object/number.h"
#include "../tensor/random.h"
#include "builtins.h"

typedef struct KiRandom {
    KiObj h;
    KtMt19937 mt;
} KiRandom;

static KtMt19937 *mt_of(KiValue v) {
    return &((KiRandom *)ki_obj(v))->mt;
}

static double next_double(KtMt19937 *mt) {
    uint32_t a = kt_mt_u32(mt) >> 5, b = kt_mt_u32(mt) >> 6;
    return ((double)a * 67108864.0 + (double)b) * (1.0 / 9007199254740992.0);
}

static KiValue random_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    KiRandom *r = (KiRandom *)ki_instance_alloc(ks, cls);
    if (!r) return KI_ERR;
    kt_mt_seed(&r->mt, 5489);
    return ki_from_obj(r);
}

static KiValue random_random(KiState *ks, KiValue *args, int nargs) {
    return ki_float(next_double(mt_of(args[0])));
}

/* A key from the kernel, as long as the generator's state. */
static KiValue seed_from_system(KiState *ks, KtMt19937 *mt) {
    uint32_t key[624];
    for (size_t at = 0; at < sizeof key;) {
        ssize_t got = getrandom((char *)key + at, sizeof key - at, 0);
        if (got < 0 && errno != EINTR) return ki_raise_errno(ks, errno, KI_ABSENT);
        if (got > 0) at += (size_t)got;
    }
    kt_mt_seed_array(mt, key, 624);
    return KI_NONE;
}

static KiValue seed_from_int(KiState *ks, KtMt19937 *mt, KiValue seed) {
    uint64_t store[1];
    KbBig b = ki_int_view(seed, store);
    size_t limbs = kb_big_len(b), n = limbs * 2;
    uint32_t small[8], *key = n <= 8 ? small : ki_mem_alloc(ks, n * sizeof *key);
    if (!key) return KI_ERR;
    for (size_t i = 0; i < limbs; i++) {
        key[2 * i] = (uint32_t)b.d[i];
        key[2 * i + 1] = (uint32_t)(b.d[i] >> 32);
    }
    size_t used = n;
    while (used > 1 && key[used - 1] == 0)
        used--;
    if (used == 0) {
        small[0] = 0;
        used = 1;
    }
    kt_mt_seed_array(mt, key, (int)used);
    if (key != small) ki_mem_free(ks, key, n * sizeof *key);
    return KI_NONE;
}

/* seed(n): of an int the 32-bit words of its magnitude, lowest first, are the key; other objects
 * stand for their hash, None for a key from the kernel. */
static KiValue random_seed(KiState *ks, KiValue *args, int nargs) {
    KtMt19937 *mt = mt_of(args[0]);
    if (args[1] == KI_NONE) return seed_from_system(ks, mt);
    if (ki_is_integer(args[1])) return seed_from_int(ks, mt, args[1]);
    int64_t h;
    if (!ki_hash(ks, args[1], &h)) return KI_ERR;
    KiValue n = ki_int_from_u64(ks, (uint64_t)h);
    KiValue r = n == KI_ERR ? KI_ERR : seed_from_int(ks, mt, n);
    ki_decref(ks, n);
    return r;
}

static KiValue random_getrandbits(KiState *ks, KiValue *args, int nargs) {
    int bits;
    if (!ki_to_int(ks, args[1], &bits)) return KI_ERR;
    int64_t k = bits;
    if (k < 0) return ki_raise(ks, KI_EXC_ValueError, "number of bits must be non-negative");
    KtMt19937 *mt = mt_of(args[0]);
    if (k == 0) return ki_small_int(0);
    if (k <= 32) return ki_small_int(kt_mt_u32(mt) >> (32 - k));
    size_t words = ((size_t)k - 1) / 32 + 1, limbs = (words + 1) / 2;
    if (limbs > KB_BIG_MAX_LIMBS) return ki_raise_nomem(ks);
    uint64_t *d = ki_mem_alloc(ks, limbs * sizeof *d);
    if (!d) return KI_ERR;
    memset(d, 0, limbs * sizeof *d);
    for (size_t i = 0; i < words; i++, k -= 32) {
        uint64_t w = kt_mt_u32(mt);
        if (k < 32) w >>= 32 - k;
        d[i / 2] |= w << (i % 2 * 32);
    }
    int32_t n = (int32_t)limbs;
    while (n > 0 && d[n - 1] == 0)
        n--;
    KiValue r = ki_int_from_big(ks, d, n);
    ki_mem_free(ks, d, limbs * sizeof *d);
    return r;
}

/* 624 words and the position, as a tuple of 625 ints. */
static KiValue random_getstate(KiState *ks, KiValue *args, int nargs) {
    KtMt19937 *mt = mt_of(args[0]);
    KiTuple *t = ki_tuple_alloc(ks, 625);
    if (!t) return KI_ERR;
    for (int i = 0; i < 624; i++)
        t->items[i] = ki_small_int(mt->state[i]);
    t->items[624] = ki_small_int(mt->used);
    return ki_from_obj(t);
}

/* One word of a state: what a C unsigned long holds, of which the low half counts. */
static bool word_of_state(KiState *ks, KiValue v, uint32_t *out) {
    if (!ki_is_integer(v)) {
        ki_raise(ks, KI_EXC_TypeError, "an integer is required");
        return false;
    }
    if (ki_int_sign(v) < 0) {
        ki_raise(ks, KI_EXC_OverflowError, "can't convert negative value to unsigned int");
        return false;
    }
    uint64_t n;
    if (!ki_int_to_u64(ks, v, &n)) return false;
    *out = (uint32_t)n;
    return true;
}

static KiValue random_setstate(KiState *ks, KiValue *args, int nargs) {
    if (!ki_is_tuple(args[1]))
        return ki_raise(ks, KI_EXC_TypeError, "state vector must be a tuple");
    KiTuple *t = ki_tuple_of(args[1]);
    if (t->len != 625) return ki_raise(ks, KI_EXC_ValueError, "state vector is the wrong size");
    KtMt19937 mt;
    int64_t used;
    for (int i = 0; i < 624; i++)
        if (!word_of_state(ks, t->items[i], &mt.state[i])) return KI_ERR;
    if (!ki_index_i64(ks, t->items[624], &used)) return KI_ERR;
    if (used < 0 || used > 624) return ki_raise(ks, KI_EXC_ValueError, "invalid state");
    mt.used = (int)used;
    kt_mt_temper(&mt);
    *mt_of(args[0]) = mt;
    return KI_NONE;
}

/* _randbelow with getrandbits: rejection on bit_length(n) bits. */
static KiValue random_randbelow(KiState *ks, KiValue *args, int nargs) {
    KiValue n = args[1];
    if (!ki_is_int(n) || ki_int_val(n) <= 0 || ki_int_val(n) > UINT32_MAX)
        return KI_NOT_IMPLEMENTED;
    uint32_t m = (uint32_t)ki_int_val(n), r;
    int k = 32 - __builtin_clz(m);
    KtMt19937 *mt = mt_of(args[0]);
    do
        r = kt_mt_u32(mt) >> (32 - k);
    while (r >= m);
    return ki_small_int(r);
}

static const KiDef methods[] = {
    {"random", "(self, /)", random_random, "random() -> x in the interval [0, 1).", 0},
    {"seed", "(self, n=None, /)", random_seed, "Starts the stream of an object, or a random one.",
     0},
    {"getrandbits", "(self, k, /)", random_getrandbits,
     "getrandbits(k) -> x. Generates an int with k random bits.", 0},
    {"getstate", "(self, /)", random_getstate, "getstate() -> tuple containing the current state.",
     0},
    {"setstate", "(self, state, /)", random_setstate,
     "setstate(state) -> None. Restores generator state.", 0},
    {"_randbelow_small", "(self, n, /)", random_randbelow,
     "Uniform in range(n) for 0 < n < 2**32, else NotImplemented.", 0},
    KI_DEF_END,
};
static bool random_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    bool named = kwnames != KI_ABSENT && ki_tuple_of(kwnames)->len > 0;
    if (named || nargs > 1) {
        ki_raise(ks, KI_EXC_TypeError,
                 named ? "Random() takes no keyword arguments"
                       : "Random() requires 0 or 1 argument");
        return false;
    }
    KiValue seed[2] = {self, nargs ? args[0] : KI_NONE};
    return random_seed(ks, seed, 2) != KI_ERR;
}

static const KiSlots slots = {.new_ = random_new, .init = random_init};
static const KiTypeDef random_type = {
    .name = "Random",
    .module = "_random",
    .doc = "Random() -> create a random number generator with its own internal state.",
    .struct_size = sizeof(KiRandom),
    .flags = KI_TF_BASETYPE,
    .layout = KI_K_OPAQUE,
    .slots = &slots,
    .methods = methods,
};

bool ki_mod_random_init(KiState *ks, KiModule *m) {
    KiType *t = ki_native_type(ks, &random_type, NULL);
    return t && ki_module_add(ks, m, "Random", ki_from_obj(t));
}
