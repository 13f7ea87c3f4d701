/* Objects of the built-in types as pickle opcodes: numbers, text, bytes and containers. What is
 * anything else goes to pickle_reduce.c. */
#include <stdio.h>

#include "../base/num.h"
#include "mod_pickle.h"

bool ki_pk_enter(KiState *ks) {
    static const char where[] = " while pickling an object";
    if (ks->depth >= ks->recursion_limit) {
        ki_raise(ks, KI_EXC_RecursionError, "maximum recursion depth exceeded%s", where);
        return false;
    }
    if (!ki_c_stack_ok(ks, where)) return false;
    ks->depth++;
    return true;
}

/* An opcode followed by a little-endian number of that many bytes. */
static bool op_number(KiState *ks, KiPickler *p, int op, uint64_t v, int bytes) {
    uint8_t b[9] = {(uint8_t)op};
    for (int i = 0; i < bytes; i++)
        b[1 + i] = (uint8_t)(v >> 8 * i);
    return ki_pk_write(ks, p, b, (size_t)bytes + 1);
}
/* A text opcode, its argument and a newline. */
static bool op_text(KiState *ks, KiPickler *p, const char *op, const char *text, size_t n) {
    return ki_pk_write(ks, p, op, 1) && ki_pk_write(ks, p, text, n) && ki_pk_write(ks, p, "\n", 1);
}

/* --- the memo --- */

bool ki_pk_memo_get(KiState *ks, KiPickler *p, uint64_t i) {
    char text[24];
    if (!p->bin)
        return op_text(ks, p, "g", text,
                       (size_t)snprintf(text, sizeof text, "%llu", (unsigned long long)i));
    if (i < 256) return op_number(ks, p, OP_BINGET, i, 1);
    if (i <= UINT32_MAX) return op_number(ks, p, OP_LONG_BINGET, i, 4);
    ki_pk_raise(ks, PK_PICKLING_ERROR, "memo id too large for LONG_BINGET");
    return false;
}
bool ki_pk_memoize(KiState *ks, KiPickler *p, KiValue v) {
    if (p->fast) return true;
    uint64_t i = p->memo.used;
    char text[24];
    if (!ki_pk_memo_put(ks, &p->memo, v, i)) return false;
    if (p->proto >= 4) return ki_pk_op(ks, p, OP_MEMOIZE);
    if (!p->bin)
        return op_text(ks, p, "p", text,
                       (size_t)snprintf(text, sizeof text, "%llu", (unsigned long long)i));
    if (i < 256) return op_number(ks, p, OP_BINPUT, i, 1);
    if (i <= UINT32_MAX) return op_number(ks, p, OP_LONG_BINPUT, i, 4);
    ki_pk_raise(ks, PK_PICKLING_ERROR, "memo id too large for LONG_BINPUT");
    return false;
}

/* Fast mode keeps no memo, so a cycle would never end: from a depth on the open containers are
 * remembered. */
enum { FAST_LIMIT = 50 };
static bool fast_enter(KiState *ks, KiPickler *p, KiValue v) {
    if (!p->fast || ++p->fast_depth < FAST_LIMIT) return true;
    if (!p->fast_seen && !(p->fast_seen = ki_dict_new(ks))) return false;
    KiValue id = ki_int_from_u64(ks, v);
    KiValue seen = id == KI_ERR ? KI_ERR : ki_dict_get(ks, p->fast_seen, id);
    bool ok = seen == KI_ABSENT && ki_dict_set(ks, p->fast_seen, id, KI_NONE);
    ki_decref(ks, id);
    if (!ok && !ki_pending(ks)) {
        p->fast_depth = -1;
        ki_raise(ks, KI_EXC_ValueError,
                 "fast mode: can't pickle cyclic objects including object type %.200s at %p",
                 ki_type_name(ks, v), (void *)ki_obj(v));
    }
    return ok;
}
static bool fast_leave(KiState *ks, KiPickler *p, KiValue v, bool ok) {
    if (!p->fast || p->fast_depth-- < FAST_LIMIT || !p->fast_seen) return ok;
    KiValue exc = ok ? KI_ABSENT : ki_take_exc(ks), id = ki_int_from_u64(ks, v);
    KiValue old = id == KI_ERR ? KI_ERR : ki_dict_pop(ks, p->fast_seen, id);
    ki_decref(ks, id);
    ki_decref(ks, old);
    if (ok) return old != KI_ERR;
    if (old == KI_ERR) ki_clear_exc(ks);
    ki_restore_exc(ks, exc);
    return false;
}

/* --- numbers --- */

static bool save_small_int(KiState *ks, KiPickler *p, int64_t v) {
    char text[24];
    if (!p->bin)
        return op_text(ks, p, "I", text, (size_t)snprintf(text, sizeof text, "%lld", (long long)v));
    if (v >= 0 && v <= 0xFF) return op_number(ks, p, OP_BININT1, (uint64_t)v, 1);
    if (v >= 0 && v <= 0xFFFF) return op_number(ks, p, OP_BININT2, (uint64_t)v, 2);
    return op_number(ks, p, OP_BININT, (uint64_t)v, 4);
}
static bool save_decimal(KiState *ks, KiPickler *p, KiValue v) {
    KiStr *s = ki_int_to_str(ks, v, 10);
    size_t n = 0;
    const char *text = s ? ki_str_utf8(ks, s, &n) : NULL;
    bool ok = text && ki_pk_write(ks, p, "L", 1) && ki_pk_write(ks, p, text, n) &&
              ki_pk_write(ks, p, "L\n", 2);
    if (s) ki_decref_obj(ks, &s->h);
    return ok;
}
/* The shortest two's complement that keeps a sign bit. */
static bool save_int_bytes(KiState *ks, KiPickler *p, KiValue v) {
    uint64_t store[1];
    KbBig big = ki_int_view(v, store);
    size_t limbs = (size_t)(big.n < 0 ? -big.n : big.n), n = limbs * 8 + 1;
    uint8_t *b = ki_mem_alloc(ks, n);
    if (!b) return false;
    for (size_t i = 0; i < limbs; i++)
        for (int k = 0; k < 8; k++)
            b[i * 8 + (size_t)k] = (uint8_t)(big.d[i] >> 8 * k);
    b[n - 1] = 0;
    if (big.n < 0) {
        unsigned carry = 1;
        for (size_t i = 0; i < n; i++) {
            carry += (uint8_t)~b[i];
            b[i] = (uint8_t)carry;
            carry >>= 8;
        }
    }
    size_t used = n;
    while (used > 1 && ((b[used - 1] == 0 && b[used - 2] < 0x80) ||
                        (b[used - 1] == 0xFF && b[used - 2] >= 0x80)))
        used--;
    bool ok =
        used < 256 ? op_number(ks, p, OP_LONG1, used, 1) : op_number(ks, p, OP_LONG4, used, 4);
    ok = ok && ki_pk_write(ks, p, b, used);
    ki_mem_free(ks, b, n);
    return ok;
}
static bool save_int(KiState *ks, KiPickler *p, KiValue v) {
    if (ki_is_int(v) && ki_int_val(v) >= INT32_MIN && ki_int_val(v) <= INT32_MAX)
        return save_small_int(ks, p, ki_int_val(v));
    return p->proto >= 2 ? save_int_bytes(ks, p, v) : save_decimal(ks, p, v);
}
static bool save_float(KiState *ks, KiPickler *p, double d) {
    if (!p->bin) {
        char text[40];
        int n = kb_double_repr(d, text);
        return op_text(ks, p, "F", text, (size_t)n);
    }
    uint64_t bits;
    memcpy(&bits, &d, 8);
    uint8_t b[9] = {OP_BINFLOAT};
    for (int i = 0; i < 8; i++)
        b[1 + i] = (uint8_t)(bits >> (56 - 8 * i));
    return ki_pk_write(ks, p, b, 9);
}
static bool save_bool(KiState *ks, KiPickler *p, bool v) {
    if (p->proto >= 2) return ki_pk_op(ks, p, v ? OP_NEWTRUE : OP_NEWFALSE);
    return ki_pk_write(ks, p, v ? "I01\n" : "I00\n", 4);
}

/* --- text and bytes --- */

/* A header with the length in 1, 4 or 8 bytes; op8 and op1 0: not to be used. */
static size_t size_header(uint8_t *h, int op1, int op4, int op8, size_t n) {
    int bytes = op1 && n <= 0xFF ? 1 : op4 && n <= UINT32_MAX ? 4 : op8 ? 8 : 0;
    h[0] = (uint8_t)(bytes == 1 ? op1 : bytes == 4 ? op4 : op8);
    for (int i = 0; i < bytes; i++)
        h[1 + i] = (uint8_t)(n >> 8 * i);
    return bytes ? (size_t)bytes + 1 : 0;
}
/* Text of protocol 0: one line of Latin-1 with \u escapes. */
static bool save_escaped(KiState *ks, KiPickler *p, KiStr *s) {
    KbStrbuf b;
    kb_strbuf_init(&b, &ks->alloc, KB_STRBUF_NO_MAX);
    for (size_t i = 0; i < s->len; i++) {
        uint32_t c = ki_str_at(s, i);
        if (c >= 0x10000)
            kb_strbuf_printf(&b, "\\U%08x", (unsigned)c);
        else if (c >= 256 || c == '\\' || c == 0 || c == '\n' || c == '\r' || c == 0x1A)
            kb_strbuf_printf(&b, "\\u%04x", (unsigned)c);
        else
            kb_strbuf_putc(&b, (char)c);
    }
    if (b.failed) ki_raise_nomem(ks);
    bool ok = !b.failed && op_text(ks, p, "V", b.data ? b.data : "", b.len);
    kb_strbuf_free(&b);
    return ok;
}
static bool save_str(KiState *ks, KiPickler *p, KiValue v) {
    KiStr *s = ki_str_of(v);
    if (!p->bin) return save_escaped(ks, p, s) && ki_pk_memoize(ks, p, v);
    size_t n;
    const char *text = ki_str_utf8(ks, s, &n);
    if (!text) return false;
    uint8_t head[9];
    size_t h = size_header(head, p->proto >= 4 ? OP_SHORT_BINUNICODE : 0, OP_BINUNICODE,
                           p->proto >= 4 ? OP_BINUNICODE8 : 0, n);
    if (!h) {
        ki_raise(ks, KI_EXC_OverflowError,
                 "serializing a string larger than 4 GiB requires pickle protocol 4 or higher");
        return false;
    }
    return ki_pk_write_large(ks, p, head, h, text, n, KI_ABSENT) && ki_pk_memoize(ks, p, v);
}
/* bytes before protocol 3: a call that makes them from Latin-1 text. */
static bool save_bytes_call(KiState *ks, KiPickler *p, KiValue v, const uint8_t *data, size_t n) {
    KiValue f = n ? ki_pk(ks, PK_CODECS_ENCODE) : ki_from_obj(ks->types[KI_K_BYTES]);
    if (f == KI_ERR) return false;
    KiValue args = ki_new_ref(ks->empty_tuple);
    if (n) {
        KiValue text = ki_str_from_units(ks, data, 1, n);
        KiStr *latin = ki_intern_cstr(ks, "latin1");
        ki_decref(ks, args);
        args = text == KI_ERR || !latin ? KI_ERR : ki_tuple_pack(ks, 2, text, ki_from_obj(latin));
        ki_decref(ks, text);
        if (latin) ki_decref_obj(ks, &latin->h);
    }
    KiValue reduced = args == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 2, f, args);
    bool ok = reduced != KI_ERR && ki_pk_save_reduce(ks, p, reduced, v);
    ki_decref(ks, reduced);
    ki_decref(ks, args);
    return ok;
}
bool ki_pk_save_bytes(KiState *ks, KiPickler *p, KiValue v, const uint8_t *data, size_t n,
                      KiValue payload) {
    if (p->proto < 3) return save_bytes_call(ks, p, v, data, n);
    uint8_t head[9];
    size_t h =
        size_header(head, OP_SHORT_BINBYTES, OP_BINBYTES, p->proto >= 4 ? OP_BINBYTES8 : 0, n);
    if (!h) {
        ki_raise(
            ks, KI_EXC_OverflowError,
            "serializing a bytes object larger than 4 GiB requires pickle protocol 4 or higher");
        return false;
    }
    return ki_pk_write_large(ks, p, head, h, data, n, payload) && ki_pk_memoize(ks, p, v);
}
bool ki_pk_save_bytearray(KiState *ks, KiPickler *p, KiValue v, const uint8_t *data, size_t n) {
    if (p->proto >= 5) {
        uint8_t head[9];
        size_t h = size_header(head, 0, 0, OP_BYTEARRAY8, n);
        return ki_pk_write_large(ks, p, head, h, data, n, KI_ABSENT) && ki_pk_memoize(ks, p, v);
    }
    KiValue bytes = n ? ki_bytes_from(ks, data, n) : KI_ABSENT;
    KiValue args =
        n ? bytes == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 1, bytes) : ki_new_ref(ks->empty_tuple);
    KiValue reduced = args == KI_ERR
                          ? KI_ERR
                          : ki_tuple_pack(ks, 2, ki_from_obj(ks->types[KI_K_BYTEARRAY]), args);
    bool ok = reduced != KI_ERR && ki_pk_save_reduce(ks, p, reduced, v);
    ki_decref(ks, reduced);
    ki_decref(ks, args);
    ki_decref(ks, bytes);
    return ok;
}
static bool save_bytearray(KiState *ks, KiPickler *p, KiValue v) {
    KiBytearray *b = ki_bytearray_of(v);
    b->exports++; /* the file's write must not move it */
    bool ok = ki_pk_save_bytearray(ks, p, v, b->data, b->len);
    b->exports--;
    return ok;
}

/* --- tuples and lists --- */

/* A tuple that contains itself is complete by the time its items are written: the half-built one
 * is thrown away. */
static bool tuple_from_memo(KiState *ks, KiPickler *p, int64_t n, bool marked, uint64_t index) {
    if (marked && p->bin) {
        if (!ki_pk_op(ks, p, OP_POP_MARK)) return false;
    } else {
        for (int64_t i = 0; i < n + marked; i++)
            if (!ki_pk_op(ks, p, OP_POP)) return false;
    }
    return ki_pk_memo_get(ks, p, index);
}
static bool save_tuple(KiState *ks, KiPickler *p, KiValue v) {
    static const int short_ops[] = {0, OP_TUPLE1, OP_TUPLE2, OP_TUPLE3};
    KiTuple *t = ki_tuple_of(v);
    uint64_t index;
    if (!t->len) return p->bin ? ki_pk_op(ks, p, OP_EMPTY_TUPLE) : ki_pk_write(ks, p, "(t", 2);
    bool marked = t->len > 3 || p->proto < 2;
    if (marked && !ki_pk_op(ks, p, OP_MARK)) return false;
    for (int64_t i = 0; i < t->len; i++)
        if (!ki_pk_save(ks, p, t->items[i])) return false;
    if (ki_pk_memo_find(&p->memo, v, &index)) return tuple_from_memo(ks, p, t->len, marked, index);
    return ki_pk_op(ks, p, marked ? OP_TUPLE : short_ops[t->len]) && ki_pk_memoize(ks, p, v);
}

/* The item at i, held; false: the list has become shorter. */
static bool save_item(KiState *ks, KiPickler *p, KiList *l, int64_t i) {
    KiValue item = ki_new_ref(l->items[i]);
    bool ok = ki_pk_save(ks, p, item);
    ki_decref(ks, item);
    return ok;
}
static bool save_list_batches(KiState *ks, KiPickler *p, KiList *l) {
    if (l->len == 1) return save_item(ks, p, l, 0) && ki_pk_op(ks, p, OP_APPEND);
    for (int64_t i = 0; i < l->len;) {
        if (!ki_pk_op(ks, p, OP_MARK)) return false;
        for (int n = 0; n < KI_PICKLE_BATCH && i < l->len; n++, i++)
            if (!save_item(ks, p, l, i)) return false;
        if (!ki_pk_op(ks, p, OP_APPENDS)) return false;
    }
    return true;
}
static bool save_next(KiState *ks, KiPickler *p, KiValue item /* consumed */, bool pair) {
    bool ok;
    if (!pair) {
        ok = ki_pk_save(ks, p, item);
    } else if (!ki_is_tuple(item) || ki_tuple_of(item)->len != 2) {
        ki_raise(ks, KI_EXC_TypeError, "dict items iterator must return 2-tuples");
        ok = false;
    } else {
        ok = ki_pk_save(ks, p, ki_tuple_of(item)->items[0]) &&
             ki_pk_save(ks, p, ki_tuple_of(item)->items[1]);
    }
    ki_decref(ks, item);
    return ok;
}
/* Items of an iterator in batches; a batch of one needs no MARK. */
static bool save_batches(KiState *ks, KiPickler *p, KiValue it, bool pair) {
    int one = pair ? OP_SETITEM : OP_APPEND, many = pair ? OP_SETITEMS : OP_APPENDS, n;
    KiValue first, next;
    if (p->proto == 0) {
        while ((first = ki_next(ks, it)) != KI_ABSENT)
            if (first == KI_ERR || !save_next(ks, p, first, pair) || !ki_pk_op(ks, p, one))
                return false;
        return true;
    }
    do {
        if ((first = ki_next(ks, it)) == KI_ABSENT) return true;
        if (first == KI_ERR) return false;
        if ((next = ki_next(ks, it)) == KI_ABSENT)
            return save_next(ks, p, first, pair) && ki_pk_op(ks, p, one);
        if (next == KI_ERR || !ki_pk_op(ks, p, OP_MARK)) {
            ki_decref(ks, first);
            ki_decref(ks, next);
            return false;
        }
        if (!save_next(ks, p, first, pair)) {
            ki_decref(ks, next);
            return false;
        }
        for (n = 1; next != KI_ABSENT;) {
            if (next == KI_ERR || !save_next(ks, p, next, pair)) return false;
            if (++n == KI_PICKLE_BATCH) break;
            next = ki_next(ks, it);
        }
        if (!ki_pk_op(ks, p, many)) return false;
    } while (n == KI_PICKLE_BATCH);
    return true;
}
bool ki_pk_save_list_items(KiState *ks, KiPickler *p, KiValue it) {
    return save_batches(ks, p, it, false);
}
bool ki_pk_save_dict_items(KiState *ks, KiPickler *p, KiValue it) {
    return save_batches(ks, p, it, true);
}

static bool save_list(KiState *ks, KiPickler *p, KiValue v) {
    KiList *l = ki_list_of(v);
    if (!fast_enter(ks, p, v)) return false;
    bool ok = p->bin ? ki_pk_op(ks, p, OP_EMPTY_LIST) : ki_pk_write(ks, p, "(l", 2);
    ok = ok && ki_pk_memoize(ks, p, v);
    if (ok && l->len) {
        ok = ki_pk_enter(ks);
        if (ok && p->proto > 0) {
            ok = save_list_batches(ks, p, l);
            ks->depth--;
        } else if (ok) {
            KiValue it = ki_iter(ks, v);
            ok = it != KI_ERR && save_batches(ks, p, it, false);
            ki_decref(ks, it);
            ks->depth--;
        }
    }
    return fast_leave(ks, p, v, ok);
}

/* --- dicts and sets --- */

static bool save_pair(KiState *ks, KiPickler *p, KiValue key, KiValue value) {
    ki_incref(key);
    ki_incref(value);
    bool ok = ki_pk_save(ks, p, key) && ki_pk_save(ks, p, value);
    ki_decref(ks, key);
    ki_decref(ks, value);
    return ok;
}
static bool save_dict_batches(KiState *ks, KiPickler *p, KiDict *d) {
    KiValue key, value;
    int64_t pos = 0;
    uint32_t size = d->used;
    int n;
    if (size == 1)
        return !ki_dict_next(d, &pos, &key, &value) ||
               (save_pair(ks, p, key, value) && ki_pk_op(ks, p, OP_SETITEM));
    do {
        if (!ki_pk_op(ks, p, OP_MARK)) return false;
        for (n = 0; n < KI_PICKLE_BATCH && ki_dict_next(d, &pos, &key, &value); n++)
            if (!save_pair(ks, p, key, value)) return false;
        if (!ki_pk_op(ks, p, OP_SETITEMS)) return false;
        if (d->used != size) {
            ki_raise(ks, KI_EXC_RuntimeError, "dictionary changed size during iteration");
            return false;
        }
    } while (n == KI_PICKLE_BATCH);
    return true;
}
static bool save_dict_by_iterator(KiState *ks, KiPickler *p, KiValue v) {
    KiValue items = ki_call_method(ks, v, ks->names.n_items, NULL, 0);
    KiValue it = items == KI_ERR ? KI_ERR : ki_iter(ks, items);
    bool ok = it != KI_ERR && save_batches(ks, p, it, true);
    ki_decref(ks, items);
    ki_decref(ks, it);
    return ok;
}
static bool save_dict(KiState *ks, KiPickler *p, KiValue v) {
    KiDict *d = ki_dict_of(v);
    if (!fast_enter(ks, p, v)) return false;
    bool ok = p->bin ? ki_pk_op(ks, p, OP_EMPTY_DICT) : ki_pk_write(ks, p, "(d", 2);
    ok = ok && ki_pk_memoize(ks, p, v);
    if (ok && d->used) {
        ok = ki_pk_enter(ks);
        if (ok) {
            ok = p->proto > 0 ? save_dict_batches(ks, p, d) : save_dict_by_iterator(ks, p, v);
            ks->depth--;
        }
    }
    return fast_leave(ks, p, v, ok);
}

/* (set, ([items],)) for protocols that know no sets. */
static bool save_set_call(KiState *ks, KiPickler *p, KiValue v) {
    KiList *l = ki_to_list(ks, v);
    KiValue args = l ? ki_tuple_pack(ks, 1, ki_from_obj(l)) : KI_ERR;
    KiValue reduced =
        args == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 2, ki_from_obj(ki_type_of(ks, v)), args);
    bool ok = reduced != KI_ERR && ki_pk_save_reduce(ks, p, reduced, v);
    ki_decref(ks, reduced);
    ki_decref(ks, args);
    if (l) ki_decref_obj(ks, &l->h);
    return ok;
}
static bool save_key(KiState *ks, KiPickler *p, KiValue key) {
    ki_incref(key);
    bool ok = ki_pk_save(ks, p, key);
    ki_decref(ks, key);
    return ok;
}
static bool save_set(KiState *ks, KiPickler *p, KiValue v) {
    if (p->proto < 4) return save_set_call(ks, p, v);
    if (!ki_pk_op(ks, p, OP_EMPTY_SET) || !ki_pk_memoize(ks, p, v)) return false;
    KiSet *s = ki_set_of(v);
    int64_t size = s->used, pos = 0;
    KiValue key;
    int n;
    if (!size) return true;
    do {
        if (!ki_pk_op(ks, p, OP_MARK)) return false;
        for (n = 0; n < KI_PICKLE_BATCH && ki_set_next(s, &pos, &key); n++)
            if (!save_key(ks, p, key)) return false;
        if (!ki_pk_op(ks, p, OP_ADDITEMS)) return false;
        if (s->used != size) {
            ki_raise(ks, KI_EXC_RuntimeError, "set changed size during iteration");
            return false;
        }
    } while (n == KI_PICKLE_BATCH);
    return true;
}
static bool save_frozenset(KiState *ks, KiPickler *p, KiValue v) {
    if (p->proto < 4) return save_set_call(ks, p, v);
    if (!fast_enter(ks, p, v)) return false;
    KiSet *s = ki_set_of(v);
    int64_t pos = 0;
    KiValue key;
    uint64_t index;
    bool ok = ki_pk_op(ks, p, OP_MARK);
    while (ok && ki_set_next(s, &pos, &key))
        ok = save_key(ks, p, key);
    if (ok && ki_pk_memo_find(&p->memo, v, &index)) /* it contains itself */
        ok = ki_pk_op(ks, p, OP_POP_MARK) && ki_pk_memo_get(ks, p, index);
    else
        ok = ok && ki_pk_op(ks, p, OP_FROZENSET) && ki_pk_memoize(ks, p, v);
    return fast_leave(ks, p, v, ok);
}

/* --- any object --- */

static bool save_container(KiState *ks, KiPickler *p, KiValue v) {
    switch (ki_is_ptr(v) ? ki_obj(v)->kind : KI_K_INSTANCE) {
    case KI_K_DICT:
        return save_dict(ks, p, v);
    case KI_K_SET:
        return save_set(ks, p, v);
    case KI_K_FROZENSET:
        return save_frozenset(ks, p, v);
    case KI_K_LIST:
        return save_list(ks, p, v);
    case KI_K_TUPLE:
        return save_tuple(ks, p, v);
    case KI_K_BYTEARRAY:
        return save_bytearray(ks, p, v);
    default:
        return ki_pk_save_object(ks, p, v);
    }
}

/* What the user's persistent_id names is written by that name. 1 written, 0 not, -1 raised. */
static int save_persistent(KiState *ks, KiPickler *p, KiValue v);

static bool save_value(KiState *ks, KiPickler *p, KiValue v) {
    uint64_t index;
    if (v == KI_NONE) return ki_pk_op(ks, p, OP_NONE);
    if (ki_is_bool(v)) return save_bool(ks, p, v == KI_TRUE);
    if (ki_is_int(v) || ki_is_bigint(v)) return save_int(ks, p, v);
    if (ki_is_float(v)) return save_float(ks, p, ki_float_of(v));
    if (ki_pk_memo_find(&p->memo, v, &index)) return ki_pk_memo_get(ks, p, index);
    if (ki_is_str_exact(v)) return save_str(ks, p, v);
    if (ki_is_kind(v, KI_K_BYTES)) {
        KiBytes *b = ki_bytes_of(v);
        return ki_pk_save_bytes(ks, p, v, b->data, b->len, v);
    }
    if (!ki_pk_enter(ks)) return false;
    bool ok = save_container(ks, p, v);
    ks->depth--;
    return ok;
}

static int save_persistent(KiState *ks, KiPickler *p, KiValue v) {
    KiValue id = ki_call1(ks, p->call_persistent, v);
    if (id == KI_ERR) return -1;
    if (id == KI_NONE) return 0;
    bool ok;
    if (p->bin) {
        ok = save_value(ks, p, id) && ki_pk_op(ks, p, OP_BINPERSID);
    } else {
        KiValue s = ki_str(ks, id);
        ok = s != KI_ERR;
        if (ok && !(ki_str_of(s)->h.flags & KI_STR_ASCII) && ki_str_of(s)->len) {
            ki_pk_raise(ks, PK_PICKLING_ERROR,
                        "persistent IDs in protocol 0 must be ASCII strings");
            ok = false;
        }
        ok = ok && op_text(ks, p, "P", (const char *)ki_str_of(s)->data.u1, ki_str_of(s)->len);
        ki_decref(ks, s);
    }
    ki_decref(ks, id);
    return ok ? 1 : -1;
}

bool ki_pk_save(KiState *ks, KiPickler *p, KiValue v) {
    if (!ki_pk_boundary(ks, p)) return false;
    if (p->call_persistent != KI_ABSENT) {
        int r = save_persistent(ks, p, v);
        if (r) return r > 0;
    }
    return save_value(ks, p, v);
}

/* --- a whole pickle --- */

/* self.name where the class of self overrides the built-in attribute, else `set`. */
static KiValue override(KiState *ks, KiValue self, const char *name, KiValue set, bool *ok) {
    if (self == KI_ABSENT || set != KI_ABSENT) return ki_new_ref(set);
    KiStr *n = ki_intern_cstr(ks, name);
    KiValue r = n ? ki_getattr_opt(ks, self, n) : KI_ERR;
    if (n) ki_decref_obj(ks, &n->h);
    *ok = *ok && r != KI_ERR;
    return r;
}
static bool write_pickle(KiState *ks, KiPickler *p, KiValue obj) {
    if (p->proto >= 2 && !op_number(ks, p, OP_PROTO, (uint64_t)p->proto, 1)) return false;
    p->framing = p->proto >= 4;
    bool ok = ki_pk_save(ks, p, obj) && ki_pk_op(ks, p, OP_STOP) && ki_pk_close_frame(ks, p);
    p->framing = false;
    return ok;
}
bool ki_pickler_dump(KiState *ks, KiPickler *p, KiValue self, KiValue obj) {
    if (p->busy) {
        ki_raise(ks, KI_EXC_RuntimeError, "Pickler object is already used");
        return false;
    }
    bool ok = true;
    p->busy = true;
    p->len = 0;
    p->frame_start = SIZE_MAX;
    p->fast_depth = 0;
    p->call_persistent = override(ks, self, "persistent_id", p->persistent_id, &ok);
    p->table = ok ? override(ks, self, "dispatch_table", p->dispatch_table, &ok) : KI_ABSENT;
    p->call_reducer = ok ? override(ks, self, "reducer_override", KI_ABSENT, &ok) : KI_ABSENT;
    ok = ok && write_pickle(ks, p, obj);
    ki_assign(ks, &p->call_persistent, KI_ABSENT);
    ki_assign(ks, &p->call_reducer, KI_ABSENT);
    ki_assign(ks, &p->table, KI_ABSENT);
    p->framing = false;
    p->busy = false;
    return ok;
}
