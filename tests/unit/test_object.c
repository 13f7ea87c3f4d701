/* The object layer without a running interpreter: heap, hidden classes, classes, lookups, cycles,
 * weak references, native signatures, and start-up with every allocation failing once. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "object/native.h"
#include "object/obj_int.h"
#include "object/runtime.h"

static KiState *state_new(long fail_after) {
    KiState *ks = calloc(1, sizeof *ks);
    kb_alloc_init(&ks->alloc, NULL, NULL);
    ks->alloc.fail_after = fail_after;
    ks->c_stack_limit = (char *)__builtin_frame_address(0) - 1000000;
    if (ki_types_init(ks)) return ks;
    ki_types_free(ks);
    ck_assert_uint_eq(ks->alloc.used, 0);
    free(ks);
    return NULL;
}

static void state_free(KiState *ks) {
    ki_types_free(ks);
    ck_assert_uint_eq(ks->alloc.used, 0);
    free(ks);
}

/* class NAME(bases...): pass */
static KiType *make_class(KiState *ks, const char *name, KiType *b1, KiType *b2) {
    KiValue bases[2] = {ki_from_obj(b1), ki_from_obj(b2)};
    KiValue t = ki_tuple_from(ks, bases, b2 ? 2 : b1 ? 1 : 0);
    KiStr *n = ki_intern_cstr(ks, name);
    KiDict *ns = ki_dict_new(ks);
    ck_assert(t != KI_ERR && n && ns);
    /* without a running frame there is no module name to take */
    ck_assert(ki_dict_set_str(ks, ns, ks->names.d_module, ki_from_obj(n)));
    KiType *c = ki_type_new(ks, ks->types[KI_K_TYPE], n, ki_tuple_of(t), ns, NULL, 0, KI_ABSENT);
    ki_decref(ks, t);
    ki_decref_obj(ks, &n->h);
    ki_decref_obj(ks, (KiObj *)ns);
    return c;
}

static void set(KiState *ks, KiValue o, const char *name, KiValue v) {
    KiStr *n = ki_intern_cstr(ks, name);
    ck_assert(ki_setattr(ks, o, n, v));
    ki_decref_obj(ks, &n->h);
}
static KiValue get(KiState *ks, KiValue o, const char *name) {
    KiValue v = ki_getattr_cstr(ks, o, name);
    ki_decref(ks, v);
    return v;
}

static void check_error(KiState *ks, enum KiExcId id, const char *text) {
    ck_assert(ki_pending_is(ks, id));
    KiValue e = ki_take_exc(ks), s = ki_str(ks, e);
    ck_assert_str_eq(ki_str_utf8(ks, ki_str_of(s), NULL), text);
    ki_decref(ks, s);
    ki_decref(ks, e);
}

START_TEST(test_start_and_end) {
    state_free(state_new(0));
}
END_TEST

START_TEST(test_start_without_memory) {
    long n = 1;
    for (KiState *ks = NULL; !ks; n += n < 200 ? 1 : 97)
        if ((ks = state_new(n))) state_free(ks);
    ck_assert_int_gt(n, 500);
}
END_TEST

START_TEST(test_memory_classes) {
    KiState *ks = state_new(0);
    for (size_t size = 1; size < 3000; size += 37) {
        unsigned char *p = ki_mem_alloc(ks, size);
        memset(p, 0x5a, size);
        p = ki_mem_realloc(ks, p, size, size * 2);
        ck_assert_int_eq(p[size - 1], 0x5a);
        p = ki_mem_realloc(ks, p, size * 2, size / 2 + 1);
        ck_assert_int_eq(p[0], 0x5a);
        ki_mem_free(ks, p, size / 2 + 1);
    }
    state_free(ks);
}
END_TEST

START_TEST(test_shapes) {
    KiState *ks = state_new(0);
    KiType *c = make_class(ks, "C", NULL, NULL);
    KiObj *a = ki_instance_alloc(ks, c), *b = ki_instance_alloc(ks, c);
    set(ks, ki_from_obj(a), "x", ki_small_int(1));
    set(ks, ki_from_obj(a), "y", ki_small_int(2));
    set(ks, ki_from_obj(b), "x", ki_small_int(3));
    ck_assert_ptr_ne(a->shape, b->shape);
    set(ks, ki_from_obj(b), "y", ki_small_int(4));
    ck_assert_ptr_eq(a->shape, b->shape);
    ck_assert_uint_eq(get(ks, ki_from_obj(b), "y"), ki_small_int(4));
    KiObj *later = ki_instance_alloc(ks, c); /* born with room for both */
    ck_assert_uint_ge(later->shape->n_inline, 2);
    set(ks, ki_from_obj(a), "x", KI_ABSENT); /* deletion: dict mode */
    ck_assert(a->shape->dict_mode);
    ck_assert_uint_eq(get(ks, ki_from_obj(a), "y"), ki_small_int(2));
    ck_assert_uint_eq(ki_getattr_cstr(ks, ki_from_obj(a), "x"), KI_ERR);
    check_error(ks, KI_EXC_AttributeError, "'C' object has no attribute 'x'");
    for (int i = 0; i < 100; i++) {
        char name[16];
        snprintf(name, sizeof name, "n%d", i);
        set(ks, ki_from_obj(later), name, ki_small_int(i));
    }
    ck_assert(later->shape->dict_mode);
    ck_assert_uint_eq(get(ks, ki_from_obj(later), "n99"), ki_small_int(99));
    ki_decref_obj(ks, a);
    ki_decref_obj(ks, b);
    ki_decref_obj(ks, later);
    ki_decref_obj(ks, &c->h);
    state_free(ks);
}
END_TEST

START_TEST(test_lookup_follows_changes) {
    KiState *ks = state_new(0);
    KiType *a = make_class(ks, "A", NULL, NULL), *b = make_class(ks, "B", a, NULL);
    KiObj *o = ki_instance_alloc(ks, b);
    KiValue v = ki_from_obj(o);
    ck_assert_uint_eq(ki_getattr_cstr(ks, v, "k"), KI_ERR); /* the miss is cached too */
    ki_clear_exc(ks);
    set(ks, ki_from_obj(a), "k", ki_small_int(1));
    ck_assert_uint_eq(get(ks, v, "k"), ki_small_int(1));
    set(ks, ki_from_obj(b), "k", ki_small_int(2));
    ck_assert_uint_eq(get(ks, v, "k"), ki_small_int(2));
    set(ks, ki_from_obj(b), "k", KI_ABSENT);
    ck_assert_uint_eq(get(ks, v, "k"), ki_small_int(1));
    ki_decref_obj(ks, o);
    ki_decref_obj(ks, &b->h);
    ki_decref_obj(ks, &a->h);
    state_free(ks);
}
END_TEST

START_TEST(test_layouts) {
    KiState *ks = state_new(0);
    KiType **t = ks->types;
    ck_assert_ptr_null(make_class(ks, "X", t[KI_K_INT], t[KI_K_STR]));
    check_error(ks, KI_EXC_TypeError, "multiple bases have instance lay-out conflict");
    ck_assert_ptr_null(make_class(ks, "X", t[KI_K_BOOL], NULL));
    check_error(ks, KI_EXC_TypeError, "type 'bool' is not an acceptable base type");
    KiType *i = make_class(ks, "I", t[KI_K_INT], NULL);
    KiValue boxed = ki_box(ks, i, ki_small_int(7));
    ck_assert_uint_eq(ki_unbox(boxed), ki_small_int(7));
    ck_assert_int_eq(ki_compare_bool(ks, boxed, ki_small_int(7), KI_EQ), 1);
    KiValue sum = ki_binary(ks, boxed, ki_small_int(1), KI_ADD);
    ck_assert_uint_eq(sum, ki_small_int(8));
    set(ks, boxed, "tag", KI_TRUE);
    ck_assert_uint_eq(get(ks, boxed, "tag"), KI_TRUE);
    ki_decref(ks, boxed);
    ki_decref_obj(ks, &i->h);
    state_free(ks);
}
END_TEST

START_TEST(test_cycles) {
    KiState *ks = state_new(0);
    KiType *c = make_class(ks, "C", NULL, NULL);
    ki_gc_collect(ks, 2);
    KiObj *a = ki_instance_alloc(ks, c), *b = ki_instance_alloc(ks, c),
          *outside = ki_instance_alloc(ks, c);
    set(ks, ki_from_obj(a), "other", ki_from_obj(b));
    set(ks, ki_from_obj(b), "other", ki_from_obj(a));
    set(ks, ki_from_obj(a), "out", ki_from_obj(outside));
    KiValue ref = ki_weakref_new(ks, ks->types[KI_K_WEAKREF], ki_from_obj(a), KI_NONE);
    ck_assert_int_eq(ki_gc_collect(ks, 2), 0); /* held from here */
    ki_decref_obj(ks, a);
    ck_assert_int_eq(ki_gc_collect(ks, 0), 0); /* both are old now */
    ki_decref_obj(ks, b);
    ck_assert_int_eq(ki_gc_collect(ks, 2), 2);
    ck_assert_uint_eq(ki_weakref_get(ref), KI_NONE);
    ck_assert_uint_eq(outside->rc, 1);
    ki_decref(ks, ref);
    ki_decref_obj(ks, outside);
    ki_decref_obj(ks, &c->h); /* a class is always in cycles */
    ck_assert_int_gt(ki_gc_collect(ks, 2), 0);
    state_free(ks);
}
END_TEST

START_TEST(test_long_chain) {
    KiState *ks = state_new(0);
    KiValue head = KI_NONE;
    for (int i = 0; i < 300000; i++) {
        KiValue c = ki_cell_new(ks, head);
        ki_decref(ks, head);
        head = c;
    }
    ki_decref(ks, head);
    state_free(ks);
}
END_TEST

static KiValue sum3(KiState *ks, KiValue *args, int nargs) {
    return ki_int_from_i64(ks, ki_int_val(args[0]) * 100 + ki_int_val(args[1]) * 10 +
                                   ki_int_val(args[2]));
}

START_TEST(test_signatures) {
    KiState *ks = state_new(0);
    static const KiDef defs[] = {{"kw", "(a, b=2, *, c=3)", sum3, "", 0},
                                 {"pos", "(a, b, c=3, /)", sum3, "", 0},
                                 {"one", "(a, /)", sum3, "", 0}};
    KiValue f[3], n[] = {ki_small_int(1), ki_small_int(5), ki_small_int(6), ki_small_int(7)};
    for (int i = 0; i < 3; i++)
        f[i] = ki_native_new(ks, &defs[i], KI_ABSENT, KI_ABSENT);
#define CALL(i, nargs, kw) ki_native_call(ks, (KiNative *)ki_obj(f[i]), n, nargs, kw)
    ck_assert_uint_eq(CALL(0, 1, KI_ABSENT), ki_small_int(123));
    ck_assert_uint_eq(CALL(0, 2, KI_ABSENT), ki_small_int(153));
    ck_assert_uint_eq(CALL(1, 2, KI_ABSENT), ki_small_int(153));
    KiStr *c = ki_intern_cstr(ks, "c"), *x = ki_intern_cstr(ks, "x");
    KiValue kc = ki_tuple_pack(ks, 1, ki_from_obj(c)), kx = ki_tuple_pack(ks, 1, ki_from_obj(x));
    ck_assert_uint_eq(CALL(0, 2, kc), ki_small_int(156));
    ck_assert_uint_eq(CALL(0, 1, kx), KI_ERR);
    check_error(ks, KI_EXC_TypeError, "'x' is an invalid keyword argument for kw()");
    ck_assert_uint_eq(CALL(0, 0, KI_ABSENT), KI_ERR);
    check_error(ks, KI_EXC_TypeError, "kw() missing required argument 'a' (pos 1)");
    ck_assert_uint_eq(CALL(0, 3, KI_ABSENT), KI_ERR);
    check_error(ks, KI_EXC_TypeError, "kw() takes at most 2 positional arguments (3 given)");
    ck_assert_uint_eq(CALL(1, 4, KI_ABSENT), KI_ERR);
    check_error(ks, KI_EXC_TypeError, "pos expected at most 3 arguments, got 4");
    ck_assert_uint_eq(CALL(1, 1, kx), KI_ERR);
    check_error(ks, KI_EXC_TypeError, "pos() takes no keyword arguments");
    ck_assert_uint_eq(CALL(2, 2, KI_ABSENT), KI_ERR);
    check_error(ks, KI_EXC_TypeError, "one() takes exactly one argument (2 given)");
    KiValue all[] = {kc, kx, ki_from_obj(c), ki_from_obj(x), f[0], f[1], f[2]};
    for (int i = 0; i < 7; i++)
        ki_decref(ks, all[i]);
    state_free(ks);
}
END_TEST

int main(void) {
    Suite *s = suite_create("object");
    TCase *tc = tcase_create("all");
    tcase_set_timeout(tc, 120);
    tcase_add_test(tc, test_start_and_end);
    tcase_add_test(tc, test_start_without_memory);
    tcase_add_test(tc, test_memory_classes);
    tcase_add_test(tc, test_shapes);
    tcase_add_test(tc, test_lookup_follows_changes);
    tcase_add_test(tc, test_layouts);
    tcase_add_test(tc, test_cycles);
    tcase_add_test(tc, test_long_chain);
    tcase_add_test(tc, test_signatures);
    suite_add_tcase(s, tc);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? 1 : 0;
}
