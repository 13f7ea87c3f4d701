/* The module _openssl: message digests of OpenSSL's libcrypto (MD5, SHA-1, SHA-2, SHA-3, SHAKE) and
 * key derivation. BLAKE2, whose parameters libcrypto does not offer, is in mod_blake2.c. */
#include <openssl/err.h>
#include <openssl/evp.h>

#include "../object/containers.h"
#include "builtins.h"
#include "crypto_lazy.h"

typedef struct Hash {
    KiObj h;
    EVP_MD_CTX *ctx;
    const char *name; /* as Python spells it; static text */
    bool xof;
} Hash;
static Hash *hash_of(KiValue v) {
    return (Hash *)ki_obj(v);
}

/* Python's name, libcrypto's name. */
static const struct {
    const char *name, *ssl;
    bool xof;
} names[] = {{"md5", "MD5", false},
             {"sha1", "SHA1", false},
             {"sha224", "SHA224", false},
             {"sha256", "SHA256", false},
             {"sha384", "SHA384", false},
             {"sha512", "SHA512", false},
             {"sha3_224", "SHA3-224", false},
             {"sha3_256", "SHA3-256", false},
             {"sha3_384", "SHA3-384", false},
             {"sha3_512", "SHA3-512", false},
             {"shake_128", "SHAKE128", true},
             {"shake_256", "SHAKE256", true},
             {"sha512_224", "SHA512-224", false},
             {"sha512_256", "SHA512-256", false},
             {"sm3", "SM3", false},
             {"ripemd160", "RIPEMD160", false}};
enum { N_NAMES = sizeof names / sizeof *names };

static int find_name(const char *text) {
    char low[32];
    size_t n = strlen(text);
    if (n >= sizeof low) return -1;
    for (size_t i = 0; i <= n; i++)
        low[i] = text[i] >= 'A' && text[i] <= 'Z' ? (char)(text[i] + 32)
                 : text[i] == '-'                 ? '_'
                                                  : text[i];
    for (int i = 0; i < N_NAMES; i++)
        if (!strcmp(names[i].name, low)) return i;
    if (!strncmp(low, "sha_", 4)) { /* sha-256 */
        memmove(low + 3, low + 4, n - 3);
        for (int i = 0; i < N_NAMES; i++)
            if (!strcmp(names[i].name, low)) return i;
    }
    return -1;
}

static KiValue ssl_error(KiState *ks) {
    unsigned long e = ERR_get_error();
    ERR_clear_error();
    char text[200];
    ERR_error_string_n(e, text, sizeof text);
    return ki_raise(ks, KI_EXC_ValueError, "%s", e ? text : "hash operation failed");
}
static Hash *hash_new(KiState *ks) {
    Hash *h = (Hash *)ki_instance_alloc(ks, (KiType *)ki_obj(ks->bi->slot[KI_BI_HASHLIB]));
    if (!h) return NULL;
    h->ctx = EVP_MD_CTX_new();
    if (h->ctx) return h;
    ki_raise_nomem(ks);
    ki_decref_obj(ks, &h->h);
    return NULL;
}
static void hash_dealloc(KiState *ks, KiObj *o) {
    EVP_MD_CTX_free(((Hash *)o)->ctx);
    ((Hash *)o)->ctx = NULL;
}
static bool feed(KiState *ks, Hash *h, KiValue data) {
    KiBytesView b;
    if (!ki_get_digest_data(ks, data, &b)) return false;
    bool ok = EVP_DigestUpdate(h->ctx, b.data, b.len);
    ki_release_bytes(ks, &b);
    if (!ok) ssl_error(ks);
    return ok;
}
static KiValue f_new(KiState *ks, KiValue *a, int n) {
    const char *text = ki_arg_utf8(ks, a[0], "new", 1, NULL);
    if (!text) return KI_ERR;
    int i = find_name(text);
    const EVP_MD *md = i < 0 ? NULL : EVP_get_digestbyname(names[i].ssl);
    if (!md) return ki_raise(ks, KI_EXC_ValueError, "unsupported hash type %s", text);
    Hash *h = hash_new(ks);
    if (!h) return KI_ERR;
    h->name = names[i].name;
    h->xof = names[i].xof;
    if (!EVP_DigestInit_ex(h->ctx, md, NULL)) {
        ERR_clear_error();
        ki_raise(ks, KI_EXC_ValueError, "unsupported hash type %s", text);
    } else if (a[1] == KI_ABSENT || feed(ks, h, a[1])) {
        return ki_from_obj(h);
    }
    ki_decref_obj(ks, &h->h);
    return KI_ERR;
}

static KiValue m_update(KiState *ks, KiValue *a, int n) {
    return feed(ks, hash_of(a[0]), a[1]) ? KI_NONE : KI_ERR;
}
static KiValue m_copy(KiState *ks, KiValue *a, int n) {
    Hash *h = hash_of(a[0]), *c = hash_new(ks);
    if (!c) return KI_ERR;
    c->name = h->name;
    c->xof = h->xof;
    if (EVP_MD_CTX_copy_ex(c->ctx, h->ctx)) return ki_from_obj(c);
    ki_decref_obj(ks, &c->h);
    return ssl_error(ks);
}
/* The digest so far; length -1: the hash's own. */
static KiValue digest(KiState *ks, KiValue self, int64_t length) {
    Hash *h = hash_of(self);
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    if (!ctx) return ki_raise_nomem(ks);
    size_t size = length >= 0 ? (size_t)length : (size_t)EVP_MD_CTX_size(h->ctx);
    KiValue r = ki_bytes_from(ks, NULL, size);
    if (r != KI_ERR) {
        uint8_t *out = ki_bytes_of(r)->data;
        unsigned got;
        bool ok = EVP_MD_CTX_copy_ex(ctx, h->ctx);
        if (h->xof)
            ok = ok && (!size || EVP_DigestFinalXOF(ctx, out, size));
        else
            ok = ok && EVP_DigestFinal_ex(ctx, out, &got);
        if (!ok) {
            ki_decref(ks, r);
            r = ssl_error(ks);
        }
    }
    EVP_MD_CTX_free(ctx);
    return r;
}
static bool digest_length(KiState *ks, KiValue self, KiValue v, const char *fname, int64_t *out) {
    *out = -1;
    if (!hash_of(self)->xof) {
        if (v == KI_ABSENT) return true;
        ki_raise(ks, KI_EXC_TypeError, "HASH.%s() takes no arguments (1 given)", fname);
        return false;
    }
    if (v == KI_ABSENT) {
        ki_raise(ks, KI_EXC_TypeError, "%s() missing required argument 'length' (pos 1)", fname);
        return false;
    }
    if (!ki_index_i64(ks, v, out)) return false;
    if (*out >= 0 && *out < (int64_t)1 << 29) return true;
    ki_raise(ks, KI_EXC_ValueError, *out < 0 ? "value must be positive" : "length is too large");
    return false;
}
static KiValue m_digest(KiState *ks, KiValue *a, int n) {
    int64_t length;
    return digest_length(ks, a[0], a[1], "digest", &length) ? digest(ks, a[0], length) : KI_ERR;
}
static KiValue m_hexdigest(KiState *ks, KiValue *a, int n) {
    int64_t length;
    if (!digest_length(ks, a[0], a[1], "hexdigest", &length)) return KI_ERR;
    KiValue d = digest(ks, a[0], length);
    KiValue r = d == KI_ERR ? KI_ERR : ki_call_method_cstr(ks, d, "hex", NULL, 0);
    ki_decref(ks, d);
    return r;
}
static KiValue g_name(KiState *ks, KiValue self, void *c) {
    return ki_str_from_cstr(ks, hash_of(self)->name);
}
static KiValue g_digest_size(KiState *ks, KiValue self, void *c) {
    return ki_small_int(hash_of(self)->xof ? 0 : EVP_MD_CTX_size(hash_of(self)->ctx));
}
static KiValue g_block_size(KiState *ks, KiValue self, void *c) {
    return ki_small_int(EVP_MD_CTX_block_size(hash_of(self)->ctx));
}
static KiValue hash_repr(KiState *ks, KiValue self) {
    return ki_str_format(ks, "<%s _hashlib.HASH object @ %p>", hash_of(self)->name,
                         (void *)ki_obj(self));
}

/* --- key derivation --- */

static KiValue f_pbkdf2_hmac(KiState *ks, KiValue *a, int n) {
    const char *text = ki_arg_utf8(ks, a[0], "pbkdf2_hmac", 1, NULL);
    KiBytesView password, salt;
    int64_t rounds, length;
    if (!text || !ki_index_i64(ks, a[3], &rounds)) return KI_ERR;
    int i = find_name(text);
    const EVP_MD *md = i < 0 ? NULL : EVP_get_digestbyname(names[i].ssl);
    if (!md) return ki_raise(ks, KI_EXC_ValueError, "unsupported hash type %s", text);
    length = EVP_MD_size(md);
    if (a[4] != KI_NONE && !ki_index_i64(ks, a[4], &length)) return KI_ERR;
    if (rounds < 1 || rounds > INT32_MAX)
        return ki_raise(ks, KI_EXC_ValueError,
                        rounds < 1 ? "iteration value must be greater than 0."
                                   : "iteration value is too great.");
    if (length < 1 || length > INT32_MAX)
        return ki_raise(ks, KI_EXC_ValueError,
                        length < 1 ? "key length must be greater than 0."
                                   : "key length is too great.");
    if (!ki_get_bytes(ks, a[1], false, &password)) return KI_ERR;
    KiValue r = KI_ERR;
    if (ki_get_bytes(ks, a[2], false, &salt)) {
        r = ki_bytes_from(ks, NULL, (size_t)length);
        if (r != KI_ERR &&
            !PKCS5_PBKDF2_HMAC((const char *)password.data, (int)password.len, salt.data,
                               (int)salt.len, (int)rounds, md, (int)length, ki_bytes_of(r)->data)) {
            ki_decref(ks, r);
            r = ssl_error(ks);
        }
        ki_release_bytes(ks, &salt);
    }
    ki_release_bytes(ks, &password);
    return r;
}
static KiValue f_scrypt(KiState *ks, KiValue *a, int n) {
    int64_t v[5]; /* n, r, p, maxmem, dklen */
    KiBytesView password, salt;
    for (int i = 0; i < 5; i++)
        if (!ki_index_i64(ks, a[2 + i], &v[i])) return KI_ERR;
    if (v[0] < 2 || v[0] & (v[0] - 1))
        return ki_raise(ks, KI_EXC_ValueError, "n must be a power of 2.");
    if (v[4] < 1 || v[4] > INT32_MAX)
        return ki_raise(ks, KI_EXC_ValueError,
                        "dklen must be greater than 0 and smaller than 2147483647");
    if (!ki_get_bytes(ks, a[0], false, &password)) return KI_ERR;
    KiValue r = KI_ERR;
    if (ki_get_bytes(ks, a[1], false, &salt)) {
        r = ki_bytes_from(ks, NULL, (size_t)v[4]);
        if (r != KI_ERR && !EVP_PBE_scrypt((const char *)password.data, password.len, salt.data,
                                           salt.len, (uint64_t)v[0], (uint64_t)v[1], (uint64_t)v[2],
                                           (uint64_t)v[3], ki_bytes_of(r)->data, (size_t)v[4])) {
            ERR_clear_error();
            ki_decref(ks, r);
            r = ki_raise(ks, KI_EXC_ValueError,
                         "Invalid parameter combination for n, r, p, maxmem.");
        }
        ki_release_bytes(ks, &salt);
    }
    ki_release_bytes(ks, &password);
    return r;
}

bool ki_mod_openssl_init(KiState *ks, KiModule *m) {
    static const KiSlots slots = {.dealloc = hash_dealloc, .repr = hash_repr};
    static const KiDef methods[] = {
        {"update", "(self, obj, /)", m_update,
         "Update this hash object's state with the provided string.", 0},
        {"digest", "(self, length=<absent>)", m_digest,
         "Return the digest value as a bytes object.", 0},
        {"hexdigest", "(self, length=<absent>)", m_hexdigest,
         "Return the digest value as a string of hexadecimal digits.", 0},
        {"copy", "(self, /)", m_copy, "Return a copy of the hash object.", 0},
        KI_DEF_END};
    static const KiGetsetDef getsets[] = {{"name", g_name, NULL, NULL, NULL},
                                          {"digest_size", g_digest_size, NULL, NULL, NULL},
                                          {"block_size", g_block_size, NULL, NULL, NULL},
                                          {NULL, NULL, NULL, NULL, NULL}};
    static const KiTypeDef def = {"HASH",
                                  "_hashlib",
                                  "A message digest being computed.",
                                  sizeof(Hash),
                                  KI_TF_DISALLOW_NEW,
                                  KI_K_OPAQUE,
                                  &slots,
                                  methods,
                                  getsets};
    static const KiDef functions[] = {
        {"new", "(name, string=<absent>, *, usedforsecurity=True)", f_new,
         "Return a new hash object using the named algorithm.", 0},
        {"pbkdf2_hmac", "(hash_name, password, salt, iterations, dklen=None)", f_pbkdf2_hmac,
         "Password based key derivation function 2 (PKCS #5 v2.0) with HMAC.", 0},
        {"_scrypt", "(password, salt, n, r, p, maxmem, dklen, /)", f_scrypt, NULL, 0},
        KI_DEF_END};
    if (!ki_crypto_load()) {
        ki_raise(ks, KI_EXC_ImportError, "libcrypto.so.3 cannot be loaded");
        return false;
    }
    KiType *t = ki_native_type(ks, &def, ks->types[KI_K_OBJECT]);
    if (!t) return false;
    ki_assign(ks, &ks->bi->slot[KI_BI_HASHLIB], ki_new_ref(ki_from_obj(t)));
    return ki_module_add(ks, m, "HASH", ki_new_ref(ki_from_obj(t))) &&
           ki_module_add_functions(ks, m, functions);
}
