/* The module _bz2_native: one object that feeds bytes to libbz2, for _bz2.py, which has the classes
 * that scripts see. The library is loaded with the module (lazy_library.h). KI_PACKERS_LINKED: the
 * build linked it. */
#include <bzlib.h>

#include "../object/containers.h"
#include "packing.h"

#ifdef KI_PACKERS_LINKED
static bool load_library(void) {
    return true;
}
#else
#define LIBRARY_ROUTINES "bz2.def"
#define LIBRARY_NAMES    "libbz2.so.1.0", "libbz2.so.1"
#include "../base/lazy_load.inc.h"
#endif

typedef struct Coder {
    KiObj h;
    bz_stream z;
    bool live, packs;
    int failed; /* the error that ended a stream; a library must not be asked after it */
} Coder;
static Coder *coder_of(KiValue v) {
    return (Coder *)ki_obj(v);
}
static void *z_alloc(void *ks, int items, int size) {
    return items < 0 || size < 0 ? NULL : ki_pack_alloc(ks, (size_t)items, (size_t)size);
}
static void z_free(void *ks, void *p) {
    ki_pack_free(ks, p);
}
static void coder_dealloc(KiState *ks, KiObj *o) {
    Coder *c = (Coder *)o;
    if (c->live) c->packs ? BZ2_bzCompressEnd(&c->z) : BZ2_bzDecompressEnd(&c->z);
    c->live = false;
}

static KiValue bz2_error(KiState *ks, int err) {
    static const char internal[] = "Internal error - ";
    switch (err) {
    case BZ_MEM_ERROR:
        return ki_raise_nomem(ks);
    case BZ_PARAM_ERROR:
        return ki_raise(ks, KI_EXC_ValueError, "%sinvalid parameters passed to libbzip2", internal);
    case BZ_DATA_ERROR:
    case BZ_DATA_ERROR_MAGIC:
        return ki_raise(ks, KI_EXC_OSError, "Invalid data stream");
    case BZ_SEQUENCE_ERROR:
        return ki_raise(ks, KI_EXC_RuntimeError, "%sInvalid sequence of commands sent to libbzip2",
                        internal);
    default:
        return ki_raise(ks, KI_EXC_OSError, "Unrecognized error from libbzip2: %d", err);
    }
}

/* coder(level): packs at level 1 to 9, unpacks at 0. */
static KiValue f_coder(KiState *ks, KiValue *a, int n) {
    int level;
    if (!ki_to_int(ks, a[0], &level)) return KI_ERR;
    Coder *c = (Coder *)ki_instance_alloc(ks, (KiType *)ki_obj(ks->bi->slot[KI_BI_BZ2]));
    if (!c) return KI_ERR;
    c->packs = level != 0;
    c->z.bzalloc = z_alloc;
    c->z.bzfree = z_free;
    c->z.opaque = ks;
    int err = c->packs ? BZ2_bzCompressInit(&c->z, level, 0, 0) : BZ2_bzDecompressInit(&c->z, 0, 0);
    c->live = err == BZ_OK;
    if (c->live) return ki_from_obj(c);
    ki_decref_obj(ks, &c->h);
    return bz2_error(ks, err);
}

/* One call of the library; *in moves on. BZ_OK, BZ_STREAM_END or an error. */
static int one_step(Coder *c, KiPackOut *o, const uint8_t **in, size_t *n, bool finish) {
    size_t room, part = *n > KI_PACK_GULP ? KI_PACK_GULP : *n;
    uint8_t *at;
    if (!ki_pack_room(o, &at, &room)) return BZ_MEM_ERROR;
    c->z.next_in = (char *)(uintptr_t)*in;
    c->z.avail_in = (unsigned)part;
    c->z.next_out = (char *)at;
    c->z.avail_out = (unsigned)room;
    int err = !c->packs ? BZ2_bzDecompress(&c->z)
                        : BZ2_bzCompress(&c->z, finish && part == *n ? BZ_FINISH : BZ_RUN);
    o->len += room - c->z.avail_out;
    *in += part - c->z.avail_in;
    *n -= part - c->z.avail_in;
    return err > 0 && err != BZ_STREAM_END ? BZ_OK : err;
}
/* Until the input, the stream or the room ends. */
static int run(Coder *c, KiPackOut *o, const uint8_t **in, size_t *n, bool finish) {
    int err = BZ_OK;
    while (err == BZ_OK) {
        if (c->packs && !finish && *n == 0) break; /* nothing to do would be an error there */
        err = one_step(c, o, in, n, finish);
        if (!c->packs && (ki_pack_full(o) || (*n == 0 && c->z.avail_out > 0))) break;
    }
    return err;
}

/* run(data, finish, max_length): (bytes, how much of data was used, whether the stream has ended).
 * max_length below 0: no limit. */
static KiValue m_run(KiState *ks, KiValue *a, int n) {
    Coder *c = coder_of(a[0]);
    KiBytesView b;
    int64_t max;
    if (!ki_get_bytes(ks, a[1], false, &b)) return KI_ERR;
    int finish = ki_truth(ks, a[2]);
    if (finish < 0 || !ki_arg_i64(ks, a[3], &max)) {
        ki_release_bytes(ks, &b);
        return KI_ERR;
    }
    KiPackOut o = {.ks = ks, .max = max < 0 ? 0 : (size_t)max, .no_room = max == 0};
    const uint8_t *in = b.data;
    size_t left = b.len;
    int err = c->failed;
    if (!err) err = run(c, &o, &in, &left, finish);
    KiValue r = KI_ERR, used = ki_int_from_i64(ks, (int64_t)(b.len - left));
    ki_release_bytes(ks, &b);
    if (err < 0) {
        if (err != BZ_MEM_ERROR) c->failed = err;
        if (!ki_pending(ks)) bz2_error(ks, err);
    } else {
        KiValue bytes = ki_pack_bytes(&o);
        if (bytes != KI_ERR) r = ki_tuple_pack(ks, 3, bytes, used, ki_bool(err == BZ_STREAM_END));
        ki_decref(ks, bytes);
    }
    ki_pack_out_free(&o);
    return r;
}

bool ki_mod_bz2_init(KiState *ks, KiModule *m) {
    static const KiDef methods[] = {
        {"run", "(self, data, finish, max_length, /)", m_run, "Feed bytes to the library.", 0},
        KI_DEF_END};
    static const KiDef functions[] = {
        {"coder", "(level, /)", f_coder, "An object that packs at a level, or unpacks at 0.", 0},
        KI_DEF_END};
    static const KiSlots slots = {.dealloc = coder_dealloc};
    static const KiTypeDef def = {
        "coder",     "_bz2_native", "",      sizeof(Coder), KI_TF_DISALLOW_NEW,
        KI_K_OPAQUE, &slots,        methods, NULL};
    if (!load_library()) {
        ki_raise(ks, KI_EXC_ImportError, "libbz2 is not installed");
        return false;
    }
    KiType *t = ki_native_type(ks, &def, ks->types[KI_K_OBJECT]);
    if (!t) return false;
    ki_assign(ks, &ks->bi->slot[KI_BI_BZ2], ki_new_ref(ki_from_obj(t)));
    return ki_module_add_functions(ks, m, functions);
}
