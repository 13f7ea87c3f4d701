/* TextIOWrapper: text over a buffer object. The type, its making and its settings; the two ways are
 * in mod_io_text_write.c and mod_io_text_read.c. */
#include "mod_io_text.h"

bool ki_io_text_attached(KiState *ks, KiTextIO *t) {
    if (KB_UNLIKELY(t->busy_by != NULL) && !ki_io_wait_turn(ks, &t->busy_by)) return false;
    if (t->buffer != KI_ABSENT) return true;
    ki_raise(ks, KI_EXC_ValueError,
             t->detached ? "underlying buffer has been detached"
                         : "I/O operation on uninitialized object");
    return false;
}

int ki_io_text_closed(KiState *ks, KiTextIO *t) {
    if (ki_io_is_native_buffered(ks, t->buffer)) {
        KiValue raw = ((KiBuffered *)ki_obj(t->buffer))->raw;
        if (ki_is_kind(raw, KI_K_OPAQUE) && ki_obj_type(ki_obj(raw)) == ks->bi->io->file) {
            KiFileIO *f = (KiFileIO *)ki_obj(raw);
            return f->host ? f->base.closed : f->fd < 0;
        }
    }
    KiValue buffer = ki_new_ref(t->buffer), v = ki_getattr_cstr(ks, buffer, "closed");
    ki_decref(ks, buffer);
    int r = v == KI_ERR ? -1 : ki_truth(ks, v);
    ki_decref(ks, v);
    return r;
}

bool ki_io_text_check_open(KiState *ks, KiTextIO *t) {
    if (!ki_io_text_attached(ks, t)) return false;
    int closed = ki_io_text_closed(ks, t);
    if (closed > 0) ki_raise(ks, KI_EXC_ValueError, "I/O operation on closed file.");
    return closed == 0;
}

KiValue ki_io_text_call(KiState *ks, KiTextIO *t, const char *name, KiValue *args, int n) {
    if (!ki_io_text_attached(ks, t)) return KI_ERR;
    KiValue buffer = ki_new_ref(t->buffer), r = ki_call_method_cstr(ks, buffer, name, args, n);
    ki_decref(ks, buffer);
    return r;
}

KiValue ki_io_text_call_coder(KiState *ks, KiTextIO *t, const char *name, KiValue *args, int n) {
    KiValue coder = ki_new_ref(t->coder), r = ki_call_method_cstr(ks, coder, name, args, n);
    ki_decref(ks, coder);
    return r;
}

KiValue ki_io_text_coder(KiState *ks, const char *name, KiValue *args, int n) {
    KiValue fn = ki_import_attr(ks, "_text_coder", name);
    KiValue r = fn == KI_ERR ? KI_ERR : ki_call(ks, fn, args, n, KI_ABSENT);
    ki_decref(ks, fn);
    return r;
}

bool ki_io_text_reserve(KiState *ks, void *block, size_t *cap, size_t need) {
    void **p = block;
    if (need <= *cap) return true;
    size_t new_cap = need < KI_IO_TEXT_CHUNK ? KI_IO_TEXT_CHUNK : need + need / 2;
    void *q = kb_realloc(&ks->alloc, *p, *cap, new_cap);
    if (!q) {
        ki_raise_nomem(ks);
        return false;
    }
    *p = q;
    *cap = new_cap;
    return true;
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
    ki_io_text_drop_input(ks, t);
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
    ki_incref(buffer);
    KiValue at = ki_call_method_cstr(ks, buffer, "tell", NULL, 0);
    ki_decref(ks, buffer);
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
    if (v != KI_ERR && !setup(ks, ki_io_text_of(v), buffer, encoding, errors, newline,
                              line_buffering, write_through)) {
        ki_decref(ks, v);
        return KI_ERR;
    }
    return v;
}

static bool text_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    static const char *const names[] = {"buffer",  "encoding",       "errors",
                                        "newline", "line_buffering", "write_through"};
    KiValue v[6];
    ki_assign(ks, &ki_io_text_of(self)->buffer, KI_ABSENT); /* unusable until this succeeds */
    ki_io_text_of(self)->detached = false;
    if (!ki_bind_args(ks, "TextIOWrapper", names, 6, 1, 6, args, nargs, kwnames, v)) return false;
    for (int i = 1; i < 4; i++)
        if (!is_text_or_none(ks, names[i], v[i])) return false;
    int lb = flag_of(ks, v[4], false), wt = lb < 0 ? -1 : flag_of(ks, v[5], false);
    return lb >= 0 && wt >= 0 && ki_io_note_encoding(ks, v[1], 1) &&
           setup(ks, ki_io_text_of(self), v[0], v[1], v[2], v[3] == KI_ABSENT ? KI_NONE : v[3], lb,
                 wt);
}

static void text_dealloc(KiState *ks, KiObj *o) {
    KiTextIO *t = (KiTextIO *)o;
    if (t->buffer != KI_ABSENT && t->out_len && ki_io_is_native_buffered(ks, t->buffer)) {
        KiValue saved = ki_pending(ks) ? ki_take_exc(ks) : KI_ABSENT;
        if (ki_io_text_closed(ks, t) == 0 &&
            !ki_io_buffered_write(ks, (KiBuffered *)ki_obj(t->buffer), t->out, t->out_len))
            ki_clear_exc(ks);
        if (saved != KI_ABSENT) ki_restore_exc(ks, saved);
    }
    kb_free(&ks->alloc, t->in.bytes, t->in.cap);
    kb_free(&ks->alloc, t->out, t->out_cap);
    t->in = (KiTextInput){0};
    t->out = NULL;
    t->out_cap = 0;
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

/* --- the rest --- */

static KiValue m_flush(KiState *ks, KiValue *a, int n) {
    KiTextIO *t = ki_io_text_of(a[0]);
    if (!ki_io_text_check_open(ks, t)) return KI_ERR;
    t->telling = t->is_seekable;
    return ki_io_text_flush(ks, t) ? KI_NONE : KI_ERR;
}

static KiValue m_close(KiState *ks, KiValue *a, int n) {
    KiTextIO *t = ki_io_text_of(a[0]);
    if (!ki_io_text_attached(ks, t)) return KI_ERR;
    int closed = ki_io_text_closed(ks, t);
    if (closed) return closed < 0 ? KI_ERR : KI_NONE;
    if (t->base.finalizing) ki_io_warn_unclosed(ks, t->buffer, a[0]);
    KiValue r = ki_call_method(ks, a[0], ks->names.n_flush, NULL, 0);
    KiValue err = r == KI_ERR ? ki_take_exc(ks) : KI_ABSENT;
    if (r != KI_ERR) ki_decref(ks, r);
    r = ki_io_text_call(ks, t, "close", NULL, 0);
    t->base.closed = true;
    ki_io_text_drop_input(ks, t);
    return ki_io_both(ks, err, r);
}

static KiValue m_detach(KiState *ks, KiValue *a, int n) {
    KiTextIO *t = ki_io_text_of(a[0]);
    if (!ki_io_text_attached(ks, t) || !ki_io_text_flush_self(ks, a[0]) ||
        !ki_io_text_attached(ks, t))
        return KI_ERR;
    KiValue b = t->buffer;
    t->buffer = KI_ABSENT;
    t->detached = true;
    return b;
}

static KiValue m_reconfigure(KiState *ks, KiValue *a, int n) {
    KiTextIO *t = ki_io_text_of(a[0]);
    bool changes = a[1] != KI_ABSENT || a[2] != KI_ABSENT || a[3] != KI_ABSENT;
    if (!ki_io_text_attached(ks, t)) return KI_ERR;
    bool enc_given = a[1] != KI_ABSENT && !ki_is_none(a[1]),
         err_given = a[2] != KI_ABSENT && !ki_is_none(a[2]);
    changes = enc_given || err_given || a[3] != KI_ABSENT;
    int unread = t->in.end > t->in.pos;
    if (t->coder != KI_ABSENT) {
        KiValue r = ki_io_text_call_coder(ks, t, "unread", NULL, 0);
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
    if (lb < 0 || wt < 0 || !ki_io_text_flush_self(ks, a[0])) return KI_ERR;
    if (a[3] != KI_ABSENT && !ki_io_set_newline(ks, "reconfigure", a[3], t->nl_in, t->nl_out,
                                                &t->universal, &t->translate_in))
        return KI_ERR;
    if ((enc_given || err_given) && !set_encoding(ks, t, enc_given ? a[1] : t->encoding,
                                                  err_given   ? a[2]
                                                  : enc_given ? KI_ABSENT
                                                              : t->errors))
        return KI_ERR;
    if (enc_given && (!ki_io_text_attached(ks, t) || !note_start(ks, t, t->buffer))) return KI_ERR;
    t->line_buffering = lb;
    t->write_through = wt;
    return KI_NONE;
}

static KiValue ask_buffer(KiState *ks, KiValue self, const char *name) {
    return ki_io_text_call(ks, ki_io_text_of(self), name, NULL, 0);
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
    KiTextIO *t = ki_io_text_of(self);
    return t->detached || t->buffer == KI_ABSENT ? KI_NONE : ki_new_ref(t->buffer);
}
static KiValue g_encoding(KiState *ks, KiValue self, void *c) {
    KiValue v = ki_io_text_of(self)->encoding;
    return v == KI_ABSENT ? KI_NONE : ki_new_ref(v);
}
static KiValue g_errors(KiState *ks, KiValue self, void *c) {
    KiValue v = ki_io_text_of(self)->errors;
    return v == KI_ABSENT ? KI_NONE : ki_new_ref(v);
}
static KiValue g_newlines(KiState *ks, KiValue self, void *c) {
    KiTextIO *t = ki_io_text_of(self);
    if (!ki_io_text_attached(ks, t)) return KI_ERR;
    return t->coder != KI_ABSENT ? ki_getattr_cstr(ks, t->coder, "newlines")
                                 : ki_io_newlines(ks, t->seen_nl);
}
static KiValue g_line_buffering(KiState *ks, KiValue self, void *c) {
    return ki_bool(ki_io_text_of(self)->line_buffering);
}
static KiValue g_write_through(KiState *ks, KiValue self, void *c) {
    return ki_bool(ki_io_text_of(self)->write_through);
}
static KiValue g_chunk(KiState *ks, KiValue self, void *c) {
    return ki_small_int(KI_IO_TEXT_CHUNK);
}
static bool s_chunk(KiState *ks, KiValue self, KiValue v, void *c) {
    if (v == KI_ABSENT) ki_raise(ks, KI_EXC_AttributeError, "cannot delete attribute");
    return v != KI_ABSENT;
}
static KiValue of_buffer(KiState *ks, KiValue self, const char *name) {
    KiTextIO *t = ki_io_text_of(self);
    if (!ki_io_text_attached(ks, t)) return KI_ERR;
    KiValue buffer = ki_new_ref(t->buffer), v = ki_getattr_cstr(ks, buffer, name);
    ki_decref(ks, buffer);
    return v;
}
static KiValue g_closed(KiState *ks, KiValue self, void *c) {
    return of_buffer(ks, self, "closed");
}
static KiValue g_name(KiState *ks, KiValue self, void *c) {
    return of_buffer(ks, self, "name");
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
    KiTextIO *t = ki_io_text_of(self);
    KbStrbuf b;
    if (!t->detached && !ki_io_text_attached(ks, t)) return KI_ERR;
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
    {"write", "(self, text, /)", ki_io_text_m_write, "Write a string; return its length.", 0},
    {"read", "(self, size=-1, /)", ki_io_text_m_read,
     "Read at most size characters; everything when size is negative.", 0},
    {"readline", "(self, size=-1, /)", ki_io_text_m_readline,
     "Read until a line end or the end of the stream.", 0},
    {"flush", "(self, /)", m_flush, "Pass on what is buffered.", 0},
    {"close", "(self, /)", m_close, "Flush and close the stream.", 0},
    {"detach", "(self, /)", m_detach, "Separate the buffer from the text stream and return it.", 0},
    {"reconfigure",
     "(self, *, encoding=<absent None>, errors=<absent None>, newline=<absent None>, "
     "line_buffering=<absent None>, write_through=<absent None>)",
     m_reconfigure, "Change the settings of the stream.", 0},
    {"tell", "(self, /)", ki_io_text_m_tell, "Current position, for seek().", 0},
    {"seek", "(self, cookie, whence=0, /)", ki_io_text_m_seek, "Change the position.", 0},
    {"truncate", "(self, pos=None, /)", ki_io_text_m_truncate, "Truncate the stream.", 0},
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
                                  .next = ki_io_text_next};
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
