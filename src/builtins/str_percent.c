/* The % operator of str and bytes: fetches the arguments, lets base/format_percent lay them out. */
#include <limits.h>

#include "../base/format_percent.h"
#include "../object/buffer.h"
#include "../object/number.h"
#include "str_methods.h"
#include "type_number.h"

typedef struct Percent {
    KiState *ks;
    bool is_bytes;
    KiValue args;   /* the right operand */
    KiTuple *tuple; /* args if it is a tuple */
    int64_t next;   /* of the tuple; 1 once a single argument is used */
    bool mapping;   /* args can be subscripted by key */
    bool used_key;
    KiValue keyed; /* the value of the last key, owned: a single argument from then on; or ABSENT */
    bool last;     /* the conversion ends the format */
    KiValue whole; /* a str that is all of the result, owned; or ABSENT */
    KbStrbuf out;
    char room[200]; /* of a short result */
    KbFmtError err;
} Percent;

static bool fmt_error(Percent *p) {
    ki_format_fail(p->ks, &p->err);
    return false;
}

/* The next argument, borrowed; KI_ERR: there is none. */
static KiValue next_arg(Percent *p) {
    if (p->keyed != KI_ABSENT && p->next == 0) return p->next++, p->keyed;
    if (p->keyed != KI_ABSENT) goto none;
    if (p->tuple ? p->next < p->tuple->len : p->next == 0)
        return p->tuple ? p->tuple->items[p->next++] : (p->next++, p->args);
none:
    return ki_raise(p->ks, KI_EXC_TypeError, "not enough arguments for format string");
}

/* The integer for a '*' of the width or the precision, which C has as ssize_t and as int. */
static bool star(Percent *p, bool is_precision, int64_t *out) {
    KiValue v = next_arg(p);
    if (v == KI_ERR) return false;
    if (!ki_is_integer(v)) {
        ki_raise(p->ks, KI_EXC_TypeError, "* wants int");
        return false;
    }
    if (ki_int_try_i64(v, out) && !(is_precision && (*out < INT_MIN || *out > INT_MAX)))
        return true;
    ki_raise(p->ks, KI_EXC_OverflowError, "Python int too large to convert to C %s",
             is_precision ? "int" : "ssize_t");
    return false;
}

/* v as an int for %d or %x, owned. */
static KiValue int_arg(Percent *p, KiValue v, uint32_t type) {
    KiState *ks = p->ks;
    if (ki_is_integer(v)) return ki_int_plain(v);
    bool hex = type == 'o' || type == 'x' || type == 'X';
    const KiSlots *sl = ki_slots_of(ks, v);
    KiValue n = KI_ERR;
    if (sl->unary[KI_INT] || sl->unary[KI_FLOAT] || sl->unary[KI_INDEX] ||
        ki_has_layout(v, KI_K_COMPLEX)) {
        if (hex)
            n = sl->unary[KI_INDEX] ? ki_index(ks, v) : KI_ERR;
        else if (ki_is_float(v))
            n = ki_int_from_double(ks, ki_float_of(v));
        else /* also what only float() takes: int() then says what it thinks of it */
            n = ki_call1(ks, ki_from_obj(ks->types[KI_K_INT]), v);
        if (n != KI_ERR) return n;
        if (ki_pending(ks) && !ki_pending_is(ks, KI_EXC_TypeError)) return KI_ERR;
        ki_clear_exc(ks);
    }
    if (p->is_bytes && type == 'i') type = 'd';
    return ki_raise(ks, KI_EXC_TypeError, "%%%c format: %s is required, not %s", (int)type,
                    hex ? "an integer" : "a real number", ki_type_name(ks, v));
}

static bool put_text(Percent *p, const KbPercentSpec *spec, KiValue v /* str, consumed */) {
    if (v == KI_ERR) return false;
    size_t n;
    const char *text = ki_str_utf8(p->ks, ki_str_of(v), &n);
    bool alone = p->last && !p->is_bytes && !p->out.len;
    bool ok = text != NULL &&
              (kb_percent_text(&p->out, spec, text, n, p->is_bytes, &p->err) || fmt_error(p));
    if (ok && alone && n && p->out.len == n && !memcmp(p->out.data, text, n))
        p->whole = v; /* also one of a subclass */
    else
        ki_decref(p->ks, v);
    return ok;
}

/* %b and %s of bytes. */
static bool put_bytes(Percent *p, const KbPercentSpec *spec, KiValue v) {
    KiState *ks = p->ks;
    KiValue b;
    if (ki_slots_of(ks, v)->get_buffer) {
        b = ki_bytes_from_object(ks, v);
    } else {
        b = ki_call_special(ks, v, ks->names.d_bytes, NULL, 0);
        if (b == KI_ABSENT)
            b = ki_raise(ks, KI_EXC_TypeError,
                         "%%b requires a bytes-like object, or an object that implements "
                         "__bytes__, not '%s'",
                         ki_type_name(ks, v));
    }
    if (b == KI_ERR) return false;
    if (!ki_has_layout(b, KI_K_BYTES)) {
        ki_raise(ks, KI_EXC_TypeError, "__bytes__ returned non-bytes (type %s)",
                 ki_type_name(ks, b));
        ki_decref(ks, b);
        return false;
    }
    bool ok = kb_percent_text(&p->out, spec, (const char *)ki_bytes_of(b)->data,
                              ki_bytes_of(b)->len, true, &p->err) ||
              fmt_error(p);
    ki_decref(ks, b);
    return ok;
}

static bool put_byte_char(Percent *p, const KbPercentSpec *spec, KiValue v) {
    char c;
    int64_t n;
    if (ki_is_bytes(v) && ki_bytes_of(v)->len == 1) {
        c = (char)ki_bytes_of(v)->data[0];
    } else if (ki_is_bytearray(v) && ki_bytearray_of(v)->len == 1) {
        c = (char)ki_bytearray_of(v)->data[0];
    } else if (ki_is_integer(v) || ki_slots_of(p->ks, v)->unary[KI_INDEX]) {
        KiValue i = ki_index(p->ks, v);
        if (i == KI_ERR) return false;
        bool fits = ki_int_try_i64(i, &n) && n >= 0 && n <= 255;
        ki_decref(p->ks, i);
        if (!fits) {
            ki_raise(p->ks, KI_EXC_OverflowError, "%%c arg not in range(256)");
            return false;
        }
        c = (char)n;
    } else {
        ki_raise(p->ks, KI_EXC_TypeError, "%%c requires an integer in range(256) or a single byte");
        return false;
    }
    return kb_percent_text(&p->out, spec, &c, 1, true, &p->err) || fmt_error(p);
}

static bool put_char(Percent *p, const KbPercentSpec *spec, KiValue v) {
    if (p->is_bytes) return put_byte_char(p, spec, v);
    KiState *ks = p->ks;
    if (ki_is_str(v) && ki_str_of(v)->len == 1) return put_text(p, spec, ki_new_ref(ki_unbox(v)));
    if (ki_is_str(v) || !ki_slots_of(ks, v)->unary[KI_INDEX]) {
        ki_raise(ks, KI_EXC_TypeError, "%%c requires int or char");
        return false;
    }
    int64_t n;
    KiValue i = ki_index(ks, v);
    if (i == KI_ERR) return false;
    bool fits = ki_int_try_i64(i, &n) && n >= 0 && n <= 0x10FFFF;
    ki_decref(ks, i);
    if (!fits) {
        ki_raise(ks, KI_EXC_OverflowError, "%%c arg not in range(0x110000)");
        return false;
    }
    return put_text(p, spec, ki_str_from_char(ks, (uint32_t)n));
}

static bool put_value(Percent *p, const char *fmt, const KbPercentSpec *spec, KiValue v) {
    KiState *ks = p->ks;
    switch (spec->type) {
    case 's':
        return p->is_bytes ? put_bytes(p, spec, v) : put_text(p, spec, ki_str(ks, v));
    case 'b':
        if (p->is_bytes) return put_bytes(p, spec, v);
        break;
    case 'r':
        return put_text(p, spec, p->is_bytes ? ki_ascii(ks, v) : ki_repr(ks, v));
    case 'a':
        return put_text(p, spec, ki_ascii(ks, v));
    case 'c':
        return put_char(p, spec, v);
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X': {
        KiValue n = int_arg(p, v, spec->type);
        if (n == KI_ERR) return false;
        uint64_t store[1];
        bool ok = kb_percent_int(&p->out, spec, ki_int_view(n, store),
                                 ks->config.int_max_str_digits, &p->err) ||
                  fmt_error(p);
        ki_decref(ks, n);
        return ok;
    }
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G': {
        double d;
        if (!ki_to_double(ks, v, &d)) {
            if (p->is_bytes) {
                ki_clear_exc(ks);
                ki_raise(ks, KI_EXC_TypeError, "float argument required, not %s",
                         ki_type_name(ks, v));
            }
            return false;
        }
        return kb_percent_float(&p->out, spec, d, &p->err) || fmt_error(p);
    }
    }
    if (p->is_bytes && spec->type >= 0x80) { /* CPython's message cannot be written */
        ki_raise_obj(ks, ki_from_obj(ks->exceptions[KI_EXC_ValueError]));
        return false;
    }
    (void)kb_percent_bad_type(fmt, spec, p->is_bytes, &p->err);
    return fmt_error(p);
}

/* The value under the key of a %(key) conversion becomes the only argument. */
static bool take_keyed(Percent *p, const char *key, size_t n) {
    KiValue k = p->is_bytes ? ki_bytes_from(p->ks, key, n) : ki_str_from_utf8(p->ks, key, n);
    KiValue v = k == KI_ERR ? KI_ERR : ki_getitem(p->ks, p->args, k);
    ki_decref(p->ks, k);
    if (v == KI_ERR) return false;
    p->used_key = true;
    p->next = 0;
    ki_assign(p->ks, &p->keyed, v);
    return true;
}

/* The conversion behind fmt[at - 1] == '%'; returns the offset behind it, 0: raised. */
static size_t conversion(Percent *p, const char *fmt, size_t n, size_t at) {
    KbPercentSpec spec;
    if (at < n && fmt[at] == '(' && !p->mapping) {
        ki_raise(p->ks, KI_EXC_TypeError, "format requires a mapping");
        return 0;
    }
    size_t next = kb_percent_parse(fmt, n, at, p->is_bytes, &spec, &p->err);
    if (!next) {
        fmt_error(p);
        return 0;
    }
    if (spec.type == '%' && next == at + 1) {
        kb_strbuf_putc(&p->out, '%');
        return next;
    }
    if (spec.has_key && !take_keyed(p, fmt + spec.key_start, spec.key_len)) return 0;
    int64_t k;
    if (spec.star_width) {
        if (!star(p, false, &k)) return 0;
        kb_percent_set_width(&spec, k);
    }
    if (spec.star_precision) {
        if (!star(p, true, &k)) return 0;
        spec.precision = k < 0 ? 0 : k;
    }
    KiValue v = next_arg(p);
    p->last = next == n;
    return v != KI_ERR && put_value(p, fmt, &spec, v) ? next : 0;
}

static bool run(Percent *p, const char *fmt, size_t n) {
    for (size_t i = 0; i < n;) {
        if (fmt[i] != '%') {
            const char *q = memchr(fmt + i, '%', n - i);
            size_t stop = q ? (size_t)(q - fmt) : n;
            kb_strbuf_append(&p->out, fmt + i, stop - i);
            if (!q) break;
            i = stop;
        }
        i = conversion(p, fmt, n, i + 1);
        if (!i) return false;
    }
    if (p->out.failed) {
        ki_raise_nomem(p->ks);
        return false;
    }
    if (p->used_key) return true;
    if (p->tuple ? p->next >= p->tuple->len : p->next > 0 || p->mapping) return true;
    ki_raise(p->ks, KI_EXC_TypeError, "not all arguments converted during %s formatting",
             p->is_bytes ? "bytes" : "string");
    return false;
}

static void start(Percent *p, KiState *ks, KiValue args, bool is_bytes) {
    p->ks = ks; /* one by one: the room and the error need no zeros */
    p->is_bytes = is_bytes;
    p->args = args;
    p->tuple = ki_is_tuple(args) ? ki_tuple_of(args) : NULL;
    p->next = 0;
    p->used_key = p->last = false;
    p->keyed = p->whole = KI_ABSENT;
    p->err.kind = KB_FMT_OK;
    p->err.spec = NULL;
    bool text = is_bytes ? ki_is_bytes(args) || ki_is_bytearray(args) : ki_is_str(args);
    p->mapping = !p->tuple && !text && ki_is_mapping(ks, args);
    if (is_bytes && ki_is_str(args)) p->mapping = false;
    kb_strbuf_init_in(&p->out, &ks->alloc, KB_STRBUF_NO_MAX, p->room, sizeof p->room);
}

KiValue ki_str_percent(KiState *ks, KiValue format, KiValue args) {
    Percent p;
    size_t n;
    const char *fmt = ki_str_utf8(ks, ki_str_of(format), &n);
    if (!fmt) return KI_ERR;
    start(&p, ks, args, false);
    KiValue r = KI_ERR;
    if (run(&p, fmt, n)) /* what has nothing to fill in is given back, of whatever class it is */
        r = n && !memchr(fmt, '%', n) ? ki_new_ref(format)
            : p.whole != KI_ABSENT    ? ki_new_ref(p.whole)
                                      : ki_str_from_utf8(ks, p.out.data, p.out.len);
    kb_strbuf_free(&p.out);
    ki_decref(ks, p.keyed);
    ki_decref(ks, p.whole);
    return r;
}

KiValue ki_bytes_percent(KiState *ks, KiValue format, KiValue args) {
    Percent p;
    KiBytes *f = ki_bytes_of(format);
    start(&p, ks, args, true);
    KiValue r =
        run(&p, (const char *)f->data, f->len) ? ki_bytes_from(ks, p.out.data, p.out.len) : KI_ERR;
    kb_strbuf_free(&p.out);
    ki_decref(ks, p.keyed);
    return r;
}
