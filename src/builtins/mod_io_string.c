/* StringIO: a text stream in memory, kept as UCS-4. */
#include "mod_io.h"

static KiStringIO *sio_of(KiValue v) {
    return (KiStringIO *)ki_obj(v);
}

static bool check_open(KiState *ks, KiStringIO *s) {
    if (!s->base.closed) return true;
    ki_raise(ks, KI_EXC_ValueError, "I/O operation on closed file");
    return false;
}

static bool reserve(KiState *ks, KiStringIO *s, size_t need) {
    if (need <= s->cap) return true;
    size_t cap = need < 64 ? 64 : need + need / 2;
    uint32_t *p = kb_realloc(&ks->alloc, s->data, s->cap * 4, cap * 4);
    if (!p) {
        ki_raise_nomem(ks);
        return false;
    }
    s->data = p;
    s->cap = cap;
    return true;
}

static void put_char(KiStringIO *s, uint32_t c) {
    s->data[s->pos++] = c;
    if (s->pos > s->len) s->len = s->pos;
}

/* Line ends are translated on the way in, as CPython's StringIO does. */
static bool put(KiState *ks, KiStringIO *s, KiStr *text) {
    if (!text->len) return true;
    if (!reserve(ks, s, s->pos + 2 * text->len + 1)) return false;
    if (s->pos > s->len) memset(s->data + s->len, 0, (s->pos - s->len) * 4);
    for (size_t i = 0; i < text->len; i++) {
        uint32_t c = ki_str_at(text, i);
        if (c == '\r' && s->universal) {
            bool pair = i + 1 < text->len && ki_str_at(text, i + 1) == '\n';
            s->seen_nl |= pair ? 4 : 2;
            if (s->translate_in) {
                i += pair;
                c = '\n';
            } else if (pair) {
                put_char(s, c);
                i++;
                c = '\n';
            }
            put_char(s, c);
            continue;
        }
        if (c == '\n') {
            if (s->universal) s->seen_nl |= 1;
            if (s->nl_out[0]) {
                put_char(s, (uint32_t)s->nl_out[0]);
                if (s->nl_out[1]) put_char(s, (uint32_t)s->nl_out[1]);
                continue;
            }
        }
        put_char(s, c);
    }
    return true;
}

static KiValue sio_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    KiObj *o = ki_instance_alloc(ks, cls);
    return o ? ki_from_obj(o) : KI_ERR;
}

static bool sio_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    static const char *const names[] = {"initial_value", "newline"};
    KiStringIO *s = sio_of(self);
    KiValue v[2];
    if (!ki_bind_args(ks, "StringIO", names, 2, 0, 2, args, nargs, kwnames, v)) return false;
    if (v[1] == KI_ABSENT) { /* default "\n": nothing is translated */
        memcpy(s->nl_in, "\n", 2);
        s->nl_out[0] = 0;
        s->universal = s->translate_in = false;
    } else if (!ki_io_set_newline(ks, NULL, v[1], s->nl_in, s->nl_out, &s->universal,
                                  &s->translate_in)) {
        return false;
    }
    s->base.closed = false;
    s->pos = s->len = 0;
    if (v[0] == KI_ABSENT || ki_is_none(v[0])) return true;
    if (!ki_is_str(v[0])) {
        ki_raise(ks, KI_EXC_TypeError, "initial_value must be str or None, not %s",
                 ki_type_name(ks, v[0]));
        return false;
    }
    bool ok = put(ks, s, ki_str_of(v[0]));
    s->pos = 0;
    return ok;
}

static void sio_dealloc(KiState *ks, KiObj *o) {
    KiStringIO *s = (KiStringIO *)o;
    kb_free(&ks->alloc, s->data, s->cap * 4);
    s->data = NULL;
    s->cap = 0;
}

static size_t ahead(KiStringIO *s) {
    return s->pos < s->len ? s->len - s->pos : 0;
}
static KiValue take(KiState *ks, KiStringIO *s, size_t n) {
    KiValue r = n ? ki_str_from_ucs4(ks, s->data + s->pos, n) : ki_new_ref(ks->empty_str);
    s->pos += n;
    return r;
}

static KiValue m_read(KiState *ks, KiValue *a, int nargs) {
    int64_t n;
    KiStringIO *s = sio_of(a[0]);
    if (ki_io_size_arg(ks, a[1], &n) == KI_ERR || !check_open(ks, s)) return KI_ERR;
    return take(ks, s, n < 0 || (size_t)n > ahead(s) ? ahead(s) : (size_t)n);
}

static size_t line_len(KiStringIO *s) {
    size_t n = ahead(s);
    const uint32_t *p = s->data + s->pos;
    for (size_t i = 0; i < n; i++) {
        if (s->universal && !s->translate_in) {
            if (p[i] == '\n') return i + 1;
            if (p[i] == '\r') return i + 1 + (i + 1 < n && p[i + 1] == '\n');
        } else if (s->nl_in[0] == '\r') {
            if (p[i] == '\r' && (!s->nl_in[1] || (i + 1 < n && p[i + 1] == '\n')))
                return i + (s->nl_in[1] ? 2 : 1);
        } else if (p[i] == '\n') {
            return i + 1;
        }
    }
    return n;
}
static KiValue m_readline(KiState *ks, KiValue *a, int nargs) {
    int64_t n;
    KiStringIO *s = sio_of(a[0]);
    if (ki_io_size_arg(ks, a[1], &n) == KI_ERR || !check_open(ks, s)) return KI_ERR;
    size_t len = line_len(s);
    return take(ks, s, n >= 0 && (size_t)n < len ? (size_t)n : len);
}
static KiValue sio_next(KiState *ks, KiValue self) {
    KiStringIO *s = sio_of(self);
    if (!check_open(ks, s)) return KI_ERR;
    return ahead(s) ? take(ks, s, line_len(s)) : KI_ABSENT;
}

static KiValue m_write(KiState *ks, KiValue *a, int n) {
    if (!ki_is_str(a[1]))
        return ki_raise(ks, KI_EXC_TypeError, "string argument expected, got '%s'",
                        ki_type_name(ks, a[1]));
    KiStr *text = ki_str_of(a[1]);
    if (!check_open(ks, sio_of(a[0])) || !put(ks, sio_of(a[0]), text)) return KI_ERR;
    return ki_int_from_i64(ks, (int64_t)text->len);
}

static KiValue m_getvalue(KiState *ks, KiValue *a, int n) {
    KiStringIO *s = sio_of(a[0]);
    if (!check_open(ks, s)) return KI_ERR;
    return s->len ? ki_str_from_ucs4(ks, s->data, s->len) : ki_new_ref(ks->empty_str);
}

static KiValue m_seek(KiState *ks, KiValue *a, int n) {
    KiStringIO *s = sio_of(a[0]);
    int64_t off;
    int whence;
    if (!ki_arg_i64(ks, a[1], &off) || !ki_to_int(ks, a[2], &whence) || !check_open(ks, s))
        return KI_ERR;
    if (whence < 0 || whence > 2)
        return ki_raise(ks, KI_EXC_ValueError, "Invalid whence (%d, should be 0, 1 or 2)", whence);
    if (whence == 0 && off < 0)
        return ki_raise(ks, KI_EXC_ValueError, "Negative seek position %lld", (long long)off);
    if (whence && off) return ki_raise(ks, KI_EXC_OSError, "Can't do nonzero cur-relative seeks");
    s->pos = whence == 0 ? (size_t)off : whence == 1 ? s->pos : s->len;
    return ki_int_from_i64(ks, (int64_t)s->pos);
}

static KiValue m_tell(KiState *ks, KiValue *a, int n) {
    return check_open(ks, sio_of(a[0])) ? ki_int_from_i64(ks, (int64_t)sio_of(a[0])->pos) : KI_ERR;
}

static KiValue m_truncate(KiState *ks, KiValue *a, int n) {
    KiStringIO *s = sio_of(a[0]);
    int64_t size = (int64_t)s->pos;
    if ((!ki_is_none(a[1]) && ki_io_size_arg(ks, a[1], &size) == KI_ERR) || !check_open(ks, s))
        return KI_ERR;
    if (size < 0)
        return ki_raise(ks, KI_EXC_ValueError, "Negative size value %lld", (long long)size);
    if ((size_t)size < s->len) s->len = (size_t)size;
    return ki_int_from_i64(ks, size);
}

static KiValue m_close(KiState *ks, KiValue *a, int n) {
    sio_of(a[0])->base.closed = true;
    sio_dealloc(ks, ki_obj(a[0]));
    return KI_NONE;
}

static KiValue m_true(KiState *ks, KiValue *a, int n) {
    return check_open(ks, sio_of(a[0])) ? KI_TRUE : KI_ERR;
}
static KiValue m_isatty(KiState *ks, KiValue *a, int n) {
    return check_open(ks, sio_of(a[0])) ? KI_FALSE : KI_ERR;
}
static KiValue m_flush(KiState *ks, KiValue *a, int n) {
    return check_open(ks, sio_of(a[0])) ? KI_NONE : KI_ERR;
}
static KiValue g_closed(KiState *ks, KiValue self, void *c) {
    return ki_bool(sio_of(self)->base.closed);
}
static KiValue g_newlines(KiState *ks, KiValue self, void *c) {
    return ki_io_newlines(ks, sio_of(self)->seen_nl);
}
static KiValue g_line_buffering(KiState *ks, KiValue self, void *c) {
    return KI_FALSE;
}
static KiValue g_none(KiState *ks, KiValue self, void *c) {
    return KI_NONE;
}

static KiValue m_getstate(KiState *ks, KiValue *a, int n) {
    KiStringIO *s = sio_of(a[0]);
    KiValue text = m_getvalue(ks, a, 1), newline = KI_ERR, attributes = KI_ERR;
    if (text != KI_ERR) /* None: every line end is translated */
        newline = s->universal && s->translate_in ? KI_NONE : ki_str_from_cstr(ks, s->nl_in);
    if (newline != KI_ERR) attributes = ki_io_copy_dict(ks, a[0]);
    KiValue r =
        attributes == KI_ERR
            ? KI_ERR
            : ki_tuple_pack(ks, 4, text, newline, ki_int_from_i64(ks, (int64_t)s->pos), attributes);
    ki_decref(ks, text);
    ki_decref(ks, newline);
    ki_decref(ks, attributes);
    return r;
}
static KiValue m_setstate(KiState *ks, KiValue *a, int n) {
    KiStringIO *s = sio_of(a[0]);
    int64_t pos;
    if (!check_open(ks, s)) return KI_ERR;
    if (!ki_is_tuple(a[1]) || ki_tuple_of(a[1])->len < 4)
        return ki_io_set_state(ks, a[0], a[1], 4, &pos) ? KI_NONE : KI_ERR;
    KiValue *item = ki_tuple_of(a[1])->items;
    if (!sio_init(ks, a[0], item, 2, KI_ABSENT)) return KI_ERR;
    /* the text has been translated once already */
    bool universal = s->universal;
    char out = s->nl_out[0];
    s->universal = false;
    s->nl_out[0] = 0;
    s->pos = s->len = 0;
    bool ok = !ki_is_str(item[0]) || put(ks, s, ki_str_of(item[0]));
    s->universal = universal;
    s->nl_out[0] = out;
    if (!ok || !ki_io_set_state(ks, a[0], a[1], 4, &pos)) return KI_ERR;
    s->pos = (size_t)pos;
    return KI_NONE;
}

static const KiDef methods[] = {
    {"__getstate__", "(self, /)", m_getstate, NULL, KI_DEF_UNSIGNED},
    {"__setstate__", "(self, state, /)", m_setstate, NULL, KI_DEF_UNSIGNED},
    {"read", "(self, size=-1, /)", m_read, "Read at most size characters.", 0},
    {"readline", "(self, size=-1, /)", m_readline, "Read a line.", 0},
    {"write", "(self, s, /)", m_write, "Write a string; return its length.", 0},
    {"getvalue", "(self, /)", m_getvalue, "The whole contents.", 0},
    {"seek", "(self, pos, whence=0, /)", m_seek, "Change the position.", 0},
    {"tell", "(self, /)", m_tell, "Current position.", 0},
    {"truncate", "(self, pos=None, /)", m_truncate, "Truncate.", 0},
    {"close", "(self, /)", m_close, "Close and free the contents.", 0},
    {"flush", "(self, /)", m_flush, "Does nothing.", 0},
    {"isatty", "(self, /)", m_isatty, "False.", 0},
    {"readable", "(self, /)", m_true, "True.", 0},
    {"writable", "(self, /)", m_true, "True.", 0},
    {"seekable", "(self, /)", m_true, "True.", 0},
    KI_DEF_END};
static const KiGetsetDef getsets[] = {
    {"closed", g_closed, NULL, NULL, NULL},
    {"newlines", g_newlines, NULL, NULL, NULL},
    {"line_buffering", g_line_buffering, NULL, NULL, NULL},
    {"encoding", g_none, NULL, "None: text is not encoded.", NULL},
    {"errors", g_none, NULL, "None: text is not encoded.", NULL},
    {NULL, NULL, NULL, NULL, NULL}};

KiType *ki_io_make_string_type(KiState *ks, KiType *base) {
    static const KiSlots slots = {.dealloc = sio_dealloc,
                                  .new_ = sio_new,
                                  .init = sio_init,
                                  .iter = ki_io_iter_self,
                                  .next = sio_next};
    static const KiTypeDef def = {"StringIO",
                                  "_io",
                                  "(initial_value='', newline='\\n')\n"
                                  "Text I/O implementation using an in-memory buffer.",
                                  sizeof(KiStringIO),
                                  KI_TF_BASETYPE | KI_TF_HAS_DICT | KI_TF_HAS_WEAKREF | KI_TF_GC,
                                  KI_K_OPAQUE,
                                  &slots,
                                  methods,
                                  getsets};
    return ki_native_type(ks, &def, base);
}
