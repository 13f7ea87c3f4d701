#ifndef KB_FORMAT_SPEC_H
#define KB_FORMAT_SPEC_H
/* Python's format mini-language,
 *     [[fill]align][sign][z][#][0][width][grouping][.precision][type]
 * applied to text, integers, floats and complex numbers, with CPython's messages. Text is UTF-8
 * (surrogates in their 3-byte form); widths and precisions count code points. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bigint.h"
#include "strbuf.h"

typedef enum { KB_FMT_OK, KB_FMT_NOMEM, KB_FMT_VALUE_ERROR, KB_FMT_OVERFLOW_ERROR } KbFmtKind;

/* What went wrong: the exception to raise and its text. */
typedef struct KbFmtError {
    KbFmtKind kind;
    char message[512];
    const char *spec; /* of the caller's argument: stands in the message, whose start is `message`
                         and end `tail`; NULL: `message` is all */
    size_t spec_len;
    char tail[256];
} KbFmtError;

typedef struct KbFormatSpec {
    uint32_t fill;
    char align; /* '<' '>' '^' '=' */
    char sign;  /* '+' '-' ' ', 0: none given */
    bool no_minus_zero;
    bool alternate;
    char grouping; /* ',' '_', 0: none */
    int64_t width; /* -1: none */
    int64_t precision;
    uint32_t type; /* code point, 0: none */
} KbFormatSpec;

/* A format string and the name of the value's type, for messages. */
typedef struct KbFormatArg {
    const char *spec;
    size_t spec_len;
    const char *type_name;
    int (*digit_value)(
        uint32_t c); /* 0..9 for a decimal digit of any script, else -1; NULL: ASCII */
} KbFormatArg;

/* default_align is '<' for text and '>' for numbers. */
KB_MUST_CHECK bool kb_format_spec_parse(const KbFormatArg *arg, char default_align,
                                        KbFormatSpec *out, KbFmtError *err);

/* The specification of a text, checked. */
KB_MUST_CHECK bool kb_format_str_spec(const KbFormatArg *arg, KbFormatSpec *out, KbFmtError *err);

/* Each appends format(value, spec) to out, or returns false with *err filled.
 * max_digits: limit of decimal digits of an integer (sys.set_int_max_str_digits), 0: none. */
KB_MUST_CHECK bool kb_format_int(KbStrbuf *out, KbBig v, int64_t max_digits, const KbFormatArg *arg,
                                 KbFmtError *err);
KB_MUST_CHECK bool kb_format_float(KbStrbuf *out, double x, const KbFormatArg *arg,
                                   KbFmtError *err);
KB_MUST_CHECK bool kb_format_complex(KbStrbuf *out, double re, double im, const KbFormatArg *arg,
                                     KbFmtError *err);

/* Decimal text of v, or ValueError if it has more than max_digits (0: no limit). */
KB_MUST_CHECK bool kb_format_decimal(KbStrbuf *out, KbBig v, int64_t max_digits, KbFmtError *err);

/* --- for the other formatters --- */
/* A number cut into the parts between which padding and separators go. */
typedef struct KbNumberText {
    char sign; /* 0: none */
    const char *prefix;
    const char *digits; /* of the whole part; ASCII */
    size_t n_digits;
    const char *rest; /* point, fraction, exponent, or a whole word such as inf */
    size_t rest_len, rest_chars;
} KbNumberText;

/* Appends t padded to width; group digits are separated if spec->grouping, every `group`. */
bool kb_format_number(KbStrbuf *out, const KbFormatSpec *spec, const KbNumberText *t, int group);
/* Appends s (n_chars code points) padded to spec->width. */
bool kb_format_padded(KbStrbuf *out, const KbFormatSpec *spec, const char *s, size_t n,
                      size_t n_chars);
/* Fills *err; returns false. */
bool kb_format_error(KbFmtError *err, KbFmtKind kind, const char *fmt, ...) KB_PRINTF(3, 4);
/* True unless out has failed, which becomes KB_FMT_NOMEM. */
bool kb_format_done(KbStrbuf *out, KbFmtError *err);
/* Bytes of the first n_chars code points of s[0..n), and how many there were. */
size_t kb_format_prefix(const char *s, size_t n, int64_t n_chars, size_t *chars);
#endif
