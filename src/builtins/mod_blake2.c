/* The module _blake2: the hashes BLAKE2b and BLAKE2s with key, salt and personalisation, as RFC
 * 7693 and the BLAKE2 paper (Aumasson, Neves, Wilcox-O'Hearn, Winnerlein) define them. Both are
 * computed in 64-bit words; the small one masks them to 32 bits. */
#include "../object/containers.h"
#include "builtins.h"

typedef struct Blake2 {
    KiObj h;
    bool big; /* BLAKE2b: 64-bit words, 12 rounds */
    bool last_node;
    uint8_t digest_size, fill; /* bytes waiting in block */
    uint64_t state[8], low, high;
    uint8_t block[128];
} Blake2;
static Blake2 *blake_of(KiValue v) {
    return (Blake2 *)ki_obj(v);
}
static size_t block_size(const Blake2 *b) {
    return b->big ? 128 : 64;
}

static const uint64_t iv[8] = {0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b,
                               0xa54ff53a5f1d36f1, 0x510e527fade682d1, 0x9b05688c2b3e6c1f,
                               0x1f83d9abfb41bd6b, 0x5be0cd19137e2179};
static const uint8_t sigma[10][16] = {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
                                      {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
                                      {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
                                      {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
                                      {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
                                      {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
                                      {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
                                      {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
                                      {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
                                      {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0}};

static uint64_t rotate(uint64_t x, int n, bool big) {
    return big ? x >> n | x << (64 - n) : (uint32_t)((uint32_t)x >> n | (uint32_t)x << (32 - n));
}
static uint64_t initial(const Blake2 *b, int i) {
    return b->big ? iv[i] : iv[i] >> 32;
}
static void compress(Blake2 *b, bool last) {
    static const uint8_t columns[8][4] = {{0, 4, 8, 12},  {1, 5, 9, 13},  {2, 6, 10, 14},
                                          {3, 7, 11, 15}, {0, 5, 10, 15}, {1, 6, 11, 12},
                                          {2, 7, 8, 13},  {3, 4, 9, 14}};
    static const uint8_t turns[2][4] = {{16, 12, 8, 7}, {32, 24, 16, 63}};
    uint64_t v[16], m[16], mask = b->big ? UINT64_MAX : UINT32_MAX;
    int word = b->big ? 8 : 4;
    const uint8_t *r = turns[b->big];
    for (int i = 0; i < 16; i++) {
        m[i] = 0;
        for (int k = 0; k < word; k++)
            m[i] |= (uint64_t)b->block[i * word + k] << 8 * k;
        v[i] = i < 8 ? b->state[i] : initial(b, i - 8);
    }
    v[12] ^= b->low & mask;
    v[13] ^= (b->big ? b->high : b->low >> 32) & mask;
    if (last) v[14] ^= mask;
    if (last && b->last_node) v[15] ^= mask;
    for (int round = 0; round < (b->big ? 12 : 10); round++) {
        const uint8_t *s = sigma[round % 10];
        for (int i = 0; i < 8; i++) {
            const uint8_t *c = columns[i];
            for (int half = 0; half < 2; half++) {
                v[c[0]] = (v[c[0]] + v[c[1]] + m[s[2 * i + half]]) & mask;
                v[c[3]] = rotate(v[c[3]] ^ v[c[0]], r[2 * half], b->big);
                v[c[2]] = (v[c[2]] + v[c[3]]) & mask;
                v[c[1]] = rotate(v[c[1]] ^ v[c[2]], r[2 * half + 1], b->big);
            }
        }
    }
    for (int i = 0; i < 8; i++)
        b->state[i] ^= v[i] ^ v[i + 8];
}
static void count(Blake2 *b, size_t n) {
    b->low += n;
    b->high += b->low < n;
}
static void feed(Blake2 *b, const uint8_t *p, size_t n) {
    size_t full = block_size(b);
    while (n) {
        if (b->fill == full) { /* more follows, so this block is not the last */
            count(b, full);
            compress(b, false);
            b->fill = 0;
        }
        size_t part = full - b->fill < n ? full - b->fill : n;
        memcpy(b->block + b->fill, p, part);
        b->fill = (uint8_t)(b->fill + part);
        p += part;
        n -= part;
    }
}
static void finish(const Blake2 *from, uint8_t *out) {
    Blake2 b = *from;
    count(&b, b.fill);
    memset(b.block + b.fill, 0, block_size(&b) - b.fill);
    compress(&b, true);
    int word = b.big ? 8 : 4;
    for (int i = 0; i < b.digest_size; i++)
        out[i] = (uint8_t)(b.state[i / word] >> 8 * (i % word));
}

/* --- parameters --- */

typedef struct Params {
    uint8_t bytes[64];
} Params;
static void put_le(uint8_t *out, uint64_t v, int n) {
    for (int i = 0; i < n; i++)
        out[i] = (uint8_t)(v >> 8 * i);
}
static void start(Blake2 *b, const Params *p) {
    int word = b->big ? 8 : 4;
    for (int i = 0; i < 8; i++) {
        uint64_t w = 0;
        for (int k = 0; k < word; k++)
            w |= (uint64_t)p->bytes[i * word + k] << 8 * k;
        b->state[i] = initial(b, i) ^ w;
    }
    b->low = b->high = 0;
    b->fill = 0;
}
static bool number(KiState *ks, KiValue v, const char *text, uint64_t min, uint64_t max,
                   uint64_t *out) {
    int64_t n;
    if (v == KI_ABSENT) return true;
    KiValue i = ki_index(ks, v);
    if (i == KI_ERR) return false;
    bool fits = ki_int_try_i64(i, &n) && n >= 0;
    if (!fits && ki_int_sign(i) > 0 && max > INT64_MAX) fits = ki_int_to_u64(ks, i, (uint64_t *)&n);
    ki_decref(ks, i);
    if (ki_pending(ks)) ki_clear_exc(ks);
    if (fits && (uint64_t)n >= min && (uint64_t)n <= max) {
        *out = (uint64_t)n;
        return true;
    }
    ki_raise(ks, max == UINT64_MAX ? KI_EXC_OverflowError : KI_EXC_ValueError, "%s", text);
    return false;
}
/* A salt, person or key of at most max bytes, copied to out; its length in *n. */
static bool bytes_param(KiState *ks, KiValue v, const char *what, size_t max, uint8_t *out,
                        size_t *n) {
    KiBytesView b;
    *n = 0;
    if (v == KI_ABSENT) return true;
    if (!ki_get_bytes(ks, v, false, &b)) return false;
    bool ok = b.len <= max;
    if (ok && b.len) memcpy(out, b.data, b.len);
    *n = b.len;
    ki_release_bytes(ks, &b);
    if (!ok) ki_raise(ks, KI_EXC_ValueError, "maximum %s length is %zu bytes", what, max);
    return ok;
}
static bool read_params(KiState *ks, Blake2 *b, KiValue *a, Params *p, uint8_t *key,
                        size_t *key_len) {
    uint64_t size = b->big ? 64 : 32, fanout = 1, depth = 1, leaf = 0, offset = 0, node = 0,
             inner = 0, max = size;
    size_t half = b->big ? 16 : 8, n;
    char text[64];
    snprintf(text, sizeof text, "digest_size must be between 1 and %d bytes", (int)max);
    memset(p, 0, sizeof *p);
    if (!number(ks, a[1], text, 1, max, &size) ||
        !number(ks, a[5], "fanout must be between 0 and 255", 0, 255, &fanout) ||
        !number(ks, a[6], "depth must be between 1 and 255", 1, 255, &depth) ||
        !number(ks, a[7], "leaf_size is too large", 0, UINT32_MAX, &leaf) ||
        !number(ks, a[8], "node_offset is too large", 0,
                b->big ? UINT64_MAX : UINT64_C(0xFFFFFFFFFFFF), &offset) ||
        !number(ks, a[9], "node_depth must be between 0 and 255", 0, 255, &node) ||
        !number(ks, a[10],
                b->big ? "inner_size must be between 0 and is 64"
                       : "inner_size must be between 0 and is 32",
                0, max, &inner))
        return false;

    if (!bytes_param(ks, a[2], "key", max, key, key_len) ||
        !bytes_param(ks, a[3], "salt", half, p->bytes + (b->big ? 32 : 16), &n) ||
        !bytes_param(ks, a[4], "person", half, p->bytes + (b->big ? 48 : 24), &n))
        return false;
    b->digest_size = p->bytes[0] = (uint8_t)size;
    p->bytes[1] = (uint8_t)*key_len;
    p->bytes[2] = (uint8_t)fanout;
    p->bytes[3] = (uint8_t)depth;
    put_le(p->bytes + 4, leaf, 4);
    put_le(p->bytes + 8, offset, b->big ? 8 : 6);
    p->bytes[b->big ? 16 : 14] = (uint8_t)node;
    p->bytes[b->big ? 17 : 15] = (uint8_t)inner;
    return true;
}

static bool feed_value(KiState *ks, Blake2 *b, KiValue v) {
    KiBytesView view;
    if (!ki_get_digest_data(ks, v, &view)) return false;
    feed(b, view.data, view.len);
    ki_release_bytes(ks, &view);
    return true;
}
static KiValue make(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames, bool big) {
    static const char *const names[] = {"data",           "digest_size", "key",        "salt",
                                        "person",         "fanout",      "depth",      "leaf_size",
                                        "node_offset",    "node_depth",  "inner_size", "last_node",
                                        "usedforsecurity"};
    KiValue a[13];
    Params p;
    uint8_t key[128] = {0};
    size_t key_len = 0;
    if (!ki_bind_args(ks, big ? "blake2b" : "blake2s", names, 13, 0, 1, args, nargs, kwnames, a))
        return KI_ERR;
    int last = a[11] == KI_ABSENT ? 0 : ki_truth(ks, a[11]);
    if (last < 0) return KI_ERR;
    Blake2 *b = (Blake2 *)ki_instance_alloc(ks, cls);
    if (!b) return KI_ERR;
    b->big = big;
    b->last_node = last;
    if (read_params(ks, b, a, &p, key, &key_len)) {
        start(b, &p);
        if (key_len) feed(b, key, block_size(b));
        if (a[0] == KI_ABSENT || feed_value(ks, b, a[0])) return ki_from_obj(b);
    }
    ki_decref_obj(ks, &b->h);
    return KI_ERR;
}
static KiValue new_b(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    return make(ks, cls, args, nargs, kwnames, true);
}
static KiValue new_s(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    return make(ks, cls, args, nargs, kwnames, false);
}
static bool no_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    return true;
}
static KiValue m_update(KiState *ks, KiValue *a, int n) {
    return feed_value(ks, blake_of(a[0]), a[1]) ? KI_NONE : KI_ERR;
}
static KiValue m_digest(KiState *ks, KiValue *a, int n) {
    uint8_t out[64];
    finish(blake_of(a[0]), out);
    return ki_bytes_from(ks, out, blake_of(a[0])->digest_size);
}
static KiValue m_hexdigest(KiState *ks, KiValue *a, int n) {
    KiValue d = m_digest(ks, a, n);
    KiValue r = d == KI_ERR ? KI_ERR : ki_call_method_cstr(ks, d, "hex", NULL, 0);
    ki_decref(ks, d);
    return r;
}
static KiValue m_copy(KiState *ks, KiValue *a, int n) {
    Blake2 *b = blake_of(a[0]);
    Blake2 *c = (Blake2 *)ki_instance_alloc(ks, ki_type_of(ks, a[0]));
    if (!c) return KI_ERR;
    memcpy((char *)c + sizeof(KiObj), (char *)b + sizeof(KiObj), sizeof *b - sizeof(KiObj));
    return ki_from_obj(c);
}
static KiValue g_name(KiState *ks, KiValue self, void *c) {
    return ki_str_from_cstr(ks, blake_of(self)->big ? "blake2b" : "blake2s");
}
static KiValue g_digest_size(KiState *ks, KiValue self, void *c) {
    return ki_small_int(blake_of(self)->digest_size);
}
static KiValue g_block_size(KiState *ks, KiValue self, void *c) {
    return ki_small_int((int64_t)block_size(blake_of(self)));
}

static KiType *make_type(KiState *ks, KiModule *m, bool big) {
    static const KiSlots slots_b = {.new_ = new_b, .init = no_init};
    static const KiSlots slots_s = {.new_ = new_s, .init = no_init};
    static const KiDef methods[] = {
        {"update", "(self, data, /)", m_update,
         "Update this hash object's state with the provided bytes-like object.", 0},
        {"digest", "(self, /)", m_digest, "Return the digest value as a bytes object.", 0},
        {"hexdigest", "(self, /)", m_hexdigest,
         "Return the digest value as a string of hexadecimal digits.", 0},
        {"copy", "(self, /)", m_copy, "Return a copy of the hash object.", 0},
        KI_DEF_END};
    static const KiGetsetDef getsets[] = {{"name", g_name, NULL, NULL, NULL},
                                          {"digest_size", g_digest_size, NULL, NULL, NULL},
                                          {"block_size", g_block_size, NULL, NULL, NULL},
                                          {NULL, NULL, NULL, NULL, NULL}};
    KiTypeDef def = {big ? "blake2b" : "blake2s",
                     "_blake2",
                     "Return a new BLAKE2 hash object.",
                     sizeof(Blake2),
                     0,
                     KI_K_OPAQUE,
                     big ? &slots_b : &slots_s,
                     methods,
                     getsets};
    const struct {
        const char *name;
        int value;
    } sizes[] = {{"SALT_SIZE", big ? 16 : 8},
                 {"PERSON_SIZE", big ? 16 : 8},
                 {"MAX_KEY_SIZE", big ? 64 : 32},
                 {"MAX_DIGEST_SIZE", big ? 64 : 32}};
    KiType *t = ki_native_type(ks, &def, ks->types[KI_K_OBJECT]);
    for (size_t i = 0; t && i < sizeof sizes / sizeof *sizes; i++)
        if (!ki_dict_set_cstr(ks, t->dict, sizes[i].name, ki_small_int(sizes[i].value)))
            return NULL;
    return t && ki_module_add(ks, m, def.name, ki_new_ref(ki_from_obj(t))) ? t : NULL;
}
bool ki_mod_blake2_init(KiState *ks, KiModule *m) {
    return make_type(ks, m, true) && make_type(ks, m, false);
}
