/* The base toolkit: allocator accounting, arena, vectors, string buffer, UTF-8, hashing. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/hash.h"
#include "base/strbuf.h"
#include "base/unicode_db.h"
#include "base/utf8.h"
#include "base/vec.h"

static KbAlloc heap;

static void setup(void) {
    kb_alloc_init(&heap, NULL, NULL);
}
static void teardown(void) {
    ck_assert_uint_eq(heap.used, 0);
}

START_TEST(alloc_counts_and_limits) {
    void *a = kb_malloc(&heap, 100), *zero = kb_malloc(&heap, 0);
    ck_assert_ptr_nonnull(a);
    ck_assert_ptr_nonnull(zero);
    ck_assert_uint_eq(heap.used, 100);
    a = kb_realloc(&heap, a, 100, 50);
    ck_assert_uint_eq(heap.used, 50);
    heap.limit = 60;
    ck_assert_ptr_null(kb_malloc(&heap, 11));
    ck_assert_ptr_null(kb_realloc(&heap, a, 50, 61));
    ck_assert_uint_eq(heap.used, 50);
    heap.limit = 0;
    ck_assert_ptr_null(kb_malloc(&heap, SIZE_MAX));
    heap.fail_after = 2;
    void *b = kb_calloc(&heap, 8);
    ck_assert_ptr_nonnull(b);
    ck_assert_ptr_null(kb_malloc(&heap, 8));
    ck_assert_uint_ge(heap.peak, 100);
    kb_free(&heap, a, 50);
    kb_free(&heap, b, 8);
    kb_free(&heap, zero, 0);
    kb_free(&heap, NULL, 0);
}
END_TEST

static void *counting_hook(void *userdata, void *ptr, size_t old_size, size_t new_size) {
    (void)old_size;
    ++*(int *)userdata;
    if (new_size) return realloc(ptr, new_size);
    free(ptr);
    return NULL;
}

START_TEST(alloc_uses_the_hook) {
    int calls = 0;
    KbAlloc own;
    kb_alloc_init(&own, counting_hook, &calls);
    char *p = kb_calloc(&own, 3);
    ck_assert_int_eq(p[2], 0);
    p = kb_realloc(&own, p, 3, 0);
    ck_assert_ptr_nonnull(p);
    kb_free(&own, p, 0);
    ck_assert_int_eq(calls, 3);
    ck_assert_uint_eq(own.used, 0);
}
END_TEST

START_TEST(arena_is_zeroed_and_aligned) {
    KbArena ar;
    kb_arena_init(&ar, &heap);
    for (size_t n = 0; n < 40000; n = n * 3 + 1) {
        char *p = kb_arena_alloc(&ar, n);
        ck_assert_ptr_nonnull(p);
        ck_assert_uint_eq((uintptr_t)p % 16, 0);
        for (size_t i = 0; i < n; i++)
            ck_assert_int_eq(p[i], 0);
        memset(p, 0xff, n);
    }
    ck_assert_str_eq(kb_arena_strndup(&ar, "hello", 4), "hell");
    ck_assert_ptr_null(kb_arena_alloc(&ar, SIZE_MAX));
    heap.fail_after = 1;
    ck_assert_ptr_null(kb_arena_alloc(&ar, 1 << 20));
    kb_arena_free(&ar);
}
END_TEST

START_TEST(vec_grows) {
    KB_VEC(int) v = {0};
    for (int i = 0; i < 1000; i++)
        ck_assert(kb_vec_push(&v, &heap, i));
    ck_assert_uint_eq(v.n, 1000);
    ck_assert_int_eq(v.at[999], 999);
    ck_assert_int_eq(kb_vec_pop(&v), 999);
    heap.fail_after = 1;
    ck_assert(!kb_vec_reserve(&v, &heap, 100000));
    ck_assert_int_eq(v.at[998], 998);
    kb_vec_free(&v, &heap);
}
END_TEST

START_TEST(strbuf_appends) {
    KbStrbuf b;
    kb_strbuf_init(&b, &heap, 200);
    kb_strbuf_puts(&b, "ab");
    kb_strbuf_putc(&b, 'c');
    kb_strbuf_fill(&b, '-', 3);
    kb_strbuf_put_utf8(&b, 0x20ac);
    kb_strbuf_printf(&b, "%d %s", 42, "x");
    ck_assert_str_eq(b.data, "abc---\xe2\x82\xac"
                             "42 x");
    kb_strbuf_clear(&b);
    ck_assert(kb_strbuf_printf(&b, "%150s", "y"));
    ck_assert_uint_eq(b.len, 150);
    ck_assert(!kb_strbuf_fill(&b, 'z', 51));
    ck_assert(b.failed);
    ck_assert(!kb_strbuf_putc(&b, 'z')); /* sticky */
    kb_strbuf_clear(&b);
    ck_assert(kb_strbuf_putc(&b, 'z'));
    kb_strbuf_free(&b);
}
END_TEST

START_TEST(utf8_decodes_strictly) {
    static const struct {
        const char *s;
        int used, used_lax;
        uint32_t cp;
    } rows[] = {
        {"A", 1, 1, 'A'},
        {"\xc3\xa9", 2, 2, 0xe9},
        {"\xe2\x82\xac", 3, 3, 0x20ac},
        {"\xf0\x9f\x98\x80", 4, 4, 0x1f600},
        {"\xf4\x8f\xbf\xbf", 4, 4, 0x10ffff},
        {"\xed\xa0\x80", 0, 3, 0xd800},
        {"\xc0\x80", 0, 0, 0},
        {"\xc3", 0, 0, 0},
        {"\xe0\x80\x80", 0, 0, 0},
        {"\xf0\x80\x80\x80", 0, 0, 0},
        {"\xf4\x90\x80\x80", 0, 0, 0},
        {"\x80", 0, 0, 0},
        {"\xff", 0, 0, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const uint8_t *s = (const uint8_t *)rows[i].s;
        size_t n = strlen(rows[i].s);
        uint32_t cp = 0;
        ck_assert_int_eq(kb_utf8_decode(s, n, false, &cp), rows[i].used);
        ck_assert_int_eq(kb_utf8_decode(s, n, true, &cp), rows[i].used_lax);
        if (!rows[i].used_lax) continue;
        ck_assert_uint_eq(cp, rows[i].cp);
        uint8_t back[4];
        ck_assert_int_eq(kb_utf8_encode(cp, back), (int)n);
        ck_assert_mem_eq(back, s, n);
    }
    size_t bad;
    ck_assert_int_eq(kb_utf8_count((const uint8_t *)"abcdefgh\xc3\xa9z", 11, false, &bad), 10);
    ck_assert_int_eq(kb_utf8_count((const uint8_t *)"abc\xff", 4, false, &bad), -1);
    ck_assert_uint_eq(bad, 3);
}
END_TEST

START_TEST(unicode_properties) {
    ck_assert(kb_is_xid_start('_') && kb_is_xid_start('z') && !kb_is_xid_start('1'));
    ck_assert(kb_is_xid_start(0xe9) && kb_is_xid_start(0x2118) && !kb_is_xid_start(0xb7));
    ck_assert(kb_is_xid_continue('1') && kb_is_xid_continue(0xb7) && kb_is_xid_continue(0x301));
    ck_assert(!kb_is_xid_continue(0x20ac) && !kb_is_xid_start(0x37a));
    ck_assert(kb_is_printable('a') && kb_is_printable(0xe9) && !kb_is_printable(0xa0));
    ck_assert(!kb_is_printable(0xd800) && !kb_is_printable('\n') && !kb_is_printable(0x110000));
    ck_assert_int_eq(kb_utf8_width('a'), 1);
    ck_assert_int_eq(kb_utf8_width(0x4e2d), 2);
    ck_assert_int_eq(kb_utf8_width(0x301), 0);
    size_t n;
    char *s = kb_utf8_nfkc(&heap, "\xef\xac\x81", 3, &n);
    ck_assert_str_eq(s, "fi");
    kb_free(&heap, s, n + 1);
}
END_TEST

START_TEST(hash_agrees_with_cpython) {
    uint64_t key[2];
    kb_hash_key_from_seed(0, key);
    /* PYTHONHASHSEED=0: hash("abc"), hash(b"hello world, hello") */
    ck_assert_int_eq((int64_t)kb_siphash13(key[0], key[1], "abc", 3), -4594863902769663758);
    ck_assert_int_eq((int64_t)kb_siphash13(key[0], key[1], "hello world, hello", 18),
                     6321610311974674607);
    kb_hash_key_from_seed(42, key);
    ck_assert_int_eq((int64_t)kb_siphash13(key[0], key[1], "abc", 3), 3869580338025362921);
}
END_TEST

START_TEST(diag_keeps_the_first) {
    KbDiag d = {0};
    ck_assert(!kb_diag(&d, KB_DIAG_SYNTAX, 1, 2, 1, 3, "first %d", 1));
    ck_assert(!kb_diag(&d, KB_DIAG_INDENT, 9, 9, 9, 9, "second"));
    ck_assert_str_eq(d.message, "first 1");
    ck_assert_int_eq(d.kind, KB_DIAG_SYNTAX);
}
END_TEST

int main(void) {
    Suite *s = suite_create("base");
    TCase *tc = tcase_create("base");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_test(tc, alloc_counts_and_limits);
    tcase_add_test(tc, alloc_uses_the_hook);
    tcase_add_test(tc, arena_is_zeroed_and_aligned);
    tcase_add_test(tc, vec_grows);
    tcase_add_test(tc, strbuf_appends);
    tcase_add_test(tc, utf8_decodes_strictly);
    tcase_add_test(tc, unicode_properties);
    tcase_add_test(tc, hash_agrees_with_cpython);
    tcase_add_test(tc, diag_keeps_the_first);
    suite_add_tcase(s, tc);
    SRunner *sr = srunner_create(s);
    srunner_run_all(sr, CK_NORMAL);
    int failed = srunner_ntests_failed(sr);
    srunner_free(sr);
    return failed != 0;
}
