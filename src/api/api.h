#ifndef KI_API_H
#define KI_API_H
/* The state behind a KuState and what the files of api/ share. */
#include <kukri.h>

#include "../base/common.h"
#include "../base/strbuf.h"
#include "../builtins/builtins.h"
#include "../object/native.h"
#include "../object/runtime.h"

/* A type made by ku_type: kept until the state ends. */
typedef struct KiHostType {
    struct KiHostType *next;
    KuTypeDef def;
    KiTypeDef type_def;
    KiType *type;      /* owned */
    KiValue construct; /* host function or ABSENT */
} KiHostType;

/* ks->host; also what the public name KuState stands for. */
struct KuState {
    KiState *ks;
    void *userdata;
    KuStepFn on_step;
    void *step_data;
    KiHostIo io;
    KbStrbuf text[4]; /* texts handed out: error type, message, traceback, listing */
    KiHostType *types;
    KiType *function_type; /* of host functions, made on demand */
};

static inline KuState *ki_host(KiState *ks) {
    return (KuState *)ks->host;
}
static inline KuValue ki_to_handle(KiValue v) {
    KuValue h = {v == KI_ERR || v == KI_ABSENT ? 0 : v};
    return h;
}
static inline KiValue ki_from_handle(KuValue h) {
    return h.bits ? h.bits : KI_ABSENT;
}

/* Status of a finished operation from what is pending. */
KuStatus ki_api_status(KuState *ku, bool ok);
/* Copies text into one of ku->text; "" when out of memory. */
const char *ki_api_keep(KuState *ku, int slot, const char *text, size_t n);
/* The dict of __main__, borrowed; NULL: error. */
KiDict *ki_api_main(KuState *ku);
void ki_error_texts_free(KuState *ku);
/* Host types: released before the state's modules go, their records freed afterwards. */
void ki_api_release_types(KuState *ku);
#endif
