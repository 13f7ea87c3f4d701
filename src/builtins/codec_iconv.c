/* Encodings of East Asia through the C library's converter, one character at a time so that error
 * handlers see each that fails. */
#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "codecs.h"

static const char REASON[] = "illegal multibyte sequence";

/* What the converter calls a codec. */
static const char *converter_name(const char *codec) {
    static const char *const names[][2] = {{"shift_jis", "SHIFT_JIS"},
                                           {"euc_jp", "EUC-JP"},
                                           {"euc_kr", "EUC-KR"},
                                           {"gb2312", "EUC-CN"},
                                           {"big5hkscs", "BIG5-HKSCS"},
                                           {"shift_jis_2004", "SHIFT_JISX0213"},
                                           {"shift_jisx0213", "SHIFT_JISX0213"},
                                           {"euc_jis_2004", "EUC-JISX0213"},
                                           {"euc_jisx0213", "EUC-JISX0213"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(codec, names[i][0])) return names[i][1];
    return codec;
}

typedef struct Difference {
    const char *codec;
    enum { BOTH, ENCODE } way;
    uint32_t code, point;
    uint8_t n;
} Difference;

static const Difference DIFFERENCES[] = {
#include "codec_iconv_table.inc.h"
};

/* The rows of a codec. */
typedef struct Rows {
    const Difference *row, *end;
} Rows;

static Rows rows_of(const char *codec) {
    size_t n = sizeof DIFFERENCES / sizeof *DIFFERENCES, from = 0;
    while (from < n && strcmp(DIFFERENCES[from].codec, codec))
        from++;
    size_t to = from;
    while (to < n && !strcmp(DIFFERENCES[to].codec, codec))
        to++;
    return (Rows){DIFFERENCES + from, DIFFERENCES + to};
}

bool ki_iconv_keeps_ascii(const char *codec) {
    Rows rows = rows_of(codec);
    for (const Difference *d = rows.row; d < rows.end; d++)
        if (d->way == BOTH && d->code < 128) return false;
    return true;
}

enum { NO_CODE = -1, AS_CONVERTED = 0 };

/* The code that a row gives to a character. */
static int64_t code_by_rows(Rows rows, uint32_t point) {
    for (const Difference *d = rows.row; d < rows.end; d++)
        if (d->point && point - d->point < d->n)
            return d->code ? (int64_t)d->code + (point - d->point) : NO_CODE;
    return AS_CONVERTED;
}

/* The row that tells of a code when decoding, or NULL. */
static const Difference *row_of_code(Rows rows, uint32_t code) {
    for (const Difference *d = rows.row; d < rows.end; d++)
        if (d->way == BOTH && code - d->code < d->n) return d;
    return NULL;
}

static bool is_gb18030(const char *codec) {
    return !strcmp(codec, "gb18030");
}

static int code_size(uint32_t code) {
    return code > 0xFFFFFF ? 4 : code > 0xFFFF ? 3 : code > 0xFF ? 2 : 1;
}

/* Bytes of the character at data that a row tells of, its code point in *c: 0 for no character. */
static int character_by_rows(Rows rows, const uint8_t *data, size_t left, uint32_t *c) {
    if (rows.row == rows.end) return 0;
    uint32_t code = 0;
    for (int n = 1; n <= 4 && (size_t)n <= left; n++) {
        code = code << 8 | data[n - 1];
        const Difference *d = code_size(code) == n ? row_of_code(rows, code) : NULL;
        if (!d) continue;
        *c = d->point ? d->point + (code - d->code) : 0;
        return n;
    }
    return 0;
}

/* --- syllables of euc_kr that have no code: a filler and the codes of three letters --- */

#define FILLER 0xA4D4
static const uint8_t INITIALS[] = {0,  1,  3,  6,  7,  8,  16, 17, 18, 20,
                                   21, 22, 23, 24, 25, 26, 27, 28, 29};
static const uint8_t FINALS[] = {0,  1,  2,  3,  4,  5,  6,  8,  9,  10, 11, 12, 13, 14,
                                 15, 16, 17, 19, 20, 21, 22, 23, 25, 26, 27, 28, 29};
enum { N_MEDIALS = 21, N_FINALS = 28, LETTER = 0xA1, MEDIAL = 0xBF };

static bool put_syllable(KbStrbuf *out, uint32_t c) {
    uint32_t n = c - 0xAC00, last = n % N_FINALS;
    uint8_t code[8] = {0xA4, FILLER & 0xFF,
                       0xA4, (uint8_t)(LETTER + INITIALS[n / N_FINALS / N_MEDIALS]),
                       0xA4, (uint8_t)(MEDIAL + n / N_FINALS % N_MEDIALS),
                       0xA4, (uint8_t)(last ? LETTER + FINALS[last - 1] : FILLER & 0xFF)};
    return kb_strbuf_append(out, (const char *)code, sizeof code);
}

static int index_in(const uint8_t *letters, size_t n, int letter) {
    for (size_t i = 0; i < n; i++)
        if (letters[i] == letter) return (int)i;
    return -1;
}

/* Bytes of such a syllable at data; 0: it is none, -1: it may become one. */
static int syllable(const uint8_t *data, size_t left, uint32_t *c) {
    if (left < 2 || data[0] != 0xA4 || data[1] != (FILLER & 0xFF)) return 0;
    if (left < 8) return -1;
    int first = index_in(INITIALS, sizeof INITIALS, data[3] - LETTER), middle = data[5] - MEDIAL;
    int last =
        data[7] == (FILLER & 0xFF) ? 0 : index_in(FINALS, sizeof FINALS, data[7] - LETTER) + 1;
    bool letters = data[2] == 0xA4 && data[4] == 0xA4 && data[6] == 0xA4;
    if (!letters || first < 0 || middle < 0 || middle >= N_MEDIALS ||
        (!last && data[7] != (FILLER & 0xFF)))
        return 0;
    *c = 0xAC00 + ((uint32_t)first * N_MEDIALS + (uint32_t)middle) * N_FINALS + (uint32_t)last;
    return 8;
}

/* cp932 has the characters of IBM twice, and encodes with the places that NEC chose. */
static uint32_t cp932_chosen(uint32_t code) {
    uint32_t high = code >> 8, low = code & 0xFF, row = 188;
    if (high < 0xFA || high > 0xFC) return code;
    uint32_t n = (high - 0xFA) * row + low - 0x40 - (low > 0x7F);
    if (n < 10) return 0xEEEF + n;
    if (code >= 0xFA55 && code <= 0xFA57) return 0xEEFA + (code - 0xFA55);
    if (n < 28) return code;
    n -= 28;
    uint32_t at = n % row;
    return (0xED + n / row) << 8 | (0x40 + at + (at >= 0x3F));
}

static iconv_t open_converter(KiState *ks, const char *to, const char *from) {
    iconv_t cd = iconv_open(to, from);
    if (cd == (iconv_t)-1)
        ki_raise(ks, KI_EXC_LookupError, "unknown encoding: %s", strcmp(to, "UCS-4LE") ? to : from);
    return cd;
}

static bool put_code(KbStrbuf *out, uint32_t code) {
    bool ok = true;
    for (int n = code_size(code); n-- > 0;)
        ok = ok && kb_strbuf_putc(out, (char)(code >> 8 * n));
    return ok;
}

/* A character that may belong to the one before it. */
static bool may_combine(uint32_t c) {
    return (c >= 0x300 && c <= 0x304) || c == 0x30C || c == 0x2E5 || c == 0x2E9 || c == 0x309A;
}

/* The code of n characters by the converter, 0 if it has none. */
static uint32_t converted(iconv_t cd, const uint32_t *point, size_t n) {
    char in[8], out[16], *p = in, *q = out;
    size_t n_in = 4 * n, n_out = sizeof out;
    for (size_t i = 0; i < n_in; i++)
        in[i] = (char)(point[i / 4] >> 8 * (i % 4));
    bool fits = iconv(cd, &p, &n_in, &q, &n_out) == 0 && !n_in;
    fits = fits && iconv(cd, NULL, NULL, &q, &n_out) == 0; /* it may have waited for the next */
    iconv(cd, NULL, NULL, NULL, NULL);
    if (!fits || q == out || q - out > 4) return 0; /* tags: nothing */
    uint32_t code = 0;
    for (char *at = out; at < q; at++)
        code = code << 8 | (uint8_t)*at;
    return code;
}

/* The code of the character c, 0 if the codec has none. */
static uint32_t code_of(iconv_t cd, const char *codec, Rows rows, uint32_t c) {
    int64_t given = code_by_rows(rows, c);
    if (given) return given == NO_CODE ? 0 : (uint32_t)given;
    uint32_t code = converted(cd, &c, 1);
    if (code >= 0x80 && code <= 0xFF && (code <= 0xA0 || code >= 0xE0)) return 0;
    if (row_of_code(rows, code)) return 0; /* another character's */
    return strcmp(codec, "cp932") ? code : cp932_chosen(code);
}

/* The codec whose three-byte codes (JIS X 0212) another one takes for what it has no code of its
 * own, or NULL. */
static const char *supplement(const char *codec) {
    return strncmp(codec, "euc_jis", 7) ? NULL : "euc_jp";
}

/* The code of c in it, 0: none. */
static uint32_t supplementary_code(iconv_t cd, uint32_t c) {
    uint32_t code = code_of(cd, "euc_jp", rows_of("euc_jp"), c);
    return code >> 16 == 0x8F ? code : 0;
}

bool ki_encode_iconv(KiEncoder *e) {
    const char *more = supplement(e->name);
    iconv_t cd = open_converter(e->ks, converter_name(e->name), "UCS-4LE");
    iconv_t extra = more && cd != (iconv_t)-1
                        ? open_converter(e->ks, converter_name(more), "UCS-4LE")
                        : (iconv_t)-1;
    bool ok = cd != (iconv_t)-1 && (!more || extra != (iconv_t)-1);
    bool korean = !strcmp(e->name, "euc_kr");
    Rows rows = rows_of(e->name);
    e->multibyte = true;
    for (size_t i = 0; ok && i < e->s->len;) {
        uint32_t c[2] = {ki_str_at(e->s, i), 0};
        if (i + 1 < e->s->len && may_combine(c[1] = ki_str_at(e->s, i + 1))) {
            uint32_t code = converted(cd, c, 2);
            if (code && code <= 0xFFFF && code >> 8 != c[0]) {
                ok = put_code(&e->out, code);
                i += 2;
                continue;
            }
        }
        if (c[0] < 128 && !code_by_rows(rows, c[0])) {
            ok = kb_strbuf_putc(&e->out, (char)c[0]);
            i++;
            continue;
        }
        uint32_t code = code_of(cd, e->name, rows, c[0]);
        if (!code && more && !code_by_rows(rows, c[0])) code = supplementary_code(extra, c[0]);
        bool composed = !code && korean && c[0] >= 0xAC00 && c[0] <= 0xD7A3;
        if (code || composed) {
            ok = composed ? put_syllable(&e->out, c[0]) : put_code(&e->out, code);
            i++;
            continue;
        }
        ok = ki_encode_error(e, i, i + 1, REASON, &i);
    }
    if (extra != (iconv_t)-1) iconv_close(extra);
    if (cd != (iconv_t)-1) iconv_close(cd);
    return ok;
}

/* Bytes of the character at data, its code points in c, the second 0 if there is one; 0: not valid,
 * -1: cut off. */
static int character(iconv_t cd, const uint8_t *data, size_t left, uint32_t c[2]) {
    size_t max = left < 4 ? left : 4;
    for (size_t n = 1; n <= max; n++) {
        char in[4], out[8], *p = in, *q = out;
        size_t n_in = n, n_out = sizeof out;
        memcpy(in, data, n);
        size_t r = iconv(cd, &p, &n_in, &q, &n_out);
        if (r != (size_t)-1 && !n_in && q > out) {
            const uint8_t *u = (const uint8_t *)out;
            for (int i = 0; i < 2; i++, u += 4)
                c[i] = q - out > 4 * i ? (uint32_t)u[0] | (uint32_t)u[1] << 8 | (uint32_t)u[2] << 16
                                       : 0;
            return (int)n;
        }
        bool incomplete = r == (size_t)-1 && errno == EINVAL;
        iconv(cd, NULL, NULL, NULL, NULL);
        if (!incomplete) return 0;
    }
    return left < 4 ? -1 : 0;
}

/* Whether bytes that no character begins with may still wait for more: the codecs look at the first
 * byte only together with the second, gb18030 before a digit only together with four; those that
 * have characters of one byte know at once. */
static bool waits(const char *codec, const uint8_t *data, size_t left) {
    if (!strncmp(codec, "shift_jis", 9) || !strcmp(codec, "cp932")) return false;
    return left == 1 || (left < 4 && is_gb18030(codec) && data[1] >= 0x30 && data[1] <= 0x39);
}

/* As character(), by the rules of the codec of that name. */
static int codec_character(iconv_t cd, const char *codec, Rows rows, const uint8_t *data,
                           size_t left, uint32_t c[2]) {
    int n = strcmp(codec, "euc_kr") ? 0 : syllable(data, left, c);
    if (n) return n;
    if ((n = character_by_rows(rows, data, left, c))) return c[0] ? n : 0;
    n = character(cd, data, left, c);
    if (n == 1 && (c[0] < 0xA0 || data[0] == 0x80)) n = 0; /* control codes are not characters */
    return n == 0 && waits(codec, data, left) ? -1 : n;
}

bool ki_decode_iconv(KiDecoder *d) {
    const char *more = supplement(d->name);
    iconv_t cd = open_converter(d->ks, "UCS-4LE", converter_name(d->name));
    iconv_t extra = more && cd != (iconv_t)-1
                        ? open_converter(d->ks, "UCS-4LE", converter_name(more))
                        : (iconv_t)-1;
    bool ok = cd != (iconv_t)-1 && (!more || extra != (iconv_t)-1);
    Rows rows = rows_of(d->name);
    d->multibyte = true;
    for (size_t i = 0; ok && i < d->len;) {
        uint32_t c[2] = {d->data[i], 0};
        if (c[0] < 128 && !row_of_code(rows, c[0])) {
            ok = ki_sb_putc(&d->out, c[0]);
            i++;
            continue;
        }
        int n = codec_character(cd, d->name, rows, d->data + i, d->len - i, c);
        if (!n && more && d->data[i] == 0x8F)
            n = codec_character(extra, more, rows_of(more), d->data + i, d->len - i, c);
        if (n > 0) {
            ok = ki_sb_putc(&d->out, c[0]) && (!c[1] || ki_sb_putc(&d->out, c[1]));
            i += (size_t)n;
        } else if (n < 0 && ki_decode_waits(d, i)) {
            break;
        } else {
            ok = ki_decode_error(d, i, n < 0 ? d->len : i + 1,
                                 n < 0 ? "incomplete multibyte sequence" : REASON, &i);
        }
    }
    if (extra != (iconv_t)-1) iconv_close(extra);
    if (cd != (iconv_t)-1) iconv_close(cd);
    return ok;
}
