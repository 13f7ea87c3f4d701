/* The lexer: kinds, positions, indentation, line joining, literals, errors; source decoding. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "base/strbuf.h"
#include "lexer/lexer.h"
#include "lexer/source.h"

static KbAlloc heap;
static KbArena arena;
static KbDiag diag;

static void setup(void) {
    kb_alloc_init(&heap, NULL, NULL);
    kb_arena_init(&arena, &heap);
    memset(&diag, 0, sizeof diag);
}
static void teardown(void) {
    kb_arena_free(&arena);
    ck_assert_uint_eq(heap.used, 0);
}

/* "kind[text]" of every token: NAME, NUMBER and STRING by their text, INDENT as '>', DEDENT as '<',
 * NEWLINE as ';', others as they are written. On an error: "!message". */
static const char *lex(const char *text) {
    static char out[2000];
    KiLexer lx;
    memset(&diag, 0, sizeof diag);
    ki_lexer_init(&lx, text, &diag, NULL, NULL);
    size_t n = 0;
    for (;;) {
        KiToken t;
        if (!ki_lexer_next(&lx, &t)) {
            n += (size_t)snprintf(out + n, sizeof out - n, "!%s", diag.message);
            ck_assert(!ki_lexer_next(&lx, &t)); /* stays failed */
            break;
        }
        if (t.kind == KI_TOK_END) break;
        const char *word = t.kind == KI_TOK_INDENT    ? ">"
                           : t.kind == KI_TOK_DEDENT  ? "<"
                           : t.kind == KI_TOK_NEWLINE ? ";"
                                                      : NULL;
        if (word)
            n += (size_t)snprintf(out + n, sizeof out - n, "%s ", word);
        else
            n += (size_t)snprintf(out + n, sizeof out - n, "%.*s ", (int)(t.end - t.start),
                                  text + t.start);
    }
    return out;
}

START_TEST(indentation) {
    ck_assert_str_eq(lex("if a:\n  b\n  c\nd\n"), "if a : ; > b ; c ; < d ; ");
    ck_assert_str_eq(lex("if a:\n  if b:\n    c\n"), "if a : ; > if b : ; > c ; < < ");
    ck_assert_str_eq(lex("a\n\n  # note\n\n   \nb # c\n"), "a ; b ; ");
    ck_assert_str_eq(lex("a:\n\tb\n        c\n"),
                     "a : ; > b ; !inconsistent use of tabs and spaces "
                     "in indentation");
    ck_assert_int_eq(diag.kind, KB_DIAG_TAB);
    ck_assert_str_eq(lex("a:\n    b\n  c\n"),
                     "a : ; > b ; !unindent does not match any outer indentation level");
    ck_assert_int_eq(diag.kind, KB_DIAG_INDENT);
    ck_assert_str_eq(lex("\f a\n"), "> a ; < ");
}
END_TEST

START_TEST(joining) {
    ck_assert_str_eq(lex("(a\n  b # c\n\n )\n"), "( a b ) ; ");
    ck_assert_str_eq(lex("a + \\\n  b\n"), "a + b ; ");
    ck_assert_str_eq(lex("a \\ b\n"), "a !unexpected character after line continuation character");
    ck_assert_str_eq(lex("a \\\n"), "a !unexpected EOF while parsing");
    ck_assert_str_eq(lex("(a\n"), "( a !'(' was never closed");
    ck_assert_str_eq(lex("(a]\n"),
                     "( a !closing parenthesis ']' does not match opening parenthesis '('");
    ck_assert_str_eq(lex("a)\n"), "a !unmatched ')'");
}
END_TEST

START_TEST(operators) {
    ck_assert_str_eq(lex("a->b:=c**=d//=e>>=f<<=g!=h==i<=j>=k...l@=m|=n^=o&=p%=q\n"),
                     "a -> b := c **= d //= e >>= f <<= g != h == i <= j >= k ... l @= m |= n ^= "
                     "o &= p %= q ; ");
    ck_assert_str_eq(lex("a**b//c<<d>>e . .. $\n"), "a ** b // c << d >> e . . . $ ; ");
    KiLexer lx;
    ki_lexer_init(&lx,
                  "and as assert async await break class continue def del elif else except "
                  "finally for from global if import in is lambda nonlocal not or pass raise "
                  "return try while with yield False None True\n",
                  &diag, NULL, NULL);
    KiToken t;
    int keywords = 0;
    while (ki_lexer_next(&lx, &t) && ki_token_is_keyword((KiTokenKind)t.kind))
        keywords++;
    ck_assert_int_eq(keywords, 35);
    ck_assert_str_eq(lex("andy asse isx If\n"), "andy asse isx If ; ");
    ck_assert_int_eq(ki_token_keyword("asse", 4), KI_TOK_NAME);
    ck_assert_int_eq(ki_token_keyword("el", 2), KI_TOK_NAME);
}
END_TEST

START_TEST(numbers) {
    ck_assert_str_eq(lex("0 00 0x1f 0b1_0 0o17 1_0 1. .5 1.5e-3 1e5j 0_0 09.5\n"),
                     "0 00 0x1f 0b1_0 0o17 1_0 1. .5 1.5e-3 1e5j 0_0 09.5 ; ");
    ck_assert_str_eq(lex("1if 0xfor x\n"), "1 if 0xf or x ; ");
    static const char *const rows[][2] = {
        {"1_", "!invalid decimal literal"},
        {"1__0", "!invalid decimal literal"},
        {"1a", "!invalid decimal literal"},
        {"1e+", "!invalid decimal literal"},
        {"0force", "!invalid decimal literal"},
        {"0x", "!invalid hexadecimal literal"},
        {"0b12", "!invalid digit '2' in binary literal"},
        {"0o8", "!invalid digit '8' in octal literal"},
        {"1jx", "!invalid imaginary literal"},
        {"012", "!leading zeros in decimal integer literals are not permitted; use an 0o prefix "
                "for octal integers"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ck_assert_str_eq(lex(rows[i][0]), rows[i][1]);
}
END_TEST

START_TEST(strings) {
    ck_assert_str_eq(lex("'a\\'b' \"c\" rb'\\' ' Rb'' bR\"\" f'{x}' u'' '''d'e\nf''' ''\n"),
                     "'a\\'b' \"c\" rb'\\' ' Rb'' bR\"\" f'{x}' u'' '''d'e\nf''' '' ; ");
    ck_assert_str_eq(lex("ub'a'\n"), "ub 'a' ; ");
    ck_assert_str_eq(lex("x = 'ab\n"), "x = !unterminated string literal (detected at line 1)");
    ck_assert_int_eq(diag.col, 4);
    ck_assert_str_eq(lex("'''a\n\nb\n"),
                     "!unterminated triple-quoted string literal (detected at line 3)");
    ck_assert_int_eq(diag.line, 1);
}
END_TEST

START_TEST(characters) {
    ck_assert_str_eq(lex("\xc3\xa9t\xc3\xa9 = 1\n"), "\xc3\xa9t\xc3\xa9 = 1 ; ");
    ck_assert_str_eq(lex("a\xe2\x82\xac\n"), "!invalid character '\xe2\x82\xac' (U+20AC)");
    ck_assert_str_eq(lex("a\xc2\xa0"
                         "b\n"),
                     "!invalid non-printable character U+00A0");
    ck_assert_str_eq(lex("\x01\n"), "!invalid non-printable character U+0001");
}
END_TEST

START_TEST(positions) {
    KiLexer lx;
    ki_lexer_init(&lx, "a = '''x\ny''' + b # c\n  \\\nd\n", &diag, NULL, NULL);
    static const int rows[][5] = {
        {KI_TOK_NAME, 1, 0, 1, 1},    {KI_TOK_EQUAL, 1, 2, 1, 3}, {KI_TOK_STRING, 1, 4, 2, 4},
        {KI_TOK_PLUS, 2, 5, 2, 6},    {KI_TOK_NAME, 2, 7, 2, 8},  {KI_TOK_NEWLINE, 2, 9, 2, 12},
        {KI_TOK_INDENT, 4, 0, 4, -1}, {KI_TOK_NAME, 4, 0, 4, 1},  {KI_TOK_NEWLINE, 4, 1, 4, 1},
        {KI_TOK_DEDENT, 4, 2, 4, -1}, {KI_TOK_END, 4, 2, 4, -1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        KiToken t;
        ck_assert(ki_lexer_next(&lx, &t));
        ck_assert_int_eq(t.kind, rows[i][0]);
        ck_assert_int_eq(t.line, rows[i][1]);
        ck_assert_int_eq(t.col, rows[i][2]);
        ck_assert_int_eq(t.end_line, rows[i][3]);
        ck_assert_int_eq(t.end_col, rows[i][4]);
    }
}
END_TEST

/* The text of a source, or "!message". */
static const char *load(const char *src, size_t len, bool is_utf8) {
    KiSource out;
    KiSourceOptions options = {.is_utf8 = is_utf8, .add_newline = true};
    memset(&diag, 0, sizeof diag);
    if (ki_source_load(&arena, src, len, &options, &out, &diag)) return out.text;
    static char text[500];
    snprintf(text, sizeof text, "!%s", diag.message);
    return text;
}
#define LOAD(s) load(s, sizeof(s) - 1, false)

START_TEST(decoding) {
    ck_assert_str_eq(LOAD("a"), "a\n");
    ck_assert_str_eq(LOAD("a\r\nb\rc\n"), "a\nb\nc\n");
    ck_assert_str_eq(LOAD("\xef\xbb\xbf"
                          "a"),
                     "a\n");
    ck_assert_str_eq(LOAD("# -*- coding: latin-1 -*-\n\xe9"),
                     "# -*- coding: latin-1 -*-\n\xc3\xa9\n");
    ck_assert_str_eq(LOAD("#!x\n# vim: set fileencoding=cp1252 :\n\x80"),
                     "#!x\n# vim: set fileencoding=cp1252 :\n\xe2\x82\xac\n");
    ck_assert_str_eq(LOAD("# coding: ISO_8859_15\n\xa4"), "# coding: ISO_8859_15\n\xe2\x82\xac\n");
    ck_assert_str_eq(LOAD("x\n# coding: latin-1\ny"), "x\n# coding: latin-1\ny\n"); /* too late */
    ck_assert_str_eq(LOAD("# coding: foo\n"), "!unknown encoding: foo");
    ck_assert_str_eq(LOAD("\xef\xbb\xbf# coding: latin-1\n"),
                     "!encoding problem: iso-8859-1 with BOM");
    ck_assert_str_eq(LOAD("# coding: ascii\n\xe9"), "!'ascii' codec can't decode byte 0xe9 in "
                                                    "position 16: ordinal not in range(128)");
    ck_assert_str_eq(LOAD("x = '\xff'"), "!(unicode error) 'utf-8' codec can't decode byte 0xff in "
                                         "position 5: invalid start byte");
    ck_assert_str_eq(LOAD("a\0b"), "!source code string cannot contain null bytes");
    ck_assert_int_eq(diag.kind, KB_DIAG_VALUE);
    KiSource src = {.text = "one\ntwo\n", .len = 8};
    size_t n;
    ck_assert_mem_eq(ki_source_text_line(&src, 2, &n), "two", 3);
    ck_assert_uint_eq(n, 3);
    ck_assert_ptr_null(ki_source_text_line(&src, 3, &n));
}
END_TEST

int main(void) {
    Suite *s = suite_create("lexer");
    TCase *tc = tcase_create("lexer");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_test(tc, indentation);
    tcase_add_test(tc, joining);
    tcase_add_test(tc, operators);
    tcase_add_test(tc, numbers);
    tcase_add_test(tc, strings);
    tcase_add_test(tc, characters);
    tcase_add_test(tc, positions);
    tcase_add_test(tc, decoding);
    suite_add_tcase(s, tc);
    SRunner *sr = srunner_create(s);
    srunner_run_all(sr, CK_NORMAL);
    int failed = srunner_ntests_failed(sr);
    srunner_free(sr);
    return failed != 0;
}
