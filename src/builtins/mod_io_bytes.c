/* BytesIO: a byte stream in memory. */
#include "../object/obj_memoryview.h"
#include "mod_io.h"

static KiBytesIO *bio_of(KiValue v) {
    return (KiBytesIO *)ki_obj(v);
}

static bool check_open(KiState *ks, KiBytesIO *b) {
    if (!b->base.closed) return true;
    ki_raise(ks, KI_EXC_ValueError, "I/O operation on closed file.");
    return false;
}

static bool check_exports(KiState *ks, KiBytesIO *b) {
    if (!b->exports) return true;
    ki_raise(ks, KI_EXC_BufferError, "Existing exports of data: object cannot be re-sized");
    return false;
}

static bool reserve(KiState *ks, KiBytesIO *b, size_t need) {
    if (need <= b->cap) return true;
    size_t cap = need < 64 ? 64 : need + need / 2;
    uint8_t *p = kb_realloc(&ks->alloc, b->data, b->cap, cap);
    if (!p) {
        ki_raise_nomem(ks);
        return false;
    }
    b->data = p;
    b->cap = cap;
    return true;
}

static bool put(KiState *ks, KiBytesIO *b, const uint8_t *p, size_t n) {
    if (b->pos + n > b->len && !check_exports(ks, b)) return false;
    if (n == 0) return true;
    if (!reserve(ks, b, b->pos + n)) return false;
    if (b->pos > b->len) memset(b->data + b->len, 0, b->pos - b->len);
    memcpy(b->data + b->pos, p, n);
    b->pos += n;
    if (b->pos > b->len) b->len = b->pos;
    return true;
}

static KiValue bio_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    KiObj *o = ki_instance_alloc(ks, cls);
    return o ? ki_from_obj(o) : KI_ERR;
}

static bool bio_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    static const char *const names[] = {"initial_bytes"};
    KiBytesIO *b = bio_of(self);
    KiValue init;
    KiBytesView v;
    if (!ki_bind_args(ks, "BytesIO", names, 1, 0, 1, args, nargs, kwnames, &init) ||
        !check_exports(ks, b))
        return false;
    b->pos = b->len = 0;
    b->base.closed = false;
    if (init == KI_ABSENT || ki_is_none(init)) return true;
    if (!ki_get_bytes(ks, init, false, &v)) return false;
    bool ok = put(ks, b, v.data, v.len);
    b->pos = 0;
    ki_release_bytes(ks, &v);
    return ok;
}

static void bio_dealloc(KiState *ks, KiObj *o) {
    KiBytesIO *b = (KiBytesIO *)o;
    kb_free(&ks->alloc, b->data, b->cap);
    b->data = NULL;
    b->cap = 0;
}

static size_t ahead(KiBytesIO *b) {
    return b->pos < b->len ? b->len - b->pos : 0;
}

static KiValue take(KiState *ks, KiBytesIO *b, size_t n) {
    KiValue r = ki_bytes_from(ks, n ? (const void *)(b->data + b->pos) : "", n);
    b->pos += n;
    return r;
}

static KiValue m_read(KiState *ks, KiValue *a, int nargs) {
    KiBytesIO *b = bio_of(a[0]);
    int64_t n;
    if (ki_io_size_arg(ks, a[1], &n) == KI_ERR || !check_open(ks, b)) return KI_ERR;
    return take(ks, b, n < 0 || (size_t)n > ahead(b) ? ahead(b) : (size_t)n);
}

static KiValue line(KiState *ks, KiBytesIO *b, int64_t limit) {
    size_t n = ahead(b);
    if (limit >= 0 && (size_t)limit < n) n = (size_t)limit;
    const uint8_t *nl = n ? memchr(b->data + b->pos, '\n', n) : NULL;
    return take(ks, b, nl ? (size_t)(nl - (b->data + b->pos)) + 1 : n);
}
static KiValue m_readline(KiState *ks, KiValue *a, int nargs) {
    int64_t n;
    if (ki_io_size_arg(ks, a[1], &n) == KI_ERR || !check_open(ks, bio_of(a[0]))) return KI_ERR;
    return line(ks, bio_of(a[0]), n);
}
static KiValue m_readlines(KiState *ks, KiValue *a, int nargs) {
    KiBytesIO *b = bio_of(a[0]);
    int64_t most = 0;
    if (!check_open(ks, b)) return KI_ERR;
    if (!ki_is_none(a[1]) && !ki_is_integer(a[1]))
        return ki_raise(ks, KI_EXC_TypeError, "integer argument expected, got '%s'",
                        ki_type_name(ks, a[1]));
    if (!ki_is_none(a[1]) && !ki_arg_i64(ks, a[1], &most)) return KI_ERR;
    KiList *l = ki_list_new(ks, 0);
    bool ok = l != NULL;
    for (size_t start = b->pos; ok && ahead(b);) {
        KiValue v = line(ks, b, -1);
        ok = v != KI_ERR && ki_list_append(ks, l, v);
        ki_decref(ks, v);
        if (most > 0 && b->pos - start >= (size_t)most) break;
    }
    if (ok) return ki_from_obj(l);
    if (l) ki_decref_obj(ks, &l->h);
    return KI_ERR;
}
static KiValue bio_next(KiState *ks, KiValue self) {
    KiBytesIO *b = bio_of(self);
    if (!check_open(ks, b)) return KI_ERR;
    return ahead(b) ? line(ks, b, -1) : KI_ABSENT;
}

static KiValue read_into(KiState *ks, KiValue *a, const char *what) {
    KiBytesIO *b = bio_of(a[0]);
    KiBytesView v;
    if (!check_open(ks, b) || !ki_get_writable(ks, a[1], what, &v)) return KI_ERR;
    size_t n = ahead(b) < v.len ? ahead(b) : v.len;
    if (n) memcpy(v.wdata, b->data + b->pos, n);
    b->pos += n;
    ki_release_bytes(ks, &v);
    return ki_small_int((int64_t)n);
}
static KiValue m_readinto(KiState *ks, KiValue *a, int nargs) {
    return read_into(ks, a, "readinto() argument");
}
static KiValue m_readinto1(KiState *ks, KiValue *a, int nargs) {
    return read_into(ks, a, "readinto1() argument");
}

static KiValue m_write(KiState *ks, KiValue *a, int nargs) {
    KiBytesIO *b = bio_of(a[0]);
    KiBytesView v;
    if (!check_open(ks, b) || !ki_get_bytes(ks, a[1], false, &v)) return KI_ERR;
    size_t n = v.len;
    bool ok = put(ks, b, v.data, n);
    ki_release_bytes(ks, &v);
    return ok ? ki_small_int((int64_t)n) : KI_ERR;
}

static KiValue m_getvalue(KiState *ks, KiValue *a, int n) {
    KiBytesIO *b = bio_of(a[0]);
    return check_open(ks, b) ? ki_bytes_from(ks, b->len ? (const void *)b->data : "", b->len)
                             : KI_ERR;
}

static KiValue m_seek(KiState *ks, KiValue *a, int n) {
    KiBytesIO *b = bio_of(a[0]);
    int64_t off;
    int whence;
    if (!ki_arg_i64(ks, a[1], &off) || !ki_to_int(ks, a[2], &whence) || !check_open(ks, b))
        return KI_ERR;
    if (whence == 0 && off < 0)
        return ki_raise(ks, KI_EXC_ValueError, "negative seek value %lld", (long long)off);
    if (whence < 0 || whence > 2)
        return ki_raise(ks, KI_EXC_ValueError, "invalid whence (%d, should be 0, 1 or 2)", whence);
    off += whence == 1 ? (int64_t)b->pos : whence == 2 ? (int64_t)b->len : 0;
    b->pos = off < 0 ? 0 : (size_t)off;
    return ki_int_from_i64(ks, (int64_t)b->pos);
}

static KiValue m_tell(KiState *ks, KiValue *a, int n) {
    return check_open(ks, bio_of(a[0])) ? ki_int_from_i64(ks, (int64_t)bio_of(a[0])->pos) : KI_ERR;
}

static KiValue m_truncate(KiState *ks, KiValue *a, int n) {
    KiBytesIO *b = bio_of(a[0]);
    int64_t size = (int64_t)b->pos;
    if ((!ki_is_none(a[1]) && ki_io_size_arg(ks, a[1], &size) == KI_ERR) || !check_open(ks, b) ||
        !check_exports(ks, b))
        return KI_ERR;
    if (size < 0)
        return ki_raise(ks, KI_EXC_ValueError, "negative size value %lld", (long long)size);
    if ((size_t)size < b->len) b->len = (size_t)size;
    return ki_int_from_i64(ks, size);
}

static KiValue m_close(KiState *ks, KiValue *a, int n) {
    KiBytesIO *b = bio_of(a[0]);
    if (!check_exports(ks, b)) return KI_ERR;
    b->base.closed = true;
    kb_free(&ks->alloc, b->data, b->cap);
    b->data = NULL;
    b->len = b->cap = b->pos = 0;
    return KI_NONE;
}

static KiValue m_true(KiState *ks, KiValue *a, int n) {
    return check_open(ks, bio_of(a[0])) ? KI_TRUE : KI_ERR;
}
static KiValue m_isatty(KiState *ks, KiValue *a, int n) {
    return check_open(ks, bio_of(a[0])) ? KI_FALSE : KI_ERR;
}
static KiValue m_flush(KiState *ks, KiValue *a, int n) {
    return check_open(ks, bio_of(a[0])) ? KI_NONE : KI_ERR;
}
static KiValue g_closed(KiState *ks, KiValue self, void *c) {
    return ki_bool(bio_of(self)->base.closed);
}

/* --- the memory of a stream --- */

/* What the view of getbuffer() is of: the stream itself is no bytes-like object. */
typedef struct Memory {
    KiObj h;
    KiValue stream;
} Memory;

static KiBytesIO *stream_of(KiValue memory) {
    return bio_of(((Memory *)ki_obj(memory))->stream);
}
static bool memory_get_buffer(KiState *ks, KiValue self, KiBuffer *out, bool writable) {
    KiBytesIO *b = stream_of(self);
    if (!reserve(ks, b, b->len + 1)) return false;
    out->data = b->data;
    out->len = (int64_t)b->len;
    out->itemsize = out->ndim = 1;
    out->format = NULL;
    out->readonly = false;
    out->shape = out->strides = NULL;
    b->exports++;
    return true;
}
static void memory_release_buffer(KiState *ks, KiValue self, KiBuffer *buf) {
    stream_of(self)->exports--;
}
static void memory_dealloc(KiState *ks, KiObj *o) {
    ki_assign(ks, &((Memory *)o)->stream, KI_ABSENT);
}
static void memory_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    visit(((Memory *)o)->stream, arg);
}

KiType *ki_io_make_bytes_buffer_type(KiState *ks, KiType *base) {
    static const KiSlots slots = {.dealloc = memory_dealloc,
                                  .traverse = memory_traverse,
                                  .getattr = ki_generic_getattr,
                                  .get_buffer = memory_get_buffer,
                                  .release_buffer = memory_release_buffer};
    static const KiTypeDef def = {
        "_BytesIOBuffer", "_io", NULL, sizeof(Memory), KI_TF_GC | KI_TF_DISALLOW_NEW, KI_K_OPAQUE,
        &slots,           NULL,  NULL};
    return ki_native_type(ks, &def, base);
}

static KiValue m_getbuffer(KiState *ks, KiValue *a, int n) {
    if (!check_open(ks, bio_of(a[0]))) return KI_ERR;
    Memory *m = (Memory *)ki_instance_alloc(ks, ks->bi->io->bytes_buffer);
    if (!m) return KI_ERR;
    m->stream = ki_new_ref(a[0]);
    KiValue r = ki_memoryview_new(ks, ki_from_obj(m));
    ki_decref_obj(ks, &m->h);
    return r;
}

static KiValue m_getstate(KiState *ks, KiValue *a, int n) {
    KiBytesIO *b = bio_of(a[0]);
    if (!check_open(ks, b)) return KI_ERR;
    KiValue data = ki_bytes_from(ks, b->len ? b->data : NULL, b->len), attributes = KI_ERR;
    if (data != KI_ERR) attributes = ki_io_copy_dict(ks, a[0]);
    KiValue r = attributes == KI_ERR
                    ? KI_ERR
                    : ki_tuple_pack(ks, 3, data, ki_int_from_i64(ks, (int64_t)b->pos), attributes);
    ki_decref(ks, data);
    ki_decref(ks, attributes);
    return r;
}
static KiValue m_setstate(KiState *ks, KiValue *a, int n) {
    KiBytesIO *b = bio_of(a[0]);
    int64_t pos;
    if (!check_open(ks, b)) return KI_ERR;
    if (!ki_is_tuple(a[1]) || ki_tuple_of(a[1])->len < 3)
        return ki_io_set_state(ks, a[0], a[1], 3, &pos) ? KI_NONE : KI_ERR;
    KiValue data = ki_tuple_of(a[1])->items[0];
    if (!bio_init(ks, a[0], &data, 1, KI_ABSENT) || !ki_io_set_state(ks, a[0], a[1], 3, &pos))
        return KI_ERR;
    b->pos = (size_t)pos;
    return KI_NONE;
}

static const KiDef methods[] = {
    {"__getstate__", "(self, /)", m_getstate, NULL, KI_DEF_UNSIGNED},
    {"__setstate__", "(self, state, /)", m_setstate, NULL, KI_DEF_UNSIGNED},
    {"read", "(self, size=-1, /)", m_read, "Read at most size bytes.", 0},
    {"read1", "(self, size=-1, /)", m_read, "Read at most size bytes.", 0},
    {"readline", "(self, size=-1, /)", m_readline, "Read a line.", 0},
    {"readlines", "(self, size=None, /)", m_readlines,
     "The lines left, as far as size bytes reach.", 0},
    {"readinto", "(self, buffer, /)", m_readinto, "Fill a writable buffer.", 0},
    {"readinto1", "(self, buffer, /)", m_readinto1, "Fill a writable buffer.", 0},
    {"write", "(self, b, /)", m_write, "Write bytes.", 0},
    {"getvalue", "(self, /)", m_getvalue, "The whole contents.", 0},
    {"getbuffer", "(self, /)", m_getbuffer, "A view over the contents, without a copy.", 0},
    {"seek", "(self, pos, whence=0, /)", m_seek, "Change the position.", 0},
    {"tell", "(self, /)", m_tell, "Current position.", 0},
    {"truncate", "(self, size=None, /)", m_truncate, "Truncate to size bytes.", 0},
    {"close", "(self, /)", m_close, "Close and free the contents.", 0},
    {"flush", "(self, /)", m_flush, "Does nothing.", 0},
    {"isatty", "(self, /)", m_isatty, "False.", 0},
    {"readable", "(self, /)", m_true, "True.", 0},
    {"writable", "(self, /)", m_true, "True.", 0},
    {"seekable", "(self, /)", m_true, "True.", 0},
    KI_DEF_END};
static const KiGetsetDef getsets[] = {
    {"closed", g_closed, NULL, "True if the file is closed.", NULL},
    {NULL, NULL, NULL, NULL, NULL}};

KiType *ki_io_make_bytes_type(KiState *ks, KiType *base) {
    static const KiSlots slots = {.dealloc = bio_dealloc,
                                  .new_ = bio_new,
                                  .init = bio_init,
                                  .iter = ki_io_iter_self,
                                  .next = bio_next};
    static const KiTypeDef def = {"BytesIO",
                                  "_io",
                                  "(initial_bytes=b'')\n"
                                  "Buffered I/O implementation using an in-memory bytes buffer.",
                                  sizeof(KiBytesIO),
                                  KI_TF_BASETYPE | KI_TF_HAS_DICT | KI_TF_HAS_WEAKREF | KI_TF_GC,
                                  KI_K_OPAQUE,
                                  &slots,
                                  methods,
                                  getsets};
    return ki_native_type(ks, &def, base);
}
