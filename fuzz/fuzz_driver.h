#ifndef FUZZ_DRIVER_H
#define FUZZ_DRIVER_H
/* What fuzz targets written as a Python driver share: an interpreter with a memory limit in which
 * FUZZ_DRIVER has been run, whose function one(data) is called with every input. The driver catches
 * exceptions; what is looked for are crashes, hangs and sanitizer reports. */
#include <stdlib.h>

#include "kukri.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The end of a driver that reads its input in one of several ways: the first byte chooses, and no
 * exception counts. */
#define FUZZ_ONE_OF_WAYS                                                                           \
    "def one(data):\n"                                                                             \
    "    if data:\n"                                                                               \
    "        try:\n"                                                                               \
    "            ways[data[0] % len(ways)](data[1:])\n"                                            \
    "        except (Exception, RecursionError):\n"                                                \
    "            pass\n"

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

#define FUZZ_MAIN_END                                                                              \
    if (fuzz_state) ku_free(fuzz_state)
#include "fuzz_main.h"
#endif
