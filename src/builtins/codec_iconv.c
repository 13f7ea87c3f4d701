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
        int n = character(cd, d->data + i, d->len - i, &c);
        if (n == 1 && (c < 0xA0 || d->data[i] == 0x80))
            n = 0; /* control codes are not characters */
        bool one_byte = !strcmp(d->name, "shift_jis") || !strcmp(d->name, "cp932") ||
                        !strcmp(d->name, "euc_kr");
        if (n == 0 && i + 1 == d->len && d->data[i] > 0x80 && !one_byte) n = -1;
        if (n > 0) {
            ok = ki_sb_putc(&d->out, c);
            i += (size_t)n;
        } else {
            ok = ki_decode_error(d, i, n < 0 ? d->len : i + 1,
                                 n < 0 ? "incomplete multibyte sequence" : REASON, &i);
        }
    }
    if (cd != (iconv_t)-1) iconv_close(cd);
    return ok;
}

size_t ki_iconv_incomplete(const char *name, const uint8_t *data, size_t n) {
    iconv_t cd = iconv_open("UCS-4LE", converter_name(name));
    if (cd == (iconv_t)-1) return 0;
    size_t i = 0, tail = 0;
    while (i < n) {
        uint32_t c;
        int used = data[i] < 128 ? 1 : character(cd, data + i, n - i, &c);
        if (used < 0) {
            tail = n - i;
            break;
        }
        i += used ? (size_t)used : 1;
    }
    iconv_close(cd);
    return tail;
}
