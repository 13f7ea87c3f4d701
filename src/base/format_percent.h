#ifndef KB_FORMAT_PERCENT_H
#define KB_FORMAT_PERCENT_H
/* printf-style formatting, one conversion at a time: the % operator of str and bytes. The caller
 * walks the format, fetches the arguments and calls the formatter that fits the type. */
#include "format_spec.h"

typedef struct KbPercentSpec {
    bool has_key;
    size_t key_start, key_len; /* bytes of the format, without the parentheses */
    bool left, plus, space, alternate, zero;
    bool star_width, star_precision; /* to be taken from the arguments */
    int64_t width, precision;        /* -1: none */
    uint32_t type;                   /* '%' at once behind the first one: a literal percent sign */
    size_t type_at;                  /* byte offset of the type */
} KbPercentSpec;

/* Reads the conversion behind the '%' at fmt[at - 1]. Returns the offset behind it, 0 with *err
 * filled. The type may be none that exists: fetch the argument first, then call
 * kb_percent_bad_type. A key (fmt[at] == '(') needs a mapping: test for one before calling. */
KB_MUST_CHECK size_t kb_percent_parse(const char *fmt, size_t n, size_t at, bool is_bytes,
                                      KbPercentSpec *out, KbFmtError *err);
/* Sets a width that came from the arguments (negative: left-aligned). */
void kb_percent_set_width(KbPercentSpec *spec, int64_t width);
/* "unsupported format character ..."; returns false. */
bool kb_percent_bad_type(const char *fmt, const KbPercentSpec *spec, bool is_bytes,
                         KbFmtError *err);

/* Types d i u o x X; max_digits as in kb_format_int. */
KB_MUST_CHECK bool kb_percent_int(KbStrbuf *out, const KbPercentSpec *spec, KbBig v,
                                  int64_t max_digits, KbFmtError *err);
/* Types e E f F g G. */
KB_MUST_CHECK bool kb_percent_float(KbStrbuf *out, const KbPercentSpec *spec, double x,
                                    KbFmtError *err);
/* Types s r a b c: the text is already made. is_bytes: a character is a byte. */
KB_MUST_CHECK bool kb_percent_text(KbStrbuf *out, const KbPercentSpec *spec, const char *s,
                                   size_t n, bool is_bytes, KbFmtError *err);
#endif
