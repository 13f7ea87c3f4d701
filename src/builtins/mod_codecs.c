/* The _codecs module: what stdlib/codecs.py needs from the codecs in C. */
#include "builtins.h"
#include "codecs.h"

/* encoding and errors arguments as UTF-8 text. */
static bool names(KiState *ks, KiValue encoding, KiValue errors, const char **enc,
                  const char **err) {
    if (!ki_is_str(encoding) || !ki_is_str(errors)) {
        KiValue bad = ki_is_str(encoding) ? errors : encoding;
        ki_raise(ks, KI_EXC_TypeError, "%s must be str, not %s",
                 ki_is_str(encoding) ? "errors" : "encoding", ki_type_name(ks, bad));
        return false;
    }
    return (*enc = ki_str_utf8_whole(ks, ki_str_of(encoding))) &&
           (*err = ki_str_utf8_whole(ks, ki_str_of(errors)));
}

static KiValue codecs_encode(KiState *ks, KiValue *args, int nargs) {
    const char *enc, *err;
    if (!names(ks, args[1], args[2], &enc, &err)) return KI_ERR;
    if (!ki_is_str(args[0]))
        return ki_raise(ks, KI_EXC_TypeError, "encode() argument 1 must be str, not %s",
                        ki_arg_type_name(ks, args[0]));
    return ki_encode_piece(ks, args[0], enc, err);
}

static KiValue codecs_decode(KiState *ks, KiValue *args, int nargs) {
    const char *enc, *err;
    if (!names(ks, args[1], args[2], &enc, &err)) return KI_ERR;
    KiBytesView view;
    if (!ki_get_bytes(ks, args[0], false, &view)) return KI_ERR;
    KiValue r = ki_decode_piece(ks, view.data, view.len, enc, err);
    ki_release_bytes(ks, &view);
    return r;
}

/* (text, bytes used): leaves an unfinished character at the end alone. */
static KiValue codecs_decode_partial(KiState *ks, KiValue *args, int nargs) {
    const char *enc, *err;
    if (!names(ks, args[1], args[2], &enc, &err)) return KI_ERR;
    KiBytesView view;
    if (!ki_get_bytes(ks, args[0], false, &view)) return KI_ERR;
    size_t used;
    KiValue text = ki_decode_partial(ks, view.data, view.len, enc, err, &used), r = KI_ERR;
    ki_release_bytes(ks, &view);
    if (text != KI_ERR) r = ki_tuple_pack(ks, 2, text, ki_small_int((int64_t)used));
    ki_decref(ks, text);
    return r;
}

static KiValue codecs_canonical_name(KiState *ks, KiValue *args, int nargs) {
    if (!ki_is_str(args[0]))
        return ki_raise(ks, KI_EXC_TypeError, "lookup() argument must be str, not %s",
                        ki_arg_type_name(ks, args[0]));
    const char *enc = ki_str_utf8(ks, ki_str_of(args[0]), NULL),
               *name = enc ? ki_codec_name(enc) : NULL;
    return !enc ? KI_ERR : name ? ki_str_from_cstr(ks, name) : KI_NONE;
}

static KiValue codecs_span(KiState *ks, KiValue *args, int nargs) {
    const char *enc = ki_is_str(args[0]) ? ki_str_utf8(ks, ki_str_of(args[0]), NULL) : "";
    return enc ? ki_small_int(ki_codec_span(enc)) : KI_ERR;
}

static KiValue codecs_search(KiState *ks, KiValue *args, int nargs) {
    const char *enc = ki_is_str(args[0]) ? ki_str_utf8(ks, ki_str_of(args[0]), NULL) : "";
    KiValue r = enc ? ki_codec_search(ks, enc) : KI_ERR;
    return r == KI_ABSENT ? KI_NONE : r;
}

static KiValue codecs_register(KiState *ks, KiValue *args, int nargs) {
    if (!ki_callable(ks, args[0]))
        return ki_raise(ks, KI_EXC_TypeError, "argument must be callable");
    KiValue list = ki_codec_registry(ks, KI_BI_CODEC_SEARCH, true);
    return list != KI_ERR && ki_list_append(ks, ki_list_of(list), args[0]) ? KI_NONE : KI_ERR;
}

static KiValue codecs_unregister(KiState *ks, KiValue *args, int nargs) {
    KiValue list = ki_codec_registry(ks, KI_BI_CODEC_SEARCH, true);
    if (list == KI_ERR) return KI_ERR;
    for (int64_t i = 0; i < ki_list_of(list)->len; i++) {
        if (ki_list_of(list)->items[i] != args[0]) continue;
        ki_decref(ks, ki_list_pop_at(ks, ki_list_of(list), i));
        break;
    }
    return KI_NONE;
}

static KiValue codecs_register_error(KiState *ks, KiValue *args, int nargs) {
    if (!ki_is_str(args[0]))
        return ki_raise(ks, KI_EXC_TypeError, "register_error() argument 1 must be str, not %s",
                        ki_arg_type_name(ks, args[0]));
    if (!ki_str_check_encodable(ks, ki_str_of(args[0])) ||
        !ki_str_utf8_whole(ks, ki_str_of(args[0])))
        return KI_ERR;
    if (!ki_callable(ks, args[1]))
        return ki_raise(ks, KI_EXC_TypeError, "handler must be callable");
    KiValue table = ki_codec_registry(ks, KI_BI_CODEC_ERRORS, true);
    return table != KI_ERR && ki_dict_set(ks, ki_dict_of(table), args[0], args[1]) ? KI_NONE
                                                                                   : KI_ERR;
}

/* The handler registered under a name, None if it is none of those. */
static KiValue codecs_registered_error(KiState *ks, KiValue *args, int nargs) {
    KiValue table = ki_codec_registry(ks, KI_BI_CODEC_ERRORS, false);
    KiValue r = table == KI_ABSENT ? KI_ABSENT : ki_dict_get(ks, ki_dict_of(table), args[0]);
    return r == KI_ABSENT ? KI_NONE : r == KI_ERR ? r : ki_new_ref(r);
}

static const KiDef defs[] = {
    {"encode", "(obj, encoding='utf-8', errors='strict', /)", codecs_encode,
     "Encode a str with the named codec.", 0},
    {"decode", "(obj, encoding='utf-8', errors='strict', /)", codecs_decode,
     "Decode bytes with the named codec.", 0},
    {"decode_partial", "(obj, encoding='utf-8', errors='strict', /)", codecs_decode_partial,
     "Decode all but an unfinished character at the end: (text, bytes used).", 0},
    {"canonical_name", "(encoding, /)", codecs_canonical_name,
     "The name of a built-in codec, None if it is not one.", 0},
    {"span", "(encoding, /)", codecs_span,
     "How characters lie in bytes: 0 one each, 1 in several, 2 by a multibyte table.", 0},
    {"search", "(encoding, /)", codecs_search,
     "What a registered search function gives for the name, or None.", 0},
    {"register", "(search_function, /)", codecs_register, "Register a codec search function.", 0},
    {"unregister", "(search_function, /)", codecs_unregister, "Unregister a codec search function.",
     0},
    {"register_error", "(errors, handler, /)", codecs_register_error,
     "Register an error handler under a name.", 0},
    {"registered_error", "(errors, /)", codecs_registered_error,
     "The registered error handler of a name, or None.", 0},
    KI_DEF_END,
};

bool ki_mod_codecs_init(KiState *ks, KiModule *m);
bool ki_mod_codecs_init(KiState *ks, KiModule *m) {
    return ki_module_add_functions(ks, m, defs);
}
