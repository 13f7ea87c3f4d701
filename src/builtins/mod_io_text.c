/* TextIOWrapper: text over a buffer object. Bytes are decoded a line or a read at a time, straight
 * from the block read last (see KiTextIO in mod_io.h). */
#include "../base/utf8.h"
#include "../object/depth.h"
#include "../vm/thread.h"
#include "codecs.h"
#include "mod_io.h"

enum { CHUNK = 8192 };

static KiTextIO *text_of(KiValue v) {
    return (KiTextIO *)ki_obj(v);
}

static bool check_attached(KiState *ks, KiTextIO *t) {
    if (KB_UNLIKELY(t->busy_by != NULL) && !ki_io_wait_turn(ks, &t->busy_by)) return false;
    if (t->buffer != KI_ABSENT) return true;
    ki_raise(ks, KI_EXC_ValueError,
             t->detached ? "underlying buffer has been detached"
                         : "I/O operation on uninitialized object");
    return false;
}

static int is_closed(KiState *ks, KiTextIO *t) {
    if (ki_io_is_native_buffered(ks, t->buffer)) {
        KiValue raw = ((KiBuffered *)ki_obj(t->buffer))->raw;
        if (ki_is_kind(raw, KI_K_OPAQUE) && ki_obj_type(ki_obj(raw)) == ks->bi->io->file) {
            KiFileIO *f = (KiFileIO *)ki_obj(raw);
            return f->host ? f->base.closed : f->fd < 0;
        }
    }
    KiValue v = ki_getattr_cstr(ks, t->buffer, "closed");
    int r = v == KI_ERR ? -1 : ki_truth(ks, v);
    ki_decref(ks, v);
    return r;
}

static bool check_open(KiState *ks, KiTextIO *t) {
    if (!check_attached(ks, t)) return false;
    int closed = is_closed(ks, t);
    if (closed > 0) ki_raise(ks, KI_EXC_ValueError, "I/O operation on closed file.");
    return closed == 0;
}

/* --- making --- */

static bool name_is(const char *a, const char *const *list) {
    for (; *list; list++)
        if (!strcmp(a, *list)) return true;
    return false;
}

static KiIoCodec codec_of(const char *name) {
    static const char *const utf8[] = {"utf-8", "utf8", "u8", "utf", "cp65001", NULL};
    static const char *const ascii[] = {"ascii", "us-ascii", "646", "ansi-x3.4-1968", NULL};
    static const char *const latin1[] = {"latin-1", "latin1", "iso-8859-1", "iso8859-1", "l1",
                                         "8859",    "cp819",  "latin",      NULL};
    char n[32];
    size_t i = 0;
    for (; name[i] && i < sizeof n - 1; i++) {
        char c = name[i];
        n[i] = c == '_' || c == ' ' ? '-' : c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
    }
    n[i] = 0;
    return name_is(n, utf8)     ? KI_IO_UTF8
           : name_is(n, ascii)  ? KI_IO_ASCII
           : name_is(n, latin1) ? KI_IO_LATIN1
                                : KI_IO_OTHER;
}

static KiValue text_alloc(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    KiTextIO *t = (KiTextIO *)ki_instance_alloc(ks, cls);
    if (!t) return KI_ERR;
    t->buffer = t->encoding = t->errors = t->coder = t->encoder = KI_ABSENT;
    return ki_from_obj(t);
}

/* Whether the codec exists and makes bytes of text; else LookupError. */
static bool check_codec(KiState *ks, KiValue encoding) {
    KiValue lookup = ki_import_attr(ks, "codecs", "lookup");
    KiValue info = lookup == KI_ERR ? KI_ERR : ki_call1(ks, lookup, encoding);
    ki_decref(ks, lookup);
    if (info == KI_ERR) return false;
    KiStr *name = ki_intern_cstr(ks, "_is_text_encoding");
    KiValue v = name ? ki_getattr_opt(ks, info, name) : KI_ERR;
    if (name) ki_decref_obj(ks, &name->h);
    ki_decref(ks, info);
    int text = v == KI_ABSENT ? 1 : v == KI_ERR ? -1 : ki_truth(ks, v);
    ki_decref(ks, v);
    const char *u = text == 0 ? ki_str_utf8(ks, ki_str_of(encoding), NULL) : NULL;
    if (u)
        ki_raise(ks, KI_EXC_LookupError,
                 "'%s' is not a text encoding; use codecs.open() to handle arbitrary codecs", u);
    return text > 0;
}

static void drop_input(KiState *ks, KiTextIO *t) {
    t->in_pos = t->in_end = t->in_valid = t->first_cr = t->in_read = 0;
    ki_assign(ks, &t->coder, KI_ABSENT);
}

static bool is_text_or_none(KiState *ks, const char *what, KiValue v) {
    if (v == KI_ABSENT || ki_is_none(v) || ki_is_str(v)) return true;
    ki_raise(ks, KI_EXC_TypeError, "TextIOWrapper() argument '%s' must be str or None, not %s",
             what, ki_type_name(ks, v));
    return false;
}

/* A flag that is an integer: 1, 0, or -1 with the exception pending. */
static int flag_of(KiState *ks, KiValue v, bool otherwise) {
    int n = otherwise;
    return v != KI_ABSENT && !ki_to_int(ks, v, &n) ? -1 : n != 0;
}

/* What development mode looks at before it is needed. */
static bool check_error_handler(KiState *ks, KiValue errors) {
    KiValue lookup = ki_import_attr(ks, "codecs", "lookup_error");
    KiValue r = lookup == KI_ERR ? KI_ERR : ki_call1(ks, lookup, errors);
    ki_decref(ks, lookup);
    if (r == KI_ERR) return false;
    ki_decref(ks, r);
    return true;
}

/* Sets encoding and errors (str or None), checking that the codec exists. */
static bool set_encoding(KiState *ks, KiTextIO *t, KiValue encoding, KiValue errors) {
    KiValue enc = ki_is_none(encoding) || encoding == KI_ABSENT ? ki_str_from_cstr(ks, "UTF-8")
                                                                : ki_new_ref(encoding);
    KiValue err = ki_is_none(errors) || errors == KI_ABSENT ? ki_str_from_cstr(ks, "strict")
                                                            : ki_new_ref(errors);
    bool ok = enc != KI_ERR && err != KI_ERR;
    const char *name = ok ? ki_str_utf8(ks, ki_str_of(enc), NULL) : NULL;
    if (name && !strcmp(name, "locale")) {
        ki_assign(ks, &enc, ki_str_from_cstr(ks, "UTF-8"));
        name = enc == KI_ERR ? NULL : "UTF-8";
    }
    ok = name != NULL;
    if (ok) {
        t->codec = codec_of(name);
        ok = t->codec != KI_IO_OTHER || check_codec(ks, enc);
        if (ok && ks->config.dev_mode) ok = check_error_handler(ks, err);
    }
    if (!ok) {
        ki_decref(ks, enc);
        ki_decref(ks, err);
        return false;
    }
    ki_assign(ks, &t->encoding, enc);
    ki_assign(ks, &t->errors, err);
    ki_assign(ks, &t->encoder, KI_ABSENT);
    drop_input(ks, t);
    return true;
}

static bool ask(KiState *ks, KiValue o, const char *name, bool *out) {
    KiValue r = ki_call_method_cstr(ks, o, name, NULL, 0);
    int t = r == KI_ERR ? -1 : ki_truth(ks, r);
    ki_decref(ks, r);
    *out = t > 0;
    return t >= 0;
}

/* Sees whether an encoder is at the start, where a byte order mark is due. */
static bool note_start(KiState *ks, KiTextIO *t, KiValue buffer) {
    t->begun = false;
    if (t->codec != KI_IO_OTHER || !t->is_seekable || !t->writable) return true;
    KiValue at = ki_call_method_cstr(ks, buffer, "tell", NULL, 0);
    int moved = at == KI_ERR ? -1 : ki_truth(ks, at);
    ki_decref(ks, at);
    t->begun = moved > 0;
    return moved >= 0;
}

static bool setup(KiState *ks, KiTextIO *t, KiValue buffer, KiValue encoding, KiValue errors,
                  KiValue newline, bool line_buffering, bool write_through) {
    if (!ki_io_set_newline(ks, "TextIOWrapper", newline, t->nl_in, t->nl_out, &t->universal,
                           &t->translate_in) ||
        !set_encoding(ks, t, encoding, errors))
        return false;
    t->detached = t->base.closed = false;
    t->line_buffering = line_buffering;
    t->write_through = write_through;
    t->out_len = 0;
    if (ki_io_is_native_buffered(ks, buffer)) {
        t->readable = ((KiBuffered *)ki_obj(buffer))->readable;
        t->writable = ((KiBuffered *)ki_obj(buffer))->writable;
    } else if (!ask(ks, buffer, "readable", &t->readable) ||
               !ask(ks, buffer, "writable", &t->writable)) {
        return false;
    }
    if (!ask(ks, buffer, "seekable", &t->is_seekable) || !note_start(ks, t, buffer)) return false;
    t->telling = t->is_seekable;
    ki_assign(ks, &t->buffer, ki_new_ref(buffer)); /* usable from here on */
    return true;
}

KiValue ki_io_text_new(KiState *ks, KiType *type, KiValue buffer, KiValue encoding, KiValue errors,
                       KiValue newline, bool line_buffering, bool write_through) {
    KiValue v = text_alloc(ks, type, NULL, 0, KI_ABSENT);
    if (v != KI_ERR &&
        !setup(ks, text_of(v), buffer, encoding, errors, newline, line_buffering, write_through)) {
        ki_decref(ks, v);
        return KI_ERR;
    }
    return v;
}

static bool text_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    static const char *const names[] = {"buffer",  "encoding",       "errors",
                                        "newline", "line_buffering", "write_through"};
    KiValue v[6];
    ki_assign(ks, &text_of(self)->buffer, KI_ABSENT); /* unusable until this succeeds */
    text_of(self)->detached = false;
    if (!ki_bind_args(ks, "TextIOWrapper", names, 6, 1, 6, args, nargs, kwnames, v)) return false;
    for (int i = 1; i < 4; i++)
        if (!is_text_or_none(ks, names[i], v[i])) return false;
    int lb = flag_of(ks, v[4], false), wt = lb < 0 ? -1 : flag_of(ks, v[5], false);
    return lb >= 0 && wt >= 0 && ki_io_note_encoding(ks, v[1], 1) &&
           setup(ks, text_of(self), v[0], v[1], v[2], v[3] == KI_ABSENT ? KI_NONE : v[3], lb, wt);
}

static void text_dealloc(KiState *ks, KiObj *o) {
    KiTextIO *t = (KiTextIO *)o;
    if (t->buffer != KI_ABSENT && t->out_len && ki_io_is_native_buffered(ks, t->buffer)) {
        KiValue saved = ki_pending(ks) ? ki_take_exc(ks) : KI_ABSENT;
        if (is_closed(ks, t) == 0 &&
            !ki_io_buffered_write(ks, (KiBuffered *)ki_obj(t->buffer), t->out, t->out_len))
            ki_clear_exc(ks);
        if (saved != KI_ABSENT) ki_restore_exc(ks, saved);
    }
    kb_free(&ks->alloc, t->in, t->in_cap);
    kb_free(&ks->alloc, t->out, t->out_cap);
    t->in = NULL;
    t->out = NULL;
    t->in_cap = t->out_cap = 0;
    ki_assign(ks, &t->buffer, KI_ABSENT);
    ki_assign(ks, &t->encoding, KI_ABSENT);
    ki_assign(ks, &t->errors, KI_ABSENT);
    ki_assign(ks, &t->coder, KI_ABSENT);
    ki_assign(ks, &t->encoder, KI_ABSENT);
}
static void text_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    KiTextIO *t = (KiTextIO *)o;
    visit(t->buffer, arg);
    visit(t->encoding, arg);
    visit(t->errors, arg);
    visit(t->coder, arg);
    visit(t->encoder, arg);
}
static void text_clear(KiState *ks, KiObj *o) {
    ki_assign(ks, &((KiTextIO *)o)->buffer, KI_ABSENT);
    ki_assign(ks, &((KiTextIO *)o)->coder, KI_ABSENT);
    ki_assign(ks, &((KiTextIO *)o)->encoder, KI_ABSENT);
}

/* --- writing --- */

static bool reserve(KiState *ks, void *block, size_t *cap, size_t need) {
    void **p = block;
    if (need <= *cap) return true;
    size_t new_cap = need < CHUNK ? CHUNK : need + need / 2;
    void *q = kb_realloc(&ks->alloc, *p, *cap, new_cap);
    if (!q) {
        ki_raise_nomem(ks);
        return false;
    }
    *p = q;
    *cap = new_cap;
    return true;
}

/* Passes the encoded text on to the buffer (which may keep it). */
static bool flush_out(KiState *ks, KiTextIO *t) {
    if (!check_attached(ks, t)) return false;
    if (!t->out_len) return true;
    size_t n = t->out_len;
    t->out_len = 0;
    if (ki_io_is_native_buffered(ks, t->buffer)) {
        KiBuffered *b = (KiBuffered *)ki_obj(t->buffer);
        if (is_closed(ks, t) != 0) {
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
        bool ok = ki_io_buffered_write(ks, b, out, n);
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
    KiValue r = ki_call_method(ks, t->buffer, ks->names.n_write, &bytes, 1);
    ki_decref(ks, bytes);
    ki_decref(ks, r);
    return r != KI_ERR;
}

bool ki_io_text_flush(KiState *ks, KiTextIO *t) {
    if (!flush_out(ks, t) || !check_attached(ks, t)) return false;
    if (ki_io_is_native_buffered(ks, t->buffer))
        return ki_io_buffered_flush(ks, (KiBuffered *)ki_obj(t->buffer));
    KiValue r = ki_call_method(ks, t->buffer, ks->names.n_flush, NULL, 0);
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
        if (!reserve(ks, &t->out, &t->out_cap, t->out_len + n)) return false;
        if (n) memcpy(t->out + t->out_len, s, n); /* an empty text may have no bytes at all */
        t->out_len += n;
        return true;
    }
    if (!reserve(ks, &t->out, &t->out_cap, t->out_len + 2 * n)) return false;
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

/* A function of _text_coder.py. */
static KiValue coder_function(KiState *ks, const char *name, KiValue *args, int n) {
    KiValue fn = ki_import_attr(ks, "_text_coder", name);
    KiValue r = fn == KI_ERR ? KI_ERR : ki_call(ks, fn, args, n, KI_ABSENT);
    ki_decref(ks, fn);
    return r;
}

/* By the encoder of the stream, which knows what went before. */
static KiValue encode_other(KiState *ks, KiTextIO *t, KiValue text) {
    if (t->encoder == KI_ABSENT) {
        KiValue a[3] = {t->encoding, t->errors, ki_bool(t->begun)},
                made = coder_function(ks, "encoder", a, 3);
        if (made == KI_ERR) return KI_ERR;
        ki_assign(ks, &t->encoder, made);
    }
    return coder_function(ks, "encode", (KiValue[]){t->encoder, text}, 2);
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
    bool ok = reserve(ks, &t->out, &t->out_cap, t->out_len + bytes->len);
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
    if (!check_open(ks, t)) return false;
    if (t->out_len + s->len > CHUNK && t->out_len && !flush_out(ks, t)) return false;
    if (!put_str(ks, t, s)) return false;
    drop_input(ks, t);
    bool whole = t->line_buffering && has_newline(s);
    if ((whole || t->write_through) && !ki_depth_room(ks, KI_IN_CALL)) {
        t->out_len = 0; /* lost between here and the buffer */
        return false;
    }
    if (whole) return ki_io_text_flush(ks, t);
    if (t->write_through || t->out_len >= CHUNK) return flush_out(ks, t);
    return true;
}

static KiValue m_write(KiState *ks, KiValue *a, int n) {
    if (!ki_is_str(a[1]))
        return ki_raise(ks, KI_EXC_TypeError, "write() argument must be str, not %s",
                        ki_arg_type_name(ks, a[1]));
    KiTextIO *t = text_of(a[0]);
    KiStr *s = ki_str_of(a[1]);
    if (!check_open(ks, t)) return KI_ERR;
    if (!t->writable) return ki_io_unsupported(ks, "not writable");
    return ki_io_text_write(ks, t, s) ? ki_int_from_i64(ks, (int64_t)s->len) : KI_ERR;
}

/* --- reading --- */

/* The decoded form of n bytes at p, which are whole characters. */
static KiValue decode(KiState *ks, KiTextIO *t, const uint8_t *p, size_t n) {
    if (n == 0) return ki_new_ref(ks->empty_str);
    if (t->codec != KI_IO_LATIN1) return ki_str_from_utf8(ks, (const char *)p, n);
    KiStr *s = ki_str_alloc(ks, n, 1, ki_units_seen(p, 1, n) < 128);
    if (!s) return KI_ERR;
    memcpy(s->data.u1, p, n);
    return ki_from_obj(s);
}

static int64_t fill_now(KiState *ks, KiTextIO *t);

/* One read of the buffer, appended to `in`: bytes added, 0 at the end, -1 error. */
static int64_t fill(KiState *ks, KiTextIO *t) {
    if (!check_attached(ks, t)) return -1;
    KiThread *outer = t->busy_by;
    t->busy_by = ks->thread;
    int64_t r = fill_now(ks, t);
    t->busy_by = outer;
    if (!outer) ki_gil_notify(ks);
    return r;
}

/* A method of the coder, with the buffer, an int and whether places are told. */
static KiValue coder_read(KiState *ks, KiTextIO *t, const char *method, int64_t n) {
    if (!check_attached(ks, t)) return KI_ERR;
    KiThread *outer = t->busy_by;
    t->busy_by = ks->thread;
    KiValue a[3] = {ki_new_ref(t->buffer), ki_int_from_i64(ks, n), ki_bool(t->telling)},
            coder = ki_new_ref(t->coder), r = KI_ERR;
    if (a[1] != KI_ERR) r = ki_call_method_cstr(ks, coder, method, a, 3);
    ki_decref(ks, coder);
    ki_decref(ks, a[0]);
    if (a[1] != KI_ERR) ki_decref(ks, a[1]);
    t->busy_by = outer;
    if (!outer) ki_gil_notify(ks);
    return r;
}

static bool make_coder(KiState *ks, KiTextIO *t) {
    KiValue a[6] = {t->encoding,
                    t->errors,
                    ki_bool(t->universal),
                    ki_bool(t->translate_in),
                    ki_str_from_cstr(ks, t->nl_in),
                    ki_small_int(t->seen_nl)};
    KiValue made = a[4] == KI_ERR ? KI_ERR : coder_function(ks, "Reader", a, 6);
    if (a[4] != KI_ERR) ki_decref(ks, a[4]);
    if (made == KI_ERR) return false;
    ki_assign(ks, &t->coder, made);
    return true;
}

/* The coder of a stream that needs one from its start. */
static bool need_coder(KiState *ks, KiTextIO *t) {
    return t->codec != KI_IO_OTHER || t->coder != KI_ABSENT || make_coder(ks, t);
}

/* How many bytes at p are whole characters; SIZE_MAX if some are wrong. At the end of the stream
 * nothing may be incomplete. */
static size_t valid_bytes(KiTextIO *t, const uint8_t *p, size_t n, bool at_end) {
    size_t bad;
    if (t->codec == KI_IO_LATIN1) return n;
    if (t->codec == KI_IO_ASCII) return ki_units_seen(p, 1, n) < 128 ? n : SIZE_MAX;
    size_t tail = at_end ? 0 : ki_utf8_incomplete(p, n);
    return kb_utf8_count(p, n - tail, false, &bad) >= 0 ? n - tail : SIZE_MAX;
}

/* Of the input that has not been looked at, which begins with what is pending of a character and
 * goes on at `read`: false if it is no text, and the coder has it now, or an error is pending. */
static bool accept_input(KiState *ks, KiTextIO *t, size_t read, bool at_end) {
    size_t n = valid_bytes(t, t->in + t->in_valid, t->in_end - t->in_valid, at_end);
    if (n != SIZE_MAX) {
        t->in_valid += n;
        return true;
    }
    KiValue a[5] = {decode(ks, t, t->in + t->in_pos, t->in_valid - t->in_pos),
                    ki_bytes_from(ks, t->in + t->in_valid, read - t->in_valid),
                    ki_bytes_from(ks, t->in + read, t->in_end - read), ki_bool(at_end),
                    ki_bool(t->telling)};
    drop_input(ks, t);
    bool ok = a[0] != KI_ERR && a[1] != KI_ERR && a[2] != KI_ERR && make_coder(ks, t);
    if (ok) ki_decref(ks, ki_call_method_cstr(ks, t->coder, "start", a, 5));
    for (int i = 0; i < 3; i++)
        if (a[i] != KI_ERR) ki_decref(ks, a[i]);
    return false;
}

/* fill() and accept_input(); -1 also if the coder is to go on. */
static int64_t fill_text(KiState *ks, KiTextIO *t) {
    int64_t got = fill(ks, t);
    if (got < 0) return got;
    return accept_input(ks, t, t->in_end - (size_t)got, got == 0) ? got : -1;
}

static int64_t fill_now(KiState *ks, KiTextIO *t) {
    if (t->in_pos) {
        size_t shift = t->in_pos;
        memmove(t->in, t->in + shift, t->in_end - shift);
        t->in_end -= shift;
        t->first_cr = t->first_cr > shift ? t->first_cr - shift : 0;
        t->in_valid -= shift;
        t->in_pos = 0;
    }
    if (!reserve(ks, &t->in, &t->in_cap, t->in_end + CHUNK)) return -1;
    t->in_read = t->in_end;
    int64_t got;
    if (ki_io_is_native_buffered(ks, t->buffer)) {
        KiBuffered *b = (KiBuffered *)ki_obj(t->buffer);
        if (!b->readable) {
            ki_io_unsupported(ks, "not readable");
            return -1;
        }
        got = ki_io_buffered_read1(ks, b, t->in + t->in_end, CHUNK);
    } else {
        KiStr *read1 = ki_intern_cstr(ks, "read1");
        KiValue fn = read1 ? ki_getattr_opt(ks, t->buffer, read1) : KI_ERR;
        if (read1) ki_decref_obj(ks, &read1->h);
        if (fn == KI_ABSENT) fn = ki_getattr_cstr(ks, t->buffer, "read");
        KiValue r = fn == KI_ERR ? KI_ERR : ki_call1(ks, fn, ki_small_int(CHUNK));
        ki_decref(ks, fn);
        if (r == KI_ERR) return -1;
        KiBytesView v;
        if (!ki_get_bytes(ks, r, false, &v)) {
            ki_clear_exc(ks);
            ki_raise(ks, KI_EXC_TypeError,
                     "underlying read1() should have returned a bytes-like object, not '%s'",
                     ki_type_name(ks, r));
            ki_decref(ks, r);
            return -1;
        }
        got = (int64_t)v.len;
        bool ok = reserve(ks, &t->in, &t->in_cap, t->in_end + v.len);
        if (ok) memcpy(t->in + t->in_end, v.data, v.len);
        ki_release_bytes(ks, &v);
        ki_decref(ks, r);
        if (!ok) return -1;
    }
    if (got > 0) t->in_end += (size_t)got;
    return got;
}

/* Up to and including the line end that starts after `from` bytes of unread input. Sets *n to the
 * bytes of the line and *nl to those of its terminator (0: none before the end of what is there).
 */
static void find_line(KiTextIO *t, size_t from, size_t *n, size_t *nl) {
    const uint8_t *base = t->in + t->in_pos;
    size_t len = t->in_end - t->in_pos;
    *nl = 0;
    *n = len;
    if (!t->universal && t->nl_in[0] == '\r') {
        size_t w = t->nl_in[1] ? 2 : 1;
        for (size_t i = from; i + w <= len; i++)
            if (base[i] == '\r' && (w == 1 || base[i + 1] == '\n')) {
                *n = i + w, *nl = w;
                return;
            }
        return;
    }
    const uint8_t *lf = len > from ? memchr(base + from, '\n', len - from) : NULL;
    if (!t->universal) {
        if (lf) *n = (size_t)(lf - base) + 1, *nl = 1;
        return;
    }
    size_t stop = lf ? (size_t)(lf - base) : len;
    size_t cr_from = t->first_cr > t->in_pos + from ? t->first_cr - t->in_pos : from;
    const uint8_t *cr = cr_from < stop ? memchr(base + cr_from, '\r', stop - cr_from) : NULL;
    t->first_cr = t->in_pos + (cr ? (size_t)(cr - base) : stop);
    if (cr) {
        size_t i = (size_t)(cr - base);
        if (i + 1 < len)
            *n = i + 1 + (base[i + 1] == '\n'), *nl = 1 + (base[i + 1] == '\n');
        else
            *n = len, *nl = 0; /* "\r" is the last byte: the next one decides */
    } else if (lf) {
        *n = stop + 1, *nl = 1;
    }
}

static void note_newline(KiTextIO *t, const uint8_t *end, size_t nl) {
    t->seen_nl |= nl == 2 ? 4 : end[-1] == '\n' ? 1 : 2;
}

/* Decodes n bytes of a line whose terminator has nl bytes, translating it. */
static KiValue take_line(KiState *ks, KiTextIO *t, size_t n, size_t nl) {
    uint8_t *p = t->in + t->in_pos;
    if (nl && t->universal) note_newline(t, p + n, nl);
    t->in_pos += n;
    if (nl && t->translate_in && p[n - 1 - (nl == 2)] == '\r') {
        n -= nl - 1;
        uint8_t old = p[n - 1];
        p[n - 1] = '\n';
        KiValue r = decode(ks, t, p, n);
        p[n - 1] = old;
        return r;
    }
    return decode(ks, t, p, n);
}

/* Bytes of the first `chars` characters of the n bytes at p (n if there are fewer). */
static size_t char_bytes(KiTextIO *t, const uint8_t *p, size_t n, int64_t chars) {
    size_t i = 0;
    if (t->codec != KI_IO_UTF8) return (int64_t)n < chars ? n : (size_t)chars;
    while (i < n && chars-- > 0) {
        i++;
        while (i < n && (p[i] & 0xC0) == 0x80)
            i++;
    }
    return i;
}

KiValue ki_io_text_readline(KiState *ks, KiTextIO *t, int64_t limit) {
    if (!flush_out(ks, t) || !need_coder(ks, t)) return KI_ERR;
    if (t->coder != KI_ABSENT) return coder_read(ks, t, "readline", limit);
    size_t from = 0, n, nl;
    for (;;) {
        find_line(t, from, &n, &nl);
        if (nl || (limit >= 0 && (int64_t)n > 4 * limit + 4)) break;
        from = n && t->in[t->in_pos + n - 1] == '\r' ? n - 1 : n;
        int64_t got = fill_text(ks, t);
        if (got < 0) return ki_pending(ks) ? KI_ERR : coder_read(ks, t, "readline", limit);
        if (got == 0) {
            if (n && t->universal && t->in[t->in_pos + n - 1] == '\r') nl = 1;
            break;
        }
    }
    if (limit >= 0) {
        size_t most = char_bytes(t, t->in + t->in_pos, n, limit);
        if (most < n) n = most, nl = 0;
    }
    return take_line(ks, t, n, nl);
}

/* Translates line ends of n bytes in place; returns the new length. *cr_last: "\r" is the last
 * byte. */
static size_t translate(KiTextIO *t, uint8_t *p, size_t n) {
    size_t o = 0;
    if (!t->universal || !memchr(p, '\r', n)) {
        if (t->universal && memchr(p, '\n', n)) t->seen_nl |= 1;
        return n;
    }
    for (size_t i = 0; i < n; i++) {
        if (p[i] == '\r') {
            bool pair = i + 1 < n && p[i + 1] == '\n';
            t->seen_nl |= pair ? 4 : 2;
            if (t->translate_in) {
                i += pair;
                p[o++] = '\n';
                continue;
            }
        } else if (p[i] == '\n' && (i == 0 || p[i - 1] != '\r')) {
            t->seen_nl |= 1;
        }
        p[o++] = p[i];
    }
    return o;
}

static KiValue read_all(KiState *ks, KiTextIO *t) {
    int64_t got;
    size_t before = t->in_end - t->in_pos; /* fill() moves to the start of `in` */
    while ((got = fill(ks, t)) != 0)
        if (got < 0) return KI_ERR;
    if (!accept_input(ks, t, before, true))
        return ki_pending(ks) ? KI_ERR : coder_read(ks, t, "read", -1);
    size_t n = translate(t, t->in + t->in_pos, t->in_end - t->in_pos);
    KiValue r = decode(ks, t, t->in + t->in_pos, n);
    drop_input(ks, t);
    if (t->in_cap > 1 << 20) { /* a big file's bytes need not stay */
        kb_free(&ks->alloc, t->in, t->in_cap);
        t->in = NULL;
        t->in_cap = 0;
    }
    return r;
}

/* *out, which it owns, and what the coder has of the `want` characters behind it. */
static KiValue read_chars_coded(KiState *ks, KiTextIO *t, KiValue *out, int64_t want) {
    KiValue s = ki_pending(ks) ? KI_ERR : coder_read(ks, t, "read", want);
    bool ok = s != KI_ERR && ki_str_append(ks, out, ki_str_of(s));
    if (s == KI_ERR) ki_decref(ks, *out);
    ki_decref(ks, s);
    return ok ? *out : KI_ERR;
}

/* The next `want` characters, reading as often as it takes. */
static KiValue read_chars(KiState *ks, KiTextIO *t, int64_t want) {
    KiValue out = ki_new_ref(ks->empty_str);
    bool eof = false;
    while (want > 0) {
        size_t whole = t->in_valid - t->in_pos;
        uint8_t *p = t->in + t->in_pos;
        if (!eof && t->universal && whole && p[whole - 1] == '\r') whole--; /* "\n" may follow */
        size_t n = char_bytes(t, p, whole, want);
        bool split = n < whole && t->translate_in && n && p[n - 1] == '\r' && p[n] == '\n';
        n += split;
        if (n == 0) { /* none, or only a piece of a character so far */
            if (eof) break;
            int64_t got = fill_text(ks, t);
            if (got < 0) return read_chars_coded(ks, t, &out, want);
            eof = got == 0;
            continue;
        }
        t->in_pos += n;
        if (t->first_cr < t->in_pos) t->first_cr = t->in_pos;
        KiValue s = decode(ks, t, p, translate(t, p, n));
        if (s == KI_ERR) {
            ki_decref(ks, out);
            return KI_ERR;
        }
        want -= (int64_t)ki_str_of(s)->len;
        bool ok = ki_str_append(ks, &out, ki_str_of(s));
        ki_decref(ks, s);
        if (!ok) return KI_ERR;
    }
    return out;
}

static bool check_readable(KiState *ks, KiTextIO *t) {
    if (!check_open(ks, t)) return false;
    if (!t->readable) ki_io_unsupported(ks, "not readable");
    return t->readable;
}

static KiValue m_read(KiState *ks, KiValue *a, int nargs) {
    KiTextIO *t = text_of(a[0]);
    int64_t n;
    if (ki_io_size_arg(ks, a[1], &n) == KI_ERR || !check_readable(ks, t) || !flush_out(ks, t) ||
        !need_coder(ks, t))
        return KI_ERR;
    if (t->coder != KI_ABSENT) return coder_read(ks, t, "read", n);
    return n < 0 ? read_all(ks, t) : read_chars(ks, t, n);
}

static KiValue m_readline(KiState *ks, KiValue *a, int n) {
    int64_t limit;
    if (!ki_arg_i64(ks, a[1], &limit) || !check_readable(ks, text_of(a[0]))) return KI_ERR;
    return ki_io_text_readline(ks, text_of(a[0]), limit);
}

static KiValue text_next(KiState *ks, KiValue self) {
    KiTextIO *t = text_of(self);
    t->telling = false;
    KiValue line;
    if (ki_is_kind(self, KI_K_OPAQUE))
        line = check_readable(ks, t) ? ki_io_text_readline(ks, t, -1) : KI_ERR;
    else
        line = ki_call_method(ks, self, ks->names.n_readline, NULL, 0);
    if (ki_is_str(line) && ki_str_of(line)->len == 0) {
        t->telling = t->is_seekable;
        return KI_ABSENT;
    }
    return line;
}

/* --- position --- */

/* Where line ends are translated, the number of a byte does not say whether a '\r' before it has
 * been given yet: a block that has one goes to the coder, whose places do. */
static bool tell_by_coder(KiState *ks, KiTextIO *t) {
    size_t from = t->in_read, held = from && t->in[from - 1] == '\r';
    if (t->codec == KI_IO_OTHER || t->coder != KI_ABSENT || !t->universal || t->in_pos < from ||
        !t->in_end || !memchr(t->in + from - held, '\r', t->in_end - from + held))
        return true;
    size_t part = t->codec == KI_IO_UTF8 ? ki_utf8_incomplete(t->in, from) : 0;
    KiValue a[4] = {ki_bytes_from(ks, t->in + from - part, part), ki_small_int((int64_t)held),
                    ki_bytes_from(ks, t->in + from, t->in_end - from),
                    ki_small_int((int64_t)(t->in_pos - from))};
    bool ok = a[0] != KI_ERR && a[2] != KI_ERR && make_coder(ks, t);
    if (ok) {
        t->in_pos = t->in_end = t->in_valid = t->first_cr = t->in_read = 0;
        KiValue r = ki_call_method_cstr(ks, t->coder, "adopt", a, 4);
        ok = r != KI_ERR;
        ki_decref(ks, r);
    }
    if (a[0] != KI_ERR) ki_decref(ks, a[0]);
    if (a[2] != KI_ERR) ki_decref(ks, a[2]);
    return ok;
}

static KiValue m_tell(KiState *ks, KiValue *a, int n) {
    KiTextIO *t = text_of(a[0]);
    if (!check_open(ks, t)) return KI_ERR;
    if (!t->is_seekable) return ki_io_unsupported(ks, "underlying stream is not seekable");
    if (!t->telling)
        return ki_raise(ks, KI_EXC_OSError, "telling position disabled by next() call");
    if (!ki_io_text_flush(ks, t) || !tell_by_coder(ks, t)) return KI_ERR;
    KiValue pos = ki_call_method_cstr(ks, t->buffer, "tell", NULL, 0);
    if (pos == KI_ERR || (t->in_pos == t->in_end && t->coder == KI_ABSENT)) return pos;
    KiValue r = t->coder != KI_ABSENT
                    ? ki_call_method_cstr(ks, t->coder, "tell", &pos, 1)
                    : ki_binary(ks, pos, ki_small_int((int64_t)(t->in_end - t->in_pos)), KI_SUB);
    ki_decref(ks, pos);
    return r;
}

/* To a place told by tell(); whether it is not the start of the stream in *moved. */
static bool seek_place(KiState *ks, KiTextIO *t, KiValue place, bool *moved) {
    if ((t->coder == KI_ABSENT || t->codec != KI_IO_OTHER) && !make_coder(ks, t)) return false;
    KiValue a[2] = {t->buffer, place}, r = ki_call_method_cstr(ks, t->coder, "seek", a, 2);
    int truth = r == KI_ERR ? -1 : ki_truth(ks, r);
    ki_decref(ks, r);
    *moved = truth > 0;
    return truth >= 0;
}

/* Of whence 0 and the place to go to: owned, or KI_ERR. Of 2: KI_ABSENT. */
static KiValue seek_target(KiState *ks, KiValue *a, int whence) {
    if (whence == 0) return ki_new_ref(a[1]);
    int zero = ki_truth(ks, a[1]);
    if (zero < 0) return KI_ERR;
    if (zero)
        return ki_io_unsupported(ks, whence == 1 ? "can't do nonzero cur-relative seeks"
                                                 : "can't do nonzero end-relative seeks");
    return whence == 1 ? m_tell(ks, a, 1) : KI_ABSENT;
}

/* Where a place that was told lies: *off if it is the number of a byte, else *plain is false. */
static bool seek_number(KiState *ks, KiValue place, KiValue *number, bool *plain, int64_t *off) {
    int negative = ki_compare_bool(ks, place, ki_small_int(0), KI_LT);
    if (negative > 0) ki_raise_repr(ks, KI_EXC_ValueError, "negative seek position ", place, "");
    if (negative) return false;
    *number = ki_call1(ks, ki_from_obj(ks->types[KI_K_INT]), place);
    if (*number == KI_ERR) return false;
    *plain = ki_int_try_i64(*number, off);
    return true;
}

static KiValue m_seek(KiState *ks, KiValue *a, int n) {
    KiTextIO *t = text_of(a[0]);
    int whence;
    int64_t off = 0;
    bool moved = false, plain = true;
    if (!ki_to_int(ks, a[2], &whence) || !check_open(ks, t)) return KI_ERR;
    if (!t->is_seekable) return ki_io_unsupported(ks, "underlying stream is not seekable");
    if (whence < 0 || whence > 2)
        return ki_raise(ks, KI_EXC_ValueError, "invalid whence (%d, should be 0, 1 or 2)", whence);
    KiValue place = seek_target(ks, a, whence), number = KI_ABSENT, r = KI_ERR;
    if (place == KI_ERR) return KI_ERR;
    if (place != KI_ABSENT && !seek_number(ks, place, &number, &plain, &off)) goto done;
    if (!ki_io_text_flush(ks, t)) goto done;
    t->telling = true; /* as after flush() */
    if (!plain || (place != KI_ABSENT && t->codec == KI_IO_OTHER && t->readable)) {
        if (!seek_place(ks, t, number, &moved)) goto done;
        r = ki_new_ref(place);
    } else {
        drop_input(ks, t);
        if (place == KI_ABSENT || off == 0) t->seen_nl = 0; /* the decoder begins anew */
        KiValue arg[2] = {ki_int_from_i64(ks, off), ki_small_int(whence == 2 ? 2 : 0)};
        r = ki_call_method_cstr(ks, t->buffer, "seek", arg, 2);
        ki_decref(ks, arg[0]);
        int truth = r == KI_ERR ? -1 : ki_truth(ks, r);
        if (truth < 0) ki_assign(ks, &r, KI_ERR);
        moved = truth > 0;
        if (r != KI_ERR && place != KI_ABSENT) ki_assign(ks, &r, ki_new_ref(place));
    }
    if (r == KI_ERR) goto done;
    t->begun = moved;
    if (t->encoder != KI_ABSENT) {
        KiValue e[2] = {t->encoder, ki_bool(moved)}, done = coder_function(ks, "restart", e, 2);
        if (done == KI_ERR) ki_assign(ks, &r, KI_ERR);
        ki_decref(ks, done);
    }
done:
    if (number != KI_ABSENT && number != KI_ERR) ki_decref(ks, number);
    if (place != KI_ABSENT) ki_decref(ks, place);
    return r;
}

static KiValue m_truncate(KiState *ks, KiValue *a, int n) {
    KiTextIO *t = text_of(a[0]);
    if (!check_open(ks, t) || !ki_io_text_flush(ks, t)) return KI_ERR;
    KiValue pos = ki_is_none(a[1]) ? m_tell(ks, a, 1) : ki_new_ref(a[1]);
    if (pos == KI_ERR) return KI_ERR;
    KiValue r = ki_call_method_cstr(ks, t->buffer, "truncate", &pos, 1);
    ki_decref(ks, pos);
    return r;
}

/* --- the rest --- */

static KiValue m_flush(KiState *ks, KiValue *a, int n) {
    KiTextIO *t = text_of(a[0]);
    if (!check_open(ks, t)) return KI_ERR;
    t->telling = t->is_seekable;
    return ki_io_text_flush(ks, t) ? KI_NONE : KI_ERR;
}

static KiValue m_close(KiState *ks, KiValue *a, int n) {
    KiTextIO *t = text_of(a[0]);
    if (!check_attached(ks, t)) return KI_ERR;
    int closed = is_closed(ks, t);
    if (closed) return closed < 0 ? KI_ERR : KI_NONE;
    if (t->base.finalizing) ki_io_warn_unclosed(ks, t->buffer, a[0]);
    KiValue r = ki_call_method(ks, a[0], ks->names.n_flush, NULL, 0);
    KiValue err = r == KI_ERR ? ki_take_exc(ks) : KI_ABSENT;
    if (r != KI_ERR) ki_decref(ks, r);
    r = ki_call_method(ks, t->buffer, ks->names.n_close, NULL, 0);
    t->base.closed = true;
    drop_input(ks, t);
    return ki_io_both(ks, err, r);
}

static KiValue m_detach(KiState *ks, KiValue *a, int n) {
    KiTextIO *t = text_of(a[0]);
    if (!check_attached(ks, t) || !ki_io_text_flush(ks, t)) return KI_ERR;
    KiValue b = t->buffer;
    t->buffer = KI_ABSENT;
    t->detached = true;
    return b;
}

static KiValue m_reconfigure(KiState *ks, KiValue *a, int n) {
    KiTextIO *t = text_of(a[0]);
    bool changes = a[1] != KI_ABSENT || a[2] != KI_ABSENT || a[3] != KI_ABSENT;
    if (!check_attached(ks, t)) return KI_ERR;
    bool enc_given = a[1] != KI_ABSENT && !ki_is_none(a[1]),
         err_given = a[2] != KI_ABSENT && !ki_is_none(a[2]);
    changes = enc_given || err_given || a[3] != KI_ABSENT;
    int unread = t->in_end > t->in_pos;
    if (t->coder != KI_ABSENT) {
        KiValue r = ki_call_method_cstr(ks, t->coder, "unread", NULL, 0);
        unread = r == KI_ERR ? -1 : ki_truth(ks, r);
        ki_decref(ks, r);
    }
    if (unread < 0) return KI_ERR;
    if (changes && unread)
        return ki_io_unsupported(
            ks, "It is not possible to set the encoding or newline of stream after the first read");
    for (int i = 1; i < 4; i++) /* CPython does not know which */
        if (a[i] != KI_ABSENT && a[i] != KI_NONE && !ki_is_str(a[i]))
            return ki_raise(ks, KI_EXC_TypeError, "bad argument type for built-in operation");
    int lb = flag_of(ks, a[4] == KI_NONE ? KI_ABSENT : a[4], t->line_buffering);
    int wt = lb < 0 ? -1 : flag_of(ks, a[5] == KI_NONE ? KI_ABSENT : a[5], t->write_through);
    if (lb < 0 || wt < 0 || !ki_io_text_flush(ks, t)) return KI_ERR;
    if (a[3] != KI_ABSENT && !ki_io_set_newline(ks, "reconfigure", a[3], t->nl_in, t->nl_out,
                                                &t->universal, &t->translate_in))
        return KI_ERR;
    if ((enc_given || err_given) && !set_encoding(ks, t, enc_given ? a[1] : t->encoding,
                                                  err_given   ? a[2]
                                                  : enc_given ? KI_ABSENT
                                                              : t->errors))
        return KI_ERR;
    if (enc_given && !note_start(ks, t, t->buffer)) return KI_ERR;
    t->line_buffering = lb;
    t->write_through = wt;
    return KI_NONE;
}

static KiValue ask_buffer(KiState *ks, KiValue self, const char *name) {
    return check_attached(ks, text_of(self))
               ? ki_call_method_cstr(ks, text_of(self)->buffer, name, NULL, 0)
               : KI_ERR;
}
static KiValue m_fileno(KiState *ks, KiValue *a, int n) {
    return ask_buffer(ks, a[0], "fileno");
}
static KiValue m_isatty(KiState *ks, KiValue *a, int n) {
    return ask_buffer(ks, a[0], "isatty");
}
static KiValue m_seekable(KiState *ks, KiValue *a, int n) {
    return ask_buffer(ks, a[0], "seekable");
}
static KiValue m_readable(KiState *ks, KiValue *a, int n) {
    return ask_buffer(ks, a[0], "readable");
}
static KiValue m_writable(KiState *ks, KiValue *a, int n) {
    return ask_buffer(ks, a[0], "writable");
}

static KiValue g_buffer(KiState *ks, KiValue self, void *c) {
    KiTextIO *t = text_of(self);
    return t->detached || t->buffer == KI_ABSENT ? KI_NONE : ki_new_ref(t->buffer);
}
static KiValue g_encoding(KiState *ks, KiValue self, void *c) {
    KiValue v = text_of(self)->encoding;
    return v == KI_ABSENT ? KI_NONE : ki_new_ref(v);
}
static KiValue g_errors(KiState *ks, KiValue self, void *c) {
    KiValue v = text_of(self)->errors;
    return v == KI_ABSENT ? KI_NONE : ki_new_ref(v);
}
static KiValue g_newlines(KiState *ks, KiValue self, void *c) {
    KiTextIO *t = text_of(self);
    if (!check_attached(ks, t)) return KI_ERR;
    return t->coder != KI_ABSENT ? ki_getattr_cstr(ks, t->coder, "newlines")
                                 : ki_io_newlines(ks, t->seen_nl);
}
static KiValue g_line_buffering(KiState *ks, KiValue self, void *c) {
    return ki_bool(text_of(self)->line_buffering);
}
static KiValue g_write_through(KiState *ks, KiValue self, void *c) {
    return ki_bool(text_of(self)->write_through);
}
static KiValue g_chunk(KiState *ks, KiValue self, void *c) {
    return ki_small_int(CHUNK);
}
static bool s_chunk(KiState *ks, KiValue self, KiValue v, void *c) {
    if (v == KI_ABSENT) ki_raise(ks, KI_EXC_AttributeError, "cannot delete attribute");
    return v != KI_ABSENT;
}
static KiValue g_closed(KiState *ks, KiValue self, void *c) {
    return check_attached(ks, text_of(self)) ? ki_getattr_cstr(ks, text_of(self)->buffer, "closed")
                                             : KI_ERR;
}
static KiValue g_name(KiState *ks, KiValue self, void *c) {
    return check_attached(ks, text_of(self)) ? ki_getattr_cstr(ks, text_of(self)->buffer, "name")
                                             : KI_ERR;
}

static bool repr_part(KiState *ks, KbStrbuf *b, const char *label, KiValue v) {
    if (v == KI_ABSENT) return true;
    KiValue r = v == KI_ERR ? KI_ERR : ki_repr(ks, v);
    const char *u = r == KI_ERR ? NULL : ki_str_utf8(ks, ki_str_of(r), NULL);
    if (u) kb_strbuf_printf(b, " %s=%s", label, u);
    ki_decref(ks, r);
    ki_decref(ks, v);
    return u != NULL;
}

static KiValue text_repr(KiState *ks, KiValue self) {
    KiTextIO *t = text_of(self);
    KbStrbuf b;
    if (!t->detached && !check_attached(ks, t)) return KI_ERR;
    KiStr *mode = ki_intern_cstr(ks, "mode");
    if (!mode) return KI_ERR;
    kb_strbuf_init(&b, &ks->alloc, KB_STRBUF_NO_MAX);
    kb_strbuf_puts(&b, "<_io.TextIOWrapper");
    bool ok = repr_part(ks, &b, "name", ki_io_stream_name(ks, self)) &&
              repr_part(ks, &b, "mode", ki_instance_attr(ks, ki_obj(self), mode)) &&
              repr_part(ks, &b, "encoding", ki_new_ref(t->encoding));
    ki_decref_obj(ks, &mode->h);
    kb_strbuf_putc(&b, '>');
    KiValue r = ok ? ki_str_from_utf8(ks, b.data, b.len) : KI_ERR;
    kb_strbuf_free(&b);
    return r;
}

static const KiDef methods[] = {
    {"write", "(self, text, /)", m_write, "Write a string; return its length.", 0},
    {"read", "(self, size=-1, /)", m_read,
     "Read at most size characters; everything when size is negative.", 0},
    {"readline", "(self, size=-1, /)", m_readline,
     "Read until a line end or the end of the stream.", 0},
    {"flush", "(self, /)", m_flush, "Pass on what is buffered.", 0},
    {"close", "(self, /)", m_close, "Flush and close the stream.", 0},
    {"detach", "(self, /)", m_detach, "Separate the buffer from the text stream and return it.", 0},
    {"reconfigure",
     "(self, *, encoding=<absent None>, errors=<absent None>, newline=<absent None>, "
     "line_buffering=<absent None>, write_through=<absent None>)",
     m_reconfigure, "Change the settings of the stream.", 0},
    {"tell", "(self, /)", m_tell, "Current position, for seek().", 0},
    {"seek", "(self, cookie, whence=0, /)", m_seek, "Change the position.", 0},
    {"truncate", "(self, pos=None, /)", m_truncate, "Truncate the stream.", 0},
    {"fileno", "(self, /)", m_fileno, "The file descriptor.", 0},
    {"isatty", "(self, /)", m_isatty, "True if connected to a terminal.", 0},
    {"seekable", "(self, /)", m_seekable, "True if random access is supported.", 0},
    {"readable", "(self, /)", m_readable, "True if the stream can be read.", 0},
    {"writable", "(self, /)", m_writable, "True if the stream can be written.", 0},
    KI_DEF_END};
static const KiGetsetDef getsets[] = {{"buffer", g_buffer, NULL, NULL, NULL},
                                      {"encoding", g_encoding, NULL, NULL, NULL},
                                      {"errors", g_errors, NULL, NULL, NULL},
                                      {"newlines", g_newlines, NULL, NULL, NULL},
                                      {"line_buffering", g_line_buffering, NULL, NULL, NULL},
                                      {"write_through", g_write_through, NULL, NULL, NULL},
                                      {"_CHUNK_SIZE", g_chunk, s_chunk, NULL, NULL},
                                      {"closed", g_closed, NULL, NULL, NULL},
                                      {"name", g_name, NULL, NULL, NULL},
                                      {NULL, NULL, NULL, NULL, NULL}};

KiType *ki_io_make_text_type(KiState *ks, KiType *base) {
    static const KiSlots slots = {.dealloc = text_dealloc,
                                  .traverse = text_traverse,
                                  .clear = text_clear,
                                  .repr = text_repr,
                                  .new_ = text_alloc,
                                  .init = text_init,
                                  .iter = ki_io_iter_self,
                                  .next = text_next};
    static const KiTypeDef def = {"TextIOWrapper",
                                  "_io",
                                  "(buffer, encoding=None, errors=None, newline=None,\n"
                                  "              line_buffering=False, write_through=False)\n"
                                  "Character and line based layer over a buffer object.",
                                  sizeof(KiTextIO),
                                  KI_TF_BASETYPE | KI_TF_HAS_DICT | KI_TF_HAS_WEAKREF | KI_TF_GC,
                                  KI_K_OPAQUE,
                                  &slots,
                                  methods,
                                  getsets};
    return ki_native_type(ks, &def, base);
}
