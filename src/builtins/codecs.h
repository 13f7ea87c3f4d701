#ifndef KI_CODECS_H
#define KI_CODECS_H
/* Text encodings. codecs.c finds a codec by name and handles errors; codec_utf.c and codec_escape.c
 * hold the codecs. */
#include "../base/strbuf.h"
#include "../object/containers.h"
#include "../object/str_builder.h"

typedef enum {
    KI_ERRORS_STRICT,
    KI_ERRORS_IGNORE,
    KI_ERRORS_REPLACE,
    KI_ERRORS_BACKSLASH,
    KI_ERRORS_XML,
    KI_ERRORS_ESCAPE,
    KI_ERRORS_PASS,
    KI_ERRORS_NAME,
    KI_ERRORS_OTHER
} KiErrorMode;

typedef struct KiEncoder {
    KiState *ks;
    KiStr *s;
    const char *name; /* of the codec, in messages */
    const char *errors;
    KiErrorMode mode;
    bool big_endian;
    bool multibyte;                /* of East Asia */
    int unit;                      /* bytes of a code unit: 1, 2, 4 */
    const uint16_t *upper, *lower; /* one-byte tables */
    KbStrbuf out;
} KiEncoder;

typedef struct KiDecoder {
    KiState *ks;
    const uint8_t *data;
    size_t len, start; /* start: behind a byte order mark */
    const char *name, *errors;
    KiErrorMode mode;
    bool big_endian, multibyte;
    bool partial; /* a character cut off at the end waits for the rest */
    size_t used;  /* partial: bytes before it */
    int unit;
    const uint16_t *upper, *lower;
    KiStrBuilder out;
    KiValue object; /* bytes that an error handler put in place of the data; owned, or ABSENT */
} KiDecoder;

/* What to do about s[start:end): writes the replacement, or raises. *next is where to go on. */
bool ki_encode_error(KiEncoder *e, size_t start, size_t end, const char *reason,
                     size_t *next) KB_MUST_CHECK;
/* The same for data[start:end); *next is where to go on (end, unless the handler took fewer). */
bool ki_decode_error(KiDecoder *d, size_t start, size_t end, const char *reason,
                     size_t *next) KB_MUST_CHECK;
/* Whether decoding ends before data[at], where a character is cut off. */
static inline bool ki_decode_waits(KiDecoder *d, size_t at) {
    if (d->partial) d->used = at;
    return d->partial;
}
bool ki_encode_iconv(KiEncoder *e) KB_MUST_CHECK; /* multi-byte encodings (codec_iconv.c) */
bool ki_decode_iconv(KiDecoder *d) KB_MUST_CHECK;
/* Whether the codec has the characters of ASCII at their codes. */
bool ki_iconv_keeps_ascii(const char *codec);
void ki_put_code_point(KiEncoder *e, uint32_t c); /* in e's UTF-8/16/32 or one-byte form */

/* The registry KI_BI_CODEC_ERRORS or KI_BI_CODEC_SEARCH, made on first use if `make`. Borrowed;
 * ABSENT if there is none, ERR. */
KiValue ki_codec_registry(KiState *ks, int slot, bool make) KB_MUST_CHECK;
/* The CodecInfo that a registered search function gives for the name: owned, ABSENT if none does.
 */
KiValue ki_codec_search(KiState *ks, const char *encoding) KB_MUST_CHECK;
const char *
ki_codec_name(const char *encoding); /* canonical name of a built-in codec, NULL if none */
/* As ki_decode_piece, but a character cut off at the end is left alone: *used bytes are decoded. */
KiValue ki_decode_partial(KiState *ks, const void *data, size_t n, const char *encoding,
                          const char *errors, size_t *used) KB_MUST_CHECK;
/* How characters of a built-in codec lie in bytes: 0 one each, 1 in several, 2 by a table of the
 * multibyte kind. */
int ki_codec_span(const char *encoding);

typedef bool (*KiEncodeFn)(KiEncoder *e);
typedef bool (*KiDecodeFn)(KiDecoder *d);
/* codec_utf.c */
/* Text that has no errors in it, which are left to the functions below: ABSENT if it has. unit: of
 * UTF-8, 16, 32; mark: a byte order mark comes first. */
KiValue ki_encode_utf_clean(KiState *ks, const KiStr *s, int unit, bool big_endian,
                            bool mark) KB_MUST_CHECK;
KiValue ki_decode_utf_clean(KiState *ks, const uint8_t *data, size_t n, int unit,
                            bool big_endian) KB_MUST_CHECK;
bool ki_encode_utf8(KiEncoder *e);
bool ki_decode_utf8(KiDecoder *d);
/* Bytes at the end of data that may be the start of a character still to be completed. */
size_t ki_utf8_incomplete(const uint8_t *data, size_t n);
bool ki_encode_wide(KiEncoder *e); /* UTF-16 and UTF-32 */
bool ki_decode_utf16(KiDecoder *d);
bool ki_decode_utf32(KiDecoder *d);
/* codec_escape.c */
bool ki_encode_escape(KiEncoder *e);
bool ki_decode_escape(KiDecoder *d);
bool ki_encode_raw_escape(KiEncoder *e);
bool ki_decode_raw_escape(KiDecoder *d);
#endif
