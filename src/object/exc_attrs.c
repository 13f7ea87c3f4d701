/* What single exception classes add: their fields, how arguments fill them, and their texts
 * (KeyError, StopIteration, SystemExit, ImportError, OSError, SyntaxError, UnicodeError ...). */
#include <errno.h>
#include <stdio.h>

#include "buffer.h"
#include "containers.h"
#include "exc_private.h"
#include "heap.h"

const char *const *ki_exc_field_names(int id) {
    static const char *const value[] = {"value", NULL};
    static const char *const code[] = {"code", NULL};
    static const char *const import[] = {"msg", "name", "path", NULL};
    static const char *const os[] = {"errno",     "strerror",           "filename",
                                     "filename2", "characters_written", NULL};
    static const char *const syntax[] = {"msg",  "filename",   "lineno",     "offset",
                                         "text", "end_lineno", "end_offset", "print_file_and_line",
                                         NULL};
    static const char *const unicode[] = {"encoding", "object", "start", "end", "reason", NULL};
    static const char *const attribute[] = {"name", "obj", NULL};
    static const char *const name[] = {"name", NULL};
    static const char *const group[] = {"message", "exceptions", NULL};
    switch (id) {
    case KI_EXC_StopIteration:
        return value;
    case KI_EXC_SystemExit:
        return code;
    case KI_EXC_ImportError:
        return import;
    case KI_EXC_OSError:
        return os;
    case KI_EXC_SyntaxError:
        return syntax;
    case KI_EXC_UnicodeDecodeError:
    case KI_EXC_UnicodeEncodeError:
    case KI_EXC_UnicodeTranslateError:
        return unicode;
    case KI_EXC_AttributeError:
        return attribute;
    case KI_EXC_NameError:
        return name;
    case KI_EXC_BaseExceptionGroup:
        return group;
    default:
        return NULL;
    }
}

/* --- StopIteration, SystemExit, KeyError --- */

static bool stop_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    if (!ki_exc_base_init(ks, self, args, nargs, kwnames)) return false;
    ki_exc_set_field(ks, self, 0, nargs ? args[0] : KI_NONE);
    return true;
}
static bool exit_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    if (!ki_exc_base_init(ks, self, args, nargs, kwnames)) return false;
    if (nargs) ki_exc_set_field(ks, self, 0, nargs == 1 ? args[0] : ki_exc_of(self)->args);
    return true;
}
static KiValue key_str(KiState *ks, KiValue self) {
    KiTuple *a = ki_tuple_of(ki_exc_of(self)->args);
    return a->len == 1 ? ki_repr(ks, a->items[0]) : ki_exc_base_str(ks, self);
}

/* --- classes with keyword-only fields --- */

/* Takes the named keyword arguments into fields first.. and initialises the rest as BaseException.
 */
static bool keyword_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames,
                         const char *fname, uint32_t first, const char *const *names) {
    int known = 0;
    while (names[known])
        known++;
    if (ki_n_kw(kwnames) > known) {
        ki_raise(ks, KI_EXC_TypeError, "%s() takes at most %d keyword argument%s (%d given)", fname,
                 known, known == 1 ? "" : "s", (int)ki_n_kw(kwnames));
        return false;
    }
    for (int k = 0; k < ki_n_kw(kwnames); k++) {
        KiStr *name = ki_str_of(((KiTuple *)ki_obj(kwnames))->items[k]);
        uint32_t i = 0;
        while (names[i] && !ki_str_eq_cstr(name, names[i]))
            i++;
        if (!names[i]) {
            ki_raise(ks, KI_EXC_TypeError, "'%s' is an invalid keyword argument for %s()",
                     ki_cstr(ks, name), fname);
            return false;
        }
        ki_exc_set_field(ks, self, first + i, args[nargs + k]);
    }
    return ki_exc_base_init(ks, self, args, nargs, KI_ABSENT);
}
static bool attribute_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    return keyword_init(ks, self, args, nargs, kwnames, "AttributeError", 0,
                        ki_exc_field_names(KI_EXC_AttributeError));
}
static bool name_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    return keyword_init(ks, self, args, nargs, kwnames, "NameError", 0,
                        ki_exc_field_names(KI_EXC_NameError));
}
static bool import_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    for (uint32_t i = KI_IMP_MSG; i <= KI_IMP_MSG + 2; i++) /* a second call starts afresh */
        ki_exc_set_field(ks, self, i, KI_UNBOUND);
    if (!keyword_init(ks, self, args, nargs, kwnames, "ImportError", 1,
                      ki_exc_field_names(KI_EXC_ImportError) + 1))
        return false;
    if (nargs == 1) ki_exc_set_field(ks, self, KI_IMP_MSG, args[0]);
    return true;
}
static KiValue import_str(KiState *ks, KiValue self) {
    KiValue msg = ki_exc_field(self, KI_IMP_MSG);
    return msg != KI_UNBOUND && ki_is_str_exact(msg) ? ki_new_ref(msg) : ki_exc_base_str(ks, self);
}

/* --- OSError --- */

static int class_of_errno(int64_t e) {
    switch (e) {
    case EAGAIN:
    case EALREADY:
    case EINPROGRESS:
        return KI_EXC_BlockingIOError;
    case EPIPE:
    case ESHUTDOWN:
        return KI_EXC_BrokenPipeError;
    case ECHILD:
        return KI_EXC_ChildProcessError;
    case ECONNABORTED:
        return KI_EXC_ConnectionAbortedError;
    case ECONNREFUSED:
        return KI_EXC_ConnectionRefusedError;
    case ECONNRESET:
        return KI_EXC_ConnectionResetError;
    case EEXIST:
        return KI_EXC_FileExistsError;
    case ENOENT:
        return KI_EXC_FileNotFoundError;
    case EISDIR:
        return KI_EXC_IsADirectoryError;
    case ENOTDIR:
        return KI_EXC_NotADirectoryError;
    case EINTR:
        return KI_EXC_InterruptedError;
    case EACCES:
    case EPERM:
        return KI_EXC_PermissionError;
    case ESRCH:
        return KI_EXC_ProcessLookupError;
    case ETIMEDOUT:
        return KI_EXC_TimeoutError;
    default:
        return KI_EXC_OSError;
    }
}

/* OSError(errno, strerror[, filename[, winerror[, filename2]]]) into the fields; args keeps the
 * first two only when a filename is given. */
static bool os_fill(KiState *ks, KiValue self, KiValue *args, int nargs) {
    if (nargs < 2 || nargs > 5) return true;
    ki_exc_set_field(ks, self, KI_OSE_ERRNO, args[0]);
    ki_exc_set_field(ks, self, KI_OSE_STRERROR, args[1]);
    if (nargs < 3) return true;
    bool blocking = ki_is_subtype(ki_type_of(ks, self), ks->exceptions[KI_EXC_BlockingIOError]);
    if (blocking && ki_is_int(args[2])) {
        ki_exc_set_field(ks, self, KI_OSE_WRITTEN, args[2]);
        return true;
    }
    if (args[2] == KI_NONE) return true;
    ki_exc_set_field(ks, self, KI_OSE_FILENAME, args[2]);
    if (nargs == 5 && args[4] != KI_NONE) ki_exc_set_field(ks, self, KI_OSE_FILENAME2, args[4]);
    KiValue two = ki_tuple_from(ks, args, 2);
    if (two == KI_ERR) return false;
    ki_assign(ks, &ki_exc_of(self)->args, two);
    return true;
}

/* Whether cls has a Python __init__ but OSError's own __new__: then __new__ leaves filling the
 * fields to __init__. */
static bool init_fills(KiState *ks, KiType *cls) {
    const KiSlots *os = ks->exceptions[KI_EXC_OSError]->slots;
    return cls->slots->init != os->init && cls->slots->new_ == os->new_;
}

static KiValue os_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    bool later = init_fills(ks, cls);
    if (!later && ki_n_kw(kwnames))
        return ki_raise(ks, KI_EXC_TypeError, "%s() takes no keyword arguments",
                        ki_type_cname(ks, cls));
    int64_t e;
    if (!later && cls == ks->exceptions[KI_EXC_OSError] && nargs >= 2 && nargs <= 5 &&
        ki_is_integer(args[0]) && ki_int_try_i64(args[0], &e))
        cls = ks->exceptions[class_of_errno(e)];
    KiValue self = ki_exc_base_new(ks, cls, args, later ? 0 : nargs, KI_ABSENT);
    if (self == KI_ERR || later || os_fill(ks, self, args, nargs)) return self;
    ki_decref(ks, self);
    return KI_ERR;
}

static bool os_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    if (!init_fills(ks, ki_type_of(ks, self))) return true; /* __new__ did everything */
    return ki_exc_base_init(ks, self, args, nargs, kwnames) && os_fill(ks, self, args, nargs);
}

/* "[Errno e] strerror: 'filename' -> 'filename2'" from field values. */
static KiValue os_text(KiState *ks, KiValue self, KiValue file, KiValue file2) {
    KiValue e = ki_exc_field(self, KI_OSE_ERRNO), m = ki_exc_field(self, KI_OSE_STRERROR),
            r = KI_ERR;
    KiValue es = ki_str(ks, e), ms = es == KI_ERR ? KI_ERR : ki_str(ks, m);
    KiValue f1 = ms == KI_ERR || file == KI_UNBOUND ? KI_ERR : ki_repr(ks, file);
    KiValue f2 = f1 == KI_ERR || file2 == KI_UNBOUND ? KI_ERR : ki_repr(ks, file2);
    if (!ki_pending(ks)) {
        const char *a = ki_cstr(ks, ki_str_of(es)), *b = ki_cstr(ks, ki_str_of(ms));
        if (f2 != KI_ERR)
            r = ki_str_format(ks, "[Errno %s] %s: %s -> %s", a, b, ki_cstr(ks, ki_str_of(f1)),
                              ki_cstr(ks, ki_str_of(f2)));
        else if (f1 != KI_ERR)
            r = ki_str_format(ks, "[Errno %s] %s: %s", a, b, ki_cstr(ks, ki_str_of(f1)));
        else
            r = ki_str_format(ks, "[Errno %s] %s", a, b);
    }
    KiValue all[] = {es, ms, f1, f2};
    for (int i = 0; i < 4; i++)
        if (all[i] != KI_ERR) ki_decref(ks, all[i]);
    return r;
}

static KiValue os_str(KiState *ks, KiValue self) {
    KiValue file = ki_exc_field(self, KI_OSE_FILENAME);
    if (ki_exc_field(self, KI_OSE_ERRNO) == KI_UNBOUND ||
        ki_exc_field(self, KI_OSE_STRERROR) == KI_UNBOUND)
        return ki_exc_base_str(ks, self);
    return os_text(ks, self, file, ki_exc_field(self, KI_OSE_FILENAME2));
}

/* --- SyntaxError --- */

static bool syntax_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    if (!ki_exc_base_init(ks, self, args, nargs, kwnames)) return false;
    if (nargs) ki_exc_set_field(ks, self, KI_SYN_MSG, args[0]);
    if (nargs != 2) return true;
    KiTuple *info = ki_to_tuple(ks, args[1]);
    if (!info) return false;
    bool ok = info->len == 4 || info->len == 6;
    if (!ok && info->len == 5)
        ki_raise(ks, KI_EXC_TypeError, "end_offset must be provided when end_lineno is provided");
    else if (!ok)
        ki_raise(ks, KI_EXC_TypeError, "function takes at %s arguments (%d given)",
                 info->len < 4 ? "least 4" : "most 6", (int)info->len);
    for (int64_t i = 0; ok && i < info->len; i++)
        ki_exc_set_field(ks, self, KI_SYN_FILENAME + (uint32_t)i, info->items[i]);
    ki_decref_obj(ks, &info->h);
    return ok;
}

/* The last component of a path, as SyntaxError shows it. */
static const char *basename_of(const char *path) {
    const char *s = strrchr(path, '/');
    return s ? s + 1 : path;
}

static KiValue syntax_str(KiState *ks, KiValue self) {
    KiValue msg = ki_exc_field(self, KI_SYN_MSG), file = ki_exc_field(self, KI_SYN_FILENAME);
    KiValue line = ki_exc_field(self, KI_SYN_LINENO);
    bool has_file = file != KI_UNBOUND && ki_is_str(file),
         has_line = line != KI_UNBOUND && (ki_is_int(line) || ki_is_bigint(line));
    KiValue m = ki_str(ks, msg == KI_UNBOUND ? KI_NONE : msg);
    if (m == KI_ERR || (!has_file && !has_line)) return m;
    const char *text = ki_cstr(ks, ki_str_of(m)),
               *name = has_file ? basename_of(ki_cstr(ks, ki_str_of(file))) : "";
    int64_t at = 0;
    if (has_line && !ki_int_try_i64(line, &at)) at = -1; /* CPython's for a number too large */
    long long n = at;
    KiValue r = has_file && has_line ? ki_str_format(ks, "%s (%s, line %lld)", text, name, n)
                : has_file           ? ki_str_format(ks, "%s (%s)", text, name)
                                     : ki_str_format(ks, "%s (line %lld)", text, n);
    ki_decref(ks, m);
    return r;
}

/* --- UnicodeError --- */

enum { UNICODE_ARGS = 5 };

/* Argument i of the class's constructor as its kind wants it, owned; KI_ERR: TypeError. */
static KiValue unicode_arg(KiState *ks, KiValue v, int i, char kind) {
    int64_t n;
    if (kind == 'i') return ki_arg_i64(ks, v, &n) ? ki_int_from_i64(ks, n) : KI_ERR;
    if (kind == 's' && !ki_is_str(v))
        return ki_raise(ks, KI_EXC_TypeError, "argument %d must be str, not %s", i + 1,
                        ki_arg_type_name(ks, v));
    return ki_new_ref(v);
}

/* *v: any object with a buffer, made bytes. */
static bool unicode_bytes(KiState *ks, KiValue *v) {
    KiBuffer b;
    if (ki_is_bytes(*v)) return true;
    if (!ki_get_buffer(ks, *v, &b, false)) return false;
    KiValue copy = KI_ERR;
    if (ki_buffer_in_one_piece(ks, &b)) copy = ki_bytes_from_object(ks, *v);
    ki_release_buffer(ks, &b);
    if (copy == KI_ERR) return false;
    ki_assign(ks, v, copy);
    return true;
}

/* kinds: s, i, or b, whose buffer is read when all other arguments are known to be right. */
static bool unicode_fill(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames,
                         const char *kinds, uint32_t first) {
    if (!ki_exc_base_init(ks, self, args, nargs, kwnames)) return false;
    int n = (int)strlen(kinds), got = 0;
    KiValue v[UNICODE_ARGS];
    if (nargs != n) {
        ki_raise(ks, KI_EXC_TypeError, "function takes exactly %d arguments (%d given)", n, nargs);
        return false;
    }
    while (got < n && (v[got] = unicode_arg(ks, args[got], got, kinds[got])) != KI_ERR)
        got++;
    bool ok = got == n && (kinds[1] != 'b' || unicode_bytes(ks, &v[1]));
    for (int i = 0; i < got; i++) {
        if (ok) ki_exc_set_field(ks, self, first + (uint32_t)i, v[i]);
        ki_decref(ks, v[i]);
    }
    return ok;
}
static bool decode_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    return unicode_fill(ks, self, args, nargs, kwnames, "sbiis", 0);
}
static bool encode_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    return unicode_fill(ks, self, args, nargs, kwnames, "ssiis", 0);
}
static bool translate_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    return unicode_fill(ks, self, args, nargs, kwnames, "siis", 1);
}

static KiValue as_text(KiState *ks, KiValue v) {
    return v == KI_UNBOUND ? ki_new_ref(ks->empty_str) : ki_str(ks, v);
}

/* The character at start as Python escapes it. */
static void char_escape(KiValue object, int64_t start, char out[12]) {
    uint32_t c = ki_str_at(ki_str_of(object), (size_t)start);
    snprintf(out, 12, c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", c);
}

static KiValue unicode_str(KiState *ks, KiValue self) {
    KiValue obj = ki_exc_field(self, KI_UNI_OBJECT), vs = ki_exc_field(self, KI_UNI_START),
            ve = ki_exc_field(self, KI_UNI_END);
    if (obj == KI_UNBOUND || !ki_is_int(vs) || !ki_is_int(ve)) return ki_new_ref(ks->empty_str);
    KiValue enc = as_text(ks, ki_exc_field(self, KI_UNI_ENCODING)),
            why = enc == KI_ERR ? KI_ERR : as_text(ks, ki_exc_field(self, KI_UNI_REASON));
    KiValue r = KI_ERR;
    if (why == KI_ERR) goto done;
    bool decode = !ki_is_str(obj);
    bool translate =
        ki_is_subtype(ki_type_of(ks, self), ks->exceptions[KI_EXC_UnicodeTranslateError]);
    long long start = ki_int_val(vs), end = ki_int_val(ve);
    long long len =
        decode ? (long long)(ki_is_bytes(obj) ? ki_bytes_of(obj)->len : ki_bytearray_of(obj)->len)
               : (long long)ki_str_of(obj)->len;
    const char *e = ki_cstr(ks, ki_str_of(enc)), *w = ki_cstr(ks, ki_str_of(why));
    bool one = start >= 0 && start < len && end == start + 1;
    char esc[12] = "";
    if (one && !decode) char_escape(obj, start, esc);
    if (decode && one)
        r = ki_str_format(
            ks, "'%s' codec can't decode byte 0x%02x in position %lld: %s", e,
            (ki_is_bytes(obj) ? ki_bytes_of(obj)->data : ki_bytearray_of(obj)->data)[start], start,
            w);
    else if (decode)
        r = ki_str_format(ks, "'%s' codec can't decode bytes in position %lld-%lld: %s", e, start,
                          end - 1, w);
    else if (translate)
        r = one ? ki_str_format(ks, "can't translate character '%s' in position %lld: %s", esc,
                                start, w)
                : ki_str_format(ks, "can't translate characters in position %lld-%lld: %s", start,
                                end - 1, w);
    else
        r = one ? ki_str_format(ks, "'%s' codec can't encode character '%s' in position %lld: %s",
                                e, esc, start, w)
                : ki_str_format(ks, "'%s' codec can't encode characters in position %lld-%lld: %s",
                                e, start, end - 1, w);
done:
    if (enc != KI_ERR) ki_decref(ks, enc);
    if (why != KI_ERR) ki_decref(ks, why);
    return r;
}

/* --- slot tables --- */

const KiSlots *ki_exc_slots(int id) {
    static const KiSlots stop = {.init = stop_init}, leave = {.init = exit_init},
                         key = {.str = key_str}, attribute = {.init = attribute_init},
                         name = {.init = name_init},
                         import = {.init = import_init, .str = import_str},
                         os = {.new_ = os_new, .init = os_init, .str = os_str},
                         syntax = {.init = syntax_init, .str = syntax_str},
                         decode = {.init = decode_init, .str = unicode_str},
                         encode = {.init = encode_init, .str = unicode_str},
                         translate = {.init = translate_init, .str = unicode_str};
    switch (id) {
    case KI_EXC_StopIteration:
        return &stop;
    case KI_EXC_SystemExit:
        return &leave;
    case KI_EXC_KeyError:
        return &key;
    case KI_EXC_AttributeError:
        return &attribute;
    case KI_EXC_NameError:
        return &name;
    case KI_EXC_ImportError:
        return &import;
    case KI_EXC_OSError:
        return &os;
    case KI_EXC_SyntaxError:
        return &syntax;
    case KI_EXC_UnicodeDecodeError:
        return &decode;
    case KI_EXC_UnicodeEncodeError:
        return &encode;
    case KI_EXC_UnicodeTranslateError:
        return &translate;
    case KI_EXC_BaseExceptionGroup:
        return &ki_exc_group_slots;
    default:
        return NULL;
    }
}
