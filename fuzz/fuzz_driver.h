#ifndef FUZZ_DRIVER_H
#define FUZZ_DRIVER_H
/* What fuzz targets written as a Python driver share: an interpreter with a memory limit in which
 * FUZZ_DRIVER has been run, whose function one(data) is called with every input. The driver catches
 * exceptions; what is looked for are crashes, hangs and sanitizer reports.
 *
 * With libFuzzer: clang -fsanitize=fuzzer,address,undefined. Otherwise -DFUZZ_MAIN adds a main that
 * runs the files it is given. */
#include <stdio.h>
#include <stdlib.h>

#include "kukri.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static KuState *fuzz_state;

static void fuzz_start(const char *driver) {
    KuConfig config;
    ku_config_init(&config);
    config.memory_limit = (size_t)1 << 29;
    fuzz_state = ku_new(&config);
    if (fuzz_state && ku_run_string(fuzz_state, driver, "<driver>") == KU_OK) return;
    if (fuzz_state) ku_report_error(fuzz_state);
    abort();
}

static int fuzz_one(const char *driver, const uint8_t *data, size_t size) {
    if (!fuzz_state) fuzz_start(driver);
    KuValue one = ku_get_global(fuzz_state, "one"), arg = ku_bytes(fuzz_state, data, size);
    KuValue r = ku_call(fuzz_state, one, &arg, 1);
    if (ku_error_pending(fuzz_state)) { /* only running out of memory or steps leaves the driver */
        ku_error_clear(fuzz_state);
    }
    ku_release(fuzz_state, r);
    ku_release(fuzz_state, arg);
    ku_release(fuzz_state, one);
    return 0;
}

#ifdef FUZZ_MAIN
int main(int argc, char **argv) {
    for (int i = 1; i < argc; i++) {
        FILE *f = fopen(argv[i], "rb");
        if (!f) continue;
        static uint8_t buffer[1 << 20];
        size_t n = fread(buffer, 1, sizeof buffer, f);
        fclose(f);
        LLVMFuzzerTestOneInput(buffer, n);
    }
    if (fuzz_state) ku_free(fuzz_state);
    return 0;
}
#endif
#endif
