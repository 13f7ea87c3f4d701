/* The module zlib: checksums, one-shot and streaming deflate over the library of that name. Its
 * memory is on the state's account. */
#include <zlib.h>

#include "../object/containers.h"
#include "../object/number.h"
#include "packing.h"

static KiType *type_at(KiState *ks, int i) {
    return (KiType *)ki_obj(ki_tuple_of(ks->bi->slot[KI_BI_ZLIB])->items[i]);
}
static KiValue raise_error(KiState *ks, const char *text) {
    KiValue s = ki_str_from_cstr(ks, text);
    KiValue e = s == KI_ERR ? KI_ERR : ki_exc_new(ks, type_at(ks, 0), &s, 1);
    if (e != KI_ERR) ki_raise_obj(ks, e);
    ki_decref(ks, e);
    ki_decref(ks, s);
    return KI_ERR;
}
static KiValue zlib_error(KiState *ks, const z_stream *z, int err, const char *doing) {
    char text[320];
    const char *why = err == Z_VERSION_ERROR ? "library version mismatch" : z->msg;
    if (err == Z_MEM_ERROR) return ki_raise_nomem(ks);
    if (!why)
        why = err == Z_BUF_ERROR      ? "incomplete or truncated stream"
              : err == Z_STREAM_ERROR ? "inconsistent stream state"
              : err == Z_DATA_ERROR   ? "invalid input data"
                                      : NULL;
    snprintf(text, sizeof text, why ? "Error %d %s: %.200s" : "Error %d %s", err, doing, why);
    return raise_error(ks, text);
}

static voidpf z_alloc(voidpf ks, uInt items, uInt size) {
    return ki_pack_alloc(ks, items, size);
}
static void z_free(voidpf ks, voidpf p) {
    ki_pack_free(ks, p);
}
static void z_prepare(KiState *ks, z_stream *z) {
    memset(z, 0, sizeof *z);
    z->zalloc = z_alloc;
    z->zfree = z_free;
    z->opaque = ks;
}

/* Room for the library to write to; false: out of memory. At the maximum: room of 0. */
static bool out_room(KiPackOut *o, z_stream *z) {
    size_t room;
    if (!ki_pack_room(o, &z->next_out, &room)) return false;
    z->avail_out = (uInt)room;
    return true;
}
static void out_took(KiPackOut *o, const z_stream *z, uInt before) {
    o->len += before - z->avail_out;
}

/* Feeds all of data[n) to deflate, the last part with `flush`. Z_OK, Z_STREAM_END, an error, or
 * Z_MEM_ERROR. */
static int deflate_all(z_stream *z, KiPackOut *o, const uint8_t *data, size_t n, int flush) {
    int err;
    do {
        uInt part = n > KI_PACK_GULP ? KI_PACK_GULP : (uInt)n;
        z->next_in = (Bytef *)(uintptr_t)data;
        z->avail_in = part;
        data += part;
        n -= part;
        do {
            if (!out_room(o, z)) return Z_MEM_ERROR;
            uInt room = z->avail_out;
            err = deflate(z, n ? Z_NO_FLUSH : flush);
            out_took(o, z, room);
            if (err == Z_STREAM_ERROR) return err;
        } while (z->avail_out == 0);
    } while (n);
    return err;
}

/* --- one-shot functions --- */

/* What is wrong with the data is told before what is wrong with the arguments behind it. */
static bool is_bytes_like(KiState *ks, KiValue v) {
    KiBytesView b;
    if (!ki_get_bytes(ks, v, false, &b)) return false;
    ki_release_bytes(ks, &b);
    return true;
}

static KiValue checksum(KiState *ks, KiValue *a, bool crc) {
    KiBytesView b;
    KiValue v = is_bytes_like(ks, a[0]) ? ki_index(ks, a[1]) : KI_ERR;
    if (v == KI_ERR) return KI_ERR;
    uint64_t store[1];
    KbBig big = ki_int_view(v, store);
    uint32_t start = big.n ? (uint32_t)big.d[0] : 0;
    if (big.n < 0) start = 0u - start;
    ki_decref(ks, v);
    if (!ki_get_bytes(ks, a[0], false, &b)) return KI_ERR;
    uLong sum = start;
    const uint8_t *p = b.data;
    for (size_t n = b.len; n;) {
        uInt part = n > KI_PACK_GULP ? KI_PACK_GULP : (uInt)n;
        sum = crc ? crc32(sum, p, part) : adler32(sum, p, part);
        p += part;
        n -= part;
    }
    ki_release_bytes(ks, &b);
    return ki_small_int((int64_t)(sum & 0xFFFFFFFF));
}
static KiValue f_crc32(KiState *ks, KiValue *a, int n) {
    return checksum(ks, a, true);
}
static KiValue f_adler32(KiState *ks, KiValue *a, int n) {
    return checksum(ks, a, false);
}

static KiValue f_compress(KiState *ks, KiValue *a, int n) {
    KiBytesView b;
    int level, wbits;
    if (!is_bytes_like(ks, a[0]) || !ki_to_int(ks, a[1], &level) || !ki_to_int(ks, a[2], &wbits) ||
        !ki_get_bytes(ks, a[0], false, &b))
        return KI_ERR;
    z_stream z;
    z_prepare(ks, &z);
    KiPackOut o = {.ks = ks};
    int err = deflateInit2(&z, level, Z_DEFLATED, wbits, MAX_MEM_LEVEL, Z_DEFAULT_STRATEGY);
    KiValue r = KI_ERR;
    if (err == Z_OK) {
        err = deflate_all(&z, &o, b.data, b.len, Z_FINISH);
        if (err == Z_STREAM_END)
            r = ki_pack_bytes(&o);
        else if (!ki_pending(ks))
            zlib_error(ks, &z, err, "while compressing data");
        deflateEnd(&z);
    } else if (err == Z_STREAM_ERROR) {
        raise_error(ks, "Bad compression level");
    } else {
        zlib_error(ks, &z, err, "while compressing data");
    }
    ki_pack_out_free(&o);
    ki_release_bytes(ks, &b);
    return r;
}

/* inflate until the end of the stream, the input or the room. */
static int inflate_all(z_stream *z, KiPackOut *o, const uint8_t **data, size_t *n) {
    int err = Z_OK;
    do {
        uInt part = *n > KI_PACK_GULP ? KI_PACK_GULP : (uInt)*n;
        z->next_in = (Bytef *)(uintptr_t)*data;
        z->avail_in = part;
        do {
            if (!out_room(o, z)) return Z_MEM_ERROR;
            uInt room = z->avail_out;
            if (!room) break;
            err = inflate(z, Z_SYNC_FLUSH);
            out_took(o, z, room);
            if (err != Z_OK && err != Z_BUF_ERROR && err != Z_STREAM_END) break;
        } while (z->avail_out == 0 && err != Z_STREAM_END);
        *data += part - z->avail_in;
        *n -= part - z->avail_in;
        if (err != Z_OK || (o->max && o->len >= o->max)) break;
    } while (*n);
    return err;
}
static KiValue f_decompress(KiState *ks, KiValue *a, int n) {
    KiBytesView b;
    int wbits;
    int64_t size;
    if (!is_bytes_like(ks, a[0]) || !ki_to_int(ks, a[1], &wbits) || !ki_arg_i64(ks, a[2], &size))
        return KI_ERR;
    if (size < 0) return ki_raise(ks, KI_EXC_ValueError, "bufsize must be non-negative");
    if (!ki_get_bytes(ks, a[0], false, &b)) return KI_ERR;
    z_stream z;
    z_prepare(ks, &z);
    KiPackOut o = {.ks = ks};
    const uint8_t *p = b.data;
    size_t left = b.len;
    int err = inflateInit2(&z, wbits);
    KiValue r = KI_ERR;
    if (err == Z_OK) {
        err = inflate_all(&z, &o, &p, &left);
        if (err == Z_STREAM_END)
            r = ki_pack_bytes(&o);
        else if (!ki_pending(ks))
            zlib_error(ks, &z, err == Z_OK ? Z_BUF_ERROR : err, "while decompressing data");
        inflateEnd(&z);
    } else {
        zlib_error(ks, &z, err, "while preparing to decompress data");
    }
    ki_pack_out_free(&o);
    ki_release_bytes(ks, &b);
    return r;
}

/* --- streaming objects --- */

typedef struct Stream {
    KiObj h;
    z_stream z;
    bool live, inflating, eof;
    KiValue unused, tail, dict; /* bytes */
} Stream;
static Stream *stream_of(KiValue v) {
    return (Stream *)ki_obj(v);
}
static Stream *stream_new(KiState *ks, bool inflating) {
    Stream *s = (Stream *)ki_instance_alloc(ks, type_at(ks, inflating ? 2 : 1));
    if (!s) return NULL;
    z_prepare(ks, &s->z);
    s->live = s->eof = false;
    s->inflating = inflating;
    s->unused = ki_new_ref(ks->empty_bytes);
    s->tail = ki_new_ref(ks->empty_bytes);
    s->dict = KI_ABSENT;
    return s;
}
static void stream_dealloc(KiState *ks, KiObj *o) {
    Stream *s = (Stream *)o;
    if (s->live) s->inflating ? inflateEnd(&s->z) : deflateEnd(&s->z);
    s->live = false;
    ki_assign(ks, &s->unused, KI_ABSENT);
    ki_assign(ks, &s->tail, KI_ABSENT);
    ki_assign(ks, &s->dict, KI_ABSENT);
}
static bool give_dict(KiState *ks, Stream *s) {
    KiBytesView b;
    if (!ki_get_bytes(ks, s->dict, false, &b)) return false;
    int err = s->inflating ? inflateSetDictionary(&s->z, b.data, (uInt)b.len)
                           : deflateSetDictionary(&s->z, b.data, (uInt)b.len);
    ki_release_bytes(ks, &b);
    if (err == Z_OK) return true;
    if (s->inflating)
        zlib_error(ks, &s->z, err, "while setting zdict");
    else
        ki_raise(ks, KI_EXC_ValueError, "Invalid dictionary");
    return false;
}
static KiValue bad_option(KiState *ks, const z_stream *z, int err, const char *doing) {
    if (err == Z_STREAM_ERROR)
        return ki_raise(ks, KI_EXC_ValueError, "Invalid initialization option");
    return zlib_error(ks, z, err, doing);
}
static bool dict_argument(KiState *ks, KiValue v, Stream *s, bool compress) {
    if (v == KI_ABSENT || v == KI_NONE) return true;
    KiBytesView b;
    if (!compress && !ki_type_of(ks, v)->slots->get_buffer) {
        ki_raise(ks, KI_EXC_TypeError, "zdict argument must support the buffer protocol");
        return false;
    }
    if (!ki_get_bytes(ks, v, false, &b)) return false;
    if (b.len) s->dict = ki_new_ref(v);
    ki_release_bytes(ks, &b);
    return true;
}
static KiValue f_compressobj(KiState *ks, KiValue *a, int n) {
    int v[5];
    for (int i = 0; i < 5; i++)
        if (!ki_to_int(ks, a[i], &v[i])) return KI_ERR;
    Stream *s = stream_new(ks, false);
    if (!s) return KI_ERR;
    KiValue r = KI_ERR;
    if (dict_argument(ks, a[5], s, true)) {
        int err = deflateInit2(&s->z, v[0], v[1], v[2], v[3], v[4]);
        s->live = err == Z_OK;
        if (err != Z_OK)
            bad_option(ks, &s->z, err, "while creating compression object");
        else if (s->dict == KI_ABSENT || give_dict(ks, s))
            r = ki_from_obj(s);
    }
    if (r == KI_ERR) ki_decref_obj(ks, &s->h);
    return r;
}
static KiValue f_decompressobj(KiState *ks, KiValue *a, int n) {
    int wbits;
    if (!ki_to_int(ks, a[0], &wbits)) return KI_ERR;
    Stream *s = stream_new(ks, true);
    if (!s) return KI_ERR;
    KiValue r = KI_ERR;
    if (dict_argument(ks, a[1], s, false)) {
        int err = inflateInit2(&s->z, wbits);
        s->live = err == Z_OK;
        if (err != Z_OK)
            bad_option(ks, &s->z, err, "while creating decompression object");
        else if (s->dict == KI_ABSENT || wbits >= 0 || give_dict(ks, s)) /* raw: at once */
            r = ki_from_obj(s);
    }
    if (r == KI_ERR) ki_decref_obj(ks, &s->h);
    return r;
}

static KiValue m_compress(KiState *ks, KiValue *a, int n) {
    Stream *s = stream_of(a[0]);
    KiBytesView b;
    if (!ki_get_bytes(ks, a[1], false, &b)) return KI_ERR;
    KiPackOut o = {.ks = ks};
    int err = deflate_all(&s->z, &o, b.data, b.len, Z_NO_FLUSH);
    ki_release_bytes(ks, &b);
    if (err == Z_OK || err == Z_BUF_ERROR) return ki_pack_bytes(&o);
    ki_pack_out_free(&o);
    return ki_pending(ks) ? KI_ERR : zlib_error(ks, &s->z, err, "while compressing data");
}
static KiValue m_flush(KiState *ks, KiValue *a, int n) {
    Stream *s = stream_of(a[0]);
    int mode;
    if (!ki_to_int(ks, a[1], &mode)) return KI_ERR;
    if (mode == Z_NO_FLUSH) return ki_new_ref(ks->empty_bytes);
    KiPackOut o = {.ks = ks};
    int err = deflate_all(&s->z, &o, (const uint8_t *)"", 0, mode);
    if (err == Z_STREAM_END && mode == Z_FINISH) {
        deflateEnd(&s->z);
        s->live = false;
        memset(&s->z, 0, sizeof s->z); /* further calls report an inconsistent state */
    } else if (err != Z_OK && err != Z_BUF_ERROR) {
        ki_pack_out_free(&o);
        return ki_pending(ks) ? KI_ERR : zlib_error(ks, &s->z, err, "while flushing");
    }
    return ki_pack_bytes(&o);
}
static KiValue m_copy(KiState *ks, KiValue *a, int n) {
    Stream *s = stream_of(a[0]), *c = stream_new(ks, s->inflating);
    if (!c) return KI_ERR;
    int err = !s->live       ? Z_STREAM_ERROR
              : s->inflating ? inflateCopy(&c->z, &s->z)
                             : deflateCopy(&c->z, &s->z);
    if (err == Z_OK) {
        c->live = true;
        c->eof = s->eof;
        ki_assign(ks, &c->unused, ki_new_ref(s->unused));
        ki_assign(ks, &c->tail, ki_new_ref(s->tail));
        c->dict = ki_new_ref(s->dict);
        return ki_from_obj(c);
    }
    ki_decref_obj(ks, &c->h);
    if (err == Z_STREAM_ERROR) return ki_raise(ks, KI_EXC_ValueError, "Inconsistent stream state");
    return zlib_error(ks, &s->z, err,
                      s->inflating ? "while copying decompression object"
                                   : "while copying compression object");
}

/* What was not used: behind the end of the stream, or for want of room. */
static bool keep_rest(KiState *ks, Stream *s, int err, const uint8_t *p, size_t n) {
    if (err == Z_STREAM_END) {
        KiBytes *old = ki_bytes_of(s->unused);
        KiValue all = ki_bytes_from(ks, NULL, old->len + n);
        if (all == KI_ERR) return false;
        memcpy(ki_bytes_of(all)->data, old->data, old->len);
        if (n) memcpy(ki_bytes_of(all)->data + old->len, p, n);
        ki_assign(ks, &s->unused, all);
        n = 0;
    }
    KiValue tail = n ? ki_bytes_from(ks, p, n) : ki_new_ref(ks->empty_bytes);
    if (tail == KI_ERR) return false;
    ki_assign(ks, &s->tail, tail);
    return true;
}
static KiValue inflate_some(KiState *ks, Stream *s, const uint8_t *p, size_t n, size_t max) {
    KiPackOut o = {.ks = ks, .max = max};
    int err = s->live ? inflate_all(&s->z, &o, &p, &n) : Z_STREAM_ERROR;
    if (err == Z_NEED_DICT && s->dict != KI_ABSENT) {
        if (!give_dict(ks, s)) {
            ki_pack_out_free(&o);
            return KI_ERR;
        }
        err = inflate_all(&s->z, &o, &p, &n);
    }
    if (ki_pending(ks) || (err != Z_OK && err != Z_BUF_ERROR && err != Z_STREAM_END)) {
        ki_pack_out_free(&o);
        return ki_pending(ks) ? KI_ERR : zlib_error(ks, &s->z, err, "while decompressing data");
    }
    if (err == Z_STREAM_END) s->eof = true;
    if (keep_rest(ks, s, err, p, n)) return ki_pack_bytes(&o);
    ki_pack_out_free(&o);
    return KI_ERR;
}
static KiValue m_decompress(KiState *ks, KiValue *a, int n) {
    int64_t max;
    KiBytesView b;
    if (!ki_get_bytes(ks, a[1], false, &b)) return KI_ERR;
    KiValue r = KI_ERR;
    if (ki_arg_i64(ks, a[2], &max))
        r = max < 0 ? ki_raise(ks, KI_EXC_ValueError, "max_length must be non-negative")
                    : inflate_some(ks, stream_of(a[0]), b.data, b.len, (size_t)max);
    ki_release_bytes(ks, &b);
    return r;
}
static KiValue m_inflate_flush(KiState *ks, KiValue *a, int n) {
    Stream *s = stream_of(a[0]);
    int64_t length;
    if (!ki_arg_i64(ks, a[1], &length)) return KI_ERR;
    if (length <= 0) return ki_raise(ks, KI_EXC_ValueError, "length must be greater than zero");
    if (s->eof) { /* nothing is left, and the stream is given up */
        if (s->live) inflateEnd(&s->z);
        s->live = false;
        return ki_new_ref(ks->empty_bytes);
    }
    KiValue tail = ki_new_ref(s->tail);
    KiValue r = inflate_some(ks, s, ki_bytes_of(tail)->data, ki_bytes_of(tail)->len, 0);
    ki_decref(ks, tail);
    if (r != KI_ERR && s->eof && s->live) {
        inflateEnd(&s->z);
        s->live = false;
    }
    return r;
}
static KiValue g_unused(KiState *ks, KiValue self, void *c) {
    return ki_new_ref(stream_of(self)->unused);
}
static KiValue g_tail(KiState *ks, KiValue self, void *c) {
    return ki_new_ref(stream_of(self)->tail);
}
static KiValue g_eof(KiState *ks, KiValue self, void *c) {
    return ki_bool(stream_of(self)->eof);
}

/* --- the module --- */

static KiType *make_stream(KiState *ks, bool inflating) {
    static const KiSlots slots = {.dealloc = stream_dealloc};
    static const KiDef deflater[] = {
        {"compress", "(self, data, /)", m_compress, "Compressed bytes, as far as there are any.",
         KI_DEF_WITH_CLASS},
        {"flush", "(self, mode=4, /)", m_flush, "The rest of the compressed bytes.",
         KI_DEF_WITH_CLASS},
        {"copy", "(self, /)", m_copy, "A copy of the compression object.", KI_DEF_WITH_CLASS},
        {"__copy__", "(self, /)", m_copy, NULL, KI_DEF_WITH_CLASS},
        {"__deepcopy__", "(self, memo, /)", m_copy, NULL, KI_DEF_WITH_CLASS},
        KI_DEF_END};
    static const KiDef inflater[] = {
        {"decompress", "(self, data, /, max_length=0)", m_decompress,
         "The bytes that data stands for, at most max_length of them (0: all).", KI_DEF_WITH_CLASS},
        {"flush", "(self, length=16384, /)", m_inflate_flush, "What is left to decompress.",
         KI_DEF_WITH_CLASS},
        {"copy", "(self, /)", m_copy, "A copy of the decompression object.", KI_DEF_WITH_CLASS},
        {"__copy__", "(self, /)", m_copy, NULL, KI_DEF_WITH_CLASS},
        {"__deepcopy__", "(self, memo, /)", m_copy, NULL, KI_DEF_WITH_CLASS},
        KI_DEF_END};
    static const KiGetsetDef getsets[] = {{"unused_data", g_unused, NULL, NULL, NULL},
                                          {"unconsumed_tail", g_tail, NULL, NULL, NULL},
                                          {"eof", g_eof, NULL, NULL, NULL},
                                          {NULL, NULL, NULL, NULL, NULL}};
    KiTypeDef def = {inflating ? "Decompress" : "Compress",
                     "zlib",
                     "",
                     sizeof(Stream),
                     KI_TF_DISALLOW_NEW,
                     KI_K_OPAQUE,
                     &slots,
                     inflating ? inflater : deflater,
                     inflating ? getsets : NULL};
    return ki_native_type(ks, &def, ks->types[KI_K_OBJECT]);
}
static bool add_constants(KiState *ks, KiModule *m) {
    static const struct {
        const char *name;
        int v;
    } rows[] = {{"MAX_WBITS", MAX_WBITS},
                {"DEFLATED", Z_DEFLATED},
                {"DEF_MEM_LEVEL", 8},
                {"DEF_BUF_SIZE", KI_PACK_CHUNK},
                {"Z_NO_COMPRESSION", Z_NO_COMPRESSION},
                {"Z_BEST_SPEED", Z_BEST_SPEED},
                {"Z_BEST_COMPRESSION", Z_BEST_COMPRESSION},
                {"Z_DEFAULT_COMPRESSION", Z_DEFAULT_COMPRESSION},
                {"Z_FILTERED", Z_FILTERED},
                {"Z_HUFFMAN_ONLY", Z_HUFFMAN_ONLY},
                {"Z_RLE", Z_RLE},
                {"Z_FIXED", Z_FIXED},
                {"Z_DEFAULT_STRATEGY", Z_DEFAULT_STRATEGY},
                {"Z_NO_FLUSH", Z_NO_FLUSH},
                {"Z_PARTIAL_FLUSH", Z_PARTIAL_FLUSH},
                {"Z_SYNC_FLUSH", Z_SYNC_FLUSH},
                {"Z_FULL_FLUSH", Z_FULL_FLUSH},
                {"Z_FINISH", Z_FINISH},
                {"Z_BLOCK", Z_BLOCK},
                {"Z_TREES", Z_TREES}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (!ki_module_add(ks, m, rows[i].name, ki_small_int(rows[i].v))) return false;
    return ki_module_add(ks, m, "ZLIB_VERSION", ki_str_from_cstr(ks, ZLIB_VERSION)) &&
           ki_module_add(ks, m, "ZLIB_RUNTIME_VERSION", ki_str_from_cstr(ks, zlibVersion()));
}
bool ki_mod_zlib_init(KiState *ks, KiModule *m) {
    static const KiDef functions[] = {
        {"adler32", "(data, value=1, /)", f_adler32, "Compute an Adler-32 checksum of data.", 0},
        {"crc32", "(data, value=0, /)", f_crc32, "Compute a CRC-32 checksum of data.", 0},
        {"compress", "(data, /, level=-1, wbits=15)", f_compress,
         "Returns a bytes object containing compressed data.", 0},
        {"decompress", "(data, /, wbits=15, bufsize=16384)", f_decompress,
         "Returns a bytes object containing the uncompressed data.", 0},
        {"compressobj", "(level=-1, method=8, wbits=15, memLevel=8, strategy=0, zdict=None)",
         f_compressobj, "Return a compressor object.", 0},
        {"decompressobj", "(wbits=15, zdict=None)", f_decompressobj,
         "Return a decompressor object.", 0},
        KI_DEF_END};
    KiTypeDef error = {
        .name = "error", .module = "zlib", .doc = "", .flags = KI_TF_BASETYPE | KI_TF_HAS_WEAKREF};
    KiType *e = ki_native_type(ks, &error, ks->exceptions[KI_EXC_Exception]);
    KiType *c = e ? make_stream(ks, false) : NULL, *d = c ? make_stream(ks, true) : NULL;
    if (!d) return false;
    KiValue kept = ki_tuple_pack(ks, 3, ki_from_obj(e), ki_from_obj(c), ki_from_obj(d));
    if (kept == KI_ERR) return false;
    ki_assign(ks, &ks->bi->slot[KI_BI_ZLIB], kept);
    return ki_module_add(ks, m, "error", ki_new_ref(ki_from_obj(e))) && add_constants(ks, m) &&
           ki_module_add_functions(ks, m, functions);
}
