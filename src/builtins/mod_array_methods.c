/* Methods of array.array, and the module. */
#include "../object/type_layout.h"
#include "mod_array.h"

static KiValue m_append(KiState *ks, KiValue *a, int n) {
    KiArray *x = ki_array_of(a[0]);
    return ki_array_insert(ks, x, x->len, a[1]) ? KI_NONE : KI_ERR;
}
static KiValue m_insert(KiState *ks, KiValue *a, int n) {
    int64_t i;
    if (!ki_arg_i64(ks, a[1], &i)) return KI_ERR;
    return ki_array_insert(ks, ki_array_of(a[0]), i, a[2]) ? KI_NONE : KI_ERR;
}
static KiValue m_extend(KiState *ks, KiValue *a, int n) {
    KiArray *x = ki_array_of(a[0]);
    if (!ki_is_array(ks, a[1])) return ki_array_append_all(ks, x, a[1]) ? KI_NONE : KI_ERR;
    if (ki_array_of(a[1])->kind != x->kind)
        return ki_raise(ks, KI_EXC_TypeError, "can only extend with array of same kind");
    return ki_array_extend(ks, x, ki_array_of(a[1])) ? KI_NONE : KI_ERR;
}
/* Takes item i out. */
static KiValue take(KiState *ks, KiArray *x, int64_t i) {
    KiValue v = ki_array_item(ks, x, i);
    if (v == KI_ERR) return KI_ERR;
    size_t size = x->kind->size;
    if (!x->exports)
        memmove(x->data + (size_t)i * size, x->data + (size_t)(i + 1) * size,
                (size_t)(x->len - 1 - i) * size);
    if (ki_array_resize(ks, x, x->len - 1)) return v;
    ki_decref(ks, v);
    return KI_ERR;
}
static KiValue m_pop(KiState *ks, KiValue *a, int n) {
    KiArray *x = ki_array_of(a[0]);
    int64_t i;
    if (!ki_arg_i64(ks, a[1], &i)) return KI_ERR;
    if (!x->len) return ki_raise(ks, KI_EXC_IndexError, "pop from empty array");
    if (i < 0) i += x->len;
    if (i < 0 || i >= x->len) return ki_raise(ks, KI_EXC_IndexError, "pop index out of range");
    return take(ks, x, i);
}
static KiValue m_remove(KiState *ks, KiValue *a, int n) {
    KiArray *x = ki_array_of(a[0]);
    int64_t i = ki_array_find(ks, x, a[1], 0, INT64_MAX);
    if (i == -2) return KI_ERR;
    if (i == -1) return ki_raise(ks, KI_EXC_ValueError, "array.remove(x): x not in array");
    KiValue v = i < x->len ? take(ks, x, i) : KI_NONE;
    ki_decref(ks, v);
    return v == KI_ERR ? KI_ERR : KI_NONE;
}
static KiValue m_index(KiState *ks, KiValue *a, int n) {
    KiArray *x = ki_array_of(a[0]);
    int64_t start = 0, stop = INT64_MAX;
    if (!ki_arg_index_bound(ks, a[2], &start) || !ki_arg_index_bound(ks, a[3], &stop))
        return KI_ERR;
    ki_adjust_indices(&start, &stop, x->len);
    int64_t i = ki_array_find(ks, x, a[1], start, stop);
    if (i == -1) return ki_raise(ks, KI_EXC_ValueError, "array.index(x): x not in array");
    return i == -2 ? KI_ERR : ki_small_int(i);
}
static KiValue m_count(KiState *ks, KiValue *a, int n) {
    KiArray *x = ki_array_of(a[0]);
    int64_t count = 0, i = -1;
    while ((i = ki_array_find(ks, x, a[1], i + 1, INT64_MAX)) >= 0)
        count++;
    return i == -2 ? KI_ERR : ki_small_int(count);
}
static KiValue m_reverse(KiState *ks, KiValue *a, int n) {
    KiArray *x = ki_array_of(a[0]);
    size_t size = x->kind->size;
    uint8_t item[8];
    for (int64_t i = 0, k = x->len - 1; i < k; i++, k--) {
        uint8_t *p = x->data + (size_t)i * size, *q = x->data + (size_t)k * size;
        memcpy(item, p, size);
        memcpy(p, q, size);
        memcpy(q, item, size);
    }
    return KI_NONE;
}
static KiValue m_byteswap(KiState *ks, KiValue *a, int n) {
    KiArray *x = ki_array_of(a[0]);
    size_t size = x->kind->size;
    for (int64_t i = 0; i < x->len; i++) {
        uint8_t *p = x->data + (size_t)i * size;
        for (size_t k = 0; k < size / 2; k++) {
            uint8_t b = p[k];
            p[k] = p[size - 1 - k];
            p[size - 1 - k] = b;
        }
    }
    return KI_NONE;
}
static KiValue m_buffer_info(KiState *ks, KiValue *a, int n) {
    KiArray *x = ki_array_of(a[0]);
    return ki_tuple_pack(ks, 2, ki_small_int((int64_t)(uintptr_t)x->data), ki_small_int(x->len));
}
static KiValue m_tolist(KiState *ks, KiValue *a, int n) {
    KiList *l = ki_to_list(ks, a[0]);
    return l ? ki_from_obj(l) : KI_ERR;
}
static KiValue m_fromlist(KiState *ks, KiValue *a, int n) {
    KiArray *x = ki_array_of(a[0]);
    if (!ki_is_list(a[1])) return ki_raise(ks, KI_EXC_TypeError, "arg must be list");
    int64_t old = x->len;
    if (ki_list_of(a[1])->len && !ki_array_may_resize(ks, x)) return KI_ERR;
    if (ki_array_append_all(ks, x, a[1])) return KI_NONE;
    KiValue exc = ki_take_exc(ks);
    if (!ki_array_resize(ks, x, old)) ki_clear_exc(ks);
    ki_restore_exc(ks, exc);
    return KI_ERR;
}
static KiValue m_tobytes(KiState *ks, KiValue *a, int n) {
    KiArray *x = ki_array_of(a[0]);
    return ki_bytes_from(ks, x->data ? x->data : (const uint8_t *)"",
                         (size_t)x->len * x->kind->size);
}
static KiValue m_frombytes(KiState *ks, KiValue *a, int n) {
    KiBytesView b;
    if (!ki_get_bytes(ks, a[1], false, &b)) return KI_ERR;
    if (b.buffer && b.buffer->itemsize != 1) {
        ki_release_bytes(ks, &b);
        return ki_raise(ks, KI_EXC_TypeError, "a bytes-like object is required");
    }
    bool ok = ki_array_append_bytes(ks, ki_array_of(a[0]), b.data, b.len);
    ki_release_bytes(ks, &b);
    return ok ? KI_NONE : KI_ERR;
}
static KiValue m_tofile(KiState *ks, KiValue *a, int n) {
    KiArray *x = ki_array_of(a[0]);
    enum { BLOCK = 64 * 1024 };
    for (size_t at = 0; at < (size_t)x->len * x->kind->size;
         at += BLOCK) { /* write() may change x */
        size_t left = (size_t)x->len * x->kind->size - at;
        KiValue data = ki_bytes_from(ks, x->data + at, left < BLOCK ? left : BLOCK);
        KiValue r = data == KI_ERR ? KI_ERR : ki_call_method(ks, a[1], ks->names.n_write, &data, 1);
        ki_decref(ks, data);
        if (r == KI_ERR) return KI_ERR;
        ki_decref(ks, r);
    }
    return KI_NONE;
}
static KiValue m_fromfile(KiState *ks, KiValue *a, int n) {
    KiArray *x = ki_array_of(a[0]);
    int64_t count, bytes;
    if (!ki_arg_i64(ks, a[2], &count)) return KI_ERR;
    if (count < 0) return ki_raise(ks, KI_EXC_ValueError, "negative count");
    if (__builtin_mul_overflow(count, x->kind->size, &bytes)) return ki_raise_nomem(ks);
    KiValue size = ki_int_from_i64(ks, bytes);
    KiValue data = size == KI_ERR ? KI_ERR : ki_call_method_cstr(ks, a[1], "read", &size, 1);
    ki_decref(ks, size);
    if (data == KI_ERR) return KI_ERR;
    bool ok = ki_is_bytes(data);
    if (!ok) ki_raise(ks, KI_EXC_TypeError, "read() didn't return bytes");
    int64_t got = ok ? (int64_t)ki_bytes_of(data)->len : 0;
    ok = ok && ki_array_append_bytes(ks, x, ki_bytes_of(data)->data, (size_t)got);
    ki_decref(ks, data);
    if (ok && got != bytes) {
        ki_raise(ks, KI_EXC_EOFError, "read() didn't return enough bytes");
        ok = false;
    }
    return ok ? KI_NONE : KI_ERR;
}
static bool is_text(KiState *ks, KiArray *x, const char *fname) {
    if (x->kind->code == 'u') return true;
    ki_raise(ks, KI_EXC_ValueError, "%s() may only be called on unicode type arrays", fname);
    return false;
}
static KiValue m_fromunicode(KiState *ks, KiValue *a, int n) {
    KiArray *x = ki_array_of(a[0]);
    if (!ki_is_str(a[1]))
        return ki_raise(ks, KI_EXC_TypeError, "fromunicode() argument must be str, not %s",
                        ki_arg_type_name(ks, a[1]));
    if (!is_text(ks, x, "fromunicode")) return KI_ERR;
    return ki_array_append_str(ks, x, ki_str_of(a[1])) ? KI_NONE : KI_ERR;
}
static KiValue m_tounicode(KiState *ks, KiValue *a, int n) {
    KiArray *x = ki_array_of(a[0]);
    return is_text(ks, x, "tounicode") ? ki_array_text(ks, x) : KI_ERR;
}
static KiValue m_copy(KiState *ks, KiValue *a, int n) {
    KiArray *x = ki_array_of(a[0]), *c = ki_array_new(ks, ki_array_type(ks), x->kind, 0);
    if (!c) return KI_ERR;
    if (ki_array_extend(ks, c, x)) return ki_from_obj(c);
    ki_decref_obj(ks, &c->h);
    return KI_ERR;
}
static KiValue m_sizeof(KiState *ks, KiValue *a, int n) {
    return ki_small_int(
        (int64_t)(ki_sizeof(ks, a[0]) + ki_array_of(a[0])->len * ki_array_of(a[0])->kind->size));
}

/* --- pickling --- */

static KiValue code_str(KiState *ks, const KiArray *x) {
    return ki_str_from_char(ks, (uint8_t)x->kind->code);
}
static KiValue own_dict(KiState *ks, KiValue self) {
    KiValue d = ki_getattr_opt(ks, self, ks->names.d_dict);
    return d == KI_ABSENT ? KI_NONE : d;
}
/* Before protocol 3: the class with a list of the items. */
static KiValue reduce_list(KiState *ks, KiValue self) {
    KiList *l = ki_to_list(ks, self);
    KiValue code = code_str(ks, ki_array_of(self)), items = l ? ki_from_obj(l) : KI_ERR;
    return items == KI_ERR || code == KI_ERR ? KI_ERR
                                             : ki_tuple_steal(ks, (KiValue[]){code, items}, 2);
}
static KiValue m_reduce_ex(KiState *ks, KiValue *a, int n) {
    KiArray *x = ki_array_of(a[0]);
    int64_t proto;
    if (!ki_is_integer(a[1]))
        return ki_raise(ks, KI_EXC_TypeError, "__reduce_ex__ argument should be an integer");
    if (!ki_arg_i64(ks, a[1], &proto)) return KI_ERR;
    KiValue cls = ki_from_obj(ki_type_of(ks, a[0])), f, args;
    if (proto < 3) {
        f = ki_new_ref(cls);
        args = reduce_list(ks, a[0]);
    } else {
        f = ki_import_attr(ks, "array", "_array_reconstructor");
        KiValue code = code_str(ks, x), data = m_tobytes(ks, a, 1);
        args = code == KI_ERR || data == KI_ERR
                   ? KI_ERR
                   : ki_tuple_pack(ks, 4, cls, code, ki_small_int(x->kind->machine), data);
        ki_decref(ks, code);
        ki_decref(ks, data);
    }
    KiValue dict = own_dict(ks, a[0]);
    KiValue r = f == KI_ERR || args == KI_ERR || dict == KI_ERR
                    ? KI_ERR
                    : ki_tuple_pack(ks, 3, f, args, dict);
    ki_decref(ks, f);
    ki_decref(ks, args);
    ki_decref(ks, dict);
    return r;
}
/* What the machine formats of pickles are, by their numbers: each once in little and once in big
 * endian, but for single bytes. */
typedef enum Form { FORM_UNSIGNED, FORM_SIGNED, FORM_FLOAT, FORM_TEXT } Form;
typedef struct Format {
    Form form;
    size_t size;
    bool big;
} Format;
static Format format_of(int64_t number) {
    static const struct {
        Form form;
        size_t size;
    } rows[] = {{FORM_UNSIGNED, 2}, {FORM_SIGNED, 2}, {FORM_UNSIGNED, 4}, {FORM_SIGNED, 4},
                {FORM_UNSIGNED, 8}, {FORM_SIGNED, 8}, {FORM_FLOAT, 4},    {FORM_FLOAT, 8},
                {FORM_TEXT, 2},     {FORM_TEXT, 4}};
    if (number < 2) return (Format){number ? FORM_SIGNED : FORM_UNSIGNED, 1, false};
    return (Format){rows[number / 2 - 1].form, rows[number / 2 - 1].size, number & 1};
}

/* The item whose bytes begin at p. */
static KiValue item_of(KiState *ks, Format f, const uint8_t *p) {
    uint64_t bits = 0;
    for (size_t i = 0; i < f.size; i++)
        bits |= (uint64_t)p[f.big ? f.size - 1 - i : i] << 8 * i;
    int unused = 64 - 8 * (int)f.size;
    if (f.form == FORM_UNSIGNED) return ki_int_from_u64(ks, bits);
    if (f.form == FORM_SIGNED) return ki_int_from_i64(ks, (int64_t)(bits << unused) >> unused);
    float single;
    double d;
    uint32_t half = (uint32_t)bits;
    memcpy(&single, &half, sizeof single);
    memcpy(&d, &bits, sizeof d);
    return ki_float(f.size == 4 ? single : d);
}

/* An array from the bytes of a format that is not that of its type code: integers get the type code
 * of their size here. */
static KiValue convert(KiState *ks, KiValue cls, KiValue code, Format f, KiBytes *b) {
    static const char *const codecs[] = {"utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"};
    static const char codes[] = "BbHhIi    Qq"; /* by size / 2 + size / 8, and sign */
    /* text is wanted in pairs of units, as CPython has it */
    if (b->len % (f.form == FORM_TEXT ? 2 * f.size : f.size))
        return ki_raise(ks, KI_EXC_ValueError, "string length not a multiple of item size");
    KiValue items, given = ki_new_ref(code);
    if (f.form == FORM_TEXT) {
        items = ki_decode(ks, b->data, b->len, codecs[(f.size == 4) * 2 + f.big], "strict");
    } else {
        KiList *l = ki_list_new(ks, 0);
        bool ok = l != NULL;
        for (size_t at = 0; ok && at < b->len; at += f.size) {
            KiValue v = item_of(ks, f, (const uint8_t *)b->data + at);
            ok = v != KI_ERR && ki_list_push(ks, l, v);
        }
        if (l && !ok) ki_decref_obj(ks, &l->h);
        items = ok ? ki_from_obj(l) : KI_ERR;
        if (f.form == FORM_UNSIGNED || f.form == FORM_SIGNED)
            ki_assign(ks, &given,
                      ki_str_from_utf8(
                          ks, &codes[(f.size / 2 + f.size / 8) * 2 + (f.form == FORM_SIGNED)], 1));
    }
    KiValue r = items == KI_ERR || given == KI_ERR ? KI_ERR : ki_call2(ks, cls, given, items);
    ki_decref(ks, items);
    ki_decref(ks, given);
    return r;
}

/* (cls, typecode, machine format, bytes) */
static KiValue f_reconstructor(KiState *ks, KiValue *a, int n) {
    int number;
    if (!ki_is_str(a[1]) || ki_str_of(a[1])->len != 1)
        return ki_raise(ks, KI_EXC_TypeError,
                        "_array_reconstructor() argument 2 must be a unicode character, not %s",
                        ki_arg_type_name(ks, a[1]));
    if (!ki_to_int(ks, a[2], &number)) return KI_ERR;
    if (!ki_is_type(a[0]))
        return ki_raise(ks, KI_EXC_TypeError, "first argument must be a type object, not %.200s",
                        ki_type_name(ks, a[0]));
    if (!ki_is_subtype((KiType *)ki_obj(a[0]), ki_array_type(ks)))
        return ki_raise(ks, KI_EXC_TypeError, "%.200s is not a subtype of array.array",
                        ki_str_utf8(ks, ((KiType *)ki_obj(a[0]))->name, NULL));
    int kind = 0;
    while (kind < ki_n_array_kinds &&
           (uint32_t)ki_array_kinds[kind].code != ki_str_at(ki_str_of(a[1]), 0))
        kind++;
    if (kind == ki_n_array_kinds)
        return ki_raise(ks, KI_EXC_ValueError, "second argument must be a valid type code");
    if (number < 0 || number > 21)
        return ki_raise(ks, KI_EXC_ValueError,
                        "third argument must be a valid machine format code.");
    if (!ki_is_bytes(a[3]))
        return ki_raise(ks, KI_EXC_TypeError, "fourth argument should be bytes, not %.200s",
                        ki_type_name(ks, a[3]));
    KiBytes *b = ki_bytes_of(a[3]);
    if (number != ki_array_kinds[kind].machine)
        return convert(ks, a[0], a[1], format_of(number), b);
    KiValue made = ki_call1(ks, a[0], a[1]);
    if (made != KI_ERR && ki_array_append_bytes(ks, ki_array_of(made), b->data, b->len))
        return made;
    ki_decref(ks, made);
    return KI_ERR;
}

static KiValue g_typecode(KiState *ks, KiValue self, void *c) {
    return code_str(ks, ki_array_of(self));
}
static KiValue g_itemsize(KiState *ks, KiValue self, void *c) {
    return ki_small_int(ki_array_of(self)->kind->size);
}

static KiType *make_array(KiState *ks) {
    static const KiDef methods[] = {
        {"append", "(self, v, /)", m_append, "Append new value v to the end of the array.", 0},
        {"insert", "(self, i, v, /)", m_insert,
         "Insert a new item v into the array before position i.", 0},
        {"extend", "(self, bb, /)", m_extend, "Append items to the end of the array.",
         KI_DEF_WITH_CLASS},
        {"pop", "(self, i=-1, /)", m_pop, "Return the i-th element and delete it from the array.",
         0},
        {"remove", "(self, v, /)", m_remove, "Remove the first occurrence of v in the array.", 0},
        {"index", "(self, v, start=0, stop=<absent 9223372036854775807>, /)", m_index,
         "Return index of first occurrence of v in the array.", 0},
        {"count", "(self, v, /)", m_count, "Return number of occurrences of v in the array.", 0},
        {"reverse", "(self, /)", m_reverse, "Reverse the order of the items in the array.", 0},
        {"byteswap", "(self, /)", m_byteswap, "Byteswap all items of the array.", 0},
        {"buffer_info", "(self, /)", m_buffer_info, "Return a tuple (address, length).", 0},
        {"tolist", "(self, /)", m_tolist, "Convert array to an ordinary list with the same items.",
         0},
        {"fromlist", "(self, list, /)", m_fromlist, "Append items to array from list.", 0},
        {"tobytes", "(self, /)", m_tobytes, "Convert the array to an array of machine values.", 0},
        {"frombytes", "(self, buffer, /)", m_frombytes, "Appends items from the buffer.", 0},
        {"tofile", "(self, f, /)", m_tofile,
         "Write all items (as machine values) to the file object f.", KI_DEF_WITH_CLASS},
        {"fromfile", "(self, f, n, /)", m_fromfile, "Read n objects from the file object f.",
         KI_DEF_WITH_CLASS},
        {"fromunicode", "(self, ustr, /)", m_fromunicode,
         "Extends this array with data from the unicode string.", 0},
        {"tounicode", "(self, /)", m_tounicode, "Convert the array to a unicode string.", 0},
        {"__copy__", "(self, /)", m_copy, "Return a copy of the array.", 0},
        {"__deepcopy__", "(self, unused, /)", m_copy, "Return a copy of the array.", 0},
        {"__sizeof__", "(self, /)", m_sizeof, "Size of the array in memory, in bytes.", 0},
        {"__reduce_ex__", "(self, value, /)", m_reduce_ex, "The parts that pickle keeps.",
         KI_DEF_WITH_CLASS},
        KI_DEF_END};
    static const KiGetsetDef getsets[] = {
        {"typecode", g_typecode, NULL, "the typecode character used to create the array", NULL},
        {"itemsize", g_itemsize, NULL, "the size, in bytes, of one array item", NULL},
        {NULL, NULL, NULL, NULL, NULL}};
    static const KiTypeDef def = {
        "array",
        "array",
        "array(typecode [, initializer]) -> array\n\nAn array of basic values of one type: b and B "
        "bytes, h and H short, i and I int, l, L, q and Q long integers, f float, d double, u "
        "characters.",
        sizeof(KiArray),
        KI_TF_BASETYPE | KI_TF_HAS_WEAKREF | KI_TF_SEQUENCE,
        KI_K_OPAQUE,
        &ki_array_slots,
        methods,
        getsets};
    return ki_native_type(ks, &def, ks->types[KI_K_OBJECT]);
}

/* isinstance(a, collections.abc.MutableSequence), once that module is there. */
static bool register_abc(KiState *ks, KiType *t) {
    KiValue abc = ki_import_attr(ks, "collections.abc", "MutableSequence"), v = ki_from_obj(t);
    KiValue r = abc == KI_ERR ? KI_ERR : ki_call_method_cstr(ks, abc, "register", &v, 1);
    ki_decref(ks, abc);
    ki_decref(ks, r);
    return r != KI_ERR;
}

/* Module and name of the class are strings of their own: a pickle spells equal ones out again, and
 * refers only to the same. */
static bool own_names(KiState *ks, KiType *t) {
    KiValue module = ki_str_from_cstr(ks, "array"), name = ki_str_from_cstr(ks, "array");
    if (module == KI_ERR || name == KI_ERR) {
        ki_decref(ks, module);
        ki_decref(ks, name);
        return false;
    }
    ki_assign(ks, &t->module_name, module);
    KiObj *shared = &t->qualname->h;
    t->qualname = ki_str_of(name);
    ki_decref_obj(ks, shared);
    return true;
}

bool ki_mod_array_init(KiState *ks, KiModule *m) {
    static const KiDef functions[] = {{"_array_reconstructor",
                                       "(arraytype, typecode, mformat_code, items, /)",
                                       f_reconstructor, "Internal. Used for pickling support.", 0},
                                      KI_DEF_END};
    KiType *t = make_array(ks), *it = t ? ki_make_array_iter_type(ks) : NULL;
    if (!it || !own_names(ks, t)) return false;
    KiValue kept = ki_tuple_pack(ks, 2, ki_from_obj(t), ki_from_obj(it));
    if (kept == KI_ERR) return false;
    ki_assign(ks, &ks->bi->slot[KI_BI_ARRAY], kept);
    char codes[16];
    for (int i = 0; i < ki_n_array_kinds; i++)
        codes[i] = ki_array_kinds[i].code;
    codes[ki_n_array_kinds] = 0;
    return ki_module_add(ks, m, "array", ki_new_ref(ki_from_obj(t))) &&
           ki_module_add(ks, m, "ArrayType", ki_new_ref(ki_from_obj(t))) &&
           ki_module_add(ks, m, "typecodes", ki_str_from_cstr(ks, codes)) &&
           ki_module_add_functions(ks, m, functions) && register_abc(ks, t);
}
