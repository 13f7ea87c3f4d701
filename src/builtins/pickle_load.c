/* Pickles to objects: a machine with a stack of values, a stack of marks and a memo. Whatever the
 * bytes are, the result is an object or an exception: every pop is checked against the innermost
 * mark, every length against the input. What calls user code is in pickle_build.c. */
#include "pickle_load.h"

bool ki_pk_underflow(KiState *ks, KiUnpickler *u) {
    ki_pk_raise(ks, PK_UNPICKLING_ERROR,
                u->n_marks ? "unexpected MARK found" : "unpickling stack underflow");
    return false;
}

/* --- the stacks --- */

bool ki_pk_push(KiState *ks, KiUnpickler *u, KiValue v) {
    if (v == KI_ERR) return false;
    if (u->n == u->stack_cap) {
        size_t cap = u->stack_cap ? u->stack_cap * 2 : 64;
        KiValue *s = ki_mem_realloc(ks, u->stack, u->stack_cap * sizeof *s, cap * sizeof *s);
        if (!s) {
            ki_decref(ks, v);
            return false;
        }
        u->stack = s;
        u->stack_cap = cap;
    }
    u->stack[u->n++] = v;
    return true;
}
KiValue ki_pk_pop(KiState *ks, KiUnpickler *u) {
    if (u->n > u->fence) return u->stack[--u->n];
    ki_pk_underflow(ks, u);
    return KI_ERR;
}
static bool mark(KiState *ks, KiUnpickler *u) {
    if (u->n_marks == u->marks_cap) {
        size_t cap = u->marks_cap ? u->marks_cap * 2 : 32;
        size_t *m = ki_mem_realloc(ks, u->marks, u->marks_cap * sizeof *m, cap * sizeof *m);
        if (!m) return false;
        u->marks = m;
        u->marks_cap = cap;
    }
    u->marks[u->n_marks++] = u->fence = u->n;
    return true;
}
bool ki_pk_pop_mark(KiState *ks, KiUnpickler *u, size_t *at) {
    if (!u->n_marks) {
        ki_pk_raise(ks, PK_UNPICKLING_ERROR, "could not find MARK");
        return false;
    }
    *at = u->marks[--u->n_marks];
    u->fence = u->n_marks ? u->marks[u->n_marks - 1] : 0;
    return true;
}
void ki_pk_drop_to(KiState *ks, KiUnpickler *u, size_t at) {
    while (u->n > at)
        ki_decref(ks, u->stack[--u->n]);
}
KiValue ki_pk_pop_tuple(KiState *ks, KiUnpickler *u, size_t at) {
    if (at < u->fence) {
        ki_pk_underflow(ks, u);
        return KI_ERR;
    }
    size_t n = u->n - at;
    u->n = at;
    return ki_tuple_steal(ks, n ? u->stack + at : NULL, (int64_t)n);
}

/* --- the memo --- */

enum { MEMO_NEAR = 1 << 16 }; /* beyond, the array may be twice as long as there are entries */

KiValue ki_unpickler_memo_get(KiUnpickler *u, KiState *ks, uint64_t i) {
    if (i < u->memo_cap) return u->memo[i] ? u->memo[i] : KI_ABSENT;
    if (!u->memo_far || !ki_int_fits((int64_t)i)) return KI_ABSENT;
    return ki_dict_get(ks, u->memo_far, ki_small_int((int64_t)i));
}
static bool memo_reserve(KiState *ks, KiUnpickler *u, uint64_t i) {
    size_t cap = (size_t)i + i / 2 + 64;
    KiValue *m = ki_mem_realloc(ks, u->memo, u->memo_cap * sizeof *m, cap * sizeof *m);
    if (!m) return false;
    memset(m + u->memo_cap, 0, (cap - u->memo_cap) * sizeof *m);
    u->memo = m;
    u->memo_cap = cap;
    return true;
}
bool ki_unpickler_memo_put(KiState *ks, KiUnpickler *u, uint64_t i, KiValue v) {
    bool far = i >= u->memo_cap && i >= MEMO_NEAR && i / 2 > u->memo_used;
    if (far) {
        if (!u->memo_far && !(u->memo_far = ki_dict_new(ks))) return false;
        KiValue key = ki_int_from_u64(ks, i);
        bool ok = key != KI_ERR && ki_dict_set(ks, u->memo_far, key, v);
        ki_decref(ks, key);
        return ok;
    }
    if (i >= u->memo_cap && !memo_reserve(ks, u, i)) return false;
    KiValue old = u->memo[i];
    u->memo[i] = ki_new_ref(v);
    if (old)
        ki_decref(ks, old);
    else
        u->memo_used++;
    return true;
}
void ki_unpickler_memo_clear(KiState *ks, KiUnpickler *u) {
    KiValue *m = u->memo;
    size_t n = u->memo_cap;
    KiDict *far = u->memo_far;
    u->memo = NULL;
    u->memo_far = NULL;
    u->memo_cap = u->memo_used = 0;
    for (size_t i = 0; i < n; i++)
        if (m[i]) ki_decref(ks, m[i]);
    if (m) ki_mem_free(ks, m, n * sizeof *m);
    if (far) ki_decref_obj(ks, &far->h);
}
static bool get(KiState *ks, KiUnpickler *u, uint64_t i) {
    KiValue v = ki_unpickler_memo_get(u, ks, i);
    if (v == KI_ERR) return false;
    if (v != KI_ABSENT) return ki_pk_push(ks, u, ki_new_ref(v));
    ki_pk_raise(ks, PK_UNPICKLING_ERROR, "Memo value not found at index %lld", (long long)i);
    return false;
}
static bool put(KiState *ks, KiUnpickler *u, uint64_t i) {
    if (u->n <= u->fence) return ki_pk_underflow(ks, u);
    return ki_unpickler_memo_put(ks, u, i, u->stack[u->n - 1]);
}

/* --- reading numbers --- */

static uint64_t little(const uint8_t *p, int n) {
    uint64_t v = 0;
    for (int i = 0; i < n; i++)
        v |= (uint64_t)p[i] << 8 * i;
    return v;
}
bool ki_pk_read_number(KiState *ks, KiUnpickler *u, int bytes, uint64_t *out) {
    const uint8_t *p;
    if (!ki_pk_read(ks, u, (size_t)bytes, &p)) return false;
    *out = little(p, bytes);
    return true;
}
/* A length prefix and that many bytes. */
static bool read_counted(KiState *ks, KiUnpickler *u, int prefix, const char *what,
                         const uint8_t **p, size_t *n) {
    uint64_t size;
    if (!ki_pk_read_number(ks, u, prefix, &size)) return false;
    if (size > INT64_MAX) {
        ki_raise(ks, KI_EXC_OverflowError, "%s exceeds system's maximum%s of %lld bytes", what,
                 strcmp(what, "FRAME length") ? " size" : "", (long long)INT64_MAX);
        return false;
    }
    *n = (size_t)size;
    return ki_pk_read(ks, u, *n, p);
}
/* The decimal number on a line. */
static bool read_decimal(KiState *ks, KiUnpickler *u, bool negative_ok, uint64_t *out) {
    const uint8_t *p;
    size_t n;
    if (!ki_pk_read_line(ks, u, &p, &n)) return false;
    KiValue text = ki_bytes_from(ks, p, n);
    KiValue v = text == KI_ERR ? KI_ERR : ki_int_from_text(ks, (const char *)p, n, 10);
    ki_decref(ks, text);
    if (v == KI_ERR) return false;
    int64_t i;
    bool fits = ki_int_try_i64(v, &i);
    ki_decref(ks, v);
    if (!fits) {
        ki_raise(ks, KI_EXC_OverflowError, "Python int too large to convert to C ssize_t");
        return false;
    }
    if (i < 0 && !negative_ok) {
        ki_raise(ks, KI_EXC_ValueError, "negative PUT argument");
        return false;
    }
    *out = (uint64_t)i;
    return true;
}

/* --- opcodes that make numbers --- */

static bool load_int(KiState *ks, KiUnpickler *u) {
    const uint8_t *p;
    size_t n;
    if (!ki_pk_read_line(ks, u, &p, &n)) return false;
    if (n == 3 && p[0] == '0' && (p[1] == '0' || p[1] == '1'))
        return ki_pk_push(ks, u, ki_bool(p[1] == '1'));
    KiValue v = ki_int_from_text(ks, (const char *)p, n - 1, 0);
    if (v == KI_ERR) {
        ki_clear_exc(ks);
        ki_raise(ks, KI_EXC_ValueError, "could not convert string to int");
    }
    return ki_pk_push(ks, u, v);
}
static bool load_long(KiState *ks, KiUnpickler *u) {
    const uint8_t *p;
    size_t n;
    if (!ki_pk_read_line(ks, u, &p, &n)) return false;
    if (n >= 2 && p[n - 2] == 'L') n -= 2;
    KiValue v = ki_int_from_text(ks, (const char *)p, n, 0);
    if (v == KI_ERR && ki_pending_is(ks, KI_EXC_ValueError)) {
        ki_clear_exc(ks); /* the message speaks of base 10 */
        v = ki_int_from_text(ks, (const char *)p, n, 10);
    }
    return ki_pk_push(ks, u, v);
}
static bool load_counted_long(KiState *ks, KiUnpickler *u, int prefix) {
    uint64_t size;
    const uint8_t *p;
    if (!ki_pk_read_number(ks, u, prefix, &size)) return false;
    if (size > INT32_MAX) {
        ki_pk_raise(ks, PK_UNPICKLING_ERROR, "LONG pickle has negative byte count");
        return false;
    }
    return ki_pk_read(ks, u, (size_t)size, &p) &&
           ki_pk_push(ks, u, ki_pk_int_from_bytes(ks, p, (size_t)size));
}
KiValue ki_pk_int_from_bytes(KiState *ks, const uint8_t *p, size_t n) {
    if (n <= 8) {
        uint64_t v = little(p, (int)n);
        if (n && n < 8 && p[n - 1] & 0x80) v |= UINT64_MAX << 8 * n;
        return ki_int_from_i64(ks, (int64_t)v);
    }
    bool negative = p[n - 1] & 0x80;
    size_t limbs = (n + 7) / 8;
    uint64_t *d = ki_mem_alloc(ks, limbs * 8);
    if (!d) return KI_ERR;
    uint64_t carry = 1;
    for (size_t i = 0; i < limbs; i++) {
        size_t left = n - i * 8;
        d[i] = little(p + i * 8, left < 8 ? (int)left : 8);
        if (!negative) continue;
        if (left < 8) d[i] |= UINT64_MAX << 8 * left;
        d[i] = ~d[i] + carry;
        carry = carry && d[i] == 0;
    }
    size_t used = limbs;
    while (used && !d[used - 1])
        used--;
    KiValue v;
    if (used > KB_BIG_MAX_LIMBS)
        v = ki_raise(ks, KI_EXC_OverflowError, "int too large to convert");
    else
        v = ki_int_from_big(ks, d, negative ? -(int32_t)used : (int32_t)used);
    ki_mem_free(ks, d, limbs * 8);
    return v;
}
static bool load_float(KiState *ks, KiUnpickler *u) {
    const uint8_t *p;
    size_t n;
    if (!ki_pk_read_line(ks, u, &p, &n)) return false;
    double d;
    size_t used = kb_parse_double((const char *)p, n - 1, &d);
    if (used == n - 1 && used) return ki_pk_push(ks, u, ki_float(d));
    if (used)
        ki_raise(ks, KI_EXC_ValueError, "could not convert string to float");
    else
        ki_raise(ks, KI_EXC_ValueError, "could not convert string to float: '%.*s'", (int)n,
                 (const char *)p);
    return false;
}
static bool load_binfloat(KiState *ks, KiUnpickler *u) {
    const uint8_t *p;
    if (!ki_pk_read(ks, u, 8, &p)) return false;
    uint64_t bits = 0;
    for (int i = 0; i < 8; i++)
        bits = bits << 8 | p[i];
    double d;
    memcpy(&d, &bits, 8);
    return ki_pk_push(ks, u, ki_float(d));
}

/* --- opcodes that make text and bytes --- */

/* A Python 2 str: decoded, or bytes if the caller asked for those. */
static KiValue old_string(KiState *ks, KiUnpickler *u, const uint8_t *p, size_t n) {
    if (ki_str_eq_cstr(ki_str_of(u->encoding), "bytes")) return ki_bytes_from(ks, p, n);
    const char *encoding = ki_str_utf8(ks, ki_str_of(u->encoding), NULL);
    const char *errors = encoding ? ki_str_utf8(ks, ki_str_of(u->errors), NULL) : NULL;
    return errors ? ki_decode(ks, p, n, encoding, errors) : KI_ERR;
}
static int hex_digit(uint8_t c) {
    if (c >= '0' && c <= '9') return c - '0';
    c |= 32;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}
/* The escape whose letter is p[0], of n bytes left: how many bytes it has, 0 if it is bad. */
static size_t put_escape(const uint8_t *p, size_t n, KbStrbuf *b) {
    static const char from[] = "\\'\"abfnrtv", to[] = "\\'\"\a\b\f\n\r\t\v";
    if (p[0] == '\n') return 1;
    const char *at = p[0] ? strchr(from, p[0]) : NULL;
    if (at) {
        kb_strbuf_putc(b, to[at - from]);
        return 1;
    }
    if (p[0] == 'x') {
        int hi = n > 2 ? hex_digit(p[1]) : -1, lo = n > 2 ? hex_digit(p[2]) : -1;
        if (hi < 0 || lo < 0) return 0;
        kb_strbuf_putc(b, (char)(hi * 16 + lo));
        return 3;
    }
    if (p[0] < '0' || p[0] > '7') { /* no escape: the backslash stays */
        kb_strbuf_putc(b, '\\');
        kb_strbuf_putc(b, (char)p[0]);
        return 1;
    }
    unsigned v = 0;
    size_t used = 0;
    while (used < 3 && used < n && p[used] >= '0' && p[used] <= '7')
        v = v * 8 + (p[used++] - '0');
    kb_strbuf_putc(b, (char)v);
    return used;
}
/* The bytes that the inside of a quoted literal stands for. */
static bool unescape(KiState *ks, const uint8_t *p, size_t n, KbStrbuf *b) {
    for (size_t i = 0; i < n;) {
        if (p[i] != '\\') {
            kb_strbuf_putc(b, (char)p[i++]);
            continue;
        }
        size_t used = i + 1 < n ? put_escape(p + i + 1, n - i - 1, b) : 0;
        if (!used) {
            if (i + 1 < n)
                ki_raise(ks, KI_EXC_ValueError, "invalid \\x escape at position %lld",
                         (long long)i);
            else
                ki_raise(ks, KI_EXC_ValueError, "Trailing \\ in string");
            return false;
        }
        i += used + 1;
    }
    if (b->failed) ki_raise_nomem(ks);
    return !b->failed;
}
static bool load_string(KiState *ks, KiUnpickler *u) {
    const uint8_t *p;
    size_t n;
    if (!ki_pk_read_line(ks, u, &p, &n)) return false;
    if (n && p[n - 1] == '\n') n--;
    if (n < 2 || p[0] != p[n - 1] || (p[0] != '\'' && p[0] != '"')) {
        ki_pk_raise(ks, PK_UNPICKLING_ERROR, "the STRING opcode argument must be quoted");
        return false;
    }
    KbStrbuf b;
    kb_strbuf_init(&b, &ks->alloc, KB_STRBUF_NO_MAX);
    KiValue v = KI_ERR;
    if (unescape(ks, p + 1, n - 2, &b))
        v = old_string(ks, u, b.data ? (const uint8_t *)b.data : p, b.len);
    kb_strbuf_free(&b);
    return ki_pk_push(ks, u, v);
}
static bool load_counted_string(KiState *ks, KiUnpickler *u, int prefix) {
    uint64_t size;
    const uint8_t *p;
    if (!ki_pk_read_number(ks, u, prefix, &size)) return false;
    return ki_pk_read(ks, u, (size_t)size, &p) &&
           ki_pk_push(ks, u, old_string(ks, u, p, (size_t)size));
}
static bool load_unicode(KiState *ks, KiUnpickler *u) {
    const uint8_t *p;
    size_t n;
    return ki_pk_read_line(ks, u, &p, &n) &&
           ki_pk_push(ks, u, ki_decode(ks, p, n - 1, "raw-unicode-escape", NULL));
}
static bool load_counted_unicode(KiState *ks, KiUnpickler *u, int prefix) {
    const uint8_t *p;
    size_t n;
    return read_counted(ks, u, prefix, "BINUNICODE", &p, &n) &&
           ki_pk_push(ks, u, ki_decode(ks, p, n, "utf-8", "surrogatepass"));
}
static bool load_counted_bytes(KiState *ks, KiUnpickler *u, int prefix) {
    const uint8_t *p;
    size_t n;
    return read_counted(ks, u, prefix, "BINBYTES", &p, &n) &&
           ki_pk_push(ks, u, ki_bytes_from(ks, p, n));
}
static bool load_bytearray(KiState *ks, KiUnpickler *u) {
    const uint8_t *p;
    size_t n;
    return read_counted(ks, u, 8, "BYTEARRAY8", &p, &n) &&
           ki_pk_push(ks, u, ki_bytearray_from(ks, p, n));
}

/* --- opcodes that make containers --- */

static bool load_tuple(KiState *ks, KiUnpickler *u) {
    size_t at;
    return ki_pk_pop_mark(ks, u, &at) && ki_pk_push(ks, u, ki_pk_pop_tuple(ks, u, at));
}
static bool load_short_tuple(KiState *ks, KiUnpickler *u, size_t n) {
    if (u->n < u->fence + n) return ki_pk_underflow(ks, u);
    return ki_pk_push(ks, u, ki_pk_pop_tuple(ks, u, u->n - n));
}
static bool load_list(KiState *ks, KiUnpickler *u) {
    size_t at;
    if (!ki_pk_pop_mark(ks, u, &at)) return false;
    KiList *l = ki_list_new(ks, (int64_t)(u->n - at));
    bool ok = l != NULL;
    for (size_t i = at; ok && i < u->n; i++)
        ok = ki_list_append(ks, l, u->stack[i]);
    ki_pk_drop_to(ks, u, at);
    if (ok) return ki_pk_push(ks, u, ki_from_obj(l));
    if (l) ki_decref_obj(ks, &l->h);
    return false;
}
static bool load_dict(KiState *ks, KiUnpickler *u) {
    size_t at;
    if (!ki_pk_pop_mark(ks, u, &at)) return false;
    if ((u->n - at) % 2) {
        ki_pk_raise(ks, PK_UNPICKLING_ERROR, "odd number of items for DICT");
        return false;
    }
    KiDict *d = ki_dict_new(ks);
    bool ok = d != NULL;
    for (size_t i = at; ok && i + 1 < u->n; i += 2)
        ok = ki_dict_set(ks, d, u->stack[i], u->stack[i + 1]);
    ki_pk_drop_to(ks, u, at);
    if (ok) return ki_pk_push(ks, u, ki_from_obj(d));
    if (d) ki_decref_obj(ks, &d->h);
    return false;
}
static bool load_frozenset(KiState *ks, KiUnpickler *u) {
    size_t at;
    if (!ki_pk_pop_mark(ks, u, &at)) return false;
    KiValue items = ki_pk_pop_tuple(ks, u, at);
    KiSet *s = items == KI_ERR ? NULL : ki_set_from(ks, items, true);
    ki_decref(ks, items);
    return s && ki_pk_push(ks, u, ki_from_obj(s));
}

/* --- stack and memo opcodes --- */

static bool load_pop(KiState *ks, KiUnpickler *u) {
    if (u->n_marks && u->marks[u->n_marks - 1] == u->n) { /* the mark itself */
        size_t at;
        return ki_pk_pop_mark(ks, u, &at);
    }
    KiValue v = ki_pk_pop(ks, u);
    ki_decref(ks, v);
    return v != KI_ERR;
}
static bool load_pop_mark(KiState *ks, KiUnpickler *u) {
    size_t at;
    if (!ki_pk_pop_mark(ks, u, &at)) return false;
    ki_pk_drop_to(ks, u, at);
    return true;
}
static bool load_dup(KiState *ks, KiUnpickler *u) {
    if (u->n <= u->fence) return ki_pk_underflow(ks, u);
    return ki_pk_push(ks, u, ki_new_ref(u->stack[u->n - 1]));
}
static bool load_get(KiState *ks, KiUnpickler *u, int bytes) {
    uint64_t i;
    return (bytes ? ki_pk_read_number(ks, u, bytes, &i) : read_decimal(ks, u, true, &i)) &&
           get(ks, u, i);
}
static bool load_put(KiState *ks, KiUnpickler *u, int bytes) {
    uint64_t i;
    if (!bytes && u->n <= u->fence) return ki_pk_underflow(ks, u);
    return (bytes ? ki_pk_read_number(ks, u, bytes, &i) : read_decimal(ks, u, false, &i)) &&
           put(ks, u, i);
}
static bool load_proto(KiState *ks, KiUnpickler *u) {
    uint64_t v;
    if (!ki_pk_read_number(ks, u, 1, &v)) return false;
    if (v <= KI_PICKLE_HIGHEST) {
        u->proto = (int)v;
        return true;
    }
    ki_raise(ks, KI_EXC_ValueError, "unsupported pickle protocol: %d", (int)v);
    return false;
}
/* Brings the whole frame into memory; its opcodes are then read as any others. */
static bool load_frame(KiState *ks, KiUnpickler *u) {
    const uint8_t *p;
    size_t n;
    if (!read_counted(ks, u, 8, "FRAME length", &p, &n)) return false;
    u->pos -= n;
    return true;
}
static bool invalid_key(KiState *ks, uint8_t c) {
    if (c >= 0x20 && c <= 0x7E && c != '\'' && c != '\\')
        ki_pk_raise(ks, PK_UNPICKLING_ERROR, "invalid load key, '%c'.", c);
    else
        ki_pk_raise(ks, PK_UNPICKLING_ERROR, "invalid load key, '\\x%02x'.", c);
    return false;
}

static bool load_one(KiState *ks, KiUnpickler *u, uint8_t op) {
    uint64_t v = 0;
    switch (op) {
    case OP_NONE:
        return ki_pk_push(ks, u, KI_NONE);
    case OP_NEWTRUE:
        return ki_pk_push(ks, u, KI_TRUE);
    case OP_NEWFALSE:
        return ki_pk_push(ks, u, KI_FALSE);
    case OP_INT:
        return load_int(ks, u);
    case OP_BININT:
        return ki_pk_read_number(ks, u, 4, &v) && ki_pk_push(ks, u, ki_small_int((int32_t)v));
    case OP_BININT1:
        return ki_pk_read_number(ks, u, 1, &v) && ki_pk_push(ks, u, ki_small_int((int64_t)v));
    case OP_BININT2:
        return ki_pk_read_number(ks, u, 2, &v) && ki_pk_push(ks, u, ki_small_int((int64_t)v));
    case OP_LONG:
        return load_long(ks, u);
    case OP_LONG1:
        return load_counted_long(ks, u, 1);
    case OP_LONG4:
        return load_counted_long(ks, u, 4);
    case OP_FLOAT:
        return load_float(ks, u);
    case OP_BINFLOAT:
        return load_binfloat(ks, u);
    case OP_STRING:
        return load_string(ks, u);
    case OP_BINSTRING:
        return load_counted_string(ks, u, 4);
    case OP_SHORT_BINSTRING:
        return load_counted_string(ks, u, 1);
    case OP_UNICODE:
        return load_unicode(ks, u);
    case OP_SHORT_BINUNICODE:
        return load_counted_unicode(ks, u, 1);
    case OP_BINUNICODE:
        return load_counted_unicode(ks, u, 4);
    case OP_BINUNICODE8:
        return load_counted_unicode(ks, u, 8);
    case OP_SHORT_BINBYTES:
        return load_counted_bytes(ks, u, 1);
    case OP_BINBYTES:
        return load_counted_bytes(ks, u, 4);
    case OP_BINBYTES8:
        return load_counted_bytes(ks, u, 8);
    case OP_BYTEARRAY8:
        return load_bytearray(ks, u);
    case OP_MARK:
        return mark(ks, u);
    case OP_EMPTY_TUPLE:
        return ki_pk_push(ks, u, ki_new_ref(ks->empty_tuple));
    case OP_TUPLE1:
        return load_short_tuple(ks, u, 1);
    case OP_TUPLE2:
        return load_short_tuple(ks, u, 2);
    case OP_TUPLE3:
        return load_short_tuple(ks, u, 3);
    case OP_TUPLE:
        return load_tuple(ks, u);
    case OP_EMPTY_LIST: {
        KiList *l = ki_list_new(ks, 0);
        return l && ki_pk_push(ks, u, ki_from_obj(l));
    }
    case OP_LIST:
        return load_list(ks, u);
    case OP_EMPTY_DICT: {
        KiDict *d = ki_dict_new(ks);
        return d && ki_pk_push(ks, u, ki_from_obj(d));
    }
    case OP_DICT:
        return load_dict(ks, u);
    case OP_EMPTY_SET: {
        KiSet *s = ki_set_new(ks, false);
        return s && ki_pk_push(ks, u, ki_from_obj(s));
    }
    case OP_FROZENSET:
        return load_frozenset(ks, u);
    case OP_POP:
        return load_pop(ks, u);
    case OP_POP_MARK:
        return load_pop_mark(ks, u);
    case OP_DUP:
        return load_dup(ks, u);
    case OP_GET:
        return load_get(ks, u, 0);
    case OP_BINGET:
        return load_get(ks, u, 1);
    case OP_LONG_BINGET:
        return load_get(ks, u, 4);
    case OP_PUT:
        return load_put(ks, u, 0);
    case OP_BINPUT:
        return load_put(ks, u, 1);
    case OP_LONG_BINPUT:
        return load_put(ks, u, 4);
    case OP_MEMOIZE:
        return put(ks, u, u->memo_used);
    case OP_PROTO:
        return load_proto(ks, u);
    case OP_FRAME:
        return load_frame(ks, u);
    default:
        return ki_pk_load_object(ks, u, op) || (!ki_pending(ks) && invalid_key(ks, op));
    }
}

/* All opcodes up to STOP: the value on top. */
static KiValue run(KiState *ks, KiUnpickler *u) {
    for (;;) {
        const uint8_t *p;
        if (!ki_pk_read(ks, u, 1, &p)) {
            if (ki_pending_is(ks, KI_EXC_Exception) && ki_pk_is_unpickling_error(ks)) {
                ki_clear_exc(ks);
                ki_raise(ks, KI_EXC_EOFError, "Ran out of input");
            }
            return KI_ERR;
        }
        uint8_t op = *p;
        if (op == OP_STOP) break;
        if (!load_one(ks, u, op)) return KI_ERR;
    }
    if (u->read != KI_ABSENT && !ki_pk_skip_consumed(ks, u)) return KI_ERR;
    return ki_pk_pop(ks, u);
}

KiValue ki_unpickler_load(KiState *ks, KiUnpickler *u, KiValue self) {
    if (u->busy) return ki_raise(ks, KI_EXC_RuntimeError, "Unpickler object is already used");
    u->busy = true;
    u->proto = 0;
    u->n_marks = u->fence = 0;
    KiValue v = ki_pk_load_begin(ks, u, self) ? run(ks, u) : KI_ERR;
    KiValue exc = v == KI_ERR ? ki_take_exc(ks) : KI_ABSENT; /* releasing may run code */
    ki_pk_drop_to(ks, u, 0);
    u->n_marks = u->fence = 0;
    u->self = KI_ABSENT;
    ki_assign(ks, &u->call_persistent, KI_ABSENT);
    if (u->read != KI_ABSENT) { /* nothing of the file is left to be used by the next load */
        ki_assign(ks, &u->data, KI_ABSENT);
        u->in = NULL;
        u->len = u->pos = u->prefetched = 0;
    }
    if (v == KI_ERR) ki_restore_exc(ks, exc);
    u->busy = false;
    return v;
}
