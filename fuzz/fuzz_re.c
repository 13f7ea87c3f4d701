/* Fuzz target for regular expressions: any pattern must compile or raise, any subject must be
 * searched, split and substituted without a crash or a leak. Input: one byte of flags, the pattern,
 * a NUL, the subject (both as Latin-1 text, or as bytes when the top bit of the flags is set).
 */
#include <stdlib.h>
#include <string.h>

#include "object/runtime.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char script[] =
    "def fuzz(data):\n"
    "    import re, warnings\n"
    "    warnings.simplefilter('ignore')\n"
    "    flags = data[0]\n"
    "    pattern, _, subject = data[1:].partition(b'\\0')\n"
    "    if not flags & 128:\n"
    "        pattern, subject = pattern.decode('latin-1'), subject.decode('latin-1')\n"
    "    try:\n"
    "        p = re.compile(pattern, flags & 2 | flags & 8 | flags & 16 | flags & 64)\n"
    "        for m in p.finditer(subject):\n"
    "            m.groups(), m.groupdict(), m.lastindex, m.lastgroup, repr(m)\n"
    "        p.split(subject), p.sub(subject[:8], subject), p.findall(subject, 1, 5)\n"
    "        p.match(subject), p.fullmatch(subject)\n"
    "    except (re.error, RuntimeError, OverflowError, RecursionError, IndexError, MemoryError):\n"
    "        pass\n";

static void run(KiState *ks, const uint8_t *data, size_t size) {
    KiDict *globals = ki_dict_new(ks);
    KiValue code = ki_compile(ks, script, sizeof script - 1, "<fuzz>", "exec", 0);
    if (!globals || code == KI_ERR) abort();
    ki_dict_set_cstr(ks, globals, "__builtins__", ks->builtins);
    KiValue r = ki_exec_code(ks, (KiCode *)ki_obj(code), globals, KI_ABSENT);
    if (r == KI_ERR) abort();
    KiValue f = ki_dict_get_cstr(ks, globals, "fuzz"), input = ki_bytes_from(ks, data, size);
    KiValue out = input == KI_ERR ? KI_ERR : ki_call1(ks, f, input);
    if (out == KI_ERR) abort(); /* an exception that a pattern cannot explain */
    ki_decref(ks, input);
    ki_decref(ks, out);
    ki_decref(ks, code);
    ki_dict_clear(ks, globals);
    ki_decref_obj(ks, &globals->h);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 2 || size > 4000) return 0;
    KiConfig config = {.isolated = true, .no_site = true};
    KbAlloc alloc;
    kb_alloc_init(&alloc, NULL, NULL);
    alloc.limit = (size_t)1 << 30;
    KiState *ks = ki_state_new(&alloc, &config);
    if (!ks) return 0;
    ks->step_limit = 1000000; /* also: no patience with patterns that backtrack for ever */
    run(ks, data, size);
    ki_state_free(ks);
    return 0;
}

#include "fuzz_main.h"
