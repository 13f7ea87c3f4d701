/* Writing to a TextIOWrapper: text is encoded into a block, which goes to the buffer object. */
#include "../object/depth.h"
#include "../vm/thread.h"
#include "codecs.h"
#include "mod_io_text.h"

/* Passes the encoded text on to the buffer (which may keep it). */
bool ki_io_text_flush_out(KiState *ks, KiTextIO *t) {
    if (!ki_io_text_attached(ks, t)) return false;
    if (!t->out_len) return true;
    size_t n = t->out_len;
    t->out_len = 0;
    if (ki_io_is_native_buffered(ks, t->buffer)) {
        KiBuffered *b = (KiBuffered *)ki_obj(t->buffer);
        if (ki_io_text_closed(ks, t) != 0) {
            if (!ki_pending(ks)) ki_raise(ks, KI_EXC_ValueError, "write to closed file");
            return false;
        }
        if (!b->writable) {
            ki_io_unsupported(ks, "write");
            return false;
        }
        /* another thread may go on writing meanwhile */
        char *out = t->out;
        size_t cap = t->out_cap;
        t->out = NULL;
        t->out_cap = 0;
        ki_incref_obj((KiObj *)b);
        bool ok = ki_io_buffered_write(ks, b, out, n);
        ki_decref_obj(ks, (KiObj *)b);
        if (t->out) {
            kb_free(&ks->alloc, out, cap);
        } else {
            t->out = out;
            t->out_cap = cap;
        }
        return ok;
    }
    KiValue bytes = ki_bytes_from(ks, t->out, n);
    if (bytes == KI_ERR) return false;
    KiValue r = ki_io_text_call(ks, t, "write", &bytes, 1);
    ki_decref(ks, bytes);
    ki_decref(ks, r);
    return r != KI_ERR;
}

bool ki_io_text_flush(KiState *ks, KiTextIO *t) {
    if (!ki_io_text_flush_out(ks, t) || !ki_io_text_attached(ks, t)) return false;
    if (ki_io_is_native_buffered(ks, t->buffer)) {
        KiBuffered *b = (KiBuffered *)ki_obj(t->buffer);
        ki_incref_obj((KiObj *)b);
        bool ok = ki_io_buffered_flush(ks, b);
        ki_decref_obj(ks, (KiObj *)b);
        return ok;
    }
    KiValue r = ki_io_text_call(ks, t, "flush", NULL, 0);
    ki_decref(ks, r);
    return r != KI_ERR;
}

bool ki_io_text_flush_self(KiState *ks, KiValue self) {
    if (ki_is_kind(self, KI_K_OPAQUE)) return ki_io_text_flush(ks, ki_io_text_of(self));
    KiValue r = ki_call_method(ks, self, ks->names.n_flush, NULL, 0);
    ki_decref(ks, r);
    return r != KI_ERR;
}

static bool has_surrogate(const uint8_t *u, size_t n) {
    const uint8_t *p = u, *end = u + n;
    while ((p = memchr(p, 0xED, (size_t)(end - p))) != NULL) {
        if (p + 1 < end && p[1] >= 0xA0) return true;
        p++;
    }
    return false;
}

/* Appends encoded bytes; with nl_out "\r" or "\r\n", the encoding being ASCII-like, translated. */
static bool put_bytes(KiState *ks, KiTextIO *t, const char *s, size_t n) {
    if (!t->nl_out[0]) {
        if (!ki_io_text_reserve(ks, &t->out, &t->out_cap, t->out_len + n)) return false;
        if (n) memcpy(t->out + t->out_len, s, n); /* an empty text may have no bytes at all */
        t->out_len += n;
        return true;
    }
    if (!ki_io_text_reserve(ks, &t->out, &t->out_cap, t->out_len + 2 * n)) return false;
    for (size_t i = 0; i < n; i++) {
        if (s[i] != '\n') {
            t->out[t->out_len++] = s[i];
            continue;
        }
        t->out[t->out_len++] = t->nl_out[0];
        if (t->nl_out[1]) t->out[t->out_len++] = t->nl_out[1];
    }
    return true;
}

/* By the encoder of the stream, which knows what went before. */
static KiValue encode_other(KiState *ks, KiTextIO *t, KiValue text) {
    if (t->encoder == KI_ABSENT) {
        KiValue a[3] = {t->encoding, t->errors, ki_bool(t->begun)},
                made = ki_io_text_coder(ks, "encoder", a, 3);
        if (made == KI_ERR) return KI_ERR;
        ki_assign(ks, &t->encoder, made);
    }
    return ki_io_text_coder(ks, "encode", (KiValue[]){t->encoder, text}, 2);
}

/* By name: the encodings read here, whose failures do not name the codec as str.encode does. */
static KiValue encode_known(KiState *ks, KiTextIO *t, KiValue text) {
    static const char *const names[] = {
        [KI_IO_UTF8] = "utf-8", [KI_IO_ASCII] = "ascii", [KI_IO_LATIN1] = "latin-1"};
    const char *errors = ki_str_utf8_whole(ks, ki_str_of(t->errors));
    return errors ? ki_encode_piece(ks, text, names[t->codec], errors) : KI_ERR;
}

/* Other encodings and error handlers. */
static bool put_encoded(KiState *ks, KiTextIO *t, KiStr *s) {
    KiValue text = ki_new_ref(ki_from_obj(s));
    if (t->nl_out[0]) {
        KiValue a[2] = {ki_str_from_cstr(ks, "\n"), ki_str_from_cstr(ks, t->nl_out)};
        KiValue r = ki_call_method_cstr(ks, text, "replace", a, 2);
        ki_decref(ks, a[0]);
        ki_decref(ks, a[1]);
        ki_decref(ks, text);
        if (r == KI_ERR) return false;
        text = r;
    }
    KiValue b = t->codec == KI_IO_OTHER ? encode_other(ks, t, text) : encode_known(ks, t, text);
    ki_decref(ks, text);
    if (b == KI_ERR) return false;
    KiBytes *bytes = ki_bytes_of(b);
    bool ok = ki_io_text_reserve(ks, &t->out, &t->out_cap, t->out_len + bytes->len);
    if (ok && bytes->len) {
        memcpy(t->out + t->out_len, bytes->data, bytes->len);
        t->out_len += bytes->len;
    }
    ki_decref(ks, b);
    return ok;
}

static bool put_str(KiState *ks, KiTextIO *t, KiStr *s) {
    if (t->codec == KI_IO_OTHER) return put_encoded(ks, t, s);
    if (s->h.flags & KI_STR_ASCII) return put_bytes(ks, t, (const char *)s->data.u1, s->len);
    if (t->codec == KI_IO_LATIN1 && s->h.aux == 1)
        return put_bytes(ks, t, (const char *)s->data.u1, s->len);
    if (t->codec != KI_IO_UTF8) return put_encoded(ks, t, s);
    size_t n;
    const char *u = ki_str_utf8(ks, s, &n);
    if (!u) return false;
    if (s->h.aux > 1 && has_surrogate((const uint8_t *)u, n)) return put_encoded(ks, t, s);
    return put_bytes(ks, t, u, n);
}

static bool has_newline(const KiStr *s) {
    if (s->h.aux == 1) return memchr(s->data.u1, '\n', s->len) || memchr(s->data.u1, '\r', s->len);
    for (size_t i = 0; i < s->len; i++)
        if (ki_str_at(s, i) == '\n' || ki_str_at(s, i) == '\r') return true;
    return false;
}

bool ki_io_text_write(KiState *ks, KiTextIO *t, KiStr *s) {
    if (!ki_io_text_check_open(ks, t)) return false;
    if (t->out_len + s->len > KI_IO_TEXT_CHUNK && t->out_len && !ki_io_text_flush_out(ks, t))
        return false;
    if (!put_str(ks, t, s)) return false;
    ki_io_text_drop_input(ks, t);
    bool whole = t->line_buffering && has_newline(s);
    if ((whole || t->write_through) && !ki_depth_room(ks, KI_IN_CALL)) {
        t->out_len = 0; /* lost between here and the buffer */
        return false;
    }
    if (whole) return ki_io_text_flush(ks, t);
    if (t->write_through || t->out_len >= KI_IO_TEXT_CHUNK) return ki_io_text_flush_out(ks, t);
    return true;
}

KiValue ki_io_text_m_write(KiState *ks, KiValue *a, int n) {
    if (!ki_is_str(a[1]))
        return ki_raise(ks, KI_EXC_TypeError, "write() argument must be str, not %s",
                        ki_arg_type_name(ks, a[1]));
    KiTextIO *t = ki_io_text_of(a[0]);
    KiStr *s = ki_str_of(a[1]);
    if (!ki_io_text_check_open(ks, t)) return KI_ERR;
    if (!t->writable) return ki_io_unsupported(ks, "not writable");
    return ki_io_text_write(ks, t, s) ? ki_int_from_i64(ks, (int64_t)s->len) : KI_ERR;
}
