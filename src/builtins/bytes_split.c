/* Taking bytes and bytearray apart, and join. The pieces are new objects of self's kind. */
#include "builtins.h"
#include "type_bytes.h"

typedef struct Pieces {
    KiState *ks;
    KiValue self;
    KiBytesSpan s;
    KiList *list;
} Pieces;

static inline bool blank(uint8_t c) {
    return c == ' ' || (c >= 9 && c <= 13);
}

static bool push(Pieces *p, int64_t a, int64_t b) {
    return ki_list_push(p->ks, p->list, ki_bytes_like(p->ks, p->self, p->s.data + a, b - a));
}

static bool split_space(Pieces *p, int64_t max) {
    const uint8_t *d = p->s.data;
    int64_t n = p->s.len, i = 0;
    for (;;) {
        while (i < n && blank(d[i]))
            i++;
        if (i >= n) return true;
        int64_t from = i;
        if (max-- == 0) return push(p, from, n);
        while (i < n && !blank(d[i]))
            i++;
        if (!push(p, from, i)) return false;
    }
}

static bool rsplit_space(Pieces *p, int64_t max) {
    const uint8_t *d = p->s.data;
    int64_t n = p->s.len;
    for (;;) {
        while (n > 0 && blank(d[n - 1]))
            n--;
        if (n <= 0) return true;
        if (max-- == 0) return push(p, 0, n);
        int64_t end = n;
        while (n > 0 && !blank(d[n - 1]))
            n--;
        if (!push(p, n, end)) return false;
    }
}

static bool split_sep(Pieces *p, KiBytesSpan sep, int64_t max) {
    int64_t i = 0;
    while (max-- != 0) {
        int64_t at = ki_bytes_find((KiBytesSpan){p->s.data + i, p->s.len - i}, sep, false);
        if (at < 0) break;
        if (!push(p, i, i + at)) return false;
        i += at + sep.len;
    }
    return push(p, i, p->s.len);
}

static bool rsplit_sep(Pieces *p, KiBytesSpan sep, int64_t max) {
    int64_t n = p->s.len;
    while (max-- != 0) {
        int64_t at = ki_bytes_find((KiBytesSpan){p->s.data, n}, sep, true);
        if (at < 0) break;
        if (!push(p, at + sep.len, n)) return false;
        n = at;
    }
    return push(p, 0, n);
}

static KiValue split(KiState *ks, KiValue *args, bool from_right) {
    int64_t max;
    KiBuffer loan;
    KiBytesSpan sep = {NULL, 0};
    bool has_sep = args[1] != KI_NONE;
    if (!ki_arg_i64(ks, args[2], &max) || (has_sep && !ki_bytes_arg(ks, args[1], &loan, &sep)))
        return KI_ERR;
    Pieces p = {ks, args[0], ki_bytes_span(args[0]), NULL};
    bool ok = false;
    if (has_sep && !sep.len) {
        ki_raise(ks, KI_EXC_ValueError, "empty separator");
    } else if ((p.list = ki_list_new(ks, 0))) {
        if (from_right)
            ok = has_sep ? rsplit_sep(&p, sep, max) : rsplit_space(&p, max);
        else
            ok = has_sep ? split_sep(&p, sep, max) : split_space(&p, max);
    }
    if (has_sep) ki_release_buffer(ks, &loan);
    if (!ok) {
        if (p.list) ki_decref_obj(ks, &p.list->h);
        return KI_ERR;
    }
    for (int64_t i = 0, j = p.list->len - 1; from_right && i < j; i++, j--) {
        KiValue t = p.list->items[i];
        p.list->items[i] = p.list->items[j];
        p.list->items[j] = t;
    }
    return ki_from_obj(p.list);
}
KiValue ki_bytesm_split(KiState *ks, KiValue *args, int nargs) {
    return split(ks, args, false);
}
KiValue ki_bytesm_rsplit(KiState *ks, KiValue *args, int nargs) {
    return split(ks, args, true);
}

KiValue ki_bytesm_splitlines(KiState *ks, KiValue *args, int nargs) {
    int keep;
    if (!ki_to_int(ks, args[1], &keep)) return KI_ERR;
    Pieces p = {ks, args[0], ki_bytes_span(args[0]), ki_list_new(ks, 0)};
    if (!p.list) return KI_ERR;
    const uint8_t *d = p.s.data;
    int64_t n = p.s.len;
    for (int64_t i = 0; i < n;) {
        int64_t from = i, end;
        while (i < n && d[i] != '\n' && d[i] != '\r')
            i++;
        end = i;
        if (i < n) {
            i += d[i] == '\r' && i + 1 < n && d[i + 1] == '\n' ? 2 : 1;
            if (keep) end = i;
        }
        if (!push(&p, from, end)) {
            ki_decref_obj(ks, &p.list->h);
            return KI_ERR;
        }
    }
    return ki_from_obj(p.list);
}

static KiValue partition(KiState *ks, KiValue *args, bool from_right) {
    KiBuffer loan;
    KiBytesSpan sep, s;
    if (!ki_bytes_arg(ks, args[1], &loan, &sep)) return KI_ERR;
    s = ki_bytes_span(args[0]);
    KiValue r = KI_ERR;
    if (!sep.len) {
        ki_raise(ks, KI_EXC_ValueError, "empty separator");
    } else {
        int64_t at = ki_bytes_find(s, sep, from_right);
        KiValue v[3];
        if (at >= 0) {
            v[0] = ki_bytes_like(ks, args[0], s.data, at);
            v[1] = ki_is_bytearray(args[0]) ? ki_bytes_like(ks, args[0], sep.data, sep.len)
                                            : ki_new_ref(args[1]);
            v[2] = ki_bytes_like(ks, args[0], s.data + at + sep.len, s.len - at - sep.len);
        } else {
            v[from_right ? 2 : 0] = ki_bytes_like(ks, args[0], s.data, s.len);
            v[1] = ki_bytes_like(ks, args[0], NULL, 0);
            v[from_right ? 0 : 2] = ki_bytes_like(ks, args[0], NULL, 0);
        }
        if (v[0] != KI_ERR && v[1] != KI_ERR && v[2] != KI_ERR) {
            r = ki_tuple_steal(ks, v, 3);
        } else {
            for (int i = 0; i < 3; i++)
                ki_decref(ks, v[i]);
        }
    }
    ki_release_buffer(ks, &loan);
    return r;
}
KiValue ki_bytesm_partition(KiState *ks, KiValue *args, int nargs) {
    return partition(ks, args, false);
}
KiValue ki_bytesm_rpartition(KiState *ks, KiValue *args, int nargs) {
    return partition(ks, args, true);
}

static KiValue strip(KiState *ks, KiValue *args, bool left, bool right) {
    bool set[256] = {false};
    if (args[1] == KI_NONE) {
        for (int c = 0; c < 256; c++)
            set[c] = blank((uint8_t)c);
    } else {
        KiBuffer loan;
        KiBytesSpan chars;
        if (!ki_bytes_arg(ks, args[1], &loan, &chars)) return KI_ERR;
        for (int64_t i = 0; i < chars.len; i++)
            set[chars.data[i]] = true;
        ki_release_buffer(ks, &loan);
    }
    KiBytesSpan s = ki_bytes_span(args[0]);
    int64_t a = 0, b = s.len;
    while (left && a < b && set[s.data[a]])
        a++;
    while (right && b > a && set[s.data[b - 1]])
        b--;
    if (a == 0 && b == s.len && ki_is_kind(args[0], KI_K_BYTES)) return ki_new_ref(args[0]);
    return ki_bytes_like(ks, args[0], s.data + a, b - a);
}
KiValue ki_bytesm_strip(KiState *ks, KiValue *args, int nargs) {
    return strip(ks, args, true, true);
}
KiValue ki_bytesm_lstrip(KiState *ks, KiValue *args, int nargs) {
    return strip(ks, args, true, false);
}
KiValue ki_bytesm_rstrip(KiState *ks, KiValue *args, int nargs) {
    return strip(ks, args, false, true);
}

KiValue ki_bytesm_join(KiState *ks, KiValue *args, int nargs) {
    KiValue it = ki_is_kind(args[1], KI_K_LIST) || ki_is_kind(args[1], KI_K_TUPLE)
                     ? ki_new_ref(args[1])
                     : ki_iter(ks, args[1]); /* whose length is asked for, not the object's */
    if (it == KI_ERR && ki_pending_is(ks, KI_EXC_TypeError)) {
        ki_clear_exc(ks);
        ki_raise(ks, KI_EXC_TypeError, "can only join an iterable");
    }
    KiTuple *items = it == KI_ERR ? NULL : ki_to_tuple(ks, it);
    if (it != KI_ERR) ki_decref(ks, it);
    if (!items) return KI_ERR;
    KiValue out = ki_bytearray_from(ks, NULL, 0);
    bool ok = out != KI_ERR;
    KiBytearray *b = ok ? ki_bytearray_of(out) : NULL;
    KiValue sep = ok ? ki_bytes_from_object(ks, args[0]) : KI_ERR;
    ok = ok && sep != KI_ERR;
    for (int64_t i = 0; ok && i < items->len; i++) {
        KiBuffer loan;
        ok = ki_slots_of(ks, items->items[i])->get_buffer &&
             ki_get_buffer(ks, items->items[i], &loan, false);
        if (ok && !ki_buffer_is_contiguous(&loan)) {
            ki_release_buffer(ks, &loan);
            ok = false;
        }
        if (!ok) { /* whatever the reason, as CPython has it */
            ki_clear_exc(ks);
            ki_raise(ks, KI_EXC_TypeError,
                     "sequence item %lld: expected a bytes-like object, %s found", (long long)i,
                     ki_type_name(ks, items->items[i]));
            break;
        }
        size_t at = b->len, gap = i ? ki_bytes_of(sep)->len : 0;
        ok = ki_bytearray_resize(ks, b, at + gap + (size_t)loan.len);
        if (ok) {
            memcpy(b->data + at, ki_bytes_of(sep)->data, gap);
            ki_buffer_copy_out(&loan, b->data + at + gap);
        }
        ki_release_buffer(ks, &loan);
    }
    ki_decref_obj(ks, &items->h);
    ki_decref(ks, sep);
    if (ok && !ki_is_bytearray(args[0])) ki_assign(ks, &out, ki_bytes_from(ks, b->data, b->len));
    if (ok) return out;
    ki_decref(ks, out);
    return KI_ERR;
}
