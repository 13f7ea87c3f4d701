/* What ends every fuzz target. With libFuzzer: clang -fsanitize=fuzzer,address,undefined, and this
 * is empty. Otherwise -DFUZZ_MAIN adds a main that runs the files it is given; FUZZ_MAIN_END, if
 * there is one, is what it does last. */
#ifdef FUZZ_MAIN
#include <stdio.h>

int main(int argc, char **argv) {
    for (int i = 1; i < argc; i++) {
        FILE *f = fopen(argv[i], "rb");
        if (!f) continue;
        static uint8_t buffer[1 << 20];
        size_t n = fread(buffer, 1, sizeof buffer, f);
        fclose(f);
        LLVMFuzzerTestOneInput(buffer, n);
    }
#ifdef FUZZ_MAIN_END
    FUZZ_MAIN_END;
#endif
    return 0;
}
#endif
