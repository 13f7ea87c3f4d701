/* The _io module: open(), the abstract bases, the standard streams, and what the stream files
 * share. */
#include "mod_io.h"
#include "../vm/thread.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- shared --- */

bool ki_io_check_open(KiState *ks, KiIoBase *b) {
    if (!b->closed) return true;
    ki_raise(ks, KI_EXC_ValueError, "I/O operation on closed file.");
    return false;
}

KiValue ki_io_unsupported(KiState *ks, const char *what) {
    KiValue msg = ki_str_from_cstr(ks, what);
    KiValue e = msg == KI_ERR ? KI_ERR : ki_call1(ks, ki_from_obj(ks->bi->io->unsupported), msg);
    if (e != KI_ERR) ki_raise_obj(ks, e);
    ki_decref(ks, e);
    ki_decref(ks, msg);
    return KI_ERR;
}

KiValue ki_io_size_arg(KiState *ks, KiValue v, int64_t *out) {
    *out = -1;
    if (v == KI_ABSENT || ki_is_none(v)) return KI_NONE;
    if (ki_type_of(ks, v)->slots->unary[KI_INDEX] == NULL)
        return ki_raise(ks, KI_EXC_TypeError, "argument should be integer or None, not '%s'",
                        ki_type_name(ks, v));
    return ki_index_i64(ks, v, out) ? KI_NONE : KI_ERR;
}

static bool bad_newline(KiState *ks, KiValue newline, const char *value) {
    KiValue repr = ki_repr(ks, newline);
    if (repr == KI_ERR) return false;
    ki_raise(ks, KI_EXC_ValueError, "illegal newline value: %s",
             value ? value : ki_str_utf8(ks, ki_str_of(repr), NULL));
    ki_decref(ks, repr);
    return false;
}

bool ki_io_set_newline(KiState *ks, const char *fname, KiValue newline, char nl_in[3],
                       char nl_out[3], bool *universal, bool *translate) {
    const char *nl = NULL;
    if (newline != KI_ABSENT && !ki_is_none(newline)) {
        if (!ki_is_str(newline)) {
            ki_raise(ks, KI_EXC_TypeError, "%s%s must be str or None, not %s", fname ? fname : "",
                     fname ? "() argument 'newline'" : "newline", ki_type_name(ks, newline));
            return false;
        }
        nl = ki_str_utf8(ks, ki_str_of(newline), NULL);
        if (!nl) return false;
        if (*nl && strcmp(nl, "\n") && strcmp(nl, "\r") && strcmp(nl, "\r\n"))
            return bad_newline(ks, newline, fname ? nl : NULL);
    }
    *universal = !nl || !*nl;
    *translate = !nl;
    snprintf(nl_in, 3, "%s", nl ? nl : "");
    snprintf(nl_out, 3, "%s", nl && *nl == '\r' ? nl : "");
    return true;
}

KiValue ki_io_newlines(KiState *ks, uint8_t seen) {
    static const char *const texts[] = {"\n", "\r", "\r\n"};
    static const uint8_t order[] = {1, 0, 2}; /* CPython lists "\r" first */
    KiValue v[3];
    int n = 0;
    if (!seen) return KI_NONE;
    for (int i = 0; i < 3; i++)
        if (seen & (1 << order[i])) {
            if ((v[n] = ki_str_from_cstr(ks, texts[order[i]])) == KI_ERR) return KI_ERR;
            n++;
        }
    return n == 1 ? v[0] : ki_tuple_steal(ks, v, n);
}

KiValue ki_io_iter_self(KiState *ks, KiValue self) {
    KiValue closed = ki_getattr_cstr(ks, self, "closed");
    int c = closed == KI_ERR ? -1 : ki_truth(ks, closed);
    ki_decref(ks, closed);
    if (c > 0) ki_raise(ks, KI_EXC_ValueError, "I/O operation on closed file.");
    return c == 0 ? ki_new_ref(self) : KI_ERR;
}

static void set_context(KiState *ks, KiValue exc, KiValue earlier) {
    if (ki_is_exception(exc) && exc != earlier)
        ki_assign(ks, &((KiException *)ki_obj(exc))->context, ki_new_ref(earlier));
}

KiValue ki_io_both(KiState *ks, KiValue earlier, KiValue r) {
    if (earlier == KI_ABSENT) return r;
    if (r == KI_ERR) {
        KiValue later = ki_take_exc(ks);
        set_context(ks, later, earlier);
        ki_decref(ks, earlier);
        ki_restore_exc(ks, later);
    } else {
        ki_decref(ks, r);
        ki_restore_exc(ks, earlier);
    }
    return KI_ERR;
}

void ki_io_failed(KiState *ks, const char *text) {
    KiValue cause = ki_take_exc(ks);
    (void)ki_raise(ks, KI_EXC_OSError, "%s", text);
    KiValue error = ki_take_exc(ks);
    set_context(ks, error, cause);
    if (ki_is_exception(error)) {
        KiException *e = (KiException *)ki_obj(error);
        ki_assign(ks, &e->cause, ki_new_ref(cause));
        e->suppress_context = true;
    }
    ki_decref(ks, cause);
    ki_restore_exc(ks, error);
}

bool ki_io_count(KiState *ks, KiValue v, int64_t *out) {
    KiValue i = ki_index(ks, v);
    bool ok = i != KI_ERR && ki_int_try_i64(i, out);
    if (i != KI_ERR && !ok)
        ki_raise(ks, KI_EXC_ValueError, "cannot fit '%s' into an index-sized integer",
                 ki_type_name(ks, v));
    ki_decref(ks, i);
    return ok;
}

KiValue ki_io_stream_name(KiState *ks, KiValue o) {
    KiValue v = ki_getattr_opt(ks, o, ks->names.n_name);
    if (v == KI_ERR && ki_pending_is(ks, KI_EXC_ValueError)) {
        ki_clear_exc(ks);
        return KI_ABSENT;
    }
    return v;
}

/* --- _IOBase and its abstract children: defaults in terms of one another --- */

static KiValue base_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    KiObj *o = ki_instance_alloc(ks, cls);
    return o ? ki_from_obj(o) : KI_ERR;
}
static bool base_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    return true;
}

/* __del__: a stream that is dropped closes itself. */
static bool base_del(KiState *ks, KiValue self) {
    if (ki_io_base(self)->finalizing) return true;
    ki_io_base(self)->finalizing = true;
    KiValue closed = ki_getattr_cstr(ks, self, "closed");
    if (closed == KI_ERR) {
        ki_clear_exc(ks); /* not set up: nothing tells that it is closed */
        closed = KI_FALSE;
    }
    if (closed == KI_FALSE) {
        KiValue r = ki_call_method(ks, self, ks->names.n_close, NULL, 0);
        if (r != KI_ERR) ki_decref(ks, r);
    } else {
        ki_decref(ks, closed);
    }
    if (ki_pending(ks)) ki_clear_exc(ks);
    return true;
}

void ki_io_resource_warning(KiState *ks, KiValue o, const char *what) {
    KiValue text = ki_repr(ks, o);
    const char *u = text == KI_ERR ? NULL : ki_str_utf8(ks, ki_str_of(text), NULL);
    if (u && !ki_warn(ks, KI_EXC_ResourceWarning, 1, "unclosed %s %s", what, u) &&
        ki_pending_is(ks, KI_EXC_Warning))
        ki_write_unraisable(ks, o);       /* the filters make it an error that nobody waits for */
    if (ki_pending(ks)) ki_clear_exc(ks); /* at the very end there is nothing left to warn with */
    ki_decref(ks, text);
}

void ki_io_warn_unclosed(KiState *ks, KiValue stream, KiValue source) {
    KiValue saved = ki_pending(ks) ? ki_take_exc(ks) : KI_ABSENT;
    KiValue r = ki_call_method_cstr(ks, stream, "_dealloc_warn", &source, 1);
    if (r == KI_ERR)
        ki_clear_exc(ks);
    else
        ki_decref(ks, r);
    if (saved != KI_ABSENT) ki_restore_exc(ks, saved);
}

static KiValue m_unsupported_seek(KiState *ks, KiValue *a, int n) {
    return ki_io_unsupported(ks, "seek");
}
static KiValue m_unsupported_truncate(KiState *ks, KiValue *a, int n) {
    return ki_io_unsupported(ks, "truncate");
}
static KiValue m_unsupported_fileno(KiState *ks, KiValue *a, int n) {
    return ki_io_unsupported(ks, "fileno");
}
static KiValue m_unsupported_read(KiState *ks, KiValue *a, int n) {
    return ki_io_unsupported(ks, "read");
}
static KiValue m_unsupported_read1(KiState *ks, KiValue *a, int n) {
    return ki_io_unsupported(ks, "read1");
}
static KiValue m_not_there(KiState *ks, KiValue *a, int n) {
    return ki_raise_obj(ks, ki_from_obj(ks->exceptions[KI_EXC_NotImplementedError]));
}
static KiValue m_unsupported_write(KiState *ks, KiValue *a, int n) {
    return ki_io_unsupported(ks, "write");
}
static KiValue m_unsupported_detach(KiState *ks, KiValue *a, int n) {
    return ki_io_unsupported(ks, "detach");
}
static KiValue m_unsupported_readline(KiState *ks, KiValue *a, int n) {
    return ki_io_unsupported(ks, "readline");
}
static KiValue m_tell(KiState *ks, KiValue *a, int n) {
    KiValue v[2] = {ki_small_int(0), ki_small_int(1)};
    return ki_call_method_cstr(ks, a[0], "seek", v, 2);
}
static KiValue m_false(KiState *ks, KiValue *a, int n) {
    return ki_io_check_open(ks, ki_io_base(a[0])) ? KI_FALSE : KI_ERR;
}
static KiValue m_flush(KiState *ks, KiValue *a, int n) {
    return ki_io_check_open(ks, ki_io_base(a[0])) ? KI_NONE : KI_ERR;
}

static KiValue m_close(KiState *ks, KiValue *a, int n) {
    if (ki_io_base(a[0])->closed) return KI_NONE;
    KiValue r = ki_call_method(ks, a[0], ks->names.n_flush, NULL, 0);
    ki_io_base(a[0])->closed = true;
    return r;
}

static bool stream_open(KiState *ks, KiValue self) {
    KiValue closed = ki_getattr_cstr(ks, self, "closed");
    int c = closed == KI_ERR ? -1 : ki_truth(ks, closed);
    ki_decref(ks, closed);
    if (c > 0) ki_raise(ks, KI_EXC_ValueError, "I/O operation on closed file.");
    return c == 0;
}
static KiValue m_enter(KiState *ks, KiValue *a, int n) {
    return stream_open(ks, a[0]) ? ki_new_ref(a[0]) : KI_ERR;
}
static KiValue m_check_closed(KiState *ks, KiValue *a, int n) {
    return stream_open(ks, a[0]) ? KI_NONE : KI_ERR;
}
static KiValue m_exit(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    if (kwnames != KI_ABSENT && ki_tuple_of(kwnames)->len)
        return ki_raise(ks, KI_EXC_TypeError, "_IOBase.__exit__() takes no keyword arguments");
    KiValue r = ki_call_method(ks, args[0], ks->names.n_close, NULL, 0);
    ki_decref(ks, r);
    return r == KI_ERR ? KI_ERR : KI_NONE;
}

static KiValue must_be(KiState *ks, KiValue self, const char *method, const char *text) {
    KiValue r = ki_call_method_cstr(ks, self, method, NULL, 0);
    int t = r == KI_ERR ? -1 : ki_truth(ks, r);
    ki_decref(ks, r);
    return t > 0 ? KI_TRUE : t == 0 ? ki_io_unsupported(ks, text) : KI_ERR;
}
static KiValue m_check_readable(KiState *ks, KiValue *a, int n) {
    return must_be(ks, a[0], "readable", "File or stream is not readable.");
}
static KiValue m_check_writable(KiState *ks, KiValue *a, int n) {
    return must_be(ks, a[0], "writable", "File or stream is not writable.");
}
static KiValue m_check_seekable(KiState *ks, KiValue *a, int n) {
    return must_be(ks, a[0], "seekable", "File or stream is not seekable.");
}

/* readline by read(1): for script-defined streams that have nothing better. */
static KiValue m_readline(KiState *ks, KiValue *a, int nargs) {
    int64_t limit;
    if (ki_io_size_arg(ks, a[1], &limit) == KI_ERR) return KI_ERR;
    KbStrbuf b;
    kb_strbuf_init(&b, &ks->alloc, KB_STRBUF_NO_MAX);
    KiValue one = ki_small_int(1), r = KI_ERR;
    while (limit < 0 || b.len < (size_t)limit) {
        KiValue c = ki_call_method_cstr(ks, a[0], "read", &one, 1);
        if (c == KI_ERR) goto done;
        if (!ki_has_layout(c, KI_K_BYTES)) {
            ki_raise(ks, KI_EXC_OSError, "read() should have returned a bytes object, not '%s'",
                     ki_type_name(ks, c));
            ki_decref(ks, c);
            goto done;
        }
        KiBytes *bytes = ki_bytes_of(c);
        size_t n = bytes->len;
        bool nl = n && bytes->data[n - 1] == '\n';
        kb_strbuf_append(&b, bytes->data, n);
        ki_decref(ks, c);
        if (!n || nl) break;
    }
    r = b.failed ? ki_raise_nomem(ks) : ki_bytes_from(ks, b.len ? b.data : "", b.len);
done:
    kb_strbuf_free(&b);
    return r;
}

static KiValue base_next(KiState *ks, KiValue self) {
    KiValue line = ki_call_method(ks, self, ks->names.n_readline, NULL, 0);
    if (line == KI_ERR) return KI_ERR;
    int64_t n = ki_len(ks, line);
    if (n > 0) return line;
    ki_decref(ks, line);
    return n < 0 ? KI_ERR : KI_ABSENT;
}

static KiValue m_readlines(KiState *ks, KiValue *a, int nargs) {
    int64_t hint, total = 0;
    if (ki_io_size_arg(ks, a[1], &hint) == KI_ERR) return KI_ERR;
    KiValue it = ki_iter(ks, a[0]), line = KI_ABSENT;
    KiList *l = it == KI_ERR ? NULL : ki_list_new(ks, 0);
    bool ok = l != NULL;
    while (ok && (line = ki_next(ks, it)) != KI_ABSENT) {
        ok = line != KI_ERR && ki_list_append(ks, l, line);
        int64_t n = ok && hint > 0 ? ki_len(ks, line) : 0;
        ok = ok && n >= 0;
        ki_decref(ks, line);
        if (hint > 0 && (total += n) > hint) break;
    }
    ki_decref(ks, it);
    if (ok) return ki_from_obj(l);
    if (l) ki_decref_obj(ks, &l->h);
    return KI_ERR;
}

static KiValue m_writelines(KiState *ks, KiValue *a, int nargs) {
    if (!stream_open(ks, a[0])) return KI_ERR;
    KiValue it = ki_iter(ks, a[1]), line;
    if (it == KI_ERR) return KI_ERR;
    while ((line = ki_next(ks, it)) != KI_ABSENT) {
        KiValue r = line == KI_ERR ? KI_ERR : ki_call_method(ks, a[0], ks->names.n_write, &line, 1);
        ki_decref(ks, line);
        ki_decref(ks, r);
        if (r == KI_ERR) {
            ki_decref(ks, it);
            return KI_ERR;
        }
    }
    ki_decref(ks, it);
    return KI_NONE;
}

/* The bytes that a readinto() says it has written. It may have made the array shorter: behind the
 * last of its bytes CPython finds a zero, and what lies behind that is nobody's. */
static KiValue first_bytes(KiState *ks, const KiBytearray *d, int64_t n) {
    if (n < 0)
        return ki_raise(ks, KI_EXC_SystemError,
                        "Negative size passed to PyBytes_FromStringAndSize");
    size_t size = (size_t)n;
    if (size <= d->len) return ki_bytes_from(ks, size ? (void *)d->data : "", size);
    if (size > d->len + 1)
        return ki_raise(ks, KI_EXC_ValueError, "readinto() returned an invalid length");
    KiValue r = ki_bytes_from(ks, NULL, size);
    if (r == KI_ERR) return KI_ERR;
    uint8_t *p = (uint8_t *)ki_bytes_of(r)->data;
    if (d->len) memcpy(p, d->data, d->len);
    p[d->len] = 0;
    return r;
}

/* RawIOBase: read() and readall() by readinto(). */
static KiValue m_raw_read(KiState *ks, KiValue *a, int nargs) {
    int64_t n;
    if (!ki_arg_i64(ks, a[1], &n)) return KI_ERR;
    if (n < 0) return ki_call_method_cstr(ks, a[0], "readall", NULL, 0);
    KiValue size = ki_int_from_i64(ks, n),
            ba = ki_call1(ks, ki_from_obj(ks->types[KI_K_BYTEARRAY]), size);
    if (ba == KI_ERR) return KI_ERR;
    KiValue r = ki_call_method_cstr(ks, a[0], "readinto", &ba, 1), out = r;
    int64_t got;
    if (r != KI_ERR && !ki_is_none(r)) {
        out = ki_io_count(ks, r, &got) ? first_bytes(ks, (KiBytearray *)ki_obj(ba), got) : KI_ERR;
        ki_decref(ks, r);
    }
    ki_decref(ks, ba);
    return out;
}

static KiValue m_raw_readall(KiState *ks, KiValue *a, int nargs) {
    KbStrbuf b;
    kb_strbuf_init(&b, &ks->alloc, KB_STRBUF_NO_MAX);
    KiValue size = ki_small_int(KI_IO_BUFFER_SIZE), r = KI_ERR;
    bool blocked = false;
    for (;;) {
        KiValue c = ki_call_method_cstr(ks, a[0], "read", &size, 1);
        if (c == KI_ERR) goto done;
        blocked = ki_is_none(c);
        if (!blocked && !ki_has_layout(c, KI_K_BYTES)) {
            ki_decref(ks, c);
            ki_raise(ks, KI_EXC_TypeError, "read() should return bytes");
            goto done;
        }
        size_t n = blocked ? 0 : ki_bytes_of(c)->len;
        if (n) kb_strbuf_append(&b, ki_bytes_of(c)->data, n);
        ki_decref(ks, c);
        if (!n) break;
    }
    if (blocked && !b.len)
        r = KI_NONE;
    else
        r = b.failed ? ki_raise_nomem(ks) : ki_bytes_from(ks, b.len ? b.data : "", b.len);
done:
    kb_strbuf_free(&b);
    return r;
}

/* BufferedIOBase.readinto by read(), readinto1 by read1(). */
static KiValue buffered_readinto(KiState *ks, KiValue *a, const char *method) {
    KiBytesView v;
    const char *what = strcmp(method, "read") ? "readinto1() argument" : "readinto() argument";
    if (!ki_get_writable(ks, a[1], what, &v)) return KI_ERR;
    KiValue size = ki_int_from_i64(ks, (int64_t)v.len);
    KiValue r = ki_call_method_cstr(ks, a[0], method, &size, 1), out = KI_ERR;
    if (r != KI_ERR && !ki_has_layout(r, KI_K_BYTES)) {
        ki_raise(ks, KI_EXC_TypeError, "read() should return bytes");
    } else if (r != KI_ERR) {
        size_t n = ki_bytes_of(r)->len;
        if (n > v.len) {
            ki_raise(ks, KI_EXC_ValueError,
                     "read() returned too much data: %zu bytes requested, %zu returned", v.len, n);
        } else {
            memcpy(v.wdata, ki_bytes_of(r)->data, n);
            out = ki_small_int((int64_t)n);
        }
    }
    ki_decref(ks, r);
    ki_release_bytes(ks, &v);
    return out;
}

static KiValue m_buffered_readinto(KiState *ks, KiValue *a, int nargs) {
    return buffered_readinto(ks, a, "read");
}
static KiValue m_buffered_readinto1(KiState *ks, KiValue *a, int nargs) {
    return buffered_readinto(ks, a, "read1");
}

static KiValue g_closed(KiState *ks, KiValue self, void *c) {
    return ki_bool(ki_io_base(self)->closed);
}
static KiValue g_none(KiState *ks, KiValue self, void *c) {
    return KI_NONE;
}

/* Methods that only subclasses have look at no argument. */
#define REFUSES (KI_DEF_SHORT_NAME | KI_DEF_UNSIGNED)

static const KiDef base_methods[] = {
    {"seek", "(self, /, *args)", m_unsupported_seek, "Change the stream position.", REFUSES},
    {"tell", "(self, /)", m_tell, "Current stream position.", 0},
    {"truncate", "(self, /, *args)", m_unsupported_truncate, "Truncate the stream.", REFUSES},
    {"flush", "(self, /)", m_flush, "Flush write buffers, if applicable.", 0},
    {"close", "(self, /)", m_close, "Flush and close the stream.", 0},
    {"seekable", "(self, /)", m_false, "Whether random access is supported.", 0},
    {"readable", "(self, /)", m_false, "Whether the stream can be read.", 0},
    {"writable", "(self, /)", m_false, "Whether the stream can be written.", 0},
    {"_checkClosed", "(self, msg=None, /)", m_check_closed, NULL, KI_DEF_UNSIGNED},
    {"_checkSeekable", "(self, msg=None, /)", m_check_seekable, NULL, KI_DEF_UNSIGNED},
    {"_checkReadable", "(self, msg=None, /)", m_check_readable, NULL, KI_DEF_UNSIGNED},
    {"_checkWritable", "(self, msg=None, /)", m_check_writable, NULL, KI_DEF_UNSIGNED},
    {"fileno", "(self, /)", m_unsupported_fileno, "The file descriptor.", 0},
    {"isatty", "(self, /)", m_false, "Whether the stream is interactive.", 0},
    {"__enter__", "(self, /)", m_enter, NULL, KI_DEF_UNSIGNED},
    {"__exit__", "(...)", (void *)m_exit, NULL, 0},
    {"readline", "(self, size=-1, /)", m_readline, "Read a line.", 0},
    {"readlines", "(self, hint=-1, /)", m_readlines, "List of the lines of the stream.", 0},
    {"writelines", "(self, lines, /)", m_writelines,
     "Write a list of lines; no separators are added.", 0},
    KI_DEF_END};
static const KiGetsetDef base_getsets[] = {{"closed", g_closed, NULL, NULL, NULL},
                                           {NULL, NULL, NULL, NULL, NULL}};
static const KiDef raw_methods[] = {
    {"read", "(self, size=-1, /)", m_raw_read, "Read by readinto().", 0},
    {"readall", "(self, /)", m_raw_readall, "Read until the end.", 0},
    {"readinto", "(self, /, *args)", m_not_there, "Fill a buffer.", REFUSES},
    {"write", "(self, /, *args)", m_not_there, "Write bytes.", REFUSES},
    KI_DEF_END};
static const KiDef buffered_methods[] = {
    {"detach", "(self, /)", m_unsupported_detach, "Separate the raw stream.", 0},
    {"read", "(self, /, *args)", m_unsupported_read, "Read up to size bytes.", REFUSES},
    {"read1", "(self, /, *args)", m_unsupported_read1, "Read with at most one system call.",
     REFUSES},
    {"readinto", "(self, buffer, /)", m_buffered_readinto, "Fill a buffer.", 0},
    {"readinto1", "(self, buffer, /)", m_buffered_readinto1, "Fill a buffer.", 0},
    {"write", "(self, /, *args)", m_unsupported_write, "Write bytes.", REFUSES},
    KI_DEF_END};
static const KiDef text_methods[] = {
    {"detach", "(self, /)", m_unsupported_detach, "Separate the buffer.", KI_DEF_UNSIGNED},
    {"read", "(self, /, *args)", m_unsupported_read, "Read up to size characters.", REFUSES},
    {"readline", "(self, /, *args)", m_unsupported_readline, "Read a line.", REFUSES},
    {"write", "(self, /, *args)", m_unsupported_write, "Write a string.", REFUSES},
    KI_DEF_END};
static const KiGetsetDef text_getsets[] = {
    {"encoding", g_none, NULL, "The encoding of the stream; None for one in memory.", NULL},
    {"newlines", g_none, NULL, "The line ends seen so far: None, one of them, or a tuple.", NULL},
    {"errors", g_none, NULL, "How errors of coding are handled; None for one in memory.", NULL},
    {NULL, NULL, NULL, NULL, NULL}};

static const KiSlots base_slots = {.new_ = base_new,
                                   .init = base_init,
                                   .iter = ki_io_iter_self,
                                   .next = base_next,
                                   .del = base_del};
enum { BASE_FLAGS = KI_TF_BASETYPE | KI_TF_HAS_DICT | KI_TF_HAS_WEAKREF };

static bool make_types(KiState *ks, KiIoState *io) {
    static const KiTypeDef base = {
        "_IOBase",        "_io",        "The abstract base of all streams.",
        sizeof(KiIoBase), BASE_FLAGS,   KI_K_OPAQUE,
        &base_slots,      base_methods, base_getsets};
    static const KiTypeDef raw = {"_RawIOBase",     "_io",       "Base of raw binary streams.",
                                  sizeof(KiIoBase), BASE_FLAGS,  KI_K_OPAQUE,
                                  &base_slots,      raw_methods, NULL};
    static const KiTypeDef buffered = {"_BufferedIOBase",
                                       "_io",
                                       "Base of buffered streams.",
                                       sizeof(KiIoBase),
                                       BASE_FLAGS,
                                       KI_K_OPAQUE,
                                       &base_slots,
                                       buffered_methods,
                                       NULL};
    static const KiTypeDef text = {"_TextIOBase",    "_io",        "Base of text streams.",
                                   sizeof(KiIoBase), BASE_FLAGS,   KI_K_OPAQUE,
                                   &base_slots,      text_methods, text_getsets};
    return (io->io_base = ki_native_type(ks, &base, ks->types[KI_K_OBJECT])) &&
           (io->raw_base = ki_native_type(ks, &raw, io->io_base)) &&
           (io->buffered_base = ki_native_type(ks, &buffered, io->io_base)) &&
           (io->text_base = ki_native_type(ks, &text, io->io_base)) &&
           (io->file = ki_io_make_file_type(ks, io->raw_base)) &&
           ki_io_make_buffered_types(ks, io->buffered_base) &&
           (io->text = ki_io_make_text_type(ks, io->text_base)) &&
           (io->bytes_io = ki_io_make_bytes_type(ks, io->buffered_base)) &&
           (io->bytes_buffer = ki_io_make_bytes_buffer_type(ks, ks->types[KI_K_OBJECT])) &&
           (io->string_io = ki_io_make_string_type(ks, io->text_base));
}

/* class UnsupportedOperation(OSError, ValueError), of module io. */
static KiType *make_unsupported(KiState *ks) {
    KiStr *name = ki_intern_cstr(ks, "UnsupportedOperation");
    KiDict *ns = ki_dict_new(ks);
    KiValue module = ki_str_from_cstr(ks, "io");
    KiValue bases = ki_tuple_pack(ks, 2, ki_from_obj(ks->exceptions[KI_EXC_OSError]),
                                  ki_from_obj(ks->exceptions[KI_EXC_ValueError]));
    KiType *t = NULL;
    if (name && ns && module != KI_ERR && bases != KI_ERR &&
        ki_dict_set_str(ks, ns, ks->names.d_module, module))
        t = ki_type_new(ks, ks->types[KI_K_TYPE], name, ki_tuple_of(bases), ns, NULL, 0, KI_ABSENT);
    if (name) ki_decref_obj(ks, &name->h);
    if (ns) ki_decref_obj(ks, &ns->h);
    ki_decref(ks, module);
    ki_decref(ks, bases);
    return t;
}

bool ki_init_io(KiState *ks) {
    KiIoState *io = ks->bi->io = kb_calloc(&ks->alloc, sizeof *io);
    if (!io) {
        ki_raise_nomem(ks);
        return false;
    }
    return make_types(ks, io) && (io->unsupported = make_unsupported(ks));
}

void ki_io_free(KiState *ks) {
    KiIoState *io = ks->bi->io;
    if (!io) return;
    KiType *all[] = {io->io_base, io->raw_base, io->buffered_base, io->text_base,
                     io->file,    io->reader,   io->writer,        io->random,
                     io->text,    io->bytes_io, io->string_io,     io->unsupported};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i]) ki_decref_obj(ks, &all[i]->h);
    kb_free(&ks->alloc, io, sizeof *io);
    ks->bi->io = NULL;
}

/* --- open() --- */

typedef struct OpenMode {
    bool creating, reading, writing, appending, updating, text, binary;
    char raw[8];
} OpenMode;

static bool parse_mode(KiState *ks, const char *mode, OpenMode *m) {
    memset(m, 0, sizeof *m);
    unsigned seen = 0;
    for (const char *p = mode; *p; p++) {
        static const char letters[] = "xrwa+tb";
        const char *at = strchr(letters, *p);
        if (!at || (seen & (1u << (at - letters)))) {
            ki_raise(ks, KI_EXC_ValueError, "invalid mode: '%s'", mode);
            return false;
        }
        seen |= 1u << (at - letters);
    }
    m->creating = seen & 1, m->reading = seen & 2, m->writing = seen & 4, m->appending = seen & 8;
    m->updating = seen & 16, m->text = seen & 32, m->binary = seen & 64;
    if (m->text && m->binary) {
        ki_raise(ks, KI_EXC_ValueError, "can't have text and binary mode at once");
        return false;
    }
    if (m->creating + m->reading + m->writing + m->appending > 1) {
        ki_raise(ks, KI_EXC_ValueError, "must have exactly one of create/read/write/append mode");
        return false;
    }
    snprintf(m->raw, sizeof m->raw, "%s%s",
             m->creating    ? "x"
             : m->reading   ? "r"
             : m->writing   ? "w"
             : m->appending ? "a"
                            : "",
             m->updating ? "+" : "");
    return true;
}

static bool given(KiValue v) {
    return v != KI_ABSENT && !ki_is_none(v);
}

static bool check_binary_args(KiState *ks, const OpenMode *m, KiValue encoding, KiValue errors,
                              KiValue newline) {
    if (!m->binary) return true;
    const char *bad = given(encoding)  ? "an encoding"
                      : given(errors)  ? "an errors"
                      : given(newline) ? "a newline"
                                       : NULL;
    if (bad) ki_raise(ks, KI_EXC_ValueError, "binary mode doesn't take %s argument", bad);
    return !bad;
}

/* f.close() on the way out of a failed open. */
static void close_quietly(KiState *ks, KiValue f) {
    KiValue e = ki_take_exc(ks);
    KiValue r = ki_call_method(ks, f, ks->names.n_close, NULL, 0);
    if (r == KI_ERR)
        ki_clear_exc(ks);
    else
        ki_decref(ks, r);
    ki_decref(ks, f);
    ki_restore_exc(ks, e);
}

/* What might be a descriptor; FileIO says whether it is one. */
static bool is_number(KiState *ks, KiValue v) {
    const KiSlots *s = ki_type_of(ks, v)->slots;
    return s->unary[KI_INDEX] || s->unary[KI_INT] || s->unary[KI_FLOAT] ||
           ki_has_layout(v, KI_K_COMPLEX);
}

bool ki_io_note_encoding(KiState *ks, KiValue encoding, int level) {
    return !ks->config.warn_default_encoding || !(encoding == KI_ABSENT || ki_is_none(encoding)) ||
           ki_warn(ks, KI_EXC_EncodingWarning, level, "'encoding' argument not specified");
}

KiValue ki_io_open(KiState *ks, KiValue file, const char *mode, int buffering, KiValue encoding,
                   KiValue errors, KiValue newline, bool closefd, KiValue opener) {
    OpenMode m;
    KiValue path = is_number(ks, file) ? ki_new_ref(file) : ki_fspath(ks, file), raw = KI_ERR;
    if (path == KI_ERR) return KI_ERR;
    if (parse_mode(ks, mode, &m) && check_binary_args(ks, &m, encoding, errors, newline))
        raw = ki_io_file_open(ks, path, m.raw, closefd, opener);
    ki_decref(ks, path);
    if (raw == KI_ERR) return KI_ERR;
    KiFileIO *f = (KiFileIO *)ki_obj(raw);
    bool line_buffering = buffering == 1 && !m.binary;
    if (buffering == 1 && m.binary &&
        !ki_warn(ks, KI_EXC_RuntimeWarning, 1,
                 "line buffering (buffering=1) isn't supported in binary mode, the default buffer "
                 "size will be used")) {
        close_quietly(ks, raw);
        return KI_ERR;
    }
    size_t size = KI_IO_BUFFER_SIZE;
    if (buffering < 0 || buffering == 1) {
        struct stat st;
        if (fstat(f->fd, &st) == 0 && st.st_blksize > 1)
            size = (size_t)st.st_blksize > KI_IO_BUFFER_SIZE ? (size_t)st.st_blksize
                                                             : KI_IO_BUFFER_SIZE;
        line_buffering = line_buffering || (buffering < 0 && ki_io_file_isatty(f));
    } else if (buffering > 1) {
        size = (size_t)buffering;
    } else {
        if (m.binary) return raw;
        ki_raise(ks, KI_EXC_ValueError, "can't have unbuffered text I/O");
        close_quietly(ks, raw);
        return KI_ERR;
    }
    KiIoState *io = ks->bi->io;
    KiType *bt = m.updating ? io->random : m.reading ? io->reader : io->writer;
    if (m.updating && !ki_io_file_seekable(f)) {
        ki_io_unsupported(ks, "File or stream is not seekable.");
        close_quietly(ks, raw);
        return KI_ERR;
    }
    KiValue buf =
        ki_io_buffered_new(ks, bt, raw, size, m.updating || m.reading, m.updating || !m.reading);
    if (buf == KI_ERR) {
        close_quietly(ks, raw);
        return KI_ERR;
    }
    ki_decref(ks, raw);
    if (m.binary) return buf;
    KiValue text = KI_ERR;
    if (ki_io_note_encoding(ks, encoding, 1))
        text = ki_io_text_new(ks, io->text, buf, encoding, errors, newline, line_buffering, false);
    KiValue mode_str = text == KI_ERR ? KI_ERR : ki_str_from_cstr(ks, mode);
    bool ok = mode_str != KI_ERR && ki_setattr_cstr(ks, text, "mode", mode_str);
    ki_decref(ks, mode_str);
    if (ok) {
        ki_decref(ks, buf);
        return text;
    }
    close_quietly(ks, buf);
    ki_decref(ks, text);
    return KI_ERR;
}

/* --- the standard streams --- */

/* In the C locale nothing is known about the terminal: undecodable bytes pass through. */
static bool c_locale(void) {
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    const char *v = NULL;
    for (int i = 0; i < 3 && !(v && *v); i++)
        v = getenv(names[i]);
    return !v || !*v || !strcmp(v, "C") || !strcmp(v, "POSIX") || !strcasecmp(v, "C.UTF-8") ||
           !strcasecmp(v, "C.utf8");
}

/* PYTHONIOENCODING=encoding:errors; parts may be empty. */
static void io_encoding(KiState *ks, char enc[32], char err[32]) {
    const char *e = ks->config.ignore_environment ? NULL : getenv("PYTHONIOENCODING");
    const char *colon = e ? strchr(e, ':') : NULL;
    snprintf(enc, 32, "%.*s", e ? (int)(colon ? colon - e : (ptrdiff_t)strlen(e)) : 0, e ? e : "");
    snprintf(err, 32, "%s", colon ? colon + 1 : "");
    if (!*err && !*enc && c_locale()) strcpy(err, "surrogateescape");
    if (!*enc) strcpy(enc, "utf-8");
}

static bool std_stream(KiState *ks, int fd, const char *name) {
    static const char *const modes[] = {"r", "w", "w"};
    KiIoState *io = ks->bi->io;
    KiValue raw, file = ki_small_int(fd);
    bool host = ks->bi->host_io != NULL;
    if (host)
        raw = ki_io_file_host(ks, ks->bi->host_io, fd);
    else if (fcntl(fd, F_GETFD) < 0)
        return ki_dict_set_cstr(ks, ks->sys_dict, name, KI_NONE);
    else
        raw = ki_io_file_open(ks, file, modes[fd], false, KI_NONE);
    if (raw == KI_ERR && !host && ki_pending_is(ks, KI_EXC_OSError)) { /* a directory, say */
        ki_clear_exc(ks);
        return ki_dict_set_cstr(ks, ks->sys_dict, name, KI_NONE);
    }
    if (raw == KI_ERR) return false;
    KiFileIO *f = (KiFileIO *)ki_obj(raw);
    char label[16], enc[32], err[32];
    snprintf(label, sizeof label, "<%s>", name);
    ki_assign(ks, &f->name, ki_str_from_cstr(ks, label));
    io_encoding(ks, enc, err);
    bool tty = ki_io_file_isatty(f);
    bool unbuffered = ks->config.unbuffered && fd;
    KiValue buf = unbuffered ? ki_new_ref(raw)
                             : ki_io_buffered_new(ks, fd ? io->writer : io->reader, raw,
                                                  KI_IO_BUFFER_SIZE, !fd, fd != 0);
    ki_decref(ks, raw);
    KiValue e = ki_str_from_cstr(ks, enc);
    KiValue er = ki_str_from_cstr(ks, fd == 2 ? "backslashreplace" : *err ? err : "strict");
    KiValue nl = ki_str_from_cstr(ks, "\n");
    KiValue text = KI_ERR;
    if (buf != KI_ERR && e != KI_ERR && er != KI_ERR && nl != KI_ERR)
        text = ki_io_text_new(ks, io->text, buf, e, er, fd ? nl : KI_NONE,
                              !unbuffered && (tty || fd == 2 || ks->config.interactive || host),
                              unbuffered);
    ki_decref(ks, buf);
    ki_decref(ks, e);
    ki_decref(ks, er);
    ki_decref(ks, nl);
    if (text == KI_ERR) return false;
    KiValue mode = ki_str_from_cstr(ks, modes[fd]);
    char dunder[16];
    snprintf(dunder, sizeof dunder, "__%s__", name);
    bool ok = mode != KI_ERR && ki_setattr_cstr(ks, text, "mode", mode) &&
              ki_dict_set_cstr(ks, ks->sys_dict, name, text) &&
              ki_dict_set_cstr(ks, ks->sys_dict, dunder, text);
    ki_decref(ks, mode);
    ki_decref(ks, text);
    return ok;
}

bool ki_init_std_streams(KiState *ks) {
    return std_stream(ks, 0, "stdin") && std_stream(ks, 1, "stdout") && std_stream(ks, 2, "stderr");
}

static KiTextIO *native_text(KiState *ks, KiValue v) {
    bool yes =
        ki_is_kind(v, KI_K_OPAQUE) && ks->bi->io && ki_obj_type(ki_obj(v)) == ks->bi->io->text;
    return yes ? (KiTextIO *)ki_obj(v) : NULL;
}

bool ki_io_write_str(KiState *ks, KiValue stream, KiStr *s) {
    KiTextIO *t = native_text(ks, stream);
    if (t && t->buffer != KI_ABSENT) return ki_io_text_write(ks, t, s);
    KiValue arg = ki_from_obj(s);
    KiValue r = ki_call_method(ks, stream, ks->names.n_write, &arg, 1);
    ki_decref(ks, r);
    return r != KI_ERR;
}

bool ki_io_flush(KiState *ks, KiValue stream) {
    KiValue r = ki_call_method(ks, stream, ks->names.n_flush, NULL, 0);
    ki_decref(ks, r);
    return r != KI_ERR;
}

void ki_io_flush_std(KiState *ks) {
    static const char *const names[] = {"stdout", "stderr"};
    for (int i = 0; i < 2 && ks->sys_dict; i++) {
        KiValue f = ki_dict_get_cstr(ks, ks->sys_dict, names[i]);
        if (f == KI_ABSENT || f == KI_ERR || ki_is_none(f)) continue;
        KiValue closed = ki_getattr_cstr(ks, f, "closed");
        if (closed == KI_FALSE && ki_io_flush(ks, f)) continue;
        ki_decref(ks, closed);
        if (ki_pending(ks)) ki_clear_exc(ks);
    }
}

/* --- the module --- */

/* An argument of open() that is text without a null character. */
static bool open_text(KiState *ks, KiValue v, const char *name, bool or_none, const char **out) {
    *out = NULL;
    if (or_none && v == KI_NONE) return true;
    if (!ki_is_str(v)) {
        ki_raise(ks, KI_EXC_TypeError, "open() argument '%s' must be str%s, not %s", name,
                 or_none ? " or None" : "", v == KI_NONE ? "None" : ki_type_name(ks, v));
        return false;
    }
    *out = ki_str_utf8_whole(ks, ki_str_of(v));
    return *out != NULL;
}

static KiValue f_open(KiState *ks, KiValue *a, int n) {
    const char *mode, *unused;
    int buffering, closefd;
    if (!open_text(ks, a[1], "mode", false, &mode) || !ki_to_int(ks, a[2], &buffering) ||
        !open_text(ks, a[3], "encoding", true, &unused) ||
        !open_text(ks, a[4], "errors", true, &unused) ||
        !open_text(ks, a[5], "newline", true, &unused) || (closefd = ki_truth(ks, a[6])) < 0)
        return KI_ERR;
    return ki_io_open(ks, a[0], mode, buffering, a[3], a[4], a[5], closefd, a[7]);
}
static KiValue f_text_encoding(KiState *ks, KiValue *a, int n) {
    int level; /* which caller a warning would name */
    if (!ki_to_int(ks, a[1], &level)) return KI_ERR;
    if (!ki_is_none(a[0])) return ki_new_ref(a[0]);
    if (!ki_io_note_encoding(ks, a[0], level)) return KI_ERR;
    return ki_str_from_cstr(ks, ks->config.utf8_mode ? "utf-8" : "locale");
}
static KiValue f_open_code(KiState *ks, KiValue *a, int n) {
    if (!ki_is_str(a[0]))
        return ki_raise(ks, KI_EXC_TypeError, "open_code() argument 'path' must be str, not %s",
                        ki_arg_type_name(ks, a[0]));
    return ki_io_open(ks, a[0], "rb", -1, KI_NONE, KI_NONE, KI_NONE, true, KI_NONE);
}

bool ki_mod_io_init(KiState *ks, KiModule *m) {
    static const KiDef functions[] = {
        {"open",
         "(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, "
         "opener=None)",
         f_open, "Open a file and return a stream.", 0},
        {"text_encoding", "(encoding, stacklevel=2, /)", f_text_encoding,
         "The encoding, or 'locale' for None ('utf-8' in UTF-8 mode).", 0},
        {"open_code", "(path)", f_open_code, "Open a file to be executed.", 0},
        KI_DEF_END};
    KiIoState *io = ks->bi->io;
    const struct {
        const char *name;
        KiType *type;
    } types[] = {{"_IOBase", io->io_base},
                 {"_RawIOBase", io->raw_base},
                 {"_BufferedIOBase", io->buffered_base},
                 {"_TextIOBase", io->text_base},
                 {"FileIO", io->file},
                 {"BufferedReader", io->reader},
                 {"BufferedWriter", io->writer},
                 {"BufferedRandom", io->random},
                 {"TextIOWrapper", io->text},
                 {"BytesIO", io->bytes_io},
                 {"StringIO", io->string_io},
                 {"UnsupportedOperation", io->unsupported}};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (!ki_module_add(ks, m, types[i].name, ki_new_ref(ki_from_obj(types[i].type))))
            return false;
    KiValue io_name = ki_str_from_cstr(ks, "io"); /* where scripts know the functions from */
    KiValue open_fn = ki_dict_get_cstr(ks, ks->builtins_dict, "open"); /* io.open is open */
    bool ok =
        io_name != KI_ERR && ki_module_add_functions(ks, m, functions) &&
        (!ki_is_kind(open_fn, KI_K_NATIVE) || ki_module_add(ks, m, "open", ki_new_ref(open_fn)));
    for (const KiDef *d = functions; ok && d->name; d++) {
        KiValue f = ki_dict_get_cstr(ks, m->dict, d->name);
        ok = ki_is_kind(f, KI_K_NATIVE);
        if (ok) ki_assign(ks, &((KiNative *)ki_obj(f))->module, ki_new_ref(io_name));
    }
    ki_decref(ks, io_name);
    if (!ok) return false;
    return ki_module_add(ks, m, "DEFAULT_BUFFER_SIZE", ki_small_int(KI_IO_BUFFER_SIZE)) &&
           ki_module_add(ks, m, "BlockingIOError",
                         ki_new_ref(ki_from_obj(ks->exceptions[KI_EXC_BlockingIOError])));
}

KiValue ki_bi_open(KiState *ks, KiValue *a, int n);
KiValue ki_bi_open(KiState *ks, KiValue *a, int n) {
    return f_open(ks, a, n);
}

/* --- threads --- */

bool ki_io_wait_turn(KiState *ks, struct KiThread **busy_by) {
    while (*busy_by && *busy_by != ks->thread) {
        ki_gil_wait(ks);
        if (!ki_io_interrupted(ks)) return false;
    }
    return true;
}
