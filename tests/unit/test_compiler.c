/* The compiler without running anything: listings of short functions, ranges of errors, everything
 * it makes passes the verifier, and no allocation failure leaks or goes unreported. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "compiler/compile.h"
#include "object/native.h"
#include "object/runtime.h"

bool ki_types_init(KiState *ks);
void ki_types_free(KiState *ks);

static KiState *state_new(void) {
    KiState *ks = calloc(1, sizeof *ks);
    kb_alloc_init(&ks->alloc, NULL, NULL);
    ks->c_stack_limit = (char *)__builtin_frame_address(0) - 4000000;
    ks->recursion_limit = 1000;
    ck_assert(ki_types_init(ks));
    return ks;
}

static void state_free(KiState *ks) {
    ki_types_free(ks);
    ck_assert_uint_eq(ks->alloc.used, 0);
    free(ks);
}

static KiValue compile(KiState *ks, const char *src) {
    return ki_compile(ks, src, strlen(src), "<test>", "exec", KI_COMPILE_MODULE | KI_COMPILE_UTF8);
}

static void verify_all(KiCode *c) {
    uint32_t at = 0;
    const char *wrong = ki_code_verify(c, &at);
    ck_assert_msg(!wrong, "instruction %u: %s", at, wrong ? wrong : "");
    KiTuple *t = ki_tuple_of(c->consts);
    for (int64_t i = 0; i < t->len; i++)
        if (ki_is_kind(t->items[i], KI_K_CODE)) verify_all((KiCode *)ki_obj(t->items[i]));
}

/* Instruction names of the first function in src, separated by blanks. */
static void check_ops(const char *src, const char *want) {
    KiState *ks = state_new();
    KiValue v = compile(ks, src);
    ck_assert(v != KI_ERR);
    verify_all((KiCode *)ki_obj(v));
    KiTuple *t = ki_tuple_of(((KiCode *)ki_obj(v))->consts);
    KiCode *f = NULL;
    for (int64_t i = 0; i < t->len && !f; i++)
        if (ki_is_kind(t->items[i], KI_K_CODE)) f = (KiCode *)ki_obj(t->items[i]);
    ck_assert_ptr_nonnull(f);
    char got[2000] = "";
    for (uint32_t i = 0; i < f->n_instrs; i++) {
        if (i) strcat(got, " ");
        strcat(got, ki_op_info[f->instrs[i].op].name);
    }
    ck_assert_str_eq(got, want);
    ki_decref(ks, v);
    state_free(ks);
}

START_TEST(test_shapes) {
    check_ops("def f(a, b):\n return a + b\n", "ADD RETURN");
    check_ops("def f(x):\n x += 1\n return x\n", "ADD RETURN");
    check_ops("def f(n):\n i = 0\n while i < n:\n  i += 1\n", "LOADINT JUMP ADD JLT RETURNK");
    check_ops("def f(s):\n for x in s:\n  pass\n", "GETITER JUMP NOP FORITER RETURNK");
    check_ops("def f(o):\n o.m(1)\n", "LOADM LOADINT CALLM RELEASE RETURNK");
    check_ops("def f(x):\n if x is not None:\n  return 1\n", "JNONE RETURNK RETURNK");
    check_ops("def f(a, b):\n a, b = b, a\n", "MOVE MOVE MOVE RETURNK");
    check_ops("def f(a, b):\n a, b = b, a + b\n", "ADD MOVE MOVE RETURNK");
    check_ops("def f(c):\n if c:\n  x = 1\n return x\n", "JFALSE LOADINT CHECK RETURN");
    check_ops("def f():\n return (1, 2, -3, 'a' 'b', 2 ** 10)\n", "RETURNK");
    check_ops("def f():\n x = 1\n return\n x = 2\n", "LOADINT RETURNK");
    check_ops("def f(x):\n return x[1:2]\n", "GETITEM RETURN");
}
END_TEST

static const char *const programs[] = {
    "def f(a, b=1, *c, d, e=2, **k) -> int:\n"
    " 'doc'\n"
    " def g():\n  nonlocal a\n  a += 1\n  return [a for _ in c if d], lambda x=a: (x, e, k)\n"
    " return g\n",
    "class A(B, metaclass=M, **kw):\n x: int = 1\n @deco\n def f(self): return "
    "super().f(__class__)\n",
    "for i in x:\n try:\n  with a as b, c:\n   if i: continue\n   break\n except (A, B) as e:\n  "
    "raise X from e\n"
    " else: y\n finally:\n  del z[0], q.r\n",
    "try:\n pass\nexcept* A as e:\n f()\nexcept* B:\n g()\nfinally:\n h()\n",
    "match v:\n case [1, x, *_] | {'k': x} if x: pass\n case P(a, k=3) as q: pass\n case _: pass\n",
    "async def f(x):\n async with x as y:\n  async for i in y:\n   await i\n   yield i\n"
    " return\n",
    "x = f'{a!r:>{b}}' + (y := f(*a, k=1, **b))\nimport a.b as c, d\nfrom . import (e, f as "
    "g)\nfrom q import *\n"
    "assert x, y\na = b, *c = d[e:f, ...] = {**g, 'h': 1}\nglobal zz\nprint(a < b < c, not a in b, "
    "a if b else c, a or b and c)\n",
};

START_TEST(test_programs_verify) {
    KiState *ks = state_new();
    for (size_t i = 0; i < sizeof programs / sizeof *programs; i++) {
        KiValue v = compile(ks, programs[i]);
        ck_assert_msg(v != KI_ERR, "program %zu", i);
        verify_all((KiCode *)ki_obj(v));
        ki_decref(ks, v);
    }
    state_free(ks);
}
END_TEST

static int64_t int_attr(KiState *ks, KiValue e, const char *name) {
    KiValue v = ki_getattr_cstr(ks, e, name);
    ck_assert(ki_is_int(v));
    return ki_int_val(v);
}

static void check_error(const char *src, const char *msg, int line, int offset, int end) {
    KiState *ks = state_new();
    ck_assert(compile(ks, src) == KI_ERR);
    KiValue e = ki_take_exc(ks), m = ki_getattr_cstr(ks, e, "msg");
    ck_assert_str_eq(ki_str_utf8(ks, ki_str_of(m), NULL), msg);
    ck_assert_int_eq(int_attr(ks, e, "lineno"), line);
    ck_assert_int_eq(int_attr(ks, e, "offset"), offset);
    ck_assert_int_eq(int_attr(ks, e, "end_offset"), end);
    ki_decref(ks, m);
    ki_decref(ks, e);
    state_free(ks);
}

START_TEST(test_errors) {
    check_error("return 1\n", "'return' outside function", 1, 1, 9);
    check_error("def f():\n x = 1\n global x\n",
                "name 'x' is assigned to before global declaration", 3, 2, 10);
    check_error("def f():\n nonlocal x\n", "no binding for nonlocal 'x' found", 2, 2, 12);
    check_error("def f(a, a): pass\n", "duplicate argument 'a' in function definition", 1, 10, 11);
    check_error("while 1:\n def f():\n  break\n", "'break' outside loop", 3, 3, 8);
    check_error("f(a=1, a=2)\n", "keyword argument repeated: a", 1, 8, 11);
    check_error("match x:\n case [a] | [b]: pass\n", "alternative patterns bind different names", 2,
                14, 15);
    check_error("x = 1\nfrom __future__ import annotations\n",
                "from __future__ imports must occur at the beginning of the file", 2, 1, 35);
}
END_TEST

START_TEST(test_deep_nesting) {
    KiState *ks = state_new();
    KbStrbuf b;
    kb_strbuf_init(&b, &ks->alloc, KB_STRBUF_NO_MAX);
    for (int i = 0; i < 20000; i++)
        kb_strbuf_puts(&b, "x+");
    kb_strbuf_puts(&b, "x\n");
    ck_assert(compile(ks, b.data) == KI_ERR);
    ck_assert(ki_pending_is(ks, KI_EXC_RecursionError) || ki_pending_is(ks, KI_EXC_MemoryError));
    ki_clear_exc(ks);
    kb_strbuf_clear(&b);
    kb_strbuf_puts(&b, "def f(x):\n");
    for (int i = 0; i < 20000; i++)
        kb_strbuf_puts(&b, " if x: x = x.y(1)\n"); /* long jumps */
    KiValue v = compile(ks, b.data);
    ck_assert(v != KI_ERR);
    verify_all((KiCode *)ki_obj(v));
    ki_decref(ks, v);
    kb_strbuf_free(&b);
    state_free(ks);
}
END_TEST

START_TEST(test_no_memory) {
    for (size_t i = 0; i < sizeof programs / sizeof *programs; i++) {
        bool done = false;
        for (long n = 1; !done; n += 1 + n / 40) {
            KiState *ks = state_new();
            ks->alloc.fail_after = n;
            KiValue v = compile(ks, programs[i]);
            done = ks->alloc.fail_after != 0;
            ks->alloc.fail_after = 0;
            ck_assert(v != KI_ERR || ki_pending(ks));
            if (v != KI_ERR)
                ki_decref(ks, v);
            else
                ki_clear_exc(ks);
            state_free(ks);
        }
    }
}
END_TEST

int main(void) {
    Suite *s = suite_create("compiler");
    TCase *t = tcase_create("compiler");
    tcase_set_timeout(t, 100);
    tcase_add_test(t, test_shapes);
    tcase_add_test(t, test_programs_verify);
    tcase_add_test(t, test_errors);
    tcase_add_test(t, test_deep_nesting);
    tcase_add_test(t, test_no_memory);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
