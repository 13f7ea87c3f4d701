/* freeze_code OUT.bin OUT.c: the modules of frozen.h compiled into the form of code_image.h, and a
 * C file that takes the bytes in. Runs when Kukri is built: it is the interpreter without that
 * file, so what it writes is what the same build would compile on import. */
#include <kukri.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../src/api/api.h"
#include "../src/base/vec.h"
#include "../src/compiler/compile.h"
#include "../src/object/code_image.h"
#include "../src/object/number.h"
#include "../src/object/obj_dict.h"
#include "../src/object/obj_int.h"
#include "../src/object/obj_seq.h"
#include "../src/vm/frozen.h"

const uint8_t *const ki_frozen_code = NULL;

typedef KB_VEC(uint32_t) Numbers;

typedef struct Writer { /* of one module */
    KiState *ks;
    KbStrbuf out; /* what follows the table of offsets */
    KB_VEC(KiValue) values;
    Numbers offsets;
    KiDict *known; /* str -> number of its value: most values are names */
} Writer;

static _Noreturn void fail(const char *what) {
    fprintf(stderr, "freeze_code: %s\n", what);
    exit(1);
}
static void need(bool ok) {
    if (!ok) fail("out of memory");
}

static void put(Writer *w, const void *at, size_t n) {
    kb_strbuf_append(&w->out, at, n);
    need(!w->out.failed);
}
static void put_byte(Writer *w, unsigned b) {
    kb_strbuf_putc(&w->out, (char)b);
}
static void put_number(Writer *w, uint32_t n) {
    for (; n > 127; n >>= 7)
        put_byte(w, (n & 127) | 128);
    put_byte(w, n);
}
static void put_signed(Writer *w, int32_t n) {
    put_number(w, (uint32_t)n << 1 ^ (uint32_t)(n >> 31));
}

/* --- values --- */

static uint32_t ref(Writer *w, KiValue v);

static void put_text(Writer *w, KiImageTag tag, const char *s, size_t n) {
    put_byte(w, tag);
    put_number(w, (uint32_t)n);
    put(w, s, n);
}

static void put_str(Writer *w, KiStr *s) {
    size_t n;
    const char *text = ki_str_utf8(w->ks, s, &n);
    need(text != NULL);
    put_text(w, s->h.flags & KI_STR_INTERNED ? KI_IMAGE_NAME : KI_IMAGE_STR, text, n);
}

static void put_items(Writer *w, KiImageTag tag, const uint32_t *refs, size_t n) {
    put_byte(w, tag);
    put_number(w, (uint32_t)n);
    for (size_t i = 0; i < n; i++)
        put_number(w, refs[i]);
}

static KiTuple *items_of(KiState *ks, KiValue v) {
    KiSlice *s = ki_is_kind(v, KI_K_SLICE) ? (KiSlice *)ki_obj(v) : NULL;
    KiValue t = s ? ki_tuple_pack(ks, 3, s->start, s->stop, s->step) : KI_ERR;
    KiTuple *items = s ? (t == KI_ERR ? NULL : ki_tuple_of(t)) : ki_to_tuple(ks, v);
    need(items != NULL);
    return items;
}

/* KI_IMAGE_WORD: v has no items. */
static KiImageTag items_tag(KiValue v) {
    return ki_is_kind(v, KI_K_TUPLE)       ? KI_IMAGE_TUPLE
           : ki_is_kind(v, KI_K_FROZENSET) ? KI_IMAGE_FROZENSET
           : ki_is_kind(v, KI_K_SLICE)     ? KI_IMAGE_SLICE
                                           : KI_IMAGE_WORD;
}

/* Items first: each is a value of its own. */
static uint32_t add_items(Writer *w, KiValue v) {
    KiTuple *t = items_of(w->ks, v);
    uint32_t *refs = calloc((size_t)t->len + 1, sizeof *refs);
    need(refs != NULL);
    for (int64_t i = 0; i < t->len; i++)
        refs[i] = ref(w, t->items[i]);
    uint32_t at = (uint32_t)w->out.len;
    put_items(w, items_tag(v), refs, (size_t)t->len);
    free(refs);
    ki_decref_obj(w->ks, &t->h);
    return at;
}

static void put_int(Writer *w, KiValue v) {
    KiStr *s = ki_int_to_str(w->ks, v, 16);
    need(s != NULL);
    put_text(w, KI_IMAGE_INT, ki_str_utf8(w->ks, s, NULL), s->len);
    ki_decref_obj(w->ks, &s->h);
}

static void put_value(Writer *w, KiValue v) {
    if (!ki_is_ptr(v)) {
        put_byte(w, KI_IMAGE_WORD);
        put(w, &v, sizeof v);
        return;
    }
    switch (ki_obj(v)->kind) {
    case KI_K_STR:
        put_str(w, ki_str_of(v));
        return;
    case KI_K_BYTES:
        put_text(w, KI_IMAGE_BYTES, (const char *)ki_bytes_of(v)->data, ki_bytes_of(v)->len);
        return;
    case KI_K_INT:
        put_int(w, v);
        return;
    case KI_K_COMPLEX:
        put_byte(w, KI_IMAGE_COMPLEX);
        put(w, &((KiComplex *)ki_obj(v))->v, 2 * sizeof(double));
        return;
    default:
        fprintf(stderr, "freeze_code: no form for %s\n", ki_type_name(w->ks, v));
        exit(1);
    }
}

static uint32_t find(Writer *w, KiValue v) {
    if (ki_is_str_exact(v)) {
        KiValue n = ki_dict_get(w->ks, w->known, v);
        /* a literal may have the text of a name without being interned */
        if (n != KI_ABSENT && w->values.at[ki_int_val(n)] == v) return (uint32_t)ki_int_val(n);
    }
    for (size_t i = 0; i < w->values.n; i++)
        if (w->values.at[i] == v) return (uint32_t)i;
    return UINT32_MAX;
}

/* The number of a value, added if new. */
static uint32_t ref(Writer *w, KiValue v) {
    uint32_t known = find(w, v);
    if (known != UINT32_MAX) return known;
    bool items = items_tag(v) != KI_IMAGE_WORD;
    uint32_t at = items ? add_items(w, v) : (uint32_t)w->out.len;
    if (!items) put_value(w, v);
    KbAlloc *al = &w->ks->alloc;
    need(kb_vec_push(&w->values, al, v) && kb_vec_push(&w->offsets, al, at));
    uint32_t n = (uint32_t)w->values.n - 1;
    need(!ki_is_str_exact(v) || ki_dict_set(w->ks, w->known, v, ki_small_int(n)));
    return n;
}

/* --- codes --- */

static uint32_t put_code(Writer *w, const KiCode *c);

/* What co_consts refers to is written first: the entries, 2 n + 1 or 2 offset. */
static uint32_t *const_entries(Writer *w, const KiTuple *consts) {
    uint32_t *e = calloc((size_t)consts->len + 1, sizeof *e);
    need(e != NULL);
    for (int64_t i = 0; i < consts->len; i++) {
        KiValue v = consts->items[i];
        e[i] =
            ki_is_kind(v, KI_K_CODE) ? put_code(w, (KiCode *)ki_obj(v)) << 1 : ref(w, v) << 1 | 1;
    }
    return e;
}

static uint32_t k_entry(Writer *w, const KiTuple *consts, KiValue v) {
    if (!ki_is_kind(v, KI_K_CODE)) return ref(w, v) << 1 | 1;
    for (int64_t i = 0; i < consts->len; i++)
        if (consts->items[i] == v) return (uint32_t)(i + 1) << 1;
    fail("nested code that is not in co_consts");
}

static bool is_value(const KiCode *c, uint32_t i) {
    return c->k_is_value[i >> 3] >> (i & 7) & 1;
}

/* The entries of k[]; all refs are made before the code's own text begins. */
static void list_k(Writer *w, const KiCode *c, Numbers *out) {
    KbAlloc *al = &w->ks->alloc;
    const KiTuple *consts = ki_tuple_of(c->consts);
    for (uint32_t i = 0; i < c->n_k;) {
        if (is_value(c, i)) {
            uint32_t e = k_entry(w, consts, c->k[i++]);
            need(kb_vec_push(out, al, e));
            continue;
        }
        uint32_t n = 0, zero = 0;
        for (; i < c->n_k && !is_value(c, i); i++, n++)
            if (c->k[i]) fail("a cache word that is not zero");
        need(kb_vec_push(out, al, zero) && kb_vec_push(out, al, n));
    }
}

static void list_refs(Writer *w, const KiValue *v, size_t n, Numbers *out) {
    for (size_t i = 0; i < n; i++) {
        uint32_t r = ref(w, v[i]);
        need(kb_vec_push(out, &w->ks->alloc, r));
    }
}

static void put_tables(Writer *w, const KiCode *c) {
    put_number(w, c->n_handlers);
    for (uint32_t i = 0; i < c->n_handlers; i++) {
        put_number(w, c->handlers[i].start);
        put_number(w, c->handlers[i].end);
        put_number(w, c->handlers[i].handler);
        put_number(w, c->handlers[i].live);
    }
    put_number(w, c->n_live);
    for (uint32_t i = 0; i < c->n_live; i++) {
        put_number(w, c->live[i].parent);
        put_number(w, c->live[i].reg);
    }
    put_number(w, c->n_live_runs);
    for (uint32_t i = 0, pc = 0; i < c->n_live_runs; pc = c->live_runs[i++].pc) {
        put_number(w, c->live_runs[i].pc - pc);
        put_number(w, c->live_runs[i].node);
    }
}

static void put_positions(Writer *w, const KiCode *c) {
    KiPosition p = {0, 0, 0xFFFF, 0xFFFF};
    for (uint32_t i = 0; i < c->n_instrs; i++) {
        KiPosition q = c->positions[i];
        if (!memcmp(&p, &q, sizeof p)) {
            put_byte(w, 0);
            continue;
        }
        int32_t lines = (int32_t)(q.line - p.line);
        put_signed(w, lines + (lines >= 0));
        put_signed(w, (int32_t)(q.end_line - q.line));
        put_number(w, (uint16_t)(q.col + 1));
        put_number(w, (uint16_t)(q.end_col + 1));
        p = q;
    }
}

static void put_header(Writer *w, const KiCode *c, const uint32_t *texts) {
    for (int i = 0; i < 3; i++)
        put_number(w, texts[i]);
    const uint32_t numbers[] = {c->first_line, c->flags,    c->n_args, c->n_posonly,   c->n_kwonly,
                                c->n_free,     c->n_locals, c->n_regs, c->n_self_attrs};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        put_number(w, numbers[i]);
}

/* Offset of the code's text. */
static uint32_t put_code(Writer *w, const KiCode *c) {
    KbAlloc *al = &w->ks->alloc;
    const KiTuple *consts = ki_tuple_of(c->consts), *co_names = ki_tuple_of(c->names);
    const uint32_t texts[3] = {ref(w, c->name), ref(w, c->qualname), ref(w, c->doc)};
    uint32_t *entries = const_entries(w, consts);
    Numbers k = {0}, names = {0}, locals = {0}, frees = {0};
    list_k(w, c, &k);
    list_refs(w, co_names->items, (size_t)co_names->len, &names);
    list_refs(w, c->local_names, c->n_locals, &locals);
    list_refs(w, c->free_names, c->n_free, &frees);

    uint32_t at = (uint32_t)w->out.len;
    put_header(w, c, texts);
    put_number(w, c->n_instrs);
    put(w, c->instrs, c->n_instrs * sizeof *c->instrs);
    put_number(w, (uint32_t)consts->len);
    for (int64_t i = 0; i < consts->len; i++)
        put_number(w, entries[i]);
    put_number(w, c->n_k);
    for (size_t i = 0; i < k.n; i++)
        put_number(w, k.at[i]);
    put_number(w, (uint32_t)names.n);
    for (size_t i = 0; i < names.n; i++)
        put_number(w, names.at[i]);
    for (size_t i = 0; i < locals.n; i++) {
        put_number(w, locals.at[i]);
        put_byte(w, c->local_is_cell[i]);
    }
    for (size_t i = 0; i < frees.n; i++)
        put_number(w, frees.at[i]);
    put_tables(w, c);
    put_positions(w, c);

    free(entries);
    kb_vec_free(&k, al);
    kb_vec_free(&names, al);
    kb_vec_free(&locals, al);
    kb_vec_free(&frees, al);
    return at;
}

/* --- modules --- */

static KiValue compile(KiState *ks, const KiFrozen *f) {
    char file[256];
    snprintf(file, sizeof file, "<frozen %s>", f->name);
    KiValue source = ki_frozen_source(ks, f);
    need(source != KI_ERR);
    KiValue code = ki_compile(ks, (const char *)ki_bytes_of(source)->data, f->len, file, "exec",
                              KI_COMPILE_MODULE);
    ki_decref(ks, source);
    if (code != KI_ERR) return code;
    KiValue text = ki_format_exception(ks, ki_take_exc(ks));
    fail(ki_is_str(text) ? ki_str_utf8(ks, ki_str_of(text), NULL) : file);
}

/* Appends one module to the image. */
static void freeze(KiState *ks, const KiFrozen *f, KbStrbuf *image) {
    Writer w = {.ks = ks, .known = ki_dict_new(ks)};
    need(w.known != NULL);
    kb_strbuf_init(&w.out, &ks->alloc, KB_STRBUF_NO_MAX);
    KiValue code = compile(ks, f);
    uint32_t head[2] = {0, put_code(&w, (KiCode *)ki_obj(code))};
    head[0] = (uint32_t)w.values.n;
    kb_strbuf_append(image, head, sizeof head);
    kb_strbuf_append(image, w.offsets.at, w.offsets.n * sizeof *w.offsets.at);
    kb_strbuf_append(image, w.out.data, w.out.len);
    kb_strbuf_fill(image, 0, -image->len & 3);
    ki_decref(ks, code);
    ki_decref_obj(ks, &w.known->h);
    kb_vec_free(&w.values, &ks->alloc);
    kb_vec_free(&w.offsets, &ks->alloc);
    kb_strbuf_free(&w.out);
}

static void write_file(const char *path, const char *data, size_t n) {
    FILE *fp = fopen(path, "wb");
    if (!fp || fwrite(data, 1, n, fp) != n || fclose(fp)) fail(path);
}

/* The bytes by way of the assembler: as an initialiser they would take the compiler seconds. */
static const char loader[] = "/* Generated by tools/freeze_code.c. */\n"
                             "#include \"vm/frozen.h\"\n\n"
                             "#ifdef __APPLE__\n"
                             "#define SECTION \".const_data\"\n"
                             "#define NAME    \"_ki_frozen_image\"\n"
                             "#else\n"
                             "#define SECTION \".section .rodata\"\n"
                             "#define NAME    \"ki_frozen_image\"\n"
                             "#endif\n"
                             "__asm__(SECTION \"\\n.balign 16\\n\" NAME \":\\n\"\n"
                             "        \".incbin \\\"%s\\\"\\n.text\\n\");\n"
                             "extern const uint8_t ki_frozen_image[];\n"
                             "const uint8_t *const ki_frozen_code = ki_frozen_image;\n";

int main(int argc, char **argv) {
    if (argc != 3) fail("usage: freeze_code OUT.bin OUT.c");
    KuConfig config;
    ku_config_init(&config);
    config.hash_seed_set = true; /* the same sources make the same bytes */
    KuState *ku = ku_new(&config);
    need(ku != NULL);
    KiState *ks = ku->ks;
    KbStrbuf image, text;
    kb_strbuf_init(&image, &ks->alloc, KB_STRBUF_NO_MAX);
    kb_strbuf_init(&text, &ks->alloc, KB_STRBUF_NO_MAX);
    kb_strbuf_fill(&image, 0, (size_t)ki_n_frozen_modules * sizeof(uint32_t));
    for (int i = 0; i < ki_n_frozen_modules; i++) {
        uint32_t at = (uint32_t)image.len;
        need(!image.failed);
        memcpy(image.data + (size_t)i * sizeof at, &at, sizeof at);
        freeze(ks, &ki_frozen_modules[i], &image);
    }
    kb_strbuf_printf(&text, loader, argv[1]);
    need(!image.failed && !text.failed && image.len < UINT32_MAX / 2);
    write_file(argv[1], image.data, image.len);
    write_file(argv[2], text.data, text.len);
    kb_strbuf_free(&image);
    kb_strbuf_free(&text);
    ku_free(ku);
    return 0;
}
