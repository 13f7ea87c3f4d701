/* Small helpers that native functions share: binding arguments of raw functions, taking C values
 * out of Python ones, calling by C name. */
#include "../object/buffer.h"
#include "builtins.h"

bool ki_check_args(KiState *ks, const char *fname, int nargs, KiValue kwnames, int min, int max) {
    if (kwnames != KI_ABSENT && ki_tuple_of(kwnames)->len > 0) {
        ki_raise(ks, KI_EXC_TypeError, "%s() takes no keyword arguments", fname);
        return false;
    }
    if (nargs >= min && (max < 0 || nargs <= max)) return true;
    if (min == max) {
        if (min == 0)
            ki_raise(ks, KI_EXC_TypeError, "%s() takes no arguments (%d given)", fname, nargs);
        else if (min == 1)
            ki_raise(ks, KI_EXC_TypeError, "%s() takes exactly one argument (%d given)", fname,
                     nargs);
        else
            ki_raise(ks, KI_EXC_TypeError, "%s expected %d arguments, got %d", fname, min, nargs);
    } else if (nargs < min) {
        ki_raise(ks, KI_EXC_TypeError, "%s expected at least %d argument%s, got %d", fname, min,
                 min == 1 ? "" : "s", nargs);
    } else {
        ki_raise(ks, KI_EXC_TypeError, "%s expected at most %d argument%s, got %d", fname, max,
                 max == 1 ? "" : "s", nargs);
    }
    return false;
}

static int find_name(const char *const *names, int n, const KiStr *s) {
    for (int i = 0; i < n; i++)
        if (names[i][0] && ki_str_eq_cstr(s, names[i])) return i;
    return -1;
}

bool ki_bind_args(KiState *ks, const char *fname, const char *const *names, int n, int required,
                  int max_pos, KiValue *args, int nargs, KiValue kwnames, KiValue *out) {
    for (int i = 0; i < n; i++)
        out[i] = KI_ABSENT;
    int64_t nkw = kwnames == KI_ABSENT ? 0 : ki_tuple_of(kwnames)->len;
    if (nargs + nkw > n) {
        ki_raise(ks, KI_EXC_TypeError, "%s() takes at most %d %sargument%s (%d given)", fname, n,
                 nargs ? "" : "keyword ", n == 1 ? "" : "s", nargs + (int)nkw);
        return false;
    }
    if (nargs > max_pos) {
        if (max_pos == 0)
            ki_raise(ks, KI_EXC_TypeError, "%s() takes no positional arguments", fname);
        else
            ki_raise(ks, KI_EXC_TypeError, "%s() takes %s %d positional argument%s (%d given)",
                     fname, required < max_pos ? "at most" : "exactly", max_pos,
                     max_pos == 1 ? "" : "s", nargs);
        return false;
    }
    for (int i = 0; i < nargs; i++)
        out[i] = args[i];
    KiStr *unknown = NULL;
    int twice = n;
    for (int64_t k = 0; k < nkw; k++) {
        KiStr *name = ki_str_of(ki_tuple_of(kwnames)->items[k]);
        int i = find_name(names, n, name);
        if (i < 0)
            unknown = unknown ? unknown : name;
        else if (out[i] != KI_ABSENT)
            twice = i < twice ? i : twice;
        else
            out[i] = args[nargs + k];
    }
    for (int i = 0; i < required; i++)
        if (out[i] == KI_ABSENT) {
            ki_raise(ks, KI_EXC_TypeError, "%s() missing required argument '%s' (pos %d)", fname,
                     names[i], i + 1);
            return false;
        }
    if (twice < n)
        ki_raise(ks, KI_EXC_TypeError, "argument for %s() given by name ('%s') and position (%d)",
                 fname, names[twice], twice + 1);
    else if (unknown && ki_str_utf8(ks, unknown, NULL))
        ki_raise(ks, KI_EXC_TypeError, "'%s' is an invalid keyword argument for %s()",
                 ki_str_utf8(ks, unknown, NULL), fname);
    return twice == n && !unknown;
}

/* What does not fit is told in one of three texts: beyond 64 bits, below int, above it. */
static bool to_int(KiState *ks, KiValue v, int *out, const char *const texts[3]) {
    int64_t n;
    if (ki_is_float(v)) {
        ki_raise(ks, KI_EXC_TypeError, "'float' object cannot be interpreted as an integer");
        return false;
    }
    KiValue i = ki_index(ks, v);
    if (i == KI_ERR) return false;
    bool fits = ki_int_try_i64(i, &n);
    ki_decref(ks, i);
    if (!fits || n > INT32_MAX || n < INT32_MIN) {
        ki_raise(ks, KI_EXC_OverflowError, "%s", texts[!fits ? 0 : n < 0 ? 1 : 2]);
        return false;
    }
    *out = (int)n;
    return true;
}

bool ki_to_int(KiState *ks, KiValue v, int *out) {
    static const char text[] = "Python int too large to convert to C int";
    return to_int(ks, v, out, (const char *const[]){text, text, text});
}

bool ki_to_int_of_parser(KiState *ks, KiValue v, int *out) {
    static const char *const texts[] = {"Python int too large to convert to C long",
                                        "signed integer is less than minimum",
                                        "signed integer is greater than maximum"};
    return to_int(ks, v, out, texts);
}

bool ki_to_unsigned(KiState *ks, KiValue v, uint64_t *out) {
    if (ki_is_integer(v) && ki_int_sign(v) >= 0) return ki_int_to_u64(ks, v, out);
    if (ki_is_integer(v))
        ki_raise(ks, KI_EXC_ValueError, "value must be positive");
    else
        ki_raise(ks, KI_EXC_TypeError, "an integer is required");
    return false;
}

const char *ki_arg_utf8(KiState *ks, KiValue v, const char *fname, int arg, size_t *len) {
    if (!ki_is_str(v)) {
        if (arg > 0)
            ki_raise(ks, KI_EXC_TypeError, "%s() argument %d must be str, not %s", fname, arg,
                     ki_arg_type_name(ks, v));
        else
            ki_raise(ks, KI_EXC_TypeError, "%s() argument must be str, not %s", fname,
                     ki_arg_type_name(ks, v));
        return NULL;
    }
    return len ? ki_str_utf8(ks, ki_str_of(v), len) : ki_str_utf8_whole(ks, ki_str_of(v));
}

/* Undoes the surrogateescape form that undecodable file-name bytes have inside a str. */
static KiValue path_from_str(KiState *ks, KiStr *s) {
    size_t n;
    const char *u = ki_str_check_path(ks, s) ? ki_str_utf8(ks, s, &n) : NULL;
    if (!u) return KI_ERR;
    KbStrbuf b;
    kb_strbuf_init(&b, &ks->alloc, KB_STRBUF_NO_MAX);
    for (size_t i = 0; i < n; i++) {
        const uint8_t *p = (const uint8_t *)u + i;
        if (p[0] == 0xED && i + 2 < n && p[1] >= 0xB2 && p[1] <= 0xB3) {
            kb_strbuf_putc(&b, (char)(((p[1] & 3) << 6) | (p[2] & 0x3F)));
            i += 2;
        } else {
            kb_strbuf_putc(&b, u[i]);
        }
    }
    KiValue r = b.failed ? ki_raise_nomem(ks) : ki_bytes_from(ks, b.len ? b.data : "", b.len);
    kb_strbuf_free(&b);
    return r;
}

const char *ki_arg_path(KiState *ks, KiValue v, const char *fname, KiValue *holder) {
    *holder = KI_ABSENT;
    KiValue p;
    if (ki_is_str(v) || ki_has_layout(v, KI_K_BYTES)) {
        p = ki_new_ref(v);
    } else {
        KiValue fs = ki_lookup_special(ks, v, ks->names.d_fspath);
        if (fs == KI_ERR) return NULL;
        if (fs == KI_ABSENT) {
            if (fname && strchr(fname, ':'))
                ki_raise(ks, KI_EXC_TypeError, "%s should be string, bytes or os.PathLike, not %s",
                         fname, ki_type_short_name(ks, v));
            else
                ki_raise(ks, KI_EXC_TypeError, "expected str, bytes or os.PathLike object, not %s",
                         ki_type_short_name(ks, v));
            return NULL;
        }
        ki_decref(ks, fs);
        p = ki_fspath(ks, v);
    }
    if (p == KI_ERR) return NULL;
    if (ki_is_str(p)) {
        KiValue b = path_from_str(ks, ki_str_of(p));
        ki_decref(ks, p);
        if (b == KI_ERR) return NULL;
        p = b;
    }
    KiBytes *b = ki_bytes_of(p);
    if (memchr(b->data, 0, b->len)) {
        ki_raise(ks, KI_EXC_ValueError, "embedded null byte");
        ki_decref(ks, p);
        return NULL;
    }
    *holder = p;
    return (const char *)b->data;
}

bool ki_get_bytes(KiState *ks, KiValue v, bool writable, KiBytesView *out) {
    memset(out, 0, sizeof *out);
    out->owner = KI_ABSENT;
    if (!writable && ki_has_layout(v, KI_K_BYTES)) {
        KiBytes *b = ki_bytes_of(v);
        out->data = b->data;
        out->len = b->len;
        out->owner = ki_new_ref(v);
        return true;
    }
    if (writable && !ki_type_of(ks, v)->slots->get_buffer) {
        ki_raise(ks, KI_EXC_TypeError, "argument must be read-write bytes-like object, not %s",
                 ki_arg_type_name(ks, v));
        return false;
    }
    KiBuffer *buf = kb_calloc(&ks->alloc, sizeof *buf);
    if (!buf) {
        ki_raise_nomem(ks);
        return false;
    }
    if (!ki_get_buffer(ks, v, buf, writable)) {
        kb_free(&ks->alloc, buf, sizeof *buf);
        return false;
    }
    out->buffer = buf;
    out->len = (size_t)buf->len;
    if (!ki_buffer_in_one_piece(ks, buf)) {
        ki_release_bytes(ks, out);
        return false;
    }
    out->data = buf->data;
    out->wdata = buf->readonly ? NULL : buf->data;
    return true;
}

bool ki_get_writable(KiState *ks, KiValue v, const char *what, KiBytesView *out) {
    if (ki_get_bytes(ks, v, true, out)) return true;
    if (ki_pending_is(ks, KI_EXC_BufferError) || ki_pending_is(ks, KI_EXC_TypeError) ||
        ki_pending_is(ks, KI_EXC_ValueError)) {
        ki_clear_exc(ks);
        ki_raise(ks, KI_EXC_TypeError, "%s must be read-write bytes-like object, not %s", what,
                 ki_arg_type_name(ks, v));
    }
    return false;
}

bool ki_get_digest_data(KiState *ks, KiValue v, KiBytesView *out) {
    if (ki_is_str(v)) {
        ki_raise(ks, KI_EXC_TypeError, "Strings must be encoded before hashing");
        return false;
    }
    if (!ki_type_of(ks, v)->slots->get_buffer) {
        ki_raise(ks, KI_EXC_TypeError, "object supporting the buffer API required");
        return false;
    }
    return ki_get_bytes(ks, v, false, out);
}

void ki_release_bytes(KiState *ks, KiBytesView *view) {
    if (view->buffer) {
        ki_release_buffer(ks, view->buffer);
        kb_free(&ks->alloc, view->buffer, sizeof(KiBuffer));
    }
    ki_decref(ks, view->owner);
    view->owner = KI_ABSENT;
    view->buffer = NULL;
}

KiValue ki_call_method_cstr(KiState *ks, KiValue self, const char *name, KiValue *args, int nargs) {
    KiStr *n = ki_intern_cstr(ks, name);
    if (!n) return KI_ERR;
    KiValue r = ki_call_method(ks, self, n, args, nargs);
    ki_decref_obj(ks, &n->h);
    return r;
}

bool ki_setattr_cstr(KiState *ks, KiValue o, const char *name, KiValue v) {
    KiStr *n = ki_intern_cstr(ks, name);
    if (!n) return false;
    bool ok = ki_setattr(ks, o, n, v);
    ki_decref_obj(ks, &n->h);
    return ok;
}

KiValue ki_import_attr(KiState *ks, const char *module, const char *name) {
    KiValue m = ki_import(ks, module);
    if (m == KI_ERR) return KI_ERR;
    KiValue r = ki_getattr_cstr(ks, m, name);
    ki_decref(ks, m);
    return r;
}
