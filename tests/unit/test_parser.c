/* The parser against recorded trees and recorded syntax errors of CPython 3.11; modes, warnings,
 * limits, and every allocation failing once. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "parser/parser.h"

static KbAlloc heap;
static KbArena arena;
static KiAst *tree;
static KbDiag diag;

static void setup(void) {
    kb_alloc_init(&heap, NULL, NULL);
    kb_arena_init(&arena, &heap);
}
static void teardown(void) {
    kb_arena_free(&arena);
    ck_assert_uint_eq(heap.used, 0);
}

static bool parse_with(const char *src, KiParseMode mode, KiParseOptions options) {
    kb_arena_free(&arena);
    options.source_is_utf8 = true;
    return ki_parse(&arena, src, strlen(src), mode, &options, &tree, &diag);
}
static bool parse(const char *src, KiParseMode mode) {
    return parse_with(src, mode, (KiParseOptions){0});
}

/* ---- trees ---- */

static const struct {
    const char *source, *dump;
} ast_cases[] = {
#define CASE(source, dump) {source, dump},
#include "ast_cases.def"
#undef CASE
};

START_TEST(trees_equal_cpythons) {
    const char *src = ast_cases[_i].source;
    if (!parse(src, KI_PARSE_EXEC)) ck_abort_msg("%s: %s", src, diag.message);
    KbStrbuf text;
    kb_strbuf_init(&text, &heap, KB_STRBUF_NO_MAX);
    ck_assert(ki_ast_dump(&text, tree, true));
    ck_assert_str_eq(text.data, ast_cases[_i].dump);
    kb_strbuf_free(&text);
}
END_TEST

/* ---- errors ---- */

enum { KIND_SYNTAX = KB_DIAG_SYNTAX, KIND_INDENT = KB_DIAG_INDENT, KIND_TAB = KB_DIAG_TAB };

static const struct {
    const char *source;
    KbDiagKind kind;
    const char *message;
    int line, offset, end_line, end_offset;
} error_cases[] = {
#define CASE(source, kind, message, line, offset, end_line, end_offset)                            \
    {source, (KbDiagKind)KIND_##kind, message, line, offset, end_line, end_offset},
#include "../errors/syntax/cases.def"
#undef CASE
};

/* SyntaxError's offset, in characters from 1, of byte column `col` in line `line`. */
static int offset_of(const char *src, int line, int col) {
    if (col < 0 || diag.text) return col + 1;
    for (int i = 1; i < line && src; i++) {
        src = strchr(src, '\n');
        src = src ? src + 1 : NULL;
    }
    if (!src) return col + 1;
    int chars = 0;
    for (int i = 0; i < col && src[i] && src[i] != '\n'; i++)
        chars += (src[i] & 0xc0) != 0x80;
    int len = (int)strcspn(src, "\n");
    return chars + 1 + (col > len ? col - len : 0);
}

/* The end is measured in the line of the start, and cut off there when it is in another line. */
static int end_offset_of(const char *src) {
    if (diag.end_col < 0) return 0;
    if (diag.line == diag.end_line || diag.text) return offset_of(src, diag.line, diag.end_col);
    int whole = 0;
    const char *s = src;
    for (int i = 1; i < diag.line; i++)
        s = strchr(s, '\n') + 1;
    whole = (int)strcspn(s, "\n") + 1;
    return diag.end_col + 1 < whole ? diag.end_col + 1 : whole;
}

START_TEST(errors_equal_cpythons) {
    const char *src = error_cases[_i].source;
    ck_assert_msg(!parse(src, KI_PARSE_EXEC), "%s", src);
    ck_assert_str_eq(diag.message, error_cases[_i].message);
    ck_assert_int_eq(diag.kind, error_cases[_i].kind);
    ck_assert_int_eq(diag.line, error_cases[_i].line);
    ck_assert_int_eq(offset_of(src, diag.line, diag.col), error_cases[_i].offset);
    ck_assert_int_eq(diag.end_line, error_cases[_i].end_line);
    int end = error_cases[_i].end_offset;
    ck_assert_int_eq(end_offset_of(src), end < 0 ? 0 : end);
}
END_TEST

/* ---- modes ---- */

START_TEST(modes) {
    ck_assert(parse("1 + 2", KI_PARSE_EVAL));
    ck_assert_int_eq(tree->kind, KI_AST_Expression);
    ck_assert(!parse("x = 1", KI_PARSE_EVAL));
    ck_assert_str_eq(diag.message, "invalid syntax");
    ck_assert(parse("x = 1; y = 2\n", KI_PARSE_SINGLE));
    ck_assert_int_eq(tree->kind, KI_AST_Interactive);
    ck_assert_uint_eq(tree->Interactive.body.n, 2);
    ck_assert(parse("if x:\n  y\n", KI_PARSE_SINGLE));
    ck_assert(!parse("x\ny\n", KI_PARSE_SINGLE));
    ck_assert_str_eq(diag.message, "multiple statements found while compiling a single statement");
    ck_assert(parse("", KI_PARSE_EXEC));
    ck_assert_uint_eq(tree->Module.body.n, 0);
}
END_TEST

/* What the prompt asks: complete, more to come, or wrong? */
START_TEST(incomplete_input) {
    static const struct {
        const char *source;
        char answer; /* '.' complete, '+' incomplete, '!' wrong */
    } rows[] = {
        {"x = 1", '.'},         {"if x:", '+'},
        {"if x:\n  y", '+'},    {"if x:\n  y\n", '.'},
        {"f(1,", '+'},          {"'''abc", '+'},
        {"x \\\n", '+'},        {"def f():\n  pass", '+'},
        {"@a\n", '+'},          {"try:\n  x\n", '+'},
        {"x = )", '!'},         {"1 +", '+'},
        {"class A: pass", '+'}, {"class A: pass\n", '.'},
        {"a b", '+'},           {"  x", '!'},
        {"x = )\n", '!'},       {"a b\n", '!'},
        {"a b ", '!'},          {"a 'b'", '!'},
        {"a ''", '+'},          {"a ...", '!'},
        {"a b'c'", '!'},        {"**=", '!'},
        {"= 0x", '!'},          {"pass x", '+'},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        KiParseOptions options = {.allow_incomplete = true, .dont_imply_dedent = true};
        bool ok = parse_with(rows[i].source, KI_PARSE_SINGLE, options);
        char answer = ok ? '.' : diag.incomplete ? '+' : '!';
        ck_assert_msg(answer == rows[i].answer, "%s: %c", rows[i].source, answer);
        if (answer == '+') ck_assert_str_eq(diag.message, "incomplete input");
    }
}
END_TEST

/* ---- names and constants ---- */

START_TEST(names_are_interned) {
    KiNameTable names;
    kb_arena_free(&arena);
    ki_names_init(&names, &arena);
    KiParseOptions options = {.source_is_utf8 = true, .names = &names};
    const char *src = "\xef\xac\x81 = fi + xyz";
    ck_assert(ki_parse(&arena, src, strlen(src), KI_PARSE_EXEC, &options, &tree, &diag));
    KiAst *assign = tree->Module.body.at[0];
    const KiAstStr *target = assign->Assign.targets.at[0]->Name.id;
    ck_assert_ptr_eq(target, assign->Assign.value->BinOp.left->Name.id);
    ck_assert_str_eq(target->s, "fi");
    ck_assert_ptr_eq(ki_names_intern(&names, "xyz", 3), assign->Assign.value->BinOp.right->Name.id);
}
END_TEST

static bool find_name(const char *name, size_t len, uint32_t *code_point) {
    *code_point = 0xb0;
    return len == 11 && memcmp(name, "DEGREE SIGN", 11) == 0;
}

START_TEST(character_names) {
    KiParseOptions options = {.unicode_name = find_name};
    ck_assert(parse_with("'\\N{DEGREE SIGN}'", KI_PARSE_EVAL, options));
    ck_assert_str_eq(tree->Expression.body->Constant.value.str.s, "\xc2\xb0");
    ck_assert(!parse_with("'\\N{NO SUCH}'", KI_PARSE_EVAL, options));
    ck_assert_str_eq(diag.message, "(unicode error) 'unicodeescape' codec can't decode bytes in "
                                   "position 0-10: unknown Unicode character name");
}
END_TEST

static bool note_warning(void *userdata, const char *category, const char *message, int line) {
    snprintf(userdata, 200, "%s:%d:%s", category, line, message);
    return strstr(message, "literal") == NULL;
}

START_TEST(warnings) {
    char text[200] = "";
    KiParseOptions options = {.warn = note_warning, .warn_data = text};
    ck_assert(parse_with("\n'\\d'", KI_PARSE_EXEC, options));
    ck_assert_str_eq(text, "DeprecationWarning:2:invalid escape sequence '\\d'");
    ck_assert(!parse_with("1if x else y", KI_PARSE_EXEC, options)); /* made an error */
    ck_assert_str_eq(text, "SyntaxWarning:1:invalid decimal literal");
    ck_assert_str_eq(diag.message, "invalid decimal literal");
}
END_TEST

/* ---- limits and failures ---- */

START_TEST(deep_nesting) {
    static const char *const rows[] = {"(",         "[",
                                       "{",         "f(",
                                       "not ",      "-",
                                       "lambda: ",  "a if b else ",
                                       "x = ",      "(a, ",
                                       "{1:",       "f(a=",
                                       "a ** ",     "[a for b in ",
                                       "y + z * {", "{**x, y*{*",
                                       "x if {"};
    static char src[40000];
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (int n = 190; n < 3000; n *= 4) {
            size_t len = 0;
            for (int k = 0; k < n; k++)
                len += (size_t)snprintf(src + len, sizeof src - len, "%s", rows[i]);
            ck_assert(!parse(src, KI_PARSE_EXEC));
            strcpy(src + len, "a b");
            ck_assert(!parse(src, KI_PARSE_EXEC));
        }
    memset(src, '-', 20000);
    strcpy(src + 20000, "1");
    ck_assert(!parse(src, KI_PARSE_EXEC));
    ck_assert_int_eq(diag.kind, KB_DIAG_RECURSION);
}
END_TEST

/* Runs out of memory at the 1st, 2nd, 3rd ... allocation until it does not. */
static void fail_everywhere(const char *src) {
    bool ok_without = parse(src, KI_PARSE_EXEC);
    for (long n = 1;; n++) {
        kb_arena_free(&arena);
        ck_assert_uint_eq(heap.used, 0);
        heap.fail_after = n;
        KiParseOptions options = {.source_is_utf8 = true};
        bool ok = ki_parse(&arena, src, strlen(src), KI_PARSE_EXEC, &options, &tree, &diag);
        bool failed = heap.fail_after == 0;
        heap.fail_after = 0;
        if (!failed) {
            ck_assert(ok == ok_without);
            break;
        }
        ck_assert(!ok);
        ck_assert_msg(diag.kind == KB_DIAG_NOMEM ||
                          (diag.text == NULL && strstr(diag.message, "f-string")),
                      "%s: %s", src, diag.message);
    }
}

START_TEST(out_of_memory) {
    for (size_t i = 0; i < sizeof ast_cases / sizeof *ast_cases; i++)
        fail_everywhere(ast_cases[i].source);
    for (size_t i = 0; i < sizeof error_cases / sizeof *error_cases; i++)
        fail_everywhere(error_cases[i].source);
}
END_TEST

START_TEST(source_lines) {
    const char *src = "# coding: latin-1\nx = '\xe9'\n";
    size_t n;
    const char *line = ki_source_line(&arena, src, strlen(src), NULL, 2, &n);
    ck_assert_uint_eq(n, 8);
    ck_assert_mem_eq(line, "x = '\xc3\xa9'", 8);
}
END_TEST

int main(void) {
    Suite *s = suite_create("parser");
    TCase *tc = tcase_create("parser");
    tcase_set_timeout(tc, 60);
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_loop_test(tc, trees_equal_cpythons, 0, sizeof ast_cases / sizeof *ast_cases);
    tcase_add_loop_test(tc, errors_equal_cpythons, 0, sizeof error_cases / sizeof *error_cases);
    tcase_add_test(tc, modes);
    tcase_add_test(tc, incomplete_input);
    tcase_add_test(tc, names_are_interned);
    tcase_add_test(tc, character_names);
    tcase_add_test(tc, warnings);
    tcase_add_test(tc, deep_nesting);
    tcase_add_test(tc, out_of_memory);
    tcase_add_test(tc, source_lines);
    suite_add_tcase(s, tc);
    SRunner *sr = srunner_create(s);
    srunner_run_all(sr, CK_NORMAL);
    int failed = srunner_ntests_failed(sr);
    srunner_free(sr);
    return failed != 0;
}
