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
                                           {"big5hkscs", "BIG5-HKSCS"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(codec, names[i][0])) return names[i][1];
    return codec;
}

/* Runs of characters whose place in GB18030 is that of the standard of 2000; the converter follows
 * a later edition, which gives the codes of two bytes to characters that had four. */
static const struct {
    uint32_t code, point;
    uint8_t n;
} GB18030_2000[] = {
    // clang-format off
    {0xA6D9, 0xE78D, 7},
    {0xA6EC, 0xE794, 2},
    {0xA6F3, 0xE796, 1},
    {0xA8BC, 0xE7C7, 1},
    {0xFE51, 0xE816, 3},
    {0xFE59, 0xE81E, 1},
    {0xFE61, 0xE826, 1},
    {0xFE66, 0xE82B, 2},
    {0xFE6C, 0xE831, 2},
    {0xFE76, 0xE83B, 1},
    {0xFE7E, 0xE843, 1},
    {0xFE90, 0xE854, 2},
    {0xFEA0, 0xE864, 1},
    {0x8135F437, 0x1E3F, 1},
    {0x82359037, 0x9FB4, 3},
    {0x82359130, 0x9FB7, 5},
    {0x84318236, 0xFE10, 4},
    {0x84318330, 0xFE14, 6},
    {0x95329031, 0x20087, 1},
    {0x95329033, 0x20089, 1},
    {0x95329730, 0x200CC, 1},
    {0x9536B937, 0x215D7, 1},
    {0x9630BA35, 0x2298F, 1},
    {0x9635B630, 0x241FE, 1},
    // clang-format on
};

static bool is_gb18030(const char *codec) {
    return !strcmp(codec, "gb18030");
}

/* The code of a character that stands in GB18030_2000, else 0. */
static uint32_t gb18030_code(uint32_t point) {
    for (size_t i = 0; i < sizeof GB18030_2000 / sizeof *GB18030_2000; i++)
        if (point - GB18030_2000[i].point < GB18030_2000[i].n)
            return GB18030_2000[i].code + (point - GB18030_2000[i].point);
    return 0;
}

/* Bytes of the character of GB18030_2000 at data, its code point in *c; 0 if it is none of them. */
static int gb18030_character(const uint8_t *data, size_t left, uint32_t *c) {
    uint32_t two = left >= 2 ? (uint32_t)data[0] << 8 | data[1] : 0,
             four = left >= 4 ? two << 16 | (uint32_t)data[2] << 8 | data[3] : 0;
    for (size_t i = 0; i < sizeof GB18030_2000 / sizeof *GB18030_2000; i++) {
        uint32_t first = GB18030_2000[i].code, code = first > 0xFFFF ? four : two;
        if (code - first >= GB18030_2000[i].n) continue;
        *c = GB18030_2000[i].point + (code - first);
        return first > 0xFFFF ? 4 : 2;
    }
    return 0;
}

static iconv_t open_converter(KiState *ks, const char *to, const char *from) {
    iconv_t cd = iconv_open(to, from);
    if (cd == (iconv_t)-1)
        ki_raise(ks, KI_EXC_LookupError, "unknown encoding: %s", strcmp(to, "UCS-4LE") ? to : from);
    return cd;
}

bool ki_encode_iconv(KiEncoder *e) {
    iconv_t cd = open_converter(e->ks, converter_name(e->name), "UCS-4LE");
    bool ok = cd != (iconv_t)-1;
    e->multibyte = true;
    for (size_t i = 0; ok && i < e->s->len;) {
        uint32_t c = ki_str_at(e->s, i);
        if (c < 128) {
            ok = kb_strbuf_putc(&e->out, (char)c);
            i++;
            continue;
        }
        uint32_t code = is_gb18030(e->name) ? gb18030_code(c) : 0;
        if (code) {
            for (int shift = code > 0xFFFF ? 24 : 8; shift >= 0; shift -= 8)
                ok = ok && kb_strbuf_putc(&e->out, (char)(code >> shift));
            i++;
            continue;
        }
        char in[4] = {(char)c, (char)(c >> 8), (char)(c >> 16), 0}, out[16], *p = in, *q = out;
        size_t n_in = 4, n_out = sizeof out;
        bool fits = iconv(cd, &p, &n_in, &q, &n_out) == 0 && !n_in && q > out; /* tags: nothing */
        if (fits && !(q - out == 1 && (uint8_t)out[0] == 0x80)) { /* 0x80 is no character of gbk */
            kb_strbuf_append(&e->out, out, (size_t)(q - out));
            i++;
        } else {
            iconv(cd, NULL, NULL, NULL, NULL);
            ok = ki_encode_error(e, i, i + 1, REASON, &i);
        }
    }
    if (cd != (iconv_t)-1) iconv_close(cd);
    return ok;
}

/* Bytes of the character at data, its code point in *c; 0: not valid, -1: cut off. */
static int character(iconv_t cd, const uint8_t *data, size_t left, uint32_t *c) {
    size_t max = left < 4 ? left : 4;
    for (size_t n = 1; n <= max; n++) {
        char in[4], out[8], *p = in, *q = out;
        size_t n_in = n, n_out = sizeof out;
        memcpy(in, data, n);
        size_t r = iconv(cd, &p, &n_in, &q, &n_out);
        if (r != (size_t)-1 && !n_in && q - out == 4) {
            const uint8_t *u = (const uint8_t *)out;
            *c = (uint32_t)u[0] | (uint32_t)u[1] << 8 | (uint32_t)u[2] << 16;
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
    if (!strcmp(codec, "shift_jis") || !strcmp(codec, "cp932")) return false;
    return left == 1 || (left < 4 && is_gb18030(codec) && data[1] >= 0x30 && data[1] <= 0x39);
}

/* As character(), by the rules of the codec of that name. */
static int codec_character(iconv_t cd, const char *codec, const uint8_t *data, size_t left,
                           uint32_t *c) {
    int n = is_gb18030(codec) ? gb18030_character(data, left, c) : 0;
    if (!n) n = character(cd, data, left, c);
    if (n == 1 && (*c < 0xA0 || data[0] == 0x80)) n = 0; /* control codes are not characters */
    return n == 0 && waits(codec, data, left) ? -1 : n;
}

bool ki_decode_iconv(KiDecoder *d) {
    iconv_t cd = open_converter(d->ks, "UCS-4LE", converter_name(d->name));
    bool ok = cd != (iconv_t)-1;
    d->multibyte = true;
    for (size_t i = 0; ok && i < d->len;) {
        uint32_t c = d->data[i];
        if (c < 128) {
            ok = ki_sb_putc(&d->out, c);
            i++;
            continue;
        }
        int n = codec_character(cd, d->name, d->data + i, d->len - i, &c);
        if (n > 0) {
            ok = ki_sb_putc(&d->out, c);
            i += (size_t)n;
        } else if (n < 0 && ki_decode_waits(d, i)) {
            break;
        } else {
            ok = ki_decode_error(d, i, n < 0 ? d->len : i + 1,
                                 n < 0 ? "incomplete multibyte sequence" : REASON, &i);
        }
    }
    if (cd != (iconv_t)-1) iconv_close(cd);
    return ok;
}
