/* The module _struct, which struct.py shows: values packed into bytes after a format. A format is
 * parsed into items (code, offset, repeat count) each time; a Struct keeps its own. */
#include "../object/containers.h"
#include "../object/number.h"
#include "builtins.h"

typedef struct Item {
    char code;
    uint8_t size;
    int64_t offset, count; /* count of 's' and 'p': the bytes of the one value */
} Item;
typedef struct Layout {
    Item *items;
    size_t n_items, cap;
    int64_t size, n_values;
    bool big; /* byte order of what has more than one byte */
    bool native;
    Item small[16];
} Layout;

typedef struct Struct {
    KiObj h;
    Layout layout;
    KiValue format; /* str */
    bool ready;
} Struct;

static KiType *type_at(KiState *ks, int i) {
    return (KiType *)ki_obj(ki_tuple_of(ks->bi->slot[KI_BI_STRUCT])->items[i]);
}
static KiValue fail(KiState *ks, const char *fmt, ...) KB_PRINTF(2, 3);
static KiValue fail(KiState *ks, const char *fmt, ...) {
    char text[256];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    KiValue s = ki_str_from_cstr(ks, text);
    KiValue e = s == KI_ERR ? KI_ERR : ki_exc_new(ks, type_at(ks, 0), &s, 1);
    if (e != KI_ERR) ki_raise_obj(ks, e);
    ki_decref(ks, e);
    ki_decref(ks, s);
    return KI_ERR;
}

/* --- formats --- */

static int code_size(char c, bool native) {
    switch (c) {
    case 'x':
    case 'b':
    case 'B':
    case 'c':
    case 's':
    case 'p':
    case '?':
        return 1;
    case 'h':
    case 'H':
    case 'e':
        return 2;
    case 'i':
    case 'I':
    case 'f':
        return 4;
    case 'l':
    case 'L':
        return native ? (int)sizeof(long) : 4;
    case 'q':
    case 'Q':
    case 'd':
        return 8;
    case 'n':
    case 'N':
    case 'P':
        return native ? (int)sizeof(void *) : 0;
    default:
        return 0;
    }
}
static void layout_init(Layout *l) {
    l->items = l->small;
    l->n_items = 0;
    l->cap = sizeof l->small / sizeof *l->small;
}
static void layout_free(KiState *ks, Layout *l) {
    if (l->items != l->small) ki_mem_free(ks, l->items, l->cap * sizeof *l->items);
    layout_init(l);
}
/* What `from` holds, which is empty then; items that stand inside it stand inside `l`. */
static void layout_move(KiState *ks, Layout *l, Layout *from) {
    layout_free(ks, l);
    *l = *from;
    if (from->items == from->small) l->items = l->small;
    layout_init(from);
}
static bool add_item(KiState *ks, Layout *l, Item it) {
    if (l->n_items == l->cap) {
        Item *p = ki_mem_alloc(ks, l->cap * 2 * sizeof *p);
        if (!p) return false;
        memcpy(p, l->items, l->cap * sizeof *p);
        if (l->items != l->small) ki_mem_free(ks, l->items, l->cap * sizeof *p);
        l->items = p;
        l->cap *= 2;
    }
    l->items[l->n_items++] = it;
    return true;
}
static bool too_long(KiState *ks) {
    fail(ks, "total struct size too long");
    return false;
}
/* One code with its count at the current size. */
static bool place(KiState *ks, Layout *l, char c, int64_t count, bool align) {
    int size = code_size(c, l->native);
    if (!size) {
        fail(ks, "bad char in struct format");
        return false;
    }
    if (align && size > 1) {
        if (l->size > INT64_MAX - size) return too_long(ks);
        l->size = (l->size + size - 1) / size * size;
    }
    Item it = {c, (uint8_t)size, l->size, count};
    int64_t bytes, values = c == 's' || c == 'p' ? 1 : c == 'x' ? 0 : count;
    if (__builtin_mul_overflow(count, (int64_t)size, &bytes) ||
        __builtin_add_overflow(l->size, bytes, &l->size))
        return too_long(ks);
    if (c == 'x' || !(count || c == 's' || c == 'p')) return true;
    l->n_values += values;
    return add_item(ks, l, it);
}
/* layout_free in every case. */
static bool parse(KiState *ks, Layout *l, const char *f) {
    layout_init(l);
    l->size = l->n_values = 0;
    bool align = *f == '@' || !strchr("=<>!", *f) || !*f;
    l->native = align;
    l->big = *f == '>' || *f == '!';
    if (*f && strchr("@=<>!", *f)) f++;
    while (*f) {
        if (strchr(" \t\n\r\v\f", *f)) {
            f++;
            continue;
        }
        int64_t count = 1;
        if (*f >= '0' && *f <= '9') {
            count = 0;
            while (*f >= '0' && *f <= '9')
                if (__builtin_mul_overflow(count, 10, &count) ||
                    __builtin_add_overflow(count, *f++ - '0', &count))
                    return too_long(ks);
            if (!*f) {
                fail(ks, "repeat count given without format specifier");
                return false;
            }
        }
        if (!place(ks, l, *f++, count, align)) return false;
    }
    return true;
}
/* The text of a bytes object, which must not end before its end. */
static const char *whole_text(KiState *ks, KiValue b) {
    const char *text = (const char *)ki_bytes_of(b)->data;
    if (strlen(text) == (size_t)ki_bytes_of(b)->len) return text;
    fail(ks, "embedded null character");
    return NULL;
}
/* A format argument as text; *holder to be released. */
static const char *format_text(KiState *ks, KiValue v, KiValue *holder) {
    *holder = KI_ABSENT;
    if (ki_is_bytes(v)) return whole_text(ks, v);
    if (!ki_is_str(v)) {
        ki_raise(ks, KI_EXC_TypeError, "Struct() argument 1 must be a str or bytes object, not %s",
                 ki_type_short_name(ks, v));
        return NULL;
    }
    KiValue b = ki_encode(ks, v, "ascii", "strict");
    if (b == KI_ERR) return NULL;
    *holder = b;
    return whole_text(ks, b);
}
/* --- packing --- */

/* The low `size` bytes of v, the first of them first, or last in the big order. */
static void store(uint8_t *out, uint64_t v, int size, bool big) {
    if (big) v = __builtin_bswap64(v) >> (64 - 8 * size);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    switch (size) {
    case 1:
        *out = (uint8_t)v;
        return;
    case 2:
        memcpy(out, &v, 2);
        return;
    case 4:
        memcpy(out, &v, 4);
        return;
    case 8:
        memcpy(out, &v, 8);
        return;
    }
#endif
    for (int i = 0; i < size; i++)
        out[i] = (uint8_t)(v >> 8 * i);
}
static uint64_t fetch(const uint8_t *p, int size, bool big) {
    uint64_t v = 0;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    switch (size) {
    case 1:
        return *p;
    case 2:
        memcpy(&v, p, 2);
        break;
    case 4:
        memcpy(&v, p, 4);
        break;
    case 8:
        memcpy(&v, p, 8);
        break;
    }
#else
    for (int i = 0; i < size; i++)
        v |= (uint64_t)p[i] << 8 * i;
#endif
    return big ? __builtin_bswap64(v) >> (64 - 8 * size) : v;
}
static bool out_of_range(KiState *ks, char c, int size, bool is_signed, bool narrow) {
    static const char *const limits[] = {"-128 <= number <= 127",
                                         "0 <= number <= 255",
                                         "-32768 <= number <= 32767",
                                         "0 <= number <= 65535",
                                         "-2147483648 <= number <= 2147483647",
                                         "0 <= number <= 4294967295"};
    const char *range = limits[(size == 1 ? 0 : size == 2 ? 2 : 4) + !is_signed];
    if (narrow)
        fail(ks, "%s%s format requires %s", is_signed ? "" : "u", size == 1 ? "byte" : "short",
             range);
    else
        fail(ks, "'%c' format requires %s", c, range);
    return false;
}
/* v, of which the int is n, fits no type of 8 bytes: ints are refused in the module's words, what
 * becomes one by __index__ in those of the conversion. */
static bool too_large(KiState *ks, KiValue v, int sign, char c, bool is_signed) {
    if (ki_is_integer(v))
        fail(ks, "int too large to convert");
    else if (c == 'P')
        ki_raise(ks, KI_EXC_OverflowError, "Python int too large to convert to C %slong",
                 sign < 0 ? "" : "unsigned ");
    else
        ki_raise(ks, KI_EXC_OverflowError,
                 sign < 0 && !is_signed ? "can't convert negative int to unsigned"
                                        : "int too big to convert");
    return false;
}
static bool pack_int(KiState *ks, const Layout *l, const Item *it, uint8_t *out, KiValue v) {
    char c = it->code;
    bool is_signed = c >= 'a' && c != 'P';
    /* sizes that go through a C long have messages of their own */
    bool narrow = it->size == 1 || (it->size == 2 && !l->big);
    if (!ki_is_integer(v) && !(ki_is_ptr(v) && ki_slots_of(ks, v)->unary[KI_INDEX])) {
        fail(ks, "required argument is not an integer");
        return false;
    }
    KiValue n = ki_index(ks, v);
    if (n == KI_ERR) return false;
    int64_t s = 0;
    uint64_t u = 0;
    bool fits_s = ki_int_try_i64(n, &s), fits_u = fits_s && s >= 0;
    if (fits_s) u = (uint64_t)s;
    int sign = ki_int_sign(n);
    if (!fits_s && sign > 0 && !(fits_u = ki_int_to_u64(ks, n, &u))) ki_clear_exc(ks);
    ki_decref(ks, n);
    if (c == 'P') {
        if (fits_s || fits_u) goto done;
        return too_large(ks, v, sign, c, is_signed);
    }
    if (is_signed || narrow ? !fits_s : !fits_u) {
        if (it->size == 8 && l->big) return too_large(ks, v, sign, c, is_signed);
        fail(ks, "argument out of range");
        return false;
    }
    if (is_signed && it->size < 8) {
        int64_t limit = (int64_t)1 << (it->size * 8 - 1);
        if (s < -limit || s >= limit) return out_of_range(ks, c, it->size, true, narrow);
    } else if (!is_signed && ((narrow && s < 0) || (it->size < 8 && u >> (it->size * 8)))) {
        return out_of_range(ks, c, it->size, false, narrow);
    }
done:
    store(out, u, it->size, l->big);
    return true;
}
static bool pack_float(KiState *ks, const Layout *l, const Item *it, uint8_t *out, KiValue v) {
    double d;
    uint8_t raw[8];
    if (!ki_to_double(ks, v, &d)) {
        ki_clear_exc(ks);
        fail(ks, "required argument is not a float");
        return false;
    }
    if (it->code == 'f' && !l->native && d - d == 0) {
        float f = (float)d;
        if (f - f != 0) {
            ki_raise(ks, KI_EXC_OverflowError, "float too large to pack with f format");
            return false;
        }
    }
    char code[2] = {it->code, 0};
    if (!ki_pack_item(ks, code, raw, ki_float(d))) {
        if (ki_is_integer(v) && ki_pending_is(ks, KI_EXC_OverflowError)) {
            ki_clear_exc(ks);
            fail(ks, "int too large to convert");
        }
        return false;
    }
    store(out, fetch(raw, it->size, false), it->size, l->big);
    return true;
}
static bool pack_text(KiState *ks, const Item *it, uint8_t *out, KiValue v) {
    bool array = ki_is_bytearray(v);
    if (!array && !ki_is_bytes(v)) {
        fail(ks, "argument for '%c' must be a bytes object", it->code);
        return false;
    }
    const uint8_t *data = array ? ki_bytearray_of(v)->data : ki_bytes_of(v)->data;
    size_t n = array ? ki_bytearray_of(v)->len : ki_bytes_of(v)->len, room = (size_t)it->count;
    if (it->code == 'p') {
        if (!room) return true;
        size_t limit = room - 1 < 255 ? room - 1 : 255;
        n = n < room - 1 ? n : room - 1;
        *out++ = (uint8_t)(n < limit ? n : limit);
        room--;
    }
    n = n < room ? n : room;
    if (n) memcpy(out, data, n);
    return true;
}
/* What is most often packed: a number that lies in its value itself, and fits. */
static bool pack_plain(const Layout *l, const Item *it, uint8_t *out, KiValue v) {
    uint64_t bits;
    char c = it->code;
    if (ki_is_int(v) && !strchr("?cspfde", c)) {
        int64_t n = ki_int_val(v);
        int width = it->size * 8;
        if (c >= 'a'
                ? width < 64 && (n < -(INT64_C(1) << (width - 1)) || n >= INT64_C(1) << (width - 1))
                : n < 0 || (width < 64 && n >> width))
            return false;
        bits = (uint64_t)n;
    } else if ((ki_is_float(v) || ki_is_int(v)) && (c == 'd' || c == 'f')) {
        double d = ki_is_float(v) ? ki_float_of(v) : (double)ki_int_val(v);
        float f = (float)d;
        uint32_t single;
        if (c == 'f' && !(f - f == 0)) return false; /* too large, or no number */
        memcpy(&bits, &d, sizeof bits);
        memcpy(&single, &f, sizeof single);
        if (c == 'f') bits = single;
    } else {
        return false;
    }
    store(out, bits, it->size, l->big);
    return true;
}
static bool pack_one(KiState *ks, const Layout *l, const Item *it, uint8_t *out, KiValue v) {
    if (pack_plain(l, it, out, v)) return true;
    switch (it->code) {
    case '?': {
        int t = ki_truth(ks, v);
        *out = t > 0;
        return t >= 0;
    }
    case 'c':
        if (!ki_is_bytes(v) || ki_bytes_of(v)->len != 1) {
            fail(ks, "char format requires a bytes object of length 1");
            return false;
        }
        *out = ki_bytes_of(v)->data[0];
        return true;
    case 's':
    case 'p':
        return pack_text(ks, it, out, v);
    case 'f':
    case 'd':
    case 'e':
        return pack_float(ks, l, it, out, v);
    default:
        return pack_int(ks, l, it, out, v);
    }
}
/* Packs at out, in memory that ends at end. */
static bool pack_all(KiState *ks, const Layout *l, uint8_t *out, const uint8_t *end, KiValue *v) {
    memset(out, 0, (size_t)l->size);
    for (size_t i = 0; i < l->n_items; i++) {
        const Item *it = &l->items[i];
        bool one = it->code == 's' || it->code == 'p';
        for (int64_t k = 0; k < (one ? 1 : it->count); k++)
            if (!pack_one(ks, l, it, out + it->offset + k * it->size, *v++)) return false;
        /* the length of what has no room for it is -1, in the byte behind, as in CPython */
        if (it->code == 'p' && it->count == 0 && out + it->offset < end) out[it->offset] = 0xff;
    }
    return true;
}
static KiValue pack(KiState *ks, const Layout *l, KiValue *v, int n) {
    if (n != l->n_values)
        return fail(ks, "pack expected %lld items for packing (got %d)", (long long)l->n_values, n);
    KiValue out = ki_bytes_from(ks, NULL, (size_t)l->size);
    if (out == KI_ERR) return KI_ERR;
    uint8_t *data = ki_bytes_of(out)->data;
    if (pack_all(ks, l, data, data + l->size, v)) return out;
    ki_decref(ks, out);
    return KI_ERR;
}

/* --- unpacking --- */

static KiValue unpack_one(KiState *ks, const Layout *l, const Item *it, const uint8_t *p) {
    char c = it->code;
    uint8_t raw[8];
    switch (c) {
    case 's':
        return ki_bytes_from(ks, p, (size_t)it->count);
    case 'p': {
        size_t room = (size_t)it->count, n;
        if (!room)
            return ki_raise(ks, KI_EXC_SystemError,
                            "Negative size passed to PyBytes_FromStringAndSize");
        n = *p < room ? *p : room - 1;
        return ki_bytes_from(ks, p + 1, n);
    }
    case 'c':
        return ki_bytes_from(ks, p, 1);
    case '?':
        return ki_bool(*p != 0);
    case 'd': {
        double d;
        uint64_t bits = fetch(p, 8, l->big);
        memcpy(&d, &bits, sizeof d);
        return ki_float(d);
    }
    case 'f':
    case 'e': {
        char code[2] = {c, 0};
        store(raw, fetch(p, it->size, l->big), it->size, false);
        return ki_unpack_item(ks, code, raw);
    }
    default: {
        uint64_t u = fetch(p, it->size, l->big);
        if (c < 'a') return ki_int_from_u64(ks, u);
        int shift = 64 - it->size * 8;
        return ki_int_from_i64(ks, (int64_t)(u << shift) >> shift);
    }
    }
}
static KiValue unpack(KiState *ks, const Layout *l, const uint8_t *p) {
    KiTuple *t = ki_tuple_alloc(ks, l->n_values);
    if (!t) return KI_ERR;
    int64_t n = 0;
    for (size_t i = 0; i < l->n_items; i++) {
        const Item *it = &l->items[i];
        bool one = it->code == 's' || it->code == 'p';
        for (int64_t k = 0; k < (one ? 1 : it->count); k++) {
            KiValue v = unpack_one(ks, l, it, p + it->offset + k * it->size);
            if (v == KI_ERR) {
                ki_decref_obj(ks, &t->h);
                return KI_ERR;
            }
            t->items[n++] = v;
        }
    }
    return ki_from_obj(t);
}
static KiValue unpack_exact(KiState *ks, const Layout *l, KiValue buffer) {
    KiBytesView b;
    if (!ki_get_bytes(ks, buffer, false, &b)) return KI_ERR;
    KiValue r = (int64_t)b.len == l->size
                    ? unpack(ks, l, b.data)
                    : fail(ks, "unpack requires a buffer of %lld bytes", (long long)l->size);
    ki_release_bytes(ks, &b);
    return r;
}
/* Resolves an offset for a buffer of n bytes; packing: the words of the messages. */
static bool check_offset(KiState *ks, const Layout *l, int64_t *offset, int64_t n, bool packing) {
    if (*offset < 0) {
        if (*offset + l->size > 0) {
            fail(ks,
                 packing ? "no space to pack %lld bytes at offset %lld"
                         : "not enough data to unpack %lld bytes at offset %lld",
                 (long long)l->size, (long long)*offset);
            return false;
        }
        if (*offset + n < 0) {
            fail(ks, "offset %lld out of range for %lld-byte buffer", (long long)*offset,
                 (long long)n);
            return false;
        }
        *offset += n;
    }
    if (n - *offset >= l->size) return true;
    fail(ks,
         packing ? "pack_into requires a buffer of at least %llu bytes for packing %lld bytes at "
                   "offset %lld (actual buffer size is %lld)"
                 : "unpack_from requires a buffer of at least %llu bytes for unpacking %lld bytes "
                   "at offset %lld (actual buffer size is %lld)",
         (unsigned long long)l->size + (unsigned long long)*offset, (long long)l->size,
         (long long)*offset, (long long)n);
    return false;
}
static bool offset_arg(KiState *ks, KiValue v, bool packs, int64_t *out) {
    KiValue i = ki_index(ks, v);
    if (i == KI_ERR) return false;
    bool fits = ki_int_try_i64(i, out);
    ki_decref(ks, i);
    if (!fits && packs)
        ki_raise(ks, KI_EXC_IndexError, "cannot fit '%s' into an index-sized integer",
                 ki_type_name(ks, v));
    else if (!fits)
        ki_raise(ks, KI_EXC_OverflowError, "Python int too large to convert to C ssize_t");
    return fits;
}
static KiValue unpack_from(KiState *ks, const Layout *l, KiValue buffer, KiValue offset) {
    KiBytesView b;
    int64_t at;
    if (!ki_get_bytes(ks, buffer, false, &b)) return KI_ERR;
    if (!offset_arg(ks, offset, false, &at)) {
        ki_release_bytes(ks, &b);
        return KI_ERR;
    }
    KiValue r =
        check_offset(ks, l, &at, (int64_t)b.len, false) ? unpack(ks, l, b.data + at) : KI_ERR;
    ki_release_bytes(ks, &b);
    return r;
}
/* args: buffer, offset, values */
static KiValue pack_into(KiState *ks, const Layout *l, KiValue *a, int n) {
    if (n < 2) return fail(ks, "pack_into expected %s argument", n == 0 ? "buffer" : "offset");
    if (n - 2 != l->n_values)
        return fail(ks, "pack_into expected %lld items for packing (got %d)",
                    (long long)l->n_values, n - 2);
    KiBytesView b;
    int64_t at;
    if (!ki_get_writable(ks, a[0], "argument", &b)) return KI_ERR;
    bool ok = offset_arg(ks, a[1], true, &at) && check_offset(ks, l, &at, (int64_t)b.len, true) &&
              pack_all(ks, l, b.wdata + at, b.wdata + b.len, a + 2);
    ki_release_bytes(ks, &b);
    return ok ? KI_NONE : KI_ERR;
}

/* --- iter_unpack --- */

typedef struct UnpackIter {
    KiObj h;
    KiValue owner; /* the Struct */
    KiBytesView view;
    size_t at;
} UnpackIter;
static void iter_release(KiState *ks, KiObj *o) {
    UnpackIter *it = (UnpackIter *)o;
    if (it->owner == KI_ABSENT) return;
    ki_assign(ks, &it->owner, KI_ABSENT);
    ki_release_bytes(ks, &it->view);
}
static KiValue iter_self(KiState *ks, KiValue v) {
    return ki_new_ref(v);
}
static KiValue iter_next(KiState *ks, KiValue v) {
    UnpackIter *it = (UnpackIter *)ki_obj(v);
    if (it->owner == KI_ABSENT) return KI_ABSENT;
    const Layout *l = &((Struct *)ki_obj(it->owner))->layout;
    if (it->at >= it->view.len) {
        iter_release(ks, &it->h);
        return KI_ABSENT;
    }
    KiValue r = unpack(ks, l, it->view.data + it->at);
    it->at += (size_t)l->size;
    return r;
}
static KiValue iter_hint(KiState *ks, KiValue *a, int n) {
    UnpackIter *it = (UnpackIter *)ki_obj(a[0]);
    if (it->owner == KI_ABSENT) return ki_small_int(0);
    return ki_small_int((int64_t)(it->view.len - it->at) /
                        ((Struct *)ki_obj(it->owner))->layout.size);
}
static KiValue iter_unpack(KiState *ks, KiValue self, KiValue buffer) {
    const Layout *l = &((Struct *)ki_obj(self))->layout;
    if (!l->size) return fail(ks, "cannot iteratively unpack with a struct of length 0");
    UnpackIter *it = (UnpackIter *)ki_instance_alloc(ks, type_at(ks, 2));
    if (!it) return KI_ERR;
    it->owner = KI_ABSENT;
    if (!ki_get_bytes(ks, buffer, false, &it->view)) {
        ki_decref_obj(ks, &it->h);
        return KI_ERR;
    }
    it->owner = ki_new_ref(self);
    it->at = 0;
    if (it->view.len % (size_t)l->size == 0) return ki_from_obj(it);
    fail(ks, "iterative unpacking requires a buffer of a multiple of %lld bytes",
         (long long)l->size);
    ki_decref_obj(ks, &it->h);
    return KI_ERR;
}

/* --- Struct --- */

static KiValue struct_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    Struct *s = (Struct *)ki_instance_alloc(ks, cls);
    if (!s) return KI_ERR;
    layout_init(&s->layout);
    s->layout.size = -1;
    s->format = KI_NONE;
    return ki_from_obj(s);
}
static bool struct_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    static const char *const names[] = {"format"};
    KiValue a[1], holder;
    Struct *s = (Struct *)ki_obj(self);
    if (!ki_bind_args(ks, "Struct", names, 1, 1, 1, args, nargs, kwnames, a)) return false;
    const char *text = format_text(ks, a[0], &holder);
    Layout layout;
    layout_init(&layout);
    KiValue f = KI_ERR;
    if (text && parse(ks, &layout, text)) f = ki_str_from_cstr(ks, text);
    if (f != KI_ERR) { /* a second call gives it another format */
        layout_move(ks, &s->layout, &layout);
        ki_assign(ks, &s->format, f);
        s->ready = true;
    } else {
        layout_free(ks, &layout);
    }
    ki_decref(ks, holder);
    return f != KI_ERR;
}
static void struct_dealloc(KiState *ks, KiObj *o) {
    Struct *s = (Struct *)o;
    layout_free(ks, &s->layout);
    ki_assign(ks, &s->format, KI_NONE);
}
static const Layout *layout_of(KiState *ks, KiValue v) {
    Struct *s = (Struct *)ki_obj(v);
    if (!s->ready) ki_raise(ks, KI_EXC_RuntimeError, "Struct object is not initialized");
    return s->ready ? &s->layout : NULL;
}
static KiValue s_pack(KiState *ks, KiValue *a, int n, KiValue kw) {
    const Layout *l = layout_of(ks, a[0]);
    if (!l || !ki_check_args(ks, "Struct.pack", n - 1, kw, 0, -1)) return KI_ERR;
    return pack(ks, l, a + 1, n - 1);
}
static KiValue s_pack_into(KiState *ks, KiValue *a, int n, KiValue kw) {
    const Layout *l = layout_of(ks, a[0]);
    if (!l || !ki_check_args(ks, "Struct.pack_into", n - 1, kw, 0, -1)) return KI_ERR;
    return pack_into(ks, l, a + 1, n - 1);
}
static KiValue s_unpack(KiState *ks, KiValue *a, int n) {
    const Layout *l = layout_of(ks, a[0]);
    return l ? unpack_exact(ks, l, a[1]) : KI_ERR;
}
static KiValue s_unpack_from(KiState *ks, KiValue *a, int n) {
    const Layout *l = layout_of(ks, a[0]);
    return l ? unpack_from(ks, l, a[1], a[2]) : KI_ERR;
}
static KiValue s_iter_unpack(KiState *ks, KiValue *a, int n) {
    return layout_of(ks, a[0]) ? iter_unpack(ks, a[0], a[1]) : KI_ERR;
}
static KiValue g_size(KiState *ks, KiValue self, void *c) {
    return ki_int_from_i64(ks, ((Struct *)ki_obj(self))->layout.size);
}
static KiValue g_format(KiState *ks, KiValue self, void *c) {
    return ki_new_ref(((Struct *)ki_obj(self))->format);
}

/* --- functions --- */

/* The layout of a format, from a Struct that *holder gets and that is kept for the next call. NULL:
 * an exception. */
static const Layout *known_layout(KiState *ks, KiValue format, KiValue *holder) {
    enum { MOST = 100 };
    KiDict *cache = ki_dict_of(ki_tuple_of(ks->bi->slot[KI_BI_STRUCT])->items[3]);
    *holder = KI_ABSENT;
    KiValue s = ki_dict_get(ks, cache, format);
    if (s == KI_ERR) return NULL;
    if (s != KI_ABSENT) {
        *holder = ki_new_ref(s);
        return &((Struct *)ki_obj(s))->layout;
    }
    s = ki_call1(ks, ki_from_obj(type_at(ks, 1)), format);
    if (s == KI_ERR) return NULL;
    *holder = s;
    if (cache->used >= MOST) ki_dict_clear(ks, cache);
    return ki_dict_set(ks, cache, format, s) ? &((Struct *)ki_obj(s))->layout : NULL;
}
static KiValue f_calcsize(KiState *ks, KiValue *a, int n) {
    KiValue holder;
    const Layout *l = known_layout(ks, a[0], &holder);
    KiValue r = l ? ki_int_from_i64(ks, l->size) : KI_ERR;
    ki_decref(ks, holder);
    return r;
}
static KiValue f_pack(KiState *ks, KiValue *a, int n, KiValue kw) {
    KiValue holder;
    if (!ki_check_args(ks, "_struct.pack", n, kw, 0, -1)) return KI_ERR;
    if (!n) return ki_raise(ks, KI_EXC_TypeError, "missing format argument");
    const Layout *l = known_layout(ks, a[0], &holder);
    KiValue r = l ? pack(ks, l, a + 1, n - 1) : KI_ERR;
    ki_decref(ks, holder);
    return r;
}
static KiValue f_pack_into(KiState *ks, KiValue *a, int n, KiValue kw) {
    KiValue holder;
    if (!ki_check_args(ks, "_struct.pack_into", n, kw, 0, -1)) return KI_ERR;
    if (!n) return ki_raise(ks, KI_EXC_TypeError, "missing format argument");
    const Layout *l = known_layout(ks, a[0], &holder);
    KiValue r = l ? pack_into(ks, l, a + 1, n - 1) : KI_ERR;
    ki_decref(ks, holder);
    return r;
}
static KiValue f_unpack(KiState *ks, KiValue *a, int n) {
    KiValue holder;
    const Layout *l = known_layout(ks, a[0], &holder);
    KiValue r = l ? unpack_exact(ks, l, a[1]) : KI_ERR;
    ki_decref(ks, holder);
    return r;
}
static KiValue f_unpack_from(KiState *ks, KiValue *a, int n) {
    KiValue holder;
    const Layout *l = known_layout(ks, a[0], &holder);
    KiValue r = l ? unpack_from(ks, l, a[1], a[2]) : KI_ERR;
    ki_decref(ks, holder);
    return r;
}
static KiValue f_iter_unpack(KiState *ks, KiValue *a, int n) {
    KiValue holder;
    KiValue r = known_layout(ks, a[0], &holder) ? iter_unpack(ks, holder, a[1]) : KI_ERR;
    ki_decref(ks, holder);
    return r;
}
static KiValue f_clearcache(KiState *ks, KiValue *a, int n) {
    ki_dict_clear(ks, ki_dict_of(ki_tuple_of(ks->bi->slot[KI_BI_STRUCT])->items[3]));
    return KI_NONE;
}

static KiType *make_struct(KiState *ks) {
    static const KiSlots slots = {.dealloc = struct_dealloc,
                                  .getattr = ki_generic_getattr,
                                  .setattr = ki_generic_setattr,
                                  .new_ = struct_new,
                                  .init = struct_init};
    static const KiDef methods[] = {
        {"pack", "(...)", s_pack, "S.pack(v1, v2, ...) -> bytes", 0},
        {"pack_into", "(...)", s_pack_into, "S.pack_into(buffer, offset, v1, v2, ...)", 0},
        {"unpack", "(self, buffer, /)", s_unpack, "The values in a buffer of the struct's size.",
         0},
        {"unpack_from", "(self, buffer, offset=0)", s_unpack_from,
         "The values in a buffer from an offset on.", 0},
        {"iter_unpack", "(self, buffer, /)", s_iter_unpack,
         "An iterator over the structs in a buffer.", 0},
        KI_DEF_END};
    static const KiGetsetDef getsets[] = {{"size", g_size, NULL, "struct size in bytes", NULL},
                                          {"format", g_format, NULL, "struct format string", NULL},
                                          {NULL, NULL, NULL, NULL, NULL}};
    static const KiTypeDef def = {"Struct",
                                  "_struct",
                                  "Struct(fmt) --> compiled struct object",
                                  sizeof(Struct),
                                  KI_TF_BASETYPE | KI_TF_HAS_WEAKREF,
                                  KI_K_OPAQUE,
                                  &slots,
                                  methods,
                                  getsets};
    return ki_native_type(ks, &def, ks->types[KI_K_OBJECT]);
}
static KiType *make_iter(KiState *ks) {
    static const KiSlots slots = {.dealloc = iter_release,
                                  .getattr = ki_generic_getattr,
                                  .iter = iter_self,
                                  .next = iter_next};
    static const KiDef methods[] = {
        {"__length_hint__", "(self, /)", iter_hint, NULL, KI_DEF_UNSIGNED}, KI_DEF_END};
    static const KiTypeDef def = {"unpack_iterator",
                                  "_struct",
                                  "",
                                  sizeof(UnpackIter),
                                  KI_TF_DISALLOW_NEW,
                                  KI_K_OPAQUE,
                                  &slots,
                                  methods,
                                  NULL};
    return ki_native_type(ks, &def, ks->types[KI_K_OBJECT]);
}

/* error, Struct, the iterator, and the Structs of former calls by their formats: once, however
 * often the module is imported anew. */
static bool make_types(KiState *ks) {
    KiTypeDef error = {.name = "error",
                       .module = "struct",
                       .doc = "",
                       .flags = KI_TF_BASETYPE | KI_TF_HAS_WEAKREF};
    KiType *e = ki_native_type(ks, &error, ks->exceptions[KI_EXC_Exception]);
    KiType *s = e ? make_struct(ks) : NULL, *it = s ? make_iter(ks) : NULL;
    if (!it) return false;
    KiDict *cache = ki_dict_new(ks);
    if (!cache) return false;
    KiValue kept =
        ki_tuple_pack(ks, 4, ki_from_obj(e), ki_from_obj(s), ki_from_obj(it), ki_from_obj(cache));
    ki_decref_obj(ks, &cache->h);
    if (kept == KI_ERR) return false;
    ki_assign(ks, &ks->bi->slot[KI_BI_STRUCT], kept);
    return true;
}

bool ki_mod_struct_init(KiState *ks, KiModule *m) {
    static const KiDef functions[] = {
        {"calcsize", "(format, /)", f_calcsize, "The size in bytes of the struct of that format.",
         0},
        {"pack", "(...)", f_pack, "pack(format, v1, v2, ...) -> bytes", 0},
        {"pack_into", "(...)", f_pack_into, "pack_into(format, buffer, offset, v1, v2, ...)", 0},
        {"unpack", "(format, buffer, /)", f_unpack, "A tuple of the values in the buffer.", 0},
        {"unpack_from", "(format, /, buffer, offset=0)", f_unpack_from,
         "A tuple of the values in the buffer from the offset on.", 0},
        {"iter_unpack", "(format, buffer, /)", f_iter_unpack,
         "An iterator of tuples of values, one per struct in the buffer.", 0},
        {"_clearcache", "()", f_clearcache, "Forget the formats of former calls.", 0},
        KI_DEF_END};
    if (ks->bi->slot[KI_BI_STRUCT] == KI_ABSENT && !make_types(ks)) return false;
    return ki_module_add(ks, m, "error", ki_new_ref(ki_from_obj(type_at(ks, 0)))) &&
           ki_module_add(ks, m, "Struct", ki_new_ref(ki_from_obj(type_at(ks, 1)))) &&
           ki_module_add_functions(ks, m, functions);
}
