/* The input of an Unpickler: bytes in memory, or a file that is asked for what the next opcode
 * needs. A file with peek() is looked at far ahead; how much of that has been used is made up for
 * by read() before more is asked for, so that the file ends up right behind the pickle. */
#include "mod_pickle.h"

enum { PREFETCH = 128 * 1024 };

static bool truncated(KiState *ks) {
    ki_pk_raise(ks, PK_UNPICKLING_ERROR, "pickle data was truncated");
    return false;
}

bool ki_pk_skip_consumed(KiState *ks, KiUnpickler *u) {
    if (u->pos <= u->prefetched) return true;
    KiValue r = ki_call1(ks, u->read, ki_small_int((int64_t)(u->pos - u->prefetched)));
    ki_decref(ks, r);
    u->prefetched = u->pos;
    return r != KI_ERR;
}

/* The input becomes what a method of the file gave; `kept` bytes of the old input stand first. */
static bool set_input(KiState *ks, KiUnpickler *u, KiValue data /* consumed */) {
    if (data == KI_ERR) return false;
    if (!ki_is_bytes(data)) {
        KiValue b = KI_ERR;
        KiBytesView v;
        if (ki_get_bytes(ks, data, false, &v)) {
            b = ki_bytes_from(ks, v.data, v.len);
            ki_release_bytes(ks, &v);
        } else {
            ki_clear_exc(ks);
            ki_raise(ks, KI_EXC_TypeError, "a bytes-like object is required, not '%s'",
                     ki_type_name(ks, data));
        }
        ki_decref(ks, data);
        if (b == KI_ERR) return false;
        data = b;
    }
    ki_assign(ks, &u->data, data);
    u->in = ki_bytes_of(data)->data;
    u->len = u->prefetched = ki_bytes_of(data)->len;
    u->pos = 0;
    return true;
}
static KiValue join(KiState *ks, KiUnpickler *u, KiValue more /* consumed */) {
    size_t left = u->len - u->pos;
    if (more == KI_ERR || !left) return more;
    KiValue b = KI_ERR;
    if (ki_is_bytes(more)) {
        b = ki_bytes_from(ks, NULL, left + ki_bytes_of(more)->len);
        if (b != KI_ERR) {
            memcpy(ki_bytes_of(b)->data, u->in + u->pos, left);
            memcpy(ki_bytes_of(b)->data + left, ki_bytes_of(more)->data, ki_bytes_of(more)->len);
        }
    } else {
        ki_raise(ks, KI_EXC_TypeError, "read() returned non-bytes object (%s)",
                 ki_type_name(ks, more));
    }
    ki_decref(ks, more);
    return b;
}
/* Looks ahead; *enough: n bytes are there now. */
static bool try_peek(KiState *ks, KiUnpickler *u, size_t n, bool *enough) {
    *enough = false;
    KiValue data = ki_call1(ks, u->peek, ki_small_int(PREFETCH));
    if (data == KI_ERR && ki_pending_is(ks, KI_EXC_NotImplementedError)) {
        ki_clear_exc(ks);
        ki_assign(ks, &u->peek, KI_ABSENT);
        return true;
    }
    if (!set_input(ks, u, data)) return false;
    u->prefetched = 0;
    *enough = u->len >= n;
    return true;
}
static bool fill(KiState *ks, KiUnpickler *u, size_t n) {
    if (!ki_pk_skip_consumed(ks, u)) return false;
    bool ahead = u->prefetched < u->len; /* the file still has what is left of the input */
    if (u->peek != KI_ABSENT && n < PREFETCH) {
        bool enough;
        if (!try_peek(ks, u, n, &enough)) return false;
        if (enough) return true;
        ahead = true;
    }
    if (ahead) u->len = u->pos;
    size_t left = u->len - u->pos;
    KiValue size = ki_int_from_u64(ks, n - left);
    KiValue data = size == KI_ERR ? KI_ERR : ki_call1(ks, u->read, size);
    ki_decref(ks, size);
    return set_input(ks, u, join(ks, u, data));
}

bool ki_pk_read(KiState *ks, KiUnpickler *u, size_t n, const uint8_t **out) {
    if (KB_UNLIKELY(n > u->len - u->pos)) {
        if (u->read == KI_ABSENT) return truncated(ks);
        if (n > INT64_MAX / 2) {
            ki_pk_raise(ks, PK_UNPICKLING_ERROR, "read would overflow (invalid bytecode)");
            return false;
        }
        if (!fill(ks, u, n)) return false;
        if (u->len - u->pos < n) return truncated(ks);
    }
    *out = u->in + u->pos;
    u->pos += n;
    return true;
}

bool ki_pk_read_line(KiState *ks, KiUnpickler *u, const uint8_t **out, size_t *n) {
    size_t left = u->len - u->pos;
    const uint8_t *end = left ? memchr(u->in + u->pos, '\n', left) : NULL;
    if (!end) {
        if (u->read == KI_ABSENT) return truncated(ks);
        if (!ki_pk_skip_consumed(ks, u)) return false;
        if (u->prefetched < u->len) u->len = u->pos; /* readline gives it again */
        KiValue line = ki_call0(ks, u->readline);
        if (!set_input(ks, u, join(ks, u, line))) return false;
        if (!u->len || u->in[u->len - 1] != '\n') return truncated(ks);
        end = u->in + u->len - 1;
    }
    *out = u->in + u->pos;
    *n = (size_t)(end - *out) + 1;
    u->pos += *n;
    return true;
}
