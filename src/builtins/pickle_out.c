/* The output of a Pickler: opcodes collect in a buffer; from protocol 4 on in frames of about 64
 * KiB, each announced with its length, so that a reader can take it in one go. */
#include "mod_pickle.h"

enum { FRAME_HEADER = 9, FRAME_MIN = 4, FRAME_TARGET = 64 * 1024 };

static void put_le(uint8_t *out, uint64_t v, int n) {
    for (int i = 0; i < n; i++)
        out[i] = (uint8_t)(v >> 8 * i);
}

static bool reserve(KiState *ks, KiPickler *p, size_t n) {
    if (p->cap - p->len >= n) return true;
    size_t cap = (p->len + n) / 2 * 3 + 64;
    uint8_t *b = ki_mem_realloc(ks, p->buf, p->cap, cap);
    if (!b) return false;
    p->buf = b;
    p->cap = cap;
    return true;
}

bool ki_pk_write(KiState *ks, KiPickler *p, const void *data, size_t n) {
    bool open = p->framing && p->frame_start == SIZE_MAX;
    if (!reserve(ks, p, n + (open ? FRAME_HEADER : 0))) return false;
    if (open) { /* the header is filled in when the frame is closed */
        p->frame_start = p->len;
        memset(p->buf + p->len, 0, FRAME_HEADER);
        p->len += FRAME_HEADER;
    }
    if (n) memcpy(p->buf + p->len, data, n);
    p->len += n;
    return true;
}

bool ki_pk_op(KiState *ks, KiPickler *p, int op) {
    uint8_t b = (uint8_t)op;
    return ki_pk_write(ks, p, &b, 1);
}

bool ki_pk_close_frame(KiState *ks, KiPickler *p) {
    if (!p->framing || p->frame_start == SIZE_MAX) return true;
    uint8_t *head = p->buf + p->frame_start;
    size_t n = p->len - p->frame_start - FRAME_HEADER;
    if (n >= FRAME_MIN) {
        head[0] = OP_FRAME;
        put_le(head + 1, n, 8);
    } else { /* not worth a header */
        memmove(head, head + FRAME_HEADER, n);
        p->len -= FRAME_HEADER;
    }
    p->frame_start = SIZE_MAX;
    return true;
}

bool ki_pk_flush(KiState *ks, KiPickler *p) {
    KiValue data = ki_bytes_from(ks, p->buf ? p->buf : (const uint8_t *)"", p->len);
    if (data == KI_ERR) return false;
    p->len = 0;
    p->frame_start = SIZE_MAX;
    KiValue r = ki_call1(ks, p->write, data);
    ki_decref(ks, data);
    ki_decref(ks, r);
    return r != KI_ERR;
}

bool ki_pk_boundary(KiState *ks, KiPickler *p) {
    if (!p->framing || p->frame_start == SIZE_MAX) return true;
    if (p->len - p->frame_start - FRAME_HEADER < FRAME_TARGET) return true;
    return ki_pk_close_frame(ks, p) && (p->write == KI_ABSENT || ki_pk_flush(ks, p));
}

bool ki_pk_write_large(KiState *ks, KiPickler *p, const void *header, size_t header_len,
                       const void *data, size_t n, KiValue payload) {
    bool framing = p->framing, bypass = n >= FRAME_TARGET, ok = true;
    if (bypass) {
        if (!ki_pk_close_frame(ks, p)) return false;
        p->framing = false;
    }
    ok = ki_pk_write(ks, p, header, header_len);
    if (ok && bypass && p->write != KI_ABSENT) {
        KiValue bytes = payload == KI_ABSENT ? ki_bytes_from(ks, data, n) : ki_new_ref(payload);
        ok = bytes != KI_ERR && ki_pk_flush(ks, p);
        KiValue r = ok ? ki_call1(ks, p->write, bytes) : KI_ERR;
        ok = r != KI_ERR;
        ki_decref(ks, r);
        ki_decref(ks, bytes);
    } else {
        ok = ok && ki_pk_write(ks, p, data, n);
    }
    p->framing = framing;
    return ok;
}
