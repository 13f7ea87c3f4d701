/* pickle.PickleBuffer: an object around anything with a buffer, to be pickled beside the stream. */
#include "mod_pickle.h"

#include "../object/obj_memoryview.h"

typedef struct PickleBuffer {
    KiObj h;
    KiBuffer buf; /* owner KI_ABSENT once released */
    bool filled;
} PickleBuffer;

static PickleBuffer *buffer_of(KiValue v) {
    return (PickleBuffer *)ki_obj(v);
}

static KiValue buffer_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    int given = nargs + (kwnames == KI_ABSENT ? 0 : (int)ki_tuple_of(kwnames)->len);
    if (given > 1)
        return ki_raise(ks, KI_EXC_TypeError,
                        "PickleBuffer() takes at most 1 %sargument (%d given)",
                        nargs ? "" : "keyword ", given);
    if (!nargs)
        return ki_raise(ks, KI_EXC_TypeError,
                        "PickleBuffer() takes exactly 1 positional argument (0 given)");
    PickleBuffer *b = (PickleBuffer *)ki_instance_alloc(ks, cls);
    if (!b) return KI_ERR;
    b->buf.owner = KI_ABSENT;
    if (ki_get_buffer(ks, args[0], &b->buf, false)) {
        b->filled = true;
        return ki_from_obj(b);
    }
    ki_decref_obj(ks, &b->h);
    return KI_ERR;
}
static void release(KiState *ks, PickleBuffer *b) {
    if (b->filled) ki_release_buffer(ks, &b->buf);
    b->filled = false;
}
static void buffer_dealloc(KiState *ks, KiObj *o) {
    release(ks, (PickleBuffer *)o);
}
static void buffer_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    if (((PickleBuffer *)o)->filled) visit(((PickleBuffer *)o)->buf.owner, arg);
}
static bool alive(KiState *ks, PickleBuffer *b) {
    if (!b->filled)
        ki_raise(ks, KI_EXC_ValueError, "operation forbidden on released PickleBuffer object");
    return b->filled;
}
/* The loan is the inner object's: a memoryview names that, and the memory outlives release(). */
static bool get_buffer(KiState *ks, KiValue self, KiBuffer *out, bool writable) {
    PickleBuffer *b = buffer_of(self);
    if (!alive(ks, b) || !ki_get_buffer(ks, b->buf.owner, out, writable)) return false;
    out->passed_on = true;
    return true;
}
static KiValue m_release(KiState *ks, KiValue *a, int n) {
    release(ks, buffer_of(a[0]));
    return KI_NONE;
}
static bool in_one_piece(const KiBuffer *b) {
    return ki_buffer_is_contiguous(b) || ki_buffer_is_fortran(b);
}
static KiValue m_raw(KiState *ks, KiValue *a, int n) {
    PickleBuffer *b = buffer_of(a[0]);
    if (!alive(ks, b)) return KI_ERR;
    if (!in_one_piece(&b->buf))
        return ki_raise(ks, KI_EXC_BufferError,
                        "cannot extract raw buffer from non-contiguous buffer");
    KiValue whole = ki_memoryview_new(ks, a[0]);
    if (whole == KI_ERR) return KI_ERR;
    KiMemoryview *r = ki_memoryview_derive(ks, ki_memoryview_of(whole), 1);
    if (r) {
        r->itemsize = ki_mv_strides(r)[0] = 1;
        ki_mv_shape(r)[0] = r->len;
        strcpy(r->format, "B");
    }
    ki_decref(ks, whole);
    return r ? ki_from_obj(r) : KI_ERR;
}

KiType *ki_make_pickle_buffer_type(KiState *ks) {
    static const KiSlots slots = {.dealloc = buffer_dealloc,
                                  .traverse = buffer_traverse,
                                  .clear = buffer_dealloc,
                                  .new_ = buffer_new,
                                  .get_buffer = get_buffer};
    static const KiDef methods[] = {
        {"raw", "(self, /)", m_raw, "The memory as a memoryview of bytes.", 0},
        {"release", "(self, /)", m_release, "Give the memory back.", 0},
        KI_DEF_END};
    static const KiTypeDef def = {"PickleBuffer",
                                  "pickle",
                                  "Wrapper for potentially out-of-band buffers",
                                  sizeof(PickleBuffer),
                                  KI_TF_HAS_WEAKREF | KI_TF_GC,
                                  KI_K_OPAQUE,
                                  &slots,
                                  methods,
                                  NULL};
    return ki_native_type(ks, &def, ks->types[KI_K_OBJECT]);
}

static bool save_contents(KiState *ks, KiPickler *p, KiValue v, PickleBuffer *b) {
    bool in_band = true;
    if (p->buffer_callback != KI_ABSENT) {
        KiValue r = ki_call1(ks, p->buffer_callback, v);
        int t = r == KI_ERR ? -1 : ki_truth(ks, r);
        ki_decref(ks, r);
        if (t < 0) return false;
        in_band = t;
    }
    const uint8_t *data = b->buf.data;
    size_t n = (size_t)b->buf.len;
    if (in_band)
        return b->buf.readonly ? ki_pk_save_bytes(ks, p, v, data, n, KI_ABSENT)
                               : ki_pk_save_bytearray(ks, p, v, data, n);
    return ki_pk_op(ks, p, OP_NEXT_BUFFER) &&
           (!b->buf.readonly || ki_pk_op(ks, p, OP_READONLY_BUFFER));
}
bool ki_pk_save_buffer(KiState *ks, KiPickler *p, KiValue v) {
    PickleBuffer *b = buffer_of(v);
    if (p->proto < 5) {
        ki_pk_raise(ks, PK_PICKLING_ERROR, "PickleBuffer can only pickled with protocol >= 5");
        return false;
    }
    if (!alive(ks, b)) return false;
    if (!in_one_piece(&b->buf)) {
        ki_pk_raise(ks, PK_PICKLING_ERROR,
                    "PickleBuffer can not be pickled when pointing to a non-contiguous buffer");
        return false;
    }
    return save_contents(ks, p, v, b);
}
