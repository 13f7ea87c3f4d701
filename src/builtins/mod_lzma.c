/* The module _lzma_native: one object that feeds bytes to liblzma, for _lzma.py, which has the
 * classes that scripts see and reads their filter specifiers. The library is loaded with the module
 * (lazy_library.h). KI_PACKERS_LINKED: the build linked it. */
#include <lzma.h>

#include "../object/containers.h"
#include "../object/number.h"
#include "packing.h"

#ifdef KI_PACKERS_LINKED
static bool load_library(void) {
    return true;
}
#else
#define LIBRARY_ROUTINES "lzma.def"
#define LIBRARY_NAMES    "liblzma.so.5"
#include "../base/lazy_load.inc.h"
#endif

enum { AUTO, XZ, ALONE, RAW }; /* as _lzma.py numbers them */

typedef struct Coder {
    KiObj h;
    lzma_stream z;
    lzma_allocator memory;
    bool live, packs;
    lzma_ret failed; /* the error that ended a stream */
} Coder;
static Coder *coder_of(KiValue v) {
    return (Coder *)ki_obj(v);
}
static KiType *type_at(KiState *ks, int i) {
    return (KiType *)ki_obj(ki_tuple_of(ks->bi->slot[KI_BI_LZMA])->items[i]);
}
static void *z_alloc(void *ks, size_t items, size_t size) {
    return ki_pack_alloc(ks, items, size);
}
static void z_free(void *ks, void *p) {
    ki_pack_free(ks, p);
}
static void coder_dealloc(KiState *ks, KiObj *o) {
    Coder *c = (Coder *)o;
    if (c->live) lzma_end(&c->z);
    c->live = false;
}

static KiValue raise_error(KiState *ks, const char *text) {
    KiValue s = ki_str_from_cstr(ks, text);
    KiValue e = s == KI_ERR ? KI_ERR : ki_exc_new(ks, type_at(ks, 0), &s, 1);
    if (e != KI_ERR) ki_raise_obj(ks, e);
    ki_decref(ks, e);
    ki_decref(ks, s);
    return KI_ERR;
}
static KiValue lzma_error(KiState *ks, lzma_ret err) {
    static const char *const texts[] = {[LZMA_UNSUPPORTED_CHECK] = "Unsupported integrity check",
                                        [LZMA_MEMLIMIT_ERROR] = "Memory usage limit exceeded",
                                        [LZMA_FORMAT_ERROR] =
                                            "Input format not supported by decoder",
                                        [LZMA_OPTIONS_ERROR] = "Invalid or unsupported options",
                                        [LZMA_DATA_ERROR] = "Corrupt input data",
                                        [LZMA_BUF_ERROR] = "Insufficient buffer space",
                                        [LZMA_PROG_ERROR] = "Internal error"};
    char other[64];
    if (err == LZMA_MEM_ERROR) return ki_raise_nomem(ks);
    if ((size_t)err < sizeof texts / sizeof *texts && texts[err])
        return raise_error(ks, texts[err]);
    snprintf(other, sizeof other, "Unrecognized error from liblzma: %d", (int)err);
    return raise_error(ks, other);
}

/* --- filters --- */

/* A chain as the library wants it, with its options. */
typedef struct Chain {
    lzma_filter filters[LZMA_FILTERS_MAX + 1];
    union {
        lzma_options_lzma lzma;
        lzma_options_delta delta;
        lzma_options_bcj bcj;
    } options[LZMA_FILTERS_MAX];
} Chain;

static bool to_u64(KiState *ks, KiValue v, uint64_t *out) {
    uint64_t store[1];
    if (!ki_is_integer(v)) {
        ki_raise(ks, KI_EXC_TypeError, "expected an integer");
        return false;
    }
    KbBig big = ki_int_view(v, store);
    *out = big.n ? big.d[0] : 0;
    return true;
}
static bool is_lzma(uint64_t id) {
    return id == LZMA_FILTER_LZMA1 || id == LZMA_FILTER_LZMA2;
}
/* The options of the LZMA filters behind id and preset; None keeps what the preset says. */
static bool lzma_options(KiState *ks, const KiTuple *spec, lzma_options_lzma *o) {
    uint64_t v[9];
    for (int i = 0; i < 9; i++)
        if (i + 1 < spec->len && spec->items[i + 1] != KI_NONE &&
            !to_u64(ks, spec->items[i + 1], &v[i]))
            return false;
    if (lzma_lzma_preset(o, (uint32_t)v[0])) {
        char text[64];
        snprintf(text, sizeof text, "Invalid compression preset: %u", (unsigned)v[0]);
        raise_error(ks, text);
        return false;
    }
    uint32_t mode = (uint32_t)o->mode, mf = (uint32_t)o->mf;
    uint32_t *const fields[] = {&o->dict_size, &o->lc,       &o->lp, &o->pb,
                                &mode,         &o->nice_len, &mf,    &o->depth};
    for (int i = 0; i < 8; i++)
        if (i + 2 < spec->len && spec->items[i + 2] != KI_NONE) *fields[i] = (uint32_t)v[i + 1];
    o->mode = (lzma_mode)mode;
    o->mf = (lzma_match_finder)mf;
    return true;
}
/* (id, preset, dict_size, lc, lp, pb, mode, nice_len, mf, depth), (id, dist) or (id, start_offset).
 */
static bool read_filter(KiState *ks, KiValue spec, Chain *chain, int i) {
    uint64_t id, number = 0;
    const KiTuple *t = ki_is_tuple(spec) ? ki_tuple_of(spec) : NULL;
    if (!t || t->len < 2) {
        ki_raise(ks, KI_EXC_TypeError, "expected a tuple of numbers");
        return false;
    }
    if (!to_u64(ks, t->items[0], &id)) return false;
    chain->filters[i].id = id;
    chain->filters[i].options = &chain->options[i];
    if (is_lzma(id)) return lzma_options(ks, t, &chain->options[i].lzma);
    if (!to_u64(ks, t->items[1], &number)) return false;
    if (id == LZMA_FILTER_DELTA) {
        chain->options[i].delta.type = LZMA_DELTA_TYPE_BYTE;
        chain->options[i].delta.dist = (uint32_t)number;
    } else {
        chain->options[i].bcj.start_offset = (uint32_t)number;
    }
    return true;
}
static bool read_chain(KiState *ks, KiValue specs, Chain *chain) {
    memset(chain, 0, sizeof *chain);
    const KiTuple *t = ki_is_tuple(specs) ? ki_tuple_of(specs) : NULL;
    if (!t || t->len > LZMA_FILTERS_MAX) {
        ki_raise(ks, KI_EXC_TypeError, "expected a tuple of at most %d filters", LZMA_FILTERS_MAX);
        return false;
    }
    for (int i = 0; i < t->len; i++)
        if (!read_filter(ks, t->items[i], chain, i)) return false;
    chain->filters[t->len].id = LZMA_VLI_UNKNOWN;
    return true;
}

/* --- the coder --- */

static Coder *coder_new(KiState *ks, bool packs) {
    Coder *c = (Coder *)ki_instance_alloc(ks, type_at(ks, 1));
    if (!c) return NULL;
    c->z = (lzma_stream)LZMA_STREAM_INIT;
    c->memory = (lzma_allocator){z_alloc, z_free, ks};
    c->z.allocator = &c->memory;
    c->packs = packs;
    c->failed = LZMA_OK;
    c->live = true;
    return c;
}
static KiValue coder_made(KiState *ks, Coder *c, lzma_ret err) {
    if (err == LZMA_OK) return ki_from_obj(c);
    ki_decref_obj(ks, &c->h);
    return lzma_error(ks, err);
}
/* encoder(format, check, filters): _lzma.py has made filters of presets. */
static KiValue f_encoder(KiState *ks, KiValue *a, int n) {
    int format, check;
    Chain chain;
    if (!ki_to_int(ks, a[0], &format) || !ki_to_int(ks, a[1], &check) ||
        !read_chain(ks, a[2], &chain))
        return KI_ERR;
    Coder *c = coder_new(ks, true);
    if (!c) return KI_ERR;
    return coder_made(ks, c,
                      format == XZ ? lzma_stream_encoder(&c->z, chain.filters, (lzma_check)check)
                      : format == ALONE ? lzma_alone_encoder(&c->z, &chain.options[0].lzma)
                                        : lzma_raw_encoder(&c->z, chain.filters));
}
/* decoder(format, memlimit, filters or None). */
static KiValue f_decoder(KiState *ks, KiValue *a, int n) {
    int format;
    uint64_t limit;
    Chain chain;
    const uint32_t tell = LZMA_TELL_ANY_CHECK | LZMA_TELL_NO_CHECK;
    if (!ki_to_int(ks, a[0], &format) || !to_u64(ks, a[1], &limit) ||
        (format == RAW && !read_chain(ks, a[2], &chain)))
        return KI_ERR;
    Coder *c = coder_new(ks, false);
    if (!c) return KI_ERR;
    return coder_made(ks, c,
                      format == AUTO    ? lzma_auto_decoder(&c->z, limit, tell)
                      : format == XZ    ? lzma_stream_decoder(&c->z, limit, tell)
                      : format == ALONE ? lzma_alone_decoder(&c->z, limit)
                                        : lzma_raw_decoder(&c->z, chain.filters));
}

/* Until the input, the stream or the room ends; what the library tells of checks is no end. */
static lzma_ret run(Coder *c, KiPackOut *o, const uint8_t **in, size_t *n, bool finish,
                    int *check) {
    for (;;) {
        size_t room, before = *n;
        uint8_t *at;
        if (!ki_pack_room(o, &at, &room)) return LZMA_MEM_ERROR;
        c->z.next_in = *in;
        c->z.avail_in = *n;
        c->z.next_out = at;
        c->z.avail_out = room;
        lzma_ret err = lzma_code(&c->z, finish ? LZMA_FINISH : LZMA_RUN);
        o->len += room - c->z.avail_out;
        *in += before - c->z.avail_in;
        *n = c->z.avail_in;
        if (err == LZMA_GET_CHECK || err == LZMA_NO_CHECK) {
            *check = (int)lzma_get_check(&c->z);
            err = LZMA_OK;
        }
        if (err == LZMA_BUF_ERROR && !finish) err = LZMA_OK; /* there was nothing to do */
        if (err != LZMA_OK || ki_pack_full(o)) return err;
        if (c->z.avail_out > 0 && *n == 0 && !finish) return err;
    }
}

/* run(data, finish, max_length): (bytes, how much of data was used, whether the stream has ended,
 * whether max_length was reached, the check found or -1). max_length below 0: no limit. */
static KiValue m_run(KiState *ks, KiValue *a, int n) {
    Coder *c = coder_of(a[0]);
    KiBytesView b;
    int64_t max;
    if (!ki_get_bytes(ks, a[1], false, &b)) return KI_ERR;
    int finish = ki_truth(ks, a[2]), check = -1;
    if (finish < 0 || !ki_arg_i64(ks, a[3], &max)) {
        ki_release_bytes(ks, &b);
        return KI_ERR;
    }
    KiPackOut o = {.ks = ks, .max = max < 0 ? 0 : (size_t)max, .no_room = max == 0};
    const uint8_t *in = b.data;
    size_t left = b.len;
    lzma_ret err = c->failed;
    if (err == LZMA_OK) err = run(c, &o, &in, &left, finish, &check);
    size_t used = b.len - left;
    bool full = ki_pack_full(&o);
    ki_release_bytes(ks, &b);
    KiValue r = KI_ERR;
    if (err != LZMA_OK && err != LZMA_STREAM_END) {
        if (err != LZMA_MEM_ERROR) c->failed = err;
        if (!ki_pending(ks)) lzma_error(ks, err);
    } else {
        KiValue bytes = ki_pack_bytes(&o);
        if (bytes != KI_ERR)
            r = ki_tuple_pack(ks, 5, bytes, ki_int_from_i64(ks, (int64_t)used),
                              ki_bool(err == LZMA_STREAM_END), ki_bool(full), ki_small_int(check));
        ki_decref(ks, bytes);
    }
    ki_pack_out_free(&o);
    return r;
}

/* --- functions --- */

static KiValue f_is_check_supported(KiState *ks, KiValue *a, int n) {
    int check;
    if (!ki_to_int(ks, a[0], &check)) return KI_ERR;
    return ki_bool(lzma_check_is_supported((lzma_check)check));
}
static KiValue f_encode_properties(KiState *ks, KiValue *a, int n) {
    Chain chain;
    uint32_t size;
    memset(&chain, 0, sizeof chain);
    if (!read_filter(ks, a[0], &chain, 0)) return KI_ERR;
    lzma_ret err = lzma_properties_size(&size, chain.filters);
    if (err != LZMA_OK) return lzma_error(ks, err);
    KiValue r = ki_bytes_from(ks, NULL, size);
    if (r == KI_ERR) return KI_ERR;
    err = lzma_properties_encode(chain.filters, ki_bytes_of(r)->data);
    if (err == LZMA_OK) return r;
    ki_decref(ks, r);
    return lzma_error(ks, err);
}
/* decode_properties(id, bytes): the numbers that _lzma.py names; () where the library has none. */
static KiValue f_decode_properties(KiState *ks, KiValue *a, int n) {
    KiBytesView b;
    lzma_filter f = {0};
    uint64_t id;
    if (!to_u64(ks, a[0], &id) || !ki_get_bytes(ks, a[1], false, &b)) return KI_ERR;
    f.id = id;
    lzma_allocator memory = {z_alloc, z_free, ks};
    lzma_ret err = lzma_properties_decode(&f, &memory, b.data, b.len);
    ki_release_bytes(ks, &b);
    if (err != LZMA_OK) return lzma_error(ks, err);
    KiValue r;
    if (!f.options) {
        r = ki_tuple_pack(ks, 0);
    } else if (is_lzma(id)) {
        const lzma_options_lzma *o = f.options;
        KiValue size = ki_small_int(o->dict_size);
        r = id == LZMA_FILTER_LZMA2 ? ki_tuple_pack(ks, 1, size)
                                    : ki_tuple_pack(ks, 4, ki_small_int(o->lc), ki_small_int(o->lp),
                                                    ki_small_int(o->pb), size);
    } else {
        const lzma_options_delta *d = f.options;
        const lzma_options_bcj *j = f.options;
        r = ki_tuple_pack(ks, 1, ki_small_int(id == LZMA_FILTER_DELTA ? d->dist : j->start_offset));
    }
    ki_pack_free(ks, f.options);
    return r;
}

bool ki_mod_lzma_init(KiState *ks, KiModule *m) {
    static const KiDef methods[] = {
        {"run", "(self, data, finish, max_length, /)", m_run, "Feed bytes to the library.", 0},
        KI_DEF_END};
    static const KiDef functions[] = {
        {"encoder", "(format, check, filters, /)", f_encoder, "An object that packs.", 0},
        {"decoder", "(format, memlimit, filters, /)", f_decoder, "An object that unpacks.", 0},
        {"is_check_supported", "(check, /)", f_is_check_supported,
         "Whether the library knows this integrity check.", 0},
        {"encode_properties", "(filter, /)", f_encode_properties, "A filter's options as bytes.",
         0},
        {"decode_properties", "(id, properties, /)", f_decode_properties,
         "The options that bytes stand for.", 0},
        KI_DEF_END};
    static const KiSlots slots = {.dealloc = coder_dealloc};
    static const KiTypeDef def = {
        "coder",     "_lzma_native", "",      sizeof(Coder), KI_TF_DISALLOW_NEW,
        KI_K_OPAQUE, &slots,         methods, NULL};
    static const KiTypeDef error = {.name = "LZMAError",
                                    .module = "_lzma",
                                    .doc = "Call to liblzma failed.",
                                    .flags = KI_TF_BASETYPE};
    if (!load_library()) {
        ki_raise(ks, KI_EXC_ImportError, "liblzma is not installed");
        return false;
    }
    KiType *e = ki_native_type(ks, &error, ks->exceptions[KI_EXC_Exception]);
    KiType *t = e ? ki_native_type(ks, &def, ks->types[KI_K_OBJECT]) : NULL;
    if (!t) return false;
    KiValue kept = ki_tuple_pack(ks, 2, ki_from_obj(e), ki_from_obj(t));
    if (kept == KI_ERR) return false;
    ki_assign(ks, &ks->bi->slot[KI_BI_LZMA], kept);
    return ki_module_add(ks, m, "LZMAError", ki_new_ref(ki_from_obj(e))) &&
           ki_module_add_functions(ks, m, functions);
}
